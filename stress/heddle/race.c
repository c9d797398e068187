/* Shadow memory, and the race check of plain accesses.
 *
 * Each aligned 4 bytes of the program's memory have one slot: the last write and the last read, each as
 * an epoch, a thread and the mask of bytes. What does not fit (several readers that do not know each
 * other, bytes with different histories) moves to a `detail` with an entry for each byte. Atomic
 * accesses are kept with their location (model.c), whose slots are marked so that a plain access takes
 * the slow path and is checked against them. A thread that is alone cannot race: it only marks memory
 * as written, for the check of uninitialised atomics.
 *
 * A plain access has the epoch after the thread's last event: whoever synchronized with that event does
 * not know it yet, whoever synchronized with a later one does. */
#include "state.h"
#include "shadow.h"

#include <sys/mman.h>

enum { WINDOW_BITS = 35, MAX_DIRTY = 1 << 20, MANY_DIRTY = 4096 };

struct detail {
    uint64_t writes[4];
    uint32_t reads[4][MAX_WIDTH];
    uint8_t freed;
};

static struct slot *slot_at(uintptr_t address) { return &H.shadow[(address - H.window) >> 2]; }

size_t heddle__shadow_size(void) { return (size_t)1 << WINDOW_BITS; }

void heddle__shadow_init(void)
{
    H.shadow_size = heddle__shadow_size();
    H.shadow = heddle__map(H.shadow_size * 4);
    H.page_dirty = heddle__map(H.shadow_size * 4 >> PAGE_BITS);
    H.dirty_pages = heddle__map(MAX_DIRTY * sizeof *H.dirty_pages);
}

static void touch(const struct slot *slot)
{
    size_t page = (size_t)((const char *)slot - (const char *)H.shadow) >> PAGE_BITS;
    if (H.page_dirty[page])
        return;
    H.page_dirty[page] = PAGE_TOUCHED;
    if (H.dirty_count < MAX_DIRTY)
        H.dirty_pages[H.dirty_count++] = (uint32_t)page;
    else
        heddle__cannot("memory", "a run touches more than %d shadow pages", MAX_DIRTY);
}

/* Makes the slot one that has to be looked at, whoever reads. */
static void mark(struct slot *slot, uint64_t flags)
{
    touch(slot);
    H.page_dirty[(size_t)((const char *)slot - (const char *)H.shadow) >> PAGE_BITS] |= PAGE_SPECIAL;
    slot->write = flags | SLOT_SPECIAL;
}

void heddle__shadow_reset(void)
{
    if (H.dirty_count > MANY_DIRTY) { /* giving all of it back is cheaper than clearing it */
        madvise(H.shadow, H.shadow_size * 4, MADV_DONTNEED);
        madvise(H.page_dirty, H.shadow_size * 4 >> PAGE_BITS, MADV_DONTNEED);
        H.dirty_count = 0;
    }
    for (uint32_t i = 0; i < H.dirty_count; i++) {
        size_t page = H.dirty_pages[i];
        fill_bytes((char *)H.shadow + (page << PAGE_BITS), 0, (size_t)1 << PAGE_BITS);
        H.page_dirty[page] = 0;
    }
    H.dirty_count = 0;
}

/* ---- races ---- */

static void race(uint64_t other, bool other_writes, bool other_atomic, bool write, bool atomic,
                 uintptr_t address, uintptr_t pc)
{
    struct thread *thread = H.threads[WORD_THREAD(other)];
    H.failure.other_thread = thread->ordinal;
    H.failure.other_epoch = WORD_EPOCH(other);
    H.failure.address = address;
    heddle__fail("race", pc, "%s%s by T%u and %s%s by T%u at 0x%lx are not ordered",
                 atomic ? "atomic " : "", write ? "write" : "read", H.current->ordinal,
                 other_atomic ? "atomic " : "", other_writes ? "write" : "read", thread->ordinal,
                 (unsigned long)address);
}

static bool ordered(uint64_t word)
{
    return WORD_EPOCH(word) <= H.current->clock[WORD_THREAD(word)] || WORD_THREAD(word) == H.current->slot;
}

static uint64_t own_word(unsigned mask)
{
    return WORD(H.current->clock[H.current->slot] + 1, H.current->slot, mask);
}

