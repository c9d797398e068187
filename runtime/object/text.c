/* text.c - storage of str: creation, comparison, search, hashing, UTF-8.
 *
 * A Str is immutable and has the narrowest width that fits its widest character, so equal strings
 * have equal bytes. Nothing here takes a lock; the cached hash is the same whoever computes it.
 */
#include "object/text_internal.h"

/* ---- creation ---- */

static uint8_t width_for(uint32_t widest)
{
    return widest < 256 ? 1 : widest < 65536 ? 2 : 4;
}

Str *weft__str_new(Thread *t, size_t length, uint32_t widest)
{
    if (UNLIKELY(length > STR_MAX_LENGTH)) {
        weft__raise_memory_error(t);
        return NULL;
    }
    if (length == 0 && t->runtime->empty_str != NULL) {
        return t->runtime->empty_str;
    }
    uint8_t width = width_for(widest);
    Str *s = weft__alloc(t, sizeof(Str) + (length + 1) * width, T(t, str));
    if (LIKELY(s != NULL)) {
        s->length = (uint32_t)length;
        s->width = width;
        s->ascii = widest < 128;
    }
    return s;
}

Str *weft__str_from_ascii(Thread *t, const char *text, size_t bytes)
{
    if (bytes == 1 && t->runtime->characters[(unsigned char)text[0]] != NULL) {
        return t->runtime->characters[(unsigned char)text[0]];
    }
    Str *s = weft__str_new(t, bytes, 127);
    if (s != NULL && bytes > 0) {
        memcpy(s->inline_data, text, bytes);
    }
    return s;
}

Str *weft__str_from_c(Thread *t, const char *text)
{
    return weft__str_from_utf8(t, text, strlen(text));
}

Str *weft__str_from_character(Thread *t, uint32_t character)
{
    if (character < 256 && t->runtime->characters[character] != NULL) {
        return t->runtime->characters[character];
    }
    Str *s = weft__str_new(t, 1, character);
    if (s != NULL) {
        weft__str_put(s, 0, character);
    }
    return s;
}

/* One character of WTF-8 at *p (before end); malformed bytes give U+FFFD. */
static uint32_t next_utf8(const unsigned char **p, const unsigned char *end)
{
    const unsigned char *s = *p;
    uint32_t c = *s++;
    int more = c < 0x80 ? 0 : c >= 0xF0 && c < 0xF5 ? 3 : c >= 0xE0 && c < 0xF0 ? 2 : c >= 0xC2 && c < 0xE0 ? 1 : -1;
    if (more < 0 || end - s < more) {
        *p = s;
        return 0xFFFD;
    }
    c &= more == 0 ? 0x7FU : more == 1 ? 0x1FU : more == 2 ? 0x0FU : 0x07U;
    for (int i = 0; i < more; i++) {
        if ((s[i] & 0xC0) != 0x80) {
            *p = s;
            return 0xFFFD;
        }
        c = c << 6 | (s[i] & 0x3FU);
    }
    *p = s + more;
    return c > 0x10FFFF ? 0xFFFD : c;
}

Str *weft__str_from_utf8(Thread *t, const char *text, size_t bytes)
{
    const unsigned char *from = (const unsigned char *)text, *end = from + bytes;
    size_t length = 0;
    uint32_t widest = 0;
    const unsigned char *p = from;
    if (weft__ascii_prefix(from, bytes) == bytes) {
        return weft__str_from_ascii(t, text, bytes);
    }
    for (; p < end; length++) {
        uint32_t c = next_utf8(&p, end);
        widest = c > widest ? c : widest;
    }
    Str *s = weft__str_new(t, length, widest);
    if (s != NULL) {
        p = from;
        for (size_t i = 0; i < length; i++) {
            weft__str_put(s, i, next_utf8(&p, end));
        }
    }
    return s;
}

Str *weft__str_from_characters(Thread *t, const uint32_t *characters, size_t length)
{
    uint32_t widest = 0;
    for (size_t i = 0; i < length; i++) {
        widest |= characters[i];
    }
    /* An "or" may only overestimate within one width class when classes are powers of two. */
    Str *s = weft__str_new(t, length, widest);
    for (size_t i = 0; s != NULL && i < length; i++) {
        weft__str_put(s, i, characters[i]);
    }
    return s;
}

void weft__text_copy(unsigned char *into, unsigned width, size_t at, const Str *from, size_t start, size_t count)
{
    const unsigned char *data = str_data(from);
    if (width == from->width) {
        memcpy(into + at * width, data + start * width, count * width);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        text_put(into, width, at + i, text_char(data, from->width, start + i));
    }
}

