/* random_module.c - `_random`: the Mersenne Twister MT19937 (Matsumoto and Nishimura, 1998), with the
 * seeding and the sequences that CPython's random module has.
 *
 * The state is changed under the object lock, so threads may share a generator.
 */
#include "modules/modules.h"
#include "object/big_work.h"

enum { WORDS = 624, MIDDLE = 397 };

typedef struct Generator32 {
    Object head;
    uint32_t state[WORDS]; /* object lock */
    uint32_t next;         /* object lock */
} Generator32;

static void refill(Generator32 *g)
{
    for (int i = 0; i < WORDS; i++) {
        uint32_t y = (g->state[i] & 0x80000000U) | (g->state[(i + 1) % WORDS] & 0x7FFFFFFFU);
        g->state[i] = g->state[(i + MIDDLE) % WORDS] ^ (y >> 1) ^ ((y & 1U) ? 0x9908B0DFU : 0U);
    }
    g->next = 0;
}
static uint32_t draw(Generator32 *g)
{
    if (g->next >= WORDS) {
        refill(g);
    }
    uint32_t y = g->state[g->next++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9D2C5680U;
    y ^= (y << 15) & 0xEFC60000U;
    return y ^ (y >> 18);
}
static void seed_word(Generator32 *g, uint32_t seed)
{
    g->state[0] = seed;
    for (uint32_t i = 1; i < WORDS; i++) {
        g->state[i] = 1812433253U * (g->state[i - 1] ^ (g->state[i - 1] >> 30)) + i;
    }
    g->next = WORDS;
}
static void seed_array(Generator32 *g, const uint32_t *key, size_t length)
{
    size_t i = 1, j = 0;
    seed_word(g, 19650218U);
    for (size_t k = length > WORDS ? length : WORDS; k > 0; k--) {
        g->state[i] = (g->state[i] ^ ((g->state[i - 1] ^ (g->state[i - 1] >> 30)) * 1664525U)) + key[j] + (uint32_t)j;
        if (++i >= WORDS) {
            g->state[0] = g->state[WORDS - 1];
            i = 1;
        }
        j = j + 1 >= length ? 0 : j + 1;
    }
    for (size_t k = WORDS - 1; k > 0; k--) {
        g->state[i] = (g->state[i] ^ ((g->state[i - 1] ^ (g->state[i - 1] >> 30)) * 1566083941U)) - (uint32_t)i;
        if (++i >= WORDS) {
            g->state[0] = g->state[WORDS - 1];
            i = 1;
        }
    }
    g->state[0] = 0x80000000U;
}

static double draw_double(Generator32 *g)
{
    uint32_t a = draw(g) >> 5, b = draw(g) >> 6;
    return (a * 67108864.0 + b) * (1.0 / 9007199254740992.0);
}

static Value random_random(Thread *t, Value *args)
{
    Generator32 *g = value_pointer(args[0]);
    weft__lock_object(t, &g->head);
    double d = draw_double(g);
    weft__unlock_object(t, &g->head);
    return float_new(t, d);
}

/* Seeds with the magnitude of an int. */
static Value random_seed(Thread *t, Value *args)
{
    Generator32 *g = value_pointer(args[0]);
    Value v = weft__index(t, args[1]);
    if (v == EMPTY) {
        return EMPTY;
    }
    IntView view;
    weft__int_view(t, v, &view);
    size_t words = (mpz_sgn(view.number) == 0 ? 0 : mpz_sizeinbase(view.number, 2) + 31) / 32;
    ByteArray *storage = weft__byte_array_new(t, (words + 1) * 4);
    if (storage == NULL) {
        return EMPTY;
    }
    uint32_t *key = (uint32_t *)(void *)storage->bytes;
    size_t count = 0;
    mpz_export(key, &count, -1, 4, 0, 0, view.number);
    weft__lock_object(t, &g->head);
    seed_array(g, key, words == 0 ? 1 : words);
    weft__unlock_object(t, &g->head);
    return NONE;
}
typedef struct Words {
    const uint32_t *words;
    size_t count;
} Words;

static Value int_from_words(Thread *t, void *context)
{
    const Words *from = context;
    mpz_t number;
    mpz_init(number);
    mpz_import(number, from->count, -1, 4, 0, 0, from->words);
    return weft__int_from_mpz(t, number);
}

static Value random_getrandbits(Thread *t, Value *args)
{
    int64_t bits;
    Generator32 *g = value_pointer(args[0]);
    if (!weft__to_int32(t, args[1], &bits)) {
        return EMPTY;
    }
    if (bits < 0) {
        return RAISE(t, ValueError, "number of bits must be non-negative");
    }
    if (bits == 0) {
        return value_from_small_int(0);
    }
    if (bits <= 32) {
        weft__lock_object(t, &g->head);
        uint32_t word = draw(g) >> (32 - bits);
        weft__unlock_object(t, &g->head);
        return value_from_small_int(word);
    }
    size_t words = ((size_t)bits - 1) / 32 + 1;
    ByteArray *storage = weft__budget_check(t, words * 4) ? weft__byte_array_new(t, words * 4) : NULL;
    if (storage == NULL) {
        return EMPTY;
    }
    uint32_t *into = (uint32_t *)(void *)storage->bytes;
    weft__lock_object(t, &g->head);
    for (size_t i = 0; i < words; i++, bits -= 32) {
        uint32_t word = draw(g);
        into[i] = bits < 32 ? word >> (32 - bits) : word;
    }
    weft__unlock_object(t, &g->head);
    Words from = {into, words};
    return weft__big_work(t, int_from_words, &from);
}
static Value random_getstate(Thread *t, Value *args)
{
    Generator32 *g = value_pointer(args[0]);
    Tuple *state = weft__tuple_new(t, WORDS + 1);
    if (state == NULL) {
        return EMPTY;
    }
    weft__lock_object(t, &g->head);
    for (size_t i = 0; i < WORDS; i++) {
        state->items[i] = value_from_small_int(g->state[i]);
    }
    state->items[WORDS] = value_from_small_int(g->next);
    weft__unlock_object(t, &g->head);
    return value_from_pointer(state);
}
static Value random_setstate(Thread *t, Value *args)
{
    Generator32 *g = value_pointer(args[0]);
    if (!is_tuple(t, args[1])) {
        return RAISE(t, TypeError, "state vector must be a tuple");
    }
    if (tuple_length(as_tuple(args[1])) != WORDS + 1) {
        return RAISE(t, ValueError, "state vector is the wrong size");
    }
    uint32_t state[WORDS + 1];
    for (size_t i = 0; i <= WORDS; i++) {
        int64_t word;
        if (!weft__to_i64(t, as_tuple(args[1])->items[i], &word)) {
            return EMPTY;
        }
        if (word < 0 || word > UINT32_MAX || (i == WORDS && word > WORDS)) {
            return RAISE(t, ValueError, "invalid state");
        }
        state[i] = (uint32_t)word;
    }
    weft__lock_object(t, &g->head);
    memcpy(g->state, state, sizeof g->state);
    g->next = state[WORDS];
    weft__unlock_object(t, &g->head);
    return NONE;
}
static Value random_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    (void)args;
    (void)count;
    (void)names;
    Generator32 *g = weft__instance_new(t, type, sizeof *g);
    if (g != NULL) {
        seed_word(g, (uint32_t)(uintptr_t)g);
    }
    return value_or_empty(g);
}
static bool random_init(Thread *t, Value self, Value *args, size_t count, Value names)
{
    (void)t;
    (void)self;
    (void)args;
    (void)count;
    (void)names;
    return true;
}

bool weft__init_module__random(Thread *t, Module *m)
{
    static const NativeDef methods[] = {
        {"random", random_random, "self, /", "A float in [0, 1).", 0},
        {"seed", random_seed, "self, n, /", NULL, 0},
        {"getrandbits", random_getrandbits, "self, k, /", NULL, 0},
        {"getstate", random_getstate, "self, /", NULL, 0},
        {"setstate", random_setstate, "self, state, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    Type *type = weft__native_type_new(t, "_random.Random", NULL, sizeof(Generator32), 0);
    if (type == NULL || !weft__add_methods(t, type, methods)) {
        return false;
    }
    type->slots.new_instance = random_new;
    type->slots.init = random_init;
    t->runtime->module_values[SLOT_RANDOM_TYPE] = value_from_pointer(type);
    return weft__type_ready(t, type) && weft__module_set(t, m, "Random", value_from_pointer(type));
}
