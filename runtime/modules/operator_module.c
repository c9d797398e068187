/* operator_module.c - the module operator: operators as functions, and itemgetter, attrgetter,
 * methodcaller. The three are immutable, so threads may share them freely.
 */
#include <stdio.h>

#include "modules/native_arguments.h"

#include "object/classes.h"

#define BINARY(name, op)                                  \
    static Value name(Thread *t, Value *args)             \
    {                                                     \
        return weft__binary(t, (op), args[0], args[1]); \
    }
#define INPLACE(name, op)                                  \
    static Value name(Thread *t, Value *args)              \
    {                                                      \
        return weft__inplace(t, (op), args[0], args[1]); \
    }
#define COMPARE(name, op)                                  \
    static Value name(Thread *t, Value *args)              \
    {                                                      \
        return weft__compare(t, args[0], args[1], (op)); \
    }
#define UNARY(name, op)                            \
    static Value name(Thread *t, Value *args)      \
    {                                              \
        return weft__unary(t, (op), args[0]); \
    }

BINARY(op_add, OP_ADD)
BINARY(op_sub, OP_SUBTRACT)
BINARY(op_mul, OP_MULTIPLY)
BINARY(op_truediv, OP_TRUE_DIVIDE)
BINARY(op_floordiv, OP_FLOOR_DIVIDE)
BINARY(op_mod, OP_REMAINDER)
BINARY(op_pow, OP_POWER)
BINARY(op_lshift, OP_LEFT_SHIFT)
BINARY(op_rshift, OP_RIGHT_SHIFT)
BINARY(op_and, OP_AND)
BINARY(op_or, OP_OR)
BINARY(op_xor, OP_XOR)
BINARY(op_matmul, OP_MATRIX_MULTIPLY)
INPLACE(op_iadd, OP_ADD)
INPLACE(op_isub, OP_SUBTRACT)
INPLACE(op_imul, OP_MULTIPLY)
INPLACE(op_itruediv, OP_TRUE_DIVIDE)
INPLACE(op_ifloordiv, OP_FLOOR_DIVIDE)
INPLACE(op_imod, OP_REMAINDER)
INPLACE(op_ipow, OP_POWER)
INPLACE(op_ilshift, OP_LEFT_SHIFT)
INPLACE(op_irshift, OP_RIGHT_SHIFT)
INPLACE(op_iand, OP_AND)
INPLACE(op_ior, OP_OR)
INPLACE(op_ixor, OP_XOR)
INPLACE(op_imatmul, OP_MATRIX_MULTIPLY)
COMPARE(op_lt, CMP_LT)
COMPARE(op_le, CMP_LE)
COMPARE(op_eq, CMP_EQ)
COMPARE(op_ne, CMP_NE)
COMPARE(op_gt, CMP_GT)
COMPARE(op_ge, CMP_GE)
UNARY(op_neg, OP_NEGATIVE)
UNARY(op_pos, OP_POSITIVE)
UNARY(op_invert, OP_INVERT)
UNARY(op_abs, OP_ABSOLUTE)

static Value op_not(Thread *t, Value *args)
{
    int truth = weft__truth(t, args[0]);
    return truth < 0 ? EMPTY : value_from_bool(!truth);
}
static Value op_truth(Thread *t, Value *args)
{
    int truth = weft__truth(t, args[0]);
    return truth < 0 ? EMPTY : value_from_bool(truth != 0);
}
static Value op_is(Thread *t, Value *args)
{
    (void)t;
    return value_from_bool(args[0] == args[1]);
}
static Value op_is_not(Thread *t, Value *args)
{
    (void)t;
    return value_from_bool(args[0] != args[1]);
}
static Value op_index(Thread *t, Value *args)
{
    return weft__index(t, args[0]);
}
static Value op_contains(Thread *t, Value *args)
{
    int found = weft__contains(t, args[0], args[1]);
    return found < 0 ? EMPTY : value_from_bool(found != 0);
}
static Value op_getitem(Thread *t, Value *args)
{
    return weft__get_item(t, args[0], args[1]);
}
static Value op_setitem(Thread *t, Value *args)
{
    return weft__set_item(t, args[0], args[1], args[2]) ? NONE : EMPTY;
}
static Value op_delitem(Thread *t, Value *args)
{
    return weft__delete_item(t, args[0], args[1]) ? NONE : EMPTY;
}
static bool is_sequence(Thread *t, Value v)
{
    Type *type = type_of(t, v);
    return type->slots.get_item != NULL && !(type->flags & TYPE_IS_DICT);
}
static Value op_concat(Thread *t, Value *args)
{
    if (!is_sequence(t, args[0])) {
        return RAISE(t, TypeError, "'%T' object can't be concatenated", args[0]);
    }
    return weft__binary(t, OP_ADD, args[0], args[1]);
}
static Value op_iconcat(Thread *t, Value *args)
{
    if (!is_sequence(t, args[0])) {
        return RAISE(t, TypeError, "'%T' object can't be concatenated", args[0]);
    }
    return weft__inplace(t, OP_ADD, args[0], args[1]);
}

