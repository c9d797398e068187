/* re_pattern.c - compiled regular expressions: making them, running them, and what the methods of
 * re.Pattern and the functions of re do with them.
 *
 * Patterns are immutable but for what they cache: code by variant and mode, and spare match data,
 * both exchanged atomically, so any number of threads match with one Pattern without a lock. A match
 * that needs much work (PCRE2's limit, a very long subject) goes on outside the world, so that it
 * holds up no other thread.
 */
#define PCRE2_CODE_UNIT_WIDTH 0
#include <pcre2.h>
#include <stdlib.h>

#include "modules/re_internal.h"

/* ---- compiling ---- */

static const uint8_t variant_width[VARIANT_COUNT] = {1, 1, 2, 4};

static void free_units(void *code, uint8_t width)
{
    if (width == 1) {
        pcre2_code_free_8(code);
    } else if (width == 2) {
        pcre2_code_free_16(code);
    } else {
        pcre2_code_free_32(code);
    }
}

static void free_code(ReCode *code)
{
    if (code != NULL) {
        free_units(code->code, code->width);
        free(code);
    }
}

static uint32_t compile_options(uint32_t flags, enum ReVariant variant, enum ReMode mode, bool text)
{
    uint32_t options = PCRE2_ALT_CIRCUMFLEX;
    options |= flags & RE_IGNORECASE ? PCRE2_CASELESS : 0;
    options |= flags & RE_MULTILINE ? PCRE2_MULTILINE : 0;
    options |= flags & RE_DOTALL ? PCRE2_DOTALL : 0;
    options |= text && !(flags & RE_ASCII) && variant != VARIANT_ASCII ? PCRE2_UCP : 0;
    options |= mode != MODE_SEARCH ? PCRE2_ANCHORED : 0;
    options |= mode == MODE_FULLMATCH ? PCRE2_ENDANCHORED : 0;
    return options;
}

/* `units` are narrowed in place to the variant's width. */
static void *compile_units(uint32_t *units, size_t length, uint8_t width, uint32_t options, int *error,
                           bool *jit)
{
    size_t offset, jit_size = 0;
    void *code = NULL;
#define COMPILE(WIDTH, UNIT)                                                                        \
    {                                                                                               \
        UNIT *narrow = (UNIT *)(void *)units;                                                       \
        for (size_t i = 0; i < length; i++) {                                                       \
            narrow[i] = (UNIT)units[i];                                                             \
        }                                                                                           \
        pcre2_compile_context_##WIDTH *context = pcre2_compile_context_create_##WIDTH(NULL);        \
        if (context == NULL) {                                                                      \
            *error = PCRE2_ERROR_NOMEMORY;                                                          \
            return NULL;                                                                            \
        }                                                                                           \
        pcre2_set_newline_##WIDTH(context, PCRE2_NEWLINE_LF);                                       \
        pcre2_set_parens_nest_limit_##WIDTH(context, 1000);                                         \
        code = pcre2_compile_##WIDTH(narrow, length, options, error, &offset, context);             \
        pcre2_compile_context_free_##WIDTH(context);                                                \
        if (code != NULL && pcre2_jit_compile_##WIDTH(code, PCRE2_JIT_COMPLETE) == 0) {             \
            pcre2_pattern_info_##WIDTH(code, PCRE2_INFO_JITSIZE, &jit_size);                        \
        }                                                                                           \
    }
    if (width == 1) {
        COMPILE(8, uint8_t)
    } else if (width == 2) {
        COMPILE(16, uint16_t)
    } else {
        COMPILE(32, uint32_t)
    }
#undef COMPILE
    *jit = jit_size > 0;
    return code;
}

static ReCode *code_from(Thread *t, Value source, Translation *translation, enum ReVariant variant,
                         enum ReMode mode)
{
    uint8_t width = variant_width[variant];
    int error = 0;
    bool jit;
    uint32_t nothing = 0; /* PCRE2 wants a pointer for an empty pattern too */
    void *raw = compile_units(translation->length == 0 ? &nothing : translation->units, translation->length, width,
                              compile_options(translation->flags, variant, mode, is_str(t, source)),
                              &error, &jit);
    free(translation->units);
    translation->units = NULL;
    ReCode *code = raw == NULL ? NULL : malloc(sizeof *code);
    if (code == NULL) {
        free_units(raw, width);
        if (raw != NULL || error == PCRE2_ERROR_NOMEMORY || error == PCRE2_ERROR_HEAP_FAILED) {
            weft__raise_memory_error(t);
        } else {
            PCRE2_UCHAR8 message[128];
            pcre2_get_error_message_8(error, message, sizeof message);
            weft__re_error(t, source, -1, "%s", (const char *)message);
        }
        return NULL;
    }
    *code = (ReCode){raw, width, jit};
    return code;
}

