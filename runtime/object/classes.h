/* classes.h - what the files that make, change and call classes share (type.c, type_layout.c,
 * slots.c, mro.c, lookup.c), and what __build_class__ needs.
 *
 * Everything here that changes a class expects or takes the type lock, as each line says.
 */
#ifndef WEFT_OBJECT_CLASSES_H
#define WEFT_OBJECT_CLASSES_H

#include "object/attribute.h"
#include "object/function.h"

static ALWAYS_INLINE Type *as_type(Value v) { return value_pointer(v); }
static ALWAYS_INLINE bool is_type(Thread *t, Value v) { return has_type_flag(t, v, TYPE_IS_TYPE); }
static ALWAYS_INLINE bool is_interned(Str *name)
{
    return (weft__load_relaxed(&name->head.flags) & OBJECT_INTERNED) != 0;
}

/* ---- lookup.c ---- */
/* Walks the MRO without any cache; runs no user code. */
Value weft__type_lookup_uncached(Thread *t, Type *type, Str *name);
int weft__attribute_number_add(Thread *t, Type *type, Str *name); /* -1 full, -2 MemoryError */
void weft__mark_private_dicts(Thread *t, Type *type);
/* generic_get_attribute without the AttributeError: EMPTY without exception when absent. */
Value weft__generic_find(Thread *t, Value v, Str *name);
/* As generic attribute access, for objects that keep their attributes in a dict of their own. */
Value weft__generic_find_in(Thread *t, Value v, Str *name, Dict *dict_or_null);
/* Sets AttributeError with name and obj; always EMPTY. */
Value weft__raise_no_attribute(Thread *t, Value v, Str *name);
Value weft__raise_attribute_error(Thread *t, Value v, Str *name, const char *format, ...);
/* NULL: not a str (TypeError), or no memory. */
Str *weft__attribute_name(Thread *t, Value name);

/* ---- mro.c ---- */
/* The C3 order of a class with these bases, the class itself first. NULL: TypeError. */
Tuple *weft__mro_linearize(Thread *t, Type *type, Tuple *bases);
/* Calls a metaclass's mro() where it is overridden. */
Tuple *weft__mro_compute(Thread *t, Type *type, Tuple *bases);
bool weft__is_subtype_by_base(Type *type, Type *of);

/* ---- subclasses (type_layout.c); type lock held ---- */
bool weft__subclass_add(Thread *t, Type *base, Type *type);
void weft__subclass_remove(Thread *t, Type *base, Type *type);
/* Calls visit for each live direct subclass. */
void weft__subclass_each(Type *type, void (*visit)(Thread *t, Type *each, void *context), Thread *t,
                         void *context);

/* ---- slots.c ---- */
/* Fills type->slots from its MRO; the type is not shared yet. */
void weft__slots_fill(Thread *t, Type *type);
/* Recomputes slots of the type and all subclasses in a stopped world; type lock held. */
void weft__slots_refresh(Thread *t, Type *type);
bool weft__is_slot_name(Thread *t, Str *name);
bool weft__hash_not_implemented(Thread *t, Value self, int64_t *hash);
/* Looks the special method up and calls it with self; *missing when there is none. */
Value weft__dunder_call(Thread *t, Value self, Str *name, Value *args, size_t count, bool *missing);
Str *weft__binary_name(Thread *t, BinaryOperation op, bool reflected);
const char *weft__binary_symbol(BinaryOperation op);
Str *weft__compare_name(Thread *t, Comparison op);
Str *weft__unary_name(Thread *t, UnaryOperation op);
Value weft__slot_binary(Thread *t, BinaryOperation op, Value a, Value b);
Value weft__slot_call(Thread *t, Value self, Value *args, size_t count, Value names);
Value weft__slot_new(Thread *t, Type *type, Value *args, size_t count, Value names);
Value weft__slot_get_attribute(Thread *t, Value self, Str *name);
Value weft__slot_next(Thread *t, Value self);

/* A method that stands for a C slot: `int.__add__`. */
typedef struct SlotWrapper {
    Object head;
    Type *owner;     /* never change */
    uint32_t row;    /* of slots.def */
} SlotWrapper;
typedef struct SlotMethod { /* `(1).__add__` */
    Object head;
    SlotWrapper *wrapper; /* never change */
    Value self;
} SlotMethod;
Value weft__slot_wrapper_call(Thread *t, SlotWrapper *wrapper, Value self, Value *args, size_t count,
                              Value names);

/* ---- type.c ---- */
Value weft__type_get_attribute(Thread *t, Value self, Str *name);
bool weft__type_set_attribute(Thread *t, Value self, Str *name, Value value);
Value weft__type_call(Thread *t, Value callable, Value *args, size_t count, Value names);
/* The most derived metaclass; NULL: TypeError (conflict). */
Type *weft__calculate_metaclass(Thread *t, Type *start, Tuple *bases);
/* type.__new__(metatype, name, bases, namespace, **keywords). */
Value weft__type_new(Thread *t, Type *metatype, Str *name, Tuple *bases, Dict *namespace,
                     Value *keyword_values, Value keyword_names);
