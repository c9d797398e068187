/* heap.c - allocation: thread heaps, carving of blocks, large objects, the budget, torture.
 *
 * Guarantees: an allocation that finds a cell in the thread's own list writes nothing that other
 * threads read or write; refills take one short lock per block of 64 KB and add to two counters per
 * few kilobytes. Memory is zeroed, with the type set, before anybody can see it. An allocation that
 * fails raises MemoryError through the hook and never ends the process. While the
 * thread's no_collect is not 0: the heap grows instead.
 */
#include <stdlib.h>

#include "memory/heap_internal.h"

/* Sizes above SMALL_LIMIT: 65536 / n for n cells in a block, rounded down to 16. */
const uint16_t weft__medium_sizes[MEDIUM_CLASSES] = {
    576,  672,  816,  1024, 1280,  1552,  2048,  2512,  3120, 4096,
    5040, 6544, 8192, 9360, 10912, 13104, 16384, 21840, 32768};

/* ---- heap and thread heaps ---- */

Heap *weft__heap_new(Runtime *runtime, const HeapHooks *hooks, size_t byte_budget, Torture *torture)
{
    Heap *heap = aligned_alloc(_Alignof(Heap), sizeof *heap);
    if (heap == NULL) {
        return NULL;
    }
    memset((void *)heap, 0, sizeof *heap);
    if (!weft__blocks_init(heap)) {
        free(heap);
        return NULL;
    }
    heap->runtime = runtime;
    heap->hooks = *hooks;
    heap->budget = byte_budget;
    heap->torture = torture;
    size_t class = 0;
    for (size_t i = 0; i < MEDIUM_LIMIT / 128; i++) {
        while (weft__medium_sizes[class] < i * 128 + 1) {
            class++;
        }
        heap->medium_class[i] = (uint8_t)class;
    }
    weft__init(&heap->threshold, FIRST_THRESHOLD);
    heap->allowance = FIRST_THRESHOLD;
    heap->allocators = 1;
    (void)pthread_mutex_init(&heap->mutex, NULL);
    (void)pthread_mutex_init(&heap->queue_mutex, NULL);
    weft__weak_table_init(heap);
    bool on = torture != NULL && (torture->collect_every != 0 ||
                                  weft__load_relaxed(&torture->fail_at) > 0); /* edge: torture */
    weft__init(&heap->torturing, on ? 1U : 0U);
    weft__heap_install_world_hooks(heap);
    return heap;
}

static void free_list(PointerList *list)
{
    free(list->items);
}

void weft__heap_free(Heap *heap)
{
    if (heap == NULL) {
        return;
    }
    weft__release_all(heap);
    while (heap->locals != NULL) {
        LocalHeap *local = heap->locals;
        heap->locals = local->next;
        free_list(&local->finalizers);
        free_list(&local->weak_cells);
        free_list(&local->releasable);
        free(local);
    }
    weft__mark_stack_free(heap);
    weft__blocks_free(heap);
    weft__weak_table_free(heap);
    (void)pthread_mutex_destroy(&heap->queue_mutex);
    (void)pthread_mutex_destroy(&heap->mutex);
    free(heap->queue);
    free(heap);
}

void weft__heap_set_array_types(Heap *heap, Type *value_array, Type *byte_array)
{
    heap->value_array_type = value_array;
    heap->byte_array_type = byte_array;
}

bool weft__heap_thread_attach(Thread *thread)
{
    Heap *heap = thread_heap(thread);
    (void)pthread_mutex_lock(&heap->mutex);
    LocalHeap *local = heap->locals;
    while (local != NULL && local->in_use) {
        local = local->next;
    }
    if (local != NULL) {
        local->in_use = true;
    }
    (void)pthread_mutex_unlock(&heap->mutex);
    if (local == NULL) {
        local = aligned_alloc(_Alignof(LocalHeap), sizeof *local);
        if (local == NULL) {
            return false;
        }
        memset(local, 0, sizeof *local);
        for (size_t i = 0; i < CLASS_COUNT; i++) {
            local->current[i] = NO_BLOCK;
        }
        local->in_use = true;
        (void)pthread_mutex_lock(&heap->mutex);
        local->next = heap->locals;
        heap->locals = local;
        (void)pthread_mutex_unlock(&heap->mutex);
    }
    thread->heap = &local->head;
    return true;
}

