/* complex.c - the type complex.
 *
 * Complex numbers never change, so threads share them freely. Text, parsing and arithmetic are CPython's,
 * signed zeros and infinities included.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "object/native.h"

Value weft__complex_new(Thread *t, double real, double imaginary)
{
    Complex *c = weft__alloc(t, sizeof *c, T(t, complex));
    if (c != NULL) {
        c->real = real;
        c->imaginary = imaginary;
    }
    return value_or_empty(c);
}

typedef struct Pair {
    double real, imaginary;
} Pair;

static bool is_complex(Thread *t, Value v)
{
    return value_is_pointer(v) && weft__is_subtype(type_of(t, v), T(t, complex));
}
static Pair pair_of(Value v)
{
    const Complex *c = value_pointer(v);
    return (Pair){c->real, c->imaginary};
}

/* 1 converted, 0 no number, -1 failure */
static int operand(Thread *t, Value v, Pair *out)
{
    if (is_complex(t, v)) {
        *out = pair_of(v);
        return 1;
    }
    if (is_float(t, v) || is_int(t, v)) {
        out->imaginary = 0.0;
        return weft__to_double(t, v, &out->real) ? 1 : -1;
    }
    return 0;
}

static Pair multiply(Pair a, Pair b)
{
    return (Pair){a.real * b.real - a.imaginary * b.imaginary,
                  a.real * b.imaginary + a.imaginary * b.real};
}

/* Smith's method: scales by the larger part of the divisor (R. L. Smith, CACM 1962). */
static bool divide(Pair a, Pair b, Pair *out)
{
    if (b.real == 0.0 && b.imaginary == 0.0) {
        return false;
    }
    if (fabs(b.real) >= fabs(b.imaginary)) {
        double ratio = b.imaginary / b.real, scale = b.real + b.imaginary * ratio;
        *out = (Pair){(a.real + a.imaginary * ratio) / scale, (a.imaginary - a.real * ratio) / scale};
    } else if (fabs(b.imaginary) >= fabs(b.real)) {
        double ratio = b.real / b.imaginary, scale = b.real * ratio + b.imaginary;
        *out = (Pair){(a.real * ratio + a.imaginary) / scale, (a.imaginary * ratio - a.real) / scale};
    } else {
        *out = (Pair){NAN, NAN};
    }
    return true;
}

static Pair integer_power(Pair base, int64_t n)
{
    Pair result = {1.0, 0.0};
    uint64_t left = n < 0 ? (uint64_t)-n : (uint64_t)n;
    for (; left != 0; left >>= 1) {
        if (left & 1) {
            result = multiply(result, base);
        }
        base = multiply(base, base);
    }
    if (n < 0) {
        Pair one = {1.0, 0.0};
        divide(one, result, &result);
    }
    return result;
}

static Value power(Thread *t, Pair a, Pair b)
{
    Pair result;
    if (b.real == 0.0 && b.imaginary == 0.0) {
        return weft__complex_new(t, 1.0, 0.0);
    }
    if (a.real == 0.0 && a.imaginary == 0.0) {
        if (b.imaginary != 0.0 || b.real < 0.0) {
            return RAISE(t, ZeroDivisionError, "0.0 to a negative or complex power");
        }
        return weft__complex_new(t, 0.0, 0.0);
    }
    if (b.imaginary == 0.0 && b.real == floor(b.real) && fabs(b.real) <= 100.0) {
        result = integer_power(a, (int64_t)b.real);
    } else {
        double magnitude = hypot(a.real, a.imaginary);
        double length = pow(magnitude, b.real);
        double angle = atan2(a.imaginary, a.real);
        double phase = angle * b.real;
        if (b.imaginary != 0.0) {
            length /= exp(angle * b.imaginary);
            phase += b.imaginary * log(magnitude);
        }
        result = (Pair){length * cos(phase), length * sin(phase)};
    }
    if (isinf(result.real) || isinf(result.imaginary)) {
        return RAISE(t, OverflowError, "complex exponentiation");
    }
    return weft__complex_new(t, result.real, result.imaginary);
}

static Value complex_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    Pair x, y, result;
    int first = operand(t, a, &x);
    int second = first > 0 ? operand(t, b, &y) : 0;
    if (first < 0 || second < 0) {
        return EMPTY;
    }
    if (second == 0) {
        return NOT_IMPLEMENTED;
    }
    switch (op) {
    case OP_ADD: result = (Pair){x.real + y.real, x.imaginary + y.imaginary}; break;
    case OP_SUBTRACT: result = (Pair){x.real - y.real, x.imaginary - y.imaginary}; break;
    case OP_MULTIPLY: result = multiply(x, y); break;
    case OP_TRUE_DIVIDE:
        if (!divide(x, y, &result)) {
            return RAISE(t, ZeroDivisionError, "complex division by zero");
        }
        break;
    case OP_POWER: return power(t, x, y);
    default: return NOT_IMPLEMENTED;
    }
    return weft__complex_new(t, result.real, result.imaginary);
}

