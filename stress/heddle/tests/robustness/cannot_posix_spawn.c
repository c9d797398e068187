/* expect: CANNOT reason=fork
 * run: --seeds 5 */
#include <spawn.h>
int main(void)
{
    pid_t p;
    char *a[] = {"/bin/true", 0};
    return posix_spawn(&p, a[0], 0, 0, a, 0);
}
