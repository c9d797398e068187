/* expect: FAIL kind=crash
 * says: stack overflow
 * run: --seeds 3 */
#include <pthread.h>
static int deeper(volatile int *a)
{
    volatile int b[64];
    b[0] = *a + 1;
    return deeper(b) + b[0];
}
static void *body(void *unused)
{
    volatile int a = 0;
    deeper(&a);
    return unused;
}
int main(void)
{
    pthread_t t;
    pthread_create(&t, 0, body, 0);
    pthread_join(t, 0);
    return 0;
}
