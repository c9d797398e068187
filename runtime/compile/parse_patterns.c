/*
 * parse_patterns.c - the match statement and its patterns.
 *
 * `match`, `case` and `_` are names that mean more in their places only. A line that begins with
 * `match` is read as the head of a statement first; without colon and newline behind it, it is an
 * expression after all.
 */
#include "compile/parser_state.h"

static Node *parse_pattern(Parser *p);
static Node *parse_closed_pattern(Parser *p);

/* ---- names ----------------------------------------------------------------------------------- */

static bool is_wildcard(Parser *p)
{
    return peek_name(p, p->session->name_underscore);
}

/* A name that captures: not `_`, and nothing behind it that makes it a value or a class. */
static Name *parse_capture(Parser *p)
{
    if (peek(p) != TOKEN_NAME || is_wildcard(p)) {
        return NULL;
    }
    Name *name = p->tokens[p->mark].name;
    TokenKind next = peek_second(p);
    if (next == TOKEN_DOT || next == TOKEN_LEFT_PARENTHESIS || next == TOKEN_EQUAL) {
        return NULL;
    }
    p->mark++;
    return name;
}

static Node *new_as(Parser *p, Node *pattern, Name *name, uint32_t first)
{
    Node *node = NEW_NODE(p, MATCH_AS, match_as);
    node->match_as.pattern = pattern;
    node->match_as.name = name;
    cover(node, pattern);
    return weft__parser_finish(p, node, first);
}

/* `a` or `a.b.c` as an expression. */
static Node *parse_name_or_attribute(Parser *p)
{
    uint32_t first = p->mark;
    if (!accept(p, TOKEN_NAME)) {
        return NULL;
    }
    Node *node = weft__new_name(p, p->tokens[first].name, first);
    while (peek(p) == TOKEN_DOT && peek_second(p) == TOKEN_NAME) {
        p->mark += 2;
        Node *attribute = NEW_NODE(p, ATTRIBUTE, attribute);
        attribute->attribute.value = node;
        attribute->attribute.attr = p->tokens[p->mark - 1].name;
        attribute->attribute.ctx = CONTEXT_LOAD;
        cover(attribute, node);
        node = weft__parser_finish(p, attribute, first);
    }
    return node;
}

/* ---- literals -------------------------------------------------------------------------------- */

static bool is_imaginary(const Node *number)
{
    return number->constant.value.kind == CONSTANT_IMAGINARY;
}

/* `-1`, `1`, `1 + 2j`. */
static Node *parse_number_literal(Parser *p)
{
    uint32_t first = p->mark;
    bool negative = accept(p, TOKEN_MINUS);
    if (peek(p) != TOKEN_NUMBER) {
        p->mark = first;
        return NULL;
    }
    Node *number = weft__parse_number(p);
    Node *real = number;
    if (negative) {
        real = NEW_NODE(p, UNARY_OP, unary_op);
        real->unary_op.op = UNARY_OPERATOR_U_SUB;
        real->unary_op.operand = number;
        cover(real, number);
        weft__parser_finish(p, real, first);
    }
    TokenKind sign = peek(p);
    if (sign != TOKEN_PLUS && sign != TOKEN_MINUS) {
        return real;
    }
    if (is_imaginary(number)) {
        weft__raise_node(p, number, "real number required in complex literal");
    }
    p->mark++;
    if (peek(p) != TOKEN_NUMBER) {
        p->mark = first;
        return NULL;
    }
    Node *imaginary = weft__parse_number(p);
    if (!is_imaginary(imaginary)) {
        weft__raise_node(p, imaginary, "imaginary number required in complex literal");
    }
    Node *node = NEW_NODE(p, BIN_OP, bin_op);
    node->bin_op.left = real;
    node->bin_op.op = sign == TOKEN_PLUS ? OPERATOR_ADD : OPERATOR_SUB;
    node->bin_op.right = imaginary;
    cover(node, real);
    cover(node, imaginary);
    return weft__parser_finish(p, node, first);
}

