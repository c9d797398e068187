/* memoryview.c - the type memoryview: making and releasing views, their whole content, comparison, attributes.
 *
 * What a view holds and which lock guards it stands in memoryview.h; formats of items are the business of
 * memoryview_format.c, subscripts of memoryview_index.c, casts of memoryview_cast.c. Threads may share a
 * view: each operation finds it open and works on items that stay in place, or raises ValueError.
 */
#include "object/memoryview.h"

bool weft__view_usable(Thread *t, MemoryView *m)
{
    if (weft__load_acquire(&m->released)) { /* edge: memoryview_release */
        RAISE(t, ValueError, "operation forbidden on released memoryview object");
        return false;
    }
    return true;
}
unsigned char *weft__view_items(Thread *t, MemoryView *m)
{
    Bytearray *b = view_exporter(t, m);
    return (b != NULL ? weft__load_acquire(&b->storage)->bytes /* edge: bytearray_storage */
                      : ((Bytes *)value_pointer(m->base))->data) +
           m->offset;
}
void weft__view_unlock(Thread *t, MemoryView *m)
{
    if (view_exporter(t, m) != NULL) {
        weft__unlock_object(t, value_object(m->base));
    }
}
bool weft__view_lock(Thread *t, MemoryView *m)
{
    if (view_exporter(t, m) == NULL) {
        return true;
    }
    weft__lock_object(t, value_object(m->base));
    if (LIKELY(!weft__load_relaxed(&m->released))) { /* edge: memoryview_release; locked */
        return true;
    }
    weft__view_unlock(t, m);
    return weft__view_usable(t, m);
}

bool weft__view_is_contiguous(MemoryView *m)
{
    int64_t expected = m->item_size;
    for (uint16_t i = m->dimensions; i-- > 0;) {
        if (view_shape(m)[i] > 1 && view_strides(m)[i] != expected) {
            return view_item_count(m) == 0;
        }
        expected *= view_shape(m)[i];
    }
    return true;
}

/* ---- making and releasing ---- */

MemoryView *weft__view_new(Thread *t, Value base, const MemoryView *like, uint16_t dimensions)
{
    MemoryView *m = weft__alloc(t, sizeof *m + 2 * dimensions * sizeof(int64_t), T(t, memoryview));
    if (m == NULL) {
        return NULL;
    }
    if (like != NULL) {
        m->item_size = like->item_size;
        m->read_only = like->read_only;
        m->format = like->format;
        m->at_sign = like->at_sign;
        m->offset = like->offset;
    } else {
        bool exporter = has_type_flag(t, base, TYPE_IS_EXPORTER);
        m->item_size = exporter ? ((Bytearray *)value_pointer(base))->item_size : 1;
        m->format = exporter ? ((Bytearray *)value_pointer(base))->format : 'B';
        m->read_only = !exporter;
    }
    m->dimensions = dimensions;
    m->base = base;
    Bytearray *b = view_exporter(t, m);
    if (b != NULL) {
        weft__lock_object(t, &b->head);
        bool open = like == NULL || !weft__load_relaxed(&like->released); /* edge: memoryview_release; locked */
        if (open) {
            weft__add_acq_rel(&b->exports, 1); /* edge: bytearray_storage */
        }
        weft__unlock_object(t, &b->head);
        if (!open) {
            (void)weft__view_usable(t, (MemoryView *)(uintptr_t)like);
            return NULL;
        }
        if (!weft__register_finalizer(t, &m->head)) {
            weft__sub_acq_rel(&b->exports, 1); /* edge: bytearray_storage */
            return NULL;
        }
    }
    return m;
}
MemoryView *weft__view_copy(Thread *t, MemoryView *of)
{
    MemoryView *m = weft__view_new(t, of->base, of, of->dimensions);
    if (m != NULL) {
        memcpy(m->sizes, of->sizes, 2 * of->dimensions * sizeof(int64_t));
    }
    return m;
}
void weft__view_release(Thread *t, MemoryView *m)
{
    uint32_t before = 0;
    Bytearray *b = view_exporter(t, m);
    if (b != NULL) {
        weft__lock_object(t, &b->head);
    }
    bool first = weft__exchange_if_acq_rel(&m->released, &before, 1U); /* edge: memoryview_release */
    if (b != NULL) {
        if (first) {
            weft__sub_acq_rel(&b->exports, 1); /* edge: bytearray_storage */
        }
        weft__unlock_object(t, &b->head);
    }
}
static void finalize(Thread *t, Value self) { weft__view_release(t, value_pointer(self)); }

