/* 3_2W: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for x=1 y=1 z=1. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* rlx: allowed */
#define ORDER_w memory_order_relaxed
#elif VARIANT == 1 /* sc: forbidden */
#define ORDER_w memory_order_seq_cst
#endif

static atomic_int x;
static atomic_int y;
static atomic_int z;

static void *thread_0(void *unused)
{
    (void)unused;
    atomic_store_explicit(&x, 1, ORDER_w);
    atomic_store_explicit(&y, 2, ORDER_w);
    return NULL;
}

static void *thread_1(void *unused)
{
    (void)unused;
    atomic_store_explicit(&y, 1, ORDER_w);
    atomic_store_explicit(&z, 2, ORDER_w);
    return NULL;
}

static void *thread_2(void *unused)
{
    (void)unused;
    atomic_store_explicit(&z, 1, ORDER_w);
    atomic_store_explicit(&x, 2, ORDER_w);
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1, thread_2};
    run_threads(bodies, 3);
    LITMUS_OUTCOME("x=%d y=%d z=%d", atomic_load_explicit(&x, memory_order_relaxed), atomic_load_explicit(&y, memory_order_relaxed), atomic_load_explicit(&z, memory_order_relaxed));
    return 0;
}
