/* disassemble.c - the text form of a code object.
 *
 * One line for each instruction: source line where it changes, `>>` at jump targets, unit number,
 * opcode, operands and what they mean. Below stands the exception table. With `adaptive`, opcodes are
 * those that stand there now, else the ones that the compiler emitted.
 */
#include <stdio.h>

#include "compile/code.h"

#include "compile/compile.h"
#include "object/containers.h"
#include "object/native.h"

static bool is_jump(unsigned base)
{
    switch (base) {
    case OPC_JUMP: case OPC_JUMP_BACKWARD: case OPC_POP_JUMP_IF_FALSE: case OPC_POP_JUMP_IF_TRUE:
    case OPC_POP_JUMP_IF_NONE: case OPC_POP_JUMP_IF_NOT_NONE: case OPC_JUMP_IF_FALSE_OR_POP:
    case OPC_JUMP_IF_TRUE_OR_POP: case OPC_FOR_ITER: case OPC_SEND:
        return true;
    default:
        return false;
    }
}

/* Marks units that something jumps to. NULL: no memory. */
static ByteArray *jump_targets(Thread *t, const Code *code)
{
    ByteArray *marks = weft__byte_array_new(t, (size_t)code->unit_count + 1);
    if (marks == NULL) {
        return NULL;
    }
    memset(marks->bytes, 0, (size_t)code->unit_count + 1);
    for (uint32_t unit = 0; unit < code->unit_count; unit = weft__code_next(code, unit)) {
        const Instruction *instruction = &code->units[unit].instruction;
        if (is_jump(base_of(weft__load_relaxed(&instruction->op))) && /* edge: site_op */
            instruction->a < code->unit_count) {
            marks->bytes[instruction->a] = 1;
        }
    }
    for (uint32_t i = 0; i < code->exception_count; i++) {
        marks->bytes[code->exceptions[i].handler] = 1;
    }
    return marks;
}

static bool item_text(TextBuilder *into, const Tuple *tuple, uint32_t index, bool as_repr)
{
    if (index >= tuple_length(tuple)) {
        return true;
    }
    return weft__builder_c(into, "(") &&
           (as_repr ? weft__builder_repr(into, tuple->items[index])
                    : weft__builder_value(into, tuple->items[index])) &&
           weft__builder_c(into, ")");
}

static bool pair_text(TextBuilder *into, const Code *code, uint32_t a, uint32_t b, bool constant)
{
    return item_text(into, code->local_names, a, false) &&
           item_text(into, constant ? code->constants : code->local_names, b, constant);
}

static const char *binary_text(uint32_t operation)
{
    static const char *const spellings[OP_BINARY_COUNT] = {
        [OP_ADD] = "+", [OP_SUBTRACT] = "-", [OP_MULTIPLY] = "*", [OP_TRUE_DIVIDE] = "/",
        [OP_FLOOR_DIVIDE] = "//", [OP_REMAINDER] = "%", [OP_POWER] = "**",
        [OP_LEFT_SHIFT] = "<<", [OP_RIGHT_SHIFT] = ">>", [OP_AND] = "&", [OP_OR] = "|",
        [OP_XOR] = "^", [OP_MATRIX_MULTIPLY] = "@", [OP_DIVMOD] = "divmod"};
    return operation < OP_BINARY_COUNT ? spellings[operation] : "?";
}

/* What the operands of an instruction mean. */
static bool operand_text(TextBuilder *into, const Code *code, unsigned base, uint32_t a, uint32_t b)
{
    static const char *const comparisons[] = {"<", "<=", "==", "!=", ">", ">="};
    switch (base) {
    case OPC_LOAD_CONST:
        return item_text(into, code->constants, a, true);
    case OPC_LOAD_FAST: case OPC_LOAD_FAST_CHECK: case OPC_STORE_FAST: case OPC_DELETE_FAST:
    case OPC_MAKE_CELL: case OPC_LOAD_CLOSURE: case OPC_LOAD_DEREF: case OPC_LOAD_CLASSDEREF:
    case OPC_STORE_DEREF: case OPC_DELETE_DEREF:
        return item_text(into, code->local_names, a, false);
    case OPC_LOAD_FAST_LOAD_FAST: case OPC_STORE_FAST_LOAD_FAST:
        return pair_text(into, code, a, b, false);
    case OPC_LOAD_FAST_LOAD_CONST:
        return pair_text(into, code, a, b, true);
    case OPC_LOAD_FAST_LOAD_ATTR: case OPC_LOAD_FAST_LOAD_METHOD:
        return item_text(into, code->local_names, b, false) && item_text(into, code->names, a, false);
    case OPC_LOAD_GLOBAL:
        return item_text(into, code->names, a, false) &&
               (b == 0 || weft__builder_c(into, " + NULL"));
    case OPC_LOAD_NAME: case OPC_STORE_NAME: case OPC_DELETE_NAME: case OPC_STORE_GLOBAL:
    case OPC_DELETE_GLOBAL: case OPC_LOAD_ATTR: case OPC_LOAD_METHOD: case OPC_STORE_ATTR:
    case OPC_DELETE_ATTR: case OPC_LOAD_SUPER_METHOD: case OPC_LOAD_SUPER_ATTR:
    case OPC_IMPORT_NAME: case OPC_IMPORT_FROM:
        return item_text(into, code->names, a, false);
    case OPC_BINARY_OP:
        return weft__builder_format(into, "(%s%s)", binary_text(a), b != 0 ? "=" : "");
    case OPC_COMPARE_OP:
        return weft__builder_format(into, "(%s)", a < 6 ? comparisons[a] : "?");
    case OPC_IS_OP:
        return weft__builder_c(into, a != 0 ? "(is not)" : "(is)");
    case OPC_CONTAINS_OP:
        return weft__builder_c(into, a != 0 ? "(not in)" : "(in)");
    default:
        return !is_jump(base) || weft__builder_format(into, "(to %u)", a);
    }
}

