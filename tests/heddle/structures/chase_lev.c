/* chase_lev.c - the work-stealing deque of Chase and Lev, with the orders of Le, Pop, Cohen, Zappa Nardelli
 * ("Correct and efficient work-stealing for weak memory models", PPoPP 2013).
 *
 * The owner pushes and takes at the bottom, a thief steals at the top. What a task points to is plain.
 * broken 1: no release before the bottom moves up: a thief runs a task that is not written yet
 * broken 2: the owner's fence is not sequentially consistent: both get the last task
 * broken 3: the thief's fence is not sequentially consistent
 * broken 4: the thief reads the bottom relaxed
 */
#include "structure.h"

enum { SLOTS = 4, TASKS = 2 };
static atomic_int top, bottom;
static atomic_int slots[SLOTS];
static int written[TASKS + 1]; /* plain: written by the owner before it pushes the number */
static atomic_int runs[TASKS + 1];

static void push(int task)
{
    int position = load(&bottom, RELAXED);
    store(&slots[position % SLOTS], task, RELAXED);
    fence(ORDER(1, RELEASE, ACQUIRE));
    store(&bottom, position + 1, RELAXED);
}

static int take(void)
{
    int position = load(&bottom, RELAXED) - 1;
    store(&bottom, position, RELAXED);
    fence(ORDER(2, SEQ_CST, ACQ_REL));
    int first = load(&top, RELAXED);
    if (first > position) {
        store(&bottom, position + 1, RELAXED);
        return 0;
    }
    int task = load(&slots[position % SLOTS], RELAXED);
    if (first == position) { /* the last one: a thief may want it too */
        if (!exchange_if(&top, &first, first + 1, SEQ_CST, RELAXED)) { /* survives: one modification order decides */
            task = 0;
        }
        store(&bottom, position + 1, RELAXED);
    }
    return task;
}

static int steal(void)
{
    int first = load(&top, ACQUIRE); /* survives: the fence and the exchange below suffice without slot reuse */
    fence(ORDER(3, SEQ_CST, ACQ_REL));
    if (first >= load(&bottom, ORDER(4, ACQUIRE, RELAXED))) {
        return 0;
    }
    int task = load(&slots[first % SLOTS], RELAXED);
    if (!exchange_if(&top, &first, first + 1, SEQ_CST, RELAXED)) { /* survives: one modification order decides */
        return 0;
    }
    return task;
}

static void run_task(int task)
{
    if (task != 0) {
        heddle_assert(written[task] == task);
        heddle_assert(fetch_add(&runs[task], 1, RELAXED) == 0);
    }
}

static void *own(void *unused)
{
    for (int task = 1; task <= TASKS; task++) {
        written[task] = task;
        push(task);
    }
    run_task(take());
    run_task(take());
    return unused;
}

static void *thieve(void *unused)
{
    run_task(steal());
    run_task(steal());
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {own, thieve};
    run_threads(bodies, 2);
    for (int task = take(); task != 0; task = take()) {
        run_task(task);
    }
    for (int task = 1; task <= TASKS; task++) {
        heddle_assert(load(&runs[task], RELAXED) == 1);
    }
    return 0;
}
