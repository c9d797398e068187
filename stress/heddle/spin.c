/* Loops that wait: an iteration that changes nothing, in the thread or outside, tells nothing new.
 *
 * Two uses. A seeded run lets a thread whose loop keeps reading the same stores wait until another thread
 * stores something: the processor is given to those that can go on. Exhaustive search cuts an execution in
 * which a thread comes to the same operation again in the same state and with no effect in between: the
 * execution in which the loop reads the right value at once stands for it, and differs from it in nothing
 * that the program can tell. So `while (!flag);` is one execution, as an `assume` would be.
 *
 * The state is the program's registers and its stack. At -O0 the compiler keeps the result of an atomic
 * operation in a stack slot that the next instruction overwrites; what such a slot held before cannot
 * matter (`find_dead`). A read-modify-write that stores what it read, as a failed attempt at an exchange
 * lock does, is no effect either: leaving it out takes only ordering away.
 *
 * A loop that does change something each time (a counter, say) could go round for ever; exhaustive search
 * follows it for `--unroll` rounds, and then says that the search was bounded. */
#include "state.h"

enum { MAX_DEAD = 4, MAX_MOVES = 12 };

/* ---- what decides what the thread does next ---- */

/* What the instructions behind a call overwrite (dead) before they read it: slots of the frame, and the
 * registers that a function keeps, as bits by their number. */
struct moves {
    uintptr_t dead[MAX_DEAD], read[MAX_DEAD];
    uint32_t size[MAX_DEAD], dead_count, read_count;
    uint32_t dead_registers, read_registers;
};

/* One instruction: `mov` between a register and disp(%rbp) or another register, `lea disp(%rbp)`, or the
 * call that announces a plain access. */
struct move {
    enum { MOVE_LOAD, MOVE_STORE, MOVE_REGISTER, MOVE_ADDRESS, MOVE_CALL } what;
    uint32_t from, to, size, length;
    int32_t displacement;
};

void __tsan_read1(void *), __tsan_read2(void *), __tsan_read4(void *), __tsan_read8(void *);
void __tsan_write1(void *), __tsan_write2(void *), __tsan_write4(void *), __tsan_write8(void *);

