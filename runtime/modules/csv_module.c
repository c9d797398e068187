/* csv_module.c - `_csv_lines`: the rows of csv, read from lines and written as lines.
 *
 * csv.reader() and csv.writer() check a dialect in Python and make the objects here, which keep what it says
 * as numbers. A row that is being read is on the C stack, so that threads may share a reader: each gets whole
 * rows, unless a quoted field goes over several lines. Errors are csv.Error with the messages of CPython.
 */
#include "modules/native_arguments.h"
#include "object/text_internal.h"

enum { QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE };
#define NO_CHARACTER UINT32_MAX

typedef struct Rules { /* of a dialect; never change */
    uint32_t delimiter, quote, escape; /* NO_CHARACTER: none */
    int64_t quoting;
    bool double_quote, skip_space, strict;
    Str *terminator;
} Rules;

typedef struct Reader {
    Object head;
    Value lines, dialect; /* never change */
    Value limit;          /* the list whose only item is csv.field_size_limit(); never changes */
    Rules rules;
    ATOMIC(int64_t) line_number; /* edge: cache_counters */
} Reader;

typedef struct Writer {
    Object head;
    Value write, dialect; /* never change */
    Rules rules;
} Writer;

static Value csv_error(Thread *t, const char *format, Value shown)
{
    Value type = weft__import_attribute(t, "csv", "Error");
    return type == EMPTY ? EMPTY : weft__raise(t, value_pointer(type), format, shown);
}

/* ---- rules ---- */

static Value rule(Thread *t, Value dialect, const char *name)
{
    Str *attribute = weft__intern_c(t, name);
    return attribute == NULL ? EMPTY : weft__get_attribute(t, dialect, attribute);
}

static bool character_rule(Thread *t, Value dialect, const char *name, uint32_t *character)
{
    Value v = rule(t, dialect, name);
    *character = v != EMPTY && is_str(t, v) && as_str(v)->length == 1 ? str_char(as_str(v), 0) : NO_CHARACTER;
    return v != EMPTY;
}

static bool truth_rule(Thread *t, Value dialect, const char *name, bool *truth)
{
    Value v = rule(t, dialect, name);
    *truth = v == TRUE_VALUE;
    return v != EMPTY;
}

/* From a dialect that csv has checked. */
static bool read_rules(Thread *t, Value dialect, Rules *rules)
{
    Value quoting = rule(t, dialect, "quoting"), terminator = rule(t, dialect, "lineterminator");
    if (quoting == EMPTY || terminator == EMPTY || !weft__to_i64(t, quoting, &rules->quoting)) {
        return false;
    }
    if (!is_str(t, terminator)) {
        RAISE(t, TypeError, "\"lineterminator\" must be a string");
        return false;
    }
    rules->terminator = as_str(terminator);
    return character_rule(t, dialect, "delimiter", &rules->delimiter) &&
           character_rule(t, dialect, "quotechar", &rules->quote) &&
           character_rule(t, dialect, "escapechar", &rules->escape) &&
           truth_rule(t, dialect, "doublequote", &rules->double_quote) &&
           truth_rule(t, dialect, "skipinitialspace", &rules->skip_space) &&
           truth_rule(t, dialect, "strict", &rules->strict);
}

/* ---- reading ---- */

typedef enum State {
    AT_START, AT_FIELD, IN_FIELD, IN_QUOTES, AFTER_QUOTE, AFTER_ESCAPE, AFTER_ESCAPE_IN_QUOTES, AFTER_ESCAPED_END,
    AT_END
} State;

typedef struct Row {
    Thread *t;
    const Rules *rules;
    List *fields;
    TextBuilder text; /* of the field so far */
    State state;
    bool number; /* an unquoted field under QUOTE_NONNUMERIC that is not empty */
    int64_t limit;
} Row;

static bool is_end(uint32_t c) { return c == '\n' || c == '\r'; }

static bool end_field(Row *row)
{
    Str *text = weft__builder_finish(&row->text);
    weft__builder_init(&row->text, row->t);
    if (text == NULL) {
        return false;
    }
    Value v = value_from_pointer(text);
    if (row->number) {
        row->number = false;
        v = weft__float_from_text(row->t, v);
    }
    return v != EMPTY && weft__list_append(row->t, row->fields, v);
}

