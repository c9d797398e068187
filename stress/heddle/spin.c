/* Loops that wait: an iteration that changes nothing, in the thread or outside, tells nothing new.
 *
 * Two uses. A seeded run lets a thread whose loop keeps reading the same stores wait until another thread
 * stores something: the processor is given to those that can go on. Exhaustive search cuts an execution in
 * which a thread comes to the same operation again in the same state and with no effect in between: the
 * execution in which the loop reads the right value at once stands for it, and differs from it in nothing
 * that the program can tell. So `while (!flag);` is one execution, as an `assume` would be.
 *
 * The state is what the thread's functions may still read of the program's registers and of their frames
 * (liveness.c). A read-modify-write that stores what it read, as a failed attempt at an exchange lock does,
 * is no effect: leaving it out takes only ordering away. The first round of a loop is often a copy in front of
 * it; whether the code behind two operations is the same is seen from the instructions. Two more kinds of
 * rounds are cut, as GenMC does:
 *   SPIN_RETRIES  a compare-exchange that failed is tried again with what it read, and all that came before
 *                 the first attempt was a load of the same order: the execution in which that load reads
 *                 the newer store at once stands for it;
 *   SPIN_UNDOES   what the round has added, it has taken away again (the failed attempt at a reader-writer
 *                 lock that counts), and no load of another thread has seen a value in between.
 *
 * A loop that does change something each time (a counter, say) could go round for ever; exhaustive search
 * follows it for `--unroll` rounds, and then says that the search was bounded. */
#include "state.h"

/* ---- what decides what the thread does next ---- */

enum { MOST_PLACES = 4 };

struct state {
    uint64_t sum;               /* over the places of what they hold, so that one place can be exchanged */
    const struct spin_arrival *arrival;
    uintptr_t places[MOST_PLACES]; /* that hold what a compare-exchange expects */
    uint32_t count;
};

static uint64_t part_of(uintptr_t at, uint64_t held) { return mix(at ^ mix(held + 0x5bd1e995)); }

/* All of what a place of 4 or 8 bytes holds. */
static uint64_t place_of(uintptr_t at, uint64_t held, uint32_t size)
{
    return size == 4 ? part_of(at, (uint32_t)held) : part_of(at, (uint32_t)held) + part_of(at + 4, held >> 32);
}

static void note_place(struct state *state, uintptr_t at, uint64_t held, uint32_t size)
{
    const struct spin_arrival *arrival = state->arrival;
    if (arrival->compares && arrival->size == size && arrival->expected == held && state->count < MOST_PLACES)
        state->places[state->count++] = at;
}

/* Of the 8 bytes here, those in `mask` are live. */
static void add_word(struct state *state, uintptr_t at, uint8_t mask)
{
    uint64_t word = *(const uint64_t *)at;
    for (uint32_t i = 0; i < 8; i++)
        if (!(mask >> i & 1))
            word &= ~((uint64_t)255 << 8 * i);
    if (mask & 15)
        state->sum += part_of(at, (uint32_t)word);
    if (mask >> 4)
        state->sum += part_of(at + 4, word >> 32);
    if (mask == 255)
        note_place(state, at, word, 8);
    if ((mask & 15) == 15)
        note_place(state, at, (uint32_t)word, 4);
    if (mask >> 4 == 15)
        note_place(state, at + 4, word >> 32, 4);
}

/* The live part of one function's frame, which begins at `low`; its call returns to where `live` was asked for. */
static void add_frame(struct state *state, const struct live *live, uintptr_t low, uintptr_t frame, uintptr_t top)
{
    uintptr_t known = frame - LIVE_BELOW;
    for (uintptr_t at = low; at < known && at < frame; at += 8)
        add_word(state, at, 255);
    for (uint32_t i = 0; i < (LIVE_BELOW + LIVE_ABOVE) / 8; i++) {
        uintptr_t at = known + 8 * i;
        uint8_t mask = (uint8_t)(live->bytes[i / 8] >> 8 * (i % 8));
        if (at >= low && at + 8 <= top && (at < frame || at >= frame + 16))
            add_word(state, at, mask);
    }
}

