/* expect: CANNOT reason=system-call
 * says: futex
 * run: --seeds 5 */
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>
int main(void)
{
    int word = 0;
    return (int)syscall(SYS_futex, &word, FUTEX_WAKE, 1, 0, 0, 0);
}
