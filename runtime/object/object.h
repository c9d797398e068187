/* object.h - types, slots and the operations that every object answers to.
 *
 * Conventions of the whole runtime:
 *  - A function that returns a Value returns EMPTY on failure, with an exception pending on the
 *    thread. Returning bool: false on failure. Returning int with three states: -1 on failure.
 *    Returning a pointer: NULL on failure.
 *  - The caller holds no lock and is inside the world. Any call may collect, run Python code, and
 *    let other threads change shared objects in between.
 *  - Values in C locals and on the value stack are roots; nothing needs to be released.
 */
#ifndef WEFT_OBJECT_OBJECT_H
#define WEFT_OBJECT_OBJECT_H

#include "memory/heap.h"

typedef struct Str Str;
typedef struct Tuple Tuple;
typedef struct List List;
typedef struct Dict Dict;
typedef struct Code Code;
typedef struct Function Function;
typedef struct AttributeTable AttributeTable;

/* Operators, in one numbering for slots, opcodes (BINARY_OP's argument) and dunder names. */
typedef enum BinaryOperation {
    OP_ADD, OP_SUBTRACT, OP_MULTIPLY, OP_TRUE_DIVIDE, OP_FLOOR_DIVIDE, OP_REMAINDER, OP_POWER,
    OP_LEFT_SHIFT, OP_RIGHT_SHIFT, OP_AND, OP_OR, OP_XOR, OP_MATRIX_MULTIPLY, OP_DIVMOD,
    OP_BINARY_COUNT
} BinaryOperation;
typedef enum UnaryOperation {
    OP_NEGATIVE, OP_POSITIVE, OP_INVERT, OP_ABSOLUTE, OP_UNARY_COUNT
} UnaryOperation;
typedef enum Comparison { CMP_LT, CMP_LE, CMP_EQ, CMP_NE, CMP_GT, CMP_GE } Comparison;

/* args[0 .. count-1] are positional; then one value per name in `names` (a tuple of str, or EMPTY
 * when there are no keywords). The callee may overwrite args (they are the caller's temporaries).
 */
typedef Value (*CallSlot)(Thread *t, Value callable, Value *args, size_t count, Value names);

/* The C protocol of a type. NULL: not supported. For classes made in Python, slots hold generic
 * functions that look the dunder method up; update_slots (object/slots.c) keeps them in step
 * with the class dictionaries, in a stopped world. */
