/* sys_module.c - the module `sys`.
 *
 * What a program may set here (limits, hooks, streams) belongs to its runtime, and is read when it is
 * needed, by whichever thread needs it.
 */
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "modules/native_arguments.h"
#include "modules/struct_sequence.h"

#define PYTHON_VERSION "3.11.0"

Value weft__handled_exception(Thread *t)
{
    for (ExceptionState *state = t->handled; state != NULL; state = state->previous) {
        if (state->exception != EMPTY && state->exception != NONE) {
            return state->exception;
        }
    }
    return EMPTY;
}

static Value sys_exc_info(Thread *t, Value *args)
{
    (void)args;
    Value exception = weft__handled_exception(t);
    Value items[3] = {NONE, NONE, NONE};
    if (exception != EMPTY) {
        items[0] = value_from_pointer(type_of(t, exception));
        items[1] = exception;
        items[2] = weft__load_acquire(&((ExceptionObject *)value_pointer(exception))->traceback); /* edge: exception_field */
    }
    return value_or_empty(weft__tuple_from(t, items, 3));
}
static Value sys_exception(Thread *t, Value *args)
{
    (void)args;
    Value exception = weft__handled_exception(t);
    return exception == EMPTY ? NONE : exception;
}
static Value sys_exit(Thread *t, Value *args)
{
    if (args[0] != EMPTY && is_tuple(t, args[0])) { /* its items become the arguments */
        Tuple *items = as_tuple(args[0]);
        return weft__raise_with(t, EXC(t, SystemExit), items->items, tuple_length(items));
    }
    Value given[1] = {args[0]};
    return weft__raise_with(t, EXC(t, SystemExit), given, args[0] == EMPTY || args[0] == NONE ? 0 : 1);
}
static Value sys_getrecursionlimit(Thread *t, Value *args)
{
    (void)args;
    return value_from_small_int(weft__load_relaxed(&t->runtime->recursion_limit));
}

