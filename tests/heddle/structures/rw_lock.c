/* rw_lock.c - readers subtract one, a writer subtracts all; who finds too little gives it back and waits.
 *
 * broken 1: a reader comes in relaxed
 * broken 2: a reader leaves relaxed: the next writer overwrites what is being read
 * broken 3: a writer comes in relaxed
 * broken 4: a writer leaves relaxed
 */
#include "structure.h"

enum { ALL = 1000 };
static atomic_int left = ALL;
static int first, second;

static void enter(int amount, memory_order order)
{
    while (fetch_sub(&left, amount, order) < amount) {
        (void)fetch_add(&left, amount, RELAXED);
        while (load(&left, RELAXED) < amount) {
            heddle_pause();
        }
    }
}

static void *read_pair(void *unused)
{
    enter(1, ORDER(1, ACQUIRE, RELAXED));
    heddle_assert(first == second);
    (void)fetch_add(&left, 1, ORDER(2, RELEASE, RELAXED));
    return unused;
}

static void *write_pair(void *unused)
{
    enter(ALL, ORDER(3, ACQUIRE, RELAXED));
    first++;
    second++;
    (void)fetch_add(&left, ALL, ORDER(4, RELEASE, RELAXED));
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {write_pair, read_pair, write_pair};
    run_threads(bodies, 3);
    heddle_assert(first == 2 && second == 2);
    return 0;
}
