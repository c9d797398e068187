/* type.c - making classes and calling them.
 *
 * A class is filled completely (layout, dictionary, MRO, slots) before its bases list it as a
 * subclass, which is what makes it visible to other threads; __set_name__ and __init_subclass__ run
 * after that, with no lock held.
 */
#include "object/slot_generic.h"

/* ---- the metaclass ---- */

Type *weft__calculate_metaclass(Thread *t, Type *start, Tuple *bases)
{
    Type *winner = start;
    for (size_t i = 0; i < tuple_length(bases); i++) {
        Type *each = type_of(t, bases->items[i]);
        if (weft__is_subtype(winner, each)) {
            continue;
        }
        if (!weft__is_subtype(each, winner)) {
            RAISE(t, TypeError,
                  "metaclass conflict: the metaclass of a derived class must be a (non-strict) "
                  "subclass of the metaclasses of all its bases");
            return NULL;
        }
        winner = each;
    }
    return winner;
}

/* ---- making a class ---- */

Type *weft__type_alloc(Thread *t, Type *metatype)
{
    size_t bytes = metatype->instance_bytes < sizeof(Type) ? sizeof(Type) : metatype->instance_bytes;
    Type *type = weft__alloc(t, bytes, metatype);
    if (type == NULL) {
        return NULL;
    }
    ATOMIC(Value) *members = (ATOMIC(Value) *)(void *)((char *)type + bytes) - metatype->own_slots;
    for (uint32_t i = 0; i < metatype->own_slots; i++) {
        weft__init(&members[i], EMPTY);
    }
    weft__init(&type->subclasses, EMPTY);
    weft__init(&type->qualname, EMPTY);
    type->builtin_index = UINT32_MAX;
    return type;
}

static void trace_with_attributes(Tracer *tracer, Object *object)
{
    Type *type = object->type;
    if (type->payload_trace != NULL) {
        type->payload_trace(tracer, object);
    }
    weft__instance_trace(tracer, object);
}

/* What a class takes over from the base that decides its layout. */
void weft__type_inherit(Thread *t, Type *type, Type *base)
{
    (void)t;
    const uint32_t inherited =
        TYPE_HAS_DICT | TYPE_IS_INT | TYPE_IS_STR | TYPE_IS_LIST | TYPE_IS_TUPLE | TYPE_IS_DICT |
        TYPE_IS_BYTES | TYPE_IS_EXCEPTION | TYPE_IS_TYPE | TYPE_IS_FLOAT | TYPE_IS_SET |
        TYPE_PATTERN_SEQUENCE | TYPE_PATTERN_MAPPING | TYPE_VARIABLE | TYPE_IS_BYTEARRAY |
        TYPE_HAS_WEAK | TYPE_HAS_DEL | TYPE_OWN_DICT | TYPE_IS_EXPORTER;
    type->flags |= base->flags & inherited;
    type->base = base;
    type->native = base->native;
    type->payload_trace = base->payload_trace;
    type->head.release = base->head.release;
    type->head.trace = trace_with_attributes;
    type->slots = base->slots;
}

static bool set_module(Thread *t, Dict *dict)
{
    if (weft__dict_get_str(t, dict, N(t, __module__)) != EMPTY || t->frame == NULL) {
        return true;
    }
    Value name = weft__dict_get_str(t, t->frame->function->globals, N(t, __name__));
    return name == EMPTY || weft__dict_set_str(t, dict, N(t, __module__), name);
}

static bool wrap_method(Thread *t, Dict *dict, Str *name, Value (*wrap)(Thread *, Value))
{
    Value found = weft__dict_get_str(t, dict, name);
    if (!object_is(found, T(t, function))) {
        return true;
    }
    Value wrapped = wrap(t, found);
    return wrapped != EMPTY && weft__dict_set_str(t, dict, name, wrapped);
}

