/* Z6_U: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=1 b=3 c=0. */
#include "litmus.h"

static atomic_int x;
static atomic_int y;
static int final_a, final_b, final_c;

static void *thread_0(void *unused)
{
    (void)unused;
    atomic_store_explicit(&x, 1, memory_order_seq_cst);
    atomic_store_explicit(&y, 1, memory_order_release);
    return NULL;
}

static void *thread_1(void *unused)
{
    int a = 0, b = 0;
    (void)unused;
    a = atomic_fetch_add_explicit(&y, 1, memory_order_seq_cst);
    b = atomic_load_explicit(&y, memory_order_relaxed);
    final_a = a;
    final_b = b;
    return NULL;
}

static void *thread_2(void *unused)
{
    int c = 0;
    (void)unused;
    atomic_store_explicit(&y, 3, memory_order_seq_cst);
    c = atomic_load_explicit(&x, memory_order_seq_cst);
    final_c = c;
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1, thread_2};
    run_threads(bodies, 3);
    LITMUS_OUTCOME("a=%d b=%d c=%d y=%d", final_a, final_b, final_c, atomic_load_explicit(&y, memory_order_relaxed));
    return 0;
}
