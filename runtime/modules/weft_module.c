/* weft_module.c - `_weft`: what programs may ask of this runtime alone. */
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
        {"caret_anchors", weft_caret_anchors, "line, start, end, /", NULL, 0},
        {"frozen_source", weft_frozen_source, "name, /", NULL, 0},
        {"name_in_full", weft_name_in_full, "cls, name, /", NULL, 0},
        {"heap_statistics", weft_statistics, "", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_weft"));
}
