/* MP_cas: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=1 b=0. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* acq: forbidden */
#define ORDER_f memory_order_relaxed
#define ORDER_s memory_order_acquire
#define ORDER_w memory_order_release
#elif VARIANT == 1 /* rlx: allowed */
#define ORDER_f memory_order_relaxed
#define ORDER_s memory_order_relaxed
#define ORDER_w memory_order_release
#elif VARIANT == 2 /* acq_rel: forbidden */
#define ORDER_f memory_order_acquire
#define ORDER_s memory_order_acq_rel
#define ORDER_w memory_order_release
#endif

static atomic_int x;
static atomic_int y;
static int final_a, final_b;

static void *thread_0(void *unused)
{
    (void)unused;
    atomic_store_explicit(&x, 1, memory_order_relaxed);
    atomic_store_explicit(&y, 1, ORDER_w);
    return NULL;
}

static void *thread_1(void *unused)
{
    int a = 0, b = 0;
    (void)unused;
    a = 1;
    (void)atomic_compare_exchange_strong_explicit(&y, &a, 2, ORDER_s, ORDER_f);
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
