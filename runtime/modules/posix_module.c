/* posix_module.c - `posix`: the system calls under `os`. Calls that may block run outside the world.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "modules/struct_sequence.h"

extern char **environ;

typedef struct PathCall {
    const char *path, *second;
    int number, result, error;
    int (*call)(struct PathCall *);
    struct stat info;
} PathCall;
static void perform(void *context)
{
    PathCall *c = context;
    c->result = c->call(c);
    c->error = c->result < 0 ? errno : 0;
}
static bool run(Thread *t, PathCall *c, Value path)
{
    weft__run_outside(t, perform, c);
    if (c->error != 0) {
        weft__raise_os_error(t, c->error, path);
    }
    return c->error == 0;
}
static int call_stat(PathCall *c) { return stat(c->path, &c->info); }
static int call_lstat(PathCall *c) { return lstat(c->path, &c->info); }
static int call_unlink(PathCall *c) { return unlink(c->path); }
static int call_rmdir(PathCall *c) { return rmdir(c->path); }
static int call_mkdir(PathCall *c) { return mkdir(c->path, (mode_t)c->number); }
static int call_rename(PathCall *c) { return rename(c->path, c->second); }
static int call_chdir(PathCall *c) { return chdir(c->path); }
static int call_chmod(PathCall *c) { return chmod(c->path, (mode_t)c->number); }
static int call_symlink(PathCall *c) { return symlink(c->path, c->second); }
static int call_link(PathCall *c) { return link(c->path, c->second); }
static int call_system(PathCall *c) { return system(c->path); }

static Value simple(Thread *t, Value path, int (*call)(PathCall *), int number)
{
    PathCall c = {.path = weft__str_path(t, path), .call = call, .number = number};
    return c.path != NULL && run(t, &c, path) ? NONE : EMPTY;
}
static Value posix_unlink(Thread *t, Value *args) { return simple(t, args[0], call_unlink, 0); }
static Value posix_rmdir(Thread *t, Value *args) { return simple(t, args[0], call_rmdir, 0); }
static Value posix_chdir(Thread *t, Value *args) { return simple(t, args[0], call_chdir, 0); }
static Value posix_mkdir(Thread *t, Value *args)
{
    int64_t mode;
    return weft__to_i64(t, args[1], &mode) ? simple(t, args[0], call_mkdir, (int)mode) : EMPTY;
}
static Value posix_chmod(Thread *t, Value *args)
{
    int64_t mode;
    int follow = weft__truth(t, args[2]);
    if (follow < 0 || !weft__to_i64(t, args[1], &mode)) {
        return EMPTY;
    }
    return follow ? simple(t, args[0], call_chmod, (int)mode)
                  : RAISE(t, NotImplementedError, "chmod: follow_symlinks unavailable on this platform");
}
static Value with_two(Thread *t, Value *args, int (*call)(PathCall *))
{
    PathCall c = {.path = weft__str_path(t, args[0]), .call = call};
    c.second = c.path == NULL ? NULL : weft__str_path(t, args[1]);
    if (c.second == NULL) {
        return EMPTY;
    }
    weft__run_outside(t, perform, &c);
    if (c.error == 0) {
        return NONE;
    }
    Value about[5] = {value_from_small_int(c.error), value_or_empty(weft__str_from_c(t, strerror(c.error))), args[0],
                      NONE, args[1]};
    return about[1] == EMPTY ? EMPTY : weft__raise_with(t, EXC(t, OSError), about, 5);
}
static Value posix_rename(Thread *t, Value *args) { return with_two(t, args, call_rename); }
static Value posix_symlink(Thread *t, Value *args) { return with_two(t, args, call_symlink); }
static Value posix_link(Thread *t, Value *args) { return with_two(t, args, call_link); }
static Value posix_system(Thread *t, Value *args)
{
    PathCall c = {.path = weft__str_path(t, args[0]), .call = call_system};
    return c.path != NULL && run(t, &c, args[0]) ? value_from_small_int(c.result) : EMPTY;
}

static Value seconds_of(Thread *t, struct timespec at)
{
    return float_new(t, (double)at.tv_sec + 1e-9 * (double)at.tv_nsec);
}
static Value nanoseconds_of(Thread *t, struct timespec at)
{
    Value whole = weft__int_binary(t, OP_MULTIPLY, int_from_i64(t, at.tv_sec), value_from_small_int(1000000000));
    return whole == EMPTY ? EMPTY : weft__int_binary(t, OP_ADD, whole, value_from_small_int(at.tv_nsec));
}
static Value stat_result(Thread *t, const struct stat *s)
{
    Value items[19] = {
        value_from_small_int(s->st_mode), weft__int_from_u64(t, s->st_ino), weft__int_from_u64(t, s->st_dev),
        weft__int_from_u64(t, s->st_nlink), value_from_small_int(s->st_uid), value_from_small_int(s->st_gid),
        int_from_i64(t, s->st_size), int_from_i64(t, s->st_atim.tv_sec), int_from_i64(t, s->st_mtim.tv_sec),
        int_from_i64(t, s->st_ctim.tv_sec), seconds_of(t, s->st_atim), seconds_of(t, s->st_mtim),
        seconds_of(t, s->st_ctim), nanoseconds_of(t, s->st_atim), nanoseconds_of(t, s->st_mtim),
        nanoseconds_of(t, s->st_ctim), int_from_i64(t, s->st_blksize), int_from_i64(t, s->st_blocks),
        weft__int_from_u64(t, s->st_rdev)};
    return weft__struct_sequence(t, value_pointer(t->runtime->module_values[SLOT_STAT]), items, 19);
}
static Value any_stat(Thread *t, Value path, bool follow)
{
    weft__write_waiting_files(t);
    PathCall c = {.path = weft__str_path(t, path), .call = follow ? call_stat : call_lstat};
    return c.path != NULL && run(t, &c, path) ? stat_result(t, &c.info) : EMPTY;
}
static Value posix_stat(Thread *t, Value *args)
{
    int follow = weft__truth(t, args[1]);
    if (is_int(t, args[0])) {
        struct stat info;
        int64_t descriptor;
        if (!weft__to_i64(t, args[0], &descriptor)) {
            return EMPTY;
        }
        return fstat((int)descriptor, &info) < 0 ? weft__raise_os_error(t, errno, EMPTY) : stat_result(t, &info);
    }
    return follow < 0 ? EMPTY : any_stat(t, args[0], follow != 0);
}
static Value posix_lstat(Thread *t, Value *args) { return any_stat(t, args[0], false); }
/* A name that the system gave: bytes when the path that was asked for is bytes, else str. */
static Value name_like(Thread *t, Value path, const char *text, size_t length)
{
    return has_type_flag(t, path, TYPE_IS_BYTES)
               ? value_or_empty(weft__bytes_new(t, text, length))
               : value_or_empty(weft__decode(t, (const unsigned char *)text, length, "utf-8", "surrogateescape"));
}
typedef struct Listing {
    const char *path;
    char *names; /* malloc; each ends with a zero byte */
    size_t length, room;
    int error;
} Listing;
static void list_folder(void *context)
{
    Listing *l = context;
    DIR *folder = opendir(l->path);
    if (folder == NULL) {
        l->error = errno;
        return;
    }
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        size_t n = strlen(entry->d_name) + 1;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) {
            continue;
        }
        if (l->length + n > l->room) {
            char *larger = realloc(l->names, l->room * 2 + n + 4096);
            if (larger == NULL) {
                l->error = ENOMEM;
                break;
            }
            l->names = larger;
            l->room = l->room * 2 + n + 4096;
        }
        memcpy(l->names + l->length, entry->d_name, n);
        l->length += n;
    }
    closedir(folder);
}
static Value posix_listdir(Thread *t, Value *args)
{
    Listing l = {.path = args[0] == NONE ? "." : weft__str_path(t, args[0])};
    if (l.path == NULL) {
        return EMPTY;
    }
    weft__run_outside(t, list_folder, &l);
    List *list = l.error == 0 ? weft__list_new(t, 16) : NULL;
    for (size_t at = 0; list != NULL && at < l.length; at += strlen(l.names + at) + 1) {
        Value name = name_like(t, args[0], l.names + at, strlen(l.names + at));
        if (name == EMPTY || !weft__list_append(t, list, name)) {
            list = NULL;
        }
    }
    free(l.names);
    if (l.error != 0) {
        return weft__raise_os_error(t, l.error, args[0]);
    }
    return value_or_empty(list);
}
static Value text_of(Thread *t, const char *text)
{
    return value_or_empty(weft__decode(t, (const unsigned char *)text, strlen(text), "utf-8", "surrogateescape"));
}
static Value posix_getcwd(Thread *t, Value *args)
{
    char path[4096];
    (void)args;
    return getcwd(path, sizeof path) == NULL ? weft__raise_os_error(t, errno, EMPTY) : text_of(t, path);
}
static Value posix_readlink(Thread *t, Value *args)
{
    char target[4096];
    const char *path = weft__str_path(t, args[0]);
    ssize_t n = path == NULL ? -2 : readlink(path, target, sizeof target - 1);
    if (n < 0) {
        return n == -2 ? EMPTY : weft__raise_os_error(t, errno, args[0]);
    }
    return name_like(t, args[0], target, (size_t)n);
}
static Value posix_access(Thread *t, Value *args)
{
    int64_t mode;
    const char *path = weft__str_path(t, args[0]);
    return path == NULL || !weft__to_i64(t, args[1], &mode) ? EMPTY : value_from_bool(access(path, (int)mode) == 0);
}
static Value posix_getpid(Thread *t, Value *args)
{
    (void)t;
    (void)args;
    return value_from_small_int(getpid());
}
static Value posix_getppid(Thread *t, Value *args)
{
    (void)t;
    (void)args;
    return value_from_small_int(getppid());
}
static Value posix_getuid(Thread *t, Value *args)
{
    (void)t;
    (void)args;
    return value_from_small_int(getuid());
}
static Value posix_cpu_count(Thread *t, Value *args)
{
    (void)t;
    (void)args;
    return value_from_small_int(sysconf(_SC_NPROCESSORS_ONLN));
}
static Value posix_urandom(Thread *t, Value *args)
{
    int64_t n;
    if (!weft__to_i64(t, args[0], &n)) {
        return EMPTY;
    }
    if (n < 0) {
        return RAISE(t, ValueError, "negative argument not allowed");
    }
    Bytes *bytes = weft__bytes_new(t, NULL, (size_t)n);
    for (size_t at = 0; bytes != NULL && at < (size_t)n;) {
        ssize_t got = getrandom(bytes->data + at, (size_t)n - at, 0);
        if (got < 0) {
            return weft__raise_os_error(t, errno, EMPTY);
        }
        at += (size_t)got;
    }
    return value_or_empty(bytes);
}
static Value posix_exit(Thread *t, Value *args)
{
    int64_t code;
    if (!weft__to_i64(t, args[0], &code)) {
        return EMPTY;
    }
    _exit((int)code);
}
static Value posix_strerror(Thread *t, Value *args)
{
    int64_t code;
    return weft__to_i64(t, args[0], &code) ? value_or_empty(weft__str_from_c(t, strerror((int)code))) : EMPTY;
}
static Value posix_putenv(Thread *t, Value *args)
{
    const char *name = weft__str_path(t, args[0]), *text = name == NULL ? NULL : weft__str_path(t, args[1]);
    if (text == NULL) {
        return EMPTY;
    }
    weft__world_stop(t); /* other threads may read the environment */
    int error = setenv(name, text, 1) < 0 ? errno : 0;
    weft__world_resume(t);
    return error != 0 ? weft__raise_os_error(t, error, EMPTY) : NONE;
}
static Value posix_unsetenv(Thread *t, Value *args)
{
    const char *name = weft__str_path(t, args[0]);
    if (name == NULL) {
        return EMPTY;
    }
    weft__world_stop(t);
    unsetenv(name);
    weft__world_resume(t);
    return NONE;
}
static Value posix_environment(Thread *t, Value *args)
{
    (void)args;
    Dict *dict = weft__dict_new(t);
    for (char **each = environ; dict != NULL && *each != NULL; each++) {
        const char *equals = strchr(*each, '=');
        if (equals == NULL) {
            continue;
        }
        Str *name = weft__decode(t, (const unsigned char *)*each, (size_t)(equals - *each), "utf-8", "surrogateescape");
        Value text = name == NULL ? EMPTY : text_of(t, equals + 1);
        if (text == EMPTY || !weft__dict_set(t, dict, value_from_pointer(name), text)) {
            return EMPTY;
        }
    }
    return value_or_empty(dict);
}
static Value posix_fspath(Thread *t, Value *args)
{
    if (is_str(t, args[0]) || has_type_flag(t, args[0], TYPE_IS_BYTES)) {
        return args[0];
    }
    bool missing;
    Value v = weft__call_special(t, args[0], N(t, __fspath__), NULL, 0, &missing);
    if (v == EMPTY) {
        return missing ? RAISE(t, TypeError, "expected str, bytes or os.PathLike object, not %T", args[0]) : EMPTY;
    }
    return is_str(t, v) || has_type_flag(t, v, TYPE_IS_BYTES)
               ? v
               : RAISE(t, TypeError, "expected %T.__fspath__() to return str or bytes, not %T", args[0], v);
}
static Value posix_isatty(Thread *t, Value *args)
{
    int64_t descriptor;
    return weft__to_i64(t, args[0], &descriptor) ? value_from_bool(isatty((int)descriptor) == 1) : EMPTY;
}

