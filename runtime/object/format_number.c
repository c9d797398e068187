/* format_number.c - format() of int, float and complex.
 *
 * Digits of floats are exact: by integer arithmetic (float_digits.c) in common cases, else from the
 * C library, which rounds any precision exactly.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "object/float_digits.h"
#include "object/text_internal.h"

/* "%.*f" where integers do; false: not done (or, told by the builder, no memory). */
static bool append_fixed(TextBuilder *b, double d, int64_t precision)
{
    uint64_t scaled;
    if (precision > 17 || signbit(d) || !weft__digits_fixed(d, (int)precision, &scaled)) {
        return false;
    }
    char digits[20], text[40];
    size_t count = weft__digits_write(scaled, digits), behind = (size_t)precision, at = 0;
    if (count > behind) {
        memcpy(text, digits, count - behind);
        at = count - behind;
    } else {
        text[at++] = '0';
    }
    text[at++] = '.';
    for (size_t zeros = behind; zeros > count; zeros--) {
        text[at++] = '0';
    }
    size_t last = count < behind ? count : behind;
    memcpy(text + at, digits + count - last, last);
    return weft__builder_ascii(b, text, at + last);
}

/* Bare text of a double, without sign handling (d >= 0 or nan). */
bool weft__double_digits(TextBuilder *b, double d, uint32_t type, int64_t precision, bool alternate)
{
    if (type == 'r') {
        char text[40];
        return weft__builder_ascii(b, text, weft__double_repr(d, text));
    }
    bool upper = type == 'E' || type == 'F' || type == 'G';
    if (!isfinite(d)) {
        return weft__builder_c(b, isnan(d) ? (upper ? "NAN" : "nan") : upper ? "INF" : "inf");
    }
    if (precision > 100000000) {
        weft__raise_memory_error(b->thread);
        b->failed = true;
        return false;
    }
    if ((type == 'f' || type == 'F') && precision > 0 && append_fixed(b, d, precision)) {
        return true;
    }
    if (b->failed) {
        return false;
    }
    char format[16];
    snprintf(format, sizeof format, alternate ? "%%#.*%c" : "%%.*%c", (int)type);
    int length = snprintf(NULL, 0, format, (int)precision, d);
    ByteArray *text = length < 0 ? NULL : weft__byte_array_new(b->thread, (size_t)length + 1);
    if (text == NULL) {
        b->failed = true;
        return false;
    }
    snprintf((char *)text->bytes, (size_t)length + 1, format, (int)precision, d);
    return weft__builder_ascii(b, (const char *)text->bytes, (size_t)length);
}

/* `digits` with a separator every `group` digits from the right, at least `width` characters of
 * zero-filled digits. */
static bool append_grouped(TextBuilder *b, const char *digits, size_t count, uint32_t separator,
                           size_t group, size_t width)
{
    size_t total = count, shown = count + (separator ? (count - 1) / group : 0);
    while (shown < width) { /* zero fill: the separators count */
        total++;
        shown = total + (separator ? (total - 1) / group : 0);
        if (shown > width && separator && (total - 1) % group == 0) {
            break; /* a leading separator is never shown: one digit more instead */
        }
    }
    for (size_t i = 0; i < total; i++) {
        size_t left = total - i;
        if (i > 0 && separator && left % group == 0) {
            weft__builder_char(b, separator);
        }
        weft__builder_char(b, left > count ? '0' : (uint32_t)(unsigned char)digits[count - left]);
    }
    return !b->failed;
}

static uint32_t sign_character(bool negative, uint32_t wanted)
{
    return negative ? '-' : wanted == '+' ? '+' : wanted == ' ' ? ' ' : 0;
}

