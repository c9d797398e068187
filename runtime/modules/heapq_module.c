/* heapq_module.c - the modules _heapq and bisect: heaps and sorted lists in plain lists.
 *
 * As long as comparisons need no user code (numbers, str, tuples of those), a push or pop is one step
 * under the list's lock, so threads may share a heap. Otherwise every step reads the list afresh, and a
 * list whose length changed during an operation raises RuntimeError. A search of bisect takes an item
 * that is gone for the end of the list.
 */
#include "modules/native_arguments.h"
#include "object/containers_internal.h"

static bool check_list(Thread *t, Value v, const char *function)
{
    if (!is_list(t, v)) {
        RAISE(t, TypeError, "%s() argument%s must be list, not %G", function,
              strstr(function, "push") || strstr(function, "replace") ? " 1" : "", v);
        return false;
    }
    return true;
}

static COLD bool changed(Thread *t)
{
    if (!exception_pending(t)) {
        RAISE(t, RuntimeError, "list changed size during iteration");
    }
    return false;
}

/* a before b: 1, 0, -1. `largest` turns the order round. */
static ALWAYS_INLINE int before(Thread *t, Value a, Value b, bool largest)
{
    if (LIKELY(value_both_small_ints(a, b))) {
        return largest ? (int64_t)b < (int64_t)a : (int64_t)a < (int64_t)b;
    }
    return largest ? weft__compare_bool(t, b, a, CMP_LT) : weft__compare_bool(t, a, b, CMP_LT);
}

enum { ASK = 2 };

static bool quick_double(Value v, double *d)
{
    if (value_is_immediate_float(v)) {
        *d = value_immediate_float(v);
        return true;
    }
    int64_t i = value_is_small_int(v) ? value_small_int(v) : INT64_MAX;
    *d = (double)i;
    return i < (int64_t)1 << 53 && i > -((int64_t)1 << 53);
}

/* a < b where that takes no user code: 1, 0, else ASK. */
static int less_natively(Thread *t, Value a, Value b, int depth)
{
    double x, y;
    if (LIKELY(value_both_small_ints(a, b))) {
        return (int64_t)a < (int64_t)b;
    }
    if (quick_double(a, &x) && quick_double(b, &y)) {
        return x < y;
    }
    if (object_is(a, T(t, str)) && object_is(b, T(t, str))) {
        return weft__str_compare(as_str(a), as_str(b)) < 0;
    }
    if (depth > 0 && object_is(a, T(t, tuple)) && object_is(b, T(t, tuple))) {
        Tuple *p = as_tuple(a), *q = as_tuple(b);
        size_t n = tuple_length(p), m = tuple_length(q);
        for (size_t i = 0; i < n && i < m; i++) {
            if (p->items[i] == q->items[i]) {
                continue;
            }
            int less = less_natively(t, p->items[i], q->items[i], depth - 1);
            if (less != 0) {
                return less;
            }
            int more = less_natively(t, q->items[i], p->items[i], depth - 1);
            if (more != 0) {
                return more == ASK ? ASK : 0;
            }
        }
        return n < m;
    }
    return ASK;
}
static ALWAYS_INLINE int before_natively(Thread *t, Value a, Value b, bool largest)
{
    return largest ? less_natively(t, b, a, 2) : less_natively(t, a, b, 2);
}

/* Locked. Moves the item at *at up as far as native comparisons tell; true: it is in place. */
static bool sift_up_locked(Thread *t, ValueArray *array, size_t start, size_t *at, bool largest)
{
    Value item = weft__load_relaxed(&array->items[*at]);
    int less = 1;
    while (*at > start) {
        size_t parent = (*at - 1) >> 1;
        Value above = weft__load_relaxed(&array->items[parent]);
        less = before_natively(t, item, above, largest);
        if (less != 1) {
            break;
        }
        weft__store_release(&array->items[*at], above); /* edge: list_item */
        *at = parent;
    }
    weft__store_release(&array->items[*at], item); /* edge: list_item */
    return less != ASK;
}

