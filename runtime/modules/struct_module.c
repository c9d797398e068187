/* struct_module.c - `_struct`: values as the bytes of C structures, by a format text.
 *
 * A format is read anew at each call, once, which costs less than finding a kept one: it is a few
 * characters. struct.py adds the class Struct and what writes into buffers.
 */
#include <float.h>
#include <math.h>

#include "modules/modules.h"
#include "object/byte_storage.h"

#define HOST_IS_BIG (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__)

typedef struct Layout {
    const char *format;   /* what is left of the text */
    const char *end;
    bool native, big;     /* native: C sizes and alignment */
    size_t offset;        /* bytes so far */
} Layout;
typedef struct Field {
    char code;            /* 0: the end */
    size_t count;         /* of values; of bytes for s, p and x */
    size_t size;          /* of one */
    size_t offset;        /* of the first */
} Field;

static Value struct_error(Thread *t, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Str *message = weft__str_format_list(t, format, arguments);
    va_end(arguments);
    Value type = message == NULL ? EMPTY : weft__import_attribute(t, "struct", "error");
    Value error = type == EMPTY ? EMPTY : weft__call1(t, type, value_from_pointer(message));
    return error == EMPTY ? EMPTY : weft__raise_value(t, error);
}

static bool layout_start(Thread *t, Layout *l, Value format)
{
    size_t length;
    const unsigned char *bytes;
    if (has_type_flag(t, format, TYPE_IS_BYTES)) {
        if (!weft__get_bytes(t, format, &bytes, &length)) {
            return false;
        }
        l->format = (const char *)bytes;
    } else if (is_str(t, format)) {
        if (!as_str(format)->ascii) {
            weft__encode(t, as_str(format), "ascii", "strict");
            return false;
        }
        l->format = weft__str_utf8(t, as_str(format), &length);
        if (l->format == NULL) {
            return false;
        }
    } else {
        RAISE(t, TypeError, "Struct() argument 1 must be a str or bytes object, not %G", format);
        return false;
    }
    if (memchr(l->format, '\0', length) != NULL) {
        struct_error(t, "embedded null character");
        return false;
    }
    l->end = l->format + length;
    l->offset = 0;
    l->native = true;
    l->big = false;
    if (length > 0 && strchr("@=<>!", *l->format) != NULL) {
        l->native = *l->format == '@';
        l->big = *l->format == '>' || *l->format == '!';
        l->format++;
    }
    return true;
}

static size_t size_of_code(char code, bool native)
{
    switch (code) {
    case 'x': case 'c': case 'b': case 'B': case '?': case 's': case 'p': return 1;
    case 'h': case 'H': case 'e': return 2;
    case 'i': case 'I': case 'f': return 4;
    case 'l': case 'L': return native ? 8 : 4;
    case 'q': case 'Q': case 'd': return 8;
    case 'n': case 'N': case 'P': return native ? 8 : 0;
    default: return 0;
    }
}

/* The next field; false: exception. Its code is 0 at the end. */
static bool layout_next(Thread *t, Layout *l, Field *f)
{
    while (l->format < l->end && (*l->format == ' ' || (*l->format >= '\t' && *l->format <= '\r'))) {
        l->format++;
    }
    f->code = 0;
    if (l->format == l->end) {
        return true;
    }
    f->count = 1;
    if (*l->format >= '0' && *l->format <= '9') {
        f->count = 0;
        for (; l->format < l->end && *l->format >= '0' && *l->format <= '9'; l->format++) {
            if (f->count > ((size_t)1 << 56)) {
                struct_error(t, "total struct size too long");
                return false;
            }
            f->count = f->count * 10 + (size_t)(*l->format - '0');
        }
        if (l->format == l->end) {
            struct_error(t, "repeat count given without format specifier");
            return false;
        }
    }
    char code = *l->format++;
    f->size = size_of_code(code, l->native);
    if (f->size == 0) {
        struct_error(t, "bad char in struct format");
        return false;
    }
    size_t align = l->native ? f->size : 1; /* a power of two */
    f->offset = (l->offset + align - 1) & ~(align - 1);
    if (f->count > (size_t)1 << 58 || f->offset + f->count * f->size > (size_t)1 << 62) {
        struct_error(t, "total struct size too long");
        return false;
    }
    l->offset = f->offset + f->count * f->size;
    f->code = code;
    return true;
}

