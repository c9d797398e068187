/* list_type.c - the list type as programs see it: slots, methods and iterators.
 *
 * Searching (`in`, index, count, remove) compares with no lock held and looks at the list afresh for
 * every item, so user comparisons may change the list. An iterator that ran out stays so.
 */
#include "object/containers_internal.h"

static List *list_alloc(Thread *t, Type *type)
{
    if (type == T(t, list)) {
        return weft__list_new(t, 0);
    }
    ValueArray *array = weft__empty_array(t);
    List *list = array == NULL ? NULL : weft__instance_new(t, type, sizeof *list);
    if (list != NULL) {
        weft__init(&list->array, array);
    }
    return list;
}

static Value list_new_slot(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)args;
    (void)count;
    (void)names;
    return value_or_empty(list_alloc(t, type));
}

static bool list_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    /* Keywords may be meant for a __new__ of a subclass. */
    bool plain = type_of(t, self)->slots.new_instance == list_new_slot;
    if (!weft__check_arguments(t, "list", count, 0, 1, plain ? names : EMPTY)) {
        return false;
    }
    if (list_length(as_list(self)) != 0) {
        weft__list_clear(t, as_list(self));
    }
    return count == 0 || weft__list_extend(t, as_list(self), args[0]);
}

static void list_trace(Tracer *tracer, Object *object)
{
    weft__trace_object(tracer, weft__load_relaxed(&((List *)object)->array));
}

