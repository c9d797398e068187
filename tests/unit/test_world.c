/* test_world.c - stopping the world, safepoints, going outside, requests. */
#include <criterion/criterion.h>
#include <sched.h>
#include <unistd.h>

#include "fixture.h"

#if WEFT_TSAN || WEFT_ASAN
enum { SCALE = 1 };
#else
enum { SCALE = 4 };
#endif

enum { WORKERS = 4 };
typedef struct Scene {
    FakeRuntime *fake;
    ATOMIC(uint32_t) quit;
    ATOMIC(uint32_t) started;
    ATOMIC(uint64_t) steps;
    uint64_t plain;              /* written by the stopper alone: ThreadSanitizer is the judge */
    uint64_t counters[WORKERS];  /* each by its worker, read by stoppers */
} Scene;
typedef struct Worker {
    Scene *scene;
    pthread_t native;
    size_t number;
} Worker;

static void start(Scene *scene, Worker *workers, void *(*body)(void *))
{
    for (size_t i = 0; i < WORKERS; i++) {
        workers[i] = (Worker){scene, 0, i};
        cr_assert_eq(pthread_create(&workers[i].native, NULL, body, &workers[i]), 0);
    }
    while (weft__load_acquire(&scene->started) < WORKERS) {
        weft__safepoint(scene->fake->main_thread);
        sched_yield();
    }
}

static void finish(Scene *scene, Worker *workers)
{
    Thread *t = scene->fake->main_thread;
    weft__store_release(&scene->quit, 1U);
    weft__world_leave(t);
    for (size_t i = 0; i < WORKERS; i++) {
        pthread_join(workers[i].native, NULL);
    }
    weft__world_enter(t);
}

static void *count_and_poll(void *context)
{
    Worker *worker = context;
    Scene *scene = worker->scene;
    Thread *t = fake_attach(scene->fake);
    (void)weft__add_acq_rel(&scene->started, 1U);
    while (!weft__load_acquire(&scene->quit)) {
        scene->counters[worker->number]++; /* plain: nobody looks while this thread runs */
        (void)weft__add_relaxed(&scene->steps, (uint64_t)1);
        cr_assert(weft__poll(t));
    }
    fake_detach(t);
    return NULL;
}

static uint64_t sum(const Scene *scene)
{
    uint64_t total = 0;
    for (size_t i = 0; i < WORKERS; i++) {
        total += scene->counters[i];
    }
    return total;
}

Test(world, nobody_runs_while_it_is_stopped)
{
    Scene scene = {.fake = fake_new()};
    Thread *t = scene.fake->main_thread;
    Worker workers[WORKERS];
    start(&scene, workers, count_and_poll);
    for (int round = 0; round < 100 * SCALE; round++) {
        cr_assert_not(weft__world_is_stopped_by(t));
        weft__world_stop(t);
        cr_assert(weft__world_is_stopped_by(t));
        uint64_t before = sum(&scene);
        cr_assert_eq(before, weft__load_relaxed(&scene.steps));
        weft__world_stop(t); /* nests */
        weft__world_resume(t);
        for (int i = 0; i < 20; i++) {
            sched_yield();
        }
        cr_assert(weft__world_is_stopped_by(t));
        cr_assert_eq(before, sum(&scene));
        weft__world_resume(t);
    }
    finish(&scene, workers);
    cr_assert_eq(weft__world_thread_count(t->runtime), 1);
    WorldStatistics statistics;
    weft__world_statistics(t, &statistics);
    cr_assert_geq(statistics.stops, 100 * SCALE);
    fake_free(scene.fake);
}

static void *stop_often(void *context)
{
    Worker *worker = context;
    Scene *scene = worker->scene;
    Thread *t = fake_attach(scene->fake);
    (void)weft__add_acq_rel(&scene->started, 1U);
    for (int i = 0; i < 200 * SCALE; i++) {
        weft__world_stop(t);
        uint64_t seen = scene->plain;
        scene->counters[worker->number]++;
        scene->plain = seen + 1;
        weft__world_resume(t);
        cr_assert(weft__poll(t));
    }
    fake_detach(t);
    return NULL;
}

Test(world, several_stoppers_queue_up)
{
    Scene scene = {.fake = fake_new()};
    Worker workers[WORKERS];
    start(&scene, workers, stop_often);
    finish(&scene, workers);
    cr_assert_eq(scene.plain, (uint64_t)WORKERS * 200 * SCALE);
    fake_free(scene.fake);
}

