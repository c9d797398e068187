/*
 * source.c - encodings, byte order mark, newlines.
 *
 * A source of bytes is UTF-8 unless one of its first two lines declares another encoding (PEP 263);
 * any that iconv knows will do. What comes out is checked: the lexer and the string reader rely on
 * valid UTF-8 without NUL bytes. Errors in a file are worded otherwise than those in bytes that a program
 * hands over.
 */
#include "compile/source.h"

#include "compile/lexer.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <unistr.h>

enum { LONGEST_ENCODING_NAME = 40 };

/* Fails without a position. */
static const char *fail_bare(SyntaxFailure *failure)
{
    failure->kind = FAILURE_SYNTAX_ERROR;
    return NULL;
}

static const char *fail_memory(SyntaxFailure *failure)
{
    *failure = (SyntaxFailure){.kind = FAILURE_MEMORY_ERROR};
    return NULL;
}

/* ---- encoding declaration -------------------------------------------------------------------- */

static bool is_name_character(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
}

/* Reads the encoding that a line declares. False where it declares none; `comment_only` tells
 * whether the next line may. */
static bool read_declaration(const char *at, const char *end, char *name, bool *comment_only)
{
    while (at < end && (*at == ' ' || *at == '\t' || *at == '\f')) {
        at++;
    }
    *comment_only = at == end || *at == '#';
    if (at == end || *at != '#') {
        return false;
    }
    for (; end - at > 7; at++) {
        if (memcmp(at, "coding", 6) != 0 || (at[6] != ':' && at[6] != '=')) {
            continue;
        }
        at += 7;
        while (at < end && (*at == ' ' || *at == '\t')) {
            at++;
        }
        int length = 0;
        while (at < end && is_name_character(*at) && length < LONGEST_ENCODING_NAME) {
            name[length++] = *at++;
        }
        name[length] = '\0';
        return length > 0;
    }
    return false;
}

static bool find_declaration(const char *source, size_t length, char *name)
{
    const char *end = source + length;
    for (int line = 0; line < 2 && source < end; line++) {
        size_t size = 0;
        while (source + size < end && source[size] != '\n' && source[size] != '\r') {
            size++;
        }
        bool comment_only;
        if (read_declaration(source, source + size, name, &comment_only)) {
            return true;
        }
        if (!comment_only) {
            return false;
        }
        source += size;
        if (end - source >= 2 && source[0] == '\r' && source[1] == '\n') {
            source++;
        }
        source += source < end;
    }
    return false;
}

static bool names_family(const char *name, const char *family)
{
    size_t length = strlen(family);
    return strncmp(name, family, length) == 0 && (name[length] == '\0' || name[length] == '-');
}

/* An encoding as it was declared, and the name under which errors (`shown`) and iconv (`plain`) know it. */
typedef struct Encoding {
    char declared[LONGEST_ENCODING_NAME + 1];
    char plain[LONGEST_ENCODING_NAME + 1];
    const char *shown;
} Encoding;

static void name_encoding(Encoding *encoding)
{
    size_t length = strlen(encoding->declared);
    for (size_t i = 0; i <= length; i++) {
        char c = encoding->declared[i];
        encoding->plain[i] = c == '_' ? '-' : c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
    }
    const char *name = encoding->plain;
    bool latin = names_family(name, "latin-1") || names_family(name, "iso-8859-1") ||
                 names_family(name, "iso-latin-1") || strcmp(name, "latin1") == 0;
    if (names_family(name, "utf-8")) {
        strcpy(encoding->plain, "utf-8");
    } else if (latin) {
        strcpy(encoding->plain, "iso-8859-1");
    }
    encoding->shown = latin || strcmp(name, "utf-8") == 0 ? encoding->plain : encoding->declared;
}

/* Fails because of what was declared. */
static const char *fail_encoding(SyntaxFailure *failure)
{
    failure->column = -2;
    failure->end_column = -2;
    return fail_bare(failure);
}

