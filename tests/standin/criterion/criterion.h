/* criterion.h - a stand-in for the part of Criterion that the unit tests use.
 *
 * Criterion cannot run under ThreadSanitizer, nor under a scheduler that takes over the process.
 * With this header in front of the include path, the same test files become plain programs: main
 * runs every test of the file in this process, in order, and the first failure ends it.
 */
#ifndef WEFT_STANDIN_CRITERION_H
#define WEFT_STANDIN_CRITERION_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct standin_test {
    const char *suite, *name;
    void (*run)(void);
    struct standin_test *next;
};
static struct standin_test *standin_first, **standin_last = &standin_first;

#define Test(suite_, name_, ...)                                                            \
    static void standin_##suite_##_##name_(void);                                           \
    static struct standin_test standin_test_##suite_##_##name_ = {                          \
        #suite_, #name_, standin_##suite_##_##name_, NULL};                                 \
    __attribute__((constructor)) static void standin_add_##suite_##_##name_(void)           \
    {                                                                                       \
        *standin_last = &standin_test_##suite_##_##name_;                                   \
        standin_last = &standin_test_##suite_##_##name_.next;                               \
    }                                                                                       \
    static void standin_##suite_##_##name_(void)

#define cr_assert(condition, ...)                                                          \
    do {                                                                                   \
        if (!(condition)) {                                                                \
            fprintf(stderr, "%s:%d: failed: %s\n", __FILE__, __LINE__, #condition);        \
            exit(1);                                                                       \
        }                                                                                  \
    } while (0)
#define cr_assert_not(condition, ...) cr_assert(!(condition))
#define cr_assert_eq(a, b, ...) cr_assert((a) == (b))
#define cr_assert_neq(a, b, ...) cr_assert((a) != (b))
#define cr_assert_lt(a, b, ...) cr_assert((a) < (b))
#define cr_assert_leq(a, b, ...) cr_assert((a) <= (b))
#define cr_assert_gt(a, b, ...) cr_assert((a) > (b))
#define cr_assert_geq(a, b, ...) cr_assert((a) >= (b))
#define cr_assert_null(p, ...) cr_assert((p) == NULL)
#define cr_assert_not_null(p, ...) cr_assert((p) != NULL)
#define cr_assert_str_eq(a, b, ...) cr_assert(strcmp((a), (b)) == 0)

int main(int argc, char **argv)
{
    int ran = 0;
    for (struct standin_test *test = standin_first; test != NULL; test = test->next) {
        if (argc > 1 && strstr(test->name, argv[1]) == NULL) {
            continue;
        }
        fprintf(stderr, "%s::%s\n", test->suite, test->name);
        test->run();
        ran++;
    }
    printf("ok, %d tests\n", ran);
    return ran == 0;
}

#endif
