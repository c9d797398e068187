/* torture.c - runs programs again and again, with the first, second, third ... allocation failing.
 *
 *   weft_torture [--first N] [--last N] [--step N] [--limit SECONDS] PROGRAM...
 *
 * Each run is a whole life of the command, in this process. It must end as the undisturbed run did,
 * with the same output, or with exit code 1 and a MemoryError told on standard error. Built with
 * FAILING_MALLOC, allocations of malloc fail, and all blocks must be free again after each run;
 * otherwise allocations of Weft's heap fail, and AddressSanitizer's build looks for leaks. A
 * program runs in a child process, so that a crash is one failure; and so is a run that takes
 * longer than the limit (20 s), which ends with that child. The last line is `N passed, N failed`.
 */
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <weft/weft.h>

#ifdef FAILING_MALLOC
#include "failing_malloc.h"
#endif

enum {
    OUTPUT_ROOM = 1 << 16,
    MOST_HANGING = 5 /* runs of one program, each as long as the limit */
};

typedef struct Shared {
    volatile uint64_t run, passed, failed, memory_errors;
    volatile uint64_t lives; /* runs that have begun: stands still where one hangs */
    volatile bool ready;     /* the child has run the program undisturbed */
} Shared;
static Shared *shared;
static unsigned limit = 20; /* seconds for one run */

typedef struct Captured {
    int output, errors; /* files that stand in for standard output and error */
    FILE *report;       /* the real standard error */
} Captured;

static void rewind_file(int file)
{
    (void)!ftruncate(file, 0);
    (void)lseek(file, 0, SEEK_SET);
}

static size_t read_back(int file, char *into)
{
    ssize_t length = pread(file, into, OUTPUT_ROOM - 1, 0);
    into[length < 0 ? 0 : length] = 0;
    return length < 0 ? 0 : (size_t)length;
}

/* Run number n, 0: undisturbed. */
static int run(const Captured *captured, const char *program, uint64_t n)
{
    char option[64];
    shared->lives++;
    rewind_file(captured->output);
    rewind_file(captured->errors);
#ifdef FAILING_MALLOC
    (void)snprintf(option, sizeof option, "warm-up=3");
    failing_malloc_arm(n);
#else
    (void)snprintf(option, sizeof option, "torture-fail=%llu", (unsigned long long)n);
#endif
    char *argv[] = {(char *)"weft",  (char *)"-X", (char *)"hash-seed=1", (char *)"-X", option,
                    (char *)program, NULL};
    int code = weft_command(6, argv);
#ifdef FAILING_MALLOC
    failing_malloc_arm(0);
#endif
    return code;
}

/* MemoryError, or what stands for it where the system refused memory on the way. */
static bool tells_memory_error(const char *errors)
{
    static const char *const words[] = {"MemoryError", "out of memory", "Cannot allocate memory",
                                        "can't start new thread"};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (strstr(errors, words[i]) != NULL) {
            return true;
        }
    }
    return false;
}

static bool judge(const Captured *captured, const char *program, uint64_t n, int code,
                  const char *expected)
{
    static char output[OUTPUT_ROOM], errors[OUTPUT_ROOM];
    (void)read_back(captured->output, output);
    (void)read_back(captured->errors, errors);
    if (code == 0 && strcmp(output, expected) == 0) {
        return true;
    }
    if ((code == 0 || code == 1) &&
        (tells_memory_error(errors) ||
         strstr(output, "MemoryError") !=
             NULL)) { /* 0: the program handled it, or it ended another thread */
        shared->memory_errors++;
        return true;
    }
    fprintf(captured->report,
            "FAIL %s, allocation %llu: exit code %d\n--- output\n%.600s\n--- errors\n%.1200s\n",
            program, (unsigned long long)n, code, code == 0 ? output : "", errors);
    return false;
}

/* A leak is what happens each time: libraries keep stacks of threads and the like once. */
static bool nothing_is_left(const Captured *captured, const char *program, uint64_t n)
{
#ifdef FAILING_MALLOC
    int64_t left = 0;
    for (int i = 0; i < 6; i++) {
        int64_t before = failing_malloc_live();
        (void)run(captured, program, n);
        left = failing_malloc_live() - before;
        if (left <= 0) {
            return true;
        }
    }
    fprintf(captured->report, "FAIL %s, allocation %llu: %lld blocks are not freed\n", program,
            (unsigned long long)n, (long long)left);
    return false;
#else
    (void)captured;
    (void)program;
    (void)n;
    return true;
#endif
}

/* How many descriptors the process has open; the runtime is not running. */
static int open_descriptors(void)
{
    int count = 0;
    DIR *folder = opendir("/proc/self/fd");
    while (folder != NULL && readdir(folder) != NULL) {
        count++;
    }
    if (folder != NULL) {
        closedir(folder);
    }
    return count;
}

static bool descriptors_are_closed(const Captured *captured, const char *program, uint64_t n, int before)
{
    int now = open_descriptors();
    if (now > before) {
        fprintf(captured->report, "FAIL %s, allocation %llu: %d descriptors are left open\n", program,
                (unsigned long long)n, now - before);
    }
    return now <= before;
}

