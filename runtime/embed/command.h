/* command.h - the `weft` command, as a function.
 *
 * For tools/weft_main.c and the public weft_command, which are a call of it.
 */
#ifndef WEFT_EMBED_COMMAND_H
#define WEFT_EMBED_COMMAND_H

#include "modules/lifecycle.h"
#include "weft/weft.h"

/* Reads, evaluates and prints lines until the end of input; without a banner when quiet. Returns the
 * exit code. */
int weft__repl(Thread *t, Dict *globals, bool quiet);

#endif
