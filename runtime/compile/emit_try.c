/* emit_try.c - try with except, except*, else and finally.
 *
 * Guarantees: a finally body is emitted once for each way out (falling off the end, an exception, and
 * each break, continue or return, see weft__unwind_nest); while a handler runs, its exception is the
 * handled one and is put back on every way out; `as name` is unbound at the handler's end.
 */
#include "compile/compiler.h"

/* previous, ..., unit, exception: hands the exception on from a handler's own failure. */
static void emit_restore_and_reraise(Compiler *c)
{
    emit(c, OPC_COPY, 3);
    emit0(c, OPC_POP_EXCEPT);
    emit(c, OPC_RERAISE, 1);
}

static void emit_unbind(Compiler *c, const Name *name)
{
    Str *text = weft__name_string(c, name);
    weft__emit_constant(c, NONE);
    weft__emit_variable(c, text, CONTEXT_STORE);
    weft__emit_variable(c, text, CONTEXT_DEL);
}

/* Body of `except E as name`: with a finally that unbinds the name. */
static void emit_named_handler(Compiler *c, Node *handler, Block *end)
{
    Name *name = handler->except_handler.name;
    Block *cleanup = weft__block_new(c), *body = weft__block_new(c);
    weft__emit_variable(c, weft__name_string(c, name), CONTEXT_STORE);
    weft__emit_jump(c, PSEUDO_SETUP_CLEANUP, cleanup);
    weft__block_use(c, body);
    weft__nest_push(c, NEST_HANDLER, body, NULL, NULL, name);
    weft__visit_statements(c, &handler->except_handler.body);
    weft__nest_pop(c);
    at_nothing(c);
    emit0(c, PSEUDO_POP_BLOCK);
    emit0(c, PSEUDO_POP_BLOCK);
    emit0(c, OPC_POP_EXCEPT);
    emit_unbind(c, name);
    weft__emit_jump(c, OPC_JUMP, end);
    weft__block_use(c, cleanup);
    at_nothing(c);
    emit_unbind(c, name);
    emit(c, OPC_RERAISE, 1);
}

static void emit_plain_handler(Compiler *c, Node *handler, Block *end)
{
    Block *body = weft__block_new(c);
    emit0(c, OPC_POP_TOP);
    weft__block_use(c, body);
    weft__nest_push(c, NEST_HANDLER, body, NULL, NULL, NULL);
    weft__visit_statements(c, &handler->except_handler.body);
    weft__nest_pop(c);
    at_nothing(c);
    emit0(c, PSEUDO_POP_BLOCK);
    emit0(c, OPC_POP_EXCEPT);
    weft__emit_jump(c, OPC_JUMP, end);
}

static void emit_try_except(Compiler *c, Node *s)
{
    const NodeList *handlers = &s->try_statement.handlers;
    Block *body = weft__block_new(c), *first = weft__block_new(c), *end = weft__block_new(c);
    Block *cleanup = weft__block_new(c);
    weft__emit_jump(c, PSEUDO_SETUP_FINALLY, first);
    weft__block_use(c, body);
    weft__nest_push(c, NEST_TRY, body, NULL, NULL, NULL);
    weft__visit_statements(c, &s->try_statement.body);
    weft__nest_pop(c);
    weft__emit_artificial(c, PSEUDO_POP_BLOCK);
    weft__visit_statements(c, &s->try_statement.orelse);
    weft__emit_artificial_jump(c, OPC_JUMP, end);
    weft__block_use(c, first);
    at_nothing(c);
    weft__emit_jump(c, PSEUDO_SETUP_CLEANUP, cleanup);
    emit0(c, OPC_PUSH_EXC_INFO);
    weft__nest_push(c, NEST_EXCEPT, NULL, NULL, NULL, NULL);
    for (size_t i = 0; i < handlers->count && !c->failed; i++) {
        Node *handler = handlers->items[i];
        Block *next = weft__block_new(c);
        at_node(c, handler);
        if (handler->except_handler.type == NULL && i + 1 < handlers->count) {
            weft__emit_error(c, "default 'except:' must be last");
            return;
        }
        if (handler->except_handler.type != NULL) {
            weft__visit(c, handler->except_handler.type);
            emit0(c, OPC_CHECK_EXC_MATCH);
            weft__emit_jump(c, OPC_POP_JUMP_IF_FALSE, next);
        }
        if (handler->except_handler.name != NULL) {
            emit_named_handler(c, handler, end);
        } else {
            emit_plain_handler(c, handler, end);
        }
        weft__block_use(c, next);
    }
    at_nothing(c);
    weft__nest_pop(c);
    emit(c, OPC_RERAISE, 0);
    weft__block_use(c, cleanup);
    emit_restore_and_reraise(c);
    weft__block_use(c, end);
}

