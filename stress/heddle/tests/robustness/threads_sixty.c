/* expect: OK runs=10
 * says: outcome +10  60
 * run: --seeds 10 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
static atomic_int count;
static void *body(void *unused)
{
    count++;
    return unused;
}
int main(void)
{
    pthread_t t[60];
    for (int i = 0; i < 60; i++)
        pthread_create(&t[i], 0, body, 0);
    for (int i = 0; i < 60; i++)
        pthread_join(t[i], 0);
    printf("%d", count);
    return 0;
}
