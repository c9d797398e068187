/* io_file.c - the types of `_io`'s files: locking, writing, position, state, and what happens to a file that
 * was dropped unclosed.
 *
 * Layout and lock are told in io_file.h, reading stands in io_read.c, open() in io_module.c. What was
 * written to a file on disk arrives there when the file is closed, dropped or flushed, or when this process
 * opens a file or ends.
 */
#include <errno.h>
#include <unistd.h>

#include "modules/io_file.h"

/* What writing to a stream that does not wait raises: how much was taken is the exception's third argument. */
static void raise_blocking(Thread *t, size_t taken)
{
    Value args[3] = {value_from_small_int(EAGAIN),
                     value_or_empty(weft__str_from_c(t, "write could not complete without blocking")),
                     int_from_i64(t, (int64_t)taken)};
    Value exception =
        args[1] == EMPTY || args[2] == EMPTY
            ? EMPTY
            : weft__call(t, value_from_pointer(EXC(t, BlockingIOError)), args, 3, EMPTY);
    if (exception != EMPTY) {
        weft__raise_value(t, exception);
    }
}

bool weft__file_raise(Thread *t, int error)
{
    if (error > 0) {
        if (error == ENOMEM) {
            weft__raise_memory_error(t);
        } else if (error == EAGAIN) {
            raise_blocking(t, 0);
        } else {
            weft__raise_os_error(t, error, EMPTY);
        }
    }
    return error == 0;
}

Stream *weft__file_acquire(Thread *t, File *file)
{
    Stream *s = file_binary(file)->stream;
    weft__runtime_lock(t, &s->lock);
    if (s->descriptor < 0 || file->detached) {
        const char *problem = !file->detached      ? "I/O operation on closed file."
                              : file_is_text(file) ? "underlying buffer has been detached"
                                                   : "raw stream has been detached";
        weft__runtime_unlock(t, &s->lock);
        RAISE(t, ValueError, "%s", problem);
        return NULL;
    }
    return s;
}
void weft__file_unlock(Thread *t, Stream *s) { weft__runtime_unlock(t, &s->lock); }

Value weft__file_unsupported(Thread *t, const char *what)
{
    Value type = weft__import_attribute(t, "io", "UnsupportedOperation");
    Value text = value_or_empty(weft__str_from_c(t, what));
    if (type == EMPTY || text == EMPTY) {
        return EMPTY;
    }
    Value exception = weft__call1(t, type, text);
    return exception == EMPTY ? EMPTY : weft__raise_value(t, exception);
}
bool weft__file_may(Thread *t, File *file, uint32_t flag)
{
    Stream *s = file_binary(file)->stream;
    if (s->flags & flag) {
        return true;
    }
    weft__file_unsupported(t, flag == STREAM_READ ? "not readable" : "not writable");
    return false;
}

/* ---- writing ---- */

TextSettings weft__file_settings(Thread *t, File *file)
{
    if (LIKELY(!weft__load_relaxed(&file->reconfigured))) { /* edge: settings */
        return file->first;
    }
    Stream *s = file_binary(file)->stream;
    weft__runtime_lock(t, &s->lock);
    TextSettings settings = file->now;
    weft__file_unlock(t, s);
    return settings;
}

static bool write_bytes(Thread *t, File *file, const unsigned char *bytes, size_t length)
{
    Stream *s = weft__file_acquire(t, file);
    if (s == NULL) {
        return false;
    }
    size_t taken;
    int error = weft__stream_put(t, s, bytes, length, &taken);
    bool waiting = error == 0 && s->regular && s->write_end > 0 && !s->waiting;
    s->waiting = s->waiting || waiting;
    weft__file_unlock(t, s);
    if (error == EAGAIN) {
        raise_blocking(t, taken);
        return false;
    }
    return weft__file_raise(t, error) &&
           (!waiting || weft__list_append(t, as_list(t->runtime->module_values[SLOT_WAITING_FILES]),
                                          value_from_pointer(file_binary(file))));
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
        weft__file_unlock(t, s);
        KEEP_ALIVE(v);
    }
}

