/* host_errors.c - entering and leaving the world for one call of a host, and the error of a thread.
 *
 * Every public function that touches values passes through here: it is refused when the thread is not the
 * caller's, enters the world, and leaves it with the thread's error set or untouched. An error's texts stay
 * valid until the next error or clear of the same thread; no other thread touches them.
 */
#include <stdlib.h>

#include "embed/host.h"
#include "object/exceptions.h"
#include "object/classes.h"

void weft__host_errors_clear(WeftThread *thread)
{
    for (size_t i = 0; i < sizeof thread->texts / sizeof *thread->texts; i++) {
        free(thread->texts[i]);
        thread->texts[i] = NULL;
    }
    thread->error = WEFT_NO_ERROR;
    thread->exception = EMPTY;
    thread->misuse = NULL;
}

Thread *weft__host_enter(WeftThread *thread)
{
    if (thread == NULL || !pthread_equal(thread->native, pthread_self())) {
        return NULL;
    }
    weft__world_enter(thread->t);
    return thread->t;
}

/* A thread that was told to stop is done with it in the outermost call; before, whatever the host
 * lets run next stops again. */
static void keep_stop(WeftThread *thread)
{
    Thread *t = thread->t;
    weft__host_errors_clear(thread);
    t->exception = EMPTY;
    thread->error = WEFT_STOPPED;
    if (thread->native_depth == 0) {
        t->unwinding_for_exit = false;
        weft__and_seq_cst(&t->poll, ~(uint32_t)POLL_EXIT); /* of inner calls; edge: poll_word */
    } else {
        weft__thread_request(t, POLL_EXIT);
    }
}

void weft__host_keep_exception(WeftThread *thread)
{
    if (!exception_pending(thread->t)) {
        return;
    }
    if (thread->t->unwinding_for_exit) {
        keep_stop(thread);
    } else {
        weft__host_errors_clear(thread);
        thread->exception = exception_take(thread->t);
        thread->error = WEFT_EXCEPTION;
    }
}

int weft__host_leave(WeftThread *thread, bool done)
{
    weft__host_keep_exception(thread);
    weft__world_leave(thread->t);
    return done;
}

WeftValue weft__host_leave_with(WeftThread *thread, Value value)
{
    WeftValue handle = value == EMPTY ? 0 : weft__host_handle(thread, value);
    weft__host_leave(thread, handle != 0);
    return handle;
}

bool weft__host_misuse(WeftThread *thread, const char *what)
{
    weft__host_errors_clear(thread);
    thread->error = WEFT_MISUSE;
    thread->misuse = what;
    return false;
}

Value weft__host_value(WeftThread *thread, WeftValue handle)
{
    if (handle == 0) {
        weft__host_misuse(thread, "a value is missing");
        return EMPTY;
    }
    Value value = weft__host_lookup(thread->owner, handle);
    if (value == EMPTY) {
        weft__host_misuse(thread, "a value was released, or is of another runtime");
    }
    return value;
}

Value weft__host_main(WeftThread *thread)
{
    Value main_module = thread->t->runtime->main_module;
    if (main_module == EMPTY) {
        weft__host_misuse(thread, "the runtime ends: it has no main module any more");
    }
    return main_module;
}

/* ---- what the host sees ---- */

WeftError weft_error(WeftThread *thread)
{
    return thread != NULL && pthread_equal(thread->native, pthread_self()) ? thread->error : WEFT_MISUSE;
}

void weft_error_clear(WeftThread *thread)
{
    if (weft__host_enter(thread) != NULL) {
        weft__host_errors_clear(thread);
        weft__world_leave(thread->t);
    }
}

WeftValue weft_error_value(WeftThread *thread)
{
    return weft__host_enter(thread) == NULL ? 0 : weft__host_leave_with(thread, thread->exception);
}

enum { TEXT_TYPE, TEXT_MESSAGE, TEXT_TRACEBACK };

static Str *make_text(Thread *t, Value exception, int which)
{
    if (which == TEXT_TYPE) {
        return weft__load_acquire(&type_of(t, exception)->name); /* edge: type_name */
    }
    if (which == TEXT_TRACEBACK) {
        return weft__exception_text(t, exception);
    }
    Value text = weft__str(t, exception);
    return text == EMPTY ? NULL : as_str(text);
}

/* What str() raises on the way is dropped: the error stays the one that is asked about. */
static const char *error_text(WeftThread *thread, int which)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL) {
        return "";
    }
    if (thread->error == WEFT_EXCEPTION && thread->texts[which] == NULL) {
        Str *text = make_text(t, thread->exception, which);
        const char *utf8 = text == NULL ? NULL : weft__str_utf8(t, text, NULL);
        t->exception = EMPTY;
        thread->texts[which] = utf8 == NULL ? NULL : strdup(utf8);
    }
    const char *text = thread->texts[which];
    if (thread->error == WEFT_MISUSE) {
        text = which == TEXT_TYPE ? "" : thread->misuse;
    } else if (thread->error == WEFT_STOPPED) {
        text = which == TEXT_TYPE ? "" : "stopped by the host";
    }
    weft__world_leave(t);
    return text != NULL ? text : "";
}

const char *weft_error_type(WeftThread *thread) { return error_text(thread, TEXT_TYPE); }
const char *weft_error_message(WeftThread *thread) { return error_text(thread, TEXT_MESSAGE); }
const char *weft_error_traceback(WeftThread *thread) { return error_text(thread, TEXT_TRACEBACK); }

static Type *exception_class(Thread *t, const char *name)
{
    Str *text = name == NULL ? NULL : weft__intern_c(t, name);
    Value found = text == NULL ? EMPTY : weft__dict_get_str(t, t->runtime->builtins, text);
    return found != EMPTY && has_type_flag(t, found, TYPE_IS_TYPE) &&
                   weft__is_subtype(as_type(found), EXC(t, BaseException))
               ? as_type(found)
               : NULL;
}

int weft_raise(WeftThread *thread, const char *type, const char *message)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL) {
        return 0;
    }
    Type *class = exception_class(t, type);
    if (class == NULL && !exception_pending(t)) {
        return weft__host_leave(thread, weft__host_misuse(thread, "no builtin exception has this name"));
    }
    Value text = class == NULL ? EMPTY : value_or_empty(weft__str_from_c(t, message == NULL ? "" : message));
    if (text != EMPTY) {
        weft__raise_with(t, class, &text, message == NULL ? 0 : 1);
    }
    return weft__host_leave(thread, text != EMPTY);
}
