/* native.c - functions and methods written in C: `len`, `[].append`, `list.append`,
 * `dict.fromkeys`, and `__new__` of builtin types.
 *
 * A call with exactly the declared number of positional arguments goes straight to the C code; all
 * others are bound through the parsed signature. The code gets its own array of arguments, except
 * in the exact case, where it gets the caller's.
 */
#include "object/native_signature.h"
#include "object/slot_generic.h"

/* ---- making ---- */

static NativeFunction *native_new(Thread *t, Type *kind, const NativeDef *def, Type *owner)
{
    NativeFunction *native = weft__alloc(t, sizeof *native, kind);
    if (native != NULL) {
        native->code = def->code;
        native->def = def;
        native->self = EMPTY;
        native->module = NONE;
        native->owner = owner;
        native->positional_exact =
            def->flags & NATIVE_NEW ? UINT32_MAX : weft__signature_exact(def->signature);
    }
    return native;
}

Value weft__native_function_new(Thread *t, const NativeDef *def, Value self, Value module_name)
{
    NativeFunction *native = native_new(t, T(t, native_function), def, NULL);
    if (native == NULL) {
        return EMPTY;
    }
    native->self = self;
    native->module = module_name == EMPTY ? NONE : module_name;
    return value_from_pointer(native);
}

bool weft__add_functions(Thread *t, Dict *into, const NativeDef *defs, Value self, Str *module_name)
{
    Value module = module_name == NULL ? NONE : value_from_pointer(module_name);
    for (; defs->name != NULL; defs++) {
        Str *name = weft__intern_c(t, defs->name);
        Value function = name == NULL ? EMPTY : weft__native_function_new(t, defs, self, module);
        if (function == EMPTY || !weft__dict_set_str(t, into, name, function)) {
            return false;
        }
    }
    return true;
}

Value weft__native_method_new(Thread *t, const NativeDef *def, Type *owner)
{
    return value_or_empty(native_new(t, T(t, native_method), def, owner));
}

bool weft__add_methods(Thread *t, Type *type, const NativeDef *defs)
{
    for (; defs->name != NULL; defs++) {
        Str *name = type->dict == NULL ? NULL : weft__intern_c(t, defs->name);
        if (name == NULL) {
            return false;
        }
        Value method;
        if (defs->flags & NATIVE_STATIC) {
            Value function = weft__native_function_new(t, defs, EMPTY, NONE);
            if (function == EMPTY) {
                return false;
            }
            ((NativeFunction *)value_pointer(function))->owner = type;
            method = weft__static_method_new(t, function);
        } else {
            Type *kind =
                defs->flags & NATIVE_CLASS ? T(t, class_method_native) : T(t, native_method);
            method = value_or_empty(native_new(t, kind, defs, type));
        }
        if (method == EMPTY || !weft__dict_set_str(t, type->dict, name, method)) {
            return false;
        }
    }
    return true;
}

/* ---- calling ---- */

static NO_INLINE Str *full_name(Thread *t, NativeFunction *native)
{
    if (native->owner != NULL) {
        return weft__str_format(t, "%V.%s", weft__type_shown_qualname(t, native->owner), native->def->name);
    }
    if (native->self != EMPTY && !object_is(native->self, T(t, module))) {
        Type *type = is_type(t, native->self) ? as_type(native->self) : type_of(t, native->self);
        return weft__str_format(t, "%V.%s", weft__type_shown_qualname(t, type), native->def->name);
    }
    return weft__str_from_c(t, native->def->name);
}

/* As errors of calls name it: with its module, but for that of the builtins. */
static NO_INLINE Str *called_name(Thread *t, NativeFunction *native)
{
    Str *name = full_name(t, native);
    bool told = name == NULL || native->owner != NULL || native->module == NONE || native->module == EMPTY ||
                (native->self != EMPTY && !object_is(native->self, T(t, module))) ||
                native->module == value_from_pointer(N(t, builtins));
    return told ? name : weft__str_format(t, "%V.%S", native->module, name);
}

static NativeSignature *parsed_signature(Thread *t, NativeFunction *native)
{
    NativeSignature *signature = weft__load_acquire(&native->parsed); /* edge: native_signature */
    if (signature == NULL) {
        signature = weft__signature_parse(t, native->def->signature);
        if (signature != NULL) {
            weft__store_release(&native->parsed, signature); /* edge: native_signature */
        }
    }
    return signature;
}

