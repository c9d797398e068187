/* MP_update: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=1 b=2 c=0. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* relseq: forbidden */
#define ORDER_r memory_order_acquire
#define ORDER_u memory_order_relaxed
#define ORDER_w memory_order_release
#elif VARIANT == 1 /* norel: allowed */
#define ORDER_r memory_order_acquire
#define ORDER_u memory_order_relaxed
#define ORDER_w memory_order_relaxed
#elif VARIANT == 2 /* updater: allowed */
#define ORDER_r memory_order_acquire
#define ORDER_u memory_order_acq_rel
#define ORDER_w memory_order_relaxed
#elif VARIANT == 3 /* chain: forbidden */
#define ORDER_r memory_order_acquire
#define ORDER_u memory_order_acq_rel
#define ORDER_w memory_order_release
#elif VARIANT == 4 /* noacq: allowed */
#define ORDER_r memory_order_relaxed
#define ORDER_u memory_order_relaxed
#define ORDER_w memory_order_release
#endif

static atomic_int x;
static atomic_int y;
static int final_a, final_b, final_c;

static void *thread_0(void *unused)
{
    (void)unused;
    atomic_store_explicit(&x, 1, memory_order_relaxed);
    atomic_store_explicit(&y, 1, ORDER_w);
    return NULL;
}

static void *thread_1(void *unused)
{
    int a = 0;
    (void)unused;
    a = atomic_fetch_add_explicit(&y, 1, ORDER_u);
    final_a = a;
    return NULL;
}

static void *thread_2(void *unused)
{
    int b = 0, c = 0;
    (void)unused;
    b = atomic_load_explicit(&y, ORDER_r);
    c = atomic_load_explicit(&x, memory_order_relaxed);
    final_b = b;
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
