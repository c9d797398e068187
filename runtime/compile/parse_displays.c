/*
 * parse_displays.c - what stands in brackets: groups, tuples, lists, sets, dicts, comprehensions,
 * generator expressions and slices.
 *
 * The first element is read once, and what follows it decides what the bracket is.
 */
#include "compile/parser_state.h"

/* ---- comprehensions -------------------------------------------------------------------------- */

static bool at_clause(Parser *p)
{
    TokenKind kind = peek(p);
    return kind == TOKEN_FOR || (kind == TOKEN_ASYNC && peek_second(p) == TOKEN_FOR);
}

/* One `for ... in ... if ...`. Null with `mark` unmoved where it does not work out. */
static Node *parse_for_if_clause(Parser *p)
{
    uint32_t first = p->mark;
    bool is_async = accept(p, TOKEN_ASYNC);
    uint32_t targets = ++p->mark;
    Node *target = weft__parse_star_targets(p);
    if (target == NULL || !accept(p, TOKEN_IN)) {
        if (p->diagnosing) {
            p->mark = targets;
            Node *expressions = weft__parse_star_expressions(p);
            if (expressions != NULL) {
                weft__raise_bad_target(p, expressions, TARGET_FOR);
            }
        }
        p->mark = first;
        return NULL;
    }
    Node *iter = weft__parse_disjunction(p);
    if (iter == NULL) {
        p->mark = first;
        return NULL;
    }
    size_t base = list_begin(p);
    uint32_t end = p->mark;
    while (accept(p, TOKEN_IF)) {
        Node *condition = weft__parse_disjunction(p);
        if (condition == NULL) {
            p->mark = end;
            break;
        }
        list_push(p, condition);
        end = p->mark;
    }
    Node *node = NEW_NODE(p, COMPREHENSION, comprehension);
    node->comprehension.target = target;
    node->comprehension.iter = iter;
    node->comprehension.ifs = weft__list_take(p, base);
    node->comprehension.is_async = is_async;
    cover(node, target);
    cover(node, iter);
    cover_list(node, &node->comprehension.ifs);
    return weft__parser_finish(p, node, first);
}

bool weft__parse_for_if_clauses(Parser *p, NodeList *clauses)
{
    size_t base = list_begin(p);
    while (at_clause(p)) {
        Node *clause = parse_for_if_clause(p);
        if (clause == NULL) {
            break;
        }
        list_push(p, clause);
    }
    *clauses = weft__list_take(p, base);
    return clauses->count > 0;
}

/* The clauses behind `element` and the bracket that closes. Null leaves `mark` anywhere. */
static Node *parse_comprehension(Parser *p, NodeKind kind, Node *element, uint32_t first,
                                 TokenKind close)
{
    NodeList generators;
    if (!weft__parse_for_if_clauses(p, &generators) || !accept(p, close)) {
        return NULL;
    }
    Node *node = NEW_NODE_LIKE(p, kind, comp);
    node->comp.elt = element;
    node->comp.generators = generators;
    cover(node, element);
    cover_list(node, &generators);
    return weft__parser_finish(p, node, first);
}

/* ---- groups, tuples, lists ------------------------------------------------------------------- */

/* The elements behind the first of a tuple, list or set, with an optional last comma. */
static NodeList parse_rest(Parser *p, Node *first)
{
    return weft__parse_commas(p, first, weft__parse_star_named_expression);
}

static Node *new_sequence(Parser *p, NodeKind kind, NodeList elements, uint32_t first)
{
    Node *node = NEW_NODE_LIKE(p, kind, sequence);
    node->sequence.elts = elements;
    node->sequence.ctx = CONTEXT_LOAD;
    cover_list(node, &node->sequence.elts);
    return weft__parser_finish(p, node, first);
}

Node *weft__parse_unstarred_argument(Parser *p)
{
    uint32_t first = p->mark;
    if (peek(p) == TOKEN_NAME && peek_second(p) == TOKEN_COLON_EQUAL) {
        return weft__parse_assignment_expression(p);
    }
    Node *node = weft__parse_expression(p);
    if (node != NULL && peek(p) == TOKEN_COLON_EQUAL) {
        p->mark = first;
        return NULL;
    }
    return node;
}

