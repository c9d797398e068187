/* Campaigns: many runs of one program, each from the same snapshot.
 *
 * The process that starts is the server. In mode `process` it forks for each run; in mode `batch` it
 * forks a runner that does run after run, putting the program's data, thread-local storage and heap
 * back in between. A run that ends the process, hangs or crashes takes the runner with it, never the
 * server, which says what happened and goes on with the next seed. `auto` starts with `batch` and falls
 * back when a repeated seed does not give the same trace: the program then keeps state somewhere that
 * only a fresh process resets. */
#include "state.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

enum { MODE_AUTO, MODE_BATCH, MODE_PROCESS, BIG_IMAGE = 4 << 20 };

/* ---- one run ---- */

static void restore_image(void)
{
    for (uint32_t i = 0; i < H.segment_count; i++)
        copy_bytes(H.segments[i].at, H.segments[i].copy, H.segments[i].size);
}

extern void (*__fini_array_start[])(void) __attribute__((visibility("hidden")));
extern void (*__fini_array_end[])(void) __attribute__((visibility("hidden")));

static void reset_run(uint64_t seed)
{
    heddle__pool_reset();
    heddle__shadow_reset();
    heddle__locations_reset();
    heddle__objects_reset();
    heddle__stronger_reset();
    heddle__memory_reset();
    heddle__mappings_reset();
    H.thread_count = H.ordinals = H.live = 0;
    H.current = NULL;
    H.step = H.births = H.changes = H.sc_total = H.fence_total = H.effects = H.idle = H.streak = 0;
    H.trace_hash = mix(0x7ace); /* the hash is that of the events, not of the seed */
    H.graph_hash = 0;
    H.now = (uint64_t)1700000000 * 1000000000u;
    H.ending = END_NONE;
    H.exit_status = 0;
    H.fair = false;
    H.outcome[0] = 0;
    H.outcome_length = 0;
    H.verdict = VERDICT_OK;
    H.failure = (struct failure){.seed = seed};
    H.at_exit_count = H.at_quick_exit_count = 0;
    H.destructors_left = (uint32_t)(__fini_array_end - __fini_array_start);
    H.spurious_used = 0;
    H.plain_budget = 1500;
    H.user_random = mix(seed ^ 0x757365);
    H.trace_count = 1;
    H.stacks_count = 0;
    H.seed = seed;
    for (uint32_t i = 0; i < MAX_KEYS; i++)
        H.keys[i] = H.host_key_table[i];
}

static void judge_end(void)
{
    if (H.ending != END_OK)
        return;
    if (H.exit_status)
        heddle__note_failure("exit", 0, "the program ended with status %d", H.exit_status);
    else if (H.config.leaks && H.blocks_live)
        heddle__note_failure("leak", 0, "%u blocks were not freed", H.blocks_live);
    else if (H.config.leaks)
        for (uint32_t i = 0; i < H.thread_count; i++)
            if (!H.threads[i]->joined && !H.threads[i]->detached)
                heddle__note_failure("leak", H.threads[i]->create_pc, "T%u was not joined", H.threads[i]->ordinal);
}

/* What a program without heddle_outcome() printed is its outcome. */
static void outcome_from_output(void)
{
    size_t pending = __fpending(stdout);
    if (H.outcome_length || pending == 0)
        return;
    size_t length = pending < sizeof H.outcome - 1 ? pending : sizeof H.outcome - 1;
    copy_bytes(H.outcome, stdout->_IO_write_base, length);
    while (length && H.outcome[length - 1] == '\n')
        length--;
    for (size_t i = 0; i < length; i++)
        if (H.outcome[i] == '\n')
            H.outcome[i] = ';';
    H.outcome[length] = 0;
    H.outcome_length = (uint32_t)length;
}

/* A run that takes `timeout` seconds of processor time is stopped where it is (start.c, on_signal). */
static void set_timer(uint32_t seconds)
{
    struct { long interval[2], value[2]; } timer = {{seconds, 0}, {seconds, 0}};
    system_call(SYS_setitimer, ITIMER_PROF, &timer, NULL);
}

static void run_once(uint64_t seed)
{
    set_timer(H.config.timeout);
    reset_run(seed);
    heddle__strategy_start();
    if (H.strategy == STRATEGY_EXHAUSTIVE)
        heddle__search_reset();
    H.board->seed = seed;
    H.board->in_run = 1;
    heddle__run_main();
    H.board->in_run = 0;
    judge_end();
    outcome_from_output();
    H.failure.hash = H.trace_hash;
}

/* ---- counting ---- */

static bool count_hash(uint64_t hash)
{
    struct board *board = H.board;
    hash |= hash == 0;
    if (board->hashes_full)
        return false;
    for (uint32_t i = 0, at = (uint32_t)hash & (BOARD_HASHES - 1); i < 64; i++, at = (at + 1) & (BOARD_HASHES - 1)) {
        if (board->hashes[at] == hash)
            return false;
        if (board->hashes[at] == 0) {
            board->hashes[at] = hash;
            board->distinct++;
            return true;
        }
    }
    board->hashes_full = 1;
    return false;
}

