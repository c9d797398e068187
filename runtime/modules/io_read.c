/* io_read.c - reading from `_io`'s files: bytes, lines, and text decoded in whole characters.
 *
 * One operation takes the stream's lock once for each piece that it reads, decodes without it, and never
 * loses bytes between two pieces: what is not handed out stays in the stream's buffer.
 */
#include "modules/io_file.h"

/* ---- reading bytes ---- */

/* Up to `limit` bytes (SIZE_MAX: all); with `line` set, no further than a line's end as the newline
 * mode has it. Lock held. NULL: exception. */
static Bytes *take_bytes(Thread *t, Stream *s, size_t limit, bool line, uint8_t newline)
{
    size_t have = 0;
    for (;;) {
        unsigned char *start = s->read_buffer + s->read_at;
        size_t ready = s->read_end - s->read_at, end = SIZE_MAX;
        if (line && ready > have) {
            for (size_t i = have; i < ready; i++) {
                if (start[i] == '\n' && newline != NEWLINE_CR) {
                    end = i + 1;
                } else if (start[i] == '\r' && newline == NEWLINE_CR) {
                    end = i + 1;
                } else if (start[i] == '\r' && newline <= NEWLINE_NONE && i + 1 < ready) {
                    end = start[i + 1] == '\n' ? i + 2 : i + 1;
                } else if (newline == NEWLINE_CRLF && start[i] == '\n' && (i == 0 || start[i - 1] != '\r')) {
                    end = SIZE_MAX;
                }
                if (end != SIZE_MAX) {
                    break;
                }
            }
        }
        if (end == SIZE_MAX && ready < limit) {
            have = ready > 0 ? ready - 1 : 0; /* a last '\r' waits for what follows */
            size_t got;
            int error = weft__stream_fill(t, s, &got);
            if (!weft__file_raise(t, error)) {
                return NULL;
            }
            if (got > 0) {
                continue;
            }
            end = ready;
        }
        size_t count = end < limit ? end : limit;
        count = count < ready ? count : ready;
        Bytes *bytes = weft__bytes_new(t, s->read_buffer + s->read_at, count);
        if (bytes != NULL) {
            s->read_at += count;
        }
        return bytes;
    }
}

static Bytes *read_some(Thread *t, File *file, size_t limit, bool line, uint8_t newline)
{
    Stream *s = weft__file_acquire(t, file);
    if (s == NULL) {
        return NULL;
    }
    Bytes *bytes = take_bytes(t, s, limit, line, newline);
    weft__file_unlock(t, s);
    return bytes;
}

/* ---- reading text ---- */

static Str *decode(Thread *t, File *file, const unsigned char *bytes, size_t length)
{
    const char *encoding = weft__str_utf8(t, as_str(file->encoding), NULL);
    const char *errors = weft__str_utf8(t, as_str(file->errors), NULL);
    return encoding == NULL || errors == NULL ? NULL : weft__decode(t, bytes, length, encoding, errors);
}

/* "\r\n" and "\r" as "\n"; in place in a private copy. */
static size_t universal(unsigned char *bytes, size_t length)
{
    size_t out = 0;
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == '\r') {
            i += i + 1 < length && bytes[i + 1] == '\n';
            bytes[out++] = '\n';
        } else {
            bytes[out++] = bytes[i];
        }
    }
    return out;
}

static Value text_from(Thread *t, File *file, Bytes *bytes)
{
    size_t length = bytes->length;
    if (file->newline == NEWLINE_UNIVERSAL && memchr(bytes->data, '\r', length) != NULL) {
        length = universal(bytes->data, length); /* nobody else has seen these bytes */
    }
    return value_or_empty(decode(t, file, bytes->data, length));
}

/* `count` characters: bytes of whole UTF-8 characters, read as many as are missing each round. */
static Value read_characters(Thread *t, File *file, size_t count)
{
    Stream *s = weft__file_acquire(t, file);
    if (s == NULL) {
        return EMPTY;
    }
    Bytes *all = weft__bytes_new(t, NULL, 0);
    size_t characters = 0;
    bool utf8 = weft__str_equals_c(as_str(file->encoding), "utf-8");
    while (all != NULL && characters < count) {
        Bytes *more = take_bytes(t, s, 1, false, NEWLINE_NONE);
        if (more == NULL || more->length == 0) {
            all = more == NULL ? NULL : all;
            break;
        }
        /* Take the run that is surely needed: at least one byte a character is missing. */
        size_t ready = s->read_end - s->read_at, missing = count - characters - 1;
        size_t run = ready < missing ? ready : missing;
        Bytes *joined = weft__bytes_new(t, NULL, all->length + 1 + run);
        if (joined == NULL) {
            all = NULL;
            break;
        }
        memcpy(joined->data, all->data, all->length);
        joined->data[all->length] = more->data[0];
        memcpy(joined->data + all->length + 1, s->read_buffer + s->read_at, run);
        s->read_at += run;
        all = joined;
        characters = 0;
        for (size_t i = 0; i < all->length; i++) {
            characters += !utf8 || (all->data[i] & 0xC0) != 0x80;
        }
        if (utf8 && characters == count) { /* finish the last character */
            while (s->read_at < s->read_end && (s->read_buffer[s->read_at] & 0xC0) == 0x80) {
                Bytes *tail = take_bytes(t, s, 1, false, NEWLINE_NONE);
                Bytes *longer = tail == NULL ? NULL : weft__bytes_new(t, NULL, all->length + 1);
                if (longer == NULL) {
                    all = NULL;
                    break;
                }
                memcpy(longer->data, all->data, all->length);
                longer->data[all->length] = tail->data[0];
                all = longer;
            }
        }
    }
    weft__file_unlock(t, s);
    return all == NULL ? EMPTY : text_from(t, file, all);
}

