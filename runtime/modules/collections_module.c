/* collections_module.c - what collections/__init__.py needs in C: defaultdict, OrderedDict, the fields
 * of named tuples, and counting.
 *
 * A defaultdict keeps what another thread put in while the factory ran, so every thread gets the same
 * object. OrderedDict is a dict whose order can be changed; moving a key never hides it from readers.
 */
#include "modules/collections.h"

#include "object/classes.h"
#include "object/containers_internal.h"

/* ---- defaultdict ---- */

typedef struct DefaultDict {
    Dict dict;
    ATOMIC(Value) factory; /* NONE: none; edge: default_factory */
} DefaultDict;

static DefaultDict *as_default_dict(Value v) { return value_pointer(v); }
static Value factory_of(Value v)
{
    return weft__load_acquire(&as_default_dict(v)->factory); /* edge: default_factory */
}

static Value default_dict_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)args;
    (void)count;
    (void)names;
    Value made = weft__dict_new_object(t, type);
    if (made != EMPTY) {
        weft__init(&as_default_dict(made)->factory, NONE);
    }
    return made;
}

static bool default_dict_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    Value factory = NONE;
    if (count > 0) {
        factory = args[0];
        if (factory != NONE && !weft__is_callable(t, factory)) {
            RAISE(t, TypeError, "first argument must be callable or None");
            return false;
        }
        args++;
        count--;
    }
    weft__store_release(&as_default_dict(self)->factory, factory); /* edge: default_factory */
    return T(t, dict)->slots.init(t, self, args, count, names);
}

static void default_dict_trace(Tracer *tracer, Object *object)
{
    DefaultDict *d = (DefaultDict *)object;
    weft__trace_object(tracer, weft__load_relaxed(&d->dict.table));
    weft__trace_value(tracer, weft__load_relaxed(&d->factory));
}

static Value default_dict_missing(Thread *t, Value *args)
{
    Value factory = factory_of(args[0]);
    if (factory == NONE) {
        return weft__raise_key_error(t, args[1]);
    }
    Value made = weft__call0(t, factory);
    return made == EMPTY ? EMPTY : weft__dict_set_default(t, as_dict(args[0]), args[1], made);
}

static Value default_dict_repr(Thread *t, Value self)
{
    Value content = weft__dict_repr(t, self);
    Value factory = factory_of(self);
    if (content == EMPTY) {
        return EMPTY;
    }
    int entered = weft__repr_enter(t, factory);
    if (entered < 0) {
        return EMPTY;
    }
    Str *name = weft__class_name(t, type_of(t, self));
    Str *text = name == NULL  ? NULL
                : entered > 0 ? weft__str_format(t, "%S(..., %V)", name, content)
                              : weft__str_format(t, "%S(%R, %V)", name, factory, content);
    if (entered == 0) {
        weft__repr_leave(t, factory);
    }
    return value_or_empty(text);
}

static Value default_dict_copy_as(Thread *t, Value self, Value content)
{
    return weft__call2(t, value_from_pointer(type_of(t, self)), factory_of(self), content);
}
static Value default_dict_copy(Thread *t, Value *args)
{
    return default_dict_copy_as(t, args[0], args[0]);
}

static Value default_dict_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    if (op != OP_OR || !is_dict(t, a) || !is_dict(t, b)) {
        return NOT_IMPLEMENTED;
    }
    Type *type = weft__collections_type(t, COLLECTIONS_DEFAULT_DICT);
    bool left = weft__is_subtype(type_of(t, a), type);
    Value made = default_dict_copy_as(t, left ? a : b, a);
    return made != EMPTY && weft__dict_merge(t, as_dict(made), b, 1) ? made : EMPTY;
}

