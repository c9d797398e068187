/* dict_table.c - the hash table behind dicts: probing, insertion, deletion, growing, versions.
 *
 * Entries are appended in insertion order; buckets hold entry numbers. For readers without a lock:
 *  - a bucket is published (release) after its entry's key, hash and value;
 *  - an entry's key never changes (it becomes DELETED in a stopped world when its value is gone);
 *  - deleting empties the value; adding the key again appends another entry and redirects the bucket,
 *    or fills the value again where the entry is the last one, so that order is kept;
 *  - a full table is copied, without what was deleted, into a new one that is then published.
 * Before the set of keys changes visibly, keys_version becomes 0. Functions called "locked" expect
 * the dict's object lock. Tables of dicts without keys are one shared, never changed table.
 */
#include "object/containers_internal.h"

static size_t table_bytes(uint32_t buckets, uint32_t capacity)
{
    size_t head = sizeof(DictTable) + buckets * sizeof(ATOMIC(uint32_t));
    head = (head + sizeof(Value) - 1) & ~(sizeof(Value) - 1);
    return head + capacity * sizeof(DictEntry);
}

static ALWAYS_INLINE uint32_t capacity_of(uint32_t buckets)
{
    return (uint32_t)((uint64_t)buckets * 2 / 3);
}

static DictTable *table_alloc(Thread *t, uint32_t buckets, uint32_t capacity)
{
    size_t bytes = table_bytes(buckets, capacity);
    DictTable *table = weft__alloc(t, bytes, T(t, dict_table));
    if (LIKELY(table != NULL)) {
        table->mask = buckets - 1;
        table->capacity = capacity;
        table->entries =
            (DictEntry *)(void *)((char *)table + bytes - capacity * sizeof(DictEntry));
    }
    return table;
}

DictTable *weft__dict_table_new(Thread *t, uint32_t buckets)
{
    return table_alloc(t, buckets, capacity_of(buckets));
}

DictTable *weft__empty_dict_table(Thread *t)
{
    Runtime *runtime = t->runtime;
    if (UNLIKELY(runtime->empty_dict_table == NULL)) {
        runtime->empty_dict_table = table_alloc(t, 1, 0);
    }
    return runtime->empty_dict_table;
}

uint32_t weft__dict_buckets_for(Thread *t, size_t entries)
{
    uint64_t buckets = DICT_SMALLEST;
    while (buckets * 2 / 3 < entries) {
        buckets *= 2;
        if (buckets > (uint64_t)1 << 31) {
            weft__raise_memory_error(t);
            return 0;
        }
    }
    return (uint32_t)buckets;
}

static void table_trace(Tracer *tracer, Object *object)
{
    DictTable *table = (DictTable *)object;
    uint32_t used = weft__load_relaxed(&table->used);
    for (uint32_t i = 0; i < used; i++) {
        DictEntry *entry = &table->entries[i];
        Value value = weft__load_relaxed(&entry->value);
        if (value == EMPTY) {
            /* Nobody is between two steps of a search in a stopped world. */
            weft__store_relaxed(&entry->key, DELETED);
            continue;
        }
        weft__trace_value(tracer, weft__load_relaxed(&entry->key));
        weft__trace_value(tracer, value);
    }
}

void weft__init_dict_table_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(DictTable), TYPE_PRIVATE | TYPE_FINAL);
    type->head.trace = table_trace;
    weft__type_ready(t, type);
}

/* ---- searching ---- */

/* Steps of a search: triangular, stirred by the hash's higher bits until those are used up. */
#define PROBE_START(table, hash)               \
    const uint32_t mask = (table)->mask;       \
    uint64_t stir = (uint64_t)(hash);          \
    uint32_t step = 0;                         \
    uint32_t at = (uint32_t)(hash) & mask
#define PROBE_NEXT()                                      \
    do {                                                  \
        stir >>= 5;                                       \
        at = (at + ++step + (uint32_t)stir) & mask;       \
    } while (0)

