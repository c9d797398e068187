/* interpreter_observed.c - the same loop for threads with a trace or profile function (observe.c). */
#define WEFT_OBSERVED 1
#include "interpret/interpreter.c"