/* ---- except* ----
 * Stack in the handlers: previous, original group, list of what handlers raised, rest of the group.
 */

/* Body of one except* with the matching part on top; `next` takes what is left. */
static void emit_star_handler(Compiler *c, Node *handler, Block *next, Block *next_with_error)
{
    Name *name = handler->except_handler.name;
    Block *cleanup = weft__block_new(c), *body = weft__block_new(c);
    if (name != NULL) {
        weft__emit_variable(c, weft__name_string(c, name), CONTEXT_STORE);
    } else {
        emit0(c, OPC_POP_TOP);
    }
    weft__emit_jump(c, PSEUDO_SETUP_CLEANUP, cleanup);
    weft__block_use(c, body);
    weft__nest_push(c, NEST_HANDLER, body, NULL, NULL, name);
    weft__visit_statements(c, &handler->except_handler.body);
    weft__nest_pop(c);
    at_nothing(c);
    emit0(c, PSEUDO_POP_BLOCK);
    if (name != NULL) {
        emit_unbind(c, name);
    }
    weft__emit_jump(c, OPC_JUMP, next);
    weft__block_use(c, cleanup);
    at_nothing(c);
    if (name != NULL) {
        emit_unbind(c, name);
    }
    emit(c, OPC_LIST_APPEND, 3); /* the exception */
    emit0(c, OPC_POP_TOP);       /* the unit number */
    weft__emit_jump(c, OPC_JUMP, next_with_error);
}

static void emit_star_handlers(Compiler *c, const NodeList *handlers, Block *reraise)
{
    for (size_t i = 0; i < handlers->count && !c->failed; i++) {
        Node *handler = handlers->items[i];
        Block *next = weft__block_new(c), *next_with_error = weft__block_new(c);
        Block *no_match = weft__block_new(c);
        at_node(c, handler);
        if (i == 0) {
            emit(c, OPC_BUILD_LIST, 0);
            emit(c, OPC_COPY, 2);
        }
        weft__visit(c, handler->except_handler.type);
        emit0(c, OPC_CHECK_EG_MATCH);
        emit(c, OPC_COPY, 1);
        weft__emit_jump(c, OPC_POP_JUMP_IF_NONE, no_match);
        emit_star_handler(c, handler, next, next_with_error);
        weft__block_use(c, next);
        emit0(c, OPC_NOP);
        weft__emit_jump(c, OPC_JUMP, next_with_error);
        weft__block_use(c, no_match);
        emit0(c, OPC_POP_TOP); /* None */
        weft__block_use(c, next_with_error);
        if (i + 1 == handlers->count) {
            emit(c, OPC_LIST_APPEND, 1); /* what no handler took */
            weft__emit_jump(c, OPC_JUMP, reraise);
        }
    }
}

