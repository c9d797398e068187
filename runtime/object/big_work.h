/* big_work.h - GMP without the risk that it ends the process.
 *
 * GMP has no way to say that memory ran out: it prints and aborts. Whoever computes with it does so
 * in a function that weft__big_work runs: when an allocation fails there, the function is left at
 * once, all GMP memory that it took is given back, and MemoryError is pending.
 */
#ifndef WEFT_OBJECT_BIG_WORK_H
#define WEFT_OBJECT_BIG_WORK_H

#include "object/number.h"

/* Most bits of an int: GMP counts limbs in an int, and aborts beyond it. */
#define WEFT_MOST_INT_BITS ((uint64_t)1 << 36)

/* Gives what work(t, context) gives. work runs no user code, holds no lock and owns nothing but heap
 * objects and GMP numbers: it may be left at any call of GMP. mpz_clear is not needed in it. */
Value weft__big_work(Thread *t, Value (*work)(Thread *t, void *context), void *context);

/* False, with MemoryError pending: a result of so many bits cannot be had. */
bool weft__big_bits_fit(Thread *t, uint64_t bits);

/* Makes GMP ask us for memory; the functions that were set before still serve everybody who is not
 * inside weft__big_work. Once per process, before the first runtime computes. */
void weft__big_work_install(void);

#endif
