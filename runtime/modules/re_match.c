/* re_match.c - match objects and replacement templates.
 *
 * A match never changes after it was made, so threads may share it. A template is parsed once for each call
 * of sub() and lives on the C stack.
 */
#include "modules/re_translate.h"

/* ---- templates ---- */

typedef struct TemplateReader {
    Thread *t;
    Pattern *pattern;
    Value source;
    const Str *text;
    const unsigned char *bytes;
    size_t length, at;
    TextBuilder literals;
    size_t literal_length, literal_start;
    Template *result;
} TemplateReader;

static int64_t peek(const TemplateReader *r)
{
    return r->at >= r->length ? -1 : r->text != NULL ? (int64_t)str_char(r->text, r->at) : r->bytes[r->at];
}
static bool literal(TemplateReader *r, uint32_t c)
{
    r->literal_length++;
    return weft__builder_char(&r->literals, c);
}
static bool add_part(TemplateReader *r, int64_t group)
{
    Template *result = r->result;
    size_t room = result->storage == NULL ? 0 : result->storage->capacity / sizeof(TemplatePart);
    if (result->count == room) {
        ByteArray *larger = weft__byte_array_new(r->t, (room * 2 + 8) * sizeof(TemplatePart));
        if (larger == NULL) {
            return false;
        }
        if (result->count > 0) {
            memcpy(larger->bytes, result->parts, result->count * sizeof(TemplatePart));
        }
        result->storage = larger;
        result->parts = (TemplatePart *)(void *)larger->bytes;
    }
    result->parts[result->count++] = (TemplatePart){group, r->literal_start, r->literal_length};
    return true;
}
/* Ends the literal before a group reference. */
static bool flush_literal(TemplateReader *r)
{
    bool fine = r->literal_length == r->literal_start || add_part(r, -1);
    r->literal_start = r->literal_length;
    return fine;
}
static bool template_error(TemplateReader *r, size_t position, const char *format, Value detail)
{
    weft__re_error(r->t, r->source, (int64_t)position, format, detail);
    return false;
}
static bool reference(TemplateReader *r, uint64_t group, size_t position)
{
    if (group > r->pattern->groups) {
        weft__re_error(r->t, r->source, (int64_t)position, "invalid group reference %lld", (long long)group);
        return false;
    }
    return flush_literal(r) && add_part(r, (int64_t)group);
}
static Str *piece(TemplateReader *r, size_t from, size_t to)
{
    if (r->text != NULL) {
        return weft__str_substring(r->t, (Str *)(uintptr_t)r->text, from, to);
    }
    Str *s = weft__str_new(r->t, to - from, 255);
    for (size_t i = from; s != NULL && i < to; i++) {
        weft__str_put(s, i - from, r->bytes[i]);
    }
    return s;
}

/* Behind "\g". */
static bool named_reference(TemplateReader *r)
{
    if (peek(r) != '<') {
        return template_error(r, r->at, "missing <", NONE);
    }
    size_t from = ++r->at;
    while (peek(r) >= 0 && peek(r) != '>') {
        r->at++;
    }
    if (peek(r) < 0) {
        return template_error(r, from, r->at == from ? "missing group name" : "missing >, unterminated name",
                              NONE);
    }
    if (r->at == from) {
        return template_error(r, r->at++, "missing group name", NONE);
    }
    Str *name = piece(r, from, r->at++);
    if (name == NULL) {
        return false;
    }
    uint64_t number;
    int numbered = weft__re_name_number(r->t, name, RE_BAD_NAME " at position %zu", from, &number);
    if (numbered != 0) {
        return numbered > 0 && reference(r, number, from);
    }
    Value known[1] = {value_from_pointer(name)};
    Value identifier = weft__call_method(r->t, known[0], weft__intern_c(r->t, "isidentifier"), NULL, 0);
    if (identifier == EMPTY) {
        return false;
    }
    if (identifier != TRUE_VALUE) {
        return template_error(r, from, r->text != NULL ? RE_BAD_NAME : RE_BAD_BYTES_NAME, known[0]);
    }
    if (r->text == NULL && !weft__re_warn_of_bytes_name(r->t, name, from)) {
        return false;
    }
    Value group = weft__dict_get(r->t, as_dict(r->pattern->group_index), known[0]);
    if (group == EMPTY) {
        RAISE(r->t, IndexError, "unknown group name %R", known[0]);
        return false;
    }
    return flush_literal(r) && add_part(r, value_small_int(group));
}

