/* functools_module.c - what functools.py needs in C: partial, reduce, cmp_to_key, and the cache behind
 * lru_cache.
 *
 * The cache is safe to share: lookups take no lock, the order of use is a linked list under the
 * object lock, and the function, hashing and comparing run with no lock held. Two threads that miss on
 * the same key may both call the function; one result stays.
 */
#include "modules/native_arguments.h"

#include "object/classes.h"
#include "object/containers_internal.h"

enum { FUNCTOOLS_MARK, FUNCTOOLS_KEY, FUNCTOOLS_LINK, FUNCTOOLS_PARTIAL, FUNCTOOLS_VALUES };

static Value kept(Thread *t, int number)
{
    return as_tuple(t->runtime->module_values[MODULE_VALUE_FUNCTOOLS])->items[number];
}

/* ---- partial ---- */

typedef struct Partial {
    Object head;
    Value function; /* never change, but for __setstate__ in a thread that just made the object */
    Tuple *args;
    Dict *keywords;
} Partial;

static void partial_trace(Tracer *tracer, Object *object)
{
    Partial *partial = (Partial *)object;
    weft__trace_value(tracer, partial->function);
    weft__trace_object(tracer, partial->args);
    weft__trace_object(tracer, partial->keywords);
}

static Value partial_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    if (count == 0) {
        return RAISE(t, TypeError, "type 'partial' takes at least one argument");
    }
    Value function = args[0];
    if (!weft__is_callable(t, function)) {
        return RAISE(t, TypeError, "the first argument must be callable");
    }
    Tuple *before = t->runtime->empty_tuple;
    Dict *keywords = NULL;
    if (object_is(function, value_pointer(kept(t, FUNCTOOLS_PARTIAL)))) {
        Partial *inner = value_pointer(function);
        function = inner->function;
        before = inner->args;
        keywords = weft__dict_copy(t, inner->keywords);
    } else {
        keywords = weft__dict_new(t);
    }
    size_t n = tuple_length(before);
    Tuple *all = keywords == NULL ? NULL : weft__tuple_new(t, n + count - 1);
    if (all == NULL) {
        return EMPTY;
    }
    memcpy(all->items, before->items, n * sizeof(Value));
    memcpy(all->items + n, args + 1, (count - 1) * sizeof(Value));
    for (size_t i = 0; names != EMPTY && i < tuple_length(as_tuple(names)); i++) {
        if (!weft__dict_set(t, keywords, as_tuple(names)->items[i], args[count + i])) {
            return EMPTY;
        }
    }
    Partial *partial = weft__instance_new(t, type, type->instance_bytes);
    if (partial != NULL) {
        partial->function = function;
        partial->args = all;
        partial->keywords = keywords;
    }
    return value_or_empty(partial);
}

static Value partial_call(Thread *t, Value self, Value *args, size_t count, Value names)
{
    enum { ON_STACK = 12 };
    Partial *partial = value_pointer(self);
    size_t n = tuple_length(partial->args);
    size_t keywords = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    if (!weft__enter_native(t, " while calling a Python object")) {
        return EMPTY;
    }
    if (LIKELY(weft__dict_length(t, partial->keywords) == 0)) {
        Value few[ON_STACK], *row = few;
        Tuple *many = NULL;
        if (n + count + keywords > ON_STACK) {
            many = weft__tuple_new(t, n + count + keywords);
            if (many == NULL) {
                return EMPTY;
            }
            row = many->items;
        }
        memcpy(row, partial->args->items, n * sizeof(Value));
        memcpy(row + n, args, (count + keywords) * sizeof(Value));
        Value result = weft__call(t, partial->function, row, n + count, names);
        KEEP_ALIVE(many);
        return result;
    }
    Tuple *all = weft__tuple_new(t, n + count);
    Dict *merged = all == NULL ? NULL : weft__dict_copy(t, partial->keywords);
    if (merged == NULL) {
        return EMPTY;
    }
    memcpy(all->items, partial->args->items, n * sizeof(Value));
    memcpy(all->items + n, args, count * sizeof(Value));
    for (size_t i = 0; i < keywords; i++) {
        if (!weft__dict_set(t, merged, as_tuple(names)->items[i], args[count + i])) {
            return EMPTY;
        }
    }
    return weft__call_tuple(t, partial->function, value_from_pointer(all), value_from_pointer(merged));
}

