/* command.c - what to run, Ctrl-C, and exit codes: as CPython's command.
 *
 * Makes a runtime, runs what the command line asks for, and ends the runtime as CPython ends a program:
 * threads are waited for, streams are flushed, and the exit code tells of an error in either.
 */
#include "embed/command.h"
#include "embed/command_line.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EXIT_UNWRITTEN = 120 }; /* the end came well or not, but not all output could be written */

/* ---- interruption ---- */

/* The handler needs to find the thread; a process has one command. Written before the handler is
 * installed, cleared after it is removed. */
static Thread *interrupted_thread;

static void on_interrupt(int number)
{
    (void)number;
    if (interrupted_thread != NULL) {
        weft__thread_request(interrupted_thread, POLL_INTERRUPT);
    }
}

static void install_interrupt(Thread *t)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_interrupt;
    interrupted_thread = t;
    sigaction(SIGINT, &action, NULL);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
}

static int end_by_interrupt(void)
{
    signal(SIGINT, SIG_DFL);
    raise(SIGINT);
    return 130;
}

/* ---- running ---- */

static bool set_arguments(Thread *t, int argc, char **argv, int from, const char *first)
{
    Value argv_value = weft__get_attribute(t, t->runtime->sys_module, N(t, argv));
    Value value = value_or_empty(weft__str_from_c(t, first));
    if (argv_value == EMPTY || value == EMPTY || !weft__list_append(t, as_list(argv_value), value)) {
        return false;
    }
    for (int i = from; i < argc; i++) {
        value = value_or_empty(weft__str_from_c(t, argv[i]));
        if (value == EMPTY || !weft__list_append(t, as_list(argv_value), value)) {
            return false;
        }
    }
    return true;
}

static bool add_path(Thread *t, const char *folder)
{
    Value path = weft__get_attribute(t, t->runtime->sys_module, N(t, path));
    Value value = value_or_empty(weft__str_from_c(t, folder));
    return path != EMPTY && value != EMPTY && weft__list_insert(t, as_list(path), 0, value);
}

/* The folder of a script, with symbolic links resolved; "" in `into` for the present one. */
static void folder_of(const char *file, char *into, size_t room)
{
    char resolved[4096];
    ssize_t length = readlink(file, resolved, sizeof resolved - 1);
    const char *path = file;
    if (length > 0) {
        resolved[length] = 0;
        path = resolved[0] == '/' ? resolved : file;
    }
    char *full = realpath(path, NULL);
    snprintf(into, room, "%s", full != NULL ? full : path);
    free(full);
    char *slash = strrchr(into, '/');
    if (slash != NULL) {
        slash[slash == into ? 1 : 0] = 0;
    } else {
        into[0] = 0;
    }
}

/* Tracebacks and __file__ name a script by where it is, and not by how it was called. */
static void absolute_path(const char *file, char *into, size_t room)
{
    char folder[4096];
    if (file[0] == '/' || getcwd(folder, sizeof folder) == NULL) {
        snprintf(into, room, "%s", file);
    } else {
        snprintf(into, room, "%s/%s", strcmp(folder, "/") == 0 ? "" : folder, file);
    }
}

static bool run_text(Thread *t, Module *main, const char *text, size_t length, const char *filename,
                     uint32_t flags)
{
    Str *name = weft__intern_c(t, filename);
    return name != NULL && weft__run_source(t, text, length, name, COMPILE_EXEC, main->dict,
                                            value_from_pointer(main->dict), flags) != EMPTY;
}

static bool run_file(Thread *t, Module *main, const char *file, bool skip_first_line)
{
    ByteArray *bytes;
    size_t length;
    char absolute[8192];
    absolute_path(file, absolute, sizeof absolute);
    Value path = value_or_empty(weft__str_from_c(t, absolute));
    if (path == EMPTY || !weft__module_set(t, main, "__file__", path) ||
        !weft__read_file(t, file, path, &bytes, &length)) {
        return false;
    }
    const char *text = (const char *)bytes->bytes;
    const char *second = skip_first_line ? memchr(text, '\n', length) : NULL;
    if (skip_first_line) { /* its newline stays, so that lines keep their numbers */
        length = second == NULL ? 0 : length - (size_t)(second - text);
        text = second == NULL ? "" : second;
    }
    return run_text(t, main, text, length, absolute, COMPILE_SOURCE_IS_FILE);
}

/* PYTHONPATH, behind the folder of the program; an empty entry is the present folder. */
static bool add_search_path(Thread *t, const char *list)
{
    Value path = weft__get_attribute(t, t->runtime->sys_module, N(t, path));
    const char *end;
    for (size_t at = 0; path != EMPTY && list != NULL; list = *end == 0 ? NULL : end + 1) {
        end = strchrnul(list, ':');
        Str *folder = end == list ? weft__str_from_c(t, ".")
                                  : weft__str_from_utf8(t, list, (size_t)(end - list));
        if (folder == NULL ||
            !weft__list_insert(t, as_list(path), (int64_t)at++, value_from_pointer(folder))) {
            return false;
        }
    }
    return path != EMPTY;
}

