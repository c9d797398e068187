/* text.h - str: immutable Unicode text with O(1) indexing.
 *
 * Characters are stored in 1, 2 or 4 bytes each, the narrowest that fits the widest
 * character (so equal strings have equal storage). The hash sits in head.aux (0: not computed yet;
 * edge: str_hash, relaxed, every thread computes the same value). Surrogates may occur.
 *
 * The characters stand in the Str itself, or are the first ones in a text buffer that has room behind them,
 * so that `s += t` again and again copies t alone (text_append.c). Many strings may share one buffer: each is a
 * prefix of what is in it. Who reads characters asks str_data for their place, once.
 */
#ifndef WEFT_OBJECT_TEXT_H
#define WEFT_OBJECT_TEXT_H

#include <stdarg.h>

#include "object/runtime.h"

struct Str {
    Object head;      /* aux: hash; never 0 once computed */
    uint32_t length;  /* characters; never changes */
    uint8_t width;    /* 1, 2 or 4; never changes */
    uint8_t ascii;    /* all characters < 128 (then they are also its UTF-8); never changes */
    bool in_buffer;   /* as the flag STR_IN_BUFFER, for readers; never changes; exact str only */
    uint8_t appends;  /* how many concatenations it ends, as far as APPENDS_NOTED; never changes */
    unsigned char inline_data[]; /* length * width bytes and one zero character, or a pointer to the
                                    text buffer; never changes */
};
#define STR_MAX_LENGTH 0x7FFFFFFFU
#define STR_IN_BUFFER OBJECT_FLAG_A /* for the collector; set when made */

/* A text buffer is a ByteArray with characters of one width. Its head.aux counts those that some string has
 * (edge: text_tail): never fewer, and characters below that number never change. */
static ALWAYS_INLINE ByteArray *str_buffer(const Str *s) /* of one that is in_buffer */
{
    return *(ByteArray *const *)(const void *)s->inline_data;
}
/* Where the characters are. A zero character stands behind them only where they are inline. */
static ALWAYS_INLINE const unsigned char *str_data(const Str *s)
{
    return LIKELY(!s->in_buffer) ? s->inline_data : str_buffer(s)->bytes;
}
static ALWAYS_INLINE uint32_t text_char(const unsigned char *data, unsigned width, size_t i)
{
    return width == 1   ? data[i]
           : width == 2 ? ((const uint16_t *)(const void *)data)[i]
                        : ((const uint32_t *)(const void *)data)[i];
}

static ALWAYS_INLINE bool is_str(Thread *t, Value v)
{
    (void)t;
    return value_is_pointer(v) && (value_object(v)->type->flags & TYPE_IS_STR);
}
static ALWAYS_INLINE Str *as_str(Value v) { return value_pointer(v); }
static ALWAYS_INLINE uint32_t str_char(const Str *s, size_t i)
{
    return text_char(str_data(s), s->width, i);
}

/* New strings. Lengths in characters; NULL: MemoryError. */
Str *weft__str_new(Thread *t, size_t length, uint32_t widest); /* inline; to be filled by the caller */
Str *weft__str_from_utf8(Thread *t, const char *text, size_t bytes); /* WTF-8; malformed: U+FFFD */
Str *weft__str_from_c(Thread *t, const char *text);
Str *weft__str_from_ascii(Thread *t, const char *text, size_t bytes);
Str *weft__str_from_characters(Thread *t, const uint32_t *characters, size_t length);
Str *weft__str_from_character(Thread *t, uint32_t character); /* cached below 256 */
Str *weft__str_format(Thread *t, const char *format, ...);    /* see weft__raise for directives */
Str *weft__str_format_list(Thread *t, const char *format, va_list arguments);
Str *weft__str_substring(Thread *t, Str *s, size_t from, size_t to); /* from <= to <= length */
Str *weft__str_concat(Thread *t, Str *a, Str *b);
Str *weft__str_join(Thread *t, Str *separator, Value iterable);
Str *weft__str_join_values(Thread *t, const Value *parts, size_t count); /* all str (f-strings) */
Str *weft__str_repr(Thread *t, Str *s);

/* Interning: one object per text; identifiers are interned so that == is mostly identity. */
Str *weft__intern(Thread *t, Str *s);
Str *weft__intern_c(Thread *t, const char *text);
Str *weft__intern_utf8(Thread *t, const char *text, size_t bytes);

uint32_t weft__str_hash(Thread *t, Str *s); /* never 0 */
bool weft__str_equal(const Str *a, const Str *b);
bool weft__str_equals_c(const Str *s, const char *text); /* ASCII text */
int weft__str_compare(const Str *a, const Str *b); /* by code points: <0, 0, >0 */
/* First position of needle in s[from:to], or -1. */
int64_t weft__str_find(const Str *s, const Str *needle, size_t from, size_t to);