static bool is_octal(int64_t c) { return c >= '0' && c <= '7'; }

static bool numbered(TemplateReader *r, size_t from, int64_t c)
{
    uint32_t value = (uint32_t)c - '0';
    bool octal = c == '0';
    if (octal) {
        for (int i = 0; i < 2 && is_octal(peek(r)); i++) {
            value = value * 8 + (uint32_t)(peek(r) - '0');
            r->at++;
        }
    } else if (is_digit(peek(r))) {
        int64_t second = peek(r);
        r->at++;
        if (is_octal(c) && is_octal(second) && is_octal(peek(r))) {
            octal = true;
            value = value * 64 + (uint32_t)(second - '0') * 8 + (uint32_t)(peek(r) - '0');
            r->at++;
            if (value > 255) {
                Str *text = piece(r, from, r->at);
                return text != NULL && template_error(r, from, "octal escape value %V outside of range 0-0o377",
                                                      value_from_pointer(text));
            }
        } else {
            value = value * 10 + (uint32_t)(second - '0');
        }
    }
    return octal ? literal(r, value & 255) : reference(r, value, from + 1);
}

static bool template_escape(TemplateReader *r)
{
    size_t from = r->at++;
    int64_t c = peek(r);
    if (c < 0) {
        return template_error(r, from, "bad escape (end of pattern)", NONE);
    }
    r->at++;
    if (c == 'g') {
        return named_reference(r);
    }
    if (is_digit(c)) {
        return numbered(r, from, c);
    }
    switch (c) {
    case 'a': return literal(r, 7);
    case 'b': return literal(r, 8);
    case 'f': return literal(r, 12);
    case 'n': return literal(r, 10);
    case 'r': return literal(r, 13);
    case 't': return literal(r, 9);
    case 'v': return literal(r, 11);
    case '\\': return literal(r, '\\');
    default: break;
    }
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
        Str *text = piece(r, from, r->at);
        return text != NULL && template_error(r, from, "bad escape %V", value_from_pointer(text));
    }
    return literal(r, '\\') && literal(r, (uint32_t)c);
}

/* The common case: no backslash, so the replacement is one literal. */
static bool has_escape(const TemplateReader *r)
{
    if (r->text == NULL) {
        return memchr(r->bytes, '\\', r->length) != NULL;
    }
    if (r->text->width == 1) {
        return memchr(str_data(r->text), '\\', r->length) != NULL;
    }
    for (size_t i = 0; i < r->length; i++) {
        if (str_char(r->text, i) == '\\') {
            return true;
        }
    }
    return false;
}

static Value latin_bytes(Thread *t, Str *s)
{
    Bytes *bytes = weft__bytes_new(t, NULL, s->length);
    for (size_t i = 0; bytes != NULL && i < s->length; i++) {
        bytes->data[i] = (unsigned char)str_char(s, i);
    }
    return value_or_empty(bytes);
}