/* Newlines as the file wants them. */
static Str *translate_newlines(Thread *t, uint8_t newline, Str *text)
{
    if (newline != NEWLINE_CR && newline != NEWLINE_CRLF) {
        return text;
    }
    Value args[2] = {value_or_empty(weft__str_from_c(t, "\n")),
                     value_or_empty(weft__str_from_c(t, newline == NEWLINE_CR ? "\r" : "\r\n"))};
    Value replaced = weft__call_method(t, value_from_pointer(text), weft__intern_c(t, "replace"), args, 2);
    return replaced == EMPTY ? NULL : as_str(replaced);
}

static bool write_text(Thread *t, File *file, Str *text)
{
    TextSettings settings = weft__file_settings(t, file);
    text = translate_newlines(t, settings.newline, text);
    if (text == NULL) {
        return false;
    }
    if (text->ascii) {
        return write_bytes(t, file, str_data(text), text->length);
    }
    const char *encoding = weft__str_utf8(t, as_str(settings.encoding), NULL);
    const char *errors = weft__str_utf8(t, as_str(settings.errors), NULL);
    Value encoded = encoding == NULL || errors == NULL ? EMPTY : weft__encode_registered(t, text, encoding, errors);
    if (encoded == EMPTY) {
        return false;
    }
    Bytes *bytes = value_pointer(encoded);
    return write_bytes(t, file, bytes->data, bytes->length);
}

bool weft__stream_is_native(Thread *t, Value stream)
{
    return t->runtime->module_values[SLOT_TEXT] != EMPTY && object_is(stream, FILE_TYPE(t, SLOT_TEXT));
}
bool weft__stream_write(Thread *t, Value stream, Str *text)
{
    if (weft__stream_is_native(t, stream)) {
        return write_text(t, value_pointer(stream), text);
    }
    Value args[1] = {value_from_pointer(text)};
    return weft__call_method(t, stream, N(t, write), args, 1) != EMPTY;
}

