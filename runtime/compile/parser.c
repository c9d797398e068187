/*
 * parser.c - the entry points: sets a parse up, runs its two passes, hands the result out.
 *
 * Guarantees: the failure is filled exactly when null is returned; scratch memory is given back in
 * every case; a tree refers to nothing outside the caller's arena.
 */
#include "compile/parser.h"

#include "compile/parser_state.h"
#include "compile/source.h"

/* ---- memory ---------------------------------------------------------------------------------- */

void *weft__take(Parser *p, size_t count, size_t size)
{
    void *block = weft__arena_array(p->arena, count, size);
    if (UNLIKELY(block == NULL)) {
        weft__raise_memory(p);
    }
    return block;
}

Name *weft__parser_intern(Parser *p, const char *text, size_t length)
{
    Name *name = weft__words_intern(&p->session->words, text, length);
    if (name == NULL) {
        weft__raise_memory(p);
    }
    return name;
}

void weft__grow_stack(Parser *p)
{
    Session *session = p->session;
    size_t capacity = session->stack_capacity == 0 ? 256 : session->stack_capacity * 2;
    Node **stack = weft__arena_array(&session->scratch, capacity, sizeof *stack);
    if (stack == NULL) {
        weft__raise_memory(p);
    }
    if (session->stack_count > 0) {
        memcpy(stack, session->stack, session->stack_count * sizeof *stack);
    }
    session->stack = stack;
    session->stack_capacity = capacity;
}

NodeList weft__list_take(Parser *p, size_t base)
{
    Session *session = p->session;
    NodeList list = {.count = session->stack_count - base};
    if (list.count > 0) {
        list.items = weft__take(p, list.count, sizeof *list.items);
        memcpy(list.items, session->stack + base, list.count * sizeof *list.items);
        session->stack_count = base;
    }
    return list;
}

NodeList weft__parse_commas(Parser *p, Node *first, Node *(*parse_element)(Parser *))
{
    size_t base = list_begin(p);
    while (first != NULL) {
        list_push(p, first);
        if (!accept(p, TOKEN_COMMA)) {
            break;
        }
        first = parse_element(p);
    }
    return weft__list_take(p, base);
}

Node *weft__parse_bare_tuple(Parser *p, Node *first, uint32_t start, Node *(*parse_element)(Parser *),
                             ExpressionContext context)
{
    if (first == NULL || peek(p) != TOKEN_COMMA) {
        return first;
    }
    NodeList elements = weft__parse_commas(p, first, parse_element);
    Node *tuple = NEW_NODE(p, TUPLE, sequence);
    tuple->sequence.elts = elements;
    tuple->sequence.ctx = context;
    cover_list(tuple, &elements);
    return weft__parser_finish(p, tuple, start);
}

bool weft__parse_chain(Parser *p, Node *left, TokenKind separator, Node *(*parse_operand)(Parser *),
                       NodeList *list)
{
    size_t base = list_begin(p);
    list_push(p, left);
    while (peek(p) == separator) {
        uint32_t before = p->mark++;
        Node *right = parse_operand(p);
        if (right == NULL) {
            p->mark = before;
            break;
        }
        list_push(p, right);
    }
    if (p->session->stack_count == base + 1) {
        list_drop(p, base);
        return false;
    }
    *list = weft__list_take(p, base);
    return true;
}

Node *weft__new_node(Parser *p, NodeKind kind, size_t size)
{
    Node *node = weft__arena_allocate(p->arena, size);
    if (UNLIKELY(node == NULL)) {
        weft__raise_memory(p);
    }
    node->kind = kind;
    node->depth = 1;
    return node;
}

Node *weft__parser_finish(Parser *p, Node *node, uint32_t first)
{
    const Token *last = &p->tokens[p->mark - 1];
    while (last->kind <= TOKEN_DEDENT && last > &p->tokens[first]) {
        last--;
    }
    node->line = p->tokens[first].line;
    node->column = p->tokens[first].column;
    node->end_line = last->end_line;
    node->end_column = last->end_column;
    if (UNLIKELY(node->depth > p->session->tree_limit)) {
        weft__parser_raise_recursion(p);
    }
    return node;
}

/* ---- tokens ---------------------------------------------------------------------------------- */

enum { LARGEST_FIRST_TOKENS = 1 << 20 };

static void grow_tokens(Parser *p)
{
    /* A token has four characters on average. Memory that is not touched costs nothing. */
    uint32_t guess = (uint32_t)(p->lexer.end - p->lexer.buffer) / 4 + 16;
    uint32_t capacity = p->capacity > 0 ? p->capacity * 2
                        : guess > LARGEST_FIRST_TOKENS ? LARGEST_FIRST_TOKENS : guess;
    Token *tokens = weft__arena_array(&p->session->scratch, capacity, sizeof *tokens);
    if (tokens == NULL) {
        weft__raise_memory(p);
    }
    if (p->fill > 0) {
        memcpy(tokens, p->tokens, p->fill * sizeof *tokens);
    }
    p->tokens = tokens;
    p->capacity = capacity;
}

