/*
 * lexer.c - tokens, indentation and the errors that are found on the way.
 *
 * Guarantees to the parser: tokens come in order with exact positions, indents and dedents balance,
 * no read leaves the buffer (its sentinel stops every scan), and a message is the one that Python
 * 3.11 gives. Numbers stand in lexer_numbers.c.
 */
#include "compile/lexer.h"

#include "compile/lexer_internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uninorm.h>
#include <unictype.h>
#include <unistr.h>

/* What a byte may do. Bytes from 128 on may be part of an identifier until proven otherwise. */
#define W (CHARACTER_START | CHARACTER_CONTINUE)
#define D (CHARACTER_CONTINUE | CHARACTER_DIGIT)
#define S CHARACTER_SPACE
const uint8_t weft__character_classes[256] = {
    [' '] = S, ['\t'] = S, ['\f'] = S,
    ['0'] = D, ['1'] = D, ['2'] = D, ['3'] = D, ['4'] = D,
    ['5'] = D, ['6'] = D, ['7'] = D, ['8'] = D, ['9'] = D,
    ['a'] = W, ['b'] = W, ['c'] = W, ['d'] = W, ['e'] = W, ['f'] = W, ['g'] = W, ['h'] = W,
    ['i'] = W, ['j'] = W, ['k'] = W, ['l'] = W, ['m'] = W, ['n'] = W, ['o'] = W, ['p'] = W,
    ['q'] = W, ['r'] = W, ['s'] = W, ['t'] = W, ['u'] = W, ['v'] = W, ['w'] = W, ['x'] = W,
    ['y'] = W, ['z'] = W, ['_'] = W,
    ['A'] = W, ['B'] = W, ['C'] = W, ['D'] = W, ['E'] = W, ['F'] = W, ['G'] = W, ['H'] = W,
    ['I'] = W, ['J'] = W, ['K'] = W, ['L'] = W, ['M'] = W, ['N'] = W, ['O'] = W, ['P'] = W,
    ['Q'] = W, ['R'] = W, ['S'] = W, ['T'] = W, ['U'] = W, ['V'] = W, ['W'] = W, ['X'] = W,
    ['Y'] = W, ['Z'] = W,
#define W2(n) [n] = W, [n + 1] = W
#define W8(n) W2(n), W2(n + 2), W2(n + 4), W2(n + 6)
#define W32(n) W8(n), W8(n + 8), W8(n + 16), W8(n + 24)
    W32(128), W32(160), W32(192), W32(224),
#undef W2
#undef W8
#undef W32
};
#undef W
#undef D
#undef S

/* ---- words ----------------------------------------------------------------------------------- */

static const struct {
    const char *text;
    TokenKind kind;
} keywords[] = {
#define KEYWORD(kind, spelling) {spelling, TOKEN_##kind},
#include "compile/syntax.def"
};

enum { HASH_START = 2166136261u, HASH_FACTOR = 16777619u, FIRST_WORD_SLOTS = 256 };

static bool grow_words(Words *words)
{
    uint32_t size = words->slots == NULL ? FIRST_WORD_SLOTS : (words->mask + 1) * 2;
    Word **slots = weft__arena_array(words->table_arena, size, sizeof *slots);
    if (slots == NULL) {
        return false;
    }
    for (uint32_t i = 0; words->slots != NULL && i <= words->mask; i++) {
        Word *word = words->slots[i];
        if (word != NULL) {
            uint32_t slot = word->name.hash & (size - 1);
            while (slots[slot] != NULL) {
                slot = (slot + 1) & (size - 1);
            }
            slots[slot] = word;
        }
    }
    words->slots = slots;
    words->mask = size - 1;
    return true;
}

