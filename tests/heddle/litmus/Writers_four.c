/* Writers_four: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for x=0. */
#include "litmus.h"

static atomic_int x;

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
    (void)unused;
    atomic_store_explicit(&x, 4, memory_order_relaxed);
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1, thread_2, thread_3};
    run_threads(bodies, 4);
    LITMUS_OUTCOME("x=%d", atomic_load_explicit(&x, memory_order_relaxed));
    return 0;
}
