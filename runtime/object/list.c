/* list.c - the storage of lists and the operations that other C code uses.
 *
 * A list points to an array that carries its own length. Readers load the array, its length and the
 * item, and take no lock; whatever they see is an item that was in the list. Writers hold the object
 * lock. Items beyond the length are EMPTY. Growing publishes a new array; removing items works in
 * place, so a reader that overlaps an insertion or deletion in the middle can see an item twice or
 * miss one, never anything else. Lists without items share one array per runtime.
 */
#include "object/containers_internal.h"

enum { FIRST_CAPACITY = 4 };
static const size_t list_limit = (size_t)1 << 58;

ValueArray *weft__empty_array(Thread *t)
{
    Runtime *runtime = t->runtime;
    if (UNLIKELY(runtime->empty_array == NULL)) {
        runtime->empty_array = weft__value_array_new(t, 0);
    }
    return runtime->empty_array;
}

static void value_array_trace(Tracer *tracer, Object *object)
{
    ValueArray *array = (ValueArray *)object;
    for (size_t i = 0; i < array->capacity; i++) {
        weft__trace_value(tracer, weft__load_relaxed(&array->items[i]));
    }
}

void weft__init_value_array_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(ValueArray), TYPE_PRIVATE | TYPE_FINAL);
    type->head.trace = value_array_trace;
    weft__type_ready(t, type);
}

void weft__init_byte_array_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(ByteArray), TYPE_PRIVATE | TYPE_FINAL);
    weft__type_ready(t, type);
}

static ValueArray *array_new(Thread *t, size_t capacity)
{
    if (UNLIKELY(capacity > list_limit)) {
        weft__raise_memory_error(t);
        return NULL;
    }
    return capacity == 0 ? weft__empty_array(t) : weft__value_array_new(t, capacity);
}

List *weft__list_new(Thread *t, size_t capacity)
{
    ValueArray *array = array_new(t, capacity);
    List *list = array == NULL ? NULL : weft__alloc(t, sizeof *list, T(t, list));
    if (LIKELY(list != NULL)) {
        weft__init(&list->array, array);
    }
    return list;
}

static bool extend(Thread *t, List *list, Value iterable, bool own);

/* A list around `count` items that are copied. */
static List *list_of(Thread *t, const ATOMIC(Value) *items, size_t count)
{
    ValueArray *array = count == 0             ? weft__empty_array(t)
                        : count <= list_limit ? weft__value_array_copy(t, items, count, count)
                                              : array_new(t, count); /* raises */
    List *list = array == NULL ? NULL : weft__alloc(t, sizeof *list, T(t, list));
    if (LIKELY(list != NULL)) {
        weft__init(&list->array, array);
    }
    return list;
}

List *weft__list_from(Thread *t, const Value *items, size_t count)
{
    return list_of(t, (const ATOMIC(Value) *)(const void *)items, count);
}

List *weft__list_from_iterable(Thread *t, Value iterable)
{
    List *list = weft__list_new(t, 0);
    return list != NULL && extend(t, list, iterable, true) ? list : NULL;
}

/* ---- growing ---- */

/* Locked. Room for `extra` items behind the present ones; may publish a larger array. */
static ValueArray *reserve(Thread *t, List *list, size_t extra)
{
    ValueArray *array = weft__load_relaxed(&list->array);
    size_t length = weft__load_relaxed(&array->length), needed;
    if (ADD_OVERFLOWS(length, extra, &needed) || needed > list_limit) {
        weft__raise_memory_error(t);
        return NULL;
    }
    if (needed <= array->capacity) {
        return array;
    }
    /* The first items that come at once will often be all; a list that grows piece by piece grows by
     * half at least, so that what is copied stays in proportion to what was added. */
    size_t grown = length == 0 && extra > 1        ? 0
                   : length < FIRST_CAPACITY ? FIRST_CAPACITY
                                             : length + (length >> 1) + 2;
    size_t capacity = needed > grown || grown > list_limit ? needed : grown;
    ValueArray *larger = weft__value_array_copy(t, array->items, length, capacity);
    if (larger == NULL) {
        return NULL;
    }
    weft__store_release(&list->array, larger); /* edge: list_array */
    return larger;
}

