/* int_text.c - ints to and from text.
 *
 * Conversions in bases that are no power of two are quadratic-ish, so their size is limited by
 * sys.set_int_max_str_digits (4300 unless set), as CPython does.
 */
#include <stdlib.h>
#include <unictype.h>

#include "object/big_work.h"
#include "object/native.h"

static Value raise_digit_limit(Thread *t, int32_t limit, size_t digits)
{
    return RAISE(t, ValueError,
                 "Exceeds the limit (%d digits) for integer string conversion: value has %zu digits; "
                 "use sys.set_int_max_str_digits() to increase the limit",
                 (int)limit, digits);
}

static int digit_value(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'z' ? c - 'a' + 10
           : c >= 'A' && c <= 'Z' ? c - 'A' + 10
                                  : 99;
}

typedef struct Digits {
    const char *digits; /* with a NUL behind them */
    int base;
    bool negative;
} Digits;

static Value wide_from_digits(Thread *t, void *context)
{
    const Digits *from = context;
    mpz_t number;
    mpz_init(number);
    mpz_set_str(number, from->digits, from->base);
    if (from->negative) {
        mpz_neg(number, number);
    }
    return weft__int_from_mpz(t, number);
}

/* Digits without underscores in `base`; the caller has checked them. */
static Value from_digits(Thread *t, const char *digits, size_t length, int base, bool negative)
{
    uint64_t small = 0;
    if (length <= 17 || (base == 16 && length <= 15) || (base == 2 && length <= 60)) {
        bool fits = true;
        for (size_t i = 0; i < length; i++) {
            if (MUL_OVERFLOWS(small, (uint64_t)base, &small) ||
                ADD_OVERFLOWS(small, (uint64_t)digit_value(digits[i]), &small) ||
                small > (uint64_t)SMALL_INT_MAX) {
                fits = false;
                break;
            }
        }
        if (fits) {
            return value_from_small_int(negative ? -(int64_t)small : (int64_t)small);
        }
    }
    int32_t limit = weft__load_relaxed(&t->runtime->int_max_str_digits);
    if (limit > 0 && (base & (base - 1)) != 0 && length > (size_t)limit) {
        return raise_digit_limit(t, limit, length);
    }
    ByteArray *copy = weft__byte_array_new(t, length + 1);
    if (copy == NULL || !weft__big_bits_fit(t, length > WEFT_MOST_INT_BITS ? length : length * 6)) {
        return EMPTY;
    }
    memcpy(copy->bytes, digits, length);
    copy->bytes[length] = 0;
    Digits from = {(const char *)copy->bytes, base, negative};
    return weft__big_work(t, wide_from_digits, &from);
}

/* Sign, prefix, digits with underscores; false: not a number in this base. `digits` gets the bare
 * digits (room for `length`). */
static bool scan(const char *text, size_t length, int *base, char *digits, size_t *count,
                 bool *negative)
{
    size_t i = 0;
    *negative = false;
    *count = 0;
    if (i < length && (text[i] == '+' || text[i] == '-')) {
        *negative = text[i++] == '-';
    }
    int prefix = 0;
    if (i + 1 < length && text[i] == '0') {
        char c = (char)(text[i + 1] | 32);
        prefix = c == 'x' ? 16 : c == 'o' ? 8 : c == 'b' ? 2 : 0;
    }
    bool after_prefix = false;
    if (prefix != 0 && (*base == 0 || *base == prefix)) {
        *base = prefix;
        i += 2;
        after_prefix = true;
    }
    bool zero_only = *base == 0 && i < length && text[i] == '0';
    if (*base == 0) {
        *base = 10;
    }
    bool last_was_digit = after_prefix; /* 0x_1 is fine */
    bool last_was_underscore = false;
    for (; i < length; i++) {
        if (text[i] == '_') {
            if (!last_was_digit) {
                return false;
            }
            last_was_digit = false;
            last_was_underscore = true;
            continue;
        }
        int d = digit_value(text[i]);
        if (d >= *base) {
            return false;
        }
        if (zero_only && d != 0) {
            return false; /* 012 */
        }
        digits[(*count)++] = text[i];
        last_was_digit = true;
        last_was_underscore = false;
    }
    return *count > 0 && !last_was_underscore;
}

/* Characters of a str as ASCII: spaces of all kinds and decimal digits of all scripts are mapped. */
static char *to_ascii(Thread *t, Value text, size_t *length)
{
    const unsigned char *bytes = NULL;
    Str *s = is_str(t, text) ? as_str(text) : NULL;
    if (s == NULL && !weft__get_bytes(t, text, &bytes, length)) {
        return NULL;
    }
    if (s != NULL) {
        *length = s->length;
    }
    ByteArray *copy = weft__byte_array_new(t, *length + 1);
    if (copy == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < *length; i++) {
        uint32_t c = s != NULL ? str_char(s, i) : bytes[i];
        if (c >= 128 && s != NULL) {
            int d = uc_decimal_value(c);
            c = d >= 0 ? (uint32_t)('0' + d) : uc_is_property_white_space(c) ? ' ' : 127U;
        } else if (c >= 0x1c && c <= 0x1f && s != NULL) {
            c = ' ';
        }
        copy->bytes[i] = (unsigned char)(c >= 128 ? 127 : c);
    }
    return (char *)copy->bytes;
}

