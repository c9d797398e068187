/*
 * parse_formatted.c - the inside of f-strings.
 *
 * A replacement field's expression is cut out by counting brackets and quotes, put in parentheses
 * (so that it may contain newlines) and read by a nested parser whose tokens carry their real
 * positions. That parser shares the session, and is kept for the next field.
 */
#include "compile/parse_strings_internal.h"

enum { DEEPEST_FIELD = 2 };

/* Any failure that stands at the last token. */
#define FAIL(...) weft__raise_last(p, FAILURE_SYNTAX_ERROR, __VA_ARGS__)

/* ---- expressions ----------------------------------------------------------------------------- */

/* Counts the newlines of the literal up to `brace`, from where the last field left off. */
static void count_newlines(const Parser *p, StringGroup *group, const char *brace)
{
    if (group->counted == NULL) {
        group->counted = p->source + p->tokens[group->token].start;
        group->newline = NULL;
        group->newlines = 0;
    }
    for (const char *at = group->counted; at < brace; at++) {
        if (*at == '\n') {
            group->newline = at;
            group->newlines++;
        }
    }
    group->counted = brace;
}

/* Sets where the tokens of a field's expression are in the program; `brace` opens the field. */
static void locate(const Parser *p, StringGroup *group, const char *brace, int32_t *line,
                   int32_t *column)
{
    const Token *string = &p->tokens[group->token];
    const char *at = brace + 1;
    while (*at == ' ' || *at == '\t' || *at == '\f') {
        at++;
    }
    count_newlines(p, group, brace);
    int32_t columns = 0;
    if (*at != '\n') { /* else the expression begins on the next line */
        columns = (int32_t)(group->newline == NULL ? brace - (p->source + string->start)
                                                   : brace - group->newline - 1);
    }
    *line = string->line + group->newlines;
    *column = group->newlines != 0 ? columns : string->column + columns;
}

/* Runs the nested parser, whose failures come here first. */
static Node *run_nested(Parser *p, Parser *child)
{
    Session *session = p->session;
    jmp_buf *outer = session->escape;
    jmp_buf inner;
    session->escape = &inner;
    if (setjmp(inner) != 0) {
        session->escape = outer;
        weft__raise_nested(p);
    }
    Node *node = weft__run_parser(child);
    session->escape = outer;
    return node;
}

static Node *parse_field_expression(Parser *p, StringGroup *group, const char *start,
                                    const char *end)
{
    const char *at = start;
    while (at < end && (*at == ' ' || *at == '\t' || *at == '\n' || *at == '\f')) {
        at++;
    }
    if (at == end) {
        if (*end == '!' || *end == ':' || *end == '=') {
            FAIL("f-string: expression required before '%c'", *end);
        }
        FAIL("f-string: empty expression not allowed");
    }
    Session *session = p->session;
    size_t length = (size_t)(end - start);
    char *copy = weft__arena_array(&session->scratch, length + 4, 1);
    if (p->child == NULL) {
        p->child = weft__arena_array(&session->scratch, 1, sizeof *p->child);
    }
    if (copy == NULL || p->child == NULL) {
        weft__raise_memory(p);
    }
    copy[0] = '(';
    memcpy(copy + 1, start, length);
    memcpy(copy + 1 + length, ")\n", 3);
    Parser *child = p->child;
    int32_t line;
    int32_t column;
    locate(p, group, start - 1, &line, &column);
    weft__init_parser(child, session, START_REPLACEMENT, copy, length + 3, line);
    child->start_column = column;
    enter(p);
    Node *node = run_nested(p, child);
    leave(p);
    return node;
}

/* ---- extents --------------------------------------------------------------------------------- */

static char closing_of(char open)
{
    return open == '(' ? ')' : open == '[' ? ']' : '}';
}

/* Whether an operator of two characters begins here that would else end the expression. */
static bool is_two_character_operator(const char *at, const char *end)
{
    return at + 1 < end && at[1] == '=' &&
           (*at == '!' || *at == '=' || *at == '<' || *at == '>');
}

/* Steps over a string within an expression; `at` is at its quote. */
static const char *skip_string(Parser *p, const char *at, const char *end)
{
    char quote = *at;
    bool triple = at + 2 < end && at[1] == quote && at[2] == quote;
    for (at += triple ? 3 : 1; at < end; at++) {
        if (*at == '\\') {
            FAIL("f-string expression part cannot include a backslash");
        }
        if (*at == quote) {
            if (!triple) {
                return at + 1;
            }
            if (at + 2 < end && at[1] == quote && at[2] == quote) {
                return at + 3;
            }
        }
    }
    FAIL("f-string: unterminated string");
}

/* Finds the end of the expression that begins at `at`: `!`, `:`, `=` or `}` outside of brackets. */
static const char *find_expression_end(Parser *p, const char *at, const char *end)
{
    char open[MAX_OPEN_BRACKETS];
    int depth = 0;
    while (at < end) {
        char c = *at;
        switch (c) {
        case '\\': FAIL("f-string expression part cannot include a backslash");
        case '#': FAIL("f-string expression part cannot include '#'");
        case '\'':
        case '"': at = skip_string(p, at, end); continue;
        case '(':
        case '[':
        case '{':
            if (depth >= MAX_OPEN_BRACKETS) {
                FAIL("f-string: too many nested parenthesis");
            }
            open[depth++] = c;
            break;
        case '!':
        case ':':
        case '=':
        case '<':
        case '>':
        case '}':
            if (depth == 0) {
                if (is_two_character_operator(at, end)) {
                    at++;
                } else if (c != '<' && c != '>') {
                    return at;
                }
                break;
            }
            if (c != '}') {
                break;
            }
            /* fall through */
        case ')':
        case ']':
            if (depth == 0) {
                FAIL("f-string: unmatched '%c'", c);
            }
            if (c != closing_of(open[--depth])) {
                FAIL("f-string: closing parenthesis '%c' does not match opening parenthesis '%c'",
                     c, open[depth]);
            }
            break;
        default: break;
        }
        at++;
    }
    if (depth > 0) {
        FAIL("f-string: unmatched '%c'", open[depth - 1]);
    }
    return at;
}

