/* itertools_state.c - __reduce__ and __setstate__ of the iterators of itertools: copy and pickle.
 *
 * An iterator is reduced to its type, the arguments that make one over what is left of its sources, and
 * a state where the arguments do not say everything. The sources go along as they are, so that
 * copy.copy() shares them and copy.deepcopy() and pickle copy them too. A state is checked before any of
 * it is taken over: no state of a program's making leads an iterator out of its pools. Threads that
 * advance an iterator while it is reduced may see it before or after a step, word by word, as its file
 * says; product and the choices of r are reduced as of one moment.
 */
#include "modules/itertools.h"

#define REDUCE "How pickle and copy make the object again."
#define SET_STATE "Goes to where a pickled iterator was."

/* (type(self), arguments) or (type(self), arguments, state). EMPTY as any part: exception. */
static Value reduced(Thread *t, Value self, const Value *args, size_t count, Value state)
{
    for (size_t i = 0; i < count; i++) {
        if (args[i] == EMPTY) {
            return EMPTY;
        }
    }
    Tuple *arguments = weft__tuple_from(t, args, count);
    if (arguments == NULL) {
        return EMPTY;
    }
    Value parts[3] = {value_from_pointer(type_of(t, self)), value_from_pointer(arguments), state};
    return value_or_empty(weft__tuple_from(t, parts, state == EMPTY ? 2 : 3));
}

static Type *type_numbered(Thread *t, int number)
{
    return value_pointer(as_tuple(t->runtime->module_values[MODULE_VALUE_ITERTOOLS])->items[number]);
}

/* chain((first,), rest) */
static Value with_first(Thread *t, Value first, Value rest)
{
    Tuple *one = weft__tuple_from(t, &first, 1);
    return one == NULL ? EMPTY
                       : weft__call2(t, value_from_pointer(type_numbered(t, ITERTOOLS_CHAIN)),
                                     value_from_pointer(one), rest);
}

static Value ended_iterator(Thread *t)
{
    List *none = weft__list_new(t, 0);
    return none == NULL ? EMPTY : weft__iterate(t, value_from_pointer(none));
}

/* The items of a state that must be a tuple of `least` to `most`. NULL: exception. */
static Value *state_items(Thread *t, Value state, size_t least, size_t most, size_t *count)
{
    if (!is_tuple(t, state)) {
        RAISE(t, TypeError, "state is not a tuple");
        return NULL;
    }
    *count = tuple_length(as_tuple(state));
    if (*count < least || *count > most) {
        size_t bound = *count < least ? least : most;
        RAISE(t, TypeError, "function takes %s %zu argument%s (%zu given)",
              least == most    ? "exactly"
              : *count < least ? "at least"
                               : "at most",
              bound, bound == 1 ? "" : "s", *count);
        return NULL;
    }
    return as_tuple(state)->items;
}

static bool state_number(Thread *t, Value v, int64_t *out)
{
    if (!is_int(t, v)) {
        RAISE(t, TypeError, "an integer is required");
        return false;
    }
    if (!weft__int_fits_i64(t, v, out)) {
        RAISE(t, OverflowError, "Python int too large to convert to C ssize_t");
        return false;
    }
    return true;
}

/* ---- accumulate ---- */

static Value accumulate_reduce(Thread *t, Value *args)
{
    Lazy *lazy = value_pointer(args[0]);
    Value total = LOAD(lazy->a), initial = LOAD(lazy->b);
    if (initial != EMPTY) {
        Value from[2] = {with_first(t, initial, lazy->source), lazy->function};
        return reduced(t, args[0], from, 2, NONE);
    }
    if (total == NONE) {
        /* A state of None says that there is no total: the total goes before the items, and the
         * first result, which was given already, is skipped. */
        Value from = with_first(t, NONE, lazy->source);
        Value again = from == EMPTY ? EMPTY
                                    : weft__call2(t, value_from_pointer(type_of(t, args[0])), from, lazy->function);
        Value slice[3] = {again, value_from_small_int(1), NONE};
        Tuple *of = again == EMPTY ? NULL : weft__tuple_from(t, slice, 3);
        return of == NULL ? EMPTY
                          : weft__tuple2(t, value_from_pointer(type_numbered(t, ITERTOOLS_ISLICE)),
                                         value_from_pointer(of));
    }
    Value from[2] = {lazy->source, lazy->function};
    return reduced(t, args[0], from, 2, total == EMPTY ? NONE : total);
}

