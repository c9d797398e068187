/* bytes.c - the type bytes: immutable rows of bytes; construction and operators.
 *
 * A bytes object never changes, so threads share it without a lock. What reads a bytearray or another
 * exporter takes a copy under that object's lock first.
 */
#include <stdio.h>

#include "object/bytes_methods.h"
#include "object/memoryview.h"

Bytes *weft__bytes_new(Thread *t, const void *data, size_t length)
{
    if (length == 0 && t->runtime->empty_bytes != EMPTY && t->runtime->empty_bytes != 0) {
        return value_pointer(t->runtime->empty_bytes);
    }
    size_t size;
    if (ADD_OVERFLOWS(length, sizeof(Bytes) + 1, &size)) {
        weft__raise_memory_error(t);
        return NULL;
    }
    Bytes *bytes = weft__alloc(t, size, T(t, bytes));
    if (bytes != NULL) {
        bytes->length = length;
        if (data != NULL && length > 0) {
            memcpy(bytes->data, data, length);
        }
    }
    return bytes;
}

bool weft__get_bytes(Thread *t, Value v, const unsigned char **bytes, size_t *length)
{
    Type *type = type_of(t, v);
    if (type->slots.get_bytes == NULL) {
        RAISE(t, TypeError, "a bytes-like object is required, not '%T'", v);
        return false;
    }
    return type->slots.get_bytes(t, v, bytes, length);
}

bool weft__gather_bytes(Thread *t, Value v, const unsigned char **bytes, size_t *length)
{
    return object_is(v, T(t, memoryview)) ? weft__view_get_bytes(t, v, bytes, length)
                                          : weft__get_bytes(t, v, bytes, length);
}

bool weft__is_bytes_like(Thread *t, Value v)
{
    return type_of(t, v)->slots.get_bytes != NULL &&
           (!object_is(v, T(t, memoryview)) || weft__view_is_contiguous(value_pointer(v)));
}

bool weft__get_part(Thread *t, Value v, size_t offset, size_t size, const unsigned char **bytes, size_t *length)
{
    Type *type = type_of(t, v);
    if (type->slots.get_part != NULL) {
        return type->slots.get_part(t, v, offset, size, bytes, length);
    }
    if (!weft__get_bytes(t, v, bytes, length)) {
        return false;
    }
    *bytes = offset > *length || size > *length - offset ? NULL : *bytes + offset;
    return true;
}

static bool bytes_get_bytes(Thread *t, Value self, const unsigned char **bytes, size_t *length)
{
    (void)t;
    Bytes *b = value_pointer(self);
    *bytes = b->data;
    *length = b->length;
    return true;
}

bool weft__byte_value(Thread *t, Value v, unsigned char *out, const char *range_message)
{
    int64_t i;
    Value index = weft__index(t, v);
    if (index == EMPTY) {
        return false;
    }
    if (!weft__int_fits_i64(t, index, &i) || i < 0 || i > 255) {
        RAISE(t, ValueError, "%s", range_message);
        return false;
    }
    *out = (unsigned char)i;
    return true;
}

typedef struct Gather {
    ByteArray *storage;
    size_t length;
    const char *message;
} Gather;
static bool gather(Thread *t, void *context, Value item)
{
    Gather *g = context;
    unsigned char byte;
    if (!weft__byte_value(t, item, &byte, g->message)) {
        return false;
    }
    if (g->length == g->storage->capacity) {
        ByteArray *larger = weft__byte_array_new(t, g->length * 2);
        if (larger == NULL) {
            return false;
        }
        memcpy(larger->bytes, g->storage->bytes, g->length);
        g->storage = larger;
    }
    g->storage->bytes[g->length++] = byte;
    return true;
}

/* What bytes(text, encoding, errors) gives. */
static Bytes *encoded(Thread *t, Value source, Value encoding, Value errors)
{
    if (encoding == EMPTY) {
        RAISE(t, TypeError, "string argument without an encoding");
        return NULL;
    }
    const char *name = weft__str_utf8(t, as_str(encoding), NULL);
    const char *handler = errors == EMPTY ? "strict" : weft__str_utf8(t, as_str(errors), NULL);
    Value bytes = name == NULL || handler == NULL ? EMPTY
                                                  : weft__encode_registered(t, as_str(source), name, handler);
    return bytes == EMPTY ? NULL : value_pointer(bytes);
}

