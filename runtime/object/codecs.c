/* codecs.c - text to bytes and back: utf-8, ascii, latin-1, utf-16, utf-32, unicode_escape,
 * raw_unicode_escape, with all error handlers of CPython's standard set.
 */
#include <stdio.h>
#include <unictype.h>
#include <uniname.h>

#include "object/text_internal.h"

typedef enum Encoding {
    ENCODING_UTF8, ENCODING_UTF8_SIG, ENCODING_ASCII, ENCODING_LATIN1, ENCODING_UTF16, ENCODING_UTF16_LE,
    ENCODING_UTF16_BE, ENCODING_UTF32, ENCODING_UTF32_LE, ENCODING_UTF32_BE, ENCODING_ESCAPE,
    ENCODING_RAW_ESCAPE, ENCODING_UNKNOWN
} Encoding;

static const struct {
    const char *alias;
    Encoding encoding;
} aliases[] = {
    {"utf8", ENCODING_UTF8}, {"u8", ENCODING_UTF8}, {"utf", ENCODING_UTF8}, {"cp65001", ENCODING_UTF8},
    {"utf8sig", ENCODING_UTF8_SIG}, {"ascii", ENCODING_ASCII}, {"usascii", ENCODING_ASCII},
    {"646", ENCODING_ASCII}, {"latin1", ENCODING_LATIN1}, {"latin", ENCODING_LATIN1}, {"l1", ENCODING_LATIN1},
    {"iso88591", ENCODING_LATIN1}, {"88591", ENCODING_LATIN1}, {"cp819", ENCODING_LATIN1},
    {"utf16", ENCODING_UTF16}, {"u16", ENCODING_UTF16}, {"utf16le", ENCODING_UTF16_LE},
    {"utf16be", ENCODING_UTF16_BE}, {"utf32", ENCODING_UTF32}, {"u32", ENCODING_UTF32},
    {"utf32le", ENCODING_UTF32_LE}, {"utf32be", ENCODING_UTF32_BE}, {"unicodeescape", ENCODING_ESCAPE},
    {"rawunicodeescape", ENCODING_RAW_ESCAPE},
};
static const char *const canonical[] = {
    "utf-8", "utf-8-sig", "ascii", "latin-1", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le",
    "utf-32-be", "unicodeescape", "rawunicodeescape",
};

static Encoding find_encoding(const char *name)
{
    char plain[32];
    size_t n = 0;
    if (strcmp(name, "utf-8") == 0) {
        return ENCODING_UTF8; /* what everybody asks for */
    }
    for (const char *p = name; *p != 0; p++) {
        if (*p == '-' || *p == '_' || *p == ' ' || *p == '.') {
            continue;
        }
        if (n + 1 >= sizeof plain) {
            return ENCODING_UNKNOWN;
        }
        plain[n++] = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
    }
    plain[n] = 0;
    for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++) {
        if (strcmp(plain, aliases[i].alias) == 0) {
            return aliases[i].encoding;
        }
    }
    return ENCODING_UNKNOWN;
}

typedef enum Handler {
    HANDLER_STRICT, HANDLER_IGNORE, HANDLER_REPLACE, HANDLER_BACKSLASH, HANDLER_XML, HANDLER_NAME,
    HANDLER_SURROGATE_ESCAPE, HANDLER_SURROGATE_PASS, HANDLER_UNKNOWN
} Handler;

static Handler find_handler(const char *name)
{
    static const char *const names[] = {"strict", "ignore", "replace", "backslashreplace",
                                        "xmlcharrefreplace", "namereplace", "surrogateescape", "surrogatepass"};
    for (int i = 0; i < HANDLER_UNKNOWN; i++) {
        if (strcmp(name, names[i]) == 0) {
            return (Handler)i;
        }
    }
    return HANDLER_UNKNOWN;
}

static void raise_unknown_handler(Thread *t, const char *errors)
{
    RAISE(t, LookupError, "unknown error handler name '%s'", errors);
}

/* ---- errors ---- */

/* What a handler that the program registered makes of an error: the replacement, a str or (for
 * encoding) bytes, and where among `length` to go on; EMPTY: exception. */