static ALWAYS_INLINE int64_t find_str(Thread *t, DictTable *table, Value key, int64_t hash,
                                      uint32_t *bucket)
{
    PROBE_START(table, hash);
    for (;;) {
        uint32_t number = weft__load_acquire(&table->buckets[at]); /* edge: dict_entry */
        if (number == 0) {
            *bucket = at;
            return DICT_ABSENT;
        }
        DictEntry *entry = &table->entries[number - 1];
        Value found = weft__load_relaxed(&entry->key);
        if (LIKELY(found == key)) {
            *bucket = at;
            return number - 1;
        }
        if (UNLIKELY(entry->hash == hash) && value_is_pointer(found)) {
            int same = keys_compare(t, found, key);
            if (same != KEYS_DIFFER) {
                *bucket = at;
                return same == KEYS_EQUAL ? (int64_t)number - 1 : DICT_ASK;
            }
        }
        PROBE_NEXT();
    }
}

/* Any key. */
static ALWAYS_INLINE int64_t find_any(Thread *t, DictTable *table, Value key, int64_t hash,
                                      uint32_t *bucket)
{
    PROBE_START(table, hash);
    for (;;) {
        uint32_t number = weft__load_acquire(&table->buckets[at]); /* edge: dict_entry */
        if (number == 0) {
            *bucket = at;
            return DICT_ABSENT;
        }
        DictEntry *entry = &table->entries[number - 1];
        Value found = weft__load_relaxed(&entry->key);
        if (found == key) {
            *bucket = at;
            return number - 1;
        }
        if (entry->hash == hash && found != DELETED &&
            (!value_both_small_ints(found, key))) {
            int same = keys_compare(t, found, key);
            if (same != KEYS_DIFFER) {
                *bucket = at;
                return same == KEYS_EQUAL ? (int64_t)number - 1 : DICT_ASK;
            }
        }
        PROBE_NEXT();
    }
}

int64_t weft__dict_table_find(Thread *t, DictTable *table, Value key, int64_t hash, uint32_t *bucket)
{
    return find_any(t, table, key, hash, bucket);
}

int64_t weft__dict_find_asking(Thread *t, Dict *d, Value key, int64_t hash, DictTable **searched,
                               uint32_t *used)
{
restart:;
    DictTable *table = weft__load_acquire(&d->table); /* edge: dict_table */
    *searched = table;
    *used = weft__load_acquire(&table->used); /* edge: dict_used */
    PROBE_START(table, hash);
    for (;;) {
        uint32_t number = weft__load_acquire(&table->buckets[at]); /* edge: dict_entry */
        if (number == 0) {
            return DICT_ABSENT;
        }
        DictEntry *entry = &table->entries[number - 1];
        Value found = weft__load_relaxed(&entry->key);
        bool live = weft__load_acquire(&entry->value) != EMPTY; /* edge: dict_value */
        if (!live && weft__load_acquire(&table->buckets[at]) != number) { /* edge: dict_entry */
            continue; /* the key has another entry by now */
        }
        if (found == key) {
            return number - 1;
        }
        /* A deleted entry's key is not compared: it may be anything by now. */
        if (entry->hash == hash && found != DELETED && live) {
            int same = keys_compare(t, found, key);
            if (same == KEYS_ASK) {
                same = weft__compare_bool(t, found, key, CMP_EQ);
                if (same < 0) {
                    return DICT_FAILED;
                }
                if (weft__load_acquire(&d->table) != table || /* edge: dict_table */
                    (same && weft__load_acquire(&entry->value) == EMPTY)) { /* edge: dict_value */
                    if (!weft__poll(t)) {
                        return DICT_FAILED;
                    }
                    goto restart; /* user code, or another thread, changed the dict */
                }
            }
            if (same == KEYS_EQUAL) {
                return number - 1;
            }
        }
        PROBE_NEXT();
    }
}

/* ---- reading ---- */

static NO_INLINE Value get_asking(Thread *t, Dict *d, Value key, int64_t hash)
{
    DictTable *table, *last_table = NULL;
    uint32_t used;
    for (int64_t i, last = -1;; last = i, last_table = table) {
        i = weft__dict_find_asking(t, d, key, hash, &table, &used);
        /* edge: dict_value */
        Value value = i < 0 ? EMPTY : weft__load_acquire(&table->entries[i].value);
        /* Found without a value: deleted, if the same entry is found again; else it moved. */
        if (value != EMPTY || i < 0 || (i == last && table == last_table) || !weft__poll(t)) {
            return value;
        }
    }
}

static NO_INLINE Value get_absent(Thread *t, Dict *d, Value key)
{
    return d->owner == EMPTY ? EMPTY : weft__instance_get(t, d->owner, key);
}

