/* host_functions.c - functions of a host that programs call.
 *
 * The host's function runs outside the world, with handles for its arguments; so it may block, and call
 * any function of the interface, which comes in again. A thread that the program started gets its
 * WeftThread with its first call of a host function, and keeps it until it ends.
 */
#include <stdlib.h>

#include "embed/host.h"

typedef struct HostFunction {
    Object head;
    WeftFunction code; /* none of these ever changes */
    void *user;
    size_t least, most;
    Str *name;
} HostFunction;

static void trace_function(Tracer *tracer, Object *object)
{
    weft__trace_object(tracer, ((HostFunction *)(void *)object)->name);
}

static Value get_name(Thread *t, Value self)
{
    (void)t;
    return value_from_pointer(((HostFunction *)value_pointer(self))->name);
}

static Value function_repr(Thread *t, Value self)
{
    return value_or_empty(weft__str_format(t, "<host function %V>", get_name(t, self)));
}

typedef struct HostCall {
    WeftThread *thread;
    HostFunction *function;
    const WeftValue *handles;
    size_t count;
    WeftValue result;
} HostCall;

static void call_outside(void *context)
{
    HostCall *call = context;
    call->result = call->function->code(call->thread, call->function->user, call->handles, call->count);
}

/* The host's result, or its error as an exception; the stop goes on, whatever the host makes of it. */
static Value take_result(WeftThread *thread, HostCall *call)
{
    Thread *t = thread->t;
    if (t->unwinding_for_exit) {
        if (call->result != 0) {
            weft__host_release(thread, call->result);
        }
        t->exception = t->runtime->memory_error; /* any exception: no handler will see it */
        return EMPTY;
    }
    if (call->result != 0) {
        Value value = weft__host_value(thread, call->result);
        weft__host_release(thread, call->result);
        if (value != EMPTY) {
            return value;
        }
    }
    if (thread->error == WEFT_EXCEPTION) {
        return weft__raise_value(t, thread->exception);
    }
    if (thread->error == WEFT_MISUSE) {
        return RAISE(t, SystemError, "%S(): %s", call->function->name, thread->misuse);
    }
    return RAISE(t, SystemError, "%S() returned no value and no error", call->function->name);
}

static Value call_with_handles(WeftThread *thread, HostFunction *function, Value *args, WeftValue *handles,
                               size_t count)
{
    size_t made = 0;
    while (made < count && (handles[made] = weft__host_handle(thread, args[made])) != 0) {
        made++;
    }
    Value result = EMPTY;
    if (made == count) {
        HostCall call = {thread, function, handles, count, 0};
        weft__host_errors_clear(thread);
        thread->native_depth++;
        weft__run_outside(thread->t, call_outside, &call);
        thread->native_depth--;
        result = take_result(thread, &call);
        weft__host_errors_clear(thread);
    }
    for (size_t i = 0; i < made; i++) {
        weft__host_release(thread, handles[i]); /* unless the host has done so */
    }
    return result;
}

static Value call_on(WeftThread *thread, HostFunction *function, Value *args, size_t count)
{
    WeftValue few[8], *handles = count <= 8 ? few : malloc(count * sizeof *handles);
    if (handles == NULL) {
        weft__raise_memory_error(thread->t);
        return EMPTY;
    }
    Value result = call_with_handles(thread, function, args, handles, count);
    if (handles != few) {
        free(handles);
    }
    return result;
}

static Value function_call(Thread *t, Value callable, Value *args, size_t count, Value names)
{
    HostFunction *function = value_pointer(callable);
    if (names != EMPTY && tuple_length(as_tuple(names)) > 0) {
        return RAISE(t, TypeError, "%S() takes no keyword arguments", function->name);
    }
    if (count < function->least || count > function->most) {
        return RAISE(t, TypeError, "%S() takes %s %zu arguments (%zu given)", function->name,
                     function->least == function->most ? "exactly"
                     : count < function->least         ? "at least"
                                                       : "at most",
                     count < function->least ? function->least : function->most, count);
    }
    if (!weft__enter_native(t, "")) {
        return EMPTY;
    }
    if (t->host == NULL) {
        WeftThread *visitor = malloc(sizeof *visitor);
        if (visitor == NULL) {
            weft__raise_memory_error(t);
            return EMPTY;
        }
        weft__host_thread_link(visitor, t->runtime->host, t);
    }
    return call_on(t->host, function, args, count);
}

void weft__host_close_thread(Thread *t)
{
    WeftThread *visitor = t->host;
    weft__host_thread_unlink(visitor);
    free(visitor);
}

Type *weft__host_function_type(Thread *t)
{
    static const GetSetDef attributes[] = {
        {"__name__", get_name, NULL, NULL},
        {NULL, NULL, NULL, NULL},
    };
    Type *type = weft__native_type_new(t, "host_function", NULL, sizeof(HostFunction), TYPE_FINAL | TYPE_HAS_WEAK);
    if (type == NULL) {
        return NULL;
    }
    type->head.trace = trace_function;
    type->slots.call = function_call;
    type->slots.repr = function_repr;
    return weft__add_getsets(t, type, attributes) && weft__type_ready(t, type) ? type : NULL;
}

int weft_define(WeftThread *thread, WeftValue object, const char *name, WeftFunction code, void *user,
                int least, int most)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL) {
        return 0;
    }
    if (name == NULL || code == NULL || least < 0 || most < least) {
        return weft__host_leave(thread, weft__host_misuse(thread, "not a function that can be defined"));
    }
    Value into = object == 0 ? weft__host_main(thread) : weft__host_value(thread, object);
    Str *text = into == EMPTY ? NULL : weft__intern_c(t, name);
    HostFunction *function =
        text == NULL ? NULL : weft__alloc(t, sizeof *function, thread->owner->function_type);
    if (function == NULL) {
        return weft__host_leave(thread, false);
    }
    function->code = code;
    function->user = user;
    function->least = (size_t)least;
    function->most = (size_t)most;
    function->name = text;
    return weft__host_leave(thread, weft__set_attribute(t, into, text, value_from_pointer(function)));
}
