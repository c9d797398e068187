/* generator.c - generators and coroutines: a frame whose row lives in the heap.
 *
 * State protocol (edge generator_state): CREATED/SUSPENDED -> RUNNING is a compare-exchange with
 * acquire, so exactly one thread runs the frame and sees all that the last runner stored;
 * RUNNING -> SUSPENDED/DONE is a release store by that runner, after its last access to the row.
 * Everything else of the row belongs to the runner. A thread that finds RUNNING gets ValueError.
 */
#include "interpret/interpreter.h"

static const char *kind_of(Thread *t, Generator *g)
{
    return g->head.type == T(t, coroutine)         ? "coroutine"
           : g->head.type == T(t, async_generator) ? "async generator"
                                                   : "generator";
}

Generator *weft__generator_from_frame(Thread *t, Frame *frame, Unit *resume_at)
{
    Code *code = frame->code;
    Type *type = code->flags & CODE_COROUTINE          ? T(t, coroutine)
                 : code->flags & CODE_ASYNC_GENERATOR  ? T(t, async_generator)
                                                       : T(t, generator);
    size_t words = code->frame_words;
    Generator *g = weft__alloc(t, sizeof(Generator) + words * sizeof(Value), type);
    if (g == NULL) {
        return NULL;
    }
    g->words = (uint32_t)words;
    g->code = code;
    weft__init(&g->name, weft__load_acquire(&frame->function->name));         /* edge: function_field */
    weft__init(&g->qualname, weft__load_acquire(&frame->function->qualname)); /* edge: function_field */
    g->handled.exception = EMPTY;
    g->finalizer = EMPTY;
    memcpy(g->row, frame->locals, code->local_count * sizeof(Value));
    Frame *own = (Frame *)(void *)(g->row + code->local_count);
    own->previous = NULL;
    own->function = frame->function;
    own->code = code;
    own->constants = code->constants->items;
    own->next = resume_at;
    own->locals = g->row;
    own->stack_top = frame_stack_base(own);
    own->namespace = EMPTY;
    own->object = EMPTY;
    own->generator = &g->head;
    own->flags = FRAME_GENERATOR;
    own->seen_unit = 0;
    g->frame = own;
    weft__init(&g->state, GENERATOR_CREATED);
    /* Only one that has something to do at its end needs a finalizer. */
    if ((code->exception_count > 0 || type == T(t, coroutine)) &&
        !weft__register_finalizer(t, &g->head)) {
        return NULL;
    }
    return g;
}

bool weft__generator_claim(Thread *t, Generator *g, bool *done, uint32_t *from)
{
    uint32_t seen = weft__load_relaxed(&g->state); /* edge: generator_state */
    for (;;) {
        *done = seen == GENERATOR_DONE;
        *from = seen;
        if (seen == GENERATOR_DONE) {
            return false;
        }
        if (seen == GENERATOR_RUNNING) {
            RAISE(t, ValueError, "%s already executing", kind_of(t, g));
            return false;
        }
#ifdef NDEBUG
        if (LIKELY(t->alone)) { /* as for object locks: whoever attaches stops this thread first */
            weft__store_relaxed(&g->state, (uint32_t)GENERATOR_RUNNING); /* edge: generator_state */
            *from = seen;
            return true;
        }
#endif
        /* edge: generator_state */
        if (weft__exchange_if_acquire(&g->state, &seen, (uint32_t)GENERATOR_RUNNING)) {
            *from = seen;
            return true;
        }
    }
}

/* Ends a claim: nothing has run. */
static void give_back(Generator *g, uint32_t from)
{
    weft__store_release(&g->state, from); /* edge: generator_state */
}

