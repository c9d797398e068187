/* bytes_methods.c - methods that bytes and bytearray share: search, split, case, strip, hex.
 *
 * Each takes a snapshot of the receiver's bytes first, or looks at them under its lock, so a concurrent
 * change of a bytearray is seen whole or not at all; results have the receiver's kind.
 */
#include "object/bytes_methods.h"

typedef struct View {
    const unsigned char *data;
    size_t length;
} View;

static bool view(Thread *t, Value v, View *out) { return weft__get_bytes(t, v, &out->data, &out->length); }

Value weft__bytes_like(Thread *t, Value like, const unsigned char *bytes, size_t length)
{
    if (has_type_flag(t, like, TYPE_IS_BYTEARRAY)) {
        return weft__bytearray_from(t, bytes, length);
    }
    Bytes *original = value_pointer(like);
    if (object_is(like, T(t, bytes)) && bytes == original->data && length == original->length) {
        return like;
    }
    return value_or_empty(weft__bytes_new(t, bytes, length));
}

/* ---- search ---- */

static int64_t find_part(View s, View part, size_t from, size_t to, bool last)
{
    if (from > to || part.length > to - from) {
        return -1;
    }
    if (!last) {
        const unsigned char *found = memmem(s.data + from, to - from, part.data, part.length);
        return found == NULL ? -1 : found - s.data;
    }
    for (size_t i = to - part.length + 1; i-- > from;) {
        if (memcmp(s.data + i, part.data, part.length) == 0) {
            return (int64_t)i;
        }
    }
    return -1;
}

/* What is searched for: bytes-like or one byte as an int. */
static bool needle(Thread *t, Value v, View *out, unsigned char *space)
{
    if (type_of(t, v)->slots.get_bytes != NULL) {
        return view(t, v, out);
    }
    if (type_of(t, v)->slots.index == NULL) {
        RAISE(t, TypeError, "argument should be integer or bytes-like object, not '%T'", v);
        return false;
    }
    if (!weft__byte_value(t, v, space, "byte must be in range(0, 256)")) {
        return false;
    }
    *out = (View){space, 1};
    return true;
}

/* What find and its kin look at: the receiver's bytes between the arguments `start` and `end`, in place, since
 * a loop that searches onwards must not copy all that is left each time. A bytearray is locked from
 * range_enter to range_leave: nothing in between may run user code, allocate or fail. */
typedef struct Range {
    Value self;
    int64_t start, end; /* the arguments */
    View bytes;         /* entered: the part */
    size_t first;       /* where it begins */
    bool any;           /* false: start is beyond the end, where not even b"" is found */
} Range;

static bool range_of(Thread *t, Value *args, Range *range)
{
    range->self = args[0];
    return weft__range_arguments(t, args[2], args[3], &range->start, &range->end);
}
static void range_enter(Thread *t, Range *range)
{
    if (has_type_flag(t, range->self, TYPE_IS_BYTEARRAY)) {
        Bytearray *b = value_pointer(range->self);
        weft__lock_object(t, &b->head);
        /* edges: bytearray_storage, bytearray_storage; locked */
        range->bytes = (View){weft__load_relaxed(&b->storage)->bytes, weft__load_relaxed(&b->length)};
    } else {
        Bytes *b = value_pointer(range->self);
        range->bytes = (View){b->data, b->length};
    }
    size_t to;
    weft__clip(range->start, range->end, range->bytes.length, &range->first, &to);
    range->any = range->first <= to;
    range->bytes.length = range->any ? to - range->first : 0;
    range->bytes.data += range->any ? range->first : 0;
}
static void range_leave(Thread *t, Range *range)
{
    if (has_type_flag(t, range->self, TYPE_IS_BYTEARRAY)) {
        weft__unlock_object(t, value_object(range->self));
    }
}

