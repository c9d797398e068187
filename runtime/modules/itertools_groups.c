/* itertools_groups.c - groupby, tee and zip_longest: iterators that hand out or drive further iterators.
 *
 * Threads may share them as those of itertools_module.c. The readers of a tee walk one chain of items;
 * whoever is first fills it.
 */
#include "modules/itertools.h"
#include "object/classes.h"

/* ---- groupby: a current key, b current value, c key of the present group; n number of the group ---- */

static Value group_by_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    static const char *const parameters[] = {"iterable", "key", NULL};
    Value bound[2];
    if (!weft__bind_named(t, "groupby", parameters, 1, 2, args, count, names, bound)) {
        return EMPTY;
    }
    return weft__itertools_lazy_over(t, type, bound[1] == EMPTY ? NONE : bound[1], bound[0]);
}

/* Reads the next value and its key. */
static bool group_step(Thread *t, Lazy *lazy)
{
    Value value = weft__next(t, lazy->source);
    if (value == EMPTY) {
        return false;
    }
    Value key = lazy->function == NONE ? value : weft__call1(t, lazy->function, value);
    if (key == EMPTY) {
        return false;
    }
    STORE(lazy->b, value);
    STORE(lazy->a, key);
    return true;
}

static Value group_make(Thread *t, Lazy *parent, Value key, int64_t number)
{
    Tuple *types = as_tuple(t->runtime->module_values[MODULE_VALUE_ITERTOOLS]);
    Group *group = weft__alloc(t, sizeof *group, value_pointer(types->items[ITERTOOLS_GROUP]));
    if (group != NULL) {
        group->parent = parent;
        group->key = key;
        group->number = number;
    }
    return value_or_empty(group);
}

static Value group_by_next(Thread *t, Value self)
{
    Lazy *lazy = value_pointer(self);
    if (!weft__enter_native(t, "")) {
        return EMPTY;
    }
    int64_t number = weft__add_relaxed(&lazy->n, 1) + 1; /* edge: itertools_state */
    for (;;) {
        Value key = LOAD(lazy->a), target = LOAD(lazy->c);
        if (key != EMPTY) {
            if (target == EMPTY) {
                break;
            }
            int same = weft__equal(t, target, key);
            if (same < 0) {
                return EMPTY;
            }
            if (same == 0) {
                break;
            }
        }
        if (!group_step(t, lazy) || !weft__poll(t)) {
            return EMPTY;
        }
    }
    Value key = LOAD(lazy->a);
    STORE(lazy->c, key);
    Value group = group_make(t, lazy, key, number);
    return group == EMPTY ? EMPTY : weft__tuple2(t, key, group);
}

/* _grouper(parent, key): what a pickled group is made from; it becomes the present one. */
static Value group_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)type;
    if (!weft__no_keywords(t, "_grouper", names)) {
        return EMPTY;
    }
    if (count != 2) {
        return RAISE(t, TypeError, "_grouper expected 2 arguments, got %zu", count);
    }
    Type *parent = type_of(t, args[0]);
    if (parent->slots.next != group_by_next) {
        return RAISE(t, TypeError, "argument 1 must be itertools.groupby, not %T", args[0]);
    }
    Lazy *lazy = value_pointer(args[0]);
    return group_make(t, lazy, args[1], weft__add_relaxed(&lazy->n, 1) + 1); /* edge: itertools_state */
}

static Value group_next(Thread *t, Value self)
{
    Group *group = value_pointer(self);
    Lazy *lazy = group->parent;
    if (weft__load_relaxed(&lazy->n) != group->number) { /* edge: itertools_state */
        return EMPTY;
    }
    if (LOAD(lazy->b) == EMPTY && !group_step(t, lazy)) {
        return EMPTY;
    }
    Value key = LOAD(lazy->a);
    int same = key == EMPTY ? 0 : weft__equal(t, group->key, key);
    if (same <= 0) {
        return EMPTY;
    }
    return weft__exchange_acq_rel(&lazy->b, EMPTY); /* edge: itertools_state */
}

static void group_trace(Tracer *tracer, Object *object)
{
    weft__trace_object(tracer, ((Group *)object)->parent);
    weft__trace_value(tracer, ((Group *)object)->key);
}

/* ---- tee: readers that walk one chain of items; whoever is first fills it ---- */

typedef struct TeeLink {
    Object head;
    ATOMIC(Value) item, next; /* EMPTY until filled, next before item; edge: tee_link */
} TeeLink;
typedef struct TeeSource {
    Object head;
    Value iterator;           /* never changes */
    ATOMIC(uint32_t) running; /* somebody is asking the iterator; edge: tee_running */
} TeeSource;
typedef struct Tee {
    Object head;
    Value source;             /* TeeSource; never changes */
    ATOMIC(Value) link;       /* TeeLink that comes next; edge: tee_link */
} Tee;

static Type *helper_type(Thread *t, int number)
{
    return value_pointer(as_tuple(t->runtime->module_values[MODULE_VALUE_ITERTOOLS])->items[number]);
}

