/* flow_handlers.c - which blocks are reached, at what stack depth, under which exception handlers.
 *
 * Guarantees: afterwards each step of a reached block knows its handler, the marks that said where
 * handlers begin and end are gone, and so are blocks that nothing leads to. Each block is entered at
 * one stack depth only (checked in debug builds).
 */
#include "compile/compiler.h"

int weft__step_effect(const Step *s, bool jump)
{
    int pops, pushes;
    if (s->op >= OPC_COUNT) {
        return 0;
    }
    weft__stack_effect((Opcode)s->op, s->a, s->b, &pops, &pushes);
    int effect = pushes - pops;
    if (jump && s->op == OPC_FOR_ITER) {
        return -1;
    }
    if (jump && (s->op == OPC_JUMP_IF_FALSE_OR_POP || s->op == OPC_JUMP_IF_TRUE_OR_POP)) {
        return 0;
    }
    return effect;
}

typedef struct Reach {
    Block *work;
} Reach;

static void reach(Reach *r, Block *block, int32_t depth, Handler *handlers)
{
    if (block->depth >= 0) {
        WEFT_ASSERT(block->depth == depth);
        return;
    }
    WEFT_ASSERT(depth >= 0);
    block->depth = depth;
    block->handlers = handlers;
    block->reached = true;
    block->work = r->work;
    r->work = block;
}

/* A SETUP mark: its handler holds from here on. */
static Handler *push_handler(Compiler *c, Reach *r, const Step *s, int32_t depth, Handler *outer)
{
    Handler *handler = weft__compiler_allocate(c, sizeof *handler);
    if (handler == NULL) {
        return outer;
    }
    handler->block = s->target;
    handler->outer = outer;
    handler->depth = (uint32_t)(s->op == PSEUDO_SETUP_WITH ? depth - 1 : depth);
    handler->push_unit = s->op != PSEUDO_SETUP_FINALLY;
    s->target->is_handler = true;
    reach(r, s->target, (int32_t)handler->depth + 1 + handler->push_unit, outer);
    return handler;
}

static void walk_block(Compiler *c, Reach *r, Block *block)
{
    Handler *handlers = block->handlers;
    int32_t depth = block->depth;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < block->count && !c->failed; i++) {
        Step *s = &block->steps[i];
        if (step_is_setup(s)) {
            handlers = push_handler(c, r, s, depth, handlers);
            continue;
        }
        if (s->op == PSEUDO_POP_BLOCK) {
            WEFT_ASSERT(handlers != NULL);
            handlers = handlers->outer;
            continue;
        }
        s->handler = handlers;
        if (step_is_jump(s)) {
            reach(r, s->target, depth + weft__step_effect(s, true), handlers);
        }
        depth += weft__step_effect(s, false);
        WEFT_ASSERT(depth >= 0);
        block->steps[kept++] = *s;
    }
    block->count = kept;
    if (block->falls_through && block->next != NULL) {
        reach(r, block->next, depth, handlers);
    }
}

void weft__flow_handlers(Compiler *c)
{
    if (c->failed) {
        return;
    }
    Emitter *e = c->emitter;
    Reach r = {0};
    reach(&r, e->entry, 0, NULL);
    while (r.work != NULL && !c->failed) {
        Block *block = r.work;
        r.work = block->work;
        walk_block(c, &r, block);
    }
    Block *last = e->entry;
    for (Block *block = e->entry->next; block != NULL; block = block->next) {
        if (block->reached) {
            last->next = block;
            last = block;
        }
    }
    last->next = NULL;
}