static bool size_argument(Thread *t, Value v, size_t *limit)
{
    int64_t n = -1;
    if (v != NONE && v != EMPTY && !weft__to_i64(t, v, &n)) {
        return false;
    }
    *limit = n < 0 ? SIZE_MAX : (size_t)n;
    return true;
}

Value weft__file_read(Thread *t, Value *args)
{
    File *file = value_pointer(args[0]);
    size_t limit;
    if (!size_argument(t, args[1], &limit) || !weft__file_may(t, file, STREAM_READ)) {
        return EMPTY;
    }
    if (file->binary != EMPTY && limit != SIZE_MAX) {
        return read_characters(t, file, limit);
    }
    Bytes *bytes = read_some(t, file, limit, false, NEWLINE_NONE);
    if (bytes == NULL) {
        return EMPTY;
    }
    return file->binary != EMPTY ? text_from(t, file, bytes) : value_from_pointer(bytes);
}
static Value next_line(Thread *t, File *file, size_t limit)
{
    if (!weft__file_may(t, file, STREAM_READ)) {
        return EMPTY;
    }
    Bytes *bytes = read_some(t, file, limit, true, file->binary != EMPTY ? file->newline : NEWLINE_LF);
    if (bytes == NULL) {
        return EMPTY;
    }
    return file->binary != EMPTY ? text_from(t, file, bytes) : value_from_pointer(bytes);
}
Value weft__file_readline(Thread *t, Value *args)
{
    size_t limit;
    return size_argument(t, args[1], &limit) ? next_line(t, value_pointer(args[0]), limit) : EMPTY;
}
static bool is_empty_line(Thread *t, Value v)
{
    return is_str(t, v) ? as_str(v)->length == 0 : ((Bytes *)value_pointer(v))->length == 0;
}
Value weft__file_next(Thread *t, Value self)
{
    Value line = next_line(t, value_pointer(self), SIZE_MAX);
    return line == EMPTY || is_empty_line(t, line) ? EMPTY : line;
}
Value weft__file_readlines(Thread *t, Value *args)
{
    size_t limit, total = 0;
    List *lines = weft__list_new(t, 8);
    if (lines == NULL || !size_argument(t, args[1], &limit)) {
        return EMPTY;
    }
    while (limit == SIZE_MAX || limit == 0 || total < limit) {
        Value line = weft__file_next(t, args[0]);
        if (line == EMPTY) {
            return exception_pending(t) ? EMPTY : value_from_pointer(lines);
        }
        total += is_str(t, line) ? as_str(line)->length : ((Bytes *)value_pointer(line))->length;
        if (!weft__list_append(t, lines, line)) {
            return EMPTY;
        }
    }
    return value_from_pointer(lines);
}
Value weft__file_readinto(Thread *t, Value *args)
{
    const unsigned char *into;
    size_t length;
    File *file = value_pointer(args[0]);
    if (!weft__file_may(t, file, STREAM_READ) || !weft__get_bytes(t, args[1], &into, &length)) {
        return EMPTY;
    }
    Bytes *bytes = read_some(t, file, length, false, NEWLINE_NONE);
    Value slice = bytes == NULL ? EMPTY
                                : weft__slice_new(t, value_from_small_int(0),
                                                  int_from_i64(t, (int64_t)bytes->length), NONE);
    return slice != EMPTY && weft__set_item(t, args[1], slice, value_from_pointer(bytes))
               ? int_from_i64(t, (int64_t)bytes->length)
               : EMPTY;
}
Value weft__file_peek(Thread *t, Value *args)
{
    Stream *s = weft__file_acquire(t, value_pointer(args[0]));
    if (s == NULL) {
        return EMPTY;
    }
    size_t got;
    int error = s->read_end == s->read_at ? weft__stream_fill(t, s, &got) : 0;
    Bytes *bytes = weft__file_raise(t, error)
                       ? weft__bytes_new(t, s->read_buffer + s->read_at, s->read_end - s->read_at)
                       : NULL;
    weft__file_unlock(t, s);
    return value_or_empty(bytes);
}
