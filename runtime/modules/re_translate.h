/* re_translate.h - what the three files of the translation to PCRE2 share: see re_translate.c.
 *
 * A translation is private to its thread. All functions that return bool give false with an exception
 * pending, and the caller returns at once.
 */
#ifndef WEFT_MODULES_RE_TRANSLATE_H
#define WEFT_MODULES_RE_TRANSLATE_H

#include "modules/re_internal.h"

#define REPEAT_MAX 0xFFFFFFFFULL
#define PCRE_REPEAT_LIMIT 65535U
#define RE_BAD_NAME "bad character in group name %R"
#define RE_BAD_BYTES_NAME "bad character in group name %A"
enum { END = -1 };

typedef struct Group {
    uint64_t low, high; /* width, once closed */
    bool closed;
} Group;

typedef enum ItemKind { ITEM_NONE, ITEM_POSITION, ITEM_REPEAT, ITEM_OTHER } ItemKind;

typedef struct Width {
    uint64_t low, high;
} Width;

typedef struct Translator {
    Thread *t;
    Value source;
    const Str *text;            /* NULL: bytes */
    const unsigned char *bytes;
    size_t length, at;
    uint32_t flags;
    enum ReVariant variant;
    uint32_t *out;              /* malloc */
    size_t used, room;
    Group *groups;              /* malloc */
    uint32_t group_count, group_room;
    uint32_t closed_count;
    int64_t lookbehind_groups;  /* -1: not inside a lookbehind */
    bool warns;                 /* the first translation of this pattern */
    bool varying_lookbehind;    /* one was seen whose width is not fixed */
    uint32_t *pending_groups;   /* malloc: pairs (group, position) of conditions, in order */
    size_t pending_count, pending_room;
    Dict *names;
    ByteArray *closing;
    uint32_t closing_capacity;
} Translator;

typedef enum EscapeKind { ESCAPE_LITERAL, ESCAPE_CATEGORY, ESCAPE_POSITION, ESCAPE_GROUP } EscapeKind;
typedef struct Escape {
    EscapeKind kind;
    uint32_t value;
} Escape;

static inline bool is_digit(int64_t c) { return c >= '0' && c <= '9'; }
static inline bool is_ascii_letter(int64_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* ---- re_characters.c; all return false with an exception pending ---- */
bool weft__re_fail(Translator *r, size_t offset, const char *format, ...);
int64_t weft__re_peek(const Translator *r);
int64_t weft__re_take(Translator *r);
bool weft__re_accept(Translator *r, uint32_t c);
Str *weft__re_piece(Translator *r, size_t from, size_t to);
bool weft__re_put(Translator *r, uint32_t c);
bool weft__re_puts_c(Translator *r, const char *text);
bool weft__re_put_number(Translator *r, const char *before, uint64_t number, const char *after);
bool weft__re_put_literal(Translator *r, uint32_t c, uint32_t flags);
bool weft__re_put_category_item(Translator *r, uint32_t c, uint32_t flags);
bool weft__re_put_boundary(Translator *r, uint32_t c, uint32_t flags);
bool weft__re_read_name(Translator *r, uint32_t terminator, const char *what, size_t *from, size_t *to);
bool weft__re_check_group(Translator *r, uint32_t group, size_t offset);
bool weft__re_item_escape(Translator *r, Escape *escape);
bool weft__re_parse_class(Translator *r, uint32_t flags);

/* ---- re_groups.c ---- */
bool weft__re_warn_of_bytes_name(Thread *t, Str *name, size_t position);
int weft__re_name_number(Thread *t, Str *name, const char *warning, size_t position, uint64_t *number);
bool weft__re_open_group(Translator *r, Str *name, uint32_t *group);
bool weft__re_put_reference(Translator *r, uint32_t group, Width *width);
bool weft__re_parse_group(Translator *r, uint32_t *flags, bool fresh, Width *width, bool *nothing);

/* ---- re_translate.c ---- */
bool weft__re_parse_sequence(Translator *r, uint32_t flags, bool first, bool outermost, uint32_t *new_flags, Width *width);
bool weft__re_parse_alternatives(Translator *r, uint32_t flags, bool outermost, Width *width);

#endif
