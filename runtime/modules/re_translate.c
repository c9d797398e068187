/* re_translate.c - from Python's regular expression syntax to PCRE2's.
 *
 * Accepts exactly what Python 3.11 accepts, with its error messages and positions, and writes a
 * pattern that PCRE2 compiles without surprises: every literal is escaped, every construct that the
 * two languages read differently is spelled out. The recursive descent is bounded by the guard on
 * native stack.
 */
#include <stdlib.h>
#include <string.h>

#include "modules/re_translate.h"

/* ---- repeats ---- */

static uint64_t times(uint64_t width, uint64_t count)
{
    return width == 0 || count == 0 ? 0 : width >= REPEAT_MAX / count ? REPEAT_MAX : width * count;
}

static bool read_count(Translator *r, uint64_t *count, bool *given)
{
    *given = false;
    uint64_t value = 0;
    while (is_digit(weft__re_peek(r))) {
        value = value * 10 + (uint64_t)(weft__re_take(r) - '0');
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
    if (weft__re_peek(r) == '}') {
        return 0;
    }
    *low = 0;
    *high = REPEAT_MAX;
    read_count(r, low, &has_low);
    if (weft__re_accept(r, ',')) {
        read_count(r, high, &has_high);
    } else {
        has_high = has_low;
        *high = has_low ? *low : REPEAT_MAX;
    }
    if (!weft__re_accept(r, '}')) {
        r->at = here;
        return 0;
    }
    if ((has_low && *low >= REPEAT_MAX) || (has_high && *high >= REPEAT_MAX)) {
        RAISE(r->t, OverflowError, "the repetition number is too large");
        return -1;
    }
    if (has_high && *high < *low) {
        weft__re_fail(r, r->at - here, "min repeat greater than max repeat");
        return -1;
    }
    return 1;
}

static bool put_repeat(Translator *r, uint64_t low, uint64_t high)
{
    if (low == 0 && high == REPEAT_MAX) {
        return weft__re_put(r, '*');
    }
    if (low == 1 && high == REPEAT_MAX) {
        return weft__re_put(r, '+');
    }
    if (low == 0 && high == 1) {
        return weft__re_put(r, '?');
    }
    if (!weft__re_put_number(r, "{", low, "")) {
        return false;
    }
    if (high == low) {
        return weft__re_put(r, '}');
    }
    return high > PCRE_REPEAT_LIMIT ? weft__re_puts_c(r, ",}") : weft__re_put_number(r, ",", high, "}");
}

typedef struct Last { /* the item that a repeat would repeat */
    ItemKind kind;
    Width width;
    size_t from; /* where its translation begins */
    bool single; /* one character, not a group: the translation can be written again */
} Last;

/* Writes the item from[0..length) with a number of repeats, each at most what PCRE2 allows. */
static bool put_copies(Translator *r, const uint32_t *from, size_t length, uint64_t count)
{
    while (count > 0) {
        uint64_t now = count > PCRE_REPEAT_LIMIT ? PCRE_REPEAT_LIMIT : count;
        for (size_t i = 0; i < length; i++) {
            if (!weft__re_put(r, from[i])) {
                return false;
            }
        }
        if (!weft__re_put_number(r, "{", now, "}")) {
            return false;
        }
        count -= now;
    }
    return true;
}

/* What may follow the least number of repeats: up to `more` of the item, as one alternative for each run of
 * PCRE_REPEAT_LIMIT + 1 counts, so that no count is tried twice. */
static bool put_optional_copies(Translator *r, const uint32_t *item, size_t length, uint64_t more, uint32_t suffix)
{
    const uint64_t run = PCRE_REPEAT_LIMIT + 1ULL;
    uint64_t runs = more / run + 1;
    for (uint64_t i = 0; i < runs; i++) {
        uint64_t which = suffix == '?' ? i : runs - 1 - i; /* few first, or many */
        uint64_t spread = which == runs - 1 ? more - which * run : run - 1;
        if (!weft__re_puts_c(r, i == 0 ? "(?:" : "|") || !put_copies(r, item, length, which * run)) {
            return false;
        }
        for (size_t j = 0; j < length; j++) {
            if (!weft__re_put(r, item[j])) {
                return false;
            }
        }
        if (!weft__re_put_number(r, "{0,", spread, "}") || (suffix == '?' && !weft__re_put(r, '?'))) {
            return false;
        }
    }
    return weft__re_put(r, ')');
}

/* A repeat with a number above PCRE2's limit, instead of the item written last. */
static bool put_long_repeat(Translator *r, const Last *last, uint64_t low, uint64_t high, uint32_t suffix)
{
    const uint64_t most = 64ULL * PCRE_REPEAT_LIMIT;
    if (!last->single || low > most || (high != REPEAT_MAX && high > most)) {
        RAISE(r->t, OverflowError, "the repetition number is too large");
        return false;
    }
    size_t length = r->used - last->from;
    uint32_t *item = malloc(length * sizeof *item);
    if (item == NULL) {
        weft__raise_memory_error(r->t);
        return false;
    }
    memcpy(item, r->out + last->from, length * sizeof *item);
    r->used = last->from;
    bool fine = weft__re_puts_c(r, suffix == '+' ? "(?>" : "(?:") && put_copies(r, item, length, low);
    if (fine && high == REPEAT_MAX) {
        for (size_t i = 0; i < length && fine; i++) {
            fine = weft__re_put(r, item[i]);
        }
        fine = fine && weft__re_put(r, '*') && (suffix == 0 || weft__re_put(r, suffix));
    } else if (fine && high > low) {
        fine = put_optional_copies(r, item, length, high - low, suffix);
    }
    free(item);
    return fine && weft__re_put(r, ')');
}

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
        return weft__re_fail(r, r->at - here + 1, "nothing to repeat");
    }
    if (last->kind == ITEM_REPEAT) {
        return weft__re_fail(r, r->at - here + 1, "multiple repeat");
    }
    uint32_t suffix = weft__re_accept(r, '?') ? '?' : weft__re_accept(r, '+') ? '+' : 0;
    bool is_long = low > PCRE_REPEAT_LIMIT || (high != REPEAT_MAX && high > PCRE_REPEAT_LIMIT);
    if (is_long && high != low && !last->single && low <= PCRE_REPEAT_LIMIT) {
        high = REPEAT_MAX; /* of a group: no text that fits into memory comes near its limit */
        is_long = false;
    }
    if (is_long ? !put_long_repeat(r, last, low, high, suffix)
                : !put_repeat(r, low, high) || (suffix != 0 && !weft__re_put(r, suffix))) {
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
    if (!weft__re_item_escape(r, &escape)) {
        return false;
    }
    last->kind = ITEM_OTHER;
    last->width = (Width){1, 1};
    switch (escape.kind) {
    case ESCAPE_LITERAL: return weft__re_put_literal(r, escape.value, flags);
    case ESCAPE_CATEGORY: return weft__re_put_category_item(r, escape.value, flags);
    case ESCAPE_GROUP: last->single = false; return weft__re_put_reference(r, escape.value, &last->width);
    default: break;
    }
    last->kind = ITEM_POSITION;
    last->width = (Width){0, 0};
    return escape.value == 'A'   ? weft__re_puts_c(r, "\\A")
           : escape.value == 'Z' ? weft__re_puts_c(r, "\\z")
                                 : weft__re_put_boundary(r, escape.value, flags);
}

