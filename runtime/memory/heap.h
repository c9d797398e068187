/* heap.h - the tracing heap: allocation, tracing, weak references, finalizers, budget.
 *
 * Objects never move. A thread allocates from its own free lists without locks. Roots are: each
 * thread's native stack (scanned conservatively, interior pointers count), each thread's value
 * stack, Thread fields of type Value, the Runtime's tables, and host handles. Therefore C code
 * needs no rooting for values and object pointers that it holds in locals; memory from malloc is
 * NOT scanned: never keep the only reference to an object there.
 *
 * Any allocation may collect. Fresh memory is zeroed, and zeroed memory is always safe to trace
 * (a NULL pointer, or the int 0), so an object may be filled in any order.
 */
#ifndef WEFT_MEMORY_HEAP_H
#define WEFT_MEMORY_HEAP_H

#include "base/check.h"
#include "sync/thread.h"

/* struct Object, the 16 bytes at the start of every heap cell: sync/thread.h. */
enum {
    OBJECT_FINALIZED = 1,  /* its finalizer ran or is queued: never queued again */
    OBJECT_HAS_WEAKREF = 2, /* some weak reference may point to it */
    OBJECT_IMMORTAL = 4,
    OBJECT_INTERNED = 8,   /* str: in the intern table */
    OBJECT_FLAG_A = 16,    /* meaning by type */
    OBJECT_FLAG_B = 32,
    OBJECT_SHARED_HINT = 64,
};

/* --- Torture --- */
typedef struct Torture {
    uint64_t collect_every;  /* collect at every Nth allocation; 0 off */
    ATOMIC(int64_t) fail_at; /* counts down; the allocation that makes it 0 fails; <=0 off */
    size_t mark_stack_limit; /* entries after which the mark stack counts as full; 0 off */
} Torture;

typedef struct Tracer Tracer;

/* What every Type starts with, as far as this layer must know. */
typedef struct TypeHead {
    Object head;
    /* Visits all references of an object; NULL: none. Stopped world. Must not allocate. */
    void (*trace)(Tracer *tracer, Object *object);
    /* Frees what the object owns outside the heap once it is unreachable; NULL: nothing. Runs in a
     * stopped world; must not touch any other object. Instances must come from
     * weft__alloc_releasable (debug builds check). */
    void (*release)(Object *object);
    /* OBJECT_* flags: an object without one of them has no references, and a collection passes it by
     * without calling `trace`. 0: it is called for each. */
    uint8_t traced_with;
} TypeHead;

/* What the memory layer asks of the layers above it; filled by object/runtime.c. */
typedef struct HeapHooks {
    void (*trace_roots)(Runtime *runtime, Tracer *tracer);   /* stopped world */
    void (*trace_thread)(Thread *thread, Tracer *tracer);    /* value stack, Values of Thread */
    void (*before_sweep)(Runtime *runtime);                  /* stopped world: drop method caches */
    void (*raise_memory_error)(Thread *thread);              /* preallocated MemoryError */
    void (*run_finalizer)(Thread *thread, Object *object);   /* __del__; errors reported inside */
    void (*run_weak_callback)(Thread *thread, Object *weak_cell, Value callback);
} HeapHooks; /* a hook that is NULL does nothing */

Heap *weft__heap_new(Runtime *runtime, const HeapHooks *hooks, size_t byte_budget,
                     Torture *torture); /* budget 0: no limit. NULL: no memory */
/* `torture` is read while the heap lives. Collections may happen once a thread is attached; a
 * runtime that starts holds them off with Thread.no_collect until its types can be traced. */
void weft__heap_free(Heap *heap); /* frees every object without running Python finalizers */
/* The types of ValueArray and ByteArray; before the first of them is made. */
void weft__heap_set_array_types(Heap *heap, Type *value_array, Type *byte_array);
bool weft__heap_thread_attach(Thread *thread); /* fills thread->heap */
void weft__heap_thread_detach(Thread *thread);

/* A zeroed cell of `bytes` with header.type set; NULL with MemoryError pending when the budget,
 * the system or the torture switch says no. bytes includes the header. */