/* How many values the field takes. */
static size_t field_values(const Field *f)
{
    return f->code == 'x' ? 0 : f->code == 's' || f->code == 'p' ? 1 : f->count;
}

/* A format that has been read once: its first fields are kept, which are mostly all. */
enum { KEPT_FIELDS = 12 };
typedef struct Plan {
    Layout layout;
    size_t size, values;  /* bytes in all, values in all */
    size_t fields, next;  /* how many there are; the one that plan_next gives */
    Field kept[KEPT_FIELDS];
} Plan;

static bool plan_start(Thread *t, Plan *p, Value format)
{
    Field f;
    p->values = p->fields = p->next = 0;
    if (!layout_start(t, &p->layout, format)) {
        return false;
    }
    for (;;) {
        if (!layout_next(t, &p->layout, &f)) {
            return false;
        }
        if (f.code == 0) {
            break;
        }
        if (p->fields < KEPT_FIELDS) {
            p->kept[p->fields] = f;
        }
        p->fields++;
        p->values += field_values(&f);
    }
    p->size = p->layout.offset;
    return p->fields <= KEPT_FIELDS || layout_start(t, &p->layout, format);
}

/* The next field, from the first on; NULL: the end. */
static const Field *plan_next(Thread *t, Plan *p)
{
    if (p->next == p->fields) {
        return NULL;
    }
    size_t number = p->next++;
    if (p->fields <= KEPT_FIELDS) {
        return &p->kept[number];
    }
    (void)layout_next(t, &p->layout, &p->kept[0]); /* cannot fail where it did not before */
    return &p->kept[0];
}

/* ---- numbers ---- */

static void put(unsigned char *to, uint64_t bits, size_t size, bool big)
{
    bits = big == HOST_IS_BIG ? bits : __builtin_bswap64(bits) >> (64 - 8 * size);
    if (HOST_IS_BIG) { /* the bytes that count come first */
        bits <<= 64 - 8 * size;
    }
    switch (size) { /* copies of known size are single instructions */
    case 1: memcpy(to, &bits, 1); break;
    case 2: memcpy(to, &bits, 2); break;
    case 4: memcpy(to, &bits, 4); break;
    default: memcpy(to, &bits, 8); break;
    }
}
static uint64_t take(const unsigned char *from, size_t size, bool big)
{
    uint64_t bits = 0;
    switch (size) {
    case 1: memcpy(&bits, from, 1); break;
    case 2: memcpy(&bits, from, 2); break;
    case 4: memcpy(&bits, from, 4); break;
    default: memcpy(&bits, from, 8); break;
    }
    if (HOST_IS_BIG) {
        bits >>= 64 - 8 * size;
    }
    return big == HOST_IS_BIG ? bits : __builtin_bswap64(bits) >> (64 - 8 * size);
}

static uint64_t bits_of(double d)
{
    uint64_t bits;
    memcpy(&bits, &d, sizeof bits);
    return bits;
}

/* A double as 16 bits, rounded half to even; false: it is too large. */
static bool to_half(double d, uint16_t *out)
{
    uint16_t sign = signbit(d) ? 0x8000 : 0;
    d = fabs(d);
    if (isnan(d)) {
        *out = (uint16_t)(sign | 0x7E00);
        return true;
    }
    if (isinf(d) || d == 0) {
        *out = (uint16_t)(sign | (d == 0 ? 0 : 0x7C00));
        return true;
    }
    int exponent;
    frexp(d, &exponent);
    exponent = exponent - 1 < -14 ? -14 : exponent - 1;
    double scaled = nearbyint(ldexp(d, 10 - exponent)); /* 1024 .. 2048 for normal numbers */
    if (scaled >= 2048) {
        scaled /= 2;
        exponent++;
    }
    if (exponent > 15) {
        return false;
    }
    unsigned mantissa = (unsigned)scaled;
    *out = (uint16_t)(sign | (mantissa < 1024 ? mantissa : ((unsigned)(exponent + 15) << 10) + mantissa - 1024));
    return true;
}
static double from_half(uint64_t bits)
{
    unsigned exponent = bits >> 10 & 31, mantissa = bits & 1023;
    double d = exponent == 31 ? (mantissa ? (double)NAN : (double)INFINITY)
               : exponent == 0 ? ldexp(mantissa, -24)
                               : ldexp(mantissa + 1024U, (int)exponent - 25);
    return bits & 0x8000 ? -d : d;
}