/* Fewer positional arguments than declared, the rest optional: no names to match. */
static bool bind_simple(const NativeSignature *signature, Value *args, size_t count, Value *bound)
{
    if (signature->rest != UINT32_MAX || signature->keywords != UINT32_MAX ||
        count > signature->positional || count < signature->required) {
        return false;
    }
    for (uint32_t i = 0; i < signature->count; i++) {
        if (i < count) {
            bound[i] = args[i];
        } else if (signature->parameters[i].required) {
            return false;
        } else {
            bound[i] = signature->parameters[i].otherwise;
        }
    }
    return true;
}

static NO_INLINE Value call_bound(Thread *t, NativeFunction *native, size_t has_self, Value *args,
                                  size_t count, Value names)
{
    NativeSignature *signature = parsed_signature(t, native);
    if (signature == NULL) {
        return EMPTY;
    }
    Value few[MOST_PARAMETERS];
    Value *bound = few;
    if (signature->count > MOST_PARAMETERS) {
        return RAISE(t, SystemError, "native function with too many parameters");
    }
    if ((names != EMPTY && tuple_length(as_tuple(names)) > 0) ||
        !bind_simple(signature, args, count, bound)) {
        Str *name = called_name(t, native);
        if (name == NULL) {
            return EMPTY;
        }
        bool plain_count = (native->def->flags & NATIVE_PLAIN_COUNT) != 0;
        BindTarget target = {native->def->name, name, has_self, !plain_count, plain_count};
        if (!weft__signature_bind(t, signature, &target, args, count, names, bound)) {
            return EMPTY;
        }
    }
    return native->code(t, bound);
}

/* The arguments with `self` put in front. */
static NO_INLINE Value call_with_self(Thread *t, NativeFunction *native, Value self, Value *args,
                                      size_t count, Value names)
{
    size_t named = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    Value few[12];
    if (count + named + 1 <= 12) {
        few[0] = self;
        for (size_t i = 0; i < count + named; i++) {
            few[i + 1] = args[i];
        }
        if (named == 0 && count + 1 == native->positional_exact) {
            return native->code(t, few);
        }
        return call_bound(t, native, 1, few, count + 1, names);
    }
    ValueArray *row = weft__value_array_new(t, count + named + 1);
    if (row == NULL) {
        return EMPTY;
    }
    Value *all = (Value *)(void *)row->items;
    all[0] = self;
    memcpy(all + 1, args, (count + named) * sizeof *all);
    weft__store_relaxed(&row->length, count + named + 1);
    Value result = call_bound(t, native, 1, all, count + 1, names);
    return row->capacity == 0 ? EMPTY : result; /* keeps the row in reach of the collector */
}

/* Marks `__new__` functions; they are called through native_new_call. */
Value weft__native_new_code(Thread *t, Value *args)
{
    (void)args;
    return RAISE(t, SystemError, "bad call of __new__");
}

static Value native_new_call(Thread *t, NativeFunction *native, Value *args, size_t count, Value names)
{
    Type *type = as_type(native->self);
    if (count < 1) {
        return RAISE(t, TypeError, "%N.__new__(): not enough arguments", type);
    }
    if (!is_type(t, args[0])) {
        return RAISE(t, TypeError, "%N.__new__(X): X is not a type object (%T)", type, args[0]);
    }
    Type *wanted = as_type(args[0]);
    if (!weft__is_subtype(wanted, type)) {
        return RAISE(t, TypeError, "%N.__new__(%N): %N is not a subtype of %N", type, wanted, wanted,
                     type);
    }
    Type *native_base = wanted->native; /* no new_instance: only the runtime makes such objects */
    if (native_base != NULL && native_base->slots.new_instance != type->slots.new_instance) {
        return RAISE(t, TypeError, "%N.__new__(%N) is not safe, use %N.__new__()", type, wanted,
                     native_base);
    }
    return type->slots.new_instance(t, wanted, args + 1, count - 1, names);
}

static Value function_call(Thread *t, Value callable, Value *args, size_t count, Value names)
{
    NativeFunction *native = value_pointer(callable);
    if (UNLIKELY(native->def->flags & NATIVE_NEW)) {
        return native_new_call(t, native, args, count, names);
    }
    if (native->self != EMPTY) {
        return call_with_self(t, native, native->self, args, count, names);
    }
    if (LIKELY(names == EMPTY && count == native->positional_exact)) {
        return native->code(t, args);
    }
    return call_bound(t, native, 0, args, count, names);
}

static NO_INLINE Value raise_receiver(Thread *t, NativeFunction *native, Value *args, size_t count)
{
    if (count == 0) {
        Str *name = full_name(t, native);
        return name == NULL ? EMPTY : RAISE(t, TypeError, "unbound method %S() needs an argument", name);
    }
    return RAISE(t, TypeError, "descriptor '%s' for '%N' objects doesn't apply to a '%T' object",
                 native->def->name, native->owner, args[0]);
}

