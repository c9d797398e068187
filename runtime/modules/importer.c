/* importer.c - finding, loading and sharing modules.
 *
 * A name is looked up in sys.modules, then by the finders of sys.meta_path, among native modules,
 * modules kept in the program as source, and on sys.path. Each module is executed once: the first
 * thread enters it in the list of imports in progress; others wait outside the world until it is
 * done. Two threads that would wait for each other (circular imports in different order) get the
 * half-initialised module instead, as CPython does. No lock is held while a module's code runs
 * (rule R9), and none is taken for a module that is there while nothing is being imported.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "modules/modules.h"

typedef struct ImportInProgress {
    struct ImportInProgress *next;
    const char *name;      /* UTF-8, owned */
    Thread *owner;
    struct ImportInProgress *waits_for; /* of the owner: what its thread waits for now */
} ImportInProgress;

typedef struct NativeModule {
    const char *name;
    ModuleInit init;
} NativeModule;
static const NativeModule native_modules[] = {
#define NATIVE_MODULE(name) {#name, weft__init_module_##name},
#include "modules/modules.def"
#undef NATIVE_MODULE
    {NULL, NULL},
};

bool weft__importer_init(Thread *t)
{
    ModuleState *state = calloc(1, sizeof *state);
    if (state == NULL) {
        weft__raise_memory_error(t);
        return false;
    }
    pthread_mutex_init(&state->import_mutex, NULL);
    pthread_cond_init(&state->import_changed, NULL);
    t->runtime->module_state = state;
    return true;
}

void weft__importer_free(Runtime *runtime)
{
    ModuleState *state = runtime->module_state;
    if (state != NULL) {
        pthread_mutex_destroy(&state->import_mutex);
        pthread_cond_destroy(&state->import_changed);
        free(state);
        runtime->module_state = NULL;
    }
}

/* ---- one import at a time per module ---- */

static ImportInProgress *find_import(ModuleState *state, const char *name)
{
    for (ImportInProgress *each = state->imports; each != NULL; each = each->next) {
        if (strcmp(each->name, name) == 0) {
            return each;
        }
    }
    return NULL;
}

/* Asked after the module was found in sys.modules: the import that put it there had counted itself
 * before, so 0 means that it is complete. */
static bool any_import(ModuleState *state)
{
    return weft__load_acquire(&state->imports_in_progress) != 0; /* edge: imports_in_progress */
}

/* True when waiting for `entry` would wait for this thread. */
static bool would_deadlock(ModuleState *state, ImportInProgress *entry, Thread *t)
{
    for (int steps = 0; entry != NULL && steps < 1000; steps++) {
        if (entry->owner == t) {
            return true;
        }
        ImportInProgress *next = NULL;
        for (ImportInProgress *each = state->imports; each != NULL; each = each->next) {
            if (each->owner == entry->owner && each->waits_for != NULL) {
                next = each->waits_for;
            }
        }
        entry = next;
    }
    return false;
}

typedef struct ImportWait {
    ModuleState *state;
    const char *name;
    Thread *thread;
    ImportInProgress *own; /* an import of this thread, marked as waiting */
    bool waited;
} ImportWait;

static void wait_for_import(void *context)
{
    ImportWait *wait = context;
    ModuleState *state = wait->state;
    pthread_mutex_lock(&state->import_mutex);
    for (;;) {
        ImportInProgress *entry = find_import(state, wait->name);
        if (entry == NULL || would_deadlock(state, entry, wait->thread)) {
            break;
        }
        for (ImportInProgress *each = state->imports; each != NULL; each = each->next) {
            if (each->owner == wait->thread) {
                each->waits_for = entry;
                wait->own = each;
            }
        }
        wait->waited = true;
        pthread_cond_wait(&state->import_changed, &state->import_mutex);
        if (wait->own != NULL) {
            wait->own->waits_for = NULL;
        }
    }
    pthread_mutex_unlock(&state->import_mutex);
}