typedef struct TypeSlots {
    CallSlot call;
    Value (*new_instance)(Thread *t, Type *type, Value *args, size_t count, Value names);
    bool (*init)(Thread *t, Value self, Value *args, size_t count, Value names);
    Value (*repr)(Thread *t, Value self);
    Value (*str)(Thread *t, Value self);
    /* false: exception. A hash is any number of 64 bits but -1. */
    bool (*hash)(Thread *t, Value self, int64_t *hash);
    Value (*compare)(Thread *t, Value a, Value b, Comparison op); /* may be NOT_IMPLEMENTED */
    Value (*get_attribute)(Thread *t, Value self, Str *name);
    bool (*set_attribute)(Thread *t, Value self, Str *name, Value value_or_empty);
    Value (*iterate)(Thread *t, Value self);
    /* Next item; EMPTY without pending exception: exhausted; EMPTY with one: failure, except that a
     * StopIteration (with a value) also means exhausted. weft__next sorts this out. */
    Value (*next)(Thread *t, Value self);
    int64_t (*length)(Thread *t, Value self); /* -1: failure */
    Value (*get_item)(Thread *t, Value self, Value key);
    bool (*set_item)(Thread *t, Value self, Value key, Value value_or_empty); /* EMPTY: delete */
    int (*contains)(Thread *t, Value self, Value item); /* 1, 0, -1 */
    int (*truth)(Thread *t, Value self);                /* 1, 0, -1 */
    /* One function for all operators; `a` or `b` is of this type. NOT_IMPLEMENTED: ask the other
     * operand. binary_operators / reflected say which dunder names exist (bit per operator). */
    Value (*binary)(Thread *t, BinaryOperation op, Value a, Value b);
    Value (*inplace)(Thread *t, BinaryOperation op, Value a, Value b);
    Value (*unary)(Thread *t, UnaryOperation op, Value self);
    /* pow(base, exponent, modulus); modulus is never EMPTY here. */
    Value (*power_modulo)(Thread *t, Value base, Value exponent, Value modulus);
    Value (*index)(Thread *t, Value self);    /* __index__ */
    Value (*to_int)(Thread *t, Value self);   /* __int__ */
    Value (*to_float)(Thread *t, Value self); /* __float__ */
    Value (*descriptor_get)(Thread *t, Value self, Value instance_or_empty, Value owner_or_empty);
    bool (*descriptor_set)(Thread *t, Value self, Value instance, Value value_or_empty);
    Value (*await)(Thread *t, Value self);
    Value (*async_iterate)(Thread *t, Value self);
    Value (*async_next)(Thread *t, Value self);
    /* Contiguous bytes of bytes-like objects: false with exception, else pointer and length valid
     * while `self` is alive (bytearray: a snapshot copy when it is not exported). */
    bool (*get_bytes)(Thread *t, Value self, const unsigned char **bytes, size_t *length);
    /* Likewise the `size` bytes from `offset` on alone, for types whose get_bytes copies; *bytes NULL:
     * they are not all within the content, whose length is *length in any case. */
    bool (*get_part)(Thread *t, Value self, size_t offset, size_t size, const unsigned char **bytes, size_t *length);
    void (*finalize)(Thread *t, Value self); /* C finalizer or generic __del__ */
    uint32_t binary_operators;    /* bit 1 << BinaryOperation: has __op__ (and __rop__) */
    uint32_t inplace_operators;   /* has __iop__ */
    uint32_t unary_operators;
} TypeSlots;

enum { /* Type.flags; set before the type is shared, or under the type lock */
    TYPE_HEAP = 1u << 0,          /* made by a class statement or type(): mutable, collectable */
    TYPE_FINAL = 1u << 1,         /* cannot be subclassed (bool, NoneType, function, ...) */
    TYPE_HAS_DICT = 1u << 2,      /* instances take arbitrary attributes */
    TYPE_HAS_DEL = 1u << 3,       /* __del__ or a C finalizer: instances are registered */
    TYPE_IS_INT = 1u << 4,        /* int or a subclass; likewise below */
    TYPE_IS_STR = 1u << 5,
    TYPE_IS_LIST = 1u << 6,
    TYPE_IS_TUPLE = 1u << 7,
    TYPE_IS_DICT = 1u << 8,
    TYPE_IS_BYTES = 1u << 9,
    TYPE_IS_EXCEPTION = 1u << 10,
    TYPE_IS_TYPE = 1u << 11,
    TYPE_IS_FLOAT = 1u << 12,
    TYPE_IS_SET = 1u << 13,       /* set or frozenset */
    TYPE_PATTERN_SEQUENCE = 1u << 14, /* matches [..] patterns */
    TYPE_PATTERN_MAPPING = 1u << 15,
    TYPE_ABSTRACT = 1u << 16,     /* has abstract methods */
    TYPE_VARIABLE = 1u << 17,     /* instances differ in size (int, str, tuple, bytes): the attribute
                                     part of subclass instances stands at the end of the cell */
    TYPE_PLAIN_GET = 1u << 18,    /* get_attribute is the generic one: may be specialized */
    TYPE_PLAIN_SET = 1u << 19,    /* likewise set_attribute */
    TYPE_PLAIN_NEW = 1u << 20,    /* new_instance is object's: CALL may allocate directly */
    TYPE_IS_BYTEARRAY = 1u << 21,
    TYPE_METHOD_DESCRIPTOR = 1u << 22, /* binds as a plain method (function, native_method) */
    TYPE_PRIVATE = 1u << 23,      /* internal cell, hidden from gc.get_objects */
    TYPE_IMMUTABLE = 1u << 24,    /* builtin: attributes cannot be set */
    TYPE_HAS_WEAK = 1u << 25,     /* instances can be weakly referenced */
    TYPE_PRIVATE_DICTS = 1u << 26, /* some instance keeps attributes in a dictionary: see attribute.h */
    TYPE_READY = 1u << 27,        /* MRO and slots are complete */
    TYPE_OWN_DICT = 1u << 28,     /* the C payload holds a dictionary for attributes (modules, types) */
    TYPE_IS_EXPORTER = 1u << 29,  /* the C payload is a Bytearray that memoryviews look at: bytearray, array */
};

