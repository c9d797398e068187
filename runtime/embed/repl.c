/* repl.c - the interactive loop: history, multi-line input, `_`.
 *
 * Lines are edited with libedit. A statement that could go on is asked for with "... " until an
 * empty line or a complete statement; Ctrl-C drops the input, Ctrl-D at an empty line ends. The
 * history is kept in $XDG_STATE_HOME/weft/history (or ~/.local/state/weft/history), unless
 * WEFT_NO_HISTORY is set.
 */
/* The header has a type of its own by this name. */
#define Function EditlineFunction
#include <editline/readline.h>
#undef Function
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "embed/command.h"

static bool make_folder(char *path)
{
    for (char *p = path + 1; *p != 0; p++) {
        if (*p == '/') {
            *p = 0;
            mkdir(path, 0700);
            *p = '/';
        }
    }
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

static bool history_path(char *path, size_t room)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    if (getenv("WEFT_NO_HISTORY") != NULL) {
        return false;
    }
    int length;
    if (state != NULL && *state == '/') {
        length = snprintf(path, room, "%s/weft", state);
    } else if (home != NULL && *home == '/') {
        length = snprintf(path, room, "%s/.local/state/weft", home);
    } else {
        return false;
    }
    if (length < 0 || (size_t)length + 16 > room || !make_folder(path)) {
        return false;
    }
    memcpy(path + length, "/history", 9);
    return true;
}

typedef struct ReadLine {
    const char *prompt;
    char *line;
} ReadLine;
static void read_line(void *context)
{
    ReadLine *request = context;
    request->line = readline(request->prompt);
}

/* sys.ps1 or sys.ps2. */
static const char *prompt_text(Thread *t, const char *name, const char *otherwise)
{
    Value v = weft__dict_get_c(t, as_module(t->runtime->sys_module)->dict, name);
    Value text = v == EMPTY ? EMPTY : weft__str(t, v);
    const char *utf8 = text == EMPTY ? NULL : weft__str_utf8(t, as_str(text), NULL);
    t->exception = EMPTY;
    return utf8 != NULL ? utf8 : otherwise;
}

static bool run_statement(Thread *t, Dict *globals, const char *text, size_t length, bool last,
                          bool *incomplete)
{
    Str *filename = weft__intern_c(t, "<stdin>");
    *incomplete = false;
    Code *code = filename == NULL ? NULL
                                  : weft__compile(t, text, length, filename, COMPILE_SINGLE,
                                                  COMPILE_SOURCE_IS_TEXT |
                                                      (last ? 0 : COMPILE_DONT_IMPLY_DEDENT),
                                                  incomplete);
    if (code == NULL) {
        if (*incomplete && !last) {
            t->exception = EMPTY;
        }
        return false;
    }
    *incomplete = false;
    return weft__run_code(t, code, globals, value_from_pointer(globals), EMPTY) != EMPTY;
}

/* Reads and runs one statement; *ended at the end of input or after SystemExit. */
static void read_statement(Thread *t, Dict *globals, int *code, bool *ended)
{
    char *text = NULL;
    size_t length = 0;
    for (;;) {
        ReadLine request = {text == NULL ? prompt_text(t, "ps1", ">>> ") : prompt_text(t, "ps2", "... "),
                            NULL};
        weft__flush_std_streams(t);
        weft__run_outside(t, read_line, &request);
        if (request.line == NULL) {
            if (weft__load_relaxed(&t->poll) & POLL_INTERRUPT) { /* edge: poll_word */
                weft__poll(t);
                t->exception = EMPTY;
                fputs("\nKeyboardInterrupt\n", stderr);
                free(text);
                return;
            }
            *ended = text == NULL;
            if (text == NULL) {
                fputc('\n', stdout);
                return;
            }
        }
        const char *line = request.line == NULL ? "" : request.line;
        size_t more = strlen(line);
        char *longer = realloc(text, length + more + 2);
        if (longer == NULL) {
            free(request.line);
            free(text);
            return;
        }
        text = longer;
        memcpy(text + length, line, more);
        length += more;
        text[length++] = '\n';
        text[length] = 0;
        if (more > 0) {
            add_history(line);
        }
        bool blank = more == 0;
        free(request.line);
        bool incomplete, interrupted;
        if (!run_statement(t, globals, text, length, blank && length > 1, &incomplete)) {
            if (incomplete && !exception_pending(t)) {
                continue;
            }
            if (exception_pending(t)) {
                bool leaving = weft__exception_matches(t, EXC(t, SystemExit));
                *code = weft__report_uncaught(t, &interrupted);
                *ended = leaving;
            }
        }
        free(text);
        return;
    }
}

int weft__repl(Thread *t, Dict *globals)
{
    char path[4096];
    bool history = history_path(path, sizeof path);
    int code = 0;
    bool ended = false;
    printf("Weft %s (Python 3.11 language), free-threaded\n", WEFT_VERSION);
    puts("Type \"help()\" for help, Ctrl-D to leave.");
    fflush(stdout);
    Module *sys = as_module(t->runtime->sys_module);
    if (!weft__module_set(t, sys, "ps1", value_or_empty(weft__str_from_c(t, ">>> "))) ||
        !weft__module_set(t, sys, "ps2", value_or_empty(weft__str_from_c(t, "... ")))) {
        return 1;
    }
    rl_initialize();
    if (history) {
        read_history(path);
    }
    while (!ended) {
        code = 0;
        read_statement(t, globals, &code, &ended);
    }
    if (history) {
        write_history(path);
    }
    return code;
}
