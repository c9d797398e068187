/* test_lock.c - the one-byte object lock and the ranked runtime lock: they exclude, they delay no stop of
 * the world, and a thread that breaks their rules traps. Built with the runtime's assertions, whatever the
 * rest of the build has. */
#include <criterion/criterion.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"

#if WEFT_TSAN || WEFT_ASAN
enum { SCALE = 1 };
#else
enum { SCALE = 10 };
#endif

enum { WORKERS = 4, OBJECTS = 6 };
typedef struct Scene {
    FakeRuntime *fake;
    Node *objects[OBJECTS];  /* also roots */
    RuntimeLock outer, inner;
    ATOMIC(uint32_t) started, quit;
    uint64_t guarded;        /* under `outer`; plain: ThreadSanitizer is the judge */
    uint64_t guarded_inside; /* under `inner` */
} Scene;
typedef struct Worker {
    Scene *scene;
    pthread_t native;
    uint64_t number;
} Worker;

static void open_scene(Scene *scene)
{
    scene->fake = fake_new();
    for (size_t i = 0; i < OBJECTS; i++) {
        scene->objects[i] = node_new(scene->fake->main_thread, EMPTY, EMPTY, 0);
        weft__store_relaxed(&scene->fake->roots[i], value_from_pointer(scene->objects[i]));
    }
    weft__runtime_lock_init(&scene->outer, RANK_TYPE);
    weft__runtime_lock_init(&scene->inner, RANK_INTERN);
}

static void close_scene(Scene *scene)
{
    weft__runtime_lock_destroy(&scene->inner);
    weft__runtime_lock_destroy(&scene->outer);
    fake_free(scene->fake);
}

static void run(Scene *scene, void *(*body)(void *))
{
    Worker workers[WORKERS];
    for (uint64_t i = 0; i < WORKERS; i++) {
        workers[i] = (Worker){scene, 0, i};
        cr_assert_eq(pthread_create(&workers[i].native, NULL, body, &workers[i]), 0);
    }
    weft__world_leave(scene->fake->main_thread);
    for (size_t i = 0; i < WORKERS; i++) {
        pthread_join(workers[i].native, NULL);
    }
    weft__world_enter(scene->fake->main_thread);
}

static void *add_under_object_lock(void *context)
{
    Worker *worker = context;
    Scene *scene = worker->scene;
    Thread *t = fake_attach(scene->fake);
    for (uint64_t i = 0; i < 3000 * SCALE; i++) {
        Node *node = scene->objects[0];
        weft__lock_object(t, &node->head);
        node->number++;
        if (i % 256 == worker->number) {
            sched_yield(); /* let others run into the held lock */
        }
        if (i % 100 == 0) {
            (void)node_new(t, EMPTY, EMPTY, i); /* allocation under the lock is allowed */
        }
        weft__unlock_object(t, &node->head);
        cr_assert(weft__poll(t));
    }
    fake_detach(t);
    return NULL;
}

Test(lock, object_lock_excludes)
{
    Scene scene = {0};
    open_scene(&scene);
    run(&scene, add_under_object_lock);
    cr_assert_eq(scene.objects[0]->number, (uint64_t)WORKERS * 3000 * SCALE);
    cr_assert_eq(weft__load_relaxed(&scene.objects[0]->head.lock), 0);
    WorldStatistics statistics;
    weft__world_statistics(scene.fake->main_thread, &statistics);
    close_scene(&scene);
}

/* Moves units between pairs in either order; some pairs are one object twice. */
static void *move_between_two(void *context)
{
    Worker *worker = context;
    Scene *scene = worker->scene;
    Thread *t = fake_attach(scene->fake);
    uint64_t seed = worker->number + 11;
    for (int i = 0; i < 3000 * SCALE; i++) {
        seed = seed * 6364136223846793005U + 1442695040888963407U;
        Node *from = scene->objects[(seed >> 33) % OBJECTS];
        Node *to = scene->objects[(seed >> 43) % OBJECTS];
        weft__lock_two_objects(t, &from->head, &to->head);
        from->number--;
        to->number++;
        if (seed >> 60 == 0) {
            sched_yield();
        }
        weft__unlock_two_objects(t, &from->head, &to->head);
        if (i % 500 == 0) {
            (void)weft__collect(t);
        }
        cr_assert(weft__poll(t));
    }
    fake_detach(t);
    return NULL;
}

Test(lock, two_objects_in_any_order)
{
    Scene scene = {0};
    open_scene(&scene);
    run(&scene, move_between_two);
    uint64_t total = 0;
    for (size_t i = 0; i < OBJECTS; i++) {
        total += scene.objects[i]->number;
        cr_assert_eq(weft__load_relaxed(&scene.objects[i]->head.lock), 0);
    }
    cr_assert_eq(total, 0);
    close_scene(&scene);
}

