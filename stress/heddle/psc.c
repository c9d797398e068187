/* RC11's condition for SC: the relation psc over SC accesses and SC fences has no cycle.
 *
 * psc is kept exactly, edge by edge, while the execution grows; it is used to refuse a stale read or an
 * inserted store before it is made. Two facts keep that small. A new event is last in program order and
 * reads-from, so new edges start only at it, or at SC fences that happen before it, and lead only to
 * stores that are later in modification order (`targets`). And the SC events of one thread are ordered
 * among themselves, so a set that is closed under psc is one number a thread: `after[u]` of an event is
 * the smallest index in thread u that it reaches by one edge, and reachability is a fixed point over
 * one number a thread.
 *
 *   psc_base = ([SC] | [F];hb?) ; scb ; ([SC] | hb?;[F])
 *   scb      = sb | sb at another place; hb; sb at another place | hb at one place | mo | fr
 *   psc_F    = [F] ; (hb | hb;eco;hb) ; [F]
 *
 * Each store carries `accesses[u]` and `fences[u]`: over all stores up to it in modification order and
 * all loads of those, the last index in thread u of an SC access, and of an SC fence that happens
 * before one of them. */
#include "state.h"

#define NOWHERE UINT32_MAX

static struct sc_event *add_sc_event(struct thread *thread, struct location *where)
{
    if (thread->sc_count == thread->sc_room) {
        uint32_t room = thread->sc_room ? 2 * thread->sc_room : 16;
        struct sc_event *grown = pool(room * sizeof *grown);
        if (thread->sc_count)
            copy_bytes(grown, thread->sc, thread->sc_count * sizeof *grown);
        thread->sc = grown;
        thread->sc_room = room;
    }
    struct sc_event *event = &thread->sc[thread->sc_count++];
    *event = (struct sc_event){.epoch = thread->clock[thread->slot], .where = where, .after = pool_clock()};
    for (uint32_t i = 0; i < H.width; i++)
        event->after[i] = NOWHERE;
    H.sc_total++;
    return event;
}

static struct sc_event *event_of(uint32_t slot, uint32_t index) { return &H.threads[slot]->sc[index - 1]; }

static void add_edge(uint32_t from, uint32_t from_index, uint32_t to, uint32_t to_index)
{
    for (uint32_t i = from_index; i > 0; i--) { /* earlier events of the thread reach it too */
        struct sc_event *event = event_of(from, i);
        if (event->after[to] <= to_index)
            return;
        event->after[to] = to_index;
    }
}

/* Index of the thread's last SC fence that a clock knows, 0 = none. */
static uint32_t last_fence(uint32_t slot, const uint32_t *clock)
{
    const struct thread *thread = H.threads[slot];
    if (!thread || !thread->sc_fences)
        return 0;
    for (uint32_t i = thread->sc_count; i > 0; i--)
        if (thread->sc[i - 1].fence && thread->sc[i - 1].epoch <= clock[slot])
            return i;
    return 0;
}

/* Index of the thread's first SC fence that knows the event (slot, epoch), NOWHERE = none. */
static uint32_t first_fence_after(uint32_t in, uint32_t slot, uint32_t epoch)
{
    const struct thread *thread = H.threads[in];
    if (!thread || !thread->sc_fences)
        return NOWHERE;
    uint32_t found = NOWHERE;
    for (uint32_t i = thread->sc_count; i > 0; i--) {
        if (!thread->sc[i - 1].fence)
            continue;
        if (thread->sc[i - 1].clock[slot] < epoch)
            break;
        found = i;
    }
    return found;
}

static void lower(uint32_t *at, uint32_t value)
{
    if (value < *at)
        *at = value;
}

static void raise(uint32_t *at, uint32_t value)
{
    if (value > *at)
        *at = value;
}

/* Where edges of a new event go, which is before `store` and all later ones: `base` for scb, `fence`
 * with what follows through loads of those stores (eco), which only fences reach. */