static Word *intern(Words *words, const char *text, size_t length, uint32_t hash)
{
    if (UNLIKELY((words->count + 1) * 2 > words->mask)) {
        if (words->count >= UINT32_MAX / 8 || !grow_words(words)) {
            return NULL;
        }
    }
    hash ^= hash >> 15;
    uint32_t slot = hash & words->mask;
    for (Word *word; (word = words->slots[slot]) != NULL; slot = (slot + 1) & words->mask) {
        if (word->name.hash == hash && word->name.length == length &&
            memcmp(word->name.text, text, length) == 0) {
            return word;
        }
    }
    Word *word = weft__arena_allocate(words->arena, sizeof *word);
    char *copy = weft__arena_copy(words->arena, text, length);
    if (word == NULL || copy == NULL) {
        return NULL;
    }
    word->name = (Name){.text = copy, .length = (uint32_t)length, .hash = hash};
    word->kind = TOKEN_NAME;
    words->slots[slot] = word;
    words->count++;
    return word;
}

static uint32_t hash_bytes(const char *text, size_t length)
{
    uint32_t hash = HASH_START;
    for (size_t i = 0; i < length; i++) {
        hash = (hash ^ (uint8_t)text[i]) * HASH_FACTOR;
    }
    return hash;
}

Name *weft__words_intern(Words *words, const char *text, size_t length)
{
    Word *word = intern(words, text, length, hash_bytes(text, length));
    return word == NULL ? NULL : &word->name;
}

bool weft__words_init(Words *words, Arena *names, Arena *table)
{
    *words = (Words){.arena = names, .table_arena = table};
    if (!grow_words(words)) {
        return false;
    }
    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++) {
        const char *text = keywords[i].text;
        Word *word = intern(words, text, strlen(text), hash_bytes(text, strlen(text)));
        if (word == NULL) {
            return false;
        }
        word->kind = keywords[i].kind;
    }
    return true;
}

/* ---- failures -------------------------------------------------------------------------------- */

void weft__failure_message(SyntaxFailure *failure, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(failure->message, sizeof failure->message, format, arguments);
    va_end(arguments);
    if (length >= (int)sizeof failure->message) {
        size_t cut = sizeof failure->message - 1;
        while (cut > 0 && ((uint8_t)failure->message[cut] & 0xC0) == 0x80) {
            cut--;
        }
        failure->message[cut] = '\0';
    }
}

TokenKind weft__lexer_fail_range(Lexer *lexer, const char *start, const char *end,
                                 const char *format, ...)
{
    SyntaxFailure *failure = lexer->failure;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(failure->message, sizeof failure->message, format, arguments);
    va_end(arguments);
    failure->kind = FAILURE_SYNTAX_ERROR;
    failure->line = lexer->line;
    failure->end_line = lexer->line;
    failure->column = (int32_t)(start - lexer->line_start);
    failure->end_column = (int32_t)(end - lexer->line_start);
    failure->text = lexer->line_start;
    failure->text_length = strcspn(lexer->line_start, "\n");
    lexer->status = LEXER_FAILED;
    return TOKEN_ERROR;
}

const char *weft__previous_character(const Lexer *lexer, const char *at)
{
    if (at <= lexer->line_start) {
        return lexer->line_start - 1;
    }
    do {
        at--;
    } while (at > lexer->line_start && ((uint8_t)*at & 0xC0) == 0x80);
    return at;
}

/* ---- lines ----------------------------------------------------------------------------------- */

/* Begins the line that `at` stands on, where there is one. */
static inline void begin_line(Lexer *lexer)
{
    if (lexer->line_pending && lexer->at < lexer->end) {
        lexer->line_pending = false;
        lexer->line++;
        lexer->line_start = lexer->at;
        if (!lexer->inside_token) {
            lexer->buffer_start = lexer->at;
        }
    }
}

/* Steps over the newline of a backslash at the end of a line. False sets `status`. */
static bool continue_line(Lexer *lexer)
{
    lexer->at++;
    if (*lexer->at != '\n') {
        if (lexer->at < lexer->end) {
            lexer->at++;
        }
        lexer->status = LEXER_BAD_CONTINUATION;
        return false;
    }
    lexer->at++;
    lexer->line_pending = true;
    if (lexer->at >= lexer->end) {
        lexer->status = LEXER_AT_END;
        return false;
    }
    begin_line(lexer);
    return true;
}

