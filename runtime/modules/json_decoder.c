/* json_decoder.c - JSON text to objects, by recursive descent over the str's own characters.
 *
 * Results, hooks and errors are those of json.JSONDecoder. Keys that repeat are made once (a small
 * table by hash lives on the C stack for the duration of one call), so dictionaries of records share
 * their keys and the keys' hashes.
 */
#include <math.h>

#include "modules/json_internal.h"
#include "object/number.h"

enum { KEY_TABLE = 128, KEY_LENGTH_LIMIT = 64 };

typedef struct Decoder {
    Thread *t;
    Str *text;
    const unsigned char *narrow; /* the characters when they are one byte each, else NULL */
    size_t length;
    Value object_hook, parse_float, parse_int, parse_constant, pairs_hook; /* EMPTY: not given */
    bool strict;
    Str *keys[KEY_TABLE];
} Decoder;

#define CHARACTER(d, i) \
    ((d)->narrow != NULL ? (uint32_t)(d)->narrow[i] : str_char((d)->text, (i)))

static Value decode_value(Decoder *d, size_t at, size_t *end);

/* ---- errors ---- */

static Value decode_error(Decoder *d, const char *message, size_t at)
{
    Thread *t = d->t;
    Value type = weft__import_attribute(t, "json.decoder", "JSONDecodeError");
    Value args[3] = {value_or_empty(weft__str_from_c(t, message)), value_from_pointer(d->text),
                     value_from_small_int((int64_t)at)};
    if (type == EMPTY || args[0] == EMPTY) {
        return EMPTY;
    }
    Value error = weft__call(t, type, args, 3, EMPTY);
    return error == EMPTY ? EMPTY : weft__raise_value(t, error);
}
static Value no_value(Decoder *d, size_t at)
{
    return weft__raise_stop_iteration(d->t, value_from_small_int((int64_t)at));
}

static size_t skip_spaces(const Decoder *d, size_t at)
{
    while (at < d->length) {
        uint32_t c = CHARACTER(d, at);
        if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
            break;
        }
        at++;
    }
    return at;
}

/* ---- strings ---- */

static int hex_digit(uint32_t c)
{
    return c >= '0' && c <= '9'   ? (int)c - '0'
           : c >= 'a' && c <= 'f' ? (int)c - 'a' + 10
           : c >= 'A' && c <= 'F' ? (int)c - 'A' + 10
                                  : -1;
}
static int64_t four_digits(const Decoder *d, size_t at)
{
    int64_t value = 0;
    if (at + 4 > d->length) {
        return -1;
    }
    for (size_t i = at; i < at + 4; i++) {
        int digit = hex_digit(CHARACTER(d, i));
        if (digit < 0) {
            return -1;
        }
        value = value << 4 | digit;
    }
    return value;
}

/* The escape whose backslash stands at *at; moves behind it. false: error. */
static bool decode_escape(Decoder *d, TextBuilder *b, size_t begin, size_t *at)
{
    size_t i = *at + 1;
    if (i >= d->length) {
        decode_error(d, "Unterminated string starting at", begin);
        return false;
    }
    uint32_t c = CHARACTER(d, i);
    i++;
    switch (c) {
    case '"':
    case '\\':
    case '/': break;
    case 'b': c = '\b'; break;
    case 'f': c = '\f'; break;
    case 'n': c = '\n'; break;
    case 'r': c = '\r'; break;
    case 't': c = '\t'; break;
    case 'u': {
        int64_t unit = four_digits(d, i);
        if (unit < 0) {
            decode_error(d, "Invalid \\uXXXX escape", i - 1);
            return false;
        }
        i += 4;
        c = (uint32_t)unit;
        if ((c & 0xFC00) == 0xD800 && i + 6 <= d->length && CHARACTER(d, i) == '\\' &&
            CHARACTER(d, i + 1) == 'u') {
            int64_t low = four_digits(d, i + 2);
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + ((uint32_t)low - 0xDC00);
                i += 6;
            }
        }
        break;
    }
    default:
        decode_error(d, "Invalid \\escape", i - 2);
        return false;
    }
    *at = i;
    return weft__builder_char(b, c);
}

static NO_INLINE Str *decode_escaped(Decoder *d, size_t from, size_t at, size_t *end)
{
    size_t begin = from - 1;
    TextBuilder b;
    weft__builder_init(&b, d->t);
    for (;;) {
        if (!weft__builder_substring(&b, d->text, from, at)) {
            return NULL;
        }
        if (at >= d->length) {
            decode_error(d, "Unterminated string starting at", begin);
            return NULL;
        }
        uint32_t c = CHARACTER(d, at);
        if (c == '"') {
            *end = at + 1;
            return weft__builder_finish(&b);
        }
        if (c == '\\') {
            if (!decode_escape(d, &b, begin, &at)) {
                return NULL;
            }
        } else if (d->strict) {
            decode_error(d, "Invalid control character at", at);
            return NULL;
        } else {
            weft__builder_char(&b, c);
            at++;
        }
        from = at;
        while (at < d->length) {
            c = CHARACTER(d, at);
            if (c == '"' || c == '\\' || c < 32) {
                break;
            }
            at++;
        }
    }
}

