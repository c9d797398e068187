/* exception_types.c - exceptions with attributes of their own: StopIteration, SystemExit, KeyError,
 * AttributeError, NameError, ImportError, OSError, SyntaxError and the Unicode errors.
 */
#include <errno.h>
#include <stdio.h>

#include "object/exceptions.h"

/* Arguments without keywords go to BaseException; false: raised. */
static bool base_init(Thread *t, Value self, Value *args, size_t count)
{
    return weft__exception_plain_init(t, self, args, count, EMPTY);
}

/* Value of the keyword `name`, taken out of the call's keywords; EMPTY when not given. */
static Value keyword(Value *args, size_t count, Value names, const char *name, size_t *used)
{
    size_t named = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    for (size_t i = 0; i < named; i++) {
        if (weft__str_equals_c(as_str(as_tuple(names)->items[i]), name)) {
            ++*used;
            return args[count + i];
        }
    }
    return EMPTY;
}

static bool all_used(Thread *t, const char *what, Value names, size_t used, const char *const *known)
{
    size_t named = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    if (named == used) {
        return true;
    }
    for (size_t i = 0; i < named; i++) {
        Value name = as_tuple(names)->items[i];
        bool found = false;
        for (const char *const *each = known; *each != NULL; each++) {
            found |= weft__str_equals_c(as_str(name), *each);
        }
        if (!found) {
            RAISE(t, TypeError, "'%V' is an invalid keyword argument for %s()", name, what);
            return false;
        }
    }
    return true;
}

/* ---- StopIteration, SystemExit ---- */

static bool stop_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    if (!weft__exception_plain_init(t, self, args, count, names)) {
        return false;
    }
    exception_field_set(self, STOP_VALUE, count > 0 ? args[0] : NONE);
    return true;
}
static bool exit_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    if (!weft__exception_plain_init(t, self, args, count, names)) {
        return false;
    }
    Value code = count == 0 ? NONE
                 : count == 1 ? args[0]
                              : value_or_empty(weft__tuple_from(t, args, count));
    exception_field_set(self, EXIT_CODE, code);
    return code != EMPTY;
}

/* ---- KeyError ---- */

static Value key_error_str(Thread *t, Value self)
{
    Tuple *args = as_tuple(exception_args(self));
    return tuple_length(args) == 1 ? weft__repr(t, args->items[0]) : weft__exception_plain_str(t, self);
}

/* ---- AttributeError, NameError ---- */

static bool attribute_error_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    static const char *const known[] = {"name", "obj", NULL};
    size_t used = 0;
    Value name = keyword(args, count, names, "name", &used);
    Value obj = keyword(args, count, names, "obj", &used);
    if (!all_used(t, "AttributeError", names, used, known) || !base_init(t, self, args, count)) {
        return false;
    }
    exception_field_set(self, ATTRIBUTE_ERROR_NAME, name);
    exception_field_set(self, ATTRIBUTE_ERROR_OBJ, obj);
    return true;
}
static bool name_error_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    static const char *const known[] = {"name", NULL};
    size_t used = 0;
    Value name = keyword(args, count, names, "name", &used);
    if (!all_used(t, "NameError", names, used, known) || !base_init(t, self, args, count)) {
        return false;
    }
    exception_field_set(self, NAME_ERROR_NAME, name);
    return true;
}

/* ---- ImportError ---- */

static bool import_error_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    static const char *const known[] = {"name", "path", NULL};
    size_t used = 0;
    Value name = keyword(args, count, names, "name", &used);
    Value path = keyword(args, count, names, "path", &used);
    if (!all_used(t, "ImportError", names, used, known) || !base_init(t, self, args, count)) {
        return false;
    }
    exception_field_set(self, IMPORT_NAME, name);
    exception_field_set(self, IMPORT_PATH, path);
    exception_field_set(self, IMPORT_MSG, count == 1 ? args[0] : NONE);
    return true;
}
static Value import_error_str(Thread *t, Value self)
{
    Value msg = exception_field(self, IMPORT_MSG);
    return msg != EMPTY && has_type_flag(t, msg, TYPE_IS_STR) && type_of(t, msg) == T(t, str)
               ? msg
               : weft__exception_plain_str(t, self);
}

