/* fixture.h - a runtime of two layers: what the tests of sync and memory run in.
 *
 * FakeRuntime starts with the fields that the two layers see of a Runtime, and goes on with a row
 * of root values. Its types are the fewest that make graphs: nodes with two references and a
 * number, weak cells, blobs without references, and cells that own foreign memory.
 */
#ifndef WEFT_TESTS_FIXTURE_H
#define WEFT_TESTS_FIXTURE_H

#include <pthread.h>
#include <stdlib.h>

#include "memory/heap.h"

enum { ROOTS = 256 };
typedef struct FakeRuntime {
    RuntimeCore core;
    Torture torture;
    ATOMIC(Value) roots[ROOTS];
    TypeHead node_type, blob_type, weak_type, owner_type, array_type, bytes_type;
    ATOMIC(uint64_t) memory_errors, finalized, called_back, released;
    Thread *main_thread;
} FakeRuntime;

typedef struct Node {
    Object head;
    ATOMIC(Value) left, right;
    uint64_t number;
} Node;

typedef struct Owner { /* owns a malloc'd byte; released when swept */
    Object head;
    char *foreign;
} Owner;

static inline FakeRuntime *fake_of(Thread *thread)
{
    return (FakeRuntime *)(void *)thread->runtime;
}
static inline Type *fake_type(TypeHead *head) { return (Type *)(void *)head; }

static void node_trace(Tracer *tracer, Object *object)
{
    Node *node = (Node *)(void *)object;
    weft__trace_value(tracer, weft__load_relaxed(&node->left));
    weft__trace_value(tracer, weft__load_relaxed(&node->right));
}

static void weak_trace(Tracer *tracer, Object *object)
{
    WeakCell *cell = (WeakCell *)(void *)object;
    weft__trace_value(tracer, cell->callback); /* the target is what is weak */
}

static void owner_release(Object *object)
{
    Owner *owner = (Owner *)(void *)object;
    free(owner->foreign);
    owner->foreign = NULL;
}

static void fake_trace_roots(Runtime *runtime, Tracer *tracer)
{
    FakeRuntime *fake = (FakeRuntime *)(void *)runtime;
    weft__trace_values(tracer, fake->roots, ROOTS);
}

static void fake_trace_thread(Thread *thread, Tracer *tracer)
{
    weft__trace_words(tracer, thread->stack_base, thread->stack_top);
    weft__trace_value(tracer, thread->exception);
}

static void fake_memory_error(Thread *thread)
{
    (void)weft__add_relaxed(&fake_of(thread)->memory_errors, (uint64_t)1);
}

static void fake_finalizer(Thread *thread, Object *object)
{
    Node *node = (Node *)(void *)object;
    node->number += 1000000; /* writable: it is alive again */
    (void)weft__add_relaxed(&fake_of(thread)->finalized, (uint64_t)1);
}

static void fake_weak_callback(Thread *thread, Object *weak_cell, Value callback)
{
    (void)callback;
    WeakCell *cell = (WeakCell *)(void *)weak_cell;
    if (weft__load_relaxed(&cell->target) == EMPTY) {
        (void)weft__add_relaxed(&fake_of(thread)->called_back, (uint64_t)1);
    }
}

static const HeapHooks fake_hooks = {
    .trace_roots = fake_trace_roots,
    .trace_thread = fake_trace_thread,
    .raise_memory_error = fake_memory_error,
    .run_finalizer = fake_finalizer,
    .run_weak_callback = fake_weak_callback,
};

UNUSED static Thread *fake_attach(FakeRuntime *fake)
{
    Thread *thread = weft__thread_attach((Runtime *)(void *)fake, NULL, 0);
    if (thread != NULL && !weft__heap_thread_attach(thread)) {
        weft__thread_detach(thread);
        thread = NULL;
    }
    return thread;
}

UNUSED static void fake_detach(Thread *thread)
{
    weft__heap_thread_detach(thread);
    weft__thread_detach(thread);
}

/* The calling thread becomes the main thread. */
UNUSED static FakeRuntime *fake_new_with(size_t budget, const Torture *torture)
{
    FakeRuntime *fake = calloc(1, sizeof *fake);
    if (fake == NULL) {
        abort();
    }
    Runtime *runtime = (Runtime *)(void *)fake;
    weft__init(&fake->torture.fail_at, (int64_t)-1);
    if (torture != NULL) {
        fake->torture.collect_every = torture->collect_every;
        fake->torture.mark_stack_limit = torture->mark_stack_limit;
    }
    for (int i = 0; i < ROOTS; i++) {
        weft__init(&fake->roots[i], EMPTY);
    }
    fake->node_type.trace = node_trace;
    fake->weak_type.trace = weak_trace;
    fake->owner_type.release = owner_release;
    fake->array_type.trace = weft__value_array_trace;
    fake->core.value_stack_bytes = (size_t)1 << 20;
    fake->core.world = weft__world_new(runtime);
    fake->core.heap = weft__heap_new(runtime, &fake_hooks, budget, &fake->torture);
    weft__heap_set_array_types(fake->core.heap, fake_type(&fake->array_type),
                               fake_type(&fake->bytes_type));
    fake->main_thread = fake_attach(fake);
    return fake;
}

UNUSED static FakeRuntime *fake_new(void)
{
    return fake_new_with(0, NULL);
}

UNUSED static void fake_free(FakeRuntime *fake)
{
    fake_detach(fake->main_thread);
    weft__heap_free(fake->core.heap);
    weft__world_free(fake->core.world);
    free(fake);
}

UNUSED static Node *node_new(Thread *thread, Value left, Value right, uint64_t number)
{
    Node *node = weft__alloc(thread, sizeof(Node), fake_type(&fake_of(thread)->node_type));
    if (node != NULL) {
        weft__init(&node->left, left);
        weft__init(&node->right, right);
        node->number = number;
    }
    return node;
}

UNUSED static Node *as_node(Value v) { return value_pointer(v); }

UNUSED static WeakCell *weak_new(Thread *thread, Value target, Value callback)
{
    WeakCell *cell = weft__alloc(thread, sizeof(WeakCell), fake_type(&fake_of(thread)->weak_type));
    weft__init(&cell->target, target);
    cell->callback = callback;
    cell->hash = EMPTY;
    cell->place = callback == NONE ? WEAK_SHARED_REFERENCE : WEAK_OWN;
    WeakCell *registered = weft__register_weak(thread, cell);
    if (registered == NULL) {
        abort();
    }
    return registered;
}

/* Overwrites what earlier calls left on the native stack, so that nothing dead is found there. */
__attribute__((no_sanitize("address"))) UNUSED static NO_INLINE void wipe_stack(void)
{
    volatile char row[65536];
    for (size_t i = 0; i < sizeof row; i++) {
        row[i] = 0;
    }
}

UNUSED static size_t collect_clean(Thread *thread)
{
    wipe_stack();
    return weft__collect(thread);
}

/* A hidden word: the collector does not take it for a pointer. */
UNUSED static uintptr_t hide(const void *p) { return ~(uintptr_t)p; }
UNUSED static void *reveal(uintptr_t hidden) { return (void *)~hidden; }

#endif
