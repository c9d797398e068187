/* What Heddle tells from machine code: the decoder, the registers and slots that a function may still read, and
 * code that goes on alike from two places. The code is assembly, so that it is known exactly; it is never
 * executed. Each answer that would make the search cut an execution which it must not (an overlooked
 * use, a difference that is not seen) has a case here. */
#include "../instruction.h"
#include "../state.h"

void check(const char *what, bool good);
void test_code(void);

extern const uint8_t unit_code_begin[], unit_code_end[], unit_mixed[], unit_mixed_end[], unit_live[], unit_escaped[], unit_merged[],
    unit_saved[], unit_look[], unit_again[], unit_longer[], unit_other[], unit_kept[], unit_kept_again[], unit_unknown[];

#define ENTER "push %rbp\nmov %rsp,%rbp\npush %r12\npush %rbx\nsub $0x40,%rsp\n"
#define LEAVE "lea -0x10(%rbp),%rsp\npop %rbx\npop %r12\npop %rbp\nret\n"
#define LABEL(name) #name ":\n"

__asm__(".text\n" LABEL(unit_code_begin)
        /* one of each kind, for their lengths */
        LABEL(unit_mixed) "mov %eax,(%rbx,%rcx,4)\nmovabs $0x1122334455667788,%r9\nmovw $0x1234,0x8(%rsp)\naddw $0x1234,%ax\n"
        "mov %fs:0x28,%rax\nmov 0x11223344(%rip),%edx\nlea 0x0(,%rax,8),%rdx\nimul $0x64,%rax,%rcx\nimul $0x1000,%eax,%ecx\n"
        "testb $0x1,0x5(%rbx)\ntestl $0x10000,%ebx\nnegq 0x10(%rbp)\nmovzbl 0x3(%rdi),%r10d\nmovsbq %sil,%rsi\nsetne -0x11(%rbp)\n"
        "cmovae %r8,%rax\nshl $0x3,%rdx\nsar %ecx\nshl %cl,%r11\nbt $0x5,%eax\nbswap %r14\nmovups %xmm0,-0x30(%rbp)\n"
        "movdqa 0x11223344(%rip),%xmm1\npshufd $0x1b,%xmm0,%xmm1\nmovq %xmm1,0x8(%rax)\ncvttss2si %xmm0,%eax\ncltq\ncqto\nidiv %rsi\n"
        "push $0x7f\npushq 0x8(%rbp)\nnopw 0x0(%rax,%rax,1)\nendbr64\ncall *0x10(%rax)\nshrd $0x3,%rdx,%rax\nxor %r12d,%r12d\n"
        LABEL(unit_mixed_end) "ret\n"
        /* -0x20 and RBX are read later, -0x24 and R12 are written first */
        ENTER "movl $1,-0x20(%rbp)\ncall unit_saved\n" LABEL(unit_live) "movl $3,-0x24(%rbp)\nxor %r12d,%r12d\nmov -0x24(%rbp),%eax\n"
        "add -0x20(%rbp),%eax\nadd %ebx,%eax\nadd %r12d,%eax\n" LEAVE
        /* the address of -0x28 goes to a function that is not known */
        ENTER "lea -0x28(%rbp),%rdi\ncall unit_saved\n" LABEL(unit_escaped) LEAVE
        /* on one of two ways -0x20 is read; a byte that is written leaves the rest of the word live */
        ENTER "call unit_saved\n" LABEL(unit_merged) "test %eax,%eax\nje 1f\nmovb $0,-0x30(%rbp)\nmov -0x30(%rbp),%eax\njmp 2f\n"
        "1: mov -0x20(%rbp),%eax\n2:\n" LEAVE
        /* look; while (what was read is 0) look again */
        LABEL(unit_saved) ENTER "call unit_saved\n" LABEL(unit_look) "mov %eax,%ebx\ntest %ebx,%ebx\njne 2f\n1: call unit_saved\n"
        LABEL(unit_again) "mov %eax,%ebx\ntest %ebx,%ebx\nje 1b\n2:\n" LEAVE
        /* the same, with one more instruction; with another condition */
        ENTER "call unit_saved\n" LABEL(unit_longer) "inc %r12d\nmov %eax,%ebx\ntest %ebx,%ebx\nje unit_same_loop\njmp unit_same_end\n"
        "call unit_saved\n" LABEL(unit_other) "mov %eax,%ebx\ntest %ebx,%ebx\njle unit_same_loop\njmp unit_same_end\n"
        LABEL(unit_same_loop) "call unit_saved\nmov %eax,%ebx\n" LABEL(unit_same_end) LEAVE
        /* what is read is kept in another slot the first time, and looked at behind the loop */
        ENTER "call unit_saved\n" LABEL(unit_kept) "mov %eax,-0x20(%rbp)\nmov -0x20(%rbp),%ebx\njmp 1f\ncall unit_saved\n"
        LABEL(unit_kept_again) "mov %eax,-0x24(%rbp)\nmov -0x24(%rbp),%ebx\n1: mov -0x24(%rbp),%eax\n" LEAVE
        /* an instruction that is not known: no answer for the function */
        ENTER "call unit_saved\n" LABEL(unit_unknown) "rep stosb\n" LEAVE LABEL(unit_code_end) "nop\n");

