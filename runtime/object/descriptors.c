/* descriptors.c - property, classmethod, staticmethod, attributes defined in C (getset), members
 * made by `__slots__`, and the read-only view of class dictionaries.
 */
#include "object/slot_generic.h"

/* ---- property ---- */

static Property *as_property(Value v) { return value_pointer(v); }

static Value part(Value v) { return v == EMPTY ? NONE : v; }

Value weft__property_getter(Value property)
{
    return weft__load_acquire(&as_property(property)->getter); /* edge: property_part */
}

static Value property_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)args;
    (void)count;
    (void)names;
    Property *property = weft__instance_new(t, type, type->instance_bytes);
    if (property != NULL) {
        weft__init(&property->getter, NONE);
        weft__init(&property->setter, NONE);
        weft__init(&property->deleter, NONE);
        weft__init(&property->doc, NONE);
        weft__init(&property->name, EMPTY);
    }
    return value_or_empty(property);
}

static bool property_set_doc(Thread *t, Value self, Value doc)
{
    Property *property = as_property(self);
    weft__store_release(&property->doc, doc); /* edge: property_part */
    if (type_of(t, self) == T(t, property) || !property->doc_from_getter) {
        return true;
    }
    /* The __doc__ of a subclass hides the property's own, so an instance attribute takes its place. */
    return weft__set_attribute(t, self, N(t, __doc__), doc);
}

static bool property_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    Value bound[4] = {EMPTY, EMPTY, EMPTY, EMPTY};
    if (names == EMPTY && count <= 4) {
        for (size_t i = 0; i < count; i++) {
            bound[i] = args[i];
        }
    } else if (!weft__bind_native(t, "property", "fget=None, fset=None, fdel=None, doc=None", args,
                                  count, names, bound)) {
        return false;
    }
    Property *property = as_property(self);
    weft__store_release(&property->getter, part(bound[0]));  /* edge: property_part */
    weft__store_release(&property->setter, part(bound[1]));  /* edge: property_part */
    weft__store_release(&property->deleter, part(bound[2])); /* edge: property_part */
    property->doc_from_getter = false;
    Value doc = part(bound[3]);
    if (doc == NONE && part(bound[0]) != NONE) {
        bool failed;
        Value inherited = weft__find_attribute(t, bound[0], N(t, __doc__), &failed);
        if (failed) {
            return false;
        }
        if (inherited != EMPTY && inherited != NONE) {
            doc = inherited;
            property->doc_from_getter = true;
        }
    }
    return property_set_doc(t, self, doc);
}

static Value raise_no_part(Thread *t, Value self, Value instance, const char *what)
{
    Value name = weft__load_acquire(&as_property(self)->name); /* edge: property_part */
    Value owner = weft__type_qualname(type_of(t, instance));
    if (name != EMPTY) {
        return RAISE(t, AttributeError, "property %R of %R object has no %s", name, owner, what);
    }
    return RAISE(t, AttributeError, "property of %R object has no %s", owner, what);
}

static Value property_get(Thread *t, Value self, Value instance, Value owner)
{
    (void)owner;
    if (instance == EMPTY) {
        return self;
    }
    Value getter = weft__property_getter(self);
    if (UNLIKELY(getter == NONE)) {
        return raise_no_part(t, self, instance, "getter");
    }
    return weft__call1(t, getter, instance);
}

static bool property_set(Thread *t, Value self, Value instance, Value value)
{
    Property *property = as_property(self);
    Value function = weft__load_acquire(value == EMPTY ? &property->deleter : &property->setter); /* edge: property_part */
    if (UNLIKELY(function == NONE)) {
        raise_no_part(t, self, instance, value == EMPTY ? "deleter" : "setter");
        return false;
    }
    return (value == EMPTY ? weft__call1(t, function, instance)
                           : weft__call2(t, function, instance, value)) != EMPTY;
}