/* The code for a variant and mode, made on first use. */
static ReCode *code_for(Thread *t, Pattern *pattern, enum ReVariant variant, enum ReMode mode)
{
    ReCode *code = weft__load_acquire(&pattern->codes[variant][mode]); /* edge: re_code */
    if (LIKELY(code != NULL)) {
        return code;
    }
    Translation translation;
    if (!weft__re_translate(t, pattern->source, pattern->flags & ~(uint32_t)RE_UNICODE, variant,
                            &translation)) {
        return NULL;
    }
    code = code_from(t, pattern->source, &translation, variant, mode);
    ReCode *there = NULL;
    if (code != NULL && !weft__exchange_if_acq_rel(&pattern->codes[variant][mode], &there, code)) { /* edge: re_code */
        free_code(code);
        code = there;
    }
    return code;
}

static Value group_names(Thread *t, const Translation *translation)
{
    Tuple *names = weft__tuple_new(t, translation->groups + 1);
    if (names == NULL) {
        return EMPTY;
    }
    for (uint32_t i = 0; i <= translation->groups; i++) {
        names->items[i] = NONE;
    }
    size_t position = 0;
    Value name, number;
    while (weft__dict_next(t, translation->group_index, &position, &name, &number)) {
        names->items[value_small_int(number)] = name;
    }
    return value_from_pointer(names);
}

Value weft__re_compile(Thread *t, Value source, uint32_t flags)
{
    Translation translation;
    enum ReVariant variant = VARIANT_ASCII;
    if (!weft__re_translate(t, source, flags, variant, &translation)) {
        return EMPTY;
    }
    ReCode *code = code_from(t, source, &translation, variant, MODE_SEARCH);
    Pattern *pattern = code == NULL ? NULL : weft__instance_new(t, RE_TYPE(t, SLOT_PATTERN), sizeof *pattern);
    if (pattern == NULL) {
        free_code(code);
        return EMPTY;
    }
    weft__init(&pattern->codes[variant][MODE_SEARCH], code);
    pattern->source = source;
    pattern->flags = translation.flags;
    pattern->groups = translation.groups;
    pattern->closing = translation.closing;
    pattern->is_text = is_str(t, source);
    pattern->group_index = value_from_pointer(translation.group_index);
    pattern->group_names = group_names(t, &translation);
    return pattern->group_names == EMPTY ? EMPTY : value_from_pointer(pattern);
}

static void free_match_data(void *data, int index)
{
    if (data == NULL) {
        return;
    }
    if (index == 0) {
        pcre2_match_data_free_8(data);
    } else if (index == 1) {
        pcre2_match_data_free_16(data);
    } else {
        pcre2_match_data_free_32(data);
    }
}
static void pattern_release(Object *object)
{
    Pattern *pattern = (Pattern *)(void *)object;
    for (int v = 0; v < VARIANT_COUNT; v++) {
        for (int m = 0; m < MODE_COUNT; m++) {
            free_code(weft__load_relaxed(&pattern->codes[v][m])); /* edge: re_code */
        }
    }
    for (int i = 0; i < 3; i++) {
        free_match_data(weft__load_relaxed(&pattern->spare[i]), i); /* edge: re_spare */
    }
}
static void pattern_trace(Tracer *tracer, Object *object)
{
    Pattern *pattern = (Pattern *)(void *)object;
    weft__trace_value(tracer, pattern->source);
    weft__trace_value(tracer, pattern->group_index);
    weft__trace_value(tracer, pattern->group_names);
    weft__trace_object(tracer, pattern->closing);
}

/* ---- running ---- */

bool weft__re_subject(Thread *t, Pattern *pattern, Value string, Value position, Value end,
                      Subject *subject)
{
    subject->string = string;
    subject->text = NULL;
    size_t length;
    if (LIKELY(is_str(t, string))) {
        if (!pattern->is_text) {
            RAISE(t, TypeError, "cannot use a bytes pattern on a string-like object");
            return false;
        }
        Str *s = as_str(string);
        subject->text = s;
        subject->data = s->data;
        length = s->length;
        subject->variant = s->ascii || s->length == 0 ? VARIANT_ASCII
                           : s->width == 1            ? VARIANT_LATIN
                           : s->width == 2            ? VARIANT_WIDE
                                                      : VARIANT_FULL;
    } else {
        if (type_of(t, string)->slots.get_bytes == NULL) {
            RAISE(t, TypeError, "expected string or bytes-like object, got '%T'", string);
            return false;
        }
        const unsigned char *bytes;
        if (!weft__get_bytes(t, string, &bytes, &length)) {
            return false;
        }
        if (pattern->is_text) {
            RAISE(t, TypeError, "cannot use a string pattern on a bytes-like object");
            return false;
        }
        subject->data = bytes;
        subject->variant = VARIANT_ASCII;
    }
    int64_t from = 0, to = (int64_t)length;
    if ((position != EMPTY && !weft__to_index_clipped(t, position, &from)) ||
        (end != EMPTY && !weft__to_index_clipped(t, end, &to))) {
        return false;
    }
    to = to < 0 ? 0 : to > (int64_t)length ? (int64_t)length : to;
    from = from < 0 ? 0 : from > to ? to : from;
    subject->length = (size_t)to;
    subject->start = (size_t)from;
    return true;
}

