/* range.c - range objects and their iterators.
 *
 * A range whose numbers and length fit immediate ints keeps them as C integers beside the Python
 * ones; everything else goes through int arithmetic of any size. Ranges are immutable. Each item of a
 * shared iterator is handed out once: see RangeIterator in containers.h.
 */
#include "object/containers_internal.h"

typedef struct Range {
    Object head;
    Value start, stop, step, length; /* exact ints; never change */
    int64_t first, by, count;        /* count -1: too large for C integers */
} Range;
typedef struct LongRangeIterator {
    Object head;
    Value start, step, length; /* never change */
    ATOMIC(Value) index;       /* claimed by compare-exchange; edge: long_range_index */
} LongRangeIterator;

static Value add(Thread *t, Value a, Value b) { return weft__int_binary(t, OP_ADD, a, b); }
static Value subtract(Thread *t, Value a, Value b) { return weft__int_binary(t, OP_SUBTRACT, a, b); }
static Value multiply(Thread *t, Value a, Value b) { return weft__int_binary(t, OP_MULTIPLY, a, b); }
static bool is_less(Thread *t, Value a, Value b)
{
    return weft__int_compare(t, a, b, CMP_LT) == TRUE_VALUE;
}

/* (high - low - 1) // step + 1 for a step in that direction, else 0. */
static Value range_count(Thread *t, Value start, Value stop, Value step)
{
    bool back = weft__int_sign(t, step) < 0;
    Value low = back ? stop : start, high = back ? start : stop;
    if (!is_less(t, low, high)) {
        return value_from_small_int(0);
    }
    Value distance = subtract(t, high, low);
    Value size = back ? weft__unary(t, OP_NEGATIVE, step) : step;
    if (distance == EMPTY || size == EMPTY) {
        return EMPTY;
    }
    distance = subtract(t, distance, value_from_small_int(1));
    Value whole = distance == EMPTY ? EMPTY : weft__int_binary(t, OP_FLOOR_DIVIDE, distance, size);
    return whole == EMPTY ? EMPTY : add(t, whole, value_from_small_int(1));
}

static Value range_make(Thread *t, Value start, Value stop, Value step)
{
    Value length = EMPTY;
    int64_t count = -1;
    if (LIKELY(value_is_small_int(start) && value_both_small_ints(stop, step))) {
        int64_t a = value_small_int(start), b = value_small_int(stop), by = value_small_int(step);
        if (by > 0) {
            count = a < b ? (b - a - 1) / by + 1 : 0;
        } else {
            count = b < a ? (int64_t)((uint64_t)(a - b - 1) / (uint64_t)(-by)) + 1 : 0;
        }
        if (small_int_fits(count)) {
            length = value_from_small_int(count);
        } else {
            count = -1;
        }
    }
    if (length == EMPTY) {
        length = range_count(t, start, stop, step);
        if (length == EMPTY) {
            return EMPTY;
        }
    }
    Range *range = weft__alloc(t, sizeof *range, T(t, range));
    if (range == NULL) {
        return EMPTY;
    }
    range->start = start;
    range->stop = stop;
    range->step = step;
    range->length = length;
    range->count = count;
    if (count >= 0) {
        range->first = value_small_int(start);
        range->by = value_small_int(step);
    }
    return value_from_pointer(range);
}

Value weft__range_new(Thread *t, Value start, Value stop, Value step)
{
    Value parts[3] = {start, stop, step};
    for (int i = 0; i < 3; i++) {
        if (!value_is_small_int(parts[i])) {
            parts[i] = weft__index(t, parts[i]);
            if (parts[i] == EMPTY) {
                return EMPTY;
            }
        }
    }
    if (parts[2] == value_from_small_int(0)) {
        return RAISE(t, ValueError, "range() arg 3 must not be zero");
    }
    return range_make(t, parts[0], parts[1], parts[2]);
}

