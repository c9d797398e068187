/* function.h - code objects, functions, cells, methods, frames, generators and tracebacks.
 *
 * A code object's arrays never move or change size (rule R1); only `op`, `counter` and cache words
 * of its units are rewritten, each by one atomic access.
 */
#ifndef WEFT_OBJECT_FUNCTION_H
#define WEFT_OBJECT_FUNCTION_H

#include "object/native.h"

/* One instruction: 8 bytes. An op with a cache word is followed by one Unit used as `cache`. */
typedef struct Instruction {
    ATOMIC(uint8_t) op;      /* rewritten by compare-exchange only; edge: site_op */
    ATOMIC(uint8_t) counter; /* executions until the next attempt; lossy; edge: site_counter */
    uint16_t b;              /* second operand; never changes */
    uint32_t a;              /* operand; never changes */
} Instruction;
typedef union Unit {
    Instruction instruction;
    ATOMIC(uint64_t) cache;  /* self-validating word (rule R3); edge: site_cache */
} Unit;

typedef struct ExceptionRange {
    uint32_t start, end;   /* units [start, end) */
    uint32_t handler;      /* unit */
    uint32_t depth;        /* stack depth to restore; bit 31: push the instruction's unit number */
} ExceptionRange;
typedef struct Position { int32_t line, end_line, column, end_column; } Position; /* -1: none */

enum { /* Code.flags, as in CPython's inspect */
    CODE_OPTIMIZED = 1, CODE_NEWLOCALS = 2, CODE_VARARGS = 4, CODE_VARKEYWORDS = 8, CODE_NESTED = 16,
    CODE_GENERATOR = 32, CODE_COROUTINE = 128, CODE_ITERABLE_COROUTINE = 256,
    CODE_ASYNC_GENERATOR = 512, CODE_FUTURE_ANNOTATIONS = 0x1000000,
    CODE_HIDDEN = 1 << 29, /* leaves no entry in tracebacks: stands for a native function */
    CODE_SIMPLE = 1 << 30, /* no *args, **kwargs, keyword-only, cells or generator: fast calls */
};

struct Code {
    Object head;             /* every field but units' content: never changes after creation */
    uint64_t id;             /* unique in the runtime */
    Unit *units;             /* inside `storage` */
    uint32_t unit_count;
    uint32_t flags;
    uint32_t argument_count, positional_only_count, keyword_only_count;
    uint32_t local_count;    /* all fast slots: parameters, locals, cells, then free variables */
    uint32_t cell_count, free_count; /* cells that are not parameters come after the locals; free
                                        variables are the last free_count slots */
    uint32_t max_stack;
    uint32_t frame_words;    /* local_count + frame header + max_stack, in words */
    int32_t first_line;
    uint32_t exception_count;
    uint32_t position_count;
    uint32_t attribute_stores; /* distinct names in STORE_ATTR: a guess at what __init__ adds */
    ExceptionRange *exceptions; /* sorted, innermost last wins; inside storage */
    Position *positions;     /* one per unit; inside storage */
    Tuple *constants, *names; /* names: interned str */
    Tuple *local_names;      /* str per fast slot */
    Tuple *cell_names, *free_names; /* as co_cellvars, co_freevars */
    Str *name, *qualname, *filename;
    Value docstring;         /* str or NONE */
    ByteArray *storage;
    ATOMIC(Value) co_code;   /* base ops as bytes, made on demand; edge: lazy_code_bytes */
};

struct Function {
    Object head;
    ATOMIC(Code *) code;     /* edge: function_code */
    Dict *globals; /* never changes */
    Value builtins;      /* a dict, or what a program put under __builtins__; never changes */
    Dict *plain_builtins; /* the same where that is a plain dict, otherwise one without keys: what caches
                             look into; never changes */
    ATOMIC(Value) closure;   /* tuple of cells or EMPTY; never changes */
    ATOMIC(Value) defaults, keyword_defaults; /* tuple / dict, or EMPTY; edge: function_field */
    ATOMIC(Value) name, qualname, module, doc, annotations, dict; /* edge: function_field */
};

typedef struct Cell {
    Object head;
    ATOMIC(Value) content; /* EMPTY: unbound; edge: cell_content */
} Cell;
Cell *weft__cell_new(Thread *t, Value content);

typedef struct Method { /* bound method */
    Object head;
    Value function, self; /* never change */
} Method;
Value weft__method_new(Thread *t, Value function, Value self);

Function *weft__function_new(Thread *t, Code *code, Dict *globals, Str *qualname_or_null);
/* Binds arguments as a call does, into locals[0 .. local_count) (EMPTY where unbound).
 * TypeError messages as CPython's. */
bool weft__bind_arguments(Thread *t, Function *function, Code *code, Value *args, size_t count,
                          Value names, Value *locals);

/* A Python frame. Its words stand in one row on the thread's value stack or in a generator:
 * [locals ...][Frame][operand stack ...] */
struct Frame {
    Frame *previous;     /* caller; owner thread only (all fields) */
    Function *function;
    Code *code;
    Unit *next;          /* unit to execute next when the frame is not the running one; while it
                            runs: the unit of the present instruction at every safepoint */
    Value *stack_top;    /* first free operand word, valid at safepoints */
    Value *locals;
    const Value *constants; /* items of the code's tuple */
    Value namespace;     /* EMPTY in functions; the locals mapping of module and class bodies */
    Value object;        /* frame object for sys._getframe, EMPTY until asked for */
    Object *generator;   /* the generator that owns this frame, or NULL */
    Value *outer_stack_top; /* generators: Thread.stack_top to restore when they stop running */
    uint32_t flags;      /* FRAME_* */
    uint32_t seen_unit;  /* one more than the unit that the observed loop was at last; 0: none yet */
};
enum { FRAME_ENTRY = 1, /* returns to C, not to a Python caller */
       FRAME_INIT = 2,  /* __init__ called by CALL: result replaced by the new instance */
       FRAME_DISCARD = 4,
       FRAME_STARTING = 32, /* an observer hears of the call: f_lineno is that of the definition */
       FRAME_HAS_OBJECT = 16 }; /* a frame object refers to it: weft__frame_leave before it goes */
