/* main.c - the fuzzer as a plain program: prefixes, mutations and derived programs, from a seed.
 *
 *   weft_fuzz prefixes FILE...            every prefix of every file compiles or is refused
 *   weft_fuzz mutate [--count N] FILE...  N mutations of each file, the same
 *   weft_fuzz run [--seconds S] FILE...   programs of the grammar and mutated ones are run
 *   weft_fuzz compile-one | run-one FILE  one input again
 *   weft_fuzz print [--count N]           shows programs of the grammar
 * Options: --seed N, --shard I/N (every Nth file or program, from the Ith), --count N,
 * --keep FILE (where the input that ends the process is left; default build/fuzz-input.py).
 *
 * The work is done in a child process, so that a crash or a hang is told with its input. The last
 * line is `N passed, N failed`.
 */
#include "fuzz.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/common_interface_defs.h>
#endif

enum { INPUT_ROOM = 1 << 20, HANG_SECONDS = 60, CORPUS_PIECE = 64 };

/* Shared with the parent: what the child works on. */
typedef struct Shared {
    volatile uint64_t beats, seed;
    volatile size_t length;
    FuzzCounts counts;
    char input[INPUT_ROOM];
} Shared;
static Shared *shared;

typedef struct Options {
    const char *mode, *keep;
    uint64_t seed, count;
    double seconds;
    size_t shard, shards;
    char **files;
    size_t file_count;
} Options;