/* ---- OSError ---- */

static Type *os_error_type(Thread *t, int64_t number)
{
    switch (number) {
    case EAGAIN:
#if EWOULDBLOCK != EAGAIN
    case EWOULDBLOCK:
#endif
    case EALREADY:
    case EINPROGRESS: return EXC(t, BlockingIOError);
    case ECHILD: return EXC(t, ChildProcessError);
    case EPIPE:
    case ESHUTDOWN: return EXC(t, BrokenPipeError);
    case ECONNABORTED: return EXC(t, ConnectionAbortedError);
    case ECONNREFUSED: return EXC(t, ConnectionRefusedError);
    case ECONNRESET: return EXC(t, ConnectionResetError);
    case EEXIST: return EXC(t, FileExistsError);
    case ENOENT: return EXC(t, FileNotFoundError);
    case EINTR: return EXC(t, InterruptedError);
    case EISDIR: return EXC(t, IsADirectoryError);
    case ENOTDIR: return EXC(t, NotADirectoryError);
    case EACCES:
    case EPERM: return EXC(t, PermissionError);
    case ESRCH: return EXC(t, ProcessLookupError);
    case ETIMEDOUT: return EXC(t, TimeoutError);
    default: return EXC(t, OSError);
    }
}

static bool os_error_fill(Thread *t, Value self, Value *args, size_t count)
{
    if (count < 2 || count > 5) {
        return true;
    }
    exception_field_set(self, OS_ERRNO, args[0]);
    exception_field_set(self, OS_STRERROR, args[1]);
    Value filename = count >= 3 ? args[2] : NONE;
    if (filename == NONE) {
        return true;
    }
    if (weft__is_subtype(type_of(t, self), EXC(t, BlockingIOError)) && is_int(t, filename)) {
        exception_field_set(self, OS_WRITTEN, filename);
        return true;
    }
    exception_field_set(self, OS_FILENAME, filename);
    if (count == 5 && args[4] != NONE) {
        exception_field_set(self, OS_FILENAME2, args[4]);
    }
    /* args keeps only errno and strerror, for unpacking. */
    Tuple *pair = weft__tuple_from(t, args, 2);
    if (pair == NULL) {
        return false;
    }
    weft__store_release(&as_exception(self)->args, value_from_pointer(pair)); /* edge: exception_field */
    return true;
}

static bool os_error_init(Thread *t, Value self, Value *args, size_t count, Value names);
static Value os_error_new(Thread *t, Type *type, Value *args, size_t count, Value names);

/* A subclass with its own __init__ and no own __new__ hands the arguments over from there. */
static bool os_error_uses_init(Type *type)
{
    return type->slots.init != os_error_init && type->slots.new_instance == os_error_new;
}

static Value os_error_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    if (os_error_uses_init(type)) {
        return weft__exception_plain_new(t, type, args, 0, EMPTY);
    }
    if (type == EXC(t, OSError) && count >= 2 && count <= 5 && is_int(t, args[0])) {
        int64_t number;
        if (weft__int_fits_i64(t, args[0], &number)) {
            type = os_error_type(t, number);
        }
    }
    if (names != EMPTY && tuple_length(as_tuple(names)) > 0 && !(type->flags & TYPE_HEAP)) {
        return RAISE(t, TypeError, "%N() takes no keyword arguments", type);
    }
    Value self = weft__exception_plain_new(t, type, args, count, names);
    return self != EMPTY && os_error_fill(t, self, args, count) ? self : EMPTY;
}
static bool os_error_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    Type *type = type_of(t, self);
    if (!os_error_uses_init(type)) {
        return true; /* done by __new__ */
    }
    if (names != EMPTY && tuple_length(as_tuple(names)) > 0) {
        RAISE(t, TypeError, "%N() takes no keyword arguments", type);
        return false;
    }
    return base_init(t, self, args, count) && os_error_fill(t, self, args, count);
}

