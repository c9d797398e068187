/*
 * parse_targets.c - what may be assigned to or deleted.
 *
 * A target is read as the expression that it looks like, checked, and then turned over to Store or
 * Del; the grammar of targets is exactly that subset.
 */
#include "compile/parser_state.h"

bool weft__is_target(const Node *node, TargetUse use)
{
    switch (node->kind) {
    case NODE_NAME:
    case NODE_ATTRIBUTE:
    case NODE_SUBSCRIPT: return true;
    case NODE_STARRED:
        return use != TARGET_DELETE && node->starred.value->kind != NODE_STARRED &&
               weft__is_target(node->starred.value, use);
    case NODE_LIST:
    case NODE_TUPLE:
        for (size_t i = 0; i < node->sequence.elts.count; i++) {
            if (!weft__is_target(node->sequence.elts.items[i], use)) {
                return false;
            }
        }
        return true;
    default: return false;
    }
}

bool weft__is_single_target(const Node *node)
{
    return node->kind == NODE_NAME || node->kind == NODE_ATTRIBUTE || node->kind == NODE_SUBSCRIPT;
}

void weft__set_context(Node *node, ExpressionContext context)
{
    switch (node->kind) {
    case NODE_NAME: node->name.ctx = context; break;
    case NODE_ATTRIBUTE: node->attribute.ctx = context; break;
    case NODE_SUBSCRIPT: node->subscript.ctx = context; break;
    case NODE_STARRED:
        node->starred.ctx = context;
        weft__set_context(node->starred.value, context);
        break;
    case NODE_LIST:
    case NODE_TUPLE:
        node->sequence.ctx = context;
        for (size_t i = 0; i < node->sequence.elts.count; i++) {
            weft__set_context(node->sequence.elts.items[i], context);
        }
        break;
    default: break;
    }
}

/* A target without the context set. */
static Node *parse_bare_target(Parser *p)
{
    uint32_t first = p->mark;
    if (accept(p, TOKEN_STAR)) {
        Node *value = peek(p) == TOKEN_STAR ? NULL : parse_bare_target(p);
        if (value == NULL) {
            p->mark = first;
            return NULL;
        }
        Node *node = NEW_NODE(p, STARRED, starred);
        node->starred.value = value;
        cover(node, value);
        return weft__parser_finish(p, node, first);
    }
    Node *node = weft__parse_primary(p);
    if (node != NULL && !weft__is_target(node, TARGET_ASSIGN)) {
        p->mark = first;
        return NULL;
    }
    return node;
}

Node *weft__parse_star_target(Parser *p)
{
    Node *node = parse_bare_target(p);
    if (node != NULL) {
        weft__set_context(node, CONTEXT_STORE);
    }
    return node;
}

Node *weft__parse_star_targets(Parser *p)
{
    uint32_t first = p->mark;
    return weft__parse_bare_tuple(p, weft__parse_star_target(p), first, weft__parse_star_target, CONTEXT_STORE);
}

bool weft__parse_delete_targets(Parser *p, NodeList *targets)
{
    size_t base = list_begin(p);
    do {
        uint32_t first = p->mark;
        Node *node = weft__parse_primary(p);
        if (node == NULL || !weft__is_target(node, TARGET_DELETE)) {
            p->mark = first;
            break;
        }
        weft__set_context(node, CONTEXT_DEL);
        list_push(p, node);
    } while (accept(p, TOKEN_COMMA));
    *targets = weft__list_take(p, base);
    return targets->count > 0;
}

/* ---- wrong targets --------------------------------------------------------------------------- */

const Node *weft__find_bad_target(const Node *node, TargetUse use)
{
    switch (node->kind) {
    case NODE_NAME:
    case NODE_ATTRIBUTE:
    case NODE_SUBSCRIPT: return NULL;
    case NODE_STARRED:
        return use == TARGET_DELETE ? node : weft__find_bad_target(node->starred.value, use);
    case NODE_COMPARE:
        /* `for x in y` reads as a comparison: its left side is the target. */
        if (use == TARGET_FOR) {
            return node->compare.ops[0] == COMPARE_OPERATOR_IN
                       ? weft__find_bad_target(node->compare.left, use)
                       : NULL;
        }
        return node;
    case NODE_LIST:
    case NODE_TUPLE:
        for (size_t i = 0; i < node->sequence.elts.count; i++) {
            const Node *bad = weft__find_bad_target(node->sequence.elts.items[i], use);
            if (bad != NULL) {
                return bad;
            }
        }
        return NULL;
    default: return node;
    }
}

void weft__raise_bad_target(Parser *p, const Node *node, TargetUse use)
{
    const Node *bad = weft__find_bad_target(node, use);
    if (bad != NULL) {
        weft__raise_node(p, bad, use == TARGET_DELETE ? "cannot delete %s" : "cannot assign to %s",
                         weft__describe(bad));
    }
}

static const char *describe_constant(const Node *node)
{
    switch (node->constant.value.kind) {
    case CONSTANT_NONE: return "None";
    case CONSTANT_TRUE: return "True";
    case CONSTANT_FALSE: return "False";
    case CONSTANT_ELLIPSIS: return "ellipsis";
    default: return "literal";
    }
}

const char *weft__describe(const Node *node)
{
    switch (node->kind) {
    case NODE_ATTRIBUTE: return "attribute";
    case NODE_SUBSCRIPT: return "subscript";
    case NODE_STARRED: return "starred";
    case NODE_NAME: return "name";
    case NODE_LIST: return "list";
    case NODE_TUPLE: return "tuple";
    case NODE_LAMBDA: return "lambda";
    case NODE_CALL: return "function call";
    case NODE_BOOL_OP:
    case NODE_BIN_OP:
    case NODE_UNARY_OP: return "expression";
    case NODE_GENERATOR_EXP: return "generator expression";
    case NODE_YIELD:
    case NODE_YIELD_FROM: return "yield expression";
    case NODE_AWAIT: return "await expression";
    case NODE_LIST_COMP: return "list comprehension";
    case NODE_SET_COMP: return "set comprehension";
    case NODE_DICT_COMP: return "dict comprehension";
    case NODE_DICT: return "dict literal";
    case NODE_SET: return "set display";
    case NODE_JOINED_STR:
    case NODE_FORMATTED_VALUE: return "f-string expression";
    case NODE_CONSTANT: return describe_constant(node);
    case NODE_COMPARE: return "comparison";
    case NODE_IF_EXP: return "conditional expression";
    case NODE_NAMED_EXPR: return "named expression";
    default: return "expression";
    }
}
