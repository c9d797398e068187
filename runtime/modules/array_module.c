/* array_module.c - the module array: rows of numbers or characters of one machine type.
 *
 * An array keeps its items in the storage of bytearray and follows its rules: each item is read and written
 * whole under the object's lock, so threads see values that were stored; append, extend by an array, insert,
 * pop, remove, slices, byteswap and reverse are atomic; extending by another iterable adds item by item.
 * Reads of everything (comparison, tobytes, copies, repr) work on a state that existed. No lock is held
 * while values are converted or compared, and whoever finds that the array changed meanwhile looks again.
 */
#include "modules/array.h"

#include "object/classes.h"

typedef struct ArrayIterator {
    Object head;
    Bytearray *array;       /* never changes */
    ATOMIC(uint64_t) index; /* UINT64_MAX: at its end; edge: sequence_iterator */
} ArrayIterator;

/* ---- making ---- */

Bytearray *weft__array_new(Thread *t, Type *type, char code, size_t bytes)
{
    return weft__storage_new(t, type, code == 'u' ? 'w' : code, weft__array_item_size(code), bytes);
}
static Value array_from(Thread *t, char code, const unsigned char *bytes, size_t n)
{
    Bytearray *a = weft__array_new(t, weft__array_type(t, ARRAY_TYPE), code, 0);
    return a != NULL && weft__storage_splice(t, a, 0, 0, bytes, n) ? value_from_pointer(a) : EMPTY;
}
static bool append_bytes(Thread *t, Bytearray *a, const unsigned char *bytes, size_t n)
{
    return n == 0 || weft__storage_splice(t, a, SIZE_MAX, SIZE_MAX, bytes, n);
}
bool weft__array_append(Thread *t, Bytearray *a, Value v)
{
    unsigned char raw[ARRAY_ITEM_LIMIT];
    return weft__array_pack(t, array_code(a), v, raw) && append_bytes(t, a, raw, a->item_size);
}
static bool append_step(Thread *t, void *context, Value v) { return weft__array_append(t, context, v); }

static bool append_text(Thread *t, Bytearray *a, Str *text)
{
    ByteArray *copy = weft__byte_array_new(t, text->length * sizeof(uint32_t) + 1);
    for (size_t i = 0; copy != NULL && i < text->length; i++) {
        uint32_t character = str_char(text, i);
        memcpy(copy->bytes + i * sizeof character, &character, sizeof character);
    }
    return copy != NULL && append_bytes(t, a, copy->bytes, text->length * sizeof(uint32_t));
}
static bool append_buffer(Thread *t, Bytearray *a, Value source)
{
    const unsigned char *bytes;
    size_t n;
    if (!weft__get_bytes(t, source, &bytes, &n)) {
        return false;
    }
    if (n % a->item_size != 0) {
        RAISE(t, ValueError, "bytes length not a multiple of item size");
        return false;
    }
    return append_bytes(t, a, bytes, n);
}

/* The type code that the first argument names; 0: exception. */
static char code_argument(Thread *t, Value v, Value source)
{
    if (!is_str(t, v) || as_str(v)->length != 1) {
        RAISE(t, TypeError, "array() argument 1 must be a unicode character, not %T", v);
        return 0;
    }
    uint32_t code = str_char(as_str(v), 0);
    if (code != 'u' && source != EMPTY && is_str(t, source)) {
        RAISE(t, TypeError, "cannot use a str to initialize an array with typecode '%S'", as_str(v));
        return 0;
    }
    if (code != 'u' && source != EMPTY && is_array(t, source) && array_code(as_array(source)) == 'u') {
        RAISE(t, TypeError, "cannot use a unicode array to initialize an array with typecode '%S'", as_str(v));
        return 0;
    }
    if (code > 127 || weft__array_item_size((char)code) == 0) {
        RAISE(t, ValueError, "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
        return 0;
    }
    return (char)code;
}

static Value array_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    bool own_init = type->slots.init != weft__array_type(t, ARRAY_TYPE)->slots.init;
    if (!own_init && !weft__no_keywords(t, "array.array", names)) {
        return EMPTY;
    }
    if (count < 1 || count > 2) {
        return RAISE(t, TypeError,
                     count < 1 ? "array() takes at least 1 argument (%zu given)"
                               : "array() takes at most 2 arguments (%zu given)", count);
    }
    Value source = count == 2 ? args[1] : EMPTY;
    char code = code_argument(t, args[0], source);
    Bytearray *a = code == 0 ? NULL : weft__array_new(t, type, code, 0);
    if (a == NULL) {
        return EMPTY;
    }
    bool done = source == EMPTY                                                ? true
                : is_str(t, source)                                            ? append_text(t, a, as_str(source))
                : has_type_flag(t, source, TYPE_IS_BYTES | TYPE_IS_BYTEARRAY) ||
                          (is_array(t, source) && as_array(source)->format == a->format)
                    ? append_buffer(t, a, source)
                    : weft__each(t, source, append_step, a);
    return done ? value_from_pointer(a) : EMPTY;
}