static Value accumulate_set_state(Thread *t, Value *args)
{
    (void)t;
    STORE(((Lazy *)value_pointer(args[0]))->a, args[1]);
    return NONE;
}

const NativeDef weft__accumulate_methods[] = {
    {"__reduce__", accumulate_reduce, "self, /", REDUCE, 0},
    {"__setstate__", accumulate_set_state, "self, state, /", SET_STATE, 0},
    {NULL, NULL, NULL, NULL, 0},
};

/* ---- chain ---- */

static Value chain_reduce(Thread *t, Value *args)
{
    Lazy *lazy = value_pointer(args[0]);
    Value state[2] = {LOAD(lazy->a), LOAD(lazy->b)};
    if (state[0] == EMPTY) {
        return reduced(t, args[0], NULL, 0, EMPTY);
    }
    Tuple *walked = weft__tuple_from(t, state, state[1] == EMPTY ? 1 : 2);
    return walked == NULL ? EMPTY : reduced(t, args[0], NULL, 0, value_from_pointer(walked));
}

static Value chain_set_state(Thread *t, Value *args)
{
    Lazy *lazy = value_pointer(args[0]);
    size_t count;
    Value *items = state_items(t, args[1], 1, 2, &count);
    if (items == NULL) {
        return EMPTY;
    }
    if (!weft__is_iterator(t, items[0]) || (count == 2 && !weft__is_iterator(t, items[1]))) {
        return RAISE(t, TypeError, "Arguments must be iterators.");
    }
    STORE(lazy->a, items[0]);
    STORE(lazy->b, count == 2 ? items[1] : EMPTY);
    return NONE;
}

const NativeDef weft__chain_methods[] = {
    {"from_iterable", weft__chain_from_iterable, "cls, iterable, /",
     "chain() of what one iterable gives, asked for when needed.", NATIVE_CLASS},
    {"__class_getitem__", weft__native_class_getitem, "cls, item, /", "See PEP 585", NATIVE_CLASS},
    {"__reduce__", chain_reduce, "self, /", REDUCE, 0},
    {"__setstate__", chain_set_state, "self, state, /", SET_STATE, 0},
    {NULL, NULL, NULL, NULL, 0},
};

/* ---- compress, filterfalse, starmap, dropwhile, takewhile ---- */

static Value compress_reduce(Thread *t, Value *args)
{
    Lazy *lazy = value_pointer(args[0]);
    Value from[2] = {lazy->source, lazy->function};
    return reduced(t, args[0], from, 2, EMPTY);
}

static Value predicate_reduce(Thread *t, Value *args)
{
    Lazy *lazy = value_pointer(args[0]);
    Value from[2] = {lazy->function, lazy->source};
    return reduced(t, args[0], from, 2, EMPTY);
}

static Value while_reduce(Thread *t, Value *args)
{
    Lazy *lazy = value_pointer(args[0]);
    Value from[2] = {lazy->function, lazy->source};
    return reduced(t, args[0], from, 2, value_from_small_int(LOAD(lazy->a) != EMPTY));
}

static Value while_set_state(Thread *t, Value *args)
{
    int turned = weft__truth(t, args[1]);
    if (turned >= 0) {
        STORE(((Lazy *)value_pointer(args[0]))->a, turned ? NONE : EMPTY);
    }
    return turned < 0 ? EMPTY : NONE;
}

