/* MP_late: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=1 b=2. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* ra: race */
#define ORDER_r memory_order_acquire
#define ORDER_w memory_order_release
#endif

static int d;
static atomic_int y;
static int final_a, final_b;

static void *thread_0(void *unused)
{
    (void)unused;
    d = 1;
    atomic_store_explicit(&y, 1, ORDER_w);
    d = 2;
    return NULL;
}

static void *thread_1(void *unused)
{
    int a = 0, b = 0;
    (void)unused;
    a = atomic_load_explicit(&y, ORDER_r);
    if (a == 1) {
        b = d;
    }
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
