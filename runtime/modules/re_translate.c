/* re_translate.c - from Python's regular expression syntax to PCRE2's.
 *
 * Accepts exactly what Python 3.11 accepts, with its error messages and positions, and writes a
 * pattern that PCRE2 compiles without surprises: every literal is escaped, every construct that the
 * two languages read differently is spelled out. The recursive descent is bounded by the guard on
 * native stack.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unictype.h>

#include "compile/parser.h"
#include "modules/re_internal.h"

#define REPEAT_MAX 0xFFFFFFFFULL
#define PCRE_REPEAT_LIMIT 65535U
enum { END = -1 };

typedef struct Group {
    uint64_t low, high; /* width, once closed */
    bool closed;
} Group;

typedef enum ItemKind { ITEM_NONE, ITEM_POSITION, ITEM_REPEAT, ITEM_OTHER } ItemKind;

typedef struct Width {
    uint64_t low, high;
} Width;

typedef struct Translator {
    Thread *t;
    Value source;
    const Str *text;            /* NULL: bytes */
    const unsigned char *bytes;
    size_t length, at;
    uint32_t flags;
    enum ReVariant variant;
    uint32_t *out;              /* malloc */
    size_t used, room;
    Group *groups;              /* malloc */
    uint32_t group_count, group_room;
    uint32_t closed_count;
    int64_t lookbehind_groups;  /* -1: not inside a lookbehind */
    uint32_t *pending_groups;   /* malloc: pairs (group, position) of conditions, in order */
    size_t pending_count, pending_room;
    Dict *names;
    ByteArray *closing;
    uint32_t closing_capacity;
} Translator;

/* ---- errors ---- */

static Value raise_error(Thread *t, Value pattern, int64_t position, Str *message)
{
    Value type = message == NULL ? EMPTY : weft__import_attribute(t, "re", "error");
    if (type == EMPTY) {
        return EMPTY;
    }
    Value args[3] = {value_from_pointer(message), position < 0 ? NONE : pattern,
                     position < 0 ? NONE : value_from_small_int(position)};
    Value error = weft__call(t, type, args, 3, EMPTY);
    return error == EMPTY ? EMPTY : weft__raise_value(t, error);
}

Value weft__re_error(Thread *t, Value pattern, int64_t position, const char *format, ...)
{
    TextBuilder b;
    weft__builder_init(&b, t);
    va_list arguments;
    va_start(arguments, format);
    weft__builder_format_v(&b, format, arguments);
    va_end(arguments);
    return raise_error(t, pattern, position, weft__builder_finish(&b));
}

/* Raises at `offset` characters before the present place; always false. */
static bool fail(Translator *r, size_t offset, const char *format, ...)
{
    TextBuilder b;
    weft__builder_init(&b, r->t);
    va_list arguments;
    va_start(arguments, format);
    weft__builder_format_v(&b, format, arguments);
    va_end(arguments);
    int64_t position = (int64_t)r->at - (int64_t)offset;
    raise_error(r->t, r->source, position < 0 ? 0 : position, weft__builder_finish(&b));
    return false;
}

/* ---- reading ---- */

static uint32_t source_char(const Translator *r, size_t i)
{
    return r->text != NULL ? str_char(r->text, i) : r->bytes[i];
}
static int64_t peek(const Translator *r)
{
    return r->at < r->length ? (int64_t)source_char(r, r->at) : END;
}
static int64_t take(Translator *r)
{
    int64_t c = peek(r);
    r->at += c != END;
    return c;
}
static bool accept(Translator *r, uint32_t c)
{
    if (peek(r) == (int64_t)c) {
        r->at++;
        return true;
    }
    return false;
}
/* The source between two places, for messages. */
static Str *piece(Translator *r, size_t from, size_t to)
{
    if (r->text != NULL) {
        return weft__str_substring(r->t, (Str *)(uintptr_t)r->text, from, to);
    }
    Str *s = weft__str_new(r->t, to - from, 255);
    for (size_t i = from; s != NULL && i < to; i++) {
        weft__str_put(s, i - from, r->bytes[i]);
    }
    return s;
}
static bool is_ascii_letter(int64_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool is_digit(int64_t c) { return c >= '0' && c <= '9'; }
static bool is_octal(int64_t c) { return c >= '0' && c <= '7'; }
static int hex_value(int64_t c)
{
    return is_digit(c)            ? (int)c - '0'
           : c >= 'a' && c <= 'f' ? (int)c - 'a' + 10
           : c >= 'A' && c <= 'F' ? (int)c - 'A' + 10
                                  : -1;
}

/* ---- writing ---- */

static bool grow(Translator *r, size_t more)
{
    if (r->room - r->used >= more) {
        return true;
    }
    size_t room = (r->room + more) * 2 + 64;
    uint32_t *larger = weft__budget_check(r->t, room * sizeof *larger)
                           ? realloc(r->out, room * sizeof *larger)
                           : NULL;
    if (larger == NULL) {
        if (!exception_pending(r->t)) {
            weft__raise_memory_error(r->t);
        }
        return false;
    }
    r->out = larger;
    r->room = room;
    return true;
}
static bool put(Translator *r, uint32_t c)
{
    if (!grow(r, 1)) {
        return false;
    }
    r->out[r->used++] = c;
    return true;
}
static bool puts_c(Translator *r, const char *text)
{
    size_t length = strlen(text);
    if (!grow(r, length)) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        r->out[r->used++] = (unsigned char)text[i];
    }
    return true;
}
static bool put_number(Translator *r, const char *before, uint64_t number, const char *after)
{
    char text[24];
    snprintf(text, sizeof text, "%llu", (unsigned long long)number);
    return puts_c(r, before) && puts_c(r, text) && puts_c(r, after);
}
static uint32_t largest_unit(const Translator *r)
{
    return r->variant <= VARIANT_LATIN ? 0xFF : r->variant == VARIANT_WIDE ? 0xFFFF : 0x10FFFF;
}
static bool put_character(Translator *r, uint32_t c)
{
    char text[16];
    if (is_ascii_letter(c) || is_digit(c) || c == '_' || c >= 160) {
        return put(r, c);
    }
    if (c > 32 && c < 127) {
        return put(r, '\\') && put(r, c);
    }
    snprintf(text, sizeof text, "\\x{%x}", c);
    return puts_c(r, text);
}
static bool put_range(Translator *r, uint32_t low, uint32_t high)
{
    uint32_t most = largest_unit(r);
    if (low > most) {
        return true;
    }
    return put_character(r, low) &&
           (low == high || (put(r, '-') && put_character(r, high > most ? most : high)));
}

