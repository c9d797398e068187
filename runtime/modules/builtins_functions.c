/* builtins_functions.c - the functions of `builtins` that work on values: numbers, text,
 * attributes, iteration. Running code (exec, eval, print, input, classes) is in
 * builtins_execution.c. All are thread-safe as far as the operations that they call are.
 */
#include "modules/modules.h"

static Value builtin_abs(Thread *t, Value *args) { return weft__unary(t, OP_ABSOLUTE, args[0]); }

static Value all_or_any(Thread *t, Value iterable, bool stop_at)
{
    Value iterator = weft__iterate(t, iterable);
    if (iterator == EMPTY) {
        return EMPTY;
    }
    for (;;) {
        Value item = weft__next(t, iterator);
        if (item == EMPTY) {
            return exception_pending(t) ? EMPTY : value_from_bool(!stop_at);
        }
        int truth = weft__truth(t, item);
        if (truth < 0) {
            return EMPTY;
        }
        if ((truth != 0) == stop_at) {
            return value_from_bool(stop_at);
        }
    }
}
static Value builtin_all(Thread *t, Value *args) { return all_or_any(t, args[0], false); }
static Value builtin_any(Thread *t, Value *args) { return all_or_any(t, args[0], true); }
static Value builtin_ascii(Thread *t, Value *args) { return weft__ascii(t, args[0]); }

static Value in_base(Thread *t, Value v, int base)
{
    Value i = weft__index(t, v);
    return i == EMPTY ? EMPTY : value_or_empty(weft__int_to_text(t, i, base, true));
}
static Value builtin_bin(Thread *t, Value *args) { return in_base(t, args[0], 2); }
static Value builtin_hex(Thread *t, Value *args) { return in_base(t, args[0], 16); }
static Value builtin_oct(Thread *t, Value *args) { return in_base(t, args[0], 8); }

static Value builtin_callable(Thread *t, Value *args)
{
    return value_from_bool(weft__is_callable(t, args[0]));
}
static Value builtin_chr(Thread *t, Value *args)
{
    int64_t c;
    Value index = weft__index(t, args[0]);
    if (index == EMPTY) {
        return EMPTY;
    }
    if (!weft__int_fits_i64(t, index, &c) || c > INT32_MAX || c < INT32_MIN) {
        return RAISE(t, OverflowError, "Python int too large to convert to C int");
    }
    if (c < 0 || c > 0x10FFFF) {
        return RAISE(t, ValueError, "chr() arg not in range(0x110000)");
    }
    return value_or_empty(weft__str_from_character(t, (uint32_t)c));
}
static Value builtin_ord(Thread *t, Value *args)
{
    size_t length;
    if (is_str(t, args[0])) {
        length = as_str(args[0])->length;
        if (length == 1) {
            return value_from_small_int(str_char(as_str(args[0]), 0));
        }
    } else if (has_type_flag(t, args[0], TYPE_IS_BYTES | TYPE_IS_BYTEARRAY)) {
        const unsigned char *bytes;
        if (!weft__get_bytes(t, args[0], &bytes, &length)) {
            return EMPTY;
        }
        if (length == 1) {
            return value_from_small_int(bytes[0]);
        }
    } else {
        return RAISE(t, TypeError, "ord() expected string of length 1, but %T found", args[0]);
    }
    return RAISE(t, TypeError, "ord() expected a character, but string of length %zu found", length);
}

/* ---- attributes ---- */

/* Any str subclass as an interned exact str. */
static Str *attribute_name(Thread *t, Value name)
{
    if (!is_str(t, name)) {
        RAISE(t, TypeError, "attribute name must be string, not '%T'", name);
        return NULL;
    }
    return weft__intern(t, as_str(name));
}
static Value builtin_getattr(Thread *t, Value *args)
{
    Str *name = attribute_name(t, args[1]);
    if (name == NULL) {
        return EMPTY;
    }
    if (args[2] == EMPTY) {
        return weft__get_attribute(t, args[0], name);
    }
    bool failed = false;
    Value v = weft__find_attribute(t, args[0], name, &failed);
    return v != EMPTY || failed ? v : args[2];
}
static Value builtin_hasattr(Thread *t, Value *args)
{
    Str *name = attribute_name(t, args[1]);
    bool failed = false;
    Value v = name == NULL ? EMPTY : weft__find_attribute(t, args[0], name, &failed);
    return name == NULL || failed ? EMPTY : value_from_bool(v != EMPTY);
}
static Value builtin_setattr(Thread *t, Value *args)
{
    Str *name = attribute_name(t, args[1]);
    return name != NULL && weft__set_attribute(t, args[0], name, args[2]) ? NONE : EMPTY;
}
static Value builtin_delattr(Thread *t, Value *args)
{
    Str *name = attribute_name(t, args[1]);
    return name != NULL && weft__set_attribute(t, args[0], name, EMPTY) ? NONE : EMPTY;
}
static Value builtin_isinstance(Thread *t, Value *args)
{
    int is = weft__is_instance(t, args[0], args[1]);
    return is < 0 ? EMPTY : value_from_bool(is != 0);
}
static Value builtin_issubclass(Thread *t, Value *args)
{
    int is = weft__is_subclass(t, args[0], args[1]);
    return is < 0 ? EMPTY : value_from_bool(is != 0);
}
static Value builtin_id(Thread *t, Value *args)
{
    Value v = args[0];
    return value_is_pointer(v) ? int_from_i64(t, (int64_t)(uintptr_t)value_pointer(v))
                               : int_from_i64(t, (int64_t)((v * 16 + 8) & 0x1FFFFFFFFFFFFFFF));
}
static Value builtin_hash(Thread *t, Value *args)
{
    int64_t hash;
    return weft__hash(t, args[0], &hash) ? int_from_i64(t, hash) : EMPTY;
}
static Value builtin_len(Thread *t, Value *args)
{
    int64_t length = weft__length(t, args[0]);
    return length < 0 ? EMPTY : int_from_i64(t, length);
}
static Value builtin_repr(Thread *t, Value *args) { return weft__repr(t, args[0]); }
static Value builtin_format(Thread *t, Value *args)
{
    if (!is_str(t, args[1])) {
        return args[1] == NONE
                   ? RAISE(t, TypeError, "format() argument 2 must be str, not None")
                   : RAISE(t, TypeError, "format() argument 2 must be str, not %G", args[1]);
    }
    return weft__format(t, args[0], args[1]);
}

