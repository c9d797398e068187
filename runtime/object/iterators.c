/* iterators.c - enumerate, zip, map, filter, reversed, and the iterators over old-style sequences and
 * over callables.
 *
 * They may be shared by threads: each word of their state is one atomic access, so a shared iterator
 * can at worst number or skip an item twice, and one that was seen to end stays ended. User code runs
 * with no lock held. Chains of them nest on the native stack, guarded against overflow.
 */
#include "object/containers_internal.h"

static Value iterate_self(Thread *t, Value self)
{
    (void)t;
    return self;
}

/* The keyword arguments of a constructor whose only keyword is `name`; other names: TypeError. */
static bool only_keyword(Thread *t, const char *function, const char *name, Value *args, size_t count,
                         Value names, Value *value)
{
    size_t keywords = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    if (keywords > 1) {
        RAISE(t, TypeError, "%s() takes at most 1 keyword argument (%zu given)", function, keywords);
        return false;
    }
    for (size_t i = 0; i < keywords; i++) {
        Value each = as_tuple(names)->items[i];
        if (!weft__str_equals_c(as_str(each), name)) {
            RAISE(t, TypeError, "'%V' is an invalid keyword argument for %s()", each, function);
            return false;
        }
        *value = args[count + i];
    }
    return true;
}

/* ---- sequence_iterator: iter() of a class with __getitem__ alone ---- */

typedef struct SequenceIterator {
    Object head;
    Value sequence;         /* never changes */
    ATOMIC(uint64_t) index; /* UINT64_MAX: exhausted; edge: sequence_iterator */
} SequenceIterator;         /* also `reversed`: index counts down */

Value weft__sequence_iterator(Thread *t, Value sequence)
{
    SequenceIterator *iterator = weft__alloc(t, sizeof *iterator, T(t, sequence_iterator));
    if (iterator != NULL) {
        iterator->sequence = sequence;
    }
    return value_or_empty(iterator);
}

/* The item, or EMPTY; IndexError and StopIteration mean the end. */
static Value sequence_item(Thread *t, SequenceIterator *iterator, uint64_t i)
{
    Value item = weft__get_item(t, iterator->sequence, int_from_i64(t, (int64_t)i));
    if (item == EMPTY && (weft__exception_matches(t, EXC(t, IndexError)) ||
                          weft__exception_matches(t, EXC(t, StopIteration)))) {
        exception_take(t);
        weft__store_relaxed(&iterator->index, UINT64_MAX); /* edge: sequence_iterator */
    }
    return item;
}

static Value sequence_iterator_next(Thread *t, Value self)
{
    SequenceIterator *iterator = value_pointer(self);
    uint64_t i = weft__load_relaxed(&iterator->index); /* edge: sequence_iterator */
    if (i == UINT64_MAX) {
        return EMPTY;
    }
    weft__store_relaxed(&iterator->index, i + 1); /* edge: sequence_iterator */
    return sequence_item(t, iterator, i);
}

static void sequence_iterator_trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((SequenceIterator *)object)->sequence);
}

static Value sequence_iterator_hint(Thread *t, Value *args)
{
    SequenceIterator *iterator = value_pointer(args[0]);
    uint64_t i = weft__load_relaxed(&iterator->index); /* edge: sequence_iterator */
    if (i == UINT64_MAX) {
        return value_from_small_int(0);
    }
    if (type_of(t, iterator->sequence)->slots.length == NULL) {
        return NOT_IMPLEMENTED;
    }
    int64_t length = weft__length(t, iterator->sequence);
    if (length < 0) {
        return EMPTY;
    }
    return int_from_i64(t, (uint64_t)length > i ? length - (int64_t)i : 0);
}

/* iter(source[, state]), or iter(()) once it has ended (`ended`). */
static Value reduced_iterator(Thread *t, Value first, Value second, bool ended, Value state)
{
    Value sources[2] = {ended ? value_from_pointer(t->runtime->empty_tuple) : first, second};
    size_t count = second != EMPTY && !ended ? 2 : 1;
    Value parts[3] = {weft__builtin_named(t, "iter"), value_or_empty(weft__tuple_from(t, sources, count)), state};
    return parts[0] == EMPTY || parts[1] == EMPTY
               ? EMPTY
               : value_or_empty(weft__tuple_from(t, parts, state == EMPTY || ended ? 2 : 3));
}

