/* thread.h - the per-thread state, the world of threads, and safepoints.
 *
 * A Thread is the handle that almost every function takes first. A thread is *inside* the world
 * while it touches values, and *outside* while it may block (rule R8). The world is *stopped* when
 * every other thread is at a safepoint or outside; only the stopper runs then.
 *
 * Safepoints: weft__poll (loop back edges, calls), allocation slow paths, and weft__world_enter.
 * At a safepoint the thread spills its registers, so its native stack can be scanned from the
 * recorded stack pointer to its base.
 */
#ifndef WEFT_SYNC_THREAD_H
#define WEFT_SYNC_THREAD_H

#include <pthread.h>

#include "base/value.h"
#include "sync/atomic.h"

typedef struct Runtime Runtime;
typedef struct Thread Thread;
typedef struct Frame Frame;
typedef struct Type Type;
typedef struct World World;
typedef struct ThreadHeap ThreadHeap;
typedef struct MethodCacheEntry MethodCacheEntry;
typedef struct ExceptionState ExceptionState;
typedef struct Heap Heap;

/* What the sync and memory layers use of a Runtime: its first fields (object/runtime.h). All are
 * set before the first thread attaches, and do not change. */
#define RUNTIME_CORE_FIELDS                                                                    \
    World *world;              /* weft__world_new */                                           \
    Heap *heap;                /* weft__heap_new */                                            \
    size_t value_stack_bytes;  /* size of each thread's value stack; 0: the default, 64 MB */
typedef struct RuntimeCore {
    RUNTIME_CORE_FIELDS
} RuntimeCore;
static ALWAYS_INLINE RuntimeCore *runtime_core(Runtime *runtime)
{
    return (RuntimeCore *)(void *)runtime;
}

/* 16 bytes at the start of every heap cell. */
struct Object {
    Type *type;              /* changes in a stopped world only (__class__) */
    ATOMIC(uint8_t) lock;    /* the object lock; edge: object_lock */
    ATOMIC(uint8_t) flags;   /* OBJECT_*; edge: object_flags */
    uint16_t slot_words;     /* instances: size of the object in 8-byte words incl. header, the
                                bound for attribute slot offsets; 0 for others; never changes */
    ATOMIC(uint32_t) aux;    /* meaning by type (hash of a str, length of a tuple, ...) */
};

/* Bits of Thread.poll: a non-zero word takes the slow path at the next safepoint. */
enum {
    POLL_STOP = 1,       /* somebody stops the world */
    POLL_INTERRUPT = 2,  /* Ctrl-C or a host's interrupt: raise KeyboardInterrupt in this thread */
    POLL_FINALIZERS = 4, /* finalizers and weak reference callbacks wait in the queue */
    POLL_EXIT = 8,       /* the runtime ends, or the host stops the thread: unwind it silently */
    POLL_COLLECT = 16,   /* the byte threshold was passed: collect at this safepoint */
    POLL_ASYNC = 32,     /* an exception was sent to this thread */
    POLL_OBSERVE = 64,   /* stays set while the thread has a trace or profile function (observe.c) */
    POLL_SIGNAL = 128,   /* signals with handlers in Python have come: main thread */
};

/* What is being handled: the innermost `except` block's exception; a chain through generators. */
struct ExceptionState {
    Value exception; /* owner thread only; EMPTY or an exception */
    ExceptionState *previous;
};

struct Thread {
    /* --- hot in the interpreter: owner thread only unless said --- */
    ATOMIC(uint32_t) poll; /* any thread sets bits; edge: poll_word */
    int32_t recursion_left; /* Python calls still allowed before RecursionError */
    Frame *frame;           /* innermost Python frame */
    Value exception;        /* pending exception, EMPTY when none */
    ExceptionState *handled; /* what `except` blocks are handling */
    Value *stack_limit;     /* end of the value stack */
    Value *stack_base;
    Value *stack_top;       /* first free word above the innermost frame */
    Type *immediate_types[8]; /* type by tag; [2] is NULL (constants) */
    Runtime *runtime;       /* never changes */
    ThreadHeap *heap;       /* allocation state; owner thread, or stopped world */
    MethodCacheEntry *method_cache; /* owner thread, or stopped world */

    /* --- native stack --- */
    char *native_base;   /* highest address of this thread's native stack */
    char *native_limit;  /* below this address C recursion raises RecursionError */
    char *native_top;    /* stack pointer at the safepoint or when going outside */

    /* --- world: guarded by the world's mutex unless said --- */
    ATOMIC(uint32_t) state; /* THREAD_*; edge: thread_state */
    Thread *next;
    Thread *previous;
    uint64_t id;            /* never reused within a runtime; 1 is the main thread */
    pthread_t native_thread;
    Value thread_object;    /* the threading.Thread, or EMPTY; owner thread only */
    Value async_exception;  /* world mutex: exception sent by another thread */
    bool is_main;
    bool unwinding_for_exit; /* owner thread only: POLL_EXIT was seen */
    uint32_t no_collect;     /* owner thread only: > 0 while collections must wait */
    uint32_t uses_reserve;   /* owner thread only: > 0 while it tells an error that nobody caught, or ends
                              * the program: the heap grants it memory beyond the budget */
    /* --- observers (interpret/observe.c), owner thread only --- */
    Value trace_function, profile_function; /* EMPTY: none */
    bool observed;      /* one of the two is there */
    uint32_t observing; /* > 0 while an observer runs */
    Value async_first, async_finalizer; /* sys.set_asyncgen_hooks; EMPTY: none; owner thread only */
    Value repr_active; /* list of objects whose repr is running, or EMPTY; owner thread only */

