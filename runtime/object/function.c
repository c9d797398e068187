/* function.c - Python functions: making them, and what programs see of them. Calling is the
 * interpreter's (it installs slots.call of the type).
 *
 * Every mutable part is one atomic field that is replaced as a whole; a reader sees the old part or
 * the new one.
 */
#include "object/slot_generic.h"

static Function *as_function(Value v) { return value_pointer(v); }

/* What names are looked up in after the globals. A program may put any object there, and `None` or an
 * empty dict to keep the builtins from code that it runs. */
static Value builtins_of(Thread *t, Dict *globals)
{
    Value found = weft__dict_get_str(t, globals, N(t, __builtins__));
    if (found == EMPTY) {
        return value_or_empty(t->runtime->builtins);
    }
    return weft__is_subtype(type_of(t, found), T(t, module)) ? value_from_pointer(as_module(found)->dict) : found;
}

Function *weft__function_new(Thread *t, Code *code, Dict *globals, Str *qualname)
{
    Function *caller = t->frame == NULL ? NULL : t->frame->function;
    Value builtins = caller != NULL && caller->globals == globals ? caller->builtins : builtins_of(t, globals);
    Dict *plain = builtins != EMPTY && object_is(builtins, T(t, dict)) ? as_dict(builtins) : weft__dict_new(t);
    Function *function = plain == NULL ? NULL : weft__alloc(t, sizeof *function, T(t, function));
    if (function == NULL) {
        return NULL;
    }
    function->globals = globals;
    function->builtins = builtins;
    function->plain_builtins = plain;
    weft__init(&function->code, code);
    weft__init(&function->closure, EMPTY);
    weft__init(&function->defaults, EMPTY);
    weft__init(&function->keyword_defaults, EMPTY);
    weft__init(&function->name, value_from_pointer(code->name));
    weft__init(&function->qualname, value_from_pointer(qualname == NULL ? code->qualname : qualname));
    weft__init(&function->doc, code->docstring);
    weft__init(&function->annotations, EMPTY);
    weft__init(&function->dict, EMPTY);
    Value module = weft__dict_get_str(t, globals, N(t, __name__));
    weft__init(&function->module, module == EMPTY ? NONE : module);
    return function;
}

static bool check_closure(Thread *t, Code *code, Value closure)
{
    size_t given = closure == NONE || closure == EMPTY ? 0 : tuple_length(as_tuple(closure));
    if (code->free_count != given) {
        RAISE(t, ValueError, "%S requires closure of length %u, not %zu", code->name,
              code->free_count, given);
        return false;
    }
    for (size_t i = 0; i < given; i++) {
        if (!object_is(as_tuple(closure)->items[i], T(t, cell))) {
            RAISE(t, TypeError, "arg 5 (closure) expected cell, found %T",
                  as_tuple(closure)->items[i]);
            return false;
        }
    }
    return true;
}

static Value function_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)type;
    Value bound[5];
    if (!weft__bind_native(t, "function", "code, globals, name=None, argdefs=None, closure=None", args,
                           count, names, bound)) {
        return EMPTY;
    }
    if (!object_is(bound[0], T(t, code))) {
        return RAISE(t, TypeError, "function() argument 'code' must be code, not %G", bound[0]);
    }
    if (!is_dict(t, bound[1])) {
        return RAISE(t, TypeError, "function() argument 'globals' must be dict, not %G", bound[1]);
    }
    if (bound[2] != NONE && !is_str(t, bound[2])) {
        return RAISE(t, TypeError, "arg 3 (name) must be None or string");
    }
    if (bound[3] != NONE && !is_tuple(t, bound[3])) {
        return RAISE(t, TypeError, "arg 4 (defaults) must be None or tuple");
    }
    Code *code = value_pointer(bound[0]);
    if (bound[4] != NONE && !is_tuple(t, bound[4])) {
        return RAISE(t, TypeError, "arg 5 (closure) must be %s",
                     code->free_count > 0 ? "tuple" : "None or tuple");
    }
    if (bound[4] == NONE && code->free_count > 0) {
        return RAISE(t, TypeError, "arg 5 (closure) must be tuple");
    }
    if (!check_closure(t, code, bound[4])) {
        return EMPTY;
    }
    Function *function = weft__function_new(t, code, as_dict(bound[1]), NULL);
    if (function == NULL) {
        return EMPTY;
    }
    if (bound[2] != NONE) {
        weft__init(&function->name, bound[2]);
    }
    if (bound[3] != NONE) {
        weft__init(&function->defaults, bound[3]);
    }
    if (bound[4] != NONE) {
        weft__init(&function->closure, bound[4]);
    }
    return value_from_pointer(function);
}

static Value function_get(Thread *t, Value self, Value instance, Value owner)
{
    (void)owner;
    return instance == EMPTY ? self : weft__method_new(t, self, instance);
}