static Value sequence_iterator_reduce(Thread *t, Value *args)
{
    SequenceIterator *iterator = value_pointer(args[0]);
    uint64_t i = weft__load_relaxed(&iterator->index); /* edge: sequence_iterator */
    bool ended = i == UINT64_MAX;
    return reduced_iterator(t, iterator->sequence, EMPTY, ended, value_from_small_int(ended ? 0 : (int64_t)i));
}

static Value sequence_iterator_set_state(Thread *t, Value *args)
{
    SequenceIterator *iterator = value_pointer(args[0]);
    int64_t index;
    if (!weft__to_i64(t, args[1], &index)) {
        return EMPTY;
    }
    if (weft__load_relaxed(&iterator->index) != UINT64_MAX) { /* edge: sequence_iterator */
        weft__store_relaxed(&iterator->index, (uint64_t)(index < 0 ? 0 : index)); /* edge: sequence_iterator */
    }
    return NONE;
}

static const NativeDef sequence_iterator_methods[] = {
    {"__reduce__", sequence_iterator_reduce, "self, /", "How pickle and copy make the object again.", 0},
    {"__setstate__", sequence_iterator_set_state, "self, state, /", "Goes to where a pickled iterator was.", 0},
    {"__length_hint__", sequence_iterator_hint, "self, /",
     "About how many items are left.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

void weft__init_sequence_iterator_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(SequenceIterator), TYPE_FINAL);
    type->head.trace = sequence_iterator_trace;
    type->slots.iterate = iterate_self;
    type->slots.next = sequence_iterator_next;
    weft__add_methods(t, type, sequence_iterator_methods);
    weft__type_ready(t, type);
}

/* ---- memory_iterator: iter() of a memoryview ---- */

Value weft__memory_iterator(Thread *t, Value view)
{
    SequenceIterator *iterator = weft__alloc(t, sizeof *iterator, T(t, memory_iterator));
    if (iterator != NULL) {
        iterator->sequence = view;
    }
    return value_or_empty(iterator);
}

void weft__init_memory_iterator_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(SequenceIterator), TYPE_FINAL);
    type->head.trace = sequence_iterator_trace;
    type->slots.iterate = iterate_self;
    type->slots.next = sequence_iterator_next;
    weft__type_ready(t, type);
}

/* ---- callable_iterator: iter(callable, sentinel) ---- */

typedef struct CallableIterator {
    Object head;
    Value callable, sentinel; /* never change */
    ATOMIC(uint32_t) done;    /* set once; edge: callable_iterator */
} CallableIterator;

Value weft__callable_iterator(Thread *t, Value callable, Value sentinel)
{
    CallableIterator *iterator = weft__alloc(t, sizeof *iterator, T(t, callable_iterator));
    if (iterator != NULL) {
        iterator->callable = callable;
        iterator->sentinel = sentinel;
    }
    return value_or_empty(iterator);
}

static Value callable_iterator_next(Thread *t, Value self)
{
    CallableIterator *iterator = value_pointer(self);
    if (weft__load_relaxed(&iterator->done)) { /* edge: callable_iterator */
        return EMPTY;
    }
    Value v = weft__call0(t, iterator->callable);
    if (v == EMPTY) {
        if (weft__exception_matches(t, EXC(t, StopIteration))) {
            exception_take(t);
            weft__store_relaxed(&iterator->done, 1U); /* edge: callable_iterator */
        }
        return EMPTY;
    }
    int same = weft__equal(t, iterator->sentinel, v);
    if (same == 0) {
        /* The comparison may have ended this very iterator. */
        return weft__load_relaxed(&iterator->done) ? EMPTY : v; /* edge: callable_iterator */
    }
    if (same > 0) {
        weft__store_relaxed(&iterator->done, 1U); /* edge: callable_iterator */
    }
    return EMPTY;
}

static void callable_iterator_trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((CallableIterator *)object)->callable);
    weft__trace_value(tracer, ((CallableIterator *)object)->sentinel);
}

static Value callable_iterator_reduce(Thread *t, Value *args)
{
    CallableIterator *iterator = value_pointer(args[0]);
    bool ended = weft__load_relaxed(&iterator->done) != 0; /* edge: callable_iterator */
    return reduced_iterator(t, iterator->callable, iterator->sentinel, ended, EMPTY);
}

