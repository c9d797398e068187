/* Lock_publish: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=1 b=0. */
#include "litmus.h"

static int d;
static atomic_int x;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int final_a, final_b;

static void *thread_0(void *unused)
{
    (void)unused;
    d = 1;
    (void)pthread_mutex_lock(&m);
    atomic_store_explicit(&x, 1, memory_order_relaxed);
    (void)pthread_mutex_unlock(&m);
    return NULL;
}

static void *thread_1(void *unused)
{
    int a = 0, b = 0;
    (void)unused;
    (void)pthread_mutex_lock(&m);
    a = atomic_load_explicit(&x, memory_order_relaxed);
    (void)pthread_mutex_unlock(&m);
    if (a == 1) {
        b = d;
    }
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