const NativeDef weft__compress_methods[] = {
    {"__reduce__", compress_reduce, "self, /", REDUCE, 0},
    {NULL, NULL, NULL, NULL, 0},
};
const NativeDef weft__predicate_methods[] = {
    {"__reduce__", predicate_reduce, "self, /", REDUCE, 0},
    {NULL, NULL, NULL, NULL, 0},
};
const NativeDef weft__while_methods[] = {
    {"__reduce__", while_reduce, "self, /", REDUCE, 0},
    {"__setstate__", while_set_state, "self, state, /", SET_STATE, 0},
    {NULL, NULL, NULL, NULL, 0},
};

/* ---- cycle ---- */

static Value cycle_reduce(Thread *t, Value *args)
{
    Lazy *lazy = value_pointer(args[0]);
    Value source = LOAD(lazy->b), saved = LOAD(lazy->a);
    bool all_saved = source == EMPTY || LOAD(lazy->c) != EMPTY;
    if (source == EMPTY) {
        /* Between two rounds: the rest of this one is walked before the saved items begin again. */
        int64_t at = weft__load_relaxed(&lazy->n); /* edge: itertools_state */
        source = weft__iterate(t, saved);
        if (source != EMPTY && at > 0) {
            Str *name = weft__intern_c(t, "__setstate__");
            Value place = int_from_i64(t, at);
            if (name == NULL || place == EMPTY ||
                weft__call_method(t, source, name, &place, 1) == EMPTY) {
                return EMPTY;
            }
        }
    }
    Value state = weft__tuple2(t, saved, all_saved ? TRUE_VALUE : FALSE_VALUE);
    return state == EMPTY ? EMPTY : reduced(t, args[0], &source, 1, state);
}

static Value cycle_set_state(Thread *t, Value *args)
{
    Lazy *lazy = value_pointer(args[0]);
    size_t count;
    int64_t all_saved;
    Value *items = state_items(t, args[1], 2, 2, &count);
    if (items == NULL) {
        return EMPTY;
    }
    if (!is_list(t, items[0])) {
        return RAISE(t, TypeError, "argument 1 must be list, not %T", items[0]);
    }
    if (!weft__to_i64(t, items[1], &all_saved)) {
        return EMPTY;
    }
    STORE(lazy->a, items[0]);
    STORE(lazy->c, all_saved != 0 ? NONE : EMPTY);
    weft__store_relaxed(&lazy->n, 0); /* edge: itertools_state */
    return NONE;
}

const NativeDef weft__cycle_methods[] = {
    {"__reduce__", cycle_reduce, "self, /", REDUCE, 0},
    {"__setstate__", cycle_set_state, "self, state, /", SET_STATE, 0},
    {NULL, NULL, NULL, NULL, 0},
};

/* ---- islice ---- */

static Value islice_reduce(Thread *t, Value *args)
{
    Slicer *slicer = value_pointer(args[0]);
    Value source = LOAD(slicer->source);
    if (source == EMPTY) {
        Value none[2] = {ended_iterator(t), value_from_small_int(0)};
        return reduced(t, args[0], none, 2, value_from_small_int(0));
    }
    Value from[4] = {source, int_from_i64(t, weft__load_relaxed(&slicer->wanted)), /* edge: itertools_state */
                     slicer->limit < 0 ? NONE : int_from_i64(t, slicer->limit), int_from_i64(t, slicer->step)};
    Value taken = int_from_i64(t, weft__load_relaxed(&slicer->taken)); /* edge: itertools_state */
    return taken == EMPTY ? EMPTY : reduced(t, args[0], from, 4, taken);
}

static Value islice_set_state(Thread *t, Value *args)
{
    int64_t taken;
    if (!state_number(t, args[1], &taken)) {
        return EMPTY;
    }
    weft__store_relaxed(&((Slicer *)value_pointer(args[0]))->taken, taken); /* edge: itertools_state */
    return NONE;
}

const NativeDef weft__islice_methods[] = {
    {"__reduce__", islice_reduce, "self, /", REDUCE, 0},
    {"__setstate__", islice_set_state, "self, state, /", SET_STATE, 0},
    {NULL, NULL, NULL, NULL, 0},
};

/* ---- groupby and its groups ---- */