static double now(void)
{
    struct timespec time;
    (void)clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static bool try_input(FuzzMode mode, const char *bytes, size_t length)
{
    length = length < INPUT_ROOM ? length : INPUT_ROOM;
    memcpy(shared->input, bytes, length);
    shared->length = length;
    shared->beats++;
    bool kept = fuzz_one(mode, shared->input, length);
    shared->counts = fuzz_counts;
    return kept;
}

/* The bytes of a file in memory that the caller frees; NULL: it cannot be read. */
static char *read_whole(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    char *bytes = file == NULL ? NULL : malloc(INPUT_ROOM);
    *length = bytes == NULL ? 0 : fread(bytes, 1, INPUT_ROOM, file);
    if (file != NULL) {
        (void)fclose(file);
    }
    if (bytes == NULL) {
        fprintf(stderr, "weft_fuzz: cannot read %s\n", path);
    }
    return bytes;
}

static bool prefixes_of(const char *bytes, size_t length)
{
    for (size_t n = 0; n <= length; n++) {
        if (!try_input(FUZZ_COMPILE, bytes, n)) {
            return false;
        }
    }
    return true;
}

static uint64_t mixed_seed(uint64_t seed, uint64_t number)
{
    Random random = {seed * 0x9E3779B97F4A7C15ULL + number};
    return random_next(&random);
}

static bool mutations_of(const Options *options, size_t file, const char *bytes, size_t length)
{
    char *room = malloc(INPUT_ROOM);
    bool kept = room != NULL;
    for (uint64_t i = 0; kept && i < options->count; i++) {
        Random random = {mixed_seed(options->seed + file, i)};
        Text text = {room, length, INPUT_ROOM};
        memcpy(room, bytes, length);
        shared->seed = random.state;
        fuzz_mutate(&random, &text, bytes, length);
        kept = try_input(FUZZ_COMPILE, text.bytes, text.length);
    }
    free(room);
    return kept;
}

static bool each_file(const Options *options, bool prefixes)
{
    for (size_t i = options->shard; i < options->file_count; i += options->shards) {
        size_t length;
        char *bytes = read_whole(options->files[i], &length);
        bool kept = bytes != NULL && (prefixes ? prefixes_of(bytes, length)
                                               : mutations_of(options, i, bytes, length));
        free(bytes);
        if (!kept) {
            fprintf(stderr, "weft_fuzz: in %s\n", options->files[i]);
            return false;
        }
    }
    return true;
}

/* One program of a run: derived, derived and then mutated, or a mutated file. */
static void next_program(const Options *options, Random *random, Text *text)
{
    size_t kind = random_below(random, 4);
    size_t length = 0;
    char *bytes = kind == 3 && options->file_count > 0
                      ? read_whole(options->files[random_below(random, options->file_count)], &length)
                      : NULL;
    if (bytes != NULL) {
        text_add(text, bytes, length);
    } else {
        fuzz_generate(random, "program", text);
    }
    if (kind >= 2) {
        fuzz_mutate(random, text, bytes, length);
    }
    free(bytes);
}

static bool run_programs(const Options *options)
{
    char *room = malloc(INPUT_ROOM);
    double end = now() + options->seconds;
    bool kept = room != NULL;
    for (uint64_t i = options->shard; kept && i < options->count && now() < end; i += options->shards) {
        Random random = {mixed_seed(options->seed, i)};
        Text text = {room, 0, INPUT_ROOM};
        shared->seed = i;
        next_program(options, &random, &text);
        kept = try_input(FUZZ_RUN, text.bytes, text.length);
    }
    free(room);
    return kept;
}

static bool print_programs(const Options *options)
{
    char *room = malloc(INPUT_ROOM);
    for (uint64_t i = 0; room != NULL && i < options->count; i++) {
        Random random = {mixed_seed(options->seed, i)};
        Text text = {room, 0, INPUT_ROOM};
        next_program(options, &random, &text);
        printf("# ---- %llu\n%.*s\n", (unsigned long long)i, (int)text.length, text.bytes);
    }
    free(room);
    return true;
}

static bool one_file(const Options *options, FuzzMode mode)
{
    bool kept = true;
    fuzz_show = true;
    for (size_t i = 0; kept && i < options->file_count; i++) {
        size_t length;
        char *bytes = read_whole(options->files[i], &length);
        kept = bytes != NULL && try_input(mode, bytes, length);
        free(bytes);
    }
    return kept;
}

static bool work(const Options *options)
{
    const char *mode = options->mode;
    bool kept = strcmp(mode, "prefixes") == 0      ? each_file(options, true)
                : strcmp(mode, "mutate") == 0      ? each_file(options, false)
                : strcmp(mode, "run") == 0         ? run_programs(options)
                : strcmp(mode, "compile-one") == 0 ? one_file(options, FUZZ_COMPILE)
                : strcmp(mode, "run-one") == 0     ? one_file(options, FUZZ_RUN)
                                                   : print_programs(options);
    return fuzz_end_runtime() && kept;
}

/* Standard output and error of the programs lead nowhere; reports still reach the real one. */
static void bound_child(void)
{
    struct rlimit none = {0, 0}, small = {64 << 20, 64 << 20};
    (void)setrlimit(RLIMIT_CORE, &none);
    (void)signal(SIGXFSZ, SIG_IGN);
    (void)setrlimit(RLIMIT_FSIZE, &small); /* no program can fill a disk */
    int nowhere = open("/dev/null", O_RDWR);
    if (nowhere >= 0) {
        (void)dup2(nowhere, 0);
        (void)close(nowhere);
    }
}

static void keep_input(const Options *options)
{
    FILE *file = fopen(options->keep, "wb");
    if (file != NULL) {
        (void)fwrite(shared->input, 1, shared->length, file);
        (void)fclose(file);
    }
    fprintf(stderr, "weft_fuzz: input %llu of seed %llu is in %s\n", (unsigned long long)shared->seed,
            (unsigned long long)options->seed, options->keep);
}

/* Waits for the child; ends it where it works on one input for too long. True: it ended well. */
static bool watch(pid_t child)
{
    uint64_t seen = shared->beats;
    double since = now();
    for (;;) {
        int status;
        if (waitpid(child, &status, WNOHANG) == child) {
            if (WIFSIGNALED(status)) {
                fprintf(stderr, "weft_fuzz: ended by signal %d\n", WTERMSIG(status));
            }
            return WIFEXITED(status) && WEXITSTATUS(status) == 0;
        }
        if (shared->beats != seen) {
            seen = shared->beats;
            since = now();
        } else if (now() - since > HANG_SECONDS) {
            fprintf(stderr, "weft_fuzz: an input takes more than %d s\n", HANG_SECONDS);
            (void)kill(child, SIGKILL);
            (void)waitpid(child, &status, 0);
            return false;
        }
        (void)usleep(20000);
    }
}

static bool parse(int argc, char **argv, Options *options)
{
    *options = (Options){.keep = "build/fuzz-input.py", .seed = 1, .count = 1000, .seconds = 60, .shards = 1};
    options->files = argv + 1;
    for (int i = 1; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : "";
        if (argv[i][0] != '-') {
            if (options->mode == NULL) {
                options->mode = argv[i];
            } else {
                options->files[options->file_count++] = argv[i];
            }
            continue;
        }
        i++;
        if (strcmp(argv[i - 1], "--seed") == 0) {
            options->seed = strtoull(value, NULL, 10);
        } else if (strcmp(argv[i - 1], "--count") == 0) {
            options->count = strtoull(value, NULL, 10);
        } else if (strcmp(argv[i - 1], "--seconds") == 0) {
            options->seconds = strtod(value, NULL);
            options->count = UINT64_MAX;
        } else if (strcmp(argv[i - 1], "--keep") == 0) {
            options->keep = value;
        } else if (strcmp(argv[i - 1], "--shard") == 0) {
            if (sscanf(value, "%zu/%zu", &options->shard, &options->shards) != 2 || options->shards == 0) {
                return false;
            }
        } else {
            return false;
        }
    }
    static const char *const modes[] = {"prefixes", "mutate", "run", "compile-one", "run-one", "print"};
    for (size_t i = 0; options->mode != NULL && i < sizeof modes / sizeof modes[0]; i++) {
        if (strcmp(options->mode, modes[i]) == 0) {
            return true;
        }
    }
    return false;
}

int main(int argc, char **argv)
{
    Options options;
    if (!parse(argc, argv, &options)) {
        fputs("usage: weft_fuzz prefixes|mutate|run|compile-one|run-one|print [--seed N] [--count N]\n"
              "                 [--seconds S] [--shard I/N] [--keep FILE] FILE...\n",
              stderr);
        return 2;
    }
    if (strcmp(options.mode, "print") == 0) {
        return print_programs(&options) ? 0 : 1;
    }
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t child = shared == MAP_FAILED ? -1 : fork();
    if (child < 0) {
        perror("weft_fuzz");
        return 1;
    }
    if (child == 0) {
        bound_child();
        exit(work(&options) ? 0 : 1); /* exit: leaks are looked for */
    }
    bool good = watch(child);
    if (!good) {
        keep_input(&options);
    }
    const FuzzCounts *counts = &shared->counts;
    printf("inputs %llu: compiled %llu, refused %llu, finished %llu, raised %llu, out of time %llu\n",
           (unsigned long long)counts->inputs, (unsigned long long)counts->compiled,
           (unsigned long long)counts->refused, (unsigned long long)counts->finished,
           (unsigned long long)counts->raised, (unsigned long long)counts->out_of_time);
    printf("%llu passed, %d failed\n", (unsigned long long)(good ? counts->inputs : 0), !good);
    return good ? 0 : 1;
}
