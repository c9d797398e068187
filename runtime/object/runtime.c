/* runtime.c - the life of a runtime: its heap and world, the builtin types and names, the roots of
 * the collector.
 *
 * Start runs on one thread with collections held off until every type can be traced. After it, the
 * tables of the Runtime never change, and any thread reads them plainly.
 */
#include <stdlib.h>
#include <sys/random.h>

#include "object/big_work.h"
#include "object/classes.h"

/* ---- roots ---- */

static void trace_roots(Runtime *runtime, Tracer *tracer)
{
    for (size_t i = 0; i < TYPE_INDEX_COUNT; i++) {
        weft__trace_object(tracer, runtime->types[i]);
    }
    for (size_t i = 0; i < EXC_COUNT; i++) {
        weft__trace_object(tracer, runtime->exceptions[i]);
    }
    for (size_t i = 0; i < NAME_INDEX_COUNT; i++) {
        weft__trace_object(tracer, runtime->names[i]);
    }
    for (size_t i = 0; i < sizeof runtime->characters / sizeof *runtime->characters; i++) {
        weft__trace_object(tracer, runtime->characters[i]);
    }
    weft__trace_object(tracer, runtime->empty_str);
    weft__trace_object(tracer, runtime->empty_tuple);
    weft__trace_object(tracer, runtime->intern_table);
    weft__trace_object(tracer, runtime->memory_error_line);
    weft__trace_object(tracer, runtime->empty_array);
    weft__trace_object(tracer, runtime->empty_dict_table);
    weft__trace_object(tracer, runtime->empty_set_table);
    weft__trace_object(tracer, runtime->modules);
    weft__trace_object(tracer, runtime->builtins);
    const Value values[] = {
        runtime->empty_bytes,     runtime->empty_frozenset, runtime->memory_error,
        runtime->sys_module,      runtime->builtins_module, runtime->main_module,
        runtime->extra_roots,     weft__load_relaxed(&runtime->thread_hooks),
    };
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        weft__trace_value(tracer, values[i]);
    }
    for (size_t i = 0; i < sizeof runtime->module_values / sizeof(Value); i++) {
        weft__trace_value(tracer, runtime->module_values[i]);
    }
    if (runtime->trace_host != NULL) {
        runtime->trace_host(runtime, tracer);
    }
}

static void trace_thread(Thread *t, Tracer *tracer)
{
    const Value values[] = {t->exception, t->thread_object, t->async_exception,
                            t->repr_active, t->trace_function,  t->profile_function,
                            t->async_first, t->async_finalizer};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        weft__trace_value(tracer, values[i]);
    }
    for (ExceptionState *state = t->handled; state != NULL; state = state->previous) {
        weft__trace_value(tracer, state->exception);
    }
    for (Frame *frame = t->frame; frame != NULL; frame = frame->previous) {
        weft__trace_object(tracer, frame->generator);
    }
    if (t->stack_base != NULL) {
        weft__trace_words(tracer, t->stack_base, value_stack_top(t));
    }
}

static void before_sweep(Runtime *runtime) { weft__method_caches_clear(runtime); }

static void run_finalizer(Thread *t, Object *object)
{
    Value pending = exception_take(t);
    void (*finalize)(Thread *, Value) = object->type->slots.finalize;
    if (finalize != NULL) {
        finalize(t, value_from_pointer(object));
    }
    t->exception = pending;
}

static void run_weak_callback(Thread *t, Object *cell, Value callback)
{
    Value pending = exception_take(t);
    if (callback != NONE && callback != EMPTY &&
        weft__call1(t, callback, value_from_pointer(cell)) == EMPTY) {
        weft__unraisable(t, exception_take(t), NULL, callback);
    }
    t->exception = pending;
}

static const HeapHooks heap_hooks = {
    .trace_roots = trace_roots,
    .trace_thread = trace_thread,
    .before_sweep = before_sweep,
    .raise_memory_error = weft__raise_memory_error,
    .run_finalizer = run_finalizer,
    .run_weak_callback = run_weak_callback,
};

/* ---- types ---- */

#define TYPE(identifier, python_name) void weft__init_##identifier##_type(Thread *t, Type *type);
#include "object/types.def"
#undef TYPE
bool weft__init_exception_types(Thread *t);

static const struct {
    const char *name;
    void (*init)(Thread *t, Type *type);
} builtin_types[] = {
#define TYPE(identifier, python_name) {python_name, weft__init_##identifier##_type},
#include "object/types.def"
#undef TYPE
};
static const char *const exception_names[] = {
#define EXCEPTION(name, base) #name,
#include "object/exceptions.def"
#undef EXCEPTION
};
static const char *const interned_names[] = {
#define NAME(identifier) #identifier,
#include "object/names.def"
#undef NAME
};

