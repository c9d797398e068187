/* set_storage.c - a set that grows while it is searched and walked.
 *
 * Edges: set_table, set_entry, set_used. A slot's key is published after everything that belongs to
 * it; removing overwrites the key with a mark that keeps probing going; a full table is replaced.
 */
#include "scenario.h"

enum { SLOTS = 16 };
typedef struct Table {
    uint64_t mask;          /* plain: written before the table is published */
    uint64_t hashes[SLOTS]; /* plain: written before the key */
    ATOMIC(Box *) keys[SLOTS];
} Table;
static Table tables[2];
static Box removed;
static ATOMIC(Table *) set;
static ATOMIC(size_t) used;

static void reset(void)
{
    memset(box_row, 0, sizeof box_row);
    memset((void *)tables, 0, sizeof tables);
    tables[0].mask = SLOTS - 1;
    weft__init(&set, &tables[0]);
    weft__init(&used, (size_t)0);
}

static void add(Table *table, Box *key)
{
    uint64_t at = key->name;
    while (weft__load_relaxed(&table->keys[at & table->mask]) != NULL) {
        at++;
    }
    table->hashes[at & table->mask] = key->name * 31;
    weft__store_release(&table->keys[at & table->mask], key); /* edge: set_entry */
}

static void write_set(void)
{
    Table *table = &tables[0];
    for (uint64_t name = 1; name <= 6; name++) {
        add(table, box(name));
        weft__store_release(&used, (size_t)name); /* edge: set_used */
    }
    for (size_t i = 0; i < SLOTS; i++) { /* 3 goes */
        Box *key = weft__load_relaxed(&table->keys[i]);
        if (key != NULL && key->name == 3) {
            weft__store_release(&table->keys[i], &removed); /* edge: set_entry; survives: nothing is behind DELETED */
        }
    }
    weft__store_release(&used, (size_t)5); /* edge: set_used */
    Table *larger = &tables[1];
    larger->mask = SLOTS - 1;
    for (size_t i = 0; i < SLOTS; i++) {
        Box *key = weft__load_relaxed(&table->keys[i]);
        if (key != NULL && key != &removed) {
            add(larger, key);
        }
    }
    weft__store_release(&set, larger); /* edge: set_table */
    add(larger, box(7));
}

static void search(void)
{
    for (int i = 0; i < 10; i++) {
        Table *table = weft__load_acquire(&set); /* edge: set_table */
        for (uint64_t name = 1; name <= 7; name++) {
            for (uint64_t at = name;; at++) {
                Box *key = weft__load_acquire(&table->keys[at & table->mask]); /* edge: set_entry */
                if (key == NULL) {
                    break;
                }
                if (key != &removed) {
                    EXPECT(table->hashes[at & table->mask] == box_name(key) * 31);
                    if (key->name == name) {
                        break;
                    }
                }
            }
        }
        size_t count = weft__load_acquire(&used); /* edge: set_used */
        size_t found = 0;
        for (size_t at = 0; at < SLOTS; at++) {
            Box *key = weft__load_acquire(&tables[0].keys[at]); /* edge: set_entry; survives: asks only whether there is one */
            found += key != NULL && key != &removed;
        }
        EXPECT(found + 1 >= count); /* one key goes, ever */
    }
}

int main(int argc, char **argv)
{
    Body bodies[] = {write_set, search, search, NULL};
    return run_scenario(argc, argv, reset, bodies, NULL);
}
