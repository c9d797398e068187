/* WRW_coherence: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=3 b=2. */
#include "litmus.h"

static atomic_int x;
static int final_a, final_b;

static void *thread_0(void *unused)
{
    (void)unused;
    atomic_store_explicit(&x, 1, memory_order_release);
    return NULL;
}

static void *thread_1(void *unused)
{
    int a = 0;
    (void)unused;
    a = atomic_load_explicit(&x, memory_order_relaxed);
    atomic_store_explicit(&x, 2, memory_order_release);
    final_a = a;
    return NULL;
}

static void *thread_2(void *unused)
{
    int b = 0;
    (void)unused;
    b = atomic_load_explicit(&x, memory_order_relaxed);
    atomic_store_explicit(&x, 3, memory_order_release);
    final_b = b;
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1, thread_2};
    run_threads(bodies, 3);
    LITMUS_OUTCOME("a=%d b=%d", final_a, final_b);
    return 0;
}
