/* flow_swaps.c - fewer SWAPs.
 *
 * A run of SWAPs is a permutation of the top of the stack: it is replaced by the shortest run that
 * does the same, by cycles through the top. A SWAP that only decides in which order values are
 * stored or dropped is dropped, and the stores change places instead. Guarantees: what is stored
 * where does not change, not even when two stores go to one variable.
 */
#include "compile/compiler.h"

enum { DEEPEST = 64 };

static void make_nop(Step *s)
{
    s->op = OPC_NOP;
    s->a = 0;
}

/* First step of the run of SWAPs (and NOPs) that ends at `at`; *count of SWAPs, *depth reached. */
static uint32_t run_start(const Block *block, uint32_t at, uint32_t *count, uint32_t *depth)
{
    uint32_t start = at;
    *count = 0;
    *depth = 0;
    for (uint32_t i = at + 1; i-- > 0;) {
        const Step *s = &block->steps[i];
        if (s->op == OPC_SWAP) {
            (*count)++;
            *depth = s->a > *depth ? s->a : *depth;
            start = i;
        } else if (s->op != OPC_NOP) {
            break;
        }
    }
    return start;
}

static void shorten_run(Block *block, uint32_t start, uint32_t end, uint32_t depth)
{
    uint32_t order[DEEPEST]; /* order[i]: which value stands at place i from the top */
    for (uint32_t i = 0; i < depth; i++) {
        order[i] = i;
    }
    for (uint32_t i = start; i <= end; i++) {
        if (block->steps[i].op == OPC_SWAP) {
            uint32_t other = block->steps[i].a - 1, top = order[0];
            order[0] = order[other];
            order[other] = top;
        }
    }
    enum { DONE = UINT32_MAX };
    uint32_t at = end + 1;
    for (uint32_t i = 0; i < depth; i++) {
        if (order[i] == DONE || order[i] == i) {
            continue;
        }
        /* The cycle through place i, entered and left by way of the top; written from its end. */
        for (uint32_t place = i;;) {
            if (place != 0) {
                at--;
                block->steps[at].op = OPC_SWAP;
                block->steps[at].a = place + 1;
            }
            if (order[place] == DONE) {
                break;
            }
            uint32_t next = order[place];
            order[place] = DONE;
            place = next;
        }
    }
    while (at > start) {
        make_nop(&block->steps[--at]);
    }
}

static bool may_change_place(const Step *s)
{
    return s->op == OPC_STORE_FAST || s->op == OPC_POP_TOP;
}

/* The next store or pop behind i on the same line (any line: 0); UINT32_MAX: something else comes. */
static uint32_t next_store(const Block *block, uint32_t i, int32_t line)
{
    while (++i < block->count) {
        const Step *s = &block->steps[i];
        if (line > 0 && s->at.line != line) {
            break;
        }
        if (s->op == OPC_NOP) {
            continue;
        }
        return may_change_place(s) ? i : UINT32_MAX;
    }
    return UINT32_MAX;
}

/* Another store between first and last into a variable that either of them sets. */
static bool stores_conflict(const Block *block, uint32_t first, uint32_t last)
{
    const Step *a = &block->steps[first], *b = &block->steps[last];
    for (uint32_t i = first; i <= last; i++) {
        const Step *s = &block->steps[i];
        if (s->op != OPC_STORE_FAST) {
            continue;
        }
        if ((i != first && a->op == OPC_STORE_FAST && s->a == a->a) ||
            (i != last && b->op == OPC_STORE_FAST && s->a == b->a)) {
            return true;
        }
    }
    return false;
}

/* Tries to drop SWAPs, from the last one at or before `at` backwards. */
static void drop_swaps(Block *block, uint32_t at)
{
    for (uint32_t i = at + 1; i-- > 0;) {
        Step *swap = &block->steps[i];
        if (swap->op != OPC_SWAP) {
            if (swap->op == OPC_NOP || may_change_place(swap)) {
                continue;
            }
            return;
        }
        uint32_t first = next_store(block, i, 0);
        if (first == UINT32_MAX) {
            return;
        }
        uint32_t last = first;
        for (uint32_t n = swap->a - 1; n > 0; n--) {
            last = next_store(block, last, block->steps[first].at.line);
            if (last == UINT32_MAX) {
                return;
            }
        }
        if (stores_conflict(block, first, last)) {
            return;
        }
        make_nop(swap);
        Step saved = block->steps[first];
        block->steps[first] = block->steps[last];
        block->steps[last] = saved;
    }
}

void weft__flow_swaps(Block *block, uint32_t at)
{
    uint32_t count, depth;
    if (at + 1 < block->count && block->steps[at + 1].op == OPC_SWAP) {
        return; /* the run goes on: it is looked at from its end */
    }
    uint32_t start = run_start(block, at, &count, &depth);
    if (count > 1 && depth <= DEEPEST) {
        shorten_run(block, start, at, depth);
    }
    drop_swaps(block, at);
}
