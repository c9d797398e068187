/* tree_check.c - whether a tree that a program made is one that a text could have.
 *
 * The parser cannot make a function without a body, a target that nothing can be stored in, or lists that
 * belong together and differ in length; a program that builds a tree of ast can. The later passes rely on
 * none of that happening, so weft__check_tree() refuses such trees with ValueError. It looks at the tree of
 * the compilation, which nobody else can change. Its depth is bounded by the compiler's recursion guard.
 */
#include "compile/tree_objects.h"

#include "object/native.h"
#include "object/text.h"

#define REFUSE(c, ...)                                      \
    do {                                                    \
        if (!(c)->failed) {                                 \
            RAISE((c)->thread, ValueError, __VA_ARGS__);    \
            weft__compiler_fail(c);                         \
        }                                                   \
    } while (0)

static const char *const context_names[] = {
#define EXPRESSION_CONTEXT(kind, name) [CONTEXT_##kind] = name,
#include "compile/syntax.def"
};

static void check(Compiler *c, Node *node, ExpressionContext wanted);

/* ---- contexts ---- */

/* The context that the node itself tells. False: it is no kind that has one. */
static bool own_context(const Node *node, ExpressionContext *found)
{
    switch (node->kind) {
    case NODE_ATTRIBUTE: *found = node->attribute.ctx; return true;
    case NODE_SUBSCRIPT: *found = node->subscript.ctx; return true;
    case NODE_STARRED: *found = node->starred.ctx; return true;
    case NODE_NAME: *found = node->name.ctx; return true;
    case NODE_LIST:
    case NODE_TUPLE: *found = node->sequence.ctx; return true;
    default: return false;
    }
}

static void check_context(Compiler *c, const Node *node, ExpressionContext wanted)
{
    ExpressionContext found;
    if (own_context(node, &found)) {
        if (found != wanted) {
            REFUSE(c, "expression must have %s context but has %s instead", context_names[wanted],
                   context_names[found]);
        }
    } else if (wanted != CONTEXT_LOAD) {
        REFUSE(c, "expression which can't be assigned to in %s context", context_names[wanted]);
    }
}

/* The context that a field's expressions must have. */
static ExpressionContext field_context(const Node *node, const char *field, ExpressionContext own)
{
    switch (node->kind) {
    case NODE_ASSIGN:
        return strcmp(field, "targets") == 0 ? CONTEXT_STORE : CONTEXT_LOAD;
    case NODE_DELETE:
        return CONTEXT_DEL;
    case NODE_AUG_ASSIGN:
    case NODE_ANN_ASSIGN:
    case NODE_FOR:
    case NODE_ASYNC_FOR:
    case NODE_COMPREHENSION:
    case NODE_NAMED_EXPR:
        return strcmp(field, "target") == 0 ? CONTEXT_STORE : CONTEXT_LOAD;
    case NODE_WITH_ITEM:
        return strcmp(field, "optional_vars") == 0 ? CONTEXT_STORE : CONTEXT_LOAD;
    case NODE_LIST:
    case NODE_TUPLE:
    case NODE_STARRED:
        return own;
    default:
        return CONTEXT_LOAD;
    }
}

/* ---- lists ---- */

static void need_items(Compiler *c, const Node *node, const NodeList *list, const char *field)
{
    if (list->count == 0) {
        REFUSE(c, "empty %s on %s", field, weft__node_kind_name(node->kind));
    }
}

static void need_generators(Compiler *c, const NodeList *generators)
{
    if (generators->count == 0) {
        REFUSE(c, "comprehension with no generators");
    }
}

static void check_try(Compiler *c, const Node *node)
{
    const char *name = weft__node_kind_name(node->kind);
    need_items(c, node, &node->try_statement.body, "body");
    if (node->try_statement.handlers.count == 0) {
        if (node->try_statement.finalbody.count == 0) {
            REFUSE(c, "%s has neither except handlers nor finalbody", name);
        } else if (node->try_statement.orelse.count > 0) {
            REFUSE(c, "%s has orelse but no except handlers", name);
        }
    }
    for (size_t i = 0; node->kind == NODE_TRY_STAR && i < node->try_statement.handlers.count; i++) {
        if (node->try_statement.handlers.items[i]->except_handler.type == NULL) {
            REFUSE(c, "TryStar has a handler without a type");
        }
    }
}