/* A copy with one part replaced, made by calling the property's class. */
static Value property_copy(Thread *t, Value self, size_t which, Value replacement)
{
    Property *property = as_property(self);
    Value parts[4] = {
        weft__load_acquire(&property->getter), weft__load_acquire(&property->setter),
        weft__load_acquire(&property->deleter), /* edge: property_part */
        NONE};
    if (replacement != NONE) {
        parts[which] = replacement;
    }
    if (!(property->doc_from_getter && parts[0] != NONE)) {
        parts[3] = weft__load_acquire(&property->doc); /* edge: property_part */
    }
    Value copy = weft__call(t, value_from_pointer(type_of(t, self)), parts, 4, EMPTY);
    if (copy != EMPTY && has_type_flag(t, copy, 0) == false &&
        weft__is_subtype(type_of(t, copy), T(t, property))) {
        Value name = weft__load_acquire(&property->name); /* edge: property_part */
        weft__store_release(&as_property(copy)->name, name);
    }
    return copy;
}
static Value property_getter_method(Thread *t, Value *args) { return property_copy(t, args[0], 0, args[1]); }
static Value property_setter_method(Thread *t, Value *args) { return property_copy(t, args[0], 1, args[1]); }
static Value property_deleter_method(Thread *t, Value *args) { return property_copy(t, args[0], 2, args[1]); }
static Value property_set_name(Thread *t, Value *args)
{
    Tuple *given = as_tuple(args[1]);
    if (tuple_length(given) != 2) {
        return RAISE(t, TypeError, "__set_name__() takes 2 positional arguments but %zu were given",
                     tuple_length(given));
    }
    weft__store_release(&as_property(args[0])->name, given->items[1]); /* edge: property_part */
    return NONE;
}

static Value get_fget(Thread *t, Value self)
{
    (void)t;
    return weft__property_getter(self);
}
static Value get_fset(Thread *t, Value self)
{
    (void)t;
    return weft__load_acquire(&as_property(self)->setter); /* edge: property_part */
}
static Value get_fdel(Thread *t, Value self)
{
    (void)t;
    return weft__load_acquire(&as_property(self)->deleter); /* edge: property_part */
}
static Value get_property_doc(Thread *t, Value self)
{
    (void)t;
    return weft__load_acquire(&as_property(self)->doc); /* edge: property_part */
}
static bool set_property_doc(Thread *t, Value self, Value value)
{
    (void)t;
    weft__store_release(&as_property(self)->doc, part(value)); /* edge: property_part */
    return true;
}

static int is_abstract(Thread *t, Value v)
{
    if (v == NONE || v == EMPTY) {
        return 0;
    }
    bool failed;
    Value mark = weft__find_attribute(t, v, N(t, __isabstractmethod__), &failed);
    return failed ? -1 : mark == EMPTY ? 0 : weft__truth(t, mark);
}
static Value get_property_abstract(Thread *t, Value self)
{
    Value parts[3] = {get_fget(t, self), get_fset(t, self), get_fdel(t, self)};
    for (size_t i = 0; i < 3; i++) {
        int abstract = is_abstract(t, parts[i]);
        if (abstract != 0) {
            return abstract < 0 ? EMPTY : TRUE_VALUE;
        }
    }
    return FALSE_VALUE;
}

static void trace_property(Tracer *tracer, Object *object)
{
    Property *property = (Property *)object;
    weft__trace_value(tracer, weft__load_relaxed(&property->getter));
    weft__trace_value(tracer, weft__load_relaxed(&property->setter));
    weft__trace_value(tracer, weft__load_relaxed(&property->deleter));
    weft__trace_value(tracer, weft__load_relaxed(&property->doc));
    weft__trace_value(tracer, weft__load_relaxed(&property->name));
}

