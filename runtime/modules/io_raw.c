/* io_raw.c - files without a buffer: what `_io.FileIO` reads and writes, by one system call each.
 *
 * read(), readinto() and write() give None where the call would block; readall() calls until the end. Nothing
 * is read ahead, so whoever shares the descriptor finds what this program did not take. The `raw` of a buffered
 * file is such a file on the same stream: it goes past the buffer, and is closed when the stream is.
 */
#include <errno.h>
#include <stdlib.h>

#include "modules/io_file.h"
#include "object/memoryview.h"

enum { FIRST_ROOM = 65536 };

/* A call may be made with as much room; more is never filled at once. */
static size_t room_for(size_t limit) { return limit < (size_t)1 << 30 ? limit : (size_t)1 << 30; }

static Stream *acquire_for(Thread *t, File *file, uint32_t flag)
{
    Stream *s = weft__file_acquire(t, file);
    if (s != NULL && !(s->flags & flag)) {
        weft__file_unlock(t, s);
        weft__file_unsupported(t, flag == STREAM_READ ? "File not open for reading" : "File not open for writing");
        return NULL;
    }
    return s;
}

/* Bytes in memory of malloc, whose lock is held no more, as an object; `blocked` stands for None. */
static Value finish(Thread *t, unsigned char *bytes, size_t length, int error, bool blocked)
{
    Value result = blocked ? NONE
                   : weft__file_raise(t, error) ? value_or_empty(weft__bytes_new(t, bytes, length))
                                                : EMPTY;
    free(bytes);
    return result;
}

static Value read_all(Thread *t, Stream *s)
{
    unsigned char *bytes = NULL;
    size_t length = 0, room = 0, got = 1;
    int error = 0;
    while (error == 0 && got > 0) {
        if (room - length < FIRST_ROOM / 2) {
            size_t larger_room = room == 0 ? FIRST_ROOM : room * 2;
            unsigned char *larger = realloc(bytes, larger_room);
            if (larger == NULL) {
                error = ENOMEM;
                break;
            }
            bytes = larger;
            room = larger_room;
        }
        error = weft__stream_read_raw(t, s, bytes + length, room - length, &got);
        length += got;
    }
    weft__file_unlock(t, s);
    bool blocked = error == EAGAIN;
    return finish(t, bytes, length, blocked ? 0 : error, blocked && length == 0);
}

Value weft__raw_read(Thread *t, File *file, size_t limit)
{
    Stream *s = acquire_for(t, file, STREAM_READ);
    if (s == NULL || limit == SIZE_MAX) {
        return s == NULL ? EMPTY : read_all(t, s);
    }
    size_t room = room_for(limit), got = 0;
    unsigned char *bytes = malloc(room > 0 ? room : 1);
    int error = bytes == NULL ? ENOMEM : weft__stream_read_raw(t, s, bytes, room, &got);
    weft__file_unlock(t, s);
    return finish(t, bytes, got, error, error == EAGAIN);
}

Value weft__raw_readinto(Thread *t, File *file, Value buffer)
{
    Value view = weft__view_writable_bytes(t, buffer, "readinto");
    if (view == EMPTY) {
        return EMPTY;
    }
    Value bytes = weft__raw_read(t, file, room_for(view_byte_count(value_pointer(view))));
    bool done = bytes != EMPTY;
    int64_t length = 0;
    if (done && bytes != NONE) {
        length = (int64_t)((Bytes *)value_pointer(bytes))->length;
        Value slice = weft__slice_new(t, value_from_small_int(0), int_from_i64(t, length), NONE);
        done = slice != EMPTY && weft__set_item(t, view, slice, bytes);
    }
    weft__view_release(t, value_pointer(view));
    return !done ? EMPTY : bytes == NONE ? NONE : int_from_i64(t, length);
}

Value weft__raw_write(Thread *t, File *file, const unsigned char *bytes, size_t length)
{
    size_t written = 0;
    Stream *s = acquire_for(t, file, STREAM_WRITE);
    if (s == NULL) {
        return EMPTY;
    }
    int error = weft__stream_write_raw(t, s, bytes, length, &written);
    weft__file_unlock(t, s);
    return error == EAGAIN ? NONE : weft__file_raise(t, error) ? int_from_i64(t, (int64_t)written) : EMPTY;
}
