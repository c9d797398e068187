/*
 * parse_simple.c - statements of one line: assignments, imports, del, return and the like.
 */
#include "compile/parser_state.h"

/* ---- assignment ------------------------------------------------------------------------------ */

static Node *parse_yield_or_stars(Parser *p)
{
    return peek(p) == TOKEN_YIELD ? weft__parse_yield(p) : weft__parse_star_expressions(p);
}

/* A target that begins with parentheses around what could be annotated, but goes on behind them, as
 * in `(a).b: int`: the grammar takes the parentheses alone for the target, and refuses. */
static bool goes_on_behind_group(Parser *p, uint32_t first)
{
    if (p->tokens[first].kind != TOKEN_LEFT_PARENTHESIS) {
        return false;
    }
    uint32_t colon = p->mark;
    p->mark = first + 1;
    Node *inner = weft__parse_expression(p);
    bool refused = inner != NULL &&
                   (inner->kind == NODE_NAME || inner->kind == NODE_ATTRIBUTE || inner->kind == NODE_SUBSCRIPT) &&
                   accept(p, TOKEN_RIGHT_PARENTHESIS) && p->mark != colon;
    p->mark = colon;
    return refused;
}

/* `target: annotation = value`, at the colon. */
static Node *parse_annotated(Parser *p, Node *target, uint32_t first)
{
    if (goes_on_behind_group(p, first)) {
        return NULL;
    }
    uint32_t colon = p->mark++;
    Node *annotation = weft__parse_expression(p);
    if (annotation == NULL) {
        p->mark = colon;
        return NULL;
    }
    Node *value = NULL;
    uint32_t equal = p->mark;
    if (accept(p, TOKEN_EQUAL)) {
        value = parse_yield_or_stars(p);
        if (value == NULL) {
            p->mark = equal;
        }
    }
    weft__set_context(target, CONTEXT_STORE);
    Node *node = NEW_NODE(p, ANN_ASSIGN, ann_assign);
    node->ann_assign.target = target;
    node->ann_assign.annotation = annotation;
    node->ann_assign.value = value;
    node->ann_assign.simple =
        target->kind == NODE_NAME && p->tokens[first].kind == TOKEN_NAME;
    cover(node, target);
    cover(node, annotation);
    cover(node, value);
    return weft__parser_finish(p, node, first);
}

/* `a = b = value`, at the first `=`. Null leaves `mark` anywhere. */
static Node *parse_assignments(Parser *p, Node *target, uint32_t first)
{
    size_t base = list_begin(p);
    Node *value = target;
    while (peek(p) == TOKEN_EQUAL) {
        if (value->kind == NODE_YIELD || value->kind == NODE_YIELD_FROM ||
            !weft__is_target(value, TARGET_ASSIGN)) {
            list_drop(p, base);
            return NULL;
        }
        p->mark++;
        list_push(p, value);
        value = parse_yield_or_stars(p);
        if (value == NULL) {
            list_drop(p, base);
            return NULL;
        }
    }
    Node *node = NEW_NODE(p, ASSIGN, assign);
    node->assign.targets = weft__list_take(p, base);
    node->assign.value = value;
    for (size_t i = 0; i < node->assign.targets.count; i++) {
        weft__set_context(node->assign.targets.items[i], CONTEXT_STORE);
    }
    cover_list(node, &node->assign.targets);
    cover(node, value);
    return weft__parser_finish(p, node, first);
}

static inline bool is_augmented(TokenKind kind)
{
    return kind >= TOKEN_PLUS_EQUAL && kind <= TOKEN_DOUBLE_SLASH_EQUAL;
}

_Static_assert((int)TOKEN_DOUBLE_SLASH_EQUAL - (int)TOKEN_PLUS_EQUAL + 1 ==
                   (int)BINARY_OPERATOR_COUNT,
               "augmented assignments stand in the order of the binary operators");

static Node *parse_augmented(Parser *p, Node *target, uint32_t first)
{
    BinaryOperator op = (BinaryOperator)((int)peek(p) - (int)TOKEN_PLUS_EQUAL);
    p->mark++;
    Node *value = parse_yield_or_stars(p);
    if (value == NULL) {
        return NULL;
    }
    weft__set_context(target, CONTEXT_STORE);
    Node *node = NEW_NODE(p, AUG_ASSIGN, aug_assign);
    node->aug_assign.target = target;
    node->aug_assign.op = op;
    node->aug_assign.value = value;
    cover(node, target);
    cover(node, value);
    return weft__parser_finish(p, node, first);
}

static Node *new_expression_statement(Parser *p, Node *value, uint32_t first)
{
    Node *node = NEW_NODE(p, EXPR, expression_statement);
    node->expression_statement.value = value;
    cover(node, value);
    return weft__parser_finish(p, node, first);
}

