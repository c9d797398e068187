/* weak_references.c - weakref.ref, weakref.proxy and callable proxies.
 *
 * The collector clears a weak cell's target in a stopped world, before the target's finalizer runs,
 * and queues its callback; so a target read here is alive, and stays so while it is held.
 * weakref.ref(x) and weakref.proxy(x) without a callback give the same object as long as it lives:
 * the heap's table of weak cells (memory/weak.c) is asked first, and decides between threads that
 * make one at the same time.
 */
#include "object/slot_generic.h"

static WeakCell *as_cell(Value v) { return value_pointer(v); }
static Value target_of(Value v) { return weft__load_acquire(&as_cell(v)->target); } /* edge: weak_target */

Value weft__first_weak_reference(Thread *t, Value v)
{
    Value first = NONE;
    (void)weft__weak_list(t, value_object(v), &first, 1);
    return first;
}

/* Other threads may add references between counting and storing; then both are done again. */
Value weft__weak_references(Thread *t, Value v)
{
    size_t count = value_is_pointer(v) ? weft__weak_list(t, value_object(v), NULL, 0) : 0;
    for (;;) {
        Tuple *row = weft__tuple_new(t, count);
        if (row == NULL) {
            return EMPTY;
        }
        size_t found = count == 0 ? 0 : weft__weak_list(t, value_object(v), row->items, count);
        if (found <= count) {
            return value_or_empty(weft__list_from(t, row->items, found));
        }
        count = found;
    }
}

static bool can_be_referenced(Thread *t, Value v)
{
    return value_is_pointer(v) && (type_of(t, v)->flags & TYPE_HAS_WEAK) != 0;
}

static Value cell_make(Thread *t, Type *type, Value target, Value callback)
{
    if (!can_be_referenced(t, target)) {
        return RAISE(t, TypeError, "cannot create weak reference to '%T' object", target);
    }
    WeakPlace place = callback != EMPTY && callback != NONE ? WEAK_OWN
                      : type == T(t, weakref)               ? WEAK_SHARED_REFERENCE
                      : type->flags & TYPE_HEAP             ? WEAK_OWN
                                                            : WEAK_SHARED_PROXY;
    if (place != WEAK_OWN) {
        WeakCell *shared = weft__weak_find(t, value_object(target), type);
        if (shared != NULL) {
            return value_from_pointer(shared);
        }
    }
    WeakCell *cell = weft__instance_new(t, type, type->instance_bytes);
    if (cell == NULL) {
        return EMPTY;
    }
    cell->place = place;
    weft__init(&cell->target, target);
    cell->callback = callback == EMPTY ? NONE : callback;
    cell->hash = EMPTY;
    weft__or_relaxed(&value_object(target)->flags, (uint8_t)OBJECT_HAS_WEAKREF); /* edge: object_flags */
    cell = weft__register_weak(t, cell);
    return cell == NULL ? EMPTY : value_from_pointer(cell);
}

/* The cached hash: any thread may store it, and all store the same. */
static ATOMIC(Value) *hash_field(WeakCell *cell) { return (ATOMIC(Value) *)(void *)&cell->hash; }

static void trace_cell(Tracer *tracer, Object *object)
{
    WeakCell *cell = (WeakCell *)object;
    weft__trace_value(tracer, cell->callback);
    weft__trace_value(tracer, weft__load_relaxed(hash_field(cell)));
}

/* ---- ref ---- */

static Value ref_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    if (names != EMPTY && tuple_length(as_tuple(names)) > 0 && type == T(t, weakref)) {
        return RAISE(t, TypeError, "ref() takes no keyword arguments");
    }
    if (count < 1) {
        return RAISE(t, TypeError, "__new__ expected at least 1 argument, got 0");
    }
    if (count > 2) {
        return RAISE(t, TypeError, "__new__ expected at most 2 arguments, got %zu", count);
    }
    return cell_make(t, type, args[0], count == 2 ? args[1] : NONE);
}
static bool ref_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    (void)self;
    (void)args;
    (void)names;
    if (count < 1 || count > 2) {
        RAISE(t, TypeError, "__init__ expected at %s %d argument%s, got %zu",
              count < 1 ? "least" : "most", count < 1 ? 1 : 2, count < 1 ? "" : "s", count);
        return false;
    }
    return true;
}

static Value ref_call(Thread *t, Value callable, Value *args, size_t count, Value names)
{
    (void)args;
    if (count != 0 || (names != EMPTY && tuple_length(as_tuple(names)) > 0)) {
        return RAISE(t, TypeError, "%N() takes no arguments (%zu given)", type_of(t, callable), count);
    }
    Value target = target_of(callable);
    return target == EMPTY ? NONE : target;
}

