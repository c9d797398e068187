/* fold.c - what can be computed before the program runs, on the tree.
 *
 * Guarantees: operators on constants become constants (unless the value would be large or the
 * operator raises), tuples of constants become constants, a list or set that is only iterated or
 * searched becomes a tuple or frozenset, `__debug__` becomes True or False, `not a in b` becomes
 * `a not in b`, and '%s' formatting of a tuple display becomes an f-string. Positions stay those of
 * the source. Annotations that are kept as strings are left alone.
 */
#include "compile/compiler.h"

#include "object/containers.h"
#include "object/native.h"

static void fold(Compiler *c, Node **slot);

static void fold_list(Compiler *c, const NodeList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->items[i] != NULL) {
            fold(c, &list->items[i]);
        }
    }
}

static bool all_constant(const NodeList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (!is_constant(list->items[i])) {
            return false;
        }
    }
    return true;
}

static Value tuple_of(Compiler *c, const NodeList *elements)
{
    Tuple *tuple = c->failed ? NULL : weft__tuple_new(c->thread, elements->count);
    if (tuple == NULL) {
        c->failed = true;
        return EMPTY;
    }
    for (size_t i = 0; i < elements->count; i++) {
        tuple->items[i] = weft__constant_value(c, elements->items[i]);
    }
    return c->failed ? EMPTY : value_from_pointer(tuple);
}

static void replace(Compiler *c, Node **slot, Value v)
{
    if (v != EMPTY && !c->failed) {
        Node *constant = weft__constant_node(c, *slot, v);
        if (constant != NULL) {
            *slot = constant;
        }
    }
}

/* What is only iterated or searched need not be a list or a set. */
static void fold_iterable(Compiler *c, Node **slot)
{
    Node *node = *slot;
    if (c->failed) {
        return;
    }
    if (node->kind == NODE_LIST) {
        for (size_t i = 0; i < node->sequence.elts.count; i++) {
            if (node->sequence.elts.items[i]->kind == NODE_STARRED) {
                return;
            }
        }
        node->kind = NODE_TUPLE;
        if (all_constant(&node->sequence.elts)) {
            replace(c, slot, tuple_of(c, &node->sequence.elts));
        }
    } else if (node->kind == NODE_SET && all_constant(&node->set.elts)) {
        Value tuple = tuple_of(c, &node->set.elts);
        Set *set = tuple == EMPTY ? NULL : weft__set_from_iterable(c->thread, tuple, true);
        if (set == NULL) {
            c->failed = true;
            return;
        }
        replace(c, slot, value_from_pointer(set));
    }
}

/* ---- '%s' % (a,) ---- */

typedef struct FormatPiece {
    size_t end;       /* index behind the directive */
    int conversion;   /* 's', 'r', 'a' */
    bool left;
    size_t width_start, width_length, precision_start, precision_length;
    bool has_precision;
} FormatPiece;

enum { MOST_DIGITS = 2 };

/* Digits of a number in the format; false: too many. */
static bool read_digits(const Str *format, size_t *at, size_t *start, size_t *length)
{
    *start = *at;
    while (*at < format->length && str_char(format, *at) >= '0' && str_char(format, *at) <= '9') {
        (*at)++;
    }
    *length = *at - *start;
    return *length <= MOST_DIGITS;
}

/* Reads the directive behind a '%' at `at`; false: not one that can be turned. */
static bool read_directive(const Str *format, size_t at, FormatPiece *piece)
{
    memset(piece, 0, sizeof *piece);
    while (at < format->length && str_char(format, at) == '-') {
        piece->left = true;
        at++;
    }
    if (at < format->length && str_char(format, at) == '0') {
        return false;
    }
    if (!read_digits(format, &at, &piece->width_start, &piece->width_length)) {
        return false;
    }
    if (at < format->length && str_char(format, at) == '.') {
        at++;
        piece->has_precision = true;
        if (!read_digits(format, &at, &piece->precision_start, &piece->precision_length)) {
            return false;
        }
    }
    if (at >= format->length) {
        return false;
    }
    uint32_t letter = str_char(format, at);
    piece->conversion = (int)letter;
    piece->end = at + 1;
    return letter == 's' || letter == 'r' || letter == 'a';
}

static Node *new_node(Compiler *c, NodeKind kind, const Node *at)
{
    Node *node = weft__compiler_allocate(c, sizeof *node);
    if (node != NULL) {
        node->kind = kind;
        node->depth = at->depth;
        node->line = at->line;
        node->column = at->column;
        node->end_line = at->end_line;
        node->end_column = at->end_column;
    }
    return node;
}

