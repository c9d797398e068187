/* assemble.c - from blocks to a code object: slots, offsets, stack depth, exception table.
 *
 * Guarantees: every jump lands on an instruction; conditional jumps go forwards, unconditional ones
 * that go back are JUMP_BACKWARD; exception ranges are sorted and do not overlap; constants that no
 * instruction uses are left out (the first one of a function stays: its docstring).
 */
#include "compile/compiler.h"

#include "object/containers.h"
#include "object/native.h"

typedef struct Layout {
    Compiler *c;
    Emitter *e;
    uint32_t plain_cells;   /* cells that are no parameters */
    uint32_t local_count;   /* all fast slots */
    uint32_t *cell_slots;   /* by number of cell or free variable */
    uint32_t *new_constant; /* by old number; UINT32_MAX: unused */
    uint32_t constant_count;
    uint32_t unit_count, exception_count;
    uint8_t *ops;
    uint16_t *b;
    uint32_t *a;
    Position *positions;
    ExceptionRange *exceptions;
} Layout;

/* ---- stack depth ---- */

static void reach(Block **work, Block *block, int32_t depth)
{
    if (block->depth < 0) {
        block->depth = depth;
        block->work = *work;
        *work = block;
    }
    WEFT_ASSERT(block->depth == depth);
}

static uint32_t stack_size(Emitter *e)
{
    int32_t most = 0;
    Block *work = NULL;
    for (Block *block = e->entry; block != NULL; block = block->next) {
        block->depth = -1;
    }
    reach(&work, e->entry, 0);
    while (work != NULL) {
        Block *block = work;
        work = block->work;
        int32_t depth = block->depth;
        for (uint32_t i = 0; i < block->count; i++) {
            const Step *s = &block->steps[i];
            if (s->handler != NULL) {
                int32_t there = (int32_t)s->handler->depth + 1 + s->handler->push_unit;
                reach(&work, s->handler->block, there);
                most = there > most ? there : most;
            }
            if (step_is_jump(s)) {
                reach(&work, s->target, depth + weft__step_effect(s, true));
            }
            depth += weft__step_effect(s, false);
            WEFT_ASSERT(depth >= 0);
            most = depth > most ? depth : most;
        }
        if (block->falls_through && block->next != NULL) {
            reach(&work, block->next, depth);
        }
    }
    return (uint32_t)most;
}

/* ---- slots and constants ---- */

static bool number_slots(Layout *l)
{
    Emitter *e = l->e;
    size_t total = e->cell_count + e->free_count;
    l->cell_slots = weft__compiler_allocate(l->c, (total + 1) * sizeof *l->cell_slots);
    if (l->cell_slots == NULL) {
        return false;
    }
    for (size_t i = 0; i < e->cell_count; i++) {
        l->cell_slots[i] = e->cells[i]->slot >= 0 ? (uint32_t)e->cells[i]->slot
                                                  : e->local_count + l->plain_cells++;
    }
    for (size_t i = 0; i < e->free_count; i++) {
        l->cell_slots[e->cell_count + i] = e->local_count + l->plain_cells + (uint32_t)i;
    }
    l->local_count = e->local_count + l->plain_cells + (uint32_t)e->free_count;
    return true;
}

static bool uses_cell(unsigned op)
{
    return op == OPC_MAKE_CELL || op == OPC_LOAD_CLOSURE || op == OPC_LOAD_DEREF ||
           op == OPC_LOAD_CLASSDEREF || op == OPC_STORE_DEREF || op == OPC_DELETE_DEREF;
}

static uint32_t *constant_operand(Layout *l, const Step *s)
{
    return s->op == OPC_LOAD_CONST             ? &l->new_constant[s->a]
           : s->op == OPC_LOAD_FAST_LOAD_CONST ? &l->new_constant[s->b]
                                               : NULL;
}

