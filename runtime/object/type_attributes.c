/* type_attributes.c - what programs see of a class: names, bases, dictionary, text, checks.
 *
 * What is assigned here and changes the outcome of lookups makes the caches of the class and its subclasses
 * invalid first, under the type lock.
 */
#include "object/slot_generic.h"

/* ---- names ---- */

/* Where the last part of a builtin type's dotted name begins. */
static size_t last_part(const Str *name)
{
    size_t i = name->length;
    while (i > 0 && str_char(name, i - 1) != '.') {
        i--;
    }
    return i;
}

static Value get_name(Thread *t, Value self)
{
    Type *type = as_type(self);
    Str *name = weft__load_acquire(&type->name); /* edge: type_name */
    size_t from = last_part(name);
    if (from != 0 && (type->flags & TYPE_HEAP)) {
        /* A library class that errors name in full, "datetime.date", has its qualified name apart. */
        Value qualname = weft__load_acquire(&type->qualname); /* edge: type_name */
        Str *last = is_str(t, qualname) ? as_str(qualname) : name;
        if (last->length != name->length - from || weft__str_find(name, last, from, name->length) < 0) {
            from = 0;
        }
    }
    return from == 0 ? value_from_pointer(name)
                     : value_or_empty(weft__str_substring(t, name, from, name->length));
}

/* Shared checks of setters; false: raised. */
static bool may_set(Thread *t, Type *type, Value value, const char *name)
{
    if (!(type->flags & TYPE_HEAP)) {
        RAISE(t, TypeError, "cannot set '%s' attribute of immutable type '%N'", name, type);
        return false;
    }
    if (value == EMPTY) {
        RAISE(t, TypeError, "cannot delete '%s' attribute of immutable type '%N'", name, type);
        return false;
    }
    return true;
}

static bool set_name(Thread *t, Value self, Value value)
{
    Type *type = as_type(self);
    if (!may_set(t, type, value, "__name__")) {
        return false;
    }
    if (!is_str(t, value)) {
        RAISE(t, TypeError, "can only assign string to %N.__name__, not '%T'", type, value);
        return false;
    }
    Str *name = as_str(value);
    if (name->width == 1 && memchr(str_data(name), 0, name->length) != NULL) {
        RAISE(t, ValueError, "type name must not contain null characters");
        return false;
    }
    weft__store_release(&type->name, name); /* edge: type_name */
    return true;
}

Value weft__type_qualname(Type *type)
{
    Value qualname = weft__load_acquire(&type->qualname); /* edge: type_name */
    return qualname == EMPTY || qualname == 0
               ? value_from_pointer(weft__load_acquire(&type->name)) /* edge: type_name */
               : qualname;
}

static Value get_qualname(Thread *t, Value self)
{
    Type *type = as_type(self);
    return type->flags & TYPE_HEAP ? weft__type_qualname(type) : get_name(t, self);
}
Value weft__type_shown_qualname(Thread *t, Type *type) { return get_qualname(t, value_from_pointer(type)); }
static bool set_qualname(Thread *t, Value self, Value value)
{
    Type *type = as_type(self);
    if (!may_set(t, type, value, "__qualname__")) {
        return false;
    }
    if (!is_str(t, value)) {
        RAISE(t, TypeError, "can only assign string to %N.__qualname__, not '%T'", type, value);
        return false;
    }
    weft__store_release(&type->qualname, value); /* edge: type_name */
    return true;
}

Value weft__type_module(Thread *t, Type *type)
{
    if (type->flags & TYPE_HEAP) {
        return weft__dict_get_str(t, type->dict, N(t, __module__));
    }
    Value own = weft__dict_get_str(t, type->dict, N(t, __module__));
    if (own != EMPTY && is_str(t, own)) {
        return own;
    }
    Str *name = weft__load_acquire(&type->name); /* edge: type_name */
    size_t from = last_part(name);
    return from == 0 ? value_from_pointer(N(t, builtins))
                     : value_or_empty(weft__str_substring(t, name, 0, from - 1));
}

