/* instruction.h - what an x86-64 instruction does to general registers and memory (instruction.c). */
#ifndef HEDDLE_INSTRUCTION_H
#define HEDDLE_INSTRUCTION_H

#include <stdbool.h>
#include <stdint.h>

enum { RAX, RCX, RDX, RBX, RSP, RBP, RSI, RDI, NO_REGISTER = 16 };

enum flow { FLOW_NEXT, FLOW_BRANCH, FLOW_JUMP, FLOW_CALL, FLOW_END };

struct instruction {
    enum flow flow;
    uint32_t length;
    uint32_t uses, defines;       /* registers as bits by number; defined = written whole */
    uintptr_t target;             /* of a branch, jump or call; 0 = not known */
    bool has_memory, reads, writes;
    bool takes_address;           /* lea */
    bool copies;                  /* mov of a whole register, `source`, to another, `destination` */
    bool relative;                /* the displacement counts from the end of the instruction */
    uint8_t displaced, displaced_size; /* where in the instruction the displacement stands */
    uint8_t base, index, source, destination, size;
    int32_t displacement;
};

/* false = an instruction that the decoder does not know. */
bool heddle__decode(const uint8_t *code, struct instruction *out);

#endif
