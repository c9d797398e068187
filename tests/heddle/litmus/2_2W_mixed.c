/* 2_2W_mixed: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for x=1 y=1. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* three_sc: allowed */
#define ORDER_a memory_order_seq_cst
#define ORDER_b memory_order_seq_cst
#define ORDER_c memory_order_seq_cst
#define ORDER_d memory_order_release
#elif VARIANT == 1 /* two_sc: allowed */
#define ORDER_a memory_order_seq_cst
#define ORDER_b memory_order_release
#define ORDER_c memory_order_seq_cst
#define ORDER_d memory_order_release
#elif VARIANT == 2 /* all_sc: forbidden */
#define ORDER_a memory_order_seq_cst
#define ORDER_b memory_order_seq_cst
#define ORDER_c memory_order_seq_cst
#define ORDER_d memory_order_seq_cst
#endif

static atomic_int x;
static atomic_int y;

static void *thread_0(void *unused)
{
    (void)unused;
    atomic_store_explicit(&x, 1, ORDER_a);
    atomic_store_explicit(&y, 2, ORDER_b);
    return NULL;
}

static void *thread_1(void *unused)
{
    (void)unused;
    atomic_store_explicit(&y, 1, ORDER_c);
    atomic_store_explicit(&x, 2, ORDER_d);
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1};
    run_threads(bodies, 2);
    LITMUS_OUTCOME("x=%d y=%d", atomic_load_explicit(&x, memory_order_relaxed), atomic_load_explicit(&y, memory_order_relaxed));
    return 0;
}
