/* expect: OK runs=200
 * says: outcome +200  good
 * run: --seeds 200 --leaks */
#define _GNU_SOURCE
#include <assert.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void)
{
    void *p;
    assert(posix_memalign(&p, 256, 100) == 0 && (uintptr_t)p % 256 == 0);
    memset(p, 1, 100);
    free(p);
    p = aligned_alloc(4096, 8192);
    assert((uintptr_t)p % 4096 == 0);
    memset(p, 2, 8192);
    free(p);
    char *text = malloc(4);
    strcpy(text, "abc");
    text = realloc(text, 10000);
    assert(!strcmp(text, "abc") && malloc_usable_size(text) >= 10000);
    text = realloc(text, 2);
    assert(text[1] == 'b');
    free(text);
    int *zero = calloc(100, sizeof *zero);
    for (int i = 0; i < 100; i++)
        assert(zero[i] == 0);
    zero = reallocarray(zero, 200, sizeof *zero);
    assert(zero[99] == 0);
    free(zero);
    free(NULL);
    volatile size_t most = SIZE_MAX;
    void *volatile none = malloc(most / 2);
    assert(none == NULL);
    none = calloc(most, 2);
    assert(none == NULL);
    text = strdup("xyz");
    assert(!strcmp(text, "xyz"));
    free(text);
    text = strndup("xyz", 2);
    assert(!strcmp(text, "xy"));
    free(text);
    assert(asprintf(&text, "%d-%s", 5, "q") == 3 && !strcmp(text, "5-q"));
    free(text);
    free(malloc(0));
    puts("good");
    return 0;
}
