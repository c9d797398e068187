/* time_module.c - the module `time`. Clocks are read inside the world; sleeping is outside it, in
 * slices, so that an interrupt is noticed.
 */
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

static void sleep_outside(void *context)
{
    nanosleep(context, NULL);
}
static Value time_sleep(Thread *t, Value *args)
{
    double seconds;
    if (!weft__to_double(t, args[0], &seconds)) {
        return EMPTY;
    }
    if (isnan(seconds)) {
        return RAISE(t, ValueError, "Invalid value NaN (not a number)");
    }
    if (seconds < 0) {
        return RAISE(t, ValueError, "sleep length must be non-negative");
    }
    if (seconds > 9.0e9) {
        return RAISE(t, OverflowError, "timestamp too large to convert to C _PyTime_t");
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
        value_from_small_int(tm->tm_isdst)};
    return weft__struct_sequence(t, value_pointer(t->runtime->module_values[SLOT_STRUCT_TIME]), items, 9);
}

/* A tuple of nine as struct tm; NONE or EMPTY: now, local time. */
static bool to_tm(Thread *t, Value v, struct tm *tm)
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
        RAISE(t, TypeError, "time tuple must have exactly 9 elements");
        return false;
    }
    int64_t fields[9];
    for (size_t i = 0; i < 9; i++) {
        if (!weft__to_i64(t, as_tuple(v)->items[i], &fields[i])) {
            return false;
        }
    }
    static const int low[9] = {-100000000, 0, 0, 0, 0, 0, -1, 0, -1}, high[9] = {100000000, 12, 31, 23, 59, 61, 6, 366, 1};
    static const char *const names[9] = {"year", "month", "day of month", "hour", "minute", "seconds",
                                         "day of week", "day of year", "daylight savings flag"};
    for (size_t i = 0; i < 9; i++) {
        if (fields[i] < low[i] || fields[i] > high[i]) {
            RAISE(t, ValueError, "%s out of range", names[i]);
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
    if (!weft__to_double(t, v, &seconds)) {
        return false;
    }
    if (!(fabs(seconds) < 6.0e16)) {
        RAISE(t, OverflowError, "timestamp out of range for platform time_t");
        return false;
    }
    *out = (time_t)floor(seconds);
    return true;
}
static Value time_localtime(Thread *t, Value *args)
{
    time_t at;
    struct tm tm;
    if (!timestamp(t, args[0], &at)) {
        return EMPTY;
    }
    return localtime_r(&at, &tm) == NULL ? RAISE(t, OverflowError, "timestamp out of range") : from_tm(t, &tm);
}
static Value time_gmtime(Thread *t, Value *args)
{
    time_t at;
    struct tm tm;
    if (!timestamp(t, args[0], &at)) {
        return EMPTY;
    }
    return gmtime_r(&at, &tm) == NULL ? RAISE(t, OverflowError, "timestamp out of range") : from_tm(t, &tm);
}
static Value time_mktime(Thread *t, Value *args)
{
    struct tm tm;
    if (!to_tm(t, args[0], &tm)) {
        return EMPTY;
    }
    return float_new(t, (double)mktime(&tm));
}
static Value time_strftime(Thread *t, Value *args)
{
    struct tm tm;
    if (!is_str(t, args[0])) {
        return RAISE(t, TypeError, "strftime() argument 1 must be str, not %T", args[0]);
    }
    const char *format = weft__str_utf8(t, as_str(args[0]), NULL);
    if (format == NULL || !to_tm(t, args[1], &tm)) {
        return EMPTY;
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
    struct tm tm;
    if (!is_str(t, args[0]) || !is_str(t, args[1])) {
        return RAISE(t, TypeError, "strptime() argument must be str");
    }
    const char *text = weft__str_utf8(t, as_str(args[0]), NULL), *format = weft__str_utf8(t, as_str(args[1]), NULL);
    memset(&tm, 0, sizeof tm);
    tm.tm_mday = 1;
    tm.tm_isdst = -1;
    tm.tm_year = 0;
    if (text == NULL || format == NULL) {
        return EMPTY;
    }
    const char *end = strptime(text, format, &tm);
    if (end == NULL) {
        return RAISE(t, ValueError, "time data %R does not match format %R", args[0], args[1]);
    }
    if (*end != 0) {
        return RAISE(t, ValueError, "unconverted data remains: %s", end);
    }
    struct tm copy = tm;
    timegm(&copy); /* fills in the days of week and year */
    tm.tm_wday = copy.tm_wday;
    tm.tm_yday = copy.tm_yday;
    tm.tm_isdst = -1;
    return from_tm(t, &tm);
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
    return to_tm(t, args[0], &tm) ? as_text(t, &tm) : EMPTY;
}
static Value time_ctime(Thread *t, Value *args)
{
    time_t at;
    struct tm tm;
    if (!timestamp(t, args[0], &at)) {
        return EMPTY;
    }
    localtime_r(&at, &tm);
    return as_text(t, &tm);
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
        {"ctime", time_ctime, "seconds=, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    Type *type = weft__struct_sequence_type(
        t, "time.struct_time", "tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst", 0);
    if (type == NULL) {
        return false;
    }
    t->runtime->module_values[SLOT_STRUCT_TIME] = value_from_pointer(type);
    tzset();
    Value zones[2] = {value_or_empty(weft__str_from_c(t, tzname[0])), value_or_empty(weft__str_from_c(t, tzname[1]))};
    Tuple *names = zones[0] == EMPTY || zones[1] == EMPTY ? NULL : weft__tuple_from(t, zones, 2);
    return names != NULL && weft__module_set(t, m, "struct_time", value_from_pointer(type)) &&
           weft__module_set(t, m, "timezone", int_from_i64(t, timezone)) &&
           weft__module_set(t, m, "daylight", value_from_small_int(daylight)) &&
           weft__module_set(t, m, "tzname", value_from_pointer(names)) &&
           weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "time"));
}
