/* lock.c - the one-byte object lock and the ranked runtime lock.
 *
 * Object lock: 0 free, 1 held, 2 held and somebody may wait. Taking a free lock and giving back one
 * that nobody waits for are one atomic access each. A waiter sets the byte to 2, and sleeps outside
 * the world in the bucket that the object's address hashes to; it takes the lock only after it has
 * come in again, so a lock is never handed to a thread that is stopped (rule R8).
 *
 * As long as one thread is alone in the world, nobody can contend: it notes which objects it has
 * locked, and touches no byte (see weft__lock_object). weft__world_add ends that state in a stopped
 * world, and sets the bytes of what is held at that moment.
 *
 * Runtime lock: the owner word is the lock. Its mutex and condition only serve the wait, with
 * mirror-image sequentially consistent accesses: the waiter counts itself and then reads the owner;
 * who unlocks clears the owner and then reads the count.
 *
 * Both are unfair: a running thread may overtake one that was woken. They are held for short.
 */
#define CK_BACKOFF_CEILING 1024
#include <ck_backoff.h>

#include "sync/world.h"

enum { BYTE_FREE = 0, BYTE_HELD = 1, BYTE_WAITED_FOR = 2 };
enum { SPIN_ATTEMPTS = 6, FIRST_SPIN = 32 };

#define RANK(name, rank, recursive, protects) {rank, recursive},
static const struct {
    uint32_t rank;
    bool recursive;
} rank_table[] = {
#include "sync/lock_ranks.def"
};
#undef RANK

/* ---- ranks (debug builds) ---- */

#ifdef NDEBUG
#define CHECK_RANK(thread, lock, rank, second) ((void)0)
#define RECORD_LOCK(thread, lock, rank) ((void)0)
#define FORGET_LOCK(thread, lock) ((void)0)
#else
/* A thread takes locks in rising rank; equal rank is for the second of two objects alone. */
static void check_rank(Thread *thread, const void *lock, uint32_t rank, bool second)
{
    for (uint32_t i = 0; i < thread->held_count; i++) {
        WEFT_ASSERT(thread->held[i].lock != lock); /* taken twice by the same thread */
        WEFT_ASSERT(thread->held[i].rank < rank || (second && thread->held[i].rank == rank));
    }
}

static void record_lock(Thread *thread, const void *lock, uint32_t rank)
{
    WEFT_ASSERT(thread->held_count < sizeof thread->held / sizeof thread->held[0]);
    thread->held[thread->held_count].lock = lock;
    thread->held[thread->held_count].rank = rank;
    thread->held_count++;
}

static void forget_lock(Thread *thread, const void *lock)
{
    for (uint32_t i = thread->held_count; i-- > 0;) {
        if (thread->held[i].lock == lock) {
            thread->held[i] = thread->held[--thread->held_count];
            return;
        }
    }
    WEFT_UNREACHABLE(); /* unlocked by a thread that does not hold it */
}
#define CHECK_RANK(thread, lock, rank, second) check_rank((thread), (lock), (rank), (second))
#define RECORD_LOCK(thread, lock, rank) record_lock((thread), (lock), (rank))
#define FORGET_LOCK(thread, lock) forget_lock((thread), (lock))
#endif

/* ---- object lock ---- */

static ParkBucket *bucket_of(World *world, const Object *object)
{
    uintptr_t address = (uintptr_t)object >> 4;
    return &world->buckets[(address ^ (address >> 6) ^ (address >> 12)) % PARK_BUCKETS];
}

typedef struct ObjectWait {
    Object *object;
    ParkBucket *bucket;
} ObjectWait;