static Value range_new_slot(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)type;
    if (!weft__check_arguments(t, "range", count, 1, 3, names)) {
        return EMPTY;
    }
    const Value zero = value_from_small_int(0), one = value_from_small_int(1);
    return count == 1 ? weft__range_new(t, zero, args[0], one)
                      : weft__range_new(t, args[0], args[1], count == 3 ? args[2] : one);
}

static void range_trace(Tracer *tracer, Object *object)
{
    Range *range = (Range *)object;
    weft__trace_value(tracer, range->start);
    weft__trace_value(tracer, range->stop);
    weft__trace_value(tracer, range->step);
    weft__trace_value(tracer, range->length);
}

static Value range_repr(Thread *t, Value self)
{
    Range *range = value_pointer(self);
    if (range->step == value_from_small_int(1)) {
        return value_or_empty(weft__str_format(t, "range(%R, %R)", range->start, range->stop));
    }
    return value_or_empty(
        weft__str_format(t, "range(%R, %R, %R)", range->start, range->stop, range->step));
}

static bool same_ints(Thread *t, Value a, Value b)
{
    return a == b || weft__int_compare(t, a, b, CMP_EQ) == TRUE_VALUE;
}

static Value range_compare(Thread *t, Value a, Value b, Comparison op)
{
    if (!object_is(a, T(t, range)) || !object_is(b, T(t, range)) || (op != CMP_EQ && op != CMP_NE)) {
        return NOT_IMPLEMENTED;
    }
    Range *x = value_pointer(a), *y = value_pointer(b);
    const Value one = value_from_small_int(1);
    bool same = same_ints(t, x->length, y->length) &&
                (weft__int_sign(t, x->length) == 0 ||
                 (same_ints(t, x->start, y->start) &&
                  (x->length == one || same_ints(t, x->step, y->step))));
    return value_from_bool(same == (op == CMP_EQ));
}

static bool range_hash(Thread *t, Value self, int64_t *hash)
{
    Range *range = value_pointer(self);
    Tuple *key = weft__tuple_new(t, 3);
    if (key == NULL) {
        return false;
    }
    bool none = weft__int_sign(t, range->length) == 0;
    bool single = range->length == value_from_small_int(1);
    key->items[0] = range->length;
    key->items[1] = none ? NONE : range->start;
    key->items[2] = none || single ? NONE : range->step;
    return weft__hash(t, value_from_pointer(key), hash);
}

static int64_t range_length(Thread *t, Value self)
{
    Range *range = value_pointer(self);
    int64_t length;
    if (range->count >= 0) {
        return range->count;
    }
    if (!weft__int_fits_i64(t, range->length, &length)) {
        RAISE(t, OverflowError, "Python int too large to convert to C ssize_t");
        return -1;
    }
    return length;
}
static int range_truth(Thread *t, Value self)
{
    return weft__int_sign(t, ((Range *)value_pointer(self))->length) != 0;
}

/* start + i * step */
static Value range_item(Thread *t, Range *range, Value i)
{
    Value offset = multiply(t, i, range->step);
    return offset == EMPTY ? EMPTY : add(t, range->start, offset);
}

/* One bound of a slice of a long range, as slice.indices() has it. */
static Value slice_bound(Thread *t, Value v, Value length, Value low, Value high, Value otherwise)
{
    if (v == NONE) {
        return otherwise;
    }
    v = weft__index(t, v);
    if (v != EMPTY && weft__int_sign(t, v) < 0) {
        v = add(t, v, length);
        return v == EMPTY ? EMPTY : is_less(t, v, low) ? low : v;
    }
    return v == EMPTY ? EMPTY : is_less(t, high, v) ? high : v;
}

