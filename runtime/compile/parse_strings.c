/*
 * parse_strings.c - string and bytes literals, their escapes, f-strings; number literals.
 *
 * Adjacent literals are one node: a Constant, or a JoinedStr where any of them is an f-string. All
 * nodes that f-strings are made of stand at the range of the whole group, except for what is inside
 * replacement fields, which a nested parser reads at its real place.
 *
 * Text is collected in a buffer in scratch memory and copied to the tree when it is complete.
 */
#include "compile/parser_state.h"
#include "compile/parse_strings_internal.h"

#include <stdio.h>

/* ---- numbers --------------------------------------------------------------------------------- */

static void check_digits(Parser *p, const Token *token, const char *text, size_t length)
{
    unsigned limit = p->session->options->integer_digit_limit;
    bool decimal = length < 2 || (text[1] >= '0' && text[1] <= '9');
    if (limit > 0 && decimal && length > limit) {
        weft__parser_raise(p, FAILURE_SYNTAX_ERROR, token->line, -1, token->end_line, -1,
                    "Exceeds the limit (%u digits) for integer string conversion: value has %zu "
                    "digits; use sys.set_int_max_str_digits() to increase the limit - Consider "
                    "hexadecimal for huge integer literals to avoid decimal conversion limits.",
                    limit, length);
    }
}

Node *weft__parse_number(Parser *p)
{
    uint32_t first = p->mark++;
    const Token *token = &p->tokens[first];
    const char *source = p->source + token->start;
    size_t length = token->end - token->start;
    char *text = weft__take(p, length + 1, 1);
    size_t kept = 0;
    bool real = false;
    for (size_t i = 0; i < length; i++) {
        char c = source[i];
        if (c != '_') {
            text[kept++] = c;
        }
        real |= c == '.' || c == 'e' || c == 'E';
    }
    char last = text[kept - 1];
    bool prefixed = kept > 2 && text[0] == '0' && text[1] > '9' && (text[1] | 0x20) != 'e' &&
                    (text[1] | 0x20) != 'j';
    ConstantKind kind = CONSTANT_INTEGER;
    if (!prefixed && (last == 'j' || last == 'J')) {
        kind = CONSTANT_IMAGINARY;
        text[--kept] = '\0';
    } else if (!prefixed && real) {
        kind = CONSTANT_FLOAT;
    } else if (!prefixed) {
        check_digits(p, token, text, kept);
    }
    Node *node = NEW_NODE(p, CONSTANT, constant);
    node->constant.value = (ConstantValue){.kind = kind, .text = text, .length = kept};
    return weft__parser_finish(p, node, first);
}

/* ---- buffers --------------------------------------------------------------------------------- */

void weft__buffer_add(Parser *p, TextBuffer *buffer, const char *bytes, size_t length)
{
    if (length > buffer->capacity - buffer->length) {
        size_t capacity = buffer->capacity * 2 + length + 64;
        char *more = weft__arena_array(&p->session->scratch, capacity, 1);
        if (more == NULL) {
            weft__raise_memory(p);
        }
        if (buffer->length > 0) {
            memcpy(more, buffer->bytes, buffer->length);
        }
        buffer->bytes = more;
        buffer->capacity = capacity;
    }
    if (length > 0) {
        memcpy(buffer->bytes + buffer->length, bytes, length);
        buffer->length += length;
    }
}

static void add_byte(Parser *p, TextBuffer *buffer, char byte)
{
    weft__buffer_add(p, buffer, &byte, 1);
}

/* Adds a code point; surrogates take three bytes like their neighbours. */
static void add_code_point(Parser *p, TextBuffer *buffer, uint32_t c)
{
    char bytes[4];
    size_t length;
    if (c < 0x80) {
        bytes[0] = (char)c;
        length = 1;
    } else if (c < 0x800) {
        bytes[0] = (char)(0xC0 | (c >> 6));
        bytes[1] = (char)(0x80 | (c & 0x3F));
        length = 2;
    } else if (c < 0x10000) {
        bytes[0] = (char)(0xE0 | (c >> 12));
        bytes[1] = (char)(0x80 | ((c >> 6) & 0x3F));
        bytes[2] = (char)(0x80 | (c & 0x3F));
        length = 3;
    } else {
        bytes[0] = (char)(0xF0 | (c >> 18));
        bytes[1] = (char)(0x80 | ((c >> 12) & 0x3F));
        bytes[2] = (char)(0x80 | ((c >> 6) & 0x3F));
        bytes[3] = (char)(0x80 | (c & 0x3F));
        length = 4;
    }
    weft__buffer_add(p, buffer, bytes, length);
}

