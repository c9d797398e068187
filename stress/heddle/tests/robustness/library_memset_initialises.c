/* expect: OK runs=20
 * run: --seeds 20 */
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
struct counters {
    atomic_long first[40], last;
};
int main(void)
{
    struct counters *all = malloc(sizeof *all);
    if (!all)
        return 1;
    memset((void *)all, 0, sizeof *all);
    long sum = atomic_load(&all->first[7]) + atomic_load(&all->last);
    free(all);
    return sum != 0;
}
