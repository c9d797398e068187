/* async_generator.c - asynchronous generators: asend, athrow, aclose as awaitables.
 *
 * An asynchronous generator's frame yields two kinds of things: what an inner await passes
 * through, as it is, and values of its own `yield`, wrapped by ASYNC_GEN_WRAP. A step awaitable
 * resumes the frame; a wrapped value ends the await with StopIteration(value), anything else goes
 * on to the event loop. The generator's claim (generator.c) keeps two threads out of one frame.
 */
#include "interpret/interpreter.h"

/* Own layout of both step types. */
typedef struct AsyncStep {
    Object head;
    Value generator;         /* never changes */
    Value sent;              /* value to send, or EMPTY for a throw */
    Value thrown;            /* exception to throw, EMPTY for aclose() and asend */
    ATOMIC(uint32_t) state;  /* StepState; edge: generator_state */
    bool closing;            /* aclose(); never changes */
} AsyncStep;
enum StepState { STEP_NEW, STEP_RUNNING, STEP_DONE };

/* Wrapped values are cache records of their own kind: an internal cell that no program sees. */
enum { RECORD_WRAPPED = 100 };

Value weft__async_wrap(Thread *t, Value v)
{
    CacheRecord *record = weft__cache_record_new(t, (RecordKind)RECORD_WRAPPED, 0, 0, 0, v, EMPTY);
    if (record == NULL) {
        weft__raise_memory_error(t);
    }
    return value_or_empty(record);
}

static bool is_wrapped(Thread *t, Value v)
{
    return object_is(v, T(t, cache_record)) &&
           ((CacheRecord *)value_pointer(v))->kind == RECORD_WRAPPED;
}

static Value step_new(Thread *t, Type *type, Value generator, Value sent, Value thrown, bool closing)
{
    AsyncStep *step = weft__alloc(t, sizeof *step, type);
    if (step == NULL) {
        return EMPTY;
    }
    step->generator = generator;
    step->sent = sent;
    step->thrown = thrown;
    step->closing = closing;
    weft__init(&step->state, STEP_NEW);
    return value_from_pointer(step);
}

/* A resumed frame gave `v` (or ended, or failed): what that means for the await. */
static Value step_outcome(Thread *t, AsyncStep *step, Value v, bool finished)
{
    if (v != EMPTY && is_wrapped(t, v)) {
        weft__store_release(&step->state, (uint32_t)STEP_DONE); /* edge: generator_state */
        if (step->closing) {
            return RAISE(t, RuntimeError, "async generator ignored GeneratorExit");
        }
        return weft__raise_stop_iteration(t, ((CacheRecord *)value_pointer(v))->value);
    }
    if (v != EMPTY) {
        return v;
    }
    weft__store_release(&step->state, (uint32_t)STEP_DONE); /* edge: generator_state */
    if (finished) {
        return step->closing ? weft__raise_stop_iteration(t, NONE)
                             : weft__raise_value(t, weft__call0(t, value_from_pointer(EXC(
                                                        t, StopAsyncIteration))));
    }
    if (step->closing && (weft__exception_matches(t, EXC(t, GeneratorExit)) ||
                          weft__exception_matches(t, EXC(t, StopAsyncIteration)))) {
        exception_take(t);
        return weft__raise_stop_iteration(t, NONE);
    }
    return EMPTY;
}

static const char *step_name(AsyncStep *step)
{
    return step->sent != EMPTY ? "__anext__()/asend()" : "aclose()/athrow()";
}

static Value step_send(Thread *t, Value self, Value sent)
{
    AsyncStep *step = value_pointer(self);
    Generator *generator = value_pointer(step->generator);
    uint32_t state = weft__load_acquire(&step->state); /* edge: generator_state */
    if (state == STEP_DONE) {
        return RAISE(t, RuntimeError, "cannot reuse already awaited %s", step_name(step));
    }
    bool finished = false;
    Value result = NONE, v;
    if (state == STEP_NEW) {
        weft__store_release(&step->state, (uint32_t)STEP_RUNNING); /* edge: generator_state */
        if (step->sent == EMPTY) {
            if (sent != NONE) {
                return RAISE(t, RuntimeError,
                             "can't send non-None value to a just-started async generator");
            }
            uint32_t where = weft__load_relaxed(&generator->state); /* edge: generator_state */
            if (where == GENERATOR_DONE || (step->closing && where == GENERATOR_CREATED)) {
                if (step->closing && weft__generator_close(t, generator) == EMPTY) {
                    return EMPTY;
                }
                return step_outcome(t, step, EMPTY, true);
            }
            Value exception = step->closing
                                  ? weft__call0(t, value_from_pointer(EXC(t, GeneratorExit)))
                                  : step->thrown;
            v = exception == EMPTY
                    ? EMPTY
                    : weft__generator_throw(t, generator, exception, NULL, &finished, &result);
            return step_outcome(t, step, v, finished);
        }
        sent = sent == NONE ? step->sent : sent;
    }
    v = weft__generator_send(t, generator, sent, &finished, &result);
    return step_outcome(t, step, v, finished);
}