/* ---- escapes --------------------------------------------------------------------------------- */

static int digit_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/*
 * Positions in the messages about escapes count the text in a form where each character beyond
 * ASCII is spelled as an escape of ten, as Python's own decoder gets it to see.
 */
static size_t escaped_position(const char *text, const char *at)
{
    size_t position = 0;
    for (const char *c = text; c < at;) {
        if (*c == '\\') {
            position++;
            c++;
            if ((uint8_t)*c >= 0x80) {
                position += 5; /* so is a backslash before such a character, in six */
            }
            if (c >= at) {
                break;
            }
        }
        if ((uint8_t)*c >= 0x80) {
            position += 10;
            do {
                c++;
            } while (((uint8_t)*c & 0xC0) == 0x80);
        } else {
            position++;
            c++;
        }
    }
    return position;
}

NO_RETURN static void fail_escape(Parser *p, const char *text, const char *start, const char *end,
                                  const char *reason)
{
    size_t first = escaped_position(text, start);
    size_t last = escaped_position(text, end) - 1;
    static const char format[] = "(unicode error) 'unicodeescape' codec can't decode %s: %s";
    char place[80];
    if (first == last) {
        snprintf(place, sizeof place, "byte 0x%02x in position %zu", (unsigned)(uint8_t)*start,
                 first);
    } else {
        snprintf(place, sizeof place, "bytes in position %zu-%zu", first, last);
    }
    weft__raise_last(p, FAILURE_SYNTAX_ERROR, format, place, reason);
}

void weft__warn_escape(Parser *p, const char *at, uint32_t token)
{
    const ParseOptions *options = p->session->options;
    if (options->warn == NULL || p->second_pass) {
        return;
    }
    const Token *string = &p->tokens[token];
    char message[64];
    bool octal = *at >= '4' && *at <= '7'; /* one of three digits that no byte holds */
    snprintf(message, sizeof message,
             octal ? "invalid octal escape sequence '\\%.3s'" : "invalid escape sequence '\\%.1s'",
             at);
    if (!options->warn(options->context, true, message, string->line, string->column)) {
        weft__raise_token(p, token, "%s", message);
    }
}

/* Hexadecimal digits of \x, \u and \U, behind the letter at `at`. */
static const char *decode_hexadecimal(Parser *p, TextBuffer *buffer, const char *text,
                                      const char *at, const char *end, bool bytes)
{
    const char *start = at - 1; /* the backslash */
    char letter = *at++;
    int digits = letter == 'x' ? 2 : letter == 'u' ? 4 : 8;
    uint32_t value = 0;
    for (int i = 0; i < digits; i++, at++) {
        int digit = at < end ? digit_value(*at) : -1;
        if (digit < 0) {
            if (bytes) {
                weft__raise_last(p, FAILURE_SYNTAX_ERROR,
                                 "(value error) invalid \\x escape at position %zu",
                                 (size_t)(start - text));
            }
            fail_escape(p, text, start, at,
                        letter == 'x'   ? "truncated \\xXX escape"
                        : letter == 'u' ? "truncated \\uXXXX escape"
                                        : "truncated \\UXXXXXXXX escape");
        }
        value = value << 4 | (uint32_t)digit;
    }
    if (bytes) {
        add_byte(p, buffer, (char)value);
        return at;
    }
    if (value > 0x10FFFF) {
        fail_escape(p, text, start, at, "illegal Unicode character");
    }
    add_code_point(p, buffer, value);
    return at;
}

