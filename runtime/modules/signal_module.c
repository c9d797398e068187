/* signal_module.c - `_signal`: handlers in Python for the signals of the process, which serve signal.py.
 *
 * A process has one set of handlers: it belongs to the runtime that first sets one. The C handler may run on
 * any thread at any point, so it only writes the number into a pipe and asks the main thread for a safepoint;
 * there weft__run_signal_handlers reads the pipe and calls Python. A number that does not fit into the pipe
 * is lost, which happens only to a signal that is pending 65,536 times over.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include "modules/lifecycle.h"
#include "object/exceptions.h"

/* All are written by the main thread, before the first handler is installed and after the last is removed. */
static Thread *receiver;
static int pipe_ends[2] = {-1, -1};
static int wakeup_descriptor = -1; /* of set_wakeup_fd(); -1: none */
static bool ours[NSIG];            /* signals for which on_signal is installed */

static void on_signal(int number)
{
    int saved = errno;
    unsigned char byte = (unsigned char)number;
    ssize_t written = write(pipe_ends[1], &byte, 1);
    if (wakeup_descriptor >= 0) {
        written = write(wakeup_descriptor, &byte, 1);
    }
    (void)written;
    if (receiver != NULL) {
        weft__thread_request(receiver, POLL_SIGNAL);
    }
    errno = saved;
}

bool weft__run_signal_handlers(Thread *t)
{
    unsigned char number;
    while (t == receiver && read(pipe_ends[0], &number, 1) == 1) {
        Value run = weft__import_attribute(t, "signal", "_run_handler");
        if (run == EMPTY || weft__call1(t, run, value_from_small_int(number)) == EMPTY) {
            weft__thread_request(t, POLL_SIGNAL); /* for those behind it, after the exception */
            return false;
        }
    }
    return true;
}

void weft__end_signals(Runtime *runtime)
{
    if (receiver == NULL || receiver->runtime != runtime) {
        return;
    }
    for (int number = 1; number < NSIG; number++) {
        if (ours[number]) {
            signal(number, SIG_DFL);
            ours[number] = false;
        }
    }
    receiver = NULL;
    wakeup_descriptor = -1;
    close(pipe_ends[0]);
    close(pipe_ends[1]);
    pipe_ends[0] = pipe_ends[1] = -1;
}

static bool signal_number(Thread *t, Value v, int *number)
{
    int64_t given;
    if (!weft__to_i64(t, v, &given)) {
        return false;
    }
    if (given < 1 || given >= NSIG) {
        RAISE(t, ValueError, "signal number out of range");
        return false;
    }
    *number = (int)given;
    return true;
}

typedef struct SignalThread {
    uint64_t id;
    int number, error;
} SignalThread;
static void signal_if_asked(Thread *each, void *context)
{
    SignalThread *asked = context;
    if (each->id == asked->id) {
        asked->error = pthread_kill(each->native_thread, asked->number);
    }
}
/* 0 or an errno. The thread cannot end meanwhile: the world stands still. */
static int send_to_thread(Thread *t, uint64_t id, int number)
{
    SignalThread asked = {id, number, ESRCH};
    weft__world_stop(t);
    weft__world_each_thread(t, signal_if_asked, &asked);
    weft__world_resume(t);
    return asked.error;
}

bool weft__simulate_signal(Thread *t, int number)
{
    struct sigaction action;
    if (number < 1 || number >= NSIG) {
        RAISE(t, ValueError, "signal number out of range");
        return false;
    }
    if (sigaction(number, NULL, &action) < 0) {
        weft__raise_os_error(t, errno, EMPTY);
        return false;
    }
    Value name = value_or_empty(weft__intern_c(t, "signal"));
    if (name == EMPTY) {
        return false;
    }
    if (action.sa_handler == on_signal) {
        (void)send_to_thread(t, t->runtime->main_thread->id, number);
    } else if (number == SIGINT && ((action.sa_handler != SIG_DFL && action.sa_handler != SIG_IGN) ||
                                    weft__dict_get(t, t->runtime->modules, name) == EMPTY)) {
        /* A program that has never asked for its handlers has Python's own, whatever its host does. */
        weft__thread_request(t->runtime->main_thread, POLL_INTERRUPT);
    }
    return !exception_pending(t) && weft__poll(t);
}

static bool may_handle(Thread *t, const char *function)
{
    if (t != t->runtime->main_thread || (receiver != NULL && receiver->runtime != t->runtime)) {
        RAISE(t, ValueError, "%s only works in main thread of the main interpreter", function);
        return false;
    }
    return true;
}

static bool open_pipe(Thread *t)
{
    if (pipe_ends[0] >= 0) {
        return true;
    }
    if (pipe2(pipe_ends, O_CLOEXEC | O_NONBLOCK) < 0) {
        weft__raise_os_error(t, errno, EMPTY);
        return false;
    }
    receiver = t;
    return true;
}

