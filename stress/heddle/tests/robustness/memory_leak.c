/* expect: FAIL kind=leak
 * says: 1 blocks were not freed
 * run: --seeds 5 --leaks */
#include <stdlib.h>
int main(void)
{
    void *volatile p = malloc(16);
    return p == 0;
}