static void count_outcome(bool fresh)
{
    struct board *board = H.board;
    if (!H.outcome_length)
        return;
    uint64_t hash = 14695981039346656037u;
    for (uint32_t i = 0; i < H.outcome_length; i++)
        hash = (hash ^ (unsigned char)H.outcome[i]) * 1099511628211u;
    for (uint32_t i = 0, at = hash % BOARD_OUTCOMES; i < BOARD_OUTCOMES; i++, at = (at + 1) % BOARD_OUTCOMES) {
        if (board->outcomes[at].count && board->outcomes[at].hash != hash)
            continue;
        if (!board->outcomes[at].count) {
            board->outcomes[at].hash = hash;
            board->outcomes[at].seed = H.seed;
            board->outcome_count++;
            for (uint32_t c = 0; c < BOARD_OUTCOME_TEXT - 1 && H.outcome[c]; c++)
                board->outcomes[at].text[c] = H.outcome[c];
        }
        board->outcomes[at].count++;
        board->outcomes[at].executions += fresh;
        return;
    }
    board->outcomes_full = 1;
}

static void count_failure(void)
{
    struct board *board = H.board;
    if (board->failures++ == 0) {
        board->failure = H.failure;
        board->deviation_count = H.deviation_count < BOARD_DEVIATIONS ? H.deviation_count : BOARD_DEVIATIONS;
        copy_bytes(board->first_deviations, H.deviations, board->deviation_count * sizeof *H.deviations);
    }
    for (int i = 0; i < 32; i++) {
        if (board->kind_names[i][0] && strcmp(board->kind_names[i], H.failure.kind))
            continue;
        if (!board->kind_names[i][0])
            copy_bytes(board->kind_names[i], H.failure.kind, 23);
        board->kinds[i]++;
        return;
    }
}

static void count_run(void)
{
    struct board *board = H.board;
    board->steps += H.step;
    board->decisions += H.decisions;
    board->deviations += H.deviation_count;
    switch (H.ending) {
    case END_DROPPED: board->dropped++; return;
    case END_BLOCKED: board->blocked++; return;
    case END_FAILED: count_failure(); break;
    default: break;
    }
    board->runs++;
    bool fresh = count_hash(heddle__execution_hash());
    if (H.ending == END_OK)
        count_outcome(fresh);
}

/* ---- the loop over seeds, in whatever process ---- */

struct progress { uint64_t index; bool over; };

static bool exhaustive(void) { return H.config.strategy == STRATEGY_EXHAUSTIVE && !H.replaying; }

static bool campaign_over(const struct progress *progress)
{
    struct board *board = H.board;
    if (board->stop || (board->failures && !H.config.keep_going))
        return true;
    if (exhaustive())
        return board->complete || board->distinct >= H.config.max_executions;
    return progress->index >= H.config.seeds;
}

static uint64_t seed_of(const struct progress *progress)
{
    return exhaustive() ? 0 : H.config.from + progress->index * H.config.stride;
}

/* After a run: true = go on. A run that needs wider clocks is done again. */
static bool settle(struct progress *progress)
{
    if (H.ending == END_WIDER) {
        H.board->width = H.width *= 2;
        return true;
    }
    if (H.ending == END_CANNOT)
        return false;
    count_run();
    if (exhaustive() && !heddle__search_next())
        H.board->complete = 1;
    H.board->progress = ++progress->index;
    return !campaign_over(progress);
}

static void discard_output(void)
{
    if (H.config.output)
        fflush(stdout);
    else
        __fpurge(stdout);
}

static void batch(struct progress *progress)
{
    uint64_t first = seed_of(progress), first_hash = 0;
    bool check = H.config.mode == MODE_AUTO && !H.config.output && !exhaustive() && !H.config.record && progress->index == 0;
    for (bool again = check;;) {
        run_once(seed_of(progress));
        discard_output();
        if (check && seed_of(progress) == first && H.ending != END_WIDER) {
            if (again) { /* the first run, in a fresh process; do it once more */
                first_hash = H.trace_hash;
                again = false;
                if (H.ending == END_OK) {
                    restore_image();
                    continue;
                }
            } else if (first_hash != H.trace_hash) {
                H.board->mode = MODE_PROCESS;
                return;
            }
        }
        restore_image();
        if (!settle(progress))
            return;
    }
}

/* ---- processes ---- */

/* Processor time of a process, in milliseconds. */
static uint64_t used_by(long process)
{
    struct timespec used = {0, 0};
    system_call(SYS_clock_gettime, ~process << 3 | 2, &used); /* the kernel's number for that clock */
    return (uint64_t)used.tv_sec * 1000 + (uint64_t)used.tv_nsec / 1000000;
}

/* Waits for the child. Its own timer stops a run that computes for too long; one that makes no progress and
 * does not compute either, or computes for much too long, is killed. */
