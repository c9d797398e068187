/* posix_descriptors.c - the part of `posix` that works on file descriptors, times, links and the
 * process. Calls that may block run outside the world.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "modules/struct_sequence.h"

/* One system call, made outside the world. */
typedef struct SystemCall {
    int64_t (*call)(struct SystemCall *);
    const char *path;
    int64_t number[4];
    void *room;
    int64_t result;
    int error;
} SystemCall;
static void perform(void *context)
{
    SystemCall *c = context;
    c->result = c->call(c);
    c->error = c->result < 0 ? errno : 0;
}
/* False: OSError about `path`. A call that a signal interrupted is made again. */
static bool make_call(Thread *t, SystemCall *c, Value path)
{
    do {
        weft__run_outside(t, perform, c);
        if (c->error == EINTR && !weft__poll(t)) {
            return false;
        }
    } while (c->error == EINTR);
    if (c->error != 0) {
        weft__raise_os_error(t, c->error, path);
    }
    return c->error == 0;
}
/* Numbers from args[0 .. count). */
static bool numbers(Thread *t, SystemCall *c, const Value *args, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!weft__to_i64(t, args[i], &c->number[i])) {
            return false;
        }
    }
    return true;
}
#define DESCRIPTOR(c) ((int)(c)->number[0])

static int64_t call_open(SystemCall *c)
{
    return open(c->path, (int)c->number[0] | O_CLOEXEC, (mode_t)c->number[1]);
}
static int64_t call_close(SystemCall *c) { return close(DESCRIPTOR(c)); }
static int64_t call_read(SystemCall *c) { return read(DESCRIPTOR(c), c->room, (size_t)c->number[1]); }
static int64_t call_write(SystemCall *c) { return write(DESCRIPTOR(c), c->room, (size_t)c->number[1]); }
static int64_t call_pread(SystemCall *c)
{
    return pread(DESCRIPTOR(c), c->room, (size_t)c->number[1], c->number[2]);
}
static int64_t call_pwrite(SystemCall *c)
{
    return pwrite(DESCRIPTOR(c), c->room, (size_t)c->number[1], c->number[2]);
}
static int64_t call_lseek(SystemCall *c) { return lseek(DESCRIPTOR(c), c->number[1], (int)c->number[2]); }
static int64_t call_fsync(SystemCall *c) { return fsync(DESCRIPTOR(c)); }
static int64_t call_fdatasync(SystemCall *c) { return fdatasync(DESCRIPTOR(c)); }
static int64_t call_dup(SystemCall *c) { return fcntl(DESCRIPTOR(c), F_DUPFD_CLOEXEC, 0); }
static int64_t call_dup2(SystemCall *c)
{
    return dup3(DESCRIPTOR(c), (int)c->number[1], c->number[2] ? 0 : O_CLOEXEC);
}
static int64_t call_ftruncate(SystemCall *c) { return ftruncate(DESCRIPTOR(c), c->number[1]); }
static int64_t call_truncate(SystemCall *c) { return truncate(c->path, c->number[1]); }
static int64_t call_fchmod(SystemCall *c) { return fchmod(DESCRIPTOR(c), (mode_t)c->number[1]); }
static int64_t call_chown(SystemCall *c)
{
    return fchownat(AT_FDCWD, c->path, (uid_t)c->number[1], (gid_t)c->number[2], c->number[3] ? 0 : AT_SYMLINK_NOFOLLOW);
}
static int64_t call_mkfifo(SystemCall *c) { return mkfifo(c->path, (mode_t)c->number[1]); }
static int64_t call_kill(SystemCall *c) { return kill((pid_t)c->number[0], (int)c->number[1]); }
static int64_t call_get_flags(SystemCall *c) { return fcntl(DESCRIPTOR(c), F_GETFD); }
static int64_t call_set_inheritable(SystemCall *c)
{
    return fcntl(DESCRIPTOR(c), F_SETFD, c->number[1] ? 0 : FD_CLOEXEC);
}
static int64_t call_get_status(SystemCall *c) { return fcntl(DESCRIPTOR(c), F_GETFL); }
static int64_t call_set_status(SystemCall *c) { return fcntl(DESCRIPTOR(c), F_SETFL, (int)c->number[1]); }
static int64_t call_utime(SystemCall *c)
{
    return utimensat(AT_FDCWD, c->path, c->room, c->number[3] ? 0 : AT_SYMLINK_NOFOLLOW);
}
static int64_t call_futime(SystemCall *c) { return futimens(DESCRIPTOR(c), c->room); }

