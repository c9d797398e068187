/* re_search.c - what search, match, fullmatch, findall, split and sub do: one match or a walk over all.
 *
 * A walk reads the subject's bytes in place, under the promise of Subject; between two matches it comes to a
 * safepoint, so a long walk holds up no other thread. Results are new objects that nobody else has yet.
 */
#include "modules/re_internal.h"

int64_t *weft__re_span_room(Thread *t, Pattern *pattern, int64_t *few)
{
    if (pattern->groups < FEW_GROUPS) {
        return few;
    }
    ByteArray *many = weft__byte_array_new(t, 2 * ((size_t)pattern->groups + 1) * sizeof(int64_t));
    return many == NULL ? NULL : (int64_t *)(void *)many->bytes;
}

/* The group that closed last: the one that ends furthest, by the order of closing parentheses. What is inside a
 * group closed before it, though it may end further (looking ahead). */
static int64_t last_group(const Pattern *pattern, const int64_t *spans)
{
    int64_t last = 0;
    const uint32_t *closing = (const uint32_t *)(const void *)pattern->closing->bytes;
    for (uint32_t i = 1; i <= pattern->groups; i++) {
        int64_t end = spans[2 * i + 1];
        bool inside_last = last > 0 && closing[i] < closing[last]; /* it was opened later and closed before */
        if (end >= 0 && !inside_last && (last == 0 || end > spans[2 * last + 1] ||
                         (end == spans[2 * last + 1] && closing[i] > closing[last]))) {
            last = i;
        }
    }
    return last;
}

Match *weft__re_match_new(Thread *t, Pattern *pattern, const Subject *subject, const int64_t *spans)
{
    size_t count = 2 * ((size_t)pattern->groups + 1);
    Match *match = weft__alloc(t, sizeof *match + count * sizeof(int64_t), RE_TYPE(t, SLOT_MATCH));
    if (match != NULL) {
        match->pattern = pattern;
        match->string = subject->string;
        match->position = (int64_t)subject->start;
        match->end_position = (int64_t)subject->length;
        match->last_index = pattern->groups == 0 ? 0 : last_group(pattern, spans);
        memcpy(match->spans, spans, count * sizeof(int64_t));
    }
    return match;
}

Value weft__re_find(Thread *t, Pattern *pattern, Value string, Value position, Value end,
                    enum ReMode mode)
{
    Subject subject;
    int64_t few[2 * (FEW_GROUPS + 1)];
    int64_t *spans = weft__re_span_room(t, pattern, few);
    if (spans == NULL || !weft__re_subject(t, pattern, string, position, end, &subject)) {
        return EMPTY;
    }
    int found = weft__re_run(t, pattern, &subject, mode, subject.start, false, spans);
    return found > 0 ? value_or_empty(weft__re_match_new(t, pattern, &subject, spans))
                     : found < 0 ? EMPTY
                                 : NONE;
}

Value weft__re_slice(Thread *t, Value string, int64_t from, int64_t to)
{
    if (is_str(t, string)) {
        Str *s = as_str(string);
        return value_or_empty(weft__str_substring(t, s, (size_t)from, (size_t)to));
    }
    const unsigned char *bytes;
    size_t length;
    if (!weft__get_bytes(t, string, &bytes, &length)) {
        return EMPTY;
    }
    /* a bytearray may have shrunk since */
    size_t end = (size_t)to > length ? length : (size_t)to;
    size_t start = (size_t)from > end ? end : (size_t)from;
    if (start == 0 && end == length && object_is(string, T(t, bytes))) {
        return string;
    }
    return value_or_empty(weft__bytes_new(t, bytes + start, end - start));
}

/* Walks all matches as findall, finditer, sub and split do. */
typedef struct Walk {
    Pattern *pattern;
    Subject subject;
    int64_t *spans;
    int64_t few[2 * (FEW_GROUPS + 1)];
    size_t at;
    bool nonempty; /* the match before was empty: the next one here must not be */
} Walk;

