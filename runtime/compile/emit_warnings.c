/* emit_warnings.c - what looks like a mistake though it compiles: SyntaxWarnings of Python 3.11.
 *
 * Guarantees: same texts and conditions as there; nothing is emitted or changed.
 */
#include "compile/compiler.h"

#include "object/native.h"
#include "object/number.h"

/* The type that an expression is sure to have, or NULL. */
static Type *known_type(Compiler *c, Node *e)
{
    Thread *t = c->thread;
    switch (e->kind) {
    case NODE_TUPLE:
        return T(t, tuple);
    case NODE_LIST:
    case NODE_LIST_COMP:
        return T(t, list);
    case NODE_DICT:
    case NODE_DICT_COMP:
        return T(t, dict);
    case NODE_SET:
    case NODE_SET_COMP:
        return T(t, set);
    case NODE_GENERATOR_EXP:
        return T(t, generator);
    case NODE_LAMBDA:
        return T(t, function);
    case NODE_JOINED_STR:
    case NODE_FORMATTED_VALUE:
        return T(t, str);
    case NODE_CONSTANT: {
        Value v = weft__constant_value(c, e);
        return v == EMPTY ? NULL : type_of(t, v);
    }
    default:
        return NULL;
    }
}

static void warn(Compiler *c, const char *format, const Type *type, const Type *other)
{
    if (!c->failed) {
        weft__syntax_warning(c, c->emitter->at, weft__str_format(c->thread, format, type, other));
    }
}

void weft__warn_call(Compiler *c, Node *e)
{
    Node *function = e->call.func;
    switch (function->kind) {
    case NODE_CONSTANT:
    case NODE_TUPLE:
    case NODE_LIST:
    case NODE_LIST_COMP:
    case NODE_DICT:
    case NODE_DICT_COMP:
    case NODE_SET:
    case NODE_SET_COMP:
    case NODE_GENERATOR_EXP:
    case NODE_JOINED_STR:
    case NODE_FORMATTED_VALUE:
        warn(c, "'%N' object is not callable; perhaps you missed a comma?",
             known_type(c, function), NULL);
        break;
    default:
        break;
    }
}

static bool cannot_be_subscripted(Compiler *c, Node *e)
{
    switch (e->kind) {
    case NODE_CONSTANT: {
        Value v = weft__constant_value(c, e);
        Type *type = v == EMPTY ? NULL : type_of(c->thread, v);
        return v == NONE || v == ELLIPSIS || type == T(c->thread, int) ||
               type == T(c->thread, bool) || type == T(c->thread, float) ||
               type == T(c->thread, complex) || type == T(c->thread, frozenset);
    }
    case NODE_SET:
    case NODE_SET_COMP:
    case NODE_GENERATOR_EXP:
    case NODE_LAMBDA:
        return true;
    default:
        return false;
    }
}

static bool takes_indices(const Node *e)
{
    switch (e->kind) {
    case NODE_TUPLE:
    case NODE_LIST:
    case NODE_LIST_COMP:
    case NODE_JOINED_STR:
    case NODE_FORMATTED_VALUE:
        return true;
    default:
        return false;
    }
}

void weft__warn_subscript(Compiler *c, Node *e)
{
    Node *value = e->subscript.value;
    if (c->failed) {
        return;
    }
    if (cannot_be_subscripted(c, value)) {
        warn(c, "'%N' object is not subscriptable; perhaps you missed a comma?",
             known_type(c, value), NULL);
        return;
    }
    Type *index = known_type(c, e->subscript.slice);
    if (c->failed || index == NULL || index == T(c->thread, int) || index == T(c->thread, bool)) {
        return;
    }
    Type *type = known_type(c, value);
    bool indexed = takes_indices(value) ||
                   (is_constant(value) && (type == T(c->thread, str) ||
                                           type == T(c->thread, bytes) ||
                                           type == T(c->thread, tuple)));
    if (indexed && !c->failed) {
        warn(c,
             "%N indices must be integers or slices, not %N; perhaps you missed a comma?", type,
             index);
    }
}

/* A literal that `is` should not be used with. */
static bool is_literal(Compiler *c, Node *e)
{
    if (!is_constant(e)) {
        return false;
    }
    Value v = weft__constant_value(c, e);
    return v != NONE && v != FALSE_VALUE && v != TRUE_VALUE && v != ELLIPSIS && v != EMPTY;
}

void weft__warn_compare(Compiler *c, Node *e)
{
    bool left = is_literal(c, e->compare.left);
    for (size_t i = 0; i < e->compare.comparators.count && !c->failed; i++) {
        CompareOperator op = e->compare.ops[i];
        bool right = is_literal(c, e->compare.comparators.items[i]);
        if ((op == COMPARE_OPERATOR_IS || op == COMPARE_OPERATOR_IS_NOT) && (left || right)) {
            warn(c,
                 op == COMPARE_OPERATOR_IS ? "\"is\" with a literal. Did you mean \"==\"?"
                                           : "\"is not\" with a literal. Did you mean \"!=\"?",
                 NULL, NULL);
            return;
        }
        left = right;
    }
}
