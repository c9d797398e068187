/* instance_dict.c - the attributes of an instance as a dictionary: what `__dict__` shows, replacing
 * it, and giving the instance another class.
 *
 * A view walks the slots without a lock and may miss or repeat what changes meanwhile, as any
 * iteration over a dictionary that others change; each pair that it gives is a name with a value
 * that was stored under it. Replacing `__dict__` or `__class__` happens in a stopped world.
 */
#include "object/instance.h"

/* ---- the dictionary view ---- */

static Str *key_name(Thread *t, Value key)
{
    if (!is_str(t, key)) {
        return NULL;
    }
    Str *name = as_str(key);
    if (name->head.type != T(t, str)) {
        return NULL;
    }
    if (weft__load_relaxed(&name->head.flags) & OBJECT_INTERNED) {
        return name;
    }
    return weft__intern(t, name);
}

Value weft__instance_get(Thread *t, Value owner, Value key)
{
    Type *type = type_of(t, owner);
    Str *name = key_name(t, key);
    if (name != NULL) {
        return weft__instance_find(t, owner, type, name);
    }
    if (exception_pending(t)) {
        return EMPTY;
    }
    if (has_type_flag(t, key, TYPE_IS_STR)) { /* a subclass of str: compare with every name */
        size_t position = 0;
        Value each, value;
        while (weft__instance_next(t, owner, &position, &each, &value)) {
            int same = weft__equal(t, each, key);
            if (same != 0) {
                return same > 0 ? value : EMPTY;
            }
        }
        return EMPTY;
    }
    Dict *dict = private_dict(extra_of(value_object(owner), type));
    if (dict != NULL) {
        return weft__dict_get(t, dict, key);
    }
    int64_t hash;
    (void)weft__hash(t, key, &hash); /* for the error of an unhashable key */
    return EMPTY;
}

bool weft__instance_set(Thread *t, Value owner, Value key, Value value)
{
    Type *type = type_of(t, owner);
    Str *name = key_name(t, key);
    if (name == NULL && exception_pending(t)) {
        return false;
    }
    if (name == NULL && has_type_flag(t, key, TYPE_IS_STR)) {
        name = weft__intern(t, weft__str_substring(t, as_str(key), 0, as_str(key)->length));
        if (name == NULL) {
            return false;
        }
    }
    if (name != NULL) {
        return weft__instance_store(t, owner, type, name, value) == 1;
    }
    Dict *dict = weft__instance_surplus_dict(t, value_object(owner), type);
    return dict != NULL && weft__dict_set(t, dict, key, value);
}

int weft__instance_delete(Thread *t, Value owner, Value key)
{
    Type *type = type_of(t, owner);
    Str *name = key_name(t, key);
    if (name != NULL) {
        return weft__instance_store(t, owner, type, name, EMPTY);
    }
    if (exception_pending(t)) {
        return -1;
    }
    Dict *dict = private_dict(extra_of(value_object(owner), type));
    return dict == NULL ? 0 : weft__dict_delete(t, dict, key);
}

/* Position: first the entries of the order record, then all numbers (leaving out recorded ones),
 * then the private dictionary. The phase stands in the high bits, so that a record which appears
 * meanwhile cannot make the walk endless. All of it fits in the 32 bits that iterators keep. */
#define PHASE_NUMBERS ((size_t)1 << 30)
#define PHASE_DICT ((size_t)2 << 30)
#define PHASE_MASK ((size_t)3 << 30)

static bool in_order(ValueArray *order, uint32_t number)
{
    size_t length = order == NULL ? 0 : weft__load_acquire(&order->length);
    for (size_t i = 0; i < length; i++) {
        if (weft__load_relaxed(&order->items[i]) == value_from_small_int(number)) {
            return true;
        }
    }
    return false;
}

static bool next_slot(Object *object, Type *type, InstanceExtra *extra, size_t *position, Value *key,
                      Value *value)
{
    ValueArray *order = extra == NULL ? NULL : weft__load_acquire(&extra->order); /* edge: instance_extra */
    uint32_t limit = slot_limit(object, type, extra);
    /* After the limit: a table that replaced another has at least the names that the limit counted. */
    AttributeTable *table = weft__load_acquire(&type->attributes); /* edge: attribute_table */
    while ((*position & PHASE_MASK) == 0) {
        if (order == NULL || *position >= weft__load_acquire(&order->length)) {
            *position = PHASE_NUMBERS;
            break;
        }
        uint32_t number =
            (uint32_t)value_small_int(weft__load_relaxed(&order->items[(*position)++]));
        *value = number < limit ? slot_read(object, type, extra, number) : EMPTY;
        if (*value != EMPTY) {
            *key = value_from_pointer(weft__load_relaxed(&table->names[number]));
            return true;
        }
    }
    while ((*position & PHASE_MASK) == PHASE_NUMBERS) {
        size_t number = *position - PHASE_NUMBERS;
        if (number >= limit) {
            *position = PHASE_DICT;
            break;
        }
        (*position)++;
        *value = slot_read(object, type, extra, (uint32_t)number);
        if (*value != EMPTY && !in_order(order, (uint32_t)number)) {
            *key = value_from_pointer(weft__load_relaxed(&table->names[number]));
            return true;
        }
    }
    return false;
}

