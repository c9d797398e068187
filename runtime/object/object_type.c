/* object_type.c - the type `object`, the constants' types (NoneType, NotImplementedType,
 * ellipsis), and allocation of instances.
 */
#include "object/slot_generic.h"

/* ---- instances ---- */

static void fill_empty(char *from, char *to)
{
    for (ATOMIC(Value) *word = (ATOMIC(Value) *)(void *)from; (char *)word < to; word++) {
        weft__init(word, EMPTY);
    }
}

void *weft__instance_new(Thread *t, Type *type, size_t payload_bytes)
{
    uint32_t flags = type->flags;
    size_t bytes = payload_bytes;
    size_t members = type->instance_bytes;
    if (UNLIKELY(flags & TYPE_VARIABLE)) {
        bytes = ((bytes + 7) & ~(size_t)7) + type->own_slots * sizeof(Value) +
                (flags & TYPE_HAS_DICT ? sizeof(InstanceExtra *) : 0);
    } else {
        bytes = bytes < members ? members : bytes;
        if (type->slots_offset != 0) {
            bytes = type->slots_offset + weft__instance_slot_count(type) * sizeof(Value);
            bytes += bytes % SIZE_STEP; /* a cell has this room anyway */
        }
    }
    Object *object;
    if (UNLIKELY(type->head.release != NULL)) {
        object = weft__alloc_releasable(t, bytes, type);
    } else {
        object = weft__alloc(t, bytes, type);
    }
    if (UNLIKELY(object == NULL)) {
        return NULL;
    }
    if (UNLIKELY(flags & TYPE_VARIABLE)) {
        char *members_at = (char *)object + ((payload_bytes + 7) & ~(size_t)7);
        fill_empty(members_at, members_at + type->own_slots * sizeof(Value));
    } else if (type->slots_offset != 0 || type->own_slots != 0) {
        object->slot_words = (uint16_t)(bytes / sizeof(Value));
        fill_empty((char *)object + (members - type->own_slots * sizeof(Value)),
                   (char *)object + members);
        if (type->slots_offset != 0) {
            fill_empty((char *)object + type->slots_offset, (char *)object + bytes);
        }
    }
    if (UNLIKELY(flags & TYPE_HAS_DEL) && !weft__register_finalizer(t, object)) {
        return NULL;
    }
    return object;
}

/* ---- object ---- */

Value weft__plain_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)args;
    (void)count;
    (void)names;
    return value_or_empty(weft__instance_new(t, type, type->instance_bytes));
}

static bool has_arguments(size_t count, Value names)
{
    return count > 0 || (names != EMPTY && tuple_length(as_tuple(names)) > 0);
}

static Value raise_abstract(Thread *t, Type *type)
{
    Value methods = weft__type_lookup(t, type, N(t, __abstractmethods__));
    List *list = methods == EMPTY ? NULL : weft__list_from_iterable(t, methods);
    if (list == NULL || !weft__list_sort(t, list, NONE, false)) {
        return EMPTY;
    }
    Str *separator = weft__str_from_c(t, ", ");
    Str *joined = separator == NULL ? NULL : weft__str_join(t, separator, value_from_pointer(list));
    if (joined == NULL) {
        return EMPTY;
    }
    return RAISE(t, TypeError, "Can't instantiate abstract class %N with abstract method%s %S", type,
                 list_length(list) == 1 ? "" : "s", joined);
}

Value weft__object_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)args;
    if (UNLIKELY(has_arguments(count, names))) {
        if (type->slots.new_instance != weft__object_new) {
            return RAISE(t, TypeError,
                         "object.__new__() takes exactly one argument (the type to instantiate)");
        }
        if (type->slots.init == weft__object_init) {
            return RAISE(t, TypeError, "%N() takes no arguments", type);
        }
    }
    if (UNLIKELY(type->flags & TYPE_ABSTRACT)) {
        return raise_abstract(t, type);
    }
    return value_or_empty(weft__instance_new(t, type, type->instance_bytes));
}

bool weft__object_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    (void)args;
    if (LIKELY(!has_arguments(count, names))) {
        return true;
    }
    Type *type = type_of(t, self);
    if (type->slots.init != weft__object_init) {
        RAISE(t, TypeError,
              "object.__init__() takes exactly one argument (the instance to initialize)");
        return false;
    }
    if (type->slots.new_instance == weft__object_new) {
        RAISE(t, TypeError, "%N.__init__() takes exactly one argument (the instance to initialize)",
              type);
        return false;
    }
    return true;
}

