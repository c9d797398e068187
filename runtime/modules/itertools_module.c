/* itertools_module.c - the module itertools: iterators over one or several iterables.
 *
 * Threads may share every one of them: state is kept in single atomic words, so a shared iterator may
 * skip or repeat an item, but never breaks; count and repeat hand out each number once. User code runs
 * with no lock held. groupby, tee and zip_longest are in itertools_groups.c, those over fixed pools in
 * itertools_combinatorics.c.
 */
#include "modules/itertools.h"

#include "object/classes.h"

void weft__itertools_lazy_trace(Tracer *tracer, Object *object)
{
    Lazy *lazy = (Lazy *)object;
    weft__trace_value(tracer, lazy->function);
    weft__trace_value(tracer, lazy->source);
    weft__trace_value(tracer, weft__load_relaxed(&lazy->a));
    weft__trace_value(tracer, weft__load_relaxed(&lazy->b));
    weft__trace_value(tracer, weft__load_relaxed(&lazy->c));
}

Lazy *weft__itertools_lazy_new(Thread *t, Type *type, Value function, Value source)
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
Value weft__itertools_lazy_over(Thread *t, Type *type, Value function, Value iterable)
{
    Value source = weft__iterate(t, iterable);
    return source == EMPTY ? EMPTY : value_or_empty(weft__itertools_lazy_new(t, type, function, source));
}

/* ---- accumulate: a total so far, b initial value not yet given ---- */

static Value accumulate_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    static const char *const parameters[] = {"iterable", "func", "initial", NULL};
    Value bound[3];
    if (!weft__bind_named(t, "accumulate", parameters, 1, 2, args, count, names, bound)) {
        return EMPTY;
    }
    Value made = weft__itertools_lazy_over(t, type, bound[1] == EMPTY ? NONE : bound[1], bound[0]);
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
    Lazy *lazy = source == EMPTY ? NULL : weft__itertools_lazy_new(t, type, NONE, NONE);
    if (lazy != NULL) {
        STORE(lazy->a, source);
    }
    return value_or_empty(lazy);
}

static Value chain_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    if (!weft__no_keywords_but_own(t, type, "chain", names)) {
        return EMPTY;
    }
    Tuple *all = weft__tuple_from(t, args, count);
    return all == NULL ? EMPTY : chain_from(t, type, value_from_pointer(all));
}

Value weft__chain_from_iterable(Thread *t, Value *args)
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
    return selectors == EMPTY ? EMPTY : value_or_empty(weft__itertools_lazy_new(t, type, selectors, data));
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
    if (!weft__no_keywords_but_own(t, type, name, names)) {
        return EMPTY;
    }
    if (count != 2) {
        return RAISE(t, TypeError, "%s expected 2 arguments, got %zu", name, count);
    }
    return weft__itertools_lazy_over(t, type, args[0], args[1]);
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
    Lazy *lazy = weft__itertools_lazy_new(t, type, step, NONE);
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
    {"__reduce__", count_reduce, "self, /", "How pickle and copy make the object again.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

/* ---- cycle: a list of saved items, b the source until it ends, n next place; c: the source's items
 * are among the saved ones already ---- */

static Value cycle_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    if (!weft__no_keywords_but_own(t, type, "cycle", names)) {
        return EMPTY;
    }
    if (count != 1) {
        return RAISE(t, TypeError, "cycle expected 1 argument, got %zu", count);
    }
    Value source = weft__iterate(t, args[0]);
    List *saved = source == EMPTY ? NULL : weft__list_new(t, 0);
    Lazy *lazy = saved == NULL ? NULL : weft__itertools_lazy_new(t, type, NONE, NONE);
    if (lazy != NULL) {
        weft__init(&lazy->a, value_from_pointer(saved));
        weft__init(&lazy->b, source);
    }
    return value_or_empty(lazy);
}

