/* expect: OK runs=50
 * says: outcome +50  worker
 * run: --seeds 50 */
#define _GNU_SOURCE
#include <errno.h>
#include <heddle.h>
#include <pthread.h>
static void *body(void *unused)
{
    char name[16];
    if (pthread_setname_np(pthread_self(), "a name of more than 15") != ERANGE || pthread_setname_np(pthread_self(), "worker") ||
        pthread_getname_np(pthread_self(), name, 4) != ERANGE || pthread_getname_np(pthread_self(), name, sizeof name))
        return unused;
    heddle_outcome("%s", name);
    return unused;
}
int main(void)
{
    pthread_t thread;
    char name[16];
    pthread_create(&thread, 0, body, 0);
    pthread_join(thread, 0);
    return pthread_getname_np(pthread_self(), name, sizeof name) || !name[0];
}
