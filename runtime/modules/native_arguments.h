/* native_arguments.h - arguments of constructors of native types, and values that modules keep.
 *
 * Native functions get their arguments bound by their signature; a type's new_instance slot gets them
 * as they were passed. weft__bind_named sorts them by name, with the usual errors.
 */
#ifndef WEFT_MODULES_NATIVE_ARGUMENTS_H
#define WEFT_MODULES_NATIVE_ARGUMENTS_H

#include "modules/modules.h"

/* Numbers in Runtime.module_values of the modules that keep something. */
enum {
    MODULE_VALUE_ITERTOOLS = 40, /* tuple of helper types */
    MODULE_VALUE_FUNCTOOLS,      /* tuple: keyword mark, key type, link type */
    MODULE_VALUE_COLLECTIONS,    /* tuple: deque type, its iterators */
    MODULE_VALUE_OPERATOR,
    MODULE_VALUE_AUDIT,          /* list of audit hooks, or not set */
    MODULE_VALUE_ASYNC_HOOKS,    /* the type of what sys.get_asyncgen_hooks gives */
    MODULE_VALUE_ABC,            /* tuple: data type */
    MODULE_VALUE_ARRAY,          /* tuple: array type, its iterator */
};

/* Puts arguments into bound[0 ..] by `names_of` (NULL at the end); EMPTY where not given. At least
 * `required` must be given, at most `positional` by position. False: TypeError. */
bool weft__bind_named(Thread *t, const char *function, const char *const *names_of, size_t required,
                      size_t positional, Value *args, size_t count, Value names, Value *bound);
/* TypeError when a constructor got keywords. */
bool weft__no_keywords(Thread *t, const char *function, Value names);
/* The same in the constructor of a type whose subclasses take keywords in an __init__ of their own. */
bool weft__no_keywords_but_own(Thread *t, Type *type, const char *function, Value names);
/* Creates a type, adds it to the module under the last part of its name. NULL: exception. The caller
 * fills slots through the returned type before weft__type_publish. */
bool weft__type_publish(Thread *t, Module *module, Type *type, const char *name,
                        const NativeDef *methods, const GetSetDef *attributes);
/* `__name__` of a class, without its module. NULL: exception. */
Str *weft__class_name(Thread *t, Type *type);
/* iter(self) of iterators, and list[int]-like subscripts. */
Value weft__native_iterate_self(Thread *t, Value self);
Value weft__native_class_getitem(Thread *t, Value *args);

#endif
