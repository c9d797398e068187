/* deque.c - collections.deque: a ring of values under the object lock.
 *
 * append, appendleft, pop, popleft, indexing and len are atomic; extend adds item by item. Searching
 * compares with no lock held and raises RuntimeError when the deque changed meanwhile, as iterators
 * do. Bulk reads (copy, repr, comparison) work on a state that existed.
 */
#include "modules/collections.h"

#include "object/classes.h"
#include "object/containers_internal.h"

typedef struct Deque {
    Object head;
    ATOMIC(ValueArray *) ring; /* capacity is a power of two, or 0; object lock */
    size_t start;              /* object lock: slot of the first item */
    ATOMIC(size_t) count;      /* object lock; edge: deque_count */
    int64_t limit;             /* -1: none; set by __init__ */
    ATOMIC(uint64_t) changes;  /* object lock: counts insertions and deletions; edge: deque_count */
} Deque;
typedef struct DequeIterator {
    Object head;
    Deque *deque;              /* never change */
    uint64_t changes;
    bool reverse;
    ATOMIC(size_t) place;      /* items given so far; edge: deque_iterator */
} DequeIterator;

static Deque *as_deque(Value v) { return value_pointer(v); }
static Type *deque_type(Thread *t)
{
    return weft__collections_type(t, COLLECTIONS_DEQUE);
}
static bool is_deque(Thread *t, Value v)
{
    return value_is_pointer(v) && weft__is_subtype(type_of(t, v), deque_type(t));
}

static ALWAYS_INLINE ATOMIC(Value) *slot_at(Deque *d, size_t i)
{
    ValueArray *ring = weft__load_relaxed(&d->ring);
    return &ring->items[(d->start + i) & (ring->capacity - 1)];
}
static size_t deque_count(Deque *d)
{
    return weft__load_acquire(&d->count); /* edge: deque_count */
}

/* Locked. */
static void note_change(Deque *d, size_t count)
{
    weft__store_release(&d->count, count);                                        /* edge: deque_count */
    weft__store_release(&d->changes, weft__load_relaxed(&d->changes) + 1); /* edge: deque_count; locked */
}

/* Locked: room for one more. */
static bool make_room(Thread *t, Deque *d)
{
    ValueArray *ring = weft__load_relaxed(&d->ring);
    size_t count = weft__load_relaxed(&d->count);
    if (LIKELY(count < ring->capacity)) {
        return true;
    }
    ValueArray *larger = weft__value_array_new(t, ring->capacity == 0 ? 8 : ring->capacity * 2);
    if (larger == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        weft__store_relaxed(&larger->items[i], weft__load_relaxed(slot_at(d, i)));
    }
    d->start = 0;
    weft__store_release(&d->ring, larger);
    return true;
}

/* Locked. An item at one end comes out; the deque is not empty. */
static Value take(Deque *d, bool left)
{
    size_t count = weft__load_relaxed(&d->count);
    ATOMIC(Value) *slot = slot_at(d, left ? 0 : count - 1);
    Value v = weft__load_relaxed(slot);
    weft__store_relaxed(slot, EMPTY);
    if (left) {
        d->start = (d->start + 1) & (weft__load_relaxed(&d->ring)->capacity - 1);
    }
    note_change(d, count - 1);
    return v;
}

static bool put(Thread *t, Deque *d, Value v, bool left)
{
    bool done = true;
    weft__lock_object(t, &d->head);
    size_t count = weft__load_relaxed(&d->count);
    if (d->limit == 0) {
        weft__unlock_object(t, &d->head);
        return true;
    }
    if (d->limit > 0 && count >= (size_t)d->limit) {
        (void)take(d, !left);
        count--;
    }
    done = make_room(t, d);
    if (done) {
        if (left) {
            d->start = (d->start - 1) & (weft__load_relaxed(&d->ring)->capacity - 1);
        }
        weft__store_relaxed(slot_at(d, left ? 0 : count), v);
        note_change(d, count + 1);
    }
    weft__unlock_object(t, &d->head);
    return done;
}

