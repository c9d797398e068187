/* expect: OK runs=300
 * says: outcome +300  good
 * run: --seeds 300
 * The serial thread may destroy a barrier, and make a new one there, before the others have left it. */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
static pthread_barrier_t barrier;
static int data;
static void meet(void)
{
    if (pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD) {
        pthread_barrier_destroy(&barrier);
        assert(pthread_barrier_init(&barrier, 0, 0) != 0);
        pthread_barrier_init(&barrier, 0, 1);
    }
}
static void *body(void *unused)
{
    data = 1;
    meet();
    return unused;
}
int main(void)
{
    pthread_t t;
    pthread_barrier_init(&barrier, 0, 2);
    pthread_create(&t, 0, body, 0);
    meet();
    assert(data == 1);
    pthread_join(t, 0);
    assert(pthread_barrier_wait(&barrier) == PTHREAD_BARRIER_SERIAL_THREAD);
    puts("good");
    return 0;
}
