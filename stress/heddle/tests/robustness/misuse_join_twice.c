/* expect: FAIL kind=bad-object
 * says: joined already
 * run: --seeds 20 */
#include <pthread.h>
static void *body(void *unused) { return unused; }
int main(void)
{
    pthread_t t;
    pthread_create(&t, 0, body, 0);
    pthread_join(t, 0);
    pthread_join(t, 0);
    return 0;
}