/* As operations on sequences say that something is none. */
static Value iterate_argument(Thread *t, Value v)
{
    Value iterator = weft__iterate(t, v);
    if (iterator == EMPTY && weft__exception_matches(t, EXC(t, TypeError))) {
        exception_take(t);
        RAISE(t, TypeError, "argument of type '%T' is not iterable", v);
    }
    return iterator;
}

static Value op_index_of(Thread *t, Value *args)
{
    Value iterator = iterate_argument(t, args[0]);
    for (int64_t i = 0; iterator != EMPTY; i++) {
        Value item = weft__next(t, iterator);
        if (item == EMPTY) {
            return exception_pending(t)
                       ? EMPTY
                       : RAISE(t, ValueError, "sequence.index(x): x not in sequence");
        }
        int same = weft__equal(t, item, args[1]);
        if (same != 0) {
            return same < 0 ? EMPTY : value_from_small_int(i);
        }
    }
    return EMPTY;
}

static Value op_count_of(Thread *t, Value *args)
{
    Value iterator = iterate_argument(t, args[0]);
    for (int64_t found = 0; iterator != EMPTY;) {
        Value item = weft__next(t, iterator);
        if (item == EMPTY) {
            return exception_pending(t) ? EMPTY : value_from_small_int(found);
        }
        int same = weft__equal(t, item, args[1]);
        if (same < 0) {
            return EMPTY;
        }
        found += same;
    }
    return EMPTY;
}

static Value op_length_hint(Thread *t, Value *args)
{
    int64_t otherwise;
    if (!is_int(t, args[1])) {
        return RAISE(t, TypeError, "'%T' object cannot be interpreted as an integer", args[1]);
    }
    if (!weft__to_i64(t, args[1], &otherwise)) {
        return EMPTY;
    }
    int64_t length = weft__length_hint(t, args[0], otherwise);
    return length < 0 && exception_pending(t) ? EMPTY : int_from_i64(t, length);
}

static Value op_call(Thread *t, Value *args)
{
    return weft__call_tuple(t, args[0], args[1], args[2]);
}

/* ---- itemgetter ---- */

typedef struct Getter {
    Object head;
    Value single;  /* the only key or name, EMPTY when there are several */
    Tuple *all;    /* as given; attrgetter: names */
    Tuple *paths;  /* attrgetter: a tuple of interned parts for each name */
    Value keywords; /* methodcaller: dict or EMPTY */
} Getter;          /* nothing changes after creation */

static void getter_trace(Tracer *tracer, Object *object)
{
    Getter *getter = (Getter *)object;
    weft__trace_value(tracer, getter->single);
    weft__trace_object(tracer, getter->all);
    weft__trace_object(tracer, getter->paths);
    weft__trace_value(tracer, getter->keywords);
}

static Getter *getter_new(Thread *t, Type *type, const char *name, Value *args, size_t count,
                          Value names)
{
    if (names != EMPTY && !weft__no_keywords(t, name, names)) {
        return NULL;
    }
    if (count == 0) {
        RAISE(t, TypeError, "%s expected 1 argument, got 0", name);
        return NULL;
    }
    Tuple *all = weft__tuple_from(t, args, count);
    Getter *getter = all == NULL ? NULL : weft__instance_new(t, type, type->instance_bytes);
    if (getter != NULL) {
        getter->single = count == 1 ? args[0] : EMPTY;
        getter->all = all;
        getter->keywords = EMPTY;
    }
    return getter;
}

static Value item_getter_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    return value_or_empty(getter_new(t, type, "itemgetter", args, count, names));
}