/* Characters beyond Latin-1 that equal one of Latin-1 when case is ignored. */
static const struct { uint32_t far, near; } case_pairs[] = {
    {0x178, 0xFF}, {0x17F, 's'}, {0x17F, 'S'}, {0x212A, 'k'}, {0x212A, 'K'}, {0x212B, 0xE5},
    {0x212B, 0xC5}, {0x3BC, 0xB5}, {0x39C, 0xB5}, {0x1E9E, 0xDF}, {0x130, 'i'}, {0x130, 'I'},
    {0x131, 'i'}, {0x131, 'I'},
};
static bool near_in_reach(const Translator *r, uint32_t near)
{
    return r->variant == VARIANT_LATIN || near < 128;
}
/* The two Turkish letters that Python lets equal i when case is ignored and PCRE2 does not. */
static bool is_any_i(uint32_t c) { return c == 'i' || c == 'I' || c == 0x130 || c == 0x131; }
static bool folds(const Translator *r, uint32_t flags)
{
    return r->text != NULL && (flags & RE_IGNORECASE) && !(flags & RE_ASCII);
}

static bool put_literal(Translator *r, uint32_t c, uint32_t flags)
{
    bool fold = folds(r, flags);
    if (c <= largest_unit(r)) {
        if (fold && r->variant >= VARIANT_WIDE && is_any_i(c)) {
            return puts_c(r, "[iI") && put(r, 0x130) && put(r, 0x131) && put(r, ']');
        }
        return put_character(r, c);
    }
    size_t before = r->used;
    bool some = false;
    if (!put(r, '[')) {
        return false;
    }
    for (size_t i = 0; fold && i < sizeof case_pairs / sizeof *case_pairs; i++) {
        if (case_pairs[i].far == c && near_in_reach(r, case_pairs[i].near)) {
            some = true;
            if (!put_character(r, case_pairs[i].near)) {
                return false;
            }
        }
    }
    if (some) {
        return put(r, ']');
    }
    r->used = before;
    return puts_c(r, "(?!)"); /* no subject of this variant has the character */
}

/* ---- character classes ---- */

/* Pairs of inclusive bounds; 0x10FFFF stands for the largest unit. */
static const uint32_t space_ranges[] = {9, 13, 0x1C, 0x20, 0x85, 0x85, 0xA0, 0xA0, 0x1680, 0x1680,
                                        0x2000, 0x200A, 0x2028, 0x2029, 0x202F, 0x202F, 0x205F, 0x205F,
                                        0x3000, 0x3000};
static const uint32_t not_space_ranges[] = {0, 8, 0xE, 0x1B, 0x21, 0x84, 0x86, 0x9F, 0xA1, 0x167F,
                                            0x1681, 0x1FFF, 0x200B, 0x2027, 0x202A, 0x202E, 0x2030,
                                            0x205E, 0x2060, 0x2FFF, 0x3001, 0x10FFFF};
static const uint32_t ascii_not_space[] = {0, 8, 14, 31, 33, 0x10FFFF};
static const uint32_t ascii_word[] = {'0', '9', 'A', 'Z', '_', '_', 'a', 'z'};
static const uint32_t ascii_not_word[] = {0, '0' - 1, '9' + 1, 'A' - 1, 'Z' + 1, '_' - 1, '_' + 1, 'a' - 1,
                                          'z' + 1, 0x10FFFF};
static const uint32_t ascii_not_digit[] = {0, '0' - 1, '9' + 1, 0x10FFFF};

static bool put_ranges(Translator *r, const uint32_t *ranges, size_t bytes)
{
    for (size_t i = 0; i < bytes / sizeof *ranges; i += 2) {
        if (!put_range(r, ranges[i], ranges[i + 1])) {
            return false;
        }
    }
    return true;
}
#define PUT_RANGES(r, ranges) put_ranges((r), (ranges), sizeof(ranges))

/* True when PCRE2 compiles this variant with Unicode properties for \w and \d. */
static bool uses_properties(const Translator *r)
{
    return r->text != NULL && !(r->flags & RE_ASCII) && r->variant != VARIANT_ASCII;
}

/* What stands for \d \D \s \S \w \W inside a class. */
static bool put_category(Translator *r, uint32_t c, uint32_t flags)
{
    bool unicode = r->text != NULL && !(flags & RE_ASCII), properties = uses_properties(r);
    bool native = unicode ? properties || r->variant == VARIANT_ASCII : !properties;
    switch (c) {
    case 's':
        return unicode ? PUT_RANGES(r, space_ranges) : puts_c(r, "\\x{9}-\\x{d}\\x{20}");
    case 'S': return unicode ? PUT_RANGES(r, not_space_ranges) : PUT_RANGES(r, ascii_not_space);
    case 'd': return native ? puts_c(r, "\\d") : unicode ? puts_c(r, "\\p{Nd}") : puts_c(r, "0-9");
    case 'D':
        return native    ? puts_c(r, "\\D")
               : unicode ? puts_c(r, "\\P{Nd}")
                         : PUT_RANGES(r, ascii_not_digit);
    case 'w':
        return native    ? puts_c(r, "\\w")
               : unicode ? puts_c(r, "\\p{Xwd}")
                         : PUT_RANGES(r, ascii_word);
    default:
        return native    ? puts_c(r, "\\W")
               : unicode ? puts_c(r, "\\P{Xwd}")
                         : PUT_RANGES(r, ascii_not_word);
    }
}
/* The same outside a class, as one item. */
static bool put_category_item(Translator *r, uint32_t c, uint32_t flags)
{
    bool unicode = r->text != NULL && !(flags & RE_ASCII), properties = uses_properties(r);
    bool native = unicode ? properties || r->variant == VARIANT_ASCII : !properties;
    if ((c | 32) == 's' ? !unicode && !properties : native) {
        return put(r, '\\') && put(r, c);
    }
    if (c == 'S') {
        return puts_c(r, "[^") && put_category(r, 's', flags) && put(r, ']');
    }
    return put(r, '[') && put_category(r, c, flags) && put(r, ']');
}
static bool put_boundary(Translator *r, uint32_t c, uint32_t flags)
{
    bool unicode = r->text != NULL && !(flags & RE_ASCII), properties = uses_properties(r);
    if (unicode ? properties || r->variant == VARIANT_ASCII : !properties) {
        return put(r, '\\') && put(r, c);
    }
    const char *word = unicode ? "\\p{Xwd}" : "0-9A-Za-z_";
    const char *const before = c == 'b' ? "(?:(?<=[%])(?![%])|(?<![%])(?=[%]))"
                                        : "(?:(?<=[%])(?=[%])|(?<![%])(?![%]))";
    for (const char *p = before; *p != 0; p++) {
        if (!(*p == '%' ? puts_c(r, word) : put(r, (uint32_t)*p))) {
            return false;
        }
    }
    return true;
}