static Value default_dict_reduce(Thread *t, Value *args)
{
    Value factory = factory_of(args[0]);
    Tuple *of = factory == NONE ? t->runtime->empty_tuple : weft__tuple_from(t, &factory, 1);
    Value items = weft__call_method(t, args[0], N(t, items), NULL, 0);
    Value iterator = items == EMPTY ? EMPTY : weft__iterate(t, items);
    Tuple *result = weft__tuple_new(t, 5);
    if (of == NULL || iterator == EMPTY || result == NULL) {
        return EMPTY;
    }
    result->items[0] = value_from_pointer(type_of(t, args[0]));
    result->items[1] = value_from_pointer(of);
    result->items[2] = NONE;
    result->items[3] = NONE;
    result->items[4] = iterator;
    return value_from_pointer(result);
}

static Value default_dict_factory(Thread *t, Value self)
{
    (void)t;
    return factory_of(self);
}
static bool default_dict_set_factory(Thread *t, Value self, Value v)
{
    (void)t;
    weft__store_release(&as_default_dict(self)->factory, v == EMPTY ? NONE : v); /* edge: default_factory */
    return true;
}

static bool add_default_dict(Thread *t, Module *m, Type **types)
{
    static const NativeDef methods[] = {
        {"__missing__", default_dict_missing, "self, key, /",
         "__missing__(key) # Called by __getitem__ for missing key", 0},
        {"copy", default_dict_copy, "self, /", "A new one with the same factory, keys and values.", 0},
        {"__copy__", default_dict_copy, "self, /", "A new one with the same factory, keys and values.", 0},
        {"__reduce__", default_dict_reduce, "self, /", "How pickle and copy make the object again.", 0},
        {"__class_getitem__", weft__native_class_getitem, "cls, item, /", "See PEP 585", NATIVE_CLASS},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const GetSetDef attributes[] = {
        {"default_factory", default_dict_factory, default_dict_set_factory,
         "What makes the value of a key that is missing."},
        {NULL, NULL, NULL, NULL},
    };
    Type *type = weft__native_type_new(t, "collections.defaultdict", T(t, dict), sizeof(DefaultDict),
                                       TYPE_IS_DICT | TYPE_PATTERN_MAPPING | TYPE_HAS_WEAK);
    if (type == NULL) {
        return false;
    }
    type->head.trace = default_dict_trace;
    type->slots.new_instance = default_dict_new;
    type->slots.init = default_dict_init;
    type->slots.repr = default_dict_repr;
    type->slots.binary = default_dict_binary;
    type->slots.binary_operators = 1u << OP_OR;
    types[COLLECTIONS_DEFAULT_DICT] = type;
    return weft__type_publish(t, m, type, "defaultdict", methods, attributes);
}

/* ---- OrderedDict ---- */

static bool is_ordered(Thread *t, Value v)
{
    return value_is_pointer(v) &&
           weft__is_subtype(type_of(t, v), weft__collections_type(t, COLLECTIONS_ORDERED_DICT));
}

/* One element of a sequence of pairs. */
static bool ordered_put_pair(Thread *t, Value self, Value pair)
{
    Tuple *row = weft__tuple_from_iterable(t, pair);
    if (row == NULL) {
        return false;
    }
    size_t count = tuple_length(row);
    if (count < 2) {
        RAISE(t, ValueError, "need more than %zu value%s to unpack", count, count == 1 ? "" : "s");
        return false;
    }
    if (count > 2) {
        RAISE(t, ValueError, "too many values to unpack (expected 2)");
        return false;
    }
    return weft__set_item(t, self, row->items[0], row->items[1]);
}

static bool ordered_put_pairs(Thread *t, Value self, Value pairs)
{
    Value iterator = weft__iterate(t, pairs);
    for (Value pair = iterator; pair != EMPTY;) {
        pair = weft__next(t, iterator);
        if (pair != EMPTY && !ordered_put_pair(t, self, pair)) {
            return false;
        }
    }
    return !exception_pending(t);
}

/* Items go through __setitem__, which subclasses may override. */
static bool ordered_put_all(Thread *t, Value self, Value other)
{
    bool plain = type_of(t, self)->slots.set_item == T(t, dict)->slots.set_item;
    if (plain && object_is(other, T(t, dict))) {
        return T(t, dict)->slots.init(t, self, &other, 1, EMPTY);
    }
    bool failed = false;
    Value keys = weft__find_attribute(t, other, N(t, keys), &failed);
    if (failed) {
        return false;
    }
    if (keys == EMPTY) {
        return ordered_put_pairs(t, self, other);
    }
    Value names = weft__call0(t, keys);
    Value iterator = names == EMPTY ? EMPTY : weft__iterate(t, names);
    for (Value key = iterator; key != EMPTY;) {
        key = weft__next(t, iterator);
        Value value = key == EMPTY ? EMPTY : weft__get_item(t, other, key);
        if (key != EMPTY && (value == EMPTY || !weft__set_item(t, self, key, value))) {
            return false;
        }
    }
    return !exception_pending(t);
}

static bool ordered_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    if (count > 1) {
        RAISE(t, TypeError, "expected at most 1 arguments, got %zu", count);
        return false;
    }
    if (count == 1 && !ordered_put_all(t, self, args[0])) {
        return false;
    }
    size_t keywords = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    for (size_t i = 0; i < keywords; i++) {
        if (!weft__set_item(t, self, as_tuple(names)->items[i], args[count + i])) {
            return false;
        }
    }
    return true;
}

