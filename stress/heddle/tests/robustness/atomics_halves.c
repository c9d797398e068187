/* expect: OK runs=3000
 * run: --seeds 3000 */
/* One half of a word that was stored whole is read by itself: the other half still carries what its writer released. */
#include <pthread.h>
#include <stdatomic.h>
#include <heddle.h>
#include <stdint.h>
static union { _Atomic uint64_t whole; _Atomic uint32_t half[2]; } word;
static int data;
static void *writer(void *unused)
{
    data = 1;
    atomic_store_explicit(&word.whole, ((uint64_t)1 << 32) | 1, memory_order_release);
    return unused;
}
static void *low(void *unused)
{
    (void)atomic_load_explicit(&word.half[0], memory_order_relaxed);
    return unused;
}
int main(void)
{
    pthread_t a, b;
    pthread_create(&a, 0, writer, 0);
    pthread_create(&b, 0, low, 0);
    if (atomic_load_explicit(&word.half[1], memory_order_acquire))
        heddle_assert(data == 1);
    pthread_join(a, 0);
    pthread_join(b, 0);
    return 0;
}
