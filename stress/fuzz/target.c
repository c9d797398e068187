/* target.c - runs one input in Weft, within bounds, and checks what every input must satisfy.
 *
 * Compiling ends with a code object or a SyntaxError. Running ends with a value or one pending
 * exception. Whatever else happens (a sanitizer's report, an assertion, a signal, a leak) is a
 * finding. Programs have a budget of memory and of time; what could touch something outside the
 * process is replaced by a function that refuses, and their standard streams lead nowhere.
 *
 * A runtime serves INPUTS_PER_RUNTIME inputs, because starting one costs more than most inputs; it
 * is thrown away earlier when an input ran out of time.
 */
#include "fuzz.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/time.h>

#include "compile/code.h"
#include "modules/lifecycle.h"
#include "object/text.h"

enum {
    INPUTS_PER_RUNTIME = 16,
    COMPILES_PER_RUNTIME = 20000,
    MILLISECONDS_PER_INPUT = 400,
    MEMORY_BYTES = 64 << 20,
};

FuzzCounts fuzz_counts;
bool fuzz_show;

static Thread *kept;
static int inputs_left;
static volatile sig_atomic_t expired;

/* What a program must not reach: files and folders, long sleeps, the process itself. */
static const char quiet[] = "import io, sys\nsys.stderr = io.StringIO()\n"; /* warnings go there */
static const char prelude[] =
    "import sys, time, io, os, posix, builtins\n"
    "import math, itertools, functools, collections, re, json, operator, gc, weakref, copy, types\n"
    "for name in 'random heapq contextlib dis string traceback enum dataclasses abc bisect'.split():\n"
    "    try: __import__(name)\n"
    "    except ImportError: pass\n"
    "def refuse(*given, **named): raise PermissionError('not here')\n"
    "harmless = {'fspath', 'getpid', 'urandom', 'stat', 'lstat', 'fstat', 'getcwd', 'isatty'}\n"
    "for module in (os, posix):\n"
    "    for name, value in list(vars(module).items()):\n"
    "        if callable(value) and not isinstance(value, type) and name not in harmless:\n"
    "            setattr(module, name, refuse)\n"
    "for name in ('subprocess', 'signal', 'shutil', 'tempfile', 'socket', 'threading', '_thread',\n"
    "             'concurrent', 'concurrent.futures', 'readline'):\n"
    "    sys.modules[name] = None\n"
    "time.sleep = lambda seconds: None\n"
    "io.open = builtins.open = builtins.input = builtins.exit = builtins.quit = refuse\n"
    "sys.stdout = io.StringIO()\n"
    "sys.stderr = io.StringIO()\n";

static void on_alarm(int number)
{
    (void)number;
    expired = 1;
    if (kept != NULL) {
        weft__thread_request(kept, POLL_EXIT);
    }
}

static void set_alarm(long milliseconds)
{
    /* Processor time, so that a loaded machine changes nothing; it repeats, because a request is
     * forgotten where a program is between two runs. */
    struct itimerval timer = {
        .it_value = {milliseconds / 1000, milliseconds % 1000 * 1000},
        .it_interval = {0, milliseconds == 0 ? 0 : 50000},
    };
    (void)setitimer(ITIMER_VIRTUAL, &timer, NULL);
}

static Value run_text(Thread *t, const char *source, size_t length, FuzzMode mode, bool *compiled)
{
    Str *name = weft__intern_c(t, "<fuzz>");
    Code *code = name == NULL ? NULL : weft__compile(t, source, length, name, COMPILE_EXEC, 0, NULL);
    *compiled = code != NULL;
    Dict *globals = code == NULL || mode == FUZZ_COMPILE ? NULL : weft__dict_new(t);
    Str *key = globals == NULL ? NULL : weft__intern_c(t, "__name__");
    if (key == NULL || !weft__dict_set_str(t, globals, key, value_from_pointer(name))) {
        return EMPTY;
    }
    return weft__run_code(t, code, globals, value_from_pointer(globals), EMPTY);
}

bool fuzz_end_runtime(void)
{
    bool clean = true;
    set_alarm(0);
    if (kept != NULL) {
        Thread *t = kept;
        kept = NULL;
        (void)weft__finish(t, &clean);
    }
    return clean;
}