static bool set_qualname(Thread *t, Type *type, Str *name)
{
    Value qualname = weft__dict_get_str(t, type->dict, N(t, __qualname__));
    if (qualname == EMPTY) {
        qualname = value_from_pointer(name);
    } else if (!is_str(t, qualname)) {
        RAISE(t, TypeError, "type __qualname__ must be a str, not %T", qualname);
        return false;
    } else if (weft__dict_delete(t, type->dict, value_from_pointer(N(t, __qualname__))) < 0) {
        return false;
    }
    weft__store_release(&type->qualname, qualname); /* edge: type_name */
    return true;
}

static bool set_class_cell(Thread *t, Type *type)
{
    Value cell = weft__dict_get_str(t, type->dict, N(t, __classcell__));
    if (cell == EMPTY) {
        return true;
    }
    if (!object_is(cell, T(t, cell))) {
        RAISE(t, TypeError, "__classcell__ must be a nonlocal cell, not %R",
              value_from_pointer(type_of(t, cell)));
        return false;
    }
    weft__store_release(&((Cell *)value_pointer(cell))->content, value_from_pointer(type)); /* edge: cell_content */
    return weft__dict_delete(t, type->dict, value_from_pointer(N(t, __classcell__))) >= 0;
}

/* A class with __eq__ and without __hash__ is unhashable. */
static bool set_hash_none(Thread *t, Type *type)
{
    if (weft__dict_get_str(t, type->dict, N(t, __eq__)) == EMPTY ||
        weft__dict_get_str(t, type->dict, N(t, __hash__)) != EMPTY) {
        return true;
    }
    return weft__dict_set_str(t, type->dict, N(t, __hash__), NONE);
}

static bool fill_dictionary(Thread *t, Type *type, Type *base, Str *name, const SlotPlan *plan)
{
    Dict *dict = type->dict;
    if (!set_module(t, dict) || !set_qualname(t, type, name) ||
        !wrap_method(t, dict, N(t, __new__), weft__static_method_new) ||
        !wrap_method(t, dict, N(t, __init_subclass__), weft__class_method_new) ||
        !wrap_method(t, dict, N(t, __class_getitem__), weft__class_method_new) ||
        !weft__members_add(t, type, base, plan)) {
        return false;
    }
    if (weft__dict_get_str(t, dict, N(t, __doc__)) == EMPTY &&
        !weft__dict_set_str(t, dict, N(t, __doc__), NONE)) {
        return false;
    }
    return set_class_cell(t, type) && set_hash_none(t, type);
}

/* The first instances of a class get slots for what its __init__ and those of its bases seem to
 * add; later ones know the names. */
static void guess_slots(Thread *t, Type *type, Tuple *bases)
{
    uint32_t guess = 0;
    for (size_t i = 0; i < tuple_length(bases); i++) {
        uint32_t inherited = weft__load_relaxed(&as_type(bases->items[i])->slot_hint); /* edge: slot_hint */
        guess = inherited > guess ? inherited : guess;
    }
    Value init = weft__dict_get_str(t, type->dict, N(t, __init__));
    if (object_is(init, T(t, function))) {
        Code *code = weft__load_acquire(&((Function *)value_pointer(init))->code); /* edge: function_code */
        guess += code->attribute_stores;
    }
    weft__store_relaxed(&type->slot_hint, guess < ATTRIBUTE_LIMIT ? guess : ATTRIBUTE_LIMIT);
}

/* MRO, slots, and the entry in the bases' lists: from then on other threads can see the class. */
static bool publish(Thread *t, Type *type, Tuple *bases)
{
    Tuple *mro = weft__mro_compute(t, type, bases);
    if (mro == NULL) {
        return false;
    }
    weft__runtime_lock(t, &t->runtime->type_lock);
    weft__store_release(&type->mro, mro); /* edge: type_mro */
    weft__slots_fill(t, type);
    type->flags |= TYPE_READY;
    bool done = true;
    for (size_t i = 0; done && i < tuple_length(bases); i++) {
        done = weft__subclass_add(t, as_type(bases->items[i]), type);
    }
    weft__runtime_unlock(t, &t->runtime->type_lock);
    return done;
}

