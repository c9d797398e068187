/* slot_wrappers.c - C slots as methods: `int.__add__`, `list.__len__`, `object.__setattr__`.
 *
 * One wrapper function per shape of slot checks the arguments and calls the slot of the builtin
 * type that owns the method (not of the receiver's class, so that `super().__add__` is the base's).
 */
#include "object/slot_generic.h"

static bool check_count(Thread *t, size_t count, size_t expected)
{
    if (count == expected) {
        return true;
    }
    RAISE(t, TypeError, "expected %zu argument%s, got %zu", expected, expected == 1 ? "" : "s",
          count);
    return false;
}
static bool check_range(Thread *t, size_t count, size_t least, size_t most)
{
    if (count < least) {
        RAISE(t, TypeError, "expected at least %zu argument%s, got %zu", least,
              least == 1 ? "" : "s", count);
        return false;
    }
    if (count > most) {
        RAISE(t, TypeError, "expected at most %zu argument%s, got %zu", most, most == 1 ? "" : "s",
              count);
        return false;
    }
    return true;
}

#define WRAP(shape)                                                                        \
    static Value wrap_##shape(Thread *t, UNUSED const SlotRow *row, UNUSED Type *owner,    \
                              UNUSED Value self, UNUSED Value *args, UNUSED size_t count, \
                              UNUSED Value names)
/* Slots of the shape Value f(t, self). */
#define WRAP_SIMPLE(shape)                                                       \
    WRAP(shape)                                                                  \
    {                                                                            \
        return check_count(t, count, 0) ? owner->slots.shape(t, self) : EMPTY; \
    }

WRAP(call) { return owner->slots.call(t, self, args, count, names); }
WRAP(init) { return owner->slots.init(t, self, args, count, names) ? NONE : EMPTY; }
WRAP_SIMPLE(repr)
WRAP_SIMPLE(str)
WRAP_SIMPLE(iterate)
WRAP_SIMPLE(index)
WRAP_SIMPLE(to_int)
WRAP_SIMPLE(to_float)
WRAP_SIMPLE(await)
WRAP_SIMPLE(async_iterate)
WRAP_SIMPLE(async_next)

WRAP(hash)
{
    int64_t hash;
    return check_count(t, count, 0) && owner->slots.hash(t, self, &hash) ? int_from_i64(t, hash)
                                                                         : EMPTY;
}
WRAP(compare)
{
    return check_count(t, count, 1)
               ? owner->slots.compare(t, self, args[0], (Comparison)row->operation)
               : EMPTY;
}
WRAP(get_attribute)
{
    if (!check_count(t, count, 1)) {
        return EMPTY;
    }
    Str *name = weft__attribute_name(t, args[0]);
    return name == NULL ? EMPTY : owner->slots.get_attribute(t, self, name);
}

