/* world.h - the world's own state, shared by the files of this layer alone.
 *
 * The world's mutex guards the list of threads and the stop state. Hot transitions (going outside
 * and coming in) do not take it: they are a store to Thread.state and a load of Thread.poll, both
 * sequentially consistent, against the stopper's mirror image (set poll, then read state). One of
 * the two sides always sees the other. Whoever finds a stop under way takes the mutex and parks.
 */
#ifndef WEFT_SYNC_WORLD_H
#define WEFT_SYNC_WORLD_H

#include "base/check.h"
#include "sync/thread.h"

/* Where threads wait for one-byte object locks: objects are hashed to buckets, a waiter re-checks
 * its own object's byte after every wake-up. */
enum { PARK_BUCKETS = 64 };
typedef struct ParkBucket {
    pthread_mutex_t mutex;
    pthread_cond_t changed;
} ParkBucket;

struct World {
    Runtime *runtime;        /* never changes */
    WorldHooks hooks;        /* set before the second thread attaches */
    pthread_mutex_t mutex;
    pthread_cond_t resumed;  /* threads wait here for the world to go on */
    pthread_cond_t parked;   /* the one stopper waits here for the others */
    pthread_cond_t detached; /* weft__world_wait_alone waits here */
    Thread *threads;         /* mutex; a stopper may walk it without */
    size_t thread_count;     /* mutex */
    uint64_t last_id;        /* mutex */
    ATOMIC(Thread *) stopper; /* mutex; who stops or has stopped the world, or NULL. Read without
                                by a thread that asks whether it is the one; edge: world_stopper */
    uint32_t stop_depth;     /* stopper only */
    uint64_t stops;          /* stopper only */
    uint64_t longest_stop_nanoseconds; /* stopper only */
    uint64_t ended_lock_waits;         /* mutex; of threads that are gone */
    ParkBucket buckets[PARK_BUCKETS];
};

static ALWAYS_INLINE World *thread_world(Thread *thread)
{
    return runtime_core(thread->runtime)->world;
}

/* world.c: link and unlink a filled Thread; entering waits while the world is stopped. */
void weft__world_add(World *world, Thread *thread);
void weft__world_remove(World *world, Thread *thread);
/* lock.c: ends the state in which a thread that is alone only notes its object locks. */
void weft__locks_become_real(Thread *thread);
/* Leaves the world; native_top is recorded already. */
void weft__world_go_outside(Thread *thread);

#endif
