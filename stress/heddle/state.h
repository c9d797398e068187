/* Everything Heddle knows about the run at hand, in one structure for the whole library.
 *
 * Heddle executes one program thread at a time, so nothing here needs a lock. All mutable state lives
 * in `heddle__state` (and in pools that it owns), in a section of its own: the snapshot that resets the
 * program between runs leaves that section out, and nothing else in the library may change after
 * start-up. */
#ifndef HEDDLE_STATE_H
#define HEDDLE_STATE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

/* Clocks hold `width` numbers, one for each thread slot; a run that needs more starts over, wider. */
enum { MAX_WIDTH = 64, MAX_CANDIDATES = 64, MAX_LABEL = 64 };

/* What a thread is about to do, or did. */
enum op {
    OP_START, OP_LOAD, OP_STORE, OP_RMW, OP_CAS, OP_FENCE, OP_FLUSH, OP_READ, OP_WRITE,
    OP_CREATE, OP_JOIN, OP_DETACH, OP_EXIT, OP_YIELD, OP_SLEEP,
    OP_LOCK, OP_TRYLOCK, OP_TIMEDLOCK, OP_UNLOCK,
    OP_READLOCK, OP_TRYREADLOCK, OP_WRITELOCK, OP_TRYWRITELOCK, OP_RWUNLOCK,
    OP_WAIT, OP_TIMEDWAIT, OP_WAKE, OP_SIGNAL, OP_BROADCAST,
    OP_BARRIER, OP_BARRIER_LEAVE, OP_ONCE, OP_ONCE_DONE, OP_SEM_WAIT, OP_SEM_TRYWAIT, OP_SEM_TIMEDWAIT,
    OP_SEM_POST,
    OP_OBJECT, OP_MALLOC, OP_FREE, OP_CHOOSE, OP_PAUSE, OP_LABEL, OP_COUNT
};

/* Orders as the compilers number them. */
enum order { RELAXED, CONSUME, ACQUIRE, RELEASE, ACQ_REL, SEQ_CST };

/* Each nondeterministic decision has one of these kinds; alternative 0 is always the default. */
enum choice {
    CHOICE_THREAD,   /* who runs next; 0 = the running thread goes on, where it can */
    CHOICE_READ,     /* which store a load reads; 0 = the newest */
    CHOICE_SLOT,     /* where a store goes in modification order; 0 = last */
    CHOICE_WEAK,     /* does a weak compare-exchange fail; 0 = no */
    CHOICE_WAKE,     /* which waiter a signal wakes; 0 = the first */
    CHOICE_SPURIOUS, /* does a condition wait return by itself; 0 = no */
    CHOICE_REUSE,    /* does malloc hand out a freed block at once; 0 = no */
    CHOICE_TIMER,    /* does a timeout fire now; 0 = no */
    CHOICE_FLUSH,    /* tso: does the oldest buffered store reach memory; 0 = not yet */
    CHOICE_USER,     /* heddle_choose */
    CHOICE_COUNT
};

enum model { MODEL_RC11, MODEL_SC, MODEL_TSO };
enum strategy { STRATEGY_PORTFOLIO, STRATEGY_RANDOM, STRATEGY_PCT, STRATEGY_POS, STRATEGY_WMPCT,
                STRATEGY_RR, STRATEGY_EXHAUSTIVE, STRATEGY_DEFAULT };

/* How a run ended. */
enum ending { END_NONE, END_OK, END_FAILED, END_DROPPED, END_BLOCKED, END_WIDER, END_CANNOT };

struct location;
struct object;

/* One store to an atomic location. `older` and `newer` are its neighbours in modification order. The
 * arrays behind it have `width` entries each. */
struct store {
    struct store *older, *newer;
    unsigned __int128 value;
    uint32_t epoch;     /* of the writer at the store; 0 for what was there before */
    uint8_t thread;
    bool taken;         /* a read-modify-write read it, and is its `newer` for good */
    bool rmw, plain, released;
    bool observed;      /* a load of another thread read it */
    uint32_t ordinal;   /* of the writing thread, for hashes */
    uint32_t sc;        /* index among its thread's SC events, 0 = not SC */
    uint32_t order;
    uint32_t birth;     /* number of the store in this run, from 1 */
    uint32_t root;      /* the same, but of a read-modify-write that stores what it read: of what it read */
    uint32_t trace;     /* step that made it */
    uint32_t place;     /* of the operation in the program, 0 = none */
    uint32_t *release;  /* what an acquiring reader learns */
    uint32_t *first;    /* epoch of each thread's first load of it */
    uint32_t *clock;    /* happens-before clock of the store itself */
    uint32_t *fences;   /* see psc.c */
    uint32_t *accesses;
};