Frame *weft__generator_enter(Thread *t, Generator *g, Frame *caller, Value sent, uint32_t flags)
{
    Frame *frame = g->frame;
    if (UNLIKELY(t->recursion_left <= 0)) {
        weft__raise_recursion(t, "");
        bool fresh = frame->next == g->code->units + 1 &&
                     frame->stack_top == frame_stack_base(frame);
        give_back(g, fresh ? GENERATOR_CREATED : GENERATOR_SUSPENDED);
        return NULL;
    }
    t->recursion_left--;
    frame->outer_stack_top = t->stack_top;
    t->stack_top = value_stack_top(t);
    frame->previous = caller;
    frame->flags = FRAME_GENERATOR | (frame->flags & FRAME_HAS_OBJECT) | flags;
    *frame->stack_top++ = sent;
    g->handled.previous = t->handled;
    t->handled = &g->handled;
    return frame;
}

Frame *weft__generator_leave(Thread *t, Frame *frame, bool done)
{
    Generator *g = (Generator *)frame->generator;
    Frame *caller = frame->previous;
    t->recursion_left++;
    t->frame = caller;
    t->stack_top = frame->outer_stack_top;
    t->handled = g->handled.previous;
    g->handled.previous = NULL;
    frame->previous = NULL;
    if (done) {
        g->frame = NULL;
        g->handled.exception = EMPTY;
        weft__store_release(&g->state, (uint32_t)GENERATOR_DONE); /* edge: generator_state */
    } else {
        weft__store_release(&g->state, (uint32_t)GENERATOR_SUSPENDED); /* edge: generator_state */
    }
    return caller;
}

/* A StopIteration that leaves a generator's body would look like its end (PEP 479). */
void weft__generator_fix_stop_iteration(Thread *t, Generator *g)
{
    Value exception = t->exception;
    bool asynchronous = g->head.type == T(t, async_generator);
    const char *name;
    if (weft__is_subtype(type_of(t, exception), EXC(t, StopIteration))) {
        name = "StopIteration";
    } else if (asynchronous && weft__is_subtype(type_of(t, exception), EXC(t, StopAsyncIteration))) {
        name = "StopAsyncIteration";
    } else {
        return;
    }
    t->exception = EMPTY;
    RAISE(t, RuntimeError, "%s raised %s", kind_of(t, g), name);
    if (is_exception(t, t->exception)) {
        ExceptionObject *replacement = value_pointer(t->exception);
        weft__store_release(&replacement->cause, exception);   /* edge: exception_field */
        weft__store_release(&replacement->context, exception); /* edge: exception_field */
        weft__store_release(&replacement->suppress_context, 1U); /* edge: exception_field */
    }
}

/* Runs a claimed generator from C; `thrown` is raised at its yield when not EMPTY. */
static Value resume_claimed(Thread *t, Generator *g, Value sent, Value thrown, bool *finished,
                            Value *result)
{
    InterpreterThread *own = t->interpreter;
    Frame *frame = weft__generator_enter(t, g, t->frame, thrown != EMPTY ? NONE : sent, FRAME_ENTRY);
    if (frame == NULL) {
        return EMPTY;
    }
    t->frame = frame;
    own->generator_finished = false;
    if (thrown != EMPTY) {
        frame->stack_top--;
        if (UNLIKELY(t->observed) && !weft__observe_call(t, frame)) {
            thrown = exception_take(t);
        }
        /* The line is that of the yield, one unit before the place to resume. */
        if (frame->next > g->code->units) {
            frame->next--;
        }
        /* Only what this generator handles itself becomes the context, not what its caller does. */
        t->exception = thrown;
        if (g->handled.exception != EMPTY) {
            weft__raise_value(t, thrown);
        }
        Frame *handler = weft__unwind(t, frame, true);
        if (handler == NULL) {
            return EMPTY;
        }
        frame = handler;
    }
    own->entering = thrown == EMPTY;
    Value v = run_frame(t, frame);
    *finished = v != EMPTY && own->generator_finished;
    own->generator_finished = false;
    if (*finished) {
        *result = v;
        return EMPTY;
    }
    return v;
}