static Value os_error_str(Thread *t, Value self)
{
    Value number = exception_field(self, OS_ERRNO);
    Value text = exception_field(self, OS_STRERROR);
    Value filename = exception_field(self, OS_FILENAME);
    Value filename2 = exception_field(self, OS_FILENAME2);
    number = number == EMPTY ? NONE : number;
    text = text == EMPTY ? NONE : text;
    if (filename != EMPTY && filename != NONE) {
        if (filename2 != EMPTY && filename2 != NONE) {
            return value_or_empty(weft__str_format(t, "[Errno %V] %V: %R -> %R", number, text,
                                                   filename, filename2));
        }
        return value_or_empty(weft__str_format(t, "[Errno %V] %V: %R", number, text, filename));
    }
    if (number != NONE && text != NONE) {
        return value_or_empty(weft__str_format(t, "[Errno %V] %V", number, text));
    }
    return weft__exception_plain_str(t, self);
}
static Value get_written(Thread *t, Value self)
{
    Value written = exception_field(self, OS_WRITTEN);
    return written == EMPTY || written == NONE
               ? weft__raise_attribute_error(t, self, weft__intern_c(t, "characters_written"),
                                             "characters_written")
               : written;
}
static bool set_written(Thread *t, Value self, Value value)
{
    (void)t;
    exception_field_set(self, OS_WRITTEN, value);
    return true;
}

/* ---- SyntaxError ---- */

static bool syntax_error_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    if (!weft__exception_plain_init(t, self, args, count, names)) {
        return false;
    }
    exception_field_set(self, SYNTAX_MSG, count > 0 ? args[0] : NONE);
    if (count != 2) {
        return true;
    }
    Tuple *info = weft__tuple_from_iterable(t, args[1]);
    if (info == NULL) {
        return false;
    }
    size_t length = tuple_length(info);
    if (length < 4 || length > 6) {
        RAISE(t, TypeError, "function takes %s 4 arguments (%zu given)",
              length < 4 ? "at least" : "at most", length);
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        exception_field_set(self, SYNTAX_FILENAME + (unsigned)i, info->items[i]);
    }
    if (length == 5) {
        RAISE(t, TypeError, "end_offset must be provided when end_lineno is provided");
        return false;
    }
    return true;
}

static Value syntax_error_str(Thread *t, Value self)
{
    Value msg = exception_field(self, SYNTAX_MSG);
    Value filename = exception_field(self, SYNTAX_FILENAME);
    Value line = exception_field(self, SYNTAX_LINENO);
    bool has_line = line != EMPTY && is_int(t, line) && !value_is_bool(line);
    msg = msg == EMPTY ? NONE : msg;
    if (filename != EMPTY && is_str(t, filename)) {
        Str *path = as_str(filename);
        size_t from = path->length;
        while (from > 0 && str_char(path, from - 1) != '/') {
            from--;
        }
        Str *base = weft__str_substring(t, path, from, path->length);
        if (base == NULL) {
            return EMPTY;
        }
        return value_or_empty(has_line ? weft__str_format(t, "%V (%S, line %V)", msg, base, line)
                                       : weft__str_format(t, "%V (%S)", msg, base));
    }
    return has_line ? value_or_empty(weft__str_format(t, "%V (line %V)", msg, line))
                    : weft__str(t, msg);
}

/* ---- Unicode errors ---- */

static bool check_int(Thread *t, Value v)
{
    if (!is_int(t, v)) {
        RAISE(t, TypeError, "'%T' object cannot be interpreted as an integer", v);
        return false;
    }
    return true;
}

