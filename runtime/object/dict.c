/* dict.c - what other C code does with whole dicts: making, copying, merging, walking, comparing.
 *
 * Operations on two dicts hold both locks, so each sees a state that existed. Where a key or value
 * can only be compared by user code they fall back to snapshots and compare with no lock held.
 */
#include "object/containers_internal.h"

static Dict *dict_with(Thread *t, DictTable *table)
{
    Dict *d = table == NULL ? NULL : weft__alloc(t, sizeof *d, T(t, dict));
    if (LIKELY(d != NULL)) {
        weft__init(&d->table, table);
        d->owner = EMPTY;
    }
    return d;
}

Dict *weft__dict_new(Thread *t)
{
    return dict_with(t, weft__empty_dict_table(t));
}

Dict *weft__dict_new_sized(Thread *t, size_t expected)
{
    if (expected == 0) {
        return weft__dict_new(t);
    }
    uint32_t buckets = weft__dict_buckets_for(t, expected);
    return buckets == 0 ? NULL : dict_with(t, weft__dict_table_new(t, buckets));
}

Value weft__dict_new_object(Thread *t, Type *type)
{
    if (type == T(t, dict)) {
        return value_or_empty(weft__dict_new(t));
    }
    DictTable *table = weft__empty_dict_table(t);
    Dict *d = table == NULL ? NULL : weft__instance_new(t, type, type->instance_bytes);
    if (d != NULL) {
        weft__init(&d->table, table);
        d->owner = EMPTY;
    }
    return value_or_empty(d);
}

size_t weft__dict_length(Thread *t, Dict *d)
{
    DictTable *table = weft__load_acquire(&d->table); /* edge: dict_table */
    uint32_t live = weft__load_acquire(&table->live); /* edge: dict_live */
    return live == 0 && d->owner != EMPTY ? weft__instance_length(t, d->owner) : live;
}

Value weft__dict_get_c(Thread *t, Dict *d, const char *key)
{
    Str *name = weft__intern_c(t, key);
    return name == NULL ? EMPTY : weft__dict_get_str(t, d, name);
}

Value weft__builtin_named(Thread *t, const char *name)
{
    Value found = weft__dict_get_c(t, t->runtime->builtins, name);
    return found != EMPTY || exception_pending(t) ? found : RAISE(t, AttributeError, "%s", name);
}

bool weft__dict_set_c(Thread *t, Dict *d, const char *key, Value value)
{
    Str *name = weft__intern_c(t, key);
    return name != NULL && weft__dict_set_str(t, d, name, value);
}

bool weft__dict_clear(Thread *t, Dict *d)
{
    if (UNLIKELY(d->owner != EMPTY)) {
        return weft__instance_clear(t, d->owner);
    }
    weft__lock_object(t, &d->head);
    bool done = weft__dict_publish(d, weft__empty_dict_table(t));
    weft__unlock_object(t, &d->head);
    return done;
}

bool weft__dict_next(Thread *t, Dict *d, size_t *position, Value *key, Value *value)
{
    if (UNLIKELY(d->owner != EMPTY)) {
        return weft__instance_next(t, d->owner, position, key, value);
    }
    DictTable *table = weft__load_acquire(&d->table);   /* edge: dict_table */
    uint32_t used = weft__load_acquire(&table->used);   /* edge: dict_used */
    while (*position < used) {
        DictEntry *entry = &table->entries[(*position)++];
        Value found = weft__load_acquire(&entry->value); /* edge: dict_value */
        if (found != EMPTY) {
            *key = weft__load_relaxed(&entry->key);
            *value = found;
            return true;
        }
    }
    return false;
}

/* A copy of the dictionary's own table. */
static DictTable *copy_table(Thread *t, Dict *d)
{
    weft__lock_object(t, &d->head);
    DictTable *table = weft__load_relaxed(&d->table);
    DictTable *copy = weft__load_relaxed(&table->live) == 0 ? weft__empty_dict_table(t)
                                                             : weft__dict_table_copy(t, table, 0);
    weft__unlock_object(t, &d->head);
    return copy;
}

/* The attributes of an instance as a table of their own. While the copy allocates, another thread may
 * replace the instance's dictionary: then the view has a table of its own, with what it showed last. */