uint32_t weft__str_widest(const Str *s, size_t from, size_t to)
{
    uint32_t widest = 0;
    if (s->ascii) {
        return 127;
    }
    const unsigned char *data = str_data(s);
    for (size_t i = from; i < to; i++) {
        widest |= text_char(data, s->width, i);
    }
    return widest;
}

Str *weft__str_substring(Thread *t, Str *s, size_t from, size_t to)
{
    if (from == 0 && to == s->length && s->head.type == T(t, str)) {
        return s;
    }
    if (to - from == 1) {
        return weft__str_from_character(t, str_char(s, from));
    }
    Str *part = weft__str_new(t, to - from, weft__str_widest(s, from, to));
    if (part != NULL) {
        weft__str_copy(part, 0, s, from, to - from);
    }
    return part;
}

/* ---- comparison and hashing ---- */

bool weft__str_equal(const Str *a, const Str *b)
{
    return a == b || (a->length == b->length && a->width == b->width &&
                      memcmp(str_data(a), str_data(b), (size_t)a->length * a->width) == 0);
}

bool weft__str_equals_c(const Str *s, const char *text)
{
    return s->width == 1 && strlen(text) == s->length && memcmp(str_data(s), text, s->length) == 0;
}

int weft__str_compare(const Str *a, const Str *b)
{
    size_t shorter = a->length < b->length ? a->length : b->length;
    const unsigned char *left = str_data(a), *right = str_data(b);
    if (a->width == 1 && b->width == 1) {
        int order = memcmp(left, right, shorter);
        if (order != 0) {
            return order;
        }
    } else {
        for (size_t i = 0; i < shorter; i++) {
            uint32_t x = text_char(left, a->width, i), y = text_char(right, b->width, i);
            if (x != y) {
                return x < y ? -1 : 1;
            }
        }
    }
    return a->length < b->length ? -1 : a->length > b->length;
}

/* A keyed hash of bytes: multiply and rotate per word, keyed at both ends, so that colliding keys
 * cannot be chosen without the seed. */
uint32_t weft__hash_bytes(Thread *t, const void *data, size_t bytes)
{
    const uint64_t *seed = t->runtime->hash_seed;
    uint64_t h = seed[0] ^ bytes;
    const unsigned char *p = data;
    uint64_t word;
    for (; bytes >= 8; bytes -= 8, p += 8) {
        memcpy(&word, p, 8);
        h = (h ^ word) * 0x9E3779B97F4A7C15ULL;
        h ^= h >> 29;
    }
    word = 0;
    memcpy(&word, p, bytes);
    h = (h ^ word ^ seed[1]) * 0xBF58476D1CE4E5B9ULL;
    h ^= h >> 32;
    h *= 0x94D049BB133111EBULL;
    uint32_t folded = (uint32_t)(h >> 32);
    return folded == 0 ? 1 : folded;
}

uint32_t weft__str_hash(Thread *t, Str *s)
{
    uint32_t hash = weft__load_relaxed(&s->head.aux); /* edge: str_hash */
    if (LIKELY(hash != 0)) {
        return hash;
    }
    if (s->length == 0) {
        return 0; /* as CPython; kept nowhere, because 0 says "not known" */
    }
    hash = weft__hash_bytes(t, str_data(s), (size_t)s->length * s->width);
    weft__store_relaxed(&s->head.aux, hash); /* edge: str_hash */
    return hash;
}

/* ---- search ---- */

static int64_t find_character(const Str *s, uint32_t c, size_t from, size_t to)
{
    const unsigned char *data = str_data(s);
    if (s->width == 1) {
        if (c > 255) {
            return -1;
        }
        const unsigned char *found = memchr(data + from, (int)c, to - from);
        return found == NULL ? -1 : found - data;
    }
    for (size_t i = from; i < to; i++) {
        if (text_char(data, s->width, i) == c) {
            return (int64_t)i;
        }
    }
    return -1;
}