static Value partial_repr(Thread *t, Value self)
{
    Partial *partial = value_pointer(self);
    int entered = weft__repr_enter(t, self);
    if (entered != 0) {
        return entered < 0 ? EMPTY : value_or_empty(weft__str_from_c(t, "..."));
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    weft__builder_format(&b, "%N(%R", type_of(t, self), partial->function);
    for (size_t i = 0; i < tuple_length(partial->args) && !exception_pending(t); i++) {
        weft__builder_format(&b, ", %R", partial->args->items[i]);
    }
    size_t position = 0;
    Value key, value;
    while (!exception_pending(t) && weft__dict_next(t, partial->keywords, &position, &key, &value)) {
        weft__builder_format(&b, ", %V=%R", key, value);
    }
    weft__builder_char(&b, ')');
    Str *text = exception_pending(t) ? NULL : weft__builder_finish(&b);
    weft__repr_leave(t, self);
    return value_or_empty(text);
}

static Value partial_function(Thread *t, Value self)
{
    (void)t;
    return ((Partial *)value_pointer(self))->function;
}
static Value partial_args(Thread *t, Value self)
{
    (void)t;
    return value_from_pointer(((Partial *)value_pointer(self))->args);
}
static Value partial_keywords(Thread *t, Value self)
{
    (void)t;
    return value_from_pointer(((Partial *)value_pointer(self))->keywords);
}

static Value partial_reduce(Thread *t, Value *args)
{
    Partial *partial = value_pointer(args[0]);
    bool failed = false;
    Value dict = weft__find_attribute(t, args[0], N(t, __dict__), &failed);
    Tuple *of = weft__tuple_from(t, &partial->function, 1), *state = weft__tuple_new(t, 4),
          *result = weft__tuple_new(t, 3);
    if (failed || of == NULL || state == NULL || result == NULL) {
        return EMPTY;
    }
    state->items[0] = partial->function;
    state->items[1] = value_from_pointer(partial->args);
    state->items[2] = value_from_pointer(partial->keywords);
    bool attributes = dict != EMPTY && (!is_dict(t, dict) || weft__dict_length(t, as_dict(dict)) > 0);
    state->items[3] = attributes ? dict : NONE;
    result->items[0] = value_from_pointer(type_of(t, args[0]));
    result->items[1] = value_from_pointer(of);
    result->items[2] = value_from_pointer(state);
    return value_from_pointer(result);
}

static Value partial_set_state(Thread *t, Value *args)
{
    Partial *partial = value_pointer(args[0]);
    Tuple *state = is_tuple(t, args[1]) ? as_tuple(args[1]) : NULL;
    if (state == NULL || tuple_length(state) != 4 || !weft__is_callable(t, state->items[0]) ||
        !is_tuple(t, state->items[1]) || (!is_dict(t, state->items[2]) && state->items[2] != NONE)) {
        return RAISE(t, TypeError, "invalid partial state");
    }
    Dict *keywords = state->items[2] == NONE                     ? weft__dict_new(t)
                     : object_is(state->items[2], T(t, dict)) ? as_dict(state->items[2])
                                                              : weft__dict_copy(t, as_dict(state->items[2]));
    Tuple *all = weft__tuple_from_iterable(t, state->items[1]);
    if (keywords == NULL || all == NULL) {
        return EMPTY;
    }
    partial->function = state->items[0];
    partial->args = all;
    partial->keywords = keywords;
    Value attributes = state->items[3] != NONE ? state->items[3] : value_or_empty(weft__dict_new(t));
    return attributes != EMPTY && weft__set_attribute(t, args[0], N(t, __dict__), attributes) ? NONE : EMPTY;
}

static const NativeDef partial_methods[] = {
    {"__reduce__", partial_reduce, "self, /", NULL, 0},
    {"__setstate__", partial_set_state, "self, state, /", NULL, 0},
    {"__class_getitem__", weft__native_class_getitem, "cls, item, /", "See PEP 585", NATIVE_CLASS},
    {NULL, NULL, NULL, NULL, 0},
};
static const GetSetDef partial_attributes[] = {
    {"func", partial_function, NULL, "What is called."},
    {"args", partial_args, NULL, "The positional arguments that each call begins with."},
    {"keywords", partial_keywords, NULL, "The keyword arguments that each call has."},
    {NULL, NULL, NULL, NULL},
};

/* ---- reduce ---- */

static Value reduce(Thread *t, Value *args)
{
    Value iterator = weft__iterate(t, args[1]);
    if (iterator == EMPTY) {
        if (weft__exception_matches(t, EXC(t, TypeError))) {
            exception_take(t);
            RAISE(t, TypeError, "reduce() arg 2 must support iteration");
        }
        return EMPTY;
    }
    Value total = args[2];
    for (;;) {
        Value item = weft__next(t, iterator);
        if (item == EMPTY) {
            if (total == EMPTY && !exception_pending(t)) {
                return RAISE(t, TypeError, "reduce() of empty iterable with no initial value");
            }
            return exception_pending(t) ? EMPTY : total;
        }
        total = total == EMPTY ? item : weft__call2(t, args[0], total, item);
        if (total == EMPTY || !weft__poll(t)) {
            return EMPTY;
        }
    }
}

/* ---- cmp_to_key ---- */

typedef struct SortKey {
    Object head;
    Value compare;        /* never changes */
    ATOMIC(Value) object; /* EMPTY: the key function itself; edge: functools_field */
} SortKey;

static void sort_key_trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((SortKey *)object)->compare);
    weft__trace_value(tracer, weft__load_relaxed(&((SortKey *)object)->object));
}

