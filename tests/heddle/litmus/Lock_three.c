/* Lock_three: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=0 b=1. */
#include "litmus.h"

static int d;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int final_a, final_b;

static void *thread_0(void *unused)
{
    (void)unused;
    (void)pthread_mutex_lock(&m);
    d = 1;
    (void)pthread_mutex_unlock(&m);
    return NULL;
}

static void *thread_1(void *unused)
{
    int a = 0;
    (void)unused;
    (void)pthread_mutex_lock(&m);
    a = d;
    d = 2;
    (void)pthread_mutex_unlock(&m);
    final_a = a;
    return NULL;
}

static void *thread_2(void *unused)
{
    int b = 0;
    (void)unused;
    (void)pthread_mutex_lock(&m);
    b = d;
    (void)pthread_mutex_unlock(&m);
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