void weft__heap_thread_detach(Thread *thread)
{
    Heap *heap = thread_heap(thread);
    if (thread->heap == NULL) {
        return;
    }
    if (!weft__queue_is_empty(heap)) {
        /* What this thread was asked to run must not wait for the next collection. */
        weft__world_request_all(thread->runtime, POLL_FINALIZERS, thread);
    }
    LocalHeap *local = local_heap(thread);
    (void)pthread_mutex_lock(&heap->mutex);
    local->in_use = false;
    (void)pthread_mutex_unlock(&heap->mutex);
    thread->heap = NULL;
}

bool weft__pointer_list_reserve(PointerList *list)
{
    if (list->count < list->capacity) {
        return true;
    }
    size_t capacity = list->capacity == 0 ? 64 : list->capacity * 2;
    size_t bytes;
    if (MUL_OVERFLOWS(capacity, sizeof(void *), &bytes)) {
        return false;
    }
    void **items = realloc(list->items, bytes);
    if (items == NULL) {
        return false;
    }
    list->items = items;
    list->capacity = capacity;
    return true;
}

/* ---- budget ---- */

static uint64_t bytes_in_use(Heap *heap)
{
    return weft__load_relaxed(&heap->live_bytes) + weft__load_relaxed(&heap->allocated) +
           weft__load_relaxed(&heap->external); /* edge: heap_counter */
}

bool weft__heap_over_budget(Heap *heap, Thread *thread, size_t bytes)
{
    if (LIKELY(heap->budget == 0)) {
        return false;
    }
    uint64_t limit = heap->budget;
    if (thread->exception != EMPTY) {
        limit += EMERGENCY_BYTES; /* so that an error can be handled */
    }
    if (thread->uses_reserve > 0) {
        limit += RESERVE_BYTES; /* so that an error can be told, and the program end in order */
    }
    uint64_t used = bytes_in_use(heap);
    return used > limit || bytes > limit - used;
}

static void raise_memory_error(Thread *thread)
{
    Heap *heap = thread_heap(thread);
    if (heap->hooks.raise_memory_error != NULL) {
        heap->hooks.raise_memory_error(thread);
    }
}

/* Collects because memory ran out. True: there is room for `bytes` now, and some to spare, without
 * which a program at the edge of its budget would do little else than collect. */
static bool make_room(Thread *thread, size_t bytes)
{
    Heap *heap = thread_heap(thread);
    if (thread->no_collect > 0) {
        return false;
    }
    weft__collect_unless_done(thread, heap->collections);
    size_t spare = heap->budget / 64 < (64U << 10) ? heap->budget / 64 : (64U << 10);
    size_t wanted;
    return !ADD_OVERFLOWS(bytes, spare, &wanted) && !weft__heap_over_budget(heap, thread, wanted);
}

bool weft__budget_check(Thread *thread, size_t bytes)
{
    Heap *heap = thread_heap(thread);
    if (bytes > PTRDIFF_MAX) {
        raise_memory_error(thread);
        return false;
    }
    if (weft__heap_over_budget(heap, thread, bytes) && !make_room(thread, bytes)) {
        raise_memory_error(thread);
        return false;
    }
    return true;
}

void weft__budget_charge(Thread *thread, size_t bytes)
{
    Heap *heap = thread_heap(thread);
    (void)weft__add_relaxed(&heap->external, (uint64_t)bytes);     /* edge: heap_counter */
    (void)weft__add_relaxed(&heap->external_new, (uint64_t)bytes); /* edge: heap_counter */
    if (UNLIKELY(heap_is_due(heap))) {
        weft__thread_request(thread, POLL_COLLECT);
    }
}

