/* bytearray.c - mutable bytes: the type bytearray, and the storage that array shares with it.
 *
 * storage and length are published separately, so readers take a snapshot under the object lock
 * (short, no user code); writers hold the same lock. While a memoryview exists (exports > 0) the size
 * is fixed and the storage does not move, so views read and write it directly.
 */
#include "object/byte_storage.h"
#include "object/containers_internal.h"

static Bytearray *as_bytearray(Value v) { return value_pointer(v); }
static size_t length_of(Bytearray *b) { return weft__load_acquire(&b->length); } /* edge: bytearray_storage */
static unsigned char *data_of(Bytearray *b)
{
    return weft__load_acquire(&b->storage)->bytes; /* edge: bytearray_storage */
}

Bytearray *weft__storage_new(Thread *t, Type *type, char format, uint8_t item_size, size_t length)
{
    Bytearray *b = weft__instance_new(t, type, sizeof *b);
    ByteArray *storage = b == NULL ? NULL : weft__byte_array_new(t, length + 1);
    if (storage == NULL) {
        return NULL;
    }
    b->format = format;
    b->item_size = item_size;
    weft__store_release(&b->storage, storage); /* edge: bytearray_storage */
    weft__store_release(&b->length, length);   /* edge: bytearray_storage */
    return b;
}
static Bytearray *allocate(Thread *t, Type *type, size_t length)
{
    return weft__storage_new(t, type, 'B', 1, length);
}

Value weft__bytearray_from(Thread *t, const unsigned char *bytes, size_t length)
{
    Bytearray *b = allocate(t, T(t, bytearray), length);
    if (b != NULL && length > 0) {
        memcpy(data_of(b), bytes, length);
    }
    return value_or_empty(b);
}

/* A copy of the present content, so that nothing changes under the reader. */
bool weft__storage_get_bytes(Thread *t, Value self, const unsigned char **bytes, size_t *length)
{
    Bytearray *b = as_bytearray(self);
    ByteArray *copy = weft__byte_array_new(t, length_of(b) + 64);
    if (copy == NULL) {
        return false;
    }
    weft__lock_object(t, &b->head);
    size_t n = length_of(b);
    if (n < copy->capacity) {
        memcpy(copy->bytes, data_of(b), n);
    }
    weft__unlock_object(t, &b->head);
    if (n >= copy->capacity) { /* it grew in between */
        return weft__storage_get_bytes(t, self, bytes, length);
    }
    copy->bytes[n] = 0;
    *bytes = copy->bytes;
    *length = n;
    return true;
}

bool weft__storage_get_part(Thread *t, Value self, size_t offset, size_t size, const unsigned char **bytes,
                            size_t *length)
{
    Bytearray *b = as_bytearray(self);
    *bytes = NULL;
    *length = length_of(b);
    if (offset > *length || size > *length - offset) {
        return true;
    }
    ByteArray *copy = weft__byte_array_new(t, size + 1);
    if (copy == NULL) {
        return false;
    }
    weft__lock_object(t, &b->head);
    *length = length_of(b); /* it may have changed in between */
    bool within = offset <= *length && size <= *length - offset;
    if (within) {
        memcpy(copy->bytes, data_of(b) + offset, size);
        *bytes = copy->bytes;
    }
    weft__unlock_object(t, &b->head);
    return true;
}

bool weft__storage_may_resize(Thread *t, Bytearray *b)
{
    if (LIKELY(weft__load_acquire(&b->exports) == 0)) { /* edge: bytearray_storage */
        return true;
    }
    RAISE(t, BufferError,
          has_type_flag(t, value_from_pointer(b), TYPE_IS_BYTEARRAY)
              ? "Existing exports of data: object cannot be re-sized"
              : "cannot resize an array that is exporting buffers");
    return false;
}

