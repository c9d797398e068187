/* tuple.c - the tuple type and its iterator.
 *
 * A tuple is immutable once another thread can see it, so nothing here takes a lock. Lengths fit the
 * 32 bits of the header. Tuples of builtin values compare and hash without Python frames.
 */
#include "object/containers_internal.h"

static const size_t tuple_limit = 0x7FFFFFFF;

/* Any class derived from tuple; items are int 0. */
static Tuple *tuple_alloc(Thread *t, Type *type, size_t length)
{
    if (UNLIKELY(length > tuple_limit)) {
        weft__raise_memory_error(t);
        return NULL;
    }
    size_t bytes = sizeof(Tuple) + length * sizeof(Value);
    Tuple *tuple = LIKELY(type == T(t, tuple)) ? weft__alloc(t, bytes, type)
                                               : weft__instance_new(t, type, bytes);
    if (LIKELY(tuple != NULL)) {
        weft__init(&tuple->head.aux, (uint32_t)length);
    }
    return tuple;
}

Tuple *weft__tuple_new(Thread *t, size_t length)
{
    if (length == 0 && t->runtime->empty_tuple != NULL) {
        return t->runtime->empty_tuple;
    }
    return tuple_alloc(t, T(t, tuple), length);
}

Tuple *weft__tuple_from(Thread *t, const Value *items, size_t length)
{
    Tuple *tuple = weft__tuple_new(t, length);
    if (LIKELY(tuple != NULL)) {
        for (size_t i = 0; i < length; i++) {
            tuple->items[i] = items[i];
        }
    }
    return tuple;
}

static Tuple *from_items(Thread *t, const Items *items)
{
    Tuple *tuple = weft__tuple_from(t, items->values, items->count);
    KEEP_ALIVE(items->owner);
    return tuple;
}

Tuple *weft__tuple_from_iterable(Thread *t, Value iterable)
{
    if (object_is(iterable, T(t, tuple))) {
        return as_tuple(iterable);
    }
    Items items;
    if (weft__items_of_exact(t, iterable, &items)) {
        return from_items(t, &items);
    }
    List *list = exception_pending(t) ? NULL : weft__list_from_iterable(t, iterable);
    Value made = list == NULL ? EMPTY : weft__list_to_tuple(t, list);
    return made == EMPTY ? NULL : as_tuple(made);
}

Tuple *weft__tuple_of_items(Thread *t, Value iterable)
{
    if (object_is(iterable, T(t, tuple))) {
        return as_tuple(iterable);
    }
    Items items;
    return weft__items_of(t, iterable, &items) ? from_items(t, &items) : NULL;
}

static void tuple_trace(Tracer *tracer, Object *object)
{
    Tuple *tuple = (Tuple *)object;
    size_t length = tuple_length(tuple);
    for (size_t i = 0; i < length; i++) {
        weft__trace_value(tracer, tuple->items[i]);
    }
}

static Value tuple_new_slot(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    /* Subclasses may give keywords to their own __init__. */
    if (!weft__check_arguments(t, "tuple", count, 0, 1, type->slots.init == T(t, tuple)->slots.init ? names : EMPTY)) {
        return EMPTY;
    }
    Tuple *items = t->runtime->empty_tuple;
    if (count == 1) {
        items = weft__tuple_from_iterable(t, args[0]);
        if (items == NULL) {
            return EMPTY;
        }
    }
    if (type == T(t, tuple)) {
        return value_from_pointer(items);
    }
    Tuple *tuple = tuple_alloc(t, type, tuple_length(items));
    for (size_t i = 0; tuple != NULL && i < tuple_length(items); i++) {
        tuple->items[i] = items->items[i];
    }
    return value_or_empty(tuple);
}

