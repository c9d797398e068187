/* What a running program shares with the `heddle` command: one mapped file, written by the program.
 * The command reads it while the campaign runs and after it has ended (docs/heddle.md, `run`). */
#ifndef HEDDLE_BOARD_H
#define HEDDLE_BOARD_H

#include <stdint.h>

enum { BOARD_OUTCOMES = 4096, BOARD_OUTCOME_TEXT = 128, BOARD_HASHES = 1 << 20, BOARD_PAIRS = 4096,
       BOARD_DEVIATIONS = 1 << 14, BOARD_MAGIC = 0x48454444 };

struct failure {
    char kind[32];
    char detail[1024];
    uint64_t seed, hash;
    uint64_t pc, other_pc, address;
    uint32_t step, thread, other_thread, other_epoch;
    int32_t signal;
};

struct board {
    uint32_t magic, version;
    uint64_t seed;              /* the one that runs now */
    uint64_t progress;          /* runs that came to an end */
    uint64_t runs, dropped, blocked, failures, steps;
    uint64_t distinct;          /* executions with different graphs */
    uint64_t pairs;             /* different (site, store) pairs that loads met */
    uint64_t decisions, deviations;
    uint32_t complete;          /* exhaustive: 1 = the whole tree was searched */
    uint32_t finished;          /* 1 = the campaign came to its end */
    uint32_t in_run;            /* the program's own code is on the processor */
    uint32_t width;             /* of clocks: grows when a run needs more threads */
    uint32_t mode;              /* 1 = batch, 2 = a process for each run */
    uint32_t stop;              /* set by the command */
    uint32_t hashes_full, outcomes_full;
    uint32_t unrolled;          /* exhaustive: 1 = a loop was cut after --unroll rounds, or a run after --max-steps */
    uint32_t threads;           /* the most that a run had */
    uint32_t orderly;           /* the runner came to its own end */
    uint64_t trace_hash;        /* of the run that ended last, in mode process */
    uint64_t path_length;       /* exhaustive: where the search stands, in a file of its own */
    char cannot_reason[32];
    char cannot_detail[256];
    struct failure failure;     /* the first, and how its run deviated from the default decisions */
    uint32_t deviation_count;
    struct deviation { uint32_t at; uint16_t kind, value; } first_deviations[BOARD_DEVIATIONS];
    uint64_t kinds[32];
    char kind_names[32][24];
    uint32_t outcome_count;
    struct { uint64_t count, executions, seed; uint64_t hash; char text[BOARD_OUTCOME_TEXT]; }
        outcomes[BOARD_OUTCOMES];
    uint64_t pair_table[BOARD_PAIRS]; /* which store, by its place in the program, which load has read */
    uint64_t hashes[BOARD_HASHES];
};

#endif