static struct detail *detail_of(const struct slot *slot)
{
    return (struct detail *)(H.pool + (size_t)(slot->read << 4));
}

static struct detail *expand(struct slot *slot)
{
    if (slot->write & SLOT_DETAIL)
        return detail_of(slot);
    struct detail *detail = pool(sizeof *detail);
    fill_bytes(detail, 0, sizeof *detail);
    for (unsigned byte = 0; byte < 4; byte++) {
        if (WORD_MASK(slot->write) >> byte & 1)
            detail->writes[byte] = slot->write & WORD_ALL;
        if (WORD_MASK(slot->read) >> byte & 1)
            detail->reads[byte][WORD_THREAD(slot->read)] = WORD_EPOCH(slot->read);
    }
    slot->read = (uint64_t)((char *)detail - H.pool) >> 4;
    mark(slot, (slot->write & SLOT_FLAGS) | SLOT_DETAIL | SLOT_WRITTEN);
    return detail;
}

static void check_detail(struct detail *detail, unsigned mask, bool write, bool atomic,
                         uintptr_t address, uintptr_t pc)
{
    struct thread *self = H.current;
    for (unsigned byte = 0; byte < 4; byte++) {
        if (!(mask >> byte & 1))
            continue;
        if (detail->writes[byte] && !ordered(detail->writes[byte]))
            race(detail->writes[byte], true, false, write, atomic, address, pc);
        if (write)
            for (uint32_t t = 0; t < H.thread_count; t++)
                if (detail->reads[byte][t] > self->clock[t] && t != self->slot)
                    race(WORD(detail->reads[byte][t], t, mask), false, false, write, atomic, address, pc);
        if (atomic)
            continue;
        if (write)
            detail->writes[byte] = own_word(1u << byte);
        else
            detail->reads[byte][self->slot] = self->clock[self->slot] + 1;
    }
}

/* A plain access against what atomic ones did to the bytes. */
static void check_locations(uintptr_t address, unsigned size, bool write, uintptr_t pc)
{
    struct thread *self = H.current;
    for (struct location *l = heddle__location_find(address, size, NULL); l;
         l = heddle__location_find(address, size, l)) {
        for (uint32_t t = 0; t < H.thread_count; t++) {
            if (t == self->slot)
                continue;
            if (l->writes[t] > self->clock[t])
                race(WORD(l->writes[t], t, 0), true, true, write, false, address, pc);
            if (write && l->reads[t] > self->clock[t])
                race(WORD(l->reads[t], t, 0), false, true, write, false, address, pc);
        }
        if (write)
            heddle__plain_write_on_location(l, self);
    }
}

static void freed(const struct slot *slot, uintptr_t address, unsigned size, bool write, uintptr_t pc)
{
    H.failure.address = address;
    uint64_t word = slot->write;
    H.failure.other_thread = H.threads[WORD_THREAD(word)]->ordinal;
    H.failure.other_epoch = WORD_EPOCH(word);
    heddle__fail("use-after-free", pc, "%s of %u bytes at 0x%lx, freed by T%u", write ? "write" : "read", size,
                 (unsigned long)address, H.threads[WORD_THREAD(word)]->ordinal);
}

/* One access within one slot, whatever the slot holds. */
static void check_slot(struct slot *slot, unsigned mask, bool write, bool atomic, uintptr_t address,
                       uintptr_t pc)
{
    touch(slot);
    if (slot->write & SLOT_FREED)
        freed(slot, address, (unsigned)__builtin_popcount(mask), write, pc);
    if (slot->write & SLOT_LOCATION && !atomic)
        check_locations(address, (unsigned)__builtin_popcount(mask), write, pc);
    if (slot->write & SLOT_DETAIL) {
        check_detail(detail_of(slot), mask, write, atomic, address, pc);
        return;
    }
    uint64_t last_write = slot->write & WORD_ALL, last_read = slot->read;
    if (WORD_MASK(last_write) & mask && !ordered(last_write))
        race(last_write, true, false, write, atomic, address, pc);
    if (write && WORD_MASK(last_read) & mask && !ordered(last_read))
        race(last_read, false, false, write, atomic, address, pc);
    if (atomic)
        return;
    if (write) { /* it covers what was there, or the bytes part ways */
        if (WORD_MASK(last_write) & ~mask) {
            check_detail(expand(slot), mask, write, atomic, address, pc);
            return;
        }
        slot->write = (slot->write & SLOT_FLAGS) | own_word(mask) | SLOT_WRITTEN;
    } else if (!last_read || (ordered(last_read) && !(WORD_MASK(last_read) & ~mask))) {
        slot->read = own_word(mask);
    } else {
        check_detail(expand(slot), mask, write, atomic, address, pc);
    }
}

