/*
 * lexer.h - from decoded source to tokens.
 *
 * The lexer walks a buffer of valid UTF-8 without NUL bytes that ends in a NUL (its sentinel), and
 * gives one token a call. It is lazy: an error behind the token that the parser stops at is never
 * seen, which is what decides between two messages when a program has two mistakes.
 *
 * It keeps what an error message needs to know about the current line: see `line_start` and
 * `buffer_start`. It interns identifiers into a Words table; a reserved word is an identifier whose
 * entry carries another token kind.
 */
#ifndef WEFT_COMPILE_LEXER_H
#define WEFT_COMPILE_LEXER_H

#include "base/compiler.h"
#include "compile/arena.h"
#include "compile/ast.h"
#include "compile/parser.h"

typedef enum TokenKind {
#define TOKEN(kind, spelling) TOKEN_##kind,
#define KEYWORD(kind, spelling) TOKEN_##kind,
#include "compile/syntax.def"
    TOKEN_KIND_COUNT
} TokenKind;

enum {
    MAX_OPEN_BRACKETS = 200,
    MAX_INDENTS = 100,
    TAB_WIDTH = 8,
    LONGEST_SOURCE = INT32_MAX - 16, /* lines, columns and offsets are 32-bit */
};

/* Columns are -1 for tokens that have no text of their own (indent, dedent, end of file). */
typedef struct Token {
    uint8_t kind;    /* TokenKind */
    uint8_t level;   /* open brackets after this token */
    uint8_t checked; /* for the parser's diagnosing pass: what was looked for here already */
    int32_t line;
    int32_t column;
    int32_t end_line;
    int32_t end_column;
    uint32_t start; /* byte offsets in the buffer */
    uint32_t end;
    Name *name; /* of names and reserved words */
} Token;

typedef enum LexerStatus {
    LEXER_RUNNING,
    LEXER_AT_END,           /* something looked behind the last character */
    LEXER_IN_STRING,        /* failed: the source ends within a string */
    LEXER_FAILED,           /* failed: `failure` has it all */
    LEXER_BAD_DEDENT,       /* failed: the parser words it */
    LEXER_BAD_TABS,
    LEXER_TOO_DEEP,
    LEXER_BAD_CONTINUATION,
    LEXER_NO_MEMORY,
} LexerStatus;

/* An interned identifier. `Name` comes first, so that a Name * is a Word *. */
typedef struct Word {
    Name name;
    TokenKind kind;
} Word;

typedef struct Words {
    Arena *arena; /* where names live: the tree's */
    Arena *table_arena;
    Word **slots;
    uint32_t mask;
    uint32_t count;
} Words;

typedef struct OpenBracket {
    char bracket;
    int32_t line;
    int32_t column;
} OpenBracket;

typedef struct Lexer {
    const char *buffer;
    const char *end; /* the sentinel */
    const char *at;
    const char *line_start;   /* of the line that `at` is on; stays on the last line at the end */
    const char *buffer_start; /* the same, but of the first line of a continued line */
    int32_t line;
    bool line_pending; /* `at` is behind a newline, and the next line was not begun */
    bool at_line_start;
    bool inside_token; /* a token was begun on an earlier line */
    bool quiet;        /* the diagnosing pass: warnings were given already */
    LexerStatus status;
    int pending; /* indents (positive) or dedents still to give */
    int indent;  /* index of the current indentation */
    int level;   /* open brackets */
    Words *words;
    const ParseOptions *options;
    SyntaxFailure *failure;
    int32_t columns[MAX_INDENTS];
    int32_t alternate_columns[MAX_INDENTS]; /* with tabs one column wide, to find mixtures */
    OpenBracket open[MAX_OPEN_BRACKETS];
} Lexer;

/* False where there is no memory. */
bool weft__words_init(Words *words, Arena *names, Arena *table);

/* The one Name for these bytes, or null where there is no memory. */
Name *weft__words_intern(Words *words, const char *text, size_t length);

/* Starts on `buffer`, which ends in a NUL at `length`; its first line has the number `line`. */
void weft__lexer_init(Lexer *lexer, const char *buffer, size_t length, int32_t line, Words *words,
                      const ParseOptions *options, SyntaxFailure *failure);

/* Reads one token. On TOKEN_ERROR `status` says why; with LEXER_FAILED, `failure` is filled. */
TokenKind weft__lexer_next(Lexer *lexer, Token *token);

/* Writes a message into a failure; one that is too long is cut between characters. */
PRINTF_LIKE(2, 3) void weft__failure_message(SyntaxFailure *failure, const char *format, ...);

/* How a token is spelled, or what it is called. */
const char *weft__token_spelling(TokenKind kind);

#endif