/* As many zeros as the index says. */
static Bytes *zeros(Thread *t, Value source)
{
    Value index = weft__index(t, source);
    int64_t count;
    if (index == EMPTY) {
        return NULL;
    }
    if (!weft__int_fits_i64(t, index, &count)) {
        RAISE(t, OverflowError, "cannot fit 'int' into an index-sized integer");
        return NULL;
    }
    if (count < 0) {
        RAISE(t, ValueError, "negative count");
        return NULL;
    }
    return weft__bytes_new(t, NULL, (size_t)count); /* fresh cells are zero */
}

/* What __bytes__ gives; NULL with *missing set where there is none. */
static Bytes *from_special(Thread *t, Value source, bool *missing)
{
    if (object_is(source, T(t, str))) {
        *missing = true;
        return NULL;
    }
    Value converted = weft__call_special(t, source, N(t, __bytes__), NULL, 0, missing);
    if (converted != EMPTY && !has_type_flag(t, converted, TYPE_IS_BYTES)) {
        RAISE(t, TypeError, "__bytes__ returned non-bytes (type %T)", converted);
        *missing = false;
        return NULL;
    }
    return converted == EMPTY ? NULL : value_pointer(converted);
}

Bytes *weft__bytes_from_object(Thread *t, Value source, Value encoding, Value errors, const char *who)
{
    bool only = source != EMPTY && encoding == EMPTY && errors == EMPTY;
    Value names[2] = {encoding, errors};
    for (int i = 0; i < 2; i++) {
        if (names[i] != EMPTY && !is_str(t, names[i])) {
            RAISE(t, TypeError, "%s() argument '%s' must be str, not %G", who, i == 0 ? "encoding" : "errors", names[i]);
            return NULL;
        }
    }
    if (only && who[5] == 0) { /* bytearray() does not ask */
        bool missing;
        Bytes *converted = from_special(t, source, &missing);
        if (converted != NULL || !missing) {
            return converted;
        }
    }
    if (source != EMPTY && is_str(t, source)) {
        return encoded(t, source, encoding, errors);
    }
    if (encoding != EMPTY || errors != EMPTY) {
        RAISE(t, TypeError, encoding != EMPTY ? "encoding without a string argument"
                                              : "errors without a string argument");
        return NULL;
    }
    if (source == EMPTY) {
        return weft__bytes_new(t, NULL, 0);
    }
    Type *type = type_of(t, source);
    if (type->slots.index != NULL) {
        return zeros(t, source);
    }
    if (type->slots.get_bytes != NULL) {
        const unsigned char *bytes;
        size_t length;
        return weft__gather_bytes(t, source, &bytes, &length) ? weft__bytes_new(t, bytes, length) : NULL;
    }
    if (type->slots.iterate == NULL && type->slots.get_item == NULL) {
        RAISE(t, TypeError, "cannot convert '%T' object to %s", source, who);
        return NULL;
    }
    Gather g = {weft__byte_array_new(t, 64), 0,
                who[4] != 0 && who[4] == 'a' ? "byte must be in range(0, 256)" : "bytes must be in range(0, 256)"};
    Value iterator = g.storage == NULL ? EMPTY : weft__iterate(t, source);
    if (iterator == EMPTY || (who[5] == 0 && weft__length_hint(t, source, 64) < 0) ||
        !weft__each(t, iterator, gather, &g)) { /* bytearray() does not ask for the length */
        return NULL;
    }
    return weft__bytes_new(t, g.storage->bytes, g.length);
}