static bool slot_live(const struct live *live, int32_t slot)
{
    uint32_t bit = (uint32_t)(slot + LIVE_BELOW);
    return live->bytes[bit / 64] >> bit % 64 & 1;
}

static const struct live *live_at(const uint8_t *code)
{
    static const struct live everything = {.registers = UINT16_MAX};
    const struct live *live = heddle__live_at((uintptr_t)code);
    check("a function is understood", live != NULL);
    return live ? live : &everything;
}

static bool alike(const uint8_t *left, const uint8_t *right) { return heddle__same_code((uintptr_t)left, (uintptr_t)right); }

static void test_decoder(void)
{
    uint32_t count = 0;
    struct instruction does;
    const uint8_t *at = unit_mixed;
    for (; at < unit_mixed_end && heddle__decode(at, &does); at += does.length)
        count++;
    check("instructions have their lengths", at == unit_mixed_end && count == 36);
    static const uint8_t partial[] = {0xb4, 0x01}, byte[] = {0x88, 0xe0}, exchange[] = {0x48, 0x87, 0xd8};
    check("mov to %ah defines nothing", heddle__decode(partial, &does) && does.defines == 0);
    check("mov of %ah uses %rax", heddle__decode(byte, &does) && does.uses == 1u << RAX && does.defines == 0);
    check("an exchange uses both", heddle__decode(exchange, &does) && does.uses == (1u << RAX | 1u << RBX));
}

void test_code(void)
{
    H.image_base = (uintptr_t)unit_code_begin;
    H.image_end = (uintptr_t)unit_code_end;
    test_decoder();
    const struct live *live = live_at(unit_live);
    check("a register that is read later is live", live->registers >> RBX & 1);
    check("a register that is written first is not", !(live->registers >> 12 & 1));
    check("a slot that is read later is live", slot_live(live, -0x20) && slot_live(live, -0x1d));
    check("a slot that is written first is not", !slot_live(live, -0x24) && !slot_live(live, -0x21));
    check("registers of the caller are found", live->saved[12] == -8 && live->saved[RBX] == -16 && live->saved[13] == 0);
    live = live_at(unit_escaped);
    check("what an address reaches is live", slot_live(live, -0x28) && slot_live(live, -0x11) && !slot_live(live, -0x29));
    live = live_at(unit_merged);
    check("one of two ways is enough", slot_live(live, -0x20));
    check("a part that is written leaves the rest live", !slot_live(live, -0x30) && slot_live(live, -0x2f));
    check("an instruction that is not known: no answer", heddle__live_at((uintptr_t)unit_unknown) == NULL);
    check("outside of the program: no answer", heddle__live_at((uintptr_t)test_code) == NULL);
    check("a copied first round is alike", alike(unit_look, unit_again) && alike(unit_again, unit_look));
    check("one more instruction is not", !alike(unit_longer, unit_again) && !alike(unit_again, unit_longer));
    check("another condition is not", !alike(unit_other, unit_again));
    check("another slot that is looked at is not", !alike(unit_kept, unit_kept_again));
    H.image_base = H.image_end = 0;
}
