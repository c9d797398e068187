/* The parts of the library that need no program below them, under AddressSanitizer and UBSan: the memory model,
 * clocks, psc, races, the strategies, the search, the configuration, the trace as JSON, what the
 * machine code of functions tells (unit_code.c).
 *
 * Heddle cannot run a program under its own sanitizer: it takes the program's memory, stacks and C library
 * over. Here threads are records that this file gives turns to, and every record of a run is a block of its
 * own from malloc, so that each access beyond one is an error. Prints `N passed, N failed`. */
#include "../shadow.h"
#include "../real.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { THREADS = 4, CELLS = 6, RUNS = 400, STEPS = 250 };

struct heddle heddle__state;
static const struct heddle_real real = {.vsnprintf = vsnprintf};
const struct heddle_real *heddle__real = &real;

void check(const char *what, bool good);
void test_code(void); /* unit_code.c */

static unsigned passed, failed;
static uint64_t dice;
static _Atomic(uint64_t) *cells; /* the memory of the program that is not there */
static jmp_buf over;
static struct thread *threads[THREADS];

void check(const char *what, bool good)
{
    passed += good;
    failed += !good;
    if (!good)
        printf("FAIL %s\n", what);
}

/* ---- what the rest of the library would give ---- */

static void *blocks[1 << 20];
static uint32_t block_count;

void *heddle__pool_slow(size_t size) /* the pool is always full, so that each record comes from malloc */
{
    void *block = calloc(1, size);
    if (!block || block_count == sizeof blocks / sizeof blocks[0])
        abort();
    return blocks[block_count++] = block;
}
void *heddle__map(size_t size)
{
    void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return at == MAP_FAILED ? NULL : at;
}
void *heddle__map_shared(size_t size) { return heddle__map(size); }
long heddle__system_call(long number, long a, long b, long c, long d, long e, long f)
{
    return syscall(number, a, b, c, d, e, f);
}
void heddle__point(const struct waiting *pending) { H.current->pending = *pending; }
void heddle__finish(enum ending ending)
{
    H.ending = ending;
    longjmp(over, 1);
}
bool heddle__is_heap(uintptr_t address) { return address == 0; }
bool heddle__heap_zeroed(uintptr_t address) { return address != 0; }
void __tsan_read1(void *at) { (void)at; }
void __tsan_read2(void *at) { (void)at; }
void __tsan_read4(void *at) { (void)at; }
void __tsan_read8(void *at) { (void)at; }
void __tsan_read16(void *at) { (void)at; }
void __tsan_write1(void *at) { (void)at; }
void __tsan_write2(void *at) { (void)at; }
void __tsan_write4(void *at) { (void)at; }
void __tsan_write8(void *at) { (void)at; }
void __tsan_write16(void *at) { (void)at; }
#define EXCHANGE(bits) /* under names of our own, as compilers know the types of these */                     \
    void heddle__exchange_strong##bits(void) __asm__("__tsan_atomic" #bits "_compare_exchange_strong"); \
    void heddle__exchange_strong##bits(void) {}                                                         \
    void heddle__exchange_weak##bits(void) __asm__("__tsan_atomic" #bits "_compare_exchange_weak");     \
    void heddle__exchange_weak##bits(void) {}
EXCHANGE(8) EXCHANGE(16) EXCHANGE(32) EXCHANGE(64) EXCHANGE(128)

/* ---- runs ---- */

static void begin_run(uint64_t seed, enum strategy strategy, enum model model)
{
    while (block_count)
        free(blocks[--block_count]);
    heddle__shadow_reset();
    heddle__locations_reset();
    heddle__objects_reset();
    H.step = H.births = H.changes = H.sc_total = H.fence_total = H.effects = 0;
    H.graph_hash = 0;
    H.trace_hash = 1;
    H.seed = seed;
    H.fair = false;
    H.ending = END_NONE;
    H.config.strategy = strategy;
    H.config.model = model;
    H.config.depth = 3;
    H.running = true;
    memset((void *)cells, 0, CELLS * sizeof *cells);
    for (uint32_t i = 0; i < THREADS; i++) {
        memset(threads[i], 0, sizeof *threads[i]);
        threads[i]->slot = (uint8_t)i;
        threads[i]->ordinal = i;
        threads[i]->state = THREAD_LIVE;
        threads[i]->clock[i] = 1;
        threads[i]->stack_low = threads[i]->stack_high = NULL;
        H.threads[i] = threads[i];
        H.enabled[i] = i;
    }
    H.thread_count = H.live = H.ordinals = H.enabled_count = THREADS;
    H.current = threads[0];
    H.trace_count = 1;
    H.stacks_count = 0;
    heddle__strategy_start();
    for (uint32_t i = 0; i < THREADS; i++)
        heddle__strategy_thread(threads[i]);
}

