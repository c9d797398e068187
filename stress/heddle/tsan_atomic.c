/* What -fsanitize=thread makes of C11 atomics: one function for each operation and width. Values come
 * as signed integers; the model (model.c) works on 128-bit unsigned ones. gcc passes weak and strong
 * compare-exchanges apart, clang only has `_val`, which is strong unless heddle_weak_cas_hint() was
 * called before. Outside a run (before main) the operations are done plainly. */
#include "state.h"

#define ABI __attribute__((visibility("default"), used))
typedef unsigned __int128 wide;

/* The program's callee-saved registers are pushed right below the frame pointer, so that a spin loop
 * can be recognised by its registers and stack (spin.c, private_state). */
#define MARK_FRAME()                                                                               \
    do {                                                                                           \
        __builtin_unwind_init();                                                                   \
        if (H.running)                                                                             \
            H.current->spin_frame = (const char *)__builtin_frame_address(0) - SPIN_REGISTERS;                 \
    } while (0)

#define RMW(bits, type, unsigned_type, name, how, expression)                                      \
    ABI type __tsan_atomic##bits##_##name(volatile type *a, type v, int order);                    \
    ABI type __tsan_atomic##bits##_##name(volatile type *a, type v, int order)                     \
    {                                                                                              \
        MARK_FRAME();                                                                              \
        if (__builtin_expect(!H.running, 0)) {                                                     \
            type old = *a;                                                                         \
            *a = (type)(expression);                                                               \
            return old;                                                                            \
        }                                                                                          \
        return (type)heddle__rmw(how, (uintptr_t)a, bits / 8, (unsigned_type)v, order, PC());      \
    }

#define ATOMICS(bits, type, unsigned_type)                                                         \
    ABI type __tsan_atomic##bits##_load(const volatile type *a, int order);                        \
    ABI type __tsan_atomic##bits##_load(const volatile type *a, int order)                         \
    {                                                                                              \
        MARK_FRAME();                                                                              \
        if (__builtin_expect(!H.running, 0))                                                       \
            return *a;                                                                             \
        return (type)heddle__load((uintptr_t)a, bits / 8, order, PC());                            \
    }                                                                                              \
    ABI void __tsan_atomic##bits##_store(volatile type *a, type v, int order);                     \
    ABI void __tsan_atomic##bits##_store(volatile type *a, type v, int order)                      \
    {                                                                                              \
        if (__builtin_expect(!H.running, 0))                                                       \
            *a = v;                                                                                \
        else                                                                                       \
            heddle__store((uintptr_t)a, bits / 8, (unsigned_type)v, order, PC());                  \
    }                                                                                              \
    RMW(bits, type, unsigned_type, exchange, RMW_EXCHANGE, v)                                      \
    RMW(bits, type, unsigned_type, fetch_add, RMW_ADD, (unsigned_type)old + (unsigned_type)v)      \
    RMW(bits, type, unsigned_type, fetch_sub, RMW_SUB, (unsigned_type)old - (unsigned_type)v)      \
    RMW(bits, type, unsigned_type, fetch_and, RMW_AND, old & v)                                    \
    RMW(bits, type, unsigned_type, fetch_or, RMW_OR, old | v)                                      \
    RMW(bits, type, unsigned_type, fetch_xor, RMW_XOR, old ^ v)                                    \
    RMW(bits, type, unsigned_type, fetch_nand, RMW_NAND, ~(old & v))                               \
    static int cas##bits(volatile type *a, type *expected, type desired, int order, int failure,   \
                         bool weak, uintptr_t pc)                                                  \
    {                                                                                              \
        if (__builtin_expect(!H.running, 0)) {                                                     \
            type old = *a;                                                                         \
            if (old != *expected) {                                                                \
                *expected = old;                                                                   \
                return 0;                                                                          \
            }                                                                                      \
            *a = desired;                                                                          \
            return 1;                                                                              \
        }                                                                                          \
        wide seen = (unsigned_type)*expected;                                                      \
        bool done = heddle__cas((uintptr_t)a, bits / 8, &seen, (unsigned_type)desired, order, failure, weak, pc); \
        *expected = (type)seen;                                                                    \
        return done;                                                                               \
    }                                                                                              \
    ABI type __tsan_atomic##bits##_compare_exchange_val(volatile type *a, type expected, type desired, \
                                                        int order, int failure);                   \
    ABI type __tsan_atomic##bits##_compare_exchange_val(volatile type *a, type expected, type desired, \
                                                        int order, int failure)                    \
    {                                                                                              \
        MARK_FRAME();                                                                              \
        type seen = expected;                                                                      \
        cas##bits(a, &seen, desired, order, failure, false, PC());                                 \
        return seen;                                                                               \
    }                                                                                              \
    ABI int __tsan_atomic##bits##_compare_exchange_strong(volatile type *a, type *expected, type desired, \
                                                          int order, int failure);                 \
    ABI int __tsan_atomic##bits##_compare_exchange_strong(volatile type *a, type *expected, type desired, \
                                                          int order, int failure)                  \
    {                                                                                              \
        MARK_FRAME();                                                                              \
        return cas##bits(a, expected, desired, order, failure, false, PC());                       \
    }                                                                                              \
    ABI int __tsan_atomic##bits##_compare_exchange_weak(volatile type *a, type *expected, type desired, \
                                                        int order, int failure);                   \
    ABI int __tsan_atomic##bits##_compare_exchange_weak(volatile type *a, type *expected, type desired, \
                                                        int order, int failure)                    \
    {                                                                                              \
        MARK_FRAME();                                                                              \
        return cas##bits(a, expected, desired, order, failure, true, PC());                        \
    }

ATOMICS(8, int8_t, uint8_t)
ATOMICS(16, int16_t, uint16_t)
ATOMICS(32, int32_t, uint32_t)
ATOMICS(64, int64_t, uint64_t)
ATOMICS(128, __int128, wide)

ABI void __tsan_atomic_thread_fence(int order);
ABI void __tsan_atomic_thread_fence(int order)
{
    if (H.running)
        heddle__fence(order, PC());
}
ABI void __tsan_atomic_signal_fence(int order);
ABI void __tsan_atomic_signal_fence(int order) { (void)order; }