static int width_index(const ReCode *code) { return code->width == 1 ? 0 : code->width == 2 ? 1 : 2; }

static void *match_data_take(Thread *t, Pattern *pattern, const ReCode *code)
{
    int index = width_index(code);
    void *data = weft__exchange_acquire(&pattern->spare[index], NULL); /* edge: re_spare */
    if (data == NULL) {
        data = index == 0   ? (void *)pcre2_match_data_create_8(pattern->groups + 1, NULL)
               : index == 1 ? (void *)pcre2_match_data_create_16(pattern->groups + 1, NULL)
                            : (void *)pcre2_match_data_create_32(pattern->groups + 1, NULL);
        if (data == NULL) {
            weft__raise_memory_error(t);
        }
    }
    return data;
}
static void match_data_give(Pattern *pattern, const ReCode *code, void *data)
{
    int index = width_index(code);
    free_match_data(weft__exchange_acq_rel(&pattern->spare[index], data), index); /* edge: re_spare */
}

#define DISPATCH(code, ACTION)      \
    ((code)->width == 1   ? ACTION(8)  \
     : (code)->width == 2 ? ACTION(16) \
                          : ACTION(32))

typedef struct Run {
    const ReCode *code;
    const void *data;
    size_t length, start;
    uint32_t options;
    void *match_data;
    int result;
} Run;

static int run_quickly(const Run *run)
{
#define JIT_MATCH(WIDTH) \
    pcre2_jit_match_##WIDTH(run->code->code, run->data, run->length, run->start, run->options, \
                            run->match_data, NULL)
#define MATCH(WIDTH) \
    pcre2_match_##WIDTH(run->code->code, run->data, run->length, run->start, run->options, \
                        run->match_data, NULL)
    return run->code->jit ? DISPATCH(run->code, JIT_MATCH) : DISPATCH(run->code, MATCH);
#undef JIT_MATCH
#undef MATCH
}

/* Without limits, outside the world: touches no value, and the subject's bytes do not move. */
static void run_patiently(void *context)
{
    Run *run = context;
#define PATIENT(WIDTH)                                                                              \
    {                                                                                               \
        pcre2_match_context_##WIDTH *limits = pcre2_match_context_create_##WIDTH(NULL);             \
        pcre2_jit_stack_##WIDTH *stack = pcre2_jit_stack_create_##WIDTH(65536, (size_t)1 << 26, NULL); \
        run->result = PCRE2_ERROR_NOMEMORY;                                                         \
        if (limits != NULL) {                                                                       \
            pcre2_set_match_limit_##WIDTH(limits, UINT32_MAX);                                      \
            pcre2_set_depth_limit_##WIDTH(limits, UINT32_MAX);                                      \
            pcre2_set_heap_limit_##WIDTH(limits, UINT32_MAX);                                       \
            pcre2_jit_stack_assign_##WIDTH(limits, NULL, stack);                                    \
            run->result = pcre2_match_##WIDTH(run->code->code, run->data, run->length, run->start,  \
                                              run->options, run->match_data, limits);               \
            if (run->result == PCRE2_ERROR_JIT_STACKLIMIT) {                                        \
                run->result = pcre2_match_##WIDTH(run->code->code, run->data, run->length,          \
                                                  run->start, run->options | PCRE2_NO_JIT,          \
                                                  run->match_data, limits);                         \
            }                                                                                       \
        }                                                                                           \
        pcre2_jit_stack_free_##WIDTH(stack);                                                        \
        pcre2_match_context_free_##WIDTH(limits);                                                   \
    }
    if (run->code->width == 1) {
        PATIENT(8)
    } else if (run->code->width == 2) {
        PATIENT(16)
    } else {
        PATIENT(32)
    }
#undef PATIENT
}

static const size_t *offsets_of(const ReCode *code, void *data)
{
#define OFFSETS(WIDTH) pcre2_get_ovector_pointer_##WIDTH(data)
    return DISPATCH(code, OFFSETS);
#undef OFFSETS
}

