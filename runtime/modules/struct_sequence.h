/* struct_sequence.h - tuples with named fields, as sys.version_info and time.struct_time.
 *
 * A struct sequence is a tuple in all respects; its fields are attributes of the type, which never changes.
 */
#ifndef WEFT_MODULES_STRUCT_SEQUENCE_H
#define WEFT_MODULES_STRUCT_SEQUENCE_H

#include "modules/modules.h"

/* `fields` are names separated by spaces, at most 32; the first `visible` (0: all) are items, the
 * rest attributes only. A name with a "?" before it is shown by repr and has no attribute. NULL:
 * exception. */
Type *weft__struct_sequence_type(Thread *t, const char *name, const char *fields, size_t visible);
/* values: one per field; EMPTY among them: an exception is pending. EMPTY: exception. */
Value weft__struct_sequence(Thread *t, Type *type, const Value *values, size_t count);

#endif
