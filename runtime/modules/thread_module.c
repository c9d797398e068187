/* thread_module.c - `_thread`: native threads, lock, RLock, local.
 *
 * A lock's state is one atomic word; waiting is done outside the world on the lock's own condition,
 * in slices, so that an interrupt of the main thread and the end of the runtime are noticed.
 * edges: thread_lock
 */
#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "modules/lifecycle.h"
#include "object/classes.h"

/* What a lock needs beyond the heap: conditions must not move or be scanned. */
typedef struct LockState {
    ATOMIC(uint32_t) held;     /* 0 free, 1 held; edge: thread_lock */
    ATOMIC(uint32_t) waiters;  /* edge: thread_lock */
    pthread_mutex_t mutex;     /* guards the wait only */
    pthread_cond_t changed;
} LockState;

typedef struct LockObject {
    Object head;
    LockState *state;         /* never changes; freed by release */
    ATOMIC(uint64_t) owner;   /* RLock: thread id; owner only, read by anybody; edge: thread_lock */
    ATOMIC(uint64_t) depth;   /* RLock: owner only, shown by repr() of anybody; edge: thread_lock */
} LockObject;

#define MODULE_TYPE(t, slot) ((Type *)value_pointer((t)->runtime->module_values[slot]))

static LockObject *lock_new(Thread *t, Type *type)
{
    LockState *state = calloc(1, sizeof *state);
    LockObject *lock = state == NULL ? NULL : weft__instance_new(t, type, sizeof *lock);
    if (lock == NULL) {
        free(state);
        if (!exception_pending(t)) {
            weft__raise_memory_error(t);
        }
        return NULL;
    }
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_mutex_init(&state->mutex, NULL);
    pthread_cond_init(&state->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    lock->state = state;
    return lock;
}

static void lock_release_memory(Object *object)
{
    LockObject *lock = (LockObject *)(void *)object;
    if (lock->state != NULL) {
        pthread_mutex_destroy(&lock->state->mutex);
        pthread_cond_destroy(&lock->state->changed);
        free(lock->state);
        lock->state = NULL;
    }
}

static uint64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000U + (uint64_t)time.tv_nsec;
}

static bool try_take(LockState *state)
{
    uint32_t expected = 0;
    return weft__exchange_if_seq_cst(&state->held, &expected, 1U); /* edge: thread_lock */
}

typedef struct LockWait {
    LockState *state;
    uint64_t deadline; /* of this slice */
    bool taken;
} LockWait;

static void wait_slice(void *context)
{
    LockWait *wait = context;
    LockState *state = wait->state;
    struct timespec until = {(time_t)(wait->deadline / 1000000000U), (long)(wait->deadline % 1000000000U)};
    pthread_mutex_lock(&state->mutex);
    weft__add_seq_cst(&state->waiters, 1); /* edge: thread_lock */
    while (!(wait->taken = try_take(state))) {
        if (pthread_cond_timedwait(&state->changed, &state->mutex, &until) == ETIMEDOUT) {
            wait->taken = try_take(state);
            break;
        }
    }
    weft__sub_acq_rel(&state->waiters, 1); /* edge: thread_lock */
    pthread_mutex_unlock(&state->mutex);
}

/* 1 taken, 0 timed out, -1 exception. deadline UINT64_MAX: none. */
static int take(Thread *t, LockState *state, uint64_t deadline)
{
    const uint64_t slice = 50000000; /* how late an interrupt may be noticed */
    for (int spins = 0; spins < 40; spins++) {
        if (weft__load_relaxed(&state->held) == 0 && try_take(state)) { /* edge: thread_lock */
            return 1;
        }
        __builtin_ia32_pause();
    }
    for (;;) {
        uint64_t at = now();
        if (at >= deadline) {
            return try_take(state);
        }
        LockWait wait = {state, deadline - at < slice ? deadline : at + slice, false};
        weft__run_outside(t, wait_slice, &wait);
        if (wait.taken) {
            return 1;
        }
        if (!weft__poll(t)) {
            return -1;
        }
    }
}