static void *add_under_runtime_locks(void *context)
{
    Worker *worker = context;
    Scene *scene = worker->scene;
    Thread *t = fake_attach(scene->fake);
    for (uint64_t i = 0; i < 2000 * SCALE; i++) {
        weft__runtime_lock(t, &scene->outer);
        weft__runtime_lock(t, &scene->outer); /* TYPE is recursive */
        scene->guarded++;
        weft__runtime_lock(t, &scene->inner);
        scene->guarded_inside++;
        weft__runtime_unlock(t, &scene->inner);
        weft__runtime_unlock(t, &scene->outer);
        scene->guarded++;
        if (i % 128 == worker->number) {
            sched_yield();
        }
        weft__runtime_unlock(t, &scene->outer);
        if (i % 400 == 7) {
            weft__world_stop(t);
            scene->guarded_inside += 0;
            weft__world_resume(t);
        }
        cr_assert(weft__poll(t));
    }
    fake_detach(t);
    return NULL;
}

Test(lock, runtime_lock_excludes_and_nests)
{
    Scene scene = {0};
    open_scene(&scene);
    run(&scene, add_under_runtime_locks);
    cr_assert_eq(scene.guarded, (uint64_t)WORKERS * 2000 * SCALE * 2);
    cr_assert_eq(scene.guarded_inside, (uint64_t)WORKERS * 2000 * SCALE);
    cr_assert_null(weft__load_relaxed(&scene.outer.owner));
    cr_assert_eq(weft__load_relaxed(&scene.outer.waiters), 0);
    close_scene(&scene);
}

static void *wait_for_both(void *context)
{
    Worker *worker = context;
    Scene *scene = worker->scene;
    Thread *t = fake_attach(scene->fake);
    (void)weft__add_acq_rel(&scene->started, 1U);
    if (worker->number % 2 == 0) {
        weft__lock_object(t, &scene->objects[0]->head);
        scene->objects[0]->number++;
        weft__unlock_object(t, &scene->objects[0]->head);
    } else {
        weft__runtime_lock(t, &scene->outer);
        scene->guarded++;
        weft__runtime_unlock(t, &scene->outer);
    }
    fake_detach(t);
    return NULL;
}

/* Rule R8: who waits for a lock is outside, so the owner can stop the world; and nobody is handed a
 * lock while the world is stopped. */
Test(lock, waiting_does_not_delay_a_stop)
{
    Scene scene = {0};
    open_scene(&scene);
    Thread *t = scene.fake->main_thread;
    Worker workers[WORKERS];
    weft__runtime_lock(t, &scene.outer);
    weft__lock_object(t, &scene.objects[0]->head);
    for (uint64_t i = 0; i < WORKERS; i++) {
        workers[i] = (Worker){&scene, 0, i};
        cr_assert_eq(pthread_create(&workers[i].native, NULL, wait_for_both, &workers[i]), 0);
    }
    while (weft__load_acquire(&scene.started) < WORKERS) {
        weft__safepoint(t);
        sched_yield();
    }
    for (int i = 0; i < 50; i++) {
        (void)weft__collect(t);
        sched_yield();
    }
    weft__world_stop(t);
    weft__unlock_object(t, &scene.objects[0]->head);
    weft__runtime_unlock(t, &scene.outer);
    for (int i = 0; i < 100; i++) {
        sched_yield();
        cr_assert_eq(scene.objects[0]->number, 0);
        cr_assert_eq(weft__load_relaxed(&scene.objects[0]->head.lock), 0);
        cr_assert_null(weft__load_relaxed(&scene.outer.owner));
    }
    weft__world_resume(t);
    weft__world_leave(t);
    for (size_t i = 0; i < WORKERS; i++) {
        pthread_join(workers[i].native, NULL);
    }
    weft__world_enter(t);
    cr_assert_eq(scene.objects[0]->number, WORKERS / 2);
    cr_assert_eq(scene.guarded, WORKERS / 2);
    close_scene(&scene);
}

static void *take_and_add(void *context)
{
    Worker *worker = context;
    Scene *scene = worker->scene;
    Thread *t = fake_attach(scene->fake);
    cr_assert_not(t->alone);
    weft__lock_object(t, &scene->objects[0]->head);
    scene->objects[0]->number++;
    weft__unlock_object(t, &scene->objects[0]->head);
    fake_detach(t);
    return NULL;
}

