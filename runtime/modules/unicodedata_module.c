/* unicodedata_module.c - the Unicode Character Database as programs ask it, through libunistring
 * (Unicode 14.0, the version of CPython 3.11) and two tables of what libunistring lacks.
 */
#include <stdio.h>
#include <stdlib.h>
#include <uniname.h>
#include <uninorm.h>
#include <unictype.h>

#include "compile/parser.h"
#include "modules/modules.h"
#include "modules/unicode_tables.inc"
#include "object/text_internal.h"

/* -1: not one character (TypeError). */
static int64_t one_character(Thread *t, Value v, const char *function)
{
    if (!is_str(t, v)) {
        RAISE(t, TypeError, "%s() argument must be a unicode character, not %G", function, v);
        return -1;
    }
    if (as_str(v)->length != 1) {
        RAISE(t, TypeError, "%s() argument must be a unicode character, not str", function);
        return -1;
    }
    return str_char(as_str(v), 0);
}
/* For functions of several arguments the message counts them. */
static int64_t first_character(Thread *t, Value v, const char *function)
{
    if (!is_str(t, v) || as_str(v)->length != 1) {
        RAISE(t, TypeError, "%s() argument 1 must be a unicode character, not %G", function, v);
        return -1;
    }
    return str_char(as_str(v), 0);
}

static Value no_such(Thread *t, Value otherwise, const char *message)
{
    return otherwise != EMPTY ? otherwise : RAISE(t, ValueError, "%s", message);
}

static Value get_decimal(Thread *t, Value *args)
{
    int64_t c = first_character(t, args[0], "decimal");
    if (c < 0) {
        return EMPTY;
    }
    int value = uc_decimal_value((ucs4_t)c);
    return value >= 0 ? value_from_small_int(value) : no_such(t, args[1], "not a decimal");
}
static Value get_digit(Thread *t, Value *args)
{
    int64_t c = first_character(t, args[0], "digit");
    if (c < 0) {
        return EMPTY;
    }
    int value = uc_digit_value((ucs4_t)c);
    return value >= 0 ? value_from_small_int(value) : no_such(t, args[1], "not a digit");
}
static Value get_numeric(Thread *t, Value *args)
{
    double value;
    int64_t c = first_character(t, args[0], "numeric");
    if (c < 0) {
        return EMPTY;
    }
    return weft__character_numeric((uint32_t)c, &value) ? float_new(t, value)
                                                        : no_such(t, args[1], "not a numeric character");
}
static Value get_category(Thread *t, Value *args)
{
    int64_t c = one_character(t, args[0], "category");
    return c < 0 ? EMPTY
                 : value_or_empty(weft__str_from_c(t, uc_general_category_name(uc_general_category((ucs4_t)c))));
}
static Value get_bidirectional(Thread *t, Value *args)
{
    int64_t c = one_character(t, args[0], "bidirectional");
    if (c < 0) {
        return EMPTY;
    }
    static const char *const isolates[] = {"LRI", "RLI", "FSI", "PDI"};
    const char *name = "";
    if (c >= 0x2066 && c <= 0x2069) {
        name = isolates[c - 0x2066];
    } else if (!uc_is_general_category_withtable((ucs4_t)c, UC_CATEGORY_MASK_Cn)) {
        name = uc_bidi_category_name(uc_bidi_category((ucs4_t)c));
    }
    return value_or_empty(weft__str_from_c(t, name == NULL ? "" : name));
}
static Value get_combining(Thread *t, Value *args)
{
    int64_t c = one_character(t, args[0], "combining");
    return c < 0 ? EMPTY : value_from_small_int(uc_combining_class((ucs4_t)c));
}