/* ---- reading ---- */

/* The bytes of an item; false without an exception: there is none. */
static bool item_bytes(Thread *t, Bytearray *a, uint64_t index, unsigned char *raw)
{
    weft__lock_object(t, &a->head);
    bool inside = index < array_length(a);
    if (inside) {
        memcpy(raw, weft__load_acquire(&a->storage)->bytes + index * a->item_size, /* edge: bytearray_storage */
               a->item_size);
    }
    weft__unlock_object(t, &a->head);
    return inside;
}
static Value item_at(Thread *t, Bytearray *a, uint64_t index)
{
    unsigned char raw[ARRAY_ITEM_LIMIT];
    return item_bytes(t, a, index, raw) ? weft__array_unpack(t, array_code(a), raw) : EMPTY;
}

static bool index_of(Thread *t, Bytearray *a, Value key, int64_t *index)
{
    if (!is_int(t, key) && type_of(t, key)->slots.index == NULL) {
        RAISE(t, TypeError, "array indices must be integers");
        return false;
    }
    if (!sequence_index(t, key, "array", index)) {
        return false;
    }
    *index += *index < 0 ? (int64_t)array_length(a) : 0;
    return true;
}
static Value get_item(Thread *t, Value self, Value key)
{
    Bytearray *a = as_array(self);
    int64_t index;
    if (object_is(key, T(t, slice))) {
        return weft__storage_slice(t, a, weft__array_type(t, ARRAY_TYPE), key);
    }
    if (!index_of(t, a, key, &index)) {
        return EMPTY;
    }
    Value v = item_at(t, a, (uint64_t)index);
    return v != EMPTY || exception_pending(t) ? v : RAISE(t, IndexError, "array index out of range");
}
static int64_t length(Thread *t, Value self)
{
    (void)t;
    return (int64_t)array_length(as_array(self));
}

Value weft__array_list(Thread *t, Value self)
{
    const unsigned char *bytes;
    size_t n, size = as_array(self)->item_size;
    List *list = weft__storage_get_bytes(t, self, &bytes, &n) ? weft__list_new(t, n / size) : NULL;
    for (size_t i = 0; list != NULL && i < n; i += size) {
        Value v = weft__array_unpack(t, array_code(as_array(self)), bytes + i);
        if (v == EMPTY || !weft__list_append(t, list, v)) {
            return EMPTY;
        }
    }
    return value_or_empty(list);
}

/* The first place of `v` in [from, to), with the bytes that stood there; -1: none, -2: exception. */
static int64_t find(Thread *t, Bytearray *a, Value v, size_t from, size_t to, unsigned char *raw)
{
    for (size_t i = from; i < to; i++) {
        if (!item_bytes(t, a, i, raw)) {
            return -1;
        }
        Value item = weft__array_unpack(t, array_code(a), raw);
        int same = item == EMPTY ? -1 : weft__compare_bool(t, item, v, CMP_EQ);
        if (same != 0) {
            return same < 0 ? -2 : (int64_t)i;
        }
        if (!weft__poll(t)) {
            return -2;
        }
    }
    return -1;
}
static int contains(Thread *t, Value self, Value v)
{
    unsigned char raw[ARRAY_ITEM_LIMIT];
    int64_t at = find(t, as_array(self), v, 0, SIZE_MAX, raw);
    return at == -2 ? -1 : at >= 0;
}