static Value new_instance(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)type;
    size_t named = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    if (count + named > 1) {
        return RAISE(t, TypeError, "memoryview() takes at most 1 argument (%zu given)", count + named);
    }
    if (named == 1 && !weft__str_equals_c(as_str(as_tuple(names)->items[0]), "object")) {
        count = named = 0; /* what is said first of a wrong name */
    }
    if (count + named == 0) {
        return RAISE(t, TypeError, "memoryview() missing required argument 'object' (pos 1)");
    }
    Value base = args[0];
    if (object_is(base, T(t, memoryview))) {
        return weft__view_usable(t, value_pointer(base))
                   ? value_or_empty(weft__view_copy(t, value_pointer(base)))
                   : EMPTY;
    }
    if (!has_type_flag(t, base, TYPE_IS_BYTES | TYPE_IS_EXPORTER)) {
        return RAISE(t, TypeError, "memoryview: a bytes-like object is required, not '%T'", base);
    }
    MemoryView *m = weft__view_new(t, base, NULL, 1);
    if (m == NULL) {
        return EMPTY;
    }
    Bytearray *b = view_exporter(t, m);
    size_t bytes = b != NULL ? weft__load_acquire(&b->length) /* edge: bytearray_storage */
                             : ((Bytes *)value_pointer(base))->length;
    view_shape(m)[0] = (int64_t)(bytes / m->item_size);
    view_strides(m)[0] = m->item_size;
    return value_from_pointer(m);
}

/* ---- whole content ---- */

static unsigned char *copy_row(MemoryView *m, uint16_t dimension, const unsigned char *from,
                               unsigned char *into)
{
    if (dimension == m->dimensions) {
        memcpy(into, from, m->item_size);
        return into + m->item_size;
    }
    int64_t count = view_shape(m)[dimension], stride = view_strides(m)[dimension];
    if (dimension + 1 == m->dimensions && stride == m->item_size) {
        memcpy(into, from, (size_t)count * m->item_size);
        return into + (size_t)count * m->item_size;
    }
    for (int64_t i = 0; i < count; i++) {
        into = copy_row(m, (uint16_t)(dimension + 1), from + i * stride, into);
    }
    return into;
}
/* In Fortran order: the first index varies fastest. */
static unsigned char *copy_columns(MemoryView *m, uint16_t dimension, const unsigned char *from,
                                   unsigned char *into)
{
    if (dimension == 0) {
        memcpy(into, from, m->item_size);
        return into + m->item_size;
    }
    for (int64_t i = 0; i < view_shape(m)[dimension - 1]; i++) {
        into = copy_columns(m, (uint16_t)(dimension - 1), from + i * view_strides(m)[dimension - 1], into);
    }
    return into;
}

bool weft__view_get_bytes(Thread *t, Value self, const unsigned char **bytes, size_t *length)
{
    MemoryView *m = value_pointer(self);
    if (!weft__view_usable(t, m)) {
        return false;
    }
    *length = view_byte_count(m);
    if (view_exporter(t, m) == NULL && weft__view_is_contiguous(m)) {
        *bytes = weft__view_items(t, m);
        return true;
    }
    ByteArray *copy = weft__byte_array_new(t, *length + 1);
    if (copy == NULL) {
        return false;
    }
    if (!weft__view_lock(t, m)) {
        return false;
    }
    if (*length > 0) {
        copy_row(m, 0, weft__view_items(t, m), copy->bytes);
    }
    weft__view_unlock(t, m);
    *bytes = copy->bytes;
    return true;
}

/* The slot: what asks for bytes in one row gets none from a view with gaps. */
static bool get_bytes(Thread *t, Value self, const unsigned char **bytes, size_t *length)
{
    if (!weft__view_usable(t, value_pointer(self))) {
        return false;
    }
    if (!weft__view_is_contiguous(value_pointer(self))) {
        RAISE(t, BufferError, "memoryview: underlying buffer is not C-contiguous");
        return false;
    }
    return weft__view_get_bytes(t, self, bytes, length);
}

