/* What Heddle does not model is refused by name, as soon as a program in a run asks for it: a silent
 * wrong answer would be worse. Calls before main go through. */
#include "state.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/random.h>
#include <sys/select.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
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
        return (type)system_call(number, ##__VA_ARGS__);                                               \
    }

REFUSED(int, fork, (void), "fork", SYS_fork)
REFUSED(int, vfork, (void), "fork", SYS_fork)
REFUSED(int, kill, (int pid, int number), "signals", SYS_kill, pid, number)
REFUSED(int, pause, (void), "signals", SYS_pause)
REFUSED(int, execve, (const char *path, char *const *arguments, char *const *environment), "exec", SYS_execve,
        path, arguments, environment)

/* Functions whose arguments do not matter: in a run they are refused, and before main nobody needs them. (The
 * symbol has the name; the C identifier must not, because headers declare it with its own type.) */
#define NOT_MODELLED(type, name, reason)                                                           \
    API type heddle__refused_##name(long first, ...) __asm__(#name);                               \
    API type heddle__refused_##name(long first, ...)                                               \
    {                                                                                              \
        (void)first;                                                                               \
        refuse(reason, #name);                                                                     \
        errno = ENOSYS;                                                                            \
        return (type)-1;                                                                           \
    }
NOT_MODELLED(int, execl, "exec")
NOT_MODELLED(int, execle, "exec")
NOT_MODELLED(int, execlp, "exec")
NOT_MODELLED(int, execv, "exec")
NOT_MODELLED(int, execvp, "exec")
NOT_MODELLED(int, execvpe, "exec")
NOT_MODELLED(int, fexecve, "exec")
NOT_MODELLED(int, posix_spawn, "fork")
NOT_MODELLED(int, posix_spawnp, "fork")
NOT_MODELLED(int, system, "fork")
NOT_MODELLED(void *, popen, "fork")
NOT_MODELLED(int, clone, "fork")
NOT_MODELLED(int, daemon, "fork")
NOT_MODELLED(int, forkpty, "fork")
NOT_MODELLED(int, setitimer, "signals")
NOT_MODELLED(int, timer_create, "signals")
NOT_MODELLED(int, signalfd, "signals")
NOT_MODELLED(int, sigsuspend, "signals")
NOT_MODELLED(int, sigwaitinfo, "signals")
NOT_MODELLED(int, sigtimedwait, "signals")
NOT_MODELLED(int, sigqueue, "signals")
NOT_MODELLED(int, pthread_sigqueue, "signals")
NOT_MODELLED(int, ualarm, "signals")
NOT_MODELLED(int, killpg, "signals")

API int raise(int number)
{
    refuse("signals", "raise");
    return (int)system_call(SYS_kill, system_call(SYS_getpid), number);
}
API int pthread_kill(pthread_t thread, int number)
{
    (void)thread, (void)number;
    refuse("signals", "pthread_kill");
    return ENOSYS;
}
/* Without signals a mask makes no difference, so that programs that only block some go on. */
API int pthread_sigmask(int how, const sigset_t *set, sigset_t *old)
{
    (void)how, (void)set;
    if (old)
        sigemptyset(old);
    return 0;
}
API int sigprocmask(int how, const sigset_t *set, sigset_t *old) { return pthread_sigmask(how, set, old); }
API int sigwait(const sigset_t *restrict set, int *restrict number)
{
    (void)set, (void)number;
    refuse("signals", "sigwait");
    return ENOSYS;
}
API unsigned alarm(unsigned seconds)
{
    refuse("signals", "alarm");
    return (unsigned)system_call(SYS_alarm, seconds);
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
/* As nobody can be cancelled, these are what they are for a thread that never is. */
static int host_cancel_state = PTHREAD_CANCEL_ENABLE, host_cancel_type = PTHREAD_CANCEL_DEFERRED; /* before main */
API int pthread_setcancelstate(int state, int *old)
{
    if (state != PTHREAD_CANCEL_ENABLE && state != PTHREAD_CANCEL_DISABLE)
        return EINVAL;
    int *now = H.running ? &H.current->cancel_state : &host_cancel_state;
    if (old)
        *old = *now;
    *now = state;
    return 0;
}
API int pthread_setcanceltype(int type, int *old)
{
    if (type != PTHREAD_CANCEL_DEFERRED && type != PTHREAD_CANCEL_ASYNCHRONOUS)
        return EINVAL;
    int *now = H.running ? &H.current->cancel_type : &host_cancel_type;
    if (old)
        *old = *now;
    *now = type;
    return 0;
}
API void pthread_testcancel(void) {}
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
    return system_call(SYS_poll, &poll, 1, 0) == 0;
}

API ssize_t read(int fd, void *to, size_t size)
{
    if (H.running) {
        if (would_block(fd, POLLIN))
            heddle__cannot("blocking-call", "read(%d, ...) would block", fd);
        heddle__race_range((uintptr_t)to, size, true, PC());
    }
    return system_call(SYS_read, fd, to, size);
}
API ssize_t write(int fd, const void *from, size_t size)
{
    if (H.running) {
        if (would_block(fd, POLLOUT))
            heddle__cannot("blocking-call", "write(%d, ...) would block", fd);
        heddle__race_range((uintptr_t)from, size, false, PC());
    }
    return system_call(SYS_write, fd, from, size);
}
/* Nothing is ready. Without a descriptor to wait for, a wait with a limit is a sleep in virtual time. */
static void wait_out(const char *call, bool descriptors, bool limited, uint64_t nanoseconds, uintptr_t pc)
{
    if (descriptors || !limited)
        refuse("blocking-call", call);
    heddle__yield(OP_SLEEP, nanoseconds ? nanoseconds : 1, pc);
}

static bool any_descriptor(const struct pollfd *fds, nfds_t count)
{
    for (nfds_t i = 0; i < count; i++)
        if (fds[i].fd >= 0)
            return true;
    return false;
}

API int poll(struct pollfd *fds, nfds_t count, int timeout)
{
    int ready = (int)system_call(SYS_poll, fds, count, H.running ? 0 : timeout);
    if (H.running && ready == 0 && timeout != 0)
        wait_out("poll", any_descriptor(fds, count), timeout > 0, (uint64_t)timeout * 1000000u, PC());
    return ready;
}

/* The kernel writes the time that is left into its copy of the limit. */
API int ppoll(struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask)
{
    struct timespec none = {0, 0}, limit = timeout ? *timeout : none;
    struct timespec *given = H.running ? &none : timeout ? &limit : NULL;
    int ready = (int)system_call(SYS_ppoll, fds, count, given, H.running ? NULL : mask, sizeof(uint64_t));
    uint64_t nanoseconds = (uint64_t)limit.tv_sec * 1000000000u + (uint64_t)limit.tv_nsec;
    if (H.running && ready == 0 && (!timeout || nanoseconds))
        wait_out("ppoll", any_descriptor(fds, count), timeout, nanoseconds, PC());
    return ready;
}

static bool any_in(int count, const fd_set *set)
{
    for (int fd = 0; set && fd < count; fd++)
        if (FD_ISSET(fd, set))
            return true;
    return false;
}

static int select_for(const char *call, int count, fd_set *sets[3], bool limited, uint64_t nanoseconds, uintptr_t pc)
{
    bool descriptors = any_in(count, sets[0]) || any_in(count, sets[1]) || any_in(count, sets[2]);
    struct timeval none = {0, 0};
    int ready = (int)system_call(SYS_select, count, sets[0], sets[1], sets[2], &none);
    if (ready == 0 && (!limited || nanoseconds))
        wait_out(call, descriptors, limited, nanoseconds, pc);
    return ready;
}

API int select(int count, fd_set *restrict read, fd_set *restrict write, fd_set *restrict except,
               struct timeval *restrict timeout)
{
    if (!H.running)
        return (int)system_call(SYS_select, count, read, write, except, timeout);
    uint64_t nanoseconds = timeout ? (uint64_t)timeout->tv_sec * 1000000000u + (uint64_t)timeout->tv_usec * 1000u : 0;
    int ready = select_for("select", count, (fd_set *[3]){read, write, except}, timeout, nanoseconds, PC());
    if (timeout && ready == 0) /* Linux says what is left */
        *timeout = (struct timeval){0, 0};
    return ready;
}

API int pselect(int count, fd_set *restrict read, fd_set *restrict write, fd_set *restrict except,
                const struct timespec *restrict timeout, const sigset_t *restrict mask)
{
    uint64_t nanoseconds = timeout ? (uint64_t)timeout->tv_sec * 1000000000u + (uint64_t)timeout->tv_nsec : 0;
    if (H.running)
        return select_for("pselect", count, (fd_set *[3]){read, write, except}, timeout, nanoseconds, PC());
    struct timespec limit = timeout ? *timeout : (struct timespec){0, 0};
    struct { const sigset_t *mask; size_t size; } masked = {mask, sizeof(uint64_t)};
    return (int)system_call(SYS_pselect6, count, read, write, except, timeout ? &limit : NULL, &masked);
}

NOT_MODELLED(int, accept, "blocking-call")
NOT_MODELLED(int, accept4, "blocking-call")
NOT_MODELLED(int, connect, "blocking-call")
NOT_MODELLED(ssize_t, recv, "blocking-call")
NOT_MODELLED(ssize_t, recvfrom, "blocking-call")
NOT_MODELLED(ssize_t, recvmsg, "blocking-call")
NOT_MODELLED(int, epoll_wait, "blocking-call")
NOT_MODELLED(int, wait, "blocking-call")
NOT_MODELLED(int, waitpid, "blocking-call")
NOT_MODELLED(int, flock, "blocking-call")
NOT_MODELLED(int, wait3, "blocking-call")
NOT_MODELLED(int, wait4, "blocking-call")
NOT_MODELLED(int, waitid, "blocking-call")
NOT_MODELLED(int, epoll_pwait, "blocking-call")
NOT_MODELLED(int, recvmmsg, "blocking-call")
NOT_MODELLED(int, msgrcv, "blocking-call")
NOT_MODELLED(int, msgsnd, "blocking-call")
NOT_MODELLED(int, semop, "blocking-call")
NOT_MODELLED(int, mq_receive, "blocking-call")
NOT_MODELLED(int, mq_timedreceive, "blocking-call")
NOT_MODELLED(int, lockf, "blocking-call")

/* ---- raw system calls ---- */

long heddle__system_call(long number, long a, long b, long c, long d, long e, long f)
{
    register long r10 __asm__("r10") = d;
    register long r8 __asm__("r8") = e;
    register long r9 __asm__("r9") = f;
    long result;
    __asm__ volatile("syscall" : "=a"(result) : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                     : "rcx", "r11", "memory");
    if (result < 0 && result > -4096) {
        errno = (int)-result;
        return -1;
    }
    return result;
}

/* What a program may ask the kernel for by number in a run: what the functions of the same name do here.
 * Everything else could wait, start or end something behind Heddle's back. */
static long modelled_call(long number, const long *a)
{
    switch (number) {
    case SYS_gettid: return gettid();
    case SYS_getpid: return getpid();
    case SYS_sched_yield: return sched_yield();
    case SYS_getrandom: return getrandom((void *)a[0], (size_t)a[1], (unsigned)a[2]);
    case SYS_clock_gettime: return clock_gettime((clockid_t)a[0], (struct timespec *)a[1]);
    case SYS_exit_group: _exit((int)a[0]);
    default: break;
    }
    static const struct { long number; const char *name; } known[] = {
        {SYS_futex, "futex"}, {SYS_membarrier, "membarrier"}, {SYS_clone, "clone"}, {SYS_fork, "fork"},
        {SYS_execve, "execve"}, {SYS_exit, "exit"}, {SYS_tgkill, "tgkill"}, {SYS_nanosleep, "nanosleep"},
        {SYS_read, "read"}, {SYS_poll, "poll"}, {SYS_getcpu, "getcpu"}};
    for (unsigned i = 0; i < sizeof known / sizeof known[0]; i++)
        if (known[i].number == number)
            heddle__cannot("system-call", "the program calls syscall(SYS_%s), which is not modelled", known[i].name);
    heddle__cannot("system-call", "the program calls syscall(%ld), which is not modelled", number);
}

API long syscall(long number, ...)
{
    va_list arguments;
    va_start(arguments, number);
    long a[6];
    for (int i = 0; i < 6; i++)
        a[i] = va_arg(arguments, long);
    va_end(arguments);
    if (H.running && !H.inside)
        return modelled_call(number, a);
    return heddle__system_call(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