static Value cycle_next(Thread *t, Value self)
{
    Lazy *lazy = value_pointer(self);
    List *saved = as_list(LOAD(lazy->a));
    Value source = LOAD(lazy->b);
    if (source != EMPTY) {
        if (!weft__enter_native(t, "")) {
            return EMPTY;
        }
        Value item = weft__next(t, source);
        if (item != EMPTY) {
            return LOAD(lazy->c) != EMPTY || weft__list_append(t, saved, item) ? item : EMPTY;
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
    at = (size_t)at < length ? at : 0; /* __setstate__ may have put a shorter list there */
    weft__store_relaxed(&lazy->n, (size_t)at + 1 >= length ? 0 : at + 1); /* edge: itertools_state */
    return list_get(saved, (size_t)at);
}

/* ---- islice ---- */

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
    if (!weft__no_keywords_but_own(t, type, "islice", names)) {
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
    if (!weft__no_keywords_but_own(t, type, "pairwise", names)) {
        return EMPTY;
    }
    if (count != 1) {
        return RAISE(t, TypeError, "pairwise expected 1 argument, got %zu", count);
    }
    return weft__itertools_lazy_over(t, type, NONE, args[0]);
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
    Lazy *lazy = weft__itertools_lazy_new(t, type, bound[0], NONE);
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
    return left < 0 ? RAISE(t, TypeError, "len() of unsized object") : int_from_i64(t, left);
}

static Value repeat_reduce(Thread *t, Value *args)
{
    Lazy *lazy = value_pointer(args[0]);
    int64_t left = weft__load_relaxed(&lazy->n); /* edge: itertools_state */
    Value parts[2] = {lazy->function, int_from_i64(t, left)};
    Tuple *of = weft__tuple_from(t, parts, left < 0 ? 1 : 2);
    return of == NULL || parts[1] == EMPTY ? EMPTY
                      : weft__tuple2(t, value_from_pointer(type_of(t, args[0])), value_from_pointer(of));
}
static const NativeDef repeat_methods[] = {
    {"__length_hint__", repeat_hint, "self, /",
     "About how many items are left.", 0},
    {"__reduce__", repeat_reduce, "self, /", "How pickle and copy make the object again.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

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
    static const struct {
        const char *name;
        Value (*make)(Thread *, Type *, Value *, size_t, Value);
        Value (*next)(Thread *, Value);
        const NativeDef *methods;
    } plain[] = {
        {"itertools.accumulate", accumulate_new, accumulate_next, weft__accumulate_methods},
        {"itertools.chain", chain_new, chain_next, weft__chain_methods},
        {"itertools.compress", compress_new, compress_next, weft__compress_methods},
        {"itertools.dropwhile", drop_while_new, drop_while_next, weft__while_methods},
        {"itertools.takewhile", take_while_new, take_while_next, weft__while_methods},
        {"itertools.filterfalse", filter_false_new, filter_false_next, weft__predicate_methods},
        {"itertools.starmap", star_map_new, star_map_next, weft__predicate_methods},
        {"itertools.count", count_new, count_next, count_methods},
        {"itertools.cycle", cycle_new, cycle_next, weft__cycle_methods},
        {"itertools.pairwise", pairwise_new, pairwise_next, NULL},
        {"itertools.repeat", repeat_new, repeat_next, repeat_methods},
    };
    Type *made[ITERTOOLS_TYPES] = {NULL};
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        Type *type = weft__itertools_type(t, m, plain[i].name, sizeof(Lazy), weft__itertools_lazy_trace,
                                          plain[i].make, plain[i].next, plain[i].methods, 0);
        if (type == NULL) {
            return false;
        }
        if (plain[i].make == chain_new) {
            made[ITERTOOLS_CHAIN] = type;
        }
    }
    made[ITERTOOLS_ISLICE] = weft__itertools_type(t, m, "itertools.islice", sizeof(Slicer), islice_trace,
                                                  islice_new, islice_next, weft__islice_methods, 0);
    return weft__itertools_add_groups(t, m, made) && weft__itertools_add_combinatorics(t, m);
}
