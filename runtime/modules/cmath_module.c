/* cmath_module.c - the module `cmath`: functions of complex numbers.
 *
 * Finite arguments go through the formulas of W. Kahan's "Branch Cuts for Complex Elementary Functions", which
 * keep the sign of zero on the cuts and lose no digits near poles; infinities and NaNs get what C's Annex G
 * says, from the C library. An infinity or NaN as argument is never an overflow; a domain error is what has
 * no value at all (an angle of infinity, a pole).
 */
#include <complex.h>
#include <float.h>
#include <math.h>

#include "modules/modules.h"
#include "object/number.h"

typedef double _Complex Number;

/* An array of two doubles has the layout of a complex number; x + y * I would lose infinities and signs. */
static Number number(double real, double imaginary)
{
    union {
        double parts[2];
        Number z;
    } both = {{real, imaginary}};
    return both.z;
}
static bool is_finite(Number z) { return isfinite(creal(z)) && isfinite(cimag(z)); }

static const double large = DBL_MAX / 4.0;      /* above: intermediate results would overflow */
static const double log_large = 708.3964185322641; /* exp of what is above may overflow */

/* ---- the functions; finite arguments ---- */

static Number root(Number z)
{
    double x = creal(z), y = cimag(z), s;
    if (x == 0.0 && y == 0.0) {
        return number(0.0, y);
    }
    double ax = fabs(x), ay = fabs(y);
    if (ax < DBL_MIN && ay < DBL_MIN) { /* both subnormal: scaled up to keep their digits */
        ax = ldexp(ax, 53);
        s = ldexp(sqrt(ax + hypot(ax, ldexp(ay, 53))), -27);
    } else {
        ax /= 8.0;
        s = 2.0 * sqrt(ax + hypot(ax, ay / 8.0));
    }
    double d = ay / (2.0 * s);
    return x >= 0.0 ? number(s, copysign(d, y)) : number(d, copysign(s, y));
}

