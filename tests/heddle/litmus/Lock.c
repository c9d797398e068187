/* Lock: litmus program, made by tests/heddle/generate.py from litmus.table. It asks for a=2. */
#include "litmus.h"

static int d;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int final_a;

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
    (void)pthread_mutex_unlock(&m);
    final_a = a;
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {thread_0, thread_1};
    run_threads(bodies, 2);
    LITMUS_OUTCOME("a=%d", final_a);
    return 0;
}
