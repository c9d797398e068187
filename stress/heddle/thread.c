/* Program threads as fibers, and the scheduler.
 *
 * All program threads run on one kernel thread. A fiber's stack and thread-local storage come from a
 * real pthread that was created for the purpose, gave up its stack pointer and its FS base, and ended:
 * so `_Thread_local`, errno, locale and pthread_self() work as the C library laid them out, a switch
 * costs some ten nanoseconds, and fork() copies all program threads. The host, which is the original
 * thread of the process on its own stack, starts each run and gets control back when it ends.
 *
 * A thread that is about to do something that others can notice calls `heddle__point` with what that
 * is; the strategy picks who goes on, and the call returns when the caller is picked. A thread whose
 * pending operation cannot go through (a mutex that is held, say) is not among those to pick from. */
#include "state.h"
#include "real.h"

#include <asm/prctl.h>
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Stacks are as large as what the system gives a thread. */
enum { FIBER_STACK = 8 << 20, FIBER_ROOM = 64 << 20, IDLE_LIMIT = 20000, STREAK = 1000, CLEAN_STACK = 16384,
       FAIR_EVERY = 8192, FAIR_STEPS = 1024 };

/* switch_stack(&save, load): saves the callee-saved registers and the stack pointer, loads the others. */
void heddle__switch(void **save, void *load);
__asm__(".text\n.globl heddle__switch\n.hidden heddle__switch\n.type heddle__switch,@function\nheddle__switch:\n"
        "pushq %rbp\npushq %rbx\npushq %r12\npushq %r13\npushq %r14\npushq %r15\n"
        "movq %rsp,(%rdi)\nmovq %rsi,%rsp\n"
        "popq %r15\npopq %r14\npopq %r13\npopq %r12\npopq %rbx\npopq %rbp\nret\n"
        ".size heddle__switch,.-heddle__switch\n");

static void set_fs(uintptr_t base)
{
    if (H.fsgsbase)
        __asm__ volatile("wrfsbase %0" : : "r"(base));
    else
        system_call(SYS_arch_prctl, ARCH_SET_FS, base);
}

static uintptr_t get_fs(void)
{
    uintptr_t base;
    __asm__("movq %%fs:0,%0" : "=r"(base)); /* the first word of the thread control block is its address */
    return base;
}

/* ---- fibers ---- */

struct donor { struct thread *thread; int ready; };

static void *donate(void *argument)
{
    struct donor *donor = argument;
    struct thread *thread = donor->thread;
    thread->fs = get_fs();
    thread->handle = (void *)pthread_self();
    uintptr_t here = (uintptr_t)__builtin_frame_address(0);
    thread->stack_start = (char *)((here - 4096) & ~(uintptr_t)63);
    system_call(SYS_set_tid_address, NULL); /* the kernel is not to mark the memory when this thread ends */
    __atomic_store_n(&donor->ready, 1, __ATOMIC_RELEASE);
    system_call(SYS_exit, 0);
    return NULL;
}

/* What is below the stack in its room stays closed, so that an overflow is seen. */
void heddle__size_stack(struct thread *thread, size_t size)
{
    if (size > FIBER_ROOM - 4096)
        heddle__cannot("stack", "a thread wants a stack of %zu bytes, and %d are the most", size, FIBER_ROOM - 4096);
    char *low = thread->stack_high - ((size + 4095) & ~(size_t)4095);
    if (thread->stack_low && low > thread->stack_low)
        mprotect(thread->stack_low, (size_t)(low - thread->stack_low), PROT_NONE);
    if (mprotect(low, (size_t)(thread->stack_high - low), PROT_READ | PROT_WRITE) != 0)
        heddle__cannot("memory", "no memory for the stack of a thread");
    thread->stack_low = low;
}

