/* Seqlock: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=0 b=1 c=0 e=0. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* right: forbidden */
#define FENCE_fr atomic_thread_fence(memory_order_acquire)
#define FENCE_fw atomic_thread_fence(memory_order_release)
#define ORDER_w memory_order_release
#elif VARIANT == 1 /* no_reader: allowed */
#define FENCE_fr ((void)0)
#define FENCE_fw atomic_thread_fence(memory_order_release)
#define ORDER_w memory_order_release
#elif VARIANT == 2 /* no_writer: allowed */
#define FENCE_fr atomic_thread_fence(memory_order_acquire)
#define FENCE_fw ((void)0)
#define ORDER_w memory_order_release
#endif

static atomic_int s;
static atomic_int x;
static atomic_int y;
static int final_a, final_b, final_c, final_e;

static void *thread_0(void *unused)
{
    (void)unused;
    atomic_store_explicit(&s, 1, memory_order_relaxed);
    FENCE_fw;
    atomic_store_explicit(&x, 1, memory_order_relaxed);
    atomic_store_explicit(&y, 1, memory_order_relaxed);
    atomic_store_explicit(&s, 2, ORDER_w);
    return NULL;
}

static void *thread_1(void *unused)
{
    int a = 0, b = 0, c = 0, e = 0;
    (void)unused;
    a = atomic_load_explicit(&s, memory_order_acquire);
    b = atomic_load_explicit(&x, memory_order_relaxed);
    c = atomic_load_explicit(&y, memory_order_relaxed);
    FENCE_fr;
    e = atomic_load_explicit(&s, memory_order_relaxed);
    final_a = a;
    final_b = b;
    final_c = c;
    final_e = e;
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1};
    run_threads(bodies, 2);
    LITMUS_OUTCOME("a=%d b=%d c=%d e=%d", final_a, final_b, final_c, final_e);
    return 0;
}
