/* operations.c - what every object answers to: text, hash, truth, length, items, iteration, calls,
 * isinstance and issubclass. Operators stand in operators.c. Immediate values come first, then one
 * call through the type's slot; errors read as CPython's.
 */
#include "object/slot_generic.h"

/* ---- text ---- */

Value weft__repr(Thread *t, Value v)
{
    if (!weft__enter_recursion(t, " while getting the repr of an object")) {
        return EMPTY;
    }
    Value result = type_of(t, v)->slots.repr(t, v);
    weft__leave_recursion(t);
    if (result != EMPTY && UNLIKELY(!is_str(t, result))) {
        return RAISE(t, TypeError, "__repr__ returned non-string (type %T)", result);
    }
    return result;
}

Value weft__str(Thread *t, Value v)
{
    Type *type = type_of(t, v);
    if (LIKELY(type == T(t, str))) {
        return v;
    }
    if (!weft__enter_recursion(t, " while getting the str of an object")) {
        return EMPTY;
    }
    Value result = type->slots.str(t, v);
    weft__leave_recursion(t);
    if (result != EMPTY && UNLIKELY(!is_str(t, result))) {
        return RAISE(t, TypeError, "__str__ returned non-string (type %T)", result);
    }
    return result;
}

Value weft__ascii(Thread *t, Value v)
{
    Value repr = weft__repr(t, v);
    if (repr == EMPTY || as_str(repr)->ascii) {
        return repr;
    }
    Str *s = as_str(repr);
    TextBuilder b;
    weft__builder_init(&b, t);
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = str_char(s, i);
        char digits[16];
        if (c < 128) {
            weft__builder_char(&b, c);
            continue;
        }
        static const char hex[] = "0123456789abcdef";
        unsigned width = c < 256 ? 2 : c < 65536 ? 4 : 8;
        digits[0] = '\\';
        digits[1] = c < 256 ? 'x' : c < 65536 ? 'u' : 'U';
        for (unsigned d = 0; d < width; d++) {
            digits[2 + d] = hex[(c >> (4 * (width - 1 - d))) & 15];
        }
        weft__builder_ascii(&b, digits, width + 2);
    }
    return value_or_empty(weft__builder_finish(&b));
}

Value weft__format(Thread *t, Value v, Value spec)
{
    if (spec == EMPTY) {
        spec = value_from_pointer(t->runtime->empty_str);
    }
    if (as_str(spec)->length == 0) { /* what the common types do with an empty spec */
        Type *type = type_of(t, v);
        if (type == T(t, str)) {
            return v;
        }
        if (type == T(t, int) || type == T(t, float)) {
            return weft__str(t, v);
        }
    }
    bool missing;
    Value result = weft__dunder_call(t, v, N(t, __format__), &spec, 1, &missing);
    if (missing) {
        return RAISE(t, TypeError, "Type %T doesn't define __format__", v);
    }
    if (result != EMPTY && !is_str(t, result)) {
        return RAISE(t, TypeError, "__format__ must return a str, not %T", result);
    }
    return result;
}

int weft__repr_enter(Thread *t, Value v)
{
    if (t->repr_active == EMPTY || t->repr_active == 0) {
        List *list = weft__list_new(t, 8);
        if (list == NULL) {
            return -1;
        }
        t->repr_active = value_from_pointer(list);
    }
    List *active = as_list(t->repr_active);
    for (size_t i = list_length(active); i-- > 0;) {
        if (list_get(active, i) == v) {
            return 1;
        }
    }
    return weft__list_append(t, active, v) ? 0 : -1;
}

void weft__repr_leave(Thread *t, Value v)
{
    Value pending = exception_take(t);
    List *active = as_list(t->repr_active);
    for (size_t i = list_length(active); i-- > 0;) {
        if (list_get(active, i) == v) {
            (void)weft__list_pop(t, active, (int64_t)i);
            break;
        }
    }
    t->exception = pending;
}

/* ---- hash, truth, length ---- */

bool weft__hash(Thread *t, Value v, int64_t *hash)
{
    if (LIKELY(object_is(v, T(t, str)))) {
        *hash = (int64_t)weft__str_hash(t, as_str(v));
        return true;
    }
    Type *type = type_of(t, v);
    if (UNLIKELY(type->slots.hash == NULL)) {
        return weft__hash_not_implemented(t, v, hash);
    }
    return weft__enter_native(t, "") && type->slots.hash(t, v, hash);
}