static Value ordered_update(Thread *t, Value *args)
{
    if (args[1] != EMPTY && !ordered_put_all(t, args[0], args[1])) {
        return EMPTY;
    }
    if (weft__dict_length(t, as_dict(args[2])) > 0 && !ordered_put_all(t, args[0], args[2])) {
        return EMPTY;
    }
    return NONE;
}

static Value ordered_repr(Thread *t, Value self)
{
    Str *name = weft__class_name(t, type_of(t, self));
    if (name == NULL) {
        return EMPTY;
    }
    if (weft__dict_length(t, as_dict(self)) == 0) {
        return value_or_empty(weft__str_format(t, "%S()", name));
    }
    int entered = weft__repr_enter(t, self);
    if (entered != 0) {
        return entered < 0 ? EMPTY : value_or_empty(weft__str_from_c(t, "..."));
    }
    Value items = weft__dict_items_list(t, as_dict(self));
    Str *text = items == EMPTY ? NULL : weft__str_format(t, "%S(%R)", name, items);
    weft__repr_leave(t, self);
    return value_or_empty(text);
}

static Value ordered_compare(Thread *t, Value a, Value b, Comparison op)
{
    if (!is_dict(t, a) || !is_dict(t, b) || (op != CMP_EQ && op != CMP_NE)) {
        return NOT_IMPLEMENTED;
    }
    if (!weft__enter_recursion(t, " in comparison")) {
        return EMPTY;
    }
    int same = weft__dict_equal(t, as_dict(a), as_dict(b));
    if (same > 0 && is_ordered(t, a) && is_ordered(t, b)) {
        Value x = weft__dict_keys_list(t, as_dict(a));
        Value y = x == EMPTY ? EMPTY : weft__dict_keys_list(t, as_dict(b));
        same = y == EMPTY ? -1 : weft__compare_bool(t, x, y, CMP_EQ);
    }
    weft__leave_recursion(t);
    return same < 0 ? EMPTY : value_from_bool(same == (op == CMP_EQ));
}

static Value ordered_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    if (op != OP_OR || !is_dict(t, a) || !is_dict(t, b)) {
        return NOT_IMPLEMENTED;
    }
    Value made = weft__call1(t, value_from_pointer(type_of(t, is_ordered(t, a) ? a : b)), a);
    return made != EMPTY && ordered_put_all(t, made, b) ? made : EMPTY;
}
static Value ordered_inplace(Thread *t, BinaryOperation op, Value a, Value b)
{
    if (op != OP_OR) {
        return NOT_IMPLEMENTED;
    }
    return ordered_put_all(t, a, b) ? a : EMPTY;
}

