/* Mutexes, spin locks and rwlocks. Same names, arguments and error numbers as the C library's; misuse
 * that POSIX leaves undefined ends the run with a report. */
#include "state.h"
#include "real.h"

#include <errno.h>
#include <pthread.h>
#include <time.h>

#define OUTSIDE (!H.running)

/* Gives EOWNERDEAD where the last owner of a robust mutex ended with it, otherwise 0. */
static int own(struct object *object, uintptr_t pc, enum op op)
{
    struct thread *thread = H.current;
    heddle__object_event(object, op, true, pc);
    join_clock(thread->clock, object->clock);
    object->owner = thread->slot;
    object->count = 1;
    object->owner_pc = pc;
    return object->owner_state == OWNER_DIED ? EOWNERDEAD : 0;
}

static void disown(struct object *object, uintptr_t pc, enum op op)
{
    struct thread *thread = H.current;
    heddle__object_event(object, op, false, pc);
    object->version++;
    copy_clock(object->clock, thread->clock);
    object->owner = -1;
    object->count = 0;
    if (object->owner_state == OWNER_DIED) /* and nobody made it consistent */
        object->owner_state = NOT_RECOVERABLE;
}

/* The thread ends: its robust mutexes are free for others, who are told. */
void heddle__owner_dies(const struct thread *thread)
{
    for (uint32_t i = 0; i < OBJECT_BUCKETS; i++)
        for (struct object *object = H.objects[i]; object; object = object->chain)
            if (object->robust && object->owner == thread->slot) {
                disown(object, 0, OP_UNLOCK);
                object->owner_state = OWNER_DIED;
            }
}

/* ---- mutexes ---- */

API int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attributes)
{
    int type = PTHREAD_MUTEX_DEFAULT, robust = PTHREAD_MUTEX_STALLED;
    if (attributes) {
        pthread_mutexattr_gettype(attributes, &type);
        pthread_mutexattr_getrobust(attributes, &robust);
    }
    *mutex = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
    mutex->__data.__kind = type;
    if (OUTSIDE)
        return 0;
    struct object *object = heddle__object_find(mutex);
    if (object && object->kind == OBJECT_MUTEX && object->owner >= 0 && !object->destroyed)
        heddle__fail("bad-object", PC(), "initialises a mutex that is locked");
    heddle__object_new(mutex, OBJECT_MUTEX, type)->robust = robust == PTHREAD_MUTEX_ROBUST;
    return 0;
}

API int pthread_mutex_consistent(pthread_mutex_t *mutex)
{
    struct object *object = OUTSIDE ? NULL : heddle__object(mutex, OBJECT_MUTEX, PC());
    if (!object || object->owner != H.current->slot || object->owner_state != OWNER_DIED)
        return EINVAL;
    object->owner_state = OWNER_LIVES;
    return 0;
}

API int pthread_mutex_destroy(pthread_mutex_t *mutex)
{
    if (OUTSIDE)
        return 0;
    struct object *object = heddle__object(mutex, OBJECT_MUTEX, PC());
    if (object->owner >= 0)
        heddle__fail("destroyed-while-locked", PC(), "mutex at 0x%lx is held by T%u",
                     (unsigned long)object->address, H.threads[object->owner]->ordinal);
    heddle__stand_before_object(OP_OBJECT, object, true, PC());
    heddle__object_event(object, OP_OBJECT, false, PC());
    heddle__object_destroy(object);
    return 0;
}

/* A second lock by the owner: 0 = go on and wait, else the result is in *error. */
static bool relock(struct object *object, int *error, uintptr_t pc)
{
    if (object->owner != H.current->slot)
        return false;
    switch (object->type & 3) {
    case PTHREAD_MUTEX_RECURSIVE:
        object->count++;
        *error = 0;
        return true;
    case PTHREAD_MUTEX_ERRORCHECK: *error = EDEADLK; return true;
    default:
        heddle__fail("deadlock", pc, "T%u locks the mutex at 0x%lx that it holds already", H.current->ordinal,
                     (unsigned long)object->address);
    }
}

int heddle__mutex_lock(pthread_mutex_t *mutex, uintptr_t pc)
{
    if (OUTSIDE)
        return heddle__real->pthread_mutex_lock(mutex);
    struct object *object = heddle__object(mutex, OBJECT_MUTEX, pc);
    int error;
    if (relock(object, &error, pc))
        return error;
    heddle__stand_before_object(OP_LOCK, object, false, pc);
    if (object->owner_state == NOT_RECOVERABLE)
        return ENOTRECOVERABLE;
    return own(object, pc, OP_LOCK);
}