static bool pack_float(Thread *t, const Field *f, Value v, unsigned char *to, const Layout *l)
{
    double d;
    if (!weft__to_double(t, v, &d)) {
        if (weft__exception_matches(t, EXC(t, TypeError))) {
            exception_take(t);
            struct_error(t, "required argument is not a float");
        }
        return false;
    }
    if (f->code == 'd') {
        put(to, bits_of(d), 8, l->big);
    } else if (f->code == 'f') {
        float narrow = (float)d;
        uint32_t bits;
        if (isinf(narrow) && !isinf(d) && !l->native) {
            RAISE(t, OverflowError, "float too large to pack with f format");
            return false;
        }
        memcpy(&bits, &narrow, sizeof bits);
        put(to, bits, 4, l->big);
    } else {
        uint16_t half;
        if (!to_half(d, &half)) {
            RAISE(t, OverflowError, "float too large to pack with e format");
            return false;
        }
        put(to, half, 2, l->big);
    }
    return true;
}

static bool out_of_range(Thread *t, const Field *f)
{
    bool is_signed = f->code >= 'a';
    switch (f->code) {
    case 'b': struct_error(t, "byte format requires -128 <= number <= 127"); return false;
    case 'B': struct_error(t, "ubyte format requires 0 <= number <= 255"); return false;
    case 'h': struct_error(t, "short format requires -32768 <= number <= 32767"); return false;
    case 'H': struct_error(t, "ushort format requires 0 <= number <= 65535"); return false;
    default: break;
    }
    if (f->size == 8) {
        struct_error(t, "argument out of range");
    } else if (is_signed) {
        int64_t high = ((int64_t)1 << (8 * f->size - 1)) - 1;
        struct_error(t, "'%c' format requires %lld <= number <= %lld", f->code, -high - 1, high);
    } else {
        struct_error(t, "'%c' format requires 0 <= number <= %lld", f->code, ((int64_t)1 << (8 * f->size)) - 1);
    }
    return false;
}

/* An int of the field's size as 64 bits. */
static bool pack_integer(Thread *t, const Field *f, Value v, uint64_t *bits)
{
    Value whole = is_int(t, v) || type_of(t, v)->slots.index != NULL ? weft__index(t, v) : EMPTY;
    if (whole == EMPTY) {
        if (!exception_pending(t)) {
            struct_error(t, "required argument is not an integer");
        }
        return false;
    }
    int64_t number;
    bool is_signed = f->code >= 'a';
    if (weft__int_fits_i64(t, whole, &number)) {
        int64_t high = f->size == 8 ? INT64_MAX : ((int64_t)1 << (8 * f->size - (is_signed ? 1U : 0U))) - 1;
        *bits = (uint64_t)number;
        if (f->code == 'P') {
            return true;
        }
        return number <= high && number >= (is_signed ? -high - 1 : 0) ? true : out_of_range(t, f);
    }
    if (is_signed || f->size < 8) {
        struct_error(t, "argument out of range");
        return false;
    }
    if (weft__int_sign(t, whole) < 0 || weft__int_bit_length(t, whole) > 64) {
        return out_of_range(t, f);
    }
    IntView view;
    weft__int_view(t, whole, &view);
    *bits = mpz_get_ui(view.number);
    return true;
}

/* ---- one value ---- */

