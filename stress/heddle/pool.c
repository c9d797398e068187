/* Memory for the library's own records: one arena that is emptied between runs. */
#include "state.h"

#include <sys/mman.h>

enum { ARENA = 1 << 30 };

void *heddle__map(size_t size)
{
    void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at == MAP_FAILED)
        heddle__cannot("memory", "no address space for %zu bytes", size);
    return at;
}

void *heddle__map_shared(size_t size)
{
    void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at == MAP_FAILED)
        heddle__cannot("memory", "no address space for %zu bytes", size);
    return at;
}

void heddle__pool_init(void)
{
    H.pool = heddle__map(ARENA);
    H.pool_next = H.pool + 64; /* 0 is no place */
    H.pool_end = H.pool + ARENA;
}

void heddle__pool_reset(void)
{
    size_t used = (size_t)(H.pool_next - H.pool);
    if (used > 1 << 24)
        madvise(H.pool, used, MADV_DONTNEED);
    H.pool_next = H.pool + 64;
}

void *heddle__pool_slow(size_t size)
{
    heddle__cannot("memory", "the record of a run needs more than %d MiB (%zu more bytes)", ARENA >> 20, size);
}
