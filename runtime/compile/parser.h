/*
 * parser.h - from source text to syntax tree.
 *
 * weft__parse() turns the bytes of a Python 3.11 program into a tree in the caller's arena, or
 * returns null and fills a SyntaxFailure with the message and position that CPython 3.11 gives. It
 * never touches the machine's heap, runs no user code but the two callbacks, keeps no state between
 * calls and may run on many threads at once. Its C stack is bounded by the depth limit, its time by
 * the length of the source.
 */
#ifndef WEFT_COMPILE_PARSER_H
#define WEFT_COMPILE_PARSER_H

#include "compile/arena.h"
#include "compile/ast.h"

typedef enum ParseMode {
    PARSE_FILE,   /* "exec": NODE_MODULE */
    PARSE_EVAL,   /* "eval": NODE_EXPRESSION */
    PARSE_SINGLE, /* "single": NODE_INTERACTIVE, one interactive statement */
} ParseMode;

typedef enum FailureKind {
    FAILURE_NONE,
    FAILURE_SYNTAX_ERROR,
    FAILURE_INDENTATION_ERROR,
    FAILURE_TAB_ERROR,
    FAILURE_MEMORY_ERROR,
    FAILURE_RECURSION_ERROR,
} FailureKind;

/* How a parse failed. Columns are UTF-8 byte offsets from 0 into `text`. Python's `offset` is the
 * count of characters before `column`, plus 1; its `end_offset` the same of `end_column`. Columns
 * below 0 stand for Python's own odd values, one less than those: -1 is offset 0, -2 is offset -1.
 * Without `text` (and with line 0) the exception has its message alone. */
typedef struct SyntaxFailure {
    FailureKind kind;
    char message[512]; /* UTF-8, NUL-terminated; cut at a character where too long */
    int32_t line;
    int32_t column;
    int32_t end_line;
    int32_t end_column;
    /* The columns are shown as they are, in bytes: an error of the parser (the lexer counts characters
     * itself) in a source that declares no encoding, which is how Python shows it. */
    bool byte_offsets;
    /* More input could complete the program, so that a REPL asks for another line: a bracket or a
     * string is open, or keep_block_open was asked for and the source ends too early. */
    bool incomplete;
    const char *text;  /* the line of the error with its newline (in the arena), or null */
    size_t text_length;
} SyntaxFailure;

/* Finds the character that \N{name} names: writes its code point and returns true. */
typedef bool (*UnicodeNameLookup)(void *context, const char *name, size_t length,
                                  uint32_t *code_point);

/* Told of a DeprecationWarning (`deprecation`) or SyntaxWarning. Returns false to turn it into a
 * SyntaxError with the same message. */
typedef bool (*SyntaxWarningSink)(void *context, bool deprecation, const char *message,
                                  int32_t line, int32_t column);

typedef struct ParseOptions {
    const char *filename; /* may be null */
    ParseMode mode;
    unsigned depth_limit;      /* nested levels of source; 0 takes WEFT_PARSE_DEPTH */
    unsigned tree_depth_limit; /* levels of the tree; 0 takes WEFT_TREE_DEPTH */
    /* Most digits of a decimal integer literal (sys.set_int_max_str_digits); 0 for no limit. */
    unsigned integer_digit_limit;
    /* The source is decoded text (a str): an encoding declaration is a mere comment. */
    bool source_is_utf8;
    /* The source comes from a file: a decoding error is worded as Python words it for a file. */
    bool source_is_file;
    /* PARSE_SINGLE: a block that the source ends in without a newline is incomplete, as a REPL
     * that joins lines without a final newline needs it. */
    bool keep_block_open;
    UnicodeNameLookup find_name; /* null takes weft__find_unicode_name */
    SyntaxWarningSink warn;      /* null drops warnings */
    void *context;               /* handed to both */
} ParseOptions;

/* Default limits. */
enum {
    WEFT_PARSE_DEPTH = 1000,
    WEFT_TREE_DEPTH = 3000,
    WEFT_INTEGER_DIGITS = 4300,
};

/* Parses with default options. `source` need not be NUL-terminated and is not kept. */
Node *weft__parse(Arena *arena, const char *source, size_t length, const char *filename,
                  ParseMode mode, unsigned depth_limit, SyntaxFailure *failure);

/* The same with all options. */
Node *weft__parse_with(Arena *arena, const char *source, size_t length,
                       const ParseOptions *options, SyntaxFailure *failure);

/* Finds a character by its name or alias (not by the name of a sequence). */
bool weft__find_unicode_name(const char *name, size_t length, uint32_t *code_point);

/* The name of a node kind as `ast` spells it. */
const char *weft__node_kind_name(NodeKind kind);

#endif
