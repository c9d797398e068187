/* itertools_module.c - the module itertools: iterators over one or several iterables.
 *
 * Threads may share every one of them: state is kept in single atomic words, so a shared iterator may
 * skip or repeat an item, but never breaks; count and repeat hand out each number once. User code runs
 * with no lock held. Those over fixed pools are in itertools_combinatorics.c.
 */
#include "modules/itertools.h"

#include "object/classes.h"

#define LOAD(field) weft__load_acquire(&(field))      /* edge: itertools_state */
#define STORE(field, v) weft__store_release(&(field), (v)) /* edge: itertools_state */

static void lazy_trace(Tracer *tracer, Object *object)
{
    Lazy *lazy = (Lazy *)object;
    weft__trace_value(tracer, lazy->function);
    weft__trace_value(tracer, lazy->source);
    weft__trace_value(tracer, weft__load_relaxed(&lazy->a));
    weft__trace_value(tracer, weft__load_relaxed(&lazy->b));
    weft__trace_value(tracer, weft__load_relaxed(&lazy->c));
}

static Lazy *lazy_new(Thread *t, Type *type, Value function, Value source)
{
    Lazy *lazy = weft__instance_new(t, type, type->instance_bytes);
    if (lazy != NULL) {
        lazy->function = function;
        lazy->source = source;
        weft__init(&lazy->a, EMPTY);
        weft__init(&lazy->b, EMPTY);
        weft__init(&lazy->c, EMPTY);
    }
    return lazy;
}

/* An iterator over `iterable` with a function beside it. */
static Value lazy_over(Thread *t, Type *type, Value function, Value iterable)
{
    Value source = weft__iterate(t, iterable);
    return source == EMPTY ? EMPTY : value_or_empty(lazy_new(t, type, function, source));
}

/* ---- accumulate: a total so far, b initial value not yet given ---- */

static Value accumulate_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    static const char *const parameters[] = {"iterable", "func", "initial", NULL};
    Value bound[3];
    if (!weft__bind_named(t, "accumulate", parameters, 1, 2, args, count, names, bound)) {
        return EMPTY;
    }
    Value made = lazy_over(t, type, bound[1] == EMPTY ? NONE : bound[1], bound[0]);
    if (made != EMPTY && bound[2] != EMPTY && bound[2] != NONE) {
        STORE(((Lazy *)value_pointer(made))->b, bound[2]);
    }
    return made;
}

static Value accumulate_next(Thread *t, Value self)
{
    Lazy *lazy = value_pointer(self);
    if (UNLIKELY(LOAD(lazy->b) != EMPTY)) {
        Value initial = weft__exchange_acq_rel(&lazy->b, EMPTY); /* edge: itertools_state */
        if (initial != EMPTY) {
            STORE(lazy->a, initial);
            return initial;
        }
    }
    if (!weft__enter_native(t, "")) {
        return EMPTY;
    }
    Value item = weft__next(t, lazy->source);
    if (item == EMPTY) {
        return EMPTY;
    }
    Value total = LOAD(lazy->a);
    if (total != EMPTY) {
        item = lazy->function == NONE ? weft__binary(t, OP_ADD, total, item)
                                      : weft__call2(t, lazy->function, total, item);
        if (item == EMPTY) {
            return EMPTY;
        }
    }
    STORE(lazy->a, item);
    return item;
}

/* ---- chain: a iterator of iterables, b the one being walked ---- */

static Value chain_from(Thread *t, Type *type, Value iterables)
{
    Value source = weft__iterate(t, iterables);
    Lazy *lazy = source == EMPTY ? NULL : lazy_new(t, type, NONE, NONE);
    if (lazy != NULL) {
        STORE(lazy->a, source);
    }
    return value_or_empty(lazy);
}

static Value chain_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    if (!weft__no_keywords(t, "chain", names)) {
        return EMPTY;
    }
    Tuple *all = weft__tuple_from(t, args, count);
    return all == NULL ? EMPTY : chain_from(t, type, value_from_pointer(all));
}

static Value chain_from_iterable(Thread *t, Value *args)
{
    return chain_from(t, value_pointer(args[0]), args[1]);
}