static bool unicode_init(Thread *t, Value self, Value *args, size_t count, Value names, size_t expected,
                         const char *const *kinds)
{
    if (!weft__exception_plain_init(t, self, args, count, names)) {
        return false;
    }
    if (count != expected) {
        RAISE(t, TypeError, "function takes exactly %zu arguments (%zu given)", expected, count);
        return false;
    }
    unsigned field = expected == 5 ? UNICODE_ENCODING : UNICODE_OBJECT;
    for (size_t i = 0; i < expected; i++, field++) {
        bool number = field == UNICODE_START || field == UNICODE_END;
        if (number ? !check_int(t, args[i]) : false) {
            return false;
        }
        if (!number && strcmp(kinds[i], "str") == 0 && !is_str(t, args[i])) {
            RAISE(t, TypeError, "argument %zu must be str, not %G", i + 1, args[i]);
            return false;
        }
        exception_field_set(self, field, args[i]);
    }
    return true;
}
static bool encode_error_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    static const char *const kinds[] = {"str", "str", "int", "int", "str"};
    return unicode_init(t, self, args, count, names, 5, kinds);
}
static bool decode_error_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    static const char *const kinds[] = {"str", "bytes", "int", "int", "str"};
    if (!unicode_init(t, self, args, count, names, 5, kinds)) {
        return false;
    }
    if (!has_type_flag(t, args[1], TYPE_IS_BYTES)) {
        const unsigned char *bytes;
        size_t length;
        if (!weft__get_bytes(t, args[1], &bytes, &length)) {
            return false;
        }
        Value copy = value_or_empty(weft__bytes_new(t, bytes, length));
        if (copy == EMPTY) {
            return false;
        }
        exception_field_set(self, UNICODE_OBJECT, copy);
    }
    return true;
}
static bool translate_error_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    static const char *const kinds[] = {"str", "int", "int", "str"};
    return unicode_init(t, self, args, count, names, 4, kinds);
}

static Value unicode_error_str(Thread *t, Value self)
{
    Value encoding = exception_field(self, UNICODE_ENCODING);
    Value object = exception_field(self, UNICODE_OBJECT);
    Value reason = exception_field(self, UNICODE_REASON);
    int64_t start = 0, end = 0;
    if (object == EMPTY) {
        return value_from_pointer(t->runtime->empty_str);
    }
    weft__int_fits_i64(t, exception_field(self, UNICODE_START), &start);
    weft__int_fits_i64(t, exception_field(self, UNICODE_END), &end);
    bool translate = weft__is_subtype(type_of(t, self), EXC(t, UnicodeTranslateError));
    const char *verb = translate ? "translate" : is_str(t, object) ? "encode" : "decode";
    TextBuilder b;
    weft__builder_init(&b, t);
    if (!translate) {
        weft__builder_format(&b, "'%V' codec ", encoding);
    }
    bool single = end == start + 1 && start >= 0;
    if (is_str(t, object)) {
        if (single && (uint64_t)start < as_str(object)->length) {
            uint32_t c = str_char(as_str(object), (size_t)start);
            char text[16];
            snprintf(text, sizeof text, c <= 0xFF ? "\\x%02x" : c <= 0xFFFF ? "\\u%04x" : "\\U%08x", c);
            weft__builder_format(&b, "can't %s character '%s' in position %lld: %V", verb, text,
                                 (long long)start, reason);
            return value_or_empty(weft__builder_finish(&b));
        }
        weft__builder_format(&b, "can't %s characters in position %lld-%lld: %V", verb,
                             (long long)start, (long long)end - 1, reason);
        return value_or_empty(weft__builder_finish(&b));
    }
    const unsigned char *bytes = NULL;
    size_t length = 0;
    if (!weft__get_bytes(t, object, &bytes, &length)) {
        return EMPTY;
    }
    if (single && (uint64_t)start < length) {
        char text[8];
        snprintf(text, sizeof text, "0x%02x", bytes[start]);
        weft__builder_format(&b, "can't %s byte %s in position %lld: %V", verb, text,
                             (long long)start, reason);
    } else {
        weft__builder_format(&b, "can't %s bytes in position %lld-%lld: %V", verb, (long long)start,
                             (long long)end - 1, reason);
    }
    return value_or_empty(weft__builder_finish(&b));
}

