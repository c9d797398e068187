/* gc_module.c - the module `gc`, over the tracing collector. Generations do not exist: the functions
 * that speak of them keep their shapes (docs/differences.md).
 */
#include "modules/modules.h"

static Value gc_collect(Thread *t, Value *args)
{
    int64_t generation;
    if (!weft__to_i64(t, args[0], &generation)) {
        return EMPTY;
    }
    if (generation < 0 || generation > 2) {
        return RAISE(t, ValueError, "invalid generation");
    }
    size_t freed = weft__collect(t);
    weft__run_finalizers(t);
    return int_from_i64(t, (int64_t)freed);
}
static Value gc_enable(Thread *t, Value *args)
{
    (void)args;
    weft__collector_set_enabled(t, true);
    return NONE;
}
static Value gc_disable(Thread *t, Value *args)
{
    (void)args;
    weft__collector_set_enabled(t, false);
    return NONE;
}
static Value gc_isenabled(Thread *t, Value *args)
{
    (void)args;
    return value_from_bool(weft__collector_enabled(t->runtime));
}
static Value three(Thread *t, int64_t a, int64_t b, int64_t c)
{
    Value items[3] = {value_from_small_int(a), value_from_small_int(b), value_from_small_int(c)};
    return value_or_empty(weft__tuple_from(t, items, 3));
}
static Value gc_get_threshold(Thread *t, Value *args)
{
    (void)args;
    return three(t, 700, 10, 10);
}
static Value gc_get_count(Thread *t, Value *args)
{
    (void)args;
    return three(t, 0, 0, 0);
}
static Value gc_set_threshold(Thread *t, Value *args)
{
    (void)t;
    (void)args;
    return NONE;
}

/* Objects are first noted down in memory outside the heap, because nothing may be allocated in a
 * stopped world; they stay alive as long as the world stands still, and are in the list after. */
typedef struct Noted {
    Thread *t;
    Tuple *into;
    size_t count;
} Noted;
static void count_one(Object *object, void *context)
{
    if (!(object->type->flags & TYPE_PRIVATE)) {
        ((Noted *)context)->count++;
    }
}
static void note_one(Object *object, void *context)
{
    Noted *noted = context;
    if (!(object->type->flags & TYPE_PRIVATE) && noted->count < tuple_length(noted->into) &&
        object != &noted->into->head) {
        noted->into->items[noted->count++] = value_from_pointer(object);
    }
}
static Value list_of(Thread *t, Noted *noted)
{
    return value_or_empty(weft__list_from(t, noted->into->items, noted->count));
}
static Value gc_get_objects(Thread *t, Value *args)
{
    (void)args;
    Noted noted = {t, NULL, 0};
    weft__world_stop(t);
    weft__heap_each_object(t, count_one, &noted);
    weft__world_resume(t);
    noted.into = weft__tuple_new(t, noted.count + 1000);
    if (noted.into == NULL) {
        return EMPTY;
    }
    noted.count = 0;
    weft__world_stop(t);
    weft__heap_each_object(t, note_one, &noted);
    weft__world_resume(t);
    return list_of(t, &noted);
}
static Value gc_get_referents(Thread *t, Value *args)
{
    Tuple *objects = as_tuple(args[0]);
    Noted noted = {t, NULL, 0};
    noted.into = weft__tuple_new(t, 4096);
    if (noted.into == NULL) {
        return EMPTY;
    }
    weft__world_stop(t);
    for (size_t i = 0; i < tuple_length(objects); i++) {
        if (value_is_pointer(objects->items[i])) {
            weft__each_referent(t, value_object(objects->items[i]), note_one, &noted);
        }
    }
    weft__world_resume(t);
    return list_of(t, &noted);
}
typedef struct ReferrerSearch {
    Noted noted;
    Object *wanted;
    bool found;
} ReferrerSearch;
static void is_wanted(Object *referent, void *context)
{
    ReferrerSearch *search = context;
    search->found |= referent == search->wanted;
}
static void check_referrer(Object *object, void *context)
{
    ReferrerSearch *search = context;
    if (object->type->flags & TYPE_PRIVATE) {
        return;
    }
    search->found = false;
    weft__each_referent(search->noted.t, object, is_wanted, search);
    if (search->found) {
        note_one(object, &search->noted);
    }
}
static Value gc_get_referrers(Thread *t, Value *args)
{
    Tuple *objects = as_tuple(args[0]);
    ReferrerSearch search = {{t, weft__tuple_new(t, 4096), 0}, NULL, false};
    if (search.noted.into == NULL) {
        return EMPTY;
    }
    weft__world_stop(t);
    for (size_t i = 0; i < tuple_length(objects); i++) {
        if (value_is_pointer(objects->items[i])) {
            search.wanted = value_object(objects->items[i]);
            weft__heap_each_object(t, check_referrer, &search);
        }
    }
    weft__world_resume(t);
    return list_of(t, &search.noted);
}
static Value gc_is_tracked(Thread *t, Value *args)
{
    return value_from_bool(value_is_pointer(args[0]) && type_of(t, args[0])->head.trace != NULL &&
                           !object_is(args[0], T(t, str))); /* some strings share their text, which no program sees */
}
static Value gc_is_finalized(Thread *t, Value *args)
{
    (void)t;
    return value_from_bool(value_is_pointer(args[0]) &&
                           (weft__load_relaxed(&value_object(args[0])->flags) & OBJECT_FINALIZED)); /* edge: object_flags */
}
static Value gc_get_stats(Thread *t, Value *args)
{
    (void)args;
    HeapStatistics statistics;
    weft__heap_statistics(t, &statistics);
    Dict *dict = weft__dict_new(t);
    if (dict == NULL || !weft__dict_set_c(t, dict, "collections", int_from_i64(t, (int64_t)statistics.collections)) ||
        !weft__dict_set_c(t, dict, "collected", value_from_small_int(0)) ||
        !weft__dict_set_c(t, dict, "uncollectable", value_from_small_int(0))) {
        return EMPTY;
    }
    Value v = value_from_pointer(dict);
    return value_or_empty(weft__list_from(t, &v, 1));
}
static Value gc_freeze(Thread *t, Value *args)
{
    (void)t;
    (void)args;
    return NONE;
}
static Value gc_zero(Thread *t, Value *args)
{
    (void)t;
    (void)args;
    return value_from_small_int(0);
}