static Value chain_next(Thread *t, Value self)
{
    Lazy *lazy = value_pointer(self);
    if (!weft__enter_native(t, "")) {
        return EMPTY;
    }
    for (;;) {
        Value active = LOAD(lazy->b);
        if (active == EMPTY) {
            Value source = LOAD(lazy->a);
            if (source == EMPTY) {
                return EMPTY;
            }
            Value iterable = weft__next(t, source);
            if (iterable == EMPTY) {
                STORE(lazy->a, EMPTY);
                return EMPTY;
            }
            active = weft__iterate(t, iterable);
            if (active == EMPTY) {
                STORE(lazy->a, EMPTY);
                return EMPTY;
            }
            STORE(lazy->b, active);
        }
        Value item = weft__next(t, active);
        if (LIKELY(item != EMPTY) || exception_pending(t)) {
            return item;
        }
        /* Only the iterator that ended is dropped: another thread may have put the next one there. */
        (void)weft__exchange_if_acq_rel(&lazy->b, &active, EMPTY); /* edge: itertools_state */
    }
}

static const NativeDef chain_methods[] = {
    {"from_iterable", chain_from_iterable, "cls, iterable, /",
     "Alternative chain() constructor taking a single iterable argument that evaluates lazily.",
     NATIVE_CLASS},
    {"__class_getitem__", weft__native_class_getitem, "cls, item, /", "See PEP 585", NATIVE_CLASS},
    {NULL, NULL, NULL, NULL, 0},
};

/* ---- compress, dropwhile, takewhile, filterfalse, starmap ---- */

static Value compress_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    static const char *const parameters[] = {"data", "selectors", NULL};
    Value bound[2];
    if (!weft__bind_named(t, "compress", parameters, 2, 2, args, count, names, bound)) {
        return EMPTY;
    }
    Value data = weft__iterate(t, bound[0]);
    Value selectors = data == EMPTY ? EMPTY : weft__iterate(t, bound[1]);
    return selectors == EMPTY ? EMPTY : value_or_empty(lazy_new(t, type, selectors, data));
}

static Value compress_next(Thread *t, Value self)
{
    Lazy *lazy = value_pointer(self);
    if (!weft__enter_native(t, "")) {
        return EMPTY;
    }
    for (;;) {
        Value item = weft__next(t, lazy->source);
        Value selector = item == EMPTY ? EMPTY : weft__next(t, lazy->function);
        if (selector == EMPTY || !weft__poll(t)) {
            return EMPTY;
        }
        int taken = weft__truth(t, selector);
        if (taken != 0) {
            return taken < 0 ? EMPTY : item;
        }
    }
}

/* function, iterable: both by position only. */
static Value predicate_new(Thread *t, Type *type, const char *name, Value *args, size_t count,
                           Value names)
{
    if (!weft__no_keywords(t, name, names)) {
        return EMPTY;
    }
    if (count != 2) {
        return RAISE(t, TypeError, "%s expected 2 arguments, got %zu", name, count);
    }
    return lazy_over(t, type, args[0], args[1]);
}

static int verdict_of(Thread *t, Value function, Value item)
{
    Value verdict = function == NONE ? item : weft__call1(t, function, item);
    return verdict == TRUE_VALUE    ? 1
           : verdict == FALSE_VALUE ? 0
           : verdict == EMPTY       ? -1
                                    : weft__truth(t, verdict);
}

static Value drop_while_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    return predicate_new(t, type, "dropwhile", args, count, names);
}
static Value drop_while_next(Thread *t, Value self)
{
    Lazy *lazy = value_pointer(self);
    if (!weft__enter_native(t, "")) {
        return EMPTY;
    }
    for (;;) {
        Value item = weft__next(t, lazy->source);
        if (item == EMPTY || LOAD(lazy->a) != EMPTY) {
            return item;
        }
        int dropped = verdict_of(t, lazy->function, item);
        if (dropped < 0 || !weft__poll(t)) {
            return EMPTY;
        }
        if (dropped == 0) {
            STORE(lazy->a, NONE); /* from here on everything passes */
            return item;
        }
    }
}

static Value take_while_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    return predicate_new(t, type, "takewhile", args, count, names);
}
static Value take_while_next(Thread *t, Value self)
{
    Lazy *lazy = value_pointer(self);
    if (LOAD(lazy->a) != EMPTY || !weft__enter_native(t, "")) {
        return EMPTY;
    }
    Value item = weft__next(t, lazy->source);
    int taken = item == EMPTY ? -1 : verdict_of(t, lazy->function, item);
    if (taken == 0) {
        STORE(lazy->a, NONE); /* ended */
    }
    return taken > 0 ? item : EMPTY;
}

static Value filter_false_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    return predicate_new(t, type, "filterfalse", args, count, names);
}
static Value filter_false_next(Thread *t, Value self)
{
    Lazy *lazy = value_pointer(self);
    if (!weft__enter_native(t, "")) {
        return EMPTY;
    }
    for (;;) {
        Value item = weft__next(t, lazy->source);
        int dropped = item == EMPTY ? -1 : verdict_of(t, lazy->function, item);
        if (dropped <= 0) {
            return dropped < 0 ? EMPTY : item;
        }
        if (!weft__poll(t)) {
            return EMPTY;
        }
    }
}

