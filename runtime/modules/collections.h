/* collections.h - shared by collections_module.c, deque.c and ordered_iterator.c.
 *
 * The types are made when the module is first imported, and are found through the runtime afterwards.
 */
#ifndef WEFT_MODULES_COLLECTIONS_H
#define WEFT_MODULES_COLLECTIONS_H

#include "modules/native_arguments.h"

/* Numbers in the tuple of types that the module keeps. */
enum {
    COLLECTIONS_DEQUE, COLLECTIONS_DEQUE_ITERATOR, COLLECTIONS_DEQUE_REVERSE, COLLECTIONS_DEFAULT_DICT,
    COLLECTIONS_ORDERED_DICT, COLLECTIONS_KEYS, COLLECTIONS_VALUES, COLLECTIONS_ITEMS,
    COLLECTIONS_ORDERED_ITERATOR, COLLECTIONS_GETTER, COLLECTIONS_TYPES
};
static inline Type *weft__collections_type(Thread *t, int number)
{
    return value_pointer(as_tuple(t->runtime->module_values[MODULE_VALUE_COLLECTIONS])->items[number]);
}
bool weft__collections_add_deque(Thread *t, Module *m, Type **types);
bool weft__collections_add_ordered_iterator(Thread *t, Module *m, Type **types);
/* How an OrderedDict, or one of its three views, is iterated; before the type is published. */
bool weft__ordered_iteration(Thread *t, Type *type, int number);

#endif