static Value range_slice(Thread *t, Range *range, Slice *slice)
{
    const Value zero = value_from_small_int(0), one = value_from_small_int(1);
    Value step = slice->step == NONE ? one : weft__index(t, slice->step);
    if (step == EMPTY) {
        return EMPTY;
    }
    int sign = weft__int_sign(t, step);
    if (sign == 0) {
        return RAISE(t, ValueError, "slice step cannot be zero");
    }
    Value low = sign < 0 ? value_from_small_int(-1) : zero;
    Value high = sign < 0 ? subtract(t, range->length, one) : range->length;
    if (high == EMPTY) {
        return EMPTY;
    }
    Value start = slice_bound(t, slice->start, range->length, low, high, sign < 0 ? high : low);
    Value stop = start == EMPTY ? EMPTY
                                : slice_bound(t, slice->stop, range->length, low, high,
                                              sign < 0 ? low : high);
    if (stop == EMPTY) {
        return EMPTY;
    }
    start = range_item(t, range, start);
    stop = start == EMPTY ? EMPTY : range_item(t, range, stop);
    step = stop == EMPTY ? EMPTY : multiply(t, step, range->step);
    return step == EMPTY ? EMPTY : range_make(t, start, stop, step);
}

static Value range_get_item(Thread *t, Value self, Value key)
{
    Range *range = value_pointer(self);
    if (LIKELY(value_is_small_int(key) && range->count >= 0)) {
        int64_t i = value_small_int(key);
        i += i < 0 ? range->count : 0;
        if (LIKELY(i >= 0 && i < range->count)) {
            return value_from_small_int(range->first + i * range->by);
        }
        return RAISE(t, IndexError, "range object index out of range");
    }
    if (object_is(key, T(t, slice))) {
        return range_slice(t, range, value_pointer(key));
    }
    if (!is_int(t, key) && type_of(t, key)->slots.index == NULL) {
        return RAISE(t, TypeError, "range indices must be integers or slices, not %T", key);
    }
    Value i = weft__index(t, key);
    if (i != EMPTY && weft__int_sign(t, i) < 0) {
        i = add(t, i, range->length);
    }
    if (i == EMPTY) {
        return EMPTY;
    }
    if (weft__int_sign(t, i) < 0 || !is_less(t, i, range->length)) {
        return RAISE(t, IndexError, "range object index out of range");
    }
    return range_item(t, range, i);
}

/* Position of an int in the range, EMPTY when it is not there. */
static Value range_find(Thread *t, Range *range, Value v)
{
    if (range->count >= 0 && value_is_small_int(v)) {
        int64_t distance = value_small_int(v) - range->first;
        if (distance % range->by != 0) {
            return EMPTY;
        }
        int64_t i = distance / range->by;
        return i >= 0 && i < range->count ? value_from_small_int(i) : EMPTY;
    }
    Value distance = subtract(t, v, range->start);
    Value rest = distance == EMPTY ? EMPTY : weft__int_binary(t, OP_REMAINDER, distance, range->step);
    if (rest == EMPTY || weft__int_sign(t, rest) != 0) {
        return EMPTY;
    }
    Value i = weft__int_binary(t, OP_FLOOR_DIVIDE, distance, range->step);
    return i == EMPTY || weft__int_sign(t, i) < 0 || !is_less(t, i, range->length) ? EMPTY : i;
}

static bool is_plain_int(Thread *t, Value v)
{
    return value_is_small_int(v) || value_is_bool(v) || object_is(v, T(t, int));
}

/* Compares one by one: values that are no ints may equal several items. */
static Value range_search(Thread *t, Value self, Value v, int64_t *found)
{
    Value iterator = weft__iterate(t, self);
    if (iterator == EMPTY) {
        return EMPTY;
    }
    Value first = EMPTY;
    *found = 0;
    for (int64_t i = 0;; i++) {
        Value item = weft__next(t, iterator);
        if (item == EMPTY) {
            return first;
        }
        int same = weft__equal(t, item, v);
        if (same < 0 || !weft__poll(t)) {
            return EMPTY;
        }
        if (same) {
            first = first == EMPTY ? value_from_small_int(i) : first;
            ++*found;
        }
    }
}

