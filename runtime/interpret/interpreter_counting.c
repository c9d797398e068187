/* interpreter_counting.c - the same loop with hits counted per opcode, chosen by -X stats. */
#define WEFT_COUNTING 1
#include "interpret/interpreter.c"