/* install(number, how, /): how is 0 for the default, 1 for ignoring, 2 for Python's handler. */
static Value signal_install(Thread *t, Value *args)
{
    int number;
    int64_t how;
    if (!may_handle(t, "signal") || !signal_number(t, args[0], &number) || !weft__to_i64(t, args[1], &how) ||
        !open_pipe(t)) {
        return EMPTY;
    }
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = how == 0 ? SIG_DFL : how == 1 ? SIG_IGN : on_signal;
    if (sigaction(number, &action, NULL) < 0) {
        return weft__raise_os_error(t, errno, EMPTY);
    }
    ours[number] = how == 2;
    return NONE;
}

/* present(number, /): 0 default, 1 ignored, 2 some handler. */
static Value signal_present(Thread *t, Value *args)
{
    int number;
    struct sigaction action;
    if (!signal_number(t, args[0], &number)) {
        return EMPTY;
    }
    if (sigaction(number, NULL, &action) < 0) {
        return weft__raise_os_error(t, errno, EMPTY);
    }
    return value_from_small_int(action.sa_handler == SIG_DFL ? 0 : action.sa_handler == SIG_IGN ? 1 : 2);
}

static Value signal_raise(Thread *t, Value *args)
{
    int64_t number;
    if (!weft__to_i64(t, args[0], &number)) {
        return EMPTY;
    }
    if (number < INT_MIN || number > INT_MAX || raise((int)number) != 0) {
        return weft__raise_os_error(t, EINVAL, EMPTY);
    }
    return weft__poll(t) ? NONE : EMPTY;
}

static Value signal_alarm(Thread *t, Value *args)
{
    int64_t seconds;
    return weft__to_i64(t, args[0], &seconds) ? value_from_small_int((int64_t)alarm((unsigned)seconds)) : EMPTY;
}

static double to_seconds(struct timeval value) { return (double)value.tv_sec + 1e-6 * (double)value.tv_usec; }
static bool from_seconds(Thread *t, Value v, struct timeval *value)
{
    double seconds;
    if (!weft__to_double(t, v, &seconds)) {
        return false;
    }
    value->tv_sec = (time_t)seconds;
    value->tv_usec = (suseconds_t)((seconds - (double)value->tv_sec) * 1e6);
    if (seconds > 0 && value->tv_sec == 0 && value->tv_usec == 0) {
        value->tv_usec = 1; /* as soon as possible, not never */
    }
    return true;
}
static Value timer_pair(Thread *t, const struct itimerval *timer)
{
    return weft__tuple2(t, float_new(t, to_seconds(timer->it_value)), float_new(t, to_seconds(timer->it_interval)));
}
static Value signal_set_timer(Thread *t, Value *args)
{
    int64_t which;
    struct itimerval timer, before;
    if (!weft__to_i64(t, args[0], &which) || !from_seconds(t, args[1], &timer.it_value) ||
        !from_seconds(t, args[2], &timer.it_interval)) {
        return EMPTY;
    }
    return setitimer((int)which, &timer, &before) < 0
               ? weft__raise_os_error(t, errno, EMPTY)
               : timer_pair(t, &before);
}
static Value signal_get_timer(Thread *t, Value *args)
{
    int64_t which;
    struct itimerval timer;
    if (!weft__to_i64(t, args[0], &which)) {
        return EMPTY;
    }
    return getitimer((int)which, &timer) < 0 ? weft__raise_os_error(t, errno, EMPTY) : timer_pair(t, &timer);
}

static void wait_for_signal(void *context)
{
    (void)context;
    /* A signal may have come just before: slices keep that from waiting for the next one. */
    struct timespec slice = {0, 50000000};
    nanosleep(&slice, NULL);
}
static Value signal_wait(Thread *t, Value *args)
{
    (void)args;
    weft__run_outside(t, wait_for_signal, NULL);
    return weft__poll(t) ? NONE : EMPTY;
}

static Value signal_wakeup(Thread *t, Value *args)
{
    int64_t descriptor;
    if (!may_handle(t, "set_wakeup_fd") || !weft__to_i64(t, args[0], &descriptor)) {
        return EMPTY;
    }
    if (descriptor >= 0) {
        int flags = fcntl((int)descriptor, F_GETFL);
        if (flags < 0) {
            return weft__raise_os_error(t, errno, EMPTY);
        }
        if (!(flags & O_NONBLOCK)) {
            return RAISE(t, ValueError, "the fd %lld must be in non-blocking mode", (long long)descriptor);
        }
    }
    int before = wakeup_descriptor;
    wakeup_descriptor = descriptor < 0 ? -1 : (int)descriptor;
    return value_from_small_int(before);
}

static Value signal_text(Thread *t, Value *args)
{
    int number;
    if (!signal_number(t, args[0], &number)) {
        return EMPTY;
    }
    const char *text = strsignal(number);
    return text == NULL || strncmp(text, "Unknown", 7) == 0 ? NONE : value_or_empty(weft__str_from_c(t, text));
}

