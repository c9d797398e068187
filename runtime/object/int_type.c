/* int_type.c - the types int and bool: construction, slots, methods.
 *
 * Ints never change, so threads share them freely. Arithmetic stands in int.c, text in int_text.c.
 */
#include <math.h>

#include "object/big_work.h"
#include "object/native.h"

static bool both_ints(Thread *t, Value a, Value b)
{
    return value_both_small_ints(a, b) || (is_int(t, a) && is_int(t, b));
}

static Value int_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    return both_ints(t, a, b) ? weft__int_binary(t, op, a, b) : NOT_IMPLEMENTED;
}

static Value int_compare(Thread *t, Value a, Value b, Comparison op)
{
    return both_ints(t, a, b) ? weft__int_compare(t, a, b, op) : NOT_IMPLEMENTED;
}

static Value copy_exact(Thread *t, Value v)
{
    if (value_is_small_int(v) || object_is(v, T(t, int))) {
        return v;
    }
    IntView view;
    weft__int_view(t, v, &view);
    return weft__int_from_mpz(t, view.number);
}

typedef struct WideUnary {
    UnaryOperation op;
    Value v;
} WideUnary;

static Value wide_unary(Thread *t, void *context)
{
    const WideUnary *operation = context;
    IntView view;
    weft__int_view(t, operation->v, &view);
    mpz_t result;
    mpz_init(result);
    if (operation->op == OP_NEGATIVE) {
        mpz_neg(result, view.number);
    } else if (operation->op == OP_INVERT) {
        mpz_com(result, view.number);
    } else {
        mpz_abs(result, view.number);
    }
    return weft__int_from_mpz(t, result);
}

static Value int_unary(Thread *t, UnaryOperation op, Value v)
{
    if (value_is_small_int(v)) {
        int64_t i = value_small_int(v);
        switch (op) {
        case OP_NEGATIVE: return int_from_i64(t, -i);
        case OP_INVERT: return value_from_small_int(~i);
        case OP_ABSOLUTE: return int_from_i64(t, i < 0 ? -i : i);
        default: return v;
        }
    }
    if (op == OP_POSITIVE) {
        return copy_exact(t, v);
    }
    WideUnary operation = {op, v};
    return weft__big_work(t, wide_unary, &operation);
}

/* context: base, exponent, modulus */
static Value wide_power_modulo(Thread *t, void *context)
{
    const Value *operands = context;
    IntView base, exponent, modulus;
    weft__int_view(t, operands[0], &base);
    weft__int_view(t, operands[1], &exponent);
    weft__int_view(t, operands[2], &modulus);
    mpz_t result, positive;
    mpz_inits(result, positive, NULL);
    mpz_abs(positive, modulus.number);
    if (mpz_sgn(exponent.number) < 0) {
        mpz_t opposite;
        mpz_init(opposite);
        if (mpz_invert(result, base.number, positive) == 0 && mpz_cmp_ui(positive, 1) != 0) {
            return RAISE(t, ValueError, "base is not invertible for the given modulus");
        }
        mpz_neg(opposite, exponent.number);
        mpz_powm(result, result, opposite, positive);
    } else {
        mpz_powm(result, base.number, exponent.number, positive);
    }
    if (mpz_sgn(modulus.number) < 0 && mpz_sgn(result) != 0) {
        mpz_add(result, result, modulus.number);
    }
    return weft__int_from_mpz(t, result);
}

/* pow(base, exponent, modulus) */
static Value int_power_modulo(Thread *t, Value a, Value b, Value m)
{
    if (!is_int(t, a) || !is_int(t, b) || !is_int(t, m)) {
        return is_float(t, a) || is_float(t, b) || is_float(t, m)
                   ? RAISE(t, TypeError,
                           "pow() 3rd argument not allowed unless all arguments are integers")
                   : NOT_IMPLEMENTED;
    }
    if (weft__int_sign(t, m) == 0) {
        return RAISE(t, ValueError, "pow() 3rd argument cannot be 0");
    }
    Value operands[3] = {a, b, m};
    return weft__big_work(t, wide_power_modulo, operands);
}