int heddle__mutex_timedlock(pthread_mutex_t *mutex, const struct timespec *until, uintptr_t pc)
{
    if (OUTSIDE) /* nobody else is there who could unlock it */
        return heddle__real->pthread_mutex_trylock(mutex) ? ETIMEDOUT : 0;
    struct object *object = heddle__object(mutex, OBJECT_MUTEX, pc);
    int error;
    if (object->owner == H.current->slot && (object->type & 3) != PTHREAD_MUTEX_NORMAL &&
        relock(object, &error, pc))
        return error;
    H.current->timed_out = false;
    H.current->deadline = heddle__nanoseconds(until);
    if (object->owner < 0)
        heddle__stand_before_object(OP_TRYLOCK, object, false, pc);
    if (object->owner >= 0 && !heddle__time_valid(until)) /* a mutex that is free is taken without a look at it */
        return EINVAL;
    while (object->owner >= 0 && !H.current->timed_out)
        heddle__stand_before_object(OP_TIMEDLOCK, object, false, pc);
    if (object->owner >= 0) {
        heddle__object_event(object, OP_TIMEDLOCK, true, pc);
        return ETIMEDOUT;
    }
    if (object->owner_state == NOT_RECOVERABLE)
        return ENOTRECOVERABLE;
    return own(object, pc, OP_TIMEDLOCK);
}

int heddle__mutex_trylock(pthread_mutex_t *mutex, uintptr_t pc)
{
    if (OUTSIDE)
        return heddle__real->pthread_mutex_trylock(mutex);
    struct object *object = heddle__object(mutex, OBJECT_MUTEX, pc);
    heddle__stand_before_object(OP_TRYLOCK, object, false, pc);
    if (object->owner == H.current->slot && (object->type & 3) == PTHREAD_MUTEX_RECURSIVE) {
        object->count++;
        return 0;
    }
    if (object->owner >= 0) { /* a failed attempt learns nothing, and a loop of them spins */
        uint32_t version = object->version;
        heddle__object_event(object, OP_TRYLOCK, true, pc);
        if (H.strategy != STRATEGY_EXHAUSTIVE)
            object->version = version;
        return EBUSY;
    }
    if (object->owner_state == NOT_RECOVERABLE)
        return ENOTRECOVERABLE;
    return own(object, pc, OP_TRYLOCK);
}

int heddle__mutex_unlock(pthread_mutex_t *mutex, uintptr_t pc)
{
    if (OUTSIDE)
        return heddle__real->pthread_mutex_unlock(mutex);
    struct object *object = heddle__object(mutex, OBJECT_MUTEX, pc);
    if (object->owner != H.current->slot) {
        if (object->robust || (object->type & 3) == PTHREAD_MUTEX_ERRORCHECK || (object->type & 3) == PTHREAD_MUTEX_RECURSIVE)
            return EPERM;
        if (object->owner < 0)
            heddle__fail("double-unlock", pc, "mutex at 0x%lx is not locked", (unsigned long)object->address);
        heddle__fail("not-owner", pc, "T%u unlocks the mutex at 0x%lx that T%u holds", H.current->ordinal,
                     (unsigned long)object->address, H.threads[object->owner]->ordinal);
    }
    if (object->count > 1) {
        object->count--;
        return 0;
    }
    heddle__stand_before_object(OP_UNLOCK, object, true, pc);
    disown(object, pc, OP_UNLOCK);
    return 0;
}

API int pthread_mutex_lock(pthread_mutex_t *mutex) { return heddle__mutex_lock(mutex, PC()); }
API int pthread_mutex_trylock(pthread_mutex_t *mutex) { return heddle__mutex_trylock(mutex, PC()); }
API int pthread_mutex_unlock(pthread_mutex_t *mutex) { return heddle__mutex_unlock(mutex, PC()); }
API int pthread_mutex_timedlock(pthread_mutex_t *restrict mutex, const struct timespec *restrict until)
{
    return heddle__mutex_timedlock(mutex, until, PC());
}
API int pthread_mutex_clocklock(pthread_mutex_t *restrict mutex, clockid_t clock,
                                const struct timespec *restrict until)
{
    return heddle__clock_known(clock) ? heddle__mutex_timedlock(mutex, until, PC()) : EINVAL;
}

