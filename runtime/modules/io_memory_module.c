/* io_memory_module.c - `_io_memory_work`: the frequent methods of io.StringIO and io.BytesIO.
 *
 * `extend` puts them into the classes that _io_memory.py has made, as native methods. Each does what an open stream
 * asks for most: lines and pieces from the position on, and writing at the end. Whatever else it meets (a closed
 * stream, other line ends, a position within the text, another type) it leaves to the method of the class
 * that has the same name behind an underscore, where all rules and errors stand.
 *
 * As in the Python methods, the position is an attribute that threads which share a stream have to guard.
 */
#include "modules/modules.h"
#include "object/attribute.h"
#include "object/byte_storage.h"

static Value field(Thread *t, Value self, Str *name)
{
    return weft__instance_find(t, self, type_of(t, self), name);
}

static bool set_field(Thread *t, Value self, Str *name, int64_t n)
{
    return weft__instance_store(t, self, type_of(t, self), name, value_from_small_int(n)) > 0;
}

static bool number_field(Thread *t, Value self, Str *name, int64_t *n)
{
    Value v = field(t, self, name);
    *n = value_is_small_int(v) ? value_small_int(v) : -1;
    return *n >= 0;
}

static Value general(Thread *t, const char *method, Value *args, size_t count)
{
    Str *name = weft__intern_c(t, method);
    return name == NULL ? EMPTY : weft__call_method(t, args[0], name, args + 1, count - 1);
}

/* ---- StringIO ---- */

/* The position in a stream whose line ends are what they are and whose text is joined. */
static bool plain_text(Thread *t, Value self, Str **text, int64_t *position)
{
    Value content = field(t, self, N(t, _text)), parts = field(t, self, N(t, _parts));
    if (field(t, self, N(t, _plain)) != TRUE_VALUE || !object_is(content, T(t, str)) || !object_is(parts, T(t, list)) ||
        list_length(as_list(parts)) != 0) {
        return false;
    }
    *text = as_str(content);
    return number_field(t, self, N(t, _pos), position);
}

/* Behind the end of the line that begins at `from`. */
static size_t line_end(const Str *text, size_t from)
{
    if (from >= text->length) {
        return from;
    }
    if (text->width == 1) {
        const unsigned char *data = str_data(text), *found = memchr(data + from, '\n', text->length - from);
        return found == NULL ? text->length : (size_t)(found - data) + 1;
    }
    while (from < text->length && str_char(text, from) != '\n') {
        from++;
    }
    return from + (from < text->length);
}

/* The next line, "" at the end; EMPTY without an exception: not a case for us. */
static Value text_line(Thread *t, Value self)
{
    Str *text;
    int64_t position;
    if (!plain_text(t, self, &text, &position)) {
        return EMPTY;
    }
    size_t end = line_end(text, (size_t)position);
    if (end == (size_t)position) {
        return value_from_pointer(t->runtime->empty_str);
    }
    Str *line = weft__str_substring(t, text, (size_t)position, end);
    return line != NULL && set_field(t, self, N(t, _pos), (int64_t)end) ? value_from_pointer(line) : EMPTY;
}

static Value text_readline(Thread *t, Value *args)
{
    Value line = args[1] == value_from_small_int(-1) || args[1] == NONE ? text_line(t, args[0]) : EMPTY;
    return line != EMPTY || exception_pending(t) ? line : general(t, "_readline", args, 2);
}

static Value text_next(Thread *t, Value *args)
{
    /* A subclass with a readline() of its own is asked for its lines. */
    Value reader = weft__type_lookup(t, type_of(t, args[0]), N(t, readline));
    bool own = !object_is(reader, T(t, native_method)) ||
               ((NativeFunction *)value_pointer(reader))->code != text_readline;
    Value line = own ? EMPTY : text_line(t, args[0]);
    if (line == EMPTY) {
        return exception_pending(t) ? EMPTY : general(t, "_next", args, 1);
    }
    return as_str(line)->length == 0 ? weft__raise_stop_iteration(t, NONE) : line;
}

static Value text_write(Thread *t, Value *args)
{
    int64_t position, size;
    Value self = args[0], parts = field(t, self, N(t, _parts));
    if (!object_is(args[1], T(t, str)) || field(t, self, N(t, _plain)) != TRUE_VALUE || !object_is(parts, T(t, list)) ||
        !number_field(t, self, N(t, _pos), &position) || !number_field(t, self, N(t, _size), &size) ||
        position != size) {
        return general(t, "_write", args, 2);
    }
    int64_t written = (int64_t)as_str(args[1])->length;
    bool fine = weft__list_append(t, as_list(parts), args[1]) && set_field(t, self, N(t, _pos), size + written) &&
                set_field(t, self, N(t, _size), size + written);
    return fine ? value_from_small_int(written) : EMPTY;
}

/* ---- BytesIO ---- */

