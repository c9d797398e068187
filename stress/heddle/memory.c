/* malloc and its family.
 *
 * The program's own blocks come from a heap at a fixed place that starts over with each run, so that
 * addresses are a function of the schedule. Freed blocks stay poisoned, and an access to one is an
 * error, unless the strategy decides to hand one out again at once, as real allocators do; no order
 * between threads comes from that. Blocks that the C library takes for itself (a stream's buffer, say)
 * outlive runs, and come from a second heap.  */
#include "state.h"

#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { FILL_LIMIT = 4096, CLASSES = 48 };

struct block {
    size_t size;
    uint32_t magic, trace;
    struct block *next; /* of the same class, while free */
    uint16_t offset;    /* of the memory from the block's start, when aligned */
    bool freed, zeroed;
    uint8_t class;
} __attribute__((aligned(16)));

enum { MAGIC = 0x6d656d21 };

/* ---- the C library's blocks ---- */

#define library H.library
enum { LIBRARY_HEAP = 1 << 28 };

static void *library_malloc(size_t size)
{
    while (__atomic_exchange_n(&library.lock, 1, __ATOMIC_ACQUIRE)) /* a donor thread may be starting */
        ;
    size_t class = size < 16 ? 4 : 64u - (size_t)__builtin_clzl(size - 1);
    struct system_block *block = library.free[class];
    if (block) {
        library.free[class] = *(struct system_block **)(block + 1);
    } else {
        if (!library.next) {
            library.next = heddle__map(LIBRARY_HEAP);
            library.end = library.next + LIBRARY_HEAP;
        }
        size_t need = sizeof *block + ((size_t)1 << class);
        if (library.next + need <= library.end) {
            block = (struct system_block *)library.next;
            library.next += need;
            block->class = class;
        }
    }
    __atomic_store_n(&library.lock, 0, __ATOMIC_RELEASE);
    return block ? block + 1 : NULL;
}

static bool in_library(const void *p)
{
    return (const char *)p < library.end && (const char *)p >= library.end - LIBRARY_HEAP;
}

static void library_free(void *p)
{
    struct system_block *block = (struct system_block *)p - 1;
    while (__atomic_exchange_n(&library.lock, 1, __ATOMIC_ACQUIRE))
        ;
    *(struct system_block **)p = library.free[block->class];
    library.free[block->class] = block;
    __atomic_store_n(&library.lock, 0, __ATOMIC_RELEASE);
}

/* ---- the program's heap ---- */

static uint8_t class_of(size_t size)
{
    return (uint8_t)(size <= 256 ? (size + 15) / 16 : 17u + (63u - (unsigned)__builtin_clzl(size)) - 8u);
}

static size_t rounded(size_t size) { return size <= 256 ? (size + 15) & ~(size_t)15 : (size + 63) & ~(size_t)63; }

bool heddle__is_heap(uintptr_t address)
{
    return address >= (uintptr_t)H.heap && address < (uintptr_t)H.heap_next;
}

static struct block *header(void *p)
{
    struct block *block = (struct block *)p - 1;
    if ((uintptr_t)p & 15 || !heddle__is_heap((uintptr_t)block) || block->magic != MAGIC)
        return NULL;
    return block;
}

static struct block *reused(size_t size)
{
    uint8_t class = class_of(size);
    struct block **at = &H.blocks_free[class];
    while (*at && (*at)->size < size)
        at = &(*at)->next;
    if (!*at || !heddle__choose(CHOICE_REUSE, 2))
        return NULL;
    struct block *block = *at;
    *at = block->next;
    heddle__forget_locations((uintptr_t)(block + 1), block->size);
    heddle__shadow_fresh((uintptr_t)(block + 1), block->size);
    return block;
}

static void *allocate(size_t size, size_t alignment)
{
    if (size > H.config.memory || H.heap_used + size > H.config.memory) {
        errno = ENOMEM;
        return NULL;
    }
    size_t room = rounded(size ? size : 1);
    struct block *block = alignment <= 16 ? reused(room) : NULL;
    if (!block) {
        uintptr_t at = (uintptr_t)H.heap_next + sizeof *block;
        at = (at + alignment - 1) & ~(uintptr_t)(alignment - 1);
        if (at + room + sizeof *block > (uintptr_t)H.heap_end) {
            errno = ENOMEM;
            return NULL;
        }
        block = (struct block *)at - 1;
        H.heap_next = (char *)at + room + 16; /* a gap: one past the end is nobody's */
        block->size = room;
        block->magic = MAGIC;
        block->class = class_of(room);
    }
    block->freed = block->zeroed = false;
    H.heap_used += block->size;
    H.blocks_live++;
    if (room <= FILL_LIMIT)
        fill_bytes(block + 1, 0xa5, room);
    return block + 1;
}

