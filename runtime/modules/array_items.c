/* array_items.c - one item of an array: its size, and from bytes to a value and back.
 *
 * Items are in the machine's byte order and have the sizes of C's types. What a type code cannot hold
 * raises OverflowError or TypeError in the words of CPython, which differ from code to code. Packing
 * may run an __index__ or a __float__, so it is done before the array's lock is taken.
 */
#include "modules/array.h"
#include "object/memoryview.h"

uint8_t weft__array_item_size(char code)
{
    switch (code) {
    case 'u': return sizeof(uint32_t);
    case 'b': case 'B': case 'h': case 'H': case 'i': case 'I': case 'l': case 'L': case 'q': case 'Q':
    case 'f': case 'd': return weft__view_item_size(code);
    default: return 0;
    }
}

Value weft__array_unpack(Thread *t, char code, const unsigned char *raw)
{
    if (code != 'u') {
        return weft__view_unpack(t, code, raw);
    }
    uint32_t character;
    memcpy(&character, raw, sizeof character);
    return character > 0x10FFFF ? RAISE(t, ValueError, "chr() arg not in range(0x110000)")
                                : value_or_empty(weft__str_from_character(t, character));
}

Str *weft__array_text(Thread *t, const unsigned char *raw, size_t count)
{
    const uint32_t *characters = (const uint32_t *)(const void *)raw; /* a copy, which is aligned */
    for (size_t i = 0; i < count; i++) {
        if (characters[i] > 0x10FFFF) {
            RAISE(t, ValueError, "character U+%x is not in range [U+0000; U+10ffff]", (unsigned)characters[i]);
            return NULL;
        }
    }
    return weft__str_from_characters(t, characters, count);
}

static bool overflow(Thread *t, const char *text)
{
    RAISE(t, OverflowError, "%s", text);
    return false;
}

/* Is the number inside [low, high]? Otherwise the error says `what`. */
static bool inside(Thread *t, int64_t number, int64_t low, int64_t high, const char *what)
{
    if (number >= low && number <= high) {
        return true;
    }
    RAISE(t, OverflowError, number < low ? "%s is less than minimum" : "%s is greater than maximum", what);
    return false;
}

static bool signed_fits(Thread *t, char code, int64_t number)
{
    switch (code) {
    case 'b':
        return inside(t, number, INT16_MIN, INT16_MAX, "signed short integer") &&
               inside(t, number, INT8_MIN, INT8_MAX, "signed char");
    case 'B': return inside(t, number, 0, UINT8_MAX, "unsigned byte integer");
    case 'h': return inside(t, number, INT16_MIN, INT16_MAX, "signed short integer");
    case 'H':
        return inside(t, number, INT32_MIN, INT32_MAX, "signed integer") &&
               inside(t, number, 0, UINT16_MAX, "unsigned short");
    case 'i': return inside(t, number, INT32_MIN, INT32_MAX, "signed integer");
    default: return true;
    }
}

/* The codes that CPython reads as an unsigned number: I, L, Q. */
static bool pack_unsigned(Thread *t, char code, Value index, unsigned char *raw)
{
    int64_t small;
    uint64_t number;
    if (weft__int_sign(t, index) < 0) {
        return overflow(t, code == 'Q' ? "can't convert negative int to unsigned"
                                       : "can't convert negative value to unsigned int");
    }
    if (weft__int_fits_i64(t, index, &small)) {
        number = (uint64_t)small;
    } else {
        IntView view;
        weft__int_view(t, index, &view);
        if (mpz_sizeinbase(view.number, 2) > 64) {
            return overflow(t, code == 'Q' ? "int too big to convert"
                                           : "Python int too large to convert to C unsigned long");
        }
        number = mpz_getlimbn(view.number, 0);
    }
    if (code == 'I' && number > UINT32_MAX) {
        return overflow(t, "unsigned int is greater than maximum");
    }
    memcpy(raw, &number, weft__array_item_size(code)); /* little-endian: the low bytes come first */
    return true;
}

static bool pack_integer(Thread *t, char code, Value v, unsigned char *raw)
{
    int64_t number;
    Value index = weft__index(t, v);
    if (index == EMPTY) {
        return false;
    }
    if (code == 'I' || code == 'L' || code == 'Q') {
        return pack_unsigned(t, code, index, raw);
    }
    if (!weft__int_fits_i64(t, index, &number)) {
        return overflow(t, code == 'q' ? "int too big to convert" : "Python int too large to convert to C long");
    }
    if (!signed_fits(t, code, number)) {
        return false;
    }
    memcpy(raw, &number, weft__array_item_size(code));
    return true;
}

bool weft__array_pack(Thread *t, char code, Value v, unsigned char *raw)
{
    double number;
    if (code == 'u') {
        if (!is_str(t, v) || as_str(v)->length != 1) {
            RAISE(t, TypeError, "array item must be unicode character");
            return false;
        }
        uint32_t character = str_char(as_str(v), 0);
        memcpy(raw, &character, sizeof character);
        return true;
    }
    if (code != 'f' && code != 'd') {
        return pack_integer(t, code, v, raw);
    }
    if (!weft__to_double(t, v, &number)) {
        return false;
    }
    if (code == 'f') {
        float narrow = (float)number;
        memcpy(raw, &narrow, sizeof narrow);
    } else {
        memcpy(raw, &number, sizeof number);
    }
    return true;
}