static Value ordered_popitem(Thread *t, Value *args)
{
    int last = weft__truth(t, args[1]);
    Value key, value;
    bool empty = false;
    if (last < 0) {
        return EMPTY;
    }
    if (last ? !weft__dict_popitem(t, as_dict(args[0]), &key, &value, &empty)
             : !weft__dict_popitem_first(t, as_dict(args[0]), &key, &value)) {
        empty = true;
    }
    return empty ? RAISE(t, KeyError, "dictionary is empty") : weft__tuple2(t, key, value);
}

static Value ordered_move(Thread *t, Value *args)
{
    int last = weft__truth(t, args[2]);
    int moved = last < 0 ? -1 : weft__dict_move_to_end(t, as_dict(args[0]), args[1], last);
    return moved == 0 ? weft__raise_key_error(t, args[1]) : moved < 0 ? EMPTY : NONE;
}

static Value ordered_copy(Thread *t, Value *args)
{
    return weft__call1(t, value_from_pointer(type_of(t, args[0])), args[0]);
}

static Value ordered_reduce(Thread *t, Value *args)
{
    Value state = weft__object_state(t, args[0]);
    Value items = state == EMPTY ? EMPTY : weft__call_method(t, args[0], N(t, items), NULL, 0);
    Value iterator = items == EMPTY ? EMPTY : weft__iterate(t, items);
    Tuple *result = weft__tuple_new(t, 5);
    if (iterator == EMPTY || result == NULL) {
        return EMPTY;
    }
    result->items[0] = value_from_pointer(type_of(t, args[0]));
    result->items[1] = value_from_pointer(t->runtime->empty_tuple);
    result->items[2] = state;
    result->items[3] = NONE;
    result->items[4] = iterator;
    return value_from_pointer(result);
}

static Value ordered_keys(Thread *t, Value *args)
{
    return weft__dict_view_new(t, weft__collections_type(t, COLLECTIONS_KEYS), as_dict(args[0]));
}
static Value ordered_values(Thread *t, Value *args)
{
    return weft__dict_view_new(t, weft__collections_type(t, COLLECTIONS_VALUES), as_dict(args[0]));
}
static Value ordered_items(Thread *t, Value *args)
{
    return weft__dict_view_new(t, weft__collections_type(t, COLLECTIONS_ITEMS), as_dict(args[0]));
}

/* These methods are dict's, with parameters that can be named. */
static Value ordered_set_default(Thread *t, Value *args)
{
    return weft__dict_set_default(t, as_dict(args[0]), args[1], args[2]);
}