static bool check_no_type_mix(Thread *t, Value v, const FormatSpec *spec, const char *known)
{
    if (spec->type != 0 && (spec->type > 127 || strchr(known, (int)spec->type) == NULL)) {
        if (spec->type > 32 && spec->type < 128) {
            RAISE(t, ValueError, "Unknown format code '%c' for object of type '%T'", (int)spec->type, v);
        } else {
            RAISE(t, ValueError, "Unknown format code '\\x%x' for object of type '%T'", spec->type, v);
        }
        return false;
    }
    return true;
}

static Value format_character(Thread *t, Value v, const FormatSpec *spec)
{
    int64_t c;
    if (spec->sign != 0) {
        return RAISE(t, ValueError, "Sign not allowed with integer format specifier 'c'");
    }
    if (spec->alternate) {
        return RAISE(t, ValueError, "Alternate form (#) not allowed with integer format specifier 'c'");
    }
    if (!weft__int_fits_i64(t, v, &c)) {
        return RAISE(t, OverflowError, "Python int too large to convert to C long");
    }
    if (c < 0 || c > 0x10FFFF) {
        return RAISE(t, OverflowError, "%%c arg not in range(0x110000)");
    }
    Str *s = weft__str_from_character(t, (uint32_t)c);
    return s == NULL ? EMPTY : weft__pad_text(t, s, 0, spec, '>');
}

/* Sign, prefix, grouped digits, rest ("." and exponent); padded. */
static Value assemble(Thread *t, const FormatSpec *spec, uint32_t sign, const char *prefix,
                      const char *digits, size_t count, const char *rest, size_t rest_length, size_t group)
{
    TextBuilder b;
    weft__builder_init(&b, t);
    size_t lead = (sign != 0) + strlen(prefix);
    if (sign != 0) {
        weft__builder_char(&b, sign);
    }
    weft__builder_c(&b, prefix);
    size_t width = 0;
    if (spec->align == '=' && spec->fill == '0' && spec->width > 0 &&
        (size_t)spec->width > lead + rest_length) {
        width = (size_t)spec->width - lead - rest_length;
    }
    append_grouped(&b, digits, count, spec->separator, group, spec->separator ? width : 0);
    weft__builder_ascii(&b, rest, rest_length);
    Str *body = weft__builder_finish(&b);
    return body == NULL ? EMPTY : weft__pad_text(t, body, lead, spec, '>');
}

Value weft__format_int(Thread *t, Value v, Str *text)
{
    FormatSpec spec;
    if (text->length == 0) {
        return weft__str(t, v);
    }
    if (!weft__parse_format_spec(t, text, v, &spec) || !check_no_type_mix(t, v, &spec, "bcdoxXneEfFgG%")) {
        return EMPTY;
    }
    if (spec.type != 0 && strchr("eEfFgG%", (int)spec.type) != NULL) {
        double d;
        return weft__to_double(t, v, &d) ? weft__format_float(t, float_new(t, d), text) : EMPTY;
    }
    if (spec.precision >= 0) {
        return RAISE(t, ValueError, "Precision not allowed in integer format specifier");
    }
    if (spec.no_negative_zero) {
        return RAISE(t, ValueError, "Negative zero coercion (z) not allowed in integer format specifier");
    }
    if (spec.type == 'c') {
        return format_character(t, v, &spec);
    }
    int base = spec.type == 'b' ? 2 : spec.type == 'o' ? 8 : (spec.type | 32) == 'x' ? 16 : 10;
    Str *digits = weft__int_to_text(t, v, base, false);
    if (digits == NULL) {
        return EMPTY;
    }
    const char *start = (const char *)str_data(digits);
    bool negative = *start == '-';
    start += negative;
    size_t count = digits->length - negative;
    const char *prefix = !spec.alternate ? "" : base == 2 ? "0b" : base == 8 ? "0o" : base == 16 ? "0x" : "";
    ByteArray *upper = NULL;
    if (spec.type == 'X') {
        upper = weft__byte_array_new(t, count + 1);
        if (upper == NULL) {
            return EMPTY;
        }
        for (size_t i = 0; i < count; i++) {
            upper->bytes[i] = (unsigned char)(start[i] >= 'a' ? start[i] - 32 : start[i]);
        }
        start = (const char *)upper->bytes;
        prefix = spec.alternate ? "0X" : "";
    }
    return assemble(t, &spec, sign_character(negative, spec.sign), prefix, start, count, "", 0,
                    base == 10 ? 3 : 4);
}

