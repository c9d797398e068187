/* suggestions.c - "Did you mean: 'x'?" behind NameError and AttributeError.
 *
 * Candidates are compared by an edit distance in which a change of case costs less than any other
 * change; what differs too much for its length is not offered.
 */
#include "object/exceptions.h"

enum { MOVE_COST = 2, CASE_COST = 1, LONGEST_NAME = 40, MOST_CANDIDATES = 750 };

static size_t substitution_cost(unsigned char a, unsigned char b)
{
    if ((a & 31) != (b & 31)) {
        return MOVE_COST;
    }
    if (a == b) {
        return 0;
    }
    unsigned char low_a = a >= 'A' && a <= 'Z' ? (unsigned char)(a + 32) : a;
    unsigned char low_b = b >= 'A' && b <= 'Z' ? (unsigned char)(b + 32) : b;
    return low_a == low_b ? CASE_COST : MOVE_COST;
}

/* Distance of two byte strings; more than `most` when it is larger. */
static size_t distance(const char *a, size_t a_size, const char *b, size_t b_size, size_t most)
{
    size_t row[LONGEST_NAME];
    if (a == b) {
        return 0;
    }
    while (a_size > 0 && b_size > 0 && a[0] == b[0]) {
        a++, a_size--;
        b++, b_size--;
    }
    while (a_size > 0 && b_size > 0 && a[a_size - 1] == b[b_size - 1]) {
        a_size--;
        b_size--;
    }
    if (a_size == 0 || b_size == 0) {
        return (a_size + b_size) * MOVE_COST;
    }
    if (a_size > LONGEST_NAME || b_size > LONGEST_NAME) {
        return most + 1;
    }
    if (b_size < a_size) {
        const char *swap = a;
        a = b;
        b = swap;
        size_t size = a_size;
        a_size = b_size;
        b_size = size;
    }
    if ((b_size - a_size) * MOVE_COST > most) {
        return most + 1;
    }
    for (size_t i = 0; i < a_size; i++) {
        row[i] = (i + 1) * MOVE_COST;
    }
    size_t result = 0;
    for (size_t j = 0; j < b_size; j++) {
        size_t previous = j * MOVE_COST, least = SIZE_MAX;
        result = previous;
        for (size_t i = 0; i < a_size; i++) {
            size_t replace = previous + substitution_cost((unsigned char)b[j], (unsigned char)a[i]);
            previous = row[i];
            size_t change = (result < previous ? result : previous) + MOVE_COST;
            result = replace < change ? replace : change;
            row[i] = result;
            least = result < least ? result : least;
        }
        if (least > most) {
            return most + 1;
        }
    }
    return result;
}

typedef struct Search {
    Str *name;
    const char *text;
    size_t size;
    Str *best;
    size_t best_distance;
    size_t candidates;
} Search;

static void consider(Thread *t, Search *search, Value candidate)
{
    if (!is_str(t, candidate) || weft__str_equal(as_str(candidate), search->name)) {
        return;
    }
    size_t size;
    const char *text = weft__str_utf8(t, as_str(candidate), &size);
    if (text == NULL) {
        t->exception = EMPTY;
        return;
    }
    size_t most = (search->size + size + 3) * MOVE_COST / 6;
    if (search->best != NULL && search->best_distance - 1 < most) {
        most = search->best_distance - 1;
    }
    size_t found = distance(search->text, search->size, text, size, most);
    if (found <= most && (search->best == NULL || found < search->best_distance)) {
        search->best = as_str(candidate);
        search->best_distance = found;
    }
}

static bool search_init(Thread *t, Search *search, Value name)
{
    if (name == EMPTY || !is_str(t, name)) {
        return false;
    }
    memset(search, 0, sizeof *search);
    search->name = as_str(name);
    search->text = weft__str_utf8(t, search->name, &search->size);
    return search->text != NULL && search->size <= LONGEST_NAME;
}

static Str *search_list(Thread *t, Value name, List *names)
{
    Search search;
    size_t count = list_length(names);
    if (count >= MOST_CANDIDATES || !search_init(t, &search, name)) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        Value each = list_get(names, i);
        if (each != EMPTY) {
            consider(t, &search, each);
        }
    }
    return search.best;
}

static Str *for_attribute(Thread *t, Value exception)
{
    Value obj = exception_field(exception, ATTRIBUTE_ERROR_OBJ);
    Value name = exception_field(exception, ATTRIBUTE_ERROR_NAME);
    if (obj == EMPTY || name == EMPTY || name == NONE) {
        return NULL;
    }
    Value names = weft__dir(t, obj);
    return names == EMPTY ? NULL : search_list(t, name, as_list(names));
}

static Str *for_name(Thread *t, Value exception)
{
    Value name = exception_field(exception, NAME_ERROR_NAME);
    Value traceback = weft__load_acquire(&as_exception(exception)->traceback); /* edge: exception_field */
    if (name == EMPTY || name == NONE || !object_is(traceback, T(t, traceback))) {
        return NULL;
    }
    Traceback *last = value_pointer(traceback);
    for (Value next = weft__load_acquire(&last->next); next != NONE; /* edge: traceback_next */
         next = weft__load_acquire(&last->next)) {
        last = value_pointer(next);
    }
    Value locals = value_or_empty(last->code->local_names);
    List *names = locals == EMPTY ? NULL : weft__list_from_iterable(t, locals);
    Str *found = names == NULL ? NULL : search_list(t, name, names);
    if (found == NULL && is_dict(t, last->globals)) {
        Value keys = weft__dict_keys_list(t, as_dict(last->globals));
        found = keys == EMPTY ? NULL : search_list(t, name, as_list(keys));
    }
    if (found == NULL && t->runtime->builtins != NULL) {
        Value keys = weft__dict_keys_list(t, t->runtime->builtins);
        found = keys == EMPTY ? NULL : search_list(t, name, as_list(keys));
    }
    return found;
}

Str *weft__suggestion(Thread *t, Value exception)
{
    Type *type = type_of(t, exception);
    Str *found = type == EXC(t, AttributeError) ? for_attribute(t, exception)
                 : type == EXC(t, NameError)    ? for_name(t, exception)
                                                : NULL;
    t->exception = EMPTY;
    return found;
}
