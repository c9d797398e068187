/* slots.c - keeps the C slots of types in step with their special methods.
 *
 * A class made in Python gets, for each slot, either the C function of the builtin base that it
 * inherits the special method from, or the generic function that looks the method up. When a class
 * attribute with a special name changes, the slots of the class and its subclasses are computed
 * again and written in a stopped world, so running code reads TypeSlots plainly.
 */
#include <stddef.h>

#include "object/slot_generic.h"

const uint16_t weft__slot_offsets[FIELD_COUNT] = {
#define FIELD(slot, generic) offsetof(TypeSlots, slot),
#include "object/slots.def"
};

/* ---- names ---- */

Str *weft__binary_name(Thread *t, BinaryOperation op, bool reflected)
{
    static const uint16_t names[OP_BINARY_COUNT][2] = {
        [OP_ADD] = {NAME_INDEX___add__, NAME_INDEX___radd__},
        [OP_SUBTRACT] = {NAME_INDEX___sub__, NAME_INDEX___rsub__},
        [OP_MULTIPLY] = {NAME_INDEX___mul__, NAME_INDEX___rmul__},
        [OP_TRUE_DIVIDE] = {NAME_INDEX___truediv__, NAME_INDEX___rtruediv__},
        [OP_FLOOR_DIVIDE] = {NAME_INDEX___floordiv__, NAME_INDEX___rfloordiv__},
        [OP_REMAINDER] = {NAME_INDEX___mod__, NAME_INDEX___rmod__},
        [OP_POWER] = {NAME_INDEX___pow__, NAME_INDEX___rpow__},
        [OP_LEFT_SHIFT] = {NAME_INDEX___lshift__, NAME_INDEX___rlshift__},
        [OP_RIGHT_SHIFT] = {NAME_INDEX___rshift__, NAME_INDEX___rrshift__},
        [OP_AND] = {NAME_INDEX___and__, NAME_INDEX___rand__},
        [OP_OR] = {NAME_INDEX___or__, NAME_INDEX___ror__},
        [OP_XOR] = {NAME_INDEX___xor__, NAME_INDEX___rxor__},
        [OP_MATRIX_MULTIPLY] = {NAME_INDEX___matmul__, NAME_INDEX___rmatmul__},
        [OP_DIVMOD] = {NAME_INDEX___divmod__, NAME_INDEX___rdivmod__},
    };
    return t->runtime->names[names[op][reflected]];
}

Str *weft__inplace_name(Thread *t, BinaryOperation op)
{
    static const uint16_t names[OP_BINARY_COUNT] = {
        [OP_ADD] = NAME_INDEX___iadd__,
        [OP_SUBTRACT] = NAME_INDEX___isub__,
        [OP_MULTIPLY] = NAME_INDEX___imul__,
        [OP_TRUE_DIVIDE] = NAME_INDEX___itruediv__,
        [OP_FLOOR_DIVIDE] = NAME_INDEX___ifloordiv__,
        [OP_REMAINDER] = NAME_INDEX___imod__,
        [OP_POWER] = NAME_INDEX___ipow__,
        [OP_LEFT_SHIFT] = NAME_INDEX___ilshift__,
        [OP_RIGHT_SHIFT] = NAME_INDEX___irshift__,
        [OP_AND] = NAME_INDEX___iand__,
        [OP_OR] = NAME_INDEX___ior__,
        [OP_XOR] = NAME_INDEX___ixor__,
        [OP_MATRIX_MULTIPLY] = NAME_INDEX___imatmul__,
    };
    return t->runtime->names[names[op]];
}

const char *weft__binary_symbol(BinaryOperation op)
{
    static const char *const symbols[OP_BINARY_COUNT] = {
        [OP_ADD] = "+",
        [OP_SUBTRACT] = "-",
        [OP_MULTIPLY] = "*",
        [OP_TRUE_DIVIDE] = "/",
        [OP_FLOOR_DIVIDE] = "//",
        [OP_REMAINDER] = "%",
        [OP_POWER] = "** or pow()",
        [OP_LEFT_SHIFT] = "<<",
        [OP_RIGHT_SHIFT] = ">>",
        [OP_AND] = "&",
        [OP_OR] = "|",
        [OP_XOR] = "^",
        [OP_MATRIX_MULTIPLY] = "@",
        [OP_DIVMOD] = "divmod()",
    };
    return symbols[op];
}

