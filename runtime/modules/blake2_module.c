/* blake2_module.c - `_blake2_work`: the hash functions BLAKE2b and BLAKE2s (RFC 7693), piece by piece.
 *
 * _blake2 checks the arguments and lays out the parameter block; here it is only mixed into the first state. The
 * state changes under the object lock: threads may feed one object, each piece as a whole.
 */
#include "modules/native_arguments.h"

typedef struct Blake2 {
    Object head;
    bool wide;                  /* BLAKE2b: 64-bit words; never changes, as the next two */
    bool last_node;
    unsigned char digest_size;
    unsigned char waiting;      /* bytes in `pending`; object lock, as all that follows */
    uint64_t state[8];
    uint64_t length;            /* bytes that were compressed */
    unsigned char pending[128]; /* the last block waits for what comes, because the very last one is marked */
} Blake2;

static Blake2 *as_blake2(Value v) { return value_pointer(v); }
static size_t word_size(const Blake2 *h) { return h->wide ? 8 : 4; }
static size_t block_size(const Blake2 *h) { return 16 * word_size(h); }

static const uint64_t wide_start[8] = { /* fractions of the square roots of the first eight primes */
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
static uint64_t start_word(const Blake2 *h, size_t i) { return h->wide ? wide_start[i] : wide_start[i] >> 32; }

static const unsigned char order_of_words[10][16] = { /* by round; the 11th and 12th are the first and second again */
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};
static const unsigned char quartets[8][4] = { /* columns, then diagonals */
    {0, 4, 8, 12}, {1, 5, 9, 13}, {2, 6, 10, 14}, {3, 7, 11, 15},
    {0, 5, 10, 15}, {1, 6, 11, 12}, {2, 7, 8, 13}, {3, 4, 9, 14}};

static uint64_t word_at(const unsigned char *p, size_t bytes)
{
    uint64_t w = 0;
    for (size_t i = 0; i < bytes; i++) {
        w |= (uint64_t)p[i] << (8 * i);
    }
    return w;
}
static uint64_t turned64(uint64_t x, unsigned n) { return x >> n | x << (64 - n); }
static uint32_t turned32(uint32_t x, unsigned n) { return x >> n | x << (32 - n); }

/* Mixes the 16 words of work with those of a block. TURN rotates right by R1 to R4 in turn. */
#define MIX(WORD, TURN, ROUNDS, R1, R2, R3, R4)                                                     \
    for (unsigned round = 0; round < ROUNDS; round++) {                                             \
        const unsigned char *order = order_of_words[round % 10];                                    \
        for (unsigned i = 0; i < 8; i++) {                                                          \
            WORD *a = &v[quartets[i][0]], *b = &v[quartets[i][1]];                                  \
            WORD *c = &v[quartets[i][2]], *d = &v[quartets[i][3]];                                  \
            *a += *b + m[order[2 * i]];                                                             \
            *d = TURN(*d ^ *a, R1);                                                                 \
            *c += *d;                                                                               \
            *b = TURN(*b ^ *c, R2);                                                                 \
            *a += *b + m[order[2 * i + 1]];                                                         \
            *d = TURN(*d ^ *a, R3);                                                                 \
            *c += *d;                                                                               \
            *b = TURN(*b ^ *c, R4);                                                                 \
        }                                                                                           \
    }

static void mix_wide(uint64_t *v, const uint64_t *m)
{
    MIX(uint64_t, turned64, 12, 32, 24, 16, 63)
}
static void mix_narrow(uint32_t *v, const uint32_t *m)
{
    MIX(uint32_t, turned32, 10, 16, 12, 8, 7)
}

/* One block; h->length counts its bytes already. */
static void compress(Blake2 *h, const unsigned char *block, bool last)
{
    uint64_t v[16], m[16];
    for (size_t i = 0; i < 8; i++) {
        v[i] = h->state[i];
        v[i + 8] = start_word(h, i);
    }
    for (size_t i = 0; i < 16; i++) {
        m[i] = word_at(block + i * word_size(h), word_size(h));
    }
    v[12] ^= h->wide ? h->length : (uint32_t)h->length;
    v[13] ^= h->wide ? 0 : h->length >> 32;
    v[14] ^= last ? UINT64_MAX : 0;
    v[15] ^= last && h->last_node ? UINT64_MAX : 0;
    if (h->wide) {
        mix_wide(v, m);
    } else {
        uint32_t narrow[16], words[16];
        for (size_t i = 0; i < 16; i++) {
            narrow[i] = (uint32_t)v[i];
            words[i] = (uint32_t)m[i];
        }
        mix_narrow(narrow, words);
        for (size_t i = 0; i < 16; i++) {
            v[i] = narrow[i];
        }
    }
    for (size_t i = 0; i < 8; i++) {
        h->state[i] ^= v[i] ^ v[i + 8];
    }
}

static void feed(Blake2 *h, const unsigned char *bytes, size_t n)
{
    size_t block = block_size(h);
    while (n > 0) {
        if (h->waiting == block) {
            h->length += block;
            compress(h, h->pending, false);
            h->waiting = 0;
        }
        size_t now = block - h->waiting < n ? block - h->waiting : n;
        memcpy(h->pending + h->waiting, bytes, now);
        h->waiting = (unsigned char)(h->waiting + now);
        bytes += now;
        n -= now;
    }
}

/* The digest of a copy, which is used up. */
static void finish(Blake2 *h, unsigned char *out)
{
    memset(h->pending + h->waiting, 0, block_size(h) - h->waiting);
    h->length += h->waiting;
    compress(h, h->pending, true);
    for (size_t i = 0; i < h->digest_size; i++) {
        out[i] = (unsigned char)(h->state[i / word_size(h)] >> (8 * (i % word_size(h))));
    }
}

/* start(wide, parameters, key, last_node): a state that was fed with the key, if there is one. */
static Value blake2_start(Thread *t, Value *args)
{
    const unsigned char *parameters, *key;
    size_t size, key_size;
    if (!weft__hash_input(t, args[1], &parameters, &size) || !weft__hash_input(t, args[2], &key, &key_size)) {
        return EMPTY;
    }
    bool wide = args[0] == TRUE_VALUE;
    size_t word = wide ? 8 : 4;
    if (size != 8 * word || key_size > 8 * word || parameters[0] == 0 || parameters[0] > 8 * word) {
        return RAISE(t, ValueError, "malformed parameters");
    }
    Value type = weft__import_attribute(t, "_blake2_work", "State");
    Blake2 *h = type == EMPTY ? NULL : weft__alloc(t, sizeof *h, value_pointer(type));
    if (h == NULL) {
        return EMPTY;
    }
    h->wide = wide;
    h->last_node = args[3] == TRUE_VALUE;
    h->digest_size = parameters[0];
    h->waiting = 0;
    h->length = 0;
    for (size_t i = 0; i < 8; i++) {
        h->state[i] = start_word(h, i) ^ word_at(parameters + i * word, word);
    }
    if (key_size > 0) {
        memset(h->pending, 0, sizeof h->pending);
        memcpy(h->pending, key, key_size);
        h->waiting = (unsigned char)block_size(h);
    }
    return value_from_pointer(h);
}

static Blake2 *blake2_copy(Thread *t, Blake2 *from)
{
    Blake2 *h = weft__alloc(t, sizeof *h, from->head.type);
    if (h == NULL) {
        return NULL;
    }
    h->wide = from->wide;
    h->last_node = from->last_node;
    h->digest_size = from->digest_size;
    weft__lock_object(t, &from->head);
    h->waiting = from->waiting;
    h->length = from->length;
    memcpy(h->state, from->state, sizeof h->state);
    memcpy(h->pending, from->pending, sizeof h->pending);
    weft__unlock_object(t, &from->head);
    return h;
}

static Value state_update(Thread *t, Value *args)
{
    Blake2 *h = as_blake2(args[0]);
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
static Value state_digest(Thread *t, Value *args)
{
    Blake2 *copy = blake2_copy(t, as_blake2(args[0]));
    Bytes *out = copy == NULL ? NULL : weft__bytes_new(t, NULL, copy->digest_size);
    if (out != NULL) {
        finish(copy, out->data);
    }
    return value_or_empty(out);
}
static Value state_copy(Thread *t, Value *args) { return value_or_empty(blake2_copy(t, as_blake2(args[0]))); }

bool weft__init_module__blake2_work(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"start", blake2_start, "wide, parameters, key, last_node, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const NativeDef methods[] = {
        {"update", state_update, "self, data, /", NULL, 0},
        {"digest", state_digest, "self, /", NULL, 0},
        {"copy", state_copy, "self, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    Type *type = weft__native_type_new(t, "_blake2_work.State", NULL, sizeof(Blake2), TYPE_FINAL);
    return type != NULL && weft__add_methods(t, type, methods) && weft__type_ready(t, type) &&
           weft__module_set(t, m, "State", value_from_pointer(type)) &&
           weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_blake2_work"));
}
