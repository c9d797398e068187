/* expect: OK runs=5
 * run: --seeds 5 */
#include <pthread.h>
static void *body(void *unused)
{
    volatile char big[30 << 20];
    for (unsigned i = 0; i < sizeof big; i += 4096)
        big[i] = 1;
    return big[4096] ? unused : &body;
}
int main(void)
{
    pthread_attr_t wish;
    pthread_t t;
    void *result;
    pthread_attr_init(&wish);
    pthread_attr_setstacksize(&wish, 32 << 20);
    if (pthread_create(&t, &wish, body, 0) != 0)
        return 2;
    pthread_join(t, &result);
    return result != 0;
}