static void new_fiber(struct thread *thread)
{
    thread->stack_high = H.stacks_base + (size_t)++H.fibers * FIBER_ROOM;
    heddle__size_stack(thread, FIBER_STACK);
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstack(&attributes, thread->stack_low, FIBER_STACK);
    struct donor donor = {thread, 0};
    pthread_t made;
    if (heddle__real->pthread_create(&made, &attributes, donate, &donor) != 0)
        heddle__cannot("threads", "the system refuses another thread");
    while (!__atomic_load_n(&donor.ready, __ATOMIC_ACQUIRE))
        system_call(SYS_sched_yield);
    pthread_attr_destroy(&attributes);
    fill_bytes(thread->stack_start - CLEAN_STACK, 0, CLEAN_STACK);
    thread->stack_used = false;
}

void heddle__threads_init(void)
{
    size_t size = (size_t)(MAX_WIDTH + 1) * FIBER_ROOM;
    H.host_fs = get_fs();
    if (mmap(H.stacks_base, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED, -1, 0) ==
        MAP_FAILED)
        heddle__cannot("memory", "no address space for stacks");
}

static void fiber_entry(void)
{
    struct thread *self = H.current;
    void *result = self->start(self->argument);
    heddle__thread_exit(result);
}

/* A fresh copy of the program's thread-local variables, and a clean stack. */
static void prepare_fiber(struct thread *thread)
{
    if (H.tls.size) {
        char *block = (char *)thread->fs + H.tls.offset;
        copy_bytes(block, H.tls.image, H.tls.filled);
        fill_bytes(block + H.tls.filled, 0, H.tls.size - H.tls.filled);
        heddle__shadow_fresh((uintptr_t)block, H.tls.size);
    }
    if (thread->stack_used) /* as it was when the fiber was made; deeper bytes stay as some run left them */
        fill_bytes(thread->stack_start - CLEAN_STACK, 0, CLEAN_STACK);
    thread->stack_used = true;
    void **sp = (void **)thread->stack_start;
    *--sp = NULL; /* keeps the alignment that a call leaves */
    *--sp = (void *)fiber_entry;
    for (int i = 0; i < 6; i++)
        *--sp = NULL;
    thread->sp = sp;
}

static void switch_to(struct thread *next)
{
    struct thread *self = H.current;
    H.current = next;
    set_fs(next->fs);
    heddle__switch(&self->sp, next->sp);
}

/* Leaves program code for good; the abandoned fibers are prepared anew in the next run. */
void heddle__finish(enum ending ending)
{
    void *ignored;
    if (H.ending == END_NONE)
        H.ending = ending;
    H.running = H.quick = false;
    set_fs(H.host_fs);
    heddle__switch(&ignored, H.host_sp);
    __builtin_unreachable();
}

/* ---- creation and end ---- */

static struct thread *fiber_of(uint32_t slot)
{
    struct thread *thread = H.threads[slot];
    if (!thread) {
        thread = H.threads[slot] = heddle__map(sizeof *thread);
        thread->slot = (uint8_t)slot;
        new_fiber(thread);
    }
    return thread;
}

/* Makes fibers before they are needed: the server does so for the runs that it forks. */
void heddle__make_fibers(uint32_t count)
{
    for (uint32_t slot = 0; slot < count && slot < MAX_WIDTH; slot++)
        fiber_of(slot);
}

/* A slot can be used again when its thread was joined and the creator knows all that it did: then
 * whoever knows the new thread knows the old one. */
static struct thread *free_slot(const struct thread *creator)
{
    for (uint32_t i = 0; i < H.thread_count; i++) {
        struct thread *old = H.threads[i];
        if (old->state == THREAD_DONE && old->joined && creator && creator->clock[i] >= old->clock[i])
            return old;
    }
    if (H.thread_count == H.width) {
        if (H.width * 2 > MAX_WIDTH)
            heddle__cannot("threads", "more than %d threads live at a time", MAX_WIDTH);
        heddle__finish(END_WIDER);
    }
    struct thread *thread = fiber_of(H.thread_count);
    fill_bytes(thread->clock, 0, sizeof thread->clock);
    thread->sc = NULL;
    thread->sc_count = thread->sc_room = thread->sc_fences = thread->sc_departed = 0;
    H.thread_count++;
    if (H.board->threads < H.thread_count)
        H.board->threads = H.thread_count;
    return thread;
}

