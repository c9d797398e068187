/* expect: FAIL kind=crash
 * says: SIGSEGV
 * run: --seeds 2 --memory 8000000 */
#include <stdlib.h>
#include <string.h>
char *volatile block;
int main(void)
{
    for (;;) {
        block = malloc(1 << 16);
        memset(block, 1, 1 << 16);
    }
}
