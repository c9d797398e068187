/* int.c - arbitrary precision integers: representation and arithmetic on GMP.
 *
 * Guarantees: one representation per value for exact ints (immediate when 62 bits do), results of
 * all operators as CPython's, sizes checked before GMP sees them (GMP would end the process when
 * memory runs out): MemoryError or OverflowError instead. Nothing here takes a lock; ints never
 * change.
 */
#include <math.h>
#include <stdlib.h>

#include "object/big_work.h"
#include "object/int_double.h"
#include "object/native.h"

void weft__int_view(Thread *t, Value v, IntView *view)
{
    (void)t;
    int64_t small;
    if (value_is_small_int(v)) {
        small = value_small_int(v);
    } else if (value_is_bool(v)) {
        small = v == TRUE_VALUE;
    } else {
        const BigInt *big = value_pointer(v);
        mpz_roinit_n(view->number, big->limbs, (mp_size_t)big->size);
        return;
    }
    view->space = small < 0 ? (mp_limb_t)0 - (mp_limb_t)small : (mp_limb_t)small;
    mpz_roinit_n(view->number, &view->space, small < 0 ? -1 : small > 0);
}

static BigInt *big_new(Thread *t, const mp_limb_t *limbs, int64_t size)
{
    size_t count = (size_t)(size < 0 ? -size : size);
    BigInt *big = weft__alloc(t, sizeof(BigInt) + count * sizeof(mp_limb_t), T(t, int));
    if (big != NULL) {
        big->size = size;
        memcpy(big->limbs, limbs, count * sizeof(mp_limb_t));
    }
    return big;
}

Value weft__int_from_limbs(Thread *t, const mp_limb_t *limbs, int64_t size)
{
    return value_or_empty(big_new(t, limbs, size));
}

Value weft__int_from_i64_slow(Thread *t, int64_t i)
{
    mp_limb_t limb = i < 0 ? (mp_limb_t)0 - (mp_limb_t)i : (mp_limb_t)i;
    return value_or_empty(big_new(t, &limb, i < 0 ? -1 : 1));
}

Value weft__int_from_u64(Thread *t, uint64_t i)
{
    if (i <= (uint64_t)SMALL_INT_MAX) {
        return value_from_small_int((int64_t)i);
    }
    mp_limb_t limb = i;
    return value_or_empty(big_new(t, &limb, 1));
}

Value weft__int_from_mpz(Thread *t, const mpz_t number)
{
    size_t limbs = mpz_size(number);
    if (limbs <= 1) {
        mp_limb_t limb = mpz_getlimbn(number, 0);
        if (mpz_sgn(number) >= 0 ? limb <= (mp_limb_t)SMALL_INT_MAX
                                 : limb <= (mp_limb_t)SMALL_INT_MAX + 1) {
            int64_t i = (int64_t)limb;
            return value_from_small_int(mpz_sgn(number) < 0 ? -i : i);
        }
    }
    return value_or_empty(big_new(t, mpz_limbs_read(number),
                                  mpz_sgn(number) < 0 ? -(int64_t)limbs : (int64_t)limbs));
}

/* The exact int with the value of an int or subclass. */
static Value exact(Thread *t, Value v)
{
    if (value_is_small_int(v) || object_is(v, T(t, int))) {
        return v;
    }
    IntView view;
    weft__int_view(t, v, &view);
    return weft__int_from_mpz(t, view.number);
}

bool weft__int_fits_i64(Thread *t, Value v, int64_t *out)
{
    if (value_is_small_int(v)) {
        *out = value_small_int(v);
        return true;
    }
    IntView view;
    weft__int_view(t, v, &view);
    if (!mpz_fits_slong_p(view.number)) {
        return false;
    }
    *out = mpz_get_si(view.number);
    return true;
}

int weft__int_sign(Thread *t, Value v)
{
    if (value_is_small_int(v)) {
        return (int64_t)v < 0 ? -1 : v != 0;
    }
    IntView view;
    weft__int_view(t, v, &view);
    return mpz_sgn(view.number);
}

