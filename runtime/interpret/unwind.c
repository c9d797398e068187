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

/* An AttributeError left the getter of a property that LOAD_ATTR called in this loop: as where the
 * getter is called from C, it learns what was asked for. `locals` are those of the getter. */
static void name_property(Thread *t, Frame *frame, Value *locals)
{
    unsigned op = weft__load_relaxed(&frame->next->instruction.op); /* edge: site_op */
    Opcode base = base_of(op);
    if ((base == OPC_LOAD_ATTR || base == OPC_LOAD_FAST_LOAD_ATTR) && locals[0] != EMPTY && locals[0] != NONE) {
        Value name = frame->code->names->items[frame->next->instruction.a];
        weft__attribute_error_context(t, locals[0], as_str(name));
    }
}

/* The unit that failed. At the end of a handler that failed itself it is not the present one: it stands
 * where RERAISE's operand says, and programs see its line in f_lineno. */
static uint32_t failed_unit(const Frame *frame, uint32_t present)
{
    unsigned op = weft__load_relaxed(&frame->next->instruction.op); /* edge: site_op */
    uint32_t depth = frame->next->instruction.a;
    if (base_of(op) != OPC_RERAISE || depth == 0) {
        return present;
    }
    Value unit = frame->stack_top[-(ptrdiff_t)depth];
    return value_is_small_int(unit) ? (uint32_t)value_small_int(unit) : present;
}

Frame *weft__unwind(Thread *t, Frame *frame, bool add_traceback)
{
    if (UNLIKELY(t->exception == EMPTY)) {
        RAISE(t, SystemError, "error return without exception set");
    }
    for (;;) {
        Code *code = frame->code;
        uint32_t unit = (uint32_t)(frame->next - code->units);
        if (add_traceback && !(code->flags & CODE_HIDDEN)) {
            Value exception = t->exception;
            weft__traceback_add(t, exception, frame, unit);
            t->exception = exception;
            if (UNLIKELY(t->observed)) {
                weft__observe_exception(t, frame);
            }
        }
        add_traceback = true;
        uint32_t origin = failed_unit(frame, unit);
        const ExceptionRange *range = t->unwinding_for_exit ? NULL : find_range(code, unit);
        if (range != NULL) {
            Value *sp = frame_stack_base(frame) + (range->depth & 0x7FFFFFFFU);
            if (range->depth >> 31) {
                *sp++ = value_from_small_int(origin);
            }
            *sp++ = exception_take(t);
            frame->stack_top = sp;
            frame->next = code->units + range->handler;
            t->frame = frame;
            return frame;
        }
        frame->next = code->units + origin;
        if (UNLIKELY(t->observed)) {
            weft__observe_unwind(t, frame);
        }
        weft__traceback_keep_frame(t, frame);
        uint32_t flags = frame->flags;
        Frame *previous = frame->previous;
        Value *locals = frame->locals;
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
        if (previous->next < previous->code->units + previous->code->unit_count) {
            name_property(t, previous, locals);
        }
        frame = previous;
    }
}
