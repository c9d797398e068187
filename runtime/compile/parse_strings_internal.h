/*
 * parse_strings_internal.h - what the readers of plain strings and of f-strings share.
 */
#ifndef WEFT_COMPILE_PARSE_STRINGS_INTERNAL_H
#define WEFT_COMPILE_PARSE_STRINGS_INTERNAL_H

#include "compile/parser_state.h"

/* Bytes in scratch memory that grow at the end. */
typedef struct TextBuffer {
    char *bytes;
    size_t length;
    size_t capacity;
} TextBuffer;

/* Adjacent string literals: tokens `first` to `last`; `token` is the one that is read. */
typedef struct StringGroup {
    uint32_t first;
    uint32_t last;
    uint32_t token;
    bool unicode_prefix; /* the first is u"..." */
    const char *counted; /* how far newlines of the literal at `token` were counted, or null */
    const char *newline; /* the last of them, or null */
    int32_t newlines;
} StringGroup;

/* The parts of a JoinedStr: nodes on the session's stack above `base`, then text that is not yet
 * one. */
typedef struct FormattedText {
    TextBuffer buffer;
    size_t base;
    bool formatted;
} FormattedText;

void weft__buffer_add(Parser *p, TextBuffer *buffer, const char *bytes, size_t length);

/* Adds the text of a literal, with its escapes decoded unless `raw`. */
void weft__decode_text(Parser *p, TextBuffer *buffer, const char *text, const char *end, bool raw,
                       bool bytes, uint32_t token);

/* Tells of an escape that is none; `at` is behind its backslash. */
void weft__warn_escape(Parser *p, const char *at, uint32_t token);

Node *weft__new_text(Parser *p, const StringGroup *group, ConstantKind kind, const char *bytes,
                     size_t length);
Node *weft__place_in_group(Parser *p, Node *node, const StringGroup *group);

/* Reads the inside of an f-string (`level` 0) or a format specification (above 0) from `*at` on. */
void weft__parse_formatted(Parser *p, StringGroup *group, FormattedText *text,
                           const char **at, const char *end, bool raw, int level);
/* The JoinedStr of what was read. */
Node *weft__finish_formatted(Parser *p, const StringGroup *group, FormattedText *text);

#endif
