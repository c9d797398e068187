/* helpers.c - what handlers do the slow way: names, functions, unpacking, building, imports.
 *
 * Each function may raise, allocate, run Python code; the handler has saved its state before.
 */
#include "interpret/interpreter.h"

/* ---- names ---- */

void weft__raise_unbound_local(Thread *t, Frame *frame, uint32_t slot)
{
    RAISE(t, UnboundLocalError,
          "cannot access local variable '%V' where it is not associated with a value",
          frame->code->local_names->items[slot]);
}

void weft__raise_unbound_cell(Thread *t, Frame *frame, uint32_t slot)
{
    Code *code = frame->code;
    if (slot < code->local_count - code->free_count) {
        weft__raise_unbound_local(t, frame, slot);
        return;
    }
    RAISE(t, NameError,
          "cannot access free variable '%V' where it is not associated with a value in enclosing scope",
          code->local_names->items[slot]);
}

void weft__raise_name_error(Thread *t, Str *name)
{
    RAISE(t, NameError, "name '%S' is not defined", name);
    if (t->exception != EMPTY && is_exception(t, t->exception)) {
        Value exception = exception_take(t);
        weft__set_attribute(t, exception, N(t, name), value_from_pointer(name));
        t->exception = exception;
    }
}

/* A subclass of dict answers through its __getitem__, so that a __missing__ is asked too. */
static Value find_in_namespace(Thread *t, Value namespace, Str *name)
{
    if (LIKELY(object_is(namespace, T(t, dict)))) {
        return weft__dict_get_str(t, as_dict(namespace), name);
    }
    Value v = weft__get_item(t, namespace, value_from_pointer(name));
    if (v == EMPTY && weft__exception_matches(t, EXC(t, KeyError))) {
        exception_take(t);
    }
    return v;
}

/* globals, then builtins; either may be a subclass of dict or another mapping. */
static Value find_global(Thread *t, Frame *frame, Str *name)
{
    Function *function = frame->function;
    Value v = find_in_namespace(t, value_from_pointer(function->globals), name);
    if (v == EMPTY && !exception_pending(t) && function->builtins != EMPTY) {
        v = find_in_namespace(t, function->builtins, name);
    }
    return v;
}

Value weft__load_global(Thread *t, Frame *frame, Str *name)
{
    Value v = find_global(t, frame, name);
    if (v == EMPTY && !exception_pending(t)) {
        weft__raise_name_error(t, name);
    }
    return v;
}

Value weft__load_name(Thread *t, Frame *frame, Str *name)
{
    if (frame->namespace != EMPTY && frame->namespace != value_from_pointer(frame->function->globals)) {
        Value v;
        if (object_is(frame->namespace, T(t, dict))) {
            v = weft__dict_get_str(t, as_dict(frame->namespace), name);
        } else {
            v = weft__get_item(t, frame->namespace, value_from_pointer(name));
            if (v == EMPTY && weft__exception_matches(t, EXC(t, KeyError))) {
                exception_take(t);
            }
        }
        if (v != EMPTY || exception_pending(t)) {
            return v;
        }
    }
    return weft__load_global(t, frame, name);
}

bool weft__store_name(Thread *t, Frame *frame, Str *name, Value v)
{
    if (frame->namespace == EMPTY) {
        return weft__dict_set_str(t, frame->function->globals, name, v);
    }
    if (object_is(frame->namespace, T(t, dict))) {
        return weft__dict_set_str(t, as_dict(frame->namespace), name, v);
    }
    return weft__set_item(t, frame->namespace, value_from_pointer(name), v);
}

bool weft__delete_name(Thread *t, Frame *frame, Str *name)
{
    Value namespace = frame->namespace == EMPTY ? value_from_pointer(frame->function->globals)
                                                : frame->namespace;
    if (object_is(namespace, T(t, dict))) {
        int deleted = weft__dict_delete(t, as_dict(namespace), value_from_pointer(name));
        if (deleted == 0) {
            weft__raise_name_error(t, name);
        }
        return deleted > 0;
    }
    if (weft__delete_item(t, namespace, value_from_pointer(name))) {
        return true;
    }
    if (weft__exception_matches(t, EXC(t, KeyError))) {
        exception_take(t);
        weft__raise_name_error(t, name);
    }
    return false;
}

