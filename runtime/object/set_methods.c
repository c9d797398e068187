/* set_methods.c - union, intersection, difference, symmetric difference and the comparisons of sets.
 *
 * Every operation works on states that existed: the other set is read from a snapshot where keys may
 * have to be compared by user code. Results that replace a set's contents are published at once.
 */
#include "object/containers_internal.h"

/* One key with its hash from a set's table; the table must not change. */
#define EACH_KEY(table, key, hash_, BODY)                                        \
    for (size_t i_ = 0; i_ <= (table)->mask; i_++) {                             \
        Value key = weft__load_relaxed(&(table)->entries[i_].key);               \
        if (key != EMPTY && key != DELETED) {                                    \
            int64_t hash_ = (table)->entries[i_].hash;                           \
            BODY                                                                 \
        }                                                                        \
    }

/* The type of results: set or frozenset, whatever the class of the operand derives from. */
static Type *result_type(Thread *t, Value v)
{
    Type *type = type_of(t, v);
    return type == T(t, set) || weft__is_subtype(type, T(t, set)) ? T(t, set) : T(t, frozenset);
}

static Value new_result(Thread *t, Type *type, Set **s)
{
    *s = weft__set_new_object(t, type);
    return value_or_empty(*s);
}

/* `other` as a set: itself, or a new one from the iterable. */
static Set *set_of(Thread *t, Value other)
{
    return is_set(t, other) ? as_set(other) : weft__set_from_iterable(t, other, false);
}

/* The keys of `from` that are in `in`, or those that are not, into a new set, while both stand still: 1.
 * 0: user code has to compare, and nothing counts that was done; -1: no memory. */
static int filter_locked(Thread *t, Set *from, Set *in, bool wanted, Set *result)
{
    SetTable *table = set_table(from), *other = set_table(in);
    EACH_KEY(table, key, hash, {
        size_t slot;
        int64_t at = weft__set_table_find(t, other, key, hash, &slot);
        if (at == DICT_ASK) {
            return 0;
        }
        if ((at >= 0) == wanted && !weft__set_put_new(t, result, key, hash)) {
            return -1;
        }
    })
    return 1;
}
/* The same with the locks; the result as an object, EMPTY without memory, DELETED where user code has
 * to compare. */
static Value filter(Thread *t, Set *from, Set *in, bool wanted, Type *type)
{
    Set *result;
    if (new_result(t, type, &result) == EMPTY) {
        return EMPTY;
    }
    weft__lock_two_objects(t, &from->head, &in->head);
    int done = filter_locked(t, from, in, wanted, result);
    weft__unlock_two_objects(t, &from->head, &in->head);
    return done > 0 ? value_from_pointer(result) : done < 0 ? EMPTY : DELETED;
}

static Value set_and(Thread *t, Set *s, Value other, Type *type)
{
    Set *result;
    if (new_result(t, type, &result) == EMPTY) {
        return EMPTY;
    }
    if (is_set(t, other)) {
        Set *a = s, *b = as_set(other);
        if (a == b) {
            return weft__set_copy(t, s, type);
        }
        if (weft__set_length(b) > weft__set_length(a)) {
            a = as_set(other);
            b = s;
        }
        Value filtered = filter(t, b, a, true, type);
        if (filtered != DELETED) {
            return filtered;
        }
        SetTable *table = weft__set_snapshot(t, b);
        if (table == NULL) {
            return EMPTY;
        }
        EACH_KEY(table, key, hash, {
            int found = weft__set_contains_hashed(t, a, key, hash);
            if (found < 0 || (found && weft__set_add_hashed(t, result, key, hash) < 0)) {
                return EMPTY;
            }
        })
        return value_from_pointer(result);
    }
    Value iterator = weft__iterate(t, other);
    if (iterator == EMPTY) {
        return EMPTY;
    }
    for (;;) {
        Value key = weft__next(t, iterator);
        int64_t hash;
        if (key == EMPTY) {
            return exception_pending(t) ? EMPTY : value_from_pointer(result);
        }
        if (!key_hash(t, key, &hash)) {
            return EMPTY;
        }
        int found = weft__set_contains_hashed(t, s, key, hash);
        if (found < 0 || (found && weft__set_add_hashed(t, result, key, hash) < 0)) {
            return EMPTY;
        }
    }
}