static int range_contains(Thread *t, Value self, Value item)
{
    if (is_plain_int(t, item)) {
        Value i = range_find(t, value_pointer(self), value_is_bool(item)
                                                          ? value_from_small_int(item == TRUE_VALUE)
                                                          : item);
        return exception_pending(t) ? -1 : i != EMPTY;
    }
    return weft__contains_by_iteration(t, self, item);
}

static Value range_index(Thread *t, Value *args)
{
    Value i;
    int64_t found;
    if (is_plain_int(t, args[1])) {
        Value v = value_is_bool(args[1]) ? value_from_small_int(args[1] == TRUE_VALUE) : args[1];
        i = range_find(t, value_pointer(args[0]), v);
        if (i == EMPTY && !exception_pending(t)) {
            return RAISE(t, ValueError, "%R is not in range", args[1]);
        }
        return i;
    }
    i = range_search(t, args[0], args[1], &found);
    if (i == EMPTY && !exception_pending(t)) {
        return RAISE(t, ValueError, "sequence.index(x): x not in sequence");
    }
    return i;
}

static Value range_count_method(Thread *t, Value *args)
{
    if (is_plain_int(t, args[1])) {
        int found = range_contains(t, args[0], args[1]);
        return found < 0 ? EMPTY : value_from_small_int(found);
    }
    int64_t found;
    range_search(t, args[0], args[1], &found);
    return exception_pending(t) ? EMPTY : value_from_small_int(found);
}

/* ---- iterators ---- */

static Value iterator_over(Thread *t, int64_t first, int64_t step, int64_t count)
{
    RangeIterator *iterator = weft__alloc(t, sizeof *iterator, T(t, range_iterator));
    if (LIKELY(iterator != NULL)) {
        iterator->end = first + count * step;
        iterator->step = step;
        iterator->count = count;
        weft__init(&iterator->left, count);
        weft__init(&iterator->owner, t);
    }
    return value_or_empty(iterator);
}

static Value long_iterator(Thread *t, Value start, Value step, Value length)
{
    LongRangeIterator *iterator = weft__alloc(t, sizeof *iterator, T(t, long_range_iterator));
    if (iterator != NULL) {
        iterator->start = start;
        iterator->step = step;
        iterator->length = length;
        weft__init(&iterator->index, value_from_small_int(0));
    }
    return value_or_empty(iterator);
}

static Value range_iterate(Thread *t, Value self)
{
    Range *range = value_pointer(self);
    return LIKELY(range->count >= 0) ? iterator_over(t, range->first, range->by, range->count)
                                     : long_iterator(t, range->start, range->step, range->length);
}

static Value range_reversed(Thread *t, Value *args)
{
    Range *range = value_pointer(args[0]);
    if (range->count >= 0 && small_int_fits(-range->by)) {
        return iterator_over(t, range->first + (range->count - 1) * range->by, -range->by,
                             range->count);
    }
    Value last = subtract(t, range->length, value_from_small_int(1));
    last = last == EMPTY ? EMPTY : range_item(t, range, last);
    Value step = last == EMPTY ? EMPTY : weft__unary(t, OP_NEGATIVE, range->step);
    return step == EMPTY ? EMPTY : long_iterator(t, last, step, range->length);
}

Value weft__range_iterator_next_shared(Thread *t, RangeIterator *range)
{
    if (weft__load_relaxed(&range->owner) != NULL) { /* edge: range_owner */
        weft__world_stop(t);
        weft__store_relaxed(&range->owner, (Thread *)NULL); /* edge: range_owner */
        weft__world_resume(t);
    }
    if (weft__load_relaxed(&range->left) <= 0) { /* edge: range_iterator */
        return EMPTY;
    }
    int64_t left = weft__sub_relaxed(&range->left, 1); /* edge: range_iterator */
    return left <= 0 ? EMPTY : value_from_small_int(range->end - left * range->step);
}

