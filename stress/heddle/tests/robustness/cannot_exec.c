/* expect: CANNOT reason=exec
 * run: --seeds 5 */
#include <unistd.h>
int main(void) { return execl("/bin/true", "true", (char *)0); }
