/* Many sequentially consistent accesses: the order among them costs no more in the end than in the beginning, so that
 * the run ends long before its time is up.
 * expect: OK runs=1
 * run: --seeds 1 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { ROUNDS = 20000 };
static atomic_int count, last;

static void *body(void *unused)
{
    for (int i = 0; i < ROUNDS; i++) {
        count++;
        last = i;
        if (last < 0)
            abort();
    }
    return unused;
}

int main(void)
{
    pthread_t threads[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, body, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    return count != 3 * ROUNDS;
}