static Value repr(Thread *t, Value self)
{
    const unsigned char *bytes;
    size_t n;
    Bytearray *a = as_array(self);
    Str *name = weft__class_name(t, type_of(t, self));
    char code[2] = {array_code(a), 0};
    if (name == NULL || !weft__storage_get_bytes(t, self, &bytes, &n)) {
        return EMPTY;
    }
    if (n == 0) {
        return value_or_empty(weft__str_format(t, "%S('%s')", name, code));
    }
    Value content = *code == 'u' ? value_or_empty(weft__array_text(t, bytes, n / a->item_size))
                                 : weft__array_list(t, self);
    return content == EMPTY ? EMPTY : value_or_empty(weft__str_format(t, "%S('%s', %R)", name, code, content));
}

/* ---- comparison ---- */

static Value by_length(size_t n, size_t m, Comparison op)
{
    switch (op) {
    case CMP_LT: return value_from_bool(n < m);
    case CMP_LE: return value_from_bool(n <= m);
    case CMP_EQ: return value_from_bool(n == m);
    case CMP_NE: return value_from_bool(n != m);
    case CMP_GT: return value_from_bool(n > m);
    default: return value_from_bool(n >= m);
    }
}
static Value compare(Thread *t, Value self, Value other, Comparison op)
{
    const unsigned char *x, *y;
    size_t n, m;
    if (!is_array(t, self) || !is_array(t, other)) {
        return NOT_IMPLEMENTED;
    }
    Bytearray *a = as_array(self), *b = as_array(other);
    if (!weft__storage_get_bytes(t, self, &x, &n) || !weft__storage_get_bytes(t, other, &y, &m)) {
        return EMPTY;
    }
    bool whole = a->format == b->format && a->format != 'f' && a->format != 'd';
    n /= a->item_size;
    m /= b->item_size;
    if ((op == CMP_EQ || op == CMP_NE) && (n != m || whole)) {
        return value_from_bool((n == m && memcmp(x, y, n * a->item_size) == 0) == (op == CMP_EQ));
    }
    for (size_t i = 0; i < n && i < m; i++) {
        Value v = weft__array_unpack(t, array_code(a), x + i * a->item_size);
        Value w = v == EMPTY ? EMPTY : weft__array_unpack(t, array_code(b), y + i * b->item_size);
        int same = w == EMPTY ? -1 : weft__compare_bool(t, v, w, CMP_EQ);
        if (same <= 0) {
            return same < 0 ? EMPTY : op == CMP_EQ ? FALSE_VALUE : op == CMP_NE ? TRUE_VALUE : weft__compare(t, v, w, op);
        }
        if (!weft__poll(t)) {
            return EMPTY;
        }
    }
    return by_length(n, m, op);
}

/* ---- storing ---- */

static bool set_slice(Thread *t, Bytearray *a, Value key, Value v)
{
    const unsigned char *bytes = NULL;
    size_t n = 0;
    if (v != EMPTY && !is_array(t, v)) {
        RAISE(t, TypeError, "can only assign array (not \"%T\") to array slice", v);
        return false;
    }
    if (v != EMPTY && as_array(v)->format != a->format) {
        RAISE(t, TypeError, "bad argument type for built-in operation");
        return false;
    }
    if (v != EMPTY && !weft__storage_get_bytes(t, v, &bytes, &n)) {
        return false;
    }
    if (n == 0 && !weft__storage_may_resize(t, a)) { /* even where nothing would go */
        return false;
    }
    return weft__storage_set_slice(t, a, key, bytes, n);
}
static bool set_item(Thread *t, Value self, Value key, Value v)
{
    Bytearray *a = as_array(self);
    unsigned char raw[ARRAY_ITEM_LIMIT];
    int64_t index;
    if (object_is(key, T(t, slice))) {
        return set_slice(t, a, key, v);
    }
    if (!index_of(t, a, key, &index)) {
        return false;
    }
    bool inside = index >= 0 && (size_t)index < array_length(a);
    if (inside && v == EMPTY) {
        StorageResult taken = weft__storage_take(t, a, index, NULL, raw);
        if (taken == STORAGE_DONE || taken == STORAGE_FAILED) {
            return taken == STORAGE_DONE;
        }
        inside = false;
    }
    if (inside) {
        if (!weft__array_pack(t, array_code(a), v, raw)) {
            return false;
        }
        weft__lock_object(t, &a->head);
        inside = (size_t)index < array_length(a);
        if (inside) {
            memcpy(weft__load_acquire(&a->storage)->bytes + (size_t)index * a->item_size, /* edge: bytearray_storage */
                   raw, a->item_size);
        }
        weft__unlock_object(t, &a->head);
    }
    if (!inside) {
        RAISE(t, IndexError, "array assignment index out of range");
    }
    return inside;
}