static Value posix_open(Thread *t, Value *args)
{
    SystemCall c = {.call = call_open, .path = weft__str_path(t, args[0])};
    if (c.path == NULL || !numbers(t, &c, args + 1, 2) || !make_call(t, &c, args[0])) {
        return EMPTY;
    }
    return value_from_small_int(c.result);
}
/* A call with `count` numbers whose result is nothing. */
static Value plain(Thread *t, const Value *args, size_t count, int64_t (*call)(SystemCall *))
{
    SystemCall c = {.call = call};
    return numbers(t, &c, args, count) && make_call(t, &c, EMPTY) ? NONE : EMPTY;
}
static Value plain_number(Thread *t, const Value *args, size_t count, int64_t (*call)(SystemCall *))
{
    SystemCall c = {.call = call};
    return numbers(t, &c, args, count) && make_call(t, &c, EMPTY) ? int_from_i64(t, c.result) : EMPTY;
}
static Value posix_close(Thread *t, Value *args)
{
    SystemCall c = {.call = call_close};
    if (!numbers(t, &c, args, 1)) {
        return EMPTY;
    }
    weft__run_outside(t, perform, &c);
    return c.error == 0 || c.error == EINTR ? NONE : weft__raise_os_error(t, c.error, EMPTY);
}
static Value posix_closerange(Thread *t, Value *args)
{
    SystemCall c = {.call = call_close};
    if (!numbers(t, &c, args, 2)) {
        return EMPTY;
    }
    for (int64_t end = c.number[1]; c.number[0] < end; c.number[0]++) {
        weft__run_outside(t, perform, &c);
    }
    return NONE;
}
static Value posix_lseek(Thread *t, Value *args) { return plain_number(t, args, 3, call_lseek); }
static Value posix_fsync(Thread *t, Value *args) { return plain(t, args, 1, call_fsync); }
static Value posix_fdatasync(Thread *t, Value *args) { return plain(t, args, 1, call_fdatasync); }
static Value posix_dup(Thread *t, Value *args) { return plain_number(t, args, 1, call_dup); }
static Value posix_dup2(Thread *t, Value *args)
{
    int keep = weft__truth(t, args[2]);
    SystemCall c = {.call = call_dup2, .number = {0, 0, keep, 0}};
    if (keep < 0 || !numbers(t, &c, args, 2)) {
        return EMPTY;
    }
    if (c.number[0] == c.number[1]) {
        c.call = call_get_flags; /* dup3 refuses equal descriptors: only check that it is open */
        return make_call(t, &c, EMPTY) ? value_from_small_int(c.number[0]) : EMPTY;
    }
    return make_call(t, &c, EMPTY) ? value_from_small_int(c.result) : EMPTY;
}
static Value posix_ftruncate(Thread *t, Value *args) { return plain(t, args, 2, call_ftruncate); }
static Value posix_fchmod(Thread *t, Value *args) { return plain(t, args, 2, call_fchmod); }
static Value posix_kill(Thread *t, Value *args)
{
    /* The handler of a signal that the process sends to itself runs before the call returns. */
    return plain(t, args, 2, call_kill) == EMPTY || !weft__poll(t) ? EMPTY : NONE;
}
static Value posix_truncate(Thread *t, Value *args)
{
    if (is_int(t, args[0])) {
        return posix_ftruncate(t, args);
    }
    SystemCall c = {.call = call_truncate, .path = weft__str_path(t, args[0])};
    return c.path != NULL && weft__to_i64(t, args[1], &c.number[1]) && make_call(t, &c, args[0]) ? NONE : EMPTY;
}
static Value posix_chown(Thread *t, Value *args)
{
    int follow = weft__truth(t, args[3]);
    SystemCall c = {.call = call_chown, .path = weft__str_path(t, args[0]), .number = {0, 0, 0, follow}};
    if (c.path == NULL || follow < 0 || !weft__to_i64(t, args[1], &c.number[1]) ||
        !weft__to_i64(t, args[2], &c.number[2])) {
        return EMPTY;
    }
    return make_call(t, &c, args[0]) ? NONE : EMPTY;
}
static Value posix_mkfifo(Thread *t, Value *args)
{
    SystemCall c = {.call = call_mkfifo, .path = weft__str_path(t, args[0])};
    return c.path != NULL && weft__to_i64(t, args[1], &c.number[1]) && make_call(t, &c, args[0]) ? NONE : EMPTY;
}