static Value group_by_reduce(Thread *t, Value *args)
{
    Lazy *lazy = value_pointer(args[0]);
    Value from[2] = {lazy->source, lazy->function};
    Value state[3] = {LOAD(lazy->a), LOAD(lazy->b), LOAD(lazy->c)};
    if (state[0] == EMPTY || state[1] == EMPTY || state[2] == EMPTY) {
        return reduced(t, args[0], from, 2, EMPTY);
    }
    Tuple *keys = weft__tuple_from(t, state, 3);
    return keys == NULL ? EMPTY : reduced(t, args[0], from, 2, value_from_pointer(keys));
}

static Value group_by_set_state(Thread *t, Value *args)
{
    Lazy *lazy = value_pointer(args[0]);
    size_t count;
    Value *items = state_items(t, args[1], 3, 3, &count);
    if (items == NULL) {
        return EMPTY;
    }
    STORE(lazy->b, items[1]);
    STORE(lazy->c, items[2]);
    STORE(lazy->a, items[0]);
    return NONE;
}

static Value group_reduce(Thread *t, Value *args)
{
    Group *group = value_pointer(args[0]);
    if (weft__load_relaxed(&group->parent->n) != group->number) { /* edge: itertools_state */
        Value maker = weft__builtin_named(t, "iter"), none = value_or_empty(weft__tuple_new(t, 0));
        Value of = none == EMPTY ? EMPTY : value_or_empty(weft__tuple_from(t, &none, 1));
        return maker == EMPTY || of == EMPTY ? EMPTY : weft__tuple2(t, maker, of);
    }
    Value from[2] = {value_from_pointer(group->parent), group->key};
    return reduced(t, args[0], from, 2, EMPTY);
}

const NativeDef weft__group_by_methods[] = {
    {"__reduce__", group_by_reduce, "self, /", REDUCE, 0},
    {"__setstate__", group_by_set_state, "self, state, /", SET_STATE, 0},
    {NULL, NULL, NULL, NULL, 0},
};
const NativeDef weft__group_methods[] = {
    {"__reduce__", group_reduce, "self, /", REDUCE, 0},
    {NULL, NULL, NULL, NULL, 0},
};

/* ---- zip_longest ---- */

static Value zip_longest_reduce(Thread *t, Value *args)
{
    ZipLongest *zip = value_pointer(args[0]);
    size_t count = zip->iterators->capacity;
    Tuple *from = weft__tuple_new(t, count);
    Value none = from == NULL ? EMPTY : value_or_empty(weft__tuple_new(t, 0));
    if (none == EMPTY) {
        return EMPTY;
    }
    for (size_t i = 0; i < count; i++) {
        Value iterator = LOAD(zip->iterators->items[i]);
        from->items[i] = iterator == EMPTY ? none : iterator;
    }
    return reduced(t, args[0], from->items, count, LOAD(zip->fill));
}

static Value zip_longest_set_state(Thread *t, Value *args)
{
    (void)t;
    STORE(((ZipLongest *)value_pointer(args[0]))->fill, args[1]);
    return NONE;
}

const NativeDef weft__zip_longest_methods[] = {
    {"__reduce__", zip_longest_reduce, "self, /", REDUCE, 0},
    {"__setstate__", zip_longest_set_state, "self, state, /", SET_STATE, 0},
    {NULL, NULL, NULL, NULL, 0},
};

/* ---- product and the choices of r out of n ---- */

static Value number_tuple(Thread *t, const size_t *numbers, size_t count)
{
    Tuple *made = weft__tuple_new(t, count);
    for (size_t i = 0; made != NULL && i < count; i++) {
        made->items[i] = value_from_small_int((int64_t)numbers[i]);
    }
    return value_or_empty(made);
}

/* What a walk stood at: its first `count` numbers (with `cycles`, and as many as it is wide after them), or
 * EMPTY when it has not given anything yet; *ended when it has given everything. False: exception. */
