/* A failure with more threads than the clocks have room for at first: the run starts over with wider ones, and is told.
 * expect: FAIL kind=race
 * says: ^FAIL kind=race seed=\d+ hash=\w+ site=threads_twenty_race\.c:\d+ other=threads_twenty_race\.c:\d+$
 * run: --seeds 100 */
#include <pthread.h>
#include <stddef.h>

static int count;

static void *body(void *unused)
{
    count++;
    return unused;
}

int main(void)
{
    pthread_t threads[20];
    for (int i = 0; i < 20; i++)
        pthread_create(&threads[i], NULL, body, NULL);
    for (int i = 0; i < 20; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