static Value sort_key_make(Thread *t, Value compare, Value object)
{
    SortKey *key = weft__alloc(t, sizeof *key, value_pointer(kept(t, FUNCTOOLS_KEY)));
    if (key != NULL) {
        key->compare = compare;
        weft__init(&key->object, object);
    }
    return value_or_empty(key);
}

static Value sort_key_call(Thread *t, Value self, Value *args, size_t count, Value names)
{
    static const char *const parameters[] = {"obj", NULL};
    Value bound[1];
    if (!weft__bind_named(t, "K", parameters, 1, 1, args, count, names, bound)) {
        return EMPTY;
    }
    return sort_key_make(t, ((SortKey *)value_pointer(self))->compare, bound[0]);
}

static Value sort_key_compare(Thread *t, Value a, Value b, Comparison op)
{
    Type *type = value_pointer(kept(t, FUNCTOOLS_KEY));
    if (!object_is(a, type) || !object_is(b, type)) {
        return RAISE(t, TypeError, "other argument must be K instance");
    }
    SortKey *x = value_pointer(a), *y = value_pointer(b);
    Value left = weft__load_acquire(&x->object), right = weft__load_acquire(&y->object); /* edge: functools_field */
    if (left == EMPTY || right == EMPTY) {
        return RAISE(t, AttributeError, "object");
    }
    Value result = weft__call2(t, x->compare, left, right);
    return result == EMPTY ? EMPTY : weft__compare(t, result, value_from_small_int(0), op);
}

static Value sort_key_object(Thread *t, Value self)
{
    Value object = weft__load_acquire(&((SortKey *)value_pointer(self))->object); /* edge: functools_field */
    return object == EMPTY ? RAISE(t, AttributeError, "obj") : object;
}
static bool sort_key_set_object(Thread *t, Value self, Value v)
{
    (void)t;
    weft__store_release(&((SortKey *)value_pointer(self))->object, v); /* edge: functools_field */
    return true;
}
static const GetSetDef sort_key_attributes[] = {
    {"obj", sort_key_object, sort_key_set_object, "Value wrapped by a key function."},
    {NULL, NULL, NULL, NULL},
};

static Value cmp_to_key(Thread *t, Value *args)
{
    return sort_key_make(t, args[0], EMPTY);
}

/* ---- the cache ---- */