static Value registered_handler(Thread *t, bool decoding, const char *errors, const char *encoding,
                                Value object, size_t start, size_t end, const char *reason, size_t length,
                                size_t *next)
{
    Value handlers = t->runtime->module_values[SLOT_CODEC_ERRORS], handler = EMPTY;
    if (object_is(handlers, T(t, dict))) {
        handler = weft__dict_get_c(t, as_dict(handlers), errors);
    }
    if (handler == EMPTY) {
        raise_unknown_handler(t, errors);
        return EMPTY;
    }
    Value args[5] = {value_or_empty(weft__str_from_c(t, encoding)), object,
                     int_from_i64(t, (int64_t)start), int_from_i64(t, (int64_t)end),
                     value_or_empty(weft__str_from_c(t, reason))};
    if (args[0] == EMPTY || args[4] == EMPTY) {
        return EMPTY;
    }
    Type *type = decoding ? EXC(t, UnicodeDecodeError) : EXC(t, UnicodeEncodeError);
    Value error = weft__exception_new(t, type, args, 5);
    Value result = error == EMPTY ? EMPTY : weft__call1(t, handler, error);
    if (result == EMPTY) {
        return EMPTY;
    }
    if (!is_tuple(t, result) || tuple_length(as_tuple(result)) != 2 ||
        !(is_str(t, as_tuple(result)->items[0]) ||
          (!decoding && has_type_flag(t, as_tuple(result)->items[0], TYPE_IS_BYTES))) ||
        !is_int(t, as_tuple(result)->items[1])) {
        return RAISE(t, TypeError, decoding ? "decoding error handler must return (str, int) tuple"
                                            : "encoding error handler must return (str/bytes, int) tuple");
    }
    int64_t place;
    if (!weft__to_i64(t, as_tuple(result)->items[1], &place)) {
        return EMPTY;
    }
    *next = (size_t)(place < 0 ? place + (int64_t)length : place);
    return *next <= length ? as_tuple(result)->items[0]
                           : RAISE(t, IndexError, "position %lld from error handler out of bounds",
                                   (long long)(int64_t)*next);
}

static void raise_unicode_error(Thread *t, bool decoding, const char *encoding, Value object, size_t start,
                                size_t end, const char *reason)
{
    Value args[5] = {value_or_empty(weft__str_from_c(t, encoding)), object,
                     int_from_i64(t, (int64_t)start), int_from_i64(t, (int64_t)end),
                     value_or_empty(weft__str_from_c(t, reason))};
    if (args[0] != EMPTY && args[4] != EMPTY) {
        weft__raise_with(t, decoding ? EXC(t, UnicodeDecodeError) : EXC(t, UnicodeEncodeError), args, 5);
    }
}

typedef struct Decoding {
    Thread *t;
    TextBuilder b;
    const char *encoding;
    const char *errors;
    Handler handler;
    const unsigned char *bytes;
    size_t length;
    size_t next; /* where to go on after the last error */
} Decoding;

/* Bytes [start, end) are wrong. False: exception. */
static bool decode_error(Decoding *d, size_t start, size_t end, const char *reason)
{
    char escape[8];
    d->next = end;
    switch (d->handler) {
    case HANDLER_IGNORE: return true;
    case HANDLER_REPLACE: return weft__builder_char(&d->b, 0xFFFD);
    case HANDLER_BACKSLASH:
        for (size_t i = start; i < end; i++) {
            snprintf(escape, sizeof escape, "\\x%02x", d->bytes[i]);
            weft__builder_c(&d->b, escape);
        }
        return !d->b.failed;
    case HANDLER_SURROGATE_ESCAPE:
        for (size_t i = start; i < end; i++) {
            if (d->bytes[i] < 128) {
                goto strict;
            }
            weft__builder_char(&d->b, 0xDC00U + d->bytes[i]);
        }
        return !d->b.failed;
    case HANDLER_UNKNOWN: {
        Value content = value_or_empty(weft__bytes_new(d->t, d->bytes, d->length));
        Value text = content == EMPTY ? EMPTY
                                      : registered_handler(d->t, true, d->errors, d->encoding, content,
                                                           start, end, reason, d->length, &d->next);
        return text != EMPTY && weft__builder_str(&d->b, as_str(text));
    }
    case HANDLER_XML:
    case HANDLER_NAME:
        RAISE(d->t, TypeError, "don't know how to handle UnicodeDecodeError in error callback");
        return false;
    default: break;
    }
strict:;
    Value object = value_or_empty(weft__bytes_new(d->t, d->bytes, d->length));
    if (object != EMPTY) {
        raise_unicode_error(d->t, true, d->encoding, object, start, end, reason);
    }
    return false;
}

