/* The layout of shadow slots, and the fast path of plain accesses that the instrumentation calls.
 * A slot answers for 4 bytes of the program: the last write and the last read of them. */
#ifndef HEDDLE_SHADOW_H
#define HEDDLE_SHADOW_H

#include "state.h"

struct slot { uint64_t write, read; };
enum { PAGE_BITS = 12, PAGE_TOUCHED = 1, PAGE_SPECIAL = 2 }; /* a page of shadow answers for 1 KiB */

/* A word: epoch in 32 bits, thread in 8, mask of bytes in 4. */
#define WORD(epoch, thread, mask) ((uint64_t)(epoch) | (uint64_t)(thread) << 32 | (uint64_t)(mask) << 40)
#define WORD_EPOCH(word) ((uint32_t)(word))
#define WORD_THREAD(word) ((uint32_t)((word) >> 32) & 255)
#define WORD_MASK(word) ((unsigned)((word) >> 40) & 15)
#define WORD_ALL (((uint64_t)1 << 44) - 1)

/* Flags of the write word. */
#define SLOT_WRITTEN ((uint64_t)1 << 59)  /* somebody initialised the bytes */
#define SLOT_DETAIL ((uint64_t)1 << 60)   /* `read` is where the detail is */
#define SLOT_FREED ((uint64_t)1 << 61)
#define SLOT_LOCATION ((uint64_t)1 << 62) /* an atomic location is here */
#define SLOT_SPECIAL ((uint64_t)1 << 63)  /* one of the three before */
#define SLOT_FLAGS (SLOT_WRITTEN | SLOT_DETAIL | SLOT_FREED | SLOT_LOCATION | SLOT_SPECIAL)

void heddle__plain_slow(uintptr_t address, unsigned size, bool write, uintptr_t pc);
void heddle__private_effect(struct thread *thread);

/* Most accesses repeat one that the thread made since its last event, or are made by a thread that is
 * alone; both end here. A read of the only thread does not even look at its slot, unless something special
 * lies in the same 1 KiB. */
static inline void plain(uintptr_t address, unsigned size, bool write, uintptr_t pc)
{
    uintptr_t offset = address - H.window;
    if (__builtin_expect(H.quick && !write && offset < H.shadow_size && !(H.page_dirty[offset >> (PAGE_BITS - 2)] & PAGE_SPECIAL), 1))
        return;
    if (__builtin_expect(!H.running || offset >= H.shadow_size, 0))
        return;
    struct slot *slot = &H.shadow[offset >> 2];
    if (__builtin_expect(H.alone, 1)) {
        if (size <= 4 ? !(slot->write & SLOT_SPECIAL) && (!write || slot->write & SLOT_WRITTEN)
                      : !((slot[0].write | slot[1].write) & SLOT_SPECIAL) &&
                            (!write || slot[0].write & slot[1].write & SLOT_WRITTEN))
            if (!H.record)
                return;
    } else {
        struct thread *self = H.current;
        self->plain_count++;
        if (--H.plain_budget < 0)
            heddle__forced_point();
        if (size == 4 || size == 8) {
            uint64_t own = WORD(self->clock[self->slot] + 1, self->slot, 15);
            if (write)
                own |= SLOT_WRITTEN;
            bool same = write ? slot[0].write == own : slot[0].read == own && !(slot[0].write & SLOT_SPECIAL);
            if (size == 8)
                same &= write ? slot[1].write == own
                              : slot[1].read == own && !(slot[1].write & SLOT_SPECIAL);
            if (same && !H.record)
                return;
        }
    }
    heddle__plain_slow(address, size, write, pc);
}

#endif
