/* expect: CANNOT reason=signals
 * run: --seeds 5 */
#include <signal.h>
static void on(int s) { (void)s; }
int main(void)
{
    struct sigaction a = {.sa_handler = on};
    return sigaction(SIGUSR1, &a, 0);
}
