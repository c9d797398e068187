/*
 * diagnose_statements.c - the mistakes in statements that have a message of their own.
 *
 * Runs in the second pass only, with `mark` free to move: the caller puts it back.
 */
#include "compile/parser_state.h"

/* ---- blocks ---------------------------------------------------------------------------------- */

void weft__diagnose_colon(Parser *p)
{
    if (peek(p) == TOKEN_NEWLINE) {
        weft__raise_last(p, FAILURE_SYNTAX_ERROR, "expected ':'");
    }
}

void weft__diagnose_block(Parser *p, uint32_t keyword, const char *what)
{
    if (peek(p) == TOKEN_NEWLINE && peek_second(p) != TOKEN_INDENT) {
        weft__raise_last(p, FAILURE_INDENTATION_ERROR,
                         "expected an indented block after %s on line %d", what,
                         (int)p->tokens[keyword].line);
    }
}

/* ---- assignment ------------------------------------------------------------------------------ */

/* A list or tuple, in any number of parentheses, that an annotation follows. */
static void diagnose_annotated_sequence(Parser *p, uint32_t first)
{
    p->mark = first;
    TokenKind kind = peek(p);
    if (kind != TOKEN_LEFT_PARENTHESIS && kind != TOKEN_LEFT_BRACKET) {
        return;
    }
    Node *atom = weft__parse_atom(p);
    if (atom != NULL && (atom->kind == NODE_LIST || atom->kind == NODE_TUPLE) &&
        accept(p, TOKEN_COLON) && weft__parse_expression(p) != NULL) {
        weft__raise_node(p, atom, "only single target (not %s) can be annotated",
                         weft__describe(atom));
    }
}

static void diagnose_annotation(Parser *p, uint32_t first)
{
    diagnose_annotated_sequence(p, first);
    p->mark = first;
    Node *element = weft__parse_star_named_expression(p);
    if (element != NULL && accept(p, TOKEN_COMMA)) {
        while (weft__parse_star_named_expression(p) != NULL) {
            accept(p, TOKEN_COMMA);
        }
        if (accept(p, TOKEN_COLON) && weft__parse_expression(p) != NULL) {
            weft__raise_node(p, element, "only single target (not tuple) can be annotated");
        }
    }
    p->mark = first;
    Node *expression = weft__parse_expression(p);
    if (expression != NULL && accept(p, TOKEN_COLON) && weft__parse_expression(p) != NULL) {
        weft__raise_node(p, expression, "illegal target for annotation");
    }
}

static bool skip_assignment_target(Parser *p)
{
    uint32_t first = p->mark;
    if (weft__parse_star_targets(p) != NULL && accept(p, TOKEN_EQUAL)) {
        return true;
    }
    p->mark = first;
    return false;
}

void weft__diagnose_assignment(Parser *p, uint32_t first)
{
    diagnose_annotation(p, first);
    p->mark = first;
    while (skip_assignment_target(p)) {
    }
    uint32_t target = p->mark;
    Node *expressions = weft__parse_star_expressions(p);
    if (expressions != NULL && peek(p) == TOKEN_EQUAL) {
        weft__raise_bad_target(p, expressions, TARGET_ASSIGN);
    }
    p->mark = target;
    Node *yield = weft__parse_yield(p);
    if (yield != NULL && peek(p) == TOKEN_EQUAL) {
        weft__raise_node(p, yield, "assignment to yield expression not possible");
    }
    p->mark = first;
    expressions = weft__parse_star_expressions(p);
    TokenKind kind = peek(p);
    if (expressions != NULL && kind >= TOKEN_PLUS_EQUAL && kind <= TOKEN_DOUBLE_SLASH_EQUAL) {
        p->mark++;
        Node *value = peek(p) == TOKEN_YIELD ? weft__parse_yield(p)
                                             : weft__parse_star_expressions(p);
        if (value != NULL) {
            weft__raise_node(p, expressions,
                             "'%s' is an illegal expression for augmented assignment",
                             weft__describe(expressions));
        }
    }
}

/* ---- with ------------------------------------------------------------------------------------ */