static Str *shared_key(Decoder *d, size_t from, size_t to)
{
    size_t length = to - from;
    if (d->narrow == NULL || length > KEY_LENGTH_LIMIT || length < 2) {
        return weft__str_substring(d->t, d->text, from, to);
    }
    const unsigned char *bytes = d->narrow + from;
    uint32_t hash = (uint32_t)length;
    for (size_t i = 0; i < length; i++) {
        hash = hash * 31 + bytes[i];
    }
    Str **slot = &d->keys[(hash ^ hash >> 9) % KEY_TABLE];
    Str *known = *slot;
    if (known != NULL && known->length == length && memcmp(str_data(known), bytes, length) == 0) {
        return known;
    }
    *slot = weft__str_substring(d->t, d->text, from, to);
    if (*slot != NULL && (*slot)->width != 1) {
        Str *made = *slot;
        *slot = NULL;
        return made;
    }
    return *slot;
}

/* Behind the opening quote at from - 1. */
static Str *decode_string(Decoder *d, size_t from, size_t *end, bool key)
{
    size_t at = from;
    if (d->narrow != NULL) {
        const unsigned char *p = d->narrow;
        while (at < d->length && p[at] != '"' && p[at] != '\\' && p[at] >= 32) {
            at++;
        }
    } else {
        for (; at < d->length; at++) {
            uint32_t c = str_char(d->text, at);
            if (c == '"' || c == '\\' || c < 32) {
                break;
            }
        }
    }
    if (LIKELY(at < d->length && CHARACTER(d, at) == '"')) {
        *end = at + 1;
        return key ? shared_key(d, from, at) : weft__str_substring(d->t, d->text, from, at);
    }
    return decode_escaped(d, from, at, end);
}

/* ---- numbers and constants ---- */

static bool is_digit(uint32_t c) { return c >= '0' && c <= '9'; }

static Value decode_constant(Decoder *d, const char *name, double number)
{
    if (d->parse_constant == EMPTY) {
        return float_new(d->t, number);
    }
    Str *text = weft__str_from_c(d->t, name);
    return text == NULL ? EMPTY : weft__call1(d->t, d->parse_constant, value_from_pointer(text));
}

static Value make_number(Decoder *d, size_t from, size_t to, bool is_whole)
{
    Thread *t = d->t;
    Value parser = is_whole ? d->parse_int : d->parse_float;
    if (parser != EMPTY) {
        Str *text = weft__str_substring(t, d->text, from, to);
        return text == NULL ? EMPTY : weft__call1(t, parser, value_from_pointer(text));
    }
    if (is_whole && to - from <= 17) {
        int64_t value = 0;
        bool negative = CHARACTER(d, from) == '-';
        for (size_t i = from + negative; i < to; i++) {
            value = value * 10 + (int64_t)(CHARACTER(d, i) - '0');
        }
        return value_from_small_int(negative ? -value : value);
    }
    if (!is_whole && d->narrow != NULL) {
        double number;
        if (weft__double_parse((const char *)d->narrow + from, to - from, &number)) {
            return float_new(t, number);
        }
    }
    Str *text = weft__str_substring(t, d->text, from, to);
    if (text == NULL) {
        return EMPTY;
    }
    return is_whole ? weft__int_from_text(t, value_from_pointer(text), 10)
                    : weft__float_from_text(t, value_from_pointer(text));
}

static Value decode_number(Decoder *d, size_t from, size_t *end)
{
    size_t at = from, n = d->length;
    if (CHARACTER(d, at) == '-') {
        at++;
    }
    if (at >= n || !is_digit(CHARACTER(d, at))) {
        return no_value(d, from);
    }
    if (CHARACTER(d, at) == '0') {
        at++;
    } else {
        while (at < n && is_digit(CHARACTER(d, at))) {
            at++;
        }
    }
    bool is_whole = true;
    if (at + 1 < n && CHARACTER(d, at) == '.' && is_digit(CHARACTER(d, at + 1))) {
        is_whole = false;
        at += 2;
        while (at < n && is_digit(CHARACTER(d, at))) {
            at++;
        }
    }
    if (at + 1 < n && (CHARACTER(d, at) | 32) == 'e') {
        size_t exponent = at + 1;
        uint32_t sign = CHARACTER(d, exponent);
        if (sign == '-' || sign == '+') {
            exponent++;
        }
        if (exponent < n && is_digit(CHARACTER(d, exponent))) {
            is_whole = false;
            at = exponent;
            while (at < n && is_digit(CHARACTER(d, at))) {
                at++;
            }
        }
    }
    *end = at;
    return make_number(d, from, at, is_whole);
}