static const char *convert(Arena *scratch, const Encoding *declared, bool file, const char *source,
                           size_t *length, SyntaxFailure *failure)
{
    const char *encoding = declared->plain;
    /* These have no ASCII to declare themselves in. */
    bool wide = strncmp(encoding, "utf-16", 6) == 0 || strncmp(encoding, "utf-32", 6) == 0 ||
                strncmp(encoding, "ucs", 3) == 0;
    iconv_t converter = wide ? (iconv_t)-1 : iconv_open("UTF-8", encoding);
    if (converter == (iconv_t)-1) {
        weft__failure_message(failure, file ? "encoding problem: %s" : "unknown encoding: %s", declared->shown);
        return fail_encoding(failure);
    }
    /* No encoding that iconv knows takes more than six bytes of UTF-8 for one of its own. */
    size_t room = *length * 6 + 16;
    char *text = weft__arena_allocate(scratch, room);
    if (text == NULL) {
        iconv_close(converter);
        return fail_memory(failure);
    }
    char *in = (char *)(uintptr_t)source;
    size_t in_left = *length;
    char *out = text;
    size_t out_left = room;
    size_t result = iconv(converter, &in, &in_left, &out, &out_left);
    if (result != (size_t)-1) {
        result = iconv(converter, NULL, NULL, &out, &out_left);
    }
    iconv_close(converter);
    if (result == (size_t)-1 && file) {
        weft__failure_message(failure, "encoding problem: %s", declared->shown);
        return fail_encoding(failure);
    }
    if (result == (size_t)-1) {
        bool ascii = strcmp(encoding, "ascii") == 0 || strcmp(encoding, "us-ascii") == 0;
        weft__failure_message(failure, "'%s' codec can't decode byte 0x%02x in position %zu: %s",
                              ascii ? "ascii" : "charmap",
                              in_left > 0 ? (unsigned)(uint8_t)*in : 0u, *length - in_left,
                              ascii ? "ordinal not in range(128)"
                                    : "character maps to <undefined>");
        return fail_encoding(failure);
    }
    *length = (size_t)(out - text);
    return text;
}

/* ---- checks ---------------------------------------------------------------------------------- */

static const char *reason_of(const uint8_t *at, const uint8_t *end)
{
    if (*at < 0xC2 || *at > 0xF4) {
        return "invalid start byte";
    }
    int needed = *at >= 0xF0 ? 3 : *at >= 0xE0 ? 2 : 1;
    for (int i = 1; i <= needed; i++) {
        if (at + i >= end) {
            return "unexpected end of data";
        }
        if ((at[i] & 0xC0) != 0x80) {
            break;
        }
    }
    return "invalid continuation byte";
}

/* Quotes the line of the error, with U+FFFD for what is not UTF-8. */
static void quote_broken_line(Arena *scratch, const char *line, const char *end,
                              SyntaxFailure *failure)
{
    size_t length = 0;
    while (line + length < end && line[length] != '\n' && line[length] != '\r') {
        length++;
    }
    char *text = weft__arena_allocate(scratch, length * 3 + 1);
    if (text == NULL) {
        return;
    }
    size_t used = 0;
    for (size_t i = 0; i < length;) {
        ucs4_t c;
        int size = u8_mbtouc(&c, (const uint8_t *)line + i, length - i);
        if (c == 0xFFFD) {
            memcpy(text + used, "\xEF\xBF\xBD", 3);
            used += 3;
        } else {
            memcpy(text + used, line + i, (size_t)size);
            used += (size_t)size;
        }
        i += (size_t)size;
    }
    failure->text = text;
    failure->text_length = used;
}

/* The line of a source that `at` lies in; its number goes to *number. */
static const char *line_of(const char *source, const char *at, int32_t *number)
{
    const char *line_start = source;
    *number = 1;
    for (const char *each = source; each < at; each++) {
        if (*each == '\n' || (*each == '\r' && each[1] != '\n')) {
            ++*number;
            line_start = each + 1;
        }
    }
    return line_start;
}

/* Fails at the first byte that is not UTF-8. `declared`: though the source says that it is. */
static const char *fail_utf8(Arena *scratch, const char *source, size_t length,
                             const uint8_t *bad, bool declared, const ParseOptions *options,
                             SyntaxFailure *failure)
{
    int32_t line;
    const char *line_start = line_of(source, (const char *)bad, &line);
    if (options->source_is_file && !declared) {
        weft__failure_message(failure,
                              "Non-UTF-8 code starting with '\\x%02x' in file %s on line %d, but "
                              "no encoding declared; see https://peps.python.org/pep-0263/ for "
                              "details",
                              *bad, options->filename == NULL ? "<unknown>" : options->filename,
                              (int)line);
        return fail_bare(failure);
    }
    weft__failure_message(failure,
                          "(unicode error) 'utf-8' codec can't decode byte 0x%02x in position %zu: "
                          "%s",
                          *bad, (size_t)((const char *)bad - line_start),
                          reason_of(bad, (const uint8_t *)source + length));
    quote_broken_line(scratch, line_start, source + length, failure);
    failure->line = line;
    failure->end_line = line;
    failure->column = (int32_t)((const char *)bad - line_start);
    failure->end_column = failure->column;
    return fail_bare(failure);
}

