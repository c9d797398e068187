/* code_type.c - the type `code` as programs see it.
 *
 * Guarantees: attributes are those of CPython 3.11, with two differences that follow from the other
 * instruction format: co_code has 8 bytes for each unit, and co_linetable and co_exceptiontable are
 * this machine's tables as little-endian bytes. Offsets in co_lines() count 2 for each unit, as
 * f_lasti and tb_lasti do, and co_positions() has an item for each unit. Code is made by compile()
 * only: replace() changes names, positions and constants, never instructions.
 */
#include <stdio.h>

#include "compile/code.h"

#include "compile/compile.h"
#include "object/containers.h"
#include "object/native.h"

static Code *as_code(Value v) { return value_pointer(v); }

/* ---- attributes ---- */

/* Locals that are no cells made for inner functions and no free variables. */
static uint32_t plain_locals(const Code *code)
{
    uint32_t parameters = code->argument_count + code->keyword_only_count +
                          ((code->flags & CODE_VARARGS) != 0) +
                          ((code->flags & CODE_VARKEYWORDS) != 0);
    uint32_t others = 0;
    for (size_t i = 0; i < tuple_length(code->cell_names); i++) {
        bool is_parameter = false;
        for (uint32_t slot = 0; slot < parameters && !is_parameter; slot++) {
            is_parameter = code->local_names->items[slot] == code->cell_names->items[i];
        }
        others += !is_parameter;
    }
    return code->local_count - code->free_count - others;
}

#define NUMBER_ATTRIBUTE(name, expression)             \
    static Value get_##name(Thread *t, Value self)     \
    {                                                  \
        (void)t;                                       \
        Code *code = as_code(self);                    \
        return value_from_small_int((int64_t)(expression)); \
    }
#define OBJECT_ATTRIBUTE(name)                     \
    static Value get_##name(Thread *t, Value self) \
    {                                              \
        (void)t;                                   \
        return value_from_pointer(as_code(self)->name); \
    }
NUMBER_ATTRIBUTE(argument_count, code->argument_count)
NUMBER_ATTRIBUTE(positional_only_count, code->positional_only_count)
NUMBER_ATTRIBUTE(keyword_only_count, code->keyword_only_count)
NUMBER_ATTRIBUTE(local_count, plain_locals(code))
NUMBER_ATTRIBUTE(max_stack, code->max_stack)
NUMBER_ATTRIBUTE(flags, code->flags & ~(uint32_t)(CODE_SIMPLE | CODE_HIDDEN))
NUMBER_ATTRIBUTE(first_line, code->first_line)
OBJECT_ATTRIBUTE(constants)
OBJECT_ATTRIBUTE(names)
OBJECT_ATTRIBUTE(cell_names)
OBJECT_ATTRIBUTE(free_names)
OBJECT_ATTRIBUTE(name)
OBJECT_ATTRIBUTE(qualname)
OBJECT_ATTRIBUTE(filename)

static Value get_variable_names(Thread *t, Value self)
{
    Code *code = as_code(self);
    return value_or_empty(weft__tuple_from(t, code->local_names->items, plain_locals(code)));
}

static Value get_code_bytes(Thread *t, Value self)
{
    return weft__code_bytes(t, as_code(self));
}

/* Words of 32 bits as little-endian bytes. */
static Value words_as_bytes(Thread *t, const uint32_t *words, size_t count)
{
    Bytes *bytes = weft__bytes_new(t, NULL, count * 4);
    if (bytes == NULL) {
        return EMPTY;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t n = 0; n < 4; n++) {
            bytes->data[i * 4 + n] = (unsigned char)(words[i] >> (8 * n));
        }
    }
    return value_from_pointer(bytes);
}

static Value get_line_table(Thread *t, Value self)
{
    Code *code = as_code(self);
    return words_as_bytes(t, (const uint32_t *)(const void *)code->positions,
                          (size_t)code->position_count * 4);
}

