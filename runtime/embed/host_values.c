/* host_values.c - making, reading and using values from a host.
 *
 * Each function is one visit to the world: handles are looked up when it begins, and what it gives back is
 * a new handle, which the host releases.
 */
#include "embed/host.h"

static const char NO_PLACE[] = "no place for the result";

/* ---- making ---- */

WeftValue weft_none(WeftThread *thread)
{
    return weft__host_enter(thread) == NULL ? 0 : weft__host_leave_with(thread, NONE);
}

WeftValue weft_bool(WeftThread *thread, int truth)
{
    return weft__host_enter(thread) == NULL
               ? 0
               : weft__host_leave_with(thread, truth != 0 ? TRUE_VALUE : FALSE_VALUE);
}

WeftValue weft_int(WeftThread *thread, int64_t number)
{
    Thread *t = weft__host_enter(thread);
    return t == NULL ? 0 : weft__host_leave_with(thread, int_from_i64(t, number));
}

WeftValue weft_float(WeftThread *thread, double number)
{
    Thread *t = weft__host_enter(thread);
    return t == NULL ? 0 : weft__host_leave_with(thread, float_new(t, number));
}

WeftValue weft_string(WeftThread *thread, const char *text, size_t bytes)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL || (text == NULL && bytes != 0)) {
        return t != NULL && weft__host_leave(thread, weft__host_misuse(thread, "no text"));
    }
    return weft__host_leave_with(
        thread, value_or_empty(weft__str_from_utf8(t, text, bytes == SIZE_MAX ? strlen(text) : bytes)));
}

WeftValue weft_bytes(WeftThread *thread, const void *data, size_t bytes)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL || (data == NULL && bytes != 0)) {
        return t != NULL && weft__host_leave(thread, weft__host_misuse(thread, "no bytes"));
    }
    return weft__host_leave_with(thread, value_or_empty(weft__bytes_new(t, data, bytes)));
}

/* The objects behind handles, in a row that the collector sees; NULL: error. */
static ValueArray *values_of(WeftThread *thread, const WeftValue *handles, size_t count)
{
    if (count > 0 && handles == NULL) {
        weft__host_misuse(thread, "no values");
        return NULL;
    }
    ValueArray *row = weft__value_array_new(thread->t, count);
    for (size_t i = 0; row != NULL && i < count; i++) {
        Value value = weft__host_value(thread, handles[i]);
        if (value == EMPTY) {
            return NULL;
        }
        weft__store_relaxed(&row->items[i], value);
    }
    if (row != NULL) {
        weft__store_relaxed(&row->length, count);
    }
    return row;
}

static Value *plain_values(ValueArray *row) { return (Value *)(void *)row->items; }

WeftValue weft_list(WeftThread *thread, const WeftValue *items, size_t count)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL) {
        return 0;
    }
    ValueArray *row = values_of(thread, items, count);
    return weft__host_leave_with(
        thread, row == NULL ? EMPTY : value_or_empty(weft__list_from(t, plain_values(row), count)));
}

WeftValue weft_tuple(WeftThread *thread, const WeftValue *items, size_t count)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL) {
        return 0;
    }
    ValueArray *row = values_of(thread, items, count);
    return weft__host_leave_with(
        thread, row == NULL ? EMPTY : value_or_empty(weft__tuple_from(t, plain_values(row), count)));
}

WeftValue weft_dict(WeftThread *thread)
{
    Thread *t = weft__host_enter(thread);
    return t == NULL ? 0 : weft__host_leave_with(thread, value_or_empty(weft__dict_new(t)));
}

WeftValue weft_copy(WeftThread *thread, WeftValue value)
{
    return weft__host_enter(thread) == NULL
               ? 0
               : weft__host_leave_with(thread, weft__host_value(thread, value));
}

int weft_release(WeftThread *thread, WeftValue value)
{
    if (value == 0 || weft__host_enter(thread) == NULL) {
        return 0;
    }
    bool done = weft__host_release(thread, value) ||
                weft__host_misuse(thread, "a value was released, or is of another runtime");
    return weft__host_leave(thread, done);
}