static bool has_operand(unsigned base)
{
    int pops, pushes, other_pops, other_pushes;
    weft__stack_effect((Opcode)base, 1, 0, &pops, &pushes);
    weft__stack_effect((Opcode)base, 2, 0, &other_pops, &other_pushes);
    return pops != other_pops || pushes != other_pushes;
}

static bool instruction_text(TextBuilder *into, const Code *code, uint32_t unit, bool adaptive)
{
    const Instruction *instruction = &code->units[unit].instruction;
    unsigned now = weft__load_relaxed(&instruction->op); /* edge: site_op */
    unsigned base = base_of(now);
    const char *name = weft__opcodes[adaptive && now < OPC_COUNT ? now : base].name;
    uint32_t a = instruction->a, b = instruction->b;
    if (!weft__builder_c(into, name)) {
        return false;
    }
    TextBuilder meaning;
    weft__builder_init(&meaning, into->thread);
    if (!operand_text(&meaning, code, base, a, b)) {
        return false;
    }
    if (a == 0 && b == 0 && meaning.length == 0 && !has_operand(base)) {
        return weft__builder_char(into, '\n');
    }
    for (size_t i = strlen(name); i < 24; i++) {
        if (!weft__builder_char(into, ' ')) {
            return false;
        }
    }
    if (!weft__builder_format(into, " %u", a) || (b != 0 && !weft__builder_format(into, ", %u", b))) {
        return false;
    }
    if (meaning.length > 0) {
        Str *text = weft__builder_finish(&meaning);
        if (text == NULL || !weft__builder_char(into, ' ') || !weft__builder_str(into, text)) {
            return false;
        }
    }
    return weft__builder_char(into, '\n');
}

/* A number, right-aligned. */
static bool number_text(TextBuilder *into, int64_t number, int width)
{
    char text[32];
    snprintf(text, sizeof text, "%*lld", width, (long long)number);
    return weft__builder_c(into, text);
}

static bool ranges_text(TextBuilder *into, const Code *code)
{
    if (code->exception_count > 0 && !weft__builder_c(into, "ExceptionTable:\n")) {
        return false;
    }
    for (uint32_t i = 0; i < code->exception_count; i++) {
        const ExceptionRange *range = &code->exceptions[i];
        if (!weft__builder_format(into, "  %u to %u -> %u [%u]%s\n", range->start, range->end,
                                  range->handler, range->depth & 0x7FFFFFFFU,
                                  range->depth >> 31 ? " lasti" : "")) {
            return false;
        }
    }
    return true;
}

bool weft__disassemble(Thread *t, Code *code, bool adaptive, TextBuilder *into)
{
    ByteArray *targets = jump_targets(t, code);
    if (targets == NULL) {
        return false;
    }
    int32_t line = -2;
    for (uint32_t unit = 0; unit < code->unit_count; unit = weft__code_next(code, unit)) {
        int32_t now = code->positions[unit].line;
        bool changed = now != line && now >= 0;
        if (changed && line != -2 && !weft__builder_char(into, '\n')) {
            return false;
        }
        line = now >= 0 ? now : line;
        if (!(changed ? number_text(into, now, 5) : weft__builder_c(into, "     ")) ||
            !weft__builder_c(into, targets->bytes[unit] ? " >> " : "    ") ||
            !number_text(into, unit, 5) || !weft__builder_char(into, ' ') ||
            !instruction_text(into, code, unit, adaptive)) {
            return false;
        }
    }
    return ranges_text(into, code);
}