struct thread *heddle__thread_new(void *(*start)(void *), void *argument, bool detached)
{
    struct thread *creator = H.current, *thread = free_slot(creator);
    uint32_t own = thread->clock[thread->slot];
    /* The fields between the fiber's and the lists below start from zero. */
    thread->ordinal = H.ordinals++;
    thread->state = THREAD_LIVE;
    thread->detached = detached;
    thread->joined = thread->joining = thread->from_c11 = thread->woken = thread->timed_out = thread->at_main = false;
    if (thread->stack_high - thread->stack_low != FIBER_STACK)
        heddle__size_stack(thread, FIBER_STACK);
    thread->start = start;
    thread->argument = argument;
    thread->result = NULL;
    fill_bytes(thread->acquired, 0, sizeof thread->acquired);
    fill_bytes(thread->fenced, 0, sizeof thread->fenced);
    thread->has_acquired = thread->has_fenced = false;
    if (creator) {
        creator->clock[creator->slot]++;
        heddle__psc_moved(creator, 0);
        copy_clock(thread->clock, creator->clock);
    }
    thread->clock[thread->slot] = own;
    thread->clock[thread->slot]++;
    copy_clock(thread->before_place, thread->clock);
    thread->last_place = 0;
    thread->plain_seen = thread->plain_count = 0;
    heddle__spin_start(thread);
    thread->atomic_depth = thread->defer = 0;
    thread->deferred = thread->demoted = thread->spurious = false;
    thread->steps = thread->stale_count = thread->choices = 0;
    thread->stale_store = NULL;
    thread->buffer = thread->buffer_last = NULL;
    thread->lock_depth = 0;
    thread->cleanup = NULL;
    thread->cancel_state = PTHREAD_CANCEL_ENABLE;
    thread->cancel_type = PTHREAD_CANCEL_DEFERRED;
    thread->label = NULL;
    thread->name[0] = 0;
    thread->depth = 0;
    fill_bytes(thread->keys, 0, sizeof thread->keys);
    thread->pending = (struct waiting){.op = OP_START, .pure = true};
    H.live++;
    H.alone = H.live == 1 && H.ordinals == 1;
    H.quick = H.alone && H.running && !H.record;
    prepare_fiber(thread);
    heddle__strategy_thread(thread);
    return thread;
}

struct thread *heddle__thread_of(void *handle)
{
    for (uint32_t i = 0; i < H.thread_count; i++)
        if (H.threads[i]->handle == handle && H.threads[i]->state != THREAD_FREE)
            return H.threads[i];
    return NULL;
}

/* One thread is left, and it knows all that the others did: nothing that it does can race. */
void heddle__alone_again(void)
{
    H.alone = H.live == 1;
    for (uint32_t i = 0; i < H.thread_count && H.alone; i++)
        if (H.current->clock[i] < H.threads[i]->clock[i])
            H.alone = false;
    H.quick = H.alone && !H.record;
}

/* ---- who can go on ---- */

static bool object_free(const struct thread *thread)
{
    const struct object *object = thread->pending.object;
    switch (thread->pending.op) {
    case OP_LOCK:
    case OP_TIMEDLOCK:
        return object->owner < 0 || object->owner == thread->slot || object->destroyed;
    case OP_READLOCK: return object->owner < 0 || object->owner == thread->slot;
    case OP_WRITELOCK:
        return object->owner == thread->slot || (object->owner < 0 && object->reader_count == 0);
    case OP_WAKE: return thread->woken;
    case OP_BARRIER_LEAVE: return object->round != thread->ticket;
    case OP_ONCE: return object->count != 1;
    case OP_SEM_WAIT: return object->count > 0 || object->destroyed;
    default: return true;
    }
}

bool heddle__enabled(const struct thread *thread)
{
    if (thread->state != THREAD_LIVE)
        return false;
    switch (thread->pending.op) {
    case OP_JOIN: return thread->pending.target->state == THREAD_DONE;
    case OP_EXIT: /* main waits for the others, so that they come to their ends */
        return !thread->at_main || H.live == 1;
    default: return !thread->pending.object || object_free(thread);
    }
}

