/* text_characters.c - what Unicode says of characters: classes and case, through libunistring
 * (Unicode 14, as CPython 3.11), and the methods of str that rest on them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unicase.h>
#include <uniname.h>
#include <unictype.h>

#include "object/text_methods.h"

bool weft__character_is_space(uint32_t c)
{
    if (c < 128) {
        return c == ' ' || (c >= 9 && c <= 13) || (c >= 0x1c && c <= 0x1f);
    }
    return c == 0x85 || uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Zs) ||
           uc_bidi_category(c) == UC_BIDI_WS || uc_bidi_category(c) == UC_BIDI_B ||
           uc_bidi_category(c) == UC_BIDI_S;
}

bool weft__character_is_printable(uint32_t c)
{
    if (c < 128) {
        return c >= 32 && c < 127;
    }
    return !uc_is_general_category_withtable(c, UC_CATEGORY_MASK_C | UC_CATEGORY_MASK_Z);
}

static bool is_alpha(uint32_t c)
{
    if (c < 128) {
        return (c | 32) >= 'a' && (c | 32) <= 'z';
    }
    return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L);
}
static bool is_decimal(uint32_t c) { return c < 128 ? c >= '0' && c <= '9' : uc_decimal_value(c) >= 0; }
static bool is_digit(uint32_t c) { return c < 128 ? c >= '0' && c <= '9' : uc_digit_value(c) >= 0; }
/* Ideographs with a numeric value (Unihan), which libunistring does not know; sorted. */
static const struct { uint32_t character; int64_t value; } ideographs[] = {
    {0x3405, 5}, {0x3483, 2}, {0x382a, 5}, {0x3b4d, 7}, {0x4e00, 1}, {0x4e03, 7}, {0x4e07, 10000},
    {0x4e09, 3}, {0x4e5d, 9}, {0x4e8c, 2}, {0x4e94, 5}, {0x4e96, 4}, {0x4ebf, 100000000},
    {0x4ec0, 10}, {0x4edf, 1000}, {0x4ee8, 3}, {0x4f0d, 5}, {0x4f70, 100}, {0x5104, 100000000},
    {0x5146, 1000000000000}, {0x5169, 2}, {0x516b, 8}, {0x516d, 6}, {0x5341, 10}, {0x5343, 1000},
    {0x5344, 20}, {0x5345, 30}, {0x534c, 40}, {0x53c1, 3}, {0x53c2, 3}, {0x53c3, 3}, {0x53c4, 3},
    {0x56db, 4}, {0x58f1, 1}, {0x58f9, 1}, {0x5e7a, 1}, {0x5efe, 9}, {0x5eff, 20}, {0x5f0c, 1},
    {0x5f0d, 2}, {0x5f0e, 3}, {0x5f10, 2}, {0x62fe, 10}, {0x634c, 8}, {0x67d2, 7}, {0x6f06, 7},
    {0x7396, 9}, {0x767e, 100}, {0x8086, 4}, {0x842c, 10000}, {0x8cae, 2}, {0x8cb3, 2},
    {0x8d30, 2}, {0x9621, 1000}, {0x9646, 6}, {0x964c, 100}, {0x9678, 6}, {0x96f6, 0},
    {0x20001, 7}, {0x20064, 4}, {0x200e2, 4}, {0x20121, 5}, {0x2092a, 1}, {0x20983, 30},
    {0x2098c, 40}, {0x2099c, 40}, {0x20aea, 6}, {0x20afd, 3}, {0x20b19, 3}, {0x22390, 2},
    {0x22998, 3}, {0x23b1b, 3}, {0x2626d, 4},
};
bool weft__character_numeric(uint32_t c, double *value)
{
    uc_fraction_t fraction = uc_numeric_value(c);
    if (fraction.denominator != 0) {
        *value = (double)fraction.numerator / (double)fraction.denominator;
        return true;
    }
    size_t low = 0, high = sizeof ideographs / sizeof *ideographs;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (ideographs[middle].character == c) {
            *value = (double)ideographs[middle].value;
            return true;
        }
        if (ideographs[middle].character < c) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return false;
}
bool weft__character_name(uint32_t c, char *text)
{
    /* Unified ideographs have names by rule, which libunistring leaves out. */
    static const uint32_t ranges[][2] = {{0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0x20000, 0x2A6DF},
                                         {0x2A700, 0x2B738}, {0x2B740, 0x2B81D}, {0x2B820, 0x2CEA1},
                                         {0x2CEB0, 0x2EBE0}, {0x30000, 0x3134A}};
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        if (c >= ranges[i][0] && c <= ranges[i][1]) {
            snprintf(text, UNINAME_MAX, "CJK UNIFIED IDEOGRAPH-%X", c);
            return true;
        }
    }
    if (unicode_character_name(c, text) == NULL) {
        return false;
    }
    if (c >= 0xAC00 && c <= 0xD7A3 && (c - 0xAC00) % 28 == 5) {
        text[strlen(text) - 1] = 'J'; /* libunistring 1.0 spells the final NJ as NI */
    }
    return true;
}
static bool is_numeric(uint32_t c)
{
    double value;
    return c < 128 ? c >= '0' && c <= '9' : weft__character_numeric(c, &value);
}
static bool is_lower(uint32_t c)
{
    return c < 128 ? c >= 'a' && c <= 'z' : uc_is_property_lowercase(c);
}
static bool is_upper(uint32_t c)
{
    return c < 128 ? c >= 'A' && c <= 'Z' : uc_is_property_uppercase(c);
}
static bool is_title(uint32_t c)
{
    return c >= 128 && uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Lt);
}
static bool is_cased(uint32_t c) { return is_lower(c) || is_upper(c) || is_title(c); }

