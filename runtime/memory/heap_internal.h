/* heap_internal.h - the heap's own state, shared by the files of this layer alone.
 *
 * One reserve of address space is cut into blocks of 64 KB. A block holds cells of one size class,
 * or is part of a large object, or is free. Beside the reserve stand two side tables: one Block per
 * block, and bitmaps with one bit per 16 bytes (the smallest cell).
 *
 * The rule that says which cells of a SMALL block are objects, at any safepoint:
 *     cell number <  block.position:  its first word (the type) is not NULL;
 *     cell number >= block.position:  its mark bit of the last collection is set.
 * A fresh block has position 0 and no marks. Allocation carves cells from `position` upwards and
 * skips marked ones, so fresh and half-empty blocks are the same thing, and a collection never
 * visits dead cells: it sets position back to 0 and leaves the new marks to tell.
 *
 * Locks: Heap.mutex (rank HEAP) guards block lists and runs; Heap.queue_mutex (rank FINALIZER) the
 * queue of finalizers. Both are held for short, never across a safepoint, and never nest.
 */
#ifndef WEFT_MEMORY_HEAP_INTERNAL_H
#define WEFT_MEMORY_HEAP_INTERNAL_H

#include "memory/heap.h"

#if WEFT_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION((p), (n))
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
#else
#define POISON(p, n) ((void)0)
#define UNPOISON(p, n) ((void)0)
#endif

enum {
    BLOCK_SHIFT = 16,
    BLOCK_BYTES = 1 << BLOCK_SHIFT,
    GRANULE = 16,
    GRANULES_PER_BLOCK = BLOCK_BYTES / GRANULE,
    WORDS_PER_BLOCK = GRANULES_PER_BLOCK / 64, /* of a bitmap */
    MEDIUM_CLASSES = 19,
    CLASS_COUNT = SMALL_CLASSES + MEDIUM_CLASSES,
    MEDIUM_LIMIT = 32768,
    RUN_BINS = 65,         /* runs of 1 .. 64 blocks, and one bin for longer ones */
    REFILL_BYTES = 4096,   /* cells carved at a time */
    PENDING_BYTES = 32768, /* a thread reports what it was given when it is as much, since all threads
                              write these counters */
    MOST_ALLOCATORS = 16,  /* that count in the pace of collections */
    EMERGENCY_BYTES = 256 << 10, /* beyond the budget while an exception is pending */
    RESERVE_BYTES = 1 << 20      /* beyond the budget for a thread with uses_reserve */
};
#define NO_BLOCK UINT32_MAX

enum BlockState {
    BLOCK_FREE = 0, /* in a free run, or above Heap.top and never used */
    BLOCK_SMALL,    /* cells of one class */
    BLOCK_LARGE,    /* first block of a large object */
    BLOCK_TAIL      /* further block of a large object; `run` is the number of the first */
};

/* Heap.mutex, or stopped world; position also by the thread whose current block it is. */
typedef struct Block {
    uint8_t state;       /* BlockState */
    uint8_t size_class;
    bool dirty;          /* free: the memory may hold something else than zeros */
    bool fresh;          /* SMALL: never allocated from beyond `position`, so zero there */
    uint32_t cell_bytes;
    uint32_t cell_count;
    uint32_t position;   /* see the top of the file */
    uint32_t reciprocal; /* cell number = offset * reciprocal >> 32 */
    uint32_t next;       /* in Heap.available or a bin of runs; NO_BLOCK ends */
    uint32_t run;        /* free run or large object, in its first block: how many blocks */
    uint32_t live;       /* objects found by the last collection */
} Block;

typedef struct PointerList {
    void **items;
    size_t count, capacity;
} PointerList;

/* What one thread allocates with. Outlives its thread: the next one to attach takes it over, so
 * that nothing registered here can get lost. Owner thread, or stopped world. */
typedef struct LocalHeap {
    _Alignas(128) ThreadHeap head; /* must stay first; no cache line belongs to two threads, nor do
                                      two that the processor fetches together */
    FreeCell *lists[CLASS_COUNT];  /* medium classes; in torture mode all classes */
    uint32_t current[CLASS_COUNT]; /* block being carved, or NO_BLOCK */
    PointerList finalizers;        /* objects registered for finalization */
    PointerList weak_cells;
    PointerList releasable;        /* objects whose type has `release` */
    uint64_t pending_bytes, pending_cells; /* given to the thread, not yet in the heap's counters */
    uint64_t reported_bytes;       /* in the heap's counters since the last collection */
    struct LocalHeap *next;        /* never changes once linked */
    bool in_use;                   /* Heap.mutex */
} LocalHeap;