    /* --- statistics, owner thread only; read when the world is stopped --- */
    uint64_t *statistics; /* by counter number of interpret/statistics.def */
    void *interpreter;    /* owned by the interpret layer */

    /* --- locks held, for the rank check of debug builds; owner thread only --- */
    struct HeldLock {
        const void *lock;
        uint32_t rank;
    } held[8];
    uint32_t held_count;

    /* --- object locks held; owner thread, or stopped world --- */
    bool alone;            /* the only thread attached: object locks are only noted, in `objects` */
    uint32_t objects_held; /* how many object locks, noted or real */
    Object *objects[4];    /* those, innermost last */

    void *fake_stack;     /* AddressSanitizer's stack of locals, recorded with native_top */
    uint64_t lock_waits;  /* owner thread only: object and runtime locks that had to wait */
    void *host;           /* owned by the embed layer; owner thread only */
    bool running_finalizers; /* owner thread only: no nested draining of the queue */
};

enum {
    THREAD_OUTSIDE = 0,
    THREAD_INSIDE = 1,
    THREAD_STOPPED = 2, /* waits at a safepoint for the world to go on */
};

/* What upper layers do at a safepoint; each may be NULL. Called inside the world, no lock held. */
typedef struct WorldHooks {
    /* Some of POLL_INTERRUPT, POLL_ASYNC, POLL_EXIT, POLL_SIGNAL, already cleared from the thread's poll word.
     * False: an exception is pending now. */
    bool (*on_poll)(Thread *thread, uint32_t bits);
    void (*collect)(Thread *thread);        /* POLL_COLLECT; installed by the memory layer */
    void (*run_finalizers)(Thread *thread); /* POLL_FINALIZERS; installed by the memory layer */
} WorldHooks;

/* Creation of the world (one per runtime), attach and detach. Order at start: world_new, heap_new
 * (which fills the memory layer's hooks), thread_attach, heap_thread_attach; detach in reverse.
 * weft__thread_attach makes the calling native thread part of the world, inside; waits while the
 * world is stopped. native_base NULL: the system is asked for the stack's bounds. The first thread
 * is the main thread. NULL: no memory. */
World *weft__world_new(Runtime *runtime);
void weft__world_free(World *world); /* no thread may be attached */
void weft__world_set_on_poll(World *world, bool (*on_poll)(Thread *thread, uint32_t bits));
Thread *weft__thread_attach(Runtime *runtime, char *native_base, size_t native_size);
void weft__thread_detach(Thread *thread);

/* Safepoint. Cheap when poll is 0. False: an exception is now pending (interrupt, exit). */
bool weft__poll_slow(Thread *thread);
static ALWAYS_INLINE bool weft__poll(Thread *thread)
{
    /* edge: poll_word */
    return LIKELY(weft__load_relaxed(&thread->poll) == 0) || weft__poll_slow(thread);
}

/* Runs fn(context) outside the world: fn may block, and must not touch values or the heap.
 * Registers are spilled first, so values held by callers stay alive. */
void weft__run_outside(Thread *thread, void (*fn)(void *context), void *context);

/* The same in two halves, for hosts that leave the runtime between calls: only values that frames
 * older than the caller's hold in memory, and handles, are roots until weft__world_enter returns.
 * Entering waits while the world is stopped. */
void weft__world_leave(Thread *thread);
void weft__world_enter(Thread *thread);

/* Runs fn(thread, context) with the registers spilled and native_top set: whatever scans this
 * thread's stack while fn runs sees all values that callers hold. fn stays inside. */
void weft__with_spilled_registers(Thread *thread, void (*fn)(Thread *thread, void *context),
                                  void *context);

/* Parks when somebody stops the world; does nothing else. For long loops in C and for the
 * allocator. */
void weft__safepoint_slow(Thread *thread);
static ALWAYS_INLINE void weft__safepoint(Thread *thread)
{
    if (UNLIKELY(weft__load_relaxed(&thread->poll) & POLL_STOP)) { /* edge: poll_word */
        weft__safepoint_slow(thread);
    }
}

/* Stops every other thread of the runtime; nests in the same thread. No allocation, no user code,
 * no lock of lower rank may be taken between stop and resume. Several stoppers queue up. */
void weft__world_stop(Thread *thread);
void weft__world_resume(Thread *thread);
bool weft__world_is_stopped_by(Thread *thread);

/* Visits every thread; world stopped by the caller. */
void weft__world_each_thread(Thread *thread, void (*visit)(Thread *each, void *context),
                             void *context);
