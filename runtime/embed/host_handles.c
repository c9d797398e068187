/* host_handles.c - handles: numbers that keep objects alive for a host, and tell when they are wrong.
 *
 * Guarantees:
 *  - What a live handle stands for is a root of the collector.
 *  - Looking a handle up takes no lock and writes nothing. A handle that was released is never taken for
 *    another one: each use of a slot has its own generation, and a slot whose generations are used up is
 *    never used again.
 *  - Making and releasing take no lock but for one slot in 64: each thread keeps free slots of its own.
 *
 * A slot publishes its value before its key (edge host_handle), and a chunk of slots before the first
 * handle in it; whoever has loaded the value looks at the key again. Of two threads that release the same handle one wins, by compare-exchange of the key.
 */
#include <stdlib.h>

#include "embed/host.h"

enum { SLOTS_AT_ONCE = 64, LAST_GENERATION = (1 << HANDLE_GENERATION_BITS) - 1 };

bool weft__host_handles_init(WeftRuntime *runtime)
{
    weft__runtime_lock_init(&runtime->handles_lock, RANK_HANDLES);
    for (size_t i = 0; i < HANDLE_CHUNKS; i++) {
        weft__init(&runtime->chunks[i], (HandleSlot *)NULL);
    }
    /* Runtimes that live at the same time have different addresses. */
    runtime->tag = ((((uintptr_t)runtime >> 4) & 0x7FFF) | 0x8000) << 48;
    return true;
}

void weft__host_handles_free(WeftRuntime *runtime)
{
    for (uint32_t i = 0; i < runtime->chunk_count; i++) {
        free(weft__load_relaxed(&runtime->chunks[i])); /* edge: host_handle */
    }
    weft__runtime_lock_destroy(&runtime->handles_lock);
}

static size_t chunk_size(uint32_t chunk) { return (size_t)HANDLE_FIRST_CHUNK << chunk; }

/* Chunk i holds the slots numbered from 64 * (2^i - 1). */
static HandleSlot *slot_numbered(WeftRuntime *runtime, uint64_t number)
{
    uint32_t chunk = 63U - (uint32_t)__builtin_clzll(number / HANDLE_FIRST_CHUNK + 1);
    HandleSlot *slots = chunk < HANDLE_CHUNKS
                            ? weft__load_acquire(&runtime->chunks[chunk]) /* edge: host_handle */
                            : NULL;
    return slots == NULL ? NULL : slots + (number - (chunk_size(chunk) - HANDLE_FIRST_CHUNK));
}

static uint64_t number_of(WeftRuntime *runtime, const HandleSlot *slot)
{
    for (uint32_t i = 0;; i++) {
        HandleSlot *first = weft__load_acquire(&runtime->chunks[i]); /* edge: host_handle */
        if (slot >= first && slot < first + chunk_size(i)) {
            return chunk_size(i) - HANDLE_FIRST_CHUNK + (uint64_t)(slot - first);
        }
    }
}

/* The lock is held. */
static bool add_chunk(Thread *t, WeftRuntime *runtime)
{
    if (runtime->chunk_count == HANDLE_CHUNKS) {
        weft__raise_memory_error(t);
        return false;
    }
    size_t count = chunk_size(runtime->chunk_count);
    HandleSlot *slots = calloc(count, sizeof *slots);
    if (slots == NULL) {
        weft__raise_memory_error(t);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        weft__init(&slots[i].key, (WeftValue)0);
        weft__init(&slots[i].value, EMPTY);
        slots[i].next = i + 1 < count ? &slots[i + 1] : runtime->free;
    }
    runtime->free = slots;
    weft__store_release(&runtime->chunks[runtime->chunk_count++], slots); /* edge: host_handle */
    return true;
}

static bool take_slots(WeftThread *thread)
{
    WeftRuntime *runtime = thread->owner;
    weft__runtime_lock(thread->t, &runtime->handles_lock);
    bool done = runtime->free != NULL || add_chunk(thread->t, runtime);
    for (int i = 0; i < SLOTS_AT_ONCE && runtime->free != NULL; i++) {
        HandleSlot *slot = runtime->free;
        runtime->free = slot->next;
        slot->next = thread->free;
        thread->free = slot;
    }
    weft__runtime_unlock(thread->t, &runtime->handles_lock);
    return done;
}

