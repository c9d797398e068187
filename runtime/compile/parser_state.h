/*
 * parser_state.h - what the files of the parser share.
 *
 * How the parser works. Each rule of the grammar is a function that starts at `mark` and either
 * returns a node with `mark` behind it, or returns null with `mark` where it was ("it does not
 * stand here"). Alternatives are chosen by looking at tokens; where a longer form does not work
 * out, the rule falls back to the longest shorter one, as an ordered-choice grammar would. A
 * mistake that is sure is raised: weft__parser_raise* fill the failure and leave the parser by
 * longjmp. So does a failed allocation. Nothing needs cleaning up on the way, for all memory
 * belongs to two arenas.
 *
 * Two passes. The first pass knows only the grammar. When it fails without raising, the same
 * functions run again from the first token with `diagnosing` set; then each rule also looks for the
 * mistakes that have a message of their own (diagnose_*.c). Where none is found, the token that the
 * first pass got to is "invalid syntax". The second pass memoizes expressions, since looking for
 * mistakes means reading some of them more than once, and has a budget of work.
 */
#ifndef WEFT_COMPILE_PARSER_STATE_H
#define WEFT_COMPILE_PARSER_STATE_H

#include "compile/lexer.h"

#include <setjmp.h>

typedef enum StartRule {
    START_FILE,
    START_EVAL,
    START_SINGLE,
    START_REPLACEMENT, /* the expression in a replacement field of an f-string */
} StartRule;

/* The result of one rule at one token, in the second pass. */
typedef struct Memo {
    Node *node;
    uint32_t end;
    bool known;
} Memo;

typedef struct MemoTable {
    Memo *memos;
    uint32_t count;
} MemoTable;

/* Shared by a parser and those of the f-string expressions within its source. */
typedef struct Session {
    Arena *arena;   /* the tree */
    Arena scratch;  /* what dies with the parse */
    Words words;
    const ParseOptions *options;
    SyntaxFailure *failure;
    jmp_buf *escape; /* where raising leads */
    Node **stack;    /* nodes of lists that are not complete */
    size_t stack_count;
    size_t stack_capacity;
    unsigned depth; /* nested rules on the C stack */
    unsigned depth_limit;
    unsigned tree_limit;
    bool byte_offsets; /* as in SyntaxFailure */
    const Token *first_string; /* set while a group of string literals is read */
    Name *name_match;
    Name *name_case;
    Name *name_underscore;
    Name *name_print;
    Name *name_exec;
    Name *name_star;
} Session;

typedef struct Parser Parser;
struct Parser {
    Token *tokens;
    uint32_t mark; /* the token to read next */
    uint32_t fill; /* tokens that the lexer gave; the last is where "invalid syntax" stands */
    uint32_t capacity;
    uint32_t dead_operator; /* a binary operator whose right side failed: do not try again */
    uint32_t first_pass_last; /* the token that the first pass got to */
    bool second_pass;
    bool diagnosing; /* the second pass, where it looks for mistakes */
    bool started; /* a token was read since the last implied newline */
    StartRule start;
    Session *session;
    Arena *arena;
    const char *source; /* the buffer of `lexer` */
    int32_t start_line; /* of START_REPLACEMENT: where its first line is in the program */
    int32_t start_column;
    MemoTable expressions;
    MemoTable disjunctions;
    uint64_t work; /* what the second pass has done, to bound it */
    Parser *child; /* the parser for f-string expressions, kept for the next one */
    Lexer lexer;
};

/* ---- tokens (parser.c) ----------------------------------------------------------------------- */

/* Reads one more token; raises on a lexer error. */
void weft__fill_token(Parser *p);

static inline TokenKind peek(Parser *p)
{
    if (UNLIKELY(p->mark == p->fill)) {
        weft__fill_token(p);
    }
    return (TokenKind)p->tokens[p->mark].kind;
}

/* The kind of the token behind the next one. */
static inline TokenKind peek_second(Parser *p)
{
    if (peek(p) == TOKEN_END_OF_FILE) {
        return TOKEN_END_OF_FILE;
    }
    p->mark++;
    TokenKind kind = peek(p);
    p->mark--;
    return kind;
}

static inline bool accept(Parser *p, TokenKind kind)
{
    if (peek(p) == kind) {
        p->mark++;
        return true;
    }
    return false;
}

/* Whether the next token is this name (a soft keyword, for one). */
static inline bool peek_name(Parser *p, const Name *name)
{
    return peek(p) == TOKEN_NAME && p->tokens[p->mark].name == name;
}

/* Prepares a parser for a buffer whose first line has the number `line`, and runs both passes. */
void weft__init_parser(Parser *p, Session *session, StartRule start, const char *source,
                       size_t length, int32_t line);
Node *weft__run_parser(Parser *p);

/* ---- raising (parse_failures.c) ---------------------------------------------------- */

/* Columns as in SyntaxFailure. */
NO_RETURN COLD PRINTF_LIKE(7, 8) void weft__parser_raise(Parser *p, FailureKind kind, int32_t line,
                                                  int32_t column, int32_t end_line,
                                                  int32_t end_column, const char *format, ...);

