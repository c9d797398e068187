/*
 * diagnose_expressions.c - the mistakes in expressions that have a message of their own.
 *
 * Runs in the second pass only. Each function looks at one place in the grammar, in the order in
 * which Python 3.11 looks, and raises or returns as if nothing had been. What is read twice is
 * memoized here, so that the work stays bounded.
 */
#include "compile/parser_state.h"

/* How much the second pass may do before it settles for "invalid syntax". */
enum { WORK_BASE = 100000, WORK_PER_TOKEN = 200 };

bool weft__is_legacy(const Parser *p, const Node *node)
{
    const Session *session = p->session;
    return node->kind == NODE_NAME &&
           (node->name.id == session->name_print || node->name.id == session->name_exec);
}

/* Reads with mistakes left alone. */
static Node *parse_quietly(Parser *p, Node *(*parse)(Parser *))
{
    p->diagnosing = false;
    Node *node = parse(p);
    p->diagnosing = true;
    return node;
}

static bool starts_expression(TokenKind kind)
{
    switch (kind) {
    case TOKEN_NAME:
    case TOKEN_NUMBER:
    case TOKEN_STRING:
    case TOKEN_ELLIPSIS:
    case TOKEN_TRUE:
    case TOKEN_FALSE:
    case TOKEN_NONE:
    case TOKEN_LEFT_PARENTHESIS:
    case TOKEN_LEFT_BRACKET:
    case TOKEN_LEFT_BRACE:
    case TOKEN_PLUS:
    case TOKEN_MINUS:
    case TOKEN_TILDE:
    case TOKEN_NOT:
    case TOKEN_AWAIT:
    case TOKEN_LAMBDA: return true;
    default: return false;
    }
}

/* Whether a name is a soft keyword or the beginning of one: those are left alone. */
static bool resembles_soft_keyword(const Name *name)
{
    static const char *const soft_keywords[] = {"_", "case", "match"};
    for (size_t i = 0; i < sizeof soft_keywords / sizeof soft_keywords[0]; i++) {
        if (strncmp(soft_keywords[i], name->text, name->length) == 0) {
            return true;
        }
    }
    return false;
}

/* Two expressions side by side within brackets: a comma was forgotten. */
static void diagnose_comma(Parser *p, uint32_t first, const Node *left)
{
    const Token *token = &p->tokens[first];
    if (token->kind == TOKEN_NAME) {
        /* What looks like a string with a wrong prefix, and soft keywords, mean something else. */
        uint32_t end = p->mark;
        p->mark = first;
        bool other = peek_second(p) == TOKEN_STRING;
        p->mark = end;
        token = &p->tokens[first];
        if (other || resembles_soft_keyword(token->name)) {
            return;
        }
    }
    if (!starts_expression(peek(p))) {
        return;
    }
    uint32_t end = p->mark;
    Node *right = parse_quietly(p, weft__parse_plain_expression);
    if (right != NULL && !weft__is_legacy(p, left) && p->tokens[p->mark - 1].level > 0) {
        weft__raise_range(p, left, right, "invalid syntax. Perhaps you forgot a comma?");
    }
    p->mark = end;
}

/* `print x` and `exec x`, the statements of Python 2. Reading what follows any other name as if it
 * were their argument may also raise on the way. */
static void diagnose_legacy(Parser *p, uint32_t first)
{
    if (p->tokens[first].kind != TOKEN_NAME) {
        return;
    }
    p->mark = first + 1;
    if (peek(p) == TOKEN_LEFT_PARENTHESIS) {
        return;
    }
    Node *right = weft__parse_star_expressions(p);
    Name *id = p->tokens[first].name;
    Node *left = right == NULL ? NULL : weft__new_name(p, id, first);
    if (left != NULL && weft__is_legacy(p, left)) {
        weft__raise_range(p, left, right,
                          "Missing parentheses in call to '%s'. Did you mean %s(...)?", id->text,
                          id->text);
    }
}

