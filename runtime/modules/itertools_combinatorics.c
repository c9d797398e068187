/* itertools_combinatorics.c - product, permutations, combinations, combinations_with_replacement.
 *
 * They walk fixed pools and run no user code after construction, so each step is taken under the
 * iterator's object lock: threads that share one get every result once.
 */
#include "modules/itertools.h"

static void walk_trace(Tracer *tracer, Object *object)
{
    weft__trace_object(tracer, ((Walk *)object)->pools);
    weft__trace_object(tracer, ((Walk *)object)->indices);
}

static Walk *walk_new(Thread *t, Type *type, Tuple *pools, size_t width, size_t indices)
{
    size_t bytes;
    if (MUL_OVERFLOWS(indices, sizeof(size_t), &bytes)) {
        weft__raise_memory_error(t);
        return NULL;
    }
    ByteArray *storage = weft__byte_array_new(t, bytes);
    Walk *walk = storage == NULL ? NULL : weft__instance_new(t, type, type->instance_bytes);
    if (walk != NULL) {
        walk->pools = pools;
        walk->indices = storage;
        walk->width = walk->length = width;
        memset(storage->bytes, 0, bytes);
    }
    return walk;
}

/* One step under the lock: `advance` moves the indices and says whether there is a further result. */
static Value walk_step(Thread *t, Walk *walk, bool (*advance)(Walk *), bool product)
{
    Tuple *row = NULL;
    weft__lock_object(t, &walk->head);
    if (!walk->ended) {
        if (walk->started && !advance(walk)) {
            walk->ended = true;
        } else {
            walk->started = true;
            row = weft__tuple_new(t, walk->width);
            const size_t *at = walk_indices(walk);
            for (size_t i = 0; row != NULL && i < walk->width; i++) {
                Tuple *pool = product ? as_tuple(walk->pools->items[i]) : walk->pools;
                row->items[i] = pool->items[at[i]];
            }
        }
    } else if (product) {
        walk->started = true; /* one with an empty pool forgets its pools when first asked */
    }
    weft__unlock_object(t, &walk->head);
    return value_or_empty(row);
}

/* ---- product ---- */

static Value product_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    int64_t repeat = 1;
    size_t keywords = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    for (size_t i = 0; i < keywords; i++) {
        Value name = as_tuple(names)->items[i];
        if (!weft__str_equals_c(as_str(name), "repeat")) {
            return RAISE(t, TypeError, "'%V' is an invalid keyword argument for product()", name);
        }
        if (!weft__to_i64(t, args[count + i], &repeat)) {
            return EMPTY;
        }
        if (repeat < 0) {
            return RAISE(t, ValueError, "repeat argument cannot be negative");
        }
    }
    size_t width;
    if (MUL_OVERFLOWS(count, (size_t)repeat, &width) || width > PTRDIFF_MAX / 8) {
        return RAISE(t, OverflowError, "repeat argument too large");
    }
    Tuple *pools = weft__tuple_new(t, width);
    if (pools == NULL) {
        return EMPTY;
    }
    bool empty = false;
    for (size_t i = 0; i < count; i++) {
        Tuple *pool = weft__tuple_from_iterable(t, args[i]);
        if (pool == NULL) {
            return EMPTY;
        }
        empty |= tuple_length(pool) == 0;
        for (size_t j = i; j < width; j += count) {
            pools->items[j] = value_from_pointer(pool);
        }
    }
    Walk *walk = walk_new(t, type, pools, width, width);
    if (walk != NULL) {
        walk->ended = empty && width > 0;
    }
    return value_or_empty(walk);
}

static bool product_advance(Walk *walk)
{
    size_t *at = walk_indices(walk);
    for (size_t i = walk->width; i-- > 0;) {
        if (++at[i] < tuple_length(as_tuple(walk->pools->items[i]))) {
            return true;
        }
        at[i] = 0;
    }
    return false;
}
static Value product_next(Thread *t, Value self)
{
    return walk_step(t, value_pointer(self), product_advance, true);
}

/* ---- choices of r out of n ---- */

/* The pool and r of a constructor; r is the pool's length when it was not given. */
static Tuple *pool_and_length(Thread *t, const char *name, size_t required, Value *args, size_t count,
                              Value names, size_t *length)
{
    static const char *const parameters[] = {"iterable", "r", NULL};
    Value bound[2];
    int64_t r;
    if (!weft__bind_named(t, name, parameters, required, 2, args, count, names, bound)) {
        return NULL;
    }
    Tuple *pool = weft__tuple_from_iterable(t, bound[0]);
    if (pool == NULL) {
        return NULL;
    }
    *length = tuple_length(pool);
    if (required == 2 || (bound[1] != EMPTY && bound[1] != NONE)) {
        if (required == 1 && !is_int(t, bound[1])) {
            RAISE(t, TypeError, "Expected int as r");
            return NULL;
        }
        if (!weft__to_i64(t, bound[1], &r)) {
            return NULL;
        }
        if (r < 0) {
            RAISE(t, ValueError, "r must be non-negative");
            return NULL;
        }
        *length = (size_t)r;
    }
    return pool;
}

