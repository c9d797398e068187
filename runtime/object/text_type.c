/* text_type.c - the type str and its iterator: slots, construction, indexing, repr.
 *
 * A string never changes; only its hash is computed when it is first needed, and that is one word.
 */
#include <stdio.h>

#include "object/text_methods.h"

Str *weft__str_repr(Thread *t, Str *s)
{
    uint32_t quote = '\'';
    bool single = false, other = false;
    for (size_t i = 0; i < s->length; i++) {
        single |= str_char(s, i) == '\'';
        other |= str_char(s, i) == '"';
    }
    if (single && !other) {
        quote = '"';
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    weft__builder_char(&b, quote);
    char escape[16];
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = str_char(s, i);
        if (c == quote || c == '\\') {
            weft__builder_char(&b, '\\');
            weft__builder_char(&b, c);
        } else if (c == '\n' || c == '\r' || c == '\t') {
            weft__builder_c(&b, c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
        } else if (weft__character_is_printable(c)) {
            weft__builder_char(&b, c);
        } else {
            snprintf(escape, sizeof escape, c < 256 ? "\\x%02x" : c < 65536 ? "\\u%04x" : "\\U%08x", c);
            weft__builder_c(&b, escape);
        }
    }
    weft__builder_char(&b, quote);
    return weft__builder_finish(&b);
}

static Value str_repr(Thread *t, Value self) { return value_or_empty(weft__str_repr(t, as_str(self))); }
static Value str_str(Thread *t, Value self)
{
    return value_or_empty(weft__str_substring(t, as_str(self), 0, as_str(self)->length));
}
static bool str_hash(Thread *t, Value self, int64_t *hash)
{
    *hash = (int64_t)weft__str_hash(t, as_str(self));
    return true;
}
static Value str_compare(Thread *t, Value a, Value b, Comparison op)
{
    if (!is_str(t, a) || !is_str(t, b)) {
        return NOT_IMPLEMENTED;
    }
    if (op == CMP_EQ || op == CMP_NE) {
        return value_from_bool(weft__str_equal(as_str(a), as_str(b)) == (op == CMP_EQ));
    }
    int order = weft__str_compare(as_str(a), as_str(b));
    return value_from_bool(op == CMP_LT   ? order < 0
                           : op == CMP_LE ? order <= 0
                           : op == CMP_GT ? order > 0
                                          : order >= 0);
}
static int64_t str_length(Thread *t, Value self)
{
    (void)t;
    return as_str(self)->length;
}

static Value str_get_item(Thread *t, Value self, Value key)
{
    Str *s = as_str(self);
    if (object_is(key, T(t, slice))) {
        int64_t start, stop, step;
        size_t count;
        if (!weft__slice_indices(t, key, s->length, &start, &stop, &step, &count)) {
            return EMPTY;
        }
        if (step == 1) {
            return value_or_empty(weft__str_substring(t, s, (size_t)start, (size_t)start + count));
        }
        uint32_t widest = 0;
        for (size_t i = 0; i < count; i++) {
            widest |= str_char(s, (size_t)(start + (int64_t)i * step));
        }
        Str *part = weft__str_new(t, count, widest);
        for (size_t i = 0; part != NULL && i < count; i++) {
            weft__str_put(part, i, str_char(s, (size_t)(start + (int64_t)i * step)));
        }
        return value_or_empty(part);
    }
    int64_t index;
    if (!value_is_small_int(key) && type_of(t, key)->slots.index == NULL) {
        return RAISE(t, TypeError, "string indices must be integers, not '%T'", key);
    }
    Value exact = weft__index(t, key);
    if (exact == EMPTY) {
        return EMPTY;
    }
    if (!weft__int_fits_i64(t, exact, &index)) {
        return RAISE(t, IndexError, "cannot fit '%T' into an index-sized integer", key);
    }
    index += index < 0 ? s->length : 0;
    if (index < 0 || index >= s->length) {
        return RAISE(t, IndexError, "string index out of range");
    }
    return value_or_empty(weft__str_from_character(t, str_char(s, (size_t)index)));
}
static int str_contains(Thread *t, Value self, Value item)
{
    if (!is_str(t, item)) {
        RAISE(t, TypeError, "'in <string>' requires string as left operand, not %T", item);
        return -1;
    }
    return weft__str_find(as_str(self), as_str(item), 0, as_str(self)->length) >= 0;
}

static Value repeat(Thread *t, Str *s, Value count_value)
{
    int64_t count;
    Value exact = weft__index(t, count_value);
    if (exact == EMPTY) {
        return EMPTY;
    }
    if (!weft__int_fits_i64(t, exact, &count)) {
        return RAISE(t, OverflowError, "cannot fit '%T' into an index-sized integer", count_value);
    }
    if (count <= 0 || s->length == 0) {
        return value_from_pointer(t->runtime->empty_str);
    }
    if (count > INT64_MAX / s->length) {
        return RAISE(t, OverflowError, "repeated string is too long");
    }
    if ((uint64_t)count > STR_MAX_LENGTH / s->length) {
        weft__raise_memory_error(t);
        return EMPTY;
    }
    size_t total = (size_t)count * s->length;
    if (count == 1) {
        return str_str(t, value_from_pointer(s));
    }
    Str *result = weft__str_new(t, total, weft__str_widest(s, 0, s->length));
    if (result == NULL) {
        return EMPTY;
    }
    size_t unit = (size_t)s->length * s->width, bytes = total * result->width, filled = unit;
    memcpy(result->inline_data, str_data(s), unit); /* the same width: s has its narrowest */
    while (filled < bytes) {
        size_t more = filled < bytes - filled ? filled : bytes - filled;
        memcpy(result->inline_data + filled, result->inline_data, more);
        filled += more;
    }
    return value_from_pointer(result);
}

static Value str_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    if (op == OP_ADD) {
        if (is_str(t, a) && is_str(t, b)) {
            return value_or_empty(weft__str_concat(t, as_str(a), as_str(b)));
        }
        if (is_str(t, a) && !is_str(t, b) && type_of(t, b)->slots.binary == NULL) {
            return RAISE(t, TypeError, "can only concatenate str (not \"%T\") to str", b);
        }
        return NOT_IMPLEMENTED;
    }
    if (op == OP_MULTIPLY) {
        if (is_str(t, a) && (is_int(t, b) || type_of(t, b)->slots.index != NULL)) {
            return repeat(t, as_str(a), b);
        }
        if (is_str(t, b) && (is_int(t, a) || type_of(t, a)->slots.index != NULL)) {
            return repeat(t, as_str(b), a);
        }
        return NOT_IMPLEMENTED;
    }
    if (op == OP_REMAINDER && is_str(t, a)) {
        return weft__percent_format(t, as_str(a), b);
    }
    return NOT_IMPLEMENTED;
}

