/* io_module.c - `_io`: open(), binary and text files on file descriptors.
 *
 * One C layout serves BufferedReader, BufferedWriter, BufferedRandom, FileIO and TextIOWrapper; a
 * text file refers to its binary file (`buffer`) and decodes in between. Each file has a lock of
 * rank STREAM around every operation, so a write() of one thread is never torn by another's. No
 * user code runs under it. io.py adds StringIO, BytesIO and the abstract classes.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "modules/io_stream.h"
#include "object/containers_internal.h"

typedef struct File {
    Object head;
    Stream *stream;   /* binary files: own; text files: NULL; owner: freed by release */
    Value binary;     /* text files: the binary file, else EMPTY; never changes */
    Value name;       /* str or int; never changes */
    Value mode;       /* str; never changes */
    Value encoding, errors; /* str; text files; never change */
    uint8_t newline;  /* NewlineMode; never changes */
    ATOMIC(uint8_t) detached;
} File;
enum NewlineMode { NEWLINE_UNIVERSAL, NEWLINE_NONE, NEWLINE_LF, NEWLINE_CR, NEWLINE_CRLF };

/* Types of this module, in Runtime.module_values. */
#define FILE_TYPE(t, slot) ((Type *)value_pointer((t)->runtime->module_values[slot]))

static File *binary_of(File *file) { return file->binary != EMPTY ? value_pointer(file->binary) : file; }

static bool raise_io(Thread *t, int error)
{
    if (error > 0) {
        if (error == ENOMEM) {
            weft__raise_memory_error(t);
        } else {
            weft__raise_os_error(t, error, EMPTY);
        }
    }
    return error == 0;
}

/* Locks the stream; NULL (ValueError) when closed. */
static Stream *acquire(Thread *t, File *file)
{
    Stream *s = binary_of(file)->stream;
    weft__runtime_lock(t, &s->lock);
    if (s->descriptor < 0) {
        weft__runtime_unlock(t, &s->lock);
        RAISE(t, ValueError, "I/O operation on closed file.");
        return NULL;
    }
    return s;
}
static void release(Thread *t, Stream *s) { weft__runtime_unlock(t, &s->lock); }

static Value unsupported(Thread *t, const char *what)
{
    Value type = weft__import_attribute(t, "io", "UnsupportedOperation");
    Value text = value_or_empty(weft__str_from_c(t, what));
    if (type == EMPTY || text == EMPTY) {
        return EMPTY;
    }
    Value exception = weft__call1(t, type, text);
    return exception == EMPTY ? EMPTY : weft__raise_value(t, exception);
}
static bool may(Thread *t, File *file, uint32_t flag)
{
    Stream *s = binary_of(file)->stream;
    if (s->flags & flag) {
        return true;
    }
    unsupported(t, flag == STREAM_READ ? "not readable" : "not writable");
    return false;
}

/* ---- writing ---- */

static bool write_bytes(Thread *t, File *file, const unsigned char *bytes, size_t length)
{
    Stream *s = acquire(t, file);
    if (s == NULL) {
        return false;
    }
    int error = weft__stream_put(t, s, bytes, length);
    bool waiting = error == 0 && s->regular && s->write_end > 0 && !s->waiting;
    s->waiting = s->waiting || waiting;
    release(t, s);
    return raise_io(t, error) &&
           (!waiting || weft__list_append(t, as_list(t->runtime->module_values[SLOT_WAITING_FILES]),
                                          value_from_pointer(binary_of(file))));
}

/* Programs rely on a file that they dropped unclosed having its bytes on disk. Nothing notices here
 * when an object is dropped, so files with unwritten bytes wait in a list, and whoever is about to
 * look at files has them written first. */
void weft__write_waiting_files(Thread *t)
{
    Value list = t->runtime->module_values[SLOT_WAITING_FILES];
    while (value_is_pointer(list) && list_length(as_list(list)) > 0) {
        Value v = weft__list_pop(t, as_list(list), -1);
        if (v == EMPTY) { /* another thread was faster */
            exception_take(t);
            return;
        }
        Stream *s = ((File *)value_pointer(v))->stream;
        weft__runtime_lock(t, &s->lock);
        s->waiting = false;
        if (s->descriptor >= 0) {
            (void)weft__stream_flush(t, s); /* what fails stays in the buffer, and close() reports it */
        }
        release(t, s);
        KEEP_ALIVE(v);
    }
}

