/* expect: OK runs=100
 * says: outcome +100  7 1
 * run: --seeds 100 */
#include <heddle.h>
#include <pthread.h>
#include <stdint.h>
static pthread_t first;
static int written;
static void *body(void *unused)
{
    void *result;
    if (pthread_join(first, &result) == 0)
        heddle_outcome("%d %d", (int)(intptr_t)result, written);
    return unused;
}
int main(void)
{
    pthread_t thread;
    first = pthread_self();
    pthread_create(&thread, 0, body, 0);
    pthread_detach(thread);
    written = 1;
    pthread_exit((void *)7);
}
