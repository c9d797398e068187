/* Z6_acq: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=1 b=0 y=2. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* acq: allowed */
#define FENCE_f ((void)0)
#define ORDER_l memory_order_seq_cst
#define ORDER_m memory_order_seq_cst
#define ORDER_r memory_order_acquire
#elif VARIANT == 1 /* scmiddle: allowed */
#define FENCE_f ((void)0)
#define ORDER_l memory_order_seq_cst
#define ORDER_m memory_order_seq_cst
#define ORDER_r memory_order_seq_cst
#elif VARIANT == 2 /* fence: allowed */
#define FENCE_f atomic_thread_fence(memory_order_seq_cst)
#define ORDER_l memory_order_relaxed
#define ORDER_m memory_order_seq_cst
#define ORDER_r memory_order_acquire
#endif

static atomic_int x;
static atomic_int y;
static atomic_int z;
static int final_a, final_b;

static void *thread_0(void *unused)
{
    (void)unused;
    atomic_store_explicit(&x, 1, memory_order_seq_cst);
    atomic_store_explicit(&y, 1, memory_order_release);
    return NULL;
}

static void *thread_1(void *unused)
{
    (void)unused;
    atomic_store_explicit(&y, 2, ORDER_m);
    atomic_store_explicit(&z, 1, memory_order_release);
    return NULL;
}

static void *thread_2(void *unused)
{
    int a = 0, b = 0;
    (void)unused;
    a = atomic_load_explicit(&z, ORDER_r);
    FENCE_f;
    b = atomic_load_explicit(&x, ORDER_l);
    final_a = a;
    final_b = b;
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1, thread_2};
    run_threads(bodies, 3);
    LITMUS_OUTCOME("a=%d b=%d y=%d", final_a, final_b, atomic_load_explicit(&y, memory_order_relaxed));
    return 0;
}
