/* frame_locals.c - locals(): what a frame's variables are right now. */
#include "interpret/interpreter.h"

static bool is_cell_slot(Thread *t, Code *code, uint32_t slot, Value v)
{
    if (!object_is(v, T(t, cell))) {
        return false;
    }
    if (slot >= code->local_count - code->free_count) {
        return true;
    }
    Value name = code->local_names->items[slot];
    for (size_t i = 0; i < tuple_length(code->cell_names); i++) {
        if (code->cell_names->items[i] == name) {
            return true;
        }
    }
    return false;
}

Value weft__frame_locals(Thread *t, Frame *frame)
{
    if (frame->namespace != EMPTY) {
        return frame->namespace;
    }
    if (!(frame->code->flags & CODE_OPTIMIZED)) {
        return value_from_pointer(frame->function->globals);
    }
    Dict *locals = weft__dict_new(t);
    if (locals == NULL) {
        return EMPTY;
    }
    Code *code = frame->code;
    for (uint32_t i = 0; i < code->local_count; i++) {
        Value v = frame->locals[i];
        if (v != EMPTY && is_cell_slot(t, code, i, v)) {
            v = weft__load_acquire(&((Cell *)value_pointer(v))->content); /* edge: cell_content */
        }
        if (v != EMPTY && !weft__dict_set(t, locals, code->local_names->items[i], v)) {
            return EMPTY;
        }
    }
    return value_from_pointer(locals);
}
