/* posix_process.c - starting other programs and waiting for them: the part of `posix` that subprocess needs.
 *
 * A program is started by fork and exec. Between the two the child calls only what POSIX allows there
 * (async-signal-safe functions), because other threads of the parent may have held any lock; all memory is
 * made before. Why a child could not start comes back through a pipe that exec closes.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "modules/modules.h"
#include "object/exceptions.h"

typedef struct Spawn {
    char **arguments, **environment; /* malloc, like what they hold; environment NULL: the parent's */
    char **executables;              /* tried in order */
    char *folder;                    /* NULL: the parent's */
    int standard[3];                 /* what becomes 0, 1 and 2; -1: the parent's */
    int *kept;                       /* malloc, ascending: stay open although others are closed */
    size_t kept_count;
    bool close_others, restore_signals, new_session;
    int64_t group, mask; /* process group and umask; -1: the parent's */
    pid_t pid;
    int error;      /* of the child before exec, or of fork */
    bool in_folder; /* it was about the folder */
} Spawn;

static void free_texts(char **texts)
{
    for (size_t i = 0; texts != NULL && texts[i] != NULL; i++) {
        free(texts[i]);
    }
    free(texts);
}
static void free_spawn(Spawn *spawn)
{
    free_texts(spawn->arguments);
    free_texts(spawn->environment);
    free_texts(spawn->executables);
    free(spawn->folder);
    free(spawn->kept);
}

/* Copies of the texts of a sequence, NULL at the end. NULL: exception. */
static char **copy_texts(Thread *t, Value sequence)
{
    Tuple *texts = weft__tuple_from_iterable(t, sequence);
    if (texts == NULL) {
        return NULL;
    }
    size_t count = tuple_length(texts);
    char **copies = calloc(count + 1, sizeof *copies);
    for (size_t i = 0; copies != NULL && i < count; i++) {
        const char *text = weft__str_path(t, texts->items[i]);
        if (text == NULL || (copies[i] = strdup(text)) == NULL) {
            free_texts(copies);
            copies = NULL;
        }
    }
    if (copies == NULL && !exception_pending(t)) {
        weft__raise_memory_error(t);
    }
    return copies;
}

/* ---- in the child: async-signal-safe calls only ---- */

static bool place_standard(const Spawn *spawn)
{
    int from[3];
    for (int i = 0; i < 3; i++) {
        from[i] = spawn->standard[i];
        /* One that another is to be copied onto must get out of the way. */
        if (from[i] >= 0 && from[i] < 3 && from[i] != i) {
            from[i] = fcntl(from[i], F_DUPFD_CLOEXEC, 3);
            if (from[i] < 0) {
                return false;
            }
        }
    }
    for (int i = 0; i < 3; i++) {
        if (from[i] == i) {
            if (fcntl(i, F_SETFD, 0) < 0) {
                return false;
            }
        } else if (from[i] >= 0 && dup2(from[i], i) < 0) {
            return false;
        }
    }
    return true;
}

static void close_others(const Spawn *spawn, int report)
{
    unsigned from = 3;
    for (size_t i = 0; i <= spawn->kept_count; i++) {
        unsigned kept = i < spawn->kept_count ? (unsigned)spawn->kept[i] : ~0U;
        if ((unsigned)report >= from && (unsigned)report < kept) {
            if ((unsigned)report > from) {
                (void)close_range(from, (unsigned)report - 1, 0);
            }
            from = (unsigned)report + 1;
        }
        if (kept > from) {
            (void)close_range(from, kept - (kept != ~0U), 0);
        }
        from = kept == ~0U ? from : kept + 1;
    }
}

static int prepare_child(const Spawn *spawn, int report, bool *in_folder)
{
    if (!place_standard(spawn)) {
        return errno;
    }
    for (size_t i = 0; i < spawn->kept_count; i++) {
        (void)fcntl(spawn->kept[i], F_SETFD, 0);
    }
    if (spawn->folder != NULL && chdir(spawn->folder) < 0) {
        *in_folder = true;
        return errno;
    }
    if (spawn->mask >= 0) {
        (void)umask((mode_t)spawn->mask);
    }
    if (spawn->restore_signals) {
        (void)signal(SIGPIPE, SIG_DFL);
        (void)signal(SIGXFSZ, SIG_DFL);
    }
    if (spawn->new_session) {
        (void)setsid();
    }
    if (spawn->group >= 0 && setpgid(0, (pid_t)spawn->group) < 0) {
        return errno;
    }
    if (spawn->close_others) {
        close_others(spawn, report);
    }
    return 0;
}