/* Removes what the iterable gives from a set that only the caller changes. */
static bool remove_all(Thread *t, Set *s, Value other)
{
    if (is_set(t, other)) {
        SetTable *table = weft__set_snapshot(t, as_set(other));
        if (table == NULL) {
            return false;
        }
        EACH_KEY(table, key, hash, {
            if (weft__set_discard_hashed(t, s, key, hash) < 0) {
                return false;
            }
        })
        return true;
    }
    Value iterator = weft__iterate(t, other);
    if (iterator == EMPTY) {
        return false;
    }
    for (;;) {
        Value key = weft__next(t, iterator);
        if (key == EMPTY) {
            return !exception_pending(t);
        }
        if (weft__set_discard(t, s, key) < 0) {
            return false;
        }
    }
}

static Value set_subtract(Thread *t, Set *s, Value other, Type *type)
{
    bool dict = object_is(other, T(t, dict));
    if (!is_set(t, other) && !dict) {
        Value copy = weft__set_copy(t, s, type);
        return copy != EMPTY && remove_all(t, as_set(copy), other) ? copy : EMPTY;
    }
    size_t size = dict ? weft__dict_length(t, as_dict(other)) : weft__set_length(as_set(other));
    if (weft__set_length(s) / 4 > size) {
        Value copy = weft__set_copy(t, s, type);
        return copy != EMPTY && remove_all(t, as_set(copy), other) ? copy : EMPTY;
    }
    Value filtered = dict ? DELETED : filter(t, s, as_set(other), false, type);
    if (filtered != DELETED) {
        return filtered;
    }
    Set *result;
    SetTable *table = weft__set_snapshot(t, s);
    if (table == NULL || new_result(t, type, &result) == EMPTY) {
        return EMPTY;
    }
    EACH_KEY(table, key, hash, {
        int found;
        if (dict) {
            found = weft__dict_get_hashed(t, as_dict(other), key, hash) != EMPTY;
            if (!found && exception_pending(t)) {
                return EMPTY;
            }
        } else {
            found = weft__set_contains_hashed(t, as_set(other), key, hash);
        }
        if (found < 0 || (!found && weft__set_add_hashed(t, result, key, hash) < 0)) {
            return EMPTY;
        }
    })
    return value_from_pointer(result);
}

/* Takes the keys of a locked set out of a set that nobody else knows, or puts them in; answers as
 * filter_locked. */
static int toggle_locked(Thread *t, Set *from, Set *result)
{
    EACH_KEY(set_table(from), key, hash, {
        size_t slot;
        SetTable *table = set_table(result);
        int64_t at = weft__set_table_find(t, table, key, hash, &slot);
        if (at == DICT_ASK) {
            return 0;
        }
        if (at >= 0) {
            weft__set_table_delete(table, (size_t)at);
        } else if (!weft__set_put_new(t, result, key, hash)) {
            return -1;
        }
    })
    return 1;
}

/* Keys that are in one of the two only; starts from the other's copy. */
static Value set_xor(Thread *t, Set *s, Value other, Type *type)
{
    Set *result;
    if (is_set(t, other)) {
        if (new_result(t, type, &result) == EMPTY || !weft__set_update(t, result, other)) {
            return EMPTY;
        }
        weft__lock_object(t, &s->head);
        int done = toggle_locked(t, s, result);
        weft__unlock_object(t, &s->head);
        if (done != 0) {
            return done > 0 ? value_from_pointer(result) : EMPTY;
        }
    }
    if (new_result(t, type, &result) == EMPTY || !weft__set_update(t, result, other)) {
        return EMPTY;
    }
    SetTable *table = weft__set_snapshot(t, s);
    if (table == NULL) {
        return EMPTY;
    }
    EACH_KEY(table, key, hash, {
        int removed = weft__set_discard_hashed(t, result, key, hash);
        if (removed < 0 || (!removed && weft__set_add_hashed(t, result, key, hash) < 0)) {
            return EMPTY;
        }
    })
    return value_from_pointer(result);
}