static bool word_at(const Decoder *d, size_t at, const char *word)
{
    for (size_t i = 0; word[i] != 0; i++) {
        if (at + i >= d->length || CHARACTER(d, at + i) != (uint32_t)(unsigned char)word[i]) {
            return false;
        }
    }
    return true;
}

/* ---- containers ---- */

static Value decode_array(Decoder *d, size_t at, size_t *end)
{
    Thread *t = d->t;
    List *list = weft__list_new(t, 4);
    if (list == NULL) {
        return EMPTY;
    }
    at = skip_spaces(d, at);
    if (at < d->length && CHARACTER(d, at) == ']') {
        *end = at + 1;
        return value_from_pointer(list);
    }
    for (;;) {
        Value item = decode_value(d, at, &at);
        if (item == EMPTY || !weft__list_append(t, list, item)) {
            return EMPTY;
        }
        at = skip_spaces(d, at);
        uint32_t c = at < d->length ? CHARACTER(d, at) : 0;
        if (c == ']' && at < d->length) {
            *end = at + 1;
            return value_from_pointer(list);
        }
        if (c != ',') {
            return decode_error(d, "Expecting ',' delimiter", at);
        }
        at = skip_spaces(d, at + 1);
    }
}

/* A pair's key and the place of its value; NULL: error. */
static Str *decode_key(Decoder *d, size_t *at)
{
    if (*at >= d->length || CHARACTER(d, *at) != '"') {
        decode_error(d, "Expecting property name enclosed in double quotes", *at);
        return NULL;
    }
    Str *key = decode_string(d, *at + 1, at, true);
    if (key == NULL) {
        return NULL;
    }
    *at = skip_spaces(d, *at);
    if (*at >= d->length || CHARACTER(d, *at) != ':') {
        decode_error(d, "Expecting ':' delimiter", *at);
        return NULL;
    }
    *at = skip_spaces(d, *at + 1);
    return key;
}

static Value finish_object(Decoder *d, Dict *dict, List *pairs)
{
    if (pairs != NULL) {
        return weft__call1(d->t, d->pairs_hook, value_from_pointer(pairs));
    }
    return d->object_hook == EMPTY ? value_from_pointer(dict)
                                   : weft__call1(d->t, d->object_hook, value_from_pointer(dict));
}

static Value decode_object(Decoder *d, size_t at, size_t *end)
{
    Thread *t = d->t;
    bool as_pairs = d->pairs_hook != EMPTY;
    List *pairs = as_pairs ? weft__list_new(t, 4) : NULL;
    Dict *dict = as_pairs ? NULL : weft__dict_new(t);
    if (pairs == NULL && dict == NULL) {
        return EMPTY;
    }
    at = skip_spaces(d, at);
    if (at < d->length && CHARACTER(d, at) == '}') {
        *end = at + 1;
        return finish_object(d, dict, pairs);
    }
    for (;;) {
        Str *key = decode_key(d, &at);
        Value item = key == NULL ? EMPTY : decode_value(d, at, &at);
        if (item == EMPTY) {
            return EMPTY;
        }
        if (as_pairs) {
            Value pair = weft__tuple2(t, value_from_pointer(key), item);
            if (pair == EMPTY || !weft__list_append(t, pairs, pair)) {
                return EMPTY;
            }
        } else if (!weft__dict_set_str(t, dict, key, item)) {
            return EMPTY;
        }
        at = skip_spaces(d, at);
        uint32_t c = at < d->length ? CHARACTER(d, at) : 0;
        if (c == '}' && at < d->length) {
            *end = at + 1;
            return finish_object(d, dict, pairs);
        }
        if (c != ',') {
            return decode_error(d, "Expecting ',' delimiter", at);
        }
        at = skip_spaces(d, at + 1);
    }
}

static Value decode_container(Decoder *d, size_t at, size_t *end)
{
    bool object = CHARACTER(d, at) == '{';
    if (!weft__enter_recursion(d->t, object ? " while decoding a JSON object from a unicode string"
                                            : " while decoding a JSON array from a unicode string")) {
        return EMPTY;
    }
    Value result = object ? decode_object(d, at + 1, end) : decode_array(d, at + 1, end);
    weft__leave_recursion(d->t);
    return result;
}