/* object.__setattr__(SomeType, ...) would go round the checks of the type's own method. */
static bool set_attribute_allowed(Thread *t, Value self, Type *owner, const char *what)
{
    Type *type = type_of(t, self);
    while (type != NULL && (type->flags & TYPE_HEAP)) {
        type = type->base;
    }
    if (type != NULL && type != owner &&
        type->slots.set_attribute != owner->slots.set_attribute) {
        RAISE(t, TypeError, "can't apply this %s to %T object", what, self);
        return false;
    }
    return true;
}
WRAP(set_attribute)
{
    if (!check_count(t, count, 2)) {
        return EMPTY;
    }
    Str *name = weft__attribute_name(t, args[0]);
    return name != NULL && set_attribute_allowed(t, self, owner, "__setattr__") &&
                   owner->slots.set_attribute(t, self, name, args[1])
               ? NONE
               : EMPTY;
}
WRAP(del_attribute)
{
    if (!check_count(t, count, 1)) {
        return EMPTY;
    }
    Str *name = weft__attribute_name(t, args[0]);
    return name != NULL && set_attribute_allowed(t, self, owner, "__delattr__") &&
                   owner->slots.set_attribute(t, self, name, EMPTY)
               ? NONE
               : EMPTY;
}
WRAP(next)
{
    if (!check_count(t, count, 0)) {
        return EMPTY;
    }
    Value result = owner->slots.next(t, self);
    if (result == EMPTY && !exception_pending(t)) {
        weft__raise_stop_iteration(t, EMPTY);
    }
    return result;
}
WRAP(length)
{
    int64_t length = check_count(t, count, 0) ? owner->slots.length(t, self) : -1;
    return length < 0 ? EMPTY : int_from_i64(t, length);
}
WRAP(get_item) { return check_count(t, count, 1) ? owner->slots.get_item(t, self, args[0]) : EMPTY; }
WRAP(set_item)
{
    return check_count(t, count, 2) && owner->slots.set_item(t, self, args[0], args[1]) ? NONE
                                                                                        : EMPTY;
}
WRAP(del_item)
{
    return check_count(t, count, 1) && owner->slots.set_item(t, self, args[0], EMPTY) ? NONE : EMPTY;
}
WRAP(contains)
{
    int found = check_count(t, count, 1) ? owner->slots.contains(t, self, args[0]) : -1;
    return found < 0 ? EMPTY : value_from_bool(found != 0);
}
WRAP(truth)
{
    int truth = check_count(t, count, 0) ? owner->slots.truth(t, self) : -1;
    return truth < 0 ? EMPTY : value_from_bool(truth != 0);
}
WRAP(binary)
{
    if (!check_count(t, count, 1)) {
        return EMPTY;
    }
    BinaryOperation op = (BinaryOperation)row->operation;
    Value result = owner->slots.binary(t, op, self, args[0]);
    const uint32_t sequences =
        TYPE_IS_LIST | TYPE_IS_TUPLE | TYPE_IS_STR | TYPE_IS_BYTES | TYPE_IS_BYTEARRAY;
    if (result == NOT_IMPLEMENTED && (owner->flags & sequences) &&
        (op == OP_ADD || op == OP_MULTIPLY)) {
        if (op == OP_MULTIPLY && weft__index(t, args[0]) == EMPTY) {
            return EMPTY;
        }
        return weft__raise_binary(t, op, self, args[0]); /* sequences do not pass the question on */
    }
    return result;
}
WRAP(reflected)
{
    if (!check_count(t, count, 1)) {
        return EMPTY;
    }
    const uint32_t sequences =
        TYPE_IS_LIST | TYPE_IS_TUPLE | TYPE_IS_STR | TYPE_IS_BYTES | TYPE_IS_BYTEARRAY;
    if (row->operation == OP_MULTIPLY && (owner->flags & sequences) &&
        weft__index(t, args[0]) == EMPTY) {
        return EMPTY;
    }
    return owner->slots.binary(t, (BinaryOperation)row->operation, args[0], self);
}
static Value power(Thread *t, Type *owner, Value base, Value exponent, Value modulus)
{
    if (modulus == NONE) {
        return owner->slots.binary(t, OP_POWER, base, exponent);
    }
    return owner->slots.power_modulo == NULL ? NOT_IMPLEMENTED
                                             : owner->slots.power_modulo(t, base, exponent, modulus);
}
WRAP(power)
{
    return check_range(t, count, 1, 2)
               ? power(t, owner, self, args[0], count == 2 ? args[1] : NONE)
               : EMPTY;
}
WRAP(reflected_power)
{
    return check_range(t, count, 1, 2)
               ? power(t, owner, args[0], self, count == 2 ? args[1] : NONE)
               : EMPTY;
}
WRAP(inplace)
{
    if (!check_count(t, count, 1)) {
        return EMPTY;
    }
    if (row->operation == OP_MULTIPLY && (owner->flags & (TYPE_IS_LIST | TYPE_IS_BYTEARRAY)) &&
        weft__index(t, args[0]) == EMPTY) {
        return EMPTY;
    }
    return owner->slots.inplace(t, (BinaryOperation)row->operation, self, args[0]);
}
WRAP(unary)
{
    return check_count(t, count, 0) ? owner->slots.unary(t, (UnaryOperation)row->operation, self)
                                    : EMPTY;
}
WRAP(descriptor_get)
{
    if (!check_range(t, count, 1, 2)) {
        return EMPTY;
    }
    Value instance = args[0] == NONE ? EMPTY : args[0];
    Value of = count < 2 || args[1] == NONE ? EMPTY : args[1];
    if (instance == EMPTY && of == EMPTY) {
        return RAISE(t, TypeError, "__get__(None, None) is invalid");
    }
    return owner->slots.descriptor_get(t, self, instance, of);
}
WRAP(descriptor_set)
{
    return check_count(t, count, 2) && owner->slots.descriptor_set(t, self, args[0], args[1])
               ? NONE
               : EMPTY;
}
WRAP(descriptor_delete)
{
    return check_count(t, count, 1) && owner->slots.descriptor_set(t, self, args[0], EMPTY) ? NONE
                                                                                            : EMPTY;
}
WRAP(finalize)
{
    if (!check_count(t, count, 0)) {
        return EMPTY;
    }
    owner->slots.finalize(t, self);
    return NONE;
}

