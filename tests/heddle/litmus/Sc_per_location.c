/* Sc_per_location: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=2 b=1. */
#include "litmus.h"

static atomic_int x;
static int final_a, final_b;

static void *thread_0(void *unused)
{
    (void)unused;
    atomic_store_explicit(&x, 1, memory_order_seq_cst);
    atomic_store_explicit(&x, 2, memory_order_relaxed);
    return NULL;
}

static void *thread_1(void *unused)
{
    int a = 0, b = 0;
    (void)unused;
    a = atomic_load_explicit(&x, memory_order_seq_cst);
    b = atomic_load_explicit(&x, memory_order_relaxed);
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