/* An access that psc.c has to remember: SC itself, or after an SC fence. */
struct access {
    struct access *next;
    uint32_t thread, epoch, sc;
    uint32_t clock[];
};

struct location {
    struct location *chain;
    uintptr_t address;
    uint32_t size, count;
    struct store *oldest, *newest;
    struct access *accesses;    /* the newest first */
    uint64_t accessors, sc_accessors; /* slots of the threads that made one of them, and one that is SC itself */
    bool dirty;                 /* plain code wrote it: fold memory's value in at the next access */
    uint32_t dirty_thread, dirty_epoch;
    uint32_t reads[MAX_WIDTH];  /* last atomic load and store of each thread, for races */
    uint32_t writes[MAX_WIDTH];
};

/* An SC access or fence, for the acyclicity of psc (psc.c). */
struct sc_event {
    uint32_t epoch;
    bool fence;
    uint32_t departs;           /* epoch of the thread's first later event elsewhere, 0 = none yet */
    struct location *where;
    uint32_t *clock;            /* of fences */
    uint32_t *after;            /* per thread: smallest index that this event precedes in psc */
};

struct waiting {                /* what a thread stands before */
    enum op op;
    uint8_t order, failure;
    bool weak;
    bool pure;                  /* reads nothing that another thread can change */
    uint32_t size;
    uintptr_t address;
    struct object *object;
    struct thread *target;
    uintptr_t pc;
};

struct spin_entry {             /* a reading operation of a thread, by its place in the program (spin.c) */
    uintptr_t pc, address;
    uint64_t sum;               /* the state of the thread's registers and stack at its arrival */
    uint64_t expected, operand; /* of the operation, then */
    uint64_t net;               /* `spin_net`, then */
    uint32_t root;              /* of the store that it read last */
    uint32_t generation, count, rounds, epoch;
};
enum { SPIN_ENTRIES = 64, SPIN_REGISTERS = 40, SPIN_ADDITIONS = 8 };

enum spin_kind { SPIN_WAITS, SPIN_RETRIES, SPIN_UNDOES }; /* see spin.c */

struct spin_arrival {           /* a thread comes to a reading operation */
    uintptr_t pc, address;
    uint64_t expected, operand; /* what it compares with, and what it stores or adds */
    uint32_t size;
    bool compares;
    uint8_t failure;
};

struct spin_read {              /* what a thread read last, for compare-exchanges that are tried again */
    uintptr_t pc, address;
    uint64_t value, net;
    uint32_t generation;
    uint8_t order;
};

/* Bytes of a function's frame, by their distance from its frame pointer, and registers (liveness.c). */
enum { LIVE_BELOW = 512, LIVE_ABOVE = 128, LIVE_WORDS = (LIVE_BELOW + LIVE_ABOVE) / 64 };
struct live {
    uint64_t bytes[LIVE_WORDS];
    uint16_t registers;         /* as bits by number */
    int16_t saved[16];          /* where the caller's registers are kept; 0 = still in place */
};

struct key_value { void *value; uint32_t generation; };
enum { MAX_KEYS = 128 };

struct thread {
    uint8_t slot;
    uint32_t ordinal;           /* threads are numbered in the order of their creation */
    enum { THREAD_FREE, THREAD_LIVE, THREAD_DONE } state;
    bool detached, joined, joining, from_c11, woken, timed_out, spinning, at_main, stack_used;
    struct waiting pending;

    /* fiber */
    void *sp;                   /* saved stack pointer */
    uintptr_t fs;
    char *stack_low, *stack_high, *stack_start;
    void *(*start)(void *);
    void *argument, *result;
    void *handle;               /* what pthread_self() gives */

    /* clocks */
    uint32_t clock[MAX_WIDTH];
    uint32_t acquired[MAX_WIDTH];  /* from relaxed loads, until an acquire fence */
    uint32_t fenced[MAX_WIDTH];    /* the clock at the last release fence */
    bool has_acquired, has_fenced;

