/* set.c - the hash table behind set and frozenset, and what other C code does with sets.
 *
 * Open addressing with short linear stretches. In one table a slot goes from EMPTY to a key and then
 * perhaps to DELETED, and is never used for another key, so readers without a lock cannot mistake one
 * key for another; a table that fills up is replaced as a whole. The order of iteration is that of the
 * slots, and depends on hashes and on the history of the table as in CPython, so that sets of small
 * ints print alike. Writers hold the object lock. Sets without keys share one table.
 */
#include "object/containers_internal.h"

enum { SMALLEST = 8, STRETCH = 9 };

/* A table whose entries hold anything: the caller fills them at once. Nobody else sees it yet, so plain
 * stores do. */
static SetTable *table_raw(Thread *t, size_t entries)
{
    size_t bytes;
    if (MUL_OVERFLOWS(entries, sizeof(SetEntry), &bytes) || bytes > (size_t)PTRDIFF_MAX / 4) {
        weft__raise_memory_error(t);
        return NULL;
    }
    return weft__alloc_raw(t, sizeof(SetTable) + bytes, sizeof(SetTable), T(t, set_table));
}

SetTable *weft__set_table_new(Thread *t, size_t entries)
{
    SetTable *table = table_raw(t, entries);
    if (table != NULL) {
        size_t first = entries < SMALLEST ? entries : SMALLEST;
        for (size_t i = 0; i < first; i++) {
            weft__init(&table->entries[i].key, EMPTY);
            table->entries[i].hash = 0;
        }
        size_t i = first; /* the rest in copies of those, which go through wide registers */
        for (; entries - i >= SMALLEST; i += SMALLEST) {
            memcpy((void *)&table->entries[i], (void *)table->entries, SMALLEST * sizeof(SetEntry));
        }
        memcpy((void *)&table->entries[i], (void *)table->entries, (entries - i) * sizeof(SetEntry));
        table->mask = entries - 1;
    }
    return table;
}

SetTable *weft__empty_set_table(Thread *t)
{
    Runtime *runtime = t->runtime;
    if (UNLIKELY(runtime->empty_set_table == NULL)) {
        runtime->empty_set_table = weft__set_table_new(t, SMALLEST);
    }
    return runtime->empty_set_table;
}

static void table_trace(Tracer *tracer, Object *object)
{
    SetTable *table = (SetTable *)object;
    for (size_t i = 0; i <= table->mask; i++) {
        weft__trace_value(tracer, weft__load_relaxed(&table->entries[i].key));
    }
}

void weft__init_set_table_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(SetTable), TYPE_PRIVATE | TYPE_FINAL);
    type->head.trace = table_trace;
    weft__type_ready(t, type);
}

/* ---- searching ---- */

/* Visits slots in the order of a search; `at` is the slot number in BODY. */
#define EACH_SLOT(table, hash, BODY)                                          \
    do {                                                                      \
        const size_t mask_ = (table)->mask;                                   \
        uint64_t stir_ = (uint64_t)(hash);                                    \
        size_t base_ = (size_t)stir_ & mask_;                                 \
        for (;;) {                                                            \
            size_t last_ = base_ + STRETCH <= mask_ ? base_ + STRETCH : base_; \
            for (size_t at = base_; at <= last_; at++) {                      \
                BODY                                                          \
            }                                                                 \
            stir_ >>= 5;                                                      \
            base_ = (base_ * 5 + 1 + (size_t)stir_) & mask_;                  \
        }                                                                     \
    } while (0)

/* Slot of a key; DICT_ABSENT with *slot the free one; DICT_ASK. */
int64_t weft__set_table_find(Thread *t, SetTable *table, Value key, int64_t hash, size_t *slot)
{
    EACH_SLOT(table, hash, {
        SetEntry *entry = &table->entries[at];
        Value found = weft__load_acquire(&entry->key); /* edge: set_entry */
        if (found == EMPTY) {
            *slot = at;
            return DICT_ABSENT;
        }
        if (found == key) {
            return (int64_t)at;
        }
        if (entry->hash == hash && found != DELETED) {
            int same = keys_compare(t, found, key);
            if (same != KEYS_DIFFER) {
                return same == KEYS_EQUAL ? (int64_t)at : DICT_ASK;
            }
        }
    });
}

static size_t free_slot(SetTable *table, int64_t hash)
{
    EACH_SLOT(table, hash, {
        if (weft__load_relaxed(&table->entries[at].key) == EMPTY) {
            return at;
        }
    });
}