static bool walk_state(Thread *t, Walk *walk, size_t count, bool cycles, Value *state, bool *ended)
{
    bool fine = true;
    *state = EMPTY;
    weft__lock_object(t, &walk->head);
    *ended = walk->started && walk->ended;
    if (walk->started && !walk->ended) {
        *state = number_tuple(t, walk_indices(walk), count);
        if (*state != EMPTY && cycles) {
            Value second = number_tuple(t, walk_indices(walk) + count, walk->width);
            *state = second == EMPTY ? EMPTY : weft__tuple2(t, *state, second);
        }
        fine = *state != EMPTY;
    }
    weft__unlock_object(t, &walk->head);
    return fine;
}

static Value product_reduce(Thread *t, Value *args)
{
    Walk *walk = value_pointer(args[0]);
    Value state;
    bool ended;
    if (!walk_state(t, walk, walk->width, false, &state, &ended)) {
        return EMPTY;
    }
    if (ended) {
        Value none = value_or_empty(weft__tuple_new(t, 0));
        return reduced(t, args[0], &none, 1, EMPTY);
    }
    return reduced(t, args[0], walk->pools->items, tuple_length(walk->pools), state);
}

static Value choices_reduce(Thread *t, Value self, size_t count, bool cycles)
{
    Walk *walk = value_pointer(self);
    Value state;
    bool ended;
    if (!walk_state(t, walk, count, cycles, &state, &ended)) {
        return EMPTY;
    }
    Value from[2] = {ended ? value_or_empty(weft__tuple_new(t, 0)) : value_from_pointer(walk->pools),
                     int_from_i64(t, (int64_t)walk->length)};
    return reduced(t, self, from, 2, state);
}

static Value combinations_reduce(Thread *t, Value *args)
{
    return choices_reduce(t, args[0], ((Walk *)value_pointer(args[0]))->width, false);
}

static Value permutations_reduce(Thread *t, Value *args)
{
    Walk *walk = value_pointer(args[0]);
    return choices_reduce(t, args[0], tuple_length(walk->pools), true);
}

/* Puts the numbers of a tuple into `numbers`, each brought into lowest[i] .. highest[i]. */
static bool numbers_between(Thread *t, Tuple *given, size_t *numbers, size_t lowest, const size_t *highest)
{
    for (size_t i = 0; i < tuple_length(given); i++) {
        int64_t number;
        if (!state_number(t, given->items[i], &number)) {
            return false;
        }
        numbers[i] = number < (int64_t)lowest         ? lowest
                     : (uint64_t)number > highest[i] ? highest[i]
                                                     : (size_t)number;
    }
    return true;
}

/* Checked numbers become those of the walk, unless it has ended: an ended one has no numbers. */
static void walk_resume(Thread *t, Walk *walk, const size_t *numbers, size_t count)
{
    weft__lock_object(t, &walk->head);
    if (!walk->ended) {
        memcpy(walk_indices(walk), numbers, count * sizeof(size_t));
        walk->started = true;
    }
    weft__unlock_object(t, &walk->head);
}

/* Numbers for the checked state, and as many bounds. NULL: exception. */
static ByteArray *number_space(Thread *t, size_t count)
{
    size_t bytes;
    if (MUL_OVERFLOWS(count, sizeof(size_t), &bytes)) {
        weft__raise_memory_error(t);
        return NULL;
    }
    return weft__byte_array_new(t, bytes);
}

/* State (indices): `highest` of each place depends on the kind of walk. */
static Value indices_set_state(Thread *t, Value self, Value state, void (*bounds)(const Walk *, size_t *))
{
    Walk *walk = value_pointer(self);
    if (!is_tuple(t, state) || tuple_length(as_tuple(state)) != walk->length) {
        return RAISE(t, ValueError, "invalid arguments");
    }
    if (walk->width != walk->length) {
        return NONE; /* more places than the pool has items: nothing to go to */
    }
    ByteArray *numbers = number_space(t, walk->width);
    ByteArray *highest = numbers == NULL ? NULL : number_space(t, walk->width);
    if (highest == NULL) {
        return EMPTY;
    }
    bounds(walk, (size_t *)(void *)highest->bytes);
    if (!numbers_between(t, as_tuple(state), (size_t *)(void *)numbers->bytes, 0,
                         (const size_t *)(const void *)highest->bytes)) {
        return EMPTY;
    }
    walk_resume(t, walk, (const size_t *)(const void *)numbers->bytes, walk->width);
    return NONE;
}

