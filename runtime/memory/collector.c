/* collector.c - tracing: roots, marking, what becomes of blocks, and when to collect.
 *
 * A collection runs in a stopped world, in the thread that asked for it:
 *   1. free lists are forgotten, old marks of blocks not fully carved are set aside, marks cleared;
 *   2. roots are marked: the runtime's tables, each thread's own values and native stack (taken
 *      conservatively), the queue of finalizers; then everything reachable;
 *   3. weak references to the dead are cleared, the dead with finalizers are queued and marked
 *      again with all they reach, what the dead own outside the heap is released;
 *   4. blocks without live objects become free runs, the others offer their gaps to the allocator.
 * No dead cell is visited: threads carve the gaps later, when they need cells ("lazy sweep").
 *
 * Guarantees: an object that is reachable from a root, or that any word of any thread's native
 * stack or spilled registers points into, stays. Marking needs memory for its stack, but does not
 * fail without: it then rescans marked objects until nothing new is found.
 *
 * Pacing: the next collection starts when as much was allocated as is alive, and at least 8 MB (up to
 * 16 MB when collections cost more than their share) for each thread that allocates, so short programs
 * never collect, long ones spend a bounded share of their time here, and threads do not stop each
 * other more often than each of them alone would stop.
 */
#include <stdlib.h>
#include <sys/mman.h>
#include <time.h>

#include "memory/heap_internal.h"
#include "sync/world.h"

/* Stacks are read as they are: words that belong to no object or to poisoned gaps between locals,
 * and stacks of parked threads that the sanitizers do not know to be quiet. */
#define READS_ANY_STACK __attribute__((no_sanitize("address"), no_sanitize("thread"), noinline))

static uint64_t now_nanoseconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000U + (uint64_t)now.tv_nsec;
}

/* Of all threads: nothing that waits counts, and a busy machine changes little. */
static uint64_t processor_nanoseconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (uint64_t)now.tv_sec * 1000000000U + (uint64_t)now.tv_nsec;
}

/* ---- the mark stack ---- */

enum { SMALLEST_MARK_STACK = 4096, KEPT_MARK_STACK = 1 << 17 }; /* entries */

void weft__tracer_init(Tracer *tracer, Heap *heap)
{
    memset(tracer, 0, sizeof *tracer);
    tracer->heap = heap;
    tracer->base = heap->base;
    tracer->span = heap->top << BLOCK_SHIFT;
    tracer->marks = heap->marks;
    tracer->stack = heap->mark_stack;
    tracer->capacity = heap->mark_stack_capacity;
    tracer->limit = heap->torture != NULL ? heap->torture->mark_stack_limit : 0;
}