/* As above, comparing with user code where needed; no lock held. */
static int64_t find_asking(Thread *t, Set *s, Value key, int64_t hash, SetTable **searched, size_t *fill)
{
restart:;
    SetTable *table = set_table(s);
    *searched = table;
    *fill = weft__load_acquire(&table->fill); /* edge: set_used */
    EACH_SLOT(table, hash, {
        SetEntry *entry = &table->entries[at];
        Value found = weft__load_acquire(&entry->key); /* edge: set_entry */
        if (found == EMPTY) {
            return DICT_ABSENT;
        }
        if (found == key) {
            return (int64_t)at;
        }
        if (entry->hash == hash && found != DELETED) {
            int same = keys_compare(t, found, key);
            if (same == KEYS_ASK) {
                same = weft__compare_bool(t, found, key, CMP_EQ);
                if (same < 0) {
                    return DICT_FAILED;
                }
                if (set_table(s) != table ||
                    weft__load_acquire(&entry->key) != found) { /* edge: set_entry */
                    if (!weft__poll(t)) {
                        return DICT_FAILED;
                    }
                    goto restart;
                }
            }
            if (same == KEYS_EQUAL) {
                return (int64_t)at;
            }
        }
    });
}

int weft__set_contains_hashed(Thread *t, Set *s, Value key, int64_t hash)
{
    size_t slot, fill;
    SetTable *table = set_table(s);
    int64_t at = weft__set_table_find(t, table, key, hash, &slot);
    if (UNLIKELY(at == DICT_ASK)) {
        at = find_asking(t, s, key, hash, &table, &fill);
    }
    return at >= 0 ? 1 : at == DICT_ABSENT ? 0 : -1;
}

int weft__set_contains(Thread *t, Set *s, Value v)
{
    int64_t hash;
    return key_hash(t, v, &hash) ? weft__set_contains_hashed(t, s, v, hash) : -1;
}

/* ---- tables ---- */

void weft__set_table_put(SetTable *table, Value key, int64_t hash)
{
    SetEntry *entry = &table->entries[free_slot(table, hash)];
    entry->hash = hash;
    weft__store_relaxed(&entry->key, key);
    weft__store_relaxed(&table->fill, weft__load_relaxed(&table->fill) + 1);
    weft__store_relaxed(&table->used, weft__load_relaxed(&table->used) + 1);
}

/* The keys of `from` in a table of more than `least` slots, with one further key that takes its
 * place in the order as if it were at `slot` already. */
static SetTable *resize_with(Thread *t, SetTable *from, size_t least, size_t slot, Value key,
                             int64_t hash)
{
    size_t entries = SMALLEST;
    while (entries <= least && entries <= SIZE_MAX / 4) {
        entries *= 2;
    }
    SetTable *into = weft__set_table_new(t, entries);
    for (size_t i = 0; into != NULL && i <= from->mask; i++) {
        Value each = weft__load_relaxed(&from->entries[i].key);
        if (i == slot) {
            weft__set_table_put(into, key, hash);
        } else if (each != EMPTY && each != DELETED) {
            weft__set_table_put(into, each, from->entries[i].hash);
        }
    }
    return into;
}

SetTable *weft__set_table_resize(Thread *t, SetTable *from, size_t least)
{
    return resize_with(t, from, least, SIZE_MAX, EMPTY, 0);
}

SetTable *weft__set_table_clone(Thread *t, SetTable *from)
{
    SetTable *into = table_raw(t, from->mask + 1);
    if (into != NULL) {
        memcpy((void *)into->entries, (void *)from->entries, (from->mask + 1) * sizeof *from->entries);
        into->mask = from->mask;
        weft__store_relaxed(&into->fill, weft__load_relaxed(&from->fill));
        weft__store_relaxed(&into->used, weft__load_relaxed(&from->used));
    }
    return into;
}

static size_t grown_size(size_t used)
{
    return used > 50000 ? used * 2 : used * 4;
}

/* ---- changing ---- */