/* Compares a line's indentation with the open ones and sets `pending`. False sets `status`. */
static bool change_indentation(Lexer *lexer, int32_t column, int32_t alternate)
{
    if (column == lexer->columns[lexer->indent]) {
        if (alternate != lexer->alternate_columns[lexer->indent]) {
            lexer->status = LEXER_BAD_TABS;
            return false;
        }
    } else if (column > lexer->columns[lexer->indent]) {
        if (lexer->indent + 1 >= MAX_INDENTS) {
            lexer->status = LEXER_TOO_DEEP;
            return false;
        }
        if (alternate <= lexer->alternate_columns[lexer->indent]) {
            lexer->status = LEXER_BAD_TABS;
            return false;
        }
        lexer->pending++;
        lexer->indent++;
        lexer->columns[lexer->indent] = column;
        lexer->alternate_columns[lexer->indent] = alternate;
    } else {
        while (lexer->indent > 0 && column < lexer->columns[lexer->indent]) {
            lexer->pending--;
            lexer->indent--;
        }
        if (column != lexer->columns[lexer->indent]) {
            lexer->status = LEXER_BAD_DEDENT;
            return false;
        }
        if (alternate != lexer->alternate_columns[lexer->indent]) {
            lexer->status = LEXER_BAD_TABS;
            return false;
        }
    }
    return true;
}

/* Measures the white space at the start of a line. `blank` tells a line without code, which counts
 * for nothing. False sets `status`. */
static bool measure_indentation(Lexer *lexer, bool *blank)
{
    int32_t column = 0;
    int32_t alternate = 0;
    int32_t first_column = 0; /* what stood before a backslash in the white space */
    int32_t first_alternate = 0;
    for (;; lexer->at++) {
        char c = *lexer->at;
        if (c == ' ') {
            column++;
            alternate++;
        } else if (c == '\t') {
            column = (column / TAB_WIDTH + 1) * TAB_WIDTH;
            alternate++;
        } else if (c == '\f') {
            column = 0;
            alternate = 0;
        } else if (c == '\\') {
            if (first_column == 0) {
                first_column = column;
                first_alternate = alternate;
            }
            if (!continue_line(lexer)) {
                return false;
            }
            lexer->at--;
        } else {
            break;
        }
    }
    char c = *lexer->at;
    if (lexer->at >= lexer->end) {
        lexer->status = LEXER_AT_END;
    }
    *blank = c == '#' || c == '\n';
    if (*blank || lexer->level > 0) {
        return true;
    }
    if (first_column != 0) {
        column = first_column;
        alternate = first_alternate;
    }
    if (change_indentation(lexer, column, alternate)) {
        return true;
    }
    if (lexer->status == LEXER_BAD_DEDENT || lexer->status == LEXER_TOO_DEEP) {
        const char *newline = memchr(lexer->at, '\n', (size_t)(lexer->end - lexer->at));
        lexer->at = newline == NULL ? lexer->end : newline + 1;
    }
    return false;
}

/* ---- identifiers ----------------------------------------------------------------------------- */

static bool is_printable(ucs4_t c)
{
    if (c == ' ') {
        return true;
    }
    return !uc_is_general_category_withtable(
        c, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Cs | UC_CATEGORY_MASK_Co |
               UC_CATEGORY_MASK_Cn | UC_CATEGORY_MASK_Zl | UC_CATEGORY_MASK_Zp |
               UC_CATEGORY_MASK_Zs);
}

/* Checks an identifier that is not all ASCII, and puts it into normal form NFKC. */
static TokenKind lex_unicode_name(Lexer *lexer, const char *start, Token *token)
{
    const uint8_t *text = (const uint8_t *)start;
    const uint8_t *end = (const uint8_t *)lexer->at;
    for (const uint8_t *at = text; at < end;) {
        ucs4_t c;
        int size = u8_mbtouc(&c, at, (size_t)(end - at));
        bool valid = at == text ? c == '_' || uc_is_property_xid_start(c)
                                : uc_is_property_xid_continue(c);
        if (!valid) {
            const char *bad = (const char *)at;
            lexer->at = bad + size;
            if (is_printable(c)) {
                return weft__lexer_fail_range(lexer, bad, bad, "invalid character '%.*s' (U+%04X)",
                                              size, bad, (unsigned)c);
            }
            return weft__lexer_fail_range(
                lexer, bad, bad, "invalid non-printable character U+%04X", (unsigned)c);
        }
        at += size;
    }
    uint8_t small[256];
    size_t length = sizeof small;
    uint8_t *normal = u8_normalize(UNINORM_NFKC, text, (size_t)(end - text), small, &length);
    if (normal == NULL) {
        lexer->status = LEXER_NO_MEMORY;
        return TOKEN_ERROR;
    }
    Word *word = intern(lexer->words, (const char *)normal, length,
                        hash_bytes((const char *)normal, length));
    if (normal != small) {
        free(normal);
    }
    if (word == NULL) {
        lexer->status = LEXER_NO_MEMORY;
        return TOKEN_ERROR;
    }
    token->name = &word->name;
    /* A reserved word is one only where it is spelled in ASCII. */
    return TOKEN_NAME;
}