Str *weft__compare_name(Thread *t, Comparison op)
{
    static const uint16_t names[] = {
        [CMP_LT] = NAME_INDEX___lt__, [CMP_LE] = NAME_INDEX___le__, [CMP_EQ] = NAME_INDEX___eq__,
        [CMP_NE] = NAME_INDEX___ne__, [CMP_GT] = NAME_INDEX___gt__, [CMP_GE] = NAME_INDEX___ge__,
    };
    return t->runtime->names[names[op]];
}

Str *weft__unary_name(Thread *t, UnaryOperation op)
{
    static const uint16_t names[] = {
        [OP_NEGATIVE] = NAME_INDEX___neg__,
        [OP_POSITIVE] = NAME_INDEX___pos__,
        [OP_INVERT] = NAME_INDEX___invert__,
        [OP_ABSOLUTE] = NAME_INDEX___abs__,
    };
    return t->runtime->names[names[op]];
}

bool weft__is_slot_name(Thread *t, Str *name)
{
    if (name->length < 5 || name->width != 1 || str_char(name, 0) != '_' || str_char(name, 1) != '_') {
        return false;
    }
    for (size_t i = 0; i < weft__slot_row_count; i++) {
        if (t->runtime->names[weft__slot_rows[i].name] == name) {
            return true;
        }
    }
    return false;
}

/* ---- choosing ---- */

/* What one row says about its slot: the builtin's C function, the generic one, or nothing. */
static bool row_slot(Thread *t, Type *type, const SlotRow *row, AnySlot *slot)
{
    Value found = weft__type_lookup_uncached(t, type, t->runtime->names[row->name]);
    if (found == EMPTY) {
        return false;
    }
    *slot = slot_get(weft__generic_slots(), row->field);
    if (object_is(found, T(t, slot_wrapper))) {
        SlotWrapper *wrapper = value_pointer(found);
        if (weft__slot_rows[wrapper->row].field == row->field &&
            weft__is_subtype_by_base(type, wrapper->owner)) {
            *slot = slot_get(&wrapper->owner->slots, row->field);
        }
    } else if (row->field == FIELD_new_instance && object_is(found, T(t, native_function))) {
        NativeFunction *native = value_pointer(found);
        if (native->code == weft__native_new_code && is_type(t, native->self)) {
            *slot = slot_get(&as_type(native->self)->slots, row->field);
        }
    } else if (row->field == FIELD_hash && found == NONE) {
        bool (*unhashable)(Thread *, Value, int64_t *) = weft__hash_not_implemented;
        memcpy(slot, &unhashable, sizeof *slot);
    }
    return true;
}

static void compute(Thread *t, Type *type, TypeSlots *slots)
{
    *slots = type->base->slots;
    slots->binary_operators = slots->inplace_operators = slots->unary_operators = 0;
    size_t i = 0;
    while (i < weft__slot_row_count) {
        unsigned field = weft__slot_rows[i].field;
        AnySlot chosen = NULL;
        bool found = false;
        for (; i < weft__slot_row_count && weft__slot_rows[i].field == field; i++) {
            AnySlot slot;
            if (!row_slot(t, type, &weft__slot_rows[i], &slot)) {
                continue;
            }
            chosen = !found || chosen == slot ? slot : slot_get(weft__generic_slots(), field);
            found = true;
            uint32_t bit = 1u << weft__slot_rows[i].operation;
            slots->binary_operators |= field == FIELD_binary ? bit : 0;
            slots->inplace_operators |= field == FIELD_inplace ? bit : 0;
            slots->unary_operators |= field == FIELD_unary ? bit : 0;
        }
        if (found || field != FIELD_finalize) {
            slot_put(slots, field, chosen);
        }
    }
    /* Types without __del__ as an attribute still finalize as their builtin base does. */
    if (slots->binary == weft__slot_binary) {
        slots->power_modulo = weft__slot_power_modulo;
    }
}

