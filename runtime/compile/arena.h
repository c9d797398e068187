/*
 * arena.h - memory that one compilation allocates piece by piece and gives back at once.
 *
 * An arena hands out zeroed memory, aligned for any type, from malloc'd chunks (or from a host's
 * hooks). It never aborts: when the byte limit is reached or the system has no more, an allocation
 * returns null, `failed` stays set, and every later allocation fails too, so that a caller may
 * check once at the end of a step. One arena belongs to one thread at a time.
 */
#ifndef WEFT_COMPILE_ARENA_H
#define WEFT_COMPILE_ARENA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Where chunks come from. `allocate` returns null when there is no memory; tests inject failures
 * here. Both are called on the thread that uses the arena. */
typedef struct ArenaHooks {
    void *(*allocate)(void *context, size_t size);
    void (*release)(void *context, void *block, size_t size);
    void *context;
} ArenaHooks;

typedef struct ArenaChunk ArenaChunk;

typedef struct Arena {
    char *next; /* first free byte of the newest chunk */
    char *end;
    ArenaChunk *chunks; /* newest first */
    size_t total;       /* bytes taken from the hooks so far */
    size_t limit;       /* most that `total` may become */
    ArenaHooks hooks;
    bool failed;
} Arena;

/* Allocates nothing yet. `limit` 0 means no limit; `hooks` null means malloc and free. */
void weft__arena_init(Arena *arena, size_t limit, const ArenaHooks *hooks);

/* Gives every chunk back. The arena is empty and usable again afterwards. */
void weft__arena_free(Arena *arena);

/* The slow path of weft__arena_allocate: takes a new chunk. `size` is rounded already. */
void *weft__arena_grow(Arena *arena, size_t size);

/* `count * size` bytes, checked for overflow. Null on failure. */
void *weft__arena_array(Arena *arena, size_t count, size_t size);

/* A copy of `length` bytes with a NUL behind it. Null on failure. */
char *weft__arena_copy(Arena *arena, const void *bytes, size_t length);

/* `size` zeroed bytes, aligned to 16, or null. */
static inline void *weft__arena_allocate(Arena *arena, size_t size)
{
    if (size <= SIZE_MAX - 15) {
        size_t rounded = (size + 15) & ~(size_t)15;
        if (!arena->failed && rounded <= (size_t)(arena->end - arena->next)) {
            void *block = arena->next;
            arena->next += rounded;
            return block;
        }
    }
    return weft__arena_grow(arena, size);
}

#endif