static Value get_module(Thread *t, Value self)
{
    Value module = weft__type_module(t, as_type(self));
    return module == EMPTY && !exception_pending(t)
               ? weft__raise_attribute_error(t, self, N(t, __module__), "__module__")
               : module;
}
static bool set_module(Thread *t, Value self, Value value)
{
    return may_set(t, as_type(self), value, "__module__") &&
           weft__type_store(t, as_type(self), N(t, __module__), value) == 1;
}

Str *weft__type_full_name(Thread *t, Type *type)
{
    Value module = weft__type_module(t, type);
    Value qualname = get_qualname(t, value_from_pointer(type));
    if (qualname == EMPTY) {
        return NULL;
    }
    if (module != EMPTY && is_str(t, module) && !weft__str_equals_c(as_str(module), "builtins")) {
        return weft__str_format(t, "%V.%V", module, qualname);
    }
    return as_str(qualname);
}

static Value type_repr(Thread *t, Value self)
{
    Str *name = weft__type_full_name(t, as_type(self));
    return name == NULL ? EMPTY : value_or_empty(weft__str_format(t, "<class '%S'>", name));
}

/* ---- bases, dictionary ---- */

static Value get_bases(Thread *t, Value self)
{
    Tuple *bases = weft__load_acquire(&as_type(self)->bases); /* edge: type_mro */
    return value_from_pointer(bases == NULL ? t->runtime->empty_tuple : bases);
}
static bool set_bases(Thread *t, Value self, Value value)
{
    return weft__type_set_bases(t, as_type(self), value);
}
static Value get_base(Thread *t, Value self)
{
    (void)t;
    Type *base = as_type(self)->base;
    return base == NULL ? NONE : value_from_pointer(base);
}
static Value get_mro(Thread *t, Value self)
{
    (void)t;
    Tuple *mro = weft__load_acquire(&as_type(self)->mro); /* edge: type_mro */
    return mro == NULL ? NONE : value_from_pointer(mro);
}
static Value get_dict(Thread *t, Value self)
{
    return weft__mapping_proxy_new(t, value_from_pointer(as_type(self)->dict));
}
static Value get_doc(Thread *t, Value self)
{
    Type *type = as_type(self);
    Value doc = weft__dict_get_str(t, type->dict, N(t, __doc__));
    if (doc == EMPTY) {
        return NONE;
    }
    Value (*get)(Thread *, Value, Value, Value) = type_of(t, doc)->slots.descriptor_get;
    return get == NULL ? doc : get(t, doc, EMPTY, self);
}
static bool set_doc(Thread *t, Value self, Value value)
{
    return may_set(t, as_type(self), value, "__doc__") &&
           weft__type_store(t, as_type(self), N(t, __doc__), value) == 1;
}

static Value get_abstract(Thread *t, Value self)
{
    Type *type = as_type(self);
    Value methods = type == T(t, type)
                        ? EMPTY
                        : weft__dict_get_str(t, type->dict, N(t, __abstractmethods__));
    return methods == EMPTY
               ? weft__raise_attribute_error(t, self, N(t, __abstractmethods__), "__abstractmethods__")
               : methods;
}
static bool set_abstract(Thread *t, Value self, Value value)
{
    Type *type = as_type(self);
    int abstract = value == EMPTY ? 0 : weft__truth(t, value);
    if (abstract < 0) {
        return false;
    }
    if (!(type->flags & TYPE_HEAP)) {
        RAISE(t, TypeError, "cannot set '__abstractmethods__' attribute of immutable type '%N'", type);
        return false;
    }
    int result = weft__type_store(t, type, N(t, __abstractmethods__), value);
    if (result == 0) {
        weft__raise_attribute_error(t, self, N(t, __abstractmethods__), "__abstractmethods__");
    }
    if (result != 1) {
        return false;
    }
    uint32_t flag = abstract ? TYPE_ABSTRACT : 0;
    if ((type->flags & TYPE_ABSTRACT) != flag) {
        weft__runtime_lock(t, &t->runtime->type_lock);
        weft__world_stop(t);
        weft__type_modified(t, type); /* calls of the class may be cached as plain allocations */
        type->flags = (type->flags & ~TYPE_ABSTRACT) | flag;
        weft__world_resume(t);
        weft__runtime_unlock(t, &t->runtime->type_lock);
    }
    return true;
}