/* For conditions: gives the mutex back as part of the wait. */
void heddle__mutex_release(struct object *object, uintptr_t pc) { disown(object, pc, OP_UNLOCK); }
int heddle__mutex_take(struct object *object, uintptr_t pc)
{
    heddle__stand_before_object(OP_LOCK, object, false, pc);
    return object->owner_state == NOT_RECOVERABLE ? ENOTRECOVERABLE : own(object, pc, OP_LOCK);
}

/* ---- spin locks: mutexes of one type. What POSIX leaves undefined is reported. ---- */

API int pthread_spin_init(pthread_spinlock_t *spin, int shared)
{
    (void)shared;
    *spin = 0;
    if (!OUTSIDE)
        heddle__object_new((const void *)spin, OBJECT_SPIN, 0);
    return 0;
}
API int pthread_spin_destroy(pthread_spinlock_t *spin)
{
    if (OUTSIDE)
        return 0;
    struct object *object = heddle__object((const void *)spin, OBJECT_SPIN, PC());
    if (object->owner >= 0)
        heddle__fail("destroyed-while-locked", PC(), "spin lock at 0x%lx", (unsigned long)object->address);
    heddle__object_destroy(object);
    return 0;
}
API int pthread_spin_lock(pthread_spinlock_t *spin)
{
    if (OUTSIDE)
        return 0;
    struct object *object = heddle__object((const void *)spin, OBJECT_SPIN, PC());
    if (object->owner == H.current->slot)
        heddle__fail("deadlock", PC(), "T%u takes the spin lock at 0x%lx that it holds already",
                     H.current->ordinal, (unsigned long)object->address);
    heddle__stand_before_object(OP_LOCK, object, false, PC());
    own(object, PC(), OP_LOCK);
    return 0;
}
API int pthread_spin_trylock(pthread_spinlock_t *spin)
{
    if (OUTSIDE)
        return 0;
    struct object *object = heddle__object((const void *)spin, OBJECT_SPIN, PC());
    heddle__stand_before_object(OP_TRYLOCK, object, false, PC());
    if (object->owner >= 0) {
        heddle__object_event(object, OP_TRYLOCK, true, PC());
        return EBUSY;
    }
    own(object, PC(), OP_TRYLOCK);
    return 0;
}
API int pthread_spin_unlock(pthread_spinlock_t *spin)
{
    if (OUTSIDE)
        return 0;
    struct object *object = heddle__object((const void *)spin, OBJECT_SPIN, PC());
    if (object->owner < 0)
        heddle__fail("double-unlock", PC(), "spin lock at 0x%lx is not locked", (unsigned long)object->address);
    if (object->owner != H.current->slot)
        heddle__fail("not-owner", PC(), "T%u unlocks the spin lock at 0x%lx that T%u holds", H.current->ordinal,
                     (unsigned long)object->address, H.threads[object->owner]->ordinal);
    heddle__stand_before_object(OP_UNLOCK, object, true, PC());
    disown(object, PC(), OP_UNLOCK);
    return 0;
}

/* ---- rwlocks ---- */

API int pthread_rwlock_init(pthread_rwlock_t *lock_, const pthread_rwlockattr_t *attributes)
{
    (void)attributes;
    *lock_ = (pthread_rwlock_t)PTHREAD_RWLOCK_INITIALIZER;
    if (!OUTSIDE)
        heddle__object_new(lock_, OBJECT_RWLOCK, 0);
    return 0;
}
API int pthread_rwlock_destroy(pthread_rwlock_t *lock_)
{
    if (OUTSIDE)
        return 0;
    struct object *object = heddle__object(lock_, OBJECT_RWLOCK, PC());
    if (object->owner >= 0 || object->reader_count)
        heddle__fail("destroyed-while-locked", PC(), "rwlock at 0x%lx", (unsigned long)object->address);
    heddle__object_destroy(object);
    return 0;
}

static void own_for_reading(struct object *object, enum op op, uintptr_t pc)
{
    struct thread *thread = H.current;
    heddle__object_event(object, op, true, pc);
    join_clock(thread->clock, object->clock);
    object->readers[thread->slot]++;
    object->reader_count++;
}

static void own_for_writing(struct object *object, enum op op, uintptr_t pc)
{
    own(object, pc, op);
    join_clock(H.current->clock, object->read_clock);
}

