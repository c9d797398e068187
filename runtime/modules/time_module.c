/* time_module.c - the module `time`. Clocks are read inside the world; sleeping is outside it, in
 * slices, so that an interrupt is noticed.
 */
#include <limits.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <time.h>

#include "modules/struct_sequence.h"


static double seconds_of(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}
static Value nanoseconds_of(Thread *t, clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return int_from_i64(t, (int64_t)now.tv_sec * 1000000000 + now.tv_nsec);
}
#define CLOCK(name, id)                                                                     \
    static Value time_##name(Thread *t, Value *args)                                        \
    {                                                                                       \
        (void)args;                                                                         \
        return float_new(t, seconds_of(id));                                                \
    }                                                                                       \
    static Value time_##name##_ns(Thread *t, Value *args)                                   \
    {                                                                                       \
        (void)args;                                                                         \
        return nanoseconds_of(t, id);                                                       \
    }
CLOCK(time, CLOCK_REALTIME)
CLOCK(monotonic, CLOCK_MONOTONIC)
CLOCK(perf_counter, CLOCK_MONOTONIC)
CLOCK(process_time, CLOCK_PROCESS_CPUTIME_ID)
CLOCK(thread_time, CLOCK_THREAD_CPUTIME_ID)
#undef CLOCK

/* A number as seconds; floats may be fractions, anything else goes through __index__. */
static bool to_seconds(Thread *t, Value v, double *seconds)
{
    if (is_float(t, v)) {
        *seconds = as_double(v);
        if (isnan(*seconds)) {
            RAISE(t, ValueError, "Invalid value NaN (not a number)");
            return false;
        }
        if (!(fabs(*seconds) < 9.2e18)) {
            RAISE(t, OverflowError, "timestamp out of range for platform time_t");
            return false;
        }
        return true;
    }
    Value whole = weft__index(t, v);
    int64_t number;
    if (whole == EMPTY) {
        return false;
    }
    if (!weft__int_fits_i64(t, whole, &number)) {
        RAISE(t, OverflowError, "timestamp out of range for platform time_t");
        return false;
    }
    *seconds = (double)number;
    return true;
}
static void sleep_outside(void *context)
{
    nanosleep(context, NULL);
}
static Value time_sleep(Thread *t, Value *args)
{
    double seconds;
    if (!to_seconds(t, args[0], &seconds)) {
        return EMPTY;
    }
    if (seconds < 0) {
        return RAISE(t, ValueError, "sleep length must be non-negative");
    }
    if (seconds > 9.0e9) {
        return RAISE(t, OverflowError, "timestamp out of range for platform time_t");
    }
    double end = seconds_of(CLOCK_MONOTONIC) + seconds;
    for (;;) {
        double left = end - seconds_of(CLOCK_MONOTONIC);
        if (left <= 0) {
            left = 0;
        }
        double slice = left > 0.05 ? 0.05 : left;
        struct timespec request = {0, (long)(slice * 1e9)};
        weft__run_outside(t, sleep_outside, &request);
        if (!weft__poll(t)) {
            return EMPTY;
        }
        if (left <= slice) {
            return NONE;
        }
    }
}

static Value from_tm(Thread *t, const struct tm *tm)
{
    Value items[11] = {
        value_from_small_int(tm->tm_year + 1900), value_from_small_int(tm->tm_mon + 1),
        value_from_small_int(tm->tm_mday),        value_from_small_int(tm->tm_hour),
        value_from_small_int(tm->tm_min),         value_from_small_int(tm->tm_sec),
        value_from_small_int((tm->tm_wday + 6) % 7), value_from_small_int(tm->tm_yday + 1),
        value_from_small_int(tm->tm_isdst), value_or_empty(weft__str_from_c(t, tm->tm_zone)),
        value_from_small_int(tm->tm_gmtoff)};
    return weft__struct_sequence(t, value_pointer(t->runtime->module_values[SLOT_STRUCT_TIME]), items, 11);
}

