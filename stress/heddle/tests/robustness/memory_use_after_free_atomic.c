/* expect: FAIL kind=use-after-free
 * run: --seeds 20 */
#include <stdatomic.h>
#include <stdlib.h>
int main(void)
{
    atomic_int *p = malloc(4);
    atomic_init(p, 1);
    free(p);
    return atomic_load(p) - 1;
}