static Value search(Thread *t, Value *args, bool last, bool must)
{
    Range range;
    View part;
    unsigned char space;
    if (!range_of(t, args, &range) || !needle(t, args[1], &part, &space)) {
        return EMPTY;
    }
    range_enter(t, &range);
    int64_t at = range.any ? find_part(range.bytes, part, 0, range.bytes.length, last) : -1;
    range_leave(t, &range);
    return at < 0 ? must ? RAISE(t, ValueError, "subsection not found") : value_from_small_int(-1)
                  : value_from_small_int(at + (int64_t)range.first);
}
static Value method_find(Thread *t, Value *args) { return search(t, args, false, false); }
static Value method_rfind(Thread *t, Value *args) { return search(t, args, true, false); }
static Value method_index(Thread *t, Value *args) { return search(t, args, false, true); }
static Value method_rindex(Thread *t, Value *args) { return search(t, args, true, true); }
static Value method_count(Thread *t, Value *args)
{
    Range range;
    View part;
    unsigned char space;
    if (!range_of(t, args, &range) || !needle(t, args[1], &part, &space)) {
        return EMPTY;
    }
    range_enter(t, &range);
    int64_t count = 0;
    if (part.length == 0) {
        count = range.any ? (int64_t)range.bytes.length + 1 : 0;
    } else {
        size_t from = 0;
        for (int64_t at; (at = find_part(range.bytes, part, from, range.bytes.length, false)) >= 0; count++) {
            from = (size_t)at + part.length;
        }
    }
    range_leave(t, &range);
    return value_from_small_int(count);
}

static Value tail_match(Thread *t, Value *args, bool end, const char *name)
{
    Range range;
    View part;
    bool many = is_tuple(t, args[1]);
    if (!range_of(t, args, &range)) {
        return EMPTY;
    }
    size_t count = many ? tuple_length(as_tuple(args[1])) : 1;
    for (size_t i = 0; i < count; i++) {
        Value each = many ? as_tuple(args[1])->items[i] : args[1];
        if (type_of(t, each)->slots.get_bytes == NULL) {
            return many ? RAISE(t, TypeError, "a bytes-like object is required, not '%T'", each)
                        : RAISE(t, TypeError, "%s first arg must be bytes or a tuple of bytes, not %T", name, each);
        }
        if (!view(t, each, &part)) {
            return EMPTY;
        }
        range_enter(t, &range);
        View s = range.bytes;
        bool matches = range.any && part.length <= s.length &&
                       memcmp(s.data + (end ? s.length - part.length : 0), part.data, part.length) == 0;
        range_leave(t, &range);
        if (matches) {
            return TRUE_VALUE;
        }
    }
    return FALSE_VALUE;
}
static Value method_startswith(Thread *t, Value *args) { return tail_match(t, args, false, "startswith"); }
static Value method_endswith(Thread *t, Value *args) { return tail_match(t, args, true, "endswith"); }

static Value method_removeprefix(Thread *t, Value *args)
{
    View s, part;
    if (!view(t, args[0], &s) || !view(t, args[1], &part)) {
        return EMPTY;
    }
    bool has = part.length <= s.length && memcmp(s.data, part.data, part.length) == 0;
    size_t skip = has ? part.length : 0;
    return weft__bytes_like(t, args[0], s.data + skip, s.length - skip);
}
static Value method_removesuffix(Thread *t, Value *args)
{
    View s, part;
    if (!view(t, args[0], &s) || !view(t, args[1], &part)) {
        return EMPTY;
    }
    bool has = part.length <= s.length && memcmp(s.data + s.length - part.length, part.data, part.length) == 0;
    return weft__bytes_like(t, args[0], s.data, s.length - (has ? part.length : 0));
}

/* ---- building results ---- */

/* Bytes gathered as characters below 256. */
static Value finish(Thread *t, Value like, TextBuilder *b)
{
    return b->failed ? EMPTY : weft__bytes_like(t, like, b->data, b->length);
}
static bool put(TextBuilder *b, const unsigned char *bytes, size_t length)
{
    return weft__builder_ascii(b, (const char *)bytes, length);
}