/* True: this thread is to import `name` now. False: somebody else did or does (circularly). */
static bool begin_import(Thread *t, const char *name, bool *failed)
{
    ModuleState *state = t->runtime->module_state;
    *failed = false;
    ImportInProgress *entry = malloc(sizeof *entry);
    char *copy = strdup(name);
    if (entry == NULL || copy == NULL) {
        free(entry);
        free(copy);
        weft__raise_memory_error(t);
        *failed = true;
        return false;
    }
    *entry = (ImportInProgress){NULL, copy, t, NULL};
    pthread_mutex_lock(&state->import_mutex);
    bool busy = find_import(state, name) != NULL;
    if (!busy) {
        entry->next = state->imports;
        state->imports = entry;
        (void)weft__add_acq_rel(&state->imports_in_progress, 1U); /* edge: imports_in_progress */
    }
    pthread_mutex_unlock(&state->import_mutex);
    if (!busy) {
        return true;
    }
    free(copy);
    free(entry);
    ImportWait wait = {state, name, t, NULL, false};
    weft__run_outside(t, wait_for_import, &wait);
    return false;
}

static void end_import(Thread *t, const char *name)
{
    ModuleState *state = t->runtime->module_state;
    ImportInProgress *found = NULL;
    pthread_mutex_lock(&state->import_mutex);
    for (ImportInProgress **link = &state->imports; *link != NULL; link = &(*link)->next) {
        if ((*link)->owner == t && strcmp((*link)->name, name) == 0) {
            found = *link;
            *link = found->next;
            (void)weft__add_acq_rel(&state->imports_in_progress, (uint32_t)-1); /* edge: imports_in_progress */
            break;
        }
    }
    for (ImportInProgress *each = state->imports; found != NULL && each != NULL; each = each->next) {
        if (each->waits_for == found) {
            each->waits_for = NULL;
        }
    }
    pthread_cond_broadcast(&state->import_changed);
    pthread_mutex_unlock(&state->import_mutex);
    if (found != NULL) {
        free((void *)(uintptr_t)found->name);
        free(found);
    }
}

/* ---- files ---- */

typedef struct ReadFile {
    const char *path;
    int error;
    unsigned char *bytes; /* malloc */
    size_t length;
} ReadFile;

static void read_file(void *context)
{
    ReadFile *file = context;
    int descriptor = open(file->path, O_RDONLY | O_CLOEXEC);
    struct stat info;
    if (descriptor < 0) {
        file->error = errno;
        return;
    }
    size_t room = 0;
    if (fstat(descriptor, &info) == 0 && S_ISDIR(info.st_mode)) {
        file->error = EISDIR;
        close(descriptor);
        return;
    }
    for (;;) {
        if (room - file->length < 4096) {
            room = room * 2 + 65536;
            unsigned char *larger = realloc(file->bytes, room);
            if (larger == NULL) {
                file->error = ENOMEM;
                break;
            }
            file->bytes = larger;
        }
        ssize_t got = read(descriptor, file->bytes + file->length, room - file->length);
        if (got <= 0) {
            if (got < 0 && errno == EINTR) {
                continue;
            }
            file->error = got < 0 ? errno : 0;
            break;
        }
        file->length += (size_t)got;
    }
    close(descriptor);
}

bool weft__read_file(Thread *t, const char *path, Value path_value, ByteArray **bytes, size_t *length)
{
    ReadFile file = {path, 0, NULL, 0};
    weft__write_waiting_files(t);
    weft__run_outside(t, read_file, &file);
    *bytes = NULL;
    if (file.error == 0) {
        *bytes = weft__byte_array_new(t, file.length + 1);
        if (*bytes != NULL) {
            memcpy((*bytes)->bytes, file.bytes, file.length);
            (*bytes)->bytes[file.length] = 0;
            *length = file.length;
        }
    } else {
        weft__raise_os_error(t, file.error, path_value);
    }
    free(file.bytes);
    return *bytes != NULL;
}

static bool file_exists(const char *path, bool folder)
{
    struct stat info;
    return stat(path, &info) == 0 && (folder ? S_ISDIR(info.st_mode) : S_ISREG(info.st_mode));
}

/* ---- module objects ---- */

/* The main module has the module itself, others the names in it. None yet: the module `builtins` is being
 * made. */
static bool set_builtins(Thread *t, Module *module, Str *name)
{
    Value builtins = t->runtime->builtins_module;
    if (builtins == EMPTY) {
        return true;
    }
    bool itself = weft__str_equals_c(name, "__main__");
    return weft__module_set(t, module, "__builtins__",
                            itself ? builtins : value_from_pointer(as_module(builtins)->dict));
}

