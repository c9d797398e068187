/* format_text.c - str.format() and format_map(): fields, conversions, nested specs. */
#include "object/text_methods.h"

typedef enum Numbering { NUMBERING_UNKNOWN, NUMBERING_AUTOMATIC, NUMBERING_MANUAL } Numbering;
typedef struct FormatState {
    Thread *t;
    Tuple *positional;   /* NULL for format_map */
    Value keywords;      /* dict or any mapping */
    Numbering numbering;
    size_t next;
} FormatState;

static Value render(FormatState *state, Str *format, size_t from, size_t to, int depth);

static bool is_number(const Str *s, size_t from, size_t to, int64_t *n)
{
    *n = 0;
    for (size_t i = from; i < to; i++) {
        uint32_t c = str_char(s, i);
        if (c < '0' || c > '9' || *n > INT64_MAX / 20) {
            return false;
        }
        *n = *n * 10 + (int64_t)(c - '0');
    }
    return to > from;
}

static bool number_by(FormatState *state, Numbering kind)
{
    if (state->numbering != NUMBERING_UNKNOWN && state->numbering != kind) {
        RAISE(state->t, ValueError,
              kind == NUMBERING_MANUAL
                  ? "cannot switch from automatic field numbering to manual field specification"
                  : "cannot switch from manual field specification to automatic field numbering");
        return false;
    }
    state->numbering = kind;
    return true;
}

/* The object that a field's first name denotes. */
static Value first_object(FormatState *state, Str *format, size_t from, size_t to)
{
    Thread *t = state->t;
    int64_t index;
    bool number = is_number(format, from, to, &index);
    if (from == to || number) {
        if (!number_by(state, from == to ? NUMBERING_AUTOMATIC : NUMBERING_MANUAL)) {
            return EMPTY;
        }
        size_t at = from == to ? state->next++ : (size_t)index;
        if (state->positional == NULL) {
            return RAISE(t, ValueError, "Format string contains positional fields");
        }
        if (at >= tuple_length(state->positional)) {
            return RAISE(t, IndexError, "Replacement index %zu out of range for positional args tuple", at);
        }
        return state->positional->items[at];
    }
    Str *name = weft__str_substring(t, format, from, to);
    if (name == NULL) {
        return EMPTY;
    }
    if (object_is(state->keywords, T(t, dict))) {
        Value v = weft__dict_get(t, as_dict(state->keywords), value_from_pointer(name));
        return v == EMPTY && !exception_pending(t) ? weft__raise_key_error(t, value_from_pointer(name)) : v;
    }
    return weft__get_item(t, state->keywords, value_from_pointer(name));
}

/* name(.attribute | [index])* */
static Value field_object(FormatState *state, Str *format, size_t from, size_t to)
{
    Thread *t = state->t;
    size_t i = from;
    while (i < to && str_char(format, i) != '.' && str_char(format, i) != '[') {
        i++;
    }
    Value v = first_object(state, format, from, i);
    while (v != EMPTY && i < to) {
        uint32_t c = str_char(format, i++);
        size_t start = i;
        if (c == '.') {
            while (i < to && str_char(format, i) != '.' && str_char(format, i) != '[') {
                i++;
            }
            if (i == start) {
                return RAISE(t, ValueError, "Empty attribute in format string");
            }
            Str *name = weft__intern(t, weft__str_substring(t, format, start, i));
            v = name == NULL ? EMPTY : weft__get_attribute(t, v, name);
        } else if (c == '[') {
            while (i < to && str_char(format, i) != ']') {
                i++;
            }
            if (i == to) {
                return RAISE(t, ValueError, "Missing ']' in format string");
            }
            if (i == start) {
                return RAISE(t, ValueError, "Empty attribute in format string");
            }
            int64_t index;
            Value key = is_number(format, start, i, &index)
                            ? int_from_i64(t, index)
                            : value_or_empty(weft__str_substring(t, format, start, i));
            i++;
            v = key == EMPTY ? EMPTY : weft__get_item(t, v, key);
        } else {
            return RAISE(t, ValueError, "Only '.' or '[' may follow ']' in format field specifier");
        }
    }
    return v;
}