static bool extend(Thread *t, Bytearray *a, Value source)
{
    if (!is_array(t, source)) {
        return weft__each(t, source, append_step, a);
    }
    if (as_array(source)->format != a->format) {
        RAISE(t, TypeError, "can only extend with array of same kind");
        return false;
    }
    return append_buffer(t, a, source);
}

/* Repeats the content in place; negative: none. */
static bool repeat(Thread *t, Bytearray *a, int64_t times)
{
    weft__lock_object(t, &a->head);
    size_t total, n = weft__load_acquire(&a->length); /* edge: bytearray_storage */
    bool fine = weft__repeat_size(t, n, times, &total) && weft__storage_resize(t, a, total);
    if (fine) {
        unsigned char *data = weft__load_acquire(&a->storage)->bytes; /* edge: bytearray_storage */
        for (size_t at = n; at < total; at += n) {
            memcpy(data + at, data, n);
        }
    }
    weft__unlock_object(t, &a->head);
    return fine;
}
static Value copy_of(Thread *t, Value self)
{
    const unsigned char *bytes;
    size_t n;
    return weft__storage_get_bytes(t, self, &bytes, &n) ? array_from(t, array_code(as_array(self)), bytes, n) : EMPTY;
}

/* The answer to array * other where that is no count. */
static Value not_repeated(Thread *t, Value other)
{
    return weft__other_may_answer(t, other, OP_MULTIPLY)
               ? NOT_IMPLEMENTED
               : RAISE(t, TypeError, "can't multiply sequence by non-int of type '%T'", other);
}

static Value binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    if (op == OP_ADD && is_array(t, a)) {
        if (!is_array(t, b)) {
            return weft__other_may_answer(t, b, OP_ADD)
                       ? NOT_IMPLEMENTED
                       : RAISE(t, TypeError, "can only append array (not \"%T\") to array", b);
        }
        if (as_array(a)->format != as_array(b)->format) {
            return RAISE(t, TypeError, "bad argument type for built-in operation");
        }
        Value made = copy_of(t, a);
        return made != EMPTY && append_buffer(t, as_array(made), b) ? made : EMPTY;
    }
    if (op != OP_MULTIPLY) {
        return NOT_IMPLEMENTED;
    }
    Value self = is_array(t, a) ? a : b, other = self == a ? b : a;
    int64_t times;
    int taken = weft__repeat_count(t, other, &times);
    if (taken <= 0) {
        bool asked = self != a && type_of(t, a)->slots.length != NULL; /* a sequence complains itself */
        return taken < 0 ? EMPTY : asked ? NOT_IMPLEMENTED : not_repeated(t, other);
    }
    Value made = copy_of(t, self);
    return made != EMPTY && repeat(t, as_array(made), times) ? made : EMPTY;
}
static Value inplace(Thread *t, BinaryOperation op, Value a, Value b)
{
    int64_t times;
    if (op == OP_ADD) {
        if (!is_array(t, b)) {
            return weft__other_may_answer(t, b, OP_ADD)
                       ? NOT_IMPLEMENTED
                       : RAISE(t, TypeError, "can only extend array with array (not \"%T\")", b);
        }
        return extend(t, as_array(a), b) ? a : EMPTY;
    }
    if (op != OP_MULTIPLY) {
        return NOT_IMPLEMENTED;
    }
    int taken = weft__repeat_count(t, b, &times);
    return taken == 0 ? not_repeated(t, b) : taken > 0 && repeat(t, as_array(a), times) ? a : EMPTY;
}

/* ---- methods ---- */

static Value done_or_empty(bool done) { return done ? NONE : EMPTY; }

