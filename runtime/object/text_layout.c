/* text_layout.c - methods of str that strip, pad, translate and encode.
 *
 * Each method makes a new string, or gives the old one where nothing changes.
 */
#include "object/text_methods.h"

static bool in_set(const Str *set, uint32_t c)
{
    for (size_t i = 0; i < set->length; i++) {
        if (str_char(set, i) == c) {
            return true;
        }
    }
    return false;
}

static Value strip(Thread *t, Value *args, bool left, bool right, const char *name)
{
    Str *s = as_str(args[0]), *set = NULL;
    if (args[1] != NONE) {
        if (!is_str(t, args[1])) {
            return RAISE(t, TypeError, "%s arg must be None or str", name);
        }
        set = as_str(args[1]);
    }
    size_t from = 0, to = s->length;
#define STRIPPED(c) (set == NULL ? text_space(c) : in_set(set, (c)))
    while (left && from < to && STRIPPED(str_char(s, from))) {
        from++;
    }
    while (right && to > from && STRIPPED(str_char(s, to - 1))) {
        to--;
    }
#undef STRIPPED
    return value_or_empty(weft__str_substring(t, s, from, to));
}
Value weft__method_str_strip(Thread *t, Value *args) { return strip(t, args, true, true, "strip"); }
Value weft__method_str_lstrip(Thread *t, Value *args) { return strip(t, args, true, false, "lstrip"); }
Value weft__method_str_rstrip(Thread *t, Value *args) { return strip(t, args, false, true, "rstrip"); }

/* `before` and `after` fill characters around s. */
static Value padded(Thread *t, Str *s, size_t before, size_t after, uint32_t fill)
{
    if (before + after == 0) {
        return value_or_empty(weft__str_substring(t, s, 0, s->length));
    }
    uint32_t widest = weft__str_widest(s, 0, s->length) | fill;
    Str *result = weft__str_new(t, before + s->length + after, widest);
    if (result == NULL) {
        return EMPTY;
    }
    for (size_t i = 0; i < before; i++) {
        weft__str_put(result, i, fill);
    }
    weft__str_copy(result, before, s, 0, s->length);
    for (size_t i = 0; i < after; i++) {
        weft__str_put(result, before + s->length + i, fill);
    }
    return value_from_pointer(result);
}

static bool pad_arguments(Thread *t, Value *args, size_t *missing, uint32_t *fill)
{
    int64_t width;
    size_t length = as_str(args[0])->length;
    if (!weft__to_i64(t, args[1], &width)) {
        return false;
    }
    if (!is_str(t, args[2])) {
        RAISE(t, TypeError, "The fill character must be a unicode character, not %T", args[2]);
        return false;
    }
    if (as_str(args[2])->length != 1) {
        RAISE(t, TypeError, "The fill character must be exactly one character long");
        return false;
    }
    *fill = str_char(as_str(args[2]), 0);
    *missing = width > (int64_t)length ? (size_t)width - length : 0;
    if (*missing > STR_MAX_LENGTH) {
        weft__raise_memory_error(t);
        return false;
    }
    return true;
}
Value weft__method_str_center(Thread *t, Value *args)
{
    size_t missing;
    uint32_t fill;
    if (!pad_arguments(t, args, &missing, &fill)) {
        return EMPTY;
    }
    size_t width = as_str(args[0])->length + missing;
    size_t left = missing / 2 + (missing & width & 1);
    return padded(t, as_str(args[0]), left, missing - left, fill);
}
Value weft__method_str_ljust(Thread *t, Value *args)
{
    size_t missing;
    uint32_t fill;
    return pad_arguments(t, args, &missing, &fill) ? padded(t, as_str(args[0]), 0, missing, fill) : EMPTY;
}
Value weft__method_str_rjust(Thread *t, Value *args)
{
    size_t missing;
    uint32_t fill;
    return pad_arguments(t, args, &missing, &fill) ? padded(t, as_str(args[0]), missing, 0, fill) : EMPTY;
}
Value weft__method_str_zfill(Thread *t, Value *args)
{
    int64_t width;
    Str *s = as_str(args[0]);
    if (!weft__to_i64(t, args[1], &width)) {
        return EMPTY;
    }
    if (width > (int64_t)STR_MAX_LENGTH) {
        weft__raise_memory_error(t);
        return EMPTY;
    }
    size_t missing = width > (int64_t)s->length ? (size_t)width - s->length : 0;
    Value v = padded(t, s, missing, 0, '0');
    if (v != EMPTY && missing > 0 && s->length > 0) {
        uint32_t first = str_char(s, 0);
        if (first == '+' || first == '-') {
            weft__str_put(as_str(v), missing, '0');
            weft__str_put(as_str(v), 0, first);
        }
    }
    return v;
}

