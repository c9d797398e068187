/* format_percent.c - the % operator of str and bytes.
 *
 * The result is built in a buffer of the thread's own; the conversions may run user code, and no lock is
 * held. Errors are those of CPython, in the order in which it finds them.
 */
#include <math.h>
#include <stdio.h>

#include "object/text_internal.h"

typedef struct PercentState {
    Thread *t;
    Value arguments;  /* what stands right of % */
    bool many;        /* a tuple */
    bool bytes;       /* the format is bytes: %b, %a, and ASCII results */
    size_t next;
} PercentState;

typedef struct Directive {
    bool left, plus, space, alternate, zero;
    int64_t width, precision; /* -1: none */
    uint32_t type;
} Directive;

static Value next_argument(PercentState *state)
{
    if (!state->many) {
        if (state->next++ == 0) {
            return state->arguments;
        }
    } else if (state->next < tuple_length(as_tuple(state->arguments))) {
        return as_tuple(state->arguments)->items[state->next++];
    }
    return RAISE(state->t, TypeError, "not enough arguments for format string");
}

static bool star_or_number(PercentState *state, Str *f, size_t *i, int64_t *n, bool precision)
{
    if (*i < f->length && str_char(f, *i) == '*') {
        ++*i;
        Value v = next_argument(state);
        if (v == EMPTY) {
            return false;
        }
        if (!is_int(state->t, v)) {
            RAISE(state->t, TypeError, "* wants int");
            return false;
        }
        int64_t most = precision ? INT32_MAX : INT64_MAX;
        if (!weft__int_fits_i64(state->t, v, n) || *n > most || *n < -most) {
            RAISE(state->t, OverflowError, "Python int too large to convert to C %s",
                  precision ? "int" : "ssize_t");
            return false;
        }
        return true;
    }
    bool any = false;
    int64_t value = 0;
    for (; *i < f->length && str_char(f, *i) >= '0' && str_char(f, *i) <= '9'; ++*i) {
        any = true;
        int64_t digit = (int64_t)(str_char(f, *i) - '0');
        if (value > ((precision ? INT32_MAX : INT64_MAX) - digit) / 10) {
            RAISE(state->t, ValueError, precision ? "precision too big" : "width too big");
            return false;
        }
        value = value * 10 + digit;
    }
    *n = any ? value : precision ? 0 : -1;
    return true;
}

/* Pads text whose first `prefix` characters are sign and base mark. */
static Value pad(Thread *t, Str *body, size_t prefix, const Directive *d)
{
    FormatSpec spec = {.fill = ' ', .width = d->width};
    spec.align = d->left ? '<' : d->zero ? '=' : '>';
    spec.fill = d->zero && !d->left ? '0' : ' ';
    return weft__pad_text(t, body, prefix, &spec, '>');
}

static Value percent_integer(PercentState *state, Value v, const Directive *d)
{
    Thread *t = state->t;
    if (!is_int(t, v)) {
        Value given = v;
        if ((d->type == 'd' || d->type == 'i' || d->type == 'u') &&
            (is_float(t, v) || type_of(t, v)->slots.to_int != NULL || type_of(t, v)->slots.index != NULL)) {
            v = is_str(t, v) ? EMPTY : weft__to_int(t, v);
        } else if (type_of(t, v)->slots.index != NULL) {
            v = weft__index(t, v);
        } else {
            v = EMPTY;
        }
        if (v == EMPTY) {
            if (exception_pending(t) && !weft__exception_matches(t, EXC(t, TypeError))) {
                return EMPTY;
            }
            t->exception = EMPTY;
            return RAISE(t, TypeError, "%%%c format: %s is required, not %T", d->type == 'i' && state->bytes ? 'd' : (int)d->type,
                         d->type == 'x' || d->type == 'X' || d->type == 'o' ? "an integer" : "a real number",
                         given);
        }
    }
    int base = d->type == 'o' ? 8 : (d->type | 32) == 'x' ? 16 : 10;
    Str *digits = weft__int_to_text(t, v, base, false);
    if (digits == NULL) {
        return EMPTY;
    }
    const unsigned char *data = str_data(digits);
    bool negative = data[0] == '-';
    size_t count = digits->length - negative;
    TextBuilder b;
    weft__builder_init(&b, t);
    if (negative || d->plus || d->space) {
        weft__builder_char(&b, negative ? '-' : d->plus ? '+' : ' ');
    }
    if (d->alternate && base != 10) {
        weft__builder_c(&b, base == 8 ? "0o" : d->type == 'X' ? "0X" : "0x");
    }
    size_t prefix = b.length;
    for (int64_t i = (int64_t)count; i < d->precision; i++) {
        if (!weft__builder_char(&b, '0')) {
            return EMPTY;
        }
    }
    for (size_t i = negative; i < digits->length; i++) {
        uint32_t c = data[i];
        weft__builder_char(&b, d->type == 'X' && c >= 'a' ? c - 32 : c);
    }
    Str *body = weft__builder_finish(&b);
    return body == NULL ? EMPTY : pad(t, body, prefix, d);
}

