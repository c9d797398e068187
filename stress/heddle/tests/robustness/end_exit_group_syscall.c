/* expect: FAIL kind=exit
 * says: status 6
 * run: --seeds 3 */
#include <sys/syscall.h>
#include <unistd.h>
int main(void)
{
    syscall(SYS_exit_group, 6);
    return 0;
}
