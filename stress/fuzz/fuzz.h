/* fuzz.h - what the parts of the fuzzer share: random numbers, programs made from a grammar,
 * mutations of a program, and running one input.
 *
 * Everything is a function of its seed: the same seed gives the same programs on every machine.
 */
#ifndef WEFT_STRESS_FUZZ_H
#define WEFT_STRESS_FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A program under construction: at most `room` bytes, never null-terminated. */
typedef struct Text {
    char *bytes;
    size_t length, room;
} Text;
static inline void text_add(Text *text, const char *bytes, size_t length)
{
    if (length > text->room - text->length) {
        length = text->room - text->length;
    }
    __builtin_memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
}

/* splitmix64 */
typedef struct Random {
    uint64_t state;
} Random;
static inline uint64_t random_next(Random *random)
{
    uint64_t z = random->state += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}
static inline size_t random_below(Random *random, size_t limit) /* limit > 0 */
{
    return (size_t)(random_next(random) % limit);
}

/* generate.c: appends what the grammar derives from `symbol` ("program", "expression", ...). */
void fuzz_generate(Random *random, const char *symbol, Text *text);

/* mutate.c: changes the program a little: bytes, tokens, lines, pieces of `other` (may be empty),
 * pieces from the grammar. */
void fuzz_mutate(Random *random, Text *text, const char *other, size_t other_length);

/* target.c: one input at a time, in a runtime that is kept for some inputs. */
typedef enum FuzzMode {
    FUZZ_COMPILE, /* compile in all three modes, disassemble what compiles */
    FUZZ_RUN,     /* compile and run, with bounds on time and memory */
} FuzzMode;
/* What a run of inputs did. */
typedef struct FuzzCounts {
    uint64_t inputs, compiled, refused, finished, raised, out_of_time;
} FuzzCounts;
extern FuzzCounts fuzz_counts;
extern bool fuzz_show; /* say how each run ended */
/* False: the runtime broke its promise, in words on standard error. A crash does not return. */
bool fuzz_one(FuzzMode mode, const char *source, size_t length);
/* Ends the runtime that was kept, so that leaks show. Returns false where it did not end. */
bool fuzz_end_runtime(void);

#endif