static Value ref_repr(Thread *t, Value self)
{
    Value target = target_of(self);
    unsigned long address = (unsigned long)weft__address(self);
    const char *kind = weft__is_subtype(type_of(t, self), T(t, weakref)) ? "weakref" : "weakproxy";
    if (target == EMPTY) {
        return value_or_empty(weft__str_format(t, "<%s at 0x%lx; dead>", kind, address));
    }
    bool failed;
    Value name = weft__lookup_special(t, target, N(t, __name__), &failed);
    if (failed) {
        return EMPTY;
    }
    unsigned long to = (unsigned long)weft__address(target);
    if (name == EMPTY || !is_str(t, name)) {
        return value_or_empty(
            weft__str_format(t, "<%s at 0x%lx; to '%T' at 0x%lx>", kind, address, target, to));
    }
    return value_or_empty(weft__str_format(t, "<%s at 0x%lx; to '%T' at 0x%lx (%V)>", kind, address,
                                           target, to, name));
}

static bool ref_hash(Thread *t, Value self, int64_t *hash)
{
    WeakCell *cell = as_cell(self);
    Value known = weft__load_acquire(hash_field(cell)); /* edge: weak_hash */
    if (known != EMPTY) {
        return weft__int_fits_i64(t, known, hash);
    }
    Value target = target_of(self);
    if (target == EMPTY) {
        RAISE(t, TypeError, "weak object has gone away");
        return false;
    }
    if (!weft__hash(t, target, hash)) {
        return false;
    }
    weft__store_release(hash_field(cell), int_from_i64(t, *hash)); /* edge: weak_hash */
    return true;
}

static Value ref_compare(Thread *t, Value a, Value b, Comparison op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !weft__is_subtype(type_of(t, b), T(t, weakref))) {
        return NOT_IMPLEMENTED;
    }
    Value one = target_of(a), two = target_of(b);
    if (one == EMPTY || two == EMPTY) {
        return value_from_bool((a == b) == (op == CMP_EQ));
    }
    return weft__compare(t, one, two, op);
}

static Value get_callback(Thread *t, Value self)
{
    (void)t;
    Value callback = as_cell(self)->callback;
    return target_of(self) == EMPTY || callback == EMPTY ? NONE : callback;
}

void weft__init_weakref_type(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"__callback__", get_callback, NULL, NULL},
        {NULL, NULL, NULL, NULL},
    };
    static const NativeDef methods[] = {
        {"__class_getitem__", weft__class_getitem, "cls, item, /", "See PEP 585", NATIVE_CLASS},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(WeakCell), TYPE_HAS_WEAK);
    type->head.trace = trace_cell;
    type->slots.new_instance = ref_new;
    type->slots.init = ref_init;
    type->slots.call = ref_call;
    type->slots.repr = ref_repr;
    type->slots.hash = ref_hash;
    type->slots.compare = ref_compare;
    weft__add_getsets(t, type, getsets);
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}

/* ---- proxies ---- */

Value weft__weak_proxy_new(Thread *t, Value target, Value callback)
{
    bool callable = weft__is_callable(t, target);
    return cell_make(t, callable ? T(t, weak_callable_proxy) : T(t, weak_proxy), target, callback);
}

/* What a proxy stands for; EMPTY with ReferenceError when it is gone. */
static Value behind(Thread *t, Value v)
{
    Type *type = type_of(t, v);
    if (type != T(t, weak_proxy) && type != T(t, weak_callable_proxy)) {
        return v;
    }
    Value target = target_of(v);
    return target == EMPTY ? RAISE(t, ReferenceError, "weakly-referenced object no longer exists")
                           : target;
}
#define BEHIND(self, failure)             \
    Value target = behind(t, (self));     \
    if (target == EMPTY) {                \
        return failure;                   \
    }