static bool wait_for(long child, int *status)
{
    struct pollfd end = {(int)system_call(SYS_pidfd_open, child, 0), POLLIN, 0};
    uint64_t progress = H.board->progress, since = 0, used = 0;
    bool killed = false;
    for (;;) {
        struct timespec patience = {H.config.timeout, 0};
        if (end.fd < 0 || system_call(SYS_ppoll, &end, 1, &patience, NULL, 0) != 0)
            break;
        uint64_t before = used;
        used = used_by(child);
        if (H.board->progress != progress) {
            progress = H.board->progress;
            since = used;
        } else if (used == before || used - since > (uint64_t)H.config.timeout * 6000) {
            system_call(SYS_kill, child, SIGKILL);
            killed = true;
            break;
        }
    }
    while (system_call(SYS_wait4, child, status, 0, NULL) < 0 && errno == EINTR)
        ;
    if (end.fd >= 0)
        system_call(SYS_close, end.fd);
    return !killed;
}

/* The runner died or hung in the middle of a run. */
static void note_death(bool ended, int status)
{
    H.failure = (struct failure){.seed = H.board->seed};
    H.ending = END_FAILED;
    if (!ended)
        heddle__note_failure("livelock", 0, "no end of the run within %u seconds", H.config.timeout);
    else if (status & 127)
        heddle__note_failure("crash", 0, "the process ended by signal %d", status & 127);
    else
        heddle__note_failure("crash", 0, "the process ended behind Heddle's back, with status %d", status >> 8 & 255);
    count_failure();
    H.board->runs++;
}

static void silence(void)
{
    if (H.config.output)
        return;
    int null = (int)system_call(SYS_open, "/dev/null", O_RDWR, 0);
    system_call(SYS_dup2, null, 1);
    system_call(SYS_dup2, null, 2);
}

static void run_child(struct progress *progress, bool one, bool rehearsal)
{
    if (one) {
        run_once(seed_of(progress));
        H.board->trace_hash = H.ending == END_WIDER || H.ending == END_CANNOT ? 0 : H.trace_hash;
        if (!rehearsal || H.ending == END_WIDER)
            settle(progress);
    } else {
        batch(progress);
    }
    if (H.config.record && H.config.result_fd >= 0 && H.ending != END_WIDER) /* that run is done again */
        heddle__write_trace(H.config.result_fd);
    discard_output();
    H.board->orderly = 1;
    system_call(SYS_exit_group, 0);
}

/* The first seed ran twice, each time in a fresh process, and was not the same. */
static void note_nondeterminism(uint64_t first, uint64_t second)
{
    H.failure = (struct failure){.seed = H.board->seed, .hash = first};
    H.ending = END_FAILED;
    heddle__note_failure("nondeterminism", 0, "the same seed gave two traces: hash %016lx, then %016lx", first, second);
    count_failure();
}

static void serve(void)
{
    struct progress progress = {0};
    uint64_t rehearsed = 0;
    bool rehearse = !H.config.output && !H.config.record && !exhaustive() && !H.replaying;
    silence();
    H.board->width = H.width;
    while (!campaign_over(&progress) && !H.board->cannot_reason[0]) {
        bool one = H.board->mode == MODE_PROCESS;
        H.width = H.board->width;
        heddle__make_fibers(H.board->threads);
        H.board->orderly = 0;
        long child = system_call(SYS_fork);
        if (child == 0)
            run_child(&progress, one, rehearse);
        if (child < 0)
            heddle__cannot("fork", "the system refuses a process");
        int status = 0;
        bool ended = wait_for(child, &status);
        progress.index = H.board->progress;
        if (!ended || status != 0 || !H.board->orderly) {
            note_death(ended, status);
            if (exhaustive())
                break; /* the path cannot be trusted any more */
            H.board->progress = ++progress.index;
        } else if (one && rehearse) {
            rehearsed = H.board->trace_hash;
            rehearse = rehearsed == 0;
        } else if (one && rehearsed) {
            if (rehearsed != H.board->trace_hash && H.board->trace_hash)
                note_nondeterminism(rehearsed, H.board->trace_hash);
            rehearsed = 0;
        }
    }
    H.board->finished = 1;
}

/* Without the command: one run, its verdict on the standard error. */
static void run_alone(void)
{
    const struct board *board = H.board;
    if (board->cannot_reason[0])
        dprintf(2, "CANNOT reason=%s %s\n", board->cannot_reason, board->cannot_detail);
    else if (board->failures)
        dprintf(2, "%s\nFAIL kind=%s seed=%lu hash=%016lx\n", board->failure.detail, board->failure.kind,
                board->failure.seed, board->failure.hash);
    system_call(SYS_exit_group, board->cannot_reason[0] ? 3 : board->failures ? 1 : 0);
}

void heddle__campaign(void)
{
    for (uint32_t i = 0; i < MAX_KEYS; i++)
        H.host_key_table[i] = H.keys[i];
    H.record = H.config.record;
    H.board->mode = H.config.mode;
    if (H.config.mode == MODE_AUTO && (H.foreign || H.image_writable > BIG_IMAGE))
        H.board->mode = MODE_PROCESS;
    if (exhaustive())
        heddle__search_reset();
    serve();
    if (H.by_hand)
        run_alone();
    system_call(SYS_exit_group, H.board->cannot_reason[0] ? 3 : 0);
}
