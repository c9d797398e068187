/* type_layout.c - what instances of a class look like: bases and their layouts, `__slots__`,
 * subclass lists, and changing the class of an object or the bases of a class.
 *
 * Layout facts of a class never change once it is shared. `__class__` and `__bases__` assignment
 * therefore demand equal layouts, and take effect in a stopped world.
 */
#include "object/classes.h"

/* ---- bases ---- */

Type *weft__best_base(Thread *t, Tuple *bases)
{
    Type *best = NULL;
    Type *winner = NULL;
    for (size_t i = 0; i < tuple_length(bases); i++) {
        if (!is_type(t, bases->items[i])) {
            RAISE(t, TypeError, "bases must be types");
            return NULL;
        }
        Type *base = as_type(bases->items[i]);
        if (base->flags & TYPE_FINAL) {
            RAISE(t, TypeError, "type '%N' is not an acceptable base type", base);
            return NULL;
        }
        Type *candidate = base->solid;
        if (winner == NULL || (candidate != winner && weft__is_subtype(candidate, winner))) {
            winner = candidate;
            best = base;
        } else if (!weft__is_subtype(winner, candidate)) {
            RAISE(t, TypeError, "multiple bases have instance lay-out conflict");
            return NULL;
        }
    }
    return best;
}

/* ---- subclasses: a row of types (builtin) and weak cells (classes); type lock held ---- */

static Type *subclass_of_entry(Thread *t, Value entry)
{
    if (entry == EMPTY || !value_is_pointer(entry)) {
        return NULL;
    }
    if (value_object(entry)->type != T(t, weakref)) {
        return value_pointer(entry);
    }
    WeakCell *cell = value_pointer(entry);
    Value target = weft__load_acquire(&cell->target); /* edge: weak_target */
    return target == EMPTY ? NULL : value_pointer(target);
}

bool weft__subclass_add(Thread *t, Type *base, Type *type)
{
    Value entry = value_from_pointer(type);
    if (type->flags & TYPE_HEAP) {
        WeakCell *cell = weft__alloc(t, sizeof *cell, T(t, weakref));
        if (cell == NULL) {
            return false;
        }
        weft__init(&cell->target, entry);
        cell->callback = NONE;
        cell->hash = EMPTY;
        cell->place = WEAK_SHARED_REFERENCE;
        cell = weft__register_weak(t, cell);
        if (cell == NULL) {
            return false;
        }
        entry = value_from_pointer(cell);
    }
    Value old = weft__load_relaxed(&base->subclasses);
    ValueArray *row = old == EMPTY ? NULL : value_pointer(old);
    size_t length = row == NULL ? 0 : weft__load_relaxed(&row->length);
    if (row == NULL || length == row->capacity) {
        size_t live = 0;
        for (size_t i = 0; i < length; i++) {
            live += subclass_of_entry(t, weft__load_relaxed(&row->items[i])) != NULL;
        }
        ValueArray *grown = weft__value_array_new(t, live < 4 ? 4 : live * 2);
        if (grown == NULL) {
            return false;
        }
        size_t kept = 0;
        for (size_t i = 0; i < length && kept < grown->capacity; i++) {
            Value each = weft__load_relaxed(&row->items[i]);
            if (subclass_of_entry(t, each) != NULL) {
                weft__store_relaxed(&grown->items[kept++], each);
            }
        }
        row = grown;
        length = kept;
    }
    weft__store_release(&row->items[length], entry);
    weft__store_release(&row->length, length + 1);
    weft__store_release(&base->subclasses, value_from_pointer(row)); /* edge: type_subclasses */
    return true;
}

void weft__subclass_remove(Thread *t, Type *base, Type *type)
{
    Value old = weft__load_relaxed(&base->subclasses);
    ValueArray *row = old == EMPTY ? NULL : value_pointer(old);
    size_t length = row == NULL ? 0 : weft__load_relaxed(&row->length);
    for (size_t i = 0; i < length; i++) {
        if (subclass_of_entry(t, weft__load_relaxed(&row->items[i])) == type) {
            weft__store_release(&row->items[i], EMPTY);
        }
    }
}