/* ---- tests of whole strings ---- */

static Value all_characters(Value self, bool (*test)(uint32_t))
{
    Str *s = as_str(self);
    for (size_t i = 0; i < s->length; i++) {
        if (!test(str_char(s, i))) {
            return FALSE_VALUE;
        }
    }
    return value_from_bool(s->length > 0);
}
static bool is_alphanumeric(uint32_t c) { return is_alpha(c) || is_decimal(c) || is_digit(c) || is_numeric(c); }
#define TEST(name, test)                                 \
    Value weft__method_str_##name(Thread *t, Value *args)       \
    {                                                    \
        (void)t;                                         \
        return all_characters(args[0], test);            \
    }
TEST(isalpha, is_alpha)
TEST(isalnum, is_alphanumeric)
TEST(isdecimal, is_decimal)
TEST(isdigit, is_digit)
TEST(isnumeric, is_numeric)
TEST(isspace, weft__character_is_space)
#undef TEST

Value weft__method_str_isascii(Thread *t, Value *args)
{
    (void)t;
    return value_from_bool(as_str(args[0])->ascii || as_str(args[0])->length == 0);
}
Value weft__method_str_isprintable(Thread *t, Value *args)
{
    (void)t;
    Str *s = as_str(args[0]);
    return s->length == 0 ? TRUE_VALUE : all_characters(args[0], weft__character_is_printable);
}
Value weft__method_str_isidentifier(Thread *t, Value *args)
{
    (void)t;
    Str *s = as_str(args[0]);
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = str_char(s, i);
        bool fits = c == '_' || (i == 0 ? uc_is_property_xid_start(c) : uc_is_property_xid_continue(c));
        if (!fits) {
            return FALSE_VALUE;
        }
    }
    return value_from_bool(s->length > 0);
}
static Value one_case(Value self, bool (*right)(uint32_t), bool (*wrong)(uint32_t))
{
    Str *s = as_str(self);
    bool cased = false;
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = str_char(s, i);
        if (wrong(c) || is_title(c)) {
            return FALSE_VALUE;
        }
        cased |= right(c);
    }
    return value_from_bool(cased);
}
Value weft__method_str_islower(Thread *t, Value *args)
{
    (void)t;
    return one_case(args[0], is_lower, is_upper);
}
Value weft__method_str_isupper(Thread *t, Value *args)
{
    (void)t;
    return one_case(args[0], is_upper, is_lower);
}
Value weft__method_str_istitle(Thread *t, Value *args)
{
    (void)t;
    Str *s = as_str(args[0]);
    bool cased = false, previous = false;
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = str_char(s, i);
        bool starts = is_upper(c) || is_title(c);
        if ((starts && previous) || (is_lower(c) && !previous)) {
            return FALSE_VALUE;
        }
        previous = starts || is_lower(c);
        cased |= previous;
    }
    return value_from_bool(cased);
}

/* ---- case mapping ---- */

typedef enum Mapping { MAP_LOWER, MAP_UPPER, MAP_TITLE, MAP_FOLD } Mapping;

