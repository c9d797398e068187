/* dict_storage.c - a dict that gains, loses and regains keys while it is read and cached.
 *
 * Edges: dict_table, dict_entry, dict_value, dict_used, dict_live, dict_keys_version, dict_layout.
 * Entries are appended: key (once), value, then the bucket that leads to them. A full table is
 * copied without its deleted entries, and the copy published. Readers probe buckets by acquire, and
 * a found key's value carries the key's name. A cache that holds (layout, entry) may use the entry
 * of any table with that layout; a cache that holds a keys version may conclude absence.
 */
#include "scenario.h"

enum { CAPACITY = 8 };
typedef struct Entry {
    ATOMIC(uint64_t) key; /* 0 none; written once */
    ATOMIC(Box *) value;  /* NULL deleted */
    uint64_t hash;        /* plain: written once, with the key */
} Entry;
typedef struct Table {
    uint64_t mask; /* plain: written before the table is published */
    ATOMIC(uint32_t) used, live, layout, keys_version;
    Entry entries[CAPACITY];
    ATOMIC(uint32_t) buckets[CAPACITY * 2];
} Table;
static Table tables[2];
static ATOMIC(Table *) dict;
static ATOMIC(uint32_t) next_version;

static void reset(void)
{
    memset(box_row, 0, sizeof box_row);
    memset((void *)tables, 0, sizeof tables);
    tables[0].mask = CAPACITY * 2 - 1;
    weft__init(&dict, &tables[0]);
    weft__init(&next_version, 1U);
}

static uint32_t fresh_version(void)
{
    return weft__add_relaxed(&next_version, 1U); /* edge: version_counters */
}

/* Entry number, or CAPACITY. */
static uint32_t find(Table *table, uint64_t key)
{
    for (uint64_t at = key;; at++) {
        ATOMIC(uint32_t) *bucket = &table->buckets[at & table->mask];
        uint32_t number = weft__load_acquire(bucket); /* edge: dict_entry */
        if (number == 0) {
            return CAPACITY;
        }
        Entry *entry = &table->entries[number - 1];
        EXPECT(entry->hash == weft__load_relaxed(&entry->key) * 31);
        if (weft__load_relaxed(&entry->key) == key) {
            return number - 1;
        }
    }
}

static void keys_change(Table *table)
{
    if (weft__load_relaxed(&table->keys_version) != 0) {
        weft__store_release(&table->keys_version, 0U); /* edge: dict_keys_version; see dict_versions */
    }
}

static void put(Table *table, uint64_t key, Box *value)
{
    uint32_t entry = find(table, key);
    if (entry < CAPACITY) {
        if (weft__load_relaxed(&table->entries[entry].value) == NULL) {
            keys_change(table);
        }
        weft__store_release(&table->entries[entry].value, value); /* edge: dict_value */
        return;
    }
    keys_change(table);
    entry = weft__load_relaxed(&table->used);
    table->entries[entry].hash = key * 31;
    weft__store_relaxed(&table->entries[entry].key, key);
    weft__store_relaxed(&table->entries[entry].value, value); /* edge: dict_value; the bucket orders it */
    uint64_t at = key;
    while (weft__load_relaxed(&table->buckets[at & table->mask]) != 0) {
        at++;
    }
    weft__store_release(&table->buckets[at & table->mask], entry + 1); /* edge: dict_entry */
    weft__store_release(&table->used, entry + 1);                         /* edge: dict_used */
    weft__store_release(&table->live, weft__load_relaxed(&table->live) + 1); /* edge: dict_live */
}

static void delete_key(Table *table, uint64_t key)
{
    uint32_t entry = find(table, key);
    keys_change(table);
    weft__store_release(&table->entries[entry].value, (Box *)NULL); /* edge: dict_value; survives: nothing is behind EMPTY */
    weft__store_release(&table->live, weft__load_relaxed(&table->live) - 1); /* edge: dict_live; survives: one less never runs ahead */
}