bool weft__re_template(Thread *t, Pattern *pattern, Value text, Template *result)
{
    TemplateReader r = {.t = t, .pattern = pattern, .source = text, .result = result};
    *result = (Template){text, NULL, NULL, 0};
    if (is_str(t, text)) {
        if (!pattern->is_text) {
            RAISE(t, TypeError, "sequence item 0: expected a bytes-like object, %T found", text);
            return false;
        }
        r.text = as_str(text);
        r.length = r.text->length;
    } else {
        if (type_of(t, text)->slots.get_bytes == NULL) {
            RAISE(t, TypeError, "decoding to str: need a bytes-like object, %T found", text);
            return false;
        }
        if (!weft__get_bytes(t, text, &r.bytes, &r.length)) {
            return false;
        }
        if (pattern->is_text) {
            RAISE(t, TypeError, "sequence item 0: expected str instance, %T found", text);
            return false;
        }
    }
    if (!has_escape(&r)) {
        r.literal_length = r.length;
        if (r.text == NULL && !object_is(text, T(t, bytes))) {
            result->literals = value_or_empty(weft__bytes_new(t, r.bytes, r.length));
        }
        return result->literals != EMPTY && flush_literal(&r);
    }
    weft__builder_init(&r.literals, t);
    while (r.at < r.length) {
        int64_t c = peek(&r);
        bool fine = true;
        if (c == '\\') {
            fine = template_escape(&r);
        } else {
            r.at++;
            fine = literal(&r, (uint32_t)c);
        }
        if (!fine) {
            return false;
        }
    }
    Str *literals = flush_literal(&r) ? weft__builder_finish(&r.literals) : NULL;
    result->literals = literals == NULL   ? EMPTY
                       : pattern->is_text ? value_from_pointer(literals)
                                          : latin_bytes(t, literals);
    return result->literals != EMPTY;
}

bool weft__re_expand(Thread *t, const Template *template, Value string, const int64_t *spans,
                     TextBuilder *text, ByteBuilder *bytes)
{
    bool is_text = is_str(t, template->literals);
    const unsigned char *data = NULL;
    size_t length = 0;
    if (!is_text && !weft__get_bytes(t, string, &data, &length)) {
        return false;
    }
    for (size_t i = 0; i < template->count; i++) {
        const TemplatePart *part = &template->parts[i];
        if (part->group < 0) {
            bool fine =
                is_text ? weft__builder_substring(text, as_str(template->literals), part->from, part->to)
                        : weft__re_bytes_append(bytes, ((Bytes *)value_pointer(template->literals))->data + part->from,
                                                part->to - part->from);
            if (!fine) {
                return false;
            }
            continue;
        }
        int64_t from = spans[2 * part->group], to = spans[2 * part->group + 1];
        if (from < 0) {
            continue;
        }
        if (is_text ? !weft__builder_substring(text, as_str(string), (size_t)from, (size_t)to)
                    : (size_t)to <= length && !weft__re_bytes_append(bytes, data + from, (size_t)(to - from))) {
            return false;
        }
    }
    return true;
}

/* ---- match objects ---- */

/* Group number of an index or a name; -1 with IndexError. */
static int64_t group_number(Thread *t, Match *match, Value key)
{
    int64_t i = -1;
    if (LIKELY(value_is_small_int(key))) {
        i = value_small_int(key);
    } else if (type_of(t, key)->slots.index != NULL) {
        Value exact = weft__index(t, key);
        if (exact == EMPTY || !weft__int_fits_i64(t, exact, &i)) {
            i = -1;
        }
    } else {
        Value number = weft__dict_get(t, as_dict(match->pattern->group_index), key);
        if (number != EMPTY) {
            return value_small_int(number);
        }
    }
    if (i < 0 || i > (int64_t)match->pattern->groups) {
        if (exception_pending(t)) {
            exception_take(t);
        }
        RAISE(t, IndexError, "no such group");
        return -1;
    }
    return i;
}
static Value group_at(Thread *t, Match *match, int64_t i, Value otherwise)
{
    return match->spans[2 * i] < 0
               ? otherwise
               : weft__re_slice(t, match->string, match->spans[2 * i], match->spans[2 * i + 1]);
}
static Value group_by(Thread *t, Match *match, Value key)
{
    int64_t i = group_number(t, match, key);
    return i < 0 ? EMPTY : group_at(t, match, i, NONE);
}