static Value function_repr(Thread *t, Value self)
{
    return value_or_empty(weft__str_format(t, "<function %V at 0x%lx>",
                                           weft__load_acquire(&as_function(self)->qualname), /* edge: function_field */
                                           (unsigned long)weft__address(self)));
}

/* ---- attributes ---- */

static Dict *own_dict(Value self)
{
    Value dict = weft__load_acquire(&as_function(self)->dict); /* edge: function_field */
    return dict == EMPTY ? NULL : as_dict(dict);
}

static Dict *own_dict_make(Thread *t, Value self)
{
    Dict *dict = own_dict(self);
    if (dict == NULL) {
        Dict *fresh = weft__dict_new(t);
        Value expected = EMPTY;
        if (fresh == NULL) {
            return NULL;
        }
        (void)weft__exchange_if_acq_rel(&as_function(self)->dict, &expected, /* edge: function_field */
                                        value_from_pointer(fresh));
        dict = own_dict(self);
    }
    return dict;
}

static Value function_get_attribute(Thread *t, Value self, Str *name)
{
    if (!is_interned(name)) {
        name = weft__attribute_name(t, value_from_pointer(name));
        if (name == NULL) {
            return EMPTY;
        }
    }
    Value found = weft__generic_find_in(t, self, name, own_dict(self));
    return found != EMPTY || exception_pending(t) ? found : weft__raise_no_attribute(t, self, name);
}

static bool function_set_attribute(Thread *t, Value self, Str *name, Value value)
{
    Value descriptor = weft__type_lookup(t, T(t, function), name);
    if (descriptor != EMPTY) {
        bool (*set)(Thread *, Value, Value, Value) = type_of(t, descriptor)->slots.descriptor_set;
        if (set != NULL) {
            return set(t, descriptor, self, value);
        }
    }
    if (value != EMPTY) {
        Dict *dict = own_dict_make(t, self);
        return dict != NULL && weft__dict_set_str(t, dict, name, value);
    }
    Dict *dict = own_dict(self);
    int deleted = dict == NULL ? 0 : weft__dict_delete(t, dict, value_from_pointer(name));
    if (deleted == 0) {
        weft__raise_no_attribute(t, self, name);
    }
    return deleted > 0;
}

#define FIELD_GETTER(field)                                                                 \
    static Value get_##field(Thread *t, Value self)                                         \
    {                                                                                       \
        (void)t;                                                                            \
        Value v = weft__load_acquire(&as_function(self)->field); /* edge: function_field */ \
        return v == EMPTY ? NONE : v;                                                       \
    }
FIELD_GETTER(name)
FIELD_GETTER(qualname)
FIELD_GETTER(module)
FIELD_GETTER(doc)
FIELD_GETTER(closure)
FIELD_GETTER(defaults)
FIELD_GETTER(keyword_defaults)

static bool set_text(Thread *t, ATOMIC(Value) *field, Value value, const char *name)
{
    if (value == EMPTY || !is_str(t, value)) {
        RAISE(t, TypeError, "%s must be set to a string object", name);
        return false;
    }
    weft__store_release(field, value); /* edge: function_field */
    return true;
}
static bool set_name(Thread *t, Value self, Value value)
{
    return set_text(t, &as_function(self)->name, value, "__name__");
}
static bool set_qualname(Thread *t, Value self, Value value)
{
    return set_text(t, &as_function(self)->qualname, value, "__qualname__");
}
static bool set_module(Thread *t, Value self, Value value)
{
    (void)t;
    weft__store_release(&as_function(self)->module, value == EMPTY ? NONE : value); /* edge: function_field */
    return true;
}
static bool set_doc(Thread *t, Value self, Value value)
{
    (void)t;
    weft__store_release(&as_function(self)->doc, value == EMPTY ? NONE : value); /* edge: function_field */
    return true;
}
static bool set_defaults(Thread *t, Value self, Value value)
{
    if (value == EMPTY || value == NONE) {
        value = EMPTY;
    } else if (!is_tuple(t, value)) {
        RAISE(t, TypeError, "__defaults__ must be set to a tuple object");
        return false;
    }
    weft__store_release(&as_function(self)->defaults, value); /* edge: function_field */
    return true;
}
static bool set_keyword_defaults(Thread *t, Value self, Value value)
{
    if (value == EMPTY || value == NONE) {
        value = EMPTY;
    } else if (!is_dict(t, value)) {
        RAISE(t, TypeError, "__kwdefaults__ must be set to a dict object");
        return false;
    }
    weft__store_release(&as_function(self)->keyword_defaults, value); /* edge: function_field */
    return true;
}

