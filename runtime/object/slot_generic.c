/* slot_generic.c - C slots of classes that define special methods in Python.
 *
 * Each function here looks its dunder up in the class of its first operand and calls it, checking
 * the result as the language demands; slots.c puts them into TypeSlots. They hold no lock: a method
 * that changes while it is looked up is either the old or the new one.
 */
#include "object/exceptions.h"
#include "object/slot_generic.h"

Value weft__dunder_call(Thread *t, Value self, Str *name, Value *args, size_t count, bool *missing)
{
    Type *type = type_of(t, self);
    Value found = weft__type_lookup(t, type, name);
    *missing = false;
    if (found == EMPTY) {
        *missing = true;
        return EMPTY;
    }
    Type *kind = type_of(t, found);
    if (LIKELY(kind->flags & TYPE_METHOD_DESCRIPTOR)) {
        if (LIKELY(count <= 4)) {
            Value all[5];
            all[0] = self;
            for (size_t i = 0; i < count; i++) {
                all[i + 1] = args[i];
            }
            return kind->slots.call(t, found, all, count + 1, EMPTY);
        }
        return weft__call_prepend(t, found, self, args, count, EMPTY);
    }
    if (kind->slots.descriptor_get != NULL) {
        found = kind->slots.descriptor_get(t, found, self, value_from_pointer(type));
        if (found == EMPTY) {
            return EMPTY;
        }
    }
    Value none[1] = {EMPTY};
    return weft__call(t, found, args == NULL ? none : args, count, EMPTY);
}

/* A method that the class had when the slot was chosen. Another thread can take it away before the
 * call: then the operation fails as it does for classes without it. complaint: TypeError, with %T for
 * the class; NULL: AttributeError. */
static Value call_required(Thread *t, Value self, Str *name, Value *args, size_t count,
                           const char *complaint)
{
    bool missing;
    Value result = weft__dunder_call(t, self, name, args, count, &missing);
    if (!missing) {
        return result;
    }
    return complaint != NULL ? RAISE(t, TypeError, complaint, self)
                             : weft__raise_no_attribute(t, self, name);
}

Value weft__slot_call(Thread *t, Value self, Value *args, size_t count, Value names)
{
    if (!weft__enter_native(t, " while calling a Python object")) {
        return EMPTY;
    }
    Type *type = type_of(t, self);
    Value found = weft__type_lookup(t, type, N(t, __call__));
    if (found == EMPTY) {
        return RAISE(t, TypeError, "'%T' object is not callable", self);
    }
    Type *kind = type_of(t, found);
    if (LIKELY(kind->flags & TYPE_METHOD_DESCRIPTOR)) {
        return weft__call_prepend(t, found, self, args, count, names);
    }
    if (kind->slots.descriptor_get != NULL) {
        found = kind->slots.descriptor_get(t, found, self, value_from_pointer(type));
        if (found == EMPTY) {
            return EMPTY;
        }
    }
    /* Counted, because a chain of instances that are each other's __call__ may not end. */
    if (t->recursion_left <= 0) {
        weft__raise_recursion(t, " while calling a Python object");
        return EMPTY;
    }
    t->recursion_left--;
    Value result = weft__call(t, found, args, count, names);
    t->recursion_left++;
    return result;
}

Value weft__slot_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    Value found = weft__get_attribute(t, value_from_pointer(type), N(t, __new__));
    return found == EMPTY
               ? EMPTY
               : weft__call_prepend(t, found, value_from_pointer(type), args, count, names);
}

static bool slot_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    Type *type = type_of(t, self);
    Value found = weft__type_lookup(t, type, N(t, __init__));
    if (found == EMPTY) {
        return true;
    }
    Type *kind = type_of(t, found);
    Value result;
    if (LIKELY(kind->flags & TYPE_METHOD_DESCRIPTOR)) {
        result = weft__call_prepend(t, found, self, args, count, names);
    } else {
        if (kind->slots.descriptor_get != NULL) {
            found = kind->slots.descriptor_get(t, found, self, value_from_pointer(type));
        }
        result = found == EMPTY ? EMPTY : weft__call(t, found, args, count, names);
    }
    if (result != NONE && result != EMPTY) {
        RAISE(t, TypeError, "__init__() should return None, not '%T'", result);
    }
    return result == NONE;
}

