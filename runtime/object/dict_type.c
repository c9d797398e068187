/* dict_type.c - the dict type as programs see it: slots and methods.
 *
 * Single operations are atomic; setdefault has one winner among threads; popitem and pop hand an item
 * to one thread only. A dict may be the view of an instance's attributes (Dict.owner): then every
 * operation goes to the instance, through the functions of dict_table.c and dict.c.
 */
#include "object/attribute.h"
#include "object/containers_internal.h"

static Value dict_new_slot(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)args;
    (void)count;
    (void)names;
    return weft__dict_new_object(t, type);
}

/* dict.update without its keywords. */
static bool update_from(Thread *t, Dict *d, Value other)
{
    if (is_dict(t, other)) {
        return weft__dict_merge(t, d, other, 1);
    }
    bool failed = false;
    Value keys = weft__find_attribute(t, other, N(t, keys), &failed);
    if (failed) {
        return false;
    }
    return keys != EMPTY ? weft__dict_merge(t, d, other, 1) : weft__dict_update_pairs(t, d, other);
}

static bool dict_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    if (!weft__check_arguments(t, "dict", count, 0, 1, EMPTY)) {
        return false;
    }
    Dict *d = as_dict(self);
    if (count == 1 && !update_from(t, d, args[0])) {
        return false;
    }
    size_t keywords = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    for (size_t i = 0; i < keywords; i++) {
        if (!weft__dict_set(t, d, as_tuple(names)->items[i], args[count + i])) {
            return false;
        }
    }
    return true;
}

static void dict_trace(Tracer *tracer, Object *object)
{
    Dict *d = (Dict *)object;
    weft__trace_object(tracer, weft__load_relaxed(&d->table));
    weft__trace_value(tracer, d->owner);
}

Value weft__dict_repr(Thread *t, Value self)
{
    Dict *d = as_dict(self);
    if (weft__dict_length(t, d) == 0) {
        return value_or_empty(weft__str_from_c(t, "{}"));
    }
    int entered = weft__repr_enter(t, self);
    if (entered != 0) {
        return entered < 0 ? EMPTY : value_or_empty(weft__str_from_c(t, "{...}"));
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    weft__builder_char(&b, '{');
    size_t position = 0;
    bool first = true;
    Value key, value;
    while (weft__dict_next(t, d, &position, &key, &value)) {
        if (!first) {
            weft__builder_ascii(&b, ", ", 2);
        }
        first = false;
        if (!weft__builder_repr(&b, key) || !weft__builder_ascii(&b, ": ", 2) ||
            !weft__builder_repr(&b, value)) {
            break;
        }
    }
    weft__builder_char(&b, '}');
    Str *text = exception_pending(t) ? NULL : weft__builder_finish(&b);
    weft__repr_leave(t, self);
    return value_or_empty(text);
}

static Value dict_compare(Thread *t, Value a, Value b, Comparison op)
{
    if (!is_dict(t, a) || !is_dict(t, b) || (op != CMP_EQ && op != CMP_NE)) {
        return NOT_IMPLEMENTED;
    }
    if (!weft__enter_recursion(t, " in comparison")) {
        return EMPTY;
    }
    int same = weft__dict_equal(t, as_dict(a), as_dict(b));
    weft__leave_recursion(t);
    return same < 0 ? EMPTY : value_from_bool(same == (op == CMP_EQ));
}

static int64_t dict_length(Thread *t, Value self)
{
    return (int64_t)weft__dict_length(t, as_dict(self));
}
static int dict_truth(Thread *t, Value self)
{
    return weft__dict_length(t, as_dict(self)) != 0;
}

static NO_INLINE Value item_missing(Thread *t, Value self, Value key)
{
    if (exception_pending(t)) {
        return EMPTY;
    }
    if (value_object(self)->type != T(t, dict)) {
        bool missing = false;
        Value v = weft__call_special(t, self, N(t, __missing__), &key, 1, &missing);
        if (!missing) {
            return v;
        }
    }
    return weft__raise_key_error(t, key);
}

static Value dict_get_item(Thread *t, Value self, Value key)
{
    Value v = weft__dict_get(t, as_dict(self), key);
    return LIKELY(v != EMPTY) ? v : item_missing(t, self, key);
}

static bool dict_set_item(Thread *t, Value self, Value key, Value value)
{
    if (value != EMPTY) {
        return weft__dict_set(t, as_dict(self), key, value);
    }
    int deleted = weft__dict_delete(t, as_dict(self), key);
    if (deleted == 0) {
        weft__raise_key_error(t, key);
    }
    return deleted > 0;
}

static int dict_contains(Thread *t, Value self, Value key)
{
    Value v = weft__dict_get(t, as_dict(self), key);
    return v != EMPTY ? 1 : exception_pending(t) ? -1 : 0;
}

static Value dict_iterate(Thread *t, Value self)
{
    return weft__dict_iterator_new(t, T(t, dict_key_iterator), as_dict(self), false);
}

static Value dict_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    return op == OP_OR ? weft__dict_or(t, a, b) : NOT_IMPLEMENTED;
}
static Value dict_inplace(Thread *t, BinaryOperation op, Value a, Value b)
{
    if (op != OP_OR) {
        return NOT_IMPLEMENTED;
    }
    return update_from(t, as_dict(a), b) ? a : EMPTY;
}