/* Flags that say which slots are the plain ones. */
static uint32_t slot_flags(Thread *t, Type *type, const TypeSlots *slots)
{
    uint32_t flags = type->flags & ~(TYPE_PLAIN_GET | TYPE_PLAIN_SET | TYPE_PLAIN_NEW);
    flags |= slots->get_attribute == weft__generic_get_attribute ? TYPE_PLAIN_GET : 0;
    flags |= slots->set_attribute == weft__generic_set_attribute ? TYPE_PLAIN_SET : 0;
    flags |= slots->new_instance == weft__object_new ? TYPE_PLAIN_NEW : 0;
    if ((type->flags & TYPE_HEAP) && slots->finalize != NULL) {
        flags |= TYPE_HAS_DEL;
    }
    (void)t;
    return flags;
}

void weft__slots_fill(Thread *t, Type *type)
{
    if (type->flags & TYPE_HEAP) {
        compute(t, type, &type->slots);
    }
    type->flags = slot_flags(t, type, &type->slots);
}

/* Type and subclasses, bases first; world not stopped, because looking up may take object locks. */
static void refresh_one(Thread *t, Type *type, void *context)
{
    bool *descriptors_changed = context;
    if (!(type->flags & TYPE_HEAP)) {
        return;
    }
    TypeSlots slots;
    compute(t, type, &slots);
    if (slots.next == NULL && type->slots.next != NULL) {
        slots.next = weft__next_removed; /* loops that run keep calling it without a check */
    }
    if (memcmp(&slots, &type->slots, sizeof slots) != 0) {
        if ((slots.descriptor_get == NULL) != (type->slots.descriptor_get == NULL) ||
            (slots.descriptor_set == NULL) != (type->slots.descriptor_set == NULL)) {
            *descriptors_changed = true;
        }
        uint32_t flags = slot_flags(t, type, &slots);
        weft__world_stop(t);
        type->slots = slots;
        type->flags = flags;
        weft__world_resume(t);
    }
    weft__subclass_each(type, refresh_one, t, context);
}

void weft__slots_refresh(Thread *t, Type *type)
{
    bool descriptors_changed = false;
    refresh_one(t, type, &descriptors_changed);
    if (descriptors_changed) {
        /* Values of this class in other classes now bind differently. */
        weft__type_modified(t, T(t, object));
    }
}

/* ---- builtin types ---- */

static bool row_exists(const Type *type, const SlotRow *row)
{
    if (slot_get(&type->slots, row->field) == NULL || row->wrap == NULL) {
        return false;
    }
    uint32_t bit = 1u << row->operation;
    if (row->field == FIELD_binary) {
        bool reflected = row->text[2] == 'r' && strcmp(row->text, "__rshift__") != 0;
        if (reflected && row->operation == OP_ADD &&
            (type->flags & (TYPE_IS_LIST | TYPE_IS_TUPLE | TYPE_IS_STR | TYPE_IS_BYTES |
                            TYPE_IS_EXPORTER))) {
            return false; /* sequences concatenate on the left only */
        }
        return (type->slots.binary_operators & bit) != 0;
    }
    if (row->field == FIELD_inplace) {
        return (type->slots.inplace_operators & bit) != 0;
    }
    if (row->field == FIELD_unary) {
        return (type->slots.unary_operators & bit) != 0;
    }
    if (row->field == FIELD_hash) {
        return type->slots.hash != weft__hash_not_implemented;
    }
    if (row->field == FIELD_truth) { /* containers are true by their length, and say so only there */
        return type->slots.length == NULL;
    }
    return true;
}

bool weft__add_slot_wrappers(Thread *t, Type *type)
{
    for (size_t i = 0; i < weft__slot_row_count; i++) {
        const SlotRow *row = &weft__slot_rows[i];
        Str *name = t->runtime->names[row->name];
        if (!row_exists(type, row) || weft__dict_get_str(t, type->dict, name) != EMPTY) {
            continue;
        }
        SlotWrapper *wrapper = weft__alloc(t, sizeof *wrapper, T(t, slot_wrapper));
        if (wrapper == NULL) {
            return false;
        }
        wrapper->owner = type;
        wrapper->row = (uint32_t)i;
        if (!weft__dict_set_str(t, type->dict, name, value_from_pointer(wrapper))) {
            return false;
        }
    }
    if (type->slots.hash == weft__hash_not_implemented &&
        !weft__dict_set_str(t, type->dict, N(t, __hash__), NONE)) {
        return false;
    }
    return true;
}
