/* SB_mixed: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=0 b=0. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* one_fence: allowed */
#define FENCE_f1 atomic_thread_fence(memory_order_seq_cst)
#define FENCE_f2 ((void)0)
#define ORDER_r1 memory_order_relaxed
#define ORDER_r2 memory_order_relaxed
#define ORDER_w1 memory_order_relaxed
#define ORDER_w2 memory_order_relaxed
#elif VARIANT == 1 /* sc_and_fence: forbidden */
#define FENCE_f1 ((void)0)
#define FENCE_f2 atomic_thread_fence(memory_order_seq_cst)
#define ORDER_r1 memory_order_seq_cst
#define ORDER_r2 memory_order_relaxed
#define ORDER_w1 memory_order_seq_cst
#define ORDER_w2 memory_order_relaxed
#elif VARIANT == 2 /* half_sc: allowed */
#define FENCE_f1 ((void)0)
#define FENCE_f2 ((void)0)
#define ORDER_r1 memory_order_seq_cst
#define ORDER_r2 memory_order_relaxed
#define ORDER_w1 memory_order_seq_cst
#define ORDER_w2 memory_order_seq_cst
#endif

static atomic_int x;
static atomic_int y;
static int final_a, final_b;

static void *thread_0(void *unused)
{
    int a = 0;
    (void)unused;
    atomic_store_explicit(&x, 1, ORDER_w1);
    FENCE_f1;
    a = atomic_load_explicit(&y, ORDER_r1);
    final_a = a;
    return NULL;
}

static void *thread_1(void *unused)
{
    int b = 0;
    (void)unused;
    atomic_store_explicit(&y, 1, ORDER_w2);
    FENCE_f2;
    b = atomic_load_explicit(&x, ORDER_r2);
    final_b = b;
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1};
    run_threads(bodies, 2);
    LITMUS_OUTCOME("a=%d b=%d", final_a, final_b);
    return 0;
}
