/* expect: OK runs=500
 * run: --seeds 500 */
#include <pthread.h>
#include <stdatomic.h>
static atomic_int go;
static void *body(void *unused)
{
    atomic_store_explicit(&go, 1, memory_order_relaxed);
    return unused;
}
int main(void)
{
    pthread_t t;
    pthread_create(&t, 0, body, 0);
    while (!atomic_load_explicit(&go, memory_order_relaxed)) {
    }
    pthread_join(t, 0);
    return 0;
}
