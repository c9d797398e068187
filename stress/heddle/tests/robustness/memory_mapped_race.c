/* expect: FAIL kind=race
 * run: --seeds 200 */
/* An allocator of the program's own: what it hands out lies in memory that it mapped itself. */
#define _GNU_SOURCE
#include <pthread.h>
#include <stdatomic.h>
#include <sys/mman.h>
static int *item;
static atomic_int ready;
static void *publish(void *unused)
{
    *item = 1;
    atomic_store_explicit(&ready, 1, memory_order_relaxed); /* the bug */
    return unused;
}
int main(void)
{
    item = mmap(0, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    pthread_t t;
    pthread_create(&t, 0, publish, 0);
    int found = atomic_load_explicit(&ready, memory_order_acquire) ? *item : 1;
    pthread_join(t, 0);
    munmap(item, 1 << 20);
    return found != 1;
}