static Value method_append(Thread *t, Value *args)
{
    return done_or_empty(weft__array_append(t, as_array(args[0]), args[1]));
}
static Value method_extend(Thread *t, Value *args) { return done_or_empty(extend(t, as_array(args[0]), args[1])); }
static Value method_fromlist(Thread *t, Value *args)
{
    if (!is_list(t, args[1])) {
        return RAISE(t, TypeError, "arg must be list");
    }
    Bytearray *a = as_array(args[0]);
    Bytearray *items = weft__array_new(t, weft__array_type(t, ARRAY_TYPE), array_code(a), 0);
    return done_or_empty(items != NULL && weft__each(t, args[1], append_step, items) &&
                         append_buffer(t, a, value_from_pointer(items)));
}
static Value method_frombytes(Thread *t, Value *args)
{
    return done_or_empty(append_buffer(t, as_array(args[0]), args[1]));
}
static Value method_tobytes(Thread *t, Value *args)
{
    const unsigned char *bytes;
    size_t n;
    return weft__storage_get_bytes(t, args[0], &bytes, &n) ? value_or_empty(weft__bytes_new(t, bytes, n)) : EMPTY;
}
static Value method_fromfile(Thread *t, Value *args)
{
    Bytearray *a = as_array(args[0]);
    int64_t count, bytes;
    if (!weft__to_i64(t, args[2], &count)) {
        return EMPTY;
    }
    if (count < 0) {
        return RAISE(t, ValueError, "negative count");
    }
    if (MUL_OVERFLOWS(count, (int64_t)a->item_size, &bytes)) {
        weft__raise_memory_error(t);
        return EMPTY;
    }
    Value size = int_from_i64(t, bytes);
    Value data = size == EMPTY ? EMPTY : weft__call_method(t, args[1], weft__intern_c(t, "read"), &size, 1);
    if (data == EMPTY) {
        return EMPTY;
    }
    if (!has_type_flag(t, data, TYPE_IS_BYTES)) {
        return RAISE(t, TypeError, "read() didn't return bytes");
    }
    bool enough = ((Bytes *)value_pointer(data))->length == (size_t)bytes;
    if (!append_buffer(t, a, data)) {
        return EMPTY;
    }
    return enough ? NONE : RAISE(t, EOFError, "read() didn't return enough bytes");
}
static Value method_tofile(Thread *t, Value *args)
{
    enum { BLOCK = 64 * 1024 };
    const unsigned char *bytes;
    size_t n;
    if (!weft__storage_get_bytes(t, args[0], &bytes, &n)) {
        return EMPTY;
    }
    for (size_t at = 0; at < n; at += BLOCK) {
        Value block = value_or_empty(weft__bytes_new(t, bytes + at, n - at < BLOCK ? n - at : BLOCK));
        if (block == EMPTY || weft__call_method(t, args[1], weft__intern_c(t, "write"), &block, 1) == EMPTY) {
            return EMPTY;
        }
    }
    return NONE;
}
static Value method_tolist(Thread *t, Value *args) { return weft__array_list(t, args[0]); }
static Value method_fromunicode(Thread *t, Value *args)
{
    if (!is_str(t, args[1])) {
        return RAISE(t, TypeError, "fromunicode() argument must be str, not %G", args[1]);
    }
    if (array_code(as_array(args[0])) != 'u') {
        return RAISE(t, ValueError, "fromunicode() may only be called on unicode type arrays");
    }
    return done_or_empty(append_text(t, as_array(args[0]), as_str(args[1])));
}
static Value method_tounicode(Thread *t, Value *args)
{
    const unsigned char *bytes;
    size_t n;
    if (array_code(as_array(args[0])) != 'u') {
        return RAISE(t, ValueError, "tounicode() may only be called on unicode type arrays");
    }
    return weft__storage_get_bytes(t, args[0], &bytes, &n)
               ? value_or_empty(weft__array_text(t, bytes, n / sizeof(uint32_t)))
               : EMPTY;
}
static Value method_byteswap(Thread *t, Value *args)
{
    Bytearray *a = as_array(args[0]);
    weft__lock_object(t, &a->head);
    size_t width = a->item_size, n = weft__load_acquire(&a->length); /* edge: bytearray_storage */
    unsigned char *data = weft__load_acquire(&a->storage)->bytes;    /* edge: bytearray_storage */
    for (size_t at = 0; at < n; at += width) {
        for (size_t i = 0; i < width / 2; i++) {
            unsigned char other = data[at + i];
            data[at + i] = data[at + width - 1 - i];
            data[at + width - 1 - i] = other;
        }
    }
    weft__unlock_object(t, &a->head);
    return NONE;
}
static Value method_buffer_info(Thread *t, Value *args)
{
    Bytearray *a = as_array(args[0]);
    weft__lock_object(t, &a->head);
    uintptr_t address = (uintptr_t)weft__load_acquire(&a->storage)->bytes; /* edge: bytearray_storage */
    size_t count = array_length(a);
    weft__unlock_object(t, &a->head);
    Value where = weft__int_from_u64(t, address);
    return where == EMPTY ? EMPTY : weft__tuple2(t, where, value_from_small_int((int64_t)count));
}
static Value method_count(Thread *t, Value *args)
{
    unsigned char raw[ARRAY_ITEM_LIMIT];
    int64_t found = 0;
    for (int64_t at = -1;; found++) {
        at = find(t, as_array(args[0]), args[1], (size_t)(at + 1), SIZE_MAX, raw);
        if (at < 0) {
            return at == -2 ? EMPTY : value_from_small_int(found);
        }
    }
}
static Value method_index(Thread *t, Value *args)
{
    unsigned char raw[ARRAY_ITEM_LIMIT];
    size_t from, to;
    Bytearray *a = as_array(args[0]);
    if (!weft__search_bounds(t, args[2], args[3], array_length(a), &from, &to)) {
        return EMPTY;
    }
    int64_t at = find(t, a, args[1], from, to, raw);
    return at == -2   ? EMPTY
           : at == -1 ? RAISE(t, ValueError, "array.index(x): x not in array")
                      : value_from_small_int(at);
}
static Value method_insert(Thread *t, Value *args)
{
    unsigned char raw[ARRAY_ITEM_LIMIT];
    int64_t at;
    Bytearray *a = as_array(args[0]);
    if (!weft__to_i64(t, args[1], &at) || !weft__array_pack(t, array_code(a), args[2], raw)) {
        return EMPTY;
    }
    int64_t n = (int64_t)array_length(a);
    at = at < 0 ? (at + n < 0 ? 0 : at + n) : at > n ? n : at;
    size_t place = (size_t)at * a->item_size;
    return done_or_empty(weft__storage_splice(t, a, place, place, raw, a->item_size));
}
static Value method_pop(Thread *t, Value *args)
{
    unsigned char raw[ARRAY_ITEM_LIMIT];
    int64_t at;
    Bytearray *a = as_array(args[0]);
    if (!weft__to_i64(t, args[1], &at)) {
        return EMPTY;
    }
    switch (weft__storage_take(t, a, at, NULL, raw)) {
    case STORAGE_DONE: return weft__array_unpack(t, array_code(a), raw);
    case STORAGE_FAILED: return EMPTY;
    case STORAGE_NO_ITEMS: return RAISE(t, IndexError, "pop from empty array");
    default: return RAISE(t, IndexError, "pop index out of range");
    }
}
static Value method_remove(Thread *t, Value *args)
{
    unsigned char found[ARRAY_ITEM_LIMIT], raw[ARRAY_ITEM_LIMIT];
    Bytearray *a = as_array(args[0]);
    for (;;) {
        int64_t at = find(t, a, args[1], 0, SIZE_MAX, found);
        if (at < 0) {
            return at == -2 ? EMPTY : RAISE(t, ValueError, "array.remove(x): x not in array");
        }
        StorageResult taken = weft__storage_take(t, a, at, found, raw);
        if (taken == STORAGE_DONE || taken == STORAGE_FAILED) {
            return done_or_empty(taken == STORAGE_DONE);
        }
        if (!weft__poll(t)) { /* another thread moved it: once more */
            return EMPTY;
        }
    }
}
static Value method_reverse(Thread *t, Value *args)
{
    weft__storage_reverse(t, as_array(args[0]));
    return NONE;
}
static Value method_copy(Thread *t, Value *args) { return copy_of(t, args[0]); }
static Value method_sizeof(Thread *t, Value *args)
{
    Bytearray *a = as_array(args[0]);
    size_t room = weft__load_acquire(&a->storage)->capacity; /* edge: bytearray_storage */
    return int_from_i64(t, (int64_t)(type_of(t, args[0])->instance_bytes + sizeof(ByteArray) + room));
}

