/* flow_variables.c - which locals are sure to be bound, and instructions that do two things.
 *
 * A forward analysis over blocks: a local may be unbound at a place when some way there leaves it
 * unbound. Guarantees: LOAD_FAST stands only where no way does (handlers count, with the state at
 * each step that may raise); all other loads are LOAD_FAST_CHECK. Pairs are joined only within a
 * block, so that nothing can jump between them.
 */
#include "compile/compiler.h"

typedef struct Unbound {
    Compiler *c;
    uint32_t words;
    Block *work;
} Unbound;

static bool bit_is_set(const uint64_t *bits, uint32_t i)
{
    return (bits[i / 64] >> (i % 64) & 1) != 0;
}
static void bit_set(uint64_t *bits, uint32_t i)
{
    bits[i / 64] |= (uint64_t)1 << (i % 64);
}
static void bit_clear(uint64_t *bits, uint32_t i)
{
    bits[i / 64] &= ~((uint64_t)1 << (i % 64));
}

static void flow_into(Unbound *u, Block *block, const uint64_t *state)
{
    bool changed = false;
    if (block->unbound == NULL) {
        block->unbound = weft__compiler_allocate(u->c, u->words * sizeof *block->unbound);
        if (block->unbound == NULL) {
            return;
        }
        changed = true;
    }
    for (uint32_t i = 0; i < u->words; i++) {
        uint64_t merged = block->unbound[i] | state[i];
        changed = changed || merged != block->unbound[i];
        block->unbound[i] = merged;
    }
    if (changed && !block->queued) {
        block->queued = true;
        block->work = u->work;
        u->work = block;
    }
}

/* What a step does to the state. */
static void apply(const Step *s, uint64_t *state)
{
    switch (s->op) {
    case OPC_STORE_FAST:
    case OPC_LOAD_FAST: /* raises, or it is bound */
        bit_clear(state, s->a);
        break;
    case OPC_DELETE_FAST:
        bit_set(state, s->a);
        break;
    default:
        break;
    }
}

static bool touches_locals(const Step *s)
{
    return s->op == OPC_STORE_FAST || s->op == OPC_LOAD_FAST || s->op == OPC_DELETE_FAST;
}

static void walk(Unbound *u, Block *block, uint64_t *state)
{
    memcpy(state, block->unbound, u->words * sizeof *state);
    const Handler *told = NULL; /* the handler that knows the present state already */
    for (uint32_t i = 0; i < block->count; i++) {
        Step *s = &block->steps[i];
        if (s->handler != NULL && s->handler != told) {
            flow_into(u, s->handler->block, state);
            told = s->handler;
        }
        if (touches_locals(s)) {
            apply(s, state);
            told = NULL;
        }
        if (step_is_jump(s)) {
            flow_into(u, s->target, state);
        }
    }
    if (block->falls_through && block->next != NULL) {
        flow_into(u, block->next, state);
    }
}

static void mark_loads(Unbound *u, Block *block, uint64_t *state)
{
    memcpy(state, block->unbound, u->words * sizeof *state);
    for (uint32_t i = 0; i < block->count; i++) {
        Step *s = &block->steps[i];
        bool unsure = s->op == OPC_LOAD_FAST && bit_is_set(state, s->a);
        apply(s, state);
        if (unsure) {
            s->op = OPC_LOAD_FAST_CHECK;
        }
    }
}

/* Marks loads of locals that may be unbound. */
static void check_loads(Compiler *c, Emitter *e)
{
    Unbound u = {.c = c, .words = (e->local_count + 63) / 64};
    uint64_t *state = weft__compiler_allocate(c, (u.words + 1) * sizeof *state);
    if (state == NULL) {
        return;
    }
    uint32_t parameters = e->argument_count + e->keyword_only_count + e->scope->varargs +
                          e->scope->varkeywords;
    for (uint32_t i = parameters; i < e->local_count; i++) {
        bit_set(state, i);
    }
    for (Block *block = e->entry; block != NULL; block = block->next) {
        block->queued = false;
    }
    flow_into(&u, e->entry, state);
    while (u.work != NULL && !c->failed) {
        Block *block = u.work;
        u.work = block->work;
        block->queued = false;
        walk(&u, block, state);
    }
    for (Block *block = e->entry; block != NULL && !c->failed; block = block->next) {
        if (block->unbound != NULL) {
            mark_loads(&u, block, state);
        }
    }
}

/* The opcode that does what two steps do, or OPC_NOP. */
static unsigned pair_of(const Step *first, const Step *second)
{
    if (second->a > UINT16_MAX) {
        return OPC_NOP;
    }
    if (first->op == OPC_LOAD_FAST) {
        return second->op == OPC_LOAD_FAST    ? OPC_LOAD_FAST_LOAD_FAST
               : second->op == OPC_LOAD_CONST ? OPC_LOAD_FAST_LOAD_CONST
                                              : OPC_NOP;
    }
    return first->op == OPC_STORE_FAST && second->op == OPC_LOAD_FAST ? OPC_STORE_FAST_LOAD_FAST
                                                                      : OPC_NOP;
}

/* A local and its attribute become one step, which stands and fails where the attribute is. */
static bool join_attribute(Step *first, const Step *second)
{
    uint32_t local = first->a;
    if (first->op != OPC_LOAD_FAST || first->a > UINT16_MAX ||
        (second->op != OPC_LOAD_ATTR && second->op != OPC_LOAD_METHOD)) {
        return false;
    }
    *first = *second;
    first->op = second->op == OPC_LOAD_ATTR ? OPC_LOAD_FAST_LOAD_ATTR : OPC_LOAD_FAST_LOAD_METHOD;
    first->b = (uint16_t)local;
    return true;
}

static void join_pairs(Block *block)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < block->count; i++) {
        Step s = block->steps[i];
        if (i + 1 < block->count && join_attribute(&s, &block->steps[i + 1])) {
            block->steps[kept++] = s;
            i++;
            continue;
        }
        unsigned pair = i + 1 < block->count ? pair_of(&s, &block->steps[i + 1])
                                             : (unsigned)OPC_NOP;
        if (pair != OPC_NOP) {
            s.op = (uint16_t)pair;
            s.b = (uint16_t)block->steps[++i].a;
        }
        block->steps[kept++] = s;
    }
    block->count = kept;
}

void weft__flow_variables(Compiler *c)
{
    if (c->failed || c->emitter->scope->type != SCOPE_FUNCTION) {
        return;
    }
    check_loads(c, c->emitter);
    for (Block *block = c->emitter->entry; block != NULL && !c->failed; block = block->next) {
        join_pairs(block);
    }
}
