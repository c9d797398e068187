/* emit_function.c - functions and lambdas: defaults, annotations, decorators, the body.
 *
 * Guarantees: defaults, annotations and decorators are evaluated in the scope and order in which
 * Python 3.11 does; the first constant of a function is its docstring or None.
 */
#include "compile/compiler.h"

#include "object/containers.h"
#include "object/native.h"

/* ---- parameters ---- */

static void check_names(Compiler *c, const NodeList *list)
{
    for (size_t i = 0; i < list->count && !c->failed; i++) {
        weft__forbidden_name(c, weft__name_string(c, list->items[i]->arg.arg), CONTEXT_STORE);
    }
}

static void check_parameters(Compiler *c, const Node *node)
{
    check_names(c, &node->arguments.posonlyargs);
    check_names(c, &node->arguments.args);
    if (node->arguments.vararg != NULL && !c->failed) {
        Str *name = weft__name_string(c, node->arguments.vararg->arg.arg);
        weft__forbidden_name(c, name, CONTEXT_STORE);
    }
    check_names(c, &node->arguments.kwonlyargs);
    if (node->arguments.kwarg != NULL && !c->failed) {
        Str *name = weft__name_string(c, node->arguments.kwarg->arg.arg);
        weft__forbidden_name(c, name, CONTEXT_STORE);
    }
}

static void set_argument_counts(Compiler *c, const Node *node)
{
    Emitter *e = c->emitter;
    e->positional_only_count = (uint32_t)node->arguments.posonlyargs.count;
    e->argument_count = e->positional_only_count + (uint32_t)node->arguments.args.count;
    e->keyword_only_count = (uint32_t)node->arguments.kwonlyargs.count;
}

/* Keyword-only defaults as a dict; false: there are none. */
static bool emit_keyword_defaults(Compiler *c, const Node *node)
{
    const NodeList *names = &node->arguments.kwonlyargs, *defaults = &node->arguments.kw_defaults;
    size_t count = 0;
    for (size_t i = 0; i < defaults->count; i++) {
        count += defaults->items[i] != NULL;
    }
    Tuple *keys = count == 0 || c->failed ? NULL : weft__tuple_new(c->thread, count);
    if (keys == NULL) {
        c->failed = c->failed || count > 0;
        return false;
    }
    size_t used = 0;
    for (size_t i = 0; i < defaults->count && !c->failed; i++) {
        if (defaults->items[i] != NULL) {
            Str *name = weft__name_string(c, names->items[i]->arg.arg);
            name = name == NULL ? NULL : weft__mangle(c, c->emitter->private_name, name);
            keys->items[used++] = value_or_empty(name);
            weft__visit(c, defaults->items[i]);
        }
    }
    weft__emit_constant(c, value_from_pointer(keys));
    emit(c, OPC_BUILD_CONST_KEY_MAP, (uint32_t)count);
    return true;
}

static uint32_t emit_defaults(Compiler *c, const Node *node)
{
    uint32_t flags = 0;
    const NodeList *defaults = &node->arguments.defaults;
    if (defaults->count > 0) {
        weft__visit_list(c, defaults);
        emit(c, OPC_BUILD_TUPLE, (uint32_t)defaults->count);
        flags |= 1;
    }
    if (emit_keyword_defaults(c, node)) {
        flags |= 2;
    }
    return flags;
}

/* ---- annotations ---- */

void weft__emit_annotation(Compiler *c, Node *annotation)
{
    if (c->future_annotations) {
        Position saved = c->emitter->at;
        Str *text = weft__unparse(c, annotation);
        weft__emit_constant(c, value_or_empty(text));
        c->emitter->at = saved;
    } else if (annotation->kind == NODE_STARRED) { /* *args: *Types */
        weft__visit(c, annotation->starred.value);
        emit(c, OPC_UNPACK_SEQUENCE, 1);
    } else {
        weft__visit(c, annotation);
    }
}

typedef struct AnnotationNames {
    Value *names;
    uint32_t count, capacity;
} AnnotationNames;

static void emit_one_annotation(Compiler *c, AnnotationNames *into, Str *name, Node *annotation)
{
    if (annotation == NULL || name == NULL ||
        !weft__compiler_grow(c, &into->names, into->count, &into->capacity, sizeof *into->names)) {
        return;
    }
    name = weft__mangle(c, c->emitter->private_name, name);
    into->names[into->count++] = value_from_pointer(name);
    weft__emit_annotation(c, annotation);
}

