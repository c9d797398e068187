/* expect: CANNOT reason=signals
 * run: --seeds 5 */
#include <unistd.h>
int main(void) { return (int)alarm(1); }
