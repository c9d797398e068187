/* Which registers and which bytes of its stack frame a function may still read.
 *
 * A loop that waits comes round to the same operation in the same state; what the compiler has left in
 * places that are overwritten before they are read is no part of the state. At -O0 that is most of the
 * frame. The answer comes from the function's machine code: the instructions from its entry on, with the
 * usual equations, live before = used or (live behind and not defined), taken to their fixed point.
 *
 * Frames are those of -fno-omit-frame-pointer, which `heddle cc` asks for: slots are at fixed distances
 * from RBP. A slot whose address goes elsewhere than to an instrumentation call counts as live with
 * all that is above it, as the size of the object is not known. The registers that a function keeps for
 * its caller are looked for in its frame when the caller's turn comes (spin.c). Where anything is not
 * understood, a computed jump say, there is no answer, and all of the stack counts. */
#include "instruction.h"
#include "state.h"

enum { MAX_POINTS = 3000, MAX_CODE = 24000, ANSWERS = 512, NO_POINT = UINT16_MAX, NO_SLOT = INT32_MAX };
static const uint32_t callee_saved = 1u << 3 | 1u << 12 | 1u << 13 | 1u << 14 | 1u << 15; /* RBX, R12 to R15 */

struct point {
    struct instruction does;
    uint16_t next, branch;
    int32_t announced;          /* a call reads `announced_size` bytes of the frame from here */
    uint8_t announced_size;
    struct live live;
};

struct analysis {
    const uint8_t *entry;
    uint32_t count, pending;
    uint16_t at[MAX_CODE];      /* the point at this distance from the entry */
    uint16_t waiting[MAX_POINTS];
    struct point points[MAX_POINTS];
    struct live escaped;
    int32_t pointers[16];       /* registers that hold the address of a slot */
};

struct answer { uintptr_t pc; bool known; struct live live; };

struct known_code { uint32_t count; struct answer answers[ANSWERS]; struct analysis analysis; };

/* ---- sets of bytes of the frame ---- */

static void mark(struct live *set, int32_t from, uint32_t size, bool in)
{
    for (int32_t byte = from; byte < from + (int32_t)size; byte++) {
        if (byte < -LIVE_BELOW || byte >= LIVE_ABOVE)
            continue;
        uint32_t bit = (uint32_t)(byte + LIVE_BELOW);
        if (in)
            set->bytes[bit / 64] |= (uint64_t)1 << bit % 64;
        else
            set->bytes[bit / 64] &= ~((uint64_t)1 << bit % 64);
    }
}

static void escape(struct analysis *a, int32_t slot) { mark(&a->escaped, slot, slot < 0 ? (uint32_t)-slot : LIVE_ABOVE, true); }

static void escape_register(struct analysis *a, unsigned reg)
{
    if (a->pointers[reg] != NO_SLOT)
        escape(a, a->pointers[reg]);
}

/* ---- calls of the instrumentation, which look at a slot and forget its address ---- */

#define TSAN_READS(X) X(1) X(2) X(4) X(8) X(16)
#define TSAN_BITS(X) X(8) X(16) X(32) X(64) X(128)
#define DECLARE_ACCESS(size) void __tsan_read##size(void *); void __tsan_write##size(void *);
#define DECLARE_EXCHANGE(bits) /* under names of our own, as compilers know the types of these */             \
    void heddle__exchange_strong##bits(void) __asm__("__tsan_atomic" #bits "_compare_exchange_strong"); \
    void heddle__exchange_weak##bits(void) __asm__("__tsan_atomic" #bits "_compare_exchange_weak");
TSAN_READS(DECLARE_ACCESS)
TSAN_BITS(DECLARE_EXCHANGE)

struct announcement { void (*function)(void); uint8_t argument, size; }; /* size 0: the bytes are written */

