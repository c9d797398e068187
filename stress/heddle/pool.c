/* Memory for the library's own records: one arena that is emptied between runs. The kernel
 * is asked directly: mmap() is the program's (mappings.c). */
#include "state.h"

#include <sys/mman.h>
#include <sys/syscall.h>

enum { ARENA = 1 << 30 };

void *heddle__map(size_t size)
{
    long at = system_call(SYS_mmap, NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at == -1)
        heddle__cannot("memory", "no address space for %zu bytes", size);
    return (void *)at;
}

void *heddle__map_shared(size_t size)
{
    long at = system_call(SYS_mmap, NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (at == -1)
        heddle__cannot("memory", "no address space for %zu bytes", size);
    return (void *)at;
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