/* At the last token that was read. */
NO_RETURN COLD PRINTF_LIKE(3, 4) void weft__raise_last(Parser *p, FailureKind kind,
                                                       const char *format, ...);
NO_RETURN COLD PRINTF_LIKE(3, 4) void weft__raise_token(Parser *p, uint32_t token,
                                                        const char *format, ...);
NO_RETURN COLD PRINTF_LIKE(3, 4) void weft__raise_node(Parser *p, const Node *node,
                                                       const char *format, ...);
/* From the start of one node to the end of another. */
NO_RETURN COLD PRINTF_LIKE(4, 5) void weft__raise_range(Parser *p, const Node *first,
                                                        const Node *last, const char *format, ...);
/* From the start of a token to where the lexer is. */
NO_RETURN COLD PRINTF_LIKE(4, 5) void weft__raise_from(Parser *p, int32_t line, int32_t column,
                                                       const char *format, ...);
NO_RETURN COLD void weft__raise_unclosed(Parser *p);
NO_RETURN COLD void weft__raise_memory(Parser *p);
NO_RETURN COLD void weft__parser_raise_recursion(Parser *p);
/* Words what the lexer's status says. */
NO_RETURN COLD void weft__raise_lexer(Parser *p);
/* "invalid syntax" at a token; the end of both passes. */
NO_RETURN COLD void weft__raise_generic(Parser *p, uint32_t token);
/* Hands on a failure that a nested parser left. */
NO_RETURN COLD void weft__raise_nested(Parser *p);

/* Sets the failure's `incomplete` from how far the lexer got. */
void weft__note_incomplete(Parser *p);

/* Consumes the token or raises "expected '...'". */
void weft__force(Parser *p, TokenKind kind);

/* Counts one level of the C stack; raises a RecursionError at the limit. */
static inline void enter(Parser *p)
{
    if (UNLIKELY(++p->session->depth > p->session->depth_limit)) {
        weft__parser_raise_recursion(p);
    }
}

static inline void leave(Parser *p)
{
    p->session->depth--;
}

/* ---- nodes ----------------------------------------------------------------------------------- */

Node *weft__new_node(Parser *p, NodeKind kind, size_t size);

#define NEW_NODE(p, kind, member) \
    weft__new_node(p, NODE_##kind, offsetof(Node, member) + sizeof(((Node *)0)->member))
#define NEW_NODE_LIKE(p, kind, member) \
    weft__new_node(p, kind, offsetof(Node, member) + sizeof(((Node *)0)->member))

#define NEW_EMPTY_NODE(p, kind) weft__new_node(p, NODE_##kind, offsetof(Node, module))

/* Makes room for the levels of a child (which may be null) in its parent's depth. */
static inline void cover(Node *parent, const Node *child)
{
    if (child != NULL && child->depth >= parent->depth) {
        parent->depth = child->depth + 1;
    }
}

static inline void cover_list(Node *parent, const NodeList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        cover(parent, list->items[i]);
    }
}

/* Gives a node the range from token `first` to the last one consumed, and checks its depth. */
Node *weft__parser_finish(Parser *p, Node *node, uint32_t first);

/* Lists grow on the session's stack: note its count, push, and take what is above. */
void weft__grow_stack(Parser *p);

static inline size_t list_begin(const Parser *p)
{
    return p->session->stack_count;
}

static inline void list_push(Parser *p, Node *node)
{
    Session *session = p->session;
    if (UNLIKELY(session->stack_count == session->stack_capacity)) {
        weft__grow_stack(p);
    }
    session->stack[session->stack_count++] = node;
}

static inline void list_drop(Parser *p, size_t base)
{
    p->session->stack_count = base;
}

NodeList weft__list_take(Parser *p, size_t base);
/* `first` and what follows it, with commas between, of which the last may end the list. */
NodeList weft__parse_commas(Parser *p, Node *first, Node *(*parse_element)(Parser *));
/* The same as a tuple that begins at the token `start`; `first` itself where no comma follows. */
Node *weft__parse_bare_tuple(Parser *p, Node *first, uint32_t start, Node *(*parse_element)(Parser *),
                             ExpressionContext context);
/* `left` and what follows it, with `separator` between; false: nothing follows. */
bool weft__parse_chain(Parser *p, Node *left, TokenKind separator, Node *(*parse_operand)(Parser *),
                       NodeList *list);

/* `count * size` bytes in the tree's arena, or raises. */
void *weft__take(Parser *p, size_t count, size_t size);

Name *weft__parser_intern(Parser *p, const char *text, size_t length);

/* ---- rules ----------------------------------------------------------------------------------- */