Module *weft__module_create(Thread *t, Str *name, Value file, bool package)
{
    Module *module = weft__module_new(t, name);
    if (module == NULL) {
        return NULL;
    }
    Str *parent = name;
    if (!package) {
        int64_t dot = -1;
        for (size_t i = 0; i < name->length; i++) {
            if (str_char(name, i) == '.') {
                dot = (int64_t)i;
            }
        }
        parent = dot < 0 ? t->runtime->empty_str : weft__str_substring(t, name, 0, (size_t)dot);
    }
    if (parent == NULL || !weft__module_set(t, module, "__package__", value_from_pointer(parent)) ||
        !weft__module_set(t, module, "__loader__", NONE) ||
        !weft__module_set(t, module, "__spec__", NONE) ||
        (file != EMPTY && !weft__module_set(t, module, "__file__", file)) ||
        !set_builtins(t, module, name) ||
        !weft__dict_set_str(t, t->runtime->modules, weft__intern(t, name), value_from_pointer(module))) {
        return NULL;
    }
    return module;
}

static bool execute(Thread *t, Module *module, const char *source, size_t length, Str *filename,
                    uint32_t flags)
{
    Code *code = weft__compile(t, source, length, filename, COMPILE_EXEC, flags, NULL);
    return code != NULL && weft__run_code(t, code, module->dict, value_from_pointer(module->dict),
                                          EMPTY) != EMPTY;
}

/* What the module of a file has as its `__spec__`: EMPTY where memory ran out. `search` is NONE for a
 * module that is no package. */
static Value describe_source(Thread *t, Module *module, Str *name, Value path, Value search)
{
    Value spec = weft__call0(t, value_from_pointer(T(t, namespace)));
    Value parent = weft__dict_get_c(t, module->dict, "__package__");
    const struct {
        const char *name;
        Value v;
    } parts[] = {
        {"name", value_from_pointer(name)}, {"loader", NONE},          {"origin", path},
        {"loader_state", NONE},             {"cached", NONE},          {"submodule_search_locations", search},
        {"parent", parent},                 {"has_location", TRUE_VALUE}, {"_initializing", TRUE_VALUE},
    };
    for (size_t i = 0; spec != EMPTY && i < sizeof parts / sizeof *parts; i++) {
        Str *attribute = weft__intern_c(t, parts[i].name);
        if (attribute == NULL || parts[i].v == EMPTY || !weft__set_attribute(t, spec, attribute, parts[i].v)) {
            return EMPTY;
        }
    }
    return spec != EMPTY && weft__dict_set_str(t, module->dict, N(t, __spec__), spec) ? spec : EMPTY;
}

static Value load_source(Thread *t, Str *name, const char *path, bool package, const char *folder)
{
    Value path_value = value_or_empty(weft__str_from_c(t, path));
    ByteArray *bytes;
    size_t length;
    if (path_value == EMPTY || !weft__read_file(t, path, path_value, &bytes, &length)) {
        return EMPTY;
    }
    Module *module = weft__module_create(t, name, path_value, package);
    if (module == NULL) {
        return EMPTY;
    }
    Value search = NONE;
    if (package) {
        Value entry = value_or_empty(weft__str_from_c(t, folder));
        search = entry == EMPTY ? EMPTY : value_or_empty(weft__list_from(t, &entry, 1));
        if (search == EMPTY || !weft__module_set(t, module, "__path__", search)) {
            return EMPTY;
        }
    }
    Value spec = describe_source(t, module, name, path_value, search);
    if (spec == EMPTY ||
        !execute(t, module, (const char *)bytes->bytes, length, as_str(path_value), 0)) {
        return EMPTY;
    }
    Str *mark = weft__intern_c(t, "_initializing");
    return mark != NULL && weft__set_attribute(t, spec, mark, FALSE_VALUE) ? value_from_pointer(module) : EMPTY;
}

static Value load_native(Thread *t, Str *name, const NativeModule *native)
{
    Module *module = weft__module_create(t, name, EMPTY, false);
    if (module == NULL) {
        return EMPTY;
    }
    module->native = true;
    if (weft__dict_delete(t, module->dict, value_from_pointer(N(t, __builtins__))) < 0) { /* no code runs here */
        return EMPTY;
    }
    return native->init(t, module) ? value_from_pointer(module) : EMPTY;
}