static Value star_map_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    return predicate_new(t, type, "starmap", args, count, names);
}
static Value star_map_next(Thread *t, Value self)
{
    Lazy *lazy = value_pointer(self);
    if (!weft__enter_native(t, "")) {
        return EMPTY;
    }
    Value item = weft__next(t, lazy->source);
    if (item == EMPTY) {
        return EMPTY;
    }
    Tuple *row = weft__tuple_from_iterable(t, item);
    return row == NULL ? EMPTY : weft__call_tuple(t, lazy->function, value_from_pointer(row), EMPTY);
}

/* ---- count: a next number, function step ---- */

static Value count_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    static const char *const parameters[] = {"start", "step", NULL};
    Value bound[2];
    if (!weft__bind_named(t, "count", parameters, 0, 2, args, count, names, bound)) {
        return EMPTY;
    }
    Value start = bound[0] == EMPTY ? value_from_small_int(0) : bound[0];
    Value step = bound[1] == EMPTY ? value_from_small_int(1) : bound[1];
    for (int i = 0; i < 2; i++) {
        Value v = i == 0 ? start : step;
        const TypeSlots *slots = &type_of(t, v)->slots;
        if (!is_int(t, v) && slots->index == NULL && slots->to_float == NULL && slots->to_int == NULL &&
            !object_is(v, T(t, complex))) {
            return RAISE(t, TypeError, "a number is required");
        }
    }
    Lazy *lazy = lazy_new(t, type, step, NONE);
    if (lazy != NULL) {
        weft__init(&lazy->a, start);
    }
    return value_or_empty(lazy);
}

static Value count_next(Thread *t, Value self)
{
    Lazy *lazy = value_pointer(self);
    Value now = LOAD(lazy->a);
    for (;;) {
        Value following;
        if (LIKELY(value_both_small_ints(now, lazy->function))) {
            following = int_from_i64(t, value_small_int(now) + value_small_int(lazy->function));
        } else {
            following = weft__binary(t, OP_ADD, now, lazy->function);
        }
        if (following == EMPTY) {
            return EMPTY;
        }
        if (weft__exchange_if_acq_rel(&lazy->a, &now, following)) { /* edge: itertools_state */
            return now;
        }
    }
}

static Value count_repr(Thread *t, Value self)
{
    Lazy *lazy = value_pointer(self);
    if (lazy->function == value_from_small_int(1)) {
        return value_or_empty(weft__str_format(t, "count(%R)", LOAD(lazy->a)));
    }
    return value_or_empty(weft__str_format(t, "count(%R, %R)", LOAD(lazy->a), lazy->function));
}

