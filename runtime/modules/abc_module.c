/* abc_module.c - what abc.py needs in C: registration and the caches of isinstance and issubclass.
 *
 * Answers are cached under the *version* of the class that was asked about, a number that no other
 * class and no other state of the class ever has (rule R4), so nothing must be invalidated when a
 * class changes, and caches keep no class alive. Negative answers live in a cell that belongs to one
 * value of the registration counter; registering anything makes all such cells stale.
 */
#include "modules/native_arguments.h"

#include "object/classes.h"
#include "object/containers_internal.h"

typedef struct NegativeCache {
    Object head;
    uint64_t registrations; /* never changes */
    Set *versions;          /* never changes */
} NegativeCache;
typedef struct AbcData {
    Object head;
    Set *registry, *positive;        /* never change; hold classes, versions */
    ATOMIC(NegativeCache *) negative; /* NULL: none; edge: abc_negative */
    ATOMIC(uint64_t) registrations;  /* of the one that counts for all; edge: abc_registrations */
} AbcData;

enum { ABC_DATA, ABC_NEGATIVE, ABC_COUNTER, ABC_VALUES };

static Value kept(Thread *t, int number)
{
    return as_tuple(t->runtime->module_values[MODULE_VALUE_ABC])->items[number];
}
static ATOMIC(uint64_t) *registrations(Thread *t)
{
    return &((AbcData *)value_pointer(kept(t, ABC_COUNTER)))->registrations;
}

static void data_trace(Tracer *tracer, Object *object)
{
    AbcData *data = (AbcData *)object;
    weft__trace_object(tracer, data->registry);
    weft__trace_object(tracer, data->positive);
    weft__trace_object(tracer, weft__load_relaxed(&data->negative));
}
static void negative_trace(Tracer *tracer, Object *object)
{
    weft__trace_object(tracer, ((NegativeCache *)object)->versions);
}

static AbcData *data_new(Thread *t, Type *type)
{
    Set *registry = weft__set_new(t, false), *positive = weft__set_new(t, false);
    AbcData *data = registry == NULL || positive == NULL ? NULL : weft__alloc(t, sizeof *data, type);
    if (data != NULL) {
        data->registry = registry;
        data->positive = positive;
    }
    return data;
}

/* The data of an abstract base class. NULL: exception. */
static AbcData *data_of(Thread *t, Value cls)
{
    Value v = is_type(t, cls) ? weft__dict_get_c(t, as_type(cls)->dict, "_abc_impl") : EMPTY;
    if (v == EMPTY || !object_is(v, value_pointer(kept(t, ABC_DATA)))) {
        bool failed = false;
        Str *name = weft__intern_c(t, "_abc_impl");
        v = name == NULL ? EMPTY : weft__find_attribute(t, cls, name, &failed);
        if (v == EMPTY || !object_is(v, value_pointer(kept(t, ABC_DATA)))) {
            if (!exception_pending(t)) {
                RAISE(t, TypeError, "_abc_impl is set to a wrong type");
            }
            return NULL;
        }
    }
    return value_pointer(v);
}

static int is_abstract(Thread *t, Value v)
{
    bool failed = false;
    Value mark = weft__find_attribute(t, v, N(t, __isabstractmethod__), &failed);
    return failed ? -1 : mark == EMPTY ? 0 : weft__truth(t, mark);
}

/* Names of abstract methods that the base has and the class still does not define. */
static bool inherit_abstract(Thread *t, Value cls, Value base, Set *names)
{
    bool failed = false;
    Value of_base = weft__find_attribute(t, base, N(t, __abstractmethods__), &failed);
    Value iterator = of_base == EMPTY ? EMPTY : weft__iterate(t, of_base);
    while (iterator != EMPTY) {
        Value name = weft__next(t, iterator);
        if (name == EMPTY) {
            return !exception_pending(t);
        }
        Value v = is_str(t, name) ? weft__find_attribute(t, cls, as_str(name), &failed) : EMPTY;
        int abstract = v == EMPTY ? 0 : is_abstract(t, v);
        if (failed || abstract < 0 || (abstract && weft__set_add(t, names, name) < 0)) {
            return false;
        }
    }
    return !failed && !exception_pending(t);
}