static Value percent_float(PercentState *state, Value v, const Directive *d)
{
    Thread *t = state->t;
    double number;
    if (!weft__to_double(t, v, &number)) {
        if (weft__exception_matches(t, EXC(t, TypeError))) {
            t->exception = EMPTY;
            RAISE(t, TypeError, state->bytes ? "float argument required, not %T" : "must be real number, not %T", v);
        }
        return EMPTY;
    }
    bool negative = signbit(number) && !isnan(number);
    TextBuilder b;
    weft__builder_init(&b, t);
    if (negative || d->plus || d->space) {
        weft__builder_char(&b, negative ? '-' : d->plus ? '+' : ' ');
    }
    size_t prefix = b.length;
    int64_t precision = d->precision < 0 ? 6 : d->precision;
    if ((d->type | 32) == 'g' && precision == 0) {
        precision = 1;
    }
    weft__double_digits(&b, fabs(number), d->type, precision, d->alternate);
    Str *body = weft__builder_finish(&b);
    return body == NULL ? EMPTY : pad(t, body, prefix, d);
}

static Value percent_character(PercentState *state, Value v, const Directive *d)
{
    Thread *t = state->t;
    Str *s = NULL;
    int64_t c;
    if (is_str(t, v) && !state->bytes) {
        if (as_str(v)->length == 1) {
            s = as_str(v);
        }
    } else if (state->bytes && has_type_flag(t, v, TYPE_IS_BYTES | TYPE_IS_BYTEARRAY)) {
        const unsigned char *bytes;
        size_t length;
        if (!weft__get_bytes(t, v, &bytes, &length)) {
            return EMPTY;
        }
        s = length == 1 ? weft__str_from_character(t, bytes[0]) : NULL;
    } else if (is_int(t, v) || type_of(t, v)->slots.index != NULL) {
        Value index = weft__index(t, v);
        if (index == EMPTY) {
            return EMPTY;
        }
        if (!weft__int_fits_i64(t, index, &c) || c < 0 || c > (state->bytes ? 255 : 0x10FFFF)) {
            return state->bytes ? RAISE(t, OverflowError, "%%c arg not in range(256)")
                                : RAISE(t, OverflowError, "%%c arg not in range(0x110000)");
        }
        s = weft__str_from_character(t, (uint32_t)c);
    }
    if (s == NULL) {
        return exception_pending(t) ? EMPTY
               : state->bytes
                   ? RAISE(t, TypeError, "%%c requires an integer in range(256) or a single byte")
                   : RAISE(t, TypeError, "%%c requires int or char");
    }
    Directive plain = *d;
    plain.zero = false;
    return pad(t, s, 0, &plain);
}

/* bytes as text of the same numbers, so that one engine serves both kinds of format. */
static Str *bytes_as_text(Thread *t, const unsigned char *bytes, size_t length)
{
    Str *s = weft__str_new(t, length, 255);
    if (s != NULL) {
        memcpy(s->inline_data, bytes, length);
    }
    return s;
}