static Value list_repr(Thread *t, Value self)
{
    List *list = as_list(self);
    if (list_length(list) == 0) {
        return value_or_empty(weft__str_from_c(t, "[]"));
    }
    int entered = weft__repr_enter(t, self);
    if (entered != 0) {
        return entered < 0 ? EMPTY : value_or_empty(weft__str_from_c(t, "[...]"));
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    weft__builder_char(&b, '[');
    for (size_t i = 0;; i++) {
        Value item = list_get(list, i);
        if (item == EMPTY) {
            break;
        }
        if (i > 0) {
            weft__builder_ascii(&b, ", ", 2);
        }
        if (!weft__builder_repr(&b, item)) {
            break;
        }
    }
    weft__builder_char(&b, ']');
    Str *text = exception_pending(t) ? NULL : weft__builder_finish(&b);
    weft__repr_leave(t, self);
    return value_or_empty(text);
}

static Value compare_items(Thread *t, List *x, List *y, Comparison op)
{
    if ((op == CMP_EQ || op == CMP_NE) && list_length(x) != list_length(y)) {
        return value_from_bool(op == CMP_NE);
    }
    for (size_t i = 0;; i++) {
        Value left = list_get(x, i), right = list_get(y, i);
        if (left == EMPTY || right == EMPTY) {
            size_t n = list_length(x), m = list_length(y);
            return weft__compare_lengths(op, n, m);
        }
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
        if (same == 0 && (i >= list_length(x) || i >= list_length(y))) {
            return weft__compare_lengths(op, list_length(x), list_length(y)); /* __eq__ has shortened one */
        }
        if (same == 0) {
            return op == CMP_EQ   ? FALSE_VALUE
                   : op == CMP_NE ? TRUE_VALUE
                                  : weft__compare(t, left, right, op);
        }
    }
}

static Value list_compare(Thread *t, Value a, Value b, Comparison op)
{
    if (!is_list(t, a) || !is_list(t, b)) {
        return NOT_IMPLEMENTED;
    }
    if (!weft__enter_recursion(t, " in comparison")) {
        return EMPTY;
    }
    Value result = compare_items(t, as_list(a), as_list(b), op);
    weft__leave_recursion(t);
    return result;
}

static int64_t list_length_slot(Thread *t, Value self)
{
    (void)t;
    return (int64_t)list_length(as_list(self));
}
static int list_truth(Thread *t, Value self)
{
    (void)t;
    return list_length(as_list(self)) != 0;
}

static Value list_get_item(Thread *t, Value self, Value key)
{
    List *list = as_list(self);
    if (object_is(key, T(t, slice))) {
        return weft__list_get_slice(t, list, key);
    }
    int64_t i;
    if (!sequence_index(t, key, "list", &i)) {
        return EMPTY;
    }
    if (i < 0) {
        i += (int64_t)list_length(list);
    }
    Value v = i < 0 ? EMPTY : list_get(list, (size_t)i);
    return LIKELY(v != EMPTY) ? v : RAISE(t, IndexError, "list index out of range");
}

static bool list_set_item(Thread *t, Value self, Value key, Value value)
{
    List *list = as_list(self);
    int64_t i;
    if (object_is(key, T(t, slice))) {
        return weft__list_assign_slice(t, list, key, value);
    }
    if (!sequence_index(t, key, "list", &i)) {
        return false;
    }
    if (value != EMPTY) {
        if (i < 0) {
            i += (int64_t)list_length(list);
        }
        if (i >= 0 && weft__list_set(t, list, (size_t)i, value)) {
            return true;
        }
    } else if (weft__list_pop(t, list, i) != EMPTY) {
        return true;
    } else {
        exception_take(t);
    }
    RAISE(t, IndexError, "list assignment index out of range");
    return false;
}

/* Place of the first item in [from, to) that equals `wanted`, and the item itself; -1 absent, -2
 * failure. `snapshot`: search in this row instead of the list. */
static int64_t search(Thread *t, List *list, ValueArray *snapshot, Value wanted, size_t from, size_t to,
                      Value *found)
{
    for (size_t i = from; i < to; i++) {
        Value each = EMPTY;
        if (LIKELY(snapshot == NULL)) {
            each = list_get(list, i);
        } else if (i < weft__load_relaxed(&snapshot->length)) {
            each = weft__load_relaxed(&snapshot->items[i]);
        }
        if (each == EMPTY) {
            return -1;
        }
        int same = each == wanted;
        if (!same && !value_both_small_ints(each, wanted)) {
            same = weft__equal(t, each, wanted);
        }
        if (same != 0) {
            *found = each;
            return same < 0 ? -2 : (int64_t)i;
        }
    }
    return -1;
}

/* The same, of a state that existed: where items moved under a search that found nothing, it is
 * repeated in a copy. */
static int64_t find_item(Thread *t, List *list, Value wanted, size_t from, size_t to, Value *found)
{
    ListMoves moves = list_moves(t, list);
    int64_t at = search(t, list, NULL, wanted, from, to, found);
    if (UNLIKELY(at == -1 && !list_kept_places(t, list, moves))) {
        ValueArray *snapshot = weft__list_snapshot(t, list);
        at = snapshot == NULL ? -2 : search(t, list, snapshot, wanted, from, to, found);
    }
    return at;
}

static int list_contains(Thread *t, Value self, Value item)
{
    Value found;
    int64_t at = find_item(t, as_list(self), item, 0, SIZE_MAX, &found);
    return at >= 0 ? 1 : at == -1 ? 0 : -1;
}

static Value list_repeat(Thread *t, Value self, Value other)
{
    int64_t times;
    int taken = weft__repeat_count(t, other, &times);
    if (taken <= 0) {
        return taken < 0 ? EMPTY : NOT_IMPLEMENTED;
    }
    Items items;
    size_t total;
    Value list_copy = weft__list_slice(t, as_list(self), 0, SIZE_MAX);
    if (list_copy == EMPTY) {
        return EMPTY;
    }
    ValueArray *from = weft__load_relaxed(&as_list(list_copy)->array);
    items.values = (const Value *)(const void *)from->items;
    items.count = weft__load_relaxed(&from->length);
    if (!weft__repeat_size(t, items.count, times, &total)) {
        return EMPTY;
    }
    List *result = weft__list_new(t, total);
    if (result == NULL || total == 0) {
        return value_or_empty(result);
    }
    ValueArray *into = weft__load_relaxed(&result->array);
    if (items.count == 1) {
        for (size_t i = 0; i < total; i++) {
            weft__store_relaxed(&into->items[i], items.values[0]);
        }
    } else {
        for (size_t i = 0; i < total; i += items.count) {
            for (size_t j = 0; j < items.count; j++) {
                weft__store_relaxed(&into->items[i + j], items.values[j]);
            }
        }
    }
    weft__store_relaxed(&into->length, total);
    KEEP_ALIVE(from);
    return value_from_pointer(result);
}

static Value list_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    if (op == OP_ADD) {
        if (!is_list(t, a)) {
            return NOT_IMPLEMENTED;
        }
        if (is_list(t, b)) {
            return weft__list_concat(t, as_list(a), as_list(b));
        }
        if (weft__other_may_answer(t, b, OP_ADD)) {
            return NOT_IMPLEMENTED;
        }
        return RAISE(t, TypeError, "can only concatenate list (not \"%T\") to list", b);
    }
    if (op == OP_MULTIPLY) {
        return is_list(t, a) ? list_repeat(t, a, b) : list_repeat(t, b, a);
    }
    return NOT_IMPLEMENTED;
}