typedef struct LimitChange {
    int32_t by;
} LimitChange;
static void change_limit(Thread *each, void *context)
{
    each->recursion_left += ((LimitChange *)context)->by;
}
static Value sys_setrecursionlimit(Thread *t, Value *args)
{
    int64_t limit;
    if (!weft__to_int32(t, args[0], &limit)) {
        return EMPTY;
    }
    if (limit < 1 || limit > INT32_MAX / 2) {
        return limit < 1 ? RAISE(t, ValueError, "recursion limit must be greater or equal than 1")
                         : RAISE(t, OverflowError, "Python int too large to convert to C int");
    }
    int32_t before = weft__load_relaxed(&t->runtime->recursion_limit);
    int32_t depth = before - t->recursion_left;
    if (depth >= limit) {
        return RAISE(t, RecursionError,
                     "cannot set the recursion limit to %d at the recursion depth %d: the limit is too low",
                     (int)limit, (int)depth);
    }
    LimitChange change = {(int32_t)limit - before};
    weft__world_stop(t);
    weft__store_relaxed(&t->runtime->recursion_limit, (int32_t)limit);
    weft__world_each_thread(t, change_limit, &change);
    weft__world_resume(t);
    return NONE;
}
static Value sys_getsizeof(Thread *t, Value *args)
{
    bool missing;
    Value size = weft__call_special(t, args[0], N(t, __sizeof__), NULL, 0, &missing);
    if (size == EMPTY && args[1] != EMPTY && weft__exception_matches(t, EXC(t, TypeError))) {
        exception_take(t);
        return args[1];
    }
    if (size == EMPTY && missing) {
        return args[1] != EMPTY ? args[1]
                                : RAISE(t, TypeError, "Type %T doesn't define __sizeof__", args[0]);
    }
    return size;
}
static Value sys_intern(Thread *t, Value *args)
{
    if (!object_is(args[0], T(t, str))) {
        return RAISE(t, TypeError, "intern() argument must be str, not %G", args[0]);
    }
    return value_or_empty(weft__intern(t, as_str(args[0])));
}
static Value sys_getrefcount(Thread *t, Value *args)
{
    (void)t;
    (void)args;
    return value_from_small_int(2); /* nothing is counted; see docs/differences.md */
}
static Value sys_getframe(Thread *t, Value *args)
{
    int64_t depth;
    if (!weft__to_i64(t, args[0], &depth)) {
        return EMPTY;
    }
    Frame *frame = t->frame;
    for (int64_t i = 0; i < depth && frame != NULL; i++) {
        frame = frame->previous;
    }
    if (frame == NULL || depth > INT32_MAX) {
        return RAISE(t, ValueError, "call stack is not deep enough");
    }
    return weft__frame_object(t, frame);
}
static Value sys_is_finalizing(Thread *t, Value *args)
{
    (void)args;
    return value_from_bool(weft__load_relaxed(&t->runtime->exiting) != 0); /* edge: exiting */
}
/* The list of audit hooks; EMPTY: no memory. */
static Value audit_hooks(Thread *t)
{
    Value *place = &t->runtime->module_values[MODULE_VALUE_AUDIT];
    Value made = value_is_pointer(*place) ? *place : value_or_empty(weft__list_new(t, 2));
    if (made == EMPTY || value_is_pointer(*place)) {
        return made;
    }
    weft__world_stop(t); /* two threads may add their first hooks at once */
    if (!value_is_pointer(*place)) {
        *place = made;
    }
    weft__world_resume(t);
    return *place;
}
static Value sys_addaudithook(Thread *t, Value *args)
{
    Value hooks = audit_hooks(t);
    return hooks != EMPTY && weft__list_append(t, as_list(hooks), args[0]) ? NONE : EMPTY;
}
static Value sys_audit(Thread *t, Value *args)
{
    if (!is_str(t, args[0])) {
        return RAISE(t, TypeError, "expected str for argument 'event', not %T", args[0]);
    }
    Value hooks = t->runtime->module_values[MODULE_VALUE_AUDIT];
    Value each;
    for (size_t i = 0; value_is_pointer(hooks) && (each = list_get(as_list(hooks), i)) != EMPTY; i++) {
        if (weft__call2(t, each, args[0], args[1]) == EMPTY) {
            return EMPTY;
        }
    }
    return NONE;
}
static Value text(Thread *t, const char *value) { return value_or_empty(weft__intern_c(t, value)); }
static Value sys_encoding(Thread *t, Value *args)
{
    (void)args;
    return text(t, "utf-8");
}
static Value sys_encode_errors(Thread *t, Value *args)
{
    (void)args;
    return text(t, "surrogateescape");
}
static Value sys_none(Thread *t, Value *args)
{
    (void)t;
    (void)args;
    return NONE;
}
static Value sys_getswitchinterval(Thread *t, Value *args)
{
    (void)args;
    return float_new(t, 1e-6 * weft__load_relaxed(&t->runtime->switch_interval)); /* edge: settings */
}
static Value sys_setswitchinterval(Thread *t, Value *args)
{
    double seconds;
    if (!weft__to_double(t, args[0], &seconds)) {
        return EMPTY;
    }
    if (seconds <= 0.0) {
        return RAISE(t, ValueError, "switch interval must be strictly positive");
    }
    double microseconds = seconds * 1e6 < INT32_MAX ? seconds * 1e6 : INT32_MAX;
    weft__store_relaxed(&t->runtime->switch_interval, (int32_t)microseconds); /* edge: settings */
    return NONE;
}
static Value sys_get_int_max_str_digits(Thread *t, Value *args)
{
    (void)args;
    return value_from_small_int(weft__load_relaxed(&t->runtime->int_max_str_digits));
}
static Value sys_set_int_max_str_digits(Thread *t, Value *args)
{
    int64_t limit;
    if (!weft__to_i64(t, args[0], &limit)) {
        return EMPTY;
    }
    if (limit != 0 && (limit < INT_DIGITS_LEAST || limit > INT32_MAX)) {
        return RAISE(t, ValueError, "maxdigits must be 0 or larger than 640");
    }
    weft__store_relaxed(&t->runtime->int_max_str_digits, (int32_t)limit);
    return NONE;
}
static Value sys_displayhook(Thread *t, Value *args)
{
    if (args[0] == NONE) {
        return NONE;
    }
    Dict *builtins = t->runtime->builtins;
    Value out = weft__get_attribute(t, t->runtime->sys_module, N(t, stdout));
    if (out == EMPTY || !weft__dict_set_c(t, builtins, "_", NONE)) {
        return EMPTY;
    }
    Value shown = weft__repr(t, args[0]);
    Str *line = shown == EMPTY ? NULL : weft__str_format(t, "%V\n", shown);
    return line != NULL && weft__stream_write(t, out, line) &&
                   weft__dict_set_c(t, builtins, "_", args[0])
               ? NONE
               : EMPTY;
}
static Value sys_excepthook(Thread *t, Value *args)
{
    if (!is_exception(t, args[1])) {
        return RAISE(t, TypeError, "print_exception(): Exception expected for value, %T found", args[1]);
    }
    if (args[2] != NONE) {
        weft__store_release(&((ExceptionObject *)value_pointer(args[1]))->traceback, args[2]); /* edge: exception_field */
    }
    weft__print_exception(t, args[1]);
    return NONE;
}
static Value sys_unraisablehook(Thread *t, Value *args)
{
    static const char *const names[] = {"exc_value", "exc_traceback", "err_msg", "object"};
    Value parts[4];
    for (size_t i = 0; i < 4; i++) {
        parts[i] = weft__get_attribute(t, args[0], weft__intern_c(t, names[i]));
        if (parts[i] == EMPTY) {
            return EMPTY;
        }
    }
    if (!is_exception(t, parts[0])) {
        return NONE;
    }
    if (object_is(parts[1], T(t, traceback))) {
        weft__store_release(&((ExceptionObject *)value_pointer(parts[0]))->traceback, parts[1]); /* edge: exception_field */
    }
    const char *where = NULL;
    if (parts[2] != NONE) {
        Value text = weft__str(t, parts[2]);
        where = text == EMPTY ? NULL : weft__str_utf8(t, as_str(text), NULL);
        if (where == NULL) {
            return EMPTY;
        }
    }
    weft__print_unraisable(t, parts[0], where, parts[3]);
    return NONE;
}
/* What $PYTHONBREAKPOINT names, `module.function` or a builtin; EMPTY without exception: there is none. */
static Value named_breakpoint(Thread *t, const char *path)
{
    const char *dot = strrchr(path, '.');
    char module[256];
    int length = snprintf(module, sizeof module, "%.*s", dot == NULL ? 8 : (int)(dot - path),
                          dot == NULL ? "builtins" : path);
    const char *name = dot == NULL ? path : dot + 1;
    bool usable = length > 0 && (size_t)length < sizeof module && module[0] != '.' && module[length - 1] != '.';
    Value m = usable && *name != 0 ? weft__import_c(t, module) : EMPTY;
    Value from = m == EMPTY ? EMPTY : weft__dict_get_c(t, t->runtime->modules, module);
    Value hook = from == EMPTY ? EMPTY : weft__get_attribute(t, from, weft__intern_c(t, name));
    bool missing = hook == EMPTY && exception_pending(t) && !weft__exception_matches(t, EXC(t, ImportError)) &&
                   !weft__exception_matches(t, EXC(t, AttributeError));
    if (hook == EMPTY && !missing) {
        t->exception = EMPTY;
    }
    return hook;
}

