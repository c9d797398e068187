/* ticket_lock.c - take a number, wait until it is served; and an attempt that does not wait.
 *
 * broken 1: the waiter looks at the number served relaxed
 * broken 2: the next number is served relaxed
 * broken 3: the attempt looks at the number served relaxed
 */
#include "structure.h"

static atomic_uint tickets, served;
static int counter, attempts;

static void lock(void)
{
    unsigned mine = fetch_add(&tickets, 1, RELAXED);
    while (load(&served, ORDER(1, ACQUIRE, RELAXED)) != mine) {
        heddle_pause();
    }
}

static bool try_lock(void)
{
    unsigned now = load(&served, ORDER(3, ACQUIRE, RELAXED));
    return exchange_if(&tickets, &now, now + 1, RELAXED, RELAXED);
}

static void unlock(void) { store(&served, load(&served, RELAXED) + 1, ORDER(2, RELEASE, RELAXED)); }

static void *wait_and_count(void *unused)
{
    lock();
    counter++;
    unlock();
    return unused;
}

static void *try_and_count(void *unused)
{
    if (try_lock()) {
        counter++;
        attempts++;
        unlock();
    }
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {wait_and_count, wait_and_count, try_and_count};
    run_threads(bodies, 3);
    heddle_assert(counter == 2 + attempts);
    return 0;
}
