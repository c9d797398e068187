/* shared_iterators.c - iterators of library modules that several threads step at once.
 *
 * Edges: itertools_state, tee_link, tee_running, re_scanner, re_spare, cache_counters. Readers of a
 * tee walk one chain; whoever comes first to its end asks the source, one at a time, and links the
 * item for all. Positions move by compare-exchange; a spare buffer has one user at a time.
 */
#include "scenario.h"

enum { ITEMS = 4, READERS = 3 };
typedef struct Link {
    uint64_t number; /* plain: written before the link is published */
    ATOMIC(Box *) item;
    ATOMIC(struct Link *) next;
} Link;
static Link links[ITEMS + 1];
static ATOMIC(uint32_t) running;
static uint64_t produced;   /* the source's position: plain, by who runs it */
static ATOMIC(Link *) tees[2]; /* tees[1] is shared by two readers */
static ATOMIC(Box *) pending;  /* handed to exactly one */
static ATOMIC(uint32_t) takers, finds[8];
static ATOMIC(uint64_t) scanner;
static ATOMIC(Box *) spare;
static ATOMIC(uint64_t) hits;

static void reset(void)
{
    memset(box_row, 0, sizeof box_row);
    memset((void *)links, 0, sizeof links);
    weft__init(&running, 0U);
    produced = 0;
    weft__init(&tees[0], &links[0]);
    weft__init(&tees[1], &links[0]);
    weft__init(&pending, NULL);
    weft__init(&takers, 0U);
    for (int i = 0; i < 8; i++) {
        weft__init(&finds[i], 0U);
    }
    weft__init(&scanner, (uint64_t)0);
    weft__init(&spare, box(50));
    weft__init(&hits, (uint64_t)0);
}

static void step_tee(ATOMIC(Link *) *tee)
{
    Link *link = weft__load_acquire(tee); /* edge: tee_link; survives: the item's acquire carries the link */
    if (link == &links[ITEMS]) {
        return;
    }
    Box *item = weft__load_acquire(&link->item); /* edge: tee_link */
    if (item == NULL) {
        uint32_t idle = 0;
        if (!weft__exchange_if_acquire(&running, &idle, 1U)) { /* edge: tee_running */
            return;
        }
        item = weft__load_acquire(&link->item); /* edge: tee_link; survives: the claim orders it */
        if (item == NULL) {
            EXPECT(link == &links[produced]);
            item = box(produced++);
            links[produced].number = produced;
            weft__store_release(&link->next, &links[produced]); /* edge: tee_link; survives: the item's release store behind it orders it */
            weft__store_release(&link->item, item);             /* edge: tee_link */
        }
        weft__store_release(&running, 0U); /* edge: tee_running */
    }
    EXPECT(box_name(item) == (uint64_t)(link - links));
    Link *next = weft__load_acquire(&link->next); /* edge: tee_link; survives: the item's acquire before it orders it */
    EXPECT(next == link + 1 && next->number == link->number + 1);
    (void)weft__exchange_if_acq_rel(tee, &link, next); /* edge: tee_link; survives: whoever finds the link acquires its item */
}

static void iterate(size_t tee)
{
    for (int i = 0; i < ITEMS; i++) {
        step_tee(&tees[tee]);
        Box *found = weft__exchange_acq_rel(&pending, NULL); /* edge: itertools_state; survives: release half: NULL publishes nothing */
        if (found != NULL) {
            EXPECT(box_name(found) == 60);
            (void)weft__add_relaxed(&takers, 1U);
        }
        uint64_t at = weft__load_acquire(&scanner); /* edge: re_scanner; survives: a number that stands for itself */
        if (at < 8 && weft__exchange_if_acq_rel(&scanner, &at, at + 1)) { /* edge: re_scanner; survives: a number that stands for itself */
            EXPECT(weft__add_relaxed(&finds[at], 1U) == 0);
        }
        Box *buffer = weft__exchange_acquire(&spare, NULL); /* edge: re_spare */
        if (buffer != NULL) {
            EXPECT(buffer->twice == 2 * buffer->name);
            buffer->name++; /* plain: nobody else has it */
            buffer->twice += 2;
            EXPECT(weft__exchange_acq_rel(&spare, buffer) == NULL); /* edge: re_spare; survives: acquire half: there is nothing to take */
        }
        (void)weft__add_relaxed(&hits, (uint64_t)1); /* edge: cache_counters */
    }
}

static void first(void)
{
    weft__store_release(&pending, box(60)); /* edge: itertools_state */
    iterate(0);
}
static void second(void) { iterate(1); }

static void check(void)
{
    EXPECT(weft__load_relaxed(&takers) == 1);
    EXPECT(weft__load_relaxed(&hits) == ITEMS * READERS); /* edge: cache_counters */
}

int main(int argc, char **argv)
{
    Body bodies[] = {first, second, second, NULL};
    return run_scenario(argc, argv, reset, bodies, check);
}
