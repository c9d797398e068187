/* The memory model: what an atomic access may read, where a store may land, what it orders.
 *
 * RC11 without out-of-thin-air: every execution of program order and reads-from together is acyclic, so
 * each can be produced by running the events one after another, each load choosing among the stores
 * that have run, each store choosing its place in modification order. A choice is offered if and only
 * if the execution with it is consistent:
 *   - coherence: not before a store that the thread knows of, either because the store happens before
 *     the access or because a load of it does (`known`);
 *   - atomicity: nothing goes between a store and the read-modify-write that read it;
 *   - SC: the order psc stays acyclic (psc.c).
 * The last store in modification order is always a legal choice, so that no run gets stuck.
 *
 * Synchronization (C++20): a release store, or a store behind a release fence, heads a release
 * sequence; read-modify-writes continue it. Each store carries the clock that its acquirers join. */
#include "state.h"

enum { LOCATION_BUCKETS = 1 << 10, STALE_LIMIT = 3, HISTORY = 512 };

static unsigned __int128 memory_read(uintptr_t address, uint32_t size)
{
    switch (size) {
    case 1: return *(volatile uint8_t *)address;
    case 2: return *(volatile uint16_t *)address;
    case 4: return *(volatile uint32_t *)address;
    case 8: return *(volatile uint64_t *)address;
    default: {
        unsigned __int128 value;
        copy_bytes(&value, (const void *)address, 16);
        return value;
    }
    }
}

static void memory_write(uintptr_t address, uint32_t size, unsigned __int128 value)
{
    copy_bytes((void *)address, &value, size);
}

static unsigned __int128 truncate(unsigned __int128 value, uint32_t size)
{
    return size == 16 ? value : value & (((unsigned __int128)1 << (8 * size)) - 1);
}

/* ---- locations ---- */

static struct store *new_store(struct location *location, unsigned __int128 value)
{
    size_t arrays = (size_t)H.width * 5;
    struct store *store = pool(sizeof(struct store) + arrays * sizeof(uint32_t));
    fill_bytes(store, 0, sizeof(struct store) + arrays * sizeof(uint32_t));
    uint32_t *array = (uint32_t *)(store + 1);
    store->release = array;
    store->first = array + H.width;
    store->clock = array + 2 * H.width;
    store->fences = array + 3 * H.width;
    store->accesses = array + 4 * H.width;
    store->value = value;
    store->birth = store->root = ++H.births;
    H.changes++;
    location->count++;
    return store;
}

/* What memory holds when an atomic access meets it for the first time: ordered before everything. */
static void add_initial(struct location *location)
{
    struct store *store = new_store(location, memory_read(location->address, location->size));
    store->plain = true;
    store->birth = 0; /* nobody who put off a read may come back for it */
    store->ordinal = UINT32_MAX;
    location->oldest = location->newest = store;
}

static inline uint32_t bucket_of(uintptr_t address)
{
    return (uint32_t)(((address >> 4) * 0x9e3779b97f4a7c15u) >> 54) & (LOCATION_BUCKETS - 1);
}

/* The next location after `after` that overlaps the bytes; chains hold one 16-byte granule (and others). */
struct location *heddle__location_find(uintptr_t address, uint32_t size, struct location *after)
{
    struct location *location = after ? after->chain : H.locations[bucket_of(address)];
    for (; location; location = location->chain)
        if (location->address < address + size && address < location->address + location->size)
            return location;
    return NULL;
}

/* Accesses of different sizes meet: one location covers the bytes from here on. It keeps all that an
 * acquiring reader could have learnt, so that a mixture may hide a bug but never invents one. */
static void merge_location(const struct location *old, struct location *into)
{
    join_clock(into->reads, old->reads);
    join_clock(into->writes, old->writes);
    struct store *target = into->newest;
    for (struct store *store = old->oldest; store; store = store->newer) {
        join_clock(target->release, store->release);
        target->released |= store->released;
    }
}