static bool int_hash(Thread *t, Value v, int64_t *hash)
{
    int64_t i = value_small_int(v);
    const int64_t modulus = ((int64_t)1 << 61) - 1;
    if (LIKELY(value_is_small_int(v) && i < modulus && i > -modulus)) {
        *hash = i == -1 ? -2 : i;
    } else {
        *hash = weft__int_hash(t, v);
    }
    return true;
}
static Value int_repr(Thread *t, Value v) { return value_or_empty(weft__int_to_text(t, v, 10, false)); }
static int int_truth(Thread *t, Value v) { return weft__int_sign(t, v) != 0; }
static Value int_to_float(Thread *t, Value v)
{
    double d;
    return weft__to_double(t, v, &d) ? float_new(t, d) : EMPTY;
}

/* An instance of a subclass with the value of exact int `v`. */
static Value subclass_instance(Thread *t, Type *type, Value v)
{
    IntView view;
    weft__int_view(t, v, &view);
    size_t limbs = mpz_size(view.number);
    BigInt *big = weft__instance_new(t, type, sizeof(BigInt) + limbs * sizeof(mp_limb_t));
    if (big == NULL) {
        return EMPTY;
    }
    big->size = mpz_sgn(view.number) < 0 ? -(int64_t)limbs : (int64_t)limbs;
    memcpy(big->limbs, mpz_limbs_read(view.number), limbs * sizeof(mp_limb_t));
    return value_from_pointer(big);
}

static Value int_from_arguments(Thread *t, Value x, Value base)
{
    if (x == EMPTY) {
        return base == EMPTY ? value_from_small_int(0)
                             : RAISE(t, TypeError, "int() missing string argument");
    }
    if (base == EMPTY) {
        return weft__to_int(t, x);
    }
    int64_t radix;
    if (!weft__to_i64(t, base, &radix)) {
        if (!weft__exception_matches(t, EXC(t, OverflowError))) {
            return EMPTY;
        }
        exception_take(t); /* too large for any base */
        radix = -1;
    }
    if ((radix != 0 && radix < 2) || radix > 36) {
        return RAISE(t, ValueError, "int() base must be >= 2 and <= 36, or 0");
    }
    if (!is_str(t, x) && !has_type_flag(t, x, TYPE_IS_BYTES | TYPE_IS_BYTEARRAY)) {
        return RAISE(t, TypeError, "int() can't convert non-string with explicit base");
    }
    return weft__int_from_text(t, x, (int)radix);
}

static Value int_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    Value x = count > 0 ? args[0] : EMPTY, base = count > 1 ? args[1] : EMPTY;
    size_t named = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    if (count + named > 2) {
        return RAISE(t, TypeError, "int() takes at most 2 arguments (%zu given)", count + named);
    }
    for (size_t i = 0; i < named; i++) {
        Str *name = as_str(as_tuple(names)->items[i]);
        if (!weft__str_equals_c(name, "base") || base != EMPTY) {
            return RAISE(t, TypeError, "'%S' is an invalid keyword argument for int()", name);
        }
        base = args[count + i];
    }
    Value v = int_from_arguments(t, x, base);
    return v == EMPTY || type == T(t, int) ? v : subclass_instance(t, type, v);
}

/* ---- methods ---- */

static Value method_bit_length(Thread *t, Value *args)
{
    return value_from_small_int((int64_t)weft__int_bit_length(t, args[0]));
}
static Value method_bit_count(Thread *t, Value *args)
{
    IntView view;
    weft__int_view(t, args[0], &view);
    mp_size_t limbs = (mp_size_t)mpz_size(view.number);
    return value_from_small_int(
        limbs == 0 ? 0 : (int64_t)mpn_popcount(mpz_limbs_read(view.number), limbs));
}
static Value method_conjugate(Thread *t, Value *args) { return copy_exact(t, args[0]); }
static Value method_as_integer_ratio(Thread *t, Value *args)
{
    Value v = copy_exact(t, args[0]);
    return v == EMPTY ? EMPTY : weft__tuple2(t, v, value_from_small_int(1));
}

