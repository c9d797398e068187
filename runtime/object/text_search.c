/* text_search.c - methods of str that find, count, replace, split and join.
 *
 * Strings never change, so searching takes no lock.
 */
#include "object/text_methods.h"

bool weft__range_arguments(Thread *t, Value start, Value end, int64_t *a, int64_t *b)
{
    *a = 0;
    *b = INT64_MAX;
    if ((start != NONE && start != EMPTY && !weft__to_index_clipped(t, start, a)) ||
        (end != NONE && end != EMPTY && !weft__to_index_clipped(t, end, b))) {
        if (weft__exception_matches(t, EXC(t, TypeError))) {
            exception_take(t);
            RAISE(t, TypeError, "slice indices must be integers or None or have an __index__ method");
        }
        return false;
    }
    return true;
}

void weft__clip(int64_t a, int64_t b, size_t length, size_t *from, size_t *to)
{
    int64_t n = (int64_t)length;
    a = a < 0 ? (a + n < 0 ? 0 : a + n) : a;
    b = b < 0 ? (b + n < 0 ? 0 : b + n) : b > n ? n : b;
    *from = (size_t)a;
    *to = (size_t)b;
}

bool weft__clip_range(Thread *t, Value start, Value end, size_t length, size_t *from, size_t *to)
{
    int64_t a, b;
    if (!weft__range_arguments(t, start, end, &a, &b)) {
        return false;
    }
    weft__clip(a, b, length, from, to);
    return true;
}

static Str *text_argument(Thread *t, Value v, const char *what)
{
    if (!is_str(t, v)) {
        RAISE(t, TypeError, "%s must be str, not %G", what, v);
        return NULL;
    }
    return as_str(v);
}

/* Position, -1 not found, -2 failure. */
static int64_t search(Thread *t, Value *args, bool last)
{
    size_t from, to;
    Str *s = as_str(args[0]), *needle = is_str(t, args[1]) ? as_str(args[1]) : NULL;
    if (needle == NULL) {
        RAISE(t, TypeError, "must be str, not %T", args[1]);
        return -2;
    }
    if (!weft__clip_range(t, args[2], args[3], s->length, &from, &to)) {
        return -2;
    }
    return last ? weft__str_find_last(s, needle, from, to) : weft__str_find(s, needle, from, to);
}
static Value find_method(Thread *t, Value *args, bool last, bool must)
{
    int64_t at = search(t, args, last);
    if (at == -2) {
        return EMPTY;
    }
    return at < 0 && must ? RAISE(t, ValueError, "substring not found") : value_from_small_int(at);
}
Value weft__method_str_find(Thread *t, Value *args) { return find_method(t, args, false, false); }
Value weft__method_str_index(Thread *t, Value *args) { return find_method(t, args, false, true); }
Value weft__method_str_rfind(Thread *t, Value *args) { return find_method(t, args, true, false); }
Value weft__method_str_rindex(Thread *t, Value *args) { return find_method(t, args, true, true); }

Value weft__method_str_count(Thread *t, Value *args)
{
    size_t from, to;
    Str *s = as_str(args[0]), *needle = is_str(t, args[1]) ? as_str(args[1]) : NULL;
    if (needle == NULL) {
        return RAISE(t, TypeError, "must be str, not %T", args[1]);
    }
    if (!weft__clip_range(t, args[2], args[3], s->length, &from, &to)) {
        return EMPTY;
    }
    if (needle->length == 0) {
        return value_from_small_int(from > to ? 0 : (int64_t)(to - from + 1));
    }
    int64_t count = 0;
    for (int64_t at; (at = weft__str_find(s, needle, from, to)) >= 0; count++) {
        from = (size_t)at + needle->length;
    }
    return value_from_small_int(count);
}

static bool matches_at(const Str *s, const Str *part, size_t at)
{
    const unsigned char *data = str_data(s), *wanted = str_data(part);
    for (size_t i = 0; i < part->length; i++) {
        if (text_char(data, s->width, at + i) != text_char(wanted, part->width, i)) {
            return false;
        }
    }
    return true;
}

