/*
 * diagnose_arguments.c - the mistakes in arguments and parameters that have a message of their own.
 *
 * Runs in the second pass only, with `mark` free to move: the caller puts it back.
 */
#include "compile/parser_state.h"

/* ---- arguments ------------------------------------------------------------------------------- */

/* The last node of the last clause of a comprehension. */
static const Node *last_of(const NodeList *clauses)
{
    const Node *clause = clauses->items[clauses->count - 1];
    const NodeList *ifs = &clause->comprehension.ifs;
    return ifs->count > 0 ? ifs->items[ifs->count - 1] : clause->comprehension.iter;
}

/* `f(x for x in y, ...)`: an unparenthesized generator expression among other arguments. */
static void diagnose_first_generator(Parser *p, uint32_t first)
{
    NodeList clauses;
    p->mark = first;
    Node *element = weft__parse_expression(p);
    if (element != NULL && weft__parse_for_if_clauses(p, &clauses) && accept(p, TOKEN_COMMA)) {
        uint32_t comma = p->mark;
        Arguments rest;
        if (!weft__parse_arguments(p, &rest)) {
            p->mark = comma;
        }
        weft__raise_range(p, element, last_of(&clauses),
                          "Generator expression must be parenthesized");
    }
    p->mark = first;
}

/* `f(a=x for x in y)`, at a name and `=`. */
static void diagnose_keyword_generator(Parser *p)
{
    uint32_t first = p->mark;
    if (peek(p) != TOKEN_NAME || peek_second(p) != TOKEN_EQUAL) {
        return;
    }
    p->mark += 2;
    NodeList clauses;
    if (weft__parse_expression(p) != NULL && weft__parse_for_if_clauses(p, &clauses)) {
        const Token *name = &p->tokens[first];
        const Token *equal = &p->tokens[first + 1];
        weft__parser_raise(p, FAILURE_SYNTAX_ERROR, name->line, name->column, equal->end_line,
                    equal->end_column,
                    "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
    p->mark = first;
}

/* Behind the arguments that were read: a generator expression, or arguments that may not follow. */
static void diagnose_rest(Parser *p, const Arguments *arguments)
{
    NodeList clauses;
    if (weft__parse_for_if_clauses(p, &clauses) && arguments->args.count > 1) {
        weft__raise_range(p, arguments->args.items[arguments->args.count - 1], last_of(&clauses),
                          "Generator expression must be parenthesized");
    }
    p->mark = arguments->end;
    if (!accept(p, TOKEN_COMMA)) {
        return;
    }
    uint32_t comma = p->mark;
    Node *element = weft__parse_expression(p);
    if (element != NULL && weft__parse_for_if_clauses(p, &clauses)) {
        weft__raise_range(p, element, last_of(&clauses),
                          "Generator expression must be parenthesized");
    }
    p->mark = comma;
    Arguments more;
    if (weft__parse_arguments(p, &more)) {
        bool unpacking = false;
        for (size_t i = 0; i < arguments->keywords.count; i++) {
            unpacking |= arguments->keywords.items[i]->keyword.arg == NULL;
        }
        weft__raise_last(p, FAILURE_SYNTAX_ERROR,
                         unpacking ? "positional argument follows keyword argument unpacking"
                                   : "positional argument follows keyword argument");
    }
}

/* Whether the grammar of keyword arguments, which takes starred ones in, fits the last of them. */
static bool may_end_in_keywords(const Arguments *arguments)
{
    if (arguments->keywords.count > 0) {
        return true;
    }
    for (size_t i = 0; i < arguments->args.count; i++) {
        if (arguments->args.items[i]->kind != NODE_STARRED) {
            return false;
        }
    }
    return true;
}

void weft__diagnose_arguments(Parser *p, uint32_t first)
{
    Arguments arguments;
    p->mark = first;
    bool some = weft__parse_arguments(p, &arguments);
    if (some && may_end_in_keywords(&arguments) && accept(p, TOKEN_COMMA) &&
        accept(p, TOKEN_STAR)) {
        weft__raise_token(p, p->mark - 1,
                          "iterable argument unpacking follows keyword argument unpacking");
    }
    diagnose_first_generator(p, first);
    diagnose_keyword_generator(p);
    if (some) {
        p->mark = arguments.end;
        diagnose_rest(p, &arguments);
    }
    p->mark = first;
}

/* At the place of a keyword argument. */
void weft__diagnose_keyword(Parser *p)
{
    uint32_t first = p->mark;
    TokenKind kind = peek(p);
    if ((kind == TOKEN_TRUE || kind == TOKEN_FALSE || kind == TOKEN_NONE) &&
        peek_second(p) == TOKEN_EQUAL) {
        const Token *token = &p->tokens[first];
        weft__parser_raise(p, FAILURE_SYNTAX_ERROR, token->line, token->column, token[1].end_line,
                    token[1].end_column, "cannot assign to %s", weft__token_spelling(kind));
    }
    diagnose_keyword_generator(p);
    if (kind == TOKEN_NAME && peek_second(p) == TOKEN_EQUAL) {
        return;
    }
    Node *expression = weft__parse_expression(p);
    if (expression != NULL && peek(p) == TOKEN_EQUAL) {
        const Token *equal = &p->tokens[p->mark];
        weft__parser_raise(p, FAILURE_SYNTAX_ERROR, expression->line, expression->column,
                    equal->end_line, equal->end_column,
                    "expression cannot contain assignment, perhaps you meant \"==\"?");
    }
    p->mark = first;
}

/* ---- parameters: pieces of the grammar ------------------------------------------------------- */

static TokenKind close_of(bool lambda)
{
    return lambda ? TOKEN_COLON : TOKEN_RIGHT_PARENTHESIS;
}

/* A parameter with its annotation. */
static bool skip_name(Parser *p, bool lambda)
{
    uint32_t first = p->mark;
    if (!accept(p, TOKEN_NAME)) {
        return false;
    }
    if (!lambda && accept(p, TOKEN_COLON) && weft__parse_expression(p) == NULL) {
        p->mark = first + 1;
    }
    return true;
}

static bool skip_default(Parser *p, bool lambda)
{
    uint32_t first = p->mark;
    if (!accept(p, TOKEN_EQUAL)) {
        return false;
    }
    weft__diagnose_default(p, lambda);
    if (weft__parse_expression(p) == NULL) {
        p->mark = first;
        return false;
    }
    return true;
}

typedef enum DefaultNeed { WITHOUT_DEFAULT, WITH_DEFAULT, MAYBE_DEFAULT } DefaultNeed;

/* A whole parameter with its comma, or with the end in sight. */
static bool skip_parameter(Parser *p, bool lambda, DefaultNeed need)
{
    uint32_t first = p->mark;
    if (skip_name(p, lambda)) {
        bool has_default = need != WITHOUT_DEFAULT && skip_default(p, lambda);
        if (has_default || need != WITH_DEFAULT) {
            if (accept(p, TOKEN_COMMA)) {
                peek(p); /* there could be a comment with a type */
                return true;
            }
            if (peek(p) == close_of(lambda)) {
                return true;
            }
        }
    }
    p->mark = first;
    return false;
}

static unsigned skip_parameters(Parser *p, bool lambda, DefaultNeed need)
{
    unsigned count = 0;
    while (skip_parameter(p, lambda, need)) {
        count++;
    }
    return count;
}

static bool skip_slash(Parser *p, bool lambda)
{
    uint32_t first = p->mark;
    if (accept(p, TOKEN_SLASH) && (accept(p, TOKEN_COMMA) || peek(p) == close_of(lambda))) {
        return true;
    }
    p->mark = first;
    return false;
}

/* Positional-only parameters and their slash, with at least one default. */
static bool skip_slash_with_default(Parser *p, bool lambda)
{
    uint32_t first = p->mark;
    skip_parameters(p, lambda, WITHOUT_DEFAULT);
    if (skip_parameters(p, lambda, WITH_DEFAULT) > 0 && skip_slash(p, lambda)) {
        return true;
    }
    p->mark = first;
    return false;
}

/* Positional-only parameters and their slash. */
static bool skip_slash_part(Parser *p, bool lambda)
{
    uint32_t first = p->mark;
    if (skip_parameters(p, lambda, WITHOUT_DEFAULT) > 0 && skip_slash(p, lambda)) {
        return true;
    }
    p->mark = first;
    return skip_slash_with_default(p, lambda);
}

/* ---- parameters: mistakes -------------------------------------------------------------------- */

void weft__diagnose_default(Parser *p, bool lambda)
{
    (void)lambda;
    TokenKind kind = peek(p);
    if (kind == TOKEN_RIGHT_PARENTHESIS || kind == TOKEN_COMMA) {
        weft__raise_token(p, p->mark - 1, "expected default value expression");
    }
}

/* A range of tokens. */
NO_RETURN static void raise_tokens(Parser *p, uint32_t first, uint32_t last, const char *message)
{
    const Token *start = &p->tokens[first];
    const Token *end = &p->tokens[last];
    weft__parser_raise(p, FAILURE_SYNTAX_ERROR, start->line, start->column, end->end_line,
                end->end_column, "%s", message);
}

static void diagnose_order(Parser *p, bool lambda)
{
    uint32_t first = p->mark;
    skip_parameters(p, lambda, WITHOUT_DEFAULT);
    if (skip_slash_with_default(p, lambda) || skip_parameters(p, lambda, WITH_DEFAULT) > 0) {
        uint32_t start = p->mark;
        if (skip_parameter(p, lambda, WITHOUT_DEFAULT)) {
            uint32_t last = p->mark - 1;
            if (p->tokens[last].kind == TOKEN_COMMA) {
                last--;
            }
            raise_tokens(p, start, last, "non-default argument follows default argument");
        }
    }
    p->mark = first;
}

static void diagnose_parenthesized(Parser *p, bool lambda)
{
    uint32_t first = p->mark;
    skip_parameters(p, lambda, WITHOUT_DEFAULT);
    uint32_t open = p->mark;
    if (accept(p, TOKEN_LEFT_PARENTHESIS)) {
        bool some = false;
        if (lambda) {
            do {
                if (!accept(p, TOKEN_NAME)) {
                    p->mark -= some;
                    break;
                }
                some = true;
            } while (accept(p, TOKEN_COMMA));
        } else {
            some = skip_parameters(p, lambda, WITHOUT_DEFAULT) > 0;
        }
        if (some) {
            accept(p, TOKEN_COMMA);
            if (peek(p) == TOKEN_RIGHT_PARENTHESIS) {
                raise_tokens(p, open, p->mark,
                             lambda ? "Lambda expression parameters cannot be parenthesized"
                                    : "Function parameters cannot be parenthesized");
            }
        }
    }
    p->mark = first;
}

static void diagnose_slashes(Parser *p, bool lambda)
{
    uint32_t first = p->mark;
    if (peek(p) == TOKEN_SLASH && peek_second(p) == TOKEN_COMMA) {
        weft__raise_token(p, first, "at least one argument must precede /");
    }
    bool slash = skip_slash_part(p, lambda);
    if (slash) {
        skip_parameters(p, lambda, MAYBE_DEFAULT);
        if (peek(p) == TOKEN_SLASH) {
            weft__raise_token(p, p->mark, "/ may appear only once");
        }
        p->mark = first;
        skip_slash_part(p, lambda);
    }
    skip_parameters(p, lambda, MAYBE_DEFAULT);
    if (accept(p, TOKEN_STAR) &&
        (accept(p, TOKEN_COMMA) || skip_parameter(p, lambda, WITHOUT_DEFAULT))) {
        skip_parameters(p, lambda, MAYBE_DEFAULT);
        if (peek(p) == TOKEN_SLASH) {
            weft__raise_token(p, p->mark, "/ must be ahead of *");
        }
    }
    p->mark = first;
    if (skip_parameters(p, lambda, MAYBE_DEFAULT) > 0 && accept(p, TOKEN_SLASH) &&
        peek(p) == TOKEN_STAR) {
        weft__raise_token(p, p->mark, "expected comma between / and *");
    }
    p->mark = first;
}

void weft__diagnose_parameters(Parser *p, bool lambda)
{
    diagnose_order(p, lambda);
    diagnose_parenthesized(p, lambda);
    diagnose_slashes(p, lambda);
}

void weft__diagnose_star_parameter(Parser *p, bool lambda)
{
    uint32_t star = p->mark;
    TokenKind close = close_of(lambda);
    p->mark++;
    if (peek(p) == close ||
        (accept(p, TOKEN_COMMA) && (peek(p) == close || peek(p) == TOKEN_DOUBLE_STAR))) {
        if (lambda) {
            weft__raise_last(p, FAILURE_SYNTAX_ERROR, "named arguments must follow bare *");
        }
        weft__raise_token(p, star, "named arguments must follow bare *");
    }
    p->mark = star + 1;
    if (skip_name(p, lambda) && peek(p) == TOKEN_EQUAL) {
        weft__raise_token(p, p->mark, "var-positional argument cannot have default value");
    }
    p->mark = star + 1;
    if (accept(p, TOKEN_COMMA) || skip_parameter(p, lambda, WITHOUT_DEFAULT)) {
        skip_parameters(p, lambda, MAYBE_DEFAULT);
        uint32_t second = p->mark;
        if (accept(p, TOKEN_STAR) &&
            (accept(p, TOKEN_COMMA) || skip_parameter(p, lambda, WITHOUT_DEFAULT))) {
            weft__raise_token(p, second, "* argument may appear only once");
        }
    }
}

void weft__diagnose_double_star_parameter(Parser *p, bool lambda)
{
    p->mark++;
    if (!skip_name(p, lambda)) {
        return;
    }
    if (peek(p) == TOKEN_EQUAL) {
        weft__raise_token(p, p->mark, "var-keyword argument cannot have default value");
    }
    if (!accept(p, TOKEN_COMMA)) {
        return;
    }
    uint32_t next = p->mark;
    if (skip_name(p, lambda)) {
        raise_tokens(p, next, p->mark - 1, "arguments cannot follow var-keyword argument");
    }
    TokenKind kind = peek(p);
    if (kind == TOKEN_STAR || kind == TOKEN_DOUBLE_STAR || kind == TOKEN_SLASH) {
        weft__raise_token(p, next, "arguments cannot follow var-keyword argument");
    }
}
