/* sys_observers.c - sys.settrace, sys.setprofile and what belongs to them (interpret/observe.c).
 *
 * Guarantees: a thread's observers are its own; None removes one. While an observer runs, nothing of its
 * thread is observed, but for what sys.call_tracing calls.
 */
#include "interpret/interpreter.h"
#include "modules/modules.h"

static Value function_or_empty(Value given) { return given == NONE ? EMPTY : given; }
static Value none_or_function(Value kept) { return kept == EMPTY ? NONE : kept; }

static Value sys_settrace(Thread *t, Value *args)
{
    weft__set_observers(t, function_or_empty(args[0]), t->profile_function);
    return NONE;
}
static Value sys_setprofile(Thread *t, Value *args)
{
    weft__set_observers(t, t->trace_function, function_or_empty(args[0]));
    return NONE;
}
static Value sys_gettrace(Thread *t, Value *args)
{
    (void)args;
    return none_or_function(t->trace_function);
}
static Value sys_getprofile(Thread *t, Value *args)
{
    (void)args;
    return none_or_function(t->profile_function);
}
static Value sys_call_tracing(Thread *t, Value *args)
{
    if (!is_tuple(t, args[1])) {
        return RAISE(t, TypeError, "call_tracing() argument 2 must be tuple, not %G", args[1]);
    }
    uint32_t observing = t->observing;
    t->observing = 0;
    Value result = weft__call_tuple(t, args[0], args[1], EMPTY);
    t->observing = observing;
    return result;
}

bool weft__sys_add_observers(Thread *t, Module *module)
{
    static const NativeDef functions[] = {
        {"settrace", sys_settrace, "tracefunc, /", "Sets the function that is told of lines, calls, returns and exceptions of this thread.", NATIVE_CHANGES_LOOP},
        {"setprofile", sys_setprofile, "profilefunc, /", "Sets the function that is told of calls and returns of this thread.", NATIVE_CHANGES_LOOP},
        {"gettrace", sys_gettrace, "", "The thread's trace function, or None.", 0},
        {"getprofile", sys_getprofile, "", "The thread's profile function, or None.", 0},
        {"call_tracing", sys_call_tracing, "func, args, /", "Calls func(*args) with observers on, within an observer.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    return weft__add_functions(t, module->dict, functions, EMPTY, weft__intern_c(t, "sys"));
}
