/* Swap_store: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=0 x=1. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* rlx: forbidden */
#define ORDER_u memory_order_relaxed
#elif VARIANT == 1 /* sc: forbidden */
#define ORDER_u memory_order_seq_cst
#endif

static atomic_int x;
static int final_a;

static void *thread_0(void *unused)
{
    int a = 0;
    (void)unused;
    a = atomic_exchange_explicit(&x, 1, ORDER_u);
    final_a = a;
    return NULL;
}

static void *thread_1(void *unused)
{
    (void)unused;
    atomic_store_explicit(&x, 2, memory_order_relaxed);
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1};
    run_threads(bodies, 2);
    LITMUS_OUTCOME("a=%d x=%d", final_a, atomic_load_explicit(&x, memory_order_relaxed));
    return 0;
}