void heddle__plain_slow(uintptr_t address, unsigned size, bool write, uintptr_t pc)
{
    struct thread *self = H.current;
    if (H.record)
        heddle__record(write ? OP_WRITE : OP_READ, address, size, 0, pc);
    if (write && (address < (uintptr_t)self->stack_low || address >= (uintptr_t)self->stack_high))
        heddle__spin_effect(self);
    while (size) {
        unsigned offset = address & 3, part = 4 - offset < size ? 4 - offset : size;
        unsigned mask = ((1u << part) - 1) << offset;
        struct slot *slot = slot_at(address);
        if (H.alone && !(slot->write & SLOT_SPECIAL)) {
            touch(slot);
            if (write)
                slot->write |= SLOT_WRITTEN;
        } else {
            check_slot(slot, mask, write, false, address, pc);
        }
        address += part;
        size -= part;
    }
}

/* The only thread's access to many bytes: it cannot race, unless something special lies among them. */
static bool range_alone(uintptr_t address, size_t size, bool write)
{
    struct slot *slot = slot_at(address), *end = slot_at(address + size - 1) + 1;
    for (struct slot *at = slot; at < end; at++)
        if (at->write & SLOT_SPECIAL)
            return false;
    if (!write)
        return true;
    for (struct slot *at = slot; at < end; at++) {
        if (at == slot || ((uintptr_t)at & 4095) == 0)
            touch(at);
        at->write |= SLOT_WRITTEN;
    }
    return true;
}

void heddle__race_range(uintptr_t address, size_t size, bool write, uintptr_t pc)
{
    if (!H.running || size == 0 || address - H.window >= H.shadow_size ||
        size > H.shadow_size - (address - H.window))
        return;
    if (H.alone && !H.record && range_alone(address, size, write))
        return;
    while (size) {
        unsigned part = 8 - (address & 7) < size ? 8 - (address & 7) : (unsigned)size;
        heddle__plain_slow(address, part, write, pc);
        address += part;
        size -= part;
    }
}

void heddle__race_atomic(struct location *location, bool write, uintptr_t pc)
{
    uintptr_t address = location->address;
    uint32_t size = location->size;
    if (address - H.window >= H.shadow_size)
        return;
    while (size) {
        unsigned offset = address & 3, part = 4 - offset < size ? 4 - offset : size;
        check_slot(slot_at(address), ((1u << part) - 1) << offset, write, true, address, pc);
        address += part;
        size -= part;
    }
}

/* ---- the life of memory ---- */

void heddle__shadow_location(uintptr_t address, uint32_t size)
{
    if (address - H.window >= H.shadow_size)
        return;
    for (uintptr_t at = address & ~(uintptr_t)3; at < address + size; at += 4) {
        struct slot *slot = slot_at(at);
        mark(slot, slot->write | SLOT_LOCATION);
    }
}

bool heddle__shadow_written(uintptr_t address)
{
    return address - H.window >= H.shadow_size || slot_at(address)->write & SLOT_WRITTEN;
}

/* free() is a write to the whole block; afterwards each access to it is an error. */
void heddle__shadow_free(uintptr_t address, size_t size, uintptr_t pc)
{
    for (uintptr_t at = address; at < address + size; at += 4) {
        struct slot *slot = slot_at(at);
        if (!H.alone) {
            if (slot->write & SLOT_LOCATION)
                check_locations(at, 4, true, pc);
            if (slot->write & ~SLOT_WRITTEN || slot->read)
                check_slot(slot, 15, true, true, at, pc);
        }
        mark(slot, SLOT_FREED | own_word(15));
        slot->read = 0;
    }
}

void heddle__shadow_fresh(uintptr_t address, size_t size)
{
    for (uintptr_t at = address & ~(uintptr_t)3; at < address + size; at += 4) {
        struct slot *slot = slot_at(at);
        if (slot->write || slot->read)
            *slot = (struct slot){0, 0};
    }
}