Value weft__generator_send(Thread *t, Generator *g, Value v, bool *finished, Value *result)
{
    *finished = false;
    *result = NONE;
    if (!weft__enter_native(t, "")) {
        return EMPTY;
    }
    bool done;
    uint32_t from;
    if (!weft__generator_claim(t, g, &done, &from)) {
        if (done) {
            if (g->head.type == T(t, coroutine)) {
                return RAISE(t, RuntimeError, "cannot reuse already awaited coroutine");
            }
            *finished = true;
        }
        return EMPTY;
    }
    if (v != NONE && from == GENERATOR_CREATED) {
        give_back(g, from);
        return RAISE(t, TypeError, "can't send non-None value to a just-started %s", kind_of(t, g));
    }
    return resume_claimed(t, g, v, EMPTY, finished, result);
}

/* The object that a suspended generator delegates to (yield from, await), or EMPTY. The caller has
 * claimed it. */
static Value delegate_of(Generator *g)
{
    Frame *frame = g->frame;
    if (frame == NULL || frame->next <= g->code->units) {
        return EMPTY;
    }
    Unit *yield = frame->next - 1;
    unsigned op = weft__load_relaxed(&yield->instruction.op); /* edge: site_op */
    if (base_of(op) != OPC_YIELD_VALUE || yield->instruction.a != 1) {
        return EMPTY;
    }
    return frame->stack_top[-1]; /* receiver; the yielded value was popped */
}

/* Whether it waits for another one; no for one that another thread runs just now. */
bool weft__generator_delegates(Thread *t, Generator *g)
{
    bool done;
    uint32_t from;
    if (weft__load_relaxed(&g->state) != GENERATOR_SUSPENDED || /* edge: generator_state */
        !weft__generator_claim(t, g, &done, &from)) {
        t->exception = EMPTY;
        return false;
    }
    bool delegates = from == GENERATOR_SUSPENDED && delegate_of(g) != EMPTY;
    give_back(g, from);
    return delegates;
}

static Value close_delegate(Thread *t, Value delegate)
{
    if (object_is(delegate, T(t, generator)) || object_is(delegate, T(t, coroutine))) {
        return weft__generator_close(t, value_pointer(delegate));
    }
    bool failed = false;
    Value method = weft__find_attribute(t, delegate, N(t, close), &failed);
    if (method == EMPTY) {
        if (failed) {
            weft__unraisable(t, exception_take(t), "", delegate);
        }
        return NONE;
    }
    return weft__call0(t, method);
}

Value weft__exception_from_throw(Thread *t, Value type, Value v, Value traceback)
{
    if (traceback != NONE && traceback != EMPTY && !object_is(traceback, T(t, traceback))) {
        return RAISE(t, TypeError, "throw() third argument must be a traceback object");
    }
    Value exception;
    if (has_type_flag(t, type, TYPE_IS_TYPE) &&
        weft__is_subtype(value_pointer(type), EXC(t, BaseException))) {
        if (v != EMPTY && weft__is_subtype(type_of(t, v), value_pointer(type))) {
            exception = v;
        } else if (v == EMPTY || v == NONE) {
            exception = weft__call0(t, type);
        } else if (is_tuple(t, v)) {
            exception = weft__call_tuple(t, type, v, EMPTY);
        } else {
            exception = weft__call1(t, type, v);
        }
    } else if (is_exception(t, type)) {
        if (v != EMPTY && v != NONE) {
            return RAISE(t, TypeError, "instance exception may not have a separate value");
        }
        exception = type;
    } else {
        return RAISE(t, TypeError,
                     "exceptions must be classes or instances deriving from BaseException, not %T",
                     type);
    }
    if (exception == EMPTY) {
        exception = exception_take(t); /* what the class raised instead is thrown */
    } else if (!is_exception(t, exception)) {
        RAISE(t, TypeError, "calling %R should have returned an instance of BaseException, not %T",
              type, exception);
        exception = exception_take(t);
    }
    if (exception != EMPTY && traceback != NONE && traceback != EMPTY) {
        weft__store_release(&((ExceptionObject *)value_pointer(exception))->traceback,
                            traceback); /* edge: exception_field */
    }
    return exception;
}

