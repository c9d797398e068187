/* set_type.c - set and frozenset as programs see them: slots, methods, iterators.
 *
 * add, discard, remove and pop are atomic. `|=` and update add key by key; `&=`, `-=` and `^=` build the
 * result aside and publish it at once, so no other thread sees half of one. Operators take sets on
 * both sides; the methods of the same meaning take any iterables. The algorithms are in set_methods.c.
 */
#include "object/containers_internal.h"

static Value set_new_slot(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)args;
    (void)count;
    (void)names;
    return value_or_empty(weft__set_new_object(t, type));
}

static bool check_arguments(Thread *t, Type *type, const char *base, size_t count, Value names)
{
    const char *name = weft__str_utf8(t, weft__load_acquire(&type->name), NULL); /* edge: type_name */
    return name != NULL && weft__check_arguments(t, base, 0, 0, 1, names) &&
           weft__check_arguments(t, name, count, 0, 1, EMPTY);
}

static bool set_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    if (!check_arguments(t, type_of(t, self), "set", count, names)) {
        return false;
    }
    Set *s = as_set(self);
    if (weft__set_length(s) != 0) {
        weft__lock_object(t, &s->head);
        weft__store_release(&s->table, weft__empty_set_table(t)); /* edge: set_table */
        weft__unlock_object(t, &s->head);
    }
    return count == 0 || weft__set_update(t, s, args[0]);
}

static Value frozenset_new_slot(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    /* Keywords may be meant for an __init__ of a subclass. */
    bool plain = type == T(t, frozenset), own_init = type->slots.init != T(t, frozenset)->slots.init;
    if (!check_arguments(t, type, "frozenset", count, own_init ? EMPTY : names)) {
        return EMPTY;
    }
    if (plain && count == 1 && object_is(args[0], type)) {
        return args[0];
    }
    if (plain && count == 0 && value_is_pointer(t->runtime->empty_frozenset)) {
        return t->runtime->empty_frozenset;
    }
    Set *s = weft__set_new_object(t, type);
    if (s == NULL || (count == 1 && !weft__set_update(t, s, args[0]))) {
        return EMPTY;
    }
    bool empty = plain && weft__set_length(s) == 0 && value_is_pointer(t->runtime->empty_frozenset);
    return empty ? t->runtime->empty_frozenset : value_from_pointer(s);
}

static void set_trace(Tracer *tracer, Object *object)
{
    weft__trace_object(tracer, weft__load_relaxed(&((Set *)object)->table));
}

