/* math_module.c - the module `math`.
 *
 * Functions are pure: they read their arguments and give a new number, so threads share them freely.
 * Integers of any size stay exact where CPython's do; domain and range errors have its texts.
 */
#include <errno.h>
#include <fenv.h>
#include <math.h>

#include "modules/modules.h"
#include "object/big_work.h"

static Value domain_error(Thread *t) { return RAISE(t, ValueError, "math domain error"); }
static Value range_error(Thread *t) { return RAISE(t, OverflowError, "math range error"); }

/* One argument: nan from a number is a domain error, infinity from a finite one an overflow (or a
 * domain error where the function has a pole). */
static Value one(Thread *t, Value v, double (*f)(double), bool may_overflow)
{
    double x;
    if (!weft__to_double(t, v, &x)) {
        return EMPTY;
    }
    double r = f(x);
    if (isnan(r) && !isnan(x)) {
        return domain_error(t);
    }
    if (isinf(r) && isfinite(x)) {
        return may_overflow ? range_error(t) : domain_error(t);
    }
    return float_new(t, r);
}
#define ONE(name, f, overflow)                                                             \
    static Value math_##name(Thread *t, Value *args) { return one(t, args[0], f, overflow); }
ONE(acos, acos, false) ONE(acosh, acosh, false) ONE(asin, asin, false) ONE(asinh, asinh, false)
ONE(atan, atan, false) ONE(atanh, atanh, false) ONE(cbrt, cbrt, false) ONE(cos, cos, false)
ONE(cosh, cosh, true) ONE(erf, erf, false) ONE(erfc, erfc, false) ONE(exp, exp, true)
ONE(exp2, exp2, true) ONE(expm1, expm1, true) ONE(fabs, fabs, false) ONE(log1p, log1p, false)
ONE(sin, sin, false) ONE(sinh, sinh, true) ONE(sqrt, sqrt, false) ONE(tan, tan, false)
ONE(tanh, tanh, false)
#undef ONE

static Value math_gamma(Thread *t, Value *args)
{
    double x;
    if (!weft__to_double(t, args[0], &x)) {
        return EMPTY;
    }
    if (x == -INFINITY || (x <= 0 && x == floor(x) && isfinite(x))) {
        return domain_error(t);
    }
    if (x > 0 && x == floor(x) && x <= 23) { /* exact factorials */
        double product = 1.0;
        for (double i = 2.0; i < x; i += 1.0) {
            product *= i;
        }
        return float_new(t, product);
    }
    double r = isfinite(x) ? weft__gamma(x) : x;
    return isinf(r) && isfinite(x) ? range_error(t) : float_new(t, r);
}
static Value math_lgamma(Thread *t, Value *args)
{
    double x;
    if (!weft__to_double(t, args[0], &x)) {
        return EMPTY;
    }
    if (isfinite(x) && x <= 0 && x == floor(x)) {
        return domain_error(t);
    }
    double r = isfinite(x) ? weft__log_gamma(x) : isnan(x) ? x : INFINITY;
    return isinf(r) && isfinite(x) ? range_error(t) : float_new(t, r);
}