/* False: nobody held it. Of two threads that give it back at once, one is told so. */
static bool give(LockState *state)
{
    uint32_t expected = 1;
    if (!weft__exchange_if_seq_cst(&state->held, &expected, 0U)) { /* edge: thread_lock */
        return false;
    }
    if (weft__load_seq_cst(&state->waiters) > 0) { /* edge: thread_lock */
        pthread_mutex_lock(&state->mutex);
        pthread_cond_signal(&state->changed);
        pthread_mutex_unlock(&state->mutex);
    }
    return true;
}

/* Deadline of acquire(blocking, timeout); false: exception. */
static bool deadline_of(Thread *t, Value blocking, Value timeout, uint64_t *deadline)
{
    int wait = weft__truth(t, blocking);
    double seconds;
    if (wait < 0) {
        return false;
    }
    if (!is_int(t, timeout) && !is_float(t, timeout) && type_of(t, timeout)->slots.index == NULL) {
        RAISE(t, TypeError, "'%T' object cannot be interpreted as an integer", timeout);
        return false;
    }
    if (!weft__to_double(t, timeout, &seconds)) {
        return false;
    }
    if (seconds == -1.0) {
        *deadline = wait ? UINT64_MAX : 0;
        return true;
    }
    if (isnan(seconds)) {
        RAISE(t, ValueError, "Invalid value NaN (not a number)");
        return false;
    }
    if (seconds >= 9223372037.0 || seconds <= -9223372037.0) {
        RAISE(t, OverflowError, "timestamp out of range for platform time_t");
        return false;
    }
    if (!wait || seconds < 0) {
        RAISE(t, ValueError, "%s", wait ? "timeout value must be positive"
                                       : "can't specify a timeout for a non-blocking call");
        return false;
    }
    *deadline = now() + (uint64_t)(seconds * 1e9);
    return true;
}

static Value lock_acquire(Thread *t, Value *args)
{
    uint64_t deadline;
    LockObject *lock = value_pointer(args[0]);
    if (!deadline_of(t, args[1], args[2], &deadline)) {
        return EMPTY;
    }
    int taken = try_take(lock->state) ? 1 : deadline == 0 ? 0 : take(t, lock->state, deadline);
    return taken < 0 ? EMPTY : value_from_bool(taken != 0);
}
static Value lock_release(Thread *t, Value *args)
{
    LockObject *lock = value_pointer(args[0]);
    return give(lock->state) ? NONE : RAISE(t, RuntimeError, "release unlocked lock");
}
static Value lock_locked(Thread *t, Value *args)
{
    (void)t;
    LockObject *lock = value_pointer(args[0]);
    return value_from_bool(weft__load_relaxed(&lock->state->held) != 0); /* edge: thread_lock */
}
static Value lock_enter(Thread *t, Value *args)
{
    LockObject *lock = value_pointer(args[0]);
    return try_take(lock->state) || take(t, lock->state, UINT64_MAX) > 0 ? TRUE_VALUE : EMPTY;
}
static Value lock_exit(Thread *t, Value *args) { return lock_release(t, args); }
static Value lock_repr(Thread *t, Value self)
{
    LockObject *lock = value_pointer(self);
    return value_or_empty(weft__str_format(
        t, "<%s _thread.lock object at 0x%llx>",
        weft__load_relaxed(&lock->state->held) ? "locked" : "unlocked", (long long)(uintptr_t)lock)); /* edge: thread_lock */
}
static Value lock_new_instance(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)args;
    (void)names;
    if (count > 0) {
        return RAISE(t, TypeError, "lock() takes no arguments");
    }
    return value_or_empty(lock_new(t, type));
}

/* ---- RLock ---- */

