/* format_spec.c - the format mini-language: parsing of specs and padding; format() of str.
 *
 * For all types that format numbers or text. A parsed spec is a structure on the C stack.
 */
#include "object/text_internal.h"

static bool is_align(uint32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

/* Digits at *at as a number; -1 without digits, -2 too large. */
static int64_t parse_number(const Str *s, size_t *at)
{
    int64_t n = -1;
    while (*at < s->length && str_char(s, *at) >= '0' && str_char(s, *at) <= '9') {
        n = n < 0 ? 0 : n;
        int64_t digit = (int64_t)(str_char(s, (*at)++) - '0');
        if (n > (INT64_MAX - digit) / 10) {
            return -2;
        }
        n = n * 10 + digit;
    }
    return n;
}

/* ',' and '_', from `*at` on; false: there are two. */
static bool parse_separator(Thread *t, Str *s, size_t *at, FormatSpec *spec)
{
    for (; *at < s->length && (str_char(s, *at) == ',' || str_char(s, *at) == '_'); (*at)++) {
        uint32_t c = str_char(s, *at);
        if (spec->separator == c) {
            RAISE(t, ValueError, "Cannot specify '%c' with '%c'.", (int)c, (int)c);
            return false;
        }
        if (spec->separator != 0) {
            RAISE(t, ValueError, "Cannot specify both ',' and '_'.");
            return false;
        }
        spec->separator = c;
    }
    return true;
}

/* What follows the point. */
static bool parse_precision(Thread *t, Str *s, size_t *at, FormatSpec *spec)
{
    spec->precision = parse_number(s, at);
    if (spec->precision == -1) {
        RAISE(t, ValueError, "Format specifier missing precision");
    } else if (spec->precision == -2) {
        RAISE(t, ValueError, "Too many decimal digits in format string");
    } else if (spec->precision > INT32_MAX) {
        RAISE(t, ValueError, "precision too big");
    } else {
        return true;
    }
    return false;
}

static bool separator_fits(Thread *t, const FormatSpec *spec, Value object)
{
    uint32_t c = spec->type == 0 && is_str(t, object) ? 's' : spec->type;
    const char *types = spec->separator == '_' ? "defgEGF%boxX" : "defgEGF%";
    if (spec->separator == 0 || c == 0 || (c < 128 && strchr(types, (int)c) != NULL)) {
        return true;
    }
    RAISE(t, ValueError, c > 32 && c < 128 ? "Cannot specify '%c' with '%c'." : "Cannot specify '%c' with '\\x%x'.",
          (int)spec->separator, (int)c);
    return false;
}

bool weft__parse_format_spec(Thread *t, Str *s, Value object, FormatSpec *spec)
{
    *spec = (FormatSpec){.fill = ' ', .width = -1, .precision = -1};
    size_t i = 0, n = s->length;
    bool fill_given = false;
    if (n >= 2 && is_align(str_char(s, 1))) {
        spec->fill = str_char(s, 0);
        spec->align = str_char(s, 1);
        fill_given = true;
        i = 2;
    } else if (n >= 1 && is_align(str_char(s, 0))) {
        spec->align = str_char(s, 0);
        i = 1;
    }
#define NEXT_IS(c) (i < n && str_char(s, i) == (uint32_t)(c))
    if (NEXT_IS('+') || NEXT_IS('-') || NEXT_IS(' ')) {
        spec->sign = str_char(s, i++);
    }
    if (NEXT_IS('z')) {
        spec->no_negative_zero = true;
        i++;
    }
    if (NEXT_IS('#')) {
        spec->alternate = true;
        i++;
    }
    if (!fill_given && NEXT_IS('0')) {
        spec->fill = '0';
        spec->zero = true;
        if (spec->align == 0 && !is_str(t, object)) {
            spec->align = '=';
        }
        i++;
    }
    spec->width = parse_number(s, &i);
    if (spec->width == -2) {
        RAISE(t, ValueError, "Too many decimal digits in format string");
        return false;
    }
    if (!parse_separator(t, s, &i, spec)) {
        return false;
    }
    if (NEXT_IS('.')) {
        i++;
        if (!parse_precision(t, s, &i, spec)) {
            return false;
        }
    }
#undef NEXT_IS
    if (n - i > 1) {
        RAISE(t, ValueError, "Invalid format specifier '%S' for object of type '%T'", s, object);
        return false;
    }
    if (i < n) {
        spec->type = str_char(s, i);
    }
    return separator_fits(t, spec, object);
}

Value weft__pad_text(Thread *t, Str *body, size_t prefix, const FormatSpec *spec, uint32_t default_align)
{
    size_t length = body->length;
    if (spec->width < 0 || (size_t)spec->width <= length) {
        return value_or_empty(weft__str_substring(t, body, 0, length));
    }
    size_t missing = (size_t)spec->width - length;
    uint32_t align = spec->align != 0 ? spec->align : default_align;
    size_t before = align == '>' ? missing : align == '^' ? missing / 2 : 0;
    size_t after = align == '<' || align == '^' ? missing - before : 0;
    size_t inside = align == '=' ? missing : 0;
    Str *s = weft__str_new(t, length + missing, weft__str_widest(body, 0, length) | spec->fill);
    if (s == NULL) {
        return EMPTY;
    }
    size_t at = 0;
    for (size_t i = 0; i < before; i++) {
        weft__str_put(s, at++, spec->fill);
    }
    weft__str_copy(s, at, body, 0, prefix);
    at += prefix;
    for (size_t i = 0; i < inside; i++) {
        weft__str_put(s, at++, spec->fill);
    }
    weft__str_copy(s, at, body, prefix, length - prefix);
    at += length - prefix;
    for (size_t i = 0; i < after; i++) {
        weft__str_put(s, at++, spec->fill);
    }
    return value_from_pointer(s);
}

Value weft__format_str(Thread *t, Value v, Str *text)
{
    FormatSpec spec;
    Str *s = as_str(v);
    if (text->length == 0) {
        return weft__str(t, v);
    }
    if (!weft__parse_format_spec(t, text, v, &spec)) {
        return EMPTY;
    }
    if (spec.type != 0 && spec.type != 's') {
        return RAISE(t, ValueError, "Unknown format code '%c' for object of type '%T'", (int)spec.type, v);
    }
    if (spec.sign != 0) {
        return RAISE(t, ValueError, spec.sign == ' ' ? "Space not allowed in string format specifier"
                                                     : "Sign not allowed in string format specifier");
    }
    if (spec.no_negative_zero) {
        return RAISE(t, ValueError, "Negative zero coercion (z) not allowed in string format specifier");
    }
    if (spec.alternate) {
        return RAISE(t, ValueError, "Alternate form (#) not allowed in string format specifier");
    }
    if (spec.align == '=') {
        return RAISE(t, ValueError, "'=' alignment not allowed in string format specifier");
    }
    if (spec.precision >= 0 && (size_t)spec.precision < s->length) {
        s = weft__str_substring(t, s, 0, (size_t)spec.precision);
        if (s == NULL) {
            return EMPTY;
        }
    }
    return weft__pad_text(t, s, 0, &spec, '<');
}