/* ---- decoding ---- */

/* Length of the well-formed UTF-8 sequence at i, or 0 with the bad part's length and reason. */
static size_t utf8_sequence(const Decoding *d, size_t i, uint32_t *c, size_t *bad, const char **reason)
{
    const unsigned char *s = d->bytes + i;
    size_t left = d->length - i;
    unsigned first = s[0];
    size_t need = first >= 0xC2 && first < 0xE0 ? 2 : first >= 0xE0 && first < 0xF0 ? 3 : first >= 0xF0 && first < 0xF5 ? 4 : 0;
    *bad = 1;
    if (need == 0) {
        *reason = "invalid start byte";
        return 0;
    }
    unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    *c = first & (need == 2 ? 0x1FU : need == 3 ? 0x0FU : 0x07U);
    for (size_t j = 1; j < need; j++) {
        if (j >= left) {
            *reason = "unexpected end of data";
            *bad = left;
            return 0;
        }
        if (s[j] < low || s[j] > high) {
            *reason = "invalid continuation byte";
            *bad = j;
            return 0;
        }
        *c = *c << 6 | (s[j] & 0x3FU);
        low = 0x80;
        high = 0xBF;
    }
    return need;
}

/* Well-formed UTF-8 in one go; NULL without exception: something is wrong with it. */
static Str *decode_correct_utf8(Decoding *d)
{
    size_t i = weft__ascii_prefix(d->bytes, d->length);
    if (i == d->length) {
        return weft__str_from_ascii(d->t, (const char *)d->bytes, d->length);
    }
    while (i < d->length) {
        uint32_t c;
        size_t bad, taken = 1;
        const char *reason;
        if (d->bytes[i] >= 128 && (taken = utf8_sequence(d, i, &c, &bad, &reason)) == 0) {
            return NULL;
        }
        i += taken;
    }
    return weft__str_from_utf8(d->t, (const char *)d->bytes, d->length);
}

static bool decode_utf8(Decoding *d)
{
    for (size_t i = 0; i < d->length;) {
        size_t start = i;
        while (i < d->length && d->bytes[i] < 128) {
            i++;
        }
        weft__builder_ascii(&d->b, (const char *)d->bytes + start, i - start);
        if (i == d->length) {
            break;
        }
        uint32_t c;
        size_t bad;
        const char *reason = NULL;
        size_t taken = utf8_sequence(d, i, &c, &bad, &reason);
        if (taken == 0 && d->handler == HANDLER_SURROGATE_PASS && d->bytes[i] == 0xED && i + 2 < d->length &&
            (d->bytes[i + 1] & 0xE0) == 0xA0 && (d->bytes[i + 2] & 0xC0) == 0x80) {
            c = 0xD000U | (d->bytes[i + 1] & 0x3FU) << 6 | (d->bytes[i + 2] & 0x3FU);
            taken = 3;
        }
        if (taken > 0) {
            weft__builder_char(&d->b, c);
            i += taken;
        } else {
            if (!decode_error(d, i, i + bad, reason)) {
                return false;
            }
            i = d->next;
        }
    }
    return !d->b.failed;
}

static bool decode_narrow(Decoding *d, bool ascii)
{
    for (size_t i = 0; i < d->length && !d->b.failed;) {
        if (ascii && d->bytes[i] >= 128) {
            if (!decode_error(d, i, i + 1, "ordinal not in range(128)")) {
                return false;
            }
            i = d->next;
        } else {
            weft__builder_char(&d->b, d->bytes[i++]);
        }
    }
    return !d->b.failed;
}