static bool is_verbose_space(int64_t c) { return c == ' ' || (c >= 9 && c <= 13); }
static void skip_verbose_comment(Translator *r)
{
    int64_t c;
    do {
        c = weft__re_take(r);
        if (c == '\\' && weft__re_peek(r) != END) {
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
    Last next = {ITEM_OTHER, {1, 1}, r->used, c != '('};
    bool fine;
    switch (c) {
    case '\\': fine = parse_escaped_item(r, *flags, &next); break;
    case '[': fine = weft__re_parse_class(r, *flags); break;
    case '.': fine = weft__re_put(r, '.'); break;
    case '(': fine = weft__re_parse_group(r, flags, fresh, &next.width, &skipped); break;
    case '^':
    case '$':
        next.kind = ITEM_POSITION;
        next.width = (Width){0, 0};
        fine = weft__re_put(r, (uint32_t)c);
        break;
    default: fine = weft__re_put_literal(r, (uint32_t)c, *flags); break;
    }
    if (fine && !skipped) {
        add_width(sum, last->width);
        *last = next;
    }
    return fine;
}

/* Items up to '|', ')' or the end. *new_flags: with what global flags added. */
bool weft__re_parse_sequence(Translator *r, uint32_t flags, bool first, bool outermost, uint32_t *new_flags,
                           Width *width)
{
    Last last = {ITEM_NONE, {0, 0}, r->used, false};
    Width sum = {0, 0};
    (void)outermost;
    for (;;) {
        int64_t c = weft__re_peek(r);
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

bool weft__re_parse_alternatives(Translator *r, uint32_t flags, bool outermost, Width *width)
{
    if (!weft__enter_native(r->t, "")) {
        return false;
    }
    for (bool first = true;; first = false) {
        Width branch;
        uint32_t new_flags;
        if (!weft__re_parse_sequence(r, flags, first && outermost, outermost, &new_flags, &branch)) {
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
        if (!weft__re_accept(r, '|')) {
            return true;
        }
        if (!weft__re_put(r, '|')) {
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
    if (!weft__re_open_group(r, NULL, &group) || !weft__re_parse_alternatives(r, r->flags, true, &width) || !fix_flags(r)) {
        return false;
    }
    if (weft__re_peek(r) != END) {
        return weft__re_fail(r, 0, "unbalanced parenthesis");
    }
    for (size_t i = 0; i < r->pending_count; i++) {
        if (r->pending_groups[2 * i] >= r->group_count) {
            weft__re_error(r->t, r->source, r->pending_groups[2 * i + 1], "invalid group reference %u",
                           r->pending_groups[2 * i]);
            return false;
        }
    }
    if (r->varying_lookbehind) {
        weft__re_error(r->t, r->source, -1, "look-behind requires fixed-width pattern");
        return false;
    }
    return true;
}

bool weft__re_translate(Thread *t, Value source, uint32_t flags, enum ReVariant variant, bool warns,
                        Translation *translation)
{
    Translator r = {.t = t, .source = source, .flags = flags, .variant = variant, .warns = warns, .lookbehind_groups = -1};
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