static void release(void *p, uintptr_t pc)
{
    struct block *block = header(p);
    if (!block) {
        H.failure.address = (uintptr_t)p;
        heddle__fail("bad-free", pc, "free of 0x%lx, which malloc did not return", (unsigned long)(uintptr_t)p);
    }
    if (block->freed)
        heddle__fail("double-free", pc, "block at 0x%lx is free already", (unsigned long)(uintptr_t)p);
    heddle__forget_objects((uintptr_t)p, block->size, pc);
    heddle__shadow_free((uintptr_t)p, block->size, pc);
    heddle__forget_locations((uintptr_t)p, block->size);
    block->freed = true;
    H.heap_used -= block->size;
    H.blocks_live--;
    block->next = H.blocks_free[block->class];
    H.blocks_free[block->class] = block;
    if (H.record)
        heddle__record(OP_FREE, (uintptr_t)p, 0, 0, pc);
}

bool heddle__heap_zeroed(uintptr_t address)
{
    for (uintptr_t at = address & ~(uintptr_t)15; at > (uintptr_t)H.heap; at -= 16) {
        const struct block *block = (const struct block *)at - 1;
        if (block->magic == MAGIC && at + block->size > address && at <= address)
            return block->zeroed;
        if (address - at > 1 << 16)
            return true;
    }
    return true;
}

void heddle__memory_reset(void)
{
    size_t used = (size_t)(H.heap_next - H.heap);
    if (used > 1 << 18)
        madvise(H.heap, (used + 4095) & ~(size_t)4095, MADV_DONTNEED);
    else
        fill_bytes(H.heap, 0, used);
    H.heap_next = H.heap;
    H.heap_used = 0;
    H.blocks_live = 0;
    for (int i = 0; i < 64; i++)
        H.blocks_free[i] = NULL;
}

/* ---- the functions ---- */

static bool for_program(uintptr_t pc)
{
    return H.running && !H.inside && pc >= H.image_base && pc < H.image_end;
}

API void *malloc(size_t size) { return for_program(PC()) ? allocate(size, 16) : library_malloc(size); }

API void free(void *p)
{
    if (!p)
        return;
    if (in_library(p))
        library_free(p);
    else if (H.running)
        release(p, PC());
}

static void *zeroed(size_t size, bool program)
{
    void *p = program ? allocate(size, 16) : library_malloc(size);
    if (!p)
        return NULL;
    fill_bytes(p, 0, size);
    if (program)
        header(p)->zeroed = true;
    return p;
}

API void *calloc(size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total)) {
        errno = ENOMEM;
        return NULL;
    }
    return zeroed(total, for_program(PC()));
}

static size_t size_of(void *p)
{
    if (in_library(p))
        return (size_t)1 << ((struct system_block *)p - 1)->class;
    struct block *block = header(p);
    return block ? block->size : 0;
}

API void *realloc(void *p, size_t size)
{
    uintptr_t pc = PC();
    bool program = for_program(pc);
    if (p && !in_library(p) && (!header(p) || header(p)->freed))
        release(p, pc); /* reports */
    void *moved = program && (!p || !in_library(p)) ? allocate(size, 16) : library_malloc(size);
    if (!moved || !p)
        return moved;
    size_t old = size_of(p);
    copy_bytes(moved, p, old < size ? old : size);
    if (in_library(p)) {
        library_free(p);
    } else {
        if (header(moved))
            header(moved)->zeroed = true; /* what was initialised stays so; the rest is given up */
        release(p, pc);
    }
    return moved;
}

API void *reallocarray(void *p, size_t count, size_t size)
{
    size_t total;
    if (__builtin_mul_overflow(count, size, &total)) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(p, total);
}

static void *aligned(size_t alignment, size_t size, bool program)
{
    if (program)
        return allocate(size, alignment < 16 ? 16 : alignment);
    if (alignment <= 16)
        return library_malloc(size);
    /* The C library asks for aligned memory at start-up only: a mapping of its own is never freed. */
    char *p = heddle__map(size + alignment);
    return (void *)(((uintptr_t)p + alignment - 1) & ~(uintptr_t)(alignment - 1));
}

API void *memalign(size_t alignment, size_t size) { return aligned(alignment, size, for_program(PC())); }
API void *aligned_alloc(size_t alignment, size_t size) { return aligned(alignment, size, for_program(PC())); }
API void *valloc(size_t size) { return aligned(4096, size, for_program(PC())); }
API int posix_memalign(void **at, size_t alignment, size_t size)
{
    if (alignment < sizeof(void *) || (alignment & (alignment - 1)))
        return EINVAL;
    void *p = aligned(alignment, size, for_program(PC()));
    if (!p)
        return ENOMEM;
    *at = p;
    return 0;
}
API size_t malloc_usable_size(void *p) { return p ? size_of(p) : 0; }

/* Copies that the program asks the C library for are the program's. */
API char *strdup(const char *text)
{
    size_t size = 1;
    while (text[size - 1])
        size++;
    char *copy = for_program(PC()) ? allocate(size, 16) : library_malloc(size);
    if (copy) {
        copy_bytes(copy, text, size);
        if (header(copy))
            heddle__race_range((uintptr_t)copy, size, true, PC());
    }
    return copy;
}
