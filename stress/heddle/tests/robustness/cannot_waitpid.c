/* expect: CANNOT reason=blocking-call
 * says: waitpid
 * run: --seeds 5 */
#include <sys/wait.h>
int main(void)
{
    int status;
    return waitpid(-1, &status, 0);
}