typedef struct CacheLink {
    Object head;
    struct CacheLink *before, *after; /* cache's lock; NULL: not in the list */
    Value key, result;                /* never change */
    int64_t hash;
} CacheLink;
typedef struct Cache {
    Object head;
    Value function, info_type; /* never change */
    int64_t limit;             /* -1: none; never changes */
    bool typed;
    ATOMIC(Dict *) entries;    /* key -> CacheLink, or result when there is no limit; edge: cache_entries */
    CacheLink *newest, *oldest; /* object lock */
    size_t listed;             /* object lock */
    ATOMIC(uint64_t) hits, misses; /* edge: cache_counters */
} Cache;

static void cache_link_trace(Tracer *tracer, Object *object)
{
    CacheLink *link = (CacheLink *)object;
    weft__trace_object(tracer, link->before);
    weft__trace_object(tracer, link->after);
    weft__trace_value(tracer, link->key);
    weft__trace_value(tracer, link->result);
}

static void cache_trace(Tracer *tracer, Object *object)
{
    Cache *cache = (Cache *)object;
    weft__trace_value(tracer, cache->function);
    weft__trace_value(tracer, cache->info_type);
    weft__trace_object(tracer, weft__load_relaxed(&cache->entries));
    weft__trace_object(tracer, cache->newest);
    weft__trace_object(tracer, cache->oldest);
}

static Value cache_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    static const char *const parameters[] = {"user_function", "maxsize", "typed", "cache_info_type", NULL};
    Value bound[4];
    int64_t limit = -1;
    if (!weft__bind_named(t, "lru_cache", parameters, 4, 4, args, count, names, bound)) {
        return EMPTY;
    }
    if (!weft__is_callable(t, bound[0])) {
        return RAISE(t, TypeError, "the first argument must be callable");
    }
    if (bound[1] != NONE) {
        if (!is_int(t, bound[1]) && type_of(t, bound[1])->slots.index == NULL) {
            return RAISE(t, TypeError, "maxsize should be integer or None");
        }
        if (!weft__to_i64(t, bound[1], &limit)) {
            return EMPTY;
        }
        limit = limit < 0 ? 0 : limit;
    }
    int typed = weft__truth(t, bound[2]);
    Dict *entries = typed < 0 ? NULL : weft__dict_new(t);
    Cache *cache = entries == NULL ? NULL : weft__instance_new(t, type, type->instance_bytes);
    if (cache != NULL) {
        cache->function = bound[0];
        cache->info_type = bound[3];
        cache->limit = limit;
        cache->typed = typed;
        weft__init(&cache->entries, entries);
    }
    return value_or_empty(cache);
}

/* One value that stands for all arguments. */
static Value cache_key(Thread *t, Cache *cache, Value *args, size_t count, Value names)
{
    size_t keywords = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    if (LIKELY(keywords == 0 && count == 1 && !cache->typed) &&
        (value_is_small_int(args[0]) || object_is(args[0], T(t, str)))) {
        return args[0];
    }
    size_t n = count + (keywords > 0 ? 1 + 2 * keywords : 0);
    Tuple *key = weft__tuple_new(t, cache->typed ? n + count + keywords : n);
    if (key == NULL) {
        return EMPTY;
    }
    memcpy(key->items, args, count * sizeof(Value));
    if (keywords > 0) {
        key->items[count] = kept(t, FUNCTOOLS_MARK);
        for (size_t i = 0; i < keywords; i++) {
            key->items[count + 1 + 2 * i] = as_tuple(names)->items[i];
            key->items[count + 2 + 2 * i] = args[count + i];
        }
    }
    for (size_t i = 0; cache->typed && i < count + keywords; i++) {
        key->items[n + i] = value_from_pointer(type_of(t, args[i]));
    }
    return value_from_pointer(key);
}

/* Calls the function; arguments are the caller's temporaries. */
static Value cache_miss(Thread *t, Cache *cache, Value *args, size_t count, Value names)
{
    (void)weft__add_relaxed(&cache->misses, 1U); /* edge: cache_counters */
    return weft__call(t, cache->function, args, count, names);
}

