/* Two threads want two flags in opposite orders, and step back when the second one is taken. In step with each other
 * they would do so for ever, but no machine keeps them in step: this is no livelock.
 * expect: OK runs=2000
 * run: --jobs 1 --seeds 2000 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

static atomic_int flags[2];
static int passed;

static int taken(int which) { return atomic_exchange_explicit(&flags[which], 1, memory_order_acquire); }
static void release(int which) { atomic_store_explicit(&flags[which], 0, memory_order_release); }

static void *body(void *argument)
{
    int first = argument != NULL;
    for (int round = 0; round < 2; round++) {
        for (;;) {
            while (taken(first)) {
            }
            if (!taken(!first))
                break;
            release(first);
        }
        passed++;
        release(0);
        release(1);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[3];
    for (long i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, body, i & 1 ? &threads : NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    if (passed != 6)
        abort();
    return 0;
}
