/* binascii_module.c - `_binascii`: base64 and hexadecimal text of bytes, and checksums.
 *
 * For binascii.py and base64.py. Functions take any bytes-like object, read it once, and keep nothing.
 */
#include "modules/modules.h"

static Value binascii_error(Thread *t, const char *format, size_t number)
{
    Value type = weft__import_attribute(t, "binascii", "Error");
    return type == EMPTY ? EMPTY : weft__raise(t, value_pointer(type), format, number);
}

/* Bytes of a bytes-like object or of an ASCII str. */
static bool text_bytes(Thread *t, Value v, const unsigned char **bytes, size_t *length)
{
    if (is_str(t, v)) {
        if (!as_str(v)->ascii) {
            RAISE(t, ValueError, "string argument should contain only ASCII characters");
            return false;
        }
        *bytes = str_data(as_str(v));
        *length = as_str(v)->length;
        return true;
    }
    if (type_of(t, v)->slots.get_bytes == NULL) {
        RAISE(t, TypeError, "argument should be bytes, buffer or ASCII string, not '%T'", v);
        return false;
    }
    return weft__get_bytes(t, v, bytes, length);
}

static const char base64_letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static int base64_digit(unsigned char c)
{
    const char *found = c == 0 ? NULL : strchr(base64_letters, c);
    return found == NULL ? -1 : (int)(found - base64_letters);
}

static Value b2a_base64(Thread *t, Value *args)
{
    const unsigned char *in;
    size_t n, at = 0;
    int newline = weft__truth(t, args[1]);
    if (newline < 0 || !weft__get_bytes(t, args[0], &in, &n)) {
        return EMPTY;
    }
    Bytes *out = weft__bytes_new(t, NULL, (n + 2) / 3 * 4 + (newline ? 1U : 0U));
    if (out == NULL) {
        return EMPTY;
    }
    for (size_t i = 0; i < n; i += 3) {
        uint32_t group = (uint32_t)in[i] << 16 | (uint32_t)(i + 1 < n ? in[i + 1] : 0) << 8 |
                         (i + 2 < n ? in[i + 2] : 0U);
        out->data[at++] = (unsigned char)base64_letters[group >> 18];
        out->data[at++] = (unsigned char)base64_letters[group >> 12 & 63];
        out->data[at++] = i + 1 < n ? (unsigned char)base64_letters[group >> 6 & 63] : '=';
        out->data[at++] = i + 2 < n ? (unsigned char)base64_letters[group & 63] : '=';
    }
    if (newline) {
        out->data[at] = '\n';
    }
    return value_from_pointer(out);
}

typedef struct Base64Reader {
    unsigned char *out;
    size_t written;
    unsigned quad;     /* digits of the group so far */
    uint32_t bits;
    size_t pads;
    bool done;         /* the padding of a group is complete */
} Base64Reader;

/* Why strict reading refuses the character at `i`; NULL: it does not. */
static const char *strict_problem(const Base64Reader *r, const unsigned char *in, size_t n, size_t i)
{
    int digit = base64_digit(in[i]);
    if (r->done) {
        return "Excess data after padding";
    }
    if (in[i] == '=') {
        return i == 0 ? "Leading padding not allowed" : NULL;
    }
    if (digit < 0) {
        return "Only base64 data is allowed";
    }
    (void)n;
    return r->pads > 0 ? "Discontinuous padding not allowed" : NULL;
}

static Value a2b_base64(Thread *t, Value *args)
{
    const unsigned char *in;
    size_t n;
    int strict = weft__truth(t, args[1]);
    if (strict < 0 || !text_bytes(t, args[0], &in, &n)) {
        return EMPTY;
    }
    ByteArray *room = weft__byte_array_new(t, n / 4 * 3 + 4);
    if (room == NULL) {
        return EMPTY;
    }
    Base64Reader r = {.out = room->bytes};
    for (size_t i = 0; i < n; i++) {
        const char *problem = strict ? strict_problem(&r, in, n, i) : NULL;
        if (problem != NULL) {
            return binascii_error(t, problem, 0);
        }
        if (in[i] == '=') {
            r.pads++;
            if (r.quad >= 2 && r.quad + r.pads >= 4) {
                r.done = true;
                if (!strict) {
                    break;
                }
            }
            continue;
        }
        int digit = base64_digit(in[i]);
        if (digit < 0) {
            continue;
        }
        r.pads = 0;
        r.bits = r.bits << 6 | (uint32_t)digit;
        if (r.quad > 0) { /* whole bytes as soon as their bits are there */
            unsigned left = 6 - 2 * r.quad;
            r.out[r.written++] = (unsigned char)(r.bits >> left);
        }
        r.quad = (r.quad + 1) % 4;
    }
    if (r.quad == 1) {
        return binascii_error(t,
                              "Invalid base64-encoded string: number of data characters (%zu) cannot be 1 more "
                              "than a multiple of 4",
                              r.written / 3 * 4 + 1);
    }
    if (r.quad != 0 && !r.done) {
        return binascii_error(t, "Incorrect padding", 0);
    }
    return value_or_empty(weft__bytes_new(t, r.out, r.written));
}

