/*
 * parse_expressions.c - operators, from star_expressions down to atoms.
 *
 * Binary operators climb by precedence; unary operators, `not` and conditional expressions are read
 * with loops, so that only real nesting uses the C stack. Rules fall back as parser_state.h says.
 */
#include "compile/parser_state.h"

/* ---- small nodes ----------------------------------------------------------------------------- */

Node *weft__new_name(Parser *p, Name *id, uint32_t token)
{
    Node *node = NEW_NODE(p, NAME, name);
    node->name.id = id;
    node->name.ctx = CONTEXT_LOAD;
    const Token *at = &p->tokens[token];
    node->line = at->line;
    node->column = at->column;
    node->end_line = at->end_line;
    node->end_column = at->end_column;
    return node;
}

Node *weft__new_singleton(Parser *p, ConstantKind kind)
{
    uint32_t first = p->mark++;
    Node *node = NEW_NODE(p, CONSTANT, constant);
    node->constant.value.kind = kind;
    return weft__parser_finish(p, node, first);
}

/* ---- atoms and what follows them ------------------------------------------------------------- */

Node *weft__parse_atom(Parser *p)
{
    switch (peek(p)) {
    case TOKEN_NAME: {
        uint32_t token = p->mark++;
        return weft__new_name(p, p->tokens[token].name, token);
    }
    case TOKEN_NUMBER: return weft__parse_number(p);
    case TOKEN_STRING: return weft__parse_strings(p);
    case TOKEN_TRUE: return weft__new_singleton(p, CONSTANT_TRUE);
    case TOKEN_FALSE: return weft__new_singleton(p, CONSTANT_FALSE);
    case TOKEN_NONE: return weft__new_singleton(p, CONSTANT_NONE);
    case TOKEN_ELLIPSIS: return weft__new_singleton(p, CONSTANT_ELLIPSIS);
    case TOKEN_LEFT_PARENTHESIS: return weft__parse_parenthesized(p);
    case TOKEN_LEFT_BRACKET: return weft__parse_list(p);
    case TOKEN_LEFT_BRACE: return weft__parse_braces(p);
    default: return NULL;
    }
}

static Node *parse_attribute(Parser *p, Node *value, uint32_t first)
{
    if (peek_second(p) != TOKEN_NAME) {
        return NULL;
    }
    p->mark += 2;
    Node *node = NEW_NODE(p, ATTRIBUTE, attribute);
    node->attribute.value = value;
    node->attribute.attr = p->tokens[p->mark - 1].name;
    node->attribute.ctx = CONTEXT_LOAD;
    cover(node, value);
    return weft__parser_finish(p, node, first);
}

static Node *parse_subscript(Parser *p, Node *value, uint32_t first)
{
    uint32_t open = p->mark++;
    Node *slice = weft__parse_slices(p);
    if (slice == NULL || !accept(p, TOKEN_RIGHT_BRACKET)) {
        p->mark = open;
        return NULL;
    }
    Node *node = NEW_NODE(p, SUBSCRIPT, subscript);
    node->subscript.value = value;
    node->subscript.slice = slice;
    node->subscript.ctx = CONTEXT_LOAD;
    cover(node, value);
    cover(node, slice);
    return weft__parser_finish(p, node, first);
}

Node *weft__parse_primary(Parser *p)
{
    uint32_t first = p->mark;
    Node *node = weft__parse_atom(p);
    while (node != NULL) {
        Node *longer;
        TokenKind kind = peek(p);
        if (UNLIKELY(p->diagnosing) &&
            (kind == TOKEN_LEFT_BRACKET || kind == TOKEN_LEFT_BRACE)) {
            uint32_t open = p->mark;
            weft__diagnose_comprehension(p, open);
            p->mark = open;
        }
        switch (kind) {
        case TOKEN_DOT: longer = parse_attribute(p, node, first); break;
        case TOKEN_LEFT_PARENTHESIS: longer = weft__parse_call(p, node, first); break;
        case TOKEN_LEFT_BRACKET: longer = parse_subscript(p, node, first); break;
        default: return node;
        }
        if (longer == NULL) {
            return node;
        }
        node = longer;
    }
    return NULL;
}

