/* world.c - the list of threads, stopping the world, and safepoints.
 *
 * Guarantees:
 *  - Between weft__world_stop and weft__world_resume no other thread runs inside, and everything
 *    that the others wrote before is visible to the stopper; what the stopper writes is visible to
 *    the others once they go on.
 *  - A thread that is outside never delays a stop (rule R8); coming in while the world is stopped
 *    waits. A thread that attaches waits likewise.
 *  - Stops nest in one thread. Of several threads that want to stop, one does, and the others wait
 *    parked, as any other thread would.
 *
 * Why the transitions are correct without the mutex: the stopper sets POLL_STOP in a thread's poll
 * word and then reads its state; the thread writes its state and then reads its poll word. All four
 * accesses are sequentially consistent, so at least one side sees the other's write. If the stopper
 * sees the thread inside, the thread finds POLL_STOP on its way and takes the mutex to tell; the
 * stopper holds that mutex from the look at the state until it sleeps, so no wake-up is lost.
 */
#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "sync/world.h"

static ALWAYS_INLINE Thread *stopper_of(World *world)
{
    return weft__load_relaxed(&world->stopper); /* edge: world_stopper */
}

static uint64_t now_nanoseconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000U + (uint64_t)now.tv_nsec;
}

World *weft__world_new(Runtime *runtime)
{
    World *world = calloc(1, sizeof *world);
    if (world == NULL) {
        return NULL;
    }
    world->runtime = runtime;
    pthread_condattr_t monotonic;
    (void)pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    (void)pthread_mutex_init(&world->mutex, NULL);
    (void)pthread_cond_init(&world->resumed, NULL);
    (void)pthread_cond_init(&world->parked, NULL);
    (void)pthread_cond_init(&world->detached, &monotonic);
    (void)pthread_condattr_destroy(&monotonic);
    for (size_t i = 0; i < PARK_BUCKETS; i++) {
        (void)pthread_mutex_init(&world->buckets[i].mutex, NULL);
        (void)pthread_cond_init(&world->buckets[i].changed, NULL);
    }
    return world;
}

void weft__world_free(World *world)
{
    if (world == NULL) {
        return;
    }
    WEFT_ASSERT(world->threads == NULL);
    for (size_t i = 0; i < PARK_BUCKETS; i++) {
        (void)pthread_cond_destroy(&world->buckets[i].changed);
        (void)pthread_mutex_destroy(&world->buckets[i].mutex);
    }
    (void)pthread_cond_destroy(&world->detached);
    (void)pthread_cond_destroy(&world->parked);
    (void)pthread_cond_destroy(&world->resumed);
    (void)pthread_mutex_destroy(&world->mutex);
    free(world);
}

void weft__world_set_on_poll(World *world, bool (*on_poll)(Thread *thread, uint32_t bits))
{
    world->hooks.on_poll = on_poll;
}

/* ---- the list of threads ---- */

void weft__world_remove(World *world, Thread *thread)
{
    (void)pthread_mutex_lock(&world->mutex);
    WEFT_ASSERT(stopper_of(world) != thread);
    if (thread->previous != NULL) {
        thread->previous->next = thread->next;
    } else {
        world->threads = thread->next;
    }
    if (thread->next != NULL) {
        thread->next->previous = thread->previous;
    }
    world->thread_count--;
    world->ended_lock_waits += thread->lock_waits;
    weft__store_seq_cst(&thread->state, (uint32_t)THREAD_OUTSIDE); /* edge: thread_state; survives: the mutex orders it */
    (void)pthread_cond_signal(&world->parked);
    (void)pthread_cond_broadcast(&world->detached);
    (void)pthread_mutex_unlock(&world->mutex);
}

size_t weft__world_thread_count(Runtime *runtime)
{
    World *world = runtime_core(runtime)->world;
    (void)pthread_mutex_lock(&world->mutex);
    size_t count = world->thread_count;
    (void)pthread_mutex_unlock(&world->mutex);
    return count;
}

