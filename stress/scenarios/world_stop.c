/* world_stop.c - the world itself: stops, safepoints, leaving and coming in.
 *
 * Edges: thread_state, poll_word, world_stopper, exiting. Runs the real sync layer. The words in
 * `row` are plain: each thread writes its own while inside, and a stopper reads and writes all of
 * them while the world is stopped, so any order too weak is a data race or a lost number.
 */
#include "world.h"

enum { THREADS = 3, STEPS = 6 };
static uint64_t row[THREADS];
static ATOMIC(uint32_t) exiting;
static uint64_t last_words;

static void reset(void)
{
    small_open();
    memset(row, 0, sizeof row);
    weft__init(&exiting, 0U);
    last_words = 0;
}

static void nothing(void *context) { (void)context; }

static void work(size_t number, bool stops, bool leaves)
{
    Thread *t = small_attach();
    for (int i = 0; i < STEPS; i++) {
        row[number]++;
        EXPECT(weft__poll(t));
        if (leaves && i % 2 == 0) {
            weft__run_outside(t, nothing, NULL);
        }
        if (stops && i % 3 == 1) {
            weft__world_stop(t);
            EXPECT(weft__world_is_stopped_by(t));
            for (size_t k = 0; k < THREADS; k++) {
                row[k] += 100;
            }
            weft__world_resume(t);
        }
    }
    if (stops) {
        last_words = 42;
        weft__store_release(&exiting, 1U); /* edge: exiting */
    } else if (weft__load_acquire(&exiting)) { /* edge: exiting */
        EXPECT(last_words == 42);
    }
    weft__thread_detach(t);
}

static void stopper(void) { work(0, true, false); }
static void runner(void) { work(1, false, false); }
static void traveller(void) { work(2, false, true); }

static void check(void)
{
    for (size_t i = 0; i < THREADS; i++) {
        EXPECT(row[i] % 100 == STEPS && row[i] / 100 == 2);
    }
    small_close();
}

int main(int argc, char **argv)
{
    Body bodies[] = {stopper, runner, traveller, NULL};
    return run_scenario(argc, argv, reset, bodies, check);
}