static DictTable *table_of_owner(Thread *t, Dict *d)
{
    Dict *copy = weft__dict_new(t);
    Value owner = d->owner;
    size_t position = 0;
    Value key, value;
    while (copy != NULL && owner != EMPTY && weft__instance_next(t, owner, &position, &key, &value)) {
        if (!weft__dict_set(t, copy, key, value)) {
            return NULL;
        }
    }
    if (copy == NULL || exception_pending(t)) {
        return NULL;
    }
    return d->owner == EMPTY ? copy_table(t, d) : weft__load_relaxed(&copy->table);
}

DictTable *weft__dict_private_table(Thread *t, Dict *d)
{
    return UNLIKELY(d->owner != EMPTY) ? table_of_owner(t, d) : copy_table(t, d);
}

Dict *weft__dict_copy(Thread *t, Dict *d)
{
    return dict_with(t, weft__dict_private_table(t, d));
}

ValueArray *weft__dict_snapshot(Thread *t, Dict *d, int what)
{
    DictTable *table = NULL;
    bool locked = d->owner == EMPTY;
    if (!locked) {
        table = table_of_owner(t, d);
        if (table == NULL) {
            return NULL;
        }
    } else {
        weft__lock_object(t, &d->head);
        table = weft__load_relaxed(&d->table);
    }
    uint32_t live = weft__load_relaxed(&table->live), used = weft__load_relaxed(&table->used);
    ValueArray *row = weft__value_array_new(t, (size_t)live * (what == 3 ? 2 : 1));
    size_t n = 0;
    for (uint32_t i = 0; row != NULL && i < used; i++) {
        Value value = weft__load_relaxed(&table->entries[i].value);
        if (value == EMPTY) {
            continue;
        }
        if (what & 1) {
            weft__store_relaxed(&row->items[n++], weft__load_relaxed(&table->entries[i].key));
        }
        if (what & 2) {
            weft__store_relaxed(&row->items[n++], value);
        }
    }
    if (row != NULL) {
        weft__store_relaxed(&row->length, n);
    }
    if (locked) {
        weft__unlock_object(t, &d->head);
    }
    return row;
}

static Value snapshot_list(Thread *t, Dict *d, int what)
{
    ValueArray *row = weft__dict_snapshot(t, d, what);
    List *list = row == NULL ? NULL : weft__list_new(t, 0);
    if (list != NULL && row->capacity > 0) {
        weft__store_relaxed(&list->array, row);
    }
    return value_or_empty(list);
}

Value weft__dict_keys_list(Thread *t, Dict *d)
{
    return snapshot_list(t, d, 1);
}

Value weft__dict_values_list(Thread *t, Dict *d)
{
    return snapshot_list(t, d, 2);
}

Value weft__dict_items_list(Thread *t, Dict *d)
{
    ValueArray *row = weft__dict_snapshot(t, d, 3);
    size_t count = row == NULL ? 0 : weft__load_relaxed(&row->length) / 2;
    List *list = row == NULL ? NULL : weft__list_new(t, count);
    for (size_t i = 0; list != NULL && i < count; i++) {
        Value pair = weft__tuple2(t, weft__load_relaxed(&row->items[2 * i]),
                                  weft__load_relaxed(&row->items[2 * i + 1]));
        if (pair == EMPTY || !weft__list_append(t, list, pair)) {
            return EMPTY;
        }
    }
    return value_or_empty(list);
}

/* ---- merging ---- */

bool weft__dict_plain_iteration(Thread *t, Value v)
{
    return is_dict(t, v) && type_of(t, v)->slots.iterate == T(t, dict)->slots.iterate;
}

static bool merge_item(Thread *t, Dict *into, Value key, int64_t hash, Value value, int how)
{
    if (how == 1) {
        return weft__dict_set_hashed(t, into, key, hash, value);
    }
    Value there = weft__dict_get_hashed(t, into, key, hash);
    if (there == EMPTY) {
        return !exception_pending(t) && weft__dict_set_hashed(t, into, key, hash, value);
    }
    if (how == 2) {
        weft__raise_key_error(t, key);
        return false;
    }
    return true;
}

