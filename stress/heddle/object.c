/* pthread objects by address: mutexes, conditions, rwlocks, barriers, semaphores, once flags, spin locks.
 *
 * Their memory in the program is left alone, apart from reading the kind that a static initialiser
 * wrote; what they are is kept here. Each operation is an event of its thread. An object remembers the
 * clock that its next holder learns, and a chain of the operations whose order matters, which is part of
 * what makes two executions different. */
#include "state.h"

#include <pthread.h>

static uint32_t bucket_of(uintptr_t address)
{
    return (uint32_t)((address >> 3) * 0x9e3779b97f4a7c15u >> 56) & (OBJECT_BUCKETS - 1);
}

struct object *heddle__object_find(const void *address)
{
    for (struct object *o = H.objects[bucket_of((uintptr_t)address)]; o; o = o->chain)
        if (o->address == (uintptr_t)address)
            return o;
    return NULL;
}

static void forget(struct object *object)
{
    struct object **at = &H.objects[bucket_of(object->address)];
    while (*at != object)
        at = &(*at)->chain;
    *at = object->chain;
}

struct object *heddle__object_new(const void *address, enum object_kind kind, int type)
{
    struct object *object = heddle__object_find(address);
    if (object && object->leaving) { /* whoever is still to leave the old one needs it */
        forget(object);
        object = NULL;
    }
    if (!object) {
        struct object **bucket = &H.objects[bucket_of((uintptr_t)address)];
        object = pool(sizeof *object);
        struct object *chain = *bucket;
        fill_bytes(object, 0, sizeof *object);
        object->chain = chain;
        *bucket = object;
    } else {
        struct object *chain = object->chain;
        fill_bytes(object, 0, sizeof *object);
        object->chain = chain;
    }
    object->address = (uintptr_t)address;
    object->kind = kind;
    object->type = type;
    object->owner = -1;
    return object;
}

static const char *kind_name(enum object_kind kind)
{
    static const char *const names[] = {"mutex", "condition", "rwlock", "barrier", "semaphore", "once flag", "spin lock"};
    return names[kind];
}

/* Stands at the beginning of a destroyed object's memory, so that a static initialiser there is seen: a local
 * object has the same address in every call of its function. No such initialiser begins with this. */
enum { DESTROYED = 0x5ec1a5ed };

void heddle__object_destroy(struct object *object)
{
    object->destroyed = true;
    *(int *)object->address = DESTROYED;
}

static void fail_destroyed(const struct object *object, uintptr_t pc)
{
    heddle__fail("bad-object", pc, "%s at 0x%lx was destroyed", kind_name(object->kind), (unsigned long)object->address);
}

static bool in_use(const struct object *object)
{
    return object->owner >= 0 || object->reader_count || object->leaving;
}

/* What a constructor locked before main, with the C library's own mutex, the main thread holds. */
static void adopt(struct object *object, const pthread_mutex_t *mutex)
{
    if (mutex->__data.__lock != 1)
        return;
    object->owner = 0;
    object->count = object->type == PTHREAD_MUTEX_RECURSIVE ? mutex->__data.__count : 1;
}

/* The object at an address; a static initialiser makes one at its first use, also where one of another kind
 * was that nobody destroyed and nobody holds. */
struct object *heddle__object(const void *address, enum object_kind kind, uintptr_t pc)
{
    if (!H.running)
        heddle__cannot("constructor", "a %s is used before main", kind_name(kind));
    struct object *object = heddle__object_find(address);
    if (object && object->destroyed && (*(const int *)address == DESTROYED || kind == OBJECT_BARRIER || kind == OBJECT_SEM))
        fail_destroyed(object, pc);
    if (object && !object->destroyed && object->kind == kind)
        return object;
    if (object && !object->destroyed && in_use(object))
        heddle__fail("bad-object", pc, "the %s at 0x%lx is used as a %s", kind_name(object->kind),
                     (unsigned long)object->address, kind_name(kind));
    int type = 0;
    if (kind == OBJECT_MUTEX)
        type = ((const pthread_mutex_t *)address)->__data.__kind;
    if ((type & ~3) != 0 || kind == OBJECT_BARRIER || kind == OBJECT_SEM)
        heddle__fail("bad-object", pc, "%s at 0x%lx was never initialised", kind_name(kind),
                     (unsigned long)(uintptr_t)address);
    object = heddle__object_new(address, kind, type);
    if (kind == OBJECT_MUTEX)
        adopt(object, address);
    return object;
}

void heddle__forget_objects(uintptr_t address, size_t size, uintptr_t pc)
{
    for (uint32_t i = 0; i < OBJECT_BUCKETS; i++)
        for (struct object **at = &H.objects[i]; *at;) {
            struct object *object = *at;
            if (object->address < address || object->address >= address + size) {
                at = &object->chain;
                continue;
            }
            if (object->kind == OBJECT_MUTEX && object->owner >= 0)
                heddle__fail("destroyed-while-locked", pc, "the memory of a locked mutex at 0x%lx is freed",
                             (unsigned long)object->address);
            *at = object->chain;
            object->destroyed = true; /* for those who stand before an operation on it */
        }
}

void heddle__objects_reset(void)
{
    if (!H.objects)
        H.objects = heddle__map(OBJECT_BUCKETS * sizeof *H.objects);
    fill_bytes(H.objects, 0, OBJECT_BUCKETS * sizeof *H.objects);
}

uint64_t heddle__objects_hash(void)
{
    uint64_t hash = 0;
    for (uint32_t i = 0; i < OBJECT_BUCKETS; i++)
        for (struct object *o = H.objects[i]; o; o = o->chain)
            hash += o->chain_hash;
    return hash;
}

/* The thread operates on the object: an event, and for `ordered` ones a link of the object's chain. */
void heddle__object_event(struct object *object, enum op op, bool ordered, uintptr_t pc)
{
    struct thread *thread = H.current;
    heddle__psc_moving(thread, object->address);
    thread->clock[thread->slot]++;
    thread->deferred = false;
    heddle__stronger_locked(thread, object);
    if (ordered) {
        object->version++;
        object->chain_hash = mix(object->chain_hash * 31 + ((uint64_t)thread->ordinal << 40 | (uint64_t)op << 32 |
                                                            thread->clock[thread->slot]));
    }
    heddle__psc_moved(thread, object->address);
    heddle__effect(thread);
    trace_event((uint64_t)thread->ordinal << 8 | op, object->address - H.window);
    if (H.record)
        heddle__record(op, object->address, 0, 0, pc);
}

void heddle__stand_before_object(enum op op, struct object *object, bool pure, uintptr_t pc)
{
    heddle__search_writes(H.current, object->address);
    if (H.config.model == MODEL_TSO) /* operations on objects are locked instructions */
        heddle__tso_drain(H.current);
    heddle__point(&(struct waiting){.op = op, .object = object, .pure = pure, .pc = pc,
                                    .address = object->address});
    if (object->destroyed && op != OP_WAKE && op != OP_BARRIER_LEAVE) /* those may be on their way out */
        fail_destroyed(object, pc);
}
