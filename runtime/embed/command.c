/* command.c - options, what to run, exit codes: as CPython's command line. */
#include "embed/command.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct CommandLine {
    StartOptions start;
    const char *command;   /* -c */
    const char *module;    /* -m */
    const char *file;
    bool interactive, version, isolated, unbuffered;
    int first_argument;    /* index of what follows in argv */
} CommandLine;

static const char help_text[] =
    "usage: weft [option] ... [-c cmd | -m mod | file | -] [arg] ...\n"
    "Runs a Python program on all cores.\n\n"
    "-c cmd       run a program given as text (ends the options)\n"
    "-m mod       run a module as a program (ends the options)\n"
    "file         run a file; - is standard input\n"
    "-i           go on interactively afterwards\n"
    "-I           leave the script's folder and the present one out of sys.path\n"
    "-O           leave assert statements out\n"
    "-u           do not buffer standard output\n"
    "-V           print the version and end (also --version)\n"
    "-h           print this text and end (also --help)\n"
    "-X stats     print what the specializer and the collector did, at the end\n"
    "-X memory=BYTES         let the program use so many bytes (suffixes K, M, G)\n"
    "-X warm-up=N            executions before an instruction specializes\n"
    "-X torture-collect=N    collect at every Nth allocation\n"
    "-X torture-fail=N       let the Nth allocation fail\n"
    "-X first-type-version=N start numbering class versions at N (tests)\n"
    "-X first-keys-version=N start numbering dictionary versions at N (tests)\n";

static int usage_error(const char *what, const char *value)
{
    fprintf(stderr, "weft: %s%s\nTry `weft --help' for more information.\n", what, value);
    return 2;
}

static bool number_after(const char *text, const char *key, uint64_t *number)
{
    size_t length = strlen(key);
    if (strncmp(text, key, length) != 0 || text[length] != '=') {
        return false;
    }
    char *end;
    *number = strtoull(text + length + 1, &end, 10);
    *number <<= *end == 'K' ? 10 : *end == 'M' ? 20 : *end == 'G' ? 30 : 0;
    return true;
}

static void extended_option(CommandLine *line, const char *text)
{
    RuntimeOptions *runtime = &line->start.runtime;
    uint64_t n;
    if (strcmp(text, "stats") == 0) {
        line->start.statistics = true;
    } else if (number_after(text, "memory", &n)) {
        runtime->byte_budget = n;
    } else if (number_after(text, "warm-up", &n)) {
        runtime->warm_up = n > 250 ? 250 : (uint32_t)n + 1;
    } else if (number_after(text, "torture-collect", &n)) {
        runtime->collect_every = n;
    } else if (number_after(text, "torture-fail", &n)) {
        runtime->fail_at = (int64_t)n;
    } else if (number_after(text, "first-type-version", &n)) {
        runtime->first_type_version = (uint32_t)n;
    } else if (number_after(text, "first-keys-version", &n)) {
        runtime->first_keys_version = (uint32_t)n;
    } else if (number_after(text, "hash-seed", &n)) {
        runtime->hash_seed = n;
    }
}

/* 0: go on; otherwise the exit code plus one. */
static int parse(int argc, char **argv, CommandLine *line)
{
    int i = 1;
    for (; i < argc && argv[i][0] == '-' && argv[i][1] != 0; i++) {
        const char *option = argv[i];
        if (strcmp(option, "--help") == 0) {
            fputs(help_text, stdout);
            return 1;
        }
        if (strcmp(option, "--version") == 0) {
            line->version = true;
            continue;
        }
        if (strcmp(option, "--") == 0) {
            i++;
            break;
        }
        for (const char *p = option + 1; *p != 0; p++) {
            if (*p == 'c' || *p == 'm' || *p == 'X' || *p == 'W') {
                const char *value = p[1] != 0 ? p + 1 : i + 1 < argc ? argv[++i] : NULL;
                if (value == NULL) {
                    fprintf(stderr, "Argument expected for the -%c option\n", *p);
                    return usage_error("bad usage", "") + 1;
                }
                if (*p == 'X') {
                    extended_option(line, value);
                } else if (*p == 'c' || *p == 'm') {
                    *(*p == 'c' ? &line->command : &line->module) = value;
                    line->first_argument = i + 1;
                    return 0;
                }
                break;
            }
            switch (*p) {
            case 'h': fputs(help_text, stdout); return 1;
            case 'V': line->version = true; break;
            case 'i': line->interactive = true; break;
            case 'I': line->isolated = true; break;
            case 'O': line->start.optimize = true; break;
            case 'u': line->unbuffered = true; break;
            case 'q': case 's': case 'S': case 'E': case 'B': case 'P': break;
            default: {
                char shown[4] = {'-', *p, 0, 0};
                fprintf(stderr, "Unknown option: %s\n", shown);
                return usage_error("bad usage", "") + 1;
            }
            }
        }
    }
    line->file = i < argc ? argv[i] : NULL;
    line->first_argument = i + 1;
    return 0;
}

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