/* An assignment of any form, or an expression as a statement. */
static Node *parse_expression_statement(Parser *p)
{
    uint32_t first = p->mark;
    Node *value = weft__parse_star_expressions(p);
    uint32_t end = p->mark;
    Node *node = NULL;
    bool committed = false; /* an augmented assignment that fails is not looked at further */
    if (value != NULL) {
        TokenKind kind = peek(p);
        if (kind == TOKEN_EQUAL) {
            node = parse_assignments(p, value, first);
        } else if (kind == TOKEN_COLON && weft__is_single_target(value)) {
            node = parse_annotated(p, value, first);
        } else if (is_augmented(kind) && weft__is_single_target(value)) {
            committed = true;
            node = parse_augmented(p, value, first);
        }
    }
    if (node != NULL) {
        return node;
    }
    if (p->diagnosing && !committed) {
        weft__diagnose_assignment(p, first);
    }
    p->mark = value == NULL ? first : end;
    return value == NULL ? NULL : new_expression_statement(p, value, first);
}

/* ---- import ---------------------------------------------------------------------------------- */

/* `a.b.c` as one name, or null. */
static Name *parse_dotted_name(Parser *p)
{
    uint32_t first = p->mark;
    if (!accept(p, TOKEN_NAME)) {
        return NULL;
    }
    if (peek(p) != TOKEN_DOT) {
        return p->tokens[first].name;
    }
    size_t length = p->tokens[first].name->length;
    while (peek(p) == TOKEN_DOT && peek_second(p) == TOKEN_NAME) {
        p->mark += 2;
        length += 1 + (size_t)p->tokens[p->mark - 1].name->length;
    }
    char *text = weft__arena_array(&p->session->scratch, length + 1, 1);
    if (text == NULL) {
        weft__raise_memory(p);
    }
    size_t used = 0;
    for (uint32_t token = first; token < p->mark; token += 2) {
        const Name *part = p->tokens[token].name;
        if (token > first) {
            text[used++] = '.';
        }
        memcpy(text + used, part->text, part->length);
        used += part->length;
    }
    return weft__parser_intern(p, text, length);
}

/* A name (dotted where allowed) and its `as`. */
static Node *parse_alias(Parser *p, bool dotted)
{
    uint32_t first = p->mark;
    Name *name = NULL;
    if (dotted) {
        name = parse_dotted_name(p);
    } else if (accept(p, TOKEN_NAME)) {
        name = p->tokens[first].name;
    }
    if (name == NULL) {
        return NULL;
    }
    Node *node = NEW_NODE(p, ALIAS, alias);
    node->alias.name = name;
    if (peek(p) == TOKEN_AS && peek_second(p) == TOKEN_NAME) {
        p->mark += 2;
        node->alias.asname = p->tokens[p->mark - 1].name;
    }
    return weft__parser_finish(p, node, first);
}

/* Aliases with commas between them; a comma that none follows is left. */
static NodeList parse_aliases(Parser *p, bool dotted)
{
    size_t base = list_begin(p);
    Node *alias = parse_alias(p, dotted);
    while (alias != NULL) {
        list_push(p, alias);
        uint32_t end = p->mark;
        alias = accept(p, TOKEN_COMMA) ? parse_alias(p, dotted) : NULL;
        if (alias == NULL) {
            p->mark = end;
        }
    }
    return weft__list_take(p, base);
}

static Node *parse_import(Parser *p)
{
    uint32_t first = p->mark++;
    NodeList names = parse_aliases(p, true);
    if (names.count == 0) {
        p->mark = first;
        return NULL;
    }
    Node *node = NEW_NODE(p, IMPORT, import_statement);
    node->import_statement.names = names;
    cover_list(node, &names);
    return weft__parser_finish(p, node, first);
}

static bool parse_import_targets(Parser *p, NodeList *names)
{
    uint32_t first = p->mark;
    if (accept(p, TOKEN_LEFT_PARENTHESIS)) {
        *names = parse_aliases(p, false);
        if (names->count == 0) {
            p->mark = first;
            return false;
        }
        accept(p, TOKEN_COMMA);
        if (accept(p, TOKEN_RIGHT_PARENTHESIS)) {
            return true;
        }
        p->mark = first;
        return false;
    }
    if (accept(p, TOKEN_STAR)) {
        Node *alias = NEW_NODE(p, ALIAS, alias);
        alias->alias.name = p->session->name_star;
        size_t base = list_begin(p);
        list_push(p, weft__parser_finish(p, alias, first));
        *names = weft__list_take(p, base);
        return true;
    }
    *names = parse_aliases(p, false);
    if (names->count == 0 || peek(p) == TOKEN_COMMA) {
        if (p->diagnosing && names->count > 0 && peek_second(p) == TOKEN_NEWLINE) {
            weft__raise_last(p, FAILURE_SYNTAX_ERROR,
                             "trailing comma not allowed without surrounding parentheses");
        }
        p->mark = first;
        return false;
    }
    return true;
}

static Node *parse_import_from(Parser *p)
{
    uint32_t first = p->mark++;
    int32_t level = 0;
    for (;;) {
        if (accept(p, TOKEN_DOT)) {
            level++;
        } else if (accept(p, TOKEN_ELLIPSIS)) {
            level += 3;
        } else {
            break;
        }
    }
    Name *module = parse_dotted_name(p);
    NodeList names;
    if ((module == NULL && level == 0) || !accept(p, TOKEN_IMPORT) ||
        !parse_import_targets(p, &names)) {
        p->mark = first;
        return NULL;
    }
    Node *node = NEW_NODE(p, IMPORT_FROM, import_from);
    node->import_from.module = module;
    node->import_from.names = names;
    node->import_from.level = level;
    cover_list(node, &names);
    return weft__parser_finish(p, node, first);
}

