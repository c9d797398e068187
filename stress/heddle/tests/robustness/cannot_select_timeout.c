/* expect: CANNOT reason=blocking-call
 * says: select
 * run: --seeds 30 */
#include <sys/select.h>
#include <unistd.h>
int main(void)
{
    int ends[2];
    if (pipe(ends))
        return 1;
    fd_set wanted;
    FD_ZERO(&wanted);
    FD_SET(ends[0], &wanted);
    struct timeval limit = {1, 0};
    return select(ends[0] + 1, &wanted, 0, 0, &limit);
}