static bool get_part(Thread *t, Value self, size_t offset, size_t size, const unsigned char **bytes, size_t *length)
{
    MemoryView *m = value_pointer(self);
    if (!weft__view_is_contiguous(m) || view_exporter(t, m) == NULL) { /* no copy needed, or none wanted */
        if (!get_bytes(t, self, bytes, length)) {
            return false;
        }
        *bytes = offset > *length || size > *length - offset ? NULL : *bytes + offset;
        return true;
    }
    *bytes = NULL;
    *length = view_byte_count(m);
    if (offset > *length || size > *length - offset) {
        return weft__view_usable(t, m);
    }
    ByteArray *copy = weft__byte_array_new(t, size + 1);
    if (copy == NULL || !weft__view_lock(t, m)) {
        return false;
    }
    memcpy(copy->bytes, weft__view_items(t, m) + offset, size);
    weft__view_unlock(t, m);
    *bytes = copy->bytes;
    return true;
}

static Value list_of(Thread *t, MemoryView *m, uint16_t dimension, const unsigned char **raw)
{
    if (dimension == m->dimensions) {
        Value v = weft__view_unpack(t, m->format, *raw);
        *raw += m->item_size;
        return v;
    }
    int64_t count = view_shape(m)[dimension];
    List *list = weft__list_new(t, (size_t)count);
    for (int64_t i = 0; list != NULL && i < count; i++) {
        Value v = list_of(t, m, (uint16_t)(dimension + 1), raw);
        if (v == EMPTY || !weft__list_append(t, list, v)) {
            return EMPTY;
        }
    }
    return value_or_empty(list);
}

static int64_t length(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    return !weft__view_usable(t, m) ? -1 : m->dimensions == 0 ? 1 : view_shape(m)[0];
}

/* ---- comparison, hash, repr ---- */

char weft__view_format_of(Thread *t, Value v)
{
    return object_is(v, T(t, memoryview))        ? ((MemoryView *)value_pointer(v))->format
           : has_type_flag(t, v, TYPE_IS_EXPORTER) ? ((Bytearray *)value_pointer(v))->format
                                                   : 'B';
}

static bool whole_bytes(char format) { return format != 'f' && format != 'd' && format != '?'; }

/* 1 equal, 0 not, -1 failure: item by item where the formats differ. */
static int same_items(Thread *t, MemoryView *m, Value other)
{
    const unsigned char *x, *y;
    size_t n, k;
    char format = weft__view_format_of(t, other);
    if (!weft__view_get_bytes(t, value_from_pointer(m), &x, &n) || !weft__gather_bytes(t, other, &y, &k)) {
        return -1;
    }
    size_t size = weft__view_item_size(format), count = (size_t)view_item_count(m);
    if (size == 0 || weft__view_item_size(m->format) == 0 || k / size != count) { /* 'w' equals nothing */
        return 0;
    }
    if (format == m->format && whole_bytes(format)) {
        return n == k && memcmp(x, y, n) == 0;
    }
    for (size_t i = 0; i < count; i++) {
        Value a = weft__view_unpack(t, m->format, x + i * m->item_size),
              b = weft__view_unpack(t, format, y + i * size);
        int same = a == EMPTY || b == EMPTY ? -1 : weft__compare_bool(t, a, b, CMP_EQ);
        if (same <= 0) {
            return same;
        }
    }
    return 1;
}

static Value compare(Thread *t, Value a, Value b, Comparison op)
{
    if (op != CMP_EQ && op != CMP_NE) {
        return NOT_IMPLEMENTED;
    }
    if (!object_is(a, T(t, memoryview))) {
        Value swapped = a;
        a = b;
        b = swapped;
    }
    MemoryView *m = value_pointer(a);
    MemoryView *other = object_is(b, T(t, memoryview)) ? value_pointer(b) : NULL;
    if (type_of(t, b)->slots.get_bytes == NULL) {
        return NOT_IMPLEMENTED;
    }
    int same;
    if (weft__load_acquire(&m->released) ||
        (other != NULL && weft__load_acquire(&other->released))) { /* edge: memoryview_release */
        same = a == b;
    } else if (other == NULL ? m->dimensions != 1
                             : m->dimensions != other->dimensions ||
                                   memcmp(m->sizes, other->sizes, m->dimensions * sizeof(int64_t)) != 0) {
        same = 0;
    } else {
        same = same_items(t, m, b);
    }
    return same < 0 ? EMPTY : value_from_bool((same != 0) == (op == CMP_EQ));
}

