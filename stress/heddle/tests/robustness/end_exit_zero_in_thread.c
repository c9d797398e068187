/* expect: OK runs=100
 * run: --seeds 100 */
#include <pthread.h>
#include <stdlib.h>
static void *body(void *unused)
{
    exit(0);
    return unused;
}
int main(void)
{
    pthread_t t;
    pthread_create(&t, 0, body, 0);
    pthread_join(t, 0);
    return 5;
}
