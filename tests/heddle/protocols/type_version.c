/* type_version.c - a class is changed while a specializer looks its attribute up.
 *
 * Weft's protocol (R4, R5): a version is never given again; the change stores 0 first and happens under the
 * lock under which versions are given; a specializer reads the version again after its lookup. At the end, a
 * cache that matches the class's version must hold the class's attribute.
 * broken 1: 0 before the change, as it should be, but without the lock
 * broken 2: 0 after the change, without the lock
 * broken 3: the specializer reads a version that another thread gave relaxed, and looks into the class of before
 */
#include "structure.h"

static pthread_mutex_t type_lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_uint version, next_version = 10;
static atomic_int attribute = 1;
static unsigned cached_version; /* the specializer's own */
static int cached_attribute;

static void take_lock(void)
{
    if (BROKEN == 0 || BROKEN == 3) {
        (void)pthread_mutex_lock(&type_lock);
    }
}

static void drop_lock(void)
{
    if (BROKEN == 0 || BROKEN == 3) {
        (void)pthread_mutex_unlock(&type_lock);
    }
}

static unsigned give_version(void)
{
    take_lock();
    unsigned now = load(&version, RELAXED);
    if (now == 0) {
        now = fetch_add(&next_version, 1, RELAXED);
        store(&version, now, RELEASE);
    }
    drop_lock();
    return now;
}

static void *change_class(void *unused)
{
    take_lock();
    if (BROKEN != 2) {
        store(&version, 0, SEQ_CST); /* survives: the lock orders it for whoever gives a version */
    }
    store(&attribute, 2, RELEASE); /* survives: a plain number is published */
    if (BROKEN == 2 && load(&version, ACQUIRE) != 0) {
        store(&version, 0, SEQ_CST);
    }
    drop_lock();
    (void)give_version(); /* another specializer, later */
    return unused;
}

static void *specialize(void *unused)
{
    unsigned seen = load(&version, ORDER(3, ACQUIRE, RELAXED));
    if (seen == 0) {
        seen = give_version();
    }
    int found = load(&attribute, ACQUIRE); /* survives: a plain number is published */
    if (load(&version, ACQUIRE) == seen) { /* survives: the lock orders what matters here */
        cached_version = seen;
        cached_attribute = found;
    }
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {change_class, specialize};
    run_threads(bodies, 2);
    unsigned now = load(&version, RELAXED);
    if (cached_version != 0 && cached_version == now) {
        heddle_assert(cached_attribute == load(&attribute, RELAXED));
    }
    return 0;
}
