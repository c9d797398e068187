/* interpreter.c - the dispatch loop: runs frames from an entry frame until that one returns.
 *
 * Python-to-Python calls, generators driven by for, yield from and await, property getters and
 * class instantiation continue in the same loop, without native recursion. Handlers stand in
 * ops_*.inc by theme; their rules are at the top of interpreter.h. This file is compiled three times:
 * as it is, with WEFT_COUNTING (interpreter_counting.c) for -X stats, and with WEFT_OBSERVED
 * (interpreter_observed.c) for threads with a trace or profile function, so that neither costs
 * anything when it is off.
 */
#include "interpret/interpreter.h"
#include "interpret/dispatch.h"

#if defined(WEFT_OBSERVED)
#define RUN_FRAME weft__run_frame_observed
#elif defined(WEFT_COUNTING)
#define RUN_FRAME weft__run_frame_counting
#else
#define RUN_FRAME weft__run_frame
#endif

/* Slot `offset` words into an instance. */
static ALWAYS_INLINE ATOMIC(Value) * instance_slot(Object *object, size_t offset)
{
    return (ATOMIC(Value) *)(void *)object + offset;
}

#if defined(WEFT_PLAIN_CACHE_SLOT)
/* Negative control: this one cache word is read and written plainly, and ThreadSanitizer must
 * report it (`tools/dev test --stage plain_slot`). */
#define LOAD_SLOT_WORD() (*(volatile uint64_t *)(void *)&ip[1].cache)
#else
#define LOAD_SLOT_WORD() weft__load_relaxed(&ip[1].cache) /* edge: site_cache */
#endif

/* A record for this site, or NULL when the word is none or of another kind. */
static ALWAYS_INLINE CacheRecord *site_record(Unit *ip, Type *record_type, RecordKind kind)
{
    uint64_t word = weft__load_acquire(&ip[1].cache); /* edge: site_cache */
    if (UNLIKELY(word == 0 || (word & 1) != 0)) {
        return NULL;
    }
    CacheRecord *record = (CacheRecord *)(uintptr_t)word;
    return LIKELY(record->head.type == record_type && record->kind == (uint32_t)kind) ? record
                                                                                     : NULL;
}
#define RECORD(kind) site_record(ip, T(t, cache_record), (kind))

static ALWAYS_INLINE const PolyEntry *poly_entry(const CacheRecord *record, uint32_t version)
{
    if (UNLIKELY(record == NULL)) {
        return NULL;
    }
    const PolyRecord *poly = (const PolyRecord *)(const void *)record;
    for (uint32_t i = 0; i < poly->count; i++) {
        if (poly->entries[i].version == version) {
            return &poly->entries[i];
        }
    }
    return NULL;
}

/* The number in v for mixed float arithmetic: floats and immediate ints. */
static ALWAYS_INLINE bool fast_double(Value v, double *d)
{
    if (LIKELY(value_is_immediate_float(v))) {
        *d = value_immediate_float(v);
        return true;
    }
    if (value_is_small_int(v)) {
        *d = (double)value_small_int(v);
        return true;
    }
    return false;
}

#ifdef WEFT_OBSERVED
/* Does the frame begin here, rather than come over from the other loop? */
static bool takes_entry(Thread *t)
{
    InterpreterThread *own = t->interpreter;
    bool entering = own->entering;
    own->entering = false;
    return entering;
}
#endif

#if defined(WEFT_DISPATCH_TAIL)
typedef Value (*Handler)(PARAMETERS);
static const Handler handlers[256];
/* Paths are named before they are defined. */
#define PATH_NAME(name) static NO_INLINE Value path_##name(PARAMETERS);
#include "interpret/paths.def"
#undef PATH_NAME

#include "interpret/ops_stack.inc"
#include "interpret/ops_operators.inc"
#include "interpret/ops_attributes.inc"
#include "interpret/ops_calls.inc"
#include "interpret/ops_control.inc"
#include "interpret/ops_build.inc"
#include "interpret/ops_exceptions.inc"

static Value op_invalid(PARAMETERS)
{
    SAVE();
    (void)locals;
    RAISE(t, SystemError, "unknown opcode");
    ERROR();
}
static const Handler handlers[256] = {
#define OPCODE(name, cache, pops, pushes, base, text) [OPC_##name] = op_##name,
#include "compile/opcodes.def"
#undef OPCODE
    [OPC_COUNT ... 255] = op_invalid,
};

Value RUN_FRAME(Thread *t, Frame *frame)
{
    Unit *ip = frame->next;
    Value *sp = frame->stack_top;
    Value *locals = frame->locals;
#ifdef WEFT_OBSERVED
    if (takes_entry(t)) {
        return path_observe_entry(ARGUMENTS);
    }
    return path_observe(ARGUMENTS);
#else
    return handlers[LOAD_OP()](ARGUMENTS);
#endif
}

#else

Value RUN_FRAME(Thread *t, Frame *frame)
{
    Unit *ip = frame->next;
    Value *sp = frame->stack_top;
    Value *locals = frame->locals;
#if defined(WEFT_DISPATCH_GOTO)
    static const void *const labels[256] = {
#define OPCODE(name, cache, pops, pushes, base, text) [OPC_##name] = &&label_##name,
#include "compile/opcodes.def"
#undef OPCODE
        [OPC_COUNT ... 255] = &&label_invalid,
    };
#endif
#ifdef WEFT_OBSERVED
    if (takes_entry(t)) {
        goto path_observe_entry;
    }
#endif
#if defined(WEFT_DISPATCH_GOTO)
    DISPATCH();
    {
#else
    DISPATCH();
dispatch:
    switch (LOAD_OP()) {
#endif
#include "interpret/ops_attributes.inc"
#include "interpret/ops_build.inc"
#include "interpret/ops_calls.inc"
#include "interpret/ops_control.inc"
#include "interpret/ops_exceptions.inc"
#include "interpret/ops_operators.inc"
#include "interpret/ops_stack.inc"
#if defined(WEFT_DISPATCH_GOTO)
    label_invalid:
#else
    default:
#endif
        SAVE();
        RAISE(t, SystemError, "unknown opcode");
        ERROR();
    }
}
#endif