static Value set_or(Thread *t, Set *s, Value other, Type *type)
{
    Value copy = weft__set_copy(t, s, type);
    return copy != EMPTY && weft__set_update(t, as_set(copy), other) ? copy : EMPTY;
}

static Value combine(Thread *t, BinaryOperation op, Set *s, Value other, Type *type)
{
    switch (op) {
    case OP_OR:
        return set_or(t, s, other, type);
    case OP_AND:
        return set_and(t, s, other, type);
    case OP_XOR:
        return set_xor(t, s, other, type);
    default:
        return set_subtract(t, s, other, type);
    }
}

Value weft__set_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    if (!is_set(t, a) || !is_set(t, b) ||
        (op != OP_OR && op != OP_AND && op != OP_XOR && op != OP_SUBTRACT)) {
        return NOT_IMPLEMENTED;
    }
    return combine(t, op, as_set(a), b, result_type(t, a));
}

/* The contents of `result` become those of `s`. */
static Value take_over(Thread *t, Set *s, Value result)
{
    if (result == EMPTY) {
        return EMPTY;
    }
    weft__lock_object(t, &s->head);
    weft__store_release(&s->table, set_table(as_set(result))); /* edge: set_table */
    weft__unlock_object(t, &s->head);
    return NONE;
}

/* What s becomes by s ^= other: its keys stay where they are in the order of iteration. */
static Value toggled_copy(Thread *t, Set *s, Value other)
{
    Set *from = set_of(t, other), *result;
    for (bool asking = false; from != NULL; asking = true) {
        if (new_result(t, T(t, set), &result) == EMPTY) {
            return EMPTY;
        }
        weft__lock_object(t, &s->head);
        SetTable *own = weft__set_table_clone(t, set_table(s));
        weft__unlock_object(t, &s->head);
        if (own == NULL) {
            return EMPTY;
        }
        weft__store_release(&result->table, own); /* edge: set_table */
        if (asking) {
            break;
        }
        weft__lock_object(t, &from->head);
        int done = toggle_locked(t, from, result);
        weft__unlock_object(t, &from->head);
        if (done != 0) {
            return done > 0 ? value_from_pointer(result) : EMPTY;
        }
    }
    SetTable *table = from == NULL ? NULL : weft__set_snapshot(t, from);
    if (table == NULL) {
        return EMPTY;
    }
    EACH_KEY(table, key, hash, {
        int removed = weft__set_discard_hashed(t, result, key, hash);
        if (removed < 0 || (!removed && weft__set_add_hashed(t, result, key, hash) < 0)) {
            return EMPTY;
        }
    })
    return value_from_pointer(result);
}

/* s op= other, for any iterable. */
static bool combine_in_place(Thread *t, BinaryOperation op, Set *s, Value other)
{
    if (op == OP_OR) {
        return weft__set_update(t, s, other);
    }
    if (op == OP_SUBTRACT && !(is_set(t, other) && as_set(other) == s)) {
        /* A few keys out of many: one by one, as `discard` would. */
        Set *removed = set_of(t, other);
        if (removed == NULL) {
            return false;
        }
        if (weft__set_length(removed) < weft__set_length(s) / 4) {
            return remove_all(t, s, value_from_pointer(removed));
        }
        other = value_from_pointer(removed);
    }
    for (;;) {
        SetTable *before = set_table(s);
        size_t fill = weft__load_acquire(&before->fill), used = weft__load_acquire(&before->used);
        Value result = op == OP_XOR ? toggled_copy(t, s, other) : combine(t, op, s, other, T(t, set));
        if (result == EMPTY) {
            return false;
        }
        weft__lock_object(t, &s->head);
        /* edge: set_used; locked */
        bool same = set_table(s) == before && weft__load_relaxed(&before->fill) == fill &&
                    weft__load_relaxed(&before->used) == used;
        if (same) {
            weft__store_release(&s->table, set_table(as_set(result))); /* edge: set_table */
        }
        weft__unlock_object(t, &s->head);
        /* Keys that another thread put in or took out meanwhile must not get lost; an iterator
         * cannot be read twice. */
        if (same || !is_set(t, other)) {
            return same || take_over(t, s, result) != EMPTY;
        }
        if (!weft__poll(t)) {
            return false;
        }
    }
}