bool weft__list_append_locked(Thread *t, List *list, Value v)
{
    ValueArray *array = reserve(t, list, 1);
    if (array != NULL) {
        size_t length = weft__load_relaxed(&array->length);
        weft__store_release(&array->items[length], v);      /* edge: list_item */
        weft__store_release(&array->length, length + 1);    /* edge: list_length */
    }
    return array != NULL;
}

static NO_INLINE bool append_growing(Thread *t, List *list, Value v)
{
    bool done = weft__list_append_locked(t, list, v);
    weft__unlock_object(t, &list->head);
    return done;
}

bool weft__list_append(Thread *t, List *list, Value v)
{
    weft__lock_object(t, &list->head);
    ValueArray *array = weft__load_relaxed(&list->array);
    size_t length = weft__load_relaxed(&array->length);
    if (UNLIKELY(length >= array->capacity)) {
        return append_growing(t, list, v);
    }
    weft__store_release(&array->items[length], v);   /* edge: list_item */
    weft__store_release(&array->length, length + 1); /* edge: list_length */
    weft__unlock_object(t, &list->head);
    return true;
}

bool weft__list_append_values(Thread *t, List *list, const Value *values, size_t count)
{
    weft__lock_object(t, &list->head);
    ValueArray *array = reserve(t, list, count);
    if (array != NULL && count > 0) {
        size_t length = weft__load_relaxed(&array->length);
        for (size_t i = 0; i < count; i++) {
            weft__store_release(&array->items[length + i], values[i]); /* edge: list_item */
        }
        weft__store_release(&array->length, length + count); /* edge: list_length */
    }
    weft__unlock_object(t, &list->head);
    return array != NULL;
}

/* Both lists under their locks, so the source's state is one that existed. */
static bool extend_with_list(Thread *t, List *list, List *source)
{
    weft__lock_two_objects(t, &list->head, &source->head);
    size_t count = list_length(source);
    ValueArray *array = reserve(t, list, count);
    if (array != NULL && count > 0) {
        ValueArray *from = weft__load_relaxed(&source->array);
        size_t length = weft__load_relaxed(&array->length);
        for (size_t i = 0; i < count; i++) {
            weft__store_release(&array->items[length + i], /* edge: list_item */
                                weft__load_relaxed(&from->items[i]));
        }
        weft__store_release(&array->length, length + count); /* edge: list_length */
    }
    weft__unlock_two_objects(t, &list->head, &source->head);
    return array != NULL;
}

/* Room for so many items, or MemoryError before any work. */
static bool reserve_for(Thread *t, List *list, int64_t length)
{
    if (length > (int64_t)(PTRDIFF_MAX / sizeof(Value))) {
        weft__raise_memory_error(t);
        return false;
    }
    weft__lock_object(t, &list->head);
    bool reserved = reserve(t, list, (size_t)length) != NULL;
    weft__unlock_object(t, &list->head);
    return reserved;
}

static bool reserve_for_range(Thread *t, List *list, Value range)
{
    int64_t length = weft__length(t, range);
    if (length < 0 && !weft__exception_matches(t, EXC(t, OverflowError))) {
        return false;
    }
    return reserve_for(t, list, length < 0 ? INT64_MAX : length);
}

/* Programs can tell whether their __len__ or __length_hint__ is asked. A hint that is large is taken at
 * its word: what cannot be held, such as repeat(x, 2 ** 62), is refused at once. */
static bool reserve_as_hinted(Thread *t, List *list, Value iterable)
{
    const int64_t large = 1 << 20;
    Type *type = type_of(t, iterable);
    if (!(type->flags & TYPE_HEAP) && weft__type_lookup(t, type, N(t, __length_hint__)) == EMPTY) {
        return true;
    }
    int64_t hint = weft__length_hint(t, iterable, 8);
    if (hint > INT64_MAX - (int64_t)list_length(list)) {
        hint = 0; /* no length at all: the iterator shows what there is */
    }
    return hint >= 0 && (hint < large || reserve_for(t, list, hint));
}

/* The rest of an iterator, in an order of events that programs can see: each item is in the list before
 * the next is asked for. */