/* How many of the sorted starts are <= c. */
static size_t runs_before(const uint32_t *starts, size_t count, uint32_t c, int shift)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (starts[middle] >> shift <= c) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}
static Value get_mirrored(Thread *t, Value *args)
{
    int64_t c = one_character(t, args[0], "mirrored");
    return c < 0 ? EMPTY
                 : value_from_small_int((int64_t)(runs_before(mirrored_runs, sizeof mirrored_runs / sizeof(uint32_t),
                                                              (uint32_t)c, 0) & 1));
}
static Value get_east_asian_width(Thread *t, Value *args)
{
    static const char *const names[] = {"N", "A", "H", "F", "Na", "W"};
    int64_t c = one_character(t, args[0], "east_asian_width");
    if (c < 0) {
        return EMPTY;
    }
    size_t run = runs_before(wide_runs, sizeof wide_runs / sizeof(uint32_t), (uint32_t)c, 3);
    return value_or_empty(weft__str_from_c(t, names[wide_runs[run - 1] & 7]));
}

static Value get_decomposition(Thread *t, Value *args)
{
    static const char *const tags[] = {
        [UC_DECOMP_CANONICAL] = "",         [UC_DECOMP_FONT] = "<font> ",
        [UC_DECOMP_NOBREAK] = "<noBreak> ", [UC_DECOMP_INITIAL] = "<initial> ",
        [UC_DECOMP_MEDIAL] = "<medial> ",   [UC_DECOMP_FINAL] = "<final> ",
        [UC_DECOMP_ISOLATED] = "<isolated> ", [UC_DECOMP_CIRCLE] = "<circle> ",
        [UC_DECOMP_SUPER] = "<super> ",     [UC_DECOMP_SUB] = "<sub> ",
        [UC_DECOMP_VERTICAL] = "<vertical> ", [UC_DECOMP_WIDE] = "<wide> ",
        [UC_DECOMP_NARROW] = "<narrow> ",   [UC_DECOMP_SMALL] = "<small> ",
        [UC_DECOMP_SQUARE] = "<square> ",   [UC_DECOMP_FRACTION] = "<fraction> ",
        [UC_DECOMP_COMPAT] = "<compat> "};
    int64_t c = one_character(t, args[0], "decomposition");
    if (c < 0) {
        return EMPTY;
    }
    ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
    int tag;
    bool hangul = c >= 0xAC00 && c <= 0xD7A3; /* computed, not listed in the database */
    int count = hangul ? -1 : uc_decomposition((ucs4_t)c, &tag, parts);
    TextBuilder b;
    weft__builder_init(&b, t);
    for (int i = 0; i < count; i++) {
        char text[16];
        int length = snprintf(text, sizeof text, "%s%04X", i > 0 ? " " : "", (unsigned)parts[i]);
        if (i == 0) {
            weft__builder_c(&b, tags[tag]);
        }
        weft__builder_ascii(&b, text, (size_t)length);
    }
    return value_or_empty(weft__builder_finish(&b));
}

static Value get_name(Thread *t, Value *args)
{
    char text[UNINAME_MAX];
    int64_t c = first_character(t, args[0], "name");
    if (c < 0) {
        return EMPTY;
    }
    if (!weft__character_name((uint32_t)c, text)) {
        return no_such(t, args[1], "no such name");
    }
    return value_or_empty(weft__str_from_c(t, text));
}
static Value lookup(Thread *t, Value *args)
{
    if (!is_str(t, args[0])) {
        return RAISE(t, TypeError, "lookup() argument must be str, not %G", args[0]);
    }
    size_t length;
    const char *text = weft__str_utf8(t, as_str(args[0]), &length);
    uint32_t c;
    if (text == NULL) {
        return EMPTY;
    }
    if (!weft__find_unicode_name(text, length, &c)) {
        Value key = value_or_empty(weft__str_format(t, "undefined character name '%V'", args[0]));
        return key == EMPTY ? EMPTY : weft__raise_key_error(t, key);
    }
    return value_or_empty(weft__str_from_character(t, c));
}

/* ---- normal forms ---- */