static Value mask_list(Thread *t, const sigset_t *set)
{
    List *numbers = weft__list_new(t, 4);
    for (int number = 1; numbers != NULL && number < NSIG; number++) {
        if (sigismember(set, number) == 1 && !weft__list_append(t, numbers, value_from_small_int(number))) {
            return EMPTY;
        }
    }
    return value_or_empty(numbers);
}
static bool mask_from(Thread *t, Value v, sigset_t *set)
{
    sigemptyset(set);
    Tuple *numbers = weft__tuple_from_iterable(t, v);
    for (size_t i = 0; numbers != NULL && i < tuple_length(numbers); i++) {
        int64_t number; /* -1 of what fits nowhere, too */
        if (is_int(t, numbers->items[i]) ? !weft__int_fits_i64(t, numbers->items[i], &number)
                                         : !weft__to_i64(t, numbers->items[i], &number)) {
            if (exception_pending(t)) {
                return false;
            }
            number = -1;
        }
        if (number < 1 || number >= NSIG) {
            RAISE(t, ValueError, "signal number %lld out of range [1; %d]", (long long)number, NSIG - 1);
            return false;
        }
        sigaddset(set, (int)number);
    }
    return numbers != NULL;
}
static Value signal_mask(Thread *t, Value *args)
{
    int64_t how;
    sigset_t set, before;
    if (!weft__to_i64(t, args[0], &how) || !mask_from(t, args[1], &set)) {
        return EMPTY;
    }
    int error = pthread_sigmask((int)how, &set, &before);
    if (error != 0) {
        return weft__raise_os_error(t, error, EMPTY);
    }
    return weft__poll(t) ? mask_list(t, &before) : EMPTY;
}
static Value signal_pending(Thread *t, Value *args)
{
    (void)args;
    sigset_t set;
    return sigpending(&set) < 0 ? weft__raise_os_error(t, errno, EMPTY) : mask_list(t, &set);
}

/* pthread_kill(thread_id, signalnum, /) */
static Value signal_thread(Thread *t, Value *args)
{
    int64_t id, number;
    if (!weft__to_i64(t, args[0], &id) || !weft__to_i64(t, args[1], &number)) {
        return EMPTY;
    }
    int error = number < 0 || number >= NSIG ? EINVAL : send_to_thread(t, (uint64_t)id, (int)number);
    if (error != 0) {
        return weft__raise_os_error(t, error, EMPTY);
    }
    return weft__poll(t) ? NONE : EMPTY;
}

typedef struct WaitFor {
    sigset_t set;
    int number, error;
} WaitFor;
static void wait_for_any(void *context)
{
    WaitFor *wait = context;
    wait->error = sigwait(&wait->set, &wait->number);
}
static Value signal_sigwait(Thread *t, Value *args)
{
    WaitFor wait;
    if (!mask_from(t, args[0], &wait.set)) {
        return EMPTY;
    }
    weft__run_outside(t, wait_for_any, &wait);
    return wait.error != 0 ? weft__raise_os_error(t, wait.error, EMPTY) : value_from_small_int(wait.number);
}

static Value signal_interrupt_calls(Thread *t, Value *args)
{
    int number;
    int flag = weft__truth(t, args[1]);
    if (flag < 0 || !signal_number(t, args[0], &number)) {
        return EMPTY;
    }
    struct sigaction action;
    if (sigaction(number, NULL, &action) < 0) {
        return weft__raise_os_error(t, errno, EMPTY);
    }
    action.sa_flags = flag ? action.sa_flags & ~SA_RESTART : action.sa_flags | SA_RESTART;
    return sigaction(number, &action, NULL) < 0 ? weft__raise_os_error(t, errno, EMPTY) : NONE;
}

bool weft__init_module__signal(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"install", signal_install, "signalnum, how, /", NULL, 0},
        {"present", signal_present, "signalnum, /", NULL, 0},
        {"raise_signal", signal_raise, "signalnum, /", "Sends a signal to this process.", 0},
        {"alarm", signal_alarm, "seconds, /", "Arranges for SIGALRM to come in some seconds.", 0},
        {"setitimer", signal_set_timer, "which, seconds, interval=0.0, /", NULL, 0},
        {"getitimer", signal_get_timer, "which, /", NULL, 0},
        {"wait", signal_wait, "", NULL, 0},
        {"set_wakeup_fd", signal_wakeup, "fd, /", NULL, 0},
        {"strsignal", signal_text, "signalnum, /", "The description of a signal.", 0},
        {"pthread_sigmask", signal_mask, "how, mask, /", NULL, 0},
        {"pthread_kill", signal_thread, "thread_id, signalnum, /", "Sends a signal to a thread.", 0},
        {"sigpending", signal_pending, "", NULL, 0},
        {"sigwait", signal_sigwait, "sigset, /", NULL, 0},
        {"siginterrupt", signal_interrupt_calls, "signalnum, flag, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_signal")) &&
           weft__dict_set_c(t, m->dict, "NSIG", value_from_small_int(NSIG)) &&
           weft__dict_set_c(t, m->dict, "SIGRTMIN", value_from_small_int(SIGRTMIN)) &&
           weft__dict_set_c(t, m->dict, "SIGRTMAX", value_from_small_int(SIGRTMAX));
}