static bool call_set_names(Thread *t, Type *type)
{
    Dict *names = weft__dict_copy(t, type->dict); /* __set_name__ may change the class */
    size_t position = 0;
    Value key, value;
    while (names != NULL && weft__dict_next(t, names, &position, &key, &value)) {
        bool failed;
        Value method = weft__lookup_special(t, value, N(t, __set_name__), &failed);
        if (failed) {
            return false;
        }
        if (method != EMPTY &&
            weft__call2(t, method, value_from_pointer(type), key) == EMPTY) {
            Value cause = exception_take(t);
            RAISE(t, RuntimeError, "Error calling __set_name__ on '%T' instance %R in '%N'", value,
                  key, type);
            if (t->exception != EMPTY && is_exception(t, t->exception)) {
                ExceptionObject *e = value_pointer(t->exception);
                weft__store_release(&e->cause, cause);   /* edge: exception_field */
                weft__store_release(&e->context, cause); /* edge: exception_field */
                weft__store_release(&e->suppress_context, 1U);
            }
            return false;
        }
    }
    return names != NULL;
}

static bool call_init_subclass(Thread *t, Type *type, Value *keyword_values, Value keyword_names)
{
    Value found = weft__type_lookup_after(t, type, type, N(t, __init_subclass__));
    if (found == EMPTY) {
        return true;
    }
    Type *kind = type_of(t, found);
    if (kind->slots.descriptor_get != NULL) {
        found = kind->slots.descriptor_get(t, found, EMPTY, value_from_pointer(type));
    }
    return found != EMPTY && weft__call(t, found, keyword_values, 0, keyword_names) != EMPTY;
}

Value weft__type_new(Thread *t, Type *metatype, Str *name, Tuple *bases, Dict *namespace,
                     Value *keyword_values, Value keyword_names)
{
    Type *base = weft__best_base(t, bases);
    SlotPlan plan;
    if (base == NULL) {
        return EMPTY;
    }
    if (name->width == 1 && memchr(str_data(name), 0, name->length) != NULL) {
        return RAISE(t, ValueError, "type name must not contain null characters");
    }
    Type *type = weft__type_alloc(t, metatype);
    if (type == NULL) {
        return EMPTY;
    }
    weft__type_inherit(t, type, base);
    type->flags |= TYPE_HEAP;
    if (!weft__slots_plan(t, base, bases, name, namespace, &plan) ||
        !weft__type_layout(t, type, base, &plan)) {
        return EMPTY;
    }
    weft__store_release(&type->name, name);   /* edge: type_name */
    weft__store_release(&type->bases, bases); /* edge: type_mro */
    type->dict = weft__dict_copy(t, namespace);
    if (type->dict == NULL || !fill_dictionary(t, type, base, name, &plan) ||
        (guess_slots(t, type, bases), !publish(t, type, bases)) || !call_set_names(t, type) ||
        !call_init_subclass(t, type, keyword_values, keyword_names)) {
        return EMPTY;
    }
    return value_from_pointer(type);
}

/* Bases given as they stood in a class statement may hold things with __mro_entries__. */
static bool check_entries(Thread *t, Tuple *bases)
{
    for (size_t i = 0; i < tuple_length(bases); i++) {
        if (is_type(t, bases->items[i])) {
            continue;
        }
        bool failed;
        Value entries = weft__find_attribute(t, bases->items[i], N(t, __mro_entries__), &failed);
        if (failed) {
            return false;
        }
        if (entries != EMPTY) {
            RAISE(t, TypeError,
                  "type() doesn't support MRO entry resolution; use types.new_class()");
            return false;
        }
    }
    return true;
}