static bool append_each(Thread *t, List *list, Value iterator)
{
    Value (*next)(Thread *, Value) = type_of(t, iterator)->slots.next;
    for (;;) {
        Value item = next(t, iterator);
        if (item == EMPTY) {
            weft__end_iteration(t);
            return !exception_pending(t);
        }
        if (!weft__list_append(t, list, item) || !weft__poll(t)) {
            return false;
        }
    }
}
/* The same for a list that nobody else knows: by the dozen. */
static bool append_in_bulk(Thread *t, List *list, Value iterator)
{
    Value (*next)(Thread *, Value) = type_of(t, iterator)->slots.next;
    Value items[32]; /* on the C stack, where the collector finds them */
    size_t count = 0;
    for (;;) {
        Value item = next(t, iterator);
        if (item != EMPTY) {
            items[count++] = item;
        }
        if ((item == EMPTY && count > 0) || count == sizeof items / sizeof *items) {
            if (!weft__list_append_values(t, list, items, count)) {
                return false;
            }
            count = 0;
        }
        if (item == EMPTY) {
            weft__end_iteration(t);
            return !exception_pending(t);
        }
        if (!weft__poll(t)) {
            return false;
        }
    }
}

/* `own`: nobody else knows the list. */
static bool extend(Thread *t, List *list, Value iterable, bool own)
{
    if (object_is(iterable, T(t, list))) {
        return extend_with_list(t, list, as_list(iterable));
    }
    Items items;
    if (weft__items_of_exact(t, iterable, &items)) {
        bool done = weft__list_append_values(t, list, items.values, items.count);
        KEEP_ALIVE(items.owner);
        return done;
    }
    if (exception_pending(t)) {
        return false;
    }
    Value iterator = weft__iterate(t, iterable);
    if (iterator == EMPTY) {
        return false;
    }
    /* A range knows its length. */
    if (!(object_is(iterable, T(t, range)) ? reserve_for_range(t, list, iterable)
                                           : reserve_as_hinted(t, list, iterable))) {
        return false;
    }
    return own ? append_in_bulk(t, list, iterator) : append_each(t, list, iterator);
}

bool weft__list_extend(Thread *t, List *list, Value iterable)
{
    return extend(t, list, iterable, false);
}

/* ---- single items ---- */

bool weft__list_set(Thread *t, List *list, size_t i, Value v)
{
    weft__lock_object(t, &list->head);
    ValueArray *array = weft__load_relaxed(&list->array);
    bool fits = i < weft__load_relaxed(&array->length);
    if (LIKELY(fits)) {
        weft__store_release(&array->items[i], v); /* edge: list_item */
    }
    weft__unlock_object(t, &list->head);
    return fits;
}

bool weft__list_insert(Thread *t, List *list, int64_t at, Value v)
{
    weft__lock_object(t, &list->head);
    ValueArray *array = reserve(t, list, 1);
    if (array != NULL) {
        int64_t length = (int64_t)weft__load_relaxed(&array->length);
        at = at < 0 ? at + length : at;
        at = at < 0 ? 0 : at > length ? length : at;
        list_moves_begin(list);
        for (int64_t i = length; i > at; i--) {
            weft__store_release(&array->items[i], /* edge: list_item */
                                weft__load_relaxed(&array->items[i - 1]));
        }
        weft__store_release(&array->items[at], v);                /* edge: list_item */
        weft__store_release(&array->length, (size_t)length + 1); /* edge: list_length */
        list_moves_end(list);
    }
    weft__unlock_object(t, &list->head);
    return array != NULL;
}

/* Locked: closes the gap of `count` items at `at`. */
static void remove_range(List *list, ValueArray *array, size_t at, size_t count)
{
    size_t length = weft__load_relaxed(&array->length);
    list_moves_begin(list);
    for (size_t i = at + count; i < length; i++) {
        weft__store_release(&array->items[i - count], /* edge: list_item */
                            weft__load_relaxed(&array->items[i]));
    }
    weft__store_release(&array->length, length - count); /* edge: list_length */
    for (size_t i = length - count; i < length; i++) {
        weft__store_release(&array->items[i], EMPTY); /* edge: list_item */
    }
    list_moves_end(list);
}

/* Locked. Gives memory back when most of an array is unused; failure to allocate does not matter
 * because the old array serves as well. */
