/* runtime.h - everything that one runtime owns; there is no process-global state.
 *
 * Tables of builtin types, exceptions and interned names are filled while the runtime starts and
 * never change afterwards, so any thread reads them plainly.
 */
#ifndef WEFT_OBJECT_RUNTIME_H
#define WEFT_OBJECT_RUNTIME_H

#include "object/object.h"

#define TYPE(identifier, python_name) TYPE_INDEX_##identifier,
enum TypeIndex {
#include "object/types.def"
    TYPE_INDEX_COUNT
};
#undef TYPE
#define EXCEPTION(name, base) EXC_##name,
enum ExceptionIndex {
#include "object/exceptions.def"
    EXC_COUNT
};
#undef EXCEPTION
#define NAME(identifier) NAME_INDEX_##identifier,
enum NameIndex {
#include "object/names.def"
    NAME_INDEX_COUNT
};
#undef NAME

struct Runtime {
    union { /* must stay first: what the sync and memory layers see */
        RuntimeCore core;
        struct {
            RUNTIME_CORE_FIELDS
        };
    };
    Type *types[TYPE_INDEX_COUNT];
    Type *exceptions[EXC_COUNT];
    Str *names[NAME_INDEX_COUNT];
    Str *characters[256];   /* one-character strings of Latin-1 */
    Str *empty_str;
    Tuple *empty_tuple;
    Value empty_bytes, empty_frozenset;
    Value memory_error;     /* preallocated instance */
    Str *memory_error_line; /* how it is told where no text can be made */
    Torture torture;
    RuntimeLock type_lock, intern_lock, import_lock;
    void *intern_table;     /* intern lock for writes; owned by object/intern.c */
    ATOMIC(uint32_t) next_type_version;    /* edge: version_counters; 0 once exhausted */
    ATOMIC(uint32_t) next_keys_version;
    ATOMIC(uint64_t) next_code_id;
    uint64_t hash_seed[2];  /* str and bytes hashing */
    Dict *modules;          /* sys.modules */
    Dict *builtins;         /* the dictionary of the builtins module */
    Value sys_module;
    Value builtins_module;
    Value main_module;
    ATOMIC(Value) thread_hooks; /* modules layer */
    Thread *main_thread;    /* NULL while the types are made */
    bool start_failed;      /* an allocation failed while the types were made */
    ATOMIC(int32_t) recursion_limit;  /* sys.setrecursionlimit; edge: settings */
    ATOMIC(int32_t) switch_interval; /* microseconds; only told back; edge: settings */
    ATOMIC(int32_t) int_max_str_digits; /* 4300, 0: no limit; edge: settings */
    ATOMIC(uint32_t) exiting;  /* set once the main thread finishes */
    ATOMIC(uint32_t) switches; /* RUNTIME_* */
    void *interpreter;      /* owned by the interpret layer */
    void *module_state;     /* owned by the modules layer: native modules table */
    Value module_values[64]; /* roots of native modules; slots handed out by modules.def */
    Value extra_roots;      /* list: whatever must live as long as the runtime */
    size_t native_stack_bytes; /* of threads that the runtime starts */
    uint32_t warm_up;       /* executions before a site specializes (test knob) */
    uint32_t backoff;       /* executions after a failed specialization */
    uint32_t first_type_version, first_keys_version; /* test knobs */
    unsigned optimize;      /* 0 to 2, as -O and -OO; set at start only */
    bool bytes_warning;     /* tell when bytes meet text (-b); set at start only */
    int argc; char **argv;  /* of the command; sys.argv */
    const char *program_name;
    void *host;             /* owned by the embed layer, as are the next two */
    void (*trace_host)(Runtime *runtime, Tracer *tracer); /* its roots, or NULL; stopped world */
    void (*close_host_thread)(Thread *t); /* a thread with Thread.host ends; never changes */
    /* Storage of containers without elements, shared and never changed; roots. Made on first use
     * while the runtime starts (containers). */
    ValueArray *empty_array;
    struct DictTable *empty_dict_table;
    struct SetTable *empty_set_table;
};

#define T(thread, identifier) ((thread)->runtime->types[TYPE_INDEX_##identifier])
#define N(thread, identifier) ((thread)->runtime->names[NAME_INDEX_##identifier])
#define EXC(thread, name) ((thread)->runtime->exceptions[EXC_##name])

/* Creates a runtime with all builtin types, and attaches the calling thread as the main thread.
 * NULL: out of memory. */
typedef struct RuntimeOptions {
    size_t byte_budget;        /* 0: none */
    uint64_t collect_every;    /* torture */
    int64_t fail_at;           /* torture; <= 0 off */
    uint32_t warm_up, backoff; /* 0: defaults */
    uint32_t first_type_version, first_keys_version; /* 0: 1 */
    uint64_t hash_seed;        /* 0: random */
    unsigned optimize;         /* 1: no assert, __debug__ is False; 2: no docstrings either */
} RuntimeOptions;
Thread *weft__runtime_new(const RuntimeOptions *options);
void weft__runtime_free(Thread *main_thread);

#endif