/* The entry that a search found has no value: the key was deleted, unless its bucket leads to
 * another entry by now, which has the value (weft__dict_move_to_end, or the key was added again). */
static NO_INLINE Value get_moved(DictTable *table, uint32_t bucket, int64_t i)
{
    for (;;) {
        uint32_t number = weft__load_acquire(&table->buckets[bucket]); /* edge: dict_entry */
        if (number == (uint32_t)i + 1) {
            return EMPTY;
        }
        i = (int64_t)number - 1;
        Value value = weft__load_acquire(&table->entries[i].value); /* edge: dict_value */
        if (value != EMPTY) {
            return value;
        }
    }
}

Value weft__dict_get_hashed(Thread *t, Dict *d, Value key, int64_t hash)
{
    DictTable *table = weft__load_acquire(&d->table); /* edge: dict_table */
    uint32_t bucket;
    int64_t i = find_any(t, table, key, hash, &bucket);
    if (LIKELY(i >= 0)) {
        Value value = weft__load_acquire(&table->entries[i].value); /* edge: dict_value */
        return LIKELY(value != EMPTY) ? value : get_moved(table, bucket, i);
    }
    return i == DICT_ABSENT ? get_absent(t, d, key) : get_asking(t, d, key, hash);
}

Value weft__dict_get_str(Thread *t, Dict *d, Str *key)
{
    DictTable *table = weft__load_acquire(&d->table); /* edge: dict_table */
    Value wanted = value_from_pointer(key);
    uint32_t bucket, known = weft__load_relaxed(&key->head.aux); /* edge: str_hash */
    int64_t hash = (int64_t)(LIKELY(known != 0) ? known : weft__str_hash(t, key));
    int64_t i = find_str(t, table, wanted, hash, &bucket);
    if (LIKELY(i >= 0)) {
        Value value = weft__load_acquire(&table->entries[i].value); /* edge: dict_value */
        return LIKELY(value != EMPTY) ? value : get_moved(table, bucket, i);
    }
    return i == DICT_ABSENT ? get_absent(t, d, wanted) : get_asking(t, d, wanted, hash);
}

Value weft__dict_get(Thread *t, Dict *d, Value key)
{
    if (value_is_pointer(key) && value_object(key)->type == T(t, str)) {
        return weft__dict_get_str(t, d, as_str(key));
    }
    int64_t hash;
    return key_hash(t, key, &hash) ? weft__dict_get_hashed(t, d, key, hash) : EMPTY;
}

/* ---- changing, locked ---- */

static ALWAYS_INLINE void keys_change(DictTable *table)
{
    if (UNLIKELY(weft__load_relaxed(&table->keys_version) != 0)) {
        weft__store_release(&table->keys_version, 0U); /* edge: dict_keys_version */
    }
}

/* Appends to a table with room; nobody else may see the table, or the caller holds the lock. The
 * caller counts the entry. */
static ALWAYS_INLINE void append_uncounted(DictTable *table, Value key, int64_t hash, Value value,
                                       uint32_t bucket)
{
    uint32_t i = weft__load_relaxed(&table->used);
    DictEntry *entry = &table->entries[i];
    entry->hash = hash;
    weft__store_relaxed(&entry->key, key);
    weft__store_relaxed(&entry->value, value);
    weft__store_release(&table->buckets[bucket], i + 1); /* edge: dict_entry */
    weft__store_release(&table->used, i + 1);            /* edge: dict_used */
    weft__store_relaxed(&table->end_live, i + 1);
}

static ALWAYS_INLINE void append_entry(DictTable *table, Value key, int64_t hash, Value value,
                                       uint32_t bucket)
{
    append_uncounted(table, key, hash, value, bucket);
    weft__store_release(&table->live, weft__load_relaxed(&table->live) + 1); /* edge: dict_live; locked */
}

static uint32_t free_bucket(DictTable *table, int64_t hash)
{
    PROBE_START(table, hash);
    while (weft__load_relaxed(&table->buckets[at]) != 0) {
        PROBE_NEXT();
    }
    return at;
}

