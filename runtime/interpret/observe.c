/* observe.c - sys.settrace and sys.setprofile: what a thread's observers are told, and when.
 *
 * Guarantees: a thread that nobody observes runs the plain dispatch loop, which has no check for
 * observers. One that is observed runs the loop compiled a third time (interpreter_observed.c), which
 * asks weft__observe_unit before each instruction. A loop changes over where it polls anyway: POLL_OBSERVE
 * stays set in the thread's poll word for as long as there is an observer, the loop returns CHANGE_LOOP
 * with all its state in the frames, and run_frame goes on in the other one.
 *
 * Events and their order are CPython 3.11's: `call` for each entry and each resumption of a generator,
 * `line` where another line begins or a jump goes back, `return` also for a yield, and with None where an
 * exception leaves the frame; `exception` in each frame that it passes. While an observer runs, its thread
 * is not observed. An observer that raises is removed, and the exception continues in the observed frame.
 */
#include "interpret/interpreter.h"

static const char *const event_names[] = {
    [EVENT_CALL] = "call",     [EVENT_LINE] = "line",         [EVENT_RETURN] = "return",
    [EVENT_EXCEPTION] = "exception", [EVENT_OPCODE] = "opcode", [EVENT_NATIVE_CALL] = "c_call",
    [EVENT_NATIVE_RETURN] = "c_return", [EVENT_NATIVE_EXCEPTION] = "c_exception",
};

static void update(Thread *t)
{
    t->observed = t->trace_function != EMPTY || t->profile_function != EMPTY;
    if (t->observed) {
        weft__or_seq_cst(&t->poll, (uint32_t)POLL_OBSERVE); /* edge: poll_word */
    } else {
        weft__and_seq_cst(&t->poll, ~(uint32_t)POLL_OBSERVE); /* edge: poll_word */
    }
}

void weft__set_observers(Thread *t, Value trace_function, Value profile_function)
{
    t->trace_function = trace_function;
    t->profile_function = profile_function;
    update(t);
}

/* function(frame, event, argument); a pending exception is kept, or replaced by the observer's. */
static Value tell(Thread *t, Frame *frame, Value function, Event event, Value argument)
{
    Value pending = exception_take(t);
    Value args[3] = {weft__frame_object(t, frame), value_or_empty(weft__intern_c(t, event_names[event])),
                     argument == EMPTY ? NONE : argument};
    Value answer = EMPTY;
    if (args[0] != EMPTY && args[1] != EMPTY) {
        t->observing++;
        answer = weft__call(t, function, args, 3, EMPTY);
        t->observing--;
    }
    if (answer != EMPTY) {
        t->exception = pending;
    }
    return answer;
}

/* For the frame's own trace function, which an event `call` gets from the thread's. */
static bool tell_tracer(Thread *t, Frame *frame, Event event, Value argument)
{
    Value function = event == EVENT_CALL ? t->trace_function : weft__frame_tracer(frame);
    if (t->trace_function == EMPTY || function == EMPTY) {
        return true;
    }
    Value answer = tell(t, frame, function, event, argument);
    if (answer == EMPTY) {
        weft__set_observers(t, EMPTY, t->profile_function);
        weft__frame_set_tracer(frame, EMPTY);
        return false;
    }
    if (answer != NONE) {
        weft__frame_set_tracer(frame, answer);
    }
    return true;
}

static bool tell_profiler(Thread *t, Frame *frame, Event event, Value argument)
{
    if (t->profile_function == EMPTY) {
        return true;
    }
    if (tell(t, frame, t->profile_function, event, argument) == EMPTY) {
        weft__set_observers(t, t->trace_function, EMPTY);
        return false;
    }
    return true;
}

static bool is_watched(Thread *t, const Frame *frame)
{
    return t->observed && t->observing == 0 && !(frame->code->flags & CODE_HIDDEN);
}

/* Frame.seen_unit of a frame that has just begun: whatever comes next begins a line. */
#define SEEN_START UINT32_MAX

/* Has nothing of the frame run but what makes its generator? */
static bool at_start(const Frame *frame)
{
    size_t unit = (size_t)(frame->next - frame->code->units);
    return unit == (frame->generator != NULL ? 1 : 0);
}

bool weft__observe_call(Thread *t, Frame *frame)
{
    enum { MAKES_GENERATOR = CODE_GENERATOR | CODE_COROUTINE | CODE_ASYNC_GENERATOR };
    bool making = (frame->code->flags & MAKES_GENERATOR) && frame->generator == NULL;
    if (making || !is_watched(t, frame)) {
        return true;
    }
    bool starting = at_start(frame);
    if (starting) {
        frame->flags |= FRAME_STARTING;
        frame->seen_unit = SEEN_START;
    }
    bool fine = tell_tracer(t, frame, EVENT_CALL, NONE) && tell_profiler(t, frame, EVENT_CALL, NONE);
    frame->flags &= ~(uint32_t)FRAME_STARTING;
    return fine;
}