/* False, with MemoryError pending: the text would get too long. */
static bool tabs_fit(Thread *t, Str *s, int64_t size)
{
    int64_t total = 0, column = 0;
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = str_char(s, i);
        int64_t n = c == '\t' ? (size > 0 ? size - column % size : 0) : 1;
        column = c == '\n' || c == '\r' ? 0 : column + n;
        total += n;
        if (total > (int64_t)STR_MAX_LENGTH) {
            weft__raise_memory_error(t);
            return false;
        }
    }
    return true;
}

Value weft__method_str_expandtabs(Thread *t, Value *args)
{
    int64_t size;
    Str *s = as_str(args[0]);
    if (!weft__to_int32(t, args[1], &size) || !tabs_fit(t, s, size)) {
        return EMPTY;
    }
    static const char spaces[] = "                                                                ";
    TextBuilder b;
    weft__builder_init(&b, t);
    int64_t column = 0;
    for (size_t i = 0; i < s->length && !b.failed; i++) {
        uint32_t c = str_char(s, i);
        if (c == '\t') {
            int64_t n = size > 0 ? size - column % size : 0;
            for (column += n; n > 0 && !b.failed; n -= (int64_t)sizeof spaces - 1) {
                weft__builder_ascii(&b, spaces, n < (int64_t)sizeof spaces ? (size_t)n : sizeof spaces - 1);
            }
            continue;
        }
        weft__builder_char(&b, c);
        column = c == '\n' || c == '\r' ? 0 : column + 1;
    }
    return value_or_empty(weft__builder_finish(&b));
}

/* One character through a mapping; false: exception. */
static bool translate_one(Thread *t, TextBuilder *b, Value table, uint32_t c)
{
    bool plain = object_is(table, T(t, dict));
    Value v = plain ? weft__dict_get(t, as_dict(table), value_from_small_int(c))
                    : weft__get_item(t, table, value_from_small_int(c));
    if (v == EMPTY && plain && !exception_pending(t)) {
        return weft__builder_char(b, c);
    }
    if (v == EMPTY) {
        if (!weft__exception_matches(t, EXC(t, LookupError))) {
            return false;
        }
        exception_take(t);
        return weft__builder_char(b, c);
    }
    if (v == NONE) {
        return true;
    }
    if (is_str(t, v)) {
        return weft__builder_str(b, as_str(v));
    }
    int64_t code;
    if (!is_int(t, v)) {
        RAISE(t, TypeError, "character mapping must return integer, None or str");
        return false;
    }
    if (!weft__int_fits_i64(t, v, &code) || code < 0 || code > 0x10FFFF) {
        RAISE(t, ValueError, "character mapping must be in range(0x110000)");
        return false;
    }
    return weft__builder_char(b, (uint32_t)code);
}
Value weft__method_str_translate(Thread *t, Value *args)
{
    Str *s = as_str(args[0]);
    TextBuilder b;
    weft__builder_init(&b, t);
    /* What the table made of an ASCII character, where that is one ASCII character: it is asked once.
     * Programs can tell, unless it is a dict: then only while all of the text has been so far. */
    unsigned char known[128];
    bool plain = object_is(args[1], T(t, dict)), remember = plain || s->ascii;
    memset(known, 255, sizeof known);
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = str_char(s, i);
        if (c < 128 && known[c] < 128) {
            if (!weft__builder_char(&b, known[c])) {
                return EMPTY;
            }
            continue;
        }
        size_t before = b.length;
        if (!translate_one(t, &b, args[1], c)) {
            return EMPTY;
        }
        if (remember && c < 128 && b.width == 1 && b.length == before + 1 && b.data[before] < 128) {
            known[c] = b.data[before];
        } else if (!plain) {
            remember = false;
            memset(known, 255, sizeof known);
        }
    }
    return value_or_empty(weft__builder_finish(&b));
}