static void emit_argument_annotations(Compiler *c, AnnotationNames *into, const NodeList *list)
{
    for (size_t i = 0; i < list->count && !c->failed; i++) {
        const Node *argument = list->items[i];
        if (argument->arg.annotation != NULL) {
            emit_one_annotation(c, into, weft__name_string(c, argument->arg.arg),
                                argument->arg.annotation);
        }
    }
}

/* Annotations as a dict; false: there are none. */
static bool emit_annotations(Compiler *c, const Node *node, Node *returns)
{
    AnnotationNames names = {0};
    NodeList vararg = {(Node **)(uintptr_t)&node->arguments.vararg,
                       node->arguments.vararg != NULL};
    NodeList kwarg = {(Node **)(uintptr_t)&node->arguments.kwarg, node->arguments.kwarg != NULL};
    emit_argument_annotations(c, &names, &node->arguments.args);
    emit_argument_annotations(c, &names, &node->arguments.posonlyargs);
    emit_argument_annotations(c, &names, &vararg);
    emit_argument_annotations(c, &names, &node->arguments.kwonlyargs);
    emit_argument_annotations(c, &names, &kwarg);
    emit_one_annotation(c, &names, c->return_name, returns);
    if (names.count == 0 || c->failed) {
        return false;
    }
    Tuple *keys = weft__tuple_from(c->thread, names.names, names.count);
    if (keys == NULL) {
        c->failed = true;
        return false;
    }
    weft__emit_constant(c, value_from_pointer(keys));
    emit(c, OPC_BUILD_CONST_KEY_MAP, names.count);
    return true;
}

/* ---- functions ---- */

static Code *emit_body(Compiler *c, Node *s, int32_t first_line)
{
    Emitter inner;
    Code *before = weft__emitted_code(c, s);
    if (before != NULL) {
        return before;
    }
    weft__emitter_enter(c, &inner,
                        s->kind == NODE_ASYNC_FUNCTION_DEF ? EMIT_ASYNC_FUNCTION : EMIT_FUNCTION,
                        weft__name_string(c, s->function_def.name), s, first_line);
    set_argument_counts(c, s->function_def.args);
    const NodeList *body = &s->function_def.body;
    const Node *docstring = weft__docstring(body);
    if (docstring != NULL) {
        inner.docstring = weft__constant_value(c, body->items[0]->expression_statement.value);
    }
    if (c->optimize > 1) {
        inner.docstring = NONE;
    }
    weft__constant_index(c, inner.docstring);
    for (size_t i = docstring != NULL ? 1 : 0; i < body->count && !c->failed; i++) {
        weft__visit_statement(c, body->items[i]);
    }
    return weft__emitter_finish(c, true);
}

void weft__emit_function(Compiler *c, Node *s)
{
    const NodeList *decorators = &s->function_def.decorator_list;
    int32_t first_line = decorators->count > 0 ? decorators->items[0]->line : s->line;
    check_parameters(c, s->function_def.args);
    weft__visit_list(c, decorators);
    uint32_t flags = emit_defaults(c, s->function_def.args);
    if (emit_annotations(c, s->function_def.args, s->function_def.returns)) {
        flags |= 4;
    }
    Code *code = c->failed ? NULL : emit_body(c, s, first_line);
    weft__emit_closure(c, code, flags);
    /* decorator, function: the function stands as self. */
    Position saved = c->emitter->at;
    for (size_t i = decorators->count; i-- > 0 && !c->failed;) {
        at_node(c, decorators->items[i]);
        emit(c, OPC_CALL, 0);
    }
    c->emitter->at = saved;
    weft__emit_variable(c, weft__name_string(c, s->function_def.name), CONTEXT_STORE);
}

static Code *emit_lambda_body(Compiler *c, Node *e)
{
    Emitter inner;
    Code *before = weft__emitted_code(c, e);
    if (before != NULL) {
        return before;
    }
    weft__emitter_enter(c, &inner, EMIT_LAMBDA, weft__compiler_intern(c, "<lambda>"), e, e->line);
    set_argument_counts(c, e->lambda.args);
    weft__constant_index(c, NONE);
    weft__visit(c, e->lambda.body);
    if (!c->failed && !inner.scope->generator) {
        emit0(c, OPC_RETURN_VALUE);
    }
    return weft__emitter_finish(c, false);
}

void weft__emit_lambda(Compiler *c, Node *e)
{
    check_parameters(c, e->lambda.args);
    uint32_t flags = emit_defaults(c, e->lambda.args);
    if (!c->failed) {
        weft__emit_closure(c, emit_lambda_body(c, e), flags);
    }
}
