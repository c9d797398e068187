/* code_swap.c - a function gets other code while it is called and compiled.
 *
 * Weft's protocol (R3, R7): a cache names the code that it was made for and is compared with the code that the
 * call then runs; an invalidation counts the generation up, and machine code that was begun under an older
 * generation is thrown away.
 * broken 1: code is swapped, then the version becomes 0; the call takes the code by a second load
 * broken 2: the version becomes 0, then code is swapped; the same call
 * broken 3: compiled code is installed without looking at the generation
 */
#include "structure.h"

typedef struct Code {
    int arguments;
} Code;
static Code codes[2] = {{1}, {3}};
static _Atomic(Code *) code = &codes[0];
static atomic_uint version = 1;
static pthread_mutex_t slot_lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned generation;      /* under slot_lock */
static Code *installed;          /* under slot_lock: the code that the machine code was made from */

static void *set_code(void *unused)
{
    if (BROKEN == 2) {
        store(&version, 0, SEQ_CST);
    }
    store(&code, &codes[1], RELEASE); /* survives: both codes were complete before the threads began */
    if (BROKEN == 1) {
        store(&version, 0, SEQ_CST);
    }
    (void)pthread_mutex_lock(&slot_lock);
    generation++;
    installed = NULL;
    (void)pthread_mutex_unlock(&slot_lock);
    return unused;
}

/* A call that was specialized for the first code: it pushes one argument. */
static void *call(void *unused)
{
    if (BROKEN == 1 || BROKEN == 2) {
        if (load(&version, ACQUIRE) == 1) {
            heddle_assert(load(&code, ACQUIRE)->arguments == 1);
        }
    } else {
        Code *now = load(&code, ACQUIRE); /* survives: both codes were complete */
        if (now == &codes[0]) { /* the cache's own code: a miss otherwise */
            heddle_assert(now->arguments == 1);
        }
    }
    return unused;
}

static void *compile(void *unused)
{
    (void)pthread_mutex_lock(&slot_lock);
    unsigned begun = generation;
    (void)pthread_mutex_unlock(&slot_lock);
    Code *from = load(&code, ACQUIRE); /* survives: the generation decides */
    (void)pthread_mutex_lock(&slot_lock);
    if (BROKEN == 3 || generation == begun) {
        installed = from;
    }
    (void)pthread_mutex_unlock(&slot_lock);
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {set_code, call, compile};
    run_threads(bodies, 3);
    heddle_assert(installed == NULL || installed == load(&code, RELAXED));
    return 0;
}