/* ---- functions, methods, super ---- */

Value weft__make_function(Thread *t, Frame *frame, Code *code, uint32_t flags, Value *operands)
{
    Function *function = weft__function_new(t, code, frame->function->globals, NULL);
    if (function == NULL) {
        return EMPTY;
    }
    /* Not shared yet: the stores need no order of their own. */
    if (flags & 1) {
        weft__store_relaxed(&function->defaults, *operands++); /* edge: function_field; not shared yet */
    }
    if (flags & 2) {
        weft__store_relaxed(&function->keyword_defaults, *operands++); /* edge: function_field; not shared yet */
    }
    if (flags & 4) {
        weft__store_relaxed(&function->annotations, *operands++); /* edge: function_field; not shared yet */
    }
    if (flags & 8) {
        weft__store_relaxed(&function->closure, *operands++); /* edge: function_field; not shared yet */
    }
    return value_from_pointer(function);
}

bool weft__load_method(Thread *t, Value owner, Str *name, Value *method, Value *self)
{
    Type *type = type_of(t, owner);
    if (type->flags & TYPE_PLAIN_GET) {
        AttributeResolution found;
        weft__resolve_attribute(t, type, name, &found);
        if (found.kind == ATTRIBUTE_METHOD && found.version != 0) {
            *method = found.value;
            *self = owner;
            return true;
        }
    }
    *self = EMPTY;
    *method = weft__get_attribute(t, owner, name);
    return *method != EMPTY;
}

Value weft__load_super(Thread *t, Frame *frame, Value *operands, Str *name, bool explicit_arguments,
                       bool method, Value *self)
{
    (void)frame;
    *self = EMPTY;
    Value class_value = operands[1], receiver = operands[2];
    if (operands[0] == value_from_pointer(T(t, super)) && has_type_flag(t, class_value, TYPE_IS_TYPE) &&
        !has_type_flag(t, receiver, TYPE_IS_TYPE) && name != N(t, __class__) &&
        weft__is_subtype(type_of(t, receiver), value_pointer(class_value))) {
        Type *type = type_of(t, receiver);
        Value found = weft__type_lookup_after(t, type, value_pointer(class_value), name);
        if (found != EMPTY) {
            if (has_type_flag(t, found, TYPE_METHOD_DESCRIPTOR) && method) {
                *self = receiver;
                return found;
            }
            Type *descriptor = type_of(t, found);
            if (descriptor->slots.descriptor_get == NULL) {
                return found;
            }
            return descriptor->slots.descriptor_get(t, found, receiver, value_from_pointer(type));
        }
    }
    Value proxy;
    if (explicit_arguments || operands[0] == value_from_pointer(T(t, super))) {
        proxy = weft__call2(t, operands[0], class_value, receiver);
    } else {
        proxy = weft__call0(t, operands[0]); /* some other callable named super */
    }
    return proxy == EMPTY ? EMPTY : weft__get_attribute(t, proxy, name);
}

/* ---- unpacking and building ---- */

static bool raise_too_few(Thread *t, uint32_t wanted, size_t got, bool at_least)
{
    RAISE(t, ValueError, "not enough values to unpack (expected %s%u, got %zu)",
          at_least ? "at least " : "", wanted, got);
    return false;
}

static Value iterator_for_unpacking(Thread *t, Value v)
{
    Value iterator = weft__iterate(t, v);
    if (iterator == EMPTY && weft__exception_matches(t, EXC(t, TypeError)) &&
        type_of(t, v)->slots.iterate == NULL && type_of(t, v)->slots.get_item == NULL) {
        exception_take(t);
        return RAISE(t, TypeError, "cannot unpack non-iterable %T object", v);
    }
    return iterator;
}