/* A group, a tuple or a generator expression, from its first element on. */
static Node *parse_parenthesized_from(Parser *p, Node *element, uint32_t open)
{
    switch (peek(p)) {
    case TOKEN_COMMA: {
        NodeList elements = parse_rest(p, element);
        if (accept(p, TOKEN_RIGHT_PARENTHESIS)) {
            return new_sequence(p, NODE_TUPLE, elements, open);
        }
        return NULL;
    }
    case TOKEN_RIGHT_PARENTHESIS:
        if (element->kind == NODE_STARRED) {
            return NULL;
        }
        p->mark++;
        return element;
    case TOKEN_FOR:
    case TOKEN_ASYNC:
        if (element->kind == NODE_STARRED) {
            return NULL;
        }
        return parse_comprehension(p, NODE_GENERATOR_EXP, element, open, TOKEN_RIGHT_PARENTHESIS);
    default: return NULL;
    }
}

Node *weft__parse_parenthesized(Parser *p)
{
    uint32_t open = p->mark++;
    if (accept(p, TOKEN_RIGHT_PARENTHESIS)) {
        return new_sequence(p, NODE_TUPLE, (NodeList){0}, open);
    }
    Node *node;
    if (peek(p) == TOKEN_YIELD) {
        node = weft__parse_yield(p);
        if (!accept(p, TOKEN_RIGHT_PARENTHESIS)) {
            node = NULL;
        }
    } else {
        Node *element = weft__parse_star_named_expression(p);
        node = element == NULL ? NULL : parse_parenthesized_from(p, element, open);
    }
    if (node == NULL) {
        if (p->diagnosing) {
            weft__diagnose_group(p, open);
            weft__diagnose_comprehension(p, open);
        }
        p->mark = open;
    }
    return node;
}

Node *weft__parse_list(Parser *p)
{
    uint32_t open = p->mark++;
    if (accept(p, TOKEN_RIGHT_BRACKET)) {
        return new_sequence(p, NODE_LIST, (NodeList){0}, open);
    }
    Node *node = NULL;
    Node *element = weft__parse_star_named_expression(p);
    if (element != NULL) {
        if (at_clause(p)) {
            if (element->kind != NODE_STARRED) {
                node = parse_comprehension(p, NODE_LIST_COMP, element, open, TOKEN_RIGHT_BRACKET);
            }
        } else {
            NodeList elements = parse_rest(p, element);
            if (accept(p, TOKEN_RIGHT_BRACKET)) {
                node = new_sequence(p, NODE_LIST, elements, open);
            }
        }
    }
    if (node == NULL) {
        if (p->diagnosing) {
            weft__diagnose_comprehension(p, open);
        }
        p->mark = open;
    }
    return node;
}

/* ---- dicts and sets -------------------------------------------------------------------------- */

/* Behind the colon at token `colon`, where no value stands. Raises if it is a known mistake. */
static void fail_value(Parser *p, uint32_t colon)
{
    uint32_t star = p->mark;
    if (accept(p, TOKEN_STAR)) {
        if (weft__parse_bitwise_or(p) != NULL) {
            const Token *token = &p->tokens[star];
            weft__raise_from(p, token->line, token->column,
                             "cannot use a starred expression in a dictionary value");
        }
        p->mark = star;
    }
    if (peek(p) == TOKEN_RIGHT_BRACE || peek(p) == TOKEN_COMMA) {
        weft__raise_token(p, colon, "expression expected after dictionary key and ':'");
    }
}

/* Pushes key (null for `**`) and value. A `key` that is not null was read already, and the colon is
 * next. False leaves `mark` where it was; some mistakes are sure enough to be raised at once, in
 * either pass: `inside` tells that another item stands before. */
