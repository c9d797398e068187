/* list_sort.c - list.sort: stable, adaptive, and safe against everybody.
 *
 * The items are taken out (the list looks empty meanwhile), sorted in a private row, and published as
 * a new array; user comparisons run with no lock held, and readers never see a half-sorted list. A
 * list that was changed meanwhile raises ValueError and gets the sorted items all the same. A failed
 * comparison leaves the original order.
 *
 * Each element carries an abbreviation of its key: a 64-bit number in the order of the keys, so that
 * most comparisons are one of integers. For ints and floats it decides; for str it is the first
 * characters, for tuples that of the first item, and equal abbreviations ask for a full comparison.
 */
#include <math.h>

#include "object/containers_internal.h"

typedef struct Element {
    uint64_t abbreviation;
    Value key, item;
} Element;
typedef struct Sort {
    Thread *t;
    /* a < b for equal abbreviations: 1, 0, -1 failure; NULL: equal. */
    int (*less)(Thread *t, Value a, Value b);
} Sort;
enum { SHORT_RUN = 48, STRIDE_AFTER = 7 };

/* Depth of the boundary between two neighbouring runs in the ideal merge tree. */
static unsigned run_power(size_t start, size_t left, size_t right, size_t count)
{
    /* Middles of both runs as fractions of the row; the first bit where they differ. */
    uint64_t a = 2 * (uint64_t)start + left, b = a + left + right, n = 2 * (uint64_t)count;
    unsigned power = 0;
    for (;;) {
        power++;
        if (a >= n) {
            a -= n;
            b -= n;
        } else if (b >= n) {
            return power;
        }
        a *= 2;
        b *= 2;
    }
}

#define ELEMENT int64_t
#define INSTANCE(name) int_##name
#define LESS(s, a, b) (*(a) < *(b))
#define MERGE_PLAIN true
#include "object/list_sort.inc"

static ALWAYS_INLINE int element_less(Sort *s, const Element *a, const Element *b)
{
    if (a->abbreviation != b->abbreviation) {
        return a->abbreviation < b->abbreviation;
    }
    return s->less == NULL ? 0 : s->less(s->t, a->key, b->key);
}
#define ELEMENT Element
#define INSTANCE(name) element_##name
#define LESS(s, a, b) element_less((s), (a), (b))
#define MERGE_PLAIN false
#include "object/list_sort.inc"

/* ---- comparisons ---- */

static int less_any(Thread *t, Value a, Value b)
{
    return weft__compare_bool(t, a, b, CMP_LT);
}
static int less_str(Thread *t, Value a, Value b)
{
    (void)t;
    return a != b && weft__str_compare(as_str(a), as_str(b)) < 0;
}
static int less_float(Thread *t, Value a, Value b)
{
    (void)t;
    return as_double(a) < as_double(b);
}
static int less_tuple(Thread *t, Value a, Value b)
{
    Tuple *x = as_tuple(a), *y = as_tuple(b);
    size_t n = tuple_length(x), m = tuple_length(y), least = n < m ? n : m;
    for (size_t i = 0; i < least; i++) {
        Value left = x->items[i], right = y->items[i];
        if (left == right) {
            continue;
        }
        if (value_both_small_ints(left, right)) {
            return (int64_t)left < (int64_t)right;
        }
        if (object_is(left, T(t, str)) && object_is(right, T(t, str))) {
            int order = weft__str_compare(as_str(left), as_str(right));
            if (order == 0) {
                continue;
            }
            return order < 0;
        }
        int same = weft__equal(t, left, right);
        if (same < 0) {
            return -1;
        }
        if (same == 0) {
            return weft__compare_bool(t, left, right, CMP_LT);
        }
    }
    return n < m;
}

/* ---- abbreviations ---- */

enum { KEYS_ANY, KEYS_INT, KEYS_FLOAT, KEYS_NAN, KEYS_NARROW_STR, KEYS_STR, KEYS_TUPLE };

static int key_kind(Thread *t, Value v)
{
    if (value_is_small_int(v)) {
        return KEYS_INT;
    }
    if (value_is_immediate_float(v)) {
        return KEYS_FLOAT;
    }
    if (value_is_pointer(v)) {
        Type *type = value_object(v)->type;
        if (type == T(t, str)) {
            return as_str(v)->width == 1 ? KEYS_NARROW_STR : KEYS_STR;
        }
        if (type == T(t, tuple)) {
            return KEYS_TUPLE;
        }
        if (type == T(t, float)) {
            double d = as_double(v);
            return d == d ? KEYS_FLOAT : KEYS_NAN;
        }
    }
    return KEYS_ANY;
}