DictTable *weft__dict_table_copy(Thread *t, DictTable *from, size_t more)
{
    uint32_t live = weft__load_relaxed(&from->live), used = weft__load_relaxed(&from->used);
    uint32_t buckets = weft__dict_buckets_for(t, (size_t)live + more);
    DictTable *into = buckets == 0 ? NULL : weft__dict_table_new(t, buckets);
    if (into == NULL) {
        return NULL;
    }
    if (into->mask == from->mask && live == used) {
        /* Same shape and nothing deleted: buckets name the same entries. */
        for (uint32_t i = 0; i < buckets; i++) {
            weft__store_relaxed(&into->buckets[i], weft__load_relaxed(&from->buckets[i]));
        }
        for (uint32_t i = 0; i < used; i++) {
            weft__store_relaxed(&into->entries[i].key, weft__load_relaxed(&from->entries[i].key));
            weft__store_relaxed(&into->entries[i].value,
                                weft__load_relaxed(&from->entries[i].value));
            into->entries[i].hash = from->entries[i].hash;
        }
        weft__store_relaxed(&into->used, used);
        weft__store_relaxed(&into->live, live);
        weft__store_relaxed(&into->end_live, used);
        return into;
    }
    for (uint32_t i = 0; i < used; i++) {
        DictEntry *entry = &from->entries[i];
        Value value = weft__load_relaxed(&entry->value);
        if (value != EMPTY) {
            append_entry(into, weft__load_relaxed(&entry->key), entry->hash, value,
                         free_bucket(into, entry->hash));
        }
    }
    return into;
}

bool weft__dict_publish(Dict *d, DictTable *table)
{
    if (table == NULL) {
        return false;
    }
    keys_change(weft__load_relaxed(&d->table));
    weft__store_release(&d->table, table); /* edge: dict_table */
    return true;
}

/* A larger table (or a tidier one) with the same keys; not yet published. */
static NO_INLINE DictTable *grown(Thread *t, DictTable *table)
{
    uint32_t live = weft__load_relaxed(&table->live);
    if (table->capacity == 0) {
        return weft__dict_table_new(t, DICT_SMALLEST);
    }
    /* Room for as many again, or for half as many in large tables. */
    uint32_t more = live < 1 << 22 ? live : live / 2;
    return weft__dict_table_copy(t, table, more == 0 ? 1 : more);
}

bool weft__dict_insert_locked(Thread *t, Dict *d, DictTable *table, Value key, int64_t hash,
                              Value value, uint32_t bucket)
{
    if (UNLIKELY(weft__load_relaxed(&table->used) >= table->capacity)) {
        DictTable *larger = grown(t, table);
        if (larger == NULL) {
            return false;
        }
        append_entry(larger, key, hash, value, free_bucket(larger, hash));
        return weft__dict_publish(d, larger);
    }
    keys_change(table);
    append_entry(table, key, hash, value, bucket);
    return true;
}

static void empty_entry(DictTable *table, uint32_t i)
{
    weft__store_release(&table->entries[i].value, EMPTY); /* edge: dict_value */
    uint32_t used = weft__load_relaxed(&table->used);
    if (i == weft__load_relaxed(&table->first_live)) {
        while (++i < used && weft__load_relaxed(&table->entries[i].value) == EMPTY) {
        }
        weft__store_relaxed(&table->first_live, i);
    } else if (i + 1 == weft__load_relaxed(&table->end_live)) {
        uint32_t first = weft__load_relaxed(&table->first_live);
        while (i > first && weft__load_relaxed(&table->entries[i - 1].value) == EMPTY) {
            i--;
        }
        weft__store_relaxed(&table->end_live, i);
    }
}

void weft__dict_delete_locked(DictTable *table, uint32_t i)
{
    keys_change(table);
    empty_entry(table, i);
    weft__store_release(&table->live, weft__load_relaxed(&table->live) - 1); /* edge: dict_live; locked */
}

/* Stores at the entry that the search found, or adds one. */
static ALWAYS_INLINE bool store_found(Thread *t, Dict *d, DictTable *table, int64_t i, Value key,
                                      int64_t hash, Value value, uint32_t bucket)
{
    if (i >= 0) {
        DictEntry *entry = &table->entries[i];
        if (LIKELY(weft__load_relaxed(&entry->value) != EMPTY)) {
            weft__store_release(&entry->value, value); /* edge: dict_value */
            return true;
        }
        /* Even the last entry is not used again: an iterator that has passed it must meet the new one. */
        key = weft__load_relaxed(&entry->key);
    }
    return weft__dict_insert_locked(t, d, table, key, hash, value, bucket);
}

