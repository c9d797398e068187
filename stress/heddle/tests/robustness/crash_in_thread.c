/* expect: FAIL kind=crash
 * says: SIGSEGV in T1
 * run: --seeds 3 */
#include <pthread.h>
static void *body(void *at)
{
    *(volatile int *)at = 1;
    return 0;
}
int main(void)
{
    pthread_t t;
    pthread_create(&t, 0, body, (void *)16);
    pthread_join(t, 0);
    return 0;
}