void weft__init_callable_iterator_type(Thread *t, Type *type)
{
    static const NativeDef methods[] = {
        {"__reduce__", callable_iterator_reduce, "self, /", "How pickle and copy make the object again.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(CallableIterator), TYPE_FINAL);
    type->head.trace = callable_iterator_trace;
    type->slots.iterate = iterate_self;
    type->slots.next = callable_iterator_next;
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}

/* ---- enumerate ---- */

typedef struct Enumerate {
    Object head;
    Value iterator;      /* never changes */
    ATOMIC(Value) index; /* next number, an int; edge: enumerate_index */
} Enumerate;

static Value enumerate_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    Value iterable = count > 0 ? args[0] : EMPTY, start = count > 1 ? args[1] : EMPTY;
    size_t keywords = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    if (count > 2) {
        return RAISE(t, TypeError, "enumerate() takes at most 2 arguments (%zu given)",
                     count + keywords);
    }
    for (size_t i = 0; i < keywords; i++) {
        Str *name = as_str(as_tuple(names)->items[i]);
        if (weft__str_equals_c(name, "iterable") && iterable == EMPTY) {
            iterable = args[count + i];
        } else if (weft__str_equals_c(name, "start") && start == EMPTY) {
            start = args[count + i];
        } else {
            return RAISE(t, TypeError, "'%S' is an invalid keyword argument for enumerate()", name);
        }
    }
    if (iterable == EMPTY) {
        return RAISE(t, TypeError, "enumerate() missing required argument 'iterable'");
    }
    start = start == EMPTY ? value_from_small_int(0) : weft__index(t, start);
    Value iterator = start == EMPTY ? EMPTY : weft__iterate(t, iterable);
    Enumerate *e = iterator == EMPTY ? NULL : weft__instance_new(t, type, type->instance_bytes);
    if (e == NULL) {
        return EMPTY;
    }
    e->iterator = iterator;
    weft__init(&e->index, start);
    return value_from_pointer(e);
}

static Value enumerate_next(Thread *t, Value self)
{
    Enumerate *e = value_pointer(self);
    if (!weft__enter_native(t, "")) {
        return EMPTY;
    }
    Value item = weft__next(t, e->iterator);
    if (item == EMPTY) {
        return EMPTY;
    }
    Value i = weft__load_acquire(&e->index); /* edge: enumerate_index */
    Value following = LIKELY(value_is_small_int(i) && i != value_from_small_int(SMALL_INT_MAX))
                          ? value_from_small_int(value_small_int(i) + 1)
                          : weft__int_binary(t, OP_ADD, i, value_from_small_int(1));
    if (UNLIKELY(following == EMPTY)) {
        return EMPTY;
    }
    weft__store_release(&e->index, following); /* edge: enumerate_index */
    return weft__tuple2(t, i, item);
}

static void enumerate_trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((Enumerate *)object)->iterator);
    weft__trace_value(tracer, weft__load_relaxed(&((Enumerate *)object)->index));
}

static Value enumerate_reduce(Thread *t, Value *args)
{
    Enumerate *e = value_pointer(args[0]);
    Value of = weft__tuple2(t, e->iterator, weft__load_acquire(&e->index)); /* edge: enumerate_index */
    return of == EMPTY ? EMPTY : weft__tuple2(t, value_from_pointer(type_of(t, args[0])), of);
}

static Value class_getitem(Thread *t, Value *args)
{
    return weft__generic_alias_new(t, args[0], args[1]);
}

static const NativeDef enumerate_methods[] = {
    {"__reduce__", enumerate_reduce, "self, /", "How pickle and copy make the object again.", 0},
    {"__class_getitem__", class_getitem, "cls, item, /", "See PEP 585", NATIVE_CLASS},
    {NULL, NULL, NULL, NULL, 0},
};

void weft__init_enumerate_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(Enumerate), 0);
    type->head.trace = enumerate_trace;
    type->slots.new_instance = enumerate_new;
    type->slots.iterate = iterate_self;
    type->slots.next = enumerate_next;
    weft__add_methods(t, type, enumerate_methods);
    weft__type_ready(t, type);
}

/* ---- zip and map: several iterators side by side ---- */

typedef struct Parallel {
    Object head;
    Value function;      /* map; EMPTY for zip; never changes */
    Tuple *iterators;    /* never changes */
    uint32_t strict;     /* zip; set by __setstate__ too, any thread, same meaning either way */
} Parallel;

static Tuple *iterators_of(Thread *t, Value *args, size_t count)
{
    Tuple *iterators = weft__tuple_new(t, count);
    for (size_t i = 0; iterators != NULL && i < count; i++) {
        iterators->items[i] = weft__iterate(t, args[i]);
        if (iterators->items[i] == EMPTY) {
            iterators->items[i] = NONE;
            return NULL;
        }
    }
    return iterators;
}