static uint32_t unit(const unsigned char *p, size_t size, bool big)
{
    uint32_t v = 0;
    for (size_t i = 0; i < size; i++) {
        v |= (uint32_t)p[i] << 8 * (big ? size - 1 - i : i);
    }
    return v;
}

static bool decode_utf16(Decoding *d, size_t i, bool big)
{
    d->encoding = big ? "utf-16-be" : "utf-16-le"; /* errors name the order that was found */
    while (i < d->length && !d->b.failed) {
        uint32_t c = d->length - i < 2 ? 0 : unit(d->bytes + i, 2, big);
        bool high = c >= 0xD800 && c < 0xDC00;
        if (d->length - i < 2 || (high && d->length - i < 4 && d->handler != HANDLER_SURROGATE_PASS)) {
            if (!decode_error(d, i, d->length, high ? "unexpected end of data" : "truncated data")) {
                return false;
            }
            i = d->next;
            continue;
        }
        if (high && d->length - i >= 4) {
            uint32_t low = unit(d->bytes + i + 2, 2, big);
            if (low >= 0xDC00 && low < 0xE000) {
                weft__builder_char(&d->b, 0x10000 + ((c & 0x3FF) << 10 | (low & 0x3FF)));
                i += 4;
                continue;
            }
        }
        if (c >= 0xD800 && c < 0xE000 && d->handler != HANDLER_SURROGATE_PASS) {
            if (!decode_error(d, i, i + 2, c < 0xDC00 ? "illegal UTF-16 surrogate" : "illegal encoding")) {
                return false;
            }
            i = d->next;
        } else {
            weft__builder_char(&d->b, c);
            i += 2;
        }
    }
    return !d->b.failed;
}
static bool decode_utf32(Decoding *d, size_t i, bool big)
{
    d->encoding = big ? "utf-32-be" : "utf-32-le";
    while (i < d->length && !d->b.failed) {
        bool cut = d->length - i < 4;
        uint32_t c = cut ? 0 : unit(d->bytes + i, 4, big);
        bool surrogate = c >= 0xD800 && c < 0xE000;
        if (cut || c > 0x10FFFF || (surrogate && d->handler != HANDLER_SURROGATE_PASS)) {
            if (!decode_error(d, i, cut ? d->length : i + 4,
                              cut         ? "truncated data"
                              : surrogate ? "code point in surrogate code point range(0xd800, 0xe000)"
                                          : "code point not in range(0x110000)")) {
                return false;
            }
            i = d->next;
        } else {
            weft__builder_char(&d->b, c);
            i += 4;
        }
    }
    return !d->b.failed;
}
/* With a byte order mark, little-endian without one. */
static bool decode_marked(Decoding *d, size_t size)
{
    size_t from = 0;
    bool big = false;
    if (d->length >= size) {
        uint32_t little = unit(d->bytes, size, false), other = unit(d->bytes, size, true);
        from = little == 0xFEFF || other == 0xFEFF ? size : 0;
        big = other == 0xFEFF && little != 0xFEFF;
    }
    return size == 2 ? decode_utf16(d, from, big) : decode_utf32(d, from, big);
}

static int hex_value(unsigned c)
{
    return c >= '0' && c <= '9' ? (int)c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (int)(c | 32) - 'a' + 10 : -1;
}

/* \xXX, \uXXXX, \UXXXXXXXX at i (the letter); the length of the digits, 0 after an error. */
static bool hex_escape(Decoding *d, size_t start, size_t *i, size_t digits)
{
    uint32_t c = 0;
    size_t j = 0;
    for (; j < digits && *i + 1 + j < d->length && hex_value(d->bytes[*i + 1 + j]) >= 0; j++) {
        c = c << 4 | (uint32_t)hex_value(d->bytes[*i + 1 + j]);
    }
    size_t end = *i + 1 + j;
    *i = end;
    if (j == digits && c <= 0x10FFFF) {
        return weft__builder_char(&d->b, c);
    }
    bool done = decode_error(d, start, end, j == digits   ? "illegal Unicode character"
                                            : digits == 2 ? "truncated \\xXX escape"
                                            : digits == 4 ? "truncated \\uXXXX escape"
                                                          : "truncated \\UXXXXXXXX escape");
    *i = d->next;
    return done;
}

