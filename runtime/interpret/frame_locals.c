/* frame_locals.c - locals(): what a frame's variables are right now.
 *
 * A class body or exec has a namespace, a module its globals: the program gets the mapping itself.
 * A function's variables are in slots; the frame's object keeps the dictionary that shows them.
 */
#include "interpret/interpreter.h"

Value weft__frame_locals(Thread *t, Frame *frame)
{
    if (frame->namespace != EMPTY) {
        return frame->namespace;
    }
    return frame->code->flags & CODE_OPTIMIZED ? weft__frame_fast_locals(t, frame)
                                               : value_from_pointer(frame->function->globals);
}