void weft__subclass_each(Type *type, void (*visit)(Thread *t, Type *each, void *context), Thread *t,
                         void *context)
{
    Value held = weft__load_relaxed(&type->subclasses);
    ValueArray *row = held == EMPTY || held == 0 ? NULL : value_pointer(held);
    size_t length = row == NULL ? 0 : weft__load_relaxed(&row->length);
    for (size_t i = 0; i < length; i++) {
        Type *each = subclass_of_entry(t, weft__load_relaxed(&row->items[i]));
        if (each != NULL) {
            visit(t, each, context);
        }
    }
}

static void append_subclass(Thread *t, Type *each, void *context)
{
    List **list = context;
    if (*list != NULL && !weft__list_append(t, *list, value_from_pointer(each))) {
        *list = NULL;
    }
}

Value weft__subclasses_list(Thread *t, Type *type)
{
    List *list = weft__list_new(t, 0);
    weft__runtime_lock(t, &t->runtime->type_lock);
    weft__subclass_each(type, append_subclass, t, &list);
    weft__runtime_unlock(t, &t->runtime->type_lock);
    return value_or_empty(list);
}

/* ---- __slots__ ---- */

static bool is_identifier(Thread *t, Str *name)
{
    Value result = weft__call_method(t, value_from_pointer(name), weft__intern_c(t, "isidentifier"),
                                     NULL, 0);
    return result == TRUE_VALUE;
}

/* `__name` inside class `_C` becomes `_C__name`. */
static Str *mangle(Thread *t, Str *class_name, Str *name)
{
    size_t length = name->length;
    if (length < 3 || str_char(name, 0) != '_' || str_char(name, 1) != '_' ||
        (str_char(name, length - 1) == '_' && str_char(name, length - 2) == '_')) {
        return weft__intern(t, name);
    }
    size_t skip = 0;
    while (skip < class_name->length && str_char(class_name, skip) == '_') {
        skip++;
    }
    if (skip == class_name->length) {
        return weft__intern(t, name);
    }
    Str *stem = weft__str_substring(t, class_name, skip, class_name->length);
    Str *mangled = stem == NULL ? NULL : weft__str_format(t, "_%S%S", stem, name);
    return mangled == NULL ? NULL : weft__intern(t, mangled);
}

static bool plan_names(Thread *t, Type *base, Str *name, Dict *namespace, Tuple *given,
                       SlotPlan *plan)
{
    bool may_dict = !(base->flags & (TYPE_HAS_DICT | TYPE_OWN_DICT));
    bool may_weak = !(base->flags & (TYPE_HAS_WEAK | TYPE_IS_INT | TYPE_IS_TUPLE | TYPE_IS_BYTES));
    List *names = weft__list_new(t, tuple_length(given));
    if (names == NULL) {
        return false;
    }
    if (tuple_length(given) > 0 && (base->flags & TYPE_VARIABLE) && !(base->flags & TYPE_IS_STR)) {
        RAISE(t, TypeError, "nonempty __slots__ not supported for subtype of '%N'", base);
        return false;
    }
    for (size_t i = 0; i < tuple_length(given); i++) {
        Value each = given->items[i];
        if (!is_str(t, each)) {
            RAISE(t, TypeError, "__slots__ items must be strings, not '%T'", each);
            return false;
        }
        Str *slot = as_str(each);
        if (!is_identifier(t, slot)) {
            if (!exception_pending(t)) {
                RAISE(t, TypeError, "__slots__ must be identifiers");
            }
            return false;
        }
        bool dict = weft__str_equals_c(slot, "__dict__");
        bool weak = weft__str_equals_c(slot, "__weakref__");
        if ((dict && (!may_dict || plan->has_dict)) || (weak && (!may_weak || plan->has_weak))) {
            RAISE(t, TypeError, dict ? "__dict__ slot disallowed: we already got one"
                                     : "__weakref__ slot disallowed: either we already got one, or "
                                       "__itemsize__ != 0");
            return false;
        }
        plan->has_dict |= dict;
        plan->has_weak |= weak;
        if (dict || weak) {
            continue;
        }
        slot = mangle(t, name, slot);
        if (slot == NULL) {
            return false;
        }
        if (weft__dict_get_str(t, namespace, slot) != EMPTY &&
            slot != N(t, __qualname__) && slot != N(t, __classcell__)) {
            RAISE(t, ValueError, "%R in __slots__ conflicts with class variable",
                  value_from_pointer(slot));
            return false;
        }
        if (!weft__list_append(t, names, value_from_pointer(slot))) {
            return false;
        }
    }
    if (!weft__list_sort(t, names, NONE, false)) {
        return false;
    }
    Value tuple = weft__list_to_tuple(t, names);
    plan->names = tuple == EMPTY ? NULL : as_tuple(tuple);
    return tuple != EMPTY;
}

