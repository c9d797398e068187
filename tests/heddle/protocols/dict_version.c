/* dict_version.c - a cached conclusion from a dict's key set: "the name is not among the globals".
 *
 * Weft's protocol (R6): the number becomes 0 before the key set changes; fresh numbers are given under the
 * dict's lock, from one counter for all dicts, with release; whoever concludes from a number acquired it.
 * Two dicts run the same code. A name that a thread has put in must be found there by the cache's rule.
 * broken 1: each dict counts for itself, and equal numbers of different dicts are taken for the same key set
 * broken 2: the number is loaded relaxed and paired with a key set of before
 */
#include "structure.h"

typedef struct Dict {
    pthread_mutex_t lock;
    atomic_uint keys_version;
    atomic_uint changes;  /* the counter of broken 1 */
    atomic_bool has_name; /* the bucket of the one name that matters */
} Dict;
static Dict dicts[2] = {{.lock = PTHREAD_MUTEX_INITIALIZER}, {.lock = PTHREAD_MUTEX_INITIALIZER}};
static atomic_uint next_version = 1;
static unsigned absent_under; /* the specializer's: the number under which the name is absent */

static unsigned fresh_version(Dict *dict)
{
    return BROKEN == 1 ? fetch_add(&dict->changes, 1, RELAXED) + 1 : fetch_add(&next_version, 1, RELAXED);
}

static unsigned assign_version(Dict *dict)
{
    (void)pthread_mutex_lock(&dict->lock);
    unsigned version = load(&dict->keys_version, RELAXED);
    if (version == 0) {
        version = fresh_version(dict);
        store(&dict->keys_version, version, RELEASE);
    }
    (void)pthread_mutex_unlock(&dict->lock);
    return version;
}

static void insert_name(Dict *dict)
{
    (void)pthread_mutex_lock(&dict->lock);
    store(&dict->keys_version, 0, RELEASE); /* survives: the lock orders it for whoever gives a number */
    store(&dict->has_name, true, RELEASE);  /* survives: a plain flag is published */
    (void)pthread_mutex_unlock(&dict->lock);
}

static void *insert_and_number(void *unused)
{
    insert_name(&dicts[0]);
    (void)assign_version(&dicts[0]);
    return unused;
}

static void *specialize(void *unused)
{
    Dict *dict = BROKEN == 1 ? &dicts[1] : &dicts[0];
    unsigned version = load(&dict->keys_version, ORDER(2, ACQUIRE, RELAXED));
    if (version == 0) {
        version = assign_version(dict);
    }
    bool found = load(&dict->has_name, ACQUIRE); /* survives: a plain flag is read */
    /* The second look tells whether the number still stood after the lookup. */
    if (!found && load(&dict->keys_version, RELAXED) == version) {
        absent_under = version;
    }
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {insert_and_number, specialize};
    run_threads(bodies, 2);
    for (int i = 0; i < 2; i++) {
        bool concludes_absent = absent_under != 0 && load(&dicts[i].keys_version, RELAXED) == absent_under;
        heddle_assert(!concludes_absent || !load(&dicts[i].has_name, RELAXED));
    }
    return 0;
}
