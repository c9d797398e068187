/* wrong_lock.c - a value under a read-write lock.
 *
 * broken 1 [race]: it is written under the read lock
 * broken 2 [race]: the reader takes another lock
 */
#include "structure.h"

static pthread_rwlock_t guard = PTHREAD_RWLOCK_INITIALIZER;
static pthread_mutex_t other = PTHREAD_MUTEX_INITIALIZER;
static int value;

static void *write_it(void *unused)
{
    (void)(BROKEN == 1 ? pthread_rwlock_rdlock(&guard) : pthread_rwlock_wrlock(&guard));
    value++;
    (void)pthread_rwlock_unlock(&guard);
    return unused;
}

static void *read_it(void *unused)
{
    if (BROKEN == 2) {
        (void)pthread_mutex_lock(&other);
        heddle_assert(value <= 1);
        (void)pthread_mutex_unlock(&other);
    } else {
        (void)pthread_rwlock_rdlock(&guard);
        heddle_assert(value <= 1);
        (void)pthread_rwlock_unlock(&guard);
    }
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {write_it, read_it, read_it};
    run_threads(bodies, 3);
    return 0;
}
