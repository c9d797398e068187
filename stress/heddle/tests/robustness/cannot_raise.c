/* expect: CANNOT reason=signals
 * run: --seeds 5 */
#include <signal.h>
int main(void) { return raise(SIGUSR1); }
