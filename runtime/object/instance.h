/* instance.h - the parts of an instance, for the files that keep its attributes (attribute.c,
 * instance_dict.c). Layout and rules: attribute.h.
 */
#ifndef WEFT_OBJECT_INSTANCE_H
#define WEFT_OBJECT_INSTANCE_H

#include "object/classes.h"

static inline uint32_t inline_count(Object *object, Type *type)
{
    uint32_t first = type->slots_offset / (uint32_t)sizeof(Value);
    return type->slots_offset != 0 && object->slot_words > first ? object->slot_words - first : 0;
}

static inline ATOMIC(Value) *inline_slots(Object *object, Type *type)
{
    return (ATOMIC(Value) *)(void *)((char *)object + type->slots_offset);
}

static inline Value slot_read(Object *object, Type *type, InstanceExtra *extra, uint32_t number)
{
    uint32_t inside = inline_count(object, type);
    if (LIKELY(number < inside)) {
        return weft__load_acquire(inline_slots(object, type) + number); /* edge: instance_slot */
    }
    ValueArray *overflow = extra == NULL ? NULL : weft__load_acquire(&extra->overflow); /* edge: instance_extra */
    number -= inside;
    return overflow != NULL && number < overflow->capacity
               ? weft__load_acquire(&overflow->items[number]) /* edge: instance_slot */
               : EMPTY;
}

/* How many slot numbers the instance may have values for. */
static inline uint32_t slot_limit(Object *object, Type *type, InstanceExtra *extra)
{
    uint32_t limit = inline_count(object, type);
    ValueArray *overflow = extra == NULL ? NULL : weft__load_acquire(&extra->overflow); /* edge: instance_extra */
    limit += overflow == NULL ? 0 : (uint32_t)overflow->capacity;
    AttributeTable *table = weft__load_acquire(&type->attributes); /* edge: attribute_table */
    uint32_t names = table == NULL ? 0 : weft__load_acquire(&table->count); /* edge: attribute_table */
    return limit < names ? limit : names;
}

static inline InstanceExtra *extra_of(Object *object, Type *type)
{
    ATOMIC(InstanceExtra *) *at = weft__instance_extra_at(object, type);
    return at == NULL ? NULL : weft__load_acquire(at); /* edge: instance_extra */
}

/* The extra cell, made when there is none. NULL: MemoryError, or the type has no place for one. */
InstanceExtra *weft__instance_extra_make(Thread *t, Object *object, Type *type);
/* The instance's dictionary for keys without a slot number. NULL: MemoryError. */
Dict *weft__instance_surplus_dict(Thread *t, Object *object, Type *type);
static inline Dict *private_dict(InstanceExtra *extra)
{
    Value dict = extra == NULL ? EMPTY : weft__load_acquire(&extra->dict); /* edge: instance_extra */
    return dict == EMPTY ? NULL : as_dict(dict);
}

#endif