bool weft__unpack_sequence(Thread *t, Value v, uint32_t count, Value *into)
{
    if (object_is(v, T(t, tuple)) || object_is(v, T(t, list))) {
        Value items = object_is(v, T(t, list)) ? weft__list_to_tuple(t, as_list(v)) : v;
        if (items == EMPTY) {
            return false;
        }
        Tuple *tuple = as_tuple(items);
        size_t length = tuple_length(tuple);
        if (length != count) {
            if (length < count) {
                return raise_too_few(t, count, length, false);
            }
            RAISE(t, ValueError, "too many values to unpack (expected %u)", count);
            return false;
        }
        for (uint32_t i = 0; i < count; i++) {
            into[i] = tuple->items[count - 1 - i];
        }
        return true;
    }
    Value iterator = iterator_for_unpacking(t, v);
    if (iterator == EMPTY) {
        return false;
    }
    /* Collected in the heap: the operand stack above is not scanned yet. */
    Tuple *collected = weft__tuple_new(t, count);
    if (collected == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        Value item = weft__next(t, iterator);
        if (item == EMPTY) {
            return exception_pending(t) ? false : raise_too_few(t, count, i, false);
        }
        collected->items[i] = item;
    }
    Value more = weft__next(t, iterator);
    if (more != EMPTY || exception_pending(t)) {
        if (more != EMPTY) {
            RAISE(t, ValueError, "too many values to unpack (expected %u)", count);
        }
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        into[i] = collected->items[count - 1 - i];
    }
    return true;
}

bool weft__unpack_star(Thread *t, Value v, uint32_t before, uint32_t after, Value *into)
{
    Value iterator = iterator_for_unpacking(t, v);
    if (iterator == EMPTY) {
        return false;
    }
    List *all = weft__list_new(t, 8);
    if (all == NULL || !weft__list_extend(t, all, iterator)) {
        return false;
    }
    size_t length = list_length(all);
    if (length < (size_t)before + after) {
        return raise_too_few(t, before + after, length, true);
    }
    Value middle = weft__list_slice(t, all, before, length - after);
    if (middle == EMPTY) {
        return false;
    }
    for (uint32_t i = 0; i < after; i++) {
        *into++ = list_get(all, length - 1 - i);
    }
    *into++ = middle;
    for (uint32_t i = before; i-- > 0;) {
        *into++ = list_get(all, i);
    }
    return true;
}

Value weft__format_value(Thread *t, Value v, uint32_t conversion, Value spec)
{
    if (conversion == 1) {
        v = weft__str(t, v);
    } else if (conversion == 2) {
        v = weft__repr(t, v);
    } else if (conversion == 3) {
        v = weft__ascii(t, v);
    }
    if (v == EMPTY) {
        return EMPTY;
    }
    if (spec == EMPTY && object_is(v, T(t, str))) {
        return v;
    }
    return weft__format(t, v, spec == EMPTY ? value_from_pointer(t->runtime->empty_str) : spec);
}

Value weft__build_map(Thread *t, Value *pairs, size_t count)
{
    Dict *dict = weft__dict_new_sized(t, count);
    if (dict == NULL) {
        return EMPTY;
    }
    for (size_t i = 0; i < count; i++) {
        if (!weft__dict_set(t, dict, pairs[2 * i], pairs[2 * i + 1])) {
            return EMPTY;
        }
    }
    return value_from_pointer(dict);
}

Value weft__build_const_key_map(Thread *t, Value *values, size_t count, Tuple *keys)
{
    Dict *dict = weft__dict_new_sized(t, count);
    if (dict == NULL) {
        return EMPTY;
    }
    for (size_t i = 0; i < count; i++) {
        if (!weft__dict_set(t, dict, keys->items[i], values[i])) {
            return EMPTY;
        }
    }
    return value_from_pointer(dict);
}

static bool is_mapping(Thread *t, Value v)
{
    if (is_dict(t, v)) {
        return true;
    }
    bool failed = false;
    Value keys = weft__find_attribute(t, v, N(t, keys), &failed);
    if (failed) {
        exception_take(t);
    }
    return keys != EMPTY;
}

bool weft__dict_update_for_display(Thread *t, Dict *d, Value mapping)
{
    if (!is_mapping(t, mapping)) {
        RAISE(t, TypeError, "'%T' object is not a mapping", mapping);
        return false;
    }
    return weft__dict_merge(t, d, mapping, 1);
}