/* ---- numbers ---- */

static Value builtin_divmod(Thread *t, Value *args)
{
    return weft__binary(t, OP_DIVMOD, args[0], args[1]);
}
static Value builtin_pow(Thread *t, Value *args)
{
    return weft__power(t, args[0], args[1], args[2]);
}
static Value builtin_round(Thread *t, Value *args)
{
    Value digits[1] = {args[1]};
    bool missing;
    Value v = weft__call_special(t, args[0], N(t, __round__), digits,
                                 args[1] == EMPTY || args[1] == NONE ? 0 : 1, &missing);
    if (v == EMPTY && missing) {
        return RAISE(t, TypeError, "type %T doesn't define __round__ method", args[0]);
    }
    return v;
}
static Value builtin_sum(Thread *t, Value *args)
{
    Value total = args[1];
    if (is_str(t, total)) {
        return RAISE(t, TypeError, "sum() can't sum strings [use ''.join(seq) instead]");
    }
    if (has_type_flag(t, total, TYPE_IS_BYTES)) {
        return RAISE(t, TypeError, "sum() can't sum bytes [use b''.join(seq) instead]");
    }
    if (has_type_flag(t, total, TYPE_IS_BYTEARRAY)) {
        return RAISE(t, TypeError, "sum() can't sum bytearray [use b''.join(seq) instead]");
    }
    Value iterator = weft__iterate(t, args[0]);
    if (iterator == EMPTY) {
        return EMPTY;
    }
    for (;;) {
        Value item = weft__next(t, iterator);
        if (item == EMPTY) {
            return exception_pending(t) ? EMPTY : total;
        }
        int64_t small;
        if (value_both_small_ints(total, item) &&
            !ADD_OVERFLOWS((int64_t)total, (int64_t)item, &small)) {
            total = (Value)small;
        } else {
            total = weft__binary(t, OP_ADD, total, item);
            if (total == EMPTY) {
                return EMPTY;
            }
        }
    }
}

/* ---- min, max, sorted ---- */

static Value extreme(Thread *t, Value *args, Comparison better, const char *name)
{
    Tuple *values = as_tuple(args[0]);
    Value key = args[1], otherwise = args[2], source = args[0];
    size_t count = tuple_length(values);
    if (count == 0) {
        return RAISE(t, TypeError, "%s expected at least 1 argument, got 0", name);
    }
    if (count == 1) {
        source = values->items[0];
    } else if (otherwise != EMPTY) {
        return RAISE(t, TypeError,
                     "Cannot specify a default for %s() with multiple positional arguments", name);
    }
    Value iterator = weft__iterate(t, source);
    if (iterator == EMPTY) {
        return EMPTY;
    }
    Value best = EMPTY, best_key = EMPTY;
    for (;;) {
        Value item = weft__next(t, iterator);
        if (item == EMPTY) {
            break;
        }
        Value item_key = key == NONE ? item : weft__call1(t, key, item);
        if (item_key == EMPTY) {
            return EMPTY;
        }
        int wins = best == EMPTY ? 1 : weft__compare_bool(t, item_key, best_key, better);
        if (wins < 0) {
            return EMPTY;
        }
        if (wins) {
            best = item;
            best_key = item_key;
        }
    }
    if (exception_pending(t)) {
        return EMPTY;
    }
    if (best == EMPTY) {
        return otherwise != EMPTY ? otherwise
                                  : RAISE(t, ValueError, "%s() arg is an empty sequence", name);
    }
    return best;
}
static Value builtin_max(Thread *t, Value *args) { return extreme(t, args, CMP_GT, "max"); }
static Value builtin_min(Thread *t, Value *args) { return extreme(t, args, CMP_LT, "min"); }
static Value builtin_sorted(Thread *t, Value *args)
{
    List *list = weft__list_from_iterable(t, args[0]);
    if (list == NULL) {
        return EMPTY;
    }
    if (weft__dict_length(t, as_dict(args[1])) == 0) {
        return weft__list_sort(t, list, NONE, false) ? value_from_pointer(list) : EMPTY;
    }
    /* The method checks the keywords, and is named in what it finds wrong with them. */
    Value sort = weft__get_attribute(t, value_from_pointer(list), weft__intern_c(t, "sort"));
    Value none = value_from_pointer(t->runtime->empty_tuple);
    return sort != EMPTY && weft__call_tuple(t, sort, none, args[1]) != EMPTY ? value_from_pointer(list)
                                                                            : EMPTY;
}