/* ---- methods ---- */

static Value method_get(Thread *t, Value *args)
{
    Value v = weft__dict_get(t, as_dict(args[0]), args[1]);
    return v != EMPTY ? v : exception_pending(t) ? EMPTY : args[2];
}

static Value method_set_default(Thread *t, Value *args)
{
    return weft__dict_set_default(t, as_dict(args[0]), args[1], args[2]);
}

Value weft__dict_pop_method(Thread *t, Value *args)
{
    Dict *d = as_dict(args[0]);
    if (weft__dict_length(t, d) == 0) { /* nothing is hashed then */
        return args[2] != EMPTY ? args[2] : weft__raise_key_error(t, args[1]);
    }
    Value v = weft__dict_pop(t, d, args[1]);
    if (v != EMPTY || exception_pending(t)) {
        return v;
    }
    return args[2] != EMPTY ? args[2] : weft__raise_key_error(t, args[1]);
}

bool weft__dict_popitem(Thread *t, Dict *d, Value *key, Value *value, bool *empty)
{
    *empty = false;
    if (UNLIKELY(d->owner != EMPTY)) {
        size_t position = 0;
        *empty = true;
        while (weft__instance_next(t, d->owner, &position, key, value)) {
            *empty = false;
        }
        return *empty || weft__instance_delete(t, d->owner, *key) >= 0;
    }
    weft__lock_object(t, &d->head);
    DictTable *table = weft__load_relaxed(&d->table);
    if (weft__load_relaxed(&table->live) == 0) {
        *empty = true;
    } else {
        uint32_t i = weft__load_relaxed(&table->end_live) - 1;
        while (weft__load_relaxed(&table->entries[i].value) == EMPTY) {
            i--;
        }
        *key = weft__load_relaxed(&table->entries[i].key);
        *value = weft__load_relaxed(&table->entries[i].value);
        weft__dict_delete_locked(table, i);
    }
    weft__unlock_object(t, &d->head);
    return true;
}

static Value method_popitem(Thread *t, Value *args)
{
    Value key, value;
    bool empty;
    if (!weft__dict_popitem(t, as_dict(args[0]), &key, &value, &empty)) {
        return EMPTY;
    }
    return empty ? RAISE(t, KeyError, "popitem(): dictionary is empty") : weft__tuple2(t, key, value);
}

static Value method_update(Thread *t, Value *args)
{
    Dict *d = as_dict(args[0]);
    Tuple *others = as_tuple(args[1]);
    if (!weft__check_arguments(t, "update", tuple_length(others), 0, 1, EMPTY) ||
        (tuple_length(others) == 1 && !update_from(t, d, others->items[0]))) {
        return EMPTY;
    }
    if (args[2] != EMPTY && weft__dict_length(t, as_dict(args[2])) > 0 &&
        !weft__dict_merge(t, d, args[2], 1)) {
        return EMPTY;
    }
    return NONE;
}

static Value method_clear(Thread *t, Value *args)
{
    return weft__dict_clear(t, as_dict(args[0])) ? NONE : EMPTY;
}
static Value method_copy(Thread *t, Value *args)
{
    return value_or_empty(weft__dict_copy(t, as_dict(args[0])));
}
static Value method_keys(Thread *t, Value *args)
{
    return weft__dict_view_new(t, T(t, dict_keys), as_dict(args[0]));
}
static Value method_values(Thread *t, Value *args)
{
    return weft__dict_view_new(t, T(t, dict_values), as_dict(args[0]));
}
static Value method_items(Thread *t, Value *args)
{
    return weft__dict_view_new(t, T(t, dict_items), as_dict(args[0]));
}
static Value method_reversed(Thread *t, Value *args)
{
    return weft__dict_iterator_new(t, T(t, dict_reverse_key_iterator), as_dict(args[0]), true);
}

/* The keys of a set or a dict, which knows their hashes, into a dict. */
static bool keys_of_set(Thread *t, Dict *into, Set *from, Value value)
{
    SetTable *table = weft__set_snapshot(t, from);
    for (size_t i = 0; table != NULL && i <= table->mask; i++) {
        Value key = weft__load_relaxed(&table->entries[i].key);
        if (key != EMPTY && !weft__dict_set_hashed(t, into, key, table->entries[i].hash, value)) {
            return false;
        }
    }
    return table != NULL;
}
static bool keys_of_dict(Thread *t, Dict *into, Dict *from, Value value)
{
    DictTable *table = weft__dict_private_table(t, from);
    uint32_t used = table == NULL ? 0 : weft__load_relaxed(&table->used);
    for (uint32_t i = 0; i < used; i++) {
        DictEntry *entry = &table->entries[i];
        if (weft__load_relaxed(&entry->value) != EMPTY &&
            !weft__dict_set_hashed(t, into, weft__load_relaxed(&entry->key), entry->hash, value)) {
            return false;
        }
    }
    return table != NULL;
}

