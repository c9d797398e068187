/* float_text.c - floats to and from text, exactly.
 *
 * repr gives the shortest text that reads back as the same double, and of those the one nearest to
 * it. Common magnitudes are done in integers (float_digits.c); the rest is left to the C library's
 * conversions, which round correctly, so no locale may be set by the host other than "C" for
 * LC_NUMERIC.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <unictype.h>

#include "object/float_digits.h"
#include "object/native.h"

/* Digits and decimal exponent of "%.*e" text: d.ddde[+-]xx. */
static size_t scientific(double d, int precision, char *digits, int *exponent)
{
    char text[40];
    snprintf(text, sizeof text, "%.*e", precision, d);
    size_t count = 0;
    const char *p = text;
    for (; *p != 'e'; p++) {
        if (*p != '.') {
            digits[count++] = *p;
        }
    }
    *exponent = atoi(p + 1);
    digits[count] = 0;
    return count;
}

static bool reads_back(double d, const char *digits, size_t count, int exponent)
{
    char text[48];
    snprintf(text, sizeof text, "%c.%.*se%d", digits[0], (int)count - 1, digits + 1, exponent);
    return strtod(text, NULL) == d;
}

/* The last digit one up: a shorter text beside the correctly rounded one may read back too. */
static bool increment(char *digits, size_t count)
{
    for (size_t i = count; i-- > 0;) {
        if (digits[i] != '9') {
            digits[i]++;
            return true;
        }
        digits[i] = '0';
    }
    return false;
}

static size_t shortest(double d, char *digits, int *exponent)
{
    /* Most doubles in programs have few digits or all 17; subnormals may have very few. */
    int from = d < 1e-300 ? 0 : 14;
    for (int precision = from; precision < 17; precision++) {
        size_t count = scientific(d, precision, digits, exponent);
        if (precision == 16 || reads_back(d, digits, count, *exponent)) {
            return count;
        }
        char other[40];
        memcpy(other, digits, count + 1);
        if (precision >= 14 && increment(other, count) && reads_back(d, other, count, *exponent)) {
            memcpy(digits, other, count + 1);
            return count;
        }
    }
    return 0;
}

size_t weft__double_repr(double d, char *buffer)
{
    if (isnan(d)) {
        memcpy(buffer, "nan", 4);
        return 3;
    }
    if (isinf(d)) {
        strcpy(buffer, d < 0 ? "-inf" : "inf");
        return strlen(buffer);
    }
    char *out = buffer;
    if (signbit(d)) {
        *out++ = '-';
        d = -d;
    }
    if (d < 1e15 && d == (double)(int64_t)d) { /* whole numbers need no search */
        out += weft__digits_write((uint64_t)d, out);
        memcpy(out, ".0", 3);
        return (size_t)(out + 2 - buffer);
    }
    char digits[40];
    int exponent;
    size_t count = weft__digits_shortest(d, digits, &exponent);
    if (count == 0) {
        count = shortest(d, digits, &exponent);
    }
    while (count > 1 && digits[count - 1] == '0') {
        count--;
    }
    if (exponent < -4 || exponent >= 16) {
        *out++ = digits[0];
        if (count > 1) {
            *out++ = '.';
            memcpy(out, digits + 1, count - 1);
            out += count - 1;
        }
        out += snprintf(out, 8, "e%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
        return (size_t)(out - buffer);
    }
    int point = exponent + 1; /* digits before the point */
    if (point <= 0) {
        *out++ = '0';
        *out++ = '.';
        for (int i = point; i < 0; i++) {
            *out++ = '0';
        }
        memcpy(out, digits, count);
        out += count;
    } else {
        for (int i = 0; i < point; i++) {
            *out++ = (size_t)i < count ? digits[i] : '0';
        }
        *out++ = '.';
        if ((size_t)point < count) {
            memcpy(out, digits + point, count - (size_t)point);
            out += count - (size_t)point;
        } else {
            *out++ = '0';
        }
    }
    *out = 0;
    return (size_t)(out - buffer);
}

/* sign, digits, point, exponent; no hex, no spaces. */
static bool well_formed(const char *text, size_t length)
{
    size_t i = 0, digits = 0;
    if (i < length && (text[i] == '+' || text[i] == '-')) {
        i++;
    }
    for (; i < length && text[i] >= '0' && text[i] <= '9'; i++) {
        digits++;
    }
    if (i < length && text[i] == '.') {
        for (i++; i < length && text[i] >= '0' && text[i] <= '9'; i++) {
            digits++;
        }
    }
    if (digits == 0) {
        return false;
    }
    if (i < length && (text[i] | 32) == 'e') {
        i++;
        if (i < length && (text[i] == '+' || text[i] == '-')) {
            i++;
        }
        size_t from = i;
        while (i < length && text[i] >= '0' && text[i] <= '9') {
            i++;
        }
        if (i == from) {
            return false;
        }
    }
    return i == length;
}

static bool same_word(const char *text, size_t length, const char *word)
{
    if (strlen(word) != length) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        if ((text[i] | 32) != word[i]) {
            return false;
        }
    }
    return true;
}

