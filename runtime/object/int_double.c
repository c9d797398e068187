/* int_double.c - operators on ints just beyond a word: whose value and result fit into 127 bits.
 *
 * Hashes, random numbers and checksums work modulo 2^64, so their values do not fit into an immediate
 * int, but two machine words hold them and their products. Guarantees: an answer is exact, with the
 * rounding of Python's division and shifts; what does not fit, or is an error, is refused and left to
 * GMP (int.c).
 */
#include "object/int_double.h"

typedef __int128 Double;
typedef unsigned __int128 UnsignedDouble;

static bool take(Value v, Double *out)
{
    if (value_is_small_int(v)) {
        *out = value_small_int(v);
        return true;
    }
    if (!value_is_pointer(v)) {
        return false; /* a bool */
    }
    const BigInt *big = value_pointer(v);
    int64_t count = big->size < 0 ? -big->size : big->size;
    if (count == 0) {
        *out = 0;
        return true;
    }
    if (count > 2 || (count == 2 && big->limbs[1] >> 63 != 0)) {
        return false;
    }
    UnsignedDouble magnitude = count == 2 ? (UnsignedDouble)big->limbs[1] << 64 | big->limbs[0] : big->limbs[0];
    *out = big->size < 0 ? -(Double)magnitude : (Double)magnitude;
    return true;
}

static Value give(Thread *t, Double number)
{
    if (number >= SMALL_INT_MIN && number <= SMALL_INT_MAX) {
        return value_from_small_int((int64_t)number);
    }
    UnsignedDouble magnitude = number < 0 ? -(UnsignedDouble)number : (UnsignedDouble)number;
    mp_limb_t limbs[2] = {(mp_limb_t)magnitude, (mp_limb_t)(magnitude >> 64)};
    int64_t count = limbs[1] != 0 ? 2 : 1;
    return weft__int_from_limbs(t, limbs, number < 0 ? -count : count);
}

static bool multiply(Double x, Double y, Double *result)
{
    UnsignedDouble a = x < 0 ? -(UnsignedDouble)x : (UnsignedDouble)x;
    UnsignedDouble b = y < 0 ? -(UnsignedDouble)y : (UnsignedDouble)y;
    if (a >> 64 != 0 || b >> 64 != 0) {
        return false;
    }
    UnsignedDouble product = (UnsignedDouble)(uint64_t)a * (uint64_t)b;
    if (product >> 127 != 0) {
        return false;
    }
    *result = (x < 0) != (y < 0) ? -(Double)product : (Double)product;
    return true;
}

static bool divide(Thread *t, BinaryOperation op, Double x, Double y, Value *out)
{
    if (y == 0) {
        return false;
    }
    Double quotient = x / y, rest = x % y;
    if (rest != 0 && (rest < 0) != (y < 0)) {
        rest += y;
        quotient--;
    }
    if (op == OP_DIVMOD) {
        Value q = give(t, quotient), r = q == EMPTY ? EMPTY : give(t, rest);
        *out = r == EMPTY ? EMPTY : weft__tuple2(t, q, r);
    } else {
        *out = give(t, op == OP_REMAINDER ? rest : quotient);
    }
    return true;
}

static bool shift(BinaryOperation op, Double x, Double y, Double *result)
{
    if (y < 0) {
        return false;
    }
    if (op == OP_RIGHT_SHIFT) {
        *result = x >> (y > 127 ? 127 : (int)y);
        return true;
    }
    if (y > 126) {
        return false;
    }
    *result = (Double)((UnsignedDouble)x << (int)y);
    return *result >> (int)y == x;
}

bool weft__int_double_binary(Thread *t, BinaryOperation op, Value a, Value b, Value *out)
{
    Double x, y, result;
    if (!take(a, &x) || !take(b, &y)) {
        return false;
    }
    switch (op) {
    case OP_ADD: /* both are below 2^127, so the sum is exact modulo 2^128 and its sign tells */
        result = (Double)((UnsignedDouble)x + (UnsignedDouble)y);
        if ((x < 0) == (y < 0) && (result < 0) != (x < 0)) {
            return false;
        }
        break;
    case OP_SUBTRACT:
        result = (Double)((UnsignedDouble)x - (UnsignedDouble)y);
        if ((x < 0) != (y < 0) && (result < 0) != (x < 0)) {
            return false;
        }
        break;
    case OP_MULTIPLY:
        if (!multiply(x, y, &result)) {
            return false;
        }
        break;
    case OP_AND: result = x & y; break;
    case OP_OR: result = x | y; break;
    case OP_XOR: result = x ^ y; break;
    case OP_LEFT_SHIFT:
    case OP_RIGHT_SHIFT:
        if (!shift(op, x, y, &result)) {
            return false;
        }
        break;
    case OP_FLOOR_DIVIDE:
    case OP_REMAINDER:
    case OP_DIVMOD:
        return divide(t, op, x, y, out);
    default:
        return false;
    }
    *out = give(t, result);
    return true;
}