static Value sys_breakpointhook(Thread *t, Value *args)
{
    const char *path = getenv("PYTHONBREAKPOINT");
    if (path == NULL || *path == 0) {
        return RAISE(t, RuntimeError, "no debugger is available; set sys.breakpointhook");
    }
    if (strcmp(path, "0") == 0) {
        return NONE;
    }
    Value hook = named_breakpoint(t, path);
    if (hook != EMPTY) {
        return weft__call_tuple(t, hook, args[0], args[1]);
    }
    return !exception_pending(t) &&
                   weft__warn(t, EXC(t, RuntimeWarning), "Ignoring unimportable $PYTHONBREAKPOINT: \"%s\"", path)
               ? NONE
               : EMPTY;
}
static void count_objects(Object *object, void *context)
{
    (void)object;
    ++*(int64_t *)context;
}
static Value sys_getallocatedblocks(Thread *t, Value *args)
{
    (void)args;
    int64_t count = 0;
    weft__world_stop(t);
    weft__heap_each_object(t, count_objects, &count);
    weft__world_resume(t);
    return int_from_i64(t, count);
}
static Value sys_current_frames(Thread *t, Value *args)
{
    (void)args;
    return weft__frames_of_threads(t);
}

static const NativeDef functions[] = {
    {"exc_info", sys_exc_info, "", NULL, 0},
    {"exception", sys_exception, "", NULL, 0},
    {"exit", sys_exit, "status=None, /", NULL, 0},
    {"getrecursionlimit", sys_getrecursionlimit, "", NULL, 0},
    {"setrecursionlimit", sys_setrecursionlimit, "limit, /", NULL, 0},
    {"getsizeof", sys_getsizeof, "object, default=", NULL, 0},
    {"intern", sys_intern, "string, /", NULL, 0},
    {"getrefcount", sys_getrefcount, "object, /", NULL, 0},
    {"_getframe", sys_getframe, "depth=0, /", NULL, 0},
    {"_current_frames", sys_current_frames, "", NULL, 0},
    {"audit", sys_audit, "event, /, *args", NULL, 0},
    {"addaudithook", sys_addaudithook, "hook", NULL, 0},
    {"is_finalizing", sys_is_finalizing, "", NULL, 0},
    {"getdefaultencoding", sys_encoding, "", NULL, 0},
    {"getfilesystemencoding", sys_encoding, "", NULL, 0},
    {"getfilesystemencodeerrors", sys_encode_errors, "", NULL, 0},
    {"gettrace", sys_none, "", NULL, 0},
    {"getprofile", sys_none, "", NULL, 0},
    {"getswitchinterval", sys_getswitchinterval, "", NULL, 0},
    {"setswitchinterval", sys_setswitchinterval, "interval, /", NULL, 0},
    {"get_int_max_str_digits", sys_get_int_max_str_digits, "", NULL, 0},
    {"set_int_max_str_digits", sys_set_int_max_str_digits, "maxdigits", NULL, 0},
    {"getallocatedblocks", sys_getallocatedblocks, "", NULL, 0},
    {"displayhook", sys_displayhook, "object, /", NULL, 0},
    {"excepthook", sys_excepthook, "exctype, value, traceback, /", NULL, 0},
    {"unraisablehook", sys_unraisablehook, "unraisable, /", NULL, 0},
    {"breakpointhook", sys_breakpointhook, "*args, **kws", NULL, 0},
    {NULL, NULL, NULL, NULL, 0},
};

