/* containers_internal.h - what the files of list, tuple, dict, set and their iterators share.
 *
 * Key comparison: equality of two keys is decided in C, with no user code, when both are of builtin
 * types whose comparison is known (numbers, str, bytes, tuples of those, and every type that compares
 * by identity). Such comparisons may run under an object lock. Everything else answers KEYS_ASK, and
 * the caller compares with no lock held and then checks that the table is still the one it walked.
 */
#ifndef WEFT_OBJECT_CONTAINERS_INTERNAL_H
#define WEFT_OBJECT_CONTAINERS_INTERNAL_H

#include "object/classes.h"

int weft__contains_by_iteration(Thread *t, Value container, Value item); /* slot_generic.c */

/* Mersenne prime that hashes of numbers are reduced by. */
#define HASH_MODULUS ((int64_t)0x1FFFFFFFFFFFFFFF)

enum { KEYS_DIFFER = 0, KEYS_EQUAL = 1, KEYS_ASK = 2 };
int weft__keys_compare(Thread *t, Value a, Value b); /* key_compare.c; a != b as words */

/* Equality of keys with the same hash, decided without user code, or KEYS_ASK. */
static ALWAYS_INLINE int keys_compare(Thread *t, Value a, Value b)
{
    if (a == b) {
        return KEYS_EQUAL;
    }
    if (value_is_pointer(a) && value_is_pointer(b)) {
        Type *str = T(t, str);
        if (LIKELY(value_object(a)->type == str && value_object(b)->type == str)) {
            return weft__str_equal(as_str(a), as_str(b)) ? KEYS_EQUAL : KEYS_DIFFER;
        }
    }
    return weft__keys_compare(t, a, b);
}

/* hash(key), without a call for what most keys are. */
static ALWAYS_INLINE bool key_hash(Thread *t, Value key, int64_t *hash)
{
    if (value_is_pointer(key)) {
        Object *object = value_object(key);
        if (LIKELY(object->type == T(t, str))) {
            uint32_t known = weft__load_relaxed(&object->aux); /* edge: str_hash */
            *hash = (int64_t)(LIKELY(known != 0) ? known : weft__str_hash(t, (Str *)object));
            return true;
        }
    } else if (value_is_small_int(key)) {
        int64_t i = value_small_int(key);
        if (LIKELY(i > -HASH_MODULUS && i < HASH_MODULUS && i != -1)) {
            *hash = i;
            return true;
        }
    }
    return weft__hash(t, key, hash);
}

/* -1 is never a hash. */
static ALWAYS_INLINE int64_t hash_of_bits(uint64_t bits)
{
    return bits == UINT64_MAX ? -2 : (int64_t)bits;
}

/* Keeps a value alive up to this point: the collector finds it on the stack or in a register. */
#define KEEP_ALIVE(pointer) __asm__ volatile("" : : "r"(pointer) : "memory")

/* ---- arguments of constructors ---- */
/* TypeError unless there are no keywords and count is in [least, most]. */
bool weft__check_arguments(Thread *t, const char *name, size_t count, size_t least, size_t most,
                           Value names);
/* An index of a sequence: TypeError "X indices must be integers or slices, not T". */
bool weft__sequence_index_slow(Thread *t, Value key, const char *type_name, int64_t *index);
static ALWAYS_INLINE bool sequence_index(Thread *t, Value key, const char *type_name, int64_t *index)
{
    if (LIKELY(value_is_small_int(key))) {
        *index = value_small_int(key);
        return true;
    }
    return weft__sequence_index_slow(t, key, type_name, index);
}
/* start and stop of list.index and the like, clipped and made relative to `length`. */
bool weft__search_bounds(Thread *t, Value start, Value stop, size_t length, size_t *from, size_t *to);
/* How many items `count` repetitions give: false with MemoryError. */
bool weft__repeat_size(Thread *t, size_t length, int64_t count, size_t *total);
/* The count operand of sequence * n: 1 taken, 0 answer NOT_IMPLEMENTED, -1 failure. */
int weft__repeat_count(Thread *t, Value other, int64_t *count);
/* True when another operand's own reflected operator must be asked before a sequence complains. */
bool weft__other_may_answer(Thread *t, Value other, BinaryOperation op);
/* The index of the first difference of two sequences of C values under ==; -1 failure. */
Value weft__compare_lengths(Comparison op, size_t a, size_t b);

/* A snapshot of what an iterable gives, for code that needs all items at once. For exact builtin
 * containers it is a state that existed. */
