/* lifecycle.h - starting and ending a whole runtime, and threads in it.
 *
 * For the embedding layer and the module of threads. A runtime starts on the thread that becomes its main
 * thread, and is ended by it; what a thread must have before it runs Python code, and must give back
 * afterwards, is done by weft__thread_open and weft__thread_close.
 */
#ifndef WEFT_MODULES_LIFECYCLE_H
#define WEFT_MODULES_LIFECYCLE_H

#include "modules/modules.h"

typedef struct StartOptions {
    RuntimeOptions runtime;
    SystemOptions system;
    int argc;         /* of the process; sys.orig_argv */
    char **argv;
    bool statistics;  /* -X stats */
    bool std_streams; /* open sys.stdin, stdout, stderr on descriptors 0, 1, 2 */
    bool unbuffered;  /* and let stdout and stderr write at once */
    const char *encoding; /* of the standard streams, as ENCODING:ERRORS; NULL: UTF-8 */
    bool silent;      /* an error of the start is not told */
} StartOptions;

/* A runtime with builtins and sys ready, the calling thread attached as its main thread. NULL: no
 * memory, or an error; what it was stands on standard error, unless `silent`. */
Thread *weft__start(const StartOptions *options);
/* The module __main__, empty, as Runtime.main_module. NULL: exception. */
Module *weft__main_module_new(Thread *t);
/* Ends it in order: waits for non-daemon threads, runs atexit functions and finalizers, flushes,
 * then stops the others. *clean is false when daemon threads would not end: then nothing is freed.
 * False: not all that was printed could be written; of sys.stdout it was reported.
 */
bool weft__finish(Thread *main_thread, bool *clean);

/* Attach the calling native thread to a runtime with everything it needs; NULL: no memory. */
Thread *weft__thread_open(Runtime *runtime);
void weft__thread_close(Thread *t);

/* What _thread.interrupt_main does: as if the signal had come (signal_module.c). False: exception. */
bool weft__simulate_signal(Thread *t, int number);

/* Handles an exception that nobody caught: SystemExit gives its code, others are printed.
 * Clears it. Returns the exit code; *interrupted for KeyboardInterrupt. */
int weft__report_uncaught(Thread *t, bool *interrupted);

#endif