static bool append_part(Row *row, Str *line, size_t from, size_t to)
{
    if (row->text.length + (to - from) > (size_t)row->limit) {
        (void)csv_error(row->t, "field larger than field limit (%V)", int_from_i64(row->t, row->limit));
        return false;
    }
    return weft__builder_substring(&row->text, line, from, to);
}

/* An end of line inside a field, which an escape has made part of it. */
static bool append_end(Row *row)
{
    Str *end = row->t->runtime->characters['\n'];
    return append_part(row, end, 0, 1);
}

/* How far from `i` on the characters mean themselves. */
static size_t plain_run(const Row *row, const Str *line, size_t i)
{
    const Rules *rules = row->rules;
    bool in_quotes = row->state == IN_QUOTES;
    uint32_t first = in_quotes ? rules->quote : rules->delimiter;
    const unsigned char *data = str_data(line);
    for (; i < line->length; i++) {
        uint32_t c = text_char(data, line->width, i);
        if (c == first || c == rules->escape || (!in_quotes && is_end(c))) {
            break;
        }
    }
    return i;
}

/* The first character of a field. */
static bool begin_field(Row *row, Str *line, size_t i, uint32_t c)
{
    const Rules *rules = row->rules;
    if (c == rules->quote && rules->quoting != QUOTE_NONE) {
        row->state = IN_QUOTES;
    } else if (c == rules->escape) {
        row->state = AFTER_ESCAPE;
    } else if (c == ' ' && rules->skip_space) {
        row->state = AT_FIELD;
    } else if (c == rules->delimiter) {
        return end_field(row);
    } else {
        row->state = IN_FIELD;
        row->number = rules->quoting == QUOTE_NONNUMERIC;
        return append_part(row, line, i, i + 1);
    }
    return true;
}

static bool after_quote(Row *row, Str *line, size_t i, uint32_t c)
{
    const Rules *rules = row->rules;
    if (c == rules->quote && rules->quoting != QUOTE_NONE) {
        row->state = IN_QUOTES;
        return append_part(row, line, i, i + 1);
    }
    if (c == rules->delimiter || is_end(c)) {
        row->state = c == rules->delimiter ? AT_FIELD : AT_END;
        return end_field(row);
    }
    if (!rules->strict) {
        row->state = IN_FIELD;
        return append_part(row, line, i, i + 1);
    }
    Str *message = weft__str_format(row->t, "'%c' expected after '%c'", (int)rules->delimiter, (int)rules->quote);
    if (message != NULL) {
        (void)csv_error(row->t, "%V", value_from_pointer(message));
    }
    return false;
}

/* Takes the character at `i`, and the plain ones behind it where the state has such; moves *i. */
static bool take(Row *row, Str *line, size_t *i)
{
    const Rules *rules = row->rules;
    size_t at = (*i)++, run;
    uint32_t c = str_char(line, at);
    switch (row->state) {
    case AT_START:
    case AT_FIELD:
        if (is_end(c)) {
            bool empty = row->state == AT_START;
            row->state = AT_END;
            return empty || end_field(row);
        }
        row->state = AT_FIELD;
        return begin_field(row, line, at, c);
    case AFTER_ESCAPE:
        row->state = is_end(c) ? AFTER_ESCAPED_END : IN_FIELD;
        return append_part(row, line, at, at + 1);
    case AFTER_ESCAPE_IN_QUOTES:
        row->state = IN_QUOTES;
        return append_part(row, line, at, at + 1);
    case AFTER_ESCAPED_END: /* stays so until the field ends: the row goes on in the next line if this one ends */
    case IN_FIELD:
    case IN_QUOTES:
        run = plain_run(row, line, at);
        if (run > at) {
            *i = run;
            return append_part(row, line, at, run);
        }
        if (c == rules->escape) {
            row->state = row->state == IN_QUOTES ? AFTER_ESCAPE_IN_QUOTES : AFTER_ESCAPE;
            return true;
        }
        if (row->state == IN_QUOTES) {
            row->state = rules->double_quote ? AFTER_QUOTE : IN_FIELD;
            return true;
        }
        row->state = c == rules->delimiter ? AT_FIELD : AT_END;
        return end_field(row);
    case AFTER_QUOTE: return after_quote(row, line, at, c);
    case AT_END:
    default:
        if (!is_end(c)) {
            (void)csv_error(row->t, "new-line character seen in unquoted field - do you need to open the file in "
                                    "universal-newline mode?", NONE);
            return false;
        }
        return true;
    }
}

