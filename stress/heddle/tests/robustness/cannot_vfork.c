/* expect: CANNOT reason=fork
 * run: --seeds 5 */
#define _DEFAULT_SOURCE
#include <unistd.h>
int main(void) { return vfork() != 0; }