static Value method_call(Thread *t, Value callable, Value *args, size_t count, Value names)
{
    NativeFunction *native = value_pointer(callable);
    if (UNLIKELY(count == 0)) {
        return raise_receiver(t, native, args, count);
    }
    Type *type = type_of(t, args[0]);
    if (UNLIKELY(type != native->owner && !weft__is_subtype(type, native->owner))) {
        return raise_receiver(t, native, args, count);
    }
    if (LIKELY(names == EMPTY && count == native->positional_exact)) {
        return native->code(t, args);
    }
    return call_bound(t, native, 1, args, count, names);
}

static Value bind_native(Thread *t, NativeFunction *native, Value self)
{
    NativeFunction *bound = weft__alloc(t, sizeof *bound, T(t, native_function));
    if (bound == NULL) {
        return EMPTY;
    }
    bound->code = native->code;
    bound->def = native->def;
    bound->self = self;
    bound->module = native->module;
    bound->positional_exact = native->positional_exact;
    weft__init(&bound->parsed, weft__load_acquire(&native->parsed)); /* edge: native_signature */
    bound->owner = NULL;
    return value_from_pointer(bound);
}

Value weft__bind_native_method(Thread *t, Value method, Value self)
{
    return bind_native(t, value_pointer(method), self);
}

static Value method_get(Thread *t, Value self, Value instance, Value owner)
{
    (void)owner;
    NativeFunction *native = value_pointer(self);
    if (instance == EMPTY) {
        return self;
    }
    if (UNLIKELY(!weft__is_subtype(type_of(t, instance), native->owner))) {
        return raise_receiver(t, native, &instance, 1);
    }
    return bind_native(t, native, instance);
}

static Value class_method_get(Thread *t, Value self, Value instance, Value owner)
{
    NativeFunction *native = value_pointer(self);
    if (owner == EMPTY) {
        if (instance == EMPTY) {
            return RAISE(t, TypeError, "descriptor '%s' for type '%N' needs either an object or a type",
                         native->def->name, native->owner);
        }
        owner = value_from_pointer(type_of(t, instance));
    }
    if (!is_type(t, owner)) {
        return RAISE(t, TypeError, "descriptor '%s' for type '%N' needs a type, not a '%T' as arg 2",
                     native->def->name, native->owner, owner);
    }
    if (!weft__is_subtype(as_type(owner), native->owner)) {
        return RAISE(t, TypeError, "descriptor '%s' requires a subtype of '%N' but received '%N'",
                     native->def->name, native->owner, as_type(owner));
    }
    return bind_native(t, native, owner);
}

static Value class_method_call(Thread *t, Value callable, Value *args, size_t count, Value names)
{
    NativeFunction *native = value_pointer(callable);
    if (count == 0) {
        return RAISE(t, TypeError, "descriptor '%s' of '%N' object needs an argument",
                     native->def->name, native->owner);
    }
    Value bound = class_method_get(t, callable, EMPTY, args[0]);
    return bound == EMPTY ? EMPTY : function_call(t, bound, args + 1, count - 1, names);
}

/* ---- attributes ---- */

static Value get_name(Thread *t, Value self)
{
    return value_or_empty(weft__intern_c(t, ((NativeFunction *)value_pointer(self))->def->name));
}
static Value get_qualname(Thread *t, Value self)
{
    return value_or_empty(full_name(t, value_pointer(self)));
}
static Value get_doc(Thread *t, Value self)
{
    const char *doc = ((NativeFunction *)value_pointer(self))->def->doc;
    return doc == NULL ? NONE : value_or_empty(weft__str_from_c(t, doc));
}
static Value get_module(Thread *t, Value self)
{
    (void)t;
    return ((NativeFunction *)value_pointer(self))->module;
}
static Value get_self(Thread *t, Value self)
{
    NativeFunction *native = value_pointer(self);
    if (native->self != EMPTY) {
        return native->self;
    }
    if (native->module != NONE && t->runtime->modules != NULL) {
        Value module = weft__dict_get(t, t->runtime->modules, native->module);
        return module == EMPTY && !exception_pending(t) ? NONE : module;
    }
    return NONE;
}
static Value get_owner(Thread *t, Value self)
{
    (void)t;
    return value_from_pointer(((NativeFunction *)value_pointer(self))->owner);
}
static Value get_signature(Thread *t, Value self)
{
    const char *text = ((NativeFunction *)value_pointer(self))->def->signature;
    if (((NativeFunction *)value_pointer(self))->def->flags & NATIVE_NEW) {
        text = "*args, **kwargs";
    }
    bool dollar = strncmp(text, "self", 4) == 0 || strncmp(text, "cls", 3) == 0;
    return value_or_empty(weft__str_format(t, "(%s%s)", dollar ? "$" : "", text));
}

