/* interpreter.h - what the files of the interpreter share.
 *
 * Rules for anyone who touches a handler (interpreter.c, ops_*.inc):
 *  1. A specialized handler reads its cache in ONE atomic load and acts only when the word's own
 *     kind and guard match (rule R3); anything else is MISS, whatever `op` said.
 *  2. Guard first, then act: no miss and no deopt after an effect.
 *  3. SAVE() before anything that may raise, allocate, call or wait: the collector scans the value
 *     stack up to frame->stack_top, and tracebacks read frame->next.
 *  4. Operands stay on the stack until the call that uses them has returned.
 *  5. Opcodes change by compare-exchange only (weft__site_*), operands never (R1, R2).
 *  6. Slow work is a function call, so that hot handlers stay small.
 */
#ifndef WEFT_INTERPRET_INTERPRETER_H
#define WEFT_INTERPRET_INTERPRETER_H

#include "compile/opcodes.h"
#include "object/attribute.h"
#include "object/function.h"

/* Frame.flags besides those of function.h */
enum { FRAME_GENERATOR = 8 };

/* Kinds of inline cache words: odd, so that a word is never mistaken for a pointer. */
enum CacheKind {
    CACHE_SLOT = 1,    /* type version, word offset */
    CACHE_ENTRY = 3,   /* dict layout id, entry number */
};
static ALWAYS_INLINE uint64_t cache_word(enum CacheKind kind, uint32_t guard, uint32_t payload)
{
    return (uint64_t)kind | (uint64_t)guard << 8 | (uint64_t)payload << 40;
}
#define CACHE_GUARD_MASK 0xFFFFFFFFFFULL
#define CACHE_PAYLOAD_LIMIT (1u << 24)

/* What does not fit one word: filled before it is published, never changed after (R3). */
typedef enum RecordKind {
    RECORD_BUILTIN = 1, RECORD_CLASS_VALUE, RECORD_PROPERTY, RECORD_TYPE_VALUE, RECORD_METHOD,
    RECORD_CLASS_CALL, RECORD_GETITEM, RECORD_SUPER, RECORD_POLY
} RecordKind;
typedef struct CacheRecord {
    Object head;
    uint32_t kind;            /* RecordKind */
    uint32_t version;         /* main guard; never 0 */
    uint32_t second_version;  /* further guard, 0: none */
    uint32_t index;
    Value value, second;      /* payload */
} CacheRecord;

/* A site that sees several classes: what CACHE_SLOT, RECORD_CLASS_VALUE or RECORD_METHOD say for one,
 * for each of up to POLY_ENTRIES. Also of type cache_record, with the same first fields. */
enum { POLY_ENTRIES = 6 };
typedef struct PolyEntry {
    uint32_t version;     /* type version; never 0 */
    uint32_t word_offset; /* of the slot, or 0: `value` is what the class has */
    Value value;
} PolyEntry;
typedef struct PolyRecord {
    Object head;
    uint32_t kind;        /* RECORD_POLY */
    uint32_t count;
    PolyEntry entries[POLY_ENTRIES]; /* the latest first */
} PolyRecord;

/* Per-thread state of the interpreter (Thread.interpreter). */
typedef struct InterpreterThread {
    ExceptionState handled;   /* bottom of the chain; owner thread only */
    bool entering;            /* the observed loop begins with an event `call`; owner thread only */
    bool generator_finished;  /* set when a generator frame returned to C; owner thread only */
} InterpreterThread;

/* Counters: statistics[kind * OPC_COUNT + op]. */
enum StatisticKind { STAT_ATTEMPT, STAT_SUCCESS, STAT_FAILED_EXCHANGE, STAT_DEOPT, STAT_HIT,
                     STAT_MISS, STAT_COUNT };
typedef Value (*RunFrame)(Thread *t, Frame *frame);
/* Per-runtime state (Runtime.interpreter). */
typedef struct Interpreter {
    RunFrame run;             /* with or without counting; set at start only */
    bool statistics;          /* -X stats; set at start only */
    uint64_t ended_statistics[STAT_COUNT * OPC_COUNT]; /* of ended threads; stopped world */
} Interpreter;