/* parse_expressions.c */
Node *weft__parse_expression(Parser *p);
Node *weft__parse_plain_expression(Parser *p); /* neither memoized nor diagnosed at its level */
Node *weft__parse_disjunction(Parser *p);
Node *weft__parse_bitwise_or(Parser *p);
Node *weft__parse_primary(Parser *p);
Node *weft__parse_named_expression(Parser *p);
Node *weft__parse_star_expressions(Parser *p);
Node *weft__parse_star_expression(Parser *p);
Node *weft__parse_star_named_expression(Parser *p);
Node *weft__parse_yield(Parser *p);
Node *weft__parse_atom(Parser *p);
Node *weft__new_name(Parser *p, Name *id, uint32_t token);
Node *weft__new_singleton(Parser *p, ConstantKind kind);

/* parse_displays.c */
Node *weft__parse_parenthesized(Parser *p);
Node *weft__parse_list(Parser *p);
Node *weft__parse_braces(Parser *p);
Node *weft__parse_slices(Parser *p);
/* Null (and `mark` unmoved) where there is none. `count` gets their number. */
bool weft__parse_for_if_clauses(Parser *p, NodeList *clauses);
Node *weft__parse_assignment_expression(Parser *p); /* NAME := value */
/* A NAME := value, or an expression that no := follows. */
Node *weft__parse_unstarred_argument(Parser *p);
Node *weft__parse_starred(Parser *p); /* * expression */

/* parse_arguments.c */
typedef struct Arguments {
    NodeList args;
    NodeList keywords;
    uint32_t first; /* tokens */
    uint32_t end;
} Arguments;
bool weft__parse_arguments(Parser *p, Arguments *arguments); /* without the parentheses */
/* What stands in the parentheses of a call or class, with an optional comma and before a `)`. */
bool weft__parse_closed_arguments(Parser *p, Arguments *arguments);
Node *weft__parse_call(Parser *p, Node *function, uint32_t first);
Node *weft__parse_lambda(Parser *p);
Node *weft__parse_parameters(Parser *p, bool lambda);

/* parse_strings.c */
Node *weft__parse_strings(Parser *p);
Node *weft__parse_number(Parser *p);

/* parse_targets.c */
typedef enum TargetUse { TARGET_ASSIGN, TARGET_DELETE, TARGET_FOR } TargetUse;
bool weft__is_target(const Node *node, TargetUse use);
bool weft__is_single_target(const Node *node);
void weft__set_context(Node *node, ExpressionContext context);
Node *weft__parse_star_targets(Parser *p);
Node *weft__parse_star_target(Parser *p);
bool weft__parse_delete_targets(Parser *p, NodeList *targets);
/* The part that makes an expression no target, or null. */
const Node *weft__find_bad_target(const Node *node, TargetUse use);
void weft__raise_bad_target(Parser *p, const Node *node, TargetUse use); /* returns if it is one */
const char *weft__describe(const Node *node);

/* parse_statements.c */
bool weft__parse_statements(Parser *p); /* pushes them; false where there is none */
bool weft__parse_statement(Parser *p);
bool weft__parse_simple_statements(Parser *p);
Node *weft__parse_compound(Parser *p, bool *compound);
bool weft__parse_block(Parser *p, NodeList *body);
/* The colon and the block of a header that starts with token `keyword`. `what` names it. */
bool weft__parse_suite(Parser *p, uint32_t keyword, const char *what, NodeList *body);
bool weft__parse_forced_suite(Parser *p, uint32_t keyword, const char *what, NodeList *body);

/* parse_simple.c */
Node *weft__parse_simple_statement(Parser *p);

/* parse_patterns.c */
Node *weft__parse_match(Parser *p);

/* ---- mistakes, in the second pass ------------------------------------------------------------ */

/* diagnose_expressions.c */
/* What `parse` finds, or what it found here before. Whether mistakes were looked for the first time
 * does not matter: that is how Python's parser goes about it too. */
Node *weft__memoize(Parser *p, MemoTable *table, Node *(*parse)(Parser *));
Node *weft__diagnose_expression(Parser *p);
void weft__diagnose_named(Parser *p, uint32_t first, const Node *expression);
void weft__diagnose_comprehension(Parser *p, uint32_t open);
void weft__diagnose_group(Parser *p, uint32_t open);
void weft__diagnose_dict_comprehension(Parser *p, uint32_t open);
bool weft__is_legacy(const Parser *p, const Node *node);

/* diagnose_arguments.c */
void weft__diagnose_arguments(Parser *p, uint32_t first);
void weft__diagnose_keyword(Parser *p);
void weft__diagnose_parameters(Parser *p, bool lambda);
void weft__diagnose_star_parameter(Parser *p, bool lambda);
void weft__diagnose_double_star_parameter(Parser *p, bool lambda);
void weft__diagnose_default(Parser *p, bool lambda);

/* diagnose_statements.c */
void weft__diagnose_assignment(Parser *p, uint32_t first);
void weft__diagnose_colon(Parser *p); /* "expected ':'" at the end of a line */
void weft__diagnose_block(Parser *p, uint32_t keyword, const char *what);
void weft__diagnose_with(Parser *p, uint32_t first, bool indent);
void weft__diagnose_except(Parser *p, uint32_t first);
void weft__diagnose_mixed_handlers(Parser *p);

#endif