static Number arc_cosine(Number z)
{
    double x = creal(z), y = cimag(z);
    if (fabs(x) > large || fabs(y) > large) {
        double real = atan2(fabs(y), x);
        double size = log(hypot(x / 2.0, y / 2.0)) + M_LN2 * 2.0;
        return number(real, x < 0.0 ? -copysign(size, y) : copysign(size, -y));
    }
    Number s1 = root(number(1.0 - x, -y)), s2 = root(number(1.0 + x, y));
    return number(2.0 * atan2(creal(s1), creal(s2)), asinh(creal(s2) * cimag(s1) - cimag(s2) * creal(s1)));
}
static Number area_cosine(Number z)
{
    double x = creal(z), y = cimag(z);
    if (fabs(x) > large || fabs(y) > large) {
        return number(log(hypot(x / 2.0, y / 2.0)) + M_LN2 * 2.0, atan2(y, x));
    }
    Number s1 = root(number(x - 1.0, y)), s2 = root(number(x + 1.0, y));
    return number(asinh(creal(s1) * creal(s2) + cimag(s1) * cimag(s2)), 2.0 * atan2(cimag(s1), creal(s2)));
}
static Number area_sine(Number z)
{
    double x = creal(z), y = cimag(z);
    if (fabs(x) > large || fabs(y) > large) {
        double size = log(hypot(x / 2.0, y / 2.0)) + M_LN2 * 2.0;
        return number(y < 0.0 || x >= 0.0 || x < 0.0 ? copysign(size, x) : size, atan2(y, fabs(x)));
    }
    Number s1 = root(number(1.0 + y, -x)), s2 = root(number(1.0 - y, x));
    return number(asinh(creal(s1) * cimag(s2) - creal(s2) * cimag(s1)),
                  atan2(y, creal(s1) * creal(s2) - cimag(s1) * cimag(s2)));
}
static Number arc_sine(Number z)
{
    Number s = area_sine(number(-cimag(z), creal(z)));
    return number(cimag(s), -creal(s));
}
static Number area_tangent(Number z)
{
    double x = creal(z), y = cimag(z);
    if (x < 0.0 || (x == 0.0 && copysign(1.0, x) < 0.0)) { /* odd: the other half by reflection */
        Number r = area_tangent(number(-x, -y));
        return number(-creal(r), -cimag(r));
    }
    double ay = fabs(y);
    if (x > sqrt(large) || ay > sqrt(large)) {
        double h = hypot(x / 2.0, y / 2.0);
        return number(x / 4.0 / h / h, -copysign(M_PI_2, -y));
    }
    if (x == 1.0 && ay < sqrt(DBL_MIN)) {
        if (ay == 0.0) {
            return number(INFINITY, y); /* the pole */
        }
        return number(-log(sqrt(ay) / sqrt(hypot(ay, 2.0))), copysign(atan2(2.0, -ay) / 2.0, y));
    }
    return number(log1p(4.0 * x / ((1.0 - x) * (1.0 - x) + ay * ay)) / 4.0,
                  -atan2(-2.0 * y, (1.0 - x) * (1.0 + x) - ay * ay) / 2.0);
}
static Number arc_tangent(Number z)
{
    Number s = area_tangent(number(-cimag(z), creal(z)));
    return number(cimag(s), -creal(s));
}
static Number hyperbolic_cosine(Number z)
{
    double x = creal(z), y = cimag(z);
    if (fabs(x) > log_large) {
        double near = x - copysign(1.0, x);
        return number(cos(y) * cosh(near) * M_E, sin(y) * sinh(near) * M_E);
    }
    return number(cos(y) * cosh(x), sin(y) * sinh(x));
}
static Number hyperbolic_sine(Number z)
{
    double x = creal(z), y = cimag(z);
    if (fabs(x) > log_large) {
        double near = x - copysign(1.0, x);
        return number(cos(y) * sinh(near) * M_E, sin(y) * cosh(near) * M_E);
    }
    return number(cos(y) * sinh(x), sin(y) * cosh(x));
}
static Number hyperbolic_tangent(Number z)
{
    double x = creal(z), y = cimag(z);
    if (fabs(x) > log_large) {
        return number(copysign(1.0, x), 4.0 * sin(y) * cos(y) * exp(-2.0 * fabs(x)));
    }
    double tx = tanh(x), ty = tan(y), cx = 1.0 / cosh(x), product = tx * ty;
    double below = 1.0 + product * product;
    return number(tx * (1.0 + ty * ty) / below, ((ty / below) * cx) * cx);
}
static Number cosine(Number z) { return hyperbolic_cosine(number(-cimag(z), creal(z))); }
static Number sine(Number z)
{
    Number s = hyperbolic_sine(number(-cimag(z), creal(z)));
    return number(cimag(s), -creal(s));
}
static Number tangent(Number z)
{
    Number s = hyperbolic_tangent(number(-cimag(z), creal(z)));
    return number(cimag(s), -creal(s));
}
static Number exponential(Number z)
{
    double x = creal(z), y = cimag(z);
    if (x > log_large) {
        double size = exp(x - 1.0);
        return number(size * cos(y) * M_E, size * sin(y) * M_E);
    }
    double size = exp(x);
    return number(size * cos(y), size * sin(y));
}
static Number logarithm(Number z)
{
    double ax = fabs(creal(z)), ay = fabs(cimag(z)), real;
    if (ax > large || ay > large) {
        real = log(hypot(ax / 2.0, ay / 2.0)) + M_LN2;
    } else if (ax < DBL_MIN && ay < DBL_MIN) {
        real = ax > 0.0 || ay > 0.0 ? log(hypot(ldexp(ax, DBL_MANT_DIG), ldexp(ay, DBL_MANT_DIG))) - DBL_MANT_DIG * M_LN2
                                    : -INFINITY;
    } else {
        double h = hypot(ax, ay);
        if (0.71 <= h && h <= 1.73) { /* near 1: by what is missing to 1 */
            double more = ax > ay ? ax : ay, less = ax > ay ? ay : ax;
            real = log1p((more - 1.0) * (more + 1.0) + less * less) / 2.0;
        } else {
            real = log(h);
        }
    }
    return number(real, atan2(cimag(z), creal(z)));
}

