/* slice.c - the slice type, and how a slice is resolved against a length.
 *
 * Slices are immutable. weft__slice_indices may run user code (__index__), so callers resolve first
 * and then take their lock and check that the length is still the one they resolved against.
 */
#include "object/containers_internal.h"

Value weft__slice_new(Thread *t, Value start, Value stop, Value step)
{
    Slice *slice = weft__alloc(t, sizeof *slice, T(t, slice));
    if (LIKELY(slice != NULL)) {
        slice->start = start;
        slice->stop = stop;
        slice->step = step;
    }
    return value_or_empty(slice);
}

static bool part(Thread *t, Value v, int64_t otherwise, int64_t *out)
{
    if (LIKELY(value_is_small_int(v))) {
        *out = value_small_int(v);
        return true;
    }
    if (v == NONE) {
        *out = otherwise;
        return true;
    }
    if (!is_int(t, v) && type_of(t, v)->slots.index == NULL) {
        RAISE(t, TypeError, "slice indices must be integers or None or have an __index__ method");
        return false;
    }
    return weft__to_index_clipped(t, v, out);
}

bool weft__slice_indices(Thread *t, Value v, size_t size, int64_t *start, int64_t *stop,
                         int64_t *step, size_t *count)
{
    Slice *slice = value_pointer(v);
    int64_t length = (int64_t)size;
    if (!part(t, slice->step, 1, step)) {
        return false;
    }
    if (*step == 0) {
        RAISE(t, ValueError, "slice step cannot be zero");
        return false;
    }
    if (*step == INT64_MIN) {
        *step = -INT64_MAX;
    }
    bool back = *step < 0;
    int64_t low = back ? -1 : 0, high = back ? length - 1 : length;
    if (!part(t, slice->start, back ? INT64_MAX : 0, start) ||
        !part(t, slice->stop, back ? INT64_MIN : INT64_MAX, stop)) {
        return false;
    }
    if (*start < 0) {
        *start += length;
        *start = *start < low ? low : *start;
    }
    *start = *start > high ? high : *start;
    if (slice->stop == NONE && back) {
        *stop = -1;
    } else {
        if (*stop < 0) {
            *stop += length;
            *stop = *stop < low ? low : *stop;
        }
        *stop = *stop > high ? high : *stop;
    }
    if (*step == 1) {
        *count = *start < *stop ? (size_t)(*stop - *start) : 0; /* the usual one, without a division */
    } else if (*step == -1) {
        *count = *stop < *start ? (size_t)(*start - *stop) : 0;
    } else if (back) {
        *count = *stop < *start ? (size_t)(*start - *stop - 1) / (size_t)(-*step) + 1 : 0;
    } else {
        *count = *start < *stop ? (size_t)(*stop - *start - 1) / (size_t)*step + 1 : 0;
    }
    return true;
}

static Value slice_new_slot(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)type;
    if (!weft__check_arguments(t, "slice", count, 1, 3, names)) {
        return EMPTY;
    }
    if (count == 1) {
        return weft__slice_new(t, NONE, args[0], NONE);
    }
    return weft__slice_new(t, args[0], args[1], count == 3 ? args[2] : NONE);
}

static void slice_trace(Tracer *tracer, Object *object)
{
    Slice *slice = (Slice *)object;
    weft__trace_value(tracer, slice->start);
    weft__trace_value(tracer, slice->stop);
    weft__trace_value(tracer, slice->step);
}

static Value slice_repr(Thread *t, Value self)
{
    Slice *slice = value_pointer(self);
    return value_or_empty(
        weft__str_format(t, "slice(%R, %R, %R)", slice->start, slice->stop, slice->step));
}

static Value slice_tuple(Thread *t, Slice *slice)
{
    Tuple *tuple = weft__tuple_new(t, 3);
    if (tuple != NULL) {
        tuple->items[0] = slice->start;
        tuple->items[1] = slice->stop;
        tuple->items[2] = slice->step;
    }
    return value_or_empty(tuple);
}

static Value slice_compare(Thread *t, Value a, Value b, Comparison op)
{
    if (!object_is(a, T(t, slice)) || !object_is(b, T(t, slice))) {
        return NOT_IMPLEMENTED;
    }
    if (a == b) {
        return value_from_bool(op == CMP_EQ || op == CMP_LE || op == CMP_GE);
    }
    Value x = slice_tuple(t, value_pointer(a)), y = slice_tuple(t, value_pointer(b));
    return x == EMPTY || y == EMPTY ? EMPTY : weft__compare(t, x, y, op);
}

static Value slice_start(Thread *t, Value self)
{
    (void)t;
    return ((Slice *)value_pointer(self))->start;
}
static Value slice_stop(Thread *t, Value self)
{
    (void)t;
    return ((Slice *)value_pointer(self))->stop;
}
static Value slice_step(Thread *t, Value self)
{
    (void)t;
    return ((Slice *)value_pointer(self))->step;
}