static Value list_inplace(Thread *t, BinaryOperation op, Value a, Value b)
{
    List *list = as_list(a);
    if (op == OP_ADD) {
        return weft__list_extend(t, list, b) ? a : EMPTY;
    }
    if (op != OP_MULTIPLY) {
        return NOT_IMPLEMENTED;
    }
    int64_t times;
    int taken = weft__repeat_count(t, b, &times);
    if (taken <= 0) {
        return taken < 0 ? EMPTY : NOT_IMPLEMENTED;
    }
    return weft__list_repeat_in_place(t, list, times) ? a : EMPTY;
}

/* ---- methods ---- */

static Value method_append(Thread *t, Value *args)
{
    return weft__list_append(t, as_list(args[0]), args[1]) ? NONE : EMPTY;
}
static Value method_extend(Thread *t, Value *args)
{
    return weft__list_extend(t, as_list(args[0]), args[1]) ? NONE : EMPTY;
}
static Value method_insert(Thread *t, Value *args)
{
    int64_t at;
    if (value_is_small_int(args[1])) {
        at = value_small_int(args[1]);
    } else if (!weft__to_i64(t, args[1], &at)) {
        return EMPTY;
    }
    return weft__list_insert(t, as_list(args[0]), at, args[2]) ? NONE : EMPTY;
}
static Value method_pop(Thread *t, Value *args)
{
    int64_t at = -1;
    if (args[1] != EMPTY) {
        if (value_is_small_int(args[1])) {
            at = value_small_int(args[1]);
        } else if (!weft__to_i64(t, args[1], &at)) {
            return EMPTY;
        }
    }
    return weft__list_pop(t, as_list(args[0]), at);
}
static Value method_clear(Thread *t, Value *args)
{
    return weft__list_clear(t, as_list(args[0])) ? NONE : EMPTY;
}
static Value method_copy(Thread *t, Value *args)
{
    return weft__list_slice(t, as_list(args[0]), 0, SIZE_MAX);
}
static Value method_reverse(Thread *t, Value *args)
{
    return weft__list_reverse(t, as_list(args[0])) ? NONE : EMPTY;
}
static Value method_sort(Thread *t, Value *args)
{
    int64_t reverse = value_from_bool(true) == args[2];
    if (!value_is_bool(args[2]) && !weft__to_i64(t, args[2], &reverse)) {
        return EMPTY;
    }
    return weft__list_sort(t, as_list(args[0]), args[1], reverse != 0) ? NONE : EMPTY;
}

static Value method_index(Thread *t, Value *args)
{
    List *list = as_list(args[0]);
    size_t from, to;
    if (!weft__search_bounds(t, args[2], args[3], list_length(list), &from, &to)) {
        return EMPTY;
    }
    Value found;
    int64_t at = find_item(t, list, args[1], from, to, &found);
    if (at >= 0) {
        return value_from_small_int(at);
    }
    return at == -1 ? RAISE(t, ValueError, "%R is not in list", args[1]) : EMPTY;
}

/* How many items equal `wanted`; -1 failure. */
static int64_t count_equal(Thread *t, List *list, ValueArray *snapshot, Value wanted)
{
    int64_t count = 0;
    Value found;
    for (size_t from = 0;; count++) {
        int64_t at = search(t, list, snapshot, wanted, from, SIZE_MAX, &found);
        if (at < 0) {
            return at == -1 ? count : -1;
        }
        from = (size_t)at + 1;
    }
}

static Value method_count(Thread *t, Value *args)
{
    List *list = as_list(args[0]);
    ListMoves moves = list_moves(t, list);
    int64_t count = count_equal(t, list, NULL, args[1]);
    if (UNLIKELY(count >= 0 && !list_kept_places(t, list, moves))) {
        ValueArray *snapshot = weft__list_snapshot(t, list);
        count = snapshot == NULL ? -1 : count_equal(t, list, snapshot, args[1]);
    }
    return count < 0 ? EMPTY : value_from_small_int(count);
}