static Value read_into_bytes(Thread *t, Value *args, size_t count, int64_t (*call)(SystemCall *))
{
    SystemCall c = {.call = call};
    if (!numbers(t, &c, args, count)) {
        return EMPTY;
    }
    if (c.number[1] < 0) {
        return weft__raise_os_error(t, EINVAL, EMPTY);
    }
    ByteArray *room = weft__byte_array_new(t, (size_t)c.number[1] + 1);
    if (room == NULL) {
        return EMPTY;
    }
    c.room = room->bytes;
    return make_call(t, &c, EMPTY) ? value_or_empty(weft__bytes_new(t, room->bytes, (size_t)c.result)) : EMPTY;
}
static Value posix_read(Thread *t, Value *args) { return read_into_bytes(t, args, 2, call_read); }
static Value posix_pread(Thread *t, Value *args) { return read_into_bytes(t, args, 3, call_pread); }
/* args: descriptor, bytes-like, and an offset for pwrite. */
static Value write_bytes(Thread *t, Value *args, int64_t (*call)(SystemCall *), bool offset)
{
    const unsigned char *bytes;
    size_t length;
    SystemCall c = {.call = call};
    if (!weft__to_i64(t, args[0], &c.number[0]) || !weft__get_bytes(t, args[1], &bytes, &length) ||
        (offset && !weft__to_i64(t, args[2], &c.number[2]))) {
        return EMPTY;
    }
    ByteArray *copy = weft__byte_array_new(t, length + 1); /* the source may change meanwhile */
    if (copy == NULL) {
        return EMPTY;
    }
    memcpy(copy->bytes, bytes, length);
    c.room = copy->bytes;
    c.number[1] = (int64_t)length;
    return make_call(t, &c, EMPTY) ? int_from_i64(t, c.result) : EMPTY;
}
static Value posix_write(Thread *t, Value *args) { return write_bytes(t, args, call_write, false); }
static Value posix_pwrite(Thread *t, Value *args) { return write_bytes(t, args, call_pwrite, true); }

static Value two_ints(Thread *t, int64_t a, int64_t b)
{
    return weft__tuple2(t, int_from_i64(t, a), int_from_i64(t, b));
}
static Value posix_pipe(Thread *t, Value *args)
{
    int ends[2];
    (void)args;
    return pipe2(ends, O_CLOEXEC) < 0 ? weft__raise_os_error(t, errno, EMPTY) : two_ints(t, ends[0], ends[1]);
}
static Value posix_get_inheritable(Thread *t, Value *args)
{
    SystemCall c = {.call = call_get_flags};
    return numbers(t, &c, args, 1) && make_call(t, &c, EMPTY) ? value_from_bool(!(c.result & FD_CLOEXEC)) : EMPTY;
}
static Value posix_set_inheritable(Thread *t, Value *args) { return plain(t, args, 2, call_set_inheritable); }
static Value posix_get_blocking(Thread *t, Value *args)
{
    SystemCall c = {.call = call_get_status};
    return numbers(t, &c, args, 1) && make_call(t, &c, EMPTY) ? value_from_bool(!(c.result & O_NONBLOCK)) : EMPTY;
}
static Value posix_set_blocking(Thread *t, Value *args)
{
    int blocking = weft__truth(t, args[1]);
    SystemCall c = {.call = call_get_status};
    if (blocking < 0 || !numbers(t, &c, args, 1) || !make_call(t, &c, EMPTY)) {
        return EMPTY;
    }
    c.number[1] = blocking ? c.result & ~(int64_t)O_NONBLOCK : c.result | O_NONBLOCK;
    c.call = call_set_status;
    return make_call(t, &c, EMPTY) ? NONE : EMPTY;
}