/* Locked. */
static void link_unlist(Cache *cache, CacheLink *link)
{
    if (link->before != NULL) {
        link->before->after = link->after;
    } else {
        cache->newest = link->after;
    }
    if (link->after != NULL) {
        link->after->before = link->before;
    } else {
        cache->oldest = link->before;
    }
    link->before = link->after = NULL;
    cache->listed--;
}
/* Locked. */
static void link_put_first(Cache *cache, CacheLink *link)
{
    link->before = NULL;
    link->after = cache->newest;
    if (cache->newest != NULL) {
        cache->newest->before = link;
    } else {
        cache->oldest = link;
    }
    cache->newest = link;
    cache->listed++;
}
static bool link_is_listed(const Cache *cache, const CacheLink *link)
{
    return link->before != NULL || cache->newest == link;
}

/* Puts a new result in, and the oldest one out when the cache is full. */
static bool cache_insert(Thread *t, Cache *cache, Dict *entries, Value key, int64_t hash, Value result)
{
    CacheLink *link = weft__alloc(t, sizeof *link, value_pointer(kept(t, FUNCTOOLS_LINK)));
    if (link == NULL) {
        return false;
    }
    link->key = key;
    link->result = result;
    link->hash = hash;
    Value there = weft__dict_set_default(t, entries, key, value_from_pointer(link));
    if (there != value_from_pointer(link)) {
        return there != EMPTY; /* another call was faster */
    }
    CacheLink *oldest = NULL;
    weft__lock_object(t, &cache->head);
    if (weft__load_relaxed(&cache->entries) == entries) {
        link_put_first(cache, link);
        if ((int64_t)cache->listed > cache->limit) {
            oldest = cache->oldest;
            link_unlist(cache, oldest);
        }
    }
    weft__unlock_object(t, &cache->head);
    return oldest == NULL || weft__dict_delete(t, entries, oldest->key) >= 0;
}

static Value cache_call(Thread *t, Value self, Value *args, size_t count, Value names)
{
    Cache *cache = value_pointer(self);
    int64_t hash;
    if (!weft__enter_native(t, " while calling a Python object")) {
        return EMPTY;
    }
    if (cache->limit == 0) {
        return cache_miss(t, cache, args, count, names);
    }
    Value key = cache_key(t, cache, args, count, names);
    if (key == EMPTY || !key_hash(t, key, &hash)) {
        return EMPTY;
    }
    Dict *entries = weft__load_acquire(&cache->entries); /* edge: cache_entries */
    Value found = weft__dict_get_hashed(t, entries, key, hash);
    if (found == EMPTY) {
        if (exception_pending(t)) {
            return EMPTY;
        }
        Value result = cache_miss(t, cache, args, count, names);
        if (result == EMPTY) {
            return EMPTY;
        }
        bool done = cache->limit < 0 ? weft__dict_set_hashed(t, entries, key, hash, result)
                                     : cache_insert(t, cache, entries, key, hash, result);
        return done ? result : EMPTY;
    }
    (void)weft__add_relaxed(&cache->hits, 1U); /* edge: cache_counters */
    if (cache->limit < 0) {
        return found;
    }
    CacheLink *link = value_pointer(found);
    weft__lock_object(t, &cache->head);
    if (cache->newest != link && link_is_listed(cache, link)) {
        link_unlist(cache, link);
        link_put_first(cache, link);
    }
    weft__unlock_object(t, &cache->head);
    return link->result;
}

static Value cache_bind(Thread *t, Value self, Value instance, Value owner)
{
    (void)owner;
    return instance == EMPTY || instance == NONE ? self : weft__method_new(t, self, instance);
}

static Value cache_info(Thread *t, Value *args)
{
    Cache *cache = value_pointer(args[0]);
    Dict *entries = weft__load_acquire(&cache->entries); /* edge: cache_entries */
    Value parts[4] = {
        value_from_small_int((int64_t)weft__load_relaxed(&cache->hits)),   /* edge: cache_counters */
        value_from_small_int((int64_t)weft__load_relaxed(&cache->misses)), /* edge: cache_counters */
        cache->limit < 0 ? NONE : int_from_i64(t, cache->limit),
        value_from_small_int((int64_t)weft__dict_length(t, entries)),
    };
    return parts[2] == EMPTY ? EMPTY : weft__call(t, cache->info_type, parts, 4, EMPTY);
}

