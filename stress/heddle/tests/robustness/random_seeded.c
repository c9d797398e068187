/* expect: OK runs=200
 * run: --seeds 200 */
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>
atomic_ulong x;
int main(void)
{
    unsigned long r;
    if (getrandom(&r, sizeof r, 0) != sizeof r)
        return 1;
    atomic_store(&x, r + (unsigned long)rand() + (unsigned long)random() + (unsigned long)getpid());
    if (getentropy(&r, 8))
        return 1;
    srand(3);
    int a = rand();
    srand(3);
    return a != rand();
}
