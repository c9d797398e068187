/* datetime_module.c - `_datetime_work`: the frequent operations of datetime's classes.
 *
 * Each function gives the result, or None where the case is not one of its own: subclasses, arguments of other
 * types or out of their range, different zones. datetime.py then goes the general way, which has the errors.
 *
 * Dates, datetimes and spans are objects with members that Python code, or a function here, writes once, when
 * it makes the object (the hash aside); `layout` checks where they are. Zones are compared by identity only, and
 * no function here calls one.
 */
#include <stdio.h>

#include "modules/modules.h"
#include "object/attribute.h"

/* The members in the order of their names. All slots: edge instance_slot. */
enum { DATE_DAY, DATE_HASH, DATE_MONTH, DATE_YEAR, DATE_MEMBERS };
enum { TIME_FOLD = DATE_MEMBERS, TIME_HOUR, TIME_MICROSECOND, TIME_MINUTE, TIME_SECOND, TIME_ZONE, DATETIME_MEMBERS };
enum { SPAN_DAYS, SPAN_HASH, SPAN_MICROSECONDS, SPAN_SECONDS, SPAN_MEMBERS };

/* The classes, in the tuple SLOT_DATETIME. */
enum { PART_DATE, PART_DATETIME, PART_SPAN, PART_COUNT };

static const int64_t MICROS_OF_DAY = INT64_C(86400000000), LAST_ORDINAL = 3652059, MOST_DAYS = 999999999;

typedef struct Fields {
    int64_t year, month, day, hour, minute, second, microsecond, fold;
} Fields;

static Type *part(Thread *t, unsigned number)
{
    return value_pointer(as_tuple(t->runtime->module_values[SLOT_DATETIME])->items[number]);
}

/* Before layout() all is left to datetime.py. */
static bool is_ready(Thread *t) { return value_is_pointer(t->runtime->module_values[SLOT_DATETIME]); }

static ATOMIC(Value) *members_of(Value v)
{
    return (ATOMIC(Value) *)(void *)((char *)value_pointer(v) + sizeof(Object));
}

static Value member(Value v, unsigned number)
{
    return weft__load_acquire(members_of(v) + number); /* edge: instance_slot */
}

static void set_member(Value v, unsigned number, Value value)
{
    weft__store_release(members_of(v) + number, value); /* edge: instance_slot */
}

static bool number_member(Value v, unsigned number, int64_t *n)
{
    Value found = member(v, number);
    *n = value_is_small_int(found) ? value_small_int(found) : 0;
    return value_is_small_int(found);
}

/* ---- the calendar ---- */

static const int16_t days_before[13] = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};

