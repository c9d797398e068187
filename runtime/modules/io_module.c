/* io_module.c - `_io`: open(), its modes, encodings and newlines, and the standard streams.
 *
 * open() makes native files (io_file.h); for an encoding that they do not read and write piece by piece it
 * puts the text layer of io.py on a native binary file. The system call runs outside the world. io.py adds
 * StringIO, BytesIO and the abstract classes.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "modules/io_file.h"

static File *file_new(Thread *t, int slot)
{
    File *file = weft__alloc_releasable(t, sizeof *file, FILE_TYPE(t, slot));
    if (file != NULL) {
        file->binary = file->name = file->mode = EMPTY;
        file->first.encoding = file->first.errors = file->now.encoding = file->now.errors = EMPTY;
    }
    return file;
}

/* A file without a finalizer yet would never give its descriptor back: every failure does. */
static Value binary_file(Thread *t, int descriptor, bool owns, uint32_t flags, Value name, Str *mode, int slot)
{
    Stream *stream = weft__stream_new(descriptor, owns, flags);
    if (stream == NULL) {
        if (owns) {
            close(descriptor);
        }
        weft__raise_memory_error(t);
        return EMPTY;
    }
    struct stat info;
    stream->regular = (flags & STREAM_WRITE) && fstat(descriptor, &info) == 0 && S_ISREG(info.st_mode);
    if (flags & STREAM_APPEND) {
        (void)lseek(descriptor, 0, SEEK_END); /* where tell() says that writing begins */
    }
    File *file = mode == NULL ? NULL : file_new(t, slot);
    if (file != NULL) {
        file->name = name;
        file->mode = value_from_pointer(mode);
        file->stream = stream;
        if (weft__register_finalizer(t, &file->head)) {
            return value_from_pointer(file);
        }
        file->stream = NULL;
    }
    weft__stream_free(stream);
    return EMPTY;
}

TextEncoding weft__text_encoding(Thread *t, Value encoding)
{
    static const struct {
        const char *name;
        TextEncoding encoding;
    } known[] = {
        {"locale", ENCODING_UTF8},     {"utf-8", ENCODING_UTF8},     {"utf8", ENCODING_UTF8},
        {"u8", ENCODING_UTF8},         {"ascii", ENCODING_BYTE},     {"us-ascii", ENCODING_BYTE},
        {"646", ENCODING_BYTE},        {"latin-1", ENCODING_BYTE},   {"latin1", ENCODING_BYTE},
        {"iso-8859-1", ENCODING_BYTE}, {"iso8859-1", ENCODING_BYTE}, {"8859", ENCODING_BYTE},
        {"cp819", ENCODING_BYTE},      {"l1", ENCODING_BYTE},
    };
    const char *name = encoding == NONE ? "locale" : weft__str_utf8(t, as_str(encoding), NULL);
    char plain[16];
    size_t n = 0;
    for (; name != NULL && name[n] != 0 && n < sizeof plain - 1; n++) {
        plain[n] = (char)(name[n] == '_' ? '-' : name[n] >= 'A' && name[n] <= 'Z' ? name[n] + 32 : name[n]);
    }
    plain[n] = 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (strcmp(plain, known[i].name) == 0) {
            return known[i].encoding;
        }
    }
    return ENCODING_OTHER;
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
    file->first.encoding = value_from_pointer(encoding);
    file->first.errors = value_from_pointer(errors);
    file->first.newline = newline;
    file->first.utf8 = weft__text_encoding(t, file->first.encoding) == ENCODING_UTF8;
    return value_from_pointer(file);
}

