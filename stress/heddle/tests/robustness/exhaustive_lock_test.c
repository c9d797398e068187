/* expect: OK runs=4
 * says: ^complete: 4 executions
 * run: --strategy exhaustive */
#include <pthread.h>
#include <stdatomic.h>
#include <sched.h>
#include <heddle.h>
static atomic_int held;
static int count;
static void *one(void *unused)
{
    while (atomic_load_explicit(&held, memory_order_relaxed) || atomic_exchange_explicit(&held, 1, memory_order_acquire)) {
    }
    count++;
    atomic_store_explicit(&held, 0, memory_order_release);
    return unused;
}
static void *other(void *unused)
{
    while (atomic_load_explicit(&held, memory_order_relaxed) || atomic_exchange_explicit(&held, 1, memory_order_acquire)) {
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
