/* decimal_module.c - `_decimal_work`: the frequent operations of decimal.Decimal on finite numbers.
 *
 * Each function gives the result, with the flags Inexact and Rounded set as they must be, or None where the
 * case is not one of its own: NaN and infinity, results near the limits of the exponent, a trap that is set, zeros whose
 * sign or exponent have rules. Nothing has happened then, and decimal.py goes the general way, so that each
 * rule of the specification stands once.
 *
 * A Decimal is an object with four members, which Python code writes once, when it makes the object; `layout`
 * checks where they are. The settings of a context come as the tuple that Context keeps as `_limits`.
 */
#include <math.h>
#include <stdio.h>

#include "modules/modules.h"
#include "object/attribute.h"
#include "object/big_work.h"

typedef struct Decimal {
    Object head;
    ATOMIC(Value) exponent, coefficient, kind, sign; /* by their names _exp, _int, _kind, _sign; edge: instance_slot */
} Decimal;

/* As in decimal._ROUNDINGS. */
enum { ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP };
enum { EXPONENT_LIMIT = 1 << 30, GAP_LIMIT = 1 << 12, SMALL_DIGITS = 18, POWERS = 128, MOST_LOGARITHM_BITS = 1 << 20 };

/* What a function needs of decimal.py, in the tuple SLOT_DECIMAL. */
enum { PART_DECIMAL, PART_INEXACT, PART_ROUNDED, PART_POWERS, PART_COUNT };

typedef struct Number { /* a finite operand */
    bool negative;
    Value coefficient;
    int64_t exponent;
} Number;

typedef struct Limits {
    int64_t precision, least, most, rounding, clamp;
    Dict *flags, *traps;
} Limits;

typedef struct Work { /* of one operation */
    Thread *t;
    Number a, b;
    Limits limits;
} Work;

static Value part(Thread *t, unsigned number)
{
    return as_tuple(t->runtime->module_values[SLOT_DECIMAL])->items[number];
}

/* ---- operands and results ---- */

static bool read_number(Thread *t, Value v, Number *n)
{
    if (value_is_small_int(v)) {
        int64_t small = value_small_int(v);
        *n = (Number){small < 0, value_from_small_int(small < 0 ? -small : small), 0};
        return small != SMALL_INT_MIN;
    }
    Type *decimal = value_pointer(part(t, PART_DECIMAL));
    if (!value_is_pointer(v) || (type_of(t, v) != decimal && !weft__is_subtype(type_of(t, v), decimal))) {
        return false;
    }
    Decimal *d = value_pointer(v);
    Value sign = weft__load_acquire(&d->sign), kind = weft__load_acquire(&d->kind); /* edge: instance_slot */
    Value exponent = weft__load_acquire(&d->exponent); /* edge: instance_slot */
    n->coefficient = weft__load_acquire(&d->coefficient); /* edge: instance_slot */
    if (!value_is_small_int(sign) || !value_is_small_int(exponent) || !is_str(t, kind) || as_str(kind)->length != 0 ||
        !is_int(t, n->coefficient)) {
        return false;
    }
    n->negative = sign != value_from_small_int(0);
    n->exponent = value_small_int(exponent);
    return n->exponent > -EXPONENT_LIMIT && n->exponent < EXPONENT_LIMIT;
}

static Value make(Thread *t, Type *type, bool negative, Value coefficient, int64_t exponent)
{
    Decimal *d = weft__instance_new(t, type, type->instance_bytes);
    if (d == NULL) {
        return EMPTY;
    }
    weft__store_release(&d->sign, value_from_small_int(negative)); /* edge: instance_slot */
    weft__store_release(&d->coefficient, coefficient); /* edge: instance_slot */
    weft__store_release(&d->exponent, value_from_small_int(exponent)); /* edge: instance_slot */
    weft__store_release(&d->kind, value_from_pointer(t->runtime->empty_str)); /* edge: instance_slot */
    return value_from_pointer(d);
}

static bool read_limits(Thread *t, Value v, Limits *l)
{
    if (!is_tuple(t, v) || tuple_length(as_tuple(v)) != 7) {
        return false;
    }
    Value *items = as_tuple(v)->items;
    int64_t *numbers[5] = {&l->precision, &l->least, &l->most, &l->rounding, &l->clamp};
    for (size_t i = 0; i < 5; i++) {
        if (!value_is_small_int(items[i])) {
            return false;
        }
        *numbers[i] = value_small_int(items[i]);
    }
    if (!is_dict(t, items[5]) || !is_dict(t, items[6])) {
        return false;
    }
    l->flags = as_dict(items[5]);
    l->traps = as_dict(items[6]);
    return true;
}