static Value range_iterator_next_slot(Thread *t, Value self)
{
    return range_iterator_next(t, value_pointer(self));
}

static Value range_iterator_hint(Thread *t, Value *args)
{
    (void)t;
    RangeIterator *range = value_pointer(args[0]);
    int64_t left = weft__load_relaxed(&range->left); /* edge: range_iterator */
    return value_from_small_int(left < 0 ? 0 : left);
}

/* iter, (range,), index of the next item */
static Value iterator_state(Thread *t, Value start, Value stop, Value step, Value index)
{
    Value iter = weft__builtin_named(t, "iter");
    Value range = range_make(t, start, stop, step);
    Tuple *of = range == EMPTY ? NULL : weft__tuple_from(t, &range, 1);
    Tuple *state = weft__tuple_new(t, 3);
    if (iter == EMPTY || of == NULL || state == NULL) {
        return EMPTY;
    }
    state->items[0] = iter;
    state->items[1] = value_from_pointer(of);
    state->items[2] = index;
    return value_from_pointer(state);
}

static Value range_iterator_reduce(Thread *t, Value *args)
{
    RangeIterator *range = value_pointer(args[0]);
    int64_t left = weft__load_relaxed(&range->left); /* edge: range_iterator */
    left = left < 0 ? 0 : left;
    return iterator_state(t, int_from_i64(t, range->end - range->count * range->step),
                          int_from_i64(t, range->end), int_from_i64(t, range->step),
                          value_from_small_int(range->count - left));
}

static Value range_iterator_set_state(Thread *t, Value *args)
{
    RangeIterator *range = value_pointer(args[0]);
    int64_t index;
    if (!weft__to_i64(t, args[1], &index)) {
        return EMPTY;
    }
    index = index < 0 ? 0 : index > range->count ? range->count : index;
    weft__store_relaxed(&range->left, range->count - index); /* edge: range_iterator */
    return NONE;
}

static Value long_iterator_next(Thread *t, Value self)
{
    LongRangeIterator *iterator = value_pointer(self);
    Value i = weft__load_acquire(&iterator->index); /* edge: long_range_index */
    for (;;) {
        if (!is_less(t, i, iterator->length)) {
            return EMPTY;
        }
        Value following = add(t, i, value_from_small_int(1));
        if (following == EMPTY) {
            return EMPTY;
        }
        if (weft__exchange_if_acq_rel(&iterator->index, &i, following)) { /* edge: long_range_index */
            break;
        }
    }
    Value offset = multiply(t, i, iterator->step);
    return offset == EMPTY ? EMPTY : add(t, iterator->start, offset);
}

static Value long_iterator_hint(Thread *t, Value *args)
{
    LongRangeIterator *iterator = value_pointer(args[0]);
    return subtract(t, iterator->length, weft__load_acquire(&iterator->index)); /* edge: long_range_index */
}

static Value long_iterator_reduce(Thread *t, Value *args)
{
    LongRangeIterator *iterator = value_pointer(args[0]);
    Value width = multiply(t, iterator->length, iterator->step);
    Value stop = width == EMPTY ? EMPTY : add(t, iterator->start, width);
    return stop == EMPTY ? EMPTY
                         : iterator_state(t, iterator->start, stop, iterator->step,
                                          weft__load_acquire(&iterator->index)); /* edge: long_range_index */
}

static Value long_iterator_set_state(Thread *t, Value *args)
{
    LongRangeIterator *iterator = value_pointer(args[0]);
    Value i = weft__index(t, args[1]);
    if (i == EMPTY) {
        return EMPTY;
    }
    i = weft__int_sign(t, i) < 0 ? value_from_small_int(0)
        : is_less(t, iterator->length, i) ? iterator->length : i;
    weft__store_release(&iterator->index, i); /* edge: long_range_index */
    return NONE;
}