/* The delegate has ended with `v`: goes on behind the yield-from loop's exit. */
static Value resume_after_delegate(Thread *t, Generator *g, Value v, bool *finished, Value *result)
{
    /* The unit before the yield is the cache of SEND, whose operand is the exit. */
    Frame *frame = g->frame;
    Unit *send = frame->next - 3;
    frame->next = g->code->units + send->instruction.a;
    return resume_claimed(t, g, v, EMPTY, finished, result);
}

/* While its delegate runs instead of it, a claimed generator's frame is seen below the delegate's. */
static Frame *show_frame(Thread *t, Generator *g)
{
    Frame *caller = t->frame;
    g->frame->outer_stack_top = t->stack_top;
    t->stack_top = value_stack_top(t);
    g->frame->previous = caller;
    t->frame = g->frame;
    return caller;
}
static void hide_frame(Thread *t, Generator *g, Frame *caller)
{
    t->stack_top = g->frame->outer_stack_top;
    g->frame->previous = NULL;
    t->frame = caller;
}

Value weft__generator_throw(Thread *t, Generator *g, Value exception, const Value *given,
                            bool *finished, Value *result)
{
    *finished = false;
    *result = NONE;
    if (!weft__enter_native(t, "")) {
        return EMPTY;
    }
    bool done;
    uint32_t from;
    if (!weft__generator_claim(t, g, &done, &from)) {
        if (done) {
            if (g->head.type == T(t, coroutine)) {
                return RAISE(t, RuntimeError, "cannot reuse already awaited coroutine");
            }
            return weft__raise_value(t, exception);
        }
        return EMPTY;
    }
    Value delegate = from == GENERATOR_CREATED ? EMPTY : delegate_of(g);
    if (delegate != EMPTY) {
        if (weft__is_subtype(type_of(t, exception), EXC(t, GeneratorExit))) {
            if (close_delegate(t, delegate) == EMPTY) {
                exception = exception_take(t);
            }
            return resume_claimed(t, g, NONE, exception, finished, result);
        }
        Value v, inner_result = NONE;
        bool inner_finished = false;
        if (object_is(delegate, T(t, generator)) || object_is(delegate, T(t, coroutine))) {
            Frame *caller = show_frame(t, g);
            v = weft__generator_throw(t, value_pointer(delegate), exception, given,
                                      &inner_finished, &inner_result);
            hide_frame(t, g, caller);
        } else {
            bool failed = false;
            Value method = weft__find_attribute(t, delegate, weft__intern_c(t, "throw"), &failed);
            if (method == EMPTY && !failed) {
                return resume_claimed(t, g, NONE, exception, finished, result);
            }
            Frame *caller = show_frame(t, g);
            Value args[3] = {exception, EMPTY, EMPTY};
            size_t count = 1;
            if (given != NULL) {
                memcpy(args, given, sizeof args);
                count = args[2] != EMPTY ? 3 : args[1] != EMPTY ? 2 : 1;
            }
            v = method == EMPTY ? EMPTY : weft__call(t, method, args, count, EMPTY);
            hide_frame(t, g, caller);
            if (v == EMPTY && weft__take_stop_iteration(t, &inner_result)) {
                inner_finished = true;
            }
        }
        if (v != EMPTY) {
            give_back(g, GENERATOR_SUSPENDED);
            return v;
        }
        if (inner_finished) {
            return resume_after_delegate(t, g, inner_result, finished, result);
        }
        return resume_claimed(t, g, NONE, exception_take(t), finished, result);
    }
    return resume_claimed(t, g, NONE, exception, finished, result);
}

