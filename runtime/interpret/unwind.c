/* unwind.c - from a pending exception to the handler that takes it.
 *
 * Guarantees: each frame that the exception passes gets one traceback entry (unless it only
 * re-raises), generators are marked done, and the search ends at the first entry frame, whose
 * caller is C.
 */
#include "interpret/interpreter.h"

/* The innermost range that covers `unit`: ranges are sorted, a later match is the inner one. */
static const ExceptionRange *find_range(const Code *code, uint32_t unit)
{
    const ExceptionRange *found = NULL;
    for (uint32_t i = 0; i < code->exception_count; i++) {
        const ExceptionRange *range = &code->exceptions[i];
        if (unit >= range->start && unit < range->end) {
            found = range;
        }
    }
    return found;
}

Frame *weft__unwind(Thread *t, Frame *frame, bool add_traceback)
{
    for (;;) {
        Code *code = frame->code;
        uint32_t unit = (uint32_t)(frame->next - code->units);
        if (add_traceback) {
            Value exception = t->exception;
            weft__traceback_add(t, exception, frame, unit);
            t->exception = exception;
        }
        add_traceback = true;
        const ExceptionRange *range = t->unwinding_for_exit ? NULL : find_range(code, unit);
        if (range != NULL) {
            Value *sp = frame_stack_base(frame) + (range->depth & 0x7FFFFFFFU);
            if (range->depth >> 31) {
                *sp++ = value_from_small_int(unit);
            }
            *sp++ = exception_take(t);
            frame->stack_top = sp;
            frame->next = code->units + range->handler;
            t->frame = frame;
            return frame;
        }
        weft__traceback_keep_frame(t, frame);
        uint32_t flags = frame->flags;
        Frame *previous = frame->previous;
        if (flags & FRAME_HAS_OBJECT) {
            weft__frame_leave(t, frame);
        }
        if (flags & FRAME_GENERATOR) {
            Generator *generator = (Generator *)frame->generator;
            weft__generator_fix_stop_iteration(t, generator);
            weft__generator_leave(t, frame, true);
        } else {
            t->recursion_left++;
            t->frame = previous;
        }
        if (flags & FRAME_ENTRY) {
            return NULL;
        }
        frame = previous;
    }
}
