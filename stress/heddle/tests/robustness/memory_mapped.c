/* expect: OK runs=300
 * says: outcome +300  good
 * run: --seeds 300 */
/* Mappings that move, shrink, are closed for a while, and lie where the program wants them; what one thread unmaps, the
 * next may map again. */
#define _GNU_SOURCE
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
enum { PAGE = 4096 };
static atomic_int *word;
static void *map(size_t size)
{
    return mmap(0, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}
static void *add(void *unused)
{
    char *own = map(3 * PAGE);
    own[0] = own[2 * PAGE] = 1;
    assert(munmap(own + PAGE, 2 * PAGE) == 0 && own[0] == 1 && munmap(own, PAGE) == 0);
    atomic_fetch_add(word, 1);
    return unused;
}
int main(void)
{
    word = map(PAGE);
    assert(atomic_load(word) == 0);
    pthread_t a, b;
    pthread_create(&a, 0, add, 0);
    pthread_create(&b, 0, add, 0);
    pthread_join(a, 0);
    pthread_join(b, 0);
    char *other = map(PAGE);
    atomic_int *moved = mremap(word, PAGE, 64 * PAGE, MREMAP_MAYMOVE);
    assert(moved != MAP_FAILED && atomic_fetch_add(moved, 1) == 2 && ((char *)moved)[63 * PAGE] == 0);
    char *reserved = mmap(0, (size_t)1 << 36, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    assert(reserved != MAP_FAILED && mprotect(reserved, PAGE, PROT_READ | PROT_WRITE) == 0);
    reserved[0] = 1;
    assert(mmap(other, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) == other && other[0] == 0);
    assert(munmap(reserved, (size_t)1 << 36) == 0 && munmap(moved, 64 * PAGE) == 0 && munmap(other, PAGE) == 0);
    volatile size_t most = SIZE_MAX;
    assert(map(0) == MAP_FAILED && map(most) == MAP_FAILED);
    puts("good");
    return 0;
}
