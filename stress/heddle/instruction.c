/* Decodes the x86-64 instructions that compilers make of C, as far as the analysis of dead registers and
 * stack slots (liveness.c) asks: length, where control goes, which general registers are used and
 * defined, and the memory operand.
 *
 * It may name too many uses and too few definitions, never the other way round: a partial write of a
 * register defines nothing, and of an instruction with an unusual memory operand every byte counts as
 * read. Vector registers are left out, because no call keeps them. An instruction that is not known makes
 * the whole function unknown, which costs the search some precision and nothing else. */
#include "instruction.h"

#define BIT(number) ((uint32_t)1 << (number))

struct decoder {
    const uint8_t *at, *start;
    struct instruction *out;
    uint8_t rex;
    bool narrow, repeat, segment; /* prefixes 66, F2 or F3, FS or GS */
    uint8_t reg, rm;              /* operands of ModRM; rm only if it is a register */
    uint8_t extension;            /* the middle bits of ModRM, as part of the opcode */
};

static int32_t immediate(struct decoder *d, unsigned size)
{
    uint32_t value = 0;
    for (unsigned i = 0; i < size; i++)
        value |= (uint32_t)d->at[i] << 8 * i;
    d->at += size;
    if (size == 1)
        return (int8_t)value;
    return size == 2 ? (int16_t)value : (int32_t)value;
}

static uint8_t operand_size(const struct decoder *d) { return d->rex & 8 ? 8 : d->narrow ? 2 : 4; }
static unsigned immediate_size(const struct decoder *d) { return d->narrow && !(d->rex & 8) ? 2 : 4; }

/* Without a REX prefix the byte registers 4 to 7 are the second bytes of 0 to 3. */
static uint8_t register_of(const struct decoder *d, uint8_t number, uint8_t size)
{
    return size == 1 && !d->rex ? number & 3 : number;
}

static void decode_address(struct decoder *d, uint8_t mod, uint8_t low)
{
    struct instruction *out = d->out;
    out->has_memory = true;
    out->base = (uint8_t)(low | (d->rex & 1) << 3);
    if (low == 4) {
        uint8_t sib = *d->at++;
        uint8_t index = (uint8_t)((sib >> 3 & 7) | (d->rex & 2) << 2);
        out->index = index == RSP ? NO_REGISTER : index;
        out->base = (uint8_t)((sib & 7) | (d->rex & 1) << 3);
        if ((sib & 7) == RBP && mod == 0) {
            out->base = NO_REGISTER;
            mod = 2;
        }
    } else if (low == 5 && mod == 0) {
        out->base = NO_REGISTER;
        out->relative = true;
        mod = 2;
    }
    if (mod != 0) {
        out->displaced = (uint8_t)(d->at - d->start);
        out->displaced_size = mod == 1 ? 1 : 4;
        out->displacement = immediate(d, out->displaced_size);
    }
    if (d->segment) /* not the stack */
        out->base = NO_REGISTER;
    else if (out->base != NO_REGISTER)
        out->uses |= BIT(out->base);
    if (out->index != NO_REGISTER)
        out->uses |= BIT(out->index);
}

static void operands(struct decoder *d, uint8_t size)
{
    uint8_t modrm = *d->at++;
    d->out->size = size;
    d->extension = modrm >> 3 & 7;
    d->reg = register_of(d, (uint8_t)(d->extension | (d->rex & 4) << 1), size);
    if (modrm >> 6 == 3)
        d->rm = register_of(d, (uint8_t)((modrm & 7) | (d->rex & 1) << 3), size);
    else
        decode_address(d, modrm >> 6, modrm & 7);
}

static void use(struct decoder *d, uint8_t reg) { d->out->uses |= BIT(reg); }

static void define(struct decoder *d, uint8_t reg)
{
    if (d->out->size >= 4)
        d->out->defines |= BIT(reg);
}

static void use_rm(struct decoder *d)
{
    if (d->out->has_memory)
        d->out->reads = true;
    else
        use(d, d->rm);
}

static void define_rm(struct decoder *d)
{
    if (d->out->has_memory)
        d->out->writes = true;
    else
        define(d, d->rm);
}

/* add, or, adc, sbb, and, sub, xor, cmp: eight rows of six forms. */
static bool arithmetic(struct decoder *d, uint8_t opcode)
{
    bool compares = opcode >> 3 == 7;
    uint8_t size = opcode & 1 ? operand_size(d) : 1;
    if ((opcode & 7) >= 4) {
        d->out->size = size;
        immediate(d, size == 1 ? 1 : immediate_size(d));
        use(d, RAX);
        if (!compares)
            define(d, RAX);
        return true;
    }
    operands(d, size);
    bool clears = (opcode >> 3 == 6 || opcode >> 3 == 5) && !d->out->has_memory && d->reg == d->rm;
    if (!clears) {
        use_rm(d);
        use(d, d->reg);
    }
    if (compares)
        return true;
    if (opcode & 2)
        define(d, d->reg);
    else
        define_rm(d);
    return true;
}