static Value take_locked(Thread *t, Deque *d, bool left)
{
    weft__lock_object(t, &d->head);
    Value v = weft__load_relaxed(&d->count) > 0 ? take(d, left) : EMPTY;
    weft__unlock_object(t, &d->head);
    return v == EMPTY ? RAISE(t, IndexError, "pop from an empty deque") : v;
}

static bool extend(Thread *t, Deque *d, Value iterable, bool left)
{
    if (iterable == value_from_pointer(d)) {
        iterable = value_or_empty(weft__list_from_iterable(t, iterable));
    }
    Value iterator = iterable == EMPTY ? EMPTY : weft__iterate(t, iterable);
    while (iterator != EMPTY) {
        Value item = weft__next(t, iterator);
        if (item == EMPTY) {
            return !exception_pending(t);
        }
        if (!put(t, d, item, left) || !weft__poll(t)) {
            return false;
        }
    }
    return false;
}

/* A row with the items, a state that existed. */
static List *snapshot(Thread *t, Deque *d)
{
    weft__lock_object(t, &d->head);
    size_t count = weft__load_relaxed(&d->count);
    List *list = weft__list_new(t, count);
    ValueArray *into = list == NULL || count == 0 ? NULL : weft__load_relaxed(&list->array);
    for (size_t i = 0; into != NULL && i < count; i++) {
        weft__store_relaxed(&into->items[i], weft__load_relaxed(slot_at(d, i)));
    }
    if (into != NULL) {
        weft__store_relaxed(&into->length, count);
    }
    weft__unlock_object(t, &d->head);
    return list;
}

/* The deque's contents become those of the row, cut to maxlen from the left. */
static bool replace(Thread *t, Deque *d, List *list, size_t repeat)
{
    size_t n = list_length(list), total;
    if (MUL_OVERFLOWS(n, repeat, &total) || total > PTRDIFF_MAX / 16) {
        weft__raise_memory_error(t);
        return false;
    }
    size_t skip = d->limit >= 0 && total > (size_t)d->limit ? total - (size_t)d->limit : 0;
    size_t capacity = 8;
    while (capacity < total - skip) {
        capacity *= 2;
    }
    ValueArray *ring = weft__value_array_new(t, capacity);
    if (ring == NULL) {
        return false;
    }
    for (size_t i = skip; i < total; i++) {
        weft__store_relaxed(&ring->items[i - skip], list_get(list, i % n));
    }
    weft__lock_object(t, &d->head);
    weft__store_release(&d->ring, ring);
    d->start = 0;
    note_change(d, total - skip);
    weft__unlock_object(t, &d->head);
    return true;
}

/* ---- slots ---- */

static Value deque_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)args;
    (void)count;
    (void)names;
    ValueArray *ring = weft__empty_array(t);
    Deque *d = ring == NULL ? NULL : weft__instance_new(t, type, type->instance_bytes);
    if (d != NULL) {
        weft__init(&d->ring, ring);
        d->limit = -1;
    }
    return value_or_empty(d);
}

static void deque_clear(Thread *t, Deque *d)
{
    weft__lock_object(t, &d->head);
    weft__store_release(&d->ring, weft__empty_array(t));
    d->start = 0;
    note_change(d, 0);
    weft__unlock_object(t, &d->head);
}

static bool deque_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    static const char *const parameters[] = {"iterable", "maxlen", NULL};
    Value bound[2];
    Deque *d = as_deque(self);
    int64_t limit = -1;
    if (!weft__bind_named(t, "deque", parameters, 0, 2, args, count, names, bound)) {
        return false;
    }
    if (bound[1] != EMPTY && bound[1] != NONE) {
        if (!is_int(t, bound[1]) && type_of(t, bound[1])->slots.index == NULL) {
            RAISE(t, TypeError, "an integer is required");
            return false;
        }
        if (!weft__to_i64(t, bound[1], &limit)) {
            return false;
        }
        if (limit < 0) {
            RAISE(t, ValueError, "maxlen must be non-negative");
            return false;
        }
    }
    d->limit = limit;
    if (deque_count(d) > 0) {
        deque_clear(t, d);
    }
    return bound[0] == EMPTY || extend(t, d, bound[0], false);
}

