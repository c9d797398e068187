/* int_double.h - operators on ints of two machine words.
 *
 * For int.c: the results are exact, or the caller is told to take the general way.
 */
#ifndef WEFT_OBJECT_INT_DOUBLE_H
#define WEFT_OBJECT_INT_DOUBLE_H

#include "object/native.h"

/* False: an operand or the result does not fit into 127 bits, or it is an error; nothing was done.
 * a and b are ints of any kind. True: *out is the result, EMPTY without memory. */
bool weft__int_double_binary(Thread *t, BinaryOperation op, Value a, Value b, Value *out);
/* int.c: a new int of |size| limbs, the last of them not 0; for values that are not immediate. */
Value weft__int_from_limbs(Thread *t, const mp_limb_t *limbs, int64_t size);

#endif