/* None, or an int that is far from the ends of 64 bits. */
static bool small_parts(Thread *t, Slice *slice)
{
    const Value parts[3] = {slice->start, slice->stop, slice->step};
    for (int i = 0; i < 3; i++) {
        int64_t small;
        if (parts[i] != NONE && (!is_int(t, parts[i]) || !weft__int_fits_i64(t, parts[i], &small) ||
                                 small <= INT64_MIN / 2 || small >= INT64_MAX / 2)) {
            return false;
        }
    }
    return true;
}

static Value part_of_any_size(Thread *t, Value v)
{
    if (!is_int(t, v) && type_of(t, v)->slots.index == NULL) {
        return RAISE(t, TypeError, "slice indices must be integers or None or have an __index__ method");
    }
    return weft__index(t, v);
}

/* A start or stop of any size, counted from the front and kept within `low` and `high`. */
static Value clipped(Thread *t, Value v, Value length, Value low, Value high)
{
    Value place = part_of_any_size(t, v);
    if (place == EMPTY) {
        return EMPTY;
    }
    if (weft__int_sign(t, place) < 0) {
        place = weft__int_binary(t, OP_ADD, place, length);
        if (place == EMPTY || weft__int_compare(t, place, low, CMP_LT) == TRUE_VALUE) {
            return place == EMPTY ? EMPTY : low;
        }
    }
    return weft__int_compare(t, place, high, CMP_GT) == TRUE_VALUE ? high : place;
}

/* indices() where the length or a part of the slice does not fit a machine word. */
static Value big_indices(Thread *t, Slice *slice, Value length)
{
    Value step = slice->step == NONE ? value_from_small_int(1) : part_of_any_size(t, slice->step);
    if (step == EMPTY) {
        return EMPTY;
    }
    int direction = weft__int_sign(t, step);
    if (direction == 0) {
        return RAISE(t, ValueError, "slice step cannot be zero");
    }
    Value low = value_from_small_int(direction < 0 ? -1 : 0), high = length;
    if (direction < 0) {
        high = weft__int_binary(t, OP_ADD, length, value_from_small_int(-1));
    }
    Value first = direction < 0 ? high : low, last = direction < 0 ? low : high;
    Value start = high == EMPTY || slice->start == NONE ? first
                                                       : clipped(t, slice->start, length, low, high);
    Value stop = start == EMPTY || slice->stop == NONE ? last
                                                       : clipped(t, slice->stop, length, low, high);
    if (start == EMPTY || stop == EMPTY) {
        return EMPTY;
    }
    const Value items[3] = {start, stop, step};
    return value_or_empty(weft__tuple_from(t, items, 3));
}

static Value slice_indices_method(Thread *t, Value *args)
{
    Value length = weft__index(t, args[1]);
    int64_t size;
    if (length == EMPTY) {
        return EMPTY;
    }
    if (weft__int_sign(t, length) < 0) {
        return RAISE(t, ValueError, "length should not be negative");
    }
    if (!weft__int_fits_i64(t, length, &size) || !small_parts(t, value_pointer(args[0]))) {
        return big_indices(t, value_pointer(args[0]), length);
    }
    int64_t start, stop, step;
    size_t count;
    if (!weft__slice_indices(t, args[0], (size_t)size, &start, &stop, &step, &count)) {
        return EMPTY;
    }
    Tuple *result = weft__tuple_new(t, 3);
    if (result == NULL) {
        return EMPTY;
    }
    result->items[0] = int_from_i64(t, start);
    result->items[1] = int_from_i64(t, stop);
    result->items[2] = int_from_i64(t, step);
    return value_from_pointer(result);
}

static Value slice_reduce(Thread *t, Value *args)
{
    Value state = slice_tuple(t, value_pointer(args[0]));
    return state == EMPTY ? EMPTY : weft__tuple2(t, value_from_pointer(T(t, slice)), state);
}

static const NativeDef slice_methods[] = {
    {"indices", slice_indices_method, "self, length, /", NULL, 0},
    {"__reduce__", slice_reduce, "self, /", "How pickle and copy make the object again.", 0},
    {NULL, NULL, NULL, NULL, 0},
};
static const GetSetDef slice_attributes[] = {
    {"start", slice_start, weft__read_only_member, NULL},
    {"stop", slice_stop, weft__read_only_member, NULL},
    {"step", slice_step, weft__read_only_member, NULL},
    {NULL, NULL, NULL, NULL},
};

void weft__init_slice_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(Slice), TYPE_FINAL);
    type->head.trace = slice_trace;
    type->slots.new_instance = slice_new_slot;
    type->slots.repr = slice_repr;
    type->slots.hash = weft__hash_not_implemented;
    type->slots.compare = slice_compare;
    weft__add_methods(t, type, slice_methods);
    weft__add_getsets(t, type, slice_attributes);
    weft__dict_set_str(t, type->dict, N(t, __hash__), NONE);
    weft__type_ready(t, type);
}
