/* float.c - the type float. Values are immediate but for extreme exponents, infinities and NaN.
 *
 * Floats never change, so threads share them freely; equal immediate floats are one value, so `is` holds.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "object/big_work.h"
#include "object/native.h"

Value weft__float_box(Thread *t, double d)
{
    BoxedFloat *box = weft__alloc(t, sizeof *box, T(t, float));
    if (box != NULL) {
        box->number = d;
    }
    return value_or_empty(box);
}

double weft__float_remainder(double a, double b)
{
    double r = fmod(a, b);
    if (r != 0.0) {
        return (b < 0) != (r < 0) ? r + b : r;
    }
    return copysign(0.0, b);
}

double weft__float_floor_divide(double a, double b)
{
    double r = fmod(a, b);
    double quotient = (a - r) / b;
    if (r != 0.0 && (b < 0) != (r < 0)) {
        quotient -= 1.0;
    }
    if (quotient == 0.0) {
        return copysign(0.0, a / b);
    }
    double whole = floor(quotient);
    return quotient - whole > 0.5 ? whole + 1.0 : whole;
}

static Value float_power(Thread *t, double a, double b)
{
    if (b == 0.0 || a == 1.0) {
        return float_new(t, 1.0);
    }
    if (isnan(a) || isnan(b)) {
        return float_new(t, a + b);
    }
    if (a == 0.0 && b < 0.0 && isfinite(b)) {
        return RAISE(t, ZeroDivisionError, "0.0 cannot be raised to a negative power");
    }
    if (a < 0.0 && isfinite(a) && isfinite(b) && b != floor(b)) {
        Value base = weft__complex_new(t, a, 0.0), exponent = weft__complex_new(t, b, 0.0);
        return base == EMPTY || exponent == EMPTY ? EMPTY
                                                  : weft__binary(t, OP_POWER, base, exponent);
    }
    double result = pow(a, b);
    if (isinf(result) && isfinite(a) && isfinite(b)) {
        Value args[2] = {value_from_small_int(34),
                         value_or_empty(weft__str_from_c(t, "Numerical result out of range"))};
        return args[1] == EMPTY ? EMPTY : weft__raise_with(t, EXC(t, OverflowError), args, 2);
    }
    return float_new(t, result);
}

Value weft__float_binary(Thread *t, BinaryOperation op, double a, double b)
{
    switch (op) {
    case OP_ADD: return float_new(t, a + b);
    case OP_SUBTRACT: return float_new(t, a - b);
    case OP_MULTIPLY: return float_new(t, a * b);
    case OP_TRUE_DIVIDE:
        return b == 0.0 ? RAISE(t, ZeroDivisionError, "float division by zero") : float_new(t, a / b);
    case OP_FLOOR_DIVIDE:
        return b == 0.0 ? RAISE(t, ZeroDivisionError, "float floor division by zero")
                        : float_new(t, weft__float_floor_divide(a, b));
    case OP_REMAINDER:
        return b == 0.0 ? RAISE(t, ZeroDivisionError, "float modulo")
                        : float_new(t, weft__float_remainder(a, b));
    case OP_DIVMOD: {
        if (b == 0.0) {
            return RAISE(t, ZeroDivisionError, "float divmod()");
        }
        Value quotient = float_new(t, weft__float_floor_divide(a, b));
        Value remainder = quotient == EMPTY ? EMPTY : float_new(t, weft__float_remainder(a, b));
        return remainder == EMPTY ? EMPTY : weft__tuple2(t, quotient, remainder);
    }
    case OP_POWER: return float_power(t, a, b);
    default: return NOT_IMPLEMENTED;
    }
}

/* 1 converted, 0 not a number for float arithmetic, -1 failure. */
static int operand(Thread *t, Value v, double *d)
{
    if (is_float(t, v)) {
        *d = as_double(v);
        return 1;
    }
    if (is_int(t, v)) {
        return weft__to_double(t, v, d) ? 1 : -1;
    }
    return 0;
}

static Value float_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    double x, y;
    int first = operand(t, a, &x);
    int second = first > 0 ? operand(t, b, &y) : 0;
    if (first < 0 || second < 0) {
        return EMPTY;
    }
    return second == 0 ? NOT_IMPLEMENTED : weft__float_binary(t, op, x, y);
}

