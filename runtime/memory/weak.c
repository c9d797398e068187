/* weak.c - weak references: cells whose target the collector clears, and the table of them by target.
 *
 * Guarantees: a weak cell's target is EMPTY from the moment that the collector found the target
 * unreachable, and that is before the target's finalizer runs, so nobody can get at an object that
 * is being finalized through an old weak reference. The callback is queued once, and only if the
 * weak cell itself was reachable. Clearing happens in a stopped world, so a thread that has read a
 * target holds a strong reference on its stack.
 *
 * The table leads from a target to its cells. It holds neither weakly nor strongly what the collector
 * could miss: a collection takes the cells out that it did not reach, before they are swept, in the
 * stopped world. A cell that is found there in between is alive again by being found. The cells are
 * spread over shards by the address of their target; a shard's mutex (rank WEAK) is held without
 * allocating from the heap and without a safepoint, so who waits for it may do so inside the world.
 *
 * Order among the cells of one target: the shared reference, the shared proxy, then all others with
 * the newest in front. Callbacks are queued in this order.
 */
#include <stdlib.h>

#include "memory/heap_internal.h"

enum { FIRST_BUCKETS = 16 };

static void raise_memory_error(Heap *heap, Thread *thread)
{
    if (heap->hooks.raise_memory_error != NULL) {
        heap->hooks.raise_memory_error(thread);
    }
}

/* Targets do not move. The lowest bits of an address are the same for all. */
static size_t spread(const void *target)
{
    uint64_t bits = (uint64_t)(uintptr_t)target / GRANULE;
    return (size_t)((bits * UINT64_C(0x9E3779B97F4A7C15)) >> 24);
}
static WeakShard *shard_of(Heap *heap, const void *target)
{
    return &heap->weak_shards[spread(target) % WEAK_SHARDS];
}
static WeakCell **bucket_of(WeakShard *shard, const void *target)
{
    return &shard->buckets[(spread(target) / WEAK_SHARDS) & (shard->capacity - 1)];
}
/* Of a cell in the table: its shard's mutex is held, or the world is stopped. */
static bool refers_to(const WeakCell *cell, const void *target)
{
    Value v = weft__load_relaxed(&cell->target); /* edge: weak_target; locked */
    return value_is_pointer(v) && value_pointer(v) == target;
}

void weft__weak_table_init(Heap *heap)
{
    for (size_t i = 0; i < WEAK_SHARDS; i++) {
        (void)pthread_mutex_init(&heap->weak_shards[i].mutex, NULL);
    }
}

void weft__weak_table_free(Heap *heap)
{
    for (size_t i = 0; i < WEAK_SHARDS; i++) {
        free(heap->weak_shards[i].buckets);
        (void)pthread_mutex_destroy(&heap->weak_shards[i].mutex);
    }
}

/* Room for one more. Mutex held. */
static bool reserve(WeakShard *shard)
{
    if (shard->count < shard->capacity) {
        return true;
    }
    size_t capacity = shard->capacity == 0 ? FIRST_BUCKETS : shard->capacity * 2;
    WeakShard larger = {.buckets = calloc(capacity, sizeof(WeakCell *)), .capacity = capacity};
    if (larger.buckets == NULL) {
        return false;
    }
    for (size_t i = 0; i < shard->capacity; i++) {
        WeakCell *next;
        for (WeakCell *cell = shard->buckets[i]; cell != NULL; cell = next) {
            next = cell->next;
            Value target = weft__load_relaxed(&cell->target); /* edge: weak_target; locked */
            WeakCell **end = bucket_of(&larger, value_pointer(target));
            while (*end != NULL) { /* the order within a target stays */
                end = &(*end)->next;
            }
            cell->next = NULL;
            *end = cell;
        }
    }
    free(shard->buckets);
    shard->buckets = larger.buckets;
    shard->capacity = capacity;
    return true;
}

/* The shared cell of this type, or NULL. Mutex held. */
static WeakCell *find_shared(WeakShard *shard, const void *target, const Type *type)
{
    if (shard->count == 0) {
        return NULL;
    }
    for (WeakCell *cell = *bucket_of(shard, target); cell != NULL; cell = cell->next) {
        if (refers_to(cell, target)) {
            if (cell->place == WEAK_OWN) { /* the first of perhaps very many: no shared one follows */
                return NULL;
            }
            if (cell->head.type == type) {
                return cell;
            }
        }
    }
    return NULL;
}

WeakCell *weft__weak_find(Thread *thread, Object *target, const Type *type)
{
    WeakShard *shard = shard_of(thread_heap(thread), target);
    (void)pthread_mutex_lock(&shard->mutex);
    WeakCell *found = find_shared(shard, target, type);
    (void)pthread_mutex_unlock(&shard->mutex);
    return found;
}