static bool parse_pair(Parser *p, Node *key, bool inside)
{
    uint32_t first = p->mark;
    Node *value;
    if (key == NULL && accept(p, TOKEN_DOUBLE_STAR)) {
        value = weft__parse_bitwise_or(p);
    } else {
        key = key == NULL ? weft__parse_expression(p) : key;
        value = NULL;
        if (key != NULL) {
            uint32_t colon = p->mark;
            if (accept(p, TOKEN_COLON)) {
                value = weft__parse_expression(p);
                if (value == NULL) {
                    p->mark = colon + 1;
                    fail_value(p, colon);
                }
            } else if (inside) {
                weft__parser_raise(p, FAILURE_SYNTAX_ERROR, key->line, key->end_column - 1,
                            key->end_line, -1, "':' expected after dictionary key");
            }
        }
    }
    if (value == NULL) {
        p->mark = first;
        return false;
    }
    list_push(p, key);
    list_push(p, value);
    return true;
}

/* Makes a dict of the keys and values on the stack. */
static Node *new_dict(Parser *p, size_t base, uint32_t open)
{
    Session *session = p->session;
    size_t count = (session->stack_count - base) / 2;
    Node *node = NEW_NODE(p, DICT, dict);
    if (count > 0) {
        Node **keys = weft__take(p, count, sizeof *keys);
        Node **values = weft__take(p, count, sizeof *values);
        for (size_t i = 0; i < count; i++) {
            keys[i] = session->stack[base + 2 * i];
            values[i] = session->stack[base + 2 * i + 1];
        }
        node->dict.keys = (NodeList){keys, count};
        node->dict.values = (NodeList){values, count};
        list_drop(p, base);
    }
    cover_list(node, &node->dict.keys);
    cover_list(node, &node->dict.values);
    return weft__parser_finish(p, node, open);
}

static Node *new_dict_comprehension(Parser *p, size_t base, NodeList generators, uint32_t open)
{
    Node *node = NEW_NODE(p, DICT_COMP, dict_comp);
    node->dict_comp.key = p->session->stack[base];
    node->dict_comp.value = p->session->stack[base + 1];
    node->dict_comp.generators = generators;
    list_drop(p, base);
    cover(node, node->dict_comp.key);
    cover(node, node->dict_comp.value);
    cover_list(node, &generators);
    return weft__parser_finish(p, node, open);
}

/* A dict or dict comprehension, behind the `{` or its first key. */
static Node *parse_dict(Parser *p, uint32_t open, Node *first_key)
{
    size_t base = list_begin(p);
    bool unpacks = peek(p) == TOKEN_DOUBLE_STAR;
    if (!parse_pair(p, first_key, false)) {
        return NULL;
    }
    uint32_t pair_end = p->mark;
    uint32_t end = p->mark;
    while (accept(p, TOKEN_COMMA)) {
        end = p->mark;
        if (!parse_pair(p, NULL, true)) {
            break;
        }
        end = p->mark;
    }
    p->mark = end;
    if (accept(p, TOKEN_RIGHT_BRACE)) {
        return new_dict(p, base, open);
    }
    p->mark = pair_end;
    NodeList generators;
    if (!unpacks && at_clause(p) && weft__parse_for_if_clauses(p, &generators) &&
        accept(p, TOKEN_RIGHT_BRACE)) {
        return new_dict_comprehension(p, base, generators, open);
    }
    list_drop(p, base);
    return NULL;
}

/* A set or set comprehension, behind the `{`. */
static Node *parse_set(Parser *p, uint32_t open, Node *element)
{
    if (at_clause(p)) {
        return element->kind == NODE_STARRED
                   ? NULL
                   : parse_comprehension(p, NODE_SET_COMP, element, open, TOKEN_RIGHT_BRACE);
    }
    NodeList elements = parse_rest(p, element);
    if (!accept(p, TOKEN_RIGHT_BRACE)) {
        return NULL;
    }
    Node *node = NEW_NODE(p, SET, set);
    node->set.elts = elements;
    cover_list(node, &node->set.elts);
    return weft__parser_finish(p, node, open);
}

