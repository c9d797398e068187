/* opcodes.h - numbers and properties of opcodes, all derived from opcodes.def.
 *
 * Nothing here is written by hand: a new opcode is a row of opcodes.def, and numbers, names, stack effects
 * and the relation of specialized to base opcodes follow.
 */
#ifndef WEFT_COMPILE_OPCODES_H
#define WEFT_COMPILE_OPCODES_H

#include "base/compiler.h"

#define OPCODE(name, cache, pops, pushes, base, text) OPC_##name,
typedef enum Opcode {
#include "compile/opcodes.def"
    OPC_COUNT
} Opcode;
#undef OPCODE

typedef struct OpcodeInfo {
    const char *name;
    const char *text;
    uint8_t cache_words;
    uint8_t base;
} OpcodeInfo;
extern const OpcodeInfo weft__opcodes[OPC_COUNT];

/* The opcode that the compiler emitted for what stands at a site now. */
static ALWAYS_INLINE Opcode base_of(unsigned op)
{
    return op < OPC_COUNT ? (Opcode)weft__opcodes[op].base : OPC_NOP;
}
/* Stack effect of the fall-through path. */
void weft__stack_effect(Opcode op, uint32_t a, uint32_t b, int *pops, int *pushes);

#endif