static Value tee_link_new(Thread *t)
{
    TeeLink *link = weft__alloc(t, sizeof *link, helper_type(t, ITERTOOLS_TEE_LINK));
    if (link != NULL) {
        weft__init(&link->item, EMPTY);
        weft__init(&link->next, EMPTY);
    }
    return value_or_empty(link);
}

static Value tee_make(Thread *t, Value source, Value link)
{
    Tee *tee = weft__alloc(t, sizeof *tee, helper_type(t, ITERTOOLS_TEE));
    if (tee != NULL) {
        tee->source = source;
        weft__init(&tee->link, link);
    }
    return value_or_empty(tee);
}

static Value tee_from(Thread *t, Value iterable)
{
    Value iterator = weft__iterate(t, iterable);
    if (iterator == EMPTY || object_is(iterator, helper_type(t, ITERTOOLS_TEE))) {
        Tee *other = iterator == EMPTY ? NULL : value_pointer(iterator);
        return other == NULL ? EMPTY : tee_make(t, other->source, LOAD(other->link));
    }
    TeeSource *source = weft__alloc(t, sizeof *source, helper_type(t, ITERTOOLS_TEE_SOURCE));
    Value link = source == NULL ? EMPTY : tee_link_new(t);
    if (link == EMPTY) {
        return EMPTY;
    }
    source->iterator = iterator;
    return tee_make(t, value_from_pointer(source), link);
}

static Value tee_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)type;
    if (!weft__no_keywords(t, "_tee", names)) {
        return EMPTY;
    }
    return count != 1 ? RAISE(t, TypeError, "_tee expected 1 argument, got %zu", count)
                      : tee_from(t, args[0]);
}

static Value tee_next(Thread *t, Value self)
{
    Tee *tee = value_pointer(self);
    TeeSource *source = value_pointer(tee->source);
    Value at = LOAD(tee->link);
    TeeLink *link = value_pointer(at);
    Value item = LOAD(link->item);
    if (item == EMPTY) {
        uint32_t idle = 0;
        if (!weft__enter_native(t, "")) {
            return EMPTY;
        }
        if (!weft__exchange_if_acquire(&source->running, &idle, 1U)) { /* edge: tee_running */
            return RAISE(t, RuntimeError, "cannot re-enter the tee iterator");
        }
        item = LOAD(link->item);
        if (item == EMPTY) {
            Value following = tee_link_new(t);
            item = following == EMPTY ? EMPTY : weft__next(t, source->iterator);
            if (item != EMPTY) {
                weft__store_release(&link->next, following); /* edge: tee_link */
                weft__store_release(&link->item, item);      /* edge: tee_link */
            }
        }
        weft__store_release(&source->running, 0U); /* edge: tee_running */
        if (item == EMPTY) {
            return EMPTY;
        }
    }
    (void)weft__exchange_if_acq_rel(&tee->link, &at, LOAD(link->next)); /* edge: tee_link */
    return item;
}

static Value tee_copy(Thread *t, Value *args)
{
    Tee *tee = value_pointer(args[0]);
    return tee_make(t, tee->source, LOAD(tee->link));
}

static void tee_trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((Tee *)object)->source);
    weft__trace_value(tracer, weft__load_relaxed(&((Tee *)object)->link));
}
static void tee_link_trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, weft__load_relaxed(&((TeeLink *)object)->item));
    weft__trace_value(tracer, weft__load_relaxed(&((TeeLink *)object)->next));
}
static void tee_source_trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((TeeSource *)object)->iterator);
}

static const NativeDef tee_methods[] = {
    {"__copy__", tee_copy, "self, /", "An iterator of its own over what is to come.", 0},
    {NULL, NULL, NULL, NULL, 0},
};

static Value tee_function(Thread *t, Value *args)
{
    int64_t count;
    if (!weft__to_i64(t, args[1], &count)) {
        return EMPTY;
    }
    if (count < 0) {
        return RAISE(t, ValueError, "n must be >= 0");
    }
    if (count > UINT32_MAX) {
        weft__raise_memory_error(t);
        return EMPTY;
    }
    Tuple *all = weft__tuple_new(t, (size_t)count);
    if (all == NULL || count == 0) {
        return value_or_empty(all);
    }
    /* An iterator that copies itself, as a tee does, is the first of them and makes the others. */
    Str *name = weft__intern_c(t, "__copy__");
    bool failed = false;
    Value first = name == NULL ? EMPTY : weft__iterate(t, args[0]);
    Value copy = first == EMPTY ? EMPTY : weft__find_attribute(t, first, name, &failed);
    if (first == EMPTY || failed) {
        return EMPTY;
    }
    first = copy == EMPTY ? tee_from(t, first) : first;
    for (int64_t i = 0; i < count && first != EMPTY; i++) {
        Value reader = i == 0 ? first : copy == EMPTY ? tee_copy(t, &first) : weft__call0(t, copy);
        if (reader == EMPTY) {
            return EMPTY;
        }
        all->items[i] = reader;
    }
    if (first == EMPTY) {
        return EMPTY;
    }
    return value_from_pointer(all);
}

