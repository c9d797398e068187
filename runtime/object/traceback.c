/* traceback.c - traceback objects: one for each frame that an exception passed.
 *
 * A traceback keeps the code object and the unit; a frame object, with the frame's variables, is
 * made only when the exception leaves the frame (weft__traceback_keep_frame), because handling it
 * where it was raised is the common case. tb_frame finds a frame that still runs, and else makes an
 * object that knows what the traceback knows.
 */
#include "object/exceptions.h"

static Traceback *as_traceback(Value v) { return value_pointer(v); }

/* The frame object, or the address of the frame until somebody asks; any thread may fill it. */
static ATOMIC(Value) *frame_field(Traceback *traceback)
{
    return (ATOMIC(Value) *)(void *)&traceback->frame;
}

Position weft__code_position(Code *code, uint32_t unit)
{
    if (unit < code->position_count) {
        return code->positions[unit];
    }
    Position none = {code->first_line, code->first_line, -1, -1};
    return none;
}

void weft__traceback_add(Thread *t, Value exception, Frame *frame, uint32_t unit)
{
    if (UNLIKELY(exception == EMPTY || exception == t->runtime->memory_error)) {
        return; /* shared by all threads, and there is no memory anyway */
    }
    Traceback *traceback = weft__alloc(t, sizeof *traceback, T(t, traceback));
    if (traceback == NULL) {
        return;
    }
    ExceptionObject *e = as_exception(exception);
    weft__init(&traceback->next, weft__load_acquire(&e->traceback)); /* edge: exception_field */
    traceback->code = frame->code;
    traceback->globals = value_from_pointer(frame->function->globals);
    traceback->unit = unit;
    traceback->line = weft__code_position(frame->code, unit).line;
    traceback->frame = frame->object != EMPTY
                           ? frame->object
                           : value_from_small_int((int64_t)(uintptr_t)frame >> 3);
    weft__store_release(&e->traceback, value_from_pointer(traceback)); /* edge: exception_field */
}

void weft__traceback_keep_frame(Thread *t, Frame *frame)
{
    Value exception = t->exception;
    if (exception == EMPTY || exception == t->runtime->memory_error) {
        return;
    }
    Value traceback = weft__load_acquire(&as_exception(exception)->traceback); /* edge: exception_field */
    if (object_is(traceback, T(t, traceback)) && as_traceback(traceback)->code == frame->code) {
        Value object = weft__frame_object(t, frame);
        t->exception = exception;
        if (object != EMPTY) {
            weft__store_release(frame_field(as_traceback(traceback)), object); /* edge: traceback_frame */
        }
    }
}

/* ---- attributes ---- */

static Value get_next(Thread *t, Value self)
{
    (void)t;
    return weft__load_acquire(&as_traceback(self)->next); /* edge: traceback_next */
}
static bool set_next(Thread *t, Value self, Value value)
{
    if (value == EMPTY) {
        RAISE(t, TypeError, "can't delete tb_next attribute");
        return false;
    }
    if (value != NONE && !object_is(value, T(t, traceback))) {
        RAISE(t, TypeError, "expected traceback object, got '%T'", value);
        return false;
    }
    for (Value each = value; each != NONE; each = get_next(t, each)) {
        if (each == self) {
            RAISE(t, ValueError, "traceback loop detected");
            return false;
        }
    }
    weft__store_release(&as_traceback(self)->next, value); /* edge: traceback_next */
    return true;
}

static Value get_frame(Thread *t, Value self)
{
    Traceback *traceback = as_traceback(self);
    Value known = weft__load_acquire(frame_field(traceback)); /* edge: traceback_frame */
    if (!value_is_small_int(known)) {
        return known;
    }
    uintptr_t address = (uintptr_t)value_small_int(known) << 3;
    for (Frame *frame = t->frame; frame != NULL; frame = frame->previous) {
        if ((uintptr_t)frame == address && frame->code == traceback->code) {
            Value object = weft__frame_object(t, frame);
            if (object != EMPTY) {
                weft__store_release(frame_field(traceback), object); /* edge: traceback_frame */
            }
            return object;
        }
    }
    Value made = weft__frame_object_of_code(t, traceback->code, traceback->globals, traceback->unit,
                                            traceback->line);
    if (made != EMPTY) {
        weft__store_release(frame_field(traceback), made); /* edge: traceback_frame */
    }
    return made;
}
static Value get_lasti(Thread *t, Value self)
{
    (void)t;
    return value_from_small_int((int64_t)as_traceback(self)->unit * 2);
}
static Value get_line(Thread *t, Value self)
{
    (void)t;
    int32_t line = as_traceback(self)->line;
    return line < 0 ? NONE : value_from_small_int(line);
}

static Value traceback_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    Value bound[4];
    if (!weft__bind_native(t, "traceback", "tb_next, tb_frame, tb_lasti, tb_lineno", args, count, names,
                           bound)) {
        return EMPTY;
    }
    if (bound[0] != NONE && !object_is(bound[0], T(t, traceback))) {
        return RAISE(t, TypeError, "expected traceback object or None, got '%T'", bound[0]);
    }
    if (!object_is(bound[1], T(t, frame))) {
        return RAISE(t, TypeError, "traceback() argument 'tb_frame' must be frame, not %G", bound[1]);
    }
    int64_t lasti, line;
    if (!weft__to_i64(t, bound[2], &lasti) || !weft__to_i64(t, bound[3], &line)) {
        return EMPTY;
    }
    Value code = weft__get_attribute(t, bound[1], N(t, f_code));
    Value globals = weft__get_attribute(t, bound[1], N(t, f_globals));
    Traceback *traceback = weft__alloc(t, sizeof *traceback, type);
    if (traceback == NULL || code == EMPTY || globals == EMPTY) {
        return EMPTY;
    }
    weft__init(&traceback->next, bound[0]);
    traceback->code = value_pointer(code);
    traceback->globals = globals;
    traceback->unit = lasti < 0 ? UINT32_MAX : (uint32_t)(lasti / 2);
    traceback->line = (int32_t)line;
    traceback->frame = bound[1];
    return value_from_pointer(traceback);
}

static Value traceback_dir(Thread *t, Value *args)
{
    (void)args;
    static const char *const names[] = {"tb_frame", "tb_next", "tb_lasti", "tb_lineno"};
    List *list = weft__list_new(t, 4);
    for (size_t i = 0; list != NULL && i < 4; i++) {
        Value name = value_or_empty(weft__intern_c(t, names[i]));
        if (name == EMPTY || !weft__list_append(t, list, name)) {
            return EMPTY;
        }
    }
    return value_or_empty(list);
}

static void trace_traceback(Tracer *tracer, Object *object)
{
    Traceback *traceback = (Traceback *)object;
    weft__trace_value(tracer, weft__load_relaxed(&traceback->next));
    weft__trace_object(tracer, traceback->code);
    weft__trace_value(tracer, traceback->globals);
    weft__trace_value(tracer, weft__load_relaxed(frame_field(traceback)));
}

void weft__init_traceback_type(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"tb_next", get_next, set_next, NULL},
        {"tb_frame", get_frame, NULL, NULL},
        {"tb_lasti", get_lasti, NULL, NULL},
        {"tb_lineno", get_line, NULL, NULL},
        {NULL, NULL, NULL, NULL},
    };
    static const NativeDef methods[] = {
        {"__dir__", traceback_dir, "self, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(Traceback), TYPE_FINAL);
    type->head.trace = trace_traceback;
    type->slots.new_instance = traceback_new;
    weft__add_getsets(t, type, getsets);
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}