static Value complex_power_modulo(Thread *t, Value a, Value b, Value m)
{
    (void)m;
    Pair ignored;
    int first = operand(t, a, &ignored);
    int second = first > 0 ? operand(t, b, &ignored) : first;
    return first < 0 || second < 0 ? EMPTY
           : second == 0           ? NOT_IMPLEMENTED
                                   : RAISE(t, ValueError, "complex modulo");
}

static Value complex_compare(Thread *t, Value a, Value b, Comparison op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !is_complex(t, a)) {
        return NOT_IMPLEMENTED;
    }
    Pair x = pair_of(a), y;
    bool equal;
    if (is_complex(t, b)) {
        y = pair_of(b);
        equal = x.real == y.real && x.imaginary == y.imaginary;
    } else if (is_float(t, b)) {
        equal = x.real == as_double(b) && x.imaginary == 0.0;
    } else if (is_int(t, b)) {
        Value real = float_new(t, x.real);
        int same = real == EMPTY ? -1 : x.imaginary == 0.0 ? weft__compare_bool(t, real, b, CMP_EQ) : 0;
        if (same < 0) {
            return EMPTY;
        }
        equal = same > 0;
    } else {
        return NOT_IMPLEMENTED;
    }
    return value_from_bool(equal == (op == CMP_EQ));
}

static bool complex_hash(Thread *t, Value v, int64_t *hash)
{
    (void)t;
    Pair p = pair_of(v);
    uint64_t h = (uint64_t)weft__double_hash(p.real) +
                 1000003U * (uint64_t)weft__double_hash(p.imaginary);
    /* 62 bits at most; equal reals hash as their float because the imaginary part adds 0 */
    *hash = (int64_t)(h << 2) >> 2;
    if (*hash == -1) {
        *hash = -2;
    }
    return true;
}
static Value complex_unary(Thread *t, UnaryOperation op, Value v)
{
    Pair p = pair_of(v);
    switch (op) {
    case OP_NEGATIVE: return weft__complex_new(t, -p.real, -p.imaginary);
    case OP_POSITIVE: return weft__complex_new(t, p.real, p.imaginary);
    case OP_ABSOLUTE: {
        double length = hypot(p.real, p.imaginary);
        if (isinf(length) && isfinite(p.real) && isfinite(p.imaginary)) {
            return RAISE(t, OverflowError, "absolute value too large");
        }
        return float_new(t, length);
    }
    default: return NOT_IMPLEMENTED;
    }
}
static int complex_truth(Thread *t, Value v)
{
    (void)t;
    Pair p = pair_of(v);
    return p.real != 0.0 || p.imaginary != 0.0;
}

/* repr of one part without a trailing ".0" */
static size_t part_text(double d, char *buffer)
{
    size_t length = weft__double_repr(d, buffer);
    if (length > 2 && buffer[length - 1] == '0' && buffer[length - 2] == '.') {
        length -= 2;
    }
    buffer[length] = 0;
    return length;
}
static Value complex_repr(Thread *t, Value v)
{
    Pair p = pair_of(v);
    char real[40], imaginary[40], text[96];
    part_text(p.imaginary, imaginary);
    if (p.real == 0.0 && !signbit(p.real)) {
        snprintf(text, sizeof text, "%sj", imaginary);
    } else {
        part_text(p.real, real);
        bool sign = imaginary[0] != '-';
        snprintf(text, sizeof text, "(%s%s%sj)", real, sign ? "+" : "", imaginary);
    }
    return value_or_empty(weft__str_from_c(t, text));
}

/* ---- parsing: [real][+-imaginary j], optional parentheses ---- */
static const char *number_end(const char *p)
{
    if (*p == '+' || *p == '-') {
        p++;
    }
    if ((*p | 32) == 'i' || (*p | 32) == 'n') {
        while ((*p | 32) >= 'a' && (*p | 32) <= 'z' && (*p | 32) != 'j') {
            p++;
        }
        return p;
    }
    while ((*p >= '0' && *p <= '9') || *p == '.') {
        p++;
    }
    if ((*p | 32) == 'e' && ((p[1] >= '0' && p[1] <= '9') || p[1] == '+' || p[1] == '-')) {
        p += 2;
        while (*p >= '0' && *p <= '9') {
            p++;
        }
    }
    return p;
}