/* "\\N{name}" from the backslash at `start` on, whose 'N' is at `*at`. */
static bool named_escape(Decoding *d, size_t start, size_t *at)
{
    if (*at + 1 >= d->length || d->bytes[*at + 1] != '{') {
        bool done = decode_error(d, start, *at + 1, "malformed \\N character escape");
        *at = d->next;
        return done;
    }
    const unsigned char *close = memchr(d->bytes + *at, '}', d->length - *at);
    char name[128];
    size_t n = close == NULL ? sizeof name : (size_t)(close - d->bytes) - *at - 2;
    if (n >= sizeof name) {
        bool done = decode_error(d, start, d->length, "malformed \\N character escape");
        *at = d->next;
        return done;
    }
    memcpy(name, d->bytes + *at + 2, n);
    name[n] = 0;
    ucs4_t found = unicode_name_character(name);
    *at = (size_t)(close - d->bytes) + 1;
    if (found == UNINAME_INVALID) {
        bool done = decode_error(d, start, *at, "unknown Unicode character name");
        *at = d->next;
        return done;
    }
    weft__builder_char(&d->b, found);
    return true;
}

static bool decode_escape(Decoding *d, bool raw)
{
    static const char simple[] = "\\\\''\"\"a\ab\bf\fn\nr\rt\tv\v";
    for (size_t i = 0; i < d->length && !d->b.failed;) {
        unsigned c = d->bytes[i];
        if (c != '\\' || (raw && (i + 1 >= d->length || (d->bytes[i + 1] != 'u' && d->bytes[i + 1] != 'U')))) {
            weft__builder_char(&d->b, c);
            i++;
            continue;
        }
        size_t start = i++;
        if (i >= d->length) {
            if (!decode_error(d, start, d->length, "\\ at end of string")) {
                return false;
            }
            i = d->next;
            continue;
        }
        c = d->bytes[i];
        if (c == 'u' || c == 'U' || (c == 'x' && !raw)) {
            if (!hex_escape(d, start, &i, c == 'x' ? 2 : c == 'u' ? 4 : 8)) {
                return false;
            }
            continue;
        }
        if (c >= '0' && c <= '7') {
            uint32_t octal = 0;
            for (size_t j = 0; j < 3 && i < d->length && d->bytes[i] >= '0' && d->bytes[i] <= '7'; j++, i++) {
                octal = octal * 8 + (d->bytes[i] - '0');
            }
            weft__builder_char(&d->b, octal);
            continue;
        }
        if (c == '\n') {
            i++;
            continue;
        }
        if (c == 'N') {
            if (!named_escape(d, start, &i)) {
                return false;
            }
            continue;
        }
        bool known = false;
        for (size_t j = 0; j + 1 < sizeof simple; j += 2) {
            if (simple[j] == (char)c) {
                weft__builder_char(&d->b, (unsigned char)simple[j + 1]);
                known = true;
                break;
            }
        }
        if (!known) {
            weft__builder_char(&d->b, '\\');
            weft__builder_char(&d->b, c);
        }
        i++;
    }
    return !d->b.failed;
}

Str *weft__decode(Thread *t, const unsigned char *bytes, size_t length, const char *encoding,
                  const char *errors)
{
    Encoding kind = find_encoding(encoding);
    if (kind == ENCODING_UNKNOWN) {
        RAISE(t, LookupError, "unknown encoding: %s", encoding);
        return NULL;
    }
    Decoding d;
    d.t = t;
    d.encoding = canonical[kind];
    d.errors = errors;
    d.handler = find_handler(errors);
    d.bytes = bytes;
    d.length = length;
    weft__builder_init(&d.b, t);
    bool fine;
    if (kind == ENCODING_UTF8) {
        Str *s = decode_correct_utf8(&d);
        if (s != NULL || exception_pending(t)) {
            return s;
        }
    }
    switch (kind) {
    case ENCODING_UTF8_SIG:
        if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
            d.bytes += 3;
            d.length -= 3;
        }
        d.encoding = "utf-8";
        fine = decode_utf8(&d);
        break;
    case ENCODING_UTF8: fine = decode_utf8(&d); break;
    case ENCODING_ASCII: fine = decode_narrow(&d, true); break;
    case ENCODING_LATIN1: fine = decode_narrow(&d, false); break;
    case ENCODING_UTF16: fine = decode_marked(&d, 2); break;
    case ENCODING_UTF16_LE: fine = decode_utf16(&d, 0, false); break;
    case ENCODING_UTF16_BE: fine = decode_utf16(&d, 0, true); break;
    case ENCODING_UTF32: fine = decode_marked(&d, 4); break;
    case ENCODING_UTF32_LE: fine = decode_utf32(&d, 0, false); break;
    case ENCODING_UTF32_BE: fine = decode_utf32(&d, 0, true); break;
    default: fine = decode_escape(&d, kind == ENCODING_RAW_ESCAPE); break;
    }
    return fine ? weft__builder_finish(&d.b) : NULL;
}