static Value two(Thread *t, Value *args, double (*f)(double, double))
{
    double x, y;
    if (!weft__to_double(t, args[0], &x) || !weft__to_double(t, args[1], &y)) {
        return EMPTY;
    }
    double r = f(x, y);
    if (isnan(r) && !isnan(x) && !isnan(y)) {
        return domain_error(t);
    }
    return isinf(r) && isfinite(x) && isfinite(y) ? range_error(t) : float_new(t, r);
}
static Value math_atan2(Thread *t, Value *args) { return two(t, args, atan2); }
static Value math_copysign(Thread *t, Value *args) { return two(t, args, copysign); }
static Value math_fmod(Thread *t, Value *args)
{
    double x, y;
    if (!weft__to_double(t, args[0], &x) || !weft__to_double(t, args[1], &y)) {
        return EMPTY;
    }
    return isinf(y) && isfinite(x) ? float_new(t, x) : two(t, args, fmod);
}
static Value math_remainder(Thread *t, Value *args) { return two(t, args, remainder); }
static Value math_nextafter(Thread *t, Value *args)
{
    double x, y;
    return weft__to_double(t, args[0], &x) && weft__to_double(t, args[1], &y) ? float_new(t, nextafter(x, y))
                                                                               : EMPTY;
}
static Value math_pow(Thread *t, Value *args)
{
    double x, y;
    if (!weft__to_double(t, args[0], &x) || !weft__to_double(t, args[1], &y)) {
        return EMPTY;
    }
    double r = pow(x, y);
    if (isfinite(x) && isfinite(y)) {
        if (isnan(r) || (isinf(r) && x == 0.0)) {
            return domain_error(t);
        }
        if (isinf(r)) {
            return range_error(t);
        }
    }
    return float_new(t, r);
}
static Value math_ulp(Thread *t, Value *args)
{
    double x;
    if (!weft__to_double(t, args[0], &x)) {
        return EMPTY;
    }
    x = fabs(x);
    if (!isfinite(x)) {
        return float_new(t, x);
    }
    double next = nextafter(x, INFINITY);
    return float_new(t, isinf(next) ? x - nextafter(x, 0.0) : next - x);
}

/* ---- logarithms of any positive int ---- */

static bool log_of(Thread *t, Value v, double (*f)(double), double of_two, double *out)
{
    if (is_int(t, v)) {
        if (weft__int_sign(t, v) <= 0) {
            domain_error(t);
            return false;
        }
        IntView view;
        weft__int_view(t, v, &view);
        if (mpz_sizeinbase(view.number, 2) > 1000) {
            long exponent;
            double mantissa = mpz_get_d_2exp(&exponent, view.number);
            *out = f(mantissa) + (double)exponent * of_two;
            return true;
        }
    }
    double x;
    if (!weft__to_double(t, v, &x)) {
        return false;
    }
    if (x <= 0.0) {
        domain_error(t);
        return false;
    }
    *out = f(x);
    return true;
}
static Value math_log(Thread *t, Value *args)
{
    double x, base;
    if (!log_of(t, args[0], log, 0.69314718055994530942, &x)) {
        return EMPTY;
    }
    if (args[1] == EMPTY) {
        return float_new(t, x);
    }
    if (!log_of(t, args[1], log, 0.69314718055994530942, &base)) {
        return EMPTY;
    }
    return base == 0.0 ? RAISE(t, ZeroDivisionError, "float division by zero") : float_new(t, x / base);
}
static Value math_log2(Thread *t, Value *args)
{
    double x;
    return log_of(t, args[0], log2, 1.0, &x) ? float_new(t, x) : EMPTY;
}
static Value math_log10(Thread *t, Value *args)
{
    double x;
    return log_of(t, args[0], log10, 0.30102999566398119521, &x) ? float_new(t, x) : EMPTY;
}

/* ---- rounding ---- */

