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

/* Bits of Thread.poll: a non-zero word takes the slow path at the next safepoint. */
enum {
    POLL_STOP = 1,       /* somebody stops the world */
    POLL_INTERRUPT = 2,  /* Ctrl-C or a host's interrupt: raise KeyboardInterrupt (main thread) */
    POLL_FINALIZERS = 4, /* finalizers and weak reference callbacks wait in the queue */
    POLL_EXIT = 8,       /* the runtime ends: unwind this thread silently */
    POLL_COLLECT = 16,   /* the byte threshold was passed: collect at this safepoint */
    POLL_ASYNC = 32,     /* an exception was sent to this thread */
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
    Value locals;           /* dict of threading.local data, or EMPTY; owner thread only */
    Value async_exception;  /* world mutex: exception sent by another thread */
    bool is_main;
    bool unwinding_for_exit; /* owner thread only: POLL_EXIT was seen */
    uint32_t no_collect;     /* owner thread only: > 0 while collections must wait */
    uint32_t repr_depth;     /* owner thread only */
    Value repr_active;       /* list of objects whose repr is running, or EMPTY; owner thread only */

    /* --- statistics, owner thread only; read when the world is stopped --- */
    uint64_t *statistics; /* by counter number of interpret/statistics.def */
    void *interpreter;    /* owned by the interpret layer */
};

enum {
    THREAD_OUTSIDE = 0,
    THREAD_INSIDE = 1,
    THREAD_STOPPED = 2, /* waits at a safepoint for the world to go on */
};

/* Creation of the world (one per runtime), attach and detach.
 * weft__thread_attach makes the calling native thread part of the world, inside. NULL: no memory. */
World *weft__world_new(Runtime *runtime);
void weft__world_free(World *world);
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

/* One-byte lock in an object's header (rule R8: the wait is outside the world). Not recursive.
 * Held for short, allocation allowed, no user code (rule R9). Two-object form orders by address
 * and locks once when both are the same. */
void weft__lock_object(Thread *thread, Object *object);
void weft__unlock_object(Thread *thread, Object *object);
void weft__lock_two_objects(Thread *thread, Object *a, Object *b);
void weft__unlock_two_objects(Thread *thread, Object *a, Object *b);

/* A mutex with a rank (sync/lock_ranks.def) for runtime structures; waiting is done outside the
 * world. Recursive when the table says so. Debug builds check ranks. */
typedef struct RuntimeLock {
    pthread_mutex_t mutex;
    ATOMIC(Thread *) owner; /* edge: runtime_lock_owner */
    uint32_t depth;         /* owner only */
    uint32_t rank;          /* never changes */
} RuntimeLock;
void weft__runtime_lock_init(RuntimeLock *lock, uint32_t rank);
void weft__runtime_lock_destroy(RuntimeLock *lock);
void weft__runtime_lock(Thread *thread, RuntimeLock *lock);
void weft__runtime_unlock(Thread *thread, RuntimeLock *lock);

/* Lock ranks: a thread takes locks in rising rank only. */
#define RANK(name, rank, recursive, protects) RANK_##name = rank,
enum LockRank {
#include "sync/lock_ranks.def"
};
#undef RANK

#endif
