/* module.c - module objects: a dictionary with attribute access, `__getattr__` of modules.
 *
 * A module's names live in its dictionary, with the promises of dictionaries; `__getattr__` of the module
 * is asked only for what is not there.
 */
#include "object/slot_generic.h"

static Module *module_alloc(Thread *t, Type *type)
{
    Dict *dict = weft__dict_new(t);
    Module *module = dict == NULL ? NULL : weft__instance_new(t, type, type->instance_bytes);
    if (module != NULL) {
        module->dict = dict;
    }
    return module;
}

static bool module_fill(Thread *t, Module *module, Value name, Value doc)
{
    Dict *dict = module->dict;
    return weft__dict_set_str(t, dict, N(t, __name__), name) &&
           weft__dict_set_str(t, dict, N(t, __doc__), doc) &&
           weft__dict_set_str(t, dict, N(t, __package__), NONE) &&
           weft__dict_set_str(t, dict, N(t, __loader__), NONE) &&
           weft__dict_set_str(t, dict, N(t, __spec__), NONE);
}

Module *weft__module_new(Thread *t, Str *name)
{
    Module *module = module_alloc(t, T(t, module));
    return module != NULL && module_fill(t, module, value_from_pointer(name), NONE) ? module : NULL;
}

bool weft__module_set(Thread *t, Module *module, const char *name, Value v)
{
    Str *interned = v == EMPTY ? NULL : weft__intern_c(t, name);
    return interned != NULL && weft__dict_set_str(t, module->dict, interned, v);
}

static Value module_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)args;
    (void)count;
    (void)names;
    return value_or_empty(module_alloc(t, type));
}
static bool module_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    Value bound[2];
    if (!weft__bind_native(t, "module", "name, doc=None", args, count, names, bound)) {
        return false;
    }
    if (!is_str(t, bound[0])) {
        RAISE(t, TypeError, "module() argument 'name' must be str, not %G", bound[0]);
        return false;
    }
    return module_fill(t, as_module(self), bound[0], bound[1]);
}

bool weft__module_initializing(Thread *t, Dict *dict)
{
    Value spec = weft__dict_get_str(t, dict, N(t, __spec__));
    if (spec == EMPTY || spec == NONE) {
        return false;
    }
    bool failed;
    Value mark = weft__find_attribute(t, spec, weft__intern_c(t, "_initializing"), &failed);
    t->exception = EMPTY;
    return mark == TRUE_VALUE;
}

static Value module_get_attribute(Thread *t, Value self, Str *name)
{
    if (!is_interned(name)) {
        name = weft__attribute_name(t, value_from_pointer(name));
        if (name == NULL) {
            return EMPTY;
        }
    }
    Dict *dict = as_module(self)->dict;
    Value found = weft__generic_find_in(t, self, name, dict);
    if (found != EMPTY) {
        return found;
    }
    if (exception_pending(t)) {
        if (!weft__exception_matches(t, EXC(t, AttributeError))) {
            return EMPTY;
        }
        t->exception = EMPTY;
    }
    Value hook = weft__dict_get_str(t, dict, N(t, __getattr__));
    if (hook != EMPTY) {
        return weft__call1(t, hook, value_from_pointer(name));
    }
    Value own_name = weft__dict_get_str(t, dict, N(t, __name__));
    if (own_name == EMPTY || !is_str(t, own_name)) {
        return weft__raise_attribute_error(t, self, name, "module has no attribute '%S'", name);
    }
    if (weft__module_initializing(t, dict)) {
        return weft__raise_attribute_error(t, self, name,
                                           "partially initialized module '%V' has no attribute '%S' "
                                           "(most likely due to a circular import)",
                                           own_name, name);
    }
    return weft__raise_attribute_error(t, self, name, "module '%V' has no attribute '%S'", own_name,
                                       name);
}

static bool module_set_attribute(Thread *t, Value self, Str *name, Value value)
{
    Value descriptor = weft__type_lookup(t, type_of(t, self), name);
    if (descriptor != EMPTY) {
        bool (*set)(Thread *, Value, Value, Value) = type_of(t, descriptor)->slots.descriptor_set;
        if (set != NULL) {
            return set(t, descriptor, self, value);
        }
    }
    if (!is_interned(name)) {
        name = weft__attribute_name(t, value_from_pointer(name));
        if (name == NULL) {
            return false;
        }
    }
    if (value != EMPTY) {
        return weft__dict_set_str(t, as_module(self)->dict, name, value);
    }
    int deleted = weft__dict_delete(t, as_module(self)->dict, value_from_pointer(name));
    if (deleted == 0) {
        weft__raise_no_attribute(t, self, name);
    }
    return deleted > 0;
}