/* ---- infinities and NaNs: where the standard leaves a choice, CPython's ---- */

static Number special_acos(Number z)
{
    return isinf(creal(z)) && isnan(cimag(z)) ? number(NAN, INFINITY) : cacos(z);
}
static Number special_acosh(Number z)
{
    return creal(z) == 0.0 && isnan(cimag(z)) ? number(NAN, NAN) : cacosh(z);
}
static Number special_cosh(Number z) { return isnan(creal(z)) && cimag(z) == 0.0 ? number(NAN, 0.0) : ccosh(z); }
static Number special_sinh(Number z) { return creal(z) == 0.0 && isnan(cimag(z)) ? number(0.0, NAN) : csinh(z); }
static Number special_tanh(Number z)
{
    if (creal(z) == 0.0 && isnan(cimag(z))) {
        return number(NAN, NAN);
    }
    return isinf(creal(z)) && isinf(cimag(z)) ? number(copysign(1.0, creal(z)), 0.0) : ctanh(z);
}
static Number special_exp(Number z)
{
    return isinf(creal(z)) && creal(z) < 0 && !isfinite(cimag(z)) ? number(0.0, 0.0) : cexp(z);
}
/* The circular functions are the hyperbolic ones, turned by a quarter. */
static Number turned(Number z, Number (*hyperbolic)(Number))
{
    double x = isnan(cimag(z)) ? NAN : -cimag(z); /* a NaN has no sign to turn */
    Number s = hyperbolic(number(x, creal(z)));
    return number(cimag(s), -creal(s));
}
static Number special_asin(Number z) { return turned(z, casinh); }
static Number special_atan(Number z) { return turned(z, catanh); }
static Number special_sin(Number z) { return turned(z, special_sinh); }
static Number special_tan(Number z) { return turned(z, special_tanh); }
static Number special_cos(Number z) { return special_cosh(number(-cimag(z), creal(z))); }

/* ---- arguments and errors ---- */

static bool has_complex(Thread *t, Value v)
{
    return value_is_pointer(v) && weft__is_subtype(type_of(t, v), T(t, complex));
}
static bool to_number(Thread *t, Value v, Number *z)
{
    bool missing = true;
    if (!has_complex(t, v) && !is_float(t, v)) {
        Value made = weft__call_special(t, v, N(t, __complex__), NULL, 0, &missing);
        if (made == EMPTY && !missing) {
            return false;
        }
        if (made != EMPTY && !has_complex(t, made)) {
            RAISE(t, TypeError, "__complex__ returned non-complex (type %T)", made);
            return false;
        }
        v = made == EMPTY ? v : made;
    }
    if (has_complex(t, v)) {
        const Complex *c = value_pointer(v);
        *z = number(c->real, c->imaginary);
        return true;
    }
    double real;
    if (!weft__to_double(t, v, &real)) {
        return false;
    }
    *z = number(real, 0.0);
    return true;
}

static Value domain_error(Thread *t) { return RAISE(t, ValueError, "math domain error"); }
static Value range_error(Thread *t) { return RAISE(t, OverflowError, "math range error"); }
static Value give(Thread *t, Number z) { return weft__complex_new(t, creal(z), cimag(z)); }

typedef struct ComplexFunction {
    Number (*finite)(Number z);
    Number (*special)(Number z);         /* of the C library: infinities and NaNs */
    bool (*undefined)(double x, double y); /* no value: domain error; NULL: everywhere a value */
} ComplexFunction;

static Value call(Thread *t, Value v, const ComplexFunction *f)
{
    Number z;
    if (!to_number(t, v, &z)) {
        return EMPTY;
    }
    if (f->undefined != NULL && f->undefined(creal(z), cimag(z))) {
        return domain_error(t);
    }
    Number result = is_finite(z) ? f->finite(z) : f->special(z);
    bool overflow = is_finite(z) && (isinf(creal(result)) || isinf(cimag(result)));
    return overflow ? range_error(t) : give(t, result);
}