int weft__re_run(Thread *t, Pattern *pattern, const Subject *subject, enum ReMode mode, size_t start,
                 bool nonempty, int64_t *spans)
{
    const size_t long_subject = (size_t)4 << 20;
    ReCode *code = code_for(t, pattern, subject->variant, mode);
    void *data = code == NULL ? NULL : match_data_take(t, pattern, code);
    if (data == NULL) {
        return -1;
    }
    Run run = {code, subject->data, subject->length, start, nonempty ? PCRE2_NOTEMPTY_ATSTART : 0, data, 0};
    int result = PCRE2_ERROR_MATCHLIMIT;
    if (LIKELY(subject->length - start < long_subject)) {
        result = run_quickly(&run);
    }
    if (UNLIKELY(result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_JIT_STACKLIMIT ||
                 result == PCRE2_ERROR_DEPTHLIMIT || result == PCRE2_ERROR_HEAPLIMIT)) {
        weft__run_outside(t, run_patiently, &run);
        result = run.result;
    }
    if (result > 0) {
        const size_t *offsets = offsets_of(code, data);
        size_t given = 2 * (size_t)result, wanted = 2 * ((size_t)pattern->groups + 1);
        for (size_t i = 0; i < wanted; i++) {
            spans[i] = i < given && offsets[i] != PCRE2_UNSET ? (int64_t)offsets[i] : -1;
        }
    }
    match_data_give(pattern, code, data);
    if (result > 0) {
        return 1;
    }
    if (result == PCRE2_ERROR_NOMATCH) {
        return 0;
    }
    if (result == PCRE2_ERROR_NOMEMORY) {
        weft__raise_memory_error(t);
    } else {
        RAISE(t, RuntimeError, "regular expression matching failed (error %d)", result);
    }
    return -1;
}

/* Room for the spans of one match: on the C stack when the groups are few. */
static int64_t *span_room(Thread *t, Pattern *pattern, int64_t *few)
{
    if (pattern->groups < FEW_GROUPS) {
        return few;
    }
    ByteArray *many = weft__byte_array_new(t, 2 * ((size_t)pattern->groups + 1) * sizeof(int64_t));
    return many == NULL ? NULL : (int64_t *)(void *)many->bytes;
}

/* The group that closed last: the one that ends furthest, by the order of closing parentheses. */
static int64_t last_group(const Pattern *pattern, const int64_t *spans)
{
    int64_t last = 0;
    const uint32_t *closing = (const uint32_t *)(const void *)pattern->closing->bytes;
    for (uint32_t i = 1; i <= pattern->groups; i++) {
        int64_t end = spans[2 * i + 1];
        if (end >= 0 && (last == 0 || end > spans[2 * last + 1] ||
                         (end == spans[2 * last + 1] && closing[i] > closing[last]))) {
            last = i;
        }
    }
    return last;
}

Match *weft__re_match_new(Thread *t, Pattern *pattern, const Subject *subject, const int64_t *spans)
{
    size_t count = 2 * ((size_t)pattern->groups + 1);
    Match *match = weft__alloc(t, sizeof *match + count * sizeof(int64_t), RE_TYPE(t, SLOT_MATCH));
    if (match != NULL) {
        match->pattern = pattern;
        match->string = subject->string;
        match->position = (int64_t)subject->start;
        match->end_position = (int64_t)subject->length;
        match->last_index = pattern->groups == 0 ? 0 : last_group(pattern, spans);
        memcpy(match->spans, spans, count * sizeof(int64_t));
    }
    return match;
}

Value weft__re_find(Thread *t, Pattern *pattern, Value string, Value position, Value end,
                    enum ReMode mode)
{
    Subject subject;
    int64_t few[2 * (FEW_GROUPS + 1)];
    int64_t *spans = span_room(t, pattern, few);
    if (spans == NULL || !weft__re_subject(t, pattern, string, position, end, &subject)) {
        return EMPTY;
    }
    int found = weft__re_run(t, pattern, &subject, mode, subject.start, false, spans);
    return found > 0 ? value_or_empty(weft__re_match_new(t, pattern, &subject, spans))
                     : found < 0 ? EMPTY
                                 : NONE;
}

Value weft__re_slice(Thread *t, Value string, int64_t from, int64_t to)
{
    if (is_str(t, string)) {
        Str *s = as_str(string);
        return value_or_empty(weft__str_substring(t, s, (size_t)from, (size_t)to));
    }
    const unsigned char *bytes;
    size_t length;
    if (!weft__get_bytes(t, string, &bytes, &length)) {
        return EMPTY;
    }
    /* a bytearray may have shrunk since */
    size_t end = (size_t)to > length ? length : (size_t)to;
    size_t start = (size_t)from > end ? end : (size_t)from;
    if (start == 0 && end == length && object_is(string, T(t, bytes))) {
        return string;
    }
    return value_or_empty(weft__bytes_new(t, bytes + start, end - start));
}

/* Walks all matches as findall, finditer, sub and split do. */
typedef struct Walk {
    Pattern *pattern;
    Subject subject;
    int64_t *spans;
    int64_t few[2 * (FEW_GROUPS + 1)];
    size_t at;
    bool nonempty; /* the match before was empty: the next one here must not be */
} Walk;

