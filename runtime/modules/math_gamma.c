/* math_gamma.c - the gamma function and its logarithm.
 *
 * Lanczos' approximation with g = 6.0246... and a quotient of two polynomials of degree 12, the one that
 * boost::math publishes for 53 bits ("lanczos13m53"). CPython computes the same formula, and programs
 * print its last digits, so the order of the operations here is part of what is promised: tgamma() of
 * the C library differs in the last place. Arguments are finite and no poles; the callers see to that.
 */
#include <math.h>

#include "modules/modules.h"

enum { DEGREE = 12 };
static const double g = 6.024680040776729583740234375;
static const double pi = 3.141592653589793238462643383279502884;
static const double log_pi = 1.144729885849400174143427351353058711647;

static const double numerator[DEGREE + 1] = {
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408,
};
/* x (x + 1) ... (x + 11), multiplied out */
static const double denominator[DEGREE + 1] = {
    0.0, 39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0,
    2637558.0, 357423.0, 32670.0, 1925.0, 66.0, 1.0,
};

/* The quotient at x > 0; for large x as polynomials in 1 / x, so that no power overflows. */
static double lanczos_sum(double x)
{
    double above = 0.0, below = 0.0;
    for (int i = 0; i <= DEGREE; i++) {
        if (x < 5.0) {
            above = above * x + numerator[DEGREE - i];
            below = below * x + denominator[DEGREE - i];
        } else {
            above = above / x + numerator[i];
            below = below / x + denominator[i];
        }
    }
    return above / below;
}

/* sin(pi x), exact in its zeros. */
static double sine_of_pi_times(double x)
{
    double y = fmod(fabs(x), 2.0), r;
    switch ((int)round(2.0 * y)) {
    case 0: r = sin(pi * y); break;
    case 1: r = cos(pi * (y - 0.5)); break;
    case 2: r = sin(pi * (1.0 - y)); break; /* not -sin(pi * (y - 1)): the sign of zero */
    case 3: r = -cos(pi * (y - 1.5)); break;
    default: r = sin(pi * (y - 2.0)); break;
    }
    return copysign(1.0, x) * r;
}

double weft__gamma(double x)
{
    const double shift = g - 0.5;
    double size = fabs(x);
    if (size < 1e-20) {
        return 1.0 / x;
    }
    if (size > 200.0) {
        return x < 0.0 ? 0.0 / sine_of_pi_times(x) : INFINITY;
    }
    /* y = size + shift, and z what rounding it lost */
    double y = size + shift;
    double lost = size > shift ? (y - size) - shift : (y - shift) - size;
    double z = lost * g / y;
    double exponent = size - 0.5, r;
    if (x < 0.0) {
        r = -pi / sine_of_pi_times(size) / size * exp(y) / lanczos_sum(size);
        r -= z * r;
    } else {
        r = lanczos_sum(size) / exp(y);
        r += z * r;
    }
    if (size < 140.0) {
        double power = pow(y, exponent);
        return x < 0.0 ? r / power : r * power;
    }
    double root = pow(y, size / 2.0 - 0.25); /* the power itself would overflow */
    return x < 0.0 ? r / root / root : r * root * root;
}

double weft__log_gamma(double x)
{
    if (x == floor(x) && x <= 2.0) {
        return 0.0; /* of 1 and 2 */
    }
    double size = fabs(x);
    if (size < 1e-20) {
        return -log(size);
    }
    double r = log(lanczos_sum(size)) - g;
    r += (size - 0.5) * (log(size + g - 0.5) - 1);
    return x < 0.0 ? log_pi - log(fabs(sine_of_pi_times(size))) - log(size) - r : r;
}
