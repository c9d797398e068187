/* interpreter_observed.c - the same loop for threads with a trace or profile function (observe.c).
 *
 * A loop of its own, so that the ordinary one pays nothing for observers.
 */
#define WEFT_OBSERVED 1
#include "interpret/interpreter.c"
