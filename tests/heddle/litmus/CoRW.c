/* CoRW: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=2 x=2. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* rlx: forbidden */
#define ORDER_r memory_order_relaxed
#define ORDER_w memory_order_relaxed
#elif VARIANT == 1 /* sc: forbidden */
#define ORDER_r memory_order_seq_cst
#define ORDER_w memory_order_seq_cst
#endif

static atomic_int x;
static int final_a;

static void *thread_0(void *unused)
{
    int a = 0;
    (void)unused;
    a = atomic_load_explicit(&x, ORDER_r);
    atomic_store_explicit(&x, 1, ORDER_w);
    final_a = a;
    return NULL;
}

static void *thread_1(void *unused)
{
    (void)unused;
    atomic_store_explicit(&x, 2, ORDER_w);
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1};
    run_threads(bodies, 2);
    LITMUS_OUTCOME("a=%d x=%d", final_a, atomic_load_explicit(&x, memory_order_relaxed));
    return 0;
}