static TokenKind lex_name(Lexer *lexer, Token *token)
{
    const char *start = lexer->at;
    const char *at = start;
    uint32_t hash = HASH_START;
    uint8_t all = 0;
    while (weft__character_classes[(uint8_t)*at] & CHARACTER_CONTINUE) {
        all |= (uint8_t)*at;
        hash = (hash ^ (uint8_t)*at) * HASH_FACTOR;
        at++;
    }
    lexer->at = at;
    if (UNLIKELY(all >= 128)) {
        return lex_unicode_name(lexer, start, token);
    }
    Word *word = intern(lexer->words, start, (size_t)(at - start), hash);
    if (UNLIKELY(word == NULL)) {
        lexer->status = LEXER_NO_MEMORY;
        return TOKEN_ERROR;
    }
    token->name = &word->name;
    return word->kind;
}

/* ---- strings --------------------------------------------------------------------------------- */

/* How many letters before a quote make a string's prefix at `at`; -1 where there is no string. */
static int string_prefix(const char *at)
{
    char first = (char)(at[0] | 0x20);
    if (first != 'b' && first != 'r' && first != 'u' && first != 'f') {
        return -1;
    }
    if (at[1] == '"' || at[1] == '\'') {
        return 1;
    }
    char second = (char)(at[1] | 0x20);
    bool pair = (first == 'r' && (second == 'b' || second == 'f')) ||
                (second == 'r' && (first == 'b' || first == 'f'));
    return pair && (at[2] == '"' || at[2] == '\'') ? 2 : -1;
}

/* Reports a string without its end, at its beginning. */
static TokenKind fail_unterminated(Lexer *lexer, const char *start, const char *first_line_start,
                                   int32_t first_line, bool triple)
{
    int32_t last_line = lexer->line;
    /* More input helps a string that may go on in the next line. */
    bool at_end = lexer->at >= lexer->end && (triple || lexer->end[-1] == '\\');
    lexer->line = first_line;
    lexer->line_start = first_line_start;
    lexer->at = start + 1;
    weft__lexer_fail_range(lexer, start, start,
                           "unterminated %sstring literal (detected at line %d)",
                           triple ? "triple-quoted " : "", (int)last_line);
    if (at_end) {
        lexer->status = LEXER_IN_STRING;
    }
    return TOKEN_ERROR;
}

static TokenKind lex_string(Lexer *lexer, const char *start, int prefix)
{
    const char *at = start + prefix;
    char quote = *at++;
    const char *first_line_start = lexer->line_start;
    int32_t first_line = lexer->line;
    bool triple = at[0] == quote && at[1] == quote;
    if (triple) {
        at += 2;
    }
    lexer->inside_token = true;
    for (;;) {
        char c = *at;
        if (c == quote) {
            if (!triple) {
                at++;
                break;
            }
            if (at[1] == quote && at[2] == quote) {
                at += 3;
                break;
            }
            at++;
        } else if (c == '\\' && at[1] != '\n') {
            at += at + 1 < lexer->end ? 2 : 1;
        } else if (c == '\n' && !triple) {
            lexer->at = at;
            return fail_unterminated(lexer, start, first_line_start, first_line, triple);
        } else if (c == '\n' || c == '\\') {
            at += c == '\\' ? 2 : 1;
            lexer->at = at;
            lexer->line_pending = true;
            begin_line(lexer);
        } else if (at >= lexer->end) {
            lexer->at = at;
            return fail_unterminated(lexer, start, first_line_start, first_line, triple);
        } else {
            at++;
        }
    }
    lexer->at = at;
    if (at == lexer->end && at - start == prefix + 2) {
        lexer->status = LEXER_AT_END; /* a third quote was looked for */
    }
    return TOKEN_STRING;
}

