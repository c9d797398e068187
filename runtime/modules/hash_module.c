/* hash_module.c - `_hash`: MD5, SHA-1, SHA-2 and SHA-3 of bytes, piece by piece.
 *
 * The state changes under the object lock: threads may feed one object, each piece as a whole.
 */
#include "modules/native_arguments.h"

typedef struct Algorithm {
    const char *name;
    void (*start)(uint64_t *state);
    void (*block)(uint64_t *state, const unsigned char *data);
    size_t block_size, digest_size;
    bool big;          /* words of the digest and the length */
    size_t word;       /* bytes of a word of the digest */
    bool sponge;       /* SHA-3: padding and output differ */
    unsigned char pad; /* of a sponge */
} Algorithm;

typedef struct Hash {
    Object head;
    const Algorithm *algorithm; /* never changes */
    uint64_t state[25];         /* object lock, as all that follows */
    uint64_t length;            /* bytes so far */
    unsigned char pending[168]; /* the piece that does not fill a block */
} Hash;

static uint32_t left32(uint32_t x, unsigned n) { return x << n | x >> (32 - n); }
static uint32_t right32(uint32_t x, unsigned n) { return x >> n | x << (32 - n); }
static uint64_t right64(uint64_t x, unsigned n) { return x >> n | x << (64 - n); }
static uint64_t left64(uint64_t x, unsigned n) { return n == 0 ? x : x << n | x >> (64 - n); }
static uint64_t word_at(const unsigned char *p, size_t bytes, bool big)
{
    uint64_t w = 0;
    for (size_t i = 0; i < bytes; i++) {
        w |= (uint64_t)p[big ? bytes - 1 - i : i] << (8 * i);
    }
    return w;
}

static void start_md5(uint64_t *s)
{
    s[0] = 0x67452301U;
    s[1] = 0xEFCDAB89U;
    s[2] = 0x98BADCFEU;
    s[3] = 0x10325476U;
}
static void block_md5(uint64_t *s, const unsigned char *data)
{
    static const uint32_t sines[64] = { /* floor(2^32 * abs(sin(i + 1))) */
        0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
        0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
        0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
        0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
        0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
        0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
        0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
        0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391};
    static const unsigned char turns[16] = {7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21};
    uint32_t a = (uint32_t)s[0], b = (uint32_t)s[1], c = (uint32_t)s[2], d = (uint32_t)s[3];
    for (unsigned i = 0; i < 64; i++) {
        uint32_t f;
        unsigned g;
        switch (i / 16) {
        case 0: f = (b & c) | (~b & d); g = i; break;
        case 1: f = (d & b) | (~d & c); g = (5 * i + 1) % 16; break;
        case 2: f = b ^ c ^ d; g = (3 * i + 5) % 16; break;
        default: f = c ^ (b | ~d); g = 7 * i % 16; break;
        }
        uint32_t sum = a + f + sines[i] + (uint32_t)word_at(data + 4 * g, 4, false);
        a = d;
        d = c;
        c = b;
        b += left32(sum, turns[i / 16 * 4 + i % 4]);
    }
    s[0] = (uint32_t)s[0] + a;
    s[1] = (uint32_t)s[1] + b;
    s[2] = (uint32_t)s[2] + c;
    s[3] = (uint32_t)s[3] + d;
}