static bool add_ordered_dict(Thread *t, Module *m, Type **types)
{
    static const NativeDef methods[] = {
        {"fromkeys", weft__dict_from_keys, "cls, /, iterable, value=None",
         "A dictionary with these keys in their order, all with the same value.", NATIVE_CLASS},
        {"setdefault", ordered_set_default, "self, key, default=None",
         "The value of key, which gets default first where it has none.", 0},
        {"pop", weft__dict_pop_method, "self, key, default=",
         "Takes key out and gives its value; without the key default, or KeyError when none was given.", 0},
        {"popitem", ordered_popitem, "self, last=True",
         "Remove and return a (key, value) pair from the dictionary.", 0},
        {"move_to_end", ordered_move, "self, key, last=True",
         "Move an existing element to the end (or beginning if last is false).", 0},
        {"copy", ordered_copy, "self, /", "A new one with the same keys and values in the same order.", 0},
        {"update", ordered_update, "self, other=, /, **keywords", NULL, 0},
        {"keys", ordered_keys, "self, /", NULL, 0},
        {"values", ordered_values, "self, /", NULL, 0},
        {"items", ordered_items, "self, /", NULL, 0},
        {"__reduce__", ordered_reduce, "self, /", "How pickle and copy make the object again.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const char *const views[] = {"odict_keys", "odict_values", "odict_items"};
    Type *bases[] = {T(t, dict_keys), T(t, dict_values), T(t, dict_items)};
    for (int i = 0; i < 3; i++) {
        Type *view = weft__native_type_new(t, views[i], bases[i], sizeof(DictView), TYPE_FINAL);
        if (view == NULL || !weft__ordered_iteration(t, view, COLLECTIONS_KEYS + i) ||
            !weft__type_publish(t, m, view, NULL, NULL, NULL)) {
            return false;
        }
        types[COLLECTIONS_KEYS + i] = view;
    }
    Type *type = weft__native_type_new(t, "collections.OrderedDict", T(t, dict), sizeof(Dict),
                                       TYPE_IS_DICT | TYPE_PATTERN_MAPPING | TYPE_HAS_DICT | TYPE_HAS_WEAK);
    if (type == NULL) {
        return false;
    }
    type->slots.init = ordered_init;
    type->slots.repr = ordered_repr;
    type->slots.compare = ordered_compare;
    type->slots.hash = weft__hash_not_implemented;
    type->slots.binary = ordered_binary;
    type->slots.inplace = ordered_inplace;
    type->slots.binary_operators = type->slots.inplace_operators = 1u << OP_OR;
    weft__dict_set_str(t, type->dict, N(t, __hash__), NONE);
    types[COLLECTIONS_ORDERED_DICT] = type;
    return weft__ordered_iteration(t, type, COLLECTIONS_ORDERED_DICT) &&
           weft__collections_add_ordered_iterator(t, m, types) &&
           weft__type_publish(t, m, type, "OrderedDict", methods, NULL);
}

/* ---- fields of named tuples ---- */

typedef struct FieldGetter {
    Object head;
    int64_t index;     /* never changes */
    ATOMIC(Value) doc; /* edge: field_doc */
} FieldGetter;

static void field_trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, weft__load_relaxed(&((FieldGetter *)object)->doc));
}

static Value field_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    int64_t index;
    if (!weft__no_keywords(t, "_tuplegetter", names)) {
        return EMPTY;
    }
    if (count != 2) {
        return RAISE(t, TypeError, "_tuplegetter expected 2 arguments, got %zu", count);
    }
    if (!weft__to_i64(t, args[0], &index)) {
        return EMPTY;
    }
    FieldGetter *field = weft__instance_new(t, type, type->instance_bytes);
    if (field != NULL) {
        field->index = index;
        weft__init(&field->doc, args[1]);
    }
    return value_or_empty(field);
}

static Value field_get(Thread *t, Value self, Value instance, Value owner)
{
    (void)owner;
    FieldGetter *field = value_pointer(self);
    if (instance == EMPTY || instance == NONE) {
        return self;
    }
    if (UNLIKELY(!is_tuple(t, instance))) {
        return RAISE(t, TypeError,
                     "descriptor for index '%lld' for tuple subclasses doesn't apply to '%T' object",
                     (long long)field->index, instance);
    }
    if (UNLIKELY((uint64_t)field->index >= tuple_length(as_tuple(instance)))) {
        return RAISE(t, IndexError, "tuple index out of range");
    }
    return as_tuple(instance)->items[field->index];
}

static bool field_set(Thread *t, Value self, Value instance, Value v)
{
    (void)self;
    (void)instance;
    RAISE(t, AttributeError, v == EMPTY ? "can't delete attribute" : "can't set attribute");
    return false;
}

static Value field_doc(Thread *t, Value self)
{
    (void)t;
    return weft__load_acquire(&((FieldGetter *)value_pointer(self))->doc); /* edge: field_doc */
}
static bool field_set_doc(Thread *t, Value self, Value v)
{
    (void)t;
    weft__store_release(&((FieldGetter *)value_pointer(self))->doc, v == EMPTY ? NONE : v); /* edge: field_doc */
    return true;
}

