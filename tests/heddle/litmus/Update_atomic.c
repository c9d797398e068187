/* Update_atomic: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=0 b=1 c=5. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* rlx: allowed */
#define ORDER_u memory_order_relaxed
#endif

static atomic_int x;
static int final_a, final_b, final_c;

static void *thread_0(void *unused)
{
    int a = 0, b = 0;
    (void)unused;
    a = atomic_fetch_add_explicit(&x, 1, ORDER_u);
    b = atomic_load_explicit(&x, memory_order_relaxed);
    final_a = a;
    final_b = b;
    return NULL;
}

static void *thread_1(void *unused)
{
    int c = 0;
    (void)unused;
    atomic_store_explicit(&x, 5, memory_order_relaxed);
    c = atomic_fetch_add_explicit(&x, 1, ORDER_u);
    final_c = c;
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1};
    run_threads(bodies, 2);
    LITMUS_OUTCOME("a=%d b=%d c=%d", final_a, final_b, final_c);
    return 0;
}