static struct location *new_location(uintptr_t address, uint32_t size)
{
    struct location **bucket = &H.locations[bucket_of(address)];
    struct location *location = pool(sizeof *location);
    fill_bytes(location, 0, sizeof *location);
    location->address = address;
    location->size = size;
    add_initial(location);
    location->chain = *bucket;
    *bucket = location;
    heddle__shadow_location(address, size);
    return location;
}

/* The bytes of a larger location that a smaller one leaves keep what they knew, in pieces of the sizes that accesses
 * have: somebody may acquire from the other half alone. */
static void split_location(const struct location *old, uintptr_t address, uint32_t size)
{
    uintptr_t end = old->address + old->size;
    for (uintptr_t at = old->address; at < end;) {
        if (at == address) {
            at += size;
            continue;
        }
        uintptr_t limit = at < address && address < end ? address : end;
        uint32_t piece = 1;
        while (at % (2 * piece) == 0 && at + 2 * piece <= limit)
            piece *= 2;
        merge_location(old, new_location(at, piece));
        at += piece;
    }
}

struct location *heddle__location(uintptr_t address, uint32_t size)
{
    struct location *first = H.locations[bucket_of(address)];
    for (struct location *l = first; l; l = l->chain)
        if (l->address == address && l->size == size)
            return l;
    struct location *location = new_location(address, size);
    for (struct location *l = first; l; l = l->chain) {
        if (!l->size || l->address >= address + size || address >= l->address + l->size)
            continue;
        merge_location(l, location);
        split_location(l, address, size);
        l->size = 0;
    }
    return location;
}

static void forget_in_bucket(struct location **at, uintptr_t address, size_t size)
{
    while (*at) {
        if ((*at)->address >= address && (*at)->address - address < size)
            *at = (*at)->chain;
        else
            at = &(*at)->chain;
    }
}

void heddle__forget_locations(uintptr_t address, size_t size)
{
    if (size / 16 > LOCATION_BUCKETS) {
        for (uint32_t i = 0; i < LOCATION_BUCKETS; i++)
            forget_in_bucket(&H.locations[i], address, size);
        return;
    }
    for (uintptr_t granule = address & ~(uintptr_t)15; granule < address + size; granule += 16) {
        forget_in_bucket(&H.locations[bucket_of(granule)], address, size);
    }
}

void heddle__plain_write_on_location(struct location *location, struct thread *thread)
{
    location->dirty = true;
    location->dirty_thread = thread->slot;
    location->dirty_epoch = thread->clock[thread->slot] + 1;
}

/* Plain code, or code that Heddle does not see, changed memory since the last atomic access: its value
 * becomes the one store there is. (A racing reader would have been reported.) */
static void fold_memory(struct location *location)
{
    unsigned __int128 value = memory_read(location->address, location->size);
    if (!location->dirty && value == location->newest->value)
        return;
    struct store *store = new_store(location, value);
    store->plain = true;
    store->birth = 0;
    if (location->dirty) {
        store->thread = (uint8_t)location->dirty_thread;
        store->epoch = location->dirty_epoch;
        store->ordinal = H.threads[store->thread]->ordinal;
        copy_clock(store->clock, H.threads[store->thread]->clock);
    } else {
        store->ordinal = UINT32_MAX;
        join_clock(store->release, location->newest->release);
    }
    copy_clock(store->accesses, location->newest->accesses);
    copy_clock(store->fences, location->newest->fences);
    location->oldest = location->newest = store;
    location->count = 1;
    location->dirty = false;
}

/* ---- coherence ---- */

static bool known(const struct store *store, const uint32_t *clock)
{
    if (store->epoch <= clock[store->thread])
        return true;
    for (uint32_t i = 0; i < H.thread_count; i++)
        if (store->first[i] && store->first[i] <= clock[i])
            return true;
    return false;
}