static bool one_argument(Thread *t, const char *name, size_t count, Value names)
{
    if (!weft__no_keywords(t, name, names)) {
        return false;
    }
    if (count != 1) {
        RAISE(t, TypeError, "%s expected 1 argument, got %zu", name, count);
        return false;
    }
    return true;
}

static Value item_getter_call(Thread *t, Value self, Value *args, size_t count, Value names)
{
    Getter *getter = value_pointer(self);
    if (!one_argument(t, "itemgetter", count, names)) {
        return EMPTY;
    }
    if (LIKELY(getter->single != EMPTY)) {
        if (value_is_small_int(getter->single) && object_is(args[0], T(t, tuple))) {
            Tuple *tuple = as_tuple(args[0]);
            uint64_t i = (uint64_t)value_small_int(getter->single);
            if (LIKELY(i < tuple_length(tuple))) {
                return tuple->items[i];
            }
        }
        return weft__get_item(t, args[0], getter->single);
    }
    size_t n = tuple_length(getter->all);
    Tuple *result = weft__tuple_new(t, n);
    for (size_t i = 0; result != NULL && i < n; i++) {
        Value item = weft__get_item(t, args[0], getter->all->items[i]);
        if (item == EMPTY) {
            return EMPTY;
        }
        result->items[i] = item;
    }
    return value_or_empty(result);
}

/* operator.itemgetter(1, 2) */
static Value getter_repr(Thread *t, Value self)
{
    Getter *getter = value_pointer(self);
    int entered = weft__repr_enter(t, self);
    if (entered != 0) {
        return entered < 0 ? EMPTY
                           : value_or_empty(weft__str_format(t, "%S(...)", weft__type_full_name(t, type_of(t, self))));
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    Str *name = weft__type_full_name(t, type_of(t, self));
    if (name != NULL) {
        weft__builder_str(&b, name);
    }
    weft__builder_char(&b, '(');
    for (size_t i = 0; i < tuple_length(getter->all); i++) {
        if (i > 0) {
            weft__builder_ascii(&b, ", ", 2);
        }
        if (!weft__builder_repr(&b, getter->all->items[i])) {
            break;
        }
    }
    size_t position = 0;
    Value key, value;
    while (getter->keywords != EMPTY && !exception_pending(t) &&
           weft__dict_next(t, as_dict(getter->keywords), &position, &key, &value)) {
        weft__builder_format(&b, ", %V=%R", key, value);
    }
    weft__builder_char(&b, ')');
    Str *text = exception_pending(t) ? NULL : weft__builder_finish(&b);
    weft__repr_leave(t, self);
    return value_or_empty(text);
}

static Value getter_reduce(Thread *t, Value *args)
{
    Getter *getter = value_pointer(args[0]);
    Value type = value_from_pointer(type_of(t, args[0]));
    if (getter->keywords == EMPTY) {
        return weft__tuple2(t, type, value_from_pointer(getter->all));
    }
    /* methodcaller with keywords: partial(methodcaller, name, **keywords)(*arguments) */
    Value partial = weft__import_attribute(t, "functools", "partial");
    Value start[2] = {type, getter->all->items[0]};
    Tuple *given = partial == EMPTY ? NULL : weft__tuple_from(t, start, 2);
    Value maker = given == NULL ? EMPTY : weft__call_tuple(t, partial, value_from_pointer(given), getter->keywords);
    Tuple *rest = maker == EMPTY ? NULL
                                 : weft__tuple_from(t, getter->all->items + 1, tuple_length(getter->all) - 1);
    return rest == NULL ? EMPTY : weft__tuple2(t, maker, value_from_pointer(rest));
}

/* ---- attrgetter ---- */

/* "a.b.c" as a tuple of interned names. */
static Value split_path(Thread *t, Value name)
{
    if (!is_str(t, name)) {
        return RAISE(t, TypeError, "attribute name must be a string");
    }
    Str *s = as_str(name);
    List *parts = weft__list_new(t, 2);
    size_t from = 0;
    for (size_t i = 0; parts != NULL && i <= s->length; i++) {
        if (i == s->length || str_char(s, i) == '.') {
            Str *part = weft__str_substring(t, s, from, i);
            part = part == NULL ? NULL : weft__intern(t, part);
            if (part == NULL || !weft__list_append(t, parts, value_from_pointer(part))) {
                return EMPTY;
            }
            from = i + 1;
        }
    }
    return parts == NULL ? EMPTY : weft__list_to_tuple(t, parts);
}

static Value attribute_getter_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    Getter *getter = getter_new(t, type, "attrgetter", args, count, names);
    Tuple *paths = getter == NULL ? NULL : weft__tuple_new(t, count);
    for (size_t i = 0; paths != NULL && i < count; i++) {
        Value path = split_path(t, args[i]);
        if (path == EMPTY) {
            return EMPTY;
        }
        paths->items[i] = path;
    }
    if (paths == NULL) {
        return EMPTY;
    }
    getter->paths = paths;
    return value_from_pointer(getter);
}