/* repr's digits; the point stays without digits behind it where `alternate` asks for one. */
static bool append_shortest(TextBuilder *b, double d, bool point_zero, bool alternate)
{
    char text[40];
    size_t length = weft__double_repr(d, text);
    if (!isfinite(d)) {
        return weft__builder_ascii(b, text, length);
    }
    bool point = memchr(text, '.', length) != NULL;
    if (!point_zero && length > 2 && memcmp(text + length - 2, ".0", 2) == 0) {
        return weft__builder_ascii(b, text, length - (alternate ? 1 : 2));
    }
    const char *exponent = memchr(text, 'e', length);
    if (!alternate || point || exponent == NULL) {
        return weft__builder_ascii(b, text, length);
    }
    size_t before = (size_t)(exponent - text);
    return weft__builder_ascii(b, text, before) && weft__builder_char(b, '.') &&
           weft__builder_ascii(b, exponent, length - before);
}

/* As 'g', but with a digit behind the point, or else an exponent: a spec with a precision alone. */
static bool append_general(TextBuilder *b, double d, int64_t precision, bool alternate)
{
    if (!isfinite(d)) {
        return weft__double_digits(b, d, 'g', precision, alternate);
    }
    TextBuilder inner;
    weft__builder_init(&inner, b->thread);
    weft__double_digits(&inner, d, 'e', precision - 1, false);
    Str *text = weft__builder_finish(&inner);
    if (text == NULL) {
        b->failed = true;
        return false;
    }
    const char *start = (const char *)text->inline_data; /* what a builder made is inline */
    const char *exponent = memchr(start, 'e', text->length);
    int point = atoi(exponent + 1) + 1; /* where the point stands among the digits */
    size_t digits = (size_t)precision;
    bool scientific = point <= -4 || point > precision - 1;
#define DIGIT(i) ((i) == 0 ? start[0] : start[(i) + 1])
    while (!alternate && digits > 1 && DIGIT(digits - 1) == '0') {
        digits--;
    }
    if (scientific) {
        weft__builder_char(b, (uint32_t)start[0]);
        if (digits > 1 || alternate) {
            weft__builder_char(b, '.');
        }
        if (digits > 1) {
            weft__builder_ascii(b, start + 2, digits - 1);
        }
        return weft__builder_ascii(b, exponent, text->length - (size_t)(exponent - start));
    }
    int64_t shown = (int64_t)digits > point + 1 ? (int64_t)digits : point + 1;
    for (int64_t i = point <= 0 ? point - 1 : 0; i < shown; i++) {
        if (i == point) {
            weft__builder_char(b, '.');
        }
        weft__builder_char(b, i < 0 || i >= (int64_t)digits ? '0' : (uint32_t)DIGIT(i));
    }
#undef DIGIT
    return !b->failed;
}

/* Text of |d| under the spec's type; *negative after rounding. `point_zero`: floats without a type
 * show at least one digit behind the point (complex numbers do not). */
