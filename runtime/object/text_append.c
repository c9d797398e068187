/* text_append.c - concatenation, and text buffers, which make `s += t` in a loop linear.
 *
 * A concatenation copies both texts into a new string. One that ends a chain of them and is long makes a text
 * buffer instead, with room behind the text (text.h), and the next ones append to it: they copy their right
 * operand alone, and make a small Str that says how much of the buffer is its text. The buffer is replaced by
 * one half as large again when it is full, so that n appended characters cost O(n) in all. Short texts,
 * and sums of few terms, stay as compact as texts made in any other way.
 *
 * Any number of strings and threads may share a buffer. Its count says how many characters are taken. Who
 * appends to a string that ends exactly there moves the count by a compare-exchange, and owns what it gained;
 * whoever comes second copies. Nobody writes below the count, and a string never reaches beyond it, so what is in a
 * string never changes. A string in a buffer is at least as long as the one that the buffer was made for: kept
 * alone, it keeps at most half its size more than it needs.
 */
#include "object/text_internal.h"

enum {
    APPENDS_NOTED = 4,    /* a string that ended so many concatenations is likely to see more */
    SHORTEST_SHARED = 256 /* bytes; below, copying is as cheap as appending */
};

/* A string that finish_prefix puts into a buffer. NULL, without an exception: memory ran out, and what the
 * caller then does instead may find some. */
static Str *new_prefix(Thread *t, size_t length, unsigned width, bool ascii)
{
    Str *s = weft__alloc(t, sizeof(Str) + sizeof(ByteArray *), T(t, str));
    if (s == NULL) {
        exception_take(t);
        return NULL;
    }
    s->length = (uint32_t)length;
    s->width = (uint8_t)width;
    s->ascii = ascii;
    return s;
}

static Str *finish_prefix(Str *s, ByteArray *buffer)
{
    *(ByteArray **)(void *)s->inline_data = buffer;
    s->in_buffer = true;
    s->appends = APPENDS_NOTED;
    weft__init(&s->head.flags, (uint8_t)STR_IN_BUFFER);
    return s;
}

/* a + b in a's buffer. NULL, without an exception: its end is not a's, or has no room, or memory ran out. */
static Str *append_to_buffer(Thread *t, Str *a, Str *b)
{
    ByteArray *buffer = str_buffer(a);
    size_t length = (size_t)a->length + b->length;
    if (b->width > a->width || length * a->width > buffer->capacity ||
        weft__load_relaxed(&buffer->head.aux) != a->length) { /* edge: text_tail */
        return NULL;
    }
    Str *s = new_prefix(t, length, a->width, a->ascii && b->ascii);
    uint32_t taken = a->length;
    if (s == NULL ||
        !weft__exchange_if_relaxed(&buffer->head.aux, &taken, (uint32_t)length)) { /* edge: text_tail */
        return NULL;
    }
    weft__text_copy(buffer->bytes, a->width, a->length, b, 0, b->length);
    return finish_prefix(s, buffer);
}

/* a + b in a buffer of its own. NULL, without an exception: memory ran out. */
static Str *append_in_new_buffer(Thread *t, Str *a, Str *b)
{
    size_t length = (size_t)a->length + b->length;
    size_t room = length + length / 2 < STR_MAX_LENGTH ? length + length / 2 : STR_MAX_LENGTH;
    unsigned width = a->width > b->width ? a->width : b->width;
    Str *s = new_prefix(t, length, width, a->ascii && b->ascii);
    ByteArray *buffer = s == NULL ? NULL : weft__byte_array_raw(t, room * width);
    if (buffer == NULL) {
        exception_take(t);
        return NULL;
    }
    weft__init(&buffer->head.aux, (uint32_t)length); /* edge: text_tail; not shared yet */
    weft__text_copy(buffer->bytes, width, 0, a, 0, a->length);
    weft__text_copy(buffer->bytes, width, a->length, b, 0, b->length);
    return finish_prefix(s, buffer);
}

/* More is likely to be appended: a is long and ends several concatenations. Not where its buffer has gone on
 * without it: then a is a text from which several others are made. */
static bool is_worth_a_buffer(const Str *a)
{
    return a->appends == APPENDS_NOTED && (size_t)a->length * a->width >= SHORTEST_SHARED &&
           (!a->in_buffer || weft__load_relaxed(&str_buffer(a)->head.aux) == a->length); /* edge: text_tail */
}

/* a + b in a buffer. NULL, without an exception: copies will do. */
static Str *append(Thread *t, Str *a, Str *b)
{
    WEFT_ASSERT(!exception_pending(t));
    if ((size_t)a->length + b->length > STR_MAX_LENGTH) {
        return NULL;
    }
    Str *s = a->in_buffer ? append_to_buffer(t, a, b) : NULL;
    return s == NULL && is_worth_a_buffer(a) ? append_in_new_buffer(t, a, b) : s;
}

Str *weft__str_concat(Thread *t, Str *a, Str *b)
{
    if (b->length == 0 && a->head.type == T(t, str)) {
        return a;
    }
    if (a->length == 0 && b->head.type == T(t, str)) {
        return b;
    }
    if (UNLIKELY(a->appends == APPENDS_NOTED)) {
        Str *s = append(t, a, b);
        if (s != NULL) {
            return s;
        }
    }
    size_t length = (size_t)a->length + b->length;
    unsigned width = a->width > b->width ? a->width : b->width;
    bool ascii = a->ascii && b->ascii;
    Str *s = weft__str_new(t, length, width == 4 ? 0x10FFFF : width == 2 ? 0xFFFF : ascii ? 127 : 255);
    if (s != NULL) {
        weft__str_copy(s, 0, a, 0, a->length);
        weft__str_copy(s, a->length, b, 0, b->length);
        s->appends = a->appends < APPENDS_NOTED ? (uint8_t)(a->appends + 1) : APPENDS_NOTED;
    }
    return s;
}

void weft__str_trace(Tracer *tracer, Object *object)
{
    Str *s = (Str *)(void *)object;
    if (s->in_buffer) {
        weft__trace_object(tracer, str_buffer(s));
    }
}

/* With the whole buffer, although others may share it, as a list counts its spare items. */
size_t weft__str_size(const Str *s)
{
    return s->in_buffer ? sizeof(Str) + sizeof(ByteArray *) + offsetof(ByteArray, bytes) + str_buffer(s)->capacity
                        : sizeof(Str) + ((size_t)s->length + 1) * s->width;
}
