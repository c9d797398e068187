/* exception.c - BaseException, and the making of all exception types.
 *
 * Every field of an exception is one atomic value, because exceptions are shared like any object;
 * None stands for absence. Types with fields of their own are completed in exception_types.c.
 */
#include "object/exceptions.h"

void weft__trace_exception(Tracer *tracer, Object *object)
{
    ExceptionObject *e = (ExceptionObject *)object;
    weft__trace_value(tracer, weft__load_relaxed(&e->args));
    weft__trace_value(tracer, weft__load_relaxed(&e->traceback));
    weft__trace_value(tracer, weft__load_relaxed(&e->cause));
    weft__trace_value(tracer, weft__load_relaxed(&e->context));
    weft__trace_value(tracer, weft__load_relaxed(&e->notes));
    for (size_t i = 0; i < sizeof e->fields / sizeof *e->fields; i++) {
        weft__trace_value(tracer, weft__load_relaxed(&e->fields[i]));
    }
}

/* ---- fields ---- */

#define FIELD_ACCESS(n)                                                        \
    Value weft__exception_get_##n(Thread *t, Value self)                       \
    {                                                                          \
        (void)t;                                                               \
        Value v = exception_field(self, n);                                    \
        return v == EMPTY ? NONE : v;                                          \
    }                                                                          \
    bool weft__exception_set_##n(Thread *t, Value self, Value value)           \
    {                                                                          \
        (void)t;                                                               \
        exception_field_set(self, n, value == EMPTY ? NONE : value);           \
        return true;                                                           \
    }
FIELD_ACCESS(0)
FIELD_ACCESS(1)
FIELD_ACCESS(2)
FIELD_ACCESS(3)
FIELD_ACCESS(4)
FIELD_ACCESS(5)
FIELD_ACCESS(6)
FIELD_ACCESS(7)
#undef FIELD_ACCESS

/* ---- making ---- */

Value weft__exception_plain_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)names;
    Tuple *tuple = count == 0 ? t->runtime->empty_tuple : weft__tuple_from(t, args, count);
    ExceptionObject *e = tuple == NULL ? NULL : weft__instance_new(t, type, type->instance_bytes);
    if (e == NULL) {
        return EMPTY;
    }
    weft__init(&e->args, value_from_pointer(tuple));
    weft__init(&e->traceback, NONE);
    weft__init(&e->cause, NONE);
    weft__init(&e->context, NONE);
    weft__init(&e->notes, EMPTY);
    for (size_t i = 0; i < sizeof e->fields / sizeof *e->fields; i++) {
        weft__init(&e->fields[i], EMPTY);
    }
    return value_from_pointer(e);
}

bool weft__exception_plain_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    if (UNLIKELY(names != EMPTY) && tuple_length(as_tuple(names)) > 0) {
        RAISE(t, TypeError, "%T() takes no keyword arguments", self);
        return false;
    }
    Tuple *present = as_tuple(exception_args(self));
    if (tuple_length(present) == count &&
        (count == 0 || memcmp(present->items, args, count * sizeof *args) == 0)) {
        return true; /* __new__ has stored the very same */
    }
    Tuple *tuple = weft__tuple_from(t, args, count);
    if (tuple == NULL) {
        return false;
    }
    weft__store_release(&as_exception(self)->args, value_from_pointer(tuple)); /* edge: exception_field */
    return true;
}

/* ---- text ---- */

Value weft__exception_plain_str(Thread *t, Value self)
{
    Value args = exception_args(self);
    size_t count = tuple_length(as_tuple(args));
    if (count == 0) {
        return value_from_pointer(t->runtime->empty_str);
    }
    return weft__str(t, count == 1 ? as_tuple(args)->items[0] : args);
}

static Value plain_repr(Thread *t, Value self)
{
    Value args = exception_args(self);
    Value name = weft__get_attribute(t, value_from_pointer(type_of(t, self)), N(t, __name__));
    if (name == EMPTY) {
        return EMPTY;
    }
    if (tuple_length(as_tuple(args)) == 1) {
        return value_or_empty(weft__str_format(t, "%V(%R)", name, as_tuple(args)->items[0]));
    }
    return value_or_empty(weft__str_format(t, "%V%R", name, args));
}

/* ---- attributes ---- */

