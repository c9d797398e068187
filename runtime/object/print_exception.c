/* print_exception.c - the text of an uncaught exception, as CPython 3.11 writes it: tracebacks with
 * carets, causes and contexts, notes, groups as a tree, syntax errors with their line.
 *
 * Printing must not fail because a program's __str__ does: errors on the way are swallowed and
 * replaced by a mark in the text.
 */
#include <uniwidth.h>

#include "object/exceptions.h"

enum { SAME_LINES = 3, MOST_GROUP_MEMBERS = 15, DEEPEST_GROUP = 10, MOST_ENTRIES = 1000 };

typedef struct Printer {
    Thread *t;
    TextBuilder *b;
    Set *seen;            /* addresses of exceptions in the chain */
    size_t group_depth;
    bool need_close;
} Printer;

static void margin(Printer *p)
{
    for (size_t i = 0; i < p->group_depth * 2; i++) {
        weft__builder_char(p->b, ' ');
    }
    if (p->group_depth > 0) {
        weft__builder_c(p->b, "| ");
    }
}

/* ---- tracebacks ---- */

static size_t byte_to_character(Thread *t, Str *line, int32_t column)
{
    if (line->ascii) {
        return column < 0 ? 0 : (size_t)column;
    }
    (void)t;
    size_t bytes = 0, i = 0;
    while (i < line->length && bytes < (size_t)column) {
        uint32_t c = str_char(line, i++);
        bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
    return i;
}

static void print_carets(Printer *p, Str *line, const Position *position, size_t skipped)
{
    if (position->line < 0 || position->end_line < 0 || position->column < 0 ||
        position->end_column < 0) {
        return;
    }
    size_t from = byte_to_character(p->t, line, position->column);
    size_t to = byte_to_character(p->t, line, position->end_column);
    size_t left = 0, right = 0;
    bool anchors = false;
    if (position->line == position->end_line) {
        anchors = weft__caret_anchors(line, from, to, &left, &right);
    } else {
        to = line->length;
        while (to > 0 && (str_char(line, to - 1) == ' ' || str_char(line, to - 1) == '\t' ||
                          str_char(line, to - 1) == '\f')) {
            to--;
        }
    }
    if (to - from == line->length - skipped && !anchors) {
        return; /* all of the line: nothing to point out */
    }
    margin(p);
    weft__builder_c(p->b, "    ");
    for (size_t i = skipped; i < to; i++) {
        bool inner = anchors && i >= left && i < right;
        uint32_t mark = i < from ? ' ' : inner || !anchors ? '^' : '~';
        weft__builder_char(p->b, mark);
        if (uc_width(str_char(line, i), "UTF-8") == 2) { /* takes two columns on the screen */
            weft__builder_char(p->b, mark);
        }
    }
    weft__builder_c(p->b, "\n");
}

static void print_entry(Printer *p, Traceback *entry)
{
    margin(p);
    weft__builder_format(p->b, "  File \"%S\", line %d, in %S\n", entry->code->filename, entry->line,
                         entry->code->name);
    Str *line = weft__source_line(p->t, entry->code->filename, entry->line);
    if (line == NULL) {
        return;
    }
    size_t skipped = 0;
    while (skipped < line->length && (str_char(line, skipped) == ' ' || str_char(line, skipped) == '\t' ||
                                      str_char(line, skipped) == '\f')) {
        skipped++;
    }
    margin(p);
    weft__builder_c(p->b, "    ");
    weft__builder_substring(p->b, line, skipped, line->length);
    weft__builder_c(p->b, "\n");
    if (entry->unit < entry->code->position_count) {
        Position position = weft__code_position(entry->code, entry->unit);
        if (position.line == entry->line) {
            print_carets(p, line, &position, skipped);
        }
    }
}

static void print_repeated(Printer *p, size_t count)
{
    if (count > SAME_LINES) {
        size_t more = count - SAME_LINES;
        margin(p);
        weft__builder_format(p->b, "  [Previous line repeated %zu more time%s]\n", more,
                             more > 1 ? "s" : "");
    }
}

static int64_t entry_limit(Thread *t)
{
    int64_t limit = MOST_ENTRIES;
    if (object_is(t->runtime->sys_module, T(t, module))) {
        Value given = weft__dict_get_c(t, as_module(t->runtime->sys_module)->dict, "tracebacklimit");
        if (given != EMPTY && is_int(t, given) && !weft__int_fits_i64(t, given, &limit)) {
            limit = weft__int_sign(t, given) < 0 ? 0 : MOST_ENTRIES;
        }
    }
    t->exception = EMPTY;
    return limit;
}

static void print_traceback(Printer *p, Value traceback, bool group)
{
    Thread *t = p->t;
    int64_t limit = entry_limit(t);
    if (limit <= 0) {
        return;
    }
    if (group && p->group_depth == 1) {
        weft__builder_c(p->b, "  + ");
    } else {
        margin(p);
    }
    weft__builder_c(p->b, group ? "Exception Group Traceback (most recent call last):\n"
                                : "Traceback (most recent call last):\n");
    int64_t depth = 0;
    for (Value each = traceback; each != NONE; depth++) {
        each = weft__load_acquire(&((Traceback *)value_pointer(each))->next); /* edge: traceback_next */
    }
    Traceback *last = NULL;
    size_t same = 0;
    for (Value each = traceback; each != NONE;) {
        Traceback *entry = value_pointer(each);
        each = weft__load_acquire(&entry->next); /* edge: traceback_next */
        if (depth-- > limit) {
            continue;
        }
        if (last == NULL || last->line != entry->line || last->code->filename != entry->code->filename ||
            !weft__str_equal(last->code->name, entry->code->name)) {
            print_repeated(p, same);
            same = 0;
        }
        last = entry;
        if (++same <= SAME_LINES) {
            print_entry(p, entry);
        }
    }
    print_repeated(p, same);
}

/* ---- syntax errors ---- */

static bool small_field(Thread *t, Value exception, unsigned field, int64_t *out)
{
    Value v = exception_field(exception, field);
    return v != EMPTY && is_int(t, v) && weft__int_fits_i64(t, v, out);
}

/* Offsets may count bytes (byte_offsets in compile/parser.h), so that is how a line is measured. */
static int64_t utf8_size(Str *text, size_t start, size_t end)
{
    int64_t size = 0;
    for (size_t i = start; i < end; i++) {
        uint32_t c = str_char(text, i);
        size += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    }
    return size;
}

static void print_error_text(Printer *p, Str *text, int64_t offset, int64_t end_offset)
{
    size_t length = text->length;
    if (length > 0 && str_char(text, length - 1) == '\n') {
        length--;
    }
    size_t start = 0;
    /* of several lines, the one that the offset lies in */
    for (;;) {
        size_t newline = start;
        while (newline < length && str_char(text, newline) != '\n') {
            newline++;
        }
        size_t width = newline - start;
        if (newline >= length || (int64_t)width >= offset) {
            length = newline < length ? newline : length;
            break;
        }
        offset -= (int64_t)width + 1;
        end_offset -= (int64_t)width + 1;
        start = newline + 1;
    }
    while (start < length && (str_char(text, start) == ' ' || str_char(text, start) == '\t' ||
                              str_char(text, start) == '\f')) {
        start++;
        offset--;
        end_offset--;
    }
    margin(p);
    weft__builder_c(p->b, "    ");
    weft__builder_substring(p->b, text, start, length);
    weft__builder_c(p->b, "\n");
    if (offset < 0) {
        return;
    }
    int64_t width = utf8_size(text, start, length);
    offset = offset > width ? width : offset;
    end_offset = end_offset > width ? width : end_offset;
    margin(p);
    weft__builder_c(p->b, "    ");
    for (int64_t i = 0; i < offset; i++) {
        uint32_t c = start + (size_t)i < length ? str_char(text, start + (size_t)i) : ' ';
        weft__builder_char(p->b, c == '\t' || c == '\f' ? c : ' ');
    }
    int64_t count = end_offset > offset ? end_offset - offset : 1;
    for (int64_t i = 0; i < count; i++) {
        weft__builder_char(p->b, '^');
    }
    weft__builder_c(p->b, "\n");
}

/* `  File "x", line n` and the line with its caret. */
static void print_syntax(Printer *p, Value exception)
{
    Thread *t = p->t;
    Value filename = exception_field(exception, SYNTAX_FILENAME);
    Value text = exception_field(exception, SYNTAX_TEXT);
    int64_t line = 0, offset = 0, end_line, end_offset;
    if (!small_field(t, exception, SYNTAX_LINENO, &line)) {
        return;
    }
    bool has_offset = small_field(t, exception, SYNTAX_OFFSET, &offset);
    if (!small_field(t, exception, SYNTAX_END_LINENO, &end_line)) {
        end_line = line;
    }
    /* Errors of indentation are shown with one caret, whatever their end. */
    if (type_of(t, exception) != EXC(t, SyntaxError) ||
        !small_field(t, exception, SYNTAX_END_OFFSET, &end_offset)) {
        end_offset = -1;
    }
    margin(p);
    if (filename != EMPTY && is_str(t, filename)) {
        weft__builder_format(p->b, "  File \"%V\", line %lld\n", filename, (long long)line);
    } else {
        weft__builder_format(p->b, "  File \"<string>\", line %lld\n", (long long)line);
    }
    Str *shown = text != EMPTY && is_str(t, text) ? as_str(text) : NULL;
    if (shown == NULL && filename != EMPTY && is_str(t, filename)) {
        shown = weft__source_line(t, as_str(filename), (int32_t)line);
    }
    if (shown == NULL) {
        return;
    }
    if (end_line > line) {
        end_offset = utf8_size(shown, 0, shown->length);
    }
    print_error_text(p, shown, has_offset ? offset - 1 : -1, end_offset - 1);
}

/* ---- one exception ---- */

static void print_type(Printer *p, Type *type)
{
    Thread *t = p->t;
    Value module = weft__type_module(t, type);
    t->exception = EMPTY;
    margin(p);
    if (module == EMPTY || !is_str(t, module)) {
        weft__builder_c(p->b, "<unknown>.");
    } else if (!weft__str_equals_c(as_str(module), "builtins") &&
               !weft__str_equals_c(as_str(module), "__main__")) {
        weft__builder_format(p->b, "%V.", module);
    }
    Value name = weft__type_qualname(type);
    if (!(type->flags & TYPE_HEAP)) {
        name = weft__get_attribute(t, value_from_pointer(type), N(t, __name__));
    }
    if (name != EMPTY) {
        weft__builder_value(p->b, name);
    }
}

/* Text with a margin at each line. */
static void print_lines(Printer *p, Str *text)
{
    size_t from = 0;
    for (size_t i = 0; i < text->length; i++) {
        if (str_char(text, i) == '\n') {
            weft__builder_substring(p->b, text, from, i + 1);
            margin(p);
            from = i + 1;
        }
    }
    weft__builder_substring(p->b, text, from, text->length);
}

static void print_message(Printer *p, Value exception)
{
    Thread *t = p->t;
    print_type(p, type_of(t, exception));
    Value text;
    if (weft__is_subtype(type_of(t, exception), EXC(t, SyntaxError)) &&
        exception_field(exception, SYNTAX_LINENO) != EMPTY &&
        exception_field(exception, SYNTAX_LINENO) != NONE) {
        Value msg = exception_field(exception, SYNTAX_MSG);
        text = weft__str(t, msg == EMPTY ? NONE : msg);
    } else {
        text = weft__str(t, exception);
    }
    if (text == EMPTY) {
        t->exception = EMPTY;
        weft__builder_c(p->b, ": <exception str() failed>");
    } else if (as_str(text)->length > 0) {
        weft__builder_c(p->b, ": ");
        if (p->group_depth > 0) {
            print_lines(p, as_str(text));
        } else {
            weft__builder_str(p->b, as_str(text));
        }
    }
    Str *suggestion = weft__suggestion(t, exception);
    if (suggestion != NULL) {
        weft__builder_format(p->b, ". Did you mean: '%S'?", suggestion);
    }
    weft__builder_c(p->b, "\n");
}

static void print_note(Printer *p, Value note)
{
    Value text = weft__str(p->t, note);
    if (text == EMPTY) {
        p->t->exception = EMPTY;
        margin(p);
        weft__builder_c(p->b, "<note str() failed>\n");
        return;
    }
    margin(p);
    print_lines(p, as_str(text));
    weft__builder_c(p->b, "\n");
}

static void print_notes(Printer *p, Value exception)
{
    Thread *t = p->t;
    bool failed;
    Value notes = weft__find_attribute(t, exception, N(t, __notes__), &failed);
    t->exception = EMPTY;
    if (notes == EMPTY || notes == NONE) {
        return;
    }
    if (type_of(t, notes)->slots.get_item == NULL || has_type_flag(t, notes, TYPE_IS_DICT | TYPE_IS_STR)) {
        Value shown = weft__repr(t, notes);
        t->exception = EMPTY;
        margin(p);
        if (shown == EMPTY) {
            weft__builder_c(p->b, "<__notes__ repr() failed>");
        } else {
            weft__builder_value(p->b, shown);
        }
        weft__builder_c(p->b, "\n");
        return;
    }
    List *list = weft__list_from_iterable(t, notes);
    t->exception = EMPTY;
    for (size_t i = 0; list != NULL && i < list_length(list); i++) {
        print_note(p, list_get(list, i));
    }
}

static void print_single(Printer *p, Value exception)
{
    Thread *t = p->t;
    Value traceback = weft__load_acquire(&as_exception(exception)->traceback); /* edge: exception_field */
    bool group = weft__is_subtype(type_of(t, exception), EXC(t, BaseExceptionGroup));
    if (object_is(traceback, T(t, traceback))) {
        print_traceback(p, traceback, group);
    }
    if (weft__is_subtype(type_of(t, exception), EXC(t, SyntaxError))) {
        print_syntax(p, exception);
    }
    print_message(p, exception);
    print_notes(p, exception);
}

/* ---- chains and groups ---- */

static void print_chain(Printer *p, Value exception);

static void group_line(Printer *p, const char *text)
{
    for (size_t i = 0; i < p->group_depth * 2; i++) {
        weft__builder_char(p->b, ' ');
    }
    weft__builder_c(p->b, text);
}

static void print_members(Printer *p, Tuple *members)
{
    size_t count = tuple_length(members);
    size_t shown = count <= MOST_GROUP_MEMBERS ? count : MOST_GROUP_MEMBERS + 1;
    p->need_close = false;
    for (size_t i = 0; i < shown; i++) {
        bool last = i + 1 == shown;
        bool cut = i >= MOST_GROUP_MEMBERS;
        if (last) {
            p->need_close = true; /* a nested group may draw the closing line itself */
        }
        group_line(p, i == 0 ? "+-" : "  ");
        if (cut) {
            weft__builder_c(p->b, "+---------------- ... ----------------\n");
        } else {
            weft__builder_format(p->b, "+---------------- %zu ----------------\n", i + 1);
        }
        p->group_depth++;
        if (cut) {
            size_t more = count - MOST_GROUP_MEMBERS;
            margin(p);
            weft__builder_format(p->b, "and %zu more exception%s\n", more, more > 1 ? "s" : "");
        } else {
            print_chain(p, members->items[i]);
        }
        if (last && p->need_close) {
            group_line(p, "+------------------------------------\n");
            p->need_close = false;
        }
        p->group_depth--;
    }
}

static void print_group(Printer *p, Value exception)
{
    if (p->group_depth > DEEPEST_GROUP) {
        margin(p);
        weft__builder_format(p->b, "... (max_group_depth is %d)\n", DEEPEST_GROUP);
        return;
    }
    if (p->group_depth == 0) {
        p->group_depth = 1;
    }
    print_single(p, exception);
    print_members(p, as_tuple(exception_field(exception, GROUP_EXCEPTIONS)));
    if (p->group_depth == 1) {
        p->group_depth = 0;
    }
}

static bool already_seen(Printer *p, Value exception)
{
    Thread *t = p->t;
    Value address = int_from_i64(t, (int64_t)weft__address(exception));
    int found = weft__set_contains(t, p->seen, address);
    t->exception = EMPTY;
    return found != 0;
}

static void between(Printer *p, const char *text)
{
    margin(p);
    weft__builder_c(p->b, "\n");
    margin(p);
    weft__builder_c(p->b, text);
    margin(p);
    weft__builder_c(p->b, "\n");
}

/* What came before an exception in the chain; whether a group around it still needs its closing line
 * is not for that one to decide. */
static void print_before(Printer *p, Value exception, const char *relation)
{
    if (!already_seen(p, exception)) {
        bool need_close = p->need_close;
        print_chain(p, exception);
        p->need_close = need_close;
        between(p, relation);
    }
}

static void print_chain(Printer *p, Value exception)
{
    Thread *t = p->t;
    if (!weft__enter_native(t, " in print_exception")) {
        t->exception = EMPTY;
        return;
    }
    if (weft__set_add(t, p->seen, int_from_i64(t, (int64_t)weft__address(exception))) < 0) {
        t->exception = EMPTY;
        return;
    }
    ExceptionObject *e = as_exception(exception);
    Value cause = weft__load_acquire(&e->cause);     /* edge: exception_field */
    Value context = weft__load_acquire(&e->context); /* edge: exception_field */
    if (cause != NONE) {
        print_before(p, cause, "The above exception was the direct cause of the following exception:\n");
    } else if (context != NONE && !weft__load_acquire(&e->suppress_context)) { /* edge: exception_field */
        print_before(p, context, "During handling of the above exception, another exception occurred:\n");
    }
    if (weft__is_subtype(type_of(t, exception), EXC(t, BaseExceptionGroup))) {
        print_group(p, exception);
    } else {
        print_single(p, exception);
    }
}

Str *weft__exception_text(Thread *t, Value exception)
{
    TextBuilder b;
    Str *text = NULL;
    t->uses_reserve++;
    weft__builder_init(&b, t);
    Printer printer = {t, &b, weft__set_new(t, false), 0, false};
    if (printer.seen != NULL) {
        print_chain(&printer, exception);
        t->exception = EMPTY;
        text = weft__builder_finish(&b);
    }
    t->uses_reserve--;
    return text;
}
