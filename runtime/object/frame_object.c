/* frame_object.c - frames as programs see them (sys._getframe, tb_frame, gi_frame).
 *
 * A frame lives on the value stack or in a generator; its object is made on demand and refers to it
 * while it exists. When the frame ends, weft__frame_leave copies what the object still answers:
 * local variables, line, and the caller's object.
 *
 * Everything in a frame belongs to the thread that runs it. Another thread that asks (and whoever asks
 * for a generator that some thread may resume) stops the world, and takes copies.
 */
#include "object/exceptions.h"

typedef struct FrameObject {
    Object head;
    ATOMIC(Frame *) frame;   /* NULL once the frame ended; thread of the frame; edge: frame_object */
    Code *code;              /* never change */
    Value globals, builtins;
    ATOMIC(ValueArray *) values; /* after the end: the fast locals, NULL once they are in `locals` */
    Value snapshot;          /* dict that locals() fills, EMPTY before; thread of the frame */
    ATOMIC(Value) locals;    /* after the end: dict or mapping; EMPTY before it is asked for */
    Value back;              /* after the end: frame object or NONE */
    uint32_t unit;           /* after the end */
    int32_t line;
    ATOMIC(Value) trace_function; /* edge: frame_object */
    ATOMIC(uint32_t) trace_flags; /* TRACE_*; edge: frame_object */
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
        weft__init(&object->locals, EMPTY);
        object->back = NONE;
        weft__init(&object->trace_function, NONE);
        weft__init(&object->trace_flags, (uint32_t)TRACE_LINES);
        object->line = -1;
    }
    return object;
}

static void attach(Frame *frame, FrameObject *object)
{
    weft__store_release(&object->frame, frame); /* edge: frame_object */
    frame->object = value_from_pointer(object);
    frame->flags |= FRAME_HAS_OBJECT;
}

Value weft__frame_object(Thread *t, Frame *frame)
{
    if (frame->object == EMPTY) {
        FrameObject *object =
            frame_alloc(t, frame->code, value_from_pointer(frame->function->globals),
                        frame->function->builtins);
        if (object == NULL) {
            return EMPTY;
        }
        if (frame->object == EMPTY) { /* allocation is a safepoint: another thread may have asked */
            attach(frame, object);
        }
    }
    return frame->object;
}

/* ---- frames of other threads ---- */

Value weft__frame_spare(Thread *t, Code *code)
{
    return value_or_empty(frame_alloc(t, code, NONE, NONE));
}

Value weft__frame_object_stopped(Frame *frame, Value spare)
{
    if (frame->object == EMPTY) {
        FrameObject *object = as_frame(spare);
        object->code = frame->code;
        object->globals = value_from_pointer(frame->function->globals);
        object->builtins = frame->function->builtins;
        attach(frame, object);
    }
    return frame->object;
}

/* Runs on this thread, which asks: nobody else can change it. */
static bool is_own(Thread *t, const Frame *frame)
{
    enum { NEAREST = 64 }; /* a generator further out is held by stopping the world */
    const Value *word = (const Value *)(const void *)frame;
    if (word >= t->stack_base && word < t->stack_limit) {
        return true;
    }
    Frame *each = t->frame;
    for (int i = 0; i < NEAREST && each != NULL && each != frame; i++) {
        each = each->previous;
    }
    return each == frame;
}

/* The frame, if it still exists, in a state in which nobody changes it until let_go(). */
static Frame *hold(Thread *t, Value self, bool *stopped)
{
    Frame *frame = live(self);
    /* Alone is enough here, but not for is_own(): another thread can only come at a safepoint, and there is none
     * before let_go(); who goes on allocating while it reads a frame must know that the frame is its own. */
    *stopped = frame != NULL && !t->alone && !is_own(t, frame);
    if (*stopped) {
        weft__world_stop(t);
        frame = live(self);
    }
    return frame;
}
static void let_go(Thread *t, bool stopped)
{
    if (stopped) {
        weft__world_resume(t);
    }
}

typedef struct AllFrames {
    ValueArray *spares; /* filled with frame objects to use, then with pairs id, frame object */
    ValueArray *found;
    size_t count;
    size_t missing;
} AllFrames;