static bool number_constants(Layout *l)
{
    Emitter *e = l->e;
    l->new_constant = weft__compiler_allocate(l->c,
                                              (e->constant_count + 1) * sizeof *l->new_constant);
    if (l->new_constant == NULL) {
        return false;
    }
    memset(l->new_constant, 0xFF, e->constant_count * sizeof *l->new_constant);
    for (Block *block = e->entry; block != NULL; block = block->next) {
        for (uint32_t i = 0; i < block->count; i++) {
            uint32_t *number = constant_operand(l, &block->steps[i]);
            if (number != NULL) {
                *number = 0;
            }
        }
    }
    if ((e->kind == EMIT_FUNCTION || e->kind == EMIT_ASYNC_FUNCTION || e->kind == EMIT_LAMBDA) &&
        e->constant_count > 0) {
        l->new_constant[0] = 0;
    }
    for (uint32_t i = 0; i < e->constant_count; i++) {
        if (l->new_constant[i] != UINT32_MAX) {
            l->new_constant[i] = l->constant_count++;
        }
    }
    return true;
}

/* ---- units ---- */

static void number_units(Layout *l)
{
    uint64_t unit = 0;
    for (Block *block = l->e->entry; block != NULL; block = block->next) {
        block->offset = (uint32_t)unit;
        for (uint32_t i = 0; i < block->count; i++) {
            unit += 1U + weft__opcodes[block->steps[i].op].cache_words;
        }
        if (unit > INT32_MAX / 16) {
            weft__compiler_out_of_memory(l->c);
            return;
        }
    }
    l->unit_count = (uint32_t)unit;
}

/* The same handler as the step before extends its range. */
static void add_range(Layout *l, const Handler *handler, uint32_t start, uint32_t end)
{
    uint32_t depth = handler->depth | (handler->push_unit ? 0x80000000U : 0);
    if (l->exception_count > 0) {
        ExceptionRange *last = &l->exceptions[l->exception_count - 1];
        if (last->end == start && last->handler == handler->block->offset &&
            last->depth == depth) {
            last->end = end;
            return;
        }
    }
    l->exceptions[l->exception_count++] =
        (ExceptionRange){start, end, handler->block->offset, depth};
}

static void put_step(Layout *l, Block *block, const Step *s, uint32_t *unit)
{
    uint32_t at = *unit, words = 1U + weft__opcodes[s->op].cache_words;
    uint8_t op = (uint8_t)s->op;
    uint32_t a = uses_cell(s->op) ? l->cell_slots[s->a] : s->a;
    uint16_t b = s->b;
    if (s->op == OPC_LOAD_CONST) {
        a = l->new_constant[s->a];
    } else if (s->op == OPC_LOAD_FAST_LOAD_CONST) {
        b = (uint16_t)l->new_constant[s->b];
    } else if (step_is_jump(s)) {
        a = s->target->offset;
        if (s->target->index <= block->index) {
            WEFT_ASSERT(op == OPC_JUMP);
            op = OPC_JUMP_BACKWARD;
        }
    }
    l->ops[at] = op;
    l->a[at] = a;
    l->b[at] = b;
    for (uint32_t i = 0; i < words; i++) {
        l->positions[at + i] = s->at;
    }
    if (s->handler != NULL) {
        add_range(l, s->handler, at, at + words);
    }
    *unit += words;
}

static bool put_units(Layout *l)
{
    Compiler *c = l->c;
    number_units(l);
    size_t units = (size_t)l->unit_count + 1;
    l->ops = weft__compiler_allocate(c, units);
    l->b = weft__compiler_allocate(c, units * sizeof *l->b);
    l->a = weft__compiler_allocate(c, units * sizeof *l->a);
    l->positions = weft__compiler_allocate(c, units * sizeof *l->positions);
    size_t ranges = 0;
    for (Block *block = l->e->entry; block != NULL && !c->failed; block = block->next) {
        const Handler *before = NULL;
        for (uint32_t i = 0; i < block->count; i++) {
            ranges += block->steps[i].handler != before;
            before = block->steps[i].handler;
        }
    }
    l->exceptions = weft__compiler_allocate(c, (ranges + 1) * sizeof *l->exceptions);
    if (c->failed) {
        return false;
    }
    uint32_t unit = 0;
    for (Block *block = l->e->entry; block != NULL; block = block->next) {
        for (uint32_t i = 0; i < block->count; i++) {
            put_step(l, block, &block->steps[i], &unit);
        }
    }
    return true;
}

/* ---- the code object ---- */

static Tuple *tuple_of_strings(Thread *t, Str **strings, uint32_t count)
{
    Tuple *tuple = weft__tuple_new(t, count);
    for (uint32_t i = 0; tuple != NULL && i < count; i++) {
        tuple->items[i] = value_from_pointer(strings[i]);
    }
    return tuple;
}