    /* psc */
    struct sc_event *sc;
    uint32_t sc_count, sc_room, sc_fences, sc_departed;
    uintptr_t last_place;
    uint32_t before_place[MAX_WIDTH];
    uint32_t plain_seen;

    /* progress */
    uint32_t plain_count;
    struct spin_entry spin[SPIN_ENTRIES];
    const char *spin_frame;     /* the program's saved registers, and above them its stack */
    uint32_t spin_generation, spin_distinct, spin_repeats, spin_since, spin_count, spin_first, yield_seen;
    uint64_t spin_net;          /* exhaustive: of what it added where; comes back when it is taken away again */
    struct { struct store *store; uintptr_t address; } spin_added[SPIN_ADDITIONS]; /* these additions, since the last other effect */
    uint32_t spin_added_count;
    uint64_t spin_amount;       /* what the operation at hand adds; 0 = it does not add */
    struct spin_read read_before, read_last;
    enum spin_kind spin_kind;
    uint32_t spin_undone_from;  /* SPIN_UNDOES: epoch in which the round began */
    struct spin_entry spin_waiting; /* SPIN_UNDOES: the arrival at which it waits */
    uint64_t priority;
    uint32_t atomic_depth;
    uint32_t defer;             /* exhaustive: stores up to this birth are not to be read */
    bool deferred;
    bool demoted, spurious;
    uint32_t steps, choices;
    struct store *stale_store;  /* fairness: how often the same stale store was read */
    uint32_t stale_count;

    /* store buffer of --model tso */
    struct buffered *buffer, *buffer_last;

    /* waiting */
    struct object *cond_mutex;
    uint32_t ticket;
    uint64_t deadline;
    uint32_t lock_depth;

    struct key_value keys[MAX_KEYS];
    const char *label;
    char name[16];
    uintptr_t *calls;           /* return addresses, only while recording */
    uint32_t depth, calls_room;
    uint32_t create_trace;
    uintptr_t create_pc;
    int cancel_state, cancel_type;
    void *cleanup;              /* handlers of pthread_cleanup_push, innermost first */
};

enum { OBJECT_BUCKETS = 256 };
enum object_kind { OBJECT_MUTEX, OBJECT_COND, OBJECT_RWLOCK, OBJECT_BARRIER, OBJECT_SEM, OBJECT_ONCE,
                   OBJECT_SPIN };

struct object {
    struct object *chain;
    uintptr_t address;
    enum object_kind kind;
    int type;                   /* mutex: PTHREAD_MUTEX_... */
    bool destroyed, robust;
    enum { OWNER_LIVES, OWNER_DIED, NOT_RECOVERABLE } owner_state; /* of robust mutexes */
    int owner;                  /* slot of the thread that holds it for writing, -1 = none */
    uint32_t count;             /* recursion, semaphore value, arrivals at a barrier */
    uint32_t needed, round;     /* barrier */
    uint32_t readers[MAX_WIDTH];
    uint32_t reader_count;
    uint32_t leaving;           /* threads that wait in it, or were let go and have not left yet */
    uint32_t signals_lost;
    uint32_t version;           /* operations so far: their order is part of the execution */
    uint32_t ticket;
    uint64_t chain_hash;
    uint32_t clock[MAX_WIDTH];  /* what the next holder learns */
    uint32_t read_clock[MAX_WIDTH];
    uint32_t last_step;
    uintptr_t owner_pc;
};

#include "board.h"

struct step {                   /* one line of a recorded trace */
    uint8_t op, thread, order, failure;
    uint8_t size;
    bool stale, inserted, success, plain;
    uint32_t epoch, reads, missed, stack, stack_length;
    uintptr_t address, pc;
    unsigned long long value, written;
    const char *label;
    uint32_t clock[MAX_WIDTH];
};

struct weakening { uintptr_t pc; uint8_t order; };

struct site {                   /* an atomic operation of the program, by its call's address */
    uintptr_t pc;
    uint8_t op, order;
    const char *label;
    uint64_t count;
};

struct config {
    uint64_t from, seeds, stride;
    enum strategy strategy;
    enum model model;
    uint32_t depth, max_steps, spurious, unroll, mode, width;
    uint64_t max_executions;
    bool c11_sequences, keep_going, leaks, output, strict_init, record, shrink, sites;
    uint32_t timeout;
    int result_fd;
    uint64_t memory;
};

