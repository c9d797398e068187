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

/* Sums the members of a family; false: none of them did anything. */
static bool family_row(const Totals *totals, unsigned base, uint64_t row[STAT_COUNT])
{
    bool any = false;
    memset(row, 0, STAT_COUNT * sizeof *row);
    for (unsigned op = 0; op < OPC_COUNT; op++) {
        for (unsigned kind = 0; base_of(op) == (Opcode)base && kind < STAT_COUNT; kind++) {
            row[kind] += totals->counts[kind][op];
            any |= totals->counts[kind][op] != 0;
        }
    }
    return any;
}

static const struct {
    enum StatisticKind kind;
    const char *heading, *key;
    int width;
} columns[] = {
    {STAT_ATTEMPT, "attempts", "attempts", 10},
    {STAT_SUCCESS, "successes", "successes", 10},
    {STAT_FAILED_EXCHANGE, "failed", "failed_exchanges", 8},
    {STAT_HIT, "hits", "hits", 14},
    {STAT_MISS, "misses", "misses", 12},
    {STAT_DEOPT, "deopts", "deopts", 8},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void print_table(const Totals *totals)
{
    uint64_t row[STAT_COUNT];
    fprintf(stderr, "%-20s", "family");
    for (size_t i = 0; i < COLUMNS; i++) {
        fprintf(stderr, " %*s", columns[i].width, columns[i].heading);
    }
    fputc('\n', stderr);
    for (unsigned base = 0; base < OPC_COUNT; base++) {
        if (base_of(base) != (Opcode)base || !family_row(totals, base, row)) {
            continue;
        }
        fprintf(stderr, "%-20s", weft__opcodes[base].name);
        for (size_t i = 0; i < COLUMNS; i++) {
            fprintf(stderr, " %*llu", columns[i].width, (unsigned long long)row[columns[i].kind]);
        }
        fputc('\n', stderr);
    }
}

static void print_json(const Totals *totals)
{
    uint64_t row[STAT_COUNT];
    const char *between = "";
    fputs("{\"families\": {", stderr);
    for (unsigned base = 0; base < OPC_COUNT; base++) {
        if (base_of(base) != (Opcode)base || !family_row(totals, base, row)) {
            continue;
        }
        fprintf(stderr, "%s\"%s\": {", between, weft__opcodes[base].name);
        for (size_t i = 0; i < COLUMNS; i++) {
            fprintf(stderr, "%s\"%s\": %llu", i > 0 ? ", " : "", columns[i].key,
                    (unsigned long long)row[columns[i].kind]);
        }
        fputc('}', stderr);
        between = ", ";
    }
    fputs("}, ", stderr);
}

void weft__print_statistics(Thread *t, bool json)
{
    Totals *totals = calloc(1, sizeof *totals);
    if (totals == NULL) {
        return;
    }
    weft__world_each_thread(t, add_thread, totals);
    Interpreter *interpreter = t->runtime->interpreter;
    for (unsigned i = 0; i < STAT_COUNT * OPC_COUNT; i++) {
        totals->counts[i / OPC_COUNT][i % OPC_COUNT] += interpreter->ended_statistics[i];
    }
    (json ? print_json : print_table)(totals);
    free(totals);
    HeapStatistics heap;
    WorldStatistics world;
    weft__heap_statistics(t, &heap);
    weft__world_statistics(t, &world);
    fprintf(stderr,
            json ? "\"collections\": %llu, \"pause_ms\": %.3f, \"longest_pause_ms\": %.3f, "
                   "\"live_bytes\": %llu, \"live_objects\": %llu, \"peak_bytes\": %llu, "
                   "\"world_stops\": %llu, \"longest_stop_ms\": %.3f, \"lock_waits\": %llu}\n"
                 : "collections %llu, pauses %.3f ms in all, longest %.3f ms, live %llu bytes in %llu "
                   "objects, peak %llu bytes\n"
                   "world stopped %llu times, longest wait for it %.3f ms; locks that had to be waited "
                   "for %llu\n",
            (unsigned long long)heap.collections, (double)heap.pause_nanoseconds / 1e6,
            (double)heap.longest_pause_nanoseconds / 1e6, (unsigned long long)heap.live_bytes,
            (unsigned long long)heap.live_objects, (unsigned long long)heap.peak_bytes,
            (unsigned long long)world.stops, (double)world.longest_stop_nanoseconds / 1e6,
            (unsigned long long)world.lock_waits);
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
    t->trace_function = EMPTY;
    t->profile_function = EMPTY;
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
