/* raise.c - raising from C: formatted messages, implicit context, common exceptions, warnings, and
 * errors that nobody can catch.
 *
 * After any function here that raises, thread->exception holds an exception instance: the one asked
 * for, or MemoryError when it could not be made.
 */
#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "object/exceptions.h"

/* ---- context ---- */

static Value handled_exception(Thread *t)
{
    for (ExceptionState *state = t->handled; state != NULL; state = state->previous) {
        if (state->exception != EMPTY && state->exception != NONE && state->exception != 0) {
            return state->exception;
        }
    }
    return EMPTY;
}

/* The exception that is being handled becomes the context, unless that would close a circle. */
static void set_context(Thread *t, Value exception)
{
    Value handled = handled_exception(t);
    if (LIKELY(handled == EMPTY) || handled == exception) {
        return;
    }
    Value slow = handled;
    bool step = false;
    for (Value each = handled;;) {
        Value next = weft__load_acquire(&as_exception(each)->context); /* edge: exception_field */
        if (next == NONE || next == EMPTY || next == 0) {
            break;
        }
        if (next == exception) {
            weft__store_release(&as_exception(each)->context, NONE); /* edge: exception_field */
            break;
        }
        each = next;
        if (each == slow) { /* a circle that was there before */
            break;
        }
        if (step) {
            slow = weft__load_acquire(&as_exception(slow)->context); /* edge: exception_field */
        }
        step = !step;
    }
    weft__store_release(&as_exception(exception)->context, handled); /* edge: exception_field */
}

Value weft__raise_value(Thread *t, Value exception)
{
    set_context(t, exception);
    t->exception = exception;
    return EMPTY;
}

/* ---- making and raising ---- */

Value weft__exception_new(Thread *t, Type *type, Value *args, size_t count)
{
    Value exception = type->slots.new_instance(t, type, args, count, EMPTY);
    if (exception == EMPTY) {
        return EMPTY;
    }
    bool (*init)(Thread *, Value, Value *, size_t, Value) = type_of(t, exception)->slots.init;
    return init(t, exception, args, count, EMPTY) ? exception : EMPTY;
}

Value weft__raise_with(Thread *t, Type *type, Value *args, size_t count)
{
    Value exception;
    if (type->flags & TYPE_HEAP) {
        exception = weft__call(t, value_from_pointer(type), args, count, EMPTY);
    } else {
        exception = weft__exception_new(t, type, args, count);
    }
    if (exception == EMPTY) {
        return EMPTY;
    }
    if (!is_exception(t, exception)) {
        return RAISE(t, TypeError, "exceptions must derive from BaseException");
    }
    return weft__raise_value(t, exception);
}

static Value raise_text(Thread *t, Type *type, Str *message)
{
    if (message == NULL) {
        return EMPTY;
    }
    Value args[1] = {value_from_pointer(message)};
    return weft__raise_with(t, type, args, 1);
}

Value weft__raise(Thread *t, Type *type, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Str *message = weft__str_format_list(t, format, arguments);
    va_end(arguments);
    return raise_text(t, type, message);
}

Value weft__raise_key_error(Thread *t, Value key)
{
    return weft__raise_with(t, EXC(t, KeyError), &key, 1);
}

Value weft__raise_stop_iteration(Thread *t, Value value)
{
    return weft__raise_with(t, EXC(t, StopIteration), &value, value == EMPTY || value == NONE ? 0 : 1);
}

/* A file name in an exception is text or bytes: an object with __fspath__ stands there as its path. */
static Value plain_filename(Thread *t, Value filename)
{
    if (filename == EMPTY || !value_is_pointer(filename) || is_str(t, filename)) {
        return filename;
    }
    bool missing;
    Value path = weft__call_special(t, filename, N(t, __fspath__), NULL, 0, &missing);
    if (path == EMPTY) {
        t->exception = EMPTY;
        return filename;
    }
    return path;
}

Value weft__raise_os_error(Thread *t, int error_number, Value filename)
{
    filename = plain_filename(t, filename);
    char buffer[256];
    const char *text = strerror_r(error_number, buffer, sizeof buffer);
    Value args[3] = {value_from_small_int(error_number), value_or_empty(weft__str_from_c(t, text)),
                     filename};
    if (args[1] == EMPTY) {
        return EMPTY;
    }
    return weft__raise_with(t, EXC(t, OSError), args, filename == EMPTY ? 2 : 3);
}

void weft__raise_memory_error(Thread *t)
{
    /* Made at start, because nothing can be allocated now; all threads share it. */
    t->exception = t->runtime->memory_error;
    if (t->runtime->main_thread == NULL) {
        t->runtime->start_failed = true; /* the functions that fill builtin types do not say so */
    }
}

void weft__raise_recursion(Thread *t, const char *where)
{
    /* Room for building the exception itself. */
    char *limit = t->native_limit;
    t->native_limit = limit - 64 * 1024;
    RAISE(t, RecursionError, "maximum recursion depth exceeded%s", where);
    t->native_limit = limit;
}

/* ---- asking ---- */

bool weft__exception_matches(Thread *t, Type *type)
{
    return t->exception != EMPTY && weft__is_subtype(type_of(t, t->exception), type);
}