static bool walk_start(Thread *t, Walk *walk, Pattern *pattern, Value string, Value position, Value end)
{
    walk->pattern = pattern;
    walk->spans = weft__re_span_room(t, pattern, walk->few);
    if (walk->spans == NULL || !weft__re_subject(t, pattern, string, position, end, &walk->subject)) {
        return false;
    }
    walk->at = walk->subject.start;
    walk->nonempty = false;
    return true;
}
static int walk_next(Thread *t, Walk *walk)
{
    int found = weft__re_run(t, walk->pattern, &walk->subject, MODE_SEARCH, walk->at, walk->nonempty,
                             walk->spans);
    if (found > 0) {
        walk->at = (size_t)walk->spans[1];
        walk->nonempty = walk->spans[0] == walk->spans[1];
        weft__safepoint(t);
    }
    return found;
}

static Value empty_like(Thread *t, const Pattern *pattern)
{
    return pattern->is_text ? value_from_pointer(t->runtime->empty_str) : t->runtime->empty_bytes;
}

static Value found_item(Thread *t, const Walk *walk)
{
    uint32_t groups = walk->pattern->groups;
    const int64_t *spans = walk->spans;
    if (groups <= 1) {
        const int64_t *span = spans + 2 * groups;
        return span[0] < 0 ? empty_like(t, walk->pattern)
                           : weft__re_slice(t, walk->subject.string, span[0], span[1]);
    }
    Tuple *tuple = weft__tuple_new(t, groups);
    for (uint32_t i = 1; tuple != NULL && i <= groups; i++) {
        Value part = spans[2 * i] < 0 ? empty_like(t, walk->pattern)
                                      : weft__re_slice(t, walk->subject.string, spans[2 * i], spans[2 * i + 1]);
        if (part == EMPTY) {
            return EMPTY;
        }
        tuple->items[i - 1] = part;
    }
    return value_or_empty(tuple);
}

Value weft__re_findall(Thread *t, Pattern *pattern, Value string, Value position, Value end)
{
    Walk walk;
    List *list = weft__list_new(t, 8);
    if (list == NULL || !walk_start(t, &walk, pattern, string, position, end)) {
        return EMPTY;
    }
    int found;
    while ((found = walk_next(t, &walk)) > 0) {
        Value item = found_item(t, &walk);
        if (item == EMPTY || !weft__list_append(t, list, item)) {
            return EMPTY;
        }
    }
    return found < 0 ? EMPTY : value_from_pointer(list);
}

Value weft__re_split(Thread *t, Pattern *pattern, Value string, Value limit_value)
{
    Walk walk;
    int64_t limit, done = 0, last = 0;
    List *list = weft__list_new(t, 8);
    if (list == NULL || !weft__to_i64(t, limit_value, &limit) ||
        !walk_start(t, &walk, pattern, string, EMPTY, EMPTY)) {
        return EMPTY;
    }
    int found = 0;
    while ((limit == 0 || done < limit) && (found = walk_next(t, &walk)) > 0) {
        Value part = weft__re_slice(t, string, last, walk.spans[0]);
        if (part == EMPTY || !weft__list_append(t, list, part)) {
            return EMPTY;
        }
        for (uint32_t i = 1; i <= pattern->groups; i++) {
            part = walk.spans[2 * i] < 0
                       ? NONE
                       : weft__re_slice(t, string, walk.spans[2 * i], walk.spans[2 * i + 1]);
            if (part == EMPTY || !weft__list_append(t, list, part)) {
                return EMPTY;
            }
        }
        last = walk.spans[1];
        done++;
    }
    if (found < 0) {
        return EMPTY;
    }
    Value rest = weft__re_slice(t, string, last, (int64_t)walk.subject.length);
    return rest != EMPTY && weft__list_append(t, list, rest) ? value_from_pointer(list) : EMPTY;
}

/* ---- sub ---- */

typedef struct Substitution {
    Walk walk;
    Value replacement;
    bool calls;       /* replacement is called with each match */
    Template template;
    TextBuilder text;
    ByteBuilder bytes;
    size_t items;     /* pieces so far, for messages */
} Substitution;