static bool parse_part(const char *from, const char *to, double *out)
{
    if (to - from == 1 && (*from == '+' || *from == '-')) {
        *out = *from == '-' ? -1.0 : 1.0;
        return true;
    }
    if (from == to) {
        *out = 1.0;
        return true;
    }
    return weft__double_parse(from, (size_t)(to - from), out);
}

static bool parse_complex(const char *p, Pair *out)
{
    *out = (Pair){0.0, 0.0};
    const char *end = number_end(p);
    double first;
    if ((*end | 32) == 'j') {
        return parse_part(p, end, &out->imaginary) && end[1] == 0;
    }
    if (end == p || !weft__double_parse(p, (size_t)(end - p), &first)) {
        return false;
    }
    out->real = first;
    if (*end == 0) {
        return true;
    }
    if (*end != '+' && *end != '-') {
        return false;
    }
    const char *second = number_end(end);
    return (*second | 32) == 'j' && second[1] == 0 && parse_part(end, second, &out->imaginary);
}

static Value complex_from_text(Thread *t, Type *type, Value text);

static Value make(Thread *t, Type *type, Pair p)
{
    if (type == T(t, complex)) {
        return weft__complex_new(t, p.real, p.imaginary);
    }
    Complex *c = weft__instance_new(t, type, sizeof *c);
    if (c == NULL) {
        return EMPTY;
    }
    c->real = p.real;
    c->imaginary = p.imaginary;
    return value_from_pointer(c);
}

static Value complex_from_text(Thread *t, Type *type, Value text)
{
    Str *given = as_str(text);
    ByteArray *copy = weft__byte_array_new(t, given->length + 1);
    if (copy == NULL) {
        return EMPTY;
    }
    size_t used;
    bool fine = weft__number_text(given, NULL, given->length, (char *)copy->bytes, &used) &&
                memchr(copy->bytes, 0, used) == NULL;
    char *start = (char *)copy->bytes, *end = start + used;
#define TRIM()                                                        \
    while (start < end && (*start == ' ' || (*start >= 9 && *start <= 13))) { start++; } \
    while (end > start && (end[-1] == ' ' || (end[-1] >= 9 && end[-1] <= 13))) { end--; }
    TRIM();
    if (end - start >= 2 && *start == '(' && end[-1] == ')') {
        start++;
        end--;
        TRIM();
    }
#undef TRIM
    *end = 0;
    Pair p;
    if (!fine || start == end || !parse_complex(start, &p)) {
        return RAISE(t, ValueError, "complex() arg is a malformed string");
    }
    return make(t, type, p);
}

/* A part given to complex(): 1 for a real number, 2 for a complex one, -1 with an exception. */
static int argument(Thread *t, Value v, Pair *out, const char *which)
{
    if (object_is(v, T(t, complex))) {
        *out = pair_of(v);
        return 2;
    }
    bool missing = true; /* a subclass of a number may have methods of its own */
    Value converted = which[0] == 's' ? EMPTY : weft__call_special(t, v, N(t, __complex__), NULL, 0, &missing);
    if (converted == EMPTY && !missing) {
        return -1;
    }
    if (converted != EMPTY) {
        if (!is_complex(t, converted)) {
            RAISE(t, TypeError, "__complex__ returned non-complex (type %T)", converted);
            return -1;
        }
        if (type_of(t, converted) != T(t, complex) &&
            !weft__warn(t, EXC(t, DeprecationWarning),
                        "__complex__ returned non-complex (type %T).  The ability to return an instance "
                        "of a strict subclass of complex is deprecated, and may be removed in a future "
                        "version of Python.",
                        converted)) {
            return -1;
        }
        *out = pair_of(converted);
        return 2;
    }
    Type *type = type_of(t, v);
    if (is_complex(t, v)) {
        *out = pair_of(v);
        return 2;
    }
    if (type->slots.to_float == NULL && type->slots.index == NULL) {
        RAISE(t, TypeError, "complex() %s must be a %snumber, not '%T'", which,
              which[0] == 's' ? "" : "string or a ", v);
        return -1;
    }
    out->imaginary = 0.0;
    if ((type->flags & TYPE_HEAP) && type->slots.to_float != NULL) {
        v = weft__call1(t, value_from_pointer(T(t, float)), v);
    }
    return v != EMPTY && weft__to_double(t, v, &out->real) ? 1 : -1;
}