static bool walk_start(Thread *t, Walk *walk, Pattern *pattern, Value string, Value position, Value end)
{
    walk->pattern = pattern;
    walk->spans = span_room(t, pattern, walk->few);
    if (walk->spans == NULL || !weft__re_subject(t, pattern, string, position, end, &walk->subject)) {
        return false;
    }
    walk->at = walk->subject.start;
    walk->nonempty = false;
    return true;
}
static int walk_next(Thread *t, Walk *walk)
{
    int found = weft__re_run(t, walk->pattern, &walk->subject, MODE_SEARCH, walk->at, walk->nonempty,
                             walk->spans);
    if (found > 0) {
        walk->at = (size_t)walk->spans[1];
        walk->nonempty = walk->spans[0] == walk->spans[1];
        weft__safepoint(t);
    }
    return found;
}

static Value empty_like(Thread *t, const Pattern *pattern)
{
    return pattern->is_text ? value_from_pointer(t->runtime->empty_str) : t->runtime->empty_bytes;
}

static Value found_item(Thread *t, const Walk *walk)
{
    uint32_t groups = walk->pattern->groups;
    const int64_t *spans = walk->spans;
    if (groups <= 1) {
        const int64_t *span = spans + 2 * groups;
        return span[0] < 0 ? empty_like(t, walk->pattern)
                           : weft__re_slice(t, walk->subject.string, span[0], span[1]);
    }
    Tuple *tuple = weft__tuple_new(t, groups);
    for (uint32_t i = 1; tuple != NULL && i <= groups; i++) {
        Value part = spans[2 * i] < 0 ? empty_like(t, walk->pattern)
                                      : weft__re_slice(t, walk->subject.string, spans[2 * i], spans[2 * i + 1]);
        if (part == EMPTY) {
            return EMPTY;
        }
        tuple->items[i - 1] = part;
    }
    return value_or_empty(tuple);
}

Value weft__re_findall(Thread *t, Pattern *pattern, Value string, Value position, Value end)
{
    Walk walk;
    List *list = weft__list_new(t, 8);
    if (list == NULL || !walk_start(t, &walk, pattern, string, position, end)) {
        return EMPTY;
    }
    int found;
    while ((found = walk_next(t, &walk)) > 0) {
        Value item = found_item(t, &walk);
        if (item == EMPTY || !weft__list_append(t, list, item)) {
            return EMPTY;
        }
    }
    return found < 0 ? EMPTY : value_from_pointer(list);
}

Value weft__re_split(Thread *t, Pattern *pattern, Value string, Value limit_value)
{
    Walk walk;
    int64_t limit, done = 0, last = 0;
    List *list = weft__list_new(t, 8);
    if (list == NULL || !weft__to_i64(t, limit_value, &limit) ||
        !walk_start(t, &walk, pattern, string, EMPTY, EMPTY)) {
        return EMPTY;
    }
    int found = 0;
    while ((limit == 0 || done < limit) && (found = walk_next(t, &walk)) > 0) {
        Value part = weft__re_slice(t, string, last, walk.spans[0]);
        if (part == EMPTY || !weft__list_append(t, list, part)) {
            return EMPTY;
        }
        for (uint32_t i = 1; i <= pattern->groups; i++) {
            part = walk.spans[2 * i] < 0
                       ? NONE
                       : weft__re_slice(t, string, walk.spans[2 * i], walk.spans[2 * i + 1]);
            if (part == EMPTY || !weft__list_append(t, list, part)) {
                return EMPTY;
            }
        }
        last = walk.spans[1];
        done++;
    }
    if (found < 0) {
        return EMPTY;
    }
    Value rest = weft__re_slice(t, string, last, (int64_t)walk.subject.length);
    return rest != EMPTY && weft__list_append(t, list, rest) ? value_from_pointer(list) : EMPTY;
}

/* ---- sub ---- */

typedef struct Substitution {
    Walk walk;
    Value replacement;
    bool calls;       /* replacement is called with each match */
    Template template;
    TextBuilder text;
    ByteBuilder bytes;
    size_t items;     /* pieces so far, for messages */
} Substitution;

bool weft__re_bytes_append(ByteBuilder *b, const void *data, size_t length)
{
    size_t room = b->storage == NULL ? 0 : b->storage->capacity;
    if (b->failed) {
        return false;
    }
    if (room - b->length < length) {
        ByteArray *larger = weft__byte_array_new(b->thread, (b->length + length) * 2 + 64);
        if (larger == NULL) {
            b->failed = true;
            return false;
        }
        if (b->length > 0) {
            memcpy(larger->bytes, b->storage->bytes, b->length);
        }
        b->storage = larger;
    }
    if (length > 0) {
        memcpy(b->storage->bytes + b->length, data, length);
    }
    b->length += length;
    return true;
}

/* Text between matches. */
static bool append_between(Substitution *s, size_t from, size_t to)
{
    const Subject *subject = &s->walk.subject;
    if (from >= to) {
        return true;
    }
    s->items++;
    return subject->text != NULL
               ? weft__builder_substring(&s->text, subject->text, from, to)
               : weft__re_bytes_append(&s->bytes, (const unsigned char *)subject->data + from, to - from);
}