static bool byte_order(Thread *t, Value order, bool *little)
{
    if (!is_str(t, order)) {
        RAISE(t, TypeError, "to_bytes() argument 'byteorder' must be str, not %G", order);
        return false;
    }
    *little = weft__str_equals_c(as_str(order), "little");
    if (!*little && !weft__str_equals_c(as_str(order), "big")) {
        RAISE(t, ValueError, "byteorder must be either 'little' or 'big'");
        return false;
    }
    return true;
}

/* What to_bytes and from_bytes were asked for. */
typedef struct BytesOrder {
    Value number;
    size_t length;
    bool little, is_signed;
    const unsigned char *bytes; /* from_bytes */
} BytesOrder;

static Value wide_to_bytes(Thread *t, void *context)
{
    const BytesOrder *order = context;
    size_t length = order->length;
    IntView view;
    weft__int_view(t, order->number, &view);
    bool negative = mpz_sgn(view.number) < 0;
    mpz_t number;
    mpz_init_set(number, view.number);
    if (negative) {
        mpz_com(number, number); /* then all bits are inverted */
    }
    size_t bits = mpz_sgn(number) == 0 ? 0 : mpz_sizeinbase(number, 2);
    bool fits = bits == 0 || (bits - 1) / 8 < length;
    fits = fits && !(order->is_signed && bits == length * 8 && bits > 0) && !(negative && length == 0);
    if (!fits) {
        return RAISE(t, OverflowError, "int too big to convert");
    }
    Bytes *bytes = weft__bytes_new(t, NULL, length);
    if (bytes == NULL) {
        return EMPTY;
    }
    memset(bytes->data, 0, length);
    size_t written = 0;
    mpz_export(bytes->data, &written, -1, 1, 0, 0, number);
    for (size_t i = 0; negative && i < length; i++) {
        bytes->data[i] = (unsigned char)~bytes->data[i];
    }
    for (size_t i = 0; !order->little && i < length / 2; i++) {
        unsigned char other = bytes->data[length - 1 - i];
        bytes->data[length - 1 - i] = bytes->data[i];
        bytes->data[i] = other;
    }
    return value_from_pointer(bytes);
}

static Value method_to_bytes(Thread *t, Value *args)
{
    int64_t length;
    bool little;
    if (!weft__to_i64(t, args[1], &length) || !byte_order(t, args[2], &little)) {
        return EMPTY;
    }
    int is_signed = weft__truth(t, args[3]);
    if (is_signed < 0) {
        return EMPTY;
    }
    if (length < 0) {
        return RAISE(t, ValueError, "length argument must be non-negative");
    }
    IntView view;
    weft__int_view(t, args[0], &view);
    bool negative = mpz_sgn(view.number) < 0;
    if (negative && !is_signed) {
        return RAISE(t, OverflowError, "can't convert negative int to unsigned");
    }
    if (!weft__budget_check(t, (size_t)length)) {
        return EMPTY;
    }
    BytesOrder order = {args[0], (size_t)length, little, is_signed != 0, NULL};
    return weft__big_work(t, wide_to_bytes, &order);
}

static Value wide_from_bytes(Thread *t, void *context)
{
    const BytesOrder *order = context;
    size_t length = order->length;
    if (!weft__big_bits_fit(t, length * 8)) {
        return EMPTY;
    }
    mpz_t number;
    mpz_init(number);
    mpz_import(number, length, order->little ? -1 : 1, 1, 0, 0, order->bytes);
    if (order->is_signed && length > 0 && (order->bytes[order->little ? length - 1 : 0] & 0x80)) {
        mpz_t modulus;
        mpz_init(modulus);
        mpz_setbit(modulus, length * 8);
        mpz_sub(number, number, modulus);
    }
    return weft__int_from_mpz(t, number);
}

