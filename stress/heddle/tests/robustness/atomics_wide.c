/* expect: OK runs=300
 * says: outcome +300  2 2
 * run: --seeds 300 */
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
typedef struct {
    uintptr_t first, second;
} pair;
static _Atomic pair shared;
static void *add(void *unused)
{
    pair old = atomic_load_explicit(&shared, memory_order_acquire), new;
    do {
        new.first = old.first + 1;
        new.second = old.second + 1;
    } while (!atomic_compare_exchange_strong(&shared, &old, new));
    return unused;
}
int main(void)
{
    pthread_t t;
    pthread_create(&t, 0, add, 0);
    add(0);
    pthread_join(t, 0);
    pair end = atomic_load(&shared);
    printf("%d %d", (int)end.first, (int)end.second);
    return 0;
}
