/* code.h - what the files about code objects share (code.c, code_type.c, disassemble.c).
 *
 * Code objects are shared by all threads: what these functions read of a code object is what never changes, and
 * opcodes through their base, so an answer is the same cold, warm and while the code is rewritten.
 */
#ifndef WEFT_COMPILE_CODE_H
#define WEFT_COMPILE_CODE_H

#include "compile/opcodes.h"
#include "object/function.h"

/* Sets the trace function of the type `code`. */
void weft__code_type_storage(Type *type);
/* Unit of the instruction behind the one at `unit`. */
uint32_t weft__code_next(const Code *code, uint32_t unit);
/* Base operations, positions and handlers are equal. */
bool weft__code_same_units(const Code *a, const Code *b);
/* A cold copy that shares the tuples; its fields may be changed before it is shared. */
Code *weft__code_copy(Thread *t, const Code *code);
/* Sets adaptive[base] for each base opcode with specialized forms. */
void weft__adaptive_opcodes(bool *adaptive);

#endif