/* Behind the last character of a line. */
static bool end_line(Row *row)
{
    switch (row->state) {
    case AT_FIELD:
    case IN_FIELD:
    case AFTER_QUOTE:
        row->state = AT_START;
        return end_field(row);
    case AFTER_ESCAPE:
        row->state = IN_FIELD;
        return append_end(row);
    case AFTER_ESCAPE_IN_QUOTES:
        row->state = IN_QUOTES;
        return append_end(row);
    case AT_END: row->state = AT_START; return true;
    default: return true;
    }
}

/* There is no further line: what there is of a row, EMPTY without an exception for nothing. */
static Value end_input(Row *row)
{
    bool open = row->text.length > 0 || row->state == IN_QUOTES || row->state == AFTER_ESCAPE ||
                row->state == AFTER_ESCAPE_IN_QUOTES;
    if (!open) {
        return EMPTY;
    }
    if (row->rules->strict) {
        return csv_error(row->t, "unexpected end of data", NONE);
    }
    return end_field(row) ? value_from_pointer(row->fields) : EMPTY;
}

static Value reader_next(Thread *t, Value self)
{
    Reader *reader = value_pointer(self);
    Row row = {.t = t, .rules = &reader->rules, .fields = weft__list_new(t, 8), .state = AT_START};
    Value limit = list_get(as_list(reader->limit), 0);
    if (row.fields == NULL || limit == EMPTY || !weft__to_i64(t, limit, &row.limit)) {
        return EMPTY;
    }
    row.limit = row.limit < 0 ? 0 : row.limit;
    weft__builder_init(&row.text, t);
    do {
        Value line = weft__next(t, reader->lines);
        if (line == EMPTY) {
            return exception_pending(t) ? EMPTY : end_input(&row);
        }
        if (!is_str(t, line)) {
            Str *name = weft__str_format(t, "%T", line);
            return name == NULL ? EMPTY
                                : csv_error(t, "iterator should return strings, not %V (the file should be opened in "
                                               "text mode)", value_from_pointer(name));
        }
        (void)weft__add_relaxed(&reader->line_number, 1); /* edge: cache_counters */
        for (size_t i = 0; i < as_str(line)->length;) {
            if (!take(&row, as_str(line), &i)) {
                return EMPTY;
            }
        }
        if (!end_line(&row)) {
            return EMPTY;
        }
    } while (row.state != AT_START);
    return value_from_pointer(row.fields);
}

static Value itself(Thread *t, Value self)
{
    (void)t;
    return self;
}

static void reader_trace(Tracer *tracer, Object *object)
{
    Reader *reader = (Reader *)object;
    weft__trace_value(tracer, reader->lines);
    weft__trace_value(tracer, reader->dialect);
    weft__trace_value(tracer, reader->limit);
    weft__trace_object(tracer, reader->rules.terminator);
}

static Value reader_dialect(Thread *t, Value self)
{
    (void)t;
    return ((Reader *)value_pointer(self))->dialect;
}

static Value reader_line_number(Thread *t, Value self)
{
    Reader *reader = value_pointer(self);
    return int_from_i64(t, weft__load_relaxed(&reader->line_number)); /* edge: cache_counters */
}

/* ---- writing ---- */

static bool special(const Rules *rules, uint32_t c)
{
    if (c == rules->delimiter || c == rules->quote || c == rules->escape) {
        return true;
    }
    for (size_t i = 0; i < rules->terminator->length; i++) {
        if (str_char(rules->terminator, i) == c) {
            return true;
        }
    }
    return false;
}