/* Item by item from a table that nobody changes. */
static bool merge_private(Thread *t, Dict *into, DictTable *table, int how)
{
    if (table == NULL) {
        return false;
    }
    uint32_t used = weft__load_relaxed(&table->used);
    for (uint32_t i = 0; i < used; i++) {
        DictEntry *entry = &table->entries[i];
        Value value = weft__load_relaxed(&entry->value);
        if (value != EMPTY &&
            !merge_item(t, into, weft__load_relaxed(&entry->key), entry->hash, value, how)) {
            return false;
        }
    }
    return true;
}

/* Both locked: 1 done, 0 user code must compare keys (some may be merged already), -1 failure. */
static int merge_locked(Thread *t, Dict *into, Dict *from)
{
    DictTable *source = weft__load_relaxed(&from->table), *table = weft__load_relaxed(&into->table);
    uint32_t live = weft__load_relaxed(&source->live), used = weft__load_relaxed(&source->used);
    if (live == 0) {
        return 1;
    }
    if (weft__load_relaxed(&table->live) == 0) {
        return weft__dict_publish(into, weft__dict_table_copy(t, source, 0)) ? 1 : -1;
    }
    if (table->capacity - weft__load_relaxed(&table->used) < live &&
        live > weft__load_relaxed(&table->live)) {
        if (!weft__dict_publish(into, weft__dict_table_copy(t, table, live))) {
            return -1;
        }
    }
    for (uint32_t i = 0; i < used; i++) {
        DictEntry *entry = &source->entries[i];
        Value value = weft__load_relaxed(&entry->value);
        if (value == EMPTY) {
            continue;
        }
        int done = weft__dict_set_locked(t, into, weft__load_relaxed(&entry->key), entry->hash, value);
        if (done <= 0) {
            return done;
        }
    }
    return 1;
}

static bool merge_dict(Thread *t, Dict *into, Dict *from, int how)
{
    if (into == from) {
        return true;
    }
    if (how == 1 && into->owner == EMPTY && from->owner == EMPTY) {
        weft__lock_two_objects(t, &into->head, &from->head);
        int done = merge_locked(t, into, from);
        weft__unlock_two_objects(t, &into->head, &from->head);
        if (done != 0) {
            return done > 0;
        }
    }
    return merge_private(t, into, weft__dict_private_table(t, from), how);
}

static bool merge_mapping(Thread *t, Dict *into, Value mapping, int how)
{
    Value keys = weft__call_method(t, mapping, N(t, keys), NULL, 0);
    Value iterator = keys == EMPTY ? EMPTY : weft__iterate(t, keys);
    if (iterator == EMPTY) {
        return false;
    }
    for (;;) {
        Value key = weft__next(t, iterator);
        if (key == EMPTY) {
            return !exception_pending(t);
        }
        int64_t hash;
        Value value;
        if (how != 1) {
            /* An existing key is not even read from the mapping. */
            value = weft__dict_get(t, into, key);
            if (value != EMPTY && how == 0) {
                continue;
            }
            if (value != EMPTY) {
                weft__raise_key_error(t, key);
                return false;
            }
            if (exception_pending(t)) {
                return false;
            }
        }
        value = weft__get_item(t, mapping, key);
        if (value == EMPTY || !key_hash(t, key, &hash) ||
            !weft__dict_set_hashed(t, into, key, hash, value)) {
            return false;
        }
    }
}

bool weft__dict_merge(Thread *t, Dict *into, Value mapping, int how)
{
    return weft__dict_plain_iteration(t, mapping) ? merge_dict(t, into, as_dict(mapping), how)
                                                  : merge_mapping(t, into, mapping, how);
}