static Value match_group(Thread *t, Value *args)
{
    Match *match = as_match(args[0]);
    Tuple *keys = as_tuple(args[1]);
    size_t count = tuple_length(keys);
    if (count == 0) {
        return group_at(t, match, 0, NONE);
    }
    if (count == 1) {
        return group_by(t, match, keys->items[0]);
    }
    Tuple *result = weft__tuple_new(t, count);
    for (size_t i = 0; result != NULL && i < count; i++) {
        Value part = group_by(t, match, keys->items[i]);
        if (part == EMPTY) {
            return EMPTY;
        }
        result->items[i] = part;
    }
    return value_or_empty(result);
}
static Value match_get_item(Thread *t, Value self, Value key) { return group_by(t, as_match(self), key); }

static Value match_groups(Thread *t, Value *args)
{
    Match *match = as_match(args[0]);
    uint32_t count = match->pattern->groups;
    Tuple *result = weft__tuple_new(t, count);
    for (uint32_t i = 1; result != NULL && i <= count; i++) {
        Value part = group_at(t, match, i, args[1]);
        if (part == EMPTY) {
            return EMPTY;
        }
        result->items[i - 1] = part;
    }
    return value_or_empty(result);
}
static Value match_groupdict(Thread *t, Value *args)
{
    Match *match = as_match(args[0]);
    Dict *result = weft__dict_new(t);
    size_t position = 0;
    Value name, number;
    while (result != NULL &&
           weft__dict_next(t, as_dict(match->pattern->group_index), &position, &name, &number)) {
        Value part = group_at(t, match, value_small_int(number), args[1]);
        if (part == EMPTY || !weft__dict_set(t, result, name, part)) {
            return EMPTY;
        }
    }
    return value_or_empty(result);
}
static Value match_start(Thread *t, Value *args)
{
    int64_t i = group_number(t, as_match(args[0]), args[1]);
    return i < 0 ? EMPTY : value_from_small_int(as_match(args[0])->spans[2 * i]);
}
static Value match_end(Thread *t, Value *args)
{
    int64_t i = group_number(t, as_match(args[0]), args[1]);
    return i < 0 ? EMPTY : value_from_small_int(as_match(args[0])->spans[2 * i + 1]);
}
static Value span_of(Thread *t, Match *match, int64_t i)
{
    return weft__tuple2(t, value_from_small_int(match->spans[2 * i]),
                        value_from_small_int(match->spans[2 * i + 1]));
}
static Value match_span(Thread *t, Value *args)
{
    int64_t i = group_number(t, as_match(args[0]), args[1]);
    return i < 0 ? EMPTY : span_of(t, as_match(args[0]), i);
}
static Value match_expand(Thread *t, Value *args)
{
    Match *match = as_match(args[0]);
    Template template;
    TextBuilder text;
    ByteBuilder bytes = {t, NULL, 0, false};
    weft__builder_init(&text, t);
    if (!weft__re_template(t, match->pattern, args[1], &template) ||
        !weft__re_expand(t, &template, match->string, match->spans, &text, &bytes)) {
        return EMPTY;
    }
    return match->pattern->is_text
               ? value_or_empty(weft__builder_finish(&text))
               : value_or_empty(weft__bytes_new(t, bytes.storage == NULL ? NULL : bytes.storage->bytes,
                                                bytes.length));
}
static Value match_copy(Thread *t, Value *args)
{
    (void)t;
    return args[0];
}

