/* epoch.c - epoch reclamation: what was taken away is freed two epochs later, and the epoch moves on only
 * when everybody inside has seen it.
 *
 * broken 1: the reader's fence between coming in and reading is not sequentially consistent
 * broken 2: the reader leaves relaxed: freed while it still reads
 * broken 3: the writer looks at the readers relaxed
 * broken 4: the writer's fence between taking away and looking is not sequentially consistent
 * broken 5: the object is published relaxed
 * broken 6: the reader takes the pointer relaxed
 */
#include "structure.h"

enum { READERS = 2, OUTSIDE = 0 };
typedef struct Box {
    int first, second;
} Box;
static _Atomic(Box *) current;
static atomic_uint epoch = 1;
static atomic_uint inside[READERS]; /* the epoch that the reader came in, or OUTSIDE */

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
    store(&inside[me], load(&epoch, RELAXED), RELAXED);
    fence(ORDER(1, SEQ_CST, ACQ_REL));
    Box *box = load(&current, ORDER(6, ACQUIRE, RELAXED));
    heddle_assert(box->first == box->second);
    store(&inside[me], OUTSIDE, ORDER(2, RELEASE, RELAXED));
    return NULL;
}

/* Moves the epoch on if every reader is outside or has come in during this one. */
static bool advance(void)
{
    unsigned now = load(&epoch, RELAXED);
    fence(ORDER(4, SEQ_CST, ACQ_REL));
    for (int i = 0; i < READERS; i++) {
        unsigned seen = load(&inside[i], ORDER(3, ACQUIRE, RELAXED));
        if (seen != OUTSIDE && seen != now) {
            return false;
        }
    }
    store(&epoch, now + 1, RELAXED);
    return true;
}

static Box *retired;
static int advanced;

static void *write_box(void *unused)
{
    retired = exchange(&current, new_box(2), ORDER(5, RELEASE, RELAXED));
    for (int i = 0; i < 3 && advanced < 2; i++) {
        advanced += advance();
    }
    if (advanced == 2) {
        free(retired);
    }
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {read_box, read_box, write_box};
    store(&current, new_box(1), RELAXED);
    run_threads(bodies, 3);
    if (advanced < 2) {
        free(retired);
    }
    free(load(&current, RELAXED));
    return 0;
}