static Value complex_new_instance(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    Value given[2] = {count > 0 ? args[0] : EMPTY, count > 1 ? args[1] : EMPTY};
    size_t named = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    if (count + named > 2) {
        return RAISE(t, TypeError, "complex() takes at most 2 arguments (%zu given)", count + named);
    }
    for (size_t i = 0; i < named; i++) {
        Str *name = as_str(as_tuple(names)->items[i]);
        int which = weft__str_equals_c(name, "real") ? 0 : weft__str_equals_c(name, "imag") ? 1 : 2;
        if (which == 2 || given[which] != EMPTY) {
            return RAISE(t, TypeError, "'%S' is an invalid keyword argument for complex()", name);
        }
        given[which] = args[count + i];
    }
    if (given[0] != EMPTY && is_str(t, given[0])) {
        return given[1] != EMPTY
                   ? RAISE(t, TypeError, "complex() can't take second arg if first is a string")
                   : complex_from_text(t, type, given[0]);
    }
    if (given[1] != EMPTY && is_str(t, given[1])) {
        return RAISE(t, TypeError, "complex() second arg can't be a string");
    }
    if (count == 1 && named == 0 && type == T(t, complex) && object_is(given[0], T(t, complex))) {
        return given[0];
    }
    Pair real = {0.0, 0.0}, imaginary = {0.0, 0.0};
    int first = given[0] == EMPTY ? 1 : argument(t, given[0], &real, "first argument");
    int second = first < 0 || given[1] == EMPTY
                     ? 1
                     : argument(t, given[1], &imaginary, "second argument");
    if (first < 0 || second < 0) {
        return EMPTY;
    }
    Pair result = real;
    if (given[1] != EMPTY) {
        /* Adding the zeros of real parts would lose the sign of a negative zero. */
        result.real = second == 2 ? real.real - imaginary.imaginary : real.real;
        result.imaginary = first == 2 ? imaginary.real + real.imaginary : imaginary.real;
    }
    return make(t, type, result);
}

static Value method_conjugate(Thread *t, Value *args)
{
    Pair p = pair_of(args[0]);
    return weft__complex_new(t, p.real, -p.imaginary);
}
static Value method_format(Thread *t, Value *args)
{
    if (!is_str(t, args[1])) {
        return RAISE(t, TypeError, "__format__() argument must be str, not %G", args[1]);
    }
    return weft__format_complex(t, args[0], as_str(args[1]));
}
static Value method_complex(Thread *t, Value *args)
{
    Pair p = pair_of(args[0]);
    return object_is(args[0], T(t, complex)) ? args[0] : weft__complex_new(t, p.real, p.imaginary);
}
static Value method_getnewargs(Thread *t, Value *args)
{
    Pair p = pair_of(args[0]);
    Value real = float_new(t, p.real), imaginary = float_new(t, p.imaginary);
    return real == EMPTY || imaginary == EMPTY ? EMPTY : weft__tuple2(t, real, imaginary);
}
static Value get_real(Thread *t, Value self) { return float_new(t, pair_of(self).real); }
static Value get_imag(Thread *t, Value self) { return float_new(t, pair_of(self).imaginary); }

void weft__init_complex_type(Thread *t, Type *type)
{
    static const NativeDef methods[] = {
        {"conjugate", method_conjugate, "self, /", NULL, 0},
        {"__format__", method_format, "self, format_spec, /", NULL, 0},
        {"__complex__", method_complex, "self, /", NULL, 0},
        {"__getnewargs__", method_getnewargs, "self, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const GetSetDef getsets[] = {
        {"real", get_real, weft__read_only_member, "The real part."},
        {"imag", get_imag, weft__read_only_member, "The imaginary part."},
        {NULL, NULL, NULL, NULL},
    };
    weft__type_prepare(t, type, NULL, sizeof(Complex), 0);
    TypeSlots *slots = &type->slots;
    slots->new_instance = complex_new_instance;
    slots->repr = complex_repr;
    slots->hash = complex_hash;
    slots->compare = complex_compare;
    slots->truth = complex_truth;
    slots->binary = complex_binary;
    slots->power_modulo = complex_power_modulo;
    slots->unary = complex_unary;
    slots->binary_operators = 1U << OP_ADD | 1U << OP_SUBTRACT | 1U << OP_MULTIPLY |
                              1U << OP_TRUE_DIVIDE | 1U << OP_POWER;
    slots->unary_operators = 1U << OP_NEGATIVE | 1U << OP_POSITIVE | 1U << OP_ABSOLUTE;
    weft__add_methods(t, type, methods);
    weft__add_getsets(t, type, getsets);
    weft__type_ready(t, type);
}