/* ---- signals ---- */

static bool trapped(Thread *t, Limits *l, unsigned signal)
{
    return weft__dict_get(t, l->traps, part(t, signal)) != FALSE_VALUE;
}

/* Sets a flag, without a write where it is set. */
static bool set_flag(Thread *t, Limits *l, unsigned signal)
{
    Value key = part(t, signal), now = weft__dict_get(t, l->flags, key);
    return now == TRUE_VALUE || (!exception_pending(t) && weft__dict_set(t, l->flags, key, TRUE_VALUE));
}

/* ---- powers of ten ---- */

static const uint64_t tens[] = {
    1U, 10U, 100U, 1000U, 10000U, 100000U, 1000000U, 10000000U, 100000000U, 1000000000U, 10000000000U,
    100000000000U, 1000000000000U, 10000000000000U, 100000000000000U, 1000000000000000U, 10000000000000000U,
    100000000000000000U, 1000000000000000000U, 10000000000000000000U,
};
enum { TENS = sizeof tens / sizeof tens[0] };
static const double LOG10_OF_2 = 0.30102999566398119521;

/* For the frequent ones a view of the int that decimal.py made. */
static void power_of_ten(Thread *t, uint64_t exponent, IntView *power)
{
    if (exponent < POWERS) {
        weft__int_view(t, as_tuple(part(t, PART_POWERS))->items[exponent], power);
    } else {
        mpz_init(power->number);
        mpz_ui_pow_ui(power->number, 10, exponent);
    }
}

static void scale(Thread *t, mpz_t into, const mpz_t number, uint64_t exponent)
{
    if (exponent < TENS) {
        mpz_mul_ui(into, number, tens[exponent]);
    } else {
        IntView power;
        power_of_ten(t, exponent, &power);
        mpz_mul(into, number, power.number);
    }
}

static bool is_power_of_ten(Thread *t, const mpz_t n, uint64_t exponent)
{
    IntView power;
    power_of_ten(t, exponent, &power);
    return mpz_cmp(n, power.number) == 0;
}

/* How many digits n >= 0 has; zero has one. */
static int64_t digits_of(Thread *t, const mpz_t n)
{
    if (mpz_size(n) <= 1) {
        uint64_t small = mpz_get_ui(n);
        int64_t count = 1;
        while (count < TENS && small >= tens[count]) {
            count++;
        }
        return count;
    }
    size_t bits = mpz_sizeinbase(n, 2), most = mpz_sizeinbase(n, 10);
    if (bits < MOST_LOGARITHM_BITS) { /* few enough for a double to tell how many digits the powers of two have */
        size_t least = (size_t)((double)(bits - 1) * LOG10_OF_2) + 1;
        most = (size_t)((double)bits * LOG10_OF_2) + 1;
        if (least == most) {
            return (int64_t)most;
        }
    }
    IntView power; /* n has `most` digits, or one less */
    power_of_ten(t, most - 1, &power);
    return (int64_t)most - (mpz_cmp(n, power.number) < 0);
}

/* ---- rounding ---- */

/* Whether a kept coefficient grows by one; rest > 0 of unit was cut off. */
static bool rounds_up(int64_t rounding, bool negative, const mpz_t kept, mpz_t rest, const mpz_t unit)
{
    switch (rounding) {
    case ROUND_UP: return true;
    case ROUND_DOWN: return false;
    case ROUND_CEILING: return !negative;
    case ROUND_FLOOR: return negative;
    case ROUND_05UP: return mpz_divisible_ui_p(kept, 5) != 0;
    default: break;
    }
    mpz_mul_2exp(rest, rest, 1);
    int order = mpz_cmp(rest, unit);
    return order > 0 || (order == 0 && (rounding == ROUND_HALF_UP || (rounding == ROUND_HALF_EVEN && mpz_odd_p(kept))));
}

/* The same for a rest and a unit of one word; `fives` and `odd` are of what is kept. */
static bool small_rounds_up(int64_t rounding, bool negative, bool fives, bool odd, uint64_t rest, uint64_t unit)
{
    switch (rounding) {
    case ROUND_UP: return true;
    case ROUND_DOWN: return false;
    case ROUND_CEILING: return !negative;
    case ROUND_FLOOR: return negative;
    case ROUND_05UP: return fives;
    default: break;
    }
    uint64_t half = unit / 2; /* of a power of ten: nothing is lost */
    return rest > half || (rest == half && (rounding == ROUND_HALF_UP || (rounding == ROUND_HALF_EVEN && odd)));
}

