/* sys_observers.c - sys.settrace, sys.setprofile and what belongs to them (interpret/observe.c), and the
 * hooks of asynchronous generators.
 *
 * Guarantees: a thread's observers are its own; None removes one. While an observer runs, nothing of its
 * thread is observed, but for what sys.call_tracing calls.
 */
#include "interpret/interpreter.h"
#include "modules/modules.h"
#include "modules/native_arguments.h"
#include "modules/struct_sequence.h"

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

/* ---- hooks of asynchronous generators ---- */

static Value sys_get_asyncgen_hooks(Thread *t, Value *args)
{
    (void)args;
    Value *type = &t->runtime->module_values[MODULE_VALUE_ASYNC_HOOKS];
    Value values[2] = {none_or_function(t->async_first), none_or_function(t->async_finalizer)};
    return weft__struct_sequence(t, value_pointer(*type), values, 2);
}

static bool check_hook(Thread *t, Value given, const char *name)
{
    if (given == EMPTY || given == NONE || weft__is_callable(t, given)) {
        return true;
    }
    RAISE(t, TypeError, "callable %s expected, got %T", name, given);
    return false;
}
static Value sys_set_asyncgen_hooks(Thread *t, Value *args)
{
    if (!check_hook(t, args[1], "finalizer") || !check_hook(t, args[0], "firstiter")) {
        return EMPTY;
    }
    t->async_finalizer = args[1] == EMPTY ? t->async_finalizer : function_or_empty(args[1]);
    t->async_first = args[0] == EMPTY ? t->async_first : function_or_empty(args[0]);
    return NONE;
}

bool weft__sys_add_observers(Thread *t, Module *module)
{
    Type *hooks = weft__struct_sequence_type(t, "asyncgen_hooks", "firstiter finalizer", 0);
    if (hooks == NULL) {
        return false;
    }
    t->runtime->module_values[MODULE_VALUE_ASYNC_HOOKS] = value_from_pointer(hooks);
    static const NativeDef functions[] = {
        {"settrace", sys_settrace, "tracefunc, /", "Sets the function that is told of lines, calls, returns and exceptions of this thread.", NATIVE_CHANGES_LOOP},
        {"setprofile", sys_setprofile, "profilefunc, /", "Sets the function that is told of calls and returns of this thread.", NATIVE_CHANGES_LOOP},
        {"gettrace", sys_gettrace, "", "The thread's trace function, or None.", 0},
        {"getprofile", sys_getprofile, "", "The thread's profile function, or None.", 0},
        {"call_tracing", sys_call_tracing, "func, args, /", "Calls func(*args) with observers on, within an observer.", 0},
        {"get_asyncgen_hooks", sys_get_asyncgen_hooks, "", "The thread's hooks of asynchronous generators: (firstiter, finalizer).", 0},
        {"set_asyncgen_hooks", sys_set_asyncgen_hooks, "firstiter=, finalizer=", "Sets what is told of the first step of each asynchronous generator, and of its end without having been closed.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    return weft__add_functions(t, module->dict, functions, EMPTY, weft__intern_c(t, "sys"));
}
