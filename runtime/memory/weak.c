/* weak.c - weak references: cells whose target the collector clears.
 *
 * Guarantees: a weak cell's target is EMPTY from the moment that the collector found the target
 * unreachable, and that is before the target's finalizer runs, so nobody can get at an object that
 * is being finalized through an old weak reference. The callback is queued once, and only if the
 * weak cell itself was reachable. Clearing happens in a stopped world, so a thread that has read a
 * target holds a strong reference on its stack.
 */
#include "memory/heap_internal.h"

bool weft__register_weak(Thread *thread, WeakCell *cell)
{
    Heap *heap = thread_heap(thread);
    PointerList *list = &local_heap(thread)->weak_cells;
    if (!weft__pointer_list_reserve(list)) {
        if (heap->hooks.raise_memory_error != NULL) {
            heap->hooks.raise_memory_error(thread);
        }
        return false;
    }
    list->items[list->count++] = cell;
    return true;
}

static void clear_if_dead(Heap *heap, Tracer *tracer, WeakCell *cell)
{
    Value target = weft__load_relaxed(&cell->target); /* edge: weak_target; stopped world */
    if (!value_is_pointer(target) || tracer_is_marked(tracer, value_pointer(target))) {
        return;
    }
    Value callback = cell->callback;
    if (tracer_is_marked(tracer, cell) && callback != EMPTY && callback != NONE) {
        if (!weft__queue_push(heap, &cell->head, callback)) {
            /* No memory to remember the call: the target lives until the next collection. */
            weft__trace_object(tracer, value_pointer(target));
            weft__tracer_drain(tracer);
            return;
        }
        cell->callback = EMPTY;
    }
    weft__store_release(&cell->target, EMPTY); /* edge: weak_target */
}

void weft__weak_clear_dead(Heap *heap, Tracer *tracer)
{
    for (LocalHeap *local = heap->locals; local != NULL; local = local->next) {
        for (size_t i = 0; i < local->weak_cells.count; i++) {
            clear_if_dead(heap, tracer, local->weak_cells.items[i]);
        }
    }
}

void weft__weak_forget_swept(Heap *heap, Tracer *tracer)
{
    for (LocalHeap *local = heap->locals; local != NULL; local = local->next) {
        PointerList *list = &local->weak_cells;
        size_t kept = 0;
        for (size_t i = 0; i < list->count; i++) {
            WeakCell *cell = list->items[i];
            if (tracer_is_marked(tracer, cell) &&
                weft__load_relaxed(&cell->target) != EMPTY) { /* edge: weak_target; stopped world */
                list->items[kept++] = cell;
            }
        }
        list->count = kept;
    }
}
