/* dict_views.c - dict.keys(), dict.values() and dict.items().
 *
 * A view holds nothing but its dict, so it shows the dict as it is. Keys and items compare with and
 * combine with sets and other views; the results are sets.
 */
#include "object/containers_internal.h"

Value weft__dict_view_new(Thread *t, Type *type, Dict *d)
{
    DictView *view = weft__alloc(t, sizeof *view, type);
    if (LIKELY(view != NULL)) {
        view->dict = d;
    }
    return value_or_empty(view);
}

static int keys_contains(Thread *t, Value self, Value key);
static int items_contains(Thread *t, Value self, Value item);
static Value items_iterate(Thread *t, Value self);
static Value values_iterate(Thread *t, Value self);

/* Types derived from the views (of OrderedDict) keep their slots. */
static bool is_keys_view(Thread *t, Value v)
{
    return type_of(t, v)->slots.contains == keys_contains;
}

bool weft__is_dict_view(Thread *t, Value v)
{
    return is_keys_view(t, v) || type_of(t, v)->slots.contains == items_contains;
}

static void view_trace(Tracer *tracer, Object *object)
{
    weft__trace_object(tracer, ((DictView *)object)->dict);
}

static int64_t view_length(Thread *t, Value self)
{
    return (int64_t)weft__dict_length(t, view_dict(self));
}

static Value view_repr(Thread *t, Value self)
{
    int entered = weft__repr_enter(t, self);
    if (entered != 0) {
        return entered < 0 ? EMPTY : value_or_empty(weft__str_from_c(t, "..."));
    }
    Dict *d = view_dict(self);
    Type *type = type_of(t, self);
    Value list = type->slots.iterate == items_iterate    ? weft__dict_items_list(t, d)
                 : type->slots.iterate == values_iterate ? weft__dict_values_list(t, d)
                                                         : weft__dict_keys_list(t, d);
    Str *text = list == EMPTY ? NULL : weft__str_format(t, "%N(%R)", type, list);
    weft__repr_leave(t, self);
    return value_or_empty(text);
}

static Value keys_iterate(Thread *t, Value self)
{
    return weft__dict_iterator_new(t, T(t, dict_key_iterator), view_dict(self), false);
}
static Value values_iterate(Thread *t, Value self)
{
    return weft__dict_iterator_new(t, T(t, dict_value_iterator), view_dict(self), false);
}
static Value items_iterate(Thread *t, Value self)
{
    return weft__dict_iterator_new(t, T(t, dict_item_iterator), view_dict(self), false);
}
static Value keys_reversed(Thread *t, Value *args)
{
    return weft__dict_iterator_new(t, T(t, dict_reverse_key_iterator), view_dict(args[0]), true);
}
static Value values_reversed(Thread *t, Value *args)
{
    return weft__dict_iterator_new(t, T(t, dict_reverse_value_iterator), view_dict(args[0]), true);
}
static Value items_reversed(Thread *t, Value *args)
{
    return weft__dict_iterator_new(t, T(t, dict_reverse_item_iterator), view_dict(args[0]), true);
}

static int keys_contains(Thread *t, Value self, Value key)
{
    Value v = weft__dict_get(t, view_dict(self), key);
    return v != EMPTY ? 1 : exception_pending(t) ? -1 : 0;
}

static int items_contains(Thread *t, Value self, Value item)
{
    if (!is_tuple(t, item) || tuple_length(as_tuple(item)) != 2) {
        return 0;
    }
    Value v = weft__dict_get(t, view_dict(self), as_tuple(item)->items[0]);
    if (v == EMPTY) {
        return exception_pending(t) ? -1 : 0;
    }
    return weft__equal(t, v, as_tuple(item)->items[1]);
}

/* ---- as sets ---- */

static bool is_set_like(Thread *t, Value v)
{
    return is_set(t, v) || weft__is_dict_view(t, v);
}

/* Every item of `a` is in `b`. */
static int all_contained(Thread *t, Value a, Value b)
{
    Value iterator = weft__iterate(t, a);
    if (iterator == EMPTY) {
        return -1;
    }
    for (;;) {
        Value item = weft__next(t, iterator);
        if (item == EMPTY) {
            return exception_pending(t) ? -1 : 1;
        }
        int found = weft__contains(t, b, item);
        if (found <= 0) {
            return found;
        }
    }
}

static Value view_compare(Thread *t, Value self, Value other, Comparison op)
{
    if (!weft__is_dict_view(t, self) || !is_set_like(t, other)) {
        return NOT_IMPLEMENTED;
    }
    int64_t n = view_length(t, self), m = weft__length(t, other);
    if (m < 0) {
        return EMPTY;
    }
    int result = 0;
    switch (op) {
    case CMP_EQ:
    case CMP_NE:
        result = n == m ? all_contained(t, self, other) : 0;
        if (op == CMP_NE && result >= 0) {
            result = !result;
        }
        break;
    case CMP_LT:
        result = n < m ? all_contained(t, self, other) : 0;
        break;
    case CMP_LE:
        result = n <= m ? all_contained(t, self, other) : 0;
        break;
    case CMP_GT:
        result = n > m ? all_contained(t, other, self) : 0;
        break;
    case CMP_GE:
        result = n >= m ? all_contained(t, other, self) : 0;
        break;
    }
    return result < 0 ? EMPTY : value_from_bool(result != 0);
}