void weft__budget_release(Thread *thread, size_t bytes)
{
    Heap *heap = thread_heap(thread);
    (void)weft__sub_relaxed(&heap->external, (uint64_t)bytes); /* edge: heap_counter */
}

/* ---- carving ---- */

/* Links up to REFILL_BYTES of free cells of the block into a list, small ones zeroed; NULL when it
 * is exhausted. Sets *cells to how many. Addresses rise along the list. */
static FreeCell *carve(Heap *heap, uint32_t number, size_t *cells)
{
    Block *block = &heap->blocks[number];
    const uint64_t *marks = heap->marks;
    size_t bytes = block->cell_bytes;
    size_t granules = bytes / GRANULE;
    size_t wanted = bytes < REFILL_BYTES ? REFILL_BYTES / bytes : 1;
    size_t position = block->position;
    size_t count = block->cell_count;
    char *memory = block_memory(heap, number) + position * bytes;
    size_t granule = (size_t)(memory - heap->base) / GRANULE;
    bool zero = !block->fresh && block->size_class < SMALL_CLASSES;
    FreeCell *first = NULL;
    FreeCell **link = &first;
    size_t found = 0;
    while (position < count && found < wanted) {
        if (bit_is_set(marks, granule)) {
            position++;
            memory += bytes;
            granule += granules;
            continue;
        }
        char *run = memory; /* neighbours that are free as well are cleared in one go */
        do {
            position++;
            found++;
            memory += bytes;
            granule += granules;
        } while (position < count && found < wanted && !bit_is_set(marks, granule));
        UNPOISON(run, (size_t)(memory - run));
        if (zero) {
            memset(run, 0, (size_t)(memory - run));
        }
        for (char *cell = run; cell < memory; cell += bytes) {
            ((FreeCell *)(void *)cell)->type = NULL;
            *link = (FreeCell *)(void *)cell;
            link = &((FreeCell *)(void *)cell)->next;
            POISON(cell + sizeof(FreeCell), bytes - sizeof(FreeCell));
        }
    }
    *link = NULL;
    block->position = (uint32_t)position;
    *cells = found;
    /* The next cell is cold: it was last touched before the last collection. Small ones are cleared by
     * the dozen, which the processor follows by itself. */
    for (size_t ahead = 0; bytes > SMALL_LIMIT && position < count && ahead < bytes && ahead < REFILL_BYTES; ahead += 64) {
        __builtin_prefetch(memory + ahead, 1);
    }
    return first;
}

/* A block of the class with cells to carve, owned by the caller from here on. */
static uint32_t take_block(Heap *heap, size_t size_class)
{
    (void)pthread_mutex_lock(&heap->mutex);
    uint32_t number = heap->available[size_class];
    if (number != NO_BLOCK) {
        heap->available[size_class] = heap->blocks[number].next;
    } else {
        number = weft__blocks_take(heap, 1);
        if (number != NO_BLOCK) {
            size_t bytes = class_bytes(size_class);
            UNPOISON(block_memory(heap, number), BLOCK_BYTES);
            Block *block = &heap->blocks[number];
            block->state = BLOCK_SMALL;
            block->size_class = (uint8_t)size_class;
            block->fresh = !block->dirty;
            block->dirty = true;
            block->cell_bytes = (uint32_t)bytes;
            block->cell_count = (uint32_t)(BLOCK_BYTES / bytes);
            block->position = 0;
            block->reciprocal = (uint32_t)((((uint64_t)1 << 32) + bytes - 1) / bytes);
            block->live = 0;
        }
    }
    (void)pthread_mutex_unlock(&heap->mutex);
    return number;
}

void weft__heap_report(Heap *heap, LocalHeap *local)
{
    (void)weft__add_relaxed(&heap->allocated, local->pending_bytes);    /* edge: heap_counter */
    (void)weft__add_relaxed(&heap->handed_cells, local->pending_cells); /* edge: heap_counter */
    local->reported_bytes += local->pending_bytes;
    local->pending_bytes = 0;
    local->pending_cells = 0;
}

