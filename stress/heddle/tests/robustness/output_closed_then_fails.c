/* expect: FAIL kind=assert
 * says: 0
 * run: --seeds 20 */
#include <assert.h>
#include <stdio.h>
#include <unistd.h>
int main(void)
{
    for (int i = 0; i < 40; i++)
        close(i);
    assert(0);
    return 0;
}