void *weft__alloc_slow(Thread *thread, size_t bytes, Type *type);
/* The same, but what is beyond the first `head` bytes may hold anything: the caller fills it before it
 * allocates again or comes to a safepoint, so that no collection reads it. */
void *weft__alloc_raw(Thread *thread, size_t bytes, size_t head, Type *type);
/* The same as weft__alloc_slow for types with `release`, which will be called for this object. */
void *weft__alloc_releasable(Thread *thread, size_t bytes, Type *type);
/* Changes the switches of a running heap (fail_at <= 0 and collect_every 0: off). */
void weft__heap_set_torture(Thread *thread, uint64_t collect_every, int64_t fail_at);

/* Allocation state of a thread: free lists by size class of 16 bytes up to SMALL_LIMIT. Cells in
 * these lists are zero but for `next`, so that taking one is a handful of instructions. */
enum { SIZE_STEP = 16, SMALL_LIMIT = 512, SMALL_CLASSES = SMALL_LIMIT / SIZE_STEP + 1 };
typedef struct FreeCell {
    Type *type;            /* NULL: that is how scanning tells a free cell */
    struct FreeCell *next; /* owner thread only */
} FreeCell;
struct ThreadHeap {
    FreeCell *free[SMALL_CLASSES]; /* owner thread, or stopped world */
};

#if WEFT_ASAN
#include <sanitizer/asan_interface.h>
#endif

static ALWAYS_INLINE void *weft__alloc(Thread *thread, size_t bytes, Type *type)
{
    WEFT_ASSERT(type == NULL || ((TypeHead *)(void *)type)->release == NULL);
    if (LIKELY(bytes <= SMALL_LIMIT)) {
        size_t size_class = (bytes + SIZE_STEP - 1) / SIZE_STEP;
        FreeCell *cell = thread->heap->free[size_class];
        if (LIKELY(cell != NULL)) {
#if WEFT_ASAN
            ASAN_UNPOISON_MEMORY_REGION(cell, size_class * SIZE_STEP);
#endif
            thread->heap->free[size_class] = cell->next;
            cell->next = NULL;
            cell->type = type;
            return cell;
        }
    }
    return weft__alloc_slow(thread, bytes, type);
}

/* A row of `count` atomic value slots, all EMPTY: storage of lists, dict tables, closures.
 * Its own heap cell. */
typedef struct ValueArray {
    Object head;             /* type: runtime's internal value_array type */
    ATOMIC(size_t) length;   /* slots in use, by the owner's rule */
    size_t capacity;         /* never changes */
    ATOMIC(Value) items[];
} ValueArray;
ValueArray *weft__value_array_new(Thread *thread, size_t capacity); /* NULL: MemoryError */
/* A row of `capacity` slots whose first `count`, its length, are copies. */
ValueArray *weft__value_array_copy(Thread *thread, const ATOMIC(Value) *from, size_t count,
                                   size_t capacity);
void weft__value_array_trace(Tracer *tracer, Object *array); /* TypeHead.trace of its type */

/* Raw bytes in the heap (not traced), freed when unreachable. NULL: MemoryError. */
typedef struct ByteArray {
    Object head;
    size_t capacity;
    unsigned char bytes[];
} ByteArray;
ByteArray *weft__byte_array_new(Thread *thread, size_t capacity);
ByteArray *weft__byte_array_raw(Thread *thread, size_t capacity); /* whose bytes may hold anything */

/* Accounting of memory that the heap does not own (GMP temporaries, file buffers): returns false
 * with MemoryError pending when the budget would be passed. Also use it to refuse absurd sizes. */
bool weft__budget_check(Thread *thread, size_t bytes);
void weft__budget_charge(Thread *thread, size_t bytes);
void weft__budget_release(Thread *thread, size_t bytes);

/* True: the torture switch lets this allocation outside the heap (malloc) fail; it counts like one
 * inside. Raises nothing. */
bool weft__native_refused(Thread *thread);