static bool angle_is_infinite(double x, double y) { return isinf(y) && !isnan(x); }
static bool angle_of_exponential(double x, double y) { return isinf(y) && (isfinite(x) || (isinf(x) && x > 0)); }
static bool angle_of_tangent(double x, double y) { return isinf(y) && isfinite(x); }
static bool turned_infinite(double x, double y) { return angle_is_infinite(-y, x); }
static bool turned_tangent(double x, double y) { return angle_of_tangent(-y, x); }
static bool pole_of_area(double x, double y) { return (x == 1.0 || x == -1.0) && y == 0.0; }
static bool pole_of_arc(double x, double y) { return x == 0.0 && (y == 1.0 || y == -1.0); }

#define FUNCTION(name, finite, special, undefined)                   \
    static Value cmath_##name(Thread *t, Value *args)                \
    {                                                                \
        static const ComplexFunction function = {finite, special, undefined}; \
        return call(t, args[0], &function);                          \
    }
FUNCTION(sqrt, root, csqrt, NULL)
FUNCTION(acos, arc_cosine, special_acos, NULL)
FUNCTION(acosh, area_cosine, special_acosh, NULL)
FUNCTION(asin, arc_sine, special_asin, NULL)
FUNCTION(asinh, area_sine, casinh, NULL)
FUNCTION(atan, arc_tangent, special_atan, pole_of_arc)
FUNCTION(atanh, area_tangent, catanh, pole_of_area)
FUNCTION(cos, cosine, special_cos, turned_infinite)
FUNCTION(cosh, hyperbolic_cosine, special_cosh, angle_is_infinite)
FUNCTION(sin, sine, special_sin, turned_infinite)
FUNCTION(sinh, hyperbolic_sine, special_sinh, angle_is_infinite)
FUNCTION(tan, tangent, special_tan, turned_tangent)
FUNCTION(tanh, hyperbolic_tangent, special_tanh, angle_of_tangent)
FUNCTION(exp, exponential, special_exp, angle_of_exponential)
#undef FUNCTION

static bool log_of(Thread *t, Value v, Number *result)
{
    Number z;
    if (!to_number(t, v, &z)) {
        return false;
    }
    if (creal(z) == 0.0 && cimag(z) == 0.0) {
        domain_error(t);
        return false;
    }
    *result = is_finite(z) ? logarithm(z) : clog(z);
    return true;
}
static Value cmath_log(Thread *t, Value *args)
{
    Number z, base;
    if (!log_of(t, args[0], &z)) {
        return EMPTY;
    }
    if (args[1] == EMPTY) {
        return give(t, z);
    }
    if (!log_of(t, args[1], &base)) {
        return EMPTY;
    }
    if (creal(base) == 0.0 && cimag(base) == 0.0) {
        return domain_error(t);
    }
    Value above = give(t, z), below = above == EMPTY ? EMPTY : give(t, base);
    return below == EMPTY ? EMPTY : weft__binary(t, OP_TRUE_DIVIDE, above, below);
}
static Value cmath_log10(Thread *t, Value *args)
{
    Number z;
    return log_of(t, args[0], &z) ? weft__complex_new(t, creal(z) / M_LN10, cimag(z) / M_LN10) : EMPTY;
}

/* ---- polar coordinates ---- */