/* A name in braces, behind the N at `at`. */
static const char *decode_named(Parser *p, TextBuffer *buffer, const char *text, const char *at,
                                const char *end)
{
    const char *start = at - 1;
    at++;
    if (at >= end || *at != '{') {
        fail_escape(p, text, start, at, "malformed \\N character escape");
    }
    const char *name = ++at;
    while (at < end && *at != '}') {
        at++;
    }
    if (at >= end || at == name) {
        fail_escape(p, text, start, at, "malformed \\N character escape");
    }
    const ParseOptions *options = p->session->options;
    size_t length = (size_t)(at - name);
    uint32_t found;
    bool known = options->find_name != NULL
                     ? options->find_name(options->context, name, length, &found)
                     : weft__find_unicode_name(name, length, &found);
    if (!known || found > 0x10FFFF) {
        fail_escape(p, text, start, at + 1, "unknown Unicode character name");
    }
    add_code_point(p, buffer, found);
    return at + 1;
}

static const char *decode_octal(Parser *p, TextBuffer *buffer, const char *at, const char *end,
                                bool bytes, uint32_t token, bool *warned)
{
    const char *start = at;
    uint32_t value = 0;
    for (int i = 0; i < 3 && at < end && *at >= '0' && *at <= '7'; i++) {
        value = value << 3 | (uint32_t)(*at++ - '0');
    }
    if (value > 0xFF && !*warned) {
        *warned = true;
        weft__warn_escape(p, start, token);
    }
    if (bytes) {
        add_byte(p, buffer, (char)value);
    } else {
        add_code_point(p, buffer, value);
    }
    return at;
}

/* One escape; `at` is behind the backslash. Returns the place behind it. Only the first that is
 * none is warned of. */
static const char *decode_escape(Parser *p, TextBuffer *buffer, const char *text, const char *at,
                                 const char *end, bool bytes, uint32_t token, bool *warned)
{
    switch (*at) {
    case '\n': return at + 1;
    case '\\':
    case '\'':
    case '"': add_byte(p, buffer, *at); return at + 1;
    case 'a': add_byte(p, buffer, '\a'); return at + 1;
    case 'b': add_byte(p, buffer, '\b'); return at + 1;
    case 'f': add_byte(p, buffer, '\f'); return at + 1;
    case 'n': add_byte(p, buffer, '\n'); return at + 1;
    case 'r': add_byte(p, buffer, '\r'); return at + 1;
    case 't': add_byte(p, buffer, '\t'); return at + 1;
    case 'v': add_byte(p, buffer, '\v'); return at + 1;
    case '0': case '1': case '2': case '3': case '4': case '5': case '6': case '7':
        return decode_octal(p, buffer, at, end, bytes, token, warned);
    case 'x': return decode_hexadecimal(p, buffer, text, at, end, bytes);
    case 'u':
    case 'U':
        if (!bytes) {
            return decode_hexadecimal(p, buffer, text, at, end, false);
        }
        break;
    case 'N':
        if (!bytes) {
            return decode_named(p, buffer, text, at, end);
        }
        break;
    default: break;
    }
    if ((uint8_t)*at < 0x80 && !*warned) {
        *warned = true;
        weft__warn_escape(p, at, token);
    }
    add_byte(p, buffer, '\\');
    return at; /* the character itself is next */
}

void weft__decode_text(Parser *p, TextBuffer *buffer, const char *text, const char *end, bool raw,
                       bool bytes, uint32_t token)
{
    const char *at = text;
    bool warned = false;
    while (at < end) {
        const char *backslash = raw ? NULL : memchr(at, '\\', (size_t)(end - at));
        if (backslash == NULL) {
            weft__buffer_add(p, buffer, at, (size_t)(end - at));
            return;
        }
        weft__buffer_add(p, buffer, at, (size_t)(backslash - at));
        at = backslash + 1;
        if (at >= end) {
            /* Only before a field of an f-string: the backslash stands for itself. */
            weft__buffer_add(p, buffer, "\\", 1);
            return;
        }
        at = decode_escape(p, buffer, text, at, end, bytes, token, &warned);
    }
}

/* ---- groups of literals ---------------------------------------------------------------------- */

/* What a literal's prefix and quotes say. */
typedef struct Literal {
    const char *text;
    const char *end;
    bool bytes;
    bool raw;
    bool formatted;
    bool unicode;
} Literal;