static Value by_method(Thread *t, Value v, Str *name, double (*f)(double))
{
    if (!value_is_immediate_float(v)) {
        bool missing;
        Value r = weft__call_special(t, v, name, NULL, 0, &missing);
        if (r != EMPTY || !missing) {
            return r;
        }
    }
    double x;
    return weft__to_double(t, v, &x) ? weft__int_from_double(t, f(x)) : EMPTY;
}
static Value math_floor(Thread *t, Value *args) { return by_method(t, args[0], N(t, __floor__), floor); }
static Value math_ceil(Thread *t, Value *args) { return by_method(t, args[0], N(t, __ceil__), ceil); }
static Value math_trunc(Thread *t, Value *args)
{
    if (is_float(t, args[0]) && type_of(t, args[0]) == T(t, float)) {
        return weft__int_from_double(t, as_double(args[0]));
    }
    bool missing;
    Value r = weft__call_special(t, args[0], N(t, __trunc__), NULL, 0, &missing);
    return r == EMPTY && missing ? RAISE(t, TypeError, "type %T doesn't define __trunc__ method", args[0]) : r;
}
static Value test(Thread *t, Value v, int which)
{
    double x;
    if (!weft__to_double(t, v, &x)) {
        return EMPTY;
    }
    return value_from_bool(which == 0 ? isnan(x) : which == 1 ? isinf(x) : isfinite(x));
}
static Value math_isnan(Thread *t, Value *args) { return test(t, args[0], 0); }
static Value math_isinf(Thread *t, Value *args) { return test(t, args[0], 1); }
static Value math_isfinite(Thread *t, Value *args) { return test(t, args[0], 2); }
static Value math_isclose(Thread *t, Value *args)
{
    double a, b, relative, absolute;
    if (!weft__to_double(t, args[0], &a) || !weft__to_double(t, args[1], &b) ||
        !weft__to_double(t, args[2] == EMPTY ? float_new(t, 1e-9) : args[2], &relative) ||
        !weft__to_double(t, args[3] == EMPTY ? float_new(t, 0.0) : args[3], &absolute)) {
        return EMPTY;
    }
    if (relative < 0 || absolute < 0) {
        return RAISE(t, ValueError, "tolerances must be non-negative");
    }
    if (a == b) {
        return TRUE_VALUE;
    }
    if (isinf(a) || isinf(b)) {
        return FALSE_VALUE;
    }
    double difference = fabs(b - a);
    return value_from_bool(difference <= fabs(relative * b) || difference <= fabs(relative * a) ||
                           difference <= absolute);
}
static Value math_frexp(Thread *t, Value *args)
{
    double x;
    int exponent = 0;
    if (!weft__to_double(t, args[0], &x)) {
        return EMPTY;
    }
    double mantissa = isfinite(x) ? frexp(x, &exponent) : x;
    Value m = float_new(t, mantissa);
    return m == EMPTY ? EMPTY : weft__tuple2(t, m, value_from_small_int(exponent));
}
static Value math_ldexp(Thread *t, Value *args)
{
    double x;
    int64_t exponent;
    if (!weft__to_double(t, args[0], &x)) {
        return EMPTY;
    }
    if (!is_int(t, args[1])) {
        return RAISE(t, TypeError, "Expected an int as second argument to ldexp.");
    }
    if (!weft__int_fits_i64(t, args[1], &exponent)) {
        exponent = weft__int_sign(t, args[1]) < 0 ? -100000 : 100000;
    }
    exponent = exponent > 100000 ? 100000 : exponent < -100000 ? -100000 : exponent;
    double r = isfinite(x) ? ldexp(x, (int)exponent) : x;
    return isinf(r) && isfinite(x) ? range_error(t) : float_new(t, r);
}
static Value math_modf(Thread *t, Value *args)
{
    double x, whole;
    if (!weft__to_double(t, args[0], &x)) {
        return EMPTY;
    }
    double fraction = modf(x, &whole);
    Value f = float_new(t, fraction), w = float_new(t, whole);
    return f == EMPTY || w == EMPTY ? EMPTY : weft__tuple2(t, f, w);
}
static Value math_degrees(Thread *t, Value *args)
{
    double x;
    return weft__to_double(t, args[0], &x) ? float_new(t, x * (180.0 / M_PI)) : EMPTY;
}
static Value math_radians(Thread *t, Value *args)
{
    double x;
    return weft__to_double(t, args[0], &x) ? float_new(t, x * (M_PI / 180.0)) : EMPTY;
}

/* ---- sums and products ---- */

/* Exactly rounded sum: partial sums without overlap (J. R. Shewchuk, 1997). */
/* The partial sums of fsum: doubles in rising size that overlap in no bit and together are the exact sum. */
typedef struct Partials {
    ByteArray *storage;
    size_t count;
} Partials;