/* ---- operators ------------------------------------------------------------------------------- */

static TokenKind open_bracket(Lexer *lexer, char bracket, TokenKind kind)
{
    lexer->at++;
    if (lexer->level >= MAX_OPEN_BRACKETS) {
        const char *last = weft__previous_character(lexer, lexer->at);
        return weft__lexer_fail_range(lexer, last, last, "too many nested parentheses");
    }
    OpenBracket *open = &lexer->open[lexer->level++];
    open->bracket = bracket;
    open->line = lexer->line;
    open->column = (int32_t)(lexer->at - 1 - lexer->line_start);
    return kind;
}

static TokenKind close_bracket(Lexer *lexer, char bracket, TokenKind kind)
{
    const char *here = lexer->at++;
    if (lexer->level == 0) {
        return weft__lexer_fail_range(lexer, here, here, "unmatched '%c'", bracket);
    }
    const OpenBracket *open = &lexer->open[--lexer->level];
    char expected = open->bracket == '(' ? ')' : open->bracket == '[' ? ']' : '}';
    if (bracket == expected) {
        return kind;
    }
    if (open->line != lexer->line) {
        return weft__lexer_fail_range(
            lexer, here, here,
            "closing parenthesis '%c' does not match opening parenthesis '%c' on line %d", bracket,
            open->bracket, (int)open->line);
    }
    return weft__lexer_fail_range(
        lexer, here, here, "closing parenthesis '%c' does not match opening parenthesis '%c'",
        bracket, open->bracket);
}

/* `plain`, or `with_equal` where a `=` follows. */
static inline TokenKind maybe_equal(Lexer *lexer, TokenKind plain, TokenKind with_equal)
{
    lexer->at++;
    if (*lexer->at == '=') {
        lexer->at++;
        return with_equal;
    }
    return plain;
}

/* The same for an operator whose character may stand twice. */
static inline TokenKind maybe_double(Lexer *lexer, TokenKind plain, TokenKind with_equal,
                                     TokenKind twice, TokenKind twice_with_equal)
{
    if (lexer->at[1] == lexer->at[0]) {
        lexer->at++;
        return maybe_equal(lexer, twice, twice_with_equal);
    }
    return maybe_equal(lexer, plain, with_equal);
}

static TokenKind lex_unknown(Lexer *lexer)
{
    const char *here = lexer->at++;
    uint8_t c = (uint8_t)*here;
    if (c < ' ' || c == 127) {
        return weft__lexer_fail_range(lexer, here, here,
                                      "invalid non-printable character U+%04X", (unsigned)c);
    }
    return TOKEN_UNKNOWN;
}

/* Operators that one of several continuations makes longer. */
static TokenKind lex_ambiguous(Lexer *lexer)
{
    const char *at = lexer->at;
    switch (*at) {
    case '<':
        if (at[1] == '>') { /* one token, which the parser never accepts */
            lexer->at += 2;
            return TOKEN_UNKNOWN;
        }
        return maybe_double(lexer, TOKEN_LESS, TOKEN_LESS_EQUAL, TOKEN_LEFT_SHIFT,
                            TOKEN_LEFT_SHIFT_EQUAL);
    case '-':
        if (at[1] == '>') {
            lexer->at += 2;
            return TOKEN_ARROW;
        }
        return maybe_equal(lexer, TOKEN_MINUS, TOKEN_MINUS_EQUAL);
    case '!':
        return maybe_equal(lexer, TOKEN_UNKNOWN, TOKEN_NOT_EQUAL);
    case '.':
        if (at[1] == '.' && at[2] == '.') {
            lexer->at += 3;
            return TOKEN_ELLIPSIS;
        }
        lexer->at++;
        if (*lexer->at == '.' && lexer->at + 1 == lexer->end) {
            lexer->status = LEXER_AT_END; /* a third dot was looked for */
        }
        return TOKEN_DOT;
    default:
        return lex_unknown(lexer);
    }
}

