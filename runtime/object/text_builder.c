/* text_builder.c - growing text, and the directives of weft__raise and weft__str_format.
 *
 * A builder belongs to its thread, and widens its characters when the first wide one comes. Where memory
 * runs out it notes that, and everything up to weft__builder_finish goes on without effect, so callers ask
 * once, at the end.
 */
#include <stdio.h>
#include <stdlib.h>

#include "object/text_internal.h"

void weft__builder_init(TextBuilder *b, Thread *t)
{
    b->data = b->small;
    b->capacity = sizeof b->small;
    b->length = 0;
    b->widest = 0;
    b->width = 1;
    b->failed = false;
    b->thread = t;
}

static ALWAYS_INLINE uint32_t builder_char(const TextBuilder *b, size_t i)
{
    return b->width == 1   ? b->data[i]
           : b->width == 2 ? ((const uint16_t *)(const void *)b->data)[i]
                           : ((const uint32_t *)(const void *)b->data)[i];
}
static ALWAYS_INLINE void builder_put(unsigned char *data, uint8_t width, size_t i, uint32_t c)
{
    if (width == 1) {
        data[i] = (unsigned char)c;
    } else if (width == 2) {
        ((uint16_t *)(void *)data)[i] = (uint16_t)c;
    } else {
        ((uint32_t *)(void *)data)[i] = c;
    }
}

static NO_INLINE bool reserve_slow(TextBuilder *b, size_t more, uint8_t wider)
{
    if (b->failed) {
        return false;
    }
    size_t needed = (b->length + more) * wider;
    if (b->length + more > STR_MAX_LENGTH) {
        weft__raise_memory_error(b->thread);
        b->failed = true;
        return false;
    }
    if (wider > b->width && needed <= sizeof b->small && b->data == b->small) {
        for (size_t i = b->length; i-- > 0;) { /* from the end: no character is overwritten unread */
            builder_put(b->small, wider, i, builder_char(b, i));
        }
        b->width = wider;
        return true;
    }
    size_t capacity = needed + needed / 2;
    ByteArray *larger = weft__byte_array_new(b->thread, capacity);
    if (larger == NULL) {
        b->failed = true;
        return false;
    }
    if (wider == b->width) {
        memcpy(larger->bytes, b->data, b->length * b->width);
    } else {
        for (size_t i = 0; i < b->length; i++) {
            builder_put(larger->bytes, wider, i, builder_char(b, i));
        }
    }
    b->data = larger->bytes;
    b->capacity = capacity;
    b->width = wider;
    return true;
}

/* Room for `more` characters of the given width. */
static ALWAYS_INLINE bool reserve(TextBuilder *b, size_t more, uint8_t width)
{
    if (LIKELY(width <= b->width && (b->length + more) * b->width <= b->capacity && !b->failed)) {
        return true;
    }
    return reserve_slow(b, more, width > b->width ? width : b->width);
}

bool weft__builder_char(TextBuilder *b, uint32_t c)
{
    if (!reserve(b, 1, c < 256 ? 1 : c < 65536 ? 2 : 4)) {
        return false;
    }
    b->widest |= c;
    builder_put(b->data, b->width, b->length++, c);
    return true;
}

bool weft__builder_substring(TextBuilder *b, Str *s, size_t from, size_t to)
{
    size_t count = to - from;
    if (count == 0) {
        return !b->failed;
    }
    if (!reserve(b, count, s->width)) {
        return false;
    }
    b->widest |= weft__str_widest(s, from, to);
    const unsigned char *data = str_data(s);
    if (b->width == s->width) {
        memcpy(b->data + b->length * b->width, data + from * s->width, count * s->width);
    } else {
        for (size_t i = 0; i < count; i++) {
            builder_put(b->data, b->width, b->length + i, text_char(data, s->width, from + i));
        }
    }
    b->length += count;
    return true;
}
bool weft__builder_str(TextBuilder *b, Str *s) { return weft__builder_substring(b, s, 0, s->length); }

bool weft__builder_ascii(TextBuilder *b, const char *text, size_t length)
{
    if (length == 0) {
        return !b->failed;
    }
    if (!reserve(b, length, 1)) {
        return false;
    }
    b->widest |= 127;
    if (b->width == 1) {
        memcpy(b->data + b->length, text, length);
    } else {
        for (size_t i = 0; i < length; i++) {
            builder_put(b->data, b->width, b->length + i, (unsigned char)text[i]);
        }
    }
    b->length += length;
    return true;
}
bool weft__builder_utf8(TextBuilder *b, const char *text, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++) {
        if ((unsigned char)text[i] >= 128) {
            Str *s = weft__str_from_utf8(b->thread, text, bytes);
            b->failed |= s == NULL;
            return s != NULL && weft__builder_str(b, s);
        }
    }
    return weft__builder_ascii(b, text, bytes);
}
bool weft__builder_c(TextBuilder *b, const char *text) { return weft__builder_utf8(b, text, strlen(text)); }

