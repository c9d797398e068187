/* lazy_list.c - the lazy list of Heller and others ("A lazy concurrent list-based set algorithm", OPODIS 2005):
 * a removal marks its node, then unlinks it; the two nodes of a change are locked and looked at again.
 *
 * broken 1 [assert]: nobody looks again, so that one change undoes the other
 * broken 2 [assert]: nothing is marked, so that a node is added behind one that was removed
 * broken 3 [race]: a new node is published without release
 * broken 4 [deadlock]: a change that succeeds keeps the second lock
 */
#include "structure.h"

struct node {
    int key;
    pthread_mutex_t lock;
    atomic_bool marked;
    struct node *_Atomic next;
};
static struct node head = {.lock = PTHREAD_MUTEX_INITIALIZER};
static struct node nodes[5]; /* three at the start, two added: a removed one may still be read, so none is used again */
static atomic_int made;

static struct node *make_node(int key, struct node *next)
{
    struct node *node = &nodes[atomic_fetch_add_explicit(&made, 1, RELAXED)];
    node->key = key;
    (void)pthread_mutex_init(&node->lock, NULL);
    atomic_init(&node->marked, false);
    atomic_init(&node->next, next);
    return node;
}

static bool valid(struct node *before, struct node *node)
{
    return BROKEN == 1 || (!load(&before->marked, ACQUIRE) && !load(&node->marked, ACQUIRE) &&
                           load(&before->next, ACQUIRE) == node);
}

static bool change_between(struct node *before, struct node *node, int key, bool adding)
{
    if ((node->key == key) == adding) {
        return false;
    }
    if (adding) {
        store(&before->next, make_node(key, node), ORDER(3, RELEASE, RELAXED));
        return true;
    }
    if (BROKEN != 2) {
        store(&node->marked, true, RELEASE);
    }
    store(&before->next, load(&node->next, RELAXED), RELEASE);
    return true;
}

static bool change(int key, bool adding)
{
    for (;;) {
        struct node *before = &head, *node = load(&head.next, ACQUIRE);
        while (node->key < key) {
            before = node;
            node = load(&node->next, ACQUIRE);
        }
        (void)pthread_mutex_lock(&before->lock);
        (void)pthread_mutex_lock(&node->lock);
        bool looked = valid(before, node), changed = looked && change_between(before, node, key, adding);
        if (BROKEN != 4 || !changed) {
            (void)pthread_mutex_unlock(&node->lock);
        }
        (void)pthread_mutex_unlock(&before->lock);
        if (looked) {
            return changed;
        }
    }
}

static bool contains(int key)
{
    struct node *node = load(&head.next, ACQUIRE);
    while (node->key < key) {
        node = load(&node->next, ACQUIRE);
    }
    return node->key == key && !load(&node->marked, ACQUIRE);
}

static void *add_five(void *number)
{
    bool added = change(5, true);
    heddle_assert(added && contains(5));
    return number;
}

static void *remove_three(void *number)
{
    bool removed = change(3, false);
    heddle_assert(removed);
    return number;
}

static void *remove_four_add_six(void *number)
{
    bool removed = change(4, false), added = change(6, true);
    heddle_assert(removed && added);
    return number;
}

int main(void)
{
    void *(*bodies[])(void *) = {add_five, remove_three, remove_four_add_six};
    store(&head.next, make_node(3, make_node(4, make_node(9, NULL))), RELAXED);
    run_threads(bodies, 3);
    heddle_assert(!contains(3) && !contains(4) && contains(5) && contains(6) && contains(9));
    return 0;
}
