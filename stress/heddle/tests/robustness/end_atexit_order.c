/* expect: OK runs=50
 * says: outcome +50  second first$
 * run: --seeds 50 */
#include <stdio.h>
#include <stdlib.h>
static void first(void) { printf("first"); }
static void second(void) { printf("second "); }
int main(void)
{
    atexit(first);
    atexit(second);
    return 0;
}