/* Runs a frame whose FRAME_ENTRY flag is set and that is thread->frame until it returns (or, for a
 * generator, yields). EMPTY: exception. */
Value weft__run_frame(Thread *t, Frame *frame);
Value weft__run_frame_counting(Thread *t, Frame *frame);
Value weft__run_frame_observed(Thread *t, Frame *frame);
/* What a loop returns when the other one has to go on, in t->frame. */
#define CHANGE_LOOP DELETED
Value weft__run_changing(Thread *t, Value answer);
static ALWAYS_INLINE Value run_frame(Thread *t, Frame *frame)
{
    WEFT_ASSERT(weft__no_locks_held(t)); /* rule R9 */
    Value answer = UNLIKELY(t->observed) ? CHANGE_LOOP
                                         : ((Interpreter *)t->runtime->interpreter)->run(t, frame);
    return UNLIKELY(answer == CHANGE_LOOP) ? weft__run_changing(t, answer) : answer;
}

/* ---- observers: sys.settrace, sys.setprofile (observe.c) ---- */
typedef enum Event {
    EVENT_CALL, EVENT_LINE, EVENT_RETURN, EVENT_EXCEPTION, EVENT_OPCODE, EVENT_NATIVE_CALL,
    EVENT_NATIVE_RETURN, EVENT_NATIVE_EXCEPTION
} Event;
typedef enum Observation { OBSERVE_GO_ON, OBSERVE_FAILED, OBSERVE_NO_MORE } Observation;
void weft__set_observers(Thread *t, Value trace_function, Value profile_function);
/* At the start of a frame and when a generator goes on; false: exception. frame->next is up to date, as
 * for all of these. */
bool weft__observe_call(Thread *t, Frame *frame);
bool weft__observe_return(Thread *t, Frame *frame, Value result);
/* The pending exception arrives in a frame; leaves it. Either may replace it. */
void weft__observe_exception(Thread *t, Frame *frame);
bool weft__observe_stop(Thread *t, Frame *frame, Value result);
void weft__observe_unwind(Thread *t, Frame *frame);
/* Before and after a call of something native; `self` EMPTY: none. */
bool weft__observe_native(Thread *t, Frame *frame, Event event, Value callable, Value self);
/* Before each unit of the observed loop. */
Observation weft__observe_unit(Thread *t, Frame *frame);

/* ---- sites (specialize.c) ---- */
/* Each returns true when the site's opcode may have changed (dispatch it again). Never raises. */
bool weft__specialize_global(Thread *t, Frame *frame, Unit *site);
bool weft__specialize_binary(Thread *t, Unit *site, Value a, Value b);
bool weft__specialize_compare(Thread *t, Unit *site, Value a, Value b);
bool weft__specialize_contains(Thread *t, Unit *site, Value container);
bool weft__specialize_subscript(Thread *t, Unit *site, Value container, Value key);
bool weft__specialize_store_subscript(Thread *t, Unit *site, Value container, Value key);
bool weft__specialize_jump(Thread *t, Unit *site, Value v);
bool weft__specialize_unpack(Thread *t, Unit *site, Value v);
bool weft__specialize_iteration(Thread *t, Unit *site, Value iterator);
bool weft__specialize_send(Thread *t, Unit *site, Value receiver);
bool weft__specialize_load_attribute(Thread *t, Frame *frame, Unit *site, Value owner);
bool weft__specialize_load_method(Thread *t, Frame *frame, Unit *site, Value owner);
bool weft__specialize_store_attribute(Thread *t, Frame *frame, Unit *site, Value owner);
bool weft__specialize_super_method(Thread *t, Frame *frame, Unit *site, Value class_value, Value self);
bool weft__specialize_call(Thread *t, Unit *site, Value callable, bool has_self);
/* A guard failed: counts it, and puts the base opcode back once misses are too many. */
void weft__site_miss(Thread *t, Unit *site);
/* Shared by the specializers: publish `word`, then exchange the opcode; counts the outcome. */
bool weft__site_commit(Thread *t, Unit *site, unsigned seen, Opcode op, uint64_t word);
bool weft__site_commit_plain(Thread *t, Unit *site, unsigned seen, Opcode op);
bool weft__site_back_off(Thread *t, Unit *site, unsigned seen); /* returns false */
CacheRecord *weft__cache_record_new(Thread *t, RecordKind kind, uint32_t version,
                                    uint32_t second_version, uint32_t index, Value value,
                                    Value second);

