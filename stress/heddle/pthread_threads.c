/* Threads as the program sees them: creation, join, detach, exit, keys; yielding, sleeping and clocks.
 * Time is virtual: it passes when somebody asks for it or waits for it. */
#include "state.h"
#include "real.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define OUTSIDE (!H.running)

struct thread *heddle__create(void *(*start)(void *), void *argument, bool detached, uintptr_t pc)
{
    heddle__point(&(struct waiting){.op = OP_CREATE, .pure = true, .pc = pc});
    struct thread *made = heddle__thread_new(start, argument, detached);
    made->create_pc = pc;
    heddle__stronger_thread(H.current, made, NULL);
    trace_event(H.current->ordinal, (uint64_t)OP_CREATE << 32 | made->ordinal);
    heddle__effect(H.current);
    if (H.record) {
        uint32_t at = heddle__record(OP_CREATE, 0, 0, 0, pc);
        H.trace[at].value = made->ordinal;
    }
    return made;
}

API int pthread_create(pthread_t *restrict thread, const pthread_attr_t *restrict attributes,
                       void *(*start)(void *), void *restrict argument)
{
    if (OUTSIDE)
        return heddle__real->pthread_create(thread, attributes, start, argument);
    int state = PTHREAD_CREATE_JOINABLE;
    size_t stack = 0;
    if (attributes) {
        pthread_attr_getdetachstate(attributes, &state);
        pthread_attr_getstacksize(attributes, &stack);
    }
    struct thread *made = heddle__create(start, argument, state == PTHREAD_CREATE_DETACHED, PC());
    if (stack > (size_t)(made->stack_high - made->stack_low)) /* a smaller wish gets the usual size */
        heddle__size_stack(made, stack);
    *thread = (pthread_t)made->handle;
    return 0;
}

/* `until`: in virtual time; 0 = however long it takes. */
static int join_until(struct thread *target, void **result, uint64_t until, uintptr_t pc)
{
    if (!target)
        return ESRCH;
    if (target == H.current)
        return EDEADLK;
    bool detached = target->detached && target->ordinal; /* nobody has to join main, but anybody may */
    if (detached || target->joined || target->joining)
        heddle__fail("bad-object", pc, "joins T%u, which %s", target->ordinal,
                     detached ? "was detached" : target->joined ? "was joined already" : "another thread joins already");
    struct thread *self = H.current;
    self->timed_out = false;
    self->deadline = until;
    target->joining = true;
    heddle__point(&(struct waiting){.op = OP_JOIN, .target = target, .pure = true, .pc = pc});
    target->joining = false;
    self->deadline = 0;
    if (target->state != THREAD_DONE)
        return ETIMEDOUT;
    self->clock[self->slot]++;
    join_clock(self->clock, target->clock);
    heddle__psc_moved(self, 0);
    target->joined = true;
    if (result)
        *result = target->result;
    heddle__alone_again();
    heddle__effect(self);
    heddle__stronger_thread(self, NULL, target);
    trace_event(self->ordinal, (uint64_t)OP_JOIN << 32 | target->ordinal);
    if (H.record) {
        uint32_t at = heddle__record(OP_JOIN, 0, 0, 0, pc);
        H.trace[at].value = target->ordinal;
    }
    return 0;
}

int heddle__join(struct thread *target, void **result, uintptr_t pc) { return join_until(target, result, 0, pc); }

API int pthread_join(pthread_t thread, void **result) { return heddle__join(heddle__thread_of((void *)thread), result, PC()); }
API int pthread_tryjoin_np(pthread_t thread, void **result)
{
    struct thread *target = heddle__thread_of((void *)thread);
    if (target && target->state == THREAD_LIVE) {
        heddle__yield(OP_YIELD, 0, PC()); /* who asks in a loop waits for the others */
        return EBUSY;
    }
    return heddle__join(target, result, PC());
}
API int pthread_clockjoin_np(pthread_t thread, void **result, clockid_t clock, const struct timespec *until)
{
    if (until && (!heddle__clock_known(clock) || !heddle__time_valid(until)))
        return EINVAL;
    return join_until(heddle__thread_of((void *)thread), result, until ? heddle__nanoseconds(until) + 1 : 0, PC());
}
API int pthread_timedjoin_np(pthread_t thread, void **result, const struct timespec *until)
{
    if (until && !heddle__time_valid(until))
        return EINVAL;
    return join_until(heddle__thread_of((void *)thread), result, until ? heddle__nanoseconds(until) + 1 : 0, PC());
}
API int pthread_detach(pthread_t thread)
{
    struct thread *target = heddle__thread_of((void *)thread);
    if (OUTSIDE || !target)
        return ESRCH;
    if (target->joined || target->joining)
        heddle__fail("bad-object", PC(), "detaches T%u, which %s", target->ordinal,
                     target->joined ? "was joined already" : "another thread joins");
    if (target->detached) /* main is from the start, which the program cannot know */
        return target->ordinal ? EINVAL : 0;
    target->detached = true;
    return 0;
}