static void find_frame(Thread *each, void *context)
{
    AllFrames *all = context;
    if (each->frame == NULL) {
        return;
    }
    if (all->count >= all->spares->capacity) {
        all->missing++;
        return;
    }
    Value spare = weft__load_relaxed(&all->spares->items[all->count]);
    weft__store_relaxed(&all->found->items[2 * all->count], value_from_small_int((int64_t)each->id));
    weft__store_relaxed(&all->found->items[2 * all->count + 1],
                        weft__frame_object_stopped(each->frame, spare));
    all->count++;
}

Value weft__frames_of_threads(Thread *t)
{
    AllFrames all;
    do {
        size_t room = weft__world_thread_count(t->runtime) + 2;
        all = (AllFrames){weft__value_array_new(t, room), NULL, 0, 0};
        all.found = all.spares == NULL ? NULL : weft__value_array_new(t, 2 * room);
        if (all.found == NULL) {
            return EMPTY;
        }
        for (size_t i = 0; i < room; i++) {
            Value spare = weft__frame_spare(t, t->frame->code);
            if (spare == EMPTY) {
                return EMPTY;
            }
            weft__store_relaxed(&all.spares->items[i], spare);
        }
        weft__world_stop(t);
        weft__world_each_thread(t, find_frame, &all);
        weft__world_resume(t);
    } while (all.missing > 0);
    Dict *frames = weft__dict_new(t);
    for (size_t i = 0; frames != NULL && i < all.count; i++) {
        if (!weft__dict_set(t, frames, weft__load_relaxed(&all.found->items[2 * i]),
                            weft__load_relaxed(&all.found->items[2 * i + 1]))) {
            return EMPTY;
        }
    }
    return value_or_empty(frames);
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
    weft__init(&object->locals, code->flags & CODE_OPTIMIZED ? value_from_pointer(locals) : globals);
    return value_from_pointer(object);
}

static void copy_locals_into(ValueArray *values, Frame *frame)
{
    for (uint32_t i = 0; i < frame->code->local_count; i++) {
        weft__store_relaxed(&values->items[i], frame->locals[i]);
    }
}

