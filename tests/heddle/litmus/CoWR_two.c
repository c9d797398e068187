/* CoWR_two: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=2 b=1. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* rlx: forbidden */
#define ORDER_r memory_order_relaxed
#define ORDER_w memory_order_relaxed
#elif VARIANT == 1 /* ra: forbidden */
#define ORDER_r memory_order_acquire
#define ORDER_w memory_order_release
#endif

static atomic_int x;
static int final_a, final_b;

static void *thread_0(void *unused)
{
    int a = 0;
    (void)unused;
    atomic_store_explicit(&x, 1, ORDER_w);
    a = atomic_load_explicit(&x, ORDER_r);
    final_a = a;
    return NULL;
}

static void *thread_1(void *unused)
{
    int b = 0;
    (void)unused;
    atomic_store_explicit(&x, 2, ORDER_w);
    b = atomic_load_explicit(&x, ORDER_r);
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