/* Adds a finite number; false: exception. */
static bool partials_add(Thread *t, Partials *p, double x)
{
    double *partials = (double *)(void *)p->storage->bytes;
    size_t kept = 0;
    for (size_t i = 0; i < p->count; i++) {
        double y = partials[i];
        if (fabs(x) < fabs(y)) {
            double other = x;
            x = y;
            y = other;
        }
        double high = x + y, low = y - (high - x);
        if (low != 0.0) {
            partials[kept++] = low;
        }
        x = high;
    }
    if (!isfinite(x)) {
        RAISE(t, OverflowError, "intermediate overflow in fsum");
        return false;
    }
    if ((kept + 1) * sizeof(double) > p->storage->capacity) {
        ByteArray *larger = weft__byte_array_new(t, p->storage->capacity * 2);
        if (larger == NULL) {
            return false;
        }
        memcpy(larger->bytes, p->storage->bytes, kept * sizeof(double));
        p->storage = larger;
        partials = (double *)(void *)larger->bytes;
    }
    partials[kept++] = x;
    p->count = kept;
    return true;
}

/* The sum, rounded once, half to even. */
static double partials_sum(const Partials *p)
{
    const double *partials = (const double *)(const void *)p->storage->bytes;
    double high = 0.0, low = 0.0;
    size_t n = p->count;
    while (n > 0) {
        double x = high, y = partials[--n];
        high = x + y;
        low = y - (high - x);
        if (low != 0.0) {
            break;
        }
    }
    if (n > 0 && ((low < 0.0 && partials[n - 1] < 0.0) || (low > 0.0 && partials[n - 1] > 0.0))) {
        double y = low * 2.0, x = high + y;
        if (y == x - high) {
            high = x;
        }
    }
    return high;
}

static Value math_fsum(Thread *t, Value *args)
{
    Partials partials = {weft__byte_array_new(t, 64 * sizeof(double)), 0};
    Value iterator = partials.storage == NULL ? EMPTY : weft__iterate(t, args[0]);
    double special = 0.0, x; /* the sum of what is not finite */
    bool any_special = false, seen_inf = false;
    if (iterator == EMPTY) {
        return EMPTY;
    }
    for (;;) {
        Value item = weft__next(t, iterator);
        if (item == EMPTY) {
            break;
        }
        if (!weft__to_double(t, item, &x)) {
            return EMPTY;
        }
        if (isfinite(x)) {
            if (!partials_add(t, &partials, x)) {
                return EMPTY;
            }
            continue;
        }
        if (isinf(x) && seen_inf && special != x && !isnan(special)) {
            return RAISE(t, ValueError, "-inf + inf in fsum");
        }
        seen_inf |= isinf(x);
        special = any_special ? special + x : x;
        any_special = true;
    }
    if (exception_pending(t)) {
        return EMPTY;
    }
    return float_new(t, any_special ? special : partials_sum(&partials));
}
static Value math_prod(Thread *t, Value *args)
{
    Value product = args[1], iterator = weft__iterate(t, args[0]);
    while (iterator != EMPTY) {
        Value item = weft__next(t, iterator);
        if (item == EMPTY) {
            return exception_pending(t) ? EMPTY : product;
        }
        product = weft__binary(t, OP_MULTIPLY, product, item);
        if (product == EMPTY) {
            return EMPTY;
        }
    }
    return EMPTY;
}
/* A sum of squares as high + low, to about twice the precision of a double. */
typedef struct LongSum {
    double high, low;
} LongSum;
static void add_square(LongSum *sum, double x)
{
    double square = x * x, rest = fma(x, x, -square);
    double total = sum->high + square, back = total - sum->high;
    sum->low += (sum->high - (total - back)) + (square - back) + rest;
    sum->high = total;
}

/* Length of a vector, scaled by a power of two near its largest part; correctly rounded but for rare
 * cases: the root of the long sum is corrected by one step of Newton's on the exact remainder. */