static bool is_leap(int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

static int64_t days_in(int64_t year, int64_t month)
{
    return month == 2 ? 28 + is_leap(year) : 30 + ((month + (month > 7)) & 1);
}

static int64_t ordinal_of(const Fields *f)
{
    int64_t y = f->year - 1;
    return y * 365 + y / 4 - y / 100 + y / 400 + days_before[f->month] + (f->month > 2 && is_leap(f->year)) + f->day;
}

/* Sets the date of an ordinal from 1 to LAST_ORDINAL. */
static void date_of_ordinal(int64_t ordinal, Fields *f)
{
    int64_t n = ordinal - 1, four_centuries = n / 146097;
    n %= 146097;
    int64_t centuries = n / 36524 == 4 ? 3 : n / 36524;
    n -= centuries * 36524;
    int64_t fours = n / 1461;
    n %= 1461;
    int64_t years = n / 365 == 4 ? 3 : n / 365;
    n -= years * 365;
    f->year = four_centuries * 400 + centuries * 100 + fours * 4 + years + 1;
    f->month = 1;
    for (int64_t days; n >= (days = days_in(f->year, f->month)); n -= days) {
        f->month++;
    }
    f->day = n + 1;
}

static bool is_date(const Fields *f)
{
    return f->year >= 1 && f->year <= 9999 && f->month >= 1 && f->month <= 12 && f->day >= 1 &&
           f->day <= days_in(f->year, f->month);
}

static bool is_clock(const Fields *f)
{
    return f->hour >= 0 && f->hour < 24 && f->minute >= 0 && f->minute < 60 && f->second >= 0 && f->second < 60 &&
           f->microsecond >= 0 && f->microsecond < 1000000 && (f->fold & ~(int64_t)1) == 0;
}

static int64_t micros_of(const Fields *f)
{
    return ((ordinal_of(f) * 24 + f->hour) * 60 + f->minute) * 60000000 + f->second * 1000000 + f->microsecond;
}

/* False: not a moment of the years 1 to 9999. */
static bool fields_of_micros(int64_t micros, Fields *f)
{
    int64_t ordinal = micros / MICROS_OF_DAY, rest = micros % MICROS_OF_DAY;
    if (micros < MICROS_OF_DAY || ordinal > LAST_ORDINAL) {
        return false;
    }
    date_of_ordinal(ordinal, f);
    f->microsecond = rest % 1000000;
    rest /= 1000000;
    f->second = rest % 60;
    f->minute = rest / 60 % 60;
    f->hour = rest / 3600;
    f->fold = 0;
    return true;
}

/* ---- objects ---- */

static bool read_date(Value v, Fields *f)
{
    *f = (Fields){0};
    return number_member(v, DATE_YEAR, &f->year) && number_member(v, DATE_MONTH, &f->month) &&
           number_member(v, DATE_DAY, &f->day) && is_date(f);
}

static bool read_datetime(Value v, Fields *f)
{
    return read_date(v, f) && number_member(v, TIME_HOUR, &f->hour) && number_member(v, TIME_MINUTE, &f->minute) &&
           number_member(v, TIME_SECOND, &f->second) && number_member(v, TIME_MICROSECOND, &f->microsecond) &&
           number_member(v, TIME_FOLD, &f->fold) && is_clock(f);
}

/* The microseconds of a span of less than about 290,000 years. */
static bool read_span(Value v, int64_t *micros)
{
    int64_t days, seconds, rest;
    if (!number_member(v, SPAN_DAYS, &days) || !number_member(v, SPAN_SECONDS, &seconds) ||
        !number_member(v, SPAN_MICROSECONDS, &rest) || days > 90000000 || days < -90000000) {
        return false;
    }
    *micros = days * MICROS_OF_DAY + seconds * 1000000 + rest;
    return true;
}

static Value new_date(Thread *t, Type *type, const Fields *f)
{
    Value v = value_or_empty(weft__instance_new(t, type, type->instance_bytes));
    if (v != EMPTY) {
        set_member(v, DATE_DAY, value_from_small_int(f->day));
        set_member(v, DATE_HASH, value_from_small_int(-1));
        set_member(v, DATE_MONTH, value_from_small_int(f->month));
        set_member(v, DATE_YEAR, value_from_small_int(f->year));
    }
    return v;
}

static Value new_datetime(Thread *t, Type *type, const Fields *f, Value zone)
{
    Value v = new_date(t, type, f);
    if (v != EMPTY) {
        set_member(v, TIME_FOLD, value_from_small_int(f->fold));
        set_member(v, TIME_HOUR, value_from_small_int(f->hour));
        set_member(v, TIME_MICROSECOND, value_from_small_int(f->microsecond));
        set_member(v, TIME_MINUTE, value_from_small_int(f->minute));
        set_member(v, TIME_SECOND, value_from_small_int(f->second));
        set_member(v, TIME_ZONE, zone);
    }
    return v;
}

static Value new_span(Thread *t, Type *type, int64_t micros)
{
    int64_t days = micros / MICROS_OF_DAY, rest = micros % MICROS_OF_DAY;
    if (rest < 0) {
        rest += MICROS_OF_DAY;
        days--;
    }
    Value v = days < -MOST_DAYS || days > MOST_DAYS ? NONE : value_or_empty(weft__instance_new(t, type, type->instance_bytes));
    if (v != EMPTY && v != NONE) {
        set_member(v, SPAN_DAYS, value_from_small_int(days));
        set_member(v, SPAN_HASH, value_from_small_int(-1));
        set_member(v, SPAN_MICROSECONDS, value_from_small_int(rest % 1000000));
        set_member(v, SPAN_SECONDS, value_from_small_int(rest / 1000000));
    }
    return v;
}

/* ---- making ---- */

static bool small_ints(const Value *args, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!value_is_small_int(args[i])) {
            return false;
        }
    }
    return true;
}

/* class, year, month, day */
static Value make_date(Thread *t, Value *args)
{
    if (!small_ints(args + 1, 3)) {
        return NONE;
    }
    Fields f = {.year = value_small_int(args[1]), .month = value_small_int(args[2]), .day = value_small_int(args[3])};
    return is_date(&f) ? new_date(t, value_pointer(args[0]), &f) : NONE;
}

/* class, year, month, day, hour, minute, second, microsecond, fold, zone */
static Value make_datetime(Thread *t, Value *args)
{
    if (!small_ints(args + 1, 8)) {
        return NONE;
    }
    Fields f = {value_small_int(args[1]), value_small_int(args[2]), value_small_int(args[3]), value_small_int(args[4]),
                value_small_int(args[5]), value_small_int(args[6]), value_small_int(args[7]), value_small_int(args[8])};
    return is_date(&f) && is_clock(&f) ? new_datetime(t, value_pointer(args[0]), &f, args[9]) : NONE;
}

/* class, microseconds since the day before the first of January of the year 1, zone */
static Value from_micros(Thread *t, Value *args)
{
    Fields f;
    if (!value_is_small_int(args[1]) || !fields_of_micros(value_small_int(args[1]), &f)) {
        return NONE;
    }
    return new_datetime(t, value_pointer(args[0]), &f, args[2]);
}

