/*
 * parse_arguments.c - the arguments of calls and classes, the parameters of functions and lambdas.
 */
#include "compile/parser_state.h"

/* ---- arguments ------------------------------------------------------------------------------- */

static Node *new_keyword(Parser *p, Name *arg, Node *value, uint32_t first)
{
    Node *node = NEW_NODE(p, KEYWORD, keyword);
    node->keyword.arg = arg;
    node->keyword.value = value;
    cover(node, value);
    return weft__parser_finish(p, node, first);
}

/* `NAME = value`, or `** value` where `doubled`. */
static Node *parse_keyword(Parser *p, bool doubled)
{
    uint32_t first = p->mark;
    Name *arg = doubled ? NULL : p->tokens[first].name;
    p->mark += doubled ? 1 : 2;
    Node *value = weft__parse_expression(p);
    if (value == NULL) {
        p->mark = first;
        return NULL;
    }
    return new_keyword(p, arg, value, first);
}

/* What may still come: anything; no plain argument; only keywords and `**`. */
typedef enum ArgumentStage { STAGE_ANY, STAGE_KEYWORDS, STAGE_DOUBLE_STARS } ArgumentStage;

/* One argument that the stage allows, or null with `mark` unmoved. */
static Node *parse_argument(Parser *p, ArgumentStage *stage)
{
    uint32_t first = p->mark;
    TokenKind kind = peek(p);
    if (kind == TOKEN_STAR && *stage != STAGE_DOUBLE_STARS) {
        return weft__parse_starred(p);
    }
    bool keyword = kind == TOKEN_NAME && peek_second(p) == TOKEN_EQUAL;
    if (*stage == STAGE_ANY && !keyword && kind != TOKEN_DOUBLE_STAR) {
        Node *node = weft__parse_unstarred_argument(p);
        if (node != NULL && peek(p) != TOKEN_EQUAL) {
            return node;
        }
        p->mark = first;
    }
    if (p->diagnosing) {
        weft__diagnose_keyword(p);
    }
    if (!keyword && kind != TOKEN_DOUBLE_STAR) {
        return NULL;
    }
    Node *node = parse_keyword(p, kind == TOKEN_DOUBLE_STAR);
    if (node != NULL && kind == TOKEN_DOUBLE_STAR) {
        *stage = STAGE_DOUBLE_STARS;
    } else if (node != NULL && *stage == STAGE_ANY) {
        *stage = STAGE_KEYWORDS;
    }
    return node;
}

/* Sorts what was pushed since `base` into positional arguments and keywords. */
static void take_arguments(Parser *p, size_t base, Arguments *arguments)
{
    Session *session = p->session;
    size_t count = session->stack_count - base;
    size_t keywords = 0;
    if (count == 0) {
        return;
    }
    Node **items = session->stack + base;
    for (size_t i = 0; i < count; i++) {
        keywords += items[i]->kind == NODE_KEYWORD;
    }
    if (keywords == 0) {
        arguments->args = weft__list_take(p, base);
        return;
    }
    arguments->args.items = weft__take(p, count, sizeof *items);
    arguments->keywords.items = arguments->args.items + (count - keywords);
    for (size_t i = 0; i < count; i++) {
        NodeList *list = items[i]->kind == NODE_KEYWORD ? &arguments->keywords : &arguments->args;
        list->items[list->count++] = items[i];
    }
    list_drop(p, base);
}

/* The arguments behind the first one, which is on the stack already where `has_first`. */
static bool parse_arguments_from(Parser *p, Arguments *arguments, size_t base, bool has_first,
                                 uint32_t first)
{
    ArgumentStage stage = STAGE_ANY;
    uint32_t end = p->mark;
    if (!has_first || accept(p, TOKEN_COMMA)) {
        do {
            Node *node = parse_argument(p, &stage);
            if (node == NULL) {
                break;
            }
            list_push(p, node);
            end = p->mark;
        } while (accept(p, TOKEN_COMMA));
    }
    p->mark = end;
    *arguments = (Arguments){.first = first, .end = end};
    take_arguments(p, base, arguments);
    return arguments->args.count + arguments->keywords.count > 0;
}

