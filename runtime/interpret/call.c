/* call.c - frames for calls: binding of arguments, entry from C, module and class bodies.
 *
 * Guarantees: a bound frame has exactly code->local_count slots filled; TypeErrors read as
 * CPython's; the value stack is never overrun (RecursionError instead). Arguments that stand below
 * the new frame on the value stack are left alone.
 */
#include "interpret/interpreter.h"

Frame *weft__frame_push_failed(Thread *t)
{
    weft__raise_recursion(t, "");
    return NULL;
}

bool weft__fill_defaults(Function *function, Code *code, Value *locals, size_t given)
{
    Value defaults = weft__load_acquire(&function->defaults); /* edge: function_field */
    if (defaults == EMPTY) {
        return given == code->argument_count;
    }
    Tuple *tuple = as_tuple(defaults);
    size_t count = tuple_length(tuple);
    size_t missing = code->argument_count - given;
    if (missing > count) {
        return false;
    }
    for (size_t i = 0; i < missing; i++) {
        locals[given + i] = tuple->items[count - missing + i];
    }
    return true;
}

/* "'a', 'b', and 'c'" */
static void append_names(TextBuilder *b, Code *code, const uint32_t *slots, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            weft__builder_c(b, count == 2 ? " and " : i + 1 == count ? ", and " : ", ");
        }
        weft__builder_format(b, "'%V'", code->local_names->items[slots[i]]);
    }
}

static Value function_qualname(Function *function)
{
    return weft__load_acquire(&function->qualname); /* edge: function_field */
}