/* A str constant that has no place in the source. */
static Node *text_node(Compiler *c, Str *text)
{
    static const Node nowhere = {.kind = NODE_CONSTANT, .depth = 1, .line = -1, .column = -1,
                                 .end_line = -1, .end_column = -1};
    if (text == NULL) {
        c->failed = true;
        return NULL;
    }
    return weft__constant_node(c, &nowhere, value_from_pointer(text));
}

/* The format spec that says the same as width and precision. NULL with *none: no spec needed. */
static Node *spec_node(Compiler *c, Str *format, const FormatPiece *piece, bool *none)
{
    *none = piece->width_length == 0 && !piece->has_precision;
    if (*none) {
        return NULL;
    }
    TextBuilder b;
    weft__builder_init(&b, c->thread);
    if (!piece->left && piece->width_length > 0) {
        weft__builder_char(&b, '>');
    }
    weft__builder_substring(&b, format, piece->width_start,
                            piece->width_start + piece->width_length);
    if (piece->has_precision) {
        weft__builder_char(&b, '.');
        weft__builder_substring(&b, format, piece->precision_start,
                                piece->precision_start + piece->precision_length);
        if (piece->precision_length == 0) {
            weft__builder_char(&b, '0');
        }
    }
    return text_node(c, weft__builder_finish(&b));
}

static Node *formatted_node(Compiler *c, Str *format, const FormatPiece *piece, Node *value)
{
    Node *node = new_node(c, NODE_FORMATTED_VALUE, value);
    if (node == NULL) {
        return NULL;
    }
    bool none;
    node->formatted_value.value = value;
    node->formatted_value.conversion = piece->conversion;
    node->formatted_value.format_spec = spec_node(c, format, piece, &none);
    return node;
}

/* Literal text up to the next directive, "%%" resolved. NULL with *literal NULL: none there. */
static bool read_literal(Compiler *c, Str *format, size_t *at, Node **literal)
{
    TextBuilder b;
    bool some = false;
    *literal = NULL;
    weft__builder_init(&b, c->thread);
    while (*at < format->length) {
        uint32_t ch = str_char(format, *at);
        if (ch == '%') {
            if (*at + 1 >= format->length) {
                return false; /* the operator raises */
            }
            if (str_char(format, *at + 1) != '%') {
                break;
            }
            (*at)++;
        }
        (*at)++;
        some = true;
        if (!weft__builder_char(&b, ch)) {
            c->failed = true;
            return false;
        }
    }
    if (some) {
        *literal = text_node(c, weft__builder_finish(&b));
    }
    return !c->failed;
}

static void fold_format(Compiler *c, Node **slot, Str *format, const NodeList *values)
{
    for (size_t i = 0; i < values->count; i++) {
        if (values->items[i]->kind == NODE_STARRED) {
            return;
        }
    }
    size_t room = values->count * 2 + 1, count = 0, used = 0, at = 0;
    Node **items = weft__compiler_allocate(c, room * sizeof *items);
    while (items != NULL) {
        Node *literal;
        if (!read_literal(c, format, &at, &literal)) {
            return;
        }
        if (literal != NULL) {
            items[count++] = literal;
        }
        FormatPiece piece;
        if (at >= format->length) {
            break;
        }
        if (used >= values->count || !read_directive(format, at + 1, &piece)) {
            return;
        }
        items[count] = formatted_node(c, format, &piece, values->items[used++]);
        if (items[count++] == NULL) {
            return;
        }
        at = piece.end;
    }
    Node *joined = items == NULL || used < values->count ? NULL
                                                         : new_node(c, NODE_JOINED_STR, *slot);
    if (joined != NULL && !c->failed) {
        joined->joined_str.values = (NodeList){items, count};
        *slot = joined;
    }
}

/* ---- kinds of nodes ---- */

static void fold_binary(Compiler *c, Node **slot)
{
    Node *node = *slot;
    Node *left = node->bin_op.left, *right = node->bin_op.right;
    if (!is_constant(left)) {
        return;
    }
    if (node->bin_op.op == OPERATOR_MOD && right->kind == NODE_TUPLE) {
        Value format = weft__constant_value(c, left);
        if (format != EMPTY && object_is(format, T(c->thread, str))) {
            fold_format(c, slot, as_str(format), &right->sequence.elts);
        }
    } else if (is_constant(right)) {
        replace(c, slot, weft__fold_binary(c, node->bin_op.op, weft__constant_value(c, left),
                                           weft__constant_value(c, right)));
    }
}

