/* expect: FAIL kind=race
 * run: --seeds 50 */
#include <pthread.h>
#include <stdio.h>
static char a[64];
static void *body(void *n)
{
    snprintf(a, sizeof a, "%d", (int)(long)n);
    return 0;
}
int main(void)
{
    pthread_t t;
    pthread_create(&t, 0, body, (void *)5);
    a[0] = 1;
    pthread_join(t, 0);
    return 0;
}