/* The oldest store that an access with this knowledge may read, or go behind. */
static struct store *bound_of(const struct location *location, const uint32_t *clock)
{
    struct store *store = location->newest;
    while (store->older && !known(store, clock))
        store = store->older;
    return store;
}

/* Histories are bounded: of very long ones, the oldest half is forgotten, so that stale reads reach
 * back at most HISTORY stores. */
static void bound_history(struct location *location)
{
    if (location->count < HISTORY)
        return;
    struct store *store = location->newest;
    for (uint32_t i = 0; i < HISTORY / 2 && store->older; i++)
        store = store->older;
    while (store->older && store->taken)
        store = store->older;
    store->older = NULL;
    location->oldest = store;
    location->count = HISTORY / 2;
}

/* ---- events ---- */

static void begin_event(struct thread *thread, uintptr_t place)
{
    heddle__psc_moving(thread, place);
    thread->clock[thread->slot]++;
}

static void note_first_read(struct store *store, const struct thread *thread)
{
    if (!store->first[thread->slot])
        store->first[thread->slot] = thread->clock[thread->slot];
}

static void acquire_from(struct thread *thread, const struct store *store, int order)
{
    if (!store->released)
        return;
    if (is_acquire(order)) {
        join_clock(thread->clock, store->release);
    } else {
        join_clock(thread->acquired, store->release);
        thread->has_acquired = true;
    }
}

static void hash_read(struct thread *thread, const struct store *store)
{
    uint64_t reader = (uint64_t)thread->ordinal << 32 | thread->clock[thread->slot];
    uint64_t writer = (uint64_t)store->ordinal << 32 | store->epoch;
    H.graph_hash += mix(reader * 0x9e3779b97f4a7c15u + mix(writer));
}

static int effective_order(int order, uintptr_t pc)
{
    for (uint32_t i = 0; i < H.weaken_count; i++)
        if (H.weaken[i].pc == pc)
            return H.weaken[i].order;
    return order;
}

static void step_done(struct thread *thread, enum op op, struct location *location,
                      unsigned __int128 value)
{
    trace_event((uint64_t)thread->ordinal << 8 | op, (uint64_t)location->address - H.window);
    trace_event((uint64_t)value, (uint64_t)(value >> 64));
}

/* ---- loads ---- */

struct candidates { struct store *at[MAX_CANDIDATES]; uint32_t count; };

static bool reads_newest_only(struct thread *thread)
{
    return (H.config.model != MODEL_RC11 && !heddle__stronger()) || H.fair || thread->spinning;
}

/* Stale reads run out: a thread that keeps getting the same old store is shown a newer one. */
static bool stale_too_often(const struct thread *thread, const struct store *store)
{
    return H.strategy != STRATEGY_EXHAUSTIVE && store->newer && thread->stale_store == store &&
           thread->stale_count >= STALE_LIMIT;
}

static void count_stale(struct thread *thread, struct store *store)
{
    if (!store->newer) {
        thread->stale_count = 0;
    } else if (thread->stale_store == store) {
        thread->stale_count++;
    } else {
        thread->stale_store = store;
        thread->stale_count = 1;
    }
}

static bool deferred_past(const struct thread *thread, const struct store *store)
{
    return thread->deferred && store->birth <= thread->defer;
}

static void clock_after(uint32_t *to, const struct thread *thread, const struct store *store, int order)
{
    copy_clock(to, thread->clock);
    to[thread->slot]++; /* the event itself is still to begin */
    if (is_acquire(order) && store->released)
        join_clock(to, store->release);
}

static bool psc_permits(struct thread *thread, struct location *location, struct store *store, int order,
                        bool writes)
{
    if (!H.sc_total || !store->newer)
        return true;
    uint32_t clock[MAX_WIDTH];
    clock_after(clock, thread, store, order);
    struct psc_query query = {thread, location, clock, order == SEQ_CST, writes};
    return heddle__psc_allows(&query, store->newer);
}