WeftValue weft__host_handle(WeftThread *thread, Value value)
{
    if (thread->free == NULL && !take_slots(thread)) {
        return 0;
    }
    HandleSlot *slot = thread->free;
    thread->free = slot->next;
    slot->generation++;
    WeftValue key = thread->owner->tag | ((uint64_t)slot->generation << HANDLE_NUMBER_BITS) |
                    number_of(thread->owner, slot);
    weft__store_release(&slot->value, value); /* edge: host_handle */
    weft__store_release(&slot->key, key);     /* edge: host_handle */
    return key;
}

static HandleSlot *slot_of(WeftRuntime *runtime, WeftValue handle)
{
    const uint64_t numbers = (UINT64_C(1) << HANDLE_NUMBER_BITS) - 1;
    if (handle >> 48 != runtime->tag >> 48) {
        return NULL;
    }
    HandleSlot *slot = slot_numbered(runtime, handle & numbers);
    return slot != NULL && weft__load_acquire(&slot->key) == handle ? slot : NULL; /* edge: host_handle */
}

Value weft__host_lookup(WeftRuntime *runtime, WeftValue handle)
{
    HandleSlot *slot = slot_of(runtime, handle);
    if (slot == NULL) {
        return EMPTY;
    }
    Value value = weft__load_acquire(&slot->value); /* edge: host_handle */
    /* Another thread may have released the handle and used the slot again since its key was compared.
     * The key goes before a later value is stored, so whoever found that value finds the key gone. */
    return weft__load_relaxed(&slot->key) == handle ? value : EMPTY; /* edge: host_handle */
}

bool weft__host_release(WeftThread *thread, WeftValue handle)
{
    HandleSlot *slot = slot_of(thread->owner, handle);
    WeftValue expected = handle;
    if (slot == NULL || !weft__exchange_if_acq_rel(&slot->key, &expected, (WeftValue)0)) { /* edge: host_handle */
        return false;
    }
    weft__store_relaxed(&slot->value, EMPTY); /* edge: host_handle */
    if (slot->generation < LAST_GENERATION) {
        slot->next = thread->free;
        thread->free = slot;
    }
    return true;
}

void weft__host_give_back(WeftThread *thread)
{
    WeftRuntime *runtime = thread->owner;
    weft__runtime_lock(thread->t, &runtime->handles_lock);
    while (thread->free != NULL) {
        HandleSlot *slot = thread->free;
        thread->free = slot->next;
        slot->next = runtime->free;
        runtime->free = slot;
    }
    weft__runtime_unlock(thread->t, &runtime->handles_lock);
}

static void each_slot(WeftRuntime *runtime, void (*visit)(HandleSlot *slot, void *context), void *context)
{
    for (uint32_t i = 0; i < HANDLE_CHUNKS; i++) {
        HandleSlot *slots = weft__load_acquire(&runtime->chunks[i]); /* edge: host_handle */
        for (size_t j = 0; slots != NULL && j < chunk_size(i); j++) {
            visit(&slots[j], context);
        }
    }
}

static void count_slot(HandleSlot *slot, void *context)
{
    *(size_t *)context += weft__load_relaxed(&slot->key) != 0; /* edge: host_handle */
}

size_t weft__host_handle_count(WeftRuntime *runtime)
{
    size_t count = 0;
    each_slot(runtime, count_slot, &count);
    return count;
}

static void trace_slot(HandleSlot *slot, void *context)
{
    weft__trace_value(context, weft__load_relaxed(&slot->value)); /* edge: host_handle */
}

void weft__host_trace(Runtime *runtime, Tracer *tracer)
{
    WeftRuntime *host = runtime->host;
    each_slot(host, trace_slot, tracer);
    weft__trace_object(tracer, host->function_type);
    weft__trace_object(tracer, host->box_type);
    for (WeftThread *each = host->threads; each != NULL; each = each->next) {
        weft__trace_value(tracer, each->exception);
    }
}
