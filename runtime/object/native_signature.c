/* native_signature.c - signatures of native functions: parsing their text, and binding arguments.
 *
 * A parsed signature is immutable and published once per function with release, so any number of
 * threads may bind at the same time. The wording of errors follows CPython: functions that take
 * positional arguments only, exactly one, none, or keywords each have their own.
 */
#include "object/native_signature.h"

#include <stdlib.h>

#include "object/classes.h"

static void trace_signature(Tracer *tracer, Object *object)
{
    NativeSignature *signature = (NativeSignature *)object;
    for (uint32_t i = 0; i < signature->count; i++) {
        weft__trace_object(tracer, signature->parameters[i].name);
        weft__trace_value(tracer, signature->parameters[i].otherwise);
    }
}

void weft__init_native_signature_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(NativeSignature), TYPE_FINAL | TYPE_PRIVATE);
    type->head.trace = trace_signature;
    weft__type_ready(t, type);
}

/* End of the parameter that starts at `text`: a comma outside quotes and brackets, or the end. */
static const char *parameter_end(const char *text)
{
    int depth = 0;
    char quote = 0;
    for (; *text != 0; text++) {
        if (quote != 0) {
            quote = *text == quote ? 0 : quote;
        } else if (*text == '\'' || *text == '"') {
            quote = *text;
        } else if (*text == '(' || *text == '[') {
            depth++;
        } else if (*text == ')' || *text == ']') {
            depth--;
        } else if (*text == ',' && depth == 0) {
            break;
        }
    }
    return text;
}

uint32_t weft__signature_exact(const char *text)
{
    uint32_t count = 0;
    while (*text != 0) {
        while (*text == ' ') {
            text++;
        }
        const char *end = parameter_end(text);
        if (*text == '*') {
            return UINT32_MAX;
        }
        count += end > text && *text != '/';
        text = *end == 0 ? end : end + 1;
    }
    return count;
}

static Value parse_default(Thread *t, const char *text, size_t length)
{
    if (length == 0) {
        return EMPTY;
    }
    if (text[0] == '\'' || text[0] == '"') {
        return value_or_empty(weft__str_from_utf8(t, text + 1, length >= 2 ? length - 2 : 0));
    }
    if (length == 4 && memcmp(text, "None", 4) == 0) {
        return NONE;
    }
    if (length == 4 && memcmp(text, "True", 4) == 0) {
        return TRUE_VALUE;
    }
    if (length == 5 && memcmp(text, "False", 5) == 0) {
        return FALSE_VALUE;
    }
    if (length == 2 && text[0] == '(') {
        return value_from_pointer(t->runtime->empty_tuple);
    }
    if ((text[0] >= '0' && text[0] <= '9') || (text[0] == '-' && length > 1)) {
        char digits[24];
        if (length < sizeof digits) {
            memcpy(digits, text, length);
            digits[length] = 0;
            return value_from_small_int(strtoll(digits, NULL, 0));
        }
    }
    return EMPTY;
}

static bool parse_parameter(Thread *t, NativeSignature *signature, NativeParameter *parameter,
                            const char *text, size_t length)
{
    const char *equals = memchr(text, '=', length);
    size_t name = equals == NULL ? length : (size_t)(equals - text);
    parameter->name = weft__intern_utf8(t, text, name);
    parameter->required = equals == NULL;
    parameter->otherwise = EMPTY;
    if (equals != NULL) {
        parameter->otherwise = parse_default(t, equals + 1, length - name - 1);
    }
    (void)signature;
    bool lost = equals != NULL && (equals[1] == '\'' || equals[1] == '"') && parameter->otherwise == EMPTY;
    return parameter->name != NULL && !lost;
}