Value weft__int_from_text(Thread *t, Value text, int base)
{
    size_t length;
    char *start = to_ascii(t, text, &length);
    ByteArray *digits = start == NULL ? NULL : weft__byte_array_new(t, length + 1);
    if (digits == NULL) {
        return EMPTY;
    }
    size_t from = 0, to = length;
    while (from < to && (start[from] == ' ' || (start[from] >= 9 && start[from] <= 13))) {
        from++;
    }
    while (to > from && (start[to - 1] == ' ' || (start[to - 1] >= 9 && start[to - 1] <= 13))) {
        to--;
    }
    size_t count;
    bool negative;
    int found = base;
    if (!scan(start + from, to - from, &found, (char *)digits->bytes, &count, &negative)) {
        return RAISE(t, ValueError, "invalid literal for int() with base %d: %R", base, text);
    }
    return from_digits(t, (const char *)digits->bytes, count, found, negative);
}

Value weft__int_from_literal(Thread *t, const char *text, size_t length)
{
    ByteArray *digits = weft__byte_array_new(t, length + 1);
    size_t count;
    bool negative;
    int base = 0;
    if (digits == NULL) {
        return EMPTY;
    }
    if (!scan(text, length, &base, (char *)digits->bytes, &count, &negative)) {
        return RAISE(t, ValueError, "invalid integer literal");
    }
    return from_digits(t, (const char *)digits->bytes, count, base, negative);
}

typedef struct TextForm {
    Value number;
    int base;
    const char *mark; /* between sign and digits */
} TextForm;

static Value wide_to_text(Thread *t, void *context)
{
    const TextForm *form = context;
    int base = form->base;
    const char *mark = form->mark;
    IntView view;
    weft__int_view(t, form->number, &view);
    size_t digits = mpz_sizeinbase(view.number, base);
    int32_t limit = weft__load_relaxed(&t->runtime->int_max_str_digits);
    if (limit > 0 && (base & (base - 1)) != 0 && digits > (size_t)limit) {
        mpz_t bound; /* the estimate may be one too large */
        mpz_init(bound);
        mpz_ui_pow_ui(bound, (unsigned long)base, (unsigned long)limit);
        bool over = mpz_cmpabs(view.number, bound) >= 0;
        if (over) {
            RAISE(t, ValueError,
                  "Exceeds the limit (%d digits) for integer string conversion; use "
                  "sys.set_int_max_str_digits() to increase the limit",
                  (int)limit);
            return EMPTY;
        }
    }
    size_t room = digits + 8;
    ByteArray *text = weft__byte_array_new(t, room + 4);
    if (text == NULL) {
        return EMPTY;
    }
    char *start = (char *)text->bytes + 4;
    mpz_get_str(start, base, view.number);
    size_t length = strlen(start), mark_length = strlen(mark);
    if (mark_length > 0) { /* the mark stands between sign and digits */
        bool negative = start[0] == '-';
        start -= mark_length;
        memcpy(start + negative, mark, mark_length);
        if (negative) {
            start[0] = '-';
        }
        length += mark_length;
    }
    return value_or_empty(weft__str_from_ascii(t, start, length));
}

Str *weft__int_to_text(Thread *t, Value v, int base, bool prefix)
{
    const char *mark = !prefix ? "" : base == 16 ? "0x" : base == 8 ? "0o" : base == 2 ? "0b" : "";
    char small[80];
    if (value_is_small_int(v) || value_is_bool(v)) {
        int64_t i = value_is_bool(v) ? v == TRUE_VALUE : value_small_int(v);
        uint64_t left = i < 0 ? (uint64_t)0 - (uint64_t)i : (uint64_t)i;
        size_t at = sizeof small;
        if (base == 10) { /* a division by a constant is a multiplication */
            do {
                small[--at] = (char)('0' + left % 10);
                left /= 10;
            } while (left != 0);
        } else {
            WEFT_ASSERT((base & (base - 1)) == 0);
            int bits = __builtin_ctz((unsigned)base);
            do {
                small[--at] = "0123456789abcdef"[left & (uint64_t)(base - 1)];
                left >>= bits;
            } while (left != 0);
        }
        for (size_t m = strlen(mark); m > 0;) {
            small[--at] = mark[--m];
        }
        if (i < 0) {
            small[--at] = '-';
        }
        return weft__str_from_ascii(t, small + at, sizeof small - at);
    }
    TextForm form = {v, base, mark};
    Value text = weft__big_work(t, wide_to_text, &form);
    return text == EMPTY ? NULL : as_str(text);
}
