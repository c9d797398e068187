/* exceptions.h - shared by the files of exceptions: fields by type, and printing.
 *
 * The fields of an exception that programs may assign are atomic words; the edges are named beside them.
 */
#ifndef WEFT_OBJECT_EXCEPTIONS_H
#define WEFT_OBJECT_EXCEPTIONS_H

#include "object/classes.h"

static ALWAYS_INLINE ExceptionObject *as_exception(Value v) { return value_pointer(v); }

/* Which of ExceptionObject.fields is what. */
enum { ATTRIBUTE_ERROR_NAME, ATTRIBUTE_ERROR_OBJ };
enum { NAME_ERROR_NAME };
enum { IMPORT_MSG, IMPORT_NAME, IMPORT_PATH };
enum { STOP_VALUE };
enum { EXIT_CODE };
enum { OS_ERRNO, OS_STRERROR, OS_FILENAME, OS_FILENAME2, OS_WRITTEN };
enum { SYNTAX_MSG, SYNTAX_FILENAME, SYNTAX_LINENO, SYNTAX_OFFSET, SYNTAX_TEXT, SYNTAX_END_LINENO,
       SYNTAX_END_OFFSET, SYNTAX_PRINT };
enum { UNICODE_ENCODING, UNICODE_OBJECT, UNICODE_START, UNICODE_END, UNICODE_REASON };
enum { GROUP_MESSAGE, GROUP_EXCEPTIONS };

static inline Value exception_field(Value exception, unsigned field)
{
    return weft__load_acquire(&as_exception(exception)->fields[field]); /* edge: exception_field */
}
static inline void exception_field_set(Value exception, unsigned field, Value v)
{
    weft__store_release(&as_exception(exception)->fields[field], v); /* edge: exception_field */
}
static inline Value exception_args(Value exception)
{
    return weft__load_acquire(&as_exception(exception)->args); /* edge: exception_field */
}
/* Getters and setters of fields, for GetSetDef. A missing value reads as None. */
#define FIELD_ACCESS(n)                                       \
    Value weft__exception_get_##n(Thread *t, Value self);     \
    bool weft__exception_set_##n(Thread *t, Value self, Value value);
FIELD_ACCESS(0)
FIELD_ACCESS(1)
FIELD_ACCESS(2)
FIELD_ACCESS(3)
FIELD_ACCESS(4)
FIELD_ACCESS(5)
FIELD_ACCESS(6)
FIELD_ACCESS(7)
#undef FIELD_ACCESS

/* exception.c */
Value weft__exception_plain_new(Thread *t, Type *type, Value *args, size_t count, Value names);
bool weft__exception_plain_init(Thread *t, Value self, Value *args, size_t count, Value names);
Value weft__exception_plain_str(Thread *t, Value self);
Value weft__exception_reduce(Thread *t, Value *args); /* BaseException.__reduce__ */
void weft__trace_exception(Tracer *tracer, Object *object);
/* Makes all types of exceptions.def. */
bool weft__init_exception_types(Thread *t);
/* exception_types.c, exception_group.c: adds what is special about one type; called before ready. */
void weft__exception_type_special(Thread *t, Type *type, int index);
void weft__init_group_type(Thread *t, Type *type, bool base);

/* caret.c: where in `segment` the operator or the subscript stands, in characters. False: none. */
bool weft__caret_anchors(const Str *line, size_t from, size_t to, size_t *left, size_t *right);
/* source_line.c: line `number` of a file without its end, NULL when there is none (no exception). */
Str *weft__source_line(Thread *t, Str *filename, int32_t number);
/* suggestions.c: "Did you mean" for NameError and AttributeError; NULL: nothing (no exception). */
Str *weft__suggestion(Thread *t, Value exception);
/* print_exception.c: the whole text. */
Str *weft__exception_text(Thread *t, Value exception);
bool weft__print_syntax_location(Thread *t, TextBuilder *b, Value exception, size_t indent);

#endif