/* True where the field stands in quotes because of what it holds. *plain: no character needs a second one. */
static bool needs_quotes(const Rules *rules, const Str *text, bool *plain)
{
    bool quotes = false;
    const unsigned char *data = str_data(text);
    for (size_t i = 0; i < text->length; i++) {
        uint32_t c = text_char(data, text->width, i);
        if (!special(rules, c)) {
            continue;
        }
        bool escaped = rules->quoting == QUOTE_NONE || c == rules->escape || (c == rules->quote && !rules->double_quote);
        *plain &= !escaped && c != rules->quote;
        quotes |= !escaped;
    }
    return quotes;
}

static bool put_text(Thread *t, TextBuilder *line, const Rules *rules, Str *text)
{
    for (size_t i = 0; i < text->length; i++) {
        uint32_t c = str_char(text, i);
        if (special(rules, c)) {
            bool doubled = c == rules->quote && rules->double_quote;
            bool escaped = rules->quoting == QUOTE_NONE || c == rules->escape || (c == rules->quote && !doubled);
            if (escaped && rules->escape == NO_CHARACTER) {
                (void)csv_error(t, "need to escape, but no escapechar set", NONE);
                return false;
            }
            if (escaped || doubled) {
                if (!weft__builder_char(line, escaped ? rules->escape : rules->quote)) {
                    return false;
                }
            }
        }
        if (!weft__builder_char(line, c)) {
            return false;
        }
    }
    return true;
}

static bool is_number(Thread *t, Value v)
{
    return is_int(t, v) || is_float(t, v) || type_of(t, v)->slots.to_float != NULL;
}

/* One field; `alone`: the row has no other. */
static bool put_field(Thread *t, TextBuilder *line, const Rules *rules, Value v, bool alone)
{
    Value text = v == NONE ? value_from_pointer(t->runtime->empty_str) : is_str(t, v) ? v : weft__str(t, v);
    if (text == EMPTY) {
        return false;
    }
    bool plain = true, quotes = needs_quotes(rules, as_str(text), &plain) || rules->quoting == QUOTE_ALL ||
                                (rules->quoting == QUOTE_NONNUMERIC && !is_number(t, v));
    if (as_str(text)->length == 0 && alone && !quotes) {
        if (rules->quoting == QUOTE_NONE) {
            (void)csv_error(t, "single empty field record must be quoted", NONE);
            return false;
        }
        quotes = true;
    }
    return (!quotes || weft__builder_char(line, rules->quote)) &&
           (plain ? weft__builder_str(line, as_str(text)) : put_text(t, line, rules, as_str(text))) &&
           (!quotes || weft__builder_char(line, rules->quote));
}

static Value write_row(Thread *t, Writer *writer, Value row)
{
    const Rules *rules = &writer->rules;
    List *fields = is_list(t, row) ? as_list(row) : NULL;
    if (fields == NULL) {
        Value iterator = weft__iterate(t, row);
        if (iterator == EMPTY) {
            if (weft__exception_matches(t, EXC(t, TypeError))) {
                (void)exception_take(t);
                Str *name = weft__str_format(t, "%T", row);
                return name == NULL ? EMPTY : csv_error(t, "iterable expected, not %V", value_from_pointer(name));
            }
            return EMPTY;
        }
        fields = weft__list_from_iterable(t, iterator);
        if (fields == NULL) {
            return EMPTY;
        }
    }
    TextBuilder line;
    weft__builder_init(&line, t);
    bool alone = list_length(fields) == 1;
    for (size_t i = 0;; i++) {
        Value v = list_get(fields, i);
        if (v == EMPTY) {
            break;
        }
        if ((i > 0 && !weft__builder_char(&line, rules->delimiter)) || !put_field(t, &line, rules, v, alone)) {
            return EMPTY;
        }
    }
    Str *text = weft__builder_str(&line, rules->terminator) ? weft__builder_finish(&line) : NULL;
    return text == NULL ? EMPTY : weft__call1(t, writer->write, value_from_pointer(text));
}

