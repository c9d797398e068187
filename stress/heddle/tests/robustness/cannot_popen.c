/* expect: CANNOT reason=fork
 * run: --seeds 5 */
#include <stdio.h>
int main(void) { return popen("true", "r") == 0; }