uint64_t weft__int_bit_length(Thread *t, Value v)
{
    IntView view;
    weft__int_view(t, v, &view);
    return mpz_sgn(view.number) == 0 ? 0 : mpz_sizeinbase(view.number, 2);
}

int64_t weft__int_hash(Thread *t, Value v)
{
    const uint64_t modulus = ((uint64_t)1 << 61) - 1;
    IntView view;
    weft__int_view(t, v, &view);
    uint64_t h = mpz_size(view.number) == 0 ? 0 : mpz_tdiv_ui(view.number, modulus);
    int64_t hash = mpz_sgn(view.number) < 0 ? -(int64_t)h : (int64_t)h;
    return hash == -1 ? -2 : hash;
}

/* ---- conversion to double, rounded half to even ---- */
/* mantissa * 2^exponent for the magnitude; false: too large for a double. */
static bool magnitude_to_double(const mpz_t number, double *out)
{
    size_t bits = mpz_sgn(number) == 0 ? 0 : mpz_sizeinbase(number, 2);
    if (bits <= 53) {
        *out = mpz_get_d(number);
        return true;
    }
    if (bits > 1024) {
        return false;
    }
    /* 64 top bits, the lowest one sticky: the conversion of an integer rounds half to even. */
    size_t shift = bits > 64 ? bits - 64 : 0, limb = shift / 64, within = shift % 64;
    uint64_t mantissa = mpz_getlimbn(number, (mp_size_t)limb) >> within;
    if (within > 0) {
        mantissa |= mpz_getlimbn(number, (mp_size_t)limb + 1) << (64 - within);
    }
    if (shift > 0 && mpz_scan1(number, 0) < shift) {
        mantissa |= 1;
    }
    double d = ldexp((double)mantissa, (int)shift);
    *out = mpz_sgn(number) < 0 ? -d : d;
    return !isinf(d);
}

static bool int_to_double(Thread *t, Value v, double *out)
{
    if (value_is_small_int(v)) {
        *out = (double)value_small_int(v);
        return true;
    }
    IntView view;
    weft__int_view(t, v, &view);
    if (!magnitude_to_double(view.number, out)) {
        RAISE(t, OverflowError, "int too large to convert to float");
        return false;
    }
    return true;
}

bool weft__to_double(Thread *t, Value v, double *out)
{
    if (is_float(t, v)) {
        *out = as_double(v);
        return true;
    }
    if (is_int(t, v)) {
        return int_to_double(t, v, out);
    }
    Type *type = type_of(t, v);
    if (type->slots.to_float != NULL) {
        Value f = type->slots.to_float(t, v);
        if (f == EMPTY) {
            return false;
        }
        if (!is_float(t, f)) {
            RAISE(t, TypeError, "%T.__float__ returned non-float (type %T)", v, f);
            return false;
        }
        *out = as_double(f);
        return true;
    }
    if (type->slots.index != NULL) {
        Value i = weft__index(t, v);
        return i != EMPTY && int_to_double(t, i, out);
    }
    RAISE(t, TypeError, "must be real number, not %T", v);
    return false;
}

