/* blocks.c - the reserve of address space, its blocks and free runs, and address lookup.
 *
 * Guarantees: a block's number follows from any address inside it by a subtraction and a shift.
 * Memory is committed as the heap grows, in steps, and pages count only once they are touched.
 * Whatever address space the system grants is taken: 64 GB, or what is left of it after halving.
 *
 * Free runs are cut while threads allocate, and joined when a collection rebuilds the lists.
 */
#include <stdlib.h>
#include <sys/mman.h>

#include "memory/heap_internal.h"

/* Sanitizers keep shadow memory for all of it. */
#if WEFT_TSAN
static const size_t largest_reserve = (size_t)2 << 30;
#elif WEFT_ASAN
static const size_t largest_reserve = (size_t)8 << 30;
#else
static const size_t largest_reserve = (size_t)64 << 30;
#endif
static const size_t smallest_reserve = (size_t)8 << 20;
/* Memory is committed in units of what the system may give as one page: a program that allocates
 * a megabyte then takes one page fault instead of hundreds. */
static const size_t huge_page = (size_t)2 << 20;

static char *reserve_aligned(size_t bytes, int protection)
{
    size_t mapped = bytes + huge_page;
    char *memory = mmap(NULL, mapped, protection, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1,
                        0);
    if (memory == MAP_FAILED) {
        return NULL;
    }
    size_t skip = (huge_page - (uintptr_t)memory % huge_page) % huge_page;
    if (skip > 0) {
        (void)munmap(memory, skip);
    }
    (void)munmap(memory + skip + bytes, huge_page - skip);
    return memory + skip;
}