static Value type_new_instance(Thread *t, Type *metatype, Value *args, size_t count, Value names)
{
    if (count != 3) {
        return RAISE(t, TypeError, "type.__new__() takes exactly 3 arguments (%zu given)", count);
    }
    static const char *const kinds[] = {"str", "tuple", "dict"};
    static const uint32_t flags[] = {TYPE_IS_STR, TYPE_IS_TUPLE, TYPE_IS_DICT};
    for (size_t i = 0; i < 3; i++) {
        if (!has_type_flag(t, args[i], flags[i])) {
            return RAISE(t, TypeError, "type.__new__() argument %zu must be %s, not %T", i + 1,
                         kinds[i], args[i]);
        }
    }
    Tuple *bases = as_tuple(args[1]);
    if (tuple_length(bases) == 0) {
        Value object = value_from_pointer(T(t, object));
        bases = weft__tuple_from(t, &object, 1);
        if (bases == NULL) {
            return EMPTY;
        }
    } else {
        if (!check_entries(t, bases)) {
            return EMPTY;
        }
        Type *winner = weft__calculate_metaclass(t, metatype, bases);
        if (winner == NULL) {
            return EMPTY;
        }
        if (winner != metatype) {
            if (winner->slots.new_instance != type_new_instance) {
                return winner->slots.new_instance(t, winner, args, count, names);
            }
            metatype = winner;
        }
    }
    Str *name = weft__intern(t, as_str(args[0])->head.type == T(t, str)
                                    ? as_str(args[0])
                                    : weft__str_substring(t, as_str(args[0]), 0, as_str(args[0])->length));
    return name == NULL ? EMPTY
                        : weft__type_new(t, metatype, name, bases, as_dict(args[2]), args + 3, names);
}

static bool type_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    (void)self;
    (void)args;
    if (names != EMPTY && count == 1 && tuple_length(as_tuple(names)) != 0) {
        RAISE(t, TypeError, "type.__init__() takes no keyword arguments");
        return false;
    }
    if (count != 1 && count != 3) {
        RAISE(t, TypeError, "type.__init__() takes 1 or 3 arguments");
        return false;
    }
    return true;
}

/* ---- calling a class ---- */

/* The same arguments go to __new__ and to __init__, and a callee may overwrite what it gets. */
static Value new_with_copy(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    size_t total = count + (names == EMPTY ? 0 : tuple_length(as_tuple(names)));
    Value few[8];
    Value *copy = few;
    if (total > 8) {
        ValueArray *row = weft__value_array_new(t, total);
        if (row == NULL) {
            return EMPTY;
        }
        copy = (Value *)(void *)row->items;
        memcpy(copy, args, total * sizeof *copy);
        Value result = type->slots.new_instance(t, type, copy, count, names);
        return row->capacity == 0 ? EMPTY : result; /* keeps the row in reach of the collector */
    }
    for (size_t i = 0; i < total; i++) {
        copy[i] = args[i];
    }
    return type->slots.new_instance(t, type, copy, count, names);
}

Value weft__type_call(Thread *t, Value callable, Value *args, size_t count, Value names)
{
    Type *type = as_type(callable);
    if (UNLIKELY(type == T(t, type))) {
        if (count == 1 && (names == EMPTY || tuple_length(as_tuple(names)) == 0)) {
            return value_from_pointer(type_of(t, args[0]));
        }
        if (count != 3) {
            return RAISE(t, TypeError, "type() takes 1 or 3 arguments");
        }
    }
    if (type == T(t, list) && count == 1 && names == EMPTY) {
        return value_or_empty(weft__list_from_iterable(t, args[0])); /* it is filled before anybody knows it */
    }
    if (UNLIKELY(type->slots.new_instance == NULL)) {
        return RAISE(t, TypeError, "cannot create '%N' instances", type);
    }
    bool (*init)(Thread *, Value, Value *, size_t, Value) = type->slots.init;
    Value result;
    if (init == weft__object_init || init == NULL || type->slots.new_instance == weft__object_new ||
        type->slots.new_instance == weft__slot_new) {
        result = type->slots.new_instance(t, type, args, count, names);
    } else {
        result = new_with_copy(t, type, args, count, names);
    }
    if (UNLIKELY(result == EMPTY)) {
        return EMPTY;
    }
    Type *made = type_of(t, result);
    if (UNLIKELY(made != type)) {
        if (!weft__is_subtype(made, type)) {
            return result;
        }
        init = made->slots.init;
    }
    if (init != NULL && UNLIKELY(!init(t, result, args, count, names))) {
        return EMPTY;
    }
    return result;
}

