/* json_internal.h - shared by the files of the native module _json, which serves json.
 *
 * Encoder and decoder keep their state on the C stack: any number of threads may use them at once.
 */
#ifndef WEFT_MODULES_JSON_INTERNAL_H
#define WEFT_MODULES_JSON_INTERNAL_H

#include "modules/modules.h"
#include "object/text_internal.h"

Value weft__json_encode(Thread *t, Value *args);        /* json_encoder.c */
Value weft__json_encode_string(Thread *t, Value *args);
Value weft__json_decode(Thread *t, Value *args);        /* json_decoder.c */
Value weft__json_scan(Thread *t, Value *args);
Value weft__json_scan_string(Thread *t, Value *args);

#endif