/* What a load of this order may read, newest first. */
static void find_candidates(struct thread *thread, struct location *location, int order, bool writes,
                            struct candidates *found)
{
    found->count = 0;
    struct store *bound = bound_of(location, thread->clock);
    if (reads_newest_only(thread))
        bound = location->newest;
    for (struct store *store = location->newest; store; store = store->older) {
        bool usable = !deferred_past(thread, store) && !stale_too_often(thread, store) &&
                      psc_permits(thread, location, store, order, writes) &&
                      (!heddle__stronger() || heddle__stronger_allows(thread, store, writes ? store : NULL));
        if (usable && found->count < MAX_CANDIDATES)
            found->at[found->count++] = store;
        if (store == bound)
            break;
    }
}

static struct store *pick(struct candidates *found)
{
    if (found->count == 0) /* only a deferred read in exhaustive search gets here */
        heddle__finish(END_DROPPED);
    return found->at[heddle__choose(CHOICE_READ, found->count)];
}

static void check_initialised(struct location *location, struct store *store, uintptr_t pc)
{
    if (!H.config.strict_init || store->epoch || store->older || store->ordinal != UINT32_MAX)
        return;
    if (heddle__is_heap(location->address) && !heddle__shadow_written(location->address) &&
        !heddle__heap_zeroed(location->address))
        heddle__fail("uninitialised", pc, "atomic load of %u bytes at 0x%lx, which nobody wrote",
                     location->size, (unsigned long)location->address);
}

/* The read half that loads, failed exchanges and read-modify-writes share. */
static void finish_read(struct thread *thread, struct location *location, struct store *store, int order)
{
    if (order == SEQ_CST || H.fence_total) {
        uint32_t clock[MAX_WIDTH];
        copy_clock(clock, thread->clock);
        if (is_acquire(order) && store->released)
            join_clock(clock, store->release);
        struct psc_query query = {thread, location, clock, order == SEQ_CST, false};
        heddle__psc_commit_read(&query, store);
    }
    note_first_read(store, thread);
    acquire_from(thread, store, order);
    hash_read(thread, store);
    thread->deferred = false;
}

/* Coverage: the pairs of a reading operation and the operation whose store it read. */
static void count_pair(uintptr_t pc, const struct store *store)
{
    uint64_t pair = (uint64_t)(uint32_t)(pc - H.image_base) << 32 | store->place;
    uint64_t *table = H.board->pair_table;
    for (uint32_t i = 0, at = mix(pair) & (BOARD_PAIRS - 1); i < 16; i++, at = (at + 1) & (BOARD_PAIRS - 1)) {
        if (table[at] == pair)
            return;
        if (table[at] == 0) {
            table[at] = pair;
            H.board->pairs++;
            return;
        }
    }
}

static void record_read(struct store *store, int order, enum op op, struct location *location, uintptr_t pc)
{
    if (!H.record)
        return;
    uint32_t at = heddle__record(op, location->address, location->size, order, pc);
    H.trace[at].reads = store->trace;
    H.trace[at].stale = store->newer != NULL;
    H.trace[at].missed = store->newer ? location->newest->trace : 0;
    H.trace[at].value = (unsigned long long)store->value;
}

static void stand_before(enum op op, uintptr_t address, uint32_t size, int order, int failure, uintptr_t pc)
{
    if (op != OP_LOAD && op != OP_FENCE)
        heddle__search_writes(H.current, address);
    heddle__point(&(struct waiting){.op = op, .address = address, .size = size, .order = (uint8_t)order,
                                    .failure = (uint8_t)failure, .pc = pc,
                                    .pure = op == OP_STORE || op == OP_FENCE});
}

