/* method.c - bound methods and cells.
 *
 * A bound method never changes. A cell is one atomic word: a variable that closures on several threads
 * share holds one value or another, never a torn one.
 */
#include "object/slot_generic.h"

/* ---- bound methods ---- */

Value weft__method_new(Thread *t, Value function, Value self)
{
    Method *method = weft__alloc(t, sizeof *method, T(t, method));
    if (method != NULL) {
        method->function = function;
        method->self = self;
    }
    return value_or_empty(method);
}

static Method *as_method(Value v) { return value_pointer(v); }

static Value method_call(Thread *t, Value callable, Value *args, size_t count, Value names)
{
    Method *method = as_method(callable);
    return weft__call_prepend(t, method->function, method->self, args, count, names);
}

static Value method_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)type;
    Value bound[2];
    if (!weft__bind_native(t, "method", "function, instance, /", args, count, names, bound)) {
        return EMPTY;
    }
    if (!weft__is_callable(t, bound[0])) {
        return RAISE(t, TypeError, "first argument must be callable");
    }
    if (bound[1] == NONE) {
        return RAISE(t, TypeError, "instance must not be None");
    }
    return weft__method_new(t, bound[0], bound[1]);
}

static Value method_get_attribute(Thread *t, Value self, Str *name)
{
    Value found = weft__generic_find(t, self, name);
    return found != EMPTY || exception_pending(t)
               ? found
               : weft__get_attribute(t, as_method(self)->function, name);
}

static Value method_repr(Thread *t, Value self)
{
    Method *method = as_method(self);
    bool failed;
    Value name = weft__find_attribute(t, method->function, N(t, __qualname__), &failed);
    if (name == EMPTY && !failed) {
        name = weft__find_attribute(t, method->function, N(t, __name__), &failed);
    }
    if (failed) {
        return EMPTY;
    }
    if (name == EMPTY || !is_str(t, name)) {
        return value_or_empty(weft__str_format(t, "<bound method ? of %R>", method->self));
    }
    return value_or_empty(weft__str_format(t, "<bound method %V of %R>", name, method->self));
}

static Value method_compare(Thread *t, Value a, Value b, Comparison op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !object_is(b, T(t, method))) {
        return NOT_IMPLEMENTED;
    }
    int same = as_method(a)->self == as_method(b)->self
                   ? weft__equal(t, as_method(a)->function, as_method(b)->function)
                   : 0;
    return same < 0 ? EMPTY : value_from_bool((same != 0) == (op == CMP_EQ));
}
static bool method_hash(Thread *t, Value self, int64_t *hash)
{
    int64_t function;
    if (!weft__hash(t, as_method(self)->function, &function)) {
        return false;
    }
    *hash = (int64_t)(((uint64_t)function ^ (as_method(self)->self >> 4)) & 0xFFFFFFFFFFFFF);
    return true;
}
static Value method_bind(Thread *t, Value self, Value instance, Value owner)
{
    (void)t;
    (void)instance;
    (void)owner;
    return self;
}

static Value get_function(Thread *t, Value self)
{
    (void)t;
    return as_method(self)->function;
}
static Value get_self(Thread *t, Value self)
{
    (void)t;
    return as_method(self)->self;
}
static Value get_doc(Thread *t, Value self)
{
    return weft__get_attribute(t, as_method(self)->function, N(t, __doc__));
}
static Value method_reduce(Thread *t, Value *args)
{
    Value name = weft__get_attribute(t, as_method(args[0])->function, N(t, __name__));
    Value getattr = weft__builtin_named(t, "getattr");
    Value inner = name == EMPTY ? EMPTY : weft__tuple2(t, as_method(args[0])->self, name);
    return inner == EMPTY ? EMPTY : weft__tuple2(t, getattr, inner);
}
static void trace_method(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((Method *)object)->function);
    weft__trace_value(tracer, ((Method *)object)->self);
}

void weft__init_method_type(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"__func__", get_function, weft__read_only_member, "the function (or other callable) implementing a method"},
        {"__self__", get_self, weft__read_only_member, "the instance to which a method is bound"},
        {"__doc__", get_doc, NULL, NULL},
        {NULL, NULL, NULL, NULL},
    };
    static const NativeDef methods[] = {
        {"__reduce__", method_reduce, "self, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(Method), TYPE_FINAL | TYPE_HAS_WEAK);
    type->head.trace = trace_method;
    type->slots.call = method_call;
    type->slots.new_instance = method_new;
    type->slots.get_attribute = method_get_attribute;
    type->slots.repr = method_repr;
    type->slots.compare = method_compare;
    type->slots.hash = method_hash;
    type->slots.descriptor_get = method_bind;
    weft__add_getsets(t, type, getsets);
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}

/* ---- cells ---- */

Cell *weft__cell_new(Thread *t, Value content)
{
    Cell *cell = weft__alloc(t, sizeof *cell, T(t, cell));
    if (cell != NULL) {
        weft__init(&cell->content, content);
    }
    return cell;
}

static Value cell_content(Value self)
{
    return weft__load_acquire(&((Cell *)value_pointer(self))->content); /* edge: cell_content */
}

static Value cell_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)type;
    Value content = EMPTY;
    return weft__bind_native(t, "cell", "contents=, /", args, count, names, &content)
               ? value_or_empty(weft__cell_new(t, content))
               : EMPTY;
}
static Value cell_repr(Thread *t, Value self)
{
    Value content = cell_content(self);
    unsigned long address = (unsigned long)weft__address(self);
    if (content == EMPTY) {
        return value_or_empty(weft__str_format(t, "<cell at 0x%lx: empty>", address));
    }
    return value_or_empty(weft__str_format(t, "<cell at 0x%lx: %T object at 0x%lx>", address, content,
                                           (unsigned long)weft__address(content)));
}
static Value cell_compare(Thread *t, Value a, Value b, Comparison op)
{
    if (!object_is(b, T(t, cell))) {
        return NOT_IMPLEMENTED;
    }
    Value one = cell_content(a), two = cell_content(b);
    if (one != EMPTY && two != EMPTY) {
        return weft__compare(t, one, two, op);
    }
    int left = one != EMPTY, right = two != EMPTY;
    bool result = op == CMP_EQ   ? left == right
                  : op == CMP_NE ? left != right
                  : op == CMP_LT ? left < right
                  : op == CMP_LE ? left <= right
                  : op == CMP_GT ? left > right
                                 : left >= right;
    return value_from_bool(result);
}
static Value get_content(Thread *t, Value self)
{
    Value content = cell_content(self);
    return content == EMPTY ? RAISE(t, ValueError, "Cell is empty") : content;
}
static bool set_content(Thread *t, Value self, Value value)
{
    (void)t;
    weft__store_release(&((Cell *)value_pointer(self))->content, value); /* edge: cell_content */
    return true;
}
static void trace_cell(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, weft__load_relaxed(&((Cell *)object)->content));
}

void weft__init_cell_type(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"cell_contents", get_content, set_content, NULL},
        {NULL, NULL, NULL, NULL},
    };
    weft__type_prepare(t, type, NULL, sizeof(Cell), TYPE_FINAL);
    type->head.trace = trace_cell;
    type->slots.new_instance = cell_new;
    type->slots.repr = cell_repr;
    type->slots.compare = cell_compare;
    weft__add_getsets(t, type, getsets);
    weft__type_ready(t, type);
}
