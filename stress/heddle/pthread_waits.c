/* Conditions, barriers, semaphores and once flags. */
#include "state.h"
#include "real.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

#define OUTSIDE (!H.running)

/* ---- conditions ---- */

API int pthread_cond_init(pthread_cond_t *cond, const pthread_condattr_t *attributes)
{
    (void)attributes;
    *cond = (pthread_cond_t)PTHREAD_COND_INITIALIZER;
    if (!OUTSIDE)
        heddle__object_new(cond, OBJECT_COND, 0);
    return 0;
}
/* Those that wait and that no signal has reached yet. */
static uint32_t sleepers(const struct object *object, struct thread **found)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < H.thread_count; i++) {
        struct thread *thread = H.threads[i];
        if (thread->state == THREAD_LIVE && thread->pending.op == OP_WAKE && thread->pending.object == object &&
            !thread->woken)
            found[count++] = thread;
    }
    for (uint32_t i = 1; i < count; i++) /* in the order of their waits */
        for (uint32_t j = i; j > 0 && found[j]->ticket < found[j - 1]->ticket; j--) {
            struct thread *other = found[j];
            found[j] = found[j - 1];
            found[j - 1] = other;
        }
    return count;
}

API int pthread_cond_destroy(pthread_cond_t *cond)
{
    if (OUTSIDE)
        return 0;
    struct object *object = heddle__object(cond, OBJECT_COND, PC());
    struct thread *found[MAX_WIDTH]; /* one that is woken already may leave later */
    uint32_t count = sleepers(object, found);
    if (count)
        heddle__fail("bad-object", PC(), "destroys the condition at 0x%lx, which %u threads wait for",
                     (unsigned long)object->address, count);
    heddle__object_destroy(object);
    return 0;
}

static bool wakes_by_itself(void)
{
    if (H.strategy == STRATEGY_EXHAUSTIVE && H.spurious_used >= H.config.spurious)
        return false;
    if (H.fair || !heddle__choose(CHOICE_SPURIOUS, 2))
        return false;
    H.spurious_used++;
    return true;
}

/* As the C library does it: of a recursive mutex, one of several locks is given back, and it stays held. */
static void give_back(struct object *held, uintptr_t pc)
{
    if (held->count > 1)
        held->count--;
    else
        heddle__mutex_release(held, pc);
}

static int take_again(struct object *held, uintptr_t pc)
{
    if (held->owner != H.current->slot)
        return heddle__mutex_take(held, pc);
    held->count++;
    return 0;
}

int heddle__cond_wait(pthread_cond_t *cond, pthread_mutex_t *mutex, const struct timespec *until, uintptr_t pc)
{
    if (OUTSIDE)
        return 0;
    struct thread *thread = H.current;
    struct object *object = heddle__object(cond, OBJECT_COND, pc);
    struct object *held = heddle__object(mutex, OBJECT_MUTEX, pc);
    if (until && !heddle__time_valid(until))
        return EINVAL;
    if (held->owner != thread->slot)
        heddle__fail("not-owner", pc, "T%u waits with a mutex at 0x%lx that it does not hold", thread->ordinal,
                     (unsigned long)held->address);
    heddle__stand_before_object(OP_WAIT, object, false, pc);
    heddle__object_event(object, OP_WAIT, true, pc);
    give_back(held, pc);
    thread->cond_mutex = held;
    thread->ticket = ++object->ticket;
    thread->woken = wakes_by_itself();
    thread->timed_out = false;
    thread->deadline = until ? heddle__nanoseconds(until) + 1 : 0;
    object->leaving++;
    heddle__stand_before_object(OP_WAKE, object, true, pc);
    object->leaving--;
    thread->cond_mutex = NULL;
    thread->deadline = 0;
    heddle__object_event(object, OP_WAKE, thread->timed_out, pc);
    bool timed_out = thread->timed_out;
    int error = take_again(held, pc);
    return error ? error : timed_out ? ETIMEDOUT : 0;
}

