/* emit.c - instructions, blocks and names of the code object in the making.
 *
 * Guarantees: instructions go to the current block in order, with the emitter's position; a block
 * that ended with a jump or an exit gets a successor when more is emitted; names, constants and
 * variables get their numbers in the order of first use, as in CPython.
 */
#include "compile/compiler.h"

#include "object/containers.h"
#include "object/native.h"

/* ---- blocks and steps ---- */

Block *weft__block_new(Compiler *c)
{
    Block *block = weft__compiler_allocate(c, sizeof *block);
    if (block == NULL) {
        return &c->spare_block;
    }
    block->falls_through = true;
    block->depth = -1;
    return block;
}

void weft__block_use(Compiler *c, Block *block)
{
    if (c->failed) {
        return;
    }
    Emitter *e = c->emitter;
    e->current->next = block;
    e->current = block;
}

void weft__emit2(Compiler *c, unsigned op, uint32_t a, uint32_t b)
{
    if (c->failed) {
        return;
    }
    Emitter *e = c->emitter;
    if (e->current->closed) {
        weft__block_use(c, weft__block_new(c));
        if (c->failed) {
            return;
        }
    }
    Block *block = e->current;
    if (!weft__compiler_grow(c, &block->steps, block->count, &block->capacity,
                             sizeof *block->steps)) {
        return;
    }
    Step *step = &block->steps[block->count++];
    *step = (Step){.op = (uint16_t)op, .b = (uint16_t)b, .a = a, .at = e->at};
    if (step_is_exit(step)) {
        block->closed = true;
        block->exits = true;
        block->falls_through = false;
    }
}

void weft__emit_jump(Compiler *c, unsigned op, Block *target)
{
    weft__emit2(c, op, 0, 0);
    if (c->failed) {
        return;
    }
    Block *block = c->emitter->current;
    Step *step = &block->steps[block->count - 1];
    step->target = target;
    if (step_is_jump(step)) {
        block->closed = true;
        block->falls_through = op != OPC_JUMP;
    }
}

void weft__emit_artificial_jump(Compiler *c, unsigned op, Block *target)
{
    Position saved = c->emitter->at;
    at_nothing(c);
    weft__emit_jump(c, op, target);
    c->emitter->at = saved;
}

void weft__emit_artificial(Compiler *c, unsigned op)
{
    Position saved = c->emitter->at;
    at_nothing(c);
    emit0(c, op);
    c->emitter->at = saved;
}

/* ---- constants and names ---- */

/* v is canonical. */
uint32_t weft__constant_index(Compiler *c, Value v)
{
    Emitter *e = c->emitter;
    v = weft__canonical(c, v);
    if (c->failed) {
        return 0;
    }
    uint32_t found = weft__map_get(&e->constant_index, v);
    if (found != UINT32_MAX) {
        return found;
    }
    if (!weft__compiler_grow(c, &e->constants, e->constant_count, &e->constant_capacity,
                             sizeof *e->constants)) {
        return 0;
    }
    e->constants[e->constant_count] = v;
    weft__map_put(c, &e->constant_index, v, e->constant_count);
    return e->constant_count++;
}

void weft__emit_constant(Compiler *c, Value v)
{
    weft__emit2(c, OPC_LOAD_CONST, weft__constant_index(c, v), 0);
}

uint32_t weft__name_number(Compiler *c, Str *name)
{
    Emitter *e = c->emitter;
    if (c->failed) {
        return 0;
    }
    uint32_t found = weft__map_get(&e->name_index, pointer_key(name));
    if (found != UINT32_MAX) {
        return found;
    }
    if (!weft__compiler_grow(c, &e->names, e->name_count, &e->name_capacity, sizeof *e->names)) {
        return 0;
    }
    e->names[e->name_count] = name;
    weft__map_put(c, &e->name_index, pointer_key(name), e->name_count);
    return e->name_count++;
}

void weft__emit_named_plain(Compiler *c, unsigned op, Str *name)
{
    weft__emit2(c, op, weft__name_number(c, name), 0);
}

void weft__emit_named(Compiler *c, unsigned op, Str *name)
{
    if (!c->failed) {
        weft__emit_named_plain(c, op, weft__mangle(c, c->emitter->private_name, name));
    }
}

bool weft__forbidden_name(Compiler *c, Str *name, ExpressionContext context)
{
    if (!c->failed && name == N(c->thread, __debug__) && context != CONTEXT_LOAD) {
        weft__emit_error(c, context == CONTEXT_STORE ? "cannot assign to __debug__"
                                                     : "cannot delete __debug__");
    }
    return c->failed;
}