/* Goes on by itself, but only when time passes. */
static bool waits_for_time(const struct thread *thread)
{
    if (thread->state != THREAD_LIVE)
        return false;
    switch (thread->pending.op) {
    case OP_SLEEP: return thread->deadline > H.now;
    case OP_TIMEDLOCK:
    case OP_SEM_TIMEDWAIT: return true;
    case OP_WAKE: return thread->deadline && !thread->woken;
    case OP_JOIN: return thread->deadline && thread->pending.target->state != THREAD_DONE;
    default: return false;
    }
}

static void pass_time(struct thread *thread)
{
    if (thread->pending.op != OP_SLEEP)
        thread->timed_out = true;
    if (thread->pending.op == OP_WAKE)
        thread->woken = true;
    if (thread->deadline > H.now)
        H.now = thread->deadline;
}

/* ---- the end of a run without anybody to go on ---- */

static void describe_waiting(const struct thread *thread, char *to, size_t room)
{
    const struct object *object = thread->pending.object;
    int owner = object ? object->owner : -1;
    if (thread->pending.op == OP_JOIN)
        heddle__format(to, room, "T%u joins T%u; ", thread->ordinal, thread->pending.target->ordinal);
    else if (owner >= 0)
        heddle__format(to, room, "T%u waits in %s at 0x%lx for T%u; ", thread->ordinal,
                       heddle__op_name(thread->pending.op), (unsigned long)object->address,
                       H.threads[owner]->ordinal);
    else
        heddle__format(to, room, "T%u waits in %s at 0x%lx; ", thread->ordinal,
                       heddle__op_name(thread->pending.op),
                       object ? (unsigned long)object->address : 0ul);
}

static void report_stuck(void)
{
    char text[768];
    size_t length = 0;
    const char *kind = "deadlock";
    uintptr_t pc = 0;
    for (uint32_t i = 0; i < H.thread_count; i++) {
        struct thread *thread = H.threads[i];
        if (thread->state != THREAD_LIVE || thread->at_main)
            continue;
        describe_waiting(thread, text + length, sizeof text - length);
        while (text[length])
            length++;
        if (thread->pending.op == OP_WAKE && !thread->woken && thread->pending.object->signals_lost)
            kind = "lost-wakeup";
        if (!pc || thread->pending.op != OP_JOIN)
            pc = thread->pending.pc;
    }
    heddle__fail(kind, pc, "%s", text);
}

/* Main has returned and only detached threads wait: a program may end like that. */
static bool only_detached_left(void)
{
    bool main_waits = false;
    for (uint32_t i = 0; i < H.thread_count; i++) {
        struct thread *thread = H.threads[i];
        if (thread->state != THREAD_LIVE)
            continue;
        if (thread->at_main)
            main_waits = true;
        else if (!thread->detached)
            return false;
    }
    return main_waits;
}

static struct thread *main_thread(void)
{
    for (uint32_t i = 0; i < H.thread_count; i++)
        if (H.threads[i]->state == THREAD_LIVE && H.threads[i]->at_main)
            return H.threads[i];
    return NULL;
}

static struct thread *nobody_enabled(bool some_deferred)
{
    bool spinning = false, newest = true;
    for (uint32_t i = 0; i < H.thread_count; i++) {
        struct thread *thread = H.threads[i];
        if (thread->state == THREAD_LIVE && thread->spinning && heddle__enabled(thread)) {
            spinning = true;
            newest &= !heddle__spin_forgiven(thread) && heddle__spins_on_newest(thread);
        }
    }
    if (some_deferred)
        heddle__finish(END_DROPPED);
    if (spinning) {
        if (newest)
            heddle__fail("livelock", H.current->pending.pc,
                         "every thread spins on values that nobody will change, or waits for one that does");
        heddle__finish(END_BLOCKED);
    }
    if (only_detached_left())
        return main_thread();
    report_stuck();
    return NULL;
}

/* ---- picking ---- */