static Value get_exception_table(Thread *t, Value self)
{
    Code *code = as_code(self);
    return words_as_bytes(t, (const uint32_t *)(const void *)code->exceptions,
                          (size_t)code->exception_count * 4);
}

/* ---- positions ---- */

static Value number_or_none(int32_t n)
{
    return n < 0 ? NONE : value_from_small_int(n);
}

static Value code_positions(Thread *t, Value *args)
{
    Code *code = as_code(args[0]);
    List *list = weft__list_new(t, code->position_count);
    for (uint32_t i = 0; list != NULL && i < code->position_count; i++) {
        const Position *at = &code->positions[i];
        Value items[4] = {number_or_none(at->line), number_or_none(at->end_line),
                          number_or_none(at->column), number_or_none(at->end_column)};
        Tuple *tuple = weft__tuple_from(t, items, 4);
        if (tuple == NULL || !weft__list_append(t, list, value_from_pointer(tuple))) {
            return EMPTY;
        }
    }
    return list == NULL ? EMPTY : weft__iterate(t, value_from_pointer(list));
}

static Value code_lines(Thread *t, Value *args)
{
    Code *code = as_code(args[0]);
    List *list = weft__list_new(t, 0);
    for (uint32_t start = 0, end; list != NULL && start < code->position_count; start = end) {
        int32_t line = code->positions[start].line;
        for (end = start + 1; end < code->position_count && code->positions[end].line == line;) {
            end++;
        }
        Value items[3] = {value_from_small_int((int64_t)start * 2),
                          value_from_small_int((int64_t)end * 2), number_or_none(line)};
        Tuple *tuple = weft__tuple_from(t, items, 3);
        if (tuple == NULL || !weft__list_append(t, list, value_from_pointer(tuple))) {
            return EMPTY;
        }
    }
    return list == NULL ? EMPTY : weft__iterate(t, value_from_pointer(list));
}

/* ---- replace ---- */

typedef enum ReplaceField {
    REPLACE_SELF, REPLACE_ARGCOUNT, REPLACE_POSONLY, REPLACE_KWONLY, REPLACE_NLOCALS,
    REPLACE_STACKSIZE, REPLACE_FLAGS, REPLACE_FIRSTLINE, REPLACE_CODE, REPLACE_CONSTS,
    REPLACE_NAMES, REPLACE_VARNAMES, REPLACE_FREEVARS, REPLACE_CELLVARS, REPLACE_FILENAME,
    REPLACE_NAME, REPLACE_QUALNAME, REPLACE_LINETABLE, REPLACE_EXCEPTIONTABLE, REPLACE_COUNT
} ReplaceField;

static bool replace_str(Thread *t, Value v, const char *name, Str **field)
{
    if (v == EMPTY) {
        return true;
    }
    if (!is_str(t, v)) {
        RAISE(t, TypeError, "replace() argument '%s' must be str, not %G", name, v);
        return false;
    }
    *field = weft__intern(t, as_str(v));
    return *field != NULL;
}

/* A tuple may be replaced by one as long, as instructions refer to its items by number. */
static bool replace_tuple(Thread *t, Value v, const char *name, bool strings, Tuple **field)
{
    if (v == EMPTY) {
        return true;
    }
    if (!is_tuple(t, v)) {
        RAISE(t, TypeError, "replace() argument '%s' must be tuple, not %G", name, v);
        return false;
    }
    Tuple *given = as_tuple(v);
    if (tuple_length(given) < tuple_length(*field)) {
        RAISE(t, ValueError, "code: %s is too small", name);
        return false;
    }
    Tuple *copy = weft__tuple_from(t, given->items, tuple_length(given));
    for (size_t i = 0; copy != NULL && strings && i < tuple_length(copy); i++) {
        if (!is_str(t, copy->items[i])) {
            RAISE(t, TypeError, "name tuples must contain only strings, not '%T'", copy->items[i]);
            return false;
        }
        copy->items[i] = value_or_empty(weft__intern(t, as_str(copy->items[i])));
        if (copy->items[i] == EMPTY) {
            return false;
        }
    }
    *field = copy;
    return copy != NULL;
}

