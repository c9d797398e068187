/* re_groups.c - what begins with a parenthesis: groups, names, flags, conditions, looking around.
 *
 * Group numbers and names are given in the order of opening parentheses, as Python does.
 */
#include <stdlib.h>
#include <unictype.h>

#include "modules/re_translate.h"

/* ---- groups ---- */

/* Of a name that a bytes pattern has, when it is not ASCII. */
bool weft__re_warn_of_bytes_name(Thread *t, Str *name, size_t position)
{
    for (size_t i = 0; i < name->length; i++) {
        if (str_char(name, i) > 127) {
            return weft__warn(t, EXC(t, DeprecationWarning), RE_BAD_BYTES_NAME " at position %zu",
                              value_from_pointer(name), position);
        }
    }
    return true;
}

/* A reference by number, as int() reads one; all but plain digits brings the warning, if there is one. 1: *number is it, 0: no number
 * but a name, which may be a bad one, -1: an exception. */
int weft__re_name_number(Thread *t, Str *name, const char *warning, size_t position, uint64_t *number)
{
    bool plain = true;
    *number = 0;
    for (size_t i = 0; i < name->length; i++) {
        uint32_t c = str_char(name, i);
        if (c == '_' || is_ascii_letter(c)) {
            if (i == 0) {
                return 0;
            }
        }
        plain &= is_digit(c);
        *number = *number > UINT64_MAX / 10 - 1 ? *number : *number * 10 + (c - '0');
    }
    if (plain) {
        return 1;
    }
    Value value = weft__int_from_text(t, value_from_pointer(name), 10);
    if (value == EMPTY) {
        if (!weft__exception_matches(t, EXC(t, ValueError))) {
            return -1;
        }
        exception_take(t);
        return 0;
    }
    if (!value_is_small_int(value) || value_small_int(value) < 0) {
        return 0;
    }
    *number = (uint64_t)value_small_int(value);
    return warning == NULL || weft__warn(t, EXC(t, DeprecationWarning), warning, value_from_pointer(name), position)
               ? 1
               : -1;
}

static bool valid_group_name(Translator *r, Str *name, size_t offset)
{
    bool fits = name->length > 0;
    for (size_t i = 0; i < name->length && fits; i++) {
        uint32_t c = str_char(name, i);
        fits = c == '_' || (i == 0 ? uc_is_property_xid_start(c) : uc_is_property_xid_continue(c));
    }
    if (!fits) {
        return weft__re_fail(r, name->length + offset, r->text != NULL ? RE_BAD_NAME : RE_BAD_BYTES_NAME,
                             value_from_pointer(name));
    }
    return r->text != NULL || !r->warns || weft__re_warn_of_bytes_name(r->t, name, r->at - name->length - offset);
}
static Str *group_name(Translator *r, uint32_t terminator)
{
    size_t from, to;
    if (!weft__re_read_name(r, terminator, "group name", &from, &to)) {
        return NULL;
    }
    Str *name = weft__re_piece(r, from, to);
    return name != NULL && valid_group_name(r, name, 1) ? name : NULL;
}

/* Number of a named group; -1: failure. */
static int64_t known_group(Translator *r, Str *name)
{
    Value number = weft__dict_get_str(r->t, r->names, name);
    if (number == EMPTY) {
        weft__re_fail(r, name->length + 1, r->text != NULL ? "unknown group name %R" : "unknown group name %A",
                      value_from_pointer(name));
        return -1;
    }
    return value_small_int(number);
}

bool weft__re_open_group(Translator *r, Str *name, uint32_t *group)
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
        return weft__re_fail(r, name->length + 1, "redefinition of group name %R as group %u; was group %lld",
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
    return weft__re_accept(r, ')') || weft__re_fail(r, r->at - start, "missing ), unterminated subpattern");
}