/* Correctly rounded a / b for any ints, b != 0. */
static Value true_divide(Thread *t, const mpz_t a, const mpz_t b)
{
    if (mpz_sgn(a) == 0) {
        return float_new(t, mpz_sgn(b) < 0 ? -0.0 : 0.0);
    }
    int64_t bits_a = (int64_t)mpz_sizeinbase(a, 2), bits_b = (int64_t)mpz_sizeinbase(b, 2);
    double sign = (mpz_sgn(a) < 0) != (mpz_sgn(b) < 0) ? -1.0 : 1.0;
    if (bits_a <= 53 && bits_b <= 53) {
        return float_new(t, mpz_get_d(a) / mpz_get_d(b));
    }
    if (bits_a - bits_b > 1025) {
        return RAISE(t, OverflowError, "integer division result too large for a float");
    }
    if (bits_a - bits_b < -1080) {
        return float_new(t, sign * 0.0);
    }
    /* A quotient of 64 to 66 bits; fewer near the smallest doubles, so that it is rounded once. */
    int64_t shift = 65 - (bits_a - bits_b);
    int64_t exponent = -shift;
    if (exponent < -1074 - 2) {
        exponent = -1074 - 2;
        shift = -exponent;
    }
    mpz_t scaled, quotient, remainder;
    mpz_inits(scaled, quotient, remainder, NULL);
    if (shift >= 0) {
        mpz_mul_2exp(scaled, a, (mp_bitcnt_t)shift);
        mpz_tdiv_qr(quotient, remainder, scaled, b);
    } else {
        mpz_mul_2exp(scaled, b, (mp_bitcnt_t)-shift);
        mpz_tdiv_qr(quotient, remainder, a, scaled);
    }
    mpz_abs(quotient, quotient);
    if (mpz_sgn(remainder) != 0) {
        mpz_setbit(quotient, 0); /* sticky: there are at least two bits below the last kept one */
    }
    double mantissa;
    if (mpz_sizeinbase(quotient, 2) < 55) { /* subnormal, exponent -1076: round to a multiple of 4 here, ldexp is exact then */
        uint64_t q = mpz_getlimbn(quotient, 0);
        uint64_t kept = q >> 2, rest = q & 3;
        kept += rest > 2 || (rest == 2 && (kept & 1));
        mantissa = (double)kept;
        exponent += 2;
    } else {
        magnitude_to_double(quotient, &mantissa);
    }
    double result = ldexp(mantissa, (int)exponent);
    if (isinf(result)) {
        return RAISE(t, OverflowError, "integer division result too large for a float");
    }
    return float_new(t, sign * result);
}

/* ---- operators ---- */

static Value shift_left(Thread *t, const mpz_t number, Value b)
{
    int64_t shift;
    if (weft__int_sign(t, b) < 0) {
        return RAISE(t, ValueError, "negative shift count");
    }
    if (mpz_sgn(number) == 0) {
        return value_from_small_int(0);
    }
    if (!weft__int_fits_i64(t, b, &shift)) {
        /* CPython refuses more than (2 ** 63 - 25) / 4 digits of 30 bits with another error. */
        IntView count;
        weft__int_view(t, b, &count);
        mp_limb_t low = mpz_getlimbn(count.number, 0), high = mpz_getlimbn(count.number, 1);
        bool absurd = mpz_size(count.number) > 2 || high > 3 || (high == 3 && low > 13835058055282163502U);
        return absurd
                   ? RAISE(t, OverflowError, "too many digits in integer")
                   : (weft__raise_memory_error(t), EMPTY);
    }
    if (!weft__big_bits_fit(t, (uint64_t)shift) ||
        !weft__big_bits_fit(t, (uint64_t)shift + mpz_size(number) * 64)) {
        return EMPTY;
    }
    mpz_t result;
    mpz_init(result);
    mpz_mul_2exp(result, number, (mp_bitcnt_t)shift);
    return weft__int_from_mpz(t, result);
}

static Value shift_right(Thread *t, const mpz_t number, Value b)
{
    int64_t shift;
    if (weft__int_sign(t, b) < 0) {
        return RAISE(t, ValueError, "negative shift count");
    }
    if (!weft__int_fits_i64(t, b, &shift)) {
        return value_from_small_int(mpz_sgn(number) < 0 ? -1 : 0);
    }
    mpz_t result;
    mpz_init(result);
    mpz_fdiv_q_2exp(result, number, (mp_bitcnt_t)shift);
    return weft__int_from_mpz(t, result);
}