bool weft__storage_resize(Thread *t, Bytearray *b, size_t n)
{
    size_t before = length_of(b);
    if (n == before) {
        return true;
    }
    if (!weft__storage_may_resize(t, b)) {
        return false;
    }
    ByteArray *storage = weft__load_acquire(&b->storage); /* edge: bytearray_storage */
    if (n + 1 > storage->capacity) {
        ByteArray *larger = weft__byte_array_new(t, n + n / 8 + 16);
        if (larger == NULL) {
            return false;
        }
        memcpy(larger->bytes, storage->bytes, before);
        weft__store_release(&b->storage, larger); /* edge: bytearray_storage */
        storage = larger;
    }
    storage->bytes[n] = 0;
    weft__store_release(&b->length, n); /* edge: bytearray_storage */
    return true;
}

bool weft__storage_splice(Thread *t, Bytearray *b, size_t from, size_t to, const unsigned char *bytes, size_t count)
{
    weft__lock_object(t, &b->head);
    size_t n = length_of(b);
    to = to > n ? n : to;
    from = from > to ? to : from;
    size_t tail = n - to;
    bool fine = true;
    if (count > to - from) {
        fine = weft__storage_resize(t, b, n - (to - from) + count);
        if (fine) {
            memmove(data_of(b) + from + count, data_of(b) + to, tail);
        }
    } else if (count < to - from) {
        fine = weft__storage_may_resize(t, b);
        if (fine) {
            memmove(data_of(b) + from + count, data_of(b) + to, tail);
            fine = weft__storage_resize(t, b, n - (to - from) + count);
        }
    }
    if (fine && count > 0) {
        memcpy(data_of(b) + from, bytes, count);
    }
    weft__unlock_object(t, &b->head);
    return fine;
}

bool weft__storage_overwrite(Thread *t, Bytearray *b, size_t from, const unsigned char *bytes, size_t count)
{
    weft__lock_object(t, &b->head);
    size_t n = length_of(b);
    bool inside = from <= n && count <= n - from;
    if (inside) {
        memcpy(data_of(b) + from, bytes, count);
    }
    weft__unlock_object(t, &b->head);
    return inside;
}

StorageResult weft__storage_take(Thread *t, Bytearray *b, int64_t index, const unsigned char *expected,
                                 unsigned char *raw)
{
    StorageResult result = STORAGE_OTHER;
    weft__lock_object(t, &b->head);
    size_t width = b->item_size, n = length_of(b);
    index += index < 0 ? (int64_t)(n / width) : 0;
    if (n == 0) {
        result = STORAGE_NO_ITEMS;
    } else if (index >= 0 && (size_t)index < n / width) {
        unsigned char *item = data_of(b) + (size_t)index * width;
        if (expected == NULL || memcmp(item, expected, width) == 0) {
            result = weft__storage_may_resize(t, b) ? STORAGE_DONE : STORAGE_FAILED;
        }
        if (result == STORAGE_DONE) {
            memcpy(raw, item, width);
            memmove(item, item + width, n - (size_t)index * width - width);
            result = weft__storage_resize(t, b, n - width) ? STORAGE_DONE : STORAGE_FAILED;
        }
    }
    weft__unlock_object(t, &b->head);
    return result;
}

void weft__storage_reverse(Thread *t, Bytearray *b)
{
    weft__lock_object(t, &b->head);
    size_t width = b->item_size, n = length_of(b) / width;
    unsigned char *data = data_of(b), other[8];
    for (size_t i = 0; i < n / 2; i++) {
        memcpy(other, data + (n - 1 - i) * width, width);
        memcpy(data + (n - 1 - i) * width, data + i * width, width);
        memcpy(data + i * width, other, width);
    }
    weft__unlock_object(t, &b->head);
}

static Value new_instance(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)args;
    (void)count;
    (void)names;
    return value_or_empty(allocate(t, type, 0));
}
static bool init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    static const char *const parameters[3] = {"source", "encoding", "errors"};
    Value given[3] = {EMPTY, EMPTY, EMPTY};
    size_t named = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    if (count + named > 3) {
        RAISE(t, TypeError, "bytearray() takes at most 3 arguments (%zu given)", count + named);
        return false;
    }
    memcpy(given, args, count * sizeof(Value));
    for (size_t i = 0; i < named; i++) {
        Str *name = as_str(as_tuple(names)->items[i]);
        size_t at = 0;
        while (at < 3 && !weft__str_equals_c(name, parameters[at])) {
            at++;
        }
        if (at == 3 || given[at] != EMPTY) {
            RAISE(t, TypeError, "'%S' is an invalid keyword argument for bytearray()", name);
            return false;
        }
        given[at] = args[count + i];
    }
    Bytes *bytes = weft__bytes_from_object(t, given[0], given[1], given[2], "bytearray");
    return bytes != NULL && weft__storage_splice(t, as_bytearray(self), 0, SIZE_MAX, bytes->data, bytes->length);
}