static Value get_typecode(Thread *t, Value self)
{
    char code = array_code(as_array(self));
    return value_or_empty(weft__str_from_ascii(t, &code, 1));
}
static Value get_itemsize(Thread *t, Value self)
{
    (void)t;
    return value_from_small_int(as_array(self)->item_size);
}

/* ---- iterators ---- */

static Value iterate(Thread *t, Value self)
{
    ArrayIterator *iterator = weft__alloc(t, sizeof *iterator, weft__array_type(t, ARRAY_ITERATOR));
    if (iterator != NULL) {
        iterator->array = as_array(self);
    }
    return value_or_empty(iterator);
}
static Value iterator_next(Thread *t, Value self)
{
    ArrayIterator *iterator = value_pointer(self);
    uint64_t index = weft__load_relaxed(&iterator->index); /* edge: sequence_iterator */
    Value v = index == UINT64_MAX ? EMPTY : item_at(t, iterator->array, index);
    bool ended = v == EMPTY && !exception_pending(t);
    weft__store_relaxed(&iterator->index, ended ? UINT64_MAX : index + 1); /* edge: sequence_iterator */
    return v;
}
static Value iterator_reduce(Thread *t, Value *args)
{
    ArrayIterator *iterator = value_pointer(args[0]);
    uint64_t index = weft__load_relaxed(&iterator->index); /* edge: sequence_iterator */
    bool ended = index == UINT64_MAX;
    Value source = value_from_pointer(ended ? (void *)t->runtime->empty_tuple : iterator->array);
    Value parts[3] = {weft__builtin_named(t, "iter"), value_or_empty(weft__tuple_from(t, &source, 1)),
                      value_from_small_int(ended ? 0 : (int64_t)index)};
    return parts[0] == EMPTY || parts[1] == EMPTY ? EMPTY
                                                  : value_or_empty(weft__tuple_from(t, parts, ended ? 2 : 3));
}
static Value iterator_set_state(Thread *t, Value *args)
{
    ArrayIterator *iterator = value_pointer(args[0]);
    int64_t index;
    if (!weft__to_i64(t, args[1], &index)) {
        return EMPTY;
    }
    int64_t n = (int64_t)array_length(iterator->array);
    if (weft__load_relaxed(&iterator->index) != UINT64_MAX) { /* edge: sequence_iterator */
        weft__store_relaxed(&iterator->index, (uint64_t)(index < 0 ? 0 : index > n ? n : index)); /* edge: sequence_iterator */
    }
    return NONE;
}
static void iterator_trace(Tracer *tracer, Object *object)
{
    weft__trace_object(tracer, ((ArrayIterator *)(void *)object)->array);
}

