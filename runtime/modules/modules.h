/* modules.h - what the native modules share.
 *
 * Each section names the file that it belongs to. A module that needs types or values of its own keeps them
 * in Runtime.module_values, because a process may have several runtimes.
 */
#ifndef WEFT_MODULES_MODULES_H
#define WEFT_MODULES_MODULES_H

#include <pthread.h>

#include "compile/compile.h"
#include "interpret/interpreter.h"
#include "modules/frozen.h"
#include "object/native.h"

typedef bool (*ModuleInit)(Thread *t, Module *module);
#define NATIVE_MODULE(name) bool weft__init_module_##name(Thread *t, Module *module);
#include "modules/modules.def"
#undef NATIVE_MODULE

/* Slots of Runtime.module_values that hold one value each; modules with many keep a tuple in the
 * slots numbered from 40 (native_arguments.h). */
enum ModuleSlot {
    SLOT_READER, SLOT_WRITER, SLOT_RANDOM, SLOT_RAW, SLOT_TEXT,
    SLOT_LOCK, SLOT_RLOCK, SLOT_LOCAL, SLOT_STRUCT_TIME, SLOT_RANDOM_TYPE, SLOT_STAT,
    SLOT_WAITING_FILES, SLOT_PATTERN, SLOT_MATCH, SLOT_SCANNER, SLOT_CACHE, SLOT_PLAIN_CACHE,
    SLOT_CSV_READER, SLOT_CSV_WRITER, SLOT_DECIMAL, SLOT_DATETIME,
    MODULE_SLOT_COUNT
};

enum { INT_DIGITS_LEAST = 640 }; /* a limit of digits below this one is refused */

/* What a command line says that programs ask sys for. Strings and lists belong to the caller, and are
 * read while the runtime starts. */
typedef struct SystemOptions {
    unsigned inspect, interactive, quiet, verbose, ignore_environment, isolated, no_site, no_user_site,
        safe_path, debug, bytes_warning, no_bytecode, dev_mode, utf8_mode; /* sys.flags */
    bool fixed_hashes;            /* PYTHONHASHSEED is 0 */
    bool int_digits_given;        /* and then sys.flags tells the limit */
    int32_t int_digits;           /* 0: no limit */
    const char *const *warnings;  /* -W, in order; NULL at the end, or no list */
    const char *const *extended;  /* -X, in order; likewise */
} SystemOptions;

/* Per-runtime state of the modules layer (Runtime.module_state). */
typedef struct ModuleState {
    pthread_mutex_t import_mutex;  /* guards `imports`; never held while running code or waiting */
    pthread_cond_t import_changed;
    struct ImportInProgress *imports; /* import_mutex */
    ATOMIC(uint32_t) imports_in_progress; /* length of `imports`; import_mutex; edge: imports_in_progress */
    const SystemOptions *system;   /* valid while the runtime starts */
} ModuleState;

/* ---- importer.c ---- */
/* The module called by its full dotted name, imported when it is not yet. EMPTY: exception. */
Value weft__import(Thread *t, Str *name);
Value weft__import_c(Thread *t, const char *name);
/* Attribute of a module by C strings, importing the module. */
Value weft__import_attribute(Thread *t, const char *module, const char *attribute);
Value weft__builtin_import(Thread *t, Value *args); /* __import__ */
bool weft__importer_init(Thread *t);
void weft__importer_free(Runtime *runtime);
/* A module object with the usual names, put into sys.modules. */
Module *weft__module_create(Thread *t, Str *name, Value file, bool package);
/* Whole content of a file; false with OSError pending. The bytes live in the heap. */
bool weft__read_file(Thread *t, const char *path, Value path_value, ByteArray **bytes, size_t *length);

/* ---- posix_descriptors.c ---- */
bool weft__posix_add_descriptors(Thread *t, Module *m);

/* ---- posix_process.c ---- */
bool weft__posix_add_processes(Thread *t, Module *m);

/* ---- signal_module.c ---- */
/* At a safepoint of the main thread: calls the handlers of the signals that have come. False: exception. */
bool weft__run_signal_handlers(Thread *t);
void weft__end_signals(Runtime *runtime); /* handlers go before the runtime does */

/* ---- builtins ---- */
bool weft__builtins_add_functions(Thread *t, Module *module);
/* exec/eval/compile helpers */
Value weft__run_source(Thread *t, const char *source, size_t length, Str *filename, CompileMode mode,
                       Dict *globals, Value locals, uint32_t flags);

/* ---- hashlib ---- */
/* What a hash takes, any buffer but no text: hash_module.c. */
bool weft__hash_input(Thread *t, Value v, const unsigned char **bytes, size_t *n);

/* ---- math ---- */
double weft__gamma(double x); /* math_gamma.c */
double weft__log_gamma(double x);

/* ---- sys ---- */
Value weft__library_names(Thread *t); /* sys.stdlib_module_names: library_names.c */
bool weft__sys_add_observers(Thread *t, Module *module); /* settrace, setprofile: sys_observers.c */
/* sys.exc_info's exception, EMPTY when none is handled. */
Value weft__handled_exception(Thread *t);
bool weft__flush_std_streams(Thread *t);

/* ---- io ---- */
/* Writes what files hold back, before somebody looks at files by name. */
void weft__write_waiting_files(Thread *t);
/* Writes to a sys.stdout-like object: fast for native text files. */
bool weft__stream_write(Thread *t, Value stream, Str *text);
bool weft__stream_is_native(Thread *t, Value stream); /* a text file of the runtime, not a subclass */
Value weft__open_std_stream(Thread *t, int descriptor, const char *name, const char *mode,
                            bool unbuffered);

#endif
