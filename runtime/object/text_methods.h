/* text_methods.h - the methods of str, by file; the table is in text_type.c.
 *
 * Strings never change, so none of the methods takes a lock.
 */
#ifndef WEFT_OBJECT_TEXT_METHODS_H
#define WEFT_OBJECT_TEXT_METHODS_H

#include "object/text_internal.h"

#define STR_METHODS(M)                                                                             \
    /* text_characters.c */                                                                        \
    M(capitalize, "self, /") M(casefold, "self, /") M(isalnum, "self, /") M(isalpha, "self, /")    \
    M(isascii, "self, /") M(isdecimal, "self, /") M(isdigit, "self, /") M(isidentifier, "self, /") \
    M(islower, "self, /") M(isnumeric, "self, /") M(isprintable, "self, /") M(isspace, "self, /")  \
    M(istitle, "self, /") M(isupper, "self, /") M(lower, "self, /") M(swapcase, "self, /")         \
    M(title, "self, /") M(upper, "self, /")                                                        \
    /* text_search.c */                                                                            \
    M(count, "self, sub, start=None, end=None, /") M(find, "self, sub, start=None, end=None, /")   \
    M(index, "self, sub, start=None, end=None, /") M(rfind, "self, sub, start=None, end=None, /")  \
    M(rindex, "self, sub, start=None, end=None, /")                                                \
    M(startswith, "self, prefix, start=None, end=None, /")                                         \
    M(endswith, "self, suffix, start=None, end=None, /") M(removeprefix, "self, prefix, /")        \
    M(removesuffix, "self, suffix, /") M(replace, "self, old, new, count=-1, /")                   \
    M(partition, "self, sep, /") M(rpartition, "self, sep, /")                                     \
    M(split, "self, /, sep=None, maxsplit=-1") M(rsplit, "self, /, sep=None, maxsplit=-1")         \
    M(splitlines, "self, /, keepends=False") M(join, "self, iterable, /")                          \
    /* text_layout.c */                                                                            \
    M(strip, "self, chars=None, /") M(lstrip, "self, chars=None, /") M(rstrip, "self, chars=None, /") \
    M(center, "self, width, fillchar=' ', /") M(ljust, "self, width, fillchar=' ', /")             \
    M(rjust, "self, width, fillchar=' ', /") M(zfill, "self, width, /")                            \
    M(expandtabs, "self, /, tabsize=8") M(translate, "self, table, /")                             \
    M(encode, "self, /, encoding='utf-8', errors='strict'")                                        \
    /* format_text.c */                                                                            \
    M(format, "self, /, *args, **kwargs") M(format_map, "self, mapping, /")

#define DECLARE(name, signature) Value weft__method_str_##name(Thread *t, Value *args);
STR_METHODS(DECLARE)
#undef DECLARE
Value weft__method_str_maketrans(Thread *t, Value *args);

#endif