int weft__dict_set_locked(Thread *t, Dict *d, Value key, int64_t hash, Value value)
{
    DictTable *table = weft__load_relaxed(&d->table);
    uint32_t bucket;
    int64_t i = find_any(t, table, key, hash, &bucket);
    if (i == DICT_ASK) {
        return 0;
    }
    return store_found(t, d, table, i, key, hash, value, bucket) ? 1 : -1;
}

/* ---- changing ---- */

/* Keys that user code must compare: search without the lock, then check that no key came in. */
static NO_INLINE bool set_asking(Thread *t, Dict *d, Value key, int64_t hash, Value value)
{
    for (;;) {
        DictTable *table;
        uint32_t used;
        int64_t i = weft__dict_find_asking(t, d, key, hash, &table, &used);
        if (i == DICT_FAILED) {
            return false;
        }
        weft__lock_object(t, &d->head);
        bool same = weft__load_relaxed(&d->table) == table &&
                    weft__load_relaxed(&table->used) == used &&
                    (i < 0 || weft__load_relaxed(&table->entries[i].value) != EMPTY);
        bool done = false;
        if (same && i >= 0) {
            weft__store_release(&table->entries[i].value, value); /* edge: dict_value */
            done = true;
        } else if (same) {
            done = weft__dict_insert_locked(t, d, table, key, hash, value, free_bucket(table, hash));
        }
        weft__unlock_object(t, &d->head);
        if (same) {
            return done;
        }
        if (!weft__poll(t)) {
            return false;
        }
    }
}

bool weft__dict_set_hashed(Thread *t, Dict *d, Value key, int64_t hash, Value value)
{
    if (UNLIKELY(d->owner != EMPTY)) {
        return weft__instance_set(t, d->owner, key, value);
    }
    weft__lock_object(t, &d->head);
    int done = weft__dict_set_locked(t, d, key, hash, value);
    weft__unlock_object(t, &d->head);
    return LIKELY(done > 0) || (done == 0 && set_asking(t, d, key, hash, value));
}

bool weft__dict_set_str(Thread *t, Dict *d, Str *name, Value value)
{
    if (UNLIKELY(d == NULL || name == NULL)) {
        return false; /* one of them could not be made: MemoryError is pending */
    }
    if (UNLIKELY(d->owner != EMPTY)) {
        return weft__instance_set(t, d->owner, value_from_pointer(name), value);
    }
    Value key = value_from_pointer(name);
    uint32_t bucket, known = weft__load_relaxed(&name->head.aux); /* edge: str_hash */
    int64_t hash = (int64_t)(LIKELY(known != 0) ? known : weft__str_hash(t, name));
    weft__lock_object(t, &d->head);
    DictTable *table = weft__load_relaxed(&d->table);
    int64_t i = find_str(t, table, key, hash, &bucket);
    bool done = i != DICT_ASK && store_found(t, d, table, i, key, hash, value, bucket);
    weft__unlock_object(t, &d->head);
    return LIKELY(i != DICT_ASK) ? done : set_asking(t, d, key, hash, value);
}

bool weft__dict_set(Thread *t, Dict *d, Value key, Value value)
{
    if (value_is_pointer(key) && value_object(key)->type == T(t, str)) {
        return weft__dict_set_str(t, d, as_str(key), value);
    }
    int64_t hash;
    return key_hash(t, key, &hash) && weft__dict_set_hashed(t, d, key, hash, value);
}

/* Takes a key out: *value is what it had, EMPTY when absent. */
static bool take_out(Thread *t, Dict *d, Value key, Value *value)
{
    int64_t hash;
    *value = EMPTY;
    if (!key_hash(t, key, &hash)) {
        return false;
    }
    weft__lock_object(t, &d->head);
    DictTable *table = weft__load_relaxed(&d->table);
    uint32_t bucket, used;
    int64_t i = find_any(t, table, key, hash, &bucket);
    if (i >= 0) {
        *value = weft__load_relaxed(&table->entries[i].value);
        if (*value != EMPTY) {
            weft__dict_delete_locked(table, (uint32_t)i);
        }
    }
    weft__unlock_object(t, &d->head);
    while (UNLIKELY(i == DICT_ASK)) {
        int64_t found = weft__dict_find_asking(t, d, key, hash, &table, &used);
        if (found < 0) {
            return found == DICT_ABSENT;
        }
        weft__lock_object(t, &d->head);
        if (weft__load_relaxed(&d->table) == table) {
            *value = weft__load_relaxed(&table->entries[found].value);
            if (*value != EMPTY) {
                weft__dict_delete_locked(table, (uint32_t)found);
                i = found;
            }
        }
        weft__unlock_object(t, &d->head);
        if (i == DICT_ASK && !weft__poll(t)) {
            return false;
        }
    }
    return true;
}