static void nap(void *context)
{
    (void)context;
    sched_yield();
}

/* Comes and goes as fast as it can, while main stops the world. */
static void *in_and_out(void *context)
{
    Worker *worker = context;
    Scene *scene = worker->scene;
    Thread *t = fake_attach(scene->fake);
    (void)weft__add_acq_rel(&scene->started, 1U);
    while (!weft__load_acquire(&scene->quit)) {
        scene->counters[worker->number]++;
        (void)weft__add_relaxed(&scene->steps, (uint64_t)1);
        if (worker->number % 2 == 0) {
            weft__world_leave(t);
            weft__world_enter(t);
        } else {
            weft__run_outside(t, nap, NULL);
        }
    }
    fake_detach(t);
    return NULL;
}

Test(world, coming_in_waits_for_a_stopped_world)
{
    Scene scene = {.fake = fake_new()};
    Thread *t = scene.fake->main_thread;
    Worker workers[WORKERS];
    start(&scene, workers, in_and_out);
    for (int round = 0; round < 300 * SCALE; round++) {
        weft__world_stop(t);
        uint64_t before = sum(&scene);
        cr_assert_eq(before, weft__load_relaxed(&scene.steps));
        if (round % 8 == 0) {
            sched_yield();
        }
        cr_assert_eq(before, sum(&scene));
        weft__world_resume(t);
        cr_assert(weft__poll(t));
    }
    finish(&scene, workers);
    fake_free(scene.fake);
}

/* ---- outside threads do not delay ---- */

static void block_on_pipe(void *context)
{
    char byte;
    int end = *(int *)context;
    cr_assert_eq(read(end, &byte, 1), 1);
}

typedef struct Blocker {
    FakeRuntime *fake;
    int pipe[2];
    ATOMIC(uint32_t) ready;
    uint64_t found;
} Blocker;

static void *block_outside(void *context)
{
    Blocker *blocker = context;
    Thread *t = fake_attach(blocker->fake);
    /* Lives in this frame or a register alone, while the thread blocks. */
    Node *node = node_new(t, EMPTY, EMPTY, 4711);
    weft__store_release(&blocker->ready, 1U);
    weft__run_outside(t, block_on_pipe, &blocker->pipe[0]);
    blocker->found = node->number;
    fake_detach(t);
    return NULL;
}

Test(world, blocked_threads_delay_nobody_and_keep_their_values)
{
    Blocker blocker = {.fake = fake_new()};
    Thread *t = blocker.fake->main_thread;
    cr_assert_eq(pipe(blocker.pipe), 0);
    pthread_t native;
    cr_assert_eq(pthread_create(&native, NULL, block_outside, &blocker), 0);
    while (!weft__load_acquire(&blocker.ready)) {
        cr_assert(weft__poll(t));
    }
    for (int i = 0; i < 50; i++) {
        (void)collect_clean(t);
        for (uint64_t k = 0; k < 1000; k++) {
            (void)node_new(t, EMPTY, EMPTY, k);
        }
    }
    cr_assert_eq(write(blocker.pipe[1], "x", 1), 1);
    cr_assert(weft__world_wait_alone(t, 10000));
    pthread_join(native, NULL);
    cr_assert_eq(blocker.found, 4711);
    close(blocker.pipe[0]);
    close(blocker.pipe[1]);
    fake_free(blocker.fake);
}

/* ---- attach and detach in a storm ---- */

static void *come_and_go(void *context)
{
    Worker *worker = context;
    Scene *scene = worker->scene;
    (void)weft__add_acq_rel(&scene->started, 1U);
    for (int i = 0; i < 30 * SCALE; i++) {
        Thread *t = fake_attach(scene->fake);
        cr_assert_not_null(t);
        cr_assert_gt(t->id, 1);
        cr_assert_not(t->is_main);
        scene->counters[worker->number]++;
        for (uint64_t k = 0; k < 50; k++) {
            (void)node_new(t, EMPTY, EMPTY, k);
            cr_assert(weft__poll(t));
        }
        fake_detach(t);
    }
    return NULL;
}

