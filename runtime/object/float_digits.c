/* float_digits.c - decimal digits of doubles in exact integer arithmetic.
 *
 * A double is m / 2^k. Times 10^n, for n of at most 22, that is a 128-bit integer over a power of
 * two, so quotient and remainder tell the digits, how they round, and whether a shorter decimal
 * still reads back as the same double. Guarantees: what these functions answer is correctly rounded
 * (ties to even); they refuse what does not fit into the arithmetic, and then the C library, which
 * takes any magnitude and precision, is asked instead (float_text.c).
 */
#include <math.h>

#include "object/float_digits.h"

typedef unsigned __int128 Wide;

enum { MOST_SCALE = 22, FRACTION_BITS = 52 };

static const double powers[MOST_SCALE + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                              1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                              1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

static Wide power_of_ten(int n)
{
    Wide power = 1;
    static const uint64_t small[] = {1,
                                     10,
                                     100,
                                     1000,
                                     10000,
                                     100000,
                                     1000000,
                                     10000000,
                                     100000000,
                                     1000000000,
                                     10000000000,
                                     100000000000,
                                     1000000000000,
                                     10000000000000,
                                     100000000000000,
                                     1000000000000000,
                                     10000000000000000,
                                     100000000000000000,
                                     1000000000000000000};
    if (n > 18) {
        power = small[n - 18];
        n = 18;
    }
    return power * small[n];
}

/* d = m / 2^k with m below 2^53; false: no fraction is left, or k is beyond the arithmetic. */
static bool take_apart(double d, uint64_t *m, int *k)
{
    uint64_t bits;
    memcpy(&bits, &d, sizeof bits);
    int exponent = (int)(bits >> FRACTION_BITS); /* d is not negative */
    *m = (bits & (((uint64_t)1 << FRACTION_BITS) - 1)) | (uint64_t)1 << FRACTION_BITS;
    *k = 1023 + FRACTION_BITS - exponent;
    return exponent != 0 && *k > 0 && *k < 127;
}

size_t weft__digits_write(uint64_t number, char *into)
{
    char text[20];
    size_t at = sizeof text;
    do {
        text[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    memcpy(into, text + at, sizeof text - at);
    return sizeof text - at;
}

bool weft__digits_fixed(double d, int precision, uint64_t *scaled)
{
    uint64_t m;
    int k;
    if (!(d < 1e17) || precision < 0 || precision > 17 || d * powers[precision] >= 1e18) {
        return false;
    }
    if (d == (double)(int64_t)d) {
        return !MUL_OVERFLOWS((uint64_t)d, (uint64_t)power_of_ten(precision), scaled);
    }
    if (!take_apart(d, &m, &k)) {
        return false;
    }
    Wide product = m * power_of_ten(precision);
    Wide rest = product & (((Wide)1 << k) - 1), half = (Wide)1 << (k - 1);
    uint64_t quotient = (uint64_t)(product >> k);
    *scaled = quotient + (rest > half || (rest == half && (quotient & 1) != 0));
    return true;
}

/* The nearest to m / 2^k among the decimals with n digits behind the point, in units of the last;
 * *exact tells whether it reads back. */
static uint64_t nearest(uint64_t m, int k, int n, bool *exact)
{
    Wide scale = power_of_ten(n), product = m * scale;
    uint64_t low = (uint64_t)(product >> k);
    Wide below = product & (((Wide)1 << k) - 1), above = ((Wide)1 << k) - below;
    /* Twice the distance to the neighbouring doubles, half way, in the same units: a power of two
     * has its lower neighbour at half the distance. The ends belong to an even m. */
    Wide lower = m == (uint64_t)1 << FRACTION_BITS ? scale / 2 : scale;
    bool even = (m & 1) == 0;
    bool low_fits = 2 * below < lower || (even && 2 * below == lower);
    bool high_fits = 2 * above < scale || (even && 2 * above == scale);
    bool high = above < below || (above == below && (low & 1) != 0);
    if (low_fits != high_fits) {
        high = high_fits;
    }
    *exact = high ? high_fits : low_fits;
    return low + high;
}

size_t weft__digits_shortest(double d, char *digits, int *exponent)
{
    uint64_t m;
    int k;
    if (!(d >= 1e-5 && d < 1e15) || !take_apart(d, &m, &k)) {
        return 0;
    }
    int e = 0; /* 10^e <= d < 10^(e + 1) */
    if (d >= 1) {
        while (d >= powers[e + 1]) {
            e++;
        }
    } else {
        e = d >= 1e-1 ? -1 : d >= 1e-2 ? -2 : d >= 1e-3 ? -3 : d >= 1e-4 ? -4 : -5;
    }
    /* Fifteen digits always survive the way there and back, so a shorter text is those without
     * their zeros at the end. Seventeen always read back. */
    uint64_t number = 0;
    bool exact = false;
    for (int count = 15; count <= 17 && !exact; count++) {
        number = nearest(m, k, count - 1 - e, &exact);
    }
    while (number % 10 == 0) {
        number /= 10;
    }
    size_t length = weft__digits_write(number, digits);
    *exponent = e;
    return exact ? length : 0;
}