/* ---- zip_longest ---- */

static Value zip_longest_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    Value fill = NONE;
    size_t keywords = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    for (size_t i = 0; i < keywords; i++) {
        if (!weft__str_equals_c(as_str(as_tuple(names)->items[i]), "fillvalue")) {
            return RAISE(t, TypeError, "zip_longest() got an unexpected keyword argument");
        }
        fill = args[count + i];
    }
    ValueArray *iterators = weft__value_array_new(t, count);
    for (size_t i = 0; iterators != NULL && i < count; i++) {
        Value iterator = weft__iterate(t, args[i]);
        if (iterator == EMPTY) {
            return EMPTY;
        }
        weft__init(&iterators->items[i], iterator);
    }
    ZipLongest *zip = iterators == NULL ? NULL : weft__instance_new(t, type, type->instance_bytes);
    if (zip != NULL) {
        weft__init(&zip->fill, fill);
        zip->iterators = iterators;
    }
    return value_or_empty(zip);
}

static bool others_left(ZipLongest *zip, size_t except)
{
    for (size_t i = 0; i < zip->iterators->capacity; i++) {
        if (i != except && LOAD(zip->iterators->items[i]) != EMPTY) {
            return true;
        }
    }
    return false;
}

static Value zip_longest_next(Thread *t, Value self)
{
    ZipLongest *zip = value_pointer(self);
    size_t count = zip->iterators->capacity, active = 0;
    Tuple *row = count == 0 || !weft__enter_native(t, "") ? NULL : weft__tuple_new(t, count);
    if (row == NULL) {
        return EMPTY;
    }
    for (size_t i = 0; i < count; i++) {
        Value iterator = LOAD(zip->iterators->items[i]);
        Value item = iterator == EMPTY ? EMPTY : weft__next(t, iterator);
        if (item == EMPTY) {
            if (exception_pending(t)) {
                for (size_t j = 0; j < count; j++) {
                    STORE(zip->iterators->items[j], EMPTY);
                }
                return EMPTY;
            }
            if (iterator != EMPTY && !others_left(zip, i)) {
                return EMPTY; /* the last one stays: it says by itself that it has ended */
            }
            STORE(zip->iterators->items[i], EMPTY);
            item = LOAD(zip->fill);
        } else {
            active++;
        }
        row->items[i] = item;
    }
    return active == 0 ? EMPTY : value_from_pointer(row);
}

static void zip_longest_trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, weft__load_relaxed(&((ZipLongest *)object)->fill));
    weft__trace_object(tracer, ((ZipLongest *)object)->iterators);
}

/* ---- adding them to the module ---- */

bool weft__itertools_add_groups(Thread *t, Module *m, Type **made)
{
    static const NativeDef functions[] = {
        {"tee", tee_function, "iterable, n=2, /",
         "n iterators over what the iterable gives, each at its own pace.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    made[ITERTOOLS_GROUP] = weft__itertools_type(t, m, "itertools._grouper", sizeof(Group), group_trace,
                                                 group_new, group_next, weft__group_methods, TYPE_FINAL);
    made[ITERTOOLS_TEE] = weft__itertools_type(t, m, "itertools._tee", sizeof(Tee), tee_trace, tee_new,
                                               tee_next, tee_methods, TYPE_HAS_WEAK | TYPE_FINAL);
    made[ITERTOOLS_TEE_LINK] = weft__itertools_type(t, m, "itertools._tee_dataobject", sizeof(TeeLink),
                                                    tee_link_trace, NULL, NULL, NULL, TYPE_FINAL);
    made[ITERTOOLS_TEE_SOURCE] = weft__itertools_type(t, m, "itertools._tee_source", sizeof(TeeSource),
                                                      tee_source_trace, NULL, NULL, NULL, TYPE_FINAL);
    Tuple *types = weft__tuple_new(t, ITERTOOLS_TYPES);
    for (int i = 0; types != NULL && i < ITERTOOLS_TYPES; i++) {
        if (made[i] == NULL) {
            return false;
        }
        types->items[i] = value_from_pointer(made[i]);
    }
    if (types == NULL) {
        return false;
    }
    t->runtime->module_values[MODULE_VALUE_ITERTOOLS] = value_from_pointer(types);
    return weft__itertools_type(t, m, "itertools.groupby", sizeof(Lazy), weft__itertools_lazy_trace, group_by_new,
                                group_by_next, weft__group_by_methods, 0) != NULL &&
           weft__itertools_type(t, m, "itertools.zip_longest", sizeof(ZipLongest), zip_longest_trace,
                                zip_longest_new, zip_longest_next, weft__zip_longest_methods,
                                0) != NULL &&
           weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "itertools"));
}
