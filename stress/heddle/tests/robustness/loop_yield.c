/* expect: FAIL kind=livelock
 * run: --seeds 3 --max-steps 20000 */
#include <sched.h>
int main(void)
{
    for (;;)
        sched_yield();
}