/* A number or string as an expression, or null. */
static Node *parse_literal_value(Parser *p)
{
    switch (peek(p)) {
    case TOKEN_NUMBER:
    case TOKEN_MINUS: return parse_number_literal(p);
    case TOKEN_STRING: return weft__parse_strings(p);
    default: return NULL;
    }
}

static bool singleton_kind(TokenKind token, ConstantKind *kind)
{
    switch (token) {
    case TOKEN_NONE: *kind = CONSTANT_NONE; return true;
    case TOKEN_TRUE: *kind = CONSTANT_TRUE; return true;
    case TOKEN_FALSE: *kind = CONSTANT_FALSE; return true;
    default: return false;
    }
}

static Node *new_value(Parser *p, Node *value, uint32_t first)
{
    Node *node = NEW_NODE(p, MATCH_VALUE, match_value);
    node->match_value.value = value;
    cover(node, value);
    return weft__parser_finish(p, node, first);
}

/* ---- sequences ------------------------------------------------------------------------------- */

/* `*name` or `*_`, or a pattern. */
static Node *parse_maybe_star(Parser *p)
{
    uint32_t first = p->mark;
    if (!accept(p, TOKEN_STAR)) {
        return parse_pattern(p);
    }
    Name *name = parse_capture(p);
    if (name == NULL) {
        if (!is_wildcard(p)) {
            p->mark = first;
            return NULL;
        }
        p->mark++;
    }
    Node *node = NEW_NODE(p, MATCH_STAR, match_star);
    node->match_star.name = name;
    return weft__parser_finish(p, node, first);
}

/* Patterns behind the first, with an optional last comma. */
static NodeList parse_sequence_rest(Parser *p, Node *first)
{
    return weft__parse_commas(p, first, parse_maybe_star);
}

static Node *new_sequence(Parser *p, NodeList patterns, uint32_t first)
{
    Node *node = NEW_NODE(p, MATCH_SEQUENCE, match_patterns);
    node->match_patterns.patterns = patterns;
    cover_list(node, &patterns);
    return weft__parser_finish(p, node, first);
}

/* A group or a sequence in parentheses, or a sequence in brackets. */
static Node *parse_enclosed(Parser *p)
{
    uint32_t open = p->mark;
    bool group = peek(p) == TOKEN_LEFT_PARENTHESIS;
    TokenKind close = group ? TOKEN_RIGHT_PARENTHESIS : TOKEN_RIGHT_BRACKET;
    p->mark++;
    if (accept(p, close)) {
        return new_sequence(p, (NodeList){0}, open);
    }
    Node *first = parse_maybe_star(p);
    if (first != NULL && group && first->kind != NODE_MATCH_STAR &&
        accept(p, TOKEN_RIGHT_PARENTHESIS)) {
        return first;
    }
    if (first != NULL && (!group || peek(p) == TOKEN_COMMA)) {
        NodeList patterns = parse_sequence_rest(p, first);
        if (accept(p, close)) {
            return new_sequence(p, patterns, open);
        }
    }
    p->mark = open;
    return NULL;
}

/* ---- mappings -------------------------------------------------------------------------------- */

/* The key of a mapping pattern: a literal or an attribute. */
static Node *parse_mapping_key(Parser *p)
{
    uint32_t first = p->mark;
    ConstantKind kind;
    if (singleton_kind(peek(p), &kind)) {
        return weft__new_singleton(p, kind);
    }
    if (peek(p) != TOKEN_NAME) {
        return parse_literal_value(p);
    }
    Node *node = parse_name_or_attribute(p);
    if (node->kind != NODE_ATTRIBUTE) {
        p->mark = first;
        return NULL;
    }
    return node;
}

/* Pushes key and pattern. False leaves `mark` where it was. */
static bool parse_mapping_item(Parser *p)
{
    uint32_t first = p->mark;
    Node *key = parse_mapping_key(p);
    Node *pattern = key != NULL && accept(p, TOKEN_COLON) ? parse_pattern(p) : NULL;
    if (pattern == NULL) {
        p->mark = first;
        return false;
    }
    list_push(p, key);
    list_push(p, pattern);
    return true;
}