static bool append_call(Thread *t, Substitution *s)
{
    Match *match = weft__re_match_new(t, s->walk.pattern, &s->walk.subject, s->walk.spans);
    Value item = match == NULL ? EMPTY : weft__call1(t, s->replacement, value_from_pointer(match));
    if (item == EMPTY || item == NONE) {
        return item == NONE;
    }
    size_t index = s->items++;
    if (s->walk.subject.text != NULL) {
        if (!is_str(t, item)) {
            RAISE(t, TypeError, "sequence item %zu: expected str instance, %T found", index, item);
            return false;
        }
        return weft__builder_str(&s->text, as_str(item));
    }
    const unsigned char *data;
    size_t length;
    if (type_of(t, item)->slots.get_bytes == NULL) {
        RAISE(t, TypeError, "sequence item %zu: expected a bytes-like object, %T found", index, item);
        return false;
    }
    return weft__get_bytes(t, item, &data, &length) && weft__re_bytes_append(&s->bytes, data, length);
}

static bool append_replacement(Thread *t, Substitution *s)
{
    if (s->calls) {
        return append_call(t, s);
    }
    s->items++;
    return weft__re_expand(t, &s->template, s->walk.subject.string, s->walk.spans, &s->text, &s->bytes);
}

static bool substitution_start(Thread *t, Substitution *s, Pattern *pattern, Value replacement,
                               Value string)
{
    s->replacement = replacement;
    s->items = 0;
    s->bytes = (ByteBuilder){t, NULL, 0, false};
    weft__builder_init(&s->text, t);
    s->calls = weft__is_callable(t, replacement);
    if (!s->calls && !weft__re_template(t, pattern, replacement, &s->template)) {
        return false;
    }
    return walk_start(t, &s->walk, pattern, string, EMPTY, EMPTY);
}

Value weft__re_substitute(Thread *t, Pattern *pattern, Value replacement, Value string,
                          Value limit_value, bool with_count)
{
    Substitution s;
    int64_t limit, done = 0;
    if (!weft__to_i64(t, limit_value, &limit) ||
        !substitution_start(t, &s, pattern, replacement, string)) {
        return EMPTY;
    }
    size_t last = 0;
    int found = 0;
    while ((limit == 0 || done < limit) && (found = walk_next(t, &s.walk)) > 0) {
        size_t end = (size_t)s.walk.spans[1];
        if (!append_between(&s, last, (size_t)s.walk.spans[0]) || !append_replacement(t, &s)) {
            return EMPTY;
        }
        last = end;
        done++;
    }
    if (found < 0) {
        return EMPTY;
    }
    Value result;
    if (done == 0) {
        result = weft__re_slice(t, string, 0, (int64_t)s.walk.subject.length);
    } else if (!append_between(&s, last, s.walk.subject.length)) {
        return EMPTY;
    } else {
        result = pattern->is_text
                     ? value_or_empty(weft__builder_finish(&s.text))
                     : value_or_empty(weft__bytes_new(t, s.bytes.storage == NULL ? NULL : s.bytes.storage->bytes,
                                                      s.bytes.length));
    }
    return with_count && result != EMPTY ? weft__tuple2(t, result, value_from_small_int(done)) : result;
}

/* ---- finditer and scanners ---- */

typedef struct Scanner {
    Object head;
    Pattern *pattern; /* these never change */
    Value string;
    int64_t start, end;
    ATOMIC(uint64_t) state; /* position * 2 + (the match before was empty); UINT64_MAX: exhausted;
                               compare-exchange; edge: re_scanner */
} Scanner;

static Value scanner_new(Thread *t, Pattern *pattern, Value string, Value position, Value end)
{
    Subject subject;
    if (!weft__re_subject(t, pattern, string, position, end, &subject)) {
        return EMPTY;
    }
    Scanner *scanner = weft__alloc(t, sizeof *scanner, RE_TYPE(t, SLOT_SCANNER));
    if (scanner != NULL) {
        scanner->pattern = pattern;
        scanner->string = string;
        scanner->start = (int64_t)subject.start;
        scanner->end = (int64_t)subject.length;
        weft__init(&scanner->state, (uint64_t)subject.start * 2);
    }
    return value_or_empty(scanner);
}
Value weft__re_finditer(Thread *t, Pattern *pattern, Value string, Value position, Value end)
{
    return scanner_new(t, pattern, string, position, end);
}

