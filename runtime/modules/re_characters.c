/* re_characters.c - characters, escapes and classes of a pattern, from Python's syntax to PCRE2's.
 *
 * Reads the source text, writes the translated one, and raises re.error with Python's words and places.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unictype.h>

#include "compile/parser.h"
#include "modules/re_translate.h"

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
bool weft__re_fail(Translator *r, size_t offset, const char *format, ...)
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
int64_t weft__re_peek(const Translator *r)
{
    return r->at < r->length ? (int64_t)source_char(r, r->at) : END;
}
int64_t weft__re_take(Translator *r)
{
    int64_t c = weft__re_peek(r);
    r->at += c != END;
    return c;
}
bool weft__re_accept(Translator *r, uint32_t c)
{
    if (weft__re_peek(r) == (int64_t)c) {
        r->at++;
        return true;
    }
    return false;
}
/* The source between two places, for messages. */
Str *weft__re_piece(Translator *r, size_t from, size_t to)
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
bool weft__re_put(Translator *r, uint32_t c)
{
    if (!grow(r, 1)) {
        return false;
    }
    r->out[r->used++] = c;
    return true;
}
bool weft__re_puts_c(Translator *r, const char *text)
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
bool weft__re_put_number(Translator *r, const char *before, uint64_t number, const char *after)
{
    char text[24];
    snprintf(text, sizeof text, "%llu", (unsigned long long)number);
    return weft__re_puts_c(r, before) && weft__re_puts_c(r, text) && weft__re_puts_c(r, after);
}
static uint32_t largest_unit(const Translator *r)
{
    return r->variant <= VARIANT_LATIN ? 0xFF : r->variant == VARIANT_WIDE ? 0xFFFF : 0x10FFFF;
}
static bool put_character(Translator *r, uint32_t c)
{
    char text[16];
    if (is_ascii_letter(c) || is_digit(c) || c == '_' || c >= 160) {
        return weft__re_put(r, c);
    }
    if (c > 32 && c < 127) {
        return weft__re_put(r, '\\') && weft__re_put(r, c);
    }
    snprintf(text, sizeof text, "\\x{%x}", c);
    return weft__re_puts_c(r, text);
}
static bool put_range(Translator *r, uint32_t low, uint32_t high)
{
    uint32_t most = largest_unit(r);
    if (low > most) {
        return true;
    }
    return put_character(r, low) &&
           (low == high || (weft__re_put(r, '-') && put_character(r, high > most ? most : high)));
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
/* Letters that Python lets equal each other when case is ignored and PCRE2 does not: one uppercase form of
 * two letters. */
static const struct { uint32_t one, other; } equal_pairs[] = {{0x390, 0x1FD3}, {0x3B0, 0x1FE3}, {0xFB05, 0xFB06}};
static bool folds(const Translator *r, uint32_t flags)
{
    return r->text != NULL && (flags & RE_IGNORECASE) && !(flags & RE_ASCII);
}

bool weft__re_put_literal(Translator *r, uint32_t c, uint32_t flags)
{
    bool fold = folds(r, flags);
    if (c <= largest_unit(r)) {
        if (fold && r->variant >= VARIANT_WIDE && is_any_i(c)) {
            return weft__re_puts_c(r, "[iI") && weft__re_put(r, 0x130) && weft__re_put(r, 0x131) && weft__re_put(r, ']');
        }
        for (size_t i = 0; fold && i < sizeof equal_pairs / sizeof *equal_pairs; i++) {
            uint32_t one = equal_pairs[i].one, other = equal_pairs[i].other;
            if (c == one || c == other) {
                return weft__re_put(r, '[') && weft__re_put(r, one) && weft__re_put(r, other) && weft__re_put(r, ']');
            }
        }
        return put_character(r, c);
    }
    size_t before = r->used;
    bool some = false;
    if (!weft__re_put(r, '[')) {
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
        return weft__re_put(r, ']');
    }
    r->used = before;
    return weft__re_puts_c(r, "(?!)"); /* no subject of this variant has the character */
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
        return unicode ? PUT_RANGES(r, space_ranges) : weft__re_puts_c(r, "\\x{9}-\\x{d}\\x{20}");
    case 'S': return unicode ? PUT_RANGES(r, not_space_ranges) : PUT_RANGES(r, ascii_not_space);
    case 'd': return native ? weft__re_puts_c(r, "\\d") : unicode ? weft__re_puts_c(r, "\\p{Nd}") : weft__re_puts_c(r, "0-9");
    case 'D':
        return native    ? weft__re_puts_c(r, "\\D")
               : unicode ? weft__re_puts_c(r, "\\P{Nd}")
                         : PUT_RANGES(r, ascii_not_digit);
    case 'w':
        return native    ? weft__re_puts_c(r, "\\w")
               : unicode ? weft__re_puts_c(r, "\\p{Xwd}")
                         : PUT_RANGES(r, ascii_word);
    default:
        return native    ? weft__re_puts_c(r, "\\W")
               : unicode ? weft__re_puts_c(r, "\\P{Xwd}")
                         : PUT_RANGES(r, ascii_not_word);
    }
}
/* The same outside a class, as one item. */
bool weft__re_put_category_item(Translator *r, uint32_t c, uint32_t flags)
{
    bool unicode = r->text != NULL && !(flags & RE_ASCII), properties = uses_properties(r);
    bool native = unicode ? properties || r->variant == VARIANT_ASCII : !properties;
    if ((c | 32) == 's' ? !unicode && !properties : native) {
        return weft__re_put(r, '\\') && weft__re_put(r, c);
    }
    if (c == 'S') {
        return weft__re_puts_c(r, "[^") && put_category(r, 's', flags) && weft__re_put(r, ']');
    }
    return weft__re_put(r, '[') && put_category(r, c, flags) && weft__re_put(r, ']');
}
bool weft__re_put_boundary(Translator *r, uint32_t c, uint32_t flags)
{
    bool unicode = r->text != NULL && !(flags & RE_ASCII), properties = uses_properties(r);
    if (unicode ? properties || r->variant == VARIANT_ASCII : !properties) {
        /* An empty subject has no boundary for Python, and no place that is none either. */
        return weft__re_puts_c(r, c == 'b' ? "\\b" : "(?:\\B(?!\\A\\z))");
    }
    const char *word = unicode ? "\\p{Xwd}" : "0-9A-Za-z_";
    const char *const before = c == 'b' ? "(?:(?<=[%])(?![%])|(?<![%])(?=[%]))"
                                        : "(?:(?!\\A\\z)(?:(?<=[%])(?=[%])|(?<![%])(?![%])))";
    for (const char *p = before; *p != 0; p++) {
        if (!(*p == '%' ? weft__re_puts_c(r, word) : weft__re_put(r, (uint32_t)*p))) {
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
        for (size_t i = 0; i < sizeof equal_pairs / sizeof *equal_pairs; i++) {
            uint32_t one = equal_pairs[i].one, other = equal_pairs[i].other;
            if ((low <= one && one <= high && !weft__re_put(r, other)) ||
                (low <= other && other <= high && !weft__re_put(r, one))) {
                return false;
            }
        }
        return !has_i || (weft__re_puts_c(r, "iI") && weft__re_put(r, 0x130) && weft__re_put(r, 0x131));
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

/* \xhh, \uhhhh, \Uhhhhhhhh; `from` is where the backslash stands. */
static bool hex_escape(Translator *r, size_t from, size_t digits, Escape *escape)
{
    uint64_t value = 0;
    size_t count = 0;
    for (; count < digits && hex_value(weft__re_peek(r)) >= 0; count++) {
        value = value << 4 | (uint64_t)hex_value(weft__re_take(r));
    }
    if (count != digits) {
        return weft__re_fail(r, r->at - from, "incomplete escape %S", weft__re_piece(r, from, r->at));
    }
    if (value > 0x10FFFF) {
        return weft__re_fail(r, r->at - from, "bad escape %S", weft__re_piece(r, from, r->at));
    }
    *escape = (Escape){ESCAPE_LITERAL, (uint32_t)value};
    return true;
}

/* Reads up to `terminator`; *from and *to frame the name. */
bool weft__re_read_name(Translator *r, uint32_t terminator, const char *what, size_t *from, size_t *to)
{
    *from = r->at;
    for (;;) {
        int64_t c = weft__re_take(r);
        if (c == END) {
            return *from == r->at ? weft__re_fail(r, 0, "missing %s", what)
                                  : weft__re_fail(r, r->at - *from, "missing %c, unterminated name", (int)terminator);
        }
        if (c == (int64_t)terminator) {
            *to = r->at - 1;
            return *to > *from || weft__re_fail(r, 1, "missing %s", what);
        }
        if (c == '\\' && weft__re_peek(r) != END) { /* an escape is one piece in Python's reader */
            r->at++;
        }
    }
}

static bool named_escape(Translator *r, size_t from, Escape *escape)
{
    size_t start, end;
    if (!weft__re_accept(r, '{')) {
        return weft__re_fail(r, 0, "missing {");
    }
    if (!weft__re_read_name(r, '}', "character name", &start, &end)) {
        return false;
    }
    Str *name = weft__re_piece(r, start, end);
    size_t length;
    const char *text = name == NULL ? NULL : weft__str_utf8(r->t, name, &length);
    uint32_t c;
    if (text == NULL) {
        return false;
    }
    if (!weft__find_unicode_name(text, length, &c)) {
        return weft__re_fail(r, r->at - from, "undefined character name %R", value_from_pointer(name));
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
    for (size_t i = 0; i < more && is_octal(weft__re_peek(r)); i++) {
        r->at++;
    }
    uint32_t value = 0;
    for (size_t i = from + 1; i < r->at; i++) {
        value = value * 8 + (source_char(r, i) - '0');
    }
    if (value > 255) {
        return weft__re_fail(r, r->at - from, "octal escape value %S outside of range 0-0o377",
                    weft__re_piece(r, from, r->at));
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
    return weft__re_fail(r, r->at - from, "bad escape %S", weft__re_piece(r, from, r->at));
}

/* Behind a backslash inside a class. */
static bool class_escape(Translator *r, Escape *escape)
{
    size_t from = r->at - 1;
    int64_t c = weft__re_take(r);
    if (c == END) {
        return weft__re_fail(r, 1, "bad escape (end of pattern)");
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

bool weft__re_check_group(Translator *r, uint32_t group, size_t offset)
{
    if (!r->groups[group].closed) {
        return weft__re_fail(r, offset, "cannot refer to an open group");
    }
    if (r->lookbehind_groups >= 0 && group >= (uint64_t)r->lookbehind_groups) {
        return weft__re_fail(r, 0, "cannot refer to group defined in the same lookbehind subpattern");
    }
    return true;
}

/* Behind a backslash outside a class. */
bool weft__re_item_escape(Translator *r, Escape *escape)
{
    size_t from = r->at - 1;
    int64_t c = weft__re_take(r);
    if (c == END) {
        return weft__re_fail(r, 1, "bad escape (end of pattern)");
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
        if (is_digit(weft__re_peek(r))) {
            uint32_t second = (uint32_t)weft__re_take(r) - '0';
            if (is_octal(c) && second < 8 && is_octal(weft__re_peek(r))) {
                return octal_escape(r, from, 1, escape);
            }
            group = group * 10 + second;
        }
        if (group >= r->group_count) {
            return weft__re_fail(r, r->at - from - 1, "invalid group reference %u", group);
        }
        *escape = (Escape){ESCAPE_GROUP, group};
        return weft__re_check_group(r, group, r->at - from);
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
    return !r->warns || weft__warn(r->t, EXC(r->t, FutureWarning), "Possible %s at position %zu", what, position);
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
    if (first || weft__re_peek(r) != c || (c != '-' && c != '&' && c != '~' && c != '|')) {
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
    int64_t c = weft__re_take(r);
    if (c == END) {
        return weft__re_fail(r, r->at - here, "unterminated character set");
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
        return weft__re_fail(r, a + 1 + b, "bad character range %S-%S", weft__re_piece(r, first_at, first_at + a),
                    weft__re_piece(r, second_at, second_at + b));
    }
    return put_class_range(r, first.value, second.value, flags);
}

bool weft__re_parse_class(Translator *r, uint32_t flags)
{
    size_t here = r->at - 1, mark = r->used;
    if (weft__re_peek(r) == '[' && !warn_set(r, "nested set", r->at)) {
        return false;
    }
    bool negated = weft__re_accept(r, '^'), first = true, ends = false;
    if (!weft__re_puts_c(r, negated ? "[^" : "[")) {
        return false;
    }
    size_t body = r->used;
    while (!ends) {
        size_t member_at = r->at;
        int64_t c = weft__re_take(r);
        if (c == END) {
            return weft__re_fail(r, r->at - here, "unterminated character set");
        }
        if (c == ']' && !first) {
            break;
        }
        Escape member;
        if ((c != '\\' && !warn_operator(r, c, first)) || !class_member(r, c, &member)) {
            return false;
        }
        first = false;
        if (weft__re_accept(r, '-')) {
            if (!class_range(r, here, member_at, member, flags, &ends)) {
                return false;
            }
        } else if (!put_member(r, member, flags)) {
            return false;
        }
    }
    if (r->used == body) { /* no character of this variant is in the class */
        r->used = mark;
        return weft__re_puts_c(r, negated ? "(?s:.)" : "(?!)");
    }
    return weft__re_put(r, ']');
}