static int rlock_take(Thread *t, LockObject *lock, uint64_t deadline)
{
    if (weft__load_relaxed(&lock->owner) == t->id) { /* edge: thread_lock */
        weft__store_relaxed(&lock->depth, weft__load_relaxed(&lock->depth) + 1); /* edge: thread_lock */
        return 1;
    }
    int taken = try_take(lock->state) ? 1 : deadline == 0 ? 0 : take(t, lock->state, deadline);
    if (taken > 0) {
        weft__store_relaxed(&lock->owner, t->id); /* edge: thread_lock */
        weft__store_relaxed(&lock->depth, 1); /* edge: thread_lock */
    }
    return taken;
}
static Value rlock_acquire(Thread *t, Value *args)
{
    uint64_t deadline;
    if (!deadline_of(t, args[1], args[2], &deadline)) {
        return EMPTY;
    }
    int taken = rlock_take(t, value_pointer(args[0]), deadline);
    return taken < 0 ? EMPTY : value_from_bool(taken != 0);
}
static Value rlock_release(Thread *t, Value *args)
{
    LockObject *lock = value_pointer(args[0]);
    if (weft__load_relaxed(&lock->owner) != t->id) { /* edge: thread_lock */
        return RAISE(t, RuntimeError, "cannot release un-acquired lock");
    }
    uint64_t left = weft__load_relaxed(&lock->depth) - 1; /* edge: thread_lock */
    weft__store_relaxed(&lock->depth, left);              /* edge: thread_lock */
    if (left == 0) {
        weft__store_relaxed(&lock->owner, 0); /* edge: thread_lock */
        (void)give(lock->state);
    }
    return NONE;
}
static Value rlock_enter(Thread *t, Value *args)
{
    return rlock_take(t, value_pointer(args[0]), UINT64_MAX) > 0 ? TRUE_VALUE : EMPTY;
}
static Value rlock_exit(Thread *t, Value *args) { return rlock_release(t, args); }
static Value rlock_is_owned(Thread *t, Value *args)
{
    LockObject *lock = value_pointer(args[0]);
    return value_from_bool(weft__load_relaxed(&lock->owner) == t->id); /* edge: thread_lock */
}
/* Condition gives the whole lock away while it waits. */
static Value rlock_release_save(Thread *t, Value *args)
{
    LockObject *lock = value_pointer(args[0]);
    if (weft__load_relaxed(&lock->owner) != t->id) { /* edge: thread_lock */
        return RAISE(t, RuntimeError, "cannot release un-acquired lock");
    }
    uint64_t depth = weft__load_relaxed(&lock->depth); /* edge: thread_lock */
    weft__store_relaxed(&lock->depth, 0);              /* edge: thread_lock */
    weft__store_relaxed(&lock->owner, 0); /* edge: thread_lock */
    (void)give(lock->state);
    return int_from_i64(t, (int64_t)depth);
}
static Value rlock_acquire_restore(Thread *t, Value *args)
{
    int64_t depth;
    LockObject *lock = value_pointer(args[0]);
    if (!weft__to_i64(t, args[1], &depth)) {
        return EMPTY;
    }
    int taken = take(t, lock->state, UINT64_MAX);
    while (taken < 0) { /* the caller owns the condition again whatever happens */
        Value pending = exception_take(t);
        taken = take(t, lock->state, UINT64_MAX);
        t->exception = pending;
        if (taken > 0) {
            weft__store_relaxed(&lock->owner, t->id); /* edge: thread_lock */
            weft__store_relaxed(&lock->depth, (uint64_t)depth); /* edge: thread_lock */
            return EMPTY;
        }
    }
    weft__store_relaxed(&lock->owner, t->id); /* edge: thread_lock */
    weft__store_relaxed(&lock->depth, (uint64_t)depth); /* edge: thread_lock */
    return NONE;
}
static Value rlock_repr(Thread *t, Value self)
{
    LockObject *lock = value_pointer(self);
    uint64_t owner = weft__load_relaxed(&lock->owner); /* edge: thread_lock */
    return value_or_empty(weft__str_format(t, "<%s _thread.RLock object owner=%lld count=%lld at 0x%llx>",
                                           owner ? "locked" : "unlocked", (long long)owner,
                                           (long long)(owner ? weft__load_relaxed(&lock->depth) : 0), /* edge: thread_lock */
                                           (long long)(uintptr_t)lock));
}

/* ---- threads ---- */

typedef struct StartRequest {
    Runtime *runtime;
    Value function, args, kwargs;
    Value started, ended; /* locks that are given back when the thread ends, or EMPTY */
    size_t stack_bytes; /* 0: the default */
    pthread_mutex_t mutex;
    pthread_cond_t started_running;
    enum { START_WAITING, START_RUNNING, START_FAILED } outcome; /* mutex */
    uint64_t id;                                                 /* mutex */
} StartRequest;

