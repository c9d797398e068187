/* type_versions.c - what a version of a class stands for, when several sites give and cache versions.
 *
 * Edges: type_version. A class's method is replaced under the type lock, its version zeroed first (R5). A
 * site that finds no version gives one, under the same lock; a site that finds one looks the method up
 * without a lock and looks at the version again before it caches the answer. `stands_for` says which method
 * each version was given for: that is what may be cached under it, and nothing else, for ever.
 */
#include "scenario.h"

enum { CHANGES = 3, LOOKS = 4, VERSIONS = 16 };
static ATOMIC(uint32_t) version;
static ATOMIC(Box *) method; /* in the class's dictionary; type lock */
static uint32_t next_version; /* type lock */
static ATOMIC(uint64_t) stands_for[VERSIONS]; /* type lock; what was the method then */
static pthread_mutex_t type_lock = PTHREAD_MUTEX_INITIALIZER;

static void reset(void)
{
    memset(box_row, 0, sizeof box_row);
    weft__init(&version, 0U);
    weft__init(&method, box(40));
    next_version = 1;
    for (size_t i = 0; i < VERSIONS; i++) {
        weft__init(&stands_for[i], (uint64_t)0);
    }
}

static void change_class(void)
{
    for (uint64_t change = 1; change <= CHANGES; change++) {
        (void)pthread_mutex_lock(&type_lock);
        weft__store_seq_cst(&version, 0U); /* edge: type_version; survives: the store to the dictionary carries it */
        weft__store_release(&method, box(40 + change)); /* edge: dict_value */
        (void)pthread_mutex_unlock(&type_lock);
    }
}

static void give_version(void)
{
    (void)pthread_mutex_lock(&type_lock);
    if (weft__load_relaxed(&version) == 0) {
        weft__store_relaxed(&stands_for[next_version], box_name(weft__load_relaxed(&method)));
        weft__store_release(&version, next_version++); /* edge: type_version */
    }
    (void)pthread_mutex_unlock(&type_lock);
}

static void use_site(void)
{
    for (int i = 0; i < LOOKS; i++) {
        uint32_t seen = weft__load_acquire(&version); /* edge: type_version */
        if (seen == 0) {
            give_version();
            continue;
        }
        uint64_t found = box_name(weft__load_acquire(&method)); /* edge: dict_value */
        if (weft__load_acquire(&version) == seen) { /* edge: type_version; survives: a newer method brings the zero along */
            EXPECT(found == weft__load_relaxed(&stands_for[seen]));
        }
    }
}

int main(int argc, char **argv)
{
    Body bodies[] = {change_class, use_site, use_site, NULL};
    return run_scenario(argc, argv, reset, bodies, NULL);
}