/* StopIteration(position) where no value starts. */
static Value decode_value(Decoder *d, size_t at, size_t *end)
{
    if (at >= d->length) {
        return no_value(d, at);
    }
    switch (CHARACTER(d, at)) {
    case '"': return value_or_empty(decode_string(d, at + 1, end, false));
    case '{':
    case '[': return decode_container(d, at, end);
    case 'n':
        if (word_at(d, at, "null")) {
            *end = at + 4;
            return NONE;
        }
        break;
    case 't':
        if (word_at(d, at, "true")) {
            *end = at + 4;
            return TRUE_VALUE;
        }
        break;
    case 'f':
        if (word_at(d, at, "false")) {
            *end = at + 5;
            return FALSE_VALUE;
        }
        break;
    case 'N':
        if (word_at(d, at, "NaN")) {
            *end = at + 3;
            return decode_constant(d, "NaN", (double)NAN);
        }
        break;
    case 'I':
        if (word_at(d, at, "Infinity")) {
            *end = at + 8;
            return decode_constant(d, "Infinity", (double)INFINITY);
        }
        break;
    case '-':
        if (word_at(d, at, "-Infinity")) {
            *end = at + 9;
            return decode_constant(d, "-Infinity", (double)-INFINITY);
        }
        return decode_number(d, at, end);
    default: return decode_number(d, at, end);
    }
    return no_value(d, at);
}

/* ---- entry points ---- */

/* args from [first]: object_hook, parse_float, parse_int, parse_constant, object_pairs_hook, strict;
 * None means not given. */
static bool decoder_init(Thread *t, Decoder *d, Value text, Value *options)
{
    if (!is_str(t, text)) {
        RAISE(t, TypeError, "first argument must be a string, not %G", text);
        return false;
    }
    memset(d, 0, sizeof *d);
    d->t = t;
    d->text = as_str(text);
    d->narrow = d->text->width == 1 ? str_data(d->text) : NULL;
    d->length = d->text->length;
    d->object_hook = options[0] == NONE ? EMPTY : options[0];
    d->parse_float = options[1] == NONE || options[1] == value_from_pointer(T(t, float)) ? EMPTY : options[1];
    d->parse_int = options[2] == NONE || options[2] == value_from_pointer(T(t, int)) ? EMPTY : options[2];
    d->parse_constant = options[3] == NONE ? EMPTY : options[3];
    d->pairs_hook = options[4] == NONE ? EMPTY : options[4];
    int strict = weft__truth(t, options[5]);
    d->strict = strict > 0;
    return strict >= 0;
}

/* text, index, options...: (value, end), StopIteration where no value starts. */
Value weft__json_scan(Thread *t, Value *args)
{
    Decoder d;
    int64_t at;
    size_t end = 0;
    if (!decoder_init(t, &d, args[0], args + 2) || !weft__to_i64(t, args[1], &at)) {
        return EMPTY;
    }
    if (at < 0) {
        return RAISE(t, ValueError, "idx cannot be negative");
    }
    Value v = decode_value(&d, (size_t)at, &end);
    return v == EMPTY ? EMPTY : weft__tuple2(t, v, value_from_small_int((int64_t)end));
}

/* text, options...: the value of a whole document. */
Value weft__json_decode(Thread *t, Value *args)
{
    Decoder d;
    size_t end = 0;
    if (!decoder_init(t, &d, args[0], args + 1)) {
        return EMPTY;
    }
    Value v = decode_value(&d, skip_spaces(&d, 0), &end), at;
    if (v == EMPTY) {
        /* only the parser itself raises StopIteration with a position; hooks may raise others */
        if (weft__take_stop_iteration(t, &at)) {
            return value_is_small_int(at) ? decode_error(&d, "Expecting value", (size_t)value_small_int(at))
                                          : weft__raise_stop_iteration(t, at);
        }
        return EMPTY;
    }
    end = skip_spaces(&d, end);
    return end == d.length ? v : decode_error(&d, "Extra data", end);
}

/* text, end, strict: json.decoder.scanstring. */
Value weft__json_scan_string(Thread *t, Value *args)
{
    Decoder d;
    int64_t at;
    size_t end = 0;
    Value options[6] = {NONE, NONE, NONE, NONE, NONE, args[2]};
    if (!decoder_init(t, &d, args[0], options) || !weft__to_i64(t, args[1], &at)) {
        return EMPTY;
    }
    if (at < 1 || (size_t)at > d.length) {
        return RAISE(t, ValueError, "end is out of bounds");
    }
    Str *s = decode_string(&d, (size_t)at, &end, false);
    return s == NULL ? EMPTY
                     : weft__tuple2(t, value_from_pointer(s), value_from_small_int((int64_t)end));
}