static void shrink(Thread *t, List *list)
{
    ValueArray *array = weft__load_relaxed(&list->array);
    size_t length = weft__load_relaxed(&array->length);
    if (LIKELY(array->capacity < 64 || length > array->capacity / 4)) {
        return;
    }
    if (length == 0) {
        weft__store_release(&list->array, t->runtime->empty_array); /* edge: list_array */
        return;
    }
    ValueArray *smaller = weft__value_array_new(t, length + length / 2);
    if (smaller == NULL) {
        exception_take(t);
        return;
    }
    for (size_t i = 0; i < length; i++) {
        weft__store_relaxed(&smaller->items[i], weft__load_relaxed(&array->items[i]));
    }
    weft__store_relaxed(&smaller->length, length);
    weft__store_release(&list->array, smaller); /* edge: list_array */
}

/* Locked, with items in the list. */
static ALWAYS_INLINE Value pop_last(Thread *t, List *list, ValueArray *array, size_t length)
{
    Value v = weft__load_relaxed(&array->items[length - 1]);
    weft__store_release(&array->length, length - 1);         /* edge: list_length */
    weft__store_release(&array->items[length - 1], EMPTY); /* edge: list_item */
    shrink(t, list);
    return v;
}

Value weft__list_pop_last_locked(Thread *t, List *list)
{
    ValueArray *array = weft__load_relaxed(&list->array);
    size_t length = weft__load_relaxed(&array->length);
    return length == 0 ? EMPTY : pop_last(t, list, array, length);
}

Value weft__list_pop(Thread *t, List *list, int64_t at)
{
    weft__lock_object(t, &list->head);
    ValueArray *array = weft__load_relaxed(&list->array);
    int64_t length = (int64_t)weft__load_relaxed(&array->length);
    int64_t i = at < 0 ? at + length : at;
    Value v = EMPTY;
    if (LIKELY(i >= 0 && i < length)) {
        if (LIKELY(i == length - 1)) {
            v = pop_last(t, list, array, (size_t)length);
        } else {
            v = weft__load_relaxed(&array->items[i]);
            remove_range(list, array, (size_t)i, 1);
            shrink(t, list);
        }
    }
    weft__unlock_object(t, &list->head);
    if (UNLIKELY(v == EMPTY)) {
        return RAISE(t, IndexError, length == 0 ? "pop from empty list" : "pop index out of range");
    }
    return v;
}

bool weft__list_remove_exact(Thread *t, List *list, size_t i, Value expected)
{
    weft__lock_object(t, &list->head);
    ValueArray *array = weft__load_relaxed(&list->array);
    bool here = i < weft__load_relaxed(&array->length) &&
                weft__load_relaxed(&array->items[i]) == expected;
    if (here) {
        remove_range(list, array, i, 1);
        shrink(t, list);
    }
    weft__unlock_object(t, &list->head);
    return here;
}

bool weft__list_repeat_in_place(Thread *t, List *list, int64_t count)
{
    weft__lock_object(t, &list->head);
    size_t length = list_length(list), total;
    bool done = weft__repeat_size(t, length, count, &total);
    if (done && total == 0) {
        weft__store_release(&list->array, weft__empty_array(t)); /* edge: list_array */
    } else if (done && total > length) {
        ValueArray *array = reserve(t, list, total - length);
        done = array != NULL;
        for (size_t i = length; done && i < total; i++) {
            weft__store_release(&array->items[i], /* edge: list_item */
                                weft__load_relaxed(&array->items[i - length]));
        }
        if (done) {
            weft__store_release(&array->length, total); /* edge: list_length */
        }
    }
    weft__unlock_object(t, &list->head);
    return done;
}

bool weft__list_clear(Thread *t, List *list)
{
    weft__lock_object(t, &list->head);
    ValueArray *array = weft__load_relaxed(&list->array);
    if (weft__load_relaxed(&array->length) > 0) { /* else nothing changes, and a sort sees nothing */
        weft__store_release(&list->array, weft__empty_array(t)); /* edge: list_array */
    }
    weft__unlock_object(t, &list->head);
    return true;
}