bool weft__re_bytes_append(ByteBuilder *b, const void *data, size_t length)
{
    size_t room = b->storage == NULL ? 0 : b->storage->capacity;
    if (b->failed) {
        return false;
    }
    if (room - b->length < length) {
        ByteArray *larger = weft__byte_array_new(b->thread, (b->length + length) * 2 + 64);
        if (larger == NULL) {
            b->failed = true;
            return false;
        }
        if (b->length > 0) {
            memcpy(larger->bytes, b->storage->bytes, b->length);
        }
        b->storage = larger;
    }
    if (length > 0) {
        memcpy(b->storage->bytes + b->length, data, length);
    }
    b->length += length;
    return true;
}

/* Text between matches. */
static bool append_between(Substitution *s, size_t from, size_t to)
{
    const Subject *subject = &s->walk.subject;
    if (from >= to) {
        return true;
    }
    s->items++;
    return subject->text != NULL
               ? weft__builder_substring(&s->text, subject->text, from, to)
               : weft__re_bytes_append(&s->bytes, (const unsigned char *)subject->data + from, to - from);
}

static bool append_call(Thread *t, Substitution *s)
{
    Match *match = weft__re_match_new(t, s->walk.pattern, &s->walk.subject, s->walk.spans);
    Value item = match == NULL ? EMPTY : weft__call1(t, s->replacement, value_from_pointer(match));
    if (item == EMPTY || item == NONE) {
        return item == NONE;
    }
    size_t index = s->items++;
    if (s->walk.subject.text != NULL) {
        if (!is_str(t, item)) {
            RAISE(t, TypeError, "sequence item %zu: expected str instance, %T found", index, item);
            return false;
        }
        return weft__builder_str(&s->text, as_str(item));
    }
    const unsigned char *data;
    size_t length;
    if (type_of(t, item)->slots.get_bytes == NULL) {
        RAISE(t, TypeError, "sequence item %zu: expected a bytes-like object, %T found", index, item);
        return false;
    }
    return weft__get_bytes(t, item, &data, &length) && weft__re_bytes_append(&s->bytes, data, length);
}

static bool append_replacement(Thread *t, Substitution *s)
{
    if (s->calls) {
        return append_call(t, s);
    }
    s->items++;
    return weft__re_expand(t, &s->template, s->walk.subject.string, s->walk.spans, &s->text, &s->bytes);
}

static bool substitution_start(Thread *t, Substitution *s, Pattern *pattern, Value replacement,
                               Value string)
{
    s->replacement = replacement;
    s->items = 0;
    s->bytes = (ByteBuilder){t, NULL, 0, false};
    weft__builder_init(&s->text, t);
    s->calls = weft__is_callable(t, replacement);
    if (!s->calls && !weft__re_template(t, pattern, replacement, &s->template)) {
        return false;
    }
    return walk_start(t, &s->walk, pattern, string, EMPTY, EMPTY);
}

Value weft__re_substitute(Thread *t, Pattern *pattern, Value replacement, Value string,
                          Value limit_value, bool with_count)
{
    Substitution s;
    int64_t limit, done = 0;
    if (!weft__to_i64(t, limit_value, &limit) ||
        !substitution_start(t, &s, pattern, replacement, string)) {
        return EMPTY;
    }
    size_t last = 0;
    int found = 0;
    while ((limit == 0 || done < limit) && (found = walk_next(t, &s.walk)) > 0) {
        size_t end = (size_t)s.walk.spans[1];
        if (!append_between(&s, last, (size_t)s.walk.spans[0]) || !append_replacement(t, &s)) {
            return EMPTY;
        }
        last = end;
        done++;
    }
    if (found < 0) {
        return EMPTY;
    }
    Value result;
    if (done == 0) {
        result = weft__re_slice(t, string, 0, (int64_t)s.walk.subject.length);
    } else if (!append_between(&s, last, s.walk.subject.length)) {
        return EMPTY;
    } else {
        result = pattern->is_text
                     ? value_or_empty(weft__builder_finish(&s.text))
                     : value_or_empty(weft__bytes_new(t, s.bytes.storage == NULL ? NULL : s.bytes.storage->bytes,
                                                      s.bytes.length));
    }
    return with_count && result != EMPTY ? weft__tuple2(t, result, value_from_small_int(done)) : result;
}