static Value bytes_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    static const char *const parameters[3] = {"source", "encoding", "errors"};
    Value given[3] = {EMPTY, EMPTY, EMPTY};
    size_t named = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    if (count + named > 3) {
        return RAISE(t, TypeError, "bytes() takes at most 3 arguments (%zu given)", count + named);
    }
    memcpy(given, args, count * sizeof(Value));
    for (size_t i = 0; i < named; i++) {
        Str *name = as_str(as_tuple(names)->items[i]);
        size_t at = 0;
        while (at < 3 && !weft__str_equals_c(name, parameters[at])) {
            at++;
        }
        if (at == 3 || given[at] != EMPTY) {
            return RAISE(t, TypeError, "'%S' is an invalid keyword argument for bytes()", name);
        }
        given[at] = args[count + i];
    }
    if (given[0] != EMPTY && object_is(given[0], T(t, bytes)) && type == T(t, bytes) &&
        given[1] == EMPTY && given[2] == EMPTY) {
        return given[0];
    }
    Bytes *bytes = weft__bytes_from_object(t, given[0], given[1], given[2], "bytes");
    if (bytes == NULL || type == T(t, bytes)) {
        return value_or_empty(bytes);
    }
    Bytes *copy = weft__instance_new(t, type, sizeof(Bytes) + bytes->length + 1);
    if (copy != NULL) {
        copy->length = bytes->length;
        memcpy(copy->data, bytes->data, bytes->length);
    }
    return value_or_empty(copy);
}