static void product_bounds(const Walk *walk, size_t *highest)
{
    for (size_t i = 0; i < walk->width; i++) {
        highest[i] = tuple_length(as_tuple(walk->pools->items[i])) - 1;
    }
}
static void combinations_bounds(const Walk *walk, size_t *highest)
{
    for (size_t i = 0; i < walk->width; i++) {
        highest[i] = i + tuple_length(walk->pools) - walk->width;
    }
}
static void with_replacement_bounds(const Walk *walk, size_t *highest)
{
    for (size_t i = 0; i < walk->width; i++) {
        highest[i] = tuple_length(walk->pools) - 1;
    }
}

static Value product_set_state(Thread *t, Value *args)
{
    return indices_set_state(t, args[0], args[1], product_bounds);
}
static Value combinations_set_state(Thread *t, Value *args)
{
    return indices_set_state(t, args[0], args[1], combinations_bounds);
}
static Value with_replacement_set_state(Thread *t, Value *args)
{
    return indices_set_state(t, args[0], args[1], with_replacement_bounds);
}

static Value permutations_set_state(Thread *t, Value *args)
{
    Walk *walk = value_pointer(args[0]);
    size_t count, n = tuple_length(walk->pools), r = walk->length;
    Value *items = state_items(t, args[1], 2, 2, &count);
    for (size_t i = 0; items != NULL && i < 2; i++) {
        if (!is_tuple(t, items[i])) {
            return RAISE(t, TypeError, "argument %zu must be tuple, not %T", i + 1, items[i]);
        }
    }
    if (items == NULL) {
        return EMPTY;
    }
    if (tuple_length(as_tuple(items[0])) != n || tuple_length(as_tuple(items[1])) != r) {
        return RAISE(t, ValueError, "invalid arguments");
    }
    if (walk->width != r) {
        return NONE;
    }
    ByteArray *numbers = number_space(t, n + r);
    ByteArray *bounds = numbers == NULL ? NULL : number_space(t, n + r);
    if (bounds == NULL) {
        return EMPTY;
    }
    size_t *into = (size_t *)(void *)numbers->bytes, *highest = (size_t *)(void *)bounds->bytes;
    for (size_t i = 0; i < n; i++) {
        highest[i] = n - 1;
    }
    for (size_t i = 0; i < r; i++) {
        highest[n + i] = n - i;
    }
    if (!numbers_between(t, as_tuple(items[0]), into, 0, highest) ||
        !numbers_between(t, as_tuple(items[1]), into + n, 1, highest + n)) {
        return EMPTY;
    }
    walk_resume(t, walk, into, n + r);
    return NONE;
}

const NativeDef weft__product_methods[] = {
    {"__reduce__", product_reduce, "self, /", REDUCE, 0},
    {"__setstate__", product_set_state, "self, state, /", SET_STATE, 0},
    {NULL, NULL, NULL, NULL, 0},
};
const NativeDef weft__permutations_methods[] = {
    {"__reduce__", permutations_reduce, "self, /", REDUCE, 0},
    {"__setstate__", permutations_set_state, "self, state, /", SET_STATE, 0},
    {NULL, NULL, NULL, NULL, 0},
};
const NativeDef weft__combinations_methods[] = {
    {"__reduce__", combinations_reduce, "self, /", REDUCE, 0},
    {"__setstate__", combinations_set_state, "self, state, /", SET_STATE, 0},
    {NULL, NULL, NULL, NULL, 0},
};
const NativeDef weft__with_replacement_methods[] = {
    {"__reduce__", combinations_reduce, "self, /", REDUCE, 0},
    {"__setstate__", with_replacement_set_state, "self, state, /", SET_STATE, 0},
    {NULL, NULL, NULL, NULL, 0},
};
