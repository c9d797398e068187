/* CoRR_two_writers: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=1 b=0 c=2. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* ra: forbidden */
#define ORDER_r memory_order_acquire
#define ORDER_w memory_order_release
#elif VARIANT == 1 /* rlx: forbidden */
#define ORDER_r memory_order_relaxed
#define ORDER_w memory_order_relaxed
#elif VARIANT == 2 /* sc: forbidden */
#define ORDER_r memory_order_seq_cst
#define ORDER_w memory_order_seq_cst
#endif

static atomic_int x;
static int final_a, final_b, final_c;

static void *thread_0(void *unused)
{
    (void)unused;
    atomic_store_explicit(&x, 1, ORDER_w);
    return NULL;
}

static void *thread_1(void *unused)
{
    (void)unused;
    atomic_store_explicit(&x, 2, ORDER_w);
    return NULL;
}

static void *thread_2(void *unused)
{
    int a = 0, b = 0;
    (void)unused;
    a = atomic_load_explicit(&x, ORDER_r);
    b = atomic_load_explicit(&x, ORDER_r);
    final_a = a;
    final_b = b;
    return NULL;
}

static void *thread_3(void *unused)
{
    int c = 0;
    (void)unused;
    c = atomic_load_explicit(&x, ORDER_r);
    final_c = c;
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1, thread_2, thread_3};
    run_threads(bodies, 4);
    LITMUS_OUTCOME("a=%d b=%d c=%d", final_a, final_b, final_c);
    return 0;
}
