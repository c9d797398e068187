/*
 * parse_statements.c - blocks and compound statements.
 *
 * A chain of `elif` is read with a loop, and nesting of blocks is bounded by the lexer (100 levels
 * of indentation), so that the C stack stays small whatever the program.
 */
#include "compile/parser_state.h"

/* ---- blocks ---------------------------------------------------------------------------------- */

bool weft__parse_simple_statements(Parser *p)
{
    uint32_t first = p->mark;
    size_t base = list_begin(p);
    for (;;) {
        Node *node = weft__parse_simple_statement(p);
        if (node == NULL) {
            break;
        }
        list_push(p, node);
        if (!accept(p, TOKEN_SEMICOLON)) {
            break;
        }
    }
    if (p->session->stack_count == base || !accept(p, TOKEN_NEWLINE)) {
        list_drop(p, base);
        p->mark = first;
        return false;
    }
    return true;
}

bool weft__parse_statement(Parser *p)
{
    bool compound;
    Node *node = weft__parse_compound(p, &compound);
    if (node != NULL) {
        list_push(p, node);
        return true;
    }
    return !compound && weft__parse_simple_statements(p);
}

bool weft__parse_statements(Parser *p)
{
    bool some = false;
    while (weft__parse_statement(p)) {
        some = true;
    }
    return some;
}

bool weft__parse_block(Parser *p, NodeList *body)
{
    uint32_t first = p->mark;
    size_t base = list_begin(p);
    bool done;
    enter(p);
    if (accept(p, TOKEN_NEWLINE)) {
        if (p->diagnosing && peek(p) != TOKEN_INDENT) {
            weft__raise_last(p, FAILURE_INDENTATION_ERROR, "expected an indented block");
        }
        done = accept(p, TOKEN_INDENT) && weft__parse_statements(p) && accept(p, TOKEN_DEDENT);
    } else {
        done = weft__parse_simple_statements(p);
    }
    leave(p);
    if (!done) {
        list_drop(p, base);
        p->mark = first;
        return false;
    }
    *body = weft__list_take(p, base);
    return true;
}

bool weft__parse_suite(Parser *p, uint32_t keyword, const char *what, NodeList *body)
{
    if (!accept(p, TOKEN_COLON)) {
        if (p->diagnosing) {
            weft__diagnose_colon(p);
        }
        return false;
    }
    if (p->diagnosing) {
        weft__diagnose_block(p, keyword, what);
    }
    return weft__parse_block(p, body);
}

bool weft__parse_forced_suite(Parser *p, uint32_t keyword, const char *what, NodeList *body)
{
    weft__force(p, TOKEN_COLON);
    if (p->diagnosing) {
        weft__diagnose_block(p, keyword, what);
    }
    return weft__parse_block(p, body);
}

/* An optional `else` of a loop, an `if` or a `try`. False where there is one that fails. */
static bool parse_else(Parser *p, NodeList *body)
{
    uint32_t first = p->mark;
    if (accept(p, TOKEN_ELSE) &&
        !weft__parse_forced_suite(p, first, "'else' statement", body)) {
        p->mark = first;
        return false;
    }
    return true;
}

/* ---- if, while, for -------------------------------------------------------------------------- */

/* One `if` or `elif` with its block, without what follows. */
static Node *parse_condition(Parser *p, const char *what)
{
    uint32_t first = p->mark++;
    Node *node = NEW_NODE(p, IF, if_statement);
    node->if_statement.test = weft__parse_named_expression(p);
    if (node->if_statement.test == NULL ||
        !weft__parse_suite(p, first, what, &node->if_statement.body)) {
        p->mark = first;
        return NULL;
    }
    node->line = (int32_t)first; /* the first token, until it is finished */
    cover(node, node->if_statement.test);
    cover_list(node, &node->if_statement.body);
    return node;
}

static Node *parse_if(Parser *p)
{
    size_t base = list_begin(p);
    Node *node = parse_condition(p, "'if' statement");
    if (node == NULL) {
        return NULL;
    }
    list_push(p, node);
    while (peek(p) == TOKEN_ELIF && (node = parse_condition(p, "'elif' statement")) != NULL) {
        list_push(p, node);
    }
    Session *session = p->session;
    node = session->stack[session->stack_count - 1];
    parse_else(p, &node->if_statement.orelse);
    /* Link from the last to the first. A link adds no level, other statements do. */
    NodeList *orelse = &node->if_statement.orelse;
    for (size_t i = 0; i < orelse->count; i++) {
        const Node *child = orelse->items[i];
        uint32_t levels = child->depth + (orelse->count > 1 || child->kind != NODE_IF);
        node->depth = levels > node->depth ? levels : node->depth;
    }
    for (;;) {
        weft__parser_finish(p, node, (uint32_t)node->line);
        if (--session->stack_count == base) {
            return node;
        }
        Node *previous = session->stack[session->stack_count - 1];
        Node **item = weft__take(p, 1, sizeof *item);
        *item = node;
        previous->if_statement.orelse = (NodeList){item, 1};
        previous->depth = node->depth > previous->depth ? node->depth : previous->depth;
        node = previous;
    }
}

