/* statistics.c - the table of -X stats: what the specializer did, family by family.
 *
 * Counters are per thread (no shared write); threads that end add theirs to the runtime's under the
 * world's protection, and printing happens in a stopped world.
 */
#include <stdio.h>
#include <stdlib.h>

#include "interpret/interpreter.h"

typedef struct Totals {
    uint64_t counts[STAT_COUNT][OPC_COUNT];
} Totals;

static void add_thread(Thread *each, void *context)
{
    Totals *totals = context;
    if (each->statistics != NULL) {
        for (unsigned kind = 0; kind < STAT_COUNT; kind++) {
            for (unsigned op = 0; op < OPC_COUNT; op++) {
                totals->counts[kind][op] += each->statistics[kind * OPC_COUNT + op];
            }
        }
    }
}

void weft__print_statistics(Thread *t)
{
    static const unsigned columns[] = {STAT_ATTEMPT, STAT_SUCCESS, STAT_FAILED_EXCHANGE,
                                       STAT_HIT,     STAT_MISS,    STAT_DEOPT};
    Totals *totals = calloc(1, sizeof *totals);
    if (totals == NULL) {
        return;
    }
    weft__world_each_thread(t, add_thread, totals);
    Interpreter *interpreter = t->runtime->interpreter;
    for (unsigned i = 0; i < STAT_COUNT * OPC_COUNT; i++) {
        totals->counts[i / OPC_COUNT][i % OPC_COUNT] += interpreter->ended_statistics[i];
    }
    fprintf(stderr, "%-20s %10s %10s %8s %14s %12s %8s\n", "family", "attempts", "successes",
            "failed", "hits", "misses", "deopts");
    for (unsigned base = 0; base < OPC_COUNT; base++) {
        uint64_t row[STAT_COUNT] = {0};
        bool any = false;
        if (base_of(base) != (Opcode)base) {
            continue;
        }
        for (unsigned op = 0; op < OPC_COUNT; op++) {
            for (unsigned kind = 0; base_of(op) == (Opcode)base && kind < STAT_COUNT; kind++) {
                row[kind] += totals->counts[kind][op];
                any |= totals->counts[kind][op] != 0;
            }
        }
        if (any) {
            fprintf(stderr, "%-20s %10llu %10llu %8llu %14llu %12llu %8llu\n",
                    weft__opcodes[base].name, (unsigned long long)row[columns[0]],
                    (unsigned long long)row[columns[1]], (unsigned long long)row[columns[2]],
                    (unsigned long long)row[columns[3]], (unsigned long long)row[columns[4]],
                    (unsigned long long)row[columns[5]]);
        }
    }
    HeapStatistics heap;
    weft__heap_statistics(t, &heap);
    fprintf(stderr,
            "collections %llu, pauses %.3f ms in all, longest %.3f ms, live %llu bytes in %llu "
            "objects, peak %llu bytes\n",
            (unsigned long long)heap.collections, (double)heap.pause_nanoseconds / 1e6,
            (double)heap.longest_pause_nanoseconds / 1e6, (unsigned long long)heap.live_bytes,
            (unsigned long long)heap.live_objects, (unsigned long long)heap.peak_bytes);
    free(totals);
}

bool weft__interpreter_thread_init(Thread *t)
{
    InterpreterThread *own = calloc(1, sizeof *own);
    Interpreter *interpreter = t->runtime->interpreter;
    if (own == NULL) {
        return false;
    }
    own->handled.exception = EMPTY;
    t->interpreter = own;
    t->handled = &own->handled;
    if (interpreter->statistics) {
        t->statistics = calloc(STAT_COUNT * OPC_COUNT, sizeof *t->statistics);
    }
    return true;
}

void weft__interpreter_thread_free(Thread *t)
{
    Interpreter *interpreter = t->runtime->interpreter;
    if (t->statistics != NULL && interpreter != NULL) {
        weft__world_stop(t);
        for (unsigned i = 0; i < STAT_COUNT * OPC_COUNT; i++) {
            interpreter->ended_statistics[i] += t->statistics[i];
        }
        weft__world_resume(t);
    }
    free(t->statistics);
    t->statistics = NULL;
    free(t->interpreter);
    t->interpreter = NULL;
    t->handled = NULL;
}

bool weft__interpreter_init(Thread *main_thread, bool statistics)
{
    Interpreter *interpreter = calloc(1, sizeof *interpreter);
    if (interpreter == NULL) {
        return false;
    }
    interpreter->statistics = statistics;
    interpreter->run = statistics ? weft__run_frame_counting : weft__run_frame;
    main_thread->runtime->interpreter = interpreter;
    T(main_thread, function)->slots.call = weft__function_call;
    return weft__interpreter_thread_init(main_thread);
}

void weft__interpreter_free(Runtime *runtime)
{
    free(runtime->interpreter);
    runtime->interpreter = NULL;
}