/* ---- reading ---- */

WeftKind weft_kind(WeftThread *thread, WeftValue handle)
{
    static const struct {
        uint32_t flag;
        WeftKind kind;
    } kinds[] = {{TYPE_IS_INT, WEFT_INT},   {TYPE_IS_FLOAT, WEFT_FLOAT}, {TYPE_IS_STR, WEFT_STRING},
                 {TYPE_IS_BYTES, WEFT_BYTES}, {TYPE_IS_LIST, WEFT_LIST},   {TYPE_IS_TUPLE, WEFT_TUPLE},
                 {TYPE_IS_DICT, WEFT_DICT}};
    Thread *t = weft__host_enter(thread);
    if (t == NULL) {
        return WEFT_NOTHING;
    }
    Value value = weft__host_lookup(thread->owner, handle);
    WeftKind kind = value == EMPTY            ? WEFT_NOTHING
                    : value == NONE           ? WEFT_NONE
                    : value_is_bool(value)    ? WEFT_BOOL
                                              : WEFT_OTHER;
    for (size_t i = 0; kind == WEFT_OTHER && i < sizeof kinds / sizeof *kinds; i++) {
        kind = has_type_flag(t, value, kinds[i].flag) ? kinds[i].kind : kind;
    }
    weft__host_leave(thread, true);
    return kind;
}

int weft_to_int(WeftThread *thread, WeftValue handle, int64_t *number)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL || number == NULL) {
        return t != NULL && weft__host_leave(thread, weft__host_misuse(thread, NO_PLACE));
    }
    Value value = weft__host_value(thread, handle);
    Value whole = value == EMPTY ? EMPTY : weft__index(t, value);
    bool done = whole != EMPTY && weft__int_fits_i64(t, whole, number);
    if (whole != EMPTY && !done) {
        RAISE(t, OverflowError, "Python int too large to convert to 64 bits");
    }
    return weft__host_leave(thread, done);
}

int weft_to_float(WeftThread *thread, WeftValue handle, double *number)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL || number == NULL) {
        return t != NULL && weft__host_leave(thread, weft__host_misuse(thread, NO_PLACE));
    }
    Value value = weft__host_value(thread, handle);
    return weft__host_leave(thread, value != EMPTY && weft__to_double(t, value, number));
}

int weft_to_bool(WeftThread *thread, WeftValue handle, int *truth)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL || truth == NULL) {
        return t != NULL && weft__host_leave(thread, weft__host_misuse(thread, NO_PLACE));
    }
    Value value = weft__host_value(thread, handle);
    int known = value == EMPTY ? -1 : weft__truth(t, value);
    if (known >= 0) {
        *truth = known;
    }
    return weft__host_leave(thread, known >= 0);
}

/* As much as fits, without a part of a character at the end. */
static void copy_text(const char *text, size_t length, char *buffer, size_t size)
{
    if (size == 0) {
        return;
    }
    size_t fits = length < size ? length : size - 1;
    while (fits < length && fits > 0 && ((unsigned char)text[fits] & 0xC0) == 0x80) {
        fits--;
    }
    memcpy(buffer, text, fits);
    buffer[fits] = 0;
}

int weft_to_string(WeftThread *thread, WeftValue handle, char *buffer, size_t size, size_t *bytes)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL || (buffer == NULL && size != 0)) {
        return t != NULL && weft__host_leave(thread, weft__host_misuse(thread, NO_PLACE));
    }
    Value value = weft__host_value(thread, handle);
    Value text = value == EMPTY ? EMPTY : weft__str(t, value);
    size_t length;
    const char *utf8 = text == EMPTY ? NULL : weft__str_utf8(t, as_str(text), &length);
    if (utf8 != NULL) {
        copy_text(utf8, length, buffer, size);
        if (bytes != NULL) {
            *bytes = length;
        }
    }
    return weft__host_leave(thread, utf8 != NULL);
}