/* Handlers of pthread_cleanup_push: its macros register a jump buffer on the stack, run the handler after a
 * jump to it, and ask to go on with the next one. */
API void __pthread_register_cancel(__pthread_unwind_buf_t *buffer)
{
    if (OUTSIDE)
        return;
    buffer->__pad[0] = H.current->cleanup;
    H.current->cleanup = buffer;
}
API void __pthread_unregister_cancel(__pthread_unwind_buf_t *buffer)
{
    if (!OUTSIDE)
        H.current->cleanup = buffer->__pad[0];
}
static void unwind(void) __attribute__((noreturn));
static void unwind(void)
{
    void *buffer = H.current->cleanup; /* begins with what setjmp saved */
    if (!buffer)
        heddle__thread_exit(H.current->result);
    H.current->cleanup = ((__pthread_unwind_buf_t *)buffer)->__pad[0];
    longjmp(buffer, 1);
}
API void __pthread_unwind_next(__pthread_unwind_buf_t *buffer)
{
    (void)buffer;
    unwind();
}
API void pthread_exit(void *result)
{
    H.current->result = result;
    unwind();
}
API int pthread_equal(pthread_t a, pthread_t b) { return a == b; }
API int pthread_setname_np(pthread_t thread, const char *name)
{
    struct thread *target = heddle__thread_of((void *)thread);
    size_t length = strlen(name);
    if (!target)
        return ESRCH;
    if (length >= sizeof target->name)
        return ERANGE;
    copy_bytes(target->name, name, length + 1);
    return 0;
}
/* A thread that got no name has that of the program. */
API int pthread_getname_np(pthread_t thread, char *to, size_t room)
{
    struct thread *target = heddle__thread_of((void *)thread);
    if (!target)
        return ESRCH;
    if (room < sizeof target->name)
        return ERANGE;
    const char *name = target->name[0] ? target->name : program_invocation_short_name;
    size_t length = strnlen(name, sizeof target->name - 1);
    copy_bytes(to, name, length);
    to[length] = 0;
    return 0;
}
/* Where the thread's stack is: garbage collectors ask. */
API int pthread_getattr_np(pthread_t thread, pthread_attr_t *attributes)
{
    struct thread *target = OUTSIDE ? NULL : heddle__thread_of((void *)thread);
    if (!target)
        return ESRCH;
    pthread_attr_init(attributes);
    pthread_attr_setdetachstate(attributes, target->detached ? PTHREAD_CREATE_DETACHED : PTHREAD_CREATE_JOINABLE);
    return pthread_attr_setstack(attributes, target->stack_low, (size_t)(target->stack_high - target->stack_low));
}
API int pthread_getaffinity_np(pthread_t thread, size_t size, cpu_set_t *set)
{
    (void)thread;
    if (size < sizeof(unsigned long)) /* the kernel's unit */
        return EINVAL;
    fill_bytes(set, 0, size);
    *(unsigned char *)set = 3;
    return 0;
}
API int pthread_setaffinity_np(pthread_t thread, size_t size, const cpu_set_t *set)
{
    (void)thread, (void)size, (void)set;
    return 0;
}

/* ---- keys ---- */

API int pthread_key_create(pthread_key_t *key, void (*destructor)(void *))
{
    for (uint32_t i = 0; i < MAX_KEYS; i++)
        if (!H.keys[i].used) {
            H.keys[i].used = true;
            H.keys[i].generation++;
            H.keys[i].destructor = destructor;
            *key = i;
            return 0;
        }
    return EAGAIN;
}
API int pthread_key_delete(pthread_key_t key)
{
    if (key >= MAX_KEYS || !H.keys[key].used)
        return EINVAL;
    H.keys[key].used = false;
    return 0;
}
static struct key_value *values(void) { return H.running ? H.current->keys : H.host_keys; }
API int pthread_setspecific(pthread_key_t key, const void *value)
{
    if (key >= MAX_KEYS || !H.keys[key].used)
        return EINVAL;
    values()[key] = (struct key_value){(void *)(uintptr_t)value, H.keys[key].generation};
    return 0;
}
API void *pthread_getspecific(pthread_key_t key)
{
    if (key >= MAX_KEYS || !H.keys[key].used || values()[key].generation != H.keys[key].generation)
        return NULL;
    return values()[key].value;
}

