/* attribute.c - where the attributes of instances are kept.
 *
 * Guarantees to every reader: a lookup is loads only and sees, for each name, some value that was
 * stored (or EMPTY); it never sees a value under another name, because slot numbers are handed out
 * once per class and name and tables only grow. Guarantees to writers: overwriting an inline slot,
 * and adding one in the class's order, is a single release store; what needs more (overflow row,
 * insertion order, private dictionary, deletion) happens under the object lock; replacing
 * `__dict__` happens in a stopped world, so that no store can slip between check and effect.
 *
 * Lock order: a new name is entered in the class's table (type lock) before the object lock is
 * taken, never after.
 */
#include "object/attribute.h"

#include "object/instance.h"

/* First instances of a class are made before its names are known. */
enum { FIRST_SLOTS = 4, MOST_INLINE_SLOTS = 56 };

/* ---- the class's table ---- */

static AttributeTable *table_new(Thread *t, uint32_t capacity)
{
    uint32_t buckets = 8;
    while (buckets < capacity * 2) {
        buckets *= 2;
    }
    size_t bytes = sizeof(AttributeTable) + capacity * sizeof(Str *) + buckets;
    AttributeTable *table = weft__alloc(t, bytes, T(t, attribute_table));
    if (table != NULL) {
        table->mask = buckets - 1;
        table->capacity = capacity;
        table->buckets = (ATOMIC(uint8_t) *)(void *)(table->names + capacity);
    }
    return table;
}

static void table_append(AttributeTable *table, Str *name)
{
    uint32_t count = weft__load_relaxed(&table->count);
    weft__store_relaxed(&table->names[count], name);
    uint32_t i = (uint32_t)((uintptr_t)name >> 4) & table->mask;
    while (weft__load_relaxed(&table->buckets[i]) != 0) {
        i = (i + 1) & table->mask;
    }
    weft__store_release(&table->count, count + 1);                    /* edge: attribute_table */
    weft__store_release(&table->buckets[i], (uint8_t)(count + 1)); /* edge: attribute_table */
}

static void trace_attribute_table(Tracer *tracer, Object *object)
{
    AttributeTable *table = (AttributeTable *)object;
    uint32_t count = weft__load_relaxed(&table->count);
    for (uint32_t i = 0; i < count; i++) {
        weft__trace_object(tracer, weft__load_relaxed(&table->names[i]));
    }
}

void weft__init_attribute_table_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(AttributeTable), TYPE_FINAL | TYPE_PRIVATE);
    type->head.trace = trace_attribute_table;
    weft__type_ready(t, type);
}

/* Slot number of a name, entering it when it is new: -1 when the table is at its limit, -2 without
 * memory. */
int weft__attribute_number_add(Thread *t, Type *type, Str *name)
{
    int number = weft__attribute_number(type, name);
    if (number >= 0) {
        return number;
    }
    weft__runtime_lock(t, &t->runtime->type_lock);
    number = weft__attribute_number(type, name);
    AttributeTable *table = weft__load_relaxed(&type->attributes);
    uint32_t count = table == NULL ? 0 : weft__load_relaxed(&table->count);
    if (number < 0 && count < ATTRIBUTE_LIMIT) {
        AttributeTable *grown = table;
        if (table == NULL || count == table->capacity) {
            uint32_t capacity = count == 0 ? 6 : count * 2;
            grown = table_new(t, capacity < ATTRIBUTE_LIMIT ? capacity : ATTRIBUTE_LIMIT);
            for (uint32_t i = 0; grown != NULL && i < count; i++) {
                table_append(grown, weft__load_relaxed(&table->names[i]));
            }
        }
        if (grown == NULL) {
            number = -2;
        } else {
            /* From now on an instance can shadow what the class has under this name: caches that
             * hold the class's value must not match any more. */
            if (weft__type_lookup_uncached(t, type, name) != EMPTY) {
                weft__type_modified(t, type);
            }
            table_append(grown, name);
            if (grown != table) {
                weft__store_release(&type->attributes, grown); /* edge: attribute_table */
            }
            if (count >= weft__load_relaxed(&type->slot_hint)) { /* edge: slot_hint */
                weft__store_relaxed(&type->slot_hint, count + 1);
            }
            number = (int)count;
        }
    }
    weft__runtime_unlock(t, &t->runtime->type_lock);
    return number;
}

