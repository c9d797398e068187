/*
 * source.h - from the bytes of a source to the text that the lexer reads.
 */
#ifndef WEFT_COMPILE_SOURCE_H
#define WEFT_COMPILE_SOURCE_H

#include "compile/parser.h"

/* Valid UTF-8 without byte order mark, with newlines as \n and a NUL behind it, in `scratch`. In
 * file mode it ends in a newline. *declared tells whether the source is text or names its encoding.
 * Null fills the failure. */
const char *weft__decode_source(Arena *scratch, const char *source, size_t length,
                                const ParseOptions *options, size_t *decoded_length,
                                bool *declared, SyntaxFailure *failure);

#endif