static void deque_trace(Tracer *tracer, Object *object)
{
    weft__trace_object(tracer, weft__load_relaxed(&((Deque *)object)->ring));
}

static Value deque_repr(Thread *t, Value self)
{
    Deque *d = as_deque(self);
    int entered = weft__repr_enter(t, self);
    if (entered != 0) {
        return entered < 0 ? EMPTY : value_or_empty(weft__str_from_c(t, "[...]"));
    }
    List *list = snapshot(t, d);
    Str *text = NULL, *name = list == NULL ? NULL : weft__class_name(t, type_of(t, self));
    if (name != NULL && d->limit >= 0) {
        text = weft__str_format(t, "%S(%R, maxlen=%lld)", name, value_from_pointer(list),
                                (long long)d->limit);
    } else if (name != NULL) {
        text = weft__str_format(t, "%S(%R)", name, value_from_pointer(list));
    }
    weft__repr_leave(t, self);
    return value_or_empty(text);
}

static Value deque_compare(Thread *t, Value a, Value b, Comparison op)
{
    if (!is_deque(t, a) || !is_deque(t, b)) {
        return NOT_IMPLEMENTED;
    }
    if (!weft__enter_native(t, " in comparison")) { /* the comparison of the lists counts */
        return EMPTY;
    }
    Value x = value_or_empty(snapshot(t, as_deque(a)));
    Value y = x == EMPTY ? EMPTY : value_or_empty(snapshot(t, as_deque(b)));
    return y == EMPTY ? EMPTY : weft__compare(t, x, y, op);
}

static int64_t deque_length(Thread *t, Value self)
{
    (void)t;
    return (int64_t)deque_count(as_deque(self));
}
static int deque_truth(Thread *t, Value self)
{
    (void)t;
    return deque_count(as_deque(self)) != 0;
}

static bool deque_index_of_key(Thread *t, Value key, int64_t *i)
{
    if (value_is_small_int(key)) {
        *i = value_small_int(key);
        return true;
    }
    if (!is_int(t, key) && type_of(t, key)->slots.index == NULL) {
        RAISE(t, TypeError, "sequence index must be integer, not '%T'", key);
        return false;
    }
    Value exact = weft__index(t, key);
    if (exact != EMPTY && !weft__int_fits_i64(t, exact, i)) {
        RAISE(t, IndexError, "cannot fit '%T' into an index-sized integer", key);
        return false;
    }
    return exact != EMPTY;
}

static Value deque_get_item(Thread *t, Value self, Value key)
{
    Deque *d = as_deque(self);
    int64_t i;
    if (!deque_index_of_key(t, key, &i)) {
        return EMPTY;
    }
    Value v = EMPTY;
    weft__lock_object(t, &d->head);
    int64_t count = (int64_t)weft__load_relaxed(&d->count);
    i += i < 0 ? count : 0;
    if (i >= 0 && i < count) {
        v = weft__load_relaxed(slot_at(d, (size_t)i));
    }
    weft__unlock_object(t, &d->head);
    return v == EMPTY ? RAISE(t, IndexError, "deque index out of range") : v;
}

/* Locked: the item at `i` goes, the shorter side closes the gap. */
static void delete_at(Deque *d, size_t i)
{
    size_t count = weft__load_relaxed(&d->count);
    if (i < count / 2) {
        for (; i > 0; i--) {
            weft__store_relaxed(slot_at(d, i), weft__load_relaxed(slot_at(d, i - 1)));
        }
        (void)take(d, true);
    } else {
        for (; i + 1 < count; i++) {
            weft__store_relaxed(slot_at(d, i), weft__load_relaxed(slot_at(d, i + 1)));
        }
        (void)take(d, false);
    }
}