static Value zip_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    Value strict = FALSE_VALUE;
    if (!only_keyword(t, "zip", "strict", args, count, names, &strict)) {
        return EMPTY;
    }
    int is_strict = weft__truth(t, strict);
    Tuple *iterators = is_strict < 0 ? NULL : iterators_of(t, args, count);
    Parallel *zip = iterators == NULL ? NULL : weft__instance_new(t, type, type->instance_bytes);
    if (zip == NULL) {
        return EMPTY;
    }
    zip->function = EMPTY;
    zip->iterators = iterators;
    zip->strict = (uint32_t)is_strict;
    return value_from_pointer(zip);
}

static COLD Value zip_mismatch(Thread *t, size_t argument, const char *what)
{
    if (argument == 2) {
        return RAISE(t, ValueError, "zip() argument 2 is %s than argument 1", what);
    }
    return RAISE(t, ValueError, "zip() argument %zu is %s than arguments 1-%zu", argument, what,
                 argument - 1);
}

/* Iterator `at` ended: with strict, all must end in the same round. */
static NO_INLINE Value zip_ended(Thread *t, Parallel *zip, size_t at)
{
    if (exception_pending(t) || !zip->strict) {
        return EMPTY;
    }
    if (at > 0) {
        return zip_mismatch(t, at + 1, "shorter");
    }
    for (size_t i = 1; i < tuple_length(zip->iterators); i++) {
        if (weft__next(t, zip->iterators->items[i]) != EMPTY) {
            return zip_mismatch(t, i + 1, "longer");
        }
        if (exception_pending(t)) {
            return EMPTY;
        }
    }
    return EMPTY;
}

static Value zip_next(Thread *t, Value self)
{
    Parallel *zip = value_pointer(self);
    Tuple *iterators = zip->iterators;
    size_t count = tuple_length(iterators);
    if (count == 0 || !weft__enter_native(t, "")) {
        return EMPTY;
    }
    if (LIKELY(count == 2)) {
        Value a = weft__next(t, iterators->items[0]);
        if (UNLIKELY(a == EMPTY)) {
            return zip_ended(t, zip, 0);
        }
        Value b = weft__next(t, iterators->items[1]);
        return LIKELY(b != EMPTY) ? weft__tuple2(t, a, b) : zip_ended(t, zip, 1);
    }
    Tuple *row = weft__tuple_new(t, count);
    for (size_t i = 0; row != NULL && i < count; i++) {
        Value item = weft__next(t, iterators->items[i]);
        if (item == EMPTY) {
            return zip_ended(t, zip, i);
        }
        row->items[i] = item;
    }
    return value_or_empty(row);
}

static void parallel_trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((Parallel *)object)->function);
    weft__trace_object(tracer, ((Parallel *)object)->iterators);
}

static Value zip_reduce(Thread *t, Value *args)
{
    Parallel *zip = value_pointer(args[0]);
    Tuple *state = weft__tuple_new(t, zip->strict ? 3 : 2);
    if (state == NULL) {
        return EMPTY;
    }
    state->items[0] = value_from_pointer(type_of(t, args[0]));
    state->items[1] = value_from_pointer(zip->iterators);
    if (zip->strict) {
        state->items[2] = TRUE_VALUE;
    }
    return value_from_pointer(state);
}

static Value zip_set_state(Thread *t, Value *args)
{
    int strict = weft__truth(t, args[1]);
    if (strict >= 0) {
        ((Parallel *)value_pointer(args[0]))->strict = (uint32_t)strict;
    }
    return strict < 0 ? EMPTY : NONE;
}

static const NativeDef zip_methods[] = {
    {"__reduce__", zip_reduce, "self, /", "How pickle and copy make the object again.", 0},
    {"__setstate__", zip_set_state, "self, state, /", "Goes to where a pickled iterator was.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

void weft__init_zip_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(Parallel), 0);
    type->head.trace = parallel_trace;
    type->slots.new_instance = zip_new;
    type->slots.iterate = iterate_self;
    type->slots.next = zip_next;
    weft__add_methods(t, type, zip_methods);
    weft__type_ready(t, type);
}

static Value map_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    if (type->slots.init == T(t, map)->slots.init && names != EMPTY && tuple_length(as_tuple(names)) > 0) {
        return RAISE(t, TypeError, "map() takes no keyword arguments");
    }
    if (count < 2) {
        return RAISE(t, TypeError, "map() must have at least two arguments.");
    }
    Tuple *iterators = iterators_of(t, args + 1, count - 1);
    Parallel *map = iterators == NULL ? NULL : weft__instance_new(t, type, type->instance_bytes);
    if (map == NULL) {
        return EMPTY;
    }
    map->function = args[0];
    map->iterators = iterators;
    return value_from_pointer(map);
}