bool weft__observe_return(Thread *t, Frame *frame, Value result)
{
    if (!is_watched(t, frame)) {
        return true;
    }
    return tell_tracer(t, frame, EVENT_RETURN, result) && tell_profiler(t, frame, EVENT_RETURN, result);
}

void weft__observe_unwind(Thread *t, Frame *frame)
{
    Value exception = t->exception;
    if (!weft__observe_return(t, frame, NONE) && t->exception == EMPTY) {
        t->exception = exception;
    }
}

void weft__observe_exception(Thread *t, Frame *frame)
{
    Value exception = t->exception;
    if (!is_watched(t, frame) || t->trace_function == EMPTY || weft__frame_tracer(frame) == EMPTY) {
        return;
    }
    Value traceback = weft__load_acquire(&((ExceptionObject *)value_pointer(exception))->traceback); /* edge: exception_field */
    Value parts[3] = {value_from_pointer(type_of(t, exception)), exception, traceback};
    t->exception = EMPTY;
    Value tuple = value_or_empty(weft__tuple_from(t, parts, 3));
    if (tuple != EMPTY) {
        t->exception = exception;
        (void)tell_tracer(t, frame, EVENT_EXCEPTION, tuple);
    }
}

/* What `frame` iterates or awaits has ended with `result`, and CPython's would have raised StopIteration. */
bool weft__observe_stop(Thread *t, Frame *frame, Value result)
{
    if (!is_watched(t, frame) || weft__frame_tracer(frame) == EMPTY) {
        return true;
    }
    Value stop = weft__exception_new(t, EXC(t, StopIteration), &result, result == NONE ? 0 : 1);
    if (stop == EMPTY) {
        return false;
    }
    t->exception = stop;
    weft__observe_exception(t, frame);
    bool fine = t->exception == stop;
    if (fine) {
        t->exception = EMPTY;
    }
    return fine;
}

bool weft__observe_native(Thread *t, Frame *frame, Event event, Value callable, Value self)
{
    if (t->profile_function == EMPTY || !is_watched(t, frame)) {
        return true;
    }
    if (object_is(callable, T(t, native_method)) && self != EMPTY) {
        Value pending = exception_take(t);
        callable = weft__bind_native_method(t, callable, self);
        if (callable == EMPTY) {
            return false;
        }
        t->exception = pending;
    } else if (!object_is(callable, T(t, native_function))) {
        return true;
    }
    return tell_profiler(t, frame, event, callable);
}

static bool begins_line(Frame *frame, uint32_t unit, uint32_t before)
{
    Position position = weft__code_position(frame->code, unit);
    int32_t line = position.line;
    if (line < 0 || position.end_line < 0) { /* stands for no text, like the end of an exception handler */
        return false;
    }
    if (before == 0) { /* it ran in the plain loop up to here */
        before = unit;
    }
    if (before == 0 || before == SEEN_START || weft__code_position(frame->code, before - 1).line != line) {
        return true;
    }
    return unit + 1 < before && base_of(weft__load_relaxed(&frame->next->instruction.op)) != OPC_SEND; /* edge: site_op */
}

Observation weft__observe_unit(Thread *t, Frame *frame)
{
    if (!t->observed) {
        return OBSERVE_NO_MORE;
    }
    uint32_t unit = (uint32_t)(frame->next - frame->code->units), before = frame->seen_unit;
    if (at_start(frame) && frame->generator != NULL) {
        return OBSERVE_GO_ON; /* takes the value that a generator was started with: not a line of its own */
    }
    frame->seen_unit = unit + 1;
    if (t->trace_function == EMPTY || frame->object == EMPTY || !is_watched(t, frame) ||
        weft__frame_tracer(frame) == EMPTY) {
        return OBSERVE_GO_ON;
    }
    if (weft__frame_traces(frame, TRACE_LINES) && begins_line(frame, unit, before) &&
        !tell_tracer(t, frame, EVENT_LINE, NONE)) {
        return OBSERVE_FAILED;
    }
    if (weft__frame_traces(frame, TRACE_OPCODES) && !tell_tracer(t, frame, EVENT_OPCODE, NONE)) {
        return OBSERVE_FAILED;
    }
    return OBSERVE_GO_ON;
}

/* ---- what the loops return to ---- */

Value weft__run_changing(Thread *t, Value answer)
{
    while (answer == CHANGE_LOOP) {
        if (t->observed && t->observing == 0) {
            answer = weft__run_frame_observed(t, t->frame);
        } else {
            answer = ((Interpreter *)t->runtime->interpreter)->run(t, t->frame);
        }
    }
    return answer;
}
