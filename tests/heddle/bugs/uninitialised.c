/* uninitialised.c - an object with an atomic field on the heap.
 *
 * broken 1 [uninitialised]: nobody gave the field its first value
 */
#include "structure.h"

typedef struct Counter {
    atomic_int value;
} Counter;
static Counter *counter;

static void *count(void *unused)
{
    (void)fetch_add(&counter->value, 1, RELAXED);
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {count, count};
    counter = malloc(sizeof *counter);
    if (counter == NULL) {
        return 1;
    }
    if (BROKEN != 1) {
        atomic_init(&counter->value, 0);
    }
    run_threads(bodies, 2);
    free(counter);
    return 0;
}