struct heddle {
    struct config config;
    struct board *board;        /* shared with the command and the server process */
    bool inside;                /* a function of the library that calls the C library's */
    bool told_early;            /* the board is mapped, or cannot be, before main */
    bool running;               /* program code is on the processor, inside a run */
    bool started;
    bool record;
    bool fork_child;
    uint32_t width;

    struct thread *current;
    struct thread *threads[MAX_WIDTH];
    uint32_t thread_count;      /* slots in use */
    uint32_t ordinals, live;
    bool alone;                 /* plain accesses of the only thread cannot race */
    bool quick;                 /* alone, in a run, and nothing is recorded: see `plain` in shadow.h */
    void *host_sp;
    uintptr_t host_fs;

    /* shadow.c */
    uintptr_t window;           /* first address that has shadow */
    struct slot *shadow;
    uint32_t *dirty_pages;
    uint8_t *page_dirty;        /* of each page of shadow: PAGE_TOUCHED, PAGE_SPECIAL */
    uint32_t dirty_count;
    size_t shadow_size;
    int plain_budget;

    /* decisions */
    uint64_t seed, random;
    uint32_t decisions;
    struct deviation *deviations;
    uint32_t deviation_count;
    struct deviation *schedule;
    uint32_t schedule_count, schedule_at;
    bool replaying;
    enum strategy strategy;
    uint32_t variant, stale_rate, slot_rate;
    uint32_t turn, turn_of, turn_used; /* rr: how many steps a turn has, whose it is, and how many are done; 0 = no turns */
    bool gather;                /* random: whoever creates threads goes on, so that they begin together */
    uint32_t enabled[MAX_WIDTH], enabled_count;
    uint64_t change[8], weak[8]; /* steps, and weak choices, that were picked beforehand */
    uint32_t change_count, weak_count, low_priority, communications;
    uint32_t streak;            /* steps that the running thread took in a row */

    /* exhaustive.c */
    struct frame *path;
    uint32_t path_count, path_room, path_at, search_thread;
    uintptr_t search_place;
    struct writers *writers;
    struct known_code *known_code; /* liveness.c: what earlier runs have found out about the program, in shared memory */
    uint32_t spurious_used;

    /* the execution */
    uint32_t effects, idle;     /* operations on objects; steps without anything but spinning */
    uint32_t changes;           /* stores, without those that store what was there */
    uint32_t step, births, sc_total, fence_total;
    uint64_t trace_hash, graph_hash;
    struct stronger_event *stronger; /* stronger.c */
    uint32_t stronger_count, stronger_room;
    struct location **locations;
    uint32_t bucket_count;
    struct object **objects;
    uint64_t now;               /* virtual nanoseconds */
    enum ending ending;
    int exit_status;
    bool fair;                  /* a while in every long run, and its tail: everybody runs, and reads the newest stores */
    char outcome[512];
    uint32_t outcome_length;
    enum { VERDICT_OK, VERDICT_INTERESTING, VERDICT_FORBIDDEN } verdict;
    struct failure failure;

    /* recording */
    struct step *trace;
    uint32_t trace_count, trace_room;
    uintptr_t *stacks;
    uint32_t stacks_count, stacks_room;
    struct weakening weaken[64];
    uint32_t weaken_count;
    struct site *sites;
    uint32_t site_count;

    /* once handlers, keys, exit handlers */
    struct key { void (*destructor)(void *); uint32_t generation; bool used; } keys[MAX_KEYS], host_key_table[MAX_KEYS];
    struct key_value host_keys[MAX_KEYS];
    uint64_t user_random;
    struct { void (*function)(void *); void *argument; } at_exit[64];
    uint32_t at_exit_count;
    struct { void (*function)(void); } at_quick_exit[32];
    uint32_t at_quick_exit_count, destructors_left;

    /* memory.c */
    struct {
        char *next, *end;
        struct system_block { size_t class, pad; } *free[64];
        int lock;
    } library;                  /* blocks of the C library itself */
    char *heap, *heap_end, *heap_next;
    struct block *blocks_free[64];
    struct block *all_blocks;
    uint64_t heap_used;
    uint32_t blocks_live;
    bool reuse;

    /* mappings.c: of the window behind the heap */
    char *mappings, *mappings_next, *mappings_end;

