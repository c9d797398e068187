/* Dekker: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=0 b=0. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* sc: forbidden */
#define FENCE_f ((void)0)
#define ORDER_r memory_order_seq_cst
#define ORDER_w memory_order_seq_cst
#elif VARIANT == 1 /* fences: forbidden */
#define FENCE_f atomic_thread_fence(memory_order_seq_cst)
#define ORDER_r memory_order_relaxed
#define ORDER_w memory_order_relaxed
#elif VARIANT == 2 /* ra: race */
#define FENCE_f ((void)0)
#define ORDER_r memory_order_acquire
#define ORDER_w memory_order_release
#elif VARIANT == 3 /* rlx: race */
#define FENCE_f ((void)0)
#define ORDER_r memory_order_relaxed
#define ORDER_w memory_order_relaxed
#endif

static atomic_int x;
static atomic_int y;
static int d;
static int final_a, final_b;

static void *thread_0(void *unused)
{
    int a = 0;
    (void)unused;
    atomic_store_explicit(&x, 1, ORDER_w);
    FENCE_f;
    a = atomic_load_explicit(&y, ORDER_r);
    if (a == 0) {
        d = 1;
    }
    final_a = a;
    return NULL;
}

static void *thread_1(void *unused)
{
    int b = 0;
    (void)unused;
    atomic_store_explicit(&y, 1, ORDER_w);
    FENCE_f;
    b = atomic_load_explicit(&x, ORDER_r);
    if (b == 0) {
        d = 2;
    }
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
