/*
 * lexer_internal.h - what the files of the lexer share: character classes, failing, numbers.
 */
#ifndef WEFT_COMPILE_LEXER_INTERNAL_H
#define WEFT_COMPILE_LEXER_INTERNAL_H

#include "compile/lexer.h"

enum {
    CHARACTER_START = 1,    /* may start an identifier */
    CHARACTER_CONTINUE = 2, /* may go on with one */
    CHARACTER_DIGIT = 4,
    CHARACTER_SPACE = 8, /* separates tokens within a line */
};

extern const uint8_t weft__character_classes[256];

/* Fills the failure with a range on the current line and gives TOKEN_ERROR. */
PRINTF_LIKE(4, 5) TokenKind weft__lexer_fail_range(Lexer *lexer, const char *start,
                                                   const char *end, const char *format, ...);

/* The character before `at` on the current line (one before the line's start if none). */
const char *weft__previous_character(const Lexer *lexer, const char *at);

/* Lexes the number that starts at `at`: TOKEN_NUMBER or TOKEN_ERROR. */
TokenKind weft__lex_number(Lexer *lexer);

#endif
