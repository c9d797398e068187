/* expect: OK runs=20
 * says: outcome +20  handler
 * run: --seeds 20 */
#include <stdio.h>
#include <stdlib.h>
static void handler(void) { printf("handler"); }
int main(void)
{
    at_quick_exit(handler);
    quick_exit(0);
}
