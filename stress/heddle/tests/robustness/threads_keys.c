/* expect: OK runs=200
 * says: outcome +200  3
 * run: --seeds 200 */
#include <pthread.h>
#include <stdio.h>
static pthread_key_t key;
static int calls;
static void gone(void *value)
{
    if (++calls < 3)
        pthread_setspecific(key, value);
}
static void *body(void *a)
{
    pthread_setspecific(key, a);
    return pthread_getspecific(key);
}
int main(void)
{
    pthread_t a;
    void *r;
    pthread_key_create(&key, gone);
    pthread_create(&a, 0, body, &key);
    pthread_join(a, &r);
    if (r != &key || pthread_getspecific(key))
        return 1;
    printf("%d", calls);
    pthread_key_delete(key);
    return 0;
}
