/* re_code.c - the code of a regular expression: made for a variant of subject and a mode when first needed,
 * and run on a subject. All that touches PCRE2 stands here.
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

/* PCRE2's 8- and 16-bit forms have room for 64 KiB of code; a larger pattern becomes 32-bit code, for
 * which weft__re_run widens the subject. */
static void *compile_wide(Thread *t, Value source, const Translation *translation, enum ReVariant variant,
                          uint32_t options, int *error, bool *jit)
{
    Translation again;
    if (!weft__re_translate(t, source, translation->flags & ~(uint32_t)RE_UNICODE, variant, false, &again)) {
        return NULL;
    }
    void *raw = compile_units(again.units, again.length, 4, options, error, jit);
    free(again.units);
    return raw;
}

static ReCode *code_from(Thread *t, Value source, Translation *translation, enum ReVariant variant,
                         enum ReMode mode)
{
    uint8_t width = variant_width[variant];
    uint32_t options = compile_options(translation->flags, variant, mode, is_str(t, source));
    int error = 0;
    bool jit;
    uint32_t nothing = 0; /* PCRE2 wants a pointer for an empty pattern too */
    void *raw = compile_units(translation->length == 0 ? &nothing : translation->units, translation->length, width,
                              options, &error, &jit);
    free(translation->units);
    translation->units = NULL;
    if (raw == NULL && error == PCRE2_ERROR_PATTERN_TOO_LARGE && width < 4) {
        width = 4;
        raw = compile_wide(t, source, translation, variant, options, &error, &jit);
        if (exception_pending(t)) {
            return NULL;
        }
    }
    ReCode *code = raw == NULL ? NULL : malloc(sizeof *code);
    if (code == NULL) {
        free_units(raw, width);
        if (raw != NULL || error == PCRE2_ERROR_NOMEMORY || error == PCRE2_ERROR_HEAP_FAILED) {
            weft__raise_memory_error(t);
        } else if (error == PCRE2_ERROR_PARENTHESES_NEST_TOO_DEEP || error == PCRE2_ERROR_QUERY_BARJX_NEST_TOO_DEEP) {
            weft__raise_recursion(t, "");
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
    if (!weft__re_translate(t, pattern->source, pattern->flags & ~(uint32_t)RE_UNICODE, variant, false,
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
    if (!weft__re_translate(t, source, flags, variant, true, &translation)) {
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
void weft__re_release(Object *object)
{
    Pattern *pattern = (Pattern *)(void *)object;
    for (int v = 0; v < VARIANT_COUNT; v++) {
        for (int m = 0; m < MODE_COUNT; m++) {
            free_code(weft__load_relaxed(&pattern->codes[v][m])); /* edge: re_code; unreachable */
        }
    }
    for (int i = 0; i < 3; i++) {
        free_match_data(weft__load_relaxed(&pattern->spare[i]), i); /* edge: re_spare; unreachable */
    }
}

/* ---- running ---- */

bool weft__re_subject(Thread *t, Pattern *pattern, Value string, Value position, Value end,
                      Subject *subject)
{
    subject->string = string;
    subject->text = NULL;
    subject->wide = NULL;
    size_t length;
    if (LIKELY(is_str(t, string))) {
        if (!pattern->is_text) {
            RAISE(t, TypeError, "cannot use a bytes pattern on a string-like object");
            return false;
        }
        Str *s = as_str(string);
        subject->text = s;
        subject->data = str_data(s);
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
    from = from < 0 ? 0 : from > (int64_t)length ? (int64_t)length : from; /* beyond `to`: nothing matches */
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

/* The subject's characters as 32-bit units. NULL: no memory. */
static ByteArray *widened(Thread *t, const Subject *subject)
{
    ByteArray *wide = weft__byte_array_new(t, (subject->length + 1) * sizeof(uint32_t));
    if (wide == NULL) {
        return NULL;
    }
    uint32_t *units = (uint32_t *)(void *)wide->bytes;
    bool narrow = variant_width[subject->variant] == 1;
    for (size_t i = 0; i < subject->length; i++) {
        units[i] = narrow ? ((const uint8_t *)subject->data)[i] : ((const uint16_t *)subject->data)[i];
    }
    return wide;
}

/* The units on which a code runs; NULL: no memory. */
static const void *units_for(Thread *t, const ReCode *code, Subject *subject)
{
    if (LIKELY(code->width == variant_width[subject->variant])) {
        return subject->data;
    }
    if (subject->wide == NULL) {
        subject->wide = widened(t, subject);
    }
    return subject->wide == NULL ? NULL : subject->wide->bytes;
}

bool weft__re_prepare(Thread *t, Pattern *pattern, Subject *subject)
{
    ReCode *code = code_for(t, pattern, subject->variant, MODE_SEARCH);
    return code != NULL && units_for(t, code, subject) != NULL;
}

int weft__re_run(Thread *t, Pattern *pattern, Subject *subject, enum ReMode mode, size_t start,
                 bool nonempty, int64_t *spans)
{
    const size_t long_subject = (size_t)4 << 20;
    if (start > subject->length) {
        return 0;
    }
    ReCode *code = code_for(t, pattern, subject->variant, mode);
    const void *units = code == NULL ? NULL : units_for(t, code, subject);
    void *data = units == NULL ? NULL : match_data_take(t, pattern, code);
    if (data == NULL) {
        return -1;
    }
    Run run = {code, units, subject->length, start, nonempty ? PCRE2_NOTEMPTY_ATSTART : 0, data, 0};
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
