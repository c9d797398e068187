/* flow.c - better code: jumps, constants, dead blocks; and positions of instructions without one.
 *
 * Guarantees: conditional jumps stay forward jumps (only JUMP may go back, which is a safepoint), so
 * a jump that goes back is never threaded into a conditional one. Handlers of steps are kept.
 * Positions of instructions that the source does not show are those of CPython 3.11.
 */
#include "compile/compiler.h"

#include "object/containers.h"
#include "object/native.h"

enum {
    SMALL_EXIT = 4,
    MOST_HOPS = 100 /* along a chain of jumps: a chain of n that each of n jumps follows costs its square */
};

static void make_nop(Step *s)
{
    s->op = OPC_NOP;
    s->a = 0;
    s->b = 0;
    s->target = NULL;
}

static bool has_position(const Step *s)
{
    return s->at.line >= 0;
}

/* Where control really arrives. Blocks that are empty stay so: a long row of them, as the ends of a
 * chain of elif make, is walked once and remembered. */
static Block *landing_of(Block *block)
{
    Block *end = block;
    while (end->count == 0 && end->next != NULL) {
        end = end->landing != NULL ? end->landing : end->next;
    }
    while (block != end) {
        Block *next = block->landing != NULL ? block->landing : block->next;
        block->landing = end;
        block = next;
    }
    return end;
}

static void number_blocks(Emitter *e)
{
    uint32_t n = 0;
    for (Block *block = e->entry; block != NULL; block = block->next) {
        block->index = n++;
    }
    e->block_count = n;
}

/* Drops NOPs; the step behind one takes its position over if it has none. */
static void drop_nops(Block *block)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < block->count; i++) {
        Step *s = &block->steps[i];
        if (s->op != OPC_NOP) {
            block->steps[kept++] = *s;
        } else if (i + 1 < block->count && has_position(s) && !has_position(s + 1)) {
            s[1].at = s->at;
        }
    }
    block->count = kept;
}

/* ---- constants ---- */

static Value constant_of(const Emitter *e, const Step *s)
{
    return s->op == OPC_LOAD_CONST ? e->constants[s->a] : EMPTY;
}

/* LOAD_CONST before a conditional jump decides it now. */
static void fold_condition(Compiler *c, Block *block, uint32_t i)
{
    Step *load = &block->steps[i], *jump = load + 1;
    bool keeps = jump->op == OPC_JUMP_IF_FALSE_OR_POP || jump->op == OPC_JUMP_IF_TRUE_OR_POP;
    bool when = jump->op == OPC_POP_JUMP_IF_TRUE || jump->op == OPC_JUMP_IF_TRUE_OR_POP;
    int truth = weft__truth(c->thread, constant_of(c->emitter, load));
    if (truth < 0) {
        c->failed = true;
        return;
    }
    if ((truth != 0) == when) {
        jump->op = OPC_JUMP;
        block->falls_through = false;
        if (!keeps) {
            make_nop(load);
        }
    } else {
        make_nop(load);
        make_nop(jump);
    }
}

/* LOAD_CONST None, IS_OP, conditional jump: one jump. */
static void fold_none_test(Block *block, uint32_t i)
{
    Step *test = &block->steps[i + 1], *jump = test + 1;
    bool when_none = (jump->op == OPC_POP_JUMP_IF_TRUE) != (test->a != 0);
    jump->op = when_none ? OPC_POP_JUMP_IF_NONE : OPC_POP_JUMP_IF_NOT_NONE;
    make_nop(&block->steps[i]);
    make_nop(test);
}