static Node *parse_await(Parser *p)
{
    if (peek(p) != TOKEN_AWAIT) {
        return weft__parse_primary(p);
    }
    uint32_t first = p->mark++;
    Node *value = weft__parse_primary(p);
    if (value == NULL) {
        p->mark = first;
        return NULL;
    }
    Node *node = NEW_NODE(p, AWAIT, await);
    node->await.value = value;
    cover(node, value);
    return weft__parser_finish(p, node, first);
}

/* ---- operators ------------------------------------------------------------------------------- */

static Node *new_binary(Parser *p, Node *left, BinaryOperator op, Node *right, uint32_t first)
{
    Node *node = NEW_NODE(p, BIN_OP, bin_op);
    node->bin_op.left = left;
    node->bin_op.op = op;
    node->bin_op.right = right;
    cover(node, left);
    cover(node, right);
    return weft__parser_finish(p, node, first);
}

static Node *parse_factor(Parser *p);

static Node *parse_power(Parser *p)
{
    uint32_t first = p->mark;
    Node *base = parse_await(p);
    if (base == NULL || peek(p) != TOKEN_DOUBLE_STAR || p->mark == p->dead_operator) {
        return base;
    }
    uint32_t operator = p->mark++;
    enter(p);
    Node *exponent = parse_factor(p);
    leave(p);
    if (exponent == NULL) {
        p->mark = operator;
        p->dead_operator = operator;
        return base;
    }
    return new_binary(p, base, OPERATOR_POW, exponent, first);
}

static Node *new_unary(Parser *p, UnaryOperator op, Node *operand, uint32_t first)
{
    Node *node = NEW_NODE(p, UNARY_OP, unary_op);
    node->unary_op.op = op;
    node->unary_op.operand = operand;
    cover(node, operand);
    return weft__parser_finish(p, node, first);
}

static inline bool is_unary(TokenKind kind)
{
    return kind == TOKEN_MINUS || kind == TOKEN_PLUS || kind == TOKEN_TILDE;
}

static Node *parse_factor(Parser *p)
{
    uint32_t first = p->mark;
    while (is_unary(peek(p))) {
        p->mark++;
    }
    uint32_t operand_start = p->mark;
    Node *node = parse_power(p);
    if (node == NULL) {
        p->mark = first;
        return NULL;
    }
    for (uint32_t at = operand_start; at-- > first;) {
        TokenKind kind = (TokenKind)p->tokens[at].kind;
        node = new_unary(p,
                         kind == TOKEN_MINUS  ? UNARY_OPERATOR_U_SUB
                         : kind == TOKEN_PLUS ? UNARY_OPERATOR_U_ADD
                                              : UNARY_OPERATOR_INVERT,
                         node, at);
    }
    return node;
}

/* How tight a binary operator binds, from 1; 0 for tokens that are none. */
static const struct {
    uint8_t precedence;
    uint8_t op;
} binary_operators[TOKEN_KIND_COUNT] = {
    [TOKEN_VERTICAL_BAR] = {1, OPERATOR_BIT_OR},  [TOKEN_CIRCUMFLEX] = {2, OPERATOR_BIT_XOR},
    [TOKEN_AMPERSAND] = {3, OPERATOR_BIT_AND},    [TOKEN_LEFT_SHIFT] = {4, OPERATOR_L_SHIFT},
    [TOKEN_RIGHT_SHIFT] = {4, OPERATOR_R_SHIFT},  [TOKEN_PLUS] = {5, OPERATOR_ADD},
    [TOKEN_MINUS] = {5, OPERATOR_SUB},            [TOKEN_STAR] = {6, OPERATOR_MULT},
    [TOKEN_SLASH] = {6, OPERATOR_DIV},            [TOKEN_DOUBLE_SLASH] = {6, OPERATOR_FLOOR_DIV},
    [TOKEN_PERCENT] = {6, OPERATOR_MOD},          [TOKEN_AT] = {6, OPERATOR_MAT_MULT},
};