/* Exact order of a float and an int; the float is finite. */
static int compare_with_int(Thread *t, double d, Value i)
{
    if (value_is_small_int(i) && fabs(d) < 9e15 && llabs(value_small_int(i)) < 9000000000000000LL) {
        double other = (double)value_small_int(i);
        return d < other ? -1 : d > other;
    }
    IntView view;
    weft__int_view(t, i, &view);
    return -mpz_cmp_d(view.number, d);
}

static Value ordered(int order, Comparison op)
{
    switch (op) {
    case CMP_LT: return value_from_bool(order < 0);
    case CMP_LE: return value_from_bool(order <= 0);
    case CMP_EQ: return value_from_bool(order == 0);
    case CMP_NE: return value_from_bool(order != 0);
    case CMP_GT: return value_from_bool(order > 0);
    default: return value_from_bool(order >= 0);
    }
}

static Value float_compare(Thread *t, Value a, Value b, Comparison op)
{
    if (!is_float(t, a)) {
        return NOT_IMPLEMENTED;
    }
    double x = as_double(a), y;
    if (is_float(t, b)) {
        y = as_double(b);
    } else if (is_int(t, b)) {
        if (isnan(x)) {
            return value_from_bool(op == CMP_NE);
        }
        if (!isinf(x)) {
            return ordered(compare_with_int(t, x, b), op);
        }
        y = 0.0;
    } else {
        return NOT_IMPLEMENTED;
    }
    if (isnan(x) || isnan(y)) {
        return value_from_bool(op == CMP_NE);
    }
    return ordered(x < y ? -1 : x > y, op);
}

int64_t weft__double_hash(double d)
{
    const uint64_t modulus = ((uint64_t)1 << 61) - 1;
    if (isinf(d)) {
        return d > 0 ? 314159 : -314159;
    }
    if (isnan(d)) {
        return 0;
    }
    int exponent;
    double mantissa = frexp(fabs(d), &exponent);
    uint64_t x = 0;
    while (mantissa != 0.0) { /* 28 bits at a time, modulo 2^61 - 1 */
        x = ((x << 28) & modulus) | x >> 33;
        mantissa *= 268435456.0;
        exponent -= 28;
        uint64_t part = (uint64_t)mantissa;
        mantissa -= (double)part;
        x += part;
        if (x >= modulus) {
            x -= modulus;
        }
    }
    exponent = exponent >= 0 ? exponent % 61 : 60 - ((-1 - exponent) % 61);
    x = ((x << exponent) & modulus) | x >> (61 - exponent);
    int64_t hash = d < 0 ? -(int64_t)x : (int64_t)x;
    return hash == -1 ? -2 : hash;
}

static bool float_hash(Thread *t, Value v, int64_t *hash)
{
    (void)t;
    double d = as_double(v);
    *hash = isnan(d) ? (int64_t)(v >> 4 & 0xFFFFFFFFFFFF) : weft__double_hash(d);
    return true;
}

static Value float_unary(Thread *t, UnaryOperation op, Value v)
{
    double d = as_double(v);
    switch (op) {
    case OP_NEGATIVE: return float_new(t, -d);
    case OP_POSITIVE: return float_new(t, d);
    case OP_ABSOLUTE: return float_new(t, fabs(d));
    default: return NOT_IMPLEMENTED;
    }
}
static int float_truth(Thread *t, Value v)
{
    (void)t;
    return as_double(v) != 0.0;
}
static Value float_repr(Thread *t, Value v)
{
    char text[40];
    size_t length = weft__double_repr(as_double(v), text);
    return value_or_empty(weft__str_from_ascii(t, text, length));
}
static Value float_power_modulo(Thread *t, Value a, Value b, Value m)
{
    (void)a;
    (void)b;
    (void)m;
    return RAISE(t, TypeError, "pow() 3rd argument not allowed unless all arguments are integers");
}
static Value float_to_int(Thread *t, Value v) { return weft__int_from_double(t, as_double(v)); }
static Value float_to_float(Thread *t, Value v)
{
    return value_is_immediate_float(v) || object_is(v, T(t, float)) ? v
                                                                     : float_new(t, as_double(v));
}

