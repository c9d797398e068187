/* weft.h - all that a host program calls: the embedding interface of Weft, and its manual.
 *
 * A runtime runs Python programs. A process may have any number of them; they share nothing. Threads
 * of the host attach to a runtime, and run Python code in it at the same time as all others: there is
 * no global lock. A whole host:
 *
 *     WeftConfig config = WEFT_CONFIG_INIT;
 *     WeftThread *thread = weft_runtime_create(&config);
 *     if (thread == NULL || !weft_run(thread, "def area(r): return 3.14159 * r * r", "host.py")) ...
 *     WeftValue radius = weft_float(thread, 2.0);
 *     WeftValue area = weft_call_name(thread, 0, "area", &radius, 1);
 *     double answer;
 *     if (!weft_to_float(thread, area, &answer)) fputs(weft_error_traceback(thread), stderr);
 *     weft_release(thread, radius);
 *     weft_release(thread, area);
 *     weft_runtime_destroy(thread, NULL);
 *
 * Link with `pkg-config --cflags --libs weft`. C11 and C++17. docs/examples/embed.c is a host with
 * native functions and threads.
 *
 * VALUES. A WeftValue is a handle: it keeps an object alive until weft_release. 0 is no value, and what
 * functions that give a value return when they fail. A handle may be used by every attached thread of
 * its runtime, but must not be released while another thread uses it. A handle that was released, or
 * comes from another runtime, is recognized and refused.
 *
 * ERRORS. Functions return 0 (false, or no value) when they fail; the thread then has an error that
 * weft_error, weft_error_type, weft_error_message and weft_error_traceback tell about, until it is cleared
 * or another one comes. An error is an exception of the program, misuse of this interface, or a stop. Nothing
 * here exits, aborts, prints, installs signal handlers or jumps over the host's frames.
 *
 * THREADS. A WeftThread belongs to the native thread that made it, and every function that takes one must
 * be called there, unless it says otherwise; calls from elsewhere are refused. Between calls, and inside
 * native functions, a thread may block as long as it likes: it holds up nobody. All functions here may wait
 * for a collection, which is short; those that say "runs code" may run any Python code, and take as long as
 * that does.
 *
 * VERSIONS. Everything here is there since 0.1.0, the first version; what comes later will say since when.
 */
#ifndef WEFT_WEFT_H
#define WEFT_WEFT_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define WEFT_API __attribute__((visibility("default")))
#else
#define WEFT_API
#endif

/* "0.1.0": never NULL, static. Any thread. */
WEFT_API const char *weft_version(void);

/* ---- runtimes ---- */

typedef struct WeftThread WeftThread;
typedef uint64_t WeftValue;

/* Later versions add fields at the end; `size` tells which there are. Zero is the default of each. */
typedef struct WeftConfig {
    size_t size;                    /* sizeof(WeftConfig) */
    size_t memory_budget;           /* bytes; beyond them programs get MemoryError; 0: no limit */
    int standard_streams;           /* 1: sys.stdin, stdout and stderr are descriptors 0, 1 and 2; 0: None */
    const char *const *search_path; /* sys.path, NULL at its end; NULL: modules of the library only */
    void *user;                     /* for the host: weft_user */
} WeftConfig;
#define WEFT_CONFIG_INIT {sizeof(WeftConfig), 0, 0, NULL, NULL}

/* A runtime, with the calling thread attached as its main thread. The configuration is copied. NULL:
 * not enough memory, or a configuration that makes no sense (config may be NULL: all defaults). */
WEFT_API WeftThread *weft_runtime_create(const WeftConfig *config);

typedef struct WeftReport {
    size_t leaked_values;  /* handles that nobody released */
    size_t threads_left;   /* threads that did not end */
} WeftReport;

/* Ends the runtime: waits for its threads as the end of a Python program does (daemon threads are told
 * to end), runs atexit functions and finalizers, frees everything. By the main thread, outside native
 * functions, once all other threads of the host have detached; else refused (0). Runs code. 1: it is
 * gone, with all its values and the thread. -1: some daemon thread does not end; the runtime is closed,
 * and its memory stays. The report may be NULL. */
WEFT_API int weft_runtime_destroy(WeftThread *main_thread, WeftReport *report);

/* Attaches the calling thread to the runtime of `other`, any attached thread, which stays attached
 * meanwhile. NULL: no memory, or the thread is attached to that runtime already. */
WEFT_API WeftThread *weft_thread_attach(WeftThread *other);
/* Detaches the calling thread, and frees `thread`. 0: it is the main thread, or inside a native function. */
WEFT_API int weft_thread_detach(WeftThread *thread);