static Value repr(Thread *t, Value self)
{
    const unsigned char *bytes;
    size_t length;
    if (!weft__storage_get_bytes(t, self, &bytes, &length)) {
        return EMPTY;
    }
    Str *name = weft__load_acquire(&type_of(t, self)->name); /* edge: function_field */
    Str *before = weft__str_format(t, "%S(", name);
    const char *text = before == NULL ? NULL : weft__str_utf8(t, before, NULL);
    return text == NULL ? EMPTY : weft__bytes_repr_of(t, bytes, length, text, ")");
}
static Value bytearray_str(Thread *t, Value self)
{
    if (UNLIKELY(t->runtime->bytes_warning) &&
        !weft__warn(t, EXC(t, BytesWarning), "str() on a bytearray instance")) {
        return EMPTY;
    }
    return repr(t, self);
}
static int64_t length(Thread *t, Value self)
{
    (void)t;
    return (int64_t)length_of(as_bytearray(self));
}

static bool index_of(Thread *t, Value key, size_t n, int64_t *index)
{
    if (!sequence_index(t, key, "bytearray", index)) {
        return false;
    }
    *index += *index < 0 ? (int64_t)n : 0;
    if (*index < 0 || (size_t)*index >= n) {
        RAISE(t, IndexError, "bytearray index out of range");
        return false;
    }
    return true;
}

Value weft__storage_slice(Thread *t, Bytearray *b, Type *type, Value key)
{
    size_t width = b->item_size;
    for (;;) {
        size_t n = length_of(b), count;
        int64_t start, stop, step;
        if (!weft__slice_indices(t, key, n / width, &start, &stop, &step, &count)) {
            return EMPTY;
        }
        Bytearray *part = weft__storage_new(t, type, b->format, b->item_size, count * width);
        if (part == NULL) {
            return EMPTY;
        }
        weft__lock_object(t, &b->head);
        bool same = length_of(b) == n;
        const unsigned char *from = data_of(b);
        unsigned char *into = data_of(part);
        if (same && step == 1 && count > 0) {
            memcpy(into, from + (size_t)start * width, count * width);
        }
        for (size_t i = 0; same && step != 1 && i < count; i++) {
            memcpy(into + i * width, from + (size_t)(start + (int64_t)i * step) * width, width);
        }
        weft__unlock_object(t, &b->head);
        if (same) {
            return value_from_pointer(part);
        }
        if (!weft__poll(t)) {
            return EMPTY;
        }
    }
}

int weft__bytearray_byte(Thread *t, Value self, uint64_t index)
{
    Bytearray *b = as_bytearray(self);
    weft__lock_object(t, &b->head);
    int byte = index < length_of(b) ? data_of(b)[index] : -1;
    weft__unlock_object(t, &b->head);
    return byte;
}

static Value get_item(Thread *t, Value self, Value key)
{
    Bytearray *b = as_bytearray(self);
    int64_t index;
    if (object_is(key, T(t, slice))) {
        return weft__storage_slice(t, b, T(t, bytearray), key);
    }
    if (!index_of(t, key, length_of(b), &index)) {
        return EMPTY;
    }
    int byte = weft__bytearray_byte(t, self, (uint64_t)index);
    return byte >= 0 ? value_from_small_int(byte)
                     : RAISE(t, IndexError, "bytearray index out of range");
}