static Value map_next(Thread *t, Value self)
{
    enum { ON_STACK = 8 };
    Parallel *map = value_pointer(self);
    Tuple *iterators = map->iterators;
    size_t count = tuple_length(iterators);
    if (!weft__enter_native(t, "")) {
        return EMPTY;
    }
    if (LIKELY(count == 1)) {
        Value item = weft__next(t, iterators->items[0]);
        return LIKELY(item != EMPTY) ? weft__call1(t, map->function, item) : EMPTY;
    }
    Value few[ON_STACK], *row = few;
    Tuple *many = NULL;
    if (count > ON_STACK) {
        many = weft__tuple_new(t, count);
        if (many == NULL) {
            return EMPTY;
        }
        row = many->items;
    }
    for (size_t i = 0; i < count; i++) {
        row[i] = weft__next(t, iterators->items[i]);
        if (row[i] == EMPTY) {
            return EMPTY;
        }
    }
    Value result = weft__call(t, map->function, row, count, EMPTY);
    KEEP_ALIVE(many);
    return result;
}

static Value map_reduce(Thread *t, Value *args)
{
    Parallel *map = value_pointer(args[0]);
    size_t count = tuple_length(map->iterators);
    Tuple *of = weft__tuple_new(t, count + 1);
    if (of == NULL) {
        return EMPTY;
    }
    of->items[0] = map->function;
    memcpy(of->items + 1, map->iterators->items, count * sizeof(Value));
    return weft__tuple2(t, value_from_pointer(type_of(t, args[0])), value_from_pointer(of));
}

static const NativeDef map_methods[] = {
    {"__reduce__", map_reduce, "self, /", "How pickle and copy make the object again.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

void weft__init_map_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(Parallel), 0);
    type->head.trace = parallel_trace;
    type->slots.new_instance = map_new;
    type->slots.iterate = iterate_self;
    type->slots.next = map_next;
    weft__add_methods(t, type, map_methods);
    weft__type_ready(t, type);
}

/* ---- filter ---- */

typedef struct Filter {
    Object head;
    Value function, iterator; /* never change; function NONE: truth of the item */
} Filter;

static Value filter_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    if (!weft__check_arguments(t, "filter", count, 2, 2, type->slots.init == T(t, filter)->slots.init ? names : EMPTY)) {
        return EMPTY;
    }
    Value iterator = weft__iterate(t, args[1]);
    Filter *filter = iterator == EMPTY ? NULL : weft__instance_new(t, type, type->instance_bytes);
    if (filter != NULL) {
        bool truth = args[0] == value_from_pointer(T(t, bool));
        filter->function = truth ? NONE : args[0];
        filter->iterator = iterator;
    }
    return value_or_empty(filter);
}

static Value filter_next(Thread *t, Value self)
{
    Filter *filter = value_pointer(self);
    if (!weft__enter_native(t, "")) {
        return EMPTY;
    }
    for (;;) {
        Value item = weft__next(t, filter->iterator);
        if (item == EMPTY) {
            return EMPTY;
        }
        Value verdict = filter->function == NONE ? item : weft__call1(t, filter->function, item);
        if (verdict == EMPTY) {
            return EMPTY;
        }
        int taken = verdict == TRUE_VALUE ? 1 : verdict == FALSE_VALUE ? 0 : weft__truth(t, verdict);
        if (taken != 0) {
            return taken < 0 ? EMPTY : item;
        }
        if (!weft__poll(t)) {
            return EMPTY;
        }
    }
}

static void filter_trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((Filter *)object)->function);
    weft__trace_value(tracer, ((Filter *)object)->iterator);
}

static Value filter_reduce(Thread *t, Value *args)
{
    Filter *filter = value_pointer(args[0]);
    Value of = weft__tuple2(t, filter->function, filter->iterator);
    return of == EMPTY ? EMPTY : weft__tuple2(t, value_from_pointer(type_of(t, args[0])), of);
}

static const NativeDef filter_methods[] = {
    {"__reduce__", filter_reduce, "self, /", "How pickle and copy make the object again.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

void weft__init_filter_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(Filter), 0);
    type->head.trace = filter_trace;
    type->slots.new_instance = filter_new;
    type->slots.iterate = iterate_self;
    type->slots.next = filter_next;
    weft__add_methods(t, type, filter_methods);
    weft__type_ready(t, type);
}