static Value load_frozen(Thread *t, Str *name, const FrozenModule *frozen)
{
    Str *filename = weft__str_format(t, "<frozen %S>", name);
    Module *module = filename == NULL ? NULL
                                      : weft__module_create(t, name, EMPTY, frozen->is_package);
    if (module == NULL) {
        return EMPTY;
    }
    if (frozen->is_package) {
        List *search = weft__list_new(t, 0);
        if (search == NULL || !weft__module_set(t, module, "__path__", value_from_pointer(search))) {
            return EMPTY;
        }
    }
    /* What is native in CPython shows no frames there. */
    uint32_t flags = strcmp(frozen->name, "warnings") == 0 ? (uint32_t)COMPILE_HIDDEN_FRAMES : 0;
    return execute(t, module, (const char *)frozen->source, frozen->length, filename, flags)
               ? value_from_pointer(module)
               : EMPTY;
}

/* A folder of a search path as an absolute path; false: too long. */
static bool absolute_folder(const char *folder, char *into, size_t room)
{
    char present[4096];
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/') {
        length--;
    }
    int written;
    if (strcmp(folder, ".") == 0) {
        folder = "";
        length = 0;
    }
    if (folder[0] == '/' || getcwd(present, sizeof present) == NULL) {
        written = snprintf(into, room, "%.*s", (int)length, folder);
    } else {
        const char *join = strcmp(present, "/") == 0 || length == 0 ? "" : "/";
        written = snprintf(into, room, "%s%s%.*s", present, join, (int)length, folder);
    }
    return written >= 0 && (size_t)written < room;
}

/* `last` in one folder. EMPTY without exception: not there; then *package is set to the folder of
 * that name when it could be part of a namespace package, else to "". */
static Value load_from_folder(Thread *t, Str *name, const char *last, const char *entry,
                              char *package, size_t room)
{
    char folder[4096], path[4112];
    package[0] = 0;
    if (!absolute_folder(entry, folder, sizeof folder)) {
        return EMPTY;
    }
    int written = snprintf(package, room, "%s/%s", strcmp(folder, "/") == 0 ? "" : folder, last);
    if (written < 0 || (size_t)written >= room) {
        package[0] = 0;
        return EMPTY;
    }
    snprintf(path, sizeof path, "%s/__init__.py", package);
    if (file_exists(path, false)) {
        return load_source(t, name, path, true, package);
    }
    snprintf(path, sizeof path, "%s.py", package);
    if (file_exists(path, false)) {
        return load_source(t, name, path, false, folder);
    }
    if (!file_exists(package, true)) {
        package[0] = 0;
    }
    return EMPTY;
}

/* `last` in each folder of `search`. EMPTY without exception: not found. */
static Value load_from_path(Thread *t, Str *name, const char *last, Value search)
{
    Value entries = value_or_empty(weft__list_from_iterable(t, search));
    List *portions = entries == EMPTY ? NULL : weft__list_new(t, 0);
    if (portions == NULL) {
        return EMPTY;
    }
    for (size_t i = 0; i < list_length(as_list(entries)); i++) {
        Value entry = list_get(as_list(entries), i);
        if (entry == EMPTY || !is_str(t, entry)) {
            continue;
        }
        char package[4096];
        const char *folder = weft__str_utf8(t, as_str(entry), NULL);
        Value module = folder == NULL ? EMPTY
                                      : load_from_folder(t, name, last, folder, package,
                                                         sizeof package);
        if (module != EMPTY || exception_pending(t)) {
            return module;
        }
        Value portion = package[0] == 0 ? EMPTY : value_or_empty(weft__str_from_c(t, package));
        if (package[0] != 0 && (portion == EMPTY || !weft__list_append(t, portions, portion))) {
            return EMPTY;
        }
    }
    if (list_length(portions) == 0) {
        return EMPTY;
    }
    Module *module = weft__module_create(t, name, EMPTY, true); /* a namespace package */
    return module != NULL && weft__module_set(t, module, "__path__", value_from_pointer(portions))
               ? value_from_pointer(module)
               : EMPTY;
}

