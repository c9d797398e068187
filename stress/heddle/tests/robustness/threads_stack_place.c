/* expect: OK runs=20
 * run: --seeds 20 */
#define _GNU_SOURCE
#include <pthread.h>
static int inside(void)
{
    pthread_attr_t attributes;
    void *low;
    size_t size;
    char here;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0 ||
        pthread_attr_getstack(&attributes, &low, &size) != 0)
        return 0;
    pthread_attr_destroy(&attributes);
    char *volatile at = &here;
    return at >= (char *)low && at < (char *)low + size;
}
static void *body(void *unused) { return inside() ? &inside : unused; }
int main(void)
{
    pthread_t t;
    void *good;
    pthread_create(&t, 0, body, 0);
    pthread_join(t, &good);
    return !good || !inside();
}
