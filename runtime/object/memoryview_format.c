/* memoryview_format.c - one item of a memoryview: its size, and from bytes to a value and back.
 *
 * Formats are the native letters of the struct module, in native byte order and size, and 'w' for the
 * characters of an array, which can be cast and copied but not read one by one; values outside an
 * item's range and values of other types raise the errors that CPython raises.
 */
#include "object/memoryview.h"
#include "object/number.h"

uint8_t weft__view_item_size(char format)
{
    switch (format) {
    case 'c':
    case 'b':
    case 'B':
    case '?': return 1;
    case 'h':
    case 'H': return 2;
    case 'i':
    case 'I':
    case 'f': return 4;
    case 'l':
    case 'L':
    case 'q':
    case 'Q':
    case 'n':
    case 'N':
    case 'P':
    case 'd': return 8;
    default: return 0;
    }
}

Value weft__view_unpack(Thread *t, char format, const unsigned char *raw)
{
    union {
        int16_t i16;
        uint16_t u16;
        int32_t i32;
        uint32_t u32;
        int64_t i64;
        uint64_t u64;
        float f32;
        double f64;
    } item;
    memcpy(&item, raw, weft__view_item_size(format));
    if (format == 'w') {
        return RAISE(t, NotImplementedError, "memoryview: format w not supported");
    }
    switch (format) {
    case 'c': return value_or_empty(weft__bytes_new(t, raw, 1));
    case 'b': return value_from_small_int((int8_t)raw[0]);
    case 'B': return value_from_small_int(raw[0]);
    case '?': return value_from_bool(raw[0] != 0);
    case 'h': return value_from_small_int(item.i16);
    case 'H': return value_from_small_int(item.u16);
    case 'i': return value_from_small_int(item.i32);
    case 'I': return value_from_small_int((int64_t)item.u32);
    case 'f': return float_new(t, (double)item.f32);
    case 'd': return float_new(t, item.f64);
    case 'l':
    case 'q':
    case 'n': return int_from_i64(t, item.i64);
    default: return weft__int_from_u64(t, item.u64);
    }
}

static bool wrong_type(Thread *t, char format)
{
    if (exception_pending(t) && !weft__exception_matches(t, EXC(t, TypeError))) {
        return false;
    }
    t->exception = EMPTY;
    RAISE(t, TypeError, "memoryview: invalid type for format '%c'", (int)format);
    return false;
}
static bool wrong_value(Thread *t, char format)
{
    t->exception = EMPTY;
    RAISE(t, ValueError, "memoryview: invalid value for format '%c'", (int)format);
    return false;
}

static bool pack_integer(Thread *t, char format, Value v, unsigned char *raw)
{
    Value index = type_of(t, v)->slots.index == NULL && !is_int(t, v) ? EMPTY : weft__index(t, v);
    if (index == EMPTY) {
        return wrong_type(t, format);
    }
    size_t size = weft__view_item_size(format);
    bool is_signed = strchr("bhilqn", format) != NULL;
    int64_t number;
    if (!weft__int_fits_i64(t, index, &number)) {
        IntView view;
        weft__int_view(t, index, &view);
        if (is_signed || size < 8 || mpz_sgn(view.number) < 0 || mpz_sizeinbase(view.number, 2) > 64) {
            return wrong_value(t, format);
        }
        uint64_t large = mpz_getlimbn(view.number, 0);
        memcpy(raw, &large, sizeof large);
        return true;
    }
    int64_t high = is_signed   ? INT64_MAX >> (64 - 8 * size)
                   : size == 8 ? INT64_MAX
                               : (int64_t)((1ULL << 8 * size) - 1);
    if (number > high || number < (is_signed ? -high - 1 : 0)) {
        return wrong_value(t, format);
    }
    memcpy(raw, &number, size); /* little-endian: the low bytes come first */
    return true;
}

bool weft__view_pack(Thread *t, char format, Value v, unsigned char *raw)
{
    double number;
    switch (format) {
    case 'w': RAISE(t, NotImplementedError, "memoryview: format w not supported"); return false;
    case 'c':
        if (!has_type_flag(t, v, TYPE_IS_BYTES)) {
            return wrong_type(t, format);
        }
        if (((Bytes *)value_pointer(v))->length != 1) {
            return wrong_value(t, format);
        }
        raw[0] = ((Bytes *)value_pointer(v))->data[0];
        return true;
    case '?': {
        int truth = weft__truth(t, v);
        raw[0] = truth > 0;
        return truth >= 0;
    }
    case 'f':
    case 'd':
        if (!weft__to_double(t, v, &number)) {
            return wrong_type(t, format);
        }
        if (format == 'f') {
            float narrow = (float)number;
            memcpy(raw, &narrow, sizeof narrow);
        } else {
            memcpy(raw, &number, sizeof number);
        }
        return true;
    default: return pack_integer(t, format, v, raw);
    }
}