unsigned __int128 heddle__load(uintptr_t address, uint32_t size, int order, uintptr_t pc)
{
    order = effective_order(order, pc);
    struct thread *thread = H.current;
    heddle__spin_arrive(thread, &(struct spin_arrival){.pc = pc, .address = address, .size = size});
    stand_before(OP_LOAD, address, size, order, 0, pc);
    struct location *location = heddle__location(address, size);
    fold_memory(location);
    heddle__race_atomic(location, false, pc);
    unsigned __int128 forwarded;
    if (H.config.model == MODEL_TSO && heddle__tso_forward(thread, address, size, &forwarded)) {
        begin_event(thread, location->address);
        step_done(thread, OP_LOAD, location, forwarded);
        return forwarded;
    }
    struct candidates found;
    find_candidates(thread, location, order, false, &found);
    struct store *store = pick(&found);
    check_initialised(location, store, pc);
    count_pair(pc, store);
    record_read(store, order, OP_LOAD, location, pc);
    begin_event(thread, location->address);
    count_stale(thread, store);
    finish_read(thread, location, store, order);
    heddle__stronger_access(thread, store, NULL, false);
    heddle__spin_read(thread, address, store->root, pc);
    heddle__spin_value(thread, pc, address, (uint64_t)store->value, order);
    heddle__spin_observe(thread, store);
    heddle__psc_moved(thread, address);
    location->reads[thread->slot] = thread->clock[thread->slot];
    step_done(thread, OP_LOAD, location, store->value);
    return store->value;
}

/* ---- stores ---- */

static void set_release(struct thread *thread, struct store *store, int order, const struct store *read)
{
    if (is_release(order)) {
        copy_clock(store->release, thread->clock);
        store->released = true;
    } else if (thread->has_fenced) {
        copy_clock(store->release, thread->fenced);
        store->released = true;
    }
    if (read && read->released) {
        join_clock(store->release, read->release);
        store->released = true;
    }
}

/* C11 before C++20: a later store by the thread that heads a release sequence continues it. */
static void continue_c11_sequence(struct thread *thread, struct store *store)
{
    struct store *before = store->older;
    while (before && before->rmw && before->thread != thread->slot)
        before = before->older;
    if (before && before->thread == thread->slot && before->released && before->epoch) {
        join_clock(store->release, before->release);
        store->released = true;
    }
}

static void link_behind(struct location *location, struct store *store, struct store *before)
{
    store->older = before;
    store->newer = before->newer;
    if (before->newer)
        before->newer->older = store;
    else
        location->newest = store;
    before->newer = store;
}

static void write_store(struct thread *thread, struct location *location, struct store *store, int order,
                        struct store *before, struct store *read, enum op op, uintptr_t pc)
{
    store->thread = thread->slot;
    store->ordinal = thread->ordinal;
    store->epoch = thread->clock[thread->slot];
    store->order = (uint32_t)order;
    store->place = (uint32_t)(pc - H.image_base);
    link_behind(location, store, before);
    heddle__stronger_access(thread, read, store, read || order == SEQ_CST);
    if (read) {
        store->rmw = true;
        read->taken = true;
    }
    set_release(thread, store, order, read);
    if (H.config.c11_sequences && !read)
        continue_c11_sequence(thread, store);
    copy_clock(store->clock, thread->clock);
    if (order == SEQ_CST || H.fence_total || H.sc_total) {
        struct psc_query query = {thread, location, thread->clock, order == SEQ_CST, true};
        heddle__psc_commit_write(&query, store, read);
    }
    if (H.record) {
        uint32_t at = heddle__record(op, location->address, location->size, order, pc);
        store->trace = at;
        H.trace[at].written = (unsigned long long)store->value;
        H.trace[at].inserted = store->newer != NULL;
        H.trace[at].success = true;
        if (read) {
            H.trace[at].reads = read->trace;
            H.trace[at].value = (unsigned long long)read->value;
        }
    }
    heddle__psc_moved(thread, location->address);
    location->writes[thread->slot] = store->epoch;
    if (location->newest == store)
        memory_write(location->address, location->size, store->value);
    if (store->root != store->birth) {
        heddle__spin_read(thread, location->address, store->root, pc);
        heddle__spin_value(thread, pc, location->address, (uint64_t)store->value, order);
    } else if (thread->spin_amount) {
        heddle__spin_added(thread, store, location->address, thread->spin_amount, pc);
    } else {
        heddle__spin_effect(thread);
    }
    bound_history(location);
    step_done(thread, op, location, store->value);
}