Value weft__bytes_repr_of(Thread *t, const unsigned char *bytes, size_t length, const char *before,
                          const char *after)
{
    TextBuilder b;
    weft__builder_init(&b, t);
    uint32_t quote = memchr(bytes, '\'', length) != NULL && memchr(bytes, '"', length) == NULL ? '"' : '\'';
    weft__builder_c(&b, before);
    weft__builder_char(&b, 'b');
    weft__builder_char(&b, quote);
    char escape[8];
    for (size_t i = 0; i < length; i++) {
        unsigned c = bytes[i];
        if (c == quote || c == '\\' || (c == '\'' && before[0] != 0)) { /* as CPython: bytearray escapes ' always */
            weft__builder_char(&b, '\\');
            weft__builder_char(&b, c);
        } else if (c == '\n' || c == '\r' || c == '\t') {
            weft__builder_c(&b, c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
        } else if (c < 32 || c >= 127) {
            snprintf(escape, sizeof escape, "\\x%02x", c);
            weft__builder_c(&b, escape);
        } else {
            weft__builder_char(&b, c);
        }
    }
    weft__builder_char(&b, quote);
    weft__builder_c(&b, after);
    return value_or_empty(weft__builder_finish(&b));
}

static Value bytes_repr(Thread *t, Value self)
{
    Bytes *b = value_pointer(self);
    return weft__bytes_repr_of(t, b->data, b->length, "", "");
}
static bool bytes_hash(Thread *t, Value self, int64_t *hash)
{
    Bytes *b = value_pointer(self);
    uint32_t h = weft__load_relaxed(&b->head.aux); /* edge: str_hash */
    if (h == 0 && b->length > 0) {
        h = weft__hash_bytes(t, b->data, b->length);
        weft__store_relaxed(&b->head.aux, h); /* edge: str_hash */
    }
    *hash = h;
    return true;
}
static Value bytes_str(Thread *t, Value self)
{
    if (UNLIKELY(t->runtime->bytes_warning) &&
        !weft__warn(t, EXC(t, BytesWarning), "str() on a bytes instance")) {
        return EMPTY;
    }
    return bytes_repr(t, self);
}

/* With -b, equality of bytes and text, or of bytes and a number, is told. */
static bool warn_unequal(Thread *t, Value a, Value b, Comparison op)
{
    if (!t->runtime->bytes_warning || (op != CMP_EQ && op != CMP_NE)) {
        return true;
    }
    const char *other = is_str(t, b) ? "string" : is_int(t, b) && has_type_flag(t, a, TYPE_IS_BYTES) ? "int" : NULL;
    return other == NULL || weft__warn(t, EXC(t, BytesWarning), "Comparison between %s and %s",
                                       has_type_flag(t, a, TYPE_IS_BYTEARRAY) ? "bytearray" : "bytes", other);
}

Value weft__bytes_compare(Thread *t, Value a, Value b, Comparison op)
{
    const unsigned char *x, *y;
    size_t n, m;
    if (UNLIKELY(!warn_unequal(t, a, b, op))) {
        return EMPTY;
    }
    if (type_of(t, b)->slots.get_bytes == NULL || type_of(t, a)->slots.get_bytes == NULL) {
        return NOT_IMPLEMENTED;
    }
    if (has_type_flag(t, a, TYPE_IS_BYTES) && has_type_flag(t, b, TYPE_IS_EXPORTER) &&
        !has_type_flag(t, b, TYPE_IS_BYTEARRAY)) {
        return NOT_IMPLEMENTED; /* bytes are not equal to an array */
    }
    if (op != CMP_EQ && op != CMP_NE && !has_type_flag(t, a, TYPE_IS_BYTEARRAY) &&
        !has_type_flag(t, b, TYPE_IS_BYTEARRAY) &&
        !(has_type_flag(t, a, TYPE_IS_BYTES) && has_type_flag(t, b, TYPE_IS_BYTES))) {
        return NOT_IMPLEMENTED; /* a memoryview has no order */
    }
    if (!weft__gather_bytes(t, a, &x, &n) || !weft__gather_bytes(t, b, &y, &m)) {
        return EMPTY;
    }
    int order = memcmp(x, y, n < m ? n : m);
    order = order != 0 ? order : n < m ? -1 : n > m;
    switch (op) {
    case CMP_LT: return value_from_bool(order < 0);
    case CMP_LE: return value_from_bool(order <= 0);
    case CMP_EQ: return value_from_bool(order == 0);
    case CMP_NE: return value_from_bool(order != 0);
    case CMP_GT: return value_from_bool(order > 0);
    default: return value_from_bool(order >= 0);
    }
}
int weft__bytes_contains(Thread *t, Value self, Value item)
{
    const unsigned char *bytes, *part;
    size_t n, m;
    if (!weft__get_bytes(t, self, &bytes, &n)) {
        return -1;
    }
    if (type_of(t, item)->slots.get_bytes != NULL) {
        if (!weft__get_bytes(t, item, &part, &m)) {
            return -1;
        }
        return memmem(bytes, n, part, m) != NULL;
    }
    unsigned char byte;
    if (type_of(t, item)->slots.index == NULL) {
        RAISE(t, TypeError, "a bytes-like object is required, not '%T'", item);
        return -1;
    }
    if (!weft__byte_value(t, item, &byte, "byte must be in range(0, 256)")) {
        return -1;
    }
    return memchr(bytes, byte, n) != NULL;
}
static int64_t bytes_length(Thread *t, Value self)
{
    (void)t;
    return (int64_t)((Bytes *)value_pointer(self))->length;
}

static Value bytes_get_item(Thread *t, Value self, Value key)
{
    Bytes *b = value_pointer(self);
    if (object_is(key, T(t, slice))) {
        int64_t start, stop, step;
        size_t count;
        if (!weft__slice_indices(t, key, b->length, &start, &stop, &step, &count)) {
            return EMPTY;
        }
        if (step == 1 && count == b->length && b->head.type == T(t, bytes)) {
            return self;
        }
        Bytes *part = weft__bytes_new(t, NULL, count);
        for (size_t i = 0; part != NULL && i < count; i++) {
            part->data[i] = b->data[start + (int64_t)i * step];
        }
        return value_or_empty(part);
    }
    if (type_of(t, key)->slots.index == NULL) {
        return RAISE(t, TypeError, "byte indices must be integers or slices, not %T", key);
    }
    int64_t index;
    Value exact = weft__index(t, key);
    if (exact == EMPTY) {
        return EMPTY;
    }
    if (!weft__int_fits_i64(t, exact, &index)) {
        return RAISE(t, IndexError, "cannot fit '%T' into an index-sized integer", key);
    }
    index += index < 0 ? (int64_t)b->length : 0;
    if (index < 0 || (size_t)index >= b->length) {
        return RAISE(t, IndexError, "index out of range");
    }
    return value_from_small_int(b->data[index]);
}

static Value repeated(Thread *t, Value self, Value count_value)
{
    int64_t count;
    const unsigned char *bytes;
    size_t length, total;
    Value exact = weft__index(t, count_value);
    if (exact == EMPTY || !weft__get_bytes(t, self, &bytes, &length)) {
        return EMPTY;
    }
    if (!weft__int_fits_i64(t, exact, &count)) {
        return RAISE(t, OverflowError, "cannot fit '%T' into an index-sized integer", count_value);
    }
    count = count < 0 ? 0 : count;
    if (MUL_OVERFLOWS(length, (size_t)count, &total) || total > (size_t)INT64_MAX / 2) {
        weft__raise_memory_error(t);
        return EMPTY;
    }
    Bytes *result = weft__bytes_new(t, NULL, total);
    if (result == NULL) {
        return EMPTY;
    }
    for (size_t i = 0; i < (size_t)count && length > 0; i++) {
        memcpy(result->data + i * length, bytes, length);
    }
    return has_type_flag(t, self, TYPE_IS_BYTEARRAY) ? weft__bytearray_from(t, result->data, total)
                                                     : value_from_pointer(result);
}

static Value bytes_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    bool left = has_type_flag(t, a, TYPE_IS_BYTES | TYPE_IS_BYTEARRAY);
    bool right = has_type_flag(t, b, TYPE_IS_BYTES | TYPE_IS_BYTEARRAY);
    if (op == OP_ADD && left) {
        const unsigned char *x, *y;
        size_t n, m;
        if (!weft__is_bytes_like(t, b)) {
            return type_of(t, b)->slots.binary == NULL || type_of(t, b)->slots.get_bytes != NULL || is_str(t, b) || is_int(t, b) || is_list(t, b)
                       ? RAISE(t, TypeError, "can't concat %T to %T", b, a)
                       : NOT_IMPLEMENTED;
        }
        if (!weft__get_bytes(t, a, &x, &n) || !weft__get_bytes(t, b, &y, &m)) {
            return EMPTY;
        }
        Bytes *joined = weft__bytes_new(t, NULL, n + m);
        if (joined == NULL) {
            return EMPTY;
        }
        memcpy(joined->data, x, n);
        memcpy(joined->data + n, y, m);
        return has_type_flag(t, a, TYPE_IS_BYTEARRAY) ? weft__bytearray_from(t, joined->data, n + m)
                                                      : value_from_pointer(joined);
    }
    if (op == OP_MULTIPLY) {
        if (left && type_of(t, b)->slots.index != NULL) {
            return repeated(t, a, b);
        }
        if (right && type_of(t, a)->slots.index != NULL) {
            return repeated(t, b, a);
        }
    }
    if (op == OP_REMAINDER && left) {
        return weft__percent_format_bytes(t, a, b, has_type_flag(t, a, TYPE_IS_BYTEARRAY));
    }
    return NOT_IMPLEMENTED;
}
Value weft__bytes_binary(Thread *t, BinaryOperation op, Value a, Value b) { return bytes_binary(t, op, a, b); }

