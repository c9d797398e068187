/* weft_module.c - `_weft`: what programs may ask of this runtime alone.
 *
 * For the library modules in Python and for tests; programs should not depend on it.
 */
#include "compile/code.h"
#include "modules/modules.h"
#include "object/exceptions.h"

static Value weft_disassemble(Thread *t, Value *args)
{
    int adaptive = weft__truth(t, args[1]);
    if (!object_is(args[0], T(t, code))) {
        return RAISE(t, TypeError, "a code object is required, not %T", args[0]);
    }
    TextBuilder b;
    weft__builder_init(&b, t);
    return adaptive >= 0 && weft__disassemble(t, value_pointer(args[0]), adaptive != 0, &b)
               ? value_or_empty(weft__builder_finish(&b))
               : EMPTY;
}
/* Every opcode in order of its number: (name, cache words, number of its base, text). */
static Value weft_opcode_table(Thread *t, Value *args)
{
    (void)args;
    Tuple *table = weft__tuple_new(t, OPC_COUNT);
    for (unsigned op = 0; table != NULL && op < OPC_COUNT; op++) {
        const OpcodeInfo *info = &weft__opcodes[op];
        Tuple *row = weft__tuple_new(t, 4);
        Str *name = row != NULL ? weft__intern_c(t, info->name) : NULL;
        Str *text = name != NULL ? weft__str_from_utf8(t, info->text, strlen(info->text)) : NULL;
        if (text == NULL) {
            return EMPTY;
        }
        row->items[0] = value_from_pointer(name);
        row->items[1] = int_from_i64(t, info->cache_words);
        row->items[2] = int_from_i64(t, info->base);
        row->items[3] = value_from_pointer(text);
        table->items[op] = value_from_pointer(row);
    }
    return value_or_empty(table);
}

/* What the fall-through path of an instruction adds to the depth of the stack. */
static Value weft_opcode_effect(Thread *t, Value *args)
{
    size_t op, a, b;
    if (!weft__to_size(t, args[0], &op, "opcode") || !weft__to_size(t, args[1], &a, "operand") ||
        !weft__to_size(t, args[2], &b, "second operand")) {
        return EMPTY;
    }
    if (op >= OPC_COUNT || a > UINT32_MAX || b > UINT16_MAX) {
        return RAISE(t, ValueError, "invalid opcode or oparg");
    }
    int pops, pushes;
    weft__stack_effect((Opcode)op, (uint32_t)a, (uint32_t)b, &pops, &pushes);
    return int_from_i64(t, pushes - pops);
}

/* One byte for each unit of a code object: the opcode that stands there now, 0 for caches. */
static Value weft_opcodes_now(Thread *t, Value *args)
{
    if (!object_is(args[0], T(t, code))) {
        return RAISE(t, TypeError, "a code object is required, not %T", args[0]);
    }
    Code *code = value_pointer(args[0]);
    Bytes *bytes = weft__bytes_new(t, NULL, code->unit_count);
    if (bytes == NULL) {
        return EMPTY;
    }
    memset(bytes->data, 0, bytes->length);
    for (uint32_t unit = 0; unit < code->unit_count; unit = weft__code_next(code, unit)) {
        bytes->data[unit] = (unsigned char)weft__load_relaxed(&code->units[unit].instruction.op); /* edge: site_op */
    }
    return value_from_pointer(bytes);
}
_Static_assert(OPC_COUNT <= 256, "an opcode is one byte in what opcodes_now() gives");

static Value weft_statistics(Thread *t, Value *args)
{
    (void)args;
    HeapStatistics heap;
    weft__heap_statistics(t, &heap);
    Dict *d = weft__dict_new(t);
    return d != NULL && weft__dict_set_c(t, d, "collections", int_from_i64(t, (int64_t)heap.collections)) &&
                   weft__dict_set_c(t, d, "live_bytes", int_from_i64(t, (int64_t)heap.live_bytes)) &&
                   weft__dict_set_c(t, d, "peak_bytes", int_from_i64(t, (int64_t)heap.peak_bytes)) &&
                   weft__dict_set_c(t, d, "pause_nanoseconds", int_from_i64(t, (int64_t)heap.pause_nanoseconds))
               ? value_from_pointer(d)
               : EMPTY;
}

/* (source, whether it is a package) of a library module that is kept in the program, or None. */
static Value weft_frozen_source(Thread *t, Value *args)
{
    const char *name = is_str(t, args[0]) ? weft__str_utf8(t, as_str(args[0]), NULL) : NULL;
    if (name == NULL) {
        return exception_pending(t) ? EMPTY : RAISE(t, TypeError, "a str is required, not %T", args[0]);
    }
    for (const FrozenModule *frozen = weft__frozen_modules; frozen->name != NULL; frozen++) {
        if (strcmp(frozen->name, name) == 0) {
            Str *source = weft__str_from_utf8(t, (const char *)frozen->source, frozen->length);
            return source == NULL ? EMPTY
                                  : weft__tuple2(t, value_from_pointer(source), value_from_bool(frozen->is_package));
        }
    }
    return NONE;
}

/* The name by which error messages call a library class: with its module, as those written in C. */
static Value weft_name_in_full(Thread *t, Value *args)
{
    if (!has_type_flag(t, args[0], TYPE_IS_TYPE) || !is_str(t, args[1])) {
        return RAISE(t, TypeError, "a class and a str are required");
    }
    Type *type = value_pointer(args[0]);
    Str *name = weft__intern(t, as_str(args[1]));
    if (name == NULL) {
        return EMPTY;
    }
    weft__store_release(&type->name, name); /* edge: type_name */
    return args[0];
}

/* Where line[start:end] has its operator or subscript, as (left, right); None: nowhere. */
static Value weft_caret_anchors(Thread *t, Value *args)
{
    size_t from, to, left, right;
    if (!is_str(t, args[0])) {
        return RAISE(t, TypeError, "a str is required, not %T", args[0]);
    }
    Str *line = as_str(args[0]);
    if (!weft__to_size(t, args[1], &from, "start") || !weft__to_size(t, args[2], &to, "end")) {
        return EMPTY;
    }
    if (from > to || to > line->length || !weft__caret_anchors(line, from, to, &left, &right)) {
        return NONE;
    }
    return weft__tuple2(t, int_from_i64(t, (int64_t)left), int_from_i64(t, (int64_t)right));
}

bool weft__init_module__weft(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"disassemble", weft_disassemble, "code, adaptive=False, /", NULL, 0},
        {"opcode_table", weft_opcode_table, "", NULL, 0},
        {"opcode_effect", weft_opcode_effect, "opcode, a, b, /", NULL, 0},
        {"opcodes_now", weft_opcodes_now, "code, /", NULL, 0},
        {"caret_anchors", weft_caret_anchors, "line, start, end, /", NULL, 0},
        {"frozen_source", weft_frozen_source, "name, /", NULL, 0},
        {"name_in_full", weft_name_in_full, "cls, name, /", NULL, 0},
        {"heap_statistics", weft_statistics, "", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_weft"));
}