static void run_thread(Thread *t, Value function, Value args, Value kwargs)
{
    if (weft__call_tuple(t, function, args, kwargs) == EMPTY && exception_pending(t) && !t->unwinding_for_exit) {
        Value exception = exception_take(t);
        if (!weft__is_subtype(type_of(t, exception), EXC(t, SystemExit))) {
            weft__unraisable(t, exception, "Exception ignored in thread started by", function);
        }
    }
    t->exception = EMPTY;
}

/* A lock that the thread's end gives back, whatever became of the program in it. */
static void give_back(Thread *t, Value lock)
{
    if (lock != EMPTY) {
        (void)lock_release(t, &lock);
        t->exception = EMPTY; /* it was given back before */
    }
}

static void *thread_main(void *context)
{
    StartRequest *request = context;
    Thread *t = weft__thread_open(request->runtime);
    Value function = EMPTY, args = EMPTY, kwargs = EMPTY, started = EMPTY, ended = EMPTY;
    pthread_mutex_lock(&request->mutex);
    if (t != NULL) {
        /* The starter holds these values until we say that we have them. */
        function = request->function;
        args = request->args;
        kwargs = request->kwargs;
        started = request->started;
        ended = request->ended;
        request->id = t->id;
    }
    request->outcome = t != NULL ? START_RUNNING : START_FAILED;
    pthread_cond_signal(&request->started_running);
    pthread_mutex_unlock(&request->mutex);
    if (t != NULL) {
        run_thread(t, function, args, kwargs);
        give_back(t, started);
        give_back(t, ended);
        weft__thread_close(t);
    }
    return NULL;
}

static void start_outside(void *context)
{
    StartRequest *request = context;
    pthread_t native;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    const size_t least = (size_t)1 << 20; /* what C code of the interpreter needs */
    size_t size = request->stack_bytes == 0 ? (size_t)16 << 20 : request->stack_bytes;
    pthread_attr_setstacksize(&attributes, size < least ? least : size);
    int error = pthread_create(&native, &attributes, thread_main, request);
    pthread_attr_destroy(&attributes);
    if (error != 0) {
        request->outcome = START_FAILED;
        return;
    }
    pthread_mutex_lock(&request->mutex);
    while (request->outcome == START_WAITING) {
        pthread_cond_wait(&request->started_running, &request->mutex);
    }
    pthread_mutex_unlock(&request->mutex);
}

static Value start_thread(Thread *t, StartRequest *request)
{
    if (weft__load_relaxed(&t->runtime->exiting)) { /* edge: exiting */
        return RAISE(t, RuntimeError, "can't create new thread at interpreter shutdown");
    }
    request->runtime = t->runtime;
    request->stack_bytes = t->runtime->native_stack_bytes;
    request->outcome = START_WAITING;
    pthread_mutex_init(&request->mutex, NULL);
    pthread_cond_init(&request->started_running, NULL);
    weft__run_outside(t, start_outside, request);
    pthread_mutex_destroy(&request->mutex);
    pthread_cond_destroy(&request->started_running);
    if (request->outcome == START_FAILED) {
        return RAISE(t, RuntimeError, "can't start new thread");
    }
    return int_from_i64(t, (int64_t)request->id);
}

/* What threading.Thread uses: `started` and `ended` are held locks; the end of the thread gives back
 * those that still are, even where memory ran out before the program in it could. */
static Value start_joinable(Thread *t, Value *args)
{
    StartRequest request = {.function = args[0], .args = value_from_pointer(t->runtime->empty_tuple),
                            .kwargs = EMPTY, .started = args[1], .ended = args[2]};
    if (!object_is(args[1], MODULE_TYPE(t, SLOT_LOCK)) || !object_is(args[2], MODULE_TYPE(t, SLOT_LOCK))) {
        return RAISE(t, TypeError, "locks are required");
    }
    return start_thread(t, &request);
}
static Value start_new_thread(Thread *t, Value *args)
{
    if (!weft__is_callable(t, args[0])) {
        return RAISE(t, TypeError, "first arg must be callable");
    }
    if (!is_tuple(t, args[1])) {
        return RAISE(t, TypeError, "2nd arg must be a tuple");
    }
    if (args[2] != EMPTY && !is_dict(t, args[2])) {
        return RAISE(t, TypeError, "optional 3rd arg must be a dictionary");
    }
    StartRequest request = {.function = args[0], .args = args[1], .kwargs = args[2],
                            .started = EMPTY, .ended = EMPTY};
    return start_thread(t, &request);
}