static Value percent_text(PercentState *state, Value v, const Directive *d)
{
    Thread *t = state->t;
    Value text;
    if (state->bytes && (d->type == 's' || d->type == 'b')) {
        const unsigned char *bytes;
        size_t length;
        if (type_of(t, v)->slots.get_bytes == NULL) {
            bool missing;
            Value converted = weft__call_special(t, v, N(t, __bytes__), NULL, 0, &missing);
            if (converted == EMPTY) {
                return missing ? RAISE(t, TypeError,
                                       "%%b requires a bytes-like object, or an object that implements "
                                       "__bytes__, not '%T'",
                                       v)
                               : EMPTY;
            }
            v = converted;
        }
        if (!weft__gather_bytes(t, v, &bytes, &length)) {
            return EMPTY;
        }
        text = value_or_empty(bytes_as_text(t, bytes, length));
    } else {
        text = d->type == 'a' || (state->bytes && d->type == 'r') ? weft__ascii(t, v)
               : d->type == 'r'                                   ? weft__repr(t, v)
                                                                  : weft__str(t, v);
    }
    if (text == EMPTY) {
        return EMPTY;
    }
    Str *s = as_str(text);
    if (d->precision >= 0 && (size_t)d->precision < s->length) {
        s = weft__str_substring(t, s, 0, (size_t)d->precision);
        if (s == NULL) {
            return EMPTY;
        }
    }
    Directive plain = *d;
    plain.zero = false;
    return pad(t, s, 0, &plain);
}

static bool parse_directive(PercentState *state, Str *f, size_t *i, Directive *d)
{
    *d = (Directive){.width = -1, .precision = -1};
    for (; *i < f->length; ++*i) {
        uint32_t c = str_char(f, *i);
        if (c == '-') {
            d->left = true;
        } else if (c == '+') {
            d->plus = true;
        } else if (c == ' ') {
            d->space = true;
        } else if (c == '#') {
            d->alternate = true;
        } else if (c == '0') {
            d->zero = true;
        } else {
            break;
        }
    }
    if (!star_or_number(state, f, i, &d->width, false)) {
        return false;
    }
    if (d->width < -1) {
        d->left = true;
        d->width = -d->width;
    }
    if (*i < f->length && str_char(f, *i) == '.') {
        ++*i;
        if (!star_or_number(state, f, i, &d->precision, true)) {
            return false;
        }
        d->precision = d->precision < 0 ? 0 : d->precision;
    }
    if (*i < f->length && (str_char(f, *i) == 'l' || str_char(f, *i) == 'h' || str_char(f, *i) == 'L')) {
        ++*i;
    }
    if (*i >= f->length) {
        RAISE(state->t, ValueError, "incomplete format");
        return false;
    }
    d->type = str_char(f, (*i)++);
    return true;
}

/* %(name) : the argument is looked up in the mapping. */
static Value keyed_argument(PercentState *state, Str *f, size_t *i)
{
    Thread *t = state->t;
    size_t start = ++*i;
    int depth = 1;
    for (; *i < f->length; ++*i) {
        uint32_t c = str_char(f, *i);
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (depth == 0) {
            break;
        }
    }
    if (*i >= f->length) {
        return RAISE(t, ValueError, "incomplete format key");
    }
    Str *name = weft__str_substring(t, f, start, *i);
    ++*i;
    state->next = 1; /* no argument is taken in order after a named one */
    if (state->many || is_str(t, state->arguments) || type_of(t, state->arguments)->slots.get_item == NULL) {
        return RAISE(t, TypeError, "format requires a mapping");
    }
    if (name == NULL) {
        return EMPTY;
    }
    Value key = value_from_pointer(name);
    if (state->bytes) {
        key = value_or_empty(weft__bytes_new(t, str_data(name), name->length));
    }
    return key == EMPTY ? EMPTY : weft__get_item(t, state->arguments, key);
}

