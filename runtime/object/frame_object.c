/* frame_object.c - frames as programs see them (sys._getframe, tb_frame, gi_frame).
 *
 * A frame lives on the value stack or in a generator; its object is made on demand and refers to it
 * while it exists. When the frame ends, weft__frame_leave copies what the object still answers:
 * local variables, line, and the caller's object.
 */
#include "object/exceptions.h"

typedef struct FrameObject {
    Object head;
    ATOMIC(Frame *) frame;   /* NULL once the frame ended; thread of the frame; edge: frame_object */
    Code *code;              /* never change */
    Value globals, builtins;
    ValueArray *values;      /* after the end: the fast locals, NULL once they are in `locals` */
    Value snapshot;          /* dict that locals() fills, EMPTY before; thread of the frame */
    Value locals;            /* after the end: dict or mapping; EMPTY before it is asked for */
    Value back;              /* after the end: frame object or NONE */
    uint32_t unit;           /* after the end */
    int32_t line;
    Value trace_function;
    bool trace_lines, trace_opcodes;
} FrameObject;

static FrameObject *as_frame(Value v) { return value_pointer(v); }
static Frame *live(Value self) { return weft__load_acquire(&as_frame(self)->frame); } /* edge: frame_object */

static FrameObject *frame_alloc(Thread *t, Code *code, Value globals, Value builtins)
{
    FrameObject *object = weft__alloc(t, sizeof *object, T(t, frame));
    if (object != NULL) {
        object->code = code;
        object->globals = globals;
        object->builtins = builtins;
        object->snapshot = EMPTY;
        object->locals = EMPTY;
        object->back = NONE;
        object->trace_function = NONE;
        object->trace_lines = true;
        object->line = -1;
    }
    return object;
}

Value weft__frame_object(Thread *t, Frame *frame)
{
    if (frame->object == EMPTY) {
        FrameObject *object =
            frame_alloc(t, frame->code, value_from_pointer(frame->function->globals),
                        value_or_empty(frame->function->builtins));
        if (object == NULL) {
            return EMPTY;
        }
        weft__store_release(&object->frame, frame); /* edge: frame_object */
        frame->object = value_from_pointer(object);
        frame->flags |= FRAME_HAS_OBJECT;
    }
    return frame->object;
}

Value weft__frame_object_of_code(Thread *t, Code *code, Value globals, uint32_t unit, int32_t line)
{
    FrameObject *object = frame_alloc(t, code, globals, value_from_pointer(t->runtime->builtins));
    Dict *locals = object == NULL ? NULL : weft__dict_new(t);
    if (locals == NULL) {
        return EMPTY;
    }
    object->unit = unit;
    object->line = line;
    object->locals = code->flags & CODE_OPTIMIZED ? value_from_pointer(locals) : globals;
    return value_from_pointer(object);
}

/* The variables as they stand, so that most frames need no dictionary. NULL: no memory. */
static ValueArray *copy_locals(Thread *t, Frame *frame)
{
    uint32_t count = frame->code->local_count;
    ValueArray *values = weft__value_array_new(t, count);
    for (uint32_t i = 0; values != NULL && i < count; i++) {
        weft__store_relaxed(&values->items[i], frame->locals[i]);
    }
    return values;
}

static bool is_cell_slot(Thread *t, Code *code, uint32_t slot, Value v)
{
    if (!object_is(v, T(t, cell))) {
        return false;
    }
    if (slot >= code->local_count - code->free_count) {
        return true;
    }
    for (size_t i = 0; i < tuple_length(code->cell_names); i++) {
        if (code->cell_names->items[i] == code->local_names->items[slot]) {
            return true;
        }
    }
    return false;
}

/* What the fast local in a slot holds, through its cell; EMPTY: unbound. */
static Value slot_content(Thread *t, Code *code, uint32_t slot, Value v)
{
    return v != EMPTY && is_cell_slot(t, code, slot, v)
               ? weft__load_acquire(&((Cell *)value_pointer(v))->content) /* edge: cell_content */
               : v;
}

/* The dictionary has what a fast local holds; an unbound one leaves it. */
static bool show_local(Thread *t, Dict *dict, Value name, Value v)
{
    if (v != EMPTY) {
        return weft__dict_set(t, dict, name, v);
    }
    return weft__dict_get(t, dict, name) == EMPTY ? !exception_pending(t)
                                                  : weft__dict_delete(t, dict, name);
}