static Node *parse_while(Parser *p)
{
    uint32_t first = p->mark++;
    Node *node = NEW_NODE(p, WHILE, while_statement);
    node->while_statement.test = weft__parse_named_expression(p);
    if (node->while_statement.test == NULL ||
        !weft__parse_suite(p, first, "'while' statement", &node->while_statement.body)) {
        p->mark = first;
        return NULL;
    }
    parse_else(p, &node->while_statement.orelse);
    cover(node, node->while_statement.test);
    cover_list(node, &node->while_statement.body);
    cover_list(node, &node->while_statement.orelse);
    return weft__parser_finish(p, node, first);
}

/* `first` is the token of the statement, which may be an `async` before the `for` that is next. */
static Node *parse_for(Parser *p, uint32_t first)
{
    uint32_t keyword = p->mark++;
    NodeKind kind = keyword == first ? NODE_FOR : NODE_ASYNC_FOR;
    Node *target = weft__parse_star_targets(p);
    if (target == NULL || !accept(p, TOKEN_IN)) {
        if (p->diagnosing) {
            p->mark = keyword + 1;
            Node *expressions = weft__parse_star_expressions(p);
            if (expressions != NULL) {
                weft__raise_bad_target(p, expressions, TARGET_FOR);
            }
        }
        p->mark = first;
        return NULL;
    }
    Node *node = NEW_NODE_LIKE(p, kind, for_statement);
    node->for_statement.target = target;
    node->for_statement.iter = weft__parse_star_expressions(p);
    if (node->for_statement.iter == NULL ||
        !weft__parse_suite(p, keyword, "'for' statement", &node->for_statement.body)) {
        p->mark = first;
        return NULL;
    }
    parse_else(p, &node->for_statement.orelse);
    cover(node, target);
    cover(node, node->for_statement.iter);
    cover_list(node, &node->for_statement.body);
    cover_list(node, &node->for_statement.orelse);
    return weft__parser_finish(p, node, first);
}

/* ---- with ------------------------------------------------------------------------------------ */

static Node *parse_with_item(Parser *p)
{
    uint32_t first = p->mark;
    Node *expression = weft__parse_expression(p);
    if (expression == NULL) {
        return NULL;
    }
    Node *target = NULL;
    uint32_t end = p->mark;
    if (accept(p, TOKEN_AS)) {
        target = weft__parse_star_target(p);
        TokenKind kind = target == NULL ? TOKEN_ERROR : peek(p);
        if (kind != TOKEN_COMMA && kind != TOKEN_RIGHT_PARENTHESIS && kind != TOKEN_COLON) {
            target = NULL;
            if (p->diagnosing) {
                p->mark = end + 1;
                Node *wrong = weft__parse_expression(p);
                kind = wrong == NULL ? TOKEN_ERROR : peek(p);
                if (kind == TOKEN_COMMA || kind == TOKEN_RIGHT_PARENTHESIS || kind == TOKEN_COLON) {
                    weft__raise_bad_target(p, wrong, TARGET_ASSIGN);
                }
            }
            p->mark = end;
        }
    }
    Node *node = NEW_NODE(p, WITH_ITEM, with_item);
    node->with_item.context_expr = expression;
    node->with_item.optional_vars = target;
    cover(node, expression);
    cover(node, target);
    return weft__parser_finish(p, node, first);
}

/* Items with commas between them; a comma that none follows is left. */
static NodeList parse_with_items(Parser *p)
{
    size_t base = list_begin(p);
    Node *item = parse_with_item(p);
    while (item != NULL) {
        list_push(p, item);
        uint32_t end = p->mark;
        item = accept(p, TOKEN_COMMA) ? parse_with_item(p) : NULL;
        if (item == NULL) {
            p->mark = end;
        }
    }
    return weft__list_take(p, base);
}

/* The items in parentheses, if that is what the parenthesis means: a colon must follow. */
static bool parse_parenthesized_items(Parser *p, NodeList *items)
{
    uint32_t first = p->mark;
    if (accept(p, TOKEN_LEFT_PARENTHESIS)) {
        *items = parse_with_items(p);
        if (items->count > 0) {
            accept(p, TOKEN_COMMA);
            if (accept(p, TOKEN_RIGHT_PARENTHESIS) && peek(p) == TOKEN_COLON) {
                return true;
            }
        }
    }
    p->mark = first;
    return false;
}

