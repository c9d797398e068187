/* native.h - how C defines functions, methods, attributes and types for programs.
 *
 * A native function gets its arguments bound: one Value per parameter of its signature, in order,
 * EMPTY where an optional parameter was not given; *args as a tuple, **kwargs as a dict.
 *
 * Signature text: Python syntax without annotations, for example
 *     "self, /, iterable=(), *, key=None, reverse=False"      "*objects, sep=None, end=None"
 * Defaults may be None, True, False, an int, a 'str', (), or nothing after "=" (EMPTY). A bare "/"
 * and "*" mean what they mean in Python. Text is parsed at the first call and kept.
 */
#ifndef WEFT_OBJECT_NATIVE_H
#define WEFT_OBJECT_NATIVE_H

#include "object/containers.h"
#include "object/number.h"
#include "object/text.h"

typedef Value (*NativeCode)(Thread *t, Value *args);
typedef struct NativeDef {
    const char *name;
    NativeCode code;
    const char *signature;
    const char *doc; /* NULL allowed */
    uint32_t flags;  /* NATIVE_* */
} NativeDef;
enum {
    NATIVE_STATIC = 1, /* staticmethod of a type */
    NATIVE_CLASS = 2,  /* classmethod: args[0] is the class */
    NATIVE_NEW = 4,    /* internal: the __new__ of a builtin type */
    NATIVE_CHANGES_LOOP = 16, /* the dispatch loop looks behind the call whether it is still the right one */
    NATIVE_PLAIN_COUNT = 8, /* errors count positional arguments as if there were no keywords */
};

typedef struct GetSetDef {
    const char *name;
    Value (*get)(Thread *t, Value self);
    bool (*set)(Thread *t, Value self, Value value_or_empty); /* NULL: read-only */
    const char *doc;
} GetSetDef;

/* As `set`: the attribute is a member (member_descriptor) that cannot be assigned. */
bool weft__read_only_member(Thread *t, Value self, Value value);
/* As `doc`: the attribute is a member that its setter can assign. */
extern const char weft__member_mark[];

typedef struct NativeFunction {
    Object head;
    NativeCode code;
    const NativeDef *def;
    Value self;         /* EMPTY: none; bound module or object */
    Value module;       /* name, str or NONE */
    uint32_t positional_exact; /* > 0 or parameter count when exactly that many positional
                                  arguments can be passed straight through; UINT32_MAX: never */
    ATOMIC(void *) parsed; /* edge: native_signature; ByteArray of the parsed signature */
    Type *owner;        /* native_method: the type it is defined on */
} NativeFunction;       /* types native_function, native_method, class_method_native */

Value weft__native_function_new(Thread *t, const NativeDef *def, Value self, Value module_name);
/* Adds functions to a dict (module or class); arrays end with {NULL}. */
bool weft__add_functions(Thread *t, Dict *into, const NativeDef *defs, Value self, Str *module_name);
Value weft__native_method_new(Thread *t, const NativeDef *def, Type *owner); /* for weft__type_store */
bool weft__add_methods(Thread *t, Type *type, const NativeDef *defs);
bool weft__add_getsets(Thread *t, Type *type, const GetSetDef *defs);
/* Binds arguments by a signature as a native function does, for `new_instance` and `init` slots:
 * `bound` gets one Value per parameter. False: TypeError. Native functions keep the parsed text;
 * here it is parsed each time, so handle the common shapes before. */
bool weft__bind_native(Thread *t, const char *name, const char *signature, Value *args, size_t count,
                       Value names, Value *bound);
/* After slots are set: creates the dunder wrappers (`__len__`, `__add__`, ...) in the class dict. */
bool weft__add_slot_wrappers(Thread *t, Type *type);

