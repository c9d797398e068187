/* --model tso: each thread's stores wait in a buffer, first in, first out, and reach memory later.
 * Loads see the thread's own buffer first; read-modify-writes, SC stores and SC fences empty it. When a
 * buffer's oldest store reaches memory is a choice at each scheduling point. */
#include "state.h"

struct buffered {
    struct buffered *next;
    uintptr_t address, pc;
    uint32_t size;
    int order;
    bool has_fenced;
    unsigned __int128 value;
    uint32_t *clock, *fenced;   /* the thread's, when it stored */
};

bool heddle__tso_forward(struct thread *thread, uintptr_t address, uint32_t size, unsigned __int128 *value)
{
    bool found = false;
    for (struct buffered *b = thread->buffer; b; b = b->next)
        if (b->address == address && b->size == size) {
            *value = b->value;
            found = true;
        } else if (b->address < address + size && address < b->address + b->size) {
            heddle__tso_drain(thread); /* sizes mix: no forwarding */
            return false;
        }
    return found;
}

void heddle__tso_buffer(struct thread *thread, uintptr_t address, uint32_t size, unsigned __int128 value,
                        int order, uintptr_t pc)
{
    struct buffered *entry = pool(sizeof *entry);
    *entry = (struct buffered){NULL, address, pc, size, order, thread->has_fenced, value, pool_clock(), pool_clock()};
    copy_clock(entry->clock, thread->clock);
    copy_clock(entry->fenced, thread->fenced);
    thread->clock[thread->slot]++; /* the store is this event, whenever it reaches memory */
    if (thread->buffer)
        thread->buffer_last->next = entry;
    else
        thread->buffer = entry;
    thread->buffer_last = entry;
    if (order == SEQ_CST)
        heddle__tso_drain(thread);
}

/* Commits as the storing thread, whoever runs, and with what that thread knew when it stored. */
void heddle__tso_flush_one(struct thread *thread)
{
    struct buffered *entry = thread->buffer;
    struct thread *running = H.current;
    uint32_t clock[MAX_WIDTH], fenced[MAX_WIDTH];
    bool has_fenced = thread->has_fenced;
    copy_clock(clock, thread->clock);
    copy_clock(fenced, thread->fenced);
    copy_clock(thread->clock, entry->clock);
    copy_clock(thread->fenced, entry->fenced);
    thread->has_fenced = entry->has_fenced;
    thread->buffer = entry->next;
    H.current = thread;
    heddle__commit_store(entry->address, entry->size, entry->value, entry->order, entry->pc);
    H.current = running;
    copy_clock(thread->clock, clock);
    copy_clock(thread->fenced, fenced);
    thread->has_fenced = has_fenced;
}

void heddle__tso_drain(struct thread *thread)
{
    while (thread->buffer)
        heddle__tso_flush_one(thread);
}

void heddle__tso_step(void)
{
    for (uint32_t i = 0; i < H.thread_count; i++) {
        struct thread *thread = H.threads[i];
        while (thread->state == THREAD_LIVE && thread->buffer && (H.fair || heddle__choose(CHOICE_FLUSH, 2)))
            heddle__tso_flush_one(thread);
    }
}

/* Empties all buffers; false = there was nothing in them. */
bool heddle__tso_flush_all(void)
{
    bool any = false;
    for (uint32_t i = 0; i < H.thread_count; i++)
        while (H.threads[i]->state == THREAD_LIVE && H.threads[i]->buffer) {
            heddle__tso_flush_one(H.threads[i]);
            any = true;
        }
    return any;
}
