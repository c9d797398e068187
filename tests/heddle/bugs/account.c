/* account.c - money goes from one account to another; a third thread looks at the sum.
 * After SCTBench's account_bad (Thomson, Donaldson, Betts, "Concurrency testing using schedule bounding", PPoPP 2014).
 *
 * broken 1 [assert]: what is taken and what is put is locked one by one
 * broken 2 [race]: who looks at the sum takes no lock
 */
#include "structure.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int mine = 10, yours = 10;

static void *transfer(void *unused)
{
    (void)pthread_mutex_lock(&mutex);
    mine -= 3;
    if (BROKEN == 1) {
        (void)pthread_mutex_unlock(&mutex);
        (void)pthread_mutex_lock(&mutex);
    }
    yours += 3;
    (void)pthread_mutex_unlock(&mutex);
    return unused;
}

static void *check(void *unused)
{
    if (BROKEN != 2) {
        (void)pthread_mutex_lock(&mutex);
    }
    heddle_assert(mine + yours == 20);
    if (BROKEN != 2) {
        (void)pthread_mutex_unlock(&mutex);
    }
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {transfer, check};
    run_threads(bodies, 2);
    return 0;
}
