/* code.c - code objects: their storage, what the collector sees, and base operations as bytes.
 *
 * Guarantees: the arrays of a code object stand in one cell that never moves or changes size (R1);
 * only op, counter and cache of units change afterwards, one atomic access each. Everything that
 * looks at code from outside (co_code, equality, hash) sees base opcodes and no cache (R11), so it
 * sees the same cold, warm and while other threads rewrite.
 */
#include "compile/code.h"

#include "compile/compiler.h"
#include "object/containers.h"
#include "object/native.h"

enum { UNIT_BYTES = sizeof(Unit) };

Code *weft__code_new(Thread *t, const CodeParts *parts)
{
    size_t unit_bytes = (size_t)parts->unit_count * sizeof(Unit);
    size_t position_bytes = (size_t)parts->unit_count * sizeof(Position);
    size_t range_bytes = (size_t)parts->exception_count * sizeof(ExceptionRange);
    ByteArray *storage = weft__byte_array_new(t, unit_bytes + position_bytes + range_bytes);
    Code *code = storage == NULL ? NULL : weft__alloc(t, sizeof *code, T(t, code));
    if (code == NULL) {
        return NULL;
    }
    code->storage = storage;
    code->id = weft__add_relaxed(&t->runtime->next_code_id, (uint64_t)1); /* edge: version_counters */
    code->units = (Unit *)(void *)storage->bytes;
    code->positions = (Position *)(void *)(storage->bytes + unit_bytes);
    code->exceptions = (ExceptionRange *)(void *)(storage->bytes + unit_bytes + position_bytes);
    memset(storage->bytes, 0, unit_bytes);
    uint64_t stored[2] = {0, 0}; /* which of the first 128 names attributes are stored under */
    for (uint32_t i = 0; i < parts->unit_count;) {
        unsigned op = parts->ops[i];
        Instruction *instruction = &code->units[i].instruction;
        weft__init(&instruction->op, (uint8_t)op);
        weft__init(&instruction->counter, parts->adaptive[op] ? parts->warm_up : (uint8_t)0);
        instruction->a = parts->a[i];
        instruction->b = parts->b[i];
        if (op == OPC_STORE_ATTR && parts->a[i] < 128) {
            stored[parts->a[i] / 64] |= (uint64_t)1 << parts->a[i] % 64;
        }
        i++;
        for (uint32_t n = weft__opcodes[op].cache_words; n > 0; n--, i++) {
            weft__init(&code->units[i].cache, (uint64_t)0);
        }
    }
    if (position_bytes > 0) {
        memcpy(code->positions, parts->positions, position_bytes);
    }
    if (range_bytes > 0) {
        memcpy(code->exceptions, parts->exceptions, range_bytes);
    }
    code->unit_count = parts->unit_count;
    code->position_count = parts->unit_count;
    code->attribute_stores =
        (uint32_t)(__builtin_popcountll(stored[0]) + __builtin_popcountll(stored[1]));
    code->exception_count = parts->exception_count;
    code->docstring = NONE;
    weft__init(&code->co_code, EMPTY);
    return code;
}

/* Calls visit for each instruction, base opcodes only. */
static unsigned base_at(const Code *code, uint32_t unit)
{
    return base_of(weft__load_relaxed(&code->units[unit].instruction.op)); /* edge: site_op */
}

uint32_t weft__code_next(const Code *code, uint32_t unit)
{
    return unit + 1 + weft__opcodes[base_at(code, unit)].cache_words;
}

static void code_trace(Tracer *tracer, Object *object)
{
    Code *code = (Code *)(void *)object;
    weft__trace_object(tracer, code->constants);
    weft__trace_object(tracer, code->names);
    weft__trace_object(tracer, code->local_names);
    weft__trace_object(tracer, code->cell_names);
    weft__trace_object(tracer, code->free_names);
    weft__trace_object(tracer, code->name);
    weft__trace_object(tracer, code->qualname);
    weft__trace_object(tracer, code->filename);
    weft__trace_object(tracer, code->storage);
    weft__trace_value(tracer, code->docstring);
    weft__trace_value(tracer, weft__load_relaxed(&code->co_code)); /* edge: lazy_code_bytes; stopped world */
    for (uint32_t unit = 0; unit < code->unit_count;) {
        uint32_t next = weft__code_next(code, unit);
        for (unit++; unit < next && unit < code->unit_count; unit++) {
            uint64_t word = weft__load_relaxed(&code->units[unit].cache); /* edge: site_cache */
            if (word != 0 && (word & 1) == 0) {
                weft__trace_object(tracer, (const void *)(uintptr_t)word);
            }
        }
    }
}

