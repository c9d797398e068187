/* finalizers.c - objects with finalizers, objects that own foreign memory, and the queue.
 *
 * Guarantees: a registered object's finalizer is queued once, by the collection that first finds it
 * unreachable, and the object with all it reaches stays alive until the finalizer has run and it
 * was found unreachable again. Finalizers and weak reference callbacks run at safepoints, outside
 * the pause, with no lock held; each item is taken by one thread. An object whose flag
 * OBJECT_FINALIZED is set (a generator that ended, a file that was closed) is dropped from the
 * registry instead of being queued.
 *
 * `release` hooks run inside the pause, after marking, while every cell is still what it was.
 */
#include <stdlib.h>

#include "memory/heap_internal.h"

static void raise_memory_error(Thread *thread)
{
    Heap *heap = thread_heap(thread);
    if (heap->hooks.raise_memory_error != NULL) {
        heap->hooks.raise_memory_error(thread);
    }
}

bool weft__register_finalizer(Thread *thread, Object *object)
{
    PointerList *list = &local_heap(thread)->finalizers;
    if (UNLIKELY(!weft__pointer_list_reserve(list))) {
        raise_memory_error(thread);
        return false;
    }
    list->items[list->count++] = object;
    return true;
}

/* ---- the queue ---- */

static bool grow_queue(Heap *heap)
{
    size_t capacity = heap->queue_capacity == 0 ? 64 : heap->queue_capacity * 2;
    QueueItem *queue = malloc(capacity * sizeof *queue);
    if (queue == NULL) {
        return false;
    }
    for (size_t i = 0; i < heap->queue_count; i++) {
        queue[i] = heap->queue[(heap->queue_head + i) % heap->queue_capacity];
    }
    free(heap->queue);
    heap->queue = queue;
    heap->queue_head = 0;
    heap->queue_capacity = capacity;
    return true;
}

bool weft__queue_push(Heap *heap, Object *object, Value callback)
{
    (void)pthread_mutex_lock(&heap->queue_mutex);
    bool pushed = heap->queue_count < heap->queue_capacity || grow_queue(heap);
    if (pushed) {
        size_t at = (heap->queue_head + heap->queue_count++) % heap->queue_capacity;
        heap->queue[at].object = object;
        heap->queue[at].callback = callback;
    }
    (void)pthread_mutex_unlock(&heap->queue_mutex);
    return pushed;
}

static bool queue_pop(Heap *heap, QueueItem *item)
{
    (void)pthread_mutex_lock(&heap->queue_mutex);
    bool popped = heap->queue_count > 0;
    if (popped) {
        *item = heap->queue[heap->queue_head];
        heap->queue_head = (heap->queue_head + 1) % heap->queue_capacity;
        heap->queue_count--;
    }
    (void)pthread_mutex_unlock(&heap->queue_mutex);
    return popped;
}

bool weft__queue_is_empty(Heap *heap)
{
    (void)pthread_mutex_lock(&heap->queue_mutex);
    bool empty = heap->queue_count == 0;
    (void)pthread_mutex_unlock(&heap->queue_mutex);
    return empty;
}

void weft__finalizers_trace_queue(Heap *heap, Tracer *tracer)
{
    for (size_t i = 0; i < heap->queue_count; i++) {
        QueueItem *item = &heap->queue[(heap->queue_head + i) % heap->queue_capacity];
        weft__trace_object(tracer, item->object);
        weft__trace_value(tracer, item->callback);
    }
}

void weft__run_finalizers(Thread *thread)
{
    Heap *heap = thread_heap(thread);
    if (thread->running_finalizers) {
        return; /* the loop below, further up this thread's stack, goes on with the queue */
    }
    thread->running_finalizers = true;
    QueueItem item;
    while (queue_pop(heap, &item)) {
        if (item.callback == EMPTY) {
            if (heap->hooks.run_finalizer != NULL) {
                heap->hooks.run_finalizer(thread, item.object);
            }
        } else if (heap->hooks.run_weak_callback != NULL) {
            heap->hooks.run_weak_callback(thread, item.object, item.callback);
        }
    }
    thread->running_finalizers = false;
}

