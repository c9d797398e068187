/* json_encoder.c - objects to JSON text, in one pass into a builder.
 *
 * The result and the errors are those of json.JSONEncoder with the given options. Objects that JSON
 * does not know go through `default`, which may run any Python code; containers are read with their
 * ordinary iteration, so other threads may change them meanwhile.
 */
#include <math.h>
#include <stdio.h>

#include "modules/json_internal.h"
#include "object/number.h"

typedef struct Holder { /* the containers that are being written, innermost first */
    Value container;
    const struct Holder *outer;
    size_t depth;
} Holder;

typedef struct Encoder {
    Thread *t;
    TextBuilder b;
    Value otherwise;     /* `default` */
    Value string_encoder; /* EMPTY: ours */
    Str *indent;         /* NULL: one line */
    Str *item_separator, *key_separator;
    bool ensure_ascii, sort_keys, skip_keys, allow_nan, check_circular;
    Value landmark;        /* a holder, see enter() */
    size_t landmark_depth; /* 0: none */
} Encoder;

static bool encode(Encoder *e, Value v, const Holder *outer, size_t level);

/* ---- strings ---- */

static const char *short_escape(uint32_t c)
{
    switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    case '\f': return "\\f";
    case '\b': return "\\b";
    default: return NULL;
    }
}

static bool put_escape(TextBuilder *b, uint32_t c)
{
    char text[16];
    const char *known = short_escape(c);
    if (known != NULL) {
        return weft__builder_ascii(b, known, 2);
    }
    int length;
    if (c < 65536) {
        length = snprintf(text, sizeof text, "\\u%04x", c);
    } else {
        c -= 65536;
        length = snprintf(text, sizeof text, "\\u%04x\\u%04x", 0xD800U + (c >> 10), 0xDC00U + (c & 0x3FF));
    }
    return weft__builder_ascii(b, text, (size_t)length);
}

static bool put_string(TextBuilder *b, Str *s, bool ensure_ascii)
{
    size_t from = 0;
    uint32_t most = ensure_ascii ? 126 : 0x10FFFF;
    const unsigned char *data = str_data(s);
    if (!weft__builder_char(b, '"')) {
        return false;
    }
    for (size_t i = 0; i < s->length; i++) {
        uint32_t c = text_char(data, s->width, i);
        if (LIKELY(c >= 32 && c <= most && c != '"' && c != '\\')) {
            continue;
        }
        if (!weft__builder_substring(b, s, from, i) || !put_escape(b, c)) {
            return false;
        }
        from = i + 1;
    }
    return weft__builder_substring(b, s, from, s->length) && weft__builder_char(b, '"');
}