static Node *parse_mapping(Parser *p)
{
    uint32_t open = p->mark++;
    size_t base = list_begin(p);
    Name *rest = NULL;
    bool comma = true;
    while (comma && parse_mapping_item(p)) {
        comma = accept(p, TOKEN_COMMA);
    }
    if (comma && accept(p, TOKEN_DOUBLE_STAR)) {
        rest = parse_capture(p);
        if (rest != NULL) {
            accept(p, TOKEN_COMMA);
        }
    }
    Session *session = p->session;
    size_t count = (session->stack_count - base) / 2;
    uint32_t last = p->mark - 1;
    bool stray = p->tokens[last].kind == TOKEN_DOUBLE_STAR ||
                 (count == 0 && rest == NULL && last != open);
    if (stray || !accept(p, TOKEN_RIGHT_BRACE)) {
        list_drop(p, base);
        p->mark = open;
        return NULL;
    }
    Node *node = NEW_NODE(p, MATCH_MAPPING, match_mapping);
    node->match_mapping.rest = rest;
    if (count > 0) {
        Node **keys = weft__take(p, count, sizeof *keys);
        Node **patterns = weft__take(p, count, sizeof *patterns);
        for (size_t i = 0; i < count; i++) {
            keys[i] = session->stack[base + 2 * i];
            patterns[i] = session->stack[base + 2 * i + 1];
        }
        node->match_mapping.keys = (NodeList){keys, count};
        node->match_mapping.patterns = (NodeList){patterns, count};
        list_drop(p, base);
    }
    cover_list(node, &node->match_mapping.keys);
    cover_list(node, &node->match_mapping.patterns);
    return weft__parser_finish(p, node, open);
}

/* ---- classes --------------------------------------------------------------------------------- */

/* Consumes `name = ` where it stands here. */
static Name *parse_pattern_keyword(Parser *p)
{
    if (peek(p) != TOKEN_NAME || peek_second(p) != TOKEN_EQUAL) {
        return NULL;
    }
    p->mark += 2;
    return p->tokens[p->mark - 2].name;
}

/* Positional patterns, as far as there are any; a comma that none follows is left. */
static NodeList parse_positional(Parser *p)
{
    size_t base = list_begin(p);
    uint32_t end = p->mark;
    do {
        if (peek(p) == TOKEN_NAME && peek_second(p) == TOKEN_EQUAL) {
            break;
        }
        Node *pattern = parse_pattern(p);
        if (pattern == NULL) {
            break;
        }
        list_push(p, pattern);
        end = p->mark;
    } while (accept(p, TOKEN_COMMA));
    p->mark = end;
    return weft__list_take(p, base);
}

/* Keyword patterns, likewise; their names go to `names`. */
static NodeList parse_keywords(Parser *p, NameList *names)
{
    size_t base = list_begin(p);
    uint32_t end = p->mark;
    do {
        Name *name = parse_pattern_keyword(p);
        Node *pattern = name == NULL ? NULL : parse_pattern(p);
        if (pattern == NULL) {
            break;
        }
        /* A name is kept as a node until the count is known. */
        list_push(p, weft__new_name(p, name, p->mark - 1));
        list_push(p, pattern);
        end = p->mark;
    } while (accept(p, TOKEN_COMMA));
    p->mark = end;
    Session *session = p->session;
    size_t count = (session->stack_count - base) / 2;
    NodeList patterns = {0};
    *names = (NameList){0};
    if (count > 0) {
        *names = (NameList){weft__take(p, count, sizeof(Name *)), count};
        patterns = (NodeList){weft__take(p, count, sizeof(Node *)), count};
        for (size_t i = 0; i < count; i++) {
            names->items[i] = session->stack[base + 2 * i]->name.id;
            patterns.items[i] = session->stack[base + 2 * i + 1];
        }
        list_drop(p, base);
    }
    return patterns;
}