/* class, ordinal */
static Value from_ordinal(Thread *t, Value *args)
{
    Fields f;
    if (!value_is_small_int(args[1]) || value_small_int(args[1]) < 1 || value_small_int(args[1]) > LAST_ORDINAL) {
        return NONE;
    }
    date_of_ordinal(value_small_int(args[1]), &f);
    return new_date(t, value_pointer(args[0]), &f);
}

/* ---- arithmetic ---- */

/* a + b or a - b, of exact classes: a moment or date and a span, two moments of one zone, two dates, two spans. */
static Value combine(Thread *t, Value a, Value b, int64_t sign)
{
    if (!is_ready(t)) {
        return NONE;
    }
    Type *date = part(t, PART_DATE), *moment = part(t, PART_DATETIME), *span = part(t, PART_SPAN);
    Fields f, g;
    int64_t micros, other;
    if (object_is(b, span)) {
        if (!read_span(b, &other)) {
            return NONE;
        }
        if (object_is(a, moment) && read_datetime(a, &f)) {
            return fields_of_micros(micros_of(&f) + sign * other, &f) ? new_datetime(t, moment, &f, member(a, TIME_ZONE))
                                                                      : NONE;
        }
        if (object_is(a, date) && read_date(a, &f) && number_member(b, SPAN_DAYS, &other)) {
            int64_t ordinal = ordinal_of(&f) + sign * other;
            if (ordinal < 1 || ordinal > LAST_ORDINAL) {
                return NONE;
            }
            date_of_ordinal(ordinal, &f);
            return new_date(t, date, &f);
        }
        return object_is(a, span) && read_span(a, &micros) ? new_span(t, span, micros + sign * other) : NONE;
    }
    if (sign > 0) {
        return NONE;
    }
    if (object_is(a, moment) && object_is(b, moment) && member(a, TIME_ZONE) == member(b, TIME_ZONE) &&
        read_datetime(a, &f) && read_datetime(b, &g)) {
        return new_span(t, span, micros_of(&f) - micros_of(&g));
    }
    if (object_is(a, date) && object_is(b, date) && read_date(a, &f) && read_date(b, &g)) {
        return new_span(t, span, (ordinal_of(&f) - ordinal_of(&g)) * MICROS_OF_DAY);
    }
    return NONE;
}

static Value add(Thread *t, Value *args) { return combine(t, args[0], args[1], 1); }
static Value subtract(Thread *t, Value *args) { return combine(t, args[0], args[1], -1); }

/* -1, 0 or 1 for two exact moments of one zone, two exact dates, or two exact spans; else None. */
static Value compare(Thread *t, Value *args)
{
    Fields f, g;
    int64_t x, y;
    Value a = args[0], b = args[1];
    if (!is_ready(t) || !value_is_pointer(a) || !value_is_pointer(b) || value_object(a)->type != value_object(b)->type) {
        return NONE;
    }
    if (object_is(a, part(t, PART_DATETIME))) {
        if (member(a, TIME_ZONE) != member(b, TIME_ZONE) || !read_datetime(a, &f) || !read_datetime(b, &g)) {
            return NONE;
        }
        x = micros_of(&f);
        y = micros_of(&g);
    } else if (object_is(a, part(t, PART_DATE))) {
        if (!read_date(a, &f) || !read_date(b, &g)) {
            return NONE;
        }
        x = ordinal_of(&f);
        y = ordinal_of(&g);
    } else if (!object_is(a, part(t, PART_SPAN)) || !read_span(a, &x) || !read_span(b, &y)) {
        return NONE;
    }
    return value_from_small_int((x > y) - (x < y));
}

/* The ordinal of an exact or inherited date. */
static Value ordinal(Thread *t, Value *args)
{
    Fields f;
    Type *date = is_ready(t) ? part(t, PART_DATE) : NULL;
    bool ours = date != NULL && value_is_pointer(args[0]) && weft__is_subtype(type_of(t, args[0]), date) && read_date(args[0], &f);
    return ours ? value_from_small_int(ordinal_of(&f)) : NONE;
}

/* The date alone of an exact moment. */
static Value date_alone(Thread *t, Value *args)
{
    Fields f;
    return is_ready(t) && object_is(args[0], part(t, PART_DATETIME)) && read_date(args[0], &f) ? new_date(t, part(t, PART_DATE), &f)
                                                                               : NONE;
}

/* ---- text ---- */

