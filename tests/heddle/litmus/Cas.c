/* Cas: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=0 b=0. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* rlx: forbidden */
#define ORDER_f memory_order_relaxed
#define ORDER_s memory_order_relaxed
#elif VARIANT == 1 /* sc: forbidden */
#define ORDER_f memory_order_seq_cst
#define ORDER_s memory_order_seq_cst
#endif

static atomic_int x;
static int final_a, final_b;

static void *thread_0(void *unused)
{
    int a = 0;
    (void)unused;
    a = 0;
    (void)atomic_compare_exchange_strong_explicit(&x, &a, 1, ORDER_s, ORDER_f);
    final_a = a;
    return NULL;
}

static void *thread_1(void *unused)
{
    int b = 0;
    (void)unused;
    b = 0;
    (void)atomic_compare_exchange_strong_explicit(&x, &b, 2, ORDER_s, ORDER_f);
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