int weft__truth(Thread *t, Value v)
{
    if (LIKELY(value_is_constant(v))) {
        if (LIKELY(v != NOT_IMPLEMENTED)) {
            return v == TRUE_VALUE || v == ELLIPSIS;
        }
    } else if (value_is_small_int(v)) {
        return v != 0;
    }
    Type *type = type_of(t, v);
    if (type->slots.truth != NULL) {
        return type->slots.truth(t, v);
    }
    if (type->slots.length != NULL) {
        int64_t length = type->slots.length(t, v);
        if (LIKELY(length != LENGTH_MISSING)) {
            return length < 0 ? -1 : length > 0;
        }
        t->exception = EMPTY;
    }
    return 1;
}

int64_t weft__length(Thread *t, Value v)
{
    Type *type = type_of(t, v);
    if (UNLIKELY(type->slots.length == NULL)) {
        RAISE(t, TypeError, "object of type '%T' has no len()", v);
        return -1;
    }
    return type->slots.length(t, v);
}

int64_t weft__length_hint(Thread *t, Value v, int64_t otherwise)
{
    if (type_of(t, v)->slots.length != NULL) {
        int64_t length = weft__length(t, v);
        if (length >= 0 || !weft__exception_matches(t, EXC(t, TypeError))) {
            return length;
        }
        t->exception = EMPTY;
    }
    bool missing;
    Value hint = weft__dunder_call(t, v, N(t, __length_hint__), NULL, 0, &missing);
    if (missing || hint == NOT_IMPLEMENTED) {
        return otherwise;
    }
    if (hint == EMPTY) {
        if (weft__exception_matches(t, EXC(t, TypeError))) {
            t->exception = EMPTY;
            return otherwise;
        }
        return -1;
    }
    if (!is_int(t, hint)) {
        RAISE(t, TypeError, "__length_hint__ must be an integer, not %T", hint);
        return -1;
    }
    int64_t length;
    if (!weft__to_i64(t, hint, &length)) {
        return -1;
    }
    if (length < 0) {
        RAISE(t, ValueError, "__length_hint__() should return >= 0");
        return -1;
    }
    return length;
}

/* ---- items ---- */

static NO_INLINE Value get_item_of_type(Thread *t, Value v, Value key)
{
    if (v == value_from_pointer(T(t, type))) {
        return weft__generic_alias_new(t, v, key);
    }
    bool failed;
    Value method = weft__find_attribute(t, v, N(t, __class_getitem__), &failed);
    if (method != EMPTY && method != NONE) {
        return weft__call1(t, method, key);
    }
    return failed ? EMPTY : RAISE(t, TypeError, "type '%N' is not subscriptable", as_type(v));
}

Value weft__get_item(Thread *t, Value v, Value key)
{
    Type *type = type_of(t, v);
    if (LIKELY(type->slots.get_item != NULL)) {
        return type->slots.get_item(t, v, key);
    }
    if (type->flags & TYPE_IS_TYPE) {
        return get_item_of_type(t, v, key);
    }
    return RAISE(t, TypeError, "'%T' object is not subscriptable", v);
}

bool weft__set_item(Thread *t, Value v, Value key, Value value)
{
    Type *type = type_of(t, v);
    if (UNLIKELY(type->slots.set_item == NULL)) {
        RAISE(t, TypeError, "'%T' object does not support item assignment", v);
        return false;
    }
    return type->slots.set_item(t, v, key, value);
}

/* CPython words a refused deletion otherwise where the type has any operation of containers, and each
 * class of a program has room for them. */
static bool deletes_like_sequence(Thread *t, Value v)
{
    Type *type = type_of(t, v);
    return type->slots.get_item != NULL || type->slots.length != NULL || type->slots.contains != NULL ||
           (type->flags & TYPE_HEAP) != 0;
}

bool weft__delete_item(Thread *t, Value v, Value key)
{
    Type *type = type_of(t, v);
    if (UNLIKELY(type->slots.set_item == NULL)) {
        bool index = is_int(t, key) || type_of(t, key)->slots.index != NULL;
        RAISE(t, TypeError, "'%T' object does%s support item deletion", v,
              index && deletes_like_sequence(t, v) ? "n't" : " not");
        return false;
    }
    return type->slots.set_item(t, v, key, EMPTY);
}

