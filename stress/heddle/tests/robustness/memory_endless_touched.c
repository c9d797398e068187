/* expect: FAIL kind=crash
 * says: SIGSEGV
 * run: --seeds 2 */
#include <stdlib.h>
#include <string.h>
int main(void)
{
    for (;;)
        memset(malloc(1 << 16), 1, 1 << 16);
}