enum { PATTERN_FLAGS = TYPE_PATTERN_SEQUENCE | TYPE_PATTERN_MAPPING };

/* Instances of the class match patterns of this kind; so do those of classes derived from it. */
static void set_pattern_flags(Thread *t, Type *type, uint32_t flags)
{
    if (flags == 0 || !(type->flags & TYPE_HEAP) || (type->flags & PATTERN_FLAGS) == flags) {
        return;
    }
    weft__runtime_lock(t, &t->runtime->type_lock);
    weft__world_stop(t);
    type->flags = (type->flags & ~(uint32_t)PATTERN_FLAGS) | flags;
    weft__world_resume(t);
    weft__runtime_unlock(t, &t->runtime->type_lock);
    Value subclasses = weft__subclasses_list(t, type);
    for (size_t i = 0; subclasses != EMPTY; i++) {
        Value each = list_get(as_list(subclasses), i);
        if (each == EMPTY) {
            return;
        }
        set_pattern_flags(t, as_type(each), flags);
    }
    exception_take(t); /* out of memory: then instances do not match, no more */
}

/* What the class says in __abc_tpflags__, or a class in its MRO is. */
static uint32_t pattern_flags_of(Thread *t, Type *type)
{
    Value own = weft__dict_get_c(t, type->dict, "__abc_tpflags__");
    if (value_is_small_int(own)) {
        return value_small_int(own) & 32   ? TYPE_PATTERN_SEQUENCE
               : value_small_int(own) & 64 ? TYPE_PATTERN_MAPPING
                                           : 0;
    }
    Tuple *mro = weft__load_acquire(&type->mro); /* edge: type_mro */
    for (size_t i = 1; i < tuple_length(mro); i++) {
        uint32_t flags = as_type(mro->items[i])->flags & PATTERN_FLAGS;
        if (flags != 0) {
            return flags;
        }
    }
    return 0;
}

static Value abc_init(Thread *t, Value *args)
{
    if (!is_type(t, args[0])) {
        return RAISE(t, TypeError, "_abc_init() argument must be a class");
    }
    Type *type = as_type(args[0]);
    Set *names = weft__set_new(t, true);
    Value items = names == NULL ? EMPTY : weft__dict_items_list(t, type->dict);
    if (items == EMPTY) {
        return EMPTY;
    }
    for (size_t i = 0; i < list_length(as_list(items)); i++) {
        Tuple *item = as_tuple(list_get(as_list(items), i));
        int abstract = is_abstract(t, item->items[1]);
        if (abstract < 0 || (abstract && weft__set_add(t, names, item->items[0]) < 0)) {
            return EMPTY;
        }
    }
    Tuple *bases = weft__load_acquire(&type->bases); /* edge: type_mro */
    for (size_t i = 0; i < tuple_length(bases); i++) {
        if (!inherit_abstract(t, args[0], bases->items[i], names)) {
            return EMPTY;
        }
    }
    AbcData *data = data_new(t, value_pointer(kept(t, ABC_DATA)));
    Str *name = weft__intern_c(t, "_abc_impl");
    if (data == NULL || name == NULL ||
        !weft__set_attribute(t, args[0], N(t, __abstractmethods__), value_from_pointer(names)) ||
        weft__type_store(t, type, name, value_from_pointer(data)) < 0) {
        return EMPTY;
    }
    set_pattern_flags(t, type, pattern_flags_of(t, type));
    return NONE;
}