/* Whether what `{` opens is a dict: the first element is read to find out, and kept in `element`:
 * the first element of a set, or the first key of a dict (null for `**`). */
static bool starts_dict(Parser *p, Node **element)
{
    *element = NULL;
    TokenKind kind = peek(p);
    if (kind == TOKEN_DOUBLE_STAR) {
        return true;
    }
    if (kind == TOKEN_STAR || (kind == TOKEN_NAME && peek_second(p) == TOKEN_COLON_EQUAL)) {
        *element = weft__parse_star_named_expression(p);
        return false;
    }
    *element = weft__parse_expression(p);
    return *element != NULL && peek(p) == TOKEN_COLON;
}

/* The same in the second pass, where a dict is tried, and found wanting, before a set. */
static Node *diagnose_braces(Parser *p, uint32_t open)
{
    Node *node = parse_dict(p, open, NULL);
    if (node == NULL) {
        p->mark = open + 1;
        Node *element = weft__parse_star_named_expression(p);
        bool comprehension = element != NULL && at_clause(p);
        if (element != NULL && !comprehension) {
            node = parse_set(p, open, element);
        }
        if (node == NULL) {
            weft__diagnose_dict_comprehension(p, open);
        }
        if (comprehension) {
            p->mark = open + 1;
            element = weft__parse_star_named_expression(p);
            node = element == NULL ? NULL : parse_set(p, open, element);
        }
        if (node == NULL) {
            weft__diagnose_comprehension(p, open);
        }
    }
    return node;
}

Node *weft__parse_braces(Parser *p)
{
    uint32_t open = p->mark++;
    if (accept(p, TOKEN_RIGHT_BRACE)) {
        return new_dict(p, list_begin(p), open);
    }
    Node *node = NULL;
    Node *element;
    if (p->diagnosing) {
        node = diagnose_braces(p, open);
    } else if (starts_dict(p, &element)) {
        node = parse_dict(p, open, element);
    } else if (element != NULL && peek(p) != TOKEN_COLON_EQUAL) {
        node = parse_set(p, open, element);
    }
    if (node == NULL) {
        p->mark = open;
    }
    return node;
}

/* ---- slices ---------------------------------------------------------------------------------- */

static Node *parse_slice(Parser *p)
{
    uint32_t first = p->mark;
    Node *lower = NULL;
    if (peek(p) != TOKEN_COLON) {
        if (peek(p) == TOKEN_NAME && peek_second(p) == TOKEN_COLON_EQUAL) {
            return weft__parse_assignment_expression(p);
        }
        lower = weft__parse_expression(p);
        if (lower == NULL) {
            return NULL;
        }
        if (peek(p) != TOKEN_COLON) {
            if (p->diagnosing) {
                weft__diagnose_named(p, first, lower);
            }
            if (peek(p) == TOKEN_COLON_EQUAL) {
                p->mark = first;
                return NULL;
            }
            return lower;
        }
    }
    p->mark++;
    Node *node = NEW_NODE(p, SLICE, slice);
    node->slice.lower = lower;
    node->slice.upper = weft__parse_expression(p);
    if (accept(p, TOKEN_COLON)) {
        node->slice.step = weft__parse_expression(p);
    }
    cover(node, lower);
    cover(node, node->slice.upper);
    cover(node, node->slice.step);
    return weft__parser_finish(p, node, first);
}

Node *weft__parse_slices(Parser *p)
{
    uint32_t first = p->mark;
    Node *node = peek(p) == TOKEN_STAR ? weft__parse_starred(p) : parse_slice(p);
    if (node == NULL || (peek(p) != TOKEN_COMMA && node->kind != NODE_STARRED)) {
        return node;
    }
    size_t base = list_begin(p);
    while (node != NULL) {
        list_push(p, node);
        if (!accept(p, TOKEN_COMMA)) {
            break;
        }
        node = peek(p) == TOKEN_STAR ? weft__parse_starred(p) : parse_slice(p);
    }
    return new_sequence(p, NODE_TUPLE, weft__list_take(p, base), first);
}
