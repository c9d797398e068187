/* line_editor.c - libedit behind the interactive loop: history, completion, plain input.
 *
 * The history is kept in $XDG_STATE_HOME/weft/history (or ~/.local/state/weft/history), unless
 * WEFT_NO_HISTORY is set. Tab completes names through the module rlcompleter, and indents where the
 * line is blank so far. One runtime at a time in a process edits lines: libedit has one state.
 */
/* The header has a type of its own by this name. */
#define Function EditlineFunction
#include <editline/readline.h>
#undef Function
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "embed/line_editor.h"

/* What the callbacks of libedit need, which take no context. Main thread only, while a line editor
 * is open. */
static struct {
    Thread *thread;
    Dict *names;
    bool edits;          /* standard input and output are a terminal */
    bool keeps_history;
    char history[4096];
    char **matches;      /* of the word that is completed now; NULL at the end */
    size_t next_match;
} editor;

/* ---- history ---- */

static bool make_folder(char *path)
{
    for (char *p = path + 1; *p != 0; p++) {
        if (*p == '/') {
            *p = 0;
            (void)mkdir(path, 0700);
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
    memcpy(path + length, "/history", sizeof "/history");
    return true;
}

/* ---- completion ---- */

/* Copies the strings of a list; NULL: nothing to complete, or no memory for it. */
static char **copy_strings(Thread *t, List *list)
{
    size_t count = list_length(list);
    char **copies = count == 0 ? NULL : calloc(count + 1, sizeof *copies);
    size_t copied = 0;
    for (size_t i = 0; copies != NULL && i < count; i++) {
        Value v = list_get(list, i);
        const char *text = v == EMPTY || !is_str(t, v) ? NULL : weft__str_utf8(t, as_str(v), NULL);
        if (text != NULL && (copies[copied] = strdup(text)) != NULL) {
            copied++;
        }
    }
    return copies;
}

static void find_matches(Thread *t, const char *text)
{
    Value complete = weft__import_attribute(t, "rlcompleter", "matches");
    Value word = complete == EMPTY ? EMPTY : value_or_empty(weft__str_from_c(t, text));
    Value found = word == EMPTY
                      ? EMPTY
                      : weft__call2(t, complete, word, value_from_pointer(editor.names));
    if (found != EMPTY && object_is(found, T(t, list))) {
        editor.matches = copy_strings(t, as_list(found));
    }
    t->exception = EMPTY; /* a name that cannot be completed is none */
}

/* libedit asks again and again until it gets NULL, and frees what it got. */
static char *next_match(const char *text, int state)
{
    (void)text;
    (void)state;
    if (editor.matches == NULL || editor.matches[editor.next_match] == NULL) {
        free(editor.matches);
        editor.matches = NULL;
        return NULL;
    }
    return editor.matches[editor.next_match++];
}

/* Called by libedit in the middle of readline(), so outside the world. */
static char **complete(const char *text, int start, int end)
{
    (void)end;
    Thread *t = editor.thread;
    rl_attempted_completion_over = 1; /* no file names */
    rl_completion_append_character = '\0';
    bool blank = true;
    for (int i = 0; i < start; i++) {
        blank = blank && isspace((unsigned char)rl_line_buffer[i]);
    }
    if (blank && *text == 0) {
        rl_insert_text("    ");
        return NULL;
    }
    char *native_top = t->native_top;
    weft__world_enter(t);
    editor.next_match = 0;
    find_matches(t, text);
    weft__world_leave(t);
    t->native_top = native_top; /* what was spilled before readline() counts, as before */
    return editor.matches == NULL ? NULL : rl_completion_matches(text, next_match);
}

/* ---- lines ---- */

typedef struct LineRequest {
    const char *prompt;
    char *line;
    bool interrupted;
} LineRequest;

/* A line of a file or a pipe. */
static char *read_plain(LineRequest *request)
{
    char *line = NULL;
    size_t room = 0;
    fputs(request->prompt, stderr);
    fflush(stderr);
    errno = 0;
    ssize_t length = getline(&line, &room, stdin);
    if (length < 0) {
        request->interrupted = errno == EINTR;
        clearerr(stdin);
        free(line);
        return NULL;
    }
    if (length > 0 && line[length - 1] == '\n') {
        line[length - 1] = 0;
    }
    return line;
}

static void read_outside(void *context)
{
    LineRequest *request = context;
    if (weft__load_acquire(&editor.thread->poll) & POLL_INTERRUPT) { /* edge: poll_word */
        request->interrupted = true; /* Ctrl-C came before the wait that it would have ended */
        return;
    }
    request->line = editor.edits ? readline(request->prompt) : read_plain(request);
}

LineStatus weft__line_editor_read(Thread *t, const char *prompt, char **line)
{
    LineRequest request = {prompt, NULL, false};
    weft__run_outside(t, read_outside, &request);
    *line = request.line;
    if (request.line == NULL) {
        if ((weft__load_relaxed(&t->poll) & POLL_INTERRUPT) || request.interrupted) { /* edge: poll_word */
            (void)weft__poll(t);
            t->exception = EMPTY;
            return LINE_INTERRUPTED;
        }
        return LINE_END;
    }
    if (editor.edits && *request.line != 0) {
        add_history(request.line);
    }
    return LINE_READ;
}

void weft__line_editor_open(Thread *t, Dict *names)
{
    editor.thread = t;
    editor.names = names;
    editor.edits = isatty(0) && isatty(1);
    editor.keeps_history = editor.edits && history_path(editor.history, sizeof editor.history);
    if (editor.edits) {
        rl_initialize();
        rl_attempted_completion_function = complete;
        rl_completer_word_break_characters = " \t\n`~!@#$%^&*()-=+[{]}\\|;:'\",<>/?";
        stifle_history(10000);
    }
    if (editor.keeps_history) {
        (void)read_history(editor.history);
    }
}

void weft__line_editor_close(Thread *t)
{
    (void)t;
    if (editor.keeps_history) {
        (void)write_history(editor.history);
    }
    memset(&editor, 0, sizeof editor);
}