/* The byte `count` times; a number that cannot be is refused before any work. */
static bool put_many(TextBuilder *b, unsigned char byte, size_t count)
{
    unsigned char piece[256];
    if (count > STR_MAX_LENGTH) {
        weft__raise_memory_error(b->thread);
        b->failed = true;
        return false;
    }
    memset(piece, byte, count < sizeof piece ? count : sizeof piece);
    while (count > 0 && !b->failed) {
        size_t now = count < sizeof piece ? count : sizeof piece;
        put(b, piece, now);
        count -= now;
    }
    return !b->failed;
}

static Value method_replace(Thread *t, Value *args)
{
    View s, old, new;
    int64_t limit, done = 0;
    if (!view(t, args[0], &s) || !view(t, args[1], &old) || !view(t, args[2], &new) ||
        !weft__to_i64(t, args[3], &limit)) {
        return EMPTY;
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    size_t from = 0;
    while ((limit < 0 || done < limit) && !b.failed) {
        if (old.length == 0) {
            if (from > s.length) {
                break;
            }
            put(&b, new.data, new.length);
            put(&b, s.data + from, from < s.length);
            from++;
        } else {
            int64_t at = find_part(s, old, from, s.length, false);
            if (at < 0) {
                break;
            }
            put(&b, s.data + from, (size_t)at - from);
            put(&b, new.data, new.length);
            from = (size_t)at + old.length;
        }
        done++;
    }
    if (from < s.length) {
        put(&b, s.data + from, s.length - from);
    }
    return finish(t, args[0], &b);
}

static Value method_join(Thread *t, Value *args)
{
    View separator, part;
    Tuple *parts = weft__tuple_of_items(t, args[1]);
    if (parts == NULL || !view(t, args[0], &separator)) {
        if (parts == NULL && weft__exception_matches(t, EXC(t, TypeError)) &&
            type_of(t, args[1])->slots.iterate == NULL) {
            exception_take(t);
            RAISE(t, TypeError, "can only join an iterable");
        }
        return EMPTY;
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    for (size_t i = 0; i < tuple_length(parts); i++) {
        if (!weft__is_bytes_like(t, parts->items[i])) {
            return RAISE(t, TypeError, "sequence item %zu: expected a bytes-like object, %T found", i,
                         parts->items[i]);
        }
        if (!view(t, parts->items[i], &part)) {
            return EMPTY;
        }
        if (i > 0) {
            put(&b, separator.data, separator.length);
        }
        put(&b, part.data, part.length);
    }
    return finish(t, args[0], &b);
}

/* ---- split ---- */

static bool is_space(unsigned char c) { return c == ' ' || (c >= 9 && c <= 13); }
static bool append(Thread *t, List *list, Value like, View s, size_t from, size_t to)
{
    Value part = weft__bytes_like(t, like, s.data + from, to - from);
    return part != EMPTY && weft__list_append(t, list, part);
}

static Value split_spaces(Thread *t, Value like, View s, int64_t limit, bool right)
{
    List *list = weft__list_new(t, 8);
    size_t low = 0, high = s.length;
    while (list != NULL) {
        while (!right && low < high && is_space(s.data[low])) {
            low++;
        }
        while (right && high > low && is_space(s.data[high - 1])) {
            high--;
        }
        if (low == high) {
            break;
        }
        size_t from = low, to = high;
        if (limit == 0) { /* the rest keeps the spaces of its far end */
            low = high;
        } else if (right) {
            from = high;
            while (from > low && !is_space(s.data[from - 1])) {
                from--;
            }
            high = from;
        } else {
            to = low;
            while (to < high && !is_space(s.data[to])) {
                to++;
            }
            low = to;
        }
        limit--;
        if (!append(t, list, like, s, from, to)) {
            return EMPTY;
        }
    }
    return list != NULL && (!right || weft__list_reverse(t, list)) ? value_from_pointer(list) : EMPTY;
}

static Value split(Thread *t, Value *args, bool right)
{
    View s, separator;
    int64_t limit;
    if (!view(t, args[0], &s) || !weft__to_i64(t, args[2], &limit)) {
        return EMPTY;
    }
    if (args[1] == NONE) {
        return split_spaces(t, args[0], s, limit, right);
    }
    if (!view(t, args[1], &separator)) {
        return EMPTY;
    }
    if (separator.length == 0) {
        return RAISE(t, ValueError, "empty separator");
    }
    List *list = weft__list_new(t, 8);
    size_t from = 0, to = s.length;
    while (list != NULL && limit-- != 0) {
        int64_t at = find_part(s, separator, from, to, right);
        if (at < 0) {
            break;
        }
        bool fine = right ? append(t, list, args[0], s, (size_t)at + separator.length, to)
                          : append(t, list, args[0], s, from, (size_t)at);
        if (!fine) {
            return EMPTY;
        }
        *(right ? &to : &from) = right ? (size_t)at : (size_t)at + separator.length;
    }
    return list != NULL && append(t, list, args[0], s, from, to) && (!right || weft__list_reverse(t, list))
               ? value_from_pointer(list)
               : EMPTY;
}
static Value method_split(Thread *t, Value *args) { return split(t, args, false); }
static Value method_rsplit(Thread *t, Value *args) { return split(t, args, true); }
static Value method_splitlines(Thread *t, Value *args)
{
    View s;
    int64_t keep;
    List *list = !weft__to_int32(t, args[1], &keep) || !view(t, args[0], &s) ? NULL : weft__list_new(t, 8);
    for (size_t i = 0; list != NULL && i < s.length;) {
        size_t from = i;
        while (i < s.length && s.data[i] != '\n' && s.data[i] != '\r') {
            i++;
        }
        size_t to = i;
        if (i < s.length) {
            i += s.data[i] == '\r' && i + 1 < s.length && s.data[i + 1] == '\n' ? 2 : 1;
        }
        if (!append(t, list, args[0], s, from, keep ? i : to)) {
            return EMPTY;
        }
    }
    return value_or_empty(list);
}
static Value partition(Thread *t, Value *args, bool last)
{
    View s, separator;
    if (!view(t, args[0], &s) || !view(t, args[1], &separator)) {
        return EMPTY;
    }
    if (separator.length == 0) {
        return RAISE(t, ValueError, "empty separator");
    }
    int64_t at = find_part(s, separator, 0, s.length, last);
    size_t cut = at < 0 ? (last ? 0 : s.length) : (size_t)at, after = at < 0 ? cut : cut + separator.length;
    Value items[3] = {weft__bytes_like(t, args[0], s.data, cut),
                      at >= 0 && has_type_flag(t, args[0], TYPE_IS_BYTES)
                          ? args[1]
                          : weft__bytes_like(t, args[0], separator.data, at < 0 ? 0 : separator.length),
                      weft__bytes_like(t, args[0], s.data + after, s.length - after)};
    return items[0] == EMPTY || items[1] == EMPTY || items[2] == EMPTY ? EMPTY
                                                                       : value_or_empty(weft__tuple_from(t, items, 3));
}
static Value method_partition(Thread *t, Value *args) { return partition(t, args, false); }
static Value method_rpartition(Thread *t, Value *args) { return partition(t, args, true); }

/* ---- strip and pad ---- */

static Value strip(Thread *t, Value *args, bool left, bool right)
{
    View s, set = {(const unsigned char *)" \t\n\r\f\v", 6};
    if (!view(t, args[0], &s) || (args[1] != NONE && !view(t, args[1], &set))) {
        return EMPTY;
    }
    size_t from = 0, to = s.length;
    while (left && from < to && memchr(set.data, s.data[from], set.length) != NULL) {
        from++;
    }
    while (right && to > from && memchr(set.data, s.data[to - 1], set.length) != NULL) {
        to--;
    }
    return weft__bytes_like(t, args[0], s.data + from, to - from);
}
static Value method_strip(Thread *t, Value *args) { return strip(t, args, true, true); }
static Value method_lstrip(Thread *t, Value *args) { return strip(t, args, true, false); }
static Value method_rstrip(Thread *t, Value *args) { return strip(t, args, false, true); }

static Value pad(Thread *t, Value *args, int where, const char *name)
{
    View s, fill = {(const unsigned char *)" ", 1};
    int64_t width;
    if (!view(t, args[0], &s) || !weft__to_i64(t, args[1], &width)) {
        return EMPTY;
    }
    if (args[2] != EMPTY && (!has_type_flag(t, args[2], TYPE_IS_BYTES | TYPE_IS_BYTEARRAY) ||
                             !view(t, args[2], &fill) || fill.length != 1)) {
        return exception_pending(t) ? EMPTY
                                    : RAISE(t, TypeError,
                                            "%s() argument 2 must be a byte string of length 1, not %T", name, args[2]);
    }
    size_t missing = width > (int64_t)s.length ? (size_t)width - s.length : 0;
    size_t before = where < 0 ? 0 : where > 0 ? missing : missing / 2 + (missing & (size_t)width & 1);
    TextBuilder b;
    weft__builder_init(&b, t);
    unsigned char byte = fill.data[0];
    if (put_many(&b, byte, before) && put(&b, s.data, s.length)) {
        put_many(&b, byte, missing - before);
    }
    return finish(t, args[0], &b);
}
static Value method_center(Thread *t, Value *args) { return pad(t, args, 0, "center"); }
static Value method_ljust(Thread *t, Value *args) { return pad(t, args, -1, "ljust"); }
static Value method_rjust(Thread *t, Value *args) { return pad(t, args, 1, "rjust"); }
static Value method_zfill(Thread *t, Value *args)
{
    View s;
    int64_t width;
    if (!view(t, args[0], &s) || !weft__to_i64(t, args[1], &width)) {
        return EMPTY;
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    bool sign = s.length > 0 && (s.data[0] == '+' || s.data[0] == '-');
    put(&b, s.data, sign);
    if (put_many(&b, '0', width > (int64_t)s.length ? (size_t)width - s.length : 0)) {
        put(&b, s.data + sign, s.length - sign);
    }
    return finish(t, args[0], &b);
}
/* False, with MemoryError pending: the bytes would get too long. */
static bool tabs_fit(Thread *t, const View *s, int64_t size)
{
    int64_t total = 0, column = 0;
    for (size_t i = 0; i < s->length; i++) {
        unsigned char c = s->data[i];
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

static Value method_expandtabs(Thread *t, Value *args)
{
    View s;
    int64_t size, column = 0;
    if (!view(t, args[0], &s) || !weft__to_int32(t, args[1], &size) || !tabs_fit(t, &s, size)) {
        return EMPTY;
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    for (size_t i = 0; i < s.length && !b.failed; i++) {
        if (s.data[i] == '\t') {
            int64_t n = size > 0 ? size - column % size : 0;
            column += n;
            put_many(&b, ' ', (size_t)n);
            continue;
        }
        put(&b, s.data + i, 1);
        column = s.data[i] == '\n' || s.data[i] == '\r' ? 0 : column + 1;
    }
    return finish(t, args[0], &b);
}

/* ---- case and classes, ASCII only ---- */

static bool lower(unsigned c) { return c >= 'a' && c <= 'z'; }
static bool upper(unsigned c) { return c >= 'A' && c <= 'Z'; }
static bool alpha(unsigned c) { return lower(c) || upper(c); }
static bool digit(unsigned c) { return c >= '0' && c <= '9'; }
static bool alnum(unsigned c) { return alpha(c) || digit(c); }
static bool space(unsigned c) { return is_space((unsigned char)c); }

static Value all_bytes(Thread *t, Value self, bool (*test)(unsigned))
{
    View s;
    if (!view(t, self, &s)) {
        return EMPTY;
    }
    for (size_t i = 0; i < s.length; i++) {
        if (!test(s.data[i])) {
            return FALSE_VALUE;
        }
    }
    return value_from_bool(s.length > 0);
}
static Value method_isalpha(Thread *t, Value *args) { return all_bytes(t, args[0], alpha); }
static Value method_isdigit(Thread *t, Value *args) { return all_bytes(t, args[0], digit); }
static Value method_isalnum(Thread *t, Value *args) { return all_bytes(t, args[0], alnum); }
static Value method_isspace(Thread *t, Value *args) { return all_bytes(t, args[0], space); }
static bool ascii(unsigned c) { return c < 128; }
static Value method_isascii(Thread *t, Value *args)
{
    View s;
    return !view(t, args[0], &s) ? EMPTY : s.length == 0 ? TRUE_VALUE : all_bytes(t, args[0], ascii);
}
static Value one_case(Thread *t, Value self, bool (*right)(unsigned), bool (*wrong)(unsigned))
{
    View s;
    bool any = false;
    if (!view(t, self, &s)) {
        return EMPTY;
    }
    for (size_t i = 0; i < s.length; i++) {
        if (wrong(s.data[i])) {
            return FALSE_VALUE;
        }
        any |= right(s.data[i]);
    }
    return value_from_bool(any);
}
static Value method_islower(Thread *t, Value *args) { return one_case(t, args[0], lower, upper); }
static Value method_isupper(Thread *t, Value *args) { return one_case(t, args[0], upper, lower); }
static Value method_istitle(Thread *t, Value *args)
{
    View s;
    bool any = false, inside = false;
    if (!view(t, args[0], &s)) {
        return EMPTY;
    }
    for (size_t i = 0; i < s.length; i++) {
        if ((upper(s.data[i]) && inside) || (lower(s.data[i]) && !inside)) {
            return FALSE_VALUE;
        }
        inside = alpha(s.data[i]);
        any |= inside;
    }
    return value_from_bool(any);
}

enum CaseChange { TO_LOWER, TO_UPPER, TO_SWAPPED, TO_TITLE, TO_CAPITAL };
static Value change_case(Thread *t, Value self, enum CaseChange how)
{
    View s;
    Bytes *copy = view(t, self, &s) ? weft__bytes_new(t, NULL, s.length) : NULL;
    if (copy == NULL) {
        return EMPTY;
    }
    bool inside = false;
    for (size_t i = 0; i < s.length; i++) {
        unsigned c = s.data[i];
        bool up = how == TO_UPPER || (how == TO_SWAPPED && lower(c)) || (how == TO_TITLE && !inside) ||
                  (how == TO_CAPITAL && i == 0);
        inside = alpha(c);
        copy->data[i] = (unsigned char)(up && lower(c) ? c - 32 : !up && upper(c) ? c + 32 : c);
    }
    return weft__bytes_like(t, self, copy->data, s.length);
}
static Value method_lower(Thread *t, Value *args) { return change_case(t, args[0], TO_LOWER); }
static Value method_upper(Thread *t, Value *args) { return change_case(t, args[0], TO_UPPER); }
static Value method_swapcase(Thread *t, Value *args) { return change_case(t, args[0], TO_SWAPPED); }
static Value method_title(Thread *t, Value *args) { return change_case(t, args[0], TO_TITLE); }
static Value method_capitalize(Thread *t, Value *args) { return change_case(t, args[0], TO_CAPITAL); }

static Value method_translate(Thread *t, Value *args)
{
    View s, table = {NULL, 0}, gone = {NULL, 0};
    if (!view(t, args[0], &s) || (args[1] != NONE && !view(t, args[1], &table)) ||
        (args[2] != EMPTY && !view(t, args[2], &gone))) {
        return EMPTY;
    }
    if (args[1] != NONE && table.length != 256) {
        return RAISE(t, ValueError, "translation table must be 256 characters long");
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    for (size_t i = 0; i < s.length && !b.failed; i++) {
        if (gone.length == 0 || memchr(gone.data, s.data[i], gone.length) == NULL) {
            put(&b, table.data != NULL ? &table.data[s.data[i]] : &s.data[i], 1);
        }
    }
    return finish(t, args[0], &b);
}
static Value method_maketrans(Thread *t, Value *args)
{
    View from, to;
    if (!view(t, args[0], &from) || !view(t, args[1], &to)) {
        return EMPTY;
    }
    if (from.length != to.length) {
        return RAISE(t, ValueError, "maketrans arguments must have same length");
    }
    Bytes *table = weft__bytes_new(t, NULL, 256);
    for (size_t i = 0; table != NULL && i < 256; i++) {
        table->data[i] = (unsigned char)i;
    }
    for (size_t i = 0; table != NULL && i < from.length; i++) {
        table->data[from.data[i]] = to.data[i];
    }
    return value_or_empty(table);
}

/* ---- hex, decode ---- */

static Value method_hex(Thread *t, Value *args)
{
    View s;
    int64_t group = 1;
    if (!view(t, args[0], &s) || (args[2] != EMPTY && !weft__to_i64(t, args[2], &group))) {
        return EMPTY;
    }
    uint32_t separator = 0;
    bool separated = args[1] != EMPTY;
    if (separated) {
        View one;
        if (is_str(t, args[1])) {
            if (as_str(args[1])->length != 1) {
                return RAISE(t, ValueError, "sep must be length 1.");
            }
            separator = str_char(as_str(args[1]), 0);
        } else if (type_of(t, args[1])->slots.get_bytes != NULL && view(t, args[1], &one)) {
            if (one.length != 1) {
                return RAISE(t, ValueError, "sep must be length 1.");
            }
            separator = one.data[0];
        } else {
            int64_t length = weft__length(t, args[1]);
            if (length < 0) {
                return EMPTY;
            }
            if (length != 1) {
                return RAISE(t, ValueError, "sep must be length 1.");
            }
            return RAISE(t, TypeError, "sep must be str or bytes.");
        }
        if (separator >= 128) {
            return RAISE(t, ValueError, "sep must be ASCII.");
        }
    }
    if (!separated && s.length <= STR_MAX_LENGTH / 2) {
        Str *text = weft__str_new(t, 2 * s.length, 127);
        for (size_t i = 0; text != NULL && i < s.length; i++) {
            text->inline_data[2 * i] = (unsigned char)"0123456789abcdef"[s.data[i] >> 4];
            text->inline_data[2 * i + 1] = (unsigned char)"0123456789abcdef"[s.data[i] & 15];
        }
        return value_or_empty(text);
    }
    size_t size = (size_t)(group < 0 ? -group : group);
    TextBuilder b;
    weft__builder_init(&b, t);
    for (size_t i = 0; i < s.length && !b.failed; i++) {
        size_t count = group < 0 ? i : s.length - i;
        if (i > 0 && separated && size > 0 && count % size == 0) {
            weft__builder_char(&b, separator);
        }
        weft__builder_char(&b, (unsigned char)"0123456789abcdef"[s.data[i] >> 4]);
        weft__builder_char(&b, (unsigned char)"0123456789abcdef"[s.data[i] & 15]);
    }
    return value_or_empty(weft__builder_finish(&b));
}
static int hex_digit(uint32_t c)
{
    return c >= '0' && c <= '9' ? (int)c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (int)(c | 32) - 'a' + 10 : -1;
}
static Value method_fromhex(Thread *t, Value *args)
{
    if (!is_str(t, args[1])) {
        return RAISE(t, TypeError, "fromhex() argument must be str, not %G", args[1]);
    }
    Str *s = as_str(args[1]);
    TextBuilder b;
    weft__builder_init(&b, t);
    for (size_t i = 0; i < s->length;) {
        uint32_t c = str_char(s, i);
        if (c < 128 && is_space((unsigned char)c)) {
            i++;
            continue;
        }
        int high = hex_digit(c), low = i + 1 < s->length ? hex_digit(str_char(s, i + 1)) : -1;
        if (high < 0 || low < 0) {
            return RAISE(t, ValueError, "non-hexadecimal number found in fromhex() arg at position %zu",
                         high < 0 ? i : i + 1);
        }
        weft__builder_char(&b, (uint32_t)(high << 4 | low));
        i += 2;
    }
    if (b.failed) {
        return EMPTY;
    }
    Value bytes = value_or_empty(
        weft__bytes_new(t, b.data, b.length));
    return bytes == EMPTY || args[0] == value_from_pointer(T(t, bytes)) ? bytes : weft__call1(t, args[0], bytes);
}
static Value method_decode(Thread *t, Value *args)
{
    View s;
    if (!is_str(t, args[1]) || !is_str(t, args[2])) {
        return RAISE(t, TypeError, "decode() argument '%s' must be str, not %G",
                     is_str(t, args[1]) ? "errors" : "encoding", is_str(t, args[1]) ? args[2] : args[1]);
    }
    const char *encoding = weft__str_utf8(t, as_str(args[1]), NULL);
    const char *errors = encoding == NULL ? NULL : weft__str_utf8(t, as_str(args[2]), NULL);
    if (errors == NULL || !view(t, args[0], &s)) {
        return EMPTY;
    }
    return s.length == 0 ? value_from_pointer(t->runtime->empty_str) /* whatever the encoding's name */
                                                   : value_or_empty(weft__decode_registered(
                                                         t, s.data, s.length, encoding, errors));
}

#define RANGE_ARGUMENTS "self, sub, start=None, end=None, /"
const NativeDef weft__bytes_methods[] = {
    {"find", method_find, RANGE_ARGUMENTS, NULL, 0},
    {"rfind", method_rfind, RANGE_ARGUMENTS, NULL, 0},
    {"index", method_index, RANGE_ARGUMENTS, NULL, 0},
    {"rindex", method_rindex, RANGE_ARGUMENTS, NULL, 0},
    {"count", method_count, RANGE_ARGUMENTS, NULL, 0},
    {"startswith", method_startswith, RANGE_ARGUMENTS, NULL, 0},
    {"endswith", method_endswith, RANGE_ARGUMENTS, NULL, 0},
    {"removeprefix", method_removeprefix, "self, prefix, /", NULL, 0},
    {"removesuffix", method_removesuffix, "self, suffix, /", NULL, 0},
    {"replace", method_replace, "self, old, new, count=-1, /", NULL, 0},
    {"join", method_join, "self, iterable_of_bytes, /", NULL, 0},
    {"split", method_split, "self, /, sep=None, maxsplit=-1", NULL, 0},
    {"rsplit", method_rsplit, "self, /, sep=None, maxsplit=-1", NULL, 0},
    {"splitlines", method_splitlines, "self, /, keepends=False", NULL, 0},
    {"partition", method_partition, "self, sep, /", NULL, 0},
    {"rpartition", method_rpartition, "self, sep, /", NULL, 0},
    {"strip", method_strip, "self, bytes=None, /", NULL, 0},
    {"lstrip", method_lstrip, "self, bytes=None, /", NULL, 0},
    {"rstrip", method_rstrip, "self, bytes=None, /", NULL, 0},
    {"center", method_center, "self, width, fillchar=, /", NULL, 0},
    {"ljust", method_ljust, "self, width, fillchar=, /", NULL, 0},
    {"rjust", method_rjust, "self, width, fillchar=, /", NULL, 0},
    {"zfill", method_zfill, "self, width, /", NULL, 0},
    {"expandtabs", method_expandtabs, "self, /, tabsize=8", NULL, 0},
    {"isalpha", method_isalpha, "self, /", NULL, 0},
    {"isdigit", method_isdigit, "self, /", NULL, 0},
    {"isalnum", method_isalnum, "self, /", NULL, 0},
    {"isspace", method_isspace, "self, /", NULL, 0},
    {"isascii", method_isascii, "self, /", NULL, 0},
    {"islower", method_islower, "self, /", NULL, 0},
    {"isupper", method_isupper, "self, /", NULL, 0},
    {"istitle", method_istitle, "self, /", NULL, 0},
    {"lower", method_lower, "self, /", NULL, 0},
    {"upper", method_upper, "self, /", NULL, 0},
    {"swapcase", method_swapcase, "self, /", NULL, 0},
    {"title", method_title, "self, /", NULL, 0},
    {"capitalize", method_capitalize, "self, /", NULL, 0},
    {"translate", method_translate, "self, table, /, delete=", NULL, 0},
    {"maketrans", method_maketrans, "frm, to, /", NULL, NATIVE_STATIC},
    {"hex", method_hex, "self, sep=, bytes_per_sep=", NULL, 0},
    {"fromhex", method_fromhex, "type, string, /", NULL, NATIVE_CLASS},
    {"decode", method_decode, "self, /, encoding='utf-8', errors='strict'", NULL, 0},
    {NULL, NULL, NULL, NULL, 0},
};