static void check_statement_lists(Compiler *c, const Node *node)
{
    switch (node->kind) {
    case NODE_FUNCTION_DEF:
    case NODE_ASYNC_FUNCTION_DEF: need_items(c, node, &node->function_def.body, "body"); break;
    case NODE_CLASS_DEF: need_items(c, node, &node->class_def.body, "body"); break;
    case NODE_DELETE: need_items(c, node, &node->delete_statement.targets, "targets"); break;
    case NODE_ASSIGN: need_items(c, node, &node->assign.targets, "targets"); break;
    case NODE_FOR:
    case NODE_ASYNC_FOR: need_items(c, node, &node->for_statement.body, "body"); break;
    case NODE_WHILE: need_items(c, node, &node->while_statement.body, "body"); break;
    case NODE_IF: need_items(c, node, &node->if_statement.body, "body"); break;
    case NODE_WITH:
    case NODE_ASYNC_WITH:
        need_items(c, node, &node->with_statement.items, "items");
        need_items(c, node, &node->with_statement.body, "body");
        break;
    case NODE_MATCH: need_items(c, node, &node->match_statement.cases, "cases"); break;
    case NODE_MATCH_CASE: need_items(c, node, &node->match_case.body, "body"); break;
    case NODE_TRY:
    case NODE_TRY_STAR: check_try(c, node); break;
    case NODE_EXCEPT_HANDLER: need_items(c, node, &node->except_handler.body, "body"); break;
    case NODE_IMPORT: need_items(c, node, &node->import_statement.names, "names"); break;
    case NODE_IMPORT_FROM:
        if (node->import_from.level < 0) {
            REFUSE(c, "Negative ImportFrom level");
        }
        need_items(c, node, &node->import_from.names, "names");
        break;
    case NODE_GLOBAL:
    case NODE_NONLOCAL:
        if (node->global_statement.names.count == 0) {
            REFUSE(c, "empty names on %s", weft__node_kind_name(node->kind));
        }
        break;
    case NODE_RAISE:
        if (node->raise_statement.exc == NULL && node->raise_statement.cause != NULL) {
            REFUSE(c, "Raise with cause but no exception");
        }
        break;
    case NODE_ANN_ASSIGN:
        if (node->ann_assign.simple && node->ann_assign.target->kind != NODE_NAME) {
            RAISE(c->thread, TypeError, "AnnAssign with simple non-Name target");
            weft__compiler_fail(c);
        }
        break;
    default:
        break;
    }
}

static void check_expression_lists(Compiler *c, const Node *node)
{
    switch (node->kind) {
    case NODE_BOOL_OP:
        if (node->bool_op.values.count < 2) {
            REFUSE(c, "BoolOp with less than 2 values");
        }
        break;
    case NODE_DICT:
        if (node->dict.keys.count != node->dict.values.count) {
            REFUSE(c, "Dict doesn't have the same number of keys as values");
        }
        break;
    case NODE_SET: need_items(c, node, &node->set.elts, "elts"); break;
    case NODE_LIST_COMP:
    case NODE_SET_COMP:
    case NODE_GENERATOR_EXP: need_generators(c, &node->comp.generators); break;
    case NODE_DICT_COMP: need_generators(c, &node->dict_comp.generators); break;
    case NODE_COMPARE:
        if (node->compare.comparators.count == 0) {
            REFUSE(c, "Compare with no comparators");
        }
        break;
    case NODE_NAMED_EXPR:
        if (node->named_expr.target->kind != NODE_NAME) {
            RAISE(c->thread, TypeError, "NamedExpr target must be a Name");
            weft__compiler_fail(c);
        }
        break;
    case NODE_ARGUMENTS:
        if (node->arguments.defaults.count > node->arguments.posonlyargs.count + node->arguments.args.count) {
            REFUSE(c, "more positional defaults than args on arguments");
        } else if (node->arguments.kwonlyargs.count != node->arguments.kw_defaults.count) {
            REFUSE(c, "length of kwonlyargs is not the same as kw_defaults on arguments");
        }
        break;
    default:
        break;
    }
}

/* ---- patterns ---- */

static bool is_dotted_name(const Node *node)
{
    while (node->kind == NODE_ATTRIBUTE) {
        node = node->attribute.value;
    }
    return node->kind == NODE_NAME;
}

/* A number: with a sign before it or not, and a complex or a real one. */
static bool is_number(Compiler *c, Node *node, bool signed_too, bool imaginary, bool real)
{
    if (signed_too && node->kind == NODE_UNARY_OP && node->unary_op.op == UNARY_OPERATOR_U_SUB) {
        node = node->unary_op.operand;
    }
    Value v = node->kind == NODE_CONSTANT ? weft__constant_value(c, node) : EMPTY;
    if (v == EMPTY || v == TRUE_VALUE || v == FALSE_VALUE) {
        return false;
    }
    bool is_complex = object_is(v, T(c->thread, complex));
    return (imaginary && is_complex) || (real && (is_int(c->thread, v) || is_float(c->thread, v)));
}

