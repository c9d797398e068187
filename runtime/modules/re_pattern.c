/* re_pattern.c - the types re.Pattern and re.Scanner: their methods, attributes, comparison and repr.
 *
 * A scanner hands out each match to one caller: its position is one word, moved by compare-exchange, so
 * that threads which share the iterator of finditer divide the matches between them.
 */
#include "modules/re_internal.h"

/* ---- finditer and scanners ---- */

typedef struct Scanner {
    Object head;
    Pattern *pattern; /* these never change */
    Value string;
    int64_t start, end;
    ByteArray *wide; /* Subject.wide, if the pattern is so large that it needs it */
    ATOMIC(uint64_t) state; /* position * 2 + (the match before was empty); UINT64_MAX: exhausted;
                               compare-exchange; edge: re_scanner */
} Scanner;

static Value scanner_new(Thread *t, Pattern *pattern, Value string, Value position, Value end)
{
    Subject subject;
    if (!weft__re_subject(t, pattern, string, position, end, &subject) ||
        !weft__re_prepare(t, pattern, &subject)) {
        return EMPTY;
    }
    Scanner *scanner = weft__alloc(t, sizeof *scanner, RE_TYPE(t, SLOT_SCANNER));
    if (scanner != NULL) {
        scanner->pattern = pattern;
        scanner->string = string;
        scanner->start = (int64_t)subject.start;
        scanner->end = (int64_t)subject.length;
        scanner->wide = subject.wide;
        weft__init(&scanner->state, (uint64_t)subject.start * 2);
    }
    return value_or_empty(scanner);
}
Value weft__re_finditer(Thread *t, Pattern *pattern, Value string, Value position, Value end)
{
    return scanner_new(t, pattern, string, position, end);
}

/* EMPTY without exception: no further match. Each match is handed out to one caller. */
static Value scanner_step(Thread *t, Scanner *scanner, enum ReMode mode)
{
    Subject subject;
    int64_t few[2 * (FEW_GROUPS + 1)];
    int64_t *spans = weft__re_span_room(t, scanner->pattern, few);
    if (spans == NULL || !weft__re_subject(t, scanner->pattern, scanner->string,
                                           value_from_small_int(scanner->start),
                                           value_from_small_int(scanner->end), &subject)) {
        return EMPTY;
    }
    subject.wide = scanner->wide;
    for (;;) {
        uint64_t state = weft__load_acquire(&scanner->state); /* edge: re_scanner */
        if (state == UINT64_MAX || state / 2 > subject.length) {
            return EMPTY;
        }
        int found = weft__re_run(t, scanner->pattern, &subject, mode, (size_t)(state / 2), state & 1, spans);
        if (found < 0) {
            return EMPTY;
        }
        uint64_t next = found == 0 ? UINT64_MAX
                                   : (uint64_t)spans[1] * 2 + (spans[0] == spans[1]);
        if (weft__exchange_if_acq_rel(&scanner->state, &state, next)) { /* edge: re_scanner */
            return found == 0 ? EMPTY
                              : value_or_empty(weft__re_match_new(t, scanner->pattern, &subject, spans));
        }
    }
}
static Value scanner_next(Thread *t, Value self) { return scanner_step(t, value_pointer(self), MODE_SEARCH); }
static Value none_at_end(Thread *t, Value match)
{
    return match == EMPTY && !exception_pending(t) ? NONE : match;
}
static Value scanner_match(Thread *t, Value *args)
{
    return none_at_end(t, scanner_step(t, value_pointer(args[0]), MODE_MATCH));
}
static Value scanner_search(Thread *t, Value *args)
{
    return none_at_end(t, scanner_step(t, value_pointer(args[0]), MODE_SEARCH));
}
static Value scanner_pattern(Thread *t, Value self)
{
    (void)t;
    return value_from_pointer(((Scanner *)value_pointer(self))->pattern);
}
static Value return_self(Thread *t, Value self)
{
    (void)t;
    return self;
}
static void scanner_trace(Tracer *tracer, Object *object)
{
    Scanner *scanner = (Scanner *)(void *)object;
    weft__trace_object(tracer, scanner->pattern);
    weft__trace_value(tracer, scanner->string);
    weft__trace_object(tracer, scanner->wide);
}

/* ---- methods ---- */