void weft__fill_token(Parser *p)
{
    if (UNLIKELY(p->fill == p->capacity)) {
        grow_tokens(p);
    }
    Token *token = &p->tokens[p->fill];
    Lexer *lexer = &p->lexer;
    TokenKind kind = weft__lexer_next(lexer, token);
    if (kind == TOKEN_END_OF_FILE && p->start == START_SINGLE && p->started) {
        /* An interactive statement may end without a newline: one is implied, with the dedents. */
        token->kind = TOKEN_NEWLINE;
        p->started = false;
        if (lexer->indent > 0 && !p->session->options->keep_block_open) {
            lexer->pending = -lexer->indent;
            lexer->indent = 0;
        }
    } else {
        p->started = true;
    }
    if (p->start == START_REPLACEMENT && lexer->line == p->start_line) {
        token->column += p->start_column;
        token->end_column += p->start_column;
    }
    p->fill++;
    if (UNLIKELY(kind == TOKEN_ERROR)) {
        weft__raise_lexer(p);
    }
}

void weft__force(Parser *p, TokenKind kind)
{
    if (!accept(p, kind)) {
        weft__raise_token(p, p->mark, "expected '%s'", weft__token_spelling(kind));
    }
}

/* ---- start rules ----------------------------------------------------------------------------- */

static Node *parse_file(Parser *p)
{
    size_t base = list_begin(p);
    weft__parse_statements(p);
    if (peek(p) != TOKEN_END_OF_FILE) {
        list_drop(p, base);
        return NULL;
    }
    Node *node = NEW_NODE(p, MODULE, module);
    node->module.body = weft__list_take(p, base);
    cover_list(node, &node->module.body);
    return node;
}

static Node *parse_eval(Parser *p)
{
    uint32_t first = p->mark;
    Node *body = weft__parse_expression(p);
    if (body != NULL && peek(p) == TOKEN_COMMA) {
        size_t base = list_begin(p);
        list_push(p, body);
        while (accept(p, TOKEN_COMMA) && (body = weft__parse_expression(p)) != NULL) {
            list_push(p, body);
        }
        body = NEW_NODE(p, TUPLE, sequence);
        body->sequence.elts = weft__list_take(p, base);
        cover_list(body, &body->sequence.elts);
        weft__parser_finish(p, body, first);
    }
    if (body == NULL) {
        return NULL;
    }
    while (accept(p, TOKEN_NEWLINE)) {
    }
    if (peek(p) != TOKEN_END_OF_FILE) {
        return NULL;
    }
    Node *node = NEW_NODE(p, EXPRESSION, expression);
    node->expression.body = body;
    cover(node, body);
    return node;
}

/* Whether anything but space and comments stands behind the first statement. */
static bool more_follows(const Lexer *lexer)
{
    for (const char *at = lexer->at; at < lexer->end; at++) {
        if (*at == '#') {
            at = memchr(at, '\n', (size_t)(lexer->end - at));
            if (at == NULL) {
                return false;
            }
        } else if (*at != ' ' && *at != '\t' && *at != '\n' && *at != '\f') {
            return true;
        }
    }
    return false;
}

static Node *parse_single(Parser *p)
{
    size_t base = list_begin(p);
    uint32_t first = p->mark;
    bool compound = false;
    Node *statement = weft__parse_compound(p, &compound);
    if (statement != NULL) {
        if (!accept(p, TOKEN_NEWLINE)) {
            return NULL;
        }
        list_push(p, statement);
    } else {
        p->mark = first;
        if (accept(p, TOKEN_NEWLINE)) {
            list_push(p, weft__parser_finish(p, NEW_EMPTY_NODE(p, PASS), first));
        } else if (compound || !weft__parse_simple_statements(p)) {
            return NULL;
        }
    }
    Node *node = NEW_NODE(p, INTERACTIVE, module);
    node->module.body = weft__list_take(p, base);
    cover_list(node, &node->module.body);
    return node;
}

static Node *parse_start(Parser *p)
{
    switch (p->start) {
    case START_FILE: return parse_file(p);
    case START_EVAL: return parse_eval(p);
    case START_SINGLE: return parse_single(p);
    case START_REPLACEMENT: return weft__parse_star_expressions(p);
    }
    return NULL;
}

Node *weft__run_parser(Parser *p)
{
    Node *tree = parse_start(p);
    if (tree == NULL) {
        if (p->fill == 0) {
            peek(p);
        }
        p->first_pass_last = p->fill - 1;
        weft__note_incomplete(p);
        p->mark = 0;
        p->dead_operator = UINT32_MAX;
        p->second_pass = true;
        p->diagnosing = true;
        p->lexer.quiet = true;
        parse_start(p);
        weft__raise_generic(p, p->first_pass_last);
    }
    if (p->start == START_SINGLE && more_follows(&p->lexer)) {
        p->lexer.status = LEXER_FAILED; /* what else is wrong further on does not matter */
        weft__raise_last(p, FAILURE_SYNTAX_ERROR,
                         "multiple statements found while compiling a single statement");
    }
    return tree;
}

