/* format_text.c - str.format() and format_map(): fields, conversions, nested specs.
 *
 * Fields are looked up while the format string is read, so user code may run between two of them; the
 * string itself never changes. Nesting is bounded as CPython bounds it.
 */
#include <unictype.h>

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

/* 1: digits alone, their value in *n; 0: no; -1: too many of them (ValueError). */
static int is_number(Thread *t, const Str *s, size_t from, size_t to, int64_t *n)
{
    *n = 0;
    for (size_t i = from; i < to; i++) {
        uint32_t c = str_char(s, i);
        int digit = c < 128 ? (c >= '0' && c <= '9' ? (int)c - '0' : -1) : uc_decimal_value(c);
        if (digit < 0) {
            return 0;
        }
        if (*n > (INT64_MAX - digit) / 10) {
            RAISE(t, ValueError, "Too many decimal digits in format string");
            return -1;
        }
        *n = *n * 10 + digit;
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
    int number = is_number(t, format, from, to, &index);
    if (number < 0) {
        return EMPTY;
    }
    if (from == to || number > 0) {
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
            int number = is_number(t, format, start, i, &index);
            Value key = number > 0   ? int_from_i64(t, index)
                        : number < 0 ? EMPTY
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

/* Behind the opening brace at *at: the field's parts, up to and with its closing brace. */
static bool parse_field(Thread *t, const Str *s, size_t *at, size_t end, MarkupPiece *piece)
{
    size_t i = *at;
    uint32_t c = 0;
    piece->field = true;
    piece->name_from = i;
    while (i < end) {
        c = str_char(s, i++);
        if (c == '{') {
            RAISE(t, ValueError, "unexpected '{' in field name");
            return false;
        }
        if (c == '[') {
            while (i < end && str_char(s, i) != ']') {
                i++;
            }
        } else if (c == '}' || c == ':' || c == '!') {
            break;
        }
    }
    if (c != '}' && c != ':' && c != '!') {
        RAISE(t, ValueError, "expected '}' before end of string");
        return false;
    }
    piece->name_to = i - 1;
    piece->spec_from = piece->spec_to = i;
    *at = i;
    if (c == '}') {
        return true;
    }
    if (c == '!') {
        if (i >= end) {
            RAISE(t, ValueError, "end of string while looking for conversion specifier");
            return false;
        }
        piece->conversion = str_char(s, i++);
        if (i < end) {
            c = str_char(s, i++);
            if (c == '}') {
                *at = i;
                return true;
            }
            if (c != ':') {
                RAISE(t, ValueError, "expected ':' after conversion specifier");
                return false;
            }
        }
    }
    piece->spec_from = i;
    for (size_t depth = 1; i < end; i++) {
        c = str_char(s, i);
        piece->nested |= c == '{';
        depth += c == '{';
        depth -= c == '}';
        if (depth == 0) {
            piece->spec_to = i;
            *at = i + 1;
            return true;
        }
    }
    RAISE(t, ValueError, "unmatched '{' in format spec");
    return false;
}

int weft__next_markup(Thread *t, const Str *s, size_t *at, size_t end, MarkupPiece *piece)
{
    *piece = (MarkupPiece){.literal_from = *at, .literal_to = *at};
    if (*at >= end) {
        return 0;
    }
    size_t i = *at;
    uint32_t c = 0;
    while (i < end) {
        c = str_char(s, i);
        if (c == '{' || c == '}') {
            break;
        }
        i++;
    }
    piece->literal_to = i;
    if (i == end) {
        *at = end;
        return 1;
    }
    if (i + 1 < end && str_char(s, i + 1) == c) { /* a doubled brace stands for one */
        piece->literal_to = i + 1;
        *at = i + 2;
        return 1;
    }
    if (c == '}' || i + 1 == end) {
        RAISE(t, ValueError, "Single '%c' encountered in format string", (int)c);
        return -1;
    }
    *at = i + 1;
    return parse_field(t, s, at, end, piece) ? 1 : -1;
}

static bool append_field(FormatState *state, TextBuilder *b, Str *format, const MarkupPiece *piece,
                         int depth)
{
    Thread *t = state->t;
    Value v = field_object(state, format, piece->name_from, piece->name_to);
    if (v != EMPTY && piece->conversion != 0) {
        v = convert(t, v, piece->conversion);
    }
    if (v == EMPTY) {
        return false;
    }
    if (piece->spec_from == piece->spec_to) {
        if (object_is(v, T(t, str))) {
            return weft__builder_str(b, as_str(v));
        }
        if (value_is_small_int(v)) {
            return weft__builder_value(b, v);
        }
    }
    Value spec = piece->nested ? render(state, format, piece->spec_from, piece->spec_to, depth - 1)
                               : value_or_empty(weft__str_substring(t, format, piece->spec_from,
                                                                    piece->spec_to));
    Value text = spec == EMPTY ? EMPTY : weft__format(t, v, spec);
    return text != EMPTY && weft__builder_str(b, as_str(text));
}

static Value render(FormatState *state, Str *format, size_t from, size_t to, int depth)
{
    Thread *t = state->t;
    if (depth <= 0) {
        return RAISE(t, ValueError, "Max string recursion exceeded");
    }
    TextBuilder b;
    MarkupPiece piece;
    weft__builder_init(&b, t);
    int more;
    while ((more = weft__next_markup(t, format, &from, to, &piece)) > 0) {
        weft__builder_substring(&b, format, piece.literal_from, piece.literal_to);
        if (piece.field && !append_field(state, &b, format, &piece, depth)) {
            return EMPTY;
        }
        if (b.failed) {
            return EMPTY;
        }
    }
    return more < 0 ? EMPTY : value_or_empty(weft__builder_finish(&b));
}

static bool has_braces(const Str *s)
{
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = str_char(s, i);
        if (c == '{' || c == '}') {
            return true;
        }
    }
    return false;
}

Value weft__method_str_format(Thread *t, Value *args)
{
    Str *s = as_str(args[0]);
    if (!has_braces(s)) { /* a subclass instance stays what it is, as with CPython */
        return args[0];
    }
    FormatState state = {t, as_tuple(args[1]), args[2], NUMBERING_UNKNOWN, 0};
    return render(&state, s, 0, s->length, 2);
}
Value weft__method_str_format_map(Thread *t, Value *args)
{
    Str *s = as_str(args[0]);
    FormatState state = {t, NULL, args[1], NUMBERING_UNKNOWN, 0};
    return render(&state, s, 0, s->length, 2);
}