Value weft__object_repr(Thread *t, Value self)
{
    Type *type = type_of(t, self);
    Value module = weft__type_module(t, type);
    Value qualname = weft__type_qualname(type);
    unsigned long address = (unsigned long)weft__address(self);
    if (!(type->flags & TYPE_HEAP)) {
        return value_or_empty(weft__str_format(t, "<%N object at 0x%lx>", type, address));
    }
    if (module != EMPTY && is_str(t, module) && !weft__str_equals_c(as_str(module), "builtins")) {
        return value_or_empty(
            weft__str_format(t, "<%V.%V object at 0x%lx>", module, qualname, address));
    }
    return value_or_empty(weft__str_format(t, "<%V object at 0x%lx>", qualname, address));
}

Value weft__object_str(Thread *t, Value self) { return weft__repr(t, self); }

Value weft__object_compare(Thread *t, Value a, Value b, Comparison op)
{
    if (op == CMP_EQ) {
        return a == b ? TRUE_VALUE : NOT_IMPLEMENTED;
    }
    if (op != CMP_NE) {
        return NOT_IMPLEMENTED;
    }
    Value (*compare)(Thread *, Value, Value, Comparison) = type_of(t, a)->slots.compare;
    Value equal = compare == NULL ? NOT_IMPLEMENTED : compare(t, a, b, CMP_EQ);
    if (equal == EMPTY || equal == NOT_IMPLEMENTED) {
        return equal;
    }
    int truth = weft__truth(t, equal);
    return truth < 0 ? EMPTY : value_from_bool(truth == 0);
}

bool weft__object_hash(Thread *t, Value self, int64_t *hash)
{
    (void)t;
    uintptr_t address = weft__address(self);
    *hash = (int64_t)(address >> 4);
    return true;
}

static Value get_class(Thread *t, Value self) { return value_from_pointer(type_of(t, self)); }
static bool set_class(Thread *t, Value self, Value value) { return weft__set_class(t, self, value); }

static Value object_format(Thread *t, Value *args)
{
    if (!is_str(t, args[1])) {
        return RAISE(t, TypeError, "__format__() argument must be str, not %G", args[1]);
    }
    if (as_str(args[1])->length > 0) {
        return RAISE(t, TypeError, "unsupported format string passed to %T.__format__", args[0]);
    }
    return weft__str(t, args[0]);
}

static Value object_sizeof(Thread *t, Value *args)
{
    Type *type = type_of(t, args[0]);
    size_t bytes = type->instance_bytes;
    if (value_is_pointer(args[0]) && value_object(args[0])->slot_words != 0) {
        bytes = value_object(args[0])->slot_words * sizeof(Value);
    }
    return int_from_i64(t, (int64_t)bytes);
}

static Value object_dir(Thread *t, Value *args)
{
    Value self = args[0];
    bool failed;
    Dict *names = weft__dict_new(t);
    Value dict = weft__find_attribute(t, self, N(t, __dict__), &failed);
    if (names == NULL || failed) {
        return EMPTY;
    }
    if (dict != EMPTY && is_dict(t, dict)) {
        size_t position = 0;
        Value key, value;
        while (weft__dict_next(t, as_dict(dict), &position, &key, &value)) {
            if (!weft__dict_set(t, names, key, NONE)) {
                return EMPTY;
            }
        }
    }
    Value class_value = weft__find_attribute(t, self, N(t, __class__), &failed);
    if (failed || (class_value != EMPTY && is_type(t, class_value) &&
                   !weft__type_add_names(t, names, as_type(class_value)))) {
        return EMPTY;
    }
    return weft__dict_keys_list(t, names);
}

static Value object_init_subclass(Thread *t, Value *args)
{
    (void)t;
    (void)args;
    return NONE;
}
static Value object_subclass_hook(Thread *t, Value *args)
{
    (void)t;
    (void)args;
    return NOT_IMPLEMENTED;
}