static Node *parse_binary(Parser *p, unsigned minimum)
{
    uint32_t first = p->mark;
    Node *left = parse_factor(p);
    if (left == NULL) {
        return NULL;
    }
    for (;;) {
        TokenKind kind = peek(p);
        unsigned precedence = binary_operators[kind].precedence;
        if (precedence < minimum || p->mark == p->dead_operator) {
            return left;
        }
        uint32_t operator = p->mark++;
        Node *right = parse_binary(p, precedence + 1);
        if (right == NULL) {
            p->mark = operator;
            p->dead_operator = operator;
            return left;
        }
        left = new_binary(p, left, (BinaryOperator)binary_operators[kind].op, right, first);
    }
}

Node *weft__parse_bitwise_or(Parser *p)
{
    return parse_binary(p, 1);
}

/* Consumes a comparison operator, where one is next. */
static bool accept_comparison(Parser *p, CompareOperator *op)
{
    switch (peek(p)) {
    case TOKEN_EQUAL_EQUAL: *op = COMPARE_OPERATOR_EQ; break;
    case TOKEN_NOT_EQUAL: *op = COMPARE_OPERATOR_NOT_EQ; break;
    case TOKEN_LESS: *op = COMPARE_OPERATOR_LT; break;
    case TOKEN_LESS_EQUAL: *op = COMPARE_OPERATOR_LT_E; break;
    case TOKEN_GREATER: *op = COMPARE_OPERATOR_GT; break;
    case TOKEN_GREATER_EQUAL: *op = COMPARE_OPERATOR_GT_E; break;
    case TOKEN_IN: *op = COMPARE_OPERATOR_IN; break;
    case TOKEN_NOT:
        if (peek_second(p) != TOKEN_IN) {
            return false;
        }
        p->mark++;
        *op = COMPARE_OPERATOR_NOT_IN;
        break;
    case TOKEN_IS:
        *op = COMPARE_OPERATOR_IS;
        if (peek_second(p) == TOKEN_NOT) {
            p->mark++;
            *op = COMPARE_OPERATOR_IS_NOT;
        }
        break;
    default: return false;
    }
    p->mark++;
    return true;
}

static Node *parse_comparison(Parser *p)
{
    uint32_t first = p->mark;
    Node *left = parse_binary(p, 1);
    CompareOperator op;
    uint32_t operator = p->mark;
    if (left == NULL || !accept_comparison(p, &op)) {
        return left;
    }
    CompareOperator few[8];
    CompareOperator *ops = few;
    size_t room = sizeof few / sizeof few[0];
    size_t count = 0;
    size_t base = list_begin(p);
    do {
        Node *right = parse_binary(p, 1);
        if (right == NULL) {
            p->mark = operator;
            break;
        }
        if (count == room) {
            CompareOperator *more = weft__arena_array(&p->session->scratch, room * 2, sizeof *ops);
            if (more == NULL) {
                weft__raise_memory(p);
            }
            memcpy(more, ops, count * sizeof *ops);
            ops = more;
            room *= 2;
        }
        ops[count++] = op;
        list_push(p, right);
        operator = p->mark;
    } while (accept_comparison(p, &op));
    if (count == 0) {
        return left;
    }
    Node *node = NEW_NODE(p, COMPARE, compare);
    node->compare.left = left;
    node->compare.comparators = weft__list_take(p, base);
    node->compare.ops = weft__take(p, count, sizeof *ops);
    memcpy(node->compare.ops, ops, count * sizeof *ops);
    cover(node, left);
    cover_list(node, &node->compare.comparators);
    return weft__parser_finish(p, node, first);
}

static Node *parse_inversion(Parser *p)
{
    uint32_t first = p->mark;
    while (peek(p) == TOKEN_NOT) {
        p->mark++;
    }
    uint32_t operand_start = p->mark;
    Node *node = parse_comparison(p);
    if (node == NULL) {
        p->mark = first;
        return NULL;
    }
    for (uint32_t at = operand_start; at-- > first;) {
        node = new_unary(p, UNARY_OPERATOR_NOT, node, at);
    }
    return node;
}