static Value get_ident(Thread *t, Value *args)
{
    (void)args;
    return int_from_i64(t, (int64_t)t->id);
}
static Value get_native_id(Thread *t, Value *args)
{
    (void)args;
    return int_from_i64(t, (int64_t)syscall(SYS_gettid));
}
static Value thread_exit(Thread *t, Value *args)
{
    (void)args;
    return weft__raise_with(t, EXC(t, SystemExit), NULL, 0);
}
static Value allocate_lock(Thread *t, Value *args)
{
    (void)args;
    return value_or_empty(lock_new(t, MODULE_TYPE(t, SLOT_LOCK)));
}
static Value count(Thread *t, Value *args)
{
    (void)args;
    return int_from_i64(t, (int64_t)weft__world_thread_count(t->runtime));
}
static Value stack_size(Thread *t, Value *args)
{
    int64_t size;
    if (!weft__to_i64(t, args[0], &size)) {
        return EMPTY;
    }
    if (size < 0) {
        return RAISE(t, ValueError, "size must be 0 or a positive value");
    }
    if (size != 0 && (size < 32768 || size > ((int64_t)1 << 32))) {
        return RAISE(t, ValueError, "size not valid: %lld bytes", (long long)size);
    }
    weft__world_stop(t);
    size_t before = t->runtime->native_stack_bytes;
    t->runtime->native_stack_bytes = (size_t)size;
    weft__world_resume(t);
    return int_from_i64(t, (int64_t)before);
}
static Value interrupt_main(Thread *t, Value *args)
{
    int64_t number;
    if (!weft__to_i64(t, args[0], &number)) {
        return EMPTY;
    }
    return weft__simulate_signal(t, number < 0 || number > INT_MAX ? 0 : (int)number) ? NONE : EMPTY;
}
/* Raises an exception in another thread at its next safepoint; 1 if there is such a thread. */
static Value set_async_exception(Thread *t, Value *args)
{
    int64_t id;
    if (!weft__to_i64(t, args[0], &id)) {
        return EMPTY;
    }
    Value exception = has_type_flag(t, args[1], TYPE_IS_TYPE) ? weft__call0(t, args[1]) : args[1];
    if (exception == EMPTY || !is_exception(t, exception)) {
        return exception == EMPTY ? EMPTY : RAISE(t, TypeError, "an exception is required");
    }
    return value_from_small_int(weft__world_request_id(t->runtime, (uint64_t)id, POLL_ASYNC, exception));
}

/* ---- local: a dictionary per thread and object ----
 * The object keeps the dictionaries by thread, so they go when it goes; those of ended threads go when
 * they outnumber the others. */

typedef struct Local {
    Object head;
    Value init_args, init_kwargs; /* never change */
    Dict *by_thread;              /* thread id -> dict; never changes */
} Local;

/* Drops the dictionaries of threads that have ended, once there are many. */
static bool forget_ended(Thread *t, Local *local)
{
    if (weft__dict_length(t, local->by_thread) < 2 * weft__world_thread_count(t->runtime) + 8) {
        return true;
    }
    Value ids = weft__dict_keys_list(t, local->by_thread);
    for (size_t i = 0; ids != EMPTY; i++) {
        Value id = list_get(as_list(ids), i);
        if (id == EMPTY) {
            return true;
        }
        if (!weft__world_has_thread(t->runtime, (uint64_t)value_small_int(id)) &&
            weft__dict_delete(t, local->by_thread, id) < 0) {
            return false;
        }
    }
    return false;
}

