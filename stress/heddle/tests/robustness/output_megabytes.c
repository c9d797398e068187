/* expect: OK runs=5
 * run: --seeds 5 */
#include <stdio.h>
int main(void)
{
    for (int i = 0; i < 1000000; i++)
        printf("line %d of many\n", i);
    return 0;
}
