/* CoRR_four: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=1 b=2 c=1 d=3. */
#include "litmus.h"

static atomic_int x;
static int final_a, final_b, final_c, final_d;

static void *thread_0(void *unused)
{
    (void)unused;
    atomic_store_explicit(&x, 1, memory_order_relaxed);
    return NULL;
}

static void *thread_1(void *unused)
{
    (void)unused;
    atomic_store_explicit(&x, 2, memory_order_relaxed);
    return NULL;
}

static void *thread_2(void *unused)
{
    (void)unused;
    atomic_store_explicit(&x, 3, memory_order_relaxed);
    return NULL;
}

static void *thread_3(void *unused)
{
    int a = 0, b = 0, c = 0, d = 0;
    (void)unused;
    a = atomic_load_explicit(&x, memory_order_relaxed);
    b = atomic_load_explicit(&x, memory_order_relaxed);
    c = atomic_load_explicit(&x, memory_order_relaxed);
    d = atomic_load_explicit(&x, memory_order_relaxed);
    final_a = a;
    final_b = b;
    final_c = c;
    final_d = d;
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1, thread_2, thread_3};
    run_threads(bodies, 4);
    LITMUS_OUTCOME("a=%d b=%d c=%d d=%d", final_a, final_b, final_c, final_d);
    return 0;
}