void weft__init_property_type(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"fget", get_fget, weft__read_only_member, NULL},
        {"fset", get_fset, weft__read_only_member, NULL},
        {"fdel", get_fdel, weft__read_only_member, NULL},
        {"__doc__", get_property_doc, set_property_doc, NULL},
        {"__isabstractmethod__", get_property_abstract, NULL, NULL},
        {NULL, NULL, NULL, NULL},
    };
    static const NativeDef methods[] = {
        {"getter", property_getter_method, "self, fget, /", "A property that differs by what reading calls.", 0},
        {"setter", property_setter_method, "self, fset, /", "A property that differs by what assigning calls.", 0},
        {"deleter", property_deleter_method, "self, fdel, /", "A property that differs by what deleting calls.", 0},
        {"__set_name__", property_set_name, "self, /, *owner_and_name", "Tells the property its name in the class.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(Property), 0);
    type->head.trace = trace_property;
    type->slots.new_instance = property_new;
    type->slots.init = property_init;
    type->slots.descriptor_get = property_get;
    type->slots.descriptor_set = property_set;
    weft__add_getsets(t, type, getsets);
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}

/* ---- classmethod and staticmethod ---- */

static MethodHolder *as_holder(Value v) { return value_pointer(v); }
static Value held(Value self) { return weft__load_acquire(&as_holder(self)->callable); } /* edge: method_holder */

static Value holder_make(Thread *t, Type *type, Value callable)
{
    MethodHolder *holder;
    if (LIKELY(type->flags & TYPE_READY)) {
        holder = weft__instance_new(t, type, type->instance_bytes);
    } else { /* at start, for methods of types that come before this one */
        holder = weft__alloc(t, sizeof *holder + sizeof(InstanceExtra *), type);
    }
    if (holder != NULL) {
        weft__init(&holder->callable, callable);
    }
    return value_or_empty(holder);
}
Value weft__static_method_new(Thread *t, Value callable)
{
    return holder_make(t, T(t, staticmethod), callable);
}
Value weft__class_method_new(Thread *t, Value callable)
{
    return holder_make(t, T(t, classmethod), callable);
}

static Value holder_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)args;
    (void)count;
    (void)names;
    return holder_make(t, type, NONE);
}
/* What functools.wraps does: `__name__` and so on, and the function's own attributes. */
static bool copy_attributes(Thread *t, Value self, Value callable)
{
    Str *const names[] = {N(t, __module__), N(t, __name__), N(t, __qualname__), N(t, __doc__),
                          N(t, __annotations__)};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        bool failed;
        Value found = weft__find_attribute(t, callable, names[i], &failed);
        if (failed ||
            (found != EMPTY && !weft__instance_set(t, self, value_from_pointer(names[i]), found))) {
            return false;
        }
    }
    return true;
}

static Value get_holder_dict(Thread *t, Value self)
{
    Value callable = held(self);
    if (weft__instance_length(t, self) == 0 && callable != EMPTY &&
        !copy_attributes(t, self, callable)) {
        return EMPTY;
    }
    return weft__instance_dict(t, self);
}

static bool holder_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    const char *name =
        weft__is_subtype(type_of(t, self), T(t, classmethod)) ? "classmethod" : "staticmethod";
    Value callable = count == 1 ? args[0] : EMPTY;
    if ((count != 1 || names != EMPTY) &&
        !weft__bind_native(t, name, "function, /", args, count, names, &callable)) {
        return false;
    }
    weft__store_release(&as_holder(self)->callable, callable); /* edge: method_holder */
    return true;
}

static Value class_get(Thread *t, Value self, Value instance, Value owner)
{
    if (owner == EMPTY) {
        owner = value_from_pointer(type_of(t, instance));
    }
    Value callable = held(self);
    if (LIKELY(object_is(callable, T(t, function)))) {
        return weft__method_new(t, callable, owner);
    }
    Value (*get)(Thread *, Value, Value, Value) = type_of(t, callable)->slots.descriptor_get;
    /* a bound method is called with the class like any callable, not bound anew */
    return get != NULL && !object_is(callable, T(t, method)) ? get(t, callable, owner, owner)
                                                             : weft__method_new(t, callable, owner);
}
static Value static_get(Thread *t, Value self, Value instance, Value owner)
{
    (void)t;
    (void)instance;
    (void)owner;
    return held(self);
}
static Value static_call(Thread *t, Value callable, Value *args, size_t count, Value names)
{
    return weft__call(t, held(callable), args, count, names);
}
static Value holder_repr(Thread *t, Value self)
{
    return value_or_empty(weft__str_format(t, "<%T(%R)>", self, held(self)));
}

