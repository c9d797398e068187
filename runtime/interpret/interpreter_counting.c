/* interpreter_counting.c - the same loop with hits counted per opcode, chosen by -X stats.
 *
 * A loop of its own, so that the ordinary one pays nothing for statistics.
 */
#define WEFT_COUNTING 1
#include "interpret/interpreter.c"