static TokenKind lex_operator(Lexer *lexer)
{
    switch (*lexer->at) {
    case '(': return open_bracket(lexer, '(', TOKEN_LEFT_PARENTHESIS);
    case '[': return open_bracket(lexer, '[', TOKEN_LEFT_BRACKET);
    case '{': return open_bracket(lexer, '{', TOKEN_LEFT_BRACE);
    case ')': return close_bracket(lexer, ')', TOKEN_RIGHT_PARENTHESIS);
    case ']': return close_bracket(lexer, ']', TOKEN_RIGHT_BRACKET);
    case '}': return close_bracket(lexer, '}', TOKEN_RIGHT_BRACE);
    case ',': lexer->at++; return TOKEN_COMMA;
    case ';': lexer->at++; return TOKEN_SEMICOLON;
    case '~': lexer->at++; return TOKEN_TILDE;
    case ':': return maybe_equal(lexer, TOKEN_COLON, TOKEN_COLON_EQUAL);
    case '=': return maybe_equal(lexer, TOKEN_EQUAL, TOKEN_EQUAL_EQUAL);
    case '+': return maybe_equal(lexer, TOKEN_PLUS, TOKEN_PLUS_EQUAL);
    case '@': return maybe_equal(lexer, TOKEN_AT, TOKEN_AT_EQUAL);
    case '%': return maybe_equal(lexer, TOKEN_PERCENT, TOKEN_PERCENT_EQUAL);
    case '|': return maybe_equal(lexer, TOKEN_VERTICAL_BAR, TOKEN_VERTICAL_BAR_EQUAL);
    case '^': return maybe_equal(lexer, TOKEN_CIRCUMFLEX, TOKEN_CIRCUMFLEX_EQUAL);
    case '&': return maybe_equal(lexer, TOKEN_AMPERSAND, TOKEN_AMPERSAND_EQUAL);
    case '*':
        return maybe_double(lexer, TOKEN_STAR, TOKEN_STAR_EQUAL, TOKEN_DOUBLE_STAR,
                            TOKEN_DOUBLE_STAR_EQUAL);
    case '/':
        return maybe_double(lexer, TOKEN_SLASH, TOKEN_SLASH_EQUAL, TOKEN_DOUBLE_SLASH,
                            TOKEN_DOUBLE_SLASH_EQUAL);
    case '>':
        return maybe_double(lexer, TOKEN_GREATER, TOKEN_GREATER_EQUAL, TOKEN_RIGHT_SHIFT,
                            TOKEN_RIGHT_SHIFT_EQUAL);
    default: return lex_ambiguous(lexer);
    }
}

/* ---- tokens ---------------------------------------------------------------------------------- */

/* A token without text: no columns, on the current line. */
static TokenKind place_bare(Lexer *lexer, Token *token, TokenKind kind)
{
    token->kind = (uint8_t)kind;
    token->level = (uint8_t)lexer->level;
    token->line = lexer->line;
    token->end_line = lexer->line;
    token->column = -1;
    token->end_column = -1;
    token->start = (uint32_t)(lexer->at - lexer->buffer);
    token->end = token->start;
    return kind;
}

static TokenKind lex_token(Lexer *lexer, Token *token)
{
    const char *start = lexer->at;
    uint8_t class = weft__character_classes[(uint8_t)*start];
    int32_t line = lexer->line;
    int32_t column = (int32_t)(start - lexer->line_start);
    TokenKind kind;
    int prefix = 0;
    lexer->inside_token = true;
    if ((class & CHARACTER_START) && (prefix = string_prefix(start)) < 0) {
        kind = lex_name(lexer, token);
    } else if (prefix > 0 || *start == '"' || *start == '\'') {
        kind = lex_string(lexer, start, prefix);
    } else if ((class & CHARACTER_DIGIT) ||
               (*start == '.' && (weft__character_classes[(uint8_t)start[1]] & CHARACTER_DIGIT))) {
        kind = weft__lex_number(lexer);
    } else {
        kind = lex_operator(lexer);
    }
    if (UNLIKELY(kind == TOKEN_ERROR)) {
        return place_bare(lexer, token, TOKEN_ERROR);
    }
    if (lexer->at == lexer->end && kind != TOKEN_STRING) {
        lexer->status = LEXER_AT_END;
    }
    token->kind = (uint8_t)kind;
    token->level = (uint8_t)lexer->level;
    token->line = line;
    token->column = column;
    token->end_line = lexer->line;
    token->end_column = (int32_t)(lexer->at - lexer->line_start);
    token->start = (uint32_t)(start - lexer->buffer);
    token->end = (uint32_t)(lexer->at - lexer->buffer);
    return kind;
}

