/* Exhaustive search: a depth-first walk over the choices of a program.
 *
 * The path is the list of decisions of the run at hand, each with how many alternatives it has and
 * which one is taken; after a run the last decision that has an untried alternative moves on, and what
 * is behind it is dropped. Which decisions there are is thread.c's part (`pick_exhaustive`): a load
 * reads one of the stores there are, or is put off and must read a later one, so that each execution
 * graph is reached once. The path lives in memory that the forked runs of a campaign share.
 *
 * To put off a read is worth while only if a store can come that it could read. Whether one can is known
 * when the search comes back to the decision: everything behind it, with the read done at once, has been
 * run by then, and each thread that stores there, or might (a compare-exchange that failed), was noted.
 * Where no other thread did, the alternative is left out; otherwise reads of what nobody else writes would
 * double the tree each. */
#include "state.h"

struct frame { uint16_t arity, value; uint32_t kind, thread; uintptr_t place; };

/* By place (8 bytes of memory, or an object): which threads may write there, as bits; those from 63 on share one. */
struct writers { uintptr_t place; uint64_t threads; };

enum { PATH_ROOM = 1 << 20, PLACES = 1 << 14, MANY = 63 };

static uint64_t bit_of(uint32_t ordinal) { return (uint64_t)1 << (ordinal < MANY ? ordinal : MANY); }

/* The entry of a place; NULL = the table is full. */
static struct writers *writers_of(uintptr_t place)
{
    for (uint32_t i = 0, at = (uint32_t)mix(place) % PLACES; i < PLACES; i++, at = (at + 1) % PLACES)
        if (H.writers[at].place == place || !H.writers[at].place)
            return &H.writers[at];
    return NULL;
}

void heddle__search_writes(const struct thread *thread, uintptr_t address)
{
    if (H.strategy != STRATEGY_EXHAUSTIVE)
        return;
    struct writers *entry = writers_of(address >> 3);
    if (!entry)
        return;
    entry->place = address >> 3;
    entry->threads |= bit_of(thread->ordinal);
}

static bool worth_putting_off(const struct frame *frame)
{
    if (frame->kind != CHOICE_THREAD || !frame->place)
        return true;
    const struct writers *entry = writers_of(frame->place);
    if (!entry || !entry->place)
        return !entry;
    return entry->threads & ~bit_of(frame->thread) || frame->thread >= MANY;
}

/* Does the thread, which is about to read, do so now (0), or only when something new has come (1)? */
unsigned heddle__search_now_or_later(const struct thread *thread)
{
    H.search_place = thread->pending.address >> 3;
    H.search_thread = thread->ordinal;
    unsigned choice = heddle__choose(CHOICE_THREAD, 2);
    H.search_place = 0;
    return choice;
}

void heddle__search_reset(void)
{
    if (!H.path)
        H.path = heddle__map_shared(PATH_ROOM * sizeof *H.path);
    if (!H.writers)
        H.writers = heddle__map_shared(PLACES * sizeof *H.writers);
    heddle__live_start();
    H.path_at = 0;
}

unsigned heddle__search(enum choice kind, unsigned arity)
{
    if (H.path_at < H.board->path_length) {
        struct frame *frame = &H.path[H.path_at++];
        if (frame->arity != arity || frame->kind != (uint32_t)kind)
            heddle__fail("nondeterminism", 0, "decision %u had %u alternatives, and now has %u", H.path_at,
                         frame->arity, arity);
        return frame->value;
    }
    if (H.path_at == PATH_ROOM)
        heddle__cannot("path", "an execution takes more than %d decisions", PATH_ROOM);
    H.path[H.path_at++] = (struct frame){.arity = (uint16_t)arity, .kind = (uint32_t)kind,
                                            .thread = H.search_thread, .place = H.search_place};
    H.board->path_length = H.path_at;
    return 0;
}

bool heddle__search_next(void)
{
    uint64_t length = H.board->path_length;
    while (length > 0 && (H.path[length - 1].value + 1 == H.path[length - 1].arity || !worth_putting_off(&H.path[length - 1])))
        length--;
    H.board->path_length = length;
    if (length == 0)
        return false;
    H.path[length - 1].value++;
    return true;
}
