/* leaked_thread.c - the main thread starts a worker; run with --leaks.
 *
 * broken 1 [leak]: and does not join it
 * broken 2 [leak]: and forgets memory
 */
#include "structure.h"

static char *volatile memory;

static void *work(void *unused) { return unused; }

int main(void)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, NULL) != 0) {
        return 1;
    }
    memory = malloc(24);
    if (BROKEN != 2) {
        free(memory);
    }
    if (BROKEN != 1) {
        (void)pthread_join(worker, NULL);
    }
    return 0;
}