/* A member or range of a class; case twins that the variant can hold come along. */
static bool put_class_range(Translator *r, uint32_t low, uint32_t high, uint32_t flags)
{
    if (!put_range(r, low, high)) {
        return false;
    }
    if (!folds(r, flags)) {
        return true;
    }
    if (r->variant >= VARIANT_WIDE) {
        bool has_i = (low <= 'i' && high >= 'i') || (low <= 'I' && high >= 'I') ||
                     (low <= 0x131 && high >= 0x130);
        return !has_i || (puts_c(r, "iI") && put(r, 0x130) && put(r, 0x131));
    }
    for (size_t i = 0; i < sizeof case_pairs / sizeof *case_pairs; i++) {
        uint32_t far = case_pairs[i].far;
        if (low <= far && far <= high && near_in_reach(r, case_pairs[i].near) &&
            !put_character(r, case_pairs[i].near)) {
            return false;
        }
    }
    return true;
}

/* ---- escapes ---- */

typedef enum EscapeKind { ESCAPE_LITERAL, ESCAPE_CATEGORY, ESCAPE_POSITION, ESCAPE_GROUP } EscapeKind;
typedef struct Escape {
    EscapeKind kind;
    uint32_t value;
} Escape;

/* \xhh, \uhhhh, \Uhhhhhhhh; `from` is where the backslash stands. */
static bool hex_escape(Translator *r, size_t from, size_t digits, Escape *escape)
{
    uint64_t value = 0;
    size_t count = 0;
    for (; count < digits && hex_value(peek(r)) >= 0; count++) {
        value = value << 4 | (uint64_t)hex_value(take(r));
    }
    if (count != digits) {
        return fail(r, r->at - from, "incomplete escape %S", piece(r, from, r->at));
    }
    if (value > 0x10FFFF) {
        return fail(r, r->at - from, "bad escape %S", piece(r, from, r->at));
    }
    *escape = (Escape){ESCAPE_LITERAL, (uint32_t)value};
    return true;
}

/* Reads up to `terminator`; *from and *to frame the name. */
static bool read_name(Translator *r, uint32_t terminator, const char *what, size_t *from, size_t *to)
{
    *from = r->at;
    for (;;) {
        int64_t c = take(r);
        if (c == END) {
            return *from == r->at ? fail(r, 0, "missing %s", what)
                                  : fail(r, r->at - *from, "missing %c, unterminated name", (int)terminator);
        }
        if (c == (int64_t)terminator) {
            *to = r->at - 1;
            return *to > *from || fail(r, 1, "missing %s", what);
        }
        if (c == '\\' && peek(r) != END) { /* an escape is one piece in Python's reader */
            r->at++;
        }
    }
}

static bool named_escape(Translator *r, size_t from, Escape *escape)
{
    size_t start, end;
    if (!accept(r, '{')) {
        return fail(r, 0, "missing {");
    }
    if (!read_name(r, '}', "character name", &start, &end)) {
        return false;
    }
    Str *name = piece(r, start, end);
    size_t length;
    const char *text = name == NULL ? NULL : weft__str_utf8(r->t, name, &length);
    uint32_t c;
    if (text == NULL) {
        return false;
    }
    if (!weft__find_unicode_name(text, length, &c)) {
        return fail(r, r->at - from, "undefined character name %R", value_from_pointer(name));
    }
    *escape = (Escape){ESCAPE_LITERAL, c};
    return true;
}

static int64_t simple_escape(uint32_t c)
{
    switch (c) {
    case 'a': return 7;
    case 'b': return 8;
    case 'f': return 12;
    case 'n': return 10;
    case 'r': return 13;
    case 't': return 9;
    case 'v': return 11;
    case '\\': return '\\';
    default: return -1;
    }
}

static bool octal_escape(Translator *r, size_t from, size_t more, Escape *escape)
{
    for (size_t i = 0; i < more && is_octal(peek(r)); i++) {
        r->at++;
    }
    uint32_t value = 0;
    for (size_t i = from + 1; i < r->at; i++) {
        value = value * 8 + (source_char(r, i) - '0');
    }
    if (value > 255) {
        return fail(r, r->at - from, "octal escape value %S outside of range 0-0o377",
                    piece(r, from, r->at));
    }
    *escape = (Escape){ESCAPE_LITERAL, value};
    return true;
}

/* \x \u \U \N: 1 taken, 0 another escape, -1 failure. */
static int coded_escape(Translator *r, size_t from, uint32_t c, Escape *escape)
{
    bool fine;
    if (c == 'x') {
        fine = hex_escape(r, from, 2, escape);
    } else if (r->text != NULL && (c == 'u' || c == 'U')) {
        fine = hex_escape(r, from, c == 'u' ? 4 : 8, escape);
    } else if (r->text != NULL && c == 'N') {
        fine = named_escape(r, from, escape);
    } else {
        return 0;
    }
    return fine ? 1 : -1;
}

static bool bad_escape(Translator *r, size_t from)
{
    return fail(r, r->at - from, "bad escape %S", piece(r, from, r->at));
}

