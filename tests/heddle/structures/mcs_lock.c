/* mcs_lock.c - the queue lock of Mellor-Crummey and Scott: each waiter spins on its own node.
 *
 * broken 1: the tail is exchanged relaxed: the former owner's writes are not seen
 * broken 2: the waiter sees its turn relaxed
 * broken 3: the turn is passed relaxed
 * broken 4: the lock is left free relaxed
 * broken 5: the successor is found relaxed; its turn can be given before it says that it waits, and is lost
 */
#include "structure.h"

typedef struct Node {
    _Atomic(struct Node *) next;
    atomic_bool waits;
} Node;
static _Atomic(Node *) tail;
static Node nodes[2];
static int counter;

static void lock(Node *node)
{
    store(&node->next, NULL, RELAXED);
    store(&node->waits, true, RELAXED);
    Node *before = exchange(&tail, node, ORDER(1, ACQ_REL, RELAXED));
    if (before != NULL) {
        store(&before->next, node, RELEASE);
        while (load(&node->waits, ORDER(2, ACQUIRE, RELAXED))) {
            heddle_pause();
        }
    }
}

static void unlock(Node *node)
{
    Node *next = load(&node->next, ORDER(5, ACQUIRE, RELAXED));
    if (next == NULL) {
        Node *last = node;
        if (exchange_if(&tail, &last, NULL, ORDER(4, RELEASE, RELAXED), RELAXED)) {
            return;
        }
        while ((next = load(&node->next, ORDER(5, ACQUIRE, RELAXED))) == NULL) {
            heddle_pause();
        }
    }
    store(&next->waits, false, ORDER(3, RELEASE, RELAXED));
}

static void *count(void *number)
{
    Node *node = &nodes[(intptr_t)number];
    for (int i = 0; i < 2; i++) {
        lock(node);
        counter++;
        unlock(node);
    }
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {count, count};
    run_threads(bodies, 2);
    heddle_assert(counter == 4);
    return 0;
}
