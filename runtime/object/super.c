/* super.c - super(type, object), and super() which finds both in the calling frame.
 *
 * The lookup starts behind the class in the order that the object's class has at that moment, so it sees
 * the bases of one state of that class.
 */
#include "object/slot_generic.h"

static Super *as_super(Value v) { return value_pointer(v); }

/* The class whose MRO is searched: that of the object, or the object itself when it is a class. */
static Value check_object(Thread *t, Type *type, Value object)
{
    if (is_type(t, object) && weft__is_subtype(as_type(object), type)) {
        return object;
    }
    if (weft__is_subtype(type_of(t, object), type)) {
        return value_from_pointer(type_of(t, object));
    }
    bool failed;
    Value claimed = weft__find_attribute(t, object, N(t, __class__), &failed);
    if (failed) {
        return EMPTY;
    }
    if (claimed != EMPTY && is_type(t, claimed) &&
        claimed != value_from_pointer(type_of(t, object)) &&
        weft__is_subtype(as_type(claimed), type)) {
        return claimed;
    }
    return RAISE(t, TypeError, "super(type, obj): obj must be an instance or subtype of type");
}

/* The first argument and `__class__` of the running function. */
static bool from_frame(Thread *t, Value *type, Value *object)
{
    Frame *frame = t->frame;
    if (frame == NULL) {
        RAISE(t, RuntimeError, "super(): no current frame");
        return false;
    }
    Code *code = frame->code;
    if (code->argument_count == 0) {
        RAISE(t, RuntimeError, "super(): no arguments");
        return false;
    }
    Value first = frame->locals[0];
    if (object_is(first, T(t, cell))) {
        first = weft__load_acquire(&((Cell *)value_pointer(first))->content); /* edge: cell_content */
    }
    if (first == EMPTY) {
        RAISE(t, RuntimeError, "super(): arg[0] deleted");
        return false;
    }
    for (uint32_t i = 0; i < code->free_count; i++) {
        if (code->free_names->items[i] != value_from_pointer(N(t, __class__))) {
            continue;
        }
        Value cell = frame->locals[code->local_count - code->free_count + i];
        if (!object_is(cell, T(t, cell))) {
            RAISE(t, RuntimeError, "super(): bad __class__ cell");
            return false;
        }
        *type = weft__load_acquire(&((Cell *)value_pointer(cell))->content); /* edge: cell_content */
        if (*type == EMPTY) {
            RAISE(t, RuntimeError, "super(): empty __class__ cell");
            return false;
        }
        if (!is_type(t, *type)) {
            RAISE(t, RuntimeError, "super(): __class__ is not a type (%T)", *type);
            return false;
        }
        *object = first;
        return true;
    }
    RAISE(t, RuntimeError, "super(): __class__ cell not found");
    return false;
}

static Value super_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)args;
    (void)count;
    (void)names;
    Super *self = weft__instance_new(t, type, type->instance_bytes);
    if (self != NULL) {
        self->type = self->object = self->object_type = NONE;
    }
    return value_or_empty(self);
}

static bool super_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    Value type = EMPTY, object = NONE;
    if (names != EMPTY && tuple_length(as_tuple(names)) > 0) {
        RAISE(t, TypeError, "super() takes no keyword arguments");
        return false;
    }
    if (count > 2) {
        RAISE(t, TypeError, "super() expected at most 2 arguments, got %zu", count);
        return false;
    }
    if (count == 0) {
        if (!from_frame(t, &type, &object)) {
            return false;
        }
    } else {
        type = args[0];
        object = count == 2 ? args[1] : NONE;
        if (!is_type(t, type)) {
            RAISE(t, TypeError, "super() argument 1 must be a type, not %T", type);
            return false;
        }
    }
    Value object_type = NONE;
    bool bound = count == 0 || object != NONE;
    if (bound) {
        object_type = check_object(t, as_type(type), object);
        if (object_type == EMPTY) {
            return false;
        }
    }
    Super *super = as_super(self);
    super->type = type;
    super->object = object;
    super->object_type = object_type;
    return true;
}

static Value super_get_attribute(Thread *t, Value self, Str *name)
{
    Super *super = as_super(self);
    if (super->object_type != NONE && name != N(t, __class__)) {
        Type *start = as_type(super->object_type);
        if (!is_interned(name)) {
            name = weft__attribute_name(t, value_from_pointer(name));
            if (name == NULL) {
                return EMPTY;
            }
        }
        Value found = weft__type_lookup_after(t, start, as_type(super->type), name);
        if (found != EMPTY) {
            Value (*get)(Thread *, Value, Value, Value) = type_of(t, found)->slots.descriptor_get;
            if (get == NULL) {
                return found;
            }
            return get(t, found, super->object == super->object_type ? EMPTY : super->object,
                       super->object_type);
        }
    }
    return weft__generic_get_attribute(t, self, name);
}

static Value super_bind(Thread *t, Value self, Value instance, Value owner)
{
    (void)owner;
    Super *super = as_super(self);
    if (instance == EMPTY || instance == NONE || super->object != NONE) {
        return self;
    }
    if (type_of(t, self) != T(t, super)) {
        return weft__call2(t, value_from_pointer(type_of(t, self)), super->type, instance);
    }
    Value object_type = check_object(t, as_type(super->type), instance);
    Value fresh = object_type == EMPTY ? EMPTY : super_new(t, T(t, super), NULL, 0, EMPTY);
    if (fresh != EMPTY) {
        as_super(fresh)->type = super->type;
        as_super(fresh)->object = instance;
        as_super(fresh)->object_type = object_type;
    }
    return fresh;
}

static Value super_repr(Thread *t, Value self)
{
    Super *super = as_super(self);
    if (super->type == NONE) {
        return value_or_empty(weft__str_format(t, "<super: NULL, NULL>"));
    }
    if (super->object_type != NONE) {
        return value_or_empty(weft__str_format(t, "<super: <class '%N'>, <%N object>>",
                                               as_type(super->type), as_type(super->object_type)));
    }
    return value_or_empty(
        weft__str_format(t, "<super: <class '%N'>, NULL>", as_type(super->type)));
}

static Value get_this_class(Thread *t, Value self)
{
    (void)t;
    return as_super(self)->type;
}
static Value get_self(Thread *t, Value self)
{
    (void)t;
    return as_super(self)->object;
}
static Value get_self_class(Thread *t, Value self)
{
    (void)t;
    return as_super(self)->object_type;
}
static void trace_super(Tracer *tracer, Object *object)
{
    Super *super = (Super *)object;
    weft__trace_value(tracer, super->type);
    weft__trace_value(tracer, super->object);
    weft__trace_value(tracer, super->object_type);
}

void weft__init_super_type(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"__thisclass__", get_this_class, weft__read_only_member, "the class invoking super()"},
        {"__self__", get_self, weft__read_only_member, "the instance invoking super(); may be None"},
        {"__self_class__", get_self_class, weft__read_only_member, "the type of the instance invoking super(); may be None"},
        {NULL, NULL, NULL, NULL},
    };
    weft__type_prepare(t, type, NULL, sizeof(Super), 0);
    type->head.trace = trace_super;
    type->slots.new_instance = super_new;
    type->slots.init = super_init;
    type->slots.get_attribute = super_get_attribute;
    type->slots.descriptor_get = super_bind;
    type->slots.repr = super_repr;
    weft__add_getsets(t, type, getsets);
    weft__type_ready(t, type);
}
