/* expect: FAIL kind=bad-object
 * says: never initialised
 * run: --seeds 20 */
#include <semaphore.h>
static sem_t s;
int main(void) { return sem_wait(&s); }
