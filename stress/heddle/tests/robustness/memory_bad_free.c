/* expect: FAIL kind=bad-free
 * run: --seeds 5 */
#include <stdlib.h>
int main(void)
{
    char *volatile p = malloc(40);
    free(p + 16);
    return 0;
}