/* WeftConfig.user. Any thread. */
WEFT_API void *weft_user(WeftThread *thread);

/* Lets KeyboardInterrupt come up in `thread` while it runs Python code, or as soon as it does again.
 * Any thread, also a signal handler; `thread` must stay attached meanwhile. */
WEFT_API void weft_interrupt(WeftThread *thread);

/* Ends what `thread` runs: all its calls fail with WEFT_STOPPED, and no part of the program hears of it, no
 * except, finally, with or __exit__, so that locks which it holds stay held; a generator that it leaves
 * suspended is closed when it is collected, as ever. For deadlines and programs
 * that nobody trusts; weft_interrupt is the polite way. When `thread` runs nothing, the next call that runs
 * code ends so. A thread that the program started ends. Any thread, also a signal handler; `thread` must
 * stay attached meanwhile. */
WEFT_API void weft_stop(WeftThread *thread);
/* Withdraws interrupts and stops that have not come up yet, such as those of a timer that went off just as
 * the program ended. By the thread itself, outside native functions. */
WEFT_API int weft_requests_clear(WeftThread *thread);

typedef struct WeftMemory {
    uint64_t used, peak, budget; /* bytes; budget 0: no limit */
    uint64_t collections;
} WeftMemory;
/* Frees what is unreachable, then tells about memory (memory may be NULL). Runs code (finalizers). */
WEFT_API int weft_collect(WeftThread *thread, WeftMemory *memory);

/* ---- running programs ---- */

/* Runs a program in the module __main__; filename is what tracebacks show, NULL: "<host>". Runs code.
 * sys.exit() in it is an error of type SystemExit. */
WEFT_API int weft_run(WeftThread *thread, const char *source, const char *filename);
/* The value of an expression over the names of __main__. Runs code. */
WEFT_API WeftValue weft_evaluate(WeftThread *thread, const char *expression);
/* A module by its dotted name, imported when it is not yet. Runs code. */
WEFT_API WeftValue weft_import(WeftThread *thread, const char *name);

/* Attributes. `object` 0 stands for __main__: its global names. Runs code (descriptors). */
WEFT_API WeftValue weft_get(WeftThread *thread, WeftValue object, const char *name);
WEFT_API int weft_set(WeftThread *thread, WeftValue object, const char *name, WeftValue value);

/* callable(*arguments), and object.name(*arguments). Runs code. */
WEFT_API WeftValue weft_call(WeftThread *thread, WeftValue callable, const WeftValue *arguments, size_t count);
WEFT_API WeftValue weft_call_name(WeftThread *thread, WeftValue object, const char *name,
                                  const WeftValue *arguments, size_t count);

/* ---- values ---- */

WEFT_API WeftValue weft_none(WeftThread *thread);
WEFT_API WeftValue weft_bool(WeftThread *thread, int truth);
WEFT_API WeftValue weft_int(WeftThread *thread, int64_t number);
WEFT_API WeftValue weft_float(WeftThread *thread, double number);
/* str from UTF-8, and bytes; the text is copied. bytes SIZE_MAX: up to the zero byte. */
WEFT_API WeftValue weft_string(WeftThread *thread, const char *text, size_t bytes);
WEFT_API WeftValue weft_bytes(WeftThread *thread, const void *data, size_t bytes);
WEFT_API WeftValue weft_list(WeftThread *thread, const WeftValue *items, size_t count);
WEFT_API WeftValue weft_tuple(WeftThread *thread, const WeftValue *items, size_t count);
WEFT_API WeftValue weft_dict(WeftThread *thread);

/* A box: data of the host in a value that programs keep, pass on and compare by identity, but cannot look
 * into. `name` says what it is, such as "shop.Basket"; it must outlive the runtime. `finalize`, unless NULL,
 * is called once with `data`, when no handle and no object leads to the box any more, or when the runtime
 * ends; on whichever thread notices. It may block, but not use this interface. 0: the data stays the
 * host's, and finalize is not called. */
WEFT_API WeftValue weft_box(WeftThread *thread, void *data, const char *name, void (*finalize)(void *data));
/* The data of a box that was made with this name (the same text); TypeError for everything else. It is
 * valid while a handle to the box, or the program, keeps it. */
WEFT_API int weft_unbox(WeftThread *thread, WeftValue value, const char *name, void **data);

