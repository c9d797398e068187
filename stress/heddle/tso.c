/* --model tso: each thread's stores wait in a buffer, first in, first out, and reach memory later.
 * Loads see the thread's own buffer first; read-modify-writes, SC stores and SC fences empty it. When a
 * buffer's oldest store reaches memory is a choice at each scheduling point. */
#include "state.h"

struct buffered {
    struct buffered *next;
    uintptr_t address, pc;
    uint32_t size;
    int order;
    unsigned __int128 value;
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
    *entry = (struct buffered){NULL, address, pc, size, order, value};
    if (thread->buffer)
        thread->buffer_last->next = entry;
    else
        thread->buffer = entry;
    thread->buffer_last = entry;
    if (order == SEQ_CST)
        heddle__tso_drain(thread);
}

/* Commits as the storing thread, whoever runs: the store is that thread's event. */
void heddle__tso_flush_one(struct thread *thread)
{
    struct buffered *entry = thread->buffer;
    struct thread *running = H.current;
    thread->buffer = entry->next;
    H.current = thread;
    heddle__commit_store(entry->address, entry->size, entry->value, entry->order, entry->pc);
    H.current = running;
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
