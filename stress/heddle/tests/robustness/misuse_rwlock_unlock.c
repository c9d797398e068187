/* expect: FAIL kind=not-owner|FAIL kind=double-unlock
 * run: --seeds 20 */
#include <pthread.h>
static pthread_rwlock_t m = PTHREAD_RWLOCK_INITIALIZER;
int main(void)
{
    pthread_rwlock_unlock(&m);
    return 0;
}