/* Locked: adds an absent key at a free slot. */
static bool insert_locked(Thread *t, Set *s, SetTable *table, Value key, int64_t hash, size_t slot)
{
    if (UNLIKELY(table == t->runtime->empty_set_table)) {
        SetTable *own = weft__set_table_new(t, SMALLEST);
        if (own == NULL) {
            return false;
        }
        weft__set_table_put(own, key, hash);
        weft__store_release(&s->table, own); /* edge: set_table */
        return true;
    }
    size_t fill = weft__load_relaxed(&table->fill) + 1, used = weft__load_relaxed(&table->used) + 1;
    if (UNLIKELY(fill * 5 >= table->mask * 3)) {
        SetTable *larger = resize_with(t, table, grown_size(used), slot, key, hash);
        if (larger == NULL) {
            return false;
        }
        weft__store_release(&s->table, larger); /* edge: set_table */
        return true;
    }
    SetEntry *entry = &table->entries[slot];
    entry->hash = hash;
    weft__store_release(&entry->key, key);    /* edge: set_entry */
    weft__store_release(&table->fill, fill); /* edge: set_used */
    weft__store_release(&table->used, used); /* edge: set_used */
    return true;
}

bool weft__set_put_new(Thread *t, Set *s, Value key, int64_t hash)
{
    SetTable *table = set_table(s);
    return insert_locked(t, s, table, key, hash, free_slot(table, hash));
}

static NO_INLINE int add_asking(Thread *t, Set *s, Value key, int64_t hash)
{
    for (;;) {
        SetTable *table;
        size_t fill;
        int64_t at = find_asking(t, s, key, hash, &table, &fill);
        if (at != DICT_ABSENT) {
            return at >= 0 ? 0 : -1;
        }
        weft__lock_object(t, &s->head);
        bool same = set_table(s) == table && weft__load_relaxed(&table->fill) == fill;
        bool done = same && insert_locked(t, s, table, key, hash, free_slot(table, hash));
        weft__unlock_object(t, &s->head);
        if (same) {
            return done ? 1 : -1;
        }
        if (!weft__poll(t)) {
            return -1;
        }
    }
}

int weft__set_add_hashed(Thread *t, Set *s, Value key, int64_t hash)
{
    size_t slot;
    weft__lock_object(t, &s->head);
    SetTable *table = weft__load_relaxed(&s->table);
    int64_t at = weft__set_table_find(t, table, key, hash, &slot);
    int result = at >= 0 ? 0 : -1;
    if (at == DICT_ABSENT) {
        result = insert_locked(t, s, table, key, hash, slot) ? 1 : -1;
    }
    weft__unlock_object(t, &s->head);
    return UNLIKELY(at == DICT_ASK) ? add_asking(t, s, key, hash) : result;
}

int weft__set_add(Thread *t, Set *s, Value v)
{
    int64_t hash;
    return key_hash(t, v, &hash) ? weft__set_add_hashed(t, s, v, hash) : -1;
}

void weft__set_table_delete(SetTable *table, size_t at)
{
    weft__store_release(&table->entries[at].key, DELETED); /* edge: set_entry */
    weft__store_release(&table->used, weft__load_relaxed(&table->used) - 1); /* edge: set_used; locked */
}

int weft__set_discard_hashed(Thread *t, Set *s, Value key, int64_t hash)
{
    size_t slot, fill;
    weft__lock_object(t, &s->head);
    SetTable *table = weft__load_relaxed(&s->table);
    int64_t at = weft__set_table_find(t, table, key, hash, &slot);
    if (at >= 0) {
        weft__set_table_delete(table, (size_t)at);
    }
    weft__unlock_object(t, &s->head);
    while (UNLIKELY(at == DICT_ASK)) {
        int64_t found = find_asking(t, s, key, hash, &table, &fill);
        if (found < 0) {
            return found == DICT_ABSENT ? 0 : -1;
        }
        weft__lock_object(t, &s->head);
        Value there = weft__load_relaxed(&table->entries[found].key);
        if (set_table(s) == table && there != DELETED) {
            weft__set_table_delete(table, (size_t)found);
            at = found;
        }
        weft__unlock_object(t, &s->head);
        if (at == DICT_ASK && !weft__poll(t)) {
            return -1;
        }
    }
    return at >= 0;
}

int weft__set_discard(Thread *t, Set *s, Value v)
{
    int64_t hash;
    return key_hash(t, v, &hash) ? weft__set_discard_hashed(t, s, v, hash) : -1;
}

/* ---- whole sets ---- */