/* BUILD_TUPLE of constants is a constant. */
static void fold_tuple(Compiler *c, Block *block, uint32_t i)
{
    Step *build = &block->steps[i];
    uint32_t count = build->a;
    if (count > i) {
        return;
    }
    for (uint32_t n = 1; n <= count; n++) {
        if (build[-(int64_t)n].op != OPC_LOAD_CONST) {
            return;
        }
    }
    Tuple *tuple = weft__tuple_new(c->thread, count);
    if (tuple == NULL) {
        c->failed = true;
        return;
    }
    for (uint32_t n = 0; n < count; n++) {
        Step *load = &block->steps[i - count + n];
        tuple->items[n] = constant_of(c->emitter, load);
        make_nop(load);
    }
    build->a = weft__constant_index(c, value_from_pointer(tuple));
    build->op = OPC_LOAD_CONST;
}

/* Values packed only to be unpacked again. */
static bool fold_unpack(Block *block, uint32_t i)
{
    Step *build = &block->steps[i];
    if (i + 1 >= block->count || build[1].op != OPC_UNPACK_SEQUENCE || build[1].a != build->a ||
        build->a < 1 || build->a > 3) {
        return false;
    }
    if (build->a == 1) {
        make_nop(&build[1]);
    } else {
        build[1].op = OPC_SWAP;
    }
    make_nop(build);
    return true;
}

/* ---- jumps ---- */

static Step *last_step(Block *block)
{
    return block->count > 0 ? &block->steps[block->count - 1] : NULL;
}

/* What the keeping jump at the end of `block` does when it leads to another conditional jump. */
static bool thread_keeping_jump(const Block *block, Step *s, Block *target)
{
    const Step *there = &target->steps[0];
    bool when = s->op == OPC_JUMP_IF_TRUE_OR_POP;
    unsigned pop_same = when ? OPC_POP_JUMP_IF_TRUE : OPC_POP_JUMP_IF_FALSE;
    unsigned pop_other = when ? OPC_POP_JUMP_IF_FALSE : OPC_POP_JUMP_IF_TRUE;
    unsigned keep_other = when ? OPC_JUMP_IF_FALSE_OR_POP : OPC_JUMP_IF_TRUE_OR_POP;
    if (there->op == s->op || there->op == pop_same) {
        if (there->target->index <= block->index) {
            return false;
        }
        s->op = there->op;
        s->target = there->target;
        return true;
    }
    if (there->op == pop_other || there->op == keep_other) {
        s->op = (uint16_t)pop_same;
        s->target = target->next;
        return true;
    }
    return false;
}

/* One step along a chain of jumps; true when the jump changed. */
static bool thread_jump(Block *block, Step *s)
{
    Block *target = landing_of(s->target);
    s->target = target;
    if (target->count == 0 || s->op == OPC_SEND) {
        return false;
    }
    const Step *there = &target->steps[0];
    if (there->op == OPC_JUMP) {
        Block *next = landing_of(there->target);
        if (next == target || (s->op != OPC_JUMP && next->index <= block->index)) {
            return false;
        }
        s->target = next;
        return true;
    }
    return (s->op == OPC_JUMP_IF_FALSE_OR_POP || s->op == OPC_JUMP_IF_TRUE_OR_POP) &&
           thread_keeping_jump(block, s, target);
}

static void optimize_block(Compiler *c, Block *block)
{
    for (uint32_t i = 0; i < block->count && !c->failed; i++) {
        Step *s = &block->steps[i];
        unsigned next = i + 1 < block->count ? s[1].op : OPC_NOP;
        unsigned after = i + 2 < block->count ? s[2].op : OPC_NOP;
        switch (s->op) {
        case OPC_LOAD_CONST:
            if (next == OPC_POP_JUMP_IF_FALSE || next == OPC_POP_JUMP_IF_TRUE ||
                next == OPC_JUMP_IF_FALSE_OR_POP || next == OPC_JUMP_IF_TRUE_OR_POP) {
                fold_condition(c, block, i);
            } else if (next == OPC_IS_OP && constant_of(c->emitter, s) == NONE &&
                       (after == OPC_POP_JUMP_IF_FALSE || after == OPC_POP_JUMP_IF_TRUE)) {
                fold_none_test(block, i);
            }
            break;
        case OPC_BUILD_TUPLE:
            if (!fold_unpack(block, i)) {
                fold_tuple(c, block, i);
            }
            break;
        case OPC_SWAP:
            if (s->a <= 1) {
                make_nop(s);
            } else {
                weft__flow_swaps(block, i);
            }
            break;
        default:
            break;
        }
    }
    drop_nops(block);
}