API int pthread_cond_wait(pthread_cond_t *restrict c, pthread_mutex_t *restrict m) { return heddle__cond_wait(c, m, NULL, PC()); }
API int pthread_cond_timedwait(pthread_cond_t *restrict c, pthread_mutex_t *restrict m,
                               const struct timespec *restrict until)
{
    return heddle__cond_wait(c, m, until, PC());
}
API int pthread_cond_clockwait(pthread_cond_t *restrict c, pthread_mutex_t *restrict m, clockid_t clock,
                               const struct timespec *restrict until)
{
    return heddle__clock_known(clock) ? heddle__cond_wait(c, m, until, PC()) : EINVAL;
}

static void signal_one(struct object *object, bool all, uintptr_t pc)
{
    heddle__stand_before_object(all ? OP_BROADCAST : OP_SIGNAL, object, false, pc);
    heddle__object_event(object, all ? OP_BROADCAST : OP_SIGNAL, true, pc);
    struct thread *found[MAX_WIDTH];
    uint32_t count = sleepers(object, found);
    if (count == 0) {
        object->signals_lost++;
        return;
    }
    if (!all) {
        unsigned which = heddle__choose(CHOICE_WAKE, count);
        found[which]->woken = true;
        object->chain_hash = mix(object->chain_hash + found[which]->ordinal + 1);
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        found[i]->woken = true;
}

int heddle__cond_signal(pthread_cond_t *cond, bool all, uintptr_t pc)
{
    if (!OUTSIDE)
        signal_one(heddle__object(cond, OBJECT_COND, pc), all, pc);
    return 0;
}

API int pthread_cond_signal(pthread_cond_t *cond) { return heddle__cond_signal(cond, false, PC()); }
API int pthread_cond_broadcast(pthread_cond_t *cond) { return heddle__cond_signal(cond, true, PC()); }

/* ---- barriers: arrivals commute, so their order is not part of the execution ---- */

API int pthread_barrier_init(pthread_barrier_t *restrict barrier, const pthread_barrierattr_t *restrict attributes,
                             unsigned count)
{
    (void)attributes;
    if (count == 0)
        return EINVAL;
    if (OUTSIDE)
        heddle__cannot("constructor", "pthread_barrier_init before main");
    heddle__object_new(barrier, OBJECT_BARRIER, 0)->needed = count;
    return 0;
}
API int pthread_barrier_destroy(pthread_barrier_t *barrier)
{
    struct object *object = heddle__object(barrier, OBJECT_BARRIER, PC());
    if (object->count)
        heddle__fail("destroyed-while-locked", PC(), "threads wait at the barrier at 0x%lx",
                     (unsigned long)object->address);
    heddle__object_destroy(object);
    return 0;
}
API int pthread_barrier_wait(pthread_barrier_t *barrier)
{
    uintptr_t pc = PC();
    struct object *object = heddle__object(barrier, OBJECT_BARRIER, pc);
    struct thread *thread = H.current;
    heddle__stand_before_object(OP_BARRIER, object, true, pc);
    heddle__object_event(object, OP_BARRIER, false, pc);
    join_clock(object->clock, thread->clock);
    if (++object->count == object->needed) {
        object->count = 0;
        object->round++;
        copy_clock(object->read_clock, object->clock);
        join_clock(thread->clock, object->clock);
        return PTHREAD_BARRIER_SERIAL_THREAD;
    }
    thread->ticket = object->round;
    object->leaving++;
    heddle__stand_before_object(OP_BARRIER_LEAVE, object, true, pc);
    object->leaving--;
    heddle__object_event(object, OP_BARRIER_LEAVE, false, pc);
    join_clock(thread->clock, object->read_clock);
    return 0;
}

/* ---- semaphores ---- */

API int sem_init(sem_t *sem, int shared, unsigned value)
{
    (void)shared;
    if (value > INT_MAX) { /* SEM_VALUE_MAX, which a freestanding limits.h need not have */
        errno = EINVAL;
        return -1;
    }
    if (OUTSIDE)
        heddle__cannot("constructor", "sem_init before main");
    heddle__object_new(sem, OBJECT_SEM, 0)->count = value;
    return 0;
}
API int sem_destroy(sem_t *sem)
{
    heddle__object_destroy(heddle__object(sem, OBJECT_SEM, PC()));
    return 0;
}
API sem_t *sem_open(const char *name, int flags, ...)
{
    (void)flags;
    heddle__cannot("named-semaphore", "sem_open(%s)", name);
}

static int take_semaphore(struct object *object, enum op op, uintptr_t pc)
{
    heddle__object_event(object, op, true, pc);
    if (object->count == 0) {
        errno = op == OP_SEM_TIMEDWAIT ? ETIMEDOUT : EAGAIN;
        return -1;
    }
    object->count--;
    join_clock(H.current->clock, object->clock);
    return 0;
}

API int sem_wait(sem_t *sem)
{
    struct object *object = heddle__object(sem, OBJECT_SEM, PC());
    heddle__stand_before_object(OP_SEM_WAIT, object, false, PC());
    return take_semaphore(object, OP_SEM_WAIT, PC());
}
API int sem_trywait(sem_t *sem)
{
    struct object *object = heddle__object(sem, OBJECT_SEM, PC());
    heddle__stand_before_object(OP_SEM_TRYWAIT, object, false, PC());
    return take_semaphore(object, OP_SEM_TRYWAIT, PC());
}
static int sem_until(sem_t *sem, const struct timespec *until, uintptr_t pc)
{
    struct object *object = heddle__object(sem, OBJECT_SEM, pc);
    struct thread *thread = H.current;
    if (!heddle__time_valid(until)) {
        errno = EINVAL;
        return -1;
    }
    thread->timed_out = false;
    thread->deadline = heddle__nanoseconds(until);
    heddle__stand_before_object(OP_SEM_TRYWAIT, object, false, pc);
    while (object->count == 0 && !thread->timed_out)
        heddle__stand_before_object(OP_SEM_TIMEDWAIT, object, false, pc);
    return take_semaphore(object, OP_SEM_TIMEDWAIT, pc);
}
API int sem_timedwait(sem_t *restrict sem, const struct timespec *restrict until) { return sem_until(sem, until, PC()); }
API int sem_clockwait(sem_t *restrict sem, clockid_t clock, const struct timespec *restrict until)
{
    if (heddle__clock_known(clock))
        return sem_until(sem, until, PC());
    errno = EINVAL;
    return -1;
}
API int sem_post(sem_t *sem)
{
    struct object *object = heddle__object(sem, OBJECT_SEM, PC());
    heddle__stand_before_object(OP_SEM_POST, object, false, PC());
    heddle__object_event(object, OP_SEM_POST, true, PC());
    if (object->count == INT_MAX) {
        errno = EOVERFLOW;
        return -1;
    }
    object->count++;
    join_clock(object->clock, H.current->clock);
    return 0;
}
API int sem_getvalue(sem_t *restrict sem, int *restrict value)
{
    struct object *object = heddle__object(sem, OBJECT_SEM, PC());
    heddle__stand_before_object(OP_SEM_TRYWAIT, object, false, PC());
    heddle__object_event(object, OP_SEM_TRYWAIT, true, PC());
    *value = (int)object->count;
    return 0;
}

/* ---- once ---- */

API int pthread_once(pthread_once_t *once, void (*routine)(void))
{
    if (OUTSIDE)
        return heddle__real->pthread_once(once, routine);
    uintptr_t pc = PC();
    struct object *object = heddle__object(once, OBJECT_ONCE, pc);
    if (object->count == 1 && object->owner == H.current->slot)
        heddle__fail("deadlock", pc, "T%u calls pthread_once from within its own routine", H.current->ordinal);
    heddle__stand_before_object(OP_ONCE, object, object->count == 2, pc);
    if (object->count == 0) {
        object->count = 1; /* running */
        object->owner = H.current->slot;
        heddle__object_event(object, OP_ONCE, true, pc);
        routine();
        heddle__stand_before_object(OP_ONCE_DONE, object, true, pc);
        heddle__object_event(object, OP_ONCE_DONE, true, pc);
        object->count = 2; /* done */
        object->owner = -1;
        copy_clock(object->clock, H.current->clock);
        return 0;
    }
    heddle__object_event(object, OP_ONCE, false, pc);
    join_clock(H.current->clock, object->clock);
    return 0;
}