static Value get_args(Thread *t, Value self)
{
    (void)t;
    return exception_args(self);
}
static bool set_args(Thread *t, Value self, Value value)
{
    if (value == EMPTY) {
        RAISE(t, TypeError, "args may not be deleted");
        return false;
    }
    Tuple *tuple = weft__tuple_from_iterable(t, value);
    if (tuple == NULL) {
        return false;
    }
    weft__store_release(&as_exception(self)->args, value_from_pointer(tuple)); /* edge: exception_field */
    return true;
}
static Value get_traceback(Thread *t, Value self)
{
    (void)t;
    return weft__load_acquire(&as_exception(self)->traceback); /* edge: exception_field */
}
static bool set_traceback(Thread *t, Value self, Value value)
{
    if (value == EMPTY) {
        RAISE(t, TypeError, "__traceback__ may not be deleted");
        return false;
    }
    if (value != NONE && !object_is(value, T(t, traceback))) {
        RAISE(t, TypeError, "__traceback__ must be a traceback or None");
        return false;
    }
    weft__store_release(&as_exception(self)->traceback, value); /* edge: exception_field */
    return true;
}
static bool check_linked(Thread *t, Value value, const char *name, const char *what)
{
    if (value == EMPTY) {
        RAISE(t, TypeError, "%s may not be deleted", name);
        return false;
    }
    if (value != NONE && !is_exception(t, value)) {
        RAISE(t, TypeError, "exception %s must be None or derive from BaseException", what);
        return false;
    }
    return true;
}
static Value get_cause(Thread *t, Value self)
{
    (void)t;
    return weft__load_acquire(&as_exception(self)->cause); /* edge: exception_field */
}
static bool set_cause(Thread *t, Value self, Value value)
{
    if (!check_linked(t, value, "__cause__", "cause")) {
        return false;
    }
    weft__store_release(&as_exception(self)->cause, value); /* edge: exception_field */
    weft__store_release(&as_exception(self)->suppress_context, 1U); /* edge: exception_field */
    return true;
}
static Value get_context(Thread *t, Value self)
{
    (void)t;
    return weft__load_acquire(&as_exception(self)->context); /* edge: exception_field */
}
static bool set_context(Thread *t, Value self, Value value)
{
    if (!check_linked(t, value, "__context__", "context")) {
        return false;
    }
    weft__store_release(&as_exception(self)->context, value); /* edge: exception_field */
    return true;
}
static Value get_suppress(Thread *t, Value self)
{
    (void)t;
    return value_from_bool(weft__load_acquire(&as_exception(self)->suppress_context) != 0); /* edge: exception_field */
}
static bool set_suppress(Thread *t, Value self, Value value)
{
    if (value == EMPTY || !value_is_bool(value)) {
        RAISE(t, TypeError, value == EMPTY ? "can't delete numeric/char attribute"
                                           : "attribute value type must be bool");
        return false;
    }
    weft__store_release(&as_exception(self)->suppress_context, value == TRUE_VALUE ? 1U : 0U); /* edge: exception_field */
    return true;
}
static Value get_dict(Thread *t, Value self) { return weft__instance_dict(t, self); }
static bool set_dict(Thread *t, Value self, Value value)
{
    if (value == EMPTY || !is_dict(t, value)) {
        RAISE(t, TypeError, "__dict__ must be set to a dictionary, not a '%T'",
              value == EMPTY ? NONE : value);
        return false;
    }
    return weft__instance_set_dict(t, self, value);
}

/* ---- methods ---- */

static Value with_traceback(Thread *t, Value *args)
{
    return set_traceback(t, args[0], args[1]) ? args[0] : EMPTY;
}

static Value add_note(Thread *t, Value *args)
{
    if (!is_str(t, args[1])) {
        return RAISE(t, TypeError, "note must be a str, not '%T'", args[1]);
    }
    bool failed;
    Value notes = weft__find_attribute(t, args[0], N(t, __notes__), &failed);
    if (failed) {
        return EMPTY;
    }
    if (notes == EMPTY) {
        notes = value_or_empty(weft__list_new(t, 1));
        if (notes == EMPTY || !weft__set_attribute(t, args[0], N(t, __notes__), notes)) {
            return EMPTY;
        }
    } else if (!is_list(t, notes)) {
        return RAISE(t, TypeError, "Cannot add note: __notes__ is not a list");
    }
    return weft__list_append(t, as_list(notes), args[1]) ? NONE : EMPTY;
}