/* "f() missing 2 required positional arguments: 'a' and 'b'" */
static void raise_missing(Thread *t, Function *function, Code *code, Value *locals, size_t from,
                          size_t to, const char *kind)
{
    uint32_t *slots = (uint32_t *)(void *)&locals[code->local_count]; /* free stack words */
    size_t count = 0, room = (size_t)(t->stack_limit - &locals[code->local_count]);
    for (size_t i = from; i < to && count < room; i++) {
        if (locals[i] == EMPTY) {
            slots[count++] = (uint32_t)i;
        }
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    weft__builder_format(&b, "%V() missing %zu required %s argument%s: ", function_qualname(function),
                         count, kind, count == 1 ? "" : "s");
    append_names(&b, code, slots, count);
    Str *message = weft__builder_finish(&b);
    if (message != NULL) {
        RAISE(t, TypeError, "%S", message);
    }
}

/* "f() takes from 1 to 2 positional arguments but 3 were given" */
static void raise_too_many(Thread *t, Function *function, Code *code, Value *locals, size_t given)
{
    size_t needed = code->argument_count, keyword_only_given = 0, optional = 0;
    Value defaults = weft__load_acquire(&function->defaults); /* edge: function_field */
    if (defaults != EMPTY) {
        optional = tuple_length(as_tuple(defaults));
    }
    for (size_t i = needed; i < needed + code->keyword_only_count; i++) {
        keyword_only_given += locals[i] != EMPTY;
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    weft__builder_format(&b, "%V() takes ", function_qualname(function));
    bool plural = needed != 1;
    if (optional > 0) {
        weft__builder_format(&b, "from %zu to %zu", needed - optional, needed);
        plural = true;
    } else {
        weft__builder_format(&b, "%zu", needed);
    }
    weft__builder_format(&b, " positional argument%s but %zu", plural ? "s" : "", given);
    if (keyword_only_given > 0) {
        weft__builder_format(&b, " positional argument%s (and %zu keyword-only argument%s)",
                             given != 1 ? "s" : "", keyword_only_given,
                             keyword_only_given != 1 ? "s" : "");
    }
    weft__builder_format(&b, " %s given", given == 1 && keyword_only_given == 0 ? "was" : "were");
    Str *message = weft__builder_finish(&b);
    if (message != NULL) {
        RAISE(t, TypeError, "%S", message);
    }
}

/* Slot of the parameter called `name` in [from, to); SIZE_MAX: none. */
static size_t find_parameter(Code *code, Value name, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (code->local_names->items[i] == name) {
            return i;
        }
    }
    for (size_t i = from; i < to; i++) {
        if (weft__str_equal(as_str(code->local_names->items[i]), as_str(name))) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Names given by keyword that are positional-only: lists them all in the error. */
static bool raise_positional_only(Thread *t, Function *function, Code *code, Tuple *names)
{
    TextBuilder b;
    weft__builder_init(&b, t);
    size_t found = 0;
    for (size_t i = 0; i < code->positional_only_count; i++) {
        for (size_t j = 0; j < tuple_length(names); j++) {
            if (weft__str_equal(as_str(code->local_names->items[i]), as_str(names->items[j]))) {
                weft__builder_format(&b, "%s%V", found++ ? ", " : "", names->items[j]);
            }
        }
    }
    Str *list = weft__builder_finish(&b);
    if (found > 0 && list != NULL) {
        RAISE(t, TypeError,
              "%V() got some positional-only arguments passed as keyword arguments: '%S'",
              function_qualname(function), list);
    }
    return found > 0 || list == NULL;
}

static bool bind_keyword(Thread *t, Function *function, Code *code, Value *locals, Dict *extra,
                         Tuple *names, Value name, Value v)
{
    if (!is_str(t, name)) {
        RAISE(t, TypeError, "keywords must be strings");
        return false;
    }
    size_t named = (size_t)code->argument_count + code->keyword_only_count;
    size_t slot = find_parameter(code, name, code->positional_only_count, named);
    if (slot == SIZE_MAX) {
        if (extra != NULL) {
            return weft__dict_set(t, extra, name, v);
        }
        if (code->positional_only_count == 0 || !raise_positional_only(t, function, code, names)) {
            RAISE(t, TypeError, "%V() got an unexpected keyword argument '%V'",
                  function_qualname(function), name);
        }
        return false;
    }
    if (locals[slot] != EMPTY) {
        RAISE(t, TypeError, "%V() got multiple values for argument '%V'",
              function_qualname(function), name);
        return false;
    }
    locals[slot] = v;
    return true;
}

/* Puts defaults where nothing was given; reports what is still missing. */
static bool bind_defaults(Thread *t, Function *function, Code *code, Value *locals, size_t given)
{
    size_t positional = code->argument_count;
    if (given < positional) {
        Value defaults = weft__load_acquire(&function->defaults); /* edge: function_field */
        size_t count = defaults == EMPTY ? 0 : tuple_length(as_tuple(defaults));
        size_t required = positional > count ? positional - count : 0;
        for (size_t i = given; i < required; i++) {
            if (locals[i] == EMPTY) {
                raise_missing(t, function, code, locals, given, required, "positional");
                return false;
            }
        }
        for (size_t i = given > required ? given : required; i < positional; i++) {
            if (locals[i] == EMPTY) {
                locals[i] = as_tuple(defaults)->items[i - (positional - count)];
            }
        }
    }
    if (code->keyword_only_count > 0) {
        size_t end = positional + code->keyword_only_count;
        Value defaults = weft__load_acquire(&function->keyword_defaults); /* edge: function_field */
        bool missing = false;
        for (size_t i = positional; i < end; i++) {
            if (locals[i] == EMPTY && defaults != EMPTY) {
                locals[i] = weft__dict_get(t, as_dict(defaults), code->local_names->items[i]);
            }
            missing |= locals[i] == EMPTY;
        }
        if (missing) {
            raise_missing(t, function, code, locals, positional, end, "keyword-only");
            return false;
        }
    }
    return true;
}

bool weft__bind_arguments(Thread *t, Function *function, Code *code, Value *args, size_t count,
                          Value names, Value *locals)
{
    size_t positional = code->argument_count;
    size_t named = positional + code->keyword_only_count;
    size_t name_count = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    size_t direct = count < positional ? count : positional;
    for (size_t i = 0; i < direct; i++) {
        locals[i] = args[i];
    }
    for (size_t i = direct; i < code->local_count; i++) {
        locals[i] = EMPTY;
    }
    size_t slot = named;
    if (code->flags & CODE_VARARGS) {
        Tuple *rest = count > positional
                          ? weft__tuple_from(t, args + positional, count - positional)
                          : t->runtime->empty_tuple;
        if (rest == NULL) {
            return false;
        }
        locals[slot++] = value_from_pointer(rest);
    }
    Dict *extra = NULL;
    if (code->flags & CODE_VARKEYWORDS) {
        extra = weft__dict_new(t);
        if (extra == NULL) {
            return false;
        }
        locals[slot] = value_from_pointer(extra);
    }
    for (size_t i = 0; i < name_count; i++) {
        if (!bind_keyword(t, function, code, locals, extra, as_tuple(names),
                          as_tuple(names)->items[i], args[count + i])) {
            return false;
        }
    }
    if (count > positional && !(code->flags & CODE_VARARGS)) {
        raise_too_many(t, function, code, locals, count);
        return false;
    }
    return bind_defaults(t, function, code, locals, direct);
}

/* Room for the frame, and for the collector to see its locals while they are being bound. */
static bool reserve_row(Thread *t, Code *code, Value *at)
{
    if (UNLIKELY(at + code->frame_words > t->stack_limit || t->recursion_left <= 0)) {
        weft__raise_recursion(t, "");
        return false;
    }
    return true;
}

/* While arguments are bound, the row at `at` must be below the scanned top of the value stack. */
static Value **scanned_top(Thread *t)
{
    Frame *frame = t->frame;
    return frame != NULL && frame->generator == NULL ? &frame->stack_top : &t->stack_top;
}

static Frame *bind_and_push(Thread *t, Function *function, Value *args, size_t count, Value names,
                            Value *at)
{
    Code *code = weft__load_acquire(&function->code); /* edge: function_code */
    if (!reserve_row(t, code, at)) {
        return NULL;
    }
    for (size_t i = 0; i < code->local_count; i++) {
        at[i] = EMPTY;
    }
    Value **top = scanned_top(t);
    Value *saved = *top;
    *top = at + code->local_count;
    bool bound = weft__bind_arguments(t, function, code, args, count, names, at);
    *top = saved;
    return bound ? frame_push(t, t->frame, function, code, at, code->local_count) : NULL;
}

Frame *weft__frame_for_call(Thread *t, Function *function, Value *args, size_t count, Value names,
                            Value *at)
{
    return bind_and_push(t, function, args, count, names, at);
}

/* f(*positional, **keywords): spreads the values above the stack top, then binds behind them. */
Frame *weft__frame_for_call_ex(Thread *t, Function *function, Tuple *positional, Value keywords,
                               Value *at)
{
    size_t count = tuple_length(positional);
    if (keywords == EMPTY || weft__dict_length(t, as_dict(keywords)) == 0) {
        return bind_and_push(t, function, positional->items, count, EMPTY, at);
    }
    Dict *dict = as_dict(keywords);
    size_t room = weft__dict_length(t, dict), used = 0, position = 0;
    Tuple *names = weft__tuple_new(t, room);
    Tuple *values = names == NULL ? NULL : weft__tuple_new(t, count + room);
    if (values == NULL) {
        return NULL;
    }
    memcpy(values->items, positional->items, count * sizeof(Value));
    Value name, v;
    while (used < room && weft__dict_next(t, dict, &position, &name, &v)) {
        names->items[used] = name;
        values->items[count + used++] = v;
    }
    if (used != room) { /* the mapping shrank under us: a shorter tuple of names */
        names = weft__tuple_from(t, names->items, used);
        if (names == NULL) {
            return NULL;
        }
    }
    return bind_and_push(t, function, values->items, count, value_from_pointer(names), at);
}

/* Runs a pushed frame from C. */
static Value run_entry(Thread *t, Frame *frame)
{
    frame->flags |= FRAME_ENTRY;
    t->frame = frame;
    bool entering = true;
    if (UNLIKELY(!weft__poll(t))) {
        if (weft__unwind(t, frame, true) == NULL) {
            return EMPTY;
        }
        frame = t->frame;
        entering = false;
    }
    ((InterpreterThread *)t->interpreter)->entering = entering;
    return run_frame(t, frame);
}

Value weft__function_call(Thread *t, Value callable, Value *args, size_t count, Value names)
{
    if (UNLIKELY(!weft__enter_native(t, ""))) {
        return EMPTY;
    }
    Function *function = value_pointer(callable);
    Code *code = weft__load_acquire(&function->code); /* edge: function_code */
    Value *at = value_stack_top(t);
    Frame *frame;
    if (LIKELY((code->flags & CODE_SIMPLE) && names == EMPTY && count == code->argument_count)) {
        if (UNLIKELY(!reserve_row(t, code, at))) {
            return EMPTY;
        }
        for (size_t i = 0; i < count; i++) {
            at[i] = args[i];
        }
        frame = frame_push(t, t->frame, function, code, at, count);
    } else {
        frame = bind_and_push(t, function, args, count, names, at);
    }
    if (UNLIKELY(frame == NULL)) {
        return EMPTY;
    }
    return run_entry(t, frame);
}

Value weft__run_code(Thread *t, Code *code, Dict *globals, Value namespace, Value closure)
{
    if (!weft__enter_native(t, "")) {
        return EMPTY;
    }
    Function *function = weft__function_new(t, code, globals, NULL);
    if (function == NULL) {
        return EMPTY;
    }
    weft__store_release(&function->closure, closure); /* edge: function_field */
    Value *at = value_stack_top(t);
    if (!reserve_row(t, code, at)) {
        return EMPTY;
    }
    Frame *frame = frame_push(t, t->frame, function, code, at, 0);
    if (frame == NULL) {
        return EMPTY;
    }
    frame->namespace = namespace;
    return run_entry(t, frame);
}
