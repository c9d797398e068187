/* expect: OK runs=50
 * run: --seeds 50 */
#include <stdatomic.h>
#include <stdlib.h>
atomic_ulong x;
int main(void)
{
    int on_stack;
    void *p = malloc(10);
    atomic_store(&x, (unsigned long)p ^ (unsigned long)&on_stack ^ (unsigned long)&main ^
                         (unsigned long)&malloc);
    free(p);
    return 0;
}