static Value get_string(Thread *t, Value self)
{
    (void)t;
    return as_match(self)->string;
}
static Value get_re(Thread *t, Value self)
{
    (void)t;
    return value_from_pointer(as_match(self)->pattern);
}
static Value get_position(Thread *t, Value self)
{
    (void)t;
    return value_from_small_int(as_match(self)->position);
}
static Value get_end_position(Thread *t, Value self)
{
    (void)t;
    return value_from_small_int(as_match(self)->end_position);
}
static Value get_last_index(Thread *t, Value self)
{
    (void)t;
    int64_t last = as_match(self)->last_index;
    return last == 0 ? NONE : value_from_small_int(last);
}
static Value get_last_group(Thread *t, Value self)
{
    (void)t;
    Match *match = as_match(self);
    return as_tuple(match->pattern->group_names)->items[match->last_index];
}
static Value get_regs(Thread *t, Value self)
{
    Match *match = as_match(self);
    Tuple *result = weft__tuple_new(t, (size_t)match->pattern->groups + 1);
    for (uint32_t i = 0; result != NULL && i <= match->pattern->groups; i++) {
        Value span = span_of(t, match, i);
        if (span == EMPTY) {
            return EMPTY;
        }
        result->items[i] = span;
    }
    return value_or_empty(result);
}

static Value match_repr(Thread *t, Value self)
{
    Match *match = as_match(self);
    Value whole = group_at(t, match, 0, NONE);
    Value text = whole == EMPTY ? EMPTY : weft__repr(t, whole);
    if (text == EMPTY) {
        return EMPTY;
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    weft__builder_format(&b, "<re.Match object; span=(%lld, %lld), match=", (long long)match->spans[0],
                         (long long)match->spans[1]);
    Str *shown = as_str(text);
    weft__builder_substring(&b, shown, 0, shown->length > 50 ? 50 : shown->length);
    weft__builder_char(&b, '>');
    return value_or_empty(weft__builder_finish(&b));
}
static void match_trace(Tracer *tracer, Object *object)
{
    Match *match = (Match *)(void *)object;
    weft__trace_object(tracer, match->pattern);
    weft__trace_value(tracer, match->string);
}

bool weft__re_init_match(Thread *t, Module *m)
{
    static const NativeDef methods[] = {
        {"group", match_group, "self, /, *groups", "Return one or more subgroups of the match.", 0},
        {"groups", match_groups, "self, /, default=None",
         "Return a tuple containing all the subgroups of the match, from 1.", 0},
        {"groupdict", match_groupdict, "self, /, default=None",
         "Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name.", 0},
        {"start", match_start, "self, group=0, /", "Return index of the start of the substring matched by group.", 0},
        {"end", match_end, "self, group=0, /", "Return index of the end of the substring matched by group.", 0},
        {"span", match_span, "self, group=0, /", "For match object m, return the 2-tuple (m.start(group), m.end(group)).", 0},
        {"expand", match_expand, "self, /, template",
         "Return the string obtained by doing backslash substitution on the string template.", 0},
        {"__copy__", match_copy, "self, /", NULL, 0},
        {"__deepcopy__", match_copy, "self, memo, /", NULL, 0},
        {"__class_getitem__", weft__class_getitem, "cls, item, /", "See PEP 585", NATIVE_CLASS},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const GetSetDef attributes[] = {
        {"string", get_string, NULL, "The string passed to match() or search()."},
        {"re", get_re, NULL, "The regular expression object."},
        {"pos", get_position, NULL, "The index into the string at which the RE engine started looking for a match."},
        {"endpos", get_end_position, NULL, "The index into the string beyond which the RE engine will not go."},
        {"lastindex", get_last_index, NULL, "The integer index of the last matched capturing group."},
        {"lastgroup", get_last_group, NULL, "The name of the last matched capturing group."},
        {"regs", get_regs, NULL, NULL},
        {NULL, NULL, NULL, NULL},
    };
    Type *type = weft__native_type_new(t, "re.Match", NULL, sizeof(Match), TYPE_FINAL);
    if (type == NULL) {
        return false;
    }
    type->head.trace = match_trace;
    type->slots.repr = match_repr;
    type->slots.get_item = match_get_item;
    if (!weft__add_methods(t, type, methods) || !weft__add_getsets(t, type, attributes) ||
        !weft__type_ready(t, type)) {
        return false;
    }
    t->runtime->module_values[SLOT_MATCH] = value_from_pointer(type);
    return weft__module_set(t, m, "Match", value_from_pointer(type));
}