/* EMPTY without exception: no further match. Each match is handed out to one caller. */
static Value scanner_step(Thread *t, Scanner *scanner, enum ReMode mode)
{
    Subject subject;
    int64_t few[2 * (FEW_GROUPS + 1)];
    int64_t *spans = span_room(t, scanner->pattern, few);
    if (spans == NULL || !weft__re_subject(t, scanner->pattern, scanner->string,
                                           value_from_small_int(scanner->start),
                                           value_from_small_int(scanner->end), &subject)) {
        return EMPTY;
    }
    for (;;) {
        uint64_t state = weft__load_acquire(&scanner->state); /* edge: re_scanner */
        if (state == UINT64_MAX || state / 2 > subject.length) {
            return EMPTY;
        }
        int found = weft__re_run(t, scanner->pattern, &subject, mode, (size_t)(state / 2), state & 1, spans);
        if (found < 0) {
            return EMPTY;
        }
        uint64_t next = found == 0 ? UINT64_MAX
                                   : (uint64_t)spans[1] * 2 + (spans[0] == spans[1]);
        if (weft__exchange_if_acq_rel(&scanner->state, &state, next)) { /* edge: re_scanner */
            return found == 0 ? EMPTY
                              : value_or_empty(weft__re_match_new(t, scanner->pattern, &subject, spans));
        }
    }
}
static Value scanner_next(Thread *t, Value self) { return scanner_step(t, value_pointer(self), MODE_SEARCH); }
static Value none_at_end(Thread *t, Value match)
{
    return match == EMPTY && !exception_pending(t) ? NONE : match;
}
static Value scanner_match(Thread *t, Value *args)
{
    return none_at_end(t, scanner_step(t, value_pointer(args[0]), MODE_MATCH));
}
static Value scanner_search(Thread *t, Value *args)
{
    return none_at_end(t, scanner_step(t, value_pointer(args[0]), MODE_SEARCH));
}
static Value scanner_pattern(Thread *t, Value self)
{
    (void)t;
    return value_from_pointer(((Scanner *)value_pointer(self))->pattern);
}
static Value return_self(Thread *t, Value self)
{
    (void)t;
    return self;
}
static void scanner_trace(Tracer *tracer, Object *object)
{
    Scanner *scanner = (Scanner *)(void *)object;
    weft__trace_object(tracer, scanner->pattern);
    weft__trace_value(tracer, scanner->string);
}

/* ---- methods ---- */

static Value pattern_match(Thread *t, Value *args)
{
    return weft__re_find(t, as_pattern(args[0]), args[1], args[2], args[3], MODE_MATCH);
}
static Value pattern_fullmatch(Thread *t, Value *args)
{
    return weft__re_find(t, as_pattern(args[0]), args[1], args[2], args[3], MODE_FULLMATCH);
}
static Value pattern_search(Thread *t, Value *args)
{
    return weft__re_find(t, as_pattern(args[0]), args[1], args[2], args[3], MODE_SEARCH);
}
static Value pattern_findall(Thread *t, Value *args)
{
    return weft__re_findall(t, as_pattern(args[0]), args[1], args[2], args[3]);
}
static Value pattern_finditer(Thread *t, Value *args)
{
    return weft__re_finditer(t, as_pattern(args[0]), args[1], args[2], args[3]);
}
static Value pattern_split(Thread *t, Value *args)
{
    return weft__re_split(t, as_pattern(args[0]), args[1], args[2]);
}
static Value pattern_sub(Thread *t, Value *args)
{
    return weft__re_substitute(t, as_pattern(args[0]), args[1], args[2], args[3], false);
}
static Value pattern_subn(Thread *t, Value *args)
{
    return weft__re_substitute(t, as_pattern(args[0]), args[1], args[2], args[3], true);
}
static Value pattern_copy(Thread *t, Value *args)
{
    (void)t;
    return args[0];
}
static Value get_flags(Thread *t, Value self)
{
    (void)t;
    return value_from_small_int(as_pattern(self)->flags);
}
static Value get_groups(Thread *t, Value self)
{
    (void)t;
    return value_from_small_int(as_pattern(self)->groups);
}
static Value get_group_index(Thread *t, Value self)
{
    return weft__mapping_proxy_new(t, as_pattern(self)->group_index);
}
static Value get_pattern(Thread *t, Value self)
{
    (void)t;
    return as_pattern(self)->source;
}