/* ---- construction ---- */

static Value text_of(Thread *t, Value object, Value encoding, Value errors)
{
    if (encoding == EMPTY && errors == EMPTY) {
        return object == EMPTY ? value_from_pointer(t->runtime->empty_str) : weft__str(t, object);
    }
    if ((encoding != EMPTY && !is_str(t, encoding)) || (errors != EMPTY && !is_str(t, errors))) {
        bool first = encoding != EMPTY && !is_str(t, encoding);
        return RAISE(t, TypeError, "str() argument '%s' must be str, not %G",
                     first ? "encoding" : "errors", first ? encoding : errors);
    }
    if (object == EMPTY) {
        return value_from_pointer(t->runtime->empty_str);
    }
    if (is_str(t, object)) {
        return RAISE(t, TypeError, "decoding str is not supported");
    }
    const unsigned char *bytes;
    size_t length;
    if (!weft__is_bytes_like(t, object)) {
        return RAISE(t, TypeError, "decoding to str: need a bytes-like object, %T found", object);
    }
    const char *name = encoding == EMPTY ? "utf-8" : weft__str_utf8(t, as_str(encoding), NULL);
    const char *handler = errors == EMPTY ? "strict" : weft__str_utf8(t, as_str(errors), NULL);
    if (name == NULL || handler == NULL || !weft__get_bytes(t, object, &bytes, &length)) {
        return EMPTY;
    }
    return value_or_empty(weft__decode_registered(t, bytes, length, name, handler));
}

static Value str_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    static const char *const parameters[3] = {"object", "encoding", "errors"};
    Value given[3] = {EMPTY, EMPTY, EMPTY};
    size_t named = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    if (count + named > 3) {
        return RAISE(t, TypeError, "str() takes at most 3 arguments (%zu given)", count + named);
    }
    for (size_t i = 0; i < count; i++) {
        given[i] = args[i];
    }
    for (size_t i = 0; i < named; i++) {
        Str *name = as_str(as_tuple(names)->items[i]);
        size_t at = 0;
        while (at < 3 && !weft__str_equals_c(name, parameters[at])) {
            at++;
        }
        if (at == 3) {
            return RAISE(t, TypeError, "'%S' is an invalid keyword argument for str()", name);
        }
        if (given[at] != EMPTY) {
            return RAISE(t, TypeError, "argument for str() given by name ('%S') and position (%zu)", name,
                         at + 1);
        }
        given[at] = args[count + i];
    }
    Value text = text_of(t, given[0], given[1], given[2]);
    if (text == EMPTY || type == T(t, str)) {
        return text;
    }
    Str *s = as_str(text);
    size_t bytes = (size_t)s->length * s->width;
    Str *copy = weft__instance_new(t, type, sizeof(Str) + bytes + s->width);
    if (copy == NULL) {
        return EMPTY;
    }
    copy->length = s->length;
    copy->width = s->width;
    copy->ascii = s->ascii;
    memcpy(copy->inline_data, str_data(s), bytes);
    return value_from_pointer(copy);
}

/* ---- iterator ---- */

typedef struct StrIterator {
    Object head;
    Value text;             /* never changes */
    ATOMIC(uint64_t) index; /* edge: str_iterator */
} StrIterator;

