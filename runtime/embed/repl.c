/* repl.c - the interactive loop: statements of one or several lines, `_`, sys.ps1 and sys.ps2.
 *
 * A statement that could go on is asked for with sys.ps2. A compound statement ends with an empty
 * line, as in Python; an open bracket or a triple-quoted string does not. Ctrl-C drops the input,
 * Ctrl-D at an empty line ends. An exception is printed and the loop goes on; SystemExit ends it.
 */
#include <stdio.h>
#include <stdlib.h>

#include "embed/command.h"
#include "embed/line_editor.h"

/* The lines of a statement so far, each with its newline. */
typedef struct Input {
    char *text;
    size_t length;
} Input;

static bool append_line(Input *input, const char *line)
{
    size_t more = strlen(line);
    char *longer = realloc(input->text, input->length + more + 2);
    if (longer == NULL) {
        return false;
    }
    input->text = longer;
    memcpy(longer + input->length, line, more);
    input->length += more;
    longer[input->length++] = '\n';
    longer[input->length] = 0;
    return true;
}

/* sys.ps1 or sys.ps2. */
static const char *prompt_text(Thread *t, const char *name)
{
    Value v = weft__dict_get_c(t, as_module(t->runtime->sys_module)->dict, name);
    Value text = v == EMPTY ? EMPTY : weft__str(t, v);
    const char *utf8 = text == EMPTY ? NULL : weft__str_utf8(t, as_str(text), NULL);
    t->exception = EMPTY;
    return utf8 != NULL ? utf8 : "";
}

/* NULL: an exception is pending, or (*incomplete) more lines are needed and none is. */
static Code *compile_input(Thread *t, Input *input, bool blank, bool *incomplete)
{
    Str *filename = weft__intern_c(t, "<stdin>");
    *incomplete = false;
    if (filename == NULL) {
        return NULL;
    }
    /* Without its last newline the text leaves a block open; an empty line closes it. */
    uint32_t flags = COMPILE_SOURCE_IS_TEXT | (blank ? 0U : (uint32_t)COMPILE_DONT_IMPLY_DEDENT);
    Code *code = weft__compile(t, input->text, input->length - (blank ? 0 : 1), filename,
                               COMPILE_SINGLE, flags, incomplete);
    if (code == NULL && *incomplete) {
        t->exception = EMPTY;
    }
    return code;
}

/* Reads lines until they make a statement, or cannot. NULL: nothing to run; an exception may be
 * pending, and *ended tells the end of input. */
static Code *read_statement(Thread *t, Input *input, bool *ended)
{
    for (;;) {
        bool incomplete;
        char *line;
        weft__flush_std_streams(t);
        switch (weft__line_editor_read(t, prompt_text(t, input->length == 0 ? "ps1" : "ps2"), &line)) {
        case LINE_INTERRUPTED:
            fputs("\nKeyboardInterrupt\n", stderr);
            return NULL;
        case LINE_END:
            *ended = true;
            if (input->length == 0) {
                fputc('\n', stderr);
                return NULL;
            }
            return compile_input(t, input, true, &incomplete);
        case LINE_NO_MEMORY:
            weft__raise_memory_error(t);
            return NULL;
        case LINE_READ:
            break;
        }
        bool blank = *line == 0;
        bool appended = append_line(input, line);
        free(line);
        if (!appended) {
            weft__raise_memory_error(t);
            return NULL;
        }
        if (strspn(input->text, " \t\f\n") == input->length) {
            return NULL;
        }
        Code *code = compile_input(t, input, blank, &incomplete);
        if (!incomplete) {
            return code;
        }
    }
}

/* One statement; false: the loop is to end with *code. */
static bool step(Thread *t, Dict *globals, int *code)
{
    Input input = {NULL, 0};
    bool ended = false, interrupted;
    Code *statement = read_statement(t, &input, &ended);
    free(input.text);
    *code = 0;
    if (statement != NULL) {
        (void)weft__run_code(t, statement, globals, value_from_pointer(globals), EMPTY);
    }
    if (exception_pending(t)) {
        ended |= weft__exception_matches(t, EXC(t, SystemExit));
        *code = weft__report_uncaught(t, &interrupted);
        *code = ended ? *code : 0;
    }
    return !ended;
}

int weft__repl(Thread *t, Dict *globals, bool quiet)
{
    int code = 0;
    Module *sys = as_module(t->runtime->sys_module);
    if (!weft__module_set(t, sys, "ps1", value_or_empty(weft__str_from_c(t, ">>> "))) ||
        !weft__module_set(t, sys, "ps2", value_or_empty(weft__str_from_c(t, "... ")))) {
        return 1;
    }
    weft__flush_std_streams(t);
    if (!quiet) {
        fprintf(stderr, "Weft %s (Python 3.11 language), free-threaded\n"
                        "Type \"help()\" for help, Ctrl-D to leave.\n", WEFT_VERSION);
    }
    weft__line_editor_open(t, globals);
    while (step(t, globals, &code)) {
    }
    weft__line_editor_close(t);
    return code;
}
