/* emit_with.c - with and async with.
 *
 * Guarantees: the exit method stays on the stack while the body runs and is called exactly once on
 * every way out: falling off the end, leaving by break, continue or return (weft__unwind_nest), or an
 * exception, which it may swallow.
 */
#include "compile/compiler.h"

static void emit_await(Compiler *c, uint32_t what)
{
    emit(c, OPC_GET_AWAITABLE, what);
    weft__emit_constant(c, NONE);
    weft__emit_yield_from(c);
}

/* exit, unit, previous, exception, answer of exit: goes on, or raises again. */
static void emit_exception_end(Compiler *c, Block *cleanup)
{
    Block *swallowed = weft__block_new(c);
    at_nothing(c);
    weft__emit_jump(c, OPC_POP_JUMP_IF_TRUE, swallowed);
    emit(c, OPC_RERAISE, 2);
    weft__block_use(c, cleanup);
    emit(c, OPC_COPY, 3);
    emit0(c, OPC_POP_EXCEPT);
    emit(c, OPC_RERAISE, 1);
    weft__block_use(c, swallowed);
    emit0(c, OPC_POP_TOP);
    emit0(c, PSEUDO_POP_BLOCK);
    emit0(c, OPC_POP_EXCEPT);
    emit0(c, OPC_POP_TOP);
    emit0(c, OPC_POP_TOP);
}

static void emit_item(Compiler *c, Node *s, size_t index)
{
    bool asynchronous = s->kind == NODE_ASYNC_WITH;
    const NodeList *items = &s->with_statement.items;
    const Node *item = items->items[index];
    Block *body = weft__block_new(c), *final = weft__block_new(c), *exit = weft__block_new(c);
    Block *cleanup = weft__block_new(c);
    if (!weft__compiler_enter(c)) {
        return;
    }
    weft__visit(c, item->with_item.context_expr);
    emit0(c, asynchronous ? OPC_BEFORE_ASYNC_WITH : OPC_BEFORE_WITH);
    if (asynchronous) {
        emit_await(c, 1);
    }
    weft__emit_jump(c, PSEUDO_SETUP_WITH, final);
    weft__block_use(c, body);
    weft__nest_push(c, asynchronous ? NEST_ASYNC_WITH : NEST_WITH, body, final, s, NULL);
    if (item->with_item.optional_vars != NULL) {
        weft__visit(c, item->with_item.optional_vars);
    } else {
        emit0(c, OPC_POP_TOP);
    }
    if (index + 1 < items->count) {
        emit_item(c, s, index + 1);
    } else {
        weft__visit_statements(c, &s->with_statement.body);
    }
    weft__nest_pop(c);
    at_nothing(c);
    emit0(c, PSEUDO_POP_BLOCK);
    at_node(c, s);
    weft__emit_exit_call(c);
    if (asynchronous) {
        emit_await(c, 2);
    }
    emit0(c, OPC_POP_TOP);
    weft__emit_jump(c, OPC_JUMP, exit);
    weft__block_use(c, final);
    weft__emit_jump(c, PSEUDO_SETUP_CLEANUP, cleanup);
    emit0(c, OPC_PUSH_EXC_INFO);
    emit0(c, OPC_WITH_EXCEPT_START);
    if (asynchronous) {
        emit_await(c, 2);
    }
    emit_exception_end(c, cleanup);
    weft__block_use(c, exit);
}

void weft__emit_with(Compiler *c, Node *s)
{
    if (s->kind == NODE_ASYNC_WITH && c->emitter->kind != EMIT_ASYNC_FUNCTION) {
        weft__emit_error(c, "'async with' outside async function");
        return;
    }
    emit_item(c, s, 0);
}
