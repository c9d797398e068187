/* left_right.c - two copies of the data: readers use one and never wait, the writer changes the other, turns
 * the readers over and waits until the old copy has none (Ramalhete and Correia, "Left-Right", 2015).
 *
 * broken 1: a reader announces itself with acquire and release only: the writer does not see it
 * broken 2: the copies are turned over with a release store
 * broken 3: a reader leaves relaxed: its copy is changed while it reads
 * broken 4: the writer looks at the readers relaxed
 * broken 5: a reader looks relaxed which copy to read
 */
#include "structure.h"

static int copies[2][2];
static atomic_int chosen;           /* the copy that readers use */
static atomic_int version;          /* the counter that readers announce themselves in */
static atomic_int readers[2];

static void *read_copy(void *unused)
{
    int counter = load(&version, SEQ_CST); /* survives: either counter is waited for */
    (void)fetch_add(&readers[counter], 1, ORDER(1, SEQ_CST, ACQ_REL));
    int *copy = copies[load(&chosen, ORDER(5, SEQ_CST, RELAXED))];
    heddle_assert(copy[0] == copy[1]);
    (void)fetch_sub(&readers[counter], 1, ORDER(3, RELEASE, RELAXED));
    return unused;
}

static void wait_for(int counter)
{
    while (load(&readers[counter], ORDER(4, SEQ_CST, RELAXED)) != 0) {
        heddle_pause();
    }
}

static void write_copies(int value)
{
    int old = load(&chosen, RELAXED), counter = load(&version, RELAXED);
    int *unused_copy = copies[1 - old];
    unused_copy[0] = value;
    unused_copy[1] = value;
    store(&chosen, 1 - old, ORDER(2, SEQ_CST, RELEASE));
    wait_for(1 - counter);
    store(&version, 1 - counter, SEQ_CST); /* survives: either counter is waited for */
    wait_for(counter);
    copies[old][0] = value;
    copies[old][1] = value;
}

static void *write_two(void *unused)
{
    write_copies(1);
    write_copies(2);
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {read_copy, write_two, read_copy};
    run_threads(bodies, 3);
    return 0;
}