static unsigned roll(unsigned limit) { return random_below(&dice, limit); }

/* One operation of the current thread. Each value that is stored is new, so that whoever reads one can tell which store
 * it was: `writer` has its cell. `own[t][c]` is what thread t stored last in cell c. */
static void operate(uint64_t *next, uint64_t (*own)[CELLS], uint64_t (*writer)[4096], bool *sound)
{
    static const int load_orders[] = {RELAXED, ACQUIRE, SEQ_CST}, store_orders[] = {RELAXED, RELEASE, SEQ_CST};
    unsigned cell = roll(CELLS), slot = H.current->slot;
    uintptr_t at = (uintptr_t)&cells[cell];
    uint64_t value = 0;
    switch (roll(6)) {
    case 0:
    case 1:
        value = (uint64_t)heddle__load(at, 8, load_orders[roll(3)], 0x1000 + cell);
        *sound &= value < 4096 && (value == 0 || (*writer)[value] == cell + 1);
        break;
    case 2:
    case 3:
        (*writer)[*next] = cell + 1;
        heddle__store(at, 8, *next, store_orders[roll(3)], 0x2000 + cell);
        own[slot][cell] = (*next)++;
        break;
    case 4: {
        unsigned __int128 expected = (unsigned __int128)own[slot][cell];
        (*writer)[*next] = cell + 1;
        if (heddle__cas(at, 8, &expected, *next, SEQ_CST, ACQUIRE, roll(2), 0x3000 + cell))
            own[slot][cell] = *next;
        (*next)++;
        break;
    }
    default: heddle__fence(roll(2) ? SEQ_CST : ACQ_REL, 0x4000); break;
    }
}

static void test_model(void)
{
    static uint64_t writer[4096];
    bool sound = true;
    for (volatile unsigned run = 0; run < RUNS; run++) {
        uint64_t own[THREADS][CELLS] = {{0}};
        volatile uint64_t next = 1;
        begin_run(run, (enum strategy)(run % 6), (enum model)(run % 3));
        dice = mix(run + 99);
        if (setjmp(over) == 0)
            for (unsigned step = 0; step < STEPS; step++) {
                uint64_t number = next;
                H.step++;
                H.current = threads[H.enabled[heddle__choose(CHOICE_THREAD, THREADS)] % THREADS];
                H.fair = step > STEPS - 20;
                operate(&number, own, &writer, &sound);
                next = number;
            }
        sound &= H.ending == END_NONE;
        (void)heddle__execution_hash();
        heddle__tso_flush_all();
    }
    check("loads read stores of their own location, and no run ends early", sound);
}

/* Message passing: the plain access behind an acquire is ordered, the one behind a relaxed load is a race. */
static void test_races(void)
{
    bool told[2];
    for (volatile int relaxed = 0; relaxed < 2; relaxed++) {
        begin_run(1, STRATEGY_DEFAULT, MODEL_SC);
        uintptr_t flag = (uintptr_t)&cells[0], data = (uintptr_t)&cells[1];
        H.failure.kind[0] = 0;
        if (setjmp(over) == 0) {
            heddle__plain_slow(data, 8, true, 1);
            heddle__store(flag, 4, 1, RELEASE, 2);
            H.current = threads[1];
            (void)heddle__load(flag, 4, relaxed ? RELAXED : ACQUIRE, 3);
            heddle__race_range(data + 1, 5, false, 4);
            heddle__plain_slow(data + 2, 2, true, 5);
            heddle__shadow_free(data, 8, 6);
        }
        told[relaxed] = !strcmp(H.failure.kind, "race");
    }
    check("an acquire orders what is behind it", !told[0]);
    check("a relaxed load does not", told[1]);
}

static void test_search(void)
{
    unsigned seen = 0, sums[8] = {0};
    heddle__search_reset();
    do {
        heddle__search_reset();
        unsigned a = heddle__search(CHOICE_USER, 2), b = heddle__search(CHOICE_USER, a ? 3 : 2);
        sums[a * 3 + b]++;
        seen++;
    } while (heddle__search_next());
    check("the search walks each path once", seen == 5 && sums[0] == 1 && sums[1] == 1 && sums[3] == 1 && sums[4] == 1 && sums[5] == 1);
}