Set *weft__set_new_object(Thread *t, Type *type)
{
    SetTable *table = weft__empty_set_table(t);
    bool plain = type == T(t, set) || type == T(t, frozenset);
    Set *s = table == NULL ? NULL
             : plain       ? weft__alloc(t, sizeof *s, type)
                           : weft__instance_new(t, type, type->instance_bytes);
    if (s != NULL) {
        weft__init(&s->table, table);
        weft__init(&s->hash, (int64_t)-1);
    }
    return s;
}

Set *weft__set_new(Thread *t, bool frozen)
{
    return weft__set_new_object(t, frozen ? T(t, frozenset) : T(t, set));
}

Set *weft__set_from_iterable(Thread *t, Value iterable, bool frozen)
{
    Set *s = weft__set_new(t, frozen);
    return s != NULL && weft__set_update(t, s, iterable) ? s : NULL;
}

size_t weft__set_length(Set *s)
{
    return weft__load_acquire(&set_table(s)->used); /* edge: set_used */
}

bool weft__set_next(Thread *t, Set *s, size_t *position, Value *item)
{
    (void)t;
    SetTable *table = set_table(s);
    while (*position <= table->mask) {
        Value key = weft__load_acquire(&table->entries[(*position)++].key); /* edge: set_entry */
        if (key != EMPTY && key != DELETED) {
            *item = key;
            return true;
        }
    }
    return false;
}

SetTable *weft__set_snapshot(Thread *t, Set *s)
{
    weft__lock_object(t, &s->head);
    SetTable *table = set_table(s);
    size_t used = weft__load_relaxed(&table->used), count = 0;
    SetTable *row = weft__set_table_new(t, used > 0 ? used : 1);
    for (size_t i = 0; row != NULL && count < used; i++) {
        Value key = weft__load_relaxed(&table->entries[i].key);
        if (key != EMPTY && key != DELETED) {
            row->entries[count].hash = table->entries[i].hash;
            weft__init(&row->entries[count++].key, key);
        }
    }
    weft__unlock_object(t, &s->head);
    return row;
}

/* How large the table gets that takes so many keys at once into an empty set. */
static size_t copy_entries(size_t used)
{
    size_t entries = SMALLEST;
    while (used * 5 >= (SMALLEST - 1) * 3 && entries <= used * 2) {
        entries *= 2;
    }
    return entries;
}

/* Both locked: 1 done, 0 user code must compare, -1 failure. */
static int merge_locked(Thread *t, Set *s, SetTable *source)
{
    SetTable *table = set_table(s);
    size_t used = weft__load_relaxed(&source->used), fill = weft__load_relaxed(&table->fill);
    if (used == 0) {
        return 1;
    }
    bool fresh = table == t->runtime->empty_set_table;
    if (fresh && weft__load_relaxed(&source->fill) == used && source->mask + 1 == copy_entries(used)) {
        SetTable *copy = weft__set_table_clone(t, source);
        if (copy == NULL) {
            return -1;
        }
        weft__store_release(&s->table, copy); /* edge: set_table */
        return 1;
    }
    if ((fill + used) * 5 >= table->mask * 3 || fresh) {
        size_t least = (fill + used) * 5 >= table->mask * 3
                           ? (weft__load_relaxed(&table->used) + used) * 2
                           : 0;
        table = weft__set_table_resize(t, table, least);
        if (table == NULL) {
            return -1;
        }
    }
    if (weft__load_relaxed(&table->fill) == 0) {
        bool alike = table->mask == source->mask && weft__load_relaxed(&source->fill) == used;
        if (alike) {
            table = weft__set_table_clone(t, source);
        } else if (table == set_table(s)) {
            table = weft__set_table_resize(t, table, table->mask); /* one that nobody else sees */
        }
        if (table == NULL) {
            return -1;
        }
        for (size_t i = 0; !alike && i <= source->mask; i++) {
            Value key = weft__load_relaxed(&source->entries[i].key);
            if (key != EMPTY && key != DELETED) {
                weft__set_table_put(table, key, source->entries[i].hash);
            }
        }
        weft__store_release(&s->table, table); /* edge: set_table */
        return 1;
    }
    weft__store_release(&s->table, table); /* edge: set_table */
    for (size_t i = 0; i <= source->mask; i++) {
        Value key = weft__load_relaxed(&source->entries[i].key);
        if (key == EMPTY || key == DELETED) {
            continue;
        }
        size_t slot;
        int64_t hash = source->entries[i].hash;
        table = set_table(s);
        int64_t at = weft__set_table_find(t, table, key, hash, &slot);
        if (at == DICT_ASK) {
            return 0;
        }
        if (at == DICT_ABSENT && !insert_locked(t, s, table, key, hash, slot)) {
            return -1;
        }
    }
    return 1;
}

