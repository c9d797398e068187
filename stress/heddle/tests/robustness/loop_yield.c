/* expect: FAIL kind=livelock
 * run: --seeds 3 */
#include <sched.h>
int main(void)
{
    for (;;)
        sched_yield();
}
