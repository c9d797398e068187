/* io_read.c - reading from `_io`'s files: bytes, lines, and text decoded in whole characters.
 *
 * One operation holds the stream's lock until it knows where it ends, and decodes without it: a character
 * or "\r\n" is never cut, and what is not handed out stays in the stream's buffer for whoever reads next.
 */
#include <errno.h>

#include "modules/io_file.h"
#include "object/memoryview.h"

/* ---- where a read ends ---- */

/* How much a read takes: so many characters (bytes, where a character is one), and with `line` no further
 * than a line's end. */
typedef struct Cut {
    size_t limit;
    bool line, utf8;
    bool once; /* no more than one system call, and none when something is there */
    uint8_t newline;  /* NewlineMode */
    size_t at, count; /* bytes and characters so far */
} Cut;

/* Bytes of the next character, which may be the end of a line; 0: what follows it must be known first. */
static size_t next_character(const Cut *cut, const unsigned char *at, size_t left, bool all_here, bool *ends)
{
    unsigned char c = *at;
    if (c == '\n' || c == '\r') {
        bool universal = cut->newline == NEWLINE_UNIVERSAL || cut->newline == NEWLINE_NONE;
        *ends = universal || (c == '\n' ? cut->newline == NEWLINE_LF : cut->newline == NEWLINE_CR);
        if (c == '\n' || cut->newline == NEWLINE_LF || cut->newline == NEWLINE_CR ||
            (!cut->line && cut->newline != NEWLINE_UNIVERSAL)) {
            return 1;
        }
        if (left == 1 && !all_here) {
            return 0;
        }
        bool pair = left > 1 && at[1] == '\n';
        if (cut->newline == NEWLINE_UNIVERSAL) {
            return pair ? 2 : 1;
        }
        bool fits = pair && cut->limit - cut->count >= 2; /* untranslated, the pair is two characters */
        *ends = fits || (universal && !pair);
        return fits ? 2 : 1;
    }
    *ends = false;
    size_t whole = !cut->utf8 || c < 0xC0 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4, length = 1;
    while (length < whole && length < left && (at[length] & 0xC0) == 0x80) {
        length++;
    }
    return length < whole && length == left && !all_here ? 0 : length;
}

/* The first byte from `at` on that may end a line; `ready` if there is none. */
static size_t next_end(const Cut *cut, const unsigned char *bytes, size_t ready)
{
    const unsigned char *end = memchr(bytes + cut->at, '\n', ready - cut->at);
    size_t until = end == NULL ? ready : (size_t)(end - bytes);
    if (cut->newline != NEWLINE_LF && until > cut->at) {
        end = memchr(bytes + cut->at, '\r', until - cut->at);
        until = end == NULL ? until : (size_t)(end - bytes);
    }
    return until;
}

/* Goes on with the bytes that have arrived; false: more are needed. */
static bool cut_is_found(Cut *cut, const unsigned char *bytes, size_t ready, bool all_here)
{
    bool ends = false;
    if (!cut->line && (cut->limit == SIZE_MAX || (!cut->utf8 && cut->newline != NEWLINE_UNIVERSAL))) {
        cut->at = ready < cut->limit ? ready : cut->limit;
        return all_here || cut->at == cut->limit;
    }
    while (cut->at < ready && cut->count < cut->limit && !(ends && cut->line)) {
        if (cut->line && cut->limit == SIZE_MAX) {
            cut->at = next_end(cut, bytes, ready);
            if (cut->at == ready) {
                break;
            }
        }
        size_t length = next_character(cut, bytes + cut->at, ready - cut->at, all_here, &ends);
        if (length == 0) {
            return false;
        }
        cut->at += length;
        cut->count++;
    }
    return all_here || cut->count == cut->limit || (ends && cut->line);
}

/* ---- reading bytes ---- */

/* Notes for `newlines` which ends of lines a program was given; a last '\r' belongs to what is read next. */
static void note_ends(Stream *s, const unsigned char *bytes, size_t length)
{
    if (!s->return_taken && memchr(bytes, '\r', length) == NULL) {
        s->ends_seen |= !(s->ends_seen & ENDS_LF) && memchr(bytes, '\n', length) != NULL ? ENDS_LF : 0;
        return;
    }
    for (size_t i = 0; i < length; i++) {
        bool pair = s->return_taken && bytes[i] == '\n';
        s->ends_seen |= pair ? ENDS_CRLF : s->return_taken ? ENDS_CR : bytes[i] == '\n' ? ENDS_LF : 0;
        s->return_taken = bytes[i] == '\r';
    }
    if (length == 0 && s->return_taken) {
        s->ends_seen |= ENDS_CR;
        s->return_taken = false;
    }
}

/* More into the buffer; where that would block, what is there is all. False: exception. */
static bool fill(Thread *t, Stream *s, size_t *got, bool *blocked)
{
    int error = weft__stream_fill(t, s, got);
    *blocked = error == EAGAIN && s->write_end == 0;
    return *blocked || weft__file_raise(t, error);
}

/* What the cut takes; NULL: exception, or *would_block (if somebody asks). */
static Bytes *read_some(Thread *t, File *file, Cut cut, bool *would_block)
{
    Stream *s = weft__file_acquire(t, file);
    Bytes *bytes = NULL;
    bool all_here = false, blocked = false, failed = s == NULL;
    if (!failed && cut.once) {
        size_t got;
        failed = s->read_end == s->read_at && cut.limit > 0 && !fill(t, s, &got, &blocked);
        all_here = true;
    }
    while (!failed && !cut_is_found(&cut, s->read_buffer + s->read_at, s->read_end - s->read_at, all_here)) {
        size_t got;
        failed = !fill(t, s, &got, &blocked);
        all_here = got == 0;
    }
    if (!failed && would_block != NULL && blocked && cut.at == 0) {
        *would_block = true;
    } else if (!failed) {
        bytes = weft__bytes_new(t, s->read_buffer + s->read_at, cut.at);
    }
    if (bytes != NULL) {
        s->read_at += cut.at;
        if (file_is_text(file) && cut.newline <= NEWLINE_NONE && s->ends_seen != ENDS_ALL) {
            note_ends(s, bytes->data, cut.at);
        }
    }
    if (s != NULL) {
        weft__file_unlock(t, s);
    }
    return bytes;
}

