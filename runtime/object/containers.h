/* containers.h - list, tuple, dict, set, slice, range: what C code uses of them.
 *
 * Reads take no lock. Writers hold the object lock (weft__lock_object); functions here take it
 * themselves unless they say "locked". docs/semantics.md says what concurrent programs may expect.
 */
#ifndef WEFT_OBJECT_CONTAINERS_H
#define WEFT_OBJECT_CONTAINERS_H

#include "object/runtime.h"

/* ---- tuple: length in head.aux; items never change once shared ---- */
struct Tuple {
    Object head;
    Value items[];
};
static ALWAYS_INLINE Tuple *as_tuple(Value v) { return value_pointer(v); }
static ALWAYS_INLINE size_t tuple_length(const Tuple *tuple)
{
    return weft__load_relaxed(&((Tuple *)(uintptr_t)tuple)->head.aux);
}
static ALWAYS_INLINE bool is_tuple(Thread *t, Value v) { return has_type_flag(t, v, TYPE_IS_TUPLE); }
Tuple *weft__tuple_new(Thread *t, size_t length); /* items: int 0, to be filled before sharing */
Tuple *weft__tuple_from(Thread *t, const Value *items, size_t length);
Tuple *weft__tuple_from_iterable(Thread *t, Value iterable);
/* As for a sequence: the iterable itself is not asked how many items it has, unlike by tuple(). */
Tuple *weft__tuple_of_items(Thread *t, Value iterable);
static inline Value weft__tuple2(Thread *t, Value a, Value b)
{
    Tuple *tuple = weft__tuple_new(t, 2);
    if (tuple) { tuple->items[0] = a; tuple->items[1] = b; }
    return value_or_empty(tuple);
}

/* ---- list: one pointer to an array that carries its own length ----
 * Reader: array (acquire), length (acquire), item (acquire); an EMPTY item counts as out of range.
 * Writer (object lock): item (release), then length (release), or a new array (release).
 * head.aux counts the beginnings and ends of operations that move items to other places: a search
 * that overlapped one may have missed an item, and searches again in a copy.
 * edges: list_array, list_length, list_item, list_moves */
struct List {
    Object head;
    ATOMIC(ValueArray *) array; /* never NULL once created */
};
static ALWAYS_INLINE List *as_list(Value v) { return value_pointer(v); }
static ALWAYS_INLINE bool is_list(Thread *t, Value v) { return has_type_flag(t, v, TYPE_IS_LIST); }
static ALWAYS_INLINE size_t list_length(List *list)
{
    return weft__load_acquire(&weft__load_acquire(&list->array)->length);
}
/* EMPTY when out of range; no exception. */
static ALWAYS_INLINE Value list_get(List *list, size_t i)
{
    ValueArray *array = weft__load_acquire(&list->array); /* edge: list_array */
    return LIKELY(i < weft__load_acquire(&array->length)) /* edge: list_length */
               ? weft__load_acquire(&array->items[i])     /* edge: list_item */
               : EMPTY;
}
List *weft__list_new(Thread *t, size_t capacity);
List *weft__list_from(Thread *t, const Value *items, size_t count);
List *weft__list_from_iterable(Thread *t, Value iterable);
bool weft__list_append(Thread *t, List *list, Value v);
bool weft__list_append_values(Thread *t, List *list, const Value *values, size_t count);
bool weft__list_extend(Thread *t, List *list, Value iterable);
bool weft__list_set(Thread *t, List *list, size_t i, Value v); /* false without exception: range */
bool weft__list_insert(Thread *t, List *list, int64_t at, Value v);
Value weft__list_pop(Thread *t, List *list, int64_t at); /* IndexError */
bool weft__list_sort(Thread *t, List *list, Value key_or_none, bool reverse);
bool weft__list_reverse(Thread *t, List *list);
bool weft__list_clear(Thread *t, List *list);
Value weft__list_to_tuple(Thread *t, List *list); /* a state that existed */
Value weft__list_slice(Thread *t, List *list, size_t from, size_t to);

