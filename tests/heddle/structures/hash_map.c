/* hash_map.c - an insert-only map with open addressing: a key claims its slot by compare-exchange, its value is
 * a record published after it; a full table is replaced by one of twice the size under a mutex.
 *
 * broken 1: the value is published relaxed: the record is read before it is written
 * broken 2: the value is looked at relaxed
 * broken 3: the larger table is published relaxed
 * broken 4: the table is looked at relaxed
 */
#include "structure.h"

typedef struct Record {
    int key, value;
} Record;
typedef struct Slot {
    atomic_int key; /* 0: free; never changes once set */
    _Atomic(Record *) record;
} Slot;
typedef struct Table {
    int size;
    Slot slots[];
} Table;
static _Atomic(Table *) table;
static pthread_mutex_t growing = PTHREAD_MUTEX_INITIALIZER; /* held by whoever inserts */
static Table *replaced;
static Record records[4];

static Table *new_table(int size)
{
    Table *fresh = malloc(sizeof *fresh + (size_t)size * sizeof(Slot));
    if (fresh == NULL) {
        abort();
    }
    fresh->size = size;
    for (int i = 0; i < size; i++) {
        store(&fresh->slots[i].key, 0, RELAXED);
        store(&fresh->slots[i].record, NULL, RELAXED);
    }
    return fresh;
}

static bool place(Table *where, Record *record)
{
    for (int i = 0; i < where->size; i++) {
        Slot *slot = &where->slots[(record->key + i) % where->size];
        int free_key = 0;
        if (exchange_if(&slot->key, &free_key, record->key, RELAXED, RELAXED) || free_key == record->key) {
            store(&slot->record, record, ORDER(1, RELEASE, RELAXED));
            return true;
        }
    }
    return false;
}

static void insert(int key)
{
    Record *record = &records[key];
    record->key = key;
    record->value = key * 10;
    (void)pthread_mutex_lock(&growing);
    Table *now = load(&table, RELAXED);
    if (!place(now, record)) {
        Table *larger = new_table(now->size * 2);
        for (int i = 0; i < now->size; i++) {
            (void)place(larger, load(&now->slots[i].record, RELAXED));
        }
        (void)place(larger, record);
        replaced = now;
        store(&table, larger, ORDER(3, RELEASE, RELAXED));
    }
    (void)pthread_mutex_unlock(&growing);
}

static Record *find(int key)
{
    Table *now = load(&table, ORDER(4, ACQUIRE, RELAXED));
    for (int i = 0; i < now->size; i++) {
        Slot *slot = &now->slots[(key + i) % now->size];
        int found = load(&slot->key, RELAXED);
        if (found == 0) {
            return NULL;
        }
        if (found == key) {
            return load(&slot->record, ORDER(2, ACQUIRE, RELAXED));
        }
    }
    return NULL;
}

static void *insert_two(void *unused)
{
    insert(1);
    insert(2);
    return unused;
}

static void *insert_one(void *unused)
{
    insert(3);
    Record *own = find(3);
    heddle_assert(own != NULL && own->value == 30);
    return unused;
}

static void *find_some(void *unused)
{
    for (int key = 1; key <= 3; key++) {
        Record *record = find(key);
        heddle_assert(record == NULL || (record->key == key && record->value == key * 10));
    }
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {insert_two, insert_one, find_some};
    store(&table, new_table(2), RELAXED);
    run_threads(bodies, 3);
    for (int key = 1; key <= 3; key++) {
        Record *record = find(key);
        heddle_assert(record != NULL && record->value == key * 10);
    }
    free(replaced);
    free(load(&table, RELAXED));
    return 0;
}