/* Full mapping of one character, which may give up to three. */
static size_t map_character(uint32_t c, Mapping mapping, uint32_t *out)
{
    if (c < 128) {
        out[0] = mapping == MAP_LOWER || mapping == MAP_FOLD ? (c >= 'A' && c <= 'Z' ? c + 32 : c)
                                                             : (c >= 'a' && c <= 'z' ? c - 32 : c);
        return 1;
    }
    if (c >= 0xD800 && c < 0xE000) { /* libunistring would answer U+FFFD */
        out[0] = c;
        return 1;
    }
    uint32_t in[1] = {c};
    size_t length = 8;
    uint32_t space[8];
    uint32_t *result;
    switch (mapping) {
    case MAP_LOWER: result = u32_tolower(in, 1, NULL, NULL, space, &length); break;
    case MAP_UPPER: result = u32_toupper(in, 1, NULL, NULL, space, &length); break;
    case MAP_TITLE: result = u32_totitle(in, 1, NULL, NULL, space, &length); break;
    default: result = u32_casefold(in, 1, NULL, NULL, space, &length); break;
    }
    if (result == NULL || length == 0 || length > 3) {
        out[0] = c;
        return 1;
    }
    memcpy(out, result, length * sizeof *out);
    if (result != space) {
        free(result);
    }
    return length;
}

/* A capital sigma at the end of a word becomes a final sigma. */
static bool final_sigma(Str *s, size_t at)
{
    size_t before = at, after = at + 1;
    while (before > 0 && uc_is_property_case_ignorable(str_char(s, before - 1))) {
        before--;
    }
    while (after < s->length && uc_is_property_case_ignorable(str_char(s, after))) {
        after++;
    }
    return before > 0 && is_cased(str_char(s, before - 1)) &&
           !(after < s->length && is_cased(str_char(s, after)));
}

static bool append_mapped(TextBuilder *b, Str *s, size_t at, Mapping mapping)
{
    uint32_t out[8], c = str_char(s, at);
    if (mapping == MAP_LOWER && c == 0x3A3) {
        return weft__builder_char(b, final_sigma(s, at) ? 0x3C2 : 0x3C3);
    }
    size_t count = map_character(c, mapping, out);
    bool fine = true;
    for (size_t i = 0; i < count; i++) {
        fine = weft__builder_char(b, out[i]);
    }
    return fine;
}

static Value map_all(Thread *t, Value self, Mapping mapping)
{
    Str *s = as_str(self);
    if (s->ascii) {
        Str *mapped = weft__str_new(t, s->length, 127);
        const unsigned char *data = str_data(s);
        unsigned char first = mapping == MAP_LOWER || mapping == MAP_FOLD ? 'A' : 'a';
        for (size_t i = 0; mapped != NULL && i < s->length; i++) {
            unsigned char c = data[i];
            mapped->inline_data[i] = (unsigned char)(c ^ ((unsigned char)(c - first) < 26 ? 32 : 0));
        }
        return value_or_empty(mapped);
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    for (size_t i = 0; i < s->length; i++) {
        append_mapped(&b, s, i, mapping);
    }
    return value_or_empty(weft__builder_finish(&b));
}
Value weft__method_str_lower(Thread *t, Value *args) { return map_all(t, args[0], MAP_LOWER); }
Value weft__method_str_upper(Thread *t, Value *args) { return map_all(t, args[0], MAP_UPPER); }
Value weft__method_str_casefold(Thread *t, Value *args) { return map_all(t, args[0], MAP_FOLD); }

Value weft__method_str_capitalize(Thread *t, Value *args)
{
    Str *s = as_str(args[0]);
    TextBuilder b;
    weft__builder_init(&b, t);
    for (size_t i = 0; i < s->length && !b.failed; i++) {
        append_mapped(&b, s, i, i == 0 ? MAP_TITLE : MAP_LOWER);
    }
    return value_or_empty(weft__builder_finish(&b));
}
Value weft__method_str_title(Thread *t, Value *args)
{
    Str *s = as_str(args[0]);
    TextBuilder b;
    weft__builder_init(&b, t);
    bool inside = false;
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = str_char(s, i);
        append_mapped(&b, s, i, inside ? MAP_LOWER : MAP_TITLE);
        inside = is_cased(c);
    }
    return value_or_empty(weft__builder_finish(&b));
}
Value weft__method_str_swapcase(Thread *t, Value *args)
{
    Str *s = as_str(args[0]);
    TextBuilder b;
    weft__builder_init(&b, t);
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = str_char(s, i);
        if (is_upper(c)) {
            append_mapped(&b, s, i, MAP_LOWER);
        } else if (is_lower(c)) {
            append_mapped(&b, s, i, MAP_UPPER);
        } else {
            weft__builder_char(&b, c);
        }
    }
    return value_or_empty(weft__builder_finish(&b));
}
