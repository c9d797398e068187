/* object_reduce.c - object.__reduce_ex__ and what it needs: how copy and pickle see an object.
 *
 * The copy module and pickling call this for objects that bring no method of their own. State is taken
 * attribute by attribute: each value is one that was there.
 */
#include "object/slot_generic.h"

static Value copyreg_attribute(Thread *t, const char *name)
{
    Value import = weft__dict_get_str(t, t->runtime->builtins, N(t, __import__));
    Value module_name = value_or_empty(weft__intern_c(t, "copyreg"));
    Value module =
        import == EMPTY || module_name == EMPTY ? EMPTY : weft__call1(t, import, module_name);
    if (module == EMPTY) {
        return exception_pending(t) ? EMPTY : RAISE(t, ImportError, "No module named 'copyreg'");
    }
    return weft__get_attribute(t, module, weft__intern_c(t, name));
}

/* ---- state ---- */

static void collect_members(Thread *t, Type *type, Value self, Dict *state)
{
    Tuple *mro = weft__load_acquire(&type->mro); /* edge: type_mro */
    for (size_t i = tuple_length(mro); i-- > 0;) {
        Type *each = as_type(mro->items[i]);
        size_t position = 0;
        Value key, value;
        while (weft__dict_next(t, each->dict, &position, &key, &value)) {
            if (object_is(value, T(t, member))) {
                bool failed;
                Value content = weft__find_attribute(t, self, as_str(key), &failed);
                if (content != EMPTY) {
                    weft__dict_set(t, state, key, content);
                }
            }
        }
    }
}

static Value default_state(Thread *t, Value self, bool required)
{
    Type *type = type_of(t, self);
    if (required && type->native->instance_bytes > sizeof(Object)) {
        return RAISE(t, TypeError, "cannot pickle '%T' object", self);
    }
    bool failed;
    Value state = NONE;
    Value dict = weft__find_attribute(t, self, N(t, __dict__), &failed);
    if (failed) {
        return EMPTY;
    }
    if (dict != EMPTY && is_dict(t, dict) && weft__dict_length(t, as_dict(dict)) > 0) {
        state = value_or_empty(weft__dict_copy(t, as_dict(dict)));
    }
    if (state != EMPTY && type->own_slots > 0) {
        Dict *members = weft__dict_new(t);
        if (members == NULL) {
            return EMPTY;
        }
        collect_members(t, type, self, members);
        if (exception_pending(t)) {
            return EMPTY;
        }
        if (weft__dict_length(t, members) > 0) {
            state = weft__tuple2(t, state, value_from_pointer(members));
        }
    }
    return state;
}

Value weft__object_getstate(Thread *t, Value *args) { return default_state(t, args[0], false); }

static Value state_of(Thread *t, Value self, bool required)
{
    Value method = weft__type_lookup(t, type_of(t, self), N(t, __getstate__));
    if (method == weft__type_lookup(t, T(t, object), N(t, __getstate__))) {
        return default_state(t, self, required);
    }
    return weft__call_method(t, self, N(t, __getstate__), NULL, 0);
}

Value weft__object_state(Thread *t, Value self) { return state_of(t, self, false); }

/* ---- reduce ---- */

/* Arguments for __new__; EMPTY without exception: the class does not say. */
static Value new_arguments(Thread *t, Value self, Value *keywords)
{
    bool failed;
    *keywords = EMPTY;
    Value method = weft__lookup_special(t, self, weft__intern_c(t, "__getnewargs_ex__"), &failed);
    if (failed) {
        return EMPTY;
    }
    if (method != EMPTY) {
        Value pair = weft__call0(t, method);
        if (pair == EMPTY) {
            return EMPTY;
        }
        if (!is_tuple(t, pair) || tuple_length(as_tuple(pair)) != 2) {
            return RAISE(t, TypeError, "__getnewargs_ex__ should return a tuple, not '%T'", pair);
        }
        *keywords = as_tuple(pair)->items[1];
        return as_tuple(pair)->items[0];
    }
    method = weft__lookup_special(t, self, N(t, __getnewargs__), &failed);
    if (method == EMPTY) {
        return EMPTY;
    }
    Value args = weft__call0(t, method);
    if (args != EMPTY && !is_tuple(t, args)) {
        return RAISE(t, TypeError, "__getnewargs__ should return a tuple, not '%T'", args);
    }
    return args;
}

static Value reduce_new_object(Thread *t, Value self)
{
    Type *type = type_of(t, self);
    if (type->slots.new_instance == NULL) {
        return RAISE(t, TypeError, "cannot pickle '%T' object", self);
    }
    Value keywords;
    Value args = new_arguments(t, self, &keywords);
    if (exception_pending(t)) {
        return EMPTY;
    }
    bool given = args != EMPTY;
    Value parts[5];
    Value class_value = value_from_pointer(type);
    if (keywords != EMPTY && is_dict(t, keywords) && weft__dict_length(t, as_dict(keywords)) > 0) {
        Value three[3] = {class_value, args, keywords};
        parts[0] = copyreg_attribute(t, "__newobj_ex__");
        parts[1] = value_or_empty(weft__tuple_from(t, three, 3));
    } else {
        size_t count = given ? tuple_length(as_tuple(args)) : 0;
        Tuple *all = weft__tuple_new(t, count + 1);
        if (all == NULL) {
            return EMPTY;
        }
        all->items[0] = class_value;
        for (size_t i = 0; i < count; i++) {
            all->items[i + 1] = as_tuple(args)->items[i];
        }
        parts[0] = copyreg_attribute(t, "__newobj__");
        parts[1] = value_from_pointer(all);
    }
    if (parts[0] == EMPTY || parts[1] == EMPTY) {
        return EMPTY;
    }
    bool list = is_list(t, self), dict = is_dict(t, self);
    parts[2] = state_of(t, self, !given && !list && !dict);
    if (parts[2] == EMPTY) {
        return EMPTY;
    }
    parts[3] = list ? weft__iterate(t, self) : NONE;
    parts[4] = NONE;
    if (dict) {
        Value items = weft__call_method(t, self, N(t, items), NULL, 0);
        parts[4] = items == EMPTY ? EMPTY : weft__iterate(t, items);
    }
    return parts[3] == EMPTY || parts[4] == EMPTY ? EMPTY : value_or_empty(weft__tuple_from(t, parts, 5));
}

static Value reduce(Thread *t, Value self, int64_t protocol)
{
    if (protocol >= 2) {
        return reduce_new_object(t, self);
    }
    Value function = copyreg_attribute(t, "_reduce_ex");
    return function == EMPTY ? EMPTY : weft__call2(t, function, self, value_from_small_int(protocol));
}

Value weft__object_reduce(Thread *t, Value *args) { return reduce(t, args[0], 0); }

Value weft__object_reduce_ex(Thread *t, Value *args)
{
    int64_t protocol;
    if (!weft__to_i64(t, args[1], &protocol)) {
        return EMPTY;
    }
    Value own = weft__type_lookup(t, type_of(t, args[0]), N(t, __reduce__));
    if (own != weft__type_lookup(t, T(t, object), N(t, __reduce__))) {
        return weft__call_method(t, args[0], N(t, __reduce__), NULL, 0);
    }
    return reduce(t, args[0], protocol);
}
