/* MP_two_stores: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=2 b=0. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* same_thread: allowed */
#define ORDER_w1 memory_order_release
#define ORDER_w2 memory_order_relaxed
#elif VARIANT == 1 /* both_rel: forbidden */
#define ORDER_w1 memory_order_release
#define ORDER_w2 memory_order_release
#elif VARIANT == 2 /* last_rel: forbidden */
#define ORDER_w1 memory_order_relaxed
#define ORDER_w2 memory_order_release
#endif

static atomic_int x;
static atomic_int y;
static int final_a, final_b;

static void *thread_0(void *unused)
{
    (void)unused;
    atomic_store_explicit(&x, 1, memory_order_relaxed);
    atomic_store_explicit(&y, 1, ORDER_w1);
    atomic_store_explicit(&y, 2, ORDER_w2);
    return NULL;
}

static void *thread_1(void *unused)
{
    int a = 0, b = 0;
    (void)unused;
    a = atomic_load_explicit(&y, memory_order_acquire);
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