/* Seconds as nanoseconds (a float or an int), rounded down. */
static bool to_time(Thread *t, Value v, bool nanoseconds, struct timespec *out)
{
    Value scale = value_from_small_int(1000000000), parts = EMPTY;
    if (nanoseconds) {
        Value whole = weft__index(t, v);
        parts = whole == EMPTY ? EMPTY : weft__int_binary(t, OP_DIVMOD, whole, scale);
    } else if (is_float(t, v)) {
        double seconds = as_double(v), whole = __builtin_floor(seconds);
        if (!(whole > -9e18 && whole < 9e18)) {
            RAISE(t, OverflowError, "timestamp out of range for platform time_t");
            return false;
        }
        out->tv_sec = (time_t)whole;
        out->tv_nsec = (long)((seconds - whole) * 1e9);
        return true;
    } else {
        out->tv_nsec = 0;
        return weft__to_i64(t, v, &out->tv_sec);
    }
    return parts != EMPTY && weft__to_i64(t, as_tuple(parts)->items[0], &out->tv_sec) &&
           weft__to_i64(t, as_tuple(parts)->items[1], &out->tv_nsec);
}
static Value posix_utime(Thread *t, Value *args)
{
    struct timespec times[2] = {{0, UTIME_NOW}, {0, UTIME_NOW}};
    Value pair = args[1] == EMPTY || args[1] == NONE ? args[2] : args[1];
    bool nanoseconds = pair == args[2];
    if (args[1] != EMPTY && args[1] != NONE && args[2] != EMPTY) {
        return RAISE(t, ValueError, "utime: you may specify either 'times' or 'ns' but not both");
    }
    if (pair != EMPTY) {
        if (!is_tuple(t, pair) || tuple_length(as_tuple(pair)) != 2) {
            return RAISE(t, TypeError, nanoseconds ? "utime: 'ns' must be a tuple of two ints"
                                                   : "utime: 'times' must be either a tuple of two ints or None");
        }
        for (size_t i = 0; i < 2; i++) {
            if (!to_time(t, as_tuple(pair)->items[i], nanoseconds, &times[i])) {
                return EMPTY;
            }
        }
    }
    int follow = weft__truth(t, args[3]);
    SystemCall c = {.call = call_utime, .room = times, .number = {0, 0, 0, follow}};
    if (follow < 0) {
        return EMPTY;
    }
    if (is_int(t, args[0])) {
        c.call = call_futime;
        return numbers(t, &c, args, 1) && make_call(t, &c, EMPTY) ? NONE : EMPTY;
    }
    c.path = weft__str_path(t, args[0]);
    return c.path != NULL && make_call(t, &c, args[0]) ? NONE : EMPTY;
}

static Value posix_umask(Thread *t, Value *args)
{
    int64_t mask;
    return weft__to_i64(t, args[0], &mask) ? value_from_small_int(umask((mode_t)mask)) : EMPTY;
}
static Type *kept_type(Thread *t, const char *name) /* a type that the module holds */
{
    Value type = weft__import_attribute(t, "posix", name);
    return type == EMPTY ? NULL : value_pointer(type);
}
static Value posix_uname(Thread *t, Value *args)
{
    struct utsname names;
    Type *type = kept_type(t, "uname_result");
    (void)args;
    if (type == NULL) {
        return EMPTY;
    }
    if (uname(&names) < 0) {
        return weft__raise_os_error(t, errno, EMPTY);
    }
    Value items[5] = {
        value_or_empty(weft__str_from_c(t, names.sysname)), value_or_empty(weft__str_from_c(t, names.nodename)),
        value_or_empty(weft__str_from_c(t, names.release)), value_or_empty(weft__str_from_c(t, names.version)),
        value_or_empty(weft__str_from_c(t, names.machine))};
    return weft__struct_sequence(t, type, items, 5);
}
static Value posix_get_terminal_size(Thread *t, Value *args)
{
    int64_t descriptor;
    struct winsize size;
    Type *type = kept_type(t, "terminal_size");
    if (type == NULL || !weft__to_i64(t, args[0], &descriptor)) {
        return EMPTY;
    }
    if (ioctl((int)descriptor, TIOCGWINSZ, &size) < 0) {
        return weft__raise_os_error(t, errno, EMPTY);
    }
    Value items[2] = {value_from_small_int(size.ws_col), value_from_small_int(size.ws_row)};
    return weft__struct_sequence(t, type, items, 2);
}
static Value posix_times(Thread *t, Value *args)
{
    struct tms used;
    clock_t elapsed = times(&used);
    double tick = (double)sysconf(_SC_CLK_TCK);
    Type *type = kept_type(t, "times_result");
    (void)args;
    if (type == NULL) {
        return EMPTY;
    }
    Value items[5] = {float_new(t, (double)used.tms_utime / tick), float_new(t, (double)used.tms_stime / tick),
                      float_new(t, (double)used.tms_cutime / tick), float_new(t, (double)used.tms_cstime / tick),
                      float_new(t, (double)elapsed / tick)};
    return weft__struct_sequence(t, type, items, 5);
}
static Value posix_getloadavg(Thread *t, Value *args)
{
    double load[3];
    (void)args;
    if (getloadavg(load, 3) != 3) {
        return RAISE(t, OSError, "Load averages are unobtainable");
    }
    Value items[3] = {float_new(t, load[0]), float_new(t, load[1]), float_new(t, load[2])};
    return value_or_empty(weft__tuple_from(t, items, 3));
}
static Value posix_sched_getaffinity(Thread *t, Value *args)
{
    int64_t process;
    cpu_set_t cpus;
    if (!weft__to_i64(t, args[0], &process)) {
        return EMPTY;
    }
    if (sched_getaffinity((pid_t)process, sizeof cpus, &cpus) < 0) {
        return weft__raise_os_error(t, errno, EMPTY);
    }
    Set *set = weft__set_new(t, false);
    for (int i = 0; set != NULL && i < CPU_SETSIZE; i++) {
        if (CPU_ISSET(i, &cpus) && weft__set_add(t, set, value_from_small_int(i)) < 0) {
            return EMPTY;
        }
    }
    return value_or_empty(set);
}
static int64_t call_yield(SystemCall *c)
{
    (void)c;
    return sched_yield();
}
static Value posix_sched_yield(Thread *t, Value *args) { return plain(t, args, 0, call_yield); }
static Value posix_abort(Thread *t, Value *args)
{
    (void)t;
    (void)args;
    abort(); /* what the program asked for */
}