static void emit_try_star_except(Compiler *c, Node *s)
{
    Block *body = weft__block_new(c), *first = weft__block_new(c), *end = weft__block_new(c);
    Block *orelse = weft__block_new(c), *cleanup = weft__block_new(c);
    Block *reraise_star = weft__block_new(c), *reraise = weft__block_new(c);
    weft__emit_jump(c, PSEUDO_SETUP_FINALLY, first);
    weft__block_use(c, body);
    weft__nest_push(c, NEST_TRY, body, NULL, NULL, NULL);
    weft__visit_statements(c, &s->try_statement.body);
    weft__nest_pop(c);
    weft__emit_artificial(c, PSEUDO_POP_BLOCK);
    weft__emit_artificial_jump(c, OPC_JUMP, orelse);
    weft__block_use(c, first);
    at_nothing(c);
    weft__emit_jump(c, PSEUDO_SETUP_CLEANUP, cleanup);
    emit0(c, OPC_PUSH_EXC_INFO);
    weft__nest_push(c, NEST_EXCEPT_STAR, NULL, NULL, NULL, NULL);
    emit_star_handlers(c, &s->try_statement.handlers, reraise_star);
    at_nothing(c);
    weft__nest_pop(c);
    weft__block_use(c, reraise_star);
    emit0(c, OPC_PREP_RERAISE_STAR);
    emit(c, OPC_COPY, 1);
    weft__emit_jump(c, OPC_POP_JUMP_IF_NOT_NONE, reraise);
    emit0(c, OPC_POP_TOP); /* nothing is left to raise */
    emit0(c, PSEUDO_POP_BLOCK);
    emit0(c, OPC_POP_EXCEPT);
    weft__emit_jump(c, OPC_JUMP, end);
    weft__block_use(c, reraise);
    emit0(c, PSEUDO_POP_BLOCK);
    emit(c, OPC_SWAP, 2);
    emit0(c, OPC_POP_EXCEPT);
    emit(c, OPC_RERAISE, 0);
    weft__block_use(c, cleanup);
    emit_restore_and_reraise(c);
    weft__block_use(c, orelse);
    weft__visit_statements(c, &s->try_statement.orelse);
    weft__block_use(c, end);
}

/* ---- finally ---- */

static void emit_try_finally(Compiler *c, Node *s)
{
    Block *body = weft__block_new(c), *end = weft__block_new(c), *exit = weft__block_new(c);
    Block *cleanup = weft__block_new(c);
    weft__emit_jump(c, PSEUDO_SETUP_FINALLY, end);
    weft__block_use(c, body);
    weft__nest_push(c, NEST_FINALLY, body, end, s, NULL);
    if (s->try_statement.handlers.count == 0) {
        weft__visit_statements(c, &s->try_statement.body);
    } else if (s->kind == NODE_TRY_STAR) {
        emit_try_star_except(c, s);
    } else {
        emit_try_except(c, s);
    }
    weft__emit_artificial(c, PSEUDO_POP_BLOCK);
    weft__nest_pop(c);
    weft__visit_statements(c, &s->try_statement.finalbody);
    weft__emit_artificial_jump(c, OPC_JUMP, exit);
    weft__block_use(c, end);
    at_nothing(c);
    weft__emit_jump(c, PSEUDO_SETUP_CLEANUP, cleanup);
    emit0(c, OPC_PUSH_EXC_INFO);
    weft__nest_push(c, NEST_FINALLY_END, end, NULL, NULL, NULL);
    weft__visit_statements(c, &s->try_statement.finalbody);
    weft__nest_pop(c);
    emit(c, OPC_RERAISE, 0);
    weft__block_use(c, cleanup);
    emit_restore_and_reraise(c);
    weft__block_use(c, exit);
}

void weft__emit_try(Compiler *c, Node *s)
{
    if (s->try_statement.finalbody.count > 0) {
        emit_try_finally(c, s);
    } else {
        emit_try_except(c, s);
    }
}

void weft__emit_try_star(Compiler *c, Node *s)
{
    if (s->try_statement.finalbody.count > 0) {
        emit_try_finally(c, s);
    } else {
        emit_try_star_except(c, s);
    }
}
