/* host_runtime.c - runtimes of a host: start, end, its threads, memory, running source text.
 *
 * The main thread of a host makes and ends its runtime; other threads come and go in between, and are
 * listed under the lock of rank HANDLES, so that the end can tell who is still there.
 */
#include <stdlib.h>

#include "embed/host.h"

const char *weft_version(void) { return WEFT_VERSION; }

/* ---- threads ---- */

void weft__host_thread_link(WeftThread *thread, WeftRuntime *owner, Thread *t)
{
    memset(thread, 0, sizeof *thread);
    thread->owner = owner;
    thread->t = t;
    thread->native = pthread_self();
    thread->exception = EMPTY;
    weft__runtime_lock(t, &owner->handles_lock);
    thread->next = owner->threads;
    if (owner->threads != NULL) {
        owner->threads->previous = thread;
    }
    owner->threads = thread;
    weft__runtime_unlock(t, &owner->handles_lock);
    t->host = thread;
}

void weft__host_thread_unlink(WeftThread *thread)
{
    WeftRuntime *owner = thread->owner;
    weft__host_give_back(thread);
    weft__runtime_lock(thread->t, &owner->handles_lock);
    if (thread->previous != NULL) {
        thread->previous->next = thread->next;
    } else {
        owner->threads = thread->next;
    }
    if (thread->next != NULL) {
        thread->next->previous = thread->previous;
    }
    weft__runtime_unlock(thread->t, &owner->handles_lock);
    thread->t->host = NULL;
    for (size_t i = 0; i < sizeof thread->texts / sizeof *thread->texts; i++) {
        free(thread->texts[i]);
    }
}

static size_t count_attached(Thread *t, WeftRuntime *owner, int change)
{
    weft__runtime_lock(t, &owner->handles_lock);
    owner->attached += (size_t)change;
    size_t count = owner->attached;
    weft__runtime_unlock(t, &owner->handles_lock);
    return count;
}

static void find_calling(Thread *each, void *context)
{
    bool *found = context;
    *found |= pthread_equal(each->native_thread, pthread_self()) != 0;
}

WeftThread *weft_thread_attach(WeftThread *other)
{
    WeftThread *thread = other == NULL ? NULL : malloc(sizeof *thread);
    Thread *t = thread == NULL ? NULL : weft__thread_open(other->owner->runtime);
    if (t == NULL) {
        free(thread);
        return NULL;
    }
    /* Two states of one native thread would scan the same stack and be mistaken for each other. */
    bool twice = false;
    pthread_t own = t->native_thread;
    weft__world_stop(t);
    memset(&t->native_thread, 0, sizeof t->native_thread);
    weft__world_each_thread(t, find_calling, &twice);
    t->native_thread = own;
    weft__world_resume(t);
    if (twice) {
        weft__thread_close(t);
        free(thread);
        return NULL;
    }
    weft__host_thread_link(thread, other->owner, t);
    count_attached(t, other->owner, 1);
    weft__world_leave(t);
    return thread;
}

int weft_thread_detach(WeftThread *thread)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL) {
        return 0;
    }
    if (t->is_main || thread->native_depth > 0) {
        return weft__host_leave(thread, weft__host_misuse(thread, "this thread cannot be detached here"));
    }
    count_attached(t, thread->owner, -1);
    weft__host_thread_unlink(thread);
    weft__thread_close(t);
    free(thread);
    return 1;
}

void *weft_user(WeftThread *thread) { return thread == NULL ? NULL : thread->owner->user; }

void weft_interrupt(WeftThread *thread)
{
    if (thread != NULL) {
        weft__thread_request(thread->t, POLL_INTERRUPT);
    }
}

void weft_stop(WeftThread *thread)
{
    if (thread != NULL) {
        weft__thread_request(thread->t, POLL_EXIT);
    }
}

int weft_requests_clear(WeftThread *thread)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL) {
        return 0;
    }
    if (thread->native_depth > 0) {
        return weft__host_leave(thread, weft__host_misuse(thread, "requests cannot be withdrawn inside a native function"));
    }
    weft__and_seq_cst(&t->poll, ~(uint32_t)(POLL_INTERRUPT | POLL_EXIT)); /* edge: poll_word */
    return weft__host_leave(thread, true);
}

/* ---- start ---- */

/* A host may have been built with an older, shorter structure. */
static bool read_config(const WeftConfig *given, WeftConfig *config)
{
    memset(config, 0, sizeof *config);
    if (given == NULL) {
        return true;
    }
    if (given->size < sizeof given->size || given->size > 4096) {
        return false;
    }
    memcpy(config, given, given->size < sizeof *config ? given->size : sizeof *config);
    return true;
}

static bool set_search_path(Thread *t, const char *const *folders)
{
    List *path = weft__list_new(t, 4);
    for (; path != NULL && folders != NULL && *folders != NULL; folders++) {
        Value folder = value_or_empty(weft__str_from_c(t, *folders));
        if (folder == EMPTY || !weft__list_append(t, path, folder)) {
            return false;
        }
    }
    return path != NULL && weft__module_set(t, as_module(t->runtime->sys_module), "path", value_from_pointer(path));
}