static Value local_add_thread(Thread *t, Local *local)
{
    Dict *dict = forget_ended(t, local) ? weft__dict_new(t) : NULL;
    return dict != NULL && weft__dict_set(t, local->by_thread, value_from_small_int((int64_t)t->id),
                                          value_from_pointer(dict))
               ? value_from_pointer(dict)
               : EMPTY;
}

/* This thread's dictionary of the local; EMPTY: exception. */
static Value local_dict(Thread *t, Value self)
{
    Local *local = value_pointer(self);
    Value id = value_from_small_int((int64_t)t->id);
    Value dict = weft__dict_get(t, local->by_thread, id);
    if (dict != EMPTY || exception_pending(t)) {
        return dict;
    }
    dict = local_add_thread(t, local);
    Type *type = type_of(t, self);
    if (dict != EMPTY && type != MODULE_TYPE(t, SLOT_LOCAL)) { /* __init__ runs in each thread */
        Value init = weft__type_lookup(t, type, N(t, __init__));
        if (init != EMPTY && object_is(init, T(t, function))) {
            Value bound = weft__method_new(t, init, self);
            if (bound == EMPTY || weft__call_tuple(t, bound, local->init_args, local->init_kwargs) == EMPTY) {
                Value failure = exception_take(t);
                (void)weft__dict_delete(t, local->by_thread, id); /* the next use tries again */
                t->exception = failure;
                return EMPTY;
            }
        }
    }
    return dict;
}
static Value local_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    Local *local = weft__instance_new(t, type, sizeof *local);
    size_t named = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    if (local == NULL) {
        return EMPTY;
    }
    local->init_kwargs = EMPTY;
    local->by_thread = weft__dict_new(t);
    if (local->by_thread == NULL) {
        return EMPTY;
    }
    if (type == MODULE_TYPE(t, SLOT_LOCAL) && count + named > 0) {
        return RAISE(t, TypeError, "Initialization arguments are not supported");
    }
    Tuple *positional = weft__tuple_from(t, args, count);
    Dict *keywords = positional == NULL ? NULL : weft__dict_new(t);
    for (size_t i = 0; keywords != NULL && i < named; i++) {
        if (!weft__dict_set(t, keywords, as_tuple(names)->items[i], args[count + i])) {
            return EMPTY;
        }
    }
    if (keywords == NULL) {
        return EMPTY;
    }
    local->init_args = value_from_pointer(positional);
    local->init_kwargs = value_from_pointer(keywords);
    /* For the thread that makes it, the call of the class runs __init__. */
    return local_add_thread(t, local) == EMPTY ? EMPTY : value_from_pointer(local);
}
static bool local_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    (void)t;
    (void)self;
    (void)args;
    (void)count;
    (void)names;
    return true;
}
static Value local_get(Thread *t, Value self, Str *name)
{
    Value dict = local_dict(t, self);
    if (dict == EMPTY || name == N(t, __dict__)) {
        return dict;
    }
    Value v = weft__dict_get_str(t, as_dict(dict), name);
    if (v != EMPTY || exception_pending(t)) {
        return v;
    }
    return weft__generic_get_attribute(t, self, name);
}
static bool local_set(Thread *t, Value self, Str *name, Value v)
{
    if (name == N(t, __dict__)) {
        weft__raise_attribute_error(t, self, name, "'%T' object attribute '%S' is read-only", self, name);
        return false;
    }
    Value dict = local_dict(t, self);
    if (dict == EMPTY) {
        return false;
    }
    Value on_class = weft__type_lookup(t, type_of(t, self), name);
    if (on_class != EMPTY && type_of(t, on_class)->slots.descriptor_set != NULL) {
        return weft__generic_set_attribute(t, self, name, v);
    }
    if (v != EMPTY) {
        return weft__dict_set_str(t, as_dict(dict), name, v);
    }
    int deleted = weft__dict_delete(t, as_dict(dict), value_from_pointer(name));
    if (deleted == 0) {
        RAISE(t, AttributeError, "'%T' object has no attribute '%S'", self, name);
    }
    return deleted > 0;
}
static void local_trace(Tracer *tracer, Object *object)
{
    Local *local = (Local *)(void *)object;
    weft__trace_value(tracer, local->init_args);
    weft__trace_value(tracer, local->init_kwargs);
    weft__trace_object(tracer, local->by_thread);
}

