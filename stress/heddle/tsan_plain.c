/* What -fsanitize=thread makes of plain C: reads, writes, ranges, function entry and exit, and the
 * memory functions. The callbacks come before the access. Names and signatures are the compilers'. */
#include "shadow.h"
#include "real.h"

#define ABI __attribute__((visibility("default"), used))

ABI void __tsan_init(void);
ABI void __tsan_init(void) {}

#define ACCESS(size)                                                                               \
    ABI void __tsan_read##size(void *a);                                                           \
    ABI void __tsan_read##size(void *a) { plain((uintptr_t)a, size, false, PC()); }                \
    ABI void __tsan_write##size(void *a);                                                          \
    ABI void __tsan_write##size(void *a) { plain((uintptr_t)a, size, true, PC()); }                \
    ABI void __tsan_volatile_read##size(void *a);                                                  \
    ABI void __tsan_volatile_read##size(void *a) { plain((uintptr_t)a, size, false, PC()); }       \
    ABI void __tsan_volatile_write##size(void *a);                                                 \
    ABI void __tsan_volatile_write##size(void *a) { plain((uintptr_t)a, size, true, PC()); }       \
    ABI void __tsan_read_write##size(void *a);                                                     \
    ABI void __tsan_read_write##size(void *a)                                                      \
    {                                                                                              \
        plain((uintptr_t)a, size, false, PC());                                                    \
        plain((uintptr_t)a, size, true, PC());                                                     \
    }
#define UNALIGNED(size)                                                                            \
    ABI void __tsan_unaligned_read##size(void *a);                                                 \
    ABI void __tsan_unaligned_read##size(void *a) { heddle__race_range((uintptr_t)a, size, false, PC()); } \
    ABI void __tsan_unaligned_write##size(void *a);                                                \
    ABI void __tsan_unaligned_write##size(void *a) { heddle__race_range((uintptr_t)a, size, true, PC()); } \
    ABI void __tsan_unaligned_volatile_read##size(void *a);                                        \
    ABI void __tsan_unaligned_volatile_read##size(void *a) { heddle__race_range((uintptr_t)a, size, false, PC()); } \
    ABI void __tsan_unaligned_volatile_write##size(void *a);                                       \
    ABI void __tsan_unaligned_volatile_write##size(void *a) { heddle__race_range((uintptr_t)a, size, true, PC()); } \
    ABI void __tsan_unaligned_read_write##size(void *a);                                           \
    ABI void __tsan_unaligned_read_write##size(void *a)                                            \
    {                                                                                              \
        heddle__race_range((uintptr_t)a, size, false, PC());                                       \
        heddle__race_range((uintptr_t)a, size, true, PC());                                        \
    }
ACCESS(1)
ACCESS(2)
ACCESS(4)
ACCESS(8)
ACCESS(16)
UNALIGNED(2)
UNALIGNED(4)
UNALIGNED(8)
UNALIGNED(16)

ABI void __tsan_read_range(void *a, unsigned long size);
ABI void __tsan_read_range(void *a, unsigned long size) { heddle__race_range((uintptr_t)a, size, false, PC()); }
ABI void __tsan_write_range(void *a, unsigned long size);
ABI void __tsan_write_range(void *a, unsigned long size) { heddle__race_range((uintptr_t)a, size, true, PC()); }

/* C++ objects only; the virtual table pointer is data like any other. */
ABI void __tsan_vptr_update(void **at, void *value);
ABI void __tsan_vptr_update(void **at, void *value)
{
    if (*at != value)
        plain((uintptr_t)at, 8, true, PC());
}
ABI void __tsan_vptr_read(void **at);
ABI void __tsan_vptr_read(void **at) { plain((uintptr_t)at, 8, false, PC()); }