bool weft__slots_plan(Thread *t, Type *base, Tuple *bases, Str *name, Dict *namespace,
                      SlotPlan *plan)
{
    bool may_dict = !(base->flags & (TYPE_HAS_DICT | TYPE_OWN_DICT));
    bool may_weak = !(base->flags & TYPE_HAS_WEAK) &&
                    !(base->flags & (TYPE_IS_INT | TYPE_IS_TUPLE | TYPE_IS_BYTES));
    plan->names = t->runtime->empty_tuple;
    plan->has_dict = false;
    plan->has_weak = false;
    Value slots = weft__dict_get_str(t, namespace, N(t, __slots__));
    if (slots == EMPTY) {
        plan->has_dict = may_dict;
        plan->has_weak = may_weak;
        return true;
    }
    Tuple *given = is_str(t, slots) ? weft__tuple_from(t, &slots, 1)
                                    : weft__tuple_from_iterable(t, slots);
    if (given == NULL || !plan_names(t, base, name, namespace, given, plan)) {
        return false;
    }
    /* Other bases may bring what this class did not ask for. */
    for (size_t i = 0; i < tuple_length(bases); i++) {
        Type *each = as_type(bases->items[i]);
        if (each != base) {
            plan->has_dict |= may_dict && (each->flags & (TYPE_HAS_DICT | TYPE_OWN_DICT)) != 0;
            plan->has_weak |= may_weak && (each->flags & TYPE_HAS_WEAK) != 0;
        }
    }
    return true;
}

bool weft__type_layout(Thread *t, Type *type, Type *base, const SlotPlan *plan)
{
    size_t added = tuple_length(plan->names);
    size_t bytes = (base->instance_bytes + 7u) & ~(size_t)7;
    if (added > 8000 || bytes + (added + 64) * sizeof(Value) > UINT16_MAX * sizeof(Value)) {
        RAISE(t, OverflowError, "too many __slots__");
        return false;
    }
    /* Members of a str subclass follow the text, at offsets from its end. */
    type->instance_bytes =
        (uint32_t)(type->flags & TYPE_VARIABLE ? bytes : bytes + added * sizeof(Value));
    type->own_slots = base->own_slots + (uint32_t)added;
    type->solid = added > 0 ? type : base->solid;
    type->flags |= plan->has_dict ? TYPE_HAS_DICT : 0;
    type->flags |= plan->has_weak ? TYPE_HAS_WEAK : 0;
    type->extra_offset = 0;
    type->slots_offset = 0;
    if ((type->flags & TYPE_HAS_DICT) && !(type->flags & TYPE_VARIABLE)) {
        type->extra_offset = type->instance_bytes;
        type->slots_offset = type->instance_bytes + (uint32_t)sizeof(Value);
    }
    return true;
}