Value weft__set_inplace(Thread *t, BinaryOperation op, Value a, Value b)
{
    if (!is_set(t, b) || (op != OP_OR && op != OP_AND && op != OP_XOR && op != OP_SUBTRACT)) {
        return NOT_IMPLEMENTED;
    }
    return combine_in_place(t, op, as_set(a), b) ? a : EMPTY;
}

/* ---- comparing ---- */

/* Every key of the snapshot is in the set. */
static int all_in(Thread *t, SetTable *table, Set *s)
{
    EACH_KEY(table, key, hash, {
        int found = weft__set_contains_hashed(t, s, key, hash);
        if (found <= 0) {
            return found;
        }
    })
    return 1;
}

/* a <= b */
static int is_subset(Thread *t, Set *a, Set *b)
{
    if (weft__set_length(a) > weft__set_length(b)) {
        return 0;
    }
    if (a == b) {
        return 1;
    }
    return all_in(t, set_table(a), b);
}

Value weft__set_compare(Thread *t, Value a, Value b, Comparison op)
{
    if (!is_set(t, a) || !is_set(t, b)) {
        return NOT_IMPLEMENTED;
    }
    Set *x = as_set(a), *y = as_set(b);
    size_t n = weft__set_length(x), m = weft__set_length(y);
    int result = 0;
    switch (op) {
    case CMP_EQ:
    case CMP_NE:
        result = n == m ? is_subset(t, x, y) : 0;
        result = result < 0 || op == CMP_EQ ? result : !result;
        break;
    case CMP_LE:
        result = is_subset(t, x, y);
        break;
    case CMP_LT:
        result = n < m ? is_subset(t, x, y) : 0;
        break;
    case CMP_GE:
        result = is_subset(t, y, x);
        break;
    case CMP_GT:
        result = n > m ? is_subset(t, y, x) : 0;
        break;
    }
    return result < 0 ? EMPTY : value_from_bool(result != 0);
}

/* ---- methods ---- */

static Value combine_many(Thread *t, Value *args, BinaryOperation op)
{
    Tuple *others = as_tuple(args[1]);
    Set *s = as_set(args[0]);
    Type *type = result_type(t, args[0]);
    size_t count = tuple_length(others);
    if (count == 0) {
        bool same = object_is(args[0], T(t, frozenset));
        return same ? args[0] : weft__set_copy(t, s, type);
    }
    Value result = args[0];
    for (size_t i = 0; i < count && result != EMPTY; i++) {
        if (i > 0 && op == OP_OR) {
            result = weft__set_update(t, as_set(result), others->items[i]) ? result : EMPTY;
        } else {
            result = combine(t, op, as_set(result), others->items[i], type);
        }
    }
    return result;
}

static Value update_many(Thread *t, Value *args, BinaryOperation op)
{
    Tuple *others = as_tuple(args[1]);
    for (size_t i = 0; i < tuple_length(others); i++) {
        if (!combine_in_place(t, op, as_set(args[0]), others->items[i])) {
            return EMPTY;
        }
    }
    return NONE;
}

static Value method_union(Thread *t, Value *args) { return combine_many(t, args, OP_OR); }
static Value method_intersection(Thread *t, Value *args) { return combine_many(t, args, OP_AND); }
static Value method_difference(Thread *t, Value *args) { return combine_many(t, args, OP_SUBTRACT); }
static Value method_update(Thread *t, Value *args) { return update_many(t, args, OP_OR); }
static Value method_difference_update(Thread *t, Value *args)
{
    return update_many(t, args, OP_SUBTRACT);
}

static Value method_symmetric_difference(Thread *t, Value *args)
{
    return set_xor(t, as_set(args[0]), args[1], result_type(t, args[0]));
}
static Value method_symmetric_difference_update(Thread *t, Value *args)
{
    Set *other = set_of(t, args[1]);
    return other != NULL && combine_in_place(t, OP_XOR, as_set(args[0]), value_from_pointer(other))
               ? NONE
               : EMPTY;
}