/* `and` (of inversions) and `or` (of conjunctions) chains. */
static Node *parse_bool_chain(Parser *p, TokenKind word, BoolOperator op,
                              Node *(*parse_operand)(Parser *))
{
    uint32_t first = p->mark;
    Node *left = parse_operand(p);
    NodeList operands;
    if (left == NULL || !weft__parse_chain(p, left, word, parse_operand, &operands)) {
        return left;
    }
    Node *node = NEW_NODE(p, BOOL_OP, bool_op);
    node->bool_op.op = op;
    node->bool_op.values = operands;
    cover_list(node, &operands);
    return weft__parser_finish(p, node, first);
}

static Node *parse_conjunction(Parser *p)
{
    return parse_bool_chain(p, TOKEN_AND, BOOL_OPERATOR_AND, parse_inversion);
}

static Node *parse_disjunction(Parser *p)
{
    return parse_bool_chain(p, TOKEN_OR, BOOL_OPERATOR_OR, parse_conjunction);
}

Node *weft__parse_disjunction(Parser *p)
{
    return UNLIKELY(p->second_pass) ? weft__memoize(p, &p->disjunctions, parse_disjunction)
                                    : parse_disjunction(p);
}

/* ---- expressions ----------------------------------------------------------------------------- */

/* The `if test else` behind `body`, which begins at `first`; the whole chain of them. Pushes body,
 * test and first token of each, then folds from the end. */
static Node *parse_conditional(Parser *p, Node *body, uint32_t first)
{
    size_t base = list_begin(p);
    Node *last = body;
    uint32_t operator = p->mark;
    while (accept(p, TOKEN_IF)) {
        Node *test = weft__parse_disjunction(p);
        uint32_t next = p->mark + 1;
        Node *otherwise = NULL;
        if (test != NULL && accept(p, TOKEN_ELSE)) {
            otherwise = peek(p) == TOKEN_LAMBDA ? weft__parse_lambda(p)
                                                : weft__parse_disjunction(p);
        }
        if (otherwise == NULL) {
            p->mark = operator;
            break;
        }
        Node *node = NEW_NODE(p, IF_EXP, if_exp);
        node->if_exp.body = last;
        node->if_exp.test = test;
        node->line = (int32_t)first; /* the first token, until it is finished */
        list_push(p, node);
        last = otherwise;
        if (p->tokens[next].kind == TOKEN_LAMBDA) {
            break;
        }
        first = next;
        operator = p->mark;
    }
    Session *session = p->session;
    while (session->stack_count > base) {
        Node *node = session->stack[--session->stack_count];
        node->if_exp.orelse = last;
        cover(node, node->if_exp.test);
        cover(node, node->if_exp.body);
        cover(node, last);
        last = weft__parser_finish(p, node, (uint32_t)node->line);
    }
    return last;
}

/* Tokens behind which an expression of one name or constant is complete. */
static const bool ends_expression[TOKEN_KIND_COUNT] = {
    [TOKEN_COMMA] = true,         [TOKEN_RIGHT_PARENTHESIS] = true, [TOKEN_RIGHT_BRACKET] = true,
    [TOKEN_RIGHT_BRACE] = true,   [TOKEN_COLON] = true,             [TOKEN_NEWLINE] = true,
    [TOKEN_EQUAL] = true,         [TOKEN_SEMICOLON] = true,
};

Node *weft__parse_plain_expression(Parser *p)
{
    TokenKind kind = peek(p);
    if ((kind == TOKEN_NAME || kind == TOKEN_NUMBER) && LIKELY(!p->second_pass)) {
        uint32_t token = p->mark;
        if (ends_expression[peek_second(p)]) {
            if (kind == TOKEN_NUMBER) {
                return weft__parse_number(p);
            }
            p->mark++;
            return weft__new_name(p, p->tokens[token].name, token);
        }
    }
    enter(p);
    uint32_t first = p->mark;
    Node *node;
    if (kind == TOKEN_LAMBDA) {
        node = weft__parse_lambda(p);
    } else {
        node = weft__parse_disjunction(p);
        if (node != NULL && peek(p) == TOKEN_IF) {
            node = parse_conditional(p, node, first);
        }
    }
    leave(p);
    return node;
}

