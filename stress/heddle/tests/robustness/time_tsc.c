/* expect: FAIL kind=nondeterminism
 * run: --seeds 20 */
#include <stdatomic.h>
#include <x86intrin.h>
atomic_ulong x;
int main(void)
{
    atomic_store(&x, (unsigned long)__rdtsc());
    return 0;
}