static Value float_new_instance(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    if (names != EMPTY && tuple_length(as_tuple(names)) > 0 &&
        (type == T(t, float) || type->slots.init == T(t, float)->slots.init)) {
        return RAISE(t, TypeError, "float() takes no keyword arguments");
    }
    if (count > 1) {
        return RAISE(t, TypeError, "float expected at most 1 argument, got %zu", count);
    }
    Value v;
    double d = 0.0;
    /* A str or a buffer of a class with its own __float__ is asked for it. */
    if (count == 1 && type_of(t, args[0])->slots.to_float == NULL &&
        (is_str(t, args[0]) || weft__is_bytes_like(t, args[0]))) {
        v = weft__float_from_text(t, args[0]);
        if (v == EMPTY) {
            return EMPTY;
        }
        d = as_double(v);
    } else if (count == 1) {
        Type *given = type_of(t, args[0]);
        if (given->slots.to_float == NULL && given->slots.index == NULL) {
            return RAISE(t, TypeError, "float() argument must be a string or a real number, not '%T'",
                         args[0]);
        }
        Value number = args[0];
        if ((given->flags & TYPE_IS_FLOAT) && given != T(t, float)) { /* the subclass may have its own __float__ */
            number = given->slots.to_float(t, number);
        }
        if (number == EMPTY || !weft__to_double(t, number, &d)) {
            return EMPTY;
        }
    }
    if (type == T(t, float)) {
        return float_new(t, d);
    }
    BoxedFloat *box = weft__instance_new(t, type, sizeof *box);
    if (box == NULL) {
        return EMPTY;
    }
    box->number = d;
    return value_from_pointer(box);
}

/* ---- methods ---- */

static Value method_is_integer(Thread *t, Value *args)
{
    (void)t;
    double d = as_double(args[0]);
    return value_from_bool(isfinite(d) && floor(d) == d);
}
static Value integer_ratio(Thread *t, void *context)
{
    mpq_t ratio;
    mpq_init(ratio);
    mpq_set_d(ratio, *(double *)context);
    Value numerator = weft__int_from_mpz(t, mpq_numref(ratio));
    Value denominator = numerator == EMPTY ? EMPTY : weft__int_from_mpz(t, mpq_denref(ratio));
    return denominator == EMPTY ? EMPTY : weft__tuple2(t, numerator, denominator);
}
static Value method_as_integer_ratio(Thread *t, Value *args)
{
    double d = as_double(args[0]);
    if (isinf(d)) {
        return RAISE(t, OverflowError, "cannot convert Infinity to integer ratio");
    }
    if (isnan(d)) {
        return RAISE(t, ValueError, "cannot convert NaN to integer ratio");
    }
    return weft__big_work(t, integer_ratio, &d);
}
static Value method_conjugate(Thread *t, Value *args) { return float_to_float(t, args[0]); }

static Value method_hex(Thread *t, Value *args)
{
    double d = as_double(args[0]);
    char text[64];
    if (!isfinite(d)) {
        return float_repr(t, args[0]);
    }
    if (d == 0.0) {
        return value_or_empty(weft__str_from_c(t, signbit(d) ? "-0x0.0p+0" : "0x0.0p+0"));
    }
    int exponent;
    double mantissa = frexp(fabs(d), &exponent);
    int shift = exponent - 1 < -1022 ? -1022 : exponent - 1;
    uint64_t bits = (uint64_t)ldexp(mantissa, 52 + exponent - shift);
    snprintf(text, sizeof text, "%s0x%llu.%013llxp%+d", d < 0 ? "-" : "",
             (unsigned long long)(bits >> 52), (unsigned long long)(bits & 0xFFFFFFFFFFFFFULL), shift);
    return value_or_empty(weft__str_from_c(t, text));
}
/* What [sign]0x[digits][.digits][p exponent] stands for, which was checked, rounded once, half to even;
 * infinite where it is too large. */
static double hex_value(const char *text)
{
    const char *p = strpbrk(text, "xX") + 1;
    uint64_t mantissa = 0;
    int64_t exponent = 0;
    bool sticky = false, fraction = false;
    for (; *p != 0 && strchr("0123456789abcdefABCDEF.", *p) != NULL; p++) {
        if (*p == '.') {
            fraction = true;
            continue;
        }
        if (mantissa >> 56 == 0) {
            mantissa = mantissa * 16 + (uint64_t)(*p <= '9' ? *p - '0' : (*p | 32) - 'a' + 10);
            exponent -= fraction ? 4 : 0;
        } else {
            sticky = sticky || *p != '0';
            exponent += fraction ? 0 : 4;
        }
    }
    if ((*p | 32) == 'p') {
        long long given = strtoll(p + 1, NULL, 10); /* at its limits what is too large for it */
        exponent = ADD_OVERFLOWS(exponent, (int64_t)given, &exponent)
                       ? (given < 0 ? INT64_MIN : INT64_MAX) : exponent;
    }
    if (mantissa == 0) {
        return 0.0;
    }
    int bits = 64 - __builtin_clzll(mantissa);
    if (exponent > 1024) {
        return HUGE_VAL;
    }
    if (exponent < -1074 - 64) {
        return 0.0;
    }
    int lowest = (int)exponent + bits - 53 < -1074 ? -1074 : (int)exponent + bits - 53;
    int dropped = lowest - (int)exponent; /* bits that do not fit; at most 64 */
    if (dropped <= 0) {
        return ldexp((double)mantissa, (int)exponent);
    }
    uint64_t kept = dropped == 64 ? 0 : mantissa >> dropped;
    uint64_t rest = dropped == 64 ? mantissa : mantissa & ((UINT64_C(1) << dropped) - 1);
    uint64_t half = UINT64_C(1) << (dropped - 1);
    kept += rest > half || (rest == half && (sticky || (kept & 1)));
    return ldexp((double)kept, lowest);
}