static Value follow_path(Thread *t, Value v, Tuple *path)
{
    for (size_t i = 0; v != EMPTY && i < tuple_length(path); i++) {
        v = weft__get_attribute(t, v, as_str(path->items[i]));
    }
    return v;
}

static Value attribute_getter_call(Thread *t, Value self, Value *args, size_t count, Value names)
{
    Getter *getter = value_pointer(self);
    if (!one_argument(t, "attrgetter", count, names)) {
        return EMPTY;
    }
    Value v = args[0];
    size_t n = tuple_length(getter->paths);
    if (n == 1) {
        return follow_path(t, v, as_tuple(getter->paths->items[0]));
    }
    Tuple *result = weft__tuple_new(t, n);
    for (size_t i = 0; result != NULL && i < n; i++) {
        Value item = follow_path(t, v, as_tuple(getter->paths->items[i]));
        if (item == EMPTY) {
            return EMPTY;
        }
        result->items[i] = item;
    }
    return value_or_empty(result);
}

/* ---- methodcaller ---- */

static Value method_caller_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    if (count == 0) {
        return RAISE(t, TypeError, "methodcaller needs at least one argument, the method name");
    }
    if (!is_str(t, args[0])) {
        return RAISE(t, TypeError, "method name must be a string");
    }
    Getter *getter = getter_new(t, type, "methodcaller", args, count, EMPTY);
    size_t keywords = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    if (getter == NULL) {
        return EMPTY;
    }
    Str *name = weft__intern(t, as_str(args[0]));
    if (name == NULL) {
        return EMPTY;
    }
    getter->single = value_from_pointer(name);
    if (keywords > 0) {
        Dict *d = weft__dict_new(t);
        if (d == NULL) {
            return EMPTY;
        }
        getter->keywords = value_from_pointer(d);
        for (size_t i = 0; i < keywords; i++) {
            if (!weft__dict_set(t, d, as_tuple(names)->items[i], args[count + i])) {
                return EMPTY;
            }
        }
    }
    return value_from_pointer(getter);
}

static Value method_caller_call(Thread *t, Value self, Value *args, size_t count, Value names)
{
    Getter *getter = value_pointer(self);
    if (!one_argument(t, "methodcaller", count, names)) {
        return EMPTY;
    }
    Value method = weft__get_attribute(t, args[0], as_str(getter->single));
    if (method == EMPTY) {
        return EMPTY;
    }
    size_t n = tuple_length(getter->all) - 1;
    if (n == 0 && getter->keywords == EMPTY) {
        return weft__call0(t, method);
    }
    Tuple *rest = weft__tuple_from(t, getter->all->items + 1, n);
    return rest == NULL ? EMPTY
                        : weft__call_tuple(t, method, value_from_pointer(rest), getter->keywords);
}

