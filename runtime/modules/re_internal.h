/* re_internal.h - shared by the files of the native module _re, which serves re.py.
 *
 * Regular expressions run on PCRE2, on the very bytes of the str: 8-, 16- or 32-bit code units, one
 * character each (PCRE2's UTF modes are not used), so offsets are character positions and lone
 * surrogates are ordinary characters. A pattern is translated and compiled for a variant of subject
 * and a way of matching when it first needs it.
 */
#ifndef WEFT_MODULES_RE_INTERNAL_H
#define WEFT_MODULES_RE_INTERNAL_H

#include "modules/modules.h"
#include "object/classes.h"
#include "object/text_internal.h"

enum { /* flags of re, with their public values */
    RE_TEMPLATE = 1, RE_IGNORECASE = 2, RE_LOCALE = 4, RE_MULTILINE = 8, RE_DOTALL = 16,
    RE_UNICODE = 32, RE_VERBOSE = 64, RE_DEBUG = 128, RE_ASCII = 256,
};
enum ReVariant { VARIANT_ASCII, VARIANT_LATIN, VARIANT_WIDE, VARIANT_FULL, VARIANT_COUNT };
enum ReMode { MODE_SEARCH, MODE_MATCH, MODE_FULLMATCH, MODE_COUNT };

/* A pattern compiled for one variant and mode; malloc, owned by its Pattern, never changes. */
typedef struct ReCode {
    void *code; /* pcre2_code of the variant's unit width */
    uint8_t width;
    bool jit;
} ReCode;

typedef struct Pattern {
    Object head;        /* every field but the last three never changes */
    Value source;       /* str or bytes */
    Value group_index;  /* dict: name -> number */
    Value group_names;  /* tuple: name or None by number; [0] is None */
    ByteArray *closing; /* uint32_t by group: its rank among closing parentheses */
    uint32_t flags;
    uint32_t groups;
    bool is_text;
    ATOMIC(ReCode *) codes[VARIANT_COUNT][MODE_COUNT]; /* compare-exchange from NULL; edge: re_code */
    ATOMIC(void *) spare[3]; /* match data by width, taken and given back by exchange; edge: re_spare */
} Pattern;

/* Spans are [start, end) by group, -1 where the group took no part. */
typedef struct Match {
    Object head;
    Pattern *pattern; /* never change */
    Value string;
    int64_t position, end_position;
    int64_t last_index; /* 0: none */
    int64_t spans[];
} Match;

/* What a match reads: the subject's characters, for the duration of one call. */
typedef struct Subject {
    Value string;
    Str *text; /* NULL: bytes-like */
    const void *data;
    size_t length; /* up to endpos */
    size_t start;
    enum ReVariant variant;
    ByteArray *wide; /* the characters as 32-bit units, once a code has needed them */
} Subject;

#define RE_TYPE(t, slot) ((Type *)value_pointer((t)->runtime->module_values[slot]))

/* ---- re_translate.c ---- */
typedef struct Translation {
    uint32_t *units; /* malloc; freed by the caller */
    size_t length;
    uint32_t flags, groups;
    Dict *group_index;
    ByteArray *closing;
    uint32_t closing_capacity;
} Translation;
/* Checks Python's syntax and writes PCRE2's for one variant. False: re.error or another exception,
 * nothing to free. */
bool weft__re_translate(Thread *t, Value source, uint32_t flags, enum ReVariant variant, bool warns,
                        Translation *translation);
/* Raises re.error(message, pattern, position); position < 0: None. */
Value weft__re_error(Thread *t, Value pattern, int64_t position, const char *format, ...);

/* ---- re_code.c ---- */
Value weft__re_compile(Thread *t, Value source, uint32_t flags);
void weft__re_release(Object *pattern); /* frees its code and its spare match data */
bool weft__re_subject(Thread *t, Pattern *pattern, Value string, Value position, Value end,
                      Subject *subject);
/* Makes what a search needs beforehand, so that a caller can keep subject->wide. */
bool weft__re_prepare(Thread *t, Pattern *pattern, Subject *subject);
/* 1 match, 0 none, -1 failure. spans: 2 * (groups + 1). `nonempty`: not empty at the start. */
int weft__re_run(Thread *t, Pattern *pattern, Subject *subject, enum ReMode mode, size_t start,
                 bool nonempty, int64_t *spans);

/* ---- re_search.c ---- */
typedef struct ByteBuilder {
    Thread *thread;
    ByteArray *storage;
    size_t length;
    bool failed;
} ByteBuilder;
/* Spans on the C stack up to this many groups. */
enum { FEW_GROUPS = 16 };
/* Room for the spans of one match: `few` when the groups are few; NULL: exception. */
int64_t *weft__re_span_room(Thread *t, Pattern *pattern, int64_t *few);
Match *weft__re_match_new(Thread *t, Pattern *pattern, const Subject *subject, const int64_t *spans);
Value weft__re_slice(Thread *t, Value string, int64_t from, int64_t to);
/* Bodies of methods and module functions: count is the number of Values as declared. */
Value weft__re_find(Thread *t, Pattern *pattern, Value string, Value position, Value end,
                    enum ReMode mode);
Value weft__re_findall(Thread *t, Pattern *pattern, Value string, Value position, Value end);
Value weft__re_split(Thread *t, Pattern *pattern, Value string, Value limit);
Value weft__re_substitute(Thread *t, Pattern *pattern, Value replacement, Value string, Value limit,
                          bool with_count);
bool weft__re_bytes_append(ByteBuilder *b, const void *data, size_t length);

/* ---- re_pattern.c ---- */
Value weft__re_finditer(Thread *t, Pattern *pattern, Value string, Value position, Value end);
bool weft__re_init_pattern(Thread *t, Module *m);

/* ---- re_match.c ---- */
typedef struct TemplatePart {
    int64_t group; /* -1: the literal */
    size_t from, to; /* of `literal` */
} TemplatePart;
typedef struct Template { /* a parsed replacement; lives on the C stack */
    Value literals; /* str or bytes: all literal text in one row */
    TemplatePart *parts; /* in a ByteArray */
    ByteArray *storage;
    size_t count;
} Template;
bool weft__re_template(Thread *t, Pattern *pattern, Value text, Template *result);
/* Appends what the template gives for a match: to `text` for text, else to `bytes`. */
bool weft__re_expand(Thread *t, const Template *parts, Value string, const int64_t *spans,
                     TextBuilder *text, ByteBuilder *bytes);
bool weft__re_init_match(Thread *t, Module *m);

static ALWAYS_INLINE Pattern *as_pattern(Value v) { return value_pointer(v); }
static ALWAYS_INLINE Match *as_match(Value v) { return value_pointer(v); }

#endif