/* The kind that serves both. */
static int join_kinds(int a, int b)
{
    if (a == b) {
        return a;
    }
    if ((a == KEYS_STR || a == KEYS_NARROW_STR) && (b == KEYS_STR || b == KEYS_NARROW_STR)) {
        return KEYS_STR;
    }
    if ((a == KEYS_FLOAT || a == KEYS_NAN) && (b == KEYS_FLOAT || b == KEYS_NAN)) {
        return KEYS_NAN;
    }
    return KEYS_ANY;
}

static uint64_t abbreviate(Value v, int kind)
{
    uint64_t result = 0;
    switch (kind) {
    case KEYS_INT:
        return v ^ ((uint64_t)1 << 63);
    case KEYS_FLOAT: {
        double d = as_double(v) + 0.0; /* -0.0 becomes 0.0 */
        memcpy(&result, &d, sizeof result);
        return result >> 63 ? ~result : result | ((uint64_t)1 << 63);
    }
    case KEYS_NARROW_STR: {
        const Str *s = as_str(v);
        const unsigned char *data = str_data(s);
        for (uint32_t i = 0; i < 8; i++) {
            result = result << 8 | (i < s->length ? data[i] : 0U);
        }
        return result;
    }
    case KEYS_STR: {
        const Str *s = as_str(v);
        for (uint32_t i = 0; i < 3; i++) {
            result = result << 21 | (i < s->length ? str_char(s, i) : 0U);
        }
        return result;
    }
    default:
        return 0;
    }
}

/* What all keys have in common; *inner: likewise the first items of tuples. */
static int keys_kind(Thread *t, const Value *keys, size_t count, int *inner)
{
    int kind = key_kind(t, keys[0]);
    for (size_t i = 1; i < count && kind != KEYS_ANY; i++) {
        kind = join_kinds(kind, key_kind(t, keys[i]));
    }
    *inner = KEYS_ANY;
    if (kind == KEYS_TUPLE) {
        for (size_t i = 0; i < count; i++) {
            Tuple *tuple = as_tuple(keys[i]);
            int first = tuple_length(tuple) == 0 ? KEYS_ANY : key_kind(t, tuple->items[0]);
            *inner = i == 0 ? first : join_kinds(*inner, first);
            if (*inner == KEYS_ANY) {
                break;
            }
        }
        *inner = *inner == KEYS_TUPLE || *inner == KEYS_NAN ? KEYS_ANY : *inner;
    }
    return kind;
}

/* ---- the sort ---- */

/* items in ascending order of keys into `result`; the rows of items and keys do not change. */
static bool sort_elements(Thread *t, const Value *items, const Value *keys, size_t count, bool reverse,
                          int kind, int inner, ValueArray *result)
{
    ByteArray *space = weft__byte_array_new(t, 2 * count * sizeof(Element));
    if (space == NULL) {
        return false;
    }
    Element *row = (Element *)(void *)space->bytes;
    for (size_t i = 0; i < count; i++) {
        /* Reversed before and after: equal elements keep their order in a descending sort. */
        Element *e = &row[reverse ? count - 1 - i : i];
        e->key = keys[i];
        e->item = items[i];
        e->abbreviation = kind == KEYS_TUPLE && inner != KEYS_ANY
                              ? abbreviate(as_tuple(keys[i])->items[0], inner)
                              : abbreviate(keys[i], kind);
    }
    Sort sort = {t, less_any};
    if (kind == KEYS_INT || kind == KEYS_FLOAT) {
        sort.less = NULL;
    } else if (kind == KEYS_NARROW_STR || kind == KEYS_STR) {
        sort.less = less_str;
    } else if (kind == KEYS_NAN) {
        sort.less = less_float;
    } else if (kind == KEYS_TUPLE) {
        sort.less = less_tuple;
    }
    bool done = element_sort(&sort, row, count, row + count);
    for (size_t i = 0; done && i < count; i++) {
        weft__store_relaxed(&result->items[i], row[reverse ? count - 1 - i : i].item);
    }
    KEEP_ALIVE(space);
    return done;
}

