/* native_signature.h - parsed signatures, shared by native.c and native_signature.c.
 *
 * A signature is parsed once, when its function is made, and never changes afterwards.
 */
#ifndef WEFT_OBJECT_NATIVE_SIGNATURE_H
#define WEFT_OBJECT_NATIVE_SIGNATURE_H

#include "object/native.h"

enum { MOST_PARAMETERS = 24 }; /* of one native function */

typedef struct NativeParameter {
    Str *name;       /* interned */
    Value otherwise; /* default */
    bool required;
} NativeParameter;
typedef struct NativeSignature { /* never changes once published */
    Object head;
    uint32_t count;           /* parameters, `*args` and `**kwargs` included */
    uint32_t positional;      /* how many can be given by position */
    uint32_t positional_only;
    uint32_t required;        /* 1 + index of the last required positional one */
    uint32_t rest, keywords;  /* index of *args, **kwargs; UINT32_MAX: none */
    bool keyword_only;        /* some can be given by keyword only */
    NativeParameter parameters[];
} NativeSignature;

typedef struct BindTarget { /* whom errors speak of */
    const char *name;
    Str *full_name;    /* with the type: list.append */
    size_t has_self;   /* 1: the first parameter is not counted */
    bool method_style; /* "takes exactly one argument" rather than "expected 1 argument" */
    bool plain_count;  /* NATIVE_PLAIN_COUNT */
} BindTarget;

NativeSignature *weft__signature_parse(Thread *t, const char *text); /* NULL: MemoryError */
/* Count of parameters when all can be given by position, else UINT32_MAX. */
uint32_t weft__signature_exact(const char *text);
bool weft__signature_bind(Thread *t, const NativeSignature *signature, const BindTarget *target,
                          Value *args, size_t count, Value names, Value *bound);

#endif
