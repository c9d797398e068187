/* double_free.c - whoever finds the object first frees it.
 *
 * broken 1 [double-free]: looking and taking are two steps
 */
#include "structure.h"

static _Atomic(void *) shared;

static void *drop(void *unused)
{
    if (BROKEN == 1) {
        void *found = load(&shared, SEQ_CST);
        if (found != NULL) {
            store(&shared, NULL, SEQ_CST);
            free(found);
        }
    } else {
        free(exchange(&shared, NULL, SEQ_CST));
    }
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {drop, drop};
    store(&shared, malloc(16), SEQ_CST);
    run_threads(bodies, 2);
    return 0;
}
