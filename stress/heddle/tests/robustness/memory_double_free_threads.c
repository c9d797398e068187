/* expect: FAIL kind=double-free|FAIL kind=use-after-free
 * run: --seeds 200 */
#include <pthread.h>
#include <stdlib.h>
static void *volatile block;
static void *body(void *p)
{
    free(p);
    return 0;
}
int main(void)
{
    pthread_t a, b;
    block = malloc(8);
    pthread_create(&a, 0, body, block);
    pthread_create(&b, 0, body, block);
    pthread_join(a, 0);
    pthread_join(b, 0);
    return 0;
}
