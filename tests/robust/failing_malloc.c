/* failing_malloc.c - see failing_malloc.h. The work is done by the C library's own functions. */
#include "failing_malloc.h"

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>

void *__libc_malloc(size_t bytes);
void *__libc_calloc(size_t count, size_t bytes);
void *__libc_realloc(void *old, size_t bytes);
void *__libc_memalign(size_t alignment, size_t bytes);
void __libc_free(void *block);

void *malloc(size_t bytes);
void *calloc(size_t count, size_t bytes);
void *realloc(void *old, size_t bytes);
void *memalign(size_t alignment, size_t bytes);
void *aligned_alloc(size_t alignment, size_t bytes);
int posix_memalign(void **block, size_t alignment, size_t bytes);
void free(void *block);

static uint64_t countdown;
static int64_t live;

void failing_malloc_arm(uint64_t n) { __atomic_store_n(&countdown, n, __ATOMIC_RELAXED); }
int64_t failing_malloc_live(void) { return __atomic_load_n(&live, __ATOMIC_RELAXED); }

static bool refused(void)
{
    uint64_t left = __atomic_load_n(&countdown, __ATOMIC_RELAXED);
    if (left == 0 || __atomic_fetch_sub(&countdown, 1, __ATOMIC_RELAXED) != 1) {
        return false;
    }
    errno = ENOMEM;
    return true;
}

static void *counted(void *block)
{
    if (block != NULL) {
        (void)__atomic_fetch_add(&live, 1, __ATOMIC_RELAXED);
    }
    return block;
}

void *malloc(size_t bytes) { return refused() ? NULL : counted(__libc_malloc(bytes)); }
void *calloc(size_t count, size_t bytes) { return refused() ? NULL : counted(__libc_calloc(count, bytes)); }
void *realloc(void *old, size_t bytes)
{
    if (refused()) {
        return NULL;
    }
    void *block = __libc_realloc(old, bytes);
    return old == NULL ? counted(block) : block;
}
void *memalign(size_t alignment, size_t bytes)
{
    return refused() ? NULL : counted(__libc_memalign(alignment, bytes));
}
void *aligned_alloc(size_t alignment, size_t bytes) { return memalign(alignment, bytes); }
int posix_memalign(void **block, size_t alignment, size_t bytes)
{
    void *taken = memalign(alignment, bytes);
    if (taken == NULL) {
        return ENOMEM;
    }
    *block = taken;
    return 0;
}
void free(void *block)
{
    if (block != NULL) {
        (void)__atomic_fetch_sub(&live, 1, __ATOMIC_RELAXED);
        __libc_free(block);
    }
}
