/* slot_generic.h - shared by slots.c, slot_generic.c and slot_wrappers.c.
 *
 * A slot of a class written in Python calls the special method that the class has at that moment.
 */
#ifndef WEFT_OBJECT_SLOT_GENERIC_H
#define WEFT_OBJECT_SLOT_GENERIC_H

#include "object/classes.h"

typedef TypeSlots GenericSlots;
const GenericSlots *weft__generic_slots(void);

enum SlotField {
#define FIELD(slot, generic) FIELD_##slot,
#include "object/slots.def"
    FIELD_COUNT
};

typedef struct SlotRow SlotRow;
typedef Value (*SlotWrap)(Thread *t, const SlotRow *row, Type *owner, Value self, Value *args,
                          size_t count, Value names);
struct SlotRow {
    const char *text;    /* the dunder */
    uint16_t name;       /* NameIndex */
    uint8_t field;       /* SlotField */
    uint8_t operation;   /* operator number by field */
    SlotWrap wrap;       /* NULL: no wrapper */
    const char *doc;
};
extern const SlotRow weft__slot_rows[];
extern const size_t weft__slot_row_count;
extern const uint16_t weft__slot_offsets[FIELD_COUNT]; /* in TypeSlots */

/* A slot as an opaque word, for comparing and copying. */
typedef void (*AnySlot)(void);
static inline AnySlot slot_get(const TypeSlots *slots, unsigned field)
{
    AnySlot slot;
    memcpy(&slot, (const char *)slots + weft__slot_offsets[field], sizeof slot);
    return slot;
}
static inline void slot_put(TypeSlots *slots, unsigned field, AnySlot slot)
{
    memcpy((char *)slots + weft__slot_offsets[field], &slot, sizeof slot);
}

Str *weft__inplace_name(Thread *t, BinaryOperation op);
/* operators.c: the TypeError of an operator that no operand knows. */
COLD Value weft__raise_binary(Thread *t, BinaryOperation op, Value a, Value b);
Value weft__slot_power_modulo(Thread *t, Value base, Value exponent, Value modulus);
int weft__contains_by_iteration(Thread *t, Value container, Value item);
/* Calls with `first` put before the other arguments. */
Value weft__call_prepend(Thread *t, Value callable, Value first, Value *args, size_t count,
                         Value names);
Value weft__native_new_code(Thread *t, Value *args); /* marks `__new__` functions of builtin types */

/* What a class's length slot answers when the class has lost its __len__ since the slot was chosen
 * (TypeError is pending): truth then is that of a class without one. */
enum { LENGTH_MISSING = -2 };

#endif