static bool set_sequence(Thread *t, Module *m, const char *name, const char *type_name,
                         const char *fields, const Value *values, size_t count)
{
    Type *type = weft__struct_sequence_type(t, type_name, fields, 0);
    Value v = type == NULL ? EMPTY : weft__struct_sequence(t, type, values, count);
    if (v != EMPTY && (strcmp(name, "flags") == 0 || strcmp(name, "version_info") == 0)) {
        type->slots.new_instance = NULL; /* there is one instance */
        if (weft__dict_delete(t, type->dict, value_from_pointer(N(t, __new__))) < 0) {
            return false;
        }
    }
    return v != EMPTY && weft__module_set(t, m, name, v);
}
#define I(n) value_from_small_int(n)

static bool add_information(Thread *t, Module *m)
{
    Value version[5] = {I(3), I(11), I(0), text(t, "final"), I(0)};
    static const SystemOptions none = {0};
    const SystemOptions *options = ((ModuleState *)t->runtime->module_state)->system;
    options = options == NULL ? &none : options;
    Value flags[18] = {
        I(options->debug),       I(options->inspect),      I(options->interactive),
        I(t->runtime->optimize), I(options->no_bytecode),  I(options->no_user_site),
        I(options->no_site),     I(options->ignore_environment), I(options->verbose),
        I(options->bytes_warning), I(options->quiet),      I(!options->fixed_hashes),
        I(options->isolated),    value_from_bool(options->dev_mode != 0), I(options->utf8_mode),
        I(0),                    value_from_bool(options->safe_path != 0),
        I(options->int_digits_given ? options->int_digits : -1),
    };
    Value floats[11] = {float_new(t, DBL_MAX), I(1024), I(308), float_new(t, DBL_MIN), I(-1021),
                        I(-307),               I(15),   I(53),  float_new(t, DBL_EPSILON), I(2), I(1)};
    Value threads[3] = {text(t, "pthread"), text(t, "semaphore"), text(t, "NPTL 2.36")};
    Value ints[4] = {I(30), I(4), I(4300), I(INT_DIGITS_LEAST)};
    Value hashes[9] = {I(64), I(((int64_t)1 << 61) - 1), I(314159), I(0), I(1000003),
                       text(t, "siphash13"), I(64), I(128), I(0)};
    return set_sequence(t, m, "version_info", "sys.version_info",
                        "major minor micro releaselevel serial", version, 5) &&
           set_sequence(t, m, "thread_info", "sys.thread_info", "name lock version", threads, 3) &&
           set_sequence(t, m, "flags", "sys.flags",
                        "debug inspect interactive optimize dont_write_bytecode no_user_site no_site "
                        "ignore_environment verbose bytes_warning quiet hash_randomization isolated "
                        "dev_mode utf8_mode warn_default_encoding safe_path int_max_str_digits",
                        flags, 18) &&
           set_sequence(t, m, "float_info", "sys.float_info",
                        "max max_exp max_10_exp min min_exp min_10_exp dig mant_dig epsilon radix rounds",
                        floats, 11) &&
           set_sequence(t, m, "int_info", "sys.int_info",
                        "bits_per_digit sizeof_digit default_max_str_digits str_digits_check_threshold",
                        ints, 4) &&
           set_sequence(t, m, "hash_info", "sys.hash_info",
                        "width modulus inf nan imag algorithm hash_bits seed_bits cutoff", hashes, 9);
}

