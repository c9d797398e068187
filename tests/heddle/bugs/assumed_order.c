/* assumed_order.c - two threads add to a number under a lock, a third one judges it.
 * After SCTBench's lazy01_bad and stateful01_bad.
 *
 * broken 1 [assert]: it is taken for granted that the judge comes before both have added
 * broken 2 [assert]: the judge multiplies, which does not commute with adding
 */
#include "structure.h"

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int sum;

static void change(int factor, int amount)
{
    (void)pthread_mutex_lock(&mutex);
    sum = sum * factor + amount;
    (void)pthread_mutex_unlock(&mutex);
}

static void *add_one(void *unused)
{
    change(1, 1);
    return unused;
}

static void *add_two(void *unused)
{
    change(1, 2);
    return unused;
}

static void *judge(void *unused)
{
    change(BROKEN == 2 ? 2 : 1, 0);
    (void)pthread_mutex_lock(&mutex);
    heddle_assert(BROKEN == 1 ? sum < 3 : true);
    (void)pthread_mutex_unlock(&mutex);
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {add_one, add_two, judge};
    run_threads(bodies, 3);
    heddle_assert(sum == 3 || BROKEN == 1);
    return 0;
}
