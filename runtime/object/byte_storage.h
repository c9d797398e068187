/* byte_storage.h - rows of items of one size that grow, shrink and are looked at: what bytearray and array share.
 *
 * The functions (bytearray.c) work on the payload Bytearray of either type. Each takes the object's lock itself,
 * unless it says that the caller has it, and changes whole items at once, so that the length is a multiple
 * of the item size whenever the lock is free. While a memoryview exists the length cannot change: BufferError.
 */
#ifndef WEFT_OBJECT_BYTE_STORAGE_H
#define WEFT_OBJECT_BYTE_STORAGE_H

#include "object/bytes_methods.h"

typedef enum StorageResult {
    STORAGE_DONE,
    STORAGE_FAILED,   /* exception */
    STORAGE_NO_ITEMS,
    STORAGE_OTHER     /* no such index, or another item than expected */
} StorageResult;

/* An instance of `type` with `length` bytes of zeros. */
Bytearray *weft__storage_new(Thread *t, Type *type, char format, uint8_t item_size, size_t length);
/* The slot get_bytes: a copy of the present content, so that nothing changes under the reader. */
bool weft__storage_get_bytes(Thread *t, Value self, const unsigned char **bytes, size_t *length);
/* The slot get_part: a copy of these bytes only. */
bool weft__storage_get_part(Thread *t, Value self, size_t offset, size_t size, const unsigned char **bytes,
                            size_t *length);
/* False, with BufferError: there is an export. Locked, where the answer must still hold afterwards. */
bool weft__storage_may_resize(Thread *t, Bytearray *b);
/* Makes the length `n` bytes; the content up to the shorter length stays. Locked. */
bool weft__storage_resize(Thread *t, Bytearray *b, size_t n);
/* Replaces the bytes [from, to), clipped to the content, by `bytes`. */
bool weft__storage_splice(Thread *t, Bytearray *b, size_t from, size_t to, const unsigned char *bytes, size_t count);
/* Writes over the bytes [from, from + count). False, without an exception: they are not all within the content. */
bool weft__storage_overwrite(Thread *t, Bytearray *b, size_t from, const unsigned char *bytes, size_t count);
/* The items of a slice object as a new instance of `type`, out of one state. */
Value weft__storage_slice(Thread *t, Bytearray *b, Type *type, Value key);
/* Assigns `given` bytes to the items of a slice object; bytes NULL: deletes them. */
bool weft__storage_set_slice(Thread *t, Bytearray *b, Value key, const unsigned char *bytes, size_t given);
/* Takes an item out, if it is still the expected one (NULL: any); a negative index counts from the end. */
StorageResult weft__storage_take(Thread *t, Bytearray *b, int64_t index, const unsigned char *expected,
                                 unsigned char *raw);
void weft__storage_reverse(Thread *t, Bytearray *b);
void weft__storage_trace(Tracer *tracer, Object *object);

#endif