/* `spin_frame` is where the entry point saved the program's registers: RBX, R12 to R15, and then the frame
 * pointer and the address that the call returns to. From there on, function by function. */
static void private_state(struct thread *thread, struct state *state)
{
    uintptr_t saved = (uintptr_t)thread->spin_frame, top = (uintptr_t)thread->stack_start;
    uintptr_t at[16] = {[3] = saved, [12] = saved + 8, [13] = saved + 16, [14] = saved + 24, [15] = saved + 32};
    uintptr_t link = saved + SPIN_REGISTERS, low = link + 16;
    for (;;) {
        uintptr_t frame = *(const uintptr_t *)link, pc = *(const uintptr_t *)(link + 8);
        const struct live *live = frame >= low && frame < top - 16 ? heddle__live_at(pc) : NULL;
        for (uint32_t reg = 0; reg < 16; reg++)
            if (at[reg] && (!live || live->registers >> reg & 1))
                add_word(state, at[reg], 255);
        if (link != saved + SPIN_REGISTERS) /* where the innermost call is, arrivals are compared by their code */
            state->sum += part_of(link, pc);
        if (!live) {
            for (uintptr_t word = low; word < top; word += 8)
                add_word(state, word, 255);
            return;
        }
        add_frame(state, live, low, frame, top);
        for (uint32_t reg = 0; reg < 16; reg++)
            if (live->saved[reg])
                at[reg] = frame + (uintptr_t)(intptr_t)live->saved[reg];
        link = frame;
        low = frame + 16;
        if (*(const uintptr_t *)link == 0)
            return;
    }
}

/* ---- what the thread read where ---- */

static struct spin_entry *entry_of(struct thread *thread, uintptr_t pc)
{
    uint32_t home = (uint32_t)(pc ^ pc >> 6) % SPIN_ENTRIES;
    for (uint32_t i = 0; i < SPIN_ENTRIES; i++) {
        struct spin_entry *entry = &thread->spin[(home + i) % SPIN_ENTRIES];
        if (entry->pc == pc)
            return entry;
        if (!entry->pc) {
            entry->pc = pc;
            return entry;
        }
    }
    thread->spin[home] = (struct spin_entry){.pc = pc};
    return &thread->spin[home];
}

void heddle__spin_start(struct thread *thread)
{
    fill_bytes(thread->spin, 0, sizeof thread->spin);
    thread->spin_generation = 1;
    thread->spin_distinct = thread->spin_repeats = thread->spin_since = 0;
    thread->spin_count = thread->spin_first = thread->yield_seen = 0;
    thread->spin_kind = SPIN_WAITS;
    thread->spin_net = thread->spin_amount = 0;
    thread->spin_added_count = 0;
    thread->read_before = thread->read_last = (struct spin_read){.pc = 0};
    thread->spinning = false;
}

void heddle__spin_effect(struct thread *thread)
{
    thread->spin_generation++;
    thread->spin_distinct = thread->spin_repeats = 0;
    thread->spin_added_count = 0;
    thread->spinning = false;
}

void heddle__effect(struct thread *thread)
{
    H.effects++;
    heddle__spin_effect(thread);
}

/* An effect that the thread may take back: `spin_net` is the same again when all has been taken back. */
void heddle__spin_added(struct thread *thread, struct store *store, uintptr_t address, uint64_t amount, uintptr_t pc)
{
    if (H.strategy != STRATEGY_EXHAUSTIVE || thread->spin_added_count == SPIN_ADDITIONS) {
        heddle__spin_effect(thread);
        return;
    }
    thread->spin_added[thread->spin_added_count].store = store;
    thread->spin_added[thread->spin_added_count++].address = address;
    thread->spin_net += amount * (mix(address) | 1);
    entry_of(thread, pc)->root = 0;
}

