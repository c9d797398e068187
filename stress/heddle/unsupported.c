/* What Heddle does not model is refused by name, as soon as a program in a run asks for it: a silent
 * wrong answer would be worse. Calls before main go through. */
#include "state.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static void refuse(const char *reason, const char *call)
{
    if (H.running)
        heddle__cannot(reason, "the program calls %s(), which is not modelled", call);
}

#define REFUSED(type, name, parameters, reason, number, ...)                                       \
    API type name parameters;                                                                      \
    API type name parameters                                                                       \
    {                                                                                              \
        refuse(reason, #name);                                                                     \
        return (type)syscall(number, ##__VA_ARGS__);                                               \
    }

REFUSED(int, fork, (void), "fork", SYS_fork)
REFUSED(int, vfork, (void), "fork", SYS_fork)
REFUSED(int, kill, (int pid, int number), "signals", SYS_kill, pid, number)
REFUSED(int, pause, (void), "signals", SYS_pause)
REFUSED(int, execve, (const char *path, char *const *arguments, char *const *environment), "exec", SYS_execve,
        path, arguments, environment)

API int raise(int number)
{
    refuse("signals", "raise");
    return (int)syscall(SYS_kill, syscall(SYS_getpid), number);
}
API int pthread_kill(pthread_t thread, int number)
{
    (void)thread, (void)number;
    refuse("signals", "pthread_kill");
    return ENOSYS;
}
API int pthread_sigmask(int how, const sigset_t *set, sigset_t *old)
{
    (void)how, (void)set;
    if (H.running && set)
        refuse("signals", "pthread_sigmask");
    if (old)
        sigemptyset(old);
    return 0;
}
API int sigwait(const sigset_t *restrict set, int *restrict number)
{
    (void)set, (void)number;
    refuse("signals", "sigwait");
    return ENOSYS;
}
API unsigned alarm(unsigned seconds)
{
    refuse("signals", "alarm");
    return (unsigned)syscall(SYS_alarm, seconds);
}

struct kernel_action { void (*handler)(int); unsigned long flags; void (*restorer)(void); unsigned long mask; };

API int sigaction(int number, const struct sigaction *restrict new, struct sigaction *restrict old)
{
    (void)number;
    if (new)
        refuse("signals", "sigaction");
    if (old)
        fill_bytes(old, 0, sizeof *old);
    return 0;
}
typedef void (*handler)(int);
API handler signal(int number, handler function)
{
    (void)number;
    if (function != SIG_IGN && function != SIG_DFL)
        refuse("signals", "signal");
    return SIG_DFL;
}

API int pthread_cancel(pthread_t thread)
{
    (void)thread;
    refuse("cancellation", "pthread_cancel");
    return ENOSYS;
}
API int pthread_atfork(void (*a)(void), void (*b)(void), void (*c)(void))
{
    (void)a, (void)b, (void)c;
    refuse("fork", "pthread_atfork");
    return 0;
}

/* ---- system calls that may wait for the world outside ---- */

static bool would_block(int fd, short events)
{
    struct stat status;
    if (fstat(fd, &status) != 0 || S_ISREG(status.st_mode) || S_ISDIR(status.st_mode))
        return false;
    struct pollfd poll = {fd, events, 0};
    return syscall(SYS_poll, &poll, 1, 0) == 0;
}

API ssize_t read(int fd, void *to, size_t size)
{
    if (H.running) {
        if (would_block(fd, POLLIN))
            heddle__cannot("blocking-call", "read(%d, ...) would block", fd);
        heddle__race_range((uintptr_t)to, size, true, PC());
    }
    return syscall(SYS_read, fd, to, size);
}
API ssize_t write(int fd, const void *from, size_t size)
{
    if (H.running) {
        if (would_block(fd, POLLOUT))
            heddle__cannot("blocking-call", "write(%d, ...) would block", fd);
        heddle__race_range((uintptr_t)from, size, false, PC());
    }
    return syscall(SYS_write, fd, from, size);
}
API int poll(struct pollfd *fds, nfds_t count, int timeout)
{
    if (H.running && timeout != 0 && syscall(SYS_poll, fds, count, 0) == 0)
        refuse("blocking-call", "poll");
    return (int)syscall(SYS_poll, fds, count, H.running ? 0 : timeout);
}

/* Their arguments do not matter: in a run they are refused, and before main nobody needs them. */
#define BLOCKING(type, name)                                                                       \
    API type name(long first, ...);                                                                \
    API type name(long first, ...)                                                                 \
    {                                                                                              \
        (void)first;                                                                               \
        refuse("blocking-call", #name);                                                            \
        errno = ENOSYS;                                                                            \
        return (type)-1;                                                                           \
    }
BLOCKING(int, accept)
BLOCKING(int, accept4)
BLOCKING(int, connect)
BLOCKING(ssize_t, recv)
BLOCKING(ssize_t, recvfrom)
BLOCKING(ssize_t, recvmsg)
BLOCKING(int, select)
BLOCKING(int, pselect)
BLOCKING(int, epoll_wait)
BLOCKING(int, wait)
BLOCKING(int, waitpid)
BLOCKING(int, flock)
BLOCKING(int, system)
BLOCKING(void *, popen)

API long syscall(long number, ...)
{
    va_list arguments;
    va_start(arguments, number);
    long a[6];
    for (int i = 0; i < 6; i++)
        a[i] = va_arg(arguments, long);
    va_end(arguments);
    if (H.running && !H.inside) {
        if (number == SYS_futex)
            refuse("futex", "syscall(SYS_futex)");
        if (number == SYS_gettid)
            return 4242 + (long)H.current->ordinal;
    }
    register long r10 __asm__("r10") = a[3];
    register long r8 __asm__("r8") = a[4];
    register long r9 __asm__("r9") = a[5];
    long result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a[0]), "S"(a[1]), "d"(a[2]), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    if (result < 0 && result > -4096) {
        errno = (int)-result;
        return -1;
    }
    return result;
}
