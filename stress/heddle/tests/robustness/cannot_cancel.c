/* expect: CANNOT reason=cancellation
 * run: --seeds 5 */
#include <pthread.h>
#include <unistd.h>
static void *body(void *unused)
{
    sleep(1);
    return unused;
}
int main(void)
{
    pthread_t t;
    pthread_create(&t, 0, body, 0);
    pthread_cancel(t);
    pthread_join(t, 0);
    return 0;
}