static Value tail_match(Thread *t, Value *args, bool end, const char *name)
{
    size_t from, to;
    Str *s = as_str(args[0]);
    bool many = is_tuple(t, args[1]);
    if (!many && !is_str(t, args[1])) {
        return RAISE(t, TypeError, "%s first arg must be str or a tuple of str, not %T", name, args[1]);
    }
    if (!weft__clip_range(t, args[2], args[3], s->length, &from, &to)) {
        return EMPTY;
    }
    size_t count = many ? tuple_length(as_tuple(args[1])) : 1;
    for (size_t i = 0; i < count; i++) {
        Value part = many ? as_tuple(args[1])->items[i] : args[1];
        if (!is_str(t, part)) {
            return RAISE(t, TypeError, "tuple for %s must only contain str, not %T", name, part);
        }
        size_t n = as_str(part)->length;
        if (from <= to && n <= to - from && matches_at(s, as_str(part), end ? to - n : from)) {
            return TRUE_VALUE;
        }
    }
    return FALSE_VALUE;
}
Value weft__method_str_startswith(Thread *t, Value *args) { return tail_match(t, args, false, "startswith"); }
Value weft__method_str_endswith(Thread *t, Value *args) { return tail_match(t, args, true, "endswith"); }

static Value exact_part(Thread *t, Str *s, size_t from, size_t to)
{
    return value_or_empty(weft__str_substring(t, s, from, to));
}
Value weft__method_str_removeprefix(Thread *t, Value *args)
{
    Str *s = as_str(args[0]), *prefix = text_argument(t, args[1], "removeprefix() argument");
    if (prefix == NULL) {
        return EMPTY;
    }
    bool has = prefix->length <= s->length && matches_at(s, prefix, 0);
    return exact_part(t, s, has ? prefix->length : 0, s->length);
}
Value weft__method_str_removesuffix(Thread *t, Value *args)
{
    Str *s = as_str(args[0]), *suffix = text_argument(t, args[1], "removesuffix() argument");
    if (suffix == NULL) {
        return EMPTY;
    }
    bool has = suffix->length <= s->length && matches_at(s, suffix, s->length - suffix->length);
    return exact_part(t, s, 0, has ? s->length - suffix->length : s->length);
}

/* Every `old` of a one-byte text by `new`, both of them one character that leaves it what it is. */
static Value replace_byte(Thread *t, Str *s, unsigned char old, unsigned char new)
{
    const unsigned char *data = str_data(s), *end = data + s->length, *at = memchr(data, old, s->length);
    if (at == NULL) {
        return exact_part(t, s, 0, s->length);
    }
    Str *result = weft__str_new(t, s->length, s->ascii ? 127 : 255);
    if (result == NULL) {
        return EMPTY;
    }
    memcpy(result->inline_data, data, s->length);
    for (; at != NULL; at = memchr(at, old, (size_t)(end - at))) {
        result->inline_data[at++ - data] = new;
    }
    return value_from_pointer(result);
}