/* n without its last `places` digits, rounded; *inexact: something was lost. */
static void cut_off(Thread *t, mpz_t n, int64_t places, int64_t rounding, bool negative, bool *inexact)
{
    if (places < TENS) {
        uint64_t unit = tens[places], rest = mpz_tdiv_q_ui(n, n, unit);
        *inexact = rest != 0;
        if (rest != 0 && small_rounds_up(rounding, negative, rounding == ROUND_05UP && mpz_divisible_ui_p(n, 5) != 0,
                                         mpz_odd_p(n), rest, unit)) {
            mpz_add_ui(n, n, 1);
        }
        return;
    }
    IntView unit;
    mpz_t rest;
    mpz_init(rest);
    power_of_ten(t, (uint64_t)places, &unit);
    mpz_tdiv_qr(n, rest, n, unit.number);
    *inexact = mpz_sgn(rest) != 0;
    if (*inexact && rounds_up(rounding, negative, n, rest, unit.number)) {
        mpz_add_ui(n, n, 1);
    }
}

/* The Decimal of n * 10**exponent, rounded to the context; NONE: not a case for us. */
static Value finish(Work *w, bool negative, mpz_t n, int64_t exponent)
{
    Thread *t = w->t;
    Limits *l = &w->limits;
    int64_t digits = digits_of(t, n), adjusted = exponent + digits - 1;
    bool inexact = false;
    int64_t cut = digits > l->precision ? digits - l->precision : 0;
    if (adjusted < l->least || adjusted >= l->most || (l->clamp && exponent + cut > l->most - l->precision)) {
        return NONE;
    }
    if (cut > 0) {
        if (trapped(t, l, PART_INEXACT) || trapped(t, l, PART_ROUNDED)) {
            return exception_pending(t) ? EMPTY : NONE;
        }
        cut_off(t, n, cut, l->rounding, negative, &inexact);
        exponent += cut;
        if (inexact && is_power_of_ten(t, n, (uint64_t)l->precision)) { /* nines that were rounded up */
            mpz_divexact_ui(n, n, 10);
            exponent++;
        }
        if (!set_flag(t, l, PART_ROUNDED) || (inexact && !set_flag(t, l, PART_INEXACT))) {
            return EMPTY;
        }
    }
    Value coefficient = weft__int_from_mpz(t, n);
    return coefficient == EMPTY ? EMPTY : make(t, value_pointer(part(t, PART_DECIMAL)), negative, coefficient, exponent);
}

/* ---- arithmetic ---- */

static bool is_zero(const Number *n) { return n->coefficient == value_from_small_int(0); }

static Value add_work(Thread *t, void *context)
{
    Work *w = context;
    Number *high = &w->a, *low = &w->b;
    if (high->exponent < low->exponent) {
        high = &w->b;
        low = &w->a;
    }
    IntView x, y;
    mpz_t sum;
    mpz_init(sum);
    weft__int_view(t, high->coefficient, &x);
    weft__int_view(t, low->coefficient, &y);
    scale(t, sum, x.number, (uint64_t)(high->exponent - low->exponent));
    bool negative = high->negative;
    if (high->negative == low->negative) {
        mpz_add(sum, sum, y.number);
    } else {
        mpz_sub(sum, sum, y.number);
        if (mpz_sgn(sum) < 0) {
            negative = !negative;
            mpz_neg(sum, sum);
        }
    }
    return mpz_sgn(sum) == 0 ? NONE : finish(w, negative, sum, low->exponent);
}

static Value multiply_work(Thread *t, void *context)
{
    Work *w = context;
    IntView x, y;
    mpz_t product;
    mpz_init(product);
    weft__int_view(t, w->a.coefficient, &x);
    weft__int_view(t, w->b.coefficient, &y);
    mpz_mul(product, x.number, y.number);
    return finish(w, w->a.negative != w->b.negative, product, w->a.exponent + w->b.exponent);
}

