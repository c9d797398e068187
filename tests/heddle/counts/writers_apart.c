/* writers_apart.c - N threads write under a reader-writer lock.
 * By hand: every order of them, N!.
 * rc11 N=3: 6
 * rc11 N=4: 24 */
#include "counts.h"

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int data;

static void *body(void *number)
{
    (void)pthread_rwlock_wrlock(&lock);
    data++;
    (void)pthread_rwlock_unlock(&lock);
    return number;
}

int main(void)
{
    run_threads(N, body);
    return 0;
}
