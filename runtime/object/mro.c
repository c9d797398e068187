/* mro.c - the order in which bases are searched: C3 linearization, and metaclasses' mro().
 *
 * Computed before the type lock is taken, because a metaclass's own mro() is user code. The order is a
 * tuple that never changes; new bases get a new one.
 */
#include "object/classes.h"

bool weft__is_subtype(Type *type, Type *of)
{
    if (type == of) {
        return true;
    }
    Tuple *mro = weft__load_acquire(&type->mro); /* edge: type_mro */
    if (UNLIKELY(mro == NULL)) {
        return weft__is_subtype_by_base(type, of);
    }
    size_t count = tuple_length(mro);
    Value wanted = value_from_pointer(of);
    for (size_t i = 0; i < count; i++) {
        if (mro->items[i] == wanted) {
            return true;
        }
    }
    return false;
}

/* Also right while the type is being made, and when a metaclass's mro() left bases out. */
bool weft__is_subtype_by_base(Type *type, Type *of)
{
    Tuple *mro = weft__load_acquire(&type->mro); /* edge: type_mro */
    if (mro != NULL) {
        return weft__is_subtype(type, of);
    }
    for (Type *each = type; each != NULL; each = each->base) {
        if (each == of) {
            return true;
        }
    }
    return false;
}

/* One list that is merged: items[at .. length). */
typedef struct MergeList {
    Tuple *tuple;
    size_t at;
} MergeList;

static bool in_tail(const MergeList *lists, size_t count, Value candidate)
{
    for (size_t i = 0; i < count; i++) {
        size_t length = tuple_length(lists[i].tuple);
        for (size_t j = lists[i].at + 1; j < length; j++) {
            if (lists[i].tuple->items[j] == candidate) {
                return true;
            }
        }
    }
    return false;
}

static void raise_inconsistent(Thread *t, const MergeList *lists, size_t count)
{
    TextBuilder b;
    weft__builder_init(&b, t);
    weft__builder_c(&b, "Cannot create a consistent method resolution\norder (MRO) for bases");
    Set *seen = weft__set_new(t, false);
    const char *separator = " ";
    for (size_t i = 0; seen != NULL && i < count; i++) {
        if (lists[i].at >= tuple_length(lists[i].tuple)) {
            continue;
        }
        Value head = lists[i].tuple->items[lists[i].at];
        int added = weft__set_add(t, seen, head);
        if (added < 0) {
            return;
        }
        if (added > 0) {
            weft__builder_format(&b, "%s%N", separator, as_type(head));
            separator = ", ";
        }
    }
    Str *message = weft__builder_finish(&b);
    if (message != NULL) {
        RAISE(t, TypeError, "%S", message);
    }
}

static Tuple *merge(Thread *t, Type *type, MergeList *lists, size_t count)
{
    List *order = weft__list_new(t, 8);
    if (order == NULL || !weft__list_append(t, order, value_from_pointer(type))) {
        return NULL;
    }
    for (;;) {
        Value chosen = EMPTY;
        bool more = false;
        for (size_t i = 0; i < count && chosen == EMPTY; i++) {
            if (lists[i].at < tuple_length(lists[i].tuple)) {
                more = true;
                Value head = lists[i].tuple->items[lists[i].at];
                chosen = in_tail(lists, count, head) ? EMPTY : head;
            }
        }
        if (!more) {
            break;
        }
        if (chosen == EMPTY) {
            raise_inconsistent(t, lists, count);
            return NULL;
        }
        if (!weft__list_append(t, order, chosen)) {
            return NULL;
        }
        for (size_t i = 0; i < count; i++) {
            if (lists[i].at < tuple_length(lists[i].tuple) &&
                lists[i].tuple->items[lists[i].at] == chosen) {
                lists[i].at++;
            }
        }
    }
    Value tuple = weft__list_to_tuple(t, order);
    return tuple == EMPTY ? NULL : as_tuple(tuple);
}

Tuple *weft__mro_linearize(Thread *t, Type *type, Tuple *bases)
{
    size_t count = tuple_length(bases);
    for (size_t i = 0; i < count; i++) { /* a metaclass's mro() may have handed out an unfinished one */
        if (weft__load_acquire(&as_type(bases->items[i])->mro) == NULL) { /* edge: type_mro */
            RAISE(t, TypeError, "Cannot extend an incomplete type '%N'", as_type(bases->items[i]));
            return NULL;
        }
    }
    if (count <= 1) { /* by far the most classes */
        Tuple *rest = count == 0 ? t->runtime->empty_tuple
                                 : weft__load_acquire(&as_type(bases->items[0])->mro); /* edge: type_mro */
        Tuple *mro = weft__tuple_new(t, tuple_length(rest) + 1);
        if (mro != NULL) {
            mro->items[0] = value_from_pointer(type);
            memcpy(&mro->items[1], rest->items, tuple_length(rest) * sizeof(Value));
        }
        return mro;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t j = i + 1; j < count; j++) {
            if (bases->items[i] == bases->items[j]) {
                RAISE(t, TypeError, "duplicate base class %N", as_type(bases->items[i]));
                return NULL;
            }
        }
    }
    /* The lists stand in heap memory, because there may be any number of bases. */
    ByteArray *storage = weft__byte_array_new(t, (count + 1) * sizeof(MergeList));
    if (storage == NULL) {
        return NULL;
    }
    Tuple *keep = weft__tuple_new(t, count); /* byte arrays are not traced */
    if (keep == NULL) {
        return NULL;
    }
    MergeList *lists = (MergeList *)(void *)storage->bytes;
    for (size_t i = 0; i < count; i++) {
        lists[i].tuple = weft__load_acquire(&as_type(bases->items[i])->mro); /* edge: type_mro */
        lists[i].at = 0;
        keep->items[i] = value_from_pointer(lists[i].tuple);
    }
    lists[count].tuple = bases;
    lists[count].at = 0;
    Tuple *result = merge(t, type, lists, count + 1);
    return tuple_length(keep) == count ? result : NULL;
}

Tuple *weft__mro_compute(Thread *t, Type *type, Tuple *bases)
{
    Type *metatype = type->head.head.type;
    if (metatype == T(t, type)) {
        return weft__mro_linearize(t, type, bases);
    }
    Value found = weft__type_lookup(t, metatype, N(t, mro));
    if (found == EMPTY || found == weft__type_lookup(t, T(t, type), N(t, mro))) {
        return weft__mro_linearize(t, type, bases);
    }
    Value result = weft__call_method(t, value_from_pointer(type), N(t, mro), NULL, 0);
    Tuple *mro = result == EMPTY ? NULL : weft__tuple_from_iterable(t, result);
    if (mro == NULL) {
        return NULL;
    }
    for (size_t i = 0; i < tuple_length(mro); i++) {
        if (!is_type(t, mro->items[i])) {
            RAISE(t, TypeError, "mro() returned a non-class ('%T')", mro->items[i]);
            return NULL;
        }
        if (!weft__is_subtype_by_base(type->solid, as_type(mro->items[i])->solid)) {
            RAISE(t, TypeError, "mro() returned base with unsuitable layout ('%N')",
                  as_type(mro->items[i]));
            return NULL;
        }
    }
    return mro;
}