static Value text_method(Thread *t, Value self, Str *name, Value (*otherwise)(Thread *, Value))
{
    bool missing;
    Value result = weft__dunder_call(t, self, name, NULL, 0, &missing);
    if (missing) {
        return otherwise(t, self);
    }
    if (result != EMPTY && !is_str(t, result)) {
        return RAISE(t, TypeError, "%S returned non-string (type %T)", name, result);
    }
    return result;
}

static Value slot_repr(Thread *t, Value self)
{
    return text_method(t, self, N(t, __repr__), weft__object_repr);
}
static Value slot_str(Thread *t, Value self)
{
    return text_method(t, self, N(t, __str__), weft__repr);
}

bool weft__hash_not_implemented(Thread *t, Value self, int64_t *hash)
{
    *hash = 0;
    RAISE(t, TypeError, "unhashable type: '%T'", self);
    return false;
}

/* Calls a method as weft__dunder_call does; a descriptor that fails when it is asked for the method is
 * taken for none, as CPython takes it here. */
static Value call_if_bound(Thread *t, Value self, Str *name, Value *args, size_t count, bool *missing)
{
    Type *type = type_of(t, self);
    Value found = weft__type_lookup(t, type, name);
    Type *kind = found == EMPTY ? NULL : type_of(t, found);
    if (LIKELY(kind == NULL || (kind->flags & TYPE_METHOD_DESCRIPTOR) || kind->slots.descriptor_get == NULL)) {
        return weft__dunder_call(t, self, name, args, count, missing);
    }
    *missing = false;
    found = kind->slots.descriptor_get(t, found, self, value_from_pointer(type));
    if (found == EMPTY && weft__exception_matches(t, EXC(t, Exception))) {
        exception_take(t);
        *missing = true;
    }
    if (found == EMPTY) {
        return EMPTY;
    }
    return count == 0 ? weft__call0(t, found) : weft__call(t, found, args, count, EMPTY);
}

static bool slot_hash(Thread *t, Value self, int64_t *hash)
{
    Value found = weft__type_lookup(t, type_of(t, self), N(t, __hash__));
    if (found == NONE || found == EMPTY) {
        return weft__hash_not_implemented(t, self, hash);
    }
    bool missing;
    Value result = call_if_bound(t, self, N(t, __hash__), NULL, 0, &missing);
    if (result == EMPTY) {
        return missing && weft__hash_not_implemented(t, self, hash);
    }
    if (!is_int(t, result)) {
        RAISE(t, TypeError, "__hash__ method should return an integer");
        return false;
    }
    if (!weft__int_fits_i64(t, result, hash)) { /* any other is taken as it is: that of a tuple, say */
        *hash = weft__int_hash(t, result);
    }
    if (*hash == -1) {
        *hash = -2;
    }
    return true;
}

static Value slot_compare(Thread *t, Value a, Value b, Comparison op)
{
    bool missing;
    Value result = call_if_bound(t, a, weft__compare_name(t, op), &b, 1, &missing);
    return missing ? NOT_IMPLEMENTED : result;
}

static Value get_attribute_hook(Thread *t, Value self, Str *name, Value hook)
{
    if (exception_pending(t)) {
        if (!weft__exception_matches(t, EXC(t, AttributeError))) {
            return EMPTY;
        }
        t->exception = EMPTY;
    }
    (void)hook;
    Value argument = value_from_pointer(name);
    return call_required(t, self, N(t, __getattr__), &argument, 1, NULL);
}

