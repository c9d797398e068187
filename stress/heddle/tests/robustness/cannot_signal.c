/* expect: CANNOT reason=signals
 * run: --seeds 5 */
#include <signal.h>
static void on(int s) { (void)s; }
int main(void)
{
    signal(SIGUSR1, on);
    return 0;
}
