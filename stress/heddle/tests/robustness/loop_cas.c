/* expect: FAIL kind=livelock
 * run: --seeds 20 --timeout 3 */
#include <stdatomic.h>
static atomic_int held = 1;
int main(void)
{
    int free = 0;
    while (!atomic_compare_exchange_weak(&held, &free, 1))
        free = 0;
    return 0;
}