bool weft__world_has_thread(Runtime *runtime, uint64_t id)
{
    World *world = runtime_core(runtime)->world;
    bool found = false;
    (void)pthread_mutex_lock(&world->mutex);
    for (Thread *each = world->threads; each != NULL && !found; each = each->next) {
        found = each->id == id;
    }
    (void)pthread_mutex_unlock(&world->mutex);
    return found;
}

typedef struct AloneWait {
    World *world;
    uint64_t milliseconds;
    bool alone;
} AloneWait;

static void wait_alone_outside(void *context)
{
    AloneWait *wait = context;
    World *world = wait->world;
    struct timespec deadline;
    (void)clock_gettime(CLOCK_MONOTONIC, &deadline);
    uint64_t most = UINT64_C(1000000000); /* a wait longer than ten days need not be exact */
    uint64_t milliseconds = wait->milliseconds < most ? wait->milliseconds : most;
    deadline.tv_sec += (time_t)(milliseconds / 1000);
    deadline.tv_nsec += (long)(milliseconds % 1000) * 1000000L;
    if (deadline.tv_nsec >= 1000000000L) {
        deadline.tv_sec++;
        deadline.tv_nsec -= 1000000000L;
    }
    (void)pthread_mutex_lock(&world->mutex);
    while (world->thread_count > 1) {
        int failed = pthread_cond_timedwait(&world->detached, &world->mutex, &deadline);
        if (failed == ETIMEDOUT) {
            break;
        }
    }
    wait->alone = world->thread_count <= 1;
    (void)pthread_mutex_unlock(&world->mutex);
}

bool weft__world_wait_alone(Thread *thread, uint64_t milliseconds)
{
    AloneWait wait = {thread_world(thread), milliseconds, false};
    weft__run_outside(thread, wait_alone_outside, &wait);
    return wait.alone;
}

/* ---- outside and inside ---- */

/* Waits, mutex held, until nobody else stops the world. */
static void park_locked(World *world, Thread *thread)
{
    while (stopper_of(world) != NULL && stopper_of(world) != thread) {
        weft__store_seq_cst(&thread->state, (uint32_t)THREAD_STOPPED); /* edge: thread_state; survives: the mutex orders it */
        (void)pthread_cond_signal(&world->parked);
        (void)pthread_cond_wait(&world->resumed, &world->mutex);
    }
    weft__store_seq_cst(&thread->state, (uint32_t)THREAD_INSIDE); /* edge: thread_state; survives: the mutex orders it */
}

void weft__world_go_outside(Thread *thread)
{
    World *world = thread_world(thread);
    WEFT_ASSERT(weft__load_relaxed(&thread->state) == THREAD_INSIDE); /* edge: thread_state */
    WEFT_ASSERT(stopper_of(world) != thread);
    weft__store_seq_cst(&thread->state, (uint32_t)THREAD_OUTSIDE); /* edge: thread_state */
    if (UNLIKELY(weft__load_seq_cst(&thread->poll) & POLL_STOP)) { /* edge: poll_word */
        (void)pthread_mutex_lock(&world->mutex);
        (void)pthread_cond_signal(&world->parked);
        (void)pthread_mutex_unlock(&world->mutex);
    }
}

void weft__world_enter(Thread *thread)
{
    WEFT_ASSERT(weft__load_relaxed(&thread->state) == THREAD_OUTSIDE); /* edge: thread_state */
    weft__store_seq_cst(&thread->state, (uint32_t)THREAD_INSIDE); /* edge: thread_state */
    if (UNLIKELY(weft__load_seq_cst(&thread->poll) & POLL_STOP)) { /* edge: poll_word */
        /* The stopper took this thread for outside and may be at work: native_top still is what
         * it was when the thread left, and nothing was touched since. */
        World *world = thread_world(thread);
        (void)pthread_mutex_lock(&world->mutex);
        park_locked(world, thread);
        (void)pthread_mutex_unlock(&world->mutex);
    }
}