/* Mutex held, room reserved. */
static void link_cell(WeakShard *shard, WeakCell *cell, const void *target)
{
    WeakCell **at = bucket_of(shard, target);
    if (cell->place != WEAK_SHARED_REFERENCE) {
        for (WeakCell **each = at; *each != NULL; each = &(*each)->next) {
            if (refers_to(*each, target)) {
                if ((*each)->place >= cell->place) { /* so are all that follow */
                    break;
                }
                at = &(*each)->next;
            }
        }
    }
    cell->next = *at;
    *at = cell;
    shard->count++;
}

WeakCell *weft__register_weak(Thread *thread, WeakCell *cell)
{
    Heap *heap = thread_heap(thread);
    PointerList *list = &local_heap(thread)->weak_cells;
    Value held = weft__load_relaxed(&cell->target); /* edge: weak_target; not shared yet */
    Object *target = value_pointer(held);
    WeakShard *shard = shard_of(heap, target);
    bool room = !weft__native_refused(thread) && weft__pointer_list_reserve(list);
    WeakCell *first = NULL;
    if (room) {
        (void)pthread_mutex_lock(&shard->mutex);
        first = cell->place == WEAK_OWN ? NULL : find_shared(shard, target, cell->head.type);
        room = first != NULL || reserve(shard);
        if (room && first == NULL) {
            link_cell(shard, cell, target);
        }
        (void)pthread_mutex_unlock(&shard->mutex);
    }
    if (!room) {
        raise_memory_error(heap, thread);
        return NULL;
    }
    if (first != NULL) {
        return first;
    }
    list->items[list->count++] = cell;
    return cell;
}

size_t weft__weak_list(Thread *thread, Object *target, Value *into, size_t capacity)
{
    WeakShard *shard = shard_of(thread_heap(thread), target);
    size_t count = 0;
    (void)pthread_mutex_lock(&shard->mutex);
    for (WeakCell *cell = shard->count == 0 ? NULL : *bucket_of(shard, target); cell != NULL;
         cell = cell->next) {
        if (refers_to(cell, target)) {
            if (count < capacity) {
                into[count] = value_from_pointer(cell);
            }
            count++;
        }
    }
    (void)pthread_mutex_unlock(&shard->mutex);
    return count;
}

/* ---- in a collection; the world is stopped ---- */

/* False: there is no memory to remember the call; the target lives until the next collection. */
static bool clear_cell(Heap *heap, Tracer *tracer, WeakCell *cell)
{
    Value callback = cell->callback;
    if (tracer_is_marked(tracer, cell) && callback != EMPTY && callback != NONE) {
        if (!weft__queue_push(heap, &cell->head, callback)) {
            return false;
        }
        cell->callback = EMPTY;
    }
    weft__store_release(&cell->target, EMPTY); /* edge: weak_target */
    return true;
}

static void clear_if_dead(Heap *heap, Tracer *tracer, WeakCell *cell)
{
    Value held = weft__load_relaxed(&cell->target); /* edge: weak_target; stopped world */
    if (!value_is_pointer(held) || tracer_is_marked(tracer, value_pointer(held))) {
        return;
    }
    Object *target = value_pointer(held);
    for (WeakCell *each = *bucket_of(shard_of(heap, target), target); each != NULL;
         each = each->next) {
        if (refers_to(each, target) && !clear_cell(heap, tracer, each)) {
            weft__trace_object(tracer, target);
            weft__tracer_drain(tracer);
            return;
        }
    }
}

void weft__weak_clear_dead(Heap *heap, Tracer *tracer)
{
    for (LocalHeap *local = heap->locals; local != NULL; local = local->next) {
        for (size_t i = 0; i < local->weak_cells.count; i++) {
            clear_if_dead(heap, tracer, local->weak_cells.items[i]);
        }
    }
}

static bool stays(Tracer *tracer, WeakCell *cell)
{
    return tracer_is_marked(tracer, cell) &&
           weft__load_relaxed(&cell->target) != EMPTY; /* edge: weak_target; stopped world */
}

static void forget_in_shard(WeakShard *shard, Tracer *tracer)
{
    for (size_t i = 0; i < shard->capacity; i++) {
        WeakCell **link = &shard->buckets[i];
        while (*link != NULL) {
            if (stays(tracer, *link)) {
                link = &(*link)->next;
            } else {
                *link = (*link)->next;
                shard->count--;
            }
        }
    }
}

void weft__weak_forget_swept(Heap *heap, Tracer *tracer)
{
    for (size_t i = 0; i < WEAK_SHARDS; i++) {
        forget_in_shard(&heap->weak_shards[i], tracer);
    }
    for (LocalHeap *local = heap->locals; local != NULL; local = local->next) {
        PointerList *list = &local->weak_cells;
        size_t kept = 0;
        for (size_t i = 0; i < list->count; i++) {
            if (stays(tracer, list->items[i])) {
                list->items[kept++] = list->items[i];
            }
        }
        list->count = kept;
    }
}