struct Type {
    TypeHead head;            /* an object itself; trace/release are for its INSTANCES */
    ATOMIC(uint32_t) version; /* type lock; readers acquire; 0 none; edge: type_version */
    uint32_t flags;           /* type lock after publication; read anywhere (changes: stopped world) */
    uint32_t instance_bytes;  /* fixed part of an instance (header + C payload); never changes */
    ATOMIC(uint32_t) slot_hint; /* how many attribute slots to give new instances; edge: slot_hint */
    Type *base;               /* first of the "solid" bases; stopped world */
    ATOMIC(Tuple *) mro;      /* type lock; edge: type_mro */
    ATOMIC(Tuple *) bases;
    Dict *dict;               /* the class dictionary; its content: type lock */
    ATOMIC(AttributeTable *) attributes; /* name -> slot, append-only; edge: attribute_table */
    TypeSlots slots;          /* written before publication or in a stopped world */
    ATOMIC(Value) subclasses; /* list of weak references, or EMPTY; type lock */
    ATOMIC(Str *) name;
    ATOMIC(Value) qualname;   /* str */
    Type *solid;              /* the type that defines the C layout; never changes */
    uint32_t own_slots;       /* number of __slots__ descriptors incl. inherited; never changes */
    uint32_t slots_offset;    /* byte offset of the first attribute slot; never changes; 0 none */
    uint32_t extra_offset;    /* byte offset of the InstanceExtra pointer; 0: none */
    uint32_t builtin_index;   /* index in types.def, or UINT32_MAX */
    /* Visits the C payload of an instance; head.trace adds the attribute part. Never changes. */
    void (*payload_trace)(Tracer *tracer, Object *object);
    Type *native;             /* nearest builtin type in the layout; never changes */
};

/* --- types of values --- */
Type *weft__type_of_constant(Thread *t, Value v);
static ALWAYS_INLINE Type *type_of(Thread *t, Value v)
{
    if (LIKELY(value_is_pointer(v))) {
        return value_object(v)->type;
    }
    Type *type = t->immediate_types[v & 7U];
    return LIKELY(type != NULL) ? type : weft__type_of_constant(t, v);
}
static ALWAYS_INLINE bool object_is(Value v, const Type *type)
{
    return value_is_pointer(v) && value_object(v)->type == type;
}
static ALWAYS_INLINE bool has_type_flag(Thread *t, Value v, uint32_t flag)
{
    return (type_of(t, v)->flags & flag) != 0;
}
bool weft__is_subtype(Type *type, Type *of);         /* by MRO; no user code */
int weft__is_instance(Thread *t, Value v, Value of); /* isinstance(): tuples, __instancecheck__ */
int weft__is_subclass(Thread *t, Value type, Value of);

/* --- attributes --- */
Value weft__get_attribute(Thread *t, Value v, Str *name);
/* As above, but EMPTY without a pending exception when there is no such attribute. */
Value weft__find_attribute(Thread *t, Value v, Str *name, bool *failed);
/* A pending AttributeError that does not say what was asked for learns it: v.name. */
void weft__attribute_error_context(Thread *t, Value v, Str *name);
bool weft__set_attribute(Thread *t, Value v, Str *name, Value value_or_empty);
Value weft__generic_get_attribute(Thread *t, Value v, Str *name);
bool weft__generic_set_attribute(Thread *t, Value v, Str *name, Value value_or_empty);
/* Looks a name up in the type's MRO (no descriptor is bound). EMPTY: absent. Never fails, never
 * runs user code; uses the thread's method cache. */