void weft__init_parser(Parser *p, Session *session, StartRule start, const char *source,
                       size_t length, int32_t line)
{
    p->mark = 0;
    p->fill = 0;
    p->dead_operator = UINT32_MAX;
    p->second_pass = false;
    p->diagnosing = false;
    p->started = false;
    p->start = start;
    p->session = session;
    p->arena = session->arena;
    p->source = source;
    p->start_line = line;
    p->start_column = 0;
    p->expressions = (MemoTable){0};
    p->disjunctions = (MemoTable){0};
    p->work = 0;
    weft__lexer_init(&p->lexer, source, length, line, &session->words, session->options,
                     session->failure);
}

/* ---- entry points ---------------------------------------------------------------------------- */

static bool init_session(Session *session)
{
    Words *words = &session->words;
    if (!weft__words_init(words, session->arena, &session->scratch)) {
        return false;
    }
    session->name_match = weft__words_intern(words, "match", 5);
    session->name_case = weft__words_intern(words, "case", 4);
    session->name_underscore = weft__words_intern(words, "_", 1);
    session->name_print = weft__words_intern(words, "print", 5);
    session->name_exec = weft__words_intern(words, "exec", 4);
    session->name_star = weft__words_intern(words, "*", 1);
    return session->name_match != NULL && session->name_case != NULL &&
           session->name_underscore != NULL && session->name_print != NULL &&
           session->name_exec != NULL && session->name_star != NULL;
}

static void set_memory_failure(SyntaxFailure *failure)
{
    *failure = (SyntaxFailure){.kind = FAILURE_MEMORY_ERROR};
}

/* All that may be raised happens in here. */
static Node *parse_guarded(Session *session, const char *source, size_t length)
{
    jmp_buf escape;
    session->escape = &escape;
    if (setjmp(escape) != 0) {
        return NULL;
    }
    size_t decoded_length;
    bool declared;
    const char *decoded =
        weft__decode_source(&session->scratch, source, length, session->options, &decoded_length,
                            &declared, session->failure);
    session->byte_offsets = !declared;
    if (decoded == NULL) {
        return NULL;
    }
    Parser *p = weft__arena_allocate(&session->scratch, sizeof *p);
    if (p == NULL || !init_session(session)) {
        set_memory_failure(session->failure);
        return NULL;
    }
    ParseMode mode = session->options->mode;
    weft__init_parser(p, session,
                      mode == PARSE_FILE   ? START_FILE
                      : mode == PARSE_EVAL ? START_EVAL
                                           : START_SINGLE,
                      decoded, decoded_length, 1);
    return weft__run_parser(p);
}

Node *weft__parse_with(Arena *arena, const char *source, size_t length,
                       const ParseOptions *options, SyntaxFailure *failure)
{
    *failure = (SyntaxFailure){.kind = FAILURE_NONE};
    Session session = {
        .arena = arena,
        .options = options,
        .failure = failure,
        .depth_limit = options->depth_limit == 0 ? WEFT_PARSE_DEPTH : options->depth_limit,
        .tree_limit = options->tree_depth_limit == 0 ? WEFT_TREE_DEPTH : options->tree_depth_limit,
    };
    weft__arena_init(&session.scratch, arena->limit == SIZE_MAX ? 0 : arena->limit, &arena->hooks);
    Node *tree = parse_guarded(&session, source, length);
    if (tree == NULL && failure->text != NULL) {
        /* The text of the line is in scratch memory: move it to where it lives on. */
        failure->text = weft__arena_copy(arena, failure->text, failure->text_length);
        if (failure->text == NULL) {
            failure->text_length = 0;
        }
    }
    weft__arena_free(&session.scratch);
    return tree;
}

Node *weft__parse(Arena *arena, const char *source, size_t length, const char *filename,
                  ParseMode mode, unsigned depth_limit, SyntaxFailure *failure)
{
    ParseOptions options = {
        .filename = filename,
        .mode = mode,
        .depth_limit = depth_limit,
        .integer_digit_limit = WEFT_INTEGER_DIGITS,
    };
    return weft__parse_with(arena, source, length, &options, failure);
}

const char *weft__node_kind_name(NodeKind kind)
{
    static const char *const names[] = {
#define NODE_BEGIN(kind, member, name, has_position) [NODE_##kind] = name,
#define NODE_LIKE(kind, member, name, has_position) [NODE_##kind] = name,
#define NODE_EMPTY(kind, name, has_position) [NODE_##kind] = name,
#include "compile/syntax.def"
    };
    return names[kind];
}
