/* expect: CANNOT reason=signals
 * run: --seeds 5 */
#include <pthread.h>
#include <signal.h>
int main(void) { return pthread_kill(pthread_self(), SIGUSR1); }