static _Noreturn void run_child(const Spawn *spawn, int report)
{
    bool in_folder = false;
    int error = prepare_child(spawn, report, &in_folder);
    if (error == 0) {
        error = ENOENT;
        for (size_t i = 0; spawn->executables[i] != NULL; i++) {
            if (spawn->environment != NULL) {
                execve(spawn->executables[i], spawn->arguments, spawn->environment);
            } else {
                execv(spawn->executables[i], spawn->arguments);
            }
            if (errno != ENOENT && errno != ENOTDIR) {
                error = errno;
            }
        }
    }
    int message[2] = {error, in_folder};
    ssize_t written = write(report, message, sizeof message);
    (void)written;
    _exit(255);
}

/* ---- in the parent ---- */

static void spawn_outside(void *context)
{
    Spawn *spawn = context;
    int report[2];
    if (pipe2(report, O_CLOEXEC) < 0) {
        spawn->error = errno;
        return;
    }
    spawn->pid = fork();
    if (spawn->pid == 0) {
        run_child(spawn, report[1]);
    }
    spawn->error = spawn->pid < 0 ? errno : 0;
    close(report[1]);
    int message[2];
    ssize_t length;
    do {
        length = spawn->pid < 0 ? 0 : read(report[0], message, sizeof message);
    } while (length < 0 && errno == EINTR);
    close(report[0]);
    if (length == (ssize_t)sizeof message) {
        spawn->error = message[0];
        spawn->in_folder = message[1] != 0;
        while (waitpid(spawn->pid, NULL, 0) < 0 && errno == EINTR) {
        }
    }
}

enum { SPAWN_ARGUMENTS, SPAWN_EXECUTABLES, SPAWN_ENVIRONMENT, SPAWN_FOLDER, SPAWN_STANDARD, SPAWN_KEPT,
       SPAWN_CLOSE, SPAWN_RESTORE, SPAWN_SESSION, SPAWN_GROUP, SPAWN_MASK };

static bool read_numbers(Thread *t, Value *args, Spawn *spawn)
{
    Tuple *standard = weft__tuple_from_iterable(t, args[SPAWN_STANDARD]);
    Tuple *kept = standard == NULL ? NULL : weft__tuple_from_iterable(t, args[SPAWN_KEPT]);
    if (kept == NULL || tuple_length(standard) != 3 || (spawn->kept = calloc(tuple_length(kept) + 1, sizeof(int))) == NULL) {
        return false;
    }
    int64_t number;
    for (size_t i = 0; i < 3; i++) {
        if (!weft__to_i64(t, standard->items[i], &number)) {
            return false;
        }
        spawn->standard[i] = (int)number;
    }
    for (size_t i = 0; i < tuple_length(kept); i++) {
        if (!weft__to_i64(t, kept->items[i], &number)) {
            return false;
        }
        spawn->kept[spawn->kept_count++] = (int)number;
    }
    spawn->close_others = weft__truth(t, args[SPAWN_CLOSE]) > 0;
    spawn->restore_signals = weft__truth(t, args[SPAWN_RESTORE]) > 0;
    spawn->new_session = weft__truth(t, args[SPAWN_SESSION]) > 0;
    return weft__to_i64(t, args[SPAWN_GROUP], &spawn->group) && weft__to_i64(t, args[SPAWN_MASK], &spawn->mask);
}

static bool read_spawn(Thread *t, Value *args, Spawn *spawn)
{
    const char *folder = NULL;
    if (args[SPAWN_FOLDER] != NONE) {
        folder = weft__str_path(t, args[SPAWN_FOLDER]);
        if (folder == NULL || (spawn->folder = strdup(folder)) == NULL) {
            return false;
        }
    }
    return (spawn->arguments = copy_texts(t, args[SPAWN_ARGUMENTS])) != NULL &&
           (spawn->executables = copy_texts(t, args[SPAWN_EXECUTABLES])) != NULL &&
           (args[SPAWN_ENVIRONMENT] == NONE || (spawn->environment = copy_texts(t, args[SPAWN_ENVIRONMENT])) != NULL) &&
           read_numbers(t, args, spawn);
}

/* The process id; OSError with errno alone, and with the folder as file name if that is what failed. */
static Value posix_spawn_program(Thread *t, Value *args)
{
    Spawn spawn = {.standard = {-1, -1, -1}, .group = -1, .mask = -1};
    if (!read_spawn(t, args, &spawn)) {
        free_spawn(&spawn);
        if (!exception_pending(t)) {
            weft__raise_memory_error(t);
        }
        return EMPTY;
    }
    weft__run_outside(t, spawn_outside, &spawn);
    free_spawn(&spawn);
    if (spawn.error != 0) {
        return weft__raise_os_error(t, spawn.error, spawn.in_folder ? args[SPAWN_FOLDER] : EMPTY);
    }
    return value_from_small_int(spawn.pid);
}

