/* expect: OK runs=3
 * says: outcome +3  3000
 * run: --seeds 3 */
#include <pthread.h>
#include <stdio.h>
static int count;
static void *body(void *unused)
{
    count++;
    return unused;
}
int main(void)
{
    for (int i = 0; i < 3000; i++) {
        pthread_t t;
        if (pthread_create(&t, 0, body, 0))
            return 1;
        pthread_join(t, 0);
    }
    printf("%d", count);
    return 0;
}