#define ACCESS_ROW(size) {(void (*)(void))__tsan_read##size, RDI, size}, {(void (*)(void))__tsan_write##size, RDI, 0},
#define EXCHANGE_ROW(bits)                                                       \
    {heddle__exchange_strong##bits, RSI, bits / 8}, {heddle__exchange_weak##bits, RSI, bits / 8},
static const struct announcement announcements[] = {TSAN_READS(ACCESS_ROW) TSAN_BITS(EXCHANGE_ROW)};

static void look_at_call(struct analysis *a, struct point *point)
{
    static const uint8_t arguments[] = {RDI, RSI, RDX, RCX, 8, 9};
    const struct announcement *found = NULL;
    for (uint32_t i = 0; i < sizeof announcements / sizeof announcements[0]; i++)
        if ((uintptr_t)announcements[i].function == point->does.target)
            found = &announcements[i];
    for (uint32_t i = 0; i < sizeof arguments; i++) {
        uint8_t reg = arguments[i];
        if (found && found->argument == reg && a->pointers[reg] != NO_SLOT) {
            point->announced = a->pointers[reg];
            point->announced_size = found->size;
        } else if (!found || (found->argument == RSI && reg == RDI)) {
            escape_register(a, reg);
        }
    }
    for (unsigned reg = 0; reg < 16; reg++)
        if (!(callee_saved >> reg & 1))
            a->pointers[reg] = NO_SLOT;
}

/* ---- the instructions of a function ---- */

/* Follows addresses of slots from register to register; where they leave that, the slot escapes. */
static void follow_pointers(struct analysis *a, struct point *point)
{
    struct instruction *does = &point->does;
    if (does->flow == FLOW_CALL) {
        look_at_call(a, point);
        return;
    }
    if (does->flow != FLOW_NEXT) {
        for (unsigned reg = 0; reg < 16; reg++)
            escape_register(a, reg);
        return;
    }
    bool copies_frame = does->copies && (does->source == RBP || does->source == RSP) && does->destination != RBP &&
                        does->destination != RSP;
    if (copies_frame || (does->has_memory && does->base == RSP && does->destination != RSP)) /* variable arrays, say */
        escape(a, -LIVE_BELOW);
    bool of_frame = does->has_memory && does->base == RBP;
    if (of_frame && (does->index != NO_REGISTER || (does->takes_address && does->size != 8))) {
        escape(a, does->displacement); /* an array */
        does->has_memory = false;
    }
    int32_t fresh = NO_SLOT;
    if (of_frame && does->has_memory && does->takes_address && does->destination != RSP)
        fresh = does->displacement;
    else if (does->copies)
        fresh = a->pointers[does->source];
    for (unsigned reg = 0; reg < 16; reg++)
        if (does->uses >> reg & 1 && !(does->copies && reg == does->source))
            escape_register(a, reg);
    for (unsigned reg = 0; reg < 16; reg++)
        if (does->defines >> reg & 1)
            a->pointers[reg] = NO_SLOT;
    if (fresh != NO_SLOT)
        a->pointers[does->destination] = fresh;
}

/* The point at a place of the code; decoded later if it is new. NO_POINT = out of reach. */
static uint16_t point_at(struct analysis *a, uintptr_t code)
{
    uintptr_t distance = code - (uintptr_t)a->entry;
    if (distance >= MAX_CODE || a->count == MAX_POINTS)
        return NO_POINT;
    if (a->at[distance] == NO_POINT) {
        a->at[distance] = (uint16_t)a->count;
        a->points[a->count] = (struct point){.next = NO_POINT, .branch = NO_POINT, .announced = NO_SLOT};
        a->waiting[a->pending++] = (uint16_t)distance;
        a->count++;
    }
    return a->at[distance];
}

static bool decode_from(struct analysis *a, uint32_t distance)
{
    for (unsigned reg = 0; reg < 16; reg++)
        a->pointers[reg] = NO_SLOT;
    for (;;) {
        const uint8_t *code = a->entry + distance;
        struct point *point = &a->points[a->at[distance]];
        if (!heddle__decode(code, &point->does))
            return false;
        if (distance != 0 && *code == 0x55) { /* behind a call that does not return: the next function */
            point->does.flow = FLOW_END;
            return true;
        }
        follow_pointers(a, point);
        const struct instruction *does = &point->does;
        if ((does->flow == FLOW_BRANCH || does->flow == FLOW_JUMP) &&
            (point->branch = point_at(a, does->target)) == NO_POINT)
            return false;
        if (does->flow == FLOW_JUMP || does->flow == FLOW_END)
            return true;
        uintptr_t next = (uintptr_t)code + does->length;
        uint32_t known = a->count;
        if ((point->next = point_at(a, next)) == NO_POINT)
            return false;
        if (point->next != known) { /* decoded already, or going to be */
            for (unsigned reg = 0; reg < 16; reg++)
                escape_register(a, reg);
            return true;
        }
        a->pending--;
        distance = (uint32_t)(next - (uintptr_t)a->entry);
    }
}

/* ---- the equations ---- */

static void live_before(const struct analysis *a, const struct point *point, struct live *live)
{
    const struct instruction *does = &point->does;
    *live = (struct live){.registers = 0};
    if (point->next != NO_POINT)
        *live = a->points[point->next].live;
    if (point->branch != NO_POINT) {
        const struct live *other = &a->points[point->branch].live;
        live->registers |= other->registers;
        for (uint32_t i = 0; i < LIVE_WORDS; i++)
            live->bytes[i] |= other->bytes[i];
    }
    bool of_frame = does->has_memory && does->base == RBP && does->index == NO_REGISTER;
    live->registers = (uint16_t)((live->registers & ~does->defines) | does->uses);
    if (of_frame && does->writes && !does->reads)
        mark(live, does->displacement, does->size, false);
    if (of_frame && does->reads)
        mark(live, does->displacement, does->size, true);
    if (point->announced != NO_SLOT)
        mark(live, point->announced, point->announced_size, true);
}

static void solve(struct analysis *a)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = a->count; i-- > 0;) {
            struct live live;
            live_before(a, &a->points[i], &live);
            bool same = live.registers == a->points[i].live.registers;
            for (uint32_t word = 0; word < LIVE_WORDS; word++)
                same &= live.bytes[word] == a->points[i].live.bytes[word];
            a->points[i].live = live;
            changed |= !same;
        }
    }
}

