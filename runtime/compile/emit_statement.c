/* emit_statement.c - statements: the dispatch, and the simple ones.
 *
 * Guarantees: every statement leaves the stack as it found it. The emitter's position stays at the
 * last statement, as what follows it (jumps, the end of blocks) belongs to it.
 */
#include "compile/compiler.h"

#include "object/native.h"

static void emit_expression_statement(Compiler *c, Node *s)
{
    Node *value = s->expression_statement.value;
    if (c->mode == COMPILE_SINGLE && c->nest_level <= 1) {
        weft__visit(c, value);
        emit0(c, OPC_PRINT_EXPR);
        return;
    }
    if (is_constant(value)) {
        emit0(c, OPC_NOP);
        return;
    }
    weft__visit(c, value);
    at_nothing(c);
    emit0(c, OPC_POP_TOP);
}

static void emit_return(Compiler *c, Node *s)
{
    Node *value = s->return_statement.value;
    bool computed = value != NULL && !is_constant(value);
    if (!weft__in_function(c)) {
        weft__emit_error(c, "'return' outside function");
        return;
    }
    if (value != NULL && c->emitter->scope->coroutine && c->emitter->scope->generator) {
        weft__emit_error(c, "'return' with value in async generator");
        return;
    }
    if (computed) {
        weft__visit(c, value);
    } else if (value != NULL) {
        at_node(c, value);
        emit0(c, OPC_NOP);
    }
    if (value == NULL || value->line != s->line) {
        at_node(c, s);
        emit0(c, OPC_NOP);
    }
    weft__unwind_nests(c, computed, false, NULL);
    if (!computed) {
        weft__emit_constant(c, value == NULL ? NONE : weft__constant_value(c, value));
    }
    emit0(c, OPC_RETURN_VALUE);
}

static void emit_break(Compiler *c)
{
    Nest loop;
    Position at = c->emitter->at;
    emit0(c, OPC_NOP);
    if (weft__unwind_nests(c, false, true, &loop)) {
        weft__unwind_nest(c, &loop, false);
        weft__emit_jump(c, OPC_JUMP, loop.exit);
    } else {
        c->emitter->at = at;
        weft__emit_error(c, "'break' outside loop");
    }
}

static void emit_continue(Compiler *c)
{
    Nest loop;
    Position at = c->emitter->at;
    emit0(c, OPC_NOP);
    if (weft__unwind_nests(c, false, true, &loop)) {
        weft__emit_jump(c, OPC_JUMP, loop.start);
    } else {
        c->emitter->at = at;
        weft__emit_error(c, "'continue' not properly in loop");
    }
}

static void emit_raise(Compiler *c, Node *s)
{
    uint32_t count = 0;
    if (s->raise_statement.exc != NULL) {
        weft__visit(c, s->raise_statement.exc);
        count++;
        if (s->raise_statement.cause != NULL) {
            weft__visit(c, s->raise_statement.cause);
            count++;
        }
    }
    emit(c, OPC_RAISE_VARARGS, count);
}

static void emit_assert(Compiler *c, Node *s)
{
    Node *test = s->assert_statement.test;
    bool tuple = test->kind == NODE_TUPLE && test->sequence.elts.count > 0;
    if (is_constant(test) && !c->failed) {
        Value v = weft__constant_value(c, test);
        tuple = v != EMPTY && object_is(v, T(c->thread, tuple)) && weft__truth(c->thread, v) == 1;
    }
    if (tuple && !c->failed) {
        weft__syntax_warning(
            c, c->emitter->at,
            weft__str_from_c(c->thread,
                             "assertion is always true, perhaps remove parentheses?"));
    }
    if (c->optimize > 0) {
        return;
    }
    Block *end = weft__block_new(c);
    weft__jump_if(c, test, end, true);
    emit0(c, OPC_LOAD_ASSERTION_ERROR);
    if (s->assert_statement.msg != NULL) {
        weft__visit(c, s->assert_statement.msg);
        emit(c, OPC_CALL, 0); /* class, message: the message stands as self */
    }
    emit(c, OPC_RAISE_VARARGS, 1);
    weft__block_use(c, end);
}

static void visit_kind(Compiler *c, Node *s)
{
    switch (s->kind) {
    case NODE_FUNCTION_DEF:
    case NODE_ASYNC_FUNCTION_DEF: weft__emit_function(c, s); break;
    case NODE_CLASS_DEF: weft__emit_class(c, s); break;
    case NODE_RETURN: emit_return(c, s); break;
    case NODE_DELETE: weft__visit_list(c, &s->delete_statement.targets); break;
    case NODE_ASSIGN: weft__emit_assign(c, s); break;
    case NODE_AUG_ASSIGN: weft__emit_augmented(c, s); break;
    case NODE_ANN_ASSIGN: weft__emit_annotated(c, s); break;
    case NODE_FOR: weft__emit_for(c, s); break;
    case NODE_ASYNC_FOR: weft__emit_async_for(c, s); break;
    case NODE_WHILE: weft__emit_while(c, s); break;
    case NODE_IF: weft__emit_if(c, s); break;
    case NODE_MATCH: weft__emit_match(c, s); break;
    case NODE_RAISE: emit_raise(c, s); break;
    case NODE_TRY: weft__emit_try(c, s); break;
    case NODE_TRY_STAR: weft__emit_try_star(c, s); break;
    case NODE_ASSERT: emit_assert(c, s); break;
    case NODE_IMPORT: weft__emit_import(c, s); break;
    case NODE_IMPORT_FROM: weft__emit_import_from(c, s); break;
    case NODE_GLOBAL:
    case NODE_NONLOCAL:
        break;
    case NODE_EXPR: emit_expression_statement(c, s); break;
    case NODE_PASS: emit0(c, OPC_NOP); break;
    case NODE_BREAK: emit_break(c); break;
    case NODE_CONTINUE: emit_continue(c); break;
    case NODE_WITH:
    case NODE_ASYNC_WITH: weft__emit_with(c, s); break;
    default: WEFT_UNREACHABLE();
    }
}

void weft__visit_statement(Compiler *c, Node *s)
{
    if (weft__compiler_enter(c)) {
        at_node(c, s);
        visit_kind(c, s);
    }
}

void weft__visit_statements(Compiler *c, const NodeList *list)
{
    for (size_t i = 0; i < list->count && !c->failed; i++) {
        weft__visit_statement(c, list->items[i]);
    }
}
