/* operators.c - binary, in-place and unary operators and comparisons on any two objects.
 *
 * Dispatch follows the language: the left operand's type, then the right one's, the right one first
 * when its type is a subclass of the left one's. A slot that answers NotImplemented passes on.
 */
#include "object/slot_generic.h"

/* NOT_IMPLEMENTED when neither type knows. */
static Value binary_dispatch(Thread *t, BinaryOperation op, Value a, Value b)
{
    Type *left = type_of(t, a);
    Type *right = type_of(t, b);
    Value (*first)(Thread *, BinaryOperation, Value, Value) = left->slots.binary;
    Value (*second)(Thread *, BinaryOperation, Value, Value) =
        right == left ? NULL : right->slots.binary;
    if (second == first) {
        second = NULL;
    }
    if (first != NULL) {
        if (second != NULL && weft__is_subtype(right, left)) {
            Value result = second(t, op, a, b);
            if (result != NOT_IMPLEMENTED) {
                return result;
            }
            second = NULL;
        }
        Value result = first(t, op, a, b);
        if (LIKELY(result != NOT_IMPLEMENTED)) {
            return result;
        }
    }
    return second == NULL ? NOT_IMPLEMENTED : second(t, op, a, b);
}

static NO_INLINE Value raise_unsupported(Thread *t, const char *symbol, Value a, Value b)
{
    return RAISE(t, TypeError, "unsupported operand type(s) for %s: '%T' and '%T'", symbol, a, b);
}

/* `print >> x` and `[] + 1` have messages of their own. */
COLD Value weft__raise_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    Type *left = type_of(t, a);
    if (op == OP_RIGHT_SHIFT && object_is(a, T(t, native_function)) &&
        strcmp(((NativeFunction *)value_pointer(a))->def->name, "print") == 0) {
        return RAISE(t, TypeError,
                     "unsupported operand type(s) for %s: '%T' and '%T'. Did you mean "
                     "\"print(<message>, file=<output_stream>)\"?",
                     ">>", a, b);
    }
    const uint32_t sequences =
        TYPE_IS_LIST | TYPE_IS_TUPLE | TYPE_IS_STR | TYPE_IS_BYTES | TYPE_IS_BYTEARRAY;
    if (op == OP_ADD && (left->flags & sequences)) {
        if (left->flags & TYPE_IS_STR) {
            return RAISE(t, TypeError, "can only concatenate str (not \"%T\") to str", b);
        }
        if (left->flags & (TYPE_IS_LIST | TYPE_IS_TUPLE)) {
            const char *kind = left->flags & TYPE_IS_LIST ? "list" : "tuple";
            return RAISE(t, TypeError, "can only concatenate %s (not \"%T\") to %s", kind, b, kind);
        }
        return RAISE(t, TypeError, "can't concat %T to %T", b, a);
    }
    if (op == OP_MULTIPLY) {
        Value other = (left->flags & sequences) ? b : a;
        if ((left->flags & sequences) || (type_of(t, b)->flags & sequences)) {
            return RAISE(t, TypeError, "can't multiply sequence by non-int of type '%T'", other);
        }
    }
    return raise_unsupported(t, weft__binary_symbol(op), a, b);
}

Value weft__binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    Value result = value_both_small_ints(a, b) ? weft__int_binary(t, op, a, b)
                                               : binary_dispatch(t, op, a, b);
    return LIKELY(result != NOT_IMPLEMENTED) ? result : weft__raise_binary(t, op, a, b);
}

/* Types with items, a length or members, and all classes of programs, whether they can be repeated or not. */
static bool has_sequence_protocol(const Type *type)
{
    return type->slots.get_item != NULL || type->slots.length != NULL || type->slots.contains != NULL ||
           (type->flags & TYPE_HEAP) != 0;
}

Value weft__inplace(Thread *t, BinaryOperation op, Value a, Value b)
{
    if (value_both_small_ints(a, b)) {
        Value result = weft__int_binary(t, op, a, b);
        if (LIKELY(result != NOT_IMPLEMENTED)) {
            return result;
        }
    }
    Type *left = type_of(t, a);
    if (UNLIKELY((op == OP_ADD || op == OP_MULTIPLY) && (left->flags & (TYPE_IS_LIST | TYPE_IS_EXPORTER)) &&
                 type_of(t, b)->slots.binary == weft__slot_binary)) {
        /* The number protocol of the right operand goes before the sequence protocol of the left. */
        bool missing;
        Value result = weft__dunder_call(t, b, weft__binary_name(t, op, true), &a, 1, &missing);
        if (!missing && result != NOT_IMPLEMENTED) {
            return result;
        }
    }
    if (left->slots.inplace != NULL) {
        Value result = left->slots.inplace(t, op, a, b);
        if (result != NOT_IMPLEMENTED) {
            return result;
        }
    }
    Value result = binary_dispatch(t, op, a, b);
    if (LIKELY(result != NOT_IMPLEMENTED)) {
        return result;
    }
    const uint32_t sequences =
        TYPE_IS_LIST | TYPE_IS_TUPLE | TYPE_IS_STR | TYPE_IS_BYTES | TYPE_IS_BYTEARRAY;
    if ((op == OP_ADD && (left->flags & sequences)) ||
        (op == OP_MULTIPLY && ((left->flags & sequences) || (!has_sequence_protocol(left) &&
                                                              (type_of(t, b)->flags & sequences))))) {
        return weft__raise_binary(t, op, a, b);
    }
    const char *symbol = weft__binary_symbol(op);
    char text[8] = "**=";
    if (op != OP_POWER) {
        size_t length = strlen(symbol);
        memcpy(text, symbol, length);
        text[length] = '=';
        text[length + 1] = 0;
    }
    return raise_unsupported(t, text, a, b);
}