/* Empty Type objects for all rows, so that objects of any type can be made in any order. */
static bool allocate_types(Thread *t)
{
    Runtime *runtime = t->runtime;
    Type *first = weft__alloc(t, sizeof(Type), NULL);
    if (first == NULL) {
        return false;
    }
    first->head.head.type = first;
    weft__init(&first->subclasses, EMPTY);
    weft__init(&first->qualname, EMPTY);
    runtime->types[TYPE_INDEX_type] = first;
    for (uint32_t i = 0; i < TYPE_INDEX_COUNT; i++) {
        if (i != TYPE_INDEX_type) {
            runtime->types[i] = weft__type_alloc(t, first);
            if (runtime->types[i] == NULL) {
                return false;
            }
        }
        runtime->types[i]->builtin_index = i;
    }
    for (size_t i = 0; i < EXC_COUNT; i++) {
        runtime->exceptions[i] = weft__type_alloc(t, first);
        if (runtime->exceptions[i] == NULL) {
            return false;
        }
    }
    /* What code that runs before a type is ready asks about it. */
    T(t, str)->flags = TYPE_IS_STR;
    T(t, tuple)->flags = TYPE_IS_TUPLE;
    T(t, dict)->flags = TYPE_IS_DICT;
    T(t, type)->flags = TYPE_IS_TYPE;
    T(t, int)->flags = TYPE_IS_INT;
    weft__heap_set_array_types(runtime->heap, T(t, value_array), T(t, byte_array));
    Type *const tags[8] = {T(t, int), NULL, NULL, T(t, float), T(t, int), NULL, T(t, float), T(t, float)};
    memcpy(t->immediate_types, tags, sizeof tags);
    return true;
}

static bool make_names(Thread *t)
{
    Runtime *runtime = t->runtime;
    for (unsigned i = 0; i < 256; i++) {
        Str *s = weft__str_new(t, 1, i);
        if (s == NULL) {
            return false;
        }
        s->inline_data[0] = (unsigned char)i;
        runtime->characters[i] = weft__intern(t, s);
        if (runtime->characters[i] == NULL) {
            return false;
        }
    }
    for (size_t i = 0; i < NAME_INDEX_COUNT; i++) {
        runtime->names[i] = weft__intern_c(t, interned_names[i]);
        if (runtime->names[i] == NULL) {
            return false;
        }
    }
    for (size_t i = 0; i < TYPE_INDEX_COUNT; i++) {
        Str *name = weft__intern_c(t, builtin_types[i].name);
        weft__store_relaxed(&runtime->types[i]->name, name);
        if (name == NULL) {
            return false;
        }
    }
    for (size_t i = 0; i < EXC_COUNT; i++) {
        Str *name = weft__intern_c(t, exception_names[i]);
        weft__store_relaxed(&runtime->exceptions[i]->name, name);
        if (name == NULL) {
            return false;
        }
    }
    return true;
}

static bool make_empties(Thread *t)
{
    Runtime *runtime = t->runtime;
    runtime->empty_tuple = weft__tuple_new(t, 0);
    runtime->empty_str = weft__str_new(t, 0, 0);
    return runtime->empty_tuple != NULL && runtime->empty_str != NULL &&
           weft__intern(t, runtime->empty_str) != NULL;
}

static bool make_types(Thread *t)
{
    Runtime *runtime = t->runtime;
    for (size_t i = 0; i < TYPE_INDEX_COUNT; i++) {
        builtin_types[i].init(t, runtime->types[i]);
        if (runtime->start_failed || exception_pending(t) || !(runtime->types[i]->flags & TYPE_READY)) {
            return false;
        }
    }
    if (!weft__init_exception_types(t)) {
        return false;
    }
    runtime->empty_bytes = value_or_empty(weft__bytes_new(t, NULL, 0));
    runtime->empty_frozenset = value_or_empty(weft__set_new(t, true));
    runtime->memory_error = weft__exception_new(t, EXC(t, MemoryError), NULL, 0);
    runtime->memory_error_line = weft__str_from_c(t, "MemoryError\n");
    runtime->builtins = weft__dict_new(t);
    /* The shared storage of empty containers is made at first use: now, while there is one thread. */
    if (weft__list_new(t, 0) == NULL || weft__set_new(t, false) == NULL) {
        return false;
    }
    return runtime->empty_bytes != EMPTY && runtime->empty_frozenset != EMPTY &&
           runtime->memory_error != EMPTY && runtime->memory_error_line != NULL && runtime->builtins != NULL;
}

