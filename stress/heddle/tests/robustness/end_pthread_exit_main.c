/* expect: OK runs=100
 * says: outcome +100  late
 * run: --seeds 100 */
#include <pthread.h>
#include <stdio.h>
static void *body(void *unused)
{
    puts("late");
    return unused;
}
int main(void)
{
    pthread_t t;
    pthread_create(&t, 0, body, 0);
    pthread_detach(t);
    pthread_exit(0);
}