static void start_sha1(uint64_t *s)
{
    start_md5(s);
    s[4] = 0xC3D2E1F0U;
}
static void block_sha1(uint64_t *s, const unsigned char *data)
{
    uint32_t w[80], v[5];
    for (unsigned i = 0; i < 80; i++) {
        w[i] = i < 16 ? (uint32_t)word_at(data + 4 * i, 4, true)
                      : left32(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    }
    for (unsigned i = 0; i < 5; i++) {
        v[i] = (uint32_t)s[i];
    }
    for (unsigned i = 0; i < 80; i++) {
        uint32_t f = i < 20   ? ((v[1] & v[2]) | (~v[1] & v[3])) + 0x5A827999U
                     : i < 40 ? (v[1] ^ v[2] ^ v[3]) + 0x6ED9EBA1U
                     : i < 60 ? ((v[1] & v[2]) | (v[1] & v[3]) | (v[2] & v[3])) + 0x8F1BBCDCU
                              : (v[1] ^ v[2] ^ v[3]) + 0xCA62C1D6U;
        uint32_t sum = left32(v[0], 5) + f + v[4] + w[i];
        v[4] = v[3];
        v[3] = v[2];
        v[2] = left32(v[1], 30);
        v[1] = v[0];
        v[0] = sum;
    }
    for (unsigned i = 0; i < 5; i++) {
        s[i] = (uint32_t)s[i] + v[i];
    }
}

/* Fractional parts of the cube roots of the first 80 primes; SHA-256 takes the upper halves. */
static const uint64_t sha2_constants[80] = {
    0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc,
    0x3956c25bf348b538, 0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118,
    0xd807aa98a3030242, 0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2,
    0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235, 0xc19bf174cf692694,
    0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
    0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
    0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4,
    0xc6e00bf33da88fc2, 0xd5a79147930aa725, 0x06ca6351e003826f, 0x142929670a0e6e70,
    0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df,
    0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
    0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30,
    0xd192e819d6ef5218, 0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
    0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8,
    0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3,
    0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
    0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b,
    0xca273eceea26619c, 0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178,
    0x06f067aa72176fba, 0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
    0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc, 0x431d67c49c100d4c,
    0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
};
static void start_sha224(uint64_t *s)
{
    static const uint64_t h[8] = {0xc1059ed8, 0x367cd507, 0x3070dd17, 0xf70e5939,
                                  0xffc00b31, 0x68581511, 0x64f98fa7, 0xbefa4fa4};
    memcpy(s, h, sizeof h);
}
static void start_sha256(uint64_t *s)
{
    static const uint64_t h[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                  0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    memcpy(s, h, sizeof h);
}
static void start_sha384(uint64_t *s)
{
    static const uint64_t h[8] = {0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939,
                                  0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4};
    memcpy(s, h, sizeof h);
}
static void start_sha512(uint64_t *s)
{
    static const uint64_t h[8] = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
                                  0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
    memcpy(s, h, sizeof h);
}
static void block_sha256(uint64_t *s, const unsigned char *data)
{
    uint32_t w[64], v[8];
    for (unsigned i = 0; i < 64; i++) {
        w[i] = i < 16 ? (uint32_t)word_at(data + 4 * i, 4, true)
                      : w[i - 16] + w[i - 7] +
                            (right32(w[i - 15], 7) ^ right32(w[i - 15], 18) ^ w[i - 15] >> 3) +
                            (right32(w[i - 2], 17) ^ right32(w[i - 2], 19) ^ w[i - 2] >> 10);
    }
    for (unsigned i = 0; i < 8; i++) {
        v[i] = (uint32_t)s[i];
    }
    for (unsigned i = 0; i < 64; i++) {
        uint32_t one = v[7] + (right32(v[4], 6) ^ right32(v[4], 11) ^ right32(v[4], 25)) +
                       ((v[4] & v[5]) ^ (~v[4] & v[6])) + (uint32_t)(sha2_constants[i] >> 32) + w[i];
        uint32_t two = (right32(v[0], 2) ^ right32(v[0], 13) ^ right32(v[0], 22)) +
                       ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
        memmove(v + 1, v, 7 * sizeof *v);
        v[4] += one;
        v[0] = one + two;
    }
    for (unsigned i = 0; i < 8; i++) {
        s[i] = (uint32_t)s[i] + v[i];
    }
}
static void block_sha512(uint64_t *s, const unsigned char *data)
{
    uint64_t w[80], v[8];
    for (unsigned i = 0; i < 80; i++) {
        w[i] = i < 16 ? word_at(data + 8 * i, 8, true)
                      : w[i - 16] + w[i - 7] +
                            (right64(w[i - 15], 1) ^ right64(w[i - 15], 8) ^ w[i - 15] >> 7) +
                            (right64(w[i - 2], 19) ^ right64(w[i - 2], 61) ^ w[i - 2] >> 6);
    }
    memcpy(v, s, sizeof v);
    for (unsigned i = 0; i < 80; i++) {
        uint64_t one = v[7] + (right64(v[4], 14) ^ right64(v[4], 18) ^ right64(v[4], 41)) +
                       ((v[4] & v[5]) ^ (~v[4] & v[6])) + sha2_constants[i] + w[i];
        uint64_t two = (right64(v[0], 28) ^ right64(v[0], 34) ^ right64(v[0], 39)) +
                       ((v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]));
        memmove(v + 1, v, 7 * sizeof *v);
        v[4] += one;
        v[0] = one + two;
    }
    for (unsigned i = 0; i < 8; i++) {
        s[i] += v[i];
    }
}

static void start_sponge(uint64_t *s) { memset(s, 0, 25 * sizeof *s); }
static void permute(uint64_t *s) /* Keccak-f[1600] */
{
    uint64_t constant;
    unsigned lfsr = 1; /* makes the round constants */
    for (int round = 0; round < 24; round++) {
        uint64_t column[5], moved[25];
        for (int x = 0; x < 5; x++) {
            column[x] = s[x] ^ s[x + 5] ^ s[x + 10] ^ s[x + 15] ^ s[x + 20];
        }
        for (int i = 0; i < 25; i++) {
            s[i] ^= column[(i + 4) % 5] ^ left64(column[(i + 1) % 5], 1);
        }
        moved[0] = s[0];
        int x = 1, y = 0;
        for (unsigned step = 0; step < 24; step++) {
            int next = (2 * x + 3 * y) % 5;
            moved[y + 5 * next] = left64(s[x + 5 * y], (step + 1) * (step + 2) / 2 % 64);
            x = y;
            y = next;
        }
        for (int i = 0; i < 25; i++) {
            int row = i / 5 * 5;
            s[i] = moved[i] ^ (~moved[row + (i + 1) % 5] & moved[row + (i + 2) % 5]);
        }
        constant = 0;
        for (unsigned j = 0; j < 7; j++) {
            if (lfsr & 1) {
                constant ^= (uint64_t)1 << ((1U << j) - 1);
            }
            lfsr = lfsr & 0x80 ? (lfsr << 1 ^ 0x71) & 0xFF : lfsr << 1;
        }
        s[0] ^= constant;
    }
}
static void absorb(uint64_t *s, const unsigned char *data, size_t rate)
{
    for (size_t i = 0; i < rate / 8; i++) {
        s[i] ^= word_at(data + 8 * i, 8, false);
    }
    permute(s);
}
#define SPONGE(name, rate) \
    static void block_##name(uint64_t *s, const unsigned char *data) { absorb(s, data, rate); }
SPONGE(sha3_224, 144) SPONGE(sha3_256, 136) SPONGE(sha3_384, 104) SPONGE(sha3_512, 72)
SPONGE(shake_128, 168) SPONGE(shake_256, 136)
#undef SPONGE

static const Algorithm algorithms[] = {
    {"md5", start_md5, block_md5, 64, 16, false, 4, false, 0},
    {"sha1", start_sha1, block_sha1, 64, 20, true, 4, false, 0},
    {"sha224", start_sha224, block_sha256, 64, 28, true, 4, false, 0},
    {"sha256", start_sha256, block_sha256, 64, 32, true, 4, false, 0},
    {"sha384", start_sha384, block_sha512, 128, 48, true, 8, false, 0},
    {"sha512", start_sha512, block_sha512, 128, 64, true, 8, false, 0},
    {"sha3_224", start_sponge, block_sha3_224, 144, 28, false, 8, true, 0x06},
    {"sha3_256", start_sponge, block_sha3_256, 136, 32, false, 8, true, 0x06},
    {"sha3_384", start_sponge, block_sha3_384, 104, 48, false, 8, true, 0x06},
    {"sha3_512", start_sponge, block_sha3_512, 72, 64, false, 8, true, 0x06},
    {"shake_128", start_sponge, block_shake_128, 168, 0, false, 8, true, 0x1F},
    {"shake_256", start_sponge, block_shake_256, 136, 0, false, 8, true, 0x1F},
};

/* ---- objects ---- */

static Hash *as_hash(Value v) { return value_pointer(v); }

static void feed(Hash *h, const unsigned char *bytes, size_t n)
{
    size_t size = h->algorithm->block_size, have = h->length % size;
    h->length += n;
    if (have > 0) {
        size_t part = size - have < n ? size - have : n;
        memcpy(h->pending + have, bytes, part);
        bytes += part;
        n -= part;
        if (have + part < size) {
            return;
        }
        h->algorithm->block(h->state, h->pending);
    }
    for (; n >= size; bytes += size, n -= size) {
        h->algorithm->block(h->state, bytes);
    }
    memcpy(h->pending, bytes, n);
}

/* The digest of a copy, which is used up. */
static void finish(Hash *h, unsigned char *out, size_t wanted)
{
    const Algorithm *a = h->algorithm;
    uint64_t bits = h->length * 8;
    size_t have = h->length % a->block_size;
    unsigned char last[2 * 168] = {0};
    memcpy(last, h->pending, have);
    if (a->sponge) {
        last[have] = a->pad;
        last[a->block_size - 1] |= 0x80;
        a->block(h->state, last);
    } else {
        size_t counter = a->block_size / 8;
        size_t total = have + 1 + counter > a->block_size ? 2 * a->block_size : a->block_size;
        last[have] = 0x80;
        for (size_t i = 0; i < 8; i++) {
            last[a->big ? total - 1 - i : total - counter + i] = (unsigned char)(bits >> (8 * i));
        }
        for (size_t at = 0; at < total; at += a->block_size) {
            a->block(h->state, last + at);
        }
    }
    for (size_t i = 0; i < wanted; i++) {
        size_t at = a->sponge ? i % a->block_size : i;
        if (a->sponge && i > 0 && at == 0) {
            permute(h->state);
        }
        size_t byte = at % a->word;
        out[i] = (unsigned char)(h->state[at / a->word] >> (8 * (a->big ? a->word - 1 - byte : byte)));
    }
}

static Hash *hash_copy(Thread *t, Hash *from)
{
    Hash *h = weft__alloc(t, sizeof *h, from->head.type);
    if (h == NULL) {
        return NULL;
    }
    h->algorithm = from->algorithm;
    weft__lock_object(t, &from->head);
    memcpy(h->state, from->state, sizeof h->state);
    h->length = from->length;
    memcpy(h->pending, from->pending, sizeof h->pending);
    weft__unlock_object(t, &from->head);
    return h;
}

bool weft__hash_input(Thread *t, Value v, const unsigned char **bytes, size_t *n)
{
    if (is_str(t, v)) {
        RAISE(t, TypeError, "Strings must be encoded before hashing");
        return false;
    }
    if (type_of(t, v)->slots.get_bytes == NULL) {
        RAISE(t, TypeError, "object supporting the buffer API required");
        return false;
    }
    return weft__get_bytes(t, v, bytes, n);
}

static Value hash_update(Thread *t, Value *args)
{
    Hash *h = as_hash(args[0]);
    const unsigned char *bytes;
    size_t n;
    if (!weft__hash_input(t, args[1], &bytes, &n)) {
        return EMPTY;
    }
    weft__lock_object(t, &h->head);
    feed(h, bytes, n);
    weft__unlock_object(t, &h->head);
    return NONE;
}

/* The digest; shake takes its length from the argument. */
static Bytes *digest_of(Thread *t, Value *args)
{
    Hash *h = as_hash(args[0]);
    size_t wanted = h->algorithm->digest_size;
    if (wanted == 0) {
        if (args[1] == EMPTY) {
            RAISE(t, TypeError, "digest() missing required argument 'length' (pos 1)");
            return NULL;
        }
        if (!weft__to_size(t, args[1], &wanted, "length")) {
            return NULL;
        }
    } else if (args[1] != EMPTY) {
        RAISE(t, TypeError, "HASH.digest() takes no arguments (1 given)");
        return NULL;
    }
    Hash *copy = hash_copy(t, h);
    Bytes *out = copy == NULL ? NULL : weft__bytes_new(t, NULL, wanted);
    if (out != NULL) {
        finish(copy, out->data, wanted);
    }
    return out;
}
static Value hash_digest(Thread *t, Value *args) { return value_or_empty(digest_of(t, args)); }
static Value hash_hexdigest(Thread *t, Value *args)
{
    Bytes *digest = digest_of(t, args);
    return digest == NULL ? EMPTY
                          : weft__call_method(t, value_from_pointer(digest), weft__intern_c(t, "hex"), NULL, 0);
}
static Value hash_copy_method(Thread *t, Value *args) { return value_or_empty(hash_copy(t, as_hash(args[0]))); }

static Value get_name(Thread *t, Value self)
{
    return value_or_empty(weft__str_from_c(t, as_hash(self)->algorithm->name));
}
static Value get_digest_size(Thread *t, Value self)
{
    (void)t;
    return value_from_small_int((int64_t)as_hash(self)->algorithm->digest_size);
}
static Value get_block_size(Thread *t, Value self)
{
    (void)t;
    return value_from_small_int((int64_t)as_hash(self)->algorithm->block_size);
}
static Value hash_repr(Thread *t, Value self)
{
    return value_or_empty(weft__str_format(t, "<%s _hashlib.HASH object @ 0x%lx>", as_hash(self)->algorithm->name,
                                           (long)(uintptr_t)as_hash(self)));
}

/* new(name, data): EMPTY when there is no such algorithm. */
static Value hash_new(Thread *t, Value *args)
{
    const unsigned char *bytes = NULL;
    size_t n = 0;
    if (!is_str(t, args[0])) {
        return RAISE(t, TypeError, "name must be a string");
    }
    if (args[1] != EMPTY && !weft__hash_input(t, args[1], &bytes, &n)) {
        return EMPTY;
    }
    for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++) {
        if (!weft__str_equals_c(as_str(args[0]), algorithms[i].name)) {
            continue;
        }
        Value type = weft__import_attribute(t, "_hash", "HASH");
        Hash *h = type == EMPTY ? NULL : weft__alloc(t, sizeof *h, value_pointer(type));
        if (h == NULL) {
            return EMPTY;
        }
        h->algorithm = &algorithms[i];
        h->algorithm->start(h->state);
        feed(h, bytes, n);
        return value_from_pointer(h);
    }
    return RAISE(t, ValueError, "unsupported hash type %V", args[0]);
}

bool weft__init_module__hash(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"new", hash_new, "name, data=, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const NativeDef methods[] = {
        {"update", hash_update, "self, obj, /", "Update this hash object's state with the provided string.", 0},
        {"digest", hash_digest, "self, length=", "Return the digest value as a bytes object.", 0},
        {"hexdigest", hash_hexdigest, "self, length=", "Return the digest value as a string of hexadecimal digits.", 0},
        {"copy", hash_copy_method, "self, /", "Return a copy of the hash object.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const GetSetDef attributes[] = {
        {"name", get_name, NULL, NULL},
        {"digest_size", get_digest_size, NULL, NULL},
        {"block_size", get_block_size, NULL, NULL},
        {NULL, NULL, NULL, NULL},
    };
    Type *type = weft__native_type_new(t, "_hashlib.HASH", NULL, sizeof(Hash), 0);
    if (type == NULL) {
        return false;
    }
    type->slots.repr = hash_repr;
    return weft__add_methods(t, type, methods) && weft__add_getsets(t, type, attributes) &&
           weft__type_ready(t, type) && weft__module_set(t, m, "HASH", value_from_pointer(type)) &&
           weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_hash"));
}