static bool hash(Thread *t, Value self, int64_t *out)
{
    MemoryView *m = value_pointer(self);
    const unsigned char *bytes;
    size_t n;
    if (!weft__view_usable(t, m)) {
        return false;
    }
    if (!m->read_only) {
        RAISE(t, ValueError, "cannot hash writable memoryview object");
        return false;
    }
    if (m->format != 'B' && m->format != 'b' && m->format != 'c') {
        RAISE(t, ValueError, "memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
        return false;
    }
    if (view_exporter(t, m) != NULL) {
        RAISE(t, TypeError, "unhashable type: '%T'", m->base);
        return false;
    }
    if (!weft__view_get_bytes(t, self, &bytes, &n)) {
        return false;
    }
    *out = weft__hash_bytes(t, bytes, n);
    return true;
}
static Value repr(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    return value_or_empty(weft__str_format(t,
                                           weft__load_acquire(&m->released)
                                               ? "<released memory at 0x%lx>"
                                               : "<memory at 0x%lx>", /* edge: memoryview_release */
                                           (unsigned long)(uintptr_t)m));
}

/* ---- methods ---- */

static Value method_tobytes(Thread *t, Value *args)
{
    MemoryView *m = value_pointer(args[0]);
    const unsigned char *bytes;
    size_t n;
    bool columns = false;
    if (args[1] != NONE) {
        if (!is_str(t, args[1])) {
            return RAISE(t, TypeError, "tobytes() argument 'order' must be str or None, not %G", args[1]);
        }
        columns = weft__str_equals_c(as_str(args[1]), "F");
        if (!columns && !weft__str_equals_c(as_str(args[1]), "C") &&
            !weft__str_equals_c(as_str(args[1]), "A")) {
            return RAISE(t, ValueError, "order must be 'C', 'F' or 'A'");
        }
    }
    if (columns && m->dimensions > 1) {
        Bytes *result = weft__view_usable(t, m) ? weft__bytes_new(t, NULL, view_byte_count(m)) : NULL;
        if (result != NULL) {
            if (!weft__view_lock(t, m)) {
                return EMPTY;
            }
            copy_columns(m, m->dimensions, weft__view_items(t, m), result->data);
            weft__view_unlock(t, m);
        }
        return value_or_empty(result);
    }
    return weft__view_get_bytes(t, args[0], &bytes, &n) ? value_or_empty(weft__bytes_new(t, bytes, n)) : EMPTY;
}
static Value method_tolist(Thread *t, Value *args)
{
    const unsigned char *bytes;
    size_t n;
    return weft__view_get_bytes(t, args[0], &bytes, &n) ? list_of(t, value_pointer(args[0]), 0, &bytes) : EMPTY;
}
static Value method_hex(Thread *t, Value *args)
{
    const unsigned char *raw;
    size_t n;
    if (!weft__view_get_bytes(t, args[0], &raw, &n)) {
        return EMPTY;
    }
    Value bytes = value_or_empty(weft__bytes_new(t, raw, n));
    Value rest[2] = {args[1], args[2]};
    return bytes == EMPTY ? EMPTY
                          : weft__call_method(t, bytes, weft__intern_c(t, "hex"), rest,
                                              args[1] == EMPTY   ? 0
                                              : args[2] == EMPTY ? 1
                                                                 : 2);
}
static Value method_release(Thread *t, Value *args)
{
    weft__view_release(t, value_pointer(args[0]));
    return NONE;
}
static Value method_enter(Thread *t, Value *args)
{
    return weft__view_usable(t, value_pointer(args[0])) ? args[0] : EMPTY;
}
static Value method_exit(Thread *t, Value *args) { return method_release(t, args); }
static Value method_toreadonly(Thread *t, Value *args)
{
    MemoryView *m =
        weft__view_usable(t, value_pointer(args[0])) ? weft__view_copy(t, value_pointer(args[0])) : NULL;
    if (m != NULL) {
        m->read_only = true;
    }
    return value_or_empty(m);
}

/* ---- attributes ---- */

static Value get_obj(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    return weft__view_usable(t, m) ? m->base : EMPTY;
}
static Value get_nbytes(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    return weft__view_usable(t, m) ? value_from_small_int((int64_t)view_byte_count(m)) : EMPTY;
}
static Value get_readonly(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    return weft__view_usable(t, m) ? value_from_bool(m->read_only) : EMPTY;
}
static Value get_itemsize(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    return weft__view_usable(t, m) ? value_from_small_int(m->item_size) : EMPTY;
}
static Value get_ndim(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    return weft__view_usable(t, m) ? value_from_small_int(m->dimensions) : EMPTY;
}
static Value get_format(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    char text[2] = {'@', m->format};
    return weft__view_usable(t, m)
               ? value_or_empty(weft__str_from_ascii(t, text + !m->at_sign, 1 + (size_t)m->at_sign))
               : EMPTY;
}
static Value sizes_tuple(Thread *t, MemoryView *m, const int64_t *sizes)
{
    Tuple *tuple = weft__view_usable(t, m) ? weft__tuple_new(t, m->dimensions) : NULL;
    for (uint16_t i = 0; tuple != NULL && i < m->dimensions; i++) {
        tuple->items[i] = value_from_small_int(sizes[i]);
    }
    return value_or_empty(tuple);
}
static Value get_shape(Thread *t, Value self)
{
    return sizes_tuple(t, value_pointer(self), view_shape(value_pointer(self)));
}
static Value get_strides(Thread *t, Value self)
{
    return sizes_tuple(t, value_pointer(self), view_strides(value_pointer(self)));
}
static Value get_suboffsets(Thread *t, Value self)
{
    return weft__view_usable(t, value_pointer(self)) ? value_from_pointer(t->runtime->empty_tuple) : EMPTY;
}
static Value get_c_contiguous(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    return weft__view_usable(t, m) ? value_from_bool(weft__view_is_contiguous(m)) : EMPTY;
}
static Value get_f_contiguous(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    int64_t expected = m->item_size;
    bool fits = true;
    for (uint16_t i = 0; i < m->dimensions; i++) {
        fits &= view_shape(m)[i] <= 1 || view_strides(m)[i] == expected;
        expected *= view_shape(m)[i];
    }
    return weft__view_usable(t, m) ? value_from_bool(fits || view_item_count(m) == 0) : EMPTY;
}
static Value get_contiguous(Thread *t, Value self)
{
    Value rows = get_c_contiguous(t, self);
    return rows == FALSE_VALUE ? get_f_contiguous(t, self) : rows;
}
static void trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((MemoryView *)(void *)object)->base);
}