static Value tuple_repr(Thread *t, Value self)
{
    Tuple *tuple = as_tuple(self);
    size_t length = tuple_length(tuple);
    if (length == 0) {
        return value_or_empty(weft__str_from_c(t, "()"));
    }
    int entered = weft__repr_enter(t, self);
    if (entered != 0) {
        return entered < 0 ? EMPTY : value_or_empty(weft__str_from_c(t, "(...)"));
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    weft__builder_char(&b, '(');
    for (size_t i = 0; i < length; i++) {
        if (i > 0) {
            weft__builder_ascii(&b, ", ", 2);
        }
        if (!weft__builder_repr(&b, tuple->items[i])) {
            break;
        }
    }
    weft__builder_ascii(&b, ",)", length == 1 ? 2 : 0);
    if (length != 1) {
        weft__builder_char(&b, ')');
    }
    Str *text = exception_pending(t) ? NULL : weft__builder_finish(&b);
    weft__repr_leave(t, self);
    return value_or_empty(text);
}

/* xxHash over the items' hashes, one 64-bit lane. */
static bool tuple_hash(Thread *t, Value self, int64_t *hash)
{
    const uint64_t prime1 = 11400714785074694791U, prime2 = 14029467366897019727U,
                   prime5 = 2870177450012600261U;
    if (!weft__enter_native(t, "")) {
        return false;
    }
    Tuple *tuple = as_tuple(self);
    size_t length = tuple_length(tuple);
    uint64_t state = prime5;
    for (size_t i = 0; i < length; i++) {
        int64_t lane;
        if (!key_hash(t, tuple->items[i], &lane)) {
            return false;
        }
        state += (uint64_t)lane * prime2;
        state = (state << 31) | (state >> 33);
        state *= prime1;
    }
    state += length ^ (prime5 ^ 3527539U);
    *hash = state == UINT64_MAX ? 1546275796 : (int64_t)state;
    return true;
}

static Value compare_items(Thread *t, Tuple *x, Tuple *y, Comparison op)
{
    size_t n = tuple_length(x), m = tuple_length(y), least = n < m ? n : m;
    for (size_t i = 0; i < least; i++) {
        Value left = x->items[i], right = y->items[i];
        if (left == right) {
            continue;
        }
        if (value_both_small_ints(left, right)) {
            if (op == CMP_EQ || op == CMP_NE) {
                return value_from_bool(op == CMP_NE);
            }
            bool less = (int64_t)left < (int64_t)right;
            return value_from_bool(less == (op == CMP_LT || op == CMP_LE));
        }
        int same = weft__equal(t, left, right);
        if (same < 0) {
            return EMPTY;
        }
        if (same == 0) {
            return op == CMP_EQ   ? FALSE_VALUE
                   : op == CMP_NE ? TRUE_VALUE
                                  : weft__compare(t, left, right, op);
        }
    }
    return weft__compare_lengths(op, n, m);
}

static Value tuple_compare(Thread *t, Value a, Value b, Comparison op)
{
    if (!is_tuple(t, a) || !is_tuple(t, b)) {
        return NOT_IMPLEMENTED;
    }
    if (!weft__enter_recursion(t, " in comparison")) {
        return EMPTY;
    }
    Value result = compare_items(t, as_tuple(a), as_tuple(b), op);
    weft__leave_recursion(t);
    return result;
}

static int64_t tuple_length_slot(Thread *t, Value self)
{
    (void)t;
    return (int64_t)tuple_length(as_tuple(self));
}
static int tuple_truth(Thread *t, Value self)
{
    (void)t;
    return tuple_length(as_tuple(self)) != 0;
}

static Value tuple_slice(Thread *t, Tuple *tuple, Value slice)
{
    int64_t start, stop, step;
    size_t count;
    if (!weft__slice_indices(t, slice, tuple_length(tuple), &start, &stop, &step, &count)) {
        return EMPTY;
    }
    if (count == tuple_length(tuple) && step == 1 && tuple->head.type == T(t, tuple)) {
        return value_from_pointer(tuple);
    }
    Tuple *result = weft__tuple_new(t, count);
    for (size_t i = 0; result != NULL && i < count; i++) {
        result->items[i] = tuple->items[start + (int64_t)i * step];
    }
    return value_or_empty(result);
}

static Value tuple_get_item(Thread *t, Value self, Value key)
{
    Tuple *tuple = as_tuple(self);
    if (object_is(key, T(t, slice))) {
        return tuple_slice(t, tuple, key);
    }
    int64_t i;
    if (!sequence_index(t, key, "tuple", &i)) {
        return EMPTY;
    }
    int64_t length = (int64_t)tuple_length(tuple);
    i += i < 0 ? length : 0;
    if (i < 0 || i >= length) {
        return RAISE(t, IndexError, "tuple index out of range");
    }
    return tuple->items[i];
}

static int tuple_contains(Thread *t, Value self, Value item)
{
    Tuple *tuple = as_tuple(self);
    size_t length = tuple_length(tuple);
    for (size_t i = 0; i < length; i++) {
        int same = weft__equal(t, tuple->items[i], item);
        if (same != 0) {
            return same;
        }
    }
    return 0;
}

static Value tuple_concat(Thread *t, Value a, Value b)
{
    if (!is_tuple(t, a)) {
        return NOT_IMPLEMENTED;
    }
    if (!is_tuple(t, b)) {
        if (weft__other_may_answer(t, b, OP_ADD)) {
            return NOT_IMPLEMENTED;
        }
        return RAISE(t, TypeError, "can only concatenate tuple (not \"%T\") to tuple", b);
    }
    Tuple *x = as_tuple(a), *y = as_tuple(b);
    size_t n = tuple_length(x), m = tuple_length(y);
    if (m == 0 && x->head.type == T(t, tuple)) {
        return a;
    }
    if (n == 0 && y->head.type == T(t, tuple)) {
        return b;
    }
    Tuple *result = weft__tuple_new(t, n + m);
    if (result == NULL) {
        return EMPTY;
    }
    memcpy(result->items, x->items, n * sizeof(Value));
    memcpy(result->items + n, y->items, m * sizeof(Value));
    return value_from_pointer(result);
}

static Value tuple_repeat(Thread *t, Value self, Value other)
{
    int64_t times;
    int taken = weft__repeat_count(t, other, &times);
    if (taken <= 0) {
        return taken < 0 ? EMPTY : NOT_IMPLEMENTED;
    }
    Tuple *tuple = as_tuple(self);
    size_t length = tuple_length(tuple), total;
    if (times == 1 && tuple->head.type == T(t, tuple)) {
        return self;
    }
    if (!weft__repeat_size(t, length, times, &total)) {
        return EMPTY;
    }
    Tuple *result = weft__tuple_new(t, total);
    if (result == NULL) {
        return EMPTY;
    }
    for (size_t i = 0; i < total; i += length) {
        memcpy(result->items + i, tuple->items, length * sizeof(Value));
    }
    return value_from_pointer(result);
}

static Value tuple_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    if (op == OP_ADD) {
        return tuple_concat(t, a, b);
    }
    if (op == OP_MULTIPLY) {
        return is_tuple(t, a) ? tuple_repeat(t, a, b) : tuple_repeat(t, b, a);
    }
    return NOT_IMPLEMENTED;
}