static Value writer_row(Thread *t, Value *args) { return write_row(t, value_pointer(args[0]), args[1]); }

static bool write_step(Thread *t, void *writer, Value row) { return write_row(t, writer, row) != EMPTY; }

static Value writer_rows(Thread *t, Value *args)
{
    return weft__each(t, args[1], write_step, value_pointer(args[0])) ? NONE : EMPTY;
}

static void writer_trace(Tracer *tracer, Object *object)
{
    Writer *writer = (Writer *)object;
    weft__trace_value(tracer, writer->write);
    weft__trace_value(tracer, writer->dialect);
    weft__trace_object(tracer, writer->rules.terminator);
}

static Value writer_dialect(Thread *t, Value self)
{
    (void)t;
    return ((Writer *)value_pointer(self))->dialect;
}

/* ---- module ---- */

static Value no_instance(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)args, (void)count, (void)names;
    return RAISE(t, TypeError, "cannot create '%N' instances", type);
}

/* iterator, checked dialect, list with the limit */
static Value make_reader(Thread *t, Value *args)
{
    Rules rules;
    if (!object_is(args[2], T(t, list))) {
        return RAISE(t, TypeError, "limit must be in a list");
    }
    if (!weft__is_iterator(t, args[0])) {
        return RAISE(t, TypeError, "'%T' object is not an iterator", args[0]);
    }
    Type *type = value_pointer(t->runtime->module_values[SLOT_CSV_READER]);
    Reader *reader = read_rules(t, args[1], &rules) ? weft__instance_new(t, type, sizeof(Reader)) : NULL;
    if (reader == NULL) {
        return EMPTY;
    }
    reader->lines = args[0];
    reader->dialect = args[1];
    reader->limit = args[2];
    reader->rules = rules;
    weft__init(&reader->line_number, 0);
    return value_from_pointer(reader);
}

/* file's write, checked dialect */
static Value make_writer(Thread *t, Value *args)
{
    Rules rules;
    Type *type = value_pointer(t->runtime->module_values[SLOT_CSV_WRITER]);
    Writer *writer = read_rules(t, args[1], &rules) ? weft__instance_new(t, type, sizeof(Writer)) : NULL;
    if (writer == NULL) {
        return EMPTY;
    }
    writer->write = args[0];
    writer->dialect = args[1];
    writer->rules = rules;
    return value_from_pointer(writer);
}

bool weft__init_module__csv_lines(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"reader", make_reader, "iterator, dialect, limit, /", NULL, 0},
        {"writer", make_writer, "write, dialect, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const NativeDef writer_methods[] = {
        {"writerow", writer_row, "self, row, /", "Writes the fields of one row.", 0},
        {"writerows", writer_rows, "self, rows, /", "Writes many rows.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const GetSetDef reader_attributes[] = {
        {"dialect", reader_dialect, weft__read_only_member, NULL},
        {"line_num", reader_line_number, weft__read_only_member, NULL},
        {NULL, NULL, NULL, NULL},
    };
    static const GetSetDef writer_attributes[] = {
        {"dialect", writer_dialect, weft__read_only_member, NULL},
        {NULL, NULL, NULL, NULL},
    };
    Type *reader = weft__native_type_new(t, "_csv.reader", NULL, sizeof(Reader), TYPE_FINAL);
    Type *writer = weft__native_type_new(t, "_csv.writer", NULL, sizeof(Writer), TYPE_FINAL);
    if (reader == NULL || writer == NULL) {
        return false;
    }
    reader->head.trace = reader_trace;
    reader->slots.new_instance = no_instance;
    reader->slots.iterate = itself;
    reader->slots.next = reader_next;
    writer->head.trace = writer_trace;
    writer->slots.new_instance = no_instance;
    t->runtime->module_values[SLOT_CSV_READER] = value_from_pointer(reader);
    t->runtime->module_values[SLOT_CSV_WRITER] = value_from_pointer(writer);
    return weft__type_publish(t, m, reader, "reader_type", NULL, reader_attributes) &&
           weft__type_publish(t, m, writer, "writer_type", writer_methods, writer_attributes) &&
           weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_csv"));
}
