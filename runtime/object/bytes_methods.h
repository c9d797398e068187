/* bytes_methods.h - methods that bytes and bytearray share (bytes_methods.c).
 *
 * The methods take either type: of a bytearray they read a copy that was made under its lock.
 */
#ifndef WEFT_OBJECT_BYTES_METHODS_H
#define WEFT_OBJECT_BYTES_METHODS_H

#include "object/text_internal.h"

extern const NativeDef weft__bytes_methods[];
Value weft__bytes_repr_of(Thread *t, const unsigned char *bytes, size_t length, const char *before,
                          const char *after);
/* Bytes from any source that bytes() and bytearray() take: the content as a Bytes object. */
Bytes *weft__bytes_from_object(Thread *t, Value source, Value encoding, Value errors, const char *who);
/* One item 0..255; false: exception. */
bool weft__byte_value(Thread *t, Value v, unsigned char *out, const char *range_message);
Value weft__bytes_compare(Thread *t, Value a, Value b, Comparison op);
int weft__bytes_contains(Thread *t, Value self, Value item);
/* A bytearray with a copy of the bytes. */
Value weft__bytearray_from(Thread *t, const unsigned char *bytes, size_t length);
/* One byte of a bytearray; -1 beyond its end. */
int weft__bytearray_byte(Thread *t, Value self, uint64_t index);
/* A result of the kind of `like`. */
Value weft__bytes_like(Thread *t, Value like, const unsigned char *bytes, size_t length);
Value weft__bytes_iterator(Thread *t, Value self, Type *type);
Value weft__bytes_binary(Thread *t, BinaryOperation op, Value a, Value b);

#endif