static Value divide_work(Thread *t, void *context)
{
    Work *w = context;
    IntView x, y;
    mpz_t quotient, rest, divisor;
    mpz_inits(quotient, rest, divisor, NULL);
    weft__int_view(t, w->a.coefficient, &x);
    weft__int_view(t, w->b.coefficient, &y);
    int64_t shift = digits_of(t, y.number) - digits_of(t, x.number) + w->limits.precision + 1;
    int64_t ideal = w->a.exponent - w->b.exponent, exponent = ideal - shift;
    if (shift >= 0) {
        scale(t, quotient, x.number, (uint64_t)shift);
        mpz_tdiv_qr(quotient, rest, quotient, y.number);
    } else {
        scale(t, divisor, y.number, (uint64_t)-shift);
        mpz_tdiv_qr(quotient, rest, x.number, divisor);
    }
    if (mpz_sgn(rest) != 0) {
        if (mpz_divisible_ui_p(quotient, 5)) {
            mpz_add_ui(quotient, quotient, 1); /* so that the lost rest counts when it is rounded */
        }
    } else {
        for (unsigned step = 16; step > 0; step /= 2) {
            while (exponent + step <= ideal && mpz_divisible_ui_p(quotient, tens[step])) {
                mpz_divexact_ui(quotient, quotient, tens[step]);
                exponent += step;
            }
        }
    }
    return finish(w, w->a.negative != w->b.negative, quotient, exponent);
}

/* The exponent of b for the number a. */
static Value quantize_work(Thread *t, void *context)
{
    Work *w = context;
    Limits *l = &w->limits;
    IntView x;
    mpz_t n;
    mpz_init(n);
    weft__int_view(t, w->a.coefficient, &x);
    int64_t gap = w->a.exponent - w->b.exponent, places = gap < 0 ? -gap : gap;
    bool inexact = false;
    if (w->a.exponent + digits_of(t, x.number) - 1 - w->b.exponent + 1 > l->precision) {
        return NONE;
    }
    if (gap >= 0) {
        scale(t, n, x.number, (uint64_t)places);
    } else {
        if (trapped(t, l, PART_INEXACT) || trapped(t, l, PART_ROUNDED)) {
            return exception_pending(t) ? EMPTY : NONE;
        }
        mpz_set(n, x.number);
        cut_off(t, n, places, l->rounding, w->a.negative, &inexact);
    }
    int64_t digits = digits_of(t, n), adjusted = w->b.exponent + digits - 1;
    if (digits > l->precision || adjusted < l->least || adjusted >= l->most || l->clamp || mpz_sgn(n) == 0) {
        return NONE;
    }
    if (gap < 0 && (!set_flag(t, l, PART_ROUNDED) || (inexact && !set_flag(t, l, PART_INEXACT)))) {
        return EMPTY;
    }
    Value coefficient = weft__int_from_mpz(t, n);
    return coefficient == EMPTY
               ? EMPTY
               : make(t, value_pointer(part(t, PART_DECIMAL)), w->a.negative, coefficient, w->b.exponent);
}

/* The result of few digits, far from all limits; NONE: it has more, or may be near one. */
static Value small_result(Work *w, bool negative, int64_t n, int64_t exponent)
{
    Limits *l = &w->limits;
    int64_t room = l->precision < SMALL_DIGITS ? l->precision : SMALL_DIGITS;
    if (n >= (int64_t)tens[room] || l->clamp || exponent < l->least || exponent + SMALL_DIGITS >= l->most) {
        return NONE;
    }
    return make(w->t, value_pointer(part(w->t, PART_DECIMAL)), negative, value_from_small_int(n), exponent);
}

/* The sum where all is small; else NONE. */
static Value add_small(Work *w)
{
    const Number *high = w->a.exponent < w->b.exponent ? &w->b : &w->a, *low = high == &w->a ? &w->b : &w->a;
    int64_t gap = high->exponent - low->exponent, x, sum;
    if (!value_both_small_ints(high->coefficient, low->coefficient) || gap > SMALL_DIGITS ||
        __builtin_mul_overflow(value_small_int(high->coefficient), (int64_t)tens[gap], &x)) {
        return NONE;
    }
    int64_t y = value_small_int(low->coefficient);
    if (__builtin_add_overflow(high->negative ? -x : x, low->negative ? -y : y, &sum) || sum == 0 || sum == INT64_MIN) {
        return NONE;
    }
    return small_result(w, sum < 0, sum < 0 ? -sum : sum, low->exponent);
}

static Value multiply_small(Work *w)
{
    int64_t product;
    if (!value_both_small_ints(w->a.coefficient, w->b.coefficient) ||
        __builtin_mul_overflow(value_small_int(w->a.coefficient), value_small_int(w->b.coefficient), &product)) {
        return NONE;
    }
    return small_result(w, w->a.negative != w->b.negative, product, w->a.exponent + w->b.exponent);
}