/* `Class(...)`, at the parenthesis. Null leaves `mark` anywhere. */
static Node *parse_class(Parser *p, Node *class, uint32_t first)
{
    p->mark++;
    Node *node = NEW_NODE(p, MATCH_CLASS, match_class);
    node->match_class.cls = class;
    NodeList *patterns = &node->match_class.patterns;
    NodeList *keywords = &node->match_class.kwd_patterns;
    *patterns = parse_positional(p);
    uint32_t end = p->mark;
    if (patterns->count == 0 || accept(p, TOKEN_COMMA)) {
        *keywords = parse_keywords(p, &node->match_class.kwd_attrs);
        if (keywords->count == 0) {
            p->mark = end;
        }
    }
    if (p->diagnosing && keywords->count > 0) {
        end = p->mark;
        if (accept(p, TOKEN_COMMA)) {
            NodeList late = parse_positional(p);
            if (late.count > 0) {
                weft__raise_range(p, late.items[0], late.items[late.count - 1],
                                  "positional patterns follow keyword patterns");
            }
        }
        p->mark = end;
    }
    if (patterns->count + keywords->count > 0) {
        accept(p, TOKEN_COMMA);
    }
    if (!accept(p, TOKEN_RIGHT_PARENTHESIS)) {
        return NULL;
    }
    cover(node, class);
    cover_list(node, patterns);
    cover_list(node, keywords);
    return weft__parser_finish(p, node, first);
}

/* ---- patterns -------------------------------------------------------------------------------- */

/* A pattern that begins with a name: capture, wildcard, value or class. */
static Node *parse_named_pattern(Parser *p)
{
    uint32_t first = p->mark;
    Name *capture = parse_capture(p);
    if (capture != NULL) {
        return new_as(p, NULL, capture, first);
    }
    if (is_wildcard(p) && peek_second(p) != TOKEN_DOT &&
        peek_second(p) != TOKEN_LEFT_PARENTHESIS) {
        p->mark++;
        return new_as(p, NULL, NULL, first);
    }
    Node *value = parse_name_or_attribute(p);
    TokenKind next = peek(p);
    Node *node = NULL;
    if (next == TOKEN_LEFT_PARENTHESIS) {
        node = parse_class(p, value, first);
    } else if (value->kind == NODE_ATTRIBUTE && next != TOKEN_DOT && next != TOKEN_EQUAL) {
        node = new_value(p, value, first);
    }
    if (node == NULL) {
        p->mark = first;
    }
    return node;
}

static Node *parse_closed_pattern(Parser *p)
{
    uint32_t first = p->mark;
    ConstantKind kind;
    TokenKind token = peek(p);
    if (singleton_kind(token, &kind)) {
        p->mark++;
        Node *node = NEW_NODE(p, MATCH_SINGLETON, match_singleton);
        node->match_singleton.value = kind;
        return weft__parser_finish(p, node, first);
    }
    switch (token) {
    case TOKEN_NAME: return parse_named_pattern(p);
    case TOKEN_LEFT_PARENTHESIS:
    case TOKEN_LEFT_BRACKET: return parse_enclosed(p);
    case TOKEN_LEFT_BRACE: return parse_mapping(p);
    default: {
        Node *value = parse_literal_value(p);
        return value == NULL ? NULL : new_value(p, value, first);
    }
    }
}

static Node *parse_or_pattern(Parser *p)
{
    uint32_t first = p->mark;
    Node *node = parse_closed_pattern(p);
    NodeList patterns;
    if (node == NULL || !weft__parse_chain(p, node, TOKEN_VERTICAL_BAR, parse_closed_pattern, &patterns)) {
        return node;
    }
    Node *alternatives = NEW_NODE(p, MATCH_OR, match_patterns);
    alternatives->match_patterns.patterns = patterns;
    cover_list(alternatives, &patterns);
    return weft__parser_finish(p, alternatives, first);
}