typedef struct Wait {
    pid_t pid, result;
    int options, status, error;
} Wait;
static void wait_outside(void *context)
{
    Wait *wait = context;
    wait->result = waitpid(wait->pid, &wait->status, wait->options);
    wait->error = wait->result < 0 ? errno : 0;
}
static Value posix_waitpid(Thread *t, Value *args)
{
    int64_t pid, options;
    if (!weft__to_i64(t, args[0], &pid) || !weft__to_i64(t, args[1], &options)) {
        return EMPTY;
    }
    Wait wait = {.pid = (pid_t)pid, .options = (int)options};
    do {
        weft__run_outside(t, wait_outside, &wait);
        if (wait.error == EINTR && !weft__poll(t)) {
            return EMPTY;
        }
    } while (wait.error == EINTR);
    return wait.error != 0 ? weft__raise_os_error(t, wait.error, EMPTY)
                           : weft__tuple2(t, value_from_small_int(wait.result), value_from_small_int(wait.status));
}

/* execve(path, argv, env, /): this process becomes another program; env None: with its environment. */
static Value posix_exec(Thread *t, Value *args)
{
    const char *path = weft__str_path(t, args[0]);
    char **arguments = path == NULL ? NULL : copy_texts(t, args[1]);
    char **environment = arguments == NULL || args[2] == NONE ? NULL : copy_texts(t, args[2]);
    if (arguments != NULL && (args[2] == NONE || environment != NULL)) {
        if (environment != NULL) {
            execve(path, arguments, environment);
        } else {
            execv(path, arguments);
        }
        weft__raise_os_error(t, errno, args[0]);
    }
    free_texts(arguments);
    free_texts(environment);
    return EMPTY;
}

static Value number_or_error(Thread *t, int64_t result)
{
    return result < 0 ? weft__raise_os_error(t, errno, EMPTY) : value_from_small_int(result);
}
static Value posix_getpgid(Thread *t, Value *args)
{
    int64_t pid;
    return weft__to_i64(t, args[0], &pid) ? number_or_error(t, getpgid((pid_t)pid)) : EMPTY;
}
static Value posix_getsid(Thread *t, Value *args)
{
    int64_t pid;
    return weft__to_i64(t, args[0], &pid) ? number_or_error(t, getsid((pid_t)pid)) : EMPTY;
}
static Value posix_setpgid(Thread *t, Value *args)
{
    int64_t pid, group;
    if (!weft__to_i64(t, args[0], &pid) || !weft__to_i64(t, args[1], &group)) {
        return EMPTY;
    }
    return number_or_error(t, setpgid((pid_t)pid, (pid_t)group)) == EMPTY ? EMPTY : NONE;
}
static Value posix_setsid(Thread *t, Value *args)
{
    (void)args;
    return number_or_error(t, setsid()) == EMPTY ? EMPTY : NONE;
}
static Value posix_killpg(Thread *t, Value *args)
{
    int64_t group, number;
    if (!weft__to_i64(t, args[0], &group) || !weft__to_i64(t, args[1], &number)) {
        return EMPTY;
    }
    return number_or_error(t, killpg((pid_t)group, (int)number)) == EMPTY || !weft__poll(t) ? EMPTY : NONE;
}

/* confstr(number, /): a text that the C library configures; None: it has none. */
static Value posix_confstr(Thread *t, Value *args)
{
    int64_t name;
    char text[256];
    if (!weft__to_i64(t, args[0], &name)) {
        return EMPTY;
    }
    size_t length = confstr((int)name, text, sizeof text);
    return length == 0 || length > sizeof text ? NONE : value_or_empty(weft__str_from_c(t, text));
}

bool weft__posix_add_processes(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"_spawn", posix_spawn_program,
         "args, executables, env, cwd, standard, kept, close_fds, restore_signals, new_session, group, mask, /", NULL, 0},
        {"waitpid", posix_waitpid, "pid, options, /", "Waits for a child: (pid, status).", 0},
        {"_execve", posix_exec, "path, argv, env, /", NULL, 0},
        {"getpgid", posix_getpgid, "pid", NULL, 0},
        {"getsid", posix_getsid, "pid, /", NULL, 0},
        {"setpgid", posix_setpgid, "pid, pgrp, /", NULL, 0},
        {"setsid", posix_setsid, "", NULL, 0},
        {"confstr", posix_confstr, "name, /", NULL, 0},
        {"killpg", posix_killpg, "pgid, signal, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "posix"));
}