static void find_targets(const struct store *store, uint32_t *base, uint32_t *fence)
{
    for (uint32_t u = 0; u < H.width; u++)
        base[u] = fence[u] = NOWHERE;
    for (; store; store = store->newer) {
        if (store->sc)
            lower(&base[store->thread], store->sc);
        if (!H.fence_total)
            continue;
        for (uint32_t u = 0; u < H.thread_count; u++) {
            lower(&base[u], first_fence_after(u, store->thread, store->epoch));
            for (uint32_t v = 0; v < H.thread_count; v++)
                if (store->first[v])
                    lower(&fence[u], first_fence_after(u, v, store->first[v]));
        }
    }
    for (uint32_t u = 0; u < H.width; u++)
        lower(&fence[u], base[u]);
}

/* Closes a set under psc. */
static void close_set(uint32_t *set)
{
    for (bool grew = true; grew;) {
        grew = false;
        for (uint32_t t = 0; t < H.thread_count; t++) {
            if (set[t] == NOWHERE || set[t] > H.threads[t]->sc_count)
                continue;
            const uint32_t *after = event_of(t, set[t])->after;
            for (uint32_t u = 0; u < H.thread_count; u++)
                if (after[u] < set[u]) {
                    set[u] = after[u];
                    grew = true;
                }
        }
    }
}

static void fence_sources(const uint32_t *clock, uint32_t *sources)
{
    for (uint32_t u = 0; u < H.width; u++)
        sources[u] = u < H.thread_count && H.fence_total ? last_fence(u, clock) : 0;
}

static bool meets(const uint32_t *closed, const uint32_t *sources)
{
    for (uint32_t u = 0; u < H.thread_count; u++)
        if (sources[u] && closed[u] <= sources[u])
            return true;
    return false;
}

static uint64_t bit(uint32_t slot) { return (uint64_t)1 << slot; }

/* hb at one place, into a new SC access. The accesses of a thread come newest first, and a later one knows more: the
 * first that the new one knows stands for those before it. */
static void find_before_at_place(const struct psc_query *query, uint32_t *before)
{
    uint64_t sc_left = query->location->sc_accessors, left = H.fence_total ? query->location->accessors : 0;
    for (const struct access *a = query->location->accesses; a && (sc_left | left); a = a->next) {
        if (a->epoch > query->clock[a->thread])
            continue;
        if (a->sc && sc_left & bit(a->thread)) {
            sc_left &= ~bit(a->thread);
            raise(&before[a->thread], a->sc);
        }
        if (left & bit(a->thread)) {
            left &= ~bit(a->thread);
            for (uint32_t u = 0; u < H.thread_count; u++)
                raise(&before[u], last_fence(u, a->clock));
        }
    }
}

/* SC events with an edge to a new SC access: for each thread the last. */
static void find_before(const struct psc_query *query, const struct store *behind, uint32_t *before)
{
    struct thread *thread = query->thread;
    fence_sources(thread->clock, before); /* [F];hb then sb */
    if (thread->sc_count)
        before[thread->slot] = thread->sc_count;
    const uint32_t *left = thread->before_place;
    if (thread->last_place != query->location->address || thread->plain_count != thread->plain_seen)
        left = thread->clock;
    for (uint32_t u = 0; u < H.thread_count; u++) { /* sb elsewhere; hb; sb elsewhere */
        if (u == thread->slot)
            continue;
        for (uint32_t i = H.threads[u]->sc_count; i > before[u]; i--) {
            const struct sc_event *event = event_of(u, i);
            if (!event->fence && event->departs && event->departs <= left[u]) {
                raise(&before[u], i);
                break;
            }
        }
    }
    find_before_at_place(query, before);
    if (behind) /* mo, and fr into the new store */
        for (uint32_t u = 0; u < H.thread_count; u++) {
            raise(&before[u], behind->accesses[u]);
            raise(&before[u], behind->fences[u]);
        }
}

static bool allows(const struct psc_query *query, struct store *after, const struct store *behind)
{
    uint32_t sources[MAX_WIDTH], base[MAX_WIDTH], fence[MAX_WIDTH], before[MAX_WIDTH];
    fence_sources(query->clock, sources);
    bool any = query->sc;
    for (uint32_t u = 0; u < H.thread_count; u++)
        any |= sources[u] != 0;
    if (!any)
        return true;
    find_targets(after, base, fence);
    close_set(base);
    close_set(fence);
    if (meets(base, sources) || meets(fence, sources))
        return false;
    if (!query->sc)
        return true;
    find_before(query, behind, before);
    return !meets(base, before);
}