/* ---- reversed ---- */

static Value reversed_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    if (!weft__check_arguments(t, "reversed", count, 1, 1, type->slots.init == T(t, reversed)->slots.init ? names : EMPTY)) {
        return EMPTY;
    }
    bool failed = false;
    Value method = weft__lookup_special(t, args[0], N(t, __reversed__), &failed);
    if (failed) {
        return EMPTY;
    }
    if (method != EMPTY && method != NONE) {
        return weft__call0(t, method);
    }
    Type *of = type_of(t, args[0]);
    if (method == NONE || of->slots.get_item == NULL || (of->flags & TYPE_IS_DICT) ||
        of->slots.length == NULL) {
        if (method != NONE && of->slots.get_item != NULL && !(of->flags & TYPE_IS_DICT)) {
            return RAISE(t, TypeError, "object of type '%T' has no len()", args[0]);
        }
        return RAISE(t, TypeError, "'%T' object is not reversible", args[0]);
    }
    int64_t length = weft__length(t, args[0]);
    SequenceIterator *reversed = length < 0 ? NULL
                                            : weft__instance_new(t, type, type->instance_bytes);
    if (reversed != NULL) {
        reversed->sequence = args[0];
        weft__init(&reversed->index, length == 0 ? UINT64_MAX : (uint64_t)length - 1);
    }
    return value_or_empty(reversed);
}

static Value reversed_next(Thread *t, Value self)
{
    SequenceIterator *reversed = value_pointer(self);
    uint64_t i = weft__load_relaxed(&reversed->index); /* edge: sequence_iterator */
    if (i == UINT64_MAX) {
        return EMPTY;
    }
    weft__store_relaxed(&reversed->index, i - 1); /* edge: sequence_iterator */
    return sequence_item(t, reversed, i);
}

static Value reversed_hint(Thread *t, Value *args)
{
    SequenceIterator *reversed = value_pointer(args[0]);
    uint64_t i = weft__load_relaxed(&reversed->index); /* edge: sequence_iterator */
    if (i == UINT64_MAX) {
        return value_from_small_int(0);
    }
    int64_t length = weft__length(t, reversed->sequence);
    return length < 0 ? EMPTY : int_from_i64(t, i < (uint64_t)length ? (int64_t)i + 1 : 0);
}

static Value reversed_reduce(Thread *t, Value *args)
{
    SequenceIterator *reversed = value_pointer(args[0]);
    uint64_t i = weft__load_relaxed(&reversed->index); /* edge: sequence_iterator */
    Value of = i == UINT64_MAX ? value_from_pointer(t->runtime->empty_tuple) : reversed->sequence;
    Tuple *row = weft__tuple_from(t, &of, 1), *state = weft__tuple_new(t, i == UINT64_MAX ? 2 : 3);
    if (row == NULL || state == NULL) {
        return EMPTY;
    }
    state->items[0] = value_from_pointer(type_of(t, args[0]));
    state->items[1] = value_from_pointer(row);
    if (i != UINT64_MAX) {
        state->items[2] = value_from_small_int((int64_t)i);
    }
    return value_from_pointer(state);
}

static Value reversed_set_state(Thread *t, Value *args)
{
    SequenceIterator *reversed = value_pointer(args[0]);
    int64_t i, length;
    if (!weft__to_i64(t, args[1], &i)) {
        return EMPTY;
    }
    length = weft__length(t, reversed->sequence);
    if (length < 0) {
        return EMPTY;
    }
    i = i < -1 ? -1 : i >= length ? length - 1 : i;
    weft__store_relaxed(&reversed->index, (uint64_t)i); /* edge: sequence_iterator */
    return NONE;
}

static const NativeDef reversed_methods[] = {
    {"__length_hint__", reversed_hint, "self, /",
     "About how many items are left.", 0},
    {"__reduce__", reversed_reduce, "self, /", "How pickle and copy make the object again.", 0},
    {"__setstate__", reversed_set_state, "self, state, /", "Goes to where a pickled iterator was.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

void weft__init_reversed_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(SequenceIterator), 0);
    type->head.trace = sequence_iterator_trace;
    type->slots.new_instance = reversed_new;
    type->slots.iterate = iterate_self;
    type->slots.next = reversed_next;
    weft__add_methods(t, type, reversed_methods);
    weft__type_ready(t, type);
}
