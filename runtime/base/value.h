/* value.h - the 64-bit tagged value.
 *
 * One word holds any Python value. The low three bits tell which:
 *
 *     x00   int of 62 bits, the value shifted left by two
 *     x01   pointer to an Object (8-byte aligned) plus one
 *     010   constant: None, False, True, NotImplemented, Ellipsis, and EMPTY ("no value")
 *     011, 110, 111   float, self-tagged: (bits + (3 << 60)) rotated left by four, so that 0.0
 *           and every magnitude between about 2^-255 and 2^257 is immediate
 *           (after Melancon, Serrano, Feeley: "Float Self-Tagging", arXiv 2411.16544)
 *
 * Floats outside that range and ints outside 62 bits are heap objects. EMPTY is what a slot
 * without a value holds and what a failed call returns (with an exception pending on the thread).
 * Zeroed memory reads as the int 0, so fresh memory is always safe to trace.
 */
#ifndef WEFT_BASE_VALUE_H
#define WEFT_BASE_VALUE_H

#include "base/compiler.h"

typedef uint64_t Value;
typedef struct Object Object;

#define VALUE_CONSTANT(n) ((Value)(((uint64_t)(n) << 3) | 2U))
#define EMPTY VALUE_CONSTANT(0)
#define NONE VALUE_CONSTANT(1)
#define FALSE_VALUE VALUE_CONSTANT(2)
#define TRUE_VALUE VALUE_CONSTANT(3)
#define NOT_IMPLEMENTED VALUE_CONSTANT(4)
#define ELLIPSIS VALUE_CONSTANT(5)
/* Internal marks that never reach a program: a deleted table entry, a default "not given". */
#define DELETED VALUE_CONSTANT(6)

#define SMALL_INT_MAX ((int64_t)0x1FFFFFFFFFFFFFFF)
#define SMALL_INT_MIN (-SMALL_INT_MAX - 1)

static ALWAYS_INLINE bool value_is_small_int(Value v) { return (v & 3U) == 0; }
static ALWAYS_INLINE bool value_both_small_ints(Value a, Value b) { return ((a | b) & 3U) == 0; }
static ALWAYS_INLINE bool value_is_pointer(Value v) { return (v & 3U) == 1; }
static ALWAYS_INLINE bool value_is_immediate_float(Value v) { return (0xC8U >> (v & 7U)) & 1U; }
static ALWAYS_INLINE bool value_is_constant(Value v) { return (v & 7U) == 2; }
static ALWAYS_INLINE bool value_is_bool(Value v) { return v == TRUE_VALUE || v == FALSE_VALUE; }

static ALWAYS_INLINE int64_t value_small_int(Value v) { return (int64_t)v >> 2; }
static ALWAYS_INLINE bool small_int_fits(int64_t i)
{
    return i >= SMALL_INT_MIN && i <= SMALL_INT_MAX;
}
static ALWAYS_INLINE Value value_from_small_int(int64_t i) { return (Value)((uint64_t)i << 2); }
static ALWAYS_INLINE Value value_from_bool(bool b) { return b ? TRUE_VALUE : FALSE_VALUE; }

static ALWAYS_INLINE void *value_pointer(Value v) { return (void *)(uintptr_t)(v - 1); }
static ALWAYS_INLINE Object *value_object(Value v) { return (Object *)(uintptr_t)(v - 1); }
static ALWAYS_INLINE Value value_from_pointer(const void *p) { return (Value)(uintptr_t)p + 1; }
/* NULL becomes EMPTY: for the usual "object or failure" return. */
static ALWAYS_INLINE Value value_or_empty(const void *p)
{
    return p ? value_from_pointer(p) : EMPTY;
}

static ALWAYS_INLINE double value_immediate_float(Value v)
{
    uint64_t bits = ((v >> 4) | (v << 60)) - ((uint64_t)3 << 60);
    double d;
    memcpy(&d, &bits, sizeof d);
    return d;
}

/* True and sets *v when the double can be immediate. */
static ALWAYS_INLINE bool value_try_float(double d, Value *v)
{
    uint64_t bits;
    memcpy(&bits, &d, sizeof bits);
    bits += (uint64_t)3 << 60;
    bits = (bits << 4) | (bits >> 60);
    *v = bits;
    return value_is_immediate_float(bits);
}

#endif