Test(world, threads_attach_and_detach_while_others_stop)
{
    Scene scene = {.fake = fake_new()};
    Thread *t = scene.fake->main_thread;
    Worker workers[WORKERS];
    start(&scene, workers, come_and_go);
    for (int i = 0; i < 100 * SCALE; i++) {
        weft__world_stop(t);
        uint64_t before = sum(&scene);
        sched_yield();
        cr_assert_eq(before, sum(&scene));
        weft__world_resume(t);
        (void)weft__collect(t);
    }
    finish(&scene, workers);
    cr_assert_eq(sum(&scene), (uint64_t)WORKERS * 30 * SCALE);
    fake_free(scene.fake);
}

/* ---- requests ---- */

static ATOMIC(uint32_t) polled_bits; /* of this test program */
static bool refuse;

static bool remember_bits(Thread *thread, uint32_t bits)
{
    (void)thread;
    (void)weft__or_relaxed(&polled_bits, bits);
    return !refuse;
}

Test(world, requests_reach_the_poll_hook)
{
    FakeRuntime *fake = fake_new();
    Thread *t = fake->main_thread;
    weft__world_set_on_poll(fake->core.world, remember_bits);
    cr_assert(weft__poll(t));
    cr_assert_eq(weft__load_relaxed(&polled_bits), 0);
    weft__thread_request(t, POLL_INTERRUPT);
    cr_assert(weft__poll(t));
    cr_assert_eq(weft__load_relaxed(&polled_bits), POLL_INTERRUPT);
    cr_assert_eq(weft__load_relaxed(&t->poll), 0);
    refuse = true;
    weft__world_request_all(t->runtime, POLL_EXIT, NULL);
    cr_assert_not(weft__poll(t));
    cr_assert_eq(weft__load_relaxed(&polled_bits), POLL_INTERRUPT | POLL_EXIT);
    refuse = false;
    weft__world_request_all(t->runtime, POLL_EXIT, t);
    cr_assert_eq(weft__load_relaxed(&t->poll), 0);
    Value exception = value_from_small_int(5);
    cr_assert_not(weft__world_request_id(t->runtime, 99, POLL_ASYNC, exception));
    cr_assert(weft__world_request_id(t->runtime, t->id, POLL_ASYNC, exception));
    cr_assert(weft__poll(t));
    cr_assert_eq(weft__thread_take_async(t), exception);
    cr_assert_eq(weft__thread_take_async(t), EMPTY);
    weft__thread_request(t, POLL_COLLECT | POLL_FINALIZERS); /* not due, and nothing queued */
    cr_assert(weft__poll(t));
    cr_assert(weft__world_wait_alone(t, 0));
    fake_free(fake);
}

/* ---- the stacks ---- */

static NO_INLINE int recurse(Thread *t, int depth)
{
    volatile char frame[512];
    for (size_t i = 0; i < sizeof frame; i++) {
        frame[i] = (char)depth; /* all of it: a frame that is not optimized away */
    }
    if (weft__native_stack_low(t)) {
        return depth;
    }
    int deepest = recurse(t, depth + 1);
    return frame[depth % 512] == (char)depth ? deepest : -1;
}

static void *recurse_in_thread(void *context)
{
    Thread *t = fake_attach(context);
    int depth = recurse(t, 0);
    fake_detach(t);
    return (void *)(intptr_t)depth;
}

Test(world, stack_bounds_are_known)
{
    FakeRuntime *fake = fake_new();
    Thread *t = fake->main_thread;
    char *here = __builtin_frame_address(0);
    cr_assert(here < t->native_base && here > t->native_limit);
    cr_assert_geq(recurse(t, 0), 100);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    size_t smallest = (size_t)(WEFT_TSAN || WEFT_ASAN ? 2048 : 256) << 10;
    for (size_t bytes = smallest; bytes <= (size_t)4 << 20; bytes *= 4) {
        pthread_attr_setstacksize(&attributes, bytes);
        pthread_t native;
        cr_assert_eq(pthread_create(&native, &attributes, recurse_in_thread, fake), 0);
        weft__world_leave(t);
        void *depth;
        pthread_join(native, &depth);
        weft__world_enter(t);
        cr_assert_geq((intptr_t)depth, 10);
    }
    pthread_attr_destroy(&attributes);
    cr_assert_eq((size_t)(t->stack_limit - t->stack_base) * sizeof(Value), (size_t)1 << 20);
    t->stack_limit[-1] = NONE; /* all of it can be used */
    cr_assert_eq(t->stack_base[0], 0);
    fake_free(fake);
}