/* Newlines as the file wants them. */
static Str *translate_newlines(Thread *t, File *file, Str *text)
{
    if (file->newline != NEWLINE_CR && file->newline != NEWLINE_CRLF) {
        return text;
    }
    Value args[2] = {value_or_empty(weft__str_from_c(t, "\n")),
                     value_or_empty(weft__str_from_c(t, file->newline == NEWLINE_CR ? "\r" : "\r\n"))};
    Value replaced = weft__call_method(t, value_from_pointer(text), weft__intern_c(t, "replace"), args, 2);
    return replaced == EMPTY ? NULL : as_str(replaced);
}

static bool write_text(Thread *t, File *file, Str *text)
{
    text = translate_newlines(t, file, text);
    if (text == NULL) {
        return false;
    }
    if (text->ascii) {
        return write_bytes(t, file, text->data, text->length);
    }
    const char *encoding = weft__str_utf8(t, as_str(file->encoding), NULL);
    const char *errors = weft__str_utf8(t, as_str(file->errors), NULL);
    Value encoded = encoding == NULL || errors == NULL ? EMPTY : weft__encode(t, text, encoding, errors);
    if (encoded == EMPTY) {
        return false;
    }
    Bytes *bytes = value_pointer(encoded);
    return write_bytes(t, file, bytes->data, bytes->length);
}

bool weft__stream_write(Thread *t, Value stream, Str *text)
{
    if (t->runtime->module_values[SLOT_TEXT] != EMPTY && object_is(stream, FILE_TYPE(t, SLOT_TEXT))) {
        return write_text(t, value_pointer(stream), text);
    }
    Value args[1] = {value_from_pointer(text)};
    return weft__call_method(t, stream, N(t, write), args, 1) != EMPTY;
}

