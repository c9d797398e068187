/* libfuzzer.c - the entry points that libFuzzer calls (clang, meson option `fuzzer`).
 *
 * The first byte of an input says whether it is only compiled or also run; the rest is the source.
 */
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed);
size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t room);

/* The runtime serves many inputs, and the leak checker does not look into its heap: leaks are looked for
 * once, at the very end (-detect_leaks=0 switches off the checks in between). */
static void end_runtime(void)
{
    if (!fuzz_end_runtime()) {
        abort();
    }
}
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    return atexit(end_runtime);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    static int mode = -1; /* a runtime belongs to the mode that it was started for */
    FuzzMode wanted = data[0] % 8 == 0 ? FUZZ_COMPILE : FUZZ_RUN;
    if (mode != (int)wanted) {
        (void)fuzz_end_runtime();
        mode = (int)wanted;
    }
    if (!fuzz_one(wanted, (const char *)data + 1, size - 1)) {
        abort();
    }
    return 0;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t room, unsigned seed)
{
    Random random = {seed};
    if (size < 2 || random_below(&random, 16) == 0) { /* a new program */
        Text text = {(char *)data, 0, room};
        text_add(&text, random_below(&random, 8) == 0 ? "\0" : "\1", 1);
        fuzz_generate(&random, "program", &text);
        return text.length;
    }
    if (random_below(&random, 8) == 0) {
        return LLVMFuzzerMutate(data, size, room);
    }
    Text text = {(char *)data + 1, size - 1, room - 1};
    fuzz_mutate(&random, &text, NULL, 0);
    return text.length + 1;
}