    /* pool.c */
    char *pool, *pool_next, *pool_end, *pool_high;
    /* start.c */
    char *stacks_base;
    uint32_t fibers;
    bool foreign, by_hand;      /* other shared libraries; started without the command */
    size_t image_writable;
    int (*main)(int, char **, char **);
    int argc;
    char **argv, **envp;
    uintptr_t image_base, image_end;
    struct { char *at; char *copy; size_t size; } segments[8];
    uint32_t segment_count;
    struct { const char *image; size_t filled, size; ptrdiff_t offset; } tls;
    bool fsgsbase;
};

extern struct heddle heddle__state;
#define H heddle__state

/* ---- pool.c: memory that lives as long as one run ---- */
void heddle__pool_init(void);
void heddle__pool_reset(void);
void *heddle__pool_slow(size_t size);
static inline void *pool(size_t size)
{
    size = (size + 15) & ~(size_t)15;
    char *at = H.pool_next;
    if (__builtin_expect(at + size > H.pool_end, 0))
        return heddle__pool_slow(size);
    H.pool_next = at + size;
    return at;
}
static inline uint32_t *pool_clock(void) { return pool(H.width * sizeof(uint32_t)); }
void *heddle__map(size_t size);
void *heddle__map_shared(size_t size);

/* ---- small things that must not call the program's (interposed) C library ---- */
long heddle__system_call(long number, long a, long b, long c, long d, long e, long f); /* -1 and errno */
#define SYSTEM_CALL(number, a, b, c, d, e, f, ...)                                                 \
    heddle__system_call(number, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), (long)(f))
#define system_call(...) SYSTEM_CALL(__VA_ARGS__, 0, 0, 0, 0, 0, 0, 0)
static inline void copy_bytes(void *to, const void *from, size_t size)
{
    __asm__ volatile("rep movsb" : "+D"(to), "+S"(from), "+c"(size) : : "memory");
}
static inline void fill_bytes(void *to, int value, size_t size)
{
    __asm__ volatile("rep stosb" : "+D"(to), "+c"(size) : "a"(value) : "memory");
}
static inline void copy_clock(uint32_t *to, const uint32_t *from)
{
    for (uint32_t i = 0; i < H.width; i++)
        to[i] = from[i];
}
static inline void join_clock(uint32_t *to, const uint32_t *from)
{
    for (uint32_t i = 0; i < H.width; i++)
        to[i] = to[i] < from[i] ? from[i] : to[i];
}
static inline bool is_acquire(int order)
{
    return order == CONSUME || order == ACQUIRE || order == ACQ_REL || order == SEQ_CST;
}
static inline bool is_release(int order)
{
    return order == RELEASE || order == ACQ_REL || order == SEQ_CST;
}
static inline uint64_t mix(uint64_t x)
{
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93u;
    x ^= x >> 32;
    x *= 0xd6e8feb86659fd93u;
    return x ^ x >> 32;
}
static inline uint64_t next_random(uint64_t *state) /* splitmix64 */
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}
static inline uint32_t random_below(uint64_t *state, uint32_t limit)
{
    return (uint32_t)((next_random(state) >> 32) * limit >> 32);
}
static inline void trace_event(uint64_t a, uint64_t b)
{
    H.trace_hash = mix(H.trace_hash ^ (a + 0x9e3779b97f4a7c15u * b));
}

/* ---- choose.c ---- */
unsigned heddle__choose(enum choice kind, unsigned arity);
void heddle__strategy_start(void);
void heddle__strategy_thread(struct thread *thread);
void heddle__strategy_stepped(struct thread *thread);
void heddle__demote(struct thread *thread);

/* ---- exhaustive.c ---- */
unsigned heddle__search(enum choice kind, unsigned arity);
bool heddle__search_next(void); /* prepares the next path; false = all were tried */
void heddle__search_reset(void);
void heddle__search_writes(const struct thread *thread, uintptr_t address); /* it stores there, or may */
unsigned heddle__search_now_or_later(const struct thread *thread);

/* ---- thread.c: fibers and the scheduler ---- */
void heddle__point(const struct waiting *pending); /* the caller is about to do this: who goes next? */
void heddle__run_main(void);
void heddle__finish(enum ending ending) __attribute__((noreturn));
struct thread *heddle__thread_new(void *(*start)(void *), void *argument, bool detached);
void heddle__thread_exit(void *result) __attribute__((noreturn));
struct thread *heddle__thread_of(void *handle);
void heddle__alone_again(void);
bool heddle__enabled(const struct thread *thread);
void heddle__threads_init(void);
void heddle__make_fibers(uint32_t count);
void heddle__size_stack(struct thread *thread, size_t size);
void heddle__forced_point(void);