static Value convert(Thread *t, Value v, uint32_t conversion)
{
    switch (conversion) {
    case 's': return weft__str(t, v);
    case 'r': return weft__repr(t, v);
    case 'a': return weft__ascii(t, v);
    default:
        return conversion > 32 && conversion < 127
                   ? RAISE(t, ValueError, "Unknown conversion specifier %c", (int)conversion)
                   : RAISE(t, ValueError, "Unknown conversion specifier \\x%x", conversion);
    }
}

/* One field between braces; [from, to) is its inside. */
static bool append_field(FormatState *state, TextBuilder *b, Str *format, size_t from, size_t to, int depth)
{
    Thread *t = state->t;
    size_t end = from;
    int brackets = 0;
    for (; end < to; end++) {
        uint32_t c = str_char(format, end);
        if (c == '{') {
            RAISE(t, ValueError, "unexpected '{' in field name");
            return false;
        }
        brackets += c == '[';
        if (c == ']') {
            brackets = 0;
        }
        if ((c == ':' || c == '!') && brackets == 0) {
            break;
        }
    }
    Value v = field_object(state, format, from, end);
    if (v == EMPTY) {
        return false;
    }
    size_t spec_from = to;
    if (end < to && str_char(format, end) == '!') {
        if (end + 1 >= to) {
            RAISE(t, ValueError, "end of string while looking for conversion specifier");
            return false;
        }
        if (end + 2 < to && str_char(format, end + 2) != ':') {
            RAISE(t, ValueError, "expected ':' after conversion specifier");
            return false;
        }
        v = convert(t, v, str_char(format, end + 1));
        if (v == EMPTY) {
            return false;
        }
        spec_from = end + 3 < to ? end + 3 : to;
    } else if (end < to) {
        spec_from = end + 1;
    }
    Value spec = render(state, format, spec_from, to, depth - 1);
    if (spec == EMPTY) {
        return false;
    }
    if (as_str(spec)->length == 0 && object_is(v, T(t, str))) {
        return weft__builder_str(b, as_str(v));
    }
    Value text = weft__format(t, v, spec);
    return text != EMPTY && weft__builder_str(b, as_str(text));
}

static Value render(FormatState *state, Str *format, size_t from, size_t to, int depth)
{
    Thread *t = state->t;
    if (from >= to) {
        return value_from_pointer(t->runtime->empty_str);
    }
    if (depth < 0) {
        return RAISE(t, ValueError, "Max string recursion exceeded");
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    for (size_t i = from; i < to;) {
        size_t start = i;
        while (i < to && str_char(format, i) != '{' && str_char(format, i) != '}') {
            i++;
        }
        weft__builder_substring(&b, format, start, i);
        if (i == to) {
            break;
        }
        uint32_t c = str_char(format, i++);
        if (i < to && str_char(format, i) == c) {
            weft__builder_char(&b, c);
            i++;
            continue;
        }
        if (c == '}') {
            return RAISE(t, ValueError, "Single '}' encountered in format string");
        }
        if (i == to) {
            return RAISE(t, ValueError, "Single '{' encountered in format string");
        }
        size_t inside = i;
        int nested = 1;
        bool bracket = false;
        for (; i < to; i++) {
            uint32_t d = str_char(format, i);
            if (d == '[' && nested == 1) {
                bracket = true;
            } else if (d == ']') {
                bracket = false;
            } else if (!bracket) {
                nested += d == '{' ? 1 : d == '}' ? -1 : 0;
            }
            if (nested == 0) {
                break;
            }
        }
        if (i == to) {
            return RAISE(t, ValueError, "expected '}' before end of string");
        }
        if (!append_field(state, &b, format, inside, i, depth)) {
            return EMPTY;
        }
        i++;
    }
    return value_or_empty(weft__builder_finish(&b));
}

Value weft__method_str_format(Thread *t, Value *args)
{
    Str *s = as_str(args[0]);
    FormatState state = {t, as_tuple(args[1]), args[2], NUMBERING_UNKNOWN, 0};
    return render(&state, s, 0, s->length, 2);
}
Value weft__method_str_format_map(Thread *t, Value *args)
{
    Str *s = as_str(args[0]);
    FormatState state = {t, NULL, args[1], NUMBERING_UNKNOWN, 0};
    return render(&state, s, 0, s->length, 2);
}
