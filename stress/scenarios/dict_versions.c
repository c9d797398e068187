/* dict_versions.c - what a number of a key set stands for, when sites cache that a key is absent.
 *
 * Edges: dict_keys_version. One key comes and goes under the object lock, the number zeroed first. A site
 * takes the present number, or gives one under the lock, and then searches without a lock; "absent" is
 * cached together with the number, and believed by all threads while the dict still has the number.
 * `absent_in` says what the key set was that each number was given to.
 */
#include "scenario.h"

enum { STEPS = 4, VERSIONS = 32, YES = 1, NO = 2 };
static ATOMIC(uint32_t) keys_version, bucket;
static ATOMIC(Box *) value;
static uint32_t next_version; /* object lock */
static ATOMIC(uint32_t) absent_in[VERSIONS]; /* object lock */
static ATOMIC(uint64_t) cache; /* of a site: a number under which the key is absent */
static pthread_mutex_t object_lock = PTHREAD_MUTEX_INITIALIZER;

static void reset(void)
{
    memset(box_row, 0, sizeof box_row);
    weft__init(&keys_version, 0U);
    weft__init(&bucket, 0U);
    weft__init(&value, NULL);
    weft__init(&cache, (uint64_t)0);
    next_version = 1;
    for (size_t i = 0; i < VERSIONS; i++) {
        weft__init(&absent_in[i], 0U);
    }
}

/* No lock. */
static bool is_absent(void)
{
    if (weft__load_acquire(&bucket) == 0) { /* edge: dict_entry */
        return true;
    }
    Box *found = weft__load_acquire(&value); /* edge: dict_value */
    EXPECT(found == NULL || box_name(found) / 10 == 5);
    return found == NULL;
}

static void change_keys(void)
{
    for (uint64_t i = 0; i < STEPS; i++) {
        (void)pthread_mutex_lock(&object_lock);
        if (weft__load_relaxed(&keys_version) != 0) {
            weft__store_release(&keys_version, 0U); /* edge: dict_keys_version; survives: what changes the keys is stored by release behind it */
        }
        weft__store_release(&value, i % 2 == 0 ? box(50 + i) : NULL); /* edge: dict_value */
        weft__store_release(&bucket, 1U);                             /* edge: dict_entry */
        (void)pthread_mutex_unlock(&object_lock);
    }
}

static uint32_t number_of_keys(void)
{
    uint32_t number = weft__load_acquire(&keys_version); /* edge: dict_keys_version */
    if (number == 0) {
        (void)pthread_mutex_lock(&object_lock);
        number = weft__load_relaxed(&keys_version);
        if (number == 0) {
            number = next_version++;
            weft__store_relaxed(&absent_in[number], weft__load_relaxed(&value) == NULL ? YES : NO);
            weft__store_release(&keys_version, number); /* edge: dict_keys_version */
        }
        (void)pthread_mutex_unlock(&object_lock);
    }
    return number;
}

static void use_site(void)
{
    for (int i = 0; i < STEPS; i++) {
        uint64_t cached = weft__load_acquire(&cache); /* edge: site_cache */
        if (cached != 0 &&
            weft__load_acquire(&keys_version) == cached) { /* edge: dict_keys_version; survives: the cache brought along what its maker knew */
            EXPECT(weft__load_relaxed(&absent_in[cached]) == YES);
            continue;
        }
        uint32_t number = number_of_keys();
        if (is_absent()) {
            weft__store_release(&cache, (uint64_t)number); /* edge: site_cache */
        }
    }
}

int main(int argc, char **argv)
{
    Body bodies[] = {change_keys, use_site, use_site, NULL};
    return run_scenario(argc, argv, reset, bodies, NULL);
}