/* The weak cells whose targets hash here, by target (weak.c). */
typedef struct WeakShard {
    _Alignas(64) pthread_mutex_t mutex; /* guards the rest, outside collections */
    WeakCell **buckets;
    size_t capacity, count; /* buckets, a power of two or 0; cells */
} WeakShard;
enum { WEAK_SHARDS = 16 };

typedef struct QueueItem {
    Object *object;  /* to finalize, or the weak cell */
    Value callback;  /* EMPTY: finalize */
} QueueItem;

struct Heap {
    char *base;                /* the reserve; never changes, as all down to `hooks` */
    size_t reserved_blocks;
    Block *blocks;
    uint64_t *marks;           /* bit per granule; stopped world, and readers of a carved block */
    uint64_t *allocated_bits;  /* during a collection: the old marks of blocks not fully carved */
    char *tables;              /* the mapping that holds the three above */
    size_t tables_bytes;
    Runtime *runtime;
    HeapHooks hooks;
    size_t budget;             /* 0: none */
    Torture *torture;
    Type *value_array_type, *byte_array_type; /* set while the runtime starts */
    uint8_t medium_class[MEDIUM_LIMIT / 128]; /* first class worth trying, by (bytes - 1) / 128 */
    ATOMIC(uint32_t) torturing; /* free lists are hidden: each allocation is slow; edge: torture */

    /* What threads write as they allocate stands on cache lines of its own, apart from what they
     * read all the time. */
    _Alignas(64) pthread_mutex_t mutex; /* guards what follows, down to the counters */
    size_t top;                /* blocks ever used; those from here on are untouched */
    size_t committed;          /* blocks that may be read and written */
    uint32_t available[CLASS_COUNT]; /* blocks with cells to carve */
    uint32_t runs[RUN_BINS];   /* free runs by length */
    LocalHeap *locals;         /* all; new ones in front */

    _Alignas(64) ATOMIC(uint64_t) allocated; /* bytes given to threads since the last
                                                collection; edge: heap_counter */
    ATOMIC(uint64_t) handed_cells; /* cells, likewise; edge: heap_counter */
    ATOMIC(uint64_t) external;     /* bytes charged; edge: heap_counter */
    ATOMIC(uint64_t) external_new; /* charged since the last collection; edge: heap_counter */
    ATOMIC(uint64_t) threshold; /* of allocated + external_new: collect; edge: heap_counter */
    ATOMIC(uint64_t) live_bytes;   /* after the last collection; edge: heap_counter */
    ATOMIC(uint64_t) torture_count; /* allocations seen; edge: heap_counter */
    ATOMIC(uint32_t) disabled;     /* gc.disable(); edge: heap_counter */

    _Alignas(64) uint64_t live_objects;     /* stopped world, as all down to the queue */
    uint64_t collections, pause_nanoseconds, longest_pause_nanoseconds;
    uint64_t allocated_before; /* bytes given out before the last collection */
    uint64_t peak_bytes;
    uint64_t allowance;        /* least allocation of a thread between two collections, by what they cost */
    uint64_t allocators;       /* threads that had a share in what was allocated before the last one */
    uint64_t processor_before; /* processor time of the process after the last collection */
    Object **mark_stack;       /* kept between collections while small */
    size_t mark_stack_capacity;

    WeakShard weak_shards[WEAK_SHARDS];
    pthread_mutex_t queue_mutex; /* guards the queue */
    QueueItem *queue;          /* ring */
    size_t queue_head, queue_count, queue_capacity;
};

struct Tracer {
    Heap *heap;
    char *base;
    size_t span;             /* bytes of the reserve that are in use */
    uint64_t *marks;
    Object **stack;
    size_t count, capacity;  /* of the mark stack */
    size_t limit;            /* torture: pretend that it cannot grow beyond this; 0 off */
    bool overflowed;         /* a marked object could not be pushed: rescan the heap */
    Type *last_type;         /* marked lately: most objects share it with their predecessor */
    void (*visit)(Object *object, void *context); /* weft__each_referent: instead of marking */
    void *visit_context;
};