Node *weft__parse_expression(Parser *p)
{
    if (LIKELY(!p->second_pass)) {
        return weft__parse_plain_expression(p);
    }
    return weft__memoize(p, &p->expressions, p->diagnosing ? weft__diagnose_expression
                                                           : weft__parse_plain_expression);
}

Node *weft__parse_assignment_expression(Parser *p)
{
    uint32_t first = p->mark;
    if (peek(p) != TOKEN_NAME || peek_second(p) != TOKEN_COLON_EQUAL) {
        return NULL;
    }
    Node *target = weft__new_name(p, p->tokens[first].name, first);
    target->name.ctx = CONTEXT_STORE;
    p->mark += 2;
    Node *value = weft__parse_expression(p);
    if (value == NULL) {
        p->mark = first;
        return NULL;
    }
    Node *node = NEW_NODE(p, NAMED_EXPR, named_expr);
    node->named_expr.target = target;
    node->named_expr.value = value;
    cover(node, target);
    cover(node, value);
    return weft__parser_finish(p, node, first);
}

Node *weft__parse_named_expression(Parser *p)
{
    uint32_t first = p->mark;
    if (peek(p) == TOKEN_NAME && peek_second(p) == TOKEN_COLON_EQUAL) {
        return weft__parse_assignment_expression(p);
    }
    Node *node = weft__parse_expression(p);
    if (p->diagnosing && node != NULL) {
        weft__diagnose_named(p, first, node);
    }
    if (node != NULL && peek(p) == TOKEN_COLON_EQUAL) {
        p->mark = first;
        return NULL;
    }
    return node;
}

/* `*` before what `parse_value` reads. */
static Node *parse_starred_with(Parser *p, Node *(*parse_value)(Parser *))
{
    uint32_t first = p->mark++;
    Node *value = parse_value(p);
    if (value == NULL) {
        p->mark = first;
        return NULL;
    }
    Node *node = NEW_NODE(p, STARRED, starred);
    node->starred.value = value;
    node->starred.ctx = CONTEXT_LOAD;
    cover(node, value);
    return weft__parser_finish(p, node, first);
}

Node *weft__parse_starred(Parser *p)
{
    return peek(p) == TOKEN_STAR ? parse_starred_with(p, weft__parse_expression) : NULL;
}

Node *weft__parse_star_expression(Parser *p)
{
    return peek(p) == TOKEN_STAR ? parse_starred_with(p, weft__parse_bitwise_or)
                                 : weft__parse_expression(p);
}

Node *weft__parse_star_named_expression(Parser *p)
{
    return peek(p) == TOKEN_STAR ? parse_starred_with(p, weft__parse_bitwise_or)
                                 : weft__parse_named_expression(p);
}

Node *weft__parse_star_expressions(Parser *p)
{
    uint32_t first = p->mark;
    return weft__parse_bare_tuple(p, weft__parse_star_expression(p), first, weft__parse_star_expression,
                                  CONTEXT_LOAD);
}

Node *weft__parse_yield(Parser *p)
{
    if (peek(p) != TOKEN_YIELD) {
        return NULL;
    }
    uint32_t first = p->mark++;
    if (accept(p, TOKEN_FROM)) {
        Node *value = weft__parse_expression(p);
        if (value != NULL) {
            Node *node = NEW_NODE(p, YIELD_FROM, yield_from);
            node->yield_from.value = value;
            cover(node, value);
            return weft__parser_finish(p, node, first);
        }
        p->mark = first + 1;
    }
    Node *node = NEW_NODE(p, YIELD, yield);
    node->yield.value = weft__parse_star_expressions(p);
    cover(node, node->yield.value);
    return weft__parser_finish(p, node, first);
}