Value weft__generator_close(Thread *t, Generator *g)
{
    uint32_t state = weft__load_relaxed(&g->state); /* edge: generator_state */
    if (state == GENERATOR_DONE) {
        return NONE;
    }
    if (state == GENERATOR_CREATED) {
        bool done;
        uint32_t from;
        if (!weft__generator_claim(t, g, &done, &from)) {
            return done ? NONE : EMPTY;
        }
        if (from == GENERATOR_CREATED) {
            g->frame = NULL;
            weft__store_release(&g->state, (uint32_t)GENERATOR_DONE); /* edge: generator_state */
            return NONE;
        }
        give_back(g, from); /* another thread has begun to run it meanwhile */
    }
    Value exit = weft__call0(t, value_from_pointer(EXC(t, GeneratorExit)));
    if (exit == EMPTY) {
        return EMPTY;
    }
    bool finished;
    Value result;
    Value v = weft__generator_throw(t, g, exit, NULL, &finished, &result);
    if (v != EMPTY) {
        return RAISE(t, RuntimeError, "%s ignored GeneratorExit", kind_of(t, g));
    }
    if (finished) {
        return NONE;
    }
    if (weft__exception_matches(t, EXC(t, StopIteration)) ||
        weft__exception_matches(t, EXC(t, GeneratorExit))) {
        exception_take(t);
        return NONE;
    }
    return EMPTY;
}

/* ---- the type's methods ---- */

static Value finish(Thread *t, Value v, bool finished, Value result)
{
    return v == EMPTY && finished ? weft__raise_stop_iteration(t, result) : v;
}
static Value method_send(Thread *t, Value *args)
{
    bool finished;
    Value result;
    Value v = weft__generator_send(t, value_pointer(args[0]), args[1], &finished, &result);
    return finish(t, v, finished, result);
}
static Value method_throw(Thread *t, Value *args)
{
    Value exception = weft__exception_from_throw(t, args[1], args[2], args[3]);
    if (exception == EMPTY) {
        return EMPTY;
    }
    bool finished;
    Value result;
    Value v = weft__generator_throw(t, value_pointer(args[0]), exception, args + 1, &finished, &result);
    return finish(t, v, finished, result);
}
static Value method_close(Thread *t, Value *args)
{
    return weft__generator_close(t, value_pointer(args[0]));
}
static Value generator_next(Thread *t, Value self)
{
    bool finished;
    Value result;
    Value v = weft__generator_send(t, value_pointer(self), NONE, &finished, &result);
    if (v == EMPTY && finished && result != NONE) {
        return weft__raise_stop_iteration(t, result);
    }
    return v;
}
static Value generator_self(Thread *t, Value self)
{
    (void)t;
    return self;
}
static Value generator_repr(Thread *t, Value self)
{
    Generator *g = value_pointer(self);
    return value_or_empty(weft__str_format(t, "<%s object %V at 0x%llx>",
                                           g->head.type == T(t, async_generator) ? "async_generator"
                                           : g->head.type == T(t, coroutine)     ? "coroutine"
                                                                                 : "generator",
                                           weft__load_acquire(&g->qualname), /* edge: function_field */
                                           (long long)(uintptr_t)g));
}

static void generator_trace(Tracer *tracer, Object *object)
{
    Generator *g = (Generator *)(void *)object;
    weft__trace_object(tracer, g->code);
    weft__trace_value(tracer, weft__load_relaxed(&g->name));     /* edge: function_field; stopped world */
    weft__trace_value(tracer, weft__load_relaxed(&g->qualname)); /* edge: function_field; stopped world */
    weft__trace_value(tracer, g->handled.exception);
    weft__trace_value(tracer, g->finalizer);
    if (g->frame != NULL) {
        bool running = weft__load_relaxed(&g->state) == GENERATOR_RUNNING; /* edge: generator_state */
        weft__trace_words(tracer, g->row, running ? g->row + g->words : g->frame->stack_top);
    }
}