static Value str_iterate(Thread *t, Value self)
{
    StrIterator *iterator = weft__alloc(
        t, sizeof *iterator, as_str(self)->ascii ? T(t, str_ascii_iterator) : T(t, str_iterator));
    if (iterator != NULL) {
        iterator->text = self;
    }
    return value_or_empty(iterator);
}
static Value iterator_next(Thread *t, Value self)
{
    StrIterator *iterator = value_pointer(self);
    Str *s = as_str(iterator->text);
    uint64_t index = weft__load_relaxed(&iterator->index); /* edge: str_iterator */
    if (index >= s->length) {
        return EMPTY;
    }
    weft__store_relaxed(&iterator->index, index + 1); /* edge: str_iterator */
    return value_or_empty(weft__str_from_character(t, str_char(s, (size_t)index)));
}
static Value iterator_self(Thread *t, Value self)
{
    (void)t;
    return self;
}
static Value iterator_hint(Thread *t, Value *args)
{
    (void)t;
    StrIterator *iterator = value_pointer(args[0]);
    uint64_t index = weft__load_relaxed(&iterator->index); /* edge: str_iterator */
    size_t length = as_str(iterator->text)->length;
    return value_from_small_int(index < length ? (int64_t)(length - index) : 0);
}
static void iterator_trace(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((StrIterator *)(void *)object)->text);
}
static Value iterator_reduce(Thread *t, Value *args)
{
    StrIterator *iterator = value_pointer(args[0]);
    uint64_t index = weft__load_relaxed(&iterator->index); /* edge: str_iterator */
    bool ended = index >= as_str(iterator->text)->length;
    Value text = ended ? value_from_pointer(t->runtime->empty_str) : iterator->text;
    Value items[3] = {weft__builtin_named(t, "iter"),
                      value_or_empty(weft__tuple_from(t, &text, 1)), value_from_small_int((int64_t)index)};
    return items[0] == EMPTY || items[1] == EMPTY
               ? EMPTY
               : value_or_empty(weft__tuple_from(t, items, ended ? 2 : 3));
}
static Value iterator_set_state(Thread *t, Value *args)
{
    StrIterator *iterator = value_pointer(args[0]);
    int64_t index;
    if (!weft__to_i64(t, args[1], &index)) {
        return EMPTY;
    }
    int64_t length = (int64_t)as_str(iterator->text)->length;
    index = index < 0 ? 0 : index > length ? length : index;
    weft__store_relaxed(&iterator->index, (uint64_t)index); /* edge: str_iterator */
    return NONE;
}
void weft__init_str_iterator_type(Thread *t, Type *type)
{
    static const NativeDef methods[] = {
        {"__length_hint__", iterator_hint, "self, /", NULL, 0},
        {"__reduce__", iterator_reduce, "self, /", NULL, 0},
        {"__setstate__", iterator_set_state, "self, state, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(StrIterator), TYPE_FINAL);
    type->head.trace = iterator_trace;
    type->slots.iterate = iterator_self;
    type->slots.next = iterator_next;
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}
void weft__init_str_ascii_iterator_type(Thread *t, Type *type) { weft__init_str_iterator_type(t, type); }

static Value method_format_dunder(Thread *t, Value *args)
{
    if (!is_str(t, args[1])) {
        return RAISE(t, TypeError, "__format__() argument must be str, not %G", args[1]);
    }
    return weft__format_str(t, args[0], as_str(args[1]));
}
static Value method_getnewargs(Thread *t, Value *args)
{
    Value text = str_str(t, args[0]);
    return text == EMPTY ? EMPTY : value_or_empty(weft__tuple_from(t, &text, 1));
}
static Value method_sizeof(Thread *t, Value *args)
{
    return int_from_i64(t, (int64_t)weft__str_size(as_str(args[0])));
}

void weft__init_str_type(Thread *t, Type *type)
{
    static const NativeDef methods[] = {
#define METHOD(name, signature) {#name, weft__method_str_##name, signature, NULL, 0},
        STR_METHODS(METHOD)
#undef METHOD
        {"maketrans", weft__method_str_maketrans, "x, y=, z=, /", NULL, NATIVE_STATIC},
        {"__format__", method_format_dunder, "self, format_spec, /", NULL, 0},
        {"__getnewargs__", method_getnewargs, "self, /", NULL, 0},
        {"__sizeof__", method_sizeof, "self, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(Str), TYPE_IS_STR | TYPE_VARIABLE);
    type->head.trace = weft__str_trace;
    type->head.traced_with = STR_IN_BUFFER;
    TypeSlots *slots = &type->slots;
    slots->new_instance = str_new;
    slots->repr = str_repr;
    slots->str = str_str;
    slots->hash = str_hash;
    slots->compare = str_compare;
    slots->iterate = str_iterate;
    slots->length = str_length;
    slots->get_item = str_get_item;
    slots->contains = str_contains;
    slots->binary = str_binary;
    slots->binary_operators = 1U << OP_ADD | 1U << OP_MULTIPLY | 1U << OP_REMAINDER;
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}
