/* io_stream.c - see io_stream.h. */
#include "modules/io_stream.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

enum { BUFFER_SIZE = 65536 };

Stream *weft__stream_new(int descriptor, bool owns, uint32_t flags)
{
    Stream *s = calloc(1, sizeof *s);
    if (s != NULL) {
        weft__runtime_lock_init(&s->lock, RANK_STREAM);
        s->descriptor = descriptor;
        s->owns_descriptor = owns;
        s->flags = flags;
        s->line_buffered = (flags & STREAM_LINE_BUFFERED) != 0;
    }
    return s;
}

void weft__stream_free(Stream *s)
{
    if (s == NULL) {
        return;
    }
    if (s->owns_descriptor && s->descriptor >= 0) {
        close(s->descriptor);
    }
    weft__runtime_lock_destroy(&s->lock);
    free(s->read_buffer);
    free(s->write_buffer);
    free(s);
}

typedef enum CallKind { CALL_READ, CALL_WRITE, CALL_CLOSE, CALL_TRUNCATE } CallKind;
/* One system call, made outside the world. */
typedef struct Call {
    CallKind what;
    int descriptor;
    unsigned char *bytes;
    size_t length;
    off_t size;
    ssize_t result;
    int error;
} Call;

static void perform(void *context)
{
    Call *call = context;
    switch (call->what) {
    case CALL_READ: call->result = read(call->descriptor, call->bytes, call->length); break;
    case CALL_WRITE: call->result = write(call->descriptor, call->bytes, call->length); break;
    case CALL_CLOSE: call->result = close(call->descriptor); break;
    default: call->result = ftruncate(call->descriptor, call->size); break;
    }
    call->error = call->result < 0 ? errno : 0;
}

static int run(Thread *t, Call *call)
{
    weft__run_outside(t, perform, call);
    return call->error;
}

/* One system call, made again where a signal interrupted it; *count: what it moved. */
static int transfer(Thread *t, Stream *s, CallKind what, unsigned char *bytes, size_t length, size_t *count)
{
    *count = 0;
    for (;;) {
        Call call = {.what = what, .descriptor = s->descriptor, .bytes = bytes, .length = length};
        int error = run(t, &call);
        if (error == EINTR) {
            if (!weft__poll(t)) {
                return -1; /* an exception is pending */
            }
            continue;
        }
        if (error == 0) {
            *count = (size_t)call.result;
        }
        return error;
    }
}

int weft__stream_read_raw(Thread *t, Stream *s, unsigned char *bytes, size_t length, size_t *got)
{
    return transfer(t, s, CALL_READ, bytes, length, got);
}
int weft__stream_write_raw(Thread *t, Stream *s, const unsigned char *bytes, size_t length, size_t *written)
{
    return transfer(t, s, CALL_WRITE, (unsigned char *)(uintptr_t)bytes, length, written);
}

/* *written: how many of the bytes arrived, also where it fails. */
static int write_all(Thread *t, Stream *s, const unsigned char *bytes, size_t length, size_t *written)
{
    *written = 0;
    while (*written < length) {
        size_t count;
        int error = weft__stream_write_raw(t, s, bytes + *written, length - *written, &count);
        if (error != 0) {
            return error;
        }
        *written += count;
    }
    return 0;
}

int weft__stream_flush(Thread *t, Stream *s)
{
    size_t written;
    int error = write_all(t, s, s->write_buffer, s->write_end, &written);
    s->write_end -= written;
    if (written > 0 && s->write_end > 0) {
        memmove(s->write_buffer, s->write_buffer + written, s->write_end);
    }
    return error;
}

/* Before writing, the descriptor must stand where the reader is. */
static int drop_read_ahead(Stream *s)
{
    if (s->read_end > s->read_at && lseek(s->descriptor, -(off_t)(s->read_end - s->read_at), SEEK_CUR) < 0) {
        return errno;
    }
    s->read_at = s->read_end = 0;
    return 0;
}

/* Where writing would block, the buffer takes what it has room for: *taken grows by that. */
static int keep_what_fits(Stream *s, const unsigned char *bytes, size_t length, size_t *taken)
{
    size_t room = s->write_room - s->write_end;
    size_t kept = length < room ? length : room;
    memcpy(s->write_buffer + s->write_end, bytes, kept);
    s->write_end += kept;
    *taken += kept;
    return kept == length ? 0 : EAGAIN;
}

