/* expect: FAIL kind=livelock
 * run: --seeds 3 --max-steps 20000 */
#include <time.h>
int main(void)
{
    struct timespec t = {1, 0};
    for (;;)
        nanosleep(&t, 0);
}
