/* Inc_three: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for x=2 a=0 b=0 c=0. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* rlx: forbidden */
#define ORDER_u memory_order_relaxed
#elif VARIANT == 1 /* acq_rel: forbidden */
#define ORDER_u memory_order_acq_rel
#elif VARIANT == 2 /* sc: forbidden */
#define ORDER_u memory_order_seq_cst
#endif

static atomic_int x;
static int final_a, final_b, final_c;

static void *thread_0(void *unused)
{
    int a = 0;
    (void)unused;
    a = atomic_fetch_add_explicit(&x, 1, ORDER_u);
    final_a = a;
    return NULL;
}

static void *thread_1(void *unused)
{
    int b = 0;
    (void)unused;
    b = atomic_fetch_add_explicit(&x, 1, ORDER_u);
    final_b = b;
    return NULL;
}

static void *thread_2(void *unused)
{
    int c = 0;
    (void)unused;
    c = atomic_fetch_add_explicit(&x, 1, ORDER_u);
    final_c = c;
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1, thread_2};
    run_threads(bodies, 3);
    LITMUS_OUTCOME("a=%d b=%d c=%d x=%d", final_a, final_b, final_c, atomic_load_explicit(&x, memory_order_relaxed));
    return 0;
}
