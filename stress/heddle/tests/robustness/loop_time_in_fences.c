/* Where the time of a run ends inside of Heddle, the place of the program's operation is told.
 * expect: FAIL kind=livelock
 * says: ^FAIL kind=livelock seed=\d+ hash=\w+ site=loop_time_in_fences\.c:\d+$
 * run: --seeds 1 --timeout 1 --max-steps 1000000000 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int first, second;

static void *body(void *unused)
{
    for (int i = 0; atomic_load(&second) != -1; i++) {
        atomic_store(&first, i);
        atomic_thread_fence(memory_order_seq_cst);
        atomic_store(&second, i & 1023);
    }
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, body, NULL);
    body(NULL);
    pthread_join(thread, NULL);
    return 0;
}
