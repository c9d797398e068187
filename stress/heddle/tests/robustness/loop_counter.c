/* expect: FAIL kind=livelock
 * run: --seeds 3 --max-steps 20000 */
#include <stdatomic.h>
static atomic_uint count;
int main(void)
{
    while (atomic_fetch_add(&count, 1) != 0xffffffffu) {
    }
    return 0;
}
