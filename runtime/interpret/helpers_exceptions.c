/* helpers_exceptions.c - raise, except*, with, match and await, the slow way.
 *
 * Handlers call these with their registers saved; any of them may run user code, and so holds no lock. The
 * texts of the errors are CPython's.
 */
#include "interpret/interpreter.h"

/* ---- raise and except ---- */

static Value instantiate(Thread *t, Value type)
{
    Value exception = weft__call0(t, type);
    if (exception != EMPTY && !is_exception(t, exception)) {
        return RAISE(t, TypeError,
                     "calling %R should have returned an instance of BaseException, not %R", type,
                     value_from_pointer(type_of(t, exception)));
    }
    return exception;
}

static bool is_exception_class(Thread *t, Value v)
{
    return has_type_flag(t, v, TYPE_IS_TYPE) &&
           weft__is_subtype(value_pointer(v), EXC(t, BaseException));
}

void weft__raise_statement(Thread *t, Value exception, Value cause)
{
    if (exception == EMPTY) { /* bare raise */
        for (ExceptionState *state = t->handled; state != NULL; state = state->previous) {
            if (state->exception != EMPTY && state->exception != NONE) {
                t->exception = state->exception;
                return;
            }
        }
        RAISE(t, RuntimeError, "No active exception to reraise");
        return;
    }
    if (is_exception_class(t, exception)) {
        exception = instantiate(t, exception);
        if (exception == EMPTY) {
            return;
        }
    } else if (!is_exception(t, exception)) {
        RAISE(t, TypeError, "exceptions must derive from BaseException");
        return;
    }
    if (cause != EMPTY) {
        if (is_exception_class(t, cause)) {
            cause = instantiate(t, cause);
            if (cause == EMPTY) {
                return;
            }
        } else if (cause != NONE && !is_exception(t, cause)) {
            RAISE(t, TypeError, "exception causes must derive from BaseException");
            return;
        }
        ExceptionObject *object = value_pointer(exception);
        weft__store_release(&object->cause, cause);            /* edge: exception_field */
        weft__store_release(&object->suppress_context, 1U);    /* edge: exception_field */
    }
    weft__raise_value(t, exception);
}

int weft__exception_match(Thread *t, Value exception, Value type)
{
    static const char message[] =
        "catching classes that do not inherit from BaseException is not allowed";
    if (is_tuple(t, type)) {
        Tuple *types = as_tuple(type);
        for (size_t i = 0; i < tuple_length(types); i++) {
            if (!is_exception_class(t, types->items[i])) {
                RAISE(t, TypeError, message);
                return -1;
            }
        }
        for (size_t i = 0; i < tuple_length(types); i++) {
            if (weft__is_subtype(type_of(t, exception), value_pointer(types->items[i]))) {
                return 1;
            }
        }
        return 0;
    }
    if (!is_exception_class(t, type)) {
        RAISE(t, TypeError, message);
        return -1;
    }
    return weft__is_subtype(type_of(t, exception), value_pointer(type));
}

static bool check_group_types(Thread *t, Value type)
{
    size_t count = is_tuple(t, type) ? tuple_length(as_tuple(type)) : 1;
    for (size_t i = 0; i < count; i++) {
        Value each = is_tuple(t, type) ? as_tuple(type)->items[i] : type;
        if (!is_exception_class(t, each)) {
            RAISE(t, TypeError,
                  "catching classes that do not inherit from BaseException is not allowed");
            return false;
        }
        if (weft__is_subtype(value_pointer(each), EXC(t, BaseExceptionGroup))) {
            RAISE(t, TypeError,
                  "catching ExceptionGroup with except* is not allowed. Use except instead.");
            return false;
        }
    }
    return true;
}