/* Outside: sleeps until the byte was seen free, or at least given back once. */
static void wait_for_object(void *context)
{
    ObjectWait *wait = context;
    ATOMIC(uint8_t) *byte = &wait->object->lock;
    (void)pthread_mutex_lock(&wait->bucket->mutex);
    for (;;) {
        uint8_t seen = weft__load_relaxed(byte); /* edge: object_lock */
        if (seen == BYTE_HELD) {
            if (!weft__exchange_if_relaxed(byte, &seen, BYTE_WAITED_FOR)) { /* edge: object_lock */
                continue;
            }
        } else if (seen == BYTE_FREE) {
            break;
        }
        /* The byte says that somebody waits, and who unlocks needs the bucket's mutex to wake. */
        (void)pthread_cond_wait(&wait->bucket->changed, &wait->bucket->mutex);
    }
    (void)pthread_mutex_unlock(&wait->bucket->mutex);
}

static NO_INLINE void lock_contended(Thread *thread, Object *object)
{
    ck_backoff_t backoff = FIRST_SPIN;
    for (int i = 0; i < SPIN_ATTEMPTS; i++) {
        ck_backoff_eb(&backoff);
        uint8_t expected = BYTE_FREE;
        if (weft__load_relaxed(&object->lock) == BYTE_FREE && /* edge: object_lock */
            weft__exchange_if_acquire(&object->lock, &expected, BYTE_HELD)) {
            return;
        }
    }
    thread->lock_waits++;
    ObjectWait wait = {object, bucket_of(thread_world(thread), object)};
    for (;;) {
        weft__run_outside(thread, wait_for_object, &wait);
        /* Others may still sleep on this byte: keep saying so. */
        uint8_t expected = BYTE_FREE;
        if (weft__exchange_if_acquire(&object->lock, &expected, BYTE_WAITED_FOR)) {
            return; /* edge: object_lock */
        }
    }
}

static ALWAYS_INLINE void note_object(Thread *thread, Object *object)
{
    enum { NOTED = sizeof thread->objects / sizeof thread->objects[0] };
    WEFT_ASSERT(thread->objects_held < NOTED);
    thread->objects[thread->objects_held++ % NOTED] = object;
}

static ALWAYS_INLINE void lock_object(Thread *thread, Object *object, bool second)
{
    (void)second;
    CHECK_RANK(thread, object, RANK_OBJECT, second);
    if (!thread->alone) {
        uint8_t expected = BYTE_FREE;
        if (UNLIKELY(!weft__exchange_if_acquire(&object->lock, &expected, BYTE_HELD))) {
            lock_contended(thread, object); /* edge: object_lock */
        }
    }
    note_object(thread, object);
    RECORD_LOCK(thread, object, RANK_OBJECT);
}

static NO_INLINE void wake_waiters(Thread *thread, Object *object)
{
    ParkBucket *bucket = bucket_of(thread_world(thread), object);
    (void)pthread_mutex_lock(&bucket->mutex);
    (void)pthread_cond_broadcast(&bucket->changed);
    (void)pthread_mutex_unlock(&bucket->mutex);
}

void weft__lock_object_slow(Thread *thread, Object *object)
{
    lock_object(thread, object, false);
}

void weft__unlock_object_slow(Thread *thread, Object *object)
{
    FORGET_LOCK(thread, object);
    WEFT_ASSERT(thread->objects_held > 0 && thread->objects[thread->objects_held - 1] == object);
    thread->objects_held--;
    if (thread->alone) {
        return;
    }
    /* edge: object_lock */
    uint8_t was = weft__exchange_release(&object->lock, (uint8_t)BYTE_FREE);
    WEFT_ASSERT(was != BYTE_FREE);
    if (UNLIKELY(was == BYTE_WAITED_FOR)) {
        wake_waiters(thread, object);
    }
}

/* Stopped world: another thread is about to attach. */
void weft__locks_become_real(Thread *thread)
{
    if (thread->alone) {
        thread->alone = false;
        for (uint32_t i = 0; i < thread->objects_held; i++) {
            /* edge: object_lock */
            weft__store_relaxed(&thread->objects[i]->lock, (uint8_t)BYTE_HELD);
        }
    }
}