const SlotRow weft__slot_rows[] = {
#define ROW(dunder, slot, operation, wrapper, doc) \
    {#dunder, NAME_INDEX_##dunder, FIELD_##slot, operation, wrapper, doc},
#include "object/slots.def"
};
const size_t weft__slot_row_count = sizeof weft__slot_rows / sizeof weft__slot_rows[0];

Value weft__slot_wrapper_call(Thread *t, SlotWrapper *wrapper, Value self, Value *args, size_t count,
                              Value names)
{
    const SlotRow *row = &weft__slot_rows[wrapper->row];
    if (UNLIKELY(names != EMPTY) && row->field != FIELD_call && row->field != FIELD_init &&
        tuple_length(as_tuple(names)) > 0) {
        return RAISE(t, TypeError, "wrapper %s() takes no keyword arguments", row->text);
    }
    return row->wrap(t, row, wrapper->owner, self, args, count, names);
}

/* ---- wrapper_descriptor ---- */

static Value wrapper_call(Thread *t, Value callable, Value *args, size_t count, Value names)
{
    SlotWrapper *wrapper = value_pointer(callable);
    const char *name = weft__slot_rows[wrapper->row].text;
    if (UNLIKELY(count < 1)) {
        return RAISE(t, TypeError, "descriptor '%s' of '%N' object needs an argument", name,
                     wrapper->owner);
    }
    Type *type = type_of(t, args[0]);
    if (UNLIKELY(type != wrapper->owner && !weft__is_subtype(type, wrapper->owner))) {
        return RAISE(t, TypeError, "descriptor '%s' requires a '%N' object but received a '%T'",
                     name, wrapper->owner, args[0]);
    }
    return weft__slot_wrapper_call(t, wrapper, args[0], args + 1, count - 1, names);
}

static Value wrapper_get(Thread *t, Value self, Value instance, Value owner)
{
    (void)owner;
    if (instance == EMPTY) {
        return self;
    }
    SlotWrapper *wrapper = value_pointer(self);
    if (UNLIKELY(!weft__is_subtype(type_of(t, instance), wrapper->owner))) {
        return RAISE(t, TypeError,
                     "descriptor '%s' for '%N' objects doesn't apply to a '%T' object",
                     weft__slot_rows[wrapper->row].text, wrapper->owner, instance);
    }
    SlotMethod *method = weft__alloc(t, sizeof *method, T(t, slot_method));
    if (method != NULL) {
        method->wrapper = wrapper;
        method->self = instance;
    }
    return value_or_empty(method);
}

static Value wrapper_repr(Thread *t, Value self)
{
    SlotWrapper *wrapper = value_pointer(self);
    return value_or_empty(weft__str_format(t, "<slot wrapper '%s' of '%N' objects>",
                                           weft__slot_rows[wrapper->row].text, wrapper->owner));
}

static void trace_wrapper(Tracer *tracer, Object *object)
{
    weft__trace_object(tracer, ((SlotWrapper *)object)->owner);
}

static Value wrapper_name(Thread *t, Value self)
{
    SlotWrapper *wrapper = value_pointer(self);
    return value_from_pointer(t->runtime->names[weft__slot_rows[wrapper->row].name]);
}
static Value wrapper_qualname(Thread *t, Value self)
{
    SlotWrapper *wrapper = value_pointer(self);
    return value_or_empty(weft__str_format(t, "%V.%s", weft__type_shown_qualname(t, wrapper->owner),
                                           weft__slot_rows[wrapper->row].text));
}
static Value wrapper_doc(Thread *t, Value self)
{
    SlotWrapper *wrapper = value_pointer(self);
    const char *doc = weft__slot_rows[wrapper->row].doc;
    return doc == NULL ? NONE : value_or_empty(weft__str_from_c(t, doc));
}
static Value wrapper_owner(Thread *t, Value self)
{
    (void)t;
    return value_from_pointer(((SlotWrapper *)value_pointer(self))->owner);
}
static Value wrapper_signature(Thread *t, Value self)
{
    const SlotRow *row = &weft__slot_rows[((SlotWrapper *)value_pointer(self))->row];
    static const char *const particular[][2] = {
        {"__setitem__", "($self, key, value, /)"},       {"__delitem__", "($self, key, /)"},
        {"__setattr__", "($self, name, value, /)"},      {"__delattr__", "($self, name, /)"},
        {"__get__", "($self, instance, owner=None, /)"}, {"__set__", "($self, instance, value, /)"},
        {"__delete__", "($self, instance, /)"},          {"__pow__", "($self, value, mod=None, /)"},
        {"__rpow__", "($self, value, mod=None, /)"},
    };
    for (size_t i = 0; i < sizeof particular / sizeof particular[0]; i++) {
        if (strcmp(row->text, particular[i][0]) == 0) {
            return value_or_empty(weft__str_from_c(t, particular[i][1]));
        }
    }
    switch (row->field) {
    case FIELD_call:
    case FIELD_init: return value_or_empty(weft__str_from_c(t, "($self, /, *args, **kwargs)"));
    case FIELD_compare:
    case FIELD_binary:
    case FIELD_inplace: return value_or_empty(weft__str_from_c(t, "($self, value, /)"));
    case FIELD_get_item:
    case FIELD_contains: return value_or_empty(weft__str_from_c(t, "($self, key, /)"));
    case FIELD_get_attribute: return value_or_empty(weft__str_from_c(t, "($self, name, /)"));
    default: return value_or_empty(weft__str_from_c(t, "($self, /)"));
    }
}
static Value wrapper_reduce(Thread *t, Value *args)
{
    SlotWrapper *wrapper = value_pointer(args[0]);
    Value getattr = weft__builtin_named(t, "getattr");
    Value inner = weft__tuple2(t, value_from_pointer(wrapper->owner), wrapper_name(t, args[0]));
    return inner == EMPTY ? EMPTY : weft__tuple2(t, getattr, inner);
}

void weft__init_slot_wrapper_type(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"__name__", wrapper_name, NULL, NULL},
        {"__qualname__", wrapper_qualname, NULL, NULL},
        {"__doc__", wrapper_doc, NULL, NULL},
        {"__objclass__", wrapper_owner, weft__read_only_member, NULL},
        {"__text_signature__", wrapper_signature, NULL, NULL},
        {NULL, NULL, NULL, NULL},
    };
    static const NativeDef methods[] = {
        {"__reduce__", wrapper_reduce, "self, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(SlotWrapper), TYPE_FINAL | TYPE_METHOD_DESCRIPTOR);
    type->head.trace = trace_wrapper;
    type->slots.call = wrapper_call;
    type->slots.repr = wrapper_repr;
    type->slots.descriptor_get = wrapper_get;
    weft__add_getsets(t, type, getsets);
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}

/* ---- method-wrapper ---- */

static Value method_call(Thread *t, Value callable, Value *args, size_t count, Value names)
{
    SlotMethod *method = value_pointer(callable);
    return weft__slot_wrapper_call(t, method->wrapper, method->self, args, count, names);
}

static Value method_repr(Thread *t, Value self)
{
    SlotMethod *method = value_pointer(self);
    return value_or_empty(weft__str_format(t, "<method-wrapper '%s' of %T object at 0x%lx>",
                                           weft__slot_rows[method->wrapper->row].text, method->self,
                                           (unsigned long)weft__address(method->self)));
}

static Value method_compare(Thread *t, Value a, Value b, Comparison op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !object_is(b, T(t, slot_method))) {
        return NOT_IMPLEMENTED;
    }
    SlotMethod *one = value_pointer(a);
    SlotMethod *two = value_pointer(b);
    bool same = one->wrapper == two->wrapper && one->self == two->self;
    return value_from_bool(same == (op == CMP_EQ));
}

