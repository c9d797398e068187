/* expect: OK runs=300
 * says: outcome +300  11 12 10
 * run: --seeds 300 */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
static _Thread_local int own = 10;
static _Thread_local int *where;
static void *body(void *a)
{
    where = &own;
    own += (int)(long)a;
    errno = (int)(long)a;
    if (errno != (int)(long)a || *where != own)
        return (void *)0;
    return (void *)(long)own;
}
int main(void)
{
    pthread_t a, b;
    void *x, *y;
    pthread_create(&a, 0, body, (void *)1);
    pthread_create(&b, 0, body, (void *)2);
    pthread_join(a, &x);
    pthread_join(b, &y);
    printf("%d %d %d", (int)(long)x, (int)(long)y, own);
    return 0;
}
