/* weft_module.c - `_weft`: what programs may ask of this runtime alone. */
#include "modules/modules.h"

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

bool weft__init_module__weft(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"disassemble", weft_disassemble, "code, adaptive=False, /", NULL, 0},
        {"heap_statistics", weft_statistics, "", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_weft"));
}