static Value permutations_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    size_t r, n;
    Tuple *pool = pool_and_length(t, "permutations", 1, args, count, names, &r);
    if (pool == NULL) {
        return EMPTY;
    }
    n = tuple_length(pool);
    Walk *walk = walk_new(t, type, pool, r > n ? 0 : r, r > n ? 0 : n + r);
    if (walk == NULL) {
        return EMPTY;
    }
    walk->length = r;
    if (r > n) {
        walk->ended = true;
        return value_from_pointer(walk);
    }
    size_t *indices = walk_indices(walk), *cycles = indices + n;
    for (size_t i = 0; i < n; i++) {
        indices[i] = i;
    }
    for (size_t i = 0; i < r; i++) {
        cycles[i] = n - i;
    }
    return value_from_pointer(walk);
}

static bool permutations_advance(Walk *walk)
{
    size_t n = tuple_length(walk->pools);
    size_t *indices = walk_indices(walk), *cycles = indices + n;
    for (size_t i = walk->width; i-- > 0;) {
        if (--cycles[i] == 0) {
            size_t first = indices[i];
            memmove(indices + i, indices + i + 1, (n - i - 1) * sizeof(size_t));
            indices[n - 1] = first;
            cycles[i] = n - i;
        } else {
            size_t j = n - cycles[i], swapped = indices[i];
            indices[i] = indices[j];
            indices[j] = swapped;
            return true;
        }
    }
    return false;
}
static Value permutations_next(Thread *t, Value self)
{
    return walk_step(t, value_pointer(self), permutations_advance, false);
}

static Value combinations_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    size_t r;
    Tuple *pool = pool_and_length(t, "combinations", 2, args, count, names, &r);
    if (pool == NULL) {
        return EMPTY;
    }
    bool none = r > tuple_length(pool);
    Walk *walk = walk_new(t, type, pool, none ? 0 : r, none ? 0 : r);
    if (walk != NULL) {
        walk->length = r;
        walk->ended = none;
        for (size_t i = 0; i < walk->width; i++) {
            walk_indices(walk)[i] = i;
        }
    }
    return value_or_empty(walk);
}

static bool combinations_advance(Walk *walk)
{
    size_t n = tuple_length(walk->pools), r = walk->width;
    size_t *at = walk_indices(walk);
    for (size_t i = r; i-- > 0;) {
        if (at[i] != i + n - r) {
            at[i]++;
            for (size_t j = i + 1; j < r; j++) {
                at[j] = at[j - 1] + 1;
            }
            return true;
        }
    }
    return false;
}
static Value combinations_next(Thread *t, Value self)
{
    return walk_step(t, value_pointer(self), combinations_advance, false);
}

static Value with_replacement_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    size_t r;
    Tuple *pool = pool_and_length(t, "combinations_with_replacement", 2, args, count, names, &r);
    if (pool == NULL) {
        return EMPTY;
    }
    bool none = tuple_length(pool) == 0 && r > 0;
    Walk *walk = walk_new(t, type, pool, none ? 0 : r, none ? 0 : r);
    if (walk != NULL) {
        walk->length = r;
        walk->ended = none;
    }
    return value_or_empty(walk);
}

static bool with_replacement_advance(Walk *walk)
{
    size_t n = tuple_length(walk->pools), r = walk->width;
    size_t *at = walk_indices(walk);
    for (size_t i = r; i-- > 0;) {
        if (at[i] + 1 < n) {
            size_t next = at[i] + 1;
            for (size_t j = i; j < r; j++) {
                at[j] = next;
            }
            return true;
        }
    }
    return false;
}
static Value with_replacement_next(Thread *t, Value self)
{
    return walk_step(t, value_pointer(self), with_replacement_advance, false);
}

bool weft__itertools_add_combinatorics(Thread *t, Module *m)
{
    return weft__itertools_type(t, m, "itertools.product", sizeof(Walk), walk_trace, product_new,
                                product_next, weft__product_methods, 0) != NULL &&
           weft__itertools_type(t, m, "itertools.permutations", sizeof(Walk), walk_trace,
                                permutations_new, permutations_next, weft__permutations_methods, 0) != NULL &&
           weft__itertools_type(t, m, "itertools.combinations", sizeof(Walk), walk_trace,
                                combinations_new, combinations_next, weft__combinations_methods, 0) != NULL &&
           weft__itertools_type(t, m, "itertools.combinations_with_replacement", sizeof(Walk),
                                walk_trace, with_replacement_new, with_replacement_next, weft__with_replacement_methods,
                                0) != NULL;
}