/* Fields that follow from the instructions: they may be given, but not changed. */
static bool check_unchanged(Thread *t, Value given, Value present, const char *name)
{
    int same = given == EMPTY ? 1 : weft__equal(t, given, present);
    if (same == 0) {
        RAISE(t, ValueError, "code: %s cannot be changed", name);
    }
    return same == 1;
}

static bool check_fixed_fields(Thread *t, Value self, Value *args)
{
    static const struct {
        ReplaceField field;
        Value (*get)(Thread *t, Value self);
        const char *name;
    } fixed[] = {
        {REPLACE_ARGCOUNT, get_argument_count, "co_argcount"},
        {REPLACE_POSONLY, get_positional_only_count, "co_posonlyargcount"},
        {REPLACE_KWONLY, get_keyword_only_count, "co_kwonlyargcount"},
        {REPLACE_NLOCALS, get_local_count, "co_nlocals"},
        {REPLACE_STACKSIZE, get_max_stack, "co_stacksize"},
        {REPLACE_CODE, get_code_bytes, "co_code"},
        {REPLACE_FREEVARS, get_free_names, "co_freevars"},
        {REPLACE_CELLVARS, get_cell_names, "co_cellvars"},
        {REPLACE_LINETABLE, get_line_table, "co_linetable"},
        {REPLACE_EXCEPTIONTABLE, get_exception_table, "co_exceptiontable"},
    };
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
        Value given = args[fixed[i].field];
        int64_t number;
        if (given != EMPTY && fixed[i].field <= REPLACE_STACKSIZE && !weft__to_i64(t, given, &number)) {
            return false;
        }
        if (given != EMPTY) {
            Value present = fixed[i].get(t, self);
            if (present == EMPTY || !check_unchanged(t, given, present, fixed[i].name)) {
                return false;
            }
        }
    }
    return true;
}

static bool replace_flags(Thread *t, Value v, Code *code)
{
    /* How a frame is entered and left follows from these. */
    const uint32_t fixed = CODE_OPTIMIZED | CODE_NEWLOCALS | CODE_VARARGS | CODE_VARKEYWORDS |
                           CODE_GENERATOR | CODE_COROUTINE | CODE_ASYNC_GENERATOR |
                           (uint32_t)CODE_SIMPLE;
    int64_t flags;
    if (v == EMPTY) {
        return true;
    }
    if (!weft__to_i64(t, v, &flags)) {
        return false;
    }
    code->flags = (code->flags & fixed) | ((uint32_t)flags & ~fixed & 0x3FFFFFFFU);
    return true;
}

static bool replace_first_line(Thread *t, Value v, Code *code)
{
    int64_t line;
    if (v == EMPTY) {
        return true;
    }
    if (!weft__to_i64(t, v, &line)) {
        return false;
    }
    if (line < 0 || line > INT32_MAX) {
        RAISE(t, ValueError, "code: co_firstlineno must not be negative");
        return false;
    }
    code->first_line = (int32_t)line;
    return true;
}

/* Other names for the variables that are not free: as many, in the same order. */
static bool replace_variable_names(Thread *t, Value v, Code *code)
{
    if (v == EMPTY) {
        return true;
    }
    Value present = get_variable_names(t, value_from_pointer(code));
    Tuple *names = present == EMPTY ? NULL : as_tuple(present);
    if (names == NULL || !replace_tuple(t, v, "co_varnames", true, &names)) {
        return false;
    }
    if (tuple_length(names) != tuple_length(as_tuple(present))) {
        RAISE(t, ValueError, "code: co_nlocals != len(co_varnames)");
        return false;
    }
    Tuple *all = weft__tuple_from(t, code->local_names->items, tuple_length(code->local_names));
    for (size_t i = 0; all != NULL && i < tuple_length(names); i++) {
        all->items[i] = names->items[i];
    }
    code->local_names = all;
    return all != NULL;
}