bool weft__take_stop_iteration(Thread *t, Value *value)
{
    if (!weft__exception_matches(t, EXC(t, StopIteration))) {
        return false;
    }
    if (value != NULL) {
        Value held = exception_field(t->exception, STOP_VALUE);
        *value = held == EMPTY ? NONE : held;
    }
    t->exception = EMPTY;
    return true;
}

/* ---- warnings ---- */

bool weft__warn(Thread *t, Type *category, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    Str *message = weft__str_format_list(t, format, arguments);
    va_end(arguments);
    if (message == NULL) {
        return false;
    }
    Dict *builtins = t->runtime->builtins;
    Value import = builtins == NULL ? EMPTY : weft__dict_get_str(t, builtins, N(t, __import__));
    if (import == EMPTY) {
        return !exception_pending(t);
    }
    Value module = weft__call1(t, import, value_or_empty(weft__intern_c(t, "warnings")));
    if (module == EMPTY) {
        if (weft__exception_matches(t, EXC(t, ImportError))) {
            t->exception = EMPTY; /* a runtime without the module has no warnings */
        }
        return !exception_pending(t);
    }
    Value args[2] = {value_from_pointer(message), value_from_pointer(category)};
    return weft__call_method(t, module, weft__intern_c(t, "warn"), args, 2) != EMPTY;
}

/* ---- printing and errors that cannot be raised ---- */

void weft__print_exception(Thread *t, Value exception)
{
    Value pending = exception_take(t);
    t->uses_reserve++;
    Str *text = weft__exception_text(t, exception);
    t->exception = EMPTY;
    if (text == NULL) { /* not even the reserve was enough */
        text = t->runtime->memory_error_line;
    }
    (void)weft__write_stream(t, "stderr", text);
    t->uses_reserve--;
    t->exception = pending;
}

static Str *unraisable_text(Thread *t, Value exception, const char *where, Value object)
{
    TextBuilder b;
    weft__builder_init(&b, t);
    if (object != EMPTY && object != NONE) {
        weft__builder_c(&b, where != NULL && *where != 0 ? where : "Exception ignored in");
        weft__builder_c(&b, ": ");
        Value shown = weft__repr(t, object);
        if (shown == EMPTY) {
            t->exception = EMPTY;
            weft__builder_c(&b, "<object repr() failed>");
        } else {
            weft__builder_value(&b, shown);
        }
        weft__builder_c(&b, "\n");
    } else if (where != NULL && *where != 0) {
        weft__builder_format(&b, "%s:\n", where);
    }
    Str *text = weft__exception_text(t, exception);
    if (text == NULL) {
        return NULL;
    }
    weft__builder_str(&b, text);
    return weft__builder_finish(&b);
}

void weft__print_unraisable(Thread *t, Value exception, const char *where, Value object)
{
    t->exception = EMPTY;
    t->uses_reserve++;
    Str *text = unraisable_text(t, exception, where, object);
    if (text != NULL) {
        (void)weft__write_stream(t, "stderr", text);
    }
    t->uses_reserve--;
    t->exception = EMPTY;
}

/* A hook that the program installed; EMPTY when it is the default one. */
static Value custom_hook(Thread *t)
{
    if (!object_is(t->runtime->sys_module, T(t, module))) {
        return EMPTY;
    }
    Dict *sys = as_module(t->runtime->sys_module)->dict;
    Value hook = weft__dict_get_c(t, sys, "unraisablehook");
    return hook == EMPTY || hook == NONE || object_is(hook, T(t, native_function)) ? EMPTY : hook;
}

static bool call_hook(Thread *t, Value hook, Value exception, const char *where, Value object)
{
    Value holder = weft__call0(t, value_from_pointer(T(t, namespace)));
    if (holder == EMPTY) {
        return false;
    }
    Value message = where == NULL || *where == 0 ? NONE : value_or_empty(weft__str_from_c(t, where));
    const struct {
        const char *name;
        Value v;
    } parts[] = {
        {"exc_type", value_from_pointer(type_of(t, exception))},
        {"exc_value", exception},
        {"exc_traceback", weft__load_acquire(&as_exception(exception)->traceback)}, /* edge: exception_field */
        {"err_msg", message},
        {"object", object == EMPTY ? NONE : object},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        Str *name = weft__intern_c(t, parts[i].name);
        if (name == NULL || !weft__set_attribute(t, holder, name, parts[i].v)) {
            return false;
        }
    }
    return weft__call1(t, hook, holder) != EMPTY;
}

void weft__unraisable(Thread *t, Value exception, const char *where, Value object)
{
    t->exception = EMPTY;
    if (t->unwinding_for_exit) { /* nobody's fault; the code around it shall end, too */
        weft__thread_request(t, POLL_EXIT);
        return;
    }
    if (exception == EMPTY || !is_exception(t, exception)) {
        return;
    }
    Value hook = custom_hook(t);
    if (hook == EMPTY || !call_hook(t, hook, exception, where, object)) {
        weft__print_unraisable(t, exception, where, object);
    }
    t->exception = EMPTY;
}
