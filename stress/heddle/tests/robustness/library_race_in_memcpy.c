/* expect: FAIL kind=race
 * run: --seeds 50 */
#include <pthread.h>
#include <string.h>
char a[64], b[64]; /* not static: a compiler must not see that nobody reads them */
static void *body(void *n)
{
    memcpy(a, b, (size_t)n);
    return 0;
}
int main(void)
{
    pthread_t t;
    pthread_create(&t, 0, body, (void *)sizeof a);
    a[63] = 1;
    pthread_join(t, 0);
    return 0;
}
