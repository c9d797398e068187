/* line_editor.h - one line of interactive input, with editing, history and completion.
 *
 * For the interactive loop alone. Reading waits outside the world, so other threads go on meanwhile.
 */
#ifndef WEFT_EMBED_LINE_EDITOR_H
#define WEFT_EMBED_LINE_EDITOR_H

#include "modules/lifecycle.h"

typedef enum LineStatus { LINE_READ, LINE_END, LINE_INTERRUPTED, LINE_NO_MEMORY } LineStatus;

/* Prepares the terminal and loads the history; names are completed from `names`. Where standard
 * input is no terminal, lines are read as they are and the prompt goes to standard error. */
void weft__line_editor_open(Thread *t, Dict *names);
void weft__line_editor_close(Thread *t);

/* Reads one line, outside the world. LINE_READ: *line is the text without its newline, for the
 * caller to free. LINE_INTERRUPTED: Ctrl-C was typed, and the pending interrupt was taken. */
LineStatus weft__line_editor_read(Thread *t, const char *prompt, char **line);

#endif
