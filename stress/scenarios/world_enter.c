/* world_enter.c - coming in against stopping: the pair of stores and loads that only sequential consistency decides.
 *
 * Edges: thread_state, poll_word. Runs the real sync layer, and as little else as possible. `row` is plain:
 * the traveller writes it inside, the stopper in a stopped world. On its first journey the traveller waits for
 * the stopper, which must not wait for it: a lost notice of its leaving is a deadlock.
 */
#include "world.h"

enum { JOURNEYS = 3, STOPS = 2 };
static uint64_t row;
static bool stopped; /* mutex */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;

static void reset(void)
{
    small_open();
    row = 0;
    stopped = false;
}

static void nothing(void *context) { (void)context; }
static void wait_for_stop(void *context)
{
    (void)context;
    (void)pthread_mutex_lock(&mutex);
    while (!stopped) {
        (void)pthread_cond_wait(&changed, &mutex);
    }
    (void)pthread_mutex_unlock(&mutex);
}
static void tell_stop(void *context)
{
    (void)context;
    (void)pthread_mutex_lock(&mutex);
    stopped = true;
    (void)pthread_cond_signal(&changed);
    (void)pthread_mutex_unlock(&mutex);
}

static void travel(void)
{
    Thread *t = small_attach();
    for (int i = 0; i < JOURNEYS; i++) {
        weft__run_outside(t, i == 0 ? wait_for_stop : nothing, NULL);
        row++;
    }
    weft__thread_detach(t);
}

static void stop(void)
{
    Thread *t = small_attach();
    for (int i = 0; i < STOPS; i++) {
        weft__world_stop(t);
        row += 100;
        weft__world_resume(t);
        weft__run_outside(t, tell_stop, NULL);
    }
    weft__thread_detach(t);
}

static void check(void)
{
    EXPECT(row == JOURNEYS + 100 * STOPS);
    small_close();
}

int main(int argc, char **argv)
{
    Body bodies[] = {travel, stop, NULL};
    return run_scenario(argc, argv, reset, bodies, check);
}
