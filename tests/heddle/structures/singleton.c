/* singleton.c - two objects made at their first use: one under a mutex that is looked for twice, one claimed.
 *
 * broken 1: the pointer is looked at relaxed outside the mutex
 * broken 2: the pointer is published relaxed
 * broken 3: those who lost the claim wait relaxed
 * broken 4: the winner of the claim publishes relaxed
 */
#include "structure.h"

typedef struct Config {
    int size, limit;
} Config;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static Config guarded_config, claimed_config;
static _Atomic(Config *) guarded;
enum { EMPTY, CLAIMED, READY };
static atomic_int state;
static int makers; /* of the guarded one, under the mutex */

static Config *get_guarded(void)
{
    Config *config = load(&guarded, ORDER(1, ACQUIRE, RELAXED));
    if (config == NULL) {
        (void)pthread_mutex_lock(&mutex);
        config = load(&guarded, RELAXED);
        if (config == NULL) {
            makers++;
            guarded_config.size = 7;
            guarded_config.limit = 8;
            config = &guarded_config;
            store(&guarded, config, ORDER(2, RELEASE, RELAXED));
        }
        (void)pthread_mutex_unlock(&mutex);
    }
    return config;
}

static Config *get_claimed(void)
{
    int seen = EMPTY;
    if (exchange_if(&state, &seen, CLAIMED, RELAXED, RELAXED)) {
        claimed_config.size = 7;
        claimed_config.limit = 8;
        store(&state, READY, ORDER(4, RELEASE, RELAXED));
        return &claimed_config;
    }
    while (load(&state, ORDER(3, ACQUIRE, RELAXED)) != READY) {
        heddle_pause();
    }
    return &claimed_config;
}

static void check(const Config *config) { heddle_assert(config->size == 7 && config->limit == 8); }

static void *use_both(void *unused)
{
    check(get_guarded());
    check(get_claimed());
    return unused;
}

int main(void)
{
    void *(*bodies[])(void *) = {use_both, use_both};
    run_threads(bodies, 2);
    heddle_assert(makers == 1);
    return 0;
}