/* ---- what copy and pickle need ---- */

/* The file names again, which were taken out of args. */
static Value os_error_reduce(Thread *t, Value *args)
{
    Value filename = exception_field(args[0], OS_FILENAME), second = exception_field(args[0], OS_FILENAME2);
    Value plain = weft__exception_reduce(t, args);
    Tuple *given = plain == EMPTY ? NULL : as_tuple(as_tuple(plain)->items[1]);
    if (plain == EMPTY || tuple_length(given) != 2 || filename == EMPTY || filename == NONE) {
        return plain;
    }
    bool both = second != EMPTY && second != NONE;
    Value all[5] = {given->items[0], given->items[1], filename, NONE, second};
    size_t count = tuple_length(as_tuple(plain));
    Value parts[3] = {as_tuple(plain)->items[0], value_or_empty(weft__tuple_from(t, all, both ? 5 : 3)),
                      count > 2 ? as_tuple(plain)->items[2] : EMPTY};
    return parts[1] == EMPTY ? EMPTY : value_or_empty(weft__tuple_from(t, parts, count));
}

/* The state holds name and path beside the attributes. */
static Value import_error_reduce(Thread *t, Value *args)
{
    static const char *const names[] = {[IMPORT_NAME] = "name", [IMPORT_PATH] = "path"};
    Value plain = weft__exception_reduce(t, args);
    if (plain == EMPTY) {
        return EMPTY;
    }
    Tuple *tuple = as_tuple(plain);
    Dict *state = tuple_length(tuple) > 2 ? weft__dict_copy(t, as_dict(tuple->items[2])) : weft__dict_new(t);
    for (unsigned i = IMPORT_NAME; state != NULL && i <= IMPORT_PATH; i++) {
        Value value = exception_field(args[0], i);
        if (value != EMPTY && value != NONE && !weft__dict_set_c(t, state, names[i], value)) {
            return EMPTY;
        }
    }
    if (state == NULL || weft__dict_length(t, state) == 0) {
        return state == NULL ? EMPTY : plain;
    }
    Value parts[3] = {tuple->items[0], tuple->items[1], value_from_pointer(state)};
    return value_or_empty(weft__tuple_from(t, parts, 3));
}

static const NativeDef os_error_methods[] = {
    {"__reduce__", os_error_reduce, "self, /", NULL, 0},
    {NULL, NULL, NULL, NULL, 0},
};
static const NativeDef import_error_methods[] = {
    {"__reduce__", import_error_reduce, "self, /", NULL, 0},
    {NULL, NULL, NULL, NULL, 0},
};

/* ---- which type has what ---- */