static bool announces_access(uintptr_t target)
{
    static void (*const calls[])(void *) = {__tsan_read1, __tsan_read2, __tsan_read4, __tsan_read8,
                                            __tsan_write1, __tsan_write2, __tsan_write4, __tsan_write8};
    for (uint32_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
        if ((uintptr_t)calls[i] == target)
            return true;
    return false;
}

/* The operands behind the opcode; false = something else than a register or disp(%rbp). */
static bool decode_operands(const uint8_t *code, uint8_t rex, bool to_register, struct move *move)
{
    uint8_t modrm = *code;
    uint32_t reg = (modrm >> 3 & 7) | (rex & 4u) << 1, rm = (modrm & 7u) | (rex & 1u) << 3;
    if (modrm >> 6 == 3) {
        move->what = MOVE_REGISTER;
        move->from = to_register ? rm : reg;
        move->to = to_register ? reg : rm;
        move->length += 1;
        return true;
    }
    if (rm != 5 || modrm >> 6 == 0)
        return false;
    move->what = to_register ? MOVE_LOAD : MOVE_STORE;
    move->from = move->to = reg;
    if (modrm >> 6 == 1) {
        move->displacement = (int8_t)code[1];
        move->length += 2;
    } else {
        copy_bytes(&move->displacement, code + 1, 4);
        move->length += 5;
    }
    return true;
}

static bool decode(const uint8_t *code, struct move *move)
{
    uint32_t at = 0;
    uint8_t rex = 0;
    *move = (struct move){.size = 4};
    if (code[at] == 0xe8) {
        copy_bytes(&move->displacement, code + 1, 4);
        move->what = MOVE_CALL;
        move->length = 5;
        return announces_access((uintptr_t)code + 5 + (uintptr_t)(intptr_t)move->displacement);
    }
    if (code[at] == 0x66) {
        move->size = 2;
        at++;
    }
    if ((code[at] & 0xf0) == 0x40)
        rex = code[at++];
    if (rex & 8)
        move->size = 8;
    uint8_t opcode = code[at++];
    if (opcode == 0x0f && (code[at] == 0xb6 || code[at] == 0xb7)) { /* movzx */
        opcode = 0x8b;
        at++;
    } else if (opcode == 0x88) {
        move->size = 1;
    } else if (opcode != 0x89 && opcode != 0x8b && opcode != 0x8d) {
        return false;
    }
    move->length = at;
    if (!decode_operands(code + at, rex, opcode == 0x8b || opcode == 0x8d, move))
        return false;
    if (opcode == 0x8d)
        move->what = MOVE_ADDRESS;
    return true;
}

static void note_read(struct moves *moves, uint32_t reg)
{
    if (!(moves->dead_registers >> reg & 1))
        moves->read_registers |= 1u << reg;
}

static void note_write(struct moves *moves, const struct move *move, uintptr_t at)
{
    for (uint32_t r = 0; r < moves->read_count; r++)
        if (moves->read[r] < at + move->size && at < moves->read[r] + 8)
            return;
    if (moves->dead_count == MAX_DEAD)
        return;
    moves->size[moves->dead_count] = move->size;
    moves->dead[moves->dead_count++] = at;
}

static void find_dead(struct moves *moves, uintptr_t pc, uintptr_t frame)
{
    const uint8_t *code = (const uint8_t *)pc;
    struct move move;
    for (int i = 0; i < MAX_MOVES && decode(code, &move); i++) {
        uintptr_t at = frame + (uintptr_t)(intptr_t)move.displacement;
        bool writes_register = move.what == MOVE_LOAD || move.what == MOVE_REGISTER || move.what == MOVE_ADDRESS;
        if (move.what == MOVE_STORE || move.what == MOVE_REGISTER)
            note_read(moves, move.from);
        if (writes_register && move.size >= 4 && !(moves->read_registers >> move.to & 1))
            moves->dead_registers |= 1u << move.to;
        if (move.what == MOVE_STORE)
            note_write(moves, &move, at);
        if (move.what == MOVE_LOAD) {
            if (moves->read_count == MAX_DEAD)
                return;
            moves->read[moves->read_count++] = at;
        }
        code += move.length;
    }
}

/* `spin_frame` is where the entry point saved the program's registers, of which the highest is the frame
 * pointer; everything from there to the bottom of the stack decides what the loop does next. */
static uint64_t private_state(struct thread *thread, uintptr_t pc)
{
    static const uint8_t saved[] = {3, 12, 13, 14, 15}; /* rbx, r12 to r15 */
    struct moves moves = {.dead_count = 0};
    find_dead(&moves, pc, *(const uintptr_t *)(thread->spin_frame + SPIN_REGISTERS));
    uint64_t hash = 0x1234567;
    const uint64_t *start = (const uint64_t *)thread->spin_frame, *end = (const uint64_t *)thread->stack_start;
    for (const uint64_t *at = start; at < end; at++) {
        uint64_t word = *at;
        if (at < start + sizeof saved && moves.dead_registers >> saved[at - start] & 1)
            word = 0;
        for (uint32_t i = 0; i < moves.dead_count; i++)
            for (uint32_t byte = 0; byte < moves.size[i]; byte++)
                if (moves.dead[i] + byte - (uintptr_t)at < 8)
                    word &= ~((uint64_t)255 << 8 * (moves.dead[i] + byte - (uintptr_t)at));
        hash = mix(hash ^ word);
    }
    return hash;
}

/* ---- what the thread read where ---- */

static struct spin_entry *entry_of(struct thread *thread, uintptr_t pc)
{
    uint32_t home = (uint32_t)(pc ^ pc >> 6) % SPIN_ENTRIES;
    for (uint32_t i = 0; i < SPIN_ENTRIES; i++) {
        struct spin_entry *entry = &thread->spin[(home + i) % SPIN_ENTRIES];
        if (entry->pc == pc)
            return entry;
        if (!entry->pc) {
            entry->pc = pc;
            return entry;
        }
    }
    thread->spin[home] = (struct spin_entry){.pc = pc};
    return &thread->spin[home];
}

void heddle__spin_start(struct thread *thread)
{
    fill_bytes(thread->spin, 0, sizeof thread->spin);
    thread->spin_generation = 1;
    thread->spin_distinct = thread->spin_repeats = thread->spin_since = 0;
    thread->spin_count = thread->spin_first = thread->yield_seen = 0;
    thread->spinning = false;
}

void heddle__spin_effect(struct thread *thread)
{
    thread->spin_generation++;
    thread->spin_distinct = thread->spin_repeats = 0;
    thread->spinning = false;
}

void heddle__effect(struct thread *thread)
{
    H.effects++;
    heddle__spin_effect(thread);
}

static void count_round(struct spin_entry *entry)
{
    if (H.live == 1 || entry->rounds++ < H.config.unroll)
        return;
    H.board->unrolled = 1;
    heddle__finish(END_BLOCKED);
}

/* Exhaustive search: the thread comes to an operation that reads. */
void heddle__spin_arrive(struct thread *thread, uintptr_t pc, uintptr_t address)
{
    if (H.strategy != STRATEGY_EXHAUSTIVE)
        return;
    struct spin_entry *entry = entry_of(thread, pc);
    uint64_t state = private_state(thread, pc);
    bool same = entry->count && entry->address == address && entry->state == state;
    if (same && entry->generation == thread->spin_generation) {
        thread->spin_first = entry->count;
        thread->spinning = true;
        return;
    }
    if (same)
        count_round(entry);
    if (entry->address != address)
        entry->root = 0;
    entry->address = address;
    entry->state = state;
    entry->generation = thread->spin_generation;
    entry->count = ++thread->spin_count;
}

/* The operation read a store, or an object's state. Seeded runs: once every load since the last effect
 * has repeated, the thread spins. */
void heddle__spin_read(struct thread *thread, uintptr_t address, uint32_t root, uintptr_t pc)
{
    struct spin_entry *entry = entry_of(thread, pc);
    if (H.strategy == STRATEGY_EXHAUSTIVE) {
        if (entry->root == root)
            count_round(entry);
        else
            entry->rounds = 0;
        entry->root = root;
        return;
    }
    if (entry->generation == thread->spin_generation && entry->address == address && entry->root == root) {
        if (++thread->spin_repeats >= thread->spin_distinct)
            thread->spinning = true;
    } else {
        thread->spin_distinct += entry->generation != thread->spin_generation;
        thread->spin_repeats = 0;
        entry->address = address;
        entry->root = root;
        entry->generation = thread->spin_generation;
        thread->spinning = false;
    }
    thread->spin_since = H.changes + H.effects;
}

/* A spinning thread cannot go on by itself if all that its loop reads is the newest there is. */
bool heddle__spins_on_newest(struct thread *thread)
{
    for (uint32_t i = 0; i < SPIN_ENTRIES; i++) {
        struct spin_entry *entry = &thread->spin[i];
        if (!entry->pc || entry->generation != thread->spin_generation || entry->count < thread->spin_first)
            continue;
        uint32_t newest = heddle__newest_root(entry->address);
        if (newest && newest != entry->root)
            return false;
    }
    return true;
}
