/* attribute.h - attributes of instances, and what inline caches need to know about lookups.
 *
 * Every class owns one append-only table from names to slot numbers, shared by its direct
 * instances. An instance is a row of atomic value slots behind its C payload:
 *
 *     [Object][C payload][__slots__ members][InstanceExtra *][slot 0][slot 1]...[slot n-1]
 *                                           ^ extra_offset   ^ slots_offset      ^ slot_words
 *
 * The offsets belong to the class, the number of inline slots to the instance (head.slot_words).
 * Names with numbers beyond the inline slots live in the extra cell's overflow row. A class whose
 * instances differ in size (subclasses of int, str, tuple, bytes) has no inline slots; the pointer
 * to the extra cell is the last word of the instance.
 *
 * What readers and writers may rely on:
 *  - Reading an attribute is loads only. A slot holds EMPTY or the value.
 *  - Overwriting an inline slot is one release store, and so is adding an attribute in the order of
 *    the class's table. Everything else that writes takes the object lock.
 *  - The type's version guards a name's whole resolution: it changes (to 0) before the class, a base,
 *    or the set of names that instances can shadow changes. A matching version therefore means that
 *    a name without a slot number cannot be an instance attribute: an instance that gets a
 *    dictionary of its own (too many names, or `__dict__` assigned) zeroes its type's version, marks
 *    the type TYPE_PRIVATE_DICTS, and such a type resolves nothing but slots and data descriptors.
 *  - `__dict__` is a Dict with `owner` set: its operations call weft__instance_* below.
 */
#ifndef WEFT_OBJECT_ATTRIBUTE_H
#define WEFT_OBJECT_ATTRIBUTE_H

#include "object/containers.h"

/* Names that get a slot number in one class; further ones live in dictionaries of the instances. */
enum { ATTRIBUTE_LIMIT = 120 };

/* Replaced by a larger copy when full; `count` and the buckets grow in place. */
struct AttributeTable {
    Object head;
    uint32_t mask;            /* buckets - 1; never changes */
    uint32_t capacity;        /* names that fit; never changes */
    ATOMIC(uint32_t) count;   /* type lock; edge: attribute_table */
    ATOMIC(uint8_t) *buckets; /* slot number + 1, 0 free; type lock; edge: attribute_table */
    ATOMIC(Str *) names[];    /* interned; written once before the bucket that leads to it */
};

enum InstanceMode {
    INSTANCE_SLOTS = 0,    /* no dictionary */
    INSTANCE_SURPLUS = 1,  /* `dict` holds names without a slot number (and keys that are no str) */
    INSTANCE_REPLACED = 2, /* `dict` holds everything: `__dict__` was assigned; slots are EMPTY */
};
typedef struct InstanceExtra {
    Object head;
    ATOMIC(ValueArray *) overflow; /* slots behind the inline ones; object lock; edge: instance_extra */
    ATOMIC(ValueArray *) order;    /* slot numbers in order of insertion, or NULL: by number; replaced
                                      as a whole under the object lock; edge: instance_extra */
    ATOMIC(Value) dict;            /* object lock, or stopped world; edge: instance_extra */
    ATOMIC(Value) view;            /* the `__dict__` view, EMPTY until asked for */
    ATOMIC(uint32_t) mode;         /* InstanceMode; changes to REPLACED in a stopped world */
} InstanceExtra;

/* ---- for the dict author: operations on the attributes of `owner` (Dict.owner) ---- */
/* EMPTY without exception: absent. str keys never fail; others may run user code. */
Value weft__instance_get(Thread *t, Value owner, Value key);
bool weft__instance_set(Thread *t, Value owner, Value key, Value value);
int weft__instance_delete(Thread *t, Value owner, Value key); /* 1, 0 absent, -1 failure */
/* Walks in insertion order without a lock; *position starts at 0; false at the end. */
bool weft__instance_next(Thread *t, Value owner, size_t *position, Value *key, Value *value);
size_t weft__instance_length(Thread *t, Value owner);
bool weft__instance_clear(Thread *t, Value owner);

/* ---- for descriptors and the rest of the object layer ---- */
/* The instance's own attribute, EMPTY when absent; never fails for interned names. */
Value weft__instance_find(Thread *t, Value v, Type *type, Str *name);
/* Sets (or deletes, with EMPTY) an instance attribute, past the class. 1 done, 0 there was nothing
 * to delete, -1 failure, 2 the type takes no attributes. */
int weft__instance_store(Thread *t, Value v, Type *type, Str *name, Value value_or_empty);
Value weft__instance_dict(Thread *t, Value v);           /* `v.__dict__`: view or own dict */
bool weft__instance_set_dict(Thread *t, Value v, Value dict); /* `v.__dict__ = dict` */
/* Traces the attribute part of an instance (members, extra, slots); called by traces of types. */
void weft__instance_trace(Tracer *tracer, Object *object);
ATOMIC(InstanceExtra *) *weft__instance_extra_at(Object *object, Type *type); /* NULL: none */
/* How many attribute slots a new instance of the type gets. */
uint32_t weft__instance_slot_count(Type *type);

/* Slot number of an interned name in the class's own table; -1: none. */
static ALWAYS_INLINE int weft__attribute_number(Type *type, Str *name)
{
    AttributeTable *table = weft__load_acquire(&type->attributes); /* edge: attribute_table */
    if (table == NULL) {
        return -1;
    }
    uint32_t mask = table->mask;
    for (uint32_t i = (uint32_t)((uintptr_t)name >> 4) & mask;; i = (i + 1) & mask) {
        uint32_t number = weft__load_acquire(&table->buckets[i]); /* edge: attribute_table */
        if (number == 0) {
            return -1;
        }
        if (weft__load_relaxed(&table->names[number - 1]) == name) {
            return (int)number - 1;
        }
    }
}