bool weft__exception_group_match(Thread *t, Value exception, Value type, Value *rest, Value *match)
{
    if (!check_group_types(t, type)) {
        return false;
    }
    *match = NONE;
    *rest = exception;
    if (exception == NONE) {
        return true;
    }
    bool group = weft__is_subtype(type_of(t, exception), EXC(t, BaseExceptionGroup));
    if (!group) {
        int matches = weft__exception_match(t, exception, type);
        if (matches <= 0) {
            return matches == 0;
        }
        Value list[1] = {exception};
        Tuple *exceptions = weft__tuple_from(t, list, 1);
        if (exceptions == NULL) {
            return false;
        }
        Type *group_type = weft__is_subtype(type_of(t, exception), EXC(t, Exception))
                               ? EXC(t, ExceptionGroup)
                               : EXC(t, BaseExceptionGroup);
        Value wrapped = weft__call2(t, value_from_pointer(group_type),
                                    value_from_pointer(t->runtime->empty_str),
                                    value_from_pointer(exceptions));
        if (wrapped == EMPTY) {
            return false;
        }
        weft__store_release(&((ExceptionObject *)value_pointer(wrapped))->traceback,
                            weft__load_acquire(&((ExceptionObject *)value_pointer(exception))
                                                    ->traceback)); /* edge: exception_field */
        *match = wrapped;
        *rest = NONE;
        return true;
    }
    int whole = weft__exception_match(t, exception, type);
    if (whole < 0) {
        return false;
    }
    if (whole) {
        *match = exception;
        *rest = NONE;
        return true;
    }
    Value args[1] = {type};
    Value pair = weft__call_method(t, exception, weft__intern_c(t, "split"), args, 1);
    if (pair == EMPTY) {
        return false;
    }
    if (!is_tuple(t, pair) || tuple_length(as_tuple(pair)) < 2) {
        RAISE(t, TypeError, "%T.split must return a 2-tuple, got %T", exception, pair);
        return false;
    }
    *match = as_tuple(pair)->items[0];
    *rest = as_tuple(pair)->items[1];
    return true;
}

/* ---- with ---- */

bool weft__before_with(Thread *t, Value manager, bool asynchronous, Value *leave, Value *entered)
{
    const char *protocol = asynchronous ? "asynchronous context manager" : "context manager";
    bool failed = false;
    Value enter = weft__lookup_special(t, manager, asynchronous ? N(t, __aenter__) : N(t, __enter__),
                                       &failed);
    if (enter == EMPTY) {
        if (!failed) {
            RAISE(t, TypeError, "'%T' object does not support the %s protocol", manager, protocol);
        }
        return false;
    }
    *leave = weft__lookup_special(t, manager, asynchronous ? N(t, __aexit__) : N(t, __exit__), &failed);
    if (*leave == EMPTY) {
        if (!failed) {
            RAISE(t, TypeError, "'%T' object does not support the %s protocol (missed %s method)",
                  manager, protocol, asynchronous ? "__aexit__" : "__exit__");
        }
        return false;
    }
    *entered = weft__call0(t, enter);
    return *entered != EMPTY;
}

Value weft__with_except(Thread *t, Value leave, Value exception)
{
    ExceptionObject *object = value_pointer(exception);
    return weft__call3(t, leave, value_from_pointer(type_of(t, exception)), exception,
                       weft__load_acquire(&object->traceback)); /* edge: exception_field */
}

/* ---- match ---- */

Value weft__match_keys(Thread *t, Value subject, Tuple *keys)
{
    size_t count = tuple_length(keys);
    Tuple *values = weft__tuple_new(t, count);
    Set *seen = values == NULL ? NULL : weft__set_new(t, false);
    if (seen == NULL) {
        return EMPTY;
    }
    bool failed = false;
    Value get = count == 0 || object_is(subject, T(t, dict))
                    ? EMPTY
                    : weft__get_attribute(t, subject, N(t, get));
    if (get == EMPTY && exception_pending(t)) {
        return EMPTY;
    }
    (void)failed;
    for (size_t i = 0; i < count; i++) {
        int added = weft__set_add(t, seen, keys->items[i]);
        if (added <= 0) {
            return added < 0 ? EMPTY
                             : RAISE(t, ValueError, "mapping pattern checks duplicate key (%R)",
                                     keys->items[i]);
        }
        Value v;
        if (get == EMPTY) {
            v = weft__dict_get(t, as_dict(subject), keys->items[i]);
            if (v == EMPTY && exception_pending(t)) {
                return EMPTY;
            }
        } else {
            /* A sentinel that no mapping holds tells "absent" from a stored None. */
            v = weft__call2(t, get, keys->items[i], value_from_pointer(seen));
            if (v == EMPTY) {
                return EMPTY;
            }
            v = v == value_from_pointer(seen) ? EMPTY : v;
        }
        if (v == EMPTY) {
            return NONE;
        }
        values->items[i] = v;
    }
    return value_from_pointer(values);
}