static void thread_jumps(Emitter *e)
{
    for (Block *block = e->entry; block != NULL; block = block->next) {
        Step *s = last_step(block);
        for (int hops = 0; s != NULL && step_is_jump(s) && hops < MOST_HOPS; hops++) {
            if (!thread_jump(block, s)) {
                break;
            }
        }
    }
}

/* A jump to a few instructions that end the function becomes a copy of them. */
static void copy_small_exit(Compiler *c, Block *block)
{
    Step *jump = last_step(block);
    if (jump == NULL || jump->op != OPC_JUMP) {
        return;
    }
    Block *target = landing_of(jump->target);
    if (!target->exits || target->count > SMALL_EXIT || target == block) {
        return;
    }
    Position at = jump->at;
    block->count--;
    for (uint32_t i = 0; i < target->count; i++) {
        if (!weft__compiler_grow(c, &block->steps, block->count, &block->capacity,
                                 sizeof *block->steps)) {
            return;
        }
        Step *copy = &block->steps[block->count++];
        *copy = target->steps[i];
        if (i == 0 && !has_position(copy)) {
            copy->at = at;
        }
    }
    block->exits = true;
    block->falls_through = false;
}

/* ---- dead code ---- */

static void mark(Block **work, Block *block, bool by_jump)
{
    block->predecessors += by_jump;
    if (!block->queued) {
        block->queued = true;
        block->work = *work;
        *work = block;
    }
}

/* Counts the ways into each block and drops the blocks that have none. */
static void drop_dead_blocks(Emitter *e)
{
    Block *work = NULL;
    for (Block *block = e->entry; block != NULL; block = block->next) {
        block->predecessors = 0;
        block->queued = false;
    }
    mark(&work, e->entry, true);
    while (work != NULL) {
        Block *block = work;
        work = block->work;
        for (uint32_t i = 0; i < block->count; i++) {
            Step *s = &block->steps[i];
            if (s->handler != NULL) {
                mark(&work, s->handler->block, false);
            }
            if (step_is_jump(s)) {
                mark(&work, s->target, true);
            }
        }
        if (block->falls_through && block->next != NULL) {
            mark(&work, block->next, true);
        }
    }
    Block *last = e->entry;
    for (Block *block = e->entry->next; block != NULL; block = block->next) {
        if (block->queued) {
            last->next = block;
            last = block;
        }
    }
    last->next = NULL;
}

/* Empty blocks are no blocks: whoever leads there leads to what follows. */
static void drop_empty_blocks(Emitter *e)
{
    for (Block *block = e->entry; block != NULL; block = block->next) {
        for (uint32_t i = 0; i < block->count; i++) {
            Step *s = &block->steps[i];
            if (s->target != NULL) {
                s->target = landing_of(s->target);
            }
            if (s->handler != NULL) {
                s->handler->block = landing_of(s->handler->block);
            }
        }
    }
    e->entry = landing_of(e->entry);
    for (Block *block = e->entry; block != NULL; block = block->next) {
        while (block->next != NULL && block->next->count == 0 && block->next->next != NULL) {
            block->next = block->next->next;
        }
    }
}

/* True when a jump was dropped: what it alone kept reachable (a handler) may be dead now. */
static bool drop_jumps_to_next(Emitter *e)
{
    bool dropped = false;
    for (Block *block = e->entry; block != NULL; block = block->next) {
        Step *s = last_step(block);
        if (s != NULL && s->op == OPC_JUMP && block->next != NULL &&
            landing_of(s->target) == landing_of(block->next)) {
            Block *next = landing_of(block->next);
            if (has_position(s) && !has_position(&next->steps[0]) && next->predecessors == 1) {
                next->steps[0].at = s->at;
            }
            block->count--;
            block->falls_through = true;
            dropped = dropped || block->count == 0 || s->handler != NULL;
        }
    }
    return dropped;
}

