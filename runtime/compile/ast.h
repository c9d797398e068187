/*
 * ast.h - the syntax tree that the parser makes and the code generator reads.
 *
 * The tree lives whole in one Arena and dies with it. It knows nothing of the machine's values or
 * heap: identifiers are interned `Name`s, numbers are text, strings are UTF-8. Node kinds, their
 * members and field names stand in syntax.def, under the names that Python's own `ast` module
 * documents; `node->function_def.body` is FunctionDef.body.
 *
 * What a reader may rely on:
 *   - positions are those of Python 3.11: lines from 1, columns in UTF-8 bytes from 0, the end
 *     exclusive;
 *   - two Names of one tree are the same identifier exactly when their pointers are equal;
 *   - `depth` of a node is at most the limit that the tree was parsed with, so that a walk may
 *     recurse once for each level. A chain of `elif` counts as one level and needs a loop
 *     (weft__elif_next); so do the operands of BoolOp, Compare and JoinedStr, which are lists;
 *   - a node is allocated only as large as its own member needs. Never copy a Node by value.
 */
#ifndef WEFT_COMPILE_AST_H
#define WEFT_COMPILE_AST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Node Node;

/* An identifier (after NFKC normalization), a dotted module name, or `*`. NUL-terminated. */
typedef struct Name {
    const char *text;
    uint32_t length;
    uint32_t hash;
} Name;

typedef struct NodeList {
    Node **items;
    size_t count;
} NodeList;

typedef struct NameList {
    Name **items;
    size_t count;
} NameList;

typedef enum NodeKind {
#define NODE_BEGIN(kind, member, name, has_position) NODE_##kind,
#define NODE_LIKE(kind, member, name, has_position) NODE_##kind,
#define NODE_EMPTY(kind, name, has_position) NODE_##kind,
#include "compile/syntax.def"
    NODE_KIND_COUNT
} NodeKind;

typedef enum BinaryOperator {
#define BINARY_OPERATOR(kind, name, spelling) OPERATOR_##kind,
#include "compile/syntax.def"
    BINARY_OPERATOR_COUNT
} BinaryOperator;

typedef enum UnaryOperator {
#define UNARY_OPERATOR(kind, name) UNARY_OPERATOR_##kind,
#include "compile/syntax.def"
    UNARY_OPERATOR_COUNT
} UnaryOperator;

typedef enum CompareOperator {
#define COMPARE_OPERATOR(kind, name) COMPARE_OPERATOR_##kind,
#include "compile/syntax.def"
    COMPARE_OPERATOR_COUNT
} CompareOperator;

typedef enum BoolOperator {
#define BOOL_OPERATOR(kind, name) BOOL_OPERATOR_##kind,
#include "compile/syntax.def"
    BOOL_OPERATOR_COUNT
} BoolOperator;

typedef enum ExpressionContext {
#define EXPRESSION_CONTEXT(kind, name) CONTEXT_##kind,
#include "compile/syntax.def"
    EXPRESSION_CONTEXT_COUNT
} ExpressionContext;

typedef enum ConstantKind {
#define CONSTANT_KIND(kind) CONSTANT_##kind,
#include "compile/syntax.def"
    CONSTANT_KIND_COUNT
} ConstantKind;

/*
 * The value of a Constant. `text` is NUL-terminated (`length` does not count that NUL) and null for
 * None, True, False and Ellipsis. It holds
 *   INTEGER    digits without underscores, with the prefix 0x, 0o or 0b as written (any case)
 *   FLOAT      the literal without underscores
 *   IMAGINARY  the literal without underscores and without its `j`
 *   STRING     UTF-8, with lone surrogates as three bytes each; may contain NUL
 *   BYTES      the bytes
 */
typedef struct ConstantValue {
    ConstantKind kind;
    bool unicode_prefix; /* the (first) string literal was spelled u"..." : kind='u' in `ast` */
    const char *text;
    size_t length;
} ConstantValue;

struct Node {
    NodeKind kind;
    uint32_t depth; /* levels of nodes from here down, 1 for a leaf */
    int32_t line;
    int32_t column;
    int32_t end_line;
    int32_t end_column;
    union {
#define NODE_BEGIN(kind, member, name, has_position) struct {
#define FIELD_NODE(field) Node *field;
#define FIELD_OPTIONAL_NODE(field) Node *field;
#define FIELD_LIST(field) NodeList field;
#define FIELD_NAME(field) Name *field;
#define FIELD_OPTIONAL_NAME(field) Name *field;
#define FIELD_NAMES(field) NameList field;
#define FIELD_FLAG(field) bool field;
#define FIELD_INTEGER(field) int32_t field;
#define FIELD_CONTEXT(field) ExpressionContext field;
#define FIELD_BINARY(field) BinaryOperator field;
#define FIELD_UNARY(field) UnaryOperator field;
#define FIELD_BOOL(field) BoolOperator field;
#define FIELD_COMPARES(field) CompareOperator *field;
#define FIELD_SINGLETON(field) ConstantKind field;
#define FIELD_CONSTANT(field) ConstantValue field;
#define NODE_END(member) } member;
#include "compile/syntax.def"
    };
};

/* The If that `statement` (an If) continues with as `elif`, or null. An `if` that stands alone in an
 * `else` looks the same, as in Python, and is treated the same. */
static inline Node *weft__elif_next(const Node *statement)
{
    const NodeList *orelse = &statement->if_statement.orelse;
    return orelse->count == 1 && orelse->items[0]->kind == NODE_IF ? orelse->items[0] : NULL;
}

#endif