void heddle__spin_value(struct thread *thread, uintptr_t pc, uintptr_t address, uint64_t value, int order)
{
    thread->read_before = thread->read_last;
    thread->read_last = (struct spin_read){pc, address, value, thread->spin_net, thread->spin_generation, (uint8_t)order};
}

/* What the round that began in an epoch has added, without the addition that made up for all. */
static bool between(const struct thread *thread, uint32_t i, uint32_t epoch)
{
    return i + 1 < thread->spin_added_count && thread->spin_added[i].store->epoch > epoch;
}

static bool was_observed(const struct thread *thread, uint32_t epoch)
{
    for (uint32_t i = 0; i < thread->spin_added_count; i++)
        if (between(thread, i, epoch) && thread->spin_added[i].store->observed)
            return true;
    return false;
}

static bool has_added(const struct thread *thread, uint32_t epoch)
{
    return thread->spin_added_count && thread->spin_added[thread->spin_added_count - 1].store->epoch > epoch;
}

/* From here on, an arrival in the same state has gone a round. */
static void note_arrival(struct thread *thread, const struct spin_entry *now)
{
    struct spin_entry *entry = entry_of(thread, now->pc);
    if (entry->address != now->address)
        entry->root = 0;
    entry->address = now->address;
    entry->sum = now->sum;
    entry->expected = now->expected;
    entry->operand = now->operand;
    entry->net = thread->spin_net;
    entry->generation = thread->spin_generation;
    entry->epoch = thread->clock[thread->slot];
    entry->count = ++thread->spin_count;
}

/* A load has read the store: a round that has made it and taken it back did matter after all. The next one
 * begins where the thread waits, and is judged by itself. */
void heddle__spin_observe(const struct thread *reader, struct store *store)
{
    if (H.strategy != STRATEGY_EXHAUSTIVE || store->observed || store->ordinal == reader->ordinal || !store->epoch)
        return;
    store->observed = true;
    struct thread *writer = H.threads[store->thread];
    if (writer->ordinal == store->ordinal && writer->spinning && writer->spin_kind == SPIN_UNDOES &&
        was_observed(writer, writer->spin_undone_from)) {
        heddle__spin_effect(writer);
        note_arrival(writer, &writer->spin_waiting);
    }
}

static void count_round(struct spin_entry *entry)
{
    if (H.live == 1 || entry->rounds++ < H.config.unroll)
        return;
    H.board->unrolled = 1;
    heddle__finish(END_BLOCKED);
}

/* The same state, but for places that held what was expected then, and hold what is expected now. */
static bool exchanges_only(const struct state *now, const struct spin_entry *entry)
{
    uint32_t size = now->arrival->size;
    for (uint32_t subset = 0; subset < 1u << now->count; subset++) {
        uint64_t sum = now->sum;
        for (uint32_t i = 0; i < now->count; i++)
            if (subset >> i & 1)
                sum += place_of(now->places[i], entry->expected, size) - place_of(now->places[i], now->arrival->expected, size);
        if (sum == entry->sum)
            return true;
    }
    return false;
}

/* load; compare-exchange, in vain; and the same again, with nothing changed but what is expected. */
static bool only_retries(const struct thread *thread, const struct spin_entry *entry, const struct state *now)
{
    const struct spin_read *before = &thread->read_before, *last = &thread->read_last;
    const struct spin_arrival *arrival = now->arrival;
    return arrival->compares && last->pc == entry->pc && last->address == arrival->address &&
           last->value == arrival->expected && before->pc && before->pc != entry->pc &&
           before->address == arrival->address && before->value == entry->expected &&
           before->order == arrival->failure && before->generation == entry->generation &&
           before->net == entry->net && exchanges_only(now, entry);
}