static Value get_annotations(Thread *t, Value self)
{
    Type *type = as_type(self);
    if (!(type->flags & TYPE_HEAP)) {
        return weft__raise_no_attribute(t, self, N(t, __annotations__));
    }
    Value found = weft__dict_get_str(t, type->dict, N(t, __annotations__));
    if (found != EMPTY) {
        Value (*get)(Thread *, Value, Value, Value) = type_of(t, found)->slots.descriptor_get;
        return get == NULL ? found : get(t, found, EMPTY, self);
    }
    Dict *fresh = weft__dict_new(t);
    if (fresh == NULL ||
        weft__type_store(t, type, N(t, __annotations__), value_from_pointer(fresh)) < 0) {
        return EMPTY;
    }
    return value_from_pointer(fresh);
}
static bool set_annotations(Thread *t, Value self, Value value)
{
    Type *type = as_type(self);
    if (!(type->flags & TYPE_HEAP)) {
        RAISE(t, TypeError, "cannot set '__annotations__' attribute of immutable type '%N'", type);
        return false;
    }
    int result = weft__type_store(t, type, N(t, __annotations__), value);
    if (result == 0) {
        weft__raise_attribute_error(t, self, N(t, __annotations__), "__annotations__");
    }
    return result == 1;
}

static Value get_text_signature(Thread *t, Value self)
{
    (void)t;
    (void)self;
    return NONE;
}
static Value get_basic_size(Thread *t, Value self)
{
    (void)t;
    return value_from_small_int(as_type(self)->instance_bytes);
}
static Value get_item_size(Thread *t, Value self)
{
    (void)t;
    return value_from_small_int(as_type(self)->flags & TYPE_VARIABLE ? 8 : 0);
}
static Value get_flags(Thread *t, Value self)
{
    (void)t;
    uint32_t flags = as_type(self)->flags;
    /* The bits that programs test, where CPython has them. */
    int64_t shown = (flags & TYPE_HEAP ? 1 << 9 : 1 << 8) | (flags & TYPE_FINAL ? 0 : 1 << 10) |
                    (flags & TYPE_ABSTRACT ? 1 << 20 : 0) | (flags & TYPE_IS_INT ? 1 << 24 : 0) |
                    (flags & TYPE_IS_LIST ? 1 << 25 : 0) | (flags & TYPE_IS_TUPLE ? 1 << 26 : 0) |
                    (flags & TYPE_IS_BYTES ? 1 << 27 : 0) | (flags & TYPE_IS_STR ? 1 << 28 : 0) |
                    (flags & TYPE_IS_DICT ? 1 << 29 : 0) |
                    (flags & TYPE_IS_EXCEPTION ? 1 << 30 : 0) |
                    (flags & TYPE_IS_TYPE ? (int64_t)1 << 31 : 0) | 1 << 12;
    return value_from_small_int(shown);
}
static Value get_dict_offset(Thread *t, Value self)
{
    (void)t;
    return value_from_small_int(as_type(self)->flags & TYPE_HAS_DICT ? -1 : 0);
}
static Value get_weak_offset(Thread *t, Value self)
{
    (void)t;
    return value_from_small_int(as_type(self)->flags & TYPE_HAS_WEAK ? 8 : 0);
}

/* ---- methods ---- */

static Value type_mro(Thread *t, Value *args)
{
    Type *type = as_type(args[0]);
    Tuple *bases = weft__load_acquire(&type->bases); /* edge: type_mro */
    Tuple *mro = weft__mro_linearize(t, type, bases == NULL ? t->runtime->empty_tuple : bases);
    return mro == NULL ? EMPTY
                       : value_or_empty(weft__list_from(t, mro->items, tuple_length(mro)));
}
static Value type_subclasses(Thread *t, Value *args) { return weft__subclasses_list(t, as_type(args[0])); }
static Value type_prepare(Thread *t, Value *args)
{
    (void)args;
    return value_or_empty(weft__dict_new(t));
}

