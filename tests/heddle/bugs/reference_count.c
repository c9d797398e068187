/* reference_count.c - an object that two threads let go of; the last one frees it.
 *
 * broken 1 [use-after-free|race|double-free]: the count is looked at after it was taken down: nobody or both free
 * broken 2 [race|use-after-free]: taking down is relaxed: freed before the other's last use is over
 * broken 3 [leak]: load and store instead of one subtraction: nobody sees the count at 0
 */
#include "structure.h"

typedef struct Object {
    atomic_int count;
    int uses[2];
} Object;
static Object *object;

static bool let_go(Object *mine)
{
    if (BROKEN == 1) {
        (void)fetch_sub(&mine->count, 1, ACQ_REL);
        return load(&mine->count, ACQUIRE) == 0;
    }
    if (BROKEN == 3) {
        int now = load(&mine->count, ACQUIRE) - 1;
        store(&mine->count, now, RELEASE);
        return now == 0;
    }
    return fetch_sub(&mine->count, 1, ORDER(2, ACQ_REL, RELAXED)) == 1;
}

static void *use(void *number)
{
    object->uses[(intptr_t)number] = 1;
    Object *mine = object;
    if (let_go(mine)) {
        free(mine);
    }
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {use, use};
    object = malloc(sizeof *object);
    if (object == NULL) {
        return 1;
    }
    atomic_init(&object->count, 2);
    run_threads(bodies, 2);
    return 0;
}
