/* herlihy_wing_queue.c - the queue of Herlihy and Wing under four threads.
 * GenMC's test suite (synthetic/hwqueue-ra), under sequential consistency: 5155.
 * sc N=4: 5155 */
#include "counts.h"

static atomic_int items[16], back;

static void put(int item)
{
    int place = add(&back, 1, ACQ_REL);
    store(&items[place], item, RELEASE);
}

static int take(void)
{
    int end = load(&back, ACQUIRE), item = 0;
    for (int place = 0; item == 0; place++) {
        heddle_assume(place < end);
        item = swap(&items[place], 0, ACQ_REL);
    }
    return item;
}

static void *body(void *number)
{
    switch ((intptr_t)number) {
    case 0:
        put(1);
        (void)take();
        break;
    case 1:
        put(2);
        put(3);
        break;
    case 2:
        (void)take();
        put(4);
        break;
    default:
        (void)take();
        (void)take();
    }
    return NULL;
}

int main(void)
{
    run_threads(N, body);
    return 0;
}
