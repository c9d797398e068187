/* site_cache.c - one instruction that several threads specialize, use and put back.
 *
 * Edges: site_op, site_counter, site_cache, function_code. The protocol of interpret/specialize.c:
 * the cache word is stored (release), then `op` is exchanged from the value that the decision was
 * made on. A handler acts only on a word whose own kind and guard match; whatever `op` says. Words
 * of kind RECORD are pointers to immutable records, which must be complete for whoever finds them.
 * Every receiver has a type, and every result is checked against it.
 */
#include "scenario.h"

enum { OP_BASE = 1, OP_SLOT = 2, OP_RECORD = 3 };
enum { KIND_SLOT = 1 }; /* odd: never a pointer */
typedef struct Record {
    uint64_t kind, type, answer; /* plain: written before publication, never after */
} Record;
typedef struct Code {
    uint64_t name;
    ATOMIC(uint8_t) op;
    ATOMIC(uint8_t) counter;
    ATOMIC(uint64_t) cache;
} Code;

static Code codes[2];
static ATOMIC(Code *) function_code;
static Record records[8];
static ATOMIC(uint32_t) records_used;

static void reset(void)
{
    for (uint64_t i = 0; i < 2; i++) {
        codes[i].name = 0;
        weft__init(&codes[i].op, (uint8_t)OP_BASE);
        weft__init(&codes[i].counter, (uint8_t)2);
        weft__init(&codes[i].cache, (uint64_t)0);
    }
    memset(records, 0, sizeof records);
    weft__init(&records_used, 0U);
    weft__init(&function_code, &codes[0]);
}

/* What the attribute of a type is: the slow path's answer, always right. */
static uint64_t answer_of(uint64_t type, uint64_t code) { return type * 1000 + 7 + code; }

static void specialize(Code *code, uint64_t type)
{
    uint8_t seen = weft__load_relaxed(&code->op); /* edge: site_op */
    if (seen != OP_BASE) {
        return;
    }
    uint8_t op;
    if (type % 2 == 0) {
        op = OP_SLOT;
        uint64_t word = KIND_SLOT | type << 8 | answer_of(type, code->name) << 40;
        weft__store_release(&code->cache, word); /* edge: site_cache; survives: the word is complete in itself */
    } else {
        uint32_t number = weft__add_relaxed(&records_used, 1U);
        if (number >= 8) {
            return;
        }
        op = OP_RECORD;
        records[number].kind = OP_RECORD;
        records[number].type = type;
        records[number].answer = answer_of(type, code->name);
        uint64_t word = (uint64_t)(uintptr_t)&records[number];
        weft__store_release(&code->cache, word); /* edge: site_cache */
    }
    (void)weft__exchange_if_release(&code->op, &seen, op); /* edge: site_op; survives: whatever op says, the word decides */
}

static void miss(Code *code)
{
    uint8_t left = weft__load_relaxed(&code->counter); /* edge: site_counter */
    if (left > 0) {
        weft__store_relaxed(&code->counter, (uint8_t)(left - 1)); /* edge: site_counter */
        return;
    }
    weft__store_relaxed(&code->counter, (uint8_t)2); /* edge: site_counter */
    uint8_t seen = weft__load_relaxed(&code->op);    /* edge: site_op */
    if (seen != OP_BASE) {
        (void)weft__exchange_if_release(&code->op, &seen, (uint8_t)OP_BASE); /* edge: site_op; survives: whatever op says, the word decides */
    }
}

static void execute(uint64_t type)
{
    Code *code = weft__load_acquire(&function_code); /* edge: function_code */
    uint64_t result = 0;
    uint8_t op = weft__load_relaxed(&code->op); /* edge: site_op */
    if (op == OP_SLOT) {
        uint64_t word = weft__load_relaxed(&code->cache); /* edge: site_cache */
        if ((word & 0xFF) == KIND_SLOT && (word >> 8 & 0xFFFFFFFF) == type) {
            result = word >> 40;
        }
    } else if (op == OP_RECORD) {
        uint64_t word = weft__load_acquire(&code->cache); /* edge: site_cache */
        if (word != 0 && (word & 1) == 0) {
            Record *record = (Record *)(uintptr_t)word;
            EXPECT(record->kind == OP_RECORD);
            if (record->type == type) {
                result = record->answer;
            }
        }
    }
    if (result == 0) {
        if (op == OP_BASE) {
            specialize(code, type);
        } else {
            miss(code);
        }
        result = answer_of(type, code->name);
    }
    EXPECT(result == answer_of(type, code->name));
}

static void run_even(void)
{
    for (int i = 0; i < 10; i++) {
        execute(2 + 2 * (uint64_t)(i % 3 == 0));
    }
}

static void run_odd(void)
{
    for (int i = 0; i < 10; i++) {
        execute(1 + 2 * (uint64_t)(i % 2));
    }
}

static void swap_code(void)
{
    execute(2);
    codes[1].name = 1; /* plain: the code object is complete when it is published */
    weft__store_release(&function_code, &codes[1]); /* edge: function_code */
    execute(5);
}

int main(int argc, char **argv)
{
    Body bodies[] = {run_even, run_odd, swap_code, NULL};
    return run_scenario(argc, argv, reset, bodies, NULL);
}
