/* expect: OK runs=100
 * says: outcome +100  5
 * run: --seeds 100 */
#include <pthread.h>
#include <setjmp.h>
#include <stdio.h>
static jmp_buf back;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static void inner(int n)
{
    if (n == 0)
        longjmp(back, 5);
    inner(n - 1);
}
static void *body(void *result)
{
    pthread_mutex_lock(&mutex);
    int v = setjmp(back);
    if (!v)
        inner(10);
    *(int *)result = v;
    pthread_mutex_unlock(&mutex);
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
