/* expect: FAIL kind=crash
 * run: --seeds 20 */
/* What was unmapped is nobody's, even when something else was mapped since. */
#include <sys/mman.h>
int main(void)
{
    int *first = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    munmap(first, 4096);
    mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    *first = 1;
    return 0;
}
