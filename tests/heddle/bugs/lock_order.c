/* lock_order.c - two accounts with a lock each, and transfers in both directions.
 *
 * broken 1 [deadlock]: each transfer locks the account that it takes from first
 * broken 2 [deadlock]: three accounts in a ring
 */
#include "structure.h"

enum { ACCOUNTS = BROKEN == 2 ? 3 : 2 };
static pthread_mutex_t locks[3] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};
static int balance[3] = {10, 10, 10};

static void *transfer(void *number)
{
    int from = (int)(intptr_t)number, to = (from + 1) % ACCOUNTS;
    int first = from, second = to;
    if (BROKEN == 0 && first > second) {
        first = to;
        second = from;
    }
    (void)pthread_mutex_lock(&locks[first]);
    (void)pthread_mutex_lock(&locks[second]);
    balance[from]--;
    balance[to]++;
    (void)pthread_mutex_unlock(&locks[second]);
    (void)pthread_mutex_unlock(&locks[first]);
    return NULL;
}

int main(void)
{
    void *(*bodies[])(void *) = {transfer, transfer, transfer};
    run_threads(bodies, ACCOUNTS);
    heddle_assert(balance[0] + balance[1] + balance[2] == 30);
    return 0;
}
