/* emit_loop.c - if, while, for and async for.
 *
 * Guarantees: every way back to a loop's start is a JUMP, which the assembler turns into
 * JUMP_BACKWARD, a safepoint; conditional jumps only go forwards.
 */
#include "compile/compiler.h"

/* An `elif` chain is one level of the tree: a loop here too. */
void weft__emit_if(Compiler *c, Node *s)
{
    Block *end = weft__block_new(c);
    for (;;) {
        bool has_else = s->if_statement.orelse.count > 0;
        Block *next = has_else ? weft__block_new(c) : end;
        weft__jump_if(c, s->if_statement.test, next, false);
        weft__visit_statements(c, &s->if_statement.body);
        if (!has_else || c->failed) {
            break;
        }
        at_nothing(c);
        weft__emit_jump(c, OPC_JUMP, end);
        weft__block_use(c, next);
        Node *elif = weft__elif_next(s);
        if (elif == NULL) {
            weft__visit_statements(c, &s->if_statement.orelse);
            break;
        }
        s = elif;
        at_node(c, s);
    }
    weft__block_use(c, end);
}

void weft__emit_while(Compiler *c, Node *s)
{
    Block *start = weft__block_new(c), *exhausted = weft__block_new(c), *end = weft__block_new(c);
    weft__block_use(c, start);
    weft__nest_push(c, NEST_WHILE, start, end, NULL, NULL);
    weft__jump_if(c, s->while_statement.test, exhausted, false);
    weft__visit_statements(c, &s->while_statement.body);
    at_nothing(c);
    weft__emit_jump(c, OPC_JUMP, start);
    weft__nest_pop(c);
    weft__block_use(c, exhausted);
    weft__visit_statements(c, &s->while_statement.orelse);
    weft__block_use(c, end);
}

void weft__emit_for(Compiler *c, Node *s)
{
    Block *start = weft__block_new(c), *exhausted = weft__block_new(c), *end = weft__block_new(c);
    weft__nest_push(c, NEST_FOR, start, end, NULL, NULL);
    weft__visit(c, s->for_statement.iter);
    emit0(c, OPC_GET_ITER);
    weft__block_use(c, start);
    weft__emit_jump(c, OPC_FOR_ITER, exhausted);
    weft__visit(c, s->for_statement.target);
    weft__visit_statements(c, &s->for_statement.body);
    at_nothing(c);
    weft__emit_jump(c, OPC_JUMP, start);
    weft__block_use(c, exhausted);
    weft__nest_pop(c);
    weft__visit_statements(c, &s->for_statement.orelse);
    weft__block_use(c, end);
}

void weft__emit_async_for(Compiler *c, Node *s)
{
    if (c->emitter->kind != EMIT_ASYNC_FUNCTION) {
        weft__emit_error(c, "'async for' outside async function");
        return;
    }
    Block *start = weft__block_new(c), *ended = weft__block_new(c), *end = weft__block_new(c);
    weft__visit(c, s->for_statement.iter);
    emit0(c, OPC_GET_AITER);
    weft__block_use(c, start);
    weft__nest_push(c, NEST_FOR, start, end, NULL, NULL);
    weft__emit_jump(c, PSEUDO_SETUP_FINALLY, ended); /* StopAsyncIteration of the next step */
    emit0(c, OPC_GET_ANEXT);
    weft__emit_constant(c, NONE);
    weft__emit_yield_from(c);
    emit0(c, PSEUDO_POP_BLOCK);
    weft__visit(c, s->for_statement.target);
    weft__visit_statements(c, &s->for_statement.body);
    at_nothing(c);
    weft__emit_jump(c, OPC_JUMP, start);
    weft__nest_pop(c);
    weft__block_use(c, ended);
    at_node(c, s->for_statement.iter);
    emit0(c, OPC_END_ASYNC_FOR);
    weft__visit_statements(c, &s->for_statement.orelse);
    weft__block_use(c, end);
}
