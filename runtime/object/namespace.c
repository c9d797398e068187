/* namespace.c - types.SimpleNamespace: an object that is its attributes.
 *
 * Its attributes are those of any instance, with the same promises to threads.
 */
#include "object/slot_generic.h"

static bool namespace_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    if (count != 0) {
        RAISE(t, TypeError, "no positional arguments expected");
        return false;
    }
    size_t named = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    for (size_t i = 0; i < named; i++) {
        if (!weft__instance_set(t, self, as_tuple(names)->items[i], args[i])) {
            return false;
        }
    }
    return true;
}

static Value namespace_repr(Thread *t, Value self)
{
    int active = weft__repr_enter(t, self);
    if (active < 0) {
        return EMPTY;
    }
    bool plain = type_of(t, self) == T(t, namespace);
    TextBuilder b;
    weft__builder_init(&b, t);
    if (plain) {
        weft__builder_c(&b, "namespace");
    } else {
        weft__builder_format(&b, "%T", self);
    }
    if (active > 0) {
        weft__builder_c(&b, "(...)");
        return value_or_empty(weft__builder_finish(&b));
    }
    weft__builder_c(&b, "(");
    size_t position = 0, shown = 0;
    Value key, value;
    while (weft__instance_next(t, self, &position, &key, &value)) {
        if (!is_str(t, key) || as_str(key)->length == 0) {
            continue;
        }
        if (!weft__builder_format(&b, "%s%V=%R", shown++ > 0 ? ", " : "", key, value)) {
            break;
        }
    }
    weft__builder_c(&b, ")");
    weft__repr_leave(t, self);
    return value_or_empty(weft__builder_finish(&b));
}

static Value namespace_compare(Thread *t, Value a, Value b, Comparison op)
{
    if (!weft__is_subtype(type_of(t, a), T(t, namespace)) ||
        !weft__is_subtype(type_of(t, b), T(t, namespace))) {
        return NOT_IMPLEMENTED;
    }
    Value one = weft__instance_dict(t, a);
    Value two = one == EMPTY ? EMPTY : weft__instance_dict(t, b);
    return two == EMPTY ? EMPTY : weft__compare(t, one, two, op);
}

static Value get_dict(Thread *t, Value self) { return weft__instance_dict(t, self); }

static Value namespace_reduce(Thread *t, Value *args)
{
    Value dict = weft__instance_dict(t, args[0]);
    Value parts[3] = {value_from_pointer(type_of(t, args[0])),
                      value_from_pointer(t->runtime->empty_tuple), dict};
    return dict == EMPTY ? EMPTY : value_or_empty(weft__tuple_from(t, parts, 3));
}

void weft__init_namespace_type(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"__dict__", get_dict, NULL, NULL},
        {NULL, NULL, NULL, NULL},
    };
    static const NativeDef methods[] = {
        {"__reduce__", namespace_reduce, "self, /", "How pickle and copy make the object again.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(Object), TYPE_HAS_DICT);
    type->slots.new_instance = weft__plain_new;
    type->slots.init = namespace_init;
    type->slots.repr = namespace_repr;
    type->slots.compare = namespace_compare;
    weft__add_getsets(t, type, getsets);
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}
