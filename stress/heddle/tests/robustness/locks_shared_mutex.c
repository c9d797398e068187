/* expect: OK runs=5
 * run: --seeds 5 */
#include <pthread.h>
int main(void)
{
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    return 0;
}
