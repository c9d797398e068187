/* expect: OK runs=50
 * says: outcome +50  good
 * run: --seeds 50 */
#include <assert.h>
#include <stdio.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
int main(void)
{
    struct timespec a, b, hour = {3600, 0};
    struct timeval v;
    time_t t0 = time(0);
    clock_gettime(CLOCK_MONOTONIC, &a);
    assert(nanosleep(&hour, 0) == 0 && sleep(3600) == 0 && usleep(1000) == 0);
    clock_nanosleep(CLOCK_MONOTONIC, 0, &hour, 0);
    clock_gettime(CLOCK_MONOTONIC, &b);
    assert(b.tv_sec - a.tv_sec >= 3 * 3600 && b.tv_sec - a.tv_sec < 3 * 3600 + 60);
    assert(time(0) - t0 >= 3 * 3600);
    gettimeofday(&v, 0);
    assert(v.tv_sec >= t0 + 3 * 3600);
    b.tv_sec += 100;
    assert(clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &b, 0) == 0);
    clock_gettime(CLOCK_MONOTONIC, &a);
    assert(a.tv_sec >= b.tv_sec);
    assert(clock() >= 0);
    puts("good");
    return 0;
}