Value weft__method_str_replace(Thread *t, Value *args)
{
    int64_t limit;
    Str *s = as_str(args[0]), *old = text_argument(t, args[1], "replace() argument 1");
    Str *new = old == NULL ? NULL : text_argument(t, args[2], "replace() argument 2");
    if (new == NULL || !weft__to_i64(t, args[3], &limit)) {
        return EMPTY;
    }
    if (limit < 0 && s->ascii && old->ascii && new->ascii && s->length > 1 && old->length == 1 &&
        new->length == 1) {
        return replace_byte(t, s, *str_data(old), *str_data(new));
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    size_t from = 0;
    int64_t done = 0;
    while (limit < 0 || done < limit) {
        if (old->length == 0) {
            if (from > s->length) {
                break;
            }
            weft__builder_str(&b, new);
            if (from < s->length) {
                weft__builder_substring(&b, s, from, from + 1);
            }
            from++;
        } else {
            int64_t at = weft__str_find(s, old, from, s->length);
            if (at < 0) {
                break;
            }
            weft__builder_substring(&b, s, from, (size_t)at);
            weft__builder_str(&b, new);
            from = (size_t)at + old->length;
        }
        done++;
        if (b.failed) {
            return EMPTY;
        }
    }
    if (done == 0) {
        return exact_part(t, s, 0, s->length);
    }
    if (from < s->length) {
        weft__builder_substring(&b, s, from, s->length);
    }
    return value_or_empty(weft__builder_finish(&b));
}

static Value three(Thread *t, Value a, Value b, Value c)
{
    Value items[3] = {a, b, c};
    return a == EMPTY || b == EMPTY || c == EMPTY ? EMPTY : value_or_empty(weft__tuple_from(t, items, 3));
}
static Value partition(Thread *t, Value *args, bool last)
{
    Str *s = as_str(args[0]);
    if (!is_str(t, args[1])) {
        return RAISE(t, TypeError, "must be str, not %T", args[1]);
    }
    Str *separator = as_str(args[1]);
    if (separator->length == 0) {
        return RAISE(t, ValueError, "empty separator");
    }
    int64_t at = last ? weft__str_find_last(s, separator, 0, s->length)
                      : weft__str_find(s, separator, 0, s->length);
    Value nothing = value_from_pointer(t->runtime->empty_str);
    if (at < 0) {
        Value whole = exact_part(t, s, 0, s->length);
        return last ? three(t, nothing, nothing, whole) : three(t, whole, nothing, nothing);
    }
    return three(t, exact_part(t, s, 0, (size_t)at), args[1],
                 exact_part(t, s, (size_t)at + separator->length, s->length));
}
Value weft__method_str_partition(Thread *t, Value *args) { return partition(t, args, false); }
Value weft__method_str_rpartition(Thread *t, Value *args) { return partition(t, args, true); }

/* ---- split ---- */

/* Parts on their way to a list, which takes them by the dozen under one lock. On the C stack, where
 * the collector finds them. */
typedef struct Parts {
    Thread *t;
    Str *text;
    List *list;   /* NULL: nothing but what waits */
    size_t count;
    Value waiting[16];
} Parts;
static void parts_init(Parts *parts, Thread *t, Str *s)
{
    parts->t = t;
    parts->text = s;
    parts->list = NULL;
    parts->count = 0;
}
static NO_INLINE bool parts_flush(Parts *parts)
{
    if (parts->list == NULL) {
        parts->list = weft__list_new(parts->t, 2 * parts->count);
    }
    bool fine = parts->list != NULL &&
                weft__list_append_values(parts->t, parts->list, parts->waiting, parts->count);
    parts->count = 0;
    return fine;
}
static ALWAYS_INLINE bool parts_add(Parts *parts, size_t from, size_t to)
{
    if (UNLIKELY(parts->count == sizeof parts->waiting / sizeof *parts->waiting) && !parts_flush(parts)) {
        return false;
    }
    Str *part = weft__str_substring(parts->t, parts->text, from, to);
    parts->waiting[parts->count] = value_from_pointer(part);
    parts->count += part != NULL;
    return part != NULL;
}
static List *parts_list(Parts *parts)
{
    if (parts->list == NULL) {
        return weft__list_from(parts->t, parts->waiting, parts->count);
    }
    return parts_flush(parts) ? parts->list : NULL;
}

static Value split_spaces(Thread *t, Str *s, int64_t limit)
{
    Parts parts;
    parts_init(&parts, t, s);
    const unsigned char *data = str_data(s);
    size_t i = 0, n = s->length;
    for (;;) {
        while (i < n && text_space(text_char(data, s->width, i))) {
            i++;
        }
        if (i == n) {
            break;
        }
        size_t from = i, to = n;
        if (limit != 0) {
            while (i < n && !text_space(text_char(data, s->width, i))) {
                i++;
            }
            to = i;
            limit--;
        } else {
            i = n;
        }
        if (!parts_add(&parts, from, to)) {
            return EMPTY;
        }
    }
    return value_or_empty(parts_list(&parts));
}
static Value rsplit_spaces(Thread *t, Str *s, int64_t limit)
{
    Parts parts;
    parts_init(&parts, t, s);
    const unsigned char *data = str_data(s);
    size_t i = s->length;
    for (;;) {
        while (i > 0 && text_space(text_char(data, s->width, i - 1))) {
            i--;
        }
        if (i == 0) {
            break;
        }
        size_t to = i, from = 0;
        if (limit != 0) {
            while (i > 0 && !text_space(text_char(data, s->width, i - 1))) {
                i--;
            }
            from = i;
            limit--;
        } else {
            i = 0;
        }
        if (!parts_add(&parts, from, to)) {
            return EMPTY;
        }
    }
    List *list = parts_list(&parts);
    return list != NULL && weft__list_reverse(t, list) ? value_from_pointer(list) : EMPTY;
}

/* By one character of a text that has one byte for each. */
static Value split_by_byte(Thread *t, Str *s, unsigned char separator, int64_t limit)
{
    Parts parts;
    parts_init(&parts, t, s);
    size_t from = 0;
    const unsigned char *data = str_data(s);
    for (size_t i = 0; i < s->length && limit != 0; i++) {
        if (data[i] == separator) {
            if (!parts_add(&parts, from, i)) {
                return EMPTY;
            }
            from = i + 1;
            limit--;
        }
    }
    return parts_add(&parts, from, s->length) ? value_or_empty(parts_list(&parts)) : EMPTY;
}

static Value split_by(Thread *t, Str *s, Str *separator, int64_t limit)
{
    if (s->width == 1 && separator->width == 1 && separator->length == 1) {
        return split_by_byte(t, s, *str_data(separator), limit);
    }
    Parts parts;
    parts_init(&parts, t, s);
    size_t from = 0;
    while (limit != 0) {
        int64_t at = weft__str_find(s, separator, from, s->length);
        if (at < 0) {
            break;
        }
        if (!parts_add(&parts, from, (size_t)at)) {
            return EMPTY;
        }
        from = (size_t)at + separator->length;
        limit--;
    }
    return parts_add(&parts, from, s->length) ? value_or_empty(parts_list(&parts)) : EMPTY;
}
static Value rsplit_by(Thread *t, Str *s, Str *separator, int64_t limit)
{
    Parts parts;
    parts_init(&parts, t, s);
    size_t to = s->length;
    while (limit != 0) {
        int64_t at = weft__str_find_last(s, separator, 0, to);
        if (at < 0) {
            break;
        }
        if (!parts_add(&parts, (size_t)at + separator->length, to)) {
            return EMPTY;
        }
        to = (size_t)at;
        limit--;
    }
    List *list = parts_add(&parts, 0, to) ? parts_list(&parts) : NULL;
    return list != NULL && weft__list_reverse(t, list) ? value_from_pointer(list) : EMPTY;
}

static Value split(Thread *t, Value *args, bool from_right)
{
    int64_t limit;
    Str *s = as_str(args[0]);
    if (!weft__to_i64(t, args[2], &limit)) {
        return EMPTY;
    }
    if (args[1] == NONE) {
        return from_right ? rsplit_spaces(t, s, limit) : split_spaces(t, s, limit);
    }
    if (!is_str(t, args[1])) {
        return RAISE(t, TypeError, "must be str or None, not %T", args[1]);
    }
    Str *separator = as_str(args[1]);
    if (separator->length == 0) {
        return RAISE(t, ValueError, "empty separator");
    }
    return from_right ? rsplit_by(t, s, separator, limit) : split_by(t, s, separator, limit);
}
Value weft__method_str_split(Thread *t, Value *args) { return split(t, args, false); }
Value weft__method_str_rsplit(Thread *t, Value *args) { return split(t, args, true); }

static bool ends_line(uint32_t c)
{
    return (c >= 10 && c <= 13) || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029;
}
Value weft__method_str_splitlines(Thread *t, Value *args)
{
    Str *s = as_str(args[0]);
    int64_t keep;
    bool valid = weft__to_int32(t, args[1], &keep);
    Parts parts;
    parts_init(&parts, t, s);
    const unsigned char *data = str_data(s);
    for (size_t i = 0; valid && i < s->length;) {
        size_t from = i;
        while (i < s->length && !ends_line(text_char(data, s->width, i))) {
            i++;
        }
        size_t to = i;
        if (i < s->length) {
            i += str_char(s, i) == '\r' && i + 1 < s->length && str_char(s, i + 1) == '\n' ? 2 : 1;
        }
        if (!parts_add(&parts, from, keep ? i : to)) {
            return EMPTY;
        }
    }
    return valid ? value_or_empty(parts_list(&parts)) : EMPTY;
}
Value weft__method_str_join(Thread *t, Value *args)
{
    return value_or_empty(weft__str_join(t, as_str(args[0]), args[1]));
}
