/* interning.c - the table of interned strings: found without a lock, extended under one.
 *
 * Edges: intern_table, intern_entry. Interning the same text in several threads gives one object to
 * all; a reader that finds an entry can read the text.
 */
#include "scenario.h"

enum { SLOTS = 8, TEXTS = 3 };
typedef struct Table {
    size_t slots; /* never changes once published */
    ATOMIC(Box *) entries[SLOTS * 2];
} Table;
static Table tables[2];
static ATOMIC(Table *) interned;
static size_t count; /* intern_lock */
static pthread_mutex_t intern_lock = PTHREAD_MUTEX_INITIALIZER;
static ATOMIC(Box *) results[TEXTS];

static void reset(void)
{
    memset(box_row, 0, sizeof box_row);
    memset((void *)tables, 0, sizeof tables);
    tables[0].slots = SLOTS / 2;
    weft__init(&interned, &tables[0]);
    count = 0;
    for (size_t i = 0; i < TEXTS; i++) {
        weft__init(&results[i], NULL);
    }
}

static Box *find(Table *table, uint64_t text, size_t *slot)
{
    for (size_t i = text;; i++) {
        *slot = i % table->slots;
        Box *found = weft__load_acquire(&table->entries[*slot]); /* edge: intern_entry */
        if (found == NULL || box_name(found) % 16 == text) {
            return found;
        }
    }
}

/* Copies are boxes of different names that agree modulo 16. */
static Box *intern(uint64_t copy)
{
    size_t slot;
    uint64_t text = copy % 16;
    Box *found = find(weft__load_acquire(&interned), text, &slot); /* edge: intern_table */
    if (found != NULL) {
        return found;
    }
    (void)pthread_mutex_lock(&intern_lock);
    Table *table = weft__load_acquire(&interned); /* edge: intern_table; survives: the lock orders it */
    found = find(table, text, &slot);
    if (found == NULL) {
        if (count + 1 > table->slots / 2 && table == &tables[0]) {
            Table *larger = &tables[1];
            larger->slots = SLOTS * 2;
            for (size_t i = 0; i < table->slots; i++) {
                Box *each = weft__load_relaxed(&table->entries[i]); /* edge: intern_entry */
                if (each != NULL) {
                    (void)find(larger, each->name % 16, &slot);
                    weft__store_relaxed(&larger->entries[slot], each); /* edge: intern_entry */
                }
            }
            weft__store_release(&interned, larger); /* edge: intern_table */
            table = larger;
            (void)find(table, text, &slot);
        }
        found = box(copy);
        weft__store_release(&table->entries[slot], found); /* edge: intern_entry */
        count++;
    }
    (void)pthread_mutex_unlock(&intern_lock);
    return found;
}

static void intern_all(uint64_t base)
{
    for (uint64_t text = 0; text < TEXTS; text++) {
        Box *mine = intern(base + text);
        EXPECT(box_name(mine) % 16 == text);
        Box *first = NULL;
        if (!weft__exchange_if_acq_rel(&results[text], &first, mine)) {
            EXPECT(first == mine);
        }
    }
}

static void first(void) { intern_all(0); }
static void second(void) { intern_all(16); }
static void third(void) { intern_all(32); }

int main(int argc, char **argv)
{
    Body bodies[] = {first, second, third, NULL};
    return run_scenario(argc, argv, reset, bodies, NULL);
}