/* Builtin types whose single positional sub-pattern is the subject itself. */
static bool matches_itself(Thread *t, Type *type)
{
    Type *const own[] = {T(t, bool), T(t, bytearray), T(t, bytes), T(t, dict),  T(t, float),
                         T(t, frozenset), T(t, int),  T(t, list),  T(t, set),   T(t, str),
                         T(t, tuple)};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (weft__is_subtype(type, own[i])) {
            return true;
        }
    }
    return false;
}

/* EMPTY without exception: the subject has no such attribute. */
static Value match_attribute(Thread *t, Value subject, Type *type, Value name, Set *seen)
{
    int added = weft__set_add(t, seen, name);
    if (added <= 0) {
        return added < 0 ? EMPTY
                         : RAISE(t, TypeError, "%N() got multiple sub-patterns for attribute %R",
                                 type, name);
    }
    bool failed = false;
    return weft__find_attribute(t, subject, weft__intern(t, as_str(name)), &failed);
}

/* __match_args__ of the class as a checked tuple, or EMPTY with *self_only. */
static Value match_names(Thread *t, Type *type, uint32_t positional, bool *self_only)
{
    bool failed = false;
    Value names = weft__find_attribute(t, value_from_pointer(type), N(t, __match_args__), &failed);
    if (failed) {
        return EMPTY;
    }
    size_t allowed;
    if (names == EMPTY) {
        *self_only = matches_itself(t, type);
        names = value_from_pointer(t->runtime->empty_tuple);
        allowed = *self_only ? 1 : 0;
    } else {
        if (!object_is(names, T(t, tuple))) {
            return RAISE(t, TypeError, "%N.__match_args__ must be a tuple (got %T)", type, names);
        }
        allowed = tuple_length(as_tuple(names));
    }
    if (allowed < positional) {
        return RAISE(t, TypeError, "%N() accepts %zu positional sub-pattern%s (%u given)", type,
                     allowed, allowed == 1 ? "" : "s", positional);
    }
    return names;
}

Value weft__match_class(Thread *t, Value subject, Value class_value, uint32_t positional, Tuple *names)
{
    if (!has_type_flag(t, class_value, TYPE_IS_TYPE)) {
        return RAISE(t, TypeError, "called match pattern must be a type");
    }
    Type *type = value_pointer(class_value);
    int instance = weft__is_instance(t, subject, class_value);
    if (instance <= 0) {
        return instance < 0 ? EMPTY : NONE;
    }
    size_t keyword_count = tuple_length(names);
    Tuple *values = weft__tuple_new(t, positional + keyword_count);
    Set *seen = values == NULL ? NULL : weft__set_new(t, false);
    if (seen == NULL) {
        return EMPTY;
    }
    size_t at = 0;
    if (positional > 0) {
        bool self_only = false;
        Value match_args = match_names(t, type, positional, &self_only);
        if (match_args == EMPTY) {
            return EMPTY;
        }
        if (self_only) {
            values->items[at++] = subject;
        }
        for (; at < positional; at++) {
            Value name = as_tuple(match_args)->items[at];
            if (!is_str(t, name)) {
                return RAISE(t, TypeError, "__match_args__ elements must be strings (got %T)", name);
            }
            Value v = match_attribute(t, subject, type, name, seen);
            if (v == EMPTY) {
                return exception_pending(t) ? EMPTY : NONE;
            }
            values->items[at] = v;
        }
    }
    for (size_t i = 0; i < keyword_count; i++) {
        Value v = match_attribute(t, subject, type, names->items[i], seen);
        if (v == EMPTY) {
            return exception_pending(t) ? EMPTY : NONE;
        }
        values->items[at++] = v;
    }
    return value_from_pointer(values);
}

/* ---- yield from and await ---- */

