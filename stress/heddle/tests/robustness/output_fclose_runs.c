/* expect: OK runs=200
 * says: outcome +200  x
 * run: --seeds 200 */
#include <heddle.h>
#include <stdio.h>
int main(void)
{
    heddle_outcome("x");
    printf("out");
    fclose(stdout);
    return 0;
}