static Value function_repr(Thread *t, Value self)
{
    NativeFunction *native = value_pointer(self);
    if (native->self == EMPTY || object_is(native->self, T(t, module))) {
        return value_or_empty(weft__str_format(t, "<built-in function %s>", native->def->name));
    }
    return value_or_empty(weft__str_format(t, "<built-in method %s of %T object at 0x%lx>",
                                           native->def->name, native->self,
                                           (unsigned long)weft__address(native->self)));
}
static Value method_repr(Thread *t, Value self)
{
    NativeFunction *native = value_pointer(self);
    return value_or_empty(
        weft__str_format(t, "<method '%s' of '%N' objects>", native->def->name, native->owner));
}

static Value function_compare(Thread *t, Value a, Value b, Comparison op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !object_is(b, T(t, native_function))) {
        return NOT_IMPLEMENTED;
    }
    NativeFunction *one = value_pointer(a);
    NativeFunction *two = value_pointer(b);
    bool same = one->self == two->self && one->def == two->def;
    return value_from_bool(same == (op == CMP_EQ));
}
static bool function_hash(Thread *t, Value self, int64_t *hash)
{
    (void)t;
    NativeFunction *native = value_pointer(self);
    *hash = (int64_t)((((uintptr_t)native->def >> 4) ^ (native->self * 31)) & 0xFFFFFFFFFFFFF);
    return true;
}

static Value function_reduce(Thread *t, Value *args)
{
    NativeFunction *native = value_pointer(args[0]);
    if (native->self == EMPTY || object_is(native->self, T(t, module))) {
        return get_name(t, args[0]);
    }
    Value getattr = weft__builtin_named(t, "getattr");
    Value inner = weft__tuple2(t, native->self, get_name(t, args[0]));
    return inner == EMPTY ? EMPTY : weft__tuple2(t, getattr, inner);
}
static Value method_reduce(Thread *t, Value *args)
{
    NativeFunction *native = value_pointer(args[0]);
    Value getattr = weft__builtin_named(t, "getattr");
    Value inner = weft__tuple2(t, value_from_pointer(native->owner), get_name(t, args[0]));
    return inner == EMPTY ? EMPTY : weft__tuple2(t, getattr, inner);
}

static void trace_native(Tracer *tracer, Object *object)
{
    NativeFunction *native = (NativeFunction *)object;
    weft__trace_value(tracer, native->self);
    weft__trace_value(tracer, native->module);
    weft__trace_object(tracer, weft__load_relaxed(&native->parsed));
    weft__trace_object(tracer, native->owner);
}

void weft__init_native_function_type(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"__name__", get_name, NULL, NULL},
        {"__qualname__", get_qualname, NULL, NULL},
        {"__doc__", get_doc, NULL, NULL},
        {"__module__", get_module, NULL, NULL},
        {"__self__", get_self, NULL, NULL},
        {"__text_signature__", get_signature, NULL, NULL},
        {NULL, NULL, NULL, NULL},
    };
    static const NativeDef methods[] = {
        {"__reduce__", function_reduce, "self, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(NativeFunction), TYPE_FINAL | TYPE_HAS_WEAK);
    type->head.trace = trace_native;
    type->slots.call = function_call;
    type->slots.repr = function_repr;
    type->slots.compare = function_compare;
    type->slots.hash = function_hash;
    weft__add_getsets(t, type, getsets);
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}

static const GetSetDef method_getsets[] = {
    {"__name__", get_name, NULL, NULL},
    {"__qualname__", get_qualname, NULL, NULL},
    {"__doc__", get_doc, NULL, NULL},
    {"__objclass__", get_owner, weft__read_only_member, NULL},
    {"__text_signature__", get_signature, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};
static const NativeDef method_methods[] = {
    {"__reduce__", method_reduce, "self, /", NULL, 0},
    {NULL, NULL, NULL, NULL, 0},
};

void weft__init_native_method_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(NativeFunction), TYPE_FINAL | TYPE_METHOD_DESCRIPTOR);
    type->head.trace = trace_native;
    type->slots.call = method_call;
    type->slots.repr = method_repr;
    type->slots.descriptor_get = method_get;
    weft__add_getsets(t, type, method_getsets);
    weft__add_methods(t, type, method_methods);
    weft__type_ready(t, type);
}

void weft__init_class_method_native_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(NativeFunction), TYPE_FINAL);
    type->head.trace = trace_native;
    type->slots.call = class_method_call;
    type->slots.repr = method_repr;
    type->slots.descriptor_get = class_method_get;
    weft__add_getsets(t, type, method_getsets);
    weft__type_ready(t, type);
}
