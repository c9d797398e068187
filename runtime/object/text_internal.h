/* text_internal.h - shared by the files of text and bytes.
 *
 * Text never changes once it is shared: its functions take no lock.
 */
#ifndef WEFT_OBJECT_TEXT_INTERNAL_H
#define WEFT_OBJECT_TEXT_INTERNAL_H

#include <stdarg.h>

#include "object/native.h"

static ALWAYS_INLINE void text_put(unsigned char *data, unsigned width, size_t i, uint32_t c)
{
    if (width == 1) {
        data[i] = (unsigned char)c;
    } else if (width == 2) {
        ((uint16_t *)(void *)data)[i] = (uint16_t)c;
    } else {
        ((uint32_t *)(void *)data)[i] = c;
    }
}
/* Into one that weft__str_new has just made: such are inline. */
static ALWAYS_INLINE void weft__str_put(Str *s, size_t i, uint32_t c)
{
    text_put(s->inline_data, s->width, i, c);
}
/* How many bytes from the start are ASCII. */
static inline size_t weft__ascii_prefix(const unsigned char *bytes, size_t length)
{
    size_t i = 0;
    for (uint64_t word; length - i >= sizeof word; i += sizeof word) {
        memcpy(&word, bytes + i, sizeof word);
        if (word & 0x8080808080808080U) {
            break;
        }
    }
    while (i < length && bytes[i] < 128) {
        i++;
    }
    return i;
}
/* Slot of Runtime.module_values with the dict of error handlers that programs registered. */
enum { SLOT_CODEC_ERRORS = 63 };
/* Characters from[start : start + count] to place `at` of a row of that width, or of a new Str. */
void weft__text_copy(unsigned char *into, unsigned width, size_t at, const Str *from, size_t start, size_t count);
static inline void weft__str_copy(Str *into, size_t at, const Str *from, size_t start, size_t count)
{
    weft__text_copy(into->inline_data, into->width, at, from, start, count);
}
void weft__str_trace(Tracer *tracer, Object *object);
size_t weft__str_size(const Str *s); /* bytes, as sys.getsizeof shows them */
uint32_t weft__str_widest(const Str *s, size_t from, size_t to); /* an upper bound of its class */
int64_t weft__str_find_last(const Str *s, const Str *needle, size_t from, size_t to);
size_t weft__put_utf8(unsigned char *into, uint32_t c);
uint32_t weft__hash_bytes(Thread *t, const void *data, size_t bytes);
bool weft__builder_format_v(TextBuilder *b, const char *format, va_list arguments);
bool weft__character_is_printable(uint32_t c);
bool weft__character_is_space(uint32_t c);
static ALWAYS_INLINE bool text_space(uint32_t c) /* the same, without a call where text is ASCII */
{
    return c < 128 ? c == ' ' || c - 9 < 5 || c - 0x1c < 4 : weft__character_is_space(c);
}
bool weft__character_name(uint32_t c, char *text); /* room: UNINAME_MAX; false: none */
bool weft__character_numeric(uint32_t c, double *value); /* false: none */

/* start/end arguments of find, count, startswith...: NONE or EMPTY keep the default. As numbers, which may
 * be negative; such numbers clipped to a length (from > to: start is beyond the end); both at once. */
bool weft__range_arguments(Thread *t, Value start, Value end, int64_t *a, int64_t *b);
void weft__clip(int64_t a, int64_t b, size_t length, size_t *from, size_t *to);
bool weft__clip_range(Thread *t, Value start, Value end, size_t length, size_t *from, size_t *to);

/* ---- str.format (format_text.c) ---- */
typedef struct MarkupPiece { /* literal text and the field behind it; all are places in the format */
    size_t literal_from, literal_to;
    bool field;
    bool nested;         /* the spec has fields of its own */
    size_t name_from, name_to;
    uint32_t conversion; /* 0: none */
    size_t spec_from, spec_to;
} MarkupPiece;
/* The next piece of a format from *at, which moves on: 1, 0 at the end, -1 ValueError. */
int weft__next_markup(Thread *t, const Str *s, size_t *at, size_t end, MarkupPiece *piece);

/* ---- format specs (format_spec.c) ---- */
typedef struct FormatSpec {
    uint32_t fill;      /* ' ' unless given */
    uint32_t align;     /* '<' '>' '=' '^' or 0 */
    uint32_t sign;      /* '+' '-' ' ' or 0 */
    bool alternate, zero, no_negative_zero;
    int64_t width;      /* -1: none */
    uint32_t separator; /* ',' '_' or 0 */
    int64_t precision;  /* -1: none */
    uint32_t type;      /* 0: none */
} FormatSpec;
bool weft__parse_format_spec(Thread *t, Str *text, Value object, FormatSpec *spec);
/* Pads `body` (sign and prefix are its first `prefix` characters) to the width. */
Value weft__pad_text(Thread *t, Str *body, size_t prefix, const FormatSpec *spec, uint32_t default_align);
/* Digits of a double by "e", "f", "g", "%" or repr ('r'), with precision; into the builder. */
bool weft__double_digits(TextBuilder *b, double d, uint32_t type, int64_t precision, bool alternate);

#endif
