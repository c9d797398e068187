/* Every nondeterministic decision of a run, and the strategies that take them.
 *
 * A decision is a kind and a number of alternatives, of which 0 is the default (go on with the running
 * thread, read the newest store, append, do not fail). What a strategy answers depends on the seed and
 * on the run so far, and on nothing else; a run is fully described by its answers that differ from 0,
 * its deviations, which is what schedule files hold. */
#include "state.h"

enum { MAX_DEVIATIONS = 1 << 16 };

static uint32_t below(uint32_t limit) { return random_below(&H.random, limit); }
static bool one_in(uint32_t n) { return below(n) == 0; }

/* ---- what differs between the strategies: threads ---- */

/* Keeps the running thread (alternative 0, where it is enabled) with probability 1 - 1/n. */
static unsigned random_thread(unsigned arity, uint32_t n)
{
    bool can_stay = H.current && H.enabled[0] == H.current->slot && !H.current->demoted;
    /* Where each creation is a step as any other, the last threads begin when the first have ended. */
    if (can_stay && H.gather && H.current->pending.op == OP_CREATE)
        return 0;
    if (can_stay && n > 1 && !one_in(n))
        return 0;
    return below(arity);
}

static struct thread *candidate(unsigned i) { return H.threads[H.enabled[i]]; }

static unsigned highest_priority(unsigned arity)
{
    unsigned best = 0;
    for (unsigned i = 1; i < arity; i++)
        if (candidate(i)->priority > candidate(best)->priority)
            best = i;
    return best;
}

/* In half of the runs each thread has a turn of so many steps: what needs threads to alternate again and again
 * (the sums of Fibonacci, say) would take as many happy decisions otherwise. */
static unsigned round_robin(unsigned arity)
{
    bool can_stay = H.current && H.enabled[0] == H.current->slot && !H.current->demoted;
    if (H.turn && can_stay && arity > 1)
        return H.turn_used >= H.turn && H.current->pending.op != OP_CREATE;
    for (uint32_t i = 0; i < H.change_count; i++)
        if (H.change[i] == H.step && can_stay && arity > 1)
            return 1 + below(arity - 1);
    return can_stay || arity == 1 ? 0 : (H.current && H.enabled[0] == H.current->slot ? 1 : 0);
}

static unsigned choose_thread(unsigned arity)
{
    switch (H.strategy) {
    case STRATEGY_PCT:
    case STRATEGY_WMPCT:
    case STRATEGY_POS: return highest_priority(arity);
    case STRATEGY_RR: return round_robin(arity);
    default: return random_thread(arity, H.variant);
    }
}

/* A change point of PCT: the running thread falls below all others. */
void heddle__demote(struct thread *thread)
{
    thread->priority = (uint64_t)(1u << 30) - ++H.low_priority;
}

static bool conflict(const struct waiting *a, const struct waiting *b)
{
    if (a->object || b->object)
        return a->object == b->object;
    return a->address == b->address && a->address && (a->op != OP_LOAD || b->op != OP_LOAD);
}

static void redraw(struct thread *thread) { thread->priority = next_random(&H.random) | (uint64_t)1 << 63; }

/* The thread was picked and is about to act. */
void heddle__strategy_stepped(struct thread *thread)
{
    if (thread->ordinal != H.turn_of) {
        H.turn_of = thread->ordinal;
        H.turn_used = 0;
    }
    H.turn_used += thread->pending.op != OP_START;
    if (H.strategy == STRATEGY_POS && !H.replaying) {
        for (uint32_t i = 0; i < H.thread_count; i++)
            if (H.threads[i] != thread && H.threads[i]->state == THREAD_LIVE &&
                conflict(&H.threads[i]->pending, &thread->pending))
                redraw(H.threads[i]);
        redraw(thread);
    }
    if (H.strategy == STRATEGY_PCT || H.strategy == STRATEGY_WMPCT)
        for (uint32_t i = 0; i < H.change_count; i++)
            if (H.change[i] == H.step)
                heddle__demote(thread);
}

void heddle__strategy_thread(struct thread *thread)
{
    redraw(thread);
}

/* ---- reads, places and the rest ---- */

/* wmpct: few accesses, picked beforehand, read old stores or go before newer ones; no others do. */
static unsigned choose_weakly(unsigned arity)
{
    H.communications++;
    for (uint32_t i = 0; i < H.weak_count; i++)
        if (H.weak[i] == H.communications)
            return 1 + below(arity - 1);
    return 0;
}

static unsigned choose_read(unsigned arity)
{
    switch (H.strategy) {
    case STRATEGY_WMPCT: return choose_weakly(arity);
    case STRATEGY_RR: return one_in(H.turn ? 16 : 4) ? below(arity) : 0;
    default: return one_in(H.stale_rate) ? below(arity) : 0;
    }
}

static unsigned decide(enum choice kind, unsigned arity)
{
    switch (kind) {
    case CHOICE_THREAD: return choose_thread(arity);
    case CHOICE_READ: return choose_read(arity);
    case CHOICE_SLOT: return H.strategy == STRATEGY_WMPCT ? choose_weakly(arity) : one_in(H.slot_rate) ? below(arity) : 0;
    case CHOICE_WEAK: return one_in(4);
    case CHOICE_SPURIOUS: return one_in(8);
    case CHOICE_TIMER: return one_in(24);
    case CHOICE_REUSE: return H.reuse && !one_in(4);
    default: return below(arity);
    }
}