static Value cache_clear(Thread *t, Value *args)
{
    Cache *cache = value_pointer(args[0]);
    Dict *fresh = weft__dict_new(t);
    if (fresh == NULL) {
        return EMPTY;
    }
    weft__lock_object(t, &cache->head);
    weft__store_release(&cache->entries, fresh); /* edge: cache_entries */
    while (cache->newest != NULL) {
        link_unlist(cache, cache->newest);
    }
    weft__store_relaxed(&cache->hits, 0U);   /* edge: cache_counters */
    weft__store_relaxed(&cache->misses, 0U); /* edge: cache_counters */
    weft__unlock_object(t, &cache->head);
    return NONE;
}

static Value cache_self(Thread *t, Value *args)
{
    (void)t;
    return args[0];
}

/* Pickles find it by its name, as they find functions. */
static Value cache_reduce(Thread *t, Value *args)
{
    return weft__get_attribute(t, args[0], N(t, __qualname__));
}

static const NativeDef cache_methods[] = {
    {"cache_info", cache_info, "self, /", "Report cache statistics", 0},
    {"cache_clear", cache_clear, "self, /", "Clear the cache and cache statistics", 0},
    {"__reduce__", cache_reduce, "self, /", NULL, 0},
    {"__copy__", cache_self, "self, /", NULL, 0},
    {"__deepcopy__", cache_self, "self, memo, /", NULL, 0},
    {NULL, NULL, NULL, NULL, 0},
};

/* ---- the module ---- */

bool weft__init_module__functools(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"reduce", reduce, "function, iterable, initial=, /",
         "reduce(function, iterable[, initial]) -> value", 0},
        {"cmp_to_key", cmp_to_key, "mycmp", "A key for sorted() from a function that compares two items.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    Type *partial = weft__native_type_new(t, "functools.partial", NULL, sizeof(Partial),
                                          TYPE_HAS_DICT | TYPE_HAS_WEAK);
    Type *key = weft__native_type_new(t, "functools.KeyWrapper", NULL, sizeof(SortKey), TYPE_FINAL);
    Type *link = weft__native_type_new(t, "functools._lru_list_elem", NULL, sizeof(CacheLink), TYPE_FINAL);
    Type *cache = weft__native_type_new(t, "functools._lru_cache_wrapper", NULL, sizeof(Cache),
                                        TYPE_HAS_DICT | TYPE_HAS_WEAK | TYPE_METHOD_DESCRIPTOR);
    Tuple *values = weft__tuple_new(t, FUNCTOOLS_VALUES);
    if (partial == NULL || key == NULL || link == NULL || cache == NULL || values == NULL) {
        return false;
    }
    partial->head.trace = partial_trace;
    partial->slots.new_instance = partial_new;
    partial->slots.call = partial_call;
    partial->slots.repr = partial_repr;
    key->head.trace = sort_key_trace;
    key->slots.call = sort_key_call;
    key->slots.compare = sort_key_compare;
    key->slots.hash = weft__hash_not_implemented;
    link->head.trace = cache_link_trace;
    cache->head.trace = cache_trace;
    cache->slots.new_instance = cache_new;
    cache->slots.call = cache_call;
    cache->slots.descriptor_get = cache_bind;
    if (!weft__type_publish(t, m, partial, "partial", partial_methods, partial_attributes) ||
        !weft__type_publish(t, m, key, NULL, NULL, sort_key_attributes) ||
        !weft__type_publish(t, m, link, NULL, NULL, NULL) ||
        !weft__type_publish(t, m, cache, "_lru_cache_wrapper", cache_methods, NULL)) {
        return false;
    }
    Value mark = weft__call0(t, value_from_pointer(T(t, object)));
    if (mark == EMPTY) {
        return false;
    }
    values->items[FUNCTOOLS_MARK] = mark;
    values->items[FUNCTOOLS_KEY] = value_from_pointer(key);
    values->items[FUNCTOOLS_LINK] = value_from_pointer(link);
    values->items[FUNCTOOLS_PARTIAL] = value_from_pointer(partial);
    t->runtime->module_values[MODULE_VALUE_FUNCTOOLS] = value_from_pointer(values);
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_functools"));
}
