/* An attempt that is taken back is no waiting if a load of another thread sees it: exhaustive search keeps the
 * outcome seen=2, which only a failed attempt makes. Each failed attempt is judged by itself: the load sees one at
 * most, so that executions have one at most: 14 (tests/heddle/counts/observed_attempts.c). */
#include <pthread.h>
#include <stdatomic.h>

#include <heddle.h>

static atomic_int taken;

static void *take(void *unused)
{
    while (atomic_fetch_add_explicit(&taken, 1, memory_order_relaxed) != 0) {
        atomic_fetch_add_explicit(&taken, -1, memory_order_relaxed);
    }
    atomic_fetch_add_explicit(&taken, -1, memory_order_relaxed);
    return unused;
}

static void *look(void *unused)
{
    heddle_outcome("seen=%d", atomic_load_explicit(&taken, memory_order_relaxed));
    return unused;
}

int main(void)
{
    pthread_t threads[3];
    pthread_create(&threads[0], NULL, take, NULL);
    pthread_create(&threads[1], NULL, take, NULL);
    pthread_create(&threads[2], NULL, look, NULL);
    for (int i = 0; i < 3; i++) {
        pthread_join(threads[i], NULL);
    }
    return 0;
}