static Value count_reduce(Thread *t, Value *args)
{
    Lazy *lazy = value_pointer(args[0]);
    Value of = weft__tuple2(t, LOAD(lazy->a), lazy->function);
    return of == EMPTY ? EMPTY : weft__tuple2(t, value_from_pointer(type_of(t, args[0])), of);
}
static const NativeDef count_methods[] = {
    {"__reduce__", count_reduce, "self, /", "Return state information for pickling.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

/* ---- cycle: a list of saved items, b the source until it ends, n next place ---- */

static Value cycle_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    if (!weft__no_keywords(t, "cycle", names)) {
        return EMPTY;
    }
    if (count != 1) {
        return RAISE(t, TypeError, "cycle expected 1 argument, got %zu", count);
    }
    Value source = weft__iterate(t, args[0]);
    List *saved = source == EMPTY ? NULL : weft__list_new(t, 0);
    Lazy *lazy = saved == NULL ? NULL : lazy_new(t, type, NONE, value_from_pointer(saved));
    if (lazy != NULL) {
        weft__init(&lazy->b, source);
    }
    return value_or_empty(lazy);
}

static Value cycle_next(Thread *t, Value self)
{
    Lazy *lazy = value_pointer(self);
    List *saved = as_list(lazy->source);
    Value source = LOAD(lazy->b);
    if (source != EMPTY) {
        if (!weft__enter_native(t, "")) {
            return EMPTY;
        }
        Value item = weft__next(t, source);
        if (item != EMPTY) {
            return weft__list_append(t, saved, item) ? item : EMPTY;
        }
        if (exception_pending(t)) {
            return EMPTY;
        }
        STORE(lazy->b, EMPTY);
    }
    size_t length = list_length(saved);
    if (length == 0) {
        return EMPTY;
    }
    int64_t at = weft__load_relaxed(&lazy->n); /* edge: itertools_state */
    weft__store_relaxed(&lazy->n, (size_t)at + 1 >= length ? 0 : at + 1); /* edge: itertools_state */
    return list_get(saved, (size_t)at);
}

/* ---- islice: n items taken from the source, m next one wanted, limit (-1: none), step ---- */

typedef struct Slicer {
    Object head;
    ATOMIC(Value) source; /* EMPTY: ended; edge: itertools_state */
    ATOMIC(int64_t) taken, wanted;
    int64_t limit, step;  /* never change */
} Slicer;

static bool slice_number(Thread *t, Value v, int64_t otherwise, int64_t *out, const char *message)
{
    if (v == NONE || v == EMPTY) {
        *out = otherwise;
        return true;
    }
    if (is_int(t, v) || type_of(t, v)->slots.index != NULL) {
        Value exact = weft__index(t, v);
        if (exact == EMPTY) {
            exception_take(t);
        } else if (weft__int_fits_i64(t, exact, out) && *out >= 0) {
            return true;
        }
    }
    RAISE(t, ValueError, "%s", message);
    return false;
}

static Value islice_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    static const char indices[] =
        "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    static const char stop_only[] =
        "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
    if (!weft__no_keywords(t, "islice", names)) {
        return EMPTY;
    }
    if (count < 2 || count > 4) {
        return RAISE(t, TypeError, "islice expected at %s arguments, got %zu",
                     count < 2 ? "least 2" : "most 4", count);
    }
    int64_t start = 0, stop = -1, step = 1;
    if (count == 2) {
        if (!slice_number(t, args[1], -1, &stop, stop_only)) {
            return EMPTY;
        }
    } else if (!slice_number(t, args[2], -1, &stop, stop_only) ||
               !slice_number(t, args[1], 0, &start, indices)) {
        return EMPTY;
    }
    if (count == 4 && (!slice_number(t, args[3], 1, &step,
                                     "Step for islice() must be a positive integer or None.") ||
                       step < 1)) {
        return exception_pending(t)
                   ? EMPTY
                   : RAISE(t, ValueError, "Step for islice() must be a positive integer or None.");
    }
    Value source = weft__iterate(t, args[0]);
    Slicer *slicer = source == EMPTY ? NULL : weft__instance_new(t, type, type->instance_bytes);
    if (slicer != NULL) {
        weft__init(&slicer->source, source);
        weft__init(&slicer->wanted, start);
        slicer->limit = stop;
        slicer->step = step;
    }
    return value_or_empty(slicer);
}

static Value islice_next(Thread *t, Value self)
{
    Slicer *slicer = value_pointer(self);
    Value source = LOAD(slicer->source);
    if (source == EMPTY || !weft__enter_native(t, "")) {
        return EMPTY;
    }
    int64_t taken = weft__load_relaxed(&slicer->taken); /* edge: itertools_state */
    int64_t wanted = weft__load_relaxed(&slicer->wanted); /* edge: itertools_state */
    while (taken < wanted) {
        Value skipped = weft__next(t, source);
        if (skipped == EMPTY || !weft__poll(t)) {
            STORE(slicer->source, EMPTY);
            return EMPTY;
        }
        weft__store_relaxed(&slicer->taken, ++taken); /* edge: itertools_state */
    }
    if (slicer->limit >= 0 && taken >= slicer->limit) {
        STORE(slicer->source, EMPTY);
        return EMPTY;
    }
    Value item = weft__next(t, source);
    if (item == EMPTY) {
        STORE(slicer->source, EMPTY);
        return EMPTY;
    }
    weft__store_relaxed(&slicer->taken, taken + 1); /* edge: itertools_state */
    int64_t next;
    if (ADD_OVERFLOWS(wanted, slicer->step, &next) || (slicer->limit >= 0 && next > slicer->limit)) {
        next = slicer->limit >= 0 ? slicer->limit : INT64_MAX;
    }
    weft__store_relaxed(&slicer->wanted, next); /* edge: itertools_state */
    return item;
}

static void islice_trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, weft__load_relaxed(&((Slicer *)object)->source));
}

/* ---- pairwise: a previous item ---- */

static Value pairwise_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    if (!weft__no_keywords(t, "pairwise", names)) {
        return EMPTY;
    }
    if (count != 1) {
        return RAISE(t, TypeError, "pairwise expected 1 argument, got %zu", count);
    }
    return lazy_over(t, type, NONE, args[0]);
}

