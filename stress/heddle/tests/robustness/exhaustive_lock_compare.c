/* expect: OK runs=
 * says: ^complete: 2 executions
 * run: --strategy exhaustive */
#include <pthread.h>
#include <stdatomic.h>
#include <sched.h>
#include <heddle.h>
static atomic_int held;
static int count;
static void *one(void *unused)
{
    int free = 0;
    while (!atomic_compare_exchange_weak_explicit(&held, &free, 1, memory_order_acquire, memory_order_relaxed)) {
        free = 0;
    }
    count++;
    atomic_store_explicit(&held, 0, memory_order_release);
    return unused;
}
static void *other(void *unused)
{
    int free = 0;
    while (!atomic_compare_exchange_weak_explicit(&held, &free, 1, memory_order_acquire, memory_order_relaxed)) {
        free = 0;
    }
    count++;
    atomic_store_explicit(&held, 0, memory_order_release);
    return unused;
}
int main(void)
{
    pthread_t a, b;
    pthread_create(&a, 0, one, 0);
    pthread_create(&b, 0, other, 0);
    pthread_join(a, 0);
    pthread_join(b, 0);
    return count != 2;
}