/* May the event go before `after` (and all later stores) in from-reads or modification order? */
bool heddle__psc_allows(const struct psc_query *query, struct store *after)
{
    return allows(query, after, query->writes ? after->older : NULL);
}

static void add_targets(uint32_t from, uint32_t index, const uint32_t *targets)
{
    for (uint32_t u = 0; u < H.thread_count; u++)
        if (targets[u] != NOWHERE)
            add_edge(from, index, u, targets[u]);
}

/* Edges out of the new event and out of the fences before it. */
static void add_outgoing(const struct psc_query *query, const struct store *after, uint32_t own)
{
    if (!after)
        return;
    uint32_t sources[MAX_WIDTH], base[MAX_WIDTH], fence[MAX_WIDTH];
    fence_sources(query->clock, sources);
    find_targets(after, base, fence);
    for (uint32_t u = 0; u < H.thread_count; u++)
        if (sources[u])
            add_targets(u, sources[u], fence);
    if (own)
        add_targets(query->thread->slot, own, base);
}

static uint32_t add_incoming(const struct psc_query *query, const struct store *behind)
{
    uint32_t before[MAX_WIDTH], slot = query->thread->slot;
    find_before(query, behind, before);
    add_sc_event(query->thread, query->location);
    uint32_t own = query->thread->sc_count;
    for (uint32_t u = 0; u < H.thread_count; u++)
        if (before[u])
            add_edge(u, before[u], slot, own);
    return own;
}

static void remember_access(const struct psc_query *query, uint32_t own)
{
    struct access *access = pool(sizeof *access + H.width * sizeof(uint32_t));
    access->thread = query->thread->slot;
    access->epoch = query->thread->clock[access->thread];
    access->sc = own;
    copy_clock(access->clock, query->clock);
    access->next = query->location->accesses;
    query->location->accesses = access;
    query->location->accessors |= bit(access->thread);
    if (own)
        query->location->sc_accessors |= bit(access->thread);
}

/* From `store` on, later stores have the event before them. */
static void spread(const struct psc_query *query, struct store *store, uint32_t own)
{
    uint32_t sources[MAX_WIDTH];
    fence_sources(query->clock, sources);
    for (; store; store = store->newer) {
        if (own)
            raise(&store->accesses[query->thread->slot], own);
        if (H.fence_total)
            for (uint32_t u = 0; u < H.thread_count; u++)
                raise(&store->fences[u], sources[u]);
    }
}

void heddle__psc_commit_read(const struct psc_query *query, struct store *read)
{
    uint32_t own = 0;
    if (query->sc)
        own = add_incoming(query, NULL);
    add_outgoing(query, read->newer, own);
    remember_access(query, own);
    spread(query, read, own);
}

/* A new store, already linked. The load half of a read-modify-write was committed before it and is the
 * same SC event: only modification order adds to it. */
void heddle__psc_commit_write(const struct psc_query *query, struct store *store, struct store *read)
{
    if (store->older) { /* what lies before in modification order lies before this one */
        copy_clock(store->accesses, store->older->accesses);
        copy_clock(store->fences, store->older->fences);
    }
    uint32_t own = 0, slot = query->thread->slot;
    if (query->sc && read) {
        own = query->thread->sc_count;
        for (uint32_t u = 0; u < H.thread_count; u++) {
            if (store->older->accesses[u] && !(u == slot && store->older->accesses[u] >= own))
                add_edge(u, store->older->accesses[u], slot, own);
            if (store->older->fences[u])
                add_edge(u, store->older->fences[u], slot, own);
        }
    } else if (query->sc) {
        own = add_incoming(query, store->older);
    }
    store->sc = own;
    add_outgoing(query, store->newer, own);
    if (!read)
        remember_access(query, own);
    spread(query, store, own);
}

/* Is the access known to one of those at its place that happen before the fence? */
static bool passed_on(const struct thread *thread, const struct location *location, const struct access *access)
{
    uint64_t left = location->accessors & ~bit(access->thread);
    for (const struct access *b = location->accesses; b && left; b = b->next) {
        if (!(left & bit(b->thread)) || b->epoch > thread->clock[b->thread])
            continue;
        if (b->clock[access->thread] >= access->epoch)
            return true;
        left &= ~bit(b->thread); /* earlier ones know less */
    }
    return false;
}

