/* 2_2W: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for x=1 y=1. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* rlx: allowed */
#define FENCE_f ((void)0)
#define ORDER_w memory_order_relaxed
#elif VARIANT == 1 /* rel: allowed */
#define FENCE_f ((void)0)
#define ORDER_w memory_order_release
#elif VARIANT == 2 /* sc: forbidden */
#define FENCE_f ((void)0)
#define ORDER_w memory_order_seq_cst
#elif VARIANT == 3 /* fences: forbidden */
#define FENCE_f atomic_thread_fence(memory_order_seq_cst)
#define ORDER_w memory_order_relaxed
#elif VARIANT == 4 /* arfence: allowed */
#define FENCE_f atomic_thread_fence(memory_order_acq_rel)
#define ORDER_w memory_order_relaxed
#endif

static atomic_int x;
static atomic_int y;

static void *thread_0(void *unused)
{
    (void)unused;
    atomic_store_explicit(&x, 1, ORDER_w);
    FENCE_f;
    atomic_store_explicit(&y, 2, ORDER_w);
    return NULL;
}

static void *thread_1(void *unused)
{
    (void)unused;
    atomic_store_explicit(&y, 1, ORDER_w);
    FENCE_f;
    atomic_store_explicit(&x, 2, ORDER_w);
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1};
    run_threads(bodies, 2);
    LITMUS_OUTCOME("x=%d y=%d", atomic_load_explicit(&x, memory_order_relaxed), atomic_load_explicit(&y, memory_order_relaxed));
    return 0;
}