bool weft__parse_arguments(Parser *p, Arguments *arguments)
{
    return parse_arguments_from(p, arguments, list_begin(p), false, p->mark);
}

/* Goes over a comma to the closing parenthesis; where it is not there, looks for the mistake. */
static bool close_arguments(Parser *p, uint32_t first)
{
    uint32_t end = p->mark;
    accept(p, TOKEN_COMMA);
    if (peek(p) == TOKEN_RIGHT_PARENTHESIS) {
        return true;
    }
    if (p->diagnosing) {
        p->mark = first;
        weft__diagnose_arguments(p, first);
    }
    p->mark = end;
    return false;
}

bool weft__parse_closed_arguments(Parser *p, Arguments *arguments)
{
    uint32_t first = p->mark;
    *arguments = (Arguments){.first = first, .end = first};
    if (!weft__parse_arguments(p, arguments)) {
        if (p->diagnosing) {
            weft__diagnose_arguments(p, first);
        }
        p->mark = first;
        return false;
    }
    return close_arguments(p, first);
}

static Node *new_call(Parser *p, Node *function, const Arguments *arguments, uint32_t first)
{
    Node *node = NEW_NODE(p, CALL, call);
    node->call.func = function;
    node->call.args = arguments->args;
    node->call.keywords = arguments->keywords;
    cover(node, function);
    cover_list(node, &node->call.args);
    cover_list(node, &node->call.keywords);
    return weft__parser_finish(p, node, first);
}

/* `(element for ...)` as the only argument: a generator expression with the call's parentheses.
 * Null leaves `mark` behind the element. */
static Node *parse_sole_generator(Parser *p, Node *element, uint32_t open)
{
    uint32_t end = p->mark;
    NodeList generators;
    if (!weft__parse_for_if_clauses(p, &generators) || !accept(p, TOKEN_RIGHT_PARENTHESIS)) {
        p->mark = end;
        return NULL;
    }
    Node *node = NEW_NODE(p, GENERATOR_EXP, comp);
    node->comp.elt = element;
    node->comp.generators = generators;
    cover(node, element);
    cover_list(node, &generators);
    return weft__parser_finish(p, node, open);
}

Node *weft__parse_call(Parser *p, Node *function, uint32_t first)
{
    uint32_t open = p->mark++;
    Arguments arguments = {.first = p->mark};
    if (accept(p, TOKEN_RIGHT_PARENTHESIS)) {
        return new_call(p, function, &arguments, first);
    }
    enter(p);
    size_t base = list_begin(p);
    TokenKind kind = peek(p);
    bool has_first = false;
    bool tried = false;
    if (kind == TOKEN_STAR) {
        if (p->diagnosing) {
            weft__diagnose_comprehension(p, open);
            p->mark = open + 1;
        }
    } else if (kind != TOKEN_DOUBLE_STAR &&
               (kind != TOKEN_NAME || peek_second(p) != TOKEN_EQUAL)) {
        tried = true;
        Node *element = weft__parse_unstarred_argument(p);
        if (element != NULL && (peek(p) == TOKEN_FOR || peek(p) == TOKEN_ASYNC)) {
            Node *generator = parse_sole_generator(p, element, open);
            if (generator != NULL) {
                list_push(p, generator);
                take_arguments(p, base, &arguments);
                leave(p);
                return new_call(p, function, &arguments, first);
            }
        }
        has_first = element != NULL && peek(p) != TOKEN_EQUAL;
        if (has_first) {
            list_push(p, element);
        } else {
            p->mark = open + 1;
        }
    }
    /* What was read in vain above would be read in vain again: nested calls would double the work
     * at each level. The second pass has memoized it and wants the looks that come with it. */
    bool parsed = (has_first || !tried || p->second_pass) &&
                  parse_arguments_from(p, &arguments, base, has_first, open + 1);
    if (!parsed && p->diagnosing) {
        weft__diagnose_arguments(p, open + 1);
    }
    if (!parsed || !close_arguments(p, open + 1)) {
        p->mark = open;
        leave(p);
        return NULL;
    }
    p->mark++;
    leave(p);
    return new_call(p, function, &arguments, first);
}