Value weft__slot_get_attribute(Thread *t, Value self, Str *name)
{
    if (!weft__enter_native(t, "")) {
        return EMPTY;
    }
    Type *type = type_of(t, self);
    Value hook = weft__type_lookup(t, type, N(t, __getattr__));
    Value found = weft__type_lookup(t, type, N(t, __getattribute__));
    Value result;
    if (LIKELY(object_is(found, T(t, slot_wrapper)))) {
        SlotWrapper *wrapper = value_pointer(found);
        if (LIKELY(wrapper->owner->slots.get_attribute == weft__generic_get_attribute)) {
            result = weft__generic_find(t, self, name);
            if (result == EMPTY && hook == EMPTY && !exception_pending(t)) {
                return weft__raise_no_attribute(t, self, name);
            }
        } else {
            result = wrapper->owner->slots.get_attribute(t, self, name);
        }
    } else {
        Value argument = value_from_pointer(name);
        result = call_required(t, self, N(t, __getattribute__), &argument, 1, NULL);
    }
    return result == EMPTY && hook != EMPTY ? get_attribute_hook(t, self, name, hook) : result;
}

static bool slot_set_attribute(Thread *t, Value self, Str *name, Value value)
{
    if (!weft__enter_native(t, "")) {
        return false;
    }
    Value args[2] = {value_from_pointer(name), value};
    return value == EMPTY ? call_required(t, self, N(t, __delattr__), args, 1, NULL) != EMPTY
                          : call_required(t, self, N(t, __setattr__), args, 2, NULL) != EMPTY;
}

static Value slot_iterate(Thread *t, Value self)
{
    if (weft__type_lookup(t, type_of(t, self), N(t, __iter__)) == NONE) {
        return RAISE(t, TypeError, "'%T' object is not iterable", self);
    }
    bool missing;
    Value result = call_if_bound(t, self, N(t, __iter__), NULL, 0, &missing);
    return missing ? RAISE(t, TypeError, "'%T' object is not iterable", self) : result;
}

Value weft__slot_next(Thread *t, Value self)
{
    Value result = call_required(t, self, N(t, __next__), NULL, 0,
                                 "'%T' object is not an iterator");
    if (result == EMPTY && weft__exception_matches(t, EXC(t, StopIteration))) {
        Value value = exception_field(t->exception, STOP_VALUE);
        if (value == NONE || value == EMPTY) { /* a value stays with its exception */
            t->exception = EMPTY;
        }
    }
    return result;
}

static int64_t slot_length(Thread *t, Value self)
{
    bool missing;
    Value result = weft__dunder_call(t, self, N(t, __len__), NULL, 0, &missing);
    if (result == EMPTY) {
        if (missing) {
            RAISE(t, TypeError, "object of type '%T' has no len()", self);
        }
        return missing ? LENGTH_MISSING : -1;
    }
    if (UNLIKELY(!value_is_small_int(result))) {
        result = weft__index(t, result);
        if (result == EMPTY) {
            return -1;
        }
    }
    if (weft__int_sign(t, result) < 0) {
        RAISE(t, ValueError, "__len__() should return >= 0");
        return -1;
    }
    int64_t length;
    if (!weft__int_fits_i64(t, result, &length)) {
        RAISE(t, OverflowError, "cannot fit 'int' into an index-sized integer");
        return -1;
    }
    return length;
}

static Value slot_get_item(Thread *t, Value self, Value key)
{
    bool missing;
    Value result = weft__dunder_call(t, self, N(t, __getitem__), &key, 1, &missing);
    return missing ? RAISE(t, TypeError, "'%T' object is not subscriptable", self) : result;
}

static bool slot_set_item(Thread *t, Value self, Value key, Value value)
{
    Value args[2] = {key, value};
    bool missing;
    bool del = value == EMPTY;
    Value result = weft__dunder_call(t, self, del ? N(t, __delitem__) : N(t, __setitem__), args,
                                     del ? 1 : 2, &missing);
    if (missing) {
        RAISE(t, TypeError, "'%T' object does%s support item %s", self, del ? "n't" : " not",
              del ? "deletion" : "assignment");
        return false;
    }
    return result != EMPTY;
}

