/* expect: OK runs=20
 * run: --seeds 20 */
#include <stdatomic.h>
#include <sys/mman.h>
atomic_ulong place;
int main(void)
{
    void *at = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    atomic_store(&place, (unsigned long)at);
    return munmap(at, 4096);
}