static Value method_remove(Thread *t, Value *args)
{
    List *list = as_list(args[0]);
    for (;;) {
        Value found;
        int64_t at = find_item(t, list, args[1], 0, SIZE_MAX, &found);
        if (at < 0) {
            return at == -1 ? RAISE(t, ValueError, "list.remove(x): x not in list") : EMPTY;
        }
        /* Removes what was compared; where another thread has moved it, the search begins anew. */
        if (weft__list_remove_exact(t, list, (size_t)at, found)) {
            return NONE;
        }
        if (!weft__poll(t)) {
            return EMPTY;
        }
    }
}

static Value class_getitem(Thread *t, Value *args)
{
    return weft__generic_alias_new(t, args[0], args[1]);
}

/* ---- iterators ---- */

static Value list_iterate(Thread *t, Value self)
{
    ListIterator *iterator = weft__alloc(t, sizeof *iterator, T(t, list_iterator));
    if (LIKELY(iterator != NULL)) {
        iterator->list = self;
    }
    return value_or_empty(iterator);
}

static Value list_iterator_next(Thread *t, Value self)
{
    (void)t;
    ListIterator *iterator = value_pointer(self);
    uint64_t i = weft__load_relaxed(&iterator->index); /* edge: list_iterator */
    Value v = UNLIKELY(i == UINT64_MAX) ? EMPTY : list_get(as_list(iterator->list), i);
    weft__store_relaxed(&iterator->index, v == EMPTY ? UINT64_MAX : i + 1); /* edge: list_iterator */
    return v;
}

static Value method_reversed(Thread *t, Value *args)
{
    ListIterator *iterator = weft__alloc(t, sizeof *iterator, T(t, list_reverse_iterator));
    if (iterator != NULL) {
        size_t length = list_length(as_list(args[0]));
        iterator->list = args[0];
        weft__init(&iterator->index, length == 0 ? UINT64_MAX : length - 1);
    }
    return value_or_empty(iterator);
}

static Value reverse_iterator_next(Thread *t, Value self)
{
    (void)t;
    ListIterator *iterator = value_pointer(self);
    uint64_t i = weft__load_relaxed(&iterator->index); /* edge: list_iterator */
    Value v = i == UINT64_MAX ? EMPTY : list_get(as_list(iterator->list), i);
    /* Index 0 is followed by UINT64_MAX, which says exhausted. */
    weft__store_relaxed(&iterator->index, v == EMPTY ? UINT64_MAX : i - 1); /* edge: list_iterator */
    return v;
}

static void iterator_trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((ListIterator *)object)->list);
}

static Value iterator_hint(Thread *t, Value *args)
{
    ListIterator *iterator = value_pointer(args[0]);
    uint64_t i = weft__load_relaxed(&iterator->index); /* edge: list_iterator */
    if (i == UINT64_MAX) {
        return value_from_small_int(0);
    }
    size_t length = list_length(as_list(iterator->list));
    if (iterator->head.type == T(t, list_reverse_iterator)) {
        return value_from_small_int(i < length ? (int64_t)i + 1 : 0);
    }
    return value_from_small_int(i < length ? (int64_t)(length - i) : 0);
}

static Value iterator_reduce(Thread *t, Value *args)
{
    ListIterator *iterator = value_pointer(args[0]);
    bool reverse = iterator->head.type == T(t, list_reverse_iterator);
    uint64_t i = weft__load_relaxed(&iterator->index); /* edge: list_iterator */
    bool exhausted = i == UINT64_MAX;
    Value maker = weft__builtin_named(t, reverse && !exhausted ? "reversed" : "iter");
    List *none = weft__list_new(t, 0);
    Tuple *state = weft__tuple_new(t, exhausted ? 2 : 3), *of = weft__tuple_new(t, 1);
    if (maker == EMPTY || none == NULL || state == NULL || of == NULL) {
        return EMPTY;
    }
    of->items[0] = exhausted ? value_from_pointer(none) : iterator->list;
    state->items[0] = maker;
    state->items[1] = value_from_pointer(of);
    if (!exhausted) {
        state->items[2] = value_from_small_int((int64_t)i);
    }
    return value_from_pointer(state);
}