/* The stores that a new one may directly follow, newest first. */
static struct store *choose_slot(struct thread *thread, struct location *location, int order)
{
    if ((H.config.model != MODEL_RC11 && !heddle__stronger()) || H.fair)
        return location->newest;
    struct candidates found = {.count = 0};
    struct store *bound = bound_of(location, thread->clock);
    uint32_t clock[MAX_WIDTH];
    copy_clock(clock, thread->clock);
    clock[thread->slot]++;
    struct psc_query query = {thread, location, clock, order == SEQ_CST, true};
    for (struct store *store = location->newest;; store = store->older) {
        if (!store->taken && found.count < MAX_CANDIDATES &&
            (!store->newer || !H.sc_total || heddle__psc_allows(&query, store->newer)) &&
            (!heddle__stronger() || heddle__stronger_allows(thread, NULL, store)))
            found.at[found.count++] = store;
        if (store == bound)
            break;
    }
    return found.at[heddle__choose(CHOICE_SLOT, found.count)];
}

void heddle__commit_store(uintptr_t address, uint32_t size, unsigned __int128 value, int order, uintptr_t pc)
{
    struct thread *thread = H.current;
    struct location *location = heddle__location(address, size);
    fold_memory(location);
    heddle__race_atomic(location, true, pc);
    struct store *before = choose_slot(thread, location, order);
    struct store *store = new_store(location, truncate(value, size));
    begin_event(thread, location->address);
    write_store(thread, location, store, order, before, NULL, OP_STORE, pc);
}

void heddle__store(uintptr_t address, uint32_t size, unsigned __int128 value, int order, uintptr_t pc)
{
    order = effective_order(order, pc);
    stand_before(OP_STORE, address, size, order, 0, pc);
    if (H.config.model == MODEL_TSO && !heddle__stronger())
        heddle__tso_buffer(H.current, address, size, truncate(value, size), order, pc);
    else
        heddle__commit_store(address, size, value, order, pc);
}

/* ---- read-modify-writes ---- */

static unsigned __int128 modified(enum rmw how, unsigned __int128 old, unsigned __int128 operand)
{
    switch (how) {
    case RMW_EXCHANGE: return operand;
    case RMW_ADD: return old + operand;
    case RMW_SUB: return old - operand;
    case RMW_AND: return old & operand;
    case RMW_OR: return old | operand;
    case RMW_XOR: return old ^ operand;
    default: return ~(old & operand);
    }
}

/* As a signed number, so that what is added and then subtracted cancels out. */
static uint64_t widened(unsigned __int128 operand, uint32_t size)
{
    uint32_t unused = size >= 8 ? 0 : 64 - 8 * size;
    return (uint64_t)((int64_t)((uint64_t)operand << unused) >> unused);
}

/* The read-modify-write's store goes directly behind the one it read, with that one's sequence. */
static void finish_rmw(struct thread *thread, struct location *location, struct store *read,
                       unsigned __int128 value, int order, enum op op, uintptr_t pc)
{
    struct store *store = new_store(location, truncate(value, location->size));
    if (store->value == read->value) { /* nothing has changed that a loop could wait for */
        store->root = read->root;
        H.changes--;
    }
    begin_event(thread, location->address);
    finish_read(thread, location, read, order);
    location->reads[thread->slot] = thread->clock[thread->slot];
    write_store(thread, location, store, order, read, read, op, pc);
}

static void keep_untaken(struct candidates *found)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < found->count; i++)
        if (!found->at[i]->taken)
            found->at[kept++] = found->at[i];
    found->count = kept;
}