static int slot_contains(Thread *t, Value self, Value item)
{
    Value found = weft__type_lookup(t, type_of(t, self), N(t, __contains__));
    if (found == NONE) {
        RAISE(t, TypeError, "'%T' object is not a container", self);
        return -1;
    }
    if (found == EMPTY) {
        return weft__contains_by_iteration(t, self, item);
    }
    Value result = call_required(t, self, N(t, __contains__), &item, 1,
                                 "argument of type '%T' is not iterable");
    return result == EMPTY ? -1 : weft__truth(t, result);
}

static int slot_truth(Thread *t, Value self)
{
    bool missing;
    Value result = weft__dunder_call(t, self, N(t, __bool__), NULL, 0, &missing);
    if (missing) {
        int64_t length = type_of(t, self)->slots.length == NULL ? 1 : weft__length(t, self);
        return length < 0 ? -1 : length > 0;
    }
    if (result != EMPTY && !value_is_bool(result)) {
        RAISE(t, TypeError, "__bool__ should return bool, returned %T", result);
        return -1;
    }
    return result == EMPTY ? -1 : result == TRUE_VALUE;
}

/* ---- operators ---- */

/* a's method for the operator; straight to the C slot when the class inherits it. */
static Value call_operator(Thread *t, BinaryOperation op, Value self, Value other, bool reflected)
{
    Str *name = weft__binary_name(t, op, reflected);
    Value found = weft__type_lookup(t, type_of(t, self), name);
    if (found == EMPTY) {
        return NOT_IMPLEMENTED;
    }
    if (object_is(found, T(t, slot_wrapper))) {
        Type *owner = ((SlotWrapper *)value_pointer(found))->owner;
        return reflected ? owner->slots.binary(t, op, other, self)
                         : owner->slots.binary(t, op, self, other);
    }
    if (object_is(found, T(t, function))) {
        Value all[2] = {self, other};
        return T(t, function)->slots.call(t, found, all, 2, EMPTY);
    }
    if (found == NONE) {
        return RAISE(t, TypeError, "'NoneType' object is not callable");
    }
    bool missing;
    Value result = weft__dunder_call(t, self, name, &other, 1, &missing);
    return missing ? NOT_IMPLEMENTED : result;
}

Value weft__slot_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    Type *left = type_of(t, a);
    Type *right = type_of(t, b);
    bool other = left != right && right->slots.binary == weft__slot_binary;
    if (left->slots.binary == weft__slot_binary) {
        if (other && weft__is_subtype(right, left)) {
            Str *name = weft__binary_name(t, op, true);
            /* The subclass goes first only when it provides a different implementation. */
            if (weft__type_lookup(t, right, name) != weft__type_lookup(t, left, name)) {
                Value result = call_operator(t, op, b, a, true);
                if (result != NOT_IMPLEMENTED) {
                    return result;
                }
                other = false;
            }
        }
        Value result = call_operator(t, op, a, b, false);
        if (result != NOT_IMPLEMENTED || left == right) {
            return result;
        }
    }
    return other ? call_operator(t, op, b, a, true) : NOT_IMPLEMENTED;
}

static Value slot_inplace(Thread *t, BinaryOperation op, Value a, Value b)
{
    if (op == OP_DIVMOD) {
        return NOT_IMPLEMENTED;
    }
    bool missing;
    Value result = weft__dunder_call(t, a, weft__inplace_name(t, op), &b, 1, &missing);
    return missing ? NOT_IMPLEMENTED : result;
}

static Value slot_unary(Thread *t, UnaryOperation op, Value self)
{
    bool missing;
    Value result = weft__dunder_call(t, self, weft__unary_name(t, op), NULL, 0, &missing);
    return missing ? NOT_IMPLEMENTED : result;
}

Value weft__slot_power_modulo(Thread *t, Value base, Value exponent, Value modulus)
{
    if (type_of(t, base)->slots.power_modulo == weft__slot_power_modulo) {
        Value args[2] = {exponent, modulus};
        bool missing;
        Value result = weft__dunder_call(t, base, N(t, __pow__), args, 2, &missing);
        return missing ? NOT_IMPLEMENTED : result;
    }
    return NOT_IMPLEMENTED;
}

