/* use_after_free.c - a shared object that one thread replaces and frees.
 *
 * broken 1 [use-after-free|race]: a reader still holds what it took without the lock
 * broken 2 [use-after-free]: the thread frees what it hands out
 */
#include "structure.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static _Atomic(int *) shared;

static int *make(int value)
{
    int *cell = malloc(sizeof *cell);
    if (cell == NULL) {
        abort();
    }
    *cell = value;
    return cell;
}

static void *replace(void *unused)
{
    int *fresh = make(2);
    (void)pthread_mutex_lock(&mutex);
    int *volatile old = load(&shared, RELAXED); /* volatile: the compiler sees the mistake */
    store(&shared, fresh, RELEASE);
    (void)pthread_mutex_unlock(&mutex);
    free(old);
    if (BROKEN == 2) {
        heddle_assert(*old != 2);
    }
    return unused;
}

static void *read_it(void *unused)
{
    if (BROKEN == 1) {
        int *seen = load(&shared, ACQUIRE);
        heddle_assert(*seen != 0);
    } else {
        (void)pthread_mutex_lock(&mutex);
        heddle_assert(*load(&shared, ACQUIRE) != 0);
        (void)pthread_mutex_unlock(&mutex);
    }
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {replace, read_it};
    store(&shared, make(1), RELAXED);
    run_threads(bodies, 2);
    free(load(&shared, RELAXED));
    return 0;
}