/* A builtin type made while the runtime starts; base NULL: object. instance_bytes incl. header. */
void weft__type_prepare(Thread *t, Type *type, Type *base, size_t instance_bytes, uint32_t flags);
/* A further native type (modules layer). name may contain a dot: "collections.deque". */
Type *weft__native_type_new(Thread *t, const char *name, Type *base, size_t instance_bytes,
                            uint32_t flags);
/* Ends the preparation: MRO, inherited slots, wrappers. Call after slots, methods and getsets. */
bool weft__type_ready(Thread *t, Type *type);

/* Allocates an instance of `type` (which may be a subclass: adds its attribute part, registers its
 * finalizer). payload_bytes: size of the C part incl. header (== type->instance_bytes for fixed
 * types). NULL: MemoryError. Attribute slots come EMPTY. */
void *weft__instance_new(Thread *t, Type *type, size_t payload_bytes);

/* `__class_getitem__` of a generic builtin type: put {"__class_getitem__", weft__class_getitem,
 * "cls, item, /", "See PEP 585", NATIVE_CLASS} among its methods. */
Value weft__class_getitem(Thread *t, Value *args);

/* A native method of a type as a function of `self`. */
Value weft__bind_native_method(Thread *t, Value method, Value self);

/* ---- errors ---- */
/* Raises `type` with a formatted message; always returns EMPTY. Directives: %s C string, %d int,
 * %u unsigned, %ld long, %zd/%zu (s)size, %lld int64, %c character, %x hex, %V str(Value),
 * %R repr(Value), %A ascii(Value), %S Str*, %T type name of a Value,
 * %G the same for a given argument (None for None), %N name of a Type*, %%. */
Value weft__raise(Thread *t, Type *type, const char *format, ...);
#define RAISE(t, name, ...) weft__raise((t), EXC((t), name), __VA_ARGS__)
Value weft__raise_value(Thread *t, Value exception); /* an exception instance */
/* A builtin exception without running Python code; args as a call would give them. */
Value weft__exception_new(Thread *t, Type *type, Value *args, size_t count);
Value weft__raise_with(Thread *t, Type *type, Value *args, size_t count); /* type(*args) */
Value weft__raise_key_error(Thread *t, Value key);
Value weft__raise_stop_iteration(Thread *t, Value value);
Value weft__raise_os_error(Thread *t, int error_number, Value filename_or_empty);
void weft__raise_memory_error(Thread *t);
static ALWAYS_INLINE bool exception_pending(Thread *t) { return t->exception != EMPTY; }
/* Pending exception is an instance of type. */
bool weft__exception_matches(Thread *t, Type *type);
static ALWAYS_INLINE Value exception_take(Thread *t)
{
    Value exception = t->exception;
    t->exception = EMPTY;
    return exception;
}
/* Clears StopIteration: true (its value in *value if not NULL). Else false, left pending. */
bool weft__take_stop_iteration(Thread *t, Value *value);
bool weft__warn(Thread *t, Type *category, const char *format, ...); /* false: became an error */
/* Prints like an uncaught exception: traceback to sys.stderr. */
void weft__print_exception(Thread *t, Value exception);
void weft__unraisable(Thread *t, Value exception, const char *where, Value object); /* clears */
/* The same without asking sys.unraisablehook. */
void weft__print_unraisable(Thread *t, Value exception, const char *where, Value object);
/* sys.stdout and friends: writes text through the Python-level stream. */
bool weft__write_stream(Thread *t, const char *stream_name, Str *text);

/* ---- modules ---- */
typedef struct Module {
    Object head;
    Dict *dict;    /* never changes */
    bool native;   /* written in C; set by its importer before anybody else has it */
} Module;
Module *weft__module_new(Thread *t, Str *name);
static ALWAYS_INLINE Module *as_module(Value v) { return value_pointer(v); }
/* Does the code of the module with this dictionary still run for the first time? */
bool weft__module_initializing(Thread *t, Dict *dict);
bool weft__module_set(Thread *t, Module *module, const char *name, Value v);

#endif