static Value get_held(Thread *t, Value self)
{
    (void)t;
    return held(self);
}
static Value get_holder_abstract(Thread *t, Value self)
{
    int abstract = is_abstract(t, held(self));
    return abstract < 0 ? EMPTY : value_from_bool(abstract != 0);
}
/* What functools.wraps would have copied, read from the callable. */
static Value held_attribute(Thread *t, Value self, Str *name)
{
    bool failed;
    Value found = weft__find_attribute(t, held(self), name, &failed);
    return found != EMPTY || failed ? found : weft__raise_no_attribute(t, self, name);
}
/* Own attributes stay in the instance; these are made from the callable until somebody asks for
 * `__dict__`, so that the common use costs nothing. */
static Value get_held_name(Thread *t, Value self) { return held_attribute(t, self, N(t, __name__)); }
static Value get_held_qualname(Thread *t, Value self) { return held_attribute(t, self, N(t, __qualname__)); }
static Value get_held_module(Thread *t, Value self) { return held_attribute(t, self, N(t, __module__)); }
static Value get_held_doc(Thread *t, Value self) { return held_attribute(t, self, N(t, __doc__)); }
static Value get_held_annotations(Thread *t, Value self)
{
    return held_attribute(t, self, N(t, __annotations__));
}

static void trace_holder(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, weft__load_relaxed(&((MethodHolder *)object)->callable));
}

static void init_holder(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"__func__", get_held, weft__read_only_member, NULL},
        {"__wrapped__", get_held, weft__read_only_member, NULL},
        {"__isabstractmethod__", get_holder_abstract, NULL, NULL},
        {"__name__", get_held_name, NULL, NULL},
        {"__qualname__", get_held_qualname, NULL, NULL},
        {"__module__", get_held_module, NULL, NULL},
        {"__doc__", get_held_doc, NULL, NULL},
        {"__annotations__", get_held_annotations, NULL, NULL},
        {"__dict__", get_holder_dict, NULL, NULL},
        {NULL, NULL, NULL, NULL},
    };
    weft__type_prepare(t, type, NULL, sizeof(MethodHolder), TYPE_HAS_DICT | TYPE_HAS_WEAK);
    type->head.trace = trace_holder;
    type->slots.new_instance = holder_new;
    type->slots.init = holder_init;
    type->slots.repr = holder_repr;
    weft__add_getsets(t, type, getsets);
}
void weft__init_classmethod_type(Thread *t, Type *type)
{
    init_holder(t, type);
    type->slots.descriptor_get = class_get;
    weft__type_ready(t, type);
}
void weft__init_staticmethod_type(Thread *t, Type *type)
{
    init_holder(t, type);
    type->slots.descriptor_get = static_get;
    type->slots.call = static_call;
    weft__type_ready(t, type);
}

/* ---- getset ---- */

const char weft__member_mark[] = "";

bool weft__read_only_member(Thread *t, Value self, Value value)
{
    (void)self;
    (void)value;
    RAISE(t, AttributeError, "readonly attribute");
    return false;
}

Value weft__getset_new(Thread *t, Type *owner, const GetSetDef *def)
{
    if (def->set == weft__read_only_member || def->doc == weft__member_mark) {
        Str *name = weft__intern_c(t, def->name);
        Value member = name == NULL ? EMPTY : weft__member_new(t, owner, name, 0);
        if (member != EMPTY) {
            ((Member *)value_pointer(member))->def = def;
        }
        return member;
    }
    GetSet *getset = weft__alloc(t, sizeof *getset, T(t, getset));
    if (getset == NULL) {
        return EMPTY;
    }
    getset->def = def;
    getset->owner = owner;
    getset->name = weft__intern_c(t, def->name);
    return getset->name == NULL ? EMPTY : value_from_pointer(getset);
}

bool weft__add_getsets(Thread *t, Type *type, const GetSetDef *defs)
{
    for (; defs->name != NULL; defs++) {
        if (type->dict == NULL) {
            return false; /* the type could not be prepared */
        }
        Value getset = weft__getset_new(t, type, defs);
        Str *name = getset == EMPTY ? NULL : weft__intern_c(t, defs->name);
        if (name == NULL || !weft__dict_set_str(t, type->dict, name, getset)) {
            return false;
        }
    }
    return true;
}