/* Moves the item at `at` towards the root, not past `start`, with comparisons by user code. */
static bool sift_up_asking(Thread *t, List *heap, size_t length, size_t start, size_t at, bool largest)
{
    while (at > start) {
        size_t parent = (at - 1) >> 1;
        Value item = list_get(heap, at), above = list_get(heap, parent);
        if (item == EMPTY || above == EMPTY) {
            return changed(t);
        }
        int less = before(t, item, above, largest);
        if (less < 0) {
            return false;
        }
        if (list_length(heap) != length) {
            return changed(t);
        }
        if (!less) {
            break;
        }
        /* What is there now, in case the comparison moved things. */
        item = list_get(heap, at);
        above = list_get(heap, parent);
        if (item == EMPTY || above == EMPTY || !weft__list_set(t, heap, at, above) ||
            !weft__list_set(t, heap, parent, item)) {
            return changed(t);
        }
        at = parent;
    }
    return true;
}

/* Locked. The item at *at goes down along the smaller children while native comparisons tell which
 * those are; true: *at is a leaf. */
static bool sift_down_locked(Thread *t, ValueArray *array, size_t length, size_t *at, bool largest)
{
    Value item = weft__load_relaxed(&array->items[*at]);
    bool leaf = true;
    while (*at < length / 2) {
        size_t child = 2 * *at + 1;
        if (child + 1 < length) {
            int less = before_natively(t, weft__load_relaxed(&array->items[child]),
                                       weft__load_relaxed(&array->items[child + 1]), largest);
            if (less == ASK) {
                leaf = false;
                break;
            }
            child += !less;
        }
        /* edge: list_item; locked */
        weft__store_release(&array->items[*at], weft__load_relaxed(&array->items[child]));
        *at = child;
    }
    weft__store_release(&array->items[*at], item); /* edge: list_item */
    return leaf;
}

/* Moves the item at `at` down to a leaf along the smaller children, then up to `start` at most, with
 * comparisons by user code. */
static bool sift_down_asking(Thread *t, List *heap, size_t length, size_t start, size_t at, bool largest)
{
    while (at < length / 2) {
        size_t child = 2 * at + 1;
        if (child + 1 < length) {
            Value left = list_get(heap, child), right = list_get(heap, child + 1);
            if (left == EMPTY || right == EMPTY) {
                return changed(t);
            }
            int less = before(t, left, right, largest);
            if (less < 0) {
                return false;
            }
            child += !less;
            if (list_length(heap) != length) {
                return changed(t);
            }
        }
        Value item = list_get(heap, at), below = list_get(heap, child);
        if (item == EMPTY || below == EMPTY || !weft__list_set(t, heap, at, below) ||
            !weft__list_set(t, heap, child, item)) {
            return changed(t);
        }
        at = child;
    }
    return sift_up_asking(t, heap, length, start, at, largest);
}

/* Locked: lets the item at `at` sink to its place. True: it is there; otherwise *reached says how far
 * comparisons without user code have led. */
static bool sink_locked(Thread *t, List *heap, size_t at, bool largest, size_t *reached)
{
    ValueArray *array = weft__load_relaxed(&heap->array);
    *reached = at;
    return sift_down_locked(t, array, list_length(heap), reached, largest) &&
           sift_up_locked(t, array, at, reached, largest);
}

static Value heap_push(Thread *t, Value *args)
{
    if (!check_list(t, args[0], "heappush")) {
        return EMPTY;
    }
    List *heap = as_list(args[0]);
    weft__lock_object(t, &heap->head);
    bool appended = weft__list_append_locked(t, heap, args[1]), done = true;
    size_t length = list_length(heap), at = length - 1;
    if (appended) {
        list_moves_begin(heap);
        done = sift_up_locked(t, weft__load_relaxed(&heap->array), 0, &at, false);
        list_moves_end(heap);
    }
    weft__unlock_object(t, &heap->head);
    return appended && (done || sift_up_asking(t, heap, length, 0, at, false)) ? NONE : EMPTY;
}