/* Removes every `step`th of `count` items, from `start` on. */
static bool delete_stepped(Thread *t, Bytearray *b, int64_t start, int64_t step, size_t count)
{
    if (step < 0) { /* the same places in rising order */
        start = start + ((int64_t)count - 1) * step;
        step = -step;
    }
    weft__lock_object(t, &b->head);
    size_t width = b->item_size, n = length_of(b) / width, out = (size_t)start, gone = 0;
    unsigned char *data = data_of(b);
    bool fine = count == 0 || weft__storage_may_resize(t, b);
    for (size_t i = (size_t)start; fine && i < n; i++) {
        if (gone < count && i == (size_t)start + gone * (size_t)step) {
            gone++;
        } else {
            memmove(data + out++ * width, data + i * width, width);
        }
    }
    fine = fine && weft__storage_resize(t, b, (n - gone) * width);
    weft__unlock_object(t, &b->head);
    return fine;
}

bool weft__storage_set_slice(Thread *t, Bytearray *b, Value key, const unsigned char *bytes, size_t given)
{
    int64_t start, stop, step;
    size_t count, width = b->item_size;
    if (!weft__slice_indices(t, key, length_of(b) / width, &start, &stop, &step, &count)) {
        return false;
    }
    if (step == 1) {
        return weft__storage_splice(t, b, (size_t)start * width, ((size_t)start + count) * width, bytes, given);
    }
    if (bytes == NULL) {
        return delete_stepped(t, b, start, step, count);
    }
    if (given != count * width) {
        RAISE(t, ValueError, "attempt to assign %s of size %zu to extended slice of size %zu",
              has_type_flag(t, value_from_pointer(b), TYPE_IS_BYTEARRAY) ? "bytes" : "array", given / width,
              count);
        return false;
    }
    weft__lock_object(t, &b->head);
    for (size_t i = 0; i < count; i++) {
        size_t at = (size_t)(start + (int64_t)i * step) * width;
        if (at < length_of(b)) {
            memcpy(data_of(b) + at, bytes + i * width, width);
        }
    }
    weft__unlock_object(t, &b->head);
    return true;
}

static bool set_slice(Thread *t, Bytearray *b, Value key, Value v)
{
    Bytes *bytes = NULL;
    if (v != EMPTY) {
        if (is_int(t, v) || is_str(t, v)) {
            RAISE(t, TypeError, "can assign only bytes, buffers, or iterables of ints in range(0, 256)");
            return false;
        }
        bytes = weft__bytes_from_object(t, v, EMPTY, EMPTY, "bytearray");
        if (bytes == NULL) {
            return false;
        }
    }
    return weft__storage_set_slice(t, b, key, bytes == NULL ? NULL : bytes->data, bytes == NULL ? 0 : bytes->length);
}
static bool set_item(Thread *t, Value self, Value key, Value v)
{
    Bytearray *b = as_bytearray(self);
    if (object_is(key, T(t, slice))) {
        return set_slice(t, b, key, v);
    }
    int64_t index;
    unsigned char byte = 0;
    if (!index_of(t, key, length_of(b), &index) ||
        (v != EMPTY && !weft__byte_value(t, v, &byte, "byte must be in range(0, 256)"))) {
        return false;
    }
    if (v == EMPTY) {
        return weft__storage_splice(t, b, (size_t)index, (size_t)index + 1, NULL, 0);
    }
    weft__lock_object(t, &b->head);
    bool inside = (size_t)index < length_of(b);
    if (inside) {
        data_of(b)[index] = byte;
    }
    weft__unlock_object(t, &b->head);
    if (!inside) {
        RAISE(t, IndexError, "bytearray index out of range");
    }
    return inside;
}

static Value inplace(Thread *t, BinaryOperation op, Value a, Value b)
{
    const unsigned char *bytes;
    size_t count;
    if (op == OP_ADD) {
        if (!weft__is_bytes_like(t, b)) {
            return RAISE(t, TypeError, "can't concat %T to %T", b, a);
        }
        if (a == b && length_of(as_bytearray(a)) > 0) {
            return RAISE(t, BufferError, "Existing exports of data: object cannot be re-sized");
        }
        return weft__get_bytes(t, b, &bytes, &count) &&
                       weft__storage_splice(t, as_bytearray(a), SIZE_MAX, SIZE_MAX, bytes, count)
                   ? a
                   : EMPTY;
    }
    if (op == OP_MULTIPLY && type_of(t, b)->slots.index != NULL) {
        Value product = weft__bytes_binary(t, OP_MULTIPLY, a, b);
        return product != EMPTY && weft__get_bytes(t, product, &bytes, &count) &&
                       weft__storage_splice(t, as_bytearray(a), 0, SIZE_MAX, bytes, count)
                   ? a
                   : EMPTY;
    }
    return NOT_IMPLEMENTED;
}
static Value iterate(Thread *t, Value self) { return weft__bytes_iterator(t, self, T(t, bytearray_iterator)); }