void weft__flow_optimize(Compiler *c)
{
    Emitter *e = c->emitter;
    if (c->failed) {
        return;
    }
    for (Block *block = e->entry; block != NULL; block = block->next) {
        drop_nops(block);
    }
    for (Block *block = e->entry; block != NULL && !c->failed; block = block->next) {
        optimize_block(c, block);
    }
    number_blocks(e);
    thread_jumps(e);
    for (Block *block = e->entry; block != NULL && !c->failed; block = block->next) {
        copy_small_exit(c, block);
    }
    drop_dead_blocks(e);
    drop_empty_blocks(e);
    if (drop_jumps_to_next(e)) {
        drop_dead_blocks(e);
        drop_empty_blocks(e);
    }
    number_blocks(e);
}

/* ---- positions ---- */

static bool is_exit_without_position(const Block *block)
{
    if (!block->exits) {
        return false;
    }
    for (uint32_t i = 0; i < block->count; i++) {
        if (has_position(&block->steps[i])) {
            return false;
        }
    }
    return true;
}

/* An exit without a position that several jumps lead to: each gets its own, with its position. */
static void split_exits(Compiler *c, Emitter *e)
{
    for (Block *block = e->entry; block != NULL && !c->failed; block = block->next) {
        Step *s = last_step(block);
        if (s == NULL || !step_is_jump(s) || !is_exit_without_position(s->target) ||
            s->target->predecessors <= 1 || s->target->index <= block->index) {
            continue;
        }
        Block *old = s->target, *copy = weft__block_new(c);
        Step *steps = weft__compiler_allocate(c, old->count * sizeof *steps);
        if (steps == NULL) {
            return;
        }
        Block *next = old->next;
        *copy = *old;
        copy->steps = steps;
        copy->capacity = old->count;
        memcpy(steps, old->steps, old->count * sizeof *steps);
        steps[0].at = s->at;
        copy->predecessors = 1;
        copy->next = next;
        old->next = copy;
        old->predecessors--;
        s->target = copy;
    }
    for (Block *block = e->entry; block != NULL; block = block->next) {
        Step *s = last_step(block);
        if (s != NULL && block->falls_through && block->next != NULL &&
            is_exit_without_position(block->next)) {
            block->next->steps[0].at = s->at;
        }
    }
}

static void propagate(Emitter *e)
{
    for (Block *block = e->entry; block != NULL; block = block->next) {
        Position at = NO_POSITION;
        for (uint32_t i = 0; i < block->count; i++) {
            Step *s = &block->steps[i];
            if (has_position(s)) {
                at = s->at;
            } else {
                s->at = at;
            }
        }
        Step *last = last_step(block);
        if (last == NULL) {
            continue;
        }
        Block *next = block->falls_through ? block->next : NULL;
        if (next != NULL && next->predecessors == 1 && next->count > 0 &&
            !has_position(&next->steps[0])) {
            next->steps[0].at = at;
        }
        if (step_is_jump(last) && last->target->predecessors == 1 &&
            !has_position(&last->target->steps[0])) {
            last->target->steps[0].at = at;
        }
    }
}

void weft__flow_positions(Compiler *c)
{
    Emitter *e = c->emitter;
    if (c->failed) {
        return;
    }
    split_exits(c, e);
    if (c->failed) {
        return;
    }
    propagate(e);
    for (Block *block = e->entry; block != NULL; block = block->next) {
        Step *last = last_step(block);
        if (last != NULL && block->exits && !has_position(last)) {
            last->at.line = e->first_line;
        }
    }
    number_blocks(e);
}