static Str *float_body(Thread *t, double d, const FormatSpec *spec, bool point_zero, bool *negative)
{
    uint32_t type = spec->type;
    int64_t precision = spec->precision;
    double shown = type == '%' ? d * 100.0 : d;
    *negative = signbit(shown) && !isnan(shown);
    shown = fabs(shown);
    TextBuilder b;
    weft__builder_init(&b, t);
    if (type == 0 && precision < 0) {
        append_shortest(&b, shown, point_zero, spec->alternate);
    } else if (type == 0 && point_zero) {
        append_general(&b, shown, precision == 0 ? 1 : precision, spec->alternate);
    } else {
        uint32_t code = type == '%' ? 'f' : type == 'n' || type == 0 ? 'g' : type;
        precision = precision < 0 ? 6 : precision;
        if ((code | 32) == 'g' && precision == 0) {
            precision = 1;
        }
        weft__double_digits(&b, shown, code, precision, spec->alternate);
    }
    if (type == '%') {
        weft__builder_char(&b, '%');
    }
    Str *body = weft__builder_finish(&b);
    if (body != NULL && spec->no_negative_zero && *negative) {
        bool zero = true;
        const unsigned char *digits = str_data(body);
        for (size_t i = 0; i < body->length && (digits[i] | 32) != 'e'; i++) {
            zero &= digits[i] < '1' || digits[i] > '9';
        }
        *negative = !(zero && isfinite(shown));
    }
    return body;
}

/* How many characters before the point or exponent are digits. */
static size_t whole_digits(const Str *body)
{
    size_t whole = 0;
    const unsigned char *data = str_data(body);
    while (whole < body->length && data[whole] >= '0' && data[whole] <= '9') {
        whole++;
    }
    return whole;
}

Value weft__format_float(Thread *t, Value v, Str *text)
{
    FormatSpec spec;
    if (text->length == 0) {
        return weft__str(t, v);
    }
    if (!weft__parse_format_spec(t, text, v, &spec) || !check_no_type_mix(t, v, &spec, "eEfFgGn%")) {
        return EMPTY;
    }
    bool negative;
    Str *body = float_body(t, as_double(v), &spec, true, &negative);
    if (body == NULL) {
        return EMPTY;
    }
    const char *start = (const char *)str_data(body);
    size_t whole = whole_digits(body);
    if (whole == 0) { /* inf, nan: no digits to group */
        spec.separator = 0;
        if (spec.zero && spec.align == '=') {
            spec.fill = '0';
        }
        whole = body->length;
    }
    return assemble(t, &spec, sign_character(negative, spec.sign), "", start, whole, start + whole,
                    body->length - whole, 3);
}

Value weft__format_complex(Thread *t, Value v, Str *text)
{
    FormatSpec spec;
    if (text->length == 0) {
        return weft__str(t, v);
    }
    if (!weft__parse_format_spec(t, text, v, &spec) || !check_no_type_mix(t, v, &spec, "eEfFgGn")) {
        return EMPTY;
    }
    if (spec.fill == '0' || spec.align == '=') {
        return RAISE(t, ValueError, spec.fill == '0'
                                        ? "Zero padding is not allowed in complex format specifier"
                                        : "'=' alignment flag is not allowed in complex format specifier");
    }
    const Complex *c = value_pointer(v);
    FormatSpec part = spec;
    part.width = -1;
    bool bare = spec.type == 0;
    bool parenthesis = bare && !(c->real == 0.0 && !signbit(c->real));
    TextBuilder b;
    weft__builder_init(&b, t);
    double parts[2] = {c->real, c->imaginary};
    if (parenthesis) {
        weft__builder_char(&b, '(');
    }
    for (int i = bare && !parenthesis ? 1 : 0; i < 2; i++) {
        bool negative;
        Str *body = float_body(t, parts[i], &part, false, &negative);
        if (body == NULL) {
            return EMPTY;
        }
        uint32_t sign = sign_character(negative, i == 1 && b.length > parenthesis ? '+' : spec.sign);
        if (sign != 0) {
            weft__builder_char(&b, sign);
        }
        size_t whole = whole_digits(body);
        if (whole > 0) {
            append_grouped(&b, (const char *)str_data(body), whole, spec.separator, 3, 0);
        }
        weft__builder_substring(&b, body, whole, body->length);
    }
    weft__builder_c(&b, parenthesis ? "j)" : "j");
    Str *body = weft__builder_finish(&b);
    return body == NULL ? EMPTY : weft__pad_text(t, body, 0, &spec, '>');
}
