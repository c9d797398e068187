/* failing_malloc.h - a malloc for tests that fails once, when it is told to, and counts its blocks.
 *
 * It replaces malloc in the whole program, libraries included.
 */
#ifndef WEFT_TESTS_FAILING_MALLOC_H
#define WEFT_TESTS_FAILING_MALLOC_H

#include <stdint.h>

/* The Nth allocation from now on fails; 0: none does. */
void failing_malloc_arm(uint64_t n);
/* Blocks that were allocated and not freed, since the program started. */
int64_t failing_malloc_live(void);

#endif