static Value method_from_bytes(Thread *t, Value *args)
{
    bool little;
    const unsigned char *bytes;
    size_t length;
    if (!byte_order(t, args[2], &little)) {
        return EMPTY;
    }
    Value source = args[1];
    if (type_of(t, source)->slots.get_bytes == NULL) {
        if (type_of(t, source) == T(t, str) || type_of(t, source) == T(t, int)) {
            /* bytes() takes them, as a text to encode and a length */
            return RAISE(t, TypeError, "cannot convert '%T' object to bytes", source);
        }
        Value one[1] = {source};
        source = weft__call(t, value_from_pointer(T(t, bytes)), one, 1, EMPTY);
        if (source == EMPTY) {
            return EMPTY;
        }
    }
    int is_signed = weft__truth(t, args[3]);
    if (is_signed < 0 || !weft__gather_bytes(t, source, &bytes, &length)) {
        return EMPTY;
    }
    BytesOrder order = {source, length, little, is_signed != 0, bytes};
    Value v = weft__big_work(t, wide_from_bytes, &order);
    if (v != EMPTY && args[0] != value_from_pointer(T(t, int))) {
        return weft__call1(t, args[0], v);
    }
    return v;
}

typedef struct Rounding {
    Value number;
    unsigned long power;
} Rounding;

static Value wide_round(Thread *t, void *context)
{
    const Rounding *rounding = context;
    IntView view;
    weft__int_view(t, rounding->number, &view);
    mpz_t unit, quotient, remainder;
    mpz_inits(unit, quotient, remainder, NULL);
    mpz_ui_pow_ui(unit, 10, rounding->power);
    mpz_fdiv_qr(quotient, remainder, view.number, unit);
    mpz_mul_2exp(remainder, remainder, 1);
    int order = mpz_cmp(remainder, unit);
    if (order > 0 || (order == 0 && mpz_odd_p(quotient))) {
        mpz_add_ui(quotient, quotient, 1);
    }
    mpz_mul(quotient, quotient, unit);
    return weft__int_from_mpz(t, quotient);
}

/* Rounds to a multiple of 10 ** -digits, half to even. */
static Value method_round(Thread *t, Value *args)
{
    Value self = copy_exact(t, args[0]);
    if (self == EMPTY || args[1] == EMPTY || args[1] == NONE) {
        return self;
    }
    Value digits = weft__index(t, args[1]);
    if (digits == EMPTY || weft__int_sign(t, digits) >= 0) {
        return digits == EMPTY ? EMPTY : self;
    }
    int64_t power;
    if (!weft__int_fits_i64(t, digits, &power) ||
        power < -((int64_t)weft__int_bit_length(t, self) / 3 + 2)) {
        return value_from_small_int(0);
    }
    Rounding rounding = {self, (unsigned long)-power};
    return weft__big_work(t, wide_round, &rounding);
}
static Value method_format(Thread *t, Value *args)
{
    if (!is_str(t, args[1])) {
        return RAISE(t, TypeError, "__format__() argument must be str, not %G", args[1]);
    }
    return weft__format_int(t, args[0], as_str(args[1]));
}
static Value method_getnewargs(Thread *t, Value *args)
{
    Value v = copy_exact(t, args[0]);
    return v == EMPTY ? EMPTY : value_or_empty(weft__tuple_from(t, &v, 1));
}
static Value method_sizeof(Thread *t, Value *args)
{
    IntView view;
    weft__int_view(t, args[0], &view);
    return int_from_i64(t, (int64_t)(sizeof(BigInt) + mpz_size(view.number) * sizeof(mp_limb_t)));
}

static Value get_self(Thread *t, Value self) { return copy_exact(t, self); }
static Value get_zero(Thread *t, Value self)
{
    (void)t;
    (void)self;
    return value_from_small_int(0);
}
static Value get_one(Thread *t, Value self)
{
    (void)t;
    (void)self;
    return value_from_small_int(1);
}

