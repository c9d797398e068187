/* memoryview.c - a window on the bytes of bytes or bytearray: one dimension, format "B".
 *
 * A view of a bytearray counts as an export until it is released (or collected), so the storage it
 * points to stays where it is. Slices are views of the same base with their own offset and step.
 */
#include "object/bytes_methods.h"

typedef struct MemoryView {
    Object head;
    Value base;              /* bytes or bytearray; never changes */
    ATOMIC(uint32_t) released; /* edge: object_flags */
    size_t offset;           /* of the first item; never changes */
    int64_t step;            /* never changes */
    size_t count;            /* items; never changes */
} MemoryView;

static bool usable(Thread *t, MemoryView *m)
{
    if (weft__load_acquire(&m->released)) { /* edge: object_flags */
        RAISE(t, ValueError, "operation forbidden on released memoryview object");
        return false;
    }
    return true;
}
static bool writable(Thread *t, MemoryView *m) { return has_type_flag(t, m->base, TYPE_IS_BYTEARRAY); }
static unsigned char *items(Thread *t, MemoryView *m)
{
    if (writable(t, m)) {
        return weft__load_acquire(&((Bytearray *)value_pointer(m->base))->storage)->bytes + m->offset; /* edge: bytearray_storage */
    }
    return ((Bytes *)value_pointer(m->base))->data + m->offset;
}

static Value view_new(Thread *t, Value base, size_t offset, int64_t step, size_t count)
{
    MemoryView *m = weft__alloc(t, sizeof *m, T(t, memoryview));
    if (m == NULL) {
        return EMPTY;
    }
    m->base = base;
    m->offset = offset;
    m->step = step;
    m->count = count;
    if (writable(t, m)) {
        Bytearray *b = value_pointer(base);
        weft__lock_object(t, &b->head);
        weft__add_acq_rel(&b->exports, 1); /* edge: bytearray_storage */
        weft__unlock_object(t, &b->head);
        if (!weft__register_finalizer(t, &m->head)) {
            return EMPTY;
        }
    }
    return value_from_pointer(m);
}
static void release(Thread *t, MemoryView *m)
{
    uint32_t before = 0;
    if (weft__exchange_if_acq_rel(&m->released, &before, 1U) && writable(t, m)) { /* edge: object_flags */
        weft__sub_acq_rel(&((Bytearray *)value_pointer(m->base))->exports, 1); /* edge: bytearray_storage */
    }
}
static void finalize(Thread *t, Value self) { release(t, value_pointer(self)); }

static Value new_instance(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)type;
    if (count != 1 || (names != EMPTY && tuple_length(as_tuple(names)) > 0)) {
        return RAISE(t, TypeError, "memoryview() takes exactly one argument (%zu given)", count);
    }
    Value base = args[0];
    if (object_is(base, T(t, memoryview))) {
        MemoryView *m = value_pointer(base);
        return usable(t, m) ? view_new(t, m->base, m->offset, m->step, m->count) : EMPTY;
    }
    if (!has_type_flag(t, base, TYPE_IS_BYTES | TYPE_IS_BYTEARRAY)) {
        return RAISE(t, TypeError, "memoryview: a bytes-like object is required, not '%T'", base);
    }
    return view_new(t, base, 0, 1, (size_t)weft__length(t, base));
}

