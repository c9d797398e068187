/* io_reconfigure.c - TextIOWrapper.reconfigure() of native files: another encoding, other newlines.
 *
 * What was written before stays as it was encoded. A native text file passes ASCII through as it is and
 * decodes a piece at a time, so that it takes UTF-8 and the encodings of one byte a character that agree with
 * ASCII; others raise UnsupportedOperation and change nothing. The settings of a file that was opened never
 * change: new ones stand beside them, under the stream's lock, so that the usual file needs no lock to know
 * its encoding.
 */
#include "modules/io_file.h"

enum { OPTION_ENCODING = 1, OPTION_ERRORS, OPTION_NEWLINE, OPTION_LINE_BUFFERING };
enum { ASCII_COUNT = 128 };

static bool text_or_none(Thread *t, Value v, const char *name)
{
    if (v == NONE || is_str(t, v)) {
        return true;
    }
    RAISE(t, TypeError, "reconfigure() argument '%s' must be str or None, not %G", name, v);
    return false;
}

/* Does this encoding leave ASCII alone? An unknown one raises LookupError. */
static bool check_encoding(Thread *t, Value encoding)
{
    if (weft__text_encoding(t, encoding) != ENCODING_OTHER) {
        return true;
    }
    char ascii[ASCII_COUNT];
    for (int i = 0; i < ASCII_COUNT; i++) {
        ascii[i] = (char)i;
    }
    Str *text = weft__str_from_utf8(t, ascii, ASCII_COUNT);
    const char *name = weft__str_utf8(t, as_str(encoding), NULL);
    Value encoded = text == NULL || name == NULL ? EMPTY : weft__encode_registered(t, text, name, "strict");
    const unsigned char *bytes;
    size_t length;
    if (encoded == EMPTY || !weft__get_bytes(t, encoded, &bytes, &length)) {
        return false;
    }
    if (length == ASCII_COUNT && memcmp(bytes, ascii, ASCII_COUNT) == 0) {
        return true;
    }
    weft__file_unsupported(t, "this stream takes no encoding that changes ASCII");
    return false;
}

/* The settings that the arguments ask for; what they leave out stays. */
static bool new_settings(Thread *t, Value *args, TextSettings *settings)
{
    Value encoding = args[OPTION_ENCODING], errors = args[OPTION_ERRORS], newline = args[OPTION_NEWLINE];
    if (!text_or_none(t, encoding, "encoding") || !text_or_none(t, errors, "errors") ||
        (newline != EMPTY && !weft__newline_mode(t, newline, "reconfigure", &settings->newline)) ||
        (encoding != NONE && !check_encoding(t, encoding))) {
        return false;
    }
    if (encoding != NONE) {
        bool locale = weft__str_equals_c(as_str(encoding), "locale");
        settings->encoding = locale ? value_or_empty(weft__str_from_c(t, "UTF-8")) : encoding;
        settings->utf8 = weft__text_encoding(t, encoding) == ENCODING_UTF8;
    }
    if (errors != NONE || encoding != NONE) {
        settings->errors = errors != NONE ? errors : value_or_empty(weft__str_from_c(t, "strict"));
    }
    return settings->encoding != EMPTY && settings->errors != EMPTY;
}

/* The text layer has no buffer of its own, so that write_through changes nothing. */
Value weft__file_reconfigure(Thread *t, Value *args)
{
    File *file = value_pointer(args[0]);
    TextSettings settings = weft__file_settings(t, file);
    int64_t line_buffering = -1;
    if (file->binary == EMPTY) {
        return RAISE(t, AttributeError, "'%T' object has no attribute 'reconfigure'", args[0]);
    }
    if (!new_settings(t, args, &settings) ||
        (args[OPTION_LINE_BUFFERING] != NONE && !weft__to_i64(t, args[OPTION_LINE_BUFFERING], &line_buffering))) {
        return EMPTY;
    }
    Stream *s = weft__file_acquire(t, file);
    if (s == NULL) {
        return EMPTY;
    }
    int error = weft__stream_flush(t, s);
    if (error == 0) {
        file->now = settings;
        weft__store_relaxed(&file->reconfigured, 1); /* edge: settings */
        if (args[OPTION_LINE_BUFFERING] != NONE) {
            s->line_buffered = line_buffering != 0;
        }
    }
    weft__file_unlock(t, s);
    return weft__file_raise(t, error) ? NONE : EMPTY;
}