Value weft__type_lookup(Thread *t, Type *type, Str *name);
/* A special method of v's type, bound to v when it is a descriptor; EMPTY without exception: none. */
Value weft__lookup_special(Thread *t, Value v, Str *name, bool *failed);
/* Calls v's special method; EMPTY without exception and *missing set: there is none. */
Value weft__call_special(Thread *t, Value v, Str *name, Value *args, size_t count, bool *missing);
Value weft__call_method(Thread *t, Value v, Str *name, Value *args, size_t count);

/* --- operations --- */
Value weft__repr(Thread *t, Value v);             /* a str */
Value weft__str(Thread *t, Value v);              /* a str */
Value weft__ascii(Thread *t, Value v);
Value weft__format(Thread *t, Value v, Value spec); /* __format__ */
bool weft__hash(Thread *t, Value v, int64_t *hash);
int weft__truth(Thread *t, Value v);
int64_t weft__length(Thread *t, Value v);
int64_t weft__length_hint(Thread *t, Value v, int64_t otherwise); /* -1: failure */
Value weft__get_item(Thread *t, Value v, Value key);
bool weft__set_item(Thread *t, Value v, Value key, Value value);
bool weft__delete_item(Thread *t, Value v, Value key);
int weft__contains(Thread *t, Value v, Value item);
Value weft__binary(Thread *t, BinaryOperation op, Value a, Value b);
Value weft__inplace(Thread *t, BinaryOperation op, Value a, Value b);
Value weft__unary(Thread *t, UnaryOperation op, Value v);
Value weft__power(Thread *t, Value a, Value b, Value modulus_or_none);
Value weft__compare(Thread *t, Value a, Value b, Comparison op); /* any object */
int weft__compare_bool(Thread *t, Value a, Value b, Comparison op);
int weft__equal(Thread *t, Value a, Value b); /* identity first, then == */
Value weft__iterate(Thread *t, Value v);      /* iter(v) */
/* Next of an iterator; EMPTY without exception: exhausted. */
void weft__end_iteration(Thread *t); /* clears a pending StopIteration */
static ALWAYS_INLINE Value weft__next(Thread *t, Value iterator)
{
    /* A safepoint: C code that goes through an endless iterator, such as sum(count()), keeps neither the
     * world from stopping nor Ctrl-C from arriving. */
    if (UNLIKELY(!weft__poll(t))) {
        return EMPTY;
    }
    Value v = type_of(t, iterator)->slots.next(t, iterator);
    if (UNLIKELY(v == EMPTY)) {
        weft__end_iteration(t);
    }
    return v;
}
bool weft__is_iterator(Thread *t, Value v);
/* The `next` slot of a class that lost its __next__; raises TypeError. */
Value weft__next_removed(Thread *t, Value iterator);
/* Calls step(context, item) for each item; step returns false to fail. */
bool weft__each(Thread *t, Value iterable, bool (*step)(Thread *t, void *context, Value item),
                void *context);
Value weft__dir(Thread *t, Value v);

/* --- calls --- */
/* args is never NULL. */
Value weft__call(Thread *t, Value callable, Value *args, size_t count, Value names);
Value weft__call0(Thread *t, Value callable);
Value weft__call1(Thread *t, Value callable, Value a);
Value weft__call2(Thread *t, Value callable, Value a, Value b);
Value weft__call3(Thread *t, Value callable, Value a, Value b, Value c);
/* callable(*positional, **keywords); keywords may be EMPTY. */
Value weft__call_tuple(Thread *t, Value callable, Value positional, Value keywords);
bool weft__is_callable(Thread *t, Value v);

/* Guards repr() of recursive structures: 1 already running, 0 entered, -1 failure. */
int weft__repr_enter(Thread *t, Value v);
void weft__repr_leave(Thread *t, Value v);

#endif