/* A lock that was only noted becomes real when a second thread comes. */
Test(lock, the_state_of_being_alone_ends_and_returns)
{
    Scene scene = {0};
    open_scene(&scene);
    Thread *t = scene.fake->main_thread;
    Object *object = &scene.objects[0]->head;
    for (int round = 0; round < 20; round++) {
        cr_assert(t->alone);
        weft__lock_two_objects(t, object, &scene.objects[1]->head);
        cr_assert_eq(t->objects_held, 2);
        cr_assert_eq(weft__load_relaxed(&object->lock), 0);
        weft__unlock_two_objects(t, object, &scene.objects[1]->head);
        weft__lock_object(t, object);
        Worker worker = {&scene, 0, 0};
        cr_assert_eq(pthread_create(&worker.native, NULL, take_and_add, &worker), 0);
        while (t->alone) {
            weft__safepoint(t);
        }
        cr_assert_neq(weft__load_relaxed(&object->lock), 0);
        for (int i = 0; i < 10; i++) {
            sched_yield();
            cr_assert_eq(scene.objects[0]->number, (uint64_t)round);
        }
        weft__unlock_object(t, object);
        cr_assert(weft__world_wait_alone(t, 10000));
        pthread_join(worker.native, NULL);
        cr_assert_eq(weft__load_relaxed(&object->lock), 0);
        cr_assert_eq(scene.objects[0]->number, (uint64_t)round + 1);
        (void)weft__collect(t);
    }
    close_scene(&scene);
}

/* ---- ranks ---- */

static void take_lower_rank(Scene *scene, Thread *t)
{
    weft__runtime_lock(t, &scene->inner);
    weft__runtime_lock(t, &scene->outer);
}
static void take_lower_rank_under_object(Scene *scene, Thread *t)
{
    weft__lock_object(t, &scene->objects[0]->head);
    weft__runtime_lock(t, &scene->outer);
}
static void take_two_objects_one_by_one(Scene *scene, Thread *t)
{
    weft__lock_object(t, &scene->objects[0]->head);
    weft__lock_object(t, &scene->objects[1]->head);
}
static void take_object_under_higher_rank(Scene *scene, Thread *t)
{
    weft__runtime_lock(t, &scene->inner);
    weft__lock_object(t, &scene->objects[0]->head);
}
static void take_twice(Scene *scene, Thread *t)
{
    weft__runtime_lock(t, &scene->inner);
    weft__runtime_lock(t, &scene->inner);
}
static void give_back_what_is_free(Scene *scene, Thread *t) { weft__runtime_unlock(t, &scene->outer); }
static void obey(Scene *scene, Thread *t)
{
    weft__runtime_lock(t, &scene->outer);
    weft__runtime_lock(t, &scene->outer); /* recursive */
    weft__lock_two_objects(t, &scene->objects[1]->head, &scene->objects[0]->head);
    weft__runtime_lock(t, &scene->inner);
    weft__runtime_unlock(t, &scene->inner);
    weft__unlock_two_objects(t, &scene->objects[1]->head, &scene->objects[0]->head);
    weft__runtime_unlock(t, &scene->outer);
    weft__runtime_unlock(t, &scene->outer);
}

/* Lets a child do it, and gives what the child said; true: it ended in peace. */
static bool child_survives(void (*act)(Scene *, Thread *), char *said, size_t room)
{
    Scene scene = {0};
    int ends[2], status = 0;
    open_scene(&scene);
    cr_assert_eq(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        (void)dup2(ends[1], 2);
        act(&scene, scene.fake->main_thread);
        _exit(0);
    }
    close(ends[1]);
    size_t length = 0;
    ssize_t got;
    while (length < room - 1 && (got = read(ends[0], said + length, room - 1 - length)) > 0) {
        length += (size_t)got;
    }
    said[length] = 0;
    close(ends[0]);
    cr_assert_eq(waitpid(child, &status, 0), child);
    close_scene(&scene);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

Test(lock, ranks_are_checked)
{
    static const struct {
        void (*act)(Scene *, Thread *);
        const char *says;
    } wrongs[] = {
        {take_lower_rank, "held[i].rank < rank"},
        {take_lower_rank_under_object, "held[i].rank < rank"},
        {take_two_objects_one_by_one, "held[i].rank < rank"},
        {take_object_under_higher_rank, "held[i].rank < rank"},
        {take_twice, "rank_is_recursive"},
        {give_back_what_is_free, "lock.c"},
    };
    char said[2048];
    cr_assert(child_survives(obey, said, sizeof said));
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        cr_assert_not(child_survives(wrongs[i].act, said, sizeof said));
        cr_assert(strstr(said, wrongs[i].says) != NULL);
    }
}