static double norm(const double *parts, size_t n)
{
    double largest = 0.0;
    bool nan = false;
    for (size_t i = 0; i < n; i++) {
        nan |= isnan(parts[i]);
        largest = fabs(parts[i]) > largest ? fabs(parts[i]) : largest;
    }
    if (isinf(largest)) {
        return INFINITY;
    }
    if (nan) {
        return NAN;
    }
    if (largest == 0.0 || n == 1) {
        return largest;
    }
    int exponent;
    frexp(largest, &exponent);
    LongSum sum = {0.0, 0.0};
    for (size_t i = 0; i < n; i++) {
        add_square(&sum, ldexp(parts[i], -exponent));
    }
    double root = sqrt(sum.high + sum.low);
    double square = root * root, rest = fma(root, root, -square);
    root += ((sum.high - square) - rest + sum.low) / (2.0 * root);
    return ldexp(root, exponent);
}
static Value norm_of(Thread *t, Tuple *a, Tuple *b)
{
    size_t n = tuple_length(a);
    ByteArray *storage = weft__byte_array_new(t, (n + 1) * sizeof(double));
    if (storage == NULL) {
        return EMPTY;
    }
    double *parts = (double *)(void *)storage->bytes;
    for (size_t i = 0; i < n; i++) {
        double other = 0.0;
        if (!weft__to_double(t, a->items[i], &parts[i]) || (b != NULL && !weft__to_double(t, b->items[i], &other))) {
            return EMPTY;
        }
        parts[i] -= other;
    }
    return float_new(t, norm(parts, n));
}
static Value math_hypot(Thread *t, Value *args) { return norm_of(t, as_tuple(args[0]), NULL); }
static Value math_dist(Thread *t, Value *args)
{
    Tuple *p = weft__tuple_from_iterable(t, args[0]);
    Tuple *q = p == NULL ? NULL : weft__tuple_from_iterable(t, args[1]);
    if (q == NULL) {
        return EMPTY;
    }
    return tuple_length(p) != tuple_length(q)
               ? RAISE(t, ValueError, "both points must have the same number of dimensions")
               : norm_of(t, p, q);
}

/* ---- integers ---- */

typedef struct Folding {
    Tuple *values; /* exact ints */
    bool lcm;
} Folding;

static Value wide_fold(Thread *t, void *context)
{
    const Folding *folding = context;
    mpz_t result;
    mpz_init_set_ui(result, folding->lcm ? 1 : 0);
    for (size_t i = 0; i < tuple_length(folding->values); i++) {
        IntView view;
        weft__int_view(t, folding->values->items[i], &view);
        if (!folding->lcm) {
            mpz_gcd(result, result, view.number);
        } else if (weft__big_bits_fit(t, (mpz_size(result) + mpz_size(view.number)) * 64)) {
            mpz_lcm(result, result, view.number);
        } else {
            return EMPTY;
        }
    }
    return weft__int_from_mpz(t, result);
}

static Value fold(Thread *t, Tuple *given, bool lcm)
{
    Tuple *values = weft__tuple_new(t, tuple_length(given));
    for (size_t i = 0; values != NULL && i < tuple_length(given); i++) {
        values->items[i] = weft__index(t, given->items[i]);
        if (values->items[i] == EMPTY) {
            return EMPTY;
        }
    }
    Folding folding = {values, lcm};
    return values == NULL ? EMPTY : weft__big_work(t, wide_fold, &folding);
}
static Value math_gcd(Thread *t, Value *args) { return fold(t, as_tuple(args[0]), false); }
static Value math_lcm(Thread *t, Value *args) { return fold(t, as_tuple(args[0]), true); }

static Value wide_root(Thread *t, void *context)
{
    IntView view;
    weft__int_view(t, *(Value *)context, &view);
    mpz_t root;
    mpz_init(root);
    mpz_sqrt(root, view.number);
    return weft__int_from_mpz(t, root);
}

