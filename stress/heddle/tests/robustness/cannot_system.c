/* expect: CANNOT reason=fork
 * run: --seeds 5 */
#include <stdlib.h>
int main(void) { return system("true"); }
