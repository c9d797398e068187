/* memoryview_cast.c - memoryview.cast(): the same bytes in another format, another shape, or both.
 *
 * A cast goes between bytes and another format, or between one dimension and several; what does not fit
 * raises the errors that CPython raises.
 */
#include "object/memoryview.h"

/* The letter of a cast's format; 0: ValueError. */
static char format_letter(Thread *t, Str *text, bool *at_sign)
{
    size_t i = text->length > 0 && str_char(text, 0) == '@';
    *at_sign = i == 1;
    if (text->length == i + 1 && str_char(text, i) < 128 && weft__view_item_size((char)str_char(text, i)) > 0) {
        return (char)str_char(text, i);
    }
    RAISE(t, ValueError,
          "memoryview: destination format must be a native single character format "
          "prefixed with an optional '@'");
    return 0;
}
static bool is_byte_format(char format) { return format == 'b' || format == 'B' || format == 'c'; }

Value weft__view_writable_bytes(Thread *t, Value v, const char *function)
{
    bool writable = has_type_flag(t, v, TYPE_IS_EXPORTER) ||
                    (object_is(v, T(t, memoryview)) && !((MemoryView *)value_pointer(v))->read_only);
    Value view = writable ? weft__call1(t, value_from_pointer(T(t, memoryview)), v) : EMPTY;
    if (!writable) {
        return RAISE(t, TypeError, "%s() argument must be read-write bytes-like object, not %T", function, v);
    }
    Value cast[3] = {view, view == EMPTY ? EMPTY : value_or_empty(weft__str_from_c(t, "B")), EMPTY};
    Value bytes = cast[1] == EMPTY ? EMPTY : weft__view_cast(t, cast);
    if (view != EMPTY) {
        weft__view_release(t, value_pointer(view));
    }
    return bytes;
}

/* Reads the shape of a cast into `sizes`; false: exception. */
static bool read_shape(Thread *t, Tuple *shape, int64_t item_size, int64_t bytes, int64_t *sizes)
{
    int64_t total = item_size;
    for (size_t i = 0; i < tuple_length(shape); i++) {
        if (!is_int(t, shape->items[i])) {
            RAISE(t, TypeError, "memoryview.cast(): elements of shape must be integers");
            return false;
        }
        if (!weft__to_i64(t, shape->items[i], &sizes[i])) {
            return false;
        }
        if (sizes[i] <= 0) {
            RAISE(t, ValueError, "memoryview.cast(): elements of shape must be integers > 0");
            return false;
        }
        if (MUL_OVERFLOWS(total, sizes[i], &total)) {
            RAISE(t, ValueError, "memoryview.cast(): product(shape) > SSIZE_MAX");
            return false;
        }
    }
    if (total != bytes) {
        RAISE(t, TypeError, "memoryview: product(shape) * itemsize != buffer size");
        return false;
    }
    return true;
}

static bool check_cast(Thread *t, MemoryView *m, Value format, Value shape)
{
    if (!weft__view_usable(t, m)) {
        return false;
    }
    if (!is_str(t, format)) {
        RAISE(t, TypeError, "cast() argument 'format' must be str, not %G", format);
        return false;
    }
    if (!weft__view_is_contiguous(m)) {
        RAISE(t, TypeError, "memoryview: casts are restricted to C-contiguous views");
        return false;
    }
    if ((shape != EMPTY || m->dimensions != 1) && view_item_count(m) == 0) {
        RAISE(t, TypeError, "memoryview: cannot cast view with zeros in shape or strides");
        return false;
    }
    if (shape == EMPTY) {
        return true;
    }
    if (!is_tuple(t, shape) && !is_list(t, shape)) {
        RAISE(t, TypeError, "shape must be a list or a tuple");
        return false;
    }
    int64_t dimensions = weft__length(t, shape);
    if (dimensions > DIMENSION_LIMIT) {
        RAISE(t, ValueError, "memoryview: number of dimensions must not exceed %d", DIMENSION_LIMIT);
        return false;
    }
    if (m->dimensions != 1 && dimensions != 1) {
        RAISE(t, TypeError, "memoryview: cast must be 1D -> ND or ND -> 1D");
        return false;
    }
    return dimensions >= 0;
}

Value weft__view_cast(Thread *t, Value *args)
{
    MemoryView *m = value_pointer(args[0]);
    bool at_sign;
    int64_t sizes[DIMENSION_LIMIT];
    if (!check_cast(t, m, args[1], args[2])) {
        return EMPTY;
    }
    char format = format_letter(t, as_str(args[1]), &at_sign);
    if (format == 0) {
        return EMPTY;
    }
    if (!is_byte_format(m->format) && !is_byte_format(format)) {
        return RAISE(t, TypeError, "memoryview: cannot cast between two non-byte formats");
    }
    int64_t bytes = (int64_t)view_byte_count(m), item_size = weft__view_item_size(format);
    if (bytes % item_size != 0) {
        return RAISE(t, TypeError, "memoryview: length is not a multiple of itemsize");
    }
    uint16_t dimensions = 1;
    sizes[0] = bytes / item_size;
    if (args[2] != EMPTY) {
        Tuple *shape = weft__tuple_from_iterable(t, args[2]);
        if (shape == NULL || tuple_length(shape) > DIMENSION_LIMIT ||
            !read_shape(t, shape, item_size, bytes, sizes)) {
            return EMPTY;
        }
        dimensions = (uint16_t)tuple_length(shape);
    }
    MemoryView *result = weft__view_new(t, m->base, m, dimensions);
    if (result == NULL) {
        return EMPTY;
    }
    result->format = format;
    result->at_sign = at_sign;
    result->item_size = (uint8_t)item_size;
    int64_t stride = item_size;
    for (uint16_t i = dimensions; i-- > 0;) {
        view_shape(result)[i] = sizes[i];
        view_strides(result)[i] = stride;
        stride *= sizes[i];
    }
    return value_from_pointer(result);
}
