/* IRIWish: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for b=1 c=0 d=1 e=0. */
#include "litmus.h"

#ifndef VARIANT
#define VARIANT 0
#endif
#if VARIANT == 0 /* arfences: allowed */
#define FENCE_f atomic_thread_fence(memory_order_acq_rel)
#elif VARIANT == 1 /* scfences: forbidden */
#define FENCE_f atomic_thread_fence(memory_order_seq_cst)
#endif

static atomic_int x;
static atomic_int y;
static int final_a, final_b, final_c, final_d, final_e;

static void *thread_0(void *unused)
{
    (void)unused;
    atomic_store_explicit(&x, 1, memory_order_relaxed);
    return NULL;
}

static void *thread_1(void *unused)
{
    int a = 0;
    (void)unused;
    a = atomic_load_explicit(&x, memory_order_relaxed);
    atomic_store_explicit(&y, a + 1, memory_order_release);
    final_a = a;
    return NULL;
}

static void *thread_2(void *unused)
{
    int b = 0, c = 0;
    (void)unused;
    b = atomic_load_explicit(&x, memory_order_relaxed);
    FENCE_f;
    c = atomic_load_explicit(&y, memory_order_relaxed);
    final_b = b;
    final_c = c;
    return NULL;
}

static void *thread_3(void *unused)
{
    int d = 0, e = 0;
    (void)unused;
    d = atomic_load_explicit(&y, memory_order_relaxed);
    FENCE_f;
    e = atomic_load_explicit(&x, memory_order_relaxed);
    final_d = d;
    final_e = e;
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1, thread_2, thread_3};
    run_threads(bodies, 4);
    LITMUS_OUTCOME("a=%d b=%d c=%d d=%d e=%d", final_a, final_b, final_c, final_d, final_e);
    return 0;
}
