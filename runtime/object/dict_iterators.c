/* dict_iterators.c - iterators over keys, values and items of a dict, both ways.
 *
 * An iterator keeps its place and how many items it still owes in one word, so threads that share one
 * always see a matching pair. A dict whose size changed raises RuntimeError, again and again; a dict
 * whose keys changed at the same size does when more items turn up than there were. Exhaustion stays.
 */
#include "object/attribute.h"
#include "object/containers_internal.h"

typedef struct DictIterator {
    Object head;
    Dict *dict;                /* never changes */
    ATOMIC(uint64_t) state;    /* place << 32 | items owed; UINT64_MAX: exhausted; edge: dict_iterator */
    ATOMIC(uint64_t) expected; /* size of the dict, UINT64_MAX once it was seen to change */
} DictIterator;

static ALWAYS_INLINE uint64_t state_of(uint64_t place, uint64_t owed)
{
    return place << 32 | owed;
}

Value weft__dict_iterator_new(Thread *t, Type *type, Dict *d, bool reverse)
{
    DictIterator *iterator = weft__alloc(t, sizeof *iterator, type);
    if (UNLIKELY(iterator == NULL)) {
        return EMPTY;
    }
    DictTable *table = weft__load_acquire(&d->table); /* edge: dict_table */
    size_t length = weft__dict_length(t, d);
    uint64_t place = reverse ? weft__load_relaxed(&table->end_live)
                             : weft__load_relaxed(&table->first_live);
    if (d->owner != EMPTY) {
        place = reverse ? length : 0;
    }
    iterator->dict = d;
    weft__init(&iterator->state, state_of(place, length));
    weft__init(&iterator->expected, length);
    return value_from_pointer(iterator);
}

static COLD bool raise_changed(Thread *t, DictIterator *iterator)
{
    weft__store_relaxed(&iterator->expected, UINT64_MAX); /* edge: dict_iterator */
    Type *type = iterator->dict->head.type;
    while (type->flags & TYPE_HEAP) {
        type = type->base;
    }
    bool ordered = weft__str_equals_c(weft__load_acquire(&type->name), /* edge: function_field */
                                      "collections.OrderedDict");
    RAISE(t, RuntimeError, ordered ? "OrderedDict mutated during iteration"
                                   : "dictionary changed size during iteration");
    return false;
}
static COLD bool raise_keys_changed(Thread *t)
{
    RAISE(t, RuntimeError, "dictionary keys changed during iteration");
    return false;
}

/* Iterators over the attributes of an instance. */
static bool advance_owner(Thread *t, DictIterator *iterator, bool reverse, Value *key, Value *value)
{
    uint64_t state = weft__load_relaxed(&iterator->state); /* edge: dict_iterator */
    if (state == UINT64_MAX) {
        return false;
    }
    Value owner = iterator->dict->owner;
    if (weft__instance_length(t, owner) != weft__load_relaxed(&iterator->expected)) {
        return raise_changed(t, iterator);
    }
    uint64_t place = state >> 32, owed = state & UINT32_MAX;
    bool found = false;
    if (reverse) {
        size_t position = 0, passed = 0;
        while (place > 0 && weft__instance_next(t, owner, &position, key, value)) {
            found = ++passed == place;
            if (found) {
                break;
            }
        }
        place--;
    } else {
        size_t position = (size_t)place;
        found = weft__instance_next(t, owner, &position, key, value);
        place = position;
    }
    if (found && owed == 0) {
        return raise_keys_changed(t);
    }
    /* edge: dict_iterator */
    weft__store_relaxed(&iterator->state, found ? state_of(place, owed - 1) : UINT64_MAX);
    return found;
}

static ALWAYS_INLINE bool advance(Thread *t, DictIterator *iterator, Value *key, Value *value)
{
    Dict *d = iterator->dict;
    uint64_t state = weft__load_relaxed(&iterator->state); /* edge: dict_iterator */
    DictTable *table = weft__load_acquire(&d->table);      /* edge: dict_table */
    if (UNLIKELY(state == UINT64_MAX)) {
        return false;
    }
    if (UNLIKELY(d->owner != EMPTY)) {
        return advance_owner(t, iterator, false, key, value);
    }
    /* edges: dict_live, dict_iterator */
    if (UNLIKELY(weft__load_acquire(&table->live) != weft__load_relaxed(&iterator->expected))) {
        return raise_changed(t, iterator);
    }
    uint32_t used = weft__load_acquire(&table->used); /* edge: dict_used */
    uint64_t place = state >> 32, owed = state & UINT32_MAX;
    while (place < used) {
        DictEntry *entry = &table->entries[place++];
        Value found = weft__load_acquire(&entry->value); /* edge: dict_value */
        if (LIKELY(found != EMPTY)) {
            if (UNLIKELY(owed == 0)) {
                return raise_keys_changed(t);
            }
            *key = weft__load_relaxed(&entry->key);
            *value = found;
            weft__store_relaxed(&iterator->state, state_of(place, owed - 1)); /* edge: dict_iterator */
            return true;
        }
    }
    weft__store_relaxed(&iterator->state, UINT64_MAX); /* edge: dict_iterator */
    return false;
}