/* ---- reading text ---- */

static Str *decode(Thread *t, const TextSettings *settings, const unsigned char *bytes, size_t length)
{
    const char *encoding = weft__str_utf8(t, as_str(settings->encoding), NULL);
    const char *errors = weft__str_utf8(t, as_str(settings->errors), NULL);
    return encoding == NULL || errors == NULL ? NULL : weft__decode_registered(t, bytes, length, encoding, errors);
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

static Value text_from(Thread *t, const TextSettings *settings, Bytes *bytes)
{
    size_t length = bytes->length;
    if (settings->newline == NEWLINE_UNIVERSAL && memchr(bytes->data, '\r', length) != NULL) {
        length = universal(bytes->data, length); /* nobody else has seen these bytes */
    }
    return value_or_empty(decode(t, settings, bytes->data, length));
}

/* Up to `limit` characters of a text file or bytes of a binary one (SIZE_MAX: all), or a line of them. */
static Value read_value(Thread *t, File *file, size_t limit, bool line)
{
    bool is_text = file_is_text(file), would_block = false;
    if (!line && file_is_raw(t, file)) {
        return weft__raw_read(t, file, limit);
    }
    TextSettings settings = is_text ? weft__file_settings(t, file) : (TextSettings){EMPTY, EMPTY, NEWLINE_LF, false};
    Cut cut = {.limit = limit, .line = line, .utf8 = settings.utf8, .newline = settings.newline};
    Bytes *bytes = weft__file_may(t, file, STREAM_READ) ? read_some(t, file, cut, is_text || line ? NULL : &would_block)
                                                       : NULL;
    return bytes == NULL ? (would_block ? NONE : EMPTY) : is_text ? text_from(t, &settings, bytes) : value_from_pointer(bytes);
}

static bool size_argument(Thread *t, Value v, size_t *limit)
{
    int64_t n = -1;
    if (v != NONE && v != EMPTY && type_of(t, v)->slots.index == NULL && !is_int(t, v)) {
        RAISE(t, TypeError, "argument should be integer or None, not '%T'", v);
        return false;
    }
    if (v != NONE && v != EMPTY && !weft__to_i64(t, v, &n)) {
        return false;
    }
    *limit = n < 0 ? SIZE_MAX : (size_t)n;
    return true;
}

Value weft__file_read(Thread *t, Value *args)
{
    size_t limit;
    File *file = value_pointer(args[0]);
    if (value_is_small_int(args[1]) && value_small_int(args[1]) < -1 && !file_is_text(file) && !file_is_raw(t, file)) {
        return RAISE(t, ValueError, "read length must be non-negative or -1");
    }
    return size_argument(t, args[1], &limit) ? read_value(t, file, limit, false) : EMPTY;
}
Value weft__file_read1(Thread *t, Value *args)
{
    size_t limit;
    File *file = value_pointer(args[0]);
    if (!size_argument(t, args[1], &limit) || !weft__file_may(t, file, STREAM_READ)) {
        return EMPTY;
    }
    return file_is_raw(t, file)
               ? weft__raw_read(t, file, limit)
               : value_or_empty(read_some(t, file, (Cut){.limit = limit, .newline = NEWLINE_LF, .once = true}, NULL));
}
Value weft__file_readline(Thread *t, Value *args)
{
    size_t limit;
    return size_argument(t, args[1], &limit) ? read_value(t, value_pointer(args[0]), limit, true) : EMPTY;
}
static bool is_empty_line(Thread *t, Value v)
{
    return is_str(t, v) ? as_str(v)->length == 0 : ((Bytes *)value_pointer(v))->length == 0;
}
Value weft__file_next(Thread *t, Value self)
{
    Value line = read_value(t, value_pointer(self), SIZE_MAX, true);
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
static Value read_into(Thread *t, Value *args, bool once)
{
    File *file = value_pointer(args[0]);
    if (file_is_raw(t, file)) {
        return weft__raw_readinto(t, file, args[1]);
    }
    bool would_block = false;
    Value view = weft__file_may(t, file, STREAM_READ) ? weft__view_writable_bytes(t, args[1], "readinto") : EMPTY;
    if (view == EMPTY) {
        return EMPTY;
    }
    Cut cut = {.limit = view_byte_count(value_pointer(view)), .newline = NEWLINE_LF, .once = once};
    Bytes *bytes = read_some(t, file, cut, &would_block);
    Value slice = bytes == NULL ? EMPTY
                                : weft__slice_new(t, value_from_small_int(0),
                                                  int_from_i64(t, (int64_t)bytes->length), NONE);
    bool done = slice != EMPTY && weft__set_item(t, view, slice, value_from_pointer(bytes));
    weft__view_release(t, value_pointer(view));
    return would_block ? NONE : done ? int_from_i64(t, (int64_t)bytes->length) : EMPTY;
}
Value weft__file_readinto(Thread *t, Value *args) { return read_into(t, args, false); }
Value weft__file_readinto1(Thread *t, Value *args) { return read_into(t, args, true); }
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