/* What a pattern compares with: a literal, a signed or complex number, or a dotted name. */
static void check_value_pattern(Compiler *c, Node *value)
{
    bool fine;
    switch (value->kind) {
    case NODE_CONSTANT: {
        Value v = weft__constant_value(c, value);
        fine = v != EMPTY && (is_str(c->thread, v) || object_is(v, T(c->thread, bytes)) ||
                              is_number(c, value, false, true, true));
        if (!fine) {
            REFUSE(c, "unexpected constant inside of a literal pattern");
        }
        return;
    }
    case NODE_ATTRIBUTE: fine = is_dotted_name(value); break;
    case NODE_UNARY_OP: fine = is_number(c, value, true, true, true); break;
    case NODE_BIN_OP:
        fine = (value->bin_op.op == OPERATOR_ADD || value->bin_op.op == OPERATOR_SUB) &&
               is_number(c, value->bin_op.left, true, false, true) &&
               is_number(c, value->bin_op.right, false, true, false);
        break;
    case NODE_JOINED_STR: fine = true; break; /* refused later, with a message of its own */
    default: fine = false; break;
    }
    if (!fine) {
        REFUSE(c, "patterns may only match literals and attribute lookups");
    }
}

static void check_mapping_keys(Compiler *c, const NodeList *keys)
{
    for (size_t i = 0; i < keys->count && !c->failed; i++) {
        Node *key = keys->items[i];
        Value v = key->kind == NODE_CONSTANT ? weft__constant_value(c, key) : EMPTY;
        if (v != NONE && v != TRUE_VALUE && v != FALSE_VALUE) {
            check_value_pattern(c, key);
        }
    }
}

static bool is_wildcard(const Name *name)
{
    return name != NULL && strcmp(name->text, "_") == 0;
}

static void check_captured(Compiler *c, const Name *name)
{
    if (is_wildcard(name)) {
        REFUSE(c, "can't capture name '_' in patterns");
    }
}

static void check_class_pattern(Compiler *c, const Node *node)
{
    if (node->match_class.kwd_attrs.count != node->match_class.kwd_patterns.count) {
        REFUSE(c, "MatchClass doesn't have the same number of keyword attributes as patterns");
    } else if (!is_dotted_name(node->match_class.cls)) {
        REFUSE(c, "MatchClass cls field can only contain Name or Attribute nodes.");
    }
}

static void check_pattern(Compiler *c, const Node *node)
{
    switch (node->kind) {
    case NODE_MATCH_VALUE: check_value_pattern(c, node->match_value.value); break;
    case NODE_MATCH_MAPPING:
        if (node->match_mapping.keys.count != node->match_mapping.patterns.count) {
            REFUSE(c, "MatchMapping doesn't have the same number of keys as patterns");
        }
        check_captured(c, node->match_mapping.rest);
        check_mapping_keys(c, &node->match_mapping.keys);
        break;
    case NODE_MATCH_CLASS: check_class_pattern(c, node); break;
    case NODE_MATCH_STAR: check_captured(c, node->match_star.name); break;
    case NODE_MATCH_AS:
        check_captured(c, node->match_as.name);
        if (node->match_as.name == NULL && node->match_as.pattern != NULL) {
            REFUSE(c, "MatchAs must specify a target name if a pattern is given");
        }
        break;
    case NODE_MATCH_OR:
        if (node->match_patterns.patterns.count < 2) {
            REFUSE(c, "MatchOr requires at least 2 patterns");
        }
        break;
    default:
        break;
    }
}

/* `*name` stands in a sequence pattern alone. */
static void check_star(Compiler *c, const Node *parent, const Node *pattern)
{
    if (pattern->kind == NODE_MATCH_STAR && parent->kind != NODE_MATCH_SEQUENCE) {
        REFUSE(c, "can't use MatchStar here");
    }
}

/* ---- positions, names, constants ---- */

static void check_position(Compiler *c, const Node *node)
{
    int line = node->line, end_line = node->end_line, column = node->column, end_column = node->end_column;
    if (line > end_line) {
        REFUSE(c, "AST node line range (%d, %d) is not valid", line, end_line);
    } else if ((line < 0 && end_line != line) || (column < 0 && column != end_column)) {
        REFUSE(c, "AST node column range (%d, %d) for line range (%d, %d) is not valid", column, end_column,
               line, end_line);
    } else if (line == end_line && column > end_column) {
        REFUSE(c, "line %d, column %d-%d is not a valid range", line, column, end_column);
    }
}