/* ---- encoding: bytes are gathered in a builder as characters below 256 ---- */

typedef struct Encoder {
    Thread *t;
    TextBuilder b;
    Encoding kind;
    const char *errors;
    Handler handler;
    Str *text;
} Encoder;

static void put_unit(Encoder *e, uint32_t v, size_t size, bool big)
{
    for (size_t i = 0; i < size; i++) {
        weft__builder_char(&e->b, v >> 8 * (big ? size - 1 - i : i) & 0xFF);
    }
}

/* False: this character has no form in the encoding. */
static bool put_character(Encoder *e, uint32_t c)
{
    unsigned char utf8[4];
    bool surrogate = c >= 0xD800 && c < 0xE000;
    switch (e->kind) {
    case ENCODING_ASCII:
    case ENCODING_LATIN1:
        if (c >= (e->kind == ENCODING_ASCII ? 128U : 256U)) {
            return false;
        }
        weft__builder_char(&e->b, c);
        return true;
    case ENCODING_UTF8:
    case ENCODING_UTF8_SIG: {
        if (surrogate) {
            return false;
        }
        size_t n = weft__put_utf8(utf8, c);
        for (size_t i = 0; i < n; i++) {
            weft__builder_char(&e->b, utf8[i]);
        }
        return true;
    }
    case ENCODING_UTF16:
    case ENCODING_UTF16_LE:
    case ENCODING_UTF16_BE: {
        bool big = e->kind == ENCODING_UTF16_BE;
        if (surrogate) {
            return false;
        }
        if (c >= 0x10000) {
            put_unit(e, 0xD800 | (c - 0x10000) >> 10, 2, big);
            c = 0xDC00 | ((c - 0x10000) & 0x3FF);
        }
        put_unit(e, c, 2, big);
        return true;
    }
    case ENCODING_UTF32:
    case ENCODING_UTF32_LE:
    case ENCODING_UTF32_BE:
        if (surrogate) {
            return false;
        }
        put_unit(e, c, 4, e->kind == ENCODING_UTF32_BE);
        return true;
    default: {
        char escape[16];
        if (e->kind == ENCODING_RAW_ESCAPE ? c < 256 : c >= 32 && c < 127 && c != '\\') {
            weft__builder_char(&e->b, c);
            return true;
        }
        if (e->kind == ENCODING_ESCAPE && (c == '\\' || c == '\n' || c == '\r' || c == '\t')) {
            weft__builder_c(&e->b, c == '\\' ? "\\\\" : c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
            return true;
        }
        snprintf(escape, sizeof escape, c < 256 ? "\\x%02x" : c < 65536 ? "\\u%04x" : "\\U%08x", c);
        return weft__builder_c(&e->b, escape);
    }
    }
}

static bool put_replacement_text(Encoder *e, const char *text)
{
    for (; *text != 0; text++) {
        put_character(e, (unsigned char)*text);
    }
    return !e->b.failed;
}

static bool replace_character(Encoder *e, uint32_t c)
{
    char text[160];
    switch (e->handler) {
    case HANDLER_IGNORE: return true;
    case HANDLER_REPLACE: return put_replacement_text(e, "?");
    case HANDLER_BACKSLASH:
        snprintf(text, sizeof text, c < 256 ? "\\x%02x" : c < 65536 ? "\\u%04x" : "\\U%08x", c);
        return put_replacement_text(e, text);
    case HANDLER_XML: snprintf(text, sizeof text, "&#%u;", c); return put_replacement_text(e, text);
    case HANDLER_NAME: {
        char name[UNINAME_MAX];
        if (weft__character_name(c, name)) {
            snprintf(text, sizeof text, "\\N{%.140s}", name);
        } else {
            snprintf(text, sizeof text, c < 256 ? "\\x%02x" : c < 65536 ? "\\u%04x" : "\\U%08x", c);
        }
        return put_replacement_text(e, text);
    }
    case HANDLER_SURROGATE_ESCAPE:
        if (c >= 0xDC80 && c <= 0xDCFF) {
            return weft__builder_char(&e->b, c - 0xDC00);
        }
        return false;
    case HANDLER_SURROGATE_PASS:
        if (c >= 0xD800 && c < 0xE000) {
            if (e->kind == ENCODING_UTF8 || e->kind == ENCODING_UTF8_SIG) {
                unsigned char utf8[4];
                size_t n = weft__put_utf8(utf8, c);
                for (size_t i = 0; i < n; i++) {
                    weft__builder_char(&e->b, utf8[i]);
                }
                return !e->b.failed;
            }
            if (e->kind >= ENCODING_UTF16 && e->kind <= ENCODING_UTF32_BE) {
                bool wide = e->kind >= ENCODING_UTF32;
                put_unit(e, c, wide ? 4 : 2, e->kind == ENCODING_UTF16_BE || e->kind == ENCODING_UTF32_BE);
                return !e->b.failed;
            }
        }
        return false;
    default: return false;
    }
}

static const char *encode_reason(const Encoder *e)
{
    return e->kind == ENCODING_ASCII    ? "ordinal not in range(128)"
           : e->kind == ENCODING_LATIN1 ? "ordinal not in range(256)"
                                        : "surrogates not allowed";
}

/* Where the run of characters that cannot be written ends. */
static size_t bad_run(const Encoder *e, size_t i)
{
    Str *s = e->text;
    uint32_t limit = e->kind == ENCODING_ASCII ? 128 : 256;
    bool narrow = e->kind == ENCODING_ASCII || e->kind == ENCODING_LATIN1;
    while (i < s->length && (narrow ? str_char(s, i) >= limit
                                    : str_char(s, i) >= 0xD800 && str_char(s, i) < 0xE000)) {
        i++;
    }
    return i;
}

static bool encode_registered(Encoder *e, size_t i, size_t end, size_t *next)
{
    Thread *t = e->t;
    Value with = registered_handler(t, false, e->errors, canonical[e->kind], value_from_pointer(e->text), i,
                                    end, encode_reason(e), e->text->length, next);
    if (with == EMPTY) {
        return false;
    }
    if (!is_str(t, with)) {
        Bytes *bytes = value_pointer(with);
        for (size_t j = 0; j < bytes->length; j++) {
            weft__builder_char(&e->b, bytes->data[j]);
        }
        return !e->b.failed;
    }
    for (size_t j = 0; j < as_str(with)->length; j++) {
        if (!put_character(e, str_char(as_str(with), j))) {
            if (!e->b.failed) {
                raise_unicode_error(t, false, canonical[e->kind], value_from_pointer(e->text), i, end,
                                    encode_reason(e));
            }
            return false;
        }
    }
    return true;
}

static bool encode_all(Encoder *e)
{
    Str *s = e->text;
    for (size_t i = 0; i < s->length && !e->b.failed;) {
        uint32_t c = str_char(s, i);
        if (put_character(e, c) || e->b.failed) {
            i++;
            continue;
        }
        if (e->handler == HANDLER_UNKNOWN) {
            if (!encode_registered(e, i, bad_run(e, i), &i)) {
                return false;
            }
            continue;
        }
        if (!replace_character(e, c)) {
            if (!e->b.failed) { /* report the whole run of characters that cannot be written */
                raise_unicode_error(e->t, false, canonical[e->kind], value_from_pointer(s), i, bad_run(e, i),
                                    encode_reason(e));
            }
            return false;
        }
        i++;
    }
    return !e->b.failed;
}

/* UTF-8 of text without surrogates, in two passes; EMPTY without exception: it has some. */
static Value encode_correct_utf8(Thread *t, Str *s)
{
    size_t length = 0;
    const unsigned char *data = str_data(s);
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = text_char(data, s->width, i);
        if (c >= 0xD800 && c < 0xE000) {
            return EMPTY;
        }
        length += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
    Bytes *bytes = weft__bytes_new(t, NULL, length);
    if (bytes != NULL) {
        unsigned char *out = bytes->data;
        for (size_t i = 0; i < s->length; i++) {
            out += weft__put_utf8(out, text_char(data, s->width, i));
        }
    }
    return value_or_empty(bytes);
}

Value weft__encode(Thread *t, Str *s, const char *encoding, const char *errors)
{
    Encoding kind = find_encoding(encoding);
    if (kind == ENCODING_UNKNOWN) {
        return RAISE(t, LookupError, "unknown encoding: %s", encoding);
    }
    if ((s->ascii && (kind == ENCODING_UTF8 || kind == ENCODING_ASCII)) ||
        (s->width == 1 && kind == ENCODING_LATIN1)) {
        return value_or_empty(weft__bytes_new(t, str_data(s), s->length));
    }
    if (kind == ENCODING_UTF8) {
        Value bytes = encode_correct_utf8(t, s);
        if (bytes != EMPTY || exception_pending(t)) {
            return bytes;
        }
    }
    Encoder e = {.t = t, .kind = kind, .errors = errors, .handler = find_handler(errors), .text = s};
    weft__builder_init(&e.b, t);
    if (kind == ENCODING_UTF8_SIG) {
        weft__builder_char(&e.b, 0xEF);
        weft__builder_char(&e.b, 0xBB);
        weft__builder_char(&e.b, 0xBF);
    } else if (kind == ENCODING_UTF16 || kind == ENCODING_UTF32) {
        put_unit(&e, 0xFEFF, kind == ENCODING_UTF16 ? 2 : 4, false);
    }
    if (!encode_all(&e)) {
        return EMPTY;
    }
    return value_or_empty(
        weft__bytes_new(t, e.b.data, e.b.length));
}

/* ---- encodings of the module codecs ---- */

/* codecs.function(v, encoding, errors). */
static Value ask_codecs(Thread *t, const char *function, Value v, const char *encoding, const char *errors)
{
    Dict *builtins = t->runtime->builtins;
    Value import = builtins == NULL ? EMPTY : weft__dict_get_str(t, builtins, N(t, __import__));
    Str *module_name = weft__intern_c(t, "codecs"), *name = weft__intern_c(t, function);
    if (import == EMPTY || module_name == NULL || name == NULL) {
        return exception_pending(t) ? EMPTY : RAISE(t, LookupError, "unknown encoding: %s", encoding);
    }
    Value module = weft__call1(t, import, value_from_pointer(module_name));
    Value args[3] = {v, value_or_empty(weft__str_from_c(t, encoding)),
                     value_or_empty(weft__str_from_c(t, errors))};
    return module == EMPTY || args[1] == EMPTY || args[2] == EMPTY
               ? EMPTY
               : weft__call_method(t, module, name, args, 3);
}

Value weft__encode_registered(Thread *t, Str *s, const char *encoding, const char *errors)
{
    return find_encoding(encoding) != ENCODING_UNKNOWN
               ? weft__encode(t, s, encoding, errors)
               : ask_codecs(t, "_encode_text", value_from_pointer(s), encoding, errors);
}

Str *weft__decode_registered(Thread *t, const unsigned char *bytes, size_t length, const char *encoding,
                             const char *errors)
{
    if (find_encoding(encoding) != ENCODING_UNKNOWN) {
        return weft__decode(t, bytes, length, encoding, errors);
    }
    Value copy = value_or_empty(weft__bytes_new(t, bytes, length));
    Value text = copy == EMPTY ? EMPTY : ask_codecs(t, "_decode_text", copy, encoding, errors);
    return text == EMPTY ? NULL : as_str(text);
}