/* The builtin base that keeps the attributes of an instance in its own way (a module, a type, ...) has
 * a descriptor of its own, which the one of a class must hand over to. EMPTY: no such base. */
static Value builtin_dict_descriptor(Thread *t, Value self)
{
    Type *type = type_of(t, self);
    if (!(type->flags & TYPE_OWN_DICT)) {
        return EMPTY;
    }
    while (type->flags & TYPE_HEAP) {
        type = type->base;
    }
    return weft__type_lookup(t, type, N(t, __dict__));
}

static Value get_instance_dict(Thread *t, Value self)
{
    Value own = builtin_dict_descriptor(t, self);
    if (own != EMPTY && type_of(t, own)->slots.descriptor_get != NULL) {
        return type_of(t, own)->slots.descriptor_get(t, own, self,
                                                     value_from_pointer(type_of(t, self)));
    }
    if (!value_is_pointer(self) || !(type_of(t, self)->flags & TYPE_HAS_DICT)) {
        return weft__raise_attribute_error(t, self, N(t, __dict__),
                                           "'%T' object has no attribute '__dict__'", self);
    }
    return weft__instance_dict(t, self);
}
static bool set_instance_dict(Thread *t, Value self, Value value)
{
    Value own = value_is_pointer(self) ? builtin_dict_descriptor(t, self) : EMPTY;
    if (own != EMPTY && type_of(t, own)->slots.descriptor_set != NULL) {
        return type_of(t, own)->slots.descriptor_set(t, own, self, value);
    }
    if (value == EMPTY) {
        Dict *fresh = weft__dict_new(t);
        return fresh != NULL && weft__instance_set_dict(t, self, value_from_pointer(fresh));
    }
    if (!is_dict(t, value)) {
        RAISE(t, TypeError, "__dict__ must be set to a dictionary, not a '%T'", value);
        return false;
    }
    return weft__instance_set_dict(t, self, value);
}
static Value get_weakref(Thread *t, Value self)
{
    return weft__first_weak_reference(t, self);
}

static const GetSetDef dict_getset = {"__dict__", get_instance_dict, set_instance_dict,
                                      "dictionary for instance variables (if defined)"};
static const GetSetDef weak_getset = {"__weakref__", get_weakref, NULL,
                                      "list of weak references to the object (if defined)"};

bool weft__members_add(Thread *t, Type *type, Type *base, const SlotPlan *plan)
{
    uint32_t offset = type->flags & TYPE_VARIABLE ? base->own_slots * (uint32_t)sizeof(Value)
                                                  : (base->instance_bytes + 7u) & ~7u;
    for (size_t i = 0; i < tuple_length(plan->names); i++) {
        Str *name = as_str(plan->names->items[i]);
        Value member = weft__member_new(t, type, name, offset + (uint32_t)(i * sizeof(Value)));
        if (member == EMPTY || !weft__dict_set_str(t, type->dict, name, member)) {
            return false;
        }
    }
    if (plan->has_dict && weft__dict_get_str(t, type->dict, N(t, __dict__)) == EMPTY) {
        Value getset = weft__getset_new(t, type, &dict_getset);
        if (getset == EMPTY || !weft__dict_set_str(t, type->dict, N(t, __dict__), getset)) {
            return false;
        }
    }
    if (plan->has_weak && weft__dict_get_str(t, type->dict, N(t, __weakref__)) == EMPTY) {
        Value getset = weft__getset_new(t, type, &weak_getset);
        if (getset == EMPTY || !weft__dict_set_str(t, type->dict, N(t, __weakref__), getset)) {
            return false;
        }
    }
    return true;
}

/* ---- changing the class of an object ---- */