/* ---- iterators of bytes and bytearray ---- */

typedef struct BytesIterator {
    Object head;
    Value source;           /* never changes */
    ATOMIC(uint64_t) index; /* edge: str_iterator */
} BytesIterator;

Value weft__bytes_iterator(Thread *t, Value self, Type *type)
{
    BytesIterator *iterator = weft__alloc(t, sizeof *iterator, type);
    if (iterator != NULL) {
        iterator->source = self;
    }
    return value_or_empty(iterator);
}
static Value bytes_iterate(Thread *t, Value self) { return weft__bytes_iterator(t, self, T(t, bytes_iterator)); }
static Value iterator_next(Thread *t, Value self)
{
    BytesIterator *iterator = value_pointer(self);
    uint64_t index = weft__load_relaxed(&iterator->index); /* edge: str_iterator */
    int byte;
    if (has_type_flag(t, iterator->source, TYPE_IS_BYTEARRAY)) {
        byte = weft__bytearray_byte(t, iterator->source, index);
    } else {
        Bytes *bytes = value_pointer(iterator->source);
        byte = index < bytes->length ? bytes->data[index] : -1;
    }
    weft__store_relaxed(&iterator->index, byte < 0 ? UINT64_MAX : index + 1); /* edge: str_iterator */
    return byte < 0 ? EMPTY : value_from_small_int(byte);
}
static Value iterator_self(Thread *t, Value self)
{
    (void)t;
    return self;
}
static Value iterator_hint(Thread *t, Value *args)
{
    BytesIterator *iterator = value_pointer(args[0]);
    int64_t length = weft__length(t, iterator->source);
    uint64_t index = weft__load_relaxed(&iterator->index); /* edge: str_iterator */
    return length < 0 ? EMPTY : value_from_small_int(index < (uint64_t)length ? length - (int64_t)index : 0);
}
static Value iterator_reduce(Thread *t, Value *args)
{
    BytesIterator *iterator = value_pointer(args[0]);
    uint64_t index = weft__load_relaxed(&iterator->index); /* edge: str_iterator */
    bool ended = index == UINT64_MAX;
    Value source = ended ? value_from_pointer(t->runtime->empty_tuple) : iterator->source;
    Value items[3] = {weft__builtin_named(t, "iter"), value_or_empty(weft__tuple_from(t, &source, 1)),
                      value_from_small_int(ended ? 0 : (int64_t)index)};
    return items[0] == EMPTY || items[1] == EMPTY
               ? EMPTY
               : value_or_empty(weft__tuple_from(t, items, ended ? 2 : 3));
}
static Value iterator_set_state(Thread *t, Value *args)
{
    BytesIterator *iterator = value_pointer(args[0]);
    int64_t index;
    if (!weft__to_i64(t, args[1], &index)) {
        return EMPTY;
    }
    if (weft__load_relaxed(&iterator->index) != UINT64_MAX) { /* edge: str_iterator */
        weft__store_relaxed(&iterator->index, (uint64_t)(index < 0 ? 0 : index)); /* edge: str_iterator */
    }
    return NONE;
}
static void iterator_trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((BytesIterator *)(void *)object)->source);
}
static void init_iterator(Thread *t, Type *type)
{
    static const NativeDef methods[] = {
        {"__length_hint__", iterator_hint, "self, /", NULL, 0},
        {"__reduce__", iterator_reduce, "self, /", NULL, 0},
        {"__setstate__", iterator_set_state, "self, state, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(BytesIterator), TYPE_FINAL);
    type->head.trace = iterator_trace;
    type->slots.iterate = iterator_self;
    type->slots.next = iterator_next;
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}
void weft__init_bytes_iterator_type(Thread *t, Type *type) { init_iterator(t, type); }
void weft__init_bytearray_iterator_type(Thread *t, Type *type) { init_iterator(t, type); }

static Value method_getnewargs(Thread *t, Value *args)
{
    Bytes *b = value_pointer(args[0]);
    Value copy = value_or_empty(weft__bytes_new(t, b->data, b->length));
    return copy == EMPTY ? EMPTY : value_or_empty(weft__tuple_from(t, &copy, 1));
}
static Value method_bytes(Thread *t, Value *args)
{
    Bytes *b = value_pointer(args[0]);
    return object_is(args[0], T(t, bytes)) ? args[0] : value_or_empty(weft__bytes_new(t, b->data, b->length));
}

void weft__init_bytes_type(Thread *t, Type *type)
{
    static const NativeDef methods[] = {
        {"__getnewargs__", method_getnewargs, "self, /", NULL, 0},
        {"__bytes__", method_bytes, "self, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(Bytes), TYPE_IS_BYTES | TYPE_VARIABLE);
    TypeSlots *slots = &type->slots;
    slots->new_instance = bytes_new;
    slots->repr = bytes_repr;
    slots->str = bytes_str; /* not a __repr__ of a subclass */
    slots->hash = bytes_hash;
    slots->compare = weft__bytes_compare;
    slots->iterate = bytes_iterate;
    slots->length = bytes_length;
    slots->get_item = bytes_get_item;
    slots->contains = weft__bytes_contains;
    slots->binary = bytes_binary;
    slots->get_bytes = bytes_get_bytes;
    slots->binary_operators = 1U << OP_ADD | 1U << OP_MULTIPLY | 1U << OP_REMAINDER;
    weft__add_methods(t, type, weft__bytes_methods);
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}
