/* szymanski.c - Szymanski's mutual exclusion for two threads ("A simple solution to Lamport's concurrent programming
 * problem with linear wait", ICS 1988): 1 wants to, 2 waits for others to come in, 3 is at the door, 4 is in.
 *
 * broken 1 [race|livelock]: the door is closed relaxed
 * broken 2 [race|livelock]: nobody waits for a lower thread that is inside
 * broken 3 [race]: leaving is relaxed
 */
#include "structure.h"

static atomic_int state[2];
static int inside;

static void *pass(void *number)
{
    int self = (int)(intptr_t)number;
    atomic_int *own = &state[self], *other = &state[1 - self];
    store(own, 1, SEQ_CST);
    while (load(other, SEQ_CST) >= 3) {
    }
    store(own, 3, ORDER(1, SEQ_CST, RELAXED));
    if (load(other, ORDER(1, SEQ_CST, RELAXED)) == 1) {
        store(own, 2, SEQ_CST);
        while (load(other, SEQ_CST) != 4) {
        }
    }
    store(own, 4, ORDER(1, SEQ_CST, RELAXED));
    while (self == 1 && BROKEN != 2 && load(other, ORDER(1, SEQ_CST, RELAXED)) >= 2) {
    }
    inside++;
    for (int seen = 2; self == 0 && (seen == 2 || seen == 3);) {
        seen = load(other, SEQ_CST);
    }
    store(own, 0, ORDER(3, SEQ_CST, RELAXED));
    return number;
}

int main(void)
{
    void *(*bodies[])(void *) = {pass, pass};
    run_threads(bodies, 2);
    heddle_assert(inside == 2);
    return 0;
}
