/* compile.h - source text to code objects.
 *
 * The entrance to this layer for all others. A compilation is private to its thread until the code object is
 * returned; it ends in a code object or an exception, whatever the source is.
 */
#ifndef WEFT_COMPILE_COMPILE_H
#define WEFT_COMPILE_COMPILE_H

#include "object/function.h"

typedef enum CompileMode { COMPILE_EXEC, COMPILE_EVAL, COMPILE_SINGLE } CompileMode;
/* Compiles; NULL with SyntaxError (or MemoryError, RecursionError) pending. `filename` is shown in
 * messages. flags: COMPILE_*; *incomplete (may be NULL) tells a REPL that more lines could help.
 * The level of optimization is the runtime's unless one of COMPILE_LEVEL is given. */
enum {
    COMPILE_FUTURE_ANNOTATIONS = 1, COMPILE_DONT_IMPLY_DEDENT = 4,
    COMPILE_SOURCE_IS_TEXT = 8, /* decoded already: an encoding declaration is a mere comment */
    COMPILE_HIDDEN_FRAMES = 128, /* the code leaves no entries in tracebacks */
    COMPILE_SOURCE_IS_FILE = 256, /* the program itself: errors of its encoding are worded as for a file */
    COMPILE_LEVEL_0 = 16, COMPILE_LEVEL_1 = 32, COMPILE_LEVEL_2 = 64,
};
Code *weft__compile(Thread *t, const char *source, size_t length, Str *filename, CompileMode mode,
                    uint32_t flags, bool *incomplete);
/* The syntax tree of a source as objects of the classes that `classes` holds by name (module ast), and the
 * code of such a tree, whose root must be the one that `mode` says. */
Value weft__parse_objects(Thread *t, const char *source, size_t length, Str *filename, CompileMode mode,
                          uint32_t flags, Dict *classes);
Code *weft__compile_objects(Thread *t, Value tree, Str *filename, CompileMode mode, uint32_t flags,
                            Dict *classes);
/* Text form of a code object (dis). */
bool weft__disassemble(Thread *t, Code *code, bool adaptive, TextBuilder *into);
/* Base ops as bytes (co_code): identical cold, warm and under concurrent rewriting (R11). */
Value weft__code_bytes(Thread *t, Code *code);

#endif
