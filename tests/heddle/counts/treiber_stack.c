/* treiber_stack.c - N threads push onto a stack with counted pointers, and then pop.
 * CDSChecker's stack, as in GenMC's test suite (data-structures/treiber-stack, two threads): 18. A push that fails
 * has stored its link, and so is no waiting; a pop that fails is.
 * rc11 N=2: 18
 * sc N=2: 18 */
#include "counts.h"

typedef unsigned long long Counted; /* a node's number, and a count above it */
struct node { unsigned value; _Atomic(Counted) next; };
static struct node nodes[N + 1];
static _Atomic(Counted) top;

static Counted counted(unsigned number, Counted before) { return ((before >> 32) + 1) << 32 | number; }

static void push(unsigned number)
{
    nodes[number].value = number;
    Counted old;
    do {
        old = load(&top, ACQUIRE);
        store(&nodes[number].next, old, RELAXED);
    } while (!exchange_if(&top, &old, counted(number, old), RELEASE, RELAXED));
}

static unsigned pop(void)
{
    Counted old, next;
    do {
        old = load(&top, ACQUIRE);
        if ((unsigned)old == 0) {
            return 0;
        }
        next = load(&nodes[(unsigned)old].next, RELAXED);
    } while (!exchange_if(&top, &old, counted((unsigned)next, old), RELEASE, RELAXED));
    return nodes[(unsigned)old].value;
}

static void *body(void *number)
{
    push((unsigned)(intptr_t)number + 1);
    heddle_assert(pop() != 0);
    return NULL;
}

int main(void)
{
    run_threads(N, body);
    return 0;
}
