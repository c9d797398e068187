/* expect: OK runs=20
 * says: outcome +20  2
 * run: --seeds 20 */
#include <setjmp.h>
#include <stdio.h>
int main(void)
{
    sigjmp_buf b;
    volatile int n = 0;
    int v = sigsetjmp(b, 1);
    n++;
    if (!v)
        siglongjmp(b, 1);
    printf("%d", n);
    return 0;
}
