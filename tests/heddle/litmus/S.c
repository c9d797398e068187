/* S: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=1 x=2. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* rlx: allowed */
#define FENCE_fr ((void)0)
#define FENCE_fw ((void)0)
#define ORDER_r memory_order_relaxed
#define ORDER_w memory_order_relaxed
#elif VARIANT == 1 /* ra: forbidden */
#define FENCE_fr ((void)0)
#define FENCE_fw ((void)0)
#define ORDER_r memory_order_acquire
#define ORDER_w memory_order_release
#elif VARIANT == 2 /* fences: forbidden */
#define FENCE_fr atomic_thread_fence(memory_order_acquire)
#define FENCE_fw atomic_thread_fence(memory_order_release)
#define ORDER_r memory_order_relaxed
#define ORDER_w memory_order_relaxed
#elif VARIANT == 3 /* noacq: allowed */
#define FENCE_fr ((void)0)
#define FENCE_fw ((void)0)
#define ORDER_r memory_order_relaxed
#define ORDER_w memory_order_release
#elif VARIANT == 4 /* sc: forbidden */
#define FENCE_fr ((void)0)
#define FENCE_fw ((void)0)
#define ORDER_r memory_order_seq_cst
#define ORDER_w memory_order_seq_cst
#endif

static atomic_int x;
static atomic_int y;
static int final_a;

static void *thread_0(void *unused)
{
    (void)unused;
    atomic_store_explicit(&x, 2, memory_order_relaxed);
    FENCE_fw;
    atomic_store_explicit(&y, 1, ORDER_w);
    return NULL;
}

static void *thread_1(void *unused)
{
    int a = 0;
    (void)unused;
    a = atomic_load_explicit(&y, ORDER_r);
    FENCE_fr;
    atomic_store_explicit(&x, 1, memory_order_relaxed);
    final_a = a;
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1};
    run_threads(bodies, 2);
    LITMUS_OUTCOME("a=%d x=%d", final_a, atomic_load_explicit(&x, memory_order_relaxed));
    return 0;
}