static Value code_replace(Thread *t, Value *args)
{
    if (!check_fixed_fields(t, args[REPLACE_SELF], args)) {
        return EMPTY;
    }
    Code *copy = weft__code_copy(t, as_code(args[REPLACE_SELF]));
    if (copy == NULL || !replace_str(t, args[REPLACE_NAME], "co_name", &copy->name) ||
        !replace_str(t, args[REPLACE_QUALNAME], "co_qualname", &copy->qualname) ||
        !replace_str(t, args[REPLACE_FILENAME], "co_filename", &copy->filename) ||
        !replace_tuple(t, args[REPLACE_CONSTS], "co_consts", false, &copy->constants) ||
        !replace_tuple(t, args[REPLACE_NAMES], "co_names", true, &copy->names) ||
        !replace_variable_names(t, args[REPLACE_VARNAMES], copy) ||
        !replace_flags(t, args[REPLACE_FLAGS], copy) ||
        !replace_first_line(t, args[REPLACE_FIRSTLINE], copy)) {
        return EMPTY;
    }
    return value_from_pointer(copy);
}

/* ---- operations ---- */

static Value code_repr(Thread *t, Value self)
{
    Code *code = as_code(self);
    char address[24];
    snprintf(address, sizeof address, "0x%llx", (unsigned long long)(uintptr_t)code);
    return value_or_empty(weft__str_format(t, "<code object %S at %s, file \"%S\", line %d>",
                                           code->name, address, code->filename,
                                           (int)code->first_line));
}

/* Constants are equal when their types are too, all the way down. */
static int same_constants(Thread *t, Value a, Value b)
{
    if (a == b) {
        return 1;
    }
    if (type_of(t, a) != type_of(t, b)) {
        return 0;
    }
    if (object_is(a, T(t, tuple))) {
        size_t length = tuple_length(as_tuple(a));
        if (length != tuple_length(as_tuple(b)) || !weft__enter_native(t, " in comparison")) {
            return length != tuple_length(as_tuple(b)) ? 0 : -1;
        }
        for (size_t i = 0; i < length; i++) {
            int same = same_constants(t, as_tuple(a)->items[i], as_tuple(b)->items[i]);
            if (same <= 0) {
                return same;
            }
        }
        return 1;
    }
    if (is_float(t, a) || object_is(a, T(t, complex))) { /* 0.0 is not -0.0 */
        Value x = weft__repr(t, a), y = weft__repr(t, b);
        return x == EMPTY || y == EMPTY ? -1 : weft__str_equal(as_str(x), as_str(y));
    }
    return weft__equal(t, a, b);
}

static int same_code(Thread *t, Code *a, Code *b)
{
    if (a == b) {
        return 1;
    }
    if (a->argument_count != b->argument_count ||
        a->positional_only_count != b->positional_only_count ||
        a->keyword_only_count != b->keyword_only_count || a->flags != b->flags ||
        a->first_line != b->first_line || !weft__str_equal(a->name, b->name) ||
        !weft__str_equal(a->qualname, b->qualname) || !weft__code_same_units(a, b)) {
        return 0;
    }
    Tuple *const pairs[][2] = {{a->constants, b->constants},
                               {a->names, b->names},
                               {a->local_names, b->local_names},
                               {a->cell_names, b->cell_names}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        int same = same_constants(t, value_from_pointer(pairs[i][0]),
                                  value_from_pointer(pairs[i][1]));
        if (same <= 0) {
            return same;
        }
    }
    return 1;
}

static Value code_compare(Thread *t, Value a, Value b, Comparison op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !object_is(a, T(t, code)) || !object_is(b, T(t, code))) {
        return NOT_IMPLEMENTED;
    }
    int same = same_code(t, as_code(a), as_code(b));
    return same < 0 ? EMPTY : value_from_bool((same != 0) == (op == CMP_EQ));
}