static Value pairwise_next(Thread *t, Value self)
{
    Lazy *lazy = value_pointer(self);
    if (!weft__enter_native(t, "")) {
        return EMPTY;
    }
    Value before = LOAD(lazy->a);
    if (before == EMPTY) {
        before = weft__next(t, lazy->source);
        if (before == EMPTY) {
            return EMPTY;
        }
        STORE(lazy->a, before);
    }
    Value item = weft__next(t, lazy->source);
    if (item == EMPTY) {
        return EMPTY;
    }
    STORE(lazy->a, item);
    return weft__tuple2(t, before, item);
}

/* ---- repeat: function the object, n how many are left, -1: no end ---- */

static Value repeat_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    static const char *const parameters[] = {"object", "times", NULL};
    Value bound[2];
    int64_t times = -1;
    if (!weft__bind_named(t, "repeat", parameters, 1, 2, args, count, names, bound)) {
        return EMPTY;
    }
    if (bound[1] != EMPTY) {
        if (!weft__to_i64(t, bound[1], &times)) {
            return EMPTY;
        }
        times = times < 0 ? 0 : times;
    }
    Lazy *lazy = lazy_new(t, type, bound[0], NONE);
    if (lazy != NULL) {
        weft__init(&lazy->n, times);
    }
    return value_or_empty(lazy);
}

static Value repeat_next(Thread *t, Value self)
{
    (void)t;
    Lazy *lazy = value_pointer(self);
    int64_t left = weft__load_relaxed(&lazy->n); /* edge: itertools_state */
    while (left > 0) {
        if (weft__exchange_if_relaxed(&lazy->n, &left, left - 1)) { /* edge: itertools_state */
            return lazy->function;
        }
    }
    return left < 0 ? lazy->function : EMPTY;
}

static Value repeat_repr(Thread *t, Value self)
{
    Lazy *lazy = value_pointer(self);
    int64_t left = weft__load_relaxed(&lazy->n); /* edge: itertools_state */
    if (left < 0) {
        return value_or_empty(weft__str_format(t, "repeat(%R)", lazy->function));
    }
    return value_or_empty(weft__str_format(t, "repeat(%R, %lld)", lazy->function, (long long)left));
}

static Value repeat_hint(Thread *t, Value *args)
{
    int64_t left = weft__load_relaxed(&((Lazy *)value_pointer(args[0]))->n); /* edge: itertools_state */
    return left < 0 ? RAISE(t, TypeError, "len() of unsized object") : value_from_small_int(left);
}