/* Where the function has put the caller's registers: what it pushes first. */
static void find_saved(const struct analysis *a, struct live *live)
{
    fill_bytes(live->saved, 0, sizeof live->saved);
    const uint8_t *code = a->entry + 4;
    struct instruction does;
    for (int32_t slot = -8; heddle__decode(code, &does) && (*code & 0xf0) <= 0x50; slot -= 8) {
        uint8_t opcode = *code == 0x41 ? code[1] : *code;
        if ((opcode & 0xf8) != 0x50 || !(does.uses & callee_saved))
            return;
        uint32_t reg = (uint32_t)__builtin_ctz(does.uses);
        live->saved[reg] = (int16_t)slot;
        mark(live, slot, 8, false);
        code += does.length;
    }
}

static const uint8_t *entry_before(uintptr_t pc)
{
    uintptr_t least = pc - H.image_base < MAX_CODE ? H.image_base : pc - MAX_CODE;
    for (uintptr_t at = pc; at-- > least;) {
        const uint8_t *code = (const uint8_t *)at;
        if (code[0] == 0x55 && code[1] == 0x48 && code[2] == 0x89 && code[3] == 0xe5) /* push %rbp; mov %rsp,%rbp */
            return code;
    }
    return NULL;
}

static bool analyse(struct analysis *a, uintptr_t pc, struct live *live)
{
    a->entry = entry_before(pc);
    if (!a->entry)
        return false;
    a->count = a->pending = 0;
    a->escaped = (struct live){.registers = 0};
    fill_bytes(a->at, 0xff, sizeof a->at);
    point_at(a, (uintptr_t)a->entry);
    while (a->pending)
        if (!decode_from(a, a->waiting[--a->pending]))
            return false;
    uintptr_t distance = pc - (uintptr_t)a->entry;
    if (distance >= MAX_CODE || a->at[distance] == NO_POINT)
        return false;
    solve(a);
    *live = a->points[a->at[distance]].live;
    for (uint32_t i = 0; i < LIVE_WORDS; i++)
        live->bytes[i] |= a->escaped.bytes[i];
    find_saved(a, live);
    return true;
}

/* Before a search forks its runs, so that what one has found out about the code is there for the next. */
void heddle__live_start(void)
{
    if (!H.known_code)
        H.known_code = heddle__map_shared(sizeof *H.known_code);
}

/* What the function may read behind the call that returns to `pc`; NULL = not known. */
const struct live *heddle__live_at(uintptr_t pc)
{
    if (pc < H.image_base || pc >= H.image_end)
        return NULL;
    heddle__live_start();
    uint32_t at = (uint32_t)mix(pc) % ANSWERS;
    while (H.known_code->answers[at].pc && H.known_code->answers[at].pc != pc)
        at = (at + 1) % ANSWERS;
    struct answer *answer = &H.known_code->answers[at];
    if (!answer->pc) {
        if (H.known_code->count == ANSWERS - 1)
            return NULL;
        H.known_code->count++;
        answer->known = analyse(&H.known_code->analysis, pc, &answer->live);
        answer->pc = pc;
    }
    return answer->known ? &answer->live : NULL;
}