static Literal take_apart(const Parser *p, uint32_t token)
{
    const Token *string = &p->tokens[token];
    Literal literal = {.text = p->source + string->start, .end = p->source + string->end};
    for (; *literal.text != '"' && *literal.text != '\''; literal.text++) {
        switch (*literal.text | 0x20) {
        case 'b': literal.bytes = true; break;
        case 'r': literal.raw = true; break;
        case 'f': literal.formatted = true; break;
        default: literal.unicode = *literal.text == 'u'; break;
        }
    }
    char quote = *literal.text;
    bool triple = literal.end - literal.text >= 6 && literal.text[1] == quote &&
                  literal.text[2] == quote;
    literal.text += triple ? 3 : 1;
    literal.end -= triple ? 3 : 1;
    return literal;
}

Node *weft__new_text(Parser *p, const StringGroup *group, ConstantKind kind, const char *bytes,
                     size_t length)
{
    Node *node = NEW_NODE(p, CONSTANT, constant);
    char *copy = weft__take(p, length + 1, 1);
    if (length > 0) {
        memcpy(copy, bytes, length);
    }
    node->constant.value = (ConstantValue){
        .kind = kind,
        .unicode_prefix = kind == CONSTANT_STRING && group->unicode_prefix,
        .text = copy,
        .length = length,
    };
    return weft__place_in_group(p, node, group);
}

Node *weft__place_in_group(Parser *p, Node *node, const StringGroup *group)
{
    const Token *first = &p->tokens[group->first];
    const Token *last = &p->tokens[group->last];
    node->line = first->line;
    node->column = first->column;
    node->end_line = last->end_line;
    node->end_column = last->end_column;
    if (UNLIKELY(node->depth > p->session->tree_limit)) {
        weft__parser_raise_recursion(p);
    }
    return node;
}

/* One plain literal that stands alone and has no escapes: the common case. */
static Node *parse_lone(Parser *p, const StringGroup *group, const Literal *literal)
{
    size_t length = (size_t)(literal->end - literal->text);
    if (!literal->raw && memchr(literal->text, '\\', length) != NULL) {
        return NULL;
    }
    return weft__new_text(p, group, literal->bytes ? CONSTANT_BYTES : CONSTANT_STRING,
                          literal->text, length);
}

static void check_ascii(Parser *p, const Literal *literal, uint32_t token)
{
    for (const char *at = literal->text; at < literal->end; at++) {
        if ((uint8_t)*at >= 0x80) {
            weft__raise_token(p, token, "bytes can only contain ASCII literal characters");
        }
    }
}

Node *weft__parse_strings(Parser *p)
{
    StringGroup group = {.first = p->mark};
    while (peek(p) == TOKEN_STRING) {
        p->mark++;
    }
    group.last = p->mark - 1;
    Literal first = take_apart(p, group.first);
    group.unicode_prefix = first.unicode;
    if (group.first == group.last && !first.formatted) {
        if (first.bytes) {
            check_ascii(p, &first, group.first);
        }
        Node *node = parse_lone(p, &group, &first);
        if (node != NULL) {
            return node;
        }
    }
    FormattedText text = {.base = list_begin(p)};
    for (uint32_t token = group.first; token <= group.last; token++) {
        Literal literal = take_apart(p, token);
        if (literal.bytes) {
            check_ascii(p, &literal, token);
        }
        if (literal.bytes != first.bytes) {
            weft__raise_last(p, FAILURE_SYNTAX_ERROR, "cannot mix bytes and nonbytes literals");
        }
        if (literal.formatted) {
            group.token = token;
            group.counted = NULL;
            text.formatted = true;
            const char *at = literal.text;
            weft__parse_formatted(p, &group, &text, &at, literal.end, literal.raw, 0);
        } else {
            weft__decode_text(p, &text.buffer, literal.text, literal.end, literal.raw,
                              literal.bytes, token);
        }
    }
    if (!text.formatted) {
        return weft__new_text(p, &group, first.bytes ? CONSTANT_BYTES : CONSTANT_STRING,
                              text.buffer.bytes, text.buffer.length);
    }
    return weft__finish_formatted(p, &group, &text);
}