static int read_lock(pthread_rwlock_t *lock_, bool try, const struct timespec *until, uintptr_t pc)
{
    if (OUTSIDE)
        return 0;
    struct object *object = heddle__object(lock_, OBJECT_RWLOCK, pc);
    if (until && !heddle__time_valid(until))
        return EINVAL;
    if (object->owner == H.current->slot && !try)
        return EDEADLK;
    H.current->timed_out = false;
    H.current->deadline = until ? heddle__nanoseconds(until) : 0;
    if (try || until)
        heddle__stand_before_object(OP_TRYREADLOCK, object, false, pc);
    else
        heddle__stand_before_object(OP_READLOCK, object, false, pc);
    while (until && object->owner >= 0 && !H.current->timed_out)
        heddle__stand_before_object(OP_TIMEDLOCK, object, false, pc);
    if (object->owner >= 0) {
        heddle__object_event(object, OP_TRYREADLOCK, true, pc);
        return try ? EBUSY : ETIMEDOUT;
    }
    own_for_reading(object, OP_READLOCK, pc);
    return 0;
}

static int write_lock(pthread_rwlock_t *lock_, bool try, const struct timespec *until, uintptr_t pc)
{
    if (OUTSIDE)
        return 0;
    struct object *object = heddle__object(lock_, OBJECT_RWLOCK, pc);
    if (until && !heddle__time_valid(until))
        return EINVAL;
    if (!try && object->owner == H.current->slot)
        return EDEADLK;
    if (!try && !until && object->readers[H.current->slot])
        heddle__fail("deadlock", pc, "T%u locks the rwlock at 0x%lx for writing while it reads",
                     H.current->ordinal, (unsigned long)object->address);
    H.current->timed_out = false;
    H.current->deadline = until ? heddle__nanoseconds(until) : 0;
    if (try || until)
        heddle__stand_before_object(OP_TRYWRITELOCK, object, false, pc);
    else
        heddle__stand_before_object(OP_WRITELOCK, object, false, pc);
    while (until && (object->owner >= 0 || object->reader_count) && !H.current->timed_out)
        heddle__stand_before_object(OP_TIMEDLOCK, object, false, pc);
    if (object->owner >= 0 || object->reader_count) {
        heddle__object_event(object, OP_TRYWRITELOCK, true, pc);
        return try ? EBUSY : ETIMEDOUT;
    }
    own_for_writing(object, OP_WRITELOCK, pc);
    return 0;
}

API int pthread_rwlock_rdlock(pthread_rwlock_t *l) { return read_lock(l, false, NULL, PC()); }
API int pthread_rwlock_tryrdlock(pthread_rwlock_t *l) { return read_lock(l, true, NULL, PC()); }
API int pthread_rwlock_timedrdlock(pthread_rwlock_t *restrict l, const struct timespec *restrict t)
{
    return read_lock(l, false, t, PC());
}
API int pthread_rwlock_clockrdlock(pthread_rwlock_t *restrict l, clockid_t clock, const struct timespec *restrict t)
{
    return heddle__clock_known(clock) ? read_lock(l, false, t, PC()) : EINVAL;
}
API int pthread_rwlock_wrlock(pthread_rwlock_t *l) { return write_lock(l, false, NULL, PC()); }
API int pthread_rwlock_trywrlock(pthread_rwlock_t *l) { return write_lock(l, true, NULL, PC()); }
API int pthread_rwlock_timedwrlock(pthread_rwlock_t *restrict l, const struct timespec *restrict t)
{
    return write_lock(l, false, t, PC());
}
API int pthread_rwlock_clockwrlock(pthread_rwlock_t *restrict l, clockid_t clock, const struct timespec *restrict t)
{
    return heddle__clock_known(clock) ? write_lock(l, false, t, PC()) : EINVAL;
}

API int pthread_rwlock_unlock(pthread_rwlock_t *lock_)
{
    if (OUTSIDE)
        return 0;
    struct object *object = heddle__object(lock_, OBJECT_RWLOCK, PC());
    struct thread *thread = H.current;
    if (object->owner == thread->slot) {
        heddle__stand_before_object(OP_RWUNLOCK, object, true, PC());
        disown(object, PC(), OP_RWUNLOCK);
        return 0;
    }
    if (!object->readers[thread->slot])
        heddle__fail(object->owner < 0 && !object->reader_count ? "double-unlock" : "not-owner", PC(),
                     "T%u does not hold the rwlock at 0x%lx", thread->ordinal, (unsigned long)object->address);
    heddle__stand_before_object(OP_RWUNLOCK, object, true, PC());
    heddle__object_event(object, OP_RWUNLOCK, false, PC());
    object->version++;
    join_clock(object->read_clock, thread->clock);
    object->readers[thread->slot]--;
    object->reader_count--;
    return 0;
}