static Value method_fromhex(Thread *t, Value *args)
{
    if (!is_str(t, args[1])) {
        return RAISE(t, TypeError, "bad argument type for built-in operation");
    }
    size_t length;
    const char *utf8 = weft__str_utf8(t, as_str(args[1]), &length);
    if (utf8 == NULL) {
        return EMPTY;
    }
    const char *p = utf8;
    while (*p == ' ' || (*p >= 9 && *p <= 13)) {
        p++;
    }
    const char *number = p;
    size_t room = length + 8;
    ByteArray *copy = weft__byte_array_new(t, room);
    if (copy == NULL) {
        return EMPTY;
    }
    char *text = (char *)copy->bytes;
    bool negative = *p == '-';
    if (*p == '-' || *p == '+') {
        p++;
    }
    double d;
    char *end;
    if ((p[0] | 32) == 'i' || (p[0] | 32) == 'n') {
        d = strtod(number, &end);
    } else {
        bool prefixed = p[0] == '0' && (p[1] | 32) == 'x';
        if (!prefixed && (*p == 0 || strchr("0123456789abcdefABCDEF.", *p) == NULL)) {
            return RAISE(t, ValueError, "invalid hexadecimal floating-point string");
        }
        size_t skipped = prefixed ? 2 : 0;
        snprintf(text, room, "%s0x%s", negative ? "-" : "", p + skipped);
        (void)strtod(text, &end); /* where it ends */
        d = end == text ? 0.0 : negative ? -hex_value(text) : hex_value(text);
        if (isinf(d)) {
            return RAISE(t, OverflowError, "hexadecimal value too large to represent as a float");
        }
    }
    while (*end == ' ' || (*end >= 9 && *end <= 13)) {
        end++;
    }
    /* a NUL in the text ends the number, but not the argument */
    if (*end != 0 || end == text || end == number || strlen(utf8) != length) {
        return RAISE(t, ValueError, "invalid hexadecimal floating-point string");
    }
    Value v = float_new(t, d);
    return v == EMPTY || args[0] == value_from_pointer(T(t, float)) ? v : weft__call1(t, args[0], v);
}

/* Rounds the exact decimal value, half to even, by way of the exactly rounded "%.*f". */
static Value round_digits(Thread *t, double d, int64_t digits)
{
    if (!isfinite(d) || digits > 323) {
        return float_new(t, d);
    }
    if (digits < -308) {
        return float_new(t, copysign(0.0, d));
    }
    char text[700];
    double rounded;
    if (digits >= 0) {
        snprintf(text, sizeof text, "%.*f", (int)digits, d);
        rounded = strtod(text, NULL);
    } else { /* "%.*e" keeps as many digits as stand left of the rounded place */
        int exponent;
        snprintf(text, sizeof text, "%.17e", d);
        exponent = atoi(strchr(text, 'e') + 1);
        int64_t kept = exponent + digits;
        if (kept < -1) {
            return float_new(t, copysign(0.0, d));
        }
        if (kept == -1) {
            double unit = strtod("1", NULL) * pow(10.0, (double)-digits);
            rounded = fabs(d) > unit / 2 ? copysign(unit, d) : copysign(0.0, d);
        } else {
            snprintf(text, sizeof text, "%.*e", (int)kept, d);
            rounded = strtod(text, NULL);
        }
    }
    if (isinf(rounded)) {
        return RAISE(t, OverflowError, "rounded value too large to represent");
    }
    return float_new(t, rounded);
}