Value weft__exception_reduce(Thread *t, Value *args)
{
    Value parts[3] = {value_from_pointer(type_of(t, args[0])), exception_args(args[0]), EMPTY};
    size_t count = 2;
    if (weft__instance_length(t, args[0]) > 0) {
        parts[count++] = weft__instance_dict(t, args[0]);
    }
    return value_or_empty(weft__tuple_from(t, parts, count));
}

static Value exception_set_state(Thread *t, Value *args)
{
    if (args[1] == NONE) {
        return NONE;
    }
    if (!is_dict(t, args[1])) {
        return RAISE(t, TypeError, "state is not a dictionary");
    }
    size_t position = 0;
    Value key, value;
    while (weft__dict_next(t, as_dict(args[1]), &position, &key, &value)) {
        Str *name = weft__attribute_name(t, key);
        if (name == NULL || !weft__set_attribute(t, args[0], name, value)) {
            return EMPTY;
        }
    }
    return NONE;
}

static void fill_base(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"args", get_args, set_args, NULL},
        {"__traceback__", get_traceback, set_traceback, NULL},
        {"__cause__", get_cause, set_cause, "exception cause"},
        {"__context__", get_context, set_context, "exception context"},
        {"__suppress_context__", get_suppress, set_suppress, weft__member_mark},
        {"__dict__", get_dict, set_dict, NULL},
        {NULL, NULL, NULL, NULL},
    };
    static const NativeDef methods[] = {
        {"with_traceback", with_traceback, "self, tb, /", "Gives the exception this traceback; returns the exception.", 0},
        {"add_note", add_note, "self, note, /", "Adds a line that tracebacks show below the exception.", 0},
        {"__reduce__", weft__exception_reduce, "self, /", NULL, 0},
        {"__setstate__", exception_set_state, "self, state, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    type->slots.new_instance = weft__exception_plain_new;
    type->slots.init = weft__exception_plain_init;
    type->slots.repr = plain_repr;
    type->slots.str = weft__exception_plain_str;
    weft__add_getsets(t, type, getsets);
    weft__add_methods(t, type, methods);
}

bool weft__init_exception_types(Thread *t)
{
    enum { EXC_object = -1 }; /* the base of BaseException in exceptions.def */
    static const int bases[] = {
#define EXCEPTION(name, base) EXC_##base,
#include "object/exceptions.def"
#undef EXCEPTION
    };
    /* Types with fields of their own: a class cannot have two of them as bases. */
    static const int own_layout[] = {
        EXC_StopIteration, EXC_SystemExit, EXC_ImportError, EXC_OSError, EXC_SyntaxError,
        EXC_UnicodeEncodeError, EXC_UnicodeDecodeError, EXC_UnicodeTranslateError,
        EXC_AttributeError, EXC_NameError, EXC_BaseExceptionGroup,
    };
    for (int i = 0; i < EXC_COUNT; i++) {
        Type *type = t->runtime->exceptions[i];
        Type *base = bases[i] == EXC_object ? T(t, object) : t->runtime->exceptions[bases[i]];
        uint32_t flags = TYPE_IS_EXCEPTION | (i == EXC_BaseException ? TYPE_HAS_DICT : 0);
        weft__type_prepare(t, type, base, sizeof(ExceptionObject), flags);
        type->head.trace = weft__trace_exception;
        if (i == EXC_BaseException) {
            fill_base(t, type);
        } else {
            /* Every one of them can be made directly, like its base. */
            type->slots.new_instance = weft__exception_plain_new;
            type->slots.init = base->slots.init;
            weft__exception_type_special(t, type, i);
        }
        for (size_t j = 0; j < sizeof own_layout / sizeof *own_layout; j++) {
            if (own_layout[j] == i) {
                type->solid = type;
            }
        }
        if (i == EXC_ExceptionGroup) {
            /* ExceptionGroup(BaseExceptionGroup, Exception) */
            Value parents[2] = {value_from_pointer(base), value_from_pointer(EXC(t, Exception))};
            Tuple *tuple = weft__tuple_from(t, parents, 2);
            if (tuple == NULL) {
                return false;
            }
            weft__store_release(&type->bases, tuple); /* edge: type_mro */
        }
        if (!weft__type_ready(t, type)) {
            return false;
        }
    }
    return true;
}
