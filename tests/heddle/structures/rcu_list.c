/* rcu_list.c - a list with readers that only announce themselves, and a writer that waits for them before it
 * frees what it took out.
 *
 * broken 1: an element is put in relaxed
 * broken 2: a reader follows links relaxed
 * broken 3: the reader's fence after announcing itself is not sequentially consistent
 * broken 4: a reader leaves relaxed: freed while it still reads
 * broken 5: the writer's fence before looking at the readers is not sequentially consistent
 * broken 6: the writer looks at the readers relaxed
 */
#include "structure.h"

enum { READERS = 2 };
typedef struct Element {
    _Atomic(struct Element *) next;
    int key, value;
} Element;
static _Atomic(Element *) first;
static atomic_uint reading[READERS]; /* odd: inside */

static Element *new_element(int key, Element *next)
{
    Element *element = malloc(sizeof *element);
    if (element == NULL) {
        abort();
    }
    element->key = key;
    element->value = key * 10;
    store(&element->next, next, RELAXED);
    return element;
}

static void *look_up(void *number)
{
    atomic_uint *mine = &reading[(intptr_t)number];
    store(mine, 1, RELAXED);
    fence(ORDER(3, SEQ_CST, ACQ_REL));
    for (Element *element = load(&first, ORDER(2, ACQUIRE, RELAXED)); element != NULL;
         element = load(&element->next, ORDER(2, ACQUIRE, RELAXED))) { /* survives: new elements come first */
        heddle_assert(element->value == element->key * 10);
    }
    store(mine, 2, ORDER(4, RELEASE, RELAXED));
    return NULL;
}

/* Waits until every reader that was inside has left. */
static void wait_for_readers(void)
{
    fence(ORDER(5, SEQ_CST, ACQ_REL));
    for (int i = 0; i < READERS; i++) {
        while (load(&reading[i], ORDER(6, ACQUIRE, RELAXED)) % 2 == 1) {
            heddle_pause();
        }
    }
}

static void *change(void *unused)
{
    Element *old = load(&first, RELAXED); /* keys 1, 2: replaces 1 by 3, then takes 2 out */
    Element *second = load(&old->next, RELAXED);
    Element *fresh = new_element(3, second);
    store(&first, fresh, ORDER(1, RELEASE, RELAXED));
    store(&fresh->next, NULL, RELAXED);
    wait_for_readers();
    free(old);
    free(second);
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {look_up, look_up, change};
    store(&first, new_element(1, new_element(2, NULL)), RELAXED);
    run_threads(bodies, 3);
    free(load(&first, RELAXED));
    return 0;
}