static bool open_bytes(Thread *t, Value self, Bytearray **data, int64_t *position)
{
    Value content = field(t, self, N(t, _data));
    if (field(t, self, N(t, _BytesIO__closed)) != FALSE_VALUE || !object_is(content, T(t, bytearray))) {
        return false;
    }
    *data = value_pointer(content);
    return number_field(t, self, N(t, _pos), position);
}

/* Up to `most` bytes from the position on, at most to the end of the line if `line`. */
static Value take_bytes(Thread *t, Value self, Bytearray *data, size_t from, size_t most, bool line)
{
    weft__lock_object(t, &data->head);
    size_t length = weft__load_acquire(&data->length); /* edge: bytearray_storage */
    const unsigned char *bytes = weft__load_acquire(&data->storage)->bytes; /* edge: bytearray_storage */
    size_t count = from < length ? length - from : 0;
    count = count < most ? count : most;
    const unsigned char *end = line && count > 0 ? memchr(bytes + from, '\n', count) : NULL;
    count = end == NULL ? count : (size_t)(end - bytes) + 1 - from;
    Bytes *taken = weft__bytes_new(t, bytes + (count > 0 ? from : 0), count);
    weft__unlock_object(t, &data->head);
    if (taken == NULL || (count > 0 && !set_field(t, self, N(t, _pos), (int64_t)(from + count)))) {
        return EMPTY;
    }
    return value_from_pointer(taken);
}

static bool size_argument(Value v, size_t *most)
{
    *most = value_is_small_int(v) && value_small_int(v) >= 0 ? (size_t)value_small_int(v) : SIZE_MAX;
    return value_is_small_int(v) || v == NONE;
}

static Value bytes_readline(Thread *t, Value *args)
{
    Bytearray *data;
    int64_t position;
    size_t most;
    if (!size_argument(args[1], &most) || !open_bytes(t, args[0], &data, &position)) {
        return general(t, "_readline", args, 2);
    }
    return take_bytes(t, args[0], data, (size_t)position, most, true);
}

static Value bytes_next(Thread *t, Value *args)
{
    Bytearray *data;
    int64_t position;
    if (!open_bytes(t, args[0], &data, &position)) {
        return general(t, "_next", args, 1);
    }
    Value line = take_bytes(t, args[0], data, (size_t)position, SIZE_MAX, true);
    return line != EMPTY && ((Bytes *)value_pointer(line))->length == 0 ? weft__raise_stop_iteration(t, NONE) : line;
}

static Value bytes_read(Thread *t, Value *args)
{
    Bytearray *data;
    int64_t position;
    size_t most;
    if (!size_argument(args[1], &most) || !open_bytes(t, args[0], &data, &position)) {
        return general(t, "_read", args, 2);
    }
    return take_bytes(t, args[0], data, (size_t)position, most, false);
}

static Value bytes_write(Thread *t, Value *args)
{
    Bytearray *data;
    int64_t position;
    if (!object_is(args[1], T(t, bytes)) || !open_bytes(t, args[0], &data, &position) ||
        (size_t)position != weft__load_acquire(&data->length)) { /* edge: bytearray_storage */
        return general(t, "_write", args, 2);
    }
    Bytes *bytes = value_pointer(args[1]);
    bool fine = weft__storage_splice(t, data, (size_t)position, (size_t)position, bytes->data, bytes->length) &&
                set_field(t, args[0], N(t, _pos), position + (int64_t)bytes->length);
    return fine ? int_from_i64(t, (int64_t)bytes->length) : EMPTY;
}

/* ---- module ---- */

static bool extend_class(Thread *t, Type *type, const NativeDef *defs)
{
    for (; defs->name != NULL; defs++) {
        Str *name = weft__intern_c(t, defs->name);
        Value method = name == NULL ? EMPTY : weft__native_method_new(t, defs, type);
        if (method == EMPTY || weft__type_store(t, type, name, method) < 0) {
            return false;
        }
    }
    return true;
}

/* StringIO, BytesIO */
static Value extend(Thread *t, Value *args)
{
    static const NativeDef text_methods[] = {
        {"readline", text_readline, "self, size=-1, /", NULL, 0},
        {"__next__", text_next, "self, /", NULL, 0},
        {"write", text_write, "self, s, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const NativeDef bytes_methods[] = {
        {"readline", bytes_readline, "self, size=-1, /", NULL, 0},
        {"__next__", bytes_next, "self, /", NULL, 0},
        {"read", bytes_read, "self, size=-1, /", NULL, 0},
        {"write", bytes_write, "self, b, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    bool fine = has_type_flag(t, args[0], TYPE_IS_TYPE) && has_type_flag(t, args[1], TYPE_IS_TYPE) &&
                extend_class(t, value_pointer(args[0]), text_methods) &&
                extend_class(t, value_pointer(args[1]), bytes_methods);
    return fine || exception_pending(t) ? (fine ? NONE : EMPTY) : RAISE(t, TypeError, "classes expected");
}

bool weft__init_module__io_memory_work(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"extend", extend, "string_io, bytes_io, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_io_memory_work"));
}