/* ---- counters: statistics[kind * OPC_COUNT + op] ---- */
static ALWAYS_INLINE void statistic_add(Thread *t, enum StatisticKind kind, unsigned op)
{
    if (t->statistics != NULL) {
        t->statistics[(unsigned)kind * OPC_COUNT + op]++;
    }
}
/* Prints what -X stats shows to stderr, as a table or as one line of JSON; world stopped by the
 * caller. */
void weft__print_statistics(Thread *t, bool json);

/* ---- frames and calls (call.c) ---- */
/* RecursionError or value stack exhausted: always returns NULL with the exception pending. */
COLD Frame *weft__frame_push_failed(Thread *t);
static ALWAYS_INLINE Frame *frame_push(Thread *t, Frame *caller, Function *function, Code *code,
                                       Value *locals, size_t given)
{
    if (UNLIKELY(locals + code->frame_words > t->stack_limit || t->recursion_left <= 0)) {
        return weft__frame_push_failed(t);
    }
    t->recursion_left--;
    for (size_t i = given; i < code->local_count; i++) {
        locals[i] = EMPTY;
    }
    Frame *frame = (Frame *)(void *)(locals + code->local_count);
    frame->previous = caller;
    frame->function = function;
    frame->code = code;
    frame->constants = code->constants->items;
    frame->next = code->units;
    frame->stack_top = frame_stack_base(frame);
    frame->locals = locals;
    frame->namespace = EMPTY;
    frame->object = EMPTY;
    frame->generator = NULL;
    frame->flags = 0;
    frame->seen_unit = 0;
    return frame;
}
/* Binds and pushes a frame for any call of a function; args may stand below `at`. NULL: raised. */
Frame *weft__frame_for_call(Thread *t, Function *function, Value *args, size_t count, Value names,
                            Value *at);
Frame *weft__frame_for_call_ex(Thread *t, Function *function, Tuple *positional, Value keywords,
                               Value *at);
/* Fills in defaults for a CODE_SIMPLE function in place: true when all missing have one. */
bool weft__fill_defaults(Function *function, Code *code, Value *locals, size_t given);
/* Runs module or class code: namespace is the locals mapping. */
Value weft__run_code(Thread *t, Code *code, Dict *globals, Value namespace, Value closure);
Value weft__function_call(Thread *t, Value callable, Value *args, size_t count, Value names);
/* Slow half of handlers that leave a frame: releases what FRAME_HAS_OBJECT needs. */
void weft__frame_leave(Thread *t, Frame *frame);

/* ---- unwinding (unwind.c) ---- */
/* Finds the handler for the pending exception, from `frame` outwards up to and including the first
 * FRAME_ENTRY frame. Returns the frame to go on in (next and stack_top set) or NULL. */
Frame *weft__unwind(Thread *t, Frame *frame, bool add_traceback);

/* ---- generators (generator.c) ---- */
/* RETURN_GENERATOR: moves the running frame into a new generator. NULL: raised. */
Generator *weft__generator_from_frame(Thread *t, Frame *frame, Unit *resume_at);
/* Claims g for this thread: false with ValueError, or *done when it has finished. *from: the state
 * that was left, which only the claim itself can tell. */
bool weft__generator_claim(Thread *t, Generator *g, bool *done, uint32_t *from);
/* Links a claimed generator's frame on top of `caller` and pushes `sent`. */
Frame *weft__generator_enter(Thread *t, Generator *g, Frame *caller, Value sent, uint32_t flags);
/* The frame stops running: yields (suspended) or is done. Unlinks it; returns the caller. */
Frame *weft__generator_leave(Thread *t, Frame *frame, bool done);
Value weft__generator_close(Thread *t, Generator *g);
Value weft__exception_from_throw(Thread *t, Value type, Value v, Value traceback);
void weft__async_generator_type_prepare(Thread *t, Type *type);
/* `given`: what throw() was called with (type, value, traceback, EMPTY where absent), for a delegate
 * that is no generator; NULL: the exception alone. */
