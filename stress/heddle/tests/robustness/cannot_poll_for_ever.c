/* expect: CANNOT reason=blocking-call
 * says: poll
 * run: --seeds 5 */
#include <poll.h>
int main(void) { return poll(0, 0, -1); }