static bool merge_set(Thread *t, Set *s, Set *other)
{
    if (s == other) {
        return true;
    }
    weft__lock_two_objects(t, &s->head, &other->head);
    int done = merge_locked(t, s, set_table(other));
    SetTable *copy = done == 0 ? weft__set_table_clone(t, set_table(other)) : NULL;
    weft__unlock_two_objects(t, &s->head, &other->head);
    if (done != 0) {
        return done > 0;
    }
    for (size_t i = 0; copy != NULL && i <= copy->mask; i++) {
        Value key = weft__load_relaxed(&copy->entries[i].key);
        if (key != EMPTY && key != DELETED &&
            weft__set_add_hashed(t, s, key, copy->entries[i].hash) < 0) {
            return false;
        }
    }
    return copy != NULL;
}

/* Room for the keys of a dict, as many as it has. */
static bool make_room(Thread *t, Set *s, size_t more)
{
    weft__lock_object(t, &s->head);
    SetTable *table = set_table(s);
    bool done = true;
    if ((weft__load_relaxed(&table->fill) + more) * 5 >= table->mask * 3) {
        table = weft__set_table_resize(t, table, (weft__load_relaxed(&table->used) + more) * 2);
        done = table != NULL;
        if (done) {
            weft__store_release(&s->table, table); /* edge: set_table */
        }
    }
    weft__unlock_object(t, &s->head);
    return done;
}

/* The keys of a dict with the hashes that it knows: none is asked for its hash again. */
static bool merge_keys(Thread *t, Set *s, Dict *dict)
{
    DictTable *table = weft__dict_private_table(t, dict);
    if (table == NULL || !make_room(t, s, weft__load_relaxed(&table->live))) {
        return false;
    }
    uint32_t used = weft__load_relaxed(&table->used);
    for (uint32_t i = 0; i < used; i++) {
        DictEntry *entry = &table->entries[i];
        if (weft__load_relaxed(&entry->value) != EMPTY &&
            weft__set_add_hashed(t, s, weft__load_relaxed(&entry->key), entry->hash) < 0) {
            return false;
        }
    }
    return true;
}

bool weft__set_update(Thread *t, Set *s, Value iterable)
{
    if (is_set(t, iterable)) {
        return merge_set(t, s, as_set(iterable));
    }
    if (object_is(iterable, T(t, dict))) {
        return merge_keys(t, s, as_dict(iterable));
    }
    Items items;
    if (weft__items_of_exact(t, iterable, &items)) {
        for (size_t i = 0; i < items.count; i++) {
            if (weft__set_add(t, s, items.values[i]) < 0) {
                return false;
            }
        }
        KEEP_ALIVE(items.owner);
        return true;
    }
    Value iterator = exception_pending(t) ? EMPTY : weft__iterate(t, iterable);
    if (iterator == EMPTY) {
        return false;
    }
    Value (*next)(Thread *, Value) = type_of(t, iterator)->slots.next;
    for (;;) {
        Value item = next(t, iterator);
        if (item == EMPTY) {
            weft__end_iteration(t);
            return !exception_pending(t);
        }
        if (weft__set_add(t, s, item) < 0 || !weft__poll(t)) {
            return false;
        }
    }
}

Value weft__set_copy(Thread *t, Set *s, Type *type)
{
    Set *copy = weft__set_new_object(t, type);
    return copy != NULL && merge_set(t, copy, s) ? value_from_pointer(copy) : EMPTY;
}

/* Order-free mixture of the keys' hashes. */
static uint64_t shuffle(uint64_t hash)
{
    return ((hash ^ 89869747U) ^ (hash << 16)) * 3644798167U;
}

int64_t weft__set_table_hash(SetTable *table)
{
    uint64_t hash = 0, used = 0;
    for (size_t i = 0; i <= table->mask; i++) {
        Value key = weft__load_relaxed(&table->entries[i].key);
        if (key != EMPTY && key != DELETED) {
            hash ^= shuffle((uint64_t)table->entries[i].hash);
            used++;
        }
    }
    hash ^= (used + 1) * 1927868237U;
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash * 69069U + 907133923U;
    return hash == UINT64_MAX ? 590923713 : (int64_t)hash;
}