static Value method_round(Thread *t, Value *args)
{
    double d = as_double(args[0]);
    if (args[1] == EMPTY || args[1] == NONE) {
        if (!isfinite(d)) {
            return weft__int_from_double(t, d);
        }
        double rounded = round(d);
        if (fabs(d - rounded) == 0.5) {
            rounded = 2.0 * round(d / 2.0);
        }
        return weft__int_from_double(t, rounded);
    }
    int64_t digits;
    Value index = weft__index(t, args[1]);
    if (index == EMPTY) {
        return EMPTY;
    }
    if (!weft__int_fits_i64(t, index, &digits)) {
        digits = weft__int_sign(t, index) < 0 ? -100000 : 100000;
    }
    return round_digits(t, d, digits);
}
static Value method_trunc(Thread *t, Value *args) { return float_to_int(t, args[0]); }
static Value method_floor(Thread *t, Value *args)
{
    return weft__int_from_double(t, floor(as_double(args[0])));
}
static Value method_ceil(Thread *t, Value *args)
{
    return weft__int_from_double(t, ceil(as_double(args[0])));
}
static Value method_format(Thread *t, Value *args)
{
    if (!is_str(t, args[1])) {
        return RAISE(t, TypeError, "__format__() argument must be str, not %G", args[1]);
    }
    return weft__format_float(t, args[0], as_str(args[1]));
}
static Value method_getnewargs(Thread *t, Value *args)
{
    Value v = float_to_float(t, args[0]);
    return v == EMPTY ? EMPTY : value_or_empty(weft__tuple_from(t, &v, 1));
}
static Value method_getformat(Thread *t, Value *args)
{
    if (!is_str(t, args[1]) || (!weft__str_equals_c(as_str(args[1]), "double") &&
                                !weft__str_equals_c(as_str(args[1]), "float"))) {
        return RAISE(t, ValueError, "__getformat__() argument 1 must be 'double' or 'float'");
    }
    return value_or_empty(weft__str_from_c(t, "IEEE, little-endian"));
}
static Value get_real(Thread *t, Value self) { return float_to_float(t, self); }
static Value get_imag(Thread *t, Value self)
{
    (void)self;
    return float_new(t, 0.0);
}

void weft__init_float_type(Thread *t, Type *type)
{
    static const NativeDef methods[] = {
        {"is_integer", method_is_integer, "self, /", "True when there is no fraction.", 0},
        {"as_integer_ratio", method_as_integer_ratio, "self, /", NULL, 0},
        {"conjugate", method_conjugate, "self, /", NULL, 0},
        {"hex", method_hex, "self, /", NULL, 0},
        {"fromhex", method_fromhex, "type, string, /", NULL, NATIVE_CLASS},
        {"__round__", method_round, "self, ndigits=, /", NULL, 0},
        {"__trunc__", method_trunc, "self, /", NULL, 0},
        {"__floor__", method_floor, "self, /", NULL, 0},
        {"__ceil__", method_ceil, "self, /", NULL, 0},
        {"__format__", method_format, "self, format_spec, /", NULL, 0},
        {"__getnewargs__", method_getnewargs, "self, /", NULL, 0},
        {"__getformat__", method_getformat, "type, typestr, /", NULL, NATIVE_CLASS},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const GetSetDef getsets[] = {
        {"real", get_real, NULL, "The real part."},
        {"imag", get_imag, NULL, "The imaginary part."},
        {NULL, NULL, NULL, NULL},
    };
    weft__type_prepare(t, type, NULL, sizeof(BoxedFloat), TYPE_IS_FLOAT);
    TypeSlots *slots = &type->slots;
    slots->new_instance = float_new_instance;
    slots->repr = float_repr;
    slots->hash = float_hash;
    slots->compare = float_compare;
    slots->truth = float_truth;
    slots->binary = float_binary;
    slots->unary = float_unary;
    slots->power_modulo = float_power_modulo;
    slots->to_int = float_to_int;
    slots->to_float = float_to_float;
    slots->binary_operators = 1U << OP_ADD | 1U << OP_SUBTRACT | 1U << OP_MULTIPLY |
                              1U << OP_TRUE_DIVIDE | 1U << OP_FLOOR_DIVIDE | 1U << OP_REMAINDER |
                              1U << OP_DIVMOD | 1U << OP_POWER;
    slots->unary_operators = 1U << OP_NEGATIVE | 1U << OP_POSITIVE | 1U << OP_ABSOLUTE;
    weft__add_methods(t, type, methods);
    weft__add_getsets(t, type, getsets);
    weft__type_ready(t, type);
}
