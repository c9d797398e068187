/* float_digits.h - decimal digits of doubles by integer arithmetic, where that is exact.
 *
 * For float_text.c. A function that cannot be exact says so, and the caller takes the slower way.
 */
#ifndef WEFT_OBJECT_FLOAT_DIGITS_H
#define WEFT_OBJECT_FLOAT_DIGITS_H

#include "object/native.h"

/* d >= 0 with `precision` digits behind the point, correctly rounded, in units of the last of them.
 * False: too large or too small for this. */
bool weft__digits_fixed(double d, int precision, uint64_t *scaled);
/* The digits (up to 17) of the shortest decimal that reads back as d > 0, nearest to it among those,
 * without zeros at the end, and the exponent of the first. 0: not in the range of this. */
size_t weft__digits_shortest(double d, char *digits, int *exponent);
/* Decimal digits, up to 20; returns how many. */
size_t weft__digits_write(uint64_t number, char *into);

#endif
