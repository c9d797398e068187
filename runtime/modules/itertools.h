/* itertools.h - shared by itertools_module.c, itertools_groups.c, itertools_combinatorics.c and
 * itertools_state.c, which copies and pickles what the others make.
 *
 * All lazy iterators of the module have one layout and one trace function; each says in its file what
 * threads that share it may see.
 */
#ifndef WEFT_MODULES_ITERTOOLS_H
#define WEFT_MODULES_ITERTOOLS_H

#include "modules/native_arguments.h"

/* One shape for most iterators of the module; each says what the words mean to it. */
typedef struct Lazy {
    Object head;
    Value function, source; /* never change */
    ATOMIC(Value) a, b, c;  /* any thread; edge: itertools_state */
    ATOMIC(int64_t) n;      /* any thread; edge: itertools_state */
} Lazy;

/* islice: n items taken from the source, m next one wanted, limit (-1: none), step */
typedef struct Slicer {
    Object head;
    ATOMIC(Value) source; /* EMPTY: ended; edge: itertools_state */
    ATOMIC(int64_t) taken, wanted;
    int64_t limit, step;  /* never change */
} Slicer;

/* One group of a groupby. */
typedef struct Group {
    Object head;
    Lazy *parent;   /* never change */
    Value key;
    int64_t number; /* a group of an earlier number has ended */
} Group;

typedef struct ZipLongest {
    Object head;
    ATOMIC(Value) fill;    /* any thread, by __setstate__; edge: itertools_state */
    ValueArray *iterators; /* never changes; items: EMPTY once ended; edge: itertools_state */
} ZipLongest;

/* product and the choices of r out of n. */
typedef struct Walk {
    Object head;
    Tuple *pools;        /* product: a tuple of tuples; others: the pool; never changes */
    ByteArray *indices;  /* size_t each, `width` of them, then cycles; object lock */
    size_t width;        /* length of results; never changes */
    size_t length;       /* the same, or the r asked for when that is more than the pool has */
    bool started, ended; /* object lock */
} Walk;

static inline size_t *walk_indices(Walk *walk)
{
    return (size_t *)(void *)walk->indices->bytes;
}

#define LOAD(field) weft__load_acquire(&(field))      /* edge: itertools_state */
#define STORE(field, v) weft__store_release(&(field), (v)) /* edge: itertools_state */

/* Numbers in the tuple of types that the module keeps. */
enum {
    ITERTOOLS_GROUP,
    ITERTOOLS_TEE,
    ITERTOOLS_TEE_LINK,
    ITERTOOLS_TEE_SOURCE,
    ITERTOOLS_CHAIN,
    ITERTOOLS_ISLICE,
    ITERTOOLS_TYPES
};

/* A type of the module; iterators (next given) become attributes of it. NULL: exception. */
Type *weft__itertools_type(Thread *t, Module *m, const char *name, size_t bytes,
                           void (*trace)(Tracer *, Object *),
                           Value (*make)(Thread *, Type *, Value *, size_t, Value),
                           Value (*next)(Thread *, Value), const NativeDef *methods, uint32_t flags);
void weft__itertools_lazy_trace(Tracer *tracer, Object *object);
Lazy *weft__itertools_lazy_new(Thread *t, Type *type, Value function, Value source);
/* An iterator over `iterable` with a function beside it. */
Value weft__itertools_lazy_over(Thread *t, Type *type, Value function, Value iterable);
/* made: the types for the numbers above; those of groups are added to it. */
bool weft__itertools_add_groups(Thread *t, Module *m, Type **made);
bool weft__itertools_add_combinatorics(Thread *t, Module *m);

/* How to copy and pickle, in itertools_state.c. */
extern const NativeDef weft__accumulate_methods[], weft__chain_methods[], weft__compress_methods[],
    weft__predicate_methods[], weft__while_methods[], weft__cycle_methods[], weft__islice_methods[],
    weft__group_by_methods[], weft__group_methods[], weft__zip_longest_methods[], weft__product_methods[],
    weft__permutations_methods[], weft__combinations_methods[], weft__with_replacement_methods[];
/* itertools.chain.from_iterable */
Value weft__chain_from_iterable(Thread *t, Value *args);

#endif
