/* address_guard.c - a cache whose guard says which class it was made for, and a class that dies.
 *
 * Weft's protocol (R4): the guard is a number that no two classes ever share.
 * broken 1: the guard is the low half of the class's address, and nothing keeps the class alive
 */
#include "structure.h"

typedef struct Class {
    uint32_t number;
    int answer;
} Class;
static Class place;                    /* both classes live here, one after the other */
static _Atomic(Class *) receiver_class; /* of the object that the instruction meets */
static atomic_ullong cache;            /* guard in the low half, answer in the high half */
static atomic_uint next_number = 1;

static uint32_t guard_of(const Class *class)
{
    return BROKEN == 1 ? (uint32_t)(uintptr_t)class : class->number;
}

static Class *new_class(int answer)
{
    place.number = fetch_add(&next_number, 1, RELAXED);
    place.answer = answer;
    return &place;
}

static void *specialize_and_replace(void *unused)
{
    Class *first = new_class(10);
    store(&cache, guard_of(first) | (unsigned long long)first->answer << 32, RELEASE); /* survives: complete in itself */
    store(&receiver_class, new_class(20), RELEASE);
    return unused;
}

static void *execute(void *unused)
{
    Class *class = load(&receiver_class, ACQUIRE);
    if (class != NULL) {
        unsigned long long word = load(&cache, ACQUIRE); /* survives: complete in itself */
        if ((uint32_t)word == guard_of(class)) {
            heddle_assert((int)(word >> 32) == class->answer);
        }
    }
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {specialize_and_replace, execute};
    run_threads(bodies, 2);
    return 0;
}