bool weft__init_module_gc(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"collect", gc_collect, "generation=2", NULL, 0},
        {"enable", gc_enable, "", NULL, 0},
        {"disable", gc_disable, "", NULL, 0},
        {"isenabled", gc_isenabled, "", NULL, 0},
        {"get_threshold", gc_get_threshold, "", NULL, 0},
        {"set_threshold", gc_set_threshold, "threshold0, threshold1=, threshold2=, /", NULL, 0},
        {"get_count", gc_get_count, "", NULL, 0},
        {"get_objects", gc_get_objects, "generation=None", NULL, 0},
        {"get_referents", gc_get_referents, "*objs", NULL, 0},
        {"get_referrers", gc_get_referrers, "*objs", NULL, 0},
        {"is_tracked", gc_is_tracked, "obj, /", NULL, 0},
        {"is_finalized", gc_is_finalized, "obj, /", NULL, 0},
        {"get_stats", gc_get_stats, "", NULL, 0},
        {"freeze", gc_freeze, "", NULL, 0},
        {"unfreeze", gc_freeze, "", NULL, 0},
        {"get_freeze_count", gc_zero, "", NULL, 0},
        {"get_debug", gc_zero, "", NULL, 0},
        {"set_debug", gc_freeze, "flags, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    Value garbage = value_or_empty(weft__list_new(t, 0)), callbacks = value_or_empty(weft__list_new(t, 0));
    return garbage != EMPTY && callbacks != EMPTY && weft__module_set(t, m, "garbage", garbage) &&
           weft__module_set(t, m, "callbacks", callbacks) &&
           weft__module_set(t, m, "DEBUG_STATS", value_from_small_int(1)) &&
           weft__module_set(t, m, "DEBUG_COLLECTABLE", value_from_small_int(2)) &&
           weft__module_set(t, m, "DEBUG_UNCOLLECTABLE", value_from_small_int(4)) &&
           weft__module_set(t, m, "DEBUG_SAVEALL", value_from_small_int(32)) &&
           weft__module_set(t, m, "DEBUG_LEAK", value_from_small_int(38)) &&
           weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "gc"));
}
