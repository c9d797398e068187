/* claims.c - what one thread at a time may run or advance, claimed by an exchange.
 *
 * Edges: generator_state, long_range_index, enumerate_index, version_counters, object_flags, imports_in_progress.
 * A generator's row is touched by its claimer alone, plainly; releasing the claim hands the row to
 * the next. The index of a long range moves by compare-exchange from one boxed int to the next,
 * each handed out once. Version numbers are unique; flags set by several threads all stay. A module
 * that was found while no import is in progress is complete.
 */
#include "scenario.h"

enum { SUSPENDED = 1, RUNNING = 2, DONE = 3 };
static ATOMIC(uint32_t) state;
static uint64_t row[2]; /* the generator's: plain, by the claimer alone */
static ATOMIC(Box *) position, enumerated;
static ATOMIC(uint32_t) handed[16];
static ATOMIC(uint32_t) next_version;
static ATOMIC(uint32_t) versions[64];
static ATOMIC(uint8_t) flags;
static ATOMIC(uint32_t) imports; /* how many are in progress */
static ATOMIC(uint64_t *) modules[2];
static uint64_t contents[2]; /* of the modules: plain, by the importer until it is done */

static void reset(void)
{
    memset(box_row, 0, sizeof box_row);
    weft__init(&state, (uint32_t)SUSPENDED);
    row[0] = row[1] = 0;
    weft__init(&position, box(0));
    weft__init(&enumerated, NULL);
    for (size_t i = 0; i < 16; i++) {
        weft__init(&handed[i], 0U);
    }
    weft__init(&next_version, 1U);
    for (size_t i = 0; i < 64; i++) {
        weft__init(&versions[i], 0U);
    }
    weft__init(&flags, (uint8_t)0);
    weft__init(&imports, 0U);
    for (size_t i = 0; i < 2; i++) {
        weft__init(&modules[i], NULL);
        contents[i] = 0;
    }
}

static void resume(void)
{
    for (int i = 0; i < 6; i++) {
        uint32_t seen = SUSPENDED;
        uint32_t running = RUNNING;
        if (!weft__exchange_if_acquire(&state, &seen, running)) { /* edge: generator_state */
            EXPECT(seen == RUNNING || seen == DONE);
            continue;
        }
        EXPECT(row[0] == row[1]);
        row[0]++;
        row[1]++;
        uint32_t next = row[0] == 8 ? DONE : SUSPENDED;
        weft__store_release(&state, next); /* edge: generator_state */
    }
}

static uint32_t fresh_version(void)
{
    uint32_t next = weft__load_relaxed(&next_version); /* edge: version_counters */
    while (next != 0 && !weft__exchange_if_relaxed(&next_version, &next, next + 1)) {
    } /* edge: version_counters */
    return next;
}

/* `base` keeps apart the boxes that two threads make for one number. */
static void advance(uint64_t base, uint8_t flag)
{
    (void)weft__or_relaxed(&flags, flag); /* edge: object_flags */
    for (int i = 0; i < 5; i++) {
        Box *seen = weft__load_acquire(&position); /* edge: long_range_index */
        uint64_t at = box_name(seen) % 16;
        if (at < 15) {
            Box *next = box(base + at + 1);
            if (weft__exchange_if_acq_rel(&position, &seen, next)) { /* edge: long_range_index; survives: acquire half: the load before it */
                EXPECT(weft__add_relaxed(&handed[at], 1U) == 0);
                weft__store_release(&enumerated, next); /* edge: enumerate_index */
            }
        }
        Box *number = weft__load_acquire(&enumerated); /* edge: enumerate_index */
        EXPECT(number == NULL || box_name(number) % 16 > 0);
        uint32_t version = fresh_version();
        EXPECT(weft__add_relaxed(&versions[version % 64], 1U) == 0);
    }
    EXPECT(weft__load_relaxed(&flags) & flag); /* edge: object_flags */
    resume();
}

static void import(size_t which)
{
    (void)weft__add_acq_rel(&imports, 1U); /* edge: imports_in_progress; survives: the module's publication carries it */
    weft__store_release(&modules[which], &contents[which]); /* edge: dict_value */
    contents[which] = 7;
    (void)weft__add_acq_rel(&imports, (uint32_t)-1); /* edge: imports_in_progress; survives: acquire half: former imports are in the release sequence */
}

static void use_modules(void)
{
    for (size_t i = 0; i < 4; i++) {
        uint64_t *found = weft__load_acquire(&modules[i % 2]); /* edge: dict_value */
        if (found != NULL && weft__load_acquire(&imports) == 0) { /* edge: imports_in_progress */
            EXPECT(*found == 7);
        }
    }
}

static void first(void)
{
    advance(16, 1);
    import(0);
}

static void second(void)
{
    import(1);
    advance(32, 2);
}

static void third(void)
{
    use_modules();
    advance(48, 4);
    use_modules();
}

static void check(void)
{
    EXPECT(row[0] == row[1] && row[0] <= 8);
    EXPECT(weft__load_relaxed(&flags) == 7); /* edge: object_flags */
}

int main(int argc, char **argv)
{
    Body bodies[] = {first, second, third, NULL};
    return run_scenario(argc, argv, reset, bodies, check);
}