/* Members of both classes have the same names at the same offsets. */
static bool same_members(Thread *t, Type *a, Type *b)
{
    if (a->solid == b->solid) {
        return true;
    }
    if (a->own_slots != b->own_slots || a->instance_bytes != b->instance_bytes ||
        !(a->solid->flags & TYPE_HEAP) || !(b->solid->flags & TYPE_HEAP) ||
        a->solid->base->solid != b->solid->base->solid) {
        return false;
    }
    size_t position = 0;
    Value key, value;
    while (weft__dict_next(t, a->solid->dict, &position, &key, &value)) {
        if (object_is(value, T(t, member))) {
            Value other = weft__dict_get_str(t, b->solid->dict, as_str(key));
            if (!object_is(other, T(t, member)) ||
                ((Member *)value_pointer(other))->offset != ((Member *)value_pointer(value))->offset) {
                return false;
            }
        }
    }
    return true;
}

static bool compatible(Thread *t, Type *from, Type *to, const char *what)
{
    const uint32_t layout = TYPE_HAS_DICT | TYPE_VARIABLE | TYPE_OWN_DICT;
    if ((from->flags & TYPE_HEAP) != (to->flags & TYPE_HEAP)) {
        RAISE(t, TypeError, "%s assignment: '%N' deallocator differs from '%N'", what, to, from);
        return false;
    }
    if (from->native != to->native || (from->flags & layout) != (to->flags & layout) ||
        (from->flags & TYPE_HAS_WEAK) != (to->flags & TYPE_HAS_WEAK) || !same_members(t, from, to)) {
        RAISE(t, TypeError, "%s assignment: '%N' object layout differs from '%N'", what, to, from);
        return false;
    }
    return true;
}

/* Moves the object to another class with the same layout. Attribute numbers belong to the class, so
 * the values are put in places of the new class; what needs memory is prepared outside the pause. */
static bool move_instance(Thread *t, Value v, Type *from, Type *to)
{
    Object *object = value_object(v);
    if (!(to->flags & TYPE_HAS_DICT)) {
        weft__world_stop(t);
        object->type = to;
        weft__world_resume(t);
        return true;
    }
    if (from->flags & TYPE_PRIVATE_DICTS) {
        weft__mark_private_dicts(t, to);
    }
    return weft__instance_move(t, v, to);
}

bool weft__set_class(Thread *t, Value v, Value value)
{
    if (value == EMPTY) {
        RAISE(t, TypeError, "can't delete __class__ attribute");
        return false;
    }
    if (!is_type(t, value)) {
        RAISE(t, TypeError, "__class__ must be set to a class, not '%T' object", value);
        return false;
    }
    Type *from = type_of(t, v);
    Type *to = as_type(value);
    bool modules = weft__is_subtype(from, T(t, module)) && weft__is_subtype(to, T(t, module));
    if (!modules && (!(from->flags & TYPE_HEAP) || !(to->flags & TYPE_HEAP))) {
        RAISE(t, TypeError,
              "__class__ assignment only supported for mutable types or ModuleType subclasses");
        return false;
    }
    if (from == to) {
        return true;
    }
    if (!compatible(t, from, to, "__class__") || !move_instance(t, v, from, to)) {
        return false;
    }
    return !(to->flags & TYPE_HAS_DEL) || (from->flags & TYPE_HAS_DEL) ||
           weft__register_finalizer(t, value_object(v));
}

/* ---- changing the bases of a class ---- */

typedef struct Reordered { /* a class with its new MRO */
    List *types, *orders;
    bool failed;
} Reordered;

static void collect_reordered(Thread *t, Type *type, void *context);

static bool reorder(Thread *t, Type *type, Tuple *bases, Reordered *work)
{
    Tuple *mro = weft__mro_linearize(t, type, bases);
    if (mro == NULL || !weft__list_append(t, work->types, value_from_pointer(type)) ||
        !weft__list_append(t, work->orders, value_from_pointer(weft__load_relaxed(&type->mro)))) {
        return false;
    }
    weft__store_release(&type->mro, mro); /* edge: type_mro */
    weft__subclass_each(type, collect_reordered, t, work);
    return !work->failed;
}

