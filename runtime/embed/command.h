/* command.h - the `weft` command, as a function. */
#ifndef WEFT_EMBED_COMMAND_H
#define WEFT_EMBED_COMMAND_H

#include "modules/lifecycle.h"

/* Runs `weft ARGS...`; returns the exit code. The only caller is the program tools/weft_main.c. */
int weft__command(int argc, char **argv);
/* Reads, evaluates and prints lines until the end of input. Returns the exit code. */
int weft__repl(Thread *t, Dict *globals);

#endif