static Node *parse_and_diagnose(Parser *p)
{
    uint32_t first = p->mark;
    Node *left = weft__parse_disjunction(p);
    uint32_t end = p->mark;
    if (left != NULL) {
        diagnose_comma(p, first, left);
        p->mark = end;
        if (accept(p, TOKEN_IF)) {
            Node *test = weft__parse_disjunction(p);
            if (test != NULL && peek(p) != TOKEN_ELSE && peek(p) != TOKEN_COLON) {
                weft__raise_range(p, left, test, "expected 'else' after 'if' expression");
            }
        }
        diagnose_legacy(p, first);
        p->mark = end;
        if (accept(p, TOKEN_IF)) {
            Node *test = weft__parse_disjunction(p);
            Node *otherwise = test != NULL && accept(p, TOKEN_ELSE) ? weft__parse_expression(p)
                                                                    : NULL;
            if (otherwise == NULL) {
                p->mark = end;
                return left;
            }
            Node *node = NEW_NODE(p, IF_EXP, if_exp);
            node->if_exp.body = left;
            node->if_exp.test = test;
            node->if_exp.orelse = otherwise;
            cover(node, left);
            cover(node, test);
            cover(node, otherwise);
            return weft__parser_finish(p, node, first);
        }
        return left;
    }
    diagnose_legacy(p, first);
    p->mark = first;
    return peek(p) == TOKEN_LAMBDA ? weft__parse_lambda(p) : NULL;
}

static Memo *grow_memos(Parser *p, const Memo *memos, uint32_t *count)
{
    uint32_t new_count = p->fill + p->fill / 2 + 64;
    Memo *more = weft__arena_array(&p->session->scratch, new_count, sizeof *more);
    if (more == NULL) {
        weft__raise_memory(p);
    }
    if (*count > 0) {
        memcpy(more, memos, *count * sizeof *memos);
    }
    *count = new_count;
    return more;
}

Node *weft__memoize(Parser *p, MemoTable *table, Node *(*parse)(Parser *))
{
    uint32_t first = p->mark;
    peek(p);
    if (first >= table->count) {
        table->memos = grow_memos(p, table->memos, &table->count);
    }
    const Memo *memo = &table->memos[first];
    if (memo->known) {
        p->mark = memo->node != NULL ? memo->end : first;
        return memo->node;
    }
    if (++p->work > WORK_BASE + (uint64_t)p->fill * WORK_PER_TOKEN) {
        weft__raise_generic(p, p->first_pass_last);
    }
    Node *node = parse(p);
    table->memos[first] = (Memo){.node = node, .end = p->mark, .known = true};
    return node;
}

Node *weft__diagnose_expression(Parser *p)
{
    enter(p);
    Node *node = parse_and_diagnose(p);
    leave(p);
    return node;
}

/* ---- := and = -------------------------------------------------------------------------------- */

/* Whether the expression that begins at token `first` is written without `or`, `and`, `not`,
 * comparison, condition or lambda outside of brackets: all that may stand before a `=`. */
static bool is_bitwise_or(const Parser *p, uint32_t first, const Node *node)
{
    switch (node->kind) {
    case NODE_UNARY_OP:
        if (node->unary_op.op != UNARY_OPERATOR_NOT) {
            return true;
        }
        break;
    case NODE_BOOL_OP:
    case NODE_COMPARE:
    case NODE_IF_EXP:
    case NODE_LAMBDA: break;
    default: return true;
    }
    const Token *token = &p->tokens[first];
    return token->line != node->line || token->column != node->column;
}

/* Whether a list, tuple, generator expression, True, None or False begins at `first`. */
static bool starts_with_display(Parser *p, uint32_t first)
{
    TokenKind kind = (TokenKind)p->tokens[first].kind;
    if (kind == TOKEN_TRUE || kind == TOKEN_FALSE || kind == TOKEN_NONE) {
        return true;
    }
    if (kind != TOKEN_LEFT_PARENTHESIS && kind != TOKEN_LEFT_BRACKET) {
        return false;
    }
    uint32_t end = p->mark;
    p->mark = first;
    Node *atom = parse_quietly(p, weft__parse_atom);
    p->mark = end;
    const Token *open = &p->tokens[first];
    return atom != NULL && atom->line == open->line && atom->column == open->column &&
           (atom->kind == NODE_LIST || atom->kind == NODE_TUPLE ||
            atom->kind == NODE_GENERATOR_EXP);
}

