/* union_type.c - `int | None`: types.UnionType.
 *
 * A union never changes after it was made; its members are unique and keep their order.
 */
#include "object/slot_generic.h"

typedef struct Union {
    Object head;
    Tuple *args;              /* never changes */
    ATOMIC(Value) parameters; /* tuple, EMPTY until asked for; edge: alias_parameters */
} Union;

static Union *as_union(Value v) { return value_pointer(v); }

static bool is_unionable(Thread *t, Value v)
{
    return v == NONE || is_type(t, v) || object_is(v, T(t, union)) ||
           weft__is_subtype(type_of(t, v), T(t, generic_alias));
}

/* Adds a member unless an equal one is there; unions are taken apart. */
static bool add_member(Thread *t, List *members, Value v)
{
    if (object_is(v, T(t, union))) {
        Tuple *inner = as_union(v)->args;
        for (size_t i = 0; i < tuple_length(inner); i++) {
            if (!add_member(t, members, inner->items[i])) {
                return false;
            }
        }
        return true;
    }
    if (v == NONE) {
        v = value_from_pointer(T(t, none));
    }
    for (size_t i = 0; i < list_length(members); i++) {
        Value each = list_get(members, i);
        bool alias = weft__is_subtype(type_of(t, each), T(t, generic_alias));
        int same = each == v;
        if (!same && alias && weft__is_subtype(type_of(t, v), T(t, generic_alias))) {
            same = weft__equal(t, each, v);
        }
        if (same != 0) {
            return same > 0;
        }
    }
    return weft__list_append(t, members, v);
}

static Value union_from(Thread *t, List *members)
{
    if (list_length(members) == 1) {
        return list_get(members, 0);
    }
    Value args = weft__list_to_tuple(t, members);
    Union *made = args == EMPTY ? NULL : weft__alloc(t, sizeof *made, T(t, union));
    if (made != NULL) {
        made->args = as_tuple(args);
        weft__init(&made->parameters, EMPTY);
    }
    return value_or_empty(made);
}

Value weft__union_or(Thread *t, Value a, Value b)
{
    if (!is_unionable(t, a) || !is_unionable(t, b)) {
        return NOT_IMPLEMENTED;
    }
    List *members = weft__list_new(t, 4);
    return members != NULL && add_member(t, members, a) && add_member(t, members, b)
               ? union_from(t, members)
               : EMPTY;
}

static Value union_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    return op == OP_OR ? weft__union_or(t, a, b) : NOT_IMPLEMENTED;
}

static Value union_repr(Thread *t, Value self)
{
    Tuple *args = as_union(self)->args;
    TextBuilder b;
    weft__builder_init(&b, t);
    for (size_t i = 0; i < tuple_length(args); i++) {
        if (i > 0) {
            weft__builder_c(&b, " | ");
        }
        if (args->items[i] == value_from_pointer(T(t, none))) {
            weft__builder_c(&b, "None");
        } else if (!weft__type_text(t, &b, args->items[i])) {
            return EMPTY;
        }
    }
    return value_or_empty(weft__builder_finish(&b));
}

static Set *member_set(Thread *t, Value self)
{
    return weft__set_from_iterable(t, value_from_pointer(as_union(self)->args), true);
}
static Value union_compare(Thread *t, Value a, Value b, Comparison op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !object_is(b, T(t, union))) {
        return NOT_IMPLEMENTED;
    }
    Set *one = member_set(t, a);
    Set *two = one == NULL ? NULL : member_set(t, b);
    return two == NULL ? EMPTY
                       : weft__compare(t, value_from_pointer(one), value_from_pointer(two), op);
}
static bool union_hash(Thread *t, Value self, int64_t *hash)
{
    Set *members = member_set(t, self);
    return members != NULL && weft__hash(t, value_from_pointer(members), hash);
}

static Tuple *parameters_of(Thread *t, Value self)
{
    Value known = weft__load_acquire(&as_union(self)->parameters); /* edge: alias_parameters */
    if (known == EMPTY) {
        Tuple *fresh = weft__collect_parameters(t, as_union(self)->args);
        if (fresh == NULL) {
            return NULL;
        }
        known = value_from_pointer(fresh);
        weft__store_release(&as_union(self)->parameters, known); /* edge: alias_parameters */
    }
    return as_tuple(known);
}
static Value union_get_item(Thread *t, Value self, Value item)
{
    Tuple *parameters = parameters_of(t, self);
    Value args = parameters == NULL ? EMPTY
                                    : weft__substitute_parameters(t, self, as_union(self)->args,
                                                                  parameters, item);
    if (args == EMPTY) {
        return EMPTY;
    }
    Value result = as_tuple(args)->items[0];
    for (size_t i = 1; i < tuple_length(as_tuple(args)) && result != EMPTY; i++) {
        result = weft__binary(t, OP_OR, result, as_tuple(args)->items[i]);
    }
    return result;
}

static Value check_members(Thread *t, Value *args, const char *what,
                           int (*check)(Thread *, Value, Value))
{
    Tuple *members = as_union(args[0])->args;
    for (size_t i = 0; i < tuple_length(members); i++) {
        if (!is_type(t, members->items[i])) {
            return RAISE(t, TypeError, "%s() argument 2 cannot be a parameterized generic", what);
        }
        int result = check(t, args[1], members->items[i]);
        if (result != 0) {
            return result < 0 ? EMPTY : TRUE_VALUE;
        }
    }
    return FALSE_VALUE;
}
static Value union_instance_check(Thread *t, Value *args)
{
    return check_members(t, args, "isinstance", weft__is_instance);
}
static Value union_subclass_check(Thread *t, Value *args)
{
    if (!is_type(t, args[1])) {
        return RAISE(t, TypeError, "issubclass() arg 1 must be a class");
    }
    return check_members(t, args, "issubclass", weft__is_subclass);
}

static Value get_args(Thread *t, Value self)
{
    (void)t;
    return value_from_pointer(as_union(self)->args);
}
static Value get_parameters(Thread *t, Value self) { return value_or_empty(parameters_of(t, self)); }

static void trace_union(Tracer *tracer, Object *object)
{
    weft__trace_object(tracer, ((Union *)object)->args);
    weft__trace_value(tracer, weft__load_relaxed(&((Union *)object)->parameters));
}

void weft__init_union_type(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"__args__", get_args, weft__read_only_member, NULL},
        {"__parameters__", get_parameters, NULL, "The type variables that can still be replaced."},
        {NULL, NULL, NULL, NULL},
    };
    static const NativeDef methods[] = {
        {"__instancecheck__", union_instance_check, "self, instance, /", NULL, 0},
        {"__subclasscheck__", union_subclass_check, "self, subclass, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(Union), TYPE_FINAL);
    type->head.trace = trace_union;
    type->slots.repr = union_repr;
    type->slots.compare = union_compare;
    type->slots.hash = union_hash;
    type->slots.get_item = union_get_item;
    type->slots.binary = union_binary;
    type->slots.binary_operators = 1u << OP_OR;
    weft__add_getsets(t, type, getsets);
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}
