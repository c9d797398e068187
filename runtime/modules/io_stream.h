/* io_stream.h - buffered byte streams on file descriptors, without any Python object.
 *
 * A Stream belongs to one file object and is used under its lock. System calls run outside the
 * world. Errors are errno values; 0 is success.
 */
#ifndef WEFT_MODULES_IO_STREAM_H
#define WEFT_MODULES_IO_STREAM_H

#include <sys/types.h>

#include "modules/modules.h"

enum { STREAM_READ = 1, STREAM_WRITE = 2, STREAM_APPEND = 4, STREAM_LINE_BUFFERED = 8,
       STREAM_UNBUFFERED = 16 };
enum { ENDS_CR = 1, ENDS_LF = 2, ENDS_CRLF = 4, ENDS_ALL = 7 }; /* of lines, in the order of `newlines` */
typedef struct Stream {
    RuntimeLock lock;       /* guards all fields but `flags` */
    int descriptor;         /* -1: closed */
    bool owns_descriptor;
    bool regular;           /* a file on disk that may be written; never changes once shared */
    bool waiting;           /* has unwritten bytes and stands in the list of such files */
    uint8_t ends_seen;      /* ends of lines that were read as text: ENDS_ */
    bool line_buffered;     /* a newline has everything written */
    bool return_taken;      /* the last character that was read as text is '\r' */
    uint32_t flags;         /* never change */
    unsigned char *read_buffer;  /* malloc; bytes [read_at, read_end) are unread */
    size_t read_at, read_end, read_room;
    unsigned char *write_buffer; /* malloc */
    size_t write_end, write_room;
} Stream;

Stream *weft__stream_new(int descriptor, bool owns, uint32_t flags); /* NULL: no memory */
void weft__stream_free(Stream *s); /* closes what it owns; loses unwritten bytes */
/* Lock held by the caller for all of these. */
/* *taken: how many of the bytes were written or stand in the buffer, also where the rest would block (EAGAIN). */
int weft__stream_put(Thread *t, Stream *s, const unsigned char *bytes, size_t length, size_t *taken);
/* One system call without the buffers; EAGAIN: it would block. */
int weft__stream_read_raw(Thread *t, Stream *s, unsigned char *bytes, size_t length, size_t *got);
int weft__stream_write_raw(Thread *t, Stream *s, const unsigned char *bytes, size_t length, size_t *written);
int weft__stream_flush(Thread *t, Stream *s);
/* Reads more into the buffer: *got is 0 at the end of the file. */
int weft__stream_fill(Thread *t, Stream *s, size_t *got);
int weft__stream_seek(Thread *t, Stream *s, off_t offset, int whence, off_t *position);
int weft__stream_tell(Thread *t, Stream *s, off_t *position);
int weft__stream_close(Thread *t, Stream *s);
int weft__stream_truncate(Thread *t, Stream *s, off_t size);

#endif