/* Expressions with an optional `as` and target, with commas between them. */
static bool skip_with_items(Parser *p, bool tuples)
{
    bool some = false;
    uint32_t end = p->mark;
    for (;;) {
        Node *expression = weft__parse_expression(p);
        if (expression == NULL) {
            break;
        }
        some = true;
        end = p->mark;
        if (tuples) {
            while (accept(p, TOKEN_COMMA)) {
                end = p->mark;
                if (weft__parse_expression(p) == NULL) {
                    break;
                }
                end = p->mark;
            }
            p->mark = end;
        }
        if (accept(p, TOKEN_AS)) {
            if (weft__parse_star_target(p) != NULL) {
                end = p->mark;
            } else {
                p->mark = end;
            }
        }
        if (!accept(p, TOKEN_COMMA)) {
            break;
        }
    }
    p->mark = end;
    return some;
}

/* Where the items of a `with` end in a newline instead of a colon, or, where `indent`, the block
 * behind them is not indented. */
void weft__diagnose_with(Parser *p, uint32_t keyword, bool indent)
{
    for (int parenthesized = 0; parenthesized < 2; parenthesized++) {
        p->mark = keyword + 1;
        if (parenthesized && !accept(p, TOKEN_LEFT_PARENTHESIS)) {
            return;
        }
        if (!skip_with_items(p, parenthesized)) {
            continue;
        }
        if (parenthesized) {
            accept(p, TOKEN_COMMA);
            if (!accept(p, TOKEN_RIGHT_PARENTHESIS)) {
                return;
            }
        }
        if (indent && accept(p, TOKEN_COLON)) {
            weft__diagnose_block(p, keyword, "'with' statement");
        } else if (!indent) {
            weft__diagnose_colon(p);
        }
    }
}

/* ---- try ------------------------------------------------------------------------------------- */

static void skip_as_name(Parser *p)
{
    if (peek(p) == TOKEN_AS && peek_second(p) == TOKEN_NAME) {
        p->mark += 2;
    }
}

/* More expressions behind a comma. */
static bool skip_expressions(Parser *p)
{
    if (weft__parse_expression(p) == NULL) {
        return false;
    }
    while (accept(p, TOKEN_COMMA)) {
        if (weft__parse_expression(p) == NULL) {
            break;
        }
    }
    return true;
}

/* The head of a handler that did not work out. */
void weft__diagnose_except(Parser *p, uint32_t first)
{
    p->mark = first + 1;
    bool star = accept(p, TOKEN_STAR);
    uint32_t type = p->mark;
    Node *expression = weft__parse_expression(p);
    uint32_t end = p->mark;
    if (expression != NULL && accept(p, TOKEN_COMMA) && skip_expressions(p)) {
        skip_as_name(p);
        if (peek(p) == TOKEN_COLON) {
            p->mark++;
            weft__raise_from(p, expression->line, expression->column,
                             "multiple exception types must be parenthesized");
        }
    }
    p->mark = end;
    if (expression != NULL) {
        skip_as_name(p);
        weft__diagnose_colon(p);
        return;
    }
    p->mark = type;
    if (!star) {
        weft__diagnose_colon(p);
    } else if (peek(p) == TOKEN_NEWLINE || peek(p) == TOKEN_COLON) {
        weft__raise_last(p, FAILURE_SYNTAX_ERROR, "expected one or more exception types");
    }
}

/* At an `except` of the other kind than those before it. */
void weft__diagnose_mixed_handlers(Parser *p)
{
    uint32_t first = p->mark++;
    bool star = accept(p, TOKEN_STAR);
    Node *type = weft__parse_expression(p);
    if (type != NULL) {
        skip_as_name(p);
    }
    if ((type != NULL || !star) && peek(p) == TOKEN_COLON) {
        const Token *start = &p->tokens[first];
        const Token *end = &p->tokens[first + star];
        weft__parser_raise(p, FAILURE_SYNTAX_ERROR, start->line, start->column, end->end_line,
                    end->end_column,
                    "cannot have both 'except' and 'except*' on the same 'try'");
    }
}