static Value pattern_match(Thread *t, Value *args)
{
    return weft__re_find(t, as_pattern(args[0]), args[1], args[2], args[3], MODE_MATCH);
}
static Value pattern_fullmatch(Thread *t, Value *args)
{
    return weft__re_find(t, as_pattern(args[0]), args[1], args[2], args[3], MODE_FULLMATCH);
}
static Value pattern_search(Thread *t, Value *args)
{
    return weft__re_find(t, as_pattern(args[0]), args[1], args[2], args[3], MODE_SEARCH);
}
static Value pattern_findall(Thread *t, Value *args)
{
    return weft__re_findall(t, as_pattern(args[0]), args[1], args[2], args[3]);
}
static Value pattern_finditer(Thread *t, Value *args)
{
    return weft__re_finditer(t, as_pattern(args[0]), args[1], args[2], args[3]);
}
static Value pattern_split(Thread *t, Value *args)
{
    return weft__re_split(t, as_pattern(args[0]), args[1], args[2]);
}
static Value pattern_sub(Thread *t, Value *args)
{
    return weft__re_substitute(t, as_pattern(args[0]), args[1], args[2], args[3], false);
}
static Value pattern_subn(Thread *t, Value *args)
{
    return weft__re_substitute(t, as_pattern(args[0]), args[1], args[2], args[3], true);
}
static Value pattern_copy(Thread *t, Value *args)
{
    (void)t;
    return args[0];
}
static Value get_flags(Thread *t, Value self)
{
    (void)t;
    return value_from_small_int(as_pattern(self)->flags);
}
static Value get_groups(Thread *t, Value self)
{
    (void)t;
    return value_from_small_int(as_pattern(self)->groups);
}
static Value get_group_index(Thread *t, Value self)
{
    return weft__mapping_proxy_new(t, as_pattern(self)->group_index);
}
static Value get_pattern(Thread *t, Value self)
{
    (void)t;
    return as_pattern(self)->source;
}

static void pattern_trace(Tracer *tracer, Object *object)
{
    Pattern *pattern = (Pattern *)(void *)object;
    weft__trace_value(tracer, pattern->source);
    weft__trace_value(tracer, pattern->group_index);
    weft__trace_value(tracer, pattern->group_names);
    weft__trace_object(tracer, pattern->closing);
}
static Value pattern_repr(Thread *t, Value self)
{
    static const struct { uint32_t flag; const char *name; } names[] = {
        {RE_TEMPLATE, "re.TEMPLATE"}, {RE_IGNORECASE, "re.IGNORECASE"}, {RE_LOCALE, "re.LOCALE"},
        {RE_MULTILINE, "re.MULTILINE"}, {RE_DOTALL, "re.DOTALL"}, {RE_UNICODE, "re.UNICODE"},
        {RE_VERBOSE, "re.VERBOSE"}, {RE_DEBUG, "re.DEBUG"}, {RE_ASCII, "re.ASCII"}};
    Pattern *pattern = as_pattern(self);
    uint32_t flags = pattern->flags;
    if (pattern->is_text && (flags & (RE_LOCALE | RE_UNICODE | RE_ASCII)) == RE_UNICODE) {
        flags &= ~(uint32_t)RE_UNICODE;
    }
    Value source = weft__repr(t, pattern->source);
    if (source == EMPTY) {
        return EMPTY;
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    weft__builder_c(&b, "re.compile(");
    Str *text = as_str(source);
    weft__builder_substring(&b, text, 0, text->length > 200 ? 200 : text->length);
    bool first = true;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (flags & names[i].flag) {
            weft__builder_c(&b, first ? ", " : "|");
            weft__builder_c(&b, names[i].name);
            flags &= ~names[i].flag;
            first = false;
        }
    }
    if (flags != 0) {
        weft__builder_format(&b, "%s0x%x", first ? ", " : "|", flags);
    }
    weft__builder_char(&b, ')');
    return value_or_empty(weft__builder_finish(&b));
}
static Value pattern_compare(Thread *t, Value a, Value b, Comparison op)
{
    if ((op != CMP_EQ && op != CMP_NE) || type_of(t, a) != type_of(t, b)) {
        return NOT_IMPLEMENTED;
    }
    Pattern *x = as_pattern(a), *y = as_pattern(b);
    int same = x->flags == y->flags && x->is_text == y->is_text;
    if (same && x != y) {
        same = weft__equal(t, x->source, y->source);
    }
    return same < 0 ? EMPTY : value_from_bool((same != 0) == (op == CMP_EQ));
}
static bool pattern_hash(Thread *t, Value self, int64_t *hash)
{
    if (!weft__hash(t, as_pattern(self)->source, hash)) {
        return false;
    }
    *hash ^= (int64_t)as_pattern(self)->flags << 8;
    *hash -= *hash == -1;
    return true;
}

