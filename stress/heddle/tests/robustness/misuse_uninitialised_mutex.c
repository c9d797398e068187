/* expect: FAIL kind=bad-object
 * says: never initialised
 * run: --seeds 20 */
#include <pthread.h>
#include <stdlib.h>
int main(void)
{
    pthread_mutex_t *m = malloc(sizeof *m);
    return pthread_mutex_lock(m);
}