/* ---- the start of a run ---- */

/* PCT needs the length of runs. A seed must mean the same run whatever ran before it, so the length is
 * drawn from the seed, over the sizes that programs have. */
static void draw_change_points(uint32_t count)
{
    uint32_t size = below(9), other = below(9);
    if (one_in(2) && other < size) /* most programs are short */
        size = other;
    uint64_t length = (uint64_t)8 << size;
    H.change_count = count < 8 ? count : 8;
    for (uint32_t i = 0; i < H.change_count; i++)
        H.change[i] = 1 + next_random(&H.random) % length;
}

/* What can be read or placed in more than one way is less than what can be interrupted. */
static void draw_weak_points(void)
{
    uint64_t length = (uint64_t)2 << below(8);
    uint32_t most = H.config.depth < 8 ? H.config.depth : 8;
    H.weak_count = most ? 1 + below(most) : 0;
    for (uint32_t i = 0; i < H.weak_count; i++)
        H.weak[i] = 1 + next_random(&H.random) % length;
}

/* In the measure of what each finds alone (docs/heddle-model.md, rates): random and pos find every broken version,
 * and most often. The others find some that need few switches more often than these, and differ in what they miss. */
static void draw_from_portfolio(void)
{
    static const uint8_t mixed[16] = {
        STRATEGY_RANDOM, STRATEGY_POS, STRATEGY_RANDOM, STRATEGY_PCT, STRATEGY_RANDOM, STRATEGY_POS,
        STRATEGY_RANDOM, STRATEGY_WMPCT, STRATEGY_RANDOM, STRATEGY_POS, STRATEGY_RANDOM, STRATEGY_PCT,
        STRATEGY_RANDOM, STRATEGY_POS, STRATEGY_RANDOM, STRATEGY_RR};
    H.strategy = mixed[H.seed % 16];
}

void heddle__strategy_start(void)
{
    /* Runs differ in how often threads are switched, loads read old stores, stores go before newer ones:
     * one in so many. Some executions need much of one and little of the other. */
    static const uint8_t switches[4] = {1, 1, 4, 16}, stale[4] = {1, 1, 2, 4}, slots[4] = {1, 2, 4, 8};
    uint64_t mixed = mix(H.seed + 0x5eed);
    H.random = mixed;
    H.decisions = H.deviation_count = H.schedule_at = 0;
    H.low_priority = H.communications = 0;
    H.strategy = H.config.strategy;
    if (H.strategy == STRATEGY_PORTFOLIO)
        draw_from_portfolio();
    H.variant = switches[below(4)];
    H.stale_rate = stale[below(4)];
    H.slot_rate = slots[below(4)];
    H.gather = mix(mixed) & 1;
    H.change_count = H.weak_count = 0;
    if (H.strategy == STRATEGY_PCT || H.strategy == STRATEGY_WMPCT || H.strategy == STRATEGY_RR)
        draw_change_points(H.config.depth > 1 && H.strategy != STRATEGY_RR ? below(H.config.depth) : H.config.depth);
    if (H.strategy == STRATEGY_WMPCT)
        draw_weak_points();
    H.turn = H.strategy == STRATEGY_RR && one_in(2) ? 1 + below(8) : 0;
    H.turn_of = H.turn_used = 0;
    H.reuse = one_in(2);
    if (H.replaying && H.strategy != STRATEGY_EXHAUSTIVE)
        H.strategy = STRATEGY_DEFAULT;
}

/* ---- the one entry ---- */

static unsigned from_schedule(enum choice kind, unsigned arity, unsigned usual)
{
    while (H.schedule_at < H.schedule_count && H.schedule[H.schedule_at].at < H.decisions)
        H.schedule_at++;
    if (H.schedule_at == H.schedule_count)
        return usual;
    const struct deviation *deviation = &H.schedule[H.schedule_at];
    if (deviation->at != H.decisions || deviation->kind != kind)
        return usual;
    return deviation->value < arity ? deviation->value : arity - 1;
}

static void note_deviation(enum choice kind, unsigned value)
{
    if (H.deviation_count < MAX_DEVIATIONS)
        H.deviations[H.deviation_count++] =
            (struct deviation){.at = H.decisions, .kind = (uint16_t)kind, .value = (uint16_t)value};
}

/* In a replay nobody asks the strategy, so that a thread that waits for something must not be kept. */
static unsigned default_thread(void)
{
    return H.strategy != STRATEGY_EXHAUSTIVE && H.current && H.enabled[0] == H.current->slot && H.current->demoted ? 1 : 0;
}

unsigned heddle__choose(enum choice kind, unsigned arity)
{
    if (arity <= 1)
        return 0;
    H.decisions++;
    unsigned value;
    if (H.replaying) {
        unsigned usual = kind == CHOICE_THREAD ? default_thread() : 0;
        value = from_schedule(kind, arity, usual);
        if (value != usual)
            note_deviation(kind, value);
        return value;
    }
    if (H.strategy == STRATEGY_EXHAUSTIVE) {
        value = heddle__search(kind, arity);
    } else if (kind == CHOICE_TIMER || kind == CHOICE_THREAD || !H.fair) {
        value = decide(kind, arity);
    } else {
        value = 0;
    }
    /* The schedule's default for a thread that yielded is the next one. */
    if (value != (kind == CHOICE_THREAD ? default_thread() : 0))
        note_deviation(kind, value);
    return value;
}
