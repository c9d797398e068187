/* expect: OK runs=50
 * says: outcome +50  0 0 0 0 0
 * run: --seeds 50 */
#define _GNU_SOURCE
#include <heddle.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/select.h>
#include <time.h>
static void check(long least)
{
    static long before;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    long milliseconds = now.tv_sec * 1000 + now.tv_nsec / 1000000;
    if (before && (milliseconds - before < least || milliseconds - before > least + 100))
        abort();
    before = milliseconds;
}
int main(void)
{
    struct pollfd none = {-1, POLLIN, 0};
    struct timeval interval = {2, 500000};
    struct timespec time = {3600, 0};
    fd_set empty;
    FD_ZERO(&empty);
    check(0);
    int first = poll(NULL, 0, 1000);
    check(1000);
    int second = poll(&none, 1, 7000);
    check(7000);
    int third = ppoll(&none, 1, &time, NULL);
    check(3600000);
    int fourth = select(FD_SETSIZE, &empty, NULL, &empty, &interval);
    check(2500);
    int fifth = pselect(0, NULL, NULL, NULL, &time, NULL);
    check(3600000);
    heddle_outcome("%d %d %d %d %d", first, second, third, fourth, fifth);
    return interval.tv_sec || interval.tv_usec;
}