bool weft__instance_next(Thread *t, Value owner, size_t *position, Value *key, Value *value)
{
    Object *object = value_object(owner);
    Type *type = object->type;
    InstanceExtra *extra = extra_of(object, type);
    if (next_slot(object, type, extra, position, key, value)) {
        return true;
    }
    Dict *dict = private_dict(extra);
    if (dict == NULL) {
        return false;
    }
    size_t inner = *position - PHASE_DICT;
    bool more = weft__dict_next(t, dict, &inner, key, value);
    *position = PHASE_DICT + inner;
    return more;
}

size_t weft__instance_length(Thread *t, Value owner)
{
    Object *object = value_object(owner);
    Type *type = object->type;
    InstanceExtra *extra = extra_of(object, type);
    uint32_t limit = slot_limit(object, type, extra);
    size_t count = 0;
    for (uint32_t i = 0; i < limit; i++) {
        count += slot_read(object, type, extra, i) != EMPTY;
    }
    Dict *dict = private_dict(extra);
    return count + (dict == NULL ? 0 : weft__dict_length(t, dict));
}

bool weft__instance_clear(Thread *t, Value owner)
{
    Object *object = value_object(owner);
    weft__lock_object(t, object);
    Type *type = object->type;
    InstanceExtra *extra = extra_of(object, type);
    uint32_t inside = inline_count(object, type);
    for (uint32_t i = 0; i < inside; i++) {
        weft__store_release(inline_slots(object, type) + i, EMPTY); /* edge: instance_slot */
    }
    if (extra != NULL) {
        ValueArray *overflow = weft__load_relaxed(&extra->overflow);
        for (size_t i = 0; overflow != NULL && i < overflow->capacity; i++) {
            weft__store_release(&overflow->items[i], EMPTY); /* edge: instance_slot */
        }
        weft__store_release(&extra->order, NULL); /* edge: instance_extra */
    }
    weft__unlock_object(t, object);
    Dict *dict = private_dict(extra);
    return dict == NULL || weft__dict_clear(t, dict);
}

Value weft__instance_dict(Thread *t, Value v)
{
    Object *object = value_object(v);
    Type *type = object->type;
    InstanceExtra *extra = weft__instance_extra_make(t, object, type);
    if (extra == NULL) {
        return EMPTY;
    }
    if (weft__load_acquire(&extra->mode) == INSTANCE_REPLACED) {
        return weft__load_acquire(&extra->dict); /* edge: instance_extra */
    }
    Value view = weft__load_acquire(&extra->view); /* edge: instance_extra */
    if (view == EMPTY) {
        Dict *dict = weft__dict_new(t);
        if (dict == NULL) {
            return EMPTY;
        }
        dict->owner = v;
        Value fresh = value_from_pointer(dict);
        view = weft__exchange_if_acq_rel(&extra->view, &view, fresh) ? fresh : view; /* edge: instance_extra */
    }
    return view;
}

/* Everything the instance has, as an ordinary dict. */
static Dict *snapshot(Thread *t, Value v)
{
    Dict *copy = weft__dict_new(t);
    size_t position = 0;
    Value key, value;
    while (copy != NULL && weft__instance_next(t, v, &position, &key, &value)) {
        if (!weft__dict_set(t, copy, key, value)) {
            return NULL;
        }
    }
    return copy;
}

/* From now on the instance's attributes are those of `dict`; EMPTY: of its own view, which becomes
 * an ordinary dict. */