static bool deque_set_item(Thread *t, Value self, Value key, Value value)
{
    Deque *d = as_deque(self);
    int64_t i;
    if (!deque_index_of_key(t, key, &i)) {
        return false;
    }
    weft__lock_object(t, &d->head);
    int64_t count = (int64_t)weft__load_relaxed(&d->count);
    i += i < 0 ? count : 0;
    bool inside = i >= 0 && i < count;
    if (inside && value != EMPTY) {
        weft__store_relaxed(slot_at(d, (size_t)i), value);
    } else if (inside) {
        delete_at(d, (size_t)i);
    }
    weft__unlock_object(t, &d->head);
    if (!inside) {
        RAISE(t, IndexError, "deque index out of range");
    }
    return inside;
}

/* Position of an equal item from `from` on: -1 absent, -2 failure. */
static int64_t search(Thread *t, Deque *d, Value wanted, size_t from, size_t to, const char *error)
{
    List *list = snapshot(t, d);
    if (list == NULL) {
        return -2;
    }
    uint64_t changes = weft__load_acquire(&d->changes); /* edge: deque_count */
    for (size_t i = from; i < to; i++) {
        Value item = list_get(list, i);
        if (item == EMPTY) {
            break;
        }
        int same = weft__equal(t, item, wanted);
        if (same < 0) {
            return -2;
        }
        if (same) {
            return (int64_t)i;
        }
        if (weft__load_acquire(&d->changes) != changes) { /* edge: deque_count */
            weft__raise(t, strcmp(error, "remove") == 0 ? EXC(t, IndexError) : EXC(t, RuntimeError),
                        "deque mutated during iteration");
            return -2;
        }
    }
    return -1;
}

static int deque_contains(Thread *t, Value self, Value item)
{
    int64_t at = search(t, as_deque(self), item, 0, SIZE_MAX, "");
    return at == -2 ? -1 : at >= 0;
}

static Value deque_copy_of(Thread *t, Deque *d)
{
    Value made = deque_new(t, d->head.type, NULL, 0, EMPTY);
    List *list = made == EMPTY ? NULL : snapshot(t, d);
    if (list == NULL) {
        return EMPTY;
    }
    as_deque(made)->limit = d->limit;
    return replace(t, as_deque(made), list, 1) ? made : EMPTY;
}

static Value deque_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    if (op == OP_ADD && is_deque(t, a)) {
        if (!is_deque(t, b)) {
            if (weft__other_may_answer(t, b, OP_ADD)) {
                return NOT_IMPLEMENTED;
            }
            return RAISE(t, TypeError, "can only concatenate deque (not \"%T\") to deque", b);
        }
        Value made = deque_copy_of(t, as_deque(a));
        return made != EMPTY && extend(t, as_deque(made), b, false) ? made : EMPTY;
    }
    if (op != OP_MULTIPLY) {
        return NOT_IMPLEMENTED;
    }
    Value self = is_deque(t, a) ? a : b, other = self == a ? b : a;
    int64_t times;
    int taken = weft__repeat_count(t, other, &times);
    if (taken <= 0) {
        return taken < 0 ? EMPTY : NOT_IMPLEMENTED;
    }
    Value made = deque_new(t, type_of(t, self), NULL, 0, EMPTY);
    List *list = made == EMPTY ? NULL : snapshot(t, as_deque(self));
    if (list == NULL) {
        return EMPTY;
    }
    as_deque(made)->limit = as_deque(self)->limit;
    return replace(t, as_deque(made), list, times < 0 ? 0 : (size_t)times) ? made : EMPTY;
}

static Value deque_inplace(Thread *t, BinaryOperation op, Value a, Value b)
{
    if (op == OP_ADD) {
        return extend(t, as_deque(a), b, false) ? a : EMPTY;
    }
    if (op != OP_MULTIPLY) {
        return NOT_IMPLEMENTED;
    }
    int64_t times;
    int taken = weft__repeat_count(t, b, &times);
    if (taken <= 0) {
        return taken < 0 ? EMPTY : NOT_IMPLEMENTED;
    }
    List *list = snapshot(t, as_deque(a));
    return list != NULL && replace(t, as_deque(a), list, times < 0 ? 0 : (size_t)times) ? a : EMPTY;
}