/* A suspended generator that becomes unreachable is closed, so that its finally blocks run. */
static void generator_finalize(Thread *t, Value self)
{
    Generator *g = value_pointer(self);
    uint32_t state = weft__load_relaxed(&g->state); /* edge: generator_state */
    if (state == GENERATOR_CREATED && g->head.type == T(t, coroutine)) {
        weft__warn(t, EXC(t, RuntimeWarning), "coroutine '%V' was never awaited",
                   weft__load_acquire(&g->qualname)); /* edge: function_field */
        if (exception_pending(t)) {
            weft__unraisable(t, exception_take(t), "", self);
        }
    }
    if (state == GENERATOR_SUSPENDED && value_is_pointer(g->finalizer)) {
        if (weft__call1(t, g->finalizer, self) == EMPTY) { /* it may close it, in an event loop */
            weft__unraisable(t, exception_take(t), "", self);
        }
        return;
    }
    if (state == GENERATOR_SUSPENDED && weft__generator_close(t, g) == EMPTY) {
        weft__unraisable(t, exception_take(t), "", self);
    }
}

/* Questions about a generator that any thread may be running: the world is stopped for the look,
 * because a claim would make another thread's next() fail. */
static Value get_frame(Thread *t, Value self)
{
    Generator *g = value_pointer(self);
    Value spare = weft__frame_spare(t, g->code);
    if (spare == EMPTY) {
        return EMPTY;
    }
    weft__world_stop(t);
    Frame *frame = g->frame;
    Value object = frame == NULL ? NONE : weft__frame_object_stopped(frame, spare);
    weft__world_resume(t);
    return object;
}
static Value get_code(Thread *t, Value self)
{
    (void)t;
    return value_from_pointer(((Generator *)value_pointer(self))->code);
}
static Value get_running(Thread *t, Value self)
{
    (void)t;
    Generator *g = value_pointer(self);
    return value_from_bool(weft__load_relaxed(&g->state) == GENERATOR_RUNNING); /* edge: generator_state */
}
static Value get_suspended(Thread *t, Value self)
{
    (void)t;
    Generator *g = value_pointer(self);
    return value_from_bool(weft__load_relaxed(&g->state) == GENERATOR_SUSPENDED); /* edge: generator_state */
}
static Value get_delegate(Thread *t, Value self)
{
    Generator *g = value_pointer(self);
    weft__world_stop(t);
    bool suspended = weft__load_relaxed(&g->state) == GENERATOR_SUSPENDED; /* edge: generator_state */
    Value delegate = suspended ? delegate_of(g) : EMPTY;
    weft__world_resume(t);
    return delegate == EMPTY ? NONE : delegate;
}
static Value get_name(Thread *t, Value self)
{
    (void)t;
    return weft__load_acquire(&((Generator *)value_pointer(self))->name); /* edge: function_field */
}
static Value get_qualname(Thread *t, Value self)
{
    (void)t;
    return weft__load_acquire(&((Generator *)value_pointer(self))->qualname); /* edge: function_field */
}
static bool set_text(Thread *t, ATOMIC(Value) *field, Value v, const char *what)
{
    if (v == EMPTY || !is_str(t, v)) {
        RAISE(t, TypeError, "%s must be set to a string object", what);
        return false;
    }
    weft__store_release(field, v); /* edge: function_field */
    return true;
}
static bool set_name(Thread *t, Value self, Value v)
{
    return set_text(t, &((Generator *)value_pointer(self))->name, v, "__name__");
}
static bool set_qualname(Thread *t, Value self, Value v)
{
    return set_text(t, &((Generator *)value_pointer(self))->qualname, v, "__qualname__");
}