bool weft__attribute_slot_offset(Type *type, Str *name, uint32_t *word_offset)
{
    int number = type->slots_offset == 0 ? -1 : weft__attribute_number(type, name);
    if (number < 0) {
        return false;
    }
    *word_offset = type->slots_offset / (uint32_t)sizeof(Value) + (uint32_t)number;
    return true;
}

uint32_t weft__instance_slot_count(Type *type)
{
    uint32_t hint = weft__load_relaxed(&type->slot_hint); /* edge: slot_hint */
    if (hint == 0 && (type->flags & TYPE_HEAP)) {
        hint = FIRST_SLOTS;
    }
    return hint < MOST_INLINE_SLOTS ? hint : MOST_INLINE_SLOTS;
}

/* ---- the parts of an instance ---- */

/* Bytes of the C payload of an instance whose size varies. */
static size_t variable_payload(Object *object, uint32_t flags)
{
    size_t bytes;
    if (flags & TYPE_IS_TUPLE) {
        bytes = sizeof(Tuple) + tuple_length((Tuple *)object) * sizeof(Value);
    } else if (flags & TYPE_IS_STR) {
        Str *s = (Str *)object;
        bytes = sizeof(Str) + ((size_t)s->length + 1) * s->width;
    } else if (flags & TYPE_IS_BYTES) {
        bytes = sizeof(Bytes) + ((Bytes *)object)->length + 1;
    } else {
        int64_t limbs = ((BigInt *)object)->size;
        bytes = sizeof(BigInt) + (size_t)(limbs < 0 ? -limbs : limbs) * sizeof(mp_limb_t);
    }
    return (bytes + 7) & ~(size_t)7;
}

ATOMIC(InstanceExtra *) *weft__instance_extra_at(Object *object, Type *type)
{
    size_t offset = type->extra_offset;
    if (offset == 0) {
        if ((type->flags & (TYPE_VARIABLE | TYPE_HAS_DICT)) != (TYPE_VARIABLE | TYPE_HAS_DICT)) {
            return NULL;
        }
        offset = variable_payload(object, type->flags) + type->own_slots * sizeof(Value);
    }
    return (ATOMIC(InstanceExtra *) *)(void *)((char *)object + offset);
}

size_t weft__instance_tail(Object *object, Type *type) { return variable_payload(object, type->flags); }

/* The extra cell, made when there is none. NULL: MemoryError, or the type has no place for one. */
InstanceExtra *weft__instance_extra_make(Thread *t, Object *object, Type *type)
{
    ATOMIC(InstanceExtra *) *at = weft__instance_extra_at(object, type);
    if (at == NULL) {
        return NULL;
    }
    InstanceExtra *extra = weft__load_acquire(at); /* edge: instance_extra */
    if (extra == NULL) {
        InstanceExtra *fresh = weft__alloc(t, sizeof *fresh, T(t, instance_extra));
        if (fresh == NULL) {
            return NULL;
        }
        weft__init(&fresh->dict, EMPTY);
        weft__init(&fresh->view, EMPTY);
        if (weft__exchange_if_acq_rel(at, &extra, fresh)) { /* edge: instance_extra */
            extra = fresh;
        }
    }
    return extra;
}

static void trace_instance_extra(Tracer *tracer, Object *object)
{
    InstanceExtra *extra = (InstanceExtra *)object;
    weft__trace_object(tracer, weft__load_relaxed(&extra->overflow));
    weft__trace_object(tracer, weft__load_relaxed(&extra->order));
    weft__trace_value(tracer, weft__load_relaxed(&extra->dict));
    weft__trace_value(tracer, weft__load_relaxed(&extra->view));
}

void weft__init_instance_extra_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(InstanceExtra), TYPE_FINAL | TYPE_PRIVATE);
    type->head.trace = trace_instance_extra;
    weft__type_ready(t, type);
}