static uint32_t collect_enabled(bool with_spinning)
{
    uint32_t count = 0, start = H.current ? H.current->slot : 0;
    for (uint32_t i = 0; i < H.thread_count; i++) { /* the running thread first, then round robin */
        uint32_t slot = start + i < H.thread_count ? start + i : start + i - H.thread_count;
        struct thread *thread = H.threads[slot];
        if (!heddle__enabled(thread) || waits_for_time(thread))
            continue;
        if (thread->spinning && !with_spinning && thread->spin_since >= H.changes + H.effects)
            continue;
        H.enabled[count++] = slot;
    }
    return H.enabled_count = count;
}

static uint32_t collect_timed(void)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < H.thread_count; i++)
        if (waits_for_time(H.threads[i]))
            H.enabled[count++] = i;
    return H.enabled_count = count;
}

/* Threads that only wait for time may go on at any moment, but seldom do. */
static struct thread *pick_timed(uint32_t count)
{
    struct thread *thread = H.threads[H.enabled[heddle__choose(CHOICE_THREAD, count)]];
    pass_time(thread);
    return thread;
}

static bool timers_fire_now(void)
{
    return !H.fair && H.strategy != STRATEGY_EXHAUSTIVE && heddle__choose(CHOICE_TIMER, 2);
}

static struct thread *pick_default(void)
{
    uint32_t timed = collect_timed();
    if (timed && timers_fire_now()) {
        collect_timed();
        return pick_timed(timed);
    }
    uint32_t count = collect_enabled(false);
    if (count == 0 && heddle__tso_flush_all()) /* what others wait for may sit in a buffer */
        count = collect_enabled(false);
    if (count == 0 && timed) {
        collect_timed();
        return pick_timed(timed);
    }
    if (count == 0) { /* all that could run spin: let them, in turn, for a while: one may have seen old stores only */
        count = collect_enabled(true);
        if (count && ++H.idle > IDLE_LIMIT)
            heddle__fail("livelock", H.threads[H.enabled[0]]->pending.pc,
                         "threads spin and nothing has changed for %d steps", IDLE_LIMIT);
        if (count > 1)
            return H.threads[H.enabled[H.current && H.enabled[0] == H.current->slot ? 1 : 0]];
    } else {
        H.idle = 0;
    }
    if (count == 0)
        return nobody_enabled(false);
    return H.threads[H.enabled[heddle__choose(CHOICE_THREAD, count)]];
}

/* Exhaustive search: whatever reads nothing is done at once, because the order among such operations
 * makes no difference. A reading operation either reads what there is now, or is put off; then it must
 * read what comes later, so that no execution is reached twice. */
static bool put_off(struct thread *thread)
{
    if (!thread->deferred)
        return false;
    if (thread->pending.object)
        return thread->pending.object->version == thread->defer;
    return heddle__readable(thread) == 0;
}

static void defer(struct thread *thread)
{
    thread->deferred = true;
    thread->defer = thread->pending.object ? thread->pending.object->version : H.births;
}

static struct thread *pick_exhaustive(void)
{
    struct thread *awake[MAX_WIDTH];
    uint32_t count = 0;
    bool some_deferred = false;
    struct thread *yielding = NULL;
    for (uint32_t i = 0; i < H.thread_count; i++) {
        struct thread *thread = H.threads[i];
        if (!heddle__enabled(thread) || waits_for_time(thread) || thread->spinning)
            continue;
        if (thread->pending.op == OP_YIELD) { /* last, and the one that waits longest first */
            if (!yielding || thread->steps < yielding->steps)
                yielding = thread;
            continue;
        }
        if (thread->pending.pure)
            return thread;
        if (put_off(thread))
            some_deferred = true;
        else
            awake[count++] = thread;
    }
    for (uint32_t i = 0; i < count; i++) {
        if ((i + 1 == count && !yielding) || !heddle__search_now_or_later(awake[i]))
            return awake[i];
        defer(awake[i]);
    }
    if (yielding)
        return yielding;
    uint32_t timed = collect_timed();
    if (timed && !some_deferred)
        return pick_timed(timed);
    return nobody_enabled(some_deferred);
}