static bool replace_dict(Thread *t, Value v, Value dict)
{
    Object *object = value_object(v);
    Type *type;
    InstanceExtra *extra;
    Dict *detached;
    for (;;) {
        type = object->type;
        extra = weft__instance_extra_make(t, object, type);
        if (extra == NULL) {
            return false;
        }
        weft__mark_private_dicts(t, type);
        detached = snapshot(t, v);
        if (detached == NULL) {
            return false;
        }
        weft__world_stop(t);
        if (object->type == type) {
            break;
        }
        weft__world_resume(t); /* another class by now: mark that one */
    }
    uint32_t inside = inline_count(object, type);
    for (uint32_t i = 0; i < inside; i++) {
        weft__store_relaxed(inline_slots(object, type) + i, EMPTY);
    }
    Value view = weft__load_relaxed(&extra->view);
    if (view != EMPTY) { /* who holds the old `__dict__` keeps its old contents */
        weft__store_release(&as_dict(view)->table, weft__load_relaxed(&detached->table)); /* edge: dict_table; locked */
        as_dict(view)->owner = EMPTY;
    }
    weft__store_relaxed(&extra->overflow, NULL);
    weft__store_relaxed(&extra->order, NULL);
    weft__store_relaxed(&extra->view, EMPTY);
    if (dict != EMPTY || view != EMPTY) {
        weft__store_relaxed(&extra->dict, dict == EMPTY ? view : dict);
        weft__store_relaxed(&extra->mode, INSTANCE_REPLACED);
    }
    weft__world_resume(t);
    return true;
}

bool weft__instance_set_dict(Thread *t, Value v, Value dict)
{
    Value other = as_dict(dict)->owner;
    if (other == v) {
        return true;
    }
    /* A view of another instance is shared by both from now on. */
    return (other == EMPTY || replace_dict(t, other, EMPTY)) && replace_dict(t, v, dict);
}

/* Reads the slots in order of insertion into keys and values; at most ATTRIBUTE_LIMIT. */
static size_t read_all_slots(Object *object, Type *type, InstanceExtra *extra, Value *keys,
                             Value *values)
{
    size_t position = 0, count = 0;
    while (count < ATTRIBUTE_LIMIT &&
           next_slot(object, type, extra, &position, &keys[count], &values[count])) {
        count++;
    }
    return count;
}

/* World stopped: puts `count` values under the numbers of the new class. */
static void place_slots(Object *object, Type *to, InstanceExtra *extra, ValueArray *overflow,
                        ValueArray *order, const uint32_t *numbers, const Value *values, size_t count)
{
    uint32_t inside = inline_count(object, to);
    for (uint32_t i = 0; i < inside; i++) {
        weft__store_relaxed(inline_slots(object, to) + i, EMPTY);
    }
    bool rising = true;
    for (size_t i = 0; i < count; i++) {
        uint32_t number = numbers[i];
        ATOMIC(Value) *slot = number < inside ? inline_slots(object, to) + number
                                              : &overflow->items[number - inside];
        weft__store_relaxed(slot, values[i]);
        weft__store_relaxed(&order->items[i], value_from_small_int(number));
        rising = rising && (i == 0 || numbers[i - 1] < number);
    }
    weft__store_relaxed(&order->length, count);
    weft__store_relaxed(&overflow->length, overflow->capacity);
    weft__store_relaxed(&extra->overflow, overflow);
    weft__store_relaxed(&extra->order, rising ? NULL : order);
}

bool weft__instance_move(Thread *t, Value v, Type *to)
{
    Object *object = value_object(v);
    for (;;) {
        Type *from = object->type;
        InstanceExtra *extra = weft__instance_extra_make(t, object, from);
        if (extra == NULL) {
            return false;
        }
        Value keys[ATTRIBUTE_LIMIT], values[ATTRIBUTE_LIMIT], again[ATTRIBUTE_LIMIT];
        uint32_t numbers[ATTRIBUTE_LIMIT];
        size_t count = read_all_slots(object, from, extra, keys, values);
        bool room = true;
        for (size_t i = 0; i < count && room; i++) {
            int number = weft__attribute_number_add(t, to, as_str(keys[i]));
            if (number == -2) {
                return false;
            }
            room = number >= 0;
            numbers[i] = (uint32_t)number;
        }
        if (!room) { /* the new class's table is full: the attributes go to a dictionary */
            Dict *all = snapshot(t, v);
            if (all == NULL || !replace_dict(t, v, value_from_pointer(all))) {
                return false;
            }
            weft__mark_private_dicts(t, to);
            continue;
        }
        ValueArray *overflow = weft__value_array_new(t, ATTRIBUTE_LIMIT);
        ValueArray *order = overflow == NULL ? NULL : weft__value_array_new(t, count + 1);
        if (order == NULL) {
            return false;
        }
        weft__world_stop(t);
        bool marked = !(from->flags & TYPE_PRIVATE_DICTS) || (to->flags & TYPE_PRIVATE_DICTS);
        bool same = marked && object->type == from &&
                    read_all_slots(object, from, extra, again, values) == count &&
                    memcmp(keys, again, count * sizeof *keys) == 0;
        if (same) {
            object->type = to;
            place_slots(object, to, extra, overflow, order, numbers, values, count);
        }
        weft__world_resume(t);
        if (same) {
            return true;
        }
        if (!marked) {
            weft__mark_private_dicts(t, to);
        }
    }
}