bool weft__builder_repr(TextBuilder *b, Value v)
{
    Value text = b->failed ? EMPTY : weft__repr(b->thread, v);
    b->failed |= text == EMPTY;
    return text != EMPTY && weft__builder_str(b, as_str(text));
}
bool weft__builder_value(TextBuilder *b, Value v)
{
    if (object_is(v, T(b->thread, str))) {
        return weft__builder_str(b, as_str(v));
    }
    Value text = b->failed ? EMPTY : weft__str(b->thread, v);
    b->failed |= text == EMPTY;
    return text != EMPTY && weft__builder_str(b, as_str(text));
}

Str *weft__builder_finish(TextBuilder *b)
{
    if (b->failed) {
        return NULL;
    }
    if (b->length == 0) {
        return weft__str_new(b->thread, 0, 0);
    }
    if (b->length == 1) {
        return weft__str_from_character(b->thread, builder_char(b, 0));
    }
    Str *s = weft__str_new(b->thread, b->length, b->widest);
    if (s == NULL) {
        return NULL;
    }
    if (s->width == b->width) {
        memcpy(s->inline_data, b->data, b->length * b->width);
    } else {
        unsigned char *data = s->inline_data;
        unsigned width = s->width;
        for (size_t i = 0; i < b->length; i++) {
            text_put(data, width, i, builder_char(b, i));
        }
    }
    return s;
}

/* ---- directives ---- */

/* Appends at most `limit` characters of a C string. */
static bool append_c(TextBuilder *b, const char *text, int limit)
{
    if (text == NULL) {
        text = "(null)";
    }
    size_t length = strlen(text);
    return weft__builder_utf8(b, text, limit >= 0 && (size_t)limit < length ? (size_t)limit : length);
}

static bool append_name(TextBuilder *b, Type *type)
{
    Str *name = weft__load_acquire(&type->name); /* edge: function_field */
    return name != NULL ? weft__builder_str(b, name) : weft__builder_c(b, "?");
}

bool weft__builder_format_v(TextBuilder *b, const char *format, va_list arguments)
{
    char number[40];
    for (const char *p = format; *p != 0 && !b->failed; p++) {
        const char *percent = strchr(p, '%');
        if (percent == NULL) {
            return append_c(b, p, -1);
        }
        if (percent > p) {
            append_c(b, p, (int)(percent - p));
        }
        p = percent + 1;
        int limit = -1;
        if (*p == '.') {
            limit = (int)strtol(p + 1, (char **)(uintptr_t)&p, 10);
        }
        int longs = 0;
        bool size = false;
        for (; *p == 'l' || *p == 'z'; p++) {
            longs += *p == 'l';
            size |= *p == 'z';
        }
        switch (*p) {
        case 's': append_c(b, va_arg(arguments, const char *), limit); break;
        case 'c': weft__builder_char(b, (uint32_t)va_arg(arguments, int)); break;
        case 'd':
            snprintf(number, sizeof number, "%lld",
                     size || longs > 0 ? va_arg(arguments, long long) : (long long)va_arg(arguments, int));
            append_c(b, number, -1);
            break;
        case 'u':
        case 'x':
            snprintf(number, sizeof number, *p == 'x' ? "%llx" : "%llu",
                     size || longs > 0 ? va_arg(arguments, unsigned long long)
                                       : (unsigned long long)va_arg(arguments, unsigned));
            append_c(b, number, -1);
            break;
        case 'V': weft__builder_value(b, va_arg(arguments, Value)); break;
        case 'R': weft__builder_repr(b, va_arg(arguments, Value)); break;
        case 'A': {
            Value text = weft__ascii(b->thread, va_arg(arguments, Value));
            b->failed |= text == EMPTY;
            if (text != EMPTY) {
                weft__builder_str(b, as_str(text));
            }
            break;
        }
        case 'S': weft__builder_str(b, va_arg(arguments, Str *)); break;
        case 'T': append_name(b, type_of(b->thread, va_arg(arguments, Value))); break;
        case 'G': {
            Value given = va_arg(arguments, Value);
            if (given == NONE) {
                append_c(b, "None", -1);
            } else {
                append_name(b, type_of(b->thread, given));
            }
            break;
        }
        case 'N': append_name(b, va_arg(arguments, Type *)); break;
        case '%': weft__builder_char(b, '%'); break;
        default: WEFT_UNREACHABLE();
        }
    }
    return !b->failed;
}

bool weft__builder_format(TextBuilder *b, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    bool fine = weft__builder_format_v(b, format, arguments);
    va_end(arguments);
    return fine;
}

Str *weft__str_format(Thread *t, const char *format, ...)
{
    TextBuilder b;
    weft__builder_init(&b, t);
    va_list arguments;
    va_start(arguments, format);
    weft__builder_format_v(&b, format, arguments);
    va_end(arguments);
    return weft__builder_finish(&b);
}

Str *weft__str_format_list(Thread *t, const char *format, va_list arguments)
{
    TextBuilder b;
    weft__builder_init(&b, t);
    weft__builder_format_v(&b, format, arguments);
    return weft__builder_finish(&b);
}