static Value abc_register(Thread *t, Value *args)
{
    if (!is_type(t, args[1])) {
        return RAISE(t, TypeError, "Can only register classes");
    }
    int known = weft__is_subclass(t, args[1], args[0]);
    if (known != 0) {
        return known < 0 ? EMPTY : args[1];
    }
    int inverse = weft__is_subclass(t, args[0], args[1]);
    if (inverse != 0) {
        return inverse < 0 ? EMPTY : RAISE(t, RuntimeError, "Refusing to create an inheritance cycle");
    }
    AbcData *data = data_of(t, args[0]);
    if (data == NULL || weft__set_add(t, data->registry, args[1]) < 0) {
        return EMPTY;
    }
    /* After the class is in the registry: whoever sees the new count finds it there. */
    (void)weft__add_acq_rel(registrations(t), 1U); /* edge: abc_registrations */
    set_pattern_flags(t, as_type(args[1]), as_type(args[0])->flags & PATTERN_FLAGS);
    return args[1];
}

/* A version as a cache key; 0 once versions are exhausted: then nothing is cached. */
static Value version_key(Thread *t, Value cls)
{
    return is_type(t, cls) ? value_from_small_int(weft__type_version_assign(t, as_type(cls)))
                           : value_from_small_int(0);
}
static bool cached(Set *versions, Thread *t, Value key)
{
    return key != value_from_small_int(0) &&
           weft__set_contains_hashed(t, versions, key, value_small_int(key)) > 0;
}

/* The cell for negative answers that holds for the present count of registrations. */
static NegativeCache *negative_cache(Thread *t, AbcData *data)
{
    uint64_t now = weft__load_acquire(registrations(t));        /* edge: abc_registrations */
    NegativeCache *cache = weft__load_acquire(&data->negative); /* edge: abc_negative */
    if (LIKELY(cache != NULL && cache->registrations == now)) {
        return cache;
    }
    Set *versions = weft__set_new(t, false);
    NegativeCache *fresh =
        versions == NULL ? NULL : weft__alloc(t, sizeof *fresh, value_pointer(kept(t, ABC_NEGATIVE)));
    if (fresh != NULL) {
        fresh->registrations = now;
        fresh->versions = versions;
        weft__store_release(&data->negative, fresh); /* edge: abc_negative */
    }
    return fresh;
}

/* The question without caches: 1, 0, -1. */
static int find_out(Thread *t, Value cls, AbcData *data, Value subclass)
{
    Value verdict = weft__call_method(t, cls, N(t, __subclasshook__), &subclass, 1);
    if (verdict == EMPTY) {
        return -1;
    }
    if (verdict == TRUE_VALUE || verdict == FALSE_VALUE) {
        return verdict == TRUE_VALUE;
    }
    if (verdict != NOT_IMPLEMENTED) {
        RAISE(t, AssertionError, "__subclasshook__ must return either False, True, or NotImplemented");
        return -1;
    }
    if (is_type(t, subclass) && weft__is_subtype(as_type(subclass), as_type(cls))) {
        return 1;
    }
    Items registered;
    if (!weft__items_of(t, value_from_pointer(data->registry), &registered)) {
        return -1;
    }
    for (size_t i = 0; i < registered.count; i++) {
        int found = weft__is_subclass(t, subclass, registered.values[i]);
        if (found != 0) {
            return found;
        }
    }
    KEEP_ALIVE(registered.owner);
    Value subclasses = weft__call_method(t, cls, N(t, __subclasses__), NULL, 0);
    if (subclasses == EMPTY || !is_list(t, subclasses)) {
        if (subclasses != EMPTY) {
            RAISE(t, TypeError, "__subclasses__() must return a list");
        }
        return -1;
    }
    for (size_t i = 0; i < list_length(as_list(subclasses)); i++) {
        Value each = list_get(as_list(subclasses), i);
        int found = each == EMPTY ? 0 : weft__is_subclass(t, subclass, each);
        if (found != 0) {
            return found;
        }
    }
    return 0;
}