void weft__instance_trace(Tracer *tracer, Object *object)
{
    Type *type = object->type;
    if (type->flags & TYPE_HEAP) {
        weft__trace_object(tracer, type);
    }
    if (type->flags & TYPE_VARIABLE) {
        /* The object may still be half-filled: its size, and so this place, may be wrong. */
        size_t words = type->own_slots + ((type->flags & TYPE_HAS_DICT) != 0);
        if (words > 0) {
            const char *tail = (const char *)object + variable_payload(object, type->flags);
            weft__trace_words(tracer, tail, tail + words * sizeof(Value));
        }
        return;
    }
    uint32_t members = type->own_slots;
    ATOMIC(Value) *member =
        (ATOMIC(Value) *)(void *)((char *)object + type->instance_bytes) - members;
    for (uint32_t i = 0; i < members; i++) {
        weft__trace_value(tracer, weft__load_relaxed(&member[i]));
    }
    if (type->slots_offset != 0) {
        weft__trace_object(tracer, extra_of(object, type));
        ATOMIC(Value) *slots = inline_slots(object, type);
        uint32_t count = inline_count(object, type);
        for (uint32_t i = 0; i < count; i++) {
            weft__trace_value(tracer, weft__load_relaxed(&slots[i]));
        }
    }
}

/* ---- insertion order ---- */

/* All slot numbers with a value in their present order, `last` put at the end (or left out when
 * `add` is false). Object lock held. NULL: MemoryError. */
static ValueArray *order_make(Thread *t, Object *object, Type *type, InstanceExtra *extra,
                              uint32_t last, bool add)
{
    uint32_t limit = slot_limit(object, type, extra);
    ValueArray *old = weft__load_relaxed(&extra->order);
    size_t old_length = old == NULL ? 0 : weft__load_relaxed(&old->length);
    ValueArray *order = weft__value_array_new(t, limit + 1u);
    if (order == NULL) {
        return NULL;
    }
    bool seen[ATTRIBUTE_LIMIT] = {false};
    size_t length = 0;
    for (size_t i = 0; i < old_length + limit; i++) {
        uint32_t number = i < old_length
                              ? (uint32_t)value_small_int(weft__load_relaxed(&old->items[i]))
                              : (uint32_t)(i - old_length);
        if (number < limit && !seen[number] && number != last && length < limit &&
            slot_read(object, type, extra, number) != EMPTY) {
            seen[number] = true;
            weft__store_relaxed(&order->items[length++], value_from_small_int(number));
        }
    }
    if (add) {
        weft__store_relaxed(&order->items[length++], value_from_small_int(last));
    }
    weft__store_release(&order->length, length);
    return order;
}

static bool later_slot_filled(Object *object, Type *type, InstanceExtra *extra, uint32_t number)
{
    uint32_t limit = slot_limit(object, type, extra);
    for (uint32_t i = number + 1; i < limit; i++) {
        if (slot_read(object, type, extra, i) != EMPTY) {
            return true;
        }
    }
    return false;
}

/* ---- stores ---- */

/* Makes the overflow row long enough for slot `number`. Object lock held. */
static bool overflow_grow(Thread *t, Object *object, Type *type, InstanceExtra *extra,
                          uint32_t number)
{
    uint32_t index = number - inline_count(object, type);
    ValueArray *old = weft__load_relaxed(&extra->overflow);
    if (old != NULL && index < old->capacity) {
        return true;
    }
    size_t capacity = old == NULL ? 4 : old->capacity * 2;
    ValueArray *grown = weft__value_array_new(t, index < capacity ? capacity : index + 1);
    if (grown == NULL) {
        return false;
    }
    for (size_t i = 0; old != NULL && i < old->capacity; i++) {
        weft__store_relaxed(&grown->items[i], weft__load_relaxed(&old->items[i]));
    }
    weft__store_release(&grown->length, grown->capacity);
    weft__store_release(&extra->overflow, grown); /* edge: instance_extra */
    return true;
}

