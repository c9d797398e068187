/* waiting_array_lock.c - a ticket lock whose far waiters wait at a place of their own in an array (Dice and Kogan,
 * "TWA: Ticket locks augmented with a waiting array", Euro-Par 2019).
 *
 * broken 1 [race]: the lock is given on without release
 * broken 2 [livelock]: whoever gives the lock on calls the wrong waiter from the array
 * broken 3 [livelock]: a waiter does not look again whether it is its turn, once it knows what its place holds
 */
#include "structure.h"

enum { PLACES = 8, NEAR = 1, THREADS = 4 };
static atomic_long next_ticket, serving, places[PLACES];
static int count;

static void wait_far(long ticket)
{
    atomic_long *place = &places[ticket % PLACES];
    for (;;) {
        long held = load(place, ACQUIRE);
        if (BROKEN != 3 && ticket - load(&serving, ACQUIRE) <= NEAR) {
            return;
        }
        while (load(place, ACQUIRE) == held) {
        }
        if (BROKEN == 3 && ticket - load(&serving, ACQUIRE) <= NEAR) {
            return;
        }
    }
}

static void *pass(void *number)
{
    long ticket = fetch_add(&next_ticket, 1, RELAXED);
    if (ticket - load(&serving, ACQUIRE) > NEAR) {
        wait_far(ticket);
    }
    while (load(&serving, ACQUIRE) != ticket) {
    }
    count++;
    store(&serving, ticket + 1, ORDER(1, RELEASE, RELAXED));
    (void)fetch_add(&places[(ticket + 1 + (BROKEN == 2 ? 2 : NEAR)) % PLACES], 1, RELEASE);
    return number;
}

int main(void)
{
    void *(*bodies[])(void *) = {pass, pass, pass, pass};
    run_threads(bodies, THREADS);
    heddle_assert(count == THREADS);
    return 0;
}