/* One value as its directive, which ends before `at`, wants it. */
static Value convert(PercentState *state, Value v, const Directive *d, size_t at)
{
    const char *known = state->bytes ? "srabdiuoxXeEfFgGc" : "sradiuoxXeEfFgGc";
    if (d->type > 127 || d->type == 0 || strchr(known, (int)d->type) == NULL) {
        return RAISE(state->t, ValueError, "unsupported format character '%c' (0x%x) at index %zu",
                     d->type > 30 && d->type < 126 ? (int)d->type : '?', d->type, at - 1);
    }
    return strchr("diuoxX", (int)d->type) != NULL   ? percent_integer(state, v, d)
           : strchr("eEfFgG", (int)d->type) != NULL ? percent_float(state, v, d)
           : d->type == 'c'                         ? percent_character(state, v, d)
                                                    : percent_text(state, v, d);
}

static Str *percent(PercentState *state, Str *f)
{
    Thread *t = state->t;
    TextBuilder b;
    weft__builder_init(&b, t);
    bool keyed = false;
    const unsigned char *data = str_data(f);
    for (size_t i = 0; i < f->length && !b.failed;) {
        size_t start = i;
        while (i < f->length && text_char(data, f->width, i) != '%') {
            i++;
        }
        weft__builder_substring(&b, f, start, i);
        if (i++ >= f->length) {
            break;
        }
        if (i < f->length && text_char(data, f->width, i) == '%') {
            weft__builder_char(&b, '%');
            i++;
            continue;
        }
        Value v = EMPTY;
        if (i < f->length && text_char(data, f->width, i) == '(') {
            v = keyed_argument(state, f, &i);
            if (v == EMPTY) {
                return NULL;
            }
            keyed = true;
        }
        Directive d;
        if (!parse_directive(state, f, &i, &d)) {
            return NULL;
        }
        if (v == EMPTY) {
            v = next_argument(state);
            if (v == EMPTY) {
                return NULL;
            }
        }
        Value text = convert(state, v, &d, i);
        if (text == EMPTY) {
            return NULL;
        }
        weft__builder_str(&b, as_str(text));
    }
    bool left_over = state->many ? state->next < tuple_length(as_tuple(state->arguments))
                                 : state->next == 0 && !keyed &&
                                       (type_of(t, state->arguments)->slots.get_item == NULL ||
                                        has_type_flag(t, state->arguments,
                                                      state->bytes ? TYPE_IS_STR | TYPE_IS_BYTES | TYPE_IS_BYTEARRAY
                                                                   : TYPE_IS_STR));
    if (left_over && !b.failed) {
        RAISE(t, TypeError, "not all arguments converted during %s formatting",
              state->bytes ? "bytes" : "string");
        return NULL;
    }
    return weft__builder_finish(&b);
}

Value weft__percent_format(Thread *t, Str *format, Value arguments)
{
    PercentState state = {t, arguments, is_tuple(t, arguments), false, 0};
    Str *result = percent(&state, format);
    if (result != NULL && result->length == format->length && weft__str_equal(result, format)) {
        return value_from_pointer(format); /* nothing was replaced: a subclass instance stays one */
    }
    return value_or_empty(result);
}

Value weft__percent_format_bytes(Thread *t, Value format, Value arguments, bool to_bytearray)
{
    const unsigned char *bytes;
    size_t length;
    PercentState state = {t, arguments, is_tuple(t, arguments), true, 0};
    if (!weft__get_bytes(t, format, &bytes, &length)) {
        return EMPTY;
    }
    Str *text = bytes_as_text(t, bytes, length);
    text = text == NULL ? NULL : percent(&state, text);
    if (text == NULL) {
        return EMPTY;
    }
    WEFT_ASSERT(text->width == 1);
    Value result = value_or_empty(weft__bytes_new(t, str_data(text), text->length));
    return result == EMPTY || !to_bytearray ? result
                                            : weft__call1(t, value_from_pointer(T(t, bytearray)), result);
}
