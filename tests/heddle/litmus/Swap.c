/* Swap: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=0 b=0 c=1. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* rlx: forbidden */
#define ORDER_u memory_order_relaxed
#endif

static atomic_int x;
static int final_a, final_b, final_c;

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
    int b = 0;
    (void)unused;
    b = atomic_exchange_explicit(&x, 2, ORDER_u);
    final_b = b;
    return NULL;
}

static void *thread_2(void *unused)
{
    int c = 0;
    (void)unused;
    c = atomic_exchange_explicit(&x, 3, ORDER_u);
    final_c = c;
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1, thread_2};
    run_threads(bodies, 3);
    LITMUS_OUTCOME("a=%d b=%d c=%d", final_a, final_b, final_c);
    return 0;
}
