/* builtin_types.c - types made in C: preparing, completing, and those of the modules layer.
 *
 * A builtin type is filled by its owner between weft__type_prepare and weft__type_ready, while no
 * other thread can see it; afterwards its dictionary and slots never change.
 */
#include "object/slot_generic.h"

static const uint32_t inherited_flags =
    TYPE_HAS_DICT | TYPE_IS_INT | TYPE_IS_STR | TYPE_IS_LIST | TYPE_IS_TUPLE | TYPE_IS_DICT |
    TYPE_IS_BYTES | TYPE_IS_EXCEPTION | TYPE_IS_TYPE | TYPE_IS_FLOAT | TYPE_IS_SET |
    TYPE_PATTERN_SEQUENCE | TYPE_PATTERN_MAPPING | TYPE_VARIABLE | TYPE_IS_BYTEARRAY | TYPE_HAS_WEAK |
    TYPE_HAS_DEL | TYPE_OWN_DICT | TYPE_IS_EXPORTER;

void weft__type_prepare(Thread *t, Type *type, Type *base, size_t instance_bytes, uint32_t flags)
{
    if (base == NULL && type != T(t, object)) {
        base = T(t, object);
    }
    size_t bytes = (instance_bytes + 7) & ~(size_t)7;
    type->base = base;
    type->flags = flags | TYPE_IMMUTABLE;
    type->native = type;
    type->solid = type;
    if (base != NULL) {
        type->flags |= base->flags & inherited_flags;
        if (bytes <= base->instance_bytes) {
            bytes = base->instance_bytes;
        }
        /* Items behind the fixed part, as a tuple's, are a layout of their own. */
        if (bytes == base->instance_bytes && (type->flags & TYPE_VARIABLE) == (base->flags & TYPE_VARIABLE)) {
            type->solid = base->solid != NULL ? base->solid : base;
        }
    }
    type->instance_bytes = (uint32_t)bytes;
    if ((type->flags & TYPE_HAS_DICT) && !(type->flags & TYPE_VARIABLE)) {
        type->extra_offset = type->instance_bytes;
        type->slots_offset = type->instance_bytes + (uint32_t)sizeof(Value);
    }
    if (type->dict == NULL) {
        type->dict = weft__dict_new(t);
    }
}

/* `__new__` in the dictionary, callable as T.__new__(S, ...). */
static bool add_new(Thread *t, Type *type)
{
    static const NativeDef def = {"__new__", weft__native_new_code, "*args, **kwargs",
                                  "Makes an instance, which __init__ then fills.", NATIVE_NEW};
    Value function = weft__native_function_new(t, &def, value_from_pointer(type), NONE);
    return function != EMPTY && weft__dict_set_str(t, type->dict, N(t, __new__), function);
}

static void inherit_slots(Type *type, const Type *base)
{
    for (unsigned field = 0; field < FIELD_COUNT; field++) {
        if (field == FIELD_new_instance && base->base == NULL) {
            continue; /* what object() can do, other builtin types must offer themselves */
        }
        if (slot_get(&type->slots, field) == NULL) {
            slot_put(&type->slots, field, slot_get(&base->slots, field));
            if (field == FIELD_binary) {
                type->slots.binary_operators = base->slots.binary_operators;
            } else if (field == FIELD_inplace) {
                type->slots.inplace_operators = base->slots.inplace_operators;
            } else if (field == FIELD_unary) {
                type->slots.unary_operators = base->slots.unary_operators;
            }
        }
    }
    if (type->slots.power_modulo == NULL) {
        type->slots.power_modulo = base->slots.power_modulo;
    }
    if (type->slots.get_bytes == NULL) {
        type->slots.get_bytes = base->slots.get_bytes;
        type->slots.get_part = base->slots.get_part;
    }
}

static void trace_with_attributes(Tracer *tracer, Object *object)
{
    Type *type = object->type;
    if (type->payload_trace != NULL) {
        type->payload_trace(tracer, object);
    }
    weft__instance_trace(tracer, object);
}

/* The text for `__doc__`; NULL: none. */
static const char *doc_of(Thread *t, Type *type)
{
#define DOC(identifier, text)                                 \
    if (type == t->runtime->types[TYPE_INDEX_##identifier]) { \
        return text;                                          \
    }
#define EXCEPTION_DOC(identifier, text)                     \
    if (type == t->runtime->exceptions[EXC_##identifier]) { \
        return text;                                        \
    }
#include "object/type_docs.def"
    return NULL;
}

static bool add_doc(Thread *t, Type *type)
{
    if (weft__dict_get_str(t, type->dict, N(t, __doc__)) != EMPTY) {
        return true;
    }
    const char *text = doc_of(t, type);
    Value doc = text == NULL ? NONE : value_or_empty(weft__str_from_c(t, text));
    return doc != EMPTY && weft__dict_set_str(t, type->dict, N(t, __doc__), doc);
}

bool weft__type_ready(Thread *t, Type *type)
{
    Type *base = type->base;
    if (type->dict == NULL) {
        return false; /* memory ran out while it was prepared */
    }
    type->payload_trace = type->head.trace;
    if (type->payload_trace == NULL && base != NULL) {
        type->payload_trace = base->payload_trace;
    }
    type->head.trace = (type->flags & TYPE_HAS_DICT) && !(type->flags & TYPE_VARIABLE)
                           ? trace_with_attributes
                           : type->payload_trace;
    if (type->head.release == NULL && base != NULL) {
        type->head.release = base->head.release;
    }
    if (type->slots.compare != NULL && type->slots.hash == NULL) {
        type->slots.hash = weft__hash_not_implemented;
    }
    if (!(type->flags & TYPE_PRIVATE) &&
        (!weft__add_slot_wrappers(t, type) ||
         (type->slots.new_instance != NULL && !add_new(t, type)))) {
        return false;
    }
    if (base != NULL) {
        inherit_slots(type, base);
    }
    if (!add_doc(t, type)) {
        return false;
    }
    Tuple *bases = weft__load_relaxed(&type->bases);
    if (bases == NULL) {
        Value only = value_or_empty(base);
        bases = base == NULL ? t->runtime->empty_tuple : weft__tuple_from(t, &only, 1);
    }
    Tuple *mro = bases == NULL ? NULL : weft__mro_linearize(t, type, bases);
    if (mro == NULL) {
        return false;
    }
    weft__store_release(&type->bases, bases); /* edge: type_mro */
    weft__runtime_lock(t, &t->runtime->type_lock);
    weft__store_release(&type->mro, mro); /* edge: type_mro */
    weft__slots_fill(t, type);
    type->flags |= TYPE_READY;
    bool done = true;
    for (size_t i = 0; done && !(type->flags & TYPE_PRIVATE) && i < tuple_length(bases); i++) {
        done = weft__subclass_add(t, as_type(bases->items[i]), type);
    }
    weft__runtime_unlock(t, &t->runtime->type_lock);
    return done;
}

Type *weft__native_type_new(Thread *t, const char *name, Type *base, size_t instance_bytes,
                            uint32_t flags)
{
    Type *type = weft__type_alloc(t, T(t, type));
    Str *interned = type == NULL ? NULL : weft__intern_c(t, name);
    if (interned == NULL) {
        return NULL;
    }
    weft__store_release(&type->name, interned); /* edge: type_name */
    weft__type_prepare(t, type, base, instance_bytes, flags);
    return type->dict == NULL ? NULL : type;
}
