/* host.h - what the files of the embedding interface (include/weft/weft.h) share.
 *
 * A host's code always runs outside the world (rule R8): between calls, and inside native functions.
 * So it may block, and each function of the interface enters the world, works, and leaves it again:
 * weft__host_enter, then one of the weft__host_leave functions, which also keep a pending exception as
 * the thread's error.
 */
#ifndef WEFT_EMBED_HOST_H
#define WEFT_EMBED_HOST_H

#include "modules/lifecycle.h"
#include "weft/weft.h"

typedef struct WeftRuntime WeftRuntime;

/* A place for one handle. A slot that is free is on the list of one thread, or of the runtime. */
typedef struct HandleSlot {
    ATOMIC(WeftValue) key; /* the handle, 0 when free; edge: host_handle */
    ATOMIC(Value) value;   /* root; EMPTY when free; written before the key; edge: host_handle */
    uint32_t generation;   /* whoever has the slot: of the last handle; never comes back */
    struct HandleSlot *next; /* whoever has the slot, while it is free */
} HandleSlot;

/* A handle is tag (16 bits, of its runtime) | generation (20) | number of the slot (28). */
enum { HANDLE_NUMBER_BITS = 28, HANDLE_GENERATION_BITS = 20, HANDLE_FIRST_CHUNK = 64,
       HANDLE_CHUNKS = HANDLE_NUMBER_BITS - 6 };

struct WeftThread {
    WeftRuntime *owner;    /* these three never change */
    Thread *t;
    pthread_t native;
    WeftThread *next, *previous; /* handles lock; the list of the runtime */
    HandleSlot *free;      /* owner thread only, as all below */
    unsigned native_depth; /* native functions that this thread is inside of */
    WeftError error;
    Value exception;       /* root; of WEFT_EXCEPTION, else EMPTY */
    const char *misuse;    /* of WEFT_MISUSE; static text */
    char *texts[3];        /* malloc: type, message, traceback; NULL until asked for */
};

struct WeftRuntime {
    Runtime *runtime;
    void *user;            /* never changes */
    uint64_t tag;          /* never changes; in place in a handle */
    WeftThread *threads;   /* handles lock; collector: stopped world */
    size_t attached;       /* handles lock; threads that the host attached */
    RuntimeLock handles_lock;
    ATOMIC(HandleSlot *) chunks[HANDLE_CHUNKS]; /* each twice as large; edge: host_handle */
    HandleSlot *free;      /* handles lock */
    uint32_t chunk_count;  /* handles lock */
    Type *function_type, *box_type; /* roots; never change */
};

/* ---- host_handles.c ---- */
bool weft__host_handles_init(WeftRuntime *runtime);
void weft__host_handles_free(WeftRuntime *runtime);
void weft__host_trace(Runtime *runtime, Tracer *tracer);
/* Inside the world. A handle to the value; 0 with MemoryError pending. */
WeftValue weft__host_handle(WeftThread *thread, Value value);
/* Inside or outside. EMPTY when there is no such handle. */
Value weft__host_lookup(WeftRuntime *runtime, WeftValue handle);
bool weft__host_release(WeftThread *thread, WeftValue handle);
size_t weft__host_handle_count(WeftRuntime *runtime);
/* Inside. The free slots of a thread that goes away are the runtime's again. */
void weft__host_give_back(WeftThread *thread);

/* ---- host_runtime.c ---- */
/* A WeftThread becomes part of its runtime's list, or stops being so. Inside the world. */
void weft__host_thread_link(WeftThread *thread, WeftRuntime *owner, Thread *t);
void weft__host_thread_unlink(WeftThread *thread);

/* ---- host_errors.c ---- */
/* Inside the world from here on; NULL: the calling thread is not `thread`'s (nothing is changed). */
Thread *weft__host_enter(WeftThread *thread);
int weft__host_leave(WeftThread *thread, bool done);
WeftValue weft__host_leave_with(WeftThread *thread, Value value_or_empty);
/* Inside. The object behind a handle; EMPTY, with the thread's error set: there is none. */
Value weft__host_value(WeftThread *thread, WeftValue handle);
/* Inside. The module __main__; EMPTY, with the thread's error set, while the runtime ends. */
Value weft__host_main(WeftThread *thread);
/* Inside. Always false. */
bool weft__host_misuse(WeftThread *thread, const char *what);
void weft__host_errors_clear(WeftThread *thread);
/* A pending exception becomes the thread's error. */
void weft__host_keep_exception(WeftThread *thread);

/* ---- host_functions.c ---- */
Type *weft__host_function_type(Thread *t); /* NULL: exception */
/* Runtime.close_host_thread: of a thread that the program started. */
void weft__host_close_thread(Thread *t);

/* ---- host_boxes.c ---- */
Type *weft__host_box_type(Thread *t); /* NULL: exception */

#endif