int64_t weft__str_find(const Str *s, const Str *needle, size_t from, size_t to)
{
    size_t n = needle->length;
    if (to > s->length) {
        to = s->length;
    }
    if (from > to || n > to - from) {
        return -1;
    }
    if (n == 0) {
        return (int64_t)from;
    }
    if (needle->width > s->width) {
        return -1;
    }
    if (n == 1) {
        return find_character(s, str_char(needle, 0), from, to);
    }
    const unsigned char *data = str_data(s), *wanted = str_data(needle);
    if (s->width == 1) { /* memmem is linear in the worst case */
        const unsigned char *found = memmem(data + from, to - from, wanted, n);
        return found == NULL ? -1 : found - data;
    }
    if (s->width == needle->width) { /* the same on wider units, at unit boundaries */
        const unsigned char *start = data + from * s->width, *end = data + to * s->width;
        for (;;) {
            const unsigned char *found = memmem(start, (size_t)(end - start), wanted, n * s->width);
            if (found == NULL) {
                return -1;
            }
            size_t offset = (size_t)(found - data);
            if (offset % s->width == 0) {
                return (int64_t)(offset / s->width);
            }
            start = found + 1;
        }
    }
    for (size_t i = from; i + n <= to; i++) {
        size_t j = 0;
        while (j < n && text_char(data, s->width, i + j) == text_char(wanted, needle->width, j)) {
            j++;
        }
        if (j == n) {
            return (int64_t)i;
        }
    }
    return -1;
}

int64_t weft__str_find_last(const Str *s, const Str *needle, size_t from, size_t to)
{
    size_t n = needle->length;
    if (to > s->length) {
        to = s->length;
    }
    if (from > to || n > to - from) {
        return -1;
    }
    const unsigned char *data = str_data(s), *wanted = str_data(needle);
    for (size_t i = to - n + 1; i-- > from;) {
        size_t j = 0;
        while (j < n && text_char(data, s->width, i + j) == text_char(wanted, needle->width, j)) {
            j++;
        }
        if (j == n) {
            return (int64_t)i;
        }
    }
    return -1;
}

/* ---- UTF-8 ---- */