Value weft__yield_from_iterator(Thread *t, Frame *frame, Value v)
{
    if (object_is(v, T(t, coroutine))) {
        if (!(frame->code->flags & (CODE_COROUTINE | CODE_ITERABLE_COROUTINE))) {
            return RAISE(t, TypeError,
                         "cannot 'yield from' a coroutine object in a non-coroutine generator");
        }
        return v;
    }
    return object_is(v, T(t, generator)) ? v : weft__iterate(t, v);
}

Value weft__send_value(Thread *t, Value receiver, Value v, bool *finished, Value *result)
{
    *finished = false;
    *result = NONE;
    if (object_is(receiver, T(t, generator)) || object_is(receiver, T(t, coroutine))) {
        return weft__generator_send(t, value_pointer(receiver), v, finished, result);
    }
    Value sent;
    if (v == NONE && weft__is_iterator(t, receiver)) {
        /* A __next__ written in Python may stop with a value, which the slot does not hand on. */
        sent = type_of(t, receiver)->flags & TYPE_HEAP
                   ? weft__call_method(t, receiver, N(t, __next__), NULL, 0)
                   : type_of(t, receiver)->slots.next(t, receiver);
        if (sent == EMPTY && !exception_pending(t)) {
            *finished = true;
            return EMPTY;
        }
    } else {
        Value args[1] = {v};
        sent = weft__call_method(t, receiver, N(t, send), args, 1);
    }
    if (sent == EMPTY && weft__take_stop_iteration(t, result)) {
        *finished = true;
    }
    return sent;
}

Value weft__get_awaitable(Thread *t, Value v, uint32_t where)
{
    if (object_is(v, T(t, coroutine))) {
        return weft__generator_delegates(t, value_pointer(v))
                   ? RAISE(t, RuntimeError, "coroutine is being awaited already")
                   : v;
    }
    if (object_is(v, T(t, generator)) &&
        (((Generator *)value_pointer(v))->code->flags & CODE_ITERABLE_COROUTINE)) {
        return v;
    }
    Type *type = type_of(t, v);
    if (type->slots.await == NULL) {
        if (where == 1 || where == 2) {
            return RAISE(t, TypeError,
                         "'async with' received an object from %s that does not implement __await__: %T",
                         where == 1 ? "__aenter__" : "__aexit__", v);
        }
        return RAISE(t, TypeError, "object %T can't be used in 'await' expression", v);
    }
    Value iterator = type->slots.await(t, v);
    if (iterator == EMPTY) {
        return EMPTY;
    }
    if (object_is(iterator, T(t, coroutine))) {
        return RAISE(t, TypeError, "__await__() returned a coroutine");
    }
    if (!weft__is_iterator(t, iterator)) {
        return RAISE(t, TypeError, "__await__() returned non-iterator of type '%T'", iterator);
    }
    return iterator;
}

Value weft__get_aiter(Thread *t, Value v)
{
    Type *type = type_of(t, v);
    if (type->slots.async_iterate == NULL) {
        return RAISE(t, TypeError, "'async for' requires an object with __aiter__ method, got %T", v);
    }
    Value iterator = type->slots.async_iterate(t, v);
    if (iterator != EMPTY && type_of(t, iterator)->slots.async_next == NULL) {
        return RAISE(t, TypeError,
                     "'async for' received an object from __aiter__ that does not implement "
                     "__anext__: %T",
                     iterator);
    }
    return iterator;
}

Value weft__get_anext(Thread *t, Value v)
{
    Type *type = type_of(t, v);
    if (type->slots.async_next == NULL) {
        return RAISE(t, TypeError, "'async for' requires an iterator with __anext__ method, got %T", v);
    }
    Value awaitable = type->slots.async_next(t, v);
    if (awaitable == EMPTY || type == T(t, async_generator)) {
        return awaitable;
    }
    if (object_is(awaitable, T(t, coroutine))) {
        return awaitable;
    }
    Value ready = weft__get_awaitable(t, awaitable, 0);
    if (ready == EMPTY) {
        Value cause = exception_take(t);
        RAISE(t, TypeError, "'async for' received an invalid object from __anext__: %T", awaitable);
        if (t->exception != EMPTY) {
            weft__store_release(&((ExceptionObject *)value_pointer(t->exception))->cause,
                                cause); /* edge: exception_field */
        }
    }
    return ready;
}
