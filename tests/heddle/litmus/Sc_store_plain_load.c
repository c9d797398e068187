/* Sc_store_plain_load: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=0 b=0. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* rlx: allowed */
#define ORDER_r memory_order_relaxed
#elif VARIANT == 1 /* sc: forbidden */
#define ORDER_r memory_order_seq_cst
#endif

static atomic_int x;
static atomic_int y;
static int final_a, final_b;

static void *thread_0(void *unused)
{
    int a = 0;
    (void)unused;
    atomic_store_explicit(&x, 1, memory_order_seq_cst);
    a = atomic_load_explicit(&y, ORDER_r);
    final_a = a;
    return NULL;
}

static void *thread_1(void *unused)
{
    int b = 0;
    (void)unused;
    atomic_store_explicit(&y, 1, memory_order_seq_cst);
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