/* The variables as they stand, so that most frames need no dictionary. NULL: no memory. */
static ValueArray *copy_locals(Thread *t, Frame *frame)
{
    ValueArray *values = weft__value_array_new(t, frame->code->local_count);
    if (values != NULL) {
        copy_locals_into(values, frame);
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

/* The dictionary gets what a row of fast locals holds. */
static bool show_values(Thread *t, Dict *dict, Code *code, ValueArray *values)
{
    for (uint32_t i = 0; i < values->capacity; i++) {
        Value v = slot_content(t, code, i, weft__load_relaxed(&values->items[i]));
        if (!show_local(t, dict, code->local_names->items[i], v)) {
            return false;
        }
    }
    return true;
}

/* The dictionary of an ended frame's variables; made once (of two at a time, one stays). */
static Value ended_locals(Thread *t, FrameObject *object)
{
    Dict *dict = object->snapshot == EMPTY ? weft__dict_new(t) : as_dict(object->snapshot);
    ValueArray *values = weft__load_acquire(&object->values); /* edge: frame_object */
    if (dict == NULL || (values != NULL && !show_values(t, dict, object->code, values))) {
        return EMPTY;
    }
    weft__store_release(&object->locals, value_from_pointer(dict)); /* edge: frame_object */
    return value_from_pointer(dict);
}

void weft__frame_leave(Thread *t, Frame *frame)
{
    FrameObject *object = as_frame(frame->object);
    Value pending = exception_take(t);
    uint32_t unit = (uint32_t)(frame->next - frame->code->units);
    object->unit = unit;
    object->line = weft__code_position(frame->code, unit).line;
    if (frame->namespace != EMPTY) {
        weft__store_relaxed(&object->locals, frame->namespace); /* edge: frame_object */
    } else if (!(frame->code->flags & CODE_OPTIMIZED)) {
        weft__store_relaxed(&object->locals, object->globals); /* edge: frame_object */
    } else {
        weft__store_relaxed(&object->values, copy_locals(t, frame)); /* edge: frame_object */
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
    if (frame != NULL && is_own(t, frame)) {
        return frame->previous == NULL ? NONE : weft__frame_object(t, frame->previous);
    }
    Value spare = frame == NULL ? EMPTY : weft__frame_spare(t, as_frame(self)->code);
    if (frame != NULL && spare == EMPTY) {
        return EMPTY;
    }
    bool stopped;
    frame = hold(t, self, &stopped);
    Value back = frame == NULL             ? as_frame(self)->back
                 : frame->previous == NULL ? NONE
                                           : weft__frame_object_stopped(frame->previous, spare);
    let_go(t, stopped);
    return back;
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
/* A copy of the variables of a frame that another thread may run. */
static Value foreign_locals(Thread *t, Value self)
{
    Code *code = as_frame(self)->code;
    ValueArray *values = weft__value_array_new(t, code->local_count);
    Dict *dict = values == NULL ? NULL : weft__dict_new(t);
    if (dict == NULL) {
        return EMPTY;
    }
    bool stopped;
    Frame *frame = hold(t, self, &stopped);
    Value namespace = EMPTY;
    if (frame != NULL) {
        namespace = frame->namespace;
        if (namespace == EMPTY && !(code->flags & CODE_OPTIMIZED)) {
            namespace = as_frame(self)->globals;
        }
        copy_locals_into(values, frame);
    }
    let_go(t, stopped);
    if (namespace != EMPTY) {
        return namespace;
    }
    return show_values(t, dict, code, values) ? value_from_pointer(dict) : EMPTY;
}

static Value get_locals(Thread *t, Value self)
{
    Frame *frame = live(self);
    if (frame != NULL && is_own(t, frame)) {
        return weft__frame_locals(t, frame);
    }
    if (frame != NULL) {
        Value copy = foreign_locals(t, self);
        if (copy == EMPTY || live(self) != NULL) {
            return copy;
        }
    }
    Value locals = weft__load_acquire(&as_frame(self)->locals); /* edge: frame_object */
    return locals == EMPTY ? ended_locals(t, as_frame(self)) : locals;
}
static uint32_t present_unit(Thread *t, Value self)
{
    bool stopped;
    Frame *frame = hold(t, self, &stopped);
    uint32_t unit = frame == NULL ? as_frame(self)->unit
                                  : (uint32_t)(frame->next - frame->code->units);
    let_go(t, stopped);
    return unit;
}
static Value get_lasti(Thread *t, Value self)
{
    return value_from_small_int((int64_t)present_unit(t, self) * 2);
}
static Value get_line(Thread *t, Value self)
{
    FrameObject *object = as_frame(self);
    bool stopped;
    Frame *frame = hold(t, self, &stopped); /* another thread may run it */
    bool ended = frame == NULL, starting = !ended && (frame->flags & FRAME_STARTING) != 0;
    uint32_t unit = ended ? object->unit : (uint32_t)(frame->next - frame->code->units);
    let_go(t, stopped);
    int32_t line = ended      ? object->line
                   : starting ? object->code->first_line
                              : weft__code_position(object->code, unit).line;
    return line < 0 ? NONE : value_from_small_int(line);
}
/* Nothing jumps to another line here: whoever asks for it is told. */
static bool set_line(Thread *t, Value self, Value value)
{
    Frame *frame = live(self);
    if (value == EMPTY) {
        RAISE(t, AttributeError, "cannot delete attribute");
    } else if (!is_int(t, value)) {
        RAISE(t, ValueError, "lineno must be an integer");
    } else if (frame == NULL || weft__frame_tracer(frame) == EMPTY || t->observing == 0) {
        RAISE(t, ValueError, "f_lineno can only be set by a trace function");
    } else {
        RAISE(t, ValueError, "f_lineno cannot be set: frames do not jump to another line");
    }
    return false;
}
Value weft__frame_tracer(Frame *frame)
{
    Value function = frame->object == EMPTY ? NONE
                                            : weft__load_acquire(&as_frame(frame->object)->trace_function); /* edge: frame_object */
    return function == NONE ? EMPTY : function;
}
void weft__frame_set_tracer(Frame *frame, Value function)
{
    if (frame->object != EMPTY) {
        /* edge: frame_object */
        weft__store_release(&as_frame(frame->object)->trace_function, function == EMPTY ? NONE : function);
    }
}
bool weft__frame_traces(Frame *frame, uint32_t events)
{
    return frame->object != EMPTY && (weft__load_relaxed(&as_frame(frame->object)->trace_flags) & events) != 0; /* edge: frame_object */
}
static Value get_trace(Thread *t, Value self)
{
    (void)t;
    return weft__load_acquire(&as_frame(self)->trace_function); /* edge: frame_object */
}
static bool set_trace(Thread *t, Value self, Value value)
{
    (void)t;
    /* edge: frame_object */
    weft__store_release(&as_frame(self)->trace_function, value == EMPTY ? NONE : value);
    return true;
}
static Value get_flag(Value self, uint32_t flag)
{
    return value_from_bool((weft__load_relaxed(&as_frame(self)->trace_flags) & flag) != 0); /* edge: frame_object */
}
static bool set_flag(Thread *t, Value self, uint32_t flag, Value value)
{
    if (value == EMPTY || !value_is_bool(value)) {
        RAISE(t, TypeError, "attribute value type must be bool");
        return false;
    }
    ATOMIC(uint32_t) *flags = &as_frame(self)->trace_flags;
    if (value == TRUE_VALUE) {
        (void)weft__or_relaxed(flags, flag); /* edge: frame_object */
    } else {
        (void)weft__and_relaxed(flags, ~flag); /* edge: frame_object */
    }
    return true;
}
static Value get_trace_lines(Thread *t, Value self)
{
    (void)t;
    return get_flag(self, TRACE_LINES);
}
static bool set_trace_lines(Thread *t, Value self, Value value)
{
    return set_flag(t, self, TRACE_LINES, value);
}
static Value get_trace_opcodes(Thread *t, Value self)
{
    (void)t;
    return get_flag(self, TRACE_OPCODES);
}
static bool set_trace_opcodes(Thread *t, Value self, Value value)
{
    return set_flag(t, self, TRACE_OPCODES, value);
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
    bool stopped;
    Frame *frame = hold(t, args[0], &stopped);
    bool exists = frame != NULL;
    Object *generator = exists ? frame->generator : NULL;
    /* A suspended generator stands under no caller. */
    bool running = exists && (generator == NULL || frame->previous != NULL);
    let_go(t, stopped);
    for (Frame *each = t->frame; exists && each != NULL && !running; each = each->previous) {
        running = each == frame;
    }
    if (running) {
        return RAISE(t, RuntimeError, "cannot clear an executing frame");
    }
    if (exists) { /* closing the generator ends the frame */
        return weft__call_method(t, value_from_pointer(generator), N(t, close), NULL, 0) == EMPTY ? EMPTY
                                                                                                  : NONE;
    }
    if (as_frame(args[0])->code->flags & CODE_OPTIMIZED) {
        weft__store_release(&as_frame(args[0])->values, (ValueArray *)NULL); /* edge: frame_object */
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
    weft__trace_object(tracer, weft__load_relaxed(&frame->values));
    weft__trace_value(tracer, frame->snapshot);
    weft__trace_value(tracer, weft__load_relaxed(&frame->locals));
    weft__trace_value(tracer, frame->back);
    weft__trace_value(tracer, weft__load_relaxed(&frame->trace_function));
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
        {"f_lineno", get_line, set_line, NULL},
        {"f_trace", get_trace, set_trace, NULL},
        {"f_trace_lines", get_trace_lines, set_trace_lines, NULL},
        {"f_trace_opcodes", get_trace_opcodes, set_trace_opcodes, NULL},
        {NULL, NULL, NULL, NULL},
    };
    static const NativeDef methods[] = {
        {"clear", frame_clear, "self, /", "Lets go what the locals of a finished frame refer to.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(FrameObject), TYPE_FINAL);
    type->head.trace = trace_frame;
    type->slots.repr = frame_repr;
    weft__add_getsets(t, type, getsets);
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}