static Value raise_wrong_receiver(Thread *t, Str *name, Type *owner, Value instance)
{
    return RAISE(t, TypeError, "descriptor '%S' for '%N' objects doesn't apply to a '%T' object",
                 name, owner, instance);
}

static Value getset_get(Thread *t, Value self, Value instance, Value owner)
{
    (void)owner;
    GetSet *getset = value_pointer(self);
    if (instance == EMPTY) {
        return self;
    }
    Type *type = type_of(t, instance);
    if (UNLIKELY(type != getset->owner && !weft__is_subtype(type, getset->owner))) {
        return raise_wrong_receiver(t, getset->name, getset->owner, instance);
    }
    if (UNLIKELY(getset->def->get == NULL)) {
        return RAISE(t, AttributeError, "attribute '%S' of '%N' objects is not readable",
                     getset->name, getset->owner);
    }
    return getset->def->get(t, instance);
}
static bool getset_set(Thread *t, Value self, Value instance, Value value)
{
    GetSet *getset = value_pointer(self);
    Type *type = type_of(t, instance);
    if (UNLIKELY(type != getset->owner && !weft__is_subtype(type, getset->owner))) {
        raise_wrong_receiver(t, getset->name, getset->owner, instance);
        return false;
    }
    if (UNLIKELY(getset->def->set == NULL)) {
        RAISE(t, AttributeError, "attribute '%S' of '%N' objects is not writable", getset->name,
              getset->owner);
        return false;
    }
    return getset->def->set(t, instance, value);
}
static Value getset_repr(Thread *t, Value self)
{
    GetSet *getset = value_pointer(self);
    return value_or_empty(
        weft__str_format(t, "<attribute '%S' of '%N' objects>", getset->name, getset->owner));
}
/* GetSet and Member begin alike as far as these need; each has its own accessors. */
static Value getset_name(Thread *t, Value self)
{
    (void)t;
    return value_from_pointer(((GetSet *)value_pointer(self))->name);
}
static Value getset_owner(Thread *t, Value self)
{
    (void)t;
    return value_from_pointer(((GetSet *)value_pointer(self))->owner);
}
static Value getset_qualname(Thread *t, Value self)
{
    GetSet *getset = value_pointer(self);
    return value_or_empty(
        weft__str_format(t, "%V.%S", weft__type_shown_qualname(t, getset->owner), getset->name));
}
static Value getset_doc(Thread *t, Value self)
{
    const char *doc = ((GetSet *)value_pointer(self))->def->doc;
    return doc == NULL ? NONE : value_or_empty(weft__str_from_c(t, doc));
}
static void trace_getset(Tracer *tracer, Object *object)
{
    GetSet *getset = (GetSet *)object;
    weft__trace_object(tracer, getset->owner);
    weft__trace_object(tracer, getset->name);
}

void weft__init_getset_type(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"__name__", getset_name, NULL, NULL},
        {"__qualname__", getset_qualname, NULL, NULL},
        {"__doc__", getset_doc, NULL, NULL},
        {"__objclass__", getset_owner, weft__read_only_member, NULL},
        {NULL, NULL, NULL, NULL},
    };
    weft__type_prepare(t, type, NULL, sizeof(GetSet), TYPE_FINAL);
    type->head.trace = trace_getset;
    type->slots.descriptor_get = getset_get;
    type->slots.descriptor_set = getset_set;
    type->slots.repr = getset_repr;
    weft__add_getsets(t, type, getsets);
    weft__type_ready(t, type);
}

/* ---- members of __slots__ ---- */

Value weft__member_new(Thread *t, Type *owner, Str *name, uint32_t offset)
{
    Member *member = weft__alloc(t, sizeof *member, T(t, member));
    if (member != NULL) {
        member->owner = owner;
        member->name = name;
        member->offset = offset;
    }
    return value_or_empty(member);
}