static Value step_next(Thread *t, Value self) { return step_send(t, self, NONE); }
static Value step_self(Thread *t, Value self)
{
    (void)t;
    return self;
}
static Value method_step_send(Thread *t, Value *args) { return step_send(t, args[0], args[1]); }
static Value method_step_throw(Thread *t, Value *args)
{
    AsyncStep *step = value_pointer(args[0]);
    if (weft__load_acquire(&step->state) == STEP_DONE) { /* edge: generator_state */
        return RAISE(t, RuntimeError, "cannot reuse already awaited %s", step_name(step));
    }
    weft__store_release(&step->state, (uint32_t)STEP_RUNNING); /* edge: generator_state */
    Value exception = weft__exception_from_throw(t, args[1], args[2], args[3]);
    if (exception == EMPTY) {
        return EMPTY;
    }
    bool finished;
    Value result;
    Value v = weft__generator_throw(t, value_pointer(step->generator), exception, args + 1,
                                    &finished, &result);
    return step_outcome(t, step, v, finished);
}
static Value method_step_close(Thread *t, Value *args)
{
    (void)t;
    AsyncStep *step = value_pointer(args[0]);
    weft__store_release(&step->state, (uint32_t)STEP_DONE); /* edge: generator_state */
    return NONE;
}
static void step_trace(Tracer *tracer, Object *object)
{
    AsyncStep *step = (AsyncStep *)(void *)object;
    weft__trace_value(tracer, step->generator);
    weft__trace_value(tracer, step->sent);
    weft__trace_value(tracer, step->thrown);
}

static void init_step_type(Thread *t, Type *type)
{
    static const NativeDef methods[] = {
        {"send", method_step_send, "self, arg, /", NULL, 0},
        {"throw", method_step_throw, "self, typ, val=, tb=, /", NULL, 0},
        {"close", method_step_close, "self, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(AsyncStep), TYPE_FINAL);
    type->head.trace = step_trace;
    type->slots.iterate = step_self;
    type->slots.next = step_next;
    type->slots.await = step_self;
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}
void weft__init_async_generator_step_type(Thread *t, Type *type) { init_step_type(t, type); }
void weft__init_async_generator_throw_type(Thread *t, Type *type) { init_step_type(t, type); }

/* ---- the generator's own methods ---- */

/* The first step tells the thread's hook (sys.set_asyncgen_hooks). Of threads that make the first step
 * at once, one does. */
static bool tell_hooks(Thread *t, Value self)
{
    Generator *g = value_pointer(self);
    if (LIKELY(t->async_first == EMPTY && t->async_finalizer == EMPTY)) {
        return true;
    }
    Value finalizer = t->async_finalizer == EMPTY ? NONE : t->async_finalizer;
    weft__world_stop(t);
    bool first = g->finalizer == EMPTY;
    g->finalizer = first ? finalizer : g->finalizer;
    weft__world_resume(t);
    if (!first) {
        return true;
    }
    /* One with exception handlers is registered already (generator.c). */
    if (finalizer != NONE && g->code->exception_count == 0 && !weft__register_finalizer(t, &g->head)) {
        return false;
    }
    return t->async_first == EMPTY || weft__call1(t, t->async_first, self) != EMPTY;
}

static Value async_next(Thread *t, Value self)
{
    if (!tell_hooks(t, self)) {
        return EMPTY;
    }
    return step_new(t, T(t, async_generator_step), self, NONE, EMPTY, false);
}
static Value method_asend(Thread *t, Value *args)
{
    if (!tell_hooks(t, args[0])) {
        return EMPTY;
    }
    return step_new(t, T(t, async_generator_step), args[0], args[1], EMPTY, false);
}
static Value method_athrow(Thread *t, Value *args)
{
    if (!tell_hooks(t, args[0])) {
        return EMPTY;
    }
    Value exception = weft__exception_from_throw(t, args[1], args[2], args[3]);
    return exception == EMPTY ? EMPTY
                              : step_new(t, T(t, async_generator_throw), args[0], EMPTY, exception,
                                         false);
}
static Value method_aclose(Thread *t, Value *args)
{
    if (!tell_hooks(t, args[0])) {
        return EMPTY;
    }
    return step_new(t, T(t, async_generator_throw), args[0], EMPTY, EMPTY, true);
}

void weft__init_async_generator_type(Thread *t, Type *type)
{
    static const NativeDef methods[] = {
        {"asend", method_asend, "self, value, /", NULL, 0},
        {"athrow", method_athrow, "self, typ, val=, tb=, /", NULL, 0},
        {"aclose", method_aclose, "self, /", NULL, 0},
        {"__class_getitem__", weft__class_getitem, "cls, item, /", "See PEP 585", NATIVE_CLASS},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__async_generator_type_prepare(t, type);
    weft__add_methods(t, type, methods);
    type->slots.async_iterate = step_self;
    type->slots.async_next = async_next;
    weft__type_ready(t, type);
}
