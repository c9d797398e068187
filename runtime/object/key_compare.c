/* key_compare.c - equality of dict and set keys without user code, and small helpers that all
 * containers share: argument checks, indices, repetition counts, snapshots of iterables.
 */
#include "object/containers_internal.h"

enum { KIND_ASK, KIND_NUMBER, KIND_STR, KIND_BYTES, KIND_TUPLE, KIND_IDENTITY };
enum { TUPLE_DEPTH = 8 };

static int kind_of(Thread *t, Value v)
{
    if (!value_is_pointer(v)) {
        return value_is_constant(v) && !value_is_bool(v) ? KIND_IDENTITY : KIND_NUMBER;
    }
    Type *type = value_object(v)->type;
    if (type == T(t, str)) {
        return KIND_STR;
    }
    if (type == T(t, int) || type == T(t, float) || type == T(t, complex)) {
        return KIND_NUMBER;
    }
    if (type == T(t, tuple)) {
        return KIND_TUPLE;
    }
    if (type == T(t, bytes)) {
        return KIND_BYTES;
    }
    return type->slots.compare == T(t, object)->slots.compare ? KIND_IDENTITY : KIND_ASK;
}

static int compare_keys(Thread *t, Value a, Value b, int depth);

static int compare_tuples(Thread *t, Tuple *a, Tuple *b, int depth)
{
    size_t length = tuple_length(a);
    if (length != tuple_length(b)) {
        return KEYS_DIFFER;
    }
    if (depth == 0) {
        return KEYS_ASK;
    }
    bool ask = false;
    for (size_t i = 0; i < length; i++) {
        int same = compare_keys(t, a->items[i], b->items[i], depth - 1);
        if (same == KEYS_DIFFER) {
            /* An earlier item that needs user code could still raise: let it. */
            return ask ? KEYS_ASK : KEYS_DIFFER;
        }
        ask |= same == KEYS_ASK;
    }
    return ask ? KEYS_ASK : KEYS_EQUAL;
}

static int compare_keys(Thread *t, Value a, Value b, int depth)
{
    if (a == b) {
        return KEYS_EQUAL;
    }
    if (value_both_small_ints(a, b)) {
        return KEYS_DIFFER;
    }
    int kind = kind_of(t, a), other = kind_of(t, b);
    if (kind == KIND_ASK || other == KIND_ASK) {
        return KEYS_ASK;
    }
    if (kind != other) {
        return KEYS_DIFFER;
    }
    switch (kind) {
    case KIND_STR:
        return weft__str_equal(as_str(a), as_str(b)) ? KEYS_EQUAL : KEYS_DIFFER;
    case KIND_TUPLE:
        return compare_tuples(t, as_tuple(a), as_tuple(b), depth);
    case KIND_BYTES: {
        const Bytes *x = value_pointer(a), *y = value_pointer(b);
        return x->length == y->length && memcmp(x->data, y->data, x->length) == 0 ? KEYS_EQUAL
                                                                                   : KEYS_DIFFER;
    }
    case KIND_NUMBER:
        /* Comparisons of builtin numbers are C all the way. */
        return weft__equal(t, a, b) == 1 ? KEYS_EQUAL : KEYS_DIFFER;
    default:
        return KEYS_DIFFER;
    }
}

int weft__keys_compare(Thread *t, Value a, Value b)
{
    return compare_keys(t, a, b, TUPLE_DEPTH);
}

bool weft__check_arguments(Thread *t, const char *name, size_t count, size_t least, size_t most,
                           Value names)
{
    if (names != EMPTY && tuple_length(as_tuple(names)) != 0) {
        RAISE(t, TypeError, "%s() takes no keyword arguments", name);
        return false;
    }
    if (count < least) {
        RAISE(t, TypeError, "%s expected %s%zu argument%s, got %zu", name,
              least == most ? "" : "at least ", least, least == 1 ? "" : "s", count);
        return false;
    }
    if (count > most) {
        RAISE(t, TypeError, "%s expected %s%zu argument%s, got %zu", name,
              least == most ? "" : "at most ", most, most == 1 ? "" : "s", count);
        return false;
    }
    return true;
}

bool weft__sequence_index_slow(Thread *t, Value key, const char *type_name, int64_t *index)
{
    if (!is_int(t, key) && type_of(t, key)->slots.index == NULL) {
        RAISE(t, TypeError, "%s indices must be integers or slices, not %T", type_name, key);
        return false;
    }
    Value exact = weft__index(t, key);
    if (exact == EMPTY) {
        return false;
    }
    if (!weft__int_fits_i64(t, exact, index)) {
        RAISE(t, IndexError, "cannot fit '%T' into an index-sized integer", key);
        return false;
    }
    return true;
}

static bool search_bound(Thread *t, Value v, size_t length, size_t *bound)
{
    if (v != NONE && !is_int(t, v) && type_of(t, v)->slots.index == NULL) {
        RAISE(t, TypeError, "slice indices must be integers or have an __index__ method");
        return false;
    }
    if (v == NONE) {
        RAISE(t, TypeError, "slice indices must be integers or have an __index__ method");
        return false;
    }
    int64_t i;
    if (!weft__to_index_clipped(t, v, &i)) {
        return false;
    }
    if (i < 0) {
        i += (int64_t)length;
        i = i < 0 ? 0 : i;
    }
    *bound = (size_t)i;
    return true;
}

bool weft__search_bounds(Thread *t, Value start, Value stop, size_t length, size_t *from, size_t *to)
{
    *from = 0;
    *to = SIZE_MAX;
    return (start == EMPTY || search_bound(t, start, length, from)) &&
           (stop == EMPTY || search_bound(t, stop, length, to));
}

