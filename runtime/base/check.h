/* check.h - assertions in three levels, and the one fatal path.
 *
 * WEFT_CHECK_HOST   host misuse that can be checked: on unless NDEBUG; never in a hot path.
 * WEFT_ASSERT       internal invariants: on unless NDEBUG.
 * WEFT_ASSERT_EXPENSIVE  invariants that cost more than the work they guard: on when the build
 *                   defines WEFT_EXPENSIVE_CHECKS (debug and torture builds).
 * A failed assertion prints where and why, and traps. Release builds compile them away.
 */
#ifndef WEFT_BASE_CHECK_H
#define WEFT_BASE_CHECK_H

#include "base/compiler.h"

NO_RETURN COLD void weft__fatal(const char *file, int line, const char *what);

#ifdef NDEBUG
#define WEFT_CHECK_HOST(condition) ((void)0)
#define WEFT_ASSERT(condition) ((void)0)
#else
#define WEFT_CHECK_HOST(condition) \
    (LIKELY(condition) ? (void)0 : weft__fatal(__FILE__, __LINE__, "host misuse: " #condition))
#define WEFT_ASSERT(condition) \
    (LIKELY(condition) ? (void)0 : weft__fatal(__FILE__, __LINE__, #condition))
#endif

#ifdef WEFT_EXPENSIVE_CHECKS
#define WEFT_ASSERT_EXPENSIVE(condition) WEFT_ASSERT(condition)
#else
#define WEFT_ASSERT_EXPENSIVE(condition) ((void)0)
#endif

/* A place that no execution reaches. */
#define WEFT_UNREACHABLE() weft__fatal(__FILE__, __LINE__, "unreachable")

#endif
