/* lifecycle.c - see lifecycle.h. */
#include "modules/lifecycle.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

#include "sync/world.h"

static bool open_streams(Thread *t, bool unbuffered)
{
    static const struct {
        const char *name, *shown, *mode;
    } streams[3] = {{"stdin", "<stdin>", "r"}, {"stdout", "<stdout>", "w"}, {"stderr", "<stderr>", "w"}};
    if (weft__import_c(t, "_io") == EMPTY) {
        return false;
    }
    Module *sys = as_module(t->runtime->sys_module);
    for (int i = 0; i < 3; i++) {
        /* A stream that is closed now is None for good: its descriptor goes to a file that the program
         * opens, which must not be mistaken for it. */
        bool closed = fcntl(i, F_GETFD) < 0 && errno == EBADF;
        Value stream = closed ? NONE
                              : weft__open_std_stream(t, i, streams[i].shown, streams[i].mode, unbuffered);
        char original[16];
        snprintf(original, sizeof original, "__%s__", streams[i].name);
        if (stream == EMPTY || !weft__module_set(t, sys, streams[i].name, stream) ||
            !weft__module_set(t, sys, original, stream)) {
            return false;
        }
    }
    return true;
}

/* What codecs calls an encoding; NONE for no text. */
static Value codec_name(Thread *t, const char *name, size_t length)
{
    if (length == 0) {
        return NONE;
    }
    Value text = value_or_empty(weft__str_from_utf8(t, name, length));
    Value lookup = text == EMPTY ? EMPTY : weft__import_attribute(t, "codecs", "lookup");
    Value info = lookup == EMPTY ? EMPTY : weft__call1(t, lookup, text);
    return info == EMPTY ? EMPTY : weft__get_attribute(t, info, weft__intern_c(t, "name"));
}

static bool reconfigure(Thread *t, const char *stream_name, Value encoding, Value errors)
{
    Value names[2] = {value_or_empty(weft__intern_c(t, "encoding")), value_or_empty(weft__intern_c(t, "errors"))};
    Value given[2] = {encoding, errors};
    Value stream = weft__get_attribute(t, t->runtime->sys_module, weft__intern_c(t, stream_name));
    if (stream == NONE) { /* closed at the start */
        return true;
    }
    Tuple *keywords = names[0] == EMPTY || names[1] == EMPTY ? NULL : weft__tuple_from(t, names, 2);
    Value method = stream == EMPTY ? EMPTY : weft__get_attribute(t, stream, weft__intern_c(t, "reconfigure"));
    return keywords != NULL && method != EMPTY &&
           weft__call(t, method, given, 0, value_from_pointer(keywords)) != EMPTY;
}

/* `spec` is ENCODING, ENCODING:ERRORS or :ERRORS; standard error keeps how it handles errors. */
static bool set_stream_encoding(Thread *t, const char *spec)
{
    const char *colon = strchr(spec, ':');
    Value encoding = codec_name(t, spec, colon == NULL ? strlen(spec) : (size_t)(colon - spec));
    Value errors = colon == NULL || colon[1] == 0 ? NONE : value_or_empty(weft__str_from_c(t, colon + 1));
    Value of_error = value_or_empty(weft__str_from_c(t, "backslashreplace"));
    return encoding != EMPTY && errors != EMPTY && of_error != EMPTY &&
           reconfigure(t, "stdin", encoding, errors) && reconfigure(t, "stdout", encoding, errors) &&
           reconfigure(t, "stderr", encoding, of_error);
}

/* What the options of the command change when everything else is there. */
static bool apply_options(Thread *t, const StartOptions *options)
{
    const SystemOptions *system = &options->system;
    t->runtime->bytes_warning = system->bytes_warning != 0;
    if (system->int_digits_given) {
        weft__store_relaxed(&t->runtime->int_max_str_digits, system->int_digits); /* edge: settings */
    }
    if (options->std_streams && options->encoding != NULL && !set_stream_encoding(t, options->encoding)) {
        return false;
    }
    bool filters = system->warnings != NULL && system->warnings[0] != NULL;
    return !filters || weft__import_c(t, "warnings") != EMPTY;
}

static bool fill(Thread *t, const StartOptions *options)
{
    Runtime *runtime = t->runtime;
    for (size_t i = 0; i < sizeof runtime->module_values / sizeof(Value); i++) {
        if (runtime->module_values[i] == 0) {
            runtime->module_values[i] = EMPTY;
        }
    }
    runtime->argc = options->argc;
    runtime->argv = options->argv;
    if (!weft__interpreter_init(t, options->statistics) || !weft__importer_init(t)) {
        return false;
    }
    ((ModuleState *)runtime->module_state)->system = &options->system;
    if (runtime->modules == NULL) {
        runtime->modules = weft__dict_new(t);
    }
    if (runtime->modules == NULL || (runtime->extra_roots == EMPTY || runtime->extra_roots == 0)) {
        List *roots = weft__list_new(t, 8);
        if (roots == NULL) {
            return false;
        }
        runtime->extra_roots = value_from_pointer(roots);
    }
    Module *builtins = weft__module_new(t, N(t, builtins));
    if (builtins == NULL) {
        return false;
    }
    builtins->native = true;
    runtime->builtins_module = value_from_pointer(builtins);
    runtime->builtins = builtins->dict;
    return weft__init_module_builtins(t, builtins) &&
           weft__dict_set_str(t, runtime->modules, N(t, builtins), runtime->builtins_module) &&
           weft__import_c(t, "sys") != EMPTY && (!options->std_streams || open_streams(t, options->unbuffered)) &&
           apply_options(t, options);
}