int weft__contains_by_iteration(Thread *t, Value container, Value item)
{
    Value iterator = weft__iterate(t, container);
    if (iterator == EMPTY) {
        if (weft__exception_matches(t, EXC(t, TypeError))) {
            t->exception = EMPTY;
            RAISE(t, TypeError, "argument of type '%T' is not iterable", container);
        }
        return -1;
    }
    for (;;) {
        Value each = weft__next(t, iterator);
        if (each == EMPTY) {
            return exception_pending(t) ? -1 : 0;
        }
        int same = weft__equal(t, each, item);
        if (same != 0) {
            return same;
        }
        if (!weft__poll(t)) {
            return -1;
        }
    }
}

int weft__contains(Thread *t, Value v, Value item)
{
    Type *type = type_of(t, v);
    return LIKELY(type->slots.contains != NULL) ? type->slots.contains(t, v, item)
                                                : weft__contains_by_iteration(t, v, item);
}

/* ---- iteration ---- */

bool weft__is_iterator(Thread *t, Value v)
{
    Value (*next)(Thread *, Value) = type_of(t, v)->slots.next;
    return next != NULL && next != weft__next_removed;
}
Value weft__next_removed(Thread *t, Value iterator)
{
    return RAISE(t, TypeError, "'%T' object is not an iterator", iterator);
}

Value weft__iterate(Thread *t, Value v)
{
    Type *type = type_of(t, v);
    if (LIKELY(type->slots.iterate != NULL)) {
        Value iterator = type->slots.iterate(t, v);
        if (iterator != EMPTY && UNLIKELY(!weft__is_iterator(t, iterator))) {
            return RAISE(t, TypeError, "iter() returned non-iterator of type '%T'", iterator);
        }
        return iterator;
    }
    if (type->slots.get_item != NULL && !(type->flags & TYPE_IS_DICT)) {
        return weft__sequence_iterator(t, v);
    }
    return RAISE(t, TypeError, "'%T' object is not iterable", v);
}

void weft__end_iteration(Thread *t)
{
    if (exception_pending(t)) {
        (void)weft__take_stop_iteration(t, NULL);
    }
}

bool weft__each(Thread *t, Value iterable, bool (*step)(Thread *t, void *context, Value item),
                void *context)
{
    if (object_is(iterable, T(t, list))) {
        List *list = as_list(iterable);
        for (size_t i = 0;; i++) {
            Value item = list_get(list, i);
            if (item == EMPTY) {
                return true;
            }
            if (!step(t, context, item)) {
                return false;
            }
        }
    }
    if (object_is(iterable, T(t, tuple))) {
        Tuple *tuple = as_tuple(iterable);
        for (size_t i = 0; i < tuple_length(tuple); i++) {
            if (!step(t, context, tuple->items[i])) {
                return false;
            }
        }
        return true;
    }
    Value iterator = weft__iterate(t, iterable);
    if (iterator == EMPTY) {
        return false;
    }
    Value (*next)(Thread *, Value) = type_of(t, iterator)->slots.next;
    for (;;) {
        Value item = next(t, iterator);
        if (item == EMPTY) {
            weft__end_iteration(t);
            return !exception_pending(t);
        }
        if (!step(t, context, item) || !weft__poll(t)) {
            return false;
        }
    }
}

Value weft__dir(Thread *t, Value v)
{
    bool missing;
    Value names = weft__dunder_call(t, v, N(t, __dir__), NULL, 0, &missing);
    if (missing) {
        return RAISE(t, TypeError, "object does not provide __dir__");
    }
    List *list = names == EMPTY ? NULL : weft__list_from_iterable(t, names);
    return list != NULL && weft__list_sort(t, list, NONE, false) ? value_from_pointer(list) : EMPTY;
}

/* ---- calls ---- */

Value weft__call(Thread *t, Value callable, Value *args, size_t count, Value names)
{
    Type *type = type_of(t, callable);
    WEFT_ASSERT(args != NULL); /* also without arguments: what is called may copy them with memcpy */
    if (UNLIKELY(type->slots.call == NULL)) {
        return RAISE(t, TypeError, "'%T' object is not callable", callable);
    }
    if (!weft__enter_native(t, " while calling a Python object")) {
        return EMPTY;
    }
    return type->slots.call(t, callable, args, count, names);
}

Value weft__call0(Thread *t, Value callable)
{
    Value none[1] = {EMPTY};
    return weft__call(t, callable, none, 0, EMPTY);
}
Value weft__call1(Thread *t, Value callable, Value a) { return weft__call(t, callable, &a, 1, EMPTY); }
Value weft__call2(Thread *t, Value callable, Value a, Value b)
{
    Value args[2] = {a, b};
    return weft__call(t, callable, args, 2, EMPTY);
}
Value weft__call3(Thread *t, Value callable, Value a, Value b, Value c)
{
    Value args[3] = {a, b, c};
    return weft__call(t, callable, args, 3, EMPTY);
}