unsigned __int128 heddle__rmw(enum rmw how, uintptr_t address, uint32_t size,
                              unsigned __int128 operand, int order, uintptr_t pc)
{
    order = effective_order(order, pc);
    struct thread *thread = H.current;
    heddle__spin_arrive(thread, &(struct spin_arrival){.pc = pc, .address = address, .size = size, .operand = (uint64_t)operand});
    stand_before(OP_RMW, address, size, order, 0, pc);
    if (H.config.model == MODEL_TSO)
        heddle__tso_drain(thread);
    struct location *location = heddle__location(address, size);
    fold_memory(location);
    heddle__race_atomic(location, true, pc);
    struct candidates found;
    find_candidates(thread, location, order, true, &found);
    keep_untaken(&found);
    struct store *read = pick(&found);
    check_initialised(location, read, pc);
    count_pair(pc, read);
    unsigned __int128 old = read->value;
    thread->spin_amount = how == RMW_ADD ? widened(operand, size) : how == RMW_SUB ? -widened(operand, size) : 0;
    finish_rmw(thread, location, read, modified(how, old, operand), order, OP_RMW, pc);
    thread->spin_amount = 0;
    return old;
}

bool heddle__weak_fails(struct thread *thread, bool weak)
{
    if (!weak)
        return false;
    if (H.strategy == STRATEGY_EXHAUSTIVE && H.spurious_used >= H.config.spurious)
        return false;
    if (thread->spurious || H.fair || !heddle__choose(CHOICE_WEAK, 2)) {
        thread->spurious = false;
        return false;
    }
    H.spurious_used++;
    return thread->spurious = true; /* never twice in a row */
}

/* A strong exchange that reads the expected value must succeed, so it cannot read a store that another
 * read-modify-write has taken; one that reads another value fails, as a load of the failure order. */
static void keep_for_cas(struct candidates *found, unsigned __int128 expected)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < found->count; i++)
        if (!found->at[i]->taken || found->at[i]->value != expected)
            found->at[kept++] = found->at[i];
    found->count = kept;
}

/* Candidates depend on whether the exchange will succeed, through its order. */
static void find_for_cas(struct thread *thread, struct location *location, int order, int failure,
                         unsigned __int128 expected, struct candidates *found)
{
    struct candidates strong, weak;
    find_candidates(thread, location, order, true, &strong);
    find_candidates(thread, location, failure, false, &weak);
    found->count = 0;
    struct store *bound = bound_of(location, thread->clock);
    for (struct store *store = location->newest;; store = store->older) {
        struct candidates *in = store->value == expected ? &strong : &weak;
        for (uint32_t i = 0; i < in->count; i++)
            if (in->at[i] == store)
                found->at[found->count++] = store;
        if (store == bound)
            break;
    }
    keep_for_cas(found, expected);
}

bool heddle__cas(uintptr_t address, uint32_t size, unsigned __int128 *expected,
                 unsigned __int128 desired, int order, int failure, bool weak, uintptr_t pc)
{
    int written = effective_order(order, pc);
    if (written != order) {
        order = written;
        failure = order == SEQ_CST ? failure : order == RELEASE || order == RELAXED ? RELAXED : ACQUIRE;
    }
    struct thread *thread = H.current;
    heddle__spin_arrive(thread, &(struct spin_arrival){.pc = pc, .address = address, .expected = (uint64_t)*expected,
                                                       .operand = (uint64_t)desired, .size = size, .compares = true,
                                                       .failure = (uint8_t)failure});
    stand_before(OP_CAS, address, size, order, failure, pc);
    if (H.config.model == MODEL_TSO)
        heddle__tso_drain(thread);
    struct location *location = heddle__location(address, size);
    fold_memory(location);
    heddle__race_atomic(location, false, pc);
    bool fails = heddle__weak_fails(thread, weak);
    struct candidates found;
    if (fails)
        find_candidates(thread, location, failure, false, &found);
    else
        find_for_cas(thread, location, order, failure, *expected, &found);
    struct store *read = pick(&found);
    check_initialised(location, read, pc);
    count_pair(pc, read);
    if (!fails && read->value == *expected) {
        heddle__race_atomic(location, true, pc);
        finish_rmw(thread, location, read, desired, order, OP_CAS, pc);
        return true;
    }
    record_read(read, failure, OP_CAS, location, pc);
    begin_event(thread, location->address);
    count_stale(thread, read);
    finish_read(thread, location, read, failure);
    heddle__stronger_access(thread, read, NULL, true);
    if (!fails) {
        heddle__spin_read(thread, address, read->root, pc);
        heddle__spin_value(thread, pc, address, (uint64_t)read->value, failure);
    }
    heddle__psc_moved(thread, address);
    location->reads[thread->slot] = thread->clock[thread->slot];
    step_done(thread, OP_CAS, location, read->value);
    if (fails)
        H.graph_hash += mix((uint64_t)thread->ordinal << 32 | thread->clock[thread->slot]);
    *expected = read->value;
    return false;
}