static bool get_bytes(Thread *t, Value self, const unsigned char **bytes, size_t *length)
{
    MemoryView *m = value_pointer(self);
    if (!usable(t, m)) {
        return false;
    }
    ByteArray *copy = weft__byte_array_new(t, m->count + 1);
    if (copy == NULL) {
        return false;
    }
    const unsigned char *from = items(t, m);
    for (size_t i = 0; i < m->count; i++) {
        copy->bytes[i] = from[(int64_t)i * m->step];
    }
    copy->bytes[m->count] = 0;
    *bytes = copy->bytes;
    *length = m->count;
    return true;
}
static int64_t length(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    return usable(t, m) ? (int64_t)m->count : -1;
}
static bool index_of(Thread *t, MemoryView *m, Value key, int64_t *index)
{
    if (type_of(t, key)->slots.index == NULL) {
        RAISE(t, TypeError, "memoryview: invalid slice key");
        return false;
    }
    if (!weft__to_i64(t, key, index)) {
        return false;
    }
    *index += *index < 0 ? (int64_t)m->count : 0;
    if (*index < 0 || (size_t)*index >= m->count) {
        RAISE(t, IndexError, "index out of bounds on dimension 1");
        return false;
    }
    return true;
}
static Value get_item(Thread *t, Value self, Value key)
{
    MemoryView *m = value_pointer(self);
    int64_t index, start, stop, step;
    size_t count;
    if (!usable(t, m)) {
        return EMPTY;
    }
    if (!object_is(key, T(t, slice))) {
        return index_of(t, m, key, &index) ? value_from_small_int(items(t, m)[index * m->step]) : EMPTY;
    }
    if (!weft__slice_indices(t, key, m->count, &start, &stop, &step, &count)) {
        return EMPTY;
    }
    return view_new(t, m->base, (size_t)((int64_t)m->offset + start * m->step), m->step * step, count);
}
static bool set_item(Thread *t, Value self, Value key, Value v)
{
    MemoryView *m = value_pointer(self);
    int64_t index, start, stop, step;
    size_t count, given;
    unsigned char byte;
    const unsigned char *bytes;
    if (!usable(t, m)) {
        return false;
    }
    if (!writable(t, m)) {
        RAISE(t, TypeError, "cannot modify read-only memory");
        return false;
    }
    if (v == EMPTY) {
        RAISE(t, TypeError, "cannot delete memory");
        return false;
    }
    if (!object_is(key, T(t, slice))) {
        if (!index_of(t, m, key, &index)) {
            return false;
        }
        if (type_of(t, v)->slots.index == NULL) {
            RAISE(t, TypeError, "memoryview: invalid type for format 'B'");
            return false;
        }
        if (!weft__byte_value(t, v, &byte, "memoryview: invalid value for format 'B'")) {
            return false;
        }
        items(t, m)[index * m->step] = byte;
        return true;
    }
    if (!weft__slice_indices(t, key, m->count, &start, &stop, &step, &count) ||
        !weft__get_bytes(t, v, &bytes, &given)) {
        return false;
    }
    if (given != count) {
        RAISE(t, ValueError, "memoryview assignment: lvalue and rvalue have different structures");
        return false;
    }
    unsigned char *into = items(t, m);
    for (size_t i = 0; i < count; i++) {
        into[(start + (int64_t)i * step) * m->step] = bytes[i];
    }
    return true;
}
static Value compare(Thread *t, Value a, Value b, Comparison op)
{
    return op == CMP_EQ || op == CMP_NE ? weft__bytes_compare(t, a, b, op) : NOT_IMPLEMENTED;
}
static bool hash(Thread *t, Value self, int64_t *out)
{
    MemoryView *m = value_pointer(self);
    const unsigned char *bytes;
    size_t n;
    if (writable(t, m)) {
        RAISE(t, ValueError, "cannot hash writable memoryview object");
        return false;
    }
    if (!get_bytes(t, self, &bytes, &n)) {
        return false;
    }
    *out = weft__hash_bytes(t, bytes, n);
    return true;
}
static Value repr(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    return value_or_empty(weft__str_format(t, weft__load_acquire(&m->released) ? "<released memory at 0x%llx>" /* edge: object_flags */
                                                                               : "<memory at 0x%llx>",
                                           (long long)(uintptr_t)m));
}