/* Call stacks are only kept while a run is recorded: a report comes from a second, recorded run. */
static void push_call(struct thread *thread, uintptr_t pc)
{
    if (thread->depth == thread->calls_room) {
        uint32_t room = thread->calls_room ? 2 * thread->calls_room : 256;
        uintptr_t *grown = heddle__map(room * sizeof *grown);
        if (thread->depth)
            copy_bytes(grown, thread->calls, thread->depth * sizeof *grown);
        thread->calls = grown;
        thread->calls_room = room;
    }
    thread->calls[thread->depth++] = pc;
}

ABI void __tsan_func_entry(void *pc);
ABI void __tsan_func_entry(void *pc)
{
    if (__builtin_expect(H.record && H.running, 0))
        push_call(H.current, (uintptr_t)pc);
}
ABI void __tsan_func_exit(void);
ABI void __tsan_func_exit(void)
{
    if (__builtin_expect(H.record && H.running, 0) && H.current->depth)
        H.current->depth--;
}

/* Annotations that programs may carry for ThreadSanitizer: the orders that they state are not C11's. */
ABI void __tsan_acquire(void *a);
ABI void __tsan_acquire(void *a) { (void)a; }
ABI void __tsan_release(void *a);
ABI void __tsan_release(void *a) { (void)a; }

/* ---- memory functions ---- */

static bool watched(void) { return H.running && !H.inside; }

static void both(uintptr_t to, uintptr_t from, size_t size, uintptr_t pc)
{
    heddle__race_range(from, size, false, pc);
    heddle__race_range(to, size, true, pc);
}

ABI void *__tsan_memcpy(void *to, const void *from, size_t size);
ABI void *__tsan_memcpy(void *to, const void *from, size_t size)
{
    both((uintptr_t)to, (uintptr_t)from, size, PC());
    return heddle__real->memmove(to, from, size);
}
ABI void *__tsan_memmove(void *to, const void *from, size_t size);
ABI void *__tsan_memmove(void *to, const void *from, size_t size)
{
    both((uintptr_t)to, (uintptr_t)from, size, PC());
    return heddle__real->memmove(to, from, size);
}
ABI void *__tsan_memset(void *to, int value, size_t size);
ABI void *__tsan_memset(void *to, int value, size_t size)
{
    heddle__race_range((uintptr_t)to, size, true, PC());
    return heddle__real->memset(to, value, size);
}

ABI void *memcpy(void *restrict to, const void *restrict from, size_t size)
{
    if (watched())
        both((uintptr_t)to, (uintptr_t)from, size, PC());
    if (!heddle__real->memmove) {
        copy_bytes(to, from, size);
        return to;
    }
    return heddle__real->memmove(to, from, size);
}
ABI void *memmove(void *to, const void *from, size_t size)
{
    if (watched())
        both((uintptr_t)to, (uintptr_t)from, size, PC());
    return heddle__real->memmove(to, from, size);
}
ABI void *memset(void *to, int value, size_t size)
{
    if (watched())
        heddle__race_range((uintptr_t)to, size, true, PC());
    if (!heddle__real->memset) {
        fill_bytes(to, value, size);
        return to;
    }
    return heddle__real->memset(to, value, size);
}
ABI int memcmp(const void *a, const void *b, size_t size)
{
    if (watched()) {
        heddle__race_range((uintptr_t)a, size, false, PC());
        heddle__race_range((uintptr_t)b, size, false, PC());
    }
    const unsigned char *x = a, *y = b;
    for (; size; size--, x++, y++)
        if (*x != *y)
            return *x - *y;
    return 0;
}
ABI size_t strlen(const char *text)
{
    size_t length = 0;
    while (((const volatile char *)text)[length])
        length++;
    if (watched())
        heddle__race_range((uintptr_t)text, length + 1, false, PC());
    return length;
}
ABI int strcmp(const char *a, const char *b)
{
    size_t i = 0;
    while (a[i] && a[i] == b[i])
        i++;
    if (watched()) {
        heddle__race_range((uintptr_t)a, i + 1, false, PC());
        heddle__race_range((uintptr_t)b, i + 1, false, PC());
    }
    return (unsigned char)a[i] - (unsigned char)b[i];
}