static Value set_repr(Thread *t, Value self)
{
    Set *s = as_set(self);
    Type *type = type_of(t, self);
    if (weft__set_length(s) == 0) {
        return value_or_empty(weft__str_format(t, "%N()", type));
    }
    int entered = weft__repr_enter(t, self);
    if (entered != 0) {
        return entered < 0 ? EMPTY : value_or_empty(weft__str_format(t, "%N(...)", type));
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    bool plain = type == T(t, set);
    if (!plain) {
        weft__builder_format(&b, "%N(", type);
    }
    weft__builder_char(&b, '{');
    size_t position = 0;
    bool first = true;
    Value item;
    while (weft__set_next(t, s, &position, &item)) {
        if (!first) {
            weft__builder_ascii(&b, ", ", 2);
        }
        first = false;
        if (!weft__builder_repr(&b, item)) {
            break;
        }
    }
    weft__builder_ascii(&b, "})", plain ? 1 : 2);
    Str *text = exception_pending(t) ? NULL : weft__builder_finish(&b);
    weft__repr_leave(t, self);
    return value_or_empty(text);
}

static bool frozenset_hash(Thread *t, Value self, int64_t *hash)
{
    (void)t;
    Set *s = as_set(self);
    *hash = weft__load_relaxed(&s->hash); /* edge: frozenset_hash */
    if (*hash == -1) {
        *hash = weft__set_table_hash(set_table(s));
        weft__store_relaxed(&s->hash, *hash); /* edge: frozenset_hash */
    }
    return true;
}

static int64_t set_length(Thread *t, Value self)
{
    (void)t;
    return (int64_t)weft__set_length(as_set(self));
}
static int set_truth(Thread *t, Value self)
{
    (void)t;
    return weft__set_length(as_set(self)) != 0;
}

/* A set given as a key stands for the frozenset with its items. EMPTY: not that case, the error
 * stays pending. */
static Value frozen_key(Thread *t, Value key)
{
    if (!is_set(t, key) || !weft__exception_matches(t, EXC(t, TypeError))) {
        return EMPTY;
    }
    exception_take(t);
    return weft__set_copy(t, as_set(key), T(t, frozenset));
}

static int set_contains(Thread *t, Value self, Value item)
{
    int found = weft__set_contains(t, as_set(self), item);
    if (UNLIKELY(found < 0)) {
        Value key = frozen_key(t, item);
        return key == EMPTY ? -1 : weft__set_contains(t, as_set(self), key);
    }
    return found;
}

/* ---- iterators ---- */

typedef struct SetIterator {
    Object head;
    Set *set;                  /* never changes */
    ATOMIC(uint64_t) place;    /* next slot, UINT64_MAX: exhausted; edge: set_iterator */
    ATOMIC(uint64_t) expected; /* size, UINT64_MAX once it was seen to change; edge: set_iterator */
} SetIterator;

static Value set_iterate(Thread *t, Value self)
{
    SetIterator *iterator = weft__alloc(t, sizeof *iterator, T(t, set_iterator));
    if (LIKELY(iterator != NULL)) {
        iterator->set = as_set(self);
        weft__init(&iterator->expected, weft__set_length(as_set(self)));
    }
    return value_or_empty(iterator);
}

static Value set_iterator_next(Thread *t, Value self)
{
    SetIterator *iterator = value_pointer(self);
    uint64_t place = weft__load_relaxed(&iterator->place); /* edge: set_iterator */
    if (place == UINT64_MAX) {
        return EMPTY;
    }
    SetTable *table = set_table(iterator->set);
    /* edges: set_used, set_iterator */
    if (UNLIKELY(weft__load_acquire(&table->used) != weft__load_relaxed(&iterator->expected))) {
        weft__store_relaxed(&iterator->expected, UINT64_MAX); /* edge: set_iterator */
        return RAISE(t, RuntimeError, "Set changed size during iteration");
    }
    for (; place <= table->mask; place++) {
        Value key = weft__load_acquire(&table->entries[place].key); /* edge: set_entry */
        if (key != EMPTY && key != DELETED) {
            weft__store_relaxed(&iterator->place, place + 1); /* edge: set_iterator */
            return key;
        }
    }
    weft__store_relaxed(&iterator->place, UINT64_MAX); /* edge: set_iterator */
    return EMPTY;
}

/* Items from the iterator's place on. */
static Value set_iterator_rest(Thread *t, SetIterator *iterator)
{
    List *rest = weft__list_new(t, 0);
    uint64_t place = weft__load_relaxed(&iterator->place); /* edge: set_iterator */
    size_t position = (size_t)place;
    Value item;
    while (rest != NULL && place != UINT64_MAX && weft__set_next(t, iterator->set, &position, &item)) {
        if (!weft__list_append(t, rest, item)) {
            return EMPTY;
        }
    }
    return value_or_empty(rest);
}

static Value set_iterator_hint(Thread *t, Value *args)
{
    SetIterator *iterator = value_pointer(args[0]);
    /* edges: set_used, set_iterator */
    if (weft__set_length(iterator->set) != weft__load_relaxed(&iterator->expected)) {
        return value_from_small_int(0);
    }
    Value rest = set_iterator_rest(t, iterator);
    return rest == EMPTY ? EMPTY : value_from_small_int((int64_t)list_length(as_list(rest)));
}

static Value set_iterator_reduce(Thread *t, Value *args)
{
    Value iter = weft__builtin_named(t, "iter");
    Value rest = set_iterator_rest(t, value_pointer(args[0]));
    Tuple *of = rest == EMPTY ? NULL : weft__tuple_from(t, &rest, 1);
    return iter == EMPTY || of == NULL ? EMPTY : weft__tuple2(t, iter, value_from_pointer(of));
}

static void set_iterator_trace(Tracer *tracer, Object *object)
{
    weft__trace_object(tracer, ((SetIterator *)object)->set);
}

static Value iterate_self(Thread *t, Value self)
{
    (void)t;
    return self;
}

static const NativeDef iterator_methods[] = {
    {"__length_hint__", set_iterator_hint, "self, /",
     "About how many items are left.", 0},
    {"__reduce__", set_iterator_reduce, "self, /", "How pickle and copy make the object again.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

void weft__init_set_iterator_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(SetIterator), TYPE_FINAL);
    type->head.trace = set_iterator_trace;
    type->slots.iterate = iterate_self;
    type->slots.next = set_iterator_next;
    weft__add_methods(t, type, iterator_methods);
    weft__type_ready(t, type);
}

/* ---- methods of one item ---- */

static Value method_add(Thread *t, Value *args)
{
    return weft__set_add(t, as_set(args[0]), args[1]) < 0 ? EMPTY : NONE;
}

static int discard(Thread *t, Value self, Value item)
{
    int found = weft__set_discard(t, as_set(self), item);
    if (found < 0) {
        Value key = frozen_key(t, item);
        return key == EMPTY ? -1 : weft__set_discard(t, as_set(self), key);
    }
    return found;
}
static Value method_discard(Thread *t, Value *args)
{
    return discard(t, args[0], args[1]) < 0 ? EMPTY : NONE;
}
static Value method_remove(Thread *t, Value *args)
{
    int found = discard(t, args[0], args[1]);
    return found == 0 ? weft__raise_key_error(t, args[1]) : found < 0 ? EMPTY : NONE;
}

static Value method_pop(Thread *t, Value *args)
{
    Set *s = as_set(args[0]);
    Value taken = EMPTY;
    weft__lock_object(t, &s->head);
    SetTable *table = set_table(s);
    if (weft__load_relaxed(&table->used) > 0) {
        size_t at = weft__load_relaxed(&s->finger) & table->mask;
        for (;; at = (at + 1) & table->mask) {
            taken = weft__load_relaxed(&table->entries[at].key);
            if (taken != EMPTY && taken != DELETED) {
                break;
            }
        }
        weft__store_release(&table->entries[at].key, DELETED); /* edge: set_entry */
        weft__store_release(&table->used, weft__load_relaxed(&table->used) - 1); /* edge: set_used; locked */
        weft__store_relaxed(&s->finger, at + 1);
    }
    weft__unlock_object(t, &s->head);
    return taken == EMPTY ? RAISE(t, KeyError, "pop from an empty set") : taken;
}

static Value method_clear(Thread *t, Value *args)
{
    Set *s = as_set(args[0]);
    weft__lock_object(t, &s->head);
    weft__store_release(&s->table, weft__empty_set_table(t)); /* edge: set_table */
    weft__unlock_object(t, &s->head);
    return NONE;
}

static Value method_reduce(Thread *t, Value *args)
{
    Value list = value_or_empty(weft__list_from_iterable(t, args[0]));
    Tuple *of = list == EMPTY ? NULL : weft__tuple_from(t, &list, 1);
    Tuple *state = weft__tuple_new(t, 3);
    if (of == NULL || state == NULL) {
        return EMPTY;
    }
    Value own = weft__object_state(t, args[0]);
    if (own == EMPTY) {
        return EMPTY;
    }
    state->items[0] = value_from_pointer(type_of(t, args[0]));
    state->items[1] = value_from_pointer(of);
    state->items[2] = own;
    return value_from_pointer(state);
}

static Value method_sizeof(Thread *t, Value *args)
{
    (void)t;
    SetTable *table = set_table(as_set(args[0]));
    return value_from_small_int(
        (int64_t)(sizeof(Set) + sizeof(SetTable) + (table->mask + 1) * sizeof(SetEntry)));
}

static Value class_getitem(Thread *t, Value *args)
{
    return weft__generic_alias_new(t, args[0], args[1]);
}

static const NativeDef common_methods[] = {
    {"__reduce__", method_reduce, "self, /", "How pickle and copy make the object again.", 0},
    {"__sizeof__", method_sizeof, "self, /", "How many bytes the set takes.", 0},
    {"__class_getitem__", class_getitem, "cls, item, /", "See PEP 585", NATIVE_CLASS},
    {NULL, NULL, NULL, NULL, 0},
};
static const NativeDef set_methods[] = {
    {"add", method_add, "self, item, /", "Add an element to a set.", 0},
    {"discard", method_discard, "self, item, /", "Remove an element from a set if it is a member.", 0},
    {"remove", method_remove, "self, item, /",
     "Remove an element from a set; it must be a member.", 0},
    {"pop", method_pop, "self, /", "Remove and return an arbitrary set element.", 0},
    {"clear", method_clear, "self, /", "Empties the set.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

static void fill_slots(Type *type)
{
    TypeSlots *s = &type->slots;
    s->repr = set_repr;
    s->compare = weft__set_compare;
    s->iterate = set_iterate;
    s->length = set_length;
    s->truth = set_truth;
    s->contains = set_contains;
    s->binary = weft__set_binary;
    s->binary_operators = 1u << OP_OR | 1u << OP_AND | 1u << OP_XOR | 1u << OP_SUBTRACT;
    type->head.trace = set_trace;
}

void weft__init_set_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(Set), TYPE_IS_SET | TYPE_HAS_WEAK);
    fill_slots(type);
    TypeSlots *s = &type->slots;
    s->new_instance = set_new_slot;
    s->init = set_init;
    s->hash = weft__hash_not_implemented;
    s->inplace = weft__set_inplace;
    s->inplace_operators = s->binary_operators;
    weft__add_methods(t, type, common_methods);
    weft__add_methods(t, type, set_methods);
    weft__set_add_methods(t, type, false);
    weft__dict_set_str(t, type->dict, N(t, __hash__), NONE);
    weft__type_ready(t, type);
}

void weft__init_frozenset_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(Set), TYPE_IS_SET | TYPE_HAS_WEAK);
    fill_slots(type);
    type->slots.new_instance = frozenset_new_slot;
    type->slots.hash = frozenset_hash;
    weft__add_methods(t, type, common_methods);
    weft__set_add_methods(t, type, true);
    weft__type_ready(t, type);
    if (!value_is_pointer(t->runtime->empty_frozenset)) {
        t->runtime->empty_frozenset = value_or_empty(weft__set_new(t, true));
    }
}