#define FRAME_WORDS (sizeof(Frame) / sizeof(Value))
static ALWAYS_INLINE Value *frame_stack_base(Frame *frame) { return (Value *)(frame + 1); }
/* First free word of the thread's value stack: frames of generators live elsewhere, and while one
 * runs, Thread.stack_top says where the stack goes on. */
static ALWAYS_INLINE Value *value_stack_top(Thread *t)
{
    Frame *frame = t->frame;
    return frame == NULL ? t->stack_base : frame->generator != NULL ? t->stack_top
                                                                   : frame->stack_top;
}

enum GeneratorState { GENERATOR_CREATED, GENERATOR_SUSPENDED, GENERATOR_RUNNING, GENERATOR_DONE };
typedef struct Generator {
    Object head;             /* types generator, coroutine, async_generator */
    ATOMIC(uint32_t) state;  /* claimed by compare-exchange to RUNNING; edge: generator_state */
    uint32_t words;          /* size of the row behind this header */
    Code *code;
    ATOMIC(Value) name, qualname;
    ExceptionState handled;  /* runner only */
    Frame *frame;            /* runner only; NULL when done */
    Value finalizer;         /* async generators: EMPTY before a hook was told, then its finalizer or
                              * NONE; written in a stopped world */
    Value row[];             /* locals, Frame, stack */
} Generator;
/* send/throw from C. Result: yielded value; EMPTY without exception and *returned set: finished. */
Value weft__generator_send(Thread *t, Generator *g, Value v, bool *finished, Value *result);

typedef struct Traceback {
    Object head;
    ATOMIC(Value) next;  /* traceback or NONE */
    Code *code;
    Value globals;
    uint32_t unit;
    int32_t line;
    Value frame;         /* frame object */
} Traceback;

typedef struct ExceptionObject {
    Object head;
    ATOMIC(Value) args;      /* tuple */
    ATOMIC(Value) traceback, cause, context; /* or NONE; edge: exception_field */
    ATOMIC(uint32_t) suppress_context;
    ATOMIC(uint32_t) attribute_count;
    ATOMIC(Value) fields[8]; /* by type: StopIteration value, OSError errno..., SyntaxError..., see
                                exception_types.c; NONE or EMPTY otherwise */
    ATOMIC(Value) notes;
} ExceptionObject;
static ALWAYS_INLINE bool is_exception(Thread *t, Value v)
{
    return has_type_flag(t, v, TYPE_IS_EXCEPTION);
}
/* Puts (code, unit) of a frame at the front of the exception's traceback. */
void weft__traceback_add(Thread *t, Value exception, Frame *frame, uint32_t unit);
/* The pending exception leaves a frame: its traceback entry keeps the frame's variables. Call it before
 * weft__frame_leave. */
void weft__traceback_keep_frame(Thread *t, Frame *frame);
/* Line (or whole position) of a unit. */
Position weft__code_position(Code *code, uint32_t unit);

/* The frame object of a running or suspended frame, made on demand (object/frame_object.c). */
Value weft__frame_object(Thread *t, Frame *frame);
/* The same for a frame that another thread may run: in a stopped world, with an object to use when the
 * frame has none yet. */
Value weft__frame_spare(Thread *t, Code *code); /* EMPTY: no memory */
Value weft__frame_object_stopped(Frame *frame, Value spare);
/* dict of thread id -> the frame that the thread runs now (sys._current_frames). */
Value weft__frames_of_threads(Thread *t);
/* A frame with FRAME_HAS_OBJECT ends: its object keeps what programs may still ask for. Leaves a
 * pending exception alone. */
void weft__frame_leave(Thread *t, Frame *frame);
/* What sys.settrace's observers keep in a frame (thread of the frame): its own trace function, EMPTY:
 * none; which events it wants. */
enum { TRACE_LINES = 1, TRACE_OPCODES = 2 };
Value weft__frame_tracer(Frame *frame);
void weft__frame_set_tracer(Frame *frame, Value function);
bool weft__frame_traces(Frame *frame, uint32_t events);
/* A frame object for an ended frame of which only this is known. */
Value weft__frame_object_of_code(Thread *t, Code *code, Value globals, uint32_t unit, int32_t line);
/* locals() of a frame: its namespace, or the frame's dict of its fast locals and cells, brought up to
 * date. */
Value weft__frame_locals(Thread *t, Frame *frame);
Value weft__frame_fast_locals(Thread *t, Frame *frame); /* of a frame of CODE_OPTIMIZED */
/* The getter of an exact property, NONE when it has none. */
Value weft__property_getter(Value property);

/* Hooks that the interpret layer installs (runtime->interpreter is not ready before). */
typedef struct InterpreterHooks {
    CallSlot call_function;       /* Function.call */
    Value (*generator_resume)(Thread *t, Generator *g, Value sent, bool *finished, Value *result);
    Value (*generator_throw)(Thread *t, Generator *g, Value exception, bool *finished, Value *result);
    Value (*frame_object)(Thread *t, Frame *frame);
} InterpreterHooks;

#endif
