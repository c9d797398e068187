/* io_file.h - the file objects of `_io`: what their reading, their other methods and open() share.
 *
 * One C layout serves BufferedReader, BufferedWriter, BufferedRandom, FileIO and TextIOWrapper; a text file
 * refers to its binary file (`buffer`) and decodes in between. Each binary file's stream has a lock of rank
 * STREAM around every operation, so a write() of one thread is never torn by another's. No user code runs
 * under it.
 */
#ifndef WEFT_MODULES_IO_FILE_H
#define WEFT_MODULES_IO_FILE_H

#include "modules/io_stream.h"
#include "object/containers_internal.h"

typedef struct TextSettings {
    Value encoding, errors; /* str */
    uint8_t newline;        /* NewlineMode */
    bool utf8;              /* a character may take several bytes */
} TextSettings;

typedef struct File {
    Object head;
    Stream *stream;         /* binary files: own; text files, `raw`: NULL; owner: freed by release */
    Value binary;           /* text files: the binary file; `raw`: the buffered one; else EMPTY; never changes */
    bool detached;          /* detach() has given away what lies below; the stream's lock */
    Value name;             /* str or int; never changes */
    Value mode;             /* str; never changes */
    TextSettings first;     /* text files: what they were opened with; never changes */
    TextSettings now;       /* the same after reconfigure(); the stream's lock */
    ATOMIC(uint8_t) reconfigured; /* `now` counts; set under the stream's lock; edge: settings */
} File;
enum NewlineMode { NEWLINE_UNIVERSAL, NEWLINE_NONE, NEWLINE_LF, NEWLINE_CR, NEWLINE_CRLF };

/* Types of this module, in Runtime.module_values. */
#define FILE_TYPE(t, slot) ((Type *)value_pointer((t)->runtime->module_values[slot]))

/* The other files are binary: those with a stream, and the `raw` of one. */
static inline bool file_is_text(const File *file) { return file->first.encoding != EMPTY; }
static inline bool file_is_raw(Thread *t, File *file)
{
    return object_is(value_from_pointer(file), FILE_TYPE(t, SLOT_RAW));
}
static inline File *file_binary(File *file)
{
    return file->binary != EMPTY ? value_pointer(file->binary) : file;
}

/* ---- io_file.c ---- */

/* False, with an exception, unless `error` (an errno) is 0; below 0: one is pending already. */
bool weft__file_raise(Thread *t, int error);
/* Locks the stream; NULL (ValueError) when closed. */
Stream *weft__file_acquire(Thread *t, File *file);
void weft__file_unlock(Thread *t, Stream *s);
/* Raises io.UnsupportedOperation. */
Value weft__file_unsupported(Thread *t, const char *what);
/* May the stream be read (STREAM_READ) or written (STREAM_WRITE)? False, with UnsupportedOperation: no. */
bool weft__file_may(Thread *t, File *file, uint32_t flag);
/* How a text file encodes now. Who saw `reconfigured` takes the lock behind him who set it. */
TextSettings weft__file_settings(Thread *t, File *file);
/* Makes the types and puts them into the module. */
bool weft__file_init_types(Thread *t, Module *m);

/* ---- io_module.c ---- */

/* The encodings that the native text layer reads and writes piece by piece; None stands for the locale's,
 * which is UTF-8. */
typedef enum TextEncoding { ENCODING_OTHER, ENCODING_UTF8, ENCODING_BYTE } TextEncoding;
TextEncoding weft__text_encoding(Thread *t, Value encoding);
bool weft__newline_mode(Thread *t, Value v, const char *function, uint8_t *mode); /* false: exception */

/* ---- io_reconfigure.c: a method ---- */

Value weft__file_reconfigure(Thread *t, Value *args);

/* ---- io_raw.c: files without a buffer; SIZE_MAX: all ---- */

Value weft__raw_read(Thread *t, File *file, size_t limit);
Value weft__raw_readinto(Thread *t, File *file, Value buffer);
Value weft__raw_write(Thread *t, File *file, const unsigned char *bytes, size_t length);

/* ---- io_read.c: methods ---- */

Value weft__file_read(Thread *t, Value *args);
Value weft__file_read1(Thread *t, Value *args); /* what one system call gives */
Value weft__file_readline(Thread *t, Value *args);
Value weft__file_readlines(Thread *t, Value *args);
Value weft__file_readinto(Thread *t, Value *args);
Value weft__file_readinto1(Thread *t, Value *args);
Value weft__file_peek(Thread *t, Value *args);
Value weft__file_next(Thread *t, Value self); /* the next line; EMPTY without exception: the end */

#endif