Value weft__call_prepend(Thread *t, Value callable, Value first, Value *args, size_t count,
                         Value names)
{
    size_t total = count + (names == EMPTY ? 0 : tuple_length(as_tuple(names)));
    Value few[12];
    if (LIKELY(total < 12)) {
        few[0] = first;
        for (size_t i = 0; i < total; i++) {
            few[i + 1] = args[i];
        }
        return weft__call(t, callable, few, count + 1, names);
    }
    /* Counted: a chain of bound methods that each add an argument copies the square of its length. */
    if (!weft__enter_recursion(t, " while calling a Python object")) {
        return EMPTY;
    }
    ValueArray *row = weft__value_array_new(t, total + 1);
    if (row == NULL) {
        weft__leave_recursion(t);
        return EMPTY;
    }
    Value *all = (Value *)(void *)row->items;
    all[0] = first;
    memcpy(all + 1, args, total * sizeof *all);
    weft__store_relaxed(&row->length, total + 1);
    Value result = weft__call(t, callable, all, count + 1, names);
    weft__leave_recursion(t);
    return row->capacity == 0 ? EMPTY : result; /* keeps the row in reach of the collector */
}

Value weft__call_tuple(Thread *t, Value callable, Value positional, Value keywords)
{
    Tuple *tuple = as_tuple(positional);
    size_t count = tuple_length(tuple);
    size_t named = keywords == EMPTY ? 0 : weft__dict_length(t, as_dict(keywords));
    ValueArray *row = weft__value_array_new(t, count + named + 1);
    if (row == NULL) {
        return EMPTY;
    }
    Value *all = (Value *)(void *)row->items;
    memcpy(all, tuple->items, count * sizeof *all);
    weft__store_relaxed(&row->length, count + named);
    Value names = EMPTY;
    if (named > 0) {
        Tuple *keys = weft__tuple_new(t, named);
        if (keys == NULL) {
            return EMPTY;
        }
        size_t position = 0, i = 0;
        Value key, value;
        while (i < named && weft__dict_next(t, as_dict(keywords), &position, &key, &value)) {
            if (!is_str(t, key)) {
                return RAISE(t, TypeError, "keywords must be strings");
            }
            keys->items[i] = key;
            all[count + i++] = value;
        }
        if (i < named) { /* another thread removed keys meanwhile */
            keys = weft__tuple_from(t, keys->items, i);
            if (keys == NULL) {
                return EMPTY;
            }
        }
        names = value_from_pointer(keys);
    }
    Value result = weft__call(t, callable, all, count, names);
    return row->capacity == 0 ? EMPTY : result; /* keeps the row in reach of the collector */
}

bool weft__is_callable(Thread *t, Value v) { return type_of(t, v)->slots.call != NULL; }

Value weft__call_special(Thread *t, Value v, Str *name, Value *args, size_t count, bool *missing)
{
    return weft__dunder_call(t, v, name, args, count, missing);
}

Value weft__call_method(Thread *t, Value v, Str *name, Value *args, size_t count)
{
    if (name == NULL) {
        return EMPTY;
    }
    Type *type = type_of(t, v);
    if ((type->flags & TYPE_PLAIN_GET) && is_interned(name)) {
        /* A plain method need not be bound first. */
        Value found = weft__type_lookup(t, type, name);
        if (found != EMPTY && (type_of(t, found)->flags & TYPE_METHOD_DESCRIPTOR) &&
            (!(type->flags & TYPE_HAS_DICT) || !value_is_pointer(v) ||
             weft__instance_find(t, v, type, name) == EMPTY)) {
            return weft__call_prepend(t, found, v, args, count, EMPTY);
        }
    }
    Value method = weft__get_attribute(t, v, name);
    Value none[1] = {EMPTY};
    return method == EMPTY ? EMPTY
                           : weft__call(t, method, args == NULL ? none : args, count, EMPTY);
}

/* ---- isinstance, issubclass ---- */

/* __bases__ of something that pretends to be a class; EMPTY without exception when it does not. */
static Value abstract_bases(Thread *t, Value v)
{
    bool failed;
    Value bases = weft__find_attribute(t, v, weft__intern_c(t, "__bases__"), &failed);
    return bases != EMPTY && is_tuple(t, bases) ? bases : EMPTY;
}

