/* bakery.c - Lamport's bakery for two threads ("A new solution of Dijkstra's concurrent programming problem", 1974).
 *
 * broken 1 [race]: all accesses release and acquire, which is too little: both see no number
 * broken 2 [race]: nobody waits while the other one is choosing
 * broken 3 [race]: equal numbers do not decide by the thread
 */
#include "structure.h"

static atomic_int choosing[2], numbers[2];
static int inside;

static void *pass(void *number)
{
    int self = (int)(intptr_t)number, other = 1 - self;
    store(&choosing[self], 1, ORDER(1, SEQ_CST, RELEASE));
    int own = load(&numbers[other], ORDER(1, SEQ_CST, ACQUIRE)) + 1;
    store(&numbers[self], own, ORDER(1, SEQ_CST, RELEASE));
    store(&choosing[self], 0, ORDER(1, SEQ_CST, RELEASE));
    while (BROKEN != 2 && load(&choosing[other], ORDER(1, SEQ_CST, ACQUIRE)) != 0) {
    }
    for (;;) {
        int seen = load(&numbers[other], ORDER(1, SEQ_CST, ACQUIRE));
        if (seen == 0 || seen > own || (seen == own && (self < other || BROKEN == 3))) {
            break;
        }
    }
    inside++;
    store(&numbers[self], 0, ORDER(1, SEQ_CST, RELEASE));
    return number;
}

int main(void)
{
    void *(*bodies[])(void *) = {pass, pass};
    run_threads(bodies, 2);
    heddle_assert(inside == 2);
    return 0;
}
