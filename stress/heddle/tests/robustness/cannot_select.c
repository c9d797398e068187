/* expect: CANNOT reason=blocking-call
 * says: select
 * run: --seeds 5 */
#include <sys/select.h>
#include <unistd.h>
int main(void)
{
    int ends[2];
    if (pipe(ends))
        return 1;
    fd_set s;
    FD_ZERO(&s);
    FD_SET(ends[0], &s);
    return select(ends[0] + 1, &s, 0, 0, 0);
}