static Value file_write(Thread *t, Value *args)
{
    File *file = value_pointer(args[0]);
    if (!file_is_raw(t, file) && !weft__file_may(t, file, STREAM_WRITE)) {
        return EMPTY;
    }
    if (file_is_text(file)) {
        if (!is_str(t, args[1])) {
            return RAISE(t, TypeError, "write() argument must be str, not %G", args[1]);
        }
        return write_text(t, file, as_str(args[1])) ? int_from_i64(t, as_str(args[1])->length) : EMPTY;
    }
    const unsigned char *bytes;
    size_t length;
    if (!weft__get_bytes(t, args[1], &bytes, &length)) {
        return EMPTY;
    }
    if (file_is_raw(t, file)) {
        return weft__raw_write(t, file, bytes, length);
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
    Stream *s = weft__file_acquire(t, value_pointer(args[0]));
    if (s == NULL) {
        return EMPTY;
    }
    weft__file_unlock(t, s);
    return weft__each(t, args[1], write_line, &args[0]) ? NONE : EMPTY;
}
static Value file_flush(Thread *t, Value *args)
{
    Stream *s = weft__file_acquire(t, value_pointer(args[0]));
    if (s == NULL) {
        return EMPTY;
    }
    int error = weft__stream_flush(t, s);
    weft__file_unlock(t, s);
    return weft__file_raise(t, error) ? NONE : EMPTY;
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
    if (file_is_text(file) && whence != 0 && offset != 0) {
        return weft__file_unsupported(t, whence == 1 ? "can't do nonzero cur-relative seeks"
                                                     : "can't do nonzero end-relative seeks");
    }
    if (file_is_text(file) && whence == 0 && offset < 0) {
        return RAISE(t, ValueError, "negative seek position %lld", (long long)offset);
    }
    Stream *s = weft__file_acquire(t, file);
    if (s == NULL) {
        return EMPTY;
    }
    int error = weft__stream_seek(t, s, offset, (int)whence, &position);
    weft__file_unlock(t, s);
    return weft__file_raise(t, error) ? int_from_i64(t, position) : EMPTY;
}
static Value file_tell(Thread *t, Value *args)
{
    off_t position = 0;
    Stream *s = weft__file_acquire(t, value_pointer(args[0]));
    if (s == NULL) {
        return EMPTY;
    }
    int error = weft__stream_tell(t, s, &position);
    weft__file_unlock(t, s);
    return weft__file_raise(t, error) ? int_from_i64(t, position) : EMPTY;
}
static Value file_truncate(Thread *t, Value *args)
{
    int64_t size = -1;
    off_t position = 0;
    if (args[1] != NONE && !weft__to_i64(t, args[1], &size)) {
        return EMPTY;
    }
    if (!(file_binary(value_pointer(args[0]))->stream->flags & STREAM_WRITE)) {
        return weft__file_unsupported(t, file_is_raw(t, value_pointer(args[0])) ? "File not open for writing" : "truncate");
    }
    Stream *s = weft__file_acquire(t, value_pointer(args[0]));
    if (s == NULL) {
        return EMPTY;
    }
    int error = size < 0 ? weft__stream_tell(t, s, &position) : 0;
    position = size < 0 ? position : size;
    error = error != 0 ? error : weft__stream_truncate(t, s, position);
    weft__file_unlock(t, s);
    return weft__file_raise(t, error) ? int_from_i64(t, position) : EMPTY;
}
static Value file_close(Thread *t, Value *args)
{
    File *file = value_pointer(args[0]);
    Stream *s = file_binary(file)->stream;
    weft__runtime_lock(t, &s->lock);
    int error = weft__stream_close(t, s);
    weft__file_unlock(t, s);
    return weft__file_raise(t, error) ? NONE : EMPTY;
}
static Value file_fileno(Thread *t, Value *args)
{
    Stream *s = weft__file_acquire(t, value_pointer(args[0]));
    if (s == NULL) {
        return EMPTY;
    }
    int descriptor = s->descriptor;
    weft__file_unlock(t, s);
    return value_from_small_int(descriptor);
}
static Value file_isatty(Thread *t, Value *args)
{
    Value descriptor = file_fileno(t, args);
    return descriptor == EMPTY ? EMPTY : value_from_bool(isatty((int)value_small_int(descriptor)) == 1);
}
static Value answer(Thread *t, Value self, uint32_t flag)
{
    Stream *s = weft__file_acquire(t, value_pointer(self));
    if (s == NULL) {
        return EMPTY;
    }
    bool yes = flag != 0 ? (s->flags & flag) != 0 : lseek(s->descriptor, 0, SEEK_CUR) >= 0;
    weft__file_unlock(t, s);
    return value_from_bool(yes);
}
static Value file_readable(Thread *t, Value *args) { return answer(t, args[0], STREAM_READ); }
static Value file_writable(Thread *t, Value *args) { return answer(t, args[0], STREAM_WRITE); }
static Value file_seekable(Thread *t, Value *args) { return answer(t, args[0], 0); }
static Value file_enter(Thread *t, Value *args)
{
    Stream *s = weft__file_acquire(t, value_pointer(args[0]));
    if (s == NULL) {
        return EMPTY;
    }
    weft__file_unlock(t, s);
    return args[0];
}
static Value file_exit(Thread *t, Value *args) { return file_close(t, args); }
static Value file_self(Thread *t, Value self)
{
    Value args[1] = {self};
    return file_enter(t, args);
}

static Value get_closed(Thread *t, Value self)
{
    Stream *s = file_binary(value_pointer(self))->stream;
    weft__runtime_lock(t, &s->lock);
    bool closed = s->descriptor < 0;
    weft__file_unlock(t, s);
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
    return weft__file_settings(t, value_pointer(self)).encoding;
}
static Value get_errors(Thread *t, Value self)
{
    return weft__file_settings(t, value_pointer(self)).errors;
}
static Value get_buffer(Thread *t, Value self)
{
    (void)t;
    return ((File *)value_pointer(self))->binary;
}
static Value get_line_buffering(Thread *t, Value self)
{
    Stream *s = file_binary(value_pointer(self))->stream;
    weft__runtime_lock(t, &s->lock);
    bool line_buffered = s->line_buffered;
    weft__file_unlock(t, s);
    return value_from_bool(line_buffered);
}
static Value get_newlines(Thread *t, Value self)
{
    static const char *const texts[] = {"\r", "\n", "\r\n"};
    Stream *s = file_binary(value_pointer(self))->stream;
    weft__runtime_lock(t, &s->lock);
    unsigned seen = s->ends_seen;
    weft__runtime_unlock(t, &s->lock);
    List *ends = weft__list_new(t, 3);
    for (unsigned i = 0; ends != NULL && i < 3; i++) {
        Value text = seen & (1U << i) ? value_or_empty(weft__str_from_c(t, texts[i])) : NONE;
        if (text != NONE && (text == EMPTY || !weft__list_append(t, ends, text))) {
            return EMPTY;
        }
    }
    int64_t count = ends == NULL ? -1 : weft__length(t, value_from_pointer(ends));
    return count < 0    ? EMPTY
           : count == 0 ? NONE
           : count == 1 ? weft__get_item(t, value_from_pointer(ends), value_from_small_int(0))
                        : value_or_empty(weft__tuple_from_iterable(t, value_from_pointer(ends)));
}
static Value get_closefd(Thread *t, Value self)
{
    (void)t;
    return value_from_bool(file_binary(value_pointer(self))->stream->owns_descriptor);
}
/* A file without a buffer on the stream of this one. */
static Value get_raw(Thread *t, Value self)
{
    File *file = value_pointer(self);
    File *raw = weft__alloc_releasable(t, sizeof *raw, FILE_TYPE(t, SLOT_RAW));
    if (raw == NULL) {
        return EMPTY;
    }
    raw->binary = self;
    raw->name = file->name;
    raw->mode = file->mode;
    raw->first.encoding = raw->first.errors = raw->now.encoding = raw->now.errors = EMPTY;
    return value_from_pointer(raw);
}
/* Gives away what lies below, and is of no use any more. */
static Value file_detach(Thread *t, Value *args)
{
    File *file = value_pointer(args[0]);
    if (file_is_raw(t, file)) {
        return weft__file_unsupported(t, "detach");
    }
    Value below = file_is_text(file) ? file->binary : get_raw(t, args[0]);
    Stream *s = below == EMPTY ? NULL : weft__file_acquire(t, file);
    if (s == NULL) {
        return EMPTY;
    }
    int error = weft__stream_flush(t, s);
    file->detached = error == 0;
    weft__file_unlock(t, s);
    return weft__file_raise(t, error) ? below : EMPTY;
}
static Value file_repr(Thread *t, Value self)
{
    File *file = value_pointer(self);
    if (file_is_text(file)) {
        return value_or_empty(weft__str_format(t, "<_io.TextIOWrapper name=%R mode=%R encoding=%R>", file->name,
                                               file->mode, weft__file_settings(t, file).encoding));
    }
    if (!file_is_raw(t, file)) {
        return value_or_empty(weft__str_format(t, "<%T name=%R>", self, file->name));
    }
    return get_closed(t, self) == value_from_bool(true)
               ? value_or_empty(weft__str_from_c(t, "<_io.FileIO [closed]>"))
               : value_or_empty(weft__str_format(t, "<_io.FileIO name=%R mode=%R closefd=%R>", file->name, file->mode,
                                                 get_closefd(t, self)));
}

static void file_trace(Tracer *tracer, Object *object)
{
    File *file = (File *)(void *)object;
    weft__trace_value(tracer, file->binary);
    weft__trace_value(tracer, file->name);
    weft__trace_value(tracer, file->mode);
    weft__trace_value(tracer, file->first.encoding);
    weft__trace_value(tracer, file->first.errors);
    weft__trace_value(tracer, file->now.encoding);
    weft__trace_value(tracer, file->now.errors);
}
static void file_release(Object *object)
{
    File *file = (File *)(void *)object;
    weft__stream_free(file->stream);
    file->stream = NULL;
}
/* A file that was forgotten open still gets its bytes written. When the program ends, one whose descriptor is
 * another's stays open: finalizers that come later print to the standard streams. */
static void file_finalize(Thread *t, Value self)
{
    File *file = value_pointer(self);
    if (file->stream != NULL) {
        Value args[1] = {self};
        bool ends = weft__load_acquire(&t->runtime->exiting); /* edge: exiting */
        if ((ends && !file->stream->owns_descriptor ? file_flush : file_close)(t, args) == EMPTY) {
            exception_take(t);
        }
    }
}

static const NativeDef methods[] = {
    {"write", file_write, "self, s, /", NULL, 0},
    {"writelines", file_writelines, "self, lines, /", NULL, 0},
    {"flush", file_flush, "self, /", NULL, 0},
    {"read", weft__file_read, "self, size=-1, /", NULL, 0},
    {"read1", weft__file_read1, "self, size=-1, /", NULL, 0},
    {"readall", weft__file_read, "self, size=-1, /", NULL, 0},
    {"readline", weft__file_readline, "self, size=-1, /", NULL, 0},
    {"readlines", weft__file_readlines, "self, hint=-1, /", NULL, 0},
    {"readinto", weft__file_readinto, "self, buffer, /", NULL, 0},
    {"readinto1", weft__file_readinto1, "self, buffer, /", NULL, 0},
    {"peek", weft__file_peek, "self, size=0, /", NULL, 0},
    {"seek", file_seek, "self, offset, whence=0, /", NULL, 0},
    {"tell", file_tell, "self, /", NULL, 0},
    {"truncate", file_truncate, "self, pos=None, /", NULL, 0},
    {"close", file_close, "self, /", NULL, 0},
    {"detach", file_detach, "self, /", NULL, 0},
    {"fileno", file_fileno, "self, /", NULL, 0},
    {"isatty", file_isatty, "self, /", NULL, 0},
    {"readable", file_readable, "self, /", NULL, 0},
    {"writable", file_writable, "self, /", NULL, 0},
    {"seekable", file_seekable, "self, /", NULL, 0},
    {"reconfigure", weft__file_reconfigure,
     "self, *, encoding=None, errors=None, newline=, line_buffering=None, write_through=None", NULL, 0},
    {"__enter__", file_enter, "self, /", NULL, 0},
    {"__exit__", file_exit, "self, *args", NULL, 0},
    {NULL, NULL, NULL, NULL, 0},
};
static const GetSetDef raw_getsets[] = {
    {"closed", get_closed, NULL, NULL},
    {"closefd", get_closefd, NULL, NULL},
    {"name", get_name, NULL, NULL},
    {"mode", get_mode, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};
static const GetSetDef buffered_getsets[] = {
    {"closed", get_closed, NULL, NULL},
    {"name", get_name, NULL, NULL},
    {"mode", get_mode, NULL, NULL},
    {"raw", get_raw, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};
static const GetSetDef text_getsets[] = {
    {"closed", get_closed, NULL, NULL},
    {"name", get_name, NULL, NULL},
    {"mode", get_mode, NULL, NULL},
    {"encoding", get_encoding, NULL, NULL},
    {"errors", get_errors, NULL, NULL},
    {"buffer", get_buffer, NULL, NULL},
    {"newlines", get_newlines, NULL, NULL},
    {"line_buffering", get_line_buffering, NULL, NULL},
    {NULL, NULL, NULL, NULL},
};

bool weft__file_init_types(Thread *t, Module *m)
{
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
        type->slots.next = weft__file_next;
        type->slots.finalize = file_finalize;
        if (!weft__add_methods(t, type, methods) ||
            !weft__add_getsets(t, type, i == SLOT_TEXT  ? text_getsets
                                  : i == SLOT_RAW ? raw_getsets
                                                  : buffered_getsets) ||
            !weft__type_ready(t, type) || !weft__module_set(t, m, names[i] + 4, value_from_pointer(type))) {
            return false;
        }
        t->runtime->module_values[i] = value_from_pointer(type);
    }
    return true;
}