/* Every locals() of a frame answers the same dictionary, brought up to date: what a program adds
 * to it (exec does) stays. */
Value weft__frame_fast_locals(Thread *t, Frame *frame)
{
    Code *code = frame->code;
    Value self = weft__frame_object(t, frame);
    if (self == EMPTY) {
        return EMPTY;
    }
    FrameObject *object = as_frame(self);
    if (object->snapshot == EMPTY) {
        object->snapshot = value_or_empty(weft__dict_new(t));
        if (object->snapshot == EMPTY) {
            return EMPTY;
        }
    }
    for (uint32_t i = 0; i < code->local_count; i++) {
        if (!show_local(t, as_dict(object->snapshot), code->local_names->items[i],
                        slot_content(t, code, i, frame->locals[i]))) {
            return EMPTY;
        }
    }
    return object->snapshot;
}

/* The dictionary of an ended frame's variables; made once (of two at a time, one stays). */
static Value ended_locals(Thread *t, FrameObject *object)
{
    Dict *dict = object->snapshot == EMPTY ? weft__dict_new(t) : as_dict(object->snapshot);
    ValueArray *values = object->values;
    Code *code = object->code;
    for (uint32_t i = 0; dict != NULL && values != NULL && i < values->capacity; i++) {
        Value v = slot_content(t, code, i, weft__load_relaxed(&values->items[i]));
        if (!show_local(t, dict, code->local_names->items[i], v)) {
            return EMPTY;
        }
    }
    if (dict != NULL) {
        weft__store_release((ATOMIC(Value) *)(void *)&object->locals, /* edge: frame_object */
                            value_from_pointer(dict));
    }
    return value_or_empty(dict);
}

void weft__frame_leave(Thread *t, Frame *frame)
{
    FrameObject *object = as_frame(frame->object);
    Value pending = exception_take(t);
    uint32_t unit = (uint32_t)(frame->next - frame->code->units);
    object->unit = unit;
    object->line = weft__code_position(frame->code, unit).line;
    if (frame->namespace != EMPTY) {
        object->locals = frame->namespace;
    } else if (!(frame->code->flags & CODE_OPTIMIZED)) {
        object->locals = object->globals;
    } else {
        object->values = copy_locals(t, frame);
    }
    object->back = frame->previous == NULL ? NONE : weft__frame_object(t, frame->previous);
    if (object->back == EMPTY) {
        object->back = NONE;
    }
    weft__store_release(&object->frame, NULL); /* edge: frame_object */
    t->exception = pending;
}

/* ---- attributes ---- */

static Value get_back(Thread *t, Value self)
{
    Frame *frame = live(self);
    if (frame == NULL) {
        return as_frame(self)->back;
    }
    return frame->previous == NULL ? NONE : weft__frame_object(t, frame->previous);
}
static Value get_code(Thread *t, Value self)
{
    (void)t;
    return value_from_pointer(as_frame(self)->code);
}
static Value get_globals(Thread *t, Value self)
{
    (void)t;
    return as_frame(self)->globals;
}
static Value get_builtins(Thread *t, Value self)
{
    (void)t;
    Value builtins = as_frame(self)->builtins;
    return builtins == EMPTY ? NONE : builtins;
}
static Value get_locals(Thread *t, Value self)
{
    Frame *frame = live(self);
    if (frame != NULL) {
        return weft__frame_locals(t, frame);
    }
    Value locals = weft__load_acquire((ATOMIC(Value) *)(void *)&as_frame(self)->locals); /* edge: frame_object */
    return locals == EMPTY ? ended_locals(t, as_frame(self)) : locals;
}
static uint32_t present_unit(Value self)
{
    Frame *frame = live(self);
    return frame == NULL ? as_frame(self)->unit : (uint32_t)(frame->next - frame->code->units);
}
static Value get_lasti(Thread *t, Value self)
{
    (void)t;
    return value_from_small_int((int64_t)present_unit(self) * 2);
}
static Value get_line(Thread *t, Value self)
{
    (void)t;
    FrameObject *object = as_frame(self);
    int32_t line = live(self) != NULL ? weft__code_position(object->code, present_unit(self)).line
                                      : object->line;
    return line < 0 ? NONE : value_from_small_int(line);
}
static Value get_trace(Thread *t, Value self)
{
    (void)t;
    return as_frame(self)->trace_function;
}
static bool set_trace(Thread *t, Value self, Value value)
{
    (void)t;
    as_frame(self)->trace_function = value == EMPTY ? NONE : value;
    return true;
}
static Value get_trace_lines(Thread *t, Value self)
{
    (void)t;
    return value_from_bool(as_frame(self)->trace_lines);
}
static bool set_flag(Thread *t, bool *flag, Value value)
{
    if (value == EMPTY || !value_is_bool(value)) {
        RAISE(t, TypeError, "attribute value type must be bool");
        return false;
    }
    *flag = value == TRUE_VALUE;
    return true;
}
static bool set_trace_lines(Thread *t, Value self, Value value)
{
    return set_flag(t, &as_frame(self)->trace_lines, value);
}
static Value get_trace_opcodes(Thread *t, Value self)
{
    (void)t;
    return value_from_bool(as_frame(self)->trace_opcodes);
}
static bool set_trace_opcodes(Thread *t, Value self, Value value)
{
    return set_flag(t, &as_frame(self)->trace_opcodes, value);
}