/* Looks at what follows `expression`, which begins at `first` and ends where the parser is. */
void weft__diagnose_named(Parser *p, uint32_t first, const Node *expression)
{
    uint32_t end = p->mark;
    if (accept(p, TOKEN_COLON_EQUAL)) {
        if (weft__parse_expression(p) != NULL) {
            weft__raise_node(p, expression, "cannot use assignment expressions with %s",
                             weft__describe(expression));
        }
        p->mark = end;
    }
    if (peek(p) != TOKEN_EQUAL || !is_bitwise_or(p, first, expression)) {
        return;
    }
    bool name = p->tokens[first].kind == TOKEN_NAME && end == first + 1;
    if (starts_with_display(p, first)) {
        return;
    }
    p->mark++;
    Node *right = weft__parse_bitwise_or(p);
    bool clean = right != NULL && peek(p) != TOKEN_EQUAL && peek(p) != TOKEN_COLON_EQUAL;
    p->mark = end;
    if (!clean) {
        return;
    }
    if (name) {
        weft__raise_range(p, expression, right,
                          "invalid syntax. Maybe you meant '==' or ':=' instead of '='?");
    }
    weft__raise_node(p, expression,
                     "cannot assign to %s here. Maybe you meant '==' instead of '='?",
                     weft__describe(expression));
}

/* ---- brackets -------------------------------------------------------------------------------- */

void weft__diagnose_group(Parser *p, uint32_t open)
{
    p->mark = open + 1;
    uint32_t star = p->mark;
    Node *starred = weft__parse_starred(p);
    if (starred != NULL && peek(p) == TOKEN_RIGHT_PARENTHESIS) {
        weft__raise_node(p, starred, "cannot use starred expression here");
    }
    p->mark = star;
    if (accept(p, TOKEN_DOUBLE_STAR) && weft__parse_expression(p) != NULL &&
        peek(p) == TOKEN_RIGHT_PARENTHESIS) {
        weft__raise_token(p, star, "cannot use double starred expression here");
    }
}

void weft__diagnose_comprehension(Parser *p, uint32_t open)
{
    NodeList clauses;
    p->mark = open + 1;
    Node *element = weft__parse_starred(p);
    if (element != NULL && weft__parse_for_if_clauses(p, &clauses)) {
        weft__raise_node(p, element, "iterable unpacking cannot be used in comprehension");
    }
    if (p->tokens[open].kind == TOKEN_LEFT_PARENTHESIS) {
        return;
    }
    p->mark = open + 1;
    element = weft__parse_star_named_expression(p);
    uint32_t comma = p->mark;
    if (element == NULL || !accept(p, TOKEN_COMMA)) {
        return;
    }
    Node *last = NULL;
    for (Node *next; (next = weft__parse_star_named_expression(p)) != NULL;) {
        last = next;
        if (!accept(p, TOKEN_COMMA)) {
            break;
        }
    }
    if (last != NULL && weft__parse_for_if_clauses(p, &clauses)) {
        weft__raise_range(p, element, last,
                          "did you forget parentheses around the comprehension target?");
    }
    p->mark = comma + 1;
    if (weft__parse_for_if_clauses(p, &clauses)) {
        const Token *token = &p->tokens[comma];
        weft__parser_raise(p, FAILURE_SYNTAX_ERROR, element->line, element->column, token->end_line,
                    token->end_column,
                    "did you forget parentheses around the comprehension target?");
    }
}

void weft__diagnose_dict_comprehension(Parser *p, uint32_t open)
{
    NodeList clauses;
    p->mark = open + 1;
    if (accept(p, TOKEN_DOUBLE_STAR) && weft__parse_bitwise_or(p) != NULL &&
        weft__parse_for_if_clauses(p, &clauses) && peek(p) == TOKEN_RIGHT_BRACE) {
        weft__raise_token(p, open + 1, "dict unpacking cannot be used in dict comprehension");
    }
    p->mark = open + 1;
}