static Value iterate(Thread *t, Value self)
{
    MemoryView *m = value_pointer(self);
    if (!weft__view_usable(t, m)) {
        return EMPTY;
    }
    if (m->dimensions == 0) {
        return RAISE(t, TypeError, "invalid indexing of 0-dim memory");
    }
    return weft__memory_iterator(t, self);
}

void weft__init_memoryview_type(Thread *t, Type *type)
{
    static const NativeDef methods[] = {
        {"tobytes", method_tobytes, "self, /, order=None", NULL, 0},
        {"tolist", method_tolist, "self, /", NULL, 0},
        {"hex", method_hex, "self, /, sep=, bytes_per_sep=", NULL, 0},
        {"release", method_release, "self, /", NULL, 0},
        {"toreadonly", method_toreadonly, "self, /", NULL, 0},
        {"cast", weft__view_cast, "self, /, format, shape=", NULL, 0},
        {"__enter__", method_enter, "self, /", NULL, 0},
        {"__exit__", method_exit, "self, /, *args", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const GetSetDef getsets[] = {
        {"obj", get_obj, NULL, NULL},
        {"nbytes", get_nbytes, NULL, NULL},
        {"readonly", get_readonly, NULL, NULL},
        {"itemsize", get_itemsize, NULL, NULL},
        {"ndim", get_ndim, NULL, NULL},
        {"format", get_format, NULL, NULL},
        {"shape", get_shape, NULL, NULL},
        {"strides", get_strides, NULL, NULL},
        {"suboffsets", get_suboffsets, NULL, NULL},
        {"contiguous", get_contiguous, NULL, NULL},
        {"c_contiguous", get_c_contiguous, NULL, NULL},
        {"f_contiguous", get_f_contiguous, NULL, NULL},
        {NULL, NULL, NULL, NULL},
    };
    weft__type_prepare(t, type, NULL, sizeof(MemoryView), TYPE_FINAL | TYPE_PATTERN_SEQUENCE | TYPE_HAS_WEAK);
    type->head.trace = trace;
    TypeSlots *slots = &type->slots;
    slots->new_instance = new_instance;
    slots->repr = repr;
    slots->hash = hash;
    slots->compare = compare;
    slots->length = length;
    slots->get_item = weft__view_get_item;
    slots->set_item = weft__view_set_item;
    slots->get_bytes = get_bytes;
    slots->get_part = get_part;
    slots->iterate = iterate;
    slots->finalize = finalize;
    weft__add_methods(t, type, methods);
    weft__add_getsets(t, type, getsets);
    weft__dict_set_c(t, type->dict, "__doc__",
                     value_or_empty(weft__str_from_c(t, "The bytes of another object, as they are there.")));
    weft__type_ready(t, type);
}
