/* expect: CANNOT reason=fork
 * run: --seeds 5 */
#include <unistd.h>
int main(void) { return fork() != 0; }