static void move(struct decoder *d, uint8_t opcode)
{
    operands(d, opcode & 1 ? operand_size(d) : 1);
    struct instruction *out = d->out;
    bool to_register = opcode & 2;
    if (to_register) {
        use_rm(d);
        define(d, d->reg);
    } else {
        use(d, d->reg);
        define_rm(d);
    }
    out->copies = !out->has_memory && out->size == 8;
    out->source = to_register ? d->rm : d->reg;
    out->destination = to_register ? d->reg : d->rm;
}

static void branch(struct decoder *d, enum flow flow, unsigned size)
{
    int32_t distance = immediate(d, size);
    d->out->flow = flow;
    d->out->target = (uintptr_t)d->at + (uintptr_t)(intptr_t)distance;
}

/* F6 and F7: test, not, neg, mul, imul, div, idiv. FE and FF: inc, dec, call, jmp, push. */
static bool groups(struct decoder *d, uint8_t opcode)
{
    operands(d, opcode & 1 ? operand_size(d) : 1);
    use_rm(d);
    if (opcode < 0xf8) {
        if (d->extension <= 1)
            immediate(d, opcode & 1 ? immediate_size(d) : 1);
        else if (d->extension <= 3)
            define_rm(d);
        else
            d->out->uses |= BIT(RAX) | BIT(RDX);
        return true;
    }
    if (d->extension <= 1) {
        define_rm(d);
        return true;
    }
    if (opcode == 0xff && d->extension == 2)
        d->out->flow = FLOW_CALL;
    return opcode == 0xff && (d->extension == 2 || d->extension == 6);
}

static bool one_byte(struct decoder *d, uint8_t opcode)
{
    struct instruction *out = d->out;
    uint8_t size = opcode & 1 ? operand_size(d) : 1, low = (uint8_t)((opcode & 7) | (d->rex & 1) << 3);
    if (opcode < 0x40)
        return (opcode & 7) < 6 && arithmetic(d, opcode);
    if (opcode >= 0x70 && opcode < 0x80) {
        branch(d, FLOW_BRANCH, 1);
        return true;
    }
    switch (opcode & 0xf8) {
    case 0x50: use(d, low); return true;
    case 0x58: out->defines |= BIT(low); return true;
    case 0xb0: immediate(d, 1); return true;
    case 0xb8:
        d->at += d->rex & 8 ? 8 : immediate_size(d);
        out->defines |= d->narrow ? 0 : BIT(low);
        return true;
    default: break;
    }
    switch (opcode) {
    case 0x63: operands(d, 4); use_rm(d); define(d, d->reg); return true;
    case 0x68: immediate(d, 4); return true;
    case 0x6a: immediate(d, 1); return true;
    case 0x69: case 0x6b:
        operands(d, operand_size(d));
        immediate(d, opcode == 0x6b ? 1 : immediate_size(d));
        use_rm(d);
        define(d, d->reg);
        return true;
    case 0x80: case 0x81: case 0x83:
        operands(d, opcode == 0x80 ? 1 : operand_size(d));
        immediate(d, opcode == 0x81 ? immediate_size(d) : 1);
        use_rm(d);
        if (d->extension != 7)
            define_rm(d);
        return true;
    case 0x84: case 0x85: operands(d, size); use_rm(d); use(d, d->reg); return true;
    case 0x86: case 0x87: operands(d, size); use_rm(d); use(d, d->reg); define_rm(d); return true;
    case 0x88: case 0x89: case 0x8a: case 0x8b: move(d, opcode); return true;
    case 0x8d:
        operands(d, operand_size(d));
        out->takes_address = true;
        out->destination = d->reg;
        define(d, d->reg);
        return out->has_memory;
    case 0x90: return true;
    case 0x98: use(d, RAX); return true;
    case 0x99: use(d, RAX); out->defines |= BIT(RDX); return true;
    case 0xa8: immediate(d, 1); use(d, RAX); return true;
    case 0xa9: immediate(d, immediate_size(d)); use(d, RAX); return true;
    case 0xc0: case 0xc1: case 0xd0: case 0xd1: case 0xd2: case 0xd3:
        operands(d, size);
        if (opcode < 0xd0)
            immediate(d, 1);
        else if (opcode >= 0xd2)
            use(d, RCX);
        use_rm(d);
        define_rm(d);
        return true;
    case 0xc3: case 0xcc: case 0xf4: out->flow = FLOW_END; return true;
    case 0xc6: case 0xc7:
        operands(d, size);
        immediate(d, opcode == 0xc6 ? 1 : immediate_size(d));
        define_rm(d);
        return true;
    case 0xc9: return true;
    case 0xe8: branch(d, FLOW_CALL, 4); return true;
    case 0xe9: branch(d, FLOW_JUMP, 4); return true;
    case 0xeb: branch(d, FLOW_JUMP, 1); return true;
    case 0xf6: case 0xf7: case 0xfe: case 0xff: return groups(d, opcode);
    default: return false;
    }
}