NativeSignature *weft__signature_parse(Thread *t, const char *text)
{
    size_t room = 1;
    for (const char *p = text; *p != 0; p++) {
        room += *p == ',';
    }
    NativeSignature *signature =
        weft__alloc(t, sizeof *signature + room * sizeof(NativeParameter), T(t, native_signature));
    if (signature == NULL) {
        return NULL;
    }
    signature->rest = signature->keywords = UINT32_MAX;
    bool keyword_only = false;
    uint32_t positional = 0;
    while (*text != 0) {
        while (*text == ' ') {
            text++;
        }
        const char *end = parameter_end(text);
        size_t length = (size_t)(end - text);
        while (length > 0 && text[length - 1] == ' ') {
            length--;
        }
        if (length == 1 && *text == '/') {
            signature->positional_only = signature->count;
        } else if (length == 1 && *text == '*') {
            keyword_only = true;
        } else if (length > 0) {
            uint32_t i = signature->count;
            NativeParameter *parameter = &signature->parameters[i];
            size_t stars = *text != '*' ? 0 : text[1] == '*' ? 2 : 1;
            if (!parse_parameter(t, signature, parameter, text + stars, length - stars)) {
                return NULL;
            }
            if (stars == 2) {
                signature->keywords = i;
            } else if (stars == 1) {
                signature->rest = i;
                keyword_only = true;
            } else if (!keyword_only) {
                positional++;
                signature->required = parameter->required ? positional : signature->required;
            } else {
                signature->keyword_only = true;
            }
            signature->count++;
        }
        text = *end == 0 ? end : end + 1;
    }
    signature->positional = positional;
    return signature;
}

/* ---- errors ---- */

