/* Fence_between: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=1 b=1 c=0. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* acq: forbidden */
#define FENCE_f atomic_thread_fence(memory_order_acquire)
#elif VARIANT == 1 /* rel: allowed */
#define FENCE_f atomic_thread_fence(memory_order_release)
#endif

static atomic_int x;
static atomic_int y;
static atomic_int z;
static int final_a, final_b, final_c;

static void *thread_0(void *unused)
{
    (void)unused;
    atomic_store_explicit(&x, 1, memory_order_relaxed);
    atomic_store_explicit(&y, 1, memory_order_relaxed);
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&z, 1, memory_order_relaxed);
    return NULL;
}

static void *thread_1(void *unused)
{
    int a = 0, b = 0, c = 0;
    (void)unused;
    a = atomic_load_explicit(&z, memory_order_relaxed);
    FENCE_f;
    b = atomic_load_explicit(&y, memory_order_relaxed);
    c = atomic_load_explicit(&x, memory_order_relaxed);
    final_a = a;
    final_b = b;
    final_c = c;
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1};
    run_threads(bodies, 2);
    LITMUS_OUTCOME("a=%d b=%d c=%d", final_a, final_b, final_c);
    return 0;
}
