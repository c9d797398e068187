/* expect: CANNOT reason=constructor
 * says: a semaphore is used before main
 * run: --seeds 20 */
#include <semaphore.h>
static sem_t sem;
static void __attribute__((constructor)) before(void) { sem_post(&sem); }
int main(void) { return 0; }
