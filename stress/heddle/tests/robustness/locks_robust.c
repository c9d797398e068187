/* expect: OK runs=50
 * says: outcome +50  130 0
 * run: --seeds 50 */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdio.h>
static pthread_mutex_t m;
static void *body(void *unused)
{
    pthread_mutex_lock(&m);
    return unused;
}
int main(void)
{
    pthread_mutexattr_t a;
    pthread_t t;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&m, &a);
    pthread_create(&t, 0, body, 0);
    pthread_join(t, 0);
    int r = pthread_mutex_lock(&m);
    pthread_mutex_consistent(&m);
    pthread_mutex_unlock(&m);
    printf("%d %d", r, pthread_mutex_lock(&m));
    return 0;
}