void weft__init_object_type(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"__class__", get_class, set_class, "the object's class"},
        {NULL, NULL, NULL, NULL},
    };
    static const NativeDef methods[] = {
        {"__format__", object_format, "self, format_spec, /", "What format() makes of an object without a format of its own.", 0},
        {"__sizeof__", object_sizeof, "self, /", "How many bytes the object takes.", 0},
        {"__dir__", object_dir, "self, /", "The names that dir() shows unless a class says otherwise.", 0},
        {"__reduce__", weft__object_reduce, "self, /", "Helper for pickle.", 0},
        {"__reduce_ex__", weft__object_reduce_ex, "self, protocol, /", "Helper for pickle.", 0},
        {"__getstate__", weft__object_getstate, "self, /", "Helper for pickle.", 0},
        {"__init_subclass__", object_init_subclass, "cls, /",
         "This method is called when a class is subclassed.", NATIVE_CLASS},
        {"__subclasshook__", object_subclass_hook, "cls, subclass, /",
         "Abstract classes can override this to customize issubclass().", NATIVE_CLASS},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(Object), 0);
    type->base = NULL;
    type->slots.new_instance = weft__object_new;
    type->slots.init = weft__object_init;
    type->slots.repr = weft__object_repr;
    type->slots.str = weft__object_str;
    type->slots.hash = weft__object_hash;
    type->slots.compare = weft__object_compare;
    type->slots.get_attribute = weft__generic_get_attribute;
    type->slots.set_attribute = weft__generic_set_attribute;
    weft__add_getsets(t, type, getsets);
    weft__add_methods(t, type, methods);
    weft__dict_set_str(t, type->dict, N(t, __doc__),
                       value_or_empty(weft__str_from_c(
                           t, "What every class derives from. Its own instances have no attributes and take none.")));
    weft__type_ready(t, type);
}

/* ---- constants ---- */

Type *weft__type_of_constant(Thread *t, Value v)
{
    switch (v) {
    case NONE: return T(t, none);
    case FALSE_VALUE:
    case TRUE_VALUE: return T(t, bool);
    case NOT_IMPLEMENTED: return T(t, not_implemented);
    case ELLIPSIS: return T(t, ellipsis);
    default: return T(t, object);
    }
}

static Value constant_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)args;
    if (has_arguments(count, names)) {
        return type == T(t, ellipsis) ? RAISE(t, TypeError, "EllipsisType takes no arguments")
                                      : RAISE(t, TypeError, "%N takes no arguments", type);
    }
    return type == T(t, none)              ? NONE
           : type == T(t, not_implemented) ? NOT_IMPLEMENTED
                                           : ELLIPSIS;
}

static Value none_repr(Thread *t, Value self)
{
    (void)self;
    return value_or_empty(weft__intern_c(t, "None"));
}
static int none_truth(Thread *t, Value self)
{
    (void)t;
    (void)self;
    return 0;
}
static bool constant_hash(Thread *t, Value self, int64_t *hash)
{
    (void)t;
    *hash = (int64_t)(self >> 3) * 0x9E3779B1 + 77;
    return true;
}
static Value not_implemented_repr(Thread *t, Value self)
{
    (void)self;
    return value_or_empty(weft__intern_c(t, "NotImplemented"));
}
static int not_implemented_truth(Thread *t, Value self)
{
    (void)self;
    return weft__warn(t, EXC(t, DeprecationWarning),
                      "NotImplemented should not be used in a boolean context")
               ? 1
               : -1;
}
static Value ellipsis_repr(Thread *t, Value self)
{
    (void)self;
    return value_or_empty(weft__intern_c(t, "Ellipsis"));
}
static Value constant_reduce(Thread *t, Value *args) { return weft__repr(t, args[0]); }

static const NativeDef constant_methods[] = {
    {"__reduce__", constant_reduce, "self, /", NULL, 0},
    {NULL, NULL, NULL, NULL, 0},
};

void weft__init_none_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(Object), TYPE_FINAL);
    type->slots.new_instance = constant_new;
    type->slots.repr = none_repr;
    type->slots.truth = none_truth;
    type->slots.hash = constant_hash;
    weft__type_ready(t, type);
}
void weft__init_not_implemented_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(Object), TYPE_FINAL);
    type->slots.new_instance = constant_new;
    type->slots.repr = not_implemented_repr;
    type->slots.truth = not_implemented_truth;
    type->slots.hash = constant_hash;
    weft__add_methods(t, type, constant_methods);
    weft__type_ready(t, type);
}
void weft__init_ellipsis_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(Object), TYPE_FINAL);
    type->slots.new_instance = constant_new;
    type->slots.repr = ellipsis_repr;
    type->slots.hash = constant_hash;
    weft__add_methods(t, type, constant_methods);
    weft__type_ready(t, type);
}
