/* expect: OK runs=300
 * says: outcome +300  1
 * run: --seeds 300 */
#include <pthread.h>
#include <stdio.h>
static pthread_once_t once = PTHREAD_ONCE_INIT;
static int calls;
static void init(void) { calls++; }
static void *body(void *a)
{
    pthread_once(&once, init);
    return calls == 1 ? a : 0;
}
int main(void)
{
    pthread_t a, b;
    void *x, *y;
    pthread_create(&a, 0, body, &once);
    pthread_create(&b, 0, body, &once);
    pthread_join(a, &x);
    pthread_join(b, &y);
    if (!x || !y)
        return 1;
    printf("%d", calls);
    return 0;
}
