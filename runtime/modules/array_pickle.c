/* array_pickle.c - arrays in pickles: the machine formats, reducing, and building from another machine's bytes.
 *
 * From protocol 3 on an array is pickled as its bytes and the number of a machine format: size, sign and byte
 * order. A machine with the same format takes the bytes as they are; from another one they are decoded item
 * by item, integers into a type code that has the size and sign of the format.
 */
#include "modules/array.h"
#include "object/memoryview.h"

typedef enum FormatKind { KIND_SIGNED, KIND_UNSIGNED, KIND_FLOAT, KIND_UTF } FormatKind;
typedef struct MachineFormat {
    uint8_t size;
    FormatKind kind;
    bool big; /* most significant byte first */
} MachineFormat;

static const MachineFormat formats[] = {
    {1, KIND_UNSIGNED, false}, {1, KIND_SIGNED, false},
    {2, KIND_UNSIGNED, false}, {2, KIND_UNSIGNED, true}, {2, KIND_SIGNED, false}, {2, KIND_SIGNED, true},
    {4, KIND_UNSIGNED, false}, {4, KIND_UNSIGNED, true}, {4, KIND_SIGNED, false}, {4, KIND_SIGNED, true},
    {8, KIND_UNSIGNED, false}, {8, KIND_UNSIGNED, true}, {8, KIND_SIGNED, false}, {8, KIND_SIGNED, true},
    {4, KIND_FLOAT, false},    {4, KIND_FLOAT, true},    {8, KIND_FLOAT, false},  {8, KIND_FLOAT, true},
    {2, KIND_UTF, false},      {2, KIND_UTF, true},      {4, KIND_UTF, false},    {4, KIND_UTF, true},
};
enum { FORMAT_COUNT = sizeof formats / sizeof formats[0] };

static FormatKind kind_of(char code)
{
    return code == 'u'                  ? KIND_UTF
           : code == 'f' || code == 'd' ? KIND_FLOAT
           : strchr("BHILQ", code)      ? KIND_UNSIGNED
                                        : KIND_SIGNED;
}
/* The number of this machine's format, which is little-endian. */
static int format_number(char code)
{
    int i = 0;
    while (formats[i].size != weft__array_item_size(code) || formats[i].kind != kind_of(code) || formats[i].big) {
        i++;
    }
    return i;
}
/* The type code of integers with a size and a sign. */
static char integer_code(const MachineFormat *format)
{
    const char *codes = format->kind == KIND_SIGNED ? "bhiq" : "BHIQ";
    return codes[format->size == 1 ? 0 : format->size == 2 ? 1 : format->size == 4 ? 2 : 3];
}

Value weft__array_reduce_ex(Thread *t, Value *args)
{
    int64_t protocol;
    const unsigned char *bytes;
    size_t n;
    Bytearray *a = as_array(args[0]);
    char code = array_code(a);
    if (!is_int(t, args[1])) {
        return RAISE(t, TypeError, "__reduce_ex__ argument should be an integer");
    }
    bool failed;
    Value state = weft__find_attribute(t, args[0], N(t, __dict__), &failed);
    if (failed || !weft__to_i64(t, args[1], &protocol)) {
        return EMPTY;
    }
    Value type = value_from_pointer(type_of(t, args[0])), letter = value_or_empty(weft__str_from_ascii(t, &code, 1));
    Value parts[3] = {type, EMPTY, state == EMPTY ? NONE : state};
    if (letter != EMPTY && protocol < 3) {
        Value list = weft__array_list(t, args[0]);
        parts[1] = list == EMPTY ? EMPTY : weft__tuple2(t, letter, list);
    } else if (letter != EMPTY && weft__storage_get_bytes(t, args[0], &bytes, &n)) {
        Value with[4] = {type, letter, value_from_small_int(format_number(code)),
                         value_or_empty(weft__bytes_new(t, bytes, n))};
        parts[0] = weft__import_attribute(t, "array", "_array_reconstructor");
        parts[1] = with[3] == EMPTY ? EMPTY : value_or_empty(weft__tuple_from(t, with, 4));
    }
    return parts[0] == EMPTY || parts[1] == EMPTY ? EMPTY : value_or_empty(weft__tuple_from(t, parts, 3));
}