/* ---- steps of a collection ---- */

static bool queue_finalizer(Heap *heap, Object *object)
{
    if (!weft__queue_push(heap, object, EMPTY)) {
        return false;
    }
    (void)weft__or_relaxed(&object->flags, (uint8_t)OBJECT_FINALIZED); /* edge: object_flags */
    return true;
}

static size_t queue_dead_of(Heap *heap, Tracer *tracer, PointerList *list)
{
    size_t kept = 0;
    size_t queued = 0;
    for (size_t i = 0; i < list->count; i++) {
        Object *object = list->items[i];
        if (weft__load_relaxed(&object->flags) & OBJECT_FINALIZED) { /* edge: object_flags */
            continue;
        }
        if (tracer_is_marked(tracer, object) || !queue_finalizer(heap, object)) {
            list->items[kept++] = object;
        } else {
            queued++;
        }
    }
    list->count = kept;
    return queued;
}

size_t weft__finalizers_queue_dead(Heap *heap, Tracer *tracer)
{
    size_t queued = 0;
    for (LocalHeap *local = heap->locals; local != NULL; local = local->next) {
        queued += queue_dead_of(heap, tracer, &local->finalizers);
    }
    /* All that are dead were queued before the first is marked again: one dead object that refers
     * to another must not save it from its finalizer. What could not be queued stays registered,
     * and must live until it can. */
    weft__finalizers_trace_queue(heap, tracer);
    for (LocalHeap *local = heap->locals; local != NULL; local = local->next) {
        for (size_t i = 0; i < local->finalizers.count; i++) {
            weft__trace_object(tracer, local->finalizers.items[i]);
        }
    }
    weft__tracer_drain(tracer);
    return queued;
}

static void call_release(Object *object)
{
    TypeHead *type = (TypeHead *)(void *)object->type;
    if (type != NULL && type->release != NULL) {
        type->release(object);
    }
}

void weft__release_dead(Heap *heap, Tracer *tracer)
{
    for (LocalHeap *local = heap->locals; local != NULL; local = local->next) {
        PointerList *list = &local->releasable;
        size_t kept = 0;
        for (size_t i = 0; i < list->count; i++) {
            Object *object = list->items[i];
            if (tracer_is_marked(tracer, object)) {
                list->items[kept++] = object;
            } else {
                call_release(object);
            }
        }
        list->count = kept;
    }
}

void weft__release_all(Heap *heap)
{
    for (LocalHeap *local = heap->locals; local != NULL; local = local->next) {
        for (size_t i = 0; i < local->releasable.count; i++) {
            call_release(local->releasable.items[i]);
        }
        local->releasable.count = 0;
    }
}

/* ---- exit ---- */

/* Queues everything registered; finalizers may register more, which gets a few more rounds. */
void weft__finalize_all(Thread *thread)
{
    Heap *heap = thread_heap(thread);
    enum { ROUNDS = 8 };
    for (int round = 0; round < ROUNDS; round++) {
        bool any = false;
        weft__world_stop(thread);
        for (LocalHeap *local = heap->locals; local != NULL; local = local->next) {
            PointerList *list = &local->finalizers;
            size_t kept = 0;
            for (size_t i = 0; i < list->count; i++) {
                Object *object = list->items[i];
                bool done = weft__load_relaxed(&object->flags) & OBJECT_FINALIZED;
                if (!done && queue_finalizer(heap, object)) { /* edge: object_flags */
                    any = true;
                } else if (!done) {
                    list->items[kept++] = object;
                }
            }
            list->count = kept;
        }
        weft__world_resume(thread);
        weft__run_finalizers(thread);
        if (!any) {
            return;
        }
    }
}
