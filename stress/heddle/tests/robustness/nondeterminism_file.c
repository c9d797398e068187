/* expect: FAIL kind=nondeterminism
 * run: --seeds 20 */
#include <fcntl.h>
#include <stdatomic.h>
#include <unistd.h>
atomic_ulong x;
int main(void)
{
    unsigned long r = 0;
    int f = open("/dev/urandom", O_RDONLY);
    if (read(f, &r, sizeof r) != sizeof r)
        return 1;
    close(f);
    atomic_store(&x, r);
    return 0;
}