static const GetSetDef stop_fields[] = {
    {"value", weft__exception_get_0, weft__exception_set_0, weft__member_mark},
    {NULL, NULL, NULL, NULL},
};
static const GetSetDef exit_fields[] = {
    {"code", weft__exception_get_0, weft__exception_set_0, weft__member_mark},
    {NULL, NULL, NULL, NULL},
};
static const GetSetDef attribute_error_fields[] = {
    {"name", weft__exception_get_0, weft__exception_set_0, weft__member_mark},
    {"obj", weft__exception_get_1, weft__exception_set_1, weft__member_mark},
    {NULL, NULL, NULL, NULL},
};
static const GetSetDef name_error_fields[] = {
    {"name", weft__exception_get_0, weft__exception_set_0, weft__member_mark},
    {NULL, NULL, NULL, NULL},
};
static const GetSetDef import_error_fields[] = {
    {"msg", weft__exception_get_0, weft__exception_set_0, weft__member_mark},
    {"name", weft__exception_get_1, weft__exception_set_1, weft__member_mark},
    {"path", weft__exception_get_2, weft__exception_set_2, weft__member_mark},
    {NULL, NULL, NULL, NULL},
};
static const GetSetDef os_error_fields[] = {
    {"errno", weft__exception_get_0, weft__exception_set_0, weft__member_mark},
    {"strerror", weft__exception_get_1, weft__exception_set_1, weft__member_mark},
    {"filename", weft__exception_get_2, weft__exception_set_2, weft__member_mark},
    {"filename2", weft__exception_get_3, weft__exception_set_3, weft__member_mark},
    {"characters_written", get_written, set_written, NULL},
    {NULL, NULL, NULL, NULL},
};
static const GetSetDef syntax_error_fields[] = {
    {"msg", weft__exception_get_0, weft__exception_set_0, weft__member_mark},
    {"filename", weft__exception_get_1, weft__exception_set_1, weft__member_mark},
    {"lineno", weft__exception_get_2, weft__exception_set_2, weft__member_mark},
    {"offset", weft__exception_get_3, weft__exception_set_3, weft__member_mark},
    {"text", weft__exception_get_4, weft__exception_set_4, weft__member_mark},
    {"end_lineno", weft__exception_get_5, weft__exception_set_5, weft__member_mark},
    {"end_offset", weft__exception_get_6, weft__exception_set_6, weft__member_mark},
    {"print_file_and_line", weft__exception_get_7, weft__exception_set_7, weft__member_mark},
    {NULL, NULL, NULL, NULL},
};
static const GetSetDef unicode_error_fields[] = {
    {"encoding", weft__exception_get_0, weft__exception_set_0, weft__member_mark},
    {"object", weft__exception_get_1, weft__exception_set_1, weft__member_mark},
    {"start", weft__exception_get_2, weft__exception_set_2, weft__member_mark},
    {"end", weft__exception_get_3, weft__exception_set_3, weft__member_mark},
    {"reason", weft__exception_get_4, weft__exception_set_4, weft__member_mark},
    {NULL, NULL, NULL, NULL},
};

void weft__exception_type_special(Thread *t, Type *type, int index)
{
    switch (index) {
    case EXC_StopIteration:
        type->slots.init = stop_init;
        weft__add_getsets(t, type, stop_fields);
        break;
    case EXC_SystemExit:
        type->slots.init = exit_init;
        weft__add_getsets(t, type, exit_fields);
        break;
    case EXC_KeyError: type->slots.str = key_error_str; break;
    case EXC_AttributeError:
        type->slots.init = attribute_error_init;
        weft__add_getsets(t, type, attribute_error_fields);
        break;
    case EXC_NameError:
        type->slots.init = name_error_init;
        weft__add_getsets(t, type, name_error_fields);
        break;
    case EXC_ImportError:
        type->slots.init = import_error_init;
        type->slots.str = import_error_str;
        weft__add_getsets(t, type, import_error_fields);
        weft__add_methods(t, type, import_error_methods);
        break;
    case EXC_OSError:
        type->slots.new_instance = os_error_new;
        type->slots.init = os_error_init;
        type->slots.str = os_error_str;
        weft__add_getsets(t, type, os_error_fields);
        weft__add_methods(t, type, os_error_methods);
        break;
    case EXC_SyntaxError:
        type->slots.init = syntax_error_init;
        type->slots.str = syntax_error_str;
        weft__add_getsets(t, type, syntax_error_fields);
        break;
    case EXC_UnicodeEncodeError:
    case EXC_UnicodeDecodeError:
    case EXC_UnicodeTranslateError:
        type->slots.init = index == EXC_UnicodeEncodeError   ? encode_error_init
                           : index == EXC_UnicodeDecodeError ? decode_error_init
                                                             : translate_error_init;
        type->slots.str = unicode_error_str;
        weft__add_getsets(t, type, unicode_error_fields);
        break;
    case EXC_BaseExceptionGroup:
    case EXC_ExceptionGroup: weft__init_group_type(t, type, index == EXC_BaseExceptionGroup); break;
    default:
        /* The rest of the OSError family is made like OSError itself. */
        if (type->base != NULL && type->base->slots.new_instance == os_error_new) {
            type->slots.new_instance = os_error_new;
        }
        break;
    }
}