Value weft__generator_throw(Thread *t, Generator *g, Value exception, const Value *given,
                            bool *finished, Value *result);
bool weft__generator_delegates(Thread *t, Generator *g);
void weft__generator_fix_stop_iteration(Thread *t, Generator *g);
Value weft__async_wrap(Thread *t, Value v);

/* ---- slow operations of handlers (helpers.c) ---- */
void weft__raise_unbound_local(Thread *t, Frame *frame, uint32_t slot);
void weft__raise_unbound_cell(Thread *t, Frame *frame, uint32_t slot);
void weft__raise_name_error(Thread *t, Str *name);
Value weft__load_name(Thread *t, Frame *frame, Str *name);
bool weft__store_name(Thread *t, Frame *frame, Str *name, Value v);
bool weft__delete_name(Thread *t, Frame *frame, Str *name);
Value weft__load_global(Thread *t, Frame *frame, Str *name);
Value weft__make_function(Thread *t, Frame *frame, Code *code, uint32_t flags, Value *operands);
Value weft__load_super(Thread *t, Frame *frame, Value *operands, Str *name, bool explicit_arguments,
                       bool method, Value *self);
bool weft__load_method(Thread *t, Value owner, Str *name, Value *method, Value *self);
bool weft__unpack_sequence(Thread *t, Value v, uint32_t count, Value *into);
bool weft__unpack_star(Thread *t, Value v, uint32_t before, uint32_t after, Value *into);
Value weft__format_value(Thread *t, Value v, uint32_t conversion, Value spec);
Value weft__build_map(Thread *t, Value *pairs, size_t count);
Value weft__build_const_key_map(Thread *t, Value *values, size_t count, Tuple *keys);
bool weft__dict_update_for_display(Thread *t, Dict *d, Value mapping);
bool weft__dict_merge_for_call(Thread *t, Dict *d, Value mapping, Value callable);
bool weft__list_extend_for_display(Thread *t, List *list, Value iterable, Value callable);
Value weft__call_function_ex(Thread *t, Value callable, Value positional, Value keywords);
bool weft__setup_annotations(Thread *t, Frame *frame);
Value weft__load_from_builtins(Thread *t, Frame *frame, Str *name); /* EMPTY without exception: absent */
Value weft__import_name(Thread *t, Frame *frame, Str *name, Value fromlist, Value level);
Value weft__import_from(Thread *t, Value module, Str *name);
bool weft__import_star(Thread *t, Frame *frame, Value module);
bool weft__print_expression(Thread *t, Value v);
void weft__raise_statement(Thread *t, Value exception_or_empty, Value cause_or_empty);
int weft__exception_match(Thread *t, Value exception, Value type);
bool weft__exception_group_match(Thread *t, Value exception, Value type, Value *rest, Value *match);
/* Lives in object/exception_group.c's terms: what except* leaves to be raised. */
Value weft__prepare_reraise_star(Thread *t, Value original, Value list);
bool weft__before_with(Thread *t, Value manager, bool asynchronous, Value *exit, Value *entered);
Value weft__with_except(Thread *t, Value exit, Value exception);
Value weft__match_keys(Thread *t, Value subject, Tuple *keys);
Value weft__match_class(Thread *t, Value subject, Value class_value, uint32_t positional, Tuple *names);
Value weft__get_awaitable(Thread *t, Value v, uint32_t where);
Value weft__get_aiter(Thread *t, Value v);
Value weft__get_anext(Thread *t, Value v);
Value weft__yield_from_iterator(Thread *t, Frame *frame, Value v);
/* SEND to something that is no generator: EMPTY with *finished set when done (value in *result). */
Value weft__send_value(Thread *t, Value receiver, Value v, bool *finished, Value *result);
Value weft__slice_list_or_get(Thread *t, Value container, Value key);

/* Installs types and hooks; called once while the runtime starts / a thread attaches. */
bool weft__interpreter_init(Thread *main_thread, bool statistics);
void weft__interpreter_free(Runtime *runtime);
bool weft__interpreter_thread_init(Thread *t);
void weft__interpreter_thread_free(Thread *t);

#endif