/* Stores slot `number` under the object lock. 1 done, -1 failure, 3 the instance's mode changed. */
static int slot_store_locked(Thread *t, Object *object, Type *type, uint32_t number, Value value)
{
    uint32_t inside = inline_count(object, type);
    InstanceExtra *extra = extra_of(object, type);
    bool add = slot_read(object, type, extra, number) == EMPTY;
    if (extra != NULL && weft__load_relaxed(&extra->mode) == INSTANCE_REPLACED) {
        return 3;
    }
    if (number >= inside && !overflow_grow(t, object, type, extra, number)) {
        return -1;
    }
    ValueArray *order = NULL;
    if (add && extra != NULL &&
        (weft__load_relaxed(&extra->order) != NULL ||
         later_slot_filled(object, type, extra, number))) {
        order = order_make(t, object, type, extra, number, true);
        if (order == NULL) {
            return -1;
        }
    }
    /* Allocation is a safepoint: a stopped world may have replaced the dictionary or the class. */
    if (object->type != type ||
        (extra != NULL && weft__load_relaxed(&extra->mode) == INSTANCE_REPLACED)) {
        return 3;
    }
    ATOMIC(Value) *slot = number < inside
                              ? inline_slots(object, type) + number
                              : weft__load_relaxed(&extra->overflow)->items + (number - inside);
    weft__store_release(slot, value); /* edge: instance_slot */
    if (order != NULL) {
        weft__store_release(&extra->order, order); /* edge: instance_extra */
    }
    return 1;
}

static int slot_store(Thread *t, Object *object, Type *type, uint32_t number, Value value)
{
    uint32_t inside = inline_count(object, type);
    if ((number >= inside ||
         later_slot_filled(object, type, extra_of(object, type), number)) &&
        weft__instance_extra_make(t, object, type) == NULL) {
        return -1;
    }
    weft__lock_object(t, object);
    int result = object->type == type ? slot_store_locked(t, object, type, number, value) : 3;
    weft__unlock_object(t, object);
    return result;
}

bool weft__instance_add_slot_slow(Thread *t, Object *object, uint32_t word_offset, Value value)
{
    (void)t;
    Type *type = object->type;
    InstanceExtra *extra = extra_of(object, type);
    if (extra != NULL && (weft__load_relaxed(&extra->mode) != INSTANCE_SLOTS ||
                          weft__load_relaxed(&extra->order) != NULL)) {
        return false;
    }
    uint32_t number = word_offset - type->slots_offset / (uint32_t)sizeof(Value);
    if (later_slot_filled(object, type, extra, number)) {
        return false;
    }
    weft__store_release(inline_slots(object, type) + number, value); /* edge: instance_slot */
    return true;
}

/* Marks a type whose instances begin to keep attributes in dictionaries: nothing that its classes
 * have may be cached for it any more. World not stopped, no lock held. */
void weft__mark_private_dicts(Thread *t, Type *type)
{
    if (type->flags & TYPE_PRIVATE_DICTS) {
        return;
    }
    weft__runtime_lock(t, &t->runtime->type_lock);
    weft__world_stop(t);
    weft__type_modified(t, type);
    type->flags |= TYPE_PRIVATE_DICTS;
    weft__world_resume(t);
    weft__runtime_unlock(t, &t->runtime->type_lock);
}

/* The instance's dictionary for keys without a slot number. NULL: MemoryError. */
Dict *weft__instance_surplus_dict(Thread *t, Object *object, Type *type)
{
    weft__mark_private_dicts(t, type);
    InstanceExtra *extra = weft__instance_extra_make(t, object, type);
    if (extra == NULL) {
        return NULL;
    }
    Value present = weft__load_acquire(&extra->dict); /* edge: instance_extra */
    if (present != EMPTY) {
        return as_dict(present);
    }
    Dict *dict = weft__dict_new(t);
    if (dict == NULL) {
        return NULL;
    }
    weft__lock_object(t, object);
    present = weft__load_relaxed(&extra->dict);
    if (present == EMPTY) {
        present = value_from_pointer(dict);
        weft__store_release(&extra->dict, present); /* edge: instance_extra */
        weft__store_release(&extra->mode, INSTANCE_SURPLUS);
    }
    weft__unlock_object(t, object);
    return as_dict(present);
}