/* --- Tracing: called from Type.trace in a stopped world --- */
void weft__trace_object(Tracer *tracer, const void *object_or_null);
static ALWAYS_INLINE void weft__trace_value(Tracer *tracer, Value v)
{
    if (value_is_pointer(v)) {
        weft__trace_object(tracer, value_pointer(v));
    }
}
/* Values at [from, to), each taken as a word that may or may not be an object pointer, tagged or
 * not (frames on the value stack). */
void weft__trace_words(Tracer *tracer, const void *from, const void *to);

/* Values at [from, from + count). */
void weft__trace_values(Tracer *tracer, const ATOMIC(Value) *from, size_t count);
/* In before_sweep: false when the object is about to be swept (tables that hold weakly). */
bool weft__object_is_marked(Runtime *runtime, const void *object);

/* --- Collection --- */
/* Full collection; returns how many objects were freed or queued. The caller is inside. Finalizers
 * are queued, and run at the next safepoint poll. */
size_t weft__collect(Thread *thread);
/* gc.disable / gc.enable. Tracing is what frees any memory here, so disabling asks for rarer
 * collections (at the budget, or when much was allocated) rather than for none. */
void weft__collector_set_enabled(Thread *thread, bool enabled);
bool weft__collector_enabled(Runtime *runtime);
typedef struct HeapStatistics {
    uint64_t collections, pause_nanoseconds, longest_pause_nanoseconds;
    uint64_t live_bytes, live_objects, allocated_bytes, budget_bytes, peak_bytes;
} HeapStatistics;
void weft__heap_statistics(Thread *thread, HeapStatistics *out);
/* Visits every live object in a stopped world (gc.get_objects, gc.get_referrers). */
void weft__heap_each_object(Thread *thread, void (*visit)(Object *object, void *context),
                            void *context);
/* Calls visit for each object that `object` refers to (gc.get_referents). World stopped. */
void weft__each_referent(Thread *thread, Object *object,
                         void (*visit)(Object *referent, void *context), void *context);

/* --- Finalizers --- */
/* Registers an object whose Type.finalize must run once it is unreachable (a class with __del__,
 * a file, a suspended generator). False: MemoryError. */
bool weft__register_finalizer(Thread *thread, Object *object);
/* Runs what is queued (finalizers, weak reference callbacks); errors go to sys.unraisablehook. */
void weft__run_finalizers(Thread *thread);
/* At exit: queues every still registered finalizer, then runs them. */
void weft__finalize_all(Thread *thread);

/* --- Weak references --- */
/* The collector clears `target` of weak cells (objects of the runtime's weak types, whose first
 * field after the header is an ATOMIC(Value) target) when the target is unreachable, before its
 * finalizer is queued, and queues `callback` (second field; NONE or EMPTY: none) with the weak cell
 * as its argument. */
typedef enum WeakPlace { /* in the order in which a target's cells are listed */
    WEAK_SHARED_REFERENCE, /* at most one a target and type, as of the next; without callback */
    WEAK_SHARED_PROXY,
    WEAK_OWN, /* has a callback, or is of a subclass */
} WeakPlace;
typedef struct WeakCell {
    Object head;
    ATOMIC(Value) target; /* EMPTY once dead; written by the collector in a stopped world */
    Value callback;       /* never changes after creation, but cleared when queued */
    Value hash; /* EMPTY or the cached hash; owner: any thread, relaxed-equivalent value */
    struct WeakCell *next; /* of its bucket; its shard's mutex, or stopped world */
    WeakPlace place;       /* never changes after creation */
} WeakCell;
/* Once after creation. The cell to use: this one, or the shared one that was there before it. NULL:
 * MemoryError. */
WeakCell *weft__register_weak(Thread *thread, WeakCell *cell);
/* The shared cell of this exact type, or NULL. The caller holds the target. */
WeakCell *weft__weak_find(Thread *thread, Object *target, const Type *type);
/* How many cells refer to the target, of which the first `capacity` are stored (weakref.getweakrefs):
 * `into` stands in the heap or on the stack, where the collector sees them. */
size_t weft__weak_list(Thread *thread, Object *target, Value *into, size_t capacity);

#endif