#define IDENTITY(name)                                                                                   \
    static Value posix_##name(Thread *t, Value *args)                                                    \
    {                                                                                                    \
        (void)t;                                                                                         \
        (void)args;                                                                                      \
        return value_from_small_int((int64_t)name());                                                    \
    }
IDENTITY(geteuid) IDENTITY(getgid) IDENTITY(getegid) IDENTITY(getpgrp)
#undef IDENTITY

bool weft__posix_add_descriptors(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"open", posix_open, "path, flags, mode=511", NULL, 0},
        {"close", posix_close, "fd", NULL, 0},
        {"closerange", posix_closerange, "fd_low, fd_high, /", NULL, 0},
        {"read", posix_read, "fd, length, /", NULL, 0},
        {"write", posix_write, "fd, data, /", NULL, 0},
        {"pread", posix_pread, "fd, length, offset, /", NULL, 0},
        {"pwrite", posix_pwrite, "fd, buffer, offset, /", NULL, 0},
        {"lseek", posix_lseek, "fd, position, how, /", NULL, 0},
        {"fsync", posix_fsync, "fd", NULL, 0},
        {"fdatasync", posix_fdatasync, "fd", NULL, 0},
        {"dup", posix_dup, "fd, /", NULL, 0},
        {"dup2", posix_dup2, "fd, fd2, inheritable=True", NULL, 0},
        {"ftruncate", posix_ftruncate, "fd, length, /", NULL, 0},
        {"truncate", posix_truncate, "path, length", NULL, 0},
        {"fchmod", posix_fchmod, "fd, mode", NULL, 0},
        {"chown", posix_chown, "path, uid, gid, *, follow_symlinks=True", NULL, 0},
        {"mkfifo", posix_mkfifo, "path, mode=438", NULL, 0},
        {"kill", posix_kill, "pid, signal, /", NULL, 0},
        {"pipe", posix_pipe, "", NULL, 0},
        {"get_inheritable", posix_get_inheritable, "fd, /", NULL, 0},
        {"set_inheritable", posix_set_inheritable, "fd, inheritable, /", NULL, 0},
        {"get_blocking", posix_get_blocking, "fd, /", NULL, 0},
        {"set_blocking", posix_set_blocking, "fd, blocking, /", NULL, 0},
        {"utime", posix_utime, "path, times=, *, ns=, follow_symlinks=True", NULL, 0},
        {"umask", posix_umask, "mask, /", NULL, 0},
        {"uname", posix_uname, "", NULL, 0},
        {"get_terminal_size", posix_get_terminal_size, "fd=1, /", NULL, 0},
        {"times", posix_times, "", NULL, 0},
        {"getloadavg", posix_getloadavg, "", NULL, 0},
        {"sched_getaffinity", posix_sched_getaffinity, "pid, /", NULL, 0},
        {"sched_yield", posix_sched_yield, "", NULL, 0},
        {"abort", posix_abort, "", NULL, 0},
        {"geteuid", posix_geteuid, "", NULL, 0},
        {"getgid", posix_getgid, "", NULL, 0},
        {"getegid", posix_getegid, "", NULL, 0},
        {"getpgrp", posix_getpgrp, "", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const struct { const char *name, *full_name, *fields; } types[] = {
        {"terminal_size", "os.terminal_size", "columns lines"},
        {"uname_result", "posix.uname_result", "sysname nodename release version machine"},
        {"times_result", "posix.times_result", "user system children_user children_system elapsed"},
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        Type *type = weft__struct_sequence_type(t, types[i].full_name, types[i].fields, 0);
        if (type == NULL || !weft__module_set(t, m, types[i].name, value_from_pointer(type))) {
            return false;
        }
    }
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "posix"));
}
