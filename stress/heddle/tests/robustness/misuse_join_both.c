/* expect: FAIL kind=bad-object
 * says: joins T1, which (another thread joins|was joined) already
 * run: --strategy exhaustive
 * Two that wait for the end of one thread at a time; POSIX leaves it undefined. */
#include <pthread.h>
static pthread_t target;
static void *body(void *unused) { return unused; }
static void *joins(void *unused)
{
    pthread_join(target, 0);
    return unused;
}
int main(void)
{
    pthread_t other;
    pthread_create(&target, 0, body, 0);
    pthread_create(&other, 0, joins, 0);
    pthread_join(target, 0);
    pthread_join(other, 0);
    return 0;
}