/* ---- methods ---- */

static Value append(Thread *t, Value *args) { return put(t, as_deque(args[0]), args[1], false) ? NONE : EMPTY; }
static Value append_left(Thread *t, Value *args)
{
    return put(t, as_deque(args[0]), args[1], true) ? NONE : EMPTY;
}
static Value pop(Thread *t, Value *args) { return take_locked(t, as_deque(args[0]), false); }
static Value pop_left(Thread *t, Value *args) { return take_locked(t, as_deque(args[0]), true); }
static Value extend_right(Thread *t, Value *args)
{
    return extend(t, as_deque(args[0]), args[1], false) ? NONE : EMPTY;
}
static Value extend_left(Thread *t, Value *args)
{
    return extend(t, as_deque(args[0]), args[1], true) ? NONE : EMPTY;
}
static Value clear(Thread *t, Value *args)
{
    deque_clear(t, as_deque(args[0]));
    return NONE;
}
static Value limit_of(Thread *t, const Deque *d)
{
    return d->limit < 0 ? NONE : int_from_i64(t, d->limit);
}

static Value copy(Thread *t, Value *args)
{
    Type *type = type_of(t, args[0]);
    if (type == deque_type(t)) {
        return deque_copy_of(t, as_deque(args[0]));
    }
    Value limit = limit_of(t, as_deque(args[0]));
    return limit == EMPTY  ? EMPTY
           : limit == NONE ? weft__call1(t, value_from_pointer(type), args[0])
                         : weft__call2(t, value_from_pointer(type), args[0], limit);
}

static Value count_method(Thread *t, Value *args)
{
    Deque *d = as_deque(args[0]);
    List *list = snapshot(t, d);
    int64_t found = 0;
    if (list == NULL) {
        return EMPTY;
    }
    uint64_t changes = weft__load_acquire(&d->changes); /* edge: deque_count */
    for (size_t i = 0; i < list_length(list); i++) {
        int same = weft__equal(t, list_get(list, i), args[1]);
        if (same < 0) {
            return EMPTY;
        }
        found += same;
        if (weft__load_acquire(&d->changes) != changes) { /* edge: deque_count */
            return RAISE(t, RuntimeError, "deque mutated during iteration");
        }
    }
    return value_from_small_int(found);
}

static Value index_method(Thread *t, Value *args)
{
    Deque *d = as_deque(args[0]);
    size_t from, to;
    if (!weft__search_bounds(t, args[2], args[3], deque_count(d), &from, &to)) {
        return EMPTY;
    }
    int64_t at = search(t, d, args[1], from, to, "");
    return at == -2   ? EMPTY
           : at == -1 ? RAISE(t, ValueError, "%R is not in deque", args[1])
                      : value_from_small_int(at);
}

static Value remove_method(Thread *t, Value *args)
{
    Deque *d = as_deque(args[0]);
    uint64_t changes = weft__load_acquire(&d->changes); /* edge: deque_count */
    int64_t at = search(t, d, args[1], 0, SIZE_MAX, "remove");
    if (at < 0) {
        return at == -2 ? EMPTY : RAISE(t, ValueError, "%R is not in deque", args[1]);
    }
    weft__lock_object(t, &d->head);
    bool same = weft__load_relaxed(&d->changes) == changes;
    if (same) {
        delete_at(d, (size_t)at);
    }
    weft__unlock_object(t, &d->head);
    return same ? NONE : RAISE(t, IndexError, "deque mutated during iteration");
}