static uninorm_t form_named(Thread *t, Value form)
{
    static const char *const names[] = {"NFC", "NFD", "NFKC", "NFKD"};
    if (!is_str(t, form)) {
        RAISE(t, TypeError, "normalize() argument 1 must be str, not %G", form);
        return NULL;
    }
    const uninorm_t forms[] = {UNINORM_NFC, UNINORM_NFD, UNINORM_NFKC, UNINORM_NFKD};
    for (int i = 0; i < 4; i++) {
        if (weft__str_equals_c(as_str(form), names[i])) {
            return forms[i];
        }
    }
    RAISE(t, ValueError, "invalid normalization form");
    return NULL;
}

/* Appends the normal form of characters without lone surrogates, which libunistring refuses. */
static bool append_normalized(Thread *t, TextBuilder *b, uninorm_t form, const uint32_t *characters,
                              size_t count)
{
    size_t length = 0;
    if (count == 0) {
        return true;
    }
    uint32_t *result = u32_normalize(form, characters, count, NULL, &length);
    if (result == NULL) {
        weft__raise_memory_error(t);
        return false;
    }
    bool fine = true;
    for (size_t i = 0; i < length && fine; i++) {
        fine = weft__builder_char(b, result[i]);
    }
    free(result);
    return fine;
}

static Str *normalized(Thread *t, uninorm_t form, Str *s)
{
    if (s->ascii || s->length == 0) {
        return weft__str_substring(t, s, 0, s->length);
    }
    ByteArray *wide = weft__byte_array_new(t, (size_t)s->length * sizeof(uint32_t));
    if (wide == NULL) {
        return NULL;
    }
    uint32_t *characters = (uint32_t *)(void *)wide->bytes;
    TextBuilder b;
    weft__builder_init(&b, t);
    size_t count = 0;
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = str_char(s, i);
        if (c < 0xD800 || c >= 0xE000) {
            characters[count++] = c;
        } else if (!append_normalized(t, &b, form, characters, count) || !weft__builder_char(&b, c)) {
            return NULL;
        } else {
            count = 0;
        }
    }
    return append_normalized(t, &b, form, characters, count) ? weft__builder_finish(&b) : NULL;
}

static Value normalize(Thread *t, Value *args)
{
    uninorm_t form = form_named(t, args[0]);
    if (form == NULL) {
        return EMPTY;
    }
    if (!is_str(t, args[1])) {
        return RAISE(t, TypeError, "normalize() argument 2 must be str, not %G", args[1]);
    }
    return value_or_empty(normalized(t, form, as_str(args[1])));
}
static Value is_normalized(Thread *t, Value *args)
{
    uninorm_t form = form_named(t, args[0]);
    if (form == NULL) {
        return EMPTY;
    }
    if (!is_str(t, args[1])) {
        return RAISE(t, TypeError, "is_normalized() argument 2 must be str, not %G", args[1]);
    }
    Str *result = normalized(t, form, as_str(args[1]));
    return result == NULL ? EMPTY : value_from_bool(weft__str_equal(result, as_str(args[1])));
}

bool weft__init_module_unicodedata(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"decimal", get_decimal, "chr, default=, /", NULL, 0},
        {"digit", get_digit, "chr, default=, /", NULL, 0},
        {"numeric", get_numeric, "chr, default=, /", NULL, 0},
        {"category", get_category, "chr, /", NULL, 0},
        {"bidirectional", get_bidirectional, "chr, /", NULL, 0},
        {"combining", get_combining, "chr, /", NULL, 0},
        {"mirrored", get_mirrored, "chr, /", NULL, 0},
        {"east_asian_width", get_east_asian_width, "chr, /", NULL, 0},
        {"decomposition", get_decomposition, "chr, /", NULL, 0},
        {"name", get_name, "chr, default=, /", NULL, 0},
        {"lookup", lookup, "name, /", NULL, 0},
        {"normalize", normalize, "form, unistr, /", NULL, 0},
        {"is_normalized", is_normalized, "form, unistr, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    Str *version = weft__str_from_c(t, "14.0.0");
    return version != NULL && weft__module_set(t, m, "unidata_version", value_from_pointer(version)) &&
           weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "unicodedata"));
}
