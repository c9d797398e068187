/* hazard.c - hazard pointers: a reader announces what it uses, a writer frees only what nobody announced.
 *
 * broken 1: the reader's fence between announcing and looking again is not sequentially consistent
 * broken 2: the writer's fence between taking the object away and looking at announcements is not either
 * broken 3: the reader withdraws its announcement relaxed: freed while it still reads
 * broken 4: the writer looks at announcements relaxed
 * broken 5: the object is published relaxed
 * broken 6: the reader takes the pointer relaxed
 */
#include "structure.h"

enum { READERS = 2 };
typedef struct Box {
    int first, second;
} Box;
static _Atomic(Box *) current;
static _Atomic(Box *) announced[READERS];
static Box *kept[2]; /* what could not be freed yet; the writer's own */
static int kept_count;

static Box *new_box(int value)
{
    Box *box = malloc(sizeof *box);
    if (box == NULL) {
        abort();
    }
    box->first = value;
    box->second = value;
    return box;
}

static void *read_box(void *number)
{
    int me = (int)(intptr_t)number;
    Box *box = load(&current, RELAXED);
    for (;;) {
        store(&announced[me], box, RELAXED);
        fence(ORDER(1, SEQ_CST, ACQ_REL));
        Box *again = load(&current, ORDER(6, ACQUIRE, RELAXED));
        if (again == box) {
            break;
        }
        box = again;
    }
    heddle_assert(box->first == box->second);
    store(&announced[me], NULL, ORDER(3, RELEASE, RELAXED));
    return NULL;
}

static void replace(int value)
{
    Box *old = exchange(&current, new_box(value), ORDER(5, RELEASE, RELAXED));
    fence(ORDER(2, SEQ_CST, ACQ_REL));
    for (int i = 0; i < READERS; i++) {
        if (load(&announced[i], ORDER(4, ACQUIRE, RELAXED)) == old) {
            kept[kept_count++] = old;
            return;
        }
    }
    free(old);
}

static void *write_boxes(void *unused)
{
    replace(2);
    replace(3);
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {read_box, read_box, write_boxes};
    store(&current, new_box(1), RELAXED);
    run_threads(bodies, 3);
    while (kept_count > 0) {
        free(kept[--kept_count]);
    }
    free(load(&current, RELAXED));
    return 0;
}