/* Behind a backslash inside a class. */
static bool class_escape(Translator *r, Escape *escape)
{
    size_t from = r->at - 1;
    int64_t c = take(r);
    if (c == END) {
        return fail(r, 1, "bad escape (end of pattern)");
    }
    int64_t simple = simple_escape((uint32_t)c);
    if (simple >= 0) {
        *escape = (Escape){ESCAPE_LITERAL, (uint32_t)simple};
        return true;
    }
    if (strchr("dDsSwW", (int)c) != NULL && c < 128) {
        *escape = (Escape){ESCAPE_CATEGORY, (uint32_t)c};
        return true;
    }
    int coded = coded_escape(r, from, (uint32_t)c, escape);
    if (coded != 0) {
        return coded > 0;
    }
    if (is_octal(c)) {
        return octal_escape(r, from, 2, escape);
    }
    if (is_digit(c) || is_ascii_letter(c)) {
        return bad_escape(r, from);
    }
    *escape = (Escape){ESCAPE_LITERAL, (uint32_t)c};
    return true;
}

static bool check_group(Translator *r, uint32_t group, size_t offset)
{
    if (!r->groups[group].closed) {
        return fail(r, offset, "cannot refer to an open group");
    }
    if (r->lookbehind_groups >= 0 && group >= (uint64_t)r->lookbehind_groups) {
        return fail(r, 0, "cannot refer to group defined in the same lookbehind subpattern");
    }
    return true;
}

/* Behind a backslash outside a class. */
static bool item_escape(Translator *r, Escape *escape)
{
    size_t from = r->at - 1;
    int64_t c = take(r);
    if (c == END) {
        return fail(r, 1, "bad escape (end of pattern)");
    }
    if (c < 128 && strchr("AbBZ", (int)c) != NULL) {
        *escape = (Escape){ESCAPE_POSITION, (uint32_t)c};
        return true;
    }
    if (c < 128 && strchr("dDsSwW", (int)c) != NULL) {
        *escape = (Escape){ESCAPE_CATEGORY, (uint32_t)c};
        return true;
    }
    int64_t simple = simple_escape((uint32_t)c);
    if (simple >= 0) {
        *escape = (Escape){ESCAPE_LITERAL, (uint32_t)simple};
        return true;
    }
    int coded = coded_escape(r, from, (uint32_t)c, escape);
    if (coded != 0) {
        return coded > 0;
    }
    if (c == '0') {
        return octal_escape(r, from, 2, escape);
    }
    if (is_digit(c)) {
        uint32_t group = (uint32_t)c - '0';
        if (is_digit(peek(r))) {
            uint32_t second = (uint32_t)take(r) - '0';
            if (is_octal(c) && second < 8 && is_octal(peek(r))) {
                return octal_escape(r, from, 1, escape);
            }
            group = group * 10 + second;
        }
        if (group >= r->group_count) {
            return fail(r, r->at - from - 1, "invalid group reference %u", group);
        }
        *escape = (Escape){ESCAPE_GROUP, group};
        return check_group(r, group, r->at - from);
    }
    if (is_ascii_letter(c)) {
        return bad_escape(r, from);
    }
    *escape = (Escape){ESCAPE_LITERAL, (uint32_t)c};
    return true;
}

/* ---- a class ---- */

static bool warn_set(Translator *r, const char *what, size_t position)
{
    return weft__warn(r->t, EXC(r->t, FutureWarning), "Possible %s at position %zu", what, position);
}

static bool class_member(Translator *r, int64_t c, Escape *member)
{
    if (c == '\\') {
        return class_escape(r, member);
    }
    *member = (Escape){ESCAPE_LITERAL, (uint32_t)c};
    return true;
}
static bool put_member(Translator *r, Escape member, uint32_t flags)
{
    return member.kind == ESCAPE_CATEGORY ? put_category(r, member.value, flags)
                                          : put_class_range(r, member.value, member.value, flags);
}

static bool warn_operator(Translator *r, int64_t c, bool first)
{
    if (first || peek(r) != c || (c != '-' && c != '&' && c != '~' && c != '|')) {
        return true;
    }
    return warn_set(r, c == '-'   ? "set difference"
                       : c == '&' ? "set intersection"
                       : c == '~' ? "set symmetric difference"
                                  : "set union",
                    r->at - 1);
}

/* Behind "x-": the range's end. *ends: the class ended with the hyphen. */
static bool class_range(Translator *r, size_t here, size_t first_at, Escape first, uint32_t flags, bool *ends)
{
    size_t first_end = r->at - 1, second_at = r->at;
    int64_t c = take(r);
    if (c == END) {
        return fail(r, r->at - here, "unterminated character set");
    }
    if (c == ']') {
        *ends = true;
        return put_member(r, first, flags) && put_class_range(r, '-', '-', flags);
    }
    Escape second;
    if (!class_member(r, c, &second) ||
        (c == '-' && !warn_set(r, "set difference", r->at - 2))) {
        return false;
    }
    if (first.kind != ESCAPE_LITERAL || second.kind != ESCAPE_LITERAL || second.value < first.value) {
        /* messages show the first two characters of an escape */
        size_t a = first_end - first_at > 2 ? 2 : first_end - first_at;
        size_t b = r->at - second_at > 2 ? 2 : r->at - second_at;
        return fail(r, a + 1 + b, "bad character range %S-%S", piece(r, first_at, first_at + a),
                    piece(r, second_at, second_at + b));
    }
    return put_class_range(r, first.value, second.value, flags);
}

static bool parse_class(Translator *r, uint32_t flags)
{
    size_t here = r->at - 1, mark = r->used;
    if (peek(r) == '[' && !warn_set(r, "nested set", r->at)) {
        return false;
    }
    bool negated = accept(r, '^'), first = true, ends = false;
    if (!puts_c(r, negated ? "[^" : "[")) {
        return false;
    }
    size_t body = r->used;
    while (!ends) {
        size_t member_at = r->at;
        int64_t c = take(r);
        if (c == END) {
            return fail(r, r->at - here, "unterminated character set");
        }
        if (c == ']' && !first) {
            break;
        }
        Escape member;
        if ((c != '\\' && !warn_operator(r, c, first)) || !class_member(r, c, &member)) {
            return false;
        }
        first = false;
        if (accept(r, '-')) {
            if (!class_range(r, here, member_at, member, flags, &ends)) {
                return false;
            }
        } else if (!put_member(r, member, flags)) {
            return false;
        }
    }
    if (r->used == body) { /* no character of this variant is in the class */
        r->used = mark;
        return puts_c(r, negated ? "(?s:.)" : "(?!)");
    }
    return put(r, ']');
}