/* ---- blocks.c ---- */
bool weft__blocks_init(Heap *heap);
void weft__blocks_free(Heap *heap);
/* A run of `count` free blocks, with Heap.mutex held; NO_BLOCK: none and no room to grow. */
uint32_t weft__blocks_take(Heap *heap, size_t count);
/* Stopped world: forgets all free runs; then runs are given back in rising order. */
void weft__blocks_reset_runs(Heap *heap);
void weft__blocks_add_run(Heap *heap, size_t first, size_t count);
/* Gives memory of free runs back to the system, from the top, until at most `keep` bytes of free
 * memory are dirty. Stopped world. */
void weft__blocks_trim(Heap *heap, size_t keep);
/* The object that contains this address, or NULL: interior pointers count. `unswept` are the bits
 * that stand for cells not carved yet: marks outside a collection, allocated_bits in one. */
Object *weft__blocks_find(Heap *heap, uintptr_t address, const uint64_t *unswept);
/* Visits all objects; the world is stopped. */
void weft__blocks_each(Heap *heap, const uint64_t *unswept,
                       void (*visit)(Object *object, void *context), void *context);

static ALWAYS_INLINE char *block_memory(const Heap *heap, size_t number)
{
    return heap->base + (number << BLOCK_SHIFT);
}
static ALWAYS_INLINE bool bit_is_set(const uint64_t *bits, size_t granule)
{
    return (bits[granule >> 6] >> (granule & 63U)) & 1U;
}

/* ---- heap.c ---- */
extern const uint16_t weft__medium_sizes[MEDIUM_CLASSES];
static ALWAYS_INLINE size_t class_bytes(size_t size_class)
{
    return size_class < SMALL_CLASSES ? size_class * SIZE_STEP
                                      : weft__medium_sizes[size_class - SMALL_CLASSES];
}
/* Adds what the thread was given to the heap's counters; owner thread, or stopped world. */
void weft__heap_report(Heap *heap, LocalHeap *local);
/* True when `bytes` more would pass the budget. */
bool weft__heap_over_budget(Heap *heap, Thread *thread, size_t bytes);
bool weft__pointer_list_reserve(PointerList *list);
static ALWAYS_INLINE LocalHeap *local_heap(Thread *thread)
{
    return (LocalHeap *)(void *)thread->heap;
}
static ALWAYS_INLINE Heap *thread_heap(Thread *thread)
{
    return runtime_core(thread->runtime)->heap;
}
static ALWAYS_INLINE bool heap_is_due(Heap *heap)
{
    return weft__load_relaxed(&heap->allocated) + weft__load_relaxed(&heap->external_new) >=
           weft__load_relaxed(&heap->threshold); /* edge: heap_counter */
}

/* ---- collector.c ---- */
/* Allocation before the first collection, and the least of each thread that allocates between two;
 * the least grows up to the second figure while collections take more than their share of the time. */
#define FIRST_THRESHOLD ((uint64_t)8 << 20)
#define LARGEST_ALLOWANCE ((uint64_t)16 << 20)
void weft__heap_install_world_hooks(Heap *heap);
/* The collection that pacing asked for. */
void weft__collect_when_due(Thread *thread);
void weft__mark_stack_free(Heap *heap);
/* A collection unless another thread made one after `seen` of them. */
void weft__collect_unless_done(Thread *thread, uint64_t seen);
void weft__tracer_init(Tracer *tracer, Heap *heap);
void weft__tracer_drain(Tracer *tracer);
static ALWAYS_INLINE bool tracer_is_marked(const Tracer *tracer, const void *object)
{
    size_t offset = (size_t)((const char *)object - tracer->base);
    return offset >= tracer->span || bit_is_set(tracer->marks, offset / GRANULE);
}

/* ---- finalizers.c and weak.c: steps of a collection, in a stopped world ---- */
void weft__weak_table_init(Heap *heap);
void weft__weak_table_free(Heap *heap);
void weft__weak_clear_dead(Heap *heap, Tracer *tracer);   /* before finalizers are queued */
void weft__weak_forget_swept(Heap *heap, Tracer *tracer); /* after all marking */
size_t weft__finalizers_queue_dead(Heap *heap, Tracer *tracer);
void weft__finalizers_trace_queue(Heap *heap, Tracer *tracer);
bool weft__queue_push(Heap *heap, Object *object, Value callback); /* false: no memory */
void weft__release_dead(Heap *heap, Tracer *tracer);
void weft__release_all(Heap *heap); /* when the heap ends */
bool weft__queue_is_empty(Heap *heap);

#endif