static Value repeat_reduce(Thread *t, Value *args)
{
    Lazy *lazy = value_pointer(args[0]);
    int64_t left = weft__load_relaxed(&lazy->n); /* edge: itertools_state */
    Value parts[2] = {lazy->function, value_from_small_int(left)};
    Tuple *of = weft__tuple_from(t, parts, left < 0 ? 1 : 2);
    return of == NULL ? EMPTY
                      : weft__tuple2(t, value_from_pointer(type_of(t, args[0])), value_from_pointer(of));
}
static const NativeDef repeat_methods[] = {
    {"__length_hint__", repeat_hint, "self, /",
     "Private method returning an estimate of len(list(it)).", 0},
    {"__reduce__", repeat_reduce, "self, /", "Return state information for pickling.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

/* ---- groupby: a current key, b current value, c key of the present group; n number of the group ---- */

typedef struct Group {
    Object head;
    Lazy *parent;   /* never change */
    Value key;
    int64_t number; /* a group of an earlier number has ended */
} Group;

static Value group_by_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    static const char *const parameters[] = {"iterable", "key", NULL};
    Value bound[2];
    if (!weft__bind_named(t, "groupby", parameters, 1, 2, args, count, names, bound)) {
        return EMPTY;
    }
    return lazy_over(t, type, bound[1] == EMPTY ? NONE : bound[1], bound[0]);
}

/* Reads the next value and its key. */
static bool group_step(Thread *t, Lazy *lazy)
{
    Value value = weft__next(t, lazy->source);
    if (value == EMPTY) {
        return false;
    }
    Value key = lazy->function == NONE ? value : weft__call1(t, lazy->function, value);
    if (key == EMPTY) {
        return false;
    }
    STORE(lazy->b, value);
    STORE(lazy->a, key);
    return true;
}

static Value group_by_next(Thread *t, Value self)
{
    Lazy *lazy = value_pointer(self);
    if (!weft__enter_native(t, "")) {
        return EMPTY;
    }
    int64_t number = weft__add_relaxed(&lazy->n, 1) + 1; /* edge: itertools_state */
    for (;;) {
        Value key = LOAD(lazy->a), target = LOAD(lazy->c);
        if (key != EMPTY) {
            if (target == EMPTY) {
                break;
            }
            int same = weft__equal(t, target, key);
            if (same < 0) {
                return EMPTY;
            }
            if (same == 0) {
                break;
            }
        }
        if (!group_step(t, lazy) || !weft__poll(t)) {
            return EMPTY;
        }
    }
    Value key = LOAD(lazy->a);
    STORE(lazy->c, key);
    Tuple *types = as_tuple(t->runtime->module_values[MODULE_VALUE_ITERTOOLS]);
    Group *group = weft__alloc(t, sizeof *group, value_pointer(types->items[ITERTOOLS_GROUP]));
    if (group == NULL) {
        return EMPTY;
    }
    group->parent = lazy;
    group->key = key;
    group->number = number;
    return weft__tuple2(t, key, value_from_pointer(group));
}

static Value group_next(Thread *t, Value self)
{
    Group *group = value_pointer(self);
    Lazy *lazy = group->parent;
    if (weft__load_relaxed(&lazy->n) != group->number) { /* edge: itertools_state */
        return EMPTY;
    }
    if (LOAD(lazy->b) == EMPTY && !group_step(t, lazy)) {
        return EMPTY;
    }
    Value key = LOAD(lazy->a);
    int same = key == EMPTY ? 0 : weft__equal(t, group->key, key);
    if (same <= 0) {
        return EMPTY;
    }
    return weft__exchange_acq_rel(&lazy->b, EMPTY); /* edge: itertools_state */
}

static void group_trace(Tracer *tracer, Object *object)
{
    weft__trace_object(tracer, ((Group *)object)->parent);
    weft__trace_value(tracer, ((Group *)object)->key);
}

/* ---- tee: readers that walk one chain of items; whoever is first fills it ---- */

typedef struct TeeLink {
    Object head;
    ATOMIC(Value) item, next; /* EMPTY until filled, next before item; edge: tee_link */
} TeeLink;
typedef struct TeeSource {
    Object head;
    Value iterator;           /* never changes */
    ATOMIC(uint32_t) running; /* somebody is asking the iterator; edge: tee_running */
} TeeSource;
typedef struct Tee {
    Object head;
    Value source;             /* TeeSource; never changes */
    ATOMIC(Value) link;       /* TeeLink that comes next; edge: tee_link */
} Tee;

static Type *helper_type(Thread *t, int number)
{
    return value_pointer(as_tuple(t->runtime->module_values[MODULE_VALUE_ITERTOOLS])->items[number]);
}

static Value tee_link_new(Thread *t)
{
    TeeLink *link = weft__alloc(t, sizeof *link, helper_type(t, ITERTOOLS_TEE_LINK));
    if (link != NULL) {
        weft__init(&link->item, EMPTY);
        weft__init(&link->next, EMPTY);
    }
    return value_or_empty(link);
}

static Value tee_make(Thread *t, Value source, Value link)
{
    Tee *tee = weft__alloc(t, sizeof *tee, helper_type(t, ITERTOOLS_TEE));
    if (tee != NULL) {
        tee->source = source;
        weft__init(&tee->link, link);
    }
    return value_or_empty(tee);
}

static Value tee_from(Thread *t, Value iterable)
{
    Value iterator = weft__iterate(t, iterable);
    if (iterator == EMPTY || object_is(iterator, helper_type(t, ITERTOOLS_TEE))) {
        Tee *other = iterator == EMPTY ? NULL : value_pointer(iterator);
        return other == NULL ? EMPTY : tee_make(t, other->source, LOAD(other->link));
    }
    TeeSource *source = weft__alloc(t, sizeof *source, helper_type(t, ITERTOOLS_TEE_SOURCE));
    Value link = source == NULL ? EMPTY : tee_link_new(t);
    if (link == EMPTY) {
        return EMPTY;
    }
    source->iterator = iterator;
    return tee_make(t, value_from_pointer(source), link);
}

static Value tee_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)type;
    if (!weft__no_keywords(t, "_tee", names)) {
        return EMPTY;
    }
    return count != 1 ? RAISE(t, TypeError, "_tee expected 1 argument, got %zu", count)
                      : tee_from(t, args[0]);
}