/* A tuple of nine as struct tm; NONE or EMPTY: now, local time. */
static bool to_tm(Thread *t, Value v, const char *function, struct tm *tm)
{
    memset(tm, 0, sizeof *tm);
    if (v == EMPTY || v == NONE) {
        time_t now = time(NULL);
        localtime_r(&now, tm);
        return true;
    }
    if (!is_tuple(t, v)) {
        RAISE(t, TypeError, "Tuple or struct_time argument required");
        return false;
    }
    if (tuple_length(as_tuple(v)) != 9) {
        RAISE(t, TypeError, "%s(): illegal time tuple argument", function);
        return false;
    }
    int64_t fields[9];
    for (size_t i = 0; i < 9; i++) {
        if (!weft__to_i64(t, as_tuple(v)->items[i], &fields[i])) {
            return false;
        }
    }
    static const int low[9] = {INT_MIN + 1900, 0, 0, 0, 0, 0, -1, 0, -1}, high[9] = {INT_MAX, 12, 31, 23, 59, 61, 6, 366, 1};
    static const char *const names[9] = {"year", "month", "day of month", "hour", "minute", "seconds",
                                         "day of week", "day of year", "daylight savings flag"};
    for (size_t i = 0; i < 9; i++) {
        if (fields[i] < low[i] || fields[i] > high[i]) {
            if (i == 0) {
                RAISE(t, OverflowError, fields[0] > INT_MAX   ? "signed integer is greater than maximum"
                                        : fields[0] < INT_MIN ? "signed integer is less than minimum"
                                                              : "year out of range");
            } else {
                RAISE(t, ValueError, "%s out of range", names[i]);
            }
            return false;
        }
    }
    tm->tm_year = (int)fields[0] - 1900;
    tm->tm_mon = fields[1] == 0 ? 0 : (int)fields[1] - 1;
    tm->tm_mday = fields[2] == 0 ? 1 : (int)fields[2];
    tm->tm_hour = (int)fields[3];
    tm->tm_min = (int)fields[4];
    tm->tm_sec = (int)fields[5];
    tm->tm_wday = ((int)fields[6] + 1) % 7;
    tm->tm_yday = fields[7] == 0 ? 0 : (int)fields[7] - 1;
    tm->tm_isdst = (int)fields[8];
    return true;
}
static bool timestamp(Thread *t, Value v, time_t *out)
{
    double seconds;
    if (v == EMPTY || v == NONE) {
        *out = time(NULL);
        return true;
    }
    if (!to_seconds(t, v, &seconds)) {
        return false;
    }
    *out = fabs(seconds) < 9.2e18 ? (time_t)floor(seconds) : INT64_MAX; /* no such year */
    return true;
}
static Value time_localtime(Thread *t, Value *args)
{
    time_t at;
    struct tm tm;
    if (!timestamp(t, args[0], &at)) {
        return EMPTY;
    }
    return localtime_r(&at, &tm) == NULL ? weft__raise_os_error(t, EOVERFLOW, EMPTY) : from_tm(t, &tm);
}
static Value time_gmtime(Thread *t, Value *args)
{
    time_t at;
    struct tm tm;
    if (!timestamp(t, args[0], &at)) {
        return EMPTY;
    }
    return gmtime_r(&at, &tm) == NULL ? weft__raise_os_error(t, EOVERFLOW, EMPTY) : from_tm(t, &tm);
}
static Value time_mktime(Thread *t, Value *args)
{
    struct tm tm;
    if (!to_tm(t, args[0], "mktime", &tm)) {
        return EMPTY;
    }
    tm.tm_wday = -1; /* mktime sets it when the result, which may be -1, is a time */
    time_t at = mktime(&tm);
    return at == (time_t)-1 && tm.tm_wday == -1 ? RAISE(t, OverflowError, "mktime argument out of range")
                                                : float_new(t, (double)at);
}
static Value time_strftime(Thread *t, Value *args)
{
    struct tm tm;
    if (!is_str(t, args[0])) {
        return RAISE(t, TypeError, "strftime() argument 1 must be str, not %G", args[0]);
    }
    size_t format_length;
    const char *format = weft__str_utf8(t, as_str(args[0]), &format_length);
    if (format == NULL || !to_tm(t, args[1], "strftime", &tm)) {
        return EMPTY;
    }
    if (strlen(format) != format_length) {
        return RAISE(t, ValueError, "embedded null character");
    }
    if (*format == 0) {
        return args[0];
    }
    for (size_t room = 256; room <= 65536; room *= 4) {
        ByteArray *text = weft__byte_array_new(t, room);
        if (text == NULL) {
            return EMPTY;
        }
        size_t length = strftime((char *)text->bytes, room, format, &tm);
        if (length > 0) {
            return value_or_empty(weft__str_from_utf8(t, (const char *)text->bytes, length));
        }
    }
    return value_from_pointer(t->runtime->empty_str);
}
static Value time_strptime(Thread *t, Value *args)
{
    Value parse = weft__import_attribute(t, "_strptime", "_strptime_time");
    return parse == EMPTY ? EMPTY : weft__call2(t, parse, args[0], args[1]);
}
static Value as_text(Thread *t, const struct tm *tm)
{
    static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    char text[80];
    snprintf(text, sizeof text, "%s %s %2d %02d:%02d:%02d %d", days[tm->tm_wday], months[tm->tm_mon],
             tm->tm_mday, tm->tm_hour, tm->tm_min, tm->tm_sec, tm->tm_year + 1900);
    return value_or_empty(weft__str_from_c(t, text));
}
static Value time_asctime(Thread *t, Value *args)
{
    struct tm tm;
    return to_tm(t, args[0], "asctime", &tm) ? as_text(t, &tm) : EMPTY;
}
static Value time_ctime(Thread *t, Value *args)
{
    time_t at;
    struct tm tm;
    if (!timestamp(t, args[0], &at)) {
        return EMPTY;
    }
    if (localtime_r(&at, &tm) == NULL) {
        return weft__raise_os_error(t, EOVERFLOW, EMPTY);
    }
    return as_text(t, &tm);
}