static Node *parse_with(Parser *p, uint32_t first)
{
    uint32_t keyword = p->mark;
    if (p->diagnosing) {
        weft__diagnose_with(p, keyword, true);
    }
    p->mark = keyword + 1;
    Node *node = NEW_NODE_LIKE(p, keyword == first ? NODE_WITH : NODE_ASYNC_WITH, with_statement);
    NodeList items;
    bool done = parse_parenthesized_items(p, &items);
    if (!done) {
        items = parse_with_items(p);
        done = items.count > 0;
    }
    if (!done || !accept(p, TOKEN_COLON) || !weft__parse_block(p, &node->with_statement.body)) {
        if (p->diagnosing) {
            weft__diagnose_with(p, keyword, false);
        }
        p->mark = first;
        return NULL;
    }
    node->with_statement.items = items;
    cover_list(node, &items);
    cover_list(node, &node->with_statement.body);
    return weft__parser_finish(p, node, first);
}

/* ---- try ------------------------------------------------------------------------------------- */

/* One `except` block; `star` tells an `except*`. */
static Node *parse_handler(Parser *p, bool *star)
{
    uint32_t first = p->mark++;
    *star = accept(p, TOKEN_STAR);
    Node *node = NEW_NODE(p, EXCEPT_HANDLER, except_handler);
    node->except_handler.type = weft__parse_expression(p);
    bool done = !*star || node->except_handler.type != NULL;
    if (node->except_handler.type != NULL && peek(p) == TOKEN_AS &&
        peek_second(p) == TOKEN_NAME) {
        p->mark += 2;
        node->except_handler.name = p->tokens[p->mark - 1].name;
    }
    done = done && accept(p, TOKEN_COLON);
    if (done && p->diagnosing) {
        weft__diagnose_block(p, first, *star ? "'except*' statement" : "'except' statement");
    }
    if (!done || !weft__parse_block(p, &node->except_handler.body)) {
        if (p->diagnosing) {
            weft__diagnose_except(p, first);
        }
        p->mark = first;
        return NULL;
    }
    cover(node, node->except_handler.type);
    cover_list(node, &node->except_handler.body);
    return weft__parser_finish(p, node, first);
}

/* The handlers, all of one kind. */
static NodeList parse_handlers(Parser *p, bool *star)
{
    size_t base = list_begin(p);
    while (peek(p) == TOKEN_EXCEPT) {
        uint32_t first = p->mark;
        bool some = p->session->stack_count > base;
        if (some && (peek_second(p) == TOKEN_STAR) != *star) {
            if (p->diagnosing) {
                weft__diagnose_mixed_handlers(p);
            }
            p->mark = first;
            break;
        }
        Node *handler = parse_handler(p, star);
        if (handler == NULL) {
            break;
        }
        list_push(p, handler);
    }
    return weft__list_take(p, base);
}

static Node *parse_try(Parser *p)
{
    uint32_t first = p->mark++;
    Node *node = NEW_NODE(p, TRY, try_statement);
    if (!weft__parse_forced_suite(p, first, "'try' statement", &node->try_statement.body)) {
        if (p->diagnosing && p->mark == first + 2 && peek(p) == TOKEN_EXCEPT) {
            bool star;
            parse_handler(p, &star); /* may raise: a handler can be wrong without a block before */
        }
        p->mark = first;
        return NULL;
    }
    if (p->diagnosing && peek(p) != TOKEN_EXCEPT && peek(p) != TOKEN_FINALLY) {
        weft__raise_last(p, FAILURE_SYNTAX_ERROR, "expected 'except' or 'finally' block");
    }
    bool star = false;
    node->try_statement.handlers = parse_handlers(p, &star);
    node->kind = star ? NODE_TRY_STAR : NODE_TRY;
    bool done = true;
    if (node->try_statement.handlers.count > 0) {
        parse_else(p, &node->try_statement.orelse);
    }
    uint32_t finally = p->mark;
    if (accept(p, TOKEN_FINALLY)) {
        if (!weft__parse_forced_suite(p, finally, "'finally' statement",
                                      &node->try_statement.finalbody)) {
            p->mark = finally;
            done = false;
        }
    }
    if (node->try_statement.handlers.count == 0 &&
        (!done || node->try_statement.finalbody.count == 0)) {
        p->mark = first;
        return NULL;
    }
    cover_list(node, &node->try_statement.body);
    cover_list(node, &node->try_statement.handlers);
    cover_list(node, &node->try_statement.orelse);
    cover_list(node, &node->try_statement.finalbody);
    return weft__parser_finish(p, node, first);
}

/* ---- functions and classes ------------------------------------------------------------------- */