/* ---- the module ---- */

static const NativeDef methods[] = {
    {"append", method_append, "self, v, /", "Puts a number behind the last item.", 0},
    {"extend", method_extend, "self, bb, /", "Puts items behind the last one.", 0},
    {"fromlist", method_fromlist, "self, list, /", "Puts the items of a list behind the last one.", 0},
    {"frombytes", method_frombytes, "self, buffer, /", "Append the items that a bytes-like object holds.", 0},
    {"fromfile", method_fromfile, "self, f, n, /", "Append n items that are read from the file object f.", 0},
    {"fromunicode", method_fromunicode, "self, ustr, /", "Append the characters of a string.", 0},
    {"tobytes", method_tobytes, "self, /", "The items as machine values in a bytes object.", 0},
    {"tofile", method_tofile, "self, f, /", "Write all items, as machine values, to the file object f.", 0},
    {"tolist", method_tolist, "self, /", "The items as a list.", 0},
    {"tounicode", method_tounicode, "self, /", "The characters as a string.", 0},
    {"buffer_info", method_buffer_info, "self, /", "The address and the number of items, as a tuple.", 0},
    {"byteswap", method_byteswap, "self, /", "Reverse the order of the bytes in every item.", 0},
    {"count", method_count, "self, v, /", "Number of occurrences of v in the array.", 0},
    {"index", method_index, "self, v, start=, stop=, /",
     "Index of the first occurrence of v in the array; ValueError if there is none.", 0},
    {"insert", method_insert, "self, i, v, /", "Insert a new item v before position i.", 0},
    {"pop", method_pop, "self, i=-1, /", "Remove the item at position i and return it.", 0},
    {"remove", method_remove, "self, v, /", "Remove the first occurrence of v.", 0},
    {"reverse", method_reverse, "self, /", "Reverse the order of the items.", 0},
    {"__copy__", method_copy, "self, /", "A copy of the array.", 0},
    {"__deepcopy__", method_copy, "self, unused, /", "A copy of the array.", 0},
    {"__reduce_ex__", weft__array_reduce_ex, "self, value, /", "State information for pickling.", 0},
    {"__sizeof__", method_sizeof, "self, /", "How many bytes the array takes.", 0},
    {NULL, NULL, NULL, NULL, 0},
};
static const GetSetDef attributes[] = {
    {"typecode", get_typecode, NULL, "The letter that says what the items are."},
    {"itemsize", get_itemsize, NULL, "How many bytes an item takes."},
    {NULL, NULL, NULL, NULL},
};