static Value field_reduce(Thread *t, Value *args)
{
    FieldGetter *field = value_pointer(args[0]);
    Value of = weft__tuple2(t, value_from_small_int(field->index),
                            weft__load_acquire(&field->doc)); /* edge: field_doc */
    return of == EMPTY ? EMPTY : weft__tuple2(t, value_from_pointer(type_of(t, args[0])), of);
}

static Value field_repr(Thread *t, Value self)
{
    FieldGetter *field = value_pointer(self);
    return value_or_empty(weft__str_format(t, "_tuplegetter(%lld, %R)", (long long)field->index,
                                           weft__load_acquire(&field->doc))); /* edge: field_doc */
}

static bool add_field_getter(Thread *t, Module *m, Type **types)
{
    static const NativeDef methods[] = {
        {"__reduce__", field_reduce, "self, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const GetSetDef attributes[] = {
        {"__doc__", field_doc, field_set_doc, NULL},
        {NULL, NULL, NULL, NULL},
    };
    Type *type = weft__native_type_new(t, "_collections._tuplegetter", NULL, sizeof(FieldGetter), TYPE_FINAL);
    if (type == NULL) {
        return false;
    }
    type->head.trace = field_trace;
    type->slots.new_instance = field_new;
    type->slots.repr = field_repr;
    type->slots.descriptor_get = field_get;
    type->slots.descriptor_set = field_set;
    types[COLLECTIONS_GETTER] = type;
    return weft__type_publish(t, m, type, "_tuplegetter", methods, attributes);
}

/* ---- counting ---- */

static Value plus_one(Thread *t, Value v)
{
    return LIKELY(value_is_small_int(v)) ? int_from_i64(t, value_small_int(v) + 1)
                                         : weft__binary(t, OP_ADD, v, value_from_small_int(1));
}

static Value count_elements(Thread *t, Value *args)
{
    Value mapping = args[0], iterator = weft__iterate(t, args[1]);
    const TypeSlots *slots = &type_of(t, mapping)->slots;
    bool plain = is_dict(t, mapping) && slots->set_item == T(t, dict)->slots.set_item;
    if (iterator == EMPTY) {
        return EMPTY;
    }
    for (;;) {
        Value key = weft__next(t, iterator), count;
        if (key == EMPTY) {
            return exception_pending(t) ? EMPTY : NONE;
        }
        bool done = false;
        if (plain) {
            int64_t hash;
            if (!key_hash(t, key, &hash)) {
                return EMPTY;
            }
            count = weft__dict_get_hashed(t, as_dict(mapping), key, hash);
            if (count == EMPTY && exception_pending(t)) {
                return EMPTY;
            }
            count = count == EMPTY ? value_from_small_int(1) : plus_one(t, count);
            done = count != EMPTY && weft__dict_set_hashed(t, as_dict(mapping), key, hash, count);
        } else {
            Value get_arguments[2] = {key, value_from_small_int(0)};
            count = weft__call_method(t, mapping, N(t, get), get_arguments, 2);
            count = count == EMPTY ? EMPTY : plus_one(t, count);
            done = count != EMPTY && weft__set_item(t, mapping, key, count);
        }
        if (!done || !weft__poll(t)) {
            return EMPTY;
        }
    }
}

bool weft__init_module__collections(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"_count_elements", count_elements, "mapping, iterable, /",
         "Adds how often each element comes to the numbers in the mapping.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    Type *types[COLLECTIONS_TYPES] = {NULL};
    if (!weft__collections_add_deque(t, m, types) || !add_default_dict(t, m, types) ||
        !add_ordered_dict(t, m, types) || !add_field_getter(t, m, types)) {
        return false;
    }
    Tuple *kept = weft__tuple_new(t, COLLECTIONS_TYPES);
    if (kept == NULL) {
        return false;
    }
    for (int i = 0; i < COLLECTIONS_TYPES; i++) {
        kept->items[i] = value_from_pointer(types[i]);
    }
    t->runtime->module_values[MODULE_VALUE_COLLECTIONS] = value_from_pointer(kept);
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_collections"));
}