/* ---- stopping ---- */

static bool anybody_inside(World *world, Thread *but)
{
    for (Thread *each = world->threads; each != NULL; each = each->next) {
        if (each != but && weft__load_seq_cst(&each->state) == THREAD_INSIDE) {
            return true; /* edge: thread_state */
        }
    }
    return false;
}

/* The mutex is held, and nobody else stops the world. */
static void stop_others_locked(World *world, Thread *thread)
{
    weft__store_relaxed(&world->stopper, thread); /* edge: world_stopper */
    for (Thread *each = world->threads; each != NULL; each = each->next) {
        if (each != thread) {
            weft__or_seq_cst(&each->poll, (uint32_t)POLL_STOP); /* edge: poll_word */
        }
    }
    while (anybody_inside(world, thread)) {
        (void)pthread_cond_wait(&world->parked, &world->mutex);
    }
}

static void resume_others_locked(World *world)
{
    weft__store_relaxed(&world->stopper, (Thread *)NULL); /* edge: world_stopper */
    for (Thread *each = world->threads; each != NULL; each = each->next) {
        weft__and_seq_cst(&each->poll, ~(uint32_t)POLL_STOP); /* edge: poll_word; survives: clearing has no part in the pair */
    }
    (void)pthread_cond_broadcast(&world->resumed);
}

static void stop_spilled(Thread *thread, void *context)
{
    World *world = context;
    uint64_t asked = now_nanoseconds();
    (void)pthread_mutex_lock(&world->mutex);
    park_locked(world, thread); /* behind whoever stops it now */
    stop_others_locked(world, thread);
    (void)pthread_mutex_unlock(&world->mutex);
    uint64_t took = now_nanoseconds() - asked;
    if (took > world->longest_stop_nanoseconds) {
        world->longest_stop_nanoseconds = took;
    }
    world->stops++;
    world->stop_depth = 1;
}

void weft__world_stop(Thread *thread)
{
    World *world = thread_world(thread);
    if (weft__world_is_stopped_by(thread)) {
        world->stop_depth++;
        return;
    }
    weft__with_spilled_registers(thread, stop_spilled, world);
}

void weft__world_resume(Thread *thread)
{
    World *world = thread_world(thread);
    WEFT_ASSERT(weft__world_is_stopped_by(thread) && world->stop_depth > 0);
    if (--world->stop_depth > 0) {
        return;
    }
    (void)pthread_mutex_lock(&world->mutex);
    if (world->thread_count == 1 && thread->objects_held == 0) {
        thread->alone = true; /* again */
    }
    resume_others_locked(world);
    (void)pthread_mutex_unlock(&world->mutex);
}

/* A thread attaches. Who was alone so far is stopped first, because it must learn of it. */
void weft__world_add(World *world, Thread *thread)
{
    (void)pthread_mutex_lock(&world->mutex);
    while (stopper_of(world) != NULL) {
        (void)pthread_cond_wait(&world->resumed, &world->mutex);
    }
    if (world->thread_count == 1 && world->threads->alone) {
        stop_others_locked(world, thread);
        if (world->threads != NULL) { /* it may have detached meanwhile */
            weft__locks_become_real(world->threads);
        }
        resume_others_locked(world);
    }
    thread->alone = world->thread_count == 0;
    thread->id = ++world->last_id;
    thread->is_main = thread->id == 1;
    thread->previous = NULL;
    thread->next = world->threads;
    if (world->threads != NULL) {
        world->threads->previous = thread;
    }
    world->threads = thread;
    world->thread_count++;
    weft__store_seq_cst(&thread->state, (uint32_t)THREAD_INSIDE); /* edge: thread_state; survives: the mutex orders it */
    (void)pthread_mutex_unlock(&world->mutex);
}

bool weft__world_is_stopped_by(Thread *thread)
{
    return stopper_of(thread_world(thread)) == thread;
}