/* A result of a subclass is taken, with a warning. `maker` is EMPTY or whose method it was. */
static Value exact_or_warn(Thread *t, Value result, Type *exact, Value maker, const char *method)
{
    if (result == EMPTY || type_of(t, result) == exact || object_is(result, T(t, bool))) {
        return result;
    }
    Str *who = maker == EMPTY ? weft__str_from_c(t, method) : weft__str_format(t, "%T.%s", maker, method);
    if (who == NULL ||
        !weft__warn(t, EXC(t, DeprecationWarning),
                    "%S returned non-%N (type %T).  The ability to return an instance of a strict "
                    "subclass of %N is deprecated, and may be removed in a future version of Python.",
                    who, exact, result, exact)) {
        return EMPTY;
    }
    return result;
}

static Value slot_index(Thread *t, Value self)
{
    Value result = call_required(t, self, N(t, __index__), NULL, 0,
                                 "'%T' object cannot be interpreted as an integer");
    if (result != EMPTY && !is_int(t, result)) {
        return RAISE(t, TypeError, "__index__ returned non-int (type %T)", result);
    }
    return exact_or_warn(t, result, T(t, int), EMPTY, "__index__");
}

static Value slot_to_int(Thread *t, Value self)
{
    Value result = call_required(t, self, N(t, __int__), NULL, 0,
                                 "int() argument must be a string, a bytes-like object or a real number, not '%T'");
    if (result != EMPTY && !is_int(t, result)) {
        return RAISE(t, TypeError, "__int__ returned non-int (type %T)", result);
    }
    return exact_or_warn(t, result, T(t, int), EMPTY, "__int__");
}

static Value slot_to_float(Thread *t, Value self)
{
    Value result = call_required(t, self, N(t, __float__), NULL, 0, "must be real number, not %T");
    if (result != EMPTY && !is_float(t, result)) {
        return RAISE(t, TypeError, "%T.__float__ returned non-float (type %T)", self, result);
    }
    return exact_or_warn(t, result, T(t, float), self, "__float__");
}

/* ---- descriptors and coroutines ---- */

static Value slot_descriptor_get(Thread *t, Value self, Value instance, Value owner)
{
    Value args[2] = {instance == EMPTY ? NONE : instance, owner == EMPTY ? NONE : owner};
    bool missing;
    Value result = weft__dunder_call(t, self, N(t, __get__), args, 2, &missing);
    return missing ? self : result;
}

static bool slot_descriptor_set(Thread *t, Value self, Value instance, Value value)
{
    Value args[2] = {instance, value};
    Str *name = value == EMPTY ? N(t, __delete__) : N(t, __set__);
    bool missing;
    Value result = weft__dunder_call(t, self, name, args, value == EMPTY ? 1 : 2, &missing);
    if (missing) {
        weft__raise_attribute_error(t, self, name, "%S", name);
        return false;
    }
    return result != EMPTY;
}

static Value slot_await(Thread *t, Value self)
{
    return call_required(t, self, N(t, __await__), NULL, 0,
                         "object %T can't be used in 'await' expression");
}
static Value slot_async_iterate(Thread *t, Value self)
{
    return call_required(t, self, N(t, __aiter__), NULL, 0,
                         "'async for' requires an object with __aiter__ method, got %T");
}
static Value slot_async_next(Thread *t, Value self)
{
    return call_required(t, self, N(t, __anext__), NULL, 0,
                         "'async for' requires an iterator with __anext__ method, got %T");
}

static void slot_finalize(Thread *t, Value self)
{
    bool missing;
    Value saved = exception_take(t);
    Value method = weft__type_lookup(t, type_of(t, self), N(t, __del__));
    Value result = weft__dunder_call(t, self, N(t, __del__), NULL, 0, &missing);
    if (result == EMPTY && !missing) {
        weft__unraisable(t, exception_take(t), NULL, method);
    }
    t->exception = saved;
}

/* ---- the table of generic functions ---- */

const GenericSlots *weft__generic_slots(void)
{
    static const GenericSlots table = {
#define FIELD(slot, generic) .slot = generic,
#include "object/slots.def"
    };
    return &table;
}
