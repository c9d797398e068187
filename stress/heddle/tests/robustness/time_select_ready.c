/* expect: OK runs=50
 * says: outcome +50  1 1 0
 * run: --seeds 50 */
#include <heddle.h>
#include <sys/select.h>
#include <unistd.h>
int main(void)
{
    int ends[2];
    if (pipe(ends) || write(ends[1], "x", 1) != 1)
        return 1;
    fd_set wanted;
    FD_ZERO(&wanted);
    FD_SET(ends[0], &wanted);
    int ready = select(ends[0] + 1, &wanted, NULL, NULL, NULL), is_set = FD_ISSET(ends[0], &wanted) != 0;
    char byte;
    if (read(ends[0], &byte, 1) != 1)
        return 1;
    struct timeval now = {0, 0};
    int later = select(ends[0] + 1, &wanted, NULL, NULL, &now);
    heddle_outcome("%d %d %d", ready, is_set, later);
    close(ends[0]);
    close(ends[1]);
    return 0;
}