/* ---- attributes of classes ---- */

Value weft__type_get_attribute(Thread *t, Value self, Str *name)
{
    Type *type = as_type(self);
    Type *metatype = type->head.head.type;
    if (UNLIKELY(!is_interned(name))) {
        name = weft__attribute_name(t, value_from_pointer(name));
        if (name == NULL) {
            return EMPTY;
        }
    }
    Value meta = weft__type_lookup(t, metatype, name);
    Value (*meta_get)(Thread *, Value, Value, Value) = NULL;
    if (meta != EMPTY) {
        Type *kind = type_of(t, meta);
        meta_get = kind->slots.descriptor_get;
        if (meta_get != NULL && kind->slots.descriptor_set != NULL) {
            return meta_get(t, meta, self, value_from_pointer(metatype));
        }
    }
    Value found = weft__type_lookup(t, type, name);
    if (found != EMPTY) {
        Value (*get)(Thread *, Value, Value, Value) = type_of(t, found)->slots.descriptor_get;
        return get == NULL ? found : get(t, found, EMPTY, self);
    }
    if (meta_get != NULL) {
        return meta_get(t, meta, self, value_from_pointer(metatype));
    }
    return meta != EMPTY ? meta : weft__raise_no_attribute(t, self, name);
}

bool weft__type_set_attribute(Thread *t, Value self, Str *name, Value value)
{
    Type *type = as_type(self);
    if (UNLIKELY(!(type->flags & TYPE_HEAP))) {
        RAISE(t, TypeError, "cannot set %R attribute of immutable type '%N'",
              value_from_pointer(name), type);
        return false;
    }
    if (UNLIKELY(!is_interned(name))) {
        name = weft__attribute_name(t, value_from_pointer(name));
        if (name == NULL) {
            return false;
        }
    }
    Value meta = weft__type_lookup(t, type->head.head.type, name);
    if (meta != EMPTY) {
        bool (*set)(Thread *, Value, Value, Value) = type_of(t, meta)->slots.descriptor_set;
        if (set != NULL) {
            return set(t, meta, self, value);
        }
    }
    int result = weft__type_store(t, type, name, value);
    if (result == 0) {
        weft__raise_no_attribute(t, self, name);
    }
    return result == 1;
}

static void trace_type(Tracer *tracer, Object *object)
{
    Type *type = (Type *)object;
    weft__trace_object(tracer, type->base);
    weft__trace_object(tracer, weft__load_relaxed(&type->mro));
    weft__trace_object(tracer, weft__load_relaxed(&type->bases));
    weft__trace_object(tracer, type->dict);
    weft__trace_object(tracer, weft__load_relaxed(&type->attributes));
    weft__trace_value(tracer, weft__load_relaxed(&type->subclasses));
    weft__trace_object(tracer, weft__load_relaxed(&type->name));
    weft__trace_value(tracer, weft__load_relaxed(&type->qualname));
    weft__trace_object(tracer, type->solid);
}

void weft__init_type_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(Type),
                       TYPE_IS_TYPE | TYPE_HAS_WEAK | TYPE_OWN_DICT);
    type->head.trace = trace_type;
    type->slots.call = weft__type_call;
    type->slots.new_instance = type_new_instance;
    type->slots.init = type_init;
    type->slots.get_attribute = weft__type_get_attribute;
    type->slots.set_attribute = weft__type_set_attribute;
    weft__type_attributes_init(t, type);
    weft__type_ready(t, type);
}