/* ---- fences ---- */

void heddle__fence(int order, uintptr_t pc)
{
    order = effective_order(order, pc);
    stand_before(OP_FENCE, 0, 0, order, 0, pc);
    struct thread *thread = H.current;
    if (H.config.model == MODEL_TSO && order == SEQ_CST)
        heddle__tso_drain(thread);
    begin_event(thread, 0);
    thread->read_last.pc = 0;
    if (is_acquire(order) && thread->has_acquired) {
        join_clock(thread->clock, thread->acquired);
        thread->has_acquired = false;
        fill_bytes(thread->acquired, 0, sizeof thread->acquired);
    }
    if (order == SEQ_CST) {
        heddle__psc_fence(thread);
        heddle__stronger_locked(thread, NULL);
    }
    if (is_release(order)) {
        copy_clock(thread->fenced, thread->clock);
        thread->has_fenced = true;
    }
    if (H.record)
        heddle__record(OP_FENCE, 0, 0, order, pc);
    heddle__psc_moved(thread, 0);
    trace_event((uint64_t)thread->ordinal << 8 | OP_FENCE, (uint64_t)order);
}

/* ---- for the search, the scheduler and the end of a run ---- */

/* How many stores the pending operation may read right now, those that it was told to skip aside. */
uint32_t heddle__readable(struct thread *thread)
{
    const struct waiting *pending = &thread->pending;
    struct location *location = heddle__location(pending->address, pending->size);
    fold_memory(location);
    struct candidates found;
    find_candidates(thread, location, pending->order, pending->op == OP_RMW, &found);
    if (pending->op == OP_RMW)
        keep_untaken(&found);
    return found.count;
}

uint64_t heddle__execution_hash(void)
{
    uint64_t hash = H.graph_hash + heddle__objects_hash();
    for (uint32_t i = 0; i < LOCATION_BUCKETS; i++)
        for (struct location *location = H.locations[i]; location; location = location->chain)
            for (struct store *store = location->newest; store && store->older; store = store->older) {
                uint64_t newer = (uint64_t)store->ordinal << 32 | store->epoch;
                uint64_t older = (uint64_t)store->older->ordinal << 32 | store->older->epoch;
                hash += mix(mix(newer) + older * 3);
            }
    return mix(hash);
}

const struct store *heddle__newest(uintptr_t address)
{
    for (struct location *l = H.locations[bucket_of(address)]; l; l = l->chain)
        if (l->address == address && l->size)
            return l->newest;
    return NULL;
}

void heddle__locations_reset(void)
{
    H.bucket_count = LOCATION_BUCKETS;
    if (!H.locations)
        H.locations = heddle__map(LOCATION_BUCKETS * sizeof *H.locations);
    fill_bytes(H.locations, 0, LOCATION_BUCKETS * sizeof *H.locations);
}