/* Sets poll bits of one thread (must be alive) or of all threads but `except` (may be NULL). */
void weft__thread_request(Thread *target, uint32_t bits);
void weft__world_request_all(Runtime *runtime, uint32_t bits, Thread *except);
/* Sets bits of the thread with this id (and, when not EMPTY, its async_exception, which must be
 * reachable otherwise until then). False: no such thread. */
bool weft__world_request_id(Runtime *runtime, uint64_t id, uint32_t bits, Value async_exception);
/* Takes what weft__world_request_id left: EMPTY when nothing. */
Value weft__thread_take_async(Thread *thread);

/* At exit: waits outside until no other thread is attached, or for so long. True: alone. */
bool weft__world_wait_alone(Thread *thread, uint64_t milliseconds);
size_t weft__world_thread_count(Runtime *runtime);
bool weft__world_has_thread(Runtime *runtime, uint64_t id); /* that is attached */
typedef struct WorldStatistics {
    uint64_t stops;               /* how often the world was stopped */
    uint64_t longest_stop_nanoseconds; /* from the request until all had parked */
    uint64_t lock_waits;          /* object and runtime locks that had to wait, all threads */
} WorldStatistics;
void weft__world_statistics(Thread *thread, WorldStatistics *out);

/* C recursion guard: false (and RecursionError pending) when little native stack is left. */
bool weft__native_stack_low(Thread *thread);
void weft__raise_recursion(Thread *thread, const char *where); /* where: "" or " in comparison" */
static ALWAYS_INLINE bool weft__enter_native(Thread *thread, const char *where)
{
    if (UNLIKELY((char *)__builtin_frame_address(0) < thread->native_limit)) {
        weft__raise_recursion(thread, where);
        return false;
    }
    return true;
}

/* For recursion through containers (comparison, repr, isinstance, JSON): counts like a Python call, so
 * that a deep one ends at sys.getrecursionlimit(). Each call that returned true is paired with leave. */
static ALWAYS_INLINE bool weft__enter_recursion(Thread *thread, const char *where)
{
    if (UNLIKELY(thread->recursion_left <= 0)) {
        weft__raise_recursion(thread, where);
        return false;
    }
    if (UNLIKELY(!weft__enter_native(thread, where))) {
        return false;
    }
    thread->recursion_left--;
    return true;
}
static ALWAYS_INLINE void weft__leave_recursion(Thread *thread) { thread->recursion_left++; }

/* One-byte lock in an object's header (rule R8: the wait is outside the world). Not recursive.
 * Held for short, allocation allowed, no user code (rule R9). Two-object form orders by address
 * and locks once when both are the same. Unlock in reverse order.
 *
 * While only one thread is attached, its locks are only noted in the thread; when a second one
 * attaches, it stops the first and makes those that are held real (sync/world.c). */
void weft__lock_object_slow(Thread *thread, Object *object);
void weft__unlock_object_slow(Thread *thread, Object *object);
static ALWAYS_INLINE void weft__lock_object(Thread *thread, Object *object)
{
#ifdef NDEBUG
    if (LIKELY(thread->alone)) {
        thread->objects[thread->objects_held++ & 3U] = object;
        return;
    }
#endif
    weft__lock_object_slow(thread, object);
}
static ALWAYS_INLINE void weft__unlock_object(Thread *thread, Object *object)
{
#ifdef NDEBUG
    if (LIKELY(thread->alone)) {
        thread->objects_held--;
        return;
    }
#endif
    weft__unlock_object_slow(thread, object);
}
void weft__lock_two_objects(Thread *thread, Object *a, Object *b);
void weft__unlock_two_objects(Thread *thread, Object *a, Object *b);

/* A mutex with a rank (sync/lock_ranks.def) for runtime structures; waiting is done outside the
 * world. Recursive when the table says so. Debug builds check ranks. */
typedef struct RuntimeLock {
    ATOMIC(Thread *) owner;   /* NULL: free; taken by compare-exchange; edge: runtime_lock_owner */
    ATOMIC(uint32_t) waiters; /* who waits on `released`; mutex; edge: runtime_lock_waiters */
    uint32_t depth;           /* owner only */
    uint32_t rank;            /* never changes */
    pthread_mutex_t mutex;    /* guards the wait alone, never held by an owner */
    pthread_cond_t released;
} RuntimeLock;
void weft__runtime_lock_init(RuntimeLock *lock, uint32_t rank);
void weft__runtime_lock_destroy(RuntimeLock *lock);
void weft__runtime_lock(Thread *thread, RuntimeLock *lock);
void weft__runtime_unlock(Thread *thread, RuntimeLock *lock);

/* Rule R9: user code runs with no lock held. For assertions; true where ranks are not checked. */
bool weft__no_locks_held(const Thread *thread);

/* Lock ranks: a thread takes locks in rising rank only. */
#define RANK(name, rank, recursive, protects) RANK_##name = rank,
enum LockRank {
#include "sync/lock_ranks.def"
};
#undef RANK

#endif