static Value add_numbers(Work *w)
{
    Value sum = add_small(w);
    return sum == NONE ? weft__big_work(w->t, add_work, w) : sum;
}

static bool start(Work *w, Thread *t, Value *args)
{
    w->t = t;
    return read_number(t, args[0], &w->a) && read_number(t, args[1], &w->b) && read_limits(t, args[2], &w->limits) &&
           !is_zero(&w->a) && !is_zero(&w->b);
}

/* Likewise where one coefficient is scaled to the exponent of the other. */
static bool start_near(Work *w, Thread *t, Value *args)
{
    return start(w, t, args) && w->a.exponent - w->b.exponent < GAP_LIMIT && w->b.exponent - w->a.exponent < GAP_LIMIT;
}

static Value add(Thread *t, Value *args)
{
    Work w;
    return start_near(&w, t, args) ? add_numbers(&w) : NONE;
}

static Value subtract(Thread *t, Value *args)
{
    Work w;
    if (!start_near(&w, t, args)) {
        return NONE;
    }
    w.b.negative = !w.b.negative;
    return add_numbers(&w);
}

static Value multiply(Thread *t, Value *args)
{
    Work w;
    if (!start(&w, t, args)) {
        return NONE;
    }
    Value product = multiply_small(&w);
    return product == NONE ? weft__big_work(t, multiply_work, &w) : product;
}

static Value divide(Thread *t, Value *args)
{
    Work w;
    return start(&w, t, args) && w.limits.precision < GAP_LIMIT ? weft__big_work(t, divide_work, &w) : NONE;
}

/* A number of one word whose digits are cut; else NONE. */
static Value quantize_small(Work *w)
{
    Thread *t = w->t;
    Limits *l = &w->limits;
    int64_t places = w->b.exponent - w->a.exponent;
    if (!value_is_small_int(w->a.coefficient) || places <= 0 || places > SMALL_DIGITS || l->clamp ||
        l->precision < SMALL_DIGITS + 1 || w->b.exponent < l->least || w->b.exponent + SMALL_DIGITS + 1 >= l->most) {
        return NONE;
    }
    if (trapped(t, l, PART_INEXACT) || trapped(t, l, PART_ROUNDED)) {
        return exception_pending(t) ? EMPTY : NONE;
    }
    uint64_t unit = tens[places], all = (uint64_t)value_small_int(w->a.coefficient), n = all / unit, rest = all % unit;
    if (rest != 0 && small_rounds_up(l->rounding, w->a.negative, n % 5 == 0, n & 1U, rest, unit)) {
        n++;
    }
    if (n == 0) {
        return NONE;
    }
    if (!set_flag(t, l, PART_ROUNDED) || (rest != 0 && !set_flag(t, l, PART_INEXACT))) {
        return EMPTY;
    }
    return make(t, value_pointer(part(t, PART_DECIMAL)), w->a.negative, value_from_small_int((int64_t)n), w->b.exponent);
}

/* number, number with the exponent, limits, rounding (-1: the context's) */
static Value quantize(Thread *t, Value *args)
{
    Work w;
    w.t = t;
    if (!read_number(t, args[0], &w.a) || !read_number(t, args[1], &w.b) || !read_limits(t, args[2], &w.limits) ||
        is_zero(&w.a) || w.a.exponent - w.b.exponent >= GAP_LIMIT || w.b.exponent - w.a.exponent >= GAP_LIMIT ||
        !value_is_small_int(args[3])) {
        return NONE;
    }
    if (value_small_int(args[3]) >= 0) {
        w.limits.rounding = value_small_int(args[3]);
    }
    Value small = quantize_small(&w);
    return small == NONE ? weft__big_work(t, quantize_work, &w) : small;
}

/* ---- comparison ---- */

/* -1, 0 or 1; None: not a case for us. */
static Value compare(Thread *t, Value *args)
{
    Number a, b;
    if (!read_number(t, args[0], &a) || !read_number(t, args[1], &b) || !value_is_small_int(a.coefficient) ||
        !value_is_small_int(b.coefficient)) {
        return NONE;
    }
    __extension__ __int128 x = value_small_int(a.coefficient), y = value_small_int(b.coefficient);
    int64_t gap = a.exponent - b.exponent;
    if (gap > 18 || gap < -18) {
        return NONE;
    }
    x *= gap > 0 ? (int64_t)tens[gap] : 1;
    y *= gap < 0 ? (int64_t)tens[-gap] : 1;
    x = a.negative ? -x : x;
    y = b.negative ? -y : y;
    return value_from_small_int((x > y) - (x < y));
}

