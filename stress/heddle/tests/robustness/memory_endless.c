/* expect: OK runs=3
 * says: outcome +3  refused
 * run: --seeds 3 */
#include <stdio.h>
#include <stdlib.h>
int main(void)
{
    char *volatile p;
    while ((p = malloc(1000))) {
    }
    puts("refused");
    return 0;
}