Value weft__instance_find(Thread *t, Value v, Type *type, Str *name)
{
    Object *object = value_object(v);
    /* The caller may have passed a safepoint since it read the type, and slot numbers belong to the
     * class that the object has now; until the slot is read there is no other safepoint. */
    type = object->type;
    int number = weft__attribute_number(type, name);
    if (LIKELY(number >= 0)) {
        if (LIKELY((uint32_t)number < inline_count(object, type))) {
            Value found = weft__load_acquire(inline_slots(object, type) + number); /* edge: instance_slot */
            if (LIKELY(found != EMPTY)) {
                return found;
            }
        } else {
            Value found = slot_read(object, type, extra_of(object, type), (uint32_t)number);
            if (found != EMPTY) {
                return found;
            }
        }
    }
    if (LIKELY(!(type->flags & TYPE_PRIVATE_DICTS))) {
        return EMPTY;
    }
    Dict *dict = private_dict(extra_of(object, type));
    return dict == NULL ? EMPTY : weft__dict_get_str(t, dict, name);
}

/* 1 deleted, 0 absent, 3 the class changed meanwhile. */
static int delete_slot(Thread *t, Object *object, Type *type, uint32_t number)
{
    int result = 0;
    weft__lock_object(t, object);
    if (object->type != type) {
        weft__unlock_object(t, object);
        return 3;
    }
    InstanceExtra *extra = extra_of(object, type);
    Value old = slot_read(object, type, extra, number);
    if (old != EMPTY) {
        uint32_t inside = inline_count(object, type);
        ATOMIC(Value) *slot = number < inside
                                  ? inline_slots(object, type) + number
                                  : weft__load_relaxed(&extra->overflow)->items + (number - inside);
        weft__store_release(slot, EMPTY); /* edge: instance_slot */
        result = 1;
        if (extra != NULL && weft__load_relaxed(&extra->order) != NULL) {
            ValueArray *order = order_make(t, object, type, extra, number, false);
            if (order == NULL) {
                t->exception = EMPTY; /* the old record stays: a later value keeps the old place */
            } else if (object->type == type) {
                weft__store_release(&extra->order, order); /* edge: instance_extra */
            }
        }
    }
    weft__unlock_object(t, object);
    return result;
}

static int instance_delete(Thread *t, Object *object, Type *type, Str *name)
{
    int number = weft__attribute_number(type, name);
    int result = number < 0 ? 0 : delete_slot(t, object, type, (uint32_t)number);
    if (result != 0) {
        return result;
    }
    Dict *dict = private_dict(extra_of(object, type));
    return dict == NULL ? 0 : weft__dict_delete(t, dict, value_from_pointer(name));
}

int weft__instance_store(Thread *t, Value v, Type *type, Str *name, Value value)
{
    Object *object = value_object(v);
    if (!(type->flags & TYPE_HAS_DICT) || (type->slots_offset == 0 && !(type->flags & TYPE_VARIABLE))) {
        return 2;
    }
    for (;;) {
        type = object->type;
        if (value == EMPTY) {
            int deleted = instance_delete(t, object, type, name);
            if (deleted == 3) {
                continue;
            }
            return deleted;
        }
        int number = weft__attribute_number_add(t, type, name);
        if (number == -2) {
            return -1;
        }
        if (UNLIKELY(object->type != type)) {
            continue; /* entering the name was a safepoint, and the class was changed */
        }
        InstanceExtra *extra = extra_of(object, type);
        bool replaced = extra != NULL && weft__load_relaxed(&extra->mode) == INSTANCE_REPLACED;
        if (number < 0 || replaced) {
            Dict *dict = replaced ? private_dict(extra) : weft__instance_surplus_dict(t, object, type);
            return dict != NULL && weft__dict_set_str(t, dict, name, value) ? 1 : -1;
        }
        if (LIKELY((uint32_t)number < inline_count(object, type))) {
            ATOMIC(Value) *slot = inline_slots(object, type) + number;
            if (weft__load_relaxed(slot) != EMPTY ||
                (extra == NULL && !later_slot_filled(object, type, NULL, (uint32_t)number))) {
                weft__store_release(slot, value); /* edge: instance_slot */
                return 1;
            }
        }
        int result = slot_store(t, object, type, (uint32_t)number, value);
        if (result != 3) {
            return result;
        }
    }
}