/* ---- groups ---- */

static bool parse_alternatives(Translator *r, uint32_t flags, bool outermost, Width *width);

static bool valid_group_name(Translator *r, Str *name, size_t offset)
{
    bool fits = name->length > 0;
    for (size_t i = 0; i < name->length && fits; i++) {
        uint32_t c = str_char(name, i);
        fits = c == '_' || (i == 0 ? uc_is_property_xid_start(c) : uc_is_property_xid_continue(c));
    }
    return fits || fail(r, name->length + offset, "bad character in group name %R",
                        value_from_pointer(name));
}
static Str *group_name(Translator *r, uint32_t terminator)
{
    size_t from, to;
    if (!read_name(r, terminator, "group name", &from, &to)) {
        return NULL;
    }
    Str *name = piece(r, from, to);
    return name != NULL && valid_group_name(r, name, 1) ? name : NULL;
}

/* Number of a named group; -1: failure. */
static int64_t known_group(Translator *r, Str *name)
{
    Value number = weft__dict_get_str(r->t, r->names, name);
    if (number == EMPTY) {
        fail(r, name->length + 1, "unknown group name %R", value_from_pointer(name));
        return -1;
    }
    return value_small_int(number);
}

static bool open_group(Translator *r, Str *name, uint32_t *group)
{
    *group = r->group_count;
    if (r->group_count == r->group_room) {
        uint32_t room = r->group_room * 2 + 16;
        Group *larger = realloc(r->groups, room * sizeof *larger);
        ByteArray *closing = larger == NULL ? NULL : weft__byte_array_new(r->t, room * sizeof(uint32_t));
        if (larger != NULL) {
            r->groups = larger;
        }
        if (closing == NULL) {
            if (!exception_pending(r->t)) {
                weft__raise_memory_error(r->t);
            }
            return false;
        }
        if (r->closing != NULL) {
            memcpy(closing->bytes, r->closing->bytes, r->group_count * sizeof(uint32_t));
        }
        r->closing = closing;
        r->group_room = room;
    }
    r->groups[r->group_count++] = (Group){0, 0, false};
    if (name == NULL) {
        return true;
    }
    Value other = weft__dict_get_str(r->t, r->names, name);
    if (other != EMPTY) {
        return fail(r, name->length + 1, "redefinition of group name %R as group %u; was group %lld",
                    value_from_pointer(name), *group, (long long)value_small_int(other));
    }
    return weft__dict_set_str(r->t, r->names, name, value_from_small_int(*group));
}
static void close_group(Translator *r, uint32_t group, Width width)
{
    r->groups[group] = (Group){width.low, width.high, true};
    ((uint32_t *)(void *)r->closing->bytes)[group] = ++r->closed_count;
}

static bool expect_close(Translator *r, size_t start)
{
    return accept(r, ')') || fail(r, r->at - start, "missing ), unterminated subpattern");
}

static bool put_reference(Translator *r, uint32_t group, Width *width)
{
    *width = (Width){r->groups[group].low, r->groups[group].high};
    return put_number(r, "\\g{", group, "}");
}

static uint32_t flag_of(int64_t c)
{
    switch (c) {
    case 'i': return RE_IGNORECASE;
    case 'L': return RE_LOCALE;
    case 'm': return RE_MULTILINE;
    case 's': return RE_DOTALL;
    case 'x': return RE_VERBOSE;
    case 'a': return RE_ASCII;
    case 't': return RE_TEMPLATE;
    case 'u': return RE_UNICODE;
    default: return 0;
    }
}
enum { TYPE_FLAGS = RE_ASCII | RE_LOCALE | RE_UNICODE };

static bool is_letter(int64_t c)
{
    return c < 128 ? is_ascii_letter(c) : uc_is_general_category_withtable((ucs4_t)c, UC_CATEGORY_MASK_L);
}