/* ---- text ---- */

/* The text of a number that needs no exponent in it and has at most 18 digits; else None. */
static Value text(Thread *t, Value *args)
{
    Number n;
    char digits[24], out[48];
    if (!read_number(t, args[0], &n) || !value_is_small_int(n.coefficient) || n.exponent > 0) {
        return NONE;
    }
    int count = snprintf(digits, sizeof digits, "%lld", (long long)value_small_int(n.coefficient));
    int64_t left = n.exponent + count; /* digits before the point */
    if (left <= -6) {
        return NONE;
    }
    char *p = out;
    if (n.negative) {
        *p++ = '-';
    }
    if (left <= 0) {
        memcpy(p, "0.00000", (size_t)(2 - left));
        p += 2 - left;
        left = 0;
    } else {
        memcpy(p, digits, (size_t)left);
        p += left;
        if (left < count) {
            *p++ = '.';
        }
    }
    memcpy(p, digits + left, (size_t)(count - left));
    p += count - left;
    return value_or_empty(weft__str_from_ascii(t, out, (size_t)(p - out)));
}

/* class, value: a Decimal from a small int, or from text of a sign, up to 18 digits and a point; else None. */
static Value from_value(Thread *t, Value *args)
{
    Value v = args[1];
    if (value_is_small_int(v) && v != value_from_small_int(SMALL_INT_MIN)) {
        int64_t small = value_small_int(v);
        return make(t, value_pointer(args[0]), small < 0, value_from_small_int(small < 0 ? -small : small), 0);
    }
    if (!is_str(t, v) || !as_str(v)->ascii || as_str(v)->length > 20) {
        return NONE;
    }
    const unsigned char *p = str_data(as_str(v)), *end = p + as_str(v)->length;
    bool negative = p < end && *p == '-', point = false;
    p += p < end && (*p == '-' || *p == '+');
    int64_t coefficient = 0, exponent = 0, count = 0;
    for (; p < end; p++) {
        if (*p == '.' && !point) {
            point = true;
        } else if (*p >= '0' && *p <= '9' && count < 18) {
            coefficient = coefficient * 10 + (*p - '0');
            count++;
            exponent -= point;
        } else {
            return NONE;
        }
    }
    return count == 0 ? NONE : make(t, value_pointer(args[0]), negative, value_from_small_int(coefficient), exponent);
}

/* ---- module ---- */

/* Decimal, Inexact, Rounded, the first POWERS powers of ten: learns them. SystemError: the members are not where they
 * are expected. */
static Value layout(Thread *t, Value *args)
{
    static const char *const members[] = {"_exp", "_int", "_kind", "_sign"};
    size_t offset = offsetof(Decimal, exponent) / sizeof(Value);
    if (!is_tuple(t, args[PART_POWERS]) || tuple_length(as_tuple(args[PART_POWERS])) != POWERS) {
        return RAISE(t, SystemError, "unexpected powers of ten");
    }
    Tuple *parts = weft__tuple_from(t, args, PART_COUNT);
    if (parts == NULL) {
        return EMPTY;
    }
    for (size_t i = 0; i < 4; i++) {
        AttributeResolution found;
        Str *name = weft__intern_c(t, members[i]);
        if (name == NULL) {
            return EMPTY;
        }
        weft__resolve_attribute(t, value_pointer(args[0]), name, &found);
        if (found.kind != ATTRIBUTE_MEMBER || found.word_offset != offset + i) {
            return RAISE(t, SystemError, "unexpected layout of Decimal");
        }
    }
    t->runtime->module_values[SLOT_DECIMAL] = value_from_pointer(parts);
    return NONE;
}

bool weft__init_module__decimal_work(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"layout", layout, "decimal, inexact, rounded, powers, /", NULL, 0},
        {"add", add, "a, b, limits, /", NULL, 0},
        {"subtract", subtract, "a, b, limits, /", NULL, 0},
        {"multiply", multiply, "a, b, limits, /", NULL, 0},
        {"divide", divide, "a, b, limits, /", NULL, 0},
        {"quantize", quantize, "a, b, limits, rounding, /", NULL, 0},
        {"compare", compare, "a, b, /", NULL, 0},
        {"text", text, "number, /", NULL, 0},
        {"from_value", from_value, "cls, value, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_decimal_work"));
}