/* ---- the module ---- */

/* Not `*args`: arguments that fill a signature exactly are passed where they are, but a tuple for the
 * rest is an allocation, and where it fails at the end of a `with`, the lock stays held for ever. */
#define EXIT_SIGNATURE "self, type=None, value=None, traceback=None, /"

static Type *make_type(Thread *t, Module *m, const char *name, const char *shown, size_t size, int slot,
                       const NativeDef *methods)
{
    Type *type = weft__native_type_new(t, name, NULL, size, TYPE_HAS_WEAK);
    if (type == NULL || (methods != NULL && !weft__add_methods(t, type, methods)) ||
        !weft__module_set(t, m, shown, value_from_pointer(type))) {
        return NULL;
    }
    t->runtime->module_values[slot] = value_from_pointer(type);
    return type;
}

bool weft__init_module__thread(Thread *t, Module *m)
{
    static const NativeDef lock_methods[] = {
        {"acquire", lock_acquire, "self, /, blocking=True, timeout=-1", NULL, 0},
        {"release", lock_release, "self, /", NULL, 0},
        {"acquire_lock", lock_acquire, "self, /, blocking=True, timeout=-1", NULL, 0},
        {"release_lock", lock_release, "self, /", NULL, 0},
        {"locked", lock_locked, "self, /", NULL, 0},
        {"__enter__", lock_enter, "self, /", NULL, 0},
        {"__exit__", lock_exit, EXIT_SIGNATURE, NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const NativeDef rlock_methods[] = {
        {"acquire", rlock_acquire, "self, /, blocking=True, timeout=-1", NULL, 0},
        {"release", rlock_release, "self, /", NULL, 0},
        {"_is_owned", rlock_is_owned, "self, /", NULL, 0},
        {"_release_save", rlock_release_save, "self, /", NULL, 0},
        {"_acquire_restore", rlock_acquire_restore, "self, state, /", NULL, 0},
        {"__enter__", rlock_enter, "self, /", NULL, 0},
        {"__exit__", rlock_exit, EXIT_SIGNATURE, NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const NativeDef functions[] = {
        {"_start_joinable", start_joinable, "function, started, ended, /", NULL, 0},
        {"start_new_thread", start_new_thread, "function, args, kwargs=, /", NULL, 0},
        {"allocate_lock", allocate_lock, "", NULL, 0},
        {"get_ident", get_ident, "", NULL, 0},
        {"get_native_id", get_native_id, "", NULL, 0},
        {"exit", thread_exit, "", NULL, 0},
        {"_count", count, "", NULL, 0},
        {"stack_size", stack_size, "size=0, /", NULL, 0},
        {"interrupt_main", interrupt_main, "signum=2, /", NULL, 0},
        {"_set_async_exception", set_async_exception, "id, exception, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    Type *lock = make_type(t, m, "_thread.lock", "LockType", sizeof(LockObject), SLOT_LOCK, lock_methods);
    Type *rlock = make_type(t, m, "_thread.RLock", "RLock", sizeof(LockObject), SLOT_RLOCK, rlock_methods);
    Type *local = make_type(t, m, "_thread._local", "_local", sizeof(Local), SLOT_LOCAL, NULL);
    if (lock == NULL || rlock == NULL || local == NULL) {
        return false;
    }
    lock->head.release = lock_release_memory;
    lock->slots.repr = lock_repr;
    lock->slots.new_instance = lock_new_instance;
    rlock->head.release = lock_release_memory;
    rlock->slots.repr = rlock_repr;
    rlock->slots.new_instance = lock_new_instance;
    local->head.trace = local_trace;
    local->slots.new_instance = local_new;
    local->slots.init = local_init;
    local->slots.get_attribute = local_get;
    local->slots.set_attribute = local_set;
    return weft__type_ready(t, lock) && weft__type_ready(t, rlock) && weft__type_ready(t, local) &&
           weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_thread")) &&
           weft__module_set(t, m, "TIMEOUT_MAX", float_new(t, 9223372036.0)) &&
           weft__module_set(t, m, "error", value_from_pointer(EXC(t, RuntimeError)));
}