/* moment, separator: the ISO text of an exact moment without a zone. */
static Value iso_text(Thread *t, Value *args)
{
    Fields f;
    if (!is_ready(t) || !object_is(args[0], part(t, PART_DATETIME)) || member(args[0], TIME_ZONE) != NONE ||
        !read_datetime(args[0], &f) || !is_str(t, args[1]) || as_str(args[1])->length != 1 || !as_str(args[1])->ascii) {
        return NONE;
    }
    char out[160];
    int length = snprintf(out, sizeof out, "%04d-%02d-%02d%c%02d:%02d:%02d", (int)f.year, (int)f.month, (int)f.day,
                          (char)str_char(as_str(args[1]), 0), (int)f.hour, (int)f.minute, (int)f.second);
    if (f.microsecond != 0) {
        length += snprintf(out + length, sizeof out - (size_t)length, ".%06d", (int)f.microsecond);
    }
    return value_or_empty(weft__str_from_ascii(t, out, (size_t)length));
}

/* A number of `count` digits; false: something else stands there. */
static bool digits(const unsigned char *p, size_t count, int64_t *n)
{
    *n = 0;
    for (size_t i = 0; i < count; i++) {
        if (p[i] < '0' || p[i] > '9') {
            return false;
        }
        *n = *n * 10 + (p[i] - '0');
    }
    return true;
}

/* class, text: a moment from YYYY-MM-DD, behind which may stand a separator and HH:MM:SS with three or six
 * further digits. */
static Value from_iso(Thread *t, Value *args)
{
    Fields f = {0};
    if (!is_str(t, args[1]) || !as_str(args[1])->ascii) {
        return NONE;
    }
    const unsigned char *p = str_data(as_str(args[1]));
    size_t length = as_str(args[1])->length;
    if (length != 10 && length != 19 && length != 23 && length != 26) {
        return NONE;
    }
    if (!digits(p, 4, &f.year) || p[4] != '-' || !digits(p + 5, 2, &f.month) || p[7] != '-' || !digits(p + 8, 2, &f.day)) {
        return NONE;
    }
    if (length > 10 && (!digits(p + 11, 2, &f.hour) || p[13] != ':' || !digits(p + 14, 2, &f.minute) || p[16] != ':' ||
                        !digits(p + 17, 2, &f.second))) {
        return NONE;
    }
    if (length > 19 && (p[19] != '.' || !digits(p + 20, length - 20, &f.microsecond))) {
        return NONE;
    }
    f.microsecond *= length == 23 ? 1000 : 1;
    return is_date(&f) && is_clock(&f) ? new_datetime(t, value_pointer(args[0]), &f, NONE) : NONE;
}

/* ---- module ---- */

static bool members_are(Thread *t, Type *type, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        AttributeResolution found;
        Str *name = weft__intern_c(t, names[i]);
        if (name == NULL) {
            return false;
        }
        weft__resolve_attribute(t, type, name, &found);
        if (found.kind != ATTRIBUTE_MEMBER || found.word_offset != sizeof(Object) / sizeof(Value) + i) {
            RAISE(t, SystemError, "unexpected layout of %N", type);
            return false;
        }
    }
    return true;
}

/* date, datetime, timedelta: learns the classes. SystemError: members are not where they are expected. */
static Value layout(Thread *t, Value *args)
{
    static const char *const moment[] = {"_day", "_hashcode", "_month", "_year", "_fold", "_hour", "_microsecond",
                                         "_minute", "_second", "_tzinfo"};
    static const char *const span[] = {"_days", "_hashcode", "_microseconds", "_seconds"};
    Tuple *parts = weft__tuple_from(t, args, PART_COUNT);
    if (parts == NULL || !members_are(t, value_pointer(args[0]), moment, DATE_MEMBERS) ||
        !members_are(t, value_pointer(args[1]), moment, DATETIME_MEMBERS) ||
        !members_are(t, value_pointer(args[2]), span, SPAN_MEMBERS)) {
        return EMPTY;
    }
    t->runtime->module_values[SLOT_DATETIME] = value_from_pointer(parts);
    return NONE;
}

bool weft__init_module__datetime_work(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"layout", layout, "date, datetime, timedelta, /", NULL, 0},
        {"make_date", make_date, "cls, year, month, day, /", NULL, 0},
        {"make_datetime", make_datetime,
         "cls, year, month, day, hour, minute, second, microsecond, fold, tzinfo, /", NULL, 0},
        {"from_micros", from_micros, "cls, micros, tzinfo, /", NULL, 0},
        {"from_ordinal", from_ordinal, "cls, ordinal, /", NULL, 0},
        {"from_iso", from_iso, "cls, text, /", NULL, 0},
        {"add", add, "a, b, /", NULL, 0},
        {"subtract", subtract, "a, b, /", NULL, 0},
        {"compare", compare, "a, b, /", NULL, 0},
        {"ordinal", ordinal, "date, /", NULL, 0},
        {"date_alone", date_alone, "moment, /", NULL, 0},
        {"iso_text", iso_text, "moment, separator, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_datetime_work"));
}