Value weft__dict_from_keys(Thread *t, Value *args)
{
    Value made = args[0] == value_from_pointer(T(t, dict)) ? value_or_empty(weft__dict_new(t))
                                                            : weft__call0(t, args[0]);
    if (made == EMPTY) {
        return EMPTY;
    }
    bool plain = object_is(made, T(t, dict));
    if (plain && (object_is(args[1], T(t, set)) || object_is(args[1], T(t, frozenset)))) {
        return keys_of_set(t, as_dict(made), as_set(args[1]), args[2]) ? made : EMPTY;
    }
    if (plain && object_is(args[1], T(t, dict))) {
        return keys_of_dict(t, as_dict(made), as_dict(args[1]), args[2]) ? made : EMPTY;
    }
    Items items;
    if (weft__items_of_exact(t, args[1], &items)) {
        for (size_t i = 0; i < items.count; i++) {
            bool done = plain ? weft__dict_set(t, as_dict(made), items.values[i], args[2])
                              : weft__set_item(t, made, items.values[i], args[2]);
            if (!done) {
                return EMPTY;
            }
        }
        KEEP_ALIVE(items.owner);
        return made;
    }
    Value iterator = exception_pending(t) ? EMPTY : weft__iterate(t, args[1]);
    if (iterator == EMPTY) {
        return EMPTY;
    }
    for (;;) {
        Value key = weft__next(t, iterator);
        if (key == EMPTY) {
            return exception_pending(t) ? EMPTY : made;
        }
        if (!weft__set_item(t, made, key, args[2])) {
            return EMPTY;
        }
    }
}

static Value method_sizeof(Thread *t, Value *args)
{
    (void)t;
    DictTable *table = weft__load_acquire(&as_dict(args[0])->table); /* edge: dict_table */
    size_t bytes = sizeof(Dict);
    if (table->capacity > 0) {
        bytes += sizeof(DictTable) + ((size_t)table->mask + 1) * sizeof(uint32_t) +
                 table->capacity * sizeof(DictEntry);
    }
    return value_from_small_int((int64_t)bytes);
}

static Value class_getitem(Thread *t, Value *args)
{
    return weft__generic_alias_new(t, args[0], args[1]);
}

static const NativeDef dict_methods[] = {
    {"get", method_get, "self, key, default=None, /",
     "The value of key, or default where there is none.", 0},
    {"setdefault", method_set_default, "self, key, default=None, /",
     "The value of key, which gets default first where it has none.", 0},
    {"pop", weft__dict_pop_method, "self, key, default=, /",
     "Takes key out and gives its value; without the key default, or KeyError when none was given.", 0},
    {"popitem", method_popitem, "self, /",
     "Takes out the entry that came in last, as (key, value); KeyError when there is none.", 0},
    {"keys", method_keys, "self, /", "The keys, as a view of the dict.", 0},
    {"items", method_items, "self, /",
     "The (key, value) pairs, as a view of the dict.", 0},
    {"values", method_values, "self, /",
     "The values, as a view of the dict.", 0},
    {"update", method_update, "self, /, *others, **keywords",
     "D.update([E, ]**F) -> None.  Update D from dict/iterable E and F.", 0},
    {"fromkeys", weft__dict_from_keys, "cls, iterable, value=None, /",
     "A dict with these keys, all with the same value.", NATIVE_CLASS},
    {"clear", method_clear, "self, /", "Empties the dict.", 0},
    {"copy", method_copy, "self, /", "A new dict with the same keys and values.", 0},
    {"__reversed__", method_reversed, "self, /", "An iterator over the keys, the last one first.", 0},
    {"__sizeof__", method_sizeof, "self, /", "How many bytes the dict takes.", 0},
    {"__class_getitem__", class_getitem, "cls, item, /", "See PEP 585", NATIVE_CLASS},
    {NULL, NULL, NULL, NULL, 0},
};

void weft__init_dict_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(Dict), TYPE_IS_DICT | TYPE_PATTERN_MAPPING);
    type->head.trace = dict_trace;
    TypeSlots *s = &type->slots;
    s->new_instance = dict_new_slot;
    s->init = dict_init;
    s->repr = weft__dict_repr;
    s->hash = weft__hash_not_implemented;
    s->compare = dict_compare;
    s->iterate = dict_iterate;
    s->length = dict_length;
    s->truth = dict_truth;
    s->get_item = dict_get_item;
    s->set_item = dict_set_item;
    s->contains = dict_contains;
    s->binary = dict_binary;
    s->inplace = dict_inplace;
    s->binary_operators = 1u << OP_OR;
    s->inplace_operators = 1u << OP_OR;
    weft__add_methods(t, type, dict_methods);
    weft__dict_set_str(t, type->dict, N(t, __hash__), NONE);
    weft__type_ready(t, type);
}