static bool method_hash(Thread *t, Value self, int64_t *hash)
{
    (void)t;
    SlotMethod *method = value_pointer(self);
    *hash = (int64_t)((((uintptr_t)method->wrapper >> 4) * 31 ^ method->self) & 0xFFFFFFFFFFFFF);
    return true;
}

static void trace_method(Tracer *tracer, Object *object)
{
    SlotMethod *method = (SlotMethod *)object;
    weft__trace_object(tracer, method->wrapper);
    weft__trace_value(tracer, method->self);
}

static Value method_name(Thread *t, Value self)
{
    return wrapper_name(t, value_from_pointer(((SlotMethod *)value_pointer(self))->wrapper));
}
static Value method_qualname(Thread *t, Value self)
{
    return wrapper_qualname(t, value_from_pointer(((SlotMethod *)value_pointer(self))->wrapper));
}
static Value method_doc(Thread *t, Value self)
{
    return wrapper_doc(t, value_from_pointer(((SlotMethod *)value_pointer(self))->wrapper));
}
static Value method_owner(Thread *t, Value self)
{
    return wrapper_owner(t, value_from_pointer(((SlotMethod *)value_pointer(self))->wrapper));
}
static Value method_self(Thread *t, Value self)
{
    (void)t;
    return ((SlotMethod *)value_pointer(self))->self;
}

void weft__init_slot_method_type(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"__name__", method_name, NULL, NULL},
        {"__qualname__", method_qualname, NULL, NULL},
        {"__doc__", method_doc, NULL, NULL},
        {"__objclass__", method_owner, weft__read_only_member, NULL},
        {"__self__", method_self, weft__read_only_member, NULL},
        {NULL, NULL, NULL, NULL},
    };
    weft__type_prepare(t, type, NULL, sizeof(SlotMethod), TYPE_FINAL);
    type->head.trace = trace_method;
    type->slots.call = method_call;
    type->slots.repr = method_repr;
    type->slots.compare = method_compare;
    type->slots.hash = method_hash;
    weft__add_getsets(t, type, getsets);
    weft__type_ready(t, type);
}