/* A newline, which begins with the comment before it, if there is one. */
static TokenKind lex_newline(Lexer *lexer, Token *token, const char *start)
{
    place_bare(lexer, token, TOKEN_NEWLINE);
    token->column = (int32_t)(start - lexer->line_start);
    token->end_column = (int32_t)(lexer->at - lexer->line_start);
    lexer->at++;
    return TOKEN_NEWLINE;
}

TokenKind weft__lexer_next(Lexer *lexer, Token *token)
{
    token->name = NULL;
    token->checked = 0;
    lexer->inside_token = false;
    for (;;) {
        bool blank = false;
        const char *start;
        begin_line(lexer);
        if (lexer->at_line_start) {
            lexer->at_line_start = false;
            if (!measure_indentation(lexer, &blank)) {
                return place_bare(lexer, token, TOKEN_ERROR);
            }
        }
        if (lexer->pending != 0) {
            bool deeper = lexer->pending > 0;
            lexer->pending += deeper ? -1 : 1;
            return place_bare(lexer, token, deeper ? TOKEN_INDENT : TOKEN_DEDENT);
        }
        for (;;) {
            while (weft__character_classes[(uint8_t)*lexer->at] & CHARACTER_SPACE) {
                lexer->at++;
            }
            start = lexer->at;
            if (*lexer->at == '#') {
                const char *newline = memchr(lexer->at, '\n', (size_t)(lexer->end - lexer->at));
                lexer->at = newline == NULL ? lexer->end : newline;
            }
            if (*lexer->at != '\\') {
                break;
            }
            lexer->inside_token = true;
            if (!continue_line(lexer)) {
                return place_bare(lexer, token, TOKEN_ERROR);
            }
        }
        if (lexer->at >= lexer->end) {
            lexer->status = LEXER_AT_END;
            return place_bare(lexer, token,
                              lexer->level > 0 ? TOKEN_ERROR : TOKEN_END_OF_FILE);
        }
        if (*lexer->at != '\n') {
            return lex_token(lexer, token);
        }
        lexer->at_line_start = true;
        lexer->line_pending = true;
        if (!blank && lexer->level == 0) {
            return lex_newline(lexer, token, start);
        }
        lexer->at++;
        lexer->inside_token = false;
    }
}

void weft__lexer_init(Lexer *lexer, const char *buffer, size_t length, int32_t line, Words *words,
                      const ParseOptions *options, SyntaxFailure *failure)
{
    lexer->buffer = buffer;
    lexer->end = buffer + length;
    lexer->at = buffer;
    lexer->line_start = buffer;
    lexer->buffer_start = buffer;
    lexer->line = line - 1;
    lexer->line_pending = true;
    lexer->at_line_start = true;
    lexer->inside_token = false;
    lexer->quiet = false;
    lexer->status = LEXER_RUNNING;
    lexer->pending = 0;
    lexer->indent = 0;
    lexer->level = 0;
    lexer->words = words;
    lexer->options = options;
    lexer->failure = failure;
    lexer->columns[0] = 0;
    lexer->alternate_columns[0] = 0;
}

const char *weft__token_spelling(TokenKind kind)
{
    static const char *const spellings[] = {
#define TOKEN(kind, spelling) [TOKEN_##kind] = spelling,
#define KEYWORD(kind, spelling) [TOKEN_##kind] = spelling,
#include "compile/syntax.def"
    };
    return spellings[kind];
}