int weft__dict_delete(Thread *t, Dict *d, Value key)
{
    if (UNLIKELY(d->owner != EMPTY)) {
        return weft__instance_delete(t, d->owner, key);
    }
    Value value;
    return take_out(t, d, key, &value) ? value != EMPTY : -1;
}

Value weft__dict_pop(Thread *t, Dict *d, Value key)
{
    Value value;
    if (UNLIKELY(d->owner != EMPTY)) {
        value = weft__instance_get(t, d->owner, key);
        if (UNLIKELY(d->owner == EMPTY) && !exception_pending(t)) {
            return weft__dict_pop(t, d, key); /* replaced meanwhile: a dictionary of its own now */
        }
        bool found = value != EMPTY && !exception_pending(t);
        return found && weft__instance_delete(t, d->owner, key) >= 0 ? value : EMPTY;
    }
    return take_out(t, d, key, &value) ? value : EMPTY;
}

Value weft__dict_set_default(Thread *t, Dict *d, Value key, Value value)
{
    if (UNLIKELY(d->owner != EMPTY)) {
        Value there = weft__instance_get(t, d->owner, key);
        if (UNLIKELY(d->owner == EMPTY) && !exception_pending(t)) {
            return weft__dict_set_default(t, d, key, value); /* replaced meanwhile */
        }
        return there != EMPTY || exception_pending(t)
                   ? there
                   : weft__instance_set(t, d->owner, key, value) ? value : EMPTY;
    }
    int64_t hash;
    if (!key_hash(t, key, &hash)) {
        return EMPTY;
    }
    for (;;) {
        DictTable *table = NULL;
        uint32_t bucket, used = 0;
        bool retry = false, done = true;
        Value there = EMPTY;
        int64_t asked = DICT_ASK;
        weft__lock_object(t, &d->head);
        DictTable *present = weft__load_relaxed(&d->table);
        int64_t i = find_any(t, present, key, hash, &bucket);
        if (i == DICT_ASK) {
            weft__unlock_object(t, &d->head);
            asked = weft__dict_find_asking(t, d, key, hash, &table, &used);
            if (asked == DICT_FAILED) {
                return EMPTY;
            }
            weft__lock_object(t, &d->head);
            present = weft__load_relaxed(&d->table);
            retry = present != table || weft__load_relaxed(&table->used) != used ||
                    (asked >= 0 && weft__load_relaxed(&present->entries[asked].value) == EMPTY);
            i = asked;
        }
        if (!retry) {
            there = i < 0 ? EMPTY : weft__load_relaxed(&present->entries[i].value);
            if (there == EMPTY) {
                bucket = asked == DICT_ABSENT ? free_bucket(present, hash) : bucket;
                done = store_found(t, d, present, i, key, hash, value, bucket);
                there = value;
            }
        }
        weft__unlock_object(t, &d->head);
        if (!retry) {
            return done ? there : EMPTY;
        }
        if (!weft__poll(t)) {
            return EMPTY;
        }
    }
}

/* ---- versions ---- */

/* A number that no table ever had; 0 once they are used up. */
static uint32_t new_version(Thread *t)
{
    ATOMIC(uint32_t) *counter = &t->runtime->next_keys_version;
    uint32_t next = weft__load_relaxed(counter); /* edge: version_counters */
    while (next != 0 && !weft__exchange_if_relaxed(counter, &next, next + 1)) { /* edge: version_counters */
    }
    return next;
}

int64_t weft__dict_find_entry(Thread *t, DictTable *table, Str *key)
{
    uint32_t bucket;
    int64_t i = find_str(t, table, value_from_pointer(key), (int64_t)weft__str_hash(t, key), &bucket);
    if (weft__load_relaxed(&table->layout_id) == 0) { /* edge: dict_layout */
        uint32_t expected = 0, id = new_version(t);
        (void)weft__exchange_if_relaxed(&table->layout_id, &expected, id); /* edge: dict_layout */
    }
    return i < 0 ? -1 : i;
}

