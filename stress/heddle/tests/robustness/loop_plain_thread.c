/* expect: FAIL kind=race
 * run: --seeds 20 --timeout 1 */
#include <pthread.h>
static int stop;
static void *body(void *unused)
{
    while (!*(volatile int *)&stop) {
    }
    return unused;
}
int main(void)
{
    pthread_t t;
    pthread_create(&t, 0, body, 0);
    stop = 1;
    pthread_join(t, 0);
    return 0;
}