static bool set_system(Thread *t, const WeftConfig *config)
{
    Module *sys = as_module(t->runtime->sys_module);
    static const char *const streams[] = {"stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__"};
    for (size_t i = 0; !config->standard_streams && i < sizeof streams / sizeof *streams; i++) {
        if (!weft__module_set(t, sys, streams[i], NONE)) {
            return false;
        }
    }
    Value empty = value_from_pointer(t->runtime->empty_str);
    Value arguments = value_or_empty(weft__list_from(t, &empty, 1));
    return arguments != EMPTY && weft__module_set(t, sys, "argv", arguments) &&
           set_search_path(t, config->search_path) && weft__main_module_new(t) != NULL;
}

static void end_failed_start(WeftRuntime *owner, Thread *t)
{
    bool clean;
    t->exception = EMPTY;
    (void)weft__finish(t, &clean);
    weft__host_handles_free(owner);
    free(owner);
}

WeftThread *weft_runtime_create(const WeftConfig *given)
{
    WeftConfig config;
    WeftRuntime *owner = read_config(given, &config) ? calloc(1, sizeof *owner) : NULL;
    WeftThread *thread = owner == NULL ? NULL : malloc(sizeof *thread);
    StartOptions options;
    memset(&options, 0, sizeof options);
    options.runtime.byte_budget = config.memory_budget;
    options.std_streams = config.standard_streams != 0;
    options.silent = true;
    Thread *t = thread == NULL ? NULL : weft__start(&options);
    if (t == NULL) {
        free(thread);
        free(owner);
        return NULL;
    }
    owner->runtime = t->runtime;
    owner->user = config.user;
    weft__host_handles_init(owner);
    owner->function_type = weft__host_function_type(t);
    owner->box_type = owner->function_type == NULL ? NULL : weft__host_box_type(t);
    if (owner->box_type == NULL || !set_system(t, &config)) {
        free(thread);
        end_failed_start(owner, t);
        return NULL;
    }
    t->runtime->host = owner;
    t->runtime->trace_host = weft__host_trace;
    t->runtime->close_host_thread = weft__host_close_thread;
    weft__host_thread_link(thread, owner, t);
    owner->attached = 1;
    weft__world_leave(t);
    return thread;
}

/* ---- end ---- */

int weft_runtime_destroy(WeftThread *thread, WeftReport *report)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL) {
        return 0;
    }
    WeftRuntime *owner = thread->owner;
    if (!t->is_main || thread->native_depth > 0 || count_attached(t, owner, 0) != 1) {
        return weft__host_leave(thread, weft__host_misuse(thread, "the runtime is still in use"));
    }
    WeftReport found = {weft__host_handle_count(owner), 0};
    bool clean;
    Runtime *runtime = t->runtime;
    (void)weft__finish(t, &clean);
    if (clean) {
        for (size_t i = 0; i < sizeof thread->texts / sizeof *thread->texts; i++) {
            free(thread->texts[i]);
        }
        free(thread);
        weft__host_handles_free(owner);
        free(owner);
    } else {
        found.threads_left = weft__world_thread_count(runtime) - 1;
        thread->native = (pthread_t)0; /* every further call is refused */
        weft__world_leave(t);
    }
    if (report != NULL) {
        *report = found;
    }
    return clean ? 1 : -1;
}

/* ---- memory and programs ---- */

int weft_collect(WeftThread *thread, WeftMemory *memory)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL) {
        return 0;
    }
    weft__collect(t);
    weft__run_finalizers(t);
    if (memory != NULL) {
        HeapStatistics heap;
        weft__heap_statistics(t, &heap);
        *memory = (WeftMemory){heap.live_bytes, heap.peak_bytes, heap.budget_bytes, heap.collections};
    }
    return weft__host_leave(thread, true);
}

static Value run_source(WeftThread *thread, const char *source, const char *filename, CompileMode mode)
{
    Thread *t = thread->t;
    Value main_module = weft__host_main(thread);
    Str *name = main_module == EMPTY ? NULL : weft__intern_c(t, filename == NULL ? "<host>" : filename);
    if (name == NULL) {
        return EMPTY;
    }
    Dict *names = as_module(main_module)->dict;
    return weft__run_source(t, source, strlen(source), name, mode, names, value_from_pointer(names),
                            COMPILE_SOURCE_IS_TEXT);
}

int weft_run(WeftThread *thread, const char *source, const char *filename)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL || source == NULL) {
        return t == NULL ? 0 : weft__host_leave(thread, weft__host_misuse(thread, "no source text"));
    }
    return weft__host_leave(thread, run_source(thread, source, filename, COMPILE_EXEC) != EMPTY);
}

WeftValue weft_evaluate(WeftThread *thread, const char *expression)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL || expression == NULL) {
        return t != NULL && weft__host_leave(thread, weft__host_misuse(thread, "no source text"));
    }
    return weft__host_leave_with(thread, run_source(thread, expression, NULL, COMPILE_EVAL));
}

WeftValue weft_import(WeftThread *thread, const char *name)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL || name == NULL) {
        return t != NULL && weft__host_leave(thread, weft__host_misuse(thread, "no name"));
    }
    return weft__host_leave_with(thread, weft__import_c(t, name));
}