/* ---- parameters ------------------------------------------------------------------------------ */

/* `NAME` and, in a def, its annotation. `starred` allows `*args: *Ts`. */
static Node *parse_parameter(Parser *p, bool lambda, bool starred)
{
    uint32_t first = p->mark;
    if (!accept(p, TOKEN_NAME)) {
        return NULL;
    }
    Name *name = p->tokens[first].name;
    Node *annotation = NULL;
    if (!lambda && accept(p, TOKEN_COLON)) {
        annotation = starred ? weft__parse_star_expression(p) : weft__parse_expression(p);
        if (annotation == NULL) {
            p->mark--;
        }
    }
    Node *node = NEW_NODE(p, ARG, arg);
    node->arg.arg = name;
    node->arg.annotation = annotation;
    cover(node, annotation);
    return weft__parser_finish(p, node, first);
}

typedef struct ParameterLists {
    size_t base;          /* on the session's stack: parameters, then what is pushed with them */
    bool slash_seen;
    bool default_seen;
    bool lambda;
    TokenKind close;
} ParameterLists;

/* Behind a parameter: a comma, or the end in sight. */
static bool parameter_ends(Parser *p, TokenKind close)
{
    return accept(p, TOKEN_COMMA) || peek(p) == close;
}

/* Pushes a parameter and its default (or null). False where none stands here that fits. */
static bool parse_with_default(Parser *p, ParameterLists *lists, bool keyword_only)
{
    uint32_t first = p->mark;
    Node *parameter = parse_parameter(p, lists->lambda, false);
    if (parameter == NULL) {
        return false;
    }
    Node *value = NULL;
    if (accept(p, TOKEN_EQUAL)) {
        if (p->diagnosing) {
            weft__diagnose_default(p, lists->lambda);
        }
        value = weft__parse_expression(p);
        if (value == NULL) {
            p->mark = first;
            return false;
        }
    }
    if ((value == NULL && lists->default_seen && !keyword_only) ||
        !parameter_ends(p, lists->close)) {
        p->mark = first;
        return false;
    }
    lists->default_seen |= value != NULL;
    list_push(p, parameter);
    list_push(p, value);
    return true;
}

/* Moves the pairs above `base` into a list of parameters and one of their defaults; `keep_null`
 * keeps an item for a parameter without default. */
static void take_pairs(Parser *p, size_t base, NodeList *parameters, NodeList *defaults,
                       bool keep_null)
{
    Session *session = p->session;
    size_t count = (session->stack_count - base) / 2;
    if (count == 0) {
        return;
    }
    parameters->items = weft__take(p, count, sizeof(Node *));
    parameters->count = count;
    defaults->items = weft__take(p, count, sizeof(Node *));
    for (size_t i = 0; i < count; i++) {
        parameters->items[i] = session->stack[base + 2 * i];
        Node *value = session->stack[base + 2 * i + 1];
        if (value != NULL || keep_null) {
            defaults->items[defaults->count++] = value;
        }
    }
    list_drop(p, base);
}

/* `** kwargs`. */
static bool parse_keyword_rest(Parser *p, Node *node, ParameterLists *lists)
{
    uint32_t first = p->mark;
    if (p->diagnosing && peek(p) == TOKEN_DOUBLE_STAR) {
        weft__diagnose_double_star_parameter(p, lists->lambda);
        p->mark = first;
    }
    if (!accept(p, TOKEN_DOUBLE_STAR)) {
        return false;
    }
    Node *parameter = parse_parameter(p, lists->lambda, false);
    if (parameter == NULL || !parameter_ends(p, lists->close)) {
        p->mark = first;
        return false;
    }
    node->arguments.kwarg = parameter;
    return true;
}