bool weft__double_parse(const char *text, size_t length, double *out)
{
    const char *word = text;
    size_t rest = length;
    bool negative = length > 0 && text[0] == '-';
    if (length > 0 && (text[0] == '-' || text[0] == '+')) {
        word++;
        rest--;
    }
    if (same_word(word, rest, "inf") || same_word(word, rest, "infinity")) {
        *out = negative ? -INFINITY : INFINITY;
        return true;
    }
    if (same_word(word, rest, "nan")) {
        *out = negative ? -NAN : NAN;
        return true;
    }
    if (!well_formed(text, length)) {
        return false;
    }
    char small[64];
    char *copy = length < sizeof small ? small : malloc(length + 1);
    if (copy == NULL) {
        return false;
    }
    memcpy(copy, text, length);
    copy[length] = 0;
    *out = strtod(copy, NULL);
    if (copy != small) {
        free(copy);
    }
    return true;
}

/* Copies the number's text as ASCII without underscores between digits; false: malformed. */
bool weft__number_text(Str *s, const unsigned char *bytes, size_t length, char *into, size_t *used)
{
    size_t from = 0, to = length;
#define CHARACTER(i) (s != NULL ? str_char(s, (i)) : bytes[i])
#define IS_SPACE(c) ((c) == ' ' || ((c) >= 9 && (c) <= 13) || \
                     (s != NULL && ((c) >= 0x1c && (c) <= 0x1f)) || \
                     (s != NULL && (c) >= 128 && uc_is_property_white_space(c)))
    while (from < to && IS_SPACE(CHARACTER(from))) {
        from++;
    }
    while (to > from && IS_SPACE(CHARACTER(to - 1))) {
        to--;
    }
    *used = 0;
    uint32_t previous = 0;
    for (size_t i = from; i < to; i++) {
        uint32_t c = CHARACTER(i);
        if (c >= 128 && s != NULL) {
            int d = uc_decimal_value(c);
            c = d >= 0 ? (uint32_t)('0' + d) : IS_SPACE(c) ? ' ' : 127U;
        }
        if (c == '_') {
            uint32_t next = i + 1 < to ? CHARACTER(i + 1) : 0;
            if (previous < '0' || previous > '9' || next < '0' || next > '9') {
                return false;
            }
        } else {
            into[(*used)++] = (char)(c > 127 ? 127 : c);
        }
        previous = c;
    }
    return true;
#undef CHARACTER
#undef IS_SPACE
}

Value weft__float_from_text(Thread *t, Value text)
{
    Str *s = is_str(t, text) ? as_str(text) : NULL;
    const unsigned char *bytes = NULL;
    size_t length = s != NULL ? s->length : 0, used;
    if (s == NULL && !weft__get_bytes(t, text, &bytes, &length)) {
        return EMPTY;
    }
    ByteArray *copy = weft__byte_array_new(t, length + 1);
    if (copy == NULL) {
        return EMPTY;
    }
    double d;
    if (!weft__number_text(s, bytes, length, (char *)copy->bytes, &used) ||
        !weft__double_parse((const char *)copy->bytes, used, &d)) {
        return RAISE(t, ValueError, "could not convert string to float: %R", text);
    }
    return float_new(t, d);
}
