/* emit_class.c - classes, and the bodies of modules and classes.
 *
 * Guarantees: a class body sets __module__ and __qualname__ first, has __annotations__ when it
 * annotates anything, and returns the cell of __class__ (also stored as __classcell__) when a method
 * needs it.
 */
#include "compile/compiler.h"

#include "object/native.h"

static bool list_has_annotations(const NodeList *list);

static bool has_annotation(const Node *s)
{
    for (; s->kind == NODE_IF; s = weft__elif_next(s)) {
        if (list_has_annotations(&s->if_statement.body)) {
            return true;
        }
        if (weft__elif_next(s) == NULL) {
            return list_has_annotations(&s->if_statement.orelse);
        }
    }
    switch (s->kind) {
    case NODE_ANN_ASSIGN:
        return true;
    case NODE_FOR:
    case NODE_ASYNC_FOR:
        return list_has_annotations(&s->for_statement.body) ||
               list_has_annotations(&s->for_statement.orelse);
    case NODE_WHILE:
        return list_has_annotations(&s->while_statement.body) ||
               list_has_annotations(&s->while_statement.orelse);
    case NODE_WITH:
    case NODE_ASYNC_WITH:
        return list_has_annotations(&s->with_statement.body);
    case NODE_TRY:
    case NODE_TRY_STAR:
        for (size_t i = 0; i < s->try_statement.handlers.count; i++) {
            if (list_has_annotations(&s->try_statement.handlers.items[i]->except_handler.body)) {
                return true;
            }
        }
        return list_has_annotations(&s->try_statement.body) ||
               list_has_annotations(&s->try_statement.orelse) ||
               list_has_annotations(&s->try_statement.finalbody);
    case NODE_MATCH:
        for (size_t i = 0; i < s->match_statement.cases.count; i++) {
            if (list_has_annotations(&s->match_statement.cases.items[i]->match_case.body)) {
                return true;
            }
        }
        return false;
    default:
        return false;
    }
}

static bool list_has_annotations(const NodeList *list)
{
    for (size_t i = 0; i < list->count; i++) {
        if (has_annotation(list->items[i])) {
            return true;
        }
    }
    return false;
}

void weft__visit_body(Compiler *c, const NodeList *body)
{
    if (c->failed) {
        return;
    }
    if (c->emitter->kind == EMIT_MODULE && body->count > 0) {
        at_node(c, body->items[0]);
    }
    if (list_has_annotations(body)) {
        emit0(c, OPC_SETUP_ANNOTATIONS);
    }
    size_t i = 0;
    if (weft__docstring(body) != NULL && c->optimize > 1) {
        i = 1;
    } else if (weft__docstring(body) != NULL) {
        Node *docstring = body->items[0]->expression_statement.value;
        weft__visit(c, docstring);
        if (c->emitter->kind == EMIT_MODULE) {
            c->emitter->docstring = weft__constant_value(c, docstring);
        }
        at_nothing(c);
        weft__emit_variable(c, N(c->thread, __doc__), CONTEXT_STORE);
        i = 1;
    }
    for (; i < body->count && !c->failed; i++) {
        weft__visit_statement(c, body->items[i]);
    }
}

static Code *emit_class_body(Compiler *c, Node *s, int32_t first_line)
{
    Thread *t = c->thread;
    Emitter inner;
    Code *before = weft__emitted_code(c, s);
    if (before != NULL) {
        return before;
    }
    weft__emitter_enter(c, &inner, EMIT_CLASS, weft__name_string(c, s->class_def.name), s,
                        first_line);
    inner.private_name = inner.name;
    weft__emit_variable(c, N(t, __name__), CONTEXT_LOAD);
    weft__emit_variable(c, N(t, __module__), CONTEXT_STORE);
    weft__emit_constant(c, value_or_empty(inner.qualname));
    weft__emit_variable(c, N(t, __qualname__), CONTEXT_STORE);
    weft__visit_body(c, &s->class_def.body);
    at_nothing(c);
    if (!c->failed && inner.scope->needs_class_closure) {
        emit(c, OPC_LOAD_CLOSURE, 0);
        emit(c, OPC_COPY, 1);
        weft__emit_variable(c, N(t, __classcell__), CONTEXT_STORE);
    } else {
        weft__emit_constant(c, NONE);
    }
    emit0(c, OPC_RETURN_VALUE);
    return weft__emitter_finish(c, true);
}

void weft__emit_class(Compiler *c, Node *s)
{
    const NodeList *decorators = &s->class_def.decorator_list;
    int32_t first_line = decorators->count > 0 ? decorators->items[0]->line : s->line;
    weft__visit_list(c, decorators);
    if (c->failed) {
        return;
    }
    Code *code = emit_class_body(c, s, first_line);
    emit0(c, OPC_LOAD_BUILD_CLASS);
    emit0(c, OPC_PUSH_NULL);
    weft__emit_closure(c, code, 0);
    Str *name = weft__name_string(c, s->class_def.name);
    weft__emit_constant(c, value_or_empty(name));
    weft__emit_arguments(c, 2, &s->class_def.bases, &s->class_def.keywords);
    Position saved = c->emitter->at;
    for (size_t i = decorators->count; i-- > 0 && !c->failed;) {
        at_node(c, decorators->items[i]);
        emit(c, OPC_CALL, 0);
    }
    c->emitter->at = saved;
    weft__emit_variable(c, name, CONTEXT_STORE);
}

void weft__emit_module(Compiler *c, Node *tree)
{
    if (tree->kind == NODE_EXPRESSION) {
        weft__visit(c, tree->expression.body);
    } else if (tree->kind == NODE_INTERACTIVE) {
        if (list_has_annotations(&tree->module.body)) {
            emit0(c, OPC_SETUP_ANNOTATIONS);
        }
        weft__visit_statements(c, &tree->module.body);
    } else {
        weft__visit_body(c, &tree->module.body);
    }
}