uint32_t weft__dict_assign_keys_version(Thread *t, Dict *d)
{
    weft__lock_object(t, &d->head);
    DictTable *table = weft__load_relaxed(&d->table);
    uint32_t version = weft__load_relaxed(&table->keys_version);
    if (version == 0) {
        version = new_version(t);
        weft__store_release(&table->keys_version, version); /* edge: dict_keys_version */
    }
    weft__unlock_object(t, &d->head);
    return version;
}

/* ---- order ---- */

/* The bucket that leads to a live entry. */
static uint32_t bucket_of(DictTable *table, int64_t hash, uint32_t entry)
{
    PROBE_START(table, hash);
    while (weft__load_relaxed(&table->buckets[at]) != entry + 1) {
        PROBE_NEXT();
    }
    return at;
}

/* A new table with entry `i` of the old one first or last. */
static DictTable *reordered(Thread *t, DictTable *table, uint32_t i, bool last)
{
    uint32_t used = weft__load_relaxed(&table->used);
    uint32_t buckets = weft__dict_buckets_for(t, (size_t)weft__load_relaxed(&table->live) * 2);
    DictTable *into = buckets == 0 ? NULL : weft__dict_table_new(t, buckets);
    for (uint32_t round = 0; into != NULL && round < 2; round++) {
        /* Round 0: the moved entry when it goes first, else the others. */
        for (uint32_t j = 0; j < used; j++) {
            DictEntry *entry = &table->entries[j];
            Value value = weft__load_relaxed(&entry->value);
            if (value != EMPTY && (j == i) == (last == (round == 1))) {
                append_entry(into, weft__load_relaxed(&entry->key), entry->hash, value,
                             free_bucket(into, entry->hash));
            }
        }
    }
    return into;
}

int weft__dict_move_to_end(Thread *t, Dict *d, Value key, bool last)
{
    int64_t hash;
    if (!key_hash(t, key, &hash)) {
        return -1;
    }
    for (;;) {
        DictTable *table;
        uint32_t used;
        int64_t i = weft__dict_find_asking(t, d, key, hash, &table, &used);
        if (i < 0) {
            return i == DICT_ABSENT ? 0 : -1;
        }
        weft__lock_object(t, &d->head);
        DictEntry *entry = &table->entries[i];
        Value value = weft__load_relaxed(&entry->value);
        bool same = weft__load_relaxed(&d->table) == table && value != EMPTY, done = same;
        uint32_t place = (uint32_t)i;
        if (same && last && place + 1 != weft__load_relaxed(&table->end_live)) {
            if (weft__load_relaxed(&table->used) < table->capacity) {
                /* The bucket leads to the new entry before the old one is emptied, so that readers
                 * always find the key. */
                keys_change(table);
                append_uncounted(table, weft__load_relaxed(&entry->key), hash, value,
                                 bucket_of(table, hash, place));
                empty_entry(table, place);
            } else {
                done = weft__dict_publish(d, reordered(t, table, place, true));
            }
        } else if (same && !last && place != weft__load_relaxed(&table->first_live)) {
            done = weft__dict_publish(d, reordered(t, table, place, false));
        }
        weft__unlock_object(t, &d->head);
        if (same) {
            return done ? 1 : -1;
        }
        if (!weft__poll(t)) {
            return -1;
        }
    }
}

bool weft__dict_popitem_first(Thread *t, Dict *d, Value *key, Value *value)
{
    bool found = false;
    (void)t;
    weft__lock_object(t, &d->head);
    DictTable *table = weft__load_relaxed(&d->table);
    if (weft__load_relaxed(&table->live) > 0) {
        uint32_t i = weft__load_relaxed(&table->first_live);
        while (weft__load_relaxed(&table->entries[i].value) == EMPTY) {
            i++;
        }
        *key = weft__load_relaxed(&table->entries[i].key);
        *value = weft__load_relaxed(&table->entries[i].value);
        weft__store_relaxed(&table->first_live, i);
        weft__dict_delete_locked(table, i);
        found = true;
    }
    weft__unlock_object(t, &d->head);
    return found;
}