static int hex_digit(unsigned char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}
static Value a2b_hex(Thread *t, Value *args)
{
    const unsigned char *in;
    size_t n;
    if (!text_bytes(t, args[0], &in, &n)) {
        return EMPTY;
    }
    if (n % 2 != 0) {
        return binascii_error(t, "Odd-length string", 0);
    }
    Bytes *out = weft__bytes_new(t, NULL, n / 2);
    for (size_t i = 0; out != NULL && i < n; i += 2) {
        int high = hex_digit(in[i]), low = hex_digit(in[i + 1]);
        if (high < 0 || low < 0) {
            return binascii_error(t, "Non-hexadecimal digit found", 0);
        }
        out->data[i / 2] = (unsigned char)(high << 4 | low);
    }
    return value_or_empty(out);
}

/* ---- checksums ---- */

static bool checksum_arguments(Thread *t, Value *args, const unsigned char **in, size_t *n, uint32_t *start)
{
    Value whole = weft__index(t, args[1]);
    if (whole == EMPTY || !weft__get_bytes(t, args[0], in, n)) {
        return false;
    }
    Value low = weft__int_binary(t, OP_AND, whole, value_from_small_int(0xFFFFFFFF));
    *start = (uint32_t)value_small_int(low);
    return low != EMPTY;
}
static Value crc32(Thread *t, Value *args)
{
    const unsigned char *in;
    size_t n;
    uint32_t crc, table[256];
    if (!checksum_arguments(t, args, &in, &n, &crc)) {
        return EMPTY;
    }
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t c = i;
        for (int bit = 0; bit < 8; bit++) {
            c = c & 1 ? 0xEDB88320U ^ c >> 1 : c >> 1;
        }
        table[i] = c;
    }
    crc = ~crc;
    for (size_t i = 0; i < n; i++) {
        crc = table[(crc ^ in[i]) & 255] ^ crc >> 8;
    }
    return value_from_small_int(~crc);
}
static Value adler32(Thread *t, Value *args)
{
    const unsigned char *in;
    size_t n;
    uint32_t start;
    if (!checksum_arguments(t, args, &in, &n, &start)) {
        return EMPTY;
    }
    uint32_t low = start & 0xFFFF, high = start >> 16;
    for (size_t i = 0; i < n; i++) {
        low = (low + in[i]) % 65521;
        high = (high + low) % 65521;
    }
    return value_from_small_int((int64_t)high << 16 | low);
}
static Value crc_hqx(Thread *t, Value *args)
{
    const unsigned char *in;
    size_t n;
    uint32_t crc;
    if (!checksum_arguments(t, args, &in, &n, &crc)) {
        return EMPTY;
    }
    crc &= 0xFFFF;
    for (size_t i = 0; i < n; i++) {
        crc ^= (uint32_t)in[i] << 8;
        for (int bit = 0; bit < 8; bit++) {
            crc = (crc & 0x8000 ? crc << 1 ^ 0x1021U : crc << 1) & 0xFFFF;
        }
    }
    return value_from_small_int(crc);
}

bool weft__init_module__binascii(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"b2a_base64", b2a_base64, "data, /, *, newline=True", "Base64-code line of data.", 0},
        {"a2b_base64", a2b_base64, "data, /, *, strict_mode=False", "Decode a line of base64 data.", 0},
        {"a2b_hex", a2b_hex, "hexstr, /", NULL, 0},
        {"unhexlify", a2b_hex, "hexstr, /", NULL, 0},
        {"crc32", crc32, "data, crc=0, /", "Compute CRC-32 incrementally.", 0},
        {"adler32", adler32, "data, value=1, /", NULL, 0},
        {"crc_hqx", crc_hqx, "data, crc, /", "Compute CRC-CCITT incrementally.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "binascii"));
}