static COLD bool grow_mark_stack(Tracer *tracer)
{
    size_t capacity = tracer->capacity == 0 ? SMALLEST_MARK_STACK : tracer->capacity * 2;
    void *grown;
    if (tracer->capacity == 0) {
        grown = mmap(NULL, capacity * sizeof(Object *), PROT_READ | PROT_WRITE,
                     MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    } else {
        grown = mremap(tracer->stack, tracer->capacity * sizeof(Object *),
                       capacity * sizeof(Object *), MREMAP_MAYMOVE);
    }
    if (grown == MAP_FAILED) {
        return false;
    }
    tracer->stack = grown;
    tracer->capacity = capacity;
    return true;
}

void weft__mark_stack_free(Heap *heap)
{
    if (heap->mark_stack != NULL) {
        (void)munmap(heap->mark_stack, heap->mark_stack_capacity * sizeof(Object *));
        heap->mark_stack = NULL;
        heap->mark_stack_capacity = 0;
    }
}

/* Hands the mark stack back to the heap; a big one goes back to the system. */
static void keep_mark_stack(Tracer *tracer)
{
    tracer->heap->mark_stack = tracer->stack;
    tracer->heap->mark_stack_capacity = tracer->capacity;
    if (tracer->capacity > KEPT_MARK_STACK) {
        weft__mark_stack_free(tracer->heap);
    }
}

static ALWAYS_INLINE void push(Tracer *tracer, Object *object)
{
    if (UNLIKELY(tracer->count >= tracer->capacity || tracer->limit != 0)) {
        bool full = tracer->limit != 0 && tracer->count >= tracer->limit;
        if (full || (tracer->count >= tracer->capacity && !grow_mark_stack(tracer))) {
            tracer->overflowed = true;
            return;
        }
    }
    tracer->stack[tracer->count++] = object;
}

/* ---- marking ---- */

static ALWAYS_INLINE void mark(Tracer *tracer, const void *pointer)
{
    size_t offset = (size_t)((const char *)pointer - tracer->base);
    if (offset >= tracer->span) {
        return; /* NULL, or an object that is no cell of this heap */
    }
    size_t granule = offset / GRANULE;
    uint64_t bit = (uint64_t)1 << (granule & 63U);
    uint64_t *word = &tracer->marks[granule >> 6];
    if ((*word & bit) == 0) {
        *word |= bit;
        push(tracer, (Object *)(uintptr_t)pointer);
    }
}

void weft__trace_object(Tracer *tracer, const void *object_or_null)
{
    if (UNLIKELY(tracer->visit != NULL)) {
        if (object_or_null != NULL) {
            tracer->visit((Object *)(uintptr_t)object_or_null, tracer->visit_context);
        }
        return;
    }
    mark(tracer, object_or_null);
}

void weft__trace_values(Tracer *tracer, const ATOMIC(Value) *from, size_t count)
{
    const Value *values = (const Value *)(const void *)from; /* the world is stopped */
    for (size_t i = 0; i < count; i++) {
        if (value_is_pointer(values[i])) {
            weft__trace_object(tracer, value_pointer(values[i]));
        }
    }
}

void weft__value_array_trace(Tracer *tracer, Object *object)
{
    ValueArray *array = (ValueArray *)(void *)object;
    weft__trace_values(tracer, array->items, array->capacity);
}

/* Of most strings the flags, which stand beside the type, say that there is nothing to trace. */
static ALWAYS_INLINE bool has_references(const TypeHead *type, Object *object)
{
    uint8_t flags = weft__load_relaxed(&object->flags); /* edge: object_flags; stopped world */
    return (flags & type->traced_with) == type->traced_with;
}

static ALWAYS_INLINE void scan_object(Tracer *tracer, Object *object)
{
    Type *type = object->type;
    if (type == tracer->heap->value_array_type) {
        weft__value_array_trace(tracer, object);
        return;
    }
    if (UNLIKELY(type == NULL)) {
        return;
    }
    if (type != tracer->last_type) {
        tracer->last_type = type;
        mark(tracer, type);
    }
    TypeHead *head = (TypeHead *)(void *)type;
    if (head->trace != NULL && has_references(head, object)) {
        head->trace(tracer, object);
    }
}

static void rescan_object(Object *object, void *context)
{
    Tracer *tracer = context;
    if (tracer_is_marked(tracer, object)) {
        scan_object(tracer, object);
    }
}

/* Objects pass through a short queue between the stack and their scan, so that the prefetch of the
 * first line has time to arrive. */
enum { PREFETCHED = 8 };

static void drain_stack(Tracer *tracer)
{
    Object *queue[PREFETCHED] = {NULL};
    size_t at = 0;
    size_t queued = 0;
    while (tracer->count > 0 || queued > 0) {
        Object *next = NULL;
        if (LIKELY(tracer->count > 0)) {
            next = tracer->stack[--tracer->count];
            __builtin_prefetch(next);
            queued++;
        }
        Object *object = queue[at];
        queue[at] = next;
        at = (at + 1) % PREFETCHED;
        if (object != NULL) {
            queued--;
            scan_object(tracer, object);
        }
    }
}

void weft__tracer_drain(Tracer *tracer)
{
    drain_stack(tracer);
    while (UNLIKELY(tracer->overflowed)) {
        tracer->overflowed = false;
        /* Every marked object's children; each round marks at least one more, or ends. The walk
         * must see marked objects alone, so the marks stand for the cells not carved, too. */
        Heap *heap = tracer->heap;
        for (size_t number = 0; number < heap->top; number++) {
            Block *block = &heap->blocks[number];
            char *memory = block_memory(heap, number);
            if (block->state == BLOCK_LARGE) {
                rescan_object((Object *)(void *)memory, tracer);
            } else if (block->state == BLOCK_SMALL) {
                for (size_t cell = 0; cell < block->cell_count; cell++) {
                    rescan_object((Object *)(void *)(memory + cell * block->cell_bytes), tracer);
                    if (tracer->count > tracer->capacity / 2) {
                        drain_stack(tracer);
                    }
                }
            }
            drain_stack(tracer);
        }
    }
}

bool weft__object_is_marked(Runtime *runtime, const void *object)
{
    Heap *heap = runtime_core(runtime)->heap;
    size_t offset = (size_t)((const char *)object - heap->base);
    return offset >= heap->top << BLOCK_SHIFT || bit_is_set(heap->marks, offset / GRANULE);
}

/* ---- conservative roots ---- */

static NO_INLINE void mark_address(Tracer *tracer, uintptr_t word)
{
    Object *object = weft__blocks_find(tracer->heap, word, tracer->heap->allocated_bits);
    if (object != NULL) {
        mark(tracer, object);
    }
}

static READS_ANY_STACK void scan_words(Tracer *tracer, uintptr_t from, uintptr_t to)
{
    uintptr_t base = (uintptr_t)tracer->base;
    from = (from + sizeof(uintptr_t) - 1) & ~(uintptr_t)(sizeof(uintptr_t) - 1);
    for (uintptr_t at = from; at + sizeof(uintptr_t) <= to; at += sizeof(uintptr_t)) {
        uintptr_t word = *(const volatile uintptr_t *)at;
        if (word - base < tracer->span) {
            mark_address(tracer, word);
        }
    }
}

void weft__trace_words(Tracer *tracer, const void *from, const void *to)
{
    scan_words(tracer, (uintptr_t)from, (uintptr_t)to);
}

#if WEFT_ASAN
/* AddressSanitizer may keep locals in a stack of its own: follow the pointers to it. */
static READS_ANY_STACK void scan_fake_frames(Tracer *tracer, Thread *thread)
{
    if (thread->fake_stack == NULL) {
        return;
    }
    uintptr_t from = (uintptr_t)thread->native_top & ~(uintptr_t)(sizeof(uintptr_t) - 1);
    for (uintptr_t at = from; at < (uintptr_t)thread->native_base; at += sizeof(uintptr_t)) {
        uintptr_t word = *(const volatile uintptr_t *)at;
        void *begin = NULL;
        void *end = NULL;
        if (__asan_addr_is_in_fake_stack(thread->fake_stack, (void *)word, &begin, &end) != NULL) {
            scan_words(tracer, (uintptr_t)begin, (uintptr_t)end);
        }
    }
}
#endif

static void trace_thread(Thread *each, void *context)
{
    Tracer *tracer = context;
    if (tracer->heap->hooks.trace_thread != NULL) {
        tracer->heap->hooks.trace_thread(each, tracer);
    }
    scan_words(tracer, (uintptr_t)each->native_top, (uintptr_t)each->native_base);
#if WEFT_ASAN
    scan_fake_frames(tracer, each);
#endif
    weft__tracer_drain(tracer);
}

/* ---- before and after marking ---- */

/* Forgets the threads' free lists and collects their counters. Returns how many cells were in them. */
static uint64_t forget_free_lists(Heap *heap)
{
    uint64_t cells = 0;
    heap->allocators = 0;
    for (LocalHeap *local = heap->locals; local != NULL; local = local->next) {
        weft__heap_report(heap, local);
        heap->allocators += local->reported_bytes >= heap->allowance / 8;
        local->reported_bytes = 0;
        for (size_t class = 0; class < CLASS_COUNT; class++) {
            FreeCell *lists[2] = {class < SMALL_CLASSES ? local->head.free[class] : NULL,
                                  local->lists[class]};
            for (size_t i = 0; i < 2; i++) {
                for (FreeCell *cell = lists[i]; cell != NULL; cell = cell->next) {
                    cells++;
                }
            }
            if (class < SMALL_CLASSES) {
                local->head.free[class] = NULL;
            }
            local->lists[class] = NULL;
            local->current[class] = NO_BLOCK;
        }
    }
    return cells;
}

static void clear_marks(Heap *heap)
{
    for (size_t number = 0; number < heap->top; number++) {
        Block *block = &heap->blocks[number];
        uint64_t *marks = heap->marks + number * WORDS_PER_BLOCK;
        if (block->state == BLOCK_SMALL) {
            if (block->position < block->cell_count) {
                memcpy(heap->allocated_bits + number * WORDS_PER_BLOCK, marks,
                       WORDS_PER_BLOCK * sizeof *marks);
            }
            memset(marks, 0, WORDS_PER_BLOCK * sizeof *marks);
        } else if (block->state == BLOCK_LARGE) {
            marks[0] = 0;
        }
    }
}

/* Torture and AddressSanitizer: dead cells must not look like what they were. Where nothing was carved
 * since the last collection and the same cells live as then, the dead ones were scrubbed then. */
static void scrub_dead_cells(Heap *heap, size_t number)
{
    Block *block = &heap->blocks[number];
    const uint64_t *marks = heap->marks + number * WORDS_PER_BLOCK;
    const uint64_t *before = heap->allocated_bits + number * WORDS_PER_BLOCK;
    if (block->position == 0 && memcmp(marks, before, WORDS_PER_BLOCK * sizeof *marks) == 0) {
        return;
    }
    char *memory = block_memory(heap, number);
    for (size_t cell = 0; cell < block->cell_count; cell++, memory += block->cell_bytes) {
        if (!bit_is_set(heap->marks, (size_t)(memory - heap->base) / GRANULE)) {
            UNPOISON(memory, block->cell_bytes);
            memset(memory, 0xDB, block->cell_bytes);
            memset(memory, 0, sizeof(void *));
            POISON(memory + sizeof(FreeCell), block->cell_bytes - sizeof(FreeCell));
        }
    }
}

static uint32_t count_live(const Heap *heap, size_t number)
{
    const uint64_t *marks = heap->marks + number * WORDS_PER_BLOCK;
    uint32_t live = 0;
    for (size_t i = 0; i < WORDS_PER_BLOCK; i++) {
        if (marks[i] != 0) { /* in most blocks most are dead, and not every processor counts bits */
            live += (uint32_t)__builtin_popcountll(marks[i]);
        }
    }
    return live;
}

/* What a SMALL block becomes; returns the bytes that live in it. */
static uint64_t settle_small(Heap *heap, size_t number, uint32_t *last, bool scrub)
{
    Block *block = &heap->blocks[number];
    uint32_t live = count_live(heap, number);
    block->live = live;
    if (scrub && live != 0) {
        scrub_dead_cells(heap, number);
    }
    block->position = 0;
    block->fresh = false;
    if (live == 0) {
        POISON(block_memory(heap, number), BLOCK_BYTES);
        block->state = BLOCK_FREE;
        return 0;
    }
    block->next = NO_BLOCK;
    /* A block that is nearly full is not worth the walk over it. */
    if (live < block->cell_count - block->cell_count / 16) {
        uint32_t *link = last[block->size_class] == NO_BLOCK
                             ? &heap->available[block->size_class]
                             : &heap->blocks[last[block->size_class]].next;
        *link = (uint32_t)number;
        last[block->size_class] = (uint32_t)number;
    }
    return (uint64_t)live * block->cell_bytes;
}

/* Rebuilds all block lists from the marks, in rising address order. */
static void settle_blocks(Heap *heap, uint64_t *live_bytes, uint64_t *live_objects)
{
    bool scrub = WEFT_ASAN || weft__load_relaxed(&heap->torturing); /* edge: torture */
    uint32_t last[CLASS_COUNT];
    for (size_t i = 0; i < CLASS_COUNT; i++) {
        heap->available[i] = NO_BLOCK;
        last[i] = NO_BLOCK;
    }
    weft__blocks_reset_runs(heap);
    size_t run = 0; /* free blocks just below `number` */
    size_t next;
    for (size_t number = 0; number < heap->top; number = next) {
        Block *block = &heap->blocks[number];
        next = number + 1;
        if (block->state == BLOCK_SMALL) {
            *live_bytes += settle_small(heap, number, last, scrub);
            *live_objects += block->live;
        } else if (block->state == BLOCK_LARGE) {
            size_t count = block->run;
            next = number + count;
            if (heap->marks[number * WORDS_PER_BLOCK] & 1U) {
                *live_bytes += count << BLOCK_SHIFT;
                *live_objects += 1;
            } else {
                POISON(block_memory(heap, number), count << BLOCK_SHIFT);
                for (size_t i = 0; i < count; i++) {
                    heap->blocks[number + i].state = BLOCK_FREE;
                }
            }
        }
        if (block->state == BLOCK_FREE) {
            run += next - number;
        } else if (run > 0) {
            weft__blocks_add_run(heap, number - run, run);
            run = 0;
        }
    }
    heap->top -= run; /* what is free at the end was never used, as far as anybody can tell */
}

/* ---- a collection ---- */

typedef struct Collection {
    uint64_t seen;   /* collections when the decision was made */
    bool forced;     /* also when another thread collected since */
    size_t freed;    /* result: objects freed or queued */
} Collection;

static void mark_everything(Heap *heap, Thread *thread, Tracer *tracer)
{
    if (heap->hooks.trace_roots != NULL) {
        heap->hooks.trace_roots(heap->runtime, tracer);
    }
    weft__trace_object(tracer, heap->value_array_type);
    weft__trace_object(tracer, heap->byte_array_type);
    weft__finalizers_trace_queue(heap, tracer);
    weft__tracer_drain(tracer);
    weft__world_each_thread(thread, trace_thread, tracer);
}

/* Where allocation is so fast that collections take more than a 16th of the processor time, they
 * come less often; where they take less than a 100th, memory is worth more than time. */
static void adjust_allowance(Heap *heap, uint64_t started)
{
    uint64_t now = processor_nanoseconds();
    uint64_t took = now - started, since = started - heap->processor_before;
    if (took > since / 16 && heap->allowance < LARGEST_ALLOWANCE) {
        heap->allowance *= 2;
    } else if (took < since / 100 && heap->allowance > FIRST_THRESHOLD) {
        heap->allowance /= 2;
    }
    heap->processor_before = now;
}

/* How much may be allocated before the next collection. The least is each thread's own: a collection
 * stops all of them, so with n threads that allocate it must come n times as rarely in allocation to
 * come as rarely in time. */
static uint64_t pace(const Heap *heap, uint64_t live)
{
    uint64_t threads = heap->allocators < 1                 ? 1
                       : heap->allocators > MOST_ALLOCATORS ? MOST_ALLOCATORS
                                                            : heap->allocators;
    uint64_t least = heap->allowance * threads;
    uint64_t threshold = live > least ? live : least;
    if (weft__load_relaxed(&heap->disabled)) { /* edge: heap_counter */
        threshold = threshold * 4 > (uint64_t)256 << 20 ? threshold * 4 : (uint64_t)256 << 20;
    }
    return threshold;
}

static void set_pace(Heap *heap, uint64_t live)
{
    uint64_t threshold = pace(heap, live);
    weft__store_relaxed(&heap->threshold, threshold); /* edge: heap_counter */
    /* As much as will be allocated soon stays committed. */
    weft__blocks_trim(heap, (size_t)threshold + ((size_t)4 << 20));
}

static void note_peak(Heap *heap)
{
    uint64_t used = weft__load_relaxed(&heap->live_bytes) + weft__load_relaxed(&heap->allocated) +
                    weft__load_relaxed(&heap->external); /* edge: heap_counter */
    if (used > heap->peak_bytes) {
        heap->peak_bytes = used;
    }
}

static size_t collect_stopped(Heap *heap, Thread *thread)
{
    uint64_t started = processor_nanoseconds();
    uint64_t unused = forget_free_lists(heap);
    note_peak(heap);
    uint64_t objects = heap->live_objects + weft__load_relaxed(&heap->handed_cells) - unused;
    clear_marks(heap); /* edge: heap_counter */
    Tracer tracer;
    weft__tracer_init(&tracer, heap);
    mark_everything(heap, thread, &tracer);
    weft__weak_clear_dead(heap, &tracer);
    size_t queued = weft__finalizers_queue_dead(heap, &tracer);
    weft__weak_forget_swept(heap, &tracer);
    weft__release_dead(heap, &tracer);
    keep_mark_stack(&tracer);
    if (heap->hooks.before_sweep != NULL) {
        heap->hooks.before_sweep(heap->runtime);
    }
    uint64_t live_bytes = 0;
    uint64_t live_objects = 0;
    settle_blocks(heap, &live_bytes, &live_objects);
    heap->live_objects = live_objects;
    heap->collections++;
    heap->allocated_before += weft__load_relaxed(&heap->allocated); /* edge: heap_counter */
    weft__store_relaxed(&heap->live_bytes, live_bytes);             /* edge: heap_counter */
    weft__store_relaxed(&heap->allocated, (uint64_t)0);             /* edge: heap_counter */
    weft__store_relaxed(&heap->handed_cells, (uint64_t)0);          /* edge: heap_counter */
    weft__store_relaxed(&heap->external_new, (uint64_t)0);          /* edge: heap_counter */
    adjust_allowance(heap, started);
    set_pace(heap, live_bytes + weft__load_relaxed(&heap->external)); /* edge: heap_counter */
    if (!weft__queue_is_empty(heap)) {
        weft__thread_request(thread, POLL_FINALIZERS);
    }
    return (size_t)(objects - live_objects) + queued;
}

static void collect_spilled(Thread *thread, void *context)
{
    Collection *collection = context;
    Heap *heap = thread_heap(thread);
    uint64_t started = now_nanoseconds();
    weft__world_stop(thread);
    /* Waiting recorded a deeper frame that is gone by now; this one covers every caller. */
    thread->native_top = __builtin_frame_address(0);
    if (collection->forced || heap->collections == collection->seen) {
        collection->freed = collect_stopped(heap, thread);
        uint64_t took = now_nanoseconds() - started;
        heap->pause_nanoseconds += took;
        if (took > heap->longest_pause_nanoseconds) {
            heap->longest_pause_nanoseconds = took;
        }
    }
    weft__world_resume(thread);
}

size_t weft__collect(Thread *thread)
{
    if (thread->no_collect > 0) {
        return 0;
    }
    Collection collection = {0, true, 0};
    weft__with_spilled_registers(thread, collect_spilled, &collection);
    return collection.freed;
}

void weft__collect_unless_done(Thread *thread, uint64_t seen)
{
    if (thread->no_collect == 0) {
        Collection collection = {seen, false, 0};
        weft__with_spilled_registers(thread, collect_spilled, &collection);
    }
}

void weft__collect_when_due(Thread *thread)
{
    Heap *heap = thread_heap(thread);
    if (heap_is_due(heap)) {
        weft__collect_unless_done(thread, heap->collections);
    }
}

void weft__heap_install_world_hooks(Heap *heap)
{
    World *world = runtime_core(heap->runtime)->world;
    world->hooks.collect = weft__collect_when_due;
    world->hooks.run_finalizers = weft__run_finalizers;
}

void weft__collector_set_enabled(Thread *thread, bool enabled)
{
    Heap *heap = thread_heap(thread);
    weft__store_relaxed(&heap->disabled, enabled ? 0U : 1U); /* edge: heap_counter */
    uint64_t live = weft__load_relaxed(&heap->live_bytes);       /* edge: heap_counter */
    weft__store_relaxed(&heap->threshold, pace(heap, live)); /* edge: heap_counter */
}

bool weft__collector_enabled(Runtime *runtime)
{
    Heap *heap = runtime_core(runtime)->heap;
    return weft__load_relaxed(&heap->disabled) == 0; /* edge: heap_counter */
}