static Value insert_method(Thread *t, Value *args)
{
    Deque *d = as_deque(args[0]);
    int64_t i;
    if (!weft__to_i64(t, args[1], &i)) {
        return EMPTY;
    }
    weft__lock_object(t, &d->head);
    int64_t count = (int64_t)weft__load_relaxed(&d->count);
    bool full = d->limit >= 0 && count >= d->limit, done = false;
    if (!full && make_room(t, d)) {
        i = i < 0 ? i + count : i;
        i = i < 0 ? 0 : i > count ? count : i;
        for (int64_t j = count; j > i; j--) {
            weft__store_relaxed(slot_at(d, (size_t)j), weft__load_relaxed(slot_at(d, (size_t)j - 1)));
        }
        weft__store_relaxed(slot_at(d, (size_t)i), args[2]);
        note_change(d, (size_t)count + 1);
        done = true;
    }
    weft__unlock_object(t, &d->head);
    if (full) {
        return RAISE(t, IndexError, "deque already at its maximum size");
    }
    return done ? NONE : EMPTY;
}

static Value reverse_method(Thread *t, Value *args)
{
    Deque *d = as_deque(args[0]);
    weft__lock_object(t, &d->head);
    size_t count = weft__load_relaxed(&d->count);
    for (size_t i = 0; i < count / 2; i++) {
        Value first = weft__load_relaxed(slot_at(d, i));
        weft__store_relaxed(slot_at(d, i), weft__load_relaxed(slot_at(d, count - 1 - i)));
        weft__store_relaxed(slot_at(d, count - 1 - i), first);
    }
    weft__unlock_object(t, &d->head);
    return NONE;
}

static Value rotate_method(Thread *t, Value *args)
{
    Deque *d = as_deque(args[0]);
    int64_t steps;
    if (!weft__to_i64(t, args[1], &steps)) {
        return EMPTY;
    }
    weft__lock_object(t, &d->head);
    int64_t count = (int64_t)weft__load_relaxed(&d->count);
    if (count > 1) {
        steps %= count;
        steps += steps < 0 ? count : 0;
        bool left = steps > count / 2; /* the shorter way round */
        size_t mask = weft__load_relaxed(&d->ring)->capacity - 1;
        for (int64_t i = left ? count - steps : steps; i > 0; i--) {
            ATOMIC(Value) *from = slot_at(d, left ? 0 : (size_t)count - 1);
            Value moved = weft__load_relaxed(from);
            weft__store_relaxed(from, EMPTY);
            d->start = (d->start + (left ? 1 : mask)) & mask;
            weft__store_relaxed(slot_at(d, left ? (size_t)count - 1 : 0), moved);
        }
        note_change(d, (size_t)count);
    }
    weft__unlock_object(t, &d->head);
    return NONE;
}

static Value reduce_method(Thread *t, Value *args)
{
    Deque *d = as_deque(args[0]);
    Value state = weft__object_state(t, args[0]);
    Value iterator = state == EMPTY ? EMPTY : weft__iterate(t, args[0]);
    Value parts[2] = {value_from_pointer(t->runtime->empty_tuple), limit_of(t, d)};
    Tuple *of = d->limit < 0 ? t->runtime->empty_tuple : weft__tuple_from(t, parts, 2);
    Tuple *result = weft__tuple_new(t, 4);
    if (iterator == EMPTY || parts[1] == EMPTY || of == NULL || result == NULL) {
        return EMPTY;
    }
    result->items[0] = value_from_pointer(type_of(t, args[0]));
    result->items[1] = value_from_pointer(of);
    result->items[2] = state;
    result->items[3] = iterator;
    return value_from_pointer(result);
}

static Value deque_maxlen(Thread *t, Value self)
{
    return limit_of(t, as_deque(self));
}

/* ---- iterators ---- */

