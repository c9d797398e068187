/* command_line.h - the options of the command `weft`, parsed.
 *
 * Parsing touches no runtime: it reads argv and gives a structure, which the caller frees.
 */
#ifndef WEFT_EMBED_COMMAND_LINE_H
#define WEFT_EMBED_COMMAND_LINE_H

#include "modules/lifecycle.h"

/* What an argument list says. The strings are those of argv; the lists belong to the command line. */
typedef struct CommandLine {
    StartOptions start;
    const char *command;   /* -c */
    const char *module;    /* -m */
    const char *file;      /* "-" is standard input; NULL with -c, -m and without a program */
    bool version, help, skip_first_line;
    bool statistics_json;  /* -X stats=json */
    int first_argument;    /* index in argv of the first argument of the program */
    const char **warnings; /* all filters, the strongest last; NULL at the end */
    char *environment;     /* what `warnings` points into */
    const char *search_path; /* PYTHONPATH, or NULL */
    const char **extended; /* -X, NULL at the end */
} CommandLine;

/* Fills `line` and returns 0, or an exit code: 2 for options that are wrong, 1 for a variable or a limit
 * that is, and where memory ran out; why was printed. */
int weft__command_line_parse(int argc, char **argv, CommandLine *line);
void weft__command_line_free(CommandLine *line);

extern const char weft__command_help[];

#endif
