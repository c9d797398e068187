/* array.h - what the files of the module array share: the type codes and single items.
 *
 * An array is a Bytearray (byte_storage.h) whose items are numbers or characters of one machine type. The
 * format of its items, in the alphabet of memoryview, is the type code, except for 'u', which is 'w' there.
 */
#ifndef WEFT_MODULES_ARRAY_H
#define WEFT_MODULES_ARRAY_H

#include "modules/native_arguments.h"
#include "object/byte_storage.h"
#include "object/containers_internal.h"

/* Numbers in the tuple of types that the module keeps. */
enum { ARRAY_TYPE, ARRAY_ITERATOR, ARRAY_TYPES };
static inline Type *weft__array_type(Thread *t, int number)
{
    return value_pointer(as_tuple(t->runtime->module_values[MODULE_VALUE_ARRAY])->items[number]);
}

static inline Bytearray *as_array(Value v) { return value_pointer(v); }
static inline bool is_array(Thread *t, Value v)
{
    return has_type_flag(t, v, TYPE_IS_EXPORTER) && !has_type_flag(t, v, TYPE_IS_BYTEARRAY);
}
static inline char array_code(Bytearray *a) { return a->format == 'w' ? 'u' : a->format; }
static inline size_t array_length(Bytearray *a)
{
    return weft__load_acquire(&a->length) / a->item_size; /* edge: bytearray_storage */
}

/* ---- array_items.c ---- */

enum { ARRAY_ITEM_LIMIT = 8 };
/* Bytes of an item; 0: no such type code. */
uint8_t weft__array_item_size(char code);
/* The value of an item's bytes; EMPTY: exception. */
Value weft__array_unpack(Thread *t, char code, const unsigned char *raw);
/* The item's bytes of a value; false: exception. */
bool weft__array_pack(Thread *t, char code, Value v, unsigned char *raw);
/* The characters of 'u' items. */
Str *weft__array_text(Thread *t, const unsigned char *raw, size_t count);

/* ---- array_pickle.c ---- */

Value weft__array_reduce_ex(Thread *t, Value *args);
Value weft__array_reconstruct(Thread *t, Value *args);

/* ---- array_module.c ---- */

Bytearray *weft__array_new(Thread *t, Type *type, char code, size_t bytes);
bool weft__array_append(Thread *t, Bytearray *a, Value v);
Value weft__array_list(Thread *t, Value self);

#endif
