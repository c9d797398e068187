/* atomic.h - every atomic access of Weft, with its memory order in its name.
 *
 * The only file that includes <stdatomic.h> (rule R10). Orders sit on operations; there are no
 * bare fences, because ThreadSanitizer does not model them. A field that several threads touch is
 * declared with ATOMIC(type); each site names its edge of sync/orders.def in a comment.
 */
#ifndef WEFT_SYNC_ATOMIC_H
#define WEFT_SYNC_ATOMIC_H

#include <stdatomic.h>

#include "base/compiler.h"

#define ATOMIC(type) _Atomic(type)

/* A build with -Dweaken=true can make any access relaxed while it runs, to see who notices. */
#ifdef WEFT_WEAKEN
#include "sync/weaken.h"
#define WEFT_ORDER(order) (WEFT_SITE_IS_WEAKENED() ? memory_order_relaxed : memory_order_##order)
#else
#define WEFT_ORDER(order) memory_order_##order
#endif

#define weft__load_relaxed(p) atomic_load_explicit((p), memory_order_relaxed)
#define weft__load_acquire(p) atomic_load_explicit((p), WEFT_ORDER(acquire))
#define weft__load_seq_cst(p) atomic_load_explicit((p), WEFT_ORDER(seq_cst))
#define weft__store_relaxed(p, v) atomic_store_explicit((p), (v), memory_order_relaxed)
#define weft__store_release(p, v) atomic_store_explicit((p), (v), WEFT_ORDER(release))
#define weft__store_seq_cst(p, v) atomic_store_explicit((p), (v), WEFT_ORDER(seq_cst))
#define weft__exchange_acq_rel(p, v) atomic_exchange_explicit((p), (v), WEFT_ORDER(acq_rel))
#define weft__exchange_acquire(p, v) atomic_exchange_explicit((p), (v), WEFT_ORDER(acquire))
#define weft__exchange_release(p, v) atomic_exchange_explicit((p), (v), WEFT_ORDER(release))
#define weft__exchange_relaxed(p, v) atomic_exchange_explicit((p), (v), memory_order_relaxed)
#define weft__add_relaxed(p, v) atomic_fetch_add_explicit((p), (v), memory_order_relaxed)
#define weft__add_acq_rel(p, v) atomic_fetch_add_explicit((p), (v), WEFT_ORDER(acq_rel))
#define weft__add_seq_cst(p, v) atomic_fetch_add_explicit((p), (v), WEFT_ORDER(seq_cst))
#define weft__sub_relaxed(p, v) atomic_fetch_sub_explicit((p), (v), memory_order_relaxed)
#define weft__sub_acq_rel(p, v) atomic_fetch_sub_explicit((p), (v), WEFT_ORDER(acq_rel))
#define weft__or_relaxed(p, v) atomic_fetch_or_explicit((p), (v), memory_order_relaxed)
#define weft__or_seq_cst(p, v) atomic_fetch_or_explicit((p), (v), WEFT_ORDER(seq_cst))
#define weft__and_relaxed(p, v) atomic_fetch_and_explicit((p), (v), memory_order_relaxed)
#define weft__and_seq_cst(p, v) atomic_fetch_and_explicit((p), (v), WEFT_ORDER(seq_cst))
/* Strong compare-exchange; *expected gets the value seen on failure. */
#define weft__exchange_if_relaxed(p, expected, v)                                        \
    atomic_compare_exchange_strong_explicit((p), (expected), (v), memory_order_relaxed, \
                                            memory_order_relaxed)
#define weft__exchange_if_acquire(p, expected, v)                                        \
    atomic_compare_exchange_strong_explicit((p), (expected), (v), WEFT_ORDER(acquire), \
                                            memory_order_relaxed)
#define weft__exchange_if_release(p, expected, v)                                        \
    atomic_compare_exchange_strong_explicit((p), (expected), (v), WEFT_ORDER(release), \
                                            memory_order_relaxed)
#define weft__exchange_if_acq_rel(p, expected, v)                                        \
    atomic_compare_exchange_strong_explicit((p), (expected), (v), WEFT_ORDER(acq_rel), \
                                            WEFT_ORDER(acquire))
#define weft__exchange_if_seq_cst(p, expected, v)                                        \
    atomic_compare_exchange_strong_explicit((p), (expected), (v), WEFT_ORDER(seq_cst), \
                                            WEFT_ORDER(seq_cst))
/* Before an object is shared: an ordinary store. */
#define weft__init(p, v) atomic_init((p), (v))

#endif
