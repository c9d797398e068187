/* thread.c - attaching native threads, their stacks, and going outside the world.
 *
 * Guarantees to the collector: whenever a thread is stopped or outside, every register that a
 * caller's value could live in has been stored above Thread.native_top, so the words from there to
 * native_base hold all values that the thread's C frames still use.
 *
 * Guarantees to the interpreter: the value stack is one mapping that commits memory only where it
 * was touched, with an inaccessible page behind its end; native_limit leaves enough room for the
 * deepest C function that does not check again.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "sync/world.h"

#if WEFT_ASAN
#include <sanitizer/asan_interface.h>
#endif

enum { PAGE_BYTES = 4096, THREAD_ALIGNMENT = 128 };
static const size_t default_value_stack = (size_t)64 << 20;
static const size_t smallest_value_stack = (size_t)256 << 10;

/* What C code may use below native_limit before it checks again. Sanitizers widen every frame. Of a
 * small stack, of which the thread's own variables may already take the most, half of the rest. */
static size_t native_margin(const char *lowest)
{
    size_t margin = (size_t)256 << 10;
    if (WEFT_ASAN || WEFT_TSAN) {
        margin *= 4;
    }
    const char *here = __builtin_frame_address(0);
    size_t left = here > lowest ? (size_t)(here - lowest) : 0;
    return margin < left / 2 ? margin : left / 2;
}

/* The value stack, smaller when the system does not give that much address space. */
static bool map_value_stack(Thread *thread, size_t bytes)
{
    if (bytes == 0) {
        bytes = default_value_stack;
    }
    bytes = (bytes + PAGE_BYTES - 1) & ~(size_t)(PAGE_BYTES - 1);
    for (;; bytes /= 2) {
        size_t mapped = bytes + PAGE_BYTES;
        char *memory = mmap(NULL, mapped, PROT_READ | PROT_WRITE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (memory != MAP_FAILED) {
            bytes &= ~(size_t)(PAGE_BYTES - 1);
            (void)mprotect(memory + bytes, PAGE_BYTES, PROT_NONE);
            thread->stack_base = (Value *)(void *)memory;
            thread->stack_top = thread->stack_base;
            thread->stack_limit = (Value *)(void *)(memory + bytes);
            return true;
        }
        if (bytes / 2 < smallest_value_stack) {
            return false;
        }
    }
}

static void unmap_value_stack(Thread *thread)
{
    char *memory = (char *)(void *)thread->stack_base;
    size_t bytes = (size_t)((char *)(void *)thread->stack_limit - memory);
    (void)munmap(memory, bytes + PAGE_BYTES);
}

/* Asks the system for the calling thread's stack; the main thread's may grow up to its limit. */
static bool find_native_stack(char **base, size_t *size)
{
    pthread_attr_t attributes;
    if (pthread_getattr_np(pthread_self(), &attributes) != 0) {
        return false;
    }
    void *lowest = NULL;
    size_t bytes = 0;
    int failed = pthread_attr_getstack(&attributes, &lowest, &bytes);
    (void)pthread_attr_destroy(&attributes);
    if (failed != 0 || lowest == NULL) {
        return false;
    }
    *base = (char *)lowest + bytes;
    *size = bytes;
    return true;
}

Thread *weft__thread_attach(Runtime *runtime, char *native_base, size_t native_size)
{
    World *world = runtime_core(runtime)->world;
    size_t bytes = (sizeof(Thread) + THREAD_ALIGNMENT - 1) & ~(size_t)(THREAD_ALIGNMENT - 1);
    Thread *thread = aligned_alloc(THREAD_ALIGNMENT, bytes);
    if (thread == NULL) {
        return NULL;
    }
    memset((void *)thread, 0, bytes);
    if (native_base == NULL && !find_native_stack(&native_base, &native_size)) {
        free(thread);
        return NULL;
    }
    /* An unlimited stack still ends somewhere: count on what any system gives. */
    /* ThreadSanitizer remembers at most 65,536 calls at a time, without a check of its own. */
    const size_t most = (size_t)(WEFT_TSAN ? 4 : 512) << 20;
    if (native_size > most) {
        native_size = most;
    }
    thread->native_base = native_base;
    thread->native_limit = native_base - native_size;
    thread->native_limit += native_margin(thread->native_limit);
    thread->native_top = native_base;
    if (!map_value_stack(thread, runtime_core(runtime)->value_stack_bytes)) {
        free(thread);
        return NULL;
    }
    thread->runtime = runtime;
    thread->native_thread = pthread_self();
    thread->recursion_left = 1000;
    thread->exception = EMPTY;
    thread->thread_object = EMPTY;
    thread->async_exception = EMPTY;
    thread->async_first = thread->async_finalizer = EMPTY;
    thread->repr_active = EMPTY;
    weft__init(&thread->poll, 0U);
    weft__init(&thread->state, (uint32_t)THREAD_OUTSIDE);
    weft__world_add(world, thread);
    return thread;
}

void weft__thread_detach(Thread *thread)
{
    WEFT_ASSERT(thread->held_count == 0);
    weft__world_remove(thread_world(thread), thread);
    unmap_value_stack(thread);
    free(thread);
}

bool weft__native_stack_low(Thread *thread)
{
    return (char *)__builtin_frame_address(0) < thread->native_limit;
}

/* ---- spilling ---- */

/* One frame below the one that saved the registers: everything above this frame's address is
 * complete. The empty assembly keeps the calls from becoming jumps. */
static NO_INLINE void call_below_spilled(Thread *thread, void (*fn)(Thread *thread, void *context),
                                         void *context)
{
    thread->native_top = __builtin_frame_address(0);
#if WEFT_ASAN
    thread->fake_stack = __asan_get_current_fake_stack();
#endif
    fn(thread, context);
    __asm__ volatile("" ::: "memory");
}

NO_INLINE void weft__with_spilled_registers(Thread *thread,
                                            void (*fn)(Thread *thread, void *context),
                                            void *context)
{
    __builtin_unwind_init();
    call_below_spilled(thread, fn, context);
    __asm__ volatile("" ::: "memory");
}

void weft__world_leave(Thread *thread)
{
    thread->native_top = __builtin_frame_address(0);
    weft__world_go_outside(thread);
}

typedef struct OutsideCall {
    void (*fn)(void *context);
    void *context;
} OutsideCall;

static void run_outside_spilled(Thread *thread, void *context)
{
    OutsideCall *call = context;
    weft__world_go_outside(thread);
    call->fn(call->context);
    weft__world_enter(thread);
}

void weft__run_outside(Thread *thread, void (*fn)(void *context), void *context)
{
    OutsideCall call = {fn, context};
    weft__with_spilled_registers(thread, run_outside_spilled, &call);
}