/* ---- fields ---------------------------------------------------------------------------------- */

/* Makes a node of the text that is pending. */
static void flush_text(Parser *p, const StringGroup *group, FormattedText *text)
{
    if (text->buffer.length > 0) {
        list_push(p, weft__new_text(p, group, CONSTANT_STRING, text->buffer.bytes,
                                    text->buffer.length));
        text->buffer.length = 0;
    }
}

static void need_more(Parser *p, const char *at, const char *end)
{
    if (at >= end) {
        FAIL("f-string: expecting '}'");
    }
}

static Node *parse_specification(Parser *p, StringGroup *group, const char **at,
                                 const char *end, bool raw, int level)
{
    FormattedText text = {.base = list_begin(p), .formatted = true};
    weft__parse_formatted(p, group, &text, at, end, raw, level + 1);
    /* What a specification ends with stands at its own literal, not at the group. */
    StringGroup own = *group;
    own.first = group->token;
    own.last = group->token;
    return weft__finish_formatted(p, &own, &text);
}

/* One replacement field, from its brace on. Text for the `=` form goes to `text`. */
static void parse_field(Parser *p, StringGroup *group, FormattedText *text, const char **at,
                        const char *end, bool raw, int level)
{
    if (level >= DEEPEST_FIELD) {
        FAIL("f-string: expressions nested too deeply");
    }
    const char *start = *at + 1;
    const char *here = find_expression_end(p, start, end);
    need_more(p, here, end);
    Node *value = parse_field_expression(p, group, start, here);
    bool debugging = *here == '=';
    if (debugging) {
        here++;
        while (*here == ' ' || (*here >= '\t' && *here <= '\r')) {
            here++;
        }
        need_more(p, here, end);
        weft__buffer_add(p, &text->buffer, start, (size_t)(here - start));
    }
    int32_t conversion = -1;
    if (*here == '!') {
        here++;
        need_more(p, here, end);
        conversion = (uint8_t)*here++;
        if (conversion != 's' && conversion != 'r' && conversion != 'a') {
            FAIL("f-string: invalid conversion character: expected 's', 'r', or 'a'");
        }
    }
    Node *specification = NULL;
    need_more(p, here, end);
    if (*here == ':') {
        here++;
        need_more(p, here, end);
        specification = parse_specification(p, group, &here, end, raw, level);
    }
    if (here >= end || *here != '}') {
        FAIL("f-string: expecting '}'");
    }
    *at = here + 1;
    if (debugging && specification == NULL && conversion == -1) {
        conversion = 'r';
    }
    Node *node = NEW_NODE(p, FORMATTED_VALUE, formatted_value);
    node->formatted_value.value = value;
    node->formatted_value.conversion = conversion;
    node->formatted_value.format_spec = specification;
    cover(node, value);
    cover(node, specification);
    weft__place_in_group(p, node, group);
    flush_text(p, group, text);
    list_push(p, node);
}

/* ---- literal parts --------------------------------------------------------------------------- */

/* Steps over a backslash and what belongs to it; `at` is behind the backslash. A named escape has
 * braces of its own. Any other brace behind a backslash opens or closes a field all the same. */
static const char *skip_escape(const char *at, const char *end)
{
    if (*at == '{' || *at == '}') {
        return at;
    }
    if (*at++ == 'N' && at < end && *at++ == '{') {
        while (at < end && *at++ != '}') {
        }
    }
    return at;
}

/* Adds literal text up to a single brace, which is next then, or to the end. */
static void parse_literal(Parser *p, const StringGroup *group, FormattedText *text,
                          const char **from, const char *end, bool raw, int level)
{
    const char *start = *from;
    const char *at = start;
    while (at < end) {
        char c = *at;
        if (c == '\\' && !raw && at + 1 < end) {
            if (at[1] == '{') {
                weft__warn_escape(p, at + 1, group->token);
            }
            at = skip_escape(at + 1, end);
        } else if (c != '{' && c != '}') {
            at++;
        } else if (level == 0 && at + 1 < end && at[1] == c) {
            /* A doubled brace stands for one: the literal goes on behind the second. */
            weft__decode_text(p, &text->buffer, start, at + 1, raw, false, group->token);
            at += 2;
            start = at;
        } else if (level == 0 && c == '}') {
            FAIL("f-string: single '}' is not allowed");
        } else {
            break;
        }
    }
    weft__decode_text(p, &text->buffer, start, at, raw, false, group->token);
    *from = at;
}

void weft__parse_formatted(Parser *p, StringGroup *group, FormattedText *text,
                           const char **at, const char *end, bool raw, int level)
{
    for (;;) {
        parse_literal(p, group, text, at, end, raw, level);
        if (*at >= end || **at == '}') {
            break;
        }
        parse_field(p, group, text, at, end, raw, level);
    }
    if (level > 0 && (*at >= end || **at != '}')) {
        FAIL("f-string: expecting '}'");
    }
}

Node *weft__finish_formatted(Parser *p, const StringGroup *group, FormattedText *text)
{
    flush_text(p, group, text);
    Node *node = NEW_NODE(p, JOINED_STR, joined_str);
    node->joined_str.values = weft__list_take(p, text->base);
    cover_list(node, &node->joined_str.values);
    return weft__place_in_group(p, node, group);
}
