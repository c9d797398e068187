/* compiler.h - the only file that asks which compiler builds Weft.
 *
 * Gives every other file: inlining and branch hints, visibility, sanitizer detection, and the
 * checked arithmetic that the runtime uses for sizes. Nothing here has state.
 */
#ifndef WEFT_BASE_COMPILER_H
#define WEFT_BASE_COMPILER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)
#define ALWAYS_INLINE inline __attribute__((always_inline))
#define NO_INLINE __attribute__((noinline))
#define COLD __attribute__((cold, noinline))
#define UNUSED __attribute__((unused))
#define PRINTF_LIKE(format, first) __attribute__((__format__(__printf__, format, first)))
#define NO_RETURN __attribute__((noreturn))

#if defined(__clang__)
#define WEFT_CLANG 1
#else
#define WEFT_CLANG 0
#endif

#if defined(__SANITIZE_ADDRESS__)
#define WEFT_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WEFT_ASAN 1
#endif
#endif
#ifndef WEFT_ASAN
#define WEFT_ASAN 0
#endif

#if defined(__SANITIZE_THREAD__)
#define WEFT_TSAN 1
#elif defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define WEFT_TSAN 1
#endif
#endif
#ifndef WEFT_TSAN
#define WEFT_TSAN 0
#endif

/* Sizes: true when the result does not fit. */
#define ADD_OVERFLOWS(a, b, result) __builtin_add_overflow((a), (b), (result))
#define SUB_OVERFLOWS(a, b, result) __builtin_sub_overflow((a), (b), (result))
#define MUL_OVERFLOWS(a, b, result) __builtin_mul_overflow((a), (b), (result))

#endif