/* An earlier arrival from which the program would go on just like from this one; NULL = none. */
static struct spin_entry *find_same(struct thread *thread, const struct state *now, enum spin_kind *kind)
{
    const struct spin_arrival *arrival = now->arrival;
    for (uint32_t i = 0; i < SPIN_ENTRIES; i++) {
        struct spin_entry *entry = &thread->spin[i];
        if (!entry->pc || !entry->count || entry->address != arrival->address ||
            entry->generation != thread->spin_generation || entry->net != thread->spin_net)
            continue;
        bool same = entry->sum == now->sum && entry->expected == arrival->expected && entry->operand == arrival->operand;
        if (!same && !only_retries(thread, entry, now))
            continue;
        if (entry->pc != arrival->pc && !heddle__same_code(entry->pc, arrival->pc))
            continue;
        *kind = !same ? SPIN_RETRIES : has_added(thread, entry->epoch) ? SPIN_UNDOES : SPIN_WAITS;
        return entry;
    }
    return NULL;
}

/* Exhaustive search: the thread comes to an operation that reads. */
void heddle__spin_arrive(struct thread *thread, const struct spin_arrival *arrival)
{
    if (H.strategy != STRATEGY_EXHAUSTIVE)
        return;
    struct state now = {.arrival = arrival};
    private_state(thread, &now);
    struct spin_entry here = {.pc = arrival->pc, .address = arrival->address, .sum = now.sum, .expected = arrival->expected,
                              .operand = arrival->operand};
    enum spin_kind kind;
    struct spin_entry *same = find_same(thread, &now, &kind);
    if (same && kind == SPIN_UNDOES && was_observed(thread, same->epoch)) {
        heddle__spin_effect(thread);
    } else if (same) {
        thread->spin_first = same->count;
        thread->spin_kind = kind;
        thread->spin_undone_from = same->epoch;
        thread->spin_waiting = here;
        thread->spinning = true;
        return;
    }
    struct spin_entry *entry = entry_of(thread, arrival->pc);
    if (entry->count && entry->address == here.address && entry->sum == here.sum && entry->expected == here.expected)
        count_round(entry);
    note_arrival(thread, &here);
}

/* The operation read a store, or an object's state. Seeded runs: once every load since the last effect
 * has repeated, the thread spins. */
void heddle__spin_read(struct thread *thread, uintptr_t address, uint32_t root, uintptr_t pc)
{
    struct spin_entry *entry = entry_of(thread, pc);
    if (H.strategy == STRATEGY_EXHAUSTIVE) {
        if (entry->root == root)
            count_round(entry);
        else
            entry->rounds = 0;
        entry->root = root;
        return;
    }
    if (entry->generation == thread->spin_generation && entry->address == address && entry->root == root) {
        if (++thread->spin_repeats >= thread->spin_distinct)
            thread->spinning = true;
    } else {
        thread->spin_distinct += entry->generation != thread->spin_generation;
        thread->spin_repeats = 0;
        entry->address = address;
        entry->root = root;
        entry->generation = thread->spin_generation;
        thread->spinning = false;
    }
    thread->spin_since = H.changes + H.effects;
}

/* A spinning thread cannot go on by itself if all that its loop reads is the newest there is. */
bool heddle__spins_on_newest(struct thread *thread)
{
    for (uint32_t i = 0; i < SPIN_ENTRIES; i++) {
        struct spin_entry *entry = &thread->spin[i];
        if (!entry->pc || !entry->root || entry->generation != thread->spin_generation || entry->count < thread->spin_first)
            continue;
        const struct store *newest = heddle__newest(entry->address);
        if (newest && newest->root != entry->root)
            return false;
    }
    return true;
}

/* Another attempt could end otherwise: the exchange may succeed, or the addition find another value. */
bool heddle__spin_forgiven(const struct thread *thread)
{
    if (thread->spin_kind != SPIN_UNDOES)
        return thread->spin_kind == SPIN_RETRIES;
    for (uint32_t i = 0; i < thread->spin_added_count; i++) {
        const struct store *store = thread->spin_added[i].store;
        if (store->epoch <= thread->spin_undone_from)
            continue;
        const struct store *newest = heddle__newest(thread->spin_added[i].address);
        return !newest || !store->older || newest->value != store->older->value;
    }
    return true;
}