static Value get_code(Thread *t, Value self)
{
    (void)t;
    return value_from_pointer(weft__load_acquire(&as_function(self)->code)); /* edge: function_code */
}
static bool set_code(Thread *t, Value self, Value value)
{
    if (value == EMPTY || !object_is(value, T(t, code))) {
        RAISE(t, TypeError, "__code__ must be set to a code object");
        return false;
    }
    Code *code = value_pointer(value);
    Value closure = weft__load_acquire(&as_function(self)->closure); /* edge: function_field */
    size_t cells = closure == EMPTY ? 0 : tuple_length(as_tuple(closure));
    if (code->free_count != cells) {
        RAISE(t, ValueError, "%V() requires a code object with %zu free vars, not %u",
              weft__load_acquire(&as_function(self)->name), cells, code->free_count);
        return false;
    }
    /* Callers compare the code object that they run, so replacing the pointer is all. */
    weft__store_release(&as_function(self)->code, code); /* edge: function_code */
    return true;
}
static Value get_globals(Thread *t, Value self)
{
    (void)t;
    return value_from_pointer(as_function(self)->globals);
}
static Value get_builtins(Thread *t, Value self)
{
    (void)t;
    return as_function(self)->builtins;
}
static Value get_annotations(Thread *t, Value self)
{
    ATOMIC(Value) *field = &as_function(self)->annotations;
    Value annotations = weft__load_acquire(field); /* edge: function_field */
    if (annotations == EMPTY) {
        Dict *fresh = weft__dict_new(t);
        if (fresh == NULL) {
            return EMPTY;
        }
        if (weft__exchange_if_acq_rel(field, &annotations, value_from_pointer(fresh))) { /* edge: function_field */
            annotations = value_from_pointer(fresh);
        }
    }
    return annotations;
}
static bool set_annotations(Thread *t, Value self, Value value)
{
    if (value == EMPTY || value == NONE) {
        value = EMPTY;
    } else if (!is_dict(t, value)) {
        RAISE(t, TypeError, "__annotations__ must be set to a dict object");
        return false;
    }
    weft__store_release(&as_function(self)->annotations, value); /* edge: function_field */
    return true;
}
static Value get_dict(Thread *t, Value self) { return value_or_empty(own_dict_make(t, self)); }
static bool set_dict(Thread *t, Value self, Value value)
{
    if (value == EMPTY) {
        RAISE(t, TypeError, "cannot delete __dict__");
        return false;
    }
    if (!is_dict(t, value)) {
        RAISE(t, TypeError, "__dict__ must be set to a dictionary, not a '%T'", value);
        return false;
    }
    weft__store_release(&as_function(self)->dict, value); /* edge: function_field */
    return true;
}

static void trace_function(Tracer *tracer, Object *object)
{
    Function *function = (Function *)object;
    weft__trace_object(tracer, weft__load_relaxed(&function->code));
    weft__trace_object(tracer, function->globals);
    weft__trace_value(tracer, function->builtins);
    weft__trace_object(tracer, function->plain_builtins);
    ATOMIC(Value) *const fields[] = {
        &function->closure, &function->defaults, &function->keyword_defaults, &function->name,
        &function->qualname, &function->module, &function->doc, &function->annotations,
        &function->dict,
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        weft__trace_value(tracer, weft__load_relaxed(fields[i]));
    }
}

void weft__init_function_type(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"__code__", get_code, set_code, NULL},
        {"__globals__", get_globals, weft__read_only_member, NULL},
        {"__builtins__", get_builtins, weft__read_only_member, NULL},
        {"__closure__", get_closure, weft__read_only_member, NULL},
        {"__defaults__", get_defaults, set_defaults, NULL},
        {"__kwdefaults__", get_keyword_defaults, set_keyword_defaults, NULL},
        {"__name__", get_name, set_name, NULL},
        {"__qualname__", get_qualname, set_qualname, NULL},
        {"__module__", get_module, set_module, NULL},
        {"__doc__", get_doc, set_doc, NULL},
        {"__annotations__", get_annotations, set_annotations, NULL},
        {"__dict__", get_dict, set_dict, NULL},
        {NULL, NULL, NULL, NULL},
    };
    CallSlot call = type->slots.call; /* the interpreter may have been first */
    weft__type_prepare(t, type, NULL, sizeof(Function),
                       TYPE_FINAL | TYPE_METHOD_DESCRIPTOR | TYPE_HAS_WEAK | TYPE_OWN_DICT);
    type->head.trace = trace_function;
    type->slots.call = call != NULL ? call : weft__function_call_slot;
    type->slots.new_instance = function_new;
    type->slots.get_attribute = function_get_attribute;
    type->slots.set_attribute = function_set_attribute;
    type->slots.descriptor_get = function_get;
    type->slots.repr = function_repr;
    weft__add_getsets(t, type, getsets);
    weft__type_ready(t, type);
}

/* Until the interpreter has put its own function into slots.call. */
Value weft__function_call_slot(Thread *t, Value callable, Value *args, size_t count, Value names)
{
    (void)callable;
    (void)args;
    (void)count;
    (void)names;
    return RAISE(t, SystemError, "the interpreter is not ready");
}