static Value iterator_set_state(Thread *t, Value *args)
{
    ListIterator *iterator = value_pointer(args[0]);
    bool reverse = iterator->head.type == T(t, list_reverse_iterator);
    int64_t i, length = (int64_t)list_length(as_list(iterator->list));
    if (!weft__to_i64(t, args[1], &i)) {
        return EMPTY;
    }
    i = i < 0 ? (reverse ? -1 : 0) : i;
    if (reverse && i >= length) {
        i = length - 1;
    }
    if (weft__load_relaxed(&iterator->index) != UINT64_MAX) {   /* edge: list_iterator */
        weft__store_relaxed(&iterator->index, (uint64_t)i); /* edge: list_iterator */
    }
    return NONE;
}

static const NativeDef iterator_methods[] = {
    {"__length_hint__", iterator_hint, "self, /",
     "About how many items are left.", 0},
    {"__reduce__", iterator_reduce, "self, /", NULL, 0},
    {"__setstate__", iterator_set_state, "self, state, /", NULL, 0},
    {NULL, NULL, NULL, NULL, 0},
};

static Value iterate_self(Thread *t, Value self)
{
    (void)t;
    return self;
}

static Value method_sizeof(Thread *t, Value *args)
{
    (void)t;
    ValueArray *array = weft__load_acquire(&as_list(args[0])->array); /* edge: list_array */
    return value_from_small_int(
        (int64_t)(sizeof(List) + sizeof(ValueArray) + array->capacity * sizeof(Value)));
}

static const NativeDef list_methods[] = {
    {"append", method_append, "self, object, /", "Puts the object behind the last item.", 0},
    {"extend", method_extend, "self, iterable, /",
     "Puts what the iterable gives behind the last item.", 0},
    {"insert", method_insert, "self, index, object, /", "Puts the object where index is; what is there moves on.", 0},
    {"pop", method_pop, "self, index=, /",
     "Takes out an item, the last one unless told; IndexError where there is none.", 0},
    {"remove", method_remove, "self, value, /",
     "Takes out the first item that equals value; ValueError where there is none.", 0},
    {"clear", method_clear, "self, /", "Empties the list.", 0},
    {"copy", method_copy, "self, /", "A new list of the same items.", 0},
    {"reverse", method_reverse, "self, /", "Reverse *IN PLACE*.", 0},
    {"sort", method_sort, "self, /, *, key=None, reverse=False",
     "Sort the list in ascending order and return None.", 0},
    {"index", method_index, "self, value, start=, stop=, /",
     "Where value stands first; ValueError where it does not.", 0},
    {"count", method_count, "self, value, /", "How many items equal value.", 0},
    {"__reversed__", method_reversed, "self, /", "An iterator from the last item to the first.", 0},
    {"__sizeof__", method_sizeof, "self, /", "How many bytes the list takes.", 0},
    {"__class_getitem__", class_getitem, "cls, item, /", "See PEP 585", NATIVE_CLASS},
    {NULL, NULL, NULL, NULL, 0},
};

void weft__init_list_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(List), TYPE_IS_LIST | TYPE_PATTERN_SEQUENCE);
    type->head.trace = list_trace;
    TypeSlots *s = &type->slots;
    s->new_instance = list_new_slot;
    s->init = list_init;
    s->repr = list_repr;
    s->hash = weft__hash_not_implemented;
    s->compare = list_compare;
    s->iterate = list_iterate;
    s->length = list_length_slot;
    s->truth = list_truth;
    s->get_item = list_get_item;
    s->set_item = list_set_item;
    s->contains = list_contains;
    s->binary = list_binary;
    s->inplace = list_inplace;
    s->binary_operators = 1u << OP_ADD | 1u << OP_MULTIPLY;
    s->inplace_operators = 1u << OP_ADD | 1u << OP_MULTIPLY;
    weft__add_methods(t, type, list_methods);
    weft__dict_set_str(t, type->dict, N(t, __hash__), NONE);
    weft__type_ready(t, type);
}

void weft__init_list_iterator_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(ListIterator), TYPE_FINAL);
    type->head.trace = iterator_trace;
    type->slots.iterate = iterate_self;
    type->slots.next = list_iterator_next;
    weft__add_methods(t, type, iterator_methods);
    weft__type_ready(t, type);
}

void weft__init_list_reverse_iterator_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(ListIterator), TYPE_FINAL);
    type->head.trace = iterator_trace;
    type->slots.iterate = iterate_self;
    type->slots.next = reverse_iterator_next;
    weft__add_methods(t, type, iterator_methods);
    weft__type_ready(t, type);
}
