/* Exhaustive search under --model sc and --model tso: the search for RC11 with one condition more.
 *
 * Every execution of the stronger models is one of RC11, and a part of a consistent one is consistent. So
 * the search offers the same choices (any store that coherence allows, any place in modification order)
 * and leaves out those that would close a cycle:
 *
 *   SC:   program order, reads-from, modification order, from-reads
 *   TSO:  the same, without a store's order before later loads of its thread, unless a locked operation
 *         stands between, and without reads-from inside one thread
 *
 * (Alglave, Maranget, Tautschnig, "Herding cats", TOPLAS 2014). So each execution is reached once, where
 * a walk over interleavings and store buffers would reach it by many ways. Operations on mutexes and the
 * like are locked operations in the order in which they happen. A new event is the last of its thread, so
 * that a new cycle goes through it. Seeded runs do not come here: they have store buffers (tso.c). */
#include "state.h"

enum kind { READS, WRITES, UPDATES, LOCKED };

struct stronger_event {
    uint32_t thread;            /* by ordinal */
    enum kind kind;
    bool barrier;               /* later loads wait until the thread's stores have reached memory */
    bool visited;
    struct store *read, *written;
    const struct object *object;
    uint32_t created, joined;   /* ordinal of a thread, plus one */
};

bool heddle__stronger(void) { return H.config.model != MODEL_RC11 && H.strategy == STRATEGY_EXHAUSTIVE; }

void heddle__stronger_reset(void)
{
    H.stronger = NULL;
    H.stronger_count = H.stronger_room = 0;
}

static struct stronger_event *append(const struct thread *thread, enum kind kind, bool barrier)
{
    if (H.stronger_count == H.stronger_room) {
        uint32_t room = H.stronger_room ? 2 * H.stronger_room : 64;
        struct stronger_event *grown = pool(room * sizeof *grown);
        if (H.stronger_count)
            copy_bytes(grown, H.stronger, H.stronger_count * sizeof *grown);
        H.stronger = grown;
        H.stronger_room = room;
    }
    struct stronger_event *event = &H.stronger[H.stronger_count++];
    *event = (struct stronger_event){.thread = thread->ordinal, .kind = kind, .barrier = barrier};
    return event;
}

/* ---- the order ---- */

static bool barrier_between(uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i < last; i++)
        if (H.stronger[i].thread == H.stronger[first].thread && H.stronger[i].barrier)
            return true;
    return false;
}

/* Is program order between event `a` and a later one of its thread, which stands before `end`, kept? */
static bool kept(uint32_t a, enum kind later, uint32_t end)
{
    return H.config.model == MODEL_SC || H.stronger[a].kind != WRITES || later != READS || barrier_between(a, end);
}

static bool seen_outside(const struct stronger_event *writer, uint32_t reader)
{
    return H.config.model == MODEL_SC || writer->thread != reader;
}

static bool edge(uint32_t i, uint32_t j)
{
    const struct stronger_event *a = &H.stronger[i], *b = &H.stronger[j];
    if (a->thread == b->thread && i < j && kept(i, b->kind, j))
        return true;
    if (a->created == b->thread + 1 || b->joined == a->thread + 1)
        return true;
    if (a->object && a->object == b->object && i < j)
        return true;
    if (a->written && b->read == a->written && seen_outside(a, b->thread))
        return true;
    return i != j && b->written && ((a->written && a->written->newer == b->written) ||
                                    (a->read && a->read->newer == b->written));
}

/* Is there an edge from event `i` to the new one, which reads `read` and stands directly behind `behind`? */
static bool leads(uint32_t i, const struct thread *thread, enum kind kind, const struct store *read,
                  const struct store *behind)
{
    const struct stronger_event *a = &H.stronger[i];
    if (a->thread == thread->ordinal && kept(i, kind, H.stronger_count))
        return true;
    if (a->created == thread->ordinal + 1)
        return true;
    if (read && a->written == read && seen_outside(a, thread->ordinal))
        return true;
    return behind && (a->written == behind || a->read == behind);
}

/* May the thread's next event read `read` (a load, with `behind` NULL), stand behind `behind` in
 * modification order (a store), or both (a read-modify-write)? */
bool heddle__stronger_allows(const struct thread *thread, const struct store *read, const struct store *behind)
{
    const struct store *next = read ? read->newer : behind->newer;
    if (!next)
        return true;
    enum kind kind = !behind ? READS : read ? UPDATES : WRITES;
    uint32_t *stack = pool((H.stronger_count + 1) * sizeof *stack), depth = 0;
    for (uint32_t i = 0; i < H.stronger_count; i++) {
        H.stronger[i].visited = H.stronger[i].written == next;
        if (H.stronger[i].visited)
            stack[depth++] = i;
    }
    while (depth) {
        uint32_t at = stack[--depth];
        if (leads(at, thread, kind, read, behind))
            return false;
        for (uint32_t i = 0; i < H.stronger_count; i++)
            if (!H.stronger[i].visited && edge(at, i)) {
                H.stronger[i].visited = true;
                stack[depth++] = i;
            }
    }
    return true;
}

/* ---- what happened ---- */

void heddle__stronger_access(const struct thread *thread, struct store *read, struct store *written, bool barrier)
{
    if (!heddle__stronger())
        return;
    struct stronger_event *event = append(thread, !written ? READS : read ? UPDATES : WRITES, barrier);
    event->read = read;
    event->written = written;
}

void heddle__stronger_locked(const struct thread *thread, const struct object *object)
{
    if (heddle__stronger())
        append(thread, LOCKED, true)->object = object;
}

void heddle__stronger_thread(const struct thread *thread, const struct thread *created, const struct thread *joined)
{
    if (!heddle__stronger())
        return;
    struct stronger_event *event = append(thread, LOCKED, true);
    event->created = created ? created->ordinal + 1 : 0;
    event->joined = joined ? joined->ordinal + 1 : 0;
}