static bool on_poll(Thread *t, uint32_t bits)
{
    if (bits & POLL_EXIT) {
        t->unwinding_for_exit = true;
        if (t->exception == EMPTY) {
            t->exception = t->runtime->memory_error; /* any exception: no handler will see it */
        }
        return false;
    }
    if (bits & POLL_ASYNC) {
        Value exception = weft__thread_take_async(t);
        if (exception != EMPTY) {
            weft__raise_value(t, exception);
            return false;
        }
    }
    if (bits & POLL_INTERRUPT) {
        Value interrupt = weft__call0(t, value_from_pointer(EXC(t, KeyboardInterrupt)));
        if (interrupt != EMPTY) {
            weft__raise_value(t, interrupt);
        }
        return false;
    }
    return !(bits & POLL_SIGNAL) || weft__run_signal_handlers(t);
}

static void tell(const StartOptions *options, const char *problem)
{
    if (!options->silent) {
        fprintf(stderr, "weft: %s\n", problem);
    }
}

Thread *weft__start(const StartOptions *options)
{
    Thread *t = weft__runtime_new(&options->runtime);
    if (t == NULL) {
        tell(options, "out of memory while starting");
        return NULL;
    }
    if (!fill(t, options)) {
        bool shown = exception_pending(t) && t->runtime->sys_module != EMPTY && !options->silent;
        /* The one setting that can be wrong is an encoding; all else that ends a start comes from scarce memory. */
        bool setting = exception_pending(t) && type_of(t, t->exception) == EXC(t, LookupError);
        if (shown) {
            weft__print_exception(t, exception_take(t));
        }
        tell(options, setting ? "cannot start" : "out of memory while starting");
        t->exception = EMPTY;
        weft__interpreter_thread_free(t);
        weft__importer_free(t->runtime);
        weft__interpreter_free(t->runtime);
        weft__runtime_free(t);
        return NULL;
    }
    weft__world_set_on_poll(t->runtime->world, on_poll);
    return t;
}

Module *weft__main_module_new(Thread *t)
{
    Module *module = weft__module_create(t, N(t, __main__), EMPTY, false);
    if (module == NULL || !weft__module_set(t, module, "__package__", NONE) ||
        !weft__module_set(t, module, "__annotations__", value_or_empty(weft__dict_new(t)))) {
        return NULL;
    }
    t->runtime->main_module = value_from_pointer(module);
    return module;
}

Thread *weft__thread_open(Runtime *runtime)
{
    Thread *t = weft__thread_attach(runtime, NULL, 0);
    if (t == NULL) {
        return NULL;
    }
    if (!weft__heap_thread_attach(t)) {
        weft__thread_detach(t);
        return NULL;
    }
    /* Who ends the runtime sets the mark and then tells the threads of the list. This one is in the list
     * now: it was told, or sees the mark. */
    if (weft__load_acquire(&runtime->exiting)) { /* edge: exiting */
        weft__thread_request(t, POLL_EXIT);
    }
    t->recursion_left = weft__load_relaxed(&runtime->recursion_limit);
    memcpy(t->immediate_types, runtime->main_thread->immediate_types, sizeof t->immediate_types);
    if (!weft__method_cache_init(t) || !weft__interpreter_thread_init(t)) {
        weft__method_cache_free(t);
        weft__heap_thread_detach(t);
        weft__thread_detach(t);
        return NULL;
    }
    return t;
}

void weft__thread_close(Thread *t)
{
    if (t->host != NULL) {
        t->runtime->close_host_thread(t);
    }
    weft__interpreter_thread_free(t);
    weft__method_cache_free(t);
    weft__heap_thread_detach(t);
    weft__thread_detach(t);
}

static int exit_code(Thread *t, Value exception)
{
    ExceptionObject *object = value_pointer(exception);
    Value code = weft__get_attribute(t, exception, N(t, code));
    (void)object;
    if (code == EMPTY) {
        exception_take(t);
        return 1;
    }
    int64_t number;
    if (code == NONE) {
        return 0;
    }
    if (is_int(t, code)) {
        return weft__int_fits_i64(t, code, &number) ? (int)(number & 0xFF) : 255;
    }
    Value err = weft__get_attribute(t, t->runtime->sys_module, N(t, stderr));
    Value text = err == EMPTY ? EMPTY : weft__str(t, code);
    Str *line = text == EMPTY ? NULL : weft__str_format(t, "%V\n", text);
    if (line != NULL && err != NONE) {
        weft__flush_std_streams(t);
        weft__stream_write(t, err, line);
    }
    t->exception = EMPTY;
    return 1;
}

