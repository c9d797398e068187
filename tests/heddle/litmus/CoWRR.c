/* CoWRR: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=1 b=2. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* rlx: forbidden */
#define ORDER_w memory_order_relaxed
#endif

static atomic_int x;
static int final_a, final_b;

static void *thread_0(void *unused)
{
    (void)unused;
    atomic_store_explicit(&x, 1, ORDER_w);
    return NULL;
}

static void *thread_1(void *unused)
{
    int a = 0, b = 0;
    (void)unused;
    atomic_store_explicit(&x, 2, ORDER_w);
    a = atomic_load_explicit(&x, memory_order_relaxed);
    b = atomic_load_explicit(&x, memory_order_relaxed);
    final_a = a;
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