static void fold_unary(Compiler *c, Node **slot)
{
    Node *node = *slot, *operand = node->unary_op.operand;
    if (is_constant(operand)) {
        replace(c, slot, weft__fold_unary(c, node->unary_op.op, weft__constant_value(c, operand)));
    } else if (node->unary_op.op == UNARY_OPERATOR_NOT && operand->kind == NODE_COMPARE &&
               operand->compare.comparators.count == 1) {
        CompareOperator *op = &operand->compare.ops[0];
        switch (*op) {
        case COMPARE_OPERATOR_IS:
            *op = COMPARE_OPERATOR_IS_NOT;
            break;
        case COMPARE_OPERATOR_IS_NOT:
            *op = COMPARE_OPERATOR_IS;
            break;
        case COMPARE_OPERATOR_IN:
            *op = COMPARE_OPERATOR_NOT_IN;
            break;
        case COMPARE_OPERATOR_NOT_IN:
            *op = COMPARE_OPERATOR_IN;
            break;
        default:
            return;
        }
        *slot = operand;
    }
}

static void fold_node(Compiler *c, Node **slot)
{
    Node *node = *slot;
    switch (node->kind) {
    case NODE_BIN_OP:
        fold_binary(c, slot);
        break;
    case NODE_UNARY_OP:
        fold_unary(c, slot);
        break;
    case NODE_TUPLE:
        if (node->sequence.ctx == CONTEXT_LOAD && all_constant(&node->sequence.elts)) {
            replace(c, slot, tuple_of(c, &node->sequence.elts));
        }
        break;
    case NODE_SUBSCRIPT:
        if (node->subscript.ctx == CONTEXT_LOAD && is_constant(node->subscript.value) &&
            is_constant(node->subscript.slice)) {
            replace(c, slot,
                    weft__fold_subscript(c, weft__constant_value(c, node->subscript.value),
                                         weft__constant_value(c, node->subscript.slice)));
        }
        break;
    case NODE_NAME:
        if (node->name.ctx == CONTEXT_LOAD && strcmp(node->name.id->text, "__debug__") == 0) {
            replace(c, slot, value_from_bool(c->optimize == 0));
        }
        break;
    case NODE_COMPARE: {
        size_t last = node->compare.comparators.count - 1;
        CompareOperator op = node->compare.ops[last];
        if (op == COMPARE_OPERATOR_IN || op == COMPARE_OPERATOR_NOT_IN) {
            fold_iterable(c, &node->compare.comparators.items[last]);
        }
        break;
    }
    case NODE_FOR:
        fold_iterable(c, &node->for_statement.iter);
        break;
    case NODE_COMPREHENSION:
        fold_iterable(c, &node->comprehension.iter);
        break;
    default:
        break;
    }
}

/* An `elif` chain is one level deep: a loop. */
static void fold_if(Compiler *c, Node *node)
{
    for (;;) {
        fold(c, &node->if_statement.test);
        fold_list(c, &node->if_statement.body);
        Node *next = weft__elif_next(node);
        if (next == NULL || c->failed) {
            break;
        }
        node = next;
    }
    fold_list(c, &node->if_statement.orelse);
}

static void fold_children(Compiler *c, Node *node)
{
    switch (node->kind) {
    case NODE_IF:
        fold_if(c, node);
        return;
    case NODE_ARG:
        if (node->arg.annotation != NULL && !c->future_annotations) {
            fold(c, &node->arg.annotation);
        }
        return;
    case NODE_ANN_ASSIGN:
        fold(c, &node->ann_assign.target);
        if (!c->future_annotations) {
            fold(c, &node->ann_assign.annotation);
        }
        if (node->ann_assign.value != NULL) {
            fold(c, &node->ann_assign.value);
        }
        return;
    case NODE_FUNCTION_DEF:
    case NODE_ASYNC_FUNCTION_DEF:
        fold(c, &node->function_def.args);
        fold_list(c, &node->function_def.body);
        fold_list(c, &node->function_def.decorator_list);
        if (node->function_def.returns != NULL && !c->future_annotations) {
            fold(c, &node->function_def.returns);
        }
        return;
    default:
        break;
    }
    switch (node->kind) {
#define NODE_LIKE(kind, member, name, has_position) case NODE_##kind:
#define NODE_BEGIN(kind, member, name, has_position)     \
    case NODE_##kind: {                                  \
        __typeof__(node->member) *fields = &node->member; \
        (void)fields;
#define FIELD_NODE(field) fold(c, &fields->field);
#define FIELD_OPTIONAL_NODE(field)  \
    if (fields->field != NULL) {    \
        fold(c, &fields->field);    \
    }
#define FIELD_LIST(field) fold_list(c, &fields->field);
#define NODE_END(member) \
    break;               \
    }
#include "compile/syntax.def"
    default:
        break;
    }
}

static void fold(Compiler *c, Node **slot)
{
    if ((*slot)->kind == NODE_CONSTANT || !weft__compiler_enter(c)) {
        return;
    }
    fold_children(c, *slot);
    if (!c->failed) {
        fold_node(c, slot);
    }
}

void weft__fold_tree(Compiler *c, Node *tree)
{
    fold(c, &tree);
}