size_t weft__put_utf8(unsigned char *into, uint32_t c)
{
    if (c < 0x80) {
        into[0] = (unsigned char)c;
        return 1;
    }
    if (c < 0x800) {
        into[0] = (unsigned char)(0xC0 | c >> 6);
        into[1] = (unsigned char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (c < 0x10000) {
        into[0] = (unsigned char)(0xE0 | c >> 12);
        into[1] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
        into[2] = (unsigned char)(0x80 | (c & 0x3F));
        return 3;
    }
    into[0] = (unsigned char)(0xF0 | c >> 18);
    into[1] = (unsigned char)(0x80 | (c >> 12 & 0x3F));
    into[2] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
    into[3] = (unsigned char)(0x80 | (c & 0x3F));
    return 4;
}

/* With the zero byte that others may write over in a text buffer. */
static COLD const char *copied_text(Thread *t, const Str *s)
{
    ByteArray *copy = weft__byte_array_new(t, (size_t)s->length + 1);
    if (copy == NULL) {
        return NULL;
    }
    memcpy(copy->bytes, str_data(s), s->length);
    return (const char *)copy->bytes;
}

const char *weft__str_utf8(Thread *t, Str *s, size_t *bytes_or_null)
{
    if (s->ascii || s->length == 0) {
        if (bytes_or_null != NULL) {
            *bytes_or_null = s->length;
        }
        return s->in_buffer ? copied_text(t, s) : (const char *)s->inline_data;
    }
    size_t bytes = 0;
    unsigned char scratch[4];
    for (size_t i = 0; i < s->length; i++) {
        bytes += weft__put_utf8(scratch, str_char(s, i));
    }
    ByteArray *copy = weft__byte_array_new(t, bytes + 1);
    if (copy == NULL) {
        return NULL;
    }
    unsigned char *out = copy->bytes;
    for (size_t i = 0; i < s->length; i++) {
        out += weft__put_utf8(out, str_char(s, i));
    }
    *out = 0;
    if (bytes_or_null != NULL) {
        *bytes_or_null = bytes;
    }
    return (const char *)copy->bytes;
}

const char *weft__str_path(Thread *t, Value path)
{
    if (!is_str(t, path) && !has_type_flag(t, path, TYPE_IS_BYTES)) {
        bool missing;
        Value converted = weft__call_special(t, path, N(t, __fspath__), NULL, 0, &missing);
        if (converted == EMPTY) {
            if (missing) {
                RAISE(t, TypeError, "expected str, bytes or os.PathLike object, not %T", path);
            }
            return NULL;
        }
        if (!is_str(t, converted) && !has_type_flag(t, converted, TYPE_IS_BYTES)) {
            RAISE(t, TypeError, "expected %T.__fspath__() to return str or bytes, not %T", path, converted);
            return NULL;
        }
        path = converted;
    }
    if (has_type_flag(t, path, TYPE_IS_BYTES)) {
        Bytes *bytes = value_pointer(path);
        if (memchr(bytes->data, 0, bytes->length) != NULL) {
            RAISE(t, ValueError, "embedded null byte");
            return NULL;
        }
        return (const char *)bytes->data;
    }
    Value encoded = weft__encode(t, as_str(path), "utf-8", "surrogateescape");
    if (encoded == EMPTY) {
        return NULL;
    }
    Bytes *bytes = value_pointer(encoded);
    if (memchr(bytes->data, 0, bytes->length) != NULL) {
        RAISE(t, ValueError, "embedded null byte");
        return NULL;
    }
    return (const char *)bytes->data;
}

/* ---- joining ---- */

/* Pieces are mostly short: a loop beats a call. */
static ALWAYS_INLINE unsigned char *put_bytes(unsigned char *to, const unsigned char *from, size_t count)
{
    if (count > 16) {
        memcpy(to, from, count);
        return to + count;
    }
    if (count >= 8) { /* both ends, which overlap */
        uint64_t first, last;
        memcpy(&first, from, 8);
        memcpy(&last, from + count - 8, 8);
        memcpy(to, &first, 8);
        memcpy(to + count - 8, &last, 8);
        return to + count;
    }
    for (size_t i = 0; i < count; i++) {
        to[i] = from[i];
    }
    return to + count;
}

/* One allocation for all pieces, which must be str. */
static Str *join_pieces(Thread *t, const Str *separator, const Value *parts, size_t count)
{
    size_t length = 0;
    uint32_t widest = separator != NULL && count > 1 ? weft__str_widest(separator, 0, separator->length) : 0;
    for (size_t i = 0; i < count; i++) {
        const Str *part = as_str(parts[i]);
        length += part->length;
        widest |= part->ascii ? 127U : part->width == 1 ? 255U : part->width == 2 ? 0xFFFFU : 0x10FFFFU;
    }
    if (separator != NULL && count > 1) {
        length += separator->length * (count - 1);
    }
    Str *s = weft__str_new(t, length, widest);
    size_t at = 0;
    if (s != NULL && s->width == 1) { /* so are all pieces */
        unsigned char *to = s->inline_data;
        size_t gap = separator != NULL ? separator->length : 0;
        const unsigned char *between = gap > 0 ? str_data(separator) : NULL;
        for (size_t i = 0; i < count; i++) {
            if (i > 0 && gap > 0) {
                to = put_bytes(to, between, gap);
            }
            to = put_bytes(to, str_data(as_str(parts[i])), as_str(parts[i])->length);
        }
        return s;
    }
    for (size_t i = 0; s != NULL && i < count; i++) {
        if (i > 0 && separator != NULL) {
            weft__str_copy(s, at, separator, 0, separator->length);
            at += separator->length;
        }
        const Str *part = as_str(parts[i]);
        weft__str_copy(s, at, part, 0, part->length);
        at += part->length;
    }
    return s;
}

Str *weft__str_join_values(Thread *t, const Value *parts, size_t count)
{
    return count == 1 && object_is(parts[0], T(t, str)) ? as_str(parts[0])
                                                        : join_pieces(t, NULL, parts, count);
}

Str *weft__str_join(Thread *t, Str *separator, Value iterable)
{
    Tuple *parts;
    if (object_is(iterable, T(t, tuple))) {
        parts = as_tuple(iterable);
    } else {
        parts = weft__tuple_of_items(t, iterable);
        if (parts == NULL) {
            if (weft__exception_matches(t, EXC(t, TypeError)) &&
                type_of(t, iterable)->slots.iterate == NULL && type_of(t, iterable)->slots.get_item == NULL) {
                exception_take(t);
                RAISE(t, TypeError, "can only join an iterable");
            }
            return NULL;
        }
    }
    size_t count = tuple_length(parts);
    size_t total = 0;
    for (size_t i = 0; i < count; i++) {
        if (!is_str(t, parts->items[i])) {
            RAISE(t, TypeError, "sequence item %zu: expected str instance, %T found", i, parts->items[i]);
            return NULL;
        }
        total += as_str(parts->items[i])->length;
    }
    if (count > 1 && (separator->length > STR_MAX_LENGTH / count || total > STR_MAX_LENGTH)) {
        weft__raise_memory_error(t);
        return NULL;
    }
    if (count == 1 && object_is(parts->items[0], T(t, str))) {
        return as_str(parts->items[0]);
    }
    return join_pieces(t, separator, parts->items, count);
}