static void check_identifier(Compiler *c, const Name *name)
{
    static const char *const words[] = {"None", "True", "False"};
    for (int i = 0; name != NULL && i < 3; i++) {
        if (strcmp(name->text, words[i]) == 0) {
            REFUSE(c, "identifier field can't represent '%s' constant", words[i]);
        }
    }
}

static void check_constant(Compiler *c, Value v)
{
    Thread *t = c->thread;
    if (object_is(v, T(t, tuple)) || object_is(v, T(t, frozenset))) {
        Tuple *items = weft__compiler_enter(c) ? weft__tuple_from_iterable(t, v) : NULL;
        if (items == NULL) {
            weft__compiler_fail(c);
        }
        for (size_t i = 0; items != NULL && i < tuple_length(items) && !c->failed; i++) {
            check_constant(c, items->items[i]);
        }
        return;
    }
    Type *type = type_of(t, v);
    bool fine = v == NONE || v == ELLIPSIS || type == T(t, bool) || type == T(t, int) || type == T(t, float) ||
                type == T(t, complex) || type == T(t, str) || type == T(t, bytes);
    if (!fine && !c->failed) {
        RAISE(t, TypeError, "got an invalid type in Constant: %T", v);
        weft__compiler_fail(c);
    }
}

/* ---- the walk ---- */

static void check_list(Compiler *c, const Node *parent, const NodeList *list, ExpressionContext wanted)
{
    for (size_t i = 0; i < list->count && !c->failed; i++) {
        if (list->items[i] != NULL) {
            check_star(c, parent, list->items[i]);
            check(c, list->items[i], wanted);
        }
    }
}

static void check_part(Compiler *c, const Node *parent, Node *part, ExpressionContext wanted)
{
    if (part != NULL) {
        check_star(c, parent, part);
        check(c, part, wanted);
    }
}

static void check_fields(Compiler *c, Node *node, ExpressionContext own)
{
    switch (node->kind) {
#define NODE_LIKE(kind, member, name, has_position) case NODE_##kind:
#define NODE_BEGIN(kind, member, name, has_position)      \
    case NODE_##kind: {                                   \
        __typeof__(node->member) *fields = &node->member; \
        (void)fields;
#define FIELD_NODE(field) check_part(c, node, fields->field, field_context(node, #field, own));
#define FIELD_OPTIONAL_NODE(field) check_part(c, node, fields->field, field_context(node, #field, own));
#define FIELD_LIST(field) check_list(c, node, &fields->field, field_context(node, #field, own));
#define NODE_END(member) \
    break;               \
    }
#include "compile/syntax.def"
    default:
        break;
    }
}

static void check_names_of(Compiler *c, const Node *node)
{
    switch (node->kind) {
    case NODE_NAME: check_identifier(c, node->name.id); break;
    case NODE_ARG: check_identifier(c, node->arg.arg); break;
    case NODE_KEYWORD: check_identifier(c, node->keyword.arg); break;
    case NODE_MATCH_AS: check_identifier(c, node->match_as.name); break;
    case NODE_MATCH_STAR: check_identifier(c, node->match_star.name); break;
    case NODE_MATCH_MAPPING: check_identifier(c, node->match_mapping.rest); break;
    case NODE_MATCH_CLASS:
        for (size_t i = 0; i < node->match_class.kwd_attrs.count; i++) {
            check_identifier(c, node->match_class.kwd_attrs.items[i]);
        }
        break;
    default:
        break;
    }
}

static void check(Compiler *c, Node *node, ExpressionContext wanted)
{
    if (!weft__compiler_enter(c)) {
        return;
    }
    bool expression = node->kind >= NODE_BOOL_OP && node->kind <= NODE_SLICE;
    check_position(c, node);
    if (expression) {
        check_context(c, node, wanted);
    }
    check_statement_lists(c, node);
    check_expression_lists(c, node);
    check_pattern(c, node);
    check_names_of(c, node);
    if (!c->failed) {
        check_fields(c, node, wanted);
    }
    if (node->kind == NODE_CONSTANT && !c->failed) {
        Value v = weft__constant_value(c, node);
        if (v != EMPTY) {
            check_constant(c, v);
        }
    }
}

void weft__check_tree(Compiler *c, Node *tree)
{
    check(c, tree, CONTEXT_LOAD);
}