/* ---- model.c ---- */
struct location *heddle__location(uintptr_t address, uint32_t size);
struct location *heddle__location_find(uintptr_t address, uint32_t size, struct location *after);
unsigned __int128 heddle__load(uintptr_t address, uint32_t size, int order, uintptr_t pc);
void heddle__store(uintptr_t address, uint32_t size, unsigned __int128 value, int order, uintptr_t pc);
enum rmw { RMW_EXCHANGE, RMW_ADD, RMW_SUB, RMW_AND, RMW_OR, RMW_XOR, RMW_NAND };
unsigned __int128 heddle__rmw(enum rmw how, uintptr_t address, uint32_t size,
                              unsigned __int128 operand, int order, uintptr_t pc);
bool heddle__cas(uintptr_t address, uint32_t size, unsigned __int128 *expected,
                 unsigned __int128 desired, int order, int failure, bool weak, uintptr_t pc);
bool heddle__weak_fails(struct thread *thread, bool weak);
void heddle__fence(int order, uintptr_t pc);
void heddle__forget_locations(uintptr_t address, size_t size);
void heddle__plain_write_on_location(struct location *location, struct thread *thread);
uint32_t heddle__readable(struct thread *thread); /* exhaustive: stores that the pending load may read */
uint64_t heddle__execution_hash(void);
void heddle__commit_store(uintptr_t address, uint32_t size, unsigned __int128 value, int order, uintptr_t pc);
const struct store *heddle__newest(uintptr_t address); /* 0 = no such location */
void heddle__locations_reset(void);

/* ---- liveness.c ---- */
void heddle__live_start(void);
const struct live *heddle__live_at(uintptr_t pc);

/* ---- same_code.c ---- */
bool heddle__same_code(uintptr_t left, uintptr_t right); /* the program goes on alike from both */

/* ---- spin.c ---- */
void heddle__effect(struct thread *thread); /* it did something that others can see: it does not spin */
void heddle__spin_effect(struct thread *thread); /* the same, where the run's counts show it already */
void heddle__spin_start(struct thread *thread);
void heddle__spin_arrive(struct thread *thread, const struct spin_arrival *arrival);
void heddle__spin_added(struct thread *thread, struct store *store, uintptr_t address, uint64_t amount, uintptr_t pc);
void heddle__spin_value(struct thread *thread, uintptr_t pc, uintptr_t address, uint64_t value, int order);
void heddle__spin_observe(const struct thread *reader, struct store *store);
bool heddle__spin_forgiven(const struct thread *thread); /* it would go on if it were let */
void heddle__spin_read(struct thread *thread, uintptr_t address, uint32_t root, uintptr_t pc);
bool heddle__spins_on_newest(struct thread *thread);

/* ---- psc.c ---- */
struct psc_query {
    struct thread *thread;
    struct location *location;
    const uint32_t *clock;      /* of the event, with what it acquires */
    bool sc;
    bool writes;                /* a store, or the store half of a read-modify-write */
};
bool heddle__psc_allows(const struct psc_query *query, struct store *after);
void heddle__psc_commit_read(const struct psc_query *query, struct store *read);
void heddle__psc_commit_write(const struct psc_query *query, struct store *store, struct store *read);
void heddle__psc_fence(struct thread *thread);
void heddle__psc_moving(struct thread *thread, uintptr_t place);
void heddle__psc_moved(struct thread *thread, uintptr_t place);

/* ---- race.c ---- */
void heddle__race_atomic(struct location *location, bool write, uintptr_t pc);
void heddle__race_range(uintptr_t address, size_t size, bool write, uintptr_t pc);
size_t heddle__shadow_size(void); /* of the window that has shadow */
void heddle__shadow_init(void);
void heddle__shadow_reset(void);
void heddle__shadow_free(uintptr_t address, size_t size, uintptr_t pc);
void heddle__shadow_fresh(uintptr_t address, size_t size);
void heddle__shadow_location(uintptr_t address, uint32_t size);
bool heddle__shadow_written(uintptr_t address);

/* ---- tso.c ---- */
bool heddle__tso_forward(struct thread *thread, uintptr_t address, uint32_t size,
                         unsigned __int128 *value);
