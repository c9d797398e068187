/* opcodes.c - the tables that opcodes.def stands for.
 *
 * Guarantees: one row per opcode, in enum order; base opcodes are their own base; the stack effects
 * are the expressions of the definition file, so that compiler, disassembler and tests agree.
 */
#include "compile/opcodes.h"

#include "compile/code.h"

#define OPCODE(name, cache, pops, pushes, base, text) {#name, text, cache, OPC_##base},
const OpcodeInfo weft__opcodes[OPC_COUNT] = {
#include "compile/opcodes.def"
};
#undef OPCODE

void weft__stack_effect(Opcode op, uint32_t a, uint32_t b, int *pops_out, int *pushes_out)
{
    (void)a;
    (void)b;
    switch (op) {
#define OPCODE(name, cache, pops, pushes, base, text) \
    case OPC_##name:                                  \
        *pops_out = (int)(pops);                      \
        *pushes_out = (int)(pushes);                  \
        return;
#include "compile/opcodes.def"
#undef OPCODE
    case OPC_COUNT:
        break;
    }
    *pops_out = 0;
    *pushes_out = 0;
}

void weft__adaptive_opcodes(bool *adaptive)
{
    for (unsigned op = 0; op < OPC_COUNT; op++) {
        if (weft__opcodes[op].base != op) {
            adaptive[weft__opcodes[op].base] = true;
        }
    }
}
