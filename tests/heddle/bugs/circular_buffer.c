/* circular_buffer.c - one thread puts items into a ring, another takes them out.
 * After SCTBench's circular_buffer_bad.
 *
 * broken 1 [race]: the end moves before the item is there
 * broken 2 [race]: it moves without a release
 */
#include "structure.h"

enum { SIZE = 2, ITEMS = 3 };
static int items[SIZE];
static atomic_uint begin, end;

static void *put(void *unused)
{
    for (unsigned i = 0; i < ITEMS; i++) {
        while (i - load(&begin, ACQUIRE) == SIZE) {
        }
        if (BROKEN == 1) {
            store(&end, i + 1, SEQ_CST);
        }
        items[i % SIZE] = (int)i + 1;
        store(&end, i + 1, ORDER(2, RELEASE, RELAXED));
    }
    return unused;
}

static void *take(void *unused)
{
    for (unsigned i = 0; i < ITEMS; i++) {
        while (load(&end, ACQUIRE) == i) {
        }
        heddle_assert(items[i % SIZE] == (int)i + 1);
        store(&begin, i + 1, RELEASE);
    }
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {put, take};
    run_threads(bodies, 2);
    return 0;
}