/* "f()" for messages about a callable. */
static Str *callable_text(Thread *t, Value callable)
{
    bool failed = false;
    Value qualname = weft__find_attribute(t, callable, N(t, __qualname__), &failed);
    if (qualname == EMPTY || !is_str(t, qualname)) {
        if (failed) {
            exception_take(t);
        }
        return weft__str_format(t, "%V", callable);
    }
    Value module = weft__find_attribute(t, callable, N(t, __module__), &failed);
    if (module != EMPTY && is_str(t, module) && !weft__str_equals_c(as_str(module), "builtins")) {
        return weft__str_format(t, "%V.%V()", module, qualname);
    }
    if (failed) {
        exception_take(t);
    }
    return weft__str_format(t, "%V()", qualname);
}

bool weft__dict_merge_for_call(Thread *t, Dict *d, Value mapping, Value callable)
{
    if (!is_mapping(t, mapping)) {
        Str *text = callable_text(t, callable);
        if (text != NULL) {
            RAISE(t, TypeError, "%S argument after ** must be a mapping, not %T", text, mapping);
        }
        return false;
    }
    if (weft__dict_merge(t, d, mapping, 2)) {
        return true;
    }
    if (weft__exception_matches(t, EXC(t, KeyError))) {
        ExceptionObject *error = value_pointer(t->exception);
        Tuple *args = as_tuple(weft__load_acquire(&error->args)); /* edge: exception_field */
        if (tuple_length(args) == 1) {
            Value key = args->items[0];
            exception_take(t);
            Str *text = callable_text(t, callable);
            if (text != NULL) {
                RAISE(t, TypeError, "%S got multiple values for keyword argument '%V'", text, key);
            }
        }
    }
    return false;
}

bool weft__list_extend_for_display(Thread *t, List *list, Value iterable, Value callable)
{
    if (weft__list_extend(t, list, iterable)) {
        return true;
    }
    if (weft__exception_matches(t, EXC(t, TypeError)) &&
        type_of(t, iterable)->slots.iterate == NULL && type_of(t, iterable)->slots.get_item == NULL) {
        exception_take(t);
        if (callable == EMPTY) {
            RAISE(t, TypeError, "Value after * must be an iterable, not %T", iterable);
        } else {
            Str *text = callable_text(t, callable);
            if (text != NULL) {
                RAISE(t, TypeError, "%S argument after * must be an iterable, not %T", text, iterable);
            }
        }
    }
    return false;
}

Value weft__call_function_ex(Thread *t, Value callable, Value positional, Value keywords)
{
    return weft__call_tuple(t, callable, positional, keywords);
}

bool weft__setup_annotations(Thread *t, Frame *frame)
{
    Value namespace = frame->namespace == EMPTY ? value_from_pointer(frame->function->globals)
                                                : frame->namespace;
    Value name = value_from_pointer(N(t, __annotations__));
    if (is_dict(t, namespace)) {
        int there = weft__contains(t, namespace, name);
        if (there != 0) {
            return there > 0;
        }
    } else { /* any mapping: asked as a program would */
        if (weft__get_item(t, namespace, name) != EMPTY) {
            return true;
        }
        if (!weft__exception_matches(t, EXC(t, KeyError))) {
            return false;
        }
        exception_take(t);
    }
    Dict *annotations = weft__dict_new(t);
    return annotations != NULL && weft__set_item(t, namespace, name, value_from_pointer(annotations));
}

Value weft__load_from_builtins(Thread *t, Frame *frame, Str *name)
{
    return find_in_namespace(t, frame->function->builtins, name);
}

/* ---- imports ---- */

Value weft__import_name(Thread *t, Frame *frame, Str *name, Value fromlist, Value level)
{
    Value builtins = frame->function->builtins;
    Value import = is_dict(t, builtins) ? weft__dict_get_str(t, as_dict(builtins), N(t, __import__)) : EMPTY;
    if (import == EMPTY) {
        return exception_pending(t) ? EMPTY : RAISE(t, ImportError, "__import__ not found");
    }
    Value args[5] = {value_from_pointer(name), value_from_pointer(frame->function->globals),
                     frame->namespace == EMPTY ? NONE : frame->namespace, fromlist, level};
    return weft__call(t, import, args, 5, EMPTY);
}

