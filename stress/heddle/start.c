/* From process start to the first run: takes over main, finds the C library's functions, fixes the
 * layout of memory, takes the snapshot that each run starts from, and reads what the command wants. */
#include "state.h"
#include "real.h"

#include <dlfcn.h>
#include <elf.h>
#include <link.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/personality.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

struct heddle heddle__state __attribute__((aligned(64)));

static struct heddle_real real;
const struct heddle_real *heddle__real = &real;

static void *found(const char *name)
{
    void *at = dlsym(RTLD_NEXT, name);
    if (!at)
        heddle__cannot("library", "the C library has no %s", name);
    return at;
}

static void find_real(void)
{
    real.pthread_create = (__typeof__(real.pthread_create))found("pthread_create");
    real.pthread_mutex_lock = (__typeof__(real.pthread_mutex_lock))found("pthread_mutex_lock");
    real.pthread_mutex_trylock = (__typeof__(real.pthread_mutex_trylock))found("pthread_mutex_trylock");
    real.pthread_mutex_unlock = (__typeof__(real.pthread_mutex_unlock))found("pthread_mutex_unlock");
    real.pthread_once = (__typeof__(real.pthread_once))found("pthread_once");
    real.clock_gettime = (__typeof__(real.clock_gettime))found("clock_gettime");
    real.memset = (__typeof__(real.memset))found("memset");
    real.vsnprintf = (__typeof__(real.vsnprintf))found("vsnprintf");
    real.fgets = (__typeof__(real.fgets))found("fgets");
    real.fread = (__typeof__(real.fread))found("fread");
    real.fwrite = (__typeof__(real.fwrite))found("fwrite");
    real.fputs = (__typeof__(real.fputs))found("fputs");
    real.puts = (__typeof__(real.puts))found("puts");
    real.memmove = (__typeof__(real.memmove))found("memmove");
}

/* ---- the image of the program ---- */

extern char __ehdr_start[];

/* A writable part of the image, without this library's state, which must outlive runs. */
static void add_part(char *low, char *high)
{
    if (low >= high)
        return;
    H.segments[H.segment_count].at = low;
    H.segments[H.segment_count++].size = (size_t)(high - low);
}

static void add_segment(char *low, char *high)
{
    if ((char *)&heddle__state >= high || (char *)(&heddle__state + 1) <= low) {
        add_part(low, high);
        return;
    }
    add_part(low, (char *)&heddle__state);
    add_part((char *)(&heddle__state + 1), high);
}

static int look_at_object(struct dl_phdr_info *info, size_t size, void *argument)
{
    (void)size;
    if (info->dlpi_name && info->dlpi_name[0]) { /* a shared library */
        if (!strstr(info->dlpi_name, "/libc.so") && !strstr(info->dlpi_name, "/ld-linux") &&
            !strstr(info->dlpi_name, "/libm.so") && !strstr(info->dlpi_name, "/libpthread") &&
            !strstr(info->dlpi_name, "/libatomic.so") && !strstr(info->dlpi_name, "linux-vdso") && !strstr(info->dlpi_name, "/libgcc_s"))
            *(bool *)argument = true;
        return 0;
    }
    if (H.image_end) /* the program comes first; the vdso may have no name */
        return 0;
    uintptr_t relro = 0, relro_end = 0;
    for (int i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_GNU_RELRO) {
            relro = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
            relro_end = relro + info->dlpi_phdr[i].p_memsz;
        }
    H.image_base = UINTPTR_MAX;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *p = &info->dlpi_phdr[i];
        uintptr_t low = info->dlpi_addr + p->p_vaddr, high = low + p->p_memsz;
        if (p->p_type == PT_TLS) {
            H.tls.image = (const char *)low;
            H.tls.filled = p->p_filesz;
            H.tls.size = p->p_memsz;
            H.tls.offset = (char *)info->dlpi_tls_data - (char *)H.host_fs;
        }
        if (p->p_type != PT_LOAD)
            continue;
        if (low < H.image_base)
            H.image_base = low;
        if (high > H.image_end)
            H.image_end = high;
        if (!(p->p_flags & PF_W))
            continue;
        if (low >= relro && low < relro_end)
            low = (relro_end + 4095) & ~(uintptr_t)4095;
        add_segment((char *)low, (char *)high);
    }
    return 0;
}

/* ---- crashes ---- */

