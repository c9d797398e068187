/* ms_queue.c - the queue of Michael and Scott: a linked list with a dummy in front, two compare-exchanges a push.
 *
 * Nodes are freed at the end only, so that reclamation is not the question here (hazard.c and epoch.c ask it).
 * broken 1: the node is linked in relaxed, its value is read before it is written
 * broken 2: a consumer follows the link relaxed
 * broken 3: the tail is read relaxed, and the node behind it is used before it is initialised
 * broken 4: the tail is swung relaxed
 */
#include "structure.h"

typedef struct Node {
    _Atomic(struct Node *) next;
    struct Node *allocated; /* all nodes of one thread */
    int value;
} Node;
static _Atomic(Node *) head, tail;
static Node *owned[3];

static Node *new_node(int thread, int value)
{
    Node *node = malloc(sizeof *node);
    if (node == NULL) {
        abort();
    }
    store(&node->next, NULL, RELAXED);
    node->value = value;
    node->allocated = owned[thread];
    owned[thread] = node;
    return node;
}

static void push(int thread, int value)
{
    Node *node = new_node(thread, value);
    for (;;) {
        Node *last = load(&tail, ORDER(3, ACQUIRE, RELAXED));
        Node *next = load(&last->next, ACQUIRE);
        if (next != NULL) {
            /* help: the node was linked in, and the tail not yet moved */
            /* With two producers only the node's own producer meets a tail that was moved for it */
            (void)exchange_if(&tail, &last, next, ORDER(4, RELEASE, RELAXED), RELAXED); /* survives: as said */
        } else if (exchange_if(&last->next, &next, node, ORDER(1, RELEASE, RELAXED), RELAXED)) {
            (void)exchange_if(&tail, &last, node, ORDER(4, RELEASE, RELAXED), RELAXED);
            return;
        }
    }
}

static int pop(void)
{
    for (;;) {
        Node *first = load(&head, ACQUIRE);
        Node *next = load(&first->next, ORDER(2, ACQUIRE, RELAXED));
        if (next == NULL) {
            return 0;
        }
        int value = next->value;
        if (exchange_if(&head, &first, next, RELEASE, RELAXED)) {
            return value;
        }
    }
}

static int popped[2];

static void *push_two(void *number)
{
    push((int)(intptr_t)number, 1);
    push((int)(intptr_t)number, 2);
    return NULL;
}

static void *push_and_pop(void *number)
{
    push((int)(intptr_t)number, 3);
    popped[0] = pop();
    return NULL;
}

static void *pop_one(void *unused)
{
    popped[1] = pop();
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {push_two, push_and_pop, pop_one};
    Node *dummy = new_node(2, 0);
    store(&head, dummy, RELAXED);
    store(&tail, dummy, RELAXED);
    run_threads(bodies, 3);
    int seen[4] = {0}, order = 0;
    seen[popped[0]] += popped[0] != 0;
    seen[popped[1]] += popped[1] != 0;
    for (int value = pop(); value != 0; value = pop()) {
        seen[value]++;
        heddle_assert(value == 3 || value > order); /* one producer's items come in order */
        order = value == 3 ? order : value;
    }
    heddle_assert(seen[1] == 1 && seen[2] == 1 && seen[3] == 1);
    for (int thread = 0; thread < 3; thread++) {
        while (owned[thread] != NULL) {
            Node *node = owned[thread];
            owned[thread] = node->allocated;
            free(node);
        }
    }
    return 0;
}