void weft__world_each_thread(Thread *thread, void (*visit)(Thread *each, void *context),
                             void *context)
{
    WEFT_ASSERT(weft__world_is_stopped_by(thread));
    for (Thread *each = thread_world(thread)->threads; each != NULL; each = each->next) {
        visit(each, context);
    }
}

static void add_lock_waits(Thread *each, void *context)
{
    *(uint64_t *)context += each->lock_waits;
}

void weft__world_statistics(Thread *thread, WorldStatistics *out)
{
    World *world = thread_world(thread);
    weft__world_stop(thread);
    out->stops = world->stops;
    out->longest_stop_nanoseconds = world->longest_stop_nanoseconds;
    out->lock_waits = world->ended_lock_waits;
    weft__world_each_thread(thread, add_lock_waits, &out->lock_waits);
    weft__world_resume(thread);
}

/* ---- requests and safepoints ---- */

void weft__thread_request(Thread *target, uint32_t bits)
{
    WEFT_ASSERT((bits & POLL_STOP) == 0);
    weft__or_seq_cst(&target->poll, bits); /* edge: poll_word */
}

void weft__world_request_all(Runtime *runtime, uint32_t bits, Thread *except)
{
    World *world = runtime_core(runtime)->world;
    (void)pthread_mutex_lock(&world->mutex);
    for (Thread *each = world->threads; each != NULL; each = each->next) {
        if (each != except) {
            weft__thread_request(each, bits);
        }
    }
    (void)pthread_mutex_unlock(&world->mutex);
}

bool weft__world_request_id(Runtime *runtime, uint64_t id, uint32_t bits, Value async_exception)
{
    World *world = runtime_core(runtime)->world;
    bool found = false;
    (void)pthread_mutex_lock(&world->mutex);
    for (Thread *each = world->threads; each != NULL; each = each->next) {
        if (each->id == id) {
            if (async_exception != EMPTY) {
                each->async_exception = async_exception;
            }
            weft__thread_request(each, bits);
            found = true;
        }
    }
    (void)pthread_mutex_unlock(&world->mutex);
    return found;
}

Value weft__thread_take_async(Thread *thread)
{
    World *world = thread_world(thread);
    (void)pthread_mutex_lock(&world->mutex);
    Value exception = thread->async_exception;
    thread->async_exception = EMPTY;
    (void)pthread_mutex_unlock(&world->mutex);
    return exception;
}

static void park_spilled(Thread *thread, void *context)
{
    World *world = context;
    (void)pthread_mutex_lock(&world->mutex);
    park_locked(world, thread);
    (void)pthread_mutex_unlock(&world->mutex);
}

void weft__safepoint_slow(Thread *thread)
{
    weft__with_spilled_registers(thread, park_spilled, thread_world(thread));
}

bool weft__poll_slow(Thread *thread)
{
    World *world = thread_world(thread);
    for (;;) {
        uint32_t bits = weft__load_acquire(&thread->poll) & ~(uint32_t)POLL_OBSERVE; /* edge: poll_word; survives: what follows takes the world's mutex */
        if (bits == 0) {
            return true;
        }
        if (bits & POLL_STOP) {
            weft__safepoint_slow(thread);
        } else if (bits & POLL_COLLECT) {
            weft__and_seq_cst(&thread->poll, ~(uint32_t)POLL_COLLECT); /* edge: poll_word */
            if (world->hooks.collect != NULL) {
                world->hooks.collect(thread);
            }
        } else if (bits & POLL_FINALIZERS) {
            weft__and_seq_cst(&thread->poll, ~(uint32_t)POLL_FINALIZERS); /* edge: poll_word */
            if (world->hooks.run_finalizers != NULL) {
                world->hooks.run_finalizers(thread);
            }
        } else {
            weft__and_seq_cst(&thread->poll, ~bits); /* edge: poll_word */
            if (world->hooks.on_poll != NULL && !world->hooks.on_poll(thread, bits)) {
                return false;
            }
        }
    }
}
