/* CoRW_own: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=1. */
#include "litmus.h"

static atomic_int x;
static int final_a;

static void *thread_0(void *unused)
{
    int a = 0;
    (void)unused;
    a = atomic_load_explicit(&x, memory_order_relaxed);
    atomic_store_explicit(&x, 1, memory_order_relaxed);
    final_a = a;
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0};
    run_threads(bodies, 1);
    LITMUS_OUTCOME("a=%d", final_a);
    return 0;
}