/* ---- iteration ---- */

static Value builtin_iter(Thread *t, Value *args)
{
    if (args[1] == EMPTY) {
        return weft__iterate(t, args[0]);
    }
    if (!weft__is_callable(t, args[0])) {
        return RAISE(t, TypeError, "iter(v, w): v must be callable");
    }
    return weft__callable_iterator(t, args[0], args[1]);
}
static Value builtin_next(Thread *t, Value *args)
{
    if (!weft__is_iterator(t, args[0])) {
        return RAISE(t, TypeError, "'%T' object is not an iterator", args[0]);
    }
    Value v = type_of(t, args[0])->slots.next(t, args[0]); /* a StopIteration keeps its value */
    if (v != EMPTY) {
        return v;
    }
    if (exception_pending(t)) {
        if (args[1] != EMPTY && weft__take_stop_iteration(t, NULL)) {
            return args[1];
        }
        return EMPTY;
    }
    return args[1] != EMPTY ? args[1] : weft__raise_stop_iteration(t, NONE);
}
static Value builtin_aiter(Thread *t, Value *args)
{
    Type *type = type_of(t, args[0]);
    if (type->slots.async_iterate == NULL) {
        return RAISE(t, TypeError, "'%T' object is not an async iterable", args[0]);
    }
    Value iterator = type->slots.async_iterate(t, args[0]);
    if (iterator != EMPTY && type_of(t, iterator)->slots.async_next == NULL) {
        return RAISE(t, TypeError, "aiter() returned not an async iterator of type '%T'", iterator);
    }
    return iterator;
}

static const NativeDef functions[] = {
    {"abs", builtin_abs, "x, /", "The number without its sign.", 0},
    {"aiter", builtin_aiter, "async_iterable, /", NULL, 0},
    {"all", builtin_all, "iterable, /", NULL, 0},
    {"any", builtin_any, "iterable, /", NULL, 0},
    {"ascii", builtin_ascii, "obj, /", NULL, 0},
    {"bin", builtin_bin, "number, /", NULL, 0},
    {"callable", builtin_callable, "obj, /", NULL, 0},
    {"chr", builtin_chr, "i, /", NULL, 0},
    {"delattr", builtin_delattr, "obj, name, /", NULL, 0},
    {"divmod", builtin_divmod, "x, y, /", NULL, 0},
    {"format", builtin_format, "value, format_spec='', /", NULL, 0},
    {"getattr", builtin_getattr, "object, name, default=, /", NULL, 0},
    {"hasattr", builtin_hasattr, "obj, name, /", NULL, 0},
    {"hash", builtin_hash, "obj, /", NULL, 0},
    {"hex", builtin_hex, "number, /", NULL, 0},
    {"id", builtin_id, "obj, /", NULL, 0},
    {"isinstance", builtin_isinstance, "obj, class_or_tuple, /", NULL, 0},
    {"issubclass", builtin_issubclass, "cls, class_or_tuple, /", NULL, 0},
    {"iter", builtin_iter, "object, sentinel=, /", NULL, 0},
    {"len", builtin_len, "obj, /", "How many items there are.", 0},
    {"max", builtin_max, "*values, key=None, default=", NULL, 0},
    {"min", builtin_min, "*values, key=None, default=", NULL, 0},
    {"next", builtin_next, "iterator, default=, /", NULL, 0},
    {"oct", builtin_oct, "number, /", NULL, 0},
    {"ord", builtin_ord, "c, /", NULL, 0},
    {"pow", builtin_pow, "base, exp, mod=None", NULL, 0},
    {"repr", builtin_repr, "obj, /", NULL, 0},
    {"round", builtin_round, "number, ndigits=None", NULL, 0},
    {"setattr", builtin_setattr, "obj, name, value, /", NULL, 0},
    {"sorted", builtin_sorted, "iterable, /, **options", NULL, NATIVE_PLAIN_COUNT},
    {"sum", builtin_sum, "iterable, /, start=0", NULL, 0},
    {NULL, NULL, NULL, NULL, 0},
};

bool weft__builtins_add_functions(Thread *t, Module *module)
{
    return weft__add_functions(t, module->dict, functions, EMPTY, N(t, builtins));
}