#define WHERE "self, /, string, pos=, endpos="
/* As (function that compiles, (pattern, flags)), for copying and pickling. */
static Value pattern_reduce(Thread *t, Value *args)
{
    Pattern *pattern = as_pattern(args[0]);
    Value maker = weft__import_attribute(t, "re", "_compile");
    Value inner = maker == EMPTY ? EMPTY : weft__tuple2(t, pattern->source, int_from_i64(t, pattern->flags));
    return inner == EMPTY ? EMPTY : weft__tuple2(t, maker, inner);
}
static Value pattern_scanner(Thread *t, Value *args)
{
    return scanner_new(t, as_pattern(args[0]), args[1], args[2], args[3]);
}
static const NativeDef pattern_methods[] = {
    {"match", pattern_match, WHERE, "Matches zero or more characters at the beginning of the string.", 0},
    {"fullmatch", pattern_fullmatch, WHERE, "Matches against all of the string.", 0},
    {"search", pattern_search, WHERE, "Scan through string looking for a match.", 0},
    {"findall", pattern_findall, WHERE, "Return a list of all non-overlapping matches of pattern in string.", 0},
    {"finditer", pattern_finditer, WHERE,
     "Return an iterator over all non-overlapping matches for the RE pattern in string.", 0},
    {"scanner", pattern_scanner, WHERE, NULL, 0},
    {"split", pattern_split, "self, /, string, maxsplit=0", "Split string by the occurrences of pattern.", 0},
    {"sub", pattern_sub, "self, /, repl, string, count=0",
     "Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string "
     "by replacement repl.", 0},
    {"subn", pattern_subn, "self, /, repl, string, count=0",
     "Return the tuple (new_string, number_of_subs_made).", 0},
    {"__copy__", pattern_copy, "self, /", NULL, 0},
    {"__reduce__", pattern_reduce, "self, /", NULL, 0},
    {"__deepcopy__", pattern_copy, "self, memo, /", NULL, 0},
    {"__class_getitem__", weft__class_getitem, "cls, item, /", "See PEP 585", NATIVE_CLASS},
    {NULL, NULL, NULL, NULL, 0},
};
static const GetSetDef pattern_attributes[] = {
    {"flags", get_flags, NULL, "The regex matching flags."},
    {"groups", get_groups, NULL, "The number of capturing groups in the pattern."},
    {"groupindex", get_group_index, NULL, "A dictionary mapping group names to group numbers."},
    {"pattern", get_pattern, NULL, "The pattern string from which the RE object was compiled."},
    {NULL, NULL, NULL, NULL},
};

bool weft__re_init_pattern(Thread *t, Module *m)
{
    static const NativeDef scanner_methods[] = {
        {"match", scanner_match, "self, /", NULL, 0},
        {"search", scanner_search, "self, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const GetSetDef scanner_attributes[] = {
        {"pattern", scanner_pattern, NULL, NULL},
        {NULL, NULL, NULL, NULL},
    };
    Type *type = weft__native_type_new(t, "re.Pattern", NULL, sizeof(Pattern), TYPE_FINAL | TYPE_HAS_WEAK);
    if (type == NULL) {
        return false;
    }
    type->head.trace = pattern_trace;
    type->head.release = weft__re_release;
    type->slots.repr = pattern_repr;
    type->slots.compare = pattern_compare;
    type->slots.hash = pattern_hash;
    if (!weft__add_methods(t, type, pattern_methods) || !weft__add_getsets(t, type, pattern_attributes) ||
        !weft__type_ready(t, type) || !weft__module_set(t, m, "Pattern", value_from_pointer(type))) {
        return false;
    }
    t->runtime->module_values[SLOT_PATTERN] = value_from_pointer(type);
    type = weft__native_type_new(t, "_re.Scanner", NULL, sizeof(Scanner), TYPE_FINAL);
    if (type == NULL) {
        return false;
    }
    type->head.trace = scanner_trace;
    type->slots.iterate = return_self;
    type->slots.next = scanner_next;
    t->runtime->module_values[SLOT_SCANNER] = value_from_pointer(type);
    return weft__add_methods(t, type, scanner_methods) && weft__add_getsets(t, type, scanner_attributes) &&
           weft__type_ready(t, type);
}