static bool pack_text(Thread *t, const Field *f, Value v, unsigned char *to)
{
    const unsigned char *bytes;
    size_t length;
    if (!has_type_flag(t, v, TYPE_IS_BYTES) && !has_type_flag(t, v, TYPE_IS_BYTEARRAY)) {
        struct_error(t, "argument for '%c' must be a bytes object", f->code);
        return false;
    }
    if (!weft__get_bytes(t, v, &bytes, &length)) {
        return false;
    }
    if (f->code == 'p') { /* the first byte is the length */
        size_t room = f->count == 0 ? 0 : f->count - 1;
        length = length < room ? length : room;
        if (f->count > 0) {
            to[0] = (unsigned char)(length < 255 ? length : 255);
            memcpy(to + 1, bytes, length);
        }
        return true;
    }
    memcpy(to, bytes, length < f->count ? length : f->count);
    return true;
}

static bool pack_one(Thread *t, const Layout *l, const Field *f, Value v, unsigned char *to)
{
    uint64_t bits = 0;
    switch (f->code) {
    case 's': case 'p': return pack_text(t, f, v, to);
    case 'e': case 'f': case 'd': return pack_float(t, f, v, to, l);
    case '?': {
        int truth = weft__truth(t, v);
        *to = truth > 0;
        return truth >= 0;
    }
    case 'c': {
        const unsigned char *bytes;
        size_t length;
        if (!has_type_flag(t, v, TYPE_IS_BYTES) || !weft__get_bytes(t, v, &bytes, &length) || length != 1) {
            struct_error(t, "char format requires a bytes object of length 1");
            return false;
        }
        *to = bytes[0];
        return true;
    }
    default:
        if (!pack_integer(t, f, v, &bits)) {
            return false;
        }
        put(to, bits, f->size, l->big);
        return true;
    }
}

static Value unpack_one(Thread *t, const Layout *l, const Field *f, const unsigned char *from)
{
    switch (f->code) {
    case 's': return value_or_empty(weft__bytes_new(t, from, f->count));
    case 'p': {
        size_t length = f->count == 0 ? 0 : from[0];
        length = f->count > 0 && length > f->count - 1 ? f->count - 1 : length;
        return value_or_empty(weft__bytes_new(t, from + 1, length));
    }
    case 'c': return value_or_empty(weft__bytes_new(t, from, 1));
    case '?': return value_from_bool(*from != 0);
    default: break;
    }
    uint64_t bits = take(from, f->size, l->big);
    double d;
    uint32_t narrow = (uint32_t)bits;
    float single;
    switch (f->code) {
    case 'd': memcpy(&d, &bits, sizeof d); return float_new(t, d);
    case 'f': memcpy(&single, &narrow, sizeof single); return float_new(t, (double)single);
    case 'e': return float_new(t, from_half(bits));
    case 'b': case 'h': case 'i': case 'l': case 'q': case 'n': {
        unsigned unused = (unsigned)(64 - 8 * f->size);
        return int_from_i64(t, (int64_t)(bits << unused) >> unused);
    }
    default: return weft__int_from_u64(t, bits);
    }
}

/* ---- functions ---- */

static Value struct_calcsize(Thread *t, Value *args)
{
    Plan p;
    return plan_start(t, &p, args[0]) ? int_from_i64(t, (int64_t)p.size) : EMPTY;
}

static Value pack_all(Thread *t, Value format, const Value *items, size_t count, const char *name)
{
    size_t at = 0;
    Plan p;
    if (!plan_start(t, &p, format)) {
        return EMPTY;
    }
    if (count != p.values) {
        return struct_error(t, "%s expected %zu items for packing (got %zu)", name, p.values, count);
    }
    Bytes *out = weft__bytes_new(t, NULL, p.size);
    if (out == NULL) {
        return EMPTY;
    }
    memset(out->data, 0, p.size);
    for (const Field *f; (f = plan_next(t, &p)) != NULL;) {
        for (size_t i = 0, n = field_values(f); i < n; i++) {
            if (!pack_one(t, &p.layout, f, items[at++], out->data + f->offset + i * f->size)) {
                return EMPTY;
            }
        }
    }
    return value_from_pointer(out);
}
static Value struct_pack(Thread *t, Value *args)
{
    Tuple *all = as_tuple(args[0]);
    if (tuple_length(all) == 0) {
        return RAISE(t, TypeError, "missing format argument");
    }
    return pack_all(t, all->items[0], all->items + 1, tuple_length(all) - 1, "pack"); /* args holds them */
}
static Value struct_pack_items(Thread *t, Value *args)
{
    const char *name = weft__str_utf8(t, as_str(args[2]), NULL);
    Tuple *items = as_tuple(args[1]);
    return name == NULL ? EMPTY : pack_all(t, args[0], items->items, tuple_length(items), name);
}