/* Appends the items of bytes in another machine's format. */
static bool decode(Thread *t, Bytearray *a, const MachineFormat *format, const unsigned char *bytes, size_t n)
{
    char code = format->kind == KIND_FLOAT ? (format->size == 4 ? 'f' : 'd') : array_code(a);
    unsigned char raw[ARRAY_ITEM_LIMIT];
    for (size_t i = 0; i < n; i += format->size) {
        for (size_t j = 0; j < format->size; j++) {
            raw[j] = bytes[i + (format->big ? format->size - 1 - j : j)];
        }
        Value v = weft__array_unpack(t, code, raw);
        if (v == EMPTY || !weft__array_append(t, a, v)) {
            return false;
        }
    }
    return true;
}
static bool decode_text(Thread *t, Bytearray *a, const MachineFormat *format, const unsigned char *bytes, size_t n)
{
    const char *codec = format->size == 2 ? (format->big ? "utf-16-be" : "utf-16-le")
                                          : (format->big ? "utf-32-be" : "utf-32-le");
    Str *text = weft__decode(t, bytes, n, codec, "strict");
    for (size_t i = 0; text != NULL && i < text->length; i++) {
        uint32_t character = str_char(text, i);
        if (!weft__storage_splice(t, a, SIZE_MAX, SIZE_MAX, (unsigned char *)&character, sizeof character)) {
            return false;
        }
    }
    return text != NULL;
}

/* The first arguments of _array_reconstructor; 0: exception. */
static char check_arguments(Thread *t, Value *args, int64_t *number)
{
    Type *base = weft__array_type(t, ARRAY_TYPE);
    if (!has_type_flag(t, args[0], TYPE_IS_TYPE)) {
        RAISE(t, TypeError, "first argument must be a type object, not %T", args[0]);
        return 0;
    }
    if (!weft__is_subtype(value_pointer(args[0]), base)) {
        RAISE(t, TypeError, "%N is not a subtype of %N", (Type *)value_pointer(args[0]), base);
        return 0;
    }
    if (!is_str(t, args[1]) || as_str(args[1])->length != 1) {
        RAISE(t, TypeError, "_array_reconstructor() argument 2 must be a unicode character, not %T", args[1]);
        return 0;
    }
    if (!weft__to_i64(t, args[2], number)) {
        return 0;
    }
    uint32_t code = str_char(as_str(args[1]), 0);
    if (code > 127 || weft__array_item_size((char)code) == 0) {
        RAISE(t, ValueError, "second argument must be a valid type code");
        return 0;
    }
    if (*number < 0 || *number >= FORMAT_COUNT) {
        RAISE(t, ValueError, "third argument must be a valid machine format code.");
        return 0;
    }
    if (!has_type_flag(t, args[3], TYPE_IS_BYTES)) {
        RAISE(t, TypeError, "fourth argument should be bytes, not %T", args[3]);
        return 0;
    }
    return (char)code;
}

Value weft__array_reconstruct(Thread *t, Value *args)
{
    int64_t number;
    char code = check_arguments(t, args, &number);
    if (code == 0) {
        return EMPTY;
    }
    const MachineFormat *format = &formats[number];
    Bytes *bytes = value_pointer(args[3]);
    bool same = number == format_number(code);
    if (bytes->length % format->size != 0) {
        return RAISE(t, ValueError, same ? "bytes length not a multiple of item size"
                                         : "string length not a multiple of item size");
    }
    if (!same && (format->kind == KIND_SIGNED || format->kind == KIND_UNSIGNED)) {
        code = integer_code(format);
    }
    Bytearray *a = weft__array_new(t, value_pointer(args[0]), code, 0);
    if (a == NULL) {
        return EMPTY;
    }
    bool done = same                       ? weft__storage_splice(t, a, 0, 0, bytes->data, bytes->length)
                : format->kind == KIND_UTF ? decode_text(t, a, format, bytes->data, bytes->length)
                                           : decode(t, a, format, bytes->data, bytes->length);
    return done ? value_from_pointer(a) : EMPTY;
}