bool weft__list_reverse(Thread *t, List *list)
{
    weft__lock_object(t, &list->head);
    ValueArray *array = weft__load_relaxed(&list->array);
    size_t length = weft__load_relaxed(&array->length);
    list_moves_begin(list);
    for (size_t i = 0; i < length / 2; i++) {
        Value first = weft__load_relaxed(&array->items[i]);
        Value last = weft__load_relaxed(&array->items[length - 1 - i]);
        weft__store_release(&array->items[i], last);               /* edge: list_item */
        weft__store_release(&array->items[length - 1 - i], first); /* edge: list_item */
    }
    list_moves_end(list);
    weft__unlock_object(t, &list->head);
    return true;
}

/* ---- copies ---- */

Value weft__list_to_tuple(Thread *t, List *list)
{
    weft__lock_object(t, &list->head);
    ValueArray *array = weft__load_relaxed(&list->array);
    size_t length = weft__load_relaxed(&array->length);
    Tuple *tuple = weft__tuple_new(t, length);
    for (size_t i = 0; tuple != NULL && i < length; i++) {
        tuple->items[i] = weft__load_relaxed(&array->items[i]);
    }
    weft__unlock_object(t, &list->head);
    return value_or_empty(tuple);
}

/* Locked: items [from, to) of the array as a new list. */
static List *copy_range(Thread *t, ValueArray *array, size_t from, size_t to)
{
    return list_of(t, array->items + from, to - from);
}

Value weft__list_slice(Thread *t, List *list, size_t from, size_t to)
{
    weft__lock_object(t, &list->head);
    ValueArray *array = weft__load_relaxed(&list->array);
    size_t length = weft__load_relaxed(&array->length);
    to = to > length ? length : to;
    from = from > to ? to : from;
    List *result = copy_range(t, array, from, to);
    weft__unlock_object(t, &list->head);
    return value_or_empty(result);
}

Value weft__list_get_slice(Thread *t, List *list, Value slice)
{
    for (;;) {
        size_t length = list_length(list), count;
        int64_t start, stop, step;
        if (!weft__slice_indices(t, slice, length, &start, &stop, &step, &count)) {
            return EMPTY;
        }
        weft__lock_object(t, &list->head);
        ValueArray *array = weft__load_relaxed(&list->array);
        if (UNLIKELY(weft__load_relaxed(&array->length) != length)) {
            weft__unlock_object(t, &list->head);
            continue;
        }
        List *result;
        if (step == 1) {
            result = copy_range(t, array, (size_t)start, (size_t)start + count);
        } else {
            result = weft__list_new(t, count);
            ValueArray *into = result == NULL ? NULL : weft__load_relaxed(&result->array);
            for (size_t i = 0; into != NULL && i < count; i++) {
                weft__store_relaxed(&into->items[i], weft__load_relaxed(
                                                         &array->items[start + (int64_t)i * step]));
            }
            if (into != NULL && count > 0) {
                weft__store_relaxed(&into->length, count);
            }
        }
        weft__unlock_object(t, &list->head);
        return value_or_empty(result);
    }
}

Value weft__list_concat(Thread *t, List *a, List *b)
{
    weft__lock_two_objects(t, &a->head, &b->head);
    ValueArray *x = weft__load_relaxed(&a->array), *y = weft__load_relaxed(&b->array);
    size_t n = weft__load_relaxed(&x->length), m = weft__load_relaxed(&y->length);
    List *result = weft__list_new(t, n + m);
    if (result != NULL && n + m > 0) {
        ValueArray *into = weft__load_relaxed(&result->array);
        for (size_t i = 0; i < n; i++) {
            weft__store_relaxed(&into->items[i], weft__load_relaxed(&x->items[i]));
        }
        for (size_t i = 0; i < m; i++) {
            weft__store_relaxed(&into->items[n + i], weft__load_relaxed(&y->items[i]));
        }
        weft__store_relaxed(&into->length, n + m);
    }
    weft__unlock_two_objects(t, &a->head, &b->head);
    return value_or_empty(result);
}

/* ---- slice assignment ---- */