static Value iterator_new(Thread *t, Deque *d, bool reverse)
{
    DequeIterator *iterator =
        weft__alloc(t, sizeof *iterator, weft__collections_type(t, reverse ? COLLECTIONS_DEQUE_REVERSE
                                                                           : COLLECTIONS_DEQUE_ITERATOR));
    if (iterator != NULL) {
        iterator->deque = d;
        iterator->reverse = reverse;
        iterator->changes = weft__load_acquire(&d->changes); /* edge: deque_count */
    }
    return value_or_empty(iterator);
}
static Value deque_iterate(Thread *t, Value self)
{
    return iterator_new(t, as_deque(self), false);
}
static Value reversed_method(Thread *t, Value *args)
{
    return iterator_new(t, as_deque(args[0]), true);
}

static Value iterator_next(Thread *t, Value self)
{
    DequeIterator *iterator = value_pointer(self);
    Deque *d = iterator->deque;
    size_t place = weft__load_relaxed(&iterator->place); /* edge: deque_iterator */
    if (place == SIZE_MAX) {
        return EMPTY;
    }
    Value v = EMPTY;
    weft__lock_object(t, &d->head);
    size_t count = weft__load_relaxed(&d->count);
    bool same = weft__load_relaxed(&d->changes) == iterator->changes;
    if (same && place < count) {
        v = weft__load_relaxed(slot_at(d, iterator->reverse ? count - 1 - place : place));
    }
    weft__unlock_object(t, &d->head);
    if (!same) {
        weft__store_relaxed(&iterator->place, SIZE_MAX); /* edge: deque_iterator */
        return RAISE(t, RuntimeError, "deque mutated during iteration");
    }
    weft__store_relaxed(&iterator->place, v == EMPTY ? SIZE_MAX : place + 1); /* edge: deque_iterator */
    return v;
}

static Value iterator_hint(Thread *t, Value *args)
{
    (void)t;
    DequeIterator *iterator = value_pointer(args[0]);
    size_t place = weft__load_relaxed(&iterator->place); /* edge: deque_iterator */
    size_t count = deque_count(iterator->deque);
    return value_from_small_int(place < count ? (int64_t)(count - place) : 0);
}

/* (type, (deque, items given so far)) */
static Value iterator_reduce(Thread *t, Value *args)
{
    DequeIterator *iterator = value_pointer(args[0]);
    size_t place = weft__load_relaxed(&iterator->place); /* edge: deque_iterator */
    size_t given = place == SIZE_MAX ? deque_count(iterator->deque) : place;
    Value of = weft__tuple2(t, value_from_pointer(iterator->deque), value_from_small_int((int64_t)given));
    return of == EMPTY ? EMPTY : weft__tuple2(t, value_from_pointer(type_of(t, args[0])), of);
}

/* _deque_iterator(deque, index=0): as if so many items had been given. */
static Value iterator_create(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    Value bound[2];
    int64_t place = 0;
    if (!weft__bind_native(t, "_deque_iterator", "deque, index=0, /", args, count, names, bound) ||
        (bound[1] != EMPTY && !weft__to_i64(t, bound[1], &place))) {
        return EMPTY;
    }
    if (!is_deque(t, bound[0])) {
        return RAISE(t, TypeError, "argument 1 must be collections.deque, not %T", bound[0]);
    }
    Value made = iterator_new(t, as_deque(bound[0]),
                              type == weft__collections_type(t, COLLECTIONS_DEQUE_REVERSE));
    if (made != EMPTY && place > 0) {
        DequeIterator *iterator = value_pointer(made);
        weft__store_relaxed(&iterator->place, (size_t)place); /* edge: deque_iterator */
    }
    return made;
}

static void iterator_trace(Tracer *tracer, Object *object)
{
    weft__trace_object(tracer, ((DequeIterator *)object)->deque);
}