static void collect_reordered(Thread *t, Type *type, void *context)
{
    Reordered *work = context;
    if (!work->failed && !reorder(t, type, weft__load_relaxed(&type->bases), work)) {
        work->failed = true;
    }
}

static bool is_among(Tuple *bases, Type *type)
{
    for (size_t i = 0; i < tuple_length(bases); i++) {
        if (as_type(bases->items[i]) == type) {
            return true;
        }
    }
    return false;
}

/* Makes the class a subclass of those of `bases` that are not in `kept`: of all, or of none. Type lock. */
static bool link_bases(Thread *t, Type *type, Tuple *bases, Tuple *kept)
{
    for (size_t i = 0; i < tuple_length(bases); i++) {
        Type *each = as_type(bases->items[i]);
        if (!is_among(kept, each) && !weft__subclass_add(t, each, type)) {
            while (i-- > 0) {
                if (!is_among(kept, as_type(bases->items[i]))) {
                    weft__subclass_remove(t, as_type(bases->items[i]), type);
                }
            }
            return false;
        }
    }
    return true;
}

/* Until nothing can fail any more the class stays a subclass of its old bases, so that a change of one of them
 * always reaches it. */
static bool bases_change_locked(Thread *t, Type *type, Tuple *bases, Type *base)
{
    Reordered work = {weft__list_new(t, 4), weft__list_new(t, 4), false};
    if (work.types == NULL || work.orders == NULL) {
        return false;
    }
    weft__type_modified(t, type);
    Tuple *old = weft__load_relaxed(&type->bases);
    if (!reorder(t, type, bases, &work) || !link_bases(t, type, bases, old)) {
        for (size_t i = 0; i < list_length(work.orders); i++) {
            Type *each = as_type(list_get(work.types, i));
            weft__store_release(&each->mro, as_tuple(list_get(work.orders, i))); /* edge: type_mro */
        }
        return false;
    }
    for (size_t i = 0; i < tuple_length(old); i++) {
        if (!is_among(bases, as_type(old->items[i]))) {
            weft__subclass_remove(t, as_type(old->items[i]), type);
        }
    }
    weft__store_release(&type->bases, bases); /* edge: type_mro */
    weft__world_stop(t);
    type->base = base;
    weft__world_resume(t);
    weft__slots_refresh(t, type);
    return true;
}

bool weft__type_set_bases(Thread *t, Type *type, Value value)
{
    if (value == EMPTY) {
        RAISE(t, TypeError, "cannot delete '__bases__' attribute of immutable type '%N'", type);
        return false;
    }
    if (!(type->flags & TYPE_HEAP)) {
        RAISE(t, TypeError, "cannot set '__bases__' attribute of immutable type '%N'", type);
        return false;
    }
    if (!is_tuple(t, value)) {
        RAISE(t, TypeError, "can only assign tuple to %N.__bases__, not %T", type, value);
        return false;
    }
    Tuple *bases = as_tuple(value);
    if (tuple_length(bases) == 0) {
        RAISE(t, TypeError, "can only assign non-empty tuple to %N.__bases__, not ()", type);
        return false;
    }
    for (size_t i = 0; i < tuple_length(bases); i++) {
        if (!is_type(t, bases->items[i])) {
            RAISE(t, TypeError, "%N.__bases__ must be tuple of classes, not '%T'", type,
                  bases->items[i]);
            return false;
        }
        if (weft__is_subtype(as_type(bases->items[i]), type)) {
            RAISE(t, TypeError, "a __bases__ item causes an inheritance cycle");
            return false;
        }
    }
    Type *base = weft__best_base(t, bases);
    if (base == NULL || !compatible(t, type->base, base, "__bases__")) {
        return false;
    }
    weft__runtime_lock(t, &t->runtime->type_lock);
    bool done = bases_change_locked(t, type, bases, base);
    weft__runtime_unlock(t, &t->runtime->type_lock);
    return done;
}