typedef struct Items {
    const Value *values;
    size_t count;
    const void *owner; /* what keeps the values alive */
} Items;
bool weft__items_of(Thread *t, Value iterable, Items *items);
/* The same for exact containers only; false without exception: not one of them. */
bool weft__items_of_exact(Thread *t, Value iterable, Items *items);

/* ---- lists ---- */
ValueArray *weft__empty_array(Thread *t);
Value weft__list_concat(Thread *t, List *a, List *b);
bool weft__list_assign_slice(Thread *t, List *list, Value slice, Value value_or_empty);
Value weft__list_get_slice(Thread *t, List *list, Value slice);
/* Removes item `i` if it still is `expected`. */
bool weft__list_remove_exact(Thread *t, List *list, size_t i, Value expected);
bool weft__list_repeat_in_place(Thread *t, List *list, int64_t count);
bool weft__list_append_locked(Thread *t, List *list, Value v);
Value weft__list_pop_last_locked(Thread *t, List *list); /* EMPTY: no items; no exception */
/* A private row with the items, a state that existed; NULL: failure. */
ValueArray *weft__list_snapshot(Thread *t, List *list);
/* Locked: around whatever moves items of the list to other places. */
static ALWAYS_INLINE void list_moves_begin(List *list)
{
    /* edge: list_moves */
    weft__store_relaxed(&list->head.aux, weft__load_relaxed(&list->head.aux) + 1);
}
static ALWAYS_INLINE void list_moves_end(List *list)
{
    /* edge: list_moves */
    weft__store_release(&list->head.aux, weft__load_relaxed(&list->head.aux) + 1);
}
/* A reader's two questions: before it looks at items, and whether all kept their places since. User code of
 * this very thread may move items, too, and then means it; so a thread that was alone from the first question
 * on need not ask. One that is alone only now was not when others moved them. */
typedef struct ListMoves {
    uint32_t count;
    bool alone;
} ListMoves;
static ALWAYS_INLINE ListMoves list_moves(Thread *t, List *list)
{
    return (ListMoves){weft__load_acquire(&list->head.aux), t->alone}; /* edge: list_moves */
}
static ALWAYS_INLINE bool list_kept_places(Thread *t, List *list, ListMoves before)
{
    return (before.alone && t->alone) ||
           ((before.count & 1) == 0 && weft__load_relaxed(&list->head.aux) == before.count); /* edge: list_moves */
}

/* ---- dict tables (dict_table.c) ---- */
enum { DICT_SMALLEST = 8 };
DictTable *weft__empty_dict_table(Thread *t);
DictTable *weft__dict_table_new(Thread *t, uint32_t buckets);
/* Smallest power of two of buckets whose table holds `entries`; 0: too many (MemoryError). */
uint32_t weft__dict_buckets_for(Thread *t, size_t entries);
/* A copy of the live entries with room for `more` further ones. */
DictTable *weft__dict_table_copy(Thread *t, DictTable *from, size_t more);
#define DICT_ABSENT (-1)
#define DICT_ASK (-2)
#define DICT_FAILED (-3)
/* Entry of a key; *bucket: where it is named, or the free bucket for it. No user code. */
int64_t weft__dict_table_find(Thread *t, DictTable *table, Value key, int64_t hash,
                              uint32_t *bucket);
/* Entry of a key, comparing with user code where needed; no lock held. *table and *used: the state
 * that was searched. */
int64_t weft__dict_find_asking(Thread *t, Dict *d, Value key, int64_t hash, DictTable **table,
                               uint32_t *used);
/* Object lock held. Adds a key that is absent; may replace the table. */
bool weft__dict_insert_locked(Thread *t, Dict *d, DictTable *table, Value key, int64_t hash,
                              Value value, uint32_t bucket);
/* Object lock held. Deletes entry `i`. */
void weft__dict_delete_locked(DictTable *table, uint32_t i);
/* Object lock held: 1 stored, 0 the key must be compared by user code, -1 failure. */
int weft__dict_set_locked(Thread *t, Dict *d, Value key, int64_t hash, Value value);
bool weft__dict_set_hashed(Thread *t, Dict *d, Value key, int64_t hash, Value value);
bool weft__dict_publish(Dict *d, DictTable *table); /* object lock held */
/* A table that nobody else changes, with a state of the dict that existed. */
DictTable *weft__dict_private_table(Thread *t, Dict *d);
Value weft__dict_new_object(Thread *t, Type *type); /* any class derived from dict; empty */
/* Items of the dict as one row key, value, key, value...; a state that existed. what: 1 keys,
 * 2 values, 3 both. NULL: failure. */
