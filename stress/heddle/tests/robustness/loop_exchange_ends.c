/* expect: OK runs=200
 * says: outcome +200  2
 * run: --seeds 200 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
static atomic_flag held = ATOMIC_FLAG_INIT;
static int count;
static void *body(void *unused)
{
    while (atomic_flag_test_and_set_explicit(&held, memory_order_acquire)) {
    }
    count++;
    atomic_flag_clear_explicit(&held, memory_order_release);
    return unused;
}
int main(void)
{
    pthread_t t;
    pthread_create(&t, 0, body, 0);
    body(0);
    pthread_join(t, 0);
    printf("%d", count);
    return 0;
}