static bool add_texts(Thread *t, Module *m)
{
    static const char *const constants[][2] = {
        {"version", PYTHON_VERSION " (weft " WEFT_VERSION ")"},
        {"platform", "linux"},
        {"byteorder", "little"},
        {"copyright", "Copyright (c) Weft contributors"},
        {"prefix", "/usr"},
        {"exec_prefix", "/usr"},
        {"base_prefix", "/usr"},
        {"base_exec_prefix", "/usr"},
        {"platlibdir", "lib"},
        {"float_repr_style", "short"},
        {"abiflags", "t"},
    };
    for (size_t i = 0; i < sizeof constants / sizeof *constants; i++) {
        if (!weft__module_set(t, m, constants[i][0], text(t, constants[i][1]))) {
            return false;
        }
    }
    const SystemOptions *system = ((ModuleState *)t->runtime->module_state)->system;
    char path[4096];
    ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
    path[length > 0 ? length : 0] = 0;
    return weft__module_set(t, m, "executable", value_or_empty(weft__str_from_c(t, path))) &&
           weft__module_set(t, m, "maxsize", int_from_i64(t, INT64_MAX)) &&
           weft__module_set(t, m, "maxunicode", I(0x10FFFF)) &&
           weft__module_set(t, m, "hexversion", I(0x030B00F0)) &&
           weft__module_set(t, m, "api_version", I(1013)) &&
           weft__module_set(t, m, "dont_write_bytecode", value_from_bool(system != NULL && system->no_bytecode != 0));
}

/* sys.warnoptions, and sys._xoptions: NAME is True, NAME=VALUE a string. */
static bool add_options(Thread *t, Module *m)
{
    const SystemOptions *options = ((ModuleState *)t->runtime->module_state)->system;
    List *warnings = weft__list_new(t, 0);
    Dict *extended = weft__dict_new(t);
    if (warnings == NULL || extended == NULL) {
        return false;
    }
    for (const char *const *each = options == NULL ? NULL : options->warnings; each != NULL && *each != NULL;
         each++) {
        Value v = text(t, *each);
        if (v == EMPTY || !weft__list_append(t, warnings, v)) {
            return false;
        }
    }
    for (const char *const *each = options == NULL ? NULL : options->extended; each != NULL && *each != NULL;
         each++) {
        const char *sign = strchr(*each, '=');
        Str *key = weft__str_from_utf8(t, *each, sign == NULL ? strlen(*each) : (size_t)(sign - *each));
        Value v = sign == NULL ? TRUE_VALUE : text(t, sign + 1);
        if (key == NULL || v == EMPTY || !weft__dict_set(t, extended, value_from_pointer(key), v)) {
            return false;
        }
    }
    return weft__module_set(t, m, "warnoptions", value_from_pointer(warnings)) &&
           weft__module_set(t, m, "_xoptions", value_from_pointer(extended));
}