static Value view_and(Thread *t, Value a, Value b)
{
    if (!weft__is_dict_view(t, a)) {
        Value swapped = a;
        a = b;
        b = swapped;
    }
    if (object_is(b, T(t, set)) && view_length(t, a) <= weft__length(t, b)) {
        /* The set does the work, and asks each item of the view for its hash. */
        return weft__call_method(t, b, weft__intern_c(t, "intersection"), &a, 1);
    }
    if (is_set_like(t, b) && is_keys_view(t, a) && weft__length(t, b) > view_length(t, a)) {
        Value swapped = a;
        a = b;
        b = swapped;
    }
    Set *result = weft__set_new(t, false);
    Value iterator = result == NULL ? EMPTY : weft__iterate(t, b);
    if (iterator == EMPTY) {
        return EMPTY;
    }
    for (;;) {
        Value item = weft__next(t, iterator);
        if (item == EMPTY) {
            return exception_pending(t) ? EMPTY : value_from_pointer(result);
        }
        int found = weft__contains(t, a, item);
        if (found < 0 || (found > 0 && weft__set_add(t, result, item) < 0)) {
            return EMPTY;
        }
    }
}

static Value view_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    if (op == OP_AND) {
        return view_and(t, a, b);
    }
    if (op != OP_OR && op != OP_XOR && op != OP_SUBTRACT) {
        return NOT_IMPLEMENTED;
    }
    Set *left = weft__set_from_iterable(t, a, false);
    if (left == NULL) {
        return EMPTY;
    }
    if (op == OP_OR) {
        return weft__set_update(t, left, b) ? value_from_pointer(left) : EMPTY;
    }
    Set *right = weft__set_from_iterable(t, b, false);
    return right == NULL
               ? EMPTY
               : weft__set_binary(t, op, value_from_pointer(left), value_from_pointer(right));
}

static Value view_is_disjoint(Thread *t, Value *args)
{
    Value self = args[0], other = args[1];
    if (self == other) {
        return value_from_bool(view_length(t, self) == 0);
    }
    if (is_set_like(t, other) && weft__length(t, other) > view_length(t, self)) {
        self = args[1];
        other = args[0];
    }
    Value iterator = weft__iterate(t, other);
    if (iterator == EMPTY) {
        return EMPTY;
    }
    for (;;) {
        Value item = weft__next(t, iterator);
        if (item == EMPTY) {
            return exception_pending(t) ? EMPTY : TRUE_VALUE;
        }
        int found = weft__contains(t, self, item);
        if (found != 0) {
            return found < 0 ? EMPTY : FALSE_VALUE;
        }
    }
}

static Value view_mapping(Thread *t, Value self)
{
    return weft__mapping_proxy_new(t, value_from_pointer(view_dict(self)));
}

static const GetSetDef view_attributes[] = {
    {"mapping", view_mapping, NULL, "dictionary that this view refers to"},
    {NULL, NULL, NULL, NULL},
};
static const NativeDef keys_methods[] = {
    {"isdisjoint", view_is_disjoint, "self, other, /",
     "Return True if the view and the given iterable have a null intersection.", 0},
    {"__reversed__", keys_reversed, "self, /", "An iterator over the keys, the last one first.", 0},
    {NULL, NULL, NULL, NULL, 0},
};
static const NativeDef items_methods[] = {
    {"isdisjoint", view_is_disjoint, "self, other, /",
     "Return True if the view and the given iterable have a null intersection.", 0},
    {"__reversed__", items_reversed, "self, /", "Return a reverse iterator over the dict items.", 0},
    {NULL, NULL, NULL, NULL, 0},
};
static const NativeDef values_methods[] = {
    {"__reversed__", values_reversed, "self, /", "Return a reverse iterator over the dict values.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

static void init_view(Thread *t, Type *type, Value (*iterate)(Thread *, Value), const NativeDef *methods,
                      int (*contains)(Thread *, Value, Value))
{
    weft__type_prepare(t, type, NULL, sizeof(DictView), TYPE_FINAL);
    type->head.trace = view_trace;
    TypeSlots *s = &type->slots;
    s->repr = view_repr;
    s->iterate = iterate;
    s->length = view_length;
    if (contains != NULL) {
        s->contains = contains;
        s->compare = view_compare;
        s->hash = weft__hash_not_implemented;
        s->binary = view_binary;
        s->binary_operators = 1u << OP_OR | 1u << OP_AND | 1u << OP_XOR | 1u << OP_SUBTRACT;
        weft__dict_set_str(t, type->dict, N(t, __hash__), NONE);
    }
    weft__add_methods(t, type, methods);
    weft__add_getsets(t, type, view_attributes);
    weft__type_ready(t, type);
}

void weft__init_dict_keys_type(Thread *t, Type *type)
{
    init_view(t, type, keys_iterate, keys_methods, keys_contains);
}
void weft__init_dict_values_type(Thread *t, Type *type)
{
    init_view(t, type, values_iterate, values_methods, NULL);
}
void weft__init_dict_items_type(Thread *t, Type *type)
{
    init_view(t, type, items_iterate, items_methods, items_contains);
}