static bool code_hash(Thread *t, Value self, int64_t *hash)
{
    Code *code = as_code(self);
    const Value parts[] = {value_from_pointer(code->name), value_from_pointer(code->constants),
                           value_from_pointer(code->names), value_from_pointer(code->local_names),
                           get_code_bytes(t, self)};
    uint64_t all = ((uint64_t)code->argument_count << 32) ^ (uint64_t)code->first_line ^
                   ((uint64_t)code->flags << 8);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        int64_t one;
        if (parts[i] == EMPTY || !weft__hash(t, parts[i], &one)) {
            return false;
        }
        all = (all ^ (uint64_t)one) * 0x9E3779B97F4A7C15ULL;
    }
    *hash = (int64_t)(all >> 3); /* never -1 */
    return true;
}

static Value code_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    enum { LEAST = 16, MOST = 18 };
    (void)type;
    (void)args;
    if (names != EMPTY && tuple_length(as_tuple(names)) > 0) {
        return RAISE(t, TypeError, "code() takes no keyword arguments");
    }
    if (count < LEAST || count > MOST) {
        return RAISE(t, TypeError, "code expected at %s %d arguments, got %zu", count < LEAST ? "least" : "most",
                     count < LEAST ? LEAST : MOST, count);
    }
    return RAISE(t, TypeError, "cannot create 'code' instances: instructions come from compile()");
}

void weft__init_code_type(Thread *t, Type *type)
{
    static const NativeDef methods[] = {
        {"co_positions", code_positions, "self, /", NULL, 0},
        {"co_lines", code_lines, "self, /", NULL, 0},
        {"replace", code_replace,
         "self, /, *, co_argcount=, co_posonlyargcount=, co_kwonlyargcount=, co_nlocals=, "
         "co_stacksize=, co_flags=, co_firstlineno=, co_code=, co_consts=, co_names=, "
         "co_varnames=, co_freevars=, co_cellvars=, co_filename=, co_name=, co_qualname=, "
         "co_linetable=, co_exceptiontable=",
         "A code object that differs in the fields that are named.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const GetSetDef attributes[] = {
        {"co_argcount", get_argument_count, weft__read_only_member, NULL},
        {"co_posonlyargcount", get_positional_only_count, weft__read_only_member, NULL},
        {"co_kwonlyargcount", get_keyword_only_count, weft__read_only_member, NULL},
        {"co_nlocals", get_local_count, weft__read_only_member, NULL},
        {"co_stacksize", get_max_stack, weft__read_only_member, NULL},
        {"co_flags", get_flags, weft__read_only_member, NULL},
        {"co_firstlineno", get_first_line, weft__read_only_member, NULL},
        {"co_code", get_code_bytes, NULL, NULL},
        {"_co_code_adaptive", get_code_bytes, NULL, NULL},
        {"co_consts", get_constants, weft__read_only_member, NULL},
        {"co_names", get_names, weft__read_only_member, NULL},
        {"co_varnames", get_variable_names, NULL, NULL},
        {"co_freevars", get_free_names, NULL, NULL},
        {"co_cellvars", get_cell_names, NULL, NULL},
        {"co_filename", get_filename, weft__read_only_member, NULL},
        {"co_name", get_name, weft__read_only_member, NULL},
        {"co_qualname", get_qualname, weft__read_only_member, NULL},
        {"co_linetable", get_line_table, weft__read_only_member, NULL},
        {"co_lnotab", get_line_table, NULL, NULL},
        {"co_exceptiontable", get_exception_table, weft__read_only_member, NULL},
        {NULL, NULL, NULL, NULL},
    };
    weft__type_prepare(t, type, NULL, sizeof(Code), TYPE_FINAL);
    weft__code_type_storage(type);
    type->slots.new_instance = code_new;
    type->slots.repr = code_repr;
    type->slots.compare = code_compare;
    type->slots.hash = code_hash;
    if (weft__add_methods(t, type, methods) && weft__add_getsets(t, type, attributes)) {
        weft__type_ready(t, type);
    }
}
