/* site_cache.c - an instruction that two threads specialize, for two types, while a third executes it.
 *
 * Weft's protocol (rules R2 and R3): what a specialized instruction needs is one word with its own guard,
 * stored before `op` is exchanged; a handler acts only on a word whose guard matches, whatever `op` says.
 * The payload of a type is its number times ten, so that a torn cache shows as a wrong answer.
 * broken 1: guard and payload are two slots, stored before `op` is exchanged
 * broken 2: `op` first, then the two slots
 * broken 3: the guard is set to 0, the payload stored, the guard stored; readers look twice; two writers
 */
#include "structure.h"

enum { BASE, SPECIAL };
static atomic_int op = BASE;
static atomic_uint word;               /* Weft: type in the low half, payload in the high half */
static atomic_uint guard, payload = 99; /* the broken versions; the payload is of what was there before */

static unsigned payload_of(unsigned type) { return type * 10; }

static void specialize(unsigned type)
{
    int seen = load(&op, RELAXED);
    if (seen != BASE) {
        return;
    }
    if (BROKEN == 0) {
        store(&word, type | payload_of(type) << 16, RELEASE); /* survives: the word is complete in itself */
    } else if (BROKEN == 2) {
        if (!exchange_if(&op, &seen, SPECIAL, ACQ_REL, RELAXED)) {
            return;
        }
        store(&guard, type, RELEASE);
        store(&payload, payload_of(type), RELEASE);
        return;
    } else {
        if (BROKEN == 3) {
            store(&guard, 0, RELEASE);
            store(&payload, payload_of(type), RELEASE);
            store(&guard, type, RELEASE);
        } else {
            store(&guard, type, RELEASE);
            store(&payload, payload_of(type), RELEASE);
        }
    }
    (void)exchange_if(&op, &seen, SPECIAL, RELEASE, RELAXED); /* survives: whatever `op` says, the word decides */
}

/* The payload that the instruction acts on for a receiver of this type; 0 is a miss. */
static unsigned execute(unsigned type)
{
    if (load(&op, ACQUIRE) != SPECIAL) { /* survives: whatever `op` says, the word decides */
        return 0;
    }
    if (BROKEN == 0) {
        unsigned seen = load(&word, ACQUIRE); /* survives: the word is complete in itself */
        return (seen & 0xffff) == type ? seen >> 16 : 0;
    }
    if (BROKEN == 3) {
        if (load(&guard, ACQUIRE) != type) {
            return 0;
        }
        unsigned first = load(&payload, ACQUIRE);
        return load(&guard, ACQUIRE) == type && load(&payload, ACQUIRE) == first ? first : 0;
    }
    return load(&guard, ACQUIRE) == type ? load(&payload, ACQUIRE) : 0;
}

static void *specialize_one(void *unused)
{
    specialize(1);
    return unused;
}

static void *specialize_two(void *unused)
{
    specialize(2);
    return unused;
}

static void *execute_for_one(void *unused)
{
    unsigned answer = execute(1);
    heddle_assert(answer == 0 || answer == payload_of(1));
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {specialize_one, specialize_two, execute_for_one};
    run_threads(bodies, 3);
    for (unsigned type = 1; type <= 2; type++) { /* what stays in the cache is right as well */
        unsigned answer = execute(type);
        heddle_assert(answer == 0 || answer == payload_of(type));
    }
    return 0;
}