static int run_program(const Captured *captured, const char *program, uint64_t last, uint64_t step)
{
    static char expected[OUTPUT_ROOM];
    for (int i = 0; i < 2; i++) { /* twice: what libraries keep for good is there afterwards */
        if (run(captured, program, 0) != 0) {
            (void)read_back(captured->errors, expected);
            fprintf(captured->report, "FAIL %s does not run:\n%s\n", program, expected);
            shared->failed++;
            return 1;
        }
    }
    (void)read_back(captured->output, expected);
    shared->ready = true;
    int descriptors = open_descriptors();
    for (; shared->run <= last; shared->run += step) {
        uint64_t n = shared->run;
        bool good = judge(captured, program, n, run(captured, program, n), expected) &&
                    nothing_is_left(captured, program, n) &&
                    descriptors_are_closed(captured, program, n, descriptors);
        *(good ? &shared->passed : &shared->failed) += 1;
    }
    return 0;
}

static bool capture(Captured *captured)
{
    captured->report = fdopen(dup(2), "w");
    captured->output = memfd_create("output", 0);
    captured->errors = memfd_create("errors", 0);
    if (captured->report == NULL || captured->output < 0 || captured->errors < 0) {
        return false;
    }
    setvbuf(captured->report, NULL, _IOLBF, 0);
    return dup2(captured->output, 1) >= 0 && dup2(captured->errors, 2) >= 0;
}

typedef enum Outcome { FINISHED, CRASHED, HANGING, GIVEN_UP } Outcome;

/* Waits for the child, but not for one whose current run exceeds the limit: that one is killed. */
static Outcome watch(pid_t child, int *status)
{
    sigset_t child_ends;
    sigemptyset(&child_ends);
    sigaddset(&child_ends, SIGCHLD); /* blocked since the start: it waits for sigtimedwait */
    const struct timespec second = {1, 0};
    uint64_t seen = shared->lives;
    for (unsigned idle = 0;;) {
        (void)sigtimedwait(&child_ends, NULL, &second);
        pid_t ended = waitpid(child, status, WNOHANG);
        if (ended == child) {
            return WIFEXITED(*status) && WEXITSTATUS(*status) == 0 ? FINISHED : CRASHED;
        }
        if (ended < 0) {
            return GIVEN_UP;
        }
        idle = seen == shared->lives ? idle + 1 : 0;
        seen = shared->lives;
        if (idle >= limit) {
            (void)kill(child, SIGKILL);
            return waitpid(child, status, 0) == child ? HANGING : GIVEN_UP;
        }
    }
}

static pid_t start_child(const char *program, uint64_t last, uint64_t step)
{
    sigset_t none;
    shared->ready = false;
    pid_t child = fork();
    if (child == 0) {
        Captured captured;
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* whoever stops the parent stops a hanging child too */
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        exit(capture(&captured) ? run_program(&captured, program, last, step) : 1);
    }
    return child;
}

/* A child goes on where the one before it ended. */
static void torture(const char *program, uint64_t first, uint64_t last, uint64_t step)
{
    unsigned hanging = 0;
    shared->run = first;
    while (shared->run <= last) {
        int status = 0;
        pid_t child = start_child(program, last, step);
        Outcome outcome = child < 0 ? GIVEN_UP : watch(child, &status);
        if (outcome == FINISHED) {
            continue;
        }
        shared->failed++;
        if (outcome == GIVEN_UP) {
            perror("weft_torture");
            return;
        }
        fprintf(stderr, "FAIL %s, allocation %llu: ", program, (unsigned long long)shared->run);
        if (outcome == HANGING) {
            fprintf(stderr, "no end after %u s\n", limit);
        } else {
            fprintf(stderr, "the process ended with %s %d\n",
                    WIFSIGNALED(status) ? "signal" : "code",
                    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
        }
        hanging += outcome == HANGING;
        if (!shared->ready || hanging == MOST_HANGING) {
            fprintf(stderr, "the rest of %s is left out\n", program);
            return;
        }
        shared->run += step;
    }
}

int main(int argc, char **argv)
{
    uint64_t first = 1, last = 1000, step = 1, seconds = limit;
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) {
        perror("weft_torture");
        return 1;
    }
    sigset_t child_ends;
    sigemptyset(&child_ends);
    sigaddset(&child_ends, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child_ends, NULL);
    for (int i = 1; i < argc; i++) {
        uint64_t *number = strcmp(argv[i], "--first") == 0   ? &first
                           : strcmp(argv[i], "--last") == 0  ? &last
                           : strcmp(argv[i], "--step") == 0  ? &step
                           : strcmp(argv[i], "--limit") == 0 ? &seconds
                                                             : NULL;
        if (number != NULL && i + 1 < argc) {
            *number = strtoull(argv[++i], NULL, 10);
            limit = seconds == 0 ? 1 : (unsigned)seconds;
        } else {
            torture(argv[i], first, last, step == 0 ? 1 : step);
        }
    }
    printf("MemoryError: %llu runs\n%llu passed, %llu failed\n",
           (unsigned long long)shared->memory_errors, (unsigned long long)shared->passed,
           (unsigned long long)shared->failed);
    return shared->failed == 0 && shared->passed > 0 ? 0 : 1;
}