static Value method_intersection_update(Thread *t, Value *args)
{
    Tuple *others = as_tuple(args[1]);
    if (tuple_length(others) == 1) {
        return combine_in_place(t, OP_AND, as_set(args[0]), others->items[0]) ? NONE : EMPTY;
    }
    return take_over(t, as_set(args[0]), combine_many(t, args, OP_AND));
}

static Value method_copy(Thread *t, Value *args)
{
    if (object_is(args[0], T(t, frozenset))) {
        return args[0];
    }
    return weft__set_copy(t, as_set(args[0]), result_type(t, args[0]));
}

static Value method_is_disjoint(Thread *t, Value *args)
{
    Set *s = as_set(args[0]);
    if (is_set(t, args[1])) {
        Set *other = as_set(args[1]);
        if (s == other) {
            return value_from_bool(weft__set_length(s) == 0);
        }
        bool swap = weft__set_length(other) > weft__set_length(s);
        SetTable *table = set_table(swap ? s : other);
        EACH_KEY(table, key, hash, {
            int found = weft__set_contains_hashed(t, swap ? other : s, key, hash);
            if (found != 0) {
                return found < 0 ? EMPTY : FALSE_VALUE;
            }
        })
        return TRUE_VALUE;
    }
    Value iterator = weft__iterate(t, args[1]);
    if (iterator == EMPTY) {
        return EMPTY;
    }
    for (;;) {
        Value key = weft__next(t, iterator);
        if (key == EMPTY) {
            return exception_pending(t) ? EMPTY : TRUE_VALUE;
        }
        int found = weft__set_contains(t, s, key);
        if (found != 0) {
            return found < 0 ? EMPTY : FALSE_VALUE;
        }
    }
}

static Value method_is_subset(Thread *t, Value *args)
{
    Set *other = set_of(t, args[1]);
    int result = other == NULL ? -1 : is_subset(t, as_set(args[0]), other);
    return result < 0 ? EMPTY : value_from_bool(result != 0);
}

static Value method_is_superset(Thread *t, Value *args)
{
    if (is_set(t, args[1])) {
        int result = is_subset(t, as_set(args[1]), as_set(args[0]));
        return result < 0 ? EMPTY : value_from_bool(result != 0);
    }
    Value iterator = weft__iterate(t, args[1]);
    if (iterator == EMPTY) {
        return EMPTY;
    }
    for (;;) {
        Value key = weft__next(t, iterator);
        if (key == EMPTY) {
            return exception_pending(t) ? EMPTY : TRUE_VALUE;
        }
        int found = weft__set_contains(t, as_set(args[0]), key);
        if (found <= 0) {
            return found < 0 ? EMPTY : FALSE_VALUE;
        }
    }
}

static const NativeDef shared_methods[] = {
    {"union", method_union, "self, /, *others",
     "A new set of what any of them has.", 0},
    {"intersection", method_intersection, "self, /, *others",
     "A new set of what is here and in all others, too.", 0},
    {"difference", method_difference, "self, /, *others",
     "A new set of what is here and in none of the others.", 0},
    {"symmetric_difference", method_symmetric_difference, "self, other, /",
     "A new set of what only one of the two has.", 0},
    {"isdisjoint", method_is_disjoint, "self, other, /",
     "Whether the two have no element in common.", 0},
    {"issubset", method_is_subset, "self, other, /",
     "Whether the other has all elements of this set.", 0},
    {"issuperset", method_is_superset, "self, other, /",
     "Whether this set has all elements of the other.", 0},
    {"copy", method_copy, "self, /", "A set of the same elements.", 0},
    {NULL, NULL, NULL, NULL, 0},
};
static const NativeDef update_methods[] = {
    {"update", method_update, "self, /, *others",
     "Puts in what the others have.", 0},
    {"intersection_update", method_intersection_update, "self, /, *others",
     "Keeps what all others have, too.", 0},
    {"difference_update", method_difference_update, "self, /, *others",
     "Takes out what any of the others has.", 0},
    {"symmetric_difference_update", method_symmetric_difference_update, "self, other, /",
     "Takes out what both have, and puts in what only the other has.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

bool weft__set_add_methods(Thread *t, Type *type, bool frozen)
{
    return weft__add_methods(t, type, shared_methods) &&
           (frozen || weft__add_methods(t, type, update_methods));
}
