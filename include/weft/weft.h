/* weft.h - what a host program may call. Since 0.1.0; more of the embedding interface follows.
 *
 * Link with libweft and its libraries (pthread, gmp, pcre2, libedit, libunistring). C and C++.
 */
#ifndef WEFT_WEFT_H
#define WEFT_WEFT_H

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define WEFT_API __attribute__((visibility("default")))
#else
#define WEFT_API
#endif

/* Runs `weft ARGS...` as the command does, on the calling thread, in a runtime of its own: reads
 * argv, uses the standard streams, installs a handler for SIGINT while it runs. argv[0] is the
 * program's name; the strings must outlive the call. Returns the exit code (0, the program's own, 1
 * after an uncaught exception, 2 for bad usage). One call at a time in a process. May block, may run
 * any Python code. When daemon threads do not end, the process ends with the code instead. */
WEFT_API int weft_command(int argc, char **argv);

/* "0.1.0": never NULL, static. Any thread. */
WEFT_API const char *weft_version(void);

#ifdef __cplusplus
}
#endif

#endif
