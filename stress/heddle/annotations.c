/* The functions behind heddle.h, and the ways in which a program ends itself. */
#include "state.h"
#include "real.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

/* ---- outcomes ---- */

static void add_outcome(const char *format, va_list arguments)
{
    if (!H.running)
        return;
    H.inside = true;
    char *at = H.outcome + H.outcome_length;
    size_t room = sizeof H.outcome - H.outcome_length;
    int length = H.outcome_length ? snprintf(at, room, "; ") : 0;
    if ((size_t)length < room)
        length += heddle__real->vsnprintf(at + length, room - (size_t)length, format, arguments);
    H.outcome_length += (uint32_t)length < room ? (uint32_t)length : (uint32_t)room - 1;
    H.inside = false;
}

API void heddle_outcome(const char *format, ...);
API void heddle_outcome(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_outcome(format, arguments);
    va_end(arguments);
}

API void heddle_outcome_is(int verdict, const char *format, ...);
API void heddle_outcome_is(int verdict, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_outcome(format, arguments);
    va_end(arguments);
    if (verdict == VERDICT_FORBIDDEN)
        heddle__fail("outcome", PC(), "%s", H.outcome);
    if (verdict > (int)H.verdict)
        H.verdict = VERDICT_INTERESTING;
}

/* ---- steps ---- */

API void heddle_drop(void);
API void heddle_drop(void)
{
    if (H.running)
        heddle__finish(END_BLOCKED);
    exit(0);
}

API void heddle_label(const char *text);
API void heddle_label(const char *text)
{
    if (H.running)
        H.current->label = text;
}

API void heddle_atomic_begin(void);
API void heddle_atomic_begin(void)
{
    if (H.running)
        H.current->atomic_depth++;
}
API void heddle_atomic_end(void);
API void heddle_atomic_end(void)
{
    if (H.running && H.current->atomic_depth)
        H.current->atomic_depth--;
}

API unsigned heddle_choose(unsigned count);
API unsigned heddle_choose(unsigned count)
{
    if (!H.running || count == 0)
        return 0;
    unsigned value = heddle__choose(CHOICE_USER, count);
    struct thread *thread = H.current;
    H.graph_hash += mix(((uint64_t)thread->ordinal << 32 | thread->clock[thread->slot]) * 7 + value +
                        ((uint64_t)++thread->choices << 48));
    trace_event(thread->ordinal, (uint64_t)OP_CHOOSE << 32 | value);
    return value;
}

API void heddle_pause(void);
API void heddle_pause(void)
{
    if (H.running)
        heddle__yield(OP_YIELD, 0, PC());
}

API int heddle_weak_fails(void);
API int heddle_weak_fails(void) { return H.running && heddle__weak_fails(H.current, true); }

API void heddle_thread_name(const char *name);
API void heddle_thread_name(const char *name)
{
    if (!H.running)
        return;
    struct thread *self = H.current;
    unsigned i = 0;
    for (; i + 1 < sizeof self->name && name[i]; i++)
        self->name[i] = name[i];
    self->name[i] = 0;
}

API unsigned long long heddle_random(void);
API unsigned long long heddle_random(void)
{
    return next_random(&H.user_random);
}

/* ---- ends ---- */

API void heddle_assert_failed(const char *condition, const char *file, int line, const char *function);
API void heddle_assert_failed(const char *condition, const char *file, int line, const char *function)
{
    if (H.running)
        heddle__fail("assert", PC(), "%s:%d: %s: %s", file, line, function, condition);
    dprintf(2, "%s:%d: %s: assertion `%s' failed\n", file, line, function, condition);
    abort();
}

API void __assert_fail(const char *condition, const char *file, unsigned line, const char *function)
{
    if (H.running)
        heddle__fail("assert", PC(), "%s:%u: %s: %s", file, line, function, condition);
    dprintf(2, "%s:%u: %s: assertion `%s' failed\n", file, line, function, condition);
    system_call(SYS_exit_group, 134);
    __builtin_unreachable();
}

API void abort(void)
{
    if (H.running)
        heddle__fail("abort", PC(), "abort() by T%u", H.current->ordinal);
    system_call(SYS_exit_group, 134);
    __builtin_unreachable();
}

extern void (*__fini_array_start[])(void) __attribute__((visibility("hidden")));

void heddle__run_exit_handlers(void)
{
    while (H.at_exit_count) {
        H.at_exit_count--;
        H.at_exit[H.at_exit_count].function(H.at_exit[H.at_exit_count].argument);
    }
    while (H.destructors_left) /* __attribute__((destructor)) */
        __fini_array_start[--H.destructors_left]();
}

API int __cxa_at_quick_exit(void (*function)(void), void *object);
API int __cxa_at_quick_exit(void (*function)(void), void *object)
{
    (void)object;
    if (!H.running || H.at_quick_exit_count == sizeof H.at_quick_exit / sizeof H.at_quick_exit[0])
        return -1;
    H.at_quick_exit[H.at_quick_exit_count++].function = function;
    return 0;
}

API int __cxa_atexit(void (*function)(void *), void *argument, void *object);
API int __cxa_atexit(void (*function)(void *), void *argument, void *object)
{
    (void)object;
    if (!H.running || H.at_exit_count == sizeof H.at_exit / sizeof H.at_exit[0])
        return H.running ? -1 : 0; /* before main: handlers of the C library's start files do not matter */
    H.at_exit[H.at_exit_count].function = function;
    H.at_exit[H.at_exit_count++].argument = argument;
    return 0;
}

API int atexit(void (*function)(void)) { return __cxa_atexit((void (*)(void *))function, NULL, NULL); }

static void leave(int status, bool handlers) __attribute__((noreturn));
static void leave(int status, bool handlers)
{
    if (!H.running) {
        fflush(NULL);
        system_call(SYS_exit_group, status);
    }
    if (handlers)
        heddle__run_exit_handlers();
    H.exit_status = status;
    heddle__finish(END_OK);
}

API void exit(int status) { leave(status, true); }
API void _exit(int status) { leave(status, false); }
API void _Exit(int status) { leave(status, false); }
API void quick_exit(int status)
{
    while (H.running && H.at_quick_exit_count)
        H.at_quick_exit[--H.at_quick_exit_count].function();
    leave(status, false);
}

/* ---- seeded sources of randomness ---- */

API long getrandom(void *to, size_t size, unsigned flags);
API long getrandom(void *to, size_t size, unsigned flags)
{
    (void)flags;
    for (size_t i = 0; i < size; i++)
        ((unsigned char *)to)[i] = (unsigned char)next_random(&H.user_random);
    return (long)size;
}
API int getentropy(void *to, size_t size)
{
    return getrandom(to, size, 0) < 0;
}
API int rand(void) { return (int)(next_random(&H.user_random) >> 33); }
API void srand(unsigned seed) { H.user_random = mix(seed + 1u); }
API long random(void) { return (long)(next_random(&H.user_random) >> 33); }
API void srandom(unsigned seed) { H.user_random = mix(seed + 1u); }
API pid_t getpid(void) { return 4242; }
API pid_t gettid(void) { return H.running ? 4242 + (pid_t)H.current->ordinal : 4242; }