void weft__lock_two_objects(Thread *thread, Object *a, Object *b)
{
    Object *first = (uintptr_t)a < (uintptr_t)b ? a : b;
    Object *last = first == a ? b : a;
    lock_object(thread, first, false);
    if (last != first) {
        lock_object(thread, last, true);
    }
}

void weft__unlock_two_objects(Thread *thread, Object *a, Object *b)
{
    Object *first = (uintptr_t)a < (uintptr_t)b ? a : b;
    Object *last = first == a ? b : a;
    if (last != first) {
        weft__unlock_object(thread, last);
    }
    weft__unlock_object(thread, first);
}

/* ---- runtime lock ---- */

static bool rank_is_recursive(uint32_t rank)
{
    for (size_t i = 0; i < sizeof rank_table / sizeof rank_table[0]; i++) {
        if (rank_table[i].rank == rank) {
            return rank_table[i].recursive;
        }
    }
    return false;
}

void weft__runtime_lock_init(RuntimeLock *lock, uint32_t rank)
{
    weft__init(&lock->owner, NULL);
    weft__init(&lock->waiters, 0U);
    lock->depth = 0;
    lock->rank = rank;
    (void)pthread_mutex_init(&lock->mutex, NULL);
    (void)pthread_cond_init(&lock->released, NULL);
}

void weft__runtime_lock_destroy(RuntimeLock *lock)
{
    (void)pthread_cond_destroy(&lock->released);
    (void)pthread_mutex_destroy(&lock->mutex);
}

/* Outside: sleeps until the lock was seen free. */
static void wait_for_runtime_lock(void *context)
{
    RuntimeLock *lock = context;
    (void)pthread_mutex_lock(&lock->mutex);
    (void)weft__add_seq_cst(&lock->waiters, 1U); /* edge: runtime_lock_waiters */
    while (weft__load_seq_cst(&lock->owner) != NULL) { /* edge: runtime_lock_owner */
        (void)pthread_cond_wait(&lock->released, &lock->mutex);
    }
    (void)weft__sub_relaxed(&lock->waiters, 1U); /* edge: runtime_lock_waiters */
    (void)pthread_mutex_unlock(&lock->mutex);
}

static bool try_runtime_lock(Thread *thread, RuntimeLock *lock)
{
    Thread *none = NULL;
    return weft__exchange_if_seq_cst(&lock->owner, &none, thread); /* edge: runtime_lock_owner; survives: taking has no part in the pair */
}

void weft__runtime_lock(Thread *thread, RuntimeLock *lock)
{
    if (weft__load_relaxed(&lock->owner) == thread) { /* edge: runtime_lock_owner */
        WEFT_ASSERT(rank_is_recursive(lock->rank));
        (void)rank_is_recursive;
        lock->depth++;
        return;
    }
    CHECK_RANK(thread, lock, lock->rank, false);
    if (UNLIKELY(!try_runtime_lock(thread, lock))) {
        thread->lock_waits++;
        do {
            weft__run_outside(thread, wait_for_runtime_lock, lock);
        } while (!try_runtime_lock(thread, lock));
    }
    lock->depth = 1;
    RECORD_LOCK(thread, lock, lock->rank);
}

void weft__runtime_unlock(Thread *thread, RuntimeLock *lock)
{
    WEFT_ASSERT(weft__load_relaxed(&lock->owner) == thread); /* edge: runtime_lock_owner */
    if (--lock->depth > 0) {
        return;
    }
    FORGET_LOCK(thread, lock);
    (void)thread;
    weft__store_seq_cst(&lock->owner, (Thread *)NULL); /* edge: runtime_lock_owner */
    if (UNLIKELY(weft__load_seq_cst(&lock->waiters) != 0)) { /* edge: runtime_lock_waiters */
        (void)pthread_mutex_lock(&lock->mutex);
        (void)pthread_cond_broadcast(&lock->released);
        (void)pthread_mutex_unlock(&lock->mutex);
    }
}

bool weft__no_locks_held(const Thread *thread) { return thread->held_count == 0; }