Symbol *weft__symbol_here(Compiler *c, Str *name)
{
    if (c->failed) {
        return NULL;
    }
    Str *mangled = weft__mangle(c, c->emitter->private_name, name);
    return c->failed ? NULL : weft__scope_find(c->emitter->scope, mangled);
}

bool weft__in_function(Compiler *c)
{
    return c->emitter->scope->type == SCOPE_FUNCTION;
}

/* The number of a local; locals are numbered as they come into use. */
static uint32_t local_number(Compiler *c, Symbol *symbol)
{
    Emitter *e = c->emitter;
    if (symbol->slot < 0 && weft__compiler_grow(c, &e->locals, e->local_count, &e->local_capacity,
                                                sizeof *e->locals)) {
        e->locals[e->local_count] = symbol->name;
        symbol->slot = (int32_t)e->local_count++;
    }
    return c->failed ? 0 : (uint32_t)symbol->slot;
}

/* Cells and free variables are numbered in one row; the assembler turns the numbers into slots. A class in a
 * method may have both under the name __class__: the cell that its own methods use, and the free variable that
 * its body reads. */
static uint32_t cell_number(Compiler *c, const Symbol *symbol)
{
    Emitter *e = c->emitter;
    for (size_t i = 0; i < e->cell_count && symbol->resolution != RESOLVED_FREE; i++) {
        if (e->cells[i]->name == symbol->name) {
            return (uint32_t)i;
        }
    }
    for (size_t i = 0; i < e->free_count; i++) {
        if (e->frees[i]->name == symbol->name) {
            return (uint32_t)(e->cell_count + i);
        }
    }
    WEFT_UNREACHABLE();
}

void weft__emit_variable(Compiler *c, Str *name, ExpressionContext context)
{
    static const uint8_t opcodes[4][3] = {
        {OPC_LOAD_NAME, OPC_STORE_NAME, OPC_DELETE_NAME},
        {OPC_LOAD_FAST, OPC_STORE_FAST, OPC_DELETE_FAST},
        {OPC_LOAD_GLOBAL, OPC_STORE_GLOBAL, OPC_DELETE_GLOBAL},
        {OPC_LOAD_DEREF, OPC_STORE_DEREF, OPC_DELETE_DEREF},
    };
    enum { BY_NAME, FAST, GLOBAL, CELL } kind = BY_NAME;
    if (c->failed || weft__forbidden_name(c, name, context)) {
        return;
    }
    Str *mangled = weft__mangle(c, c->emitter->private_name, name);
    if (c->failed) {
        return;
    }
    Symbol *symbol = weft__scope_find(c->emitter->scope, mangled);
    Resolution resolution = symbol == NULL ? RESOLVED_UNKNOWN : symbol->resolution;
    bool function = weft__in_function(c);
    if (resolution == RESOLVED_FREE || resolution == RESOLVED_CELL) {
        kind = CELL;
    } else if (resolution == RESOLVED_LOCAL && function) {
        kind = FAST;
    } else if (resolution == RESOLVED_GLOBAL_EXPLICIT ||
               (resolution == RESOLVED_GLOBAL_IMPLICIT && function)) {
        kind = GLOBAL;
    }
    unsigned op = opcodes[kind][context];
    uint32_t a;
    if (kind == FAST) {
        a = local_number(c, symbol);
    } else if (kind == CELL) {
        a = cell_number(c, symbol);
        if (context == CONTEXT_LOAD && c->emitter->scope->type == SCOPE_CLASS) {
            op = OPC_LOAD_CLASSDEREF;
        }
    } else if (symbol != NULL) {
        if (symbol->name_index < 0) {
            symbol->name_index = (int32_t)weft__name_number(c, mangled);
        }
        a = (uint32_t)symbol->name_index;
    } else {
        a = weft__name_number(c, mangled);
    }
    weft__emit2(c, op, a, 0);
}

/* ---- yields ---- */

void weft__emit_yield(Compiler *c)
{
    if (c->emitter->scope->generator && c->emitter->scope->coroutine) {
        emit0(c, OPC_ASYNC_GEN_WRAP);
    }
    emit0(c, OPC_YIELD_VALUE);
}

/* receiver, value: delegates to the receiver until it has finished; leaves its result. */
void weft__emit_yield_from(Compiler *c)
{
    Block *start = weft__block_new(c), *end = weft__block_new(c);
    weft__block_use(c, start);
    weft__emit_jump(c, OPC_SEND, end);
    emit(c, OPC_YIELD_VALUE, 1);
    weft__emit_jump(c, OPC_JUMP, start);
    weft__block_use(c, end);
    emit0(c, OPC_END_SEND);
}

/* ---- nesting of statements ---- */