/* ---- for inline caches ---- */
/* Word offset of a name's slot in instances (compare with head.slot_words); false: no number. */
bool weft__attribute_slot_offset(Type *type, Str *name, uint32_t *word_offset);

/* True when the instance keeps attributes in a dictionary. Caches need not ask: see the version
 * rule above. */
static ALWAYS_INLINE bool weft__instance_has_dict(Object *object, Type *type)
{
    if (type->extra_offset == 0) {
        return false;
    }
    InstanceExtra *extra = weft__load_acquire(
        (ATOMIC(InstanceExtra *) *)(void *)((char *)object + type->extra_offset)); /* edge: instance_extra */
    return UNLIKELY(extra != NULL) && weft__load_relaxed(&extra->mode) != INSTANCE_SLOTS;
}

bool weft__instance_add_slot_slow(Thread *t, Object *object, uint32_t word_offset, Value value);
/* Stores to a slot (or member) that was EMPTY, keeping the insertion order. The caller has checked
 * the type's version and word_offset < slot_words. False: nothing was done, take the generic path
 * (no exception is pending). */
static ALWAYS_INLINE bool weft__instance_add_slot(Thread *t, Object *object, uint32_t word_offset,
                                                  Value value)
{
    Type *type = object->type;
    ATOMIC(Value) *slot = (ATOMIC(Value) *)(void *)object + word_offset;
    ATOMIC(Value) *end = (ATOMIC(Value) *)(void *)object + object->slot_words;
    if (LIKELY(word_offset * sizeof(Value) >= type->slots_offset) && type->slots_offset != 0) {
        if (UNLIKELY(weft__load_relaxed((ATOMIC(Value) *)(void *)((char *)object + type->extra_offset)) != 0)) {
            return weft__instance_add_slot_slow(t, object, word_offset, value);
        }
        for (ATOMIC(Value) *later = slot + 1; later < end; later++) {
            if (UNLIKELY(weft__load_relaxed(later) != EMPTY)) {
                return weft__instance_add_slot_slow(t, object, word_offset, value);
            }
        }
    }
    weft__store_release(slot, value); /* edge: instance_slot */
    return true;
}

typedef enum AttributeKind {
    ATTRIBUTE_ABSENT,          /* nothing known: neither the class nor an instance slot */
    ATTRIBUTE_SLOT,            /* instance slot at word_offset; EMPTY there: ask the generic way */
    ATTRIBUTE_METHOD,          /* value binds as a plain method, and no instance can shadow it */
    ATTRIBUTE_CLASS_VALUE,     /* value is the attribute as it is, and no instance can shadow it */
    ATTRIBUTE_PROPERTY,        /* value is an exact property */
    ATTRIBUTE_MEMBER,          /* __slots__ member at word_offset; EMPTY there: AttributeError */
    ATTRIBUTE_DATA_DESCRIPTOR, /* value is another data descriptor */
    ATTRIBUTE_DESCRIPTOR,      /* value is another non-data descriptor that no instance can shadow */
    ATTRIBUTE_CUSTOM           /* the class overrides attribute access, or nothing may be assumed */
} AttributeKind;
typedef struct AttributeResolution {
    AttributeKind kind;
    uint32_t version;     /* version under which this holds; 0: must not be cached */
    uint32_t word_offset;
    Value value;          /* what the class has, EMPTY when it has nothing */
} AttributeResolution;
/* How `v.name` resolves for instances of `type`; the version is read before the lookup and checked
 * again after it (R5). Never fails, runs no user code. */
void weft__resolve_attribute(Thread *t, Type *type, Str *name, AttributeResolution *result);
/* The same for `v.name = x`: SLOT, MEMBER, PROPERTY, DATA_DESCRIPTOR or CUSTOM. Gives the name a
 * slot number when instances take attributes. */
void weft__resolve_store(Thread *t, Type *type, Str *name, AttributeResolution *result);
/* How `type.name` resolves on the class object itself: METHOD, CLASS_VALUE (value is the attribute),
 * DESCRIPTOR or CUSTOM, ABSENT. second_version guards the metaclass. */
void weft__resolve_on_type(Thread *t, Type *type, Str *name, AttributeResolution *result,
                           uint32_t *metatype_version);
/* What super() finds: lookup in the MRO of `type` behind `after`. EMPTY: absent. */
Value weft__type_lookup_after(Thread *t, Type *type, Type *after, Str *name);

/* ---- versions (R4, R5) ---- */
/* The type's version, assigned under the type lock when it has none; 0 once the counter is
 * exhausted. A type with a version has bases with versions. */
uint32_t weft__type_version_assign(Thread *t, Type *type);
/* Zeroes the versions of the type and all its subclasses. Type lock held. */
void weft__type_modified(Thread *t, Type *type);
/* Sets or deletes (EMPTY) a class attribute past descriptors of the metaclass: invalidate, mutate
 * and update slots under the type lock. 1 done, 0 nothing to delete, -1 failure. */
int weft__type_store(Thread *t, Type *type, Str *name, Value value_or_empty);
/* Drops all method caches; stopped world. */
void weft__method_caches_clear(Runtime *runtime);

/* Per-thread cache of class lookups. */
struct MethodCacheEntry {
    uint32_t version; /* 0: empty; owner thread, or stopped world */
    Str *name;
    Value value;
};
enum { METHOD_CACHE_SIZE = 1024 };
/* Allocates Thread.method_cache; false: no memory. */
bool weft__method_cache_init(Thread *t);
void weft__method_cache_free(Thread *t);

#endif
