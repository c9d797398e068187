/* Spin_lock: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=0 b=0. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* ra: allowed */
#define ORDER_s memory_order_acquire
#define ORDER_w memory_order_release
#elif VARIANT == 1 /* norel: race */
#define ORDER_s memory_order_acquire
#define ORDER_w memory_order_relaxed
#elif VARIANT == 2 /* noacq: race */
#define ORDER_s memory_order_relaxed
#define ORDER_w memory_order_release
#endif

static atomic_int l;
static int d;
static int final_a, final_b;

static void *thread_0(void *unused)
{
    int a = 0;
    (void)unused;
    a = 0;
    (void)atomic_compare_exchange_strong_explicit(&l, &a, 1, ORDER_s, memory_order_relaxed);
    if (a == 0) {
        d = 1;
        atomic_store_explicit(&l, 0, ORDER_w);
    }
    final_a = a;
    return NULL;
}

static void *thread_1(void *unused)
{
    int b = 0;
    (void)unused;
    b = 0;
    (void)atomic_compare_exchange_strong_explicit(&l, &b, 1, ORDER_s, memory_order_relaxed);
    if (b == 0) {
        d = 2;
        atomic_store_explicit(&l, 0, ORDER_w);
    }
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
