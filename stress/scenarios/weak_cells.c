/* weak_cells.c - weak references that the collector clears, in the real world and a model heap.
 *
 * Edge: weak_target. The collector clears targets in a stopped world, after a look at each thread's
 * strong reference (here: a word that each thread publishes, as its stack would show it). A reader
 * that got a target may use it until it lets go.
 */
#include "world.h"

static ATOMIC(Box *) weak;
static Box *strong[2]; /* the readers' stacks: plain, read in a stopped world */

static void reset(void)
{
    small_open();
    memset(box_row, 0, sizeof box_row);
    memset(strong, 0, sizeof strong);
    weft__init(&weak, box(9));
}

static void use(size_t number)
{
    Thread *t = small_attach();
    for (int i = 0; i < 4; i++) {
        strong[number] = weft__load_acquire(&weak); /* edge: weak_target; survives: coming out of a stop synchronizes */
        EXPECT(weft__poll(t));
        if (strong[number] != NULL) {
            EXPECT(box_name(strong[number]) == 9);
        }
        strong[number] = NULL;
        EXPECT(weft__poll(t));
    }
    weft__thread_detach(t);
}

static void collect(void)
{
    Thread *t = small_attach();
    for (int i = 0; i < 4; i++) {
        weft__world_stop(t);
        if (strong[0] == NULL && strong[1] == NULL) {
            Box *target = weft__load_relaxed(&weak);  /* edge: weak_target */
            weft__store_release(&weak, (Box *)NULL); /* edge: weak_target; survives: coming out of a stop synchronizes */
            if (target != NULL) {
                memset(target, 0xDB, sizeof *target); /* its cell is swept */
            }
        }
        weft__world_resume(t);
        EXPECT(weft__poll(t));
    }
    weft__thread_detach(t);
}

static void first(void) { use(0); }
static void second(void) { use(1); }

static void check(void) { small_close(); }

int main(int argc, char **argv)
{
    Body bodies[] = {first, second, collect, NULL};
    return run_scenario(argc, argv, reset, bodies, check);
}