/* find, count, startswith and their kin of str and bytes word their complaints in an older way. */
static bool counts_like_find(const BindTarget *target)
{
    static const char *const names[] = {"find", "rfind", "index", "rindex", "count", "startswith", "endswith"};
    const Str *full = target->full_name;
    if (full == NULL || full->length < 5 ||
        (memcmp(str_data(full), "str.", 4) != 0 && memcmp(str_data(full), "byte", 4) != 0)) {
        return false;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(target->name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool raise_positional_count(Thread *t, const BindTarget *target,
                                   const NativeSignature *signature, size_t count)
{
    size_t skip = target->has_self;
    size_t most = signature->positional - skip;
    size_t least = signature->required > skip ? signature->required - skip : 0;
    size_t given = count - skip;
    bool variadic = signature->rest != UINT32_MAX;
    if (most == 3 && counts_like_find(target)) {
        RAISE(t, TypeError, given < least ? "%s() takes at least %zu argument%s (%zu given)"
                                          : "%s() takes at most %zu argument%s (%zu given)",
              target->name, given < least ? least : most, given < least ? "" : "s", given);
    } else if (most == 0 && !variadic) {
        RAISE(t, TypeError, "%S() takes no arguments (%zu given)", target->full_name, given);
    } else if (most == 1 && least == 1 && !variadic && target->method_style) {
        RAISE(t, TypeError, "%S() takes exactly one argument (%zu given)", target->full_name, given);
    } else if (least == most && !variadic) {
        RAISE(t, TypeError, "%s expected %zu argument%s, got %zu", target->name, most,
              most == 1 ? "" : "s", given);
    } else if (given < least) {
        RAISE(t, TypeError, "%s expected at least %zu argument%s, got %zu", target->name, least,
              least == 1 ? "" : "s", given);
    } else {
        RAISE(t, TypeError, "%s expected at most %zu argument%s, got %zu", target->name, most,
              most == 1 ? "" : "s", given);
    }
    return false;
}

static bool raise_too_many(Thread *t, const BindTarget *target, const NativeSignature *signature,
                           size_t count, size_t named)
{
    size_t skip = target->has_self;
    size_t given = count - skip;
    size_t total = signature->count - skip;
    if (given + named > total) {
        RAISE(t, TypeError, "%s() takes at most %zu %sargument%s (%zu given)", target->name, total,
              given == 0 ? "keyword " : "", total == 1 ? "" : "s", given + named);
        return false;
    }
    size_t most = signature->positional - skip;
    if (most == 0) {
        RAISE(t, TypeError, "%s() takes no positional arguments", target->name);
    } else {
        size_t least = signature->required > skip ? signature->required - skip : 0;
        RAISE(t, TypeError, "%s() takes %s %zu positional argument%s (%zu given)", target->name,
              least < most ? "at most" : "exactly", most, most == 1 ? "" : "s", given);
    }
    return false;
}

static bool raise_missing(Thread *t, const BindTarget *target, const NativeSignature *signature,
                          uint32_t index, size_t count)
{
    size_t skip = target->has_self;
    if (index < signature->positional_only) {
        size_t least = 0;
        for (uint32_t i = (uint32_t)skip; i < signature->positional_only; i++) {
            least += signature->parameters[i].required;
        }
        size_t most = signature->positional - skip;
        RAISE(t, TypeError, "%s() takes %s %zu positional argument%s (%zu given)", target->name,
              least < most ? "at least" : "exactly", least, least == 1 ? "" : "s", count - skip);
    } else {
        RAISE(t, TypeError, "%s() missing required argument '%S' (pos %zu)", target->name,
              signature->parameters[index].name, index + 1 - skip);
    }
    return false;
}

/* ---- binding ---- */

static bool has_keyword_parameters(const NativeSignature *signature)
{
    return signature->keyword_only || signature->keywords != UINT32_MAX ||
           signature->positional_only < signature->positional;
}

static uint32_t find_parameter(const NativeSignature *signature, Str *name)
{
    for (uint32_t i = signature->positional_only; i < signature->count; i++) {
        if (i != signature->rest && i != signature->keywords &&
            (signature->parameters[i].name == name ||
             weft__str_equal(signature->parameters[i].name, name))) {
            return i;
        }
    }
    return UINT32_MAX;
}

static bool bind_keywords(Thread *t, const BindTarget *target, const NativeSignature *signature,
                          Value *values, Tuple *names, Value *bound, Value *unknown)
{
    Dict *extra = NULL;
    if (signature->keywords != UINT32_MAX) {
        extra = as_dict(bound[signature->keywords]);
    }
    for (size_t i = 0; i < tuple_length(names); i++) {
        Value name = names->items[i];
        if (!is_str(t, name)) {
            RAISE(t, TypeError, "keywords must be strings");
            return false;
        }
        uint32_t at = find_parameter(signature, as_str(name));
        if (at != UINT32_MAX) {
            if (bound[at] != EMPTY) {
                RAISE(t, TypeError, "argument for %s() given by name ('%V') and position (%zu)",
                      target->name, name, (size_t)at + 1 - target->has_self);
                return false;
            }
            bound[at] = values[i];
        } else if (extra != NULL) {
            if (!weft__dict_set(t, extra, name, values[i])) {
                return false;
            }
        } else if (*unknown == EMPTY) {
            *unknown = name;
        }
    }
    return true;
}

bool weft__signature_bind(Thread *t, const NativeSignature *signature, const BindTarget *target,
                          Value *args, size_t count, Value names, Value *bound)
{
    size_t named = names == EMPTY ? 0 : tuple_length(as_tuple(names));
    bool keywords = has_keyword_parameters(signature);
    if (named > 0 && !keywords) {
        RAISE(t, TypeError, "%S() takes no keyword arguments", target->full_name);
        return false;
    }
    size_t positional = signature->positional;
    if (count > positional && signature->rest == UINT32_MAX) {
        return keywords && !target->plain_count
                   ? raise_too_many(t, target, signature, count, named)
                   : raise_positional_count(t, target, signature, count);
    }
    for (uint32_t i = 0; i < signature->count; i++) {
        bound[i] = i < count && i < positional ? args[i] : EMPTY;
    }
    if (signature->rest != UINT32_MAX) {
        size_t extra = count > positional ? count - positional : 0;
        Tuple *rest = extra == 0 ? t->runtime->empty_tuple
                                 : weft__tuple_from(t, args + positional, extra);
        if (rest == NULL) {
            return false;
        }
        bound[signature->rest] = value_from_pointer(rest);
    }
    if (signature->keywords != UINT32_MAX) {
        bound[signature->keywords] = value_or_empty(weft__dict_new(t));
        if (bound[signature->keywords] == EMPTY) {
            return false;
        }
    }
    Value unknown = EMPTY;
    if (named > 0 && !bind_keywords(t, target, signature, args + count, as_tuple(names), bound,
                                    &unknown)) {
        return false;
    }
    for (uint32_t i = 0; i < signature->count; i++) {
        if (bound[i] != EMPTY) {
            continue;
        }
        const NativeParameter *parameter = &signature->parameters[i];
        if (parameter->required) {
            return keywords && !target->plain_count
                       ? raise_missing(t, target, signature, i, count)
                       : raise_positional_count(t, target, signature, count);
        }
        bound[i] = parameter->otherwise;
    }
    if (unknown != EMPTY) {
        RAISE(t, TypeError, "'%V' is an invalid keyword argument for %s()", unknown, target->name);
        return false;
    }
    return true;
}

bool weft__bind_native(Thread *t, const char *name, const char *text, Value *args, size_t count,
                       Value names, Value *bound)
{
    NativeSignature *signature = weft__signature_parse(t, text);
    Str *full_name = signature == NULL ? NULL : weft__str_from_c(t, name);
    if (full_name == NULL) {
        return false;
    }
    BindTarget target = {name, full_name, 0, false, false};
    return weft__signature_bind(t, signature, &target, args, count, names, bound) &&
           signature->count <= UINT32_MAX; /* keeps the signature in reach of the collector */
}
