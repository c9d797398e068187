/* big_work.c - see big_work.h.
 *
 * The functions that GMP allocates with belong to the process, so ours look at a variable of the
 * thread: inside weft__big_work it names the scope that owns the memory, elsewhere it is NULL and
 * the functions that were installed before do the work. Small requests are served from the scope
 * itself, which lives on the native stack.
 */
#include "object/big_work.h"

#include <setjmp.h>
#include <stdlib.h>

#include "object/native.h"

typedef struct BigBlock {
    struct BigBlock *next, *previous;
    size_t bytes, unused; /* what follows stays aligned to 16 */
} BigBlock;

enum { OWN_BYTES = 1024 };

typedef struct BigScope {
    jmp_buf leave;
    Thread *thread;
    struct BigScope *outer; /* of a computation that this one is part of */
    BigBlock *blocks;
    size_t used;
    _Alignas(16) char own[OWN_BYTES];
} BigScope;

static _Thread_local BigScope *current;

static pthread_once_t installed = PTHREAD_ONCE_INIT;
/* Written once, before any use. */
static void *(*outer_allocate)(size_t bytes);
static void *(*outer_resize)(void *old, size_t old_bytes, size_t bytes);
static void (*outer_free)(void *block, size_t bytes);

static bool is_own(const BigScope *scope, const void *block)
{
    const char *p = block;
    return p >= scope->own && p < scope->own + OWN_BYTES;
}

static void link_block(BigScope *scope, BigBlock *block)
{
    block->previous = NULL;
    block->next = scope->blocks;
    if (block->next != NULL) {
        block->next->previous = block;
    }
    scope->blocks = block;
}

static void unlink_block(BigScope *scope, BigBlock *block)
{
    *(block->previous == NULL ? &scope->blocks : &block->previous->next) = block->next;
    if (block->next != NULL) {
        block->next->previous = block->previous;
    }
}

static void *allocate(size_t bytes)
{
    BigScope *scope = current;
    if (scope == NULL) {
        return outer_allocate(bytes);
    }
    if (bytes <= OWN_BYTES - scope->used) {
        void *own = scope->own + scope->used;
        scope->used += (bytes + 15) & ~(size_t)15;
        return own;
    }
    BigBlock *block = bytes > PTRDIFF_MAX - sizeof *block || weft__native_refused(scope->thread)
                          ? NULL
                          : malloc(sizeof *block + bytes);
    if (block == NULL) {
        longjmp(scope->leave, 1);
    }
    block->bytes = bytes;
    link_block(scope, block);
    return block + 1;
}

static void *resize(void *old, size_t old_bytes, size_t bytes)
{
    BigScope *scope = current;
    if (scope == NULL) {
        return outer_resize(old, old_bytes, bytes);
    }
    if (is_own(scope, old)) {
        if (bytes <= old_bytes) {
            return old;
        }
        void *larger = allocate(bytes);
        memcpy(larger, old, old_bytes);
        return larger;
    }
    BigBlock *block = (BigBlock *)old - 1;
    unlink_block(scope, block);
    BigBlock *larger = bytes > PTRDIFF_MAX - sizeof *block || weft__native_refused(scope->thread)
                           ? NULL
                           : realloc(block, sizeof *block + bytes);
    link_block(scope, larger != NULL ? larger : block);
    if (larger == NULL) {
        longjmp(scope->leave, 1);
    }
    larger->bytes = bytes;
    return larger + 1;
}

static void release(void *old, size_t bytes)
{
    BigScope *scope = current;
    if (scope == NULL) {
        outer_free(old, bytes);
    } else if (!is_own(scope, old)) {
        BigBlock *block = (BigBlock *)old - 1;
        unlink_block(scope, block);
        free(block);
    }
}

static void install(void)
{
    mp_get_memory_functions(&outer_allocate, &outer_resize, &outer_free);
    mp_set_memory_functions(allocate, resize, release);
}

void weft__big_work_install(void)
{
    (void)pthread_once(&installed, install);
}

Value weft__big_work(Thread *t, Value (*work)(Thread *t, void *context), void *context)
{
    BigScope scope;
    scope.thread = t;
    scope.blocks = NULL;
    scope.used = 0;
    scope.outer = current;
    current = &scope;
    Value result = EMPTY;
    if (_setjmp(scope.leave) == 0) {
        result = work(t, context);
        current = scope.outer;
    } else {
        current = scope.outer;
        weft__raise_memory_error(t);
        result = EMPTY;
    }
    while (scope.blocks != NULL) {
        BigBlock *next = scope.blocks->next;
        free(scope.blocks);
        scope.blocks = next;
    }
    return result;
}

bool weft__big_bits_fit(Thread *t, uint64_t bits)
{
    if (bits > WEFT_MOST_INT_BITS) {
        weft__raise_memory_error(t);
        return false;
    }
    return weft__budget_check(t, bits / 8 + 16);
}