static Value tee_next(Thread *t, Value self)
{
    Tee *tee = value_pointer(self);
    TeeSource *source = value_pointer(tee->source);
    Value at = LOAD(tee->link);
    TeeLink *link = value_pointer(at);
    Value item = LOAD(link->item);
    if (item == EMPTY) {
        uint32_t idle = 0;
        if (!weft__enter_native(t, "")) {
            return EMPTY;
        }
        if (!weft__exchange_if_acquire(&source->running, &idle, 1U)) { /* edge: tee_running */
            return RAISE(t, RuntimeError, "cannot re-enter the tee iterator");
        }
        item = LOAD(link->item);
        if (item == EMPTY) {
            Value following = tee_link_new(t);
            item = following == EMPTY ? EMPTY : weft__next(t, source->iterator);
            if (item != EMPTY) {
                weft__store_release(&link->next, following); /* edge: tee_link */
                weft__store_release(&link->item, item);      /* edge: tee_link */
            }
        }
        weft__store_release(&source->running, 0U); /* edge: tee_running */
        if (item == EMPTY) {
            return EMPTY;
        }
    }
    (void)weft__exchange_if_acq_rel(&tee->link, &at, LOAD(link->next)); /* edge: tee_link */
    return item;
}

static Value tee_copy(Thread *t, Value *args)
{
    Tee *tee = value_pointer(args[0]);
    return tee_make(t, tee->source, LOAD(tee->link));
}

static void tee_trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((Tee *)object)->source);
    weft__trace_value(tracer, weft__load_relaxed(&((Tee *)object)->link));
}
static void tee_link_trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, weft__load_relaxed(&((TeeLink *)object)->item));
    weft__trace_value(tracer, weft__load_relaxed(&((TeeLink *)object)->next));
}
static void tee_source_trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((TeeSource *)object)->iterator);
}

static const NativeDef tee_methods[] = {
    {"__copy__", tee_copy, "self, /", "Returns an independent iterator.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

static Value tee_function(Thread *t, Value *args)
{
    int64_t count;
    if (!weft__to_i64(t, args[1], &count)) {
        return EMPTY;
    }
    if (count < 0) {
        return RAISE(t, ValueError, "n must be >= 0");
    }
    if (count > UINT32_MAX) {
        weft__raise_memory_error(t);
        return EMPTY;
    }
    Tuple *all = weft__tuple_new(t, (size_t)count);
    Value first = all == NULL ? EMPTY : count == 0 ? NONE : tee_from(t, args[0]);
    if (first == EMPTY) {
        return EMPTY;
    }
    for (int64_t i = 0; i < count; i++) {
        all->items[i] = i == 0 ? first : tee_copy(t, &first);
        if (all->items[i] == EMPTY) {
            all->items[i] = NONE;
            return EMPTY;
        }
    }
    return value_from_pointer(all);
}

/* ---- zip_longest ---- */

typedef struct ZipLongest {
    Object head;
    Value fill;            /* never changes */
    ValueArray *iterators; /* never changes; items: EMPTY once ended; edge: itertools_state */
} ZipLongest;

static Value zip_longest_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    Value fill = NONE;
    size_t keywords = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    for (size_t i = 0; i < keywords; i++) {
        if (!weft__str_equals_c(as_str(as_tuple(names)->items[i]), "fillvalue")) {
            return RAISE(t, TypeError, "zip_longest() got an unexpected keyword argument");
        }
        fill = args[count + i];
    }
    ValueArray *iterators = weft__value_array_new(t, count);
    for (size_t i = 0; iterators != NULL && i < count; i++) {
        Value iterator = weft__iterate(t, args[i]);
        if (iterator == EMPTY) {
            return EMPTY;
        }
        weft__init(&iterators->items[i], iterator);
    }
    ZipLongest *zip = iterators == NULL ? NULL : weft__instance_new(t, type, type->instance_bytes);
    if (zip != NULL) {
        zip->fill = fill;
        zip->iterators = iterators;
    }
    return value_or_empty(zip);
}

static Value zip_longest_next(Thread *t, Value self)
{
    ZipLongest *zip = value_pointer(self);
    size_t count = zip->iterators->capacity, active = 0;
    Tuple *row = count == 0 || !weft__enter_native(t, "") ? NULL : weft__tuple_new(t, count);
    if (row == NULL) {
        return EMPTY;
    }
    for (size_t i = 0; i < count; i++) {
        Value iterator = LOAD(zip->iterators->items[i]);
        Value item = iterator == EMPTY ? EMPTY : weft__next(t, iterator);
        if (item == EMPTY) {
            if (exception_pending(t)) {
                for (size_t j = 0; j < count; j++) {
                    STORE(zip->iterators->items[j], EMPTY);
                }
                return EMPTY;
            }
            STORE(zip->iterators->items[i], EMPTY);
            item = zip->fill;
        } else {
            active++;
        }
        row->items[i] = item;
    }
    return active == 0 ? EMPTY : value_from_pointer(row);
}

static void zip_longest_trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((ZipLongest *)object)->fill);
    weft__trace_object(tracer, ((ZipLongest *)object)->iterators);
}