/* The name becomes the `name` of the import error just raised. */
static Value name_import_error(Thread *t, Str *name)
{
    if (t->exception != EMPTY && is_exception(t, t->exception)) {
        Value exception = exception_take(t);
        weft__set_attribute(t, exception, N(t, name), value_from_pointer(name));
        t->exception = exception;
    }
    return EMPTY;
}

static Value raise_not_found(Thread *t, Str *name, const char *reason)
{
    RAISE(t, ModuleNotFoundError, "No module named '%S'%s%s", name, reason ? "; " : "",
          reason ? reason : "");
    return name_import_error(t, name);
}

/* sys.modules has None under the name: the import is blocked. */
static Value raise_halted(Thread *t, Str *name)
{
    RAISE(t, ModuleNotFoundError, "import of %S halted; None in sys.modules", name);
    return name_import_error(t, name);
}

/* The folders where a module is looked for: `__path__` of its package, NONE without a package. */
static Value search_of(Thread *t, Str *name, const char *utf8, Value parent)
{
    if (parent == EMPTY) {
        return NONE;
    }
    bool failed = false;
    Value search = weft__find_attribute(t, parent, N(t, __path__), &failed);
    if (search != EMPTY || failed) {
        return search;
    }
    Str *package = weft__str_from_utf8(t, utf8, (size_t)(strrchr(utf8, '.') - utf8));
    Str *reason = package == NULL ? NULL : weft__str_format(t, "'%S' is not a package", package);
    return reason == NULL ? EMPTY : raise_not_found(t, name, weft__str_utf8(t, reason, NULL));
}

/* The module that a finder of the program knows. EMPTY without exception: none does. */
static Value load_by_finders(Thread *t, Str *name, Value search)
{
    bool failed = false;
    Value module = t->runtime->sys_module; /* without finders while sys itself is made */
    Value finders = module == EMPTY ? EMPTY : weft__find_attribute(t, module, N(t, meta_path), &failed);
    if (finders == NONE) {
        return RAISE(t, ImportError, "sys.meta_path is None, Python is likely shutting down");
    }
    finders = finders == EMPTY ? EMPTY : value_or_empty(weft__list_from_iterable(t, finders));
    if (finders == EMPTY) {
        return EMPTY;
    }
    for (size_t i = 0; i < list_length(as_list(finders)); i++) {
        Value finder = list_get(as_list(finders), i);
        Value find = weft__find_attribute(t, finder, N(t, find_spec), &failed);
        if (find == EMPTY) {
            return failed ? EMPTY : RAISE(t, AttributeError, "'%T' object has no attribute 'find_module'", finder);
        }
        Value args[] = {value_from_pointer(name), search, NONE};
        Value spec = weft__call(t, find, args, 3, EMPTY);
        if (spec == NONE) {
            continue;
        }
        Value by_spec = spec == EMPTY ? EMPTY : weft__import_attribute(t, "importlib.util", "load_by_spec");
        return by_spec == EMPTY ? EMPTY : weft__call(t, by_spec, &spec, 1, EMPTY);
    }
    return EMPTY;
}

/* The module is not in sys.modules; `parent` is its package or EMPTY. */
static Value load(Thread *t, Str *name, const char *utf8, Value parent)
{
    Value search = search_of(t, name, utf8, parent);
    Value found = search == EMPTY ? EMPTY : load_by_finders(t, name, search);
    if (found != EMPTY || exception_pending(t)) {
        return found;
    }
    for (const NativeModule *native = native_modules; native->name != NULL; native++) {
        if (strcmp(native->name, utf8) == 0) {
            return load_native(t, name, native);
        }
    }
    for (const FrozenModule *frozen = weft__frozen_modules; frozen->name != NULL; frozen++) {
        if (strcmp(frozen->name, utf8) == 0) {
            return load_frozen(t, name, frozen);
        }
    }
    const char *last = strrchr(utf8, '.');
    if (search == NONE) {
        search = weft__get_attribute(t, t->runtime->sys_module, N(t, path));
        if (search == EMPTY) {
            return EMPTY;
        }
    }
    Value module = load_from_path(t, name, last == NULL ? utf8 : last + 1, search);
    if (module == EMPTY && !exception_pending(t)) {
        return raise_not_found(t, name, NULL);
    }
    return module;
}