/* `* args` or a bare `*`, and what is keyword-only behind it. */
static bool parse_star_rest(Parser *p, Node *node, ParameterLists *lists)
{
    uint32_t first = p->mark;
    if (p->diagnosing && peek(p) == TOKEN_STAR) {
        weft__diagnose_star_parameter(p, lists->lambda);
        p->mark = first;
    }
    if (!accept(p, TOKEN_STAR)) {
        return parse_keyword_rest(p, node, lists);
    }
    Node *parameter = NULL;
    if (!accept(p, TOKEN_COMMA)) {
        parameter = parse_parameter(p, lists->lambda, true);
        if (parameter == NULL || !parameter_ends(p, lists->close)) {
            p->mark = first;
            return false;
        }
    }
    size_t base = list_begin(p);
    while (parse_with_default(p, lists, true)) {
    }
    if (parameter == NULL && p->session->stack_count == base) {
        p->mark = first;
        return false;
    }
    node->arguments.vararg = parameter;
    take_pairs(p, base, &node->arguments.kwonlyargs, &node->arguments.kw_defaults, true);
    parse_keyword_rest(p, node, lists);
    return true;
}

Node *weft__parse_parameters(Parser *p, bool lambda)
{
    uint32_t first = p->mark;
    if (p->diagnosing) {
        weft__diagnose_parameters(p, lambda);
        p->mark = first;
    }
    Node *node = NEW_NODE(p, ARGUMENTS, arguments);
    ParameterLists lists = {
        .base = list_begin(p),
        .lambda = lambda,
        .close = lambda ? TOKEN_COLON : TOKEN_RIGHT_PARENTHESIS,
    };
    size_t positional_only = 0; /* how many of the pairs stand before the slash */
    for (;;) {
        uint32_t here = p->mark;
        if (parse_with_default(p, &lists, false)) {
            continue;
        }
        size_t pairs = (p->session->stack_count - lists.base) / 2;
        if (!lists.slash_seen && pairs > 0 && accept(p, TOKEN_SLASH)) {
            if (parameter_ends(p, lists.close)) {
                lists.slash_seen = true;
                positional_only = pairs;
                continue;
            }
            p->mark = here;
        }
        break;
    }
    NodeList all = {0};
    take_pairs(p, lists.base, &all, &node->arguments.defaults, false);
    node->arguments.posonlyargs = (NodeList){all.items, positional_only};
    if (all.count > positional_only) {
        node->arguments.args =
            (NodeList){all.items + positional_only, all.count - positional_only};
    }
    parse_star_rest(p, node, &lists);
    cover_list(node, &all);
    cover_list(node, &node->arguments.defaults);
    cover_list(node, &node->arguments.kwonlyargs);
    cover_list(node, &node->arguments.kw_defaults);
    cover(node, node->arguments.vararg);
    cover(node, node->arguments.kwarg);
    if (p->mark == first) {
        peek(p);
        return node; /* without a position: there is nothing */
    }
    return weft__parser_finish(p, node, first);
}

Node *weft__parse_lambda(Parser *p)
{
    uint32_t first = p->mark++;
    enter(p);
    Node *parameters = weft__parse_parameters(p, true);
    Node *body = accept(p, TOKEN_COLON) ? weft__parse_expression(p) : NULL;
    leave(p);
    if (body == NULL) {
        p->mark = first;
        return NULL;
    }
    Node *node = NEW_NODE(p, LAMBDA, lambda);
    node->lambda.args = parameters;
    node->lambda.body = body;
    cover(node, parameters);
    cover(node, body);
    return weft__parser_finish(p, node, first);
}
