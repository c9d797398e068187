/*
 * parse_failures.c - raising: where a failure stands, what line it quotes, and which of two wins.
 *
 * A failure that the parser finds is not the last word. A lexer error further on in the source
 * replaces it, and so does a bracket that was opened on an earlier line and never closed, because
 * those are the likelier causes. Positions follow Python 3.11 in every detail, for tools show them.
 */
#include "compile/parser_state.h"

#include <stdarg.h>
#include <stdio.h>

NO_RETURN static void escape(Parser *p)
{
    longjmp(*p->session->escape, 1);
}

/* Where the line ends that the lexer is on, newline included. */
static const char *current_line_end(const Lexer *lexer)
{
    const char *newline = strchr(lexer->line_start, '\n');
    return newline == NULL ? lexer->end : newline + 1;
}

/* Sets the text that a failure on `line` quotes. */
static void quote_line(Parser *p, int32_t line)
{
    SyntaxFailure *failure = p->session->failure;
    const Lexer *lexer = &p->lexer;
    const char *end = current_line_end(lexer);
    if (lexer->line <= line && end > lexer->buffer_start) {
        failure->text = lexer->buffer_start;
        failure->text_length = (size_t)(end - lexer->buffer_start);
        return;
    }
    const char *start = p->source;
    for (int32_t at = p->start_line; at < line; at++) {
        const char *newline = strchr(start, '\n');
        if (newline == NULL || newline + 1 > end) {
            break;
        }
        start = newline + 1;
    }
    failure->text = start;
    failure->text_length = strcspn(start, "\n");
}

/* Fills the failure. */
static void fill_failure(Parser *p, FailureKind kind, int32_t line, int32_t column,
                         int32_t end_line, int32_t end_column, const char *format,
                         va_list arguments)
{
    SyntaxFailure *failure = p->session->failure;
    char message[sizeof failure->message];
    vsnprintf(message, sizeof message, format, arguments);
    bool nested = p->start == START_REPLACEMENT;
    weft__failure_message(failure, "%s%s", nested ? "f-string: " : "", message);
    failure->kind = kind;
    failure->line = line;
    failure->end_line = end_line;
    failure->column = column - (nested ? p->start_column : 0);
    failure->end_column = end_column - (nested ? p->start_column : 0);
    failure->byte_offsets = p->session->byte_offsets || nested;
    quote_line(p, line);
}

PRINTF_LIKE(7, 8)
static void fill_failure_with(Parser *p, FailureKind kind, int32_t line, int32_t column,
                              int32_t end_line, int32_t end_column, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill_failure(p, kind, line, column, end_line, end_column, format, arguments);
    va_end(arguments);
}

static void fill_unclosed(Parser *p)
{
    const OpenBracket *open = &p->lexer.open[p->lexer.level - 1];
    fill_failure_with(p, FAILURE_SYNTAX_ERROR, open->line, open->column, open->line, -1,
                      "'%c' was never closed", open->bracket);
}

/* Reads the rest of the source, where an error may replace the one at hand. */
static void check_rest(Parser *p)
{
    Lexer *lexer = &p->lexer;
    if (lexer->status != LEXER_RUNNING || p->fill == 0) {
        return;
    }
    int32_t failed_line = p->tokens[p->fill - 1].line;
    TokenKind kind;
    Token token;
    do {
        kind = weft__lexer_next(lexer, &token);
    } while (kind != TOKEN_ERROR && kind != TOKEN_END_OF_FILE);
    if (kind == TOKEN_ERROR && lexer->status != LEXER_FAILED && lexer->status != LEXER_IN_STRING &&
        lexer->level > 0 && failed_line > lexer->open[lexer->level - 1].line) {
        fill_unclosed(p);
    }
}

void weft__note_incomplete(Parser *p)
{
    if (!p->second_pass) {
        const Lexer *lexer = &p->lexer;
        /* A block that is open, or yet to come: the parser got to the end of the source. */
        bool at_end = p->fill == 0 || p->tokens[p->fill - 1].kind == TOKEN_END_OF_FILE ||
                      p->tokens[p->fill - 1].kind == TOKEN_ERROR;
        bool open = lexer->level > 0 || (p->session->options->keep_block_open && at_end);
        p->session->failure->incomplete =
            lexer->status == LEXER_IN_STRING || (lexer->status == LEXER_AT_END && open);
    }
}

NO_RETURN static void finish_raising(Parser *p)
{
    weft__note_incomplete(p);
    check_rest(p);
    escape(p);
}

void weft__parser_raise(Parser *p, FailureKind kind, int32_t line, int32_t column, int32_t end_line,
                 int32_t end_column, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill_failure(p, kind, line, column, end_line, end_column, format, arguments);
    va_end(arguments);
    finish_raising(p);
}