ValueArray *weft__dict_snapshot(Thread *t, Dict *d, int what);
Value weft__dict_or(Thread *t, Value a, Value b);
int weft__dict_equal(Thread *t, Dict *a, Dict *b);
Value weft__dict_repr(Thread *t, Value self);
bool weft__dict_add_methods(Thread *t, Type *type);
bool weft__dict_popitem(Thread *t, Dict *d, Value *key, Value *value, bool *empty);
bool weft__dict_plain_iteration(Thread *t, Value v);
/* Moves a key to the end (or the front) of the order: 1, 0 absent, -1 failure. */
int weft__dict_move_to_end(Thread *t, Dict *d, Value key, bool last);
bool weft__dict_popitem_first(Thread *t, Dict *d, Value *key, Value *value); /* false: empty */

typedef struct DictView {
    Object head;
    Dict *dict; /* never changes */
} DictView;     /* dict_keys, dict_values, dict_items */
static ALWAYS_INLINE Dict *view_dict(Value v)
{
    return ((DictView *)value_pointer(v))->dict;
}
bool weft__is_dict_view(Thread *t, Value v); /* dict_keys or dict_items */
Value weft__dict_view_new(Thread *t, Type *type, Dict *d);
Value weft__dict_iterator_new(Thread *t, Type *type, Dict *d, bool reverse);

/* ---- sets (set.c) ----
 * Open addressing. A slot goes EMPTY -> key -> DELETED once and is never used again in its table;
 * growing publishes a new table. Reader: table (acquire), key (acquire), then the hash that was
 * written before the key. edges: set_table, set_entry */
typedef struct SetEntry {
    ATOMIC(Value) key; /* object lock */
    int64_t hash;      /* written once, before the key */
} SetEntry;
typedef struct SetTable {
    Object head;
    size_t mask;          /* entries - 1; never changes */
    ATOMIC(size_t) fill;  /* slots that are not EMPTY; object lock */
    ATOMIC(size_t) used;  /* keys; object lock; edge: set_used */
    SetEntry entries[];
} SetTable;
struct Set {
    Object head;
    ATOMIC(SetTable *) table; /* never NULL once created; edge: set_table */
    ATOMIC(int64_t) hash;     /* frozenset: its hash, -1 until computed; every thread computes the
                                 same; edge: frozenset_hash */
    ATOMIC(size_t) finger;    /* where pop() looks first; object lock */
};
static ALWAYS_INLINE Set *as_set(Value v) { return value_pointer(v); }
static ALWAYS_INLINE bool is_set(Thread *t, Value v) { return has_type_flag(t, v, TYPE_IS_SET); }
static ALWAYS_INLINE SetTable *set_table(Set *s)
{
    return weft__load_acquire(&s->table); /* edge: set_table */
}
Set *weft__set_new_object(Thread *t, Type *type);
SetTable *weft__empty_set_table(Thread *t);
SetTable *weft__set_table_new(Thread *t, size_t entries);
SetTable *weft__set_table_resize(Thread *t, SetTable *from, size_t least);
/* Puts a key that is known to be absent into a table that nobody else sees. */
void weft__set_table_put(SetTable *table, Value key, int64_t hash);
SetTable *weft__set_table_clone(Thread *t, SetTable *from);
int64_t weft__set_table_find(Thread *t, SetTable *table, Value key, int64_t hash, size_t *slot);
int weft__set_contains_hashed(Thread *t, Set *s, Value key, int64_t hash);
int weft__set_add_hashed(Thread *t, Set *s, Value key, int64_t hash);
int weft__set_discard_hashed(Thread *t, Set *s, Value key, int64_t hash);
/* Adds a key that is known to be absent to a set that nobody else knows. False: no memory. */
bool weft__set_put_new(Thread *t, Set *s, Value key, int64_t hash);
void weft__set_table_delete(SetTable *table, size_t at); /* the set is locked, or nobody else knows it */
/* A private table with the items of a set, a state that existed. */
SetTable *weft__set_snapshot(Thread *t, Set *s);
Value weft__set_copy(Thread *t, Set *s, Type *type);
bool weft__set_add_methods(Thread *t, Type *type, bool frozen);
Value weft__set_binary(Thread *t, BinaryOperation op, Value a, Value b);
Value weft__set_inplace(Thread *t, BinaryOperation op, Value a, Value b);
Value weft__set_compare(Thread *t, Value a, Value b, Comparison op);
int64_t weft__set_table_hash(SetTable *table);
/* Exact set or frozenset, or a subclass; NULL when v is none. */
static ALWAYS_INLINE Set *set_or_null(Thread *t, Value v)
{
    return is_set(t, v) ? as_set(v) : NULL;
}

#endif