static ATOMIC(Value) *member_place(Member *member, Value instance)
{
    Object *object = value_object(instance);
    size_t offset = member->offset;
    if (UNLIKELY(object->type->flags & TYPE_VARIABLE)) {
        offset += weft__instance_tail(object, object->type);
    }
    return (ATOMIC(Value) *)(void *)((char *)object + offset);
}

static Value member_get(Thread *t, Value self, Value instance, Value owner)
{
    (void)owner;
    Member *member = value_pointer(self);
    if (instance == EMPTY) {
        return self;
    }
    if (UNLIKELY(!weft__is_subtype(type_of(t, instance), member->owner))) {
        return raise_wrong_receiver(t, member->name, member->owner, instance);
    }
    if (UNLIKELY(member->def != NULL)) {
        return member->def->get(t, instance);
    }
    Value found = weft__load_acquire(member_place(member, instance)); /* edge: instance_slot */
    return LIKELY(found != EMPTY) ? found : weft__raise_no_attribute(t, instance, member->name);
}
static bool member_set(Thread *t, Value self, Value instance, Value value)
{
    Member *member = value_pointer(self);
    if (UNLIKELY(!weft__is_subtype(type_of(t, instance), member->owner))) {
        raise_wrong_receiver(t, member->name, member->owner, instance);
        return false;
    }
    if (UNLIKELY(member->def != NULL)) {
        return member->def->set(t, instance, value);
    }
    ATOMIC(Value) *place = member_place(member, instance);
    if (value == EMPTY) {
        if (weft__exchange_acq_rel(place, EMPTY) == EMPTY) { /* edge: instance_slot */
            weft__raise_attribute_error(t, instance, member->name, "%S", member->name);
            return false;
        }
        return true;
    }
    weft__store_release(place, value); /* edge: instance_slot */
    return true;
}
static Value member_repr(Thread *t, Value self)
{
    Member *member = value_pointer(self);
    return value_or_empty(
        weft__str_format(t, "<member '%S' of '%N' objects>", member->name, member->owner));
}
static Value member_name(Thread *t, Value self)
{
    (void)t;
    return value_from_pointer(((Member *)value_pointer(self))->name);
}
static Value member_owner(Thread *t, Value self)
{
    (void)t;
    return value_from_pointer(((Member *)value_pointer(self))->owner);
}
static Value member_qualname(Thread *t, Value self)
{
    Member *member = value_pointer(self);
    return value_or_empty(
        weft__str_format(t, "%V.%S", weft__type_shown_qualname(t, member->owner), member->name));
}
static Value member_doc(Thread *t, Value self)
{
    (void)t;
    (void)self;
    return NONE;
}
static void trace_member(Tracer *tracer, Object *object)
{
    Member *member = (Member *)object;
    weft__trace_object(tracer, member->owner);
    weft__trace_object(tracer, member->name);
}

void weft__init_member_type(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"__name__", member_name, NULL, NULL},
        {"__qualname__", member_qualname, NULL, NULL},
        {"__doc__", member_doc, NULL, NULL},
        {"__objclass__", member_owner, weft__read_only_member, NULL},
        {NULL, NULL, NULL, NULL},
    };
    weft__type_prepare(t, type, NULL, sizeof(Member), TYPE_FINAL);
    type->head.trace = trace_member;
    type->slots.descriptor_get = member_get;
    type->slots.descriptor_set = member_set;
    type->slots.repr = member_repr;
    weft__add_getsets(t, type, getsets);
    weft__type_ready(t, type);
}

/* ---- mappingproxy ---- */

static Value proxied(Value self) { return ((MappingProxy *)value_pointer(self))->mapping; }
static Value unwrap(Thread *t, Value v) { return object_is(v, T(t, mapping_proxy)) ? proxied(v) : v; }

Value weft__mapping_proxy_new(Thread *t, Value mapping)
{
    MappingProxy *proxy = weft__alloc(t, sizeof *proxy, T(t, mapping_proxy));
    if (proxy != NULL) {
        proxy->mapping = mapping;
    }
    return value_or_empty(proxy);
}