static Value tuple_index(Thread *t, Value *args)
{
    Tuple *tuple = as_tuple(args[0]);
    size_t length = tuple_length(tuple), from, to;
    if (!weft__search_bounds(t, args[2], args[3], length, &from, &to)) {
        return EMPTY;
    }
    for (size_t i = from; i < to && i < length; i++) {
        int same = weft__equal(t, tuple->items[i], args[1]);
        if (same != 0) {
            return same < 0 ? EMPTY : value_from_small_int((int64_t)i);
        }
    }
    return RAISE(t, ValueError, "tuple.index(x): x not in tuple");
}

static Value tuple_count(Thread *t, Value *args)
{
    Tuple *tuple = as_tuple(args[0]);
    int64_t found = 0;
    for (size_t i = 0; i < tuple_length(tuple); i++) {
        int same = weft__equal(t, tuple->items[i], args[1]);
        if (same < 0) {
            return EMPTY;
        }
        found += same;
    }
    return value_from_small_int(found);
}

static Value tuple_get_new_arguments(Thread *t, Value *args)
{
    Tuple *tuple = as_tuple(args[0]);
    Tuple *plain = weft__tuple_from(t, tuple->items, tuple_length(tuple));
    Tuple *result = plain == NULL ? NULL : weft__tuple_new(t, 1);
    if (result == NULL) {
        return EMPTY;
    }
    result->items[0] = value_from_pointer(plain);
    return value_from_pointer(result);
}

static Value class_getitem(Thread *t, Value *args)
{
    return weft__generic_alias_new(t, args[0], args[1]);
}

static Value tuple_sizeof(Thread *t, Value *args)
{
    (void)t;
    return value_from_small_int(
        (int64_t)(sizeof(Tuple) + tuple_length(as_tuple(args[0])) * sizeof(Value)));
}