static void fill_last(Parser *p, FailureKind kind, const char *format, va_list arguments)
{
    const Token *token = &p->tokens[p->fill - 1];
    const Lexer *lexer = &p->lexer;
    int32_t column = token->column;
    if (column == -1) {
        column = lexer->at == lexer->buffer ? -1 : (int32_t)(lexer->at - lexer->line_start) - 1;
    }
    int32_t end_column = token->end_column == -1 ? -2 : token->end_column;
    fill_failure(p, kind, token->line, column, token->end_line, end_column, format, arguments);
}

void weft__raise_last(Parser *p, FailureKind kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill_last(p, kind, format, arguments);
    va_end(arguments);
    finish_raising(p);
}

void weft__raise_token(Parser *p, uint32_t index, const char *format, ...)
{
    const Token *token = &p->tokens[index];
    va_list arguments;
    va_start(arguments, format);
    fill_failure(p, FAILURE_SYNTAX_ERROR, token->line, token->column, token->end_line,
                 token->end_column, format, arguments);
    va_end(arguments);
    finish_raising(p);
}

void weft__raise_node(Parser *p, const Node *node, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill_failure(p, FAILURE_SYNTAX_ERROR, node->line, node->column, node->end_line,
                 node->end_column, format, arguments);
    va_end(arguments);
    finish_raising(p);
}

void weft__raise_range(Parser *p, const Node *first, const Node *last, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fill_failure(p, FAILURE_SYNTAX_ERROR, first->line, first->column, last->end_line,
                 last->end_column, format, arguments);
    va_end(arguments);
    finish_raising(p);
}

void weft__raise_from(Parser *p, int32_t line, int32_t column, const char *format, ...)
{
    const Lexer *lexer = &p->lexer;
    va_list arguments;
    va_start(arguments, format);
    fill_failure(p, FAILURE_SYNTAX_ERROR, line, column, lexer->line,
                 (int32_t)(lexer->at - lexer->line_start) - 1, format, arguments);
    va_end(arguments);
    finish_raising(p);
}

void weft__raise_unclosed(Parser *p)
{
    fill_unclosed(p);
    finish_raising(p);
}

void weft__raise_memory(Parser *p)
{
    *p->session->failure = (SyntaxFailure){.kind = FAILURE_MEMORY_ERROR};
    escape(p);
}

void weft__parser_raise_recursion(Parser *p)
{
    if (p->second_pass) { /* the program is wrong anyway, and looking for why nests deeper */
        weft__raise_generic(p, p->first_pass_last);
    }
    SyntaxFailure *failure = p->session->failure;
    *failure = (SyntaxFailure){.kind = FAILURE_RECURSION_ERROR};
    weft__failure_message(failure, "maximum recursion depth exceeded during compilation");
    escape(p);
}

void weft__raise_lexer(Parser *p)
{
    const Lexer *lexer = &p->lexer;
    int32_t line = lexer->line;
    switch (lexer->status) {
    case LEXER_NO_MEMORY:
        weft__raise_memory(p);
    case LEXER_FAILED:
    case LEXER_IN_STRING:
        weft__note_incomplete(p);
        escape(p);
    case LEXER_RUNNING:
    case LEXER_AT_END:
        if (lexer->level > 0) {
            weft__raise_unclosed(p);
        }
        weft__raise_last(p, FAILURE_SYNTAX_ERROR, "unexpected EOF while parsing");
    case LEXER_BAD_DEDENT:
        weft__raise_last(p, FAILURE_INDENTATION_ERROR,
                         "unindent does not match any outer indentation level");
    case LEXER_BAD_TABS:
        weft__parser_raise(p, FAILURE_TAB_ERROR, line, 0, line, -1,
                    "inconsistent use of tabs and spaces in indentation");
    case LEXER_TOO_DEEP:
        weft__parser_raise(p, FAILURE_INDENTATION_ERROR, line, 0, line, -1,
                    "too many levels of indentation");
    case LEXER_BAD_CONTINUATION:
        weft__parser_raise(p, FAILURE_SYNTAX_ERROR, line,
                    (int32_t)(lexer->at - lexer->buffer_start) - 1, line, -1,
                    "unexpected character after line continuation character");
    }
    weft__raise_memory(p);
}

void weft__raise_generic(Parser *p, uint32_t index)
{
    const Token *token = &p->tokens[index];
    if (token->kind == TOKEN_INDENT || token->kind == TOKEN_DEDENT) {
        p->lexer.status = LEXER_FAILED; /* nothing further on replaces this one */
        weft__raise_last(p, FAILURE_INDENTATION_ERROR,
                         token->kind == TOKEN_INDENT ? "unexpected indent" : "unexpected unindent");
    }
    if (p->lexer.status == LEXER_AT_END) {
        p->lexer.status = LEXER_RUNNING; /* a bracket may be open all the same */
    }
    weft__raise_token(p, index, "invalid syntax");
}

void weft__raise_nested(Parser *p)
{
    FailureKind kind = p->session->failure->kind;
    if (kind == FAILURE_SYNTAX_ERROR || kind == FAILURE_INDENTATION_ERROR ||
        kind == FAILURE_TAB_ERROR) {
        finish_raising(p);
    }
    escape(p);
}