/* Destructors run while there are values, at most four rounds, as POSIX has it. */
bool heddle__keys_run(struct thread *thread)
{
    bool any = true;
    for (int round = 0; round < 4 && any; round++) {
        any = false;
        for (uint32_t i = 0; i < MAX_KEYS; i++) {
            struct key_value *at = &thread->keys[i];
            if (!at->value || !H.keys[i].used || !H.keys[i].destructor || at->generation != H.keys[i].generation)
                continue;
            void *value = at->value;
            at->value = NULL;
            any = true;
            H.keys[i].destructor(value);
        }
    }
    return any;
}

/* ---- yielding, sleeping, clocks: all clocks show the same time ---- */

bool heddle__time_valid(const struct timespec *time) { return time->tv_nsec >= 0 && time->tv_nsec < 1000000000; }
bool heddle__clock_known(clockid_t clock) { return clock == CLOCK_REALTIME || clock == CLOCK_MONOTONIC; }

/* What is before the clocks' beginning has passed, and what is too far away for them never comes. */
uint64_t heddle__nanoseconds(const struct timespec *time)
{
    if (time->tv_sec < 0)
        return 0;
    if (time->tv_sec >= (time_t)(INT64_MAX / 1000000000))
        return INT64_MAX;
    return (uint64_t)time->tv_sec * 1000000000u + (uint64_t)time->tv_nsec;
}

void heddle__yield(enum op op, uint64_t nanoseconds, uintptr_t pc)
{
    struct thread *self = H.current;
    /* In exhaustive search a loop that reads waits by itself (spin.c); a yield would only add a choice. */
    bool reads = self->spin_count != self->yield_seen;
    self->yield_seen = self->spin_count;
    if (op == OP_YIELD && reads && H.strategy == STRATEGY_EXHAUSTIVE)
        return;
    self->deadline = H.now + nanoseconds;
    self->demoted = true;
    heddle__demote(self);
    heddle__point(&(struct waiting){.op = op, .pure = true, .pc = pc});
    self->deadline = 0;
    trace_event(self->ordinal, op);
    if (H.record)
        heddle__record(op, 0, 0, 0, pc);
}

API int sched_yield(void)
{
    if (!OUTSIDE)
        heddle__yield(OP_YIELD, 0, PC());
    return 0;
}

static int sleep_for(uint64_t nanoseconds, uintptr_t pc)
{
    if (!OUTSIDE)
        heddle__yield(OP_SLEEP, nanoseconds ? nanoseconds : 1, pc);
    return 0;
}
API unsigned sleep(unsigned seconds) { return (unsigned)sleep_for((uint64_t)seconds * 1000000000u, PC()); }
API int usleep(useconds_t microseconds) { return sleep_for((uint64_t)microseconds * 1000u, PC()); }
API int nanosleep(const struct timespec *time, struct timespec *rest)
{
    (void)rest;
    if (time->tv_sec >= 0 && heddle__time_valid(time))
        return sleep_for(heddle__nanoseconds(time), PC());
    errno = EINVAL;
    return -1;
}
API int clock_nanosleep(clockid_t clock, int flags, const struct timespec *time, struct timespec *rest)
{
    (void)clock, (void)rest;
    if (!heddle__time_valid(time) || (time->tv_sec < 0 && !(flags & TIMER_ABSTIME)))
        return EINVAL;
    uint64_t until = heddle__nanoseconds(time);
    if (flags & TIMER_ABSTIME)
        until = until > H.now ? until - H.now : 0;
    return sleep_for(until, PC());
}

static uint64_t read_clock(void) { return H.now += 1000; }

API int clock_gettime(clockid_t clock, struct timespec *time)
{
    if (OUTSIDE)
        return heddle__real->clock_gettime(clock, time);
    uint64_t now = read_clock();
    time->tv_sec = (time_t)(now / 1000000000u);
    time->tv_nsec = (long)(now % 1000000000u);
    return 0;
}
API int gettimeofday(struct timeval *restrict time, void *restrict zone)
{
    (void)zone;
    uint64_t now = read_clock();
    time->tv_sec = (time_t)(now / 1000000000u);
    time->tv_usec = (long)(now / 1000u % 1000000u);
    return 0;
}
API time_t time(time_t *at)
{
    time_t now = (time_t)(read_clock() / 1000000000u);
    if (at)
        *at = now;
    return now;
}
API clock_t clock(void) { return (clock_t)(read_clock() / 1000u); }
API int timespec_get(struct timespec *time, int base)
{
    return base == TIME_UTC && clock_gettime(CLOCK_REALTIME, time) == 0 ? base : 0;
}