/* ---- the module ---- */

Type *weft__itertools_type(Thread *t, Module *m, const char *name, size_t bytes,
                           void (*trace)(Tracer *, Object *),
                           Value (*make)(Thread *, Type *, Value *, size_t, Value),
                           Value (*next)(Thread *, Value), const NativeDef *methods, uint32_t flags)
{
    Type *type = weft__native_type_new(t, name, NULL, bytes, flags);
    if (type == NULL) {
        return NULL;
    }
    const char *dot = strchr(name, '.');
    type->head.trace = trace;
    if (make != NULL) {
        type->slots.new_instance = make;
    }
    if (next != NULL) {
        type->slots.iterate = weft__native_iterate_self;
        type->slots.next = next;
    }
    if (strcmp(name, "itertools.count") == 0) {
        type->slots.repr = count_repr;
    } else if (strcmp(name, "itertools.repeat") == 0) {
        type->slots.repr = repeat_repr;
    }
    return weft__type_publish(t, m, type, next == NULL ? NULL : dot + 1, methods, NULL) ? type : NULL;
}

bool weft__init_module_itertools(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"tee", tee_function, "iterable, n=2, /",
         "Returns a tuple of n independent iterators.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const struct {
        const char *name;
        Value (*make)(Thread *, Type *, Value *, size_t, Value);
        Value (*next)(Thread *, Value);
        const NativeDef *methods;
    } plain[] = {
        {"itertools.accumulate", accumulate_new, accumulate_next, NULL},
        {"itertools.chain", chain_new, chain_next, chain_methods},
        {"itertools.compress", compress_new, compress_next, NULL},
        {"itertools.dropwhile", drop_while_new, drop_while_next, NULL},
        {"itertools.takewhile", take_while_new, take_while_next, NULL},
        {"itertools.filterfalse", filter_false_new, filter_false_next, NULL},
        {"itertools.starmap", star_map_new, star_map_next, NULL},
        {"itertools.count", count_new, count_next, count_methods},
        {"itertools.cycle", cycle_new, cycle_next, NULL},
        {"itertools.pairwise", pairwise_new, pairwise_next, NULL},
        {"itertools.repeat", repeat_new, repeat_next, repeat_methods},
        {"itertools.groupby", group_by_new, group_by_next, NULL},
    };
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        if (weft__itertools_type(t, m, plain[i].name, sizeof(Lazy), lazy_trace, plain[i].make,
                                 plain[i].next, plain[i].methods, 0) == NULL) {
            return false;
        }
    }
    Type *made[ITERTOOLS_TYPES] = {NULL};
    made[ITERTOOLS_GROUP] = weft__itertools_type(t, m, "itertools._grouper", sizeof(Group), group_trace,
                                                 NULL, group_next, NULL, TYPE_FINAL);
    made[ITERTOOLS_TEE] = weft__itertools_type(t, m, "itertools._tee", sizeof(Tee), tee_trace, tee_new,
                                               tee_next, tee_methods, TYPE_HAS_WEAK | TYPE_FINAL);
    made[ITERTOOLS_TEE_LINK] = weft__itertools_type(t, m, "itertools._tee_dataobject", sizeof(TeeLink),
                                                    tee_link_trace, NULL, NULL, NULL, TYPE_FINAL);
    made[ITERTOOLS_TEE_SOURCE] = weft__itertools_type(t, m, "itertools._tee_source", sizeof(TeeSource),
                                                      tee_source_trace, NULL, NULL, NULL, TYPE_FINAL);
    Tuple *types = weft__tuple_new(t, ITERTOOLS_TYPES);
    for (int i = 0; types != NULL && i < ITERTOOLS_TYPES; i++) {
        if (made[i] == NULL) {
            return false;
        }
        types->items[i] = value_from_pointer(made[i]);
    }
    if (types == NULL) {
        return false;
    }
    t->runtime->module_values[MODULE_VALUE_ITERTOOLS] = value_from_pointer(types);
    return weft__itertools_type(t, m, "itertools.islice", sizeof(Slicer), islice_trace, islice_new,
                                islice_next, NULL, 0) != NULL &&
           weft__itertools_type(t, m, "itertools.zip_longest", sizeof(ZipLongest), zip_longest_trace,
                                zip_longest_new, zip_longest_next, NULL, 0) != NULL &&
           weft__itertools_add_combinatorics(t, m) &&
           weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "itertools"));
}