Value weft__open_std_stream(Thread *t, int descriptor, const char *name, const char *mode, bool unbuffered)
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
        RAISE(t, TypeError, "open() argument 'mode' must be str, not %G", v);
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
        if (descriptor > INT_MAX || fstat((int)descriptor, &info) < 0) {
            weft__raise_os_error(t, descriptor > INT_MAX ? EBADF : errno, EMPTY);
            return -1;
        }
        return (int)descriptor;
    }
    if (!closefd) {
        RAISE(t, ValueError, "Cannot use closefd=False with file name");
        return -1;
    }
    if (opener != NONE) {
        Value got = weft__call2(t, opener, path, value_from_small_int(flags));
        int64_t descriptor;
        struct stat info;
        if (got != EMPTY && !is_int(t, got)) {
            RAISE(t, TypeError, "expected integer from opener");
            return -1;
        }
        if (got == EMPTY || !weft__to_i64(t, got, &descriptor)) {
            return -1;
        }
        if (descriptor >= 0 && fstat((int)descriptor, &info) < 0) {
            weft__raise_os_error(t, errno, path);
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

bool weft__newline_mode(Thread *t, Value v, const char *function, uint8_t *mode)
{
    if (v == NONE) {
        *mode = NEWLINE_UNIVERSAL;
        return true;
    }
    if (!is_str(t, v)) {
        RAISE(t, TypeError, "%s() argument 'newline' must be str or None, not %G", function, v);
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
    return weft__newline_mode(t, newline, "open", mode);
}

/* `mode` of the binary file, as a program sees it. */
static Str *mode_text(Thread *t, const OpenMode *mode)
{
    const char *letter = mode->read ? "r" : mode->create ? "x" : mode->append ? "a" : mode->update ? "r" : "w";
    char text[8];
    snprintf(text, sizeof text, "%sb%s", letter, mode->update ? "+" : "");
    return weft__str_from_c(t, text);
}

/* The text layer of open(), whose arguments these are, on a binary file. */
static Value text_over(Thread *t, Value binary, Value *args, int64_t buffering, uint8_t newline)
{
    if (weft__text_encoding(t, args[3]) == ENCODING_OTHER) {
        Value make = weft__import_attribute(t, "io", "_text_over");
        Value over[6] = {binary, args[3], args[4], args[5], value_from_bool(buffering == 1), args[1]};
        return make == EMPTY ? EMPTY : weft__call(t, make, over, 6, EMPTY);
    }
    Str *encoding = args[3] == NONE || weft__str_equals_c(as_str(args[3]), "locale")
                        ? weft__str_from_c(t, "UTF-8")
                        : as_str(args[3]);
    Str *errors = args[4] == NONE ? weft__str_from_c(t, "strict") : as_str(args[4]);
    if (encoding != NULL && args[3] != NONE &&
        weft__decode(t, (const unsigned char *)"", 0, weft__str_utf8(t, encoding, NULL), "strict") == NULL) {
        return EMPTY; /* LookupError */
    }
    return text_file(t, binary, args[0], as_str(args[1]), encoding, errors, newline);
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
    for (size_t i = 3; i < 5; i++) {
        if (args[i] != NONE && !is_str(t, args[i])) {
            return RAISE(t, TypeError, "open() argument '%s' must be str or None, not %G",
                         i == 3 ? "encoding" : "errors", args[i]);
        }
    }
    int closefd = weft__truth(t, args[6]);
    if (closefd < 0) {
        return EMPTY;
    }
    if (mode.binary && buffering == 1 &&
        !weft__warn(t, EXC(t, RuntimeWarning),
                    "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used")) {
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
                     (!mode.read || mode.update ? STREAM_WRITE : 0U) | (mode.append ? STREAM_APPEND : 0U) |
                     (buffering == 0 ? STREAM_UNBUFFERED : 0U) |
                     (buffering == 1 && !mode.binary ? STREAM_LINE_BUFFERED : 0U);
    int slot = buffering == 0 ? SLOT_RAW : mode.update ? SLOT_RANDOM : mode.read ? SLOT_READER : SLOT_WRITER;
    Value binary = binary_file(t, descriptor, owns, flags, args[0], mode_text(t, &mode), slot);
    if (binary == EMPTY || mode.binary) {
        return binary;
    }
    return text_over(t, binary, args, buffering, newline);
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
    return weft__file_init_types(t, m) &&
           weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_io"));
}