static bool start(FuzzMode mode)
{
    StartOptions options = {
        .runtime = {.byte_budget = MEMORY_BYTES, .hash_seed = 1, .warm_up = 3},
        .argc = 0,
        .std_streams = true,
    };
    kept = weft__start(&options);
    inputs_left = mode == FUZZ_COMPILE ? COMPILES_PER_RUNTIME : INPUTS_PER_RUNTIME;
    if (kept == NULL) {
        return false;
    }
    bool compiled;
    const char *first = mode == FUZZ_COMPILE ? quiet : prelude;
    if (run_text(kept, first, strlen(first), FUZZ_RUN, &compiled) == EMPTY) {
        weft__print_exception(kept, exception_take(kept));
        return false;
    }
    return true;
}

/* Tells `what`, and the pending exception, which stays pending. */
static void complain(Thread *t, const char *what)
{
    Value exception = exception_take(t);
    fprintf(stderr, "fuzz: %s\n", what);
    if (exception != EMPTY) {
        /* edge: function_field */
        const char *text = weft__str_utf8(t, weft__load_acquire(&type_of(t, exception)->name), NULL);
        Value shown = weft__str(t, exception);
        const char *words = shown == EMPTY ? NULL : weft__str_utf8(t, as_str(shown), NULL);
        fprintf(stderr, "fuzz: pending: %s: %s\n", text != NULL ? text : "?", words != NULL ? words : "?");
        t->exception = exception;
    }
}

/* Text forms of a code object and of those inside it. */
static bool show_code(Thread *t, Code *code)
{
    TextBuilder builder;
    weft__builder_init(&builder, t);
    bool shown = weft__disassemble(t, code, false, &builder) && weft__code_bytes(t, code) != EMPTY;
    return shown;
}

static bool compile_only(Thread *t, const char *source, size_t length)
{
    static const CompileMode modes[] = {COMPILE_EXEC, COMPILE_SINGLE, COMPILE_EVAL};
    Str *name = weft__intern_c(t, "<fuzz>");
    for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
        bool incomplete = false;
        Code *code = weft__compile(t, source, length, name, modes[i], 0, &incomplete);
        if ((code == NULL) != (t->exception != EMPTY)) {
            complain(t, "compiling neither gave code nor raised, or did both");
            return false;
        }
        if (code == NULL && !weft__exception_matches(t, EXC(t, SyntaxError))) {
            complain(t, "compiling raised something else than SyntaxError");
            return false;
        }
        t->exception = EMPTY;
        if (i == 0) {
            *(code != NULL ? &fuzz_counts.compiled : &fuzz_counts.refused) += 1;
        }
        if (code != NULL && !show_code(t, code)) {
            complain(t, "a code object cannot be shown");
            return false;
        }
    }
    return true;
}

static bool run_one(Thread *t, const char *source, size_t length)
{
    bool compiled;
    expired = 0;
    set_alarm(MILLISECONDS_PER_INPUT);
    Value result = run_text(t, source, length, FUZZ_RUN, &compiled);
    if (result != EMPTY) { /* finalizers and weak reference callbacks are part of the program */
        weft__collect(t);
        weft__run_finalizers(t);
    }
    set_alarm(0);
    *(compiled ? &fuzz_counts.compiled : &fuzz_counts.refused) += 1;
    if (expired) {
        fuzz_counts.out_of_time++;
        t->unwinding_for_exit = false;
        t->exception = EMPTY;
        inputs_left = 0;
        return true;
    }
    if ((result == EMPTY) != (t->exception != EMPTY)) {
        complain(t, "running neither gave a value nor raised, or did both");
        return false;
    }
    *(result == EMPTY ? &fuzz_counts.raised : &fuzz_counts.finished) += 1;
    if (fuzz_show) {
        complain(t, "it ran");
    }
    if (t->exception != EMPTY) {
        weft__print_exception(t, exception_take(t)); /* tracebacks of whatever was raised */
        t->exception = EMPTY;
    }
    return true;
}

bool fuzz_one(FuzzMode mode, const char *source, size_t length)
{
    static bool installed;
    if (!installed) {
        installed = true;
        struct sigaction action = {.sa_handler = on_alarm, .sa_flags = SA_RESTART};
        (void)sigaction(SIGVTALRM, &action, NULL);
    }
    if (kept != NULL && inputs_left-- <= 0 && !fuzz_end_runtime()) {
        fputs("fuzz: the runtime does not end\n", stderr);
        return false;
    }
    if (kept == NULL && !start(mode)) {
        fputs("fuzz: the runtime does not start\n", stderr);
        return false;
    }
    fuzz_counts.inputs++;
    return mode == FUZZ_COMPILE ? compile_only(kept, source, length) : run_one(kept, source, length);
}