static Value method_tobytes(Thread *t, Value *args)
{
    const unsigned char *bytes;
    size_t n;
    return get_bytes(t, args[0], &bytes, &n) ? value_or_empty(weft__bytes_new(t, bytes, n)) : EMPTY;
}
static Value method_tolist(Thread *t, Value *args)
{
    const unsigned char *bytes;
    size_t n;
    List *list = get_bytes(t, args[0], &bytes, &n) ? weft__list_new(t, n) : NULL;
    for (size_t i = 0; list != NULL && i < n; i++) {
        if (!weft__list_append(t, list, value_from_small_int(bytes[i]))) {
            return EMPTY;
        }
    }
    return value_or_empty(list);
}
static Value method_hex(Thread *t, Value *args)
{
    Value bytes = method_tobytes(t, args);
    Value rest[2] = {args[1], args[2]};
    return bytes == EMPTY ? EMPTY
                          : weft__call_method(t, bytes, weft__intern_c(t, "hex"), rest,
                                              args[1] == EMPTY ? 0 : args[2] == EMPTY ? 1 : 2);
}
static Value method_release(Thread *t, Value *args)
{
    release(t, value_pointer(args[0]));
    return NONE;
}
static Value method_enter(Thread *t, Value *args) { return usable(t, value_pointer(args[0])) ? args[0] : EMPTY; }
static Value method_exit(Thread *t, Value *args) { return method_release(t, args); }
static Value method_toreadonly(Thread *t, Value *args)
{
    Value bytes = method_tobytes(t, args);
    return bytes == EMPTY ? EMPTY : view_new(t, bytes, 0, 1, ((MemoryView *)value_pointer(args[0]))->count);
}
static Value method_cast(Thread *t, Value *args)
{
    MemoryView *m = value_pointer(args[0]);
    if (!is_str(t, args[1]) || (!weft__str_equals_c(as_str(args[1]), "B") && !weft__str_equals_c(as_str(args[1]), "b") &&
                                !weft__str_equals_c(as_str(args[1]), "c"))) {
        return RAISE(t, ValueError, "memoryview: destination format must be 'B'");
    }
    return usable(t, m) ? view_new(t, m->base, m->offset, m->step, m->count) : EMPTY;
}
static Value get_obj(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    return usable(t, m) ? m->base : EMPTY;
}
static Value get_nbytes(Thread *t, Value self)
{
    int64_t n = length(t, self);
    return n < 0 ? EMPTY : value_from_small_int(n);
}
static Value get_readonly(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    return usable(t, m) ? value_from_bool(!writable(t, m)) : EMPTY;
}
static Value get_one(Thread *t, Value self)
{
    return usable(t, value_pointer(self)) ? value_from_small_int(1) : EMPTY;
}
static Value get_format(Thread *t, Value self)
{
    return usable(t, value_pointer(self)) ? value_or_empty(weft__intern_c(t, "B")) : EMPTY;
}
static Value one_tuple(Thread *t, Value v) { return value_or_empty(weft__tuple_from(t, &v, 1)); }
static Value get_shape(Thread *t, Value self)
{
    Value n = get_nbytes(t, self);
    return n == EMPTY ? EMPTY : one_tuple(t, n);
}
static Value get_strides(Thread *t, Value self)
{
    return one_tuple(t, value_from_small_int(((MemoryView *)value_pointer(self))->step));
}
static Value get_suboffsets(Thread *t, Value self)
{
    (void)self;
    return value_from_pointer(t->runtime->empty_tuple);
}
static Value get_contiguous(Thread *t, Value self)
{
    (void)t;
    return value_from_bool(((MemoryView *)value_pointer(self))->step == 1);
}
static void trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((MemoryView *)(void *)object)->base);
}

void weft__init_memoryview_type(Thread *t, Type *type)
{
    static const NativeDef methods[] = {
        {"tobytes", method_tobytes, "self, /, order=None", NULL, 0},
        {"tolist", method_tolist, "self, /", NULL, 0},
        {"hex", method_hex, "self, sep=, bytes_per_sep=", NULL, 0},
        {"release", method_release, "self, /", NULL, 0},
        {"toreadonly", method_toreadonly, "self, /", NULL, 0},
        {"cast", method_cast, "self, format, shape=None", NULL, 0},
        {"__enter__", method_enter, "self, /", NULL, 0},
        {"__exit__", method_exit, "self, *args", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const GetSetDef getsets[] = {
        {"obj", get_obj, NULL, NULL},           {"nbytes", get_nbytes, NULL, NULL},
        {"readonly", get_readonly, NULL, NULL}, {"itemsize", get_one, NULL, NULL},
        {"ndim", get_one, NULL, NULL},          {"format", get_format, NULL, NULL},
        {"shape", get_shape, NULL, NULL},       {"strides", get_strides, NULL, NULL},
        {"suboffsets", get_suboffsets, NULL, NULL}, {"contiguous", get_contiguous, NULL, NULL},
        {"c_contiguous", get_contiguous, NULL, NULL}, {"f_contiguous", get_contiguous, NULL, NULL},
        {NULL, NULL, NULL, NULL},
    };
    weft__type_prepare(t, type, NULL, sizeof(MemoryView), TYPE_FINAL | TYPE_PATTERN_SEQUENCE);
    type->head.trace = trace;
    TypeSlots *slots = &type->slots;
    slots->new_instance = new_instance;
    slots->repr = repr;
    slots->hash = hash;
    slots->compare = compare;
    slots->length = length;
    slots->get_item = get_item;
    slots->set_item = set_item;
    slots->get_bytes = get_bytes;
    slots->finalize = finalize;
    weft__add_methods(t, type, methods);
    weft__add_getsets(t, type, getsets);
    weft__type_ready(t, type);
}