/* format, args, first: packs args[first + 2:] into the bytearray args[first] at args[first + 1]. False: nothing
 * was done, because these are not a bytearray and a place in it; struct.py then finds out what else they are. */
static Value struct_pack_into(Thread *t, Value *args)
{
    Tuple *all = as_tuple(args[1]);
    size_t first = (size_t)value_small_int(args[2]);
    if (tuple_length(all) < first + 2 || !object_is(all->items[first], T(t, bytearray)) ||
        !value_is_small_int(all->items[first + 1]) || value_small_int(all->items[first + 1]) < 0) {
        return FALSE_VALUE;
    }
    Value packed = pack_all(t, args[0], all->items + first + 2, tuple_length(all) - first - 2, "pack_into");
    if (packed == EMPTY) {
        return EMPTY;
    }
    Bytes *bytes = value_pointer(packed);
    return value_from_bool(weft__storage_overwrite(t, value_pointer(all->items[first]),
                                                   (size_t)value_small_int(all->items[first + 1]), bytes->data,
                                                   bytes->length));
}

static Value unpack_at(Thread *t, Plan *p, const unsigned char *bytes)
{
    size_t at = 0;
    Tuple *out = weft__tuple_new(t, p->values);
    if (out == NULL) {
        return EMPTY;
    }
    for (const Field *f; (f = plan_next(t, p)) != NULL;) {
        for (size_t i = 0, n = field_values(f); i < n; i++) {
            Value v = unpack_one(t, &p->layout, f, bytes + f->offset + i * f->size);
            if (v == EMPTY) {
                return EMPTY;
            }
            out->items[at++] = v;
        }
    }
    return value_from_pointer(out);
}
static Value struct_unpack(Thread *t, Value *args)
{
    Plan p;
    size_t length;
    const unsigned char *bytes;
    if (!plan_start(t, &p, args[0]) || !weft__get_bytes(t, args[1], &bytes, &length)) {
        return EMPTY;
    }
    if (length != p.size) {
        return struct_error(t, "unpack requires a buffer of %zu bytes", p.size);
    }
    return unpack_at(t, &p, bytes);
}
/* Reads the structure's own bytes only: programs walk through large buffers with it. */
static Value struct_unpack_from(Thread *t, Value *args)
{
    Plan p;
    size_t length;
    const unsigned char *bytes;
    int64_t offset;
    if (!plan_start(t, &p, args[0]) || !weft__get_part(t, args[1], 0, 0, &bytes, &length) ||
        !weft__to_i64(t, args[2], &offset)) {
        return EMPTY;
    }
    if (offset < 0) {
        if (offset + (int64_t)p.size > 0) {
            return struct_error(t, "not enough data to unpack %zu bytes at offset %lld", p.size, offset);
        }
        if (offset + (int64_t)length < 0) {
            return struct_error(t, "offset %lld out of range for %zu-byte buffer", offset, length);
        }
        offset += (int64_t)length;
    }
    if (!weft__get_part(t, args[1], (size_t)offset, p.size, &bytes, &length)) {
        return EMPTY;
    }
    if (bytes == NULL) {
        return struct_error(t, "unpack_from requires a buffer of at least %zu bytes for unpacking %zu bytes at "
                               "offset %lld (actual buffer size is %zu)",
                            (size_t)offset + p.size, p.size, offset, length);
    }
    return unpack_at(t, &p, bytes);
}

bool weft__init_module__struct(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"calcsize", struct_calcsize, "format, /", NULL, 0},
        {"pack", struct_pack, "*args", NULL, 0},
        {"pack_items", struct_pack_items, "format, items, name, /", NULL, 0},
        {"pack_into", struct_pack_into, "format, args, first, /", NULL, 0},
        {"unpack", struct_unpack, "format, buffer, /", NULL, 0},
        {"unpack_from", struct_unpack_from, "format, /, buffer, offset=0", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_struct"));
}