/* Small ints without a key function: equal ones cannot be told apart, so the words are sorted. */
static bool sort_ints(Thread *t, const Value *items, size_t count, bool reverse, ValueArray *result)
{
    ByteArray *space = weft__byte_array_new(t, 2 * count * sizeof(int64_t));
    if (space == NULL) {
        return false;
    }
    int64_t *row = (int64_t *)(void *)space->bytes;
    memcpy(row, items, count * sizeof(int64_t));
    Sort sort = {t, NULL};
    (void)int_sort(&sort, row, count, row + count);
    for (size_t i = 0; i < count; i++) {
        weft__store_relaxed(&result->items[i], (Value)row[reverse ? count - 1 - i : i]);
    }
    KEEP_ALIVE(space);
    return true;
}

/* The bits of a double as an int64 in the order of doubles, and back. */
static int64_t ordered_bits(int64_t bits)
{
    return bits ^ ((bits >> 63) & INT64_MAX);
}
/* Floats without a key function, where equal ones cannot be told apart either: immediate ones, and
 * no zero is negative. */
static bool floats_are_words(const Value *items, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!value_is_immediate_float(items[i]) || (as_double(items[i]) == 0 && signbit(as_double(items[i])))) {
            return false;
        }
    }
    return true;
}
static bool sort_floats(Thread *t, const Value *items, size_t count, bool reverse, ValueArray *result)
{
    ByteArray *space = weft__byte_array_new(t, 2 * count * sizeof(int64_t));
    if (space == NULL) {
        return false;
    }
    int64_t *row = (int64_t *)(void *)space->bytes;
    for (size_t i = 0; i < count; i++) {
        double d = as_double(items[i]);
        int64_t bits;
        memcpy(&bits, &d, sizeof bits);
        row[i] = ordered_bits(bits);
    }
    Sort sort = {t, NULL};
    (void)int_sort(&sort, row, count, row + count);
    for (size_t i = 0; i < count; i++) {
        int64_t bits = ordered_bits(row[reverse ? count - 1 - i : i]);
        double d;
        memcpy(&d, &bits, sizeof d);
        weft__store_relaxed(&result->items[i], float_new(t, d));
    }
    KEEP_ALIVE(space);
    return true;
}

/* The sorted items as a new array; NULL: failure. `original` stays as it is. */
static ValueArray *sorted_array(Thread *t, ValueArray *original, size_t count, Value key, bool reverse)
{
    const Value *items = (const Value *)(const void *)original->items, *keys = items;
    ValueArray *key_array = NULL;
    if (key != NONE) {
        key_array = weft__value_array_new(t, count);
        for (size_t i = 0; key_array != NULL && i < count; i++) {
            Value each = weft__call1(t, key, items[i]);
            if (each == EMPTY) {
                return NULL;
            }
            weft__store_relaxed(&key_array->items[i], each);
        }
        if (key_array == NULL) {
            return NULL;
        }
        keys = (const Value *)(const void *)key_array->items;
    }
    if (count < 2) {
        return original;
    }
    ValueArray *result = weft__value_array_new(t, count);
    if (result == NULL) {
        return NULL;
    }
    int inner, kind = keys_kind(t, keys, count, &inner);
    bool done = kind == KEYS_INT && keys == items
                    ? sort_ints(t, items, count, reverse, result)
                : kind == KEYS_FLOAT && keys == items && floats_are_words(items, count)
                    ? sort_floats(t, items, count, reverse, result)
                    : sort_elements(t, items, keys, count, reverse, kind, inner, result);
    KEEP_ALIVE(key_array);
    weft__store_relaxed(&result->length, count);
    return done ? result : NULL;
}

bool weft__list_sort(Thread *t, List *list, Value key, bool reverse)
{
    /* An array of its own to look empty with: whoever changes the list replaces it. */
    ValueArray *nothing = weft__value_array_new(t, 0);
    if (nothing == NULL) {
        return false;
    }
    weft__lock_object(t, &list->head);
    ValueArray *original = weft__load_relaxed(&list->array);
    size_t count = weft__load_relaxed(&original->length);
    if (count == 0) {
        /* Nothing to do; and where it only looks empty, its items are another sort's to put back. */
        weft__unlock_object(t, &list->head);
        return true;
    }
    weft__store_release(&list->array, nothing); /* edge: list_array */
    weft__unlock_object(t, &list->head);

    ValueArray *sorted = sorted_array(t, original, count, key, reverse);

    weft__lock_object(t, &list->head);
    bool changed = weft__load_relaxed(&list->array) != nothing;
    weft__store_release(&list->array, sorted != NULL ? sorted : original); /* edge: list_array */
    weft__unlock_object(t, &list->head);
    KEEP_ALIVE(original);
    if (sorted != NULL && changed) {
        RAISE(t, ValueError, "list modified during sort");
        return false;
    }
    return sorted != NULL;
}