/* hb at one place, then hb, into a new fence: from the last event of each thread that the fence knows. (Those before
 * the last are followed by something of their thread, and psc_fence sees them.) */
static void fence_from_place(const struct thread *thread, const struct location *location, uint32_t *before)
{
    uint64_t left = location->sc_accessors & ~bit(thread->slot);
    for (const struct access *a = location->accesses; a && left; a = a->next) {
        if (!(left & bit(a->thread)) || a->epoch > thread->clock[a->thread])
            continue;
        if (a->sc && a->epoch == thread->clock[a->thread] && passed_on(thread, location, a))
            raise(&before[a->thread], a->sc);
        left &= ~bit(a->thread);
    }
}

/* [SC];scb;hb?;[F] and psc_F into a new fence that come through one location. */
static void fence_from_location(struct thread *thread, struct location *location, uint32_t *before)
{
    struct store *write = location->newest; /* newest store that happens before the fence */
    while (write && write->epoch > thread->clock[write->thread])
        write = write->older;
    if (write && write->older)
        for (uint32_t u = 0; u < H.thread_count; u++) {
            raise(&before[u], write->older->accesses[u]);
            raise(&before[u], write->older->fences[u]);
        }
    struct store *seen = location->newest; /* newest that does, or that was read before the fence */
    for (; seen && seen != write; seen = seen->older) {
        bool read = false;
        for (uint32_t u = 0; u < H.thread_count; u++)
            read |= seen->first[u] && seen->first[u] <= thread->clock[u];
        if (read)
            break;
    }
    if (seen && seen->older)
        for (uint32_t u = 0; u < H.thread_count; u++)
            raise(&before[u], seen->older->fences[u]);
    fence_from_place(thread, location, before);
}

void heddle__psc_fence(struct thread *thread)
{
    uint32_t before[MAX_WIDTH], slot = thread->slot;
    fence_sources(thread->clock, before);
    for (uint32_t u = 0; u < H.thread_count; u++) { /* [SC];sb;hb */
        struct thread *other = H.threads[u];
        if (u == slot)
            continue;
        for (uint32_t i = other->sc_count; i > before[u]; i--)
            if (other->sc[i - 1].epoch < thread->clock[u]) {
                raise(&before[u], i);
                break;
            }
    }
    if (thread->sc_count)
        before[slot] = thread->sc_count;
    if (H.sc_total)
        for (uint32_t i = 0; i < H.bucket_count; i++)
            for (struct location *location = H.locations[i]; location; location = location->chain)
                if (location->size)
                    fence_from_location(thread, location, before);
    struct sc_event *event = add_sc_event(thread, NULL);
    event->fence = true;
    event->clock = pool_clock();
    copy_clock(event->clock, thread->clock);
    thread->sc_fences++;
    H.fence_total++;
    for (uint32_t u = 0; u < H.thread_count; u++)
        if (before[u])
            add_edge(u, before[u], slot, thread->sc_count);
}

/* Before an event at `place`: what the thread knew at its last event elsewhere. */
void heddle__psc_moving(struct thread *thread, uintptr_t place)
{
    if (thread->last_place != place || thread->plain_count != thread->plain_seen)
        copy_clock(thread->before_place, thread->clock);
}

/* The thread's event at `place` (0 = no place) is done: earlier SC events at other places have departed. */
void heddle__psc_moved(struct thread *thread, uintptr_t place)
{
    uint32_t epoch = thread->clock[thread->slot];
    bool plain = thread->plain_count != thread->plain_seen;
    for (uint32_t i = thread->sc_departed; i < thread->sc_count; i++) {
        struct sc_event *event = &thread->sc[i];
        if (event->epoch == epoch)
            break;
        if (event->departs)
            continue;
        if (plain || !event->where || event->where->address != place)
            event->departs = epoch;
        if (i == thread->sc_departed && event->departs)
            thread->sc_departed++;
    }
    thread->plain_seen = thread->plain_count;
    thread->last_place = place;
}