bool weft__blocks_init(Heap *heap)
{
    for (size_t bytes = largest_reserve; bytes >= smallest_reserve; bytes /= 2) {
        size_t count = bytes >> BLOCK_SHIFT;
        size_t bitmap_bytes = count * WORDS_PER_BLOCK * sizeof(uint64_t);
        size_t table_bytes = count * sizeof(Block);
        heap->tables_bytes = 2 * bitmap_bytes + table_bytes;
        heap->base = reserve_aligned(bytes, PROT_NONE);
        if (heap->base == NULL) {
            continue;
        }
        char *tables = mmap(NULL, heap->tables_bytes, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (tables == MAP_FAILED) {
            (void)munmap(heap->base, bytes);
            heap->base = NULL;
            continue;
        }
        heap->tables = tables;
        heap->marks = (uint64_t *)(void *)tables;
        heap->allocated_bits = (uint64_t *)(void *)(tables + bitmap_bytes);
        heap->blocks = (Block *)(void *)(tables + 2 * bitmap_bytes);
        heap->reserved_blocks = count;
        for (size_t i = 0; i < RUN_BINS; i++) {
            heap->runs[i] = NO_BLOCK;
        }
        for (size_t i = 0; i < CLASS_COUNT; i++) {
            heap->available[i] = NO_BLOCK;
        }
        return true;
    }
    return false;
}

void weft__blocks_free(Heap *heap)
{
    if (heap->base != NULL) {
        UNPOISON(heap->base, heap->committed << BLOCK_SHIFT);
        (void)munmap(heap->base, heap->reserved_blocks << BLOCK_SHIFT);
        (void)munmap(heap->tables, heap->tables_bytes);
    }
}

/* ---- free runs ---- */

static size_t bin_of(size_t count)
{
    return count < RUN_BINS ? count - 1 : RUN_BINS - 1;
}

void weft__blocks_reset_runs(Heap *heap)
{
    for (size_t i = 0; i < RUN_BINS; i++) {
        heap->runs[i] = NO_BLOCK;
    }
}

void weft__blocks_add_run(Heap *heap, size_t first, size_t count)
{
    Block *block = &heap->blocks[first];
    size_t bin = bin_of(count);
    block->run = (uint32_t)count;
    block->next = heap->runs[bin];
    heap->runs[bin] = (uint32_t)first;
}

/* Best fit among the free runs; the rest of a longer run goes back. */
static uint32_t take_from_runs(Heap *heap, size_t count)
{
    for (size_t bin = bin_of(count); bin < RUN_BINS; bin++) {
        uint32_t *best = NULL;
        for (uint32_t *link = &heap->runs[bin]; *link != NO_BLOCK;
             link = &heap->blocks[*link].next) {
            size_t length = heap->blocks[*link].run;
            if (length >= count && (best == NULL || length < heap->blocks[*best].run)) {
                best = link;
                if (length == count || bin < RUN_BINS - 1) {
                    break;
                }
            }
        }
        if (best != NULL) {
            uint32_t first = *best;
            size_t length = heap->blocks[first].run;
            *best = heap->blocks[first].next;
            if (length > count) {
                weft__blocks_add_run(heap, first + count, length - count);
            }
            return first;
        }
    }
    return NO_BLOCK;
}

/* Asks for huge pages in what is committed from `have` up to `end`. The second huge page waits for
 * the third: a program that needs little more than the first would take twice what it uses. */
static void advise_huge_pages(Heap *heap, size_t have, size_t end)
{
    if (have % huge_page != 0) {
        return;
    }
    if (have == 2 * huge_page) {
        have = huge_page;
    }
    if (end == 2 * huge_page) {
        end = huge_page;
    }
    if (have < end) {
        (void)madvise(heap->base + have, end - have, MADV_HUGEPAGE);
    }
}

/* Makes blocks up to `needed` readable and writable. */
static bool commit_up_to(Heap *heap, size_t needed)
{
    if (needed <= heap->committed) {
        return true;
    }
    if (needed > heap->reserved_blocks) {
        return false;
    }
    size_t have = heap->committed << BLOCK_SHIFT;
    size_t want = needed << BLOCK_SHIFT;
    size_t generous = want > have + have / 8 ? want : have + have / 8;
    generous = (generous + huge_page - 1) & ~(huge_page - 1);
    if (generous > heap->reserved_blocks << BLOCK_SHIFT) {
        generous = heap->reserved_blocks << BLOCK_SHIFT;
    }
    if (mprotect(heap->base + have, generous - have, PROT_READ | PROT_WRITE) != 0) {
        generous = want;
        if (mprotect(heap->base + have, generous - have, PROT_READ | PROT_WRITE) != 0) {
            return false;
        }
    }
    advise_huge_pages(heap, have, generous);
    heap->committed = generous >> BLOCK_SHIFT;
    return true;
}

uint32_t weft__blocks_take(Heap *heap, size_t count)
{
    uint32_t first = take_from_runs(heap, count);
    if (first != NO_BLOCK) {
        return first;
    }
    if (count > heap->reserved_blocks - heap->top || !commit_up_to(heap, heap->top + count)) {
        return NO_BLOCK;
    }
    first = (uint32_t)heap->top;
    heap->top += count;
    return first;
}

void weft__blocks_trim(Heap *heap, size_t keep)
{
    size_t dirty = 0;
    for (size_t i = 0; i < heap->committed; i++) {
        dirty += heap->blocks[i].state == BLOCK_FREE && heap->blocks[i].dirty;
    }
    keep >>= BLOCK_SHIFT;
    size_t end = heap->committed;
    while (end > 0 && dirty > keep) {
        size_t first = end - 1;
        if (heap->blocks[first].state != BLOCK_FREE || !heap->blocks[first].dirty) {
            end = first;
            continue;
        }
        while (first > 0 && dirty - (end - first) > keep &&
               heap->blocks[first - 1].state == BLOCK_FREE && heap->blocks[first - 1].dirty) {
            first--;
        }
        if (madvise(block_memory(heap, first), (end - first) << BLOCK_SHIFT, MADV_DONTNEED) == 0) {
            for (size_t i = first; i < end; i++) {
                heap->blocks[i].dirty = false;
            }
        }
        dirty -= end - first;
        end = first;
    }
}

/* ---- lookup ---- */

static bool cell_is_object(const Heap *heap, const Block *block, size_t cell, const char *address,
                           const uint64_t *unswept)
{
    if (cell < block->position) {
        const void *type;
        memcpy(&type, address, sizeof type);
        return type != NULL;
    }
    return bit_is_set(unswept, (size_t)(address - heap->base) / GRANULE);
}

Object *weft__blocks_find(Heap *heap, uintptr_t address, const uint64_t *unswept)
{
    size_t offset = (size_t)(address - (uintptr_t)heap->base);
    if (offset >= heap->top << BLOCK_SHIFT) {
        return NULL;
    }
    size_t number = offset >> BLOCK_SHIFT;
    const Block *block = &heap->blocks[number];
    if (block->state == BLOCK_SMALL) {
        size_t cell = (offset & (BLOCK_BYTES - 1)) * (uint64_t)block->reciprocal >> 32;
        if (cell >= block->cell_count) {
            return NULL;
        }
        char *memory = block_memory(heap, number) + cell * block->cell_bytes;
        return cell_is_object(heap, block, cell, memory, unswept) ? (Object *)(void *)memory : NULL;
    }
    if (block->state == BLOCK_FREE) {
        return NULL;
    }
    if (block->state == BLOCK_TAIL) {
        number = block->run;
    }
    Object *object = (Object *)(void *)block_memory(heap, number);
    return object->type != NULL ? object : NULL;
}

void weft__blocks_each(Heap *heap, const uint64_t *unswept,
                       void (*visit)(Object *object, void *context), void *context)
{
    for (size_t number = 0; number < heap->top; number++) {
        const Block *block = &heap->blocks[number];
        char *memory = block_memory(heap, number);
        if (block->state == BLOCK_LARGE) {
            if (((Object *)(void *)memory)->type != NULL) {
                visit((Object *)(void *)memory, context);
            }
        } else if (block->state == BLOCK_SMALL) {
            for (size_t cell = 0; cell < block->cell_count; cell++, memory += block->cell_bytes) {
                if (cell_is_object(heap, block, cell, memory, unswept)) {
                    visit((Object *)(void *)memory, context);
                }
            }
        }
    }
}