static bool clock_of(Thread *t, Value v, clockid_t *clock, struct timespec *now,
                     int (*read)(clockid_t, struct timespec *))
{
    int64_t number;
    if (!weft__to_i64(t, v, &number)) {
        return false;
    }
    *clock = (clockid_t)number;
    if (read(*clock, now) < 0) {
        weft__raise_os_error(t, errno, EMPTY);
        return false;
    }
    return true;
}
static Value time_clock_gettime(Thread *t, Value *args)
{
    clockid_t clock;
    struct timespec now;
    return clock_of(t, args[0], &clock, &now, clock_gettime)
               ? float_new(t, (double)now.tv_sec + (double)now.tv_nsec * 1e-9)
               : EMPTY;
}
static Value time_clock_gettime_ns(Thread *t, Value *args)
{
    clockid_t clock;
    struct timespec now;
    return clock_of(t, args[0], &clock, &now, clock_gettime)
               ? int_from_i64(t, (int64_t)now.tv_sec * 1000000000 + now.tv_nsec)
               : EMPTY;
}
static Value time_clock_getres(Thread *t, Value *args)
{
    clockid_t clock;
    struct timespec now;
    return clock_of(t, args[0], &clock, &now, clock_getres)
               ? float_new(t, (double)now.tv_sec + (double)now.tv_nsec * 1e-9)
               : EMPTY;
}
static Value time_get_clock_info(Thread *t, Value *args)
{
    static const struct { const char *name, *implementation; bool monotonic; clockid_t clock; } clocks[] = {
        {"time", "clock_gettime(CLOCK_REALTIME)", false, CLOCK_REALTIME},
        {"monotonic", "clock_gettime(CLOCK_MONOTONIC)", true, CLOCK_MONOTONIC},
        {"perf_counter", "clock_gettime(CLOCK_MONOTONIC)", true, CLOCK_MONOTONIC},
        {"process_time", "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true, CLOCK_PROCESS_CPUTIME_ID},
        {"thread_time", "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, CLOCK_THREAD_CPUTIME_ID},
    };
    if (!is_str(t, args[0])) {
        return RAISE(t, TypeError, "get_clock_info() argument 1 must be str, not %G", args[0]);
    }
    for (size_t i = 0; i < sizeof clocks / sizeof *clocks; i++) {
        struct timespec step;
        if (!weft__str_equals_c(as_str(args[0]), clocks[i].name)) {
            continue;
        }
        clock_getres(clocks[i].clock, &step);
        Value make = weft__import_attribute(t, "types", "SimpleNamespace");
        Dict *fields = make == EMPTY ? NULL : weft__dict_new(t);
        if (fields == NULL ||
            !weft__dict_set_c(t, fields, "implementation",
                              value_or_empty(weft__str_from_c(t, clocks[i].implementation))) ||
            !weft__dict_set_c(t, fields, "monotonic", value_from_bool(clocks[i].monotonic)) ||
            !weft__dict_set_c(t, fields, "adjustable", value_from_bool(!clocks[i].monotonic)) ||
            !weft__dict_set_c(t, fields, "resolution",
                              float_new(t, (double)step.tv_sec + (double)step.tv_nsec * 1e-9))) {
            return EMPTY;
        }
        return weft__call_tuple(t, make, value_from_pointer(t->runtime->empty_tuple),
                                value_from_pointer(fields));
    }
    return RAISE(t, ValueError, "unknown clock");
}

/* timezone, altzone, daylight and tzname from the environment's TZ. */
static bool set_zones(Thread *t, Module *m)
{
    tzset();
    Value zones[2] = {value_or_empty(weft__str_from_c(t, tzname[0])), value_or_empty(weft__str_from_c(t, tzname[1]))};
    Tuple *names = zones[0] == EMPTY || zones[1] == EMPTY ? NULL : weft__tuple_from(t, zones, 2);
    time_t january = 1577836800, july = 1593561600; /* of 2020 */
    struct tm first, second;
    localtime_r(&january, &first);
    localtime_r(&july, &second);
    long summer = first.tm_isdst > 0 ? first.tm_gmtoff : second.tm_gmtoff;
    return names != NULL && weft__module_set(t, m, "timezone", int_from_i64(t, timezone)) &&
           weft__module_set(t, m, "altzone", int_from_i64(t, daylight ? -summer : timezone)) &&
           weft__module_set(t, m, "daylight", value_from_small_int(daylight)) &&
           weft__module_set(t, m, "tzname", value_from_pointer(names));
}
static Value time_tzset(Thread *t, Value *args)
{
    (void)args;
    Value module = weft__import_c(t, "time");
    return module != EMPTY && set_zones(t, as_module(module)) ? NONE : EMPTY;
}

bool weft__init_module_time(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"time", time_time, "", NULL, 0},
        {"time_ns", time_time_ns, "", NULL, 0},
        {"monotonic", time_monotonic, "", NULL, 0},
        {"monotonic_ns", time_monotonic_ns, "", NULL, 0},
        {"perf_counter", time_perf_counter, "", NULL, 0},
        {"perf_counter_ns", time_perf_counter_ns, "", NULL, 0},
        {"process_time", time_process_time, "", NULL, 0},
        {"process_time_ns", time_process_time_ns, "", NULL, 0},
        {"thread_time", time_thread_time, "", NULL, 0},
        {"thread_time_ns", time_thread_time_ns, "", NULL, 0},
        {"sleep", time_sleep, "seconds, /", NULL, 0},
        {"localtime", time_localtime, "seconds=, /", NULL, 0},
        {"gmtime", time_gmtime, "seconds=, /", NULL, 0},
        {"mktime", time_mktime, "tuple, /", NULL, 0},
        {"strftime", time_strftime, "format, tuple=, /", NULL, 0},
        {"strptime", time_strptime, "string, format='%a %b %d %H:%M:%S %Y', /", NULL, 0},
        {"asctime", time_asctime, "tuple=, /", NULL, 0},
        {"clock_gettime", time_clock_gettime, "clk_id, /", NULL, 0},
        {"clock_gettime_ns", time_clock_gettime_ns, "clk_id, /", NULL, 0},
        {"clock_getres", time_clock_getres, "clk_id, /", NULL, 0},
        {"get_clock_info", time_get_clock_info, "name, /", NULL, 0},
        {"tzset", time_tzset, "", NULL, 0},
        {"ctime", time_ctime, "seconds=, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    Type *type = weft__struct_sequence_type(
        t, "time.struct_time", "tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst tm_zone tm_gmtoff", 9);
    if (type == NULL) {
        return false;
    }
    t->runtime->module_values[SLOT_STRUCT_TIME] = value_from_pointer(type);
    static const struct { const char *name; clockid_t clock; } clocks[] = {
        {"CLOCK_REALTIME", CLOCK_REALTIME}, {"CLOCK_MONOTONIC", CLOCK_MONOTONIC},
        {"CLOCK_MONOTONIC_RAW", CLOCK_MONOTONIC_RAW}, {"CLOCK_BOOTTIME", CLOCK_BOOTTIME},
        {"CLOCK_PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID},
        {"CLOCK_THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID}, {"CLOCK_TAI", CLOCK_TAI},
    };
    for (size_t i = 0; i < sizeof clocks / sizeof *clocks; i++) {
        if (!weft__module_set(t, m, clocks[i].name, value_from_small_int(clocks[i].clock))) {
            return false;
        }
    }
    return set_zones(t, m) && weft__module_set(t, m, "struct_time", value_from_pointer(type)) &&
           weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "time"));
}