void weft__nest_push(Compiler *c, NestKind kind, Block *start, Block *exit, const Node *node,
                     Name *name)
{
    Emitter *e = c->emitter;
    if (c->failed) {
        return;
    }
    if (e->nest_count >= MOST_NESTED_BLOCKS) {
        weft__emit_error(c, "too many statically nested blocks");
        return;
    }
    e->nests[e->nest_count++] = (Nest){kind, start, exit, node, name};
}

void weft__nest_pop(Compiler *c)
{
    if (!c->failed) {
        WEFT_ASSERT(c->emitter->nest_count > 0);
        c->emitter->nest_count--;
    }
}

/* exit, None, None, None: `exit` stands as the callable, the first None as its self. */
void weft__emit_exit_call(Compiler *c)
{
    for (int i = 0; i < 3; i++) {
        weft__emit_constant(c, NONE);
    }
    emit(c, OPC_CALL, 2);
}

static void swap_if(Compiler *c, bool keep_top)
{
    if (keep_top) {
        emit(c, OPC_SWAP, 2);
    }
}

static void unwind_finally(Compiler *c, const Nest *nest, bool keep_top)
{
    emit0(c, PSEUDO_POP_BLOCK);
    if (keep_top) {
        weft__nest_push(c, NEST_VALUE, NULL, NULL, NULL, NULL);
    }
    weft__visit_statements(c, &nest->node->try_statement.finalbody);
    if (keep_top) {
        weft__nest_pop(c);
    }
    at_nothing(c); /* the block seems to run after the statement that leaves */
}

static void unwind_with(Compiler *c, const Nest *nest, bool keep_top)
{
    at_node(c, nest->node);
    emit0(c, PSEUDO_POP_BLOCK);
    swap_if(c, keep_top);
    weft__emit_exit_call(c);
    if (nest->kind == NEST_ASYNC_WITH) {
        emit(c, OPC_GET_AWAITABLE, 2);
        weft__emit_constant(c, NONE);
        weft__emit_yield_from(c);
    }
    emit0(c, OPC_POP_TOP);
    at_nothing(c);
}

static void unwind_handler(Compiler *c, const Nest *nest, bool keep_top)
{
    if (nest->name != NULL) {
        emit0(c, PSEUDO_POP_BLOCK);
    }
    swap_if(c, keep_top);
    emit0(c, PSEUDO_POP_BLOCK);
    emit0(c, OPC_POP_EXCEPT);
    if (nest->name != NULL) {
        Str *name = weft__name_string(c, nest->name);
        weft__emit_constant(c, NONE);
        weft__emit_variable(c, name, CONTEXT_STORE);
        weft__emit_variable(c, name, CONTEXT_DEL);
    }
}

void weft__unwind_nest(Compiler *c, const Nest *nest, bool keep_top)
{
    switch (nest->kind) {
    case NEST_WHILE:
    case NEST_EXCEPT:
    case NEST_EXCEPT_STAR:
    case NEST_ASYNC_COMPREHENSION:
        break;
    case NEST_FOR: /* the iterator */
    case NEST_VALUE:
        swap_if(c, keep_top);
        emit0(c, OPC_POP_TOP);
        break;
    case NEST_TRY:
        emit0(c, PSEUDO_POP_BLOCK);
        break;
    case NEST_FINALLY:
        unwind_finally(c, nest, keep_top);
        break;
    case NEST_FINALLY_END:
        swap_if(c, keep_top);
        emit0(c, OPC_POP_TOP); /* the exception */
        swap_if(c, keep_top);
        emit0(c, PSEUDO_POP_BLOCK);
        emit0(c, OPC_POP_EXCEPT);
        break;
    case NEST_WITH:
    case NEST_ASYNC_WITH:
        unwind_with(c, nest, keep_top);
        break;
    case NEST_HANDLER:
        unwind_handler(c, nest, keep_top);
        break;
    }
}

bool weft__unwind_nests(Compiler *c, bool keep_top, bool to_loop, Nest *loop)
{
    Emitter *e = c->emitter;
    Nest saved[MOST_NESTED_BLOCKS];
    uint32_t count = e->nest_count;
    bool found = false;
    memcpy(saved, e->nests, count * sizeof saved[0]);
    while (e->nest_count > 0 && !c->failed) {
        Nest top = e->nests[e->nest_count - 1];
        if (top.kind == NEST_EXCEPT_STAR) {
            weft__emit_error(
                c, "'break', 'continue' and 'return' cannot appear in an except* block");
            break;
        }
        if (to_loop && (top.kind == NEST_WHILE || top.kind == NEST_FOR)) {
            *loop = top;
            found = true;
            break;
        }
        e->nest_count--; /* what a finally body does happens outside its own try */
        weft__unwind_nest(c, &top, keep_top);
    }
    e->nest_count = count;
    memcpy(e->nests, saved, count * sizeof saved[0]);
    return found;
}