static const NativeDef getter_methods[] = {
    {"__reduce__", getter_reduce, "self, /", "How pickle and copy make the object again.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

static bool add_getter(Thread *t, Module *m, const char *name,
                       Value (*make)(Thread *, Type *, Value *, size_t, Value), CallSlot call)
{
    Type *type = weft__native_type_new(t, name, NULL, sizeof(Getter), 0);
    if (type == NULL) {
        return false;
    }
    type->head.trace = getter_trace;
    type->slots.new_instance = make;
    type->slots.call = call;
    type->slots.repr = getter_repr;
    return weft__type_publish(t, m, type, strchr(name, '.') + 1, getter_methods, NULL);
}

/* Enters each function of operator.__all__ under its name with double underscores too, where it has one,
 * and __all__ itself. */
static bool add_aliases(Thread *t, Module *m)
{
    static const char *const names[] = { /* in order of the alphabet, as __all__ */
        "abs", "add", "and_", "attrgetter", "call", "concat", "contains", "countOf", "delitem", "eq",
        "floordiv", "ge", "getitem", "gt", "iadd", "iand", "iconcat", "ifloordiv", "ilshift", "imatmul",
        "imod", "imul", "index", "indexOf", "inv", "invert", "ior", "ipow", "irshift", "is_", "is_not",
        "isub", "itemgetter", "itruediv", "ixor", "le", "length_hint", "lshift", "lt", "matmul",
        "methodcaller", "mod", "mul", "ne", "neg", "not_", "or_", "pos", "pow", "rshift", "setitem", "sub",
        "truediv", "truth", "xor",
    };
    static const char *const single[] = {"attrgetter", "countOf", "indexOf", "is_", "is_not", "itemgetter",
                                         "length_hint", "methodcaller", "truth"};
    List *all = weft__list_new(t, sizeof names / sizeof names[0]);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        Str *name = weft__intern_c(t, names[i]);
        if (all == NULL || name == NULL || !weft__list_append(t, all, value_from_pointer(name))) {
            return false;
        }
        bool alone = false;
        for (size_t k = 0; k < sizeof single / sizeof single[0]; k++) {
            alone |= strcmp(names[i], single[k]) == 0;
        }
        if (!alone) {
            char text[32];
            snprintf(text, sizeof text, "__%.*s__", (int)strcspn(names[i], "_"), names[i]);
            if (!weft__dict_set_c(t, m->dict, text, weft__dict_get_str(t, m->dict, name))) {
                return false;
            }
        }
    }
    return weft__dict_set_c(t, m->dict, "__all__", value_from_pointer(all));
}

#define TWO(name, code) {name, code, "a, b, /", NULL, 0}
#define ONE(name, code) {name, code, "a, /", NULL, 0}

bool weft__init_module_operator(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        TWO("add", op_add), TWO("sub", op_sub), TWO("mul", op_mul), TWO("truediv", op_truediv),
        TWO("floordiv", op_floordiv), TWO("mod", op_mod), TWO("pow", op_pow),
        TWO("lshift", op_lshift), TWO("rshift", op_rshift), TWO("matmul", op_matmul),
        TWO("xor", op_xor), TWO("iadd", op_iadd), TWO("isub", op_isub), TWO("imul", op_imul),
        TWO("itruediv", op_itruediv), TWO("ifloordiv", op_ifloordiv), TWO("imod", op_imod),
        TWO("ipow", op_ipow), TWO("ilshift", op_ilshift), TWO("irshift", op_irshift),
        TWO("iand", op_iand), TWO("ior", op_ior), TWO("ixor", op_ixor), TWO("imatmul", op_imatmul),
        TWO("lt", op_lt), TWO("le", op_le), TWO("eq", op_eq), TWO("ne", op_ne), TWO("gt", op_gt),
        TWO("ge", op_ge), TWO("getitem", op_getitem), TWO("delitem", op_delitem),
        TWO("contains", op_contains), TWO("concat", op_concat), TWO("iconcat", op_iconcat),
        ONE("neg", op_neg), ONE("pos", op_pos), ONE("invert", op_invert), ONE("inv", op_invert),
        ONE("abs", op_abs), ONE("index", op_index),
        {"and_", op_and, "a, b, /", NULL, 0},
        {"or_", op_or, "a, b, /", NULL, 0},
        {"not_", op_not, "a, /", NULL, 0},
        {"truth", op_truth, "a, /", NULL, 0},
        {"is_", op_is, "a, b, /", NULL, 0}, {"is_not", op_is_not, "a, b, /", NULL, 0},
        {"setitem", op_setitem, "a, b, c, /", NULL, 0},
        {"indexOf", op_index_of, "a, b, /", NULL, 0}, {"countOf", op_count_of, "a, b, /", NULL, 0},
        {"length_hint", op_length_hint, "obj, default=0, /", NULL, 0},
        {"call", op_call, "obj, /, *args, **kwargs", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_operator")) &&
           add_getter(t, m, "operator.itemgetter", item_getter_new, item_getter_call) &&
           add_getter(t, m, "operator.attrgetter", attribute_getter_new, attribute_getter_call) &&
           add_getter(t, m, "operator.methodcaller", method_caller_new, method_caller_call) &&
           add_aliases(t, m);
}