Value weft__unary(Thread *t, UnaryOperation op, Value v)
{
    Type *type = type_of(t, v);
    if (type->slots.unary != NULL) {
        Value result = type->slots.unary(t, op, v);
        if (LIKELY(result != NOT_IMPLEMENTED)) {
            return result;
        }
    }
    static const char *const symbols[] = {
        [OP_NEGATIVE] = "unary -", [OP_POSITIVE] = "unary +", [OP_INVERT] = "unary ~",
        [OP_ABSOLUTE] = "abs()"};
    return RAISE(t, TypeError, "bad operand type for %s: '%T'", symbols[op], v);
}

Value weft__power(Thread *t, Value a, Value b, Value modulus)
{
    if (modulus == NONE) {
        return weft__binary(t, OP_POWER, a, b);
    }
    const Value operands[3] = {a, b, modulus};
    for (size_t i = 0; i < 3; i++) {
        Value (*power)(Thread *, Value, Value, Value) = type_of(t, operands[i])->slots.power_modulo;
        if (power != NULL) {
            Value result = power(t, a, b, modulus);
            if (result != NOT_IMPLEMENTED) {
                return result;
            }
        }
    }
    return RAISE(t, TypeError, "unsupported operand type(s) for ** or pow(): '%T', '%T', '%T'", a, b,
                 modulus);
}

/* ---- comparisons ---- */

static const Comparison swapped[] = {
    [CMP_LT] = CMP_GT, [CMP_LE] = CMP_GE, [CMP_EQ] = CMP_EQ,
    [CMP_NE] = CMP_NE, [CMP_GT] = CMP_LT, [CMP_GE] = CMP_LE,
};
static const char *const comparison_symbols[] = {
    [CMP_LT] = "<", [CMP_LE] = "<=", [CMP_EQ] = "==", [CMP_NE] = "!=", [CMP_GT] = ">", [CMP_GE] = ">=",
};

Value weft__compare(Thread *t, Value a, Value b, Comparison op)
{
    if (value_both_small_ints(a, b)) {
        return weft__int_compare(t, a, b, op);
    }
    if (!weft__enter_native(t, " in comparison")) {
        return EMPTY;
    }
    Type *left = type_of(t, a);
    Type *right = type_of(t, b);
    bool tried = false;
    if (left != right && right->slots.compare != NULL && weft__is_subtype(right, left)) {
        tried = true;
        Value result = right->slots.compare(t, b, a, swapped[op]);
        if (result != NOT_IMPLEMENTED) {
            return result;
        }
    }
    if (LIKELY(left->slots.compare != NULL)) {
        Value result = left->slots.compare(t, a, b, op);
        if (LIKELY(result != NOT_IMPLEMENTED)) {
            return result;
        }
    }
    if (!tried && right->slots.compare != NULL) {
        Value result = right->slots.compare(t, b, a, swapped[op]);
        if (result != NOT_IMPLEMENTED) {
            return result;
        }
    }
    if (op == CMP_EQ || op == CMP_NE) {
        return value_from_bool((a == b) == (op == CMP_EQ));
    }
    return RAISE(t, TypeError, "'%s' not supported between instances of '%T' and '%T'",
                 comparison_symbols[op], a, b);
}

int weft__compare_bool(Thread *t, Value a, Value b, Comparison op)
{
    if (a == b) { /* identity implies equality inside containers */
        if (op == CMP_EQ) {
            return 1;
        }
        if (op == CMP_NE) {
            return 0;
        }
    }
    Value result = weft__compare(t, a, b, op);
    if (LIKELY(value_is_bool(result))) {
        return result == TRUE_VALUE;
    }
    return result == EMPTY ? -1 : weft__truth(t, result);
}

int weft__equal(Thread *t, Value a, Value b)
{
    if (a == b) {
        return 1;
    }
    if (value_both_small_ints(a, b)) {
        return 0;
    }
    if (object_is(a, T(t, str)) && object_is(b, T(t, str))) {
        return weft__str_equal(as_str(a), as_str(b));
    }
    return weft__compare_bool(t, a, b, CMP_EQ);
}