/* Behind "(?" and the flag letter (or '-') c. *global: it was (?flags). */
static bool parse_flags(Translator *r, int64_t c, uint32_t *add, uint32_t *del, bool *global)
{
    *add = *del = 0;
    *global = false;
    if (c != '-') {
        for (;;) {
            uint32_t flag = flag_of(c);
            if (r->text != NULL && c == 'L') {
                return fail(r, 0, "bad inline flags: cannot use 'L' flag with a str pattern");
            }
            if (r->text == NULL && c == 'u') {
                return fail(r, 0, "bad inline flags: cannot use 'u' flag with a bytes pattern");
            }
            *add |= flag;
            if ((flag & TYPE_FLAGS) && (*add & TYPE_FLAGS) != flag) {
                return fail(r, 0, "bad inline flags: flags 'a', 'u' and 'L' are incompatible");
            }
            c = take(r);
            if (c == END) {
                return fail(r, 0, "missing -, : or )");
            }
            if (c == ')' || c == '-' || c == ':') {
                break;
            }
            if (flag_of(c) == 0) {
                return fail(r, 1, is_letter(c) ? "unknown flag" : "missing -, : or )");
            }
        }
    }
    if (c == ')') {
        r->flags |= *add;
        *global = true;
        return true;
    }
    if (*add & RE_TEMPLATE) {
        return fail(r, 1, "bad inline flags: cannot turn on global flag");
    }
    if (c == '-') {
        c = take(r);
        if (c == END) {
            return fail(r, 0, "missing flag");
        }
        if (flag_of(c) == 0) {
            return fail(r, 1, is_letter(c) ? "unknown flag" : "missing flag");
        }
        for (;;) {
            uint32_t flag = flag_of(c);
            if (flag & TYPE_FLAGS) {
                return fail(r, 0, "bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
            }
            *del |= flag;
            c = take(r);
            if (c == END) {
                return fail(r, 0, "missing :");
            }
            if (c == ':') {
                break;
            }
            if (flag_of(c) == 0) {
                return fail(r, 1, is_letter(c) ? "unknown flag" : "missing :");
            }
        }
    }
    if (*del & RE_TEMPLATE) {
        return fail(r, 1, "bad inline flags: cannot turn off global flag");
    }
    return (*add & *del) == 0 || fail(r, 1, "bad inline flags: flag turned on and off");
}

static bool parse_sequence(Translator *r, uint32_t flags, bool first, bool outermost, uint32_t *new_flags,
                           Width *width);

static bool add_pending(Translator *r, uint32_t group, size_t position)
{
    for (size_t i = 0; i < r->pending_count; i++) {
        if (r->pending_groups[2 * i] == group) {
            return true;
        }
    }
    if (r->pending_count == r->pending_room) {
        size_t room = r->pending_room * 2 + 8;
        uint32_t *larger = realloc(r->pending_groups, room * 2 * sizeof *larger);
        if (larger == NULL) {
            weft__raise_memory_error(r->t);
            return false;
        }
        r->pending_groups = larger;
        r->pending_room = room;
    }
    r->pending_groups[2 * r->pending_count] = group;
    r->pending_groups[2 * r->pending_count++ + 1] = (uint32_t)position;
    return true;
}

/* The group that a condition asks for; false: failure. */
static bool condition_group(Translator *r, uint32_t *group)
{
    size_t from, to;
    if (!read_name(r, ')', "group name", &from, &to)) {
        return false;
    }
    Str *name = piece(r, from, to);
    if (name == NULL) {
        return false;
    }
    uint64_t number = 0;
    bool digits = true;
    for (size_t i = 0; i < name->length; i++) {
        uint32_t c = str_char(name, i);
        digits &= c >= '0' && c <= '9';
        number = number > REPEAT_MAX ? number : number * 10 + (c - '0');
    }
    if (digits) {
        if (number == 0) {
            return fail(r, name->length + 1, "bad group number");
        }
        if (number > 1000000000) {
            return fail(r, name->length + 1, "invalid group reference %lld", (long long)number);
        }
        *group = (uint32_t)number;
        return add_pending(r, *group, r->at - name->length - 1);
    }
    if (!valid_group_name(r, name, 1)) {
        return false;
    }
    int64_t known = known_group(r, name);
    *group = (uint32_t)known;
    return known >= 0;
}

static bool parse_condition(Translator *r, size_t start, uint32_t flags, Width *width)
{
    uint32_t group = 0;
    if (!condition_group(r, &group)) {
        return false;
    }
    if (r->lookbehind_groups >= 0) {
        if (group >= r->group_count || !r->groups[group].closed) {
            return fail(r, 0, "cannot refer to an open group");
        }
        if (group >= (uint64_t)r->lookbehind_groups) {
            return fail(r, 0, "cannot refer to group defined in the same lookbehind subpattern");
        }
    }
    Width yes, no = {0, 0};
    uint32_t unused = flags;
    if (!put_number(r, "(?(", group, ")") || !parse_sequence(r, flags, false, false, &unused, &yes)) {
        return false;
    }
    if (accept(r, '|')) {
        if (!put(r, '|') || !parse_sequence(r, flags, false, false, &unused, &no)) {
            return false;
        }
        if (peek(r) == '|') {
            return fail(r, 0, "conditional backref with more than two branches");
        }
    }
    *width = (Width){yes.low < no.low ? yes.low : no.low, yes.high > no.high ? yes.high : no.high};
    return expect_close(r, start) && put(r, ')');
}

static bool parse_lookaround(Translator *r, size_t start, int64_t c, uint32_t flags, Width *width)
{
    bool behind = c == '<';
    if (behind) {
        c = take(r);
        if (c == END) {
            return fail(r, 0, "unexpected end of pattern");
        }
        if (c != '=' && c != '!') {
            return fail(r, 3, "unknown extension ?<%c", (int)c);
        }
    }
    int64_t outer = r->lookbehind_groups;
    if (behind && outer < 0) {
        r->lookbehind_groups = r->group_count;
    }
    Width inside;
    if (!puts_c(r, behind ? "(?<" : "(?") || !put(r, (uint32_t)c) ||
        !parse_alternatives(r, flags, false, &inside)) {
        return false;
    }
    if (behind && outer < 0) {
        r->lookbehind_groups = -1;
    }
    if (!expect_close(r, start)) {
        return false;
    }
    if (behind && inside.low != inside.high) {
        weft__re_error(r->t, r->source, -1, "look-behind requires fixed-width pattern");
        return false;
    }
    *width = (Width){0, 0};
    return put(r, ')');
}

typedef struct Extension { /* what "(?...)" turned out to be */
    bool capturing;
    bool done;    /* complete: nothing more to parse */
    bool nothing; /* done, and no item came of it (comment, flags) */
    Str *name;
    uint32_t add, del;
} Extension;

static bool parse_named(Translator *r, Extension *x, Width *width)
{
    int64_t c;
    if (accept(r, '<')) {
        x->name = group_name(r, '>');
        x->capturing = true;
        return x->name != NULL && put(r, '(');
    }
    if (accept(r, '=')) {
        Str *name = group_name(r, ')');
        int64_t group = name == NULL ? -1 : known_group(r, name);
        x->done = true;
        return group >= 0 && check_group(r, (uint32_t)group, name->length + 1) &&
               put_reference(r, (uint32_t)group, width);
    }
    c = take(r);
    if (c == END) {
        return fail(r, 0, "unexpected end of pattern");
    }
    return fail(r, 3, "unknown extension ?P%c", (int)c);
}

static bool skip_comment(Translator *r, size_t start)
{
    for (;;) {
        int64_t c = take(r);
        if (c == END) {
            return fail(r, r->at - start, "missing ), unterminated comment");
        }
        if (c == ')') {
            return true;
        }
        if (c == '\\' && peek(r) != END) {
            r->at++;
        }
    }
}

static bool put_flag_letters(Translator *r, uint32_t flags)
{
    return (!(flags & RE_IGNORECASE) || put(r, 'i')) && (!(flags & RE_MULTILINE) || put(r, 'm')) &&
           (!(flags & RE_DOTALL) || put(r, 's'));
}

/* Behind "(?". `fresh`: nothing came before in the whole pattern. */
static bool parse_extension(Translator *r, size_t start, uint32_t *flags, bool fresh, Extension *x,
                            Width *width)
{
    int64_t c = take(r);
    x->capturing = false;
    if (c == END) {
        return fail(r, 0, "unexpected end of pattern");
    }
    switch (c) {
    case 'P': return parse_named(r, x, width);
    case ':': return puts_c(r, "(?:");
    case '>': return puts_c(r, "(?>");
    case '#':
        x->done = x->nothing = true;
        return skip_comment(r, start);
    case '=':
    case '!':
    case '<': x->done = true; return parse_lookaround(r, start, c, *flags, width);
    case '(': x->done = true; return parse_condition(r, start, *flags, width);
    default: break;
    }
    if (c != '-' && flag_of(c) == 0) {
        return fail(r, 2, "unknown extension ?%c", (int)c);
    }
    bool global;
    if (!parse_flags(r, c, &x->add, &x->del, &global)) {
        return false;
    }
    if (global) {
        if (!fresh) {
            return fail(r, r->at - start, "global flags not at the start of the expression");
        }
        x->done = x->nothing = true;
        *flags |= r->flags;
        return true;
    }
    return puts_c(r, "(?") && put_flag_letters(r, x->add) &&
           (x->del == 0 || (put(r, '-') && put_flag_letters(r, x->del))) && put(r, ':');
}

static uint32_t inner_flags(uint32_t flags, const Extension *x)
{
    if (x->add & TYPE_FLAGS) {
        flags &= ~(uint32_t)TYPE_FLAGS;
    }
    return (flags | x->add) & ~x->del;
}

/* Behind "(". *nothing: no item came of it. */
static bool parse_group(Translator *r, uint32_t *flags, bool fresh, Width *width, bool *nothing)
{
    size_t start = r->at - 1;
    Extension x = {.capturing = true};
    if (accept(r, '?')) {
        if (!parse_extension(r, start, flags, fresh, &x, width)) {
            return false;
        }
    } else if (!put(r, '(')) {
        return false;
    }
    *nothing = x.nothing;
    if (x.done) {
        return true;
    }
    uint32_t group = 0;
    if ((x.capturing && !open_group(r, x.name, &group)) ||
        !parse_alternatives(r, inner_flags(*flags, &x), false, width) || !expect_close(r, start)) {
        return false;
    }
    if (x.capturing) {
        close_group(r, group, *width);
    }
    return put(r, ')');
}

/* ---- repeats ---- */

static uint64_t times(uint64_t width, uint64_t count)
{
    return width == 0 || count == 0 ? 0 : width >= REPEAT_MAX / count ? REPEAT_MAX : width * count;
}

static bool read_count(Translator *r, uint64_t *count, bool *given)
{
    *given = false;
    uint64_t value = 0;
    while (is_digit(peek(r))) {
        value = value * 10 + (uint64_t)(take(r) - '0');
        value = value > REPEAT_MAX ? REPEAT_MAX : value;
        *given = true;
    }
    if (*given) {
        *count = value;
    }
    return true;
}

/* Behind "{": 1 a repeat, 0 an ordinary brace, -1 failure. */
static int read_bounds(Translator *r, size_t here, uint64_t *low, uint64_t *high)
{
    bool has_low, has_high;
    if (peek(r) == '}') {
        return 0;
    }
    *low = 0;
    *high = REPEAT_MAX;
    read_count(r, low, &has_low);
    if (accept(r, ',')) {
        read_count(r, high, &has_high);
    } else {
        has_high = has_low;
        *high = has_low ? *low : REPEAT_MAX;
    }
    if (!accept(r, '}')) {
        r->at = here;
        return 0;
    }
    if ((has_low && *low >= REPEAT_MAX) || (has_high && *high >= REPEAT_MAX) ||
        *low > PCRE_REPEAT_LIMIT) {
        RAISE(r->t, OverflowError, "the repetition number is too large");
        return -1;
    }
    if (has_high && *high < *low) {
        fail(r, r->at - here, "min repeat greater than max repeat");
        return -1;
    }
    return 1;
}

static bool put_repeat(Translator *r, uint64_t low, uint64_t high)
{
    if (low == 0 && high == REPEAT_MAX) {
        return put(r, '*');
    }
    if (low == 1 && high == REPEAT_MAX) {
        return put(r, '+');
    }
    if (low == 0 && high == 1) {
        return put(r, '?');
    }
    if (!put_number(r, "{", low, "")) {
        return false;
    }
    if (high == low) {
        return put(r, '}');
    }
    return high > PCRE_REPEAT_LIMIT ? puts_c(r, ",}") : put_number(r, ",", high, "}");
}

typedef struct Last { /* the item that a repeat would repeat */
    ItemKind kind;
    Width width;
} Last;

/* Behind one of * + ? {. *literal: it was an ordinary brace. */
static bool parse_repeat(Translator *r, int64_t c, Last *last, bool *literal)
{
    size_t here = r->at;
    uint64_t low = c == '+', high = c == '?' ? 1 : REPEAT_MAX;
    *literal = false;
    if (c == '{') {
        int bounds = read_bounds(r, here, &low, &high);
        if (bounds <= 0) {
            *literal = bounds == 0;
            return bounds == 0;
        }
    }
    if (last->kind == ITEM_NONE || last->kind == ITEM_POSITION) {
        return fail(r, r->at - here + 1, "nothing to repeat");
    }
    if (last->kind == ITEM_REPEAT) {
        return fail(r, r->at - here + 1, "multiple repeat");
    }
    if (!put_repeat(r, low, high)) {
        return false;
    }
    if (accept(r, '?')) {
        if (!put(r, '?')) {
            return false;
        }
    } else if (accept(r, '+') && !put(r, '+')) {
        return false;
    }
    last->kind = ITEM_REPEAT;
    last->width = (Width){times(last->width.low, low), times(last->width.high, high)};
    return true;
}

/* ---- sequences ---- */

static void add_width(Width *sum, Width more)
{
    sum->low = sum->low + more.low > REPEAT_MAX ? REPEAT_MAX : sum->low + more.low;
    sum->high = sum->high + more.high > REPEAT_MAX ? REPEAT_MAX : sum->high + more.high;
}

static bool parse_escaped_item(Translator *r, uint32_t flags, Last *last)
{
    Escape escape;
    if (!item_escape(r, &escape)) {
        return false;
    }
    last->kind = ITEM_OTHER;
    last->width = (Width){1, 1};
    switch (escape.kind) {
    case ESCAPE_LITERAL: return put_literal(r, escape.value, flags);
    case ESCAPE_CATEGORY: return put_category_item(r, escape.value, flags);
    case ESCAPE_GROUP: return put_reference(r, escape.value, &last->width);
    default: break;
    }
    last->kind = ITEM_POSITION;
    last->width = (Width){0, 0};
    return escape.value == 'A'   ? puts_c(r, "\\A")
           : escape.value == 'Z' ? puts_c(r, "\\z")
                                 : put_boundary(r, escape.value, flags);
}

static bool is_verbose_space(int64_t c) { return c == ' ' || (c >= 9 && c <= 13); }
static void skip_verbose_comment(Translator *r)
{
    int64_t c;
    do {
        c = take(r);
        if (c == '\\' && peek(r) != END) {
            r->at++;
        }
    } while (c != END && c != '\n');
}

static bool parse_item(Translator *r, int64_t c, uint32_t *flags, bool fresh, Last *last, Width *sum)
{
    bool skipped = false;
    if (c == '*' || c == '+' || c == '?' || c == '{') {
        bool literal;
        if (!parse_repeat(r, c, last, &literal)) {
            return false;
        }
        if (!literal) {
            return true;
        }
    }
    Last next = {ITEM_OTHER, {1, 1}};
    bool fine;
    switch (c) {
    case '\\': fine = parse_escaped_item(r, *flags, &next); break;
    case '[': fine = parse_class(r, *flags); break;
    case '.': fine = put(r, '.'); break;
    case '(': fine = parse_group(r, flags, fresh, &next.width, &skipped); break;
    case '^':
    case '$':
        next = (Last){ITEM_POSITION, {0, 0}};
        fine = put(r, (uint32_t)c);
        break;
    default: fine = put_literal(r, (uint32_t)c, *flags); break;
    }
    if (fine && !skipped) {
        add_width(sum, last->width);
        *last = next;
    }
    return fine;
}

/* Items up to '|', ')' or the end. *new_flags: with what global flags added. */
static bool parse_sequence(Translator *r, uint32_t flags, bool first, bool outermost, uint32_t *new_flags,
                           Width *width)
{
    Last last = {ITEM_NONE, {0, 0}};
    Width sum = {0, 0};
    (void)outermost;
    for (;;) {
        int64_t c = peek(r);
        if (c == END || c == '|' || c == ')') {
            break;
        }
        r->at++;
        if (flags & RE_VERBOSE) {
            if (is_verbose_space(c)) {
                continue;
            }
            if (c == '#') {
                skip_verbose_comment(r);
                continue;
            }
        }
        if (!parse_item(r, c, &flags, first && last.kind == ITEM_NONE, &last, &sum)) {
            return false;
        }
    }
    add_width(&sum, last.width);
    *width = sum;
    *new_flags = flags;
    return true;
}

static bool parse_alternatives(Translator *r, uint32_t flags, bool outermost, Width *width)
{
    if (!weft__enter_native(r->t, "")) {
        return false;
    }
    for (bool first = true;; first = false) {
        Width branch;
        uint32_t new_flags;
        if (!parse_sequence(r, flags, first && outermost, outermost, &new_flags, &branch)) {
            return false;
        }
        if (outermost) {
            flags = new_flags;
        }
        if (first) {
            *width = branch;
        } else {
            width->low = branch.low < width->low ? branch.low : width->low;
            width->high = branch.high > width->high ? branch.high : width->high;
        }
        if (!accept(r, '|')) {
            return true;
        }
        if (!put(r, '|')) {
            return false;
        }
    }
}

/* ---- the whole ---- */

static bool fix_flags(Translator *r)
{
    if (r->text != NULL) {
        if (r->flags & RE_LOCALE) {
            RAISE(r->t, ValueError, "cannot use LOCALE flag with a str pattern");
            return false;
        }
        if ((r->flags & RE_ASCII) && (r->flags & RE_UNICODE)) {
            RAISE(r->t, ValueError, "ASCII and UNICODE flags are incompatible");
            return false;
        }
        r->flags |= r->flags & RE_ASCII ? 0U : RE_UNICODE;
        return true;
    }
    if (r->flags & RE_UNICODE) {
        RAISE(r->t, ValueError, "cannot use UNICODE flag with a bytes pattern");
        return false;
    }
    if ((r->flags & RE_LOCALE) && (r->flags & RE_ASCII)) {
        RAISE(r->t, ValueError, "ASCII and LOCALE flags are incompatible");
        return false;
    }
    return true;
}

static bool translate(Translator *r)
{
    Width width;
    uint32_t group;
    if (!open_group(r, NULL, &group) || !parse_alternatives(r, r->flags, true, &width) || !fix_flags(r)) {
        return false;
    }
    if (peek(r) != END) {
        return fail(r, 0, "unbalanced parenthesis");
    }
    for (size_t i = 0; i < r->pending_count; i++) {
        if (r->pending_groups[2 * i] >= r->group_count) {
            weft__re_error(r->t, r->source, r->pending_groups[2 * i + 1], "invalid group reference %u",
                           r->pending_groups[2 * i]);
            return false;
        }
    }
    return true;
}

bool weft__re_translate(Thread *t, Value source, uint32_t flags, enum ReVariant variant,
                        Translation *translation)
{
    Translator r = {.t = t, .source = source, .flags = flags, .variant = variant, .lookbehind_groups = -1};
    if (is_str(t, source)) {
        r.text = as_str(source);
        r.length = r.text->length;
    } else if (!weft__get_bytes(t, source, &r.bytes, &r.length)) {
        return false;
    }
    r.names = weft__dict_new(t);
    bool fine = r.names != NULL && translate(&r);
    free(r.groups);
    free(r.pending_groups);
    if (!fine) {
        free(r.out);
        return false;
    }
    *translation = (Translation){r.out, r.used, r.flags, r.group_count - 1, r.names, r.closing, 0};
    return true;
}