/* Another handle to the same object. */
WEFT_API WeftValue weft_copy(WeftThread *thread, WeftValue value);
/* Ends a handle; 0 is ignored. 0: it is no handle of this runtime (any more). */
WEFT_API int weft_release(WeftThread *thread, WeftValue value);

typedef enum WeftKind {
    WEFT_NOTHING, /* no value */
    WEFT_NONE, WEFT_BOOL, WEFT_INT, WEFT_FLOAT, WEFT_STRING, WEFT_BYTES, WEFT_LIST, WEFT_TUPLE, WEFT_DICT,
    WEFT_OTHER
} WeftKind;
/* Subclasses count as what they derive from. WEFT_NOTHING: no handle of this runtime. */
WEFT_API WeftKind weft_kind(WeftThread *thread, WeftValue value);

/* What int(), float() and bool() mean without conversion of text. OverflowError where it does not fit.
 * Run code where the class has its own methods. */
WEFT_API int weft_to_int(WeftThread *thread, WeftValue value, int64_t *number);
WEFT_API int weft_to_float(WeftThread *thread, WeftValue value, double *number);
WEFT_API int weft_to_bool(WeftThread *thread, WeftValue value, int *truth);
/* str(value) as UTF-8 into buffer (as much as fits, with a zero byte, never half a character); *bytes, unless NULL,
 * is the whole length. buffer may be NULL with size 0. Runs code. */
WEFT_API int weft_to_string(WeftThread *thread, WeftValue value, char *buffer, size_t size, size_t *bytes);
/* The same for what is inside bytes, bytearray and memoryview; no zero byte is added. */
WEFT_API int weft_to_bytes(WeftThread *thread, WeftValue value, void *buffer, size_t size, size_t *bytes);

/* len(object), object[key], object[key] = value. Run code. */
WEFT_API int weft_length(WeftThread *thread, WeftValue object, size_t *length);
WEFT_API WeftValue weft_get_item(WeftThread *thread, WeftValue object, WeftValue key);
WEFT_API int weft_set_item(WeftThread *thread, WeftValue object, WeftValue key, WeftValue value);

/* ---- errors ---- */

typedef enum WeftError { WEFT_NO_ERROR, WEFT_EXCEPTION, WEFT_MISUSE, WEFT_STOPPED /* by weft_stop */ } WeftError;
/* The error of the thread. */
WEFT_API WeftError weft_error(WeftThread *thread);
/* Name of the exception's class, what str() makes of it, and the traceback as Python prints it; for
 * misuse and a stop "", what was wrong, and the same. "" without an error; never NULL. The text lives until the
 * error changes. The latter two run code. */
WEFT_API const char *weft_error_type(WeftThread *thread);
WEFT_API const char *weft_error_message(WeftThread *thread);
WEFT_API const char *weft_error_traceback(WeftThread *thread);
/* The exception itself; 0 when the error is none. */
WEFT_API WeftValue weft_error_value(WeftThread *thread);
WEFT_API void weft_error_clear(WeftThread *thread);
/* Makes an error: an exception of the builtin class with this name. For native functions, which return
 * 0 then. 0: there is no such class (which is an error, too). */
WEFT_API int weft_raise(WeftThread *thread, const char *type, const char *message);

/* ---- native functions ---- */

/* Called by programs, on the thread that calls, with the positional arguments; keywords are refused
 * before. The arguments are released by the caller. Returns a value, which is released for it (also one of the
 * arguments), or 0 to raise the thread's error; 0 without an error is SystemError. May be called by many
 * threads at once, also by threads that the program started: `thread` is theirs during the call. May block. */
typedef WeftValue (*WeftFunction)(WeftThread *thread, void *user, const WeftValue *arguments, size_t count);

enum { WEFT_ANY_COUNT = 0x7FFFFFFF };
/* object.name = a function that takes least to most arguments. `object` 0: __main__. `user` must outlive
 * the runtime. */
WEFT_API int weft_define(WeftThread *thread, WeftValue object, const char *name, WeftFunction function,
                         void *user, int least, int most);

/* ---- the command ---- */

/* Runs `weft ARGS...` as the command does, on the calling thread, in a runtime of its own: reads
 * argv, uses the standard streams, installs a handler for SIGINT while it runs. argv[0] is the
 * program's name; the strings must outlive the call. Returns the exit code (0, the program's own, 1
 * after an uncaught exception, 2 for bad usage). One call at a time in a process. Runs code. When
 * daemon threads do not end, the process ends with the code instead. */
WEFT_API int weft_command(int argc, char **argv);

#ifdef __cplusplus
}
#endif

#endif