/* ---- the rest -------------------------------------------------------------------------------- */

static Node *parse_return(Parser *p)
{
    uint32_t first = p->mark++;
    Node *value = weft__parse_star_expressions(p);
    Node *node = NEW_NODE(p, RETURN, return_statement);
    node->return_statement.value = value;
    cover(node, value);
    return weft__parser_finish(p, node, first);
}

/* An expression behind a word, both optional. */
static Node *parse_optional(Parser *p, TokenKind word)
{
    uint32_t first = p->mark;
    if (!accept(p, word)) {
        return NULL;
    }
    Node *node = weft__parse_expression(p);
    if (node == NULL) {
        p->mark = first;
    }
    return node;
}

static Node *parse_raise(Parser *p)
{
    uint32_t first = p->mark++;
    Node *node = NEW_NODE(p, RAISE, raise_statement);
    node->raise_statement.exc = weft__parse_expression(p);
    if (node->raise_statement.exc != NULL) {
        node->raise_statement.cause = parse_optional(p, TOKEN_FROM);
    }
    cover(node, node->raise_statement.exc);
    cover(node, node->raise_statement.cause);
    return weft__parser_finish(p, node, first);
}

static Node *parse_assert(Parser *p)
{
    uint32_t first = p->mark++;
    Node *test = weft__parse_expression(p);
    if (test == NULL) {
        p->mark = first;
        return NULL;
    }
    Node *node = NEW_NODE(p, ASSERT, assert_statement);
    node->assert_statement.test = test;
    node->assert_statement.msg = parse_optional(p, TOKEN_COMMA);
    cover(node, test);
    cover(node, node->assert_statement.msg);
    return weft__parser_finish(p, node, first);
}

static Node *parse_delete(Parser *p)
{
    uint32_t first = p->mark++;
    NodeList targets;
    bool some = weft__parse_delete_targets(p, &targets);
    if (!some || (peek(p) != TOKEN_SEMICOLON && peek(p) != TOKEN_NEWLINE)) {
        if (p->diagnosing) {
            p->mark = first + 1;
            Node *wrong = weft__parse_star_expressions(p);
            if (wrong != NULL) {
                weft__raise_bad_target(p, wrong, TARGET_DELETE);
            }
        }
        p->mark = first;
        return NULL;
    }
    Node *node = NEW_NODE(p, DELETE, delete_statement);
    node->delete_statement.targets = targets;
    cover_list(node, &targets);
    return weft__parser_finish(p, node, first);
}

/* `global` and `nonlocal`. */
static Node *parse_names(Parser *p, NodeKind kind)
{
    uint32_t first = p->mark++;
    uint32_t count = 0;
    if (peek(p) == TOKEN_NAME) {
        do {
            p->mark++;
            count++;
        } while (peek(p) == TOKEN_COMMA && peek_second(p) == TOKEN_NAME && ++p->mark);
    }
    if (count == 0) {
        p->mark = first;
        return NULL;
    }
    Node *node = NEW_NODE_LIKE(p, kind, global_statement);
    Name **names = weft__take(p, count, sizeof *names);
    for (uint32_t i = 0; i < count; i++) {
        names[i] = p->tokens[first + 1 + 2 * i].name;
    }
    node->global_statement.names = (NameList){names, count};
    return weft__parser_finish(p, node, first);
}

static Node *parse_word(Parser *p, NodeKind kind)
{
    uint32_t first = p->mark++;
    return weft__parser_finish(p, weft__new_node(p, kind, offsetof(Node, module)), first);
}

Node *weft__parse_simple_statement(Parser *p)
{
    uint32_t first = p->mark;
    switch (peek(p)) {
    case TOKEN_RETURN: return parse_return(p);
    case TOKEN_IMPORT: return parse_import(p);
    case TOKEN_FROM: return parse_import_from(p);
    case TOKEN_RAISE: return parse_raise(p);
    case TOKEN_PASS: return parse_word(p, NODE_PASS);
    case TOKEN_BREAK: return parse_word(p, NODE_BREAK);
    case TOKEN_CONTINUE: return parse_word(p, NODE_CONTINUE);
    case TOKEN_DEL: return parse_delete(p);
    case TOKEN_ASSERT: return parse_assert(p);
    case TOKEN_GLOBAL: return parse_names(p, NODE_GLOBAL);
    case TOKEN_NONLOCAL: return parse_names(p, NODE_NONLOCAL);
    case TOKEN_YIELD: {
        if (p->diagnosing) {
            weft__diagnose_assignment(p, first);
            p->mark = first;
        }
        Node *value = weft__parse_yield(p);
        return new_expression_statement(p, value, first);
    }
    default: return parse_expression_statement(p);
    }
}