static const NativeDef generator_methods[] = {
    {"send", method_send, "self, arg, /", "Resumes with a value; returns what is yielded next.", 0},
    {"throw", method_throw, "self, typ, val=, tb=, /", "Raises an exception at the yield.", 0},
    {"close", method_close, "self, /", "Raises GeneratorExit at the yield.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

static void prepare(Thread *t, Type *type, const GetSetDef *getsets)
{
    weft__type_prepare(t, type, NULL, sizeof(Generator), TYPE_FINAL | TYPE_VARIABLE | TYPE_HAS_WEAK);
    type->head.trace = generator_trace;
    type->slots.repr = generator_repr;
    type->slots.finalize = generator_finalize;
    weft__add_getsets(t, type, getsets);
}

void weft__async_generator_type_prepare(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"__name__", get_name, set_name, NULL},      {"__qualname__", get_qualname, set_qualname, NULL},
        {"ag_frame", get_frame, NULL, NULL},         {"ag_running", get_running, NULL, NULL},
        {"ag_code", get_code, weft__read_only_member, NULL},           {"ag_await", get_delegate, NULL, NULL},
        {NULL, NULL, NULL, NULL},
    };
    prepare(t, type, getsets);
}

void weft__init_generator_type(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"__name__", get_name, set_name, NULL},         {"__qualname__", get_qualname, set_qualname, NULL},
        {"gi_frame", get_frame, NULL, NULL},            {"gi_running", get_running, NULL, NULL},
        {"gi_suspended", get_suspended, NULL, NULL},    {"gi_code", get_code, weft__read_only_member, NULL},
        {"gi_yieldfrom", get_delegate, NULL, NULL},     {NULL, NULL, NULL, NULL},
    };
    prepare(t, type, getsets);
    weft__add_methods(t, type, generator_methods);
    type->slots.iterate = generator_self;
    type->slots.next = generator_next;
    weft__type_ready(t, type);
}

/* ---- coroutines ---- */

typedef struct CoroutineWrapper {
    Object head;
    Value coroutine; /* never changes */
} CoroutineWrapper;

static Value coroutine_await(Thread *t, Value self)
{
    CoroutineWrapper *wrapper = weft__alloc(t, sizeof *wrapper, T(t, coroutine_wrapper));
    if (wrapper != NULL) {
        wrapper->coroutine = self;
    }
    return value_or_empty(wrapper);
}

void weft__init_coroutine_type(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"__name__", get_name, set_name, NULL},         {"__qualname__", get_qualname, set_qualname, NULL},
        {"cr_frame", get_frame, NULL, NULL},            {"cr_running", get_running, NULL, NULL},
        {"cr_suspended", get_suspended, NULL, NULL},    {"cr_code", get_code, weft__read_only_member, NULL},
        {"cr_await", get_delegate, NULL, NULL},         {NULL, NULL, NULL, NULL},
    };
    prepare(t, type, getsets);
    weft__add_methods(t, type, generator_methods);
    type->slots.await = coroutine_await;
    weft__type_ready(t, type);
}

static Generator *wrapped(Value self)
{
    return value_pointer(((CoroutineWrapper *)value_pointer(self))->coroutine);
}
static Value wrapper_next(Thread *t, Value self)
{
    return generator_next(t, value_from_pointer(wrapped(self)));
}
static Value wrapper_send(Thread *t, Value *args)
{
    args[0] = value_from_pointer(wrapped(args[0]));
    return method_send(t, args);
}
static Value wrapper_throw(Thread *t, Value *args)
{
    args[0] = value_from_pointer(wrapped(args[0]));
    return method_throw(t, args);
}
static Value wrapper_close(Thread *t, Value *args)
{
    return weft__generator_close(t, wrapped(args[0]));
}
static void wrapper_trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((CoroutineWrapper *)(void *)object)->coroutine);
}

void weft__init_coroutine_wrapper_type(Thread *t, Type *type)
{
    static const NativeDef methods[] = {
        {"send", wrapper_send, "self, arg, /", NULL, 0},
        {"throw", wrapper_throw, "self, typ, val=, tb=, /", NULL, 0},
        {"close", wrapper_close, "self, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(CoroutineWrapper), TYPE_FINAL);
    type->head.trace = wrapper_trace;
    type->slots.iterate = generator_self;
    type->slots.next = wrapper_next;
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}