Value weft__type_module(Thread *t, Type *type); /* `__module__`, a str or whatever was set */
Value weft__type_qualname(Type *type);
/* "name" of a class with its module where that is not builtins; for repr and messages. */
Str *weft__type_full_name(Thread *t, Type *type);
Value weft__type_shown_qualname(Thread *t, Type *type); /* __qualname__: without the module of a native type */
Type *weft__type_alloc(Thread *t, Type *metatype);
void weft__type_inherit(Thread *t, Type *type, Type *base);
void weft__type_attributes_init(Thread *t, Type *type); /* type_attributes.c */
bool weft__type_add_names(Thread *t, Dict *into, Type *type); /* keys for dir() */
/* issubclass() past __subclasscheck__. */
int weft__plain_is_subclass(Thread *t, Value type, Value of);

/* ---- type_layout.c ---- */
/* The base that decides the C layout; NULL: TypeError (conflict, or not subclassable). */
Type *weft__best_base(Thread *t, Tuple *bases);
typedef struct SlotPlan { /* what `__slots__` asks for */
    Tuple *names;         /* mangled member names in order */
    bool has_dict, has_weak;
} SlotPlan;
bool weft__slots_plan(Thread *t, Type *base, Tuple *bases, Str *name, Dict *namespace,
                      SlotPlan *plan);
bool weft__type_layout(Thread *t, Type *type, Type *base, const SlotPlan *plan);
bool weft__members_add(Thread *t, Type *type, Type *base, const SlotPlan *plan);
bool weft__set_class(Thread *t, Value v, Value type);
bool weft__type_set_bases(Thread *t, Type *type, Value bases);
Value weft__subclasses_list(Thread *t, Type *type);
/* attribute.c: gives the object the class `to` (same layout), keeping its attributes. */
bool weft__instance_move(Thread *t, Value v, Type *to);
/* weak_references.c: what `__weakref__` shows. */
Value weft__first_weak_reference(Thread *t, Value v);
Value weft__weak_references(Thread *t, Value v); /* a list */
/* An address as id() shows it. */
static ALWAYS_INLINE uintptr_t weft__address(Value v)
{
    return value_is_pointer(v) ? (uintptr_t)value_pointer(v) : (uintptr_t)v;
}

/* ---- object_type.c, object_reduce.c ---- */
Value weft__object_reduce(Thread *t, Value *args);
Value weft__object_reduce_ex(Thread *t, Value *args);
Value weft__object_getstate(Thread *t, Value *args);
Value weft__object_state(Thread *t, Value self); /* what its __getstate__ gives; None: nothing */
Value weft__object_new(Thread *t, Type *type, Value *args, size_t count, Value names);
bool weft__object_init(Thread *t, Value self, Value *args, size_t count, Value names);
Value weft__object_repr(Thread *t, Value self);
Value weft__object_str(Thread *t, Value self);
Value weft__object_compare(Thread *t, Value a, Value b, Comparison op);
bool weft__object_hash(Thread *t, Value self, int64_t *hash);

/* new_instance of builtin types whose __init__ takes the arguments: allocates only. */
Value weft__plain_new(Thread *t, Type *type, Value *args, size_t count, Value names);
/* weak_references.c; callback may be NONE. */
Value weft__weak_proxy_new(Thread *t, Value target, Value callback);
/* function.c: what Function.call is without an interpreter. */
Value weft__function_call_slot(Thread *t, Value callable, Value *args, size_t count, Value names);

/* ---- descriptors.c ---- */
typedef struct Property {
    Object head;
    ATOMIC(Value) getter, setter, deleter; /* NONE when absent; edge: property_part */
    ATOMIC(Value) doc;
    ATOMIC(Value) name;
    bool doc_from_getter;
} Property;
typedef struct MethodHolder { /* classmethod, staticmethod */
    Object head;
    ATOMIC(Value) callable; /* edge: method_holder */
} MethodHolder;
typedef struct GetSet {
    Object head;
    const GetSetDef *def; /* never change */
    Type *owner;
    Str *name;
} GetSet;
typedef struct Member { /* a `__slots__` descriptor */
    Object head;
    Type *owner;     /* never change */
    Str *name;
    uint32_t offset; /* bytes */
    const GetSetDef *def; /* a member of a builtin type; NULL: of `__slots__` */
} Member;
/* Where the attribute part behind the payload of an instance begins, members first. */
size_t weft__instance_tail(Object *object, Type *type);
typedef struct MappingProxy {
    Object head;
    Value mapping;   /* never changes */
} MappingProxy;
Value weft__mapping_proxy_new(Thread *t, Value mapping);
Value weft__getset_new(Thread *t, Type *owner, const GetSetDef *def);
Value weft__member_new(Thread *t, Type *owner, Str *name, uint32_t offset);
Value weft__static_method_new(Thread *t, Value callable);
Value weft__class_method_new(Thread *t, Value callable);

/* ---- super.c ---- */
typedef struct Super {
    Object head;
    Value type, object; /* never change after __init__; NONE when absent */
    Value object_type;
} Super;

/* ---- generic_alias.c, union_type.c ---- */
Value weft__generic_alias_new(Thread *t, Value origin, Value arguments);
Value weft__union_or(Thread *t, Value a, Value b); /* X | Y, NOT_IMPLEMENTED when these are no types */
/* args after replacing type variables; for alias[item]. */
Value weft__substitute_parameters(Thread *t, Value self, Tuple *args, Tuple *parameters, Value item);
Tuple *weft__collect_parameters(Thread *t, Tuple *args);
bool weft__type_text(Thread *t, TextBuilder *b, Value v);

#endif