static Value pattern_repr(Thread *t, Value self)
{
    static const struct { uint32_t flag; const char *name; } names[] = {
        {RE_TEMPLATE, "re.TEMPLATE"}, {RE_IGNORECASE, "re.IGNORECASE"}, {RE_LOCALE, "re.LOCALE"},
        {RE_MULTILINE, "re.MULTILINE"}, {RE_DOTALL, "re.DOTALL"}, {RE_UNICODE, "re.UNICODE"},
        {RE_VERBOSE, "re.VERBOSE"}, {RE_DEBUG, "re.DEBUG"}, {RE_ASCII, "re.ASCII"}};
    Pattern *pattern = as_pattern(self);
    uint32_t flags = pattern->flags;
    if (pattern->is_text && (flags & (RE_LOCALE | RE_UNICODE | RE_ASCII)) == RE_UNICODE) {
        flags &= ~(uint32_t)RE_UNICODE;
    }
    Value source = weft__repr(t, pattern->source);
    if (source == EMPTY) {
        return EMPTY;
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    weft__builder_c(&b, "re.compile(");
    Str *text = as_str(source);
    weft__builder_substring(&b, text, 0, text->length > 200 ? 200 : text->length);
    bool first = true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (flags & names[i].flag) {
            weft__builder_c(&b, first ? ", " : "|");
            weft__builder_c(&b, names[i].name);
            flags &= ~names[i].flag;
            first = false;
        }
    }
    if (flags != 0) {
        weft__builder_format(&b, "%s0x%x", first ? ", " : "|", flags);
    }
    weft__builder_char(&b, ')');
    return value_or_empty(weft__builder_finish(&b));
}
static Value pattern_compare(Thread *t, Value a, Value b, Comparison op)
{
    if ((op != CMP_EQ && op != CMP_NE) || type_of(t, a) != type_of(t, b)) {
        return NOT_IMPLEMENTED;
    }
    Pattern *x = as_pattern(a), *y = as_pattern(b);
    int same = x->flags == y->flags && x->is_text == y->is_text;
    if (same && x != y) {
        same = weft__equal(t, x->source, y->source);
    }
    return same < 0 ? EMPTY : value_from_bool((same != 0) == (op == CMP_EQ));
}
static bool pattern_hash(Thread *t, Value self, int64_t *hash)
{
    if (!weft__hash(t, as_pattern(self)->source, hash)) {
        return false;
    }
    *hash ^= (int64_t)as_pattern(self)->flags << 8;
    *hash -= *hash == -1;
    return true;
}

#define WHERE "self, /, string, pos=, endpos="
static Value pattern_scanner(Thread *t, Value *args)
{
    return scanner_new(t, as_pattern(args[0]), args[1], args[2], args[3]);
}
static const NativeDef pattern_methods[] = {
    {"match", pattern_match, WHERE, "Matches zero or more characters at the beginning of the string.", 0},
    {"fullmatch", pattern_fullmatch, WHERE, "Matches against all of the string.", 0},
    {"search", pattern_search, WHERE, "Scan through string looking for a match.", 0},
    {"findall", pattern_findall, WHERE, "Return a list of all non-overlapping matches of pattern in string.", 0},
    {"finditer", pattern_finditer, WHERE,
     "Return an iterator over all non-overlapping matches for the RE pattern in string.", 0},
    {"scanner", pattern_scanner, WHERE, NULL, 0},
    {"split", pattern_split, "self, /, string, maxsplit=0", "Split string by the occurrences of pattern.", 0},
    {"sub", pattern_sub, "self, /, repl, string, count=0",
     "Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string "
     "by replacement repl.", 0},
    {"subn", pattern_subn, "self, /, repl, string, count=0",
     "Return the tuple (new_string, number_of_subs_made).", 0},
    {"__copy__", pattern_copy, "self, /", NULL, 0},
    {"__deepcopy__", pattern_copy, "self, memo, /", NULL, 0},
    {"__class_getitem__", weft__class_getitem, "cls, item, /", "See PEP 585", NATIVE_CLASS},
    {NULL, NULL, NULL, NULL, 0},
};
static const GetSetDef pattern_attributes[] = {
    {"flags", get_flags, NULL, "The regex matching flags."},
    {"groups", get_groups, NULL, "The number of capturing groups in the pattern."},
    {"groupindex", get_group_index, NULL, "A dictionary mapping group names to group numbers."},
    {"pattern", get_pattern, NULL, "The pattern string from which the RE object was compiled."},
    {NULL, NULL, NULL, NULL},
};

bool weft__re_init_pattern(Thread *t, Module *m)
{
    static const NativeDef scanner_methods[] = {
        {"match", scanner_match, "self, /", NULL, 0},
        {"search", scanner_search, "self, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const GetSetDef scanner_attributes[] = {
        {"pattern", scanner_pattern, NULL, NULL},
        {NULL, NULL, NULL, NULL},
    };
    Type *type = weft__native_type_new(t, "re.Pattern", NULL, sizeof(Pattern), TYPE_FINAL | TYPE_HAS_WEAK);
    if (type == NULL) {
        return false;
    }
    type->head.trace = pattern_trace;
    type->head.release = pattern_release;
    type->slots.repr = pattern_repr;
    type->slots.compare = pattern_compare;
    type->slots.hash = pattern_hash;
    if (!weft__add_methods(t, type, pattern_methods) || !weft__add_getsets(t, type, pattern_attributes) ||
        !weft__type_ready(t, type) || !weft__module_set(t, m, "Pattern", value_from_pointer(type))) {
        return false;
    }
    t->runtime->module_values[SLOT_PATTERN] = value_from_pointer(type);
    type = weft__native_type_new(t, "_re.Scanner", NULL, sizeof(Scanner), TYPE_FINAL);
    if (type == NULL) {
        return false;
    }
    type->head.trace = scanner_trace;
    type->slots.iterate = return_self;
    type->slots.next = scanner_next;
    t->runtime->module_values[SLOT_SCANNER] = value_from_pointer(type);
    return weft__add_methods(t, type, scanner_methods) && weft__add_getsets(t, type, scanner_attributes) &&
           weft__type_ready(t, type);
}
