/* string_module.c - the native module _string: the steps of str.format that string.Formatter exposes.
 *
 * For string.py. The parser is the one of str.format (runtime/object/format_text.c).
 */
#include "modules/modules.h"
#include "object/text_internal.h"

typedef struct Markup {
    Thread *t;
    Str *text;
    size_t at;
} Markup;

static Value part(Markup *m, size_t from, size_t to)
{
    return value_or_empty(weft__str_substring(m->t, m->text, from, to));
}

static Value four(Thread *t, Value literal, Value field, Value spec, Value conversion)
{
    Value items[4] = {literal, field, spec, conversion};
    for (int i = 0; i < 4; i++) {
        if (items[i] == EMPTY) {
            return EMPTY;
        }
    }
    return value_or_empty(weft__tuple_from(t, items, 4));
}

/* The next piece as (literal, name, spec, conversion); EMPTY without exception at the end. */
static Value next_piece(Markup *m)
{
    MarkupPiece piece;
    if (weft__next_markup(m->t, m->text, &m->at, m->text->length, &piece) <= 0) {
        return EMPTY;
    }
    Value literal = part(m, piece.literal_from, piece.literal_to);
    if (!piece.field) {
        return four(m->t, literal, NONE, NONE, NONE);
    }
    Value conversion = piece.conversion == 0
                           ? NONE
                           : value_or_empty(weft__str_from_character(m->t, piece.conversion));
    return four(m->t, literal, part(m, piece.name_from, piece.name_to),
                part(m, piece.spec_from, piece.spec_to), conversion);
}

static Value formatter_parser(Thread *t, Value *args)
{
    if (!is_str(t, args[0])) {
        return RAISE(t, TypeError, "expected str, got %T", args[0]);
    }
    Markup m = {t, as_str(args[0]), 0};
    List *pieces = weft__list_new(t, 8);
    if (pieces == NULL) {
        return EMPTY;
    }
    for (Value piece; (piece = next_piece(&m)) != EMPTY;) {
        if (!weft__list_append(t, pieces, piece)) {
            return EMPTY;
        }
    }
    return exception_pending(t) ? EMPTY : weft__iterate(t, value_from_pointer(pieces));
}

/* An index when the text is a number, else the text. */
static Value index_or_name(Markup *m, size_t from, size_t to)
{
    int64_t number = 0;
    for (size_t i = from; i < to; i++) {
        uint32_t c = str_char(m->text, i);
        if (c < '0' || c > '9') {
            return part(m, from, to);
        }
        if (number > INT64_MAX / 20) {
            return RAISE(m->t, ValueError, "Too many decimal digits in format string");
        }
        number = number * 10 + (int64_t)(c - '0');
    }
    return from == to ? part(m, from, to) : int_from_i64(m->t, number);
}

static bool append_access(Markup *m, List *rest, bool attribute, size_t from, size_t to)
{
    if (from == to) {
        RAISE(m->t, ValueError, "Empty attribute in format string");
        return false;
    }
    Value name = attribute ? part(m, from, to) : index_or_name(m, from, to);
    Value pair = name == EMPTY ? EMPTY : weft__tuple2(m->t, value_from_bool(attribute), name);
    return pair != EMPTY && weft__list_append(m->t, rest, pair);
}

static Value formatter_field_name_split(Thread *t, Value *args)
{
    if (!is_str(t, args[0])) {
        return RAISE(t, TypeError, "expected str, got %T", args[0]);
    }
    Markup m = {t, as_str(args[0]), 0};
    List *rest = weft__list_new(t, 4);
    if (rest == NULL) {
        return EMPTY;
    }
    Str *s = m.text;
    size_t i = 0;
    while (i < s->length && str_char(s, i) != '.' && str_char(s, i) != '[') {
        i++;
    }
    Value first = index_or_name(&m, 0, i);
    while (first != EMPTY && i < s->length) {
        uint32_t c = str_char(s, i++);
        size_t from = i;
        if (c == '.') {
            while (i < s->length && str_char(s, i) != '.' && str_char(s, i) != '[') {
                i++;
            }
            if (!append_access(&m, rest, true, from, i)) {
                return EMPTY;
            }
        } else if (c == '[') {
            while (i < s->length && str_char(s, i) != ']') {
                i++;
            }
            if (i == s->length) {
                return RAISE(t, ValueError, "Missing ']' in format string");
            }
            if (!append_access(&m, rest, false, from, i++)) {
                return EMPTY;
            }
        } else {
            return RAISE(t, ValueError, "Only '.' or '[' may follow ']' in format field specifier");
        }
    }
    Value iterator = first == EMPTY ? EMPTY : weft__iterate(t, value_from_pointer(rest));
    return iterator == EMPTY ? EMPTY : weft__tuple2(t, first, iterator);
}

bool weft__init_module__string(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"formatter_parser", formatter_parser, "format_string, /", "parse the argument as a format string", 0},
        {"formatter_field_name_split", formatter_field_name_split, "field_name, /",
         "split the argument as a field name", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_string"));
}