static Value int_power(Thread *t, Value a, Value b)
{
    if (weft__int_sign(t, b) < 0) {
        double x, y;
        if (weft__int_sign(t, a) == 0) {
            return RAISE(t, ZeroDivisionError, "0.0 cannot be raised to a negative power");
        }
        return int_to_double(t, a, &x) && int_to_double(t, b, &y)
                   ? weft__float_binary(t, OP_POWER, x, y)
                   : EMPTY;
    }
    IntView base;
    weft__int_view(t, a, &base);
    if (mpz_cmpabs_ui(base.number, 1) <= 0) { /* 0, 1, -1: any exponent */
        IntView exponent;
        weft__int_view(t, b, &exponent);
        bool odd = mpz_odd_p(exponent.number), zero = mpz_sgn(exponent.number) == 0;
        int64_t result = zero ? 1 : mpz_sgn(base.number) < 0 ? (odd ? -1 : 1) : mpz_sgn(base.number);
        return value_from_small_int(result);
    }
    int64_t exponent;
    size_t bits = mpz_sizeinbase(base.number, 2), total;
    if (!weft__int_fits_i64(t, b, &exponent) || MUL_OVERFLOWS(bits, (size_t)exponent, &total)) {
        weft__raise_memory_error(t);
        return EMPTY;
    }
    if (!weft__big_bits_fit(t, total)) {
        return EMPTY;
    }
    mpz_t result;
    mpz_init(result);
    mpz_pow_ui(result, base.number, (unsigned long)exponent);
    return weft__int_from_mpz(t, result);
}

static Value wide_divide(Thread *t, BinaryOperation op, const mpz_t a, const mpz_t b)
{
    mpz_t quotient, remainder;
    mpz_inits(quotient, remainder, NULL);
    Value v;
    if (op == OP_FLOOR_DIVIDE) {
        mpz_fdiv_q(quotient, a, b);
        v = weft__int_from_mpz(t, quotient);
    } else if (op == OP_REMAINDER) {
        mpz_fdiv_r(remainder, a, b);
        v = weft__int_from_mpz(t, remainder);
    } else {
        mpz_fdiv_qr(quotient, remainder, a, b);
        Value q = weft__int_from_mpz(t, quotient);
        Value r = q == EMPTY ? EMPTY : weft__int_from_mpz(t, remainder);
        v = r == EMPTY ? EMPTY : weft__tuple2(t, q, r);
    }
    return v;
}

typedef struct WideOperation {
    BinaryOperation op;
    Value a, b;
} WideOperation;

/* Any sizes; a and b are ints of any kind. */
static Value wide_binary(Thread *t, void *context)
{
    const WideOperation *operation = context;
    BinaryOperation op = operation->op;
    Value a = operation->a, b = operation->b;
    IntView x, y;
    weft__int_view(t, a, &x);
    weft__int_view(t, b, &y);
    switch (op) {
    case OP_TRUE_DIVIDE:
    case OP_FLOOR_DIVIDE:
    case OP_REMAINDER:
    case OP_DIVMOD:
        if (mpz_sgn(y.number) == 0) {
            return RAISE(t, ZeroDivisionError, op == OP_TRUE_DIVIDE ? "division by zero"
                                               : op == OP_REMAINDER ? "integer modulo by zero"
                                                                    : "integer division or modulo by zero");
        }
        return op == OP_TRUE_DIVIDE ? true_divide(t, x.number, y.number)
                                    : wide_divide(t, op, x.number, y.number);
    case OP_LEFT_SHIFT:
        return shift_left(t, x.number, b);
    case OP_RIGHT_SHIFT:
        return shift_right(t, x.number, b);
    case OP_POWER:
        return int_power(t, a, b);
    case OP_MATRIX_MULTIPLY:
        return NOT_IMPLEMENTED;
    case OP_MULTIPLY:
        if (!weft__big_bits_fit(t, (mpz_size(x.number) + mpz_size(y.number)) * 64)) {
            return EMPTY;
        }
        break;
    default:
        break;
    }
    mpz_t result;
    mpz_init(result);
    switch (op) {
    case OP_ADD: mpz_add(result, x.number, y.number); break;
    case OP_SUBTRACT: mpz_sub(result, x.number, y.number); break;
    case OP_MULTIPLY: mpz_mul(result, x.number, y.number); break;
    case OP_AND: mpz_and(result, x.number, y.number); break;
    case OP_OR: mpz_ior(result, x.number, y.number); break;
    default: mpz_xor(result, x.number, y.number); break;
    }
    return weft__int_from_mpz(t, result);
}

