/* expect: FAIL kind=livelock
 * run: --seeds 20 --timeout 3 */
#include <stdatomic.h>
static atomic_int go;
int main(void)
{
    while (!atomic_load(&go)) {
    }
    return 0;
}