/* Fair: all that can run are equally likely. Taking turns would be fair too, but two threads that try, fail and step
 * back could do so in step for ever, which no machine does. The number of the step decides, so that a replay needs no
 * deviations for it. */
static struct thread *pick_fairly(void)
{
    uint32_t count = collect_enabled(true);
    if (count == 0) {
        count = collect_timed();
        if (count)
            return pick_timed(count);
        return nobody_enabled(false);
    }
    return H.threads[H.enabled[mix(H.step) % count]];
}

static struct thread *pick_next(void)
{
    if (H.strategy == STRATEGY_EXHAUSTIVE)
        return pick_exhaustive();
    if (H.config.model == MODEL_TSO)
        heddle__tso_step();
    if (H.fair)
        return pick_fairly();
    return pick_default();
}

static void count_step(void)
{
    H.step++;
    if (H.strategy == STRATEGY_EXHAUSTIVE) {
        if (H.step <= H.config.max_steps)
            return;
        H.board->unrolled = 1;
        heddle__finish(END_BLOCKED);
    }
    H.fair = H.step > H.config.max_steps / 5 * 4 || H.step % FAIR_EVERY >= FAIR_EVERY - FAIR_STEPS;
    if (H.step > H.config.max_steps)
        heddle__fail("livelock", H.current->pending.pc, "%u steps, the last fifth of them fairly scheduled, "
                     "and no end", H.step);
}

void heddle__point(const struct waiting *pending)
{
    struct thread *self = H.current;
    self->pending = *pending;
    self->steps++;
    count_step();
    if (self->atomic_depth && !(self->spinning && H.strategy == STRATEGY_EXHAUSTIVE) && heddle__enabled(self) && !waits_for_time(self))
        return;
    if (++H.streak > STREAK && H.strategy != STRATEGY_EXHAUSTIVE) { /* it may wait for one that never gets its turn */
        self->demoted = true;
        heddle__demote(self);
        H.streak = 0;
    }
    struct thread *next = pick_next();
    if (next != self) {
        H.streak = 0;
        switch_to(next);
    }
    self->demoted = false;
    heddle__strategy_stepped(self);
}

/* Plain accesses are no scheduling points, but a loop of them must not keep the others from running. */
void heddle__forced_point(void)
{
    H.plain_budget = 1500;
    if (H.live > 1)
        heddle__point(&(struct waiting){.op = OP_YIELD, .pure = true});
}

void heddle__thread_exit(void *result)
{
    struct thread *self = H.current;
    heddle__keys_run(self);
    heddle__point(&(struct waiting){.op = OP_EXIT, .pure = true});
    heddle__owner_dies(self);
    heddle__tso_drain(self);
    self->clock[self->slot]++;
    self->result = result;
    self->state = THREAD_DONE;
    self->spinning = false;
    H.effects++;
    H.live--;
    if (H.record)
        heddle__record(OP_EXIT, 0, 0, 0, 0);
    trace_event(self->ordinal, OP_EXIT);
    if (self->at_main || H.live == 0) {
        self->state = THREAD_LIVE; /* the last one runs the handlers, which may lock and wait */
        H.live++;
        heddle__run_exit_handlers();
        self->state = THREAD_DONE;
        H.live--;
        heddle__finish(END_OK);
    }
    void *ignored;
    struct thread *next = pick_next();
    H.current = next;
    set_fs(next->fs);
    heddle__switch(&ignored, next->sp);
    __builtin_unreachable();
}

static void *start_main(void *argument)
{
    (void)argument;
    int status = H.main(H.argc, H.argv, H.envp);
    H.exit_status = status;
    H.current->at_main = true;
    return NULL;
}

/* Runs the program once, from the host. */
void heddle__run_main(void)
{
    H.current = NULL;
    struct thread *first = heddle__thread_new(start_main, NULL, true);
    H.current = first;
    H.running = true;
    H.quick = H.alone && !H.record;
    set_fs(first->fs);
    heddle__switch(&H.host_sp, first->sp);
}