/* Deviations that were noted bring the same run back. */
static void test_schedule(void)
{
    bool same = true;
    for (uint64_t seed = 0; seed < 200; seed++) {
        unsigned first[64];
        begin_run(seed, STRATEGY_RANDOM, MODEL_RC11);
        for (unsigned i = 0; i < 64; i++)
            first[i] = heddle__choose((enum choice)(1 + i % 7), 1 + i % 5);
        struct deviation copy[64];
        uint32_t count = H.deviation_count;
        memcpy(copy, H.deviations, count * sizeof copy[0]);
        H.schedule = copy;
        H.schedule_count = count;
        H.replaying = true;
        begin_run(seed + 1, STRATEGY_RANDOM, MODEL_RC11);
        for (unsigned i = 0; i < 64; i++)
            same &= heddle__choose((enum choice)(1 + i % 7), 1 + i % 5) == first[i];
        H.replaying = false;
        H.schedule_count = 0;
    }
    check("a schedule replays", same);
}

/* Texts as the command writes them, and cut or changed anywhere. */
static void test_config(void)
{
    static const char usual[] = "from=7 seeds=100 strategy=2 width=8 schedule=1:0:2,5:1:1,900:2:3 weaken=4096:0,8192:3 timeout=3";
    char text[sizeof usual];
    for (volatile unsigned i = 0; i < 20000; i++) {
        memcpy(text, usual, sizeof usual);
        for (unsigned n = roll(4); n; n--)
            text[roll(sizeof text - 1)] = (char)(32 + roll(95));
        if (i % 3 == 0)
            text[roll(sizeof text)] = 0;
        char *exact = strdup(i ? text : usual); /* so that a byte too many is seen */
        setenv("HEDDLE_CONFIG", exact, 1);
        free(exact);
        if (H.schedule)
            munmap(H.schedule, (1 << 16) * sizeof *H.schedule);
        H.schedule = NULL;
        H.schedule_count = H.weaken_count = 0;
        H.replaying = false;
        if (setjmp(over) == 0)
            heddle__read_config();
        if (i == 0)
            check("the configuration is read", H.config.from == 7 && H.config.seeds == 100 && H.schedule_count == 3 &&
                                                   H.schedule[2].at == 900 && H.weaken_count == 2 && H.weaken[1].order == 3);
        if (H.board)
            munmap(H.board, sizeof *H.board);
        H.board = NULL;
    }
    H.replaying = false;
    H.schedule_count = H.weaken_count = 0;
    H.width = 8;
}

/* A trace with texts that JSON has to escape, written to standard error if there is an argument: the caller parses it. */
static void test_trace(int fd)
{
    begin_run(3, STRATEGY_RANDOM, MODEL_RC11);
    H.record = true;
    if (setjmp(over) == 0)
        for (unsigned step = 0; step < 100; step++) {
            H.current = threads[step % THREADS];
            H.current->label = step == 5 ? "a \"label\" with \\ and \n and \x01\xc3\xa9\xff" : NULL;
            heddle__store((uintptr_t)&cells[step % CELLS], 8, step, SEQ_CST, 0x10 + step);
            (void)heddle__load((uintptr_t)&cells[step % 3], 8, RELAXED, 0x100 + step);
        }
    strcpy(threads[1]->name, "it's \"T1\"");
    heddle__note_failure("assert", 5, "detail with \"quotes\", a tab\t and %s", "more");
    heddle__write_trace(fd);
    H.record = false;
    check("the trace is complete", H.trace_count == 201);
}

int main(int argc, char **argv)
{
    (void)argv;
    cells = aligned_alloc(64, 4096);
    H.window = (uintptr_t)cells & ~(((uintptr_t)1 << 32) - 1);
    H.width = 8;
    H.board = heddle__map(sizeof *H.board);
    H.deviations = heddle__map(((1 << 16) + 8) * sizeof *H.deviations);
    for (uint32_t i = 0; i < THREADS; i++)
        threads[i] = calloc(1, sizeof *threads[i]);
    H.pool = H.pool_next = H.pool_end = (char *)16; /* always full, see heddle__pool_slow */
    heddle__shadow_init();
    test_config();
    H.board = heddle__map(sizeof *H.board);
    test_model();
    test_races();
    test_search();
    test_schedule();
    test_code();
    test_trace(argc > 1 ? STDERR_FILENO : memfd_create("trace", 0));
    printf("%u passed, %u failed\n", passed, failed);
    return failed != 0;
}