static Value proxy_str(Thread *t, Value self) { BEHIND(self, EMPTY) return weft__str(t, target); }
static Value proxy_get(Thread *t, Value self, Str *name)
{
    BEHIND(self, EMPTY)
    return weft__get_attribute(t, target, name);
}
static bool proxy_set(Thread *t, Value self, Str *name, Value value)
{
    BEHIND(self, false)
    return weft__set_attribute(t, target, name, value);
}
static Value proxy_compare(Thread *t, Value a, Value b, Comparison op)
{
    BEHIND(a, EMPTY)
    Value other = behind(t, b);
    return other == EMPTY ? EMPTY : weft__compare(t, target, other, op);
}
static Value proxy_iterate(Thread *t, Value self) { BEHIND(self, EMPTY) return weft__iterate(t, target); }
static Value proxy_next(Thread *t, Value self)
{
    BEHIND(self, EMPTY)
    if (!weft__is_iterator(t, target)) {
        return RAISE(t, TypeError, "Weakref proxy referenced a non-iterator '%T' object", target);
    }
    return weft__next(t, target);
}
static int64_t proxy_length(Thread *t, Value self) { BEHIND(self, -1) return weft__length(t, target); }
static Value proxy_get_item(Thread *t, Value self, Value key)
{
    BEHIND(self, EMPTY)
    return weft__get_item(t, target, key);
}
static bool proxy_set_item(Thread *t, Value self, Value key, Value value)
{
    BEHIND(self, false)
    return value == EMPTY ? weft__delete_item(t, target, key) : weft__set_item(t, target, key, value);
}
static int proxy_contains(Thread *t, Value self, Value item)
{
    BEHIND(self, -1)
    return weft__contains(t, target, item);
}
static int proxy_truth(Thread *t, Value self) { BEHIND(self, -1) return weft__truth(t, target); }
static Value proxy_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    BEHIND(a, EMPTY)
    Value other = behind(t, b);
    return other == EMPTY ? EMPTY : weft__binary(t, op, target, other);
}
static Value proxy_inplace(Thread *t, BinaryOperation op, Value a, Value b)
{
    BEHIND(a, EMPTY)
    return weft__inplace(t, op, target, b);
}
static Value proxy_unary(Thread *t, UnaryOperation op, Value self)
{
    BEHIND(self, EMPTY)
    return weft__unary(t, op, target);
}
static Value proxy_index(Thread *t, Value self) { BEHIND(self, EMPTY) return weft__index(t, target); }
static Value proxy_to_int(Thread *t, Value self) { BEHIND(self, EMPTY) return weft__to_int(t, target); }
static Value proxy_to_float(Thread *t, Value self)
{
    BEHIND(self, EMPTY)
    double d;
    return weft__to_double(t, target, &d) ? float_new(t, d) : EMPTY;
}
static Value proxy_call(Thread *t, Value self, Value *args, size_t count, Value names)
{
    BEHIND(self, EMPTY)
    return weft__call(t, target, args, count, names);
}

static Value proxy_bytes(Thread *t, Value *args)
{
    BEHIND(args[0], EMPTY)
    return weft__call(t, value_from_pointer(T(t, bytes)), &target, 1, EMPTY);
}
static Value proxy_reversed(Thread *t, Value *args)
{
    BEHIND(args[0], EMPTY)
    return weft__call(t, value_from_pointer(T(t, reversed)), &target, 1, EMPTY);
}

static void init_proxy(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(WeakCell), TYPE_FINAL);
    type->head.trace = trace_cell;
    type->slots.hash = weft__hash_not_implemented;
    type->slots.repr = ref_repr;
    type->slots.str = proxy_str;
    type->slots.get_attribute = proxy_get;
    type->slots.set_attribute = proxy_set;
    type->slots.compare = proxy_compare;
    type->slots.iterate = proxy_iterate;
    type->slots.next = proxy_next;
    type->slots.length = proxy_length;
    type->slots.get_item = proxy_get_item;
    type->slots.set_item = proxy_set_item;
    type->slots.contains = proxy_contains;
    type->slots.truth = proxy_truth;
    type->slots.binary = proxy_binary;
    type->slots.inplace = proxy_inplace;
    type->slots.unary = proxy_unary;
    type->slots.index = proxy_index;
    type->slots.to_int = proxy_to_int;
    type->slots.to_float = proxy_to_float;
    type->slots.binary_operators = (1u << OP_BINARY_COUNT) - 1;
    type->slots.inplace_operators = ((1u << OP_BINARY_COUNT) - 1) & ~(1u << OP_DIVMOD);
    type->slots.unary_operators = (1u << OP_UNARY_COUNT) - 1;
}
void weft__init_weak_proxy_type(Thread *t, Type *type)
{
    static const NativeDef methods[] = {
        {"__bytes__", proxy_bytes, "self, /", NULL, 0},
        {"__reversed__", proxy_reversed, "self, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    init_proxy(t, type);
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}
void weft__init_weak_callable_proxy_type(Thread *t, Type *type)
{
    init_proxy(t, type);
    type->slots.call = proxy_call;
    weft__type_ready(t, type);
}