/* Locked: replaces `removed` items at `at` by `count` others. */
static bool splice(Thread *t, List *list, size_t at, size_t removed, const Value *values, size_t count)
{
    ValueArray *array = weft__load_relaxed(&list->array);
    size_t length = weft__load_relaxed(&array->length);
    if (count == 0 && removed == length) {
        weft__store_release(&list->array, weft__empty_array(t)); /* edge: list_array */
        return true;
    }
    if (count > removed) {
        size_t growth = count - removed;
        array = reserve(t, list, growth);
        if (array == NULL) {
            return false;
        }
        list_moves_begin(list);
        for (size_t i = length; i > at + removed; i--) {
            weft__store_release(&array->items[i - 1 + growth], /* edge: list_item */
                                weft__load_relaxed(&array->items[i - 1]));
        }
        for (size_t i = 0; i < count; i++) {
            weft__store_release(&array->items[at + i], values[i]); /* edge: list_item */
        }
        weft__store_release(&array->length, length + growth); /* edge: list_length */
        list_moves_end(list);
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        weft__store_release(&array->items[at + i], values[i]); /* edge: list_item */
    }
    if (removed > count) {
        remove_range(list, array, at + count, removed - count);
        shrink(t, list);
    }
    return true;
}

/* Locked: deletes `count` items from `start` on, `step` apart. */
static void delete_stepped(List *list, int64_t start, int64_t step, size_t count)
{
    ValueArray *array = weft__load_relaxed(&list->array);
    if (step < 0) {
        start += (int64_t)(count - 1) * step;
        step = -step;
    }
    size_t length = weft__load_relaxed(&array->length), into = (size_t)start, deleted = 0;
    list_moves_begin(list);
    for (size_t i = (size_t)start; i < length; i++) {
        if (deleted < count && (int64_t)i == start + (int64_t)deleted * step) {
            deleted++;
            continue;
        }
        weft__store_release(&array->items[into++], /* edge: list_item */
                            weft__load_relaxed(&array->items[i]));
    }
    weft__store_release(&array->length, into); /* edge: list_length */
    for (size_t i = into; i < length; i++) {
        weft__store_release(&array->items[i], EMPTY); /* edge: list_item */
    }
    list_moves_end(list);
}

/* The new items as a row: the list itself, too, is copied first. */
static bool items_to_assign(Thread *t, Value v, bool extended, Items *items)
{
    if (weft__items_of_exact(t, v, items)) {
        return true;
    }
    if (exception_pending(t)) {
        return false;
    }
    if (type_of(t, v)->slots.iterate == NULL && type_of(t, v)->slots.get_item == NULL) {
        RAISE(t, TypeError,
              extended ? "must assign iterable to extended slice" : "can only assign an iterable");
        return false;
    }
    if (!weft__items_of(t, v, items)) {
        if (weft__exception_matches(t, EXC(t, TypeError)) && type_of(t, v)->slots.iterate == NULL) {
            exception_take(t);
            RAISE(t, TypeError, extended ? "must assign iterable to extended slice"
                                         : "can only assign an iterable");
        }
        return false;
    }
    return true;
}

bool weft__list_assign_slice(Thread *t, List *list, Value slice, Value value)
{
    int64_t start, stop, step;
    size_t count, length = list_length(list);
    Items items = {NULL, 0, NULL};
    if (!weft__slice_indices(t, slice, length, &start, &stop, &step, &count)) {
        return false;
    }
    if (value != EMPTY && !items_to_assign(t, value, step != 1, &items)) {
        return false;
    }
    weft__lock_object(t, &list->head);
    while (UNLIKELY(list_length(list) != length)) {
        /* Another thread, or user code that gave the new items or the slice's own numbers. */
        weft__unlock_object(t, &list->head);
        length = list_length(list);
        if (!weft__slice_indices(t, slice, length, &start, &stop, &step, &count)) {
            return false;
        }
        weft__lock_object(t, &list->head);
    }
    bool done = true;
    if (step == 1) {
        done = splice(t, list, (size_t)start, count, items.values, items.count);
    } else if (value == EMPTY) {
        if (count > 0) {
            delete_stepped(list, start, step, count);
            shrink(t, list);
        }
    } else if (items.count == count) {
        ValueArray *array = weft__load_relaxed(&list->array);
        for (size_t i = 0; i < count; i++) {
            weft__store_release(&array->items[start + (int64_t)i * step], /* edge: list_item */
                                items.values[i]);
        }
    }
    weft__unlock_object(t, &list->head);
    KEEP_ALIVE(items.owner);
    if (step != 1 && value != EMPTY && items.count != count) {
        RAISE(t, ValueError, "attempt to assign sequence of size %zu to extended slice of size %zu",
              items.count, count);
        return false;
    }
    return done;
}
