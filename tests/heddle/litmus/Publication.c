/* Publication: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for c=1 e=0. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* ra: forbidden */
#define ORDER_r memory_order_acquire
#define ORDER_w memory_order_release
#elif VARIANT == 1 /* rlx: race */
#define ORDER_r memory_order_relaxed
#define ORDER_w memory_order_relaxed
#endif

static int d;
static atomic_int p;
static atomic_int p2;
static int final_a, final_b, final_c, final_e;

static void *thread_0(void *unused)
{
    (void)unused;
    d = 7;
    atomic_store_explicit(&p, 1, ORDER_w);
    return NULL;
}

static void *thread_1(void *unused)
{
    int a = 0, b = 0;
    (void)unused;
    a = atomic_load_explicit(&p, ORDER_r);
    if (a == 1) {
        b = d;
        atomic_store_explicit(&p2, 1, ORDER_w);
    }
    final_a = a;
    final_b = b;
    return NULL;
}

static void *thread_2(void *unused)
{
    int c = 0, e = 0;
    (void)unused;
    c = atomic_load_explicit(&p2, ORDER_r);
    if (c == 1) {
        e = d;
    }
    final_c = c;
    final_e = e;
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1, thread_2};
    run_threads(bodies, 3);
    LITMUS_OUTCOME("a=%d b=%d c=%d e=%d", final_a, final_b, final_c, final_e);
    return 0;
}