static Value math_isqrt(Thread *t, Value *args)
{
    Value v = weft__index(t, args[0]);
    if (v == EMPTY) {
        return EMPTY;
    }
    if (weft__int_sign(t, v) < 0) {
        return RAISE(t, ValueError, "isqrt() argument must be nonnegative");
    }
    return weft__big_work(t, wide_root, &v);
}

static Value wide_factorial(Thread *t, void *context)
{
    mpz_t product;
    mpz_init(product);
    mpz_fac_ui(product, *(unsigned long *)context);
    return weft__int_from_mpz(t, product);
}

static Value math_factorial(Thread *t, Value *args)
{
    int64_t n;
    if (is_float(t, args[0])) {
        return RAISE(t, TypeError, "'float' object cannot be interpreted as an integer");
    }
    Value v = weft__index(t, args[0]);
    if (v == EMPTY) {
        return EMPTY;
    }
    if (weft__int_sign(t, v) < 0) {
        return RAISE(t, ValueError, "factorial() not defined for negative values");
    }
    if (!weft__int_fits_i64(t, v, &n)) {
        return RAISE(t, OverflowError, "factorial() argument should not exceed 9223372036854775807");
    }
    /* n! has more than n * (log2(n) - 2) bits. */
    double bits = n > 20 ? (double)n * (log2((double)n) - 2) : 64;
    if (!weft__big_bits_fit(t, bits > 1e18 ? UINT64_MAX : (uint64_t)bits)) {
        return EMPTY;
    }
    unsigned long number = (unsigned long)n;
    return weft__big_work(t, wide_factorial, &number);
}
/* n and k of comb and perm; false: exception. *zero: k > n. */
static bool choose_arguments(Thread *t, Value a, Value b, Value *n, Value *k, bool *zero)
{
    *n = weft__index(t, a);
    *k = *n == EMPTY ? EMPTY : weft__index(t, b);
    if (*k == EMPTY) {
        return false;
    }
    if (weft__int_sign(t, *n) < 0 || weft__int_sign(t, *k) < 0) {
        RAISE(t, ValueError, weft__int_sign(t, *n) < 0 ? "n must be a non-negative integer"
                                                       : "k must be a non-negative integer");
        return false;
    }
    *zero = weft__int_compare(t, *k, *n, CMP_GT) == TRUE_VALUE;
    return true;
}
typedef struct Choice {
    Value n;
    int64_t k;
} Choice;

/* False, with MemoryError pending, where k factors of so many bits are too much at the least. */
static bool factors_fit(Thread *t, int64_t k, int64_t bits)
{
    uint64_t total;
    return weft__big_bits_fit(
        t, MUL_OVERFLOWS((uint64_t)k, (uint64_t)(bits < 1 ? 1 : bits), &total) ? UINT64_MAX : total);
}

static Value wide_comb(Thread *t, void *context)
{
    const Choice *choice = context;
    IntView view;
    weft__int_view(t, choice->n, &view);
    int64_t bits = (int64_t)mpz_sizeinbase(view.number, 2); /* the result is at least (n / k) ** k */
    if (!factors_fit(t, choice->k, bits - 66 + (choice->k > 0 ? __builtin_clzll((uint64_t)choice->k) : 0))) {
        return EMPTY;
    }
    mpz_t result;
    mpz_init(result);
    mpz_bin_ui(result, view.number, (unsigned long)choice->k);
    return weft__int_from_mpz(t, result);
}

static Value wide_perm(Thread *t, void *context)
{
    const Choice *choice = context;
    IntView view;
    weft__int_view(t, choice->n, &view);
    mpz_t result, factor;
    mpz_init_set_ui(result, 1);
    mpz_init_set(factor, view.number);
    mpz_sub_ui(factor, factor, (unsigned long)choice->k); /* each factor is larger */
    if (!factors_fit(t, choice->k, (int64_t)mpz_sizeinbase(factor, 2) - 1)) {
        return EMPTY;
    }
    for (int64_t i = 0; i < choice->k; i++) {
        mpz_add_ui(factor, factor, 1);
        mpz_mul(result, result, factor);
    }
    return weft__int_from_mpz(t, result);
}

