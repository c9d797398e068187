/* expect: FAIL kind=abort
 * says: abort\(\) by T1
 * run: --seeds 3 */
#include <pthread.h>
#include <stdlib.h>
static void *body(void *unused)
{
    abort();
    return unused;
}
int main(void)
{
    pthread_t t;
    pthread_create(&t, 0, body, 0);
    pthread_join(t, 0);
    return 0;
}