/* ---- dict ----
 * table: keys written once, values atomic, append-only entries; growing or compacting publishes a
 * new table. layout_id is unique to a table for ever; keys_version is 0 or a number that changes
 * whenever the key set does. edges: dict_table, dict_entry, dict_value, dict_keys_version */
typedef struct DictEntry {
    ATOMIC(Value) key;    /* written once, before its index is published */
    ATOMIC(Value) value;  /* EMPTY: deleted */
    int64_t hash;         /* written once, with the key */
    /* A deleted entry's key becomes DELETED in a stopped world, so that it can be freed. */
} DictEntry;
typedef struct DictTable {
    Object head;
    uint32_t mask;                   /* buckets - 1; never changes */
    uint32_t capacity;               /* entries that fit; never changes */
    ATOMIC(uint32_t) used;           /* entries appended so far; object lock, release */
    ATOMIC(uint32_t) live;           /* entries with a value; object lock */
    ATOMIC(uint32_t) layout_id;      /* 0 until weft__dict_find_entry gives the table a number that
                                        no other table has (0 for ever once they are exhausted);
                                        set once; edge: dict_layout */
    ATOMIC(uint32_t) keys_version;   /* 0 none; from next_keys_version; edge: dict_keys_version */
    ATOMIC(uint32_t) first_live;     /* no live entry before it; object lock; a hint for readers */
    ATOMIC(uint32_t) end_live;       /* no live entry from it on; object lock */
    DictEntry *entries;              /* inside this cell; never changes */
    ATOMIC(uint32_t) buckets[];      /* entry number + 1, 0 free; edge: dict_entry */
} DictTable;
struct Dict {
    Object head;
    ATOMIC(DictTable *) table; /* never NULL once created; edge: dict_table */
    Value owner;               /* EMPTY, or the instance whose attributes this dict is a view of:
                                  then `table` is a shared empty one; never changes */
};
static ALWAYS_INLINE Dict *as_dict(Value v) { return value_pointer(v); }
static ALWAYS_INLINE bool is_dict(Thread *t, Value v) { return has_type_flag(t, v, TYPE_IS_DICT); }
Dict *weft__dict_new(Thread *t);
Dict *weft__dict_new_sized(Thread *t, size_t expected);
size_t weft__dict_length(Thread *t, Dict *d);
/* EMPTY without exception: absent. EMPTY with one: __hash__/__eq__ failed. */
Value weft__dict_get(Thread *t, Dict *d, Value key);
Value weft__dict_get_hashed(Thread *t, Dict *d, Value key, int64_t hash);
Value weft__dict_get_str(Thread *t, Dict *d, Str *key); /* never fails on exact-str keys */
Value weft__dict_get_c(Thread *t, Dict *d, const char *key);
/* What the builtins have under a name now; AttributeError when a program deleted it. */
Value weft__builtin_named(Thread *t, const char *name);
bool weft__dict_set(Thread *t, Dict *d, Value key, Value value);
bool weft__dict_set_str(Thread *t, Dict *d, Str *key, Value value);
bool weft__dict_set_c(Thread *t, Dict *d, const char *key, Value value);
/* 1 deleted, 0 absent (no exception), -1 failure */
int weft__dict_delete(Thread *t, Dict *d, Value key);
Value weft__dict_pop(Thread *t, Dict *d, Value key); /* EMPTY without exception: absent */
Value weft__dict_set_default(Thread *t, Dict *d, Value key, Value value); /* what is there then */
Value weft__dict_from_keys(Thread *t, Value *args);  /* dict.fromkeys: class, keys, value */
Value weft__dict_pop_method(Thread *t, Value *args); /* dict.pop: dict, key, what to give without the key or EMPTY */
bool weft__dict_clear(Thread *t, Dict *d);
Dict *weft__dict_copy(Thread *t, Dict *d);
/* how: 0 keep existing, 1 override, 2 raise KeyError for duplicates (function calls) */
bool weft__dict_merge(Thread *t, Dict *into, Value mapping, int how);
bool weft__dict_update_pairs(Thread *t, Dict *into, Value iterable_of_pairs);
/* Walks entries in order without a lock: *position starts at 0; false at the end. */
bool weft__dict_next(Thread *t, Dict *d, size_t *position, Value *key, Value *value);
Value weft__dict_keys_list(Thread *t, Dict *d); /* a new list, a state that existed */
Value weft__dict_values_list(Thread *t, Dict *d);
Value weft__dict_items_list(Thread *t, Dict *d);
/* For caches (R6): entry number of an exact interned str key in the present table; -1 absent. */
int64_t weft__dict_find_entry(Thread *t, DictTable *table, Str *key);
/* The keys version, assigned under the object lock when 0; 0 when exhausted. */
uint32_t weft__dict_assign_keys_version(Thread *t, Dict *d);
/* Value of entry `i` for caches; EMPTY when deleted or out of range. */
static ALWAYS_INLINE Value dict_entry_value(DictTable *table, uint32_t i)
{
    return LIKELY(i < table->capacity) ? weft__load_acquire(&table->entries[i].value) : EMPTY;
}