static Value math_comb(Thread *t, Value *args)
{
    Value n, k;
    bool zero;
    int64_t count;
    if (!choose_arguments(t, args[0], args[1], &n, &k, &zero)) {
        return EMPTY;
    }
    if (zero) {
        return value_from_small_int(0);
    }
    Value other = weft__int_binary(t, OP_SUBTRACT, n, k);
    if (other == EMPTY) {
        return EMPTY;
    }
    if (weft__int_compare(t, other, k, CMP_LT) == TRUE_VALUE) {
        k = other;
    }
    if (!weft__int_fits_i64(t, k, &count)) {
        return RAISE(t, OverflowError, "min(n - k, k) must not exceed 9223372036854775807");
    }
    Choice choice = {n, count};
    return weft__big_work(t, wide_comb, &choice);
}
static Value math_perm(Thread *t, Value *args)
{
    Value n, k;
    bool zero;
    int64_t count;
    if (args[1] == EMPTY || args[1] == NONE) {
        return math_factorial(t, args);
    }
    if (!choose_arguments(t, args[0], args[1], &n, &k, &zero)) {
        return EMPTY;
    }
    if (zero) {
        return value_from_small_int(0);
    }
    if (!weft__int_fits_i64(t, k, &count)) {
        return RAISE(t, OverflowError, "k must not exceed 9223372036854775807");
    }
    Choice choice = {n, count};
    return weft__big_work(t, wide_perm, &choice);
}

bool weft__init_module_math(Thread *t, Module *m)
{
#define F(name) {#name, math_##name, "x, /", NULL, 0}
    static const NativeDef functions[] = {
        F(acos), F(acosh), F(asin), F(asinh), F(atan), F(atanh), F(cbrt), F(ceil), F(cos), F(cosh),
        F(degrees), F(erf), F(erfc), F(exp), F(exp2), F(expm1), F(fabs), F(factorial), F(floor),
        F(frexp), F(gamma), F(isfinite), F(isinf), F(isnan), F(lgamma), F(log10), F(log1p), F(log2),
        F(modf), F(radians), F(sin), F(sinh), F(sqrt), F(tan), F(tanh), F(trunc), F(ulp),
        {"isqrt", math_isqrt, "n, /", NULL, 0},
        {"atan2", math_atan2, "y, x, /", NULL, 0},
        {"comb", math_comb, "n, k, /", NULL, 0},
        {"copysign", math_copysign, "x, y, /", NULL, 0},
        {"dist", math_dist, "p, q, /", NULL, 0},
        {"fmod", math_fmod, "x, y, /", NULL, 0},
        {"fsum", math_fsum, "seq, /", NULL, 0},
        {"gcd", math_gcd, "*integers", NULL, 0},
        {"hypot", math_hypot, "*coordinates", NULL, 0},
        {"isclose", math_isclose, "a, b, *, rel_tol=, abs_tol=", NULL, 0},
        {"lcm", math_lcm, "*integers", NULL, 0},
        {"ldexp", math_ldexp, "x, i, /", NULL, 0},
        {"log", math_log, "x, base=, /", NULL, 0},
        {"nextafter", math_nextafter, "x, y, /", NULL, 0},
        {"perm", math_perm, "n, k=None, /", NULL, 0},
        {"pow", math_pow, "x, y, /", NULL, 0},
        {"prod", math_prod, "iterable, /, *, start=1", NULL, 0},
        {"remainder", math_remainder, "x, y, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
#undef F
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "math")) &&
           weft__module_set(t, m, "pi", float_new(t, M_PI)) && weft__module_set(t, m, "e", float_new(t, M_E)) &&
           weft__module_set(t, m, "tau", float_new(t, 2.0 * M_PI)) &&
           weft__module_set(t, m, "inf", float_new(t, INFINITY)) &&
           weft__module_set(t, m, "nan", float_new(t, NAN));
}