bool weft__init_module_posix(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"unlink", posix_unlink, "path", NULL, 0},
        {"remove", posix_unlink, "path", NULL, 0},
        {"rmdir", posix_rmdir, "path", NULL, 0},
        {"mkdir", posix_mkdir, "path, mode=511", NULL, 0},
        {"chdir", posix_chdir, "path", NULL, 0},
        {"chmod", posix_chmod, "path, mode, *, follow_symlinks=True", NULL, 0},
        {"rename", posix_rename, "src, dst", NULL, 0},
        {"replace", posix_rename, "src, dst", NULL, 0},
        {"symlink", posix_symlink, "src, dst, target_is_directory=False", NULL, 0},
        {"link", posix_link, "src, dst", NULL, 0},
        {"system", posix_system, "command", NULL, 0},
        {"stat", posix_stat, "path, *, follow_symlinks=True", NULL, 0},
        {"fstat", posix_stat, "path, *, follow_symlinks=True", NULL, 0},
        {"lstat", posix_lstat, "path", NULL, 0},
        {"listdir", posix_listdir, "path=None", NULL, 0},
        {"getcwd", posix_getcwd, "", NULL, 0},
        {"readlink", posix_readlink, "path", NULL, 0},
        {"access", posix_access, "path, mode", NULL, 0},
        {"getpid", posix_getpid, "", NULL, 0},
        {"getppid", posix_getppid, "", NULL, 0},
        {"getuid", posix_getuid, "", NULL, 0},
        {"cpu_count", posix_cpu_count, "", NULL, 0},
        {"urandom", posix_urandom, "size, /", NULL, 0},
        {"_exit", posix_exit, "status", NULL, 0},
        {"strerror", posix_strerror, "code, /", NULL, 0},
        {"putenv", posix_putenv, "name, value, /", NULL, 0},
        {"unsetenv", posix_unsetenv, "name, /", NULL, 0},
        {"_environment", posix_environment, "", NULL, 0},
        {"fspath", posix_fspath, "path", NULL, 0},
        {"isatty", posix_isatty, "fd, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    Type *type = weft__struct_sequence_type(
        t, "os.stat_result",
        "st_mode st_ino st_dev st_nlink st_uid st_gid st_size ?st_atime ?st_mtime ?st_ctime st_atime st_mtime "
        "st_ctime st_atime_ns st_mtime_ns st_ctime_ns st_blksize st_blocks st_rdev", 10);
    if (type == NULL) {
        return false;
    }
    t->runtime->module_values[SLOT_STAT] = value_from_pointer(type);
    return weft__module_set(t, m, "stat_result", value_from_pointer(type)) &&
           weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "posix")) &&
           weft__posix_add_descriptors(t, m) && weft__posix_add_processes(t, m);
}
