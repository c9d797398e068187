/* scenario.h - the frame of the memory-order scenarios: rounds of a few threads on fresh state.
 *
 * Each scenario is a program of its own that attacks some edges of runtime/sync/orders.def. Values
 * are typed: what a thread finds carries its own name, and every find is checked against the name,
 * so that a wrong order shows as a wrong value even where no access is a data race. The access that
 * carries an edge names it in a comment, exactly as in the runtime.
 *
 * Run plainly it does many rounds on real threads; with an argument, that many. A scheduler that
 * explores interleavings wants one. Prints "ok" when every check held.
 */
#ifndef WEFT_STRESS_SCENARIO_H
#define WEFT_STRESS_SCENARIO_H

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sync/atomic.h"

#define EXPECT(condition)                                                                  \
    do {                                                                                   \
        if (!(condition)) {                                                                \
            fprintf(stderr, "%s:%d: wrong outcome: %s\n", __FILE__, __LINE__, #condition); \
            abort();                                                                       \
        }                                                                                  \
    } while (0)

enum { DEFAULT_ROUNDS = 300, MOST_BODIES = 4 };
typedef void (*Body)(void);
typedef struct Start {
    Body body;
    pthread_barrier_t *gate; /* NULL: begin at once */
} Start;

static void *run_body(void *context)
{
    Start *start = context;
    if (start->gate != NULL) {
        (void)pthread_barrier_wait(start->gate);
    }
    start->body();
    return NULL;
}

/* Each round: reset, then all bodies at the same time, then check. Bodies end with NULL. On real
 * threads a gate lets them begin together; a single round is for a scheduler, which needs none. */
static UNUSED int run_scenario(int argc, char **argv, void (*reset)(void), Body *bodies,
                               void (*check)(void))
{
    int rounds = argc > 1 ? atoi(argv[1]) : DEFAULT_ROUNDS;
    unsigned count = 0;
    while (count < MOST_BODIES && bodies[count] != NULL) {
        count++;
    }
    pthread_barrier_t gate;
    (void)pthread_barrier_init(&gate, NULL, count);
    for (int round = 0; round < rounds; round++) {
        pthread_t threads[MOST_BODIES];
        Start starts[MOST_BODIES];
        reset();
        for (unsigned i = 0; i < count; i++) {
            starts[i] = (Start){bodies[i], rounds > 1 ? &gate : NULL};
            if (pthread_create(&threads[i], NULL, run_body, &starts[i]) != 0) {
                return 1;
            }
        }
        for (unsigned i = 0; i < count; i++) {
            (void)pthread_join(threads[i], NULL);
        }
        if (check != NULL) {
            check();
        }
    }
    (void)pthread_barrier_destroy(&gate);
    puts("ok");
    return 0;
}

/* A boxed value that says who it is. Boxes of one round lie in one row and are written plainly
 * before they are published. */
typedef struct Box {
    uint64_t name;
    uint64_t twice; /* 2 * name: a half-written box shows */
} Box;
enum { BOXES = 64 };
static UNUSED Box box_row[BOXES];
static UNUSED Box *box(uint64_t name)
{
    Box *made = &box_row[name % BOXES];
    made->name = name;
    made->twice = 2 * name;
    return made;
}
static UNUSED uint64_t box_name(const Box *found)
{
    EXPECT(found->twice == 2 * found->name);
    return found->name;
}

#endif