static Tuple *tuple_of_constants(Layout *l)
{
    Tuple *tuple = weft__tuple_new(l->c->thread, l->constant_count);
    for (uint32_t i = 0; tuple != NULL && i < l->e->constant_count; i++) {
        if (l->new_constant[i] != UINT32_MAX) {
            tuple->items[l->new_constant[i]] = l->e->constants[i];
        }
    }
    return tuple;
}

static Tuple *tuple_of_slots(Layout *l)
{
    Emitter *e = l->e;
    Tuple *tuple = weft__tuple_new(l->c->thread, l->local_count);
    if (tuple == NULL) {
        return NULL;
    }
    for (uint32_t i = 0; i < e->local_count; i++) {
        tuple->items[i] = value_from_pointer(e->locals[i]);
    }
    for (size_t i = 0; i < e->cell_count; i++) {
        tuple->items[l->cell_slots[i]] = value_from_pointer(e->cells[i]->name);
    }
    for (size_t i = 0; i < e->free_count; i++) {
        tuple->items[l->cell_slots[e->cell_count + i]] = value_from_pointer(e->frees[i]->name);
    }
    return tuple;
}

/* Cells in the order of their slots: parameters first. */
static Tuple *tuple_of_cells(Layout *l)
{
    Emitter *e = l->e;
    Tuple *tuple = weft__tuple_new(l->c->thread, e->cell_count);
    size_t used = 0;
    for (uint32_t slot = 0; tuple != NULL && slot < l->local_count && used < e->cell_count; slot++) {
        for (size_t i = 0; i < e->cell_count; i++) {
            if (l->cell_slots[i] == slot) {
                tuple->items[used++] = value_from_pointer(e->cells[i]->name);
            }
        }
    }
    return tuple;
}

static Tuple *tuple_of_frees(Layout *l)
{
    Emitter *e = l->e;
    Tuple *tuple = weft__tuple_new(l->c->thread, e->free_count);
    for (size_t i = 0; tuple != NULL && i < e->free_count; i++) {
        tuple->items[i] = value_from_pointer(e->frees[i]->name);
    }
    return tuple;
}

static Code *make_code(Layout *l, uint32_t flags, uint32_t max_stack)
{
    Compiler *c = l->c;
    Emitter *e = l->e;
    Thread *t = c->thread;
    CodeParts parts = {.ops = l->ops, .b = l->b, .a = l->a, .unit_count = l->unit_count,
                       .exceptions = l->exceptions, .exception_count = l->exception_count,
                       .positions = l->positions,
                       .warm_up = (uint8_t)t->runtime->warm_up, .adaptive = c->adaptive};
    Code *code = weft__code_new(t, &parts);
    if (code == NULL) {
        return NULL;
    }
    code->flags = flags;
    code->argument_count = e->argument_count;
    code->positional_only_count = e->positional_only_count;
    code->keyword_only_count = e->keyword_only_count;
    code->local_count = l->local_count;
    code->cell_count = (uint32_t)e->cell_count;
    code->free_count = (uint32_t)e->free_count;
    code->max_stack = max_stack;
    /* One word to spare: LOAD_GLOBAL stores an EMPTY behind its result whether it is used or not. */
    code->frame_words = l->local_count + (uint32_t)FRAME_WORDS + max_stack + 1;
    code->first_line = e->first_line;
    code->name = e->name;
    code->qualname = e->qualname;
    code->filename = c->filename;
    code->docstring = e->docstring;
    code->constants = tuple_of_constants(l);
    code->names = code->constants == NULL ? NULL : tuple_of_strings(t, e->names, e->name_count);
    code->local_names = code->names == NULL ? NULL : tuple_of_slots(l);
    code->cell_names = code->local_names == NULL ? NULL : tuple_of_cells(l);
    code->free_names = code->cell_names == NULL ? NULL : tuple_of_frees(l);
    return code->free_names == NULL ? NULL : code;
}

Code *weft__assemble(Compiler *c, uint32_t flags)
{
    Layout l = {.c = c, .e = c->emitter};
    if (!number_slots(&l) || !number_constants(&l) || !put_units(&l)) {
        return NULL;
    }
    return make_code(&l, flags, stack_size(c->emitter));
}