/* Vector instructions: a load reads its 16 bytes at most, a store defines nothing. */
static bool vector(struct decoder *d, uint8_t opcode)
{
    static const uint8_t stores[] = {0x11, 0x13, 0x17, 0x29, 0x2b, 0x7f, 0xd6, 0xe7};
    bool writes = opcode == 0x7e && !d->repeat;
    for (unsigned i = 0; i < sizeof stores; i++)
        writes |= opcode == stores[i];
    operands(d, 16);
    if (opcode == 0x70 || (opcode >= 0x71 && opcode <= 0x73) || opcode == 0xc2 || (opcode >= 0xc4 && opcode <= 0xc6))
        immediate(d, 1);
    if (d->out->has_memory)
        d->out->reads = !writes;
    else
        d->out->uses |= BIT(d->rm) | BIT(d->reg); /* if they are general registers */
    return true;
}

static bool two_bytes(struct decoder *d, uint8_t opcode)
{
    if (opcode >= 0x80 && opcode < 0x90) {
        branch(d, FLOW_BRANCH, 4);
        return true;
    }
    if (opcode >= 0x90 && opcode < 0xa0) { /* setcc */
        operands(d, 1);
        define_rm(d);
        return true;
    }
    if (opcode >= 0x40 && opcode < 0x50) { /* cmov */
        operands(d, operand_size(d));
        use_rm(d);
        use(d, d->reg);
        return true;
    }
    switch (opcode) {
    case 0x0b: d->out->flow = FLOW_END; return true; /* ud2 */
    case 0x18: case 0x1e: case 0x1f: /* hints; what they look at does not matter */
        operands(d, 4);
        d->out->has_memory = false;
        return true;
    case 0xa2: case 0x05: case 0x01: return false;
    case 0xb6: case 0xb7: case 0xbe: case 0xbf: {
        uint8_t wide = operand_size(d);
        operands(d, opcode & 1 ? 2 : 1);
        use_rm(d);
        if (wide >= 4)
            d->out->defines |= BIT((unsigned)(d->extension | (d->rex & 4) << 1));
        return true;
    }
    case 0xaf: case 0xbc: case 0xbd:
        operands(d, operand_size(d));
        use_rm(d);
        use(d, d->reg);
        return true;
    case 0xa4: case 0xac: case 0xba:
        operands(d, operand_size(d));
        immediate(d, 1);
        use_rm(d);
        use(d, d->reg);
        return true;
    case 0xa3: case 0xa5: case 0xad: operands(d, operand_size(d)); use_rm(d); use(d, d->reg); return true;
    case 0x38: case 0x3a: return false;
    default: break;
    }
    if ((opcode & 0xf8) == 0xc8)
        return true; /* bswap */
    if ((opcode >= 0x10 && opcode < 0x18) || (opcode >= 0x28 && opcode < 0x30) || (opcode >= 0x50 && opcode < 0x80) ||
        opcode >= 0xc2)
        return vector(d, opcode);
    return false;
}

bool heddle__decode(const uint8_t *code, struct instruction *out)
{
    struct decoder d = {.at = code, .start = code, .out = out};
    *out = (struct instruction){.base = NO_REGISTER, .index = NO_REGISTER};
    for (;; d.at++) {
        if (*d.at == 0x66)
            d.narrow = true;
        else if (*d.at == 0xf2 || *d.at == 0xf3)
            d.repeat = true;
        else if (*d.at == 0x64 || *d.at == 0x65)
            d.segment = true;
        else if (*d.at != 0x2e && *d.at != 0x3e)
            break;
    }
    if ((*d.at & 0xf0) == 0x40)
        d.rex = *d.at++;
    uint8_t opcode = *d.at++;
    bool known = opcode == 0x0f ? two_bytes(&d, *d.at++) : one_byte(&d, opcode);
    out->length = (uint32_t)(d.at - code);
    return known;
}