/* One element of a sequence of pairs. */
static bool update_pair(Thread *t, Dict *into, Value element, size_t number)
{
    Items pair;
    if (object_is(element, T(t, tuple)) && tuple_length(as_tuple(element)) == 2) {
        return weft__dict_set(t, into, as_tuple(element)->items[0], as_tuple(element)->items[1]);
    }
    if (!weft__items_of(t, element, &pair)) {
        if (weft__exception_matches(t, EXC(t, TypeError))) {
            exception_take(t);
            RAISE(t, TypeError,
                  "cannot convert dictionary update sequence element #%zu to a sequence", number);
        }
        return false;
    }
    if (pair.count != 2) {
        RAISE(t, ValueError, "dictionary update sequence element #%zu has length %zu; 2 is required",
              number, pair.count);
        return false;
    }
    bool done = weft__dict_set(t, into, pair.values[0], pair.values[1]);
    KEEP_ALIVE(pair.owner);
    return done;
}

bool weft__dict_update_pairs(Thread *t, Dict *into, Value iterable)
{
    Value iterator = weft__iterate(t, iterable);
    if (iterator == EMPTY) {
        return false;
    }
    for (size_t number = 0;; number++) {
        Value element = weft__next(t, iterator);
        if (element == EMPTY) {
            return !exception_pending(t);
        }
        if (!update_pair(t, into, element, number)) {
            return false;
        }
    }
}

/* ---- comparing ---- */

/* Both locked or private: 1 equal, 0 not, 2 user code must compare. */
static int equal_natively(Thread *t, DictTable *a, DictTable *b)
{
    if (weft__load_relaxed(&a->live) != weft__load_relaxed(&b->live)) {
        return 0;
    }
    uint32_t used = weft__load_relaxed(&a->used);
    for (uint32_t i = 0; i < used; i++) {
        DictEntry *entry = &a->entries[i];
        Value value = weft__load_relaxed(&entry->value);
        if (value == EMPTY) {
            continue;
        }
        uint32_t bucket;
        int64_t j = weft__dict_table_find(t, b, weft__load_relaxed(&entry->key), entry->hash, &bucket);
        if (j == DICT_ASK) {
            return 2;
        }
        Value other = j < 0 ? EMPTY : weft__load_relaxed(&b->entries[j].value);
        int same = other == EMPTY ? KEYS_DIFFER : keys_compare(t, value, other);
        if (same != KEYS_EQUAL) {
            return same == KEYS_DIFFER ? 0 : 2;
        }
    }
    return 1;
}

int weft__dict_equal(Thread *t, Dict *a, Dict *b)
{
    if (a == b && a->owner != EMPTY) {
        return 1;
    }
    DictTable *x = NULL, *y = NULL;
    if (a->owner == EMPTY && b->owner == EMPTY) {
        weft__lock_two_objects(t, &a->head, &b->head);
        int same = equal_natively(t, weft__load_relaxed(&a->table), weft__load_relaxed(&b->table));
        if (same == 2) {
            x = weft__dict_table_copy(t, weft__load_relaxed(&a->table), 0);
            y = weft__dict_table_copy(t, weft__load_relaxed(&b->table), 0);
        }
        weft__unlock_two_objects(t, &a->head, &b->head);
        if (same != 2) {
            return same;
        }
    } else {
        x = weft__dict_private_table(t, a);
        y = x == NULL ? NULL : weft__dict_private_table(t, b);
    }
    Dict *other = x == NULL || y == NULL ? NULL : dict_with(t, y);
    if (other == NULL) {
        return -1;
    }
    if (weft__load_relaxed(&x->live) != weft__load_relaxed(&y->live)) {
        return 0;
    }
    uint32_t used = weft__load_relaxed(&x->used);
    for (uint32_t i = 0; i < used; i++) {
        DictEntry *entry = &x->entries[i];
        Value value = weft__load_relaxed(&entry->value);
        if (value == EMPTY) {
            continue;
        }
        Value there = weft__dict_get_hashed(t, other, weft__load_relaxed(&entry->key), entry->hash);
        if (there == EMPTY) {
            return exception_pending(t) ? -1 : 0;
        }
        int same = weft__equal(t, value, there);
        if (same <= 0) {
            return same;
        }
    }
    return 1;
}

Value weft__dict_or(Thread *t, Value a, Value b)
{
    if (!is_dict(t, a) || !is_dict(t, b)) {
        return NOT_IMPLEMENTED;
    }
    Dict *result = weft__dict_copy(t, as_dict(a));
    return result != NULL && weft__dict_merge(t, result, b, 1) ? value_from_pointer(result) : EMPTY;
}