/* Both immediate: sets *out, or false when the wide path must do it. */
static bool small_binary(Thread *t, BinaryOperation op, int64_t x, int64_t y, Value *out)
{
    int64_t r;
    switch (op) {
    case OP_ADD: *out = int_from_i64(t, x + y); return true;
    case OP_SUBTRACT: *out = int_from_i64(t, x - y); return true;
    case OP_MULTIPLY:
        if (MUL_OVERFLOWS(x, y, &r)) {
            return false;
        }
        *out = int_from_i64(t, r);
        return true;
    case OP_AND: *out = value_from_small_int(x & y); return true;
    case OP_OR: *out = value_from_small_int(x | y); return true;
    case OP_XOR: *out = value_from_small_int(x ^ y); return true;
    case OP_RIGHT_SHIFT:
        if (y < 0) {
            return false;
        }
        *out = value_from_small_int(x >> (y > 62 ? 62 : y));
        return true;
    case OP_LEFT_SHIFT:
        if (y < 0 || y > 60 || x > (SMALL_INT_MAX >> y) || x < -(SMALL_INT_MAX >> y)) {
            return false;
        }
        *out = value_from_small_int((int64_t)((uint64_t)x << y));
        return true;
    case OP_FLOOR_DIVIDE:
    case OP_REMAINDER:
    case OP_DIVMOD: {
        if (y == 0) {
            return false;
        }
        int64_t q = x / y, m = x % y;
        if (m != 0 && (m ^ y) < 0) {
            m += y;
            q--;
        }
        Value quotient = op == OP_REMAINDER ? EMPTY : int_from_i64(t, q);
        *out = op == OP_FLOOR_DIVIDE ? quotient
               : op == OP_REMAINDER  ? value_from_small_int(m)
               : quotient == EMPTY   ? EMPTY
                                     : weft__tuple2(t, quotient, value_from_small_int(m));
        return true;
    }
    default:
        return false;
    }
}

Value weft__int_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    Value v;
    if (value_both_small_ints(a, b) &&
        small_binary(t, op, value_small_int(a), value_small_int(b), &v)) {
        return v;
    }
    if (weft__int_double_binary(t, op, a, b, &v)) {
        return v;
    }
    WideOperation operation = {op, a, b};
    return weft__big_work(t, wide_binary, &operation);
}

Value weft__int_compare(Thread *t, Value a, Value b, Comparison op)
{
    int order;
    if (value_both_small_ints(a, b)) {
        order = (int64_t)a < (int64_t)b ? -1 : (int64_t)a > (int64_t)b;
    } else {
        IntView x, y;
        weft__int_view(t, a, &x);
        weft__int_view(t, b, &y);
        order = mpz_cmp(x.number, y.number);
    }
    switch (op) {
    case CMP_LT: return value_from_bool(order < 0);
    case CMP_LE: return value_from_bool(order <= 0);
    case CMP_EQ: return value_from_bool(order == 0);
    case CMP_NE: return value_from_bool(order != 0);
    case CMP_GT: return value_from_bool(order > 0);
    default: return value_from_bool(order >= 0);
    }
}

/* ---- index and conversions ---- */

Value weft__index(Thread *t, Value v)
{
    if (value_is_small_int(v)) {
        return v;
    }
    if (is_int(t, v)) {
        return exact(t, v);
    }
    Type *type = type_of(t, v);
    if (type->slots.index == NULL) {
        return RAISE(t, TypeError, "'%T' object cannot be interpreted as an integer", v);
    }
    Value i = type->slots.index(t, v);
    if (i == EMPTY) {
        return EMPTY;
    }
    if (!is_int(t, i)) {
        return RAISE(t, TypeError, "__index__ returned non-int (type %T)", i);
    }
    return exact(t, i);
}