bool weft__re_put_reference(Translator *r, uint32_t group, Width *width)
{
    *width = (Width){r->groups[group].low, r->groups[group].high};
    return weft__re_put_number(r, "\\g{", group, "}");
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

/* The flags from the character `*c` on, up to ')', '-' or ':', which `*c` then is. */
static bool flags_to_add(Translator *r, int64_t *c, uint32_t *add)
{
    for (;;) {
        uint32_t flag = flag_of(*c);
        if (r->text != NULL && *c == 'L') {
            return weft__re_fail(r, 0, "bad inline flags: cannot use 'L' flag with a str pattern");
        }
        if (r->text == NULL && *c == 'u') {
            return weft__re_fail(r, 0, "bad inline flags: cannot use 'u' flag with a bytes pattern");
        }
        *add |= flag;
        if ((flag & TYPE_FLAGS) && (*add & TYPE_FLAGS) != flag) {
            return weft__re_fail(r, 0, "bad inline flags: flags 'a', 'u' and 'L' are incompatible");
        }
        *c = weft__re_take(r);
        if (*c == END) {
            return weft__re_fail(r, 0, "missing -, : or )");
        }
        if (*c == ')' || *c == '-' || *c == ':') {
            return true;
        }
        if (flag_of(*c) == 0) {
            return weft__re_fail(r, 1, is_letter(*c) ? "unknown flag" : "missing -, : or )");
        }
    }
}

/* The flags behind '-', up to ':'. */
static bool flags_to_drop(Translator *r, uint32_t *drop)
{
    const char *missing = "missing flag";
    for (;;) {
        int64_t c = weft__re_take(r);
        if (c == END) {
            return weft__re_fail(r, 0, "%s", missing);
        }
        if (c == ':' && *drop != 0) {
            return true;
        }
        uint32_t flag = flag_of(c);
        if (flag == 0) {
            return weft__re_fail(r, 1, "%s", is_letter(c) ? "unknown flag" : missing);
        }
        if (flag & TYPE_FLAGS) {
            return weft__re_fail(r, 0, "bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
        }
        *drop |= flag;
        missing = "missing :";
    }
}

/* Behind "(?" and the flag letter (or '-') c. *global: it was (?flags). */
static bool parse_flags(Translator *r, int64_t c, uint32_t *add, uint32_t *del, bool *global)
{
    *add = *del = 0;
    *global = false;
    if (c != '-' && !flags_to_add(r, &c, add)) {
        return false;
    }
    if (c == ')') {
        r->flags |= *add;
        *global = true;
        return true;
    }
    if (*add & RE_TEMPLATE) {
        return weft__re_fail(r, 1, "bad inline flags: cannot turn on global flag");
    }
    if (c == '-' && !flags_to_drop(r, del)) {
        return false;
    }
    if (*del & RE_TEMPLATE) {
        return weft__re_fail(r, 1, "bad inline flags: cannot turn off global flag");
    }
    return (*add & *del) == 0 || weft__re_fail(r, 1, "bad inline flags: flag turned on and off");
}

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
    if (!weft__re_read_name(r, ')', "group name", &from, &to)) {
        return false;
    }
    Str *name = weft__re_piece(r, from, to);
    if (name == NULL) {
        return false;
    }
    uint64_t number;
    int numbered = weft__re_name_number(r->t, name, r->warns ? RE_BAD_NAME " at position %zu" : NULL,
                                        r->at - name->length - 1, &number);
    if (numbered < 0) {
        return false;
    }
    if (numbered > 0) {
        if (number == 0) {
            return weft__re_fail(r, name->length + 1, "bad group number");
        }
        if (number > 1000000000) {
            return weft__re_fail(r, name->length + 1, "invalid group reference %lld", (long long)number);
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
            return weft__re_fail(r, 0, "cannot refer to an open group");
        }
        if (group >= (uint64_t)r->lookbehind_groups) {
            return weft__re_fail(r, 0, "cannot refer to group defined in the same lookbehind subpattern");
        }
    }
    Width yes, no = {0, 0};
    uint32_t unused = flags;
    if (!weft__re_put_number(r, "(?(", group, ")") || !weft__re_parse_sequence(r, flags, false, false, &unused, &yes)) {
        return false;
    }
    if (weft__re_accept(r, '|')) {
        if (!weft__re_put(r, '|') || !weft__re_parse_sequence(r, flags, false, false, &unused, &no)) {
            return false;
        }
        if (weft__re_peek(r) == '|') {
            return weft__re_fail(r, 0, "conditional backref with more than two branches");
        }
    }
    *width = (Width){yes.low < no.low ? yes.low : no.low, yes.high > no.high ? yes.high : no.high};
    return expect_close(r, start) && weft__re_put(r, ')');
}

/* Behind "(?", `before` and c. A backslash and what follows it are one. */
static bool unknown_extension(Translator *r, const char *before, int64_t c)
{
    size_t offset = 2 + (*before != '\0');
    if (c != '\\') {
        return weft__re_fail(r, offset, "unknown extension ?%s%c", before, (int)c);
    }
    int64_t escaped = weft__re_peek(r);
    return escaped == END ? weft__re_fail(r, 1, "bad escape (end of pattern)")
                          : weft__re_fail(r, offset, "unknown extension ?%s\\%c", before, (int)escaped);
}

static bool parse_lookaround(Translator *r, size_t start, int64_t c, uint32_t flags, Width *width)
{
    bool behind = c == '<';
    if (behind) {
        c = weft__re_take(r);
        if (c == END) {
            return weft__re_fail(r, 0, "unexpected end of pattern");
        }
        if (c != '=' && c != '!') {
            return unknown_extension(r, "<", c);
        }
    }
    int64_t outer = r->lookbehind_groups;
    if (behind && outer < 0) {
        r->lookbehind_groups = r->group_count;
    }
    Width inside;
    if (!weft__re_puts_c(r, behind ? "(?<" : "(?") || !weft__re_put(r, (uint32_t)c) ||
        !weft__re_parse_alternatives(r, flags, false, &inside)) {
        return false;
    }
    if (behind && outer < 0) {
        r->lookbehind_groups = -1;
    }
    if (!expect_close(r, start)) {
        return false;
    }
    r->varying_lookbehind |= behind && inside.low != inside.high; /* reported when all else is right */
    *width = (Width){0, 0};
    return weft__re_put(r, ')');
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
    if (weft__re_accept(r, '<')) {
        x->name = group_name(r, '>');
        x->capturing = true;
        return x->name != NULL && weft__re_put(r, '(');
    }
    if (weft__re_accept(r, '=')) {
        Str *name = group_name(r, ')');
        int64_t group = name == NULL ? -1 : known_group(r, name);
        x->done = true;
        return group >= 0 && weft__re_check_group(r, (uint32_t)group, name->length + 1) &&
               weft__re_put_reference(r, (uint32_t)group, width);
    }
    c = weft__re_take(r);
    if (c == END) {
        return weft__re_fail(r, 0, "unexpected end of pattern");
    }
    return unknown_extension(r, "P", c);
}

static bool skip_comment(Translator *r, size_t start)
{
    for (;;) {
        int64_t c = weft__re_take(r);
        if (c == END) {
            return weft__re_fail(r, r->at - start, "missing ), unterminated comment");
        }
        if (c == ')') {
            return true;
        }
        if (c == '\\' && weft__re_peek(r) != END) {
            r->at++;
        }
    }
}

static bool put_flag_letters(Translator *r, uint32_t flags)
{
    return (!(flags & RE_IGNORECASE) || weft__re_put(r, 'i')) && (!(flags & RE_MULTILINE) || weft__re_put(r, 'm')) &&
           (!(flags & RE_DOTALL) || weft__re_put(r, 's'));
}

/* Behind "(?". `fresh`: nothing came before in the whole pattern. */
static bool parse_extension(Translator *r, size_t start, uint32_t *flags, bool fresh, Extension *x,
                            Width *width)
{
    int64_t c = weft__re_take(r);
    x->capturing = false;
    if (c == END) {
        return weft__re_fail(r, 0, "unexpected end of pattern");
    }
    switch (c) {
    case 'P': return parse_named(r, x, width);
    case ':': return weft__re_puts_c(r, "(?:");
    case '>': return weft__re_puts_c(r, "(?>");
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
        return unknown_extension(r, "", c);
    }
    bool global;
    if (!parse_flags(r, c, &x->add, &x->del, &global)) {
        return false;
    }
    if (global) {
        if (!fresh) {
            return weft__re_fail(r, r->at - start, "global flags not at the start of the expression");
        }
        x->done = x->nothing = true;
        *flags |= r->flags;
        return true;
    }
    return weft__re_puts_c(r, "(?") && put_flag_letters(r, x->add) &&
           (x->del == 0 || (weft__re_put(r, '-') && put_flag_letters(r, x->del))) && weft__re_put(r, ':');
}

static uint32_t inner_flags(uint32_t flags, const Extension *x)
{
    if (x->add & TYPE_FLAGS) {
        flags &= ~(uint32_t)TYPE_FLAGS;
    }
    return (flags | x->add) & ~x->del;
}

/* Behind "(". *nothing: no item came of it. */
bool weft__re_parse_group(Translator *r, uint32_t *flags, bool fresh, Width *width, bool *nothing)
{
    size_t start = r->at - 1;
    Extension x = {.capturing = true};
    if (weft__re_accept(r, '?')) {
        if (!parse_extension(r, start, flags, fresh, &x, width)) {
            return false;
        }
    } else if (!weft__re_put(r, '(')) {
        return false;
    }
    *nothing = x.nothing;
    if (x.done) {
        return true;
    }
    uint32_t group = 0;
    if ((x.capturing && !weft__re_open_group(r, x.name, &group)) ||
        !weft__re_parse_alternatives(r, inner_flags(*flags, &x), false, width) || !expect_close(r, start)) {
        return false;
    }
    if (x.capturing) {
        close_group(r, group, *width);
    }
    return weft__re_put(r, ')');
}
