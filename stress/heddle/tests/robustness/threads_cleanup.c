/* expect: OK runs=50
 * says: outcome +50  cleaned 2 1
 * run: --seeds 50 */
#include <pthread.h>
#include <stdio.h>
static void clean(void *text) { printf("%s", (char *)text); }
static void inner(void)
{
    pthread_cleanup_push(clean, "2 ");
    pthread_exit((void *)1);
    pthread_cleanup_pop(0);
}
static void *body(void *unused)
{
    pthread_cleanup_push(clean, "cleaned ");
    pthread_cleanup_pop(1);
    pthread_cleanup_push(clean, "1");
    inner();
    pthread_cleanup_pop(0);
    return unused;
}
int main(void)
{
    pthread_t t;
    void *r;
    pthread_create(&t, 0, body, 0);
    pthread_join(t, &r);
    return r != (void *)1;
}