/* ---- methods of mutable sequences ---- */

static Value method_append(Thread *t, Value *args)
{
    unsigned char byte;
    return weft__byte_value(t, args[1], &byte, "byte must be in range(0, 256)") &&
                   weft__storage_splice(t, as_bytearray(args[0]), SIZE_MAX, SIZE_MAX, &byte, 1)
               ? NONE
               : EMPTY;
}
static Value method_extend(Thread *t, Value *args)
{
    if (is_str(t, args[1])) {
        if (as_str(args[1])->length == 0) {
            return NONE;
        }
        return RAISE(t, TypeError, "'str' object cannot be interpreted as an integer");
    }
    if (is_int(t, args[1])) {
        return RAISE(t, TypeError, "can't extend bytearray with %T", args[1]);
    }
    if (type_of(t, args[1])->slots.get_bytes != NULL && !weft__is_bytes_like(t, args[1])) {
        return RAISE(t, TypeError, "can't set bytearray slice from %T", args[1]);
    }
    Type *type = type_of(t, args[1]);
    Value source = args[1];
    if (type->slots.get_bytes == NULL && (type->slots.iterate != NULL || type->slots.get_item != NULL)) {
        source = weft__iterate(t, source);
        if (source == EMPTY || weft__length_hint(t, args[1], 32) < 0) {
            return EMPTY;
        }
    }
    Bytes *bytes = weft__bytes_from_object(t, source, EMPTY, EMPTY, "bytearray");
    return bytes != NULL && weft__storage_splice(t, as_bytearray(args[0]), SIZE_MAX, SIZE_MAX, bytes->data, bytes->length)
               ? NONE
               : EMPTY;
}
static Value method_insert(Thread *t, Value *args)
{
    int64_t at;
    unsigned char byte;
    Bytearray *b = as_bytearray(args[0]);
    if (!weft__to_i64(t, args[1], &at) ||
        !weft__byte_value(t, args[2], &byte, "byte must be in range(0, 256)")) {
        return EMPTY;
    }
    int64_t n = (int64_t)length_of(b);
    at = at < 0 ? (at + n < 0 ? 0 : at + n) : at > n ? n : at;
    return weft__storage_splice(t, b, (size_t)at, (size_t)at, &byte, 1) ? NONE : EMPTY;
}
static Value method_pop(Thread *t, Value *args)
{
    int64_t at;
    unsigned char byte;
    Bytearray *b = as_bytearray(args[0]);
    if (!weft__to_i64(t, args[1], &at)) {
        return EMPTY;
    }
    switch (weft__storage_take(t, b, at, NULL, &byte)) {
    case STORAGE_DONE: return value_from_small_int(byte);
    case STORAGE_FAILED: return EMPTY;
    case STORAGE_NO_ITEMS: return RAISE(t, IndexError, "pop from empty bytearray");
    default: return RAISE(t, IndexError, "pop index out of range");
    }
}
static Value method_remove(Thread *t, Value *args)
{
    unsigned char byte;
    if (!weft__byte_value(t, args[1], &byte, "byte must be in range(0, 256)")) {
        return EMPTY;
    }
    Bytearray *b = as_bytearray(args[0]);
    weft__lock_object(t, &b->head);
    size_t n = length_of(b);
    unsigned char *found = memchr(data_of(b), byte, n);
    bool done = false;
    if (found == NULL) {
        RAISE(t, ValueError, "value not found in bytearray");
    } else if (weft__storage_may_resize(t, b)) {
        memmove(found, found + 1, n - (size_t)(found - data_of(b)) - 1);
        done = weft__storage_resize(t, b, n - 1);
    }
    weft__unlock_object(t, &b->head);
    return done ? NONE : EMPTY;
}
static Value method_clear(Thread *t, Value *args)
{
    return weft__storage_splice(t, as_bytearray(args[0]), 0, SIZE_MAX, NULL, 0) ? NONE : EMPTY;
}
static Value method_copy(Thread *t, Value *args)
{
    const unsigned char *bytes;
    size_t n;
    return weft__storage_get_bytes(t, args[0], &bytes, &n) ? weft__bytearray_from(t, bytes, n) : EMPTY;
}
static Value method_reverse(Thread *t, Value *args)
{
    weft__storage_reverse(t, as_bytearray(args[0]));
    return NONE;
}
/* (type, (content,), state); the older protocols carry the content as text. */
static Value reduce(Thread *t, Value self, bool text)
{
    const unsigned char *bytes;
    size_t n;
    if (!weft__storage_get_bytes(t, self, &bytes, &n)) {
        return EMPTY;
    }
    Value arguments[2] = {EMPTY, EMPTY};
    if (text) {
        arguments[0] = value_or_empty(weft__decode(t, bytes, n, "latin-1", "strict"));
        arguments[1] = value_or_empty(weft__str_from_c(t, "latin-1"));
    } else {
        arguments[0] = value_or_empty(weft__bytes_new(t, bytes, n));
    }
    Value state = weft__object_state(t, self);
    if (arguments[0] == EMPTY || (text && arguments[1] == EMPTY) || state == EMPTY) {
        return EMPTY;
    }
    Value parts[3] = {value_from_pointer(type_of(t, self)),
                      value_or_empty(weft__tuple_from(t, arguments, text ? 2 : 1)),
                      state};
    return parts[1] == EMPTY ? EMPTY : value_or_empty(weft__tuple_from(t, parts, 3));
}
static Value method_reduce(Thread *t, Value *args) { return reduce(t, args[0], true); }
static Value method_reduce_ex(Thread *t, Value *args)
{
    int64_t protocol;
    return weft__to_i64(t, args[1], &protocol) ? reduce(t, args[0], protocol < 3) : EMPTY;
}
void weft__storage_trace(Tracer *tracer, Object *object)
{
    weft__trace_object(tracer, weft__load_relaxed(&((Bytearray *)(void *)object)->storage)); /* edge: bytearray_storage; stopped world */
}