/* Class of an object as `__class__` says; for isinstance with proxies. */
static int instance_by_class(Thread *t, Value v, Type *of)
{
    bool failed;
    Value claimed = weft__find_attribute(t, v, N(t, __class__), &failed);
    if (failed) {
        return -1;
    }
    return claimed != EMPTY && is_type(t, claimed) && weft__is_subtype(as_type(claimed), of);
}

static Value type_instance_check(Thread *t, Value *args)
{
    Type *of = as_type(args[0]);
    if (weft__is_subtype(type_of(t, args[1]), of)) {
        return TRUE_VALUE;
    }
    int result = instance_by_class(t, args[1], of);
    return result < 0 ? EMPTY : value_from_bool(result != 0);
}
static Value type_subclass_check(Thread *t, Value *args)
{
    int result = weft__plain_is_subclass(t, args[1], args[0]);
    return result < 0 ? EMPTY : value_from_bool(result != 0);
}

static bool add_names(Thread *t, Dict *into, Type *type)
{
    size_t position = 0;
    Value key, value;
    Tuple *mro = weft__load_acquire(&type->mro); /* edge: type_mro */
    for (size_t i = mro == NULL ? 0 : tuple_length(mro); i-- > 0;) {
        position = 0;
        while (weft__dict_next(t, as_type(mro->items[i])->dict, &position, &key, &value)) {
            if (!weft__dict_set(t, into, key, NONE)) {
                return false;
            }
        }
    }
    return true;
}

bool weft__type_add_names(Thread *t, Dict *into, Type *type) { return add_names(t, into, type); }

static Value type_dir(Thread *t, Value *args)
{
    Dict *names = weft__dict_new(t);
    return names != NULL && add_names(t, names, as_type(args[0])) ? weft__dict_keys_list(t, names)
                                                                  : EMPTY;
}
static Value type_sizeof(Thread *t, Value *args)
{
    (void)args;
    (void)t;
    return value_from_small_int((int64_t)sizeof(Type));
}

static Value type_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    return op == OP_OR ? weft__union_or(t, a, b) : NOT_IMPLEMENTED;
}

void weft__type_attributes_init(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"__name__", get_name, set_name, NULL},
        {"__qualname__", get_qualname, set_qualname, NULL},
        {"__bases__", get_bases, set_bases, NULL},
        {"__base__", get_base, weft__read_only_member, NULL},
        {"__mro__", get_mro, weft__read_only_member, NULL},
        {"__module__", get_module, set_module, NULL},
        {"__abstractmethods__", get_abstract, set_abstract, NULL},
        {"__dict__", get_dict, NULL, NULL},
        {"__doc__", get_doc, set_doc, NULL},
        {"__text_signature__", get_text_signature, NULL, NULL},
        {"__annotations__", get_annotations, set_annotations, NULL},
        {"__basicsize__", get_basic_size, weft__read_only_member, NULL},
        {"__itemsize__", get_item_size, weft__read_only_member, NULL},
        {"__flags__", get_flags, weft__read_only_member, NULL},
        {"__dictoffset__", get_dict_offset, weft__read_only_member, NULL},
        {"__weakrefoffset__", get_weak_offset, weft__read_only_member, NULL},
        {NULL, NULL, NULL, NULL},
    };
    static const NativeDef methods[] = {
        {"mro", type_mro, "self, /", "The classes in which attributes are looked for, in order.", 0},
        {"__subclasses__", type_subclasses, "self, /", "The classes that derive from this one directly.", 0},
        {"__prepare__", type_prepare, "cls, /, *args, **kwargs",
         "used to create the namespace for the class statement", NATIVE_CLASS},
        {"__instancecheck__", type_instance_check, "self, instance, /",
         "What isinstance() asks.", 0},
        {"__subclasscheck__", type_subclass_check, "self, subclass, /",
         "What issubclass() asks.", 0},
        {"__dir__", type_dir, "self, /", "The names of a class and of its bases.", 0},
        {"__sizeof__", type_sizeof, "self, /", "How many bytes the type takes.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    type->slots.repr = type_repr;
    type->slots.binary = type_binary;
    type->slots.binary_operators = 1u << OP_OR;
    weft__add_getsets(t, type, getsets);
    weft__add_methods(t, type, methods);
}