/* A list of free cells of the class; NULL: the budget or the system says no. */
static FreeCell *refill(Thread *thread, Heap *heap, size_t size_class)
{
    LocalHeap *local = local_heap(thread);
    size_t bytes = class_bytes(size_class);
    if (weft__heap_over_budget(heap, thread, bytes < REFILL_BYTES ? REFILL_BYTES : bytes)) {
        return NULL;
    }
    for (;;) {
        uint32_t number = local->current[size_class];
        if (number == NO_BLOCK) {
            number = take_block(heap, size_class);
            if (number == NO_BLOCK) {
                return NULL;
            }
            local->current[size_class] = number;
        }
        size_t cells;
        FreeCell *list = carve(heap, number, &cells);
        if (list != NULL) {
            uint64_t given = (uint64_t)cells * bytes;
            local->pending_bytes += given;
            local->pending_cells += cells;
            if (local->pending_bytes >= PENDING_BYTES || heap->budget != 0) {
                weft__heap_report(heap, local);
            }
            return list;
        }
        local->current[size_class] = NO_BLOCK;
    }
}

/* ---- allocation ---- */

static size_t class_of(Heap *heap, size_t bytes)
{
    if (bytes <= SMALL_LIMIT) {
        return (bytes + SIZE_STEP - 1) / SIZE_STEP;
    }
    size_t class = heap->medium_class[(bytes - 1) / 128];
    while (weft__medium_sizes[class] < bytes) {
        class++;
    }
    return SMALL_CLASSES + class;
}

/* One cell, of which *clear bytes still are to be zeroed; NULL: no room. */
static void *take_cell(Thread *thread, Heap *heap, size_t bytes, size_t *clear)
{
    LocalHeap *local = local_heap(thread);
    size_t class = class_of(heap, bytes);
    bool plain = class < SMALL_CLASSES && !weft__load_relaxed(&heap->torturing); /* edge: torture */
    FreeCell **list = plain ? &local->head.free[class] : &local->lists[class];
    if (*list == NULL) {
        *list = refill(thread, heap, class);
        if (*list == NULL) {
            return NULL;
        }
    }
    FreeCell *cell = *list;
    *list = cell->next;
    UNPOISON(cell, class_bytes(class));
    cell->next = NULL;
    *clear = class < SMALL_CLASSES ? 0 : class_bytes(class);
    return cell;
}

/* A large object, not zeroed but *dirty tells whether that is needed; NULL: no room. */
static void *take_large(Thread *thread, Heap *heap, size_t bytes, size_t *total, bool *dirty)
{
    size_t rounded;
    if (ADD_OVERFLOWS(bytes, (size_t)BLOCK_BYTES - 1, &rounded)) {
        return NULL;
    }
    size_t count = rounded >> BLOCK_SHIFT;
    *total = count << BLOCK_SHIFT;
    if (count > heap->reserved_blocks || weft__heap_over_budget(heap, thread, *total)) {
        return NULL;
    }
    (void)pthread_mutex_lock(&heap->mutex);
    uint32_t first = weft__blocks_take(heap, count);
    *dirty = false;
    if (first != NO_BLOCK) {
        for (size_t i = 0; i < count; i++) {
            Block *block = &heap->blocks[first + i];
            *dirty |= block->dirty;
            block->dirty = true;
            block->state = i == 0 ? BLOCK_LARGE : BLOCK_TAIL;
            block->run = i == 0 ? (uint32_t)count : first;
        }
    }
    (void)pthread_mutex_unlock(&heap->mutex);
    if (first == NO_BLOCK) {
        return NULL;
    }
    UNPOISON(block_memory(heap, first), *total);
    local_heap(thread)->reported_bytes += *total;
    (void)weft__add_relaxed(&heap->allocated, (uint64_t)*total);  /* edge: heap_counter */
    (void)weft__add_relaxed(&heap->handed_cells, (uint64_t)1);    /* edge: heap_counter */
    return block_memory(heap, first);
}

