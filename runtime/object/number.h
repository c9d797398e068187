/* number.h - int, float, complex, bool.
 *
 * Ints of 62 bits are immediate; larger ones are BigInt objects holding GMP limbs. A BigInt never
 * holds a value that fits an immediate, so equal ints have one representation.
 */
#ifndef WEFT_OBJECT_NUMBER_H
#define WEFT_OBJECT_NUMBER_H

#include <gmp.h>

#include "object/runtime.h"

typedef struct BigInt {
    Object head;         /* aux: unused */
    int64_t size;        /* limb count, negative for negative ints (as in mpz); never changes */
    mp_limb_t limbs[];   /* never change */
} BigInt;
/* Instances of int subclasses always are BigInt-shaped, with size -1, 0 or 1 for small values. */

typedef struct BoxedFloat {
    Object head;
    double number; /* never changes */
} BoxedFloat;      /* also instances of float subclasses */
typedef struct Complex {
    Object head;
    double real, imaginary; /* never change */
} Complex;

/* int or subclass (bool too) */
static ALWAYS_INLINE bool is_int(Thread *t, Value v)
{
    return value_is_small_int(v) || has_type_flag(t, v, TYPE_IS_INT);
}
static ALWAYS_INLINE bool is_float(Thread *t, Value v)
{
    return value_is_immediate_float(v) || has_type_flag(t, v, TYPE_IS_FLOAT);
}
Value weft__int_from_i64_slow(Thread *t, int64_t i);
static ALWAYS_INLINE Value int_from_i64(Thread *t, int64_t i)
{
    return LIKELY(small_int_fits(i)) ? value_from_small_int(i) : weft__int_from_i64_slow(t, i);
}
Value weft__int_from_u64(Thread *t, uint64_t i);
Value weft__int_from_double(Thread *t, double d); /* truncates; OverflowError/ValueError for inf/nan */
/* Text in `base` (0: by prefix), underscores allowed, surrounding spaces allowed. ValueError. */
Value weft__int_from_text(Thread *t, Value str_or_bytes, int base);
Value weft__int_from_literal(Thread *t, const char *digits, size_t length); /* source literal */
Str *weft__int_to_text(Thread *t, Value v, int base, bool prefix);
/* Value of an int (or subclass, or bool): false when it does not fit; no exception. */
bool weft__int_fits_i64(Thread *t, Value v, int64_t *out);
/* Through __index__; false: exception (TypeError, or OverflowError when too large). */
bool weft__to_i64(Thread *t, Value v, int64_t *out);
/* The same for what C calls int, with its OverflowError. */
bool weft__to_int32(Thread *t, Value v, int64_t *out);
bool weft__to_size(Thread *t, Value v, size_t *out, const char *what); /* ValueError if negative */
/* Through __index__, clipped to the int64 range (slices, sequence indices). */
bool weft__to_index_clipped(Thread *t, Value v, int64_t *out);
Value weft__index(Thread *t, Value v);   /* operator.index(): an exact int */
Value weft__to_int(Thread *t, Value v);  /* int(v) */
bool weft__to_double(Thread *t, Value v, double *out); /* float(v) for numbers; TypeError */
uint64_t weft__int_bit_length(Thread *t, Value v);
int weft__int_sign(Thread *t, Value v); /* -1, 0, 1 */
/* Operators on ints (exact or subclass); results are exact ints (or float for true division). */
Value weft__int_binary(Thread *t, BinaryOperation op, Value a, Value b);
Value weft__int_compare(Thread *t, Value a, Value b, Comparison op);
int64_t weft__int_hash(Thread *t, Value v);
/* mpz view of any int: reads v's limbs without a copy; `space` must outlive it. */
typedef struct IntView { mpz_t number; mp_limb_t space; } IntView;
void weft__int_view(Thread *t, Value v, IntView *view);
Value weft__int_from_mpz(Thread *t, const mpz_t number); /* copies */

Value weft__float_box(Thread *t, double d);
static ALWAYS_INLINE Value float_new(Thread *t, double d)
{
    Value v;
    return LIKELY(value_try_float(d, &v)) ? v : weft__float_box(t, d);
}
static ALWAYS_INLINE double as_double(Value v) /* v is a float */
{
    return LIKELY(value_is_immediate_float(v)) ? value_immediate_float(v)
                                               : ((BoxedFloat *)value_pointer(v))->number;
}
Value weft__float_binary(Thread *t, BinaryOperation op, double a, double b); /* exact float rules */
double weft__float_floor_divide(double a, double b);
double weft__float_remainder(double a, double b);
int64_t weft__double_hash(double d);
/* Shortest text that reads back the same, as repr(float); buffer of 32 bytes. Returns length. */
size_t weft__double_repr(double d, char *buffer);
/* Correctly rounded; text is trimmed, underscores already checked. false: ValueError-shaped text. */
bool weft__double_parse(const char *text, size_t length, double *out);
Value weft__float_from_text(Thread *t, Value str_or_bytes);
/* The text of a number without white space around and `_` between digits, decimal digits and white
 * space of any script as ASCII's, all else as byte 127. `into` has room for `length` bytes. s or bytes:
 * the other is NULL. False: a `_` stands where none may. */
bool weft__number_text(Str *s, const unsigned char *bytes, size_t length, char *into, size_t *used);
Value weft__complex_new(Thread *t, double real, double imaginary);

#endif