static bool run_standard_input(Thread *t, Module *main)
{
    Value in = weft__get_attribute(t, t->runtime->sys_module, N(t, stdin));
    if (in == NONE) { /* closed at the start: an empty program */
        return true;
    }
    /* Its bytes: they may declare their encoding. */
    Value bytes = in == EMPTY ? EMPTY : weft__get_attribute(t, in, weft__intern_c(t, "buffer"));
    Value source = bytes == EMPTY ? EMPTY : weft__call_method(t, bytes, N(t, read), NULL, 0);
    const unsigned char *text;
    size_t length;
    Value shown = source == EMPTY ? EMPTY : value_or_empty(weft__str_from_c(t, "<stdin>"));
    if (shown == EMPTY || !weft__module_set(t, main, "__file__", shown) ||
        !weft__get_bytes(t, source, &text, &length)) {
        return false;
    }
    char *copy = malloc(length + 1); /* nothing else would hold the bytes while they are read */
    if (copy == NULL) {
        weft__raise_memory_error(t);
        return false;
    }
    memcpy(copy, text, length);
    bool fine = run_text(t, main, copy, length, "<stdin>", COMPILE_SOURCE_IS_FILE);
    free(copy);
    return fine;
}

static bool run_module(Thread *t, const char *name)
{
    Value run = weft__import_attribute(t, "runpy", "_run_module_as_main");
    Value text = value_or_empty(weft__str_from_c(t, name));
    return run != EMPTY && text != EMPTY && weft__call1(t, run, text) != EMPTY;
}

static bool run_folder(Thread *t, const char *path)
{
    Value run = weft__import_attribute(t, "runpy", "_run_folder_as_main");
    Value text = value_or_empty(weft__str_from_c(t, path));
    return run != EMPTY && text != EMPTY && weft__call1(t, run, text) != EMPTY;
}

/* False: an exception is pending. */
static bool run(Thread *t, int argc, char **argv, CommandLine *line, bool *repl)
{
    char folder[4096] = "";
    const char *first = line->command != NULL  ? "-c"
                        : line->module != NULL ? "-m"
                        : line->file != NULL   ? line->file
                                               : "";
    Module *main = weft__main_module_new(t);
    if (main == NULL || !set_arguments(t, argc, argv, line->first_argument, first) ||
        !add_search_path(t, line->search_path)) {
        return false;
    }
    bool script = line->file != NULL && strcmp(line->file, "-") != 0 && line->command == NULL &&
                  line->module == NULL;
    if (script) {
        struct stat info;
        folder_of(line->file, folder, sizeof folder);
        if (stat(line->file, &info) == 0 && S_ISDIR(info.st_mode)) {
            if (!add_path(t, line->file)) {
                return false;
            }
            return run_folder(t, line->file);
        }
    } else if (line->module != NULL && getcwd(folder, sizeof folder) == NULL) {
        folder[0] = 0;
    }
    if (!line->start.system.safe_path && !add_path(t, folder)) {
        return false;
    }
    if (line->command != NULL) {
        return run_text(t, main, line->command, strlen(line->command), "<string>",
                        COMPILE_SOURCE_IS_TEXT);
    }
    if (line->module != NULL) {
        return run_module(t, line->module);
    }
    if (script) {
        return run_file(t, main, line->file, line->skip_first_line);
    }
    if (line->file == NULL && (line->start.system.interactive || isatty(0))) {
        *repl = true;
        return true;
    }
    return run_standard_input(t, main);
}

static bool can_open(const CommandLine *line)
{
    struct stat info;
    if (line->command != NULL || line->module != NULL || line->file == NULL ||
        strcmp(line->file, "-") == 0 || access(line->file, R_OK) == 0) {
        return true;
    }
    int error = errno;
    if (stat(line->file, &info) == 0 && S_ISDIR(info.st_mode)) {
        return true; /* the search for its program tells what is wrong */
    }
    char folder[4096], separator[2] = "/";
    if (line->file[0] == '/' || getcwd(folder, sizeof folder) == NULL) {
        folder[0] = separator[0] = 0;
    }
    fprintf(stderr, "weft: can't open file '%s%s%s': [Errno %d] %s\n", folder, separator, line->file,
            error, strerror(error));
    return false;
}

/* Runs what the line names, and the interactive loop; returns the exit code. */
static int run_command(Thread *t, int argc, char **argv, CommandLine *line, bool *interrupted)
{
    bool repl = false;
    int code = 0;
    if (!run(t, argc, argv, line, &repl)) {
        code = weft__report_uncaught(t, interrupted);
    }
    bool inspect = line->start.system.inspect && (line->start.system.interactive || isatty(0));
    if (repl || inspect) {
        *interrupted = false;
        code = weft__repl(t, as_module(t->runtime->main_module)->dict,
                          line->start.system.quiet != 0 || !repl);
    }
    if (line->start.statistics) {
        weft__flush_std_streams(t);
        weft__world_stop(t);
        weft__print_statistics(t, line->statistics_json);
        weft__world_resume(t);
    }
    return code;
}

static int start_and_run(int argc, char **argv, CommandLine *line)
{
    Thread *t = weft__start(&line->start);
    if (t == NULL) {
        return 1; /* why was told */
    }
    install_interrupt(t);
    bool interrupted = false, clean;
    int code = run_command(t, argc, argv, line, &interrupted);
    if (!weft__finish(t, &clean)) {
        code = EXIT_UNWRITTEN;
    }
    interrupted_thread = NULL;
    if (interrupted) {
        return end_by_interrupt();
    }
    if (!clean) {
        _exit(code); /* daemon threads are still inside a blocking call: leave them to the system */
    }
    return code;
}

int weft_command(int argc, char **argv)
{
    CommandLine line;
    int code = weft__command_line_parse(argc, argv, &line);
    if (code != 0) {
        /* it has told why */
    } else if (line.help) {
        fputs(weft__command_help, stdout);
    } else if (line.version) {
        printf("Weft %s (Python 3.11 language)\n", WEFT_VERSION);
    } else {
        code = can_open(&line) ? start_and_run(argc, argv, &line) : 2;
    }
    weft__command_line_free(&line);
    return code;
}