/* Fails at a NUL byte of a file, whose line is quoted up to there and without a caret. */
static const char *fail_nul(Arena *scratch, const char *source, const char *nul, SyntaxFailure *failure)
{
    weft__failure_message(failure, "source code cannot contain null bytes");
    const char *line_start = line_of(source, nul, &failure->line);
    quote_broken_line(scratch, line_start, nul, failure);
    failure->end_line = failure->line;
    failure->column = -1;
    failure->end_column = -1;
    return fail_bare(failure);
}

/* True: all is UTF-8 without NUL bytes. Otherwise fails at the first byte that is not so. */
static bool check_text(Arena *scratch, const char *source, size_t length, bool declared,
                       const ParseOptions *options, SyntaxFailure *failure)
{
    if (length == 0) {
        return true;
    }
    const uint8_t *bad = u8_check((const uint8_t *)source, length);
    const char *nul = options->source_is_file ? memchr(source, '\0', length) : NULL;
    if (nul != NULL && (bad == NULL || nul < (const char *)bad)) {
        (void)fail_nul(scratch, source, nul, failure);
        return false;
    }
    if (bad != NULL) {
        (void)fail_utf8(scratch, source, length, bad, declared, options, failure);
    }
    return bad == NULL;
}

/* Reads byte order mark and declaration, and decodes where another encoding than UTF-8 is declared. */
static const char *decode(Arena *scratch, const char *source, size_t *length, const ParseOptions *options,
                          bool *declared, SyntaxFailure *failure)
{
    bool mark = *length >= 3 && memcmp(source, "\xEF\xBB\xBF", 3) == 0;
    source += mark ? 3 : 0;
    *length -= mark ? 3 : 0;
    *declared = mark;
    Encoding encoding;
    if (!find_declaration(source, *length, encoding.declared)) {
        return source;
    }
    name_encoding(&encoding);
    *declared = true;
    bool utf8 = strcmp(encoding.plain, "utf-8") == 0;
    if (mark && !utf8) {
        weft__failure_message(failure, "encoding problem: %s with BOM", encoding.shown);
        return fail_encoding(failure);
    }
    return utf8 || strcmp(encoding.plain, "utf8") == 0
               ? source
               : convert(scratch, &encoding, options->source_is_file, source, length, failure);
}

/* Copies with every \r\n and \r as \n. */
static size_t copy_lines(char *to, const char *source, size_t length)
{
    if (memchr(source, '\r', length) == NULL) {
        memcpy(to, source, length);
        return length;
    }
    char *out = to;
    for (size_t i = 0; i < length; i++) {
        if (source[i] != '\r') {
            *out++ = source[i];
        } else {
            *out++ = '\n';
            i += i + 1 < length && source[i + 1] == '\n';
        }
    }
    return (size_t)(out - to);
}

const char *weft__decode_source(Arena *scratch, const char *source, size_t length,
                                const ParseOptions *options, size_t *decoded_length,
                                bool *declared, SyntaxFailure *failure)
{
    *declared = options->source_is_utf8;
    if (length > LONGEST_SOURCE / 8) {
        return fail_memory(failure);
    }
    if (!options->source_is_file && length > 0 && memchr(source, '\0', length) != NULL) {
        weft__failure_message(failure, "source code string cannot contain null bytes");
        return fail_bare(failure);
    }
    if (!options->source_is_utf8) {
        source = decode(scratch, source, &length, options, declared, failure);
        if (source == NULL) {
            return NULL;
        }
    }
    if (!check_text(scratch, source, length, *declared, options, failure)) {
        return NULL;
    }
    char *text = weft__arena_allocate(scratch, length + 2);
    if (text == NULL) {
        return fail_memory(failure);
    }
    length = length == 0 ? 0 : copy_lines(text, source, length);
    if (options->mode == PARSE_FILE && length > 0 && text[length - 1] != '\n') {
        text[length++] = '\n';
    }
    text[length] = '\0';
    *decoded_length = length;
    return text;
}