static int abstract_is_subclass(Thread *t, Value type, Value of)
{
    if (type == of) {
        return 1;
    }
    Value bases = abstract_bases(t, type);
    if (bases == EMPTY) {
        return exception_pending(t) ? -1 : 0;
    }
    if (!weft__enter_recursion(t, " in __issubclass__")) {
        return -1;
    }
    int result = 0;
    for (size_t i = 0; result == 0 && i < tuple_length(as_tuple(bases)); i++) {
        result = abstract_is_subclass(t, as_tuple(bases)->items[i], of);
    }
    weft__leave_recursion(t);
    return result;
}

static bool check_class(Thread *t, Value v, const char *message)
{
    if (abstract_bases(t, v) == EMPTY) {
        if (!exception_pending(t)) {
            RAISE(t, TypeError, "%s", message);
        }
        return false;
    }
    return true;
}

int weft__plain_is_subclass(Thread *t, Value type, Value of)
{
    if (is_type(t, type) && is_type(t, of)) {
        return weft__is_subtype(as_type(type), as_type(of));
    }
    if (!check_class(t, type, "issubclass() arg 1 must be a class") ||
        !check_class(t, of, "issubclass() arg 2 must be a class, a tuple of classes, or a union")) {
        return -1;
    }
    return abstract_is_subclass(t, type, of);
}

static int plain_is_instance(Thread *t, Value v, Value of)
{
    bool failed;
    if (is_type(t, of)) {
        if (weft__is_subtype(type_of(t, v), as_type(of))) {
            return 1;
        }
        Value claimed = weft__find_attribute(t, v, N(t, __class__), &failed);
        if (failed) {
            return -1;
        }
        return claimed != EMPTY && claimed != value_from_pointer(type_of(t, v)) &&
               is_type(t, claimed) && weft__is_subtype(as_type(claimed), as_type(of));
    }
    if (!check_class(t, of, "isinstance() arg 2 must be a type, a tuple of types, or a union")) {
        return -1;
    }
    Value claimed = weft__find_attribute(t, v, N(t, __class__), &failed);
    return failed ? -1 : claimed == EMPTY ? 0 : abstract_is_subclass(t, claimed, of);
}

static int check_each(Thread *t, Value v, Tuple *of, int (*check)(Thread *, Value, Value), const char *where)
{
    if (!weft__enter_recursion(t, where)) {
        return -1;
    }
    int result = 0;
    for (size_t i = 0; result == 0 && i < tuple_length(of); i++) {
        result = check(t, v, of->items[i]);
    }
    weft__leave_recursion(t);
    return result;
}

static int ask_metaclass(Thread *t, Value v, Value of, Str *name, bool *missing)
{
    Value result = weft__dunder_call(t, of, name, &v, 1, missing);
    return result == EMPTY ? -1 : weft__truth(t, result);
}

int weft__is_instance(Thread *t, Value v, Value of)
{
    if (value_from_pointer(type_of(t, v)) == of) {
        return 1;
    }
    if (LIKELY(object_is(of, T(t, type)))) {
        if (weft__is_subtype(type_of(t, v), as_type(of))) {
            return 1;
        }
        /* Only a class that overrides __class__ or __getattribute__ can claim another one. */
        Type *type = type_of(t, v);
        if ((type->flags & TYPE_PLAIN_GET) &&
            weft__type_lookup(t, type, N(t, __class__)) ==
                weft__type_lookup(t, T(t, object), N(t, __class__))) {
            return 0;
        }
        return plain_is_instance(t, v, of);
    }
    if (is_tuple(t, of)) {
        return check_each(t, v, as_tuple(of), weft__is_instance, " in __instancecheck__");
    }
    bool missing;
    int result = ask_metaclass(t, v, of, N(t, __instancecheck__), &missing);
    return missing ? plain_is_instance(t, v, of) : result;
}

int weft__is_subclass(Thread *t, Value type, Value of)
{
    if (LIKELY(object_is(of, T(t, type)))) {
        return type == of ? 1 : weft__plain_is_subclass(t, type, of);
    }
    if (is_tuple(t, of)) {
        return check_each(t, type, as_tuple(of), weft__is_subclass, " in __subclasscheck__");
    }
    bool missing;
    int result = ask_metaclass(t, type, of, N(t, __subclasscheck__), &missing);
    return missing ? weft__plain_is_subclass(t, type, of) : result;
}