/* Where a module comes from, as its spec has it; NONE: nowhere. `quoted`: a place that is a file. */
static Value spec_origin(Thread *t, Value spec, Value *name, bool *quoted)
{
    bool failed;
    Value loader = EMPTY, origin = weft__find_attribute(t, spec, N(t, origin), &failed);
    Value named = failed ? EMPTY : weft__find_attribute(t, spec, N(t, name), &failed);
    if (!failed && (origin == EMPTY || origin == NONE)) {
        loader = weft__find_attribute(t, spec, weft__intern_c(t, "loader"), &failed);
        origin = loader == EMPTY ? NONE : loader;
    } else if (!failed) {
        Value located = weft__find_attribute(t, spec, weft__intern_c(t, "has_location"), &failed);
        *quoted = located != EMPTY && weft__truth(t, located) > 0;
    }
    if (named != EMPTY && named != NONE) {
        *name = named;
    }
    if (failed || exception_pending(t)) {
        return EMPTY;
    }
    /* a loader shows itself, a text stands there as it is */
    return origin == NONE || *quoted || (loader == EMPTY && is_str(t, origin))
               ? origin
               : weft__repr(t, origin);
}

static Value module_repr(Thread *t, Value self)
{
    Dict *dict = as_module(self)->dict;
    Value name = weft__dict_get_str(t, dict, N(t, __name__));
    Value origin = weft__dict_get_str(t, dict, N(t, __file__));
    Value spec = weft__dict_get_str(t, dict, N(t, __spec__));
    Value loader = weft__dict_get_str(t, dict, N(t, __loader__));
    bool quoted = origin != EMPTY && origin != NONE;
    if (name == EMPTY) {
        name = value_or_empty(weft__str_from_c(t, "?"));
    }
    if (spec != EMPTY && spec != NONE) {
        quoted = false;
        origin = spec_origin(t, spec, &name, &quoted);
    } else if (!quoted && as_module(self)->native) {
        origin = value_or_empty(weft__str_from_c(t, "built-in"));
    } else if (!quoted) {
        origin = loader == EMPTY || loader == NONE ? NONE : weft__repr(t, loader);
    }
    if (origin == EMPTY) {
        return EMPTY;
    }
    return value_or_empty(origin == NONE ? weft__str_format(t, "<module %R>", name)
                          : quoted       ? weft__str_format(t, "<module %R from %R>", name, origin)
                                         : weft__str_format(t, "<module %R (%V)>", name, origin));
}

static Value get_dict(Thread *t, Value self)
{
    (void)t;
    return value_from_pointer(as_module(self)->dict);
}
static Value get_annotations(Thread *t, Value self)
{
    Dict *dict = as_module(self)->dict;
    Value found = weft__dict_get_str(t, dict, N(t, __annotations__));
    if (found == EMPTY) {
        found = value_or_empty(weft__dict_new(t));
        if (found == EMPTY || !weft__dict_set_str(t, dict, N(t, __annotations__), found)) {
            return EMPTY;
        }
    }
    return found;
}
static bool set_annotations(Thread *t, Value self, Value value)
{
    Dict *dict = as_module(self)->dict;
    if (value != EMPTY) {
        return weft__dict_set_str(t, dict, N(t, __annotations__), value);
    }
    int deleted = weft__dict_delete(t, dict, value_from_pointer(N(t, __annotations__)));
    if (deleted == 0) {
        weft__raise_attribute_error(t, self, N(t, __annotations__), "__annotations__");
    }
    return deleted > 0;
}

static Value module_dir(Thread *t, Value *args)
{
    Dict *dict = as_module(args[0])->dict;
    Value hook = weft__dict_get_str(t, dict, N(t, __dir__));
    return hook != EMPTY ? weft__call0(t, hook) : weft__dict_keys_list(t, dict);
}

static void trace_module(Tracer *tracer, Object *object)
{
    weft__trace_object(tracer, ((Module *)object)->dict);
}

void weft__init_module_type(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"__dict__", get_dict, weft__read_only_member, NULL},
        {"__annotations__", get_annotations, set_annotations, NULL},
        {NULL, NULL, NULL, NULL},
    };
    static const NativeDef methods[] = {
        {"__dir__", module_dir, "self, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(Module), TYPE_HAS_WEAK | TYPE_OWN_DICT);
    type->head.trace = trace_module;
    type->slots.new_instance = module_new;
    type->slots.init = module_init;
    type->slots.get_attribute = module_get_attribute;
    type->slots.set_attribute = module_set_attribute;
    type->slots.repr = module_repr;
    weft__add_getsets(t, type, getsets);
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}
