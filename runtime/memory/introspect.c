/* introspect.c - looking at the heap from outside: statistics, all objects, referents.
 *
 * For the gc module, sys, hosts and tests. Everything here stops the world first, so the answers
 * belong to one moment; callbacks must not allocate.
 */
#include "memory/heap_internal.h"

static uint64_t free_cells(const LocalHeap *local)
{
    uint64_t cells = 0;
    for (size_t class = 0; class < CLASS_COUNT; class++) {
        for (FreeCell *cell = local->lists[class]; cell != NULL; cell = cell->next) {
            cells++;
        }
        if (class < SMALL_CLASSES) {
            for (FreeCell *cell = local->head.free[class]; cell != NULL; cell = cell->next) {
                cells++;
            }
        }
    }
    return cells;
}

void weft__heap_statistics(Thread *thread, HeapStatistics *out)
{
    Heap *heap = thread_heap(thread);
    weft__world_stop(thread);
    for (LocalHeap *local = heap->locals; local != NULL; local = local->next) {
        weft__heap_report(heap, local);
    }
    uint64_t allocated = weft__load_relaxed(&heap->allocated); /* edge: heap_counter */
    uint64_t used = weft__load_relaxed(&heap->live_bytes) + allocated +
                    weft__load_relaxed(&heap->external); /* edge: heap_counter */
    uint64_t objects = heap->live_objects + weft__load_relaxed(&heap->handed_cells);
    for (LocalHeap *local = heap->locals; local != NULL; local = local->next) {
        objects -= free_cells(local);
    }
    out->collections = heap->collections; /* edge: heap_counter */
    out->pause_nanoseconds = heap->pause_nanoseconds;
    out->longest_pause_nanoseconds = heap->longest_pause_nanoseconds;
    out->live_bytes = used;
    out->live_objects = objects;
    out->allocated_bytes = heap->allocated_before + allocated;
    out->budget_bytes = heap->budget;
    out->peak_bytes = used > heap->peak_bytes ? used : heap->peak_bytes;
    weft__world_resume(thread);
}

void weft__heap_each_object(Thread *thread, void (*visit)(Object *object, void *context),
                            void *context)
{
    Heap *heap = thread_heap(thread);
    weft__world_stop(thread);
    weft__blocks_each(heap, heap->marks, visit, context);
    weft__world_resume(thread);
}

void weft__each_referent(Thread *thread, Object *object,
                         void (*visit)(Object *referent, void *context), void *context)
{
    WEFT_ASSERT(weft__world_is_stopped_by(thread));
    TypeHead *type = (TypeHead *)(void *)object->type;
    if (type != NULL && type->trace != NULL) {
        Tracer tracer;
        weft__tracer_init(&tracer, thread_heap(thread));
        tracer.visit = visit;
        tracer.visit_context = context;
        type->trace(&tracer, object);
    }
}
