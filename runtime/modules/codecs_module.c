/* codecs_module.c - the native module _codecs: encode, decode, and what codecs.py asks about names.
 *
 * Codecs themselves stand in runtime/object/codecs.c; those of other encodings are written in Python.
 */
#include "modules/modules.h"
#include "object/text_internal.h"

static const char *text_argument(Thread *t, Value v, const char *function, const char *name)
{
    if (!is_str(t, v)) {
        RAISE(t, TypeError, "%s() argument '%s' must be str, not %G", function, name, v);
        return NULL;
    }
    return weft__str_utf8(t, as_str(v), NULL);
}

/* Codecs that are not built in are found through codecs.lookup. */
static Value other_codec(Thread *t, Value *args, const char *direction)
{
    Value convert = weft__import_attribute(t, "codecs", "_convert_any");
    Value given[4] = {value_or_empty(weft__str_from_c(t, direction)), args[0], args[1], args[2]};
    return convert == EMPTY || given[0] == EMPTY ? EMPTY : weft__call(t, convert, given, 4, EMPTY);
}

/* True when the encoding's name is one that object/codecs.c knows. */
static bool is_known(Thread *t, const char *name)
{
    if (weft__decode(t, (const unsigned char *)"", 0, name, "strict") != NULL) {
        return true;
    }
    if (weft__exception_matches(t, EXC(t, LookupError))) {
        exception_take(t);
    }
    return false;
}

static Value codecs_encode(Thread *t, Value *args)
{
    const char *encoding = text_argument(t, args[1], "encode", "encoding");
    const char *errors = encoding == NULL ? NULL : text_argument(t, args[2], "encode", "errors");
    if (errors == NULL) {
        return EMPTY;
    }
    if (!is_known(t, encoding)) {
        return exception_pending(t) ? EMPTY : other_codec(t, args, "encod");
    }
    if (!is_str(t, args[0])) {
        return RAISE(t, TypeError, "%s_encode() argument 1 must be str, not %G", encoding, args[0]);
    }
    return weft__encode(t, as_str(args[0]), encoding, errors);
}

static Value codecs_decode(Thread *t, Value *args)
{
    const char *encoding = text_argument(t, args[1], "decode", "encoding");
    const char *errors = encoding == NULL ? NULL : text_argument(t, args[2], "decode", "errors");
    const unsigned char *bytes;
    size_t length;
    if (errors == NULL) {
        return EMPTY;
    }
    if (!is_known(t, encoding)) {
        return exception_pending(t) ? EMPTY : other_codec(t, args, "decod");
    }
    if (!weft__get_bytes(t, args[0], &bytes, &length)) {
        return EMPTY;
    }
    return value_or_empty(weft__decode(t, bytes, length, encoding, errors));
}

static Value register_error(Thread *t, Value *args)
{
    const char *name = text_argument(t, args[0], "register_error", "errors");
    if (name == NULL) {
        return EMPTY;
    }
    Value *slot = &t->runtime->module_values[SLOT_CODEC_ERRORS];
    return object_is(*slot, T(t, dict)) && weft__dict_set_c(t, as_dict(*slot), name, args[1]) ? NONE : EMPTY;
}

/* The usual name of a built-in encoding; None: not built in. */
static Value canonical_name(Thread *t, Value *args)
{
    static const struct { const char *form, *name; } names[] = {
        {"utf8", "utf-8"}, {"u8", "utf-8"}, {"utf", "utf-8"}, {"cp65001", "utf-8"},
        {"utf8sig", "utf-8-sig"}, {"ascii", "ascii"}, {"usascii", "ascii"}, {"646", "ascii"},
        {"latin1", "iso8859-1"}, {"latin", "iso8859-1"}, {"l1", "iso8859-1"}, {"iso88591", "iso8859-1"},
        {"88591", "iso8859-1"}, {"cp819", "iso8859-1"}, {"utf16", "utf-16"}, {"u16", "utf-16"},
        {"utf16le", "utf-16-le"}, {"utf16be", "utf-16-be"}, {"utf32", "utf-32"}, {"u32", "utf-32"},
        {"utf32le", "utf-32-le"}, {"utf32be", "utf-32-be"}, {"unicodeescape", "unicode-escape"},
        {"rawunicodeescape", "raw-unicode-escape"},
    };
    const char *text = text_argument(t, args[0], "lookup", "encoding");
    if (text == NULL) {
        return EMPTY;
    }
    char plain[32];
    size_t n = 0;
    for (const char *p = text; *p != 0; p++) {
        if (*p == '-' || *p == '_' || *p == ' ' || *p == '.') {
            continue;
        }
        if (n + 1 >= sizeof plain) {
            return NONE;
        }
        plain[n++] = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
    }
    plain[n] = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(plain, names[i].form) == 0) {
            return value_or_empty(weft__str_from_c(t, names[i].name));
        }
    }
    return NONE;
}

bool weft__init_module__codecs(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"encode", codecs_encode, "obj, encoding='utf-8', errors='strict'",
         "Encodes obj using the codec registered for encoding.", 0},
        {"decode", codecs_decode, "obj, encoding='utf-8', errors='strict'",
         "Decodes obj using the codec registered for encoding.", 0},
        {"register_error", register_error, "errors, handler, /", NULL, 0},
        {"canonical_name", canonical_name, "encoding, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    Dict *handlers = weft__dict_new(t);
    t->runtime->module_values[SLOT_CODEC_ERRORS] = value_or_empty(handlers);
    return handlers != NULL &&
           weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_codecs"));
}