/* ---- start and end ---- */

static void seed_hashes(Runtime *runtime, uint64_t seed)
{
    if (seed == 0 && getrandom(runtime->hash_seed, sizeof runtime->hash_seed, 0) ==
                         (ssize_t)sizeof runtime->hash_seed) {
        return;
    }
    for (size_t i = 0; i < 2; i++) { /* splitmix64 */
        seed += 0x9E3779B97F4A7C15ULL;
        uint64_t z = seed;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
        runtime->hash_seed[i] = z ^ (z >> 31);
    }
}

static Runtime *allocate_runtime(const RuntimeOptions *options)
{
    Runtime *runtime = calloc(1, sizeof *runtime);
    if (runtime == NULL) {
        return NULL;
    }
    runtime->torture.collect_every = options->collect_every;
    weft__init(&runtime->torture.fail_at, options->fail_at);
    runtime->warm_up = options->warm_up == 0 ? 2 : options->warm_up;
    runtime->backoff = options->backoff == 0 ? 60 : options->backoff;
    runtime->optimize = options->optimize;
    runtime->first_type_version = options->first_type_version == 0 ? 1 : options->first_type_version;
    runtime->first_keys_version = options->first_keys_version == 0 ? 1 : options->first_keys_version;
    weft__init(&runtime->next_type_version, runtime->first_type_version);
    weft__init(&runtime->next_keys_version, runtime->first_keys_version);
    weft__init(&runtime->next_code_id, (uint64_t)1);
    weft__init(&runtime->recursion_limit, 1000);
    weft__init(&runtime->int_max_str_digits, 4300);
    weft__init(&runtime->switch_interval, 5000);
    weft__init(&runtime->thread_hooks, EMPTY);
    runtime->empty_bytes = runtime->empty_frozenset = runtime->memory_error = EMPTY;
    runtime->sys_module = runtime->builtins_module = runtime->main_module = EMPTY;
    runtime->extra_roots = EMPTY;
    for (size_t i = 0; i < sizeof runtime->module_values / sizeof(Value); i++) {
        runtime->module_values[i] = EMPTY;
    }
    seed_hashes(runtime, options->hash_seed);
    weft__runtime_lock_init(&runtime->type_lock, RANK_TYPE);
    weft__runtime_lock_init(&runtime->intern_lock, RANK_INTERN);
    weft__runtime_lock_init(&runtime->import_lock, RANK_IMPORT);
    return runtime;
}

static void free_runtime(Runtime *runtime)
{
    if (runtime->heap != NULL) {
        weft__heap_free(runtime->heap);
    }
    if (runtime->world != NULL) {
        weft__world_free(runtime->world);
    }
    weft__runtime_lock_destroy(&runtime->type_lock);
    weft__runtime_lock_destroy(&runtime->intern_lock);
    weft__runtime_lock_destroy(&runtime->import_lock);
    free(runtime);
}

static void leave_runtime(Thread *t)
{
    weft__method_cache_free(t);
    weft__heap_thread_detach(t);
    weft__thread_detach(t);
}

Thread *weft__runtime_new(const RuntimeOptions *options)
{
    static const RuntimeOptions defaults = {0};
    if (options == NULL) {
        options = &defaults;
    }
    weft__big_work_install();
    Runtime *runtime = allocate_runtime(options);
    if (runtime == NULL) {
        return NULL;
    }
    runtime->world = weft__world_new(runtime);
    runtime->heap = runtime->world == NULL ? NULL
                                           : weft__heap_new(runtime, &heap_hooks, options->byte_budget,
                                                            &runtime->torture);
    Thread *t = runtime->heap == NULL ? NULL : weft__thread_attach(runtime, NULL, 0);
    if (t == NULL) {
        free_runtime(runtime);
        return NULL;
    }
    if (!weft__heap_thread_attach(t)) {
        weft__thread_detach(t);
        free_runtime(runtime);
        return NULL;
    }
    t->no_collect++;
    t->recursion_left = 1000;
    bool done = weft__method_cache_init(t) && allocate_types(t) && make_empties(t) && make_names(t) &&
                make_types(t) && !runtime->start_failed;
    t->no_collect--;
    if (!done) {
        leave_runtime(t);
        free_runtime(runtime);
        return NULL;
    }
    runtime->main_thread = t;
    return t;
}

void weft__runtime_free(Thread *t)
{
    Runtime *runtime = t->runtime;
    runtime->main_thread = NULL;
    leave_runtime(t);
    free_runtime(runtime);
}
