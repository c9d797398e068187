/* alternation.c - two threads add each other's number to their own, five times each: Fibonacci's 144 is the most.
 * After SV-COMP's fib_bench: the bug needs that they take turns of three accesses from the beginning to the end.
 *
 * broken 1 [assert] (not random, pct, pos, wmpct): the bound is one lower
 */
#include "structure.h"

static atomic_int numbers[2] = {1, 1};

static void *add(void *number)
{
    intptr_t self = (intptr_t)number;
    for (int i = 0; i < 5; i++) {
        store(&numbers[self], load(&numbers[self], SEQ_CST) + load(&numbers[1 - self], SEQ_CST), SEQ_CST);
    }
    return number;
}

int main(void)
{
    void *(*bodies[])(void *) = {add, add};
    run_threads(bodies, 2);
    int most = BROKEN == 1 ? 143 : 144;
    heddle_assert(load(&numbers[0], SEQ_CST) <= most && load(&numbers[1], SEQ_CST) <= most);
    return 0;
}
