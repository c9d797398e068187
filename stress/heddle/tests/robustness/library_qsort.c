/* expect: OK runs=50
 * says: outcome +50  1 2 3
 * run: --seeds 50 */
#include <stdio.h>
#include <stdlib.h>
static int less(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
int main(void)
{
    int v[3] = {3, 1, 2};
    qsort(v, 3, sizeof *v, less);
    printf("%d %d %d", v[0], v[1], v[2]);
    return 0;
}
