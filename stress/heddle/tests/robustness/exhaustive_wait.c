/* expect: OK runs=1
 * says: ^complete: 1 executions
 * run: --strategy exhaustive */
#include <pthread.h>
#include <stdatomic.h>
#include <sched.h>
#include <heddle.h>
static atomic_int flag;
static void *one(void *unused)
{
    while (atomic_load_explicit(&flag, memory_order_acquire) != 2) {
    }
    return unused;
}
static void *other(void *unused)
{
    atomic_store_explicit(&flag, 1, memory_order_release);
    atomic_store_explicit(&flag, 2, memory_order_release);
    return unused;
}
int main(void)
{
    pthread_t a, b;
    pthread_create(&a, 0, one, 0);
    pthread_create(&b, 0, other, 0);
    pthread_join(a, 0);
    pthread_join(b, 0);
    return 0;
}