static Value proxy_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)type;
    Value mapping;
    if (!weft__bind_native(t, "mappingproxy", "mapping", args, count, names, &mapping)) {
        return EMPTY;
    }
    if (type_of(t, mapping)->slots.get_item == NULL ||
        has_type_flag(t, mapping, TYPE_IS_LIST | TYPE_IS_TUPLE)) {
        return RAISE(t, TypeError, "mappingproxy() argument must be a mapping, not %T", mapping);
    }
    return weft__mapping_proxy_new(t, mapping);
}
static Value proxy_get_item(Thread *t, Value self, Value key) { return weft__get_item(t, proxied(self), key); }
static int proxy_contains(Thread *t, Value self, Value key) { return weft__contains(t, proxied(self), key); }
static int64_t proxy_length(Thread *t, Value self) { return weft__length(t, proxied(self)); }
static Value proxy_iterate(Thread *t, Value self) { return weft__iterate(t, proxied(self)); }
static Value proxy_repr(Thread *t, Value self)
{
    return value_or_empty(weft__str_format(t, "mappingproxy(%R)", proxied(self)));
}
static Value proxy_str(Thread *t, Value self) { return weft__str(t, proxied(self)); }
static Value proxy_compare(Thread *t, Value a, Value b, Comparison op)
{
    return weft__compare(t, proxied(a), unwrap(t, b), op);
}
static Value proxy_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    return op == OP_OR ? weft__binary(t, op, unwrap(t, a), unwrap(t, b)) : NOT_IMPLEMENTED;
}
static Value proxy_inplace(Thread *t, BinaryOperation op, Value a, Value b)
{
    (void)b;
    return op == OP_OR ? RAISE(t, TypeError, "'|=' is not supported by %T; use '|' instead", a)
                       : NOT_IMPLEMENTED;
}

static Value proxy_get_method(Thread *t, Value *args)
{
    return weft__call_method(t, proxied(args[0]), N(t, get), args + 1, 2);
}
static Value proxy_keys(Thread *t, Value *args)
{
    return weft__call_method(t, proxied(args[0]), N(t, keys), NULL, 0);
}
static Value proxy_values(Thread *t, Value *args)
{
    return weft__call_method(t, proxied(args[0]), N(t, values), NULL, 0);
}
static Value proxy_items(Thread *t, Value *args)
{
    return weft__call_method(t, proxied(args[0]), N(t, items), NULL, 0);
}
static Value proxy_copy(Thread *t, Value *args)
{
    return weft__call_method(t, proxied(args[0]), N(t, copy), NULL, 0);
}
static Value proxy_reversed(Thread *t, Value *args)
{
    return weft__call_method(t, proxied(args[0]), N(t, __reversed__), NULL, 0);
}
static void trace_proxy(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((MappingProxy *)object)->mapping);
}

void weft__init_mapping_proxy_type(Thread *t, Type *type)
{
    static const NativeDef methods[] = {
        {"get", proxy_get_method, "self, key, default=None, /", "Return the value for key if key is in the mapping, else default.", 0},
        {"keys", proxy_keys, "self, /", "a set-like object providing a view on D's keys", 0},
        {"values", proxy_values, "self, /", "an object providing a view on D's values", 0},
        {"items", proxy_items, "self, /", "a set-like object providing a view on D's items", 0},
        {"copy", proxy_copy, "self, /", "a shallow copy of D", 0},
        {"__reversed__", proxy_reversed, "self, /", "An iterator over the keys, the last one first.", 0},
        {"__class_getitem__", weft__class_getitem, "cls, item, /", "See PEP 585", NATIVE_CLASS},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(MappingProxy), TYPE_FINAL | TYPE_PATTERN_MAPPING);
    type->head.trace = trace_proxy;
    type->slots.new_instance = proxy_new;
    type->slots.get_item = proxy_get_item;
    type->slots.contains = proxy_contains;
    type->slots.length = proxy_length;
    type->slots.iterate = proxy_iterate;
    type->slots.repr = proxy_repr;
    type->slots.str = proxy_str;
    type->slots.compare = proxy_compare;
    type->slots.binary = proxy_binary;
    type->slots.binary_operators = 1u << OP_OR;
    type->slots.inplace = proxy_inplace;
    type->slots.inplace_operators = 1u << OP_OR;
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}