/* Torture: true when this allocation must fail. May collect. */
static COLD bool torture_step(Thread *thread, Heap *heap)
{
    Torture *torture = heap->torture;
    if (weft__load_relaxed(&torture->fail_at) > 0 && /* edge: torture */
        weft__sub_relaxed(&torture->fail_at, (int64_t)1) == 1) {
        return true;
    }
    uint64_t every = torture->collect_every;
    if (every != 0 && thread->no_collect == 0 &&
        (weft__add_relaxed(&heap->torture_count, (uint64_t)1) + 1) % every == 0) {
        (void)weft__collect(thread); /* edge: heap_counter */
    }
    return false;
}

bool weft__native_refused(Thread *thread)
{
    Torture *torture = thread_heap(thread)->torture;
    return UNLIKELY(torture != NULL && weft__load_relaxed(&torture->fail_at) > 0) && /* edge: torture */
           weft__sub_relaxed(&torture->fail_at, (int64_t)1) == 1;
}

/* A cell or large object of at least `bytes`; *clear says how many bytes from its start may be
 * other than zero. NULL with MemoryError pending. */
static void *allocate(Thread *thread, size_t bytes, size_t *clear)
{
    Heap *heap = thread_heap(thread);
    if (UNLIKELY(weft__load_relaxed(&heap->torturing)) && torture_step(thread, heap)) {
        raise_memory_error(thread); /* edge: torture */
        return NULL;
    }
    weft__safepoint(thread);
    if (UNLIKELY(heap_is_due(heap))) {
        if (thread->no_collect > 0) {
            weft__thread_request(thread, POLL_COLLECT);
        } else {
            weft__collect_when_due(thread);
        }
    }
    for (int attempt = 0;; attempt++) {
        void *cell;
        bool dirty = true;
        if (bytes <= MEDIUM_LIMIT) {
            cell = take_cell(thread, heap, bytes, clear);
        } else {
            cell = take_large(thread, heap, bytes, clear, &dirty);
        }
        if (LIKELY(cell != NULL)) {
            if (!dirty) {
                *clear = 0;
            }
            return cell;
        }
        if (attempt > 0 || bytes > heap->reserved_blocks << BLOCK_SHIFT ||
            !make_room(thread, bytes)) {
            raise_memory_error(thread);
            return NULL;
        }
    }
}

void *weft__alloc_slow(Thread *thread, size_t bytes, Type *type)
{
    if (UNLIKELY(bytes < sizeof(Object))) {
        bytes = sizeof(Object);
    }
    size_t clear;
    void *cell = allocate(thread, bytes, &clear);
    if (UNLIKELY(cell == NULL)) {
        return NULL;
    }
    memset(cell, 0, clear);
    ((Object *)cell)->type = type;
    return cell;
}

void *weft__alloc_raw(Thread *thread, size_t bytes, size_t head, Type *type)
{
    if (bytes <= SMALL_LIMIT) {
        return weft__alloc(thread, bytes, type);
    }
    size_t clear;
    void *cell = allocate(thread, bytes, &clear);
    if (UNLIKELY(cell == NULL)) {
        return NULL;
    }
    memset(cell, 0, head);
    ((Object *)cell)->type = type;
    return cell;
}

void *weft__alloc_releasable(Thread *thread, size_t bytes, Type *type)
{
    PointerList *list = &local_heap(thread)->releasable;
    if (!weft__pointer_list_reserve(list)) {
        raise_memory_error(thread);
        return NULL;
    }
    void *cell = weft__alloc_slow(thread, bytes, type);
    if (cell != NULL) {
        list->items[list->count++] = cell;
    }
    return cell;
}

static void hide_lists(Thread *thread, void *context)
{
    bool on = *(bool *)context;
    LocalHeap *local = local_heap(thread);
    if (local == NULL) {
        return;
    }
    for (size_t class = 1; class < SMALL_CLASSES; class++) {
        FreeCell **from = on ? &local->head.free[class] : &local->lists[class];
        FreeCell **to = on ? &local->lists[class] : &local->head.free[class];
        if (*to == NULL) { /* otherwise they already are where they belong */
            *to = *from;
            *from = NULL;
        }
    }
}

