/* dispatch.h - how handlers reach each other: computed goto, tail calls or a switch.
 *
 * Handlers are written once (ops_*.inc) as OP(name) { ... NEXT(units); }. The state of the machine
 * is five variables in every form: t, frame, ip (unit of the present instruction), sp (first free
 * operand word), locals. What matters for speed is one indirect jump per opcode.
 *
 * OP(name) handler of an opcode          PATH(name) a piece that handlers continue with
 * NEXT(n) goes on n units further        GOTO_PATH(name) continues there
 * ERROR() an exception is pending        RETURN_TO_C(v) leaves the loop
 */
#define PARAMETERS Thread *t, Frame *frame, Unit *ip, Value *sp, Value *locals
#define ARGUMENTS t, frame, ip, sp, locals
#define LOAD_OP() weft__load_relaxed(&ip->instruction.op) /* edge: site_op */
#define A (ip->instruction.a)
#define B (ip->instruction.b)

#if defined(WEFT_DISPATCH_TAIL)
#define OP(name) static Value op_##name(PARAMETERS)
#define PATH(name) static NO_INLINE Value path_##name(PARAMETERS)
#define DISPATCH_NOW() __attribute__((musttail)) return handlers[LOAD_OP()](ARGUMENTS)
#define GOTO_PATH(name) __attribute__((musttail)) return path_##name(ARGUMENTS)
#define RETURN_TO_C(v) return (v)
#elif defined(WEFT_DISPATCH_GOTO)
#define OP(name) label_##name:
#define PATH(name) path_##name:
#define DISPATCH_NOW() goto *labels[LOAD_OP()]
#define GOTO_PATH(name) goto path_##name
#define RETURN_TO_C(v) return (v)
#else
#define OP(name) case OPC_##name:
#define PATH(name) path_##name:
#define DISPATCH_NOW() goto dispatch
#define GOTO_PATH(name) goto path_##name
#define RETURN_TO_C(v) return (v)
#endif

/* The loop of observed threads asks its observers before each instruction; DISPATCH_AGAIN goes on with
 * the same instruction in another form. */
#define DISPATCH_AGAIN() DISPATCH_NOW()
#ifdef WEFT_OBSERVED
#define DISPATCH() GOTO_PATH(observe)
#define IS_OBSERVED_LOOP true
#else
#define DISPATCH() DISPATCH_NOW()
#define IS_OBSERVED_LOOP false
#endif

#define NEXT(units) \
    do {            \
        ip += (units); \
        DISPATCH(); \
    } while (0)
/* clang would turn a conditional jump into a conditional move, and the next fetch would wait for
 * the condition: keep the branch. */
#define KEEP_BRANCH() __asm__ volatile("" : "+r"(ip))
#define JUMP_TO_OPERAND()                       \
    do {                                        \
        KEEP_BRANCH();                          \
        ip = frame->code->units + A;            \
        DISPATCH();                             \
    } while (0)
#define SAVE() (frame->next = ip, frame->stack_top = sp)
#define ERROR() GOTO_PATH(error)
#define CHECK(v)                         \
    do {                                 \
        if (UNLIKELY((v) == EMPTY)) {    \
            ERROR();                     \
        }                                \
    } while (0)

#ifdef WEFT_COUNTING
#define HIT() statistic_add(t, STAT_HIT, LOAD_OP())
#else
#define HIT() ((void)0)
#endif
#define MISS(generic)           \
    do {                        \
        weft__site_miss(t, ip); \
        GOTO_PATH(generic);     \
    } while (0)
/* A base opcode: every so often asks the specializer; else counts down (lossy on purpose). */
#define ADAPT(specialize_call) ADAPT_AFTER(specialize_call, 0)
/* The same for a handler that has pushed one operand already. */
#define ADAPT_PUSHED(specialize_call) ADAPT_AFTER(specialize_call, 1)
#define ADAPT_AFTER(specialize_call, pushed)                                        \
    do {                                                                            \
        uint8_t left = weft__load_relaxed(&ip->instruction.counter); /* edge: site_counter */ \
        if (UNLIKELY(left == 0)) {                                                  \
            SAVE();                                                                 \
            if (specialize_call) {                                                  \
                sp -= (pushed);                                                     \
                DISPATCH_AGAIN();                                                     \
            }                                                                       \
        } else {                                                                    \
            weft__store_relaxed(&ip->instruction.counter, (uint8_t)(left - 1));     \
        }                                                                           \
    } while (0)
/* Go on in another frame of this loop. */
#define ENTER_FRAME(callee)              \
    do {                                 \
        frame = (callee);                \
        t->frame = frame;                \
        locals = frame->locals;          \
        ip = frame->next;                \
        sp = frame->stack_top;           \
        OBSERVE_CALL();                  \
    } while (0)
#ifdef WEFT_OBSERVED
#define OBSERVE_CALL()                                 \
    do {                                               \
        if (UNLIKELY(!weft__observe_call(t, frame))) { \
            ERROR();                                   \
        }                                              \
    } while (0)
/* The frame is about to be left with `result`, which is its topmost operand. */
#define OBSERVE_RETURN(result)                                   \
    do {                                                         \
        SAVE();                                                  \
        if (UNLIKELY(!weft__observe_return(t, frame, result))) { \
            ERROR();                                             \
        }                                                        \
    } while (0)
#define OBSERVE_STOP(result)                                   \
    do {                                                       \
        if (UNLIKELY(!weft__observe_stop(t, frame, (result)))) { \
            ERROR();                                             \
        }                                                        \
    } while (0)
#define OBSERVE_NATIVE(event, callable, self)                                       \
    do {                                                                            \
        if (UNLIKELY(!weft__observe_native(t, frame, (event), (callable), (self)))) { \
            ERROR();                                                                \
        }                                                                           \
    } while (0)
#else
#define OBSERVE_CALL() ((void)0)
#define OBSERVE_RETURN(result) ((void)0)
#define OBSERVE_STOP(result) ((void)0)
#define OBSERVE_NATIVE(event, callable, self) ((void)0)
#endif
/* A poll behind ENTER_FRAME. */
#define POLL_ENTERED()                                          \
    do {                                                        \
        if (UNLIKELY(weft__load_relaxed(&t->poll) != 0)) { /* edge: poll_word */ \
            SAVE();                                             \
            GOTO_PATH(poll_entered);                            \
        }                                                       \
    } while (0)
