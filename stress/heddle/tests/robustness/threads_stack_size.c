/* expect: OK runs=5
 * says: outcome +5  1
 * run: --seeds 5 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
static void *body(void *r)
{
    volatile char big[6 << 20];
    for (unsigned i = 0; i < sizeof big; i += 4096)
        big[i] = 1;
    *(int *)r = big[4096];
    return 0;
}
int main(void)
{
    pthread_attr_t at;
    pthread_attr_init(&at);
    pthread_attr_setstacksize(&at, 8 << 20);
    pthread_t a;
    int r = 0;
    if (pthread_create(&a, &at, body, &r))
        return 1;
    pthread_join(a, 0);
    printf("%d", r);
    return 0;
}