static Value maketrans_from_dict(Thread *t, Value mapping)
{
    Dict *result = weft__dict_new(t);
    size_t position = 0;
    Value key, v;
    if (!object_is(mapping, T(t, dict))) {
        return RAISE(t, TypeError, "if you give only one argument to maketrans it must be a dict");
    }
    while (result != NULL && weft__dict_next(t, as_dict(mapping), &position, &key, &v)) {
        if (is_str(t, key)) {
            if (as_str(key)->length != 1) {
                return RAISE(t, ValueError, "string keys in translate table must be of length 1");
            }
            key = value_from_small_int(str_char(as_str(key), 0));
        } else if (!is_int(t, key)) {
            return RAISE(t, TypeError, "keys in translate table must be strings or integers");
        }
        if (!weft__dict_set(t, result, key, v)) {
            return EMPTY;
        }
    }
    return value_or_empty(result);
}
Value weft__method_str_maketrans(Thread *t, Value *args)
{
    if (args[1] == EMPTY) {
        return maketrans_from_dict(t, args[0]);
    }
    if (!is_str(t, args[0])) {
        return RAISE(t, TypeError, "first maketrans argument must be a string if there is a second argument");
    }
    if (!is_str(t, args[1])) {
        return RAISE(t, TypeError, "maketrans() argument 2 must be str, not %G", args[1]);
    }
    if (args[2] != EMPTY && !is_str(t, args[2])) {
        return RAISE(t, TypeError, "maketrans() argument 3 must be str, not %G", args[2]);
    }
    Str *from = as_str(args[0]), *to = as_str(args[1]);
    if (from->length != to->length) {
        return RAISE(t, ValueError, "the first two maketrans arguments must have equal length");
    }
    Dict *result = weft__dict_new(t);
    for (size_t i = 0; result != NULL && i < from->length; i++) {
        if (!weft__dict_set(t, result, value_from_small_int(str_char(from, i)),
                            value_from_small_int(str_char(to, i)))) {
            return EMPTY;
        }
    }
    for (size_t i = 0; result != NULL && args[2] != EMPTY && i < as_str(args[2])->length; i++) {
        if (!weft__dict_set(t, result, value_from_small_int(str_char(as_str(args[2]), i)), NONE)) {
            return EMPTY;
        }
    }
    return value_or_empty(result);
}

Value weft__method_str_encode(Thread *t, Value *args)
{
    if (!is_str(t, args[1]) || !is_str(t, args[2])) {
        return RAISE(t, TypeError, "encode() argument '%s' must be str, not %G",
                     is_str(t, args[1]) ? "errors" : "encoding", is_str(t, args[1]) ? args[2] : args[1]);
    }
    size_t lengths[2];
    const char *encoding = weft__str_utf8(t, as_str(args[1]), &lengths[0]);
    const char *errors = encoding == NULL ? NULL : weft__str_utf8(t, as_str(args[2]), &lengths[1]);
    if (errors != NULL && (strlen(encoding) != lengths[0] || strlen(errors) != lengths[1])) {
        return RAISE(t, ValueError, "embedded null character");
    }
    return errors == NULL ? EMPTY : weft__encode_registered(t, as_str(args[0]), encoding, errors);
}