/* At the `def`; `first` may be the `async` before it. */
static Node *parse_function(Parser *p, uint32_t first, NodeList decorators)
{
    uint32_t keyword = p->mark++;
    if (!accept(p, TOKEN_NAME)) {
        p->mark = first;
        return NULL;
    }
    Node *node = NEW_NODE_LIKE(p, keyword == first ? NODE_FUNCTION_DEF : NODE_ASYNC_FUNCTION_DEF,
                               function_def);
    node->function_def.name = p->tokens[p->mark - 1].name;
    node->function_def.decorator_list = decorators;
    weft__force(p, TOKEN_LEFT_PARENTHESIS);
    node->function_def.args = weft__parse_parameters(p, false);
    if (!accept(p, TOKEN_RIGHT_PARENTHESIS)) {
        p->mark = first;
        return NULL;
    }
    if (accept(p, TOKEN_ARROW)) {
        node->function_def.returns = weft__parse_expression(p);
        if (node->function_def.returns == NULL) {
            p->mark--;
        }
    }
    if (!weft__parse_forced_suite(p, keyword, "function definition", &node->function_def.body)) {
        p->mark = first;
        return NULL;
    }
    cover(node, node->function_def.args);
    cover(node, node->function_def.returns);
    cover_list(node, &decorators);
    cover_list(node, &node->function_def.body);
    return weft__parser_finish(p, node, first);
}

static Node *parse_class(Parser *p, NodeList decorators)
{
    uint32_t first = p->mark++;
    if (!accept(p, TOKEN_NAME)) {
        p->mark = first;
        return NULL;
    }
    Node *node = NEW_NODE(p, CLASS_DEF, class_def);
    node->class_def.name = p->tokens[p->mark - 1].name;
    node->class_def.decorator_list = decorators;
    uint32_t open = p->mark;
    if (accept(p, TOKEN_LEFT_PARENTHESIS)) {
        Arguments arguments = {0};
        if (peek(p) != TOKEN_RIGHT_PARENTHESIS && weft__parse_closed_arguments(p, &arguments)) {
            node->class_def.bases = arguments.args;
            node->class_def.keywords = arguments.keywords;
        }
        if (!accept(p, TOKEN_RIGHT_PARENTHESIS)) {
            p->mark = open;
        }
    }
    if (!weft__parse_suite(p, first, "class definition", &node->class_def.body)) {
        p->mark = first;
        return NULL;
    }
    cover_list(node, &node->class_def.bases);
    cover_list(node, &node->class_def.keywords);
    cover_list(node, &decorators);
    cover_list(node, &node->class_def.body);
    return weft__parser_finish(p, node, first);
}

static Node *parse_decorated(Parser *p)
{
    uint32_t first = p->mark;
    size_t base = list_begin(p);
    while (accept(p, TOKEN_AT)) {
        Node *decorator = weft__parse_named_expression(p);
        if (decorator == NULL || !accept(p, TOKEN_NEWLINE)) {
            list_drop(p, base);
            p->mark = first;
            return NULL;
        }
        list_push(p, decorator);
    }
    NodeList decorators = weft__list_take(p, base);
    Node *node = NULL;
    uint32_t start = p->mark;
    if (peek(p) == TOKEN_CLASS) {
        node = parse_class(p, decorators);
    } else if (peek(p) == TOKEN_DEF) {
        node = parse_function(p, start, decorators);
    } else if (peek(p) == TOKEN_ASYNC && peek_second(p) == TOKEN_DEF) {
        p->mark++;
        node = parse_function(p, start, decorators);
    }
    if (node == NULL) {
        p->mark = first;
    }
    return node;
}

/* ---- dispatch -------------------------------------------------------------------------------- */

static Node *parse_async(Parser *p)
{
    uint32_t first = p->mark++;
    switch (peek(p)) {
    case TOKEN_DEF: return parse_function(p, first, (NodeList){0});
    case TOKEN_FOR: return parse_for(p, first);
    case TOKEN_WITH: return parse_with(p, first);
    default: p->mark = first; return NULL;
    }
}

/* A compound statement, or null; `compound` tells that the first token can begin nothing else. */
Node *weft__parse_compound(Parser *p, bool *compound)
{
    *compound = true;
    switch (peek(p)) {
    case TOKEN_IF: return parse_if(p);
    case TOKEN_FOR: return parse_for(p, p->mark);
    case TOKEN_WHILE: return parse_while(p);
    case TOKEN_TRY: return parse_try(p);
    case TOKEN_WITH: return parse_with(p, p->mark);
    case TOKEN_DEF: return parse_function(p, p->mark, (NodeList){0});
    case TOKEN_CLASS: return parse_class(p, (NodeList){0});
    case TOKEN_AT: return parse_decorated(p);
    case TOKEN_ASYNC: return parse_async(p);
    case TOKEN_NAME:
        *compound = false;
        return p->tokens[p->mark].name == p->session->name_match ? weft__parse_match(p) : NULL;
    case TOKEN_END_OF_FILE:
    case TOKEN_INDENT:
    case TOKEN_DEDENT: return NULL;
    default: *compound = false; return NULL;
    }
}