void weft__code_type_storage(Type *type)
{
    type->head.trace = code_trace;
}

/* ---- base operations as bytes ---- */

/* One unit as 8 bytes: base opcode, 0, b, a (little-endian); caches are zeros. */
static void unit_bytes(const Code *code, uint32_t unit, unsigned char *into)
{
    const Instruction *instruction = &code->units[unit].instruction;
    into[0] = (unsigned char)base_at(code, unit);
    into[2] = (unsigned char)(instruction->b & 0xFF);
    into[3] = (unsigned char)(instruction->b >> 8);
    for (int i = 0; i < 4; i++) {
        into[4 + i] = (unsigned char)(instruction->a >> (8 * i));
    }
}

Value weft__code_bytes(Thread *t, Code *code)
{
    Value made = weft__load_acquire(&code->co_code); /* edge: lazy_code_bytes */
    if (made != EMPTY) {
        return made;
    }
    Bytes *bytes = weft__bytes_new(t, NULL, (size_t)code->unit_count * UNIT_BYTES);
    if (bytes == NULL) {
        return EMPTY;
    }
    memset(bytes->data, 0, bytes->length);
    for (uint32_t unit = 0; unit < code->unit_count; unit = weft__code_next(code, unit)) {
        unit_bytes(code, unit, bytes->data + (size_t)unit * UNIT_BYTES);
    }
    Value expected = EMPTY;
    made = value_from_pointer(bytes);
    if (!weft__exchange_if_acq_rel(&code->co_code, &expected, made)) { /* edge: lazy_code_bytes */
        made = expected; /* somebody was faster: one object for all */
    }
    return made;
}

bool weft__code_same_units(const Code *a, const Code *b)
{
    if (a->unit_count != b->unit_count) {
        return false;
    }
    for (uint32_t unit = 0; unit < a->unit_count; unit = weft__code_next(a, unit)) {
        const Instruction *x = &a->units[unit].instruction, *y = &b->units[unit].instruction;
        if (base_at(a, unit) != base_at(b, unit) || x->a != y->a || x->b != y->b) {
            return false;
        }
    }
    return a->exception_count == b->exception_count &&
           memcmp(a->positions, b->positions, a->position_count * sizeof *a->positions) == 0 &&
           (a->exception_count == 0 ||
            memcmp(a->exceptions, b->exceptions, a->exception_count * sizeof *a->exceptions) == 0);
}

Code *weft__code_copy(Thread *t, const Code *code)
{
    static const bool nothing_adaptive[OPC_COUNT] = {false};
    size_t units = code->unit_count;
    ByteArray *space = weft__byte_array_new(t, units * (1 + 2 + 4) + 8);
    if (space == NULL) {
        return NULL;
    }
    uint32_t *a = (uint32_t *)(void *)space->bytes;
    uint16_t *b = (uint16_t *)(void *)(space->bytes + units * 4);
    uint8_t *ops = space->bytes + units * 6;
    for (uint32_t unit = 0; unit < code->unit_count; unit = weft__code_next(code, unit)) {
        ops[unit] = (uint8_t)base_at(code, unit);
        a[unit] = code->units[unit].instruction.a;
        b[unit] = code->units[unit].instruction.b;
    }
    bool adaptive[OPC_COUNT];
    memcpy(adaptive, nothing_adaptive, sizeof adaptive);
    weft__adaptive_opcodes(adaptive);
    CodeParts parts = {.ops = ops, .b = b, .a = a, .unit_count = code->unit_count,
                       .exceptions = code->exceptions, .exception_count = code->exception_count,
                       .positions = code->positions, .warm_up = (uint8_t)t->runtime->warm_up,
                       .adaptive = adaptive};
    Code *copy = weft__code_new(t, &parts);
    if (copy == NULL) {
        return NULL;
    }
    copy->flags = code->flags;
    copy->argument_count = code->argument_count;
    copy->positional_only_count = code->positional_only_count;
    copy->keyword_only_count = code->keyword_only_count;
    copy->local_count = code->local_count;
    copy->cell_count = code->cell_count;
    copy->free_count = code->free_count;
    copy->max_stack = code->max_stack;
    copy->frame_words = code->frame_words;
    copy->first_line = code->first_line;
    copy->constants = code->constants;
    copy->names = code->names;
    copy->local_names = code->local_names;
    copy->cell_names = code->cell_names;
    copy->free_names = code->free_names;
    copy->name = code->name;
    copy->qualname = code->qualname;
    copy->filename = code->filename;
    copy->docstring = code->docstring;
    return copy;
}