int weft__stream_put(Thread *t, Stream *s, const unsigned char *bytes, size_t length, size_t *taken)
{
    *taken = 0;
    int error = s->read_end > s->read_at ? drop_read_ahead(s) : 0;
    if (error != 0) {
        return error;
    }
    if (s->flags & STREAM_UNBUFFERED) {
        return write_all(t, s, bytes, length, taken);
    }
    if (s->write_end + length > s->write_room) {
        if (s->write_room < BUFFER_SIZE) {
            unsigned char *larger = realloc(s->write_buffer, BUFFER_SIZE);
            if (larger == NULL) {
                return ENOMEM;
            }
            s->write_buffer = larger;
            s->write_room = BUFFER_SIZE;
        }
        if (s->write_end + length > s->write_room) {
            error = weft__stream_flush(t, s);
            if (error == EAGAIN) {
                return keep_what_fits(s, bytes, length, taken);
            }
            if (error != 0) {
                s->write_end = 0; /* the writer is told: the end of the program need not tell it again */
                return error;
            }
            if (length >= s->write_room) {
                error = write_all(t, s, bytes, length, taken);
                return error == EAGAIN ? keep_what_fits(s, bytes + *taken, length - *taken, taken) : error;
            }
        }
    }
    memcpy(s->write_buffer + s->write_end, bytes, length);
    s->write_end += length;
    *taken = length;
    if (s->line_buffered && memchr(bytes, '\n', length) != NULL) {
        return weft__stream_flush(t, s);
    }
    return 0;
}

int weft__stream_fill(Thread *t, Stream *s, size_t *got)
{
    *got = 0;
    int error = weft__stream_flush(t, s);
    if (error != 0) {
        return error;
    }
    if (s->read_at > 0) {
        memmove(s->read_buffer, s->read_buffer + s->read_at, s->read_end - s->read_at);
        s->read_end -= s->read_at;
        s->read_at = 0;
    }
    if (s->read_room - s->read_end < BUFFER_SIZE / 2) {
        size_t room = s->read_room == 0 ? BUFFER_SIZE : s->read_room * 2;
        unsigned char *larger = realloc(s->read_buffer, room);
        if (larger == NULL) {
            return ENOMEM;
        }
        s->read_buffer = larger;
        s->read_room = room;
    }
    /* Of a file without a buffer only lines come this way: a byte at a time, so that nothing is read ahead. */
    size_t length = s->flags & STREAM_UNBUFFERED ? 1 : s->read_room - s->read_end;
    error = weft__stream_read_raw(t, s, s->read_buffer + s->read_end, length, got);
    s->read_end += *got;
    return error;
}

int weft__stream_tell(Thread *t, Stream *s, off_t *position)
{
    (void)t;
    off_t at = lseek(s->descriptor, 0, SEEK_CUR);
    if (at < 0) {
        return errno;
    }
    *position = at - (off_t)(s->read_end - s->read_at) + (off_t)s->write_end;
    return 0;
}

int weft__stream_seek(Thread *t, Stream *s, off_t offset, int whence, off_t *position)
{
    int error = weft__stream_flush(t, s);
    if (error == 0) {
        error = drop_read_ahead(s);
    }
    if (error != 0) {
        return error;
    }
    off_t at = lseek(s->descriptor, offset, whence);
    if (at < 0) {
        return errno;
    }
    *position = at;
    return 0;
}

int weft__stream_truncate(Thread *t, Stream *s, off_t size)
{
    int error = weft__stream_flush(t, s);
    Call call = {.what = CALL_TRUNCATE, .descriptor = s->descriptor, .size = size};
    return error != 0 ? error : run(t, &call);
}

int weft__stream_close(Thread *t, Stream *s)
{
    if (s->descriptor < 0) {
        return 0;
    }
    int error = weft__stream_flush(t, s);
    Call call = {.what = CALL_CLOSE, .descriptor = s->descriptor};
    s->descriptor = -1;
    int closing = s->owns_descriptor ? run(t, &call) : 0;
    return error != 0 ? error : closing;
}