static bool add_lists(Thread *t, Module *m)
{
    List *argv = weft__list_new(t, 4), *path = weft__list_new(t, 4), *original = weft__list_new(t, 4);
    List *meta = weft__list_new(t, 0), *names = weft__list_new(t, 32);
    if (argv == NULL || path == NULL || original == NULL || meta == NULL || names == NULL) {
        return false;
    }
    for (int i = 0; i < t->runtime->argc; i++) {
        Value argument = value_or_empty(weft__str_from_c(t, t->runtime->argv[i]));
        if (argument == EMPTY || !weft__list_append(t, original, argument)) {
            return false;
        }
    }
#define NATIVE_MODULE(name)                                   \
    if (!weft__list_append(t, names, text(t, #name))) {       \
        return false;                                         \
    }
#include "modules/modules.def"
#undef NATIVE_MODULE
    Value builtin_names = weft__list_to_tuple(t, names);
    return builtin_names != EMPTY && weft__module_set(t, m, "argv", value_from_pointer(argv)) &&
           weft__module_set(t, m, "path", value_from_pointer(path)) &&
           weft__module_set(t, m, "orig_argv", value_from_pointer(original)) &&
           weft__module_set(t, m, "meta_path", value_from_pointer(meta)) &&
           weft__module_set(t, m, "pycache_prefix", NONE) &&
           weft__module_set(t, m, "builtin_module_names", builtin_names) &&
           weft__module_set(t, m, "stdlib_module_names", weft__library_names(t)) &&
           weft__module_set(t, m, "modules", value_from_pointer(t->runtime->modules));
}

bool weft__init_module_sys(Thread *t, Module *m)
{
    t->runtime->sys_module = value_from_pointer(m);
    Value namespace_type = value_from_pointer(T(t, namespace));
    Value implementation = weft__call0(t, namespace_type);
    if (implementation == EMPTY || !weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "sys")) ||
        !weft__sys_add_observers(t, m) ||
        !add_information(t, m) || !add_texts(t, m) || !add_lists(t, m) || !add_options(t, m)) {
        return false;
    }
    Value version = weft__dict_get_c(t, m->dict, "version_info");
    const char *hooks[] = {"displayhook", "excepthook", "unraisablehook", "breakpointhook"};
    for (size_t i = 0; i < 4; i++) {
        char copy[40];
        snprintf(copy, sizeof copy, "__%s__", hooks[i]);
        if (!weft__module_set(t, m, copy, weft__dict_get_c(t, m->dict, hooks[i]))) {
            return false;
        }
    }
    return weft__set_attribute(t, implementation, N(t, name), text(t, "weft")) &&
           weft__set_attribute(t, implementation, weft__intern_c(t, "cache_tag"), NONE) &&
           weft__set_attribute(t, implementation, weft__intern_c(t, "version"), version) &&
           weft__set_attribute(t, implementation, weft__intern_c(t, "hexversion"), I(0x030B00F0)) &&
           weft__module_set(t, m, "implementation", implementation);
}

bool weft__flush_std_streams(Thread *t)
{
    bool fine = true;
    Str *names[2] = {N(t, stdout), N(t, stderr)};
    for (size_t i = 0; i < 2; i++) {
        bool failed = false;
        Value stream = weft__find_attribute(t, t->runtime->sys_module, names[i], &failed);
        if (failed) {
            exception_take(t);
        }
        if (stream == EMPTY || stream == NONE) {
            continue;
        }
        if (weft__call_method(t, stream, N(t, flush), NULL, 0) == EMPTY) {
            fine = false;
            exception_take(t);
        }
    }
    return fine;
}