/* A line around what sys.excepthook should have printed. */
static void say(Thread *t, const char *line)
{
    Str *text = weft__str_from_c(t, line);
    if (text != NULL) {
        (void)weft__write_stream(t, "stderr", text);
    }
    t->exception = EMPTY;
}

static int report(Thread *t, Value exception, bool *interrupted)
{
    *interrupted = false;
    if (exception == EMPTY || t->unwinding_for_exit) {
        return 0;
    }
    if (weft__is_subtype(type_of(t, exception), EXC(t, SystemExit))) {
        return exit_code(t, exception);
    }
    *interrupted = weft__is_subtype(type_of(t, exception), EXC(t, KeyboardInterrupt));
    Value out = weft__get_attribute(t, t->runtime->sys_module, N(t, stdout));
    if (out == EMPTY || out == NONE || weft__call_method(t, out, N(t, flush), NULL, 0) == EMPTY) {
        t->exception = EMPTY;
    }
    Value hook = weft__get_attribute(t, t->runtime->sys_module, N(t, excepthook));
    if (hook == EMPTY) {
        t->exception = EMPTY;
        say(t, "sys.excepthook is missing\n");
        weft__print_exception(t, exception);
        return 1;
    }
    ExceptionObject *object = value_pointer(exception);
    Value result = weft__call3(t, hook, value_from_pointer(type_of(t, exception)), exception,
                               weft__load_acquire(&object->traceback)); /* edge: exception_field */
    if (result == EMPTY) {
        Value second = exception_take(t);
        if (weft__is_subtype(type_of(t, second), EXC(t, SystemExit))) {
            return exit_code(t, second);
        }
        say(t, "Error in sys.excepthook:\n");
        weft__print_exception(t, second);
        say(t, "\nOriginal exception was:\n");
        weft__print_exception(t, exception);
    }
    return 1;
}

int weft__report_uncaught(Thread *t, bool *interrupted)
{
    t->uses_reserve++; /* what filled the memory is mostly still alive */
    int code = report(t, exception_take(t), interrupted);
    t->uses_reserve--;
    return code;
}

/* Calls module.function() when the module was imported; errors are reported, not raised. */
static void call_if_imported(Thread *t, const char *module, const char *function)
{
    Value name = value_or_empty(weft__intern_c(t, module));
    Value m = name == EMPTY ? EMPTY : weft__dict_get(t, t->runtime->modules, name);
    if (m != EMPTY) {
        Value f = weft__get_attribute(t, m, weft__intern_c(t, function));
        if (f != EMPTY) {
            weft__call0(t, f);
        }
    }
    if (exception_pending(t)) {
        weft__unraisable(t, exception_take(t), "", m == EMPTY ? NONE : m);
    }
}

/* False: sys.`name` holds text that could not be written. */
static bool flush_last(Thread *t, Str *name, bool report)
{
    bool failed = false;
    Value stream = weft__find_attribute(t, t->runtime->sys_module, name, &failed);
    t->exception = EMPTY;
    if (stream == EMPTY || stream == NONE) {
        return true;
    }
    Value closed = weft__find_attribute(t, stream, weft__intern_c(t, "closed"), &failed);
    int skip = closed == EMPTY ? 0 : weft__truth(t, closed);
    t->exception = EMPTY;
    if (skip > 0 || weft__call_method(t, stream, N(t, flush), NULL, 0) != EMPTY) {
        return true;
    }
    if (report) {
        weft__unraisable(t, exception_take(t), "", stream);
    }
    t->exception = EMPTY;
    return false;
}

/* What sys.stderr could not write is told by the exit code alone. */
static bool flush_at_exit(Thread *t)
{
    bool out = flush_last(t, N(t, stdout), true);
    bool err = flush_last(t, N(t, stderr), false);
    return out && err;
}

bool weft__finish(Thread *t, bool *clean)
{
    t->uses_reserve++;
    call_if_imported(t, "threading", "_shutdown");
    call_if_imported(t, "atexit", "_run_exitfuncs");
    weft__end_signals(t->runtime);
    bool written = flush_at_exit(t);
    weft__store_release(&t->runtime->exiting, 1U); /* edge: exiting */
    weft__world_request_all(t->runtime, POLL_EXIT, t);
    *clean = weft__world_wait_alone(t, 2000);
    if (!*clean) {
        t->uses_reserve--;
        return written;
    }
    /* The main module is let go, so that finalizers of what it holds run like CPython's; it stays as
     * it is, because they may use its names. */
    t->runtime->main_module = EMPTY;
    Str *main_name = weft__intern_c(t, "__main__");
    if (main_name != NULL) {
        weft__dict_delete(t, t->runtime->modules, value_from_pointer(main_name));
    }
    t->exception = EMPTY;
    weft__collect(t);
    weft__run_finalizers(t);
    weft__finalize_all(t);
    weft__flush_std_streams(t);
    t->exception = EMPTY;
    Runtime *runtime = t->runtime;
    weft__interpreter_thread_free(t);
    weft__importer_free(runtime);
    weft__interpreter_free(runtime);
    weft__runtime_free(t);
    return written;
}