/* The only writer: it stands for whoever holds the object lock. */
static void write_dict(void)
{
    Table *table = &tables[0];
    for (uint64_t key = 1; key <= 5; key++) {
        put(table, key, box(key));
    }
    uint32_t none = 0; /* a specializer gives the table its number, under no lock */
    (void)weft__exchange_if_relaxed(&table->layout, &none, fresh_version()); /* edge: dict_layout */
    weft__store_release(&table->keys_version, fresh_version()); /* edge: dict_keys_version; see dict_versions */
    delete_key(table, 2);
    put(table, 3, box(3 + 16));
    put(table, 9, box(9));
    Table *copy = &tables[1];
    copy->mask = CAPACITY * 2 - 1;
    for (uint32_t i = 0; i < weft__load_relaxed(&table->used); i++) {
        Box *value = weft__load_relaxed(&table->entries[i].value);
        if (value != NULL) {
            put(copy, weft__load_relaxed(&table->entries[i].key), value);
        }
    }
    weft__store_release(&dict, copy); /* edge: dict_table */
    put(copy, 2, box(2 + 32));
}

static void read_dict(void)
{
    for (int i = 0; i < 6; i++) {
        for (uint64_t key = 1; key <= 9; key++) {
            Table *table = weft__load_acquire(&dict); /* edge: dict_table */
            uint32_t entry = find(table, key);
            if (entry < CAPACITY) {
                ATOMIC(Box *) *place = &table->entries[entry].value;
                Box *value = weft__load_acquire(place); /* edge: dict_value */
                EXPECT(value != NULL || key == 2);
                EXPECT(value == NULL || box_name(value) % 16 == key);
            }
        }
    }
}

/* Iteration in order: everything below `used` has its key. */
static void iterate(void)
{
    for (int i = 0; i < 6; i++) {
        Table *table = weft__load_acquire(&dict);          /* edge: dict_table; survives: all that is read of the table is acquired */
        uint32_t used = weft__load_acquire(&table->used);  /* edge: dict_used */
        uint32_t live = weft__load_acquire(&table->live);  /* edge: dict_live */
        uint32_t found = 0;
        for (uint32_t at = 0; at < used; at++) {
            uint64_t key = weft__load_relaxed(&table->entries[at].key);
            EXPECT(key != 0);
            Box *value = weft__load_acquire(&table->entries[at].value); /* edge: dict_value */
            EXPECT(value == NULL || box_name(value) % 16 == key);
        }
        for (uint32_t at = 0; at < CAPACITY; at++) {
            found += weft__load_acquire(&table->entries[at].value) != NULL; /* edge: dict_value; survives: asks only whether there is one */
        }
        EXPECT(found + 1 >= live); /* one key is deleted, ever */
    }
}

/* A LOAD_GLOBAL site for key 9: once the version under which 9 was absent is seen again, 9 is
 * absent; a version that was left never comes back. */
static void use_caches(void)
{
    uint32_t absent_under = 0;
    uint32_t layout = 0;
    uint32_t entry_of_4 = CAPACITY;
    bool was_there = false;
    for (int i = 0; i < 12; i++) {
        Table *table = weft__load_acquire(&dict); /* edge: dict_table */
        uint32_t version = weft__load_acquire(&table->keys_version); /* edge: dict_keys_version */
        uint32_t entry = find(table, 9);
        if (absent_under != 0 && version == absent_under) {
            EXPECT(!was_there);
        }
        was_there |= entry < CAPACITY;
        if (version != 0 && entry == CAPACITY &&
            weft__load_acquire(&table->keys_version) == version) { /* edge: dict_keys_version */
            absent_under = version;
        }
        uint32_t present = weft__load_relaxed(&table->layout); /* edge: dict_layout */
        if (layout != 0 && present == layout) {
            ATOMIC(Box *) *place = &table->entries[entry_of_4].value;
            Box *value = weft__load_acquire(place); /* edge: dict_value; survives: the bucket was acquired */
            EXPECT(box_name(value) == 4);
        } else if (present != 0 && find(table, 4) < CAPACITY) {
            layout = present;
            entry_of_4 = find(table, 4);
        }
    }
}

int main(int argc, char **argv)
{
    Body bodies[] = {write_dict, read_dict, iterate, use_caches, NULL};
    return run_scenario(argc, argv, reset, bodies, NULL);
}