void weft__init_bytearray_type(Thread *t, Type *type)
{
    static const NativeDef methods[] = {
        {"append", method_append, "self, item, /", NULL, 0},
        {"extend", method_extend, "self, iterable_of_ints, /", NULL, 0},
        {"insert", method_insert, "self, index, item, /", NULL, 0},
        {"pop", method_pop, "self, index=-1, /", NULL, 0},
        {"remove", method_remove, "self, value, /", NULL, 0},
        {"clear", method_clear, "self, /", NULL, 0},
        {"copy", method_copy, "self, /", NULL, 0},
        {"reverse", method_reverse, "self, /", NULL, 0},
        {"__reduce__", method_reduce, "self, /", "How pickle and copy make the object again.", 0},
        {"__reduce_ex__", method_reduce_ex, "self, proto=0, /", "How pickle and copy make the object again.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(Bytearray), TYPE_IS_BYTEARRAY | TYPE_IS_EXPORTER);
    type->head.trace = weft__storage_trace;
    TypeSlots *slots = &type->slots;
    slots->new_instance = new_instance;
    slots->init = init;
    slots->repr = repr;
    slots->str = bytearray_str; /* not a __repr__ of a subclass */
    slots->compare = weft__bytes_compare;
    slots->iterate = iterate;
    slots->length = length;
    slots->get_item = get_item;
    slots->set_item = set_item;
    slots->contains = weft__bytes_contains;
    slots->binary = weft__bytes_binary;
    slots->inplace = inplace;
    slots->get_bytes = weft__storage_get_bytes;
    slots->get_part = weft__storage_get_part;
    slots->binary_operators = 1U << OP_ADD | 1U << OP_MULTIPLY | 1U << OP_REMAINDER;
    slots->inplace_operators = 1U << OP_ADD | 1U << OP_MULTIPLY;
    weft__add_methods(t, type, weft__bytes_methods);
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}