/* Behind `as`, where no name that captures stands. */
static void diagnose_as(Parser *p)
{
    uint32_t first = p->mark;
    if (is_wildcard(p)) {
        weft__raise_token(p, first, "cannot use '_' as a target");
    }
    if (peek(p) != TOKEN_NAME) {
        Node *expression = weft__parse_expression(p);
        if (expression != NULL) {
            weft__raise_node(p, expression, "invalid pattern target");
        }
    }
    p->mark = first;
}

static Node *parse_pattern(Parser *p)
{
    uint32_t first = p->mark;
    enter(p);
    Node *node = parse_or_pattern(p);
    leave(p);
    if (node == NULL || peek(p) != TOKEN_AS) {
        return node;
    }
    uint32_t as = p->mark++;
    Name *name = parse_capture(p);
    if (name != NULL) {
        return new_as(p, node, name, first);
    }
    if (p->diagnosing) {
        diagnose_as(p);
    }
    p->mark = as;
    return node;
}

/* ---- the statement --------------------------------------------------------------------------- */

/* What follows `case`: an open sequence, or a pattern. */
static Node *parse_case_patterns(Parser *p)
{
    uint32_t first = p->mark;
    Node *node = parse_maybe_star(p);
    if (node == NULL) {
        return NULL;
    }
    if (peek(p) == TOKEN_COMMA) {
        return new_sequence(p, parse_sequence_rest(p, node), first);
    }
    if (node->kind == NODE_MATCH_STAR) {
        p->mark = first;
        return NULL;
    }
    return node;
}

static Node *parse_case(Parser *p)
{
    uint32_t first = p->mark;
    if (!peek_name(p, p->session->name_case)) {
        return NULL;
    }
    p->mark++;
    Node *node = NEW_NODE(p, MATCH_CASE, match_case);
    node->match_case.pattern = parse_case_patterns(p);
    if (node->match_case.pattern == NULL) {
        p->mark = first;
        return NULL;
    }
    uint32_t guard = p->mark;
    if (accept(p, TOKEN_IF)) {
        node->match_case.guard = weft__parse_named_expression(p);
        if (node->match_case.guard == NULL) {
            p->mark = guard;
        }
    }
    if (!weft__parse_suite(p, first, "'case' statement", &node->match_case.body)) {
        p->mark = first;
        return NULL;
    }
    cover(node, node->match_case.pattern);
    cover(node, node->match_case.guard);
    cover_list(node, &node->match_case.body);
    return weft__parser_finish(p, node, first);
}

/* The subject: a tuple without parentheses, or one expression. */
static Node *parse_subject(Parser *p)
{
    uint32_t first = p->mark;
    Node *node = weft__parse_star_named_expression(p);
    if (node != NULL && node->kind == NODE_STARRED && peek(p) != TOKEN_COMMA) {
        p->mark = first;
        return NULL;
    }
    return weft__parse_bare_tuple(p, node, first, weft__parse_star_named_expression, CONTEXT_LOAD);
}

Node *weft__parse_match(Parser *p)
{
    uint32_t first = p->mark++;
    Node *subject = parse_subject(p);
    if (subject != NULL && p->diagnosing && peek(p) == TOKEN_NEWLINE) {
        weft__diagnose_colon(p);
    }
    if (subject == NULL || !accept(p, TOKEN_COLON) || !accept(p, TOKEN_NEWLINE)) {
        p->mark = first;
        return NULL;
    }
    if (p->diagnosing) {
        p->mark--;
        weft__diagnose_block(p, first, "'match' statement");
        p->mark++;
    }
    size_t base = list_begin(p);
    if (accept(p, TOKEN_INDENT)) {
        enter(p);
        for (Node *block; (block = parse_case(p)) != NULL;) {
            list_push(p, block);
        }
        leave(p);
    }
    if (p->session->stack_count == base || !accept(p, TOKEN_DEDENT)) {
        list_drop(p, base);
        p->mark = first;
        return NULL;
    }
    Node *node = NEW_NODE(p, MATCH, match_statement);
    node->match_statement.subject = subject;
    node->match_statement.cases = weft__list_take(p, base);
    cover(node, subject);
    cover_list(node, &node->match_statement.cases);
    return weft__parser_finish(p, node, first);
}
