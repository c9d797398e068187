/* expect: CANNOT reason=signals
 * run: --seeds 5 */
#include <signal.h>
#include <unistd.h>
int main(void) { return kill(getpid(), SIGUSR1); }