static Type *make_type(Thread *t)
{
    Type *type = weft__native_type_new(t, "array.array", NULL, sizeof(Bytearray),
                                       TYPE_IS_EXPORTER | TYPE_HAS_WEAK | TYPE_PATTERN_SEQUENCE);
    if (type == NULL) {
        return NULL;
    }
    type->head.trace = weft__storage_trace;
    TypeSlots *s = &type->slots;
    s->new_instance = array_new;
    s->repr = repr;
    s->hash = weft__hash_not_implemented;
    s->compare = compare;
    s->iterate = iterate;
    s->length = length;
    s->get_item = get_item;
    s->set_item = set_item;
    s->contains = contains;
    s->binary = binary;
    s->inplace = inplace;
    s->get_bytes = weft__storage_get_bytes;
    s->get_part = weft__storage_get_part;
    s->binary_operators = s->inplace_operators = 1u << OP_ADD | 1u << OP_MULTIPLY;
    weft__dict_set_str(t, type->dict, N(t, __hash__), NONE);
    weft__dict_set_c(t, type->dict, "__doc__",
                     value_or_empty(weft__str_from_c(t, "array(typecode [, initializer]) -> array\n\n"
                                                        "A sequence whose items are numbers or characters of the "
                                                        "machine type that typecode names.")));
    return type;
}

bool weft__init_module_array(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"_array_reconstructor", weft__array_reconstruct, "arraytype, typecode, mformat_code, items, /",
         "Makes the array that a pickle describes.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const NativeDef iterator_methods[] = {
        {"__reduce__", iterator_reduce, "self, /", "State information for pickling.", 0},
        {"__setstate__", iterator_set_state, "self, state, /", "Goes to where a pickled iterator was.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    Type *type = make_type(t);
    Type *iterator = weft__native_type_new(t, "array.arrayiterator", NULL, sizeof(ArrayIterator), TYPE_FINAL);
    Tuple *kept = weft__tuple_new(t, ARRAY_TYPES);
    if (type == NULL || iterator == NULL || kept == NULL) {
        return false;
    }
    iterator->head.trace = iterator_trace;
    iterator->slots.iterate = weft__native_iterate_self;
    iterator->slots.next = iterator_next;
    kept->items[ARRAY_TYPE] = value_from_pointer(type);
    kept->items[ARRAY_ITERATOR] = value_from_pointer(iterator);
    t->runtime->module_values[MODULE_VALUE_ARRAY] = value_from_pointer(kept);
    if (!weft__type_publish(t, m, type, "array", methods, attributes) ||
        !weft__type_publish(t, m, iterator, NULL, iterator_methods, NULL)) {
        return false;
    }
    Value self = value_from_pointer(type), codes = value_or_empty(weft__str_from_c(t, "bBuhHiIlLqQfd"));
    Value sequence = weft__import_attribute(t, "collections.abc", "MutableSequence");
    return codes != EMPTY && sequence != EMPTY && weft__module_set(t, m, "ArrayType", self) &&
           weft__module_set(t, m, "typecodes", codes) &&
           weft__call_method(t, sequence, weft__intern_c(t, "register"), &self, 1) != EMPTY &&
           weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "array"));
}
