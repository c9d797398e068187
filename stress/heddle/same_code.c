/* Does a program go on alike from two places of its code?
 *
 * The first round of a loop is often a copy in front of it: `v = look(); while (v == 0) v = look();`, or what an
 * optimizer makes of one. Then the first look and the later ones are the same operation for spin.c, if
 * registers and frame are in the same state, and the instructions behind both do the same until they come
 * together.
 *
 * The two may differ in where they jump from, in which side of a branch is the jump, in the order of a
 * comparison's operands, and in slots of the frame for values in between: the first access to such a slot must
 * be a write on both sides, and neither may be live where the ways come together. */
#include "instruction.h"
#include "state.h"

enum { MOST_SLOTS = 6, BUDGET = 120 };

struct slots { int32_t left, right; uint32_t size; bool written; };

struct comparison {
    struct slots slots[MOST_SLOTS];
    uint32_t count;
    bool swapped;               /* the comparison that the next branch looks at has its operands the other way round */
};

void __tsan_read1(void *), __tsan_read2(void *), __tsan_read4(void *), __tsan_read8(void *), __tsan_read16(void *);
void __tsan_write1(void *), __tsan_write2(void *), __tsan_write4(void *), __tsan_write8(void *), __tsan_write16(void *);

/* An announced access, which keeps no address; it is followed by the access itself. */
static bool announces(uintptr_t target)
{
    static void (*const calls[])(void *) = {__tsan_read1, __tsan_read2, __tsan_read4, __tsan_read8, __tsan_read16,
                                            __tsan_write1, __tsan_write2, __tsan_write4, __tsan_write8, __tsan_write16};
    for (uint32_t i = 0; i < sizeof calls / sizeof calls[0]; i++)
        if ((uintptr_t)calls[i] == target)
            return true;
    return false;
}

static bool in_frame(const struct instruction *does)
{
    return does->has_memory && does->base == RBP && does->index == NO_REGISTER;
}

/* Both access their frame: at the same slot, or at slots that stand for each other. */
static bool same_slot(struct comparison *c, const struct instruction *l, const struct instruction *r)
{
    bool writes = l->writes && !l->reads;
    for (uint32_t i = 0; i < c->count; i++) {
        struct slots *slots = &c->slots[i];
        if (slots->left != l->displacement && slots->right != r->displacement)
            continue;
        if (slots->left != l->displacement || slots->right != r->displacement)
            return false;
        slots->written |= writes;
        slots->size = slots->size < l->size && writes ? l->size : slots->size;
        return slots->written || l->takes_address;
    }
    if (l->displacement == r->displacement)
        return true;
    if ((!writes && !l->takes_address) || c->count == MOST_SLOTS)
        return false;
    c->slots[c->count++] = (struct slots){l->displacement, r->displacement, writes ? l->size : 0, writes};
    return true;
}

static bool same_call(const struct comparison *c, const struct instruction *l, const struct instruction *r)
{
    if (!l->target || l->target != r->target)
        return false;
    for (uint32_t i = 0; i < c->count; i++)
        if (!c->slots[i].written && !announces(l->target))
            return false;
    return true;
}

/* cmp of two registers, the other way round. */
static bool swapped_compare(const uint8_t *left, const uint8_t *right, const struct instruction *l)
{
    uint32_t at = l->length - 2;
    uint8_t a = left[at + 1], b = right[at + 1];
    return l->length == 2 && left[0] == 0x39 && right[0] == 0x39 && a >> 6 == 3 && b >> 6 == 3 &&
           (a & 7) == (b >> 3 & 7) && (b & 7) == (a >> 3 & 7);
}

static bool same_instruction(struct comparison *c, const uint8_t *left, const uint8_t *right, const struct instruction *l,
                             const struct instruction *r)
{
    if (l->length != r->length || l->flow != r->flow || l->relative != r->relative || l->displaced != r->displaced)
        return false;
    if (l->flow == FLOW_CALL)
        return same_call(c, l, r);
    c->swapped = swapped_compare(left, right, l) && left[1] != right[1];
    if (c->swapped)
        return true;
    for (uint32_t i = 0; i < l->length; i++)
        if (left[i] != right[i] && !(i >= l->displaced && i < l->displaced + (uint32_t)l->displaced_size))
            return false;
    if (l->relative)
        return left + l->displacement == right + r->displacement;
    if (in_frame(l) && in_frame(r))
        return same_slot(c, l, r);
    return l->displacement == r->displacement;
}

static uint8_t condition_of(const uint8_t *code, bool swapped)
{
    static const uint8_t other_way[16] = {0, 1, 7, 6, 4, 5, 3, 2, 8, 9, 10, 11, 15, 14, 13, 12};
    uint8_t condition = *code == 0x0f ? code[1] & 15 : *code & 15;
    return swapped ? other_way[condition] : condition;
}

static bool is_live(const struct live *live, int32_t slot)
{
    uint32_t bit = (uint32_t)(slot + LIVE_BELOW);
    return slot < -LIVE_BELOW || slot >= LIVE_ABOVE || (live->bytes[bit / 64] >> bit % 64 & 1);
}

/* Slots that stood for each other differ between the two; nothing may look at them any more. */
static bool slots_dead(const struct comparison *c, uintptr_t pc)
{
    if (c->count == 0)
        return true;
    const struct live *live = heddle__live_at(pc);
    if (!live)
        return false;
    for (uint32_t i = 0; i < c->count; i++)
        for (uint32_t byte = 0; byte < c->slots[i].size; byte++)
            if (is_live(live, c->slots[i].left + (int32_t)byte) || is_live(live, c->slots[i].right + (int32_t)byte))
                return false;
    return true;
}

static bool same_from(struct comparison c, const uint8_t *left, const uint8_t *right, int *budget)
{
    struct instruction l, r;
    while (left != right) {
        if (--*budget < 0 || !heddle__decode(left, &l) || !heddle__decode(right, &r))
            return false;
        if (l.flow == FLOW_JUMP) {
            left = (const uint8_t *)l.target;
            continue;
        }
        if (r.flow == FLOW_JUMP) {
            right = (const uint8_t *)r.target;
            continue;
        }
        const uint8_t *left_next = left + l.length, *right_next = right + r.length;
        if (l.flow == FLOW_BRANCH && r.flow == FLOW_BRANCH) {
            uint8_t differ = condition_of(left, false) ^ condition_of(right, c.swapped);
            c.swapped = false;
            const uint8_t *taken = differ ? right_next : (const uint8_t *)r.target;
            if (differ > 1 || !same_from(c, (const uint8_t *)l.target, taken, budget))
                return false;
            right_next = differ ? (const uint8_t *)r.target : right_next;
        } else if (c.swapped || !same_instruction(&c, left, right, &l, &r)) {
            return false;
        } else if (l.flow == FLOW_END) {
            return true;
        }
        left = left_next;
        right = right_next;
    }
    return !c.swapped && slots_dead(&c, (uintptr_t)left);
}

bool heddle__same_code(uintptr_t left, uintptr_t right)
{
    int budget = BUDGET;
    return same_from((struct comparison){.count = 0}, (const uint8_t *)left, (const uint8_t *)right, &budget);
}