Value weft__import_from(Thread *t, Value module, Str *name)
{
    bool failed = false;
    Value v = weft__find_attribute(t, module, name, &failed);
    if (v != EMPTY || failed) {
        return v;
    }
    /* A submodule that is still being imported is in sys.modules only. */
    Value package = weft__find_attribute(t, module, N(t, __name__), &failed);
    if (package != EMPTY && is_str(t, package)) {
        Str *full = weft__str_format(t, "%V.%S", package, name);
        if (full == NULL) {
            return EMPTY;
        }
        v = weft__dict_get(t, t->runtime->modules, value_from_pointer(full));
        if (v != EMPTY || exception_pending(t)) {
            return v;
        }
    } else {
        package = value_from_pointer(weft__str_from_c(t, "<unknown module name>"));
    }
    Value file = weft__find_attribute(t, module, N(t, __file__), &failed);
    if (failed) {
        exception_take(t);
    }
    bool initializing = object_is(module, T(t, module)) && weft__module_initializing(t, as_module(module)->dict);
    RAISE(t, ImportError,
          initializing ? "cannot import name '%S' from partially initialized module '%V' "
                         "(most likely due to a circular import) (%V)"
                       : "cannot import name '%S' from '%V' (%V)",
          name, package, file == EMPTY ? value_from_pointer(weft__str_from_c(t, "unknown location")) : file);
    if (t->exception != EMPTY && is_exception(t, t->exception)) {
        Value exception = exception_take(t);
        weft__set_attribute(t, exception, N(t, name), package);
        weft__set_attribute(t, exception, N(t, path), file == EMPTY ? NONE : file);
        t->exception = exception;
    }
    return EMPTY;
}

static bool import_one(Thread *t, Frame *frame, Value module, Value name, bool listed)
{
    if (!is_str(t, name)) {
        Value owner = weft__get_attribute(t, module, N(t, __name__));
        if (owner != EMPTY && !is_str(t, owner)) {
            RAISE(t, TypeError, "module __name__ must be a string, not %T", owner);
        } else if (owner != EMPTY) {
            RAISE(t, TypeError, "%s in %V.%s must be str, not %T", listed ? "Item" : "Key", owner,
                  listed ? "__all__" : "__dict__", name);
        }
        return false;
    }
    Value v = weft__get_attribute(t, module, weft__intern(t, as_str(name)));
    return v != EMPTY && weft__store_name(t, frame, weft__intern(t, as_str(name)), v);
}

bool weft__import_star(Thread *t, Frame *frame, Value module)
{
    bool failed = false;
    Value all = weft__find_attribute(t, module, N(t, __all__), &failed);
    if (failed) {
        return false;
    }
    bool skip_private = all == EMPTY;
    if (skip_private) {
        Value dict = weft__get_attribute(t, module, N(t, __dict__));
        if (dict == EMPTY) {
            return false;
        }
        all = is_dict(t, dict) ? weft__dict_keys_list(t, as_dict(dict))
                               : value_or_empty(weft__list_from_iterable(t, dict));
    } else {
        all = value_or_empty(weft__list_from_iterable(t, all));
    }
    if (all == EMPTY) {
        return false;
    }
    for (size_t i = 0; i < list_length(as_list(all)); i++) {
        Value name = list_get(as_list(all), i);
        if (skip_private && is_str(t, name) && as_str(name)->length > 0 &&
            str_char(as_str(name), 0) == '_') {
            continue;
        }
        if (!import_one(t, frame, module, name, !skip_private)) {
            return false;
        }
    }
    return true;
}

bool weft__print_expression(Thread *t, Value v)
{
    Value hook = weft__get_attribute(t, t->runtime->sys_module, N(t, displayhook));
    return hook != EMPTY && weft__call1(t, hook, v) != EMPTY;
}
