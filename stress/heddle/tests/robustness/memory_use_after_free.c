/* expect: FAIL kind=use-after-free
 * run: --seeds 20 */
#include <stdlib.h>
int main(void)
{
    int *p = malloc(4);
    *p = 1;
    free(p);
    return *(volatile int *)p - 1;
}
