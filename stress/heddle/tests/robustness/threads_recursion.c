/* expect: OK runs=20
 * says: outcome +20  5000
 * run: --seeds 20 */
#include <pthread.h>
#include <stdio.h>
static int down(int n) { return n == 0 ? 0 : 1 + down(n - 1); }
static void *body(void *r)
{
    *(int *)r = down(5000);
    return 0;
}
int main(void)
{
    pthread_t a;
    int r;
    pthread_create(&a, 0, body, &r);
    pthread_join(a, 0);
    printf("%d", r);
    return 0;
}