bool weft__to_i64(Thread *t, Value v, int64_t *out)
{
    if (LIKELY(value_is_small_int(v))) {
        *out = value_small_int(v);
        return true;
    }
    Value i = weft__index(t, v);
    if (i == EMPTY) {
        return false;
    }
    if (!weft__int_fits_i64(t, i, out)) {
        RAISE(t, OverflowError, "Python int too large to convert to C ssize_t");
        return false;
    }
    return true;
}

bool weft__to_int32(Thread *t, Value v, int64_t *out)
{
    Value i = weft__index(t, v);
    if (i != EMPTY && (!weft__int_fits_i64(t, i, out) || *out > INT32_MAX || *out < INT32_MIN)) {
        RAISE(t, OverflowError, "Python int too large to convert to C int");
        return false;
    }
    return i != EMPTY;
}

bool weft__to_size(Thread *t, Value v, size_t *out, const char *what)
{
    int64_t i;
    if (!weft__to_i64(t, v, &i)) {
        return false;
    }
    if (i < 0) {
        RAISE(t, ValueError, "%s must be non-negative", what);
        return false;
    }
    *out = (size_t)i;
    return true;
}

bool weft__to_index_clipped(Thread *t, Value v, int64_t *out)
{
    if (LIKELY(value_is_small_int(v))) {
        *out = value_small_int(v);
        return true;
    }
    Value i = weft__index(t, v);
    if (i == EMPTY) {
        return false;
    }
    if (!weft__int_fits_i64(t, i, out)) {
        *out = weft__int_sign(t, i) < 0 ? INT64_MIN : INT64_MAX;
    }
    return true;
}

static Value from_large_double(Thread *t, void *context)
{
    mpz_t number;
    mpz_init_set_d(number, *(double *)context);
    return weft__int_from_mpz(t, number);
}

Value weft__int_from_double(Thread *t, double d)
{
    if (isnan(d)) {
        return RAISE(t, ValueError, "cannot convert float NaN to integer");
    }
    if (isinf(d)) {
        return RAISE(t, OverflowError, "cannot convert float infinity to integer");
    }
    if (fabs(d) < 9.2e18) {
        return int_from_i64(t, (int64_t)d);
    }
    return weft__big_work(t, from_large_double, &d);
}

Value weft__to_int(Thread *t, Value v)
{
    if (value_is_small_int(v) || object_is(v, T(t, int))) {
        return v;
    }
    Type *type = type_of(t, v);
    if (type->slots.to_int != NULL) {
        Value i = type->slots.to_int(t, v);
        if (i == EMPTY) {
            return EMPTY;
        }
        if (!is_int(t, i)) {
            return RAISE(t, TypeError, "__int__ returned non-int (type %T)", i);
        }
        return exact(t, i);
    }
    if (type->slots.index != NULL) {
        return weft__index(t, v);
    }
    bool missing;
    Value truncated = weft__call_special(t, v, N(t, __trunc__), NULL, 0, &missing);
    if (truncated != EMPTY && !weft__warn(t, EXC(t, DeprecationWarning),
                                          "The delegation of int() to __trunc__ is deprecated.")) {
        return EMPTY;
    }
    if (truncated != EMPTY || !missing) {
        if (truncated == EMPTY || is_int(t, truncated)) {
            return truncated == EMPTY ? EMPTY : exact(t, truncated);
        }
        if (type_of(t, truncated)->slots.index != NULL) {
            return weft__index(t, truncated);
        }
        return RAISE(t, TypeError, "__trunc__ returned non-Integral (type %T)", truncated);
    }
    if (is_str(t, v) || weft__is_bytes_like(t, v)) {
        return weft__int_from_text(t, v, 10);
    }
    return RAISE(t, TypeError,
                 "int() argument must be a string, a bytes-like object or a real number, not '%T'", v);
}
