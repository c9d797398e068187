/* seqlock.c - one writer, readers that retry; the data are relaxed atomics.
 *
 * Orders after Boehm, "Can seqlocks get along with programming language memory models?", MSPC 2012.
 * broken 1: the reader's first look at the number is relaxed: new number, old data
 * broken 2: no acquire between the data and the second look
 * broken 3: no release between the odd number and the data
 * broken 4: the even number is stored relaxed
 */
#include "structure.h"

static atomic_uint number;
static atomic_int first, second;

static void write_pair(int value)
{
    unsigned old = load(&number, RELAXED);
    store(&number, old + 1, RELAXED);
    fence(ORDER(3, RELEASE, ACQUIRE));
    store(&first, value, RELAXED);
    store(&second, value, RELAXED);
    store(&number, old + 2, ORDER(4, RELEASE, RELAXED));
}

static bool read_pair(int *one, int *two)
{
    unsigned before = load(&number, ORDER(1, ACQUIRE, RELAXED));
    *one = load(&first, RELAXED);
    *two = load(&second, RELAXED);
    fence(ORDER(2, ACQUIRE, RELEASE));
    return before % 2 == 0 && load(&number, RELAXED) == before;
}

static void *write_two(void *unused)
{
    write_pair(1);
    write_pair(2);
    return unused;
}

static void *read_some(void *unused)
{
    int one, two, newest = 0;
    for (int i = 0; i < 2; i++) {
        if (read_pair(&one, &two)) {
            heddle_assert(one == two);
            heddle_assert(one >= newest);
            newest = one;
        }
    }
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {write_two, read_some};
    run_threads(bodies, 2);
    return 0;
}