static const NativeDef tuple_methods[] = {
    {"index", tuple_index, "self, value, start=, stop=, /",
     "Where value stands first; ValueError where it does not.", 0},
    {"count", tuple_count, "self, value, /", "How many items equal value.", 0},
    {"__getnewargs__", tuple_get_new_arguments, "self, /", NULL, 0},
    {"__sizeof__", tuple_sizeof, "self, /", NULL, 0},
    {"__class_getitem__", class_getitem, "cls, item, /", "See PEP 585", NATIVE_CLASS},
    {NULL, NULL, NULL, NULL, 0},
};

/* ---- iterator ---- */

static Value tuple_iterate(Thread *t, Value self)
{
    TupleIterator *iterator = weft__alloc(t, sizeof *iterator, T(t, tuple_iterator));
    if (LIKELY(iterator != NULL)) {
        iterator->tuple = self;
    }
    return value_or_empty(iterator);
}

static Value tuple_iterator_next(Thread *t, Value self)
{
    (void)t;
    TupleIterator *iterator = value_pointer(self);
    uint64_t i = weft__load_relaxed(&iterator->index); /* edge: tuple_iterator */
    Tuple *tuple = as_tuple(iterator->tuple);
    if (UNLIKELY(i >= tuple_length(tuple))) {
        return EMPTY;
    }
    weft__store_relaxed(&iterator->index, i + 1); /* edge: tuple_iterator */
    return tuple->items[i];
}

static void tuple_iterator_trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((TupleIterator *)object)->tuple);
}

static Value tuple_iterator_hint(Thread *t, Value *args)
{
    (void)t;
    TupleIterator *iterator = value_pointer(args[0]);
    uint64_t i = weft__load_relaxed(&iterator->index), /* edge: tuple_iterator */
        length = tuple_length(as_tuple(iterator->tuple));
    return value_from_small_int(i < length ? (int64_t)(length - i) : 0);
}

static Value tuple_iterator_reduce(Thread *t, Value *args)
{
    TupleIterator *iterator = value_pointer(args[0]);
    Value iter = weft__builtin_named(t, "iter");
    Tuple *state = weft__tuple_new(t, 3);
    Tuple *of = weft__tuple_from(t, &iterator->tuple, 1);
    if (iter == EMPTY || state == NULL || of == NULL) {
        return EMPTY;
    }
    uint64_t i = weft__load_relaxed(&iterator->index); /* edge: tuple_iterator */
    state->items[0] = iter;
    state->items[1] = value_from_pointer(of);
    state->items[2] = value_from_small_int((int64_t)i);
    return value_from_pointer(state);
}

static Value tuple_iterator_set_state(Thread *t, Value *args)
{
    TupleIterator *iterator = value_pointer(args[0]);
    int64_t i;
    if (!weft__to_i64(t, args[1], &i)) {
        return EMPTY;
    }
    weft__store_relaxed(&iterator->index, i < 0 ? 0U : (uint64_t)i); /* edge: tuple_iterator */
    return NONE;
}

static const NativeDef tuple_iterator_methods[] = {
    {"__length_hint__", tuple_iterator_hint, "self, /", NULL, 0},
    {"__reduce__", tuple_iterator_reduce, "self, /", NULL, 0},
    {"__setstate__", tuple_iterator_set_state, "self, state, /", NULL, 0},
    {NULL, NULL, NULL, NULL, 0},
};

static Value iterate_self(Thread *t, Value self)
{
    (void)t;
    return self;
}

void weft__init_tuple_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(Tuple),
                       TYPE_IS_TUPLE | TYPE_VARIABLE | TYPE_PATTERN_SEQUENCE);
    type->head.trace = tuple_trace;
    TypeSlots *s = &type->slots;
    s->new_instance = tuple_new_slot;
    s->repr = tuple_repr;
    s->hash = tuple_hash;
    s->compare = tuple_compare;
    s->iterate = tuple_iterate;
    s->length = tuple_length_slot;
    s->truth = tuple_truth;
    s->get_item = tuple_get_item;
    s->contains = tuple_contains;
    s->binary = tuple_binary;
    s->binary_operators = 1u << OP_ADD | 1u << OP_MULTIPLY;
    weft__add_methods(t, type, tuple_methods);
    weft__type_ready(t, type);
}

void weft__init_tuple_iterator_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(TupleIterator), TYPE_FINAL);
    type->head.trace = tuple_iterator_trace;
    type->slots.iterate = iterate_self;
    type->slots.next = tuple_iterator_next;
    weft__add_methods(t, type, tuple_iterator_methods);
    weft__type_ready(t, type);
}