/* Takes the root out and puts `item` there (EMPTY: the last item, which leaves its place). */
static Value take_root(Thread *t, List *heap, Value item, bool largest)
{
    weft__lock_object(t, &heap->head);
    Value root = list_get(heap, 0);
    bool done = true;
    size_t length = 0, reached = 0;
    if (root != EMPTY) {
        if (item == EMPTY) {
            item = weft__list_pop_last_locked(t, heap);
        }
        length = list_length(heap);
        if (length > 0) {
            list_moves_begin(heap);
            weft__store_release(&weft__load_relaxed(&heap->array)->items[0], item); /* edge: list_item; locked */
            done = sink_locked(t, heap, 0, largest, &reached);
            list_moves_end(heap);
        }
    }
    weft__unlock_object(t, &heap->head);
    if (root == EMPTY) {
        return RAISE(t, IndexError, "index out of range");
    }
    return done || sift_down_asking(t, heap, length, 0, reached, largest) ? root : EMPTY;
}

static Value pop_root(Thread *t, Value v, bool largest, const char *function)
{
    return check_list(t, v, function) ? take_root(t, as_list(v), EMPTY, largest) : EMPTY;
}
static Value heap_pop(Thread *t, Value *args)
{
    return pop_root(t, args[0], false, "heappop");
}
static Value heap_pop_max(Thread *t, Value *args)
{
    return pop_root(t, args[0], true, "_heappop_max");
}

static Value replace_root(Thread *t, Value v, Value item, bool largest, const char *function)
{
    return check_list(t, v, function) ? take_root(t, as_list(v), item, largest) : EMPTY;
}
static Value heap_replace(Thread *t, Value *args)
{
    return replace_root(t, args[0], args[1], false, "heapreplace");
}
static Value heap_replace_max(Thread *t, Value *args)
{
    return replace_root(t, args[0], args[1], true, "_heapreplace_max");
}

static Value heap_push_pop(Thread *t, Value *args)
{
    if (!check_list(t, args[0], "heappushpop")) {
        return EMPTY;
    }
    List *heap = as_list(args[0]);
    for (;;) {
        Value root = list_get(heap, 0);
        if (root == EMPTY) {
            return args[1];
        }
        int less = before(t, root, args[1], false);
        if (less <= 0) {
            return less < 0 ? EMPTY : args[1];
        }
        if (list_get(heap, 0) == root) {
            return take_root(t, heap, args[1], false);
        }
        if (!weft__poll(t)) { /* another root by now: compare with that one */
            return EMPTY;
        }
    }
}

static Value make_heap(Thread *t, Value v, bool largest, const char *function)
{
    if (!check_list(t, v, function)) {
        return EMPTY;
    }
    List *heap = as_list(v);
    for (size_t i = list_length(heap) / 2; i-- > 0;) {
        size_t length = 0, reached = i;
        weft__lock_object(t, &heap->head);
        length = list_length(heap);
        list_moves_begin(heap);
        bool done = i >= length || sink_locked(t, heap, i, largest, &reached);
        list_moves_end(heap);
        weft__unlock_object(t, &heap->head);
        if ((!done && !sift_down_asking(t, heap, length, i, reached, largest)) || !weft__poll(t)) {
            return EMPTY;
        }
    }
    return NONE;
}
static Value heapify(Thread *t, Value *args)
{
    return make_heap(t, args[0], false, "heapify");
}
static Value heapify_max(Thread *t, Value *args)
{
    return make_heap(t, args[0], true, "_heapify_max");
}