int weft_to_bytes(WeftThread *thread, WeftValue handle, void *buffer, size_t size, size_t *bytes)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL || (buffer == NULL && size != 0)) {
        return t != NULL && weft__host_leave(thread, weft__host_misuse(thread, NO_PLACE));
    }
    const unsigned char *data;
    size_t length;
    Value value = weft__host_value(thread, handle);
    bool done = value != EMPTY && weft__get_bytes(t, value, &data, &length);
    if (done && size > 0) {
        memcpy(buffer, data, length < size ? length : size);
    }
    if (done && bytes != NULL) {
        *bytes = length;
    }
    return weft__host_leave(thread, done);
}

/* ---- using ---- */

int weft_length(WeftThread *thread, WeftValue object, size_t *length)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL || length == NULL) {
        return t != NULL && weft__host_leave(thread, weft__host_misuse(thread, NO_PLACE));
    }
    Value value = weft__host_value(thread, object);
    int64_t found = value == EMPTY ? -1 : weft__length(t, value);
    if (found >= 0) {
        *length = (size_t)found;
    }
    return weft__host_leave(thread, found >= 0);
}

WeftValue weft_get_item(WeftThread *thread, WeftValue object, WeftValue key)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL) {
        return 0;
    }
    Value value = weft__host_value(thread, object);
    Value at = value == EMPTY ? EMPTY : weft__host_value(thread, key);
    return weft__host_leave_with(thread, at == EMPTY ? EMPTY : weft__get_item(t, value, at));
}

int weft_set_item(WeftThread *thread, WeftValue object, WeftValue key, WeftValue item)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL) {
        return 0;
    }
    Value value = weft__host_value(thread, object);
    Value at = value == EMPTY ? EMPTY : weft__host_value(thread, key);
    Value stored = at == EMPTY ? EMPTY : weft__host_value(thread, item);
    return weft__host_leave(thread, stored != EMPTY && weft__set_item(t, value, at, stored));
}

/* Inside. An object whose attribute is meant; __main__ for 0. */
static Value holder(WeftThread *thread, WeftValue object)
{
    return object == 0 ? weft__host_main(thread) : weft__host_value(thread, object);
}

static Value get_named(WeftThread *thread, WeftValue object, const char *name)
{
    if (name == NULL) {
        weft__host_misuse(thread, "no name");
        return EMPTY;
    }
    Value from = holder(thread, object);
    Str *text = from == EMPTY ? NULL : weft__intern_c(thread->t, name);
    return text == NULL ? EMPTY : weft__get_attribute(thread->t, from, text);
}

WeftValue weft_get(WeftThread *thread, WeftValue object, const char *name)
{
    return weft__host_enter(thread) == NULL
               ? 0
               : weft__host_leave_with(thread, get_named(thread, object, name));
}

int weft_set(WeftThread *thread, WeftValue object, const char *name, WeftValue value)
{
    Thread *t = weft__host_enter(thread);
    if (t == NULL) {
        return 0;
    }
    Value into = name == NULL ? EMPTY : holder(thread, object);
    Value stored = into == EMPTY ? EMPTY : weft__host_value(thread, value);
    Str *text = stored == EMPTY ? NULL : weft__intern_c(t, name);
    if (name == NULL) {
        weft__host_misuse(thread, "no name");
    }
    return weft__host_leave(thread, text != NULL && weft__set_attribute(t, into, text, stored));
}

static Value call_value(WeftThread *thread, Value callable, const WeftValue *arguments, size_t count)
{
    ValueArray *row = callable == EMPTY ? NULL : values_of(thread, arguments, count);
    return row == NULL ? EMPTY : weft__call(thread->t, callable, plain_values(row), count, EMPTY);
}

WeftValue weft_call(WeftThread *thread, WeftValue callable, const WeftValue *arguments, size_t count)
{
    return weft__host_enter(thread) == NULL
               ? 0
               : weft__host_leave_with(
                     thread, call_value(thread, weft__host_value(thread, callable), arguments, count));
}

WeftValue weft_call_name(WeftThread *thread, WeftValue object, const char *name, const WeftValue *arguments,
                         size_t count)
{
    return weft__host_enter(thread) == NULL
               ? 0
               : weft__host_leave_with(
                     thread, call_value(thread, get_named(thread, object, name), arguments, count));
}
