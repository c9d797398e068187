/* Annotations for programs that run under Heddle, the seeded scheduler (docs/heddle.md).
 *
 * Nothing here is needed: Heddle runs plain C11 programs. A program that includes this header can say
 * what an execution produced, what must never happen and where a step must not be interrupted, and it
 * still compiles and means the same without Heddle. `heddle cc` defines HEDDLE; then the calls go to
 * the library, otherwise each has the small inline meaning that is written beside it. */
#ifndef HEDDLE_H
#define HEDDLE_H

#ifdef __cplusplus
extern "C" {
#endif

/* How an outcome is judged. One HEDDLE_FORBIDDEN outcome makes the run fail (kind=outcome). */
enum heddle_verdict { HEDDLE_ALLOWED, HEDDLE_INTERESTING, HEDDLE_FORBIDDEN };

#ifdef HEDDLE

/* This execution's outcome, as text of printf's form. Calls add up, separated by "; ". The command
 * counts equal texts in a histogram, and `--allow`, `--forbid` and `--expect` judge them. */
void heddle_outcome(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same, together with its verdict. */
void heddle_outcome_is(enum heddle_verdict verdict, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Ends the run with kind=assert unless the condition holds; NDEBUG does not remove it. */
#define heddle_assert(condition)                                                                   \
    ((condition) ? (void)0 : heddle_assert_failed(#condition, __FILE__, __LINE__, __func__))
void heddle_assert_failed(const char *condition, const char *file, int line, const char *function)
    __attribute__((noreturn));

/* Drops this execution, without verdict, unless the condition holds. */
#define heddle_assume(condition) ((condition) ? (void)0 : heddle_drop())
void heddle_drop(void) __attribute__((noreturn));

/* Names the next step of the calling thread in traces; `text` must outlive the run. */
void heddle_label(const char *text);

/* No other thread runs between the two calls, unless the calling thread has to wait. They nest. */
void heddle_atomic_begin(void);
void heddle_atomic_end(void);

/* A number below `count` that the strategy picks; exhaustive search tries all of them. */
unsigned heddle_choose(unsigned count);

/* The body of a spin loop: nothing useful happens here until another thread stores something. */
void heddle_pause(void);

/* 1 if the weak compare-exchange that comes next is to fail spuriously. Use the macro below. */
int heddle_weak_fails(void);

/* Names the calling thread in traces; the text is copied. */
void heddle_thread_name(const char *name);

/* 1 under Heddle. */
#define heddle_running() 1

/* 64 bits that are the same for the same seed. */
unsigned long long heddle_random(void);

#else /* without Heddle */

#include <stdio.h>
#include <stdlib.h>

#define heddle_outcome(...) ((void)sizeof(printf(__VA_ARGS__)))
#define heddle_outcome_is(verdict, ...)                                                            \
    ((verdict) == HEDDLE_FORBIDDEN                                                                 \
         ? (fputs("forbidden outcome: ", stderr), fprintf(stderr, __VA_ARGS__), abort())           \
         : (void)0)
#define heddle_assert(condition)                                                                   \
    ((condition) ? (void)0                                                                         \
                 : (fprintf(stderr, "%s:%d: %s: assertion `%s' failed\n", __FILE__, __LINE__,      \
                            __func__, #condition),                                                 \
                    abort()))
#define heddle_assume(condition) ((condition) ? (void)0 : exit(0))
#define heddle_label(text) ((void)(text))
#define heddle_atomic_begin() ((void)0)
#define heddle_atomic_end() ((void)0)
#define heddle_choose(count) ((count) ? (unsigned)rand() % (count) : 0u)
#if defined(__x86_64__) || defined(__i386__)
#define heddle_pause() __builtin_ia32_pause()
#else
#define heddle_pause() ((void)0)
#endif
#define heddle_thread_name(name) ((void)(name))
#define heddle_running() 0
#define heddle_random() ((unsigned long long)rand())

#endif

/* A weak compare-exchange that Heddle knows to be weak, whatever the compiler. clang compiles weak and
 * strong ones to the same call, so that there a weak one fails spuriously only through this macro: such a
 * failure is a load of the failure order. */
#if defined(HEDDLE) && defined(__clang__)
#define heddle_compare_exchange_weak(object, expected, desired, success, failure)                  \
    (heddle_weak_fails()                                                                           \
         ? (*(expected) = atomic_load_explicit(object, failure), 0)                                \
         : atomic_compare_exchange_strong_explicit(object, expected, desired, success, failure))
#else
#define heddle_compare_exchange_weak(object, expected, desired, success, failure)                  \
    atomic_compare_exchange_weak_explicit(object, expected, desired, success, failure)
#endif

#ifdef __cplusplus
}
#endif
#endif