static Module *make_main(Thread *t)
{
    Str *name = N(t, __main__);
    Module *module = weft__module_create(t, name, EMPTY, false);
    if (module == NULL || !weft__module_set(t, module, "__package__", NONE) ||
        !weft__module_set(t, module, "__annotations__", value_or_empty(weft__dict_new(t)))) {
        return NULL;
    }
    t->runtime->main_module = value_from_pointer(module);
    return module;
}

static bool run_text(Thread *t, Module *main, const char *text, size_t length, const char *filename,
                     uint32_t flags)
{
    Str *name = weft__intern_c(t, filename);
    return name != NULL && weft__run_source(t, text, length, name, COMPILE_EXEC, main->dict,
                                            value_from_pointer(main->dict), flags) != EMPTY;
}

static bool run_file(Thread *t, Module *main, const char *file)
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
    return run_text(t, main, (const char *)bytes->bytes, length, absolute, 0);
}

static bool run_standard_input(Thread *t, Module *main)
{
    Value in = weft__get_attribute(t, t->runtime->sys_module, N(t, stdin));
    Value text = in == EMPTY ? EMPTY : weft__call_method(t, in, N(t, read), NULL, 0);
    size_t length;
    const char *utf8 = text == EMPTY ? NULL : weft__str_utf8(t, as_str(text), &length);
    return utf8 != NULL && run_text(t, main, utf8, length, "<stdin>", 0);
}

static bool run_module(Thread *t, const char *name)
{
    Value run = weft__import_attribute(t, "runpy", "_run_module_as_main");
    Value text = value_or_empty(weft__str_from_c(t, name));
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
    Module *main = make_main(t);
    if (main == NULL || !set_arguments(t, argc, argv, line->first_argument, first)) {
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
            return run_module(t, "__main__");
        }
    } else if (line->module != NULL && getcwd(folder, sizeof folder) == NULL) {
        folder[0] = 0;
    }
    if (!line->isolated && !add_path(t, folder)) {
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
        return run_file(t, main, line->file);
    }
    if (isatty(0) && line->file == NULL) {
        *repl = true;
        return true;
    }
    return run_standard_input(t, main);
}

const char *weft_version(void) { return WEFT_VERSION; }

int weft_command(int argc, char **argv)
{
    CommandLine line;
    memset(&line, 0, sizeof line);
    line.start.argc = argc;
    line.start.argv = argv;
    line.start.std_streams = true;
    int parsed = parse(argc, argv, &line);
    if (parsed != 0) {
        return parsed - 1;
    }
    if (line.version) {
        printf("Weft %s (Python 3.11 language)\n", WEFT_VERSION);
        return 0;
    }
    if (line.command == NULL && line.module == NULL && line.file != NULL && strcmp(line.file, "-") != 0 &&
        access(line.file, R_OK) != 0) {
        fprintf(stderr, "weft: can't open file '%s': [Errno %d] %s\n", line.file, errno, strerror(errno));
        return 2;
    }
    Thread *t = weft__start(&line.start);
    if (t == NULL) {
        fputs("weft: out of memory while starting\n", stderr);
        return 1;
    }
    install_interrupt(t);
    bool repl = false, interrupted = false;
    int code = 0;
    if (!run(t, argc, argv, &line, &repl)) {
        code = weft__report_uncaught(t, &interrupted);
    }
    if (repl || line.interactive) {
        code = weft__repl(t, as_module(t->runtime->main_module)->dict);
    }
    bool clean;
    if (line.start.statistics) {
        weft__flush_std_streams(t);
        weft__world_stop(t);
        weft__print_statistics(t);
        weft__world_resume(t);
    }
    weft__finish(t, &clean);
    interrupted_thread = NULL;
    if (interrupted) {
        return end_by_interrupt();
    }
    if (!clean) {
        _exit(code); /* daemon threads are still inside a blocking call: leave them to the system */
    }
    return code;
}
