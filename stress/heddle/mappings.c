/* Memory that the program maps itself, for an allocator of its own.
 *
 * Private anonymous mappings for which the program names no place are put into the window that has shadow memory,
 * one behind the other and in the order of the calls: plain accesses to them are checked for races, and their
 * addresses depend on the schedule alone. No place is handed out twice in a run, so that an access behind munmap()
 * is a crash, never somebody else's memory. What does not fit, and files, shared memory and mappings at a place
 * of the program's choice, go to the kernel as they are; atomics in those are modelled, plain accesses not checked. */
#include "state.h"

#include <stdarg.h>
#include <sys/mman.h>
#include <sys/syscall.h>

enum { PAGE = 4096 };

static bool for_program(uintptr_t pc)
{
    return H.running && !H.inside && pc >= H.image_base && pc < H.image_end;
}

static bool ours(uintptr_t address) { return address >= (uintptr_t)H.mappings && address < (uintptr_t)H.mappings_next; }

/* Called when the layout of memory is known: mappings have what is left of the window. */
void heddle__mappings_init(char *begin, char *end)
{
    H.mappings = H.mappings_next = begin;
    H.mappings_end = end;
}

/* What the last run did not unmap goes with it. */
void heddle__mappings_reset(void)
{
    if (H.mappings_next != H.mappings)
        system_call(SYS_munmap, H.mappings, H.mappings_next - H.mappings);
    H.mappings_next = H.mappings;
}

static void *in_window(size_t size, int protection, int flags)
{
    size_t room = (size + PAGE - 1) & ~(size_t)(PAGE - 1);
    if (size == 0 || room < size || (size_t)(H.mappings_end - H.mappings_next) < PAGE ||
        room > (size_t)(H.mappings_end - H.mappings_next) - PAGE)
        return NULL;
    long at = system_call(SYS_mmap, H.mappings_next, room, protection, flags | MAP_FIXED_NOREPLACE, -1, 0);
    if (at == -1)
        return NULL; /* the kernel's own answer to the plain call will say why */
    if (at != (long)H.mappings_next) { /* a kernel that does not know the flag takes the place as a hint */
        system_call(SYS_munmap, at, room);
        return NULL;
    }
    H.mappings_next += room + PAGE; /* a gap: one past the end is nobody's */
    return (void *)at;
}

/* The C identifiers are others, because headers may rename mmap to mmap64. */
API void *heddle__program_mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset) __asm__("mmap");
API void *heddle__program_mmap(void *address, size_t size, int protection, int flags, int fd, off_t offset)
{
    const int others = MAP_FIXED | MAP_FIXED_NOREPLACE | MAP_SHARED | MAP_GROWSDOWN | MAP_HUGETLB | MAP_32BIT;
    if (for_program(PC()) && !address && flags & MAP_PRIVATE && flags & MAP_ANONYMOUS && !(flags & others)) {
        void *at = in_window(size, protection, flags);
        if (at)
            return at;
    }
    return (void *)system_call(SYS_mmap, address, size, protection, flags, fd, offset);
}
API void *heddle__program_mmap64(void *address, size_t size, int protection, int flags, int fd, off_t offset)
    __asm__("mmap64") __attribute__((alias("mmap")));

API int munmap(void *address, size_t size)
{
    int result = (int)system_call(SYS_munmap, address, size);
    if (result == 0 && for_program(PC()))
        heddle__forget_locations((uintptr_t)address, size);
    return result;
}

/* A mapping that moves leaves its history behind: its values are what the new place begins with. */
API void *mremap(void *address, size_t size, size_t new_size, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    void *wanted = flags & MREMAP_FIXED ? va_arg(arguments, void *) : NULL;
    va_end(arguments);
    bool program = for_program(PC());
    if (program && flags == MREMAP_MAYMOVE && new_size > size && ours((uintptr_t)address)) {
        wanted = in_window(new_size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE);
        flags |= wanted ? MREMAP_FIXED : 0;
    }
    void *at = (void *)system_call(SYS_mremap, address, size, new_size, flags, wanted);
    if (program && at != MAP_FAILED && at != address)
        heddle__forget_locations((uintptr_t)address, size);
    return at;
}