/* UTF-8 with a zero byte behind, in the heap (conservatively rooted by the pointer); surrogates
 * are written as WTF-8. NULL: MemoryError. */
const char *weft__str_utf8(Thread *t, Str *s, size_t *bytes_or_null);
/* As above, but an embedded zero raises ValueError (paths), and lone surrogates use surrogateescape. */
const char *weft__str_path(Thread *t, Value path_like);

/* Grows text piece by piece. Lives on the C stack, and is never copied: short text stays in `small`,
 * longer text in a ByteArray of the heap, which `data` keeps alive as a word of the stack. After any
 * false an exception is pending; finish returns NULL then. */
typedef struct TextBuilder {
    unsigned char *data;  /* `small`, or inside a ByteArray */
    size_t capacity;      /* bytes */
    size_t length;        /* characters */
    uint32_t widest;      /* "or" of all characters, or of bounds that have the same width and are ASCII alike */
    uint8_t width;
    bool failed;
    Thread *thread;
    _Alignas(8) unsigned char small[192];
} TextBuilder;
void weft__builder_init(TextBuilder *b, Thread *t);
bool weft__builder_char(TextBuilder *b, uint32_t character);
bool weft__builder_str(TextBuilder *b, Str *s);
bool weft__builder_substring(TextBuilder *b, Str *s, size_t from, size_t to);
bool weft__builder_ascii(TextBuilder *b, const char *text, size_t length);
bool weft__builder_c(TextBuilder *b, const char *text);
bool weft__builder_utf8(TextBuilder *b, const char *text, size_t bytes);
bool weft__builder_format(TextBuilder *b, const char *format, ...); /* directives of weft__raise */
bool weft__builder_repr(TextBuilder *b, Value v); /* appends repr(v) */
bool weft__builder_value(TextBuilder *b, Value v); /* appends str(v) */
Str *weft__builder_finish(TextBuilder *b);

/* format(v, spec) for builtin types; `spec` parsed by the format mini-language (object/format.c). */
Value weft__format_int(Thread *t, Value v, Str *spec);
Value weft__format_float(Thread *t, Value v, Str *spec);
Value weft__format_complex(Thread *t, Value v, Str *spec);
Value weft__format_str(Thread *t, Value v, Str *spec);
Value weft__percent_format(Thread *t, Str *format, Value arguments);
Value weft__percent_format_bytes(Thread *t, Value format, Value arguments, bool to_bytearray);

/* Codecs (object/codecs.c): utf-8, ascii, latin-1, utf-16/32 with -le/-be, unicode_escape,
 * raw_unicode_escape, idna left out; error handlers strict, ignore, replace, backslashreplace,
 * xmlcharrefreplace, namereplace, surrogateescape, surrogatepass. NULL/EMPTY: exception. */
Str *weft__decode(Thread *t, const unsigned char *bytes, size_t length, const char *encoding,
                  const char *errors);
/* The same with the encodings that the module codecs knows besides. */
Str *weft__decode_registered(Thread *t, const unsigned char *bytes, size_t length, const char *encoding,
                             const char *errors);
Value weft__encode_registered(Thread *t, Str *s, const char *encoding, const char *errors);
Value weft__encode(Thread *t, Str *s, const char *encoding, const char *errors); /* bytes */

/* bytes and bytearray (object/bytes.c). */
typedef struct Bytes {
    Object head;     /* aux: hash, 0 not computed */
    size_t length;   /* never changes */
    unsigned char data[]; /* and one zero byte */
} Bytes;
Bytes *weft__bytes_new(Thread *t, const void *data_or_null, size_t length);
typedef struct Bytearray {    /* the payload of bytearray and of array */
    Object head;              /* object lock guards all changes */
    ATOMIC(ByteArray *) storage;
    ATOMIC(size_t) length;
    ATOMIC(size_t) exports;   /* memoryviews: no resize while > 0 */
    char format;              /* of an item, as memoryview shows it; never changes */
    uint8_t item_size;        /* in bytes; never changes: the length is a multiple */
} Bytearray;
bool weft__get_bytes(Thread *t, Value v, const unsigned char **bytes, size_t *length); /* TypeError */
/* Likewise, also of a view with gaps, as a copy. */
bool weft__gather_bytes(Thread *t, Value v, const unsigned char **bytes, size_t *length);
/* Has get_bytes, and it would not raise BufferError: a view with gaps has no bytes in one row. */
bool weft__is_bytes_like(Thread *t, Value v);
/* The slot get_part, or that part of get_bytes. */
bool weft__get_part(Thread *t, Value v, size_t offset, size_t size, const unsigned char **bytes, size_t *length);

#endif
