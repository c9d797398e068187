/* itertools.h - shared by itertools_module.c, itertools_groups.c and itertools_combinatorics.c.
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

#define LOAD(field) weft__load_acquire(&(field))      /* edge: itertools_state */
#define STORE(field, v) weft__store_release(&(field), (v)) /* edge: itertools_state */

/* Numbers in the tuple of types that the module keeps. */
enum { ITERTOOLS_GROUP, ITERTOOLS_TEE, ITERTOOLS_TEE_LINK, ITERTOOLS_TEE_SOURCE, ITERTOOLS_TYPES };

/* A type of the module; iterators (next given) become attributes of it. NULL: exception. */
Type *weft__itertools_type(Thread *t, Module *m, const char *name, size_t bytes,
                           void (*trace)(Tracer *, Object *),
                           Value (*make)(Thread *, Type *, Value *, size_t, Value),
                           Value (*next)(Thread *, Value), const NativeDef *methods, uint32_t flags);
void weft__itertools_lazy_trace(Tracer *tracer, Object *object);
Lazy *weft__itertools_lazy_new(Thread *t, Type *type, Value function, Value source);
/* An iterator over `iterable` with a function beside it. */
Value weft__itertools_lazy_over(Thread *t, Type *type, Value function, Value iterable);
bool weft__itertools_add_groups(Thread *t, Module *m);
bool weft__itertools_add_combinatorics(Thread *t, Module *m);

#endif
