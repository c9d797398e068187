/* expect: FAIL kind=leak
 * says: T1 was not joined
 * run: --seeds 5 --leaks */
#include <pthread.h>
static void *body(void *unused) { return unused; }
int main(void)
{
    pthread_t t;
    pthread_create(&t, 0, body, 0);
    return 0;
}
