/* double_checked.c - an object made at its first use, looked for once without and once with the lock.
 *
 * broken 1 [race]: the pointer is a plain variable
 * broken 2 [race]: the flag is set before the object is made
 */
#include "structure.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int *plain_pointer;
static _Atomic(int *) pointer;
static int object;

static int *look(void) { return BROKEN == 1 ? plain_pointer : load(&pointer, ACQUIRE); }

static void publish(void)
{
    if (BROKEN == 1) {
        plain_pointer = &object;
    } else {
        store(&pointer, &object, RELEASE);
    }
}

static void *use(void *unused)
{
    int *found = look();
    if (found == NULL) {
        (void)pthread_mutex_lock(&mutex);
        found = look();
        if (found == NULL) {
            if (BROKEN == 2) {
                publish();
            }
            object = 42;
            if (BROKEN != 2) {
                publish();
            }
            found = &object;
        }
        (void)pthread_mutex_unlock(&mutex);
    }
    heddle_assert(*found == 42);
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {use, use};
    run_threads(bodies, 2);
    return 0;
}
