/* json_module.c - the native module _json: what the package json calls for its work.
 *
 * Only the table of functions; the work is done in json_encoder.c and json_decoder.c.
 */
#include "modules/json_internal.h"

bool weft__init_module__json(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"encode", weft__json_encode,
         "object, default, ensure_ascii, indent, item_separator, key_separator, sort_keys, skipkeys, "
         "allow_nan, check_circular, /",
         NULL, 0},
        {"encode_string", weft__json_encode_string, "string, ensure_ascii=True, /", NULL, 0},
        {"scan", weft__json_scan,
         "string, index, object_hook, parse_float, parse_int, parse_constant, object_pairs_hook, strict, /",
         NULL, 0},
        {"decode", weft__json_decode,
         "string, object_hook, parse_float, parse_int, parse_constant, object_pairs_hook, strict, /", NULL,
         0},
        {"scanstring", weft__json_scan_string, "string, end, strict=True, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_json"));
}