static void long_iterator_trace(Tracer *tracer, Object *object)
{
    LongRangeIterator *iterator = (LongRangeIterator *)object;
    weft__trace_value(tracer, iterator->start);
    weft__trace_value(tracer, iterator->step);
    weft__trace_value(tracer, iterator->length);
    weft__trace_value(tracer, weft__load_relaxed(&iterator->index));
}

/* ---- types ---- */

static Value range_start(Thread *t, Value self)
{
    (void)t;
    return ((Range *)value_pointer(self))->start;
}
static Value range_stop(Thread *t, Value self)
{
    (void)t;
    return ((Range *)value_pointer(self))->stop;
}
static Value range_step(Thread *t, Value self)
{
    (void)t;
    return ((Range *)value_pointer(self))->step;
}
static Value range_reduce(Thread *t, Value *args)
{
    Range *range = value_pointer(args[0]);
    Tuple *parts = weft__tuple_from(t, &range->start, 3);
    return parts == NULL ? EMPTY
                         : weft__tuple2(t, value_from_pointer(T(t, range)), value_from_pointer(parts));
}
static Value iterate_self(Thread *t, Value self)
{
    (void)t;
    return self;
}

static const NativeDef range_methods[] = {
    {"__reversed__", range_reversed, "self, /", "An iterator from the end to the start.", 0},
    {"__reduce__", range_reduce, "self, /", NULL, 0},
    {"count", range_count_method, "self, value, /",
     "1 where value is one of the numbers, else 0.", 0},
    {"index", range_index, "self, value, /",
     "Where value stands; ValueError where it does not.", 0},
    {NULL, NULL, NULL, NULL, 0},
};
static const GetSetDef range_attributes[] = {
    {"start", range_start, weft__read_only_member, NULL},
    {"stop", range_stop, weft__read_only_member, NULL},
    {"step", range_step, weft__read_only_member, NULL},
    {NULL, NULL, NULL, NULL},
};
static const NativeDef iterator_methods[] = {
    {"__length_hint__", range_iterator_hint, "self, /",
     "About how many items are left.", 0},
    {"__reduce__", range_iterator_reduce, "self, /", NULL, 0},
    {"__setstate__", range_iterator_set_state, "self, state, /", NULL, 0},
    {NULL, NULL, NULL, NULL, 0},
};
static const NativeDef long_iterator_methods[] = {
    {"__length_hint__", long_iterator_hint, "self, /",
     "About how many items are left.", 0},
    {"__reduce__", long_iterator_reduce, "self, /", NULL, 0},
    {"__setstate__", long_iterator_set_state, "self, state, /", NULL, 0},
    {NULL, NULL, NULL, NULL, 0},
};

void weft__init_range_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(Range), TYPE_FINAL | TYPE_PATTERN_SEQUENCE);
    type->head.trace = range_trace;
    TypeSlots *s = &type->slots;
    s->new_instance = range_new_slot;
    s->repr = range_repr;
    s->hash = range_hash;
    s->compare = range_compare;
    s->iterate = range_iterate;
    s->length = range_length;
    s->truth = range_truth;
    s->get_item = range_get_item;
    s->contains = range_contains;
    weft__add_methods(t, type, range_methods);
    weft__add_getsets(t, type, range_attributes);
    weft__type_ready(t, type);
}

void weft__init_range_iterator_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(RangeIterator), TYPE_FINAL);
    type->slots.iterate = iterate_self;
    type->slots.next = range_iterator_next_slot;
    weft__add_methods(t, type, iterator_methods);
    weft__type_ready(t, type);
}

void weft__init_long_range_iterator_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(LongRangeIterator), TYPE_FINAL);
    type->head.trace = long_iterator_trace;
    type->slots.iterate = iterate_self;
    type->slots.next = long_iterator_next;
    weft__add_methods(t, type, long_iterator_methods);
    weft__type_ready(t, type);
}
