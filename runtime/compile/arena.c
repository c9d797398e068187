/*
 * arena.c - the slow half of the arena: taking chunks, giving them back, sizes that overflow.
 *
 * Chunks start at 4 KiB and double up to 512 KiB, so that a one-line program stays small and a
 * large one costs few calls. Memory is zeroed when a chunk is taken, and never reused before it is
 * given back, so that weft__arena_allocate need not clear anything.
 */
#include "compile/arena.h"

#include "base/compiler.h"

#include <stdlib.h>

struct ArenaChunk {
    ArenaChunk *older;
    size_t size; /* with this header */
};

enum { FIRST_CHUNK = 4096, LARGEST_CHUNK = 512 * 1024, CHUNK_HEADER = 16 };

_Static_assert(sizeof(ArenaChunk) <= CHUNK_HEADER, "the header keeps blocks aligned to 16");

static void *allocate_with_malloc(void *context, size_t size)
{
    (void)context;
    return calloc(1, size);
}

static void release_with_free(void *context, void *block, size_t size)
{
    (void)context;
    (void)size;
    free(block);
}

void weft__arena_init(Arena *arena, size_t limit, const ArenaHooks *hooks)
{
    *arena = (Arena){.limit = limit == 0 ? SIZE_MAX : limit};
    if (hooks != NULL) {
        arena->hooks = *hooks;
    } else {
        arena->hooks.allocate = allocate_with_malloc;
        arena->hooks.release = release_with_free;
    }
}

void weft__arena_free(Arena *arena)
{
    while (arena->chunks != NULL) {
        ArenaChunk *chunk = arena->chunks;
        arena->chunks = chunk->older;
        arena->hooks.release(arena->hooks.context, chunk, chunk->size);
    }
    arena->next = NULL;
    arena->end = NULL;
    arena->total = 0;
    arena->failed = false;
}

/* Takes a chunk of `size` bytes (header included) and links it in. Null on failure. */
static ArenaChunk *take_chunk(Arena *arena, size_t size)
{
    if (size > arena->limit || arena->total > arena->limit - size) {
        return NULL;
    }
    ArenaChunk *chunk = arena->hooks.allocate(arena->hooks.context, size);
    if (chunk == NULL) {
        return NULL;
    }
    if (arena->hooks.allocate != allocate_with_malloc) {
        memset(chunk, 0, size);
    }
    chunk->size = size;
    chunk->older = arena->chunks;
    arena->chunks = chunk;
    arena->total += size;
    return chunk;
}

void *weft__arena_grow(Arena *arena, size_t size)
{
    if (arena->failed || size > SIZE_MAX - CHUNK_HEADER - 15) {
        arena->failed = true;
        return NULL;
    }
    size_t rounded = (size + 15) & ~(size_t)15;
    size_t wanted = arena->chunks == NULL ? FIRST_CHUNK : arena->total;
    if (wanted > LARGEST_CHUNK) {
        wanted = LARGEST_CHUNK;
    }
    bool own_chunk = rounded > wanted - CHUNK_HEADER;
    ArenaChunk *chunk = own_chunk ? NULL : take_chunk(arena, wanted);
    if (chunk == NULL) {
        /* A block larger than a chunk gets one of its own; so does one that the limit leaves no
         * room for otherwise. The chunk that was being filled stays the current one. */
        chunk = take_chunk(arena, rounded + CHUNK_HEADER);
        if (chunk == NULL) {
            arena->failed = true;
            return NULL;
        }
        return (char *)chunk + CHUNK_HEADER;
    }
    arena->next = (char *)chunk + CHUNK_HEADER + rounded;
    arena->end = (char *)chunk + wanted;
    return (char *)chunk + CHUNK_HEADER;
}

void *weft__arena_array(Arena *arena, size_t count, size_t size)
{
    size_t bytes;
    if (MUL_OVERFLOWS(count, size, &bytes)) {
        arena->failed = true;
        return NULL;
    }
    return weft__arena_allocate(arena, bytes);
}

char *weft__arena_copy(Arena *arena, const void *bytes, size_t length)
{
    if (length == SIZE_MAX) {
        arena->failed = true;
        return NULL;
    }
    char *copy = weft__arena_allocate(arena, length + 1);
    if (copy != NULL && length > 0) {
        memcpy(copy, bytes, length);
    }
    return copy;
}