static Value file_write(Thread *t, Value *args)
{
    File *file = value_pointer(args[0]);
    if (!may(t, file, STREAM_WRITE)) {
        return EMPTY;
    }
    if (file->binary != EMPTY) {
        if (!is_str(t, args[1])) {
            return RAISE(t, TypeError, "write() argument must be str, not %T", args[1]);
        }
        return write_text(t, file, as_str(args[1])) ? int_from_i64(t, as_str(args[1])->length) : EMPTY;
    }
    const unsigned char *bytes;
    size_t length;
    if (!weft__get_bytes(t, args[1], &bytes, &length)) {
        return EMPTY;
    }
    return write_bytes(t, file, bytes, length) ? int_from_i64(t, (int64_t)length) : EMPTY;
}
static bool write_line(Thread *t, void *context, Value item)
{
    Value args[2] = {*(Value *)context, item};
    return file_write(t, args) != EMPTY;
}
static Value file_writelines(Thread *t, Value *args)
{
    return weft__each(t, args[1], write_line, &args[0]) ? NONE : EMPTY;
}
static Value file_flush(Thread *t, Value *args)
{
    Stream *s = acquire(t, value_pointer(args[0]));
    if (s == NULL) {
        return EMPTY;
    }
    int error = weft__stream_flush(t, s);
    release(t, s);
    return raise_io(t, error) ? NONE : EMPTY;
}

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
            if (!raise_io(t, error)) {
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
    Stream *s = acquire(t, file);
    if (s == NULL) {
        return NULL;
    }
    Bytes *bytes = take_bytes(t, s, limit, line, newline);
    release(t, s);
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
    Stream *s = acquire(t, file);
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
    release(t, s);
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

static Value file_read(Thread *t, Value *args)
{
    File *file = value_pointer(args[0]);
    size_t limit;
    if (!size_argument(t, args[1], &limit) || !may(t, file, STREAM_READ)) {
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
    if (!may(t, file, STREAM_READ)) {
        return EMPTY;
    }
    Bytes *bytes = read_some(t, file, limit, true, file->binary != EMPTY ? file->newline : NEWLINE_LF);
    if (bytes == NULL) {
        return EMPTY;
    }
    return file->binary != EMPTY ? text_from(t, file, bytes) : value_from_pointer(bytes);
}
static Value file_readline(Thread *t, Value *args)
{
    size_t limit;
    return size_argument(t, args[1], &limit) ? next_line(t, value_pointer(args[0]), limit) : EMPTY;
}
static bool is_empty_line(Thread *t, Value v)
{
    return is_str(t, v) ? as_str(v)->length == 0 : ((Bytes *)value_pointer(v))->length == 0;
}
static Value file_next(Thread *t, Value self)
{
    Value line = next_line(t, value_pointer(self), SIZE_MAX);
    return line == EMPTY || is_empty_line(t, line) ? EMPTY : line;
}
static Value file_readlines(Thread *t, Value *args)
{
    size_t limit, total = 0;
    List *lines = weft__list_new(t, 8);
    if (lines == NULL || !size_argument(t, args[1], &limit)) {
        return EMPTY;
    }
    while (limit == SIZE_MAX || limit == 0 || total < limit) {
        Value line = file_next(t, args[0]);
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
static Value file_readinto(Thread *t, Value *args)
{
    const unsigned char *into;
    size_t length;
    File *file = value_pointer(args[0]);
    if (!may(t, file, STREAM_READ) || !weft__get_bytes(t, args[1], &into, &length)) {
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
static Value file_peek(Thread *t, Value *args)
{
    Stream *s = acquire(t, value_pointer(args[0]));
    if (s == NULL) {
        return EMPTY;
    }
    size_t got;
    int error = s->read_end == s->read_at ? weft__stream_fill(t, s, &got) : 0;
    Bytes *bytes = raise_io(t, error)
                       ? weft__bytes_new(t, s->read_buffer + s->read_at, s->read_end - s->read_at)
                       : NULL;
    release(t, s);
    return value_or_empty(bytes);
}

/* ---- position and state ---- */

static Value file_seek(Thread *t, Value *args)
{
    int64_t offset, whence;
    off_t position;
    File *file = value_pointer(args[0]);
    if (!weft__to_i64(t, args[1], &offset) || !weft__to_i64(t, args[2], &whence)) {
        return EMPTY;
    }
    if (whence < 0 || whence > 2) {
        return RAISE(t, ValueError, "invalid whence (%lld, should be 0, 1 or 2)", (long long)whence);
    }
    if (file->binary != EMPTY && whence != 0 && offset != 0) {
        return unsupported(t, whence == 1 ? "can't do nonzero cur-relative seeks"
                                          : "can't do nonzero end-relative seeks");
    }
    if (file->binary != EMPTY && whence == 0 && offset < 0) {
        return RAISE(t, ValueError, "negative seek position %lld", (long long)offset);
    }
    Stream *s = acquire(t, file);
    if (s == NULL) {
        return EMPTY;
    }
    int error = weft__stream_seek(t, s, offset, (int)whence, &position);
    release(t, s);
    return raise_io(t, error) ? int_from_i64(t, position) : EMPTY;
}
static Value file_tell(Thread *t, Value *args)
{
    off_t position = 0;
    Stream *s = acquire(t, value_pointer(args[0]));
    if (s == NULL) {
        return EMPTY;
    }
    int error = weft__stream_tell(t, s, &position);
    release(t, s);
    return raise_io(t, error) ? int_from_i64(t, position) : EMPTY;
}
static Value file_truncate(Thread *t, Value *args)
{
    int64_t size = -1;
    off_t position = 0;
    if (args[1] != NONE && !weft__to_i64(t, args[1], &size)) {
        return EMPTY;
    }
    Stream *s = acquire(t, value_pointer(args[0]));
    if (s == NULL) {
        return EMPTY;
    }
    int error = size < 0 ? weft__stream_tell(t, s, &position) : 0;
    position = size < 0 ? position : size;
    error = error != 0 ? error : weft__stream_truncate(t, s, position);
    release(t, s);
    return raise_io(t, error) ? int_from_i64(t, position) : EMPTY;
}
static Value file_close(Thread *t, Value *args)
{
    File *file = value_pointer(args[0]);
    Stream *s = binary_of(file)->stream;
    weft__runtime_lock(t, &s->lock);
    int error = weft__stream_close(t, s);
    release(t, s);
    return raise_io(t, error) ? NONE : EMPTY;
}
static Value file_fileno(Thread *t, Value *args)
{
    Stream *s = acquire(t, value_pointer(args[0]));
    if (s == NULL) {
        return EMPTY;
    }
    int descriptor = s->descriptor;
    release(t, s);
    return value_from_small_int(descriptor);
}
static Value file_isatty(Thread *t, Value *args)
{
    Value descriptor = file_fileno(t, args);
    return descriptor == EMPTY ? EMPTY : value_from_bool(isatty((int)value_small_int(descriptor)) == 1);
}
static Value answer(Thread *t, Value self, uint32_t flag)
{
    Stream *s = acquire(t, value_pointer(self));
    if (s == NULL) {
        return EMPTY;
    }
    bool yes = flag != 0 ? (s->flags & flag) != 0 : lseek(s->descriptor, 0, SEEK_CUR) >= 0;
    release(t, s);
    return value_from_bool(yes);
}
static Value file_readable(Thread *t, Value *args) { return answer(t, args[0], STREAM_READ); }
static Value file_writable(Thread *t, Value *args) { return answer(t, args[0], STREAM_WRITE); }
static Value file_seekable(Thread *t, Value *args) { return answer(t, args[0], 0); }
static Value file_enter(Thread *t, Value *args)
{
    Stream *s = acquire(t, value_pointer(args[0]));
    if (s == NULL) {
        return EMPTY;
    }
    release(t, s);
    return args[0];
}
static Value file_exit(Thread *t, Value *args) { return file_close(t, args); }
static Value file_self(Thread *t, Value self)
{
    Value args[1] = {self};
    return file_enter(t, args);
}
static Value file_reconfigure(Thread *t, Value *args)
{
    (void)t;
    (void)args;
    return NONE;
}

static Value get_closed(Thread *t, Value self)
{
    Stream *s = binary_of(value_pointer(self))->stream;
    weft__runtime_lock(t, &s->lock);
    bool closed = s->descriptor < 0;
    release(t, s);
    return value_from_bool(closed);
}
static Value get_name(Thread *t, Value self)
{
    (void)t;
    return ((File *)value_pointer(self))->name;
}
static Value get_mode(Thread *t, Value self)
{
    (void)t;
    return ((File *)value_pointer(self))->mode;
}
static Value get_encoding(Thread *t, Value self)
{
    (void)t;
    return ((File *)value_pointer(self))->encoding;
}
static Value get_errors(Thread *t, Value self)
{
    (void)t;
    return ((File *)value_pointer(self))->errors;
}
static Value get_buffer(Thread *t, Value self)
{
    (void)t;
    return ((File *)value_pointer(self))->binary;
}
static Value get_line_buffering(Thread *t, Value self)
{
    (void)t;
    return value_from_bool((binary_of(value_pointer(self))->stream->flags & STREAM_LINE_BUFFERED) != 0);
}
static Value get_newlines(Thread *t, Value self)
{
    (void)t;
    (void)self;
    return NONE;
}
static Value file_repr(Thread *t, Value self)
{
    File *file = value_pointer(self);
    Str *text = file->binary != EMPTY
                    ? weft__str_format(t, "<_io.TextIOWrapper name=%R mode=%R encoding=%R>", file->name,
                                       file->mode, file->encoding)
                    : weft__str_format(t, "<_io.%T name=%R>", self, file->name);
    return value_or_empty(text);
}

static void file_trace(Tracer *tracer, Object *object)
{
    File *file = (File *)(void *)object;
    weft__trace_value(tracer, file->binary);
    weft__trace_value(tracer, file->name);
    weft__trace_value(tracer, file->mode);
    weft__trace_value(tracer, file->encoding);
    weft__trace_value(tracer, file->errors);
}
static void file_release(Object *object)
{
    File *file = (File *)(void *)object;
    weft__stream_free(file->stream);
    file->stream = NULL;
}
/* A file that was forgotten open still gets its bytes written. */
static void file_finalize(Thread *t, Value self)
{
    File *file = value_pointer(self);
    if (file->stream != NULL) {
        Value args[1] = {self};
        if (file_close(t, args) == EMPTY) {
            exception_take(t);
        }
    }
}

static const NativeDef methods[] = {
    {"write", file_write, "self, s, /", NULL, 0},
    {"writelines", file_writelines, "self, lines, /", NULL, 0},
    {"flush", file_flush, "self, /", NULL, 0},
    {"read", file_read, "self, size=-1, /", NULL, 0},
    {"read1", file_read, "self, size=-1, /", NULL, 0},
    {"readall", file_read, "self, size=-1, /", NULL, 0},
    {"readline", file_readline, "self, size=-1, /", NULL, 0},
    {"readlines", file_readlines, "self, hint=-1, /", NULL, 0},
    {"readinto", file_readinto, "self, buffer, /", NULL, 0},
    {"peek", file_peek, "self, size=0, /", NULL, 0},
    {"seek", file_seek, "self, offset, whence=0, /", NULL, 0},
    {"tell", file_tell, "self, /", NULL, 0},
    {"truncate", file_truncate, "self, pos=None, /", NULL, 0},
    {"close", file_close, "self, /", NULL, 0},
    {"fileno", file_fileno, "self, /", NULL, 0},
    {"isatty", file_isatty, "self, /", NULL, 0},
    {"readable", file_readable, "self, /", NULL, 0},
    {"writable", file_writable, "self, /", NULL, 0},
    {"seekable", file_seekable, "self, /", NULL, 0},
    {"reconfigure", file_reconfigure, "self, **options", NULL, 0},
    {"__enter__", file_enter, "self, /", NULL, 0},
    {"__exit__", file_exit, "self, *args", NULL, 0},
    {NULL, NULL, NULL, NULL, 0},
};
static const GetSetDef binary_getsets[] = {
    {"closed", get_closed, NULL, NULL},
    {"name", get_name, NULL, NULL},
    {"mode", get_mode, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};
static const GetSetDef text_getsets[] = {
    {"closed", get_closed, NULL, NULL},     {"name", get_name, NULL, NULL},
    {"mode", get_mode, NULL, NULL},         {"encoding", get_encoding, NULL, NULL},
    {"errors", get_errors, NULL, NULL},     {"buffer", get_buffer, NULL, NULL},
    {"newlines", get_newlines, NULL, NULL}, {"line_buffering", get_line_buffering, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

static File *file_new(Thread *t, int slot)
{
    File *file = weft__alloc_releasable(t, sizeof *file, FILE_TYPE(t, slot));
    if (file != NULL) {
        file->binary = file->name = file->mode = file->encoding = file->errors = EMPTY;
    }
    return file;
}

static Value binary_file(Thread *t, int descriptor, bool owns, uint32_t flags, Value name, Str *mode,
                         int slot)
{
    File *file = file_new(t, slot);
    if (file == NULL) {
        return EMPTY;
    }
    file->name = name;
    file->mode = value_or_empty(mode);
    file->stream = weft__stream_new(descriptor, owns, flags);
    if (file->stream == NULL) {
        weft__raise_memory_error(t);
        return EMPTY;
    }
    struct stat info;
    file->stream->regular = (flags & STREAM_WRITE) && fstat(descriptor, &info) == 0 && S_ISREG(info.st_mode);
    if (mode == NULL || !weft__register_finalizer(t, &file->head)) {
        return EMPTY;
    }
    return value_from_pointer(file);
}

static Value text_file(Thread *t, Value binary, Value name, Str *mode, Str *encoding, Str *errors,
                       uint8_t newline)
{
    File *file = file_new(t, SLOT_TEXT);
    if (file == NULL || encoding == NULL || errors == NULL || mode == NULL) {
        return EMPTY;
    }
    file->binary = binary;
    file->name = name;
    file->mode = value_from_pointer(mode);
    file->encoding = value_from_pointer(encoding);
    file->errors = value_from_pointer(errors);
    file->newline = newline;
    return value_from_pointer(file);
}

Value weft__open_std_stream(Thread *t, int descriptor, const char *name, const char *mode,
                            bool unbuffered)
{
    uint32_t flags = mode[0] == 'r' ? STREAM_READ : STREAM_WRITE;
    if (flags == STREAM_WRITE && (descriptor == 2 || isatty(descriptor))) {
        flags |= STREAM_LINE_BUFFERED;
    }
    if (flags != STREAM_READ && unbuffered) {
        flags |= STREAM_UNBUFFERED;
    }
    Value name_value = value_or_empty(weft__str_from_c(t, name));
    Value binary = name_value == EMPTY
                       ? EMPTY
                       : binary_file(t, descriptor, false, flags, name_value, weft__str_from_c(t, mode),
                                     mode[0] == 'r' ? SLOT_READER : SLOT_WRITER);
    return binary == EMPTY
               ? EMPTY
               : text_file(t, binary, name_value, weft__str_from_c(t, mode), weft__str_from_c(t, "utf-8"),
                           weft__str_from_c(t, descriptor == 2 ? "backslashreplace" : "strict"),
                           NEWLINE_UNIVERSAL);
}

/* ---- open() ---- */

typedef struct OpenMode {
    bool read, write, append, create, update, binary;
} OpenMode;

static bool parse_mode(Thread *t, Value v, OpenMode *mode)
{
    *mode = (OpenMode){0};
    if (!is_str(t, v)) {
        RAISE(t, TypeError, "open() argument 'mode' must be str, not %T", v);
        return false;
    }
    bool text = false;
    uint32_t seen = 0;
    for (size_t i = 0; i < as_str(v)->length; i++) {
        uint32_t c = str_char(as_str(v), i);
        static const char letters[] = "rwaxbt+";
        const char *where = c < 128 && c != 0 ? strchr(letters, (int)c) : NULL;
        uint32_t bit = where == NULL ? 0U : 1U << (where - letters);
        if (where == NULL || (seen & bit)) {
            RAISE(t, ValueError, "invalid mode: %R", v);
            return false;
        }
        seen |= bit;
        mode->read |= c == 'r';
        mode->write |= c == 'w';
        mode->append |= c == 'a';
        mode->create |= c == 'x';
        mode->update |= c == '+';
        mode->binary |= c == 'b';
        text |= c == 't';
    }
    if (text && mode->binary) {
        RAISE(t, ValueError, "can't have text and binary mode at once");
        return false;
    }
    if (mode->read + mode->write + mode->append + mode->create != 1) {
        RAISE(t, ValueError,
              mode->read + mode->write + mode->append + mode->create > 1
                  ? "must have exactly one of create/read/write/append mode"
                  : "Must have exactly one of create/read/write/append mode and at most one plus");
        return false;
    }
    return true;
}

typedef struct OpenCall {
    const char *path;
    int flags, descriptor, error;
} OpenCall;
static void open_outside(void *context)
{
    OpenCall *call = context;
    struct stat info;
    call->descriptor = open(call->path, call->flags, 0666);
    call->error = call->descriptor < 0 ? errno : 0;
    if (call->error == 0 && fstat(call->descriptor, &info) == 0 && S_ISDIR(info.st_mode)) {
        close(call->descriptor);
        call->error = EISDIR;
    }
}

static int open_descriptor(Thread *t, Value path, const OpenMode *mode, Value opener, bool *owns,
                           int64_t closefd)
{
    int flags = O_CLOEXEC | (mode->update ? O_RDWR : mode->read ? O_RDONLY : O_WRONLY);
    flags |= mode->write    ? O_CREAT | O_TRUNC
             : mode->append ? O_CREAT | O_APPEND
             : mode->create ? O_CREAT | O_EXCL
                            : 0;
    *owns = closefd != 0;
    if (is_int(t, path)) {
        int64_t descriptor;
        if (!weft__to_i64(t, path, &descriptor)) {
            return -1;
        }
        struct stat info;
        if (descriptor < 0) {
            RAISE(t, ValueError, "negative file descriptor");
            return -1;
        }
        if (fstat((int)descriptor, &info) < 0) {
            weft__raise_os_error(t, errno, EMPTY);
            return -1;
        }
        return (int)descriptor;
    }
    if (opener != NONE) {
        Value got = weft__call2(t, opener, path, value_from_small_int(flags));
        int64_t descriptor;
        if (got == EMPTY || !weft__to_i64(t, got, &descriptor)) {
            return -1;
        }
        if (descriptor < 0) {
            RAISE(t, ValueError, "opener returned %lld", (long long)descriptor);
        }
        return (int)descriptor;
    }
    const char *text = weft__str_path(t, path);
    if (text == NULL) {
        return -1;
    }
    OpenCall call = {text, flags, -1, 0};
    weft__run_outside(t, open_outside, &call);
    if (call.error == EMFILE) { /* dropped files keep theirs until they are collected */
        weft__collect(t);
        weft__run_finalizers(t);
        call.error = 0;
        weft__run_outside(t, open_outside, &call);
    }
    if (call.error != 0) {
        weft__raise_os_error(t, call.error, path);
        return -1;
    }
    return call.descriptor;
}

static bool newline_mode(Thread *t, Value v, uint8_t *mode)
{
    if (v == NONE) {
        *mode = NEWLINE_UNIVERSAL;
        return true;
    }
    if (!is_str(t, v)) {
        RAISE(t, TypeError, "open() argument 'newline' must be str or None, not %T", v);
        return false;
    }
    static const char *const texts[] = {NULL, "", "\n", "\r", "\r\n"};
    for (uint8_t i = 1; i < 5; i++) {
        if (weft__str_equals_c(as_str(v), texts[i])) {
            *mode = i;
            return true;
        }
    }
    RAISE(t, ValueError, "illegal newline value: %V", v);
    return false;
}

static bool check_binary_arguments(Thread *t, Value *args)
{
    static const char *const names[] = {"encoding", "errors", "newline"};
    for (size_t i = 0; i < 3; i++) {
        if (args[3 + i] != NONE) {
            RAISE(t, ValueError, "binary mode doesn't take %s %s argument", i == 2 ? "a" : "an", names[i]);
            return false;
        }
    }
    return true;
}

/* What is wrong here is told only when the file could be opened. */
static bool check_text_arguments(Thread *t, int64_t buffering, Value newline, uint8_t *mode)
{
    if (buffering == 0) {
        RAISE(t, ValueError, "can't have unbuffered text I/O");
        return false;
    }
    return newline_mode(t, newline, mode);
}

/* Encodings that the native text layer reads and writes piece by piece. */
static bool native_encoding(Thread *t, Value encoding)
{
    static const char *const known[] = {"locale", "utf-8", "utf8", "u8", "ascii", "us-ascii", "646", "latin-1",
                                        "latin1", "iso-8859-1", "iso8859-1", "8859", "cp819", "l1"};
    const char *name = encoding == NONE ? "locale" : weft__str_utf8(t, as_str(encoding), NULL);
    char plain[16];
    size_t n = 0;
    for (; name != NULL && name[n] != 0 && n < sizeof plain - 1; n++) {
        plain[n] = (char)(name[n] == '_' ? '-' : name[n] >= 'A' && name[n] <= 'Z' ? name[n] + 32 : name[n]);
    }
    plain[n] = 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(plain, known[i]) == 0) {
            return true;
        }
    }
    return false;
}

static Value io_open(Thread *t, Value *args)
{
    OpenMode mode;
    int64_t buffering;
    uint8_t newline = NEWLINE_UNIVERSAL;
    if (!parse_mode(t, args[1], &mode) || !weft__to_i64(t, args[2], &buffering) ||
        (mode.binary && !check_binary_arguments(t, args))) {
        return EMPTY;
    }
    if (args[3] != NONE && !is_str(t, args[3])) {
        return RAISE(t, TypeError, "open() argument 'encoding' must be str or None, not %T", args[3]);
    }
    int closefd = weft__truth(t, args[6]);
    if (closefd < 0) {
        return EMPTY;
    }
    bool owns;
    weft__write_waiting_files(t);
    int descriptor = open_descriptor(t, args[0], &mode, args[7], &owns, closefd);
    if (descriptor < 0) {
        return EMPTY;
    }
    if (!mode.binary && !check_text_arguments(t, buffering, args[5], &newline)) {
        if (owns) {
            close(descriptor);
        }
        return EMPTY;
    }
    uint32_t flags = (mode.read || mode.update ? STREAM_READ : 0U) |
                     (!mode.read || mode.update ? STREAM_WRITE : 0U) |
                     (mode.append ? STREAM_APPEND : 0U) | (buffering == 0 ? STREAM_UNBUFFERED : 0U) |
                     (buffering == 1 && !mode.binary ? STREAM_LINE_BUFFERED : 0U);
    int slot = buffering == 0 ? SLOT_RAW
               : mode.update  ? SLOT_RANDOM
               : mode.read    ? SLOT_READER
                              : SLOT_WRITER;
    char raw_mode[8];
    snprintf(raw_mode, sizeof raw_mode, "%sb%s", mode.read ? "r" : mode.create ? "x" : mode.append ? "a" : "w",
             mode.update ? "+" : "");
    if (mode.update) {
        snprintf(raw_mode, sizeof raw_mode, "%sb+", mode.read ? "r" : mode.create ? "x" : mode.append ? "a" : "r");
    }
    Value binary = binary_file(t, descriptor, owns, flags, args[0], weft__str_from_c(t, raw_mode), slot);
    if (binary == EMPTY || mode.binary) {
        return binary;
    }
    if (!native_encoding(t, args[3])) {
        Value make = weft__import_attribute(t, "io", "_text_over");
        Value over[6] = {binary, args[3], args[4], args[5], value_from_bool(buffering == 1), args[1]};
        return make == EMPTY ? EMPTY : weft__call(t, make, over, 6, EMPTY);
    }
    Str *encoding = args[3] == NONE || weft__str_equals_c(as_str(args[3]), "locale")
                        ? weft__str_from_c(t, "UTF-8")
                        : as_str(args[3]);
    Str *errors = args[4] == NONE ? weft__str_from_c(t, "strict")
                  : is_str(t, args[4]) ? as_str(args[4])
                                       : NULL;
    if (encoding != NULL && args[3] != NONE && weft__decode(t, (const unsigned char *)"", 0,
                                          weft__str_utf8(t, encoding, NULL), "strict") == NULL) {
        return EMPTY; /* LookupError */
    }
    return text_file(t, binary, args[0], as_str(args[1]), encoding, errors, newline);
}

bool weft__init_module__io(Thread *t, Module *m)
{
    List *waiting = weft__list_new(t, 4);
    if (waiting == NULL) {
        return false;
    }
    t->runtime->module_values[SLOT_WAITING_FILES] = value_from_pointer(waiting);
    static const NativeDef functions[] = {
        {"open", io_open,
         "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None",
         NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const char *const names[] = {"_io.BufferedReader", "_io.BufferedWriter", "_io.BufferedRandom",
                                        "_io.FileIO", "_io.TextIOWrapper"};
    for (int i = SLOT_READER; i <= SLOT_TEXT; i++) {
        Type *type = weft__native_type_new(t, names[i], NULL, sizeof(File), TYPE_HAS_WEAK);
        if (type == NULL) {
            return false;
        }
        type->head.trace = file_trace;
        type->head.release = file_release;
        type->slots.repr = file_repr;
        type->slots.iterate = file_self;
        type->slots.next = file_next;
        type->slots.finalize = file_finalize;
        if (!weft__add_methods(t, type, methods) ||
            !weft__add_getsets(t, type, i == SLOT_TEXT ? text_getsets : binary_getsets) ||
            !weft__type_ready(t, type) || !weft__module_set(t, m, names[i] + 4, value_from_pointer(type))) {
            return false;
        }
        t->runtime->module_values[i] = value_from_pointer(type);
    }
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_io"));
}