void weft__heap_set_torture(Thread *thread, uint64_t collect_every, int64_t fail_at)
{
    Heap *heap = thread_heap(thread);
    if (heap->torture == NULL) {
        return;
    }
    weft__world_stop(thread);
    heap->torture->collect_every = collect_every;
    weft__store_relaxed(&heap->torture->fail_at, fail_at); /* edge: torture */
    bool on = collect_every != 0 || fail_at > 0;
    weft__store_relaxed(&heap->torturing, on ? 1U : 0U); /* edge: torture */
    weft__world_each_thread(thread, hide_lists, &on);
    weft__world_resume(thread);
}

/* A row whose slots hold anything: the caller fills them all before it allocates again. */
static ALWAYS_INLINE ValueArray *value_array_raw(Thread *thread, size_t capacity)
{
    Type *type = thread_heap(thread)->value_array_type;
    WEFT_ASSERT(type != NULL);
    size_t bytes;
    if (MUL_OVERFLOWS(capacity, sizeof(Value), &bytes) ||
        ADD_OVERFLOWS(bytes, sizeof(ValueArray), &bytes)) {
        raise_memory_error(thread);
        return NULL;
    }
    ValueArray *array;
    size_t clear;
    size_t class = (bytes + SIZE_STEP - 1) / SIZE_STEP;
    FreeCell *cell = bytes <= SMALL_LIMIT ? thread->heap->free[class] : NULL;
    if (cell != NULL) {
        thread->heap->free[class] = cell->next;
        UNPOISON(cell, class * SIZE_STEP);
        array = (ValueArray *)(void *)cell;
    } else {
        array = allocate(thread, bytes, &clear);
        if (array == NULL) {
            return NULL;
        }
    }
    memset((void *)array, 0, sizeof *array);
    array->head.type = type;
    array->capacity = capacity;
    return array;
}

ValueArray *weft__value_array_new(Thread *thread, size_t capacity)
{
    ValueArray *array = value_array_raw(thread, capacity);
    if (array != NULL) {
        Value *items = (Value *)(void *)array->items; /* plain stores: nobody else can see them */
        for (size_t i = 0; i < capacity; i++) {
            items[i] = EMPTY;
        }
    }
    return array;
}

ValueArray *weft__value_array_copy(Thread *thread, const ATOMIC(Value) *from, size_t count,
                                   size_t capacity)
{
    ValueArray *array = value_array_raw(thread, capacity);
    if (array != NULL) {
        Value *items = (Value *)(void *)array->items;
        for (size_t i = 0; i < count; i++) {
            items[i] = weft__load_relaxed(&from[i]); /* edge: list_item; locked */
        }
        for (size_t i = count; i < capacity; i++) {
            items[i] = EMPTY;
        }
        weft__init(&array->length, count);
    }
    return array;
}

static ALWAYS_INLINE ByteArray *byte_array(Thread *thread, size_t capacity, bool raw)
{
    Type *type = thread_heap(thread)->byte_array_type;
    WEFT_ASSERT(type != NULL);
    size_t bytes;
    if (ADD_OVERFLOWS(capacity, offsetof(ByteArray, bytes), &bytes)) {
        raise_memory_error(thread);
        return NULL;
    }
    ByteArray *array = raw ? weft__alloc_raw(thread, bytes, offsetof(ByteArray, bytes), type)
                           : weft__alloc(thread, bytes, type);
    if (array != NULL) {
        array->capacity = capacity;
    }
    return array;
}

ByteArray *weft__byte_array_new(Thread *thread, size_t capacity) { return byte_array(thread, capacity, false); }
ByteArray *weft__byte_array_raw(Thread *thread, size_t capacity) { return byte_array(thread, capacity, true); }
