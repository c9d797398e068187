/* expect: CANNOT reason=blocking-call
 * says: poll
 * run: --seeds 30 */
#include <heddle.h>
#include <poll.h>
#include <unistd.h>
int main(void)
{
    int ends[2];
    if (pipe(ends))
        return 1;
    struct pollfd p = {ends[0], POLLIN, 0};
    heddle_outcome("%d", poll(&p, 1, 1000));
    close(ends[0]);
    close(ends[1]);
    return 0;
}
