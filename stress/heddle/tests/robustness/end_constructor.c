/* expect: OK runs=200
 * says: outcome +200  8
 * run: --seeds 200 */
#include <stdio.h>
static int value;
__attribute__((constructor)) static void early(void) { value = 7; }
int main(void)
{
    value++;
    printf("%d\n", value);
    return 0;
}