void heddle__tso_buffer(struct thread *thread, uintptr_t address, uint32_t size,
                        unsigned __int128 value, int order, uintptr_t pc);
void heddle__tso_flush_one(struct thread *thread);
void heddle__tso_drain(struct thread *thread);
void heddle__tso_step(void);
bool heddle__tso_flush_all(void);

/* ---- stronger.c: exhaustive search under SC and TSO ---- */
bool heddle__stronger(void);
void heddle__stronger_reset(void);
bool heddle__stronger_allows(const struct thread *thread, const struct store *read, const struct store *behind);
void heddle__stronger_access(const struct thread *thread, struct store *read, struct store *written, bool barrier);
void heddle__stronger_locked(const struct thread *thread, const struct object *object);
void heddle__stronger_thread(const struct thread *thread, const struct thread *created, const struct thread *joined);

/* ---- object.c and its users ---- */
struct object *heddle__object(const void *address, enum object_kind kind, uintptr_t pc);
struct object *heddle__object_find(const void *address);
void heddle__object_destroy(struct object *object);
struct object *heddle__object_new(const void *address, enum object_kind kind, int type);
void heddle__forget_objects(uintptr_t address, size_t size, uintptr_t pc);
void heddle__object_event(struct object *object, enum op op, bool ordered, uintptr_t pc);
void heddle__stand_before_object(enum op op, struct object *object, bool pure, uintptr_t pc);
void heddle__objects_reset(void);
uint64_t heddle__objects_hash(void);
void heddle__mutex_release(struct object *object, uintptr_t pc);
int heddle__mutex_take(struct object *object, uintptr_t pc);
void heddle__owner_dies(const struct thread *thread);
bool heddle__keys_run(struct thread *thread);
void heddle__memory_reset(void);
void heddle__memory_init(void);
bool heddle__is_heap(uintptr_t address);
bool heddle__heap_zeroed(uintptr_t address);
const char *heddle__heap_describe(uintptr_t address);

/* ---- mappings.c ---- */
void heddle__mappings_init(char *begin, char *end);
void heddle__mappings_reset(void);

/* ---- report.c ---- */
void heddle__fail(const char *kind, uintptr_t pc, const char *format, ...)
    __attribute__((noreturn, format(printf, 3, 4)));
void heddle__note_failure(const char *kind, uintptr_t pc, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void heddle__board_early(void);
void heddle__cannot(const char *reason, const char *format, ...)
    __attribute__((noreturn, format(printf, 2, 3)));
uint32_t heddle__record(enum op op, uintptr_t address, uint32_t size, int order, uintptr_t pc);
void heddle__write_trace(int fd);
const char *heddle__op_name(enum op op);
int heddle__format(char *to, size_t room, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* ---- pthread_*.c: what other calls are made of; `pc` is where the program's call returns to ---- */
int heddle__mutex_lock(pthread_mutex_t *mutex, uintptr_t pc);
int heddle__mutex_trylock(pthread_mutex_t *mutex, uintptr_t pc);
int heddle__mutex_timedlock(pthread_mutex_t *mutex, const struct timespec *until, uintptr_t pc);
int heddle__mutex_unlock(pthread_mutex_t *mutex, uintptr_t pc);
int heddle__cond_wait(pthread_cond_t *cond, pthread_mutex_t *mutex, const struct timespec *until, uintptr_t pc);
int heddle__cond_signal(pthread_cond_t *cond, bool all, uintptr_t pc);
struct thread *heddle__create(void *(*start)(void *), void *argument, bool detached, uintptr_t pc);
int heddle__join(struct thread *target, void **result, uintptr_t pc);
bool heddle__time_valid(const struct timespec *time);
uint64_t heddle__nanoseconds(const struct timespec *time);
bool heddle__clock_known(clockid_t clock);
void heddle__yield(enum op op, uint64_t nanoseconds, uintptr_t pc);

/* ---- annotations.c ---- */
void heddle__run_exit_handlers(void); /* and the functions that the compiler marked as destructors */

/* ---- config.c ---- */
void heddle__read_config(void);

/* ---- run.c ---- */
void heddle__campaign(void);
extern const struct heddle_real *heddle__real;

/* A function that the program calls; everything else is hidden. */
#define API __attribute__((visibility("default"), used))

#define PC() ((uintptr_t)__builtin_return_address(0))

#endif