bool weft__repeat_size(Thread *t, size_t length, int64_t count, size_t *total)
{
    if (count <= 0 || length == 0) {
        *total = 0;
        return true;
    }
    if (MUL_OVERFLOWS(length, (size_t)count, total) || *total > (size_t)PTRDIFF_MAX / 16) {
        weft__raise_memory_error(t);
        return false;
    }
    return true;
}

bool weft__other_may_answer(Thread *t, Value other, BinaryOperation op)
{
    Type *type = type_of(t, other);
    return (type->flags & TYPE_HEAP) && (type->slots.binary_operators & (1u << op));
}

int weft__repeat_count(Thread *t, Value other, int64_t *count)
{
    if (value_is_small_int(other)) {
        *count = value_small_int(other);
        return 1;
    }
    if (!is_int(t, other) && type_of(t, other)->slots.index == NULL) {
        return 0; /* the operator raises when the other operand does not answer either */
    }
    Value exact = weft__index(t, other);
    if (exact == EMPTY) {
        return -1;
    }
    if (!weft__int_fits_i64(t, exact, count)) {
        RAISE(t, OverflowError, "cannot fit '%T' into an index-sized integer", other);
        return -1;
    }
    return 1;
}

Value weft__compare_lengths(Comparison op, size_t a, size_t b)
{
    bool result = op == CMP_LT   ? a < b
                  : op == CMP_LE ? a <= b
                  : op == CMP_EQ ? a == b
                  : op == CMP_NE ? a != b
                  : op == CMP_GT ? a > b
                                 : a >= b;
    return value_from_bool(result);
}

/* ---- snapshots of iterables ---- */

static bool items_of_array(Items *items, ValueArray *array)
{
    if (array == NULL) {
        return false;
    }
    items->values = (const Value *)(const void *)array->items;
    items->count = weft__load_relaxed(&array->length);
    items->owner = array;
    return true;
}

ValueArray *weft__list_snapshot(Thread *t, List *list)
{
    weft__lock_object(t, &list->head);
    ValueArray *array = weft__load_relaxed(&list->array);
    size_t length = weft__load_relaxed(&array->length);
    ValueArray *copy = weft__value_array_new(t, length);
    if (copy != NULL) {
        for (size_t i = 0; i < length; i++) {
            weft__init(&copy->items[i], weft__load_relaxed(&array->items[i]));
        }
        weft__init(&copy->length, length);
    }
    weft__unlock_object(t, &list->head);
    return copy;
}

static ValueArray *set_items(Thread *t, Set *s)
{
    weft__lock_object(t, &s->head);
    SetTable *table = set_table(s);
    ValueArray *copy = weft__value_array_new(t, weft__load_relaxed(&table->used));
    size_t n = 0;
    for (size_t i = 0; copy != NULL && i <= table->mask; i++) {
        Value key = weft__load_relaxed(&table->entries[i].key);
        if (key != EMPTY && key != DELETED && n < copy->capacity) {
            weft__init(&copy->items[n++], key);
        }
    }
    if (copy != NULL) {
        weft__init(&copy->length, n);
    }
    weft__unlock_object(t, &s->head);
    return copy;
}

static ValueArray *view_items(Thread *t, Value v, Type *type)
{
    Dict *d = view_dict(v);
    if (type != T(t, dict_items)) {
        return weft__dict_snapshot(t, d, type == T(t, dict_keys) ? 1 : 2);
    }
    ValueArray *both = weft__dict_snapshot(t, d, 3);
    size_t count = both == NULL ? 0 : weft__load_relaxed(&both->length) / 2;
    ValueArray *pairs = both == NULL ? NULL : weft__value_array_new(t, count);
    if (pairs == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        Value pair = weft__tuple2(t, weft__load_relaxed(&both->items[2 * i]),
                                  weft__load_relaxed(&both->items[2 * i + 1]));
        if (pair == EMPTY) {
            return NULL;
        }
        weft__init(&pairs->items[i], pair);
        weft__init(&pairs->length, i + 1);
    }
    return pairs;
}

bool weft__items_of_exact(Thread *t, Value iterable, Items *items)
{
    if (!value_is_pointer(iterable)) {
        return false;
    }
    Type *type = value_object(iterable)->type;
    if (type == T(t, tuple)) {
        items->values = as_tuple(iterable)->items;
        items->count = tuple_length(as_tuple(iterable));
        items->owner = as_tuple(iterable);
        return true;
    }
    if (type == T(t, list)) {
        return items_of_array(items, weft__list_snapshot(t, as_list(iterable)));
    }
    if (type == T(t, set) || type == T(t, frozenset)) {
        return items_of_array(items, set_items(t, as_set(iterable)));
    }
    if (type == T(t, dict)) {
        return items_of_array(items, weft__dict_snapshot(t, as_dict(iterable), 1));
    }
    if (type == T(t, dict_keys) || type == T(t, dict_values) || type == T(t, dict_items)) {
        return items_of_array(items, view_items(t, iterable, type));
    }
    return false;
}

bool weft__items_of(Thread *t, Value iterable, Items *items)
{
    if (weft__items_of_exact(t, iterable, items)) {
        return true;
    }
    if (exception_pending(t)) {
        return false;
    }
    /* The iterator is asked how much there is to come, not what it goes over. */
    Value iterator = weft__iterate(t, iterable);
    List *list = iterator == EMPTY ? NULL : weft__list_from_iterable(t, iterator);
    return list != NULL && items_of_array(items, weft__load_acquire(&list->array)); /* edge: list_array */
}