/* ---- set, frozenset ---- */
typedef struct Set Set;
Set *weft__set_new(Thread *t, bool frozen);
Set *weft__set_from_iterable(Thread *t, Value iterable, bool frozen);
int weft__set_add(Thread *t, Set *s, Value v); /* 1 added, 0 was there, -1 failure */
int weft__set_discard(Thread *t, Set *s, Value v);
int weft__set_contains(Thread *t, Set *s, Value v);
size_t weft__set_length(Set *s);
bool weft__set_update(Thread *t, Set *s, Value iterable);
bool weft__set_next(Thread *t, Set *s, size_t *position, Value *item);

/* ---- slice, range, iterators ---- */
typedef struct Slice {
    Object head;
    Value start, stop, step; /* never change */
} Slice;
Value weft__slice_new(Thread *t, Value start, Value stop, Value step);
/* Resolves against a length like slice.indices(); *count items. */
bool weft__slice_indices(Thread *t, Value slice, size_t length, int64_t *start, int64_t *stop,
                         int64_t *step, size_t *count);
/* range iterator over immediate ints; FOR_ITER works on it directly. The next item is
 * end - left * step. Each item is handed out once: the thread that made the iterator counts down with
 * a plain load and store; the first other thread that asks stops the world, takes that privilege
 * away for good, and from then on all count down with an atomic subtraction. */
typedef struct RangeIterator {
    Object head;
    int64_t end;             /* start + count * step; never changes */
    int64_t step;            /* never changes */
    int64_t count;           /* items in all; never changes */
    ATOMIC(int64_t) left;    /* items left, <= 0: exhausted; edge: range_iterator */
    ATOMIC(Thread *) owner;  /* who may count without an atomic subtraction; NULL: nobody. Becomes
                                NULL in a stopped world; edge: range_owner */
} RangeIterator;
Value weft__range_iterator_next_shared(Thread *t, RangeIterator *range);
/* EMPTY: exhausted. Items are immediate by construction. */
static ALWAYS_INLINE Value range_iterator_next(Thread *t, RangeIterator *range)
{
    if (UNLIKELY(weft__load_relaxed(&range->owner) != t)) { /* edge: range_owner */
        return weft__range_iterator_next_shared(t, range);
    }
    int64_t left = weft__load_relaxed(&range->left); /* edge: range_iterator */
    if (UNLIKELY(left <= 0)) {
        return EMPTY;
    }
    weft__store_relaxed(&range->left, left - 1); /* edge: range_iterator */
    return value_from_small_int(range->end - left * range->step);
}
typedef struct ListIterator {
    Object head;
    Value list;             /* never changes */
    ATOMIC(uint64_t) index; /* UINT64_MAX: exhausted; edge: list_iterator */
} ListIterator;
typedef struct TupleIterator {
    Object head;
    Value tuple;
    ATOMIC(uint64_t) index; /* edge: tuple_iterator */
} TupleIterator;
Value weft__range_new(Thread *t, Value start, Value stop, Value step);
Value weft__callable_iterator(Thread *t, Value callable, Value sentinel); /* iter(f, sentinel) */
Value weft__memory_iterator(Thread *t, Value view);
Value weft__sequence_iterator(Thread *t, Value sequence); /* old __getitem__ protocol */

#endif
