/* philosophers.c - four philosophers and four forks.
 * After Dijkstra ("Hierarchical ordering of sequential processes", 1971); SCTBench's din_phil.
 *
 * broken 1 [deadlock]: each takes the left fork first
 */
#include "structure.h"

enum { GUESTS = 4 };
static pthread_mutex_t forks[GUESTS];
static int meals[GUESTS];

static void *dine(void *number)
{
    int left = (int)(intptr_t)number, right = (left + 1) % GUESTS;
    int first = BROKEN == 1 || left < right ? left : right;
    int second = left + right - first;
    (void)pthread_mutex_lock(&forks[first]);
    (void)pthread_mutex_lock(&forks[second]);
    meals[left]++;
    meals[right] += 0;
    (void)pthread_mutex_unlock(&forks[second]);
    (void)pthread_mutex_unlock(&forks[first]);
    return number;
}

int main(void)
{
    void *(*bodies[])(void *) = {dine, dine, dine, dine};
    for (int i = 0; i < GUESTS; i++) {
        (void)pthread_mutex_init(&forks[i], NULL);
    }
    run_threads(bodies, GUESTS);
    return 0;
}