static const NativeDef deque_methods[] = {
    {"append", append, "self, item, /", "Puts an item at the right end.", 0},
    {"appendleft", append_left, "self, item, /", "Puts an item at the left end.", 0},
    {"pop", pop, "self, /", "Takes out the item at the right end.", 0},
    {"popleft", pop_left, "self, /", "Takes out the item at the left end.", 0},
    {"extend", extend_right, "self, iterable, /",
     "Puts what the iterable gives at the right end.", 0},
    {"extendleft", extend_left, "self, iterable, /",
     "Puts what the iterable gives at the left end, so that the last is leftmost.", 0},
    {"clear", clear, "self, /", "Empties the deque.", 0},
    {"copy", copy, "self, /", "A new deque of the same items.", 0},
    {"__copy__", copy, "self, /", "A new deque of the same items.", 0},
    {"count", count_method, "self, value, /", "How many items equal value.",
     0},
    {"index", index_method, "self, value, start=, stop=, /",
     "Where value stands first, from start to stop; ValueError where it does not.", 0},
    {"insert", insert_method, "self, index, object, /",
     "Puts the object where index is; what is there moves on.", 0},
    {"remove", remove_method, "self, value, /",
     "Takes out the first item that equals value.", 0},
    {"reverse", reverse_method, "self, /", "Turns the order of the items round.", 0},
    {"rotate", rotate_method, "self, n=1, /",
     "Moves n items from the right end to the left; a negative n the other way.", 0},
    {"__reversed__", reversed_method, "self, /",
     "An iterator from the right end to the left.", 0},
    {"__reduce__", reduce_method, "self, /", "How pickle and copy make the object again.", 0},
    {"__class_getitem__", weft__native_class_getitem, "cls, item, /", "See PEP 585", NATIVE_CLASS},
    {NULL, NULL, NULL, NULL, 0},
};
static const GetSetDef deque_attributes[] = {
    {"maxlen", deque_maxlen, NULL, "How many items there may be; None: any number."},
    {NULL, NULL, NULL, NULL},
};
static const NativeDef iterator_methods[] = {
    {"__length_hint__", iterator_hint, "self, /",
     "About how many items are left.", 0},
    {"__reduce__", iterator_reduce, "self, /", "How pickle and copy make the object again.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

static bool add_iterators(Thread *t, Module *m, Type **types)
{
    for (int i = COLLECTIONS_DEQUE_ITERATOR; i <= COLLECTIONS_DEQUE_REVERSE; i++) {
        bool reverse = i == COLLECTIONS_DEQUE_REVERSE;
        Type *of = weft__native_type_new(
            t, reverse ? "_collections._deque_reverse_iterator" : "_collections._deque_iterator", NULL,
            sizeof(DequeIterator), TYPE_FINAL);
        if (of == NULL) {
            return false;
        }
        of->head.trace = iterator_trace;
        of->slots.iterate = weft__native_iterate_self;
        of->slots.next = iterator_next;
        of->slots.new_instance = iterator_create;
        types[i] = of;
        if (!weft__type_publish(t, m, of, reverse ? "_deque_reverse_iterator" : "_deque_iterator",
                                iterator_methods, NULL)) {
            return false;
        }
    }
    return true;
}

bool weft__collections_add_deque(Thread *t, Module *m, Type **types)
{
    Type *type = weft__native_type_new(t, "collections.deque", NULL, sizeof(Deque),
                                       TYPE_HAS_WEAK | TYPE_PATTERN_SEQUENCE);
    if (type == NULL) {
        return false;
    }
    type->head.trace = deque_trace;
    TypeSlots *s = &type->slots;
    s->new_instance = deque_new;
    s->init = deque_init;
    s->repr = deque_repr;
    s->hash = weft__hash_not_implemented;
    s->compare = deque_compare;
    s->iterate = deque_iterate;
    s->length = deque_length;
    s->truth = deque_truth;
    s->get_item = deque_get_item;
    s->set_item = deque_set_item;
    s->contains = deque_contains;
    s->binary = deque_binary;
    s->inplace = deque_inplace;
    s->binary_operators = s->inplace_operators = 1u << OP_ADD | 1u << OP_MULTIPLY;
    weft__dict_set_str(t, type->dict, N(t, __hash__), NONE);
    types[COLLECTIONS_DEQUE] = type;
    return weft__type_publish(t, m, type, "deque", deque_methods, deque_attributes) && add_iterators(t, m, types);
}