bool weft__init_module__heapq(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"heappush", heap_push, "heap, item, /",
         "Puts an item in, so that the list stays a heap.", 0},
        {"heappop", heap_pop, "heap, /",
         "Takes out the least item; what is left is a heap.", 0},
        {"heapreplace", heap_replace, "heap, item, /",
         "Pop and return the current smallest value, and add the new item.", 0},
        {"heappushpop", heap_push_pop, "heap, item, /",
         "Push item on the heap, then pop and return the smallest item from the heap.", 0},
        {"heapify", heapify, "heap, /", "Orders a list as a heap, in time that grows with its length.",
         0},
        {"_heappop_max", heap_pop_max, "heap, /", "heappop() with the greatest item in front.", 0},
        {"_heapreplace_max", heap_replace_max, "heap, item, /", "heapreplace() with the greatest item in front.", 0},
        {"_heapify_max", heapify_max, "heap, /", "heapify() with the greatest item in front.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_heapq"));
}

/* ---- bisect ---- */

/* Where args[1] belongs in args[0]: a, x, lo, hi, key. */
static bool find_place(Thread *t, Value *args, Value wanted, bool right, int64_t *place)
{
    int64_t low, high = -1;
    if (!weft__to_i64(t, args[2], &low)) {
        return false;
    }
    if (low < 0) {
        RAISE(t, ValueError, "lo must be non-negative");
        return false;
    }
    if (args[3] != NONE) {
        if (!weft__to_i64(t, args[3], &high)) {
            return false;
        }
    } else {
        high = weft__length(t, args[0]);
        if (high < 0) {
            return false;
        }
    }
    bool plain = object_is(args[0], T(t, list));
    while (low < high) {
        int64_t middle = low + (high - low) / 2;
        Value item = plain ? list_get(as_list(args[0]), (size_t)middle) : EMPTY;
        if (item == EMPTY && plain && args[3] == NONE) {
            high = middle; /* others have shortened the list */
            continue;
        }
        if (item == EMPTY) {
            Value index = int_from_i64(t, middle);
            item = index == EMPTY ? EMPTY : weft__get_item(t, args[0], index);
        }
        if (item != EMPTY && args[4] != NONE) {
            item = weft__call1(t, args[4], item);
        }
        if (item == EMPTY) {
            return false;
        }
        int less = right ? before(t, wanted, item, false) : before(t, item, wanted, false);
        if (less < 0) {
            return false;
        }
        if (right ? less : !less) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    *place = low;
    return true;
}

static Value bisect(Thread *t, Value *args, bool right)
{
    int64_t place;
    return find_place(t, args, args[1], right, &place) ? int_from_i64(t, place) : EMPTY;
}
static Value bisect_right(Thread *t, Value *args) { return bisect(t, args, true); }
static Value bisect_left(Thread *t, Value *args) { return bisect(t, args, false); }

static Value insort(Thread *t, Value *args, bool right)
{
    int64_t place;
    Value wanted = args[4] == NONE ? args[1] : weft__call1(t, args[4], args[1]);
    if (wanted == EMPTY || !find_place(t, args, wanted, right, &place)) {
        return EMPTY;
    }
    if (object_is(args[0], T(t, list))) {
        return weft__list_insert(t, as_list(args[0]), place, args[1]) ? NONE : EMPTY;
    }
    Value insert_arguments[2] = {int_from_i64(t, place), args[1]};
    return weft__call_method(t, args[0], N(t, insert), insert_arguments, 2) == EMPTY ? EMPTY : NONE;
}
static Value insort_right(Thread *t, Value *args) { return insort(t, args, true); }
static Value insort_left(Thread *t, Value *args) { return insort(t, args, false); }

bool weft__init_module_bisect(Thread *t, Module *m)
{
    static const char signature[] = "a, x, lo=0, hi=None, *, key=None";
    static const NativeDef functions[] = {
        {"bisect_right", bisect_right, signature, NULL, 0},
        {"bisect_left", bisect_left, signature, NULL, 0},
        {"insort_right", insort_right, signature, NULL, 0},
        {"insort_left", insort_left, signature, NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_bisect")) &&
           weft__dict_set_c(t, m->dict, "bisect", weft__dict_get_str(t, m->dict, weft__intern_c(t, "bisect_right"))) &&
           weft__dict_set_c(t, m->dict, "insort", weft__dict_get_str(t, m->dict, weft__intern_c(t, "insort_right")));
}