static bool advance_back(Thread *t, DictIterator *iterator, Value *key, Value *value)
{
    Dict *d = iterator->dict;
    uint64_t state = weft__load_relaxed(&iterator->state); /* edge: dict_iterator */
    DictTable *table = weft__load_acquire(&d->table);      /* edge: dict_table */
    if (state == UINT64_MAX) {
        return false;
    }
    if (d->owner != EMPTY) {
        return advance_owner(t, iterator, true, key, value);
    }
    /* edges: dict_live, dict_iterator */
    if (weft__load_acquire(&table->live) != weft__load_relaxed(&iterator->expected)) {
        return raise_changed(t, iterator);
    }
    uint32_t used = weft__load_acquire(&table->used); /* edge: dict_used */
    uint64_t place = state >> 32, owed = state & UINT32_MAX;
    place = place > used ? used : place;
    while (place > 0) {
        DictEntry *entry = &table->entries[--place];
        Value found = weft__load_acquire(&entry->value); /* edge: dict_value */
        if (found != EMPTY) {
            if (owed == 0) {
                return raise_keys_changed(t);
            }
            *key = weft__load_relaxed(&entry->key);
            *value = found;
            weft__store_relaxed(&iterator->state, state_of(place, owed - 1)); /* edge: dict_iterator */
            return true;
        }
    }
    weft__store_relaxed(&iterator->state, UINT64_MAX); /* edge: dict_iterator */
    return false;
}

static Value next_key(Thread *t, Value self)
{
    Value key, value;
    return advance(t, value_pointer(self), &key, &value) ? key : EMPTY;
}
static Value next_value(Thread *t, Value self)
{
    Value key, value;
    return advance(t, value_pointer(self), &key, &value) ? value : EMPTY;
}
static Value next_item(Thread *t, Value self)
{
    Value key, value;
    return advance(t, value_pointer(self), &key, &value) ? weft__tuple2(t, key, value) : EMPTY;
}
static Value previous_key(Thread *t, Value self)
{
    Value key, value;
    return advance_back(t, value_pointer(self), &key, &value) ? key : EMPTY;
}
static Value previous_value(Thread *t, Value self)
{
    Value key, value;
    return advance_back(t, value_pointer(self), &key, &value) ? value : EMPTY;
}
static Value previous_item(Thread *t, Value self)
{
    Value key, value;
    return advance_back(t, value_pointer(self), &key, &value) ? weft__tuple2(t, key, value) : EMPTY;
}

static Value iterator_hint(Thread *t, Value *args)
{
    DictIterator *iterator = value_pointer(args[0]);
    uint64_t state = weft__load_relaxed(&iterator->state); /* edge: dict_iterator */
    bool valid = state != UINT64_MAX &&
                 weft__dict_length(t, iterator->dict) == weft__load_relaxed(&iterator->expected);
    return value_from_small_int(valid ? (int64_t)(state & UINT32_MAX) : 0);
}

/* iter, ([what is left],): the iterator itself stays where it is. */
static Value iterator_reduce(Thread *t, Value *args)
{
    DictIterator *iterator = value_pointer(args[0]);
    DictIterator *copy = weft__alloc(t, sizeof *copy, iterator->head.type);
    Value iter = weft__builtin_named(t, "iter");
    List *rest = weft__list_new(t, 0);
    if (copy == NULL || iter == EMPTY || rest == NULL) {
        return EMPTY;
    }
    copy->dict = iterator->dict;
    weft__init(&copy->state, weft__load_relaxed(&iterator->state));       /* edge: dict_iterator */
    weft__init(&copy->expected, weft__load_relaxed(&iterator->expected)); /* edge: dict_iterator */
    if (!weft__list_extend(t, rest, value_from_pointer(copy))) {
        return EMPTY;
    }
    Value list = value_from_pointer(rest);
    Tuple *of = weft__tuple_from(t, &list, 1);
    return of == NULL ? EMPTY : weft__tuple2(t, iter, value_from_pointer(of));
}

static const NativeDef iterator_methods[] = {
    {"__length_hint__", iterator_hint, "self, /",
     "About how many items are left.", 0},
    {"__reduce__", iterator_reduce, "self, /", "How pickle and copy make the object again.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

static void iterator_trace(Tracer *tracer, Object *object)
{
    weft__trace_object(tracer, ((DictIterator *)object)->dict);
}

static Value iterate_self(Thread *t, Value self)
{
    (void)t;
    return self;
}

static void init_iterator(Thread *t, Type *type, Value (*next)(Thread *, Value))
{
    weft__type_prepare(t, type, NULL, sizeof(DictIterator), TYPE_FINAL);
    type->head.trace = iterator_trace;
    type->slots.iterate = iterate_self;
    type->slots.next = next;
    weft__add_methods(t, type, iterator_methods);
    weft__type_ready(t, type);
}

void weft__init_dict_key_iterator_type(Thread *t, Type *type) { init_iterator(t, type, next_key); }
void weft__init_dict_value_iterator_type(Thread *t, Type *type) { init_iterator(t, type, next_value); }
void weft__init_dict_item_iterator_type(Thread *t, Type *type) { init_iterator(t, type, next_item); }
void weft__init_dict_reverse_key_iterator_type(Thread *t, Type *type)
{
    init_iterator(t, type, previous_key);
}
void weft__init_dict_reverse_value_iterator_type(Thread *t, Type *type)
{
    init_iterator(t, type, previous_value);
}
void weft__init_dict_reverse_item_iterator_type(Thread *t, Type *type)
{
    init_iterator(t, type, previous_item);
}
