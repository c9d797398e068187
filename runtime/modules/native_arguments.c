/* native_arguments.c - see native_arguments.h. */
#include "modules/native_arguments.h"

#include "object/attribute.h"
#include "object/classes.h"

bool weft__no_keywords(Thread *t, const char *function, Value names)
{
    if (names != EMPTY && tuple_length(as_tuple(names)) > 0) {
        RAISE(t, TypeError, "%s() takes no keyword arguments", function);
        return false;
    }
    return true;
}

bool weft__no_keywords_but_own(Thread *t, Type *type, const char *function, Value names)
{
    return type->slots.init != T(t, object)->slots.init || weft__no_keywords(t, function, names);
}

bool weft__bind_named(Thread *t, const char *function, const char *const *names_of, size_t required,
                      size_t positional, Value *args, size_t count, Value names, Value *bound)
{
    size_t parameters = 0, keywords = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    while (names_of[parameters] != NULL) {
        bound[parameters++] = EMPTY;
    }
    if (count > positional) {
        if (positional == parameters) {
            RAISE(t, TypeError, "%s() takes %s %zu argument%s (%zu given)", function,
                  required == positional ? "exactly" : "at most", positional,
                  positional == 1 ? "" : "s", count + keywords);
        } else {
            RAISE(t, TypeError, "%s() takes at most %zu positional argument%s (%zu given)", function,
                  positional, positional == 1 ? "" : "s", count);
        }
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        bound[i] = args[i];
    }
    for (size_t i = 0; i < keywords; i++) {
        Str *name = as_str(as_tuple(names)->items[i]);
        size_t at = 0;
        while (names_of[at] != NULL && !weft__str_equals_c(name, names_of[at])) {
            at++;
        }
        if (names_of[at] == NULL) {
            RAISE(t, TypeError, "'%S' is an invalid keyword argument for %s()", name, function);
            return false;
        }
        if (bound[at] != EMPTY) {
            RAISE(t, TypeError, "argument for %s() given by name ('%S') and position (%zu)", function,
                  name, at + 1);
            return false;
        }
        bound[at] = args[count + i];
    }
    for (size_t i = 0; i < required; i++) {
        if (bound[i] == EMPTY) {
            RAISE(t, TypeError, "%s() missing required argument '%s' (pos %zu)", function, names_of[i],
                  i + 1);
            return false;
        }
    }
    return true;
}

static Value get_dict(Thread *t, Value self)
{
    return weft__instance_dict(t, self);
}
static bool set_dict(Thread *t, Value self, Value v)
{
    if (v == EMPTY) {
        RAISE(t, TypeError, "cannot delete __dict__");
        return false;
    }
    return weft__instance_set_dict(t, self, v);
}

bool weft__type_publish(Thread *t, Module *module, Type *type, const char *name,
                        const NativeDef *methods, const GetSetDef *attributes)
{
    static const GetSetDef with_dict[] = {
        {"__dict__", get_dict, set_dict, NULL},
        {NULL, NULL, NULL, NULL},
    };
    return (methods == NULL || weft__add_methods(t, type, methods)) &&
           (attributes == NULL || weft__add_getsets(t, type, attributes)) &&
           (!(type->flags & TYPE_HAS_DICT) || weft__add_getsets(t, type, with_dict)) &&
           weft__type_ready(t, type) &&
           (name == NULL || weft__module_set(t, module, name, value_from_pointer(type)));
}

Str *weft__class_name(Thread *t, Type *type)
{
    Value name = weft__get_attribute(t, value_from_pointer(type), N(t, __name__));
    return name == EMPTY ? NULL : as_str(name);
}

Value weft__native_iterate_self(Thread *t, Value self)
{
    (void)t;
    return self;
}

Value weft__native_class_getitem(Thread *t, Value *args)
{
    return weft__generic_alias_new(t, args[0], args[1]);
}