static int subclass_check(Thread *t, Value cls, Value subclass)
{
    if (!is_type(t, subclass)) {
        RAISE(t, TypeError, "issubclass() arg 1 must be a class");
        return -1;
    }
    AbcData *data = data_of(t, cls);
    if (data == NULL || !weft__enter_native(t, " in __subclasscheck__")) {
        return -1;
    }
    Value key = version_key(t, subclass);
    if (cached(data->positive, t, key)) {
        return 1;
    }
    NegativeCache *negative = negative_cache(t, data);
    if (negative == NULL) {
        return -1;
    }
    if (cached(negative->versions, t, key)) {
        return 0;
    }
    int verdict = find_out(t, cls, data, subclass);
    if (verdict >= 0 && key != value_from_small_int(0) &&
        weft__set_add(t, verdict ? data->positive : negative->versions, key) < 0) {
        return -1;
    }
    return verdict;
}

static Value abc_subclass_check(Thread *t, Value *args)
{
    int verdict = subclass_check(t, args[0], args[1]);
    return verdict < 0 ? EMPTY : value_from_bool(verdict != 0);
}

static Value abc_instance_check(Thread *t, Value *args)
{
    AbcData *data = data_of(t, args[0]);
    Value type = value_from_pointer(type_of(t, args[1]));
    Value cls = data == NULL ? EMPTY : weft__get_attribute(t, args[1], N(t, __class__));
    if (cls == EMPTY) {
        return EMPTY;
    }
    if (cls == type) {
        Value key = version_key(t, cls);
        if (cached(data->positive, t, key)) {
            return TRUE_VALUE;
        }
        NegativeCache *negative = weft__load_acquire(&data->negative); /* edge: abc_negative */
        if (negative != NULL &&
            negative->registrations == weft__load_acquire(registrations(t)) && /* edge: abc_registrations */
            cached(negative->versions, t, key)) {
            return FALSE_VALUE;
        }
        return weft__call_method(t, args[0], N(t, __subclasscheck__), &cls, 1);
    }
    Value verdict = weft__call_method(t, args[0], N(t, __subclasscheck__), &cls, 1);
    int truth = verdict == EMPTY ? -1 : weft__truth(t, verdict);
    if (truth != 0) {
        return truth < 0 ? EMPTY : TRUE_VALUE;
    }
    return weft__call_method(t, args[0], N(t, __subclasscheck__), &type, 1);
}

static Value abc_cache_token(Thread *t, Value *args)
{
    (void)args;
    return int_from_i64(t, (int64_t)weft__load_acquire(registrations(t))); /* edge: abc_registrations */
}

static Value abc_registry(Thread *t, Value *args)
{
    AbcData *data = data_of(t, args[0]);
    return data == NULL ? EMPTY : weft__set_copy(t, data->registry, T(t, set));
}

bool weft__init_module__abc(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"_abc_init", abc_init, "self, /", NULL, 0},
        {"_abc_register", abc_register, "self, subclass, /", NULL, 0},
        {"_abc_subclasscheck", abc_subclass_check, "self, subclass, /", NULL, 0},
        {"_abc_instancecheck", abc_instance_check, "self, instance, /", NULL, 0},
        {"_abc_registry", abc_registry, "self, /", NULL, 0},
        {"get_cache_token", abc_cache_token, "", "Returns the current ABC cache token.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    Type *data = weft__native_type_new(t, "_abc._abc_data", NULL, sizeof(AbcData), TYPE_FINAL);
    Type *negative = weft__native_type_new(t, "_abc._negative", NULL, sizeof(NegativeCache), TYPE_FINAL);
    if (data == NULL || negative == NULL) {
        return false;
    }
    data->head.trace = data_trace;
    negative->head.trace = negative_trace;
    if (!weft__type_publish(t, m, data, NULL, NULL, NULL) ||
        !weft__type_publish(t, m, negative, NULL, NULL, NULL)) {
        return false;
    }
    AbcData *counter = data_new(t, data);
    Tuple *values = weft__tuple_new(t, ABC_VALUES);
    if (counter == NULL || values == NULL) {
        return false;
    }
    values->items[ABC_DATA] = value_from_pointer(data);
    values->items[ABC_NEGATIVE] = value_from_pointer(negative);
    values->items[ABC_COUNTER] = value_from_pointer(counter);
    t->runtime->module_values[MODULE_VALUE_ABC] = value_from_pointer(values);
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_abc"));
}