/* Loads under the module's claim; a failed module leaves sys.modules again. */
static Value load_claimed(Thread *t, Str *name, const char *utf8, Value parent)
{
    Value there = weft__dict_get(t, t->runtime->modules, value_from_pointer(name));
    if (there != EMPTY || exception_pending(t)) {
        return there;
    }
    Value module = load(t, name, utf8, parent);
    if (module == EMPTY) {
        Value exception = exception_take(t);
        weft__dict_delete(t, t->runtime->modules, value_from_pointer(name));
        t->exception = exception;
        return EMPTY;
    }
    /* A module may replace itself in sys.modules. */
    there = weft__dict_get(t, t->runtime->modules, value_from_pointer(name));
    return there != EMPTY || exception_pending(t) ? there : module;
}

static Value import_one(Thread *t, Str *name, Value parent)
{
    const char *utf8 = weft__str_utf8(t, name, NULL);
    if (utf8 == NULL) {
        return EMPTY;
    }
    Value module = weft__dict_get(t, t->runtime->modules, value_from_pointer(name));
    if (exception_pending(t)) {
        return EMPTY;
    }
    bool failed;
    if (!begin_import(t, utf8, &failed)) {
        if (failed) {
            return EMPTY;
        }
        module = weft__dict_get(t, t->runtime->modules, value_from_pointer(name));
        if (module != EMPTY || exception_pending(t)) {
            return module == NONE ? raise_halted(t, name) : module;
        }
        return raise_not_found(t, name, NULL); /* the other thread's import failed */
    }
    if (module == EMPTY) {
        module = load_claimed(t, name, utf8, parent);
        const char *last = strrchr(utf8, '.');
        if (module != EMPTY && parent != EMPTY && last != NULL &&
            !weft__set_attribute(t, parent, weft__intern_c(t, last + 1), module)) {
            module = EMPTY;
        }
    } else if (module == NONE) {
        module = raise_halted(t, name);
    }
    end_import(t, utf8);
    return module;
}

Value weft__import(Thread *t, Str *name)
{
    Value module = weft__dict_get(t, t->runtime->modules, value_from_pointer(name));
    if (module != EMPTY && module != NONE && !any_import(t->runtime->module_state)) {
        return module;
    }
    if (exception_pending(t)) {
        return EMPTY;
    }
    Value parent = EMPTY;
    for (size_t i = 0; i < name->length; i++) {
        if (str_char(name, i) == '.') {
            Str *prefix = weft__str_substring(t, name, 0, i);
            parent = prefix == NULL ? EMPTY : import_one(t, weft__intern(t, prefix), parent);
            if (parent == EMPTY) {
                return EMPTY;
            }
        }
    }
    return import_one(t, weft__intern(t, name), parent);
}

Value weft__import_c(Thread *t, const char *name)
{
    Str *text = weft__intern_c(t, name);
    return text == NULL ? EMPTY : weft__import(t, text);
}

Value weft__import_attribute(Thread *t, const char *module, const char *attribute)
{
    Value m = weft__import_c(t, module);
    return m == EMPTY ? EMPTY : weft__get_attribute(t, m, weft__intern_c(t, attribute));
}

/* ---- __import__ ---- */