static Value cmath_phase(Thread *t, Value *args)
{
    Number z;
    return to_number(t, args[0], &z) ? float_new(t, atan2(cimag(z), creal(z))) : EMPTY;
}
static Value cmath_polar(Thread *t, Value *args)
{
    Number z;
    if (!to_number(t, args[0], &z)) {
        return EMPTY;
    }
    double size = hypot(creal(z), cimag(z));
    if (isinf(size) && is_finite(z)) {
        return range_error(t);
    }
    Value r = float_new(t, size);
    return r == EMPTY ? EMPTY : weft__tuple2(t, r, float_new(t, atan2(cimag(z), creal(z))));
}
static Value cmath_rect(Thread *t, Value *args)
{
    double r, phi;
    if (!weft__to_double(t, args[0], &r) || !weft__to_double(t, args[1], &phi)) {
        return EMPTY;
    }
    if (isinf(phi) && r != 0.0 && !isnan(r)) {
        return domain_error(t);
    }
    if (isfinite(r) && isfinite(phi)) {
        return phi == 0.0 ? weft__complex_new(t, r, r * phi) : weft__complex_new(t, r * cos(phi), r * sin(phi));
    }
    if (r == 0.0) {
        return weft__complex_new(t, 0.0, 0.0);
    }
    if (isinf(r) && isfinite(phi) && phi != 0.0) {
        double x = copysign(INFINITY, cos(phi)), y = copysign(INFINITY, sin(phi));
        return weft__complex_new(t, r > 0 ? x : -x, r > 0 ? y : -y);
    }
    return phi == 0.0 ? weft__complex_new(t, r, copysign(1.0, r) * phi) : weft__complex_new(t, isinf(r) ? INFINITY : NAN, NAN);
}

/* ---- questions ---- */

static Value cmath_isfinite(Thread *t, Value *args)
{
    Number z;
    return to_number(t, args[0], &z) ? value_from_bool(is_finite(z)) : EMPTY;
}
static Value cmath_isinf(Thread *t, Value *args)
{
    Number z;
    return to_number(t, args[0], &z) ? value_from_bool(isinf(creal(z)) || isinf(cimag(z))) : EMPTY;
}
static Value cmath_isnan(Thread *t, Value *args)
{
    Number z;
    return to_number(t, args[0], &z) ? value_from_bool(isnan(creal(z)) || isnan(cimag(z))) : EMPTY;
}
static Value cmath_isclose(Thread *t, Value *args)
{
    Number a, b;
    double relative = 1e-9, absolute = 0.0;
    if (!to_number(t, args[0], &a) || !to_number(t, args[1], &b) ||
        (args[2] != EMPTY && !weft__to_double(t, args[2], &relative)) ||
        (args[3] != EMPTY && !weft__to_double(t, args[3], &absolute))) {
        return EMPTY;
    }
    if (relative < 0.0 || absolute < 0.0) {
        return RAISE(t, ValueError, "tolerances must be non-negative");
    }
    if (creal(a) == creal(b) && cimag(a) == cimag(b)) {
        return TRUE_VALUE;
    }
    if (isinf(creal(a)) || isinf(cimag(a)) || isinf(creal(b)) || isinf(cimag(b))) {
        return FALSE_VALUE;
    }
    double difference = hypot(creal(a) - creal(b), cimag(a) - cimag(b));
    return value_from_bool(difference <= relative * hypot(creal(b), cimag(b)) ||
                           difference <= relative * hypot(creal(a), cimag(a)) || difference <= absolute);
}

bool weft__init_module_cmath(Thread *t, Module *m)
{
#define F(name) {#name, cmath_##name, "z, /", NULL, 0}
    static const NativeDef functions[] = {
        F(acos), F(acosh), F(asin), F(asinh), F(atan), F(atanh), F(cos), F(cosh), F(exp), F(isfinite), F(isinf),
        F(isnan), F(log10), F(phase), F(polar), F(sin), F(sinh), F(sqrt), F(tan), F(tanh),
        {"log", cmath_log, "z, base=, /", NULL, 0},
        {"rect", cmath_rect, "r, phi, /", NULL, 0},
        {"isclose", cmath_isclose, "a, b, *, rel_tol=, abs_tol=", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
#undef F
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "cmath")) &&
           weft__module_set(t, m, "pi", float_new(t, M_PI)) && weft__module_set(t, m, "e", float_new(t, M_E)) &&
           weft__module_set(t, m, "tau", float_new(t, 2.0 * M_PI)) &&
           weft__module_set(t, m, "inf", float_new(t, INFINITY)) &&
           weft__module_set(t, m, "nan", float_new(t, NAN)) &&
           weft__module_set(t, m, "infj", weft__complex_new(t, 0.0, INFINITY)) &&
           weft__module_set(t, m, "nanj", weft__complex_new(t, 0.0, NAN));
}