Value weft__json_encode_string(Thread *t, Value *args)
{
    if (!is_str(t, args[0])) {
        return RAISE(t, TypeError, "first argument must be a string, not %G", args[0]);
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    put_string(&b, as_str(args[0]), args[1] == TRUE_VALUE);
    return value_or_empty(weft__builder_finish(&b));
}

/* ---- numbers ---- */

static bool put_int(Encoder *e, Value v)
{
    char text[24];
    if (value_is_small_int(v)) {
        int length = snprintf(text, sizeof text, "%lld", (long long)value_small_int(v));
        return weft__builder_ascii(&e->b, text, (size_t)length);
    }
    Str *digits = weft__int_to_text(e->t, v, 10, false);
    return digits != NULL && weft__builder_str(&e->b, digits);
}

static bool put_float(Encoder *e, double d)
{
    if (!isfinite(d)) {
        if (!e->allow_nan) {
            RAISE(e->t, ValueError, "Out of range float values are not JSON compliant%s%s",
                  e->indent == NULL ? "" : ": ",
                  e->indent == NULL ? "" : isnan(d) ? "nan" : d > 0 ? "inf" : "-inf");
            return false;
        }
        return weft__builder_c(&e->b, isnan(d) ? "NaN" : d > 0 ? "Infinity" : "-Infinity");
    }
    char text[40];
    return weft__builder_ascii(&e->b, text, weft__double_repr(d, text));
}

/* ---- containers ---- */

static bool new_line(Encoder *e, size_t level)
{
    if (e->indent == NULL) {
        return true;
    }
    bool fine = weft__builder_char(&e->b, '\n');
    for (size_t i = 0; i < level && fine; i++) {
        fine = weft__builder_str(&e->b, e->indent);
    }
    return fine;
}

/* False where a container holds itself: it is one of the nearest holders, or the landmark, the holder at a
 * depth that doubles whenever the depth has doubled (Brent's way to find a cycle), so that deep data costs no
 * square of its depth. */
enum { NEAR_HOLDERS = 32 };
static bool enter(Encoder *e, Value container, const Holder *outer)
{
    bool circular = false;
    size_t near = NEAR_HOLDERS, depth = outer == NULL ? 1 : outer->depth + 1;
    for (const Holder *holder = outer; holder != NULL && near-- > 0; holder = holder->outer) {
        circular |= holder->container == container;
    }
    if (depth <= e->landmark_depth) {
        e->landmark_depth = 0; /* the landmark is no longer a holder */
    }
    circular |= e->landmark_depth != 0 && e->landmark == container;
    if (depth >= NEAR_HOLDERS && (e->landmark_depth == 0 || depth >= 2 * e->landmark_depth)) {
        e->landmark = container;
        e->landmark_depth = depth;
    }
    circular &= e->check_circular;
    if (circular) {
        RAISE(e->t, ValueError, "Circular reference detected");
        return false;
    }
    return weft__enter_recursion(e->t, " while encoding a JSON object");
}

static bool put_list(Encoder *e, Value v, const Holder *outer, size_t level)
{
    Holder here = {v, outer, outer == NULL ? 1 : outer->depth + 1};
    List *list = is_list(e->t, v) ? as_list(v) : NULL;
    Tuple *tuple = list == NULL ? as_tuple(v) : NULL;
    size_t i = 0;
    for (;; i++) {
        Value item = list != NULL ? list_get(list, i) : i < tuple_length(tuple) ? tuple->items[i] : EMPTY;
        if (item == EMPTY) {
            break;
        }
        bool fine = i == 0 ? weft__builder_char(&e->b, '[') : weft__builder_str(&e->b, e->item_separator);
        if (!fine || !new_line(e, level + 1) || !encode(e, item, &here, level + 1)) {
            return false;
        }
    }
    if (i == 0) {
        return weft__builder_ascii(&e->b, "[]", 2);
    }
    return new_line(e, level) && weft__builder_char(&e->b, ']');
}

/* 1 written, 0 skipped, -1 failure. `first`: the brace or separator comes before it. */
static int put_key(Encoder *e, Value key, bool first, size_t level)
{
    Thread *t = e->t;
    bool known = is_str(t, key) || is_float(t, key) || is_int(t, key) || key == TRUE_VALUE ||
                 key == FALSE_VALUE || key == NONE;
    if (!known) {
        if (e->skip_keys) {
            return 0;
        }
        RAISE(t, TypeError, "keys must be str, int, float, bool or None, not %T", key);
        return -1;
    }
    bool fine = first ? weft__builder_char(&e->b, '{') : weft__builder_str(&e->b, e->item_separator);
    if (!fine || !new_line(e, level)) {
        return -1;
    }
    if (is_str(t, key)) {
        if (e->string_encoder != EMPTY) {
            Value text = weft__call1(t, e->string_encoder, key);
            fine = text != EMPTY && weft__builder_value(&e->b, text);
        } else {
            fine = put_string(&e->b, as_str(key), e->ensure_ascii);
        }
    } else if (key == NONE || value_is_bool(key)) {
        fine = weft__builder_c(&e->b, key == NONE ? "\"null\"" : key == TRUE_VALUE ? "\"true\"" : "\"false\"");
    } else {
        fine = weft__builder_char(&e->b, '"') &&
               (is_float(t, key) ? put_float(e, as_double(key)) : put_int(e, key)) &&
               weft__builder_char(&e->b, '"');
    }
    return fine && weft__builder_str(&e->b, e->key_separator) ? 1 : -1;
}

/* Writes one pair; *written counts. */
static bool put_pair(Encoder *e, Value key, Value item, const Holder *here, size_t level, size_t *written)
{
    int put = put_key(e, key, *written == 0, level + 1);
    if (put > 0) {
        ++*written;
        return encode(e, item, here, level + 1);
    }
    return put == 0;
}

static bool put_pairs(Encoder *e, Value pairs, const Holder *here, size_t level, size_t *written)
{
    Thread *t = e->t;
    List *list = is_list(t, pairs) ? as_list(pairs) : weft__list_from_iterable(t, pairs);
    if (list == NULL || (e->sort_keys && !weft__list_sort(t, list, NONE, false))) {
        return false;
    }
    for (size_t i = 0;; i++) {
        Value pair = list_get(list, i);
        if (pair == EMPTY) {
            return true;
        }
        if (!is_tuple(t, pair) || tuple_length(as_tuple(pair)) != 2) {
            RAISE(t, ValueError, "items must return 2-tuples");
            return false;
        }
        if (!put_pair(e, as_tuple(pair)->items[0], as_tuple(pair)->items[1], here, level, written)) {
            return false;
        }
    }
}

static bool put_dict(Encoder *e, Value v, const Holder *outer, size_t level)
{
    Thread *t = e->t;
    Holder here = {v, outer, outer == NULL ? 1 : outer->depth + 1};
    size_t written = 0;
    if (object_is(v, T(t, dict)) && !e->sort_keys) {
        size_t position = 0;
        Value key, item;
        while (weft__dict_next(t, as_dict(v), &position, &key, &item)) {
            if (!put_pair(e, key, item, &here, level, &written)) {
                return false;
            }
        }
    } else {
        Value items = object_is(v, T(t, dict)) ? weft__dict_items_list(t, as_dict(v))
                                               : weft__call_method(t, v, N(t, items), NULL, 0);
        if (items == EMPTY || !put_pairs(e, items, &here, level, &written)) {
            return false;
        }
    }
    if (written == 0) {
        return weft__builder_ascii(&e->b, "{}", 2);
    }
    return new_line(e, level) && weft__builder_char(&e->b, '}');
}

/* What only the caller's function can turn into something known. */
static bool put_other(Encoder *e, Value v, const Holder *outer, size_t level)
{
    Holder here = {v, outer, outer == NULL ? 1 : outer->depth + 1};
    Value other = weft__call1(e->t, e->otherwise, v);
    return other != EMPTY && encode(e, other, &here, level);
}

static bool encode(Encoder *e, Value v, const Holder *outer, size_t level)
{
    Thread *t = e->t;
    if (is_str(t, v)) {
        if (e->string_encoder != EMPTY) {
            Value text = weft__call1(t, e->string_encoder, v);
            return text != EMPTY && weft__builder_value(&e->b, text);
        }
        return put_string(&e->b, as_str(v), e->ensure_ascii);
    }
    if (value_is_small_int(v)) {
        return put_int(e, v);
    }
    if (value_is_constant(v) && (v == NONE || value_is_bool(v))) {
        return weft__builder_c(&e->b, v == NONE ? "null" : v == TRUE_VALUE ? "true" : "false");
    }
    if (is_float(t, v)) {
        return put_float(e, as_double(v));
    }
    if (is_int(t, v)) {
        return put_int(e, v);
    }
    if (!enter(e, v, outer)) {
        return false;
    }
    bool fine = is_list(t, v) || is_tuple(t, v) ? put_list(e, v, outer, level)
                : is_dict(t, v)                 ? put_dict(e, v, outer, level)
                                                : put_other(e, v, outer, level);
    weft__leave_recursion(t);
    return fine;
}

/* object, default, ensure_ascii, indent, item_separator, key_separator, sort_keys, skipkeys,
 * allow_nan, check_circular */
Value weft__json_encode(Thread *t, Value *args)
{
    int flags[10];
    for (int i = 2; i < 10; i++) {
        if (i >= 3 && i <= 5) {
            continue;
        }
        flags[i] = weft__truth(t, args[i]);
        if (flags[i] < 0) {
            return EMPTY;
        }
    }
    if (!is_str(t, args[4]) || !is_str(t, args[5])) {
        Value wrong = is_str(t, args[4]) ? args[5] : args[4];
        return RAISE(t, TypeError, "make_encoder() argument %d must be str, not %G", is_str(t, args[4]) ? 5 : 6,
                     wrong);
    }
    Encoder e = {.t = t, .otherwise = args[1], .string_encoder = EMPTY, .item_separator = as_str(args[4]),
                 .key_separator = as_str(args[5]), .ensure_ascii = flags[2] != 0,
                 .sort_keys = flags[6] != 0, .skip_keys = flags[7] != 0, .allow_nan = flags[8] != 0,
                 .check_circular = flags[9] != 0};
    weft__builder_init(&e.b, t);
    if (is_str(t, args[3])) {
        e.indent = as_str(args[3]);
    } else if (args[3] != NONE) {
        int64_t spaces;
        if (!weft__to_i64(t, args[3], &spaces)) {
            return EMPTY;
        }
        Value space = value_from_pointer(t->runtime->characters[' ']);
        Value indent = weft__binary(t, OP_MULTIPLY, space, value_from_small_int(spaces < 0 ? 0 : spaces));
        if (indent == EMPTY) {
            return EMPTY;
        }
        e.indent = as_str(indent);
    }
    return encode(&e, args[0], NULL, 0) ? value_or_empty(weft__builder_finish(&e.b)) : EMPTY;
}