/* Absolute name of a relative import. */
static Str *absolute_name(Thread *t, Str *name, Value globals, int64_t level)
{
    if (globals == EMPTY) {
        RAISE(t, KeyError, "'__name__' not in globals");
        return NULL;
    }
    if (!is_dict(t, globals)) {
        RAISE(t, TypeError, "globals must be a dict");
        return NULL;
    }
    Value package = weft__dict_get_str(t, as_dict(globals), N(t, __package__));
    if (package == EMPTY || package == NONE) {
        package = weft__dict_get_str(t, as_dict(globals), N(t, __name__));
        if (package != EMPTY && is_str(t, package) &&
            weft__dict_get_str(t, as_dict(globals), N(t, __path__)) == EMPTY) {
            Str *full = as_str(package);
            size_t dot = 0;
            for (size_t i = 0; i < full->length; i++) {
                dot = str_char(full, i) == '.' ? i : dot;
            }
            package = value_or_empty(weft__str_substring(t, full, 0, dot));
        }
    }
    if (exception_pending(t)) {
        return NULL;
    }
    if (package == EMPTY || !is_str(t, package) || as_str(package)->length == 0) {
        RAISE(t, ImportError, "attempted relative import with no known parent package");
        return NULL;
    }
    Str *base = as_str(package);
    size_t end = base->length;
    for (int64_t i = 1; i < level; i++) {
        size_t dot = SIZE_MAX;
        for (size_t j = 0; j < end; j++) {
            dot = str_char(base, j) == '.' ? j : dot;
        }
        if (dot == SIZE_MAX) {
            RAISE(t, ImportError, "attempted relative import beyond top-level package");
            return NULL;
        }
        end = dot;
    }
    base = weft__str_substring(t, base, 0, end);
    if (base == NULL || name->length == 0) {
        return base;
    }
    return weft__str_format(t, "%S.%S", base, name);
}

/* Imports the submodules that `from package import names` asks for. */
static bool import_from_list(Thread *t, Value module, Value names)
{
    bool failed = false;
    Value path = weft__find_attribute(t, module, N(t, __path__), &failed);
    if (path == EMPTY) {
        return !failed;
    }
    Value package = weft__get_attribute(t, module, N(t, __name__));
    Value list = package == EMPTY ? EMPTY : value_or_empty(weft__list_from_iterable(t, names));
    if (list == EMPTY) {
        return false;
    }
    for (size_t i = 0; i < list_length(as_list(list)); i++) {
        Value name = list_get(as_list(list), i);
        if (!is_str(t, name)) {
            RAISE(t, TypeError, "Item in ``from list'' must be str, not %T", name);
            return false;
        }
        if (weft__str_equals_c(as_str(name), "*")) {
            Value all = weft__find_attribute(t, module, N(t, __all__), &failed);
            if (failed || (all != EMPTY && !import_from_list(t, module, all))) {
                return false;
            }
            continue;
        }
        Value there = weft__find_attribute(t, module, weft__intern(t, as_str(name)), &failed);
        if (failed) {
            return false;
        }
        if (there == EMPTY) {
            Str *full = weft__str_format(t, "%V.%V", package, name);
            if (full == NULL) {
                return false;
            }
            if (weft__import(t, full) == EMPTY) {
                /* No such submodule: the import statement will complain. */
                if (!weft__exception_matches(t, EXC(t, ModuleNotFoundError))) {
                    return false;
                }
                Value missing = weft__get_attribute(t, t->exception, N(t, name));
                if (missing == EMPTY || !is_str(t, missing) ||
                    !weft__str_equal(as_str(missing), full)) {
                    return false;
                }
                exception_take(t);
            }
        }
    }
    return true;
}

Value weft__builtin_import(Thread *t, Value *args)
{
    Value name = args[0], globals = args[1], fromlist = args[3];
    int64_t level;
    if (!is_str(t, name)) {
        return RAISE(t, TypeError, "module name must be a string");
    }
    if (!weft__to_i64(t, args[4], &level)) {
        return EMPTY;
    }
    if (level < 0) {
        return RAISE(t, ValueError, "level must be >= 0");
    }
    if (level == 0 && as_str(name)->length == 0) {
        return RAISE(t, ValueError, "Empty module name");
    }
    Str *full = level == 0 ? as_str(name) : absolute_name(t, as_str(name), globals, level);
    Value module = full == NULL ? EMPTY : weft__import(t, full);
    if (module == EMPTY) {
        return EMPTY;
    }
    int wants_names = weft__truth(t, fromlist);
    if (wants_names != 0) {
        return wants_names > 0 && import_from_list(t, module, fromlist) ? module : EMPTY;
    }
    /* `import a.b.c` gives a; `import .x` level-wise gives the part up to the first dot of name. */
    size_t dot = 0;
    while (dot < as_str(name)->length && str_char(as_str(name), dot) != '.') {
        dot++;
    }
    if (dot == as_str(name)->length) {
        return module;
    }
    size_t cut = full->length - (as_str(name)->length - dot);
    Str *first = weft__str_substring(t, full, 0, cut);
    return first == NULL ? EMPTY : weft__import(t, first);
}