void weft__init_int_type(Thread *t, Type *type)
{
    static const NativeDef methods[] = {
        {"bit_length", method_bit_length, "self, /", "Number of bits without sign.", 0},
        {"bit_count", method_bit_count, "self, /", "Number of ones in the magnitude.", 0},
        {"conjugate", method_conjugate, "self, /", NULL, 0},
        {"as_integer_ratio", method_as_integer_ratio, "self, /", NULL, 0},
        {"to_bytes", method_to_bytes, "self, /, length=1, byteorder='big', *, signed=False", NULL, 0},
        {"from_bytes", method_from_bytes, "type, /, bytes, byteorder='big', *, signed=False", NULL,
         NATIVE_CLASS},
        {"__round__", method_round, "self, ndigits=, /", NULL, 0},
        {"__trunc__", method_conjugate, "self, /", NULL, 0},
        {"__floor__", method_conjugate, "self, /", NULL, 0},
        {"__ceil__", method_conjugate, "self, /", NULL, 0},
        {"__format__", method_format, "self, format_spec, /", NULL, 0},
        {"__getnewargs__", method_getnewargs, "self, /", NULL, 0},
        {"__sizeof__", method_sizeof, "self, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const GetSetDef getsets[] = {
        {"real", get_self, NULL, "The real part."},
        {"imag", get_zero, NULL, "The imaginary part."},
        {"numerator", get_self, NULL, NULL},
        {"denominator", get_one, NULL, NULL},
        {NULL, NULL, NULL, NULL},
    };
    weft__type_prepare(t, type, NULL, sizeof(BigInt), TYPE_IS_INT | TYPE_VARIABLE);
    TypeSlots *slots = &type->slots;
    slots->new_instance = int_new;
    slots->repr = int_repr;
    slots->hash = int_hash;
    slots->compare = int_compare;
    slots->truth = int_truth;
    slots->binary = int_binary;
    slots->unary = int_unary;
    slots->power_modulo = int_power_modulo;
    slots->index = copy_exact;
    slots->to_int = copy_exact;
    slots->to_float = int_to_float;
    slots->binary_operators = ((1U << OP_BINARY_COUNT) - 1) & ~(1U << OP_MATRIX_MULTIPLY);
    slots->unary_operators = (1U << OP_UNARY_COUNT) - 1;
    weft__add_methods(t, type, methods);
    weft__add_getsets(t, type, getsets);
    weft__type_ready(t, type);
}

/* ---- bool ---- */

static Value bool_repr(Thread *t, Value v)
{
    return value_or_empty(weft__intern_c(t, v == TRUE_VALUE ? "True" : "False"));
}
static Value bool_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    if (value_is_bool(a) && value_is_bool(b)) {
        switch (op) {
        case OP_AND: return value_from_bool(a == TRUE_VALUE && b == TRUE_VALUE);
        case OP_OR: return value_from_bool(a == TRUE_VALUE || b == TRUE_VALUE);
        case OP_XOR: return value_from_bool(a != b);
        default: break;
        }
    }
    return int_binary(t, op, a, b);
}
static Value bool_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)type;
    if (names != EMPTY && tuple_length(as_tuple(names)) > 0) {
        return RAISE(t, TypeError, "bool() takes no keyword arguments");
    }
    if (count > 1) {
        return RAISE(t, TypeError, "bool expected at most 1 argument, got %zu", count);
    }
    int truth = count == 0 ? 0 : weft__truth(t, args[0]);
    return truth < 0 ? EMPTY : value_from_bool(truth != 0);
}

void weft__init_bool_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, T(t, int), sizeof(BigInt), TYPE_IS_INT | TYPE_FINAL | TYPE_VARIABLE);
    type->slots.new_instance = bool_new;
    type->slots.repr = bool_repr;
    type->slots.binary = bool_binary;
    type->slots.binary_operators = 1U << OP_AND | 1U << OP_OR | 1U << OP_XOR;
    weft__type_ready(t, type);
}
