/* Inc_two_each: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=0 b=0 c=1 d=2 e=3 f=4. */
#include "litmus.h"

static atomic_int x;
static int final_a, final_b, final_c, final_d, final_e, final_f;

static void *thread_0(void *unused)
{
    int a = 0, b = 0;
    (void)unused;
    a = atomic_fetch_add_explicit(&x, 1, memory_order_acquire);
    b = atomic_fetch_add_explicit(&x, 1, memory_order_relaxed);
    final_a = a;
    final_b = b;
    return NULL;
}

static void *thread_1(void *unused)
{
    int c = 0, d = 0;
    (void)unused;
    c = atomic_fetch_add_explicit(&x, 1, memory_order_relaxed);
    d = atomic_fetch_add_explicit(&x, 1, memory_order_relaxed);
    final_c = c;
    final_d = d;
    return NULL;
}

static void *thread_2(void *unused)
{
    int e = 0;
    (void)unused;
    e = atomic_fetch_add_explicit(&x, 1, memory_order_release);
    final_e = e;
    return NULL;
}

static void *thread_3(void *unused)
{
    int f = 0;
    (void)unused;
    f = atomic_fetch_add_explicit(&x, 1, memory_order_relaxed);
    final_f = f;
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1, thread_2, thread_3};
    run_threads(bodies, 4);
    LITMUS_OUTCOME("a=%d b=%d c=%d d=%d e=%d f=%d", final_a, final_b, final_c, final_d, final_e, final_f);
    return 0;
}
