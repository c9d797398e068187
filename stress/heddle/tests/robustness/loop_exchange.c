/* expect: FAIL kind=livelock
 * run: --seeds 20 --timeout 3 */
#include <stdatomic.h>
static atomic_int held = 1;
int main(void)
{
    while (atomic_exchange(&held, 1)) {
    }
    return 0;
}