static Value frame_repr(Thread *t, Value self)
{
    Value line = get_line(t, self);
    return value_or_empty(weft__str_format(
        t, "<frame at 0x%lx, file %R, line %V, code %S>", (unsigned long)weft__address(self),
        value_from_pointer(as_frame(self)->code->filename), line, as_frame(self)->code->name));
}

static Value frame_clear(Thread *t, Value *args)
{
    Frame *frame = live(args[0]);
    for (Frame *each = t->frame; frame != NULL && each != NULL; each = each->previous) {
        if (each == frame) {
            return RAISE(t, RuntimeError, "cannot clear an executing frame");
        }
    }
    if (frame != NULL) { /* a suspended generator: closing it ends the frame */
        Value generator = value_from_pointer(frame->generator);
        return weft__call_method(t, generator, N(t, close), NULL, 0) == EMPTY ? EMPTY : NONE;
    }
    if (as_frame(args[0])->code->flags & CODE_OPTIMIZED) {
        as_frame(args[0])->values = NULL;
        Value locals = get_locals(t, args[0]);
        if (locals != EMPTY && object_is(locals, T(t, dict))) {
            weft__dict_clear(t, as_dict(locals));
        }
    }
    return NONE;
}

static void trace_frame(Tracer *tracer, Object *object)
{
    FrameObject *frame = (FrameObject *)object;
    weft__trace_object(tracer, frame->code);
    weft__trace_value(tracer, frame->globals);
    weft__trace_value(tracer, frame->builtins);
    weft__trace_object(tracer, frame->values);
    weft__trace_value(tracer, frame->snapshot);
    weft__trace_value(tracer, frame->locals);
    weft__trace_value(tracer, frame->back);
    weft__trace_value(tracer, frame->trace_function);
    /* A live frame is on a value stack or in a generator; the latter must stay while the object is
     * in use. */
    Frame *running = weft__load_relaxed(&frame->frame);
    if (running != NULL) {
        weft__trace_object(tracer, running->generator);
    }
}

void weft__init_frame_type(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"f_back", get_back, NULL, NULL},
        {"f_code", get_code, NULL, NULL},
        {"f_globals", get_globals, NULL, NULL},
        {"f_builtins", get_builtins, NULL, NULL},
        {"f_locals", get_locals, NULL, NULL},
        {"f_lasti", get_lasti, NULL, NULL},
        {"f_lineno", get_line, NULL, NULL},
        {"f_trace", get_trace, set_trace, NULL},
        {"f_trace_lines", get_trace_lines, set_trace_lines, NULL},
        {"f_trace_opcodes", get_trace_opcodes, set_trace_opcodes, NULL},
        {NULL, NULL, NULL, NULL},
    };
    static const NativeDef methods[] = {
        {"clear", frame_clear, "self, /", "F.clear(): clear most references held by the frame", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(FrameObject), TYPE_FINAL);
    type->head.trace = trace_frame;
    type->slots.repr = frame_repr;
    weft__add_getsets(t, type, getsets);
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}