static void on_signal(int number, siginfo_t *info, void *context)
{
    const ucontext_t *user = context;
    uintptr_t pc = (uintptr_t)user->uc_mcontext.gregs[REG_RIP];
    if (!H.running && number == SIGPROF)
        return;
    if (!H.running)
        system_call(SYS_exit_group, 128 + number);
    if (number == SIGPROF)
        heddle__fail("livelock", pc + 1, "no end of the run within %u seconds of processor time", H.config.timeout);
    static const char *const names[] = {[SIGSEGV] = "SIGSEGV", [SIGBUS] = "SIGBUS", [SIGFPE] = "SIGFPE",
                                        [SIGILL] = "SIGILL", [SIGTRAP] = "SIGTRAP"};
    uintptr_t address = (uintptr_t)info->si_addr;
    struct thread *thread = H.current;
    bool overflow = address >= (uintptr_t)thread->stack_low - 4096 && address < (uintptr_t)thread->stack_low + 4096;
    H.failure.signal = number;
    H.failure.address = address;
    heddle__fail("crash", pc + 1, "%s in T%u at address 0x%lx%s", names[number], thread->ordinal,
                 (unsigned long)address, overflow ? " (stack overflow)" : "");
}

/* Where a signal handler returns to; the handler above never does. */
void heddle__restore(void);
__asm__(".text\n.globl heddle__restore\n.hidden heddle__restore\nheddle__restore:\nmovl $15,%eax\nsyscall\n");

static void catch_signals(void)
{
    stack_t alternative = {.ss_sp = heddle__map(1 << 16), .ss_size = 1 << 16};
    sigaltstack(&alternative, NULL);
    static const int numbers[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGPROF};
    struct { void (*handler)(int, siginfo_t *, void *); unsigned long flags; void (*restorer)(void); unsigned long mask; } action;
    action.handler = on_signal;
    action.flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER | 0x04000000;
    action.restorer = heddle__restore;
    action.mask = 0;
    for (unsigned i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        system_call(SYS_rt_sigaction, numbers[i], &action, NULL, 8);
}

/* A fixed layout: what the program maps, and where the C library is, must not differ between processes. */
static void fix_layout(char **argv)
{
    int now = personality(0xffffffff);
    if (now == -1 || now & ADDR_NO_RANDOMIZE)
        return;
    if (personality((unsigned long)now | ADDR_NO_RANDOMIZE) != -1)
        system_call(SYS_execve, "/proc/self/exe", argv, environ);
}

static void lay_out(void)
{
    const size_t STACKS = (size_t)5 << 30;
    H.window = H.image_base < 0x100000000u ? 0 : H.image_base & ~(((uintptr_t)1 << 32) - 1);
    char *arena = (char *)H.window + ((uintptr_t)1 << 33);
    H.stacks_base = arena;
    H.heap = H.heap_next = mmap(arena + STACKS, (size_t)1 << 34, PROT_READ | PROT_WRITE,
                                MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE, -1, 0);
    if (H.heap == MAP_FAILED)
        heddle__cannot("memory", "the address space for the program's heap is taken");
    H.heap_end = H.heap + ((size_t)1 << 34);
    heddle__mappings_init(H.heap_end + 4096, (char *)H.window + heddle__shadow_size());
}

static void snapshot(void)
{
    for (uint32_t i = 0; i < H.segment_count; i++) {
        H.segments[i].copy = heddle__map(H.segments[i].size);
        copy_bytes(H.segments[i].copy, H.segments[i].at, H.segments[i].size);
        H.image_writable += H.segments[i].size;
    }
}

static int take_over(int argc, char **argv, char **envp)
{
    fix_layout(argv);
    H.argc = argc;
    H.argv = argv;
    H.envp = envp;
    H.fsgsbase = getauxval(AT_HWCAP2) & 2;
    H.deviations = heddle__map(((1 << 16) + 8) * sizeof *H.deviations);
    __asm__("movq %%fs:0,%0" : "=r"(H.host_fs));
    bool foreign = false;
    dl_iterate_phdr(look_at_object, &foreign);
    heddle__read_config();
    lay_out();
    heddle__pool_init();
    heddle__shadow_init();
    heddle__threads_init();
    catch_signals();
    setvbuf(stdout, heddle__map(1 << 16), _IOFBF, 1 << 16);
    H.foreign = foreign;
    snapshot();
    heddle__campaign();
    return 0;
}

/* The C library's start code calls this with the program's main; the program's constructors have not
 * run yet, and run before `take_over`. */
int __libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void),
                      void (*fini)(void), void (*loader_fini)(void), void *stack_end);
__attribute__((visibility("default"))) int
__libc_start_main(int (*main)(int, char **, char **), int argc, char **argv, void (*init)(void),
                  void (*fini)(void), void (*loader_fini)(void), void *stack_end)
{
    find_real();
    H.main = main;
    typedef int (*start_main)(int (*)(int, char **, char **), int, char **, void (*)(void), void (*)(void),
                              void (*)(void), void *);
    start_main start = (start_main)found("__libc_start_main");
    return start(take_over, argc, argv, init, fini, loader_fini, stack_end);
}
